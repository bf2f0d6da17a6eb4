// SPDX-License-Identifier: GPL-3.0-or-later
//
// Decisions that the first templates take alone.
#include "fixture.h"
#include "parse/infer.h"

#include <CUnit/CUnit.h>

static const char text[] =
    "Norway banned exports of tin to Peru after talks with Chile had failed.\n"
    "The ministry said on Monday that it would review licences for lasers, which several firms had asked for.\n"
    "In March, the agency that issued the rule withdrew it, and the two companies resumed their shipments to Lima.\n"
    "Officials expect the tariffs on steel and zinc to rise again unless the government of Bolivia lifts its quota.\n"
    "Three banks accused of moving money for the shipping line denied the charge before a court in Oslo.\n"
    "PERU RAISES TARIFFS ON STEEL\n"
    "Regulators, citing risks to national security, blocked the sale of the chipmaker's plant to its rival.\n";

// A model that has the built-in weights and other margins: all of them `enough`.
static void change_margins(struct cp_model *model, struct cp_model_header *header, unsigned enough)
{
    *model = *fixture_model();
    *header = *model->header;
    model->header = header;
    for (int k = 0; k < CP_TEMPLATE_MODELS; k++)
        header->enough[k] = (uint16_t)enough;
}

// What the first templates say by the margins of the built-in model is what all say, but for a few decisions; and most
// decisions have such a margin.
static void check_agreement(void)
{
    struct cp_arena *doc = cp_arena_new();
    struct cp_analysis *a = cp_tokenize(doc, NULL, fixture_document(doc, CP_STR(text)));
    struct cp_inference *in = CP_NEW(doc, struct cp_inference);
    struct cp_early *early = CP_NEW(doc, struct cp_early);
    struct cp_model model;
    struct cp_model_header header;
    change_margins(&model, &header, CP_NEVER_ENOUGH);
    cp_infer_start(in, &model);
    for (size_t s = 0; s < a->sentence_count; s++) {
        const struct cp_sentence *sentence = &a->sentences[s];
        struct cp_row *row = cp_infer_add(in, (int)sentence->count);
        for (uint32_t i = 0; i < sentence->count; i++)
            cp_look_at(a->tokens[sentence->first + i].form, i == 0, CP_CASE_NORMAL, model.words, model.word_count,
                       &row->looks[i + CP_PAD]);
        cp_row_pad(row);
    }
    in->early = early;
    cp_infer(in, true);
    uint64_t decisions = 0, wrong = 0;
    for (int k = 0; k < CP_TEMPLATE_MODELS; k++) {
        uint64_t all = 0, decided = 0, otherwise = 0;
        for (unsigned step = 0; step < CP_EARLY_STEPS; step++) {
            const uint64_t *n = early->decisions[k][step];
            const bool enough = step * CP_EARLY_STEP >= fixture_model()->header->enough[k];
            all += n[0] + n[1];
            decided += enough ? n[0] + n[1] : 0;
            otherwise += enough ? n[1] : 0;
        }
        CU_ASSERT(all > 20);
        CU_ASSERT(decided * 2 > all);
        decisions += decided;
        wrong += otherwise;
    }
    CU_ASSERT(wrong * 100 <= decisions);
    cp_arena_free(doc);
}

// Whatever the margins are, what comes out are trees.
static void check_trees(void)
{
    struct cp_arena *doc = cp_arena_new();
    struct cp_model model;
    struct cp_model_header header;
    static const unsigned margins[] = {1, 64, CP_NEVER_ENOUGH};
    for (size_t i = 0; i < sizeof margins / sizeof *margins; i++) {
        struct cp_analysis *a = cp_tokenize(doc, NULL, fixture_document(doc, CP_STR(text)));
        change_margins(&model, &header, margins[i]);
        cp_parse_sentences(&model, doc, a, NULL);
        CU_ASSERT(fixture_is_sane(a));
    }
    cp_arena_free(doc);
}

void cp_test_parse_early(void)
{
    CU_pSuite suite = CU_add_suite("parse: decisions taken early", NULL, NULL);
    CU_add_test(suite, "the first templates say what all say", check_agreement);
    CU_add_test(suite, "any margins give trees", check_trees);
}
