// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sets of rules as bits: which rules may hold, by one property each, so that those that several properties leave are found by a few
// words of 64 bits instead of a look at every rule.
//
// Room: relate.
#ifndef CP_RELATE_BITS_H
#define CP_RELATE_BITS_H

#include "chokepoint/base.h"

static inline size_t bits_width(size_t count) // words of a set
{
    return count / 64 + 1;
}

static inline uint64_t *bits_new(struct cp_arena *arena, size_t count)
{
    return CP_NEW_ARRAY(arena, bits_width(count), uint64_t);
}

static inline void bits_add(uint64_t *set, size_t number)
{
    set[number / 64] |= UINT64_C(1) << (number % 64);
}

#endif
