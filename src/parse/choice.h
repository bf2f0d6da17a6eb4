// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which of a sentence's readings is kept. The parser knows at each move only what it has built so far; here both trees
// are whole. A perceptron compares an alternative with the first reading by features of the words that hang elsewhere:
// their heads, the heads of those, their children, neighbours and phrases, what a preposition leads to, and what tagger
// and outline expected; what both have in common cancels out. (Revision of a parser's trees: Attardi and Ciaramita,
// Tree revision learning for dependency parsing, HLT 2007; Hall and Novak, Corrective modeling for non-projective
// dependency parsing, IWPT 2005.)
//
// Room: parse.
#ifndef CP_PARSE_CHOICE_H
#define CP_PARSE_CHOICE_H

#include "feature_set.h"

// Where the weights stand that speak for an alternative, and those that speak for the first reading.
enum { CP_CHOICE_MOST = 1024 };
struct cp_choice {
    uint32_t lines; // of the table
    unsigned fors, againsts;
    uint32_t places_for[CP_CHOICE_MOST], places_against[CP_CHOICE_MOST];
};

// Fills in the places, of which there are as many as fit.
void cp_choice_places(const struct cp_row *alternative, struct cp_choice *choice);

// Puts the best of each row's alternatives into the row, and those that can stand beside it.
void cp_choose(const struct cp_model *model, struct cp_row *rows, unsigned count);

#endif
