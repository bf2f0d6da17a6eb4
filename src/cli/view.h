// SPDX-License-Identifier: GPL-3.0-or-later
//
// The view that the options ask for (CP_OPTIONS_VIEW): read in one place, so that they mean the same in every command.
//
// Room: cli.
#ifndef CP_CLI_VIEW_H
#define CP_CLI_VIEW_H

#include "chokepoint/graph.h"
#include "command.h"

// What the options say. The error names the nearest word that would do.
enum cp_status cp_view_from(struct cp_arena *run, const struct cp_settings *settings, struct cp_graph_view *view,
                            struct cp_error *err);

// Whether it leaves the graph as it is.
bool cp_view_is_whole(const struct cp_graph_view *view);

// Reads a graph as cp_input_graph does, and looks at it as the options say.
enum cp_status cp_input_view(struct cp_arena *run, const struct cp_settings *settings, const char *path,
                             struct cp_graph **graph, struct cp_error *err);

// The same, with the view itself and the whole that it was taken of.
enum cp_status cp_input_seen(struct cp_arena *run, const struct cp_settings *settings, const char *path,
                             struct cp_graph_view *view, struct cp_graph **whole, struct cp_graph **seen,
                             struct cp_error *err);

#endif
