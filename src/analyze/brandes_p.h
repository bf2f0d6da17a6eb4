// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shortest paths from one source, and what they add to the centralities (Brandes 2001).
//
// Room: analyze.
#ifndef CP_ANALYZE_BRANDES_P_H
#define CP_ANALYZE_BRANDES_P_H

#include "net_p.h"

// What one worker adds up over its sources, by node.
struct cp_sums {
    double *through; // shares of shortest paths through the node: the dependency of the source on it
    double *squares; // of these dependencies; NULL: not asked
    double *edges;   // shares of shortest paths through the pair; NULL: not asked
    double *far;     // distances from the sources that reach the node
    double *near;    // 1/distance
    double *reached; // how many they are, the node itself left out
};

struct cp_brandes; // what a worker needs for one source after the other

// Without weights each step has length 1; with them 1/weight. Only with `edges` may sums ask for them.
struct cp_brandes *cp_brandes_new(struct cp_arena *arena, const struct cp_net *net, bool weighted, bool edges);
void cp_brandes_add(struct cp_brandes *brandes, uint32_t source, struct cp_sums *sums);

#endif
