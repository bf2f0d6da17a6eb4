// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// What an act on imports presupposes: who bans, taxes or investigates another state's goods buys them. So "tariffs on
// Norwegian fish" that Ottawa imposes say that Norway sells to Canada, without a verb that says so (a presupposition:
// Stalnaker, "Pragmatic Presuppositions", 1974). Only if the goods are named: tariffs on a state as such are often a threat to
// all that it might sell.
#include "expand.h"
#include "identity.h"
#include "structure.h"
#include "trigger.h"

static const float PRESUPPOSED = 0.5f; // confidence

static bool is_on_imports(enum cp_measure_type type)
{
    return type == CP_MEASURE_TARIFF || type == CP_MEASURE_IMPORT_RESTRICTION || type == CP_MEASURE_TRADE_REMEDY;
}

static bool is_country(const struct scene *scene, uint32_t entity)
{
    return scene->mentions->entities[entity].kind == CP_KIND_COUNTRY;
}

static bool stands_for_goods(const struct scene *scene, uint32_t token)
{
    return cp_relate_in_set(scene, token, PHRASE_WARE_NOUN) || cp_relate_in_set(scene, token, PHRASE_TRADE_FLOW) ||
           cp_relate_names_goods(scene, token);
}

// "Norwegian fish", "Norway's exports", "goods from Norway": the goods, or CP_NONE.
static uint32_t goods_beside(const struct scene *scene, const struct cp_mention *m)
{
    uint32_t head = token_at(scene, m->head)->head;
    enum cp_dep dep = dep_of(scene, m->head);
    if (dep == CP_DEP_POBJ)
        head = token_at(scene, head)->head;
    else if (!is_name_part(dep) && dep != CP_DEP_POSS)
        return CP_NONE;
    return stands_for_goods(scene, head) ? head : CP_NONE;
}

// The goods, if the words that show whom the act hits name the state at them; else CP_NONE.
static uint32_t goods_of(const struct scene *scene, const struct link *targets)
{
    const struct cp_mentions *m = scene->mentions;
    for (uint32_t t = targets->first; t <= targets->last; t++) {
        const struct cp_mention *mention = m->covering[t] == CP_NONE ? NULL : &m->mentions[m->covering[t]];
        uint32_t goods = mention && mention->entity == targets->to ? goods_beside(scene, mention) : CP_NONE;
        if (goods != CP_NONE)
            return goods;
    }
    return CP_NONE;
}

// Of each act the state that most surely imposes it.
struct buyer {
    uint32_t state; // entity + 1, 0: nobody
    float confidence;
};

static struct buyer *find_buyers(struct scene *scene, size_t acts)
{
    struct buyer *buyers = CP_NEW_ARRAY(scene->doc, acts + 1, struct buyer);
    for (size_t i = 0; i < scene->links.count; i++) {
        const struct link *l = &scene->links.items[i];
        if (l->relation != CP_RELATION_IMPOSES || !l->to_telling || scene->tellings.items[l->to].act == CP_NONE)
            continue;
        uint32_t state = is_country(scene, l->from) ? l->from : cp_relate_country(scene, cp_relate_state(scene, l->from));
        struct buyer *buyer = &buyers[scene->tellings.items[l->to].act];
        bool surer = l->confidence > buyer->confidence || (l->confidence == buyer->confidence && state < buyer->state - 1);
        if (state != CP_NONE && surer)
            *buyer = (struct buyer){state + 1, l->confidence};
    }
    return buyers;
}

void cp_relate_find_presupposed_trade(struct scene *scene, const act_vec *acts)
{
    const struct buyer *buyers = find_buyers(scene, acts->count);
    for (size_t i = 0, count = scene->links.count; i < count; i++) {
        const struct link l = scene->links.items[i];
        uint32_t act = l.relation == CP_RELATION_TARGETS && l.from_telling ? scene->tellings.items[l.from].act : CP_NONE;
        if (act == CP_NONE || !is_on_imports(acts->items[act].type) || !is_country(scene, l.to) || !buyers[act].state ||
            buyers[act].state - 1 == l.to)
            continue;
        uint32_t goods = goods_of(scene, &l);
        if (goods == CP_NONE)
            continue;
        *CP_PUSH(scene->doc, &scene->links) = (struct link){.relation = CP_RELATION_SUPPLIES,
                                                            .from = l.to,
                                                            .to = buyers[act].state - 1,
                                                            .confidence = PRESUPPOSED,
                                                            .first = goods < l.first ? goods : l.first,
                                                            .last = goods > l.last ? goods : l.last,
                                                            .rule = "presupposed.trade"};
    }
}
