// SPDX-License-Identifier: GPL-3.0-or-later
import java.io.File;
import org.gephi.io.exporter.api.ExportController;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.preview.api.PreviewController;
import org.gephi.preview.api.PreviewProperties;
import org.gephi.preview.api.PreviewProperty;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/** Draws a graph as Gephi's preview shows it, names on, and writes it as SVG: GephiDraw GRAPH OUT.svg. */
public final class GephiDraw {
    public static void main(String[] arguments) throws Exception {
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        Workspace workspace = projects.getCurrentWorkspace();
        ImportController importer = Lookup.getDefault().lookup(ImportController.class);
        Container container = importer.importFile(new File(arguments[0]));
        importer.process(container, new DefaultProcessor(), workspace);
        PreviewController preview = Lookup.getDefault().lookup(PreviewController.class);
        PreviewProperties shown = preview.getModel(workspace).getProperties();
        shown.putValue(PreviewProperty.SHOW_NODE_LABELS, Boolean.TRUE);
        shown.putValue(PreviewProperty.NODE_LABEL_PROPORTIONAL_SIZE, Boolean.TRUE);
        shown.putValue(PreviewProperty.SHOW_EDGE_LABELS, Boolean.FALSE); // at this size they are dust
        preview.refreshPreview(workspace);
        Lookup.getDefault().lookup(ExportController.class).exportFile(new File(arguments[1]), workspace);
        System.exit(0);
    }
}
