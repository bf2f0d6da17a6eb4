// SPDX-License-Identifier: GPL-3.0-or-later
//
// How alike two acts are: what the judge of sameness is asked. A telling is compared with each act told before it, of
// which it may be another telling (the entity-mention model: Rahman and Ng, "Supervised Models for Coreference
// Resolution", 2009). The features are small whole numbers, the judge a sum of small trees (trees.h), learned from
// documents whose gold graphs say which tellings are one act.
//
// Room: relate.
#ifndef CP_RELATE_SAME_H
#define CP_RELATE_SAME_H

#include "identity.h"

// Of "alike": 0 one of both says nothing, 1 they share some, 2 they have none in common (enum likeness); else yes (1) or no (0), or a count.
// first: the act told before; second: the telling. What rules out that they are one (below) is not compared again.
#define SAMENESS_LIST(X)                                                                                               \
    X(first_type) X(second_type) X(types) X(word) X(row) X(words_shared) X(label_inside) /* types: 2 same, 1 related */ \
    X(imposers) X(same_imposer) X(doubtful_first) X(doubtful_second) X(targets) X(same_target) X(goods) /* alike */    \
    X(names) X(rates) X(named_first) X(named_second) X(numbered) X(past) X(introduction) X(dates)                      \
    X(founded_first) X(founded_second) X(verbal) X(in_lead) X(from_headline) X(coordinated)                            \
    X(planned_first) X(planned_second) X(sentences_between) X(acts_between) X(tellings)            \
    X(second_imposers) X(second_targets) X(second_goods) X(answers)

enum sameness_feature {
#define X(name) SAMENESS_##name,
    SAMENESS_LIST(X)
#undef X
        SAMENESS_COUNT
};

extern const char *const cp_sameness_names[SAMENESS_COUNT + 1]; // ended by NULL

// Of each telling the words of its phrase: compared again and again, they are read once.
const struct phrase *cp_relate_read_phrases(const struct scene *scene);

// Compares act `a`, which may be the same, with `b`, which is told by one telling, later; `between` other acts were told last since `a` was. Phrases must have been read.
void cp_relate_compare(const struct scene *scene, const struct act *a, const struct act *b, uint32_t between,
                       int32_t features[SAMENESS_COUNT]);

// Could they be one at all? Not if they have other parties, dates, rates, numbers or goods, or one relaxes or answers the other.
bool cp_relate_may_be_same(const struct scene *scene, const struct act *a, const struct act *b);

// Sets of entities.
bool cp_relate_holds(const number_vec *list, uint32_t number);
void cp_relate_include(struct scene *scene, number_vec *list, uint32_t number); // if it is not there
bool cp_relate_share(const number_vec *a, const number_vec *b);

// Are two entities one, or of the same state? And is some party of `a` of one side with one of `b`?
bool cp_relate_is_of_one_side(const struct scene *scene, uint32_t a, uint32_t b);
bool cp_relate_share_state(const struct scene *scene, const number_vec *a, const number_vec *b);

#endif
