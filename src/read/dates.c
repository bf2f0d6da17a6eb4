// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// Dates in the forms that news and releases print. The text is cut into numbers, words
// and single marks; a date is a pattern of three of them around a month, or an ISO date.
#include "read_p.h"

#include <string.h>

enum { MOST_TOKENS = 40 };

struct token {
    struct cp_str text;
    size_t begin;
    int number;     // -1: no number
    int month;      // 0: no month's name
    bool spaced;    // white space before it
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// "January", "Jan", "Sept": any beginning of a month's name of three letters or more.
static int month_of(struct cp_str word)
{
    static const char *const names[12] = {"january", "february", "march",     "april",   "may",      "june",
                                          "july",    "august",   "september", "october", "november", "december"};
    for (int i = 0; i < 12 && word.len >= 3; i++)
        if ((word.ptr[0] | 0x20) == names[i][0] && cp_str_equal_fold(word, cp_str_slice(cp_str_from(names[i]), 0, word.len)))
            return i + 1;
    return 0;
}

static size_t tokenize(struct cp_str s, struct token *tokens, bool *all)
{
    size_t n = 0, at = 0;
    bool spaced = true;
    *all = true;
    while (at < s.len) {
        size_t begin = at;
        if (cp_rune_is_space(cp_utf8_next(s, &at))) {
            spaced = true;
            continue;
        }
        if (n == MOST_TOKENS) {
            *all = false;
            break;
        }
        struct token *t = &tokens[n++];
        if (is_digit(s.ptr[begin]))
            while (at < s.len && is_digit(s.ptr[at]))
                at++;
        else if (is_word(s.ptr[begin]))
            while (at < s.len && is_word(s.ptr[at]))
                at++;
        *t = (struct token){.text = cp_str_slice(s, begin, at), .begin = begin, .number = -1, .spaced = spaced};
        if (is_digit(s.ptr[begin]) && at - begin <= 8) {
            t->number = 0;
            for (size_t i = begin; i < at; i++)
                t->number = t->number * 10 + (s.ptr[i] - '0');
        } else if (is_word(s.ptr[begin])) {
            t->month = month_of(t->text);
        }
        spaced = false;
    }
    return n;
}

static bool plausible(int year, int month, int day)
{
    static const int days[13] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return year >= 1800 && year <= 2199 && month >= 1 && month <= 12 && day >= 0 && day <= days[month];
}

static bool is_mark(const struct token *tokens, size_t n, size_t i, char c)
{
    return i < n && tokens[i].text.len == 1 && tokens[i].text.ptr[0] == c;
}

static bool is_ordinal(struct cp_str word)
{
    return word.len == 2 && (cp_str_equal_fold(word, CP_STR("st")) || cp_str_equal_fold(word, CP_STR("nd")) ||
                             cp_str_equal_fold(word, CP_STR("rd")) || cp_str_equal_fold(word, CP_STR("th")));
}

static bool is_of(struct cp_str word)
{
    return cp_str_equal_fold(word, CP_STR("of"));
}

static int number_at(const struct token *tokens, size_t n, size_t i, size_t digits)
{
    bool fits =
        i < n && tokens[i].number >= 0 && (digits == 2 ? tokens[i].text.len <= 2 : tokens[i].text.len == digits);
    return fits ? tokens[i].number : -1;
}

// Skips marks and words that may stand between the parts of a date: "21st of May, 2019", "Sept. 3".
static size_t skip_between(const struct token *tokens, size_t n, size_t i)
{
    while (i < n && (is_mark(tokens, n, i, '.') || is_mark(tokens, n, i, ',') || (!tokens[i].spaced && is_ordinal(tokens[i].text)) ||
                     is_of(tokens[i].text)))
        i++;
    return i;
}

static size_t take(struct cp_date *date, int year, int month, int day, size_t next)
{
    if (!plausible(year, month, day))
        return 0;
    *date = (struct cp_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    return next;
}

// 2019-05-21, 2019/05/21, 2019.05.21; 21.05.2019; 05/21/2019 in the American order unless that cannot be.
static size_t match_numbers(const struct token *tokens, size_t n, size_t i, struct cp_date *date)
{
    if (i + 4 >= n || tokens[i].number < 0 || tokens[i + 1].text.len != 1 || tokens[i + 1].spaced)
        return 0;
    char mark = tokens[i + 1].text.ptr[0];
    if ((mark != '-' && mark != '/' && mark != '.') || !is_mark(tokens, n, i + 3, mark))
        return 0;
    int middle = number_at(tokens, n, i + 2, 2);
    int year = number_at(tokens, n, i, 4), last = number_at(tokens, n, i + 4, 2);
    if (year >= 0)
        return last >= 1 ? take(date, year, middle, last, i + 5) : 0;
    int first = number_at(tokens, n, i, 2);
    year = number_at(tokens, n, i + 4, 4);
    if (first < 1 || middle < 1 || year < 0)
        return 0;
    if (mark == '/' && first <= 12)
        return take(date, year, first, middle, i + 5);
    return take(date, year, middle, first, i + 5);
}

// "May 21, 2019", "21 May 2019", "21-May-2019", "May 2019".
static size_t match_words(const struct token *tokens, size_t n, size_t i, struct cp_date *date)
{
    if (tokens[i].month) {
        size_t next = skip_between(tokens, n, i + 1);
        int day = number_at(tokens, n, next, 2);
        if (day >= 1) {
            size_t after = skip_between(tokens, n, next + 1);
            int year = number_at(tokens, n, after, 4);
            return year > 0 ? take(date, year, tokens[i].month, day, after + 1) : 0;
        }
        int year = number_at(tokens, n, next, 4);
        return year > 0 ? take(date, year, tokens[i].month, 0, next + 1) : 0;
    }
    int day = number_at(tokens, n, i, 2);
    if (day < 1)
        return 0;
    size_t next = skip_between(tokens, n, i + 1);
    bool dashed = is_mark(tokens, n, next, '-');
    next += dashed;
    if (next >= n || !tokens[next].month)
        return 0;
    size_t after = dashed && is_mark(tokens, n, next + 1, '-') ? next + 2 : skip_between(tokens, n, next + 1);
    int year = number_at(tokens, n, after, 4);
    return year > 0 ? take(date, year, tokens[next].month, day, after + 1) : 0;
}

// Words that may stand beside a date on a line that is nothing but a date line.
static bool is_company(struct cp_str word)
{
    static const char *const words[] = {
        "published", "updated", "update", "posted", "date",   "dated",   "released", "release", "issued", "on",     "at",
        "last",      "modified", "page",  "pm",     "am",     "a",       "m",        "p",       "et",     "est",    "edt",
        "gmt",       "utc",     "bst",    "cet",    "cest",   "pst",     "pdt",      "ist",     "jst",    "cst",    "z",
        "t",         "monday",  "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue",   "tues",
        "wed",       "thu",     "thur",   "thurs",  "fri",    "sat",     "sun",      "for",     "immediate", "first", "hrs",
        "minutes",   "min",     "read",   "created", "hours", "the",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if ((word.ptr[0] | 0x20) == words[i][0] && cp_str_equal_fold(word, cp_str_from(words[i])))
            return true;
    return false;
}

// Beside a date, outside of it.
static bool may_accompany(const struct token *t)
{
    if (t->number >= 0)
        return t->text.len <= 4;
    return t->month || !is_word(t->text.ptr[0]) || is_company(t->text); // marks, dashes
}

// The date at token i: behind it, or 0.
static size_t match(const struct token *tokens, size_t n, size_t i, struct cp_date *date)
{
    size_t next = match_numbers(tokens, n, i, date);
    return next ? next : match_words(tokens, n, i, date);
}

bool cp_find_date(struct cp_str text, struct cp_date *date)
{
    struct token tokens[MOST_TOKENS];
    bool all;
    size_t n = tokenize(text, tokens, &all);
    for (size_t i = 0; i < n; i++)
        if (match(tokens, n, i, date))
            return true;
    return false;
}

// Most lines say so with their first words: one stands there that is in no date and beside none.
static bool has_other_word(struct cp_str text)
{
    for (size_t at = 0; at < text.len; at++) {
        const size_t begin = at;
        while (at < text.len && is_word(text.ptr[at]))
            at++;
        const struct cp_str word = cp_str_slice(text, begin, at);
        if (word.len && !is_company(word) && !month_of(word) && !is_ordinal(word) && !is_of(word))
            return true;
    }
    return false;
}

bool cp_is_date_line(struct cp_str text, struct cp_date *date)
{
    struct token tokens[MOST_TOKENS];
    bool all;
    *date = (struct cp_date){0};
    if (has_other_word(text))
        return false;
    size_t n = tokenize(text, tokens, &all);
    for (size_t i = 0; i < n && all;) {
        struct cp_date here;
        size_t next = match(tokens, n, i, &here);
        if (next && !date->year)
            *date = here;
        all = next || may_accompany(&tokens[i]);
        i = next ? next : i + 1;
    }
    return all;
}

static bool digits_at(struct cp_str s, size_t at, size_t n, int *value)
{
    if (at + n > s.len)
        return false;
    *value = 0;
    for (size_t i = at; i < at + n; i++) {
        if (!is_digit(s.ptr[i]))
            return false;
        *value = *value * 10 + (s.ptr[i] - '0');
    }
    return true;
}

bool cp_find_date_in_name(struct cp_str name, struct cp_date *date)
{
    for (size_t i = 0; i < name.len; i++) {
        int year, month, day;
        if ((i && is_digit(name.ptr[i - 1])) || !digits_at(name, i, 4, &year))
            continue;
        size_t parted =
            i + 4 < name.len && (name.ptr[i + 4] == '-' || name.ptr[i + 4] == '_' || name.ptr[i + 4] == '.');
        size_t month_at = i + 4 + parted, day_at = month_at + 2 + parted;
        if (!digits_at(name, month_at, 2, &month) || !digits_at(name, day_at, 2, &day))
            continue;
        bool longer = day_at + 2 < name.len && is_digit(name.ptr[day_at + 2]);
        bool even = !parted || name.ptr[month_at + 2] == name.ptr[i + 4];
        if (!longer && even && day >= 1 && year >= 1900 && take(date, year, month, day, 1))
            return true;
    }
    return false;
}

bool cp_find_dateline(struct cp_str text, struct cp_date *date)
{
    size_t capitals = 0, cut = SIZE_MAX;
    text = cp_str_slice(text, 0, 90);
    while (capitals < text.len && ((text.ptr[capitals] >= 'A' && text.ptr[capitals] <= 'Z') ||
                                   (capitals && strchr(" .'-", text.ptr[capitals]))))
        capitals++;
    if (capitals < 3 || capitals == text.len || (text.ptr[capitals] != ',' && text.ptr[capitals] != '('))
        return false;
    static const char *const dashes[] = {" - ", " -- ", "\xE2\x80\x93", "\xE2\x80\x94", "--"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        size_t at = cp_str_find(text, cp_str_from(dashes[i]), capitals);
        if (at < cut)
            cut = at;
    }
    return cut != SIZE_MAX && cp_find_date(cp_str_slice(text, capitals, cut), date) && date->day;
}
