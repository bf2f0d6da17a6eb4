// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Stances in quotations. Who is quoted speaks of acts without saying "I support": an official who is quoted on an act of
// his own side defends it, and one of the side that it hits attacks it, if his words say so. Quotations are the stretches
// between quotation marks; the speaker is the subject of the verb of speech beside them, as in Pareti et al.,
// "Automatically Detecting and Attributing Indirect Quotations" (2013), of which only the direct ones are read here; a
// quotation without such a verb continues the one before it in its paragraph.
#include "meant.h"

#include "expand.h"
#include "trigger.h"

enum { SHORTEST = 5, REACH_BEFORE = 6, REACH_AFTER = 14 }; // tokens

struct quotation {
    uint32_t first, last; // tokens between the marks
    uint32_t block;
    uint32_t speaker; // entity, or CP_NONE
};

typedef CP_VEC(struct quotation) quotation_vec;

struct hearing {
    struct scene *scene;
    const act_vec *acts;
    uint32_t speech_verbs, approving, praising, disapproving, attacking; // word sets
    bool *quoted;    // for each token
    uint32_t *posts; // for each entity: the body or the state whose post he holds, or CP_NONE
};

// ---------------------------------------------------------------- who says what

static bool is_mark(const struct cp_token *t)
{
    return cp_str_equal(t->lower, CP_STR("\"")) || cp_str_equal(t->lower, CP_STR("``")) ||
           cp_str_equal(t->lower, CP_STR("''"));
}

static uint32_t block_of(const struct scene *scene, uint32_t token)
{
    return scene->analysis->sentences[token_at(scene, token)->sentence].block;
}

static void keep(struct scene *scene, quotation_vec *found, uint32_t first, uint32_t end)
{
    if (end >= first + SHORTEST)
        *CP_PUSH(scene->doc, found) = (struct quotation){first, end - 1, block_of(scene, first), CP_NONE};
}

// A mark that is still open where its block ends is closed by it: the next paragraph opens with a mark of its own.
static quotation_vec find_quotations(struct scene *scene)
{
    quotation_vec found = {0};
    uint32_t open = CP_NONE, count = (uint32_t)scene->analysis->token_count;
    for (uint32_t t = 0; t < count; t++) {
        if (open != CP_NONE && block_of(scene, t) != block_of(scene, open - 1)) {
            keep(scene, &found, open, t);
            open = CP_NONE;
        }
        if (!is_mark(token_at(scene, t)))
            continue;
        if (open != CP_NONE)
            keep(scene, &found, open, t);
        open = open == CP_NONE && t + 1 < count ? t + 1 : CP_NONE;
    }
    return found;
}

static bool can_speak(const struct scene *scene, uint32_t entity)
{
    enum cp_kind kind = scene->mentions->entities[entity].kind;
    return kind != CP_KIND_TECHNOLOGY && kind != CP_KIND_MEASURE;
}

// "said Trade Minister Ana Silva", "Ana Silva said", where the tree does not show it.
static uint32_t named_beside(const struct hearing *h, uint32_t verb)
{
    const struct scene *scene = h->scene;
    const struct cp_sentence *s = &scene->analysis->sentences[token_at(scene, verb)->sentence];
    uint32_t end = s->first + s->count;
    for (uint32_t t = verb + 1; t < end && t <= verb + REACH_AFTER && !h->quoted[t]; t++) {
        uint32_t at = scene->mentions->at[t];
        if (at != CP_NONE && scene->mentions->entities[scene->mentions->mentions[at].entity].kind == CP_KIND_PERSON)
            return scene->mentions->mentions[at].entity;
    }
    for (uint32_t t = verb; t-- > s->first && t + REACH_BEFORE >= verb && !h->quoted[t];) {
        uint32_t at = scene->mentions->at[t];
        if (at != CP_NONE && can_speak(scene, scene->mentions->mentions[at].entity))
            return scene->mentions->mentions[at].entity;
    }
    return CP_NONE;
}

static uint32_t subject_of(const struct hearing *h, uint32_t verb)
{
    const struct scene *scene = h->scene;
    uint32_t subject = cp_relate_child(scene, verb, CP_DEP_NSUBJ);
    if (subject == CP_NONE || h->quoted[subject])
        return CP_NONE;
    struct parties parties;
    cp_relate_own_entities(scene, subject, PARTY_ANY_KIND, &parties);
    for (unsigned i = 0; i < parties.count; i++)
        if ((parties.items[i].form & PARTY_ACTORS) && can_speak(scene, parties.items[i].entity))
            return parties.items[i].entity;
    return CP_NONE;
}

