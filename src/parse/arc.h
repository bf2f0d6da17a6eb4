// SPDX-License-Identifier: GPL-3.0-or-later
//
// The arc-hybrid transition system. A sentence is read from the left; words wait on a
// stack until they get their head:
//
//   shift  b0 goes onto the stack
//   left   s0 gets the head b0 and leaves the stack
//   right  s0 gets the head s1 and leaves the stack
//
// When the words have run out, only "right" is left; the last word is the root.
//
// Room: parse.
#ifndef CP_PARSE_ARC_H
#define CP_PARSE_ARC_H

#include "feature_set.h"

// marks: which classes of the outline are heads of phrases, and which are roots.
void cp_state_start(struct cp_state *state, const struct cp_row *row, const struct cp_outline_marks *marks);

bool cp_state_done(const struct cp_state *state);

// Is there no choice? Then *move is the only one.
bool cp_state_forced(const struct cp_state *state, int *move);

static inline bool cp_state_can(const struct cp_state *state, int move)
{
    if (move == CP_MOVE_SHIFT)
        return state->next < state->count;
    if (move == CP_MOVE_LEFT)
        return state->depth > 0 && state->next < state->count;
    return state->depth > 1;
}

// The arc that left or right would draw.
static inline void cp_state_arc(const struct cp_state *state, int move, int *head, int *child)
{
    *child = state->stack[state->depth - 1];
    *head = move == CP_MOVE_LEFT ? state->next : state->stack[state->depth - 2];
}

void cp_state_shift(struct cp_state *state);
void cp_state_attach(struct cp_state *state, int move, int head, int child, int label);

#endif
