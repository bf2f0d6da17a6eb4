// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// An act in the passive ("were banned", "new tariffs") is imposed by the state whose actions the
// passage reports. That state is the one that imposes most of the acts told around it; if no state
// has more than half of them, nobody is guessed.
#include "identity.h"

enum { NEAR_SENTENCES = 12 };

struct vote {
    uint32_t entity; // a country
    double weight;
};

static uint32_t country_entity(const struct scene *scene, uint32_t entity)
{
    const struct cp_mentions *m = scene->mentions;
    if (m->entities[entity].kind == CP_KIND_COUNTRY)
        return entity;
    struct cp_str state = cp_relate_state(scene, entity);
    for (uint32_t i = 0; state.len && i < m->entity_count; i++)
        if (m->entities[i].kind == CP_KIND_COUNTRY && cp_str_equal(m->entities[i].country, state))
            return i;
    return CP_NONE;
}

static void cast(struct scene *scene, struct vote *votes, const struct act *act, uint32_t sentence)
{
    for (size_t i = 0; i < act->imposers.count; i++) {
        uint32_t country = country_entity(scene, act->imposers.items[i]);
        if (country == CP_NONE)
            continue;
        for (size_t k = 0; k < act->tellings.count; k++) {
            uint32_t other = scene->tellings.items[act->tellings.items[k]].sentence;
            uint32_t apart = other > sentence ? other - sentence : sentence - other;
            votes[country].weight += apart <= NEAR_SENTENCES ? 1.0 : 0.25;
        }
    }
}

static uint32_t elect(struct scene *scene, const act_vec *acts, const struct act *orphan)
{
    size_t n = scene->mentions->entity_count;
    struct vote *votes = CP_NEW_ARRAY(scene->doc, n + 1, struct vote);
    const struct telling *t = &scene->tellings.items[orphan->tellings.items[0]];
    double all = 0;
    uint32_t best = CP_NONE;
    for (size_t i = 0; i < acts->count; i++)
        cast(scene, votes, &acts->items[i], t->sentence);
    for (uint32_t i = 0; i < n; i++) {
        all += votes[i].weight;
        bool target = false;
        for (size_t k = 0; k < orphan->targets.count; k++)
            target |= country_entity(scene, orphan->targets.items[k]) == i;
        if (!target && votes[i].weight > 0 && (best == CP_NONE || votes[i].weight > votes[best].weight))
            best = i;
    }
    return best != CP_NONE && votes[best].weight * 2 > all ? best : CP_NONE;
}

void cp_relate_default_imposers(struct scene *scene, act_vec *acts)
{
    for (size_t i = 0; i < acts->count; i++) {
        struct act *act = &acts->items[i];
        if (act->imposers.count || !act->founded || act->type == CP_MEASURE_AGREEMENT)
            continue;
        uint32_t state = elect(scene, acts, act);
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
