// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
#include "view.h"

#include <stdlib.h>

static int by_ends(const void *x, const void *y)
{
    const struct cp_graph_edge *a = x, *b = y;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return cp_str_compare(a->relation_name, b->relation_name);
}

static struct cp_graph_edge make_edge(const struct cp_graph *graph, const struct cp_graph_link *link)
{
    bool symmetric = cp_relation_symmetric(link->relation);
    bool turned = symmetric && cp_str_compare(graph->nodes[link->to].id, graph->nodes[link->from].id) < 0;
    return (struct cp_graph_edge){.from = turned ? link->to : link->from,
                                  .to = turned ? link->from : link->to,
                                  .relation = link->relation,
                                  .relation_name = cp_str_from(cp_relation_name(link->relation)),
                                  .weight = 1,
                                  .sign = cp_relation_sign(link->relation),
                                  .confidence = 1,
                                  .hypothetical = true,
                                  .symmetric = symmetric};
}

struct cp_graph *cp_graph_changed(struct cp_arena *run, const struct cp_graph *graph,
                                  const struct cp_graph_change *change)
{
    struct cp_graph more = *graph;
    more.edge_count += change->added_count;
    more.edges = CP_NEW_ARRAY(run, more.edge_count + 1, struct cp_graph_edge);
    bool *nodes = CP_NEW_ARRAY(run, graph->node_count + 1, bool), *edges = CP_NEW_ARRAY(run, more.edge_count + 1, bool);
    size_t count = 0;
    for (size_t i = 0; i < graph->edge_count; i++)
        if (!change->edges || !change->edges[i])
            more.edges[count++] = graph->edges[i];
    for (size_t i = 0; i < change->added_count; i++)
        more.edges[count++] = make_edge(graph, &change->added[i]);
    more.edge_count = count;
    if (change->added_count) // else they are in order, parallel ones of a graph made elsewhere too
        qsort(more.edges, count, sizeof *more.edges, by_ends);
    for (size_t i = 0; i < graph->node_count; i++)
        nodes[i] = !change->nodes || !change->nodes[i];
    for (size_t i = 0; i < count; i++)
        edges[i] = true;
    return cp_graph_keep(run, &more, nodes, edges);
}
