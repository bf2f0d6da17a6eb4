// SPDX-License-Identifier: GPL-3.0-or-later
//
// Gaps: what a document names and no file of the lexicon covers (gap.c), and what the search for them needs to
// know of the rules (gap_rules.c). coverage.c counts them over documents.
//
// Room: relate.
#ifndef CP_RELATE_GAP_H
#define CP_RELATE_GAP_H

#include "act.h"
#include "frame.h"
#include "pattern.h"
#include "relation_table.h"

// Sets of sets.tsv that the search asks for. X(name in C, name in the lexicon)
#define GAP_SET_LIST(X)                                                                                                \
    X(MEASURE_VERB, "measure-verb") X(MEASURE_MODIFIER, "measure-modifier") X(NEWS_MODIFIER, "news-modifier")          \
    X(NO_MEASURE, "no-measure-noun") X(NO_TIE, "no-tie-verb") X(HONORIFIC, "honorific") X(PRESS, "press")              \
    X(QUANTITY, "quantity-noun") X(CARRIER, "carrier-noun") X(BLOCK_HEAD, "no-act-head")                               \
    X(COMPANY_NOUN, "company-noun") X(OFFICIAL_NOUN, "official-noun") X(ORGANIZATION_NOUN, "organization-noun")        \
    X(COUNTRY_NOUN, "country-noun") X(GROUP_NOUN, "group-noun") X(WARE_NOUN, "ware-noun") X(SITE_NOUN, "site-noun")    \
    X(TRADE_FLOW, "trade-flow")                                                                                        \
    X(SPEECH_VERB, "speech-verb") X(REPORT_VERB, "report-verb") X(PLAN_VERB, "plan-verb")                              \
    X(ALLEGE_VERB, "allege-verb") X(TELL_VERB, "tell-verb") X(REFUSE_VERB, "refuse-verb")
#define GAP_SET_ENUM(name, text) GAP_SET_##name,
enum gap_set { GAP_SET_LIST(GAP_SET_ENUM) GAP_SET_COUNT };
#undef GAP_SET_ENUM

enum { GAP_PATTERNS = 3 };

struct gap_rules {
    uint32_t sets[GAP_SET_COUNT];           // numbers in the rows of asked.h, or CP_NONE
    struct pattern patterns[GAP_PATTERNS];  // ways from one party over a verb to another
    const uint64_t *verb_lists;             // the lists by which a rule may ask for a verb, as a row
    size_t width;
};

// Before the rows are laid, for the patterns; and after it, for the row.
enum cp_status cp_relate_load_gap_rules(const struct cp_lexicon *lexicon, struct asked *asked, struct cp_arena *run,
                                        struct gap_rules **result, struct cp_error *err);
void cp_relate_lay_gap_rules(struct gap_rules *rules, struct cp_arena *run, const struct asked *asked,
                             const struct relation_table *relations, const struct frame_table *frames);

// All gaps of the scene, all of whose sentences have been parsed; those of a kind in the order in which they first
// come.
struct cp_gaps *cp_relate_find_gaps(const struct scene *scene);

#endif
