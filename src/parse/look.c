// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
#include "look.h"

enum shape { LOWER, CAPITAL, UPPER, MIXED, DIGITS, ALNUM, SIGN, INITIAL };

// Curly quotes count as straight ones.
static unsigned char straight(struct cp_str form, size_t *i)
{
    unsigned char c = (unsigned char)form.ptr[*i];
    if (c == 0xE2 && *i + 2 < form.len && (unsigned char)form.ptr[*i + 1] == 0x80) {
        unsigned char last = (unsigned char)form.ptr[*i + 2];
        if (last >= 0x98 && last <= 0x9F) {
            *i += 2;
            return last < 0x9C ? '\'' : '"';
        }
    }
    return c;
}

static enum shape shape_of(unsigned upper, unsigned lower, unsigned digits, bool capital, size_t length)
{
    if (digits)
        return upper + lower ? ALNUM : DIGITS;
    if (!upper)
        return lower ? LOWER : SIGN;
    if (!lower)
        return length <= 2 ? INITIAL : UPPER;
    return capital && upper == 1 ? CAPITAL : MIXED;
}

void cp_case_count(struct cp_case_counts *counts, struct cp_str form)
{
    bool first_small = form.ptr[0] >= 'a' && form.ptr[0] <= 'z', first_capital = form.ptr[0] >= 'A' && form.ptr[0] <= 'Z';
    bool any_small = first_small;
    for (size_t i = 1; i < form.len && !any_small; i++)
        any_small = form.ptr[i] >= 'a' && form.ptr[i] <= 'z';
    counts->lower += first_small && form.len > 3; // small words are small in headlines too
    counts->capital += first_capital;
    counts->capitals += first_capital && !any_small && form.len > 1;
}

enum cp_case cp_case_of(const struct cp_case_counts *counts)
{
    if (counts->capitals > 1 && counts->lower == 0 && counts->capitals * 3 >= counts->capital * 2)
        return CP_CASE_CAPITALS;
    if (counts->capital > 2 && counts->lower * 4 <= counts->capital)
        return CP_CASE_TITLE;
    return CP_CASE_NORMAL;
}

static const struct cp_word *find_word(const struct cp_word *words, uint32_t mask, uint32_t key)
{
    uint32_t at = key & mask;
    while (words[at].key && words[at].key != key)
        at = (at + 1) & mask;
    return words[at].key ? &words[at] : NULL;
}

void cp_look_at(struct cp_str form, bool first, enum cp_case written, const struct cp_word *words, uint32_t word_mask,
                struct cp_look *look)
{
    uint32_t exact = 0x811C9DC5u, norm = 0x811C9DC5u, tail = 0, head = 0;
    unsigned upper = 0, lower = 0, digits = 0, length = 0;
    bool capital = false;
    for (size_t i = 0; i < form.len; i++) {
        unsigned char c = straight(form, &i), n = c;
        if (c >= 'A' && c <= 'Z') {
            capital |= i == 0;
            upper++;
            n = (unsigned char)(c + 32);
        } else if (c >= '0' && c <= '9') {
            digits++;
            n = '0';
        } else {
            lower += (c >= 'a' && c <= 'z') || c >= 128;
        }
        exact = (exact ^ c) * 0x01000193u;
        norm = (norm ^ n) * 0x01000193u;
        tail = tail << 8 | n;
        if (length++ < 3)
            head = head << 8 | n;
    }
    uint32_t shape = shape_of(upper, lower, digits, capital, length) * 8u + (uint32_t)written * 2u + first;
    look->form = cp_atom(exact);
    look->norm = cp_atom(norm);
    look->suffix2 = cp_atom(tail & 0xFFFF);
    look->suffix3 = cp_atom(tail & 0xFFFFFF);
    look->prefix3 = cp_atom(head);
    look->shape = cp_atom(shape);
    look->guess = cp_atom(0x10000 + shape);
    look->cluster = cp_atom(0x140000 + shape);
    look->tag = look->flags = 0;
    if (!words)
        return;
    const struct cp_word *word = find_word(words, word_mask, look->form);
    if (word && word->traits & CP_WORD_FLAGS) {
        look->guess = cp_atom(0x20000 + word->tag * 256u + word->second);
        look->tag = word->tag;
        look->flags = word->traits & CP_WORD_FLAGS;
    } else if (!word && look->norm != look->form) {
        word = find_word(words, word_mask, look->norm);
    }
    if (word && word->traits >> CP_CLUSTER_SHIFT)
        look->cluster = cp_atom(0x150000u + (word->traits >> CP_CLUSTER_SHIFT));
}
