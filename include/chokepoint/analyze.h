// SPDX-License-Identifier: GPL-3.0-or-later
//
// analyze: what igraph knows of the graph. The only room that includes igraph.
//
// Conventions. Degree, in- and out-degree count edges (a symmetric edge counts once in each direction);
// strength sums their weights. Betweenness, harmonic closeness, eigenvector, coreness, components, bridges
// and articulation points take the graph as undirected and simple (parallel edges are one), because a path of dependence runs
// through a measure both ways; PageRank, hub and authority follow the direction, symmetric edges both ways.
// Betweenness is not normalised (each unordered pair counts once); harmonic is the mean of 1/distance over the other
// nodes. Weights become multiplicities for PageRank and strength, and are not lengths. An isolate has betweenness 0,
// harmonic 0, no constraint.
//
// Room: analyze.
#ifndef CHOKEPOINT_ANALYZE_H
#define CHOKEPOINT_ANALYZE_H

#include "chokepoint/base.h"
#include "chokepoint/graph.h"

struct cp_analyze_options {
    unsigned seed;     // of communities and layout; the same seed gives the same result
    double resolution; // of Leiden; 0: 1.0
};

struct cp_summary {
    size_t components, communities, articulation_points, bridges;
    double modularity, density;
};

// Fills in each node's metrics and each edge's bridge.
enum cp_status cp_analyze(struct cp_arena *run, struct cp_graph *graph, const struct cp_analyze_options *options,
                          struct cp_summary *summary, struct cp_error *err);

// Positions, sizes and colours: discs do not overlap, communities stay together, components are packed.
enum cp_status cp_layout(struct cp_arena *run, struct cp_graph *graph, const struct cp_analyze_options *options,
                         struct cp_error *err);

// Paths between two nodes, direction ignored, shortest first, at most k; each a list of edges.
struct cp_path {
    const uint32_t *nodes; // length + 1
    const uint32_t *edges; // length
    size_t length;
};
enum cp_status cp_paths(struct cp_arena *run, const struct cp_graph *graph, uint32_t from, uint32_t to, size_t k,
                        struct cp_path **paths, size_t *count, struct cp_error *err);

#endif
