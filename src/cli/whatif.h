// SPDX-License-Identifier: GPL-3.0-or-later
//
// The change that the options of whatif describe.
//
// Room: cli.
#ifndef CP_CLI_WHATIF_H
#define CP_CLI_WHATIF_H

#include "chokepoint/graph.h"
#include "command.h"

// The error names what is not in the graph, and the nearest name.
enum cp_status cp_whatif_change(struct cp_arena *run, const struct cp_settings *settings, const struct cp_graph *graph,
                                struct cp_graph_change *change, struct cp_error *err);

#endif
