// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// One telling may tell several acts: "Norway and Iceland banned the fish" is a ban of each, "deals with Chile and Peru" is a
// deal with each, "sanctions on Iran and Cuba" are two programmes. Such a telling is parted before acts are joined: each of
// the states that the text puts side by side gets a telling of its own, with all that the words say besides. What several
// states do in one text ("a joint statement", "we", "an agreement between") stays one act.
#include "part.h"

#include "engine.h"
#include "link.h"
#include "meant.h"
#include "trigger.h"

enum { MOST_STATES = 32, CHAIN = 40 };

// A link by which a name in a list imposes the act, or is hit by it.
struct claim {
    const struct link *link;
    uint32_t head, root; // of the name; of the list in which it stands
};

struct claims {
    struct claim items[MOST_STATES];
    unsigned count;
};

static uint32_t imposed_telling(const struct scene *scene, const struct link *link)
{
    (void)scene;
    return link->relation == CP_RELATION_IMPOSES && link->to_telling ? link->to : CP_NONE;
}

static uint32_t hitting_telling(const struct scene *scene, const struct link *link)
{
    (void)scene;
    return link->relation == CP_RELATION_TARGETS && link->from_telling ? link->from : CP_NONE;
}

// Links of one relation, by telling: the sure ones and the doubtful ones.
struct party_links {
    enum cp_relation relation;
    struct link_chains sure, doubtful;
};

static struct party_links chain_parties(const struct scene *scene, enum cp_relation relation)
{
    uint32_t (*telling_of)(const struct scene *, const struct link *) = relation == CP_RELATION_IMPOSES ? imposed_telling : hitting_telling;
    return (struct party_links){relation, cp_relate_chain_links(scene, &scene->links, scene->tellings.count, telling_of),
                            cp_relate_chain_links(scene, &scene->doubtful, scene->tellings.count, telling_of)};
}

static uint32_t party_of(const struct link *link)
{
    return link->relation == CP_RELATION_IMPOSES ? link->from : link->to;
}

static uint32_t list_of(const struct scene *scene, uint32_t head)
{
    for (unsigned steps = 0; steps < CHAIN && dep_of(scene, head) == CP_DEP_CONJ; steps++)
        head = token_at(scene, head)->head;
    return head;
}

// The head of the name that the link is about, which stands at one end of its evidence; CP_NONE if it is no plain name.
static uint32_t head_of(const struct scene *scene, const struct link *link, uint32_t trigger)
{
    uint32_t at = scene->mentions->covering[link->first < trigger ? link->first : link->last];
    if (at == CP_NONE || scene->mentions->mentions[at].entity != party_of(link))
        return CP_NONE;
    const struct cp_mention *m = &scene->mentions->mentions[at];
    return m->form == CP_MENTION_PRONOUN ? CP_NONE : m->head;
}

static void gather_claims(const struct scene *scene, const link_vec *links, const struct link_chains *index, uint32_t telling,
                          struct claims *claims)
{
    uint32_t trigger = scene->tellings.items[telling].token;
    for (uint32_t i = index->first[telling]; i != CP_NONE && claims->count < MOST_STATES; i = index->next[i]) {
        const struct link *link = &links->items[i];
        uint32_t head = head_of(scene, link, trigger);
        enum cp_kind kind = scene->mentions->entities[party_of(link)].kind;
        if (head != CP_NONE && (kind == CP_KIND_COUNTRY || kind == CP_KIND_ORGANIZATION))
            claims->items[claims->count++] = (struct claim){link, head, list_of(scene, head)};
    }
}

// "deals with A and B", "the A and B deals", "deals with partners, including A and B": not "between". "Sanctions against A and B".
static bool lists_partners(const struct scene *scene, uint32_t trigger, uint32_t root)
{
    static const char *const joints[] = {"with", "including", "as", "like", "on", "against", "upon", "toward", "towards"};
    if (token_at(scene, trigger)->tag != CP_TAG_NNS && token_at(scene, trigger)->tag != CP_TAG_NNPS)
        return false;
    uint32_t head = token_at(scene, root)->head;
    if (is_name_part(dep_of(scene, root)))
        return head == trigger;
    for (size_t i = 0; dep_of(scene, root) == CP_DEP_POBJ && i < sizeof joints / sizeof *joints; i++)
        if (cp_str_equal(token_at(scene, head)->lower, cp_str_from(joints[i])))
            return true;
    return false;
}

