// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "chokepoint/path.h"
#include "input.h"
#include "report.h"
#include "view.h"

#include <string.h>

enum { USUAL_MOST = 1000 }; // of --all and --simple

struct asked {
    struct cp_arena *run;
    const struct cp_settings *settings;
    struct cp_graph *graph;
    struct cp_path_query query;
    struct cp_path_answer answer;
};

// ---------------------------------------------------------------- text

// "2022-10-07 to 2023-06-30": from the first dated step to the last; empty if none is.
static struct cp_str when(const struct asked *view, const struct cp_path *path)
{
    struct cp_str first = {"", 0}, last = {"", 0};
    for (size_t i = 0; i < path->length; i++) {
        struct cp_span span = cp_edge_span(view->graph, path->edges[i]);
        if (span.begin == INT32_MIN)
            continue;
        last = cp_date_format(view->run, cp_date_from_days(span.end));
        if (!first.len)
            first = cp_date_format(view->run, cp_date_from_days(span.begin));
    }
    if (!first.len || cp_str_equal(first, last))
        return first;
    return cp_str_format(view->run, CP_FMT " to " CP_FMT, CP_ARG(first), CP_ARG(last));
}

static void add_path(const struct asked *view, const struct cp_path *path, size_t number, struct cp_buf *out)
{
    cp_buf_add_format(out, "%s%zu. ", number ? "\n" : "", number + 1);
    for (size_t i = 0; i <= path->length; i++)
        cp_buf_add_format(out, "%s" CP_FMT, i ? " - " : "",
                          CP_ARG(cp_tame(view->run, view->graph->nodes[path->nodes[i]].label)));
    cp_buf_add_format(out, "  (%zu step%s", path->length, path->length == 1 ? "" : "s");
    if (view->query.way == CP_PATH_WIDEST)
        cp_buf_add_format(out, ", the weakest of %s %.4g", view->settings->widest, path->width);
    struct cp_str dates = view->query.in_order ? when(view, path) : (struct cp_str){"", 0};
    cp_buf_add_format(out, "%s" CP_FMT ")\n", dates.len ? ", " : "", CP_ARG(dates));
    for (size_t i = 0; i < path->length; i++)
        cp_report_edge(view->run, view->graph, path->edges[i], 1, out);
}

static void print_text(const struct asked *view)
{
    struct cp_buf out = {0};
    for (size_t i = 0; i < view->answer.count; i++)
        add_path(view, &view->answer.paths[i], i, &out);
    cp_print(stdout, &out);
}

// ---------------------------------------------------------------- JSON

// "A imposes B (2023-05-21), and B targets C."
static struct cp_str sentence(const struct asked *view, const struct cp_path *path)
{
    struct cp_buf text = {0};
    for (size_t i = 0; i < path->length; i++) {
        struct cp_str date = cp_date_format(view->run, view->graph->edges[path->edges[i]].date);
        cp_buf_add_format(&text, "%s" CP_FMT "%s" CP_FMT "%s",
                          i == 0                 ? ""
                          : i + 1 < path->length ? ", "
                                                 : ", and ",
                          CP_ARG(cp_graph_sentence(view->run, view->graph, path->edges[i])), date.len ? " (" : "",
                          CP_ARG(date), date.len ? ")" : "");
    }
    cp_buf_add_char(&text, '.');
    struct cp_str copy = cp_str_copy(view->run, cp_buf_str(&text));
    cp_buf_release(&text);
    return copy;
}

static void add_step_json(const struct asked *view, uint32_t edge, struct cp_json *json)
{
    struct cp_span span = cp_edge_span(view->graph, edge);
    bool known = span.begin != INT32_MIN;
    struct cp_date none = {0};
    cp_json_open(json, NULL, '{');
    cp_json_text(json, "earliest", cp_date_format(view->run, known ? cp_date_from_days(span.begin) : none));
    cp_json_text(json, "latest", cp_date_format(view->run, known ? cp_date_from_days(span.end) : none));
    cp_report_edge_json(view->run, view->graph, edge, json, "edge");
    cp_json_close(json, '}');
}

