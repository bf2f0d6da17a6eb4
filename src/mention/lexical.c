// SPDX-License-Identifier: GPL-3.0-or-later
// Room: mention.
//
// Names of the lexicon. A hit has one or more senses; which one is meant, and whether it
// is a name at all, is decided by its form, by the words beside it, and by what else the
// document names: a weak name ("Target", "Georgia") needs a strong one of the same thing, a
// legal suffix, or the tagger's word that it is a name of that kind.
#include "finder.h"

struct range {
    uint32_t first, last;
    bool ok;
};

static struct finder_place place_of(const struct cp_analysis *a, const struct cp_name_hit *hit, uint32_t *from)
{
    uint32_t t = *from;
    while (t < a->token_count && a->tokens[t].end <= hit->begin)
        t++;
    *from = t;
    if (t == a->token_count || a->tokens[t].begin >= hit->end)
        return (struct finder_place){1, 0};
    while (t + 1 < a->token_count && a->tokens[t + 1].begin < hit->end)
        t++;
    return (struct finder_place){*from, t};
}

static void place_hits(struct finder *f)
{
    struct finder_place *places = CP_NEW_ARRAY(f->doc, f->hit_count + 1, struct finder_place);
    uint32_t from = 0;
    for (size_t i = 0; i < f->hit_count; i++)
        places[i] = place_of(f->analysis, &f->hits[i], &from);
    f->places = places;
}

static struct range tokens_of(const struct finder *f, size_t number)
{
    const struct cp_token *tokens = f->analysis->tokens;
    const struct cp_name_hit *hit = &f->hits[number];
    struct range r = {.first = f->places[number].first, .last = f->places[number].last};
    if (r.first > r.last)
        return r;
    // A name that ends inside a token ("Iran" in "Iranian") is none; a dot more is an abbreviation's.
    r.ok = tokens[r.first].begin >= hit->begin && tokens[r.last].end <= hit->end + 1 && tokens[r.first].sentence == tokens[r.last].sentence;
    return r;
}

static const struct cp_token *token_at(const struct finder *f, uint32_t t, uint32_t sentence)
{
    static const struct cp_token nothing;
    bool inside = t < f->analysis->token_count && f->analysis->tokens[t].sentence == sentence;
    return inside ? &f->analysis->tokens[t] : &nothing;
}

static bool is_proper(const struct cp_token *token)
{
    return token->capital && (token->tag == CP_TAG_NNP || token->tag == CP_TAG_NNPS);
}

// "President", "Sen.": a word before a name that is no part of it.
static bool is_title_word(const struct finder *f, const struct cp_token *token)
{
    return token->lower.len && (cp_lexicon_ends_post(f->lexicon, token->lower) || cp_finder_in(f, SET_HONORIFIC, token->lower));
}

// Does a longer capitalised name go on before or after, so that this is only a part of it?
static bool inside_longer_name(const struct finder *f, struct range r, uint32_t sentence)
{
    if (f->shouted[sentence])
        return false;
    const struct cp_token *before = r.first ? token_at(f, r.first - 1, sentence) : token_at(f, UINT32_MAX, sentence);
    if (is_title_word(f, before))
        before = token_at(f, UINT32_MAX, sentence); // "President Mulino"
    const struct cp_token *after = token_at(f, r.last + 1, sentence);
    if (cp_finder_in(f, SET_OFFICIAL_NOUN, after->lemma) || is_title_word(f, after))
        after = token_at(f, UINT32_MAX, sentence); // "the Trump Administration" is about Trump all the same; "an Idaho Republican"
    return (is_proper(before) && !f->named[r.first - 1]) || is_proper(after);
}

static bool has_suffix(const struct finder *f, struct range r, uint32_t sentence)
{
    const struct cp_token *after = token_at(f, r.last + 1, sentence);
    const struct cp_head *head = after->capital ? cp_lexicon_head(f->lexicon, after->lower) : NULL;
    return head && head->kind == CP_KIND_COMPANY;
}

