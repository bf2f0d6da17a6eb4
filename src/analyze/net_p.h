// SPDX-License-Identifier: GPL-3.0-or-later
//
// The graph as rows of neighbours (compressed sparse rows), for what is faster or more exact without igraph. Loops
// are left out and parallel edges are one, whose weight is their sum (each no less than 1e-100 and no more than
// 1e100). Undirected, each pair of neighbours stands in both rows; directed, in the row of its tail, and a symmetric
// edge in both.
//
// Room: analyze.
#ifndef CP_ANALYZE_NET_P_H
#define CP_ANALYZE_NET_P_H

#include "chokepoint/analyze.h"

struct cp_net {
    bool directed;
    size_t nodes, arcs, pairs;
    size_t *row;      // the arcs of v: row[v] … row[v + 1] - 1, by head
    uint32_t *head;   // of an arc
    uint32_t *pair;   // of an arc: both arcs of an undirected pair have one number
    double *weight;   // of an arc
    uint32_t *edge;   // of a pair: an edge of ours between the two, the surest
};

struct cp_net *cp_net_make(struct cp_arena *arena, const struct cp_graph *graph, bool directed);

// The arcs turned round; pairs keep their numbers. An undirected net is its own reverse.
const struct cp_net *cp_net_reverse(struct cp_arena *arena, const struct cp_net *net);

// The arc from one node to another, SIZE_MAX if there is none.
size_t cp_net_arc(const struct cp_net *net, uint32_t from, uint32_t to);

// The next random number, the same on every machine: splitmix64 (Steele, Lea and Flood 2014). Any state is a good
// beginning.
uint64_t cp_random(uint64_t *state);

#endif
