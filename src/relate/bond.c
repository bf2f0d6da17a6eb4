// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
#include "bond.h"

#include "engine.h"
#include "link.h"
#include "trigger.h"
#include "weigh.h"

#include <string.h>

const char *const cp_bond_names[BOND_COUNT + 1] = {
#define X(name) #name,
    BOND_LIST(X)
#undef X
        NULL};

enum { PARTS = 3 }; // imposes, targets, covers

// The two surest of several.
struct two {
    int32_t best, second;
};

// What is known of the edges that leave or reach a node in one relation.
struct side {
    struct two two;
    int32_t count;
};

// What holds best between two nodes.
struct between {
    struct two two;
    enum cp_relation relation; // of the best
};

struct hall {
    struct scene *scene;
    const act_vec *acts;
    const edge_vec *edges;
    const struct surroundings *around;
    uint32_t base;                         // number of the first act among the nodes
    uint32_t *mentions, *begins;           // of each entity: how often and from which sentence on
    int32_t (*claims)[PARTS];              // of each entity: the surest claim to this part of any act
    struct cp_table *ends;                 // node, relation, does it leave?
    CP_VEC(struct side) sides;             // of each of these
    int32_t common[CP_RELATION_COUNT];     // edges of the relation
    struct cp_table *pairs;                // two nodes in order
    CP_VEC(struct between) between;        // of each such pair
    struct cp_table *parts;                // entity, act, part
    int32_t *part_confidence;              // of each of these
    int32_t (*best_part)[PARTS];           // of each act
    uint32_t (*best_name)[PARTS];          // of each act who or what that is, or CP_NONE
    uint32_t *post;                        // of each entity: where it surest holds a post, or CP_NONE
    int32_t *post_confidence;
};

bool cp_relate_is_bond(const struct scene *scene, const struct edge *e)
{
    uint32_t base = (uint32_t)scene->mentions->entity_count;
    return e->relation > CP_RELATION_RESPONDS_TO && (e->from < base || e->to < base);
}

// ---------------------------------------------------------------- what there is

static struct cp_str key_of(const uint32_t *numbers, size_t count)
{
    return (struct cp_str){(const char *)numbers, count * sizeof *numbers};
}

static void keep_two(struct two *two, int32_t confidence)
{
    if (confidence > two->best)
        *two = (struct two){confidence, two->best};
    else if (confidence > two->second)
        two->second = confidence;
}

static void add_to_side(struct hall *h, uint32_t node, enum cp_relation relation, bool leaves, int32_t confidence)
{
    const uint32_t key[] = {node, relation, leaves};
    uint32_t number = cp_table_add(h->ends, key_of(key, 3));
    bool known = number < h->sides.count;
    struct side *side = known ? &h->sides.items[number] : CP_PUSH(h->scene->doc, &h->sides);
    if (!known)
        *side = (struct side){0};
    side->count++;
    keep_two(&side->two, confidence);
}

static void add_between(struct hall *h, const struct edge *e)
{
    const uint32_t ends[] = {e->from, e->to};
    uint32_t number = cp_table_add(h->pairs, key_of(ends, 2));
    int32_t confidence = thousandths(e->confidence);
    if (number == h->between.count)
        *CP_PUSH(h->scene->doc, &h->between) = (struct between){.relation = CP_RELATION_COUNT};
    struct between *b = &h->between.items[number];
    if (b->relation == CP_RELATION_COUNT || confidence > b->two.best)
        b->relation = e->relation;
    keep_two(&b->two, confidence);
}

static void add_post(struct hall *h, const struct edge *e)
{
    int32_t confidence = thousandths(e->confidence);
    if (e->relation != CP_RELATION_HOLDS_POST || !e->sure || confidence <= h->post_confidence[e->from])
        return;
    h->post[e->from] = e->to;
    h->post_confidence[e->from] = confidence;
}

static void add_bond(struct hall *h, const struct edge *e)
{
    int32_t confidence = thousandths(e->confidence);
    add_to_side(h, e->from, e->relation, true, confidence);
    add_to_side(h, e->to, e->relation, false, confidence);
    h->common[e->relation]++;
    add_between(h, e);
    add_post(h, e);
}

