// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// One line of text: where it stands, how it ends, whether a list marker or a heading's
// marks begin it, which cells it has.
#include "line.h"

#include <string.h>

enum { LONGEST_ROW = 240, LONGEST_CELL = 70 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

struct cp_line cp_line_at(struct cp_str s, size_t at)
{
    const char *cut = memchr(s.ptr + at, '\n', s.len - at);
    struct cp_line l = {.begin = at, .end = cut ? (size_t)(cut - s.ptr) : s.len};
    l.next = cut ? l.end + 1 : s.len;
    while (l.end > at && (s.ptr[l.end - 1] == '\r' || s.ptr[l.end - 1] == '\f'))
        l.end--;
    l.hard = l.end >= at + 2 && s.ptr[l.end - 1] == ' ' && s.ptr[l.end - 2] == ' ';
    while (l.begin < l.end && (s.ptr[l.begin] == ' ' || s.ptr[l.begin] == '\t' || s.ptr[l.begin] == '\f')) {
        l.indent += s.ptr[l.begin] == '\t' ? 4 - l.indent % 4 : 1;
        l.begin++;
    }
    struct cp_str trimmed = cp_str_trim(cp_str_slice(s, l.begin, l.end));
    l.begin = trimmed.len ? (size_t)(trimmed.ptr - s.ptr) : l.end;
    l.end = l.begin + trimmed.len;
    return l;
}

bool cp_has_word(struct cp_str s)
{
    for (size_t at = 0; at < s.len;) {
        if (is_digit(s.ptr[at]))
            return true;
        if (cp_rune_is_letter(cp_utf8_next(s, &at)))
            return true;
    }
    return false;
}

bool cp_made_of(struct cp_str s, const char *marks)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] == '\0' || !strchr(marks, s.ptr[i]))
            return false;
    return s.len > 0;
}

static bool ends_with_any(struct cp_str s, const char *const *ends, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (cp_str_ends(s, cp_str_from(ends[i])))
            return true;
    return false;
}

bool cp_ends_sentence(struct cp_str s)
{
    static const char *const ends[] = {".", "!",           "?", ":", ";", "\"", ")", "\xE2\x80\x9D", "\xE2\x80\x99",
                                       "'", "\xE2\x80\xA6"};
    return s.len == 0 || ends_with_any(s, ends, sizeof ends / sizeof *ends);
}

uint32_t cp_first_rune(struct cp_str s)
{
    size_t at = 0;
    return s.len ? cp_utf8_next(s, &at) : 0;
}

bool cp_starts_small(struct cp_str s)
{
    uint32_t c = cp_first_rune(s);
    return cp_rune_is_letter(c) && cp_rune_lower(c) == c;
}

// Length of a list marker with the white space behind it; 0: none.
size_t cp_bullet_length(struct cp_str s)
{
    static const char *const bullets[] = {"-", "*", "+", "\xE2\x80\xA2", "\xC2\xB7", "\xE2\x96\xAA", "\xE2\x97\xA6",
                                          "\xE2\x80\xA3", "\xE2\x97\x8F", "\xE2\x97\x8B", "\xE2\x96\xA0", "\xE2\x80\x93",
                                          "\xE2\x80\x94", "\xEF\x82\xB7", "\xE2\x9E\xA2", "\xE2\x81\x83", "o"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        size_t n = strlen(bullets[i]);
        if (!cp_str_starts(s, cp_str_from(bullets[i])))
            continue;
        bool glued = i >= 3 && i <= 10; // a round bullet needs no blank behind it
        if (n < s.len && (s.ptr[n] == '\t' || (s.ptr[n] == ' ' && (i + 1 < sizeof bullets / sizeof *bullets)) || glued))
            return n;
        if (n + 1 < s.len && s.ptr[n] == '\xC2' && s.ptr[n + 1] == '\xA0')
            return n;
    }
    return 0;
}

size_t cp_number_length(struct cp_str s)
{
    size_t n = 0;
    while (n < s.len && n < 3 && is_digit(s.ptr[n]))
        n++;
    if (n == 0 || n + 2 >= s.len || (s.ptr[n] != '.' && s.ptr[n] != ')') || s.ptr[n + 1] != ' ')
        return 0;
    return n + 1;
}

size_t cp_clock_length(struct cp_str s)
{
    size_t n = 0;
    while (n < s.len && n < 2 && is_digit(s.ptr[n]))
        n++;
    bool colon = n && n + 3 < s.len && s.ptr[n] == ':' && is_digit(s.ptr[n + 1]) && is_digit(s.ptr[n + 2]);
    const size_t least = 20; // a time alone is no news
    return colon && s.ptr[n + 3] == ' ' && s.len >= n + least ? n + 3 : 0;
}

size_t cp_heading_marks(struct cp_str s)
{
    size_t n = 0;
    while (n < s.len && s.ptr[n] == '#')
        n++;
    return n >= 1 && n <= 6 && (n == s.len || s.ptr[n] == ' ' || s.ptr[n] == '\t') ? n : 0;
}

size_t cp_count_byte(struct cp_str s, char c)
{
    size_t n = 0;
    const char *end = s.ptr + s.len;
    for (const char *at = s.ptr; s.len && (at = memchr(at, c, (size_t)(end - at))); at++)
        n += at == s.ptr || at[-1] != '\\';
    return n;
}

size_t cp_piped_cell(struct cp_str s, size_t at, size_t *next)
{
    size_t end = at;
    while (end < s.len && (s.ptr[end] != '|' || (end > at && s.ptr[end - 1] == '\\')))
        end++;
    *next = end + 1;
    return end;
}

size_t cp_spaced_cell(struct cp_str s, size_t at, size_t *next)
{
    size_t end = at;
    while (end < s.len && s.ptr[end] != '\t' && !cp_str_starts(cp_str_slice(s, end, s.len), CP_STR("   ")))
        end++;
    *next = end;
    while (*next < s.len && (s.ptr[*next] == '\t' || s.ptr[*next] == ' '))
        ++*next;
    return end;
}

size_t cp_spaced_cells(struct cp_str s)
{
    size_t cells = 0;
    if (s.len > LONGEST_ROW)
        return 1;
    for (size_t at = 0, next; at < s.len; at = next, cells++)
        if (cp_spaced_cell(s, at, &next) - at > LONGEST_CELL)
            return 1;
    return cells;
}