static const struct cp_head *head_at(const struct finder *f, uint32_t t, uint32_t sentence)
{
    const struct cp_token *token = token_at(f, t, sentence);
    return token->capital && !f->named[t] ? cp_lexicon_head(f->lexicon, token->lower) : NULL;
}

// "Rosneft Oil Co.": words of trade between the name and its legal form; how many stand at t, 0 if no legal form follows.
static uint32_t trade_words(const struct finder *f, uint32_t t, uint32_t sentence)
{
    enum { MOST_TRADE_WORDS = 2 };
    uint32_t n = 0;
    const struct cp_head *head = head_at(f, t, sentence);
    while (head && !head->suffix && head->kind == CP_KIND_COMPANY && n <= MOST_TRADE_WORDS)
        head = head_at(f, t + ++n, sentence);
    return head && head->suffix && n <= MOST_TRADE_WORDS ? n : 0;
}

// "Airbus SE", "ZTE Corp.", "Micron Technology, Inc.", "Rosneft Oil Co.": the legal form belongs to the name.
static struct range with_legal_form(const struct finder *f, struct range r)
{
    uint32_t sentence = f->analysis->tokens[r.last].sentence, next = r.last + 1;
    next += trade_words(f, next, sentence);
    for (unsigned i = 0; i < 3; i++) {
        if (is_word(token_at(f, next, sentence), ","))
            next++;
        const struct cp_head *head = head_at(f, next, sentence);
        if (!head || !head->suffix)
            break;
        r.last = next++;
    }
    return r;
}

static bool is_subject(const struct cp_token *token)
{
    return token->dep == CP_DEP_NSUBJ || token->dep == CP_DEP_NSUBJPASS;
}

// "The broadcaster RT", "carmaker Seat": before the name stands a noun that is known to describe it.
static bool is_introduced(const struct finder *f, const struct cp_sense *sense, struct range r, uint32_t sentence)
{
    return r.first && cp_finder_describes(sense->name, token_at(f, r.first - 1, sentence)->lower);
}

// "Secretary Clinton" is not the Clinton who was president.
static bool is_other_secretary(const struct finder *f, const struct cp_sense *sense, struct range r, uint32_t sentence)
{
    return sense->name->kind == CP_KIND_PERSON && r.first && is_word(token_at(f, r.first - 1, sentence), "secretary") &&
           cp_str_find(sense->name->described, CP_STR("secretary"), 0) == SIZE_MAX;
}

static bool weak_is_meant(const struct finder *f, const struct cp_sense *sense, struct range r)
{
    const struct cp_token *token = &f->analysis->tokens[r.first];
    uint32_t sentence = token->sentence;
    bool goods = sense->name->kind == CP_KIND_TECHNOLOGY;
    if (goods)
        return false; // too general alone; goods.c looks at its modifiers
    if (!token->capital)
        return false;
    if (is_other_secretary(f, sense, r, sentence))
        return false;
    uint32_t known = cp_table_find(f->ids, sense->name->id);
    if (known != CP_NONE && f->entities.items[known].strong)
        return !inside_longer_name(f, r, sentence) || sense->name->kind == CP_KIND_PERSON;
    if (f->shouted[sentence]) // "President Biden Signs Order": the title tells what the capital does not
        return sense->name->kind == CP_KIND_PERSON && r.first && is_title_word(f, token_at(f, r.first - 1, sentence));
    if (sense->name->kind == CP_KIND_COMPANY && has_suffix(f, r, sentence))
        return true;
    if (inside_longer_name(f, r, sentence))
        return false;
    bool first = token->sentence < f->analysis->sentence_count && f->analysis->sentences[sentence].first == r.first;
    switch (sense->name->kind) {
    case CP_KIND_COUNTRY:
        return token->ner == CP_NER_PLACE;
    case CP_KIND_PERSON:
        return token->ner == CP_NER_PERSON || (is_proper(token) && (!first || is_subject(token)));
    case CP_KIND_COMPANY:
        return is_introduced(f, sense, r, sentence) || (token->ner == CP_NER_ORG && is_proper(token));
    default:
        return is_proper(token) && (token->ner == CP_NER_ORG || !first);
    }
}

