// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// A quick look at JSON, by the grammar of RFC 8259. It says yes to what is plainly valid: nearly all there is. Of the
// rest (escaped surrogates, long numbers, deep nesting, broken UTF-8) it says that it does not know, and the library is
// asked, which takes five times as long and says what is wrong.
#include "read_p.h"

enum { DEEPEST = 32, MOST_DIGITS = 15 };

struct look {
    struct cp_str s;
    size_t at;
};

static void skip_blanks(struct look *l)
{
    while (l->at < l->s.len && (l->s.ptr[l->at] == ' ' || l->s.ptr[l->at] == '\t' || l->s.ptr[l->at] == '\n' ||
                                l->s.ptr[l->at] == '\r'))
        l->at++;
}

static bool take(struct look *l, char c)
{
    if (l->at >= l->s.len || l->s.ptr[l->at] != c)
        return false;
    l->at++;
    return true;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

// Behind the backslash. No surrogates, which must come in pairs, and no NUL, which may not be in a name.
static bool take_escape(struct look *l)
{
    if (l->at >= l->s.len)
        return false;
    char c = l->s.ptr[l->at++];
    if (c != 'u')
        return c == '"' || c == '\\' || c == '/' || c == 'b' || c == 'f' || c == 'n' || c == 'r' || c == 't';
    struct cp_str digits = cp_str_slice(l->s, l->at, l->at + 4);
    if (digits.len < 4 || (digits.ptr[0] | 32) == 'd' || cp_str_equal(digits, CP_STR("0000")))
        return false;
    for (int i = 0; i < 4; i++)
        if (!is_hex(l->s.ptr[l->at++]))
            return false;
    return true;
}

static bool take_string(struct look *l)
{
    if (!take(l, '"'))
        return false;
    while (l->at < l->s.len) {
        const uint64_t eight = cp_str_eight(l->s, l->at);
        const uint64_t other = cp_eight_below(eight, 0x20) | cp_eight_equal(eight, '"') | cp_eight_equal(eight, '\\');
        l->at += other ? cp_eight_first(other) : 8;
        if (!other)
            continue;
        if (l->at >= l->s.len) // behind the end are bytes of 0
            return false;
        unsigned char c = (unsigned char)l->s.ptr[l->at++];
        if (c == '"')
            return true;
        if (c < 0x20 || (c == '\\' && !take_escape(l)))
            return false;
    }
    return false;
}

static size_t take_digits(struct look *l)
{
    size_t begin = l->at;
    while (l->at < l->s.len && l->s.ptr[l->at] >= '0' && l->s.ptr[l->at] <= '9')
        l->at++;
    return l->at - begin;
}

// Without an exponent.
static bool take_number(struct look *l)
{
    take(l, '-');
    size_t begin = l->at, whole = take_digits(l);
    if (!whole || whole > MOST_DIGITS || (whole > 1 && l->s.ptr[begin] == '0'))
        return false;
    size_t part = take(l, '.') ? take_digits(l) : 1;
    return part && part <= MOST_DIGITS && (l->at >= l->s.len || (l->s.ptr[l->at] | 32) != 'e');
}

static bool take_word(struct look *l, struct cp_str word)
{
    if (!cp_str_starts(cp_str_slice(l->s, l->at, l->s.len), word))
        return false;
    l->at += word.len;
    return true;
}

static bool take_value(struct look *l, unsigned depth);

// What stands between brackets of either kind, which differ in whether each value has a name.
static bool take_values(struct look *l, char open, char close, unsigned depth)
{
    if (!take(l, open) || depth == DEEPEST)
        return false;
    skip_blanks(l);
    if (take(l, close))
        return true;
    do {
        skip_blanks(l);
        if (open == '{') {
            if (!take_string(l))
                return false;
            skip_blanks(l);
            if (!take(l, ':'))
                return false;
        }
        if (!take_value(l, depth + 1))
            return false;
        skip_blanks(l);
    } while (take(l, ','));
    return take(l, close);
}

static bool take_value(struct look *l, unsigned depth)
{
    skip_blanks(l);
    switch (l->at < l->s.len ? l->s.ptr[l->at] : '\0') {
    case '{':
        return take_values(l, '{', '}', depth);
    case '[':
        return take_values(l, '[', ']', depth);
    case '"':
        return take_string(l);
    case 't':
        return take_word(l, CP_STR("true"));
    case 'f':
        return take_word(l, CP_STR("false"));
    case 'n':
        return take_word(l, CP_STR("null"));
    default:
        return take_number(l);
    }
}

bool cp_is_plain_json_object(struct cp_str s)
{
    struct look l = {s, 0};
    skip_blanks(&l);
    if (!take_values(&l, '{', '}', 0))
        return false;
    skip_blanks(&l);
    return l.at == s.len && cp_utf8_valid(s);
}
