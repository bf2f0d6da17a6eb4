// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// An act in the passive ("were banned", "new tariffs") is imposed by the state whose actions the
// passage reports. That state is the one that imposes most of the acts told around it; if no state
// has more than half of them, nobody is guessed.
//
// An act of which it is not said again whom it hits ("the tariffs take effect in May", "earlier export controls") hits
// whom the other acts of the same state around it hit most: implicit arguments are found
// among what was prominent before (Gerber and Chai, "Semantic Role Labeling of Implicit Arguments", 2012).
//
// An answer ("Beijing retaliated", "Huawei went to court") hits who hit the one who answers, and comes from who was hit.
// If nobody is told to have hit a state that retaliates, it hits whom its other acts hit, or else the one other state
// that takes the acts around it: nobody retaliates without an opponent.
#include "same.h"
#include "structure.h"

enum { NEAR_SENTENCES = 12, NEAR_ACTS = 200, MOST_TELLINGS = 50 };

struct vote {
    uint32_t party; // entity
    double weight;
};

typedef CP_VEC(struct vote) vote_vec;

static uint32_t country_entity(const struct scene *scene, uint32_t entity)
{
    if (scene->mentions->entities[entity].kind == CP_KIND_COUNTRY)
        return entity;
    return cp_relate_country(scene, cp_relate_state(scene, entity));
}

static struct vote *vote_for(struct scene *scene, vote_vec *votes, uint32_t party)
{
    for (size_t i = 0; i < votes->count; i++)
        if (votes->items[i].party == party)
            return &votes->items[i];
    struct vote *vote = CP_PUSH(scene->doc, votes);
    vote->party = party;
    return vote;
}

// How much an act told at `act` says of one told in the sentence: more if it stands near.
static double nearness(const struct scene *scene, const struct act *act, uint32_t sentence)
{
    double weight = 0;
    for (size_t k = 0; k < act->tellings.count && k < MOST_TELLINGS; k++) {
        uint32_t other = scene->tellings.items[act->tellings.items[k]].sentence;
        uint32_t apart = other > sentence ? other - sentence : sentence - other;
        weight += apart <= NEAR_SENTENCES ? 1.0 : 0.25;
    }
    return weight;
}

static void cast(struct scene *scene, vote_vec *votes, const struct act *act, uint32_t sentence)
{
    for (size_t i = 0; i < act->imposers.count; i++) {
        uint32_t country = country_entity(scene, act->imposers.items[i]);
        if (country != CP_NONE)
            vote_for(scene, votes, country)->weight += nearness(scene, act, sentence);
    }
}

static bool is_target(const struct scene *scene, const struct act *act, uint32_t country)
{
    for (size_t k = 0; k < act->targets.count; k++)
        if (country_entity(scene, act->targets.items[k]) == country)
            return true;
    return false;
}

// Who has the most votes, and more than half of all; of equals the one named first. Targets of `act` are voted for, but not elected.
static uint32_t winner(const struct scene *scene, const vote_vec *votes, const struct act *act)
{
    double all = 0;
    const struct vote *best = NULL;
    for (size_t i = 0; i < votes->count; i++) {
        const struct vote *v = &votes->items[i];
        all += v->weight;
        bool more = !best || v->weight > best->weight || (v->weight == best->weight && v->party < best->party);
        if (more && !is_target(scene, act, v->party))
            best = v;
    }
    return best && best->weight * 2 > all ? best->party : CP_NONE;
}

// A part that no telling of the act gives to anybody, at its first one.
static void guess(struct scene *scene, const struct act *act, enum cp_relation relation, uint32_t party, const char *rule)
{
    uint32_t telling = act->tellings.items[0];
    const struct telling *t = &scene->tellings.items[telling];
    struct link link = {.relation = relation, .hypothetical = t->hypothetical, .confidence = 0.4f};
    link.to_telling = comes_to_act(relation);
    link.from_telling = !link.to_telling;
    link.from = link.to_telling ? party : telling;
    link.to = link.to_telling ? telling : party;
    link.first = t->first;
    link.last = t->last;
    link.rule = rule;
    *CP_PUSH(scene->doc, &scene->links) = link;
}

// The acts that have a vote: from `begin` to before `end`.
struct constituency {
    size_t begin, end;
};

