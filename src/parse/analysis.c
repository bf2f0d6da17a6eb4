// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// A document → its tokens and sentences, with what can be said of a token alone.
#include "glossary.h"

static void fill_token(struct cp_glossary *glossary, struct cp_str text, uint32_t number, struct cp_span span,
                       uint64_t hash, struct cp_token *token)
{
    const struct cp_str form = cp_str_slice(text, span.begin, span.end);
    const uint32_t place = cp_glossary_find(glossary, form, hash);
    const struct cp_entry *entry = cp_glossary_entry(glossary, place);
    *token = (struct cp_token){.begin = span.begin,
                               .end = span.end,
                               .head = number,
                               .entry = place,
                               .form = form,
                               .lower = entry->lower,
                               .lemma = entry->lemma,
                               .capital = entry->capital};
}

// The tokens [first, end). The glossary does not fit the nearest cache, so it is asked some words ahead: for the slot of a
// word, then for the entry that stands there, then for the entry's form.
static void fill_tokens(struct cp_glossary *glossary, struct cp_str text, const struct cp_span *spans, uint32_t first,
                        uint32_t end, struct cp_token *tokens)
{
    enum { AHEAD = 16, ENTRY_AHEAD = 10, FORM_AHEAD = 5 };
    uint64_t hashes[AHEAD];
    for (uint32_t i = first, next = first, entry = first, form = first; i < end; i++) {
        for (; next < end && next < i + AHEAD; next++) {
            hashes[next % AHEAD] = cp_str_hash(cp_str_slice(text, spans[next].begin, spans[next].end));
            cp_glossary_ask(glossary, hashes[next % AHEAD]);
        }
        for (; entry < end && entry < i + ENTRY_AHEAD; entry++)
            cp_glossary_ask_entry(glossary, hashes[entry % AHEAD]);
        for (; form < end && form < i + FORM_AHEAD; form++)
            cp_glossary_ask_form(glossary, hashes[form % AHEAD]);
        fill_token(glossary, text, i, spans[i], hashes[i % AHEAD], &tokens[i]);
        tokens[i].space_before = i > first && spans[i - 1].end < spans[i].begin;
    }
}

struct cp_analysis *cp_tokenize(struct cp_arena *doc, struct cp_glossary *glossary, const struct cp_document *document)
{
    if (!glossary)
        glossary = cp_glossary_new(doc);
    struct cp_analysis *analysis = CP_NEW(doc, struct cp_analysis);
    const size_t expected = document->text.len / 4 + 8; // bytes of a word and the blank behind it: nearly always more
    cp_spans spans = {.items = cp_alloc_unset(doc, expected * sizeof *spans.items), .capacity = expected};
    uint32_t *block_ends = CP_NEW_ARRAY(doc, document->block_count + 1, uint32_t);
    for (size_t b = 0; b < document->block_count; b++) {
        cp_tokens_find(doc, document->text, document->blocks[b].begin, document->blocks[b].end, &spans);
        block_ends[b] = (uint32_t)spans.count;
    }
    struct cp_token *tokens = cp_alloc_unset(doc, (spans.count + 1) * sizeof *tokens); // each is set when it is filled
    tokens[spans.count] = (struct cp_token){0};
    cp_sentences sentences = {0};
    uint32_t first = 0;
    for (uint32_t b = 0; b < document->block_count; b++) {
        fill_tokens(glossary, document->text, spans.items, first, block_ends[b], tokens);
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
