// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Dates that name their month, their day or their year. A month or a day without a year is the latest one before the document, unless
// the text is telling of an earlier year: "In June 2016 … In July …".
#include "timex_p.h"

int cp_timex_year_told(const struct reader *r, int month)
{
    struct cp_date past = r->timeline->past;
    if (!past.year || past.year >= r->today.year)
        return 0;
    return past.year + (month < past.month);
}

// The latest day or month of this name before the document, and the next.
static void without_year(const struct reader *r, int month, int day, struct timex *x)
{
    int year = r->today.year;
    if (!year)
        return;
    struct cp_date this_year = make_date(year, month, day);
    struct cp_date today = make_date(year, r->today.month, day ? r->today.day : 0);
    bool after = r->today.month && cp_date_compare(this_year, today) > 0;
    x->date = make_date(after ? year - 1 : year, month, day);
    bool before = r->today.month && cp_date_compare(this_year, today) < 0;
    x->coming = make_date(before ? year + 1 : year, month, day);
    if (!x->named && cp_timex_year_told(r, month))
        x->date = make_date(cp_timex_year_told(r, month), month, day);
}

// "last year", "of this year", "that year" behind a month; sets the year.
static uint32_t year_behind(const struct reader *r, uint32_t at, int *year)
{
    uint32_t n = is(r, at, "of") ? 1 : 0;
    if (!is(r, at + n + 1, "year") || !r->today.year)
        return 0;
    if (IS_ANY(r, at + n, "last", "previous"))
        *year = r->today.year - 1;
    else if (is(r, at + n, "this"))
        *year = r->today.year;
    else if (is(r, at + n, "next"))
        *year = r->today.year + 1;
    else if (is(r, at + n, "that") && r->timeline->point.year)
        *year = r->timeline->point.year;
    else
        return 0;
    return n + 2;
}

// "the May ban": the month names the common noun behind it.
static bool names_noun(const struct reader *r, uint32_t month)
{
    const struct cp_token *next = month + 1 < r->end ? &r->analysis->tokens[month + 1] : NULL;
    return month > r->begin && r->analysis->tokens[month - 1].tag == CP_TAG_DT && next && !next->capital &&
           (next->tag == CP_TAG_NN || next->tag == CP_TAG_NNS) && r->analysis->tokens[month].head == month + 1;
}

// "October 7, 2022", "Oct. 7", "October 2022", "in October"; length in tokens, 0 if it is none.
uint32_t cp_timex_month_first(const struct reader *r, uint32_t at, struct timex *x)
{
    int month = cp_timex_month(r, at), day = 0, year = 0;
    if (!month)
        return 0;
    uint32_t n = 1;
    if (is(r, at + n, "."))
        n++;
    if (cp_timex_day(r, at + n) && !is(r, at + n + 1, "%") && !is(r, at + n + 1, "percent"))
        day = cp_timex_day(r, at + n++);
    uint32_t comma = is(r, at + n, ",") || is(r, at + n, "of") ? 1 : 0;
    if (cp_timex_year(r, at + n + comma)) {
        year = cp_timex_year(r, at + n + comma);
        n += comma + 1;
    } else {
        n += year_behind(r, at + n, &year);
    }
    bool led = at > r->begin && IS_ANY(r, at - 1, "last", "this", "next", "coming");
    bool bare = !day && !year;
    if (bare && (month == 5 || month == 3) &&
        (at == r->begin || !IS_ANY(r, at - 1, "in", "since", "of", "last", "this", "next", "late", "early", "mid",
                                   "until", "from", "by", "through", "past")) &&
        !names_noun(r, at))
        return 0; // "May" and "March" are names too
    x->named |= led; // "last July" is not July of the year that the text tells of
    if (year)
        x->date = x->coming = make_date(year, month, day);
    else
        without_year(r, month, day, x);
    x->named &= !led;
    return n;
}

// "7 October 2022", "7th of October".
uint32_t cp_timex_day_first(const struct reader *r, uint32_t at, struct timex *x)
{
    int day = cp_timex_day(r, at);
    uint32_t n = is(r, at + 1, "of") ? 2 : 1;
    int month = day ? cp_timex_month(r, at + n) : 0;
    if (!month || (n == 2 && cp_timex_day(r, at + 3)))
        return 0; // "Order 7 of April 2"
    n++;
    uint32_t comma = is(r, at + n, ",") ? 1 : 0;
    int year = cp_timex_year(r, at + n + comma);
    n += year ? comma + 1 : year_behind(r, at + n, &year);
    if (year)
        x->date = x->coming = make_date(year, month, day);
    else
        without_year(r, month, day, x);
    return n;
}

// "the Trade Act of 1974": part of a name.
static bool is_of_a_law(const struct reader *r, uint32_t year)
{
    if (year < r->begin + 2 || !is(r, year - 1, "of") || cp_timex_month(r, year - 2))
        return false;
    const struct cp_token *name = &r->analysis->tokens[year - 2];
    return name->capital && (name->tag == CP_TAG_NNP || name->tag == CP_TAG_NNPS);
}

