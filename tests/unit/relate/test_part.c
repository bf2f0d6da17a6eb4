// SPDX-License-Identifier: GPL-3.0-or-later
//
// How many acts a sentence tells of that has several states in it.
#include "scene_fixture.h"

#include <CUnit/CUnit.h>

// How many measures of the kind there are, each with at least one that imposes it.
static unsigned count_measures(const char *text, enum cp_measure_type type)
{
    const struct cp_facts *facts = cp_scene_facts(text, NULL);
    unsigned count = 0;
    for (size_t i = 0; facts && i < facts->node_count; i++)
        count += facts->nodes[i].kind == CP_KIND_MEASURE && facts->nodes[i].type == type;
    return count;
}

static const struct {
    const char *text;
    enum cp_measure_type type;
    unsigned acts;
} cases[] = {
    {"Britain, Japan and Norway have imposed sanctions on the Russian bank VTB.\n", CP_MEASURE_SANCTION, 3},
    {"Britain has imposed sanctions on the Russian bank VTB.\n", CP_MEASURE_SANCTION, 1},
    {"Britain has imposed sanctions on Russia, Iran and Belarus.\n", CP_MEASURE_SANCTION, 3},
    {"Britain has imposed tariffs on Russia, Iran and Belarus.\n", CP_MEASURE_TARIFF, 1},
    {"Washington signed trade deals with Vietnam, Indonesia and Peru last week.\n", CP_MEASURE_AGREEMENT, 3},
    {"Norway, Iceland and Peru signed a trade agreement on steel last week.\n", CP_MEASURE_AGREEMENT, 1},
};

static void check_parting(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cp_scene_counted("part", cases[i].text, count_measures(cases[i].text, cases[i].type), cases[i].acts);
}

void cp_test_relate_part(void)
{
    CU_pSuite suite = CU_add_suite("relate: part", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "acts of several states", check_parting);
}
