// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the scheme of CLEAR rules out and a greedy parser writes nonetheless.
//
// Room: parse.
#ifndef CP_PARSE_MEND_H
#define CP_PARSE_MEND_H

#include "feature_set.h"

// Mends the finished tree of a sentence.
void cp_mend_tree(struct cp_row *row);

#endif
