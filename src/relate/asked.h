// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which of the words that rules ask about a token is.
//
// Rules ask "is this word one of …?" millions of times, of a few thousand words. So each list of words (a set of sets.tsv, the
// alternatives of a step) gets a number when the rules are loaded, each word that stands in any list a row of bits, one
// for each list, and each token of a document is looked up once. What no rule asks about has the empty row. The rows of
// a sentence's words, taken together, say which rules can apply in it at all.
//
// Room: relate.
#ifndef CP_RELATE_ASKED_H
#define CP_RELATE_ASKED_H

#include "chokepoint/lexicon.h"

struct asked;

// Its first lists are the lexicon's sets, under their own numbers.
struct asked *cp_relate_asked_new(struct cp_arena *run, const struct cp_lexicon *lexicon);

// A new list: these words and the words of these sets. Only before the rows are laid.
uint32_t cp_relate_asked_list(struct asked *asked, const struct cp_str *words, size_t word_count, const uint32_t *sets,
                              size_t set_count);
uint32_t cp_relate_asked_sets(const struct asked *asked);                // lists that are sets
uint32_t cp_relate_asked_count(const struct asked *asked);               // lists so far
double cp_relate_asked_length(const struct asked *asked, uint32_t list); // of a list's words, in bytes, on average
void cp_relate_asked_lay(struct asked *asked);

size_t cp_relate_asked_width(const struct asked *asked); // of a row, in words of 64 bits

// The row of a word in lower case; the empty row if no rule asks about it.
const uint64_t *cp_relate_asked_row(const struct asked *asked, struct cp_str lower);

// Puts the bits of a word's row into another row. (Of the few dozen numbers in a row most are 0; these are not looked at.)
void cp_relate_asked_add(const struct asked *asked, const uint64_t *row, uint64_t *sum);

static inline bool cp_relate_row_has(const uint64_t *row, uint32_t list)
{
    return list != CP_NONE && (row[list / 64] >> (list % 64) & 1);
}

#endif
