// SPDX-License-Identifier: GPL-3.0-or-later
// Room: mention.
//
// Names of bodies that do not stand in one piece, or in more pieces than the lexicon saw:
//
//   "the U.S. Treasury Department"                    the name behind the national word is longer than the one with it
//   "the Departments of State, Commerce and Energy"   one head for several bodies
//   "the Secretary of Energy"                         an office without a name of its holder stands for the body
//   "the Norwegian fish exporters association"        a body that is told by its state and its trade
//   "Baltic Council for Fisheries (BCF)"              the initials spell a name that is known by its letters; found as in
//                                                     A. Schwartz and M. Hearst, A simple algorithm for identifying
//                                                     abbreviation definitions in biomedical text, PSB 2003, from the
//                                                     right to the left, initials alone
#include "finder.h"

static uint32_t end_of_sentence(const struct finder *f, uint32_t t)
{
    const struct cp_sentence *s = &f->analysis->sentences[f->analysis->tokens[t].sentence];
    return s->first + s->count;
}

// ---------------------------------------------------------------- longer behind the national word

// The name that begins at `first` and goes on behind *last, of the same body or of one in it ("U.S. House" + "Committee on …"), with *last
// its last token; else NULL.
static const struct cp_name *longer_name(struct finder *f, uint32_t first, uint32_t *last, struct cp_str id)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t end = end_of_sentence(f, first);
    struct cp_str text = cp_str_slice(f->analysis->document->text, tokens[first].begin, tokens[end - 1].end);
    struct cp_name_hit *hits;
    if (!cp_lexicon_match(f->lexicon, f->doc, text, &hits) || hits[0].begin || !hits[0].exact_case)
        return NULL;
    const struct cp_name *name = hits[0].senses[0].name;
    uint32_t t = first;
    while (t + 1 < end && tokens[t + 1].end <= tokens[first].begin + hits[0].end)
        t++;
    bool same = cp_str_equal(name->id, id) || cp_str_equal(name->parent, id);
    if (!same || t <= *last || tokens[t].end != tokens[first].begin + hits[0].end)
        return NULL;
    *last = t;
    return name;
}

static void lengthen(struct finder *f)
{
    const struct cp_token *tokens = f->analysis->tokens;
    for (size_t i = 0; i < f->mentions.count; i++) {
        struct cp_mention *m = &f->mentions.items[i];
        const struct draft *draft = &f->entities.items[m->entity];
        bool goes_on = m->last + 1 < end_of_sentence(f, m->first) &&
                       (tokens[m->last + 1].capital || is_word(&f->analysis->tokens[m->last + 1], "and"));
        if (draft->kind != CP_KIND_AGENCY || m->first == m->last || !goes_on)
            continue;
        const struct cp_name *longer = longer_name(f, m->first + 1, &m->last, draft->id);
        if (!longer)
            continue;
        if (!cp_str_equal(longer->id, draft->id)) {
            m->entity = cp_finder_named(f, longer, m->first);
            f->entities.items[m->entity].strong = true;
        }
        for (uint32_t t = m->first; t <= m->last; t++) {
            f->named[t] = true;
            f->named_as[t] = m->entity;
        }
        m->head = cp_finder_head(f, m->first, m->last);
        cp_finder_alias(f, m->entity, cp_finder_text(f, m->first, m->last));
        cp_finder_alias(f, m->entity, cp_finder_text(f, m->first + 1, m->last));
    }
}

