// SPDX-License-Identifier: GPL-3.0-or-later
//
// Decisions that are known beforehand. Whatever else stands in a sentence, an article before a noun waits for it, and is
// its determiner. Where a few tags and classes of the outline led the models to the same decision 998 times in 1,000 or
// more, in all of the text that they learned from, the decision is looked up and no weight is asked for. (Results of
// classifiers that are kept for what is common: Yoshinaga and Kitsuregawa, A self-adaptive classifier for efficient
// text-stream processing, COLING 2014.)
//
// The table has entries of 32 bits, 26 of a hash of what is seen and 6 for the class; it is addressed openly.
//
// Room: parse.
#ifndef CP_PARSE_SURE_H
#define CP_PARSE_SURE_H

#include "arc.h"

enum cp_sure_kind { CP_SURE_MOVE, CP_SURE_LEFT, CP_SURE_RIGHT, CP_SURE_OUTLINE, CP_SURE_NAME };
enum { CP_SURE_TRIES = 8, CP_SURE_CLASSES = 63, CP_SURE_IN_LINE = 64 / sizeof(uint32_t) };

static inline uint64_t cp_sure_hash(enum cp_sure_kind kind, uint64_t seen)
{
    uint64_t hash = (seen + kind) * UINT64_C(0x9E3779B97F4A7C15);
    hash ^= hash >> 32;
    return hash * UINT64_C(0xD6E8FEB86659FD93);
}

// The place of an entry, after so many that were taken.
static inline uint32_t cp_sure_slot(uint64_t hash, uint32_t lines, unsigned tries)
{
    const uint32_t slots = lines * CP_SURE_IN_LINE, slot = (uint32_t)((uint64_t)(uint32_t)hash * slots >> 32) + tries;
    return slot < slots ? slot : slot - slots;
}

static inline uint32_t cp_sure_entry(uint64_t hash, unsigned class)
{
    return ((uint32_t)(hash >> 32) & ~63u) | (class + 1);
}

// The class that is sure; -1 if none is.
static inline int cp_sure_class(const struct cp_model *model, uint64_t hash)
{
    const uint32_t *table = (const uint32_t *)(const void *)model->tables[CP_TABLE_SURE];
    const uint32_t lines = model->header->table_lines[CP_TABLE_SURE], like = cp_sure_entry(hash, 0);
    for (unsigned tries = 0; tries < CP_SURE_TRIES; tries++) {
        const uint32_t entry = table[cp_sure_slot(hash, lines, tries)];
        if (!entry)
            break;
        if ((entry ^ like) < 64)
            return (int)(entry & 63) - 1;
    }
    return -1;
}

// ---------------------------------------------------------------- what is seen

// Tags and outlines of the two words that a move is about, and the outline of the word below on the stack.
static inline uint64_t cp_sure_move(const struct cp_state *state)
{
    const uint8_t *tag = state->row->tag + CP_PAD, *outline = state->row->outline + CP_PAD;
    const int s0 = state->stack[state->depth - 1], b0 = state->next;
    const unsigned below = state->depth > 1 ? outline[state->stack[state->depth - 2]] : 255u;
    return cp_sure_hash(CP_SURE_MOVE, (uint64_t)tag[s0] << 8 | (uint64_t)outline[s0] << 16 | (uint64_t)tag[b0] << 24 |
                                          (uint64_t)outline[b0] << 32 | (uint64_t)below << 40);
}

// Tags of head and dependent, what the outline expects of the dependent, and how far they are apart.
static inline uint64_t cp_sure_label(const struct cp_row *row, int head, int child)
{
    enum { FAR = 8 };
    const uint8_t *tag = row->tag + CP_PAD;
    const int distance = head > child ? head - child : child - head;
    return cp_sure_hash(head > child ? CP_SURE_LEFT : CP_SURE_RIGHT,
                        (uint64_t)tag[head] << 8 | (uint64_t)tag[child] << 16 |
                            (uint64_t)row->outline[child + CP_PAD] << 24 |
                            (uint64_t)(distance < FAR ? distance : FAR) << 32);
}

// The word, its tag and its neighbours'.
static inline uint64_t cp_sure_outline(const struct cp_row *row, int i)
{
    const uint8_t *tag = row->tag + CP_PAD;
    const unsigned before = i > 0 ? tag[i - 1] : 255u, after = i + 1 < row->count ? tag[i + 1] : 255u;
    return cp_sure_hash(CP_SURE_OUTLINE, (uint64_t)row->looks[i + CP_PAD].norm << 32 | (uint64_t)tag[i] << 8 |
                                             (uint64_t)before << 16 | (uint64_t)after << 24);
}

// The words that are used alike, the tag, and whether a name goes on.
static inline uint64_t cp_sure_name(const struct cp_row *row, int i)
{
    const unsigned before = i > 0 ? row->name[i - 1 + CP_PAD] : 255u;
    return cp_sure_hash(CP_SURE_NAME, (uint64_t)row->looks[i + CP_PAD].cluster << 32 |
                                          (uint64_t)row->tag[i + CP_PAD] << 8 | (uint64_t)before << 16);
}

#endif
