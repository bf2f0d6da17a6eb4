// SPDX-License-Identifier: GPL-3.0-or-later
//
// Expressions of time in a sentence, resolved against the date of the document.
//
// Room: relate.
#ifndef CP_RELATE_TIMEX_H
#define CP_RELATE_TIMEX_H

#include "act.h"

enum timex_role {
    TIMEX_AT,    // on Friday, last month, in 2018
    TIMEX_FROM,  // from, effective, starting: the day on which something takes effect
    TIMEX_UNTIL, // until, by, before: when something ends, not when it was done
};

struct timex {
    uint32_t first, last;
    enum timex_role role;
    bool named;            // part of a name: "the October 7 rules"
    bool of_law;           // "the Trade Act of 1974": the year of that law alone
    uint32_t behind;       // "a day after it listed the firm": the word "after", of whose clause this is the day; else 0
    struct cp_date date;   // the latest one not after the document
    struct cp_date coming; // the next one after the document, if the words leave open which is meant; else the same
};

typedef CP_VEC(struct timex) timex_vec;

// Where the text is in time: what was told last. Begins with zeros; sentences are read in their order.
struct timeline {
    struct cp_date past;  // the last date told with its year, while the text stays there: of "in June" behind it
    struct cp_date point; // the last date of any kind: of "a week later", "that month"
    uint32_t block, sentence; // where it was told: block, first token of the sentence
};

// Which readings of an expression may begin with this word, a bit for each; 0 for nearly all words. It hangs on the word alone.
uint16_t cp_timex_beginnings(struct cp_str lower);

// The expressions of a sentence, in order. Without a date of the document only those that name a year. beginnings: of each
// token of the document.
void cp_relate_timexes(const struct cp_analysis *analysis, const struct cp_sentence *sentence, const uint16_t *beginnings,
                       struct cp_date today, struct timeline *timeline, struct cp_arena *doc, timex_vec *found);

#endif