static uint32_t speaker_in(const struct hearing *h, uint32_t sentence)
{
    const struct cp_sentence *s = &h->scene->analysis->sentences[sentence];
    for (uint32_t t = s->first; s->parsed && t < s->first + s->count; t++) {
        if (h->quoted[t] || !is_verb(h->scene, t) || !lemma_is_asked(h->scene, t, h->speech_verbs))
            continue;
        uint32_t speaker = subject_of(h, t);
        if (speaker == CP_NONE)
            speaker = named_beside(h, t);
        if (speaker != CP_NONE)
            return speaker;
    }
    return CP_NONE;
}

static void find_speakers(const struct hearing *h, quotation_vec *quotations)
{
    const struct scene *scene = h->scene;
    for (size_t i = 0; i < quotations->count; i++) {
        struct quotation *q = &quotations->items[i];
        uint32_t begin = token_at(scene, q->first)->sentence, end = token_at(scene, q->last)->sentence;
        q->speaker = speaker_in(h, end);
        if (q->speaker == CP_NONE && begin != end)
            q->speaker = speaker_in(h, begin);
        if (q->speaker == CP_NONE && i && quotations->items[i - 1].block == q->block)
            q->speaker = quotations->items[i - 1].speaker;
    }
}

// ---------------------------------------------------------------- for which side

static void note_posts(struct hearing *h)
{
    const struct scene *scene = h->scene;
    for (size_t i = 0; i < scene->mentions->entity_count; i++)
        h->posts[i] = CP_NONE;
    for (size_t i = 0; i < scene->links.count; i++) {
        const struct link *l = &scene->links.items[i];
        if (l->relation == CP_RELATION_HOLDS_POST && h->posts[l->from] == CP_NONE)
            h->posts[l->from] = l->to;
    }
}

static struct cp_str state_of_speaker(const struct hearing *h, uint32_t entity)
{
    struct cp_str state = cp_relate_state(h->scene, entity);
    return state.len || h->posts[entity] == CP_NONE ? state : cp_relate_state(h->scene, h->posts[entity]);
}

static bool includes(const struct hearing *h, const number_vec *parties, uint32_t speaker, struct cp_str state)
{
    for (size_t i = 0; i < parties->count; i++) {
        uint32_t party = parties->items[i];
        struct cp_str its = cp_relate_state(h->scene, party);
        if (party == speaker || party == h->posts[speaker] || (state.len && cp_str_equal(its, state)))
            return true;
    }
    return false;
}

// Words for it less words against it, in the part of the sentence that is quoted; "not" turns the words of its clause.
static int tone(const struct hearing *h, uint32_t first, uint32_t last)
{
    const struct scene *scene = h->scene;
    int sum = 0;
    for (uint32_t t = first; t <= last; t++) {
        bool good = is_asked(scene, t, h->approving) || lemma_is_asked(scene, t, h->praising);
        bool bad = is_asked(scene, t, h->disapproving) || lemma_is_asked(scene, t, h->attacking);
        if (good == bad)
            continue;
        bool turned = cp_relate_child(scene, t, CP_DEP_NEG) != CP_NONE;
        sum += good != turned ? 1 : -1;
    }
    return sum;
}

static void draw(const struct hearing *h, const struct quotation *q, uint32_t telling, enum cp_relation relation)
{
    const struct telling *t = &h->scene->tellings.items[telling];
    bool inside = t->token >= q->first && t->token <= q->last;
    const struct cp_sentence *s = &h->scene->analysis->sentences[inside ? t->sentence : token_at(h->scene, q->first)->sentence];
    uint32_t end = s->first + s->count - 1;
    *CP_PUSH(h->scene->doc, &h->scene->links) = (struct link){
        .relation = relation,
        .to_telling = true,
        .from = q->speaker,
        .to = telling,
        .confidence = 0.55f,
        .first = s->first > q->first ? s->first : q->first,
        .last = end < q->last ? end : q->last,
        .rule = relation == CP_RELATION_SUPPORTS ? "quote.own-side" : "quote.other-side",
    };
}

// An official of the state that imposes it defends it; somebody of the state that it hits attacks it with words that say so.
static bool judge(const struct hearing *h, const struct quotation *q, uint32_t telling)
{
    const struct scene *scene = h->scene;
    const struct telling *t = &scene->tellings.items[telling];
    const struct cp_sentence *s = &scene->analysis->sentences[t->sentence];
    if (t->act == CP_NONE || t->token < q->first || t->token > q->last)
        return false;
    const struct act *act = &h->acts->items[t->act];
    uint32_t end = s->first + s->count - 1;
    int words = tone(h, s->first > q->first ? s->first : q->first, end < q->last ? end : q->last);
    struct cp_str state = state_of_speaker(h, q->speaker);
    if (includes(h, &act->imposers, q->speaker, state)) {
        bool deal = act->type == CP_MEASURE_AGREEMENT; // of which one may speak without a stance
        if (scene->mentions->entities[q->speaker].kind != CP_KIND_PERSON || words < deal)
            return false;
        draw(h, q, telling, CP_RELATION_SUPPORTS);
        return true;
    }
    if (words < 0 && includes(h, &act->targets, q->speaker, state)) {
        draw(h, q, telling, CP_RELATION_OPPOSES);
        return true;
    }
    return false;
}

