// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// A public body is part of the state whose national word stands in or beside its name ("the Dutch
// intelligence agency"), or which is known to be its own, if the document names that state at all.
#include "structure.h"

static uint32_t state_entity(const struct scene *scene, struct cp_str country)
{
    const struct cp_mentions *m = scene->mentions;
    for (uint32_t i = 0; country.len && i < m->entity_count; i++)
        if (m->entities[i].kind == CP_KIND_COUNTRY && cp_str_equal(m->entities[i].country, country))
            return i;
    return CP_NONE;
}

// The national word right before the name belongs to the evidence.
static uint32_t with_nation(const struct scene *scene, const struct cp_mention *m, uint32_t state)
{
    for (uint32_t t = m->first; t-- > 0 && m->first - t <= 2;) {
        uint32_t covering = scene->mentions->covering[t];
        if (covering != CP_NONE && scene->mentions->mentions[covering].entity == state &&
            scene->analysis->tokens[t].sentence == scene->analysis->tokens[m->first].sentence)
            return scene->mentions->mentions[covering].first;
    }
    return m->first;
}

void cp_relate_find_own_states(struct scene *scene)
{
    const struct cp_mentions *mentions = scene->mentions;
    for (size_t i = 0; i < mentions->mention_count; i++) {
        const struct cp_mention *m = &mentions->mentions[i];
        const struct cp_entity *body = &mentions->entities[m->entity];
        if (body->kind != CP_KIND_AGENCY || m->form != CP_MENTION_NAME)
            continue;
        uint32_t state = state_entity(scene, body->country);
        if (state == CP_NONE)
            continue;
        uint32_t first = with_nation(scene, m, state);
        *CP_PUSH(scene->doc, &scene->links) = (struct link){.relation = CP_RELATION_PART_OF,
                                                            .from = m->entity,
                                                            .to = state,
                                                            .confidence = first < m->first ? 0.95f : 0.8f,
                                                            .first = first,
                                                            .last = m->last,
                                                            .rule = "own-state"};
    }
}
