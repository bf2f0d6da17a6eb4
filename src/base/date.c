// SPDX-License-Identifier: GPL-3.0-or-later
// Room: base.
//
// Civil dates by the algorithm of Howard Hinnant, "chrono-Compatible Low-Level
// Date Algorithms": years begin in March, so the leap day is the last one.
#include "chokepoint/base.h"

static bool digits(struct cp_str s, size_t at, size_t n, int *value)
{
    if (s.len < at + n)
        return false;
    *value = 0;
    for (size_t i = at; i < at + n; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        *value = *value * 10 + (s.ptr[i] - '0');
    }
    return true;
}

bool cp_date_parse(struct cp_str s, struct cp_date *date)
{
    int year, month = 0, day = 0;
    s = cp_str_trim(s);
    if (!digits(s, 0, 4, &year) || year < 1000)
        return false;
    if (s.len > 4) {
        if (s.ptr[4] != '-' || !digits(s, 5, 2, &month) || month < 1 || month > 12)
            return false;
        if (s.len > 7) {
            if (s.ptr[7] != '-' || !digits(s, 8, 2, &day) || day < 1 || day > 31)
                return false;
            if (s.len > 10 && s.ptr[10] != 'T' && s.ptr[10] != ' ')
                return false;
        }
    }
    *date = (struct cp_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    return true;
}

// Not by printf: each edge has a date.
static void add_two_digits(struct cp_buf *out, unsigned number)
{
    const char digits[2] = {(char)('0' + number / 10 % 10), (char)('0' + number % 10)};
    cp_buf_add(out, (struct cp_str){digits, 2});
}

static void add_part(struct cp_buf *out, unsigned number)
{
    cp_buf_add_char(out, '-');
    add_two_digits(out, number);
}

void cp_buf_add_date(struct cp_buf *buf, struct cp_date date)
{
    if (!date.year)
        return;
    if (date.year < 0 || date.year > 9999) {
        cp_buf_add_format(buf, "%04d", date.year);
    } else {
        add_two_digits(buf, (unsigned)date.year / 100);
        add_two_digits(buf, (unsigned)date.year % 100);
    }
    if (date.month)
        add_part(buf, date.month);
    if (date.month && date.day)
        add_part(buf, date.day);
}

struct cp_str cp_date_format(struct cp_arena *arena, struct cp_date date)
{
    struct cp_buf buf = {0};
    cp_buf_add_date(&buf, date);
    const struct cp_str text = cp_str_copy(arena, cp_buf_str(&buf));
    cp_buf_release(&buf);
    return text;
}

int cp_date_compare(struct cp_date a, struct cp_date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

int32_t cp_date_days(struct cp_date date)
{
    int month = date.month ? date.month : 1, day = date.day ? date.day : 1;
    int year = date.year - (month <= 2);
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct cp_date cp_date_from_days(int32_t days)
{
    days += 719468;
    int era = (days >= 0 ? days : days - 146096) / 146097;
    int day_of_era = days - era * 146097;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted = (5 * day_of_year + 2) / 153;
    int month = shifted < 10 ? shifted + 3 : shifted - 9;
    return (struct cp_date){(int16_t)(year_of_era + era * 400 + (month <= 2)), (uint8_t)month,
                            (uint8_t)(day_of_year - (153 * shifted + 2) / 5 + 1)};
}

int cp_date_precision(struct cp_date date)
{
    return (date.year != 0) + (date.month != 0) + (date.day != 0);
}

int cp_date_weekday(struct cp_date date)
{
    int day = (cp_date_days(date) + 3) % 7; // 1970-01-01 was a Thursday
    return day < 0 ? day + 7 : day;
}
