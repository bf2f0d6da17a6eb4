// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is not said outright: whom an act hits, taken from the same state's other acts; the stance of who is quoted; what
// a stance or a loss says of who else plays a part; goods that stand behind the act.
#include "scene_fixture.h"

#include <CUnit/CUnit.h>

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
    struct cp_facts *facts = cp_scene_facts(STEEL "Canada imposed a ban on exports of uranium.\n", NULL);
    CU_ASSERT(has_rule(facts, CP_RELATION_TARGETS, "default.opponent"));
    facts = cp_scene_facts("Canada imposed a ban on exports of uranium.\n", NULL);
    CU_ASSERT(!has_rule(facts, CP_RELATION_TARGETS, "default.opponent"));
}

// Who answers hits who hit him; what is no answer says nothing of whom it hits.
static void test_target_of_answer(void)
{
    struct cp_facts *facts = cp_scene_facts(STEEL "Brazil imposed retaliatory tariffs on canola.\n", NULL);
    CU_ASSERT(has_rule(facts, CP_RELATION_TARGETS, "default.answered"));
    facts = cp_scene_facts(STEEL "Brazil imposed tariffs on canola.\n", NULL);
    CU_ASSERT(!has_rule(facts, CP_RELATION_TARGETS, "default.answered"));
}

static void test_quoted_official_supports_his_side(void)
{
    static const char quoted[] = STEEL "\"The tariffs will protect every smelter in the country,\" said Canadian Trade "
                                       "Minister Ann Smith.\n";
    static const char plain[] = STEEL "The tariffs took effect in May, said Canadian Trade Minister Ann Smith.\n";
    CU_ASSERT(has_rule(cp_scene_facts(quoted, NULL), CP_RELATION_SUPPORTS, "quote.own-side"));
    CU_ASSERT(!has_rule(cp_scene_facts(plain, NULL), CP_RELATION_SUPPORTS, "quote.own-side"));
}

static void test_quoted_official_opposes_the_other_side(void)
{
    static const char angry[] = STEEL "\"The tariffs are illegal and unfair,\" said Brazilian Trade Minister Ana Silva.\n";
    static const char calm[] = STEEL "\"The tariffs begin at the end of the month,\" said Brazilian Trade Minister Ana Silva.\n";
    CU_ASSERT(has_rule(cp_scene_facts(angry, NULL), CP_RELATION_OPPOSES, "quote.other-side"));
    CU_ASSERT(!has_rule(cp_scene_facts(calm, NULL), CP_RELATION_OPPOSES, "quote.other-side"));
}

static void test_quoted_official_does_not_name_the_act(void)
{
    static const char defends[] = STEEL "The tariffs begin in May. \"Our smelters have waited long enough,\" said "
                                        "Canadian Trade Minister Ann Smith.\n";
    static const char complains[] = STEEL "The tariffs begin in May. \"This is illegal and unfair to us all,\" said Brazilian "
                                          "Trade Minister Ana Silva.\n";
    static const char firm[] = STEEL "The tariffs begin in May. \"Our smelters have waited long enough,\" said "
                                     "Ann Smith, the chief executive of Bombardier.\n";
    CU_ASSERT(has_rule(cp_scene_facts(defends, NULL), CP_RELATION_SUPPORTS, "quote.own-side"));
    CU_ASSERT(has_rule(cp_scene_facts(complains, NULL), CP_RELATION_OPPOSES, "quote.other-side"));
    CU_ASSERT(!has_rule(cp_scene_facts(firm, NULL), CP_RELATION_SUPPORTS, "quote.own-side"));
}

static bool has(const char *text, enum cp_relation relation)
{
    const struct cp_facts *facts = cp_scene_facts(text, NULL);
    for (size_t i = 0; facts && i < facts->edge_count; i++)
        if (facts->edges[i].relation == relation)
            return true;
    return false;
}

static void test_hurt_without_being_the_target(void)
{
    CU_ASSERT(has(STEEL "The tariffs will hurt Toyota.\n", CP_RELATION_AFFECTS));
    CU_ASSERT(!has(STEEL "Toyota builds its cars in Japan.\n", CP_RELATION_AFFECTS));
    CU_ASSERT(!has(STEEL "The tariffs will hurt Brazil.\n", CP_RELATION_AFFECTS));
}

