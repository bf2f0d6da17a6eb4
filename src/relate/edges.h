// SPDX-License-Identifier: GPL-3.0-or-later
//
// The edges of a document: links of one relation between the same two ends are one edge with several pieces of
// evidence. Parts in acts (who imposes, who is hit, what is covered) are judged in sight of all others (verdict.h);
// what is left without two of its parts is no act.
//
// Room: relate.
#ifndef CP_RELATE_EDGES_H
#define CP_RELATE_EDGES_H

#include "identity.h"

struct edge {
    uint32_t from, to; // nodes: entities, then entity_count + act
    enum cp_relation relation;
    bool hypothetical, judged; // judged: its confidence is the verdict's
    float confidence;
    struct cp_date date;
    CP_VEC(const struct link *) links; // those that stand by themselves first
    size_t sure;                       // how many of them do
};

typedef CP_VEC(struct edge) edge_vec;

// The edges of each act to its parties, its goods and what it answers: first[act], next[edge]; CP_NONE ends them.
struct act_edges {
    uint32_t *first, *next;
};
struct act_edges cp_relate_edges_of_acts(struct scene *scene, const edge_vec *edges, size_t acts);

// All edges, and of each whether others speak against it (the imposing state is not its own target, …). For the trainer
// too.
edge_vec cp_relate_gather_edges(struct scene *scene, const act_vec *acts, bool **objections);

// The edges that are drawn.
edge_vec cp_relate_draw_edges(struct scene *scene, const act_vec *acts);

// How often an edge like it is right, 0 … 1.
float cp_relate_edge_confidence(const struct scene *scene, const struct edge *edge);

#endif
