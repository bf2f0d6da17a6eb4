// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "answer.h"
#include "input.h"
#include "rank.h"
#include "report.h"
#include "stability.h"
#include "structure.h"
#include "view.h"

#include <math.h>
#include <stdlib.h>

struct view {
    struct cp_graph_view look; // what is seen of the whole
    struct cp_graph *whole;
    struct cp_sure sure;   // of --stability
    struct cp_structure structure; // of --structure
    const struct cp_graph *graph;
    const struct cp_summary *summary;
    const struct cp_metric *metric;
    struct cp_analyze_options options;
    const uint32_t *order; // of the nodes shown
    size_t count;          // of them all
    size_t top;            // how many a list may show
};

static size_t shown(const struct view *view, size_t count)
{
    return count < view->top ? count : view->top;
}

static void add_rest(struct cp_buf *out, size_t count, size_t printed)
{
    if (printed < count)
        cp_buf_add_format(out, "... and %zu more (--top 0 shows all)\n", count - printed);
}

// ---------------------------------------------------------------- the table

// The metric that sorts stands first, then what else was asked for, then those that answer most questions.
static size_t choose_columns(const struct cp_metric *first, unsigned also, const struct cp_metric **columns)
{
    static const char *const usual[] = {"betweenness", "pagerank", "degree", "harmonic", "eigenvector", "constraint", "coreness"};
    size_t count = 0, metric_count;
    const struct cp_metric *metrics = cp_metrics(&metric_count);
    columns[count++] = first;
    for (size_t i = 0; i < metric_count; i++)
        if (metrics[i].also & also && &metrics[i] != first)
            columns[count++] = &metrics[i];
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        const struct cp_metric *metric;
        if (cp_metric_find(usual[i], &metric, NULL) == CP_OK && metric != first)
            columns[count++] = metric;
    }
    return count;
}

static void add_table(struct cp_arena *run, const struct view *view, struct cp_buf *out)
{
    const struct cp_metric *columns[16];
    size_t column_count = choose_columns(view->metric, view->options.also, columns), rows = shown(view, view->count);
    char alignment[24] = "rll";
    struct cp_grid grid = {.alignment = alignment};
    cp_grid_add(run, &grid, CP_STR("#"));
    cp_grid_add(run, &grid, CP_STR("node"));
    cp_grid_add(run, &grid, CP_STR("kind"));
    for (size_t i = 0; i < column_count; i++) {
        alignment[3 + i] = 'r';
        cp_grid_add(run, &grid, cp_str_from(columns[i]->name));
    }
    alignment[3 + column_count] = 'r';
    cp_grid_add(run, &grid, CP_STR("community"));
    for (size_t i = 0; i < rows; i++) {
        const struct cp_graph_node *node = &view->graph->nodes[view->order[i]];
        cp_grid_add(run, &grid, cp_str_format(run, "%zu", i + 1));
        cp_grid_add(run, &grid, cp_shorten(run, node->label, 48));
        cp_grid_add(run, &grid, cp_report_kind(node));
        for (size_t c = 0; c < column_count; c++)
            cp_grid_add_number(run, &grid, cp_metric_value(node, columns[c]), columns[c]->digits);
        cp_grid_add_number(run, &grid, node->metrics.community, 0);
    }
    if (rows)
        cp_grid_print(&grid, out);
    add_rest(out, view->count, rows);
}

// ---------------------------------------------------------------- lists

struct ranked_edge {
    double betweenness;
    uint32_t edge;
};

static int compare_edges(const void *a, const void *b)
{
    const struct ranked_edge *x = a, *y = b;
    if (x->betweenness != y->betweenness)
        return x->betweenness > y->betweenness ? -1 : 1;
    return (x->edge > y->edge) - (x->edge < y->edge);
}

static struct ranked_edge *sort_edges(struct cp_arena *run, const struct cp_graph *graph)
{
    struct ranked_edge *edges = CP_NEW_ARRAY(run, graph->edge_count + 1, struct ranked_edge);
    for (uint32_t i = 0; i < graph->edge_count; i++)
        edges[i] = (struct ranked_edge){graph->edges[i].betweenness, i};
    qsort(edges, graph->edge_count, sizeof *edges, compare_edges);
    return edges;
}

