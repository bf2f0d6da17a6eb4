// SPDX-License-Identifier: GPL-3.0-or-later
//
// What run, build, export and report share: how a map is to look, as the options say, and writing it.
//
// Room: cli.
#ifndef CP_CLI_DRAWING_H
#define CP_CLI_DRAWING_H

#include "chokepoint/analyze.h"
#include "chokepoint/export.h"
#include "command.h"

// Checks --color-by, --size-by, --theme and --timeline before any work, and sets what they ask of the layout.
enum cp_status cp_drawing_options(const struct cp_settings *settings, struct cp_analyze_options *options, struct cp_error *err);

struct cp_export_options cp_drawing_export(const struct cp_settings *settings);

// Writes the graph. Reports say how sure ranks are: of a small graph always, of a large one if --stability asks for it.
enum cp_status cp_drawing_write(struct cp_arena *run, const struct cp_settings *settings, const struct cp_graph *graph,
                                const struct cp_writer *writer, struct cp_error *err);

// Reads a graph and, if it has no map yet or another one is asked for, analyzes and lays it out. A map that was arranged elsewhere
// keeps its places when only other colours are asked for.
enum cp_status cp_drawing_graph(struct cp_arena *run, const struct cp_settings *settings, const char *path, struct cp_graph **graph,
                                struct cp_error *err);

#endif
