// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "chokepoint/compare.h"
#include "chokepoint/path.h"
#include "answer.h"
#include "input.h"
#include "report.h"
#include "view.h"
#include "whatif.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct world { // before, or after
    struct cp_graph *graph;
    const struct cp_path *path; // between the two that were asked for
    size_t paths;
};

struct whatif {
    struct cp_arena *run;
    const struct cp_settings *settings;
    const struct cp_metric *metric;
    struct world before, after;
    const struct cp_comparison *comparison;
    struct cp_moved *moved; // those that are worth a row, what matters most first
    size_t moved_count;
};

// ---------------------------------------------------------------- computing

static enum cp_status analyze_world(struct whatif *w, struct world *world, struct cp_error *err)
{
    struct cp_analyze_options options;
    struct cp_summary summary;
    enum cp_status status = cp_input_analysis(w->run, w->settings, world->graph, &options, &w->metric, err);
    options.without_communities = true;
    if (status == CP_OK)
        status = cp_analyze(w->run, world->graph, &options, &summary, err);
    if (status == CP_OK)
        cp_input_tell_sampled(w->settings, world->graph, &summary);
    return status;
}

// Which node of the graph this one of the first is, after something was taken away.
static uint32_t same_node(const struct cp_graph *graph, struct cp_str id)
{
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (cp_str_equal(graph->nodes[i].id, id))
            return i;
    return CP_NONE;
}

static void find_path(const struct whatif *w, struct world *world, uint32_t from, uint32_t to)
{
    struct cp_path_query query = {.from = from, .to = to, .way = CP_PATH_SHORTEST, .count = 1, .directed = w->settings->directed,
                                  .progress = cp_progress_line(w->settings->quiet)};
    struct cp_path_answer answer;
    cp_paths(w->run, world->graph, &query, &answer);
    world->path = answer.paths;
    world->paths = answer.count;
}

static enum cp_status find_paths(struct whatif *w, struct cp_error *err)
{
    uint32_t ends[2];
    enum cp_status status = CP_OK;
    if (w->settings->argument_count == 2)
        return cp_fail(err, CP_EUSAGE, "name both ends of the way, or neither: whatif GRAPH A B");
    if (w->settings->argument_count < 3)
        return CP_OK;
    for (int i = 0; i < 2 && status == CP_OK; i++)
        status = cp_input_node(w->run, w->settings, w->before.graph, w->settings->arguments[i + 1], &ends[i], err);
    for (int side = 0; side < 2 && status == CP_OK; side++) {
        struct world *world = side ? &w->after : &w->before;
        uint32_t from = same_node(world->graph, w->before.graph->nodes[ends[0]].id);
        uint32_t to = same_node(world->graph, w->before.graph->nodes[ends[1]].id);
        if (from != CP_NONE && to != CP_NONE)
            find_path(w, world, from, to);
    }
    return status;
}

static const struct cp_graph_node *node_of(const struct whatif *w, const struct cp_moved *moved)
{
    return moved->before != CP_NONE ? &w->before.graph->nodes[moved->before] : &w->after.graph->nodes[moved->after];
}

// How far a rank moved, as the difference of reciprocals: from 1 to 2 is further than from 10 to 100.
static double move_of(const struct cp_moved *moved)
{
    return fabs(1.0 / moved->rank_before - 1.0 / moved->rank_after);
}

// By what a node loses or gains: reach first, then rank.
static int by_change(const void *x, const void *y)
{
    const struct cp_moved *a = x, *b = y;
    long a_reach = labs((long)a->reach_before - (long)a->reach_after);
    long b_reach = labs((long)b->reach_before - (long)b->reach_after);
    if (a_reach != b_reach)
        return a_reach > b_reach ? -1 : 1;
    double a_move = move_of(a), b_move = move_of(b);
    if (a_move != b_move)
        return a_move > b_move ? -1 : 1;
    return (a->rank_before > b->rank_before) - (a->rank_before < b->rank_before);
}

// Those that have nothing of what is ranked share the last ranks, which say nothing of any of them.
static bool has_rank(const struct whatif *w, const struct cp_graph_node *node)
{
    double value = cp_metric_value(node, w->metric);
    return isfinite(value) && value != 0;
}

