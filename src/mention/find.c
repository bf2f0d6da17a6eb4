// SPDX-License-Identifier: GPL-3.0-or-later
// Room: mention.
//
// The order of the stages matters: names of the lexicon first, then what capitals, titles
// and tags show, then short forms of both, then goods, and last the words that point back.
#include "finder.h"

#include <stdlib.h>
#include <string.h>

bool cp_finder_in(const struct finder *f, enum finder_set set, struct cp_str word)
{
    return cp_lexicon_in(f->lexicon, f->sets[set], word);
}

bool cp_finder_describes(const struct cp_name *name, struct cp_str noun)
{
    struct cp_str list = name->described;
    while (list.len && noun.len) {
        struct cp_str item = cp_str_trim(cp_str_split(&list, '|'));
        if (cp_str_ends(item, noun) && (item.len == noun.len || item.ptr[item.len - noun.len - 1] == ' '))
            return true;
    }
    return false;
}

static struct cp_str text_between(const struct finder *f, uint32_t first, uint32_t last)
{
    const struct cp_token *tokens = f->analysis->tokens;
    return cp_str_slice(f->analysis->document->text, tokens[first].begin, tokens[last].end);
}

struct cp_str cp_finder_text(struct finder *f, uint32_t first, uint32_t last)
{
    return cp_str_tidy(f->doc, text_between(f, first, last));
}

const struct cp_post *cp_finder_post(const struct finder *f, uint32_t first, uint32_t last)
{
    return cp_lexicon_post_written(f->lexicon, text_between(f, first, last));
}

uint32_t cp_finder_entity(struct finder *f, enum cp_kind kind, struct cp_str id, struct cp_str label)
{
    uint32_t number = cp_table_add(f->ids, id);
    if (number < f->entities.count)
        return number;
    struct draft *draft = CP_PUSH(f->doc, &f->entities);
    draft->kind = kind;
    draft->id = cp_table_key(f->ids, number);
    draft->label = cp_str_copy(f->doc, label);
    return number;
}

void cp_finder_alias(struct finder *f, uint32_t entity, struct cp_str alias)
{
    struct draft *draft = &f->entities.items[entity];
    for (size_t i = 0; i < draft->aliases.count; i++)
        if (cp_str_equal(draft->aliases.items[i], alias))
            return;
    uint32_t number = cp_table_add(f->aliases, cp_str_lower(f->doc, alias));
    if (cp_table_value(f->aliases, number) == 0)
        cp_table_set(f->aliases, number, entity + 1u);
    *CP_PUSH(f->doc, &draft->aliases) = alias;
}

uint32_t cp_finder_known(const struct finder *f, struct cp_str name)
{
    uint32_t number = cp_table_find(f->aliases, cp_str_lower(f->doc, name));
    return number == CP_NONE ? CP_NONE : (uint32_t)cp_table_value(f->aliases, number) - 1;
}

uint32_t cp_finder_head(const struct finder *f, uint32_t first, uint32_t last)
{
    const struct cp_token *tokens = f->analysis->tokens;
    for (uint32_t t = last + 1; t-- > first;)
        if (tokens[t].head < first || tokens[t].head > last || tokens[t].head == t)
            return t;
    return last;
}

void cp_finder_mention(struct finder *f, uint32_t first, uint32_t last, uint32_t entity, enum cp_mention_form form,
                       float confidence)
{
    struct cp_mention *m = CP_PUSH(f->doc, &f->mentions);
    *m = (struct cp_mention){first, last, cp_finder_head(f, first, last), entity, form, confidence};
    if (f->entities.items[entity].kind == CP_KIND_COUNTRY)
        *CP_PUSH(f->doc, &f->states) = (uint32_t)f->mentions.count - 1;
    bool own_name = form == CP_MENTION_NAME || form == CP_MENTION_SEAT || form == CP_MENTION_GOODS ||
                    form == CP_MENTION_ADJECTIVE;
    if (own_name)
        cp_finder_alias(f, entity, cp_finder_text(f, first, last));
    if (form != CP_MENTION_GOODS && form != CP_MENTION_PRONOUN && form != CP_MENTION_DESCRIPTION)
        for (uint32_t t = first; t <= last; t++) {
            f->named[t] = true;
            f->named_as[t] = entity;
        }
}

bool cp_finder_is_press(struct finder *f, uint32_t first, uint32_t last)
{
    return cp_finder_in(f, SET_PRESS, cp_str_lower(f->doc, cp_finder_text(f, first, last)));
}

