// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Where an expression of time begins, what it is for in its sentence, and where it moves the text to.
#include "timex_p.h"

#include <assert.h>
#include <string.h>

enum { BLOCKS_TOLD = 2 }; // a date without a year is read by one with a year at most so many blocks before it

// "by the October 7 rules": it names the rules, and the preposition is theirs.
static bool is_in_name(const struct reader *r, uint32_t at)
{
    uint8_t dep = r->analysis->tokens[at].dep;
    return at > r->begin && IS_ANY(r, at - 1, "the", "'s", "’s") &&
           (dep == CP_DEP_NMOD || dep == CP_DEP_COMPOUND || dep == CP_DEP_AMOD || dep == CP_DEP_NUMMOD);
}

// "for the first time since 2006", "the largest since May": the other end of a comparison.
static bool is_compared(const struct reader *r, uint32_t since)
{
    for (uint32_t back = 1; back <= 4 && since >= r->begin + back; back++) {
        const struct cp_token *t = &r->analysis->tokens[since - back];
        if (t->tag == CP_TAG_JJS || t->tag == CP_TAG_RBS || IS_ANY(r, since - back, "first", "most", "more", "highest"))
            return true;
    }
    return false;
}

// "dates from 2014", "dating back to 2014".
static bool is_of_origin(const struct reader *r, uint32_t at)
{
    if (at < r->begin + 2 || !IS_ANY(r, at - 1, "from", "to"))
        return false;
    return IS_ANY(r, at - 2, "date", "dates", "dated", "dating") ||
           (is(r, at - 2, "back") && at > r->begin + 2 && IS_ANY(r, at - 3, "date", "dates", "dated", "dating", "go", "goes", "going", "went"));
}

static enum timex_role role_before(const struct reader *r, uint32_t at, uint32_t length)
{
    if (IS_ANY(r, at + length, "deadline", "deadlines") || IS_ANY(r, at + length, "expiry", "expiration"))
        return TIMEX_UNTIL;
    if (is_in_name(r, at) || is(r, at + length - 1, "ago") || is_of_origin(r, at))
        return TIMEX_AT;
    for (uint32_t back = 1; back <= 4 && at >= r->begin + back; back++) {
        uint32_t token = at - back;
        if (IS_ANY(r, token, "until", "till", "through", "to", "before", "by", "after", "expire", "expires",
                   "expired", "than") ||
            (is(r, token, "since") && is_compared(r, token)))
            return TIMEX_UNTIL;
        if (IS_ANY(r, token, "from", "effective", "starting", "beginning", "effect", "force", "for", "due") ||
            (is(r, token, "as") && is(r, token + 1, "of")))
            return TIMEX_FROM;
        if (!IS_ANY(r, token, "the", "on", "late", "early", "mid", "-", "end", "in", "as") &&
            !(is(r, token, "of") && token > r->begin && IS_ANY(r, token - 1, "as", "end")))
            break;
    }
    return TIMEX_AT;
}

// Where the text is in time behind an expression that reader number `kind` read.
static void move_on(struct timeline *timeline, const struct timex *x, struct cp_date today, bool explicit, bool of_today)
{
    if (x->role == TIMEX_UNTIL || x->of_law)
        return;
    if (!x->behind)
        timeline->point = x->date;
    bool before = x->date.year && cp_date_compare(x->date, today) < 0;
    if (of_today)
        timeline->past = (struct cp_date){0};
    else if (explicit && before && x->date.month && !x->named && x->role == TIMEX_AT)
        timeline->past = x->date;
}

static bool has_year(const struct reader *r, const struct timex *x)
{
    for (uint32_t token = x->first; token <= x->last; token++)
        if (cp_timex_year(r, token) || cp_date_parse(r->analysis->tokens[token].form, &(struct cp_date){0}))
            return true;
    return false;
}

// ---------------------------------------------------------------- what begins with a word

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_day(struct cp_str w)
{
    return cp_timex_day_in(w) > 0;
}

static bool is_year(struct cp_str w)
{
    return cp_timex_year_in(w) > 0;
}

static bool may_have_strokes(struct cp_str w)
{
    return w.len >= sizeof "1.1.2022" - 1 && is_digit(w.ptr[0]);
}

static bool may_be_date(struct cp_str w)
{
    return is_year(w) || (w.len == sizeof "2022-10-07" - 1 && is_digit(w.ptr[0]));
}

static bool is_month(struct cp_str w)
{
    return cp_timex_month_in(w) > 0;
}

static bool is_count(struct cp_str w)
{
    return cp_timex_count_in(w) > 0;
}

static bool has_part_of_year(struct cp_str w)
{
    return cp_str_starts(w, CP_STR("mid-")) || cp_str_starts(w, CP_STR("late-")) || cp_str_starts(w, CP_STR("early-"));
}

