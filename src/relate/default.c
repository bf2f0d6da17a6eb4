// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// An act in the passive ("were banned", "new tariffs") is imposed by the state whose actions the
// passage reports. That state is the one that imposes most of the acts told around it; if no state
// has more than half of them, nobody is guessed.
#include "identity.h"
#include "structure.h"

enum { NEAR_SENTENCES = 12, NEAR_ACTS = 200, MOST_TELLINGS = 50 };

struct vote {
    uint32_t country; // entity
    double weight;
};

typedef CP_VEC(struct vote) vote_vec;

static uint32_t country_entity(const struct scene *scene, uint32_t entity)
{
    if (scene->mentions->entities[entity].kind == CP_KIND_COUNTRY)
        return entity;
    return cp_relate_country(scene, cp_relate_state(scene, entity));
}

static struct vote *vote_for(struct scene *scene, vote_vec *votes, uint32_t country)
{
    for (size_t i = 0; i < votes->count; i++)
        if (votes->items[i].country == country)
            return &votes->items[i];
    struct vote *vote = CP_PUSH(scene->doc, votes);
    vote->country = country;
    return vote;
}

static void cast(struct scene *scene, vote_vec *votes, const struct act *act, uint32_t sentence)
{
    for (size_t i = 0; i < act->imposers.count; i++) {
        uint32_t country = country_entity(scene, act->imposers.items[i]);
        if (country == CP_NONE)
            continue;
        for (size_t k = 0; k < act->tellings.count && k < MOST_TELLINGS; k++) {
            uint32_t other = scene->tellings.items[act->tellings.items[k]].sentence;
            uint32_t apart = other > sentence ? other - sentence : sentence - other;
            vote_for(scene, votes, country)->weight += apart <= NEAR_SENTENCES ? 1.0 : 0.25;
        }
    }
}

static bool is_target(const struct scene *scene, const struct act *act, uint32_t country)
{
    for (size_t k = 0; k < act->targets.count; k++)
        if (country_entity(scene, act->targets.items[k]) == country)
            return true;
    return false;
}

static uint32_t elect(struct scene *scene, const act_vec *acts, size_t orphan)
{
    vote_vec votes = {0};
    const struct act *act = &acts->items[orphan];
    uint32_t sentence = scene->tellings.items[act->tellings.items[0]].sentence;
    size_t from = orphan > NEAR_ACTS ? orphan - NEAR_ACTS : 0;
    for (size_t i = from; i < acts->count && i < orphan + NEAR_ACTS; i++)
        cast(scene, &votes, &acts->items[i], sentence);
    double all = 0;
    const struct vote *best = NULL;
    for (size_t i = 0; i < votes.count; i++) {
        const struct vote *v = &votes.items[i];
        all += v->weight;
        bool more = !best || v->weight > best->weight || (v->weight == best->weight && v->country < best->country);
        if (more && !is_target(scene, act, v->country))
            best = v;
    }
    return best && best->weight * 2 > all ? best->country : CP_NONE;
}

void cp_relate_default_imposers(struct scene *scene, act_vec *acts)
{
    for (size_t i = 0; i < acts->count; i++) {
        struct act *act = &acts->items[i];
        if (act->imposers.count || !act->founded || act->type == CP_MEASURE_AGREEMENT)
            continue;
        uint32_t state = elect(scene, acts, i);
        if (state == CP_NONE)
            continue;
        uint32_t telling = act->tellings.items[0];
        const struct telling *t = &scene->tellings.items[telling];
        *CP_PUSH(scene->doc, &scene->links) = (struct link){.relation = CP_RELATION_IMPOSES,
                                                            .to_telling = true,
                                                            .from = state,
                                                            .to = telling,
                                                            .hypothetical = t->hypothetical,
                                                            .confidence = 0.4f,
                                                            .first = t->first,
                                                            .last = t->last,
                                                            .rule = "default.state"};
    }
}
