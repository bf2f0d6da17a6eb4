// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tellings: labels, reach, light verbs, and phrases that make one telling.
#include "scene_fixture.h"

#include <CUnit/CUnit.h>
#include <stdio.h>

static const struct {
    const char *text, *trigger, *label;
    enum cp_measure_type type;
    enum telling_reach reach;
    const char *governor; // NULL: none
} cases[] = {
    {"Beijing began a cybersecurity review of Micron Technology.", "review",
     "cybersecurity review of Micron Technology", CP_MEASURE_SECURITY_REVIEW, TELLING_SPECIFIC, "began"},
    {"Washington imposed 25 percent tariffs on steel imports.", "tariffs", "25 percent tariffs on steel imports",
     CP_MEASURE_TARIFF, TELLING_SPECIFIC, "imposed"},
    {"The Hague tightened its export controls on lithography tools.", "controls",
     "export controls on lithography tools", CP_MEASURE_EXPORT_CONTROL, TELLING_SPECIFIC, "tightened"},
    {"The sanctions hurt.", "sanctions", "sanctions", CP_MEASURE_SANCTION, TELLING_GENERAL, NULL},
    {"These restrictions hurt.", "restrictions", "restrictions", CP_MEASURE_EXPORT_CONTROL, TELLING_GENERAL, NULL},
    {"London sanctioned two Belarusian generals.", "sanctioned", "sanctioned two Belarusian generals",
     CP_MEASURE_SANCTION, TELLING_SPECIFIC, NULL},
    {"Tokyo announced a new round of sanctions on Russian banks.", "sanctions", "sanctions on Russian banks",
     CP_MEASURE_SANCTION, TELLING_SPECIFIC, "announced"},
};

static bool is_right(const struct scene *scene, size_t i)
{
    const struct telling *t = cp_scene_telling(scene, cases[i].trigger);
    if (!t)
        return false;
    const struct cp_token *tokens = scene->analysis->tokens;
    struct cp_str label = cp_str_slice(scene->document->text, tokens[t->first].begin, tokens[t->last].end);
    bool governor = cases[i].governor ? t->governor != CP_NONE &&
                                            cp_str_equal(tokens[t->governor].form, cp_str_from(cases[i].governor))
                                      : t->governor == CP_NONE;
    bool right = cp_str_equal(label, cp_str_from(cases[i].label)) && t->type == cases[i].type &&
                 t->reach == cases[i].reach && governor;
    if (!right)
        fprintf(stderr, "trigger: %s: \"" CP_FMT "\", %s, reach %d, governor %d\n", cases[i].text, CP_ARG(label),
                cp_measure_name(t->type), t->reach, governor);
    return right;
}

static void check_tellings(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CU_ASSERT_TRUE(is_right(cp_scene_of(cases[i].text, NULL), i));
        cp_scene_forget();
    }
}

static void check_one_telling_for_a_phrase(void)
{
    static const struct {
        const char *text;
        size_t count;
    } phrases[] = {
        {"Seoul adopted new export control rules for chip software.", 1},
        {"Beijing has a plan to impose tariffs on wine.", 1},
        {"Beijing retaliated with tariffs on wine.", 1},
        {"Nobody likes the tariff war.", 0},
        {"The sanctions lawyer slept.", 0},
    };
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        const struct scene *scene = cp_scene_of(phrases[i].text, NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(scene);
        if (scene->tellings.count != phrases[i].count)
            fprintf(stderr, "trigger: %s: %zu tellings\n", phrases[i].text, scene->tellings.count);
        CU_ASSERT_EQUAL(scene->tellings.count, phrases[i].count);
        cp_scene_forget();
    }
}

static void check_answers(void)
{
    const struct scene *scene = cp_scene_of("Beijing retaliated with tariffs on wine.", NULL);
    const struct telling *t = cp_scene_telling(scene, "tariffs");
    CU_ASSERT_PTR_NOT_NULL_FATAL(t);
    CU_ASSERT_TRUE(t->answers);
    scene = cp_scene_of("Beijing announced retaliatory tariffs on wine.", NULL);
    t = cp_scene_telling(scene, "tariffs");
    CU_ASSERT_PTR_NOT_NULL_FATAL(t);
    CU_ASSERT_TRUE(t->answers);
    cp_scene_forget();
}

void cp_test_relate_trigger(void)
{
    CU_pSuite suite = CU_add_suite("relate: trigger", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "label, type, reach, light verb", check_tellings);
    CU_add_test(suite, "one telling for a phrase", check_one_telling_for_a_phrase);
    CU_add_test(suite, "answers", check_answers);
}
