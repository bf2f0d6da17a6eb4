// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the fuzzers share: an arena that is reset for each input, and the entry that libFuzzer calls.
#ifndef FUZZ_H
#define FUZZ_H

#include "chokepoint/base.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline struct cp_arena *fuzz_arena(void)
{
    static struct cp_arena *arena;
    if (!arena && !(arena = cp_arena_new()))
        abort();
    cp_arena_reset(arena);
    return arena;
}

// The input in memory of its own, terminated by 0 as cp_file_read leaves it.
static inline struct cp_str fuzz_input(struct cp_arena *arena, const uint8_t *data, size_t size)
{
    return cp_str_copy(arena, (struct cp_str){(const char *)data, size});
}

#endif