static struct constituency around(const act_vec *acts, size_t orphan)
{
    size_t end = orphan + NEAR_ACTS;
    return (struct constituency){orphan > NEAR_ACTS ? orphan - NEAR_ACTS : 0, end < acts->count ? end : acts->count};
}

static uint32_t elect(struct scene *scene, const act_vec *acts, size_t orphan)
{
    vote_vec votes = {0};
    const struct act *act = &acts->items[orphan];
    uint32_t sentence = scene->tellings.items[act->tellings.items[0]].sentence;
    const struct constituency near = around(acts, orphan);
    for (size_t i = near.begin; i < near.end; i++)
        cast(scene, &votes, &acts->items[i], sentence);
    return winner(scene, &votes, act);
}

// ---------------------------------------------------------------- answers

static bool is_answer(const struct scene *scene, const struct act *act)
{
    for (size_t i = 0; i < act->tellings.count; i++)
        if (telling_of_act(scene, act, i)->answers)
            return true;
    return act->type == CP_MEASURE_LEGAL_CHALLENGE;
}

static bool acts_for(const struct scene *scene, const number_vec *parties, uint32_t country)
{
    for (size_t i = 0; i < parties->count; i++)
        if (country_entity(scene, parties->items[i]) == country)
            return true;
    return false;
}

static bool is_one_of(const struct scene *scene, const number_vec *parties, uint32_t party)
{
    uint32_t country = country_entity(scene, party);
    return cp_relate_holds(parties, party) || (country != CP_NONE && acts_for(scene, parties, country));
}

static bool share_party(const struct scene *scene, const number_vec *some, const number_vec *others)
{
    for (size_t i = 0; i < some->count; i++)
        if (is_one_of(scene, others, some->items[i]))
            return true;
    return false;
}

// The other side of acts around it that hit who imposes it, or that are imposed by whom it hits.
static uint32_t elect_answered(struct scene *scene, const act_vec *acts, size_t orphan, bool target)
{
    vote_vec votes = {0};
    const struct act *act = &acts->items[orphan];
    const number_vec *known = target ? &act->imposers : &act->targets;
    uint32_t sentence = telling_of_act(scene, act, 0)->sentence;
    const struct constituency near = around(acts, orphan);
    for (size_t i = near.begin; i < near.end; i++) {
        const struct act *other = &acts->items[i];
        const number_vec *side = target ? &other->imposers : &other->targets;
        if (i == orphan || !share_party(scene, known, target ? &other->targets : &other->imposers))
            continue;
        for (size_t k = 0; k < side->count; k++) {
            uint32_t party = act->type == CP_MEASURE_LEGAL_CHALLENGE ? side->items[k] : country_entity(scene, side->items[k]);
            if (party != CP_NONE && !is_one_of(scene, known, party))
                vote_for(scene, &votes, party)->weight += nearness(scene, other, sentence);
        }
    }
    return winner(scene, &votes, act);
}

// ---------------------------------------------------------------- who imposes an act

void cp_relate_default_imposers(struct scene *scene, act_vec *acts)
{
    for (size_t i = 0; i < acts->count; i++) {
        struct act *act = &acts->items[i];
        if (act->imposers.count || !act->founded || act->type == CP_MEASURE_AGREEMENT)
            continue;
        uint32_t answering = is_answer(scene, act) ? elect_answered(scene, acts, i, false) : CP_NONE;
        uint32_t state = answering != CP_NONE ? answering : elect(scene, acts, i);
        if (state != CP_NONE)
            guess(scene, act, CP_RELATION_IMPOSES, state, answering != CP_NONE ? "default.answer" : "default.state");
    }
}

// ---------------------------------------------------------------- whom an act hits

// Acts that hit somebody by their nature.
static bool hits_somebody(enum cp_measure_type type)
{
    switch (type) {
    case CP_MEASURE_EXPORT_CONTROL:
    case CP_MEASURE_IMPORT_RESTRICTION:
    case CP_MEASURE_TARIFF:
    case CP_MEASURE_SANCTION:
    case CP_MEASURE_ENTITY_LISTING:
    case CP_MEASURE_MARKET_BAN:
    case CP_MEASURE_SECURITY_REVIEW:
    case CP_MEASURE_LEGAL_CHALLENGE:
    case CP_MEASURE_TRAVEL_RESTRICTION:
        return true;
    default:
        return false;
    }
}

