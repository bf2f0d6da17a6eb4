// SPDX-License-Identifier: GPL-3.0-or-later
//
// Planned, done or over; possible; denied: one sentence for each thing that decides it.
#include "scene_fixture.h"

#include <CUnit/CUnit.h>
#include <stdio.h>

#define A CP_STATUS_ACTIVE
#define P CP_STATUS_PLANNED
#define E CP_STATUS_ENDED
#define N CP_STATUS_NONE

static const struct {
    const char *text, *trigger;
    enum cp_measure_status status;
    bool hypothetical, negated;
} cases[] = {
    // done
    {"Tokyo imposed tariffs on lumber from Canada.", "tariffs", A, false, false},
    {"The ministry announced sanctions on two banks.", "sanctions", A, false, false},
    {"Washington blacklisted the drone maker in June.", "blacklisted", A, false, false},
    {"The tariffs imposed by Seoul hurt the growers.", "tariffs", A, false, false},
    {"Brussels decided to impose sanctions on the refinery.", "sanctions", A, false, false},
    {"American tariffs on steel annoy Brussels.", "tariffs", N, false, false},
    // planned
    {"Ottawa plans to impose tariffs on steel.", "tariffs", P, true, false},
    {"Ottawa is considering sanctions on two generals.", "sanctions", P, true, false},
    {"The minister threatened tariffs on French wine.", "tariffs", P, true, false},
    {"Berlin may ban Chinese equipment from its networks.", "ban", P, true, false},
    {"The senator urged sanctions against the bank.", "sanctions", P, true, false},
    {"The threat of tariffs unsettled the growers.", "tariffs", P, true, false},
    {"Growers fear the proposed tariffs on maize.", "tariffs", P, true, false},
    {"Seoul has a plan to impose tariffs on cars.", "tariffs", P, true, false},
    {"Tokyo is likely to impose sanctions on the general.", "sanctions", P, true, false},
    {"If Washington imposes tariffs, prices will rise.", "tariffs", P, true, false},
    {"Delhi is expected to ban exports of sugar.", "ban", P, true, false},
    {"Brussels called for sanctions on the airline.", "sanctions", P, true, false},
    {"Ottawa is set to impose tariffs on steel.", "tariffs", P, true, false},
    {"Seoul will impose tariffs on cars if the talks fail.", "tariffs", P, true, false},
    {"Brussels agreed to impose tariffs on cars unless Seoul opens its ports.", "tariffs", P, true, false},
    // there already, whatever is planned about it
    {"Tokyo set tariffs on lumber.", "tariffs", A, false, false},
    {"Envoys hope to renegotiate the pact signed last year.", "pact", A, false, false},
    {"Parliament seeks a memorandum to combat the tariffs.", "tariffs", N, false, false},
    // over
    {"Canberra lifted its ban on Japanese beef.", "ban", E, false, false},
    {"The sanctions on the smelter were removed in May.", "sanctions", E, false, false},
    {"The court overturned the tariffs on toys.", "tariffs", E, false, false},
    {"The tariffs expired in June.", "tariffs", E, false, false},
    {"The lifting of the sanctions pleased the bank.", "sanctions", E, false, false},
    {"The previous sanctions hit only two banks.", "sanctions", E, false, false},
    {"Seoul scrapped its tariffs on oranges.", "tariffs", E, false, false},
    // an end that is not there yet
    {"Canberra may lift its ban on Japanese beef.", "ban", N, true, false},
    {"Moscow wants Brussels to lift the sanctions on fertilizer.", "sanctions", N, true, false},
    {"The farm tariffs stay until Ottawa removes its ban on cars.", "ban", N, false, false},
    {"Lifting the ban on beef may revive sales.", "ban", N, false, false},
    {"The sanctions fail to hit the bank.", "sanctions", N, false, false},
    {"Tokyo has not lifted its ban on the fish.", "ban", N, false, false},
    // alleged
    {"The alleged theft of chip designs is under study.", "theft", N, true, false},
    {"The bank was reportedly fined by the regulator.", "fined", A, true, false},
    // denied
    {"Washington did not impose tariffs on the cars.", "tariffs", A, false, true},
    {"Washington will not tolerate the ban on its chips.", "ban", N, false, false},
    {"There are no sanctions on the port.", "sanctions", N, false, true},
    {"Seoul refused to impose sanctions on the bank.", "sanctions", A, false, true},
};

static void check_cases(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct scene *scene = cp_scene_of(cases[i].text, "2023-06-15");
        const struct telling *t = cp_scene_telling(scene, cases[i].trigger);
        CU_ASSERT_PTR_NOT_NULL(t);
        bool right = t && (t->status == cases[i].status || (cases[i].negated && t->negated)) &&
                     (t->status == CP_STATUS_NONE || t->hypothetical == cases[i].hypothetical) &&
                     t->negated == cases[i].negated;
        if (!right)
            fprintf(stderr, "factuality: %s: %s, hypothetical %d, negated %d\n", cases[i].text,
                    t ? cp_status_name(t->status) : "not found", t && t->hypothetical, t && t->negated);
        CU_ASSERT_TRUE(right);
        cp_scene_forget();
    }
}

void cp_test_relate_factuality(void)
{
    CU_pSuite suite = CU_add_suite("relate: factuality", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "status of sentences", check_cases);
}
