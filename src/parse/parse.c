// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// Sentences go through the models in lots of CP_LANES; see infer.c.
#include "infer.h"

static void load_row(const struct cp_model *model, const struct cp_analysis *analysis,
                     const struct cp_sentence *sentence, struct cp_row *row)
{
    struct cp_case_counts counts = {0};
    for (uint32_t i = 0; i < sentence->count; i++)
        cp_case_count(&counts, analysis->tokens[sentence->first + i].form);
    const enum cp_case written = cp_case_of(&counts);
    row->count = (int)sentence->count;
    for (uint32_t i = 0; i < sentence->count; i++)
        cp_look_at(analysis->tokens[sentence->first + i].form, i == 0, written, model->words, model->word_mask,
                   &row->looks[i + CP_PAD]);
}

// Class of the name model → kind; a name that goes on without having begun begins.
static void store_name(struct cp_token *token, const struct cp_token *before, unsigned class)
{
    token->ner = (uint8_t)(class ? 1 + (class - 1) / 2 : CP_NER_NONE);
    bool goes_on = class && class % 2 == 0 && before && before->ner == token->ner;
    token->ner_begin = token->ner != CP_NER_NONE && !goes_on;
}

static void store(struct cp_arena *doc, struct cp_analysis *analysis, struct cp_sentence *sentence,
                  const struct cp_row *row, const struct cp_state *state)
{
    for (uint32_t i = 0; i < sentence->count; i++) {
        struct cp_token *token = &analysis->tokens[sentence->first + i];
        bool root = state->head[i] < 0;
        token->tag = row->tag[i + CP_PAD];
        token->head = sentence->first + (root ? i : (uint32_t)state->head[i]);
        token->dep = root ? CP_DEP_ROOT : state->label[i];
        token->lemma = cp_lemma(doc, token->lower, (enum cp_tag)token->tag);
        store_name(token, i ? token - 1 : NULL, row->name[i + CP_PAD]);
    }
    sentence->parsed = true;
}

static void parse_lot(struct cp_inference *in, struct cp_arena *doc, struct cp_analysis *analysis,
                      const uint32_t *sentences, unsigned n)
{
    for (unsigned k = 0; k < n; k++)
        load_row(in->model, analysis, &analysis->sentences[sentences[k]], &in->rows[k]);
    cp_infer(in, n, true);
    for (unsigned k = 0; k < n; k++)
        store(doc, analysis, &analysis->sentences[sentences[k]], &in->rows[k], &in->states[k]);
}

void cp_parse_sentences(const struct cp_model *model, struct cp_arena *doc, struct cp_analysis *analysis,
                        const bool *wanted)
{
    struct cp_inference *in = CP_NEW(doc, struct cp_inference);
    uint32_t lot[CP_LANES];
    unsigned n = 0;
    in->model = model;
    in->best_row = cp_best_row_for_this_machine();
    for (size_t s = 0; s < analysis->sentence_count; s++) {
        if (wanted && !wanted[s])
            continue;
        lot[n++] = (uint32_t)s;
        if (n == CP_LANES) {
            parse_lot(in, doc, analysis, lot, n);
            n = 0;
        }
    }
    if (n)
        parse_lot(in, doc, analysis, lot, n);
}
