// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
//
// Two graphs in one, to be looked at: the later one, and what went since the earlier.
#include "chokepoint/graph.h"

#include <stdlib.h>

struct placed_node {
    struct cp_graph_node node;
    struct cp_graph_difference how;
};

struct placed_edge {
    struct cp_graph_edge edge;
    struct cp_graph_difference how;
};

static int by_kind(const void *x, const void *y)
{
    const struct placed_node *a = x, *b = y;
    if (a->node.kind != b->node.kind)
        return a->node.kind < b->node.kind ? -1 : 1;
    return cp_str_compare(a->node.id, b->node.id);
}

static int by_ends(const void *x, const void *y)
{
    const struct placed_edge *a = x, *b = y;
    if (a->edge.from != b->edge.from)
        return a->edge.from < b->edge.from ? -1 : 1;
    if (a->edge.to != b->edge.to)
        return a->edge.to < b->edge.to ? -1 : 1;
    int order = cp_str_compare(a->edge.relation_name, b->edge.relation_name);
    if (order)
        return order;
    if (a->how.new != b->how.new) // parallel ones as they stand in the later graph; those that went have the greatest number
        return a->how.new < b->how.new ? -1 : 1;
    return (a->how.old > b->how.old) - (a->how.old < b->how.old);
}

static void unite_nodes(struct cp_arena *run, const struct cp_graph *old, const struct cp_graph *new,
                        const struct cp_graph_diff *diff, struct cp_graph_union *both)
{
    struct placed_node *all = CP_NEW_ARRAY(run, new->node_count + diff->node_count + 1, struct placed_node);
    size_t count = new->node_count;
    for (uint32_t i = 0; i < count; i++)
        all[i] = (struct placed_node){new->nodes[i], {CP_SAME, CP_NONE, i, 0}};
    for (size_t i = 0; i < diff->node_count; i++) {
        const struct cp_graph_difference *one = &diff->nodes[i];
        if (one->how == CP_WENT)
            all[count++] = (struct placed_node){old->nodes[one->old], *one};
        else
            all[one->new].how = *one;
    }
    qsort(all, count, sizeof *all, by_kind);
    both->graph->nodes = CP_NEW_ARRAY(run, count + 1, struct cp_graph_node);
    both->graph->node_count = count;
    both->nodes = CP_NEW_ARRAY(run, count + 1, struct cp_graph_difference);
    for (size_t i = 0; i < count; i++) {
        both->graph->nodes[i] = all[i].node;
        both->nodes[i] = all[i].how;
    }
}

static uint32_t place_of(const struct cp_table *places, const struct cp_graph *graph, uint32_t node)
{
    return (uint32_t)cp_table_value(places, cp_table_find(places, graph->nodes[node].id));
}

static void unite_edges(struct cp_arena *run, const struct cp_graph *old, const struct cp_graph *new,
                        const struct cp_graph_diff *diff, struct cp_graph_union *both)
{
    struct placed_edge *all = CP_NEW_ARRAY(run, new->edge_count + diff->edge_count + 1, struct placed_edge);
    struct cp_table *places = cp_table_new(run); // id → node
    size_t count = new->edge_count;
    for (size_t i = 0; i < both->graph->node_count; i++)
        cp_table_set(places, cp_table_add(places, both->graph->nodes[i].id), i);
    for (uint32_t i = 0; i < count; i++)
        all[i] = (struct placed_edge){new->edges[i], {CP_SAME, CP_NONE, i, 0}};
    for (size_t i = 0; i < diff->edge_count; i++) {
        const struct cp_graph_difference *one = &diff->edges[i];
        if (one->how == CP_WENT)
            all[count++] = (struct placed_edge){old->edges[one->old], *one};
        else
            all[one->new].how = *one;
    }
    for (size_t i = 0; i < count; i++) {
        const struct cp_graph *of = all[i].how.how == CP_WENT ? old : new;
        all[i].edge.from = place_of(places, of, all[i].edge.from);
        all[i].edge.to = place_of(places, of, all[i].edge.to);
    }
    qsort(all, count, sizeof *all, by_ends);
    both->graph->edges = CP_NEW_ARRAY(run, count + 1, struct cp_graph_edge);
    both->graph->edge_count = count;
    both->edges = CP_NEW_ARRAY(run, count + 1, struct cp_graph_difference);
    for (size_t i = 0; i < count; i++) {
        both->graph->edges[i] = all[i].edge;
        both->edges[i] = all[i].how;
    }
}

struct cp_graph_union *cp_graph_united(struct cp_arena *run, const struct cp_graph *old, const struct cp_graph *new,
                                       const struct cp_graph_diff *diff)
{
    struct cp_graph_union *both = CP_NEW(run, struct cp_graph_union);
    both->graph = CP_NEW(run, struct cp_graph);
    *both->graph = *new;
    unite_nodes(run, old, new, diff, both);
    unite_edges(run, old, new, diff, both);
    return both;
}
