// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Dates that are counted: from the document ("last week"), or from the date told last ("a week later"). A window of days is as precise as
// all its days agree: the same month, else the year.
#include "timex_p.h"

static const char *const weekdays[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
static const char *const seasons[] = {"winter", "spring", "summer", "autumn", "fall"};

// "Friday, May 12", "Friday (12 May)": which Friday.
static uint32_t date_behind(const struct reader *r, uint32_t at, struct timex *x)
{
    uint32_t comma = IS_ANY(r, at, ",", "(") ? 1 : 0;
    uint32_t n = cp_timex_month_first(r, at + comma, x);
    if (!n)
        n = cp_timex_day_first(r, at + comma, x);
    return n && x->date.day ? comma + n : 0;
}

uint32_t cp_timex_weekday(const struct reader *r, uint32_t at, struct timex *x)
{
    bool last = IS_ANY(r, at, "last", "this", "past"), next = is(r, at, "next");
    uint32_t n = last || next ? 1 : 0;
    int day = find_word(r, at + n, weekdays, 7);
    if (day < 0 || !r->analysis->tokens[at + n].capital)
        return 0;
    uint32_t dated = date_behind(r, at + n + 1, x);
    if (dated)
        return n + 1 + dated;
    if (!r->today.day) {
        x->date = x->coming = r->today;
        return n + 1;
    }
    int back = (cp_date_weekday(r->today) - day + 7) % 7;
    if (back == 0 && is(r, at, "last"))
        back = 7;
    x->date = cp_date_from_days(r->day - back);
    x->coming = cp_date_from_days(r->day + (7 - back));
    if (next)
        x->date = x->coming;
    return n + 1;
}

uint32_t cp_timex_near_day(const struct reader *r, uint32_t at, struct timex *x)
{
    bool part = (is(r, at, "this") && IS_ANY(r, at + 1, "morning", "afternoon", "evening")) || (is(r, at, "last") && is(r, at + 1, "night"));
    int shift = IS_ANY(r, at, "today", "tonight") ? 0 : is(r, at, "yesterday") ? -1 : is(r, at, "tomorrow") ? 1 : 9;
    if (part)
        shift = is(r, at, "last") ? -1 : 0;
    if (shift == 9)
        return 0;
    x->date = x->coming = r->today.day ? cp_date_from_days(r->day + shift) : r->today;
    return part ? 2 : 1;
}

static struct cp_date of_week(const struct reader *r, int shift)
{
    if (!r->today.day)
        return r->today;
    int32_t monday = r->day - cp_date_weekday(r->today) + 7 * shift;
    return cp_timex_window(monday, shift ? monday + 6 : r->day);
}

// "over the weekend", "this weekend": at its beginning a week still speaks of the cp_timex_weekend past, later of the one to come.
uint32_t cp_timex_weekend(const struct reader *r, uint32_t at, struct timex *x)
{
    enum { WEDNESDAY = 2, SATURDAY = 5 };
    if (!is(r, at + 1, "weekend") || !IS_ANY(r, at, "the", "this", "last", "past", "next", "coming"))
        return 0;
    x->date = x->coming = r->today;
    if (!r->today.day)
        return 2;
    int today = cp_date_weekday(r->today);
    int32_t saturday = r->day - today + SATURDAY;
    bool is_last = is(r, at, "last") || (!is(r, at, "past") && is(r, at, "the") && today < SATURDAY) || (is(r, at, "this") && today < WEDNESDAY) ||
                   (is(r, at, "past") && today < SATURDAY);
    int32_t begins = is(r, at, "next") ? saturday + 7 : is_last ? saturday - 7 : saturday;
    x->date = cp_timex_window(begins, begins + 1);
    x->coming = begins < saturday ? cp_timex_window(saturday, saturday + 1) : x->date;
    if (IS_ANY(r, at, "last", "past"))
        x->coming = x->date;
    return 2;
}

// "earlier in the week", "later in the month".
uint32_t cp_timex_within_span(const struct reader *r, uint32_t at, struct timex *x)
{
    if (!is(r, at, "the") || at < r->begin + 2 || !is(r, at - 1, "in") || !IS_ANY(r, at - 2, "earlier", "later", "early", "late"))
        return 0;
    if (is(r, at + 1, "week"))
        x->date = of_week(r, 0);
    else if (is(r, at + 1, "month"))
        x->date = make_date(r->today.year, r->today.month, 0);
    else if (is(r, at + 1, "year"))
        x->date = make_date(r->today.year, 0, 0);
    else
        return 0;
    x->coming = x->date;
    return 2;
}

// "last week", "earlier this month", "next year", "last summer".
uint32_t cp_timex_near_span(const struct reader *r, uint32_t at, struct timex *x)
{
    int shift = IS_ANY(r, at, "last", "past", "previous") ? -1
                : is(r, at, "this")                       ? 0
                : IS_ANY(r, at, "next", "coming")         ? 1
                                                          : 9;
    if (shift == 9)
        return 0;
    uint32_t unit = at + 1;
    if (is(r, unit, "week"))
        x->date = of_week(r, shift);
    else if (is(r, unit, "year") && is(r, at, "past"))
        x->date = make_date(r->today.year, 0, 0); // a window
    else if (is(r, unit, "month"))
        x->date = cp_timex_months_back(r->today, -shift);
    else if (is(r, unit, "year") || is(r, unit, "fiscal"))
        x->date = make_date(r->today.year + shift, 0, 0);
    else if (is(r, unit, "quarter"))
        x->date = make_date(cp_timex_months_back(r->today, -3 * shift).year, 0, 0);
    else if (find_word(r, unit, seasons, 5) >= 0)
        x->date = make_date(r->today.year + (shift < 0 && r->today.month < 9 ? -1 : shift > 0 ? 1 : 0), 0, 0);
    else
        return 0;
    x->coming = x->date;
    return 2;
}

// How many: "three", "a", "a couple of"; 0 and *vague for "several", "a few", and for the bare unit. Length in tokens.
static uint32_t amount(const struct reader *r, uint32_t at, int *count, bool *vague)
{
    uint32_t article = is(r, at, "a") ? 1 : 0;
    *count = 0;
    *vague = true;
    if (article && is(r, at + 1, "couple")) {
        *count = 2;
        *vague = false;
        return is(r, at + 2, "of") ? 3 : 2;
    }
    if (IS_ANY(r, at + article, "few", "several"))
        return article + 1;
    *count = cp_timex_count(r, at);
    *vague = !*count;
    return *count ? 1 : 0;
}

// What lies so vague a time back: a window.
static struct cp_date some_time_ago(const struct reader *r, uint32_t unit)
{
    static const struct {
        const char *unit;
        int from, to; // days
    } windows[] = {{"hours", 0, 0}, {"days", 7, 2}, {"weeks", 42, 14}, {"months", 240, 60}};
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++)
        if (is(r, unit, windows[i].unit))
            return r->today.day ? cp_timex_window(r->day - windows[i].from, r->day - windows[i].to) : make_date(r->today.year, 0, 0);
    return (struct cp_date){0};
}