bool cp_finder_is_field(const struct finder *f, uint32_t t)
{
    return f->analysis->tokens[t].capital && cp_finder_in(f, SET_BODY_FIELD, f->analysis->tokens[t].lower);
}

bool cp_finder_is_noun(const struct cp_token *token)
{
    return token->tag == CP_TAG_NN || token->tag == CP_TAG_NNS || token->tag == CP_TAG_NNP || token->tag == CP_TAG_NNPS;
}

bool cp_finder_is_capitalised(const struct cp_token *token)
{
    return token->capital && (token->tag == CP_TAG_NNP || token->tag == CP_TAG_NNPS || token->tag == CP_TAG_NN ||
                              token->tag == CP_TAG_NNS || token->tag == CP_TAG_JJ);
}

// A verb in lower case that says when: headlines in Capitals have none.
static bool is_plain_verb(const struct cp_token *token)
{
    return cp_finder_is_finite(token) && !token->capital;
}

bool cp_sentence_is_shouted(const struct cp_analysis *a, const struct cp_sentence *sentence)
{
    unsigned words = 0, capitals = 0;
    for (uint32_t t = sentence->first; t < sentence->first + sentence->count; t++) {
        const struct cp_token *token = &a->tokens[t];
        if (is_plain_verb(token))
            return false; // "Anna Lindberg, Chairman of the Baltic Trade Council, was in Riga": many names, but prose
        if (token->form.len < 4 || !cp_rune_is_letter((unsigned char)token->form.ptr[0]))
            continue;
        words++;
        capitals += token->capital;
    }
    return words >= 3 && capitals * 10 >= words * 7;
}

static int by_place(const void *x, const void *y)
{
    const struct cp_mention *a = x, *b = y;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    if (a->last != b->last)
        return a->last > b->last ? -1 : 1;
    return a->entity < b->entity ? -1 : a->entity > b->entity;
}

static int by_bytes(const void *x, const void *y)
{
    return cp_str_compare(*(const struct cp_str *)x, *(const struct cp_str *)y);
}

static struct cp_entity *finish_entities(struct finder *f)
{
    struct cp_entity *entities = CP_NEW_ARRAY(f->doc, f->entities.count, struct cp_entity);
    for (size_t i = 0; i < f->entities.count; i++) {
        struct draft *draft = &f->entities.items[i];
        if (draft->aliases.count)
            qsort(draft->aliases.items, draft->aliases.count, sizeof *draft->aliases.items, by_bytes);
        entities[i] = (struct cp_entity){draft->kind, draft->id,  draft->label, draft->country, draft->name,
                                         draft->aliases.items, draft->aliases.count};
    }
    return entities;
}

static struct cp_mentions *finish(struct finder *f)
{
    size_t tokens = f->analysis->token_count;
    uint32_t *at = CP_NEW_ARRAY(f->doc, tokens + 1, uint32_t), *covering = CP_NEW_ARRAY(f->doc, tokens + 1, uint32_t);
    memset(at, 0xFF, (tokens + 1) * sizeof *at);
    memset(covering, 0xFF, (tokens + 1) * sizeof *covering);
    if (f->mentions.count)
        qsort(f->mentions.items, f->mentions.count, sizeof *f->mentions.items, by_place);
    for (size_t i = 0; i < f->mentions.count; i++) {
        const struct cp_mention *m = &f->mentions.items[i];
        at[m->head] = (uint32_t)i; // a shorter one comes later, so the innermost stays
        for (uint32_t t = m->first; t <= m->last; t++) {
            const struct cp_mention *other = covering[t] == CP_NONE ? NULL : &f->mentions.items[covering[t]];
            if (!other || other->last - other->first < m->last - m->first)
                covering[t] = (uint32_t)i;
        }
    }
    struct cp_mentions *result = CP_NEW(f->doc, struct cp_mentions);
    *result = (struct cp_mentions){finish_entities(f), f->entities.count, f->mentions.items,
                                   f->mentions.count,  at,                covering};
    return result;
}

// "Ministry of Finance of the Russian Federation": so is the state behind it.
static void name_with_state_behind(struct finder *f, const struct cp_mention *m, const uint32_t *begins)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t t = m->last + 1, sentence = tokens[m->first].sentence;
    if (t + 2 >= f->analysis->token_count || !cp_str_equal(tokens[t].lower, CP_STR("of")))
        return;
    t += cp_str_equal(tokens[t + 1].lower, CP_STR("the")) ? 2 : 1;
    if (begins[t] && tokens[t].sentence == sentence)
        cp_finder_alias(f, m->entity, cp_finder_text(f, m->first, begins[t] - 1));
}