// WASHINGTON, March 26 (Reuters) - …: where the story was filed, nobody who acts.
static bool is_dateline(const struct finder *f, struct range r)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t sentence = tokens[r.first].sentence;
    const struct cp_sentence *s = &f->analysis->sentences[sentence];
    if (r.first != s->first)
        return false;
    const struct cp_token *after = token_at(f, r.last + 1, sentence), *later = token_at(f, r.last + 2, sentence);
    bool dash = (is_word(after, "-") && after->space_before) || is_word(after, "–") || is_word(after, "—") || is_word(after, "--");
    bool dated = is_word(after, ",") && (later->ner == CP_NER_DATE || later->tag == CP_TAG_CD);
    bool agency = is_word(after, "(") && later->capital;
    return dash || dated || agency;
}

static bool is_modifier(const struct cp_token *token, uint32_t self)
{
    bool label = token->dep == CP_DEP_AMOD || token->dep == CP_DEP_COMPOUND || token->dep == CP_DEP_NMOD;
    return label && token->head > self;
}

static enum cp_mention_form form_of(const struct finder *f, enum cp_sense_form form, struct range r)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t head = cp_finder_head(f, r.first, r.last), sentence = tokens[head].sentence;
    const struct cp_token *before = r.first ? token_at(f, r.first - 1, sentence) : token_at(f, UINT32_MAX, sentence);
    switch (form) {
    case CP_SENSE_ADJECTIVE:
        return is_modifier(&tokens[head], head) || !cp_finder_is_noun(&tokens[head]) ? CP_MENTION_ADJECTIVE : CP_MENTION_NAME;
    case CP_SENSE_PEOPLE:
        return is_word(before, "the") && !is_modifier(&tokens[head], head) ? CP_MENTION_SEAT : CP_MENTION_ADJECTIVE;
    case CP_SENSE_SEAT:
        return cp_finder_in(f, SET_PLACE_PREPOSITION, before->lower) ? CP_MENTION_PLACE : CP_MENTION_SEAT;
    case CP_SENSE_PLACE:
        return CP_MENTION_PLACE;
    default:
        return CP_MENTION_NAME;
    }
}

// An agency that many states have belongs to the state whose name stands beside it, else to the one named last before it.
static struct cp_str owner_of(const struct finder *f, struct range r, bool ministry)
{
    struct cp_str nearest = {"", 0};
    uint32_t sentence = f->analysis->tokens[r.first].sentence;
    for (size_t i = f->states.count; i-- > 0;) {
        const struct cp_mention *m = &f->mentions.items[f->states.items[i]];
        const struct draft *draft = &f->entities.items[m->entity];
        if (f->analysis->tokens[m->first].sentence + 2 < sentence)
            break;
        if (ministry && cp_str_equal(draft->country, CP_STR("US")))
            continue; // the United States has departments, no ministries
        nearest = draft->country;
        break;
    }
    return nearest;
}

static uint32_t entity_of(struct finder *f, const struct cp_name *name, struct range r)
{
    struct cp_str id = name->id, country = name->country;
    if (cp_str_equal(country, CP_STR("XX"))) {
        country = owner_of(f, r, cp_str_find(id, CP_STR("minist"), 0) != SIZE_MAX);
        struct cp_str stem = cp_str_slice(id, sizeof "agy:XX" - 1, id.len);
        id = cp_str_format(f->doc, "agy:" CP_FMT CP_FMT, CP_ARG(country), CP_ARG(stem));
        const struct cp_name *own = cp_lexicon_name(f->lexicon, id);
        if (own)
            name = own;
    }
    uint32_t entity = cp_finder_entity(f, name->kind, id, name->label);
    f->entities.items[entity].name = name;
    f->entities.items[entity].country = country;
    return entity;
}