// All readings, in the order in which they are tried, each with the words that it may begin with; nearly all words of a text begin none.
#define WORDS(...) (const char *const[]){__VA_ARGS__, NULL}
static const struct {
    timex_reading *read;
    const char *const *words;           // NULL: none
    bool (*begins_with)(struct cp_str); // tells other words; NULL: none
} readings[] = {
    {cp_timex_day_first, NULL, is_day},
    {cp_timex_year_first, NULL, is_year},
    {cp_timex_with_strokes, NULL, may_have_strokes},
    {cp_timex_year_alone, NULL, may_be_date},
    {cp_timex_month_first, NULL, is_month},
    {cp_timex_feast, WORDS("new", "christmas"), NULL},
    {cp_timex_part_of_year, NULL, has_part_of_year},
    {cp_timex_from_told, WORDS("that", "same", "the"), is_count},
    {cp_timex_soon_after, WORDS("within", "hour", "hours", "day", "days", "week", "weeks"), NULL},
    {cp_timex_ago, WORDS("few", "several", "hours", "days", "weeks", "months"), is_count},
    {cp_timex_weekday, WORDS("last", "this", "past", "next", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), NULL},
    {cp_timex_near_day, WORDS("this", "last", "today", "tonight", "yesterday", "tomorrow"), NULL},
    {cp_timex_recent, WORDS("recently", "lately", "recent", "past", "last"), NULL},
    {cp_timex_weekend, WORDS("the", "this", "last", "past", "next", "coming"), NULL},
    {cp_timex_within_span, WORDS("the"), NULL},
    {cp_timex_near_span, WORDS("last", "past", "previous", "this", "next", "coming"), NULL},
};
#undef WORDS
enum { READINGS = sizeof readings / sizeof *readings, OF_TODAY = 10 }; // from the weekday on they count from the document's date
static_assert(READINGS <= 16, "a bit for each");

uint16_t cp_timex_beginnings(struct cp_str lower)
{
    unsigned bits = 0;
    for (unsigned i = 0; i < READINGS; i++) {
        bool begins = readings[i].begins_with && readings[i].begins_with(lower);
        for (const char *const *w = readings[i].words; w && *w && !begins; w++)
            begins = is_word(lower, *w);
        bits |= (unsigned)begins << i;
    }
    return (uint16_t)bits;
}

// "the" and "a", by far the most frequent of these words, begin an expression with few others behind them: "the day before",
// "the following year", "a week ago".
static bool goes_on(const struct reader *r, uint32_t at)
{
    if (is(r, at, "the"))
        return IS_ANY(r, at + 1, "following", "next", "previous", "day", "week", "weekend", "month", "year");
    return !is(r, at, "a") || IS_ANY(r, at + 1, "day", "week", "month", "year", "decade", "few", "couple");
}

// Reads an expression at a word with which these readings may begin; its length in tokens, 0 if there is none.
static uint32_t read_at(const struct reader *r, uint32_t at, unsigned beginnings, struct timex *x)
{
    uint32_t n = 0;
    bool now = false;
    x->named = is_in_name(r, at);
    for (; !n && beginnings; beginnings &= beginnings - 1) {
        const unsigned which = (unsigned)__builtin_ctz(beginnings);
        now = which >= OF_TODAY;
        if (!now || r->today.year)
            n = readings[which].read(r, at, x);
    }
    if (!n || !x->date.year)
        return n;
    if (!x->coming.year)
        x->coming = x->date;
    x->first = at;
    x->last = at + n - 1;
    x->role = role_before(r, at, n);
    bool year = has_year(r, x), told = cp_date_compare(x->date, x->coming) == 0; // else read by default
    move_on(r->timeline, x, r->today, year || (!now && !told && x->date.year == cp_timex_year_told(r, x->date.month)), now);
    return n;
}

void cp_relate_timexes(const struct cp_analysis *analysis, const struct cp_sentence *sentence, const uint16_t *beginnings,
                       struct cp_date today, struct timeline *timeline, struct cp_arena *doc, timex_vec *found)
{
    const uint32_t end = sentence->first + sentence->count;
    uint32_t at = sentence->first;
    if (sentence->block > timeline->block + BLOCKS_TOLD)
        *timeline = (struct timeline){0};
    while (at < end && !beginnings[at])
        at++;
    if (at == end)
        return;
    struct reader r = {.analysis = analysis, .begin = sentence->first, .end = end, .today = today, .timeline = timeline};
    r.day = today.day ? cp_date_days(today) : 0;
    while (at < end) {
        struct timex x = {0};
        uint32_t n = beginnings[at] && goes_on(&r, at) ? read_at(&r, at, beginnings[at], &x) : 0;
        if (n && x.date.year) {
            timeline->block = sentence->block;
            timeline->sentence = r.begin;
            *CP_PUSH(doc, found) = x;
        }
        at += n ? n : 1;
    }
}
