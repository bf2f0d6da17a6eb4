// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "drawing.h"
#include "input.h"
#include "talk.h"

static enum cp_status export(struct cp_arena *run, const struct cp_settings *settings, struct cp_graph **graph,
                             struct cp_error *err)
{
    const struct cp_writer *writer;
    if (!settings->output)
        return cp_fail(err, CP_EUSAGE, "export needs a file: -o OUT with one of the endings of --help (or -o - --format NAME)");
    enum cp_status status = cp_output_writer(settings, settings->output, &writer, err);
    if (status == CP_OK)
        status = cp_drawing_graph(run, settings, settings->arguments[0], graph, err);
    return status == CP_OK ? cp_drawing_write(run, settings, *graph, writer, err) : status;
}

static enum cp_exit run_export(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct cp_graph *graph = NULL;
    if (export(run, settings, &graph, &err) != CP_OK || !graph) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    return graph->node_count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

const struct cp_command cp_command_export = {
    .name = "export",
    .arguments = "GRAPH -o OUT",
    .summary = "Write a graph for another program.",
    .details = "The format follows the ending of OUT or --format.\n\n"
               "  .graphml          Gephi, yEd, igraph, networkx\n"
               "  .gexf             Gephi with its timeline: what has a date begins on it\n"
               "  .csv              two tables, OUT.nodes.csv and OUT.edges.csv, for Gephi's import and spreadsheets; text that would\n"
               "                    be a formula has an apostrophe in front\n"
               "  .json             networkx (node_link_graph with edges=\"links\") and d3\n"
               "  .dot              Graphviz: dot -Tsvg OUT.dot, or neato -n2 to keep the places\n"
               "  .ftm              FollowTheMoney entities, a line each\n"
               "  .cypher           statements for a graph database; they may be run twice\n"
               "  .svg .md .html    a picture, a summary, a report\n\n"
               "GRAPH is GraphML, GEXF, a table of edges or of nodes (NAME.edges.csv brings NAME.nodes.csv along), node-link JSON or\n"
               "FollowTheMoney, ours or another program's; or facts. What these say beside what we know of is kept as attributes; the\n"
               "pictures and .dot have no place for them, and .ftm only for those that are properties there.\n",
    .least = 1,
    .most = 1,
    .options = {CP_OPTION_OUTPUT, CP_OPTION_FORMAT, CP_OPTIONS_VIEW, CP_OPTION_COLOR_BY, CP_OPTION_SIZE_BY, CP_OPTION_TIMELINE, 
                CP_OPTION_TITLE, CP_OPTION_THEME, CP_OPTION_STRAIGHT, CP_OPTION_SEED, CP_OPTION_STRICT},
    .run = run_export,
};