static bool has_moved(const struct whatif *w, const struct cp_moved *moved)
{
    return moved->rank_before != moved->rank_after &&
           (has_rank(w, &w->before.graph->nodes[moved->before]) || has_rank(w, &w->after.graph->nodes[moved->after]));
}

// Nodes of both worlds that are ranked and not where they were.
static void choose_moved(struct whatif *w)
{
    const struct cp_comparison *c = w->comparison;
    w->moved = CP_NEW_ARRAY(w->run, c->moved_count + 1, struct cp_moved);
    for (size_t i = 0; i < c->moved_count; i++) {
        const struct cp_moved *moved = &c->moved[i];
        if (moved->rank_before && moved->rank_after && (has_moved(w, moved) || moved->reach_before != moved->reach_after))
            w->moved[w->moved_count++] = *moved;
    }
    qsort(w->moved, w->moved_count, sizeof *w->moved, by_change);
}

static bool is_change(const struct cp_settings *settings)
{
    return settings->remove.count || settings->remove_measure.count || settings->remove_relation.count ||
           settings->remove_edge.count || settings->add.count;
}

static enum cp_status write_both(struct whatif *w, const struct cp_writer *writer, struct cp_error *err)
{
    struct cp_answer_two two = {.before = w->before.graph, .after = w->after.graph, .comparison = w->comparison,
                                .diff = cp_graph_compare(w->run, w->before.graph, w->after.graph), .metric = w->metric,
                                .reach = true};
    return cp_answer_write_two(w->run, w->settings, &two, writer, err);
}

static enum cp_status compute(struct whatif *w, struct cp_error *err)
{
    const struct cp_writer *writer = NULL;
    const struct cp_settings *settings = w->settings;
    struct cp_graph_view view;
    struct cp_graph_change change;
    struct cp_graph *whole;
    unsigned also, kinds = settings->kind == CP_KIND_COUNT ? CP_RANK_ALL : 1u << settings->kind;
    enum cp_status status = cp_metrics_asked(settings->metric, &w->metric, &also, err);
    if (status == CP_OK && !is_change(settings))
        status = cp_fail(
            err, CP_EUSAGE,
            "say what is different: --remove NAME, --remove-measure, --remove-relation, --remove-edge or --add");
    if (status == CP_OK && settings->output)
        status = cp_output_writer(settings, settings->output, &writer, err);
    if (status == CP_OK)
        status = cp_input_seen(w->run, settings, settings->arguments[0], &view, &whole, &w->before.graph, err);
    if (status == CP_OK)
        status = cp_whatif_change(w->run, settings, whole, &change, err);
    if (status != CP_OK)
        return status;
    w->after.graph = cp_graph_look(w->run, cp_graph_changed(w->run, whole, &change), &view);
    status = analyze_world(w, &w->before, err);
    if (status == CP_OK)
        status = analyze_world(w, &w->after, err);
    if (status == CP_OK)
        status = find_paths(w, err);
    if (status != CP_OK)
        return status;
    w->comparison = cp_compare(w->run, w->before.graph, w->after.graph, w->metric->offset, kinds);
    choose_moved(w);
    return writer ? write_both(w, writer, err) : CP_OK;
}

// ---------------------------------------------------------------- text

static void add_row(struct cp_arena *run, struct cp_grid *grid, const char *what, double before, double after,
                    int digits)
{
    cp_grid_add(run, grid, cp_str_from(what));
    cp_grid_add_number(run, grid, before, digits);
    cp_grid_add_number(run, grid, after, digits);
}

static void add_whole(struct whatif *w, struct cp_buf *out)
{
    const struct cp_whole *b = &w->comparison->before, *a = &w->comparison->after;
    struct cp_grid grid = {.alignment = "lrr"};
    cp_grid_add(w->run, &grid, CP_STR(""));
    cp_grid_add(w->run, &grid, CP_STR("before"));
    cp_grid_add(w->run, &grid, CP_STR("after"));
    add_row(w->run, &grid, "nodes", (double)b->nodes, (double)a->nodes, 0);
    add_row(w->run, &grid, "edges", (double)b->edges, (double)a->edges, 0);
    add_row(w->run, &grid, "components", (double)b->components, (double)a->components, 0);
    add_row(w->run, &grid, "nodes of the largest", (double)b->largest, (double)a->largest, 0);
    add_row(w->run, &grid, "pairs with a way %", 100 * b->reach, 100 * a->reach, 2);
    add_row(w->run, &grid, "efficiency", b->efficiency, a->efficiency, 4);
    cp_grid_print(&grid, out);
    if (w->comparison->severed)
        cp_buf_add_format(out, "%zu pair%s of nodes that are left %s cut off from each other\n", w->comparison->severed,
                          w->comparison->severed == 1 ? "" : "s", w->comparison->severed == 1 ? "is" : "are");
}

