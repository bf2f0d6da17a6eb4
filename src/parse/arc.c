// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
#include "arc.h"

// What the outline says of the words to come.
static void look_ahead(struct cp_state *state, const struct cp_row *row, const struct cp_outline_marks *marks)
{
    uint32_t finite = 0, roots = 0;
    int head = row->count;
    for (int i = row->count; i >= 0; i--) {
        state->landing[i] = (int16_t)head;
        if (i < row->count) {
            const uint64_t bit = UINT64_C(1) << row->outline[i + CP_PAD];
            if (bit & marks->heads)
                head = i;
            roots += (bit & marks->roots) && roots < 2;
            finite += cp_tag_is_finite(row->tag[i + CP_PAD]) && finite < 3;
        }
        state->clauses[i] = (1 + finite * 4 + roots) * 0x9E3779B1u;
    }
}

void cp_state_start(struct cp_state *state, const struct cp_row *row, const struct cp_outline_marks *marks)
{
    look_ahead(state, row, marks);
    state->row = row;
    state->count = row->count;
    state->head = row->head;
    state->label = row->label;
    state->next = state->depth = 0;
    for (int i = 0; i <= row->count; i++) { // one more: what is asked of b0 beyond the end
        state->head[i] = state->first_child[i] = state->last_child[i] = -1;
        state->label[i] = 0;
        state->left_set[i] = state->right_set[i] = 0;
        state->left_labels[i] = state->right_labels[i] = 0x12345678u;
    }
}

bool cp_state_done(const struct cp_state *state)
{
    return state->next >= state->count && state->depth <= 1;
}

bool cp_state_forced(const struct cp_state *state, int *move)
{
    if (state->depth == 0)
        *move = CP_MOVE_SHIFT;
    else if (state->next >= state->count)
        *move = CP_MOVE_RIGHT;
    else
        return false;
    return true;
}

void cp_state_shift(struct cp_state *state)
{
    state->stack[state->depth++] = (int16_t)state->next++;
}

static void add_label(uint64_t *set, uint32_t *atom, int label)
{
    uint64_t bit = UINT64_C(1) << label;
    if (!(*set & bit)) {
        *set |= bit;
        *atom += cp_atom(0x80000u + (uint32_t)label);
    }
}

void cp_state_attach(struct cp_state *state, int move, int head, int child, int label)
{
    state->depth--;
    state->head[child] = (int16_t)head;
    state->label[child] = (uint8_t)label;
    state->label_atom[child] = cp_atom(0x40000u + (uint32_t)label);
    if (move == CP_MOVE_LEFT) {
        state->first_child[head] = (int16_t)child;
        add_label(&state->left_set[head], &state->left_labels[head], label);
    } else {
        state->last_child[head] = (int16_t)child;
        add_label(&state->right_set[head], &state->right_labels[head], label);
    }
}