static void print_json(const struct asked *view)
{
    struct cp_json json = {0};
    cp_json_open(&json, NULL, '[');
    for (size_t p = 0; p < view->answer.count; p++) {
        const struct cp_path *path = &view->answer.paths[p];
        cp_json_open(&json, NULL, '{');
        cp_json_text(&json, "sentence", sentence(view, path));
        cp_json_number(&json, "length", (double)path->length);
        cp_json_number(&json, "width", path->width);
        cp_json_open(&json, "nodes", '[');
        for (size_t i = 0; i <= path->length; i++)
            cp_json_text(&json, NULL, view->graph->nodes[path->nodes[i]].id);
        cp_json_close(&json, ']');
        cp_json_open(&json, "steps", '[');
        for (size_t i = 0; i < path->length; i++)
            add_step_json(view, path->edges[i], &json);
        cp_json_close(&json, ']');
        cp_json_close(&json, '}');
    }
    cp_json_close(&json, ']');
    cp_print(stdout, &json.out);
}

// ---------------------------------------------------------------- as a graph

static enum cp_status write_graph(const struct asked *view, const struct cp_writer *writer, struct cp_error *err)
{
    bool *nodes = CP_NEW_ARRAY(view->run, view->graph->node_count + 1, bool);
    bool *edges = CP_NEW_ARRAY(view->run, view->graph->edge_count + 1, bool);
    for (size_t p = 0; p < view->answer.count; p++) {
        const struct cp_path *path = &view->answer.paths[p];
        for (size_t i = 0; i <= path->length; i++)
            nodes[path->nodes[i]] = true;
        for (size_t i = 0; i < path->length; i++)
            edges[path->edges[i]] = true;
    }
    struct cp_graph *part = cp_graph_part(view->run, view->graph, nodes, edges);
    struct cp_summary summary;
    struct cp_export_options how = {.strict = view->settings->strict};
    enum cp_status status = cp_input_analyze(view->run, view->settings, part, &summary, err);
    return status == CP_OK ? cp_graph_write(part, writer, &how, view->settings->output, err) : status;
}

// ---------------------------------------------------------------- the question

static enum cp_status choose_way(const struct cp_settings *settings, struct cp_path_query *query, struct cp_error *err)
{
    bool is_weight = settings->widest && strcmp(settings->widest, "weight") == 0;
    if (settings->all + (settings->simple != 0) + (settings->widest != NULL) > 1)
        return cp_fail(err, CP_EUSAGE, "--all, --simple and --widest are three questions; ask one");
    if (settings->widest && !is_weight && strcmp(settings->widest, "confidence") != 0)
        return cp_fail(err, CP_EUSAGE, "--widest takes confidence or weight, not \"%s\"", settings->widest);
    query->way = settings->all      ? CP_PATH_ALL_SHORTEST
                 : settings->simple ? CP_PATH_SIMPLE
                 : settings->widest ? CP_PATH_WIDEST
                                    : CP_PATH_SHORTEST;
    query->by_weight = is_weight;
    query->longest = settings->simple;
    query->directed = settings->directed;
    query->in_order = settings->in_order;
    query->progress = cp_progress_line(settings->quiet);
    query->count = settings->count ? settings->count : settings->all || settings->simple ? USUAL_MOST : 1;
    return CP_OK;
}

static enum cp_status find_nodes(const struct asked *view, const struct cp_words *names, const uint32_t **nodes,
                                 size_t *count, struct cp_error *err)
{
    uint32_t *found = CP_NEW_ARRAY(view->run, names->count + 1, uint32_t);
    enum cp_status status = CP_OK;
    for (size_t i = 0; i < names->count && status == CP_OK; i++)
        status = cp_input_node(view->run, view->settings, view->graph, names->items[i], &found[i], err);
    *nodes = found;
    *count = names->count;
    return status;
}

static enum cp_status check_avoided(const struct asked *view, struct cp_error *err)
{
    const struct cp_path_query *q = &view->query;
    for (size_t i = 0; i < q->avoid_count; i++) {
        bool wanted = q->avoid[i] == q->from || q->avoid[i] == q->to;
        for (size_t k = 0; k < q->through_count; k++)
            wanted |= q->avoid[i] == q->through[k];
        if (wanted)
            return cp_fail(err, CP_EUSAGE, CP_FMT " is to be on the path and to be avoided",
                           CP_ARG(view->graph->nodes[q->avoid[i]].label));
    }
    return CP_OK;
}

