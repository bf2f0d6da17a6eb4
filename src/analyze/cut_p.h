// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parts of cp_cuts.
//
// Room: analyze.
#ifndef CP_ANALYZE_CUT_P_H
#define CP_ANALYZE_CUT_P_H

#include "arcs_p.h"
#include "chokepoint/cut.h"

// Pieces, severed, reach, bridges and blocks of the undirected simple graph.
void cp_cut_blocks(struct cp_arena *run, const struct cp_arcs *arcs, struct cp_cut_node *nodes, struct cp_cuts *cuts);

// Efficiency of all nodes; reach too if it is wanted here.
void cp_cut_efficiency(struct cp_arena *run, const struct cp_arcs *out, const struct cp_arcs *in,
                       const struct cp_cut_options *options, bool reach, struct cp_cut_node *nodes, size_t *sources);

#endif