// "three years ago", "several weeks ago"; "a week earlier" is left alone: it counts from another day.
uint32_t cp_timex_ago(const struct reader *r, uint32_t at, struct timex *x)
{
    int count;
    bool vague;
    uint32_t n = amount(r, at, &count, &vague), unit = at + n;
    if (!r->today.year || !is(r, unit + 1, "ago") || count > 1000)
        return 0;
    if (vague)
        x->date = some_time_ago(r, unit);
    else if (IS_ANY(r, unit, "day", "days"))
        x->date = r->today.day ? cp_date_from_days(r->day - count) : make_date(r->today.year, r->today.month, 0);
    else if (IS_ANY(r, unit, "week", "weeks"))
        x->date =
            r->today.day ? cp_timex_window(r->day - 7 * count - 3, r->day - 7 * count + 3) : make_date(r->today.year, 0, 0);
    else if (IS_ANY(r, unit, "month", "months"))
        x->date = cp_timex_months_back(r->today, count);
    else if (IS_ANY(r, unit, "year", "years", "decade", "decades"))
        x->date = make_date(r->today.year - count * (IS_ANY(r, unit, "decade", "decades") ? 10 : 1), 0, 0);
    x->coming = x->date;
    return x->date.year ? n + 2 : 0;
}

// A day, week, month or year so many units from another date, as precise as that and the unit.
static struct cp_date shifted(const struct reader *r, struct cp_date from, uint32_t unit, int count)
{
    int days = IS_ANY(r, unit, "day", "days") ? 1 : IS_ANY(r, unit, "week", "weeks") ? 7 : 0;
    if (days && from.day)
        return days == 1 || !count ? cp_date_from_days(cp_date_days(from) + count * days)
                                   : cp_timex_window(cp_date_days(from) + 7 * count - 3, cp_date_days(from) + 7 * count + 3);
    if (days || (IS_ANY(r, unit, "month", "months") && !from.month))
        return make_date(from.year, days && count <= 2 ? from.month : 0, 0);
    if (IS_ANY(r, unit, "month", "months"))
        return cp_timex_months_back(from, -count);
    return IS_ANY(r, unit, "year", "years") ? make_date(from.year + count, 0, 0) : (struct cp_date){0};
}

