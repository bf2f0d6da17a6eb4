// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

#include <string.h>

struct cp_document *fixture_document(struct cp_arena *doc, struct cp_str text)
{
    struct cp_document *document = CP_NEW(doc, struct cp_document);
    CP_VEC(struct cp_block) blocks = {0};
    for (size_t at = 0; at < text.len;) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        size_t stop = end ? (size_t)(end - text.ptr) : text.len;
        if (stop > at)
            *CP_PUSH(doc, &blocks) = (struct cp_block){(uint32_t)at, (uint32_t)stop, CP_BLOCK_PARAGRAPH};
        at = stop + 1;
    }
    document->text = text;
    document->blocks = blocks.items;
    document->block_count = blocks.count;
    return document;
}

const struct cp_model *fixture_model(void)
{
    static const struct cp_model *model;
    static struct cp_arena *run;
    struct cp_error err = {0};
    if (!run)
        run = cp_arena_new();
    if (!model && cp_model_builtin(run, &model, &err) != CP_OK)
        return NULL;
    return model;
}

struct cp_inference *fixture_lot(struct cp_arena *doc, const struct cp_model *model, const struct cp_analysis *a)
{
    struct cp_inference *in = CP_NEW(doc, struct cp_inference);
    cp_infer_start(in, model);
    for (size_t s = 0; s < a->sentence_count; s++) {
        const struct cp_sentence *sentence = &a->sentences[s];
        struct cp_row *row = cp_infer_add(in, (int)sentence->count);
        for (uint32_t i = 0; i < sentence->count; i++)
            cp_look_at(a->tokens[sentence->first + i].form, i == 0, CP_CASE_NORMAL, model->words, model->word_count,
                       &row->looks[i + CP_PAD]);
        cp_row_pad(row);
    }
    return in;
}

static bool sentence_is_sane(const struct cp_analysis *a, const struct cp_sentence *s)
{
    unsigned roots = 0;
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
        uint32_t at = i, steps = 0;
        if (a->tokens[i].head < s->first || a->tokens[i].head >= s->first + s->count)
            return false;
        while (a->tokens[at].head != at && steps++ <= s->count)
            at = a->tokens[at].head;
        if (steps > s->count)
            return false;
        roots += a->tokens[i].head == i;
    }
    return !s->parsed || roots == 1;
}

bool fixture_is_sane(const struct cp_analysis *a)
{
    uint32_t end = 0, next = 0;
    for (size_t i = 0; i < a->token_count; i++) {
        const struct cp_token *t = &a->tokens[i];
        if (t->begin < end || t->end <= t->begin || t->end > a->document->text.len || !t->form.len || !t->lower.len ||
            !t->lemma.len || t->tag >= CP_TAG_COUNT || t->dep >= CP_DEP_COUNT || t->ner >= CP_NER_COUNT)
            return false;
        end = t->end;
    }
    for (size_t s = 0; s < a->sentence_count; s++) {
        const struct cp_sentence *sentence = &a->sentences[s];
        const struct cp_block *block = &a->document->blocks[sentence->block];
        if (sentence->first != next || !sentence->count || a->tokens[next].begin < block->begin)
            return false;
        next += sentence->count;
        if (next > a->token_count || a->tokens[next - 1].end > block->end || a->tokens[next - 1].sentence != s ||
            !sentence_is_sane(a, sentence))
            return false;
    }
    return next == a->token_count;
}

struct cp_str fixture_tokens(struct cp_arena *doc, const struct cp_analysis *a)
{
    struct cp_str out = CP_STR("");
    for (size_t i = 0; i < a->token_count; i++) {
        const char *between = i == 0 ? "" : a->tokens[i].sentence != a->tokens[i - 1].sentence ? " / " : "|";
        out = cp_str_format(doc, CP_FMT "%s" CP_FMT, CP_ARG(out), between, CP_ARG(a->tokens[i].form));
    }
    return out;
}
