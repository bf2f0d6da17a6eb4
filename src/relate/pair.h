// SPDX-License-Identifier: GPL-3.0-or-later
//
// Relations between two names of a sentence, by a learned scorer: posts, seats, members, makers, suppliers, …
//
// Room: relate.
#ifndef CP_RELATE_PAIR_H
#define CP_RELATE_PAIR_H

#include "linear.h"
#include "path.h"

// The outputs of the scorer, in order.
#define PAIR_LIST(X)                                                                                                   \
    X(SUPPORTS) X(OPPOSES) X(PRESSURES) X(PART_OF) X(BASED_IN) X(OPERATES_IN) X(HOLDS_POST) X(SUPPLIES) X(PRODUCES)    \
    X(DEPENDS_ON) X(INVESTS_IN) X(COMPETES_WITH) X(COOPERATES_WITH)
enum { PAIR_COUNT = 13 };
extern const enum cp_relation cp_pair_relations[PAIR_COUNT];

struct stretch;

struct name_pair {
    const struct cp_mention *from, *to;
    struct stretch *stretch; // what stands between the two and beside them: one for both orders
    struct path path; // set by who visits, before features are asked for: of most pairs nothing can be said
    uint32_t said, said_turned; // relations, as bits, that rules draw between the two in this sentence, and the other way round
    uint32_t of_others, to_others; // that they draw from others to the second, and from the first to others
};

// What features say of the sets of sets.tsv.
struct pair_sets;
const struct pair_sets *cp_relate_pair_sets(struct cp_arena *run, const struct cp_lexicon *lexicon, const struct asked *asked);

// What the open features of a pair end in: the kinds of the two.
struct closing cp_relate_kinds_of_pair(const struct scene *scene, const struct name_pair *pair);

// Most of them are left open. `sets`: features of the sets of sets.tsv besides those of words.
void cp_relate_pair_features(const struct scene *scene, const struct name_pair *pair, const struct closing *kinds, bool sets, struct features *features);

// May the relation hold between entities of these kinds?
bool cp_relate_pair_possible(enum cp_relation relation, enum cp_kind from, enum cp_kind to);

// Visits each two different names that stand near each other in a sentence, in both orders. After the rules have drawn
// what they draw.
void cp_relate_each_name_pair(struct scene *scene, void (*visit)(void *context, struct name_pair *pair),
                              void *context);

// Links between entities.
void cp_relate_find_pairs(struct scene *scene, const struct linear_model *model);

#endif
