// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// One telling may tell several acts: "Norway and Iceland banned the fish" is a ban of each, "deals with Chile and Peru" is a
// deal with each. Such a telling is parted before acts are joined: each of the states that the text puts side by side gets
// a telling of its own, with all that the words say besides. What several states do in one text ("a joint statement", "we",
// "an agreement between") stays one act.
#include "part.h"

#include "engine.h"
#include "link.h"
#include "meant.h"
#include "trigger.h"

enum { MOST_STATES = 32, CHAIN = 40 };

// A link by which a name in a list imposes the act.
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

static struct link_chains chain_imposers(const struct scene *scene, const link_vec *links)
{
    return cp_relate_chain_links(scene, links, scene->tellings.count, imposed_telling);
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
    if (at == CP_NONE || scene->mentions->mentions[at].entity != link->from)
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
        enum cp_kind kind = scene->mentions->entities[link->from].kind;
        if (head != CP_NONE && (kind == CP_KIND_COUNTRY || kind == CP_KIND_ORGANIZATION))
            claims->items[claims->count++] = (struct claim){link, head, list_of(scene, head)};
    }
}

// "deals with A and B", "the A and B deals", "deals with partners, including A and B": not "between".
static bool lists_partners(const struct scene *scene, uint32_t trigger, uint32_t root)
{
    static const char *const joints[] = {"with", "including", "as", "like"};
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

// The list whose members each take an act: that of the surest claim among those with two members or more; CP_NONE if none is.
static uint32_t parting_list(const struct scene *scene, const struct telling *t, const struct claims *sure, const struct claims *all)
{
    uint32_t root = CP_NONE;
    float best = 0;
    for (unsigned i = 0; i < sure->count; i++) {
        const struct claim *c = &sure->items[i];
        bool several = false;
        for (unsigned k = 0; k < all->count; k++)
            several |= all->items[k].root == c->root && all->items[k].link->from != c->link->from;
        bool parts = t->type != CP_MEASURE_AGREEMENT ? !says_jointly(scene, t) : lists_partners(scene, t->token, c->root);
        if (several && parts && c->link->confidence > best) {
            best = c->link->confidence;
            root = c->root;
        }
    }
    return root;
}

// What becomes of each telling: the number of its first part, and the states that take one part each.
struct parting {
    uint32_t number, root; // of the list
    uint32_t count, *states;
    float best; // of the claims
};

static void part(struct scene *scene, const struct claims *all, uint32_t root, struct parting *p)
{
    p->root = root;
    p->states = CP_NEW_ARRAY(scene->doc, all->count, uint32_t);
    for (unsigned i = 0; i < all->count; i++) {
        const struct link *link = all->items[i].link;
        bool known = all->items[i].root != root;
        for (uint32_t k = 0; k < p->count; k++)
            known |= p->states[k] == link->from;
        if (known)
            continue;
        p->states[p->count++] = link->from;
        p->best = link->confidence > p->best ? link->confidence : p->best;
    }
}

static struct parting *find_partings(struct scene *scene)
{
    struct parting *partings = CP_NEW_ARRAY(scene->doc, scene->tellings.count + 1, struct parting);
    const struct link_chains sure = chain_imposers(scene, &scene->links), doubtful = chain_imposers(scene, &scene->doubtful);
    uint32_t number = 0;
    for (uint32_t i = 0; i < scene->tellings.count; i++) {
        const struct telling *t = &scene->tellings.items[i];
        struct claims claims = {.count = 0};
        gather_claims(scene, &scene->links, &sure, i, &claims);
        struct claims all = claims;
        if (claims.count)
            gather_claims(scene, &scene->doubtful, &doubtful, i, &all);
        uint32_t root = parting_list(scene, t, &claims, &all);
        if (root != CP_NONE)
            part(scene, &all, root, &partings[i]);
        partings[i].number = number;
        number += partings[i].count > 1 ? partings[i].count : 1;
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
        for (uint32_t k = 0; k == 0 || k < partings[i].count; k++)
            *CP_PUSH(scene->doc, &parts) = scene->tellings.items[i];
    }
    return parts;
}

// Names in one list are as sure as the surest of them: what the scorer made of one holds for all.
static void hand_out(struct scene *scene, const struct parting *p, struct link link, link_vec *sure, link_vec *out)
{
    uint32_t *end = link.to_telling ? &link.to : &link.from;
    uint32_t state = 0;
    while (state < p->count && (link.relation != CP_RELATION_IMPOSES || p->states[state] != link.from))
        state++;
    if (state < p->count) {
        *end = p->number + state;
        link.confidence = p->best;
        *CP_PUSH(scene->doc, sure) = link;
        return;
    }
    for (state = 0; state < p->count; state++)
        if (out != sure && link.from_telling && p->states[state] == link.to)
            return; // "Norway's and Iceland's bans" hit neither of the two
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
