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

const struct cp_word *cp_word_find(const struct cp_word *words, uint32_t count, uint32_t key)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (words[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && words[low].key == key ? &words[low] : NULL;
}

// What a form is made of.
struct letters {
    uint32_t exact, norm, tail, head; // norm, tail and head: in lower case, with digits as 0
    unsigned upper, lower, digits, length;
    bool capital;
};

static struct letters letters_of(struct cp_str form)
{
    struct letters l = {.exact = 0x811C9DC5u, .norm = 0x811C9DC5u};
    for (size_t i = 0; i < form.len; i++) {
        unsigned char c = straight(form, &i), n = c;
        if (c >= 'A' && c <= 'Z') {
            l.capital |= i == 0;
            l.upper++;
            n = (unsigned char)(c + 32);
        } else if (c >= '0' && c <= '9') {
            l.digits++;
            n = '0';
        } else {
            l.lower += (c >= 'a' && c <= 'z') || c >= 128;
        }
        l.exact = (l.exact ^ c) * 0x01000193u;
        l.norm = (l.norm ^ n) * 0x01000193u;
        l.tail = l.tail << 8 | n;
        if (l.length++ < 3)
            l.head = l.head << 8 | n;
    }
    return l;
}

// "US" is "U.S.", not "us", unless all is written in capitals.
static bool is_united_states(struct cp_str form, enum cp_case written)
{
    return form.len == 2 && form.ptr[0] == 'U' && form.ptr[1] == 'S' && written != CP_CASE_CAPITALS;
}

void cp_look_at(struct cp_str form, bool first, enum cp_case written, const struct cp_word *words, uint32_t word_count,
                struct cp_look *look)
{
    const struct letters l = letters_of(form),
                         whole = is_united_states(form, written) ? letters_of(CP_STR("U.S.")) : l;
    const uint32_t shape = shape_of(l.upper, l.lower, l.digits, l.capital, l.length) * 8u + (uint32_t)written * 2u + first;
    look->form = cp_atom(l.exact);
    look->norm = cp_atom(whole.norm);
    look->suffix2 = cp_atom(whole.tail & 0xFFFF);
    look->suffix3 = cp_atom(whole.tail & 0xFFFFFF);
    look->prefix3 = cp_atom(whole.head);
    look->shape = cp_atom(shape);
    look->guess = cp_atom(0x10000 + shape);
    look->cluster = cp_atom(0x140000 + shape);
    look->tag = look->flags = 0;
    if (!words)
        return;
    const struct cp_word *word = cp_word_find(words, word_count, look->form);
    if (word && word->traits & CP_WORD_FLAGS) {
        look->guess = cp_atom(0x20000 + word->tag * 256u + word->second);
        look->tag = word->tag;
        look->flags = word->traits & CP_WORD_FLAGS;
    } else if (!word && look->norm != look->form) {
        word = cp_word_find(words, word_count, look->norm);
    }
    if (word && word->traits >> CP_CLUSTER_SHIFT)
        look->cluster = cp_atom(0x150000u + (word->traits >> CP_CLUSTER_SHIFT));
}