static void add_edges(struct cp_arena *run, const struct view *view, struct cp_buf *out)
{
    const struct cp_graph *graph = view->graph;
    if (!(view->options.also >> CP_ALSO_EDGES & 1) || !graph->edge_count)
        return;
    struct ranked_edge *edges = sort_edges(run, graph);
    struct cp_grid grid = {.alignment = "rl"};
    size_t rows = shown(view, graph->edge_count);
    for (size_t i = 0; i < rows; i++) {
        cp_grid_add(run, &grid, cp_str_format(run, "  %.1f", edges[i].betweenness));
        cp_grid_add(run, &grid, cp_graph_sentence(run, graph, edges[i].edge));
    }
    cp_buf_add(out, CP_STR("\nEdges by betweenness: how many shortest paths go through them\n"));
    cp_grid_print(&grid, out);
    add_rest(out, graph->edge_count, rows);
}

static void add_articulation(struct cp_arena *run, const struct view *view, struct cp_buf *out)
{
    size_t count = 0, printed = 0;
    for (size_t i = 0; i < view->count; i++)
        count += view->graph->nodes[view->order[i]].metrics.articulation;
    if (!count)
        return;
    cp_buf_add(out, CP_STR("\nArticulation points: without one of them the graph falls apart\n"));
    for (size_t i = 0; i < view->count && printed < shown(view, count); i++) {
        const struct cp_graph_node *node = &view->graph->nodes[view->order[i]];
        if (!node->metrics.articulation)
            continue;
        cp_buf_add_format(out, "  " CP_FMT "\n", CP_ARG(cp_tame(run, node->label)));
        printed++;
    }
    add_rest(out, count, printed);
}

static void add_bridges(struct cp_arena *run, const struct view *view, struct cp_buf *out)
{
    size_t count = 0, printed = 0;
    for (size_t i = 0; i < view->graph->edge_count; i++)
        count += view->graph->edges[i].bridge;
    if (!count)
        return;
    cp_buf_add(out, CP_STR("\nBridges: the only links between their two sides\n"));
    for (size_t i = 0; i < view->graph->edge_count && printed < shown(view, count); i++) {
        if (!view->graph->edges[i].bridge)
            continue;
        cp_buf_add_format(out, "  " CP_FMT "\n", CP_ARG(cp_tame(run, cp_graph_sentence(run, view->graph, (uint32_t)i))));
        printed++;
    }
    add_rest(out, count, printed);
}

struct community {
    double number;
    size_t size;
    CP_VEC(struct cp_str) labels; // of its first members in the order of the table
};