uint32_t cp_finder_named(struct finder *f, const struct cp_name *name, uint32_t t)
{
    return entity_of(f, name, (struct range){t, t, true});
}

// "Georgia" is a place in the United States, unless the document is about the state (Tbilisi, Georgian).
static bool has_supported_weak_sense(const struct finder *f, const struct cp_name_hit *hit)
{
    for (size_t i = 0; i < hit->count; i++) {
        uint32_t known = hit->senses[i].form == CP_SENSE_WEAK ? cp_table_find(f->ids, hit->senses[i].name->id) : CP_NONE;
        if (known != CP_NONE && f->entities.items[known].strong)
            return true;
    }
    return false;
}

// "China's embassy", "the Chinese embassy", "Embassy of China": without its state an embassy is a building, and "the military" anybody's.
static bool lacks_state(const struct finder *f, const struct cp_sense *sense, struct range r)
{
    bool force = cp_str_equal(sense->name->described, CP_STR("military")) && r.first == r.last && !f->analysis->tokens[r.first].capital;
    if (!cp_str_equal(sense->name->country, CP_STR("XX")) || !(force || cp_finder_in(f, SET_STATED_BODY, sense->name->described)))
        return false;
    if (force && (is_modifier(&f->analysis->tokens[r.first], r.first) || !cp_finder_is_noun(&f->analysis->tokens[r.first])))
        return true; // "the Norwegian military airfields"
    uint32_t sentence = f->analysis->tokens[r.first].sentence, before = r.first ? r.first - 1 : 0;
    if (r.first && before && f->analysis->tokens[before].tag == CP_TAG_POS)
        before--;
    bool own = r.first && f->named[before] && f->analysis->tokens[before].sentence == sentence &&
               f->entities.items[f->named_as[before]].kind == CP_KIND_COUNTRY;
    return !own && !is_word(token_at(f, r.last + 1, sentence), "of");
}

// "the Paris Agreement", "Doha Round": the city where it was signed is not the state.
static bool names_text(const struct finder *f, struct range r)
{
    const struct cp_token *behind = &f->analysis->tokens[r.last + 1];
    uint32_t sentence = f->analysis->tokens[r.first].sentence;
    return r.last + 1 < f->analysis->token_count && behind->sentence == sentence && behind->capital &&
           cp_finder_in(f, SET_CITY_TEXT, behind->lower);
}

static bool sense_is_meant(const struct finder *f, const struct cp_sense *sense, const struct cp_name_hit *hit,
                           struct range r)
{
    const struct cp_token *token = &f->analysis->tokens[r.first];
    if (!hit->exact_case && sense->name->kind != CP_KIND_TECHNOLOGY) {
        enum { LONG_WORD = 4 }; // SYRIA is Syria, but "US" and "IT" say little in capitals
        bool state = sense->name->kind == CP_KIND_COUNTRY && hit->end - hit->begin >= LONG_WORD;
        bool full_name = sense->name->kind == CP_KIND_PERSON && r.last > r.first && token->capital && f->analysis->tokens[r.last].capital;
        return (f->shouted[token->sentence] || state || full_name) && sense->form != CP_SENSE_WEAK;
    }
    if (sense->form == CP_SENSE_WEAK)
        return weak_is_meant(f, sense, r);
    if (sense->form == CP_SENSE_PLACE && has_supported_weak_sense(f, hit))
        return false;
    bool place = sense->form == CP_SENSE_PLACE || sense->form == CP_SENSE_SEAT;
    if (place && (is_dateline(f, r) || names_text(f, r) || (sense->form == CP_SENSE_PLACE && inside_longer_name(f, r, token->sentence))))
        return false;
    return true;
}