// "Venezuela's central bank", "U.S. Justice Department": the state's word before a body is part of one of its names.
static void name_with_nation(struct finder *f)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t *ends = CP_NEW_ARRAY(f->doc, f->analysis->token_count + 1, uint32_t); // first token + 1 of a state's name that ends here
    uint32_t *begins = CP_NEW_ARRAY(f->doc, f->analysis->token_count + 1, uint32_t); // last token + 1 of one that begins here
    for (size_t i = 0; i < f->mentions.count; i++) {
        const struct cp_mention *m = &f->mentions.items[i];
        if (f->entities.items[m->entity].kind != CP_KIND_COUNTRY || m->form == CP_MENTION_PRONOUN)
            continue;
        ends[m->last] = m->first + 1;
        if (m->form == CP_MENTION_NAME)
            begins[m->first] = m->last + 1;
    }
    for (size_t i = 0; i < f->mentions.count; i++) {
        const struct cp_mention m = f->mentions.items[i];
        enum cp_kind kind = f->entities.items[m.entity].kind;
        if ((kind == CP_KIND_AGENCY || kind == CP_KIND_ORGANIZATION) && m.form == CP_MENTION_NAME)
            name_with_state_behind(f, &m, begins);
        if (kind != CP_KIND_AGENCY || m.form != CP_MENTION_NAME || !m.first)
            continue;
        uint32_t before = m.first - 1;
        if (tokens[before].tag == CP_TAG_JJ && !ends[before] && before)
            before--; // "the Dutch military intelligence agency"
        if (cp_str_equal(tokens[before].lower, CP_STR("'s")) && before)
            before--;
        if (ends[before] && tokens[before].sentence == tokens[m.first].sentence)
            cp_finder_alias(f, m.entity, cp_finder_text(f, ends[before] - 1, m.last));
    }
}

// "President Lindberg": a title in capitals is part of one of the ways in which the text names the person.
static void name_with_title(struct finder *f)
{
    const struct cp_token *tokens = f->analysis->tokens;
    for (size_t i = 0; i < f->mentions.count; i++) {
        const struct cp_mention m = f->mentions.items[i];
        if (m.form != CP_MENTION_NAME || f->entities.items[m.entity].kind != CP_KIND_PERSON)
            continue;
        uint32_t lowest = f->analysis->sentences[tokens[m.first].sentence].first;
        uint32_t first = cp_finder_title_before(f, m.first, lowest);
        if (first < m.first && tokens[first].capital && tokens[m.first - 1].capital)
            cp_finder_alias(f, m.entity, cp_finder_text(f, first, m.last));
    }
}

struct cp_mentions *cp_find_mentions(const struct cp_lexicon *lexicon, struct cp_arena *doc,
                                     const struct cp_analysis *analysis, const struct cp_name_hit *hits, size_t hit_count)
{
    struct finder f = {.lexicon = lexicon, .doc = doc, .analysis = analysis, .hits = hits, .hit_count = hit_count};
#define SET_NUMBER(name, text) f.sets[SET_##name] = cp_lexicon_set(lexicon, text);
    FINDER_SETS(SET_NUMBER)
#undef SET_NUMBER
    f.ids = cp_table_new(doc);
    f.aliases = cp_table_new(doc);
    f.named = CP_NEW_ARRAY(doc, analysis->token_count + 1, bool);
    f.wares = CP_NEW_ARRAY(doc, analysis->token_count + 1, bool);
    f.named_as = CP_NEW_ARRAY(doc, analysis->token_count + 1, uint32_t);
    f.shouted = CP_NEW_ARRAY(doc, analysis->sentence_count + 1, bool);
    for (size_t i = 0; i < analysis->sentence_count; i++)
        f.shouted[i] = cp_sentence_is_shouted(analysis, &analysis->sentences[i]);
    cp_find_lexical(&f);
    cp_find_bodies(&f);
    cp_find_unknown(&f);
    cp_find_short(&f);
    cp_find_goods(&f);
    cp_find_coreference(&f);
    name_with_nation(&f);
    name_with_title(&f);
    return finish(&f);
}