static int compare_communities(const void *a, const void *b)
{
    const struct community *x = a, *y = b;
    if (x->size != y->size)
        return x->size > y->size ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static size_t gather_communities(struct cp_arena *run, const struct view *view, struct community **result)
{
    enum { MEMBERS = 6 };
    struct community *all = CP_NEW_ARRAY(run, view->graph->node_count + 1, struct community);
    size_t most = 0, count = 0;
    for (size_t i = 0; i < view->count; i++) {
        const struct cp_graph_node *node = &view->graph->nodes[view->order[i]];
        double number = node->metrics.community;
        if (isnan(number) || number < 0 || number >= (double)view->graph->node_count + 1)
            continue;
        struct community *community = &all[(size_t)number];
        community->number = number;
        if (community->size++ < MEMBERS)
            *CP_PUSH(run, &community->labels) = node->label;
        most = (size_t)number + 1 > most ? (size_t)number + 1 : most;
    }
    for (size_t i = 0; i < most; i++)
        if (all[i].size)
            all[count++] = all[i];
    qsort(all, count, sizeof *all, compare_communities);
    *result = all;
    return count;
}

static void add_communities(struct cp_arena *run, const struct view *view, struct cp_buf *out)
{
    struct community *communities;
    size_t count = gather_communities(run, view, &communities), rows = shown(view, count);
    if (!count)
        return;
    cp_buf_add(out, CP_STR("\nCommunities\n"));
    for (size_t i = 0; i < rows; i++) {
        const struct community *community = &communities[i];
        cp_buf_add_format(out, "  %.0f (%zu): ", community->number, community->size);
        for (size_t m = 0; m < community->labels.count; m++)
            cp_buf_add_format(out, "%s" CP_FMT, m ? ", " : "",
                              CP_ARG(cp_shorten(run, cp_tame(run, community->labels.items[m]), 40)));
        cp_buf_add(out, community->labels.count < community->size ? CP_STR(", ...\n") : CP_STR("\n"));
    }
    add_rest(out, count, rows);
}

static void add_summary(const struct view *view, struct cp_buf *out)
{
    const struct cp_summary *s = view->summary;
    cp_buf_add_format(out,
                      "\n%zu nodes, %zu edges, density %.4f; %zu component%s, %zu communities (modularity %.4f), %zu articulation "
                      "point%s, %zu bridge%s\n",
                      view->graph->node_count, view->graph->edge_count, s->density, s->components, s->components == 1 ? "" : "s",
                      s->communities, s->modularity, s->articulation_points, s->articulation_points == 1 ? "" : "s", s->bridges,
                      s->bridges == 1 ? "" : "s");
}

// ---------------------------------------------------------------- JSON

static void add_node_json(const struct cp_graph_node *node, unsigned also, struct cp_json *json)
{
    size_t count;
    const struct cp_metric *metrics = cp_metrics(&count);
    cp_json_open(json, NULL, '{');
    cp_json_text(json, "id", node->id);
    cp_json_text(json, "label", node->label);
    cp_json_text(json, "kind", cp_report_kind(node));
    for (size_t i = 0; i < count; i++)
        if (!metrics[i].also || metrics[i].also & also)
            cp_json_number(json, metrics[i].name, cp_metric_value(node, &metrics[i]));
    cp_json_number(json, "community", node->metrics.community);
    cp_json_number(json, "component", node->metrics.component);
    cp_json_bool(json, "articulation", node->metrics.articulation);
    cp_json_close(json, '}');
}

static void add_edges_json(struct cp_arena *run, const struct view *view, struct cp_json *json)
{
    const struct cp_graph *graph = view->graph;
    struct ranked_edge *edges = sort_edges(run, graph);
    cp_json_open(json, "edges", '[');
    for (size_t i = 0; i < shown(view, graph->edge_count); i++) {
        cp_json_open(json, NULL, '{');
        cp_json_text(json, "sentence", cp_graph_sentence(run, graph, edges[i].edge));
        cp_json_text(json, "from", graph->nodes[graph->edges[edges[i].edge].from].id);
        cp_json_text(json, "to", graph->nodes[graph->edges[edges[i].edge].to].id);
        cp_json_number(json, "betweenness", edges[i].betweenness);
        cp_json_close(json, '}');
    }
    cp_json_close(json, ']');
}

// What paths were computed from, if not from all nodes; and what no metric can be checked without.
static void add_method_json(const struct view *view, struct cp_json *json)
{
    const struct cp_summary *s = view->summary;
    if (s->sources < view->graph->node_count) {
        cp_json_number(json, "sampled_sources", (double)s->sources);
        cp_json_number(json, "betweenness_bound", s->bound);
    }
    if (view->options.also >> CP_ALSO_KATZ & 1)
        cp_json_number(json, "katz_factor", s->katz);
}

static void print_json(struct cp_arena *run, const struct view *view)
{
    struct cp_json json = {0};
    const struct cp_summary *s = view->summary;
    cp_json_open(&json, NULL, '{');
    cp_json_open(&json, "summary", '{');
    cp_json_number(&json, "nodes", (double)view->graph->node_count);
    cp_json_number(&json, "edges", (double)view->graph->edge_count);
    cp_json_number(&json, "density", s->density);
    cp_json_number(&json, "components", (double)s->components);
    cp_json_number(&json, "communities", (double)s->communities);
    cp_json_number(&json, "modularity", s->modularity);
    cp_json_number(&json, "articulation_points", (double)s->articulation_points);
    cp_json_number(&json, "bridges", (double)s->bridges);
    add_method_json(view, &json);
    cp_json_close(&json, '}');
    cp_json_text(&json, "metric", cp_str_from(view->metric->name));
    cp_json_open(&json, "nodes", '[');
    for (size_t i = 0; i < shown(view, view->count); i++)
        add_node_json(&view->graph->nodes[view->order[i]], view->options.also, &json);
    cp_json_close(&json, ']');
    cp_json_open(&json, "bridges", '[');
    for (size_t i = 0; i < view->graph->edge_count; i++)
        if (view->graph->edges[i].bridge)
            cp_json_text(&json, NULL, cp_graph_sentence(run, view->graph, (uint32_t)i));
    cp_json_close(&json, ']');
    if (view->options.also >> CP_ALSO_EDGES & 1)
        add_edges_json(run, view, &json);
    cp_json_close(&json, '}');
    cp_print(stdout, &json.out);
}

static void print_text(struct cp_arena *run, const struct view *view)
{
    struct cp_buf out = {0};
    add_table(run, view, &out);
    add_edges(run, view, &out);
    add_articulation(run, view, &out);
    add_bridges(run, view, &out);
    add_communities(run, view, &out);
    add_summary(view, &out);
    cp_print(stdout, &out);
}

// ---------------------------------------------------------------- the command

static enum cp_status find_stability(struct cp_arena *run, const struct cp_settings *settings, struct cp_graph *graph,
                                     struct view *view, struct cp_error *err)
{
    struct cp_stability_options options = {.analysis = view->options, .view = view->look, .metric = view->metric->offset,
                                           .kinds = settings->kind == CP_KIND_COUNT ? CP_RANK_ALL : 1u << settings->kind,
                                           .rounds = settings->stability};
    return cp_sure_find(run, view->whole, graph, &options, view->metric, view->top, &view->sure, err);
}

static enum cp_status write_graph(struct cp_arena *run, const struct cp_settings *settings, struct cp_graph *graph,
                                  const struct view *view, const struct cp_writer *writer, struct cp_error *err)
{
    struct cp_export_options how = {.strict = settings->strict};
    if (settings->structure)
        cp_answer_structure(run, graph, &view->structure);
    if (settings->stability)
        cp_answer_stability(run, graph, &view->sure);
    enum cp_status status = cp_layout(run, graph, &view->options, err);
    return status == CP_OK ? cp_graph_write(graph, writer, &how, settings->output, err) : status;
}

static enum cp_status analyze(struct cp_arena *run, const struct cp_settings *settings, struct cp_graph **graph,
                              struct cp_summary *summary, struct view *view, struct cp_error *err)
{
    const struct cp_writer *writer = NULL;
    enum cp_status status = cp_metrics_asked(settings->metric, &view->metric, &view->options.also, err); // before long work
    if (status == CP_OK && settings->output)
        status = cp_output_writer(settings, settings->output, &writer, err);
    if (status == CP_OK)
        status = cp_input_seen(run, settings, settings->arguments[0], &view->look, &view->whole, graph, err);
    if (status == CP_OK)
        status = cp_input_analysis(run, settings, *graph, &view->options, &view->metric, err);
    if (status == CP_OK)
        status = cp_analyze(run, *graph, &view->options, summary, err);
    if (status == CP_OK)
        cp_input_tell_sampled(settings, *graph, summary);
    if (status == CP_OK && settings->stability)
        status = find_stability(run, settings, *graph, view, err);
    if (status == CP_OK && settings->structure)
        status = cp_structure(run, *graph, &view->options, &view->structure, err);
    return status == CP_OK && writer ? write_graph(run, settings, *graph, view, writer, err) : status;
}

static void show_structure(struct cp_arena *run, const struct view *view, bool as_json)
{
    enum { UNSURE = 10 };
    struct cp_json json = {0};
    struct cp_buf out = {0};
    if (as_json)
        cp_structure_json(view->graph, &view->structure, &json);
    else
        cp_structure_print(run, view->graph, &view->structure, view->top < UNSURE ? view->top : UNSURE, &out);
    cp_print(stdout, as_json ? &json.out : &out);
}

static void show_stability(struct cp_arena *run, const struct view *view, const struct cp_settings *settings)
{
    struct cp_json json = {0};
    struct cp_buf out = {0};
    if (settings->json)
        cp_sure_json(&view->sure, view->top, &json);
    else
        cp_sure_print(run, &view->sure, view->top, &out);
    cp_print(stdout, settings->json ? &json.out : &out);
}

static enum cp_exit run_analyze(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct cp_summary summary = {0};
    struct cp_graph *graph = NULL;
    struct view view = {.summary = &summary, .top = settings->top ? settings->top : SIZE_MAX};
    if (analyze(run, settings, &graph, &summary, &view, &err) != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    uint32_t *order;
    view.graph = graph;
    view.count = cp_rank(run, graph, view.metric, settings->kind == CP_KIND_COUNT ? CP_RANK_ALL : 1u << settings->kind, &order);
    view.order = order;
    bool table = !settings->output || settings->output[0] != '-' || settings->output[1];
    if (table && settings->structure)
        show_structure(run, &view, settings->json);
    else if (table && settings->stability)
        show_stability(run, &view, settings);
    else if (table && settings->json)
        print_json(run, &view);
    else if (table)
        print_text(run, &view);
    return graph->node_count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

const struct cp_command cp_command_analyze = {
    .name = "analyze",
    .arguments = "GRAPH [-o OUT]",
    .summary = "Who stands in the middle: centrality, communities, articulation points.",
    .details =
        "GRAPH is GraphML, ours or another program's (an undirected edge is kept as a symmetric one), or facts. With -o the\n"
        "graph is written with its metrics, a place and a colour for each node, and what --structure and --stability found.\n\n"
        "Metrics: degree, in_degree, out_degree, strength, pagerank, betweenness, harmonic, eigenvector, hub, authority,\n"
        "constraint, coreness are always computed and written; closeness, katz, exposure, effective_size, current_flow and\n"
        "edge_betweenness when --metric names them. Betweenness (not normalised), closeness, harmonic, eigenvector, katz,\n"
        "constraint, effective_size, current_flow and coreness take edges both ways and parallel ones as one; PageRank,\n"
        "exposure, hub and authority follow the arrows. With --directed the paths (and katz) follow them too, with\n"
        "--weighted a step has length 1/weight. Of a large graph shortest paths are sampled, and how far off that may be is\n"
        "said.\n\n"
        "--structure tells how the whole is built instead: communities and how far to trust them, who is tied to whom, triads,\n"
        "balance of friends and foes. --stability tells how far the ranks are to be trusted: where a node would stand had\n"
        "other documents been read and edges been wrong as often as their confidence says, and which hubs hang on one\n"
        "source.\n\n"
        "A node between many others is not yet a chokepoint: see chokepoints, and who supplies what with paths and why.\n",
    .least = 1,
    .most = 1,
    .options = {CP_OPTION_METRIC, CP_OPTION_WEIGHTED, CP_OPTION_DIRECTED, CP_OPTION_EXPOSURE, CP_OPTION_STRUCTURE, CP_OPTION_STABILITY,
                CP_OPTION_JOBS, CP_OPTION_EXACT,
                CP_OPTION_SAMPLES, CP_OPTIONS_VIEW, CP_OPTION_TOP, CP_OPTION_KIND, CP_OPTION_JSON, CP_OPTION_OUTPUT, CP_OPTION_FORMAT,
                CP_OPTION_SEED, CP_OPTION_RESOLUTION, CP_OPTION_STRICT},
    .default_top = 20,
    .run = run_analyze,
};