static void add_part(struct hall *h, const struct edge *e)
{
    bool imposes = e->relation == CP_RELATION_IMPOSES;
    uint32_t name = imposes ? e->from : e->to, act = imposes ? e->to : e->from;
    if (e->relation > CP_RELATION_COVERS || name >= h->base || act < h->base)
        return;
    int32_t confidence = thousandths(e->confidence);
    const uint32_t key[] = {name, act, e->relation};
    h->part_confidence[cp_table_add(h->parts, key_of(key, 3))] = confidence;
    if (confidence > h->claims[name][e->relation])
        h->claims[name][e->relation] = confidence;
    if (confidence > h->best_part[act - h->base][e->relation]) {
        h->best_part[act - h->base][e->relation] = confidence;
        h->best_name[act - h->base][e->relation] = name;
    }
}

static void open_hall(struct hall *h)
{
    struct cp_arena *doc = h->scene->doc;
    size_t nodes = h->base + h->acts->count + 1;
    h->mentions = CP_NEW_ARRAY(doc, nodes, uint32_t);
    h->begins = CP_NEW_ARRAY(doc, nodes, uint32_t);
    h->claims = cp_alloc(doc, sizeof *h->claims * nodes);
    h->best_part = cp_alloc(doc, sizeof *h->best_part * (h->acts->count + 1));
    h->best_name = cp_alloc(doc, sizeof *h->best_name * (h->acts->count + 1));
    h->post = CP_NEW_ARRAY(doc, nodes, uint32_t);
    h->post_confidence = CP_NEW_ARRAY(doc, nodes, int32_t);
    h->part_confidence = CP_NEW_ARRAY(doc, h->edges->count + 1, int32_t);
    h->ends = cp_table_new(doc);
    h->pairs = cp_table_new(doc);
    h->parts = cp_table_new(doc);
    memset(h->best_name, 0xff, sizeof *h->best_name * (h->acts->count + 1)); // CP_NONE
    memset(h->post, 0xff, sizeof *h->post * nodes);
    cp_relate_count_mentions(h->scene, h->mentions, h->begins);
    for (size_t i = 0; i < h->edges->count; i++)
        if (cp_relate_is_bond(h->scene, &h->edges->items[i]))
            add_bond(h, &h->edges->items[i]);
        else
            add_part(h, &h->edges->items[i]);
}

// ---------------------------------------------------------------- what is heard

static int32_t names_between(const struct scene *scene, const struct link *link)
{
    int32_t names = 0;
    uint32_t last = CP_NONE;
    for (uint32_t t = link->first; t <= link->last && t < link->first + FAR; t++) {
        uint32_t m = scene->mentions->at[t];
        names += m != CP_NONE && m != last;
        last = m;
    }
    return names;
}

static void hear_links(const struct scene *scene, const struct edge *e, int32_t *f)
{
    const struct link *best = e->links.items[0];
    double against = 1;
    for (size_t i = 0; i < e->links.count; i++) {
        const struct link *link = e->links.items[i];
        int32_t confidence = thousandths(link->confidence), *said = is_by_rule(link, "learned") ? &f[BOND_learned] : &f[BOND_ruled];
        against *= 1 - (double)link->confidence;
        f[BOND_rules] += !is_by_rule(link, "learned");
        f[BOND_heard] += is_by_rule(link, "quote.");
        f[BOND_about] += is_by_rule(link, "quote.about");
        f[BOND_harm] += is_by_rule(link, "harm.");
        f[BOND_tone] += link->tone;
        *said = confidence > *said ? confidence : *said;
        if (link->confidence > best->confidence)
            best = link;
    }
    uint32_t distance = best->last - best->first;
    f[BOND_surest] = thousandths(e->confidence);
    f[BOND_together] = thousandths(1 - against);
    f[BOND_links] = (int32_t)e->links.count;
    f[BOND_sure_links] = (int32_t)e->sure;
    f[BOND_distance] = (int32_t)(distance < FAR ? distance : FAR);
    f[BOND_names_between] = names_between(scene, best);
    f[BOND_hypothetical] = e->hypothetical;
    f[BOND_headline] = cp_relate_stands_as_headline(scene, token_at(scene, best->first)->sentence);
    f[BOND_quoted] = scene->said_by && scene->said_by[best->first] != CP_NONE;
    f[BOND_form] = best->form;
    f[BOND_to_form] = best->to_form;
    f[BOND_steps] = best->steps;
}

