// SPDX-License-Identifier: GPL-3.0-or-later
//
// The trainer on a few sentences of our own: it must learn them, and must give the same
// bytes on every machine. If the features or the trainer change, so does the hash: then
// look at the figures in src/parse/model/README.md, and put the new hash here.
#include "parse/model.h"
#include "stages.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

// form/tag/head/label/name, heads counted from 1.
static const char *const patterns[] = {
    "S/NNP/2/nsubj/B-GPE V/VBD/0/ROOT/O G/NNS/2/dobj/O ././2/punct/O",
    "S/NNP/2/nsubj/B-GPE V/VBD/0/ROOT/O G/NNS/2/dobj/O from/IN/3/prep/O P/NNP/4/pobj/B-GPE ././2/punct/O",
    "The/DT/2/det/O G/NNS/4/nsubjpass/O were/VBD/4/auxpass/O V/VBN/0/ROOT/O by/IN/4/agent/O S/NNP/5/pobj/B-GPE ././4/punct/O",
    "S/NNP/3/poss/B-GPE 's/POS/1/case/O ban/NN/6/nsubj/O on/IN/3/prep/O G/NNS/4/pobj/O hurt/VBD/0/ROOT/O P/NNP/6/dobj/B-GPE ././6/punct/O",
    "On/IN/4/prep/O Monday/NNP/1/pobj/B-DATE S/NNP/4/nsubj/B-GPE V/VBD/0/ROOT/O G/NNS/4/dobj/O ././4/punct/O",
};
static const char *const states[] = {"Norway", "Peru", "Chile", "Ghana", "Oman"};
static const char *const verbs[] = {"banned", "taxed", "curbed", "limited", "blocked"};
static const char *const goods[] = {"lasers", "engines", "minerals", "batteries", "magnets"};

static void put_field(FILE *file, const char *field, size_t length, unsigned k)
{
    const char *word = length != 1       ? NULL
                       : *field == 'S'   ? states[k % 5]
                       : *field == 'P'   ? states[(k + 2) % 5]
                       : *field == 'V'   ? verbs[k / 5 % 5]
                       : *field == 'G'   ? goods[(k * 3 + k / 5) % 5]
                                         : NULL;
    if (word)
        fputs(word, file);
    else
        fwrite(field, 1, length, file);
}

// A token "form/tag/head/label/name" as a line of what scripts/model/teach.py writes.
static void put_token(FILE *file, struct cp_str token, unsigned k)
{
    for (int field = 0; field < 5; field++) {
        struct cp_str part = cp_str_split(&token, '/');
        if (field == 0)
            put_field(file, part.ptr, part.len, k);
        else
            fwrite(part.ptr, 1, part.len, file);
        fputs(field == 0 ? "\t1\t" : field < 4 ? "\t" : "\n", file);
    }
}

static FILE *toy_text(void)
{
    FILE *file = tmpfile();
    for (unsigned k = 0; file && k < 50; k++) {
        struct cp_str pattern = cp_str_from(patterns[k % 5]);
        while (pattern.len)
            put_token(file, cp_str_split(&pattern, ' '), k);
        fputc('\n', file);
    }
    if (file)
        rewind(file);
    return file;
}

static const struct plan toy_plan = {.seed = 1,
                                     .headlines = 50,
                                     .table_lines = {256, 256, 256, 256, 256, 256, 256},
                                     .words = 160,
                                     .iterations = {5, 5, 5, 5, 5, 5, 0},
                                     .folds = 2,
                                     .early = 64,
                                     .means = 2,
                                     .quiet = true};

static uint64_t hash_of(const struct trained *t)
{
    uint64_t hash = cp_model_checksum((const unsigned char *)t->words, t->header.word_count * sizeof *t->words);
    for (int k = 0; k < CP_TABLE_COUNT; k++)
        hash = hash * 31 + cp_model_checksum((const unsigned char *)t->tables[k], (size_t)64 * toy_plan.table_lines[k]);
    for (int k = 0; k < CP_TEMPLATE_MODELS; k++)
        hash = hash * 31 + t->header.enough[k];
    return hash;
}

static void check_toy(void)
{
    struct corpus corpus = {0};
    struct trained t;
    struct agreement agreement;
    FILE *file = toy_text();
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_TRUE_FATAL(cp_train_corpus_read(&corpus, file, SIZE_MAX));
    fclose(file);
    CU_ASSERT_EQUAL(corpus.sentence_count, 50);
    cp_train_init(&t, &toy_plan);
    cp_train_learn_all(&t, &toy_plan, &corpus, 20);
    cp_train_evaluate(&t, &corpus, &agreement);
    CU_ASSERT_EQUAL(agreement.tags, agreement.words);
    CU_ASSERT_EQUAL(agreement.labels, agreement.counted);
    const uint64_t wanted = UINT64_C(0xA3E7F5F8971656C1), got = hash_of(&t);
    CU_ASSERT_EQUAL(got, wanted);
    if (got != wanted)
        fprintf(stderr, "\n  the toy model's hash is 0x%016llX\n", (unsigned long long)got);
    cp_train_corpus_free(&corpus);
    cp_train_release(&t);
}

