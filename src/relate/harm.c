// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Whom an act hurts or helps without being aimed at him. A rule sees it where one sentence says both; mostly the act was told before, and the
// sentence only says what becomes of a firm: "Toyota's shares fell", "the move could cost Toyota its market". And who trades with those whom
// an act cuts off loses a customer or a supplier, said or not. Neither is sure enough to stand by itself: the judge of relations (bond.h)
// hears of them, with little confidence.
#include "engine.h"
#include "identity.h"
#include "link.h"
#include "meant.h"
#include "trigger.h"

static const float GRASPED = 0.3f, NEARBY = 0.2f, TRADING = 0.25f; // confidence
enum { SENTENCES_BACK = 4 };

struct damage {
    struct scene *scene;
    const act_vec *acts;
    uint32_t harming, harms, moving, stakes; // word sets
    uint32_t main;                           // the act that the document is about, or CP_NONE
};

static void offer(const struct damage *d, uint32_t telling, uint32_t entity, float confidence, const char *rule, uint32_t first, uint32_t last)
{
    *CP_PUSH(d->scene->doc, &d->scene->doubtful) = (struct link){.relation = CP_RELATION_AFFECTS,
                                                                 .from_telling = true,
                                                                 .from = telling,
                                                                 .to = entity,
                                                                 .hypothetical = d->scene->tellings.items[telling].hypothetical,
                                                                 .confidence = confidence,
                                                                 .first = first,
                                                                 .last = last,
                                                                 .rule = rule};
}

static bool can_be_hurt(const struct scene *scene, uint32_t entity)
{
    enum cp_kind kind = scene->mentions->entities[entity].kind;
    return kind == CP_KIND_COUNTRY || kind == CP_KIND_COMPANY;
}

// ---------------------------------------------------------------- what a sentence says becomes of somebody

// "hurt Toyota", "Toyota was hurt", "Toyota's sales", "a blow to Toyota": does a word of harm or of stakes hold the name?
static bool is_grasped(const struct damage *d, uint32_t head)
{
    const struct scene *scene = d->scene;
    uint32_t holder = token_at(scene, head)->head;
    enum cp_dep dep = dep_of(scene, head);
    if (dep == CP_DEP_POBJ)
        holder = token_at(scene, holder)->head;
    if (is_name_part(dep) || dep == CP_DEP_POSS)
        return lemma_is_asked(scene, holder, d->stakes);
    return lemma_is_asked(scene, holder, d->harming) || lemma_is_asked(scene, holder, d->harms) || lemma_is_asked(scene, holder, d->stakes);
}

static void hear_mention(const struct damage *d, const struct cp_mention *m, uint32_t first_telling, uint32_t end_telling)
{
    const struct scene *scene = d->scene;
    uint32_t sentence = token_at(scene, m->head)->sentence, told = cp_relate_told_last(scene, first_telling, sentence, SENTENCES_BACK);
    bool grasped = is_grasped(d, m->head);
    bool firm = scene->mentions->entities[m->entity].kind == CP_KIND_COMPANY;
    if (m->form == CP_MENTION_PLACE || !can_be_hurt(scene, m->entity) || (!grasped && !firm))
        return;
    float confidence = grasped ? GRASPED : NEARBY;
    for (uint32_t i = first_telling; i < end_telling; i++)
        if (scene->tellings.items[i].act != CP_NONE)
            offer(d, i, m->entity, confidence, "harm.heard", m->first, m->last);
    if (told != CP_NONE)
        offer(d, told, m->entity, confidence, "harm.heard", m->first, m->last);
    if (d->main != CP_NONE && (told == CP_NONE || scene->tellings.items[told].act != d->main))
        offer(d, d->acts->items[d->main].tellings.items[0], m->entity, confidence, "harm.heard", m->first, m->last);
}

static bool speaks_of_harm(const struct damage *d, uint32_t sentence)
{
    return sentence_is_asked(d->scene, sentence, d->harming) || sentence_is_asked(d->scene, sentence, d->harms) ||
           sentence_is_asked(d->scene, sentence, d->moving);
}

static void hear_sentences(const struct damage *d)
{
    const struct scene *scene = d->scene;
    uint32_t first = 0, end = 0; // tellings of the sentence at hand
    for (size_t i = 0; i < scene->mentions->mention_count; i++) {
        const struct cp_mention *m = &scene->mentions->mentions[i];
        uint32_t sentence = token_at(scene, m->head)->sentence;
        if (!scene->analysis->sentences[sentence].parsed || !speaks_of_harm(d, sentence))
            continue;
        while (first < scene->tellings.count && scene->tellings.items[first].sentence < sentence)
            first++;
        for (end = first; end < scene->tellings.count && scene->tellings.items[end].sentence == sentence;)
            end++;
        hear_mention(d, m, first, end);
    }
}

// ---------------------------------------------------------------- whose customer is cut off

static bool cuts_off(enum cp_measure_type type)
{
    return type == CP_MEASURE_EXPORT_CONTROL || type == CP_MEASURE_ENTITY_LISTING || type == CP_MEASURE_SANCTION || type == CP_MEASURE_MARKET_BAN;
}

static uint32_t buyer(const struct scene *scene, const struct link *link)
{
    (void)scene;
    return link->relation == CP_RELATION_SUPPLIES ? link->to : CP_NONE;
}

static void hear_traders(const struct damage *d)
{
    enum { TRADERS_MOST = 16 }; // a document that tells of more is a list
    struct scene *scene = d->scene;
    const struct link_chains sales = cp_relate_chain_links(scene, &scene->links, scene->mentions->entity_count, buyer);
    uint32_t *heard = CP_NEW_ARRAY(scene->doc, d->acts->count + 1, uint32_t); // of each act the party hit whose trade was heard last, + 1
    for (size_t i = 0, count = scene->links.count; i < count; i++) {
        const struct link *l = &scene->links.items[i];
        uint32_t act = l->relation == CP_RELATION_TARGETS && l->from_telling ? scene->tellings.items[l->from].act : CP_NONE;
        if (act == CP_NONE || !cuts_off(d->acts->items[act].type) || heard[act] == l->to + 1)
            continue;
        heard[act] = l->to + 1;
        unsigned n = 0;
        for (uint32_t k = sales.first[l->to]; k != CP_NONE && n < TRADERS_MOST; k = sales.next[k], n++) {
            const struct link *sale = &scene->links.items[k];
            if (scene->mentions->entities[sale->from].kind == CP_KIND_COMPANY)
                offer(d, l->from, sale->from, TRADING, "harm.customer", sale->first, sale->last);
        }
    }
}

void cp_relate_find_harm(struct scene *scene, const act_vec *acts)
{
    struct damage d = {.scene = scene, .acts = acts, .main = cp_relate_main_act(acts)};
    if (!scene->engine->bonds->trained || !acts->count)
        return;
    d.harming = cp_lexicon_set(scene->lexicon, "harm-verb");
    d.harms = cp_lexicon_set(scene->lexicon, "harm-noun");
    d.moving = cp_lexicon_set(scene->lexicon, "price-verb");
    d.stakes = cp_lexicon_set(scene->lexicon, "stake-noun");
    hear_sentences(&d);
    hear_traders(&d);
}
