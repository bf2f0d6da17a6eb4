// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// What a document names and the lexicon does not cover. Three searches over the parsed sentences:
//
//   names     what the search for mentions took for a body or a person by its form alone; and runs of proper nouns of
//             which it could make nothing. Capitals say nothing in headlines, nor does that of a sentence's first
//             word.
//   measures  nouns that are imposed, lifted, …, or are retaliatory, punitive, …, though no row of measures.tsv has
//             the word
//   verbs     on the way from one actor to another, as the rules of relations.tsv would go it, and asked for by no rule
//
// They would rather miss a gap than name what is none: people read the list from its top, and what is used often is
// met often.
#include "gap.h"

#include "engine.h"
#include "trigger.h"

struct survey {
    const struct scene *scene;
    const struct gap_rules *rules;
    bool *told;                        // for each token: it tells of an act, or is part of an act's name
    const struct cp_name_hit *hits;    // what files of names have
    size_t hit_count, hit;             // the first that does not end before the token at hand
    struct cp_table *numbers[CP_GAP_KINDS]; // key → gap
    CP_VEC(struct cp_gap) gaps[CP_GAP_KINDS];
    CP_VEC(uint32_t) sentences[CP_GAP_KINDS]; // of each gap the sentence of its last sample
};

static bool in_set(const struct survey *s, uint32_t token, enum gap_set set)
{
    return is_asked(s->scene, token, s->rules->sets[set]);
}

// ---------------------------------------------------------------- putting down

// At most CP_GAP_SAMPLE_BYTES of the sentence, with the token in them.
static struct cp_str words_around(const struct survey *s, uint32_t token)
{
    const struct cp_analysis *a = s->scene->analysis;
    const struct cp_sentence *sentence = &a->sentences[a->tokens[token].sentence];
    struct cp_str text = s->scene->document->text;
    size_t begin = a->tokens[sentence->first].begin, end = a->tokens[sentence->first + sentence->count - 1].end;
    size_t room = CP_GAP_SAMPLE_BYTES - 2 * (sizeof "…" - 1), first = begin, last = end;
    if (end - begin > room) {
        size_t half = room / 2, at = a->tokens[token].begin;
        first = at > begin + half ? at - half : begin;
        last = first + room < end ? first + room : end;
        if (last - first < room)
            first = last - room;
        while (first > begin && first < at && text.ptr[first - 1] != ' ')
            first++;
        while (last < end && last > a->tokens[token].end && text.ptr[last] != ' ')
            last--;
        while (first < last && ((unsigned char)text.ptr[first] & 0xC0) == 0x80)
            first++; // a word longer than the room is cut between two characters
        while (last > first && last < end && ((unsigned char)text.ptr[last] & 0xC0) == 0x80)
            last--;
    }
    return cp_str_format(s->scene->doc, "%s" CP_FMT "%s", first > begin ? "…" : "",
                         CP_ARG(cp_str_slice(text, first, last)), last < end ? "…" : "");
}

static void add_sample(const struct survey *s, struct cp_gap *gap, uint32_t first, uint32_t last)
{
    const struct cp_token *tokens = s->scene->analysis->tokens;
    const struct cp_document *document = s->scene->document;
    gap->samples[gap->sample_count] = (struct cp_gap_sample){
        .document = document->id,
        .sentence = words_around(s, first),
        .begin = cp_document_origin(document, tokens[first].begin),
        .end = cp_document_origin(document, tokens[last].end - 1) + 1,
        .nth = gap->sample_count,
    };
    gap->sample_count++;
}

static void put_down(struct survey *s, enum cp_gap_kind kind, struct cp_str key, struct cp_str words, uint32_t first,
                     uint32_t last, enum cp_kind guess)
{
    if (!key.len)
        return;
    uint32_t number = cp_table_add(s->numbers[kind], key), sentence = token_at(s->scene, first)->sentence;
    if (number >= s->gaps[kind].count) {
        *CP_PUSH(s->scene->doc, &s->gaps[kind]) = (struct cp_gap){.key = key, .words = words, .documents = 1};
        *CP_PUSH(s->scene->doc, &s->sentences[kind]) = CP_NONE;
    }
    struct cp_gap *gap = &s->gaps[kind].items[number];
    gap->count++;
    if (guess != CP_KIND_COUNT)
        gap->guesses[guess]++;
    if (gap->sample_count < CP_GAP_SAMPLES && s->sentences[kind].items[number] != sentence) {
        add_sample(s, gap, first, last);
        s->sentences[kind].items[number] = sentence;
    }
}

