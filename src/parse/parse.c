// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// Sentences go through the models in lots; see infer.c.
#include "glossary.h"
#include "infer.h"
#include "recase.h"

static void load_row(const struct cp_model *model, const struct cp_analysis *analysis, const struct cp_sentence *sentence,
                     const struct cp_recasing *recasing, struct cp_row *row)
{
    const struct cp_token *tokens = &analysis->tokens[sentence->first];
    enum { AHEAD = 6 };
    const enum cp_case written = recasing ? cp_sentence_case(analysis, sentence) : CP_CASE_NORMAL;
    for (int i = 0; i < row->count; i++) {
        if (i + AHEAD < row->count)
            cp_glossary_ask_notes(analysis->glossary, tokens[i + AHEAD].entry);
        if (i && written == CP_CASE_NORMAL) {
            row->looks[i + CP_PAD] = *cp_glossary_look(analysis->glossary, tokens[i].entry, model);
            continue;
        }
        struct cp_str form = written == CP_CASE_NORMAL ? tokens[i].form : cp_recased(recasing, &tokens[i], written);
        cp_look_at(form, i == 0, CP_CASE_NORMAL, model->words, model->word_count, &row->looks[i + CP_PAD]);
    }
    cp_row_pad(row);
}

// Class of the name model → kind; a name that goes on without having begun begins.
static void store_name(struct cp_token *token, const struct cp_token *before, unsigned class)
{
    token->ner = (uint8_t)(class ? 1 + (class - 1) / 2 : CP_NER_NONE);
    bool goes_on = class && class % 2 == 0 && before && before->ner == token->ner;
    token->ner_begin = token->ner != CP_NER_NONE && !goes_on;
}

static void store(struct cp_analysis *analysis, struct cp_sentence *sentence, const struct cp_row *row, bool all)
{
    for (uint32_t i = 0; i < sentence->count; i++) {
        struct cp_token *token = &analysis->tokens[sentence->first + i];
        bool root = row->head[i] < 0;
        token->tag = row->tag[i + CP_PAD];
        token->head = sentence->first + (root ? i : (uint32_t)row->head[i]);
        token->dep = root ? CP_DEP_ROOT : row->label[i];
        if (!all)
            continue;
        token->lemma = cp_glossary_lemma(analysis->glossary, token->entry, (enum cp_tag)token->tag);
        store_name(token, i ? token - 1 : NULL, row->name[i + CP_PAD]);
    }
    sentence->parsed = true;
}

static void parse_lot(struct cp_inference *in, struct cp_analysis *analysis, const uint32_t *sentences, bool all)
{
    cp_infer(in, all);
    for (unsigned k = 0; k < in->count; k++)
        store(analysis, &analysis->sentences[sentences[k]], &in->rows[k], all);
    in->count = 0;
    in->used = 0;
}

// all: names and lemmas too.
static void parse(const struct cp_model *model, struct cp_arena *doc, struct cp_analysis *analysis, const bool *wanted,
                  bool all)
{
    // The arena aligns for the usual types; the rows want to begin with a line of the cache.
    char *place = cp_alloc_unset(doc, sizeof(struct cp_inference) + 63);
    struct cp_inference *in = (struct cp_inference *)(void *)(place + (-(uintptr_t)place & 63));
    uint32_t lot[CP_LOT];
    const struct cp_recasing *recasing = cp_recasing_new(doc, model, analysis, wanted);
    cp_infer_start(in, model);
    for (uint32_t s = 0; s < analysis->sentence_count; s++) {
        const struct cp_sentence *sentence = &analysis->sentences[s];
        if (wanted && !wanted[s])
            continue;
        struct cp_row *row = cp_infer_add(in, (int)sentence->count);
        if (!row) {
            parse_lot(in, analysis, lot, all);
            row = cp_infer_add(in, (int)sentence->count);
        }
        lot[in->count - 1] = s;
        load_row(model, analysis, sentence, recasing, row);
    }
    parse_lot(in, analysis, lot, all);
}

void cp_parse_sentences(const struct cp_model *model, struct cp_arena *doc, struct cp_analysis *analysis,
                        const bool *wanted)
{
    parse(model, doc, analysis, wanted, true);
}

void cp_parse_trees(const struct cp_model *model, struct cp_arena *doc, struct cp_analysis *analysis, const bool *wanted)
{
    parse(model, doc, analysis, wanted, false);
}
