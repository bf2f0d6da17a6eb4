// SPDX-License-Identifier: GPL-3.0-or-later
//
// igraph for this room: how a graph of ours becomes graphs of igraph, and how its errors become ours.
// Debian 12's igraph 0.10.2 is the reference; where later ones differ is known here only.
//
// Room: analyze.
#ifndef CP_ANALYZE_IGRAPH_P_H
#define CP_ANALYZE_IGRAPH_P_H

#include "chokepoint/analyze.h"

#include <igraph.h>

#if IGRAPH_VERSION_MAJOR >= 1
#error "igraph 1.x moved the arguments of many functions: build with igraph 0.10, or teach igraph_p.h the difference"
#endif

// Two graphs over the same vertices. `plain`: undirected, without loops and with one edge for a pair, whatever stands between
// them. `directed`: every edge, symmetric ones in both directions, with their weights.
struct cp_igraph {
    igraph_t plain, directed;
    igraph_vector_t weights;  // of directed
    uint32_t *edge_of;        // of plain: an edge of ours between the two, the surest
};

// Debian's igraph keeps its state in plain global variables, so one thread at a time may be within it: from setup to done.
// igraph's own handler of errors ends the process; ours lets them come back.
void cp_igraph_setup(unsigned seed);
void cp_igraph_done(void); // also called when memory ran out in between; harmless if this thread is not within

enum cp_status cp_igraph_make(struct cp_arena *run, const struct cp_graph *graph, struct cp_igraph *made,
                              struct cp_error *err);
void cp_igraph_release(struct cp_igraph *made);

// CP_OK, or what igraph says went wrong in `what`.
enum cp_status cp_igraph_check(igraph_error_t code, const char *what, struct cp_error *err);

#endif
