// SPDX-License-Identifier: GPL-3.0-or-later
// Room: mention.
//
// Names that the document itself introduces: an acronym in brackets behind a name, a surname
// after the full name, the first word of a firm's long name. Found forms are then looked for in the whole
// document.
#include "finder.h"

static bool is_acronym(struct cp_str form)
{
    unsigned capitals = 0;
    if (form.len < 2 || form.len > 10)
        return false;
    for (size_t i = 0; i < form.len; i++)
        capitals += form.ptr[i] >= 'A' && form.ptr[i] <= 'Z';
    return capitals >= 2;
}

// NAME ("ACRONYM") → the acronym's token, or CP_NONE.
static uint32_t bracketed(const struct finder *f, uint32_t last)
{
    const struct cp_analysis *a = f->analysis;
    uint32_t t = last + 1, sentence = a->tokens[last].sentence;
    if (t + 2 >= a->token_count || !is_word(&a->tokens[t], "("))
        return CP_NONE;
    t++;
    while (t < a->token_count && (a->tokens[t].tag == CP_TAG_OPEN_QUOTE || is_word(&a->tokens[t], "\"") ||
                                  is_word(&a->tokens[t], "the")))
        t++;
    if (t + 1 >= a->token_count || a->tokens[t + 1].sentence != sentence)
        return CP_NONE;
    bool closed = is_word(&a->tokens[t + 1], ")") || is_word(&a->tokens[t + 1], "\"") || is_word(&a->tokens[t + 1], "”");
    return closed ? t : CP_NONE;
}

static void define_acronyms(struct finder *f)
{
    size_t count = f->mentions.count;
    for (size_t i = 0; i < count; i++) {
        const struct cp_mention m = f->mentions.items[i];
        if (m.form != CP_MENTION_NAME || f->entities.items[m.entity].kind == CP_KIND_COUNTRY)
            continue;
        uint32_t t = bracketed(f, m.last);
        if (t == CP_NONE || f->named[t] || !f->analysis->tokens[t].capital)
            continue;
        if (is_acronym(f->analysis->tokens[t].form) || f->analysis->tokens[t].form.len > 2)
            cp_finder_mention(f, t, t, m.entity, CP_MENTION_NAME, 0.95f);
    }
}

static struct cp_str last_word(struct cp_str name)
{
    size_t at = name.len;
    while (at && name.ptr[at - 1] != ' ')
        at--;
    return cp_str_slice(name, at, name.len);
}

// "al-Suri" → "Suri": the tokenizer parts them; else nothing.
static struct cp_str behind_article(struct cp_str word)
{
    bool article = word.len > 4 && (word.ptr[0] == 'a' || word.ptr[0] == 'e') && word.ptr[2] == '-';
    return article ? cp_str_slice(word, 3, word.len) : (struct cp_str){"", 0};
}

static struct cp_str first_word(struct cp_str name)
{
    return cp_str_split(&name, ' ');
}

// A short form is put down only if no other name has it already.
static void offer(struct finder *f, struct cp_table *forms, struct cp_str form, uint32_t entity)
{
    if (form.len < 3 || cp_finder_known(f, form) != CP_NONE || cp_lexicon_head(f->lexicon, cp_str_lower(f->doc, form)))
        return;
    uint32_t number = cp_table_add(forms, form);
    uint64_t old = cp_table_value(forms, number);
    cp_table_set(forms, number, old && old != entity + 1u ? UINT64_MAX : entity + 1u); // shared by two: nobody's
}

static struct cp_table *short_forms(struct finder *f)
{
    struct cp_table *forms = cp_table_new(f->doc);
    for (uint32_t e = 0; e < f->entities.count; e++) {
        const struct draft *draft = &f->entities.items[e];
        for (size_t i = 0; i < draft->aliases.count; i++) {
            struct cp_str name = draft->aliases.items[i];
            if (cp_str_find(name, CP_STR(" "), 0) == SIZE_MAX)
                continue;
            if (draft->kind == CP_KIND_PERSON) {
                offer(f, forms, last_word(name), e);
                offer(f, forms, behind_article(last_word(name)), e);
            }
            else if (draft->kind == CP_KIND_COMPANY)
                offer(f, forms, first_word(name), e);
        }
    }
    return forms;
}

void cp_find_short(struct finder *f)
{
    const struct cp_analysis *a = f->analysis;
    define_acronyms(f);
    struct cp_table *forms = short_forms(f);
    for (uint32_t t = 0; t < a->token_count; t++) {
        const struct cp_token *token = &a->tokens[t];
        if (f->named[t] || !token->capital)
            continue;
        bool sentence_start = a->sentences[token->sentence].first == t;
        if (sentence_start && !cp_finder_is_noun(token))
            continue;
        uint32_t known = cp_finder_known(f, token->form);
        uint32_t form = known == CP_NONE ? cp_table_find(forms, token->form) : CP_NONE;
        if (form != CP_NONE && cp_table_value(forms, form) != UINT64_MAX)
            known = (uint32_t)cp_table_value(forms, form) - 1;
        if (known == CP_NONE || f->entities.items[known].kind == CP_KIND_COUNTRY ||
            f->entities.items[known].kind == CP_KIND_TECHNOLOGY)
            continue;
        cp_finder_mention(f, t, t, known, CP_MENTION_NAME, 0.85f);
    }
}
