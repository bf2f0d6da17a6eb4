// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Stances in what somebody is quoted with, or reported to say. Who speaks of an act without "I support" takes a side all the
// same: an official who speaks of an act of his own side defends it, and one of the side that it hits attacks it, if his words
// say so.
#include "meant.h"

#include "engine.h"
#include "expand.h"
#include "hear.h"
#include "trigger.h"

enum { SENTENCES_BACK = 6, MOST_TONE = 9 };

struct hearing {
    struct scene *scene;
    const act_vec *acts;
    uint32_t approving, praising, disapproving, attacking; // word sets
    uint32_t *posts; // for each entity: the body or the state whose post he holds, or CP_NONE
};

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

// Is the act one of the speaker's side? Not if it hits that side as well: then who imposes it was misread somewhere.
static bool is_own(const struct hearing *h, const struct act *act, uint32_t speaker, struct cp_str state)
{
    return includes(h, &act->imposers, speaker, state) && !includes(h, &act->targets, speaker, state);
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

// Tokens of a text, the last one included.
struct stretch {
    uint32_t first, last;
};

static struct stretch quoted_part(const struct scene *scene, const struct quotation *q, uint32_t sentence)
{
    const struct cp_sentence *s = &scene->analysis->sentences[sentence];
    uint32_t end = s->first + s->count - 1;
    return (struct stretch){s->first > q->first ? s->first : q->first, end < q->last ? end : q->last};
}

static int8_t bounded(int words)
{
    return (int8_t)(words > MOST_TONE ? MOST_TONE : words < -MOST_TONE ? -MOST_TONE : words);
}

// What the judge of relations hears in what somebody says: of what, the caller adds.
static struct link heard_in(const struct quotation *q, struct stretch shown, int words)
{
    const float heard = 0.2f;
    return (struct link){.from = q->speaker, .confidence = heard, .first = shown.first, .last = shown.last, .tone = bounded(words)};
}

static struct link stance(const struct hearing *h, const struct quotation *q, uint32_t telling)
{
    const struct telling *t = &h->scene->tellings.items[telling];
    bool inside = t->token >= q->first && t->token <= q->last;
    uint32_t sentence = inside ? t->sentence : token_at(h->scene, q->first)->sentence;
    struct link link = heard_in(q, quoted_part(h->scene, q, sentence), tone(h, q->first, q->last));
    link.to_telling = true;
    link.to = telling;
    return link;
}

static void draw(const struct hearing *h, const struct quotation *q, uint32_t telling, enum cp_relation relation)
{
    const float drawn = 0.55f;
    struct link link = stance(h, q, telling);
    link.relation = relation;
    link.confidence = drawn;
    link.rule = relation == CP_RELATION_SUPPORTS ? "quote.own-side" : "quote.other-side";
    *CP_PUSH(h->scene->doc, &h->scene->links) = link;
}

// Who speaks of an act may take either side: of what no rule draws the judge of relations hears (bond.h).
static void offer(const struct hearing *h, const struct quotation *q, uint32_t telling)
{
    static const enum cp_relation sides[] = {CP_RELATION_SUPPORTS, CP_RELATION_OPPOSES};
    if (!h->scene->engine->bonds->trained)
        return;
    struct link link = stance(h, q, telling);
    link.rule = "quote.heard";
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        link.relation = sides[i];
        *CP_PUSH(h->scene->doc, &h->scene->doubtful) = link;
    }
}

static bool is_official(const struct hearing *h, uint32_t entity)
{
    const struct cp_entity *entities = h->scene->mentions->entities;
    uint32_t post = h->posts[entity];
    return entities[entity].kind == CP_KIND_PERSON && post != CP_NONE &&
           (entities[post].kind == CP_KIND_COUNTRY || entities[post].kind == CP_KIND_AGENCY);
}

// Somebody of the state that it hits, or of a third one in his own words; not one of the unknown, who may be of the imposing side.
static bool may_attack(const struct hearing *h, const struct quotation *q, const struct act *act, struct cp_str state)
{
    return includes(h, &act->targets, q->speaker, state) || (act->imposers.count && state.len && !q->reported);
}

