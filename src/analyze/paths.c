// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
#include "paths_p.h"

#include <string.h>

// ---------------------------------------------------------------- dates

static int32_t last_day(struct cp_date date)
{
    if (date.month && date.day)
        return cp_date_days(date);
    struct cp_date next = {date.year, 1, 1};
    if (date.month && date.month < 12)
        next.month = (uint8_t)(date.month + 1);
    else
        next.year++;
    return cp_date_days(next) - 1;
}

struct cp_span cp_edge_span(const struct cp_graph *graph, uint32_t edge)
{
    const struct cp_graph_edge *e = &graph->edges[edge];
    const struct cp_graph_node *from = &graph->nodes[e->from], *to = &graph->nodes[e->to];
    struct cp_date date = e->date;
    if (!date.year && from->kind == CP_KIND_MEASURE)
        date = from->date;
    if (!date.year && to->kind == CP_KIND_MEASURE)
        date = to->date;
    if (!date.year)
        return (struct cp_span){INT32_MIN, INT32_MAX};
    return (struct cp_span){cp_date_days(date), last_day(date)};
}

// ---------------------------------------------------------------- steps

size_t cp_roads_step(const struct cp_roads *roads, const struct cp_arcs *arcs, size_t at, size_t end, int32_t now,
                     uint32_t *edge, int32_t *arrival)
{
    uint32_t to = arcs->arcs[at].to;
    *edge = CP_NONE;
    for (; at < end && arcs->arcs[at].to == to; at++) {
        uint32_t e = arcs->arcs[at].edge;
        int32_t then = roads->spans[e].begin > now ? roads->spans[e].begin : now;
        if (then > roads->spans[e].end || roads->widths[e] < roads->least || (*edge != CP_NONE && then >= *arrival))
            continue;
        *edge = e;
        *arrival = then;
    }
    return at;
}

// ---------------------------------------------------------------- the guide

struct cp_guide *cp_guide_new(struct cp_arena *arena, const struct cp_roads *roads)
{
    struct cp_guide *guide = CP_NEW(arena, struct cp_guide);
    guide->roads = roads;
    guide->arena = arena;
    guide->newest = CP_NEW_ARRAY(arena, roads->out.nodes + 1, uint32_t);
    *CP_PUSH(arena, &guide->marks) = (struct cp_guide_mark){0, 0, INT32_MAX};
    guide->newest[roads->query->to] = 1;
    *CP_PUSH(arena, &guide->frontier) = roads->query->to;
    return guide;
}

static const struct cp_guide_mark *mark_of(const struct cp_guide *guide, uint32_t node, size_t steps)
{
    uint32_t at = guide->newest[node];
    while (at && guide->marks.items[at - 1].steps > steps)
        at = guide->marks.items[at - 1].before;
    return at ? &guide->marks.items[at - 1] : NULL;
}

bool cp_guide_reaches(const struct cp_guide *guide, uint32_t node, size_t steps, int32_t now)
{
    const struct cp_guide_mark *mark = mark_of(guide, node, steps);
    return mark && mark->latest >= now;
}

// One may leave `node` as late as `latest` and be at the goal in guide->steps.
static void mark(struct cp_guide *guide, uint32_t node, int32_t latest)
{
    uint32_t newest = guide->newest[node];
    if (newest && guide->marks.items[newest - 1].latest >= latest)
        return;
    if (newest && guide->marks.items[newest - 1].steps == guide->steps) {
        guide->marks.items[newest - 1].latest = latest;
        return;
    }
    *CP_PUSH(guide->arena, &guide->marks) = (struct cp_guide_mark){newest, (uint32_t)guide->steps, latest};
    guide->newest[node] = (uint32_t)guide->marks.count;
    *CP_PUSH(guide->arena, &guide->frontier) = node;
}

bool cp_guide_advance(struct cp_guide *guide)
{
    const struct cp_roads *roads = guide->roads;
    size_t count = guide->frontier.count;
    uint32_t *frontier = CP_NEW_ARRAY(guide->arena, count + 1, uint32_t);
    memcpy(frontier, guide->frontier.items, count * sizeof *frontier);
    guide->frontier.count = 0;
    guide->steps++;
    for (size_t i = 0; i < count; i++) {
        int32_t latest = mark_of(guide, frontier[i], guide->steps - 1)->latest;
        for (size_t a = roads->in.first[frontier[i]]; a < roads->in.first[frontier[i] + 1]; a++) {
            struct cp_arc arc = roads->in.arcs[a];
            int32_t leave = roads->spans[arc.edge].end < latest ? roads->spans[arc.edge].end : latest;
            if (leave >= roads->spans[arc.edge].begin && roads->widths[arc.edge] >= roads->least &&
                !roads->closed[arc.to] && arc.to != roads->query->to)
                mark(guide, arc.to, leave);
        }
    }
    return guide->frontier.count != 0;
}

