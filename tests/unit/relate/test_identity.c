// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which tellings are one act: minimal pairs, the same two words in a text that tells one act and in one that tells two.
// The documents' day is Thursday, 15 June 2023.
#include "relate/identity.h"
#include "scene_fixture.h"

#include <CUnit/CUnit.h>
#include <stdio.h>

static const struct {
    const char *text, *one, *other;
    bool same;
} cases[] = {
    // who imposes it
    {"Tokyo imposed tariffs on Korean lumber. The duties on Korean lumber took effect.", "tariffs", "duties", true},
    {"Tokyo imposed tariffs on lumber. Seoul answered with duties on lumber.", "tariffs", "duties", false},
    {"On July 6 Washington imposed tariffs on Chinese goods worth $34 billion, and China imposed tariffs on American soybeans.", "tariffs",
     "tariffs", false},
    // whose suit it is
    {"Huawei sued the FCC over the American ban on its gear. ZTE sued the FCC over the American ban on its gear.", "sued", "sued", false},
    // whom it hits
    {"Washington imposed sanctions on Syria. The visa ban on Syria hurts students.", "sanctions", "ban", false},
    {"Washington imposed tariffs on Chile. Washington also announced duties against Peru.", "tariffs", "duties", false},
    // sanctions and controls of exports
    {"Ottawa imposed sanctions on Belarus. Ottawa then widened its export controls on Belarus.", "sanctions", "controls", false},
    // the definite word refers to what was told last
    {"Ottawa banned imports of Chinese steel. The ban takes effect in July.", "banned", "ban", true},
    {"Brussels imposed tariffs on Indian steel. The tariffs will rise.", "tariffs", "tariffs", true},
    // rates
    {"Washington imposed a 25% tariff on Brazilian coffee. The 25% duty hurts roasters.", "tariff", "duty", true},
    {"Washington imposed a 25% tariff on Brazilian coffee. Washington threatened a 60% duty.", "tariff", "duty", false},
    // names and numbers
    {"Washington published the October 7 controls. China resents the October 7 restrictions.", "controls", "restrictions", true},
    {"Washington signed Executive Order 13999. Washington then drafted Executive Order 14001.", "Order", "Order", false},
    // what the text sets apart
    {"Washington imposed sanctions on Iran. The earlier penalties against Iran had failed.", "sanctions", "penalties", false},
    {"Washington imposed tariffs on Chilean copper. Washington granted Chile a tariff exemption.", "tariffs", "exemption", false},
    {"Washington sanctioned Bank Saderat. It lent money to the sanctioned Bank Melli.", "sanctioned", "sanctioned", false},
    {"In 2019 Tokyo imposed tariffs on Korean paper. Tokyo now plans duties on Korean paper.", "tariffs", "duties", false},
    // what an act answers
    {"Japan announced retaliation for the U.S. tariffs on steel.", "retaliation", "tariffs", false},
    // goods
    {"India restricted exports of rice. India also restricted shipments of wheat, and its curbs on wheat exports last.", "restricted",
     "curbs", false},
    // dates
    {"In 2019 Tokyo restricted exports of resist to South Korea. In 2021 Tokyo tightened its curbs on exports to South Korea.",
     "restricted", "curbs", false},
};

static uint32_t act_of(const struct scene *scene, const char *word, bool last)
{
    uint32_t act = CP_NONE;
    for (size_t i = 0; i < scene->tellings.count; i++) {
        const struct telling *t = &scene->tellings.items[i];
        if (cp_str_equal(scene->analysis->tokens[t->token].form, cp_str_from(word)) && (last || act == CP_NONE))
            act = t->act;
    }
    return act;
}

static void check_cases(void)
{
    const struct cp_engine *engine = cp_scene_engine();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scene *scene = cp_scene_of(cases[i].text, "2023-06-15");
        act_vec acts = {0};
        cp_relate_find_roles(scene, engine->frames, engine->roles);
        cp_relate_join_tellings(scene, &acts);
        uint32_t one = act_of(scene, cases[i].one, false), other = act_of(scene, cases[i].other, true);
        bool right = one != CP_NONE && (one == other) == cases[i].same;
        if (!right)
            fprintf(stderr, "identity: %s: %s and %s are acts %d and %d\n", cases[i].text, cases[i].one, cases[i].other, (int)one, (int)other);
        CU_ASSERT_TRUE(right);
        cp_scene_forget();
    }
}

// The day of an act told behind the lead, whose words give none.
static const struct {
    const char *opening, *text, *word, *date;
} undated[] = {
    {"Today the minister met merchants.", "Tokyo imposes tariffs on Korean lumber.", "tariffs", "2023-06-15"},
    {"Today the minister met merchants.", "Tokyo is imposing tariffs on Korean lumber.", "tariffs", "2023-06-15"},
    {"Today the minister met merchants.", "Tokyo will impose tariffs on Korean lumber.", "tariffs", "2023-06-15"},
    {"Today the minister met merchants.", "Tokyo had imposed tariffs on Korean lumber.", "tariffs", ""},
    {"The minister met merchants.", "Tokyo is imposing tariffs on Korean lumber.", "tariffs", "2023"},
    {"The minister met merchants.", "Tokyo will impose tariffs on Korean lumber.", "tariffs", ""},
    {"The minister met merchants.", "Tokyo restricts imports of Korean lumber.", "restricts", ""},
    {"The minister met merchants.", "Tokyo restricts imports of Korean lumber", "restricts", "2023"},
    {"The minister met merchants.", "Tokyo was imposing tariffs on Korean lumber.", "tariffs", ""},
};

static void check_undated(void)
{
    const struct cp_engine *engine = cp_scene_engine();
    for (size_t i = 0; i < sizeof undated / sizeof *undated; i++) {
        struct cp_str text = cp_str_format(cp_scene_arena(), "%s\n\nThey talked for an hour.\n\nThen they left.\n\n%s", undated[i].opening,
                                           undated[i].text);
        struct scene *scene = cp_scene_of(text.ptr, "2023-06-15");
        act_vec acts = {0};
        scene->of_today = cp_relate_is_of_today(scene);
        cp_relate_find_roles(scene, engine->frames, engine->roles);
        cp_relate_join_tellings(scene, &acts);
        uint32_t act = act_of(scene, undated[i].word, true);
        CU_ASSERT_FATAL(act != CP_NONE);
        struct cp_str date = cp_date_format(scene->doc, cp_relate_date_of(scene, &acts.items[act]));
        if (!cp_str_equal(date, cp_str_from(undated[i].date)))
            fprintf(stderr, "identity: %s %s: \"" CP_FMT "\", not \"%s\"\n", undated[i].opening, undated[i].text, CP_ARG(date), undated[i].date);
        CU_ASSERT(cp_str_equal(date, cp_str_from(undated[i].date)));
        cp_scene_forget();
    }
}

void cp_test_relate_identity(void)
{
    CU_pSuite suite = CU_add_suite("relate: identity", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "one act or two", check_cases);
    CU_add_test(suite, "an act whose words give no day", check_undated);
}
