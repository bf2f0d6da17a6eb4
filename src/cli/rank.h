// SPDX-License-Identifier: GPL-3.0-or-later
//
// Nodes in order of a measure of centrality.
//
// Room: cli.
#ifndef CP_CLI_RANK_H
#define CP_CLI_RANK_H

#include "chokepoint/analyze.h"

struct cp_metric {
    const char *name;
    size_t offset; // in struct cp_metrics
    int digits;    // in a table
    unsigned also; // 1u << enum cp_also if it is computed only when asked for; 0: always
};

// The metrics that a list of names with "," between asks for: the one that sorts, and the bits for struct cp_analyze_options. NULL
// asks for betweenness.
enum cp_status cp_metrics_asked(const char *names, const struct cp_metric **first, unsigned *also, struct cp_error *err);

const struct cp_metric *cp_metrics(size_t *count);
enum cp_status cp_metric_find(const char *name, const struct cp_metric **metric, struct cp_error *err);
double cp_metric_value(const struct cp_graph_node *node, const struct cp_metric *metric);

// The nodes whose kind has its bit in `kinds` (1u << kind), greatest value first, undefined ones last, ties by PageRank
// and then by id.
size_t cp_rank(struct cp_arena *run, const struct cp_graph *graph, const struct cp_metric *metric, unsigned kinds,
               uint32_t **order);

#define CP_RANK_ALL (~0u)
#define CP_RANK_ACTORS                                                                                                 \
    (1u << CP_KIND_COUNTRY | 1u << CP_KIND_AGENCY | 1u << CP_KIND_COMPANY | 1u << CP_KIND_ORGANIZATION |               \
     1u << CP_KIND_PERSON)

#endif