// ---------------------------------------------------------------- names

static bool is_proper(const struct cp_token *t)
{
    return t->capital && (t->tag == CP_TAG_NNP || t->tag == CP_TAG_NNPS) && t->ner != CP_NER_DATE;
}

static bool is_joint(const struct cp_token *t)
{
    return t->tag == CP_TAG_HYPH || cp_str_equal(t->form, CP_STR("&"));
}

static bool is_free(const struct survey *s, uint32_t token)
{
    return s->scene->mentions->covering[token] == CP_NONE;
}

// The last token of the run of proper nouns that begins here.
static uint32_t end_of_run(const struct survey *s, uint32_t first)
{
    const struct cp_token *tokens = s->scene->analysis->tokens;
    const struct cp_sentence *sentence = &s->scene->analysis->sentences[tokens[first].sentence];
    uint32_t end = sentence->first + sentence->count, last = first;
    for (uint32_t t = first + 1; t < end && is_free(s, t); t++) {
        if (is_proper(&tokens[t]))
            last = t;
        else if (!is_joint(&tokens[t]))
            break;
    }
    return last;
}

static struct cp_str text_of(const struct survey *s, uint32_t first, uint32_t last)
{
    const struct cp_token *tokens = s->scene->analysis->tokens;
    struct cp_str text = cp_str_slice(s->scene->document->text, tokens[first].begin, tokens[last].end);
    return cp_str_collapse(s->scene->doc, text);
}

// How many tokens from `first` on are a title: "Mr.", "Prime Minister"; the longest.
static uint32_t title_length(const struct survey *s, uint32_t first, uint32_t last)
{
    enum { TITLE_MOST = 5 };
    if (in_set(s, first, GAP_SET_HONORIFIC))
        return 1;
    uint32_t most = last - first + 1 < TITLE_MOST ? last - first + 1 : TITLE_MOST;
    for (uint32_t n = most; n > 0; n--)
        if (cp_lexicon_post_written(s->scene->lexicon, text_of(s, first, first + n - 1)))
            return n;
    return 0;
}

// A file has this name, though the text does not show that this is who is meant: no gap of the files.
static bool files_have(struct survey *s, uint32_t first, uint32_t last)
{
    const struct cp_token *tokens = s->scene->analysis->tokens;
    while (s->hit < s->hit_count && s->hits[s->hit].end <= tokens[first].begin)
        s->hit++;
    return s->hit < s->hit_count && s->hits[s->hit].begin <= tokens[first].begin &&
           s->hits[s->hit].end >= tokens[last].end;
}

static bool begins_sentence(const struct survey *s, uint32_t token)
{
    const struct cp_token *tokens = s->scene->analysis->tokens;
    for (uint32_t t = s->scene->analysis->sentences[tokens[token].sentence].first; t < token; t++)
        if (cp_rune_is_letter((unsigned char)tokens[t].form.ptr[0]))
            return false;
    return true;
}

// "Government", "Section": a word of the language, and one that rules ask about.
static bool is_common_word(const struct survey *s, uint32_t token)
{
    const struct scene *scene = s->scene;
    struct cp_str lower = token_at(scene, token)->lower;
    if (cp_lexicon_head(scene->lexicon, lower) || token_at(scene, token)->tag == CP_TAG_NNPS)
        return true;
    for (size_t i = 0; i < s->rules->width; i++)
        if (scene->lower_rows[token][i] | scene->lemma_rows[token][i])
            return true;
    return false;
}

// "Tide" in "Larkspur Tide's office", of which "Larkspur" is known as a short form.
static bool continues_a_name(const struct survey *s, uint32_t first)
{
    const struct scene *scene = s->scene;
    if (!first || token_at(scene, first - 1)->sentence != token_at(scene, first)->sentence || is_free(s, first - 1))
        return false;
    const struct cp_mention *before = &scene->mentions->mentions[scene->mentions->covering[first - 1]];
    return before->form == CP_MENTION_NAME && scene->mentions->entities[before->entity].kind != CP_KIND_COUNTRY;
}

// "Jan" in "Jan 21", "Section" in "Section 301".
static bool counts_on(const struct survey *s, uint32_t token)
{
    const struct cp_analysis *a = s->scene->analysis;
    return token + 1 < a->token_count && a->tokens[token + 1].sentence == a->tokens[token].sentence &&
           a->tokens[token + 1].tag == CP_TAG_CD;
}