static const struct side *side(const struct hall *h, uint32_t node, enum cp_relation relation, bool leaves)
{
    const uint32_t key[] = {node, relation, leaves};
    return &h->sides.items[cp_table_find(h->ends, key_of(key, 3))];
}

static int32_t rival(const struct side *side, int32_t own)
{
    return side->two.best == own ? side->two.second : side->two.best;
}

static const struct between *between(const struct hall *h, uint32_t from, uint32_t to)
{
    const uint32_t ends[] = {from, to};
    uint32_t number = cp_table_find(h->pairs, key_of(ends, 2));
    return number == CP_NONE ? NULL : &h->between.items[number];
}

static void look_around(const struct hall *h, const struct edge *e, int32_t *f)
{
    const struct side *leaving = side(h, e->from, e->relation, true), *reaching = side(h, e->to, e->relation, false);
    const struct between *own = between(h, e->from, e->to), *turned = between(h, e->to, e->from);
    int32_t confidence = thousandths(e->confidence);
    f[BOND_rival_from] = rival(leaving, confidence);
    f[BOND_rivals_from] = leaving->count - 1;
    f[BOND_rival_to] = rival(reaching, confidence);
    f[BOND_rivals_to] = reaching->count - 1;
    f[BOND_other] = own->relation == e->relation ? own->two.second : own->two.best;
    f[BOND_lead_over_other] = confidence - f[BOND_other];
    f[BOND_turned] = turned && turned->relation == e->relation ? turned->two.best : 0;
    f[BOND_other_turned] = turned ? turned->two.best : 0;
    f[BOND_common] = h->common[e->relation];
}

static int32_t kind_of(const struct hall *h, uint32_t node)
{
    return node < h->base ? (int32_t)h->scene->mentions->entities[node].kind : (int32_t)CP_KIND_MEASURE;
}

static struct cp_str state_of(const struct hall *h, uint32_t name)
{
    struct cp_str state = cp_relate_state(h->scene, name);
    return state.len || h->post[name] == CP_NONE || h->post[name] >= h->base ? state : cp_relate_state(h->scene, h->post[name]);
}

// 1: of the same state as a party to the act, -1: of another, 0: not known.
static int32_t same_side(const struct hall *h, uint32_t name, uint32_t party)
{
    struct cp_str own = state_of(h, name), other = party == CP_NONE ? (struct cp_str){0} : state_of(h, party);
    return !own.len || !other.len ? 0 : cp_str_equal(own, other) ? 1 : -1;
}

static void look_at_ends(const struct hall *h, const struct edge *e, int32_t *f)
{
    bool from = e->from < h->base, to = e->to < h->base;
    const struct cp_entity *entities = h->scene->mentions->entities;
    f[BOND_relation] = (int32_t)e->relation;
    f[BOND_from_kind] = kind_of(h, e->from);
    f[BOND_to_kind] = kind_of(h, e->to);
    f[BOND_mentions_from] = (int32_t)h->mentions[e->from];
    f[BOND_mentions_to] = (int32_t)h->mentions[e->to];
    f[BOND_begins_from] = (int32_t)h->begins[e->from];
    f[BOND_begins_to] = (int32_t)h->begins[e->to];
    f[BOND_listed_from] = from && entities[e->from].name;
    f[BOND_listed_to] = to && entities[e->to].name;
    f[BOND_imposes_from] = h->claims[e->from][CP_RELATION_IMPOSES];
    f[BOND_target_from] = h->claims[e->from][CP_RELATION_TARGETS];
    f[BOND_imposes_to] = h->claims[e->to][CP_RELATION_IMPOSES];
    f[BOND_target_to] = h->claims[e->to][CP_RELATION_TARGETS];
    f[BOND_goods_to] = h->claims[e->to][CP_RELATION_COVERS];
    if (!from || !to)
        return;
    struct cp_str state = state_of(h, e->from), other = state_of(h, e->to);
    f[BOND_state_of_from] = !state.len ? 0 : entities[e->to].kind == CP_KIND_COUNTRY && cp_str_equal(state, other) ? 2 : 1;
    f[BOND_same_state] = !state.len || !other.len ? 0 : cp_str_equal(state, other) ? 1 : -1;
}

