// SPDX-License-Identifier: GPL-3.0-or-later
// Room: base.
#include "chokepoint/base.h"

#include "format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool reserve(struct cp_buf *buf, size_t more)
{
    if (buf->failed)
        return false;
    if (more <= buf->capacity - buf->len)
        return true;
    size_t wanted = buf->capacity ? buf->capacity : 256;
    while (wanted - buf->len < more && wanted < SIZE_MAX / 4)
        wanted *= 2;
    char *grown = wanted - buf->len >= more ? realloc(buf->ptr, wanted) : NULL;
    if (!grown) {
        buf->failed = true;
        return false;
    }
    buf->ptr = grown;
    buf->capacity = wanted;
    return true;
}

void cp_buf_add(struct cp_buf *buf, struct cp_str s)
{
    if (s.len == 0 || !reserve(buf, s.len))
        return;
    memcpy(buf->ptr + buf->len, s.ptr, s.len);
    buf->len += s.len;
}

void cp_buf_add_char(struct cp_buf *buf, char c)
{
    if (reserve(buf, 1))
        buf->ptr[buf->len++] = c;
}

void cp_buf_add_format(struct cp_buf *buf, const char *format, ...)
{
    enum { USUAL = 256 };
    va_list arguments, again;
    if (!reserve(buf, USUAL))
        return;
    va_start(arguments, format);
    va_copy(again, arguments);
    const size_t plain = cp_format_plainly(buf->ptr + buf->len, USUAL, format, arguments);
    va_end(arguments);
    if (plain != SIZE_MAX) {
        buf->len += plain;
        va_end(again);
        return;
    }
    va_copy(arguments, again);
    const int len = vsnprintf(buf->ptr + buf->len, USUAL, format, arguments);
    va_end(arguments);
    if (len >= USUAL && reserve(buf, (size_t)len + 1))
        vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
    if (len > 0 && !buf->failed)
        buf->len += (size_t)len;
    va_end(again);
}

// The end of the characters from `at` on that stand for themselves in a string of JSON: nearly all.
static size_t plain_end(struct cp_str s, size_t at)
{
    while (at < s.len) {
        const uint64_t eight = cp_str_eight(s, at);
        const uint64_t other = cp_eight_below(eight, ' ') | cp_eight_wide(eight) | cp_eight_equal(eight, '"') |
                               cp_eight_equal(eight, '\\') | cp_eight_equal(eight, 0x7F);
        if (other)
            return at + cp_eight_first(other); // at the end at last, behind which are bytes of 0
        at += 8;
    }
    return s.len;
}

void cp_buf_add_quoted(struct cp_buf *buf, struct cp_str s)
{
    cp_buf_add_char(buf, '"');
    for (size_t at = 0; at < s.len;) {
        size_t begin = at;
        at = plain_end(s, at);
        cp_buf_add(buf, cp_str_slice(s, begin, at));
        if (at == s.len)
            break;
        begin = at;
        uint32_t code = cp_utf8_next(s, &at);
        if (code == '"' || code == '\\')
            cp_buf_add(buf, (struct cp_str){(const char[]){'\\', (char)code}, 2});
        else if (code < 0x20 || code == 0x7F || code == 0x2028 || code == 0x2029) // line ends of JavaScript too
            cp_buf_add_format(buf, "\\u%04x", (unsigned)code);
        else if (code == 0xFFFD)
            cp_buf_add(buf, CP_STR("\xEF\xBF\xBD"));
        else
            cp_buf_add(buf, cp_str_slice(s, begin, at));
    }
    cp_buf_add_char(buf, '"');
}

void cp_buf_add_number(struct cp_buf *buf, uint64_t number)
{
    char text[20];
    size_t at = sizeof text;
    do
        text[--at] = (char)('0' + number % 10);
    while (number /= 10);
    cp_buf_add(buf, (struct cp_str){text + at, sizeof text - at});
}

// ---------------------------------------------------------------- numbers
//
// The shortest of 15, 16 and 17 digits that reads back as the same number, as "%.*g" would write it. printf and strtod,
// tried one after the other, are most of the time that it takes to write a graph; for numbers of ordinary size the same
// can be had exactly in integers of 128 bits. x = m 2^-s. Its decimal with k places is N / 10^k with N the nearest
// integer to m 10^k / 2^s, ties to even; it reads back as x if it is nearer to x than half the distance of x to its
// neighbours, that is if 2 |N 2^s - m 10^k| < 10^k.

