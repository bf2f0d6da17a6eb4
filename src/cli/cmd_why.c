// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
//
// The evidence of a node is that of its edges. That of a pair is that of the edges between the two; and because what one
// actor does to another runs through a measure, also that of the pairs of edges that meet in a measure which both touch.
#include "input.h"
#include "report.h"
#include "view.h"

typedef CP_VEC(uint32_t) edge_list; // indices

static bool joins(const struct cp_graph_edge *edge, uint32_t a, uint32_t b)
{
    return (edge->from == a && edge->to == b) || (edge->from == b && edge->to == a);
}

static void find_edges_of(struct cp_arena *run, const struct cp_graph *graph, uint32_t node, edge_list *found)
{
    for (size_t i = 0; i < graph->edge_count; i++)
        if (graph->edges[i].from == node || graph->edges[i].to == node)
            *CP_PUSH(run, found) = (uint32_t)i;
}

static void find_between(struct cp_arena *run, const struct cp_graph *graph, uint32_t a, uint32_t b, edge_list *found)
{
    for (size_t i = 0; i < graph->edge_count; i++)
        if (joins(&graph->edges[i], a, b))
            *CP_PUSH(run, found) = (uint32_t)i;
    bool *touches[2] = {CP_NEW_ARRAY(run, graph->node_count, bool), CP_NEW_ARRAY(run, graph->node_count, bool)};
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *edge = &graph->edges[i];
        for (int side = 0; side < 2; side++) {
            uint32_t end = side ? b : a;
            touches[side][edge->from] |= edge->to == end;
            touches[side][edge->to] |= edge->from == end;
        }
    }
    for (uint32_t m = 0; m < graph->node_count; m++) {
        if (graph->nodes[m].kind != CP_KIND_MEASURE || m == a || m == b || !touches[0][m] || !touches[1][m])
            continue;
        for (size_t i = 0; i < graph->edge_count; i++)
            if (joins(&graph->edges[i], a, m) || joins(&graph->edges[i], m, b))
                *CP_PUSH(run, found) = (uint32_t)i;
    }
}

static void print_found(struct cp_arena *run, const struct cp_settings *settings, const struct cp_graph *graph,
                        const edge_list *found)
{
    size_t shown = settings->top && found->count > settings->top ? settings->top : found->count;
    if (settings->json) {
        struct cp_json json = {0};
        cp_json_open(&json, NULL, '[');
        for (size_t i = 0; i < shown; i++)
            cp_report_edge_json(run, graph, found->items[i], &json, NULL);
        cp_json_close(&json, ']');
        cp_print(stdout, &json.out);
        return;
    }
    struct cp_buf out = {0};
    for (size_t i = 0; i < shown; i++)
        cp_report_edge(run, graph, found->items[i], 0, &out);
    if (shown < found->count)
        cp_buf_add_format(&out, "... and %zu more edges\n", found->count - shown);
    cp_print(stdout, &out);
}

static void tell_nothing(struct cp_arena *run, const struct cp_settings *settings, const struct cp_graph *graph,
                         const uint32_t *nodes)
{
    struct cp_str a = cp_tame(run, graph->nodes[nodes[0]].label);
    if (settings->argument_count == 2) {
        fprintf(stderr, "chokepoint: " CP_FMT " has no edge\n", CP_ARG(a));
        return;
    }
    struct cp_str b = cp_tame(run, graph->nodes[nodes[1]].label);
    fprintf(stderr, "chokepoint: no edge between " CP_FMT " and " CP_FMT ", and no measure that both touch; try: chokepoint paths\n",
            CP_ARG(a), CP_ARG(b));
}

static enum cp_exit run_why(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct cp_graph *graph;
    uint32_t nodes[2] = {CP_NONE, CP_NONE};
    enum cp_status status = cp_input_view(run, settings, settings->arguments[0], &graph, &err);
    for (size_t i = 1; i < settings->argument_count && status == CP_OK; i++)
        status = cp_input_node(run, settings, graph, settings->arguments[i], &nodes[i - 1], &err);
    if (status != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    edge_list found = {0};
    if (settings->argument_count == 2)
        find_edges_of(run, graph, nodes[0], &found);
    else
        find_between(run, graph, nodes[0], nodes[1], &found);
    if (found.count || settings->json)
        print_found(run, settings, graph, &found);
    if (!found.count && !settings->quiet)
        tell_nothing(run, settings, graph, nodes);
    return found.count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

const struct cp_command cp_command_why = {
    .name = "why",
    .arguments = "GRAPH A [B]",
    .summary = "The sentences behind a node, or behind what joins two nodes.",
    .details = "A and B are names as they stand in text (\"Micron\", \"Beijing\") or ids. Each edge comes with its words, the\n"
               "document, the bytes in the original file at which they stand, and the rule that drew it.\n",
    .least = 2,
    .most = 3,
    .options = {CP_OPTIONS_VIEW, CP_OPTION_TOP, CP_OPTION_JSON, CP_OPTION_LEXICON},
    .run = run_why,
};
