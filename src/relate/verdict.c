// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
#include "verdict.h"

#include "engine.h"
#include "link.h"
#include "trigger.h"
#include "weigh.h"

#include <string.h>

const char *const cp_verdict_names[VERDICT_COUNT + 1] = {
#define X(name) #name,
    VERDICT_LIST(X)
#undef X
        NULL};

enum { ROLES = 3 }; // imposes, targets, covers

struct court {
    struct scene *scene;
    const act_vec *acts;
    const edge_vec *edges;
    const struct surroundings *around;
    uint32_t base;                 // number of the first act among the nodes
    uint32_t *first, *next;        // the cases of each act: first[act], next[edge]
    uint32_t *mentions, *begins;   // of each entity: how often and from which sentence on
    int32_t (*claims)[ROLES];      // of each entity: what speaks for it in this part of any act
    int64_t all_claims[ROLES];
};

static bool is_case(const struct court *c, const struct edge *e)
{
    if ((int)e->relation >= ROLES)
        return false;
    bool imposes = e->relation == CP_RELATION_IMPOSES;
    return imposes ? e->from < c->base && e->to >= c->base : e->from >= c->base && e->to < c->base;
}

static uint32_t act_of(const struct court *c, const struct edge *e)
{
    return (e->relation == CP_RELATION_IMPOSES ? e->to : e->from) - c->base;
}

static uint32_t name_of(const struct edge *e)
{
    return e->relation == CP_RELATION_IMPOSES ? e->from : e->to;
}

static void file_cases(struct court *c)
{
    for (size_t i = 0; i < c->acts->count; i++)
        c->first[i] = CP_NONE;
    for (uint32_t i = (uint32_t)c->edges->count; i-- > 0;) {
        const struct edge *e = &c->edges->items[i];
        if (!is_case(c, e))
            continue;
        c->next[i] = c->first[act_of(c, e)];
        c->first[act_of(c, e)] = i;
        c->claims[name_of(e)][e->relation] += thousandths(e->confidence);
        c->all_claims[e->relation] += thousandths(e->confidence);
    }
}

const struct court *cp_relate_open_court(struct scene *scene, const act_vec *acts, const edge_vec *edges,
                                         const struct surroundings *around)
{
    struct court *c = CP_NEW(scene->doc, struct court);
    *c = (struct court){.scene = scene, .acts = acts, .edges = edges, .around = around};
    c->base = (uint32_t)scene->mentions->entity_count;
    c->first = CP_NEW_ARRAY(scene->doc, acts->count + 1, uint32_t);
    c->next = CP_NEW_ARRAY(scene->doc, edges->count + 1, uint32_t);
    c->mentions = CP_NEW_ARRAY(scene->doc, c->base + 1, uint32_t);
    c->begins = CP_NEW_ARRAY(scene->doc, c->base + 1, uint32_t);
    c->claims = cp_alloc(scene->doc, sizeof *c->claims * (c->base + 1));
    cp_relate_count_mentions(scene, c->mentions, c->begins);
    file_cases(c);
    return c;
}

// ---------------------------------------------------------------- what is said

static const struct telling *telling_of(const struct scene *scene, const struct link *link)
{
    return &scene->tellings.items[link->to_telling ? link->to : link->from];
}

// What the surest frame says of the edge, in thousandths: below 0 if frames only give the name another part.
static int32_t framed(const struct edge *e)
{
    float best = 0, other = 0;
    for (size_t i = 0; e && i < e->links.count; i++) {
        float f = e->links.items[i]->framed;
        best = f > best ? f : best;
        other = f < other ? f : other;
    }
    return best > 0 ? thousandths(best) : -thousandths(-other);
}

// "Sanctions are a tool", "tariffs and quotas": no article, number or name says which.
static bool is_bare(const struct telling *t)
{
    return !t->verbal && t->first == t->token;
}

static bool is_quoted(const struct scene *scene, const struct telling *t)
{
    return scene->said_by && scene->said_by[t->token] != CP_NONE;
}

// States that the sentence names beside the one whose name or whose party is judged.
static int32_t states_beside(const struct scene *scene, uint32_t sentence, uint32_t name)
{
    const struct cp_sentence *s = &scene->analysis->sentences[sentence];
    struct cp_str own = name == CP_NONE ? (struct cp_str){0} : cp_relate_state(scene, name);
    int32_t states = 0;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        uint32_t m = scene->mentions->at[t];
        if (m == CP_NONE)
            continue;
        uint32_t entity = scene->mentions->mentions[m].entity;
        states += scene->mentions->entities[entity].kind == CP_KIND_COUNTRY && !cp_str_equal(own, cp_relate_state(scene, entity));
    }
    return states;
}