static bool says_something(struct survey *s, uint32_t first, uint32_t last)
{
    const struct scene *scene = s->scene;
    for (uint32_t t = first; t <= last; t++)
        if (s->told[t])
            return false;
    if (files_have(s, first, last) || continues_a_name(s, first) ||
        cp_relate_is_trigger_noun(scene, scene->engine->triggers, last)) // "Entity List" is an act or a law
        return false;
    struct cp_str lower = cp_str_lower(scene->doc, text_of(s, first, last));
    if (cp_lexicon_in(scene->lexicon, s->rules->sets[GAP_SET_PRESS], lower))
        return false;
    return first < last ||
           (lower.len > 1 && !begins_sentence(s, first) && !is_common_word(s, first) && !counts_on(s, first));
}

static void take_run(struct survey *s, uint32_t first, uint32_t last)
{
    for (uint32_t n; first <= last && (n = title_length(s, first, last)); first += n)
        ;
    while (first <= last && is_joint(token_at(s->scene, first)))
        first++;
    if (first > last || !says_something(s, first, last))
        return;
    struct cp_str words = text_of(s, first, last);
    put_down(s, CP_GAP_NAME, cp_str_slug(s->scene->doc, words), words, first, last, CP_KIND_COUNT);
}

static void take_mention(struct survey *s, const struct cp_mention *m)
{
    const struct cp_entity *e = &s->scene->mentions->entities[m->entity];
    bool actor = e->kind == CP_KIND_AGENCY || e->kind == CP_KIND_COMPANY || e->kind == CP_KIND_ORGANIZATION ||
                 e->kind == CP_KIND_PERSON;
    if (e->name || m->form != CP_MENTION_NAME || !actor)
        return;
    struct cp_str key = e->id; // com:acme-widgets
    cp_str_split(&key, ':');
    put_down(s, CP_GAP_NAME, key, e->label, m->first, m->last, e->kind);
}

static void find_names(struct survey *s, uint32_t begin, uint32_t end)
{
    const struct cp_mentions *mentions = s->scene->mentions;
    for (uint32_t t = begin; t < end;) {
        uint32_t last = t;
        if (!is_free(s, t)) {
            const struct cp_mention *m = &mentions->mentions[mentions->covering[t]];
            take_mention(s, m);
            last = m->last > t ? m->last : t;
        } else if (is_proper(token_at(s->scene, t))) {
            last = end_of_run(s, t);
            take_run(s, t, last);
        }
        t = last + 1;
    }
}

// ---------------------------------------------------------------- measures

static bool is_ware_or_party(const struct survey *s, uint32_t token)
{
    static const enum gap_set sets[] = {GAP_SET_NO_MEASURE,        GAP_SET_QUANTITY,     GAP_SET_CARRIER,
                                        GAP_SET_BLOCK_HEAD,        GAP_SET_COMPANY_NOUN, GAP_SET_OFFICIAL_NOUN,
                                        GAP_SET_ORGANIZATION_NOUN, GAP_SET_COUNTRY_NOUN, GAP_SET_GROUP_NOUN,
                                        GAP_SET_WARE_NOUN,         GAP_SET_SITE_NOUN,    GAP_SET_TRADE_FLOW};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (in_set(s, token, sets[i]))
            return true;
    return cp_lexicon_post(s->scene->lexicon, token_at(s->scene, token)->lemma) != NULL;
}

// The word by which the phrase hangs on the rest: "a round of curbs" hangs by "round", a conjunct by the first of its
// row.
static uint32_t carrier_of(const struct survey *s, uint32_t token)
{
    enum { STEPS_MOST = 4 };
    for (unsigned i = 0; i < STEPS_MOST; i++) {
        enum cp_dep dep = dep_of(s->scene, token);
        uint32_t up = cp_relate_governor(s->scene, token);
        if (up == CP_NONE || (dep != CP_DEP_CONJ && dep != CP_DEP_POBJ))
            break;
        if (dep == CP_DEP_POBJ) {
            up = cp_str_equal(token_at(s->scene, up)->lower, CP_STR("of")) ? cp_relate_governor(s->scene, up) : CP_NONE;
            if (up == CP_NONE || (!in_set(s, up, GAP_SET_QUANTITY) && !in_set(s, up, GAP_SET_CARRIER)))
                break;
        }
        if (!is_noun(s->scene, up))
            break;
        token = up;
    }
    return token;
}

// "curbs that Japan imposed", "curbs that were imposed"; not "the state that imposed curbs".
static bool is_object_of_clause(const struct survey *s, uint32_t verb)
{
    if (cp_relate_child(s->scene, verb, CP_DEP_NSUBJPASS) != CP_NONE)
        return true;
    uint32_t subject = cp_relate_child(s->scene, verb, CP_DEP_NSUBJ);
    return subject != CP_NONE && token_at(s->scene, subject)->tag != CP_TAG_WDT &&
           token_at(s->scene, subject)->tag != CP_TAG_WP;
}