// "the Ministry of Energy" + "and Mines", "Ministry of Finance" + ", Trade and Industry": fields are no names of their own, so that what a list
// of them goes on with belongs to the body before it.
static void add_fields(struct finder *f)
{
    const struct cp_token *tokens = f->analysis->tokens;
    for (size_t i = 0; i < f->mentions.count; i++) {
        struct cp_mention *m = &f->mentions.items[i];
        const uint32_t end = end_of_sentence(f, m->first);
        uint32_t last = m->last;
        if (f->entities.items[m->entity].kind != CP_KIND_AGENCY || m->first + 2 > m->last || !is_word(&tokens[m->first + 1], "of"))
            continue;
        for (uint32_t t = m->last + 1; t + 1 < end && !f->named[t + 1] && cp_finder_is_field(f, t + 1);) {
            bool and = is_word(&tokens[t], "and") || is_word(&tokens[t], "&");
            if (!and && !is_word(&tokens[t], ","))
                break;
            if (and) {
                last = t + 1;
                break;
            }
            t += 2;
            if (t < end && is_word(&tokens[t], ","))
                t += t + 1 < end && is_word(&tokens[t + 1], "and");
        }
        if (last == m->last)
            continue;
        for (uint32_t t = m->last + 1; t <= last; t++) {
            f->named[t] = true;
            f->named_as[t] = m->entity;
        }
        m->last = last;
        m->head = cp_finder_head(f, m->first, last);
        cp_finder_alias(f, m->entity, cp_finder_text(f, m->first, last));
    }
}

// ---------------------------------------------------------------- several bodies under one head

// The body that the lexicon knows as "HEAD of FIELD", "HEAD of the FIELD" or "FIELD HEAD".
static const struct cp_name *body_of_field(struct finder *f, const char *head, struct cp_str field)
{
    const struct cp_str forms[] = {cp_str_format(f->doc, "%s of " CP_FMT, head, CP_ARG(field)),
                                   cp_str_format(f->doc, "%s of the " CP_FMT, head, CP_ARG(field)),
                                   cp_str_format(f->doc, CP_FMT " %s", CP_ARG(field), head)};
    const struct cp_name *found = NULL;
    for (size_t i = 0; i < sizeof forms / sizeof *forms && !found; i++)
        found = cp_lexicon_whole_of(f->lexicon, f->doc, forms[i], CP_KIND_AGENCY);
    return found;
}

// The field that begins at t: its last token, or t - 1 if no capitalised word stands there.
static uint32_t read_field(const struct finder *f, uint32_t t, uint32_t end)
{
    uint32_t u = t;
    while (u < end && f->analysis->tokens[u].capital && cp_rune_is_letter((unsigned char)f->analysis->tokens[u].form.ptr[0]))
        u++;
    return u - 1;
}

static uint32_t skip_joint(const struct finder *f, uint32_t t, uint32_t end)
{
    uint32_t u = t;
    if (u + 2 < end && is_word(&f->analysis->tokens[u], "(") && is_word(&f->analysis->tokens[u + 2], ")"))
        u += 3; // "Treasury (Chair), State"
    if (u < end && is_word(&f->analysis->tokens[u], ","))
        u++;
    if (u < end && (is_word(&f->analysis->tokens[u], "and") || is_word(&f->analysis->tokens[u], "&")))
        u++;
    if (u < end && u > t && is_word(&f->analysis->tokens[u], "the"))
        u++;
    return u;
}

static void share_head(struct finder *f, uint32_t t, const char *head)
{
    uint32_t end = end_of_sentence(f, t), field = t + 2, bodies = 0;
    if (field < end && is_word(&f->analysis->tokens[field], "the"))
        field++;
    while (field < end) {
        uint32_t last = read_field(f, field, end);
        const struct cp_name *name = last >= field ? body_of_field(f, head, cp_finder_text(f, field, last)) : NULL;
        if (!name)
            return;
        uint32_t entity = cp_finder_named(f, name, t);
        f->entities.items[entity].strong = true;
        cp_finder_mention(f, bodies++ ? field : t, last, entity, CP_MENTION_NAME, 0.95f);
        cp_finder_alias(f, entity, cp_finder_text(f, field, last));
        field = skip_joint(f, last + 1, end);
        if (field == last + 1)
            return;
    }
}

static void share_heads(struct finder *f)
{
    for (uint32_t t = 0; t + 2 < f->analysis->token_count; t++) {
        if (f->named[t] || !f->analysis->tokens[t].capital || !is_word(&f->analysis->tokens[t + 1], "of"))
            continue;
        if (is_word(&f->analysis->tokens[t], "departments"))
            share_head(f, t, "Department");
        else if (is_word(&f->analysis->tokens[t], "ministries"))
            share_head(f, t, "Ministry");
    }
}

// ---------------------------------------------------------------- initials in brackets