// "2022-10-07", in as many tokens as the tokenizer makes of it.
uint32_t cp_timex_year_first(const struct reader *r, uint32_t at, struct timex *x)
{
    bool ordinal;
    int year = cp_timex_year(r, at), month = cp_timex_digits(r, at + 2, &ordinal), day = cp_timex_day(r, at + 4);
    if (!year || !is(r, at + 1, "-") || !is(r, at + 3, "-") || month < 1 || month > 12 || !day)
        return 0;
    x->date = x->coming = make_date(year, month, day);
    return 5;
}

// "10/17/2022", "17.10.2022": which is the month is told by the other, which cannot be one; if it could, the year is all
// that is sure.
uint32_t cp_timex_with_strokes(const struct reader *r, uint32_t at, struct timex *x)
{
    enum { SHORTEST = 8, LONGEST = 10 }; // a longer number would not fit
    const struct cp_str w = word(r, at);
    int numbers_read[3] = {0}, count = 0;
    if (w.len < SHORTEST || w.len > LONGEST)
        return 0;
    for (size_t i = 0; i < w.len && count < 3; i++)
        if (w.ptr[i] >= '0' && w.ptr[i] <= '9')
            numbers_read[count] = numbers_read[count] * 10 + (w.ptr[i] - '0');
        else if ((w.ptr[i] != '/' && w.ptr[i] != '.') || ++count > 2)
            return 0;
    int first = numbers_read[0], second = numbers_read[1], year = numbers_read[2];
    if (count != 2 || year < 1900 || year > 2099 || first < 1 || second < 1 || first > 31 || second > 31 ||
        (first > 12 && second > 12))
        return 0;
    bool open = first <= 12 && second <= 12 && first != second;
    bool day = first > 12; // leads
    x->date = x->coming = make_date(year, open ? 0 : day ? second : first, open ? 0 : day ? first : second);
    return 1;
}

// "as early as 2019", "as far back as 2019".
static bool is_as_early_as(const struct reader *r, uint32_t year)
{
    return year > r->begin + 1 && is(r, year - 1, "as") && IS_ANY(r, year - 2, "early", "late", "soon", "recently", "back");
}

// "2017: the army bans": an entry of a chronology.
static bool is_entry(const struct reader *r, uint32_t year)
{
    return year == r->begin && IS_ANY(r, year + 1, ":", "–", "—");
}

// "mid-2022", where it is one word.
uint32_t cp_timex_part_of_year(const struct reader *r, uint32_t at, struct timex *x)
{
    static const char *const parts[] = {"mid-", "late-", "early-"};
    const struct cp_str w = word(r, at);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct cp_str part = cp_str_from(parts[i]);
        if (!cp_str_starts(w, part))
            continue;
        int told = cp_timex_year_in(cp_str_slice(w, part.len, w.len));
        x->date = x->coming = make_date(told, 0, 0);
        return told > 0;
    }
    return 0;
}

// "Christmas Eve", "New Year's Day".
uint32_t cp_timex_feast(const struct reader *r, uint32_t at, struct timex *x)
{
    if (!r->analysis->tokens[at].capital)
        return 0;
    bool year = is(r, at, "new") && is(r, at + 1, "year") && IS_ANY(r, at + 2, "'s", "’s");
    bool christmas = is(r, at, "christmas");
    uint32_t n = year ? 3 : christmas ? 1 : 0;
    bool eve = is(r, at + n, "eve"), day = is(r, at + n, "day");
    if (!n || (!eve && !day))
        return 0;
    without_year(r, year && day ? 1 : 12, christmas ? 25 - eve : day ? 1 : 31, x);
    return n + 1;
}

uint32_t cp_timex_year_alone(const struct reader *r, uint32_t at, struct timex *x)
{
    const struct cp_token *t = &r->analysis->tokens[at];
    if (cp_date_parse(t->form, &x->date) && t->form.len == 10) {
        x->coming = x->date;
        return 1;
    }
    int year = cp_timex_year(r, at);
    if (!year)
        return 0;
    if (is_of_a_law(r, at)) {
        x->of_law = true;
        x->date = x->coming = make_date(year, 0, 0);
        return 1;
    }
    bool led = at > r->begin && IS_ANY(r, at - 1, "in", "since", "of", "from", "by", "until", "during", "late", "early",
                                       "mid", "mid-", "through", "before", "after", "than", "year", "summer", "spring",
                                       "fall", "autumn", "winter", "back", "and", "-", "fiscal", "calendar", "fy", "quarter", "half",
                                       "q1", "q2", "q3", "q4");
    led |= is_as_early_as(r, at) || is_entry(r, at);
    bool named = at > r->begin && r->analysis->tokens[at - 1].tag == CP_TAG_NNP; // "Vision 2030"
    if (!led && (named || (t->dep != CP_DEP_NPADVMOD && t->dep != CP_DEP_NUMMOD)))
        return 0;
    bool determined = at > r->begin && IS_ANY(r, at - 1, "the", "its", "their", "his", "her", "'s");
    if (!led && !determined && t->dep == CP_DEP_NUMMOD && r->analysis->tokens[t->head].tag == CP_TAG_NNS &&
        t->head == at + 1)
        return 0; // "2000 firms"
    x->date = x->coming = make_date(year, 0, 0);
    return 1;
}