// ---------------------------------------------------------------- trails

struct cp_path cp_trail_keep(struct cp_arena *run, const struct cp_roads *roads, const struct cp_trail *trail)
{
    struct cp_path path = {.length = trail->length};
    uint32_t *nodes = CP_NEW_ARRAY(run, trail->length + 1, uint32_t),
             *edges = CP_NEW_ARRAY(run, trail->length + 1, uint32_t);
    memcpy(nodes, trail->nodes, (trail->length + 1) * sizeof *nodes);
    memcpy(edges, trail->edges, trail->length * sizeof *edges);
    path.nodes = nodes;
    path.edges = edges;
    for (size_t i = 0; i < trail->length; i++)
        if (!i || roads->widths[edges[i]] < path.width)
            path.width = roads->widths[edges[i]];
    return path;
}

// Goes on to the first neighbour from which the goal is `steps` away.
static bool go_on(const struct cp_roads *roads, const struct cp_guide *guide, struct cp_trail *trail, size_t steps,
                  const bool *barred)
{
    uint32_t here = trail->nodes[trail->length], edge;
    int32_t arrival;
    for (size_t at = roads->out.first[here], end = roads->out.first[here + 1]; at < end;) {
        uint32_t to = roads->out.arcs[at].to;
        at = cp_roads_step(roads, &roads->out, at, end, trail->now, &edge, &arrival);
        if (edge == CP_NONE || roads->closed[to] || (barred && barred[to]) ||
            !cp_guide_reaches(guide, to, steps, arrival))
            continue;
        trail->edges[trail->length++] = edge;
        trail->nodes[trail->length] = to;
        trail->now = arrival;
        return true;
    }
    return false;
}

bool cp_trail_continue(struct cp_arena *scratch, const struct cp_roads *roads, struct cp_trail *trail,
                       const bool *barred)
{
    struct cp_guide *guide = cp_guide_new(scratch, roads);
    while (!go_on(roads, guide, trail, guide->steps, barred))
        if (!cp_guide_advance(guide))
            return false;
    for (size_t steps = guide->steps; steps-- > 0;)
        go_on(roads, guide, trail, steps, NULL);
    return true;
}

// ---------------------------------------------------------------- the query

static void open_roads(struct cp_arena *run, const struct cp_graph *graph, const struct cp_path_query *query,
                       struct cp_roads *roads)
{
    struct cp_span *spans = CP_NEW_ARRAY(run, graph->edge_count + 1, struct cp_span);
    double *widths = CP_NEW_ARRAY(run, graph->edge_count + 1, double);
    *roads = (struct cp_roads){.graph = graph, .query = query, .spans = spans, .widths = widths, .least = -1};
    roads->out = cp_arcs_make(run, graph, query->directed ? CP_ARCS_FORWARD : CP_ARCS_BOTH);
    roads->in = query->directed ? cp_arcs_make(run, graph, CP_ARCS_BACKWARD) : roads->out;
    roads->closed = CP_NEW_ARRAY(run, graph->node_count + 1, bool);
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        spans[i] = query->in_order ? cp_edge_span(graph, i) : (struct cp_span){INT32_MIN, INT32_MAX};
        widths[i] = query->by_weight ? graph->edges[i].weight : graph->edges[i].confidence;
    }
    for (size_t i = 0; i < query->avoid_count; i++)
        roads->closed[query->avoid[i]] = true;
}

void cp_paths(struct cp_arena *run, const struct cp_graph *graph, const struct cp_path_query *query,
              struct cp_path_answer *answer)
{
    struct cp_roads roads;
    *answer = (struct cp_path_answer){0};
    if (query->from == query->to)
        return;
    open_roads(run, graph, query, &roads);
    if (roads.closed[query->from] || roads.closed[query->to])
        return;
    if (query->through_count && query->way == CP_PATH_WIDEST)
        cp_paths_widest_through(run, &roads, answer);
    else if (query->through_count || query->way == CP_PATH_ALL_SHORTEST || query->way == CP_PATH_SIMPLE)
        cp_paths_search(run, &roads, answer);
    else
        cp_paths_yen(run, &roads, answer);
}
