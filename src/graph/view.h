// SPDX-License-Identifier: GPL-3.0-or-later
//
// The two halves of a view: view.c chooses, roll.c folds.
//
// Room: graph.
#ifndef CP_GRAPH_VIEW_H
#define CP_GRAPH_VIEW_H

#include "chokepoint/graph.h"

// The nodes and edges that are kept (true), without copying any word; nothing but indices changes.
struct cp_graph *cp_graph_keep(struct cp_arena *run, const struct cp_graph *graph, const bool *nodes,
                               const bool *edges);

// The graph of actors, or of countries.
struct cp_graph *cp_graph_roll(struct cp_arena *run, const struct cp_graph *graph, const struct cp_graph_view *view);

#endif
