// SPDX-License-Identifier: GPL-3.0-or-later
//
// Features of the linear scorers: one that is left open and closed with others is the one that was made at once. And the
// weights of those that have some, read from a file.
#include "relate/linear.h"

#include "scene_fixture.h"

#include <CUnit/CUnit.h>
#include <string.h>

static void check_pieces(void)
{
    struct features one = {.count = 0}, open = {.count = 0};
    const struct closing kind = {{CP_STR("country"), CP_STR("."), CP_STR("company")}, 0};
    cp_relate_feature(&one, CP_FEATURE("between"), CP_STR("sells"), CP_STR("country.company"));
    cp_relate_open_feature(&open, CP_FEATURE("between"), CP_STR("sells"));
    CU_ASSERT_EQUAL(open.count, 0);
    cp_relate_close_features(&open, &kind);
    CU_ASSERT_EQUAL(open.count, 1);
    CU_ASSERT_EQUAL(open.open_count, 0);
    CU_ASSERT_EQUAL(open.items[0], one.items[0]);
}

// Of several lengths, closed in pieces.
static void check_many(void)
{
    static const char words[] = "abcdefghijklmnopqrstuvwxyz";
    struct features one = {.count = 0}, open = {.count = 0};
    const struct cp_str tail = CP_STR("person.agency");
    const struct closing closing = {{CP_STR("person."), CP_STR("agency")}, 0};
    for (size_t n = 0; n < 21; n++) {
        struct cp_str word = {words, n};
        cp_relate_feature(&one, CP_FEATURE("head"), word, tail);
        cp_relate_open_feature(&open, CP_FEATURE("head"), word);
    }
    cp_relate_close_features(&open, &closing);
    CU_ASSERT_EQUAL_FATAL(open.count, one.count);
    for (unsigned i = 0; i < one.count; i++)
        CU_ASSERT_EQUAL(open.items[i], one.items[i]);
}

static void check_room(void)
{
    struct features f = {.count = 0};
    for (unsigned n = 0; n < MOST_FEATURES; n++) {
        cp_relate_open_feature(&f, CP_FEATURE("a"), CP_STR("b"));
        cp_relate_feature(&f, CP_FEATURE("c"), CP_STR("d"), CP_STR("e"));
    }
    cp_relate_close_features(&f, &(struct closing){{CP_STR("f")}, 0});
    CU_ASSERT_EQUAL(f.count, MOST_FEATURES);
}

// Reads a scorer of two outputs whose file has these lines behind its scale.
static enum cp_status load(struct cp_arena *run, const char *rows, const struct linear_model **model, struct cp_error *err)
{
    struct scene_lexicon l = cp_scene_lexicon(run, "pairs.tsv", cp_str_format(run, "scale\t0.5\nbits\t18\n%s", rows).ptr);
    enum cp_status status = cp_relate_load_linear(l.lexicon, run, "learned/pairs.tsv", 2, model, err);
    cp_scene_lexicon_remove(&l);
    return status;
}

// At the ends of the numbers and of the groups of 64 in which they are kept; what stands between them has no weights.
static void check_weights(void)
{
    static const struct {
        uint32_t feature;
        int first, second;
    } known[] = {{0, 1, -1}, {1, 2, 0}, {63, 3, 7}, {64, 4, 0}, {65, 5, -100}, {1000, 6, 0}, {262143, 127, -127}};
    struct cp_arena *run = cp_arena_new();
    const struct linear_model *model;
    struct features all = {.count = 0}, none = {.items = {2, 62, 66, 128, 999, 1001, 262142}, .count = 7};
    int sums[MOST_OUTPUTS], first = 0, second = 0;
    CU_ASSERT_EQUAL_FATAL(load(run,
                               "0\t1\t-1\n1\t2\t0\n63\t3\t7\n64\t4\t0\n65\t5\t-100\n1000\t6\t0\n262143\t127\t-127\n",
                               &model, NULL),
                          CP_OK);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct features one = {.items = {known[i].feature}, .count = 1};
        cp_relate_score(model, &one, sums);
        CU_ASSERT_TRUE(sums[0] == known[i].first && sums[1] == known[i].second);
        all.items[all.count++] = known[i].feature;
        first += known[i].first;
        second += known[i].second;
    }
    cp_relate_score(model, &none, sums);
    CU_ASSERT_TRUE(sums[0] == 0 && sums[1] == 0);
    cp_relate_score(model, &all, sums);
    CU_ASSERT_TRUE(sums[0] == first && sums[1] == second);
    cp_arena_free(run);
}

static void check_order(void)
{
    struct cp_arena *run = cp_arena_new();
    const struct linear_model *model;
    static const char *const bad[] = {"7\t1\t1\n6\t1\t1\n", "7\t1\t1\n7\t1\t1\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct cp_error err = {0};
        CU_ASSERT_EQUAL(load(run, bad[i], &model, &err), CP_EFORMAT);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "not above the one before"));
    }
    cp_arena_free(run);
}

void cp_test_relate_linear(void)
{
    CU_pSuite suite = CU_add_suite("relate: features", NULL, NULL);
    CU_add_test(suite, "one by one and side by side", check_pieces);
    CU_add_test(suite, "many", check_many);
    CU_add_test(suite, "no more than there is room for", check_room);
    CU_add_test(suite, "weights of a file", check_weights);
    CU_add_test(suite, "numbers must rise", check_order);
}
