// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "nearest.h"

enum { LETTERS_FOR_A_SLIP = 3, MOST_SLIPS = 3 };

// One slip in three letters, and at most three: "foo" is not meant for "hub".
struct cp_nearest cp_nearest_to(struct cp_str asked)
{
    size_t slips = asked.len / LETTERS_FOR_A_SLIP;
    slips = slips < 1 ? 1 : slips > MOST_SLIPS ? MOST_SLIPS : slips;
    return (struct cp_nearest){asked, NULL, (unsigned)slips + 1};
}

void cp_nearest_offer(struct cp_nearest *nearest, const char *word)
{
    struct cp_str offered = cp_str_from(word);
    unsigned distance = cp_str_distance(nearest->asked, offered, nearest->slips);
    if (distance >= nearest->slips || distance >= offered.len || distance >= nearest->asked.len)
        return;
    nearest->slips = distance;
    nearest->word = word;
}