static bool says_jointly(const struct scene *scene, const struct telling *t)
{
    for (uint32_t i = scene->child_first[t->token]; i < scene->child_first[t->token + 1]; i++) {
        struct cp_str word = token_at(scene, scene->children[i])->lower;
        if (cp_str_equal(word, CP_STR("joint")) || cp_str_equal(word, CP_STR("jointly")) || cp_str_equal(word, CP_STR("together")))
            return true;
    }
    return false;
}

// Each state has its own programme of sanctions, though one clause may name many; a tariff may hit many at once.
static bool takes_parts(const struct scene *scene, const struct telling *t, enum cp_relation relation, uint32_t root)
{
    if (relation == CP_RELATION_TARGETS)
        return t->type == CP_MEASURE_SANCTION && !t->verbal && lists_partners(scene, t->token, root);
    return t->type != CP_MEASURE_AGREEMENT ? !says_jointly(scene, t) : lists_partners(scene, t->token, root);
}

// The list whose members each take an act: that of the surest claim among those with two members or more; CP_NONE if none is.
static uint32_t parting_list(const struct scene *scene, const struct telling *t, enum cp_relation relation, const struct claims *sure,
                             const struct claims *all)
{
    uint32_t root = CP_NONE;
    float best = 0;
    for (unsigned i = 0; i < sure->count; i++) {
        const struct claim *c = &sure->items[i];
        bool several = false;
        for (unsigned k = 0; k < all->count; k++)
            several |= all->items[k].root == c->root && party_of(all->items[k].link) != party_of(c->link);
        if (several && takes_parts(scene, t, relation, c->root) && c->link->confidence > best) {
            best = c->link->confidence;
            root = c->root;
        }
    }
    return root;
}

// What becomes of each telling: the number of its first part, and the states that take one part each.
struct parting {
    enum cp_relation relation; // of the states to the act
    uint32_t number, root;     // of the list
    uint32_t count, *states, *heads;
    float best; // of the claims
    bool twin;  // of another, which is told of the same list in the same words: "freezes and embargoes against A and B"
};

static void part(struct scene *scene, const struct claims *all, uint32_t root, struct parting *p)
{
    p->root = root;
    p->states = CP_NEW_ARRAY(scene->doc, all->count, uint32_t);
    p->heads = CP_NEW_ARRAY(scene->doc, all->count, uint32_t);
    for (unsigned i = 0; i < all->count; i++) {
        const struct link *link = all->items[i].link;
        bool known = all->items[i].root != root;
        for (uint32_t k = 0; k < p->count; k++)
            known |= p->states[k] == party_of(link);
        if (known)
            continue;
        p->heads[p->count] = all->items[i].head;
        p->states[p->count++] = party_of(link);
        p->best = link->confidence > p->best ? link->confidence : p->best;
    }
}

static void part_by(struct scene *scene, const struct party_links *parties, uint32_t telling, struct parting *p)
{
    struct claims claims = {.count = 0};
    gather_claims(scene, &scene->links, &parties->sure, telling, &claims);
    struct claims all = claims;
    if (claims.count)
        gather_claims(scene, &scene->doubtful, &parties->doubtful, telling, &all);
    uint32_t root = parting_list(scene, &scene->tellings.items[telling], parties->relation, &claims, &all);
    p->relation = parties->relation;
    if (root != CP_NONE)
        part(scene, &all, root, p);
}

static bool is_twin(const struct parting *partings, uint32_t telling)
{
    enum { MOST_BACK = 32 }; // tellings: one list hangs on few
    const struct parting *p = &partings[telling];
    for (uint32_t i = telling; p->relation == CP_RELATION_TARGETS && p->count > 1 && i > 0 && i + MOST_BACK > telling; i--)
        if (partings[i - 1].count > 1 && partings[i - 1].relation == p->relation && partings[i - 1].root == p->root)
            return true;
    return false;
}

