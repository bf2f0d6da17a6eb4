// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate (a program of its own, not part of chokepoint).
#include "cases.h"

#include "../same.h"

#include <stdlib.h>
#include <string.h>

enum { PARTS = 3 }; // imposes, targets, covers

// Gold nodes (by number) in each part of an act.
struct parts {
    number_vec nodes[PARTS];
};

struct pairing {
    uint32_t act, node;
    double likeness;
};

typedef CP_VEC(struct pairing) pairing_vec;

struct matcher {
    const struct gold *gold;
    const act_vec *acts;
    const json_t *nodes, *measures; // measures: of each telling, those that it may tell
    uint32_t *node_of; // of each entity
    struct parts *said; // of each act
};

static const char *id_of(const struct matcher *m, size_t node)
{
    return json_string_value(json_object_get(json_array_get(m->nodes, node), "id"));
}

static uint32_t node_by_id(const struct matcher *m, const char *id)
{
    for (uint32_t i = 0; i < json_array_size(m->nodes); i++)
        if (strcmp(id_of(m, i), id) == 0)
            return i;
    return CP_NONE;
}

static void name_nodes(struct matcher *m)
{
    const struct cp_mentions *mentions = m->gold->scene->mentions;
    m->node_of = CP_NEW_ARRAY(m->gold->scene->doc, mentions->entity_count + 1, uint32_t);
    for (size_t e = 0; e < mentions->entity_count; e++) {
        m->node_of[e] = CP_NONE;
        for (uint32_t n = 0; n < json_array_size(m->nodes) && m->node_of[e] == CP_NONE; n++)
            if (cp_gold_is_node(m->gold, id_of(m, n), &mentions->entities[e]))
                m->node_of[e] = n;
    }
}

// What sure edges say of each act. A name that the gold does not know stands for itself, beyond the gold's nodes.
static void gather_said(struct matcher *m, const edge_vec *edges, const bool *objections)
{
    struct scene *scene = m->gold->scene;
    uint32_t base = (uint32_t)scene->mentions->entity_count;
    m->said = CP_NEW_ARRAY(scene->doc, m->acts->count + 1, struct parts);
    for (size_t i = 0; i < edges->count; i++) {
        const struct edge *e = &edges->items[i];
        uint32_t act = e->relation == CP_RELATION_IMPOSES ? e->to : e->from, name = e->relation == CP_RELATION_IMPOSES ? e->from : e->to;
        if ((int)e->relation >= PARTS || !e->sure || objections[i] || act < base || name >= base)
            continue;
        uint32_t node = m->node_of[name] != CP_NONE ? m->node_of[name] : (uint32_t)json_array_size(m->nodes) + name;
        cp_relate_include(scene, &m->said[act - base].nodes[e->relation], node);
    }
}

static struct parts parts_of(const struct matcher *m, const char *measure)
{
    struct parts parts = {0};
    json_t *edge;
    size_t i;
    json_array_foreach(json_object_get(m->gold->graph, "edges"), i, edge) {
        enum cp_relation relation = cp_relation_from(cp_gold_str(json_object_get(edge, "relation")));
        bool imposes = relation == CP_RELATION_IMPOSES;
        const char *act = json_string_value(json_object_get(edge, imposes ? "to" : "from"));
        const char *party = json_string_value(json_object_get(edge, imposes ? "from" : "to"));
        if ((int)relation < PARTS && strcmp(act, measure) == 0)
            cp_relate_include(m->gold->scene, &parts.nodes[relation], node_by_id(m, party));
    }
    return parts;
}

static double overlap(const number_vec *a, const number_vec *b)
{
    size_t both = 0;
    for (size_t i = 0; i < a->count; i++)
        both += cp_relate_holds(b, a->items[i]);
    return both ? (double)both / (double)(a->count + b->count - both) : 0;
}

static bool may_tell(const struct matcher *m, uint32_t act, const char *measure)
{
    const number_vec *tellings = &m->acts->items[act].tellings;
    json_t *id;
    size_t k;
    for (size_t i = 0; i < tellings->count; i++)
        json_array_foreach(json_array_get(m->measures, tellings->items[i]), k, id)
            if (strcmp(json_string_value(id), measure) == 0)
                return true;
    return false;
}

