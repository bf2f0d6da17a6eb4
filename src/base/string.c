// SPDX-License-Identifier: GPL-3.0-or-later
// Room: base.
#include "chokepoint/base.h"

#include "format.h"

#include <stdio.h>
#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

// Nothing is trimmed at it; most strings begin and end so.
static bool is_plain(char c)
{
    return (unsigned char)c > ' ' && (unsigned char)c < 0x80;
}

struct cp_str cp_str_trim(struct cp_str s)
{
    if (s.len && is_plain(s.ptr[0]) && is_plain(s.ptr[s.len - 1]))
        return s;
    for (;;) {
        if (s.len && is_blank(s.ptr[0]))
            s.ptr++, s.len--;
        else if (s.len > 1 && memcmp(s.ptr, "\xC2\xA0", 2) == 0)
            s.ptr += 2, s.len -= 2;
        else
            break;
    }
    for (;;) {
        if (s.len && is_blank(s.ptr[s.len - 1]))
            s.len--;
        else if (s.len > 1 && memcmp(s.ptr + s.len - 2, "\xC2\xA0", 2) == 0)
            s.len -= 2;
        else
            return s;
    }
}

static unsigned char fold(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool cp_str_equal_fold(struct cp_str a, struct cp_str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (fold(a.ptr[i]) != fold(b.ptr[i]))
            return false;
    return true;
}

int cp_str_compare(struct cp_str a, struct cp_str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    if (order)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

size_t cp_str_find(struct cp_str s, struct cp_str needle, size_t from)
{
    if (needle.len == 0)
        return from <= s.len ? from : SIZE_MAX;
    while (from < s.len && s.len - from >= needle.len) {
        const char *hit = memchr(s.ptr + from, needle.ptr[0], s.len - from - needle.len + 1);
        if (!hit)
            return SIZE_MAX;
        from = (size_t)(hit - s.ptr);
        if (memcmp(hit, needle.ptr, needle.len) == 0)
            return from;
        from++;
    }
    return SIZE_MAX;
}

struct cp_str cp_str_split(struct cp_str *rest, char separator)
{
    const char *cut = rest->len ? memchr(rest->ptr, separator, rest->len) : NULL;
    size_t len = cut ? (size_t)(cut - rest->ptr) : rest->len;
    struct cp_str field = {rest->ptr, len};
    size_t skip = cut ? len + 1 : len;
    rest->ptr += skip;
    rest->len -= skip;
    return field;
}

bool cp_str_item(struct cp_str *list, struct cp_str *item)
{
    while (list->len) {
        *item = cp_str_trim(cp_str_split(list, '|'));
        if (item->len)
            return true;
    }
    return false;
}

bool cp_str_whole(struct cp_str s, int most, int *number)
{
    const bool minus = s.len && s.ptr[0] == '-';
    int64_t size = 0;
    if (s.len == minus)
        return false;
    for (size_t i = minus; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        size = size * 10 + (s.ptr[i] - '0');
        if (size > most)
            return false;
    }
    *number = (int)(minus ? -size : size);
    return true;
}

// The order of bytes is written out, so that it is the same on every machine; compilers make one load of it.
static uint64_t four_bytes(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

// FNV-1a with a final mix (Murmur3's), so that low bits are good enough for a table's mask.
uint64_t cp_str_hash(struct cp_str s)
{
    uint64_t h = 0xcbf29ce484222325u ^ s.len, last = 0;
    for (; s.len > 8; s.ptr += 8, s.len -= 8) {
        h = (h ^ (four_bytes(s.ptr) | four_bytes(s.ptr + 4) << 32)) * 0x9e3779b97f4a7c15u;
        h ^= h >> 32;
    }
    if (s.len >= 4) // the two halves may overlap
        last = four_bytes(s.ptr) | four_bytes(s.ptr + s.len - 4) << 32;
    else
        for (size_t i = 0; i < s.len; i++)
            last = last << 8 | (unsigned char)s.ptr[i];
    h = (h ^ last) * 0xff51afd7ed558ccdu;
    h ^= h >> 33;
    h *= 0xc4ceb9fe1a85ec53u;
    return h ^ (h >> 33);
}

struct cp_str cp_str_copy(struct cp_arena *arena, struct cp_str s)
{
    char *copy = cp_alloc(arena, s.len + 1);
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    return (struct cp_str){copy, s.len};
}

// Of ASCII; bytes behind the first one that is not may be anything.
static uint64_t in_small_letters(uint64_t eight)
{
    const uint64_t capital = (eight + CP_EACH_BYTE * (0x80 - 'A')) & ~(eight + CP_EACH_BYTE * (0x7F - 'Z'));
    return eight | (capital & CP_EACH_BYTE * 0x80) >> 2;
}

struct cp_str cp_str_lower(struct cp_arena *arena, struct cp_str s)
{
    char *lower = cp_alloc_unset(arena, s.len * 2 + 12); // a code point's lower case may need one byte more; 8 are put at once
    size_t len = 0;
    for (size_t at = 0; at < s.len;) {
        const uint64_t eight = cp_str_eight(s, at), wide = cp_eight_wide(eight);
        const size_t rest = s.len - at < 8 ? s.len - at : 8, n = wide ? cp_eight_first(wide) : rest;
        cp_str_put_eight(lower + len, in_small_letters(eight));
        at += n;
        len += n;
        if (wide)
            len += cp_utf8_put(cp_rune_lower(cp_utf8_next(s, &at)), lower + len);
    }
    lower[len] = '\0';
    return (struct cp_str){lower, len};
}

struct cp_str cp_str_format(struct cp_arena *arena, const char *format, ...)
{
    char room[512]; // most texts have room here, and are written but once
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    size_t size = cp_format_plainly(room, sizeof room, format, arguments);
    va_end(arguments);
    if (size == SIZE_MAX) {
        va_copy(arguments, again);
        const int len = vsnprintf(room, sizeof room, format, arguments);
        va_end(arguments);
        size = len > 0 ? (size_t)len : 0;
    }
    char *text = cp_alloc_unset(arena, size + 1);
    if (size < sizeof room)
        memcpy(text, room, size);
    else
        vsnprintf(text, size + 1, format, again);
    text[size] = '\0';
    va_end(again);
    return (struct cp_str){text, size};
}

struct cp_str cp_str_slug(struct cp_arena *arena, struct cp_str s)
{
    struct cp_str lower = cp_str_lower(arena, s);
    char *slug = cp_alloc(arena, lower.len + 1);
    size_t len = 0;
    for (size_t at = 0; at < lower.len;) {
        size_t begin = at;
        uint32_t code = cp_utf8_next(lower, &at);
        if (cp_rune_is_letter(code) || (code >= '0' && code <= '9')) {
            memcpy(slug + len, lower.ptr + begin, at - begin);
            len += at - begin;
        } else if (len && slug[len - 1] != '-' && code != '\'' && code != 0x2019 && code != '.') {
            slug[len++] = '-';
        }
    }
    while (len && slug[len - 1] == '-')
        len--;
    return (struct cp_str){slug, len};
}

struct cp_str cp_str_chain(struct cp_arena *arena, const struct cp_str *parts, size_t count)
{
    size_t size = 0, len = 0;
    for (size_t i = 0; i < count; i++)
        size += parts[i].len;
    char *text = cp_alloc_unset(arena, size + 1);
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len)
            memcpy(text + len, parts[i].ptr, parts[i].len);
        len += parts[i].len;
    }
    text[len] = '\0';
    return (struct cp_str){text, len};
}

// Of eight bytes those that do not stay as they are: blanks behind others, and, seen from the first of them on, what may be
// another white space. `after`: the byte before them is a blank.
static uint64_t not_collapsed(uint64_t eight, bool after)
{
    const uint64_t blanks = cp_eight_each_equal(eight, ' ');
    return cp_eight_below(eight, ' ') | (blanks & (blanks << 8 | (after ? 0x80 : 0)));
}

bool cp_str_is_collapsed(struct cp_str s)
{
    for (size_t i = 0; i < s.len; i += 8) {
        const uint64_t other = not_collapsed(cp_str_eight(s, i), i && s.ptr[i - 1] == ' ');
        if (other && i + cp_eight_first(other) < s.len) // behind the end are bytes of 0
            return false;
    }
    return true;
}

struct cp_str cp_str_tidy(struct cp_arena *arena, struct cp_str s)
{
    s = cp_str_trim(s);
    return cp_str_is_collapsed(s) ? s : cp_str_collapse(arena, s);
}

struct cp_str cp_str_collapse(struct cp_arena *arena, struct cp_str s)
{
    s = cp_str_trim(s);
    char *out = cp_alloc_unset(arena, s.len + 8); // eight are put at once
    size_t len = 0;
    for (size_t i = 0; i < s.len;) {
        const uint64_t eight = cp_str_eight(s, i), other = not_collapsed(eight, len && out[len - 1] == ' ');
        const size_t n = other ? cp_eight_first(other) : 8;
        cp_str_put_eight(out + len, eight);
        len += n;
        i += n;
        if (!other || i >= s.len) // behind the end are bytes of 0
            continue;
        if (!is_blank(s.ptr[i]))
            out[len++] = s.ptr[i];
        else if (len && out[len - 1] != ' ')
            out[len++] = ' ';
        i++;
    }
    out[len] = '\0';
    return (struct cp_str){out, len};
}

static unsigned least(unsigned a, unsigned b, unsigned c)
{
    unsigned m = a < b ? a : b;
    return m < c ? m : c;
}

// Damerau's distance with neighbours swapped at most once (optimal string alignment), on bytes.
unsigned cp_str_distance(struct cp_str a, struct cp_str b, unsigned limit)
{
    enum { LONGEST = 128 };
    if (a.len > LONGEST || b.len > LONGEST)
        return cp_str_equal(a, b) ? 0 : limit + 1;
    unsigned row[3][LONGEST + 1];
    unsigned *before = row[0], *above = row[1], *here = row[2];
    for (size_t j = 0; j <= b.len; j++)
        above[j] = (unsigned)j;
    memset(before, 0, sizeof row[0]);
    for (size_t i = 1; i <= a.len; i++) {
        here[0] = (unsigned)i;
        for (size_t j = 1; j <= b.len; j++) {
            unsigned change = a.ptr[i - 1] != b.ptr[j - 1];
            here[j] = least(above[j] + 1, here[j - 1] + 1, above[j - 1] + change);
            bool swapped = i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1];
            if (swapped && before[j - 2] + 1 < here[j])
                here[j] = before[j - 2] + 1;
        }
        unsigned *free_row = before;
        before = above;
        above = here;
        here = free_row;
    }
    return above[b.len] > limit ? limit + 1 : above[b.len];
}