static void add_rank(struct whatif *w, struct cp_grid *grid, const struct cp_graph_node *node, uint32_t rank)
{
    cp_grid_add_number(w->run, grid, has_rank(w, node) ? rank : NAN, 0);
}

static void add_moved(struct whatif *w, size_t rows, struct cp_buf *out)
{
    static const char *const heads[] = {"node", "kind", NULL, "after", "rank", "after", "reach", "after"};
    struct cp_grid grid = {.alignment = "llrrrrrr"};
    cp_buf_add_format(out, "\nWho stands elsewhere (rank by %s, -: has none; reach: to how many that are left there is a way)\n",
                      w->metric->name);
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        cp_grid_add(w->run, &grid, cp_str_from(heads[i] ? heads[i] : w->metric->name));
    for (size_t i = 0; i < rows; i++) {
        const struct cp_moved *moved = &w->moved[i];
        const struct cp_graph_node *before = &w->before.graph->nodes[moved->before],
                                   *after = &w->after.graph->nodes[moved->after];
        cp_grid_add(w->run, &grid, cp_shorten(w->run, before->label, 48));
        cp_grid_add(w->run, &grid, cp_report_kind(before));
        cp_grid_add_number(w->run, &grid, cp_metric_value(before, w->metric), w->metric->digits);
        cp_grid_add_number(w->run, &grid, cp_metric_value(after, w->metric), w->metric->digits);
        add_rank(w, &grid, before, moved->rank_before);
        add_rank(w, &grid, after, moved->rank_after);
        cp_grid_add_number(w->run, &grid, (double)moved->reach_before, 0);
        cp_grid_add_number(w->run, &grid, (double)moved->reach_after, 0);
    }
    cp_grid_print(&grid, out);
    if (rows < w->moved_count)
        cp_buf_add_format(out, "... and %zu more (--top 0 shows all)\n", w->moved_count - rows);
}

static void add_path(struct whatif *w, const char *when, const struct world *world, struct cp_buf *out)
{
    cp_buf_add_format(out, "  %s: ", when);
    if (!world->paths) {
        cp_buf_add(out, CP_STR("no way\n"));
        return;
    }
    for (size_t i = 0; i <= world->path->length; i++)
        cp_buf_add_format(out, "%s" CP_FMT, i ? " - " : "",
                          CP_ARG(cp_tame(w->run, world->graph->nodes[world->path->nodes[i]].label)));
    cp_buf_add_format(out, "  (%zu step%s)\n", world->path->length, world->path->length == 1 ? "" : "s");
}

static void print_text(struct whatif *w)
{
    struct cp_buf out = {0};
    size_t rows = w->settings->top && w->settings->top < w->moved_count ? w->settings->top : w->moved_count;
    add_whole(w, &out);
    if (w->moved_count)
        add_moved(w, rows, &out);
    else
        cp_buf_add(&out, CP_STR("\nEverybody stands where they stood.\n"));
    if (w->settings->argument_count == 3) {
        cp_buf_add(&out, CP_STR("\nThe shortest way\n"));
        add_path(w, "before", &w->before, &out);
        add_path(w, "after", &w->after, &out);
    }
    cp_print(stdout, &out);
}

// ---------------------------------------------------------------- JSON

static void add_whole_json(const char *key, const struct cp_whole *whole, struct cp_json *json)
{
    cp_json_open(json, key, '{');
    cp_json_number(json, "nodes", (double)whole->nodes);
    cp_json_number(json, "edges", (double)whole->edges);
    cp_json_number(json, "components", (double)whole->components);
    cp_json_number(json, "largest", (double)whole->largest);
    cp_json_number(json, "reach", whole->reach);
    cp_json_number(json, "efficiency", whole->efficiency);
    cp_json_close(json, '}');
}

