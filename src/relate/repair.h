// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the repairs of trees (repair.c, repair_lists.c) ask of a tree that nothing has been read from yet.
//
// Room: relate.
#ifndef CP_RELATE_REPAIR_H
#define CP_RELATE_REPAIR_H

#include "structure.h"

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

// `token` takes the place of `old` in the tree, and `old` no place yet.
static inline void take_place(struct cp_analysis *a, uint32_t token, uint32_t old)
{
    bool root = a->tokens[old].head == old;
    a->tokens[token].dep = a->tokens[old].dep;
    a->tokens[token].head = root ? token : a->tokens[old].head;
}

#endif