// An official of the state that imposes it defends it, if he is quoted, or reported with words that say so; others attack it
// with words that say so.
static bool judge(const struct hearing *h, const struct quotation *q, uint32_t telling)
{
    const struct scene *scene = h->scene;
    const struct telling *t = &scene->tellings.items[telling];
    if (t->act == CP_NONE)
        return false;
    const struct act *act = &h->acts->items[t->act];
    struct stretch part = quoted_part(scene, q, t->sentence);
    int words = tone(h, part.first, part.last);
    struct cp_str state = state_of_speaker(h, q->speaker);
    bool own = is_own(h, act, q->speaker, state);
    bool neutral = act->type == CP_MEASURE_AGREEMENT || q->reported; // one may speak of it without a stance
    if (own ? !is_official(h, q->speaker) || words < neutral : words >= 0 || !may_attack(h, q, act, state))
        return false;
    draw(h, q, telling, own ? CP_RELATION_SUPPORTS : CP_RELATION_OPPOSES);
    return true;
}

// ---------------------------------------------------------------- what is not named

static bool is_defended_unnamed(enum cp_measure_type type)
{
    return type != CP_MEASURE_AGREEMENT && type != CP_MEASURE_LEGAL_CHALLENGE && type != CP_MEASURE_ESPIONAGE;
}

static bool takes_part(const struct hearing *h, const struct act *act, const struct quotation *q, struct cp_str state)
{
    return includes(h, &act->imposers, q->speaker, state) || includes(h, &act->targets, q->speaker, state);
}

// The act told last before the quotation, not far from it, in which the speaker's side has a part; else the first one behind it.
static uint32_t act_near(const struct hearing *h, const struct quotation *q, struct cp_str state)
{
    const struct scene *scene = h->scene;
    uint32_t sentence = token_at(scene, q->first)->sentence, last = token_at(scene, q->last)->sentence;
    size_t begin = cp_relate_first_telling_from(scene, q->first);
    for (size_t i = begin; i-- > 0 && scene->tellings.items[i].sentence + SENTENCES_BACK >= sentence;)
        if (scene->tellings.items[i].act != CP_NONE && takes_part(h, &h->acts->items[scene->tellings.items[i].act], q, state))
            return scene->tellings.items[i].act;
    for (size_t i = begin; i < scene->tellings.count && scene->tellings.items[i].sentence <= last + SENTENCES_BACK; i++)
        if (scene->tellings.items[i].token > q->last && scene->tellings.items[i].act != CP_NONE &&
            takes_part(h, &h->acts->items[scene->tellings.items[i].act], q, state))
            return scene->tellings.items[i].act;
    return CP_NONE;
}

// The act that the document is about, if the speaker's side has a part in it; else the nearest.
static uint32_t act_meant(const struct hearing *h, const struct quotation *q, uint32_t about)
{
    struct cp_str state = state_of_speaker(h, q->speaker);
    return about != CP_NONE && takes_part(h, &h->acts->items[about], q, state) ? about : act_near(h, q, state);
}

// The place before the quotation where the act was told last, else where it is told first: a release may begin with what was said of it.
static uint32_t told_at(const struct scene *scene, const struct act *act, const struct quotation *q)
{
    uint32_t telling = act->tellings.items[0];
    for (size_t i = 0; i < act->tellings.count; i++)
        if (scene->tellings.items[act->tellings.items[i]].token < q->first)
            telling = act->tellings.items[i];
    return telling;
}

// An official who is quoted in a report of his side's act without a word for it gives the reasons for it; one of the side
// that it hits, with words that say so, complains about it.
static void judge_unnamed(const struct hearing *h, const struct quotation *q, uint32_t number)
{
    if (number == CP_NONE)
        return;
    const struct act *act = &h->acts->items[number];
    struct cp_str state = state_of_speaker(h, q->speaker);
    uint32_t telling = told_at(h->scene, act, q);
    offer(h, q, telling);
    if (!is_defended_unnamed(act->type))
        return;
    int words = tone(h, q->first, q->last);
    if (is_own(h, act, q->speaker, state)) {
        if (is_official(h, q->speaker) && !q->reported)
            draw(h, q, telling, CP_RELATION_SUPPORTS);
    } else if (includes(h, &act->targets, q->speaker, state) && words < 0) {
        draw(h, q, telling, CP_RELATION_OPPOSES);
    }
}

