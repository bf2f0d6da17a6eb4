// SPDX-License-Identifier: GPL-3.0-or-later
//
// What would be cut off: what each node and each link holds together, and what the fewest are that part two nodes.
//
// The graph is taken as undirected and simple (a path of dependence runs through a measure both ways) unless asked
// otherwise. Of each node v:
//
//     pieces      the parts into which its component falls without it (1: none is cut off);
//     severed     the nodes outside the largest of these parts;
//     reach       the part of all joined pairs of other nodes that are joined no longer;
//     efficiency  the part of the others' global efficiency that is lost: the sum of 1/distance over all ordered pairs
//                 of other nodes, before and after (0 where nothing joins them). The idea is Latora and Marchiori's
//                 (2001, 2005); they count v's own distances as well, which makes every hub vital to itself, so these
//                 are left out here.
//
// Articulation and bridges by depth-first search (Hopcroft and Tarjan 1973). The loss of efficiency of all nodes at
// once: in the search from s only what v dominates among shortest paths changes when v goes, so only that is measured
// again; the cost is that of Brandes's betweenness times the mean depth of the dominator tree. On large graphs it is
// estimated from sources that are drawn with the seed. Cuts between two nodes by augmenting paths (Ford and Fulkerson
// 1956, Even 1975).
//
// Room: analyze.
#ifndef CHOKEPOINT_CUT_H
#define CHOKEPOINT_CUT_H

#include "chokepoint/base.h"
#include "chokepoint/graph.h"

struct cp_cut_node {
    size_t pieces, severed;   // pieces is 0 of an isolate
    double reach, efficiency; // NaN if there is no pair that could be lost
};

struct cp_cut_bridge {
    uint32_t edge;  // the surest of those between the two
    size_t severed; // nodes on the smaller side
};

struct cp_cut_block {      // nodes of which no single one parts the others: a biconnected component
    const uint32_t *nodes; // ascending
    size_t count;
};

struct cp_cuts {
    const struct cp_cut_node *nodes;     // one for each of the graph's
    const struct cp_cut_bridge *bridges; // most severed first
    size_t bridge_count;
    const struct cp_cut_block *blocks; // largest first
    size_t block_count;
    size_t sources; // from how many efficiency was computed: all nodes, or fewer on a large graph
};

struct cp_cut_options {
    bool directed;       // reach and efficiency follow the arrows
    unsigned seed, jobs; // jobs 0: one for each core; the result is the same
    size_t most_work;    // arcs looked at before sources are sampled; 0: 500,000,000
    const struct cp_progress *progress; // NULL: nobody wants to know
};

// Nothing of the graph is changed.
void cp_cuts(struct cp_arena *run, const struct cp_graph *graph, const struct cp_cut_options *options,
             struct cp_cuts *cuts);

// The fewest nodes, or links, without which nothing joins a and b. Where several sets are as small, near_a is the one
// next to a and near_b the one next to b; they are the same if there is one only.
struct cp_cut_between {
    bool adjacent; // a link joins the two, which no removal of other nodes can part; `nodes` are then those beside it
    size_t node_count, link_count;
    const uint32_t *nodes_near_a, *nodes_near_b; // node_count each, ascending
    const uint32_t *links_near_a, *links_near_b; // edges, link_count each, ascending; of parallel ones the surest
};
void cp_cut_between(struct cp_arena *run, const struct cp_graph *graph, uint32_t a, uint32_t b, bool directed,
                    struct cp_cut_between *cut);

#endif
