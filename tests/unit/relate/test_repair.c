// SPDX-License-Identifier: GPL-3.0-or-later
//
// Trees that are mended before rules read them.
#include "scene_fixture.h"

#include <CUnit/CUnit.h>

// The word on which the clause of this verb hangs.
static bool hangs_on(const char *text, const char *verb, const char *word)
{
    struct scene *scene = cp_scene_of(text, "2024-06-15");
    uint32_t clause = cp_scene_token(scene, verb), noun = cp_scene_token(scene, word);
    bool hangs = clause != CP_NONE && noun != CP_NONE && scene->analysis->tokens[clause].dep == CP_DEP_RELCL &&
                 scene->analysis->tokens[clause].head == noun;
    bool child = false; // the index of children must agree
    for (uint32_t i = hangs ? scene->child_first[noun] : 0; hangs && i < scene->child_first[noun + 1]; i++)
        child |= scene->children[i] == clause;
    cp_scene_forget();
    return hangs && child;
}

static void check_relative_clauses(void)
{
    CU_ASSERT_TRUE(hangs_on("Tokyo criticised the limits on imports of resist that Seoul had imposed in May.", "imposed", "limits"));
    CU_ASSERT_TRUE(hangs_on("China resents the export controls on memory and equipment that the United States had imposed.", "imposed",
                            "controls"));
    CU_ASSERT_TRUE(hangs_on("China resents the tariffs that the United States had imposed on steel.", "imposed", "tariffs"));
    CU_ASSERT_FALSE(hangs_on("The White House lifted the ban on chips that Nvidia sells.", "sells", "ban"));
}

static uint8_t label_of(const char *text, const char *word)
{
    struct scene *scene = cp_scene_of(text, "2024-06-15");
    const uint32_t token = cp_scene_token(scene, word);
    uint8_t dep = token == CP_NONE ? CP_DEP_ROOT : scene->analysis->tokens[token].dep;
    cp_scene_forget();
    return dep;
}

static void check_objects(void)
{
    CU_ASSERT_EQUAL(label_of("The Treasury granted Lukoil a waiver.", "Lukoil"), CP_DEP_DATIVE);
    CU_ASSERT_EQUAL(label_of("The Treasury granted Lukoil a waiver.", "waiver"), CP_DEP_DOBJ);
    CU_ASSERT_EQUAL(label_of("Canada called the sanctions a success.", "sanctions"), CP_DEP_DOBJ);
    CU_ASSERT_EQUAL(label_of("Canada called the sanctions a success.", "success"), CP_DEP_OPRD);
}

static void check_lists(void)
{
    CU_ASSERT_EQUAL(label_of("Brussels fined Renault 500 million euros and Skoda 200 million.", "Renault"), CP_DEP_DATIVE);
    CU_ASSERT_EQUAL(label_of("Brussels fined Renault 500 million euros and Skoda 200 million.", "Skoda"), CP_DEP_CONJ);
    CU_ASSERT_EQUAL(label_of("Brussels fined Renault over its engines.", "Renault"), CP_DEP_DOBJ);
    CU_ASSERT_EQUAL(label_of("Brazil criticised Japan's and South Korea's curbs on steel.", "Japan"), CP_DEP_POSS);
    CU_ASSERT_EQUAL(label_of("Brazil criticised Japan's and South Korea's curbs on steel.", "curbs"), CP_DEP_DOBJ);
    CU_ASSERT_EQUAL(label_of("Zimbabwe banned lithium exports and Namibia closed its ports.", "Namibia"), CP_DEP_NSUBJ);
    CU_ASSERT_EQUAL(label_of("Zimbabwe banned exports to Zambia and Namibia in May.", "Namibia"), CP_DEP_CONJ);
    CU_ASSERT_EQUAL(label_of("Argentina banned exports of beef and Uruguay raised its quota on pork.", "Uruguay"), CP_DEP_NSUBJ);
    CU_ASSERT_EQUAL(label_of("Canada's and Australia's sanctions on Myanmar were extended.", "Canada"), CP_DEP_POSS);
    CU_ASSERT_EQUAL(label_of("Canada and Australia extended their sanctions on Myanmar.", "Canada"), CP_DEP_NSUBJ);
}

