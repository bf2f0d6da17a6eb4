// SPDX-License-Identifier: GPL-3.0-or-later
//
// Features of the linear scorers: one that is left open and closed with others is the one that was made at once.
#include "../../../src/relate/linear.h"

#include <CUnit/CUnit.h>

static void check_pieces(void)
{
    struct features one = {.count = 0}, open = {.count = 0};
    struct cp_str kind = CP_STR("country.company");
    cp_relate_feature(&one, CP_FEATURE("between"), CP_STR("sells"), kind);
    cp_relate_open_feature(&open, CP_FEATURE("between"), CP_STR("sells"));
    CU_ASSERT_EQUAL(open.count, 0);
    cp_relate_close_features(&open, kind);
    CU_ASSERT_EQUAL(open.count, 1);
    CU_ASSERT_EQUAL(open.open_count, 0);
    CU_ASSERT_EQUAL(open.items[0], one.items[0]);
}

// More than are hashed side by side, of other lengths, some closed by themselves.
static void check_many(void)
{
    static const char words[] = "abcdefghijklmnopqrstuvwxyz";
    struct features one = {.count = 0}, open = {.count = 0};
    struct cp_str tail = CP_STR("person.agency");
    for (size_t n = 0; n < 21; n++) {
        struct cp_str word = {words, n};
        cp_relate_feature(&one, CP_FEATURE("head"), word, tail);
        cp_relate_open_feature(&open, CP_FEATURE("head"), word);
    }
    cp_relate_close_features(&open, tail);
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
    cp_relate_close_features(&f, CP_STR("f"));
    CU_ASSERT_EQUAL(f.count, MOST_FEATURES);
}

void cp_test_relate_linear(void)
{
    CU_pSuite suite = CU_add_suite("relate: features", NULL, NULL);
    CU_add_test(suite, "one by one and side by side", check_pieces);
    CU_add_test(suite, "many", check_many);
    CU_add_test(suite, "no more than there is room for", check_room);
}
