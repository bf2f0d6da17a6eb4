// SPDX-License-Identifier: GPL-3.0-or-later
//
// Second readings of a sentence. Tagger and parser decide once and go on, so that a slip drags along all that hangs
// from it. The decisions with the smallest margins - a tag, some moves - are therefore made otherwise, one at a time,
// and the sentence is read on from there. An alternative mostly comes back to the first reading after a few moves: as
// soon as stack and next word are the same again, the rest is taken over. Which reading is kept is decided by choice.c,
// which sees whole trees. (Selective branching: Choi and McCallum, Transition-based dependency parsing with selectional
// branching, ACL 2013.)
//
// Room: parse.
#ifndef CP_PARSE_ALTERNATIVE_H
#define CP_PARSE_ALTERNATIVE_H

#include "arc.h"

// Doubts of each kind that are looked at again in a sentence, and the margins below which a decision is one. To try
// again costs the more, the less it mends, so the limits are higher where more was found to be gained. `wide`: those for
// learning the choice, which sees more alternatives than the program has time for.
enum { CP_TAG_DOUBTS = 1, CP_MOVE_DOUBTS = 4, CP_NO_MARGIN = 1 << 14 };
static inline int cp_move_doubts(bool wide)
{
    return wide ? CP_MOVE_DOUBTS : 2;
}
static inline int cp_tag_margin(bool wide) // the highest of the limits
{
    return wide ? 400 : 240;
}
int cp_tag_limit(unsigned taken, unsigned other, bool wide);
static inline int cp_move_margin(bool wide) // the same
{
    return wide ? 400 : 160;
}
static inline int cp_move_limit(int taken, int other, bool wide)
{
    static const uint16_t limits[2][3][3] = {{{0, 160, 24}, {64, 0, 24}, {64, 64, 0}}, // shift, left, right
                                             {{0, 400, 100}, {250, 0, 100}, {250, 250, 0}}};
    return limits[wide][taken][other];
}
_Static_assert(CP_TAG_DOUBTS + CP_MOVE_DOUBTS == CP_DOUBTS, "a row has room for them");

static inline void cp_doubt_tag(struct cp_row *row, const struct cp_doubt *doubt)
{
    if (row->tag_doubts == 0 || doubt->margin < row->doubts[0].margin) {
        row->doubts[0] = *doubt;
        row->tag_doubts = 1;
    }
}

// most: how many are kept, CP_MOVE_DOUBTS at most.
static inline void cp_doubt_move(struct cp_row *row, const struct cp_doubt *doubt, int most)
{
    struct cp_doubt *moves = row->doubts + CP_TAG_DOUBTS;
    int at = row->move_doubts;
    if (at == most && moves[--at].margin <= doubt->margin)
        return;
    if (row->move_doubts < most)
        row->move_doubts++;
    for (; at > 0 && moves[at - 1].margin > doubt->margin; at--)
        moves[at] = moves[at - 1];
    moves[at] = *doubt;
}

// How unsure a decision is that has this margin: 64 times the logarithm of 1 + exp(-margin / 120), rounded.
static inline unsigned cp_unsure(int margin)
{
    static const uint8_t table[] = {44, 40, 36, 33, 30, 27, 24, 21, 19, 17, 15, 13, 12, 10, 9, 8, 7, 6, 6,
                                    5,  4,  4,  3,  3,  3,  2,  2,  2,  2,  1,  1,  1,  1,  1, 1, 1, 1, 0};
    const unsigned step = (unsigned)margin / 16, last = sizeof table - 1;
    return table[step < last ? step : last];
}

// A step of a trace: the move, and how unsure it was.
static inline uint16_t cp_trace_step(int move, unsigned unsure)
{
    return (uint16_t)((unsigned)move | unsure << 2);
}

// The first reading, as far as an alternative has come.
struct cp_shadow {
    int step, next, depth;
    int16_t stack[CP_ROOM];
};

// An alternative that its doubt makes of `base`, in memory of cp_alternative_size bytes. One about a tag gets tags and
// outlines of its own, which are those of the first reading but for the tag in doubt.
size_t cp_alternative_size(const struct cp_row *base, const struct cp_doubt *doubt);
void cp_alternative_make(struct cp_row *row, struct cp_row *base, const struct cp_doubt *doubt, void *memory);

// Does the alternative's tag or outline of word i stand already, as nothing that it hangs on has changed?
bool cp_alternative_has_tag(const struct cp_row *row, int i);
bool cp_alternative_has_outline(const struct cp_row *row, int i);

// To be called when tags and outlines stand: which words have others than in the first reading.
void cp_alternative_compare(struct cp_row *row);

// Brings the state to where the alternative parts from the first reading. *move: the move to be made; -1 if it is open.
void cp_alternative_start(struct cp_state *state, struct cp_row *row, struct cp_shadow *shadow, int *move);

// Does the alternative stand where the first reading stood, as far as its next move can see: with the same next word
// and the same two on top of the stack? Then that reading's move is made, unasked, with its label.
bool cp_alternative_follows(const struct cp_state *state, struct cp_row *row, struct cp_shadow *shadow, int *move);

// Has the first reading drawn the same arc, so that its label can be had?
bool cp_alternative_has_label(const struct cp_row *row, int head, int child);

// After a shift: are both readings at the same place with the same stack? Then all that is not decided is taken over.
bool cp_alternative_meets(struct cp_state *state, struct cp_row *row, struct cp_shadow *shadow);

// When the alternative went on to the end by itself.
void cp_alternative_end(struct cp_row *row, struct cp_shadow *shadow);

#endif
