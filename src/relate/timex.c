// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// A month or a day without a year is the latest one before the document, unless the text is telling of an earlier year:
// "In June 2016 … In July …". A window of days ("last week") is as precise as all its days agree: the same month, else
// the year.
#include "timex.h"

#include <string.h>

enum { BLOCKS_TOLD = 2 }; // a date without a year is read by one with a year at most so many blocks before it

struct reader {
    const struct cp_analysis *analysis;
    uint32_t begin, end; // tokens of the sentence
    struct cp_date today;
    int32_t day; // today in days; 0 if the day is not known
    struct timeline *timeline;
};

static const char *const months[] = {"january", "february", "march",     "april",   "may",      "june",
                                     "july",    "august",   "september", "october", "november", "december"};
static const char *const short_months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                           "jul", "aug", "sep", "oct", "nov", "dec"};
static const char *const weekdays[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
static const char *const numbers[] = {"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                      "seven", "eight", "nine", "ten",   "eleven", "twelve"};
static const char *const seasons[] = {"winter", "spring", "summer", "autumn", "fall"};

static struct cp_str word(const struct reader *r, uint32_t token)
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

static inline int find_word(const struct reader *r, uint32_t token, const char *const *list, int count)
{
    const struct cp_str w = word(r, token);
    for (int i = 0; i < count; i++)
        if (is_word(w, list[i]))
            return i;
    return -1;
}

static inline bool is_one_of(const struct reader *r, uint32_t token, const char *const *list, size_t count)
{
    return find_word(r, token, list, (int)count) >= 0;
}
#define IS_ANY(r, token, ...)                                                                                          \
    is_one_of(r, token, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

// 1 … 12 for "October" or "Oct.", else 0. "may" and "march" want their capital.
static int month_at(const struct reader *r, uint32_t token)
{
    struct cp_str w = word(r, token);
    if (!w.len || !r->analysis->tokens[token].capital || r->analysis->tokens[token].tag == CP_TAG_MD)
        return 0;
    if (w.ptr[w.len - 1] == '.')
        w = cp_str_slice(w, 0, w.len - 1);
    for (int i = 0; i < 12; i++)
        if (is_word(w, months[i]) || is_word(w, short_months[i]))
            return i + 1;
    return cp_str_equal(w, CP_STR("sept")) ? 9 : 0;
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

static int digits_at(const struct reader *r, uint32_t token, bool *ordinal)
{
    return digits(word(r, token), ordinal);
}

static int day_at(const struct reader *r, uint32_t token)
{
    bool ordinal;
    int value = digits_at(r, token, &ordinal);
    return value >= 1 && value <= 31 ? value : 0;
}

static int year_in(struct cp_str w)
{
    bool ordinal;
    int value = w.len == 4 ? digits(w, &ordinal) : 0;
    return value >= 1900 && value <= 2099 ? value : 0;
}

static int year_at(const struct reader *r, uint32_t token)
{
    return year_in(word(r, token));
}

static int count_at(const struct reader *r, uint32_t token)
{
    const struct cp_str w = word(r, token);
    if (!w.len || w.len > 6)
        return 0; // longer than "twelve"
    bool ordinal;
    int value = digits_at(r, token, &ordinal);
    if (value > 0 && !ordinal)
        return value;
    if (w.ptr[0] == 'a')
        return is_word(w, "a") || is_word(w, "an");
    value = find_word(r, token, numbers, 13);
    return value > 0 ? value : 0;
}

static struct cp_date make_date(int year, int month, int day)
{
    return (struct cp_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
}

// What all days of a window agree on.
static struct cp_date window(int32_t first, int32_t last)
{
    struct cp_date a = cp_date_from_days(first), b = cp_date_from_days(last);
    if (first == last)
        return a;
    if (a.year != b.year)
        return make_date(b.year, 0, 0);
    return make_date(a.year, a.month == b.month ? a.month : 0, 0);
}

static struct cp_date months_back(struct cp_date today, int count)
{
    int n = today.year * 12 + (today.month ? today.month : 1) - 1 - count;
    return make_date(n / 12, today.month ? n % 12 + 1 : 0, 0);
}

// The year in which a month without one lies if the text goes on from an earlier year; 0 if it does not.
static int year_told(const struct reader *r, int month)
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
    if (!x->named && year_told(r, month))
        x->date = make_date(year_told(r, month), month, day);
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
static uint32_t month_first(const struct reader *r, uint32_t at, struct timex *x)
{
    int month = month_at(r, at), day = 0, year = 0;
    if (!month)
        return 0;
    uint32_t n = 1;
    if (is(r, at + n, "."))
        n++;
    if (day_at(r, at + n) && !is(r, at + n + 1, "%") && !is(r, at + n + 1, "percent"))
        day = day_at(r, at + n++);
    uint32_t comma = is(r, at + n, ",") || is(r, at + n, "of") ? 1 : 0;
    if (year_at(r, at + n + comma)) {
        year = year_at(r, at + n + comma);
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
static uint32_t day_first(const struct reader *r, uint32_t at, struct timex *x)
{
    int day = day_at(r, at);
    uint32_t n = is(r, at + 1, "of") ? 2 : 1;
    int month = day ? month_at(r, at + n) : 0;
    if (!month || (n == 2 && day_at(r, at + 3)))
        return 0; // "Order 7 of April 2"
    n++;
    uint32_t comma = is(r, at + n, ",") ? 1 : 0;
    int year = year_at(r, at + n + comma);
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
    if (year < r->begin + 2 || !is(r, year - 1, "of") || month_at(r, year - 2))
        return false;
    const struct cp_token *name = &r->analysis->tokens[year - 2];
    return name->capital && (name->tag == CP_TAG_NNP || name->tag == CP_TAG_NNPS);
}

// "2022-10-07", in as many tokens as the tokenizer makes of it.
static uint32_t year_first(const struct reader *r, uint32_t at, struct timex *x)
{
    bool ordinal;
    int year = year_at(r, at), month = digits_at(r, at + 2, &ordinal), day = day_at(r, at + 4);
    if (!year || !is(r, at + 1, "-") || !is(r, at + 3, "-") || month < 1 || month > 12 || !day)
        return 0;
    x->date = x->coming = make_date(year, month, day);
    return 5;
}

// "10/17/2022", "17.10.2022": which is the month is told by the other, which cannot be one; if it could, the year is all
// that is sure.
static uint32_t with_strokes(const struct reader *r, uint32_t at, struct timex *x)
{
    const struct cp_str w = word(r, at);
    int numbers_read[3] = {0}, count = 0;
    for (size_t i = 0; i < w.len && count < 3; i++)
        if (w.ptr[i] >= '0' && w.ptr[i] <= '9')
            numbers_read[count] = numbers_read[count] * 10 + (w.ptr[i] - '0');
        else if ((w.ptr[i] != '/' && w.ptr[i] != '.') || ++count > 2)
            return 0;
    int first = numbers_read[0], second = numbers_read[1], year = numbers_read[2];
    if (w.len < 8 || count != 2 || year < 1900 || year > 2099 || first < 1 || second < 1 || first > 31 || second > 31 ||
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
static uint32_t part_of_year(const struct reader *r, uint32_t at, struct timex *x)
{
    static const char *const parts[] = {"mid-", "late-", "early-"};
    const struct cp_str w = word(r, at);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct cp_str part = cp_str_from(parts[i]);
        if (!cp_str_starts(w, part))
            continue;
        int told = year_in(cp_str_slice(w, part.len, w.len));
        x->date = x->coming = make_date(told, 0, 0);
        return told > 0;
    }
    return 0;
}

// "Christmas Eve", "New Year's Day".
static uint32_t feast(const struct reader *r, uint32_t at, struct timex *x)
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

static uint32_t year_alone(const struct reader *r, uint32_t at, struct timex *x)
{
    const struct cp_token *t = &r->analysis->tokens[at];
    if (cp_date_parse(t->form, &x->date) && t->form.len == 10) {
        x->coming = x->date;
        return 1;
    }
    int year = year_at(r, at);
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

// "Friday, May 12", "Friday (12 May)": which Friday.
static uint32_t date_behind(const struct reader *r, uint32_t at, struct timex *x)
{
    uint32_t comma = IS_ANY(r, at, ",", "(") ? 1 : 0;
    uint32_t n = month_first(r, at + comma, x);
    if (!n)
        n = day_first(r, at + comma, x);
    return n && x->date.day ? comma + n : 0;
}

static uint32_t weekday(const struct reader *r, uint32_t at, struct timex *x)
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

static uint32_t near_day(const struct reader *r, uint32_t at, struct timex *x)
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
    return window(monday, shift ? monday + 6 : r->day);
}

// "over the weekend", "this weekend": at its beginning a week still speaks of the weekend past, later of the one to come.
static uint32_t weekend(const struct reader *r, uint32_t at, struct timex *x)
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
    x->date = window(begins, begins + 1);
    x->coming = begins < saturday ? window(saturday, saturday + 1) : x->date;
    if (IS_ANY(r, at, "last", "past"))
        x->coming = x->date;
    return 2;
}

// "earlier in the week", "later in the month".
static uint32_t within_span(const struct reader *r, uint32_t at, struct timex *x)
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
static uint32_t near_span(const struct reader *r, uint32_t at, struct timex *x)
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
        x->date = months_back(r->today, -shift);
    else if (is(r, unit, "year") || is(r, unit, "fiscal"))
        x->date = make_date(r->today.year + shift, 0, 0);
    else if (is(r, unit, "quarter"))
        x->date = make_date(months_back(r->today, -3 * shift).year, 0, 0);
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
    *count = count_at(r, at);
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
            return r->today.day ? window(r->day - windows[i].from, r->day - windows[i].to) : make_date(r->today.year, 0, 0);
    return (struct cp_date){0};
}

// "three years ago", "several weeks ago"; "a week earlier" is left alone: it counts from another day.
static uint32_t ago(const struct reader *r, uint32_t at, struct timex *x)
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
            r->today.day ? window(r->day - 7 * count - 3, r->day - 7 * count + 3) : make_date(r->today.year, 0, 0);
    else if (IS_ANY(r, unit, "month", "months"))
        x->date = months_back(r->today, count);
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
                                   : window(cp_date_days(from) + 7 * count - 3, cp_date_days(from) + 7 * count + 3);
    if (days || (IS_ANY(r, unit, "month", "months") && !from.month))
        return make_date(from.year, days && count <= 2 ? from.month : 0, 0);
    if (IS_ANY(r, unit, "month", "months"))
        return months_back(from, -count);
    return IS_ANY(r, unit, "year", "years") ? make_date(from.year + count, 0, 0) : (struct cp_date){0};
}

// "within a week", "days later": a window behind what was told last.
static uint32_t soon_after(const struct reader *r, uint32_t at, struct timex *x)
{
    enum { DAYS = 10, WEEKS = 28 };
    struct cp_date from = r->timeline->point;
    bool within = is(r, at, "within"), later = is(r, at + 1, "later");
    if (!from.year || (!within && !later))
        return 0;
    uint32_t unit = within ? at + 1 : at;
    int count = within ? count_at(r, unit) : 0;
    unit += count > 0;
    int days = IS_ANY(r, unit, "hours", "hour") ? 1 : IS_ANY(r, unit, "days", "day") ? (count ? count : DAYS)
               : IS_ANY(r, unit, "weeks", "week") ? (count ? 7 * count : WEEKS) : 0;
    if (!days)
        return 0;
    x->date = from.day ? window(cp_date_days(from), cp_date_days(from) + days) : make_date(from.year, 0, 0);
    return within ? (count ? 3 : 2) : 2;
}

// "that month", "the same day", "the following year", "two weeks later": from what was told last.
static uint32_t from_told(const struct reader *r, uint32_t at, struct timex *x)
{
    struct cp_date from = r->timeline->point;
    uint32_t n = is(r, at, "that") && is(r, at + 1, "same") ? 2 : 1;
    if (!from.year && is(r, at, "same") && is(r, at + 1, "day") && IS_ANY(r, at + 2, "as", "that"))
        from = r->today; // "it came on the same day as Tokyo listed the firm": the news of the day
    if (IS_ANY(r, at, "that", "same") && from.year) {
        if (is(r, at + n + 1, ",") && (day_at(r, at + n + 2) || month_at(r, at + n + 2)))
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
    int count = !sign ? 0 : is(r, at, "the") && is(r, at + 1, "day") ? 1 : count_at(r, at);
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

// "in recent weeks", "over the past few months", "in the last three days": a window gives its year.
static uint32_t recent(const struct reader *r, uint32_t at, struct timex *x)
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
        if (!count_at(r, at + 1) && !IS_ANY(r, at + 1, "few", "several", "couple"))
            return 0;
        n++;
    }
    if (!IS_ANY(r, at + n, "days", "weeks", "months"))
        return 0;
    x->date = x->coming = make_date(r->today.year, 0, 0);
    return n + 1;
}

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
        if (year_at(r, token) || cp_date_parse(r->analysis->tokens[token].form, &(struct cp_date){0}))
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
    ['r' - 'a'] = LONG(6) | LONG(8), // recent recently
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
    typedef uint32_t reading(const struct reader *, uint32_t, struct timex *);
    static reading *const of_figures[] = {day_first, year_first, with_strokes, year_alone, from_told, ago, NULL};
    static reading *const of_words[] = {month_first, feast, part_of_year, from_told, soon_after, ago, NULL};
    static reading *const of_today[] = {weekday, near_day, recent, weekend, within_span, near_span, NULL};
    const bool figures = is_digit(r->analysis->tokens[at].lower.ptr[0]);
    x->named = is_in_name(r, at);
    uint32_t n = 0;
    for (reading *const *read = figures ? of_figures : of_words; !n && *read; read++)
        n = (*read)(r, at, x);
    bool now = !n;
    for (reading *const *read = of_today; !n && !figures && r->today.year && *read; read++)
        n = (*read)(r, at, x);
    if (!n || !x->date.year)
        return n;
    if (!x->coming.year)
        x->coming = x->date;
    x->first = at;
    x->last = at + n - 1;
    x->role = role_before(r, at, n);
    bool year = has_year(r, x), told = cp_date_compare(x->date, x->coming) == 0; // else read by default
    move_on(r->timeline, x, r->today, year || (!now && !told && x->date.year == year_told(r, x->date.month)), now);
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
