// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is not said outright: whom an act hits, taken from the same state's other acts; the stance of who is quoted.
#include "scene_fixture.h"

#include <CUnit/CUnit.h>

static struct cp_facts *facts_of(const char *text)
{
    struct cp_read_options options = {.format = CP_FORMAT_TEXT};
    struct cp_document *document;
    struct cp_facts *facts = NULL;
    if (cp_read_bytes(cp_scene_arena(), &options, "test", cp_str_from(text), &document, NULL) == CP_OK)
        cp_extract(cp_scene_engine(), cp_scene_arena(), NULL, document, &facts, NULL);
    return facts;
}

static bool has_rule(const struct cp_facts *facts, enum cp_relation relation, const char *rule)
{
    for (size_t i = 0; facts && i < facts->edge_count; i++)
        for (size_t k = 0; k < facts->edges[i].evidence_count; k++)
            if (facts->edges[i].relation == relation && cp_str_equal(facts->edges[i].evidence[k].rule, cp_str_from(rule)))
                return true;
    return false;
}

#define STEEL "Canada imposed tariffs on steel from Brazil. Canada put quotas on beef from Brazil. "

static void test_target_of_other_acts(void)
{
    struct cp_facts *facts = facts_of(STEEL "Canada imposed a ban on exports of uranium.\n");
    CU_ASSERT(has_rule(facts, CP_RELATION_TARGETS, "default.opponent"));
    facts = facts_of("Canada imposed a ban on exports of uranium.\n");
    CU_ASSERT(!has_rule(facts, CP_RELATION_TARGETS, "default.opponent"));
}

static void test_quoted_official_supports_his_side(void)
{
    static const char quoted[] = STEEL "\"The tariffs will protect every smelter in the country,\" said Canadian Trade "
                                       "Minister Ann Smith.\n";
    static const char plain[] = STEEL "The tariffs took effect in May, said Canadian Trade Minister Ann Smith.\n";
    CU_ASSERT(has_rule(facts_of(quoted), CP_RELATION_SUPPORTS, "quote.own-side"));
    CU_ASSERT(!has_rule(facts_of(plain), CP_RELATION_SUPPORTS, "quote.own-side"));
}

static void test_quoted_official_opposes_the_other_side(void)
{
    static const char angry[] = STEEL "\"The tariffs are illegal and unfair,\" said Brazilian Trade Minister Ana Silva.\n";
    static const char calm[] = STEEL "\"The tariffs begin at the end of the month,\" said Brazilian Trade Minister Ana Silva.\n";
    CU_ASSERT(has_rule(facts_of(angry), CP_RELATION_OPPOSES, "quote.other-side"));
    CU_ASSERT(!has_rule(facts_of(calm), CP_RELATION_OPPOSES, "quote.other-side"));
}

void cp_test_relate_implicit(void)
{
    CU_pSuite suite = CU_add_suite("relate: what is not said", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "targets of the same state's other acts", test_target_of_other_acts);
    CU_add_test(suite, "who is quoted on his own side's act", test_quoted_official_supports_his_side);
    CU_add_test(suite, "who is quoted on an act against his side", test_quoted_official_opposes_the_other_side);
}
