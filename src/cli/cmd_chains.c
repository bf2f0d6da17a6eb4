// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "input.h"
#include "report.h"
#include "view.h"

static void print_json(struct cp_arena *run, const struct cp_graph *graph, const struct cp_response *responses, size_t count)
{
    struct cp_json json = {0};
    cp_json_open(&json, NULL, '[');
    for (size_t i = 0; i < count; i++) {
        cp_json_open(&json, NULL, '{');
        for (int side = 0; side < 2; side++) {
            uint32_t node = side ? responses[i].act : responses[i].answer;
            cp_json_open(&json, side ? "act" : "answer", '{');
            cp_json_text(&json, "id", graph->nodes[node].id);
            cp_json_text(&json, "label", graph->nodes[node].label);
            cp_json_text(&json, "date", cp_date_format(run, graph->nodes[node].date));
            cp_json_text(&json, "imposed_by", cp_report_actors(run, graph, node));
            cp_json_close(&json, '}');
        }
        cp_report_edge_json(run, graph, responses[i].edge, &json, "edge");
        cp_json_close(&json, '}');
    }
    cp_json_close(&json, ']');
    cp_print(stdout, &json.out);
}

static enum cp_exit run_chains(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct cp_graph *graph;
    if (cp_input_view(run, settings, settings->arguments[0], &graph, &err) != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    struct cp_response *responses = NULL;
    size_t count = cp_graph_responses(run, graph, &responses);
    if (settings->json) {
        print_json(run, graph, responses, count);
    } else {
        struct cp_buf out = {0};
        cp_report_responses(run, graph, responses, count, settings->top, &out);
        cp_print(stdout, &out);
    }
    if (!count && !settings->quiet)
        fputs("chokepoint: no measure in this graph answers another\n", stderr);
    return count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

const struct cp_command cp_command_chains = {
    .name = "chains",
    .arguments = "GRAPH",
    .summary = "What was done in answer to what, in order of date.",
    .details = "Each measure that answers another, with who took it and when, and beneath it what it answers.\n",
    .least = 1,
    .most = 1,
    .options = {CP_OPTIONS_VIEW, CP_OPTION_TOP, CP_OPTION_JSON},
    .run = run_chains,
};
