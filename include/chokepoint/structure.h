// SPDX-License-Identifier: GPL-3.0-or-later
//
// structure: how the graph as a whole is built: its communities and how far to trust them, who answers whom, who is
// tied to whom, and whether friends and foes form camps.
//
// Conventions. Communities, assortativity and transitivity take the graph as undirected, without loops and with one
// edge for a pair, as the metrics do (analyze.h); reciprocity and triads take it as directed, with one edge for an
// ordered pair, a symmetric edge in both directions. For balance, a pair has the sign of the sum of weight times sign
// over the edges between the two; a pair whose sum is 0 has none and is left out. Undefined numbers (no edge, all
// degrees alike) are NaN.
//
// Room: analyze.
#ifndef CHOKEPOINT_STRUCTURE_H
#define CHOKEPOINT_STRUCTURE_H

#include "chokepoint/analyze.h"

enum { CP_TRIADS = 16 };
extern const char *const cp_triad_names[CP_TRIADS]; // of Holland and Leinhardt: "003", …, "300"

struct cp_balance {
    size_t positive, negative;  // pairs with a sign
    size_t triangles, balanced; // of pairs with a sign; balanced: the product of the three signs is positive
                                // (Cartwright and Harary 1956)
    // The fewest pairs that must change their sign so that all triangles and longer rings are balanced: two camps,
    // friends within and foes between (Harary 1959). Lies between the two; they are the same if it is exact.
    size_t frustration_least, frustration_most;
    uint8_t *camp; // of each node, 0 or 1, with frustration_most pairs against it; NULL if no pair has a sign
};

struct cp_structure {
    double resolution, modularity; // of the communities that the metrics have
    size_t communities;
    double modularity_multilevel, modularity_greedy; // what two other methods find
    size_t communities_multilevel, communities_greedy;
    size_t runs; // of Leiden, each with a seed of its own; 0 if there is nothing to compare
    double modularity_worst, modularity_best; // of these runs
    double likeness, rand; // mean over pairs of runs: normalised mutual information, adjusted Rand index
    double *settled; // of each node: mean over runs of the overlap (Jaccard) of its community there with that here
    size_t arcs, answered; // ordered pairs, and those whose opposite is there too
    double reciprocity;
    double by_degree, by_kind; // assortativity
    double transitivity, clustering; // share of closed triples; mean over nodes with two or more neighbours
    double triads[CP_TRIADS];
    struct cp_balance balance;
};

// `graph` has its metrics already (cp_analyze, with the same options).
enum cp_status cp_structure(struct cp_arena *run, const struct cp_graph *graph,
                            const struct cp_analyze_options *options, struct cp_structure *structure,
                            struct cp_error *err);

// Triangles and frustration alone.
void cp_balance(struct cp_arena *run, const struct cp_graph *graph, unsigned seed, const struct cp_progress *progress,
                struct cp_balance *balance);

#endif
