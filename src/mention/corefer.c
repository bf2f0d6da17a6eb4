// SPDX-License-Identifier: GPL-3.0-or-later
// Room: mention.
//
// Words that point back: "the company", "the ministry", "the country", "it", "he". The last
// compatible name before them is meant, one in the role of a subject before others; how far back is limited,
// because a wrong edge costs more than a missing one. A joint statement says who its "we" is ("We, the leaders of
// France and Italy, …"), and from there on it is all of them.
#include "finder.h"

#include <stdlib.h>
#include <string.h>

enum { SENTENCES_BACK_PRONOUN = 1, SENTENCES_BACK_DESCRIPTION = 6 };

static bool is_subject(const struct cp_token *token)
{
    return token->dep == CP_DEP_NSUBJ || token->dep == CP_DEP_NSUBJPASS;
}

static bool described_as(const struct draft *draft, struct cp_str noun)
{
    if (!draft->name)
        return false;
    struct cp_str list = draft->name->described, item;
    while (list.len) {
        item = cp_str_trim(cp_str_split(&list, '|'));
        if (cp_str_equal(item, noun) || (item.len > noun.len && cp_str_ends(item, noun) && item.ptr[item.len - noun.len - 1] == ' '))
            return true;
    }
    return false;
}

// The name's own words may describe it: "the ministry" for the Foreign Ministry.
static bool named_as(struct finder *f, const struct draft *draft, struct cp_str noun)
{
    return cp_str_find(cp_str_lower(f->doc, draft->label), noun, 0) != SIZE_MAX;
}

static bool fits_description(struct finder *f, const struct draft *draft, struct cp_str noun)
{
    switch (draft->kind) {
    case CP_KIND_COMPANY:
        return described_as(draft, noun) || cp_finder_in(f, SET_COMPANY_NOUN, noun);
    case CP_KIND_AGENCY:
    case CP_KIND_ORGANIZATION:
        return described_as(draft, noun) || named_as(f, draft, noun);
    case CP_KIND_COUNTRY:
        return cp_finder_in(f, SET_COUNTRY_NOUN, noun);
    default:
        return false;
    }
}

// Mentions of names sorted by place, for looking back.
struct past {
    struct cp_mention *names;
    size_t count;
};

static int by_place(const void *x, const void *y)
{
    const struct cp_mention *a = x, *b = y;
    return a->first != b->first ? (a->first < b->first ? -1 : 1) : (a->last > b->last) - (a->last < b->last);
}

static struct past names_of(struct finder *f)
{
    struct past past = {CP_NEW_ARRAY(f->doc, f->mentions.count + 1, struct cp_mention), 0};
    for (size_t i = 0; i < f->mentions.count; i++) {
        const struct cp_mention *m = &f->mentions.items[i];
        if (m->form == CP_MENTION_NAME || m->form == CP_MENTION_SEAT || m->form == CP_MENTION_ADJECTIVE)
            past.names[past.count++] = *m;
    }
    qsort(past.names, past.count, sizeof *past.names, by_place);
    return past;
}

// The state whose adjective covers a token, or NULL.
static const struct draft *nation_at(const struct finder *f, const struct past *past, uint32_t token)
{
    for (size_t i = 0; i < past->count && past->names[i].first <= token; i++) {
        const struct cp_mention *m = &past->names[i];
        if (m->last >= token && m->form == CP_MENTION_ADJECTIVE)
            return f->entities.items[m->entity].kind == CP_KIND_COUNTRY ? &f->entities.items[m->entity] : NULL;
    }
    return NULL;
}

struct definite {
    uint32_t first;
    const struct draft *nation; // "the Chinese company"
};

// "the noun", with plain modifiers between; a name among them ("the Chinese state") makes it something else, unless it
// is a firm's nationality.
static bool is_definite(struct finder *f, const struct past *past, uint32_t t, struct definite *d)
{
    const struct cp_token *tokens = f->analysis->tokens;
    d->nation = NULL;
    for (uint32_t u = t; u-- > 0 && t - u <= 5 && tokens[u].sentence == tokens[t].sentence;) {
        if (is_word(&tokens[u], "the") || is_word(&tokens[u], "this") || is_word(&tokens[u], "that")) {
            d->first = u;
            return true;
        }
        if (f->named[u] && !d->nation && cp_finder_in(f, SET_COMPANY_NOUN, tokens[t].lemma)) {
            d->nation = nation_at(f, past, u);
            if (d->nation)
                continue;
        }
        if (f->named[u])
            return false;
        bool modifier = tokens[u].tag == CP_TAG_JJ || cp_finder_is_noun(&tokens[u]) || tokens[u].tag == CP_TAG_HYPH;
        if (!modifier)
            return false;
    }
    return false;
}

static void describe(struct finder *f, const struct past *past, uint32_t t)
{
    const struct cp_token *tokens = f->analysis->tokens;
    struct definite d;
    struct cp_str noun = tokens[t].lemma;
    bool modifier = tokens[t].dep == CP_DEP_COMPOUND && tokens[t].head > t; // "the state media" is no state
    bool candidate = tokens[t].tag == CP_TAG_NN && !modifier && !f->named[t] && is_definite(f, past, t, &d);
    bool government = candidate && (is_word(&tokens[t], "administration") || is_word(&tokens[t], "government"));
    if (!candidate)
        return;
    for (size_t i = past->count; i-- > 0;) {
        const struct cp_mention *m = &past->names[i];
        if (m->last >= d.first)
            continue;
        if (tokens[m->first].sentence + SENTENCES_BACK_DESCRIPTION < tokens[t].sentence)
            return;
        const struct draft *draft = &f->entities.items[m->entity];
        bool state = government && draft->kind == CP_KIND_COUNTRY;
        if (!state && (m->form == CP_MENTION_ADJECTIVE || !fits_description(f, draft, noun)))
            continue;
        if (d.nation && (draft->kind != CP_KIND_COMPANY || (draft->country.len && !cp_str_equal(draft->country, d.nation->country))))
            continue;
        cp_finder_mention(f, d.first, t, m->entity, CP_MENTION_DESCRIPTION, 0.6f);
        return;
    }
}