// Whom acts of the same state hit, other than itself.
static void cast_for_opponent(struct scene *scene, vote_vec *votes, const struct act *act, uint32_t state, uint32_t sentence)
{
    if (!acts_for(scene, &act->imposers, state))
        return;
    for (size_t i = 0; i < act->targets.count; i++)
        if (country_entity(scene, act->targets.items[i]) != state)
            vote_for(scene, votes, act->targets.items[i])->weight += nearness(scene, act, sentence);
}

// Only acts that single out firms take a firm for granted.
static bool may_guess(const struct scene *scene, const struct act *act, uint32_t party)
{
    bool lists = act->type == CP_MEASURE_ENTITY_LISTING || act->type == CP_MEASURE_SECURITY_REVIEW ||
                 act->type == CP_MEASURE_MARKET_BAN;
    enum cp_kind kind = scene->mentions->entities[party].kind;
    return kind == CP_KIND_COUNTRY || (kind == CP_KIND_COMPANY && lists);
}

// A guess is not what makes an act worth drawing.
static bool stands_by_itself(const struct act *act)
{
    return act->imposers.count && act->imposers.count + act->goods.count > 1;
}

static uint32_t elect_opponent(struct scene *scene, const act_vec *acts, size_t orphan)
{
    vote_vec votes = {0};
    const struct act *act = &acts->items[orphan];
    uint32_t state = country_entity(scene, act->imposers.items[0]);
    uint32_t sentence = scene->tellings.items[act->tellings.items[0]].sentence;
    const struct constituency near = around(acts, orphan);
    for (size_t i = near.begin; state != CP_NONE && i < near.end; i++)
        if (i != orphan)
            cast_for_opponent(scene, &votes, &acts->items[i], state, sentence);
    uint32_t party = winner(scene, &votes, act);
    return party != CP_NONE && may_guess(scene, act, party) ? party : CP_NONE;
}

// The other state that takes most of the acts around it.
static uint32_t elect_other_state(struct scene *scene, const act_vec *acts, size_t orphan, uint32_t state)
{
    vote_vec votes = {0};
    const struct act *act = &acts->items[orphan];
    uint32_t sentence = telling_of_act(scene, act, 0)->sentence;
    const struct constituency near = around(acts, orphan);
    for (size_t i = near.begin; i < near.end; i++) {
        const struct act *other = &acts->items[i];
        for (size_t k = 0; i != orphan && k < other->imposers.count; k++) {
            uint32_t country = country_entity(scene, other->imposers.items[k]);
            if (country != CP_NONE && country != state)
                vote_for(scene, &votes, country)->weight += nearness(scene, other, sentence);
        }
    }
    return winner(scene, &votes, act);
}

// Whom a state hits that retaliates against nobody knows whom.
static uint32_t elect_opponent_of_answer(struct scene *scene, const act_vec *acts, size_t orphan)
{
    const struct act *act = &acts->items[orphan];
    uint32_t state = country_entity(scene, act->imposers.items[0]);
    if (state == CP_NONE || act->type == CP_MEASURE_LEGAL_CHALLENGE)
        return CP_NONE;
    uint32_t party = elect_opponent(scene, acts, orphan);
    if (party != CP_NONE && scene->mentions->entities[party].kind == CP_KIND_COUNTRY)
        return party;
    return elect_other_state(scene, acts, orphan, state);
}

void cp_relate_default_targets(struct scene *scene, act_vec *acts)
{
    for (size_t i = 0; i < acts->count; i++) {
        struct act *act = &acts->items[i];
        if (act->targets.count || !act->imposers.count)
            continue;
        uint32_t answered = is_answer(scene, act) ? elect_answered(scene, acts, i, true) : CP_NONE;
        if (answered == CP_NONE && is_answer(scene, act))
            answered = elect_opponent_of_answer(scene, acts, i);
        if (answered != CP_NONE) {
            guess(scene, act, CP_RELATION_TARGETS, answered, "default.answered");
            continue;
        }
        if (!stands_by_itself(act) || !act->founded || !hits_somebody(act->type))
            continue;
        uint32_t party = elect_opponent(scene, acts, i);
        if (party != CP_NONE)
            guess(scene, act, CP_RELATION_TARGETS, party, "default.opponent");
    }
}
