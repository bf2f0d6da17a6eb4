// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which acts a phrase is about.
//
// Room: relate.
#ifndef CP_RELATE_MEANT_H
#define CP_RELATE_MEANT_H

#include "expand.h"
#include "hear.h"
#include "identity.h"

enum { ACTS_MOST = 8 };
struct act_list {
    uint32_t items[ACTS_MOST]; // tellings
    unsigned count;
};

// The first telling that begins no earlier than the token; the count if there is none.
size_t cp_relate_first_telling_from(const struct scene *scene, uint32_t token);

// The act told last before telling `end`, at most so many sentences before `sentence`: its telling, or CP_NONE.
uint32_t cp_relate_told_last(const struct scene *scene, size_t end, uint32_t sentence, uint32_t sentences_back);

// The telling whose trigger the token is, or CP_NONE.
uint32_t cp_relate_telling_at(const struct scene *scene, uint32_t token);

// The tellings that the phrase or clause headed by `token` is about: the token itself ("the ban"), what a word of doing
// takes with it ("the decision to impose tariffs", "imposing tariffs", "the use of sanctions"), and conjuncts. "The
// move", "these steps" mean the act told last before them.
void cp_relate_acts(const struct scene *scene, uint32_t token, struct act_list *acts);

// Who is quoted, or reported to speak, on an act of his own side supports it, and on one that hits it opposes it, if his words say so
// (quote.c). After tellings were joined to acts.
void cp_relate_find_quoted_stances(struct scene *scene, const act_vec *acts, const quotation_vec *quotations);

// Drops doubtful imposers of tellings towards which they take a stance, and doubtful targets that are said to be affected.
// Before tellings are joined to acts.
void cp_relate_drop_unlikely_roles(struct scene *scene);

// Drops the stances that do not count: whoever imposes an act takes none towards it; and what affects its own imposer or target. Last.
void cp_relate_drop_void_stances(struct scene *scene, const act_vec *acts);

#endif
