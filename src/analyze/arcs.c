// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
#include "arcs_p.h"

#include <stdlib.h>

int cp_tie_by_ends(const void *x, const void *y)
{
    const struct cp_tie *a = x, *b = y;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    if (a->confidence != b->confidence)
        return a->confidence > b->confidence ? -1 : 1;
    return a->edge < b->edge ? -1 : a->edge > b->edge;
}

static size_t list_arcs(const struct cp_graph *graph, enum cp_arcs_way way, struct cp_tie *ties)
{
    size_t n = 0;
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *e = &graph->edges[i];
        if (e->from == e->to)
            continue;
        if (way != CP_ARCS_BACKWARD || e->symmetric)
            ties[n++] = (struct cp_tie){e->from, e->to, i, e->weight, e->confidence};
        if (way != CP_ARCS_FORWARD || e->symmetric)
            ties[n++] = (struct cp_tie){e->to, e->from, i, e->weight, e->confidence};
    }
    return n;
}

static struct cp_arcs make(struct cp_arena *arena, const struct cp_graph *graph, enum cp_arcs_way way, bool simple)
{
    struct cp_tie *ties = CP_NEW_ARRAY(arena, 2 * graph->edge_count + 1, struct cp_tie);
    size_t n = list_arcs(graph, way, ties), kept = 0;
    qsort(ties, n, sizeof *ties, cp_tie_by_ends);
    size_t *first = CP_NEW_ARRAY(arena, graph->node_count + 2, size_t);
    struct cp_arc *arcs = CP_NEW_ARRAY(arena, n + 1, struct cp_arc);
    for (size_t i = 0; i < n; i++) {
        if (simple && i && ties[i].from == ties[i - 1].from && ties[i].to == ties[i - 1].to)
            continue;
        arcs[kept++] = (struct cp_arc){ties[i].to, ties[i].edge};
        first[ties[i].from + 1]++;
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
