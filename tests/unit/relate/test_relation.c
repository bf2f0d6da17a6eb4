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
    cp_relate_find_helpers(scene);
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
    // who is blamed for it did it, not who blames
    {"Washington sanctioned Huawei for assisting Iran.", "Huawei", "supports", "Iran", true},
    {"Washington sanctioned Huawei for assisting Iran.", "United States", "supports", "Iran", false},
    {"Ottawa accused Huawei of selling engines to Iran.", "Huawei", "supplies", "Iran", true},
    {"Ottawa accused Huawei of selling engines to Iran.", "Canada", "supplies", "Iran", false},
    // the reasons of a list of sanctions, in the words of its order (helper.c)
    {"Huawei, Airbus and Toyota were designated for having materially assisted, sponsored, or provided financial, material, or technological "
     "support for, or goods or services to or in support of, Hezbollah.", "Airbus", "supports", "Hezbollah", true},
    {"Ottawa imposed sanctions on Huawei for acting for or on behalf of, directly or indirectly, Hezbollah.", "Huawei", "supports", "Hezbollah", true},
    {"Ottawa imposed sanctions on Huawei for acting for or on behalf of, directly or indirectly, Hezbollah.", "Canada", "supports", "Hezbollah", false},
    {"The following firms are linked to the provision of support to the previously designated Hezbollah: Huawei, Airbus.", "Airbus", "supports", "Hezbollah", true},
    {"Ottawa designated Huawei after Airbus spoke on behalf of Hezbollah.", "Huawei", "supports", "Hezbollah", false},
    // who stands by a people stands by its state; a war is not the victim's
    {"Ottawa supports the people of Chile.", "Canada", "supports", "Chile", true},
    {"Ottawa reaffirmed its commitment to helping the Chilean people.", "Canada", "supports", "Chile", true},
    {"Ottawa condemned Peru's invasion of Chile.", "Canada", "opposes", "Peru", true},
    {"Ottawa condemned Peru's invasion of Chile.", "Canada", "opposes", "Chile", false},
    // what hangs on the last of a list
    {"Brazilian exports of wheat, cotton and corn to Japan rose.", "Brazil", "supplies", "Japan", true},
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

// ---------------------------------------------------------------- own side

// Does somebody take this side towards an act?
static bool takes_side(const char *text, const char *from, const char *relation)
{
    struct cp_document *document = NULL;
    struct cp_facts *facts = NULL;
    struct cp_read_options options = {0};
    struct cp_error err = {0};
    bool read = cp_read_bytes(cp_scene_arena(), &options, "text.txt", cp_str_from(text), &document, &err) == CP_OK &&
                cp_extract(cp_scene_engine(), cp_scene_arena(), NULL, document, &facts, &err) == CP_OK;
    bool found = false;
    CU_ASSERT_TRUE(read);
    for (size_t i = 0; read && i < facts->edge_count && !found; i++) {
        const struct cp_fact_edge *e = &facts->edges[i];
        found = cp_str_equal(cp_str_from(cp_relation_name(e->relation)), cp_str_from(relation)) &&
                cp_str_equal(facts->nodes[e->from].label, cp_str_from(from)) && facts->nodes[e->to].kind == CP_KIND_MEASURE;
    }
    cp_scene_forget();
    return found;
}

static void check_own_side(void)
{
    static const char act[] = "Washington imposed tariffs on Brazilian steel in May.\n\n";
    char text[512];
    snprintf(text, sizeof text, "%s\"The tariffs on steel keep our mills open,\" U.S. Commerce Secretary Jane Roe said.", act);
    CU_ASSERT_TRUE(takes_side(text, "Jane Roe", "supports"));
    snprintf(text, sizeof text, "%s\"The tariffs close our mills,\" Brazilian Finance Minister Joao Silva said.", act);
    CU_ASSERT_FALSE(takes_side(text, "Joao Silva", "supports"));
    snprintf(text, sizeof text, "%sU.S. Commerce Secretary Jane Roe said the tariffs on steel began in June.", act);
    CU_ASSERT_FALSE(takes_side(text, "Jane Roe", "supports"));
}

void cp_test_relate_relation(void)
{
    CU_pSuite suite = CU_add_suite("relate: relation", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "ends, voices, denials", check_cases);
    CU_add_test(suite, "officials quoted on acts of their own side", check_own_side);
}