static void check_headlines(void)
{
    CU_ASSERT_EQUAL(label_of("Huawei barred from Swedish networks", "Huawei"), CP_DEP_NSUBJPASS);
    CU_ASSERT_EQUAL(label_of("Commerzbank fined $40 mln by New York regulator over Sudan", "Commerzbank"), CP_DEP_NSUBJPASS);
    CU_ASSERT_EQUAL(label_of("Commerzbank fined $40 mln by New York regulator over Sudan", "by"), CP_DEP_AGENT);
    CU_ASSERT_EQUAL(label_of("Sweden barred Huawei from its networks", "Sweden"), CP_DEP_NSUBJ);
    CU_ASSERT_EQUAL(label_of("Brazil to sue Canada at WTO over jets, minister says", "Brazil"), CP_DEP_NSUBJ);
}

// When it was is not part of the name of who did it, even where no comma parts them.
static void check_settings(void)
{
    CU_ASSERT_EQUAL(label_of("On Friday Tokyo banned exports of resist.", "Tokyo"), CP_DEP_NSUBJ);
    CU_ASSERT_EQUAL(label_of("On Friday Tokyo banned exports of resist.", "Friday"), CP_DEP_POBJ);
    CU_ASSERT_EQUAL(label_of("In October Beijing tightened its rules on rare earths.", "Beijing"), CP_DEP_NSUBJ);
    CU_ASSERT_EQUAL(label_of("By March India had banned wheat exports.", "India"), CP_DEP_NSUBJ);
    CU_ASSERT_EQUAL(label_of("On Friday Huawei was blacklisted by Washington.", "Huawei"), CP_DEP_NSUBJPASS);
    CU_ASSERT_EQUAL(label_of("In Warsaw lawmakers called for a ban on the app.", "lawmakers"), CP_DEP_NSUBJ);
    CU_ASSERT_EQUAL(label_of("The tariffs were announced in South Korea.", "Korea"), CP_DEP_POBJ);
}

// What was reported is told by the verb, not of the day or of the text in which it was reported.
static void check_reports(void)
{
    CU_ASSERT_EQUAL(label_of("Ottawa announced on March 27 that it planned to raise tariffs.", "planned"), CP_DEP_CCOMP);
    CU_ASSERT_EQUAL(label_of("The minister said on March 27 that he intended to ban exports of lasers.", "that"), CP_DEP_MARK);
    CU_ASSERT_EQUAL(label_of("On Monday, the ministry said in a statement it had fined the bank.", "fined"), CP_DEP_CCOMP);
    CU_ASSERT_NOT_EQUAL(label_of("The ministry said so in a statement that named the bank.", "named"), CP_DEP_CCOMP);
    CU_ASSERT_NOT_EQUAL(label_of("The bank said so in a report which it published.", "published"), CP_DEP_CCOMP);
}

// Where treebanks know two analyses, rules see one: a "to" is a preposition, who is wanted to act is the subject of the act, and
// what stands behind "by" and a name belongs to what was done.
static void check_choice_of_analysis(void)
{
    CU_ASSERT_EQUAL(label_of("Toyota sells cars to Chilean customers.", "to"), CP_DEP_PREP);
    CU_ASSERT_EQUAL(label_of("Ottawa wants Tokyo to lift the ban.", "Tokyo"), CP_DEP_NSUBJ);
    CU_ASSERT_EQUAL(label_of("Ottawa urges Tokyo to lift the ban.", "Tokyo"), CP_DEP_DOBJ);
    struct scene *scene = cp_scene_of("Investment by Samsung in Vietnam grew.", "2024-06-15");
    CU_ASSERT_EQUAL(scene->analysis->tokens[cp_scene_token(scene, "in")].head, cp_scene_token(scene, "Investment"));
    cp_scene_forget();
}

void cp_test_relate_repair(void)
{
    CU_pSuite suite = CU_add_suite("relate: mended trees", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "headlines", check_headlines);
    CU_add_test(suite, "relative clauses of acts", check_relative_clauses);
    CU_add_test(suite, "two objects", check_objects);
    CU_add_test(suite, "what stands side by side", check_lists);
    CU_add_test(suite, "when and where it was", check_settings);
    CU_add_test(suite, "what was reported", check_reports);
    CU_add_test(suite, "one analysis of two", check_choice_of_analysis);
}