static char initial(const struct cp_token *token)
{
    char c = token->form.len ? token->form.ptr[0] : 0;
    return c >= 'A' && c <= 'Z' ? c : 0;
}

// First token of the words right before the bracket at `open` whose initials spell the letters; `open` if they do not.
static uint32_t spelled_from(const struct finder *f, uint32_t open, struct cp_str letters)
{
    enum { MOST_SMALL_WORDS = 5 };
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t sentence = tokens[open].sentence, small = 0;
    size_t left = letters.len;
    for (uint32_t t = open; t-- > 0 && tokens[t].sentence == sentence;) {
        char c = initial(&tokens[t]);
        bool joined = t && is_word(&f->analysis->tokens[t - 1], "-"); // "Co-operation": one word
        if (joined && !c)
            continue;
        if (c && left && letters.ptr[left - 1] == c) {
            if (!--left)
                return t;
        } else if (c || ++small > MOST_SMALL_WORDS) {
            if (!joined && !(t + 1 < open && is_word(&f->analysis->tokens[t + 1], "-")))
                return open;
        }
    }
    return open;
}

static void forget_inside(struct finder *f, uint32_t first, uint32_t last)
{
    size_t kept = 0;
    for (size_t i = 0; i < f->mentions.count; i++) {
        const struct cp_mention m = f->mentions.items[i];
        if (m.first < first || m.last > last)
            f->mentions.items[kept++] = m;
    }
    f->mentions.count = kept;
}

// The long form in front of a known acronym is the same body's name.
static void spell_out(struct finder *f)
{
    const struct cp_token *tokens = f->analysis->tokens;
    enum { FEWEST_LETTERS = 3 };
    for (uint32_t t = 1; t + 2 < f->analysis->token_count; t++) {
        if (!f->named[t + 1] || !is_word(&f->analysis->tokens[t], "(") || !is_word(&f->analysis->tokens[t + 2], ")") || tokens[t + 1].form.len < FEWEST_LETTERS)
            continue;
        uint32_t entity = f->named_as[t + 1], first = spelled_from(f, t, tokens[t + 1].form);
        enum cp_kind kind = f->entities.items[entity].kind;
        bool body = kind == CP_KIND_AGENCY || kind == CP_KIND_ORGANIZATION || kind == CP_KIND_COMPANY;
        if (!body || first == t || (f->named[first] && f->named_as[first] == entity))
            continue;
        forget_inside(f, first, t - 1);
        cp_finder_mention(f, first, t - 1, entity, CP_MENTION_NAME, 0.95f);
    }
}

// ---------------------------------------------------------------- offices

// The longest title of a minister that begins at t and names its body ("Secretary of Commerce"); *last is its last token.
static const struct cp_post *office_at(struct finder *f, uint32_t t, uint32_t *last)
{
    enum { LONGEST_TITLE = 6 };
    const struct cp_post *best = NULL;
    uint32_t end = end_of_sentence(f, t);
    for (uint32_t n = 1; n < LONGEST_TITLE && t + n < end; n++) {
        const struct cp_post *post = cp_finder_post(f, t, t + n);
        if (post && post->body.len && cp_str_equal(post->heads, CP_STR("state"))) {
            best = post;
            *last = t + n;
        }
    }
    return best;
}

// "The Secretary of Commerce shall …": orders speak to the office, whoever holds it.
static void take_offices(struct finder *f)
{
    const struct cp_token *tokens = f->analysis->tokens;
    for (uint32_t t = 1; t + 1 < f->analysis->token_count; t++) {
        bool begins = tokens[t].capital && is_word(&tokens[t - 1], "the") &&
                      (is_word(&tokens[t], "secretary") || is_word(&tokens[t], "attorney"));
        uint32_t last = t;
        const struct cp_post *post = begins && tokens[t - 1].sentence == tokens[t].sentence ? office_at(f, t, &last) : NULL;
        if (!post || !tokens[last].capital)
            continue;
        uint32_t next = last + 1, end = end_of_sentence(f, t);
        bool comma = next < end && is_word(&tokens[next], ",");
        bool holder = (next + comma < end && tokens[next + comma].ner == CP_NER_PERSON) ||
                      (next < end && (is_word(&tokens[next], "for") || tokens[next].capital));
        const struct cp_name *name = holder ? NULL : cp_lexicon_whole_of(f->lexicon, f->doc, post->body, CP_KIND_AGENCY);
        if (!name)
            continue;
        uint32_t entity = cp_finder_named(f, name, t);
        forget_inside(f, t, last);
        f->entities.items[entity].strong = true;
        cp_finder_mention(f, t, last, entity, CP_MENTION_NAME, 0.9f);
    }
}

