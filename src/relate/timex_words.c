// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Words that say a month, a day, a year or a number.
#include "timex_p.h"

const char *const cp_timex_months[12] = {"january", "february", "march",     "april",   "may",      "june",
                                     "july",    "august",   "september", "october", "november", "december"};
static const char *const short_months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                           "jul", "aug", "sep", "oct", "nov", "dec"};
static const char *const numbers[] = {"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                      "seven", "eight", "nine", "ten",   "eleven", "twelve"};

int cp_timex_month_in(struct cp_str w)
{
    if (w.len && w.ptr[w.len - 1] == '.')
        w = cp_str_slice(w, 0, w.len - 1);
    for (int i = 0; i < 12; i++)
        if (is_word(w, cp_timex_months[i]) || is_word(w, short_months[i]))
            return i + 1;
    return cp_str_equal(w, CP_STR("sept")) ? 9 : 0;
}

int cp_timex_month(const struct reader *r, uint32_t token)
{
    struct cp_str w = word(r, token);
    if (!w.len || !r->analysis->tokens[token].capital || r->analysis->tokens[token].tag == CP_TAG_MD)
        return 0;
    return cp_timex_month_in(w);
}

// A whole number of at most four digits, also "1st"; -1 if it is none.
static int digits(struct cp_str w, bool *ordinal)
{
    int value = 0;
    size_t i = 0;
    for (; i < w.len && i < 4 && w.ptr[i] >= '0' && w.ptr[i] <= '9'; i++)
        value = value * 10 + (w.ptr[i] - '0');
    *ordinal = i > 0 && w.len - i == 2 && w.ptr[i] >= 'a' && w.ptr[i] <= 'z';
    return i > 0 && (i == w.len || *ordinal) ? value : -1;
}

int cp_timex_digits(const struct reader *r, uint32_t token, bool *ordinal)
{
    return digits(word(r, token), ordinal);
}

int cp_timex_day_in(struct cp_str w)
{
    bool ordinal;
    int value = digits(w, &ordinal);
    return value >= 1 && value <= 31 ? value : 0;
}

int cp_timex_day(const struct reader *r, uint32_t token)
{
    return cp_timex_day_in(word(r, token));
}

int cp_timex_year_in(struct cp_str w)
{
    bool ordinal;
    int value = w.len == 4 ? digits(w, &ordinal) : 0;
    return value >= 1900 && value <= 2099 ? value : 0;
}

int cp_timex_year(const struct reader *r, uint32_t token)
{
    return cp_timex_year_in(word(r, token));
}

int cp_timex_count_in(struct cp_str w)
{
    if (!w.len || w.len > 6)
        return 0; // longer than "twelve"
    bool ordinal;
    int value = digits(w, &ordinal);
    if (value > 0 && !ordinal)
        return value;
    if (w.ptr[0] == 'a')
        return is_word(w, "a") || is_word(w, "an");
    value = index_of(w, numbers, 13);
    return value > 0 ? value : 0;
}

int cp_timex_count(const struct reader *r, uint32_t token)
{
    return cp_timex_count_in(word(r, token));
}

struct cp_date cp_timex_window(int32_t first, int32_t last)
{
    struct cp_date a = cp_date_from_days(first), b = cp_date_from_days(last);
    if (first == last)
        return a;
    if (a.year != b.year)
        return make_date(b.year, 0, 0);
    return make_date(a.year, a.month == b.month ? a.month : 0, 0);
}

struct cp_date cp_timex_months_back(struct cp_date today, int count)
{
    int n = today.year * 12 + (today.month ? today.month : 1) - 1 - count;
    return make_date(n / 12, today.month ? n % 12 + 1 : 0, 0);
}
