// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Each phrase that names somebody is tried as the beginning of each rule that may begin so: in the tree from the
// phrase's head, on the surface from the name itself. What the verb on the way says decides whether the relation is
// meant to hold at all.
#include "relation.h"

#include "bits.h"
#include "engine.h"
#include "meant.h"
#include "trigger.h"

#include <string.h>

// What a first step reaches from the token of a try.
struct first_reach {
    uint32_t tries;
    struct reached tokens;
};

struct search {
    struct scene *scene;
    const struct relation_table *table;
    struct mention_starts starts;
    size_t first_link; // of this sentence
    // Of this sentence: the row of all its words, the set of the rules whose words it has, and in order those of them that are on the surface
    const uint64_t *row;
    uint64_t *marks;
    uint32_t *surface;
    size_t surface_count;
    uint64_t first_deps;         // labels from which some rule in the tree may set out
    uint64_t *left;              // set of the rules that are not tried yet at this token
    uint32_t tries;              // at tokens
    struct first_reach *reached; // for each number of first steps
    CP_VEC(uint32_t) verbs; // for each link of this sentence the verb on its way
};

static bool is_allowed(const struct search *s, const struct slot *slot, uint32_t entity, unsigned form)
{
    return slot->forms[s->scene->mentions->entities[entity].kind] & form;
}

// ---------------------------------------------------------------- drawing

static struct link *same_link(struct search *s, const struct link *link)
{
    for (size_t i = s->first_link; i < s->scene->links.count; i++) {
        struct link *l = &s->scene->links.items[i];
        if (l->relation == link->relation && l->from == link->from && l->to == link->to &&
            l->from_telling == link->from_telling && l->to_telling == link->to_telling && l->rule == link->rule)
            return l;
    }
    return NULL;
}

static void keep(struct search *s, const struct link *link, uint32_t verb)
{
    struct link *old = same_link(s, link);
    if (old) {
        if (old->confidence < link->confidence)
            *old = *link;
        return;
    }
    *CP_PUSH(s->scene->doc, &s->scene->links) = *link;
    *CP_PUSH(s->scene->doc, &s->verbs) = verb;
}

