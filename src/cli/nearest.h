// SPDX-License-Identifier: GPL-3.0-or-later
//
// "Did you mean …?": of the words that would do, the one nearest to what was written.
//
//     struct cp_nearest nearest = cp_nearest_to(asked);
//     for (each word)
//         cp_nearest_offer(&nearest, word);
//     if (nearest.word)
//         …
//
// Room: cli.
#ifndef CP_CLI_NEAREST_H
#define CP_CLI_NEAREST_H

#include "chokepoint/base.h"

struct cp_nearest {
    struct cp_str asked;
    const char *word; // NULL: none is near; of several the first
    unsigned slips;   // one more than the distance at which a word is another one
};

struct cp_nearest cp_nearest_to(struct cp_str asked);
void cp_nearest_offer(struct cp_nearest *nearest, const char *word); // kept, not copied

#endif
