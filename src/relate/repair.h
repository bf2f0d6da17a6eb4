// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the repairs of trees (repair.c, repair_lists.c, repair_reports.c) ask of a tree that nothing has been read from yet.
//
// Room: relate.
#ifndef CP_RELATE_REPAIR_H
#define CP_RELATE_REPAIR_H

#include "structure.h"

// What the repairs of a sentence need: its trees, and sets of words, looked up once for a document.
struct repair {
    struct cp_analysis *analysis;
    const struct cp_lexicon *lexicon;
    uint32_t call_verbs, wish_verbs, acts, supply_verbs, transitive, currencies, sum_verbs, report_verbs, speech_verbs, plan_verbs, decide_verbs;
};

// What stands side by side: owners, sums and who gets them, clauses (repair_lists.c).
void cp_relate_repair_lists(const struct repair *repair, const struct cp_sentence *s);

// What was reported, and when or in what text (repair_reports.c).
void cp_relate_repair_reports(const struct repair *repair, const struct cp_sentence *s);

static inline bool is_thing(const struct cp_token *token)
{
    return token->tag >= CP_TAG_NN && token->tag <= CP_TAG_NNPS;
}

static inline bool is_comma(const struct cp_token *token)
{
    return cp_str_equal(token->lower, CP_STR(","));
}

// Behind the last token of the sentence.
static inline uint32_t end_of(const struct cp_analysis *a, uint32_t token)
{
    const struct cp_sentence *s = &a->sentences[a->tokens[token].sentence];
    return s->first + s->count;
}

static inline bool hangs_on(const struct cp_analysis *a, uint32_t token, uint32_t above)
{
    while (token != above && a->tokens[token].head != token)
        token = a->tokens[token].head;
    return token == above;
}

// The child of this kind, the first of several.
static inline uint32_t child_in(const struct cp_analysis *a, uint32_t head, enum cp_dep dep)
{
    const struct cp_sentence *s = &a->sentences[a->tokens[head].sentence];
    for (uint32_t t = s->first; t < s->first + s->count; t++)
        if (a->tokens[t].head == head && t != head && a->tokens[t].dep == dep)
            return t;
    return CP_NONE;
}

static inline bool has_any(const struct cp_analysis *a, uint32_t verb, const enum cp_dep *deps, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (child_in(a, verb, deps[i]) != CP_NONE)
            return true;
    return false;
}

// `token` takes the place of `old` in the tree, and `old` no place yet.
static inline void take_place(struct cp_analysis *a, uint32_t token, uint32_t old)
{
    bool root = a->tokens[old].head == old;
    a->tokens[token].dep = a->tokens[old].dep;
    a->tokens[token].head = root ? token : a->tokens[old].head;
}

#endif