// ---------------------------------------------------------------- towards others

static struct link stance_on(const struct hearing *h, const struct quotation *q, const struct cp_mention *m)
{
    struct stretch part = quoted_part(h->scene, q, token_at(h->scene, m->head)->sentence);
    struct link link = heard_in(q, part, tone(h, part.first, part.last));
    link.to = m->entity;
    link.rule = "quote.about";
    link.form = (uint8_t)m->form;
    return link;
}

// Who speaks of another state, firm or body may praise, attack or push it: the judge of relations hears of it.
static void offer_on(const struct hearing *h, const struct quotation *q, const struct cp_mention *m)
{
    static const enum cp_relation sides[] = {CP_RELATION_SUPPORTS, CP_RELATION_OPPOSES, CP_RELATION_PRESSURES};
    const struct scene *scene = h->scene;
    const struct cp_entity *other = &scene->mentions->entities[m->entity];
    struct cp_str own = state_of_speaker(h, q->speaker), state = cp_relate_state(scene, m->entity);
    bool ours = m->entity == q->speaker || m->entity == h->posts[q->speaker] || (own.len && cp_str_equal(own, state));
    bool party = other->kind != CP_KIND_TECHNOLOGY && other->kind != CP_KIND_PERSON;
    if (ours || !party || m->form == CP_MENTION_PLACE || m->form == CP_MENTION_PRONOUN)
        return;
    struct link link = stance_on(h, q, m);
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        link.relation = sides[i];
        *CP_PUSH(scene->doc, &h->scene->doubtful) = link;
    }
}

static void judge_others(const struct hearing *h, const struct quotation *q)
{
    const struct cp_mentions *m = h->scene->mentions;
    for (uint32_t t = q->first; t <= q->last && h->scene->engine->bonds->trained; t++)
        if (m->at[t] != CP_NONE && m->mentions[m->at[t]].first == t)
            offer_on(h, q, &m->mentions[m->at[t]]);
}

static void judge_quotation(const struct hearing *h, const struct quotation *q, uint32_t about)
{
    const telling_vec *tellings = &h->scene->tellings;
    size_t first = cp_relate_first_telling_from(h->scene, q->first);
    bool drawn = false; // a quotation is about one act
    for (size_t t = first; t < tellings->count && tellings->items[t].token <= q->last; t++) {
        drawn = drawn || judge(h, q, (uint32_t)t);
        if (tellings->items[t].act != CP_NONE)
            offer(h, q, (uint32_t)t);
    }
    // "We will not let them break our sanctions": an act that is named besides is not the one that he speaks for
    bool silent = first == tellings->count || tellings->items[first].token > q->last;
    bool besides = !silent && !drawn && !q->reported;
    uint32_t meant = silent || besides ? act_meant(h, q, about) : CP_NONE, last = CP_NONE;
    if (silent)
        last = cp_relate_told_last(h->scene, first, token_at(h->scene, q->first)->sentence, SENTENCES_BACK);
    judge_unnamed(h, q, meant);
    if (last != CP_NONE && tellings->items[last].act != meant)
        offer(h, q, last);
    judge_others(h, q);
}

void cp_relate_find_quoted_stances(struct scene *scene, const act_vec *acts, const quotation_vec *quotations)
{
    struct hearing h = {.scene = scene, .acts = acts};
    h.approving = cp_lexicon_set(scene->lexicon, "approving-word");
    h.praising = cp_lexicon_set(scene->lexicon, "praise-verb");
    h.disapproving = cp_lexicon_set(scene->lexicon, "disapproving-word");
    h.attacking = cp_lexicon_set(scene->lexicon, "against-verb");
    h.posts = CP_NEW_ARRAY(scene->doc, scene->mentions->entity_count + 1, uint32_t);
    note_posts(&h);
    uint32_t about = cp_relate_main_act(acts);
    for (size_t i = 0; i < quotations->count; i++)
        if (quotations->items[i].speaker != CP_NONE)
            judge_quotation(&h, &quotations->items[i], about);
}