static void add_moved_json(const struct whatif *w, const struct cp_moved *moved, struct cp_json *json)
{
    const struct cp_graph_node *node = node_of(w, moved);
    cp_json_open(json, NULL, '{');
    cp_json_text(json, "id", node->id);
    cp_json_text(json, "label", node->label);
    cp_json_text(json, "kind", cp_report_kind(node));
    cp_json_number(json, "before", cp_metric_value(&w->before.graph->nodes[moved->before], w->metric));
    cp_json_number(json, "after", cp_metric_value(&w->after.graph->nodes[moved->after], w->metric));
    cp_json_number(json, "rank_before", moved->rank_before);
    cp_json_number(json, "rank_after", moved->rank_after);
    cp_json_number(json, "reach_before", (double)moved->reach_before);
    cp_json_number(json, "reach_after", (double)moved->reach_after);
    cp_json_close(json, '}');
}

static void add_path_json(const char *key, const struct world *world, struct cp_json *json)
{
    cp_json_open(json, key, '[');
    for (size_t i = 0; world->paths && i <= world->path->length; i++)
        cp_json_text(json, NULL, world->graph->nodes[world->path->nodes[i]].id);
    cp_json_close(json, ']');
}

static void print_json(struct whatif *w)
{
    struct cp_json json = {0};
    cp_json_open(&json, NULL, '{');
    add_whole_json("before", &w->comparison->before, &json);
    add_whole_json("after", &w->comparison->after, &json);
    cp_json_number(&json, "severed", (double)w->comparison->severed);
    cp_json_text(&json, "metric", cp_str_from(w->metric->name));
    cp_json_open(&json, "moved", '[');
    for (size_t i = 0; i < w->moved_count && (!w->settings->top || i < w->settings->top); i++)
        add_moved_json(w, &w->moved[i], &json);
    cp_json_close(&json, ']');
    if (w->settings->argument_count == 3) {
        add_path_json("path_before", &w->before, &json);
        add_path_json("path_after", &w->after, &json);
    }
    cp_json_close(&json, '}');
    cp_print(stdout, &json.out);
}

// ---------------------------------------------------------------- the command

static enum cp_exit run_whatif(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct whatif w = {.run = run, .settings = settings};
    if (compute(&w, &err) != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    bool is_free = !settings->output || strcmp(settings->output, "-") != 0; // standard output, for text
    if (is_free && settings->json)
        print_json(&w);
    else if (is_free)
        print_text(&w);
    return w.before.graph->node_count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

const struct cp_command cp_command_whatif = {
    .name = "whatif",
    .arguments = "GRAPH [A B] --remove X [-o OUT]",
    .summary = "What would be different without a node, a measure or a relation, or with one more edge.",
    .details =
        "Nodes, measures, edges and whole relations are taken away, edges that nobody tells of are added (as "
        "hypothetical),\n"
        "and the graph before is compared with the graph after: how it holds together, who loses reach, whose rank\n"
        "moves most (from 1 to 2 is further than from 10 to 100). With A and B the shortest way between\n"
        "them, too. The change is made first, and then the graph is seen as --view and the filters say. With --directed ranks,\n"
        "efficiency and the way heed the arrows; reach and components never do.\n\n"
        "  chokepoint whatif GRAPH --remove ASML\n"
        "  chokepoint whatif GRAPH --view countries --remove-measure tariff\n"
        "  chokepoint whatif GRAPH Japan Micron --add \"Japan supplies Micron\"\n\n"
        "With -o both are written as one graph: each node and edge with its state (came, went, changed, same), each node in "
        "the\n"
        "colour of its state, with its rank, its value and its reach before and after.\n",
    .least = 1,
    .most = 3,
    .options = {CP_OPTION_REMOVE, CP_OPTION_REMOVE_MEASURE, CP_OPTION_REMOVE_RELATION, CP_OPTION_REMOVE_EDGE,
                CP_OPTION_ADD, CP_OPTIONS_VIEW, CP_OPTION_METRIC, CP_OPTION_WEIGHTED, CP_OPTION_DIRECTED,
                CP_OPTION_KIND, CP_OPTION_TOP, CP_OPTION_JSON, CP_OPTION_JOBS, CP_OPTION_LEXICON, CP_OPTION_OUTPUT,
                CP_OPTION_FORMAT, CP_OPTION_SEED, CP_OPTION_STRICT},
    .default_top = 15,
    .run = run_whatif,
};