static struct parting *find_partings(struct scene *scene)
{
    struct parting *partings = CP_NEW_ARRAY(scene->doc, scene->tellings.count + 1, struct parting);
    const struct party_links imposers = chain_parties(scene, CP_RELATION_IMPOSES), targets = chain_parties(scene, CP_RELATION_TARGETS);
    uint32_t number = 0;
    for (uint32_t i = 0; i < scene->tellings.count; i++) {
        struct parting *p = &partings[i];
        part_by(scene, &imposers, i, p);
        if (p->count < 2)
            part_by(scene, &targets, i, p);
        p->twin = is_twin(partings, i);
        p->number = number;
        number += p->count > 1 ? p->count : 1;
    }
    return partings;
}

// The words that name all the parts alike: "trade deals" of "trade deals with Chile and Peru".
static void shorten(const struct scene *scene, const struct parting *p, struct telling *t)
{
    uint32_t joint = p->count ? token_at(scene, p->root)->head : CP_NONE;
    if (joint != CP_NONE && dep_of(scene, p->root) == CP_DEP_POBJ && joint > t->token && joint <= t->last)
        t->last = joint - 1;
}

static telling_vec part_tellings(struct scene *scene, const struct parting *partings)
{
    telling_vec parts = {0};
    for (uint32_t i = 0; i < scene->tellings.count; i++) {
        shorten(scene, &partings[i], &scene->tellings.items[i]);
        scene->tellings.items[i].negated |= partings[i].twin;
        for (uint32_t k = 0; k == 0 || k < partings[i].count; k++)
            *CP_PUSH(scene->doc, &parts) = scene->tellings.items[i];
    }
    return parts;
}

// "Angola (UNITA), Burma and Cuba": who is hit besides the states of the list goes with the one named before.
static uint32_t part_beside(const struct parting *p, const struct link *link)
{
    uint32_t best = 0;
    for (uint32_t k = 1; k < p->count; k++)
        if (p->heads[k] <= link->last && (p->heads[best] > link->last || p->heads[k] > p->heads[best]))
            best = k;
    return best;
}

// Names in one list are as sure as the surest of them: what the scorer made of one holds for all.
static void hand_out(struct scene *scene, const struct parting *p, struct link link, link_vec *sure, link_vec *out)
{
    uint32_t *end = link.to_telling ? &link.to : &link.from;
    uint32_t state = 0;
    while (state < p->count && (link.relation != p->relation || p->states[state] != party_of(&link)))
        state++;
    if (state < p->count) {
        *end = p->number + state;
        link.confidence = p->best;
        *CP_PUSH(scene->doc, sure) = link;
        return;
    }
    for (state = 0; state < p->count; state++)
        if (out != sure && p->states[state] == (link.from_telling ? link.to : link.from))
            return; // "Norway's and Iceland's bans" hit neither of the two, nor do "sanctions on Iran and Cuba" come from them
    if (p->count && p->relation == CP_RELATION_TARGETS && link.relation == p->relation) {
        *end = p->number + part_beside(p, &link);
        *CP_PUSH(scene->doc, out) = link;
        return;
    }
    for (uint32_t k = 0; k == 0 || k < p->count; k++) {
        *end = p->number + k;
        *CP_PUSH(scene->doc, out) = link;
    }
}

void cp_relate_part_tellings(struct scene *scene)
{
    const struct parting *partings = find_partings(scene);
    link_vec links = {0}, doubtful = {0};
    for (size_t i = 0; i < scene->links.count; i++) {
        const struct link *l = &scene->links.items[i];
        hand_out(scene, &partings[l->to_telling ? l->to : l->from], *l, &links, &links);
    }
    for (size_t i = 0; i < scene->doubtful.count; i++) {
        const struct link *l = &scene->doubtful.items[i];
        hand_out(scene, &partings[l->to_telling ? l->to : l->from], *l, &links, &doubtful);
    }
    scene->tellings = part_tellings(scene, partings);
    scene->links = links;
    scene->doubtful = doubtful;
}
