// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Which verbs do the rules know? A list of words stands in a rule at a step of its pattern, and the label of the step
// says whether a verb may stand there: what governs a subject or an object is one, what a possessive hangs on is not.
// So "rival", which a rule asks for as a noun, is no verb that a rule uses.
#include "gap.h"

#define DEP(name) (UINT64_C(1) << CP_DEP_##name)

// Labels that lead up to a verb, and down to one.
static const uint64_t to_governing_verb = DEP(NSUBJ) | DEP(NSUBJPASS) | DEP(DOBJ) | DEP(DATIVE) | DEP(PREP) |
                                          DEP(AGENT) | DEP(XCOMP) | DEP(CCOMP) | DEP(ADVCL) | DEP(ATTR) |
                                          DEP(OPRD) | DEP(CONJ);
static const uint64_t to_dependent_verb = DEP(RELCL) | DEP(ACL) | DEP(ADVCL) | DEP(XCOMP) | DEP(CCOMP) |
                                          DEP(PCOMP) | DEP(CONJ);

static const char *const ways_over_verbs[GAP_PATTERNS] = {
    "<nsubj:#verb >dobj|dative",
    "<nsubj:#verb >prep:with|to|for|against|from|on|over|toward|towards|into >pobj",
    "<nsubjpass:#verb >agent >pobj",
};

enum cp_status cp_relate_load_gap_rules(const struct cp_lexicon *lexicon, struct asked *asked, struct cp_arena *run,
                                        struct gap_rules **result, struct cp_error *err)
{
    struct gap_rules *rules = CP_NEW(run, struct gap_rules);
#define GAP_SET_NUMBER(name, text) rules->sets[GAP_SET_##name] = cp_lexicon_set(lexicon, text);
    GAP_SET_LIST(GAP_SET_NUMBER)
#undef GAP_SET_NUMBER
    for (unsigned i = 0; i < GAP_PATTERNS; i++) {
        const char *problem =
            cp_relate_read_pattern(lexicon, asked, run, cp_str_from(ways_over_verbs[i]), &rules->patterns[i]);
        if (problem)
            return cp_fail(err, CP_EFORMAT, "the pattern \"%s\" %s", ways_over_verbs[i], problem);
    }
    *result = rules;
    return CP_OK;
}

static void add_list(uint64_t *row, uint32_t list)
{
    if (list != CP_NONE)
        row[list / 64] |= UINT64_C(1) << (list % 64);
}

static bool may_reach_verb(uint64_t deps, bool up)
{
    return deps & (up ? to_governing_verb : to_dependent_verb);
}

static void add_pattern(uint64_t *row, const struct pattern *p)
{
    for (unsigned i = 0; i < p->count; i++) {
        const struct word_test *word = p->surface ? &p->items[i].word : &p->steps[i].word;
        bool asks = p->surface ? p->items[i].kind == ITEM_WORD
                               : p->steps[i].stay || may_reach_verb(p->steps[i].deps, p->steps[i].up);
        if (asks && !word->any)
            add_list(row, word->list);
    }
}

void cp_relate_lay_gap_rules(struct gap_rules *rules, struct cp_arena *run, const struct asked *asked,
                             const struct relation_table *relations, const struct frame_table *frames)
{
    rules->width = cp_relate_asked_width(asked);
    uint64_t *row = CP_NEW_ARRAY(run, rules->width, uint64_t);
    for (size_t i = 0; i < relations->count; i++)
        add_pattern(row, &relations->rules[i].pattern);
    for (size_t i = 0; i < frames->count; i++)
        for (unsigned k = 0; k < frames->frames[i].count; k++) {
            const struct frame_step *step = &frames->frames[i].steps[k];
            if (may_reach_verb(step->deps, step->up) && !step->any) {
                add_list(row, step->set);
                add_list(row, step->words);
            }
        }
    rules->verb_lists = row;
}
