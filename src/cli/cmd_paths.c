// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "input.h"
#include "report.h"
#include "view.h"

static void print_path(struct cp_arena *run, const struct cp_graph *graph, const struct cp_path *path, size_t number,
                       struct cp_buf *out)
{
    cp_buf_add_format(out, "%s%zu. ", number ? "\n" : "", number + 1);
    for (size_t i = 0; i <= path->length; i++)
        cp_buf_add_format(out, "%s" CP_FMT, i ? " - " : "", CP_ARG(cp_tame(run, graph->nodes[path->nodes[i]].label)));
    cp_buf_add_format(out, "  (%zu step%s)\n", path->length, path->length == 1 ? "" : "s");
    for (size_t i = 0; i < path->length; i++)
        cp_report_edge(run, graph, path->edges[i], 1, out);
}

static void print_paths(struct cp_arena *run, const struct cp_graph *graph, const struct cp_path *paths, size_t count)
{
    struct cp_buf out = {0};
    for (size_t i = 0; i < count; i++)
        print_path(run, graph, &paths[i], i, &out);
    cp_print(stdout, &out);
}

static void print_json(struct cp_arena *run, const struct cp_graph *graph, const struct cp_path *paths, size_t count)
{
    struct cp_json json = {0};
    cp_json_open(&json, NULL, '[');
    for (size_t p = 0; p < count; p++) {
        cp_json_open(&json, NULL, '{');
        cp_json_number(&json, "length", (double)paths[p].length);
        cp_json_open(&json, "nodes", '[');
        for (size_t i = 0; i <= paths[p].length; i++)
            cp_json_text(&json, NULL, graph->nodes[paths[p].nodes[i]].id);
        cp_json_close(&json, ']');
        cp_json_open(&json, "steps", '[');
        for (size_t i = 0; i < paths[p].length; i++)
            cp_report_edge_json(run, graph, paths[p].edges[i], &json, NULL);
        cp_json_close(&json, ']');
        cp_json_close(&json, '}');
    }
    cp_json_close(&json, ']');
    cp_print(stdout, &json.out);
}

static enum cp_exit run_paths(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct cp_graph *graph;
    uint32_t ends[2];
    struct cp_path *paths = NULL;
    size_t count = 0;
    enum cp_status status = cp_input_view(run, settings, settings->arguments[0], &graph, &err);
    for (int i = 0; i < 2 && status == CP_OK; i++)
        status = cp_input_node(run, settings, graph, settings->arguments[i + 1], &ends[i], &err);
    if (status == CP_OK && ends[0] == ends[1])
        status = cp_fail(&err, CP_EUSAGE, "both names mean " CP_FMT, CP_ARG(graph->nodes[ends[0]].label));
    if (status == CP_OK)
        status = cp_paths(run, graph, ends[0], ends[1], settings->count ? settings->count : 1, &paths, &count, &err);
    if (status != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    if (settings->json)
        print_json(run, graph, paths, count);
    else
        print_paths(run, graph, paths, count);
    if (!count && !settings->quiet)
        fprintf(stderr, "chokepoint: no path between " CP_FMT " and " CP_FMT "\n",
                CP_ARG(cp_tame(run, graph->nodes[ends[0]].label)), CP_ARG(cp_tame(run, graph->nodes[ends[1]].label)));
    return count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

const struct cp_command cp_command_paths = {
    .name = "paths",
    .arguments = "GRAPH A B",
    .summary = "The shortest ways from one node to another, each step with its words.",
    .details = "A and B are names as they stand in text (\"Micron\", \"Beijing\") or ids. Edges are taken both ways, because a\n"
               "path of dependence runs through a measure against its arrows.\n",
    .least = 3,
    .most = 3,
    .options = {CP_OPTION_COUNT, CP_OPTIONS_VIEW, CP_OPTION_JSON, CP_OPTION_LEXICON},
    .run = run_paths,
};
