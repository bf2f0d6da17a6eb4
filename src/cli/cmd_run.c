// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "documents.h"
#include "drawing.h"
#include "input.h"
#include "rank.h"
#include "report.h"

#include <string.h>

enum { ACTORS = 10, RESPONSES = 12 };

static void fold(void *context, const struct cp_facts *facts)
{
    cp_graph_builder_add(context, facts);
}

// ---------------------------------------------------------------- the summary

// What an analyst asks first: how much is there, who stands in the middle, and what answers what.
struct outcome {
    const struct cp_graph *graph;
    struct cp_document_counts counts;
    struct cp_summary summary;
    uint32_t *actors; // nodes, the most central first
    size_t actor_count;
    struct cp_response *responses;
    size_t response_count;
};

static void sum_up(struct cp_arena *run, struct outcome *outcome)
{
    const struct cp_metric *betweenness = NULL;
    cp_metric_find("betweenness", &betweenness, NULL);
    outcome->actor_count = cp_rank(run, outcome->graph, betweenness, CP_RANK_ACTORS, &outcome->actors);
    outcome->response_count = cp_graph_responses(run, outcome->graph, &outcome->responses);
}

static void add_counts(const struct outcome *outcome, const char *path, struct cp_buf *out)
{
    const struct cp_document_counts *counts = &outcome->counts;
    cp_buf_add_format(out, "%zu document%s, %zu nodes, %zu edges", counts->documents, counts->documents == 1 ? "" : "s",
                      outcome->graph->node_count, outcome->graph->edge_count);
    if (strcmp(path, "-") != 0)
        cp_buf_add_format(out, ": %s", path);
    cp_buf_add_char(out, '\n');
    if (counts->replaced)
        cp_buf_add_format(out, "%zu broken bytes were read as U+FFFD\n", counts->replaced);
}

static void add_actors(struct cp_arena *run, const struct outcome *outcome, struct cp_buf *out)
{
    static const char *const head[] = {"", "actor", "kind", "betweenness", "pagerank", "edges", "documents"};
    struct cp_grid grid = {.alignment = "rllrrrr"};
    size_t shown = outcome->actor_count < ACTORS ? outcome->actor_count : ACTORS;
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
        cp_grid_add(run, &grid, cp_str_from(head[i]));
    for (size_t i = 0; i < shown; i++) {
        const struct cp_graph_node *node = &outcome->graph->nodes[outcome->actors[i]];
        cp_grid_add(run, &grid, cp_str_format(run, "%4zu", i + 1));
        cp_grid_add(run, &grid, cp_shorten(run, node->label, 48));
        cp_grid_add(run, &grid, cp_report_kind(node));
        cp_grid_add_number(run, &grid, node->metrics.betweenness, 1);
        cp_grid_add_number(run, &grid, node->metrics.pagerank, 4);
        cp_grid_add_number(run, &grid, node->metrics.degree, 0);
        cp_grid_add_number(run, &grid, (double)node->source_count, 0);
    }
    if (shown) {
        cp_buf_add(out, CP_STR("\nMost central actors\n"));
        cp_grid_print(&grid, out);
    }
}

static struct cp_str actor_name(struct cp_arena *run, const struct outcome *outcome, size_t place)
{
    return cp_tame(run, outcome->graph->nodes[outcome->actors[place]].label);
}

static void add_next(struct cp_arena *run, const struct outcome *outcome, const char *path, struct cp_buf *out)
{
    if (strcmp(path, "-") == 0 || !outcome->actor_count)
        return;
    cp_buf_add_format(out,
                      "\nNext\n  open %s in Gephi; places, sizes and colours are in it\n"
                      "  chokepoint why %s \"" CP_FMT "\"   the sentences behind it\n",
                      path, path, CP_ARG(actor_name(run, outcome, 0)));
    if (outcome->actor_count > 1)
        cp_buf_add_format(out, "  chokepoint paths %s \"" CP_FMT "\" \"" CP_FMT "\"\n", path,
                          CP_ARG(actor_name(run, outcome, 0)), CP_ARG(actor_name(run, outcome, 1)));
    cp_buf_add_format(out, "  chokepoint analyze %s   all nodes, communities, articulation points\n", path);
}

static void print_summary(struct cp_arena *run, const struct outcome *outcome, const char *path)
{
    struct cp_buf out = {0};
    add_counts(outcome, path, &out);
    add_actors(run, outcome, &out);
    if (outcome->response_count) {
        cp_buf_add(&out, CP_STR("\nAction and response\n"));
        cp_report_responses(run, outcome->graph, outcome->responses, outcome->response_count, RESPONSES, &out);
    }
    if (outcome->graph->node_count)
        add_next(run, outcome, path, &out);
    else
        cp_buf_add(&out, CP_STR("Nothing was found: no act, and no relation between names. The graph is empty.\n"));
    cp_print(stderr, &out);
}