static enum cp_status read_question(struct asked *view, struct cp_error *err)
{
    const struct cp_settings *settings = view->settings;
    struct cp_path_query *q = &view->query;
    enum cp_status status = choose_way(settings, q, err);
    if (status == CP_OK)
        status = cp_input_view(view->run, settings, settings->arguments[0], &view->graph, err);
    if (status == CP_OK)
        status = cp_input_node(view->run, settings, view->graph, settings->arguments[1], &q->from, err);
    if (status == CP_OK)
        status = cp_input_node(view->run, settings, view->graph, settings->arguments[2], &q->to, err);
    if (status == CP_OK && q->from == q->to)
        status = cp_fail(err, CP_EUSAGE, "both names mean " CP_FMT, CP_ARG(view->graph->nodes[q->from].label));
    if (status == CP_OK)
        status = find_nodes(view, &settings->through, &q->through, &q->through_count, err);
    if (status == CP_OK)
        status = find_nodes(view, &settings->avoid, &q->avoid, &q->avoid_count, err);
    return status == CP_OK ? check_avoided(view, err) : status;
}

static void say_what_is_missing(const struct asked *view)
{
    const struct cp_path_query *q = &view->query;
    bool narrowed = q->through_count || q->avoid_count || q->directed || q->in_order || q->way == CP_PATH_SIMPLE;
    if (view->settings->quiet)
        return;
    if (!view->answer.count)
        fprintf(stderr, "chokepoint: no %spath between " CP_FMT " and " CP_FMT "%s\n", narrowed ? "such " : "",
                CP_ARG(cp_tame(view->run, view->graph->nodes[q->from].label)),
                CP_ARG(cp_tame(view->run, view->graph->nodes[q->to].label)), view->answer.gave_up ? " was found" : "");
    if (view->answer.gave_up)
        fputs("chokepoint: the search was given up: there are too many ways to try; --simple LENGTH or --avoid makes "
              "them fewer\n",
              stderr);
    if (view->answer.more && (q->way == CP_PATH_ALL_SHORTEST || q->way == CP_PATH_SIMPLE))
        fprintf(stderr, "chokepoint: there are more paths than these %zu; -k N shows so many\n", view->answer.count);
}

static enum cp_exit run_paths(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct asked view = {.run = run, .settings = settings};
    const struct cp_writer *writer = NULL;
    enum cp_status status = settings->output ? cp_output_writer(settings, settings->output, &writer, &err) : CP_OK;
    if (status == CP_OK)
        status = read_question(&view, &err);
    if (status == CP_OK)
        cp_paths(run, view.graph, &view.query, &view.answer);
    if (status == CP_OK && writer)
        status = write_graph(&view, writer, &err);
    if (status != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    bool is_free = !settings->output || strcmp(settings->output, "-") != 0; // standard output, for text
    if (is_free && settings->json)
        print_json(&view);
    else if (is_free)
        print_text(&view);
    say_what_is_missing(&view);
    return view.answer.count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

const struct cp_command cp_command_paths = {
    .name = "paths",
    .arguments = "GRAPH A B",
    .summary = "The ways from one node to another, each step with its words.",
    .details =
        "A and B are names as they stand in text (\"Micron\", \"Beijing\") or ids. Edges are taken both ways, because "
        "a\n"
        "path of dependence runs through a measure against its arrows, unless --directed. No node comes twice.\n\n"
        "Without more, the shortest; -k N the N shortest; --all every one that is as short; --simple LENGTH every one "
        "of at\n"
        "most LENGTH steps; --widest confidence the one whose weakest step is surest, and with -k those after it.\n\n"
        "--through and --avoid name nodes that must and must not be on it. --in-order keeps paths whose steps can "
        "follow each\n"
        "other in time: a date that is only a month or a year is any day of it; an edge without a date has that of "
        "the\n"
        "measure at its end; a step of which no date is known fits anywhere.\n\n"
        "With -o the paths are written as a graph of their nodes and edges.\n",
    .least = 3,
    .most = 3,
    .options = {CP_OPTION_COUNT, CP_OPTION_ALL, CP_OPTION_SIMPLE, CP_OPTION_WIDEST, CP_OPTION_THROUGH, CP_OPTION_AVOID,
                CP_OPTION_DIRECTED, CP_OPTION_IN_ORDER, CP_OPTIONS_VIEW, CP_OPTION_JSON, CP_OPTION_OUTPUT,
                CP_OPTION_FORMAT, CP_OPTION_STRICT, CP_OPTION_SEED, CP_OPTION_LEXICON},
    .run = run_paths,
};