static void test_who_judges_does_not_impose(void)
{
    CU_ASSERT(has(STEEL "Senator Joe Brown praised the tariffs.\n", CP_RELATION_SUPPORTS));
    CU_ASSERT(!has(STEEL "Canada praised the tariffs.\n", CP_RELATION_SUPPORTS));
}

static bool imposes(const struct cp_facts *facts, const char *who)
{
    for (size_t i = 0; facts && i < facts->edge_count; i++)
        if (facts->edges[i].relation == CP_RELATION_IMPOSES &&
            cp_str_equal(facts->nodes[facts->edges[i].from].label, cp_str_from(who)))
            return true;
    return false;
}

#define BANNED "In May we banned exports of machine tools to Russia.\n"

static void test_we_of_a_joint_statement(void)
{
    struct cp_facts *joint = cp_scene_facts("We, the leaders of Canada and Japan, condemn the attack on the port. " BANNED, NULL);
    struct cp_facts *nobody = cp_scene_facts("The leaders of Canada and Japan condemn the attack on the port. " BANNED, NULL);
    CU_ASSERT(imposes(joint, "Canada") && imposes(joint, "Japan"));
    CU_ASSERT(!imposes(nobody, "Canada") || !imposes(nobody, "Japan"));
}

#define PACT "Canada and Brazil signed a trade agreement in May. The agreement was in the making for years. "

static void test_goods_of_a_deal(void)
{
    static const char others[] = PACT "Norway will reduce barriers to Canadian beef and wheat.\n";
    CU_ASSERT(has_rule(cp_scene_facts(PACT "Brazil will reduce barriers to Canadian beef and wheat.\n", NULL), CP_RELATION_COVERS, "terms.promise"));
    CU_ASSERT(!has_rule(cp_scene_facts(others, NULL), CP_RELATION_COVERS, "terms.promise"));
    CU_ASSERT(!has_rule(cp_scene_facts(PACT "Brazil ate Canadian beef and wheat.\n", NULL), CP_RELATION_COVERS, "terms.promise"));
}

static void test_goods_told_behind_the_act(void)
{
    CU_ASSERT(has_rule(cp_scene_facts(STEEL "These products include corned beef and lamb.\n", NULL), CP_RELATION_COVERS, "terms.list"));
    CU_ASSERT(!has_rule(cp_scene_facts(STEEL "Breakfasts include corned beef and lamb.\n", NULL), CP_RELATION_COVERS, "terms.list"));
}

static void test_seat_in_the_name(void)
{
    static const char own[] = STEEL "Iran objected. Canada imposed sanctions on National Iranian Oil Company in May.\n";
    static const char other[] = STEEL "Iran objected. Canada imposed sanctions on National Northern Oil Company in May.\n";
    CU_ASSERT(has_rule(cp_scene_facts(own, NULL), CP_RELATION_BASED_IN, "nation-in-name"));
    CU_ASSERT(!has_rule(cp_scene_facts(other, NULL), CP_RELATION_BASED_IN, "nation-in-name"));
}

void cp_test_relate_implicit(void)
{
    CU_pSuite suite = CU_add_suite("relate: what is not said", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "targets of the same state's other acts", test_target_of_other_acts);
    CU_add_test(suite, "an answer hits who is answered", test_target_of_answer);
    CU_add_test(suite, "who is quoted on his own side's act", test_quoted_official_supports_his_side);
    CU_add_test(suite, "who is quoted on an act against his side", test_quoted_official_opposes_the_other_side);
    CU_add_test(suite, "who is quoted without a word for the act", test_quoted_official_does_not_name_the_act);
    CU_add_test(suite, "who is hurt is not the target", test_hurt_without_being_the_target);
    CU_add_test(suite, "who is \"we\" in a joint statement", test_we_of_a_joint_statement);
    CU_add_test(suite, "goods in what parties to a deal will do", test_goods_of_a_deal);
    CU_add_test(suite, "the state in a firm's name, behind \"National\"", test_seat_in_the_name);
    CU_add_test(suite, "goods told behind the act", test_goods_told_behind_the_act);
    CU_add_test(suite, "who praises an act did not take it", test_who_judges_does_not_impose);
}
