// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the words of a telling say of which act is meant, beside who does what to whom.
//
// Room: relate.
#ifndef CP_RELATE_PORTRAIT_H
#define CP_RELATE_PORTRAIT_H

#include "act.h"

// How a noun phrase is introduced: "the ban", "its ban", "a ban", "bans". Of a verb: told.
enum introduction { INTRODUCED_BARE, INTRODUCED_DEFINITE, INTRODUCED_OWNED, INTRODUCED_NEW, INTRODUCED_TOLD };

typedef CP_VEC(struct cp_str) word_vec;

struct portrait {
    enum introduction introduction;
    word_vec names; // proper words and numbers in its name that name no party: "October 7", "Section 301", "Caesar"
    word_vec rates; // of a duty: "25"
    bool past;    // set apart as done before what the text is about: "the previous sanctions"
    bool relaxes; // a licence, a waiver, an exemption
};

void cp_relate_portray(struct scene *scene, const struct telling *telling, struct portrait *portrait);

// What another telling of the same act adds.
void cp_relate_add_portrait(struct scene *scene, struct portrait *portrait, const struct portrait *more);

// Do they share a name? A rate? Have both some, but none in common?
enum likeness { LIKE_UNKNOWN, LIKE_SHARED, LIKE_APART };
enum likeness cp_relate_names_alike(const struct portrait *a, const struct portrait *b);
enum likeness cp_relate_rates_alike(const struct portrait *a, const struct portrait *b);

// Have both a number in their names, and none the same: Executive Orders 13599 and 13902?
bool cp_relate_are_numbered_apart(const struct portrait *a, const struct portrait *b);

// Has it a number in its name: "Executive Order 13599"?
bool cp_relate_is_numbered(const struct portrait *portrait);

#endif
