// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/json.h"
#include "cli/talk.h"

#include <CUnit/CUnit.h>
#include <math.h>

static void check_tame(void)
{
    static const struct {
        struct cp_str in, out;
    } rows[] = {
        {{"plain é 中", 12}, {"plain é 中", 12}},
        {{"a\x1B[31mred", 9}, {"a\xEF\xBF\xBD[31mred", 11}},              // no colours from a document
        {{"a\nb\tc", 5}, {"a b c", 5}},
        {{"a\xE2\x80\xAE" "b", 5}, {"a\xEF\xBF\xBD" "b", 5}},             // right-to-left override
        {{"\xFF", 1}, {"\xEF\xBF\xBD", 3}},
        {{"\xC2\x9B" "1m", 4}, {"\xEF\xBF\xBD" "1m", 5}},                 // the one-character form of ESC [
    };
    struct cp_arena *arena = cp_arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CU_ASSERT(cp_str_equal(cp_tame(arena, rows[i].in), rows[i].out));
    cp_arena_free(arena);
}

static void check_width(void)
{
    struct cp_arena *arena = cp_arena_new();
    CU_ASSERT_EQUAL(cp_width(CP_STR("abc")), 3);
    CU_ASSERT_EQUAL(cp_width(CP_STR("é")), 1);
    CU_ASSERT_EQUAL(cp_width(CP_STR("e\xCC\x81")), 1); // a combining accent
    CU_ASSERT_EQUAL(cp_width(CP_STR("中国")), 4);
    CU_ASSERT(cp_str_equal(cp_shorten(arena, CP_STR("abcdef"), 6), CP_STR("abcdef")));
    CU_ASSERT(cp_str_equal(cp_shorten(arena, CP_STR("abcdefg"), 6), CP_STR("abcde…")));
    CU_ASSERT(cp_str_equal(cp_shorten(arena, CP_STR("中国中国"), 6), CP_STR("中国…")));
    cp_arena_free(arena);
}

static void check_grid(void)
{
    struct cp_arena *arena = cp_arena_new();
    struct cp_grid grid = {.alignment = "lrl"};
    struct cp_buf out = {0};
    static const char *const cells[] = {"name", "n", "kind", "中国", "12", "country", "é", "3", "x"};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
        cp_grid_add(arena, &grid, cp_str_from(cells[i]));
    cp_grid_add(arena, &grid, CP_STR("none"));
    cp_grid_add_number(arena, &grid, NAN, 2);
    cp_grid_add_number(arena, &grid, 1.25, 1);
    cp_grid_print(&grid, &out);
    CU_ASSERT(cp_str_equal(cp_buf_str(&out), CP_STR("name   n  kind\n中国  12  country\né      3  x\nnone   -  1.2\n")));
    cp_buf_release(&out);
    cp_arena_free(arena);
}

static void check_json(void)
{
    struct cp_json json = {0};
    cp_json_open(&json, NULL, '{');
    cp_json_text(&json, "a", CP_STR("\"\\\n\x7F\xFF é"));
    cp_json_open(&json, "b", '[');
    cp_json_number(&json, NULL, 0.5);
    cp_json_number(&json, NULL, NAN);
    cp_json_bool(&json, NULL, true);
    cp_json_close(&json, ']');
    cp_json_open(&json, "c", '[');
    cp_json_close(&json, ']');
    cp_json_close(&json, '}');
    CU_ASSERT(cp_str_equal(cp_buf_str(&json.out), CP_STR("{\n  \"a\": \"\\\"\\\\\\u000a\\u007f\xEF\xBF\xBD é\",\n  \"b\": [\n    0.5,\n"
                                                         "    null,\n    true\n  ],\n  \"c\": []\n}\n")));
    cp_buf_release(&json.out);
}

void cp_test_cli_talk(void)
{
    CU_pSuite suite = CU_add_suite("cli: talk", NULL, NULL);
    CU_add_test(suite, "text of documents cannot steer a terminal", check_tame);
    CU_add_test(suite, "widths are those of a terminal", check_width);
    CU_add_test(suite, "columns stand under one another", check_grid);
    CU_add_test(suite, "JSON", check_json);
}
