// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words that rules ask about, the sentences that are worth a parse, and confidence.
#include "scene_fixture.h"

#include "relate/asked.h"
#include "relate/calibration.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check_lists(void)
{
    struct cp_arena *run = cp_arena_new();
    const struct cp_lexicon *lexicon = cp_scene_engine()->lexicon;
    struct asked *asked = cp_relate_asked_new(run, lexicon);
    const struct cp_str words[] = {CP_STR("zinc"), CP_STR("tin")};
    uint32_t plans = cp_lexicon_set(lexicon, "plan-noun");
    uint32_t metals = cp_relate_asked_list(asked, words, 2, NULL, 0);
    uint32_t both = cp_relate_asked_list(asked, words, 1, &plans, 1);
    cp_relate_asked_lay(asked);
    const uint64_t *zinc = cp_relate_asked_row(asked, CP_STR("zinc")), *tin = cp_relate_asked_row(asked, CP_STR("tin"));
    const uint64_t *plan = cp_relate_asked_row(asked, CP_STR("plan")), *none = cp_relate_asked_row(asked, CP_STR("qwertz"));
    CU_ASSERT_TRUE(cp_relate_row_has(zinc, metals) && cp_relate_row_has(zinc, both) && !cp_relate_row_has(zinc, plans));
    CU_ASSERT_TRUE(cp_relate_row_has(tin, metals) && !cp_relate_row_has(tin, both));
    CU_ASSERT_TRUE(cp_relate_row_has(plan, plans) && cp_relate_row_has(plan, both) && !cp_relate_row_has(plan, metals));
    for (size_t i = 0; i < cp_relate_asked_width(asked); i++)
        CU_ASSERT_EQUAL(none[i], 0);
    CU_ASSERT_FALSE(cp_relate_row_has(zinc, CP_NONE));
    uint64_t *sum = CP_NEW_ARRAY(run, cp_relate_asked_width(asked), uint64_t);
    cp_relate_asked_add(asked, none, sum);
    cp_relate_asked_add(asked, tin, sum);
    cp_relate_asked_add(asked, plan, sum);
    for (size_t i = 0; i < cp_relate_asked_width(asked); i++)
        CU_ASSERT_EQUAL(sum[i], tin[i] | plan[i]);
    cp_arena_free(run);
}

// Every set of the lexicon has the same members by row as by look-up.
static void check_sets(void)
{
    const struct cp_engine *engine = cp_scene_engine();
    const struct cp_table *words;
    for (uint32_t set = 0; (words = cp_lexicon_set_words(engine->lexicon, set)); set++)
        for (uint32_t i = 0; i < cp_table_count(words); i++)
            CU_ASSERT_TRUE(cp_relate_row_has(cp_relate_asked_row(engine->asked, cp_table_key(words, i)), set));
}

static struct scene *scene_of(struct cp_arena *doc, const char *text)
{
    struct cp_read_options options = {.format = CP_FORMAT_TEXT};
    struct cp_document *document;
    struct cp_str content = cp_str_format(doc, "It was a day like others, and the news was short.\n\n%s\n", text);
    return cp_read_bytes(doc, &options, "test", content, &document, NULL) == CP_OK
               ? cp_relate_set_scene(cp_scene_engine(), doc, NULL, document, false)
               : NULL;
}

static void check_laziness(void)
{
    static const struct {
        const char *text;
        bool parsed;
    } rows[] = {
        {"The weather was fine, and the children went to the lake.", false},
        {"Many in Chile were glad of the rain.", false},
        {"Chile sells copper to Japan.", true},
        {"Chile banned exports of copper.", true},
        {"The ban holds, officials said.", false}, // whose, on what?
    };
    struct cp_arena *doc = cp_arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cp_arena_reset(doc);
        const struct scene *scene = scene_of(doc, rows[i].text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(scene);
        const struct cp_sentence *last = &scene->analysis->sentences[scene->analysis->sentence_count - 1];
        CU_ASSERT_EQUAL(last->parsed, rows[i].parsed);
        if (last->parsed != rows[i].parsed)
            fprintf(stderr, "laziness: %s\n", rows[i].text);
    }
    cp_arena_free(doc);
}

static void check_calibration(void)
{
    struct calibration c = {0};
    CU_ASSERT_EQUAL(cp_relate_calibrated(&c, CP_RELATION_IMPOSES, 0.7f), 0.7f); // nothing was learned
    c.lines[CP_RELATION_IMPOSES].offset = -0.5;
    c.lines[CP_RELATION_IMPOSES].slope = 0.8;
    float before = 0;
    for (int i = 0; i <= 20; i++) {
        float now = cp_relate_calibrated(&c, CP_RELATION_IMPOSES, (float)i / 20);
        CU_ASSERT_TRUE(now >= before && now > 0 && now < 1); // the order stays
        before = now;
    }
    CU_ASSERT_DOUBLE_EQUAL(cp_relate_calibrated(&c, CP_RELATION_IMPOSES, 0.5f), 1 / (1 + exp(0.5)), 1e-6);
    CU_ASSERT_EQUAL(cp_relate_calibrated(&c, CP_RELATION_TARGETS, 0.7f), 0.7f);
}

static void check_bad_calibration(void)
{
    static const char *const rows[] = {"imposes\t0.1\t0\n", "imposed\t0.1\t1\n", "imposes\t0.1\t-1\n", "imposes\n"};
    struct cp_arena *run = cp_arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cp_error err = {0};
        struct scene_lexicon l = cp_scene_lexicon(run, "calibration.tsv", rows[i]);
        const struct calibration *calibration;
        CU_ASSERT_EQUAL(cp_relate_load_calibration(l.lexicon, run, &calibration, &err), CP_EFORMAT);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.where, "calibration.tsv:1"));
        cp_scene_lexicon_remove(&l);
    }
    cp_arena_free(run);
}

void cp_test_relate_asked(void)
{
    CU_pSuite suite = CU_add_suite("relate: words asked about, laziness, confidence", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "lists of words", check_lists);
    CU_add_test(suite, "sets by row and by look-up", check_sets);
    CU_add_test(suite, "only promising sentences are parsed", check_laziness);
    CU_add_test(suite, "calibration keeps the order", check_calibration);
    CU_add_test(suite, "a broken calibration is an error with its line", check_bad_calibration);
}