static bool is_imposed(const struct survey *s, uint32_t token)
{
    token = carrier_of(s, token);
    enum cp_dep dep = dep_of(s->scene, token);
    uint32_t governor = cp_relate_governor(s->scene, token);
    if (governor != CP_NONE && (dep == CP_DEP_DOBJ || dep == CP_DEP_NSUBJPASS) && is_verb(s->scene, governor) &&
        in_set(s, governor, GAP_SET_MEASURE_VERB))
        return true;
    uint32_t participle = cp_relate_child(s->scene, token, CP_DEP_ACL); // "curbs announced in May"
    if (participle != CP_NONE && token_at(s->scene, participle)->tag == CP_TAG_VBN &&
        in_set(s, participle, GAP_SET_MEASURE_VERB))
        return true;
    uint32_t clause = cp_relate_child(s->scene, token, CP_DEP_RELCL);
    return clause != CP_NONE && in_set(s, clause, GAP_SET_MEASURE_VERB) && is_object_of_clause(s, clause);
}

// A state or one of its bodies stands in the sentence: "new" alone may be said of anything.
static bool names_a_state(const struct survey *s, uint32_t token)
{
    const struct cp_mentions *mentions = s->scene->mentions;
    const struct cp_sentence *sentence = &s->scene->analysis->sentences[token_at(s->scene, token)->sentence];
    for (uint32_t t = sentence->first; t < sentence->first + sentence->count; t++) {
        if (mentions->covering[t] == CP_NONE)
            continue;
        enum cp_kind kind = mentions->entities[mentions->mentions[mentions->covering[t]].entity].kind;
        if (kind == CP_KIND_COUNTRY || kind == CP_KIND_AGENCY)
            return true;
    }
    return false;
}

// What its modifiers say: that it is one, that it may be one, or that it is none because they already tell of an act.
static bool looks_coercive(const struct survey *s, uint32_t token)
{
    const struct scene *scene = s->scene;
    for (uint32_t i = scene->child_first[token]; i < scene->child_first[token + 1]; i++) {
        uint32_t child = scene->children[i];
        if (child > token || !is_name_part(dep_of(scene, child)))
            continue;
        if (in_set(s, child, GAP_SET_MEASURE_MODIFIER))
            return true;
        if (in_set(s, child, GAP_SET_NEWS_MODIFIER) && names_a_state(s, token))
            return true;
    }
    return false;
}

static bool is_told_beside(const struct survey *s, uint32_t token)
{
    const struct scene *scene = s->scene;
    for (uint32_t i = scene->child_first[token]; i < scene->child_first[token + 1]; i++)
        if (s->told[scene->children[i]] && is_name_part(dep_of(scene, scene->children[i])))
            return true;
    return s->told[token];
}

static void try_measure(struct survey *s, uint32_t token)
{
    const struct scene *scene = s->scene;
    const struct cp_token *t = token_at(scene, token);
    if ((t->tag != CP_TAG_NN && t->tag != CP_TAG_NNS) || is_name_part(dep_of(scene, token)) || !is_free(s, token) ||
        !cp_rune_is_letter((unsigned char)t->lower.ptr[0]))
        return;
    if (is_told_beside(s, token) || cp_relate_is_trigger_noun(scene, scene->engine->triggers, token) ||
        is_ware_or_party(s, token))
        return;
    if (is_imposed(s, token) || looks_coercive(s, token))
        put_down(s, CP_GAP_MEASURE, t->lemma, t->lemma, token, token, CP_KIND_COUNT);
}

// ---------------------------------------------------------------- verbs

static bool a_rule_uses(const struct survey *s, uint32_t verb)
{
    const struct scene *scene = s->scene;
    static const enum gap_set meant[] = {GAP_SET_NO_TIE,    GAP_SET_SPEECH_VERB, GAP_SET_REPORT_VERB, GAP_SET_PLAN_VERB,
                                         GAP_SET_ALLEGE_VERB, GAP_SET_TELL_VERB, GAP_SET_REFUSE_VERB};
    for (size_t i = 0; i < s->rules->width; i++)
        if ((scene->lemma_rows[verb][i] | scene->lower_rows[verb][i]) & s->rules->verb_lists[i])
            return true;
    for (size_t i = 0; i < sizeof meant / sizeof *meant; i++)
        if (in_set(s, verb, meant[i]))
            return true;
    const struct trigger_table *triggers = scene->engine->triggers;
    return s->told[verb] || cp_relate_trigger_keys(triggers, TRIGGER_VERB, token_at(scene, verb)->lemma) != CP_NONE;
}

