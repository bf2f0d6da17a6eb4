// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables of comma-separated values: every form of RFC 4180 and what programs make of it; what is broken is named with
// its line; and whatever fields are written come back.
#include "chokepoint/csv.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

// "a|b/c|d": fields with | between, rows with /, the header first.
static struct cp_str flat(struct cp_arena *run, const struct cp_csv *table)
{
    struct cp_buf out = {0};
    for (size_t row = 0; row <= table->row_count; row++)
        for (size_t i = 0; i < table->column_count; i++) {
            struct cp_str field = row ? table->rows[row - 1].fields[i] : table->header[i];
            cp_buf_add_format(&out, "%s" CP_FMT, i ? "|" : row ? "/" : "", CP_ARG(field));
        }
    struct cp_str result = cp_str_copy(run, cp_buf_str(&out));
    cp_buf_release(&out);
    return result;
}

static const struct {
    const char *text, *flat;
} sound[] = {
    {"a,b\n1,2\n", "a|b/1|2"},
    {"a,b\r\n1,2\r\n", "a|b/1|2"},
    {"a,b\r1,2", "a|b/1|2"},
    {"\xEF\xBB\xBF"
     "a,b\n1,2",
     "a|b/1|2"},
    {"a\n\n\n1\n   \n2\n", "a/1/2"},
    {"a,b\n\"1,5\",\" x \"\n", "a|b/1,5| x "},
    {"a,b\n\"say \"\"no\"\"\",2\n", "a|b/say \"no\"|2"},
    {"a,b\n\"one\r\ntwo\",2\n", "a|b/one\ntwo|2"},
    {"a,b\n\"\",\n", "a|b/|"},
    {"a, b \n  1 , two words \n", "a|b/1|two words"},
    {"a,b\n \"1\" , \"2\"  \n", "a|b/1|2"},
    {"a;b\n1,5;2\n", "a|b/1,5|2"},
    {"a\tb\n1\t\n", "a|b/1|"},
    {"\"a;b;c\",d\n1,2\n", "a;b;c|d/1|2"},
    {"item\nD\xC3\xBCse\n", "item/D\xC3\xBCse"},
};

static void check_sound(void)
{
    struct cp_arena *run = cp_arena_new();
    for (size_t i = 0; i < sizeof sound / sizeof sound[0]; i++) {
        struct cp_csv table;
        struct cp_error err = {0};
        CU_ASSERT_EQUAL(cp_csv_parse(run, cp_str_from(sound[i].text), "t.csv", &table, &err), CP_OK);
        CU_ASSERT(cp_str_equal(flat(run, &table), cp_str_from(sound[i].flat)));
    }
    cp_arena_free(run);
}

static const struct {
    const char *text, *where, *says;
} broken[] = {
    {"", "t.csv", "empty"},
    {"\n \n", "t.csv", "empty"},
    {"a,b\n1,2\n3\n", "t.csv:3", "1 field where the header has 2"},
    {"a,b\n\"x\ny\",2\n3,4,5\n", "t.csv:4", "3 fields"},
    {"a,b\n1,\"2\n3,4\n", "t.csv:2", "no closing quote"},
    {"a,b\n1,\"2\"x\n", "t.csv:2", "behind a closing quote"},
    {"a,b\n1,2\"x\n", "t.csv:2", "in the midst"},
    {"a,b\n1,\xE9\n", "t.csv:2", "UTF-8"},
    {"\xFF\xFE"
     "a,b",
     "t.csv", "UTF-16"},
};

static void check_broken(void)
{
    struct cp_arena *run = cp_arena_new();
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        struct cp_csv table;
        struct cp_error err = {0};
        CU_ASSERT_EQUAL(cp_csv_parse(run, cp_str_from(broken[i].text), "t.csv", &table, &err), CP_EFORMAT);
        CU_ASSERT_STRING_EQUAL(err.where, broken[i].where);
        CU_ASSERT(strstr(err.message, broken[i].says) != NULL);
    }
    cp_arena_free(run);
}

static void check_columns(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_csv table;
    struct cp_error err = {0};
    size_t column;
    CU_ASSERT_EQUAL(cp_csv_parse(run, CP_STR("Provider Name,ITEM,needed-for\nx,y,z\n"), "t.csv", &table, &err), CP_OK);
    CU_ASSERT_EQUAL(cp_csv_find(&table, "provider|provider_name"), 0);
    CU_ASSERT_EQUAL(cp_csv_find(&table, "item"), 1);
    CU_ASSERT_EQUAL(cp_csv_find(&table, "needed_for"), 2);
    CU_ASSERT_EQUAL(cp_csv_find(&table, "share"), SIZE_MAX);
    CU_ASSERT_EQUAL(cp_csv_column(&table, "share|share_pct", "t.csv", &column, &err), CP_EFORMAT);
    CU_ASSERT(strstr(err.message, "\"share\"; the columns are Provider Name, ITEM, needed-for") != NULL);
    cp_arena_free(run);
}

static void add_quoted(struct cp_buf *out, struct cp_str field)
{
    cp_buf_add_char(out, '"');
    for (size_t i = 0; i < field.len; i++) {
        if (field.ptr[i] == '"')
            cp_buf_add_char(out, '"');
        cp_buf_add_char(out, field.ptr[i]);
    }
    cp_buf_add_char(out, '"');
}

// Fields of the worst characters, written in quotes, are read back as they were.
static void check_round_trip(void)
{
    enum { ROUNDS = 200, COLUMNS = 3, ROWS = 4, LONGEST = 6 };
    static const char worst[] = "\",;\t\nax ";
    unsigned state = 12345;
    for (int round = 0; round < ROUNDS; round++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_buf out = {0};
        struct cp_str fields[ROWS][COLUMNS];
        for (int r = 0; r < ROWS; r++)
            for (int c = 0; c < COLUMNS; c++) {
                char text[LONGEST];
                size_t len = (state = state * 1103515245u + 12345u) >> 16 & 3;
                for (size_t i = 0; i < len; i++)
                    text[i] = worst[((state = state * 1103515245u + 12345u) >> 16) % (sizeof worst - 1)];
                fields[r][c] = cp_str_copy(run, (struct cp_str){text, len});
                add_quoted(&out, fields[r][c]);
                cp_buf_add(&out, c + 1 < COLUMNS ? CP_STR(",") : CP_STR("\r\n"));
            }
        struct cp_csv table;
        struct cp_error err = {0};
        CU_ASSERT_EQUAL_FATAL(cp_csv_parse(run, cp_buf_str(&out), "t.csv", &table, &err), CP_OK);
        CU_ASSERT_EQUAL_FATAL(table.row_count, ROWS - 1);
        for (int r = 0; r < ROWS; r++)
            for (int c = 0; c < COLUMNS; c++)
                CU_ASSERT(cp_str_equal(r ? table.rows[r - 1].fields[c] : table.header[c], fields[r][c]));
        cp_buf_release(&out);
        cp_arena_free(run);
    }
}

void cp_test_base_csv(void)
{
    CU_pSuite suite = CU_add_suite("base: comma-separated values", NULL, NULL);
    CU_add_test(suite, "every form of RFC 4180, and what programs make of it", check_sound);
    CU_add_test(suite, "what is broken is named with its line", check_broken);
    CU_add_test(suite, "columns by any of their names", check_columns);
    CU_add_test(suite, "what is written comes back", check_round_trip);
}
