// SPDX-License-Identifier: GPL-3.0-or-later
//
// Second readings: which decisions are doubted, what the alternatives look like, and how they are put into the tree.
#include "fixture.h"
#include "parse/alternative.h"
#include "parse/choice.h"
#include "parse/infer.h"

#include <CUnit/CUnit.h>
#include <string.h>

// The two smallest margins are kept, the smallest first.
static void check_doubts(void)
{
    static const int16_t margins[] = {50, 20, 40, 10, 60, 10};
    struct cp_row row = {0};
    for (int16_t i = 0; i < 6; i++) {
        cp_doubt_move(&row, &(struct cp_doubt){.margin = margins[i], .at = i}, 2);
        cp_doubt_tag(&row, &(struct cp_doubt){.tag = true, .margin = margins[i], .at = i});
    }
    CU_ASSERT_EQUAL(row.tag_doubts, 1);
    CU_ASSERT_EQUAL(row.doubts[0].at, 3);
    CU_ASSERT_EQUAL(row.move_doubts, 2);
    CU_ASSERT_EQUAL(row.doubts[CP_TAG_DOUBTS].at, 3);
    CU_ASSERT_EQUAL(row.doubts[CP_TAG_DOUBTS + 1].at, 5);
}

static void check_unsure(void)
{
    bool falls = true;
    for (int margin = 1; margin < 20000; margin++)
        falls &= cp_unsure(margin) <= cp_unsure(margin - 1);
    CU_ASSERT_TRUE(falls);
    CU_ASSERT_EQUAL(cp_unsure(0), 44);
    CU_ASSERT_EQUAL(cp_unsure(19999), 0);
}

static bool is_sound(const struct cp_row *row)
{
    int roots = 0;
    for (int i = 0; i < row->count; i++) {
        int steps = 0;
        for (int k = i; k >= 0; k = row->head[k])
            if (k >= row->count || ++steps > row->count)
                return false;
        roots += row->head[i] < 0;
    }
    return roots == 1;
}

static struct cp_row *add(struct cp_inference *in, const char *const *words, int count)
{
    struct cp_row *row = cp_infer_add(in, count);
    for (int i = 0; row && i < count; i++)
        cp_look_at(cp_str_from(words[i]), i == 0, CP_CASE_NORMAL, in->model->words, in->model->word_count,
                   &row->looks[i + CP_PAD]);
    if (row)
        cp_row_pad(row);
    return row;
}

// Rows of words that can be nouns or verbs: there are doubts, and each is decided otherwise in a tree of its own.
static void check_alternatives(void)
{
    static const char *const words[] = {"plans", "bans", "exports", "controls", "ships", "to", "the", "port", "of",
                                        "limits", "on",  "trade",   "that",     "halts", "and", "with"};
    enum { WORDS = sizeof words / sizeof *words, COUNT = 12 };
    struct cp_arena *doc = cp_arena_new();
    struct cp_inference *in = CP_NEW(doc, struct cp_inference);
    const char *sentence[COUNT];
    unsigned x = 1, tags = 0, others = 0;
    bool sound = true, otherwise = true;
    cp_infer_start(in, fixture_model());
    for (unsigned trial = 0; trial < 40; trial++) {
        for (int i = 0; i < COUNT; i++)
            sentence[i] = words[(x = x * 1664525u + 1013904223u) >> 8 & (WORDS - 1)];
        CU_ASSERT_PTR_NOT_NULL_FATAL(add(in, sentence, COUNT));
    }
    cp_infer_tags(in);
    cp_infer_outlines(in);
    cp_infer_arcs(in);
    cp_infer_alternatives(in);
    for (unsigned k = 0; k < in->count; k++)
        for (const struct cp_row *row = in->rows[k].next; row; row = row->next) {
            sound &= is_sound(row) && row->base == &in->rows[k];
            tags += row->doubt.tag;
            others += memcmp(row->head, in->rows[k].head, COUNT * sizeof *row->head) != 0;
            if (row->doubt.tag)
                otherwise &= row->tag[row->doubt.at + CP_PAD] == row->doubt.other &&
                    row->doubt.other != row->doubt.taken &&
                             in->rows[k].tag[row->doubt.at + CP_PAD] == row->doubt.taken;
        }
    CU_ASSERT_TRUE(sound);
    CU_ASSERT_TRUE(otherwise);
    CU_ASSERT(tags > 5 && others > 10); // a move that is only put off can lead to the same tree
    cp_arena_free(doc);
}