// The margin from which on the first templates differ in one decision of 1,000.
static void check_enough(void)
{
    uint64_t decisions[CP_EARLY_STEPS][2] = {{0}}, all, kept;
    CU_ASSERT_EQUAL(cp_train_enough(decisions, &all, &kept), CP_NEVER_ENOUGH); // nothing is known
    decisions[2][0] = 400, decisions[2][1] = 100;
    decisions[5][0] = 998, decisions[5][1] = 1;
    decisions[9][0] = 500, decisions[9][1] = 1;
    CU_ASSERT_EQUAL(cp_train_enough(decisions, &all, &kept), 3 * CP_EARLY_STEP);
    CU_ASSERT_EQUAL(all, 2000);
    CU_ASSERT_EQUAL(kept, 1500);
    decisions[9][1] = 3;
    CU_ASSERT_EQUAL(cp_train_enough(decisions, &all, &kept), 10 * CP_EARLY_STEP);
    CU_ASSERT_EQUAL(kept, 0);
    decisions[CP_EARLY_STEPS - 1][1] = 3;
    CU_ASSERT_EQUAL(cp_train_enough(decisions, &all, &kept), CP_NEVER_ENOUGH);
    for (unsigned step = 0; step < CP_EARLY_STEPS; step++)
        decisions[step][1] = 0;
    CU_ASSERT_EQUAL(cp_train_enough(decisions, &all, &kept), 1); // they never differ
    CU_ASSERT_EQUAL(kept, all);
}

// What sentences become as headlines.
static void check_headline(void)
{
    static const char text[] = "The\t1\tDT\t2\tdet\tO\nministry\t1\tNN\t3\tnsubj\tO\nsaid\t1\tVBD\t0\tROOT\tO\n"
                               "a\t1\tDT\t5\tdet\tO\ntanker\t1\tNN\t7\tnsubjpass\tO\nwas\t1\tVBD\t7\tauxpass\tO\n"
                               "seized\t1\tVBN\t3\tccomp\tO\n.\t0\t.\t3\tpunct\tO\n\n"
                               "The\t1\tDT\t2\tdet\tO\nports\t1\tNNS\t3\tnsubj\tO\nwere\t1\tVBD\t0\tROOT\tO\n"
                               "still\t1\tRB\t3\tadvmod\tO\nshut\t1\tJJ\t3\tacomp\tO\n.\t0\t.\t3\tpunct\tO\n\n"
                               "Oman\t1\tNNP\t3\tnsubj\tO\nwill\t1\tMD\t3\taux\tO\ntax\t1\tVB\t0\tROOT\tO\n"
                               "lasers\t1\tNNS\t3\tdobj\tO\n.\t0\t.\t3\tpunct\tO\n\n";
    static const struct {
        const char *form;
        enum cp_tag tag;
        int head;
    } wanted[] = {{"Ministry", CP_TAG_NN, 1}, {"says", CP_TAG_VBZ, 4},   {"tanker", CP_TAG_NN, 3},   {"seized", CP_TAG_VBN, 1},
                  {"Ports", CP_TAG_NNS, 1},   {"are", CP_TAG_VBP, 4},    {"still", CP_TAG_RB, 1},    {"shut", CP_TAG_JJ, 1},
                  {"Oman", CP_TAG_NNP, 2},    {"to", CP_TAG_TO, 2},      {"tax", CP_TAG_VB, 4},      {"lasers", CP_TAG_NNS, 2}};
    struct corpus corpus = {0};
    FILE *file = tmpfile();
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs(text, file);
    rewind(file);
    CU_ASSERT_TRUE_FATAL(cp_train_corpus_read(&corpus, file, SIZE_MAX));
    fclose(file);
    const size_t first = corpus.word_count;
    cp_train_corpus_add_headlines(&corpus, 1, 100);
    CU_ASSERT_EQUAL(corpus.sentence_count, 6);
    CU_ASSERT_EQUAL_FATAL(corpus.word_count - first, sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const struct word *word = &corpus.words[first + i];
        CU_ASSERT_EQUAL(strcasecmp(word->form, wanted[i].form), 0);
        CU_ASSERT_EQUAL(word->form[0] >= 'a', i % 4 && word->form[0] >= 'a'); // the first one has a capital
        CU_ASSERT_EQUAL(word->length, strlen(wanted[i].form));
        CU_ASSERT_EQUAL(word->tag, wanted[i].tag);
        CU_ASSERT_EQUAL(word->head, wanted[i].head);
    }
    cp_train_corpus_free(&corpus);
}

static void check_bad_text(void)
{
    struct corpus corpus = {0};
    FILE *file = tmpfile();
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs("Norway\t1\tNNP\t7\tnsubj\tO\n\n", file); // a head that is not there
    rewind(file);
    CU_ASSERT_FALSE(cp_train_corpus_read(&corpus, file, SIZE_MAX));
    fclose(file);
    cp_train_corpus_free(&corpus);
}

void cp_test_parse_train(void)
{
    CU_pSuite suite = CU_add_suite("parse: the trainer", NULL, NULL);
    CU_add_test(suite, "headlines made of sentences", check_headline);
    CU_add_test(suite, "a toy model, and its hash", check_toy);
    CU_add_test(suite, "the margin that is enough", check_enough);
    CU_add_test(suite, "text that is not as it should be", check_bad_text);
}
