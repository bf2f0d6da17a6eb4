// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// A document → its tokens and sentences, with what can be said of a token alone.
#include "glossary.h"

static void fill_token(struct cp_glossary *glossary, struct cp_str text, uint32_t number, struct cp_span span,
                       struct cp_token *token)
{
    token->begin = span.begin;
    token->end = span.end;
    token->head = number;
    token->form = cp_str_slice(text, span.begin, span.end);
    token->entry = cp_glossary_find(glossary, token->form);
    const struct cp_entry *entry = cp_glossary_entry(glossary, token->entry);
    token->lower = entry->lower;
    token->lemma = entry->lemma;
    token->capital = entry->capital;
}

struct cp_analysis *cp_tokenize(struct cp_arena *doc, struct cp_glossary *glossary, const struct cp_document *document)
{
    if (!glossary)
        glossary = cp_glossary_new(doc);
    struct cp_analysis *analysis = CP_NEW(doc, struct cp_analysis);
    cp_spans spans = {0};
    uint32_t *block_ends = CP_NEW_ARRAY(doc, document->block_count + 1, uint32_t);
    for (size_t b = 0; b < document->block_count; b++) {
        cp_tokens_find(doc, document->text, document->blocks[b].begin, document->blocks[b].end, &spans);
        block_ends[b] = (uint32_t)spans.count;
    }
    struct cp_token *tokens = CP_NEW_ARRAY(doc, spans.count + 1, struct cp_token);
    cp_sentences sentences = {0};
    uint32_t first = 0;
    for (uint32_t b = 0; b < document->block_count; b++) {
        for (uint32_t i = first; i < block_ends[b]; i++) {
            fill_token(glossary, document->text, i, spans.items[i], &tokens[i]);
            tokens[i].space_before = i > first && spans.items[i - 1].end < spans.items[i].begin;
        }
        cp_sentences_find(doc, document->text, tokens, first, block_ends[b], b, &sentences);
        first = block_ends[b];
    }
    for (uint32_t s = 0; s < sentences.count; s++)
        for (uint32_t i = 0; i < sentences.items[s].count; i++)
            tokens[sentences.items[s].first + i].sentence = s;
    *analysis = (struct cp_analysis){.document = document,
                                     .glossary = glossary,
                                     .tokens = tokens,
                                     .token_count = spans.count,
                                     .sentences = sentences.items,
                                     .sentence_count = sentences.count};
    return analysis;
}