static uint32_t lower_of(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static uint32_t higher_of(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static bool has_modal(const struct scene *scene, uint32_t verb)
{
    for (uint32_t i = scene->child_first[verb]; i < scene->child_first[verb + 1]; i++)
        if (token_at(scene, scene->children[i])->tag == CP_TAG_MD)
            return true;
    return false;
}

// What the verb on the way makes of it: false if it denies the relation.
static bool judge(const struct search *s, const struct relation_rule *rule, uint32_t verb, struct link *link)
{
    link->hypothetical = rule->hypothetical;
    if (verb == CP_NONE || rule->plain)
        return true;
    struct factuality fact = cp_relate_factuality(s->scene, verb, CP_MEASURE_OTHER);
    link->hypothetical |= fact.hypothetical;
    return !fact.negated || (rule->cut_off && has_modal(s->scene, verb));
}

enum { SEVERAL = PARTY_FORM(CP_MENTION_PRONOUN) | PARTY_FORM(CP_MENTION_DESCRIPTION) };

static void draw(struct search *s, const struct relation_rule *rule, const struct party *a, const struct party *b,
                 const struct way *way)
{
    // "Chinese" in "Chinese Academy of Sciences" is a part of the name
    bool inside = a->first <= b->last && b->first <= a->last, symmetric = cp_relation_symmetric(rule->relation);
    bool same = a->first == b->first && a->last == b->last; // "both countries"
    unsigned both = a->form & b->form;
    if (same ? !symmetric && (both & SEVERAL) : symmetric && (both & PARTY_FORM(CP_MENTION_PRONOUN)))
        return; // "we and our partners": who they are is not said
    unsigned loose = PARTY_GROUP | PARTY_FORM(CP_MENTION_DESCRIPTION);
    if (a->entity == b->entity || (inside && !same && !((a->form | b->form) & loose)))
        return;
    struct link link = {.relation = rule->relation,
                        .from = rule->swap ? b->entity : a->entity,
                        .to = rule->swap ? a->entity : b->entity,
                        .confidence = rule->confidence * a->confidence * b->confidence,
                        .first = lower_of(way->first, lower_of(a->first, b->first)),
                        .last = higher_of(way->last, higher_of(a->last, b->last)),
                        .rule = rule->id};
    if (judge(s, rule, way->verb, &link))
        keep(s, &link, way->verb);
}

static void draw_to_act(struct search *s, const struct relation_rule *rule, const struct party *a, uint32_t telling,
                        const struct way *way)
{
    const struct telling *t = &s->scene->tellings.items[telling];
    bool undergoes = rule->relation == CP_RELATION_AFFECTS; // the edge comes from the act
    struct link link = {.relation = rule->relation,
                        .from_telling = undergoes,
                        .to_telling = !undergoes,
                        .from = undergoes ? telling : a->entity,
                        .to = undergoes ? a->entity : telling,
                        .confidence = rule->confidence * a->confidence,
                        .first = lower_of(way->first, a->first),
                        .last = higher_of(way->last, a->last),
                        .rule = rule->id};
    if (t->sentence == token_at(s->scene, way->end)->sentence) {
        link.first = lower_of(link.first, t->first);
        link.last = higher_of(link.last, t->last);
    }
    if (judge(s, rule, way->verb, &link))
        keep(s, &link, way->verb);
}

// ---------------------------------------------------------------- in the tree

// "Japan, Canada, Italy and thirty others pledge": a declaration of many is no tie between each two of them.
static bool are_crowd(const struct relation_rule *rule, const struct parties *begin, unsigned begin_count, const struct parties *ends)
{
    enum { CIRCLE_MOST = 4 };
    return cp_relation_symmetric(rule->relation) && begin_count > CIRCLE_MOST && ends->count == begin_count &&
           begin->items[0].first == ends->items[0].first;
}

static const struct reached *first_reach(struct search *s, const struct relation_rule *rule, uint32_t token)
{
    struct first_reach *first = &s->reached[rule->first_reach];
    if (first->tries != s->tries) {
        first->tries = s->tries;
        cp_relate_take_step(s->scene, &rule->pattern.steps[0], token, &first->tokens);
    }
    return &first->tokens;
}

static void try_tree_rule(struct search *s, const struct relation_rule *rule, uint32_t token, const struct parties *begin)
{
    const struct reached *first = first_reach(s, rule, token);
    if (!first->count)
        return;
    struct ways ways;
    cp_relate_follow_from(s->scene, &rule->pattern, token, first, &ways);
    // What stands above a phrase is true of its conjuncts too; what hangs below it, of itself
    const unsigned begin_count = rule->pattern.steps[0].up ? begin->count : begin->own;
    for (unsigned w = 0; w < ways.count; w++) {
        struct parties ends;
        struct act_list acts = {0};
        cp_relate_entities(s->scene, ways.items[w].end, PARTY_ANY_KIND, &ends);
        if (rule->b.forms[CP_KIND_MEASURE])
            cp_relate_acts(s->scene, ways.items[w].end, &acts);
        bool crowd = are_crowd(rule, begin, begin_count, &ends);
        for (unsigned i = 0; i < begin_count; i++) {
            const struct party *a = &begin->items[i];
            if (crowd || !is_allowed(s, &rule->a, a->entity, a->form))
                continue;
            for (unsigned j = 0; j < ends.count; j++)
                if (is_allowed(s, &rule->b, ends.items[j].entity, ends.items[j].form))
                    draw(s, rule, a, &ends.items[j], &ways.items[w]);
            for (unsigned j = 0; j < acts.count; j++)
                draw_to_act(s, rule, a, acts.items[j], &ways.items[w]);
        }
    }
}

static void try_tree(struct search *s, uint32_t token)
{
    const enum cp_dep dep = dep_of(s->scene, token);
    if (!(s->first_deps >> dep & 1))
        return;
    struct parties all;
    cp_relate_entities(s->scene, token, PARTY_ANY_KIND, &all);
    uint32_t kinds = 0;
    for (unsigned i = 0; i < all.count; i++)
        kinds |= 1u << s->scene->mentions->entities[all.items[i].entity].kind;
    if (!kinds)
        return;
    s->tries++;
    const struct relation_table *table = s->table;
    const uint64_t *of_dep = table->of_dep[dep];
    for (size_t w = 0; w < bits_width(table->count); w++)
        s->left[w] = s->marks[w] & of_dep[w];
    for (; kinds; kinds &= kinds - 1) {
        const uint64_t *of_kind = table->of_kind[__builtin_ctz(kinds)];
        for (size_t w = 0; w < bits_width(table->count); w++) {
            uint64_t bits = s->left[w] & of_kind[w];
            s->left[w] ^= bits;
            for (; bits; bits &= bits - 1)
                try_tree_rule(s, &table->rules[w * 64 + (size_t)__builtin_ctzll(bits)], token, &all);
        }
    }
}

// ---------------------------------------------------------------- on the surface

struct slot_test {
    const struct search *search;
    const struct slot *slot;
};

static bool slot_fits(void *context, const struct cp_mention *mention)
{
    const struct slot_test *test = context;
    return is_allowed(test->search, test->slot, mention->entity, PARTY_FORM(mention->form));
}

static struct party party_of(const struct cp_mention *m)
{
    return (struct party){m->entity, m->first, m->last, PARTY_FORM(m->form), m->confidence};
}

// "… giant Huawei and Sweden's Ericsson": the second has a state of its own.
static bool has_own_nation(const struct scene *scene, const struct party *party)
{
    if (!party->first)
        return false;
    uint32_t before = party->first - 1;
    if (token_at(scene, before)->tag == CP_TAG_POS)
        return true;
    uint32_t covering = scene->mentions->covering[before];
    return covering != CP_NONE &&
           scene->mentions->entities[scene->mentions->mentions[covering].entity].kind == CP_KIND_COUNTRY;
}

static void draw_along(struct search *s, const struct relation_rule *rule, const struct cp_mention *first,
                       const struct way *way)
{
    const struct cp_mention *last = &s->scene->mentions->mentions[way->end];
    bool a_first = rule->pattern.items[0].kind == ITEM_A;
    struct party begin = party_of(first), end = party_of(last);
    struct way reached = {last->head, CP_NONE, way->first, way->last};
    draw(s, rule, a_first ? &begin : &end, a_first ? &end : &begin, &reached);
    if (rule->alone)
        return;
    struct parties more;
    const struct slot *slot = a_first ? &rule->b : &rule->a;
    cp_relate_entities(s->scene, last->head, PARTY_ANY_KIND, &more);
    for (unsigned i = 0; i < more.count; i++) {
        const struct party *p = &more.items[i];
        if (p->first > last->last && is_allowed(s, slot, p->entity, p->form) && !has_own_nation(s->scene, p))
            draw(s, rule, a_first ? &begin : p, a_first ? p : &begin, &reached);
    }
}

static void try_surface(struct search *s, const struct cp_mention *m)
{
    enum cp_kind kind = s->scene->mentions->entities[m->entity].kind;
    for (size_t i = 0; i < s->surface_count; i++) {
        const struct relation_rule *rule = &s->table->rules[s->surface[i]];
        if (!(rule->first_kinds >> kind & 1))
            continue;
        bool a_first = rule->pattern.items[0].kind == ITEM_A;
        if (!is_allowed(s, a_first ? &rule->a : &rule->b, m->entity, PARTY_FORM(m->form)))
            continue;
        struct slot_test test = {s, a_first ? &rule->b : &rule->a};
        struct ways ways;
        cp_relate_read_along(s->scene, &rule->pattern, s->starts, m, slot_fits, &test, &ways);
        for (unsigned w = 0; w < ways.count; w++)
            draw_along(s, rule, m, &ways.items[w]);
    }
}

// ---------------------------------------------------------------- a sentence

// "criticised Washington for its ban": the words are about the act, so the actor gets no edge.
static bool is_about_act(const struct search *s, size_t number)
{
    const struct link *links = &s->scene->links.items[s->first_link];
    const struct link *link = &links[number];
    if (!is_stance(link->relation) || link->to_telling || s->verbs.items[number] == CP_NONE)
        return false;
    for (size_t i = 0; i < s->verbs.count; i++)
        if (links[i].to_telling && links[i].from == link->from && links[i].relation == link->relation &&
            s->verbs.items[i] == s->verbs.items[number])
            return true;
    return false;
}

static void drop_actors_of_acts(struct search *s)
{
    if (!s->verbs.count)
        return;
    struct link *links = s->scene->links.items + s->first_link;
    bool *about_act = CP_NEW_ARRAY(s->scene->doc, s->verbs.count + 1, bool);
    for (size_t i = 0; i < s->verbs.count; i++)
        about_act[i] = is_about_act(s, i);
    size_t kept = 0;
    for (size_t i = 0; i < s->verbs.count; i++)
        if (!about_act[i])
            links[kept++] = links[i];
    s->scene->links.count = s->first_link + kept;
}

static bool may_begin(const struct scene *scene, uint32_t token)
{
    return is_noun(scene, token) || scene->mentions->at[token] != CP_NONE || token_at(scene, token)->tag == CP_TAG_CD ||
           token_at(scene, token)->tag == CP_TAG_DT || token_at(scene, token)->tag == CP_TAG_PRP;
}

static bool can_hold(const struct search *s, const struct relation_rule *rule)
{
    for (unsigned i = 0; i < rule->want_count; i++)
        if (!cp_relate_row_has(s->row, rule->wants[i]))
            return false;
    return true;
}

// Marks the rules that stand with a list and can hold.
static void mark_led(const struct search *s, uint32_t list, uint64_t *marks)
{
    const struct relation_table *table = s->table;
    for (uint32_t i = table->lead_first[list]; i < table->lead_first[list + 1]; i++)
        if (can_hold(s, &table->rules[table->led[i]]))
            bits_add(marks, table->led[i]);
}

static void choose_rules(struct search *s, size_t sentence)
{
    const struct relation_table *table = s->table;
    s->row = sentence_row(s->scene, sentence);
    const size_t words = bits_width(table->count);
    memset(s->marks, 0, words * sizeof *s->marks);
    mark_led(s, table->list_count, s->marks);
    for (uint32_t w = 0; w <= table->list_count / 64; w++)
        for (uint64_t bits = s->row[w] & table->leads[w]; bits; bits &= bits - 1)
            mark_led(s, w * 64 + (uint32_t)__builtin_ctzll(bits), s->marks);
    s->surface_count = s->first_deps = 0;
    for (uint32_t w = 0; w < words; w++) {
        for (uint64_t bits = s->marks[w] & table->surface[w]; bits; bits &= bits - 1)
            s->surface[s->surface_count++] = w * 64 + (uint32_t)__builtin_ctzll(bits);
        for (uint64_t bits = s->marks[w] & ~table->surface[w]; bits; bits &= bits - 1)
            s->first_deps |= table->rules[w * 64 + (uint32_t)__builtin_ctzll(bits)].first_deps;
    }
}

void cp_relate_find_relations(struct scene *scene, const struct relation_table *table)
{
    struct search s = {.scene = scene, .table = table, .starts = cp_relate_mention_starts(scene)};
    s.marks = bits_new(scene->doc, table->count);
    s.left = bits_new(scene->doc, table->count);
    s.surface = CP_NEW_ARRAY(scene->doc, table->count + 1, uint32_t);
    s.reached = CP_NEW_ARRAY(scene->doc, table->reach_count + 1, struct first_reach);
    for (size_t n = 0; n < scene->analysis->sentence_count; n++) {
        const struct cp_sentence *sentence = &scene->analysis->sentences[n];
        if (!sentence->parsed)
            continue;
        s.first_link = scene->links.count;
        s.verbs.count = 0;
        choose_rules(&s, n);
        for (uint32_t t = sentence->first; t < sentence->first + sentence->count; t++) {
            if (may_begin(scene, t))
                try_tree(&s, t);
            for (uint32_t i = s.starts.first[t]; i < s.starts.first[t + 1]; i++)
                try_surface(&s, &scene->mentions->mentions[i]);
        }
        drop_actors_of_acts(&s);
    }
}
