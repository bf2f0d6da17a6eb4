// SPDX-License-Identifier: GPL-3.0-or-later
//
// Parts of what several commands print: an edge with its evidence, the chain of action and response.
//
// Room: cli.
#ifndef CP_CLI_REPORT_H
#define CP_CLI_REPORT_H

#include "chokepoint/graph.h"
#include "json.h"
#include "talk.h"

// The edge as a sentence, and beneath it up to `most` pieces of evidence (0: all): words, document, offsets, rule.
void cp_report_edge(struct cp_arena *run, const struct cp_graph *graph, uint32_t index, size_t most, struct cp_buf *out);
void cp_report_edge_json(struct cp_arena *run, const struct cp_graph *graph, uint32_t index, struct cp_json *json,
                         const char *key);

// A node's kind as text, that of a graph made elsewhere included.
struct cp_str cp_report_kind(const struct cp_graph_node *node);

// Who imposes the measure: labels with ", " between; empty if nobody is known.
struct cp_str cp_report_actors(struct cp_arena *run, const struct cp_graph *graph, uint32_t measure);

// At most `most` responses (0: all), in order of date.
void cp_report_responses(struct cp_arena *run, const struct cp_graph *graph, const struct cp_response *responses,
                         size_t count, size_t most, struct cp_buf *out);

#endif