static double likeness(const struct matcher *m, uint32_t act, size_t node, const struct parts *parts)
{
    static const double weights[PARTS] = {1, 1, 0.5};
    const char *type = json_string_value(json_object_get(json_array_get(m->nodes, node), "type"));
    bool same = type && strcmp(type, cp_measure_name(m->acts->items[act].type)) == 0, words = may_tell(m, act, id_of(m, node));
    double shared = 0;
    for (unsigned r = 0; r < PARTS; r++)
        shared += weights[r] * overlap(&m->said[act].nodes[r], &parts->nodes[r]);
    return (shared > 0) + same + words >= 2 ? shared + same + words : 0;
}

static int most_first(const void *x, const void *y)
{
    const struct pairing *a = x, *b = y;
    if (a->likeness != b->likeness)
        return a->likeness > b->likeness ? -1 : 1;
    return a->act != b->act ? (a->act < b->act ? -1 : 1) : a->node < b->node ? -1 : a->node > b->node;
}

// Of each act, the gold measure that it is, or NULL.
static const char **match_acts(const struct matcher *m)
{
    struct cp_arena *doc = m->gold->scene->doc;
    const char **matched = CP_NEW_ARRAY(doc, m->acts->count + 1, const char *);
    bool *taken = CP_NEW_ARRAY(doc, json_array_size(m->nodes) + 1, bool);
    pairing_vec pairings = {0};
    for (uint32_t n = 0; n < json_array_size(m->nodes); n++) {
        const char *kind = json_string_value(json_object_get(json_array_get(m->nodes, n), "kind"));
        struct parts parts = parts_of(m, id_of(m, n));
        for (uint32_t a = 0; a < m->acts->count && strcmp(kind, "measure") == 0; a++) {
            double like = likeness(m, a, n, &parts);
            if (like > 0)
                *CP_PUSH(doc, &pairings) = (struct pairing){a, n, like};
        }
    }
    if (pairings.count)
        qsort(pairings.items, pairings.count, sizeof *pairings.items, most_first);
    for (size_t i = 0; i < pairings.count; i++) {
        const struct pairing *p = &pairings.items[i];
        if (matched[p->act] || taken[p->node])
            continue;
        matched[p->act] = id_of(m, p->node);
        taken[p->node] = true;
    }
    return matched;
}

static bool is_right(const struct gold *gold, enum cp_relation relation, const char *measure, const struct cp_entity *entity)
{
    bool imposes = relation == CP_RELATION_IMPOSES;
    json_t *edge;
    size_t i;
    json_array_foreach(json_object_get(gold->graph, "edges"), i, edge) {
        const char *act = json_string_value(json_object_get(edge, imposes ? "to" : "from"));
        const char *party = json_string_value(json_object_get(edge, imposes ? "from" : "to"));
        if (cp_relation_from(cp_gold_str(json_object_get(edge, "relation"))) == relation && strcmp(act, measure) == 0 &&
            cp_gold_is_node(gold, party, entity))
            return true;
    }
    return false;
}

// What the program reads in a document, and of each act the gold measure that it is. Tellings are looked up in the gold when all of them
// are there: reading the acts parts some.
struct reading {
    act_vec acts;
    edge_vec edges;
    bool *objections;
    struct surroundings around;
    const struct court *court;
    const char **matched;
};

static void read_document(const struct cp_engine *engine, const struct gold *gold, struct reading *r)
{
    r->acts = cp_relate_read_acts(engine, gold->scene);
    r->edges = cp_relate_gather_edges(gold->scene, &r->acts, &r->objections);
    r->around = cp_relate_find_domain(gold->scene, &r->acts);
    r->court = cp_relate_open_court(gold->scene, &r->acts, &r->edges, &r->around);
    json_t *measures = cp_gold_all_measures(gold);
    struct matcher matcher = {.gold = gold, .acts = &r->acts, .nodes = json_object_get(gold->graph, "nodes"), .measures = measures};
    name_nodes(&matcher);
    gather_said(&matcher, &r->edges, r->objections);
    r->matched = match_acts(&matcher);
    json_decref(measures);
}

