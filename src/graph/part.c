// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
#include "chokepoint/graph.h"

#include <string.h>

struct cp_graph *cp_graph_part(struct cp_arena *run, const struct cp_graph *graph, const bool *nodes, const bool *edges)
{
    struct cp_graph *part = CP_NEW(run, struct cp_graph);
    uint32_t *moved = CP_NEW_ARRAY(run, graph->node_count + 1, uint32_t);
    struct cp_table *documents = cp_table_new(run);
    part->nodes = CP_NEW_ARRAY(run, graph->node_count + 1, struct cp_graph_node);
    part->edges = CP_NEW_ARRAY(run, graph->edge_count + 1, struct cp_graph_edge);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (!nodes[i])
            continue;
        moved[i] = (uint32_t)part->node_count;
        part->nodes[part->node_count++] = graph->nodes[i];
        for (size_t s = 0; s < graph->nodes[i].source_count; s++)
            cp_table_add(documents, graph->nodes[i].sources[s]);
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *edge = &graph->edges[i];
        if (!edges[i] || !nodes[edge->from] || !nodes[edge->to])
            continue;
        struct cp_graph_edge *kept = &part->edges[part->edge_count++];
        *kept = *edge;
        kept->from = moved[edge->from];
        kept->to = moved[edge->to];
    }
    part->document_count = cp_table_count(documents);
    part->attributes = graph->attributes;
    return part;
}