// "U.S." and "Chinese" are names of the state and adjectives of it: before a noun the adjective is meant.
static bool is_other_sense(const struct finder *f, const struct cp_name_hit *hit, const struct cp_sense *sense,
                           struct range r)
{
    uint32_t head = cp_finder_head(f, r.first, r.last);
    if (sense->name->kind != CP_KIND_COUNTRY || !is_modifier(&f->analysis->tokens[head], head))
        return false;
    for (size_t i = 0; i < hit->count; i++)
        if (hit->senses[i].form == CP_SENSE_ADJECTIVE && hit->senses[i].name == sense->name)
            return sense->form != CP_SENSE_ADJECTIVE;
    return false;
}

enum pass { STRONG_NAMES, PLACES, WEAK_NAMES };

static enum pass pass_of(enum cp_sense_form form)
{
    return form == CP_SENSE_WEAK ? WEAK_NAMES : form == CP_SENSE_PLACE ? PLACES : STRONG_NAMES;
}

// "The government in Ottawa", "regulators in Seoul", "lawmakers in Japan": the state, by those who act for it and where they sit.
static void widen_from_seat(struct finder *f, struct range r, uint32_t entity)
{
    const struct cp_token *tokens = f->analysis->tokens;
    if (r.first < 2 || f->entities.items[entity].kind != CP_KIND_COUNTRY)
        return;
    const struct cp_token *officials = &tokens[r.first - 2];
    bool goes_on = r.last + 1 < f->analysis->token_count && tokens[r.last + 1].tag == CP_TAG_POS;
    if (is_word(&tokens[r.first - 1], "in") && officials->sentence == tokens[r.first].sentence && !f->named[r.first - 2] && !goes_on &&
        cp_finder_in(f, SET_SEATED_NOUN, officials->lower))
        cp_finder_mention(f, r.first - 2, r.last, entity, CP_MENTION_SEAT, 1.0f);
}

static void take_hit(struct finder *f, const struct cp_name_hit *hit, struct range r, enum pass pass)
{
    for (size_t i = 0; i < hit->count; i++) {
        const struct cp_sense *sense = &hit->senses[i];
        if (pass_of(sense->form) != pass || sense->name->kind == CP_KIND_TECHNOLOGY || is_other_sense(f, hit, sense, r) ||
            !sense_is_meant(f, sense, hit, r) || lacks_state(f, sense, r))
            continue;
        if (sense->name->kind == CP_KIND_COMPANY && cp_finder_is_press(f, r.first, r.last))
            return;
        uint32_t entity = entity_of(f, sense->name, r);
        if (sense->name->kind == CP_KIND_COMPANY)
            r = with_legal_form(f, r);
        f->entities.items[entity].strong |= sense->form != CP_SENSE_WEAK && sense->form != CP_SENSE_PLACE;
        cp_finder_mention(f, r.first, r.last, entity, form_of(f, sense->form, r), pass == WEAK_NAMES ? 0.8f : 1.0f);
        if (sense->form == CP_SENSE_SEAT || sense->form == CP_SENSE_STRONG)
            widen_from_seat(f, r, entity);
        return;
    }
}

// "Google Play Store", "Apple Watch": a product whose name begins with its maker's.
static void mark_wares(struct finder *f)
{
    for (size_t i = 0; i < f->hit_count; i++) {
        struct range r = tokens_of(f, i);
        if (!r.ok || r.first == r.last || !f->hits[i].exact_case || !f->analysis->tokens[r.first].capital)
            continue;
        for (size_t s = 0; s < f->hits[i].count; s++)
            if (f->hits[i].senses[s].name->kind == CP_KIND_TECHNOLOGY && f->hits[i].senses[s].form == CP_SENSE_STRONG)
                for (uint32_t t = r.first; t <= r.last; t++)
                    f->wares[t] = true;
    }
}

static bool has_sense_of(const struct cp_name_hit *hit, enum pass pass)
{
    for (size_t i = 0; i < hit->count; i++)
        if (pass_of(hit->senses[i].form) == pass && hit->senses[i].name->kind != CP_KIND_TECHNOLOGY)
            return true;
    return false;
}

