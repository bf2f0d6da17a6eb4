// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a sentence promises before it is parsed: the weights of a file, what counts in a sentence, and which sentences of a long text are
// parsed.
#include "relate/promise.h"

#include "scene_fixture.h"

#include <CUnit/CUnit.h>
#include <string.h>

static enum cp_status load(struct cp_arena *run, const char *rows, const struct promise **promise, struct cp_error *err)
{
    struct scene_lexicon l = cp_scene_lexicon(run, "promise.tsv", rows);
    CU_ASSERT_FALSE(cp_lexicon_has_other_rules(l.lexicon));
    enum cp_status status = cp_relate_load_promise(l.lexicon, run, promise, err);
    cp_scene_lexicon_remove(&l);
    return status;
}

// Is the text, a sentence, promising? Its words are looked up in the weights.
static bool promises(const struct promise *promise, const char *text)
{
    const struct scene *scene = cp_scene_of(text, "2024-05-01");
    const struct cp_analysis *a = scene->analysis;
    struct promise_word *words = CP_NEW_ARRAY(cp_scene_arena(), a->token_count + 1, struct promise_word);
    for (size_t t = 0; t < a->token_count; t++)
        words[t] = cp_relate_promise_of(promise, a->tokens[t].lower);
    struct cp_name_hit *hits;
    struct promise_hits names = {.count = cp_lexicon_match(scene->lexicon, cp_scene_arena(), scene->document->text, &hits)};
    names.items = hits;
    const struct promise_view view = cp_relate_promise_view(scene, &a->sentences[a->sentence_count - 1], &names);
    const bool result = cp_relate_is_promising(promise, a, words, &view);
    cp_scene_forget();
    return result;
}

static void check_weights(void)
{
    struct cp_arena *run = cp_arena_new();
    const struct promise *promise;
    CU_ASSERT_EQUAL_FATAL(load(run,
                               "threshold\t100\nbase\tany\t-20\nname\tcountry\t45\nplain\tquota\t60\ncapital\tsenator\t90\n"
                               "plain\tfrance\t500\nlength\t1\t-5\n",
                               &promise, NULL),
                          CP_OK);
    CU_ASSERT_EQUAL(cp_relate_promise_of(promise, CP_STR("quota")).plain, 60);
    CU_ASSERT_EQUAL(cp_relate_promise_of(promise, CP_STR("quota")).capital, 0);
    CU_ASSERT_EQUAL(cp_relate_promise_of(promise, CP_STR("senator")).capital, 90);
    CU_ASSERT_EQUAL(cp_relate_promise_of(promise, CP_STR("herring")).plain, 0);
    CU_ASSERT_TRUE(promises(promise, "France gave Chile a larger quota of the herring.")); // -20 - 5 + 2 * 45 + 60
    CU_ASSERT_FALSE(promises(promise, "France gave Chile a larger share of the herring."));
    CU_ASSERT_FALSE(promises(promise, "France gave us all a larger quota of the herring.")); // one name; "France" is no word
    CU_ASSERT_TRUE(promises(promise, "In the end France told Senator Warbeck of herring.")); // the title, in capitals
    CU_ASSERT_FALSE(promises(promise, "In the end France told the senator much of herring."));
    cp_arena_free(run);
}

static void check_no_weights(void)
{
    struct cp_arena *run = cp_arena_new();
    const struct promise *promise;
    CU_ASSERT_EQUAL_FATAL(load(run, "# nothing\n", &promise, NULL), CP_OK);
    CU_ASSERT_TRUE(promises(promise, "The herring of France is good."));
    CU_ASSERT_TRUE(promises(&cp_no_promise, "The herring of France is good."));
    cp_arena_free(run);
}

static void check_broken(void)
{
    static const char *const bad[] = {"threshold\tmuch\n", "name\tplanet\t3\n", "plain\tquota\t99999\n", "quality\tquota\t9\n", "names\t10\t1\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct cp_arena *run = cp_arena_new();
        const struct promise *promise;
        struct cp_error err = {0};
        CU_ASSERT_EQUAL(load(run, bad[i], &promise, &err), CP_EFORMAT);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.where, "promise.tsv:1"));
        cp_arena_free(run);
    }
}

// The dull sentence names two things; among the first it is parsed, later it is not, and one that tells of an act is.
static void check_long_text(void)
{
    static const char dull[] = "Anna and Bertha walked through Rome in the rain and thought of nothing. ";
    struct cp_buf text = {0};
    for (int i = 0; i < 8; i++)
        cp_buf_add(&text, cp_str_from(dull));
    cp_buf_add(&text, CP_STR("Canada imposed tariffs on steel from Chile."));
    const struct cp_read_options options = {.format = CP_FORMAT_TEXT};
    struct cp_document *document;
    CU_ASSERT_EQUAL_FATAL(cp_read_bytes(cp_scene_arena(), &options, "test", cp_buf_str(&text), &document, NULL), CP_OK);
    const struct scene *scene = cp_relate_set_scene(cp_scene_engine(), cp_scene_arena(), NULL, document, false);
    const struct cp_analysis *a = scene->analysis;
    CU_ASSERT_EQUAL_FATAL(a->sentence_count, 9);
    CU_ASSERT_TRUE(a->sentences[0].parsed && a->sentences[5].parsed && a->sentences[8].parsed);
    CU_ASSERT_FALSE(a->sentences[6].parsed || a->sentences[7].parsed);
    cp_buf_release(&text);
    cp_scene_forget();
}

void cp_test_relate_promise(void)
{
    CU_pSuite suite = CU_add_suite("relate: what a sentence promises", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "weights of a file", check_weights);
    CU_add_test(suite, "without weights all is promising", check_no_weights);
    CU_add_test(suite, "rows that are none are named", check_broken);
    CU_add_test(suite, "dull sentences of a long text are not parsed", check_long_text);
}
