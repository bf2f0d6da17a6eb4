// SPDX-License-Identifier: GPL-3.0-or-later
//
// The graph as lists of arcs, for searches of our own. Loops are left out; parallel edges all stand, side by side.
//
// Room: analyze.
#ifndef CP_ANALYZE_ARCS_P_H
#define CP_ANALYZE_ARCS_P_H

#include "chokepoint/graph.h"

// An edge between two ends, as it stands in lists that are sorted by them; parallel ones the surest first.
struct cp_tie {
    uint32_t from, to, edge;
    double weight, confidence;
};
int cp_tie_by_ends(const void *x, const void *y); // for qsort

struct cp_arc {
    uint32_t to, edge;
};

struct cp_arcs {
    size_t nodes, count;
    const size_t *first;       // the arcs of v: first[v] … first[v + 1] - 1
    const struct cp_arc *arcs; // of one node by `to`, then the surest first
};

enum cp_arcs_way {
    CP_ARCS_BOTH,     // every edge both ways
    CP_ARCS_FORWARD,  // along the arrows; a symmetric edge both ways
    CP_ARCS_BACKWARD, // against them
};
struct cp_arcs cp_arcs_make(struct cp_arena *arena, const struct cp_graph *graph, enum cp_arcs_way way);

// The same with one arc, the surest, for each pair.
struct cp_arcs cp_arcs_simple(struct cp_arena *arena, const struct cp_graph *graph, enum cp_arcs_way way);

#endif
