// SPDX-License-Identifier: GPL-3.0-or-later
// Room: mention.
//
// Words that point back: "the company", "the ministry", "the country", "it", "he". The last
// compatible name before them is meant, one in the role of a subject before others; how far back is limited,
// because a wrong edge costs more than a missing one. A joint statement says who its "we" is ("We, the leaders of
// France and Italy, …"), and from there on it is all of them; in a firm's report "we" is the firm, and in a speech or
// statement "I" is who gives it.
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
    return draft->name && cp_finder_describes(draft->name, noun);
}

// The name's own words may describe it: "the ministry" for the Foreign Ministry.
static bool named_as(struct finder *f, struct draft *draft, struct cp_str noun)
{
    if (!draft->label_lower.len)
        draft->label_lower = cp_str_lower(f->doc, draft->label);
    return cp_str_find(draft->label_lower, noun, 0) != SIZE_MAX;
}

static bool fits_description(struct finder *f, struct draft *draft, struct cp_str noun)
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
    size_t before; // how many of them begin before the token that is looked at
};

static int by_place(const void *x, const void *y)
{
    const struct cp_mention *a = x, *b = y;
    return a->first != b->first ? (a->first < b->first ? -1 : 1) : (a->last > b->last) - (a->last < b->last);
}

static struct past names_of(struct finder *f)
{
    struct past past = {.names = CP_NEW_ARRAY(f->doc, f->mentions.count + 1, struct cp_mention)};
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

// "the Shenzhen-based maker", "the Boise, Idaho-based company"
static bool is_based(const struct finder *f, uint32_t based, struct definite *d)
{
    const struct cp_token *tokens = f->analysis->tokens;
    for (uint32_t u = based - 1; u-- > 0 && based - u <= 7 && tokens[u].sentence == tokens[based].sentence;) {
        d->first = u;
        if (is_word(&tokens[u], "the"))
            return true;
        if (!tokens[u].capital && !is_word(&tokens[u], ","))
            return false;
    }
    return false;
}

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
        if (is_word(&tokens[u], "based") && u && tokens[u - 1].tag == CP_TAG_HYPH)
            return is_based(f, u, d);
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

// "the company": a common noun in the singular.
static void describe(struct finder *f, const struct past *past, uint32_t t)
{
    const struct cp_token *tokens = f->analysis->tokens;
    struct definite d;
    struct cp_str noun = tokens[t].lemma;
    bool modifier = tokens[t].dep == CP_DEP_COMPOUND && tokens[t].head > t; // "the state media" is no state
    bool candidate = !modifier && !f->named[t] && is_definite(f, past, t, &d);
    bool government = candidate && (is_word(&tokens[t], "administration") || is_word(&tokens[t], "government"));
    if (!candidate)
        return;
    for (size_t i = past->before; i-- > 0;) {
        const struct cp_mention *m = &past->names[i];
        if (m->last >= d.first)
            continue;
        if (tokens[m->first].sentence + SENTENCES_BACK_DESCRIPTION < tokens[t].sentence)
            return;
        struct draft *draft = &f->entities.items[m->entity];
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

// "Novatek, its chief executive and …": what stands behind the pronoun is a post, and the post is the firm's.
static bool owns_post(const struct finder *f, uint32_t t)
{
    enum { LONGEST = 4 };
    const struct cp_token *tokens = f->analysis->tokens;
    for (uint32_t u = t + 1; u < f->analysis->token_count && u <= t + LONGEST && tokens[u].sentence == tokens[t].sentence; u++) {
        if (cp_lexicon_ends_post(f->lexicon, tokens[u].lower))
            return true;
        if (!cp_finder_is_noun(&tokens[u]) && tokens[u].tag != CP_TAG_JJ)
            return false;
    }
    return false;
}

// "Rusal and its director": the name right before is meant.
static bool is_joined(const struct finder *f, const struct cp_mention *m, uint32_t t)
{
    const struct cp_token *tokens = f->analysis->tokens;
    bool and = t >= 2 && m->last + 2 == t && ((is_word(&tokens[t - 1], ",") && owns_post(f, t)) || is_word(&tokens[t - 1], "and") || is_word(&tokens[t - 1], "or") || is_word(&tokens[t - 1], "with"));
    return and && tokens[m->last].sentence == tokens[t].sentence;
}

// "Novatek, its parent, …": the name that the phrase stands beside is not meant.
static bool is_apposed(const struct finder *f, const struct cp_mention *m, uint32_t t)
{
    const struct cp_token *tokens = f->analysis->tokens;
    return !owns_post(f, t) && (is_word(&tokens[t], "its") || is_word(&tokens[t], "his") || is_word(&tokens[t], "her")) && m->last + 2 == t &&
           is_word(&tokens[t - 1], ",");
}

// "Oslo urged Tokyo to correct its decision": who is asked to act owns what stands in the clause about it.
static bool is_asked_there(const struct finder *f, const struct cp_mention *m, uint32_t t)
{
    enum { CLIMB = 24 };
    const struct cp_token *tokens = f->analysis->tokens, *name = &tokens[m->head];
    if ((name->dep != CP_DEP_DOBJ && name->dep != CP_DEP_DATIVE) || m->form == CP_MENTION_ADJECTIVE ||
        !cp_finder_in(f, SET_OBJECT_CONTROL_VERB, tokens[name->head].lemma))
        return false;
    for (unsigned steps = 0; steps < CLIMB && tokens[t].head != t && tokens[t].head != name->head; steps++)
        t = tokens[t].head;
    return tokens[t].head == name->head && t > m->last && tokens[t].dep == CP_DEP_XCOMP;
}

// "Oslo hit back after London taxed its fish": nobody taxes, bans or blacklists what is his own, except his exports and his market.
static bool harms_what_is_its(const struct finder *f, const struct cp_mention *m, uint32_t t)
{
    const struct cp_token *tokens = f->analysis->tokens, *thing = &tokens[tokens[t].head];
    return tokens[t].dep == CP_DEP_POSS && thing->dep == CP_DEP_DOBJ && thing->head == tokens[m->head].head && is_subject(&tokens[m->head]) &&
           tokens[m->head].dep == CP_DEP_NSUBJ && cp_finder_in(f, SET_HITTING_VERB, tokens[thing->head].lemma) &&
           !cp_finder_in(f, SET_OWN_NOUN, thing->lemma);
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
    for (size_t i = past->before; i-- > 0;) {
        const struct cp_mention *m = &past->names[i];
        if (tokens[m->first].sentence + SENTENCES_BACK_PRONOUN < tokens[t].sentence)
            break;
        enum cp_kind kind = f->entities.items[m->entity].kind;
        if (person ? kind != CP_KIND_PERSON : !is_actor(kind) || m->form == CP_MENTION_ADJECTIVE)
            continue;
        if (is_apposed(f, m, t) || harms_what_is_its(f, m, t))
            continue;
        if (!best)
            best = m;
        if (best == m && is_joined(f, m, t))
            break;
        if (is_subject(&tokens[m->head]) || is_asked_there(f, m, t)) {
            best = m;
            break;
        }
    }
    if (best)
        cp_finder_mention(f, t, t, best->entity, CP_MENTION_PRONOUN, 0.5f);
}

// ---------------------------------------------------------------- several at once

enum { MOST_AT_ONCE = 4, SENTENCES_BACK_SEVERAL = 3 };

// "both countries", "the two firms", "the three banks": how many; 0 if it is no such phrase.
static unsigned how_many(const struct finder *f, uint32_t t)
{
    const struct cp_token *tokens = f->analysis->tokens;
    if (is_word(&tokens[t], "both"))
        return 2;
    if (!t || !(is_word(&tokens[t - 1], "the") || is_word(&tokens[t - 1], "these")) || tokens[t - 1].sentence != tokens[t].sentence)
        return 0;
    return is_word(&tokens[t], "two") ? 2 : is_word(&tokens[t], "three") ? 3 : is_word(&tokens[t], "four") ? 4 : 0;
}

static bool is_side(const struct cp_token *token)
{
    return is_word(token, "sides") || is_word(token, "parties") || is_word(token, "governments") || is_word(token, "capitals") ||
           is_word(token, "powers") || is_word(token, "economies") || is_word(token, "neighbours") || is_word(token, "neighbors");
}

// The last `wanted` names of that kind before the phrase, of the state if one is named.
static void refer_to_last(struct finder *f, const struct past *past, uint32_t first, uint32_t last, enum cp_kind kind,
                          const struct draft *nation, unsigned wanted)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t found[MOST_AT_ONCE];
    unsigned count = 0;
    for (size_t i = past->before; i-- > 0 && count < wanted;) {
        const struct cp_mention *m = &past->names[i];
        if (m->last >= first)
            continue;
        if (tokens[m->first].sentence + SENTENCES_BACK_SEVERAL < tokens[first].sentence)
            break;
        const struct draft *draft = &f->entities.items[m->entity];
        bool beside = tokens[m->head].head == tokens[last].head && is_subject(&tokens[m->head]); // "Oslo told both countries"
        bool fits = draft->kind == kind && !beside && (!nation || !draft->country.len || cp_str_equal(draft->country, nation->country));
        for (unsigned k = 0; k < count; k++)
            fits = fits && found[k] != m->entity;
        if (fits)
            found[count++] = m->entity;
    }
    for (unsigned k = 0; count == wanted && k < count; k++)
        cp_finder_mention(f, first, last, found[k], CP_MENTION_DESCRIPTION, 0.6f);
}

static void refer_to_several(struct finder *f, const struct past *past, uint32_t t)
{
    enum { MOST_MODIFIERS = 3 };
    const struct cp_token *tokens = f->analysis->tokens;
    unsigned wanted = f->named[t] ? 0 : how_many(f, t);
    uint32_t noun = t + 1, count = (uint32_t)f->analysis->token_count;
    const struct draft *nation = NULL;
    while (wanted && noun < count && noun <= t + MOST_MODIFIERS && tokens[noun].sentence == tokens[t].sentence &&
           tokens[noun].tag != CP_TAG_NNS) {
        if (f->named[noun])
            nation = nation_at(f, past, noun);
        if (f->named[noun] ? !nation : tokens[noun].tag != CP_TAG_JJ && tokens[noun].tag != CP_TAG_NN)
            return;
        noun++;
    }
    if (!wanted || noun >= count || tokens[noun].tag != CP_TAG_NNS || tokens[noun].sentence != tokens[t].sentence || f->named[noun])
        return;
    uint32_t first = is_word(&tokens[t], "both") ? t : t - 1;
    if (cp_finder_in(f, SET_COUNTRY_NOUN, tokens[noun].lemma) || is_side(&tokens[noun]))
        refer_to_last(f, past, first, noun, CP_KIND_COUNTRY, NULL, wanted);
    else if (cp_finder_in(f, SET_COMPANY_NOUN, tokens[noun].lemma))
        refer_to_last(f, past, first, noun, CP_KIND_COMPANY, nation, wanted);
}

// "Toyota and Honda sell … . They …": those joined in the last subject of the sentence before, or of the clause above.
static void refer_to_joined(struct finder *f, const struct past *past, uint32_t t)
{
    const struct cp_token *tokens = f->analysis->tokens;
    if (!is_word(&tokens[t], "they") && !is_word(&tokens[t], "their") && !is_word(&tokens[t], "them"))
        return;
    uint32_t found[MOST_AT_ONCE];
    unsigned count = 0;
    for (size_t i = past->before; i-- > 0;) {
        const struct cp_mention *m = &past->names[i];
        if (m->last >= t)
            continue;
        if (tokens[m->first].sentence + SENTENCES_BACK_PRONOUN < tokens[t].sentence)
            return;
        if (!is_subject(&tokens[m->head]) || m->form == CP_MENTION_ADJECTIVE || !(is_actor(f->entities.items[m->entity].kind) || f->entities.items[m->entity].kind == CP_KIND_PERSON))
            continue;
        found[count++] = m->entity;
        uint32_t above = m->head;
        for (size_t k = i + 1; k < past->count && past->names[k].last < t && count < MOST_AT_ONCE; k++) {
            const struct cp_mention *o = &past->names[k];
            bool joined = tokens[o->head].dep == CP_DEP_CONJ && tokens[o->head].head == above && o->form != CP_MENTION_ADJECTIVE;
            if (joined && f->entities.items[o->entity].kind == f->entities.items[m->entity].kind && o->entity != m->entity) {
                found[count++] = o->entity;
                above = o->head;
            }
        }
        break;
    }
    for (unsigned k = 0; count > 1 && k < count; k++)
        cp_finder_mention(f, t, t, found[k], CP_MENTION_PRONOUN, 0.5f);
}

// Whom "we" or "I" stands for outside quotations, and from which token on that is known.
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
static struct voice find_joint_voice(struct finder *f, const struct past *past)
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

// ---------------------------------------------------------------- reports and speeches

enum { OPENING = 90 }; // tokens in which a text says what it is

static bool opens_with(struct finder *f, const char *const *phrases, size_t count)
{
    const struct cp_analysis *a = f->analysis;
    uint32_t last = a->token_count < OPENING ? (uint32_t)a->token_count : OPENING;
    struct cp_str opening = last ? cp_str_lower(f->doc, cp_finder_text(f, 0, last - 1)) : (struct cp_str){"", 0};
    for (size_t i = 0; i < count; i++)
        if (cp_str_find(opening, cp_str_from(phrases[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

// 'Alcoa Corp. ("we", "us" or the "Company")'
static bool is_called_we(const struct finder *f, const struct cp_mention *m)
{
    enum { LONGEST = 14 };
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t t = m->last + 1, count = (uint32_t)f->analysis->token_count;
    while (t < count && t <= m->last + 3 && !is_word(&tokens[t], "("))
        t++;
    if (t >= count || !is_word(&tokens[t], "("))
        return false;
    for (uint32_t end = t + LONGEST; t < end && t < count && !is_word(&tokens[t], ")"); t++)
        if (is_word(&tokens[t], "we") || is_word(&tokens[t], "company"))
            return true;
    return false;
}

// The firm whose report this is: the first one in the opening of a text that says it is one, or one that is called "we".
static struct voice find_firm_voice(struct finder *f, const struct past *past)
{
    static const char *const reports[] = {"10-k", "10-q", "20-f", "40-f", "annual report", "quarterly report", "interim report",
                                          "half-year report", "letter to shareholders", "to our shareholders", "dear shareholder",
                                          "earnings call", "risk factors"};
    struct voice voice = {.since = UINT32_MAX};
    bool report = opens_with(f, reports, sizeof reports / sizeof *reports);
    for (size_t i = 0; i < past->count && past->names[i].first < 4 * OPENING; i++) {
        const struct cp_mention *m = &past->names[i];
        if (f->entities.items[m->entity].kind != CP_KIND_COMPANY || m->form != CP_MENTION_NAME)
            continue;
        if ((report && m->first < OPENING) || is_called_we(f, m)) {
            *CP_PUSH(f->doc, &voice.entities) = m->entity;
            voice.since = m->last + 1;
            return voice;
        }
    }
    return voice;
}

static bool is_address(const struct cp_token *token)
{
    static const char *const words[] = {"statement", "remarks", "testimony", "speech", "address", "keynote", "letter", "message"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(token, words[i]))
            return true;
    return false;
}

// "Statement from President Ana Silva", "Secretary Silva issued the following statement", "Secretary Silva's remarks".
static bool gives_address(const struct finder *f, const struct cp_mention *m)
{
    enum { BEFORE = 10, BEHIND = 7 };
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t count = (uint32_t)f->analysis->token_count;
    for (uint32_t t = m->first; t-- > 0 && t + BEFORE >= m->first && tokens[t].sentence == tokens[m->first].sentence;)
        if (is_address(&tokens[t]) && (is_word(&tokens[t + 1], "from") || is_word(&tokens[t + 1], "by") || is_word(&tokens[t + 1], "of")))
            return true;
    for (uint32_t t = m->last + 1; t < count && t <= m->last + BEHIND && tokens[t].sentence == tokens[m->last].sentence; t++)
        if (is_address(&tokens[t]) && (is_word(&tokens[t - 1], "'s") || is_word(&tokens[t - 1], "following") || is_word(&tokens[t - 1], "prepared")))
            return true;
    return false;
}

static struct voice find_speaker_voice(struct finder *f, const struct past *past)
{
    struct voice voice = {.since = UINT32_MAX};
    for (size_t i = 0; i < past->count && past->names[i].first < OPENING; i++) {
        const struct cp_mention *m = &past->names[i];
        if (f->entities.items[m->entity].kind != CP_KIND_PERSON || !gives_address(f, m))
            continue;
        *CP_PUSH(f->doc, &voice.entities) = m->entity;
        voice.since = m->last + 1;
        break;
    }
    return voice;
}

// "We", "the Company".
static bool is_plural_self(const struct finder *f, uint32_t t, uint32_t *first)
{
    const struct cp_token *token = &f->analysis->tokens[t];
    *first = t;
    if (is_word(token, "company") && token->capital && t && is_word(token - 1, "the")) {
        *first = t - 1;
        return true;
    }
    return is_word(token, "we") || is_word(token, "us") || is_word(token, "our") || is_word(token, "ours");
}

static bool is_single_self(const struct finder *f, uint32_t t, uint32_t *first)
{
    const struct cp_token *token = &f->analysis->tokens[t];
    *first = t;
    return is_word(token, "i") || is_word(token, "me") || is_word(token, "my");
}

static void refer_to_voice(struct finder *f, const struct voice *voice, uint32_t t,
                           bool (*is_self)(const struct finder *f, uint32_t t, uint32_t *first))
{
    uint32_t first;
    if (t < voice->since || f->named[t] || !is_self(f, t, &first))
        return;
    for (size_t i = 0; i < voice->entities.count; i++)
        cp_finder_mention(f, first, t, voice->entities.items[i], CP_MENTION_PRONOUN, 0.8f);
}

static bool opens_or_closes_quotation(const struct cp_token *token, bool open)
{
    return is_word(token, "\"") || is_word(token, "``") || (open && is_word(token, "''"));
}

// Could the word be one of those that the steps above ask for? Told by its first letter and which lengths (a bit each) go with it, so that
// nearly all words are asked nothing more.
static bool may_refer(struct cp_str lower)
{
#define LONG(n) (1u << (n))
    static const uint8_t lengths[128] = {
        ['"'] = LONG(1), ['`'] = LONG(2), ['\''] = LONG(2),
        ['b'] = LONG(4), // both
        ['c'] = LONG(7), // company
        ['f'] = LONG(4), // four
        ['h'] = LONG(2) | LONG(3), // he his him her
        ['i'] = LONG(1) | LONG(2) | LONG(3), // i it its
        ['m'] = LONG(2), // me my
        ['o'] = LONG(3) | LONG(4), // our ours
        ['s'] = LONG(3), // she
        ['t'] = LONG(3) | LONG(4) | LONG(5), // two they them their three
        ['u'] = LONG(2), // us
        ['w'] = LONG(2), // we
    };
#undef LONG
    if (lower.len < 1 || lower.len > 7)
        return false;
    const unsigned char first = (unsigned char)lower.ptr[0];
    return first < 128 && (lengths[first] >> lower.len & 1);
}

struct speech {
    struct voice we, i;
    bool quoted; // at the token at hand
};

static void refer_at(struct finder *f, struct past *past, struct speech *speech, uint32_t t)
{
    const struct cp_token *token = &f->analysis->tokens[t];
    const bool described = token->tag == CP_TAG_NN, told = may_refer(token->lower);
    if (!described && !told)
        return;
    while (past->before < past->count && past->names[past->before].first < t)
        past->before++;
    if (told && opens_or_closes_quotation(token, speech->quoted))
        speech->quoted = !speech->quoted;
    if (described)
        describe(f, past, t);
    if (!told)
        return;
    refer(f, past, t);
    refer_to_several(f, past, t);
    refer_to_joined(f, past, t);
    if (speech->quoted)
        return;
    refer_to_voice(f, &speech->we, t, is_plural_self);
    refer_to_voice(f, &speech->i, t, is_single_self);
}

void cp_find_coreference(struct finder *f)
{
    const struct cp_analysis *a = f->analysis;
    struct past past = names_of(f);
    struct voice joint = find_joint_voice(f, &past);
    struct speech speech = {.we = joint.entities.count ? joint : find_firm_voice(f, &past), .i = find_speaker_voice(f, &past)};
    for (size_t n = 0; n < a->sentence_count; n++) {
        const struct cp_sentence *s = &a->sentences[n];
        if (n && s->block != a->sentences[n - 1].block)
            speech.quoted = false;
        for (uint32_t t = s->first; t < s->first + s->count; t++)
            refer_at(f, &past, &speech, t);
    }
}