// How the telling that gives the name its part tells the act.
static void hear_telling(const struct scene *scene, const struct telling *t, uint32_t name, int32_t *f)
{
    f[VERDICT_headline] = cp_relate_stands_as_headline(scene, t->sentence);
    f[VERDICT_quoted] = is_quoted(scene, t);
    f[VERDICT_bare] = is_bare(t);
    f[VERDICT_states_beside] = states_beside(scene, t->sentence, name);
    for (uint32_t k = t->first; k <= t->last; k++) {
        uint32_t m = scene->mentions->at[k];
        f[VERDICT_inside] |= m != CP_NONE && scene->mentions->mentions[m].entity == name;
    }
}

static void hear_links(const struct scene *scene, const struct edge *e, int32_t *f)
{
    const struct link *best = e->links.items[0];
    double against = 1;
    for (size_t i = 0; i < e->links.count; i++) {
        against *= 1 - (double)e->links.items[i]->confidence;
        if (e->links.items[i]->confidence > best->confidence)
            best = e->links.items[i];
    }
    const struct telling *t = telling_of(scene, best);
    uint32_t distance = best->last - best->first;
    f[VERDICT_surest] = thousandths(e->confidence);
    f[VERDICT_together] = thousandths(1 - against);
    f[VERDICT_links] = (int32_t)e->links.count;
    f[VERDICT_share_of_tellings] = (int32_t)e->links.count * 100 / f[VERDICT_tellings];
    f[VERDICT_sure_links] = (int32_t)e->sure;
    f[VERDICT_hypothetical] = e->hypothetical;
    f[VERDICT_form] = best->form;
    f[VERDICT_framed] = framed(e);
    f[VERDICT_distance] = distance < FAR ? (int32_t)distance : FAR;
    f[VERDICT_general] = t->reach == TELLING_GENERAL;
    f[VERDICT_verbal] = t->verbal;
    f[VERDICT_status] = (int32_t)t->status;
    hear_telling(scene, t, name_of(e), f);
    f[VERDICT_by_default] = is_by_rule(best, "default.");
    f[VERDICT_by_frame] = !f[VERDICT_by_default] && cp_str_find(cp_str_from(best->rule), CP_STR("."), 0) != SIZE_MAX;
}

static void look_at_act(const struct court *c, uint32_t number, int32_t *f)
{
    const struct act *act = &c->acts->items[number];
    for (size_t i = 0; i < act->tellings.count; i++) {
        const struct telling *t = telling_of_act(c->scene, act, i);
        f[VERDICT_named_act] |= c->scene->engine->triggers->rows[t->trigger].pos == TRIGGER_NAME;
        f[VERDICT_specific_tellings] += t->reach == TELLING_SPECIFIC;
        f[VERDICT_verbal_tellings] += t->verbal;
    }
    uint32_t begins = telling_of_act(c->scene, act, 0)->sentence;
    f[VERDICT_type] = (int32_t)act->type;
    f[VERDICT_tellings] = (int32_t)act->tellings.count;
    f[VERDICT_act_begins] = (int32_t)(begins < FAR ? begins : FAR);
    f[VERDICT_founded] = act->founded;
    f[VERDICT_acts] = (int32_t)c->acts->count;
    f[VERDICT_sentences] = (int32_t)c->scene->analysis->sentence_count;
    f[VERDICT_standing] = (int32_t)c->around->standing[number];
    f[VERDICT_density] = (int32_t)c->around->density[number];
    f[VERDICT_states] = (int32_t)c->around->states;
    f[VERDICT_foreign] = (int32_t)c->around->foreign;
}

// Suits, deals and thefts are acts of firms and people, too; what else they do is not of the domain.
static bool is_out_of_character(enum cp_kind kind, enum cp_measure_type type)
{
    bool state = kind == CP_KIND_COUNTRY || kind == CP_KIND_AGENCY || kind == CP_KIND_ORGANIZATION;
    return !state && type != CP_MEASURE_LEGAL_CHALLENGE && type != CP_MEASURE_AGREEMENT && type != CP_MEASURE_ESPIONAGE &&
           type != CP_MEASURE_OTHER;
}