static int32_t part_in(const struct hall *h, uint32_t name, uint32_t act, enum cp_relation part)
{
    const uint32_t key[] = {name, act, part};
    uint32_t number = cp_table_find(h->parts, key_of(key, 3));
    return number == CP_NONE ? 0 : h->part_confidence[number];
}

// The surest word that one of the two sells to the other.
static int32_t trade(const struct hall *h, uint32_t name, uint32_t other)
{
    const struct between *sales[] = {between(h, name, other), between(h, other, name)};
    int32_t surest = 0;
    for (size_t i = 0; i < 2; i++)
        if (sales[i] && sales[i]->relation == CP_RELATION_SUPPLIES && sales[i]->two.best > surest)
            surest = sales[i]->two.best;
    return surest;
}

static void look_at_act(const struct hall *h, const struct edge *e, int32_t *f)
{
    uint32_t act = e->from >= h->base ? e->from : e->to, name = e->from >= h->base ? e->to : e->from;
    f[BOND_type] = -1;
    if (act < h->base || name >= h->base)
        return;
    uint32_t number = act - h->base, post = h->post[name];
    f[BOND_type] = (int32_t)h->acts->items[number].type;
    f[BOND_tellings] = (int32_t)h->acts->items[number].tellings.count;
    f[BOND_imposes_it] = part_in(h, name, act, CP_RELATION_IMPOSES);
    f[BOND_is_hit_by_it] = part_in(h, name, act, CP_RELATION_TARGETS);
    f[BOND_best_imposer] = h->best_part[number][CP_RELATION_IMPOSES];
    f[BOND_best_target] = h->best_part[number][CP_RELATION_TARGETS];
    f[BOND_best_goods] = h->best_part[number][CP_RELATION_COVERS];
    f[BOND_density] = (int32_t)h->around->density[number];
    f[BOND_post_kind] = post == CP_NONE ? -1 : kind_of(h, post);
    f[BOND_post_imposes_it] = post == CP_NONE ? 0 : part_in(h, post, act, CP_RELATION_IMPOSES);
    f[BOND_state_of_imposer] = same_side(h, name, h->best_name[number][CP_RELATION_IMPOSES]);
    uint32_t target = h->best_name[number][CP_RELATION_TARGETS];
    f[BOND_trades_with_target] = target == CP_NONE ? 0 : trade(h, name, target);
    f[BOND_state_of_target] = same_side(h, name, target);
}

bond_case_vec cp_relate_consider_bonds(struct scene *scene, const act_vec *acts, const edge_vec *edges, const struct surroundings *around)
{
    bond_case_vec cases = {0};
    struct hall hall = {.scene = scene, .acts = acts, .edges = edges, .around = around, .base = (uint32_t)scene->mentions->entity_count};
    open_hall(&hall);
    for (uint32_t i = 0; i < edges->count; i++) {
        const struct edge *e = &edges->items[i];
        if (!cp_relate_is_bond(scene, e))
            continue;
        struct bond_case *found = CP_PUSH(scene->doc, &cases);
        *found = (struct bond_case){.edge = i};
        hear_links(scene, e, found->features);
        look_around(&hall, e, found->features);
        look_at_ends(&hall, e, found->features);
        look_at_act(&hall, e, found->features);
        found->features[BOND_sentences] = (int32_t)scene->analysis->sentence_count;
        found->features[BOND_acts] = (int32_t)acts->count;
        found->features[BOND_names] = (int32_t)scene->mentions->entity_count;
    }
    return cases;
}
