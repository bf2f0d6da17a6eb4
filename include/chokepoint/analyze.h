// SPDX-License-Identifier: GPL-3.0-or-later
//
// analyze: what igraph knows of the graph. The only room that includes igraph.
//
// Conventions. Degree, in- and out-degree count edges (a symmetric edge counts once in each direction); strength sums
// their weights. Everything else that rests on paths or ties (betweenness, closeness, harmonic, eigenvector, Katz,
// constraint, effective size, current flow, coreness, components, bridges, articulation points, communities) takes
// the graph as undirected, without loops, with one edge for a pair, because a path of dependence runs through a
// measure both ways. PageRank, exposure, hub and authority follow the direction and count every edge by its weight,
// symmetric edges both ways.
//
// `directed` lets betweenness, closeness, harmonic, edge betweenness and Katz follow the direction. Closeness and
// harmonic are then those of the ways that lead to the node. `weighted` takes into account the weight of a pair,
// which is the sum of its edges': a step has length 1/weight (twice as strong, half as far), and for eigenvector,
// Katz, constraint, effective size, current flow (a conductance) and communities the weight is what it is.
//
// Normalisation. Betweenness is not normalised: without direction each unordered pair counts once, with it each
// ordered one. Harmonic is the mean of 1/distance over the other nodes; closeness is the share of the others that are
// reached, over their mean distance (Wasserman and Faust 1994). The greatest eigenvector, hub and authority is 1;
// PageRank and exposure have the sum 1, Katz as a vector the length 1. An isolate has betweenness, closeness, harmonic
// and current flow 0, and neither constraint nor effective size. Betweenness is undefined where more shortest paths lead
// to a node than a double can count (1e308: hundreds of small rings in a row).
//
// Room: analyze.
#ifndef CHOKEPOINT_ANALYZE_H
#define CHOKEPOINT_ANALYZE_H

#include "chokepoint/base.h"
#include "chokepoint/graph.h"

struct cp_analyze_options {
    unsigned seed;     // of communities and layout; the same seed gives the same result
    double resolution; // of Leiden; 0: 1.0
    bool weighted, directed; // see above
    bool exact;        // every node is a source of shortest paths, however many there are
    unsigned samples;  // so many sources, chosen by the seed; 0: all, or from some size on 4096
    unsigned jobs;     // threads; 0: one for each core. The result is the same
    unsigned also;     // metrics beyond the usual ones, 1u << enum cp_also
    const uint32_t *exposed_to; // nodes: what exposure is to
    size_t exposed_count;
    bool without_communities; // nobody will look at them: they take longest
    bool ranks_only;          // nobody will look at more than cp_order by one metric, `ranked_by`: an offset in struct cp_metrics
    size_t ranked_by;
    const struct cp_progress *progress; // NULL: nobody wants to know
    enum cp_colour_by { CP_COLOUR_BY_KIND, CP_COLOUR_BY_COMMUNITY, CP_COLOUR_BY_COUNTRY } colour_by; // of the layout
    size_t size_by; // offset in struct cp_metrics of what makes a node large; 0: the degree
    bool timeline;  // measures from left to right by date, all else near what it has to do with
};

// What costs more or answers a question of its own: computed when asked for, undefined otherwise.
enum cp_also {
    CP_ALSO_CLOSENESS,
    CP_ALSO_KATZ,
    CP_ALSO_EXPOSURE,
    CP_ALSO_EFFECTIVE_SIZE,
    CP_ALSO_CURRENT_FLOW,
    CP_ALSO_EDGES, // the betweenness of every edge
};

struct cp_summary {
    size_t components, communities, articulation_points, bridges;
    double modularity, density;
    size_t sources; // of shortest paths: the number of nodes, or how many were sampled
    // Sampled, the betweenness of any node is off by no more than this share of all pairs, with probability 0.9 for
    // all together.
    double bound;
    double katz; // the factor that a further step costs
};

// Fills in each node's metrics and each edge's bridge.
enum cp_status cp_analyze(struct cp_arena *run, struct cp_graph *graph, const struct cp_analyze_options *options,
                          struct cp_summary *summary, struct cp_error *err);

// Positions, sizes and colours: discs do not overlap, communities stay together, components are packed.
enum cp_status cp_layout(struct cp_arena *run, struct cp_graph *graph, const struct cp_analyze_options *options,
                         struct cp_error *err);

// Colours alone, of palettes that colour-blind people can tell apart; communities must be known.
void cp_colour(struct cp_arena *run, struct cp_graph *graph, enum cp_colour_by by);

#endif
