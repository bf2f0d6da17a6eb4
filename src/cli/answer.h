// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a command found, as attributes of the nodes and edges of the graph that its -o writes, so that another program can colour,
// filter and sort by it. README lists them.
//
// Room: cli.
#ifndef CP_CLI_ANSWER_H
#define CP_CLI_ANSWER_H

#include "chokepoint/chain.h"
#include "chokepoint/structure.h"
#include "input.h"
#include "stability.h"

void cp_answer_structure(struct cp_arena *run, struct cp_graph *graph, const struct cp_structure *structure);
void cp_answer_stability(struct cp_arena *run, struct cp_graph *graph, const struct cp_sure *sure);
void cp_answer_chains(struct cp_arena *run, struct cp_graph *graph, const struct cp_chains *chains);

// Both graphs in one, each node and edge with its `state`: came, went, changed (and in what), or same; and each node with its
// ranks in both. Colours say the same. Metrics are those of `after`, and of what went those of `before`; places and communities
// those of both together.
struct cp_answer_two {
    const struct cp_graph *before, *after; // as seen, analyzed
    const struct cp_graph_diff *diff;
    const struct cp_comparison *comparison;
    const struct cp_metric *metric;
    const struct cp_rank_range *before_ranges, *after_ranges; // NULL: not known
    bool reach; // to how many there is a way, too
};
enum cp_status cp_answer_write_two(struct cp_arena *run, const struct cp_settings *settings,
                                   const struct cp_answer_two *two, const struct cp_writer *writer, struct cp_error *err);

extern const char *const cp_answer_fields[CP_FIELD_COUNT]; // what changed: "status"

#endif
