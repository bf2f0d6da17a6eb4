// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// A document tells the same act again and again, under other names and with other details. Each telling begins as an act
// of its own; acts are merged in passes, the surest evidence first, so that an act has gathered what the text says of it
// before weaker evidence is weighed (the sieves of Lee et al. 2013). What sets two acts apart is asked of the whole acts
// (same.c). An act that only general tellings name ("the ban") is weighed last, and dropped if it names nobody.
#include "identity.h"

#include "same.h"

enum { LOOK_BACK = 300 }; // acts; a longer document is a collection, and time must not grow with its square

struct cp_str cp_relate_state(const struct scene *scene, uint32_t entity)
{
    const struct cp_entity *e = &scene->mentions->entities[entity];
    if (e->country.len)
        return e->country;
    return e->name ? e->name->country : (struct cp_str){"", 0};
}

// ---------------------------------------------------------------- an act by itself

static float surer(float a, float b)
{
    return a > b ? a : b;
}

// What the links say of each telling, as if it were an act by itself.
static void gather(struct scene *scene, struct act *own)
{
    for (size_t i = 0; i < scene->links.count; i++) {
        const struct link *link = &scene->links.items[i];
        if (link->relation == CP_RELATION_IMPOSES && link->to_telling) {
            cp_relate_include(scene, &own[link->to].imposers, link->from);
            own[link->to].imposed = surer(own[link->to].imposed, link->confidence);
        } else if (link->relation == CP_RELATION_TARGETS && link->from_telling)
            cp_relate_include(scene, &own[link->from].targets, link->to);
        else if (link->relation == CP_RELATION_COVERS && link->from_telling)
            cp_relate_include(scene, &own[link->from].goods, link->to);
    }
}

static struct act *begin(struct scene *scene)
{
    struct act *acts = CP_NEW_ARRAY(scene->doc, scene->tellings.count + 1, struct act);
    gather(scene, acts);
    for (uint32_t i = 0; i < scene->tellings.count; i++) {
        struct telling *t = &scene->tellings.items[i];
        t->act = CP_NONE;
        if (t->negated)
            continue;
        struct act *act = &acts[i];
        *CP_PUSH(scene->doc, &act->tellings) = i;
        act->type = t->type;
        if (t->dated != DATE_OF_EFFECT)
            act->date = t->date;
        act->founded = t->reach == TELLING_SPECIFIC;
        act->planned = t->status == CP_STATUS_PLANNED;
        cp_relate_portray(scene, t, &act->portrait);
    }
    return acts;
}

// ---------------------------------------------------------------- merging

static void include_all(struct scene *scene, number_vec *list, const number_vec *more)
{
    for (size_t i = 0; i < more->count; i++)
        cp_relate_include(scene, list, more->items[i]);
}

// Both stand in the order of the text, and most of the second behind the first.
static void merge_tellings(struct scene *scene, number_vec *list, const number_vec *more)
{
    size_t left = list->count;
    for (size_t i = 0; i < more->count; i++)
        *CP_PUSH(scene->doc, list) = more->items[i];
    for (size_t right = more->count, place = list->count; right;) {
        const bool first = left && list->items[left - 1] > more->items[right - 1];
        list->items[--place] = first ? list->items[--left] : more->items[--right];
    }
}

// `b` becomes part of `a`, which was told first.
static void merge(struct scene *scene, struct act *a, struct act *b)
{
    include_all(scene, &a->imposers, &b->imposers);
    include_all(scene, &a->targets, &b->targets);
    include_all(scene, &a->goods, &b->goods);
    a->imposed = surer(a->imposed, b->imposed);
    merge_tellings(scene, &a->tellings, &b->tellings);
    if (cp_date_precision(b->date) > cp_date_precision(a->date))
        a->date = b->date;
    if (b->founded && !a->founded)
        a->type = b->type;
    a->founded |= b->founded;
    a->planned &= b->planned;
    cp_relate_add_portrait(scene, &a->portrait, &b->portrait);
    b->tellings.count = 0;
}

// Of the acts told before, the nearest first, the one that most speaks for; the act itself if no evidence is enough.
static uint32_t best_act(const struct scene *scene, const struct act *acts, uint32_t number, int enough)
{
    int best = enough - 1;
    uint32_t found = number;
    for (uint32_t i = number, n = 0; i-- > 0 && n < LOOK_BACK;) {
        if (!acts[i].tellings.count)
            continue;
        int same = cp_relate_same(scene, &acts[i], &acts[number]);
        if (same > best) {
            best = same;
            found = i;
        }
        n++;
    }
    return found;
}

static void merge_at(struct scene *scene, struct act *acts, int enough)
{
    for (uint32_t i = 0; i < scene->tellings.count; i++) {
        if (!acts[i].tellings.count || (enough < SAME_SPECIFIC && acts[i].founded))
            continue;
        uint32_t with = best_act(scene, acts, i, enough);
        if (with != i)
            merge(scene, &acts[with], &acts[i]);
    }
}

// ---------------------------------------------------------------- all

static bool says_enough(const struct act *act)
{
    enum { LEAST_NAMES = 2 };
    return act->founded || act->imposers.count + act->targets.count + act->goods.count >= LEAST_NAMES;
}

void cp_relate_join_tellings(struct scene *scene, act_vec *acts)
{
    static const int passes[] = {61, 50, 40, SAME_SPECIFIC, SAME_GENERAL};
    struct act *all = begin(scene);
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
        merge_at(scene, all, passes[i]);
    for (uint32_t i = 0; i < scene->tellings.count; i++) {
        if (!all[i].tellings.count || !says_enough(&all[i]))
            continue;
        for (size_t k = 0; k < all[i].tellings.count; k++)
            scene->tellings.items[all[i].tellings.items[k]].act = (uint32_t)acts->count;
        *CP_PUSH(scene->doc, acts) = all[i];
    }
}
