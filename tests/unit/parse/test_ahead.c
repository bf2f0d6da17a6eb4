// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the parser knows of words to come, and of words that it seldom saw: landings, clauses, clusters.
#include "arc.h"
#include "infer.h"
#include "parse/model.h"
#include "stages.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

enum { MODIFIER, HEAD, ROOT }; // classes of an outline made for the test

// "Oman taxes imports of cheap lasers": from each word, which is the next that heads a phrase?
static void check_landings(void)
{
    static const uint8_t tags[] = {CP_TAG_NNP, CP_TAG_VBZ, CP_TAG_NNS, CP_TAG_IN, CP_TAG_JJ, CP_TAG_NNS};
    static const uint8_t outline[] = {HEAD, ROOT, HEAD, MODIFIER, MODIFIER, HEAD};
    static const int landing[] = {1, 2, 5, 5, 5, 6, 6};
    static const struct cp_outline_marks marks = {.heads = 1u << HEAD | 1u << ROOT, .roots = 1u << ROOT};
    static _Alignas(64) unsigned char room[CP_ROOM * 64];
    static struct cp_state state;
    struct cp_row row;
    cp_row_lay(&row, 6, room);
    memcpy(row.tag + CP_PAD, tags, sizeof tags);
    memcpy(row.outline + CP_PAD, outline, sizeof outline);
    cp_state_start(&state, &row, &marks);
    for (int i = 0; i <= 6; i++)
        CU_ASSERT_EQUAL(state.landing[i], landing[i]);
    CU_ASSERT_EQUAL(state.clauses[0], state.clauses[1]);     // the verb is still to come
    CU_ASSERT_NOT_EQUAL(state.clauses[1], state.clauses[2]); // it has been read
    CU_ASSERT_EQUAL(state.clauses[2], state.clauses[6]);
}

static struct cp_look look_at(const struct trained *t, const char *form)
{
    struct cp_look look;
    cp_look_at(cp_str_from(form), false, CP_CASE_NORMAL, t->model.words, t->model.word_count, &look);
    return look;
}

// A text with "Oman taxed lasers" often enough for the dictionary.
static void read_text(struct corpus *corpus)
{
    FILE *file = tmpfile();
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    for (int k = 0; k < 8; k++)
        fputs("Oman\t1\tNNP\t2\tnsubj\tB-GPE\ntaxed\t1\tVBD\t0\tROOT\tO\nlasers\t1\tNNS\t2\tdobj\tO\n\n", file);
    rewind(file);
    CU_ASSERT_TRUE_FATAL(cp_train_corpus_read(corpus, file, SIZE_MAX));
    fclose(file);
}

static void check_clusters(void)
{
    struct plan plan = {.table_lines = {16, 16, 16, 16, 16}, .words = 160, .clusters = tmpfile(), .quiet = true};
    struct corpus corpus = {0};
    struct trained t;
    CU_ASSERT_PTR_NOT_NULL_FATAL(plan.clusters);
    fputs("oman\t7\nqatar\t7\nlasers\t9\nno number\nb-0\t9\ntoo-large\t70000\n", plan.clusters);
    rewind(plan.clusters);
    read_text(&corpus);
    cp_train_init(&t, &plan);
    cp_train_make_dictionary(&t, &plan, &corpus);
    const struct cp_look oman = look_at(&t, "Oman"), qatar = look_at(&t, "Qatar"), lasers = look_at(&t, "lasers"),
                         taxed = look_at(&t, "taxed"), bomber = look_at(&t, "B-2"), large = look_at(&t, "too-large"),
                         unknown = look_at(&t, "Peru");
    CU_ASSERT_EQUAL(oman.tag, CP_TAG_NNP);
    CU_ASSERT_TRUE(oman.flags & CP_WORD_KNOWN);
    CU_ASSERT_EQUAL(oman.cluster, qatar.cluster); // known by its cluster alone, under its lower case
    CU_ASSERT_EQUAL(qatar.flags, 0);
    CU_ASSERT_EQUAL(qatar.guess, unknown.guess);
    CU_ASSERT_NOT_EQUAL(oman.cluster, lasers.cluster);
    CU_ASSERT_EQUAL(bomber.cluster, lasers.cluster); // digits count as 0
    CU_ASSERT_TRUE(taxed.flags & CP_WORD_KNOWN);     // in no cluster: its shape stands for one
    CU_ASSERT_EQUAL(taxed.cluster, look_at(&t, "wholly").cluster);
    CU_ASSERT_NOT_EQUAL(large.cluster, lasers.cluster); // a line that is wrong is passed over
    CU_ASSERT_NOT_EQUAL(unknown.cluster, qatar.cluster);
    fclose(plan.clusters);
    cp_train_corpus_free(&corpus);
    cp_train_release(&t);
}

void cp_test_parse_ahead(void)
{
    CU_pSuite suite = CU_add_suite("parse: words to come and words alike", NULL, NULL);
    CU_add_test(suite, "landings and clauses", check_landings);
    CU_add_test(suite, "clusters of words", check_clusters);
}