static void print_summary_json(struct cp_arena *run, const struct outcome *outcome)
{
    const struct cp_graph *graph = outcome->graph;
    struct cp_json json = {0};
    cp_json_open(&json, NULL, '{');
    cp_json_number(&json, "documents", (double)outcome->counts.documents);
    cp_json_number(&json, "bad_inputs", (double)outcome->counts.bad);
    cp_json_number(&json, "passed_over", (double)outcome->counts.passed_over);
    cp_json_number(&json, "nodes", (double)graph->node_count);
    cp_json_number(&json, "edges", (double)graph->edge_count);
    cp_json_number(&json, "communities", (double)outcome->summary.communities);
    cp_json_number(&json, "components", (double)outcome->summary.components);
    cp_json_open(&json, "actors", '[');
    for (size_t i = 0; i < outcome->actor_count && i < ACTORS; i++) {
        const struct cp_graph_node *node = &graph->nodes[outcome->actors[i]];
        cp_json_open(&json, NULL, '{');
        cp_json_text(&json, "id", node->id);
        cp_json_text(&json, "label", node->label);
        cp_json_text(&json, "kind", cp_report_kind(node));
        cp_json_number(&json, "betweenness", node->metrics.betweenness);
        cp_json_number(&json, "pagerank", node->metrics.pagerank);
        cp_json_close(&json, '}');
    }
    cp_json_close(&json, ']');
    cp_json_open(&json, "responses", '[');
    for (size_t i = 0; i < outcome->response_count; i++)
        cp_report_edge_json(run, graph, outcome->responses[i].edge, &json, NULL);
    cp_json_close(&json, ']');
    cp_json_close(&json, '}');
    cp_print(stdout, &json.out);
}

// ---------------------------------------------------------------- the command

// Leaves outcome->graph NULL if every input was bad; each was named then.
static enum cp_status draw(struct cp_arena *run, const struct cp_settings *settings, struct outcome *outcome,
                           struct cp_error *err)
{
    const char *path = settings->output;
    const struct cp_writer *writer;
    if (!path)
        return cp_fail(err, CP_EUSAGE, "run needs a file for the graph: -o OUT.graphml (or -o - for standard output)");
    if (settings->json && strcmp(path, "-") == 0)
        return cp_fail(err, CP_EUSAGE, "--json and -o - both want standard output; give the graph a file");
    enum cp_status status = cp_output_writer(settings, path, &writer, err);
    if (status == CP_OK)
        status = cp_output_check(path, err);
    struct cp_analyze_options looks = {0};
    if (status == CP_OK)
        status = cp_drawing_options(settings, &looks, err); // what is wrong with them is said before the work
    if (status != CP_OK)
        return status;
    struct cp_graph_builder *builder = cp_graph_builder_new(run);
    cp_graph_builder_same_act(builder, settings->same_act);
    status = cp_each_document(run, settings, fold, builder, &outcome->counts, err);
    if (status != CP_OK || !outcome->counts.documents)
        return status;
    struct cp_graph *graph = cp_graph_builder_finish(builder);
    outcome->graph = graph;
    status = cp_input_analyze(run, settings, graph, &outcome->summary, err);
    return status == CP_OK ? cp_drawing_write(run, settings, graph, writer, err) : status;
}

static enum cp_exit run_run(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct outcome outcome = {0};
    if (draw(run, settings, &outcome, &err) != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    if (!outcome.graph)
        return CP_EXIT_BAD;
    sum_up(run, &outcome);
    if (settings->json)
        print_summary_json(run, &outcome);
    if (!settings->quiet)
        print_summary(run, &outcome, settings->output);
    return outcome.counts.bad ? CP_EXIT_SOME : outcome.graph->node_count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

const struct cp_command cp_command_run = {
    .name = "run",
    .arguments = "INPUT... -o OUT",
    .summary = "The main job: read documents, draw their graph, analyze it, write it.",
    .details =
        "An INPUT is a file (text, Markdown, HTML, JSON Lines with id, date, title and text), a folder, or - for standard\n"
        "input. The format of OUT follows its ending (.graphml opens in Gephi, .html is a report to look into, .svg a picture,\n"
        ".md a memo) or --format. It is extract, build, analyze and export in one step, and gives the same bytes whatever the\n"
        "order of the inputs and the number of jobs.\n"
        "A summary goes to standard error: the most central actors, and the chain of action and response.\n\n"
        "  chokepoint run news/ -o news.graphml\n"
        "  chokepoint run article.html --date 2023-05-22 -o article.graphml\n",
    .least = 1,
    .options = {CP_OPTION_OUTPUT, CP_OPTION_FORMAT, CP_OPTION_DATE, CP_OPTION_JOBS, CP_OPTION_MIN_CONFIDENCE,
                CP_OPTION_SEED, CP_OPTION_RESOLUTION, CP_OPTION_SAME_ACT, CP_OPTION_COLOR_BY, CP_OPTION_SIZE_BY,
                CP_OPTION_TIMELINE, CP_OPTION_TITLE, CP_OPTION_THEME, CP_OPTION_STRAIGHT, CP_OPTION_STRICT, CP_OPTION_JSON, CP_OPTION_LEXICON,
                CP_OPTION_MODEL},
    .run = run_run,
};
