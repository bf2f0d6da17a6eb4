// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Where an expression of time begins, what it is for in its sentence, and where it moves the text to.
#include "timex_p.h"

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

// What an expression can begin with, besides figures: of each first letter, which lengths (a bit each). Nearly all words of
// a text are told by it to begin none. The words are those of the lists above and of the readers' first questions.
#define LONG(n) (1u << (n))
static const uint32_t beginnings[26] = {
    ['a' - 'a'] = LONG(1) | LONG(2) | LONG(3) | LONG(4) | LONG(5) | LONG(6) | LONG(7), // a an apr aug april august
    ['c' - 'a'] = LONG(6) | LONG(9), // coming christmas
    ['d' - 'a'] = LONG(3) | LONG(4) | LONG(8) | LONG(9), // day dec days december
    ['e' - 'a'] = LONG(5) | LONG(6) | LONG(10), // eight eleven early-2022
    ['f' - 'a'] = LONG(3) | LONG(4) | LONG(6) | LONG(8) | LONG(9), // feb four five friday february
    ['h' - 'a'] = LONG(4) | LONG(5), // hour hours
    ['j' - 'a'] = LONG(3) | LONG(4) | LONG(5) | LONG(7) | LONG(8), // jan jun jul june july january
    ['l' - 'a'] = LONG(4) | LONG(6) | LONG(9), // last lately late-2022
    ['m' - 'a'] = LONG(3) | LONG(4) | LONG(5) | LONG(6) | LONG(8), // may mar march monday mid-2022
    ['n' - 'a'] = LONG(3) | LONG(4) | LONG(8) | LONG(9), // nov new next nine november
    ['o' - 'a'] = LONG(3) | LONG(4) | LONG(7) | LONG(8), // one oct october
    ['p' - 'a'] = LONG(4) | LONG(8), // past previous
    ['r' - 'a'] = LONG(6) | LONG(8), // cp_timex_recent recently
    // six sep same sept seven sunday several saturday september
    ['s' - 'a'] = LONG(3) | LONG(4) | LONG(5) | LONG(6) | LONG(7) | LONG(8) | LONG(9) | LONG(10),
    // the two ten that this today three twelve tonight tuesday tomorrow thursday
    ['t' - 'a'] = LONG(3) | LONG(4) | LONG(5) | LONG(6) | LONG(7) | LONG(8),
    ['w' - 'a'] = LONG(4) | LONG(5) | LONG(6) | LONG(9), // week weeks within wednesday
    ['y' - 'a'] = LONG(9), // yesterday
};
#undef LONG

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool may_begin(const struct cp_token *token)
{
    if (!token->lower.len)
        return false;
    const char first = token->lower.ptr[0];
    if (first >= 'a' && first <= 'z')
        return token->lower.len < 32 && (beginnings[first - 'a'] >> token->lower.len & 1);
    return is_digit(first);
}

// "the" and "a", by far the most frequent of these words, begin an expression with few others behind them: "the day before",
// "the following year", "a week ago".
static bool goes_on(const struct reader *r, uint32_t at)
{
    if (is(r, at, "the"))
        return IS_ANY(r, at + 1, "following", "next", "previous", "day", "week", "weekend", "month", "year");
    return !is(r, at, "a") || IS_ANY(r, at + 1, "day", "week", "month", "year", "decade", "few", "couple");
}

// Reads an expression at a word; its length in tokens, 0 if there is none.
static uint32_t read_at(const struct reader *r, uint32_t at, struct timex *x)
{
    static timex_reading *const of_figures[] = {cp_timex_day_first, cp_timex_year_first, cp_timex_with_strokes, cp_timex_year_alone, cp_timex_from_told, cp_timex_ago, NULL};
    static timex_reading *const of_words[] = {cp_timex_month_first, cp_timex_feast, cp_timex_part_of_year, cp_timex_from_told, cp_timex_soon_after, cp_timex_ago, NULL};
    static timex_reading *const of_today[] = {cp_timex_weekday, cp_timex_near_day, cp_timex_recent, cp_timex_weekend, cp_timex_within_span, cp_timex_near_span, NULL};
    const bool figures = is_digit(r->analysis->tokens[at].lower.ptr[0]);
    x->named = is_in_name(r, at);
    uint32_t n = 0;
    for (timex_reading *const *read = figures ? of_figures : of_words; !n && *read; read++)
        n = (*read)(r, at, x);
    bool now = !n;
    for (timex_reading *const *read = of_today; !n && !figures && r->today.year && *read; read++)
        n = (*read)(r, at, x);
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

void cp_relate_timexes(const struct cp_analysis *analysis, const struct cp_sentence *sentence, struct cp_date today,
                       struct timeline *timeline, struct cp_arena *doc, timex_vec *found)
{
    if (sentence->block > timeline->block + BLOCKS_TOLD)
        *timeline = (struct timeline){0};
    struct reader r = {.analysis = analysis,
                       .begin = sentence->first,
                       .end = sentence->first + sentence->count,
                       .today = today,
                       .timeline = timeline};
    r.day = today.day ? cp_date_days(today) : 0;
    for (uint32_t at = r.begin; at < r.end;) {
        struct timex x = {0};
        uint32_t n = may_begin(&analysis->tokens[at]) && goes_on(&r, at) ? read_at(&r, at, &x) : 0;
        if (n && x.date.year) {
            timeline->block = sentence->block;
            timeline->sentence = r.begin;
            *CP_PUSH(doc, found) = x;
        }
        at += n ? n : 1;
    }
}
