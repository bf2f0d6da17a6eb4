// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// A public body is part of the state whose national word stands in or beside its name ("the Dutch
// intelligence agency"), or which is known to be its own, if the document names that state at all.
#include "structure.h"

static void put(struct cp_table *table, struct cp_str key, uint32_t entity)
{
    uint32_t number = key.len ? cp_table_add(table, key) : CP_NONE;
    if (number != CP_NONE && !cp_table_value(table, number))
        cp_table_set(table, number, entity + 1u);
}

static uint32_t take(const struct cp_table *table, struct cp_str key)
{
    uint32_t number = key.len ? cp_table_find(table, key) : CP_NONE;
    return number == CP_NONE ? CP_NONE : (uint32_t)cp_table_value(table, number) - 1;
}

void cp_relate_index_entities(struct scene *scene)
{
    scene->countries = cp_table_new(scene->doc);
    scene->bodies = cp_table_new(scene->doc);
    for (uint32_t i = 0; i < scene->mentions->entity_count; i++) {
        const struct cp_entity *e = &scene->mentions->entities[i];
        if (e->kind == CP_KIND_COUNTRY)
            put(scene->countries, e->country, i);
        if (e->kind != CP_KIND_AGENCY)
            continue;
        put(scene->bodies, e->id, i);
        put(scene->bodies, cp_str_lower(scene->doc, e->label), i);
    }
}

uint32_t cp_relate_country(const struct scene *scene, struct cp_str code)
{
    return take(scene->countries, code);
}

uint32_t cp_relate_body(const struct scene *scene, struct cp_str label)
{
    uint32_t body = take(scene->bodies, label);
    return body == CP_NONE ? take(scene->bodies, cp_str_lower(scene->doc, label)) : body;
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
        uint32_t state = cp_relate_country(scene, body->country);
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
