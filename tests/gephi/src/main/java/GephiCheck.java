// SPDX-License-Identifier: GPL-3.0-or-later
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import org.gephi.graph.api.Graph;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Interval;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.importer.api.NodeDraft;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/** Imports a GraphML or GEXF as Gephi's window does and says what of it arrived: one line, and exit status 0 if all did. */
public final class GephiCheck {
    private static final int MOST_ISSUES = 100000;

    /** What the file itself holds, seen by another parser than Gephi's. */
    private static Map<String, Integer> elements(File file) throws Exception {
        Map<String, Integer> count = new TreeMap<>();
        try (InputStream in = new FileInputStream(file)) {
            XMLStreamReader reader = XMLInputFactory.newInstance().createXMLStreamReader(in);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT) {
                    count.merge(reader.getLocalName(), 1, Integer::sum);
                }
            }
        }
        return count;
    }

    /** What nodes lack that a drawn graph has: empty if nothing, or the first node that lacks it. GEXF must have dates for all or none. */
    private static String incomplete(Container container, boolean gexf) {
        int timed = 0;
        int nodes = 0;
        for (NodeDraft node : container.getUnloader().getNodes()) {
            nodes++;
            timed += node.getTimeSet() != null ? 1 : 0;
            String lacks = node.getLabel() == null ? "no label" : node.getColor() == null ? "no colour"
                    : node.getSize() <= 0 ? "no size" : node.getX() == 0 && node.getY() == 0 ? "no place" : "";
            if (!lacks.isEmpty()) {
                return "the node " + node.getId() + " has " + lacks;
            }
        }
        return gexf && timed != 0 && timed != nodes ? timed + " of " + nodes + " nodes have a time" : "";
    }

    private static String day(double milliseconds) {
        return Double.isInfinite(milliseconds) ? "ever" : java.time.Instant.ofEpochMilli((long) milliseconds).toString().substring(0, 10);
    }

    public static void main(String[] arguments) throws Exception {
        File file = new File(arguments[0]);
        Map<String, Integer> held = elements(file);
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        Workspace workspace = projects.getCurrentWorkspace();
        ImportController importer = Lookup.getDefault().lookup(ImportController.class);
        Container container = importer.importFile(file);
        boolean sound = container.verify();
        List<Issue> all = new ArrayList<>();
        container.getReport().getIssues(MOST_ISSUES).forEachRemaining(all::add); // processing closes the report
        String incomplete = incomplete(container, file.getName().endsWith(".gexf"));
        importer.process(container, new DefaultProcessor(), workspace);
        Graph graph = Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace).getGraph();

        int severe = 0;
        Map<String, Integer> issues = new TreeMap<>();
        for (Issue issue : all) {
            severe += issue.getLevel().toInteger() >= Issue.Level.SEVERE.toInteger() ? 1 : 0;
            issues.merge(issue.getLevel() + ": " + issue.getMessage(), 1, Integer::sum);
        }
        int nodesLost = held.getOrDefault("node", 0) - graph.getNodeCount();
        int edgesLost = held.getOrDefault("edge", 0) - graph.getEdgeCount();
        GraphModel model = graph.getModel();
        Interval bounds = model.getTimeBounds();
        boolean timed = !model.isDynamic() || (!Double.isInfinite(bounds.getLow()) && !Double.isInfinite(bounds.getHigh())
                && bounds.getLow() < bounds.getHigh());
        if (!held.containsKey("gexf")) {
            timed = true; // GraphML has no time
        }
        if (!timed) {
            System.out.printf("%s: the time has no bounds: %s%n", arguments[0], bounds);
        }
        if (!incomplete.isEmpty()) {
            System.out.printf("%s: %s%n", arguments[0], incomplete);
        }
        String time = model.isDynamic() ? String.format(", time from %s to %s", day(bounds.getLow()), day(bounds.getHigh())) : "";
        System.out.printf("%s: %d nodes, %d edges, %d nodes lost, %d edges lost, %d issues, %d SEVERE%s%n", arguments[0],
                graph.getNodeCount(), graph.getEdgeCount(), nodesLost, edgesLost, all.size(), severe, time);
        issues.forEach((what, times) -> System.err.printf("  %s (%d times)%n", what, times));
        System.exit(sound && severe == 0 && timed && incomplete.isEmpty() && nodesLost == 0 && edgesLost == 0 ? 0 : 1);
    }
}