// ---------------------------------------------------------------- told by state and trade

static bool is_small_label(const struct finder *f, uint32_t t)
{
    const struct cp_token *token = &f->analysis->tokens[t];
    return !token->capital && !f->named[t] && (cp_finder_is_noun(token) || token->tag == CP_TAG_JJ || token->tag == CP_TAG_POS || token->tag == CP_TAG_HYPH);
}

// The noun that ends "[Norwegian] fish exporters association": behind one to five labels; CP_NONE if there is none.
static uint32_t trade_body(const struct finder *f, uint32_t t, enum finder_set heads, uint32_t fewest)
{
    enum { MOST_LABELS = 5 };
    const uint32_t end = end_of_sentence(f, t), first = t;
    for (; t < end && t - first <= MOST_LABELS && is_small_label(f, t); t++)
        if (t - first >= fewest && cp_finder_in(f, heads, f->analysis->tokens[t].lower)) {
            const struct cp_token *next = t + 1 < end ? &f->analysis->tokens[t + 1] : NULL;
            bool goes_on = next && !next->capital && (cp_finder_is_noun(next) || next->tag == CP_TAG_POS) &&
                           !cp_lexicon_ends_post(f->lexicon, next->lower) && !is_word(next, "'s") && !is_word(next, "’s");
            return goes_on ? CP_NONE : t;
        }
    return CP_NONE;
}

static bool is_indefinite(const struct finder *f, uint32_t t)
{
    static const char *const words[] = {"a", "an", "any", "every", "some", "one", "no", "another", "each"};
    for (size_t i = 0; t && i < sizeof words / sizeof *words; i++)
        if (is_word(&f->analysis->tokens[t - 1], words[i]))
            return true;
    return false;
}

static void take_told_body(struct finder *f, const struct cp_mention *m, uint32_t last, enum cp_kind kind, struct cp_str country)
{
    struct cp_str name = cp_finder_text(f, m->first, last);
    uint32_t first = m->first;
    struct cp_str id = cp_str_format(f->doc, "%s:" CP_FMT, cp_kind_prefix(kind), CP_ARG(cp_str_slug(f->doc, name)));
    uint32_t entity = cp_finder_entity(f, kind, id, name);
    f->entities.items[entity].country = country;
    f->entities.items[entity].strong = true;
    cp_finder_mention(f, first, last, entity, CP_MENTION_NAME, 0.8f);
}

// "the Norwegian fish exporters association", "the House energy panel": a definite description that fits one body only is its name.
static void take_told_bodies(struct finder *f)
{
    const size_t count = f->mentions.count;
    for (size_t i = 0; i < count; i++) {
        const struct cp_mention m = f->mentions.items[i];
        const struct draft *draft = &f->entities.items[m.entity];
        if (m.last + 1 >= end_of_sentence(f, m.first) || is_indefinite(f, m.first))
            continue;
        bool state = draft->kind == CP_KIND_COUNTRY && m.form == CP_MENTION_ADJECTIVE;
        bool chamber = draft->kind == CP_KIND_AGENCY && cp_finder_in(f, SET_CHAMBER, f->analysis->tokens[m.last].lower);
        uint32_t last = state     ? trade_body(f, m.last + 1, SET_TRADE_BODY, 1)
                        : chamber ? trade_body(f, m.last + 1, SET_PANEL_NOUN, 0)
                                  : CP_NONE;
        if (last != CP_NONE)
            take_told_body(f, &m, last, state ? CP_KIND_ORGANIZATION : CP_KIND_AGENCY, draft->country);
    }
}

void cp_find_bodies(struct finder *f)
{
    lengthen(f);
    add_fields(f);
    share_heads(f);
    spell_out(f);
    take_offices(f);
    take_told_bodies(f);
}
