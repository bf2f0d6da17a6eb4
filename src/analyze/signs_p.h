// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pairs that have a sign, as rows, and what is hard about them: the frustration index.
//
// Room: analyze.
#ifndef CP_ANALYZE_SIGNS_P_H
#define CP_ANALYZE_SIGNS_P_H

#include "net_p.h"

struct cp_signs {
    size_t nodes;
    size_t *row;     // as in struct cp_net
    uint32_t *head;
    int8_t *sign;    // of an arc, -1 or 1
    uint32_t *pair;
    size_t pairs;
};

// Two camps with as few pairs against them as can be found, and how few it must be at least. *least is what it held
// or more.
void cp_frustrate(struct cp_arena *run, const struct cp_signs *signs, unsigned seed, const struct cp_progress *progress,
                  uint8_t *camp, size_t *least, size_t *most);

#endif
