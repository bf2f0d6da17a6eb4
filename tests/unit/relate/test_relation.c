// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rules of relations.tsv: how ends, voices and lists are handled.
#include "scene_fixture.h"

#include "relate/relation.h"

#include <CUnit/CUnit.h>
#include <stdio.h>

// "Huawei supplies Chile" for the links of a text, or "opposes tariffs" where the end is an act.
static bool holds(const char *text, const char *from, const char *relation, const char *to)
{
    struct scene *scene = cp_scene_of(text, NULL);
    if (!scene)
        return false;
    cp_relate_find_relations(scene, cp_scene_engine()->relations);
    bool found = false;
    for (size_t i = 0; i < scene->links.count && !found; i++) {
        const struct link *l = &scene->links.items[i];
        struct cp_str end = l->to_telling ? scene->analysis->tokens[scene->tellings.items[l->to].token].form
                                          : scene->mentions->entities[l->to].label;
        found = cp_str_equal(scene->mentions->entities[l->from].label, cp_str_from(from)) &&
                cp_str_equal(cp_str_from(cp_relation_name(l->relation)), cp_str_from(relation)) &&
                cp_str_equal(end, cp_str_from(to));
    }
    cp_scene_forget();
    return found;
}

static const struct {
    const char *text, *from, *relation, *to;
    bool wanted;
} cases[] = {
    // lists, quantities, groups at the ends
    {"Canada and Japan buy sugar from Brazil.", "Brazil", "supplies", "Japan", true},
    {"Dozens of Chinese firms sold engines to Iran.", "China", "supplies", "Iran", true},
    {"Chinese firms such as Huawei sold engines to Iran.", "China", "supplies", "Iran", false},
    {"Huawei sold engines to Iran, Cuba and Peru.", "Huawei", "supplies", "Peru", true},
    // voice, relative clauses, shared subjects
    {"Ottawa was criticised by Tokyo.", "Japan", "opposes", "Canada", true},
    {"Ottawa was criticised by Tokyo.", "Canada", "opposes", "Japan", false},
    {"Qatar, which sells gas to Japan, is rich.", "Qatar", "supplies", "Japan", true},
    {"Qatar plans to sell more gas to Japan.", "Qatar", "supplies", "Japan", true},
    {"Qatar broke the law by selling gas to Japan.", "Qatar", "supplies", "Japan", true},
    {"Japan stopped Qatar from selling gas.", "Japan", "supplies", "Qatar", false},
    // denied
    {"Qatar did not sell gas to Japan.", "Qatar", "supplies", "Japan", false},
    // an act rather than the actor
    {"Ottawa criticised Washington for the tariffs.", "Canada", "opposes", "tariffs", true},
    {"Ottawa criticised Washington for the tariffs.", "Canada", "opposes", "United States", false},
    {"Washington imposed tariffs on steel. Ottawa condemned these efforts.", "Canada", "opposes", "tariffs", true},
};

static void check_cases(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool found = holds(cases[i].text, cases[i].from, cases[i].relation, cases[i].to);
        if (found != cases[i].wanted)
            fprintf(stderr, "relation: %s: %s %s %s is %s\n", cases[i].text, cases[i].from, cases[i].relation, cases[i].to,
                    found ? "drawn" : "not drawn");
        CU_ASSERT_EQUAL(found, cases[i].wanted);
    }
}

void cp_test_relate_relation(void)
{
    CU_pSuite suite = CU_add_suite("relate: relation", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "ends, voices, denials", check_cases);
}
