// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// A document tells the same act again and again, under other names and with other details. The tellings are gone
// through in the order of the text: each is another telling of the act told before that a judge finds most like it, or
// begins one of its own. An act that only general tellings name ("the ban") is dropped if it names nobody.
#include "identity.h"

#include "engine.h"
#include "link.h"
#include "same.h"

#include <string.h>

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

// The telling that the link has a name impose or hit; CP_NONE: another link.
static uint32_t telling_of_part(const struct scene *scene, const struct link *link)
{
    (void)scene;
    if (link->relation == CP_RELATION_IMPOSES && link->to_telling)
        return link->to;
    return link->relation == CP_RELATION_TARGETS && link->from_telling ? link->from : CP_NONE;
}

static uint32_t name_of_part(const struct link *link)
{
    return link->relation == CP_RELATION_IMPOSES ? link->from : link->to;
}

// "Washington imposed tariffs on China, and China on the United States": a state that is read as both is what is surer.
static bool is_surer_otherwise(const struct scene *scene, const struct link_chains *parts, const struct link *link)
{
    for (uint32_t i = parts->first[telling_of_part(scene, link)]; i != CP_NONE; i = parts->next[i]) {
        const struct link *other = &scene->links.items[i];
        if (other->relation != link->relation && name_of_part(other) == name_of_part(link) && other->confidence > link->confidence)
            return true;
    }
    return false;
}

// What the links say of each telling, as if it were an act by itself.
static void gather(struct scene *scene, struct act *own)
{
    const struct link_chains parts = cp_relate_chain_links(scene, &scene->links, scene->tellings.count, telling_of_part);
    for (size_t i = 0; i < scene->links.count; i++) {
        const struct link *link = &scene->links.items[i];
        if (link->relation == CP_RELATION_COVERS && link->from_telling)
            cp_relate_include(scene, &own[link->from].goods, link->to);
        uint32_t telling = telling_of_part(scene, link);
        if (telling == CP_NONE || is_surer_otherwise(scene, &parts, link))
            continue;
        bool imposes = link->relation == CP_RELATION_IMPOSES;
        cp_relate_include(scene, imposes ? &own[telling].imposers : &own[telling].targets, name_of_part(link));
        if (imposes)
            own[telling].imposed = surer(own[telling].imposed, link->confidence);
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

// Joins what `choose` says is one.
static void join(struct scene *scene, struct act *acts, const struct act_chooser *chooser)
{
    uint32_t *told = CP_NEW_ARRAY(scene->doc, scene->tellings.count + 1, uint32_t); // acts, that told last at the end
    uint32_t count = 0;
    for (uint32_t i = 0; i < scene->tellings.count; i++) {
        if (!acts[i].tellings.count)
            continue;
        uint32_t back = count < LOOK_BACK ? count : LOOK_BACK;
        uint32_t place = chooser->choose(chooser->context, scene, acts, told + count - back, back, i);
        if (place == CP_NONE) {
            told[count++] = i;
            continue;
        }
        place += count - back;
        uint32_t act = told[place];
        merge(scene, &acts[act], &acts[i]);
        memmove(told + place, told + place + 1, (count - place - 1) * sizeof *told);
        told[count - 1] = act;
    }
}

// The act that the judge finds most like the telling; of two, the one that was told last.
static uint32_t judge_same(void *context, const struct scene *scene, const struct act *acts, const uint32_t *told, uint32_t count,
                           uint32_t telling)
{
    (void)context;
    const struct trees *judge = scene->engine->sameness;
    int32_t best = judge->bar, sum;
    uint32_t found = CP_NONE;
    for (uint32_t n = 0; judge->trained && n < count; n++) {
        const struct act *act = &acts[told[count - 1 - n]];
        int32_t features[SAMENESS_COUNT];
        if (!cp_relate_may_be_same(scene, act, &acts[telling]))
            continue;
        cp_relate_compare(scene, act, &acts[telling], n, features);
        if (cp_relate_trees_exceed(judge, features, best, &sum)) {
            best = sum;
            found = count - 1 - n;
        }
    }
    return found;
}

// ---------------------------------------------------------------- all

static bool says_enough(const struct act *act)
{
    enum { LEAST_NAMES = 2 };
    return act->founded || act->imposers.count + act->targets.count + act->goods.count >= LEAST_NAMES;
}

void cp_relate_join_as(struct scene *scene, const struct act_chooser *chooser, act_vec *acts)
{
    struct act *all = begin(scene);
    scene->phrases = cp_relate_read_phrases(scene);
    join(scene, all, chooser);
    for (uint32_t i = 0; i < scene->tellings.count; i++) {
        if (!all[i].tellings.count || !says_enough(&all[i]))
            continue;
        for (size_t k = 0; k < all[i].tellings.count; k++)
            scene->tellings.items[all[i].tellings.items[k]].act = (uint32_t)acts->count;
        *CP_PUSH(scene->doc, acts) = all[i];
    }
}

void cp_relate_join_tellings(struct scene *scene, act_vec *acts)
{
    static const struct act_chooser chooser = {judge_same, NULL};
    cp_relate_join_as(scene, &chooser, acts);
}

uint32_t cp_relate_main_act(const act_vec *acts)
{
    size_t most = 1;
    uint32_t best = CP_NONE;
    for (uint32_t i = 0; i < acts->count; i++)
        if (acts->items[i].tellings.count > most)
            most = acts->items[i].tellings.count, best = i;
    return best;
}