static void take_hits(struct finder *f, enum pass pass)
{
    for (size_t i = 0; i < f->hit_count; i++) {
        if (!has_sense_of(&f->hits[i], pass))
            continue;
        struct range r = tokens_of(f, i);
        if (r.ok && !f->named[r.first])
            take_hit(f, &f->hits[i], r, pass);
    }
}

// Past the words between the state and its officials: "Chinese antitrust regulators", "senior trade officials".
static uint32_t behind_field(const struct finder *f, uint32_t noun, uint32_t sentence)
{
    enum { FIELD_WORDS = 2 };
    const struct cp_analysis *a = f->analysis;
    for (unsigned n = 0; n < FIELD_WORDS && noun < a->token_count && a->tokens[noun].sentence == sentence; n++, noun++) {
        const struct cp_token *t = &a->tokens[noun];
        bool field = t->tag == CP_TAG_JJ || cp_finder_in(f, SET_OFFICE_FIELD, t->lower);
        if (!field || cp_finder_in(f, SET_OFFICIAL_NOUN, t->lemma))
            break;
    }
    return noun;
}

// "G7 leaders", "EU trade ministers", "OPEC members": several act for the body; not "NATO members Norway and Spain".
static bool are_its_leaders(const struct finder *f, uint32_t noun)
{
    const struct cp_token *t = &f->analysis->tokens[noun], *next = t + 1;
    bool named_next = noun + 1 < f->analysis->token_count && next->sentence == t->sentence && cp_finder_is_capitalised(next);
    return t->tag == CP_TAG_NNS && !named_next && (is_word(t, "leaders") || is_word(t, "ministers") || is_word(t, "members"));
}

// "the Trump administration", "Chinese authorities", "the government of Japan": the state, named by its government.
static void widen_to_government(struct finder *f)
{
    const struct cp_analysis *a = f->analysis;
    size_t count = f->mentions.count;
    for (size_t i = 0; i < count; i++) {
        const struct cp_mention m = f->mentions.items[i];
        const struct draft *draft = &f->entities.items[m.entity];
        bool owner = draft->kind == CP_KIND_COUNTRY || (draft->kind == CP_KIND_PERSON && draft->name);
        uint32_t noun = m.last + 1;
        if (noun < a->token_count && (is_word(&a->tokens[noun], "'s") || is_word(&a->tokens[noun], "’s") ||
                                      is_word(&a->tokens[noun], "'") || is_word(&a->tokens[noun], "’")))
            noun++;
        noun = behind_field(f, noun, a->tokens[m.last].sentence);
        if (noun >= a->token_count || a->tokens[noun].sentence != a->tokens[m.last].sentence)
            continue;
        if ((owner || draft->kind == CP_KIND_ORGANIZATION) && draft->kind != CP_KIND_PERSON && are_its_leaders(f, noun)) {
            cp_finder_mention(f, m.first, noun, m.entity, CP_MENTION_SEAT, 1.0f);
            continue;
        }
        if (!owner || !cp_finder_in(f, SET_OFFICIAL_NOUN, a->tokens[noun].lemma))
            continue;
        const struct cp_name *state = cp_lexicon_country(f->lexicon, draft->country);
        bool his_own = draft->kind == CP_KIND_PERSON && is_word(&a->tokens[noun], "leadership");
        if (!state || his_own)
            continue;
        uint32_t entity = entity_of(f, state, (struct range){m.first, noun, true});
        f->entities.items[entity].strong = true;
        if (draft->kind == CP_KIND_PERSON)
            f->mentions.items[i].form = CP_MENTION_ADJECTIVE;
        cp_finder_mention(f, m.first, noun, entity, CP_MENTION_SEAT, 1.0f);
    }
}

void cp_find_lexical(struct finder *f)
{
    place_hits(f);
    mark_wares(f);
    take_hits(f, STRONG_NAMES); // they support the weak ones
    take_hits(f, PLACES);
    take_hits(f, WEAK_NAMES);
    widen_to_government(f);
}
