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

static void add_counts(const struct cp_graph *graph, const struct cp_document_counts *counts, const char *path,
                       struct cp_buf *out)
{
    cp_buf_add_format(out, "%zu document%s, %zu nodes, %zu edges", counts->documents, counts->documents == 1 ? "" : "s",
                      graph->node_count, graph->edge_count);
    if (strcmp(path, "-") != 0)
        cp_buf_add_format(out, ": %s", path);
    cp_buf_add_char(out, '\n');
    if (counts->replaced)
        cp_buf_add_format(out, "%zu broken bytes were read as U+FFFD\n", counts->replaced);
}

static size_t add_actors(struct cp_arena *run, const struct cp_graph *graph, const uint32_t *order, size_t count,
                         struct cp_buf *out)
{
    static const char *const head[] = {"", "actor", "kind", "betweenness", "pagerank", "edges", "documents"};
    struct cp_grid grid = {.alignment = "rllrrrr"};
    size_t shown = count < ACTORS ? count : ACTORS;
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
        cp_grid_add(run, &grid, cp_str_from(head[i]));
    for (size_t i = 0; i < shown; i++) {
        const struct cp_graph_node *node = &graph->nodes[order[i]];
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
    return shown;
}

static void add_next(struct cp_arena *run, const struct cp_graph *graph, const uint32_t *order, size_t shown,
                     const char *path, struct cp_buf *out)
{
    if (strcmp(path, "-") == 0 || !shown)
        return;
    cp_buf_add_format(out,
                      "\nNext\n  open %s in Gephi; places, sizes and colours are in it\n"
                      "  chokepoint why %s \"" CP_FMT "\"   the sentences behind it\n",
                      path, path, CP_ARG(cp_tame(run, graph->nodes[order[0]].label)));
    if (shown > 1)
        cp_buf_add_format(out, "  chokepoint paths %s \"" CP_FMT "\" \"" CP_FMT "\"\n", path,
                          CP_ARG(cp_tame(run, graph->nodes[order[0]].label)),
                          CP_ARG(cp_tame(run, graph->nodes[order[1]].label)));
    cp_buf_add_format(out, "  chokepoint analyze %s   all nodes, communities, articulation points\n", path);
}

// What an analyst asks first: how much is there, who stands in the middle, what answers what, and how to go on.
static void print_summary(struct cp_arena *run, const struct cp_graph *graph, const struct cp_document_counts *counts,
                          const char *path)
{
    const struct cp_metric *betweenness = NULL;
    cp_metric_find("betweenness", &betweenness, NULL);
    uint32_t *order;
    size_t actors = cp_rank(run, graph, betweenness, CP_RANK_ACTORS, &order);
    struct cp_response *responses = NULL;
    size_t response_count = cp_graph_responses(run, graph, &responses);
    struct cp_buf out = {0};
    add_counts(graph, counts, path, &out);
    size_t shown = add_actors(run, graph, order, actors, &out);
    if (response_count) {
        cp_buf_add(&out, CP_STR("\nAction and response\n"));
        cp_report_responses(run, graph, responses, response_count, RESPONSES, &out);
    }
    if (graph->node_count)
        add_next(run, graph, order, shown, path, &out);
    else
        cp_buf_add(&out, CP_STR("Nothing was found: no act, and no relation between names. The graph is empty.\n"));
    cp_print(stderr, &out);
}

static void print_summary_json(struct cp_arena *run, const struct cp_graph *graph,
                               const struct cp_document_counts *counts, const struct cp_summary *summary)
{
    const struct cp_metric *betweenness = NULL;
    cp_metric_find("betweenness", &betweenness, NULL);
    uint32_t *order;
    size_t actors = cp_rank(run, graph, betweenness, CP_RANK_ACTORS, &order);
    struct cp_response *responses = NULL;
    size_t response_count = cp_graph_responses(run, graph, &responses);
    struct cp_json json = {0};
    cp_json_open(&json, NULL, '{');
    cp_json_number(&json, "documents", (double)counts->documents);
    cp_json_number(&json, "bad_inputs", (double)counts->bad);
    cp_json_number(&json, "nodes", (double)graph->node_count);
    cp_json_number(&json, "edges", (double)graph->edge_count);
    cp_json_number(&json, "communities", (double)summary->communities);
    cp_json_number(&json, "components", (double)summary->components);
    cp_json_open(&json, "actors", '[');
    for (size_t i = 0; i < actors && i < ACTORS; i++) {
        const struct cp_graph_node *node = &graph->nodes[order[i]];
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
    for (size_t i = 0; i < response_count; i++)
        cp_report_edge_json(run, graph, responses[i].edge, &json, NULL);
    cp_json_close(&json, ']');
    cp_json_close(&json, '}');
    cp_print(stdout, &json.out);
}

// ---------------------------------------------------------------- the command

static enum cp_status draw(struct cp_arena *run, const struct cp_settings *settings, struct cp_document_counts *counts,
                           struct cp_graph **graph, struct cp_summary *summary, struct cp_error *err)
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
    status = cp_each_document(run, settings, fold, builder, counts, err);
    if (status != CP_OK || !counts->documents)
        return status;
    *graph = cp_graph_builder_finish(builder);
    status = cp_input_analyze(run, settings, *graph, summary, err);
    return status == CP_OK ? cp_drawing_write(run, settings, *graph, writer, err) : status;
}

static enum cp_exit run_run(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct cp_document_counts counts = {0};
    struct cp_summary summary = {0};
    struct cp_graph *graph = NULL;
    if (draw(run, settings, &counts, &graph, &summary, &err) != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    if (!graph)
        return CP_EXIT_BAD; // every input was bad, and was named
    if (settings->json)
        print_summary_json(run, graph, &counts, &summary);
    if (!settings->quiet)
        print_summary(run, graph, &counts, settings->output);
    return counts.bad ? CP_EXIT_SOME : graph->node_count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
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
                CP_OPTION_SEED, CP_OPTION_RESOLUTION, CP_OPTION_COLOR_BY, CP_OPTION_SIZE_BY, CP_OPTION_TIMELINE, CP_OPTION_TITLE,
                CP_OPTION_THEME, CP_OPTION_STRAIGHT, CP_OPTION_STRICT, CP_OPTION_JSON, CP_OPTION_LEXICON,
                CP_OPTION_MODEL},
    .run = run_run,
};
