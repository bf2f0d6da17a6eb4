// SPDX-License-Identifier: GPL-3.0-or-later
//
// Decisions that the first templates take alone.
#include "fixture.h"

#include <CUnit/CUnit.h>

static const char text[] =
    "Norway banned exports of tin to Peru after talks with Chile had failed.\n"
    "The ministry said on Monday that it would review licences for lasers, which several firms had asked for.\n"
    "In March, the agency that issued the rule withdrew it, and the two companies resumed their shipments to Lima.\n"
    "Officials expect the tariffs on steel and zinc to rise again unless the government of Bolivia lifts its quota.\n"
    "Three banks accused of moving money for the shipping line denied the charge before a court in Oslo.\n"
    "PERU RAISES TARIFFS ON STEEL\n"
    "Regulators, citing risks to national security, blocked the sale of the chipmaker's plant to its rival.\n";

// A model that has the built-in weights, and the same margin in all its tables; 0: its own.
static void change_margins(struct cp_model *model, struct cp_model_header *header, unsigned enough)
{
    *model = *fixture_model();
    *header = *model->header;
    model->header = header;
    for (int k = 0; enough && k < CP_TEMPLATE_MODELS; k++)
        header->enough[k] = (uint16_t)enough;
}

static struct cp_inference *rows_of_text(struct cp_arena *doc, const struct cp_model *model)
{
    return fixture_lot(doc, model, cp_tokenize(doc, NULL, fixture_document(doc, CP_STR(text))));
}

// What the first templates say by the margins of the built-in model is what all say, but for a few decisions; and most
// decisions have such a margin.
static void check_agreement(void)
{
    struct cp_arena *doc = cp_arena_new();
    struct cp_early *early = CP_NEW(doc, struct cp_early);
    struct cp_model model;
    struct cp_model_header header;
    change_margins(&model, &header, CP_NEVER_ENOUGH);
    struct cp_inference *in = rows_of_text(doc, &model);
    in->early = early;
    cp_infer_tags(in);
    cp_infer_outlines(in);
    cp_infer_arcs(in);
    cp_infer_names(in);
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

// Tags, heads, labels and names that are not the same.
static unsigned differences(const struct cp_inference *a, const struct cp_inference *b)
{
    unsigned n = 0;
    for (unsigned k = 0; k < a->count; k++)
        for (int i = 0; i < a->rows[k].count; i++) {
            const struct cp_row *x = &a->rows[k], *y = &b->rows[k];
            n += x->tag[i + CP_PAD] != y->tag[i + CP_PAD] || x->head[i] != y->head[i] || x->label[i] != y->label[i] ||
                 x->name[i + CP_PAD] != y->name[i + CP_PAD];
        }
    return n;
}

// The text as a model with such margins reads it, by the arithmetic of a number.
static struct cp_inference *read_with(struct cp_arena *doc, unsigned enough, unsigned number)
{
    struct cp_model *model = CP_NEW(doc, struct cp_model);
    struct cp_model_header *header = CP_NEW(doc, struct cp_model_header);
    change_margins(model, header, enough);
    struct cp_inference *in = rows_of_text(doc, model);
    in->arithmetic = cp_arithmetic_number(number);
    cp_infer(in, true);
    return in;
}

// Whatever the margins are, all paths that this machine has decide alike.
static void check_arithmetic(void)
{
    static const unsigned margins[] = {0, 1, 64, CP_NEVER_ENOUGH};
    struct cp_arena *doc = cp_arena_new();
    for (size_t i = 0; i < sizeof margins / sizeof *margins; i++) {
        const struct cp_inference *plain = read_with(doc, margins[i], 0);
        for (unsigned number = 1; cp_arithmetic_number(number); number++)
            CU_ASSERT_EQUAL(differences(plain, read_with(doc, margins[i], number)), 0);
    }
    cp_arena_free(doc);
}

// The built-in margins change next to nothing; with no margin at all, the first templates err.
static void check_margins(void)
{
    struct cp_arena *doc = cp_arena_new();
    const struct cp_inference *never = read_with(doc, CP_NEVER_ENOUGH, 0), *own = read_with(doc, 0, 0),
                              *always = read_with(doc, 1, 0);
    unsigned words = 0;
    for (unsigned k = 0; k < never->count; k++)
        words += (unsigned)never->rows[k].count;
    CU_ASSERT(words > 100);
    CU_ASSERT(differences(never, own) * 50 <= words);
    CU_ASSERT(differences(never, always) > differences(never, own));
    cp_arena_free(doc);
}

// Trees come out also where the first templates decide all.
static void check_trees(void)
{
    struct cp_arena *doc = cp_arena_new();
    struct cp_model model;
    struct cp_model_header header;
    struct cp_analysis *a = cp_tokenize(doc, NULL, fixture_document(doc, CP_STR(text)));
    change_margins(&model, &header, 1);
    cp_parse_sentences(&model, doc, a, NULL);
    CU_ASSERT(fixture_is_sane(a));
    cp_arena_free(doc);
}

void cp_test_parse_early(void)
{
    CU_pSuite suite = CU_add_suite("parse: decisions taken early", NULL, NULL);
    CU_add_test(suite, "the first templates say what all say", check_agreement);
    CU_add_test(suite, "all paths decide alike", check_arithmetic);
    CU_add_test(suite, "margins cost next to nothing, none at all does", check_margins);
    CU_add_test(suite, "any margins give trees", check_trees);
}
