// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/options.h"

#include <CUnit/CUnit.h>
#include <string.h>

// Parses the words, ended by NULL, for `run`.
static enum cp_status parse(struct cp_arena *arena, const char *const *words, struct cp_settings *settings)
{
    char *argv[16];
    int argc = 0;
    for (; words[argc]; argc++)
        argv[argc] = (char *)cp_str_copy(arena, cp_str_from(words[argc])).ptr;
    *settings = (struct cp_settings){0};
    return cp_options_parse(arena, &cp_command_run, argc, argv, settings, NULL);
}

static void check_forms(void)
{
    static const char *const forms[][6] = {
        {"in", "-o", "out"}, {"-o", "out", "in"}, {"-oout", "in"}, {"--output", "out", "in"}, {"--output=out", "in"},
        {"-qo", "out", "in"}, {"-o", "out", "--", "in"},
    };
    struct cp_arena *arena = cp_arena_new();
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct cp_settings settings;
        CU_ASSERT_EQUAL_FATAL(parse(arena, forms[i], &settings), CP_OK);
        CU_ASSERT_STRING_EQUAL(settings.output, "out");
        CU_ASSERT_EQUAL(settings.argument_count, 1);
        CU_ASSERT_STRING_EQUAL(settings.arguments[0], "in");
    }
    cp_arena_free(arena);
}

static void check_values(void)
{
    static const struct {
        const char *words[4];
        bool good;
    } rows[] = {
        {{"in", "--jobs", "4"}, true},          {{"in", "--jobs", "0"}, true},
        {{"in", "--jobs", "-1"}, false},        {{"in", "--jobs", "1.5"}, false},
        {{"in", "--jobs", "0x10"}, false},      {{"in", "--jobs", ""}, false},
        {{"in", "--jobs", "9999"}, false},      {{"in", "--min-confidence", "0.5"}, true},
        {{"in", "--min-confidence", "2"}, false}, {{"in", "--min-confidence", "nan"}, false},
        {{"in", "--date", "2023-05-21"}, true}, {{"in", "--date", "2023-05"}, false},
        {{"in", "--date", "2023-13-21"}, false}, {{"in", "--json=yes"}, false},
        {{"in", "--", "--json=yes"}, true},     {{"-", "--json"}, true},
    };
    struct cp_arena *arena = cp_arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct cp_settings settings;
        CU_ASSERT_EQUAL(parse(arena, rows[i].words, &settings) == CP_OK, rows[i].good);
    }
    cp_arena_free(arena);
}

// Every command has a line of help for each of its options, and can be found by its name.
static void check_help(void)
{
    const struct cp_command *command;
    for (size_t i = 0; (command = cp_command_at(i)); i++) {
        struct cp_buf brief = {0}, full = {0};
        cp_help_command(command, false, &brief);
        cp_help_command(command, true, &full);
        CU_ASSERT(full.len > brief.len);
        CU_ASSERT(cp_str_find(cp_buf_str(&brief), CP_STR("--help"), 0) != SIZE_MAX);
        CU_ASSERT(cp_command_find(command->name) == command);
        cp_buf_release(&brief);
        cp_buf_release(&full);
    }
    CU_ASSERT(cp_command_find("no such") == NULL);
    CU_ASSERT(cp_command_nearest("anlyze") == cp_command_analyze.name);
    CU_ASSERT(cp_command_nearest("zzzzzz") == NULL);
}

void cp_test_cli_options(void)
{
    CU_pSuite suite = CU_add_suite("cli: options", NULL, NULL);
    CU_add_test(suite, "an option can be written in each usual form", check_forms);
    CU_add_test(suite, "values are checked", check_values);
    CU_add_test(suite, "help comes from the tables", check_help);
}