// "within a week", "days later": a window behind what was told last.
uint32_t cp_timex_soon_after(const struct reader *r, uint32_t at, struct timex *x)
{
    enum { DAYS = 10, WEEKS = 28 };
    struct cp_date from = r->timeline->point;
    bool within = is(r, at, "within"), later = is(r, at + 1, "later");
    if (!from.year || (!within && !later))
        return 0;
    uint32_t unit = within ? at + 1 : at;
    int count = within ? cp_timex_count(r, unit) : 0;
    unit += count > 0;
    int days = IS_ANY(r, unit, "hours", "hour") ? 1 : IS_ANY(r, unit, "days", "day") ? (count ? count : DAYS)
               : IS_ANY(r, unit, "weeks", "week") ? (count ? 7 * count : WEEKS) : 0;
    if (!days)
        return 0;
    x->date = from.day ? cp_timex_window(cp_date_days(from), cp_date_days(from) + days) : make_date(from.year, 0, 0);
    return within ? (count ? 3 : 2) : 2;
}

// "that month", "the same day", "the following year", "two weeks later": from what was told last.
uint32_t cp_timex_from_told(const struct reader *r, uint32_t at, struct timex *x)
{
    struct cp_date from = r->timeline->point;
    uint32_t n = is(r, at, "that") && is(r, at + 1, "same") ? 2 : 1;
    if (!from.year && is(r, at, "same") && is(r, at + 1, "day") && IS_ANY(r, at + 2, "as", "that"))
        from = r->today; // "it came on the same day as Tokyo listed the firm": the news of the day
    if (IS_ANY(r, at, "that", "same") && from.year) {
        if (is(r, at + n + 1, ",") && (cp_timex_day(r, at + n + 2) || cp_timex_month(r, at + n + 2)))
            return 0; // "on the same day, May 5"
        x->date = shifted(r, from, at + n, 0);
        x->behind = is(r, at, "same") && IS_ANY(r, at + n + 1, "as", "that") ? at + n + 1 : 0; // "the same day as it listed the firm"
        return x->date.year ? n + 1 : 0;
    }
    if (is(r, at, "the") && is(r, at + 1, "day") && IS_ANY(r, at + 2, "before", "after") && IS_ANY(r, at + 3, "yesterday", "tomorrow") &&
        r->today.day) {
        x->date = x->coming = cp_date_from_days(r->day + (is(r, at + 2, "before") ? -2 : 2));
        return 4;
    }
    if (is(r, at, "the") && IS_ANY(r, at + 1, "following", "next", "previous") && from.year) {
        x->date = shifted(r, from, at + 2, is(r, at + 1, "previous") ? -1 : 1);
        return x->date.year ? 3 : 0;
    }
    int sign = IS_ANY(r, at + 2, "before", "earlier") ? -1 : IS_ANY(r, at + 2, "after", "later") ? 1 : 0;
    int count = !sign ? 0 : is(r, at, "the") && is(r, at + 1, "day") ? 1 : cp_timex_count(r, at);
    bool clause = IS_ANY(r, at + 2, "before", "after") && at + 3 < r->end &&
                  r->analysis->tokens[at + 3].dep != CP_DEP_PUNCT && r->analysis->tokens[at + 3].tag != CP_TAG_IN;
    if (!count || count > 100 || !sign)
        return 0;
    if (clause && (!from.year || r->timeline->sentence != r->begin))
        from = r->today; // "a week after it listed the firm": the news of the day comes a week later
    else if (!from.year && sign < 0)
        from = r->today;
    if (!from.year)
        return 0;
    x->date = shifted(r, from, at + 1, (clause ? -sign : sign) * count);
    x->behind = clause ? at + 2 : 0;
    return x->date.year ? 3 : 0;
}

// "in cp_timex_recent weeks", "over the past few months", "in the last three days": a window gives its year.
uint32_t cp_timex_recent(const struct reader *r, uint32_t at, struct timex *x)
{
    uint32_t n = 0;
    if (IS_ANY(r, at, "recently", "lately")) {
        x->date = x->coming = make_date(r->today.year, 0, 0);
        return 1;
    }
    if (!IS_ANY(r, at, "recent", "past", "last"))
        return 0;
    n = 1;
    if (!is(r, at, "recent")) {
        if (!cp_timex_count(r, at + 1) && !IS_ANY(r, at + 1, "few", "several", "couple"))
            return 0;
        n++;
    }
    if (!IS_ANY(r, at + n, "days", "weeks", "months"))
        return 0;
    x->date = x->coming = make_date(r->today.year, 0, 0);
    return n + 1;
}
