// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
#include "alternative.h"

#include "infer.h"

#include <string.h>

static bool is_noun(unsigned tag)
{
    return tag == CP_TAG_NN || tag == CP_TAG_NNS || tag == CP_TAG_NNP || tag == CP_TAG_NNPS;
}

// All hangs on whether a word is a verb, little on whether a noun is a name or how quotation marks are called.
int cp_tag_limit(unsigned taken, unsigned other, bool wide)
{
    const bool verb = other == CP_TAG_VB || other == CP_TAG_VBP || other == CP_TAG_VBZ || other == CP_TAG_VBG;
    if (is_noun(taken) && is_noun(other))
        return wide ? 60 : 40;
    if ((taken == CP_TAG_NN || taken == CP_TAG_NNS) && verb)
        return cp_tag_margin(wide);
    return wide ? 250 : 100;
}

// Of its own: heads and labels; for a tag in doubt also tags and outlines, as atoms and as classes.
size_t cp_alternative_size(const struct cp_row *base, const struct cp_doubt *doubt)
{
    const size_t room = (size_t)base->count + 2 * CP_PAD;
    return (room * (sizeof(int16_t) + 1 + (doubt->tag ? 2 * sizeof(uint32_t) + 2 : 0)) + 15) / 16 * 16;
}

void cp_alternative_make(struct cp_row *row, struct cp_row *base, const struct cp_doubt *doubt, void *memory)
{
    const size_t room = (size_t)base->count + 2 * CP_PAD;
    *row = *base;
    row->base = base;
    row->doubt = *doubt;
    row->first = row->last = doubt->tag ? doubt->at : -1;
    row->unsure = 0;
    row->next = base->next;
    base->next = row;
    if (doubt->tag) {
        row->tags = memory;
        row->outlines = row->tags + room;
        row->head = (int16_t *)(void *)(row->outlines + room);
        row->tag = (uint8_t *)(row->head + room);
        row->outline = row->tag + room;
        row->label = row->outline + room;
        memcpy(row->tags, base->tags, room * sizeof *row->tags);
        memcpy(row->outlines, base->outlines, room * sizeof *row->outlines);
        memcpy(row->tag, base->tag, room);
        memcpy(row->outline, base->outline, room);
        row->tag[doubt->at + CP_PAD] = doubt->other;
        row->tags[doubt->at + CP_PAD] = cp_tag_atom(doubt->other);
    } else {
        row->head = memory;
        row->label = (uint8_t *)(row->head + room);
    }
}

static bool same(const uint32_t *a, const uint32_t *b, int i, int from, int to)
{
    for (int d = from; d <= to; d++)
        if (a[i + d + CP_PAD] != b[i + d + CP_PAD])
            return false;
    return true;
}

bool cp_alternative_has_tag(const struct cp_row *row, int i)
{
    return i <= row->doubt.at || (row->looks[i + CP_PAD].flags & CP_WORD_FIXED) || same(row->tags, row->base->tags,
            i, -2, -1);
}

bool cp_alternative_has_outline(const struct cp_row *row, int i)
{
    return same(row->tags, row->base->tags, i, -3, 3) && same(row->outlines, row->base->outlines, i, -2, -1);
}

void cp_alternative_compare(struct cp_row *row)
{
    for (int i = 0; row->doubt.tag && i < row->count; i++)
        if (!same(row->tags, row->base->tags, i, 0, 0) || !same(row->outlines, row->base->outlines, i, 0, 0)) {
            row->first = i < row->first ? i : row->first;
            row->last = i;
        }
}

static int shadow_move(const struct cp_row *base, struct cp_shadow *shadow)
{
    const int move = base->trace[shadow->step++] & 3;
    if (move == CP_MOVE_SHIFT)
        shadow->stack[shadow->depth++] = (int16_t)shadow->next++;
    else
        shadow->depth--;
    return move;
}

void cp_alternative_start(struct cp_state *state, struct cp_row *row, struct cp_shadow *shadow, int *move)
{
    const struct cp_row *base = row->base;
    shadow->step = shadow->next = shadow->depth = 0;
    // A move sees the next word and two behind it.
    while (row->doubt.tag ? shadow->next + 2 < row->first : shadow->step < row->doubt.at) {
        const int made = shadow_move(base, shadow);
        int head, child;
        if (made == CP_MOVE_SHIFT) {
            cp_state_shift(state);
        } else {
            cp_state_arc(state, made, &head, &child);
            cp_state_attach(state, made, head, child, base->label[child]);
        }
    }
    *move = row->doubt.tag ? -1 : row->doubt.other;
    row->unsure = row->doubt.margin / 8;
}

// The first reading goes on until it has shifted as many words as the alternative; it was as unsure as its moves were.
static void catch_up(struct cp_row *row, struct cp_shadow *shadow, int next)
{
    while (shadow->step < row->base->steps && shadow->next < next) {
        row->unsure -= row->base->trace[shadow->step] >> 2;
        shadow_move(row->base, shadow);
    }
}

static bool is_changed(const struct cp_row *row, int i)
{
    return row->first <= i && i <= row->last;
}

// Are the two words on top of the stack the same, when the first reading has made `ahead` more moves that take words
// from it?
static bool same_top(const struct cp_state *state, const struct cp_shadow *shadow, int ahead)
{
    const int depth = shadow->depth - ahead;
    if (depth < 1 || (depth == 1) != (state->depth == 1) || shadow->stack[depth - 1] != state->stack[state->depth - 1])
        return false;
    return depth == 1 || shadow->stack[depth - 2] == state->stack[state->depth - 2];
}

bool cp_alternative_follows(const struct cp_state *state, struct cp_row *row, struct cp_shadow *shadow, int *move)
{
    const struct cp_row *base = row->base;
    catch_up(row, shadow, state->next);
    if (shadow->next != state->next || state->depth == 0 || state->next <= row->last ||
        is_changed(row, state->stack[state->depth - 1]) || (state->depth > 1 && is_changed(row,
                state->stack[state->depth - 2])))
        return false;
    int ahead = 0;
    while (!same_top(state, shadow, ahead)) {
        if (shadow->step + ahead >= base->steps || (base->trace[shadow->step + ahead] & 3) == CP_MOVE_SHIFT)
            return false;
        ahead++;
    }
    for (; ahead > 0; ahead--) {
        row->unsure -= base->trace[shadow->step] >> 2;
        shadow_move(base, shadow);
    }
    if (shadow->step >= base->steps)
        return false;
    *move = shadow_move(base, shadow);
    return true;
}

bool cp_alternative_has_label(const struct cp_row *row, int head, int child)
{
    return row->base->head[child] == head && !is_changed(row, head) && !is_changed(row, child);
}

bool cp_alternative_meets(struct cp_state *state, struct cp_row *row, struct cp_shadow *shadow)
{
    catch_up(row, shadow, state->next);
    if (state->next <= row->last || state->depth != shadow->depth)
        return false;
    for (int k = 0; k < state->depth; k++)
        if (state->stack[k] != shadow->stack[k] || is_changed(row, state->stack[k]))
            return false;
    for (int k = 0; k < state->depth; k++) {
        row->head[state->stack[k]] = row->base->head[state->stack[k]];
        row->label[state->stack[k]] = row->base->label[state->stack[k]];
    }
    for (int i = state->next; i < row->count; i++) {
        row->head[i] = row->base->head[i];
        row->label[i] = row->base->label[i];
    }
    return true;
}

void cp_alternative_end(struct cp_row *row, struct cp_shadow *shadow)
{
    catch_up(row, shadow, row->count + 1);
}
