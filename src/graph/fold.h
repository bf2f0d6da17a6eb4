// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the stages of folding share.
//
//     build.c    keeps the facts of each document, puts them in a fixed order, folds
//     resolve.c  which measures of different documents are the same act
//     name.c     ids and labels of measures
//     find.c     nodes by name; answers
//
// Room: graph.
#ifndef CP_GRAPH_FOLD_H
#define CP_GRAPH_FOLD_H

#include "chokepoint/graph.h"

// A measure as one document tells it.
struct act {
    uint32_t document, node; // which fact node of which document
    const struct cp_fact_node *fact;
    CP_VEC(uint32_t) imposers, targets, goods; // entities, sorted
    CP_VEC(uint32_t) states;                   // countries of the imposers, as numbers in `codes`
    uint32_t cluster;                          // after resolving: number of the first act of its cluster
};

typedef CP_VEC(struct act) act_vec;

struct fold {
    struct cp_arena *run;
    const struct cp_facts *const *documents; // in fixed order
    size_t document_count;
    struct cp_table *entities; // id → number
    struct cp_table *codes;    // country code → number
    act_vec acts;
    CP_VEC(struct cp_str) entity_labels; // by number
};

// Sets `cluster` of each act.
void cp_graph_resolve(struct fold *fold);

// "msr:cn-security-review-micron-2023", unique among those taken.
struct cp_str cp_graph_measure_id(struct fold *fold, const struct act *act, struct cp_date date, struct cp_table *taken);

#endif
