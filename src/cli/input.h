// SPDX-License-Identifier: GPL-3.0-or-later
//
// Graphs and names as they stand on the command line.
//
// Room: cli.
#ifndef CP_CLI_INPUT_H
#define CP_CLI_INPUT_H

#include "chokepoint/analyze.h"
#include "chokepoint/export.h"
#include "chokepoint/graph.h"
#include "command.h"
#include "rank.h"

// Facts of a file, a line each, into the builder. Returns the number of lines through *lines.
enum cp_status cp_input_facts(struct cp_arena *run, const char *path, struct cp_graph_builder *builder, size_t *lines,
                              struct cp_error *err);

// What the bytes of a file are; those of standard input are not looked at and taken for facts.
enum cp_status cp_input_form(const char *path, enum cp_graph_form *form, struct cp_error *err);

// GraphML, ours or another's, or facts, which are built on the way.
enum cp_status cp_input_graph(struct cp_arena *run, const char *path, struct cp_graph **graph, struct cp_error *err);

// The node that a name means: an id, a label or an alias in the graph, or any name of the lexicon for it ("Beijing").
// The error says the nearest name.
enum cp_status cp_input_node(struct cp_arena *run, const struct cp_settings *settings, const struct cp_graph *graph,
                             const char *name, uint32_t *node, struct cp_error *err);

// What the settings say of an analysis: seed, weights, directions, jobs, metrics. *first is the metric that sorts.
enum cp_status cp_input_analysis(struct cp_arena *run, const struct cp_settings *settings, const struct cp_graph *graph,
                                 struct cp_analyze_options *options, const struct cp_metric **first, struct cp_error *err);

// If shortest paths were sampled: says so, and how far off they may be, on standard error.
void cp_input_tell_sampled(const struct cp_settings *settings, const struct cp_graph *graph, const struct cp_summary *summary);

// The same for many names that come from a table: CP_NONE where the graph has none. *lookup is made at the first call; NULL before.
struct cp_lookup;
uint32_t cp_input_lookup(struct cp_arena *run, const struct cp_settings *settings, const struct cp_graph *graph,
                         struct cp_lookup **lookup, struct cp_str name);

// What the lexicon calls so, of one of the kinds (a bit for each); NULL if it knows nothing.
const struct cp_name *cp_input_known(struct cp_arena *run, const struct cp_settings *settings, const struct cp_graph *graph,
                                     struct cp_lookup **lookup, struct cp_str name, unsigned kinds);

// Metrics, communities and layout, as the settings want them.
enum cp_status cp_input_analyze(struct cp_arena *run, const struct cp_settings *settings, struct cp_graph *graph,
                                struct cp_summary *summary, struct cp_error *err);

// The writer that --format or the ending of `path` asks for.
enum cp_status cp_output_writer(const struct cp_settings *settings, const char *path, const struct cp_writer **writer,
                                struct cp_error *err);

// Says early that a file cannot be written there, before long work for nothing.
enum cp_status cp_output_check(const char *path, struct cp_error *err);

#endif