static void look_at_name(const struct court *c, const struct edge *e, int32_t *f)
{
    static const enum cp_relation opposite[ROLES] = {CP_RELATION_TARGETS, CP_RELATION_IMPOSES, CP_RELATION_TARGETS};
    uint32_t name = name_of(e), begins = c->begins[name];
    int64_t own = c->claims[name][e->relation] - thousandths(e->confidence), half = 500;
    int64_t all = c->all_claims[e->relation] - thousandths(e->confidence);
    f[VERDICT_role] = (int32_t)e->relation;
    f[VERDICT_kind] = (int32_t)c->scene->mentions->entities[name].kind;
    f[VERDICT_out_of_character] = e->relation == CP_RELATION_IMPOSES &&
                                  is_out_of_character(c->scene->mentions->entities[name].kind, (enum cp_measure_type)f[VERDICT_type]);
    f[VERDICT_firm_acts] = e->relation == CP_RELATION_IMPOSES && c->scene->mentions->entities[name].kind == CP_KIND_COMPANY &&
                           !f[VERDICT_out_of_character];
    f[VERDICT_mentions] = (int32_t)c->mentions[name];
    int64_t mentions = (int64_t)c->scene->mentions->mention_count + 1;
    f[VERDICT_share_of_mentions] = (int32_t)(c->mentions[name] * (int64_t)1000 / mentions);
    f[VERDICT_name_begins] = (int32_t)(begins < FAR ? begins : FAR);
    f[VERDICT_elsewhere] = (int32_t)own;
    f[VERDICT_share_elsewhere] = (int32_t)(own * 1000 / (all + half));
    f[VERDICT_elsewhere_opposite] = c->claims[name][opposite[e->relation]];
    f[VERDICT_listed] = c->scene->mentions->entities[name].name != NULL;
    f[VERDICT_has_state] = cp_relate_state(c->scene, name).len > 0;
}

// ---------------------------------------------------------------- who else is there

// The edges of one act: in each part the surest and the one after it (of equals the first), how many, and what each
// name claims. Filled act by act, so that an act of ten thousand parties takes no longer than ten thousand of one.
struct hearing {
    int32_t of_act[VERDICT_COUNT]; // what is the same for all its edges
    const struct edge *best[ROLES], *second[ROLES];
    int32_t edges[ROLES], sure[ROLES];
    int32_t (*here)[ROLES]; // of each name, this act only
};

static int32_t confidence_of(const struct edge *e)
{
    return e ? thousandths(e->confidence) : 0;
}

static void adjourn(const struct court *c, uint32_t act, struct hearing *h)
{
    for (uint32_t i = c->first[act]; i != CP_NONE; i = c->next[i])
        memset(h->here[name_of(&c->edges->items[i])], 0, sizeof *h->here);
}

static int32_t kind_of(const struct court *c, const struct edge *e)
{
    return e ? (int32_t)c->scene->mentions->entities[name_of(e)].kind : -1;
}

// 1: the surest target is of another state than the surest imposer; -1: of the same; 0: not known.
static int32_t crosses_border(const struct court *c, const struct edge *imposer, const struct edge *target)
{
    struct cp_str from = imposer ? cp_relate_state(c->scene, name_of(imposer)) : (struct cp_str){0};
    struct cp_str to = target ? cp_relate_state(c->scene, name_of(target)) : (struct cp_str){0};
    return !from.len || !to.len ? 0 : cp_str_equal(from, to) ? -1 : 1;
}

// What its surest parties and goods say of the act.
static void look_at_parts(const struct court *c, struct hearing *h)
{
    const struct edge *goods = h->best[CP_RELATION_COVERS];
    int32_t *f = h->of_act;
    f[VERDICT_crosses_border] = crosses_border(c, h->best[CP_RELATION_IMPOSES], h->best[CP_RELATION_TARGETS]);
    f[VERDICT_kind_of_imposer] = kind_of(c, h->best[CP_RELATION_IMPOSES]);
    f[VERDICT_kind_of_target] = kind_of(c, h->best[CP_RELATION_TARGETS]);
    f[VERDICT_listed_goods] = goods ? c->scene->mentions->entities[name_of(goods)].name != NULL : -1;
    f[VERDICT_imposers] = h->edges[CP_RELATION_IMPOSES];
    f[VERDICT_targets] = h->edges[CP_RELATION_TARGETS];
    f[VERDICT_goods] = h->edges[CP_RELATION_COVERS];
}

static void hear(const struct court *c, uint32_t act, struct hearing *h)
{
    int32_t(*here)[ROLES] = h->here;
    *h = (struct hearing){.here = here};
    look_at_act(c, act, h->of_act);
    for (uint32_t i = c->first[act]; i != CP_NONE; i = c->next[i]) {
        const struct edge *e = &c->edges->items[i];
        unsigned r = e->relation;
        if (!h->best[r] || e->confidence > h->best[r]->confidence) {
            h->second[r] = h->best[r];
            h->best[r] = e;
        } else if (!h->second[r] || e->confidence > h->second[r]->confidence) {
            h->second[r] = e;
        }
        h->edges[r]++;
        h->sure[r] += e->sure > 0;
        here[name_of(e)][r] = confidence_of(e);
    }
    look_at_parts(c, h);
}

static const struct edge *surest_but(const struct hearing *h, enum cp_relation role, const struct edge *but)
{
    return h->best[role] == but ? h->second[role] : h->best[role];
}

