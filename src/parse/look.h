// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the models see of a word: hashes of its forms and pieces, its shape, and what
// the model's dictionary knows of it. Shared by the trainer and the program.
//
// Room: parse.
#ifndef CP_PARSE_LOOK_H
#define CP_PARSE_LOOK_H

#include "chokepoint/base.h"

enum { CP_WORD_FIXED = 1, CP_WORD_NO_NAME = 2, CP_WORD_KNOWN = 4 };

// A word of the dictionary, which is sorted by key: its two most frequent tags, whether the models need to be asked, and the words that are used
// like it. One that is known by its cluster alone has no flags, and stands there in lower case.
struct cp_word {
    uint32_t key; // hash of the form as it is written
    uint8_t tag, second;
    uint16_t traits; // flags in the 4 lowest bits, above them the number of the cluster; 0: in none
};
enum { CP_WORD_FLAGS = 15, CP_CLUSTER_SHIFT = 4, CP_CLUSTER_MOST = (1 << 12) - 1 };

struct cp_look {
    uint32_t form;                      // as it is written
    uint32_t norm;                      // lower case, digits as 0; of "US", that of "U.S."
    uint32_t suffix2, suffix3, prefix3; // of norm
    uint32_t shape;                     // a small number, hashed
    uint32_t guess;                     // the dictionary's two tags, or the shape; hashed
    uint32_t cluster;                   // the dictionary's cluster of like words, or the shape; hashed
    uint8_t tag, flags;                 // of the dictionary
};

// Sets of classes of the outline, a bit for each.
struct cp_outline_marks {
    uint64_t heads; // of phrases: subjects, objects, members of a coordination, verbs of clauses
    uint64_t roots;
};

// A small number as an atom: 32 bits that differ everywhere.
static inline uint32_t cp_atom(uint32_t x)
{
    x = (x + 1) * 0x9E3779B1u;
    x ^= x >> 15;
    x *= 0x85EBCA77u;
    x ^= x >> 13;
    x *= 0xC2B2AE3Du;
    return x ^ x >> 16;
}

// How a sentence is written: capitals say nothing of a word in a headline.
enum cp_case { CP_CASE_NORMAL, CP_CASE_TITLE, CP_CASE_CAPITALS };
struct cp_case_counts {
    unsigned lower, capital, capitals; // words that begin with a small letter; with a capital; that have only capitals
};
void cp_case_count(struct cp_case_counts *counts, struct cp_str form);
enum cp_case cp_case_of(const struct cp_case_counts *counts);

// The word of the dictionary that has the key; NULL if none has.
const struct cp_word *cp_word_find(const struct cp_word *words, uint32_t count, uint32_t key);

// `first`: the word begins a sentence. words: the dictionary, of so many words.
void cp_look_at(struct cp_str form, bool first, enum cp_case written, const struct cp_word *words, uint32_t word_count,
                struct cp_look *look);

#endif
