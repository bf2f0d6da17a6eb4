// SPDX-License-Identifier: GPL-3.0-or-later
//
// compare: how far a rank is to be trusted, and what becomes of ranks and reach when the graph is another one.
//
// Room: analyze.
#ifndef CHOKEPOINT_COMPARE_H
#define CHOKEPOINT_COMPARE_H

#include "chokepoint/analyze.h"

// The nodes whose kind has its bit in `kinds`, by a metric (offset in struct cp_metrics), the greatest first, undefined
// ones last, ties by PageRank and then by id. Returns how many.
size_t cp_order(struct cp_arena *run, const struct cp_graph *graph, size_t metric, unsigned kinds, uint32_t **order);

// ---------------------------------------------------------------- how sure

struct cp_stability_options {
    struct cp_analyze_options analysis;
    struct cp_graph_view view; // what is ranked; documents and edges are drawn of the whole
    size_t metric;             // offset in struct cp_metrics
    unsigned kinds;            // of the nodes that are ranked
    size_t rounds;             // 0: 200
};

// Ranks count from 1. In a round as many documents are drawn as there are, with replacement (bootstrap, Efron 1979); an
// edge is there if one of the documents drawn tells it rightly, which each does with the same probability, such that
// all together do with the edge's confidence. Who has no edge in a round is last in it.
struct cp_rank_range {
    uint32_t rank;          // of the whole; 0 if its kind is not ranked
    uint32_t low, high;     // nine of ten rounds lie from low to high, and the rank itself
    double there;           // share of the rounds in which it had an edge
    uint32_t facts_only;    // its rank if nothing hypothetical counts; 0 if it is not there then
    struct cp_str document; // the document that alone tells the most of its edges; empty if it has no edge
    double alone;           // their share of its edges
};

// `seen` is the view of `graph`, analyzed; a range for each of its nodes. The same seed gives the same.
enum cp_status cp_stability(struct cp_arena *run, const struct cp_graph *graph, const struct cp_graph *seen,
                            const struct cp_stability_options *options, struct cp_rank_range **result,
                            struct cp_error *err);

// Ranks of the nodes of `seen` in the view of `graph` without one document; 0 for those that are not there then.
enum cp_status cp_ranks_without(struct cp_arena *run, const struct cp_graph *graph, const struct cp_graph *seen,
                                const struct cp_stability_options *options, struct cp_str document, uint32_t **ranks,
                                struct cp_error *err);

// ---------------------------------------------------------------- before and after

struct cp_whole {
    size_t nodes, edges, components, largest; // nodes of the largest component
    double efficiency;                        // mean of 1/distance over all pairs (Latora and Marchiori 2001)
    double reach;                             // share of the pairs of nodes between which there is a way
};

// One node of either graph; nodes are matched by id.
struct cp_moved {
    uint32_t before, after;           // node, or CP_NONE
    uint32_t rank_before, rank_after; // 0 if it is not there or not ranked
    size_t reach_before, reach_after; // to how many of the nodes of both there is a way
};

struct cp_comparison {
    struct cp_whole before, after;
    struct cp_moved *moved; // sorted by the ids of the nodes
    size_t moved_count;
    size_t severed; // pairs that are in both, with a way between them before and none after
};

// Both analyzed, with components and harmonic.
struct cp_comparison *cp_compare(struct cp_arena *run, const struct cp_graph *before, const struct cp_graph *after,
                                 size_t metric, unsigned kinds);

#endif