static bool is_of_state(const struct court *c, const struct edge *e, const struct edge *other)
{
    struct cp_str state = cp_relate_state(c->scene, name_of(e));
    return other && state.len && cp_str_equal(state, cp_relate_state(c->scene, name_of(other)));
}

static void look_around(const struct court *c, const struct hearing *h, const struct edge *e, int32_t *f)
{
    const struct edge *imposer = surest_but(h, CP_RELATION_IMPOSES, e), *target = surest_but(h, CP_RELATION_TARGETS, e);
    const struct edge *rival = surest_but(h, e->relation, e);
    for (int r = 0; r < ROLES; r++)
        if (r != (int)e->relation && h->here[name_of(e)][r] > f[VERDICT_other])
            f[VERDICT_other] = h->here[name_of(e)][r];
    f[VERDICT_rivals] = h->edges[e->relation] - 1;
    f[VERDICT_sure_rivals] = h->sure[e->relation] - (e->sure > 0);
    f[VERDICT_rival] = confidence_of(rival);
    f[VERDICT_rival_framed] = framed(rival);
    f[VERDICT_lead_over_rival] = confidence_of(e) - confidence_of(rival);
    f[VERDICT_lead_over_other] = confidence_of(e) - f[VERDICT_other];
    f[VERDICT_best_imposer] = confidence_of(imposer);
    f[VERDICT_best_target] = confidence_of(target);
    f[VERDICT_best_goods] = confidence_of(surest_but(h, CP_RELATION_COVERS, e));
    f[VERDICT_state_of_imposer] = is_of_state(c, e, imposer);
    f[VERDICT_state_of_target] = is_of_state(c, e, target);
    f[VERDICT_state_of_rival] = is_of_state(c, e, rival);
}

static struct hearing new_hearing(const struct court *c)
{
    return (struct hearing){.here = cp_alloc(c->scene->doc, sizeof(int32_t[ROLES]) * (c->base + 1))};
}

static void consider(const struct court *c, const struct hearing *h, uint32_t number, bool objection, considered_vec *cases)
{
    const struct edge *e = &c->edges->items[number];
    struct considered *found = CP_PUSH(c->scene->doc, cases);
    found->edge = number;
    memcpy(found->features, h->of_act, sizeof found->features);
    found->features[VERDICT_objection] = objection;
    hear_links(c->scene, e, found->features);
    look_at_name(c, e, found->features);
    look_around(c, h, e, found->features);
}

considered_vec cp_relate_consider(const struct court *c, const bool *objections)
{
    considered_vec cases = {0};
    struct hearing hearing = new_hearing(c);
    for (uint32_t act = 0; act < c->acts->count; act++) {
        hear(c, act, &hearing);
        for (uint32_t i = c->first[act]; i != CP_NONE; i = c->next[i])
            consider(c, &hearing, i, objections[i], &cases);
        adjourn(c, act, &hearing);
    }
    return cases;
}

// ---------------------------------------------------------------- acts as a whole

enum { MOST_TELLINGS_HEARD = 50 };

static void hear_tellings(const struct court *c, uint32_t number, const struct hearing *h, int32_t *f)
{
    const struct act *act = &c->acts->items[number];
    const struct edge *imposer = h->best[CP_RELATION_IMPOSES];
    bool headline = true, quoted = true, bare = true;
    for (size_t i = 0; i < act->tellings.count && i < MOST_TELLINGS_HEARD; i++) {
        const struct telling *t = telling_of_act(c->scene, act, i);
        headline &= cp_relate_stands_as_headline(c->scene, t->sentence);
        quoted &= is_quoted(c->scene, t);
        bare &= is_bare(t);
        int32_t states = states_beside(c->scene, t->sentence, imposer ? name_of(imposer) : CP_NONE);
        f[VERDICT_states_beside] = states > f[VERDICT_states_beside] ? states : f[VERDICT_states_beside];
    }
    f[VERDICT_headline] = headline;
    f[VERDICT_quoted] = quoted;
    f[VERDICT_bare] = bare;
    f[VERDICT_status] = (int32_t)telling_of_act(c->scene, act, 0)->status;
    f[VERDICT_best_imposer] = confidence_of(imposer);
    f[VERDICT_best_target] = confidence_of(h->best[CP_RELATION_TARGETS]);
    f[VERDICT_best_goods] = confidence_of(h->best[CP_RELATION_COVERS]);
}

considered_vec cp_relate_consider_acts(const struct court *c)
{
    considered_vec cases = {0};
    struct hearing hearing = new_hearing(c);
    for (uint32_t act = 0; act < c->acts->count; act++) {
        hear(c, act, &hearing);
        adjourn(c, act, &hearing);
        struct considered *found = CP_PUSH(c->scene->doc, &cases);
        found->edge = act;
        memcpy(found->features, hearing.of_act, sizeof found->features);
        hear_tellings(c, act, &hearing, found->features);
    }
    return cases;
}