// ---------------------------------------------------------------- what is not named

static bool is_defended_unnamed(enum cp_measure_type type)
{
    return type != CP_MEASURE_AGREEMENT && type != CP_MEASURE_LEGAL_CHALLENGE && type != CP_MEASURE_ESPIONAGE;
}

// The act that the document is about, if it is told more than once and more often than others.
static uint32_t main_act(const act_vec *acts)
{
    size_t most = 1;
    uint32_t best = CP_NONE;
    for (uint32_t i = 0; i < acts->count; i++)
        if (acts->items[i].tellings.count > most)
            most = acts->items[i].tellings.count, best = i;
    return best;
}

static bool is_official(const struct hearing *h, uint32_t entity)
{
    const struct cp_entity *entities = h->scene->mentions->entities;
    uint32_t post = h->posts[entity];
    return entities[entity].kind == CP_KIND_PERSON && post != CP_NONE &&
           (entities[post].kind == CP_KIND_COUNTRY || entities[post].kind == CP_KIND_AGENCY);
}

// The place before the quotation where the act was told last; CP_NONE if it was not yet.
static uint32_t told_before(const struct scene *scene, const struct act *act, const struct quotation *q)
{
    uint32_t telling = CP_NONE;
    for (size_t i = 0; i < act->tellings.count; i++)
        if (scene->tellings.items[act->tellings.items[i]].token < q->first)
            telling = act->tellings.items[i];
    return telling;
}

// An official who is quoted in a report of his side's act without a word for it gives the reasons for it; one of the side
// that it hits, with words that say so, complains about it.
static void judge_unnamed(const struct hearing *h, const act_vec *acts, const struct quotation *q, uint32_t number)
{
    if (number == CP_NONE || !is_official(h, q->speaker))
        return;
    const struct act *act = &acts->items[number];
    struct cp_str state = state_of_speaker(h, q->speaker);
    uint32_t telling = told_before(h->scene, act, q);
    if (telling == CP_NONE || !is_defended_unnamed(act->type))
        return;
    if (includes(h, &act->imposers, q->speaker, state))
        draw(h, q, telling, CP_RELATION_SUPPORTS);
    else if (includes(h, &act->targets, q->speaker, state) && tone(h, q->first, q->last) < 0)
        draw(h, q, telling, CP_RELATION_OPPOSES);
}

void cp_relate_find_quoted_stances(struct scene *scene, const act_vec *acts)
{
    struct hearing h = {.scene = scene, .acts = acts};
    h.speech_verbs = cp_lexicon_set(scene->lexicon, "speech-verb");
    h.approving = cp_lexicon_set(scene->lexicon, "approving-word");
    h.praising = cp_lexicon_set(scene->lexicon, "praise-verb");
    h.disapproving = cp_lexicon_set(scene->lexicon, "disapproving-word");
    h.attacking = cp_lexicon_set(scene->lexicon, "against-verb");
    h.quoted = CP_NEW_ARRAY(scene->doc, scene->analysis->token_count + 1, bool);
    h.posts = CP_NEW_ARRAY(scene->doc, scene->mentions->entity_count + 1, uint32_t);
    quotation_vec quotations = find_quotations(scene);
    for (size_t i = 0; i < quotations.count; i++)
        for (uint32_t t = quotations.items[i].first; t <= quotations.items[i].last; t++)
            h.quoted[t] = true;
    find_speakers(&h, &quotations);
    note_posts(&h);
    uint32_t from = 0, about = main_act(acts); // telling, act
    for (size_t i = 0; i < quotations.count; i++) {
        const struct quotation *q = &quotations.items[i];
        while (from < scene->tellings.count && scene->tellings.items[from].token < q->first)
            from++;
        bool drawn = false; // a quotation is about one act
        for (uint32_t t = from; q->speaker != CP_NONE && !drawn && t < scene->tellings.count && scene->tellings.items[t].token <= q->last; t++)
            drawn = judge(&h, q, t);
        bool silent = from == scene->tellings.count || scene->tellings.items[from].token > q->last;
        if (q->speaker != CP_NONE && silent)
            judge_unnamed(&h, acts, q, about);
    }
}
