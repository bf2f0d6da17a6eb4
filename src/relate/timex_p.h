// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the readers of expressions of time share: timex_words.c reads single words, timex_calendar.c dates that stand in a calendar
// ("October 7, 2022"), timex_relative.c those that are counted from the document or from what was told last ("last week", "a
// month later"); timex.c tries them at each word.
//
// Room: relate.
#ifndef CP_RELATE_TIMEX_P_H
#define CP_RELATE_TIMEX_P_H

#include "timex.h"

struct reader {
    const struct cp_analysis *analysis;
    uint32_t begin, end; // tokens of the sentence
    struct cp_date today;
    int32_t day; // today in days; 0 if the day is not known
    struct timeline *timeline;
};

// ---------------------------------------------------------------- words

static inline struct cp_str word(const struct reader *r, uint32_t token)
{
    return token >= r->begin && token < r->end ? r->analysis->tokens[token].lower : (struct cp_str){"", 0};
}

// Asked many times of a token; the first letter is nearly always another.
static inline bool is_word(struct cp_str w, const char *text)
{
    return w.len && w.ptr[0] == text[0] && cp_str_equal(w, cp_str_from(text));
}

static inline bool is(const struct reader *r, uint32_t token, const char *text)
{
    return is_word(word(r, token), text);
}

static inline int index_of(struct cp_str w, const char *const *list, int count)
{
    for (int i = 0; i < count; i++)
        if (is_word(w, list[i]))
            return i;
    return -1;
}

static inline int find_word(const struct reader *r, uint32_t token, const char *const *list, int count)
{
    return index_of(word(r, token), list, count);
}

static inline bool is_one_of(const struct reader *r, uint32_t token, const char *const *list, size_t count)
{
    return find_word(r, token, list, (int)count) >= 0;
}
#define IS_ANY(r, token, ...)                                                                                          \
    is_one_of(r, token, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static inline struct cp_date make_date(int year, int month, int day)
{
    return (struct cp_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
}

extern const char *const cp_timex_months[12];

// Those named _in ask the word alone.
// 1 … 12 for "October" or "Oct.", else 0. "may" and "march" want their capital.
int cp_timex_month_in(struct cp_str w);
int cp_timex_month(const struct reader *r, uint32_t token);
// A whole number of at most four digits, also "1st"; -1 if it is none.
int cp_timex_digits(const struct reader *r, uint32_t token, bool *ordinal);
// 1 … 31, also "7th", else 0.
int cp_timex_day_in(struct cp_str w);
int cp_timex_day(const struct reader *r, uint32_t token);
// Of four digits, 1900 … 2099, else 0.
int cp_timex_year_in(struct cp_str w);
int cp_timex_year(const struct reader *r, uint32_t token);
// "three", "12", "a": how many; 0 if it is no number.
int cp_timex_count_in(struct cp_str w);
int cp_timex_count(const struct reader *r, uint32_t token);
// What all days of a window agree on.
struct cp_date cp_timex_window(int32_t first, int32_t last);
struct cp_date cp_timex_months_back(struct cp_date today, int count);
// The year in which a month without one lies if the text goes on from an earlier year; 0 if it does not.
int cp_timex_year_told(const struct reader *r, int month);

// ---------------------------------------------------------------- readings

// Reads an expression that begins at a token: how many tokens it has, or 0. What a reading finds is in `x`.
typedef uint32_t timex_reading(const struct reader *r, uint32_t at, struct timex *x);

timex_reading cp_timex_month_first, cp_timex_day_first, cp_timex_year_first, cp_timex_with_strokes, cp_timex_part_of_year, cp_timex_feast, cp_timex_year_alone; // calendar
timex_reading cp_timex_weekday, cp_timex_near_day, cp_timex_weekend, cp_timex_within_span, cp_timex_near_span, cp_timex_ago, cp_timex_soon_after, cp_timex_from_told, cp_timex_recent; // relative

#endif
