// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
//
// What a view leaves out. A day that is known by its month or year only lies in a window if any day of it does.
#include "view.h"

#include <math.h>
#include <string.h>

static const char *const view_names[CP_VIEW_COUNT] = {"full", "actors", "countries", "measures"};

const char *cp_view_name(enum cp_view view)
{
    return view < CP_VIEW_COUNT ? view_names[view] : NULL;
}

// ---------------------------------------------------------------- dates

static int32_t last_day(struct cp_date date)
{
    struct cp_date next = {date.year, date.month, date.day};
    if (date.day)
        return cp_date_days(date);
    if (date.month && date.month < 12)
        next.month++;
    else {
        next.year++;
        next.month = 0;
    }
    return cp_date_days(next) - 1;
}

static bool in_window(const struct cp_graph_view *view, struct cp_date date)
{
    if (!date.year)
        return true;
    if (view->from.year && last_day(date) < cp_date_days(view->from))
        return false;
    return !view->to.year || cp_date_days(date) <= last_day(view->to);
}

// ---------------------------------------------------------------- filters

static bool is_chosen(unsigned set, unsigned member)
{
    return !set || (set >> member & 1);
}

static bool filters_measures(const struct cp_graph_view *view)
{
    return view->types || view->statuses || view->from.year || view->to.year || view->facts_only ||
           view->without_planned;
}

static bool filters_edges(const struct cp_graph_view *view)
{
    return view->relation_count || view->min_confidence > 0;
}

static bool keeps_measure(const struct cp_graph_view *view, const struct cp_graph_node *node)
{
    if (node->kind != CP_KIND_MEASURE)
        return true;
    return is_chosen(view->types, node->type) && is_chosen(view->statuses, node->status) &&
           in_window(view, node->date) &&
           !((view->facts_only || view->without_planned) && node->status == CP_STATUS_PLANNED);
}

static bool keeps_relation(const struct cp_graph_view *view, const struct cp_graph_edge *edge)
{
    const char *name = cp_relation_name(edge->relation);
    struct cp_str relation = name ? cp_str_from(name) : edge->relation_name;
    for (size_t i = 0; i < view->relation_count; i++)
        if (cp_str_equal(view->relations[i], relation))
            return true;
    return !view->relation_count;
}

static bool keeps_edge(const struct cp_graph_view *view, const struct cp_graph_edge *edge)
{
    return !(view->facts_only && edge->hypothetical) && !(edge->confidence < view->min_confidence) &&
           keeps_relation(view, edge) && in_window(view, edge->date);
}

struct cp_graph *cp_graph_keep(struct cp_arena *run, const struct cp_graph *graph, const bool *nodes, const bool *edges)
{
    struct cp_graph *kept = CP_NEW(run, struct cp_graph);
    uint32_t *place = CP_NEW_ARRAY(run, graph->node_count + 1, uint32_t);
    kept->nodes = CP_NEW_ARRAY(run, graph->node_count + 1, struct cp_graph_node);
    kept->edges = CP_NEW_ARRAY(run, graph->edge_count + 1, struct cp_graph_edge);
    kept->document_count = graph->document_count;
    kept->attributes = graph->attributes;
    for (size_t i = 0; i < graph->node_count; i++) {
        place[i] = nodes[i] ? (uint32_t)kept->node_count : CP_NONE;
        if (nodes[i])
            kept->nodes[kept->node_count++] = graph->nodes[i];
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        struct cp_graph_edge edge = graph->edges[i];
        if (!edges[i] || place[edge.from] == CP_NONE || place[edge.to] == CP_NONE)
            continue;
        edge.from = place[edge.from];
        edge.to = place[edge.to];
        kept->edges[kept->edge_count++] = edge;
    }
    return kept;
}

static const struct cp_graph *filter(struct cp_arena *run, const struct cp_graph *graph,
                                     const struct cp_graph_view *view)
{
    if (!filters_edges(view) && !filters_measures(view))
        return graph;
    bool *nodes = CP_NEW_ARRAY(run, graph->node_count + 1, bool),
         *edges = CP_NEW_ARRAY(run, graph->edge_count + 1, bool);
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *edge = &graph->edges[i];
        edges[i] = keeps_edge(view, edge) && keeps_measure(view, &graph->nodes[edge->from]) &&
                   keeps_measure(view, &graph->nodes[edge->to]);
        if (edges[i])
            nodes[edge->from] = nodes[edge->to] = true;
    }
    return cp_graph_keep(run, graph, nodes, edges);
}

static const struct cp_graph *choose_kinds(struct cp_arena *run, const struct cp_graph *graph, unsigned kinds)
{
    if (!kinds)
        return graph;
    bool *nodes = CP_NEW_ARRAY(run, graph->node_count + 1, bool),
         *edges = CP_NEW_ARRAY(run, graph->edge_count + 1, bool);
    for (size_t i = 0; i < graph->node_count; i++)
        nodes[i] = kinds >> graph->nodes[i].kind & 1;
    memset(edges, true, graph->edge_count);
    return cp_graph_keep(run, graph, nodes, edges);
}

// ---------------------------------------------------------------- the whole

// What was computed of the whole says nothing of a part.
static void forget_metrics(struct cp_graph *graph)
{
    for (size_t i = 0; i < graph->node_count; i++) {
        struct cp_graph_node *node = &graph->nodes[i];
        node->metrics = (struct cp_metrics){.computed = false};
        node->x = node->y = node->size = NAN;
        node->coloured = false;
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        graph->edges[i].bridge = false;
        graph->edges[i].betweenness = 0;
    }
}

static struct cp_graph *copy(struct cp_arena *run, const struct cp_graph *graph)
{
    bool *nodes = CP_NEW_ARRAY(run, graph->node_count + 1, bool),
         *edges = CP_NEW_ARRAY(run, graph->edge_count + 1, bool);
    memset(nodes, true, graph->node_count);
    memset(edges, true, graph->edge_count);
    return cp_graph_keep(run, graph, nodes, edges);
}

struct cp_graph *cp_graph_look(struct cp_arena *run, const struct cp_graph *graph, const struct cp_graph_view *view)
{
    const struct cp_graph *seen = filter(run, graph, view);
    if (view->view == CP_VIEW_MEASURES)
        seen = choose_kinds(run, seen, 1u << CP_KIND_MEASURE);
    else if (view->view != CP_VIEW_FULL)
        seen = cp_graph_roll(run, seen, view);
    seen = choose_kinds(run, seen, view->kinds);
    struct cp_graph *result = copy(run, seen);
    bool fewer = result->node_count != graph->node_count || result->edge_count != graph->edge_count;
    if (fewer || view->view == CP_VIEW_COUNTRIES)
        forget_metrics(result);
    return result;
}
