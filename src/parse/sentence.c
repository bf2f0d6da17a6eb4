// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// Tokens of a block → sentences. A sentence ends at ". ! ?" or an ellipsis, with the
// quotation marks and brackets that close behind it, if what follows can begin one.
// Abbreviations are told apart by their kind (abbreviation.c). One pass, and no
// sentence is longer than CP_SENTENCE_MOST tokens.
#include "parse_p.h"

#include <string.h>

struct view {
    struct cp_str text;
    const struct cp_token *tokens;
    uint32_t first, end; // of the block
};

static bool is_form(const struct cp_token *token, const char *form)
{
    size_t n = strlen(form);
    return token->form.len == n && memcmp(token->form.ptr, form, n) == 0;
}

static bool is_one_of(const struct cp_token *token, const char *const *forms)
{
    for (; *forms; forms++)
        if (is_form(token, *forms))
            return true;
    return false;
}

static bool closes(const struct cp_token *token)
{
    static const char *const forms[] = {"\"", "'", "''", "\xE2\x80\x9D", "\xE2\x80\x99", ")", "]", "}", "\xC2\xBB", NULL};
    return token->form.len <= 3 && is_one_of(token, forms);
}

static bool opens(const struct cp_token *token)
{
    static const char *const forms[] = {"\"", "'",  "``", "\xE2\x80\x9C", "\xE2\x80\x98",
                                        "(",  "[",  "\xC2\xAB", "\xE2\x80\xA2", NULL};
    return token->form.len <= 3 && is_one_of(token, forms);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

// "1", "12", "a", "iv": what a list's entry may begin with.
static bool is_counter(const struct cp_token *token)
{
    if (token->form.len > 4)
        return false;
    bool digits = true, roman = true;
    for (size_t i = 0; i < token->form.len; i++) {
        digits &= is_digit(token->form.ptr[i]);
        roman &= memchr("ivxIVX", token->form.ptr[i], 6) != NULL;
    }
    return digits || roman || token->form.len == 1;
}

// Can the tokens from i on begin a sentence?
static bool can_begin(const struct view *v, uint32_t i)
{
    while (i < v->end && opens(&v->tokens[i]))
        i++;
    if (i >= v->end)
        return false;
    unsigned char c = (unsigned char)v->tokens[i].form.ptr[0];
    return v->tokens[i].capital || is_digit((char)c) || c >= 0xC3 || c == '$' || c == '-';
}

// The token i holds its full stop ("Inc.", "J."), or is the word before a "." token; next is what follows the stop.
static bool abbreviation_ends(const struct view *v, enum cp_stop stop, uint32_t next)
{
    const struct cp_token *after = &v->tokens[next];
    switch (stop) {
    case CP_STOP_TITLE:
        return false;
    case CP_STOP_NUMBER:
        return !is_digit(after->form.ptr[0]) && !is_counter(after) && can_begin(v, next);
    case CP_STOP_MONTH:
        return !is_digit(after->form.ptr[0]) && cp_starts_sentences(after->form);
    default:
        while (next + 1 < v->end && opens(&v->tokens[next]) && v->tokens[next].form.ptr[0] != '(')
            next++;
        return cp_starts_sentences(v->tokens[next].form);
    }
}

static bool is_split_abbreviation(const struct view *v, uint32_t i, enum cp_stop *stop)
{
    const struct cp_token *word = &v->tokens[i - 1];
    bool keep;
    if (word->end != v->tokens[i].begin || word->form.len > 10)
        return false;
    *stop = cp_abbreviation(cp_str_slice(v->text, word->begin, v->tokens[i].end), &keep);
    return *stop != CP_STOP_PLAIN;
}

// Does the sentence that began at `start` end with token i (a stop sign), if `next` follows?
static bool stop_ends(const struct view *v, uint32_t start, uint32_t i, uint32_t next)
{
    const struct cp_token *token = &v->tokens[i];
    enum cp_stop stop;
    if (!can_begin(v, next))
        return false;
    if (!v->tokens[next].space_before && !opens(&v->tokens[next]) && next == i + 1 && !v->tokens[next].capital)
        return false;
    if (is_form(token, ".") && i > start) {
        if (i == start + 1 && is_counter(&v->tokens[start]))
            return false; // "1. …"
        if (is_split_abbreviation(v, i, &stop))
            return abbreviation_ends(v, stop, next);
    }
    return true;
}

static bool word_ends(const struct view *v, uint32_t i, uint32_t next)
{
    const struct cp_str form = v->tokens[i].form;
    bool keep;
    if (form.len < 2 || form.ptr[form.len - 1] != '.' || is_lower(v->tokens[next].form.ptr[0]))
        return false;
    enum cp_stop stop = cp_abbreviation(form, &keep);
    if (stop != CP_STOP_PLAIN)
        return abbreviation_ends(v, stop, next);
    if (form.len == 2) // an initial
        return false;
    return abbreviation_ends(v, CP_STOP_END, next);
}

static bool is_stop(const struct cp_token *token)
{
    static const char *const forms[] = {".", "!", "?", "\xE2\x80\xA6", "\xE3\x80\x82", NULL};
    const unsigned char first = (unsigned char)token->form.ptr[0];
    if (first != '.' && first != '!' && first != '?' && first < 0x80) // most words
        return false;
    if (token->form.len <= 3 && is_one_of(token, forms))
        return true;
    return token->form.len > 1 && token->form.ptr[0] == '.' && token->form.ptr[1] == '.';
}

// Signs behind the stop that belong to its sentence.
static uint32_t skip_closing(const struct view *v, uint32_t i)
{
    while (i < v->end && ((closes(&v->tokens[i]) && !v->tokens[i].space_before) || is_stop(&v->tokens[i])))
        i++;
    return i;
}

static bool is_dash(const struct cp_token *token)
{
    static const char *const forms[] = {"-", "--", "\xE2\x80\x93", "\xE2\x80\x94", NULL};
    return is_one_of(token, forms);
}

// What may stand in a dateline: capitalised words, numbers, commas, brackets.
static bool fits_dateline(const struct cp_token *token)
{
    char c = token->form.ptr[0];
    return token->capital || is_digit(c) || c == ',' || c == '(' || c == ')' || c == '.' || c == '/' || c == ':' || c == ';';
}

// "TOKYO, Oct 16 - ", "(Agency) -- ", "BRUSSELS (Agency) — ": where and when it was written is no part of the sentence that
// follows. What stands behind the dash, or `first` if no dateline stands here.
static uint32_t skip_dateline(const struct view *v)
{
    enum { LONGEST_DATELINE = 14, CAPITALS = 4 };
    bool marked = false; // a date, an agency, a place in capitals
    for (uint32_t i = v->first; i + 1 < v->end && i < v->first + LONGEST_DATELINE; i++) {
        const struct cp_token *token = &v->tokens[i];
        if (is_dash(token)) {
            bool apart = token->space_before && v->tokens[i + 1].space_before;
            return i > v->first && marked && apart && can_begin(v, i + 1) ? i + 1 : v->first;
        }
        if (!fits_dateline(token))
            return v->first;
        unsigned capitals = 0;
        while (capitals < token->form.len && token->form.ptr[capitals] >= 'A' && token->form.ptr[capitals] <= 'Z')
            capitals++;
        marked |= is_digit(token->form.ptr[0]) || token->form.ptr[0] == '(' || (i == v->first && capitals >= CAPITALS);
    }
    return v->first;
}

void cp_sentences_find(struct cp_arena *doc, struct cp_str text, const struct cp_token *tokens, uint32_t first,
                       uint32_t end, uint32_t block, cp_sentences *sentences)
{
    const struct view v = {text, tokens, first, end};
    uint32_t start = skip_dateline(&v);
    if (start > first)
        *CP_PUSH(doc, sentences) = (struct cp_sentence){.first = first, .count = start - first, .block = block};
    for (uint32_t i = start; i < end;) {
        uint32_t next = i + 1;
        bool ends = false;
        if (is_stop(&tokens[i])) {
            next = skip_closing(&v, i + 1);
            ends = next < end && stop_ends(&v, start, i, next);
        } else if (next < end && tokens[i].form.ptr[tokens[i].form.len - 1] == '.') {
            next = skip_closing(&v, i + 1);
            ends = next < end && word_ends(&v, i, next);
        }
        if (next - start >= CP_SENTENCE_MOST) { // far too long: cut, whatever stands there
            next = start + CP_SENTENCE_MOST;
            ends = true;
        }
        if (ends || next >= end) {
            *CP_PUSH(doc, sentences) = (struct cp_sentence){.first = start, .count = next - start, .block = block};
            start = next;
        }
        i = next;
    }
}