__extension__ typedef unsigned __int128 wide;

struct binary {
    wide mantissa;
    int shift;
};

// The decimal of so many digits in `number`, and whether it reads back.
static bool try_digits(struct binary x, wide power, uint64_t *number)
{
    wide exact = x.mantissa * power, half = (wide)1 << (x.shift - 1), one = (wide)1 << x.shift;
    wide whole = exact >> x.shift, rest = exact & (one - 1);
    if (rest > half || (rest == half && whole & 1)) {
        whole++;
        rest = one - rest;
    }
    *number = (uint64_t)whole;
    return 2 * rest < power;
}

static wide power_of_ten(int exponent)
{
    static const uint64_t powers[] = {1,       10,       100,       1000,       10000,      100000,
                                      1000000, 10000000, 100000000, 1000000000, 10000000000};
    return (wide)powers[exponent / 2] * powers[exponent - exponent / 2]; // of at most 20
}

static void add_decimal(struct cp_buf *buf, uint64_t number, int places)
{
    char text[48];
    size_t at = sizeof text;
    for (int i = 0; i < places; i++, number /= 10)
        text[--at] = (char)('0' + number % 10);
    if (places > 0)
        text[--at] = '.';
    do
        text[--at] = (char)('0' + number % 10);
    while (number /= 10);
    cp_buf_add(buf, (struct cp_str){text + at, sizeof text - at});
}

// False where printf must do it: at powers of two, whose neighbours are not equally far; beyond what fits; what is no
// number.
static bool add_ordinary(struct cp_buf *buf, double x)
{
    int exponent, before = 0;
    double size = fabs(x);
    if (!(size >= 1e-4 && size < 1e15))
        return false;
    double fraction = frexp(size, &exponent);
    struct binary b = {(wide)(uint64_t)ldexp(fraction, 53), 53 - exponent};
    if (fraction == 0.5 || b.shift < 1)
        return false;
    double limit = 1;
    while (size >= limit) {
        limit *= 10; // powers up to 10^15 are exact
        before++;
    }
    static const double small[] = {1e-1, 1e-2, 1e-3};
    for (size_t i = 0; i < 3 && size < small[i]; i++)
        before--;
    for (int digits = 15; digits <= 17; digits++) {
        uint64_t number;
        int places = digits - before;
        if (!try_digits(b, power_of_ten(places), &number) && digits < 17)
            continue;
        if (x < 0)
            cp_buf_add_char(buf, '-');
        for (; places > 0 && number % 10 == 0; places--)
            number /= 10;
        add_decimal(buf, number, places);
        return true;
    }
    return false;
}

// The program never calls setlocale, so printf and strtod take "." as they stand.
void cp_buf_add_double(struct cp_buf *buf, double x)
{
    char text[40];
    if (x == (double)(int32_t)(fabs(x) < 2e9 ? x : 0.5) && (x != 0 || !signbit(x))) {
        if (x < 0)
            cp_buf_add_char(buf, '-');
        cp_buf_add_number(buf, (uint64_t)fabs(x));
        return;
    }
    if (add_ordinary(buf, x))
        return;
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, x);
        if (strtod(text, NULL) == x)
            break;
    }
    cp_buf_add(buf, cp_str_from(text));
}

void cp_buf_add_rounded(struct cp_buf *buf, double x, int places)
{
    int exponent;
    uint64_t number;
    const double fraction = frexp(x, &exponent);
    if (!(x >= 1e-4 && x < 1e6) || places > 9) {
        cp_buf_add_format(buf, "%.*f", places, x);
        return;
    }
    try_digits((struct binary){(wide)(uint64_t)ldexp(fraction, 53), 53 - exponent}, power_of_ten(places), &number);
    add_decimal(buf, number, places);
}

void cp_buf_clear(struct cp_buf *buf)
{
    buf->len = 0;
    buf->failed = false;
}

void cp_buf_release(struct cp_buf *buf)
{
    free(buf->ptr);
    *buf = (struct cp_buf){0};
}

struct cp_str cp_buf_str(const struct cp_buf *buf)
{
    return (struct cp_str){buf->ptr ? buf->ptr : "", buf->len};
}
