// SPDX-License-Identifier: GPL-3.0-or-later
//
// relations.tsv in memory: rules for relations between two names, and between a name and an act.
//
// Room: relate.
#ifndef CP_RELATE_RELATION_TABLE_H
#define CP_RELATE_RELATION_TABLE_H

#include "expand.h"
#include "pattern.h"

enum { RULE_WANTS_MOST = PATTERN_STEPS_MOST > PATTERN_ITEMS_MOST ? PATTERN_STEPS_MOST : PATTERN_ITEMS_MOST };

// What may stand at an end of a rule: for each kind the forms, as bits of expand.h; 0: the kind may not.
struct slot {
    unsigned forms[CP_KIND_COUNT];
};

struct relation_rule {
    const char *id;
    unsigned line;
    enum cp_relation relation;
    struct slot a, b;
    struct pattern pattern;
    float confidence;
    bool hypothetical; // whatever the verb says
    bool plain;        // a verb that plans or denies changes nothing: dealings that are over are drawn, too
    bool swap;         // the edge goes from B to A
    bool cut_off;      // "will no longer sell": dealings that somebody will not or cannot have any more are drawn
    bool alone;        // on the surface: not true of the conjuncts of what stands last
    struct cp_str example, counterexample;
    uint32_t wants[RULE_WANTS_MOST]; // lists of asked.h: a sentence without a word of each cannot hold the pattern
    unsigned want_count;
    uint32_t first_kinds; // bits of the kinds that it may begin with: at A in the tree, at the first slot on the surface
    uint64_t first_deps;  // bits of the labels that the head of A may have; all on the surface
    uint32_t first_reach; // in the tree: rules whose first steps reach the same tokens have the same number
};

struct relation_table {
    const char *file;
    const struct relation_rule *rules;
    size_t count;
    // Each rule stands with one of the lists that it wants, so that a sentence asks only those of the lists that it has words
    // of: led[lead_first[list]] … led[lead_first[list + 1]], and behind the last list the rules that want none.
    const uint32_t *lead_first, *led;
    const uint64_t *leads; // bits of the lists with which some rule stands
    // Sets of rules, as bits: those on the surface; those in the tree by the kinds and the labels that they may begin with
    uint64_t *surface, *of_kind[CP_KIND_COUNT], *of_dep[CP_DEP_COUNT];
    uint32_t list_count;
    uint32_t reach_count; // numbers of first steps
    uint32_t sets[PHRASE_SET_COUNT];
};

enum cp_status cp_relate_load_relations(const struct cp_lexicon *lexicon, struct asked *asked, struct cp_arena *run,
                                        const struct relation_table **result, struct cp_error *err);

#endif
