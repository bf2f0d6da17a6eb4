// SPDX-License-Identifier: GPL-3.0-or-later
#include "chokepoint/base.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

static void check_trim(void)
{
    static const struct {
        const char *in, *out;
    } rows[] = {
        {"", ""}, {"  a b \n", "a b"}, {"\xC2\xA0x\xC2\xA0", "x"}, {"\t \r\n", ""}, {"x", "x"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CU_ASSERT(cp_str_equal(cp_str_trim(cp_str_from(rows[i].in)), cp_str_from(rows[i].out)));
}

static void check_find_and_split(void)
{
    struct cp_str s = CP_STR("a||bc|");
    CU_ASSERT_EQUAL(cp_str_find(s, CP_STR("bc"), 0), 3);
    CU_ASSERT_EQUAL(cp_str_find(s, CP_STR("bd"), 0), SIZE_MAX);
    CU_ASSERT_EQUAL(cp_str_find(s, CP_STR(""), 6), 6);
    CU_ASSERT(cp_str_equal(cp_str_split(&s, '|'), CP_STR("a")));
    CU_ASSERT(cp_str_equal(cp_str_split(&s, '|'), CP_STR("")));
    CU_ASSERT(cp_str_equal(cp_str_split(&s, '|'), CP_STR("bc")));
    CU_ASSERT_EQUAL(s.len, 0);
}

static void check_distance(void)
{
    static const struct {
        const char *a, *b;
        unsigned limit, distance;
    } rows[] = {
        {"run", "run", 3, 0},        {"analyse", "analyze", 3, 1}, {"rnu", "run", 3, 1},
        {"kitten", "sitting", 5, 3}, {"kitten", "sitting", 1, 2},  {"", "abc", 5, 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CU_ASSERT_EQUAL(cp_str_distance(cp_str_from(rows[i].a), cp_str_from(rows[i].b), rows[i].limit),
                        rows[i].distance);
}

static void check_lower_and_collapse(void)
{
    struct cp_arena *doc = cp_arena_new();
    CU_ASSERT(cp_str_equal(cp_str_lower(doc, CP_STR("ÄÉ Łódź ΑΒ ЖЯ X")), CP_STR("äé łódź αβ жя x")));
    CU_ASSERT(cp_str_equal(cp_str_collapse(doc, CP_STR("  a \n\t b  ")), CP_STR("a b")));
    static const struct cp_str collapsed[] = {{"", 0}, {"a", 1}, {" eight at a time ", 17}, {"over\xC2\xA0the edge", 14}};
    static const struct cp_str loose[] = {{"\t", 1}, {"a  b", 4}, {"sevenly  over the edge", 22}, {"the end  ", 9}, {"eight to\nand", 12}};
    for (size_t i = 0; i < sizeof collapsed / sizeof *collapsed; i++)
        CU_ASSERT_TRUE(cp_str_is_collapsed(collapsed[i]));
    for (size_t i = 0; i < sizeof loose / sizeof *loose; i++)
        CU_ASSERT_FALSE(cp_str_is_collapsed(loose[i]));
    CU_ASSERT(cp_str_equal(cp_str_format(doc, "%d-%s", 7, "x"), CP_STR("7-x")));
    cp_arena_free(doc);
}

// What is done to eight bytes at once, against the same done to one after the other, at all places in a string.
static void check_eight_at_once(void)
{
    static const char letters[] = "aZ@[`{\x01\t\n\"\\\x7F~ ";
    struct cp_arena *doc = cp_arena_new();
    uint64_t state = 88172645463325252u;
    for (unsigned i = 0; i < 20000; i++) {
        char text[40], lower[40], collapsed[40];
        size_t len = i % 39, kept = 0;
        for (size_t at = 0; at < len; at++) {
            state ^= state << 13, state ^= state >> 7, state ^= state << 17;
            text[at] = state % 3 ? letters[(state >> 8) % (i % 2 ? sizeof letters - 1 : 2)] : ' ';
            lower[at] = (char)(text[at] >= 'A' && text[at] <= 'Z' ? text[at] + 32 : text[at]);
        }
        const struct cp_str s = {text, len}, trimmed = cp_str_trim(s);
        for (size_t at = 0; at < trimmed.len; at++) {
            const bool blank = trimmed.ptr[at] == ' ' || trimmed.ptr[at] == '\t' || trimmed.ptr[at] == '\n';
            if (!blank || collapsed[kept - 1] != ' ')
                collapsed[kept++] = blank ? ' ' : trimmed.ptr[at];
        }
        CU_ASSERT(cp_str_equal(cp_str_lower(doc, s), (struct cp_str){lower, len}));
        CU_ASSERT(cp_str_equal(cp_str_collapse(doc, s), (struct cp_str){collapsed, kept}));
        for (size_t at = 0; at < len; at++) {
            const uint64_t eight = cp_str_eight(s, at), quotes = cp_eight_equal(eight, '"'), controls = cp_eight_below(eight, ' ');
            size_t quote = at, control = at;
            while (quote < len && quote < at + 8 && text[quote] != '"')
                quote++;
            while (control < len && control < at + 8 && text[control] >= ' ') // behind the end are bytes of 0
                control++;
            const bool none = quote == len || quote == at + 8;
            uint64_t blanks = 0, found = 0;
            for (size_t k = 0; k < 8 && at + k < len; k++) {
                const char c = text[at + k], small = (char)(c | 0x20);
                blanks |= (uint64_t)(c == ' ' ? 0x80 : 0) << (8 * k);
                found |= (uint64_t)(small >= 'a' && small <= 'z' ? 0x80 : 0) << (8 * k);
            }
            CU_ASSERT(cp_eight_each_equal(eight, ' ') == blanks && cp_eight_each_letter(eight) == found);
            CU_ASSERT(none ? quotes == 0 : quotes && at + cp_eight_first(quotes) == quote);
            CU_ASSERT(control == at + 8 ? controls == 0 : controls && at + cp_eight_first(controls) == control);
        }
        cp_arena_reset(doc);
    }
    cp_arena_free(doc);
}

static void check_formats(void)
{
    struct cp_arena *doc = cp_arena_new();
    char expected[2000], text[1500];
    memset(text, 'x', sizeof text);
    for (int n = -2; n < 1500; n += 7) {
        snprintf(expected, sizeof expected, "%s|%.*s|%c|%d|%u|%zu%%", "é", n, n < 0 ? "" : text, 'c', -n, (unsigned)n, (size_t)n);
        CU_ASSERT(cp_str_equal(cp_str_format(doc, "%s|%.*s|%c|%d|%u|%zu%%", "é", n, n < 0 ? "" : text, 'c', -n, (unsigned)n, (size_t)n),
                               cp_str_from(expected)));
        struct cp_buf buf = {0};
        cp_buf_add_format(&buf, "%s|%.*s|%c|%d|%u|%zu%%", "é", n, n < 0 ? "" : text, 'c', -n, (unsigned)n, (size_t)n);
        cp_buf_add_format(&buf, "%04d%.2f", n, n / 3.0); // printf must do it
        snprintf(expected + strlen(expected), sizeof expected - strlen(expected), "%04d%.2f", n, n / 3.0);
        CU_ASSERT(cp_str_equal(cp_buf_str(&buf), cp_str_from(expected)));
        cp_buf_release(&buf);
    }
    cp_arena_free(doc);
}

// Every string of up to four bytes from a set of awkward ones decodes without reading past its end, and what the
// decoder gives can be put back.
static void check_utf8(void)
{
    static const unsigned char bytes[] = {0x00, 'a',  0x7F, 0x80, 0xBF, 0xC0, 0xC2, 0xDF,
                                          0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF};
    enum { N = sizeof bytes };
    for (unsigned i = 0; i < N * N * N * N; i++) {
        char text[4] = {(char)bytes[i % N], (char)bytes[i / N % N], (char)bytes[i / N / N % N],
                        (char)bytes[i / N / N / N]};
        struct cp_str s = {text, 4};
        char back[16];
        size_t at = 0, len = 0;
        bool broken = false;
        while (at < s.len) {
            size_t before = at;
            uint32_t code = cp_utf8_next(s, &at);
            CU_ASSERT_FATAL(at > before && at <= s.len);
            broken |= code == 0xFFFD;
            len += cp_utf8_put(code, back + len);
        }
        CU_ASSERT_EQUAL(broken, !cp_utf8_valid(s));
        CU_ASSERT(broken || (len == 4 && memcmp(back, text, 4) == 0));
    }
}

static void check_doubles(void)
{
    static const struct {
        double x;
        const char *text;
    } rows[] = {{0.1, "0.1"}, {1.0, "1"}, {1.0 / 3, "0.333333333333333"}, {231.071428571429, "231.071428571429"}};
    struct cp_buf buf = {0};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cp_buf_clear(&buf);
        cp_buf_add_double(&buf, rows[i].x);
        CU_ASSERT(cp_str_starts(cp_buf_str(&buf), cp_str_from(rows[i].text)));
    }
    cp_buf_release(&buf);
}

// The fast way of buffer.c against printf and strtod.
static void check_like_printf(void)
{
    uint64_t state = 88172645463325252u;
    for (int i = 0; i < 300000; i++) {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17;
        double x = (double)(state >> 11) / 9007199254740992.0;
        double scales[] = {1, -1000, 1e-3, 1e9, 1e14, 3e-4, 1e-7, 1e20};
        x *= scales[i % 8];
        if (i % 3 == 1)
            x = (double)(int64_t)(x * 1000) / 1000; // few digits
        if (i % 64 == 0)
            x = 1.0 / (double)(1 << (i / 64 % 20)); // powers of two
        char text[40];
        for (int digits = 15; digits <= 17; digits++) {
            snprintf(text, sizeof text, "%.*g", digits, x);
            if (strtod(text, NULL) == x)
                break;
        }
        struct cp_buf buf = {0};
        cp_buf_add_double(&buf, x);
        bool same = cp_str_equal(cp_buf_str(&buf), cp_str_from(text));
        char rounded[64];
        snprintf(rounded, sizeof rounded, "%.3f", x);
        cp_buf_clear(&buf);
        cp_buf_add_rounded(&buf, x, 3);
        same = same && cp_str_equal(cp_buf_str(&buf), cp_str_from(rounded));
        cp_buf_release(&buf);
        if (!same)
            CU_FAIL_FATAL("a number is not written as printf writes it");
    }
    CU_PASS("all are the same");
}

static void check_whole_numbers(void)
{
    static const struct {
        const char *text;
        int most, number;
        bool whole;
    } cases[] = {{"0", 9, 0, true},        {"12", 12, 12, true},   {"-12", 12, -12, true}, {"007", 9, 7, true},
                 {"13", 12, 0, false},     {"-13", 12, 0, false},  {"", 9, 0, false},      {"-", 9, 0, false},
                 {"+1", 9, 0, false},      {"1 ", 9, 0, false},    {"1x", 9, 0, false},    {"--1", 9, 0, false},
                 {"2147483647", INT_MAX, INT_MAX, true}, {"99999999999999999999999", INT_MAX, 0, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int number = 0;
        CU_ASSERT(cp_str_whole(cp_str_from(cases[i].text), cases[i].most, &number) == cases[i].whole);
        CU_ASSERT(number == cases[i].number);
    }
}

void cp_test_base_string(void)
{
    CU_pSuite suite = CU_add_suite("base: strings", NULL, NULL);
    CU_add_test(suite, "numbers are written as printf writes them, shortest first", check_like_printf);
    CU_add_test(suite, "white space is trimmed at both ends", check_trim);
    CU_add_test(suite, "find and split", check_find_and_split);
    CU_add_test(suite, "edit distance, for 'did you mean'", check_distance);
    CU_add_test(suite, "lower case and collapsed white space", check_lower_and_collapse);
    CU_add_test(suite, "eight bytes at once, as one after the other", check_eight_at_once);
    CU_add_test(suite, "whole numbers, and what is none", check_whole_numbers);
    CU_add_test(suite, "formats with and without printf", check_formats);
    CU_add_test(suite, "UTF-8, sound and broken", check_utf8);
    CU_add_test(suite, "shortest digits that read back", check_doubles);
}
