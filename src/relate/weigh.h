// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the judges of edges (verdict.h, bond.h) look at in the same way.
//
// Room: relate.
#ifndef CP_RELATE_WEIGH_H
#define CP_RELATE_WEIGH_H

#include "act.h"

enum { FAR = 40 }; // tokens or sentences; what is farther is as far

// Judges count in whole numbers.
static inline int32_t thousandths(double p)
{
    return (int32_t)(p * 1000 + 0.5);
}

// A title, a heading, or a line in capitals.
bool cp_relate_stands_as_headline(const struct scene *scene, uint32_t sentence);

// Of each entity how often it is named, and the sentence that names it first.
void cp_relate_count_mentions(const struct scene *scene, uint32_t *mentions, uint32_t *begins);

#endif