void cp_take_cases(struct cp_arena *run, const struct cp_engine *engine, const struct gold *gold, boost_case_vec *cases)
{
    const struct cp_mentions *mentions = gold->scene->mentions;
    struct reading r;
    read_document(engine, gold, &r);
    considered_vec considered = cp_relate_consider(r.court, r.objections);
    for (size_t i = 0; i < considered.count; i++) {
        const struct edge *e = &r.edges.items[considered.items[i].edge];
        bool imposes = e->relation == CP_RELATION_IMPOSES;
        const char *measure = r.matched[(imposes ? e->to : e->from) - mentions->entity_count];
        const struct cp_entity *entity = &mentions->entities[imposes ? e->from : e->to];
        struct boost_case *c = CP_PUSH(run, cases);
        memcpy(c->features, considered.items[i].features, sizeof considered.items[i].features);
        c->wanted = measure && is_right(gold, e->relation, measure, entity);
    }
}

void cp_take_act_cases(struct cp_arena *run, const struct cp_engine *engine, const struct gold *gold, boost_case_vec *cases)
{
    struct reading r;
    read_document(engine, gold, &r);
    considered_vec considered = cp_relate_consider_acts(r.court);
    for (size_t i = 0; i < considered.count; i++) {
        const int32_t *f = considered.items[i].features;
        if (f[VERDICT_imposers] + f[VERDICT_targets] + f[VERDICT_goods] < 2)
            continue;
        struct boost_case *c = CP_PUSH(run, cases);
        memcpy(c->features, f, sizeof considered.items[i].features);
        c->wanted = r.matched[considered.items[i].edge] != NULL;
    }
}

// ---------------------------------------------------------------- relations

// Is the gold's node the end of the edge: the entity, or the act?
static bool is_end(const struct gold *gold, const struct reading *r, uint32_t node, const char *id)
{
    const struct cp_mentions *mentions = gold->scene->mentions;
    if (node < mentions->entity_count)
        return cp_gold_is_node(gold, id, &mentions->entities[node]);
    const char *measure = r->matched[node - mentions->entity_count];
    return measure && strcmp(measure, id) == 0;
}

static bool is_right_bond(const struct gold *gold, const struct reading *r, const struct edge *e)
{
    json_t *edge;
    size_t i;
    json_array_foreach(json_object_get(gold->graph, "edges"), i, edge) {
        if (cp_relation_from(cp_gold_str(json_object_get(edge, "relation"))) != e->relation)
            continue;
        const char *from = json_string_value(json_object_get(edge, "from")), *to = json_string_value(json_object_get(edge, "to"));
        if ((is_end(gold, r, e->from, from) && is_end(gold, r, e->to, to)) ||
            (cp_relation_symmetric(e->relation) && is_end(gold, r, e->from, to) && is_end(gold, r, e->to, from)))
            return true;
    }
    return false;
}

static bool is_own_state(const struct cp_mentions *mentions, const struct edge *e)
{
    if (e->relation != CP_RELATION_PART_OF || e->from >= mentions->entity_count || e->to >= mentions->entity_count)
        return false;
    enum cp_kind from = mentions->entities[e->from].kind;
    return (from == CP_KIND_AGENCY || from == CP_KIND_ORGANIZATION) && mentions->entities[e->to].kind == CP_KIND_COUNTRY;
}

void cp_take_bond_cases(struct cp_arena *run, const struct cp_engine *engine, const struct gold *gold, boost_case_vec *cases)
{
    struct reading r;
    read_document(engine, gold, &r);
    bond_case_vec considered = cp_relate_consider_bonds(gold->scene, &r.acts, &r.edges, &r.around);
    for (size_t i = 0; i < considered.count; i++) {
        const struct edge *e = &r.edges.items[considered.items[i].edge];
        bool wanted = is_right_bond(gold, &r, e);
        if (!wanted && is_own_state(gold->scene->mentions, e))
            continue;
        struct boost_case *c = CP_PUSH(run, cases);
        memcpy(c->features, considered.items[i].features, sizeof considered.items[i].features);
        c->wanted = wanted;
    }
}
