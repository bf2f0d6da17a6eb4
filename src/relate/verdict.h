// SPDX-License-Identifier: GPL-3.0-or-later
//
// A second look at who plays which part in an act. The scorer of roles (role.h) has seen one name in one sentence; the
// judge sees all that speaks for the edge and against it: how often the text says it, who else claims the part, what
// part the same name has in this act and in others, whose state the other parties are of, how well the act itself is
// told. (Reranking with features of the whole structure: Collins and Koo 2005; for events in documents, Li, Ji and
// Huang 2013.) So he can drop what was sure and draw what was doubtful. The features are small whole numbers, the judge
// a sum of small trees.
//
// Room: relate.
#ifndef CP_RELATE_VERDICT_H
#define CP_RELATE_VERDICT_H

#include "domain.h"
#include "edges.h"
#include "trees.h"

// Probabilities are in thousandths; "rival": another name in the same part of the act; "other": the same name in
// another part of it. From `standing` on: whether the passage is about who restricts whom (domain.h), and whether the act
// is told as one that somebody took, not as what such acts are like.
#define VERDICT_LIST(X)                                                                                               \
    X(role) X(kind) X(type) X(surest) X(together) X(links) X(sure_links) X(objection) X(hypothetical) X(form)         \
    X(distance) X(general) X(verbal) X(status) X(by_frame) X(framed) X(rival_framed) X(by_default) X(share_of_tellings) X(tellings)             \
    X(specific_tellings) X(verbal_tellings) X(act_begins) X(founded) X(mentions) X(share_of_mentions) X(name_begins)  \
    X(rival) X(lead_over_rival) X(rivals) X(sure_rivals) X(other) X(lead_over_other) X(elsewhere) X(share_elsewhere)  \
    X(elsewhere_opposite) X(state_of_imposer) X(state_of_target) X(state_of_rival) X(has_state) X(best_imposer)       \
    X(best_target) X(best_goods) X(acts) X(sentences) X(out_of_character) X(firm_acts)                                \
    X(standing) X(density) X(states) X(foreign) X(crosses_border) X(kind_of_imposer) X(kind_of_target) X(listed)      \
    X(listed_goods) X(named_act) X(headline) X(quoted) X(bare) X(inside) X(states_beside) X(imposers) X(targets)      \
    X(goods)

enum verdict_feature {
#define X(name) VERDICT_##name,
    VERDICT_LIST(X)
#undef X
        VERDICT_COUNT
};

extern const char *const cp_verdict_names[VERDICT_COUNT + 1]; // ended by NULL

struct considered {
    uint32_t edge; // of the list, or the act
    int32_t features[VERDICT_COUNT];
};

typedef CP_VEC(struct considered) considered_vec;

// All that the judges hear of a document, gathered once for both. Edges keep their confidence until both have judged.
struct court;
const struct court *cp_relate_open_court(struct scene *scene, const act_vec *acts, const edge_vec *edges,
                                         const struct surroundings *around);

// The cases to be judged: the edges by which entities impose an act, are hit by it or are its goods.
considered_vec cp_relate_consider(const struct court *court, const bool *objections);

// Of each act what the judge of acts hears (domain.h): what its edges have in common; features of single edges are 0.
considered_vec cp_relate_consider_acts(const struct court *court);

#endif
