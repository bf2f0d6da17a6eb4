// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// What is reported stands behind the verb that reports it, and when or where it was reported often between the two: "announced on
// March 27 that it planned", "said in a statement it had fined". A greedy parser hangs the clause on the noun next to it, as if
// it told something of the day or of the statement. A clause that lacks nothing, with a subject of its own, is no relative one: it goes to the verb.
#include "repair.h"

#include "trigger.h"

static bool is_pronoun_of_relative(const struct cp_token *token)
{
    return token->tag == CP_TAG_WDT || token->tag == CP_TAG_WP || token->tag == CP_TAG_WRB;
}

// What one may plan or decide "on Friday that", one does not "in a statement that".
static bool may_report(const struct repair *r, uint32_t verb, bool of_day)
{
    struct cp_str lemma = r->analysis->tokens[verb].lemma;
    return cp_lexicon_in(r->lexicon, r->report_verbs, lemma) || cp_lexicon_in(r->lexicon, r->speech_verbs, lemma) ||
           (of_day && (cp_lexicon_in(r->lexicon, r->plan_verbs, lemma) || cp_lexicon_in(r->lexicon, r->decide_verbs, lemma)));
}

// The reporting verb in whose phrase the noun stands, with no clause yet.
static uint32_t reporting_verb(const struct repair *r, uint32_t noun, bool of_day)
{
    const struct cp_analysis *a = r->analysis;
    uint32_t up = a->tokens[noun].head;
    if (a->tokens[noun].dep == CP_DEP_POBJ && a->tokens[up].dep == CP_DEP_PREP)
        up = a->tokens[up].head;
    else if (a->tokens[noun].dep != CP_DEP_NPADVMOD)
        return CP_NONE;
    bool reports = up < noun && may_report(r, up, of_day) && child_in(a, up, CP_DEP_CCOMP) == CP_NONE;
    return reports ? up : CP_NONE;
}

// Of a day nothing is told but what happened "when"; of another noun, what the clause has no object for ("a report it had published").
static bool lacks_nothing(const struct cp_analysis *a, uint32_t clause, bool of_day)
{
    static const enum cp_dep whole[] = {CP_DEP_DOBJ, CP_DEP_NSUBJPASS, CP_DEP_CCOMP, CP_DEP_XCOMP, CP_DEP_ACOMP, CP_DEP_ATTR};
    uint32_t subject = child_in(a, clause, CP_DEP_NSUBJ);
    if (subject == CP_NONE)
        subject = child_in(a, clause, CP_DEP_NSUBJPASS);
    if (subject == CP_NONE || subject > clause || is_pronoun_of_relative(&a->tokens[subject]))
        return false;
    uint32_t object = child_in(a, clause, CP_DEP_DOBJ);
    bool opened = object != CP_NONE && object < clause; // "that he intended": the parser's reading of "that"
    if (opened && !word_is(&a->tokens[object], CP_STR("that")))
        return false;
    return of_day || (!opened && has_any(a, clause, whole, sizeof whole / sizeof *whole));
}

// "on Friday, when it banned", "a statement in which it banned", "Friday, which was"
static bool is_told_of_noun(const struct cp_analysis *a, uint32_t noun, uint32_t clause)
{
    for (uint32_t t = noun + 1; t < clause; t++)
        if (is_pronoun_of_relative(&a->tokens[t]) && !word_is(&a->tokens[t], CP_STR("that")))
            return true;
    return false;
}

// "that", read as the object of a clause that stands behind the verb that reports it, only opens it.
static void mark_that(struct cp_analysis *a, uint32_t clause)
{
    const uint32_t object = child_in(a, clause, CP_DEP_DOBJ);
    if (object == CP_NONE || object > clause || !word_is(&a->tokens[object], CP_STR("that")))
        return;
    a->tokens[object].dep = CP_DEP_MARK;
    a->tokens[object].tag = CP_TAG_IN;
}

static void hang_report(const struct repair *r, uint32_t clause)
{
    struct cp_analysis *a = r->analysis;
    const uint32_t noun = a->tokens[clause].head;
    uint8_t dep = a->tokens[clause].dep;
    if (dep == CP_DEP_CCOMP && noun < clause)
        mark_that(a, clause);
    if ((dep != CP_DEP_RELCL && dep != CP_DEP_ACL) || noun > clause || is_told_of_noun(a, noun, clause))
        return;
    const bool of_day = a->tokens[noun].ner == CP_NER_DATE;
    const uint32_t verb = reporting_verb(r, noun, of_day);
    if (verb == CP_NONE || !lacks_nothing(a, clause, of_day))
        return;
    a->tokens[clause].head = verb;
    a->tokens[clause].dep = CP_DEP_CCOMP;
    mark_that(a, clause);
}

void cp_relate_repair_reports(const struct repair *repair, const struct cp_sentence *s)
{
    for (uint32_t t = s->first; t < s->first + s->count; t++)
        hang_report(repair, t);
}
