// SPDX-License-Identifier: GPL-3.0-or-later
//
// What answers what: said outright, by a word that names nothing, by a suit; and what is no answer.
#include "scene_fixture.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

#define STEEL "Washington imposed tariffs on Chinese steel in May. "

// How many edges say that an act answers another.
static unsigned count_answers(const char *text)
{
    const struct cp_facts *facts = cp_scene_facts(text, NULL);
    unsigned count = 0;
    for (size_t i = 0; facts && i < facts->edge_count; i++)
        count += facts->edges[i].relation == CP_RELATION_RESPONDS_TO;
    return count;
}

static const struct {
    const char *text;
    unsigned answers;
} cases[] = {
    {STEEL "Beijing imposed duties on American soybeans in response to the tariffs.\n", 1},
    {STEEL "China put duties on American soybeans in response to the U.S. tariffs.\n", 1},
    {STEEL "In response, Beijing imposed duties on American soybeans.\n", 1},
    {STEEL "Beijing hit back with duties on American soybeans.\n", 1},
    {STEEL "Beijing answered the U.S. tariffs on Chinese steel with duties on American soybeans.\n", 1},
    {STEEL "Beijing imposed duties on American soybeans in June.\n", 0},
    {STEEL "China filed a complaint with the WTO against the tariffs.\n", 1},
    {STEEL "China filed a report about the weather.\n", 0},
    {"Turkey responded to the U.S. tariffs on steel with a ban on American tobacco.\n", 1},
    {"Kenya raised duties on Tanzanian maize in May. The step was seen as retaliation for Tanzania's ban on Kenyan milk.\n", 1},
    {"Kenya raised duties on Tanzanian maize in May. Tanzania's ban on Kenyan milk is as old as the hills.\n", 0},
    {"Canada imposed tariffs on American peanut butter to offset U.S. duties on Canadian lumber.\n", 1},
    {"Canada imposed tariffs on American peanut butter to offset a drop in revenue.\n", 0},
    {"Brazil fired back at the U.S. tariffs on Brazilian steel, imposing duties on American wheat.\n", 1},
};

// What brings an act about is answered by it, if one of the two hits the other's side: who answers which.
static const struct {
    const char *text, *answer;
} provocations[] = {
    {"Australia's ban on Huawei provoked Chinese tariffs on Australian barley.\n", "Chinese tariffs on Australian barley"},
    {"A Nigerian ban on Ghanaian cocoa was provoked by Ghana's levy on Nigerian cement.\n", "Nigerian ban on Ghanaian cocoa"},
    {"Ghana's levy on Nigerian cement was answered by a Nigerian ban on Ghanaian cocoa.\n", "Nigerian ban on Ghanaian cocoa"},
    {"Ghana imposed a levy on Nigerian cement. The move drew a Nigerian ban on Ghanaian cocoa.\n", "Nigerian ban on Ghanaian cocoa"},
    {"The tariffs on Chinese steel prompted imports of Vietnamese steel.\n", NULL},
    {"Ghana imposed a levy on Nigerian cement, and Togo banned imports of Malian cotton.\n", NULL},
};

// The label of the one act that answers another; NULL if there is none, or more than one.
static const char *answering_in(const char *text)
{
    const struct cp_facts *facts = cp_scene_facts(text, NULL);
    const char *found = NULL;
    for (size_t i = 0; facts && i < facts->edge_count; i++)
        if (facts->edges[i].relation == CP_RELATION_RESPONDS_TO)
            found = found ? NULL : cp_str_copy(cp_scene_arena(), facts->nodes[facts->edges[i].from].label).ptr;
    return found;
}

static void check_provocations(void)
{
    for (size_t i = 0; i < sizeof provocations / sizeof *provocations; i++) {
        const char *found = answering_in(provocations[i].text), *wanted = provocations[i].answer;
        bool right = found && wanted ? strcmp(found, wanted) == 0 : found == wanted;
        if (!right)
            fprintf(stderr, "answer: %s  has %s\n", provocations[i].text, found ? found : "none");
        CU_ASSERT(right);
    }
}

static void check_answers(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cp_scene_counted("answer", cases[i].text, count_answers(cases[i].text), cases[i].answers);
}

void cp_test_relate_answer(void)
{
    CU_pSuite suite = CU_add_suite("relate: answer", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "what answers what", check_answers);
    CU_add_test(suite, "what was provoked by what", check_provocations);
}
