// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
#include "arcs_p.h"

#include <stdlib.h>

struct full_arc {
    uint32_t from, to, edge;
    double confidence;
};

static int by_ends(const void *x, const void *y)
{
    const struct full_arc *a = x, *b = y;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    if (a->confidence != b->confidence)
        return a->confidence > b->confidence ? -1 : 1;
    return a->edge < b->edge ? -1 : a->edge > b->edge;
}

static size_t list_arcs(const struct cp_graph *graph, enum cp_arcs_way way, struct full_arc *list)
{
    size_t n = 0;
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *e = &graph->edges[i];
        if (e->from == e->to)
            continue;
        if (way != CP_ARCS_BACKWARD || e->symmetric)
            list[n++] = (struct full_arc){e->from, e->to, i, e->confidence};
        if (way != CP_ARCS_FORWARD || e->symmetric)
            list[n++] = (struct full_arc){e->to, e->from, i, e->confidence};
    }
    return n;
}

static struct cp_arcs make(struct cp_arena *arena, const struct cp_graph *graph, enum cp_arcs_way way, bool simple)
{
    struct full_arc *list = CP_NEW_ARRAY(arena, 2 * graph->edge_count + 1, struct full_arc);
    size_t n = list_arcs(graph, way, list), kept = 0;
    qsort(list, n, sizeof *list, by_ends);
    size_t *first = CP_NEW_ARRAY(arena, graph->node_count + 2, size_t);
    struct cp_arc *arcs = CP_NEW_ARRAY(arena, n + 1, struct cp_arc);
    for (size_t i = 0; i < n; i++) {
        if (simple && i && list[i].from == list[i - 1].from && list[i].to == list[i - 1].to)
            continue;
        arcs[kept++] = (struct cp_arc){list[i].to, list[i].edge};
        first[list[i].from + 1]++;
    }
    for (size_t v = 0; v < graph->node_count; v++)
        first[v + 1] += first[v];
    return (struct cp_arcs){graph->node_count, kept, first, arcs};
}

struct cp_arcs cp_arcs_make(struct cp_arena *arena, const struct cp_graph *graph, enum cp_arcs_way way)
{
    return make(arena, graph, way, false);
}

struct cp_arcs cp_arcs_simple(struct cp_arena *arena, const struct cp_graph *graph, enum cp_arcs_way way)
{
    return make(arena, graph, way, true);
}
