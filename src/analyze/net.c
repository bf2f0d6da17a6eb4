// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
#include "net_p.h"

#include "arcs_p.h"

#include <stdlib.h>

uint64_t cp_random(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

// One tie for each pair of ends, the surest edge's, with the weight of all.
static size_t fold(struct cp_tie *ties, size_t n)
{
    size_t kept = 0;
    qsort(ties, n, sizeof *ties, cp_tie_by_ends);
    for (size_t i = 0; i < n; i++) {
        if (kept && ties[i].from == ties[kept - 1].from && ties[i].to == ties[kept - 1].to)
            ties[kept - 1].weight += ties[i].weight;
        else
            ties[kept++] = ties[i];
    }
    return kept;
}

// A file may say anything. Within these bounds sums and reciprocals of weights are numbers.
static double tame_weight(double weight)
{
    const double greatest = 1e100;
    return weight > greatest ? greatest : weight < 1 / greatest ? 1 / greatest : weight;
}

static size_t collect(const struct cp_graph *graph, bool directed, struct cp_tie *ties)
{
    size_t n = 0;
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *e = &graph->edges[i];
        if (e->from == e->to)
            continue;
        bool turned = !directed && e->from > e->to;
        struct cp_tie tie = {turned ? e->to : e->from, turned ? e->from : e->to, i, tame_weight(e->weight),
                             e->confidence};
        ties[n++] = tie;
        if (directed && e->symmetric)
            ties[n++] = (struct cp_tie){tie.to, tie.from, i, tie.weight, tie.confidence};
    }
    return fold(ties, n);
}

static void add_arc(struct cp_net *net, size_t *next, uint32_t from, uint32_t to, uint32_t pair, double weight)
{
    size_t at = next[from]++;
    net->head[at] = to;
    net->pair[at] = pair;
    net->weight[at] = weight;
}

static struct cp_net *net_of_size(struct cp_arena *arena, size_t nodes, size_t arcs, bool directed)
{
    struct cp_net *net = CP_NEW(arena, struct cp_net);
    net->directed = directed;
    net->nodes = nodes;
    net->arcs = arcs;
    net->row = CP_NEW_ARRAY(arena, nodes + 2, size_t);
    net->head = CP_NEW_ARRAY(arena, arcs + 1, uint32_t);
    net->pair = CP_NEW_ARRAY(arena, arcs + 1, uint32_t);
    net->weight = CP_NEW_ARRAY(arena, arcs + 1, double);
    return net;
}

// Where each row begins, from the lengths that stand one further on; the copy moves on as rows are filled.
static size_t *open_rows(struct cp_arena *arena, struct cp_net *net)
{
    size_t *next = CP_NEW_ARRAY(arena, net->nodes + 1, size_t);
    for (size_t v = 0; v < net->nodes; v++) {
        net->row[v + 1] += net->row[v];
        next[v] = net->row[v];
    }
    return next;
}

struct cp_net *cp_net_make(struct cp_arena *arena, const struct cp_graph *graph, bool directed)
{
    struct cp_tie *ties = CP_NEW_ARRAY(arena, 2 * graph->edge_count + 1, struct cp_tie);
    size_t pairs = collect(graph, directed, ties);
    struct cp_net *net = net_of_size(arena, graph->node_count, directed ? pairs : 2 * pairs, directed);
    net->pairs = pairs;
    net->edge = CP_NEW_ARRAY(arena, pairs + 1, uint32_t);
    for (size_t i = 0; i < pairs; i++) {
        net->edge[i] = ties[i].edge;
        net->row[ties[i].from + 1]++;
        if (!directed)
            net->row[ties[i].to + 1]++;
    }
    size_t *next = open_rows(arena, net);
    // Ties come by their low end, then by their high one: the lower neighbours of a node before the higher, each in
    // order.
    for (size_t i = 0; i < pairs && !directed; i++)
        add_arc(net, next, ties[i].to, ties[i].from, (uint32_t)i, ties[i].weight);
    for (size_t i = 0; i < pairs; i++)
        add_arc(net, next, ties[i].from, ties[i].to, (uint32_t)i, ties[i].weight);
    return net;
}

const struct cp_net *cp_net_reverse(struct cp_arena *arena, const struct cp_net *net)
{
    if (!net->directed)
        return net;
    struct cp_net *back = net_of_size(arena, net->nodes, net->arcs, true);
    back->pairs = net->pairs;
    back->edge = net->edge;
    for (size_t a = 0; a < net->arcs; a++)
        back->row[net->head[a] + 1]++;
    size_t *next = open_rows(arena, back);
    for (uint32_t v = 0; v < net->nodes; v++)
        for (size_t a = net->row[v]; a < net->row[v + 1]; a++)
            add_arc(back, next, net->head[a], v, net->pair[a], net->weight[a]);
    return back;
}

size_t cp_net_arc(const struct cp_net *net, uint32_t from, uint32_t to)
{
    size_t low = net->row[from], high = net->row[from + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (net->head[middle] == to)
            return middle;
        if (net->head[middle] < to)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}