static const uint32_t actors = 1u << CP_KIND_COUNTRY | 1u << CP_KIND_AGENCY | 1u << CP_KIND_COMPANY |
                               1u << CP_KIND_ORGANIZATION;

static bool name_two_actors(const struct parties *a, const struct parties *b)
{
    for (unsigned i = 0; i < a->count; i++)
        for (unsigned k = 0; k < b->count; k++)
            if ((a->items[i].form & PARTY_ACTORS) && (b->items[k].form & PARTY_ACTORS) &&
                a->items[i].entity != b->items[k].entity)
                return true;
    return false;
}

static void put_down_verb(struct survey *s, uint32_t verb)
{
    struct cp_str lemma = token_at(s->scene, verb)->lemma;
    uint32_t particle = cp_relate_child(s->scene, verb, CP_DEP_PRT); // "shut out"
    if (particle != CP_NONE)
        lemma = cp_str_format(s->scene->doc, CP_FMT " " CP_FMT, CP_ARG(lemma),
                              CP_ARG(token_at(s->scene, particle)->lower));
    put_down(s, CP_GAP_VERB, lemma, lemma, verb, verb, CP_KIND_COUNT);
}

static void try_party(struct survey *s, uint32_t token, bool *seen)
{
    struct parties begin, end;
    cp_relate_own_entities(s->scene, token, actors, &begin);
    for (unsigned p = 0; begin.count && p < GAP_PATTERNS; p++) {
        struct ways ways;
        cp_relate_follow(s->scene, &s->rules->patterns[p], token, &ways);
        for (unsigned w = 0; w < ways.count; w++) {
            uint32_t verb = ways.items[w].verb;
            if (verb == CP_NONE || seen[verb] || a_rule_uses(s, verb))
                continue;
            cp_relate_entities(s->scene, ways.items[w].end, actors, &end);
            if (!name_two_actors(&begin, &end))
                continue;
            seen[verb] = true;
            put_down_verb(s, verb);
        }
    }
}

// ---------------------------------------------------------------- a document

static void mark_tellings(struct survey *s)
{
    const struct scene *scene = s->scene;
    for (size_t i = 0; i < scene->tellings.count; i++) {
        const struct telling *t = &scene->tellings.items[i];
        s->told[t->token] = true;
        if (scene->engine->triggers->rows[t->trigger].pos == TRIGGER_NAME)
            for (uint32_t k = t->first; k <= t->last; k++)
                s->told[k] = true;
    }
}

static void search_sentence(struct survey *s, const struct cp_sentence *sentence, bool *seen)
{
    const struct scene *scene = s->scene;
    enum cp_block_kind kind = scene->document->blocks[sentence->block].kind;
    if (kind == CP_BLOCK_BYLINE || !sentence->parsed || cp_sentence_is_shouted(scene->analysis, sentence))
        return;
    uint32_t end = sentence->first + sentence->count;
    find_names(s, sentence->first, end);
    for (uint32_t t = sentence->first; t < end; t++) {
        try_measure(s, t);
        if (is_noun(scene, t) || scene->mentions->at[t] != CP_NONE)
            try_party(s, t, seen);
    }
}

struct cp_gaps *cp_relate_find_gaps(const struct scene *scene)
{
    struct cp_name_hit *hits;
    struct survey s = {.scene = scene, .rules = scene->engine->gaps};
    size_t tokens = scene->analysis->token_count;
    s.told = CP_NEW_ARRAY(scene->doc, tokens + 1, bool);
    bool *seen = CP_NEW_ARRAY(scene->doc, tokens + 1, bool);
    s.hit_count = cp_lexicon_match(scene->lexicon, scene->doc, scene->document->text, &hits);
    s.hits = hits;
    for (int kind = 0; kind < CP_GAP_KINDS; kind++)
        s.numbers[kind] = cp_table_new(scene->doc);
    mark_tellings(&s);
    for (size_t i = 0; i < scene->analysis->sentence_count; i++)
        search_sentence(&s, &scene->analysis->sentences[i], seen);
    struct cp_gaps *gaps = CP_NEW(scene->doc, struct cp_gaps);
    for (int kind = 0; kind < CP_GAP_KINDS; kind++) {
        gaps->items[kind] = s.gaps[kind].items;
        gaps->counts[kind] = s.gaps[kind].count;
    }
    return gaps;
}
