// SPDX-License-Identifier: GPL-3.0-or-later
//
// A second look at what holds between two names, and at who thinks what of an act. The scorer of pairs (pair.h) has seen
// the two in one sentence, a rule its own pattern; the judge hears how often the text says it and by whom, what else holds
// between the two, who else stands in the same relation to one of them, what parts both have in acts. It is to relations
// what verdict.h is to parts in acts: features are small whole numbers, the judge a sum of small trees.
//
// Room: relate.
#ifndef CP_RELATE_BOND_H
#define CP_RELATE_BOND_H

#include "verdict.h"

// Confidences are in thousandths. "rival": another edge of the relation that shares one end; "other": another relation
// between the same two; "turned": the same two the other way round. Where one end is an act its kind is that of a
// measure, and from `type` on the features say what the act is like and what part the name has in it. "about", "harm": how often a quotation is
// about the other, and a sentence of harm about the name (quote.c, harm.c).
#define BOND_LIST(X)                                                                                                  \
    X(relation) X(from_kind) X(to_kind) X(surest) X(together) X(links) X(sure_links) X(learned) X(ruled) X(rules)     \
    X(heard) X(tone) X(distance) X(names_between) X(hypothetical) X(headline) X(quoted) X(form) X(rival_from) X(rivals_from)           \
    X(rival_to) X(rivals_to) X(other) X(lead_over_other) X(turned) X(other_turned) X(mentions_from) X(mentions_to)    \
    X(begins_from) X(begins_to) X(listed_from) X(listed_to) X(state_of_from) X(same_state) X(imposes_from)            \
    X(target_from) X(imposes_to) X(target_to) X(goods_to) X(common) X(sentences) X(acts) X(names) X(density) X(type)  \
    X(tellings) X(imposes_it) X(is_hit_by_it) X(best_imposer) X(best_target) X(best_goods) X(state_of_imposer) X(state_of_target) X(post_kind) X(post_imposes_it) \
    X(trades_with_target) X(about) X(harm) X(to_form) X(steps)

enum bond_feature {
#define X(name) BOND_##name,
    BOND_LIST(X)
#undef X
        BOND_COUNT
};

extern const char *const cp_bond_names[BOND_COUNT + 1]; // ended by NULL

struct bond_case {
    uint32_t edge; // of the list
    int32_t features[BOND_COUNT];
};

typedef CP_VEC(struct bond_case) bond_case_vec;

// Is it a relation that the judge hears, that is, no part in an act and no answer?
bool cp_relate_is_bond(const struct scene *scene, const struct edge *edge);

// The cases among the edges of a document.
bond_case_vec cp_relate_consider_bonds(struct scene *scene, const act_vec *acts, const edge_vec *edges, const struct surroundings *around);

#endif