// ---------------------------------------------------------------- the choice, on trees made by hand

enum { COUNT = 4, READINGS = 3 };
static struct cp_row rows[READINGS]; // the first reading, and others

static void set_rows(const int16_t heads[READINGS][COUNT])
{
    static _Alignas(64) unsigned char room[READINGS][(COUNT + 2 * CP_PAD) * 64];
    memset(room, 0, sizeof room);
    for (int k = 0; k < READINGS; k++) {
        cp_row_lay(&rows[k], COUNT, room[k]);
        memcpy(rows[k].head, heads[k], sizeof heads[k]);
        for (int i = 0; i < COUNT; i++)
            rows[k].label[i] = CP_DEP_DEP;
        rows[k].base = k ? &rows[0] : NULL;
        rows[k].next = k + 1 < READINGS ? &rows[k + 1] : NULL;
    }
}

// With all weights alike; an alternative has more features that speak for it, those of the doubt.
static void choose(int8_t weight)
{
    static struct cp_model_header header;
    static int8_t table[64];
    memset(table, weight, sizeof table);
    header.table_lines[CP_TABLE_CHOICE] = 1;
    struct cp_model model = {.header = &header};
    model.tables[CP_TABLE_CHOICE] = table;
    cp_choose(&model, rows, 1);
}

static bool has_heads(const int16_t heads[COUNT])
{
    return memcmp(rows[0].head, heads, COUNT * sizeof *heads) == 0;
}

static void check_choice(void)
{
    static const int16_t apart[READINGS][COUNT] = {{-1, 0, 0, 0}, {-1, 2, 0, 0}, {-1, 0, 0, 2}}, both[COUNT] = {-1,
            2, 0, 2},
                         circle[READINGS][COUNT] = {{-1, 0, 0, 0}, {-1, 2, 0, 0}, {-1, 0, 1, 0}},
                         same[READINGS][COUNT] = {{-1, 0, 0, 0}, {-1, 0, 0, 2}, {-1, 0, 1, 1}},
                         crossing[READINGS][COUNT] = {{-1, 0, 0, 2}, {1, -1, 1, 2}, {-1, 0, 0, 0}};
    set_rows(apart);
    choose(-1);
    CU_ASSERT_TRUE(has_heads(apart[0]));
    set_rows(apart);
    choose(1);
    CU_ASSERT_TRUE(has_heads(both));
    set_rows(circle); // each is a tree, both together are none
    choose(1);
    CU_ASSERT_TRUE(has_heads(circle[1]) || has_heads(circle[2]));
    set_rows(same); // both change word 3
    choose(1);
    CU_ASSERT_TRUE(has_heads(same[1]) || has_heads(same[2]));
    set_rows(crossing);
    choose(1);
    CU_ASSERT_TRUE(is_sound(&rows[0]));
}

// What is counted out for the trainer is what the program chooses by.
static void check_places(void)
{
    static const int16_t heads[READINGS][COUNT] = {{-1, 0, 0, 0}, {-1, 2, 0, 0}, {-1, 0, 0, 2}};
    static struct cp_choice choice;
    set_rows(heads);
    choice.lines = 1;
    choose(0);
    for (int k = 1; k < READINGS; k++) {
        cp_choice_places(&rows[k], &choice);
        CU_ASSERT_EQUAL(choice.fors, rows[k].fors);
        CU_ASSERT_EQUAL(choice.againsts, rows[k].againsts);
        CU_ASSERT(choice.fors > choice.againsts && choice.againsts > 0);
    }
}

void cp_test_parse_choice(void)
{
    CU_pSuite suite = CU_add_suite("parse: second readings", NULL, NULL);
    CU_add_test(suite, "the narrowest decisions are doubted", check_doubts);
    CU_add_test(suite, "wider margins are surer", check_unsure);
    CU_add_test(suite, "alternatives are trees with the doubt decided otherwise", check_alternatives);
    CU_add_test(suite, "better alternatives are taken, as far as they make a tree together", check_choice);
    CU_add_test(suite, "the trainer and the program look at the same places", check_places);
}
