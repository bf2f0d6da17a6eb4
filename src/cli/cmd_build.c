// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "input.h"
#include "talk.h"

static enum cp_status build(struct cp_arena *run, const struct cp_settings *settings, struct cp_graph **graph,
                            size_t *lines, struct cp_error *err)
{
    const struct cp_writer *writer;
    const char *path = settings->output;
    if (!path)
        return cp_fail(err, CP_EUSAGE, "build needs a file for the graph: -o OUT.graphml (or -o - for standard output)");
    enum cp_status status = cp_output_writer(settings, path, &writer, err);
    if (status == CP_OK)
        status = cp_output_check(path, err);
    struct cp_graph_builder *builder = cp_graph_builder_new(run);
    for (size_t i = 0; i < settings->argument_count && status == CP_OK; i++)
        status = cp_input_facts(run, settings->arguments[i], builder, lines, err);
    if (status != CP_OK)
        return status;
    struct cp_summary summary;
    *graph = cp_graph_builder_finish(builder);
    status = cp_input_analyze(run, settings, *graph, &summary, err);
    struct cp_export_options options = {.strict = settings->strict};
    return status == CP_OK ? cp_graph_write(*graph, writer, &options, path, err) : status;
}

static enum cp_exit run_build(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct cp_graph *graph = NULL;
    size_t lines = 0;
    if (build(run, settings, &graph, &lines, &err) != CP_OK || !graph) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    if (!settings->quiet)
        fprintf(stderr, "chokepoint: %zu document%s, %zu nodes, %zu edges\n", lines, lines == 1 ? "" : "s",
                graph->node_count, graph->edge_count);
    return graph->node_count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

const struct cp_command cp_command_build = {
    .name = "build",
    .arguments = "FACTS... -o OUT",
    .summary = "Fold facts of documents, as extract writes them, into one graph.",
    .details = "The order of the lines and how they are spread over files do not matter: the graph has the same bytes.\n\n"
               "  chokepoint extract 2022/ -o 2022.jsonl\n"
               "  chokepoint extract 2023/ -o 2023.jsonl\n"
               "  chokepoint build 2022.jsonl 2023.jsonl -o both.graphml\n",
    .least = 1,
    .options = {CP_OPTION_OUTPUT, CP_OPTION_FORMAT, CP_OPTION_SEED, CP_OPTION_RESOLUTION, CP_OPTION_STRICT},
    .run = run_build,
};
