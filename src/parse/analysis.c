// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// A document → its tokens and sentences, with what can be said of a token alone.
#include "parse_p.h"

#include <string.h>

// Lower case with straight quotes. Most tokens are lower case already and lend their own bytes.
static struct cp_str lower_of(struct cp_arena *doc, struct cp_str form)
{
    bool plain = true, ascii = true;
    for (size_t i = 0; i < form.len; i++) {
        unsigned char c = (unsigned char)form.ptr[i];
        ascii &= c < 128;
        plain &= c < 128 && !(c >= 'A' && c <= 'Z');
    }
    if (plain)
        return form;
    if (!ascii)
        form = cp_str_lower(doc, form);
    char *copy = cp_alloc(doc, form.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < form.len; i++) {
        char c = form.ptr[i];
        if (c == '\xE2' && i + 2 < form.len && form.ptr[i + 1] == '\x80' && (form.ptr[i + 2] & '\xFC') == '\x98') {
            copy[n++] = '\'', i += 2; // U+2018 … U+201B
        } else if (c == '\xE2' && i + 2 < form.len && form.ptr[i + 1] == '\x80' &&
                   (form.ptr[i + 2] & '\xFC') == '\x9C') {
            copy[n++] = '"', i += 2; // U+201C … U+201F
        } else {
            copy[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        }
    }
    return (struct cp_str){copy, n};
}

static bool begins_with_capital(struct cp_str form)
{
    unsigned char c = (unsigned char)form.ptr[0];
    if (c < 128)
        return c >= 'A' && c <= 'Z';
    size_t at = 0;
    return cp_rune_is_upper(cp_utf8_next(form, &at));
}

static void fill_token(struct cp_arena *doc, struct cp_str text, uint32_t number, struct cp_span span,
                       struct cp_token *token)
{
    struct cp_str form = cp_str_slice(text, span.begin, span.end);
    token->begin = span.begin;
    token->end = span.end;
    token->head = number;
    token->form = form;
    token->lower = lower_of(doc, form);
    token->lemma = cp_lemma(doc, token->lower, CP_TAG_NONE);
    token->capital = begins_with_capital(form);
}

struct cp_analysis *cp_tokenize(struct cp_arena *doc, const struct cp_document *document)
{
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
            fill_token(doc, document->text, i, spans.items[i], &tokens[i]);
            tokens[i].space_before = i > first && spans.items[i - 1].end < spans.items[i].begin;
        }
        cp_sentences_find(doc, document->text, tokens, first, block_ends[b], b, &sentences);
        first = block_ends[b];
    }
    for (uint32_t s = 0; s < sentences.count; s++)
        for (uint32_t i = 0; i < sentences.items[s].count; i++)
            tokens[sentences.items[s].first + i].sentence = s;
    *analysis = (struct cp_analysis){.document = document,
                                     .tokens = tokens,
                                     .token_count = spans.count,
                                     .sentences = sentences.items,
                                     .sentence_count = sentences.count};
    return analysis;
}
