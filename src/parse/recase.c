// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// In a headline every word, or every letter, is a capital, and the models take all of it for one long name. So a headline's words are
// shown to them as running text would write them: as the rest of the document does, away from the beginnings of sentences; else in small letters,
// if the dictionary knows the word so; else with one capital, as a name. Only what the models see is changed; the tokens keep their forms.
// (Lita et al., tRuEcasIng, ACL 2003, do the same with a language model.)
#include "recase.h"

#include <string.h>

enum { LONGEST_WORD = 64 };

// How often the document writes a word in each way, away from the beginnings of sentences.
struct writing {
    struct cp_str form;
    unsigned count;
};

struct cp_recasing {
    struct cp_arena *doc;
    const struct cp_model *model;
    const struct cp_analysis *analysis;
    struct cp_table *words;         // lower-case words of headlines → number
    CP_VEC(struct writing) written; // of each number, the most frequent so far
    uint32_t lengths[256];          // of the words that begin with a byte, modulo 32: most other words are told by it
};

enum cp_case cp_sentence_case(const struct cp_analysis *analysis, const struct cp_sentence *sentence)
{
    struct cp_case_counts counts = {0};
    for (uint32_t t = sentence->first; t < sentence->first + sentence->count; t++)
        cp_case_count(&counts, analysis->tokens[t].form);
    enum cp_case written = cp_case_of(&counts);
    // Running text may be full of names, but ends with a full stop; a headline does not.
    bool stops = sentence->count &&
                 cp_str_equal(analysis->tokens[sentence->first + sentence->count - 1].form, CP_STR("."));
    return written == CP_CASE_TITLE && stops ? CP_CASE_NORMAL : written;
}

static uint32_t length_bit(struct cp_str word)
{
    return UINT32_C(1) << (word.len % 32);
}

static bool may_be_noted(const struct cp_recasing *r, struct cp_str lower)
{
    return r->lengths[(unsigned char)lower.ptr[0]] & length_bit(lower);
}

static void note_words(struct cp_recasing *r, const struct cp_sentence *s)
{
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        const struct cp_token *token = &r->analysis->tokens[t];
        if (!token->capital || token->form.len > LONGEST_WORD)
            continue;
        r->lengths[(unsigned char)token->lower.ptr[0]] |= length_bit(token->lower);
        if (cp_table_add(r->words, token->lower) == r->written.count)
            *CP_PUSH(r->doc, &r->written) = (struct writing){0};
    }
}

// The first writing that is met twice more often than others stays; a majority vote in one pass (Boyer and Moore).
static void vote(struct writing *w, struct cp_str form)
{
    if (!w->count) {
        *w = (struct writing){form, 1};
        return;
    }
    if (cp_str_equal(w->form, form))
        w->count++;
    else
        w->count--;
}

static void read_writings(struct cp_recasing *r, const enum cp_case *cases)
{
    for (size_t i = 0; i < r->analysis->sentence_count; i++) {
        const struct cp_sentence *s = &r->analysis->sentences[i];
        for (uint32_t t = s->first + 1; cases[i] == CP_CASE_NORMAL && t < s->first + s->count; t++) {
            const struct cp_token *token = &r->analysis->tokens[t];
            uint32_t word = may_be_noted(r, token->lower) ? cp_table_find(r->words, token->lower) : CP_NONE;
            if (word != CP_NONE)
                vote(&r->written.items[word], token->form);
        }
    }
}

struct cp_recasing *cp_recasing_new(struct cp_arena *doc, const struct cp_model *model, const struct cp_analysis *analysis,
                                    const bool *wanted)
{
    enum cp_case *cases = CP_NEW_ARRAY(doc, analysis->sentence_count + 1, enum cp_case);
    struct cp_recasing *r = CP_NEW(doc, struct cp_recasing);
    *r = (struct cp_recasing){.doc = doc, .model = model, .analysis = analysis};
    for (size_t i = 0; i < analysis->sentence_count; i++) {
        cases[i] = cp_sentence_case(analysis, &analysis->sentences[i]);
        if (cases[i] == CP_CASE_NORMAL || (wanted && !wanted[i]))
            continue;
        if (!r->words)
            r->words = cp_table_new(doc);
        note_words(r, &analysis->sentences[i]);
    }
    if (!r->words)
        return NULL;
    read_writings(r, cases);
    return r;
}

static bool is_known(const struct cp_model *model, struct cp_str form)
{
    struct cp_look look;
    cp_look_at(form, false, CP_CASE_NORMAL, model->words, model->word_count, &look);
    return look.flags & CP_WORD_KNOWN;
}

// "TAIWAN" → "Taiwan".
static struct cp_str as_name(struct cp_arena *doc, struct cp_str lower, struct cp_str form)
{
    size_t first = 0;
    cp_utf8_next(form, &first);
    char *out = cp_alloc(doc, first + lower.len + 1);
    size_t skip = 0;
    cp_utf8_next(lower, &skip);
    memcpy(out, form.ptr, first);
    memcpy(out + first, lower.ptr + skip, lower.len - skip);
    return (struct cp_str){out, first + lower.len - skip};
}

static bool has_dot(struct cp_str form)
{
    return memchr(form.ptr, '.', form.len) != NULL;
}

struct cp_str cp_recased(const struct cp_recasing *r, const struct cp_token *token, enum cp_case written)
{
    uint32_t word = token->capital && token->form.len <= LONGEST_WORD ? cp_table_find(r->words, token->lower) : CP_NONE;
    if (word == CP_NONE || has_dot(token->form))
        return token->form;
    if (r->written.items[word].count)
        return r->written.items[word].form;
    if (cp_str_equal(token->form, CP_STR("US"))) // in a headline rather the country than the pronoun
        return token->form;
    struct cp_str name = written == CP_CASE_CAPITALS ? as_name(r->doc, token->lower, token->form) : token->form;
    return is_known(r->model, token->lower) && (token->form.len > 1 || written == CP_CASE_CAPITALS) ? token->lower : name;
}
