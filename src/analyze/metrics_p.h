// SPDX-License-Identifier: GPL-3.0-or-later
//
// The metrics that have a file of their own; each fills in its fields of every node's metrics.
//
// Room: analyze.
#ifndef CP_ANALYZE_METRICS_P_H
#define CP_ANALYZE_METRICS_P_H

#include "igraph_p.h"
#include "net_p.h"

// Hub and authority (Kleinberg 1999): the greatest of each is 1.
void cp_count_hubs(struct cp_arena *run, struct cp_graph *graph);

// Eigenvector centrality (Bonacich 1972), with weights or without, once components are known: the greatest is 1.
enum cp_status cp_count_eigenvectors(struct cp_arena *run, struct cp_graph *graph, const struct cp_net *net,
                                     size_t components, bool weighted, struct cp_error *err);

// Communities and their modularity. Of `net`, which is undirected, with weights or without.
struct cp_partition {
    uint32_t *member; // of a node: the number of its community; they are numbered by their first node
    size_t count;
    double modularity;
};
size_t cp_partition_runs(const struct cp_net *net); // as many as the size of the graph allows

// `runs` seeds one after the other, the best is taken; 0: cp_partition_runs.
enum cp_status cp_partition(struct cp_arena *run, const struct cp_igraph *g, const struct cp_net *net,
                            const struct cp_analyze_options *options, size_t runs, struct cp_partition *result,
                            struct cp_error *err);

// Katz centrality (Katz 1953): ways of any length that lead to the node, each further step worth `*factor` of the one
// before. The values as a vector have length 1.
void cp_count_katz(struct cp_arena *run, struct cp_graph *graph, const struct cp_net *net, bool weighted,
                   double *factor);

// Personalised PageRank (Haveliwala 2002): where a walk is that begins at one of `starts`, follows edges by their
// weight, and begins anew with probability 0.15, or where no edge leads on.
void cp_count_exposure(struct cp_arena *run, struct cp_graph *graph, const uint32_t *starts, size_t start_count);

// Effective size (Burt 1992): ties less those that are redundant. `net` is undirected.
void cp_count_effective_sizes(struct cp_graph *graph, const struct cp_net *net, bool weighted);

// Current-flow betweenness (Newman 2005), component by component, once they are known. CP_ELIMIT if one is too large.
enum cp_status cp_count_current_flow(struct cp_graph *graph, const struct cp_net *net, size_t components,
                                     const struct cp_analyze_options *options, struct cp_error *err);

#endif