static bool is_actor(enum cp_kind kind)
{
    return kind == CP_KIND_COUNTRY || kind == CP_KIND_AGENCY || kind == CP_KIND_COMPANY || kind == CP_KIND_ORGANIZATION;
}

// "Rusal and its director": the name right before is meant.
static bool is_joined(const struct finder *f, const struct cp_mention *m, uint32_t t)
{
    const struct cp_token *tokens = f->analysis->tokens;
    bool and = t >= 2 && m->last + 2 == t && (is_word(&tokens[t - 1], "and") || is_word(&tokens[t - 1], "or") || is_word(&tokens[t - 1], "with"));
    return and && tokens[m->last].sentence == tokens[t].sentence;
}

// "Novatek, its parent, …": the name that the phrase stands beside is not meant.
static bool is_apposed(const struct finder *f, const struct cp_mention *m, uint32_t t)
{
    const struct cp_token *tokens = f->analysis->tokens;
    return (is_word(&tokens[t], "its") || is_word(&tokens[t], "his") || is_word(&tokens[t], "her")) && m->last + 2 == t &&
           is_word(&tokens[t - 1], ",");
}

static void refer(struct finder *f, const struct past *past, uint32_t t)
{
    const struct cp_token *tokens = f->analysis->tokens;
    bool person = is_word(&tokens[t], "he") || is_word(&tokens[t], "his") || is_word(&tokens[t], "him") ||
                  is_word(&tokens[t], "she") || is_word(&tokens[t], "her");
    bool thing = is_word(&tokens[t], "it") || is_word(&tokens[t], "its");
    if (!person && !thing)
        return;
    const struct cp_mention *best = NULL;
    for (size_t i = past->count; i-- > 0;) {
        const struct cp_mention *m = &past->names[i];
        if (m->first >= t)
            continue;
        if (tokens[m->first].sentence + SENTENCES_BACK_PRONOUN < tokens[t].sentence)
            break;
        enum cp_kind kind = f->entities.items[m->entity].kind;
        if (person ? kind != CP_KIND_PERSON : !is_actor(kind) || m->form == CP_MENTION_ADJECTIVE)
            continue;
        if (is_apposed(f, m, t))
            continue;
        if (!best)
            best = m;
        if (best == m && is_joined(f, m, t))
            break;
        if (is_subject(&tokens[m->head])) {
            best = m;
            break;
        }
    }
    if (best)
        cp_finder_mention(f, t, t, best->entity, CP_MENTION_PRONOUN, 0.5f);
}

// Who speaks in a joint statement, and from which token on they are known.
struct voice {
    CP_VEC(uint32_t) entities;
    uint32_t since;
};

static void hear_names(struct finder *f, const struct past *past, uint32_t first, uint32_t end, struct voice *voice)
{
    for (size_t i = 0; i < past->count && past->names[i].first < end; i++) {
        const struct cp_mention *m = &past->names[i];
        enum cp_kind kind = f->entities.items[m->entity].kind;
        bool body = kind == CP_KIND_COUNTRY || kind == CP_KIND_AGENCY || kind == CP_KIND_ORGANIZATION;
        if (m->first < first || !body || m->form == CP_MENTION_ADJECTIVE)
            continue;
        bool known = false;
        for (size_t k = 0; k < voice->entities.count; k++)
            known |= voice->entities.items[k] == m->entity;
        if (!known)
            *CP_PUSH(f->doc, &voice->entities) = m->entity;
    }
}

// "We, the leaders of the European Commission, France and Canada, condemn": the names between "we" and its verb.
static struct voice find_voice(struct finder *f, const struct past *past)
{
    enum { LONGEST = 80 }; // tokens
    const struct cp_token *tokens = f->analysis->tokens;
    struct voice voice = {.since = UINT32_MAX};
    for (uint32_t t = 0; t + 2 < f->analysis->token_count && !voice.entities.count; t++) {
        if (!is_word(&tokens[t], "we") || !is_word(&tokens[t + 1], ",") || !is_word(&tokens[t + 2], "the"))
            continue;
        uint32_t end = t + 2;
        while (end < f->analysis->token_count && end < t + LONGEST && tokens[end].sentence == tokens[t].sentence &&
               !cp_finder_is_finite(&tokens[end]))
            end++;
        hear_names(f, past, t + 2, end, &voice);
        voice.since = t;
    }
    return voice;
}

static void refer_to_voice(struct finder *f, const struct voice *voice, uint32_t t)
{
    const struct cp_token *token = &f->analysis->tokens[t];
    if (t < voice->since || !(is_word(token, "we") || is_word(token, "us") || is_word(token, "our")))
        return;
    for (size_t i = 0; i < voice->entities.count; i++)
        cp_finder_mention(f, t, t, voice->entities.items[i], CP_MENTION_PRONOUN, 0.8f);
}

void cp_find_coreference(struct finder *f)
{
    struct past past = names_of(f);
    struct voice voice = find_voice(f, &past);
    for (uint32_t t = 0; t < f->analysis->token_count; t++) {
        describe(f, &past, t);
        refer(f, &past, t);
        refer_to_voice(f, &voice, t);
    }
}
