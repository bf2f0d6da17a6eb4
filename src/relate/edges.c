// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// From links to edges. A measure that fewer than two of imposes, targets, covers and responds_to hold is dropped.
#include "edges.h"

#include "bond.h"
#include "domain.h"
#include "engine.h"
#include "link.h"
#include "trigger.h"
#include "verdict.h"

static const float MORE_FOR_GOODS = 0.08f; // a text names many goods that its acts do not cover
static const double LEAST_OF_PLAIN = 0.15; // what a stance needs that the text says in so many words
static const float SURE_OF_OURS = 0.55f, SURE_ALONE = 0.65f; // what an act in a passage about other things needs

static uint32_t node_of(const struct scene *scene, uint32_t end, bool telling)
{
    if (!telling)
        return end;
    uint32_t act = scene->tellings.items[end].act;
    return act == CP_NONE ? CP_NONE : (uint32_t)scene->mentions->entity_count + act;
}

// Edges with an index over their ends and relation.
struct edges {
    edge_vec list;
    struct cp_table *index;
    struct act_edges of;
};

struct ends {
    uint32_t from, to, relation;
};

static struct edge *find_edge(const struct edges *edges, uint32_t from, uint32_t to, enum cp_relation relation)
{
    struct ends ends = {from, to, relation};
    uint32_t number = cp_table_find(edges->index, (struct cp_str){(const char *)&ends, sizeof ends});
    return number == CP_NONE ? NULL : &edges->list.items[number];
}

static struct edge *edge_for(struct scene *scene, struct edges *edges, const struct link *link)
{
    struct ends ends = {node_of(scene, link->from, link->from_telling), node_of(scene, link->to, link->to_telling),
                        link->relation};
    if (ends.from == CP_NONE || ends.to == CP_NONE || ends.from == ends.to)
        return NULL;
    if (cp_relation_symmetric(link->relation) && ends.to < ends.from)
        ends = (struct ends){ends.to, ends.from, link->relation};
    uint32_t number = cp_table_add(edges->index, (struct cp_str){(const char *)&ends, sizeof ends});
    if (number == edges->list.count)
        *CP_PUSH(scene->doc, &edges->list) =
            (struct edge){.from = ends.from, .to = ends.to, .relation = link->relation, .hypothetical = true};
    return &edges->list.items[number];
}

static void add_link(struct scene *scene, struct edges *edges, const struct link *link, bool sure)
{
    struct edge *edge = edge_for(scene, edges, link);
    if (!edge)
        return;
    edge->hypothetical &= link->hypothetical;
    if (link->confidence > edge->confidence)
        edge->confidence = link->confidence;
    if (link->date.year)
        edge->date = link->date;
    *CP_PUSH(scene->doc, &edge->links) = link; // NOLINT(bugprone-sizeof-expression): pointers are kept
    edge->sure += sure;
}

static bool is_core(enum cp_relation relation)
{
    return relation <= CP_RELATION_RESPONDS_TO;
}

// Of two edges that cannot both hold the surer stays, of two as sure the one that yields to no equal.
static bool yields_to(const struct edge *edge, const struct edge *other, bool to_equal)
{
    return other && (to_equal ? other->confidence >= edge->confidence : other->confidence > edge->confidence);
}

// The imposing state is not its own target.
static bool is_contradicted(const struct edges *edges, const struct edge *edge)
{
    bool targets = edge->relation == CP_RELATION_TARGETS;
    if (!targets && edge->relation != CP_RELATION_IMPOSES)
        return false;
    return yields_to(edge, find_edge(edges, edge->to, edge->from, targets ? CP_RELATION_IMPOSES : CP_RELATION_TARGETS), targets);
}

// "We impose" in a joint statement: the same words show both.
static bool is_said_of_both(const struct edge *a, const struct edge *b)
{
    for (size_t i = 0; i < a->links.count; i++)
        for (size_t j = 0; j < b->links.count; j++)
            if (a->links.items[i]->form == CP_MENTION_PRONOUN && a->links.items[i]->first == b->links.items[j]->first &&
                a->links.items[i]->last == b->links.items[j]->last)
                return true;
    return false;
}

// The word that governs the list in which a name stands: "firms" for each state of "American, Japanese and Dutch firms".
static uint32_t list_of(const struct scene *scene, uint32_t token)
{
    enum { MOST_LISTED = 64 };
    for (unsigned i = 0; i < MOST_LISTED; i++) {
        enum cp_dep dep = dep_of(scene, token);
        if (dep != CP_DEP_CONJ && dep != CP_DEP_AMOD && dep != CP_DEP_COMPOUND && dep != CP_DEP_NMOD && dep != CP_DEP_POSS)
            break;
        token = token_at(scene, token)->head;
    }
    return token;
}

static bool is_firm(const struct scene *scene, const struct edge *targets)
{
    return targets->to < scene->mentions->entity_count && scene->mentions->entities[targets->to].kind == CP_KIND_COMPANY;
}

// "Tariffs on Canada and Mexico": one telling lists both as hit; and "the sale of a mine by one firm to another" hits both firms. Who imposes an act is handed out by state (part.c), so that one telling
// has no two such states.
static bool are_hit_together(const struct scene *scene, const struct edge *a, const struct edge *b)
{
    enum { MOST = 8 };
    for (size_t i = 0; a->relation == CP_RELATION_TARGETS && i < a->sure && i < MOST; i++)
        for (size_t j = 0; j < b->sure && j < MOST; j++) {
            const struct link *x = a->links.items[i], *y = b->links.items[j];
            if (x->from == y->from && is_firm(scene, a) && is_firm(scene, b))
                return true;
            if (x->from == y->from && x->name && y->name && list_of(scene, x->name - 1) == list_of(scene, y->name - 1))
                return true;
        }
    return false;
}

// An act of several states is an agreement; parallel acts are one for each state. So what points to a second state, and
// is less sure, comes from another act that was taken for this one.
static bool is_outvoted(const struct scene *scene, const struct edges *edges, const act_vec *acts,
                        const struct edge *edge)
{
    uint32_t base = (uint32_t)scene->mentions->entity_count;
    bool imposes = edge->relation == CP_RELATION_IMPOSES;
    uint32_t act = imposes ? edge->to : edge->from, party = imposes ? edge->from : edge->to;
    if ((!imposes && edge->relation != CP_RELATION_TARGETS) || act < base || party >= base ||
        acts->items[act - base].type == CP_MEASURE_AGREEMENT)
        return false;
    struct cp_str state = cp_relate_state(scene, party);
    for (uint32_t i = state.len ? edges->of.first[act - base] : CP_NONE; i != CP_NONE; i = edges->of.next[i]) {
        const struct edge *other = &edges->list.items[i];
        if (other->relation != edge->relation || other->confidence <= edge->confidence)
            continue;
        uint32_t rival = imposes ? other->from : other->to;
        struct cp_str its = rival < base ? cp_relate_state(scene, rival) : state;
        bool foreign = its.len && !cp_str_equal(its, state);
        if (foreign && !is_said_of_both(edge, other) && !are_hit_together(scene, edge, other))
            return true;
    }
    return false;
}

// No answer comes before what it answers.
static bool comes_too_early(const struct scene *scene, const act_vec *acts, const struct edge *edge)
{
    if (edge->relation != CP_RELATION_RESPONDS_TO)
        return false;
    size_t base = scene->mentions->entity_count;
    struct cp_date answer = cp_relate_date_of(scene, &acts->items[edge->from - base]);
    struct cp_date act = cp_relate_date_of(scene, &acts->items[edge->to - base]);
    bool known = answer.year && act.year && (answer.year != act.year || (answer.month && act.month));
    return known && cp_date_compare(answer, act) < 0;
}

static bool is_objected_to(const struct scene *scene, const struct edges *edges, const act_vec *acts,
                           const struct edge *edge)
{
    return is_contradicted(edges, edge) || is_outvoted(scene, edges, acts, edge) || comes_too_early(scene, acts, edge);
}

float cp_relate_edge_confidence(const struct scene *scene, const struct edge *edge)
{
    return edge->judged ? edge->confidence
                        : cp_relate_calibrated(scene->engine->calibration, edge->relation, edge->confidence);
}

// One state's act against another's party belongs to the domain wherever it is told.
static bool crosses_border(const struct scene *scene, const struct edges *edges, uint32_t act, const bool *dropped)
{
    uint32_t base = (uint32_t)scene->mentions->entity_count;
    struct cp_str own = {0};
    for (uint32_t i = edges->of.first[act]; i != CP_NONE; i = edges->of.next[i]) {
        const struct edge *e = &edges->list.items[i];
        if (!dropped[i] && e->relation == CP_RELATION_IMPOSES && e->from < base)
            own = cp_relate_state(scene, e->from);
    }
    for (uint32_t i = edges->of.first[act]; i != CP_NONE && own.len; i = edges->of.next[i]) {
        const struct edge *e = &edges->list.items[i];
        if (dropped[i] || e->relation != CP_RELATION_TARGETS || e->to >= base)
            continue;
        struct cp_str other = cp_relate_state(scene, e->to);
        if (other.len && !cp_str_equal(own, other))
            return true;
    }
    return false;
}

// Acts in passages about other things are drawn only if one of their edges is likely, the more so if nothing but the
// words speaks for the domain (domain.h).
static void find_stray_acts(struct scene *scene, const struct edges *edges, const act_vec *acts, const enum standing *standing,
                            const bool *dropped, bool *stray)
{
    uint32_t base = (uint32_t)scene->mentions->entity_count;
    float *surest = CP_NEW_ARRAY(scene->doc, acts->count + 1, float);
    for (size_t i = 0; i < edges->list.count; i++) {
        const struct edge *e = &edges->list.items[i];
        uint32_t act = e->from >= base ? e->from : e->to;
        float p = cp_relate_edge_confidence(scene, e);
        if (act >= base && !dropped[i] && p > surest[act - base])
            surest[act - base] = p;
    }
    for (uint32_t act = 0; act < acts->count; act++) {
        if (standing[act] == STANDING_AMONG)
            continue;
        bool ours = standing[act] == STANDING_OURS || crosses_border(scene, edges, act, dropped);
        stray[act] |= surest[act] < (ours ? SURE_OF_OURS : SURE_ALONE);
    }
}

// Of a kind that is ours, and both who does it and to what are sure; or it hits somebody of another country. A text of one sentence has
// nothing else by which it could be known.
static bool is_plainly_ours(const int32_t *features)
{
    const int32_t sure = 800, likely = 750; // thousandths
    bool whole = features[VERDICT_standing] >= STANDING_OURS && features[VERDICT_best_imposer] >= sure &&
                 (features[VERDICT_best_target] >= sure || features[VERDICT_best_goods] >= sure);
    return whole || (features[VERDICT_crosses_border] > 0 && features[VERDICT_best_imposer] >= likely && features[VERDICT_best_target] >= likely);
}

// The judge of acts knows also how texts tell of acts that are none of ours: taxes, grants and laws of every day.
static void judge_acts(const struct scene *scene, const struct court *court, bool *stray)
{
    const struct trees *trees = scene->engine->acts;
    considered_vec cases = cp_relate_consider_acts(court);
    for (size_t i = 0; i < cases.count; i++)
        stray[cases.items[i].edge] |= !is_plainly_ours(cases.items[i].features) &&
                                      (float)cp_relate_trees_probability(trees, cases.items[i].features) < trees->threshold;
}

static void drop_acts(const struct scene *scene, const struct edges *edges, const bool *stray, bool *dropped)
{
    uint32_t base = (uint32_t)scene->mentions->entity_count;
    for (size_t i = 0; i < edges->list.count; i++) {
        const struct edge *e = &edges->list.items[i];
        uint32_t act = e->from >= base ? e->from : e->to;
        dropped[i] |= act >= base && stray[act - base];
    }
}

// The parts that an act keeps; *last: one of them.
static unsigned count_kept(const struct edges *edges, uint32_t act, const bool *dropped, uint32_t *last)
{
    unsigned kept = 0;
    for (uint32_t k = edges->of.first[act]; k != CP_NONE; k = edges->of.next[k])
        if (!dropped[k]) {
            kept++;
            *last = k;
        }
    return kept;
}

// An act that keeps a single part would not be drawn: the surest of those that it has lost, or CP_NONE.
static uint32_t surest_lost(const struct scene *scene, const struct edges *edges, const act_vec *acts, uint32_t act,
                            const bool *dropped)
{
    uint32_t best = CP_NONE;
    for (uint32_t k = edges->of.first[act]; k != CP_NONE; k = edges->of.next[k]) {
        const struct edge *e = &edges->list.items[k];
        bool surer = best == CP_NONE || e->confidence > edges->list.items[best].confidence;
        if (dropped[k] && e->judged && surer && !is_contradicted(edges, e) && !is_outvoted(scene, edges, acts, e))
            best = k;
    }
    return best;
}

// A measure has two parts or is not drawn, so what is decided of the second one is whether both are drawn: it need not be as
// sure as others if the first is.
static void take_back_second_parts(const struct scene *scene, const struct edges *edges, const act_vec *acts, bool *dropped)
{
    const float least = 0.15f, least_of_both = 0.8f;
    for (uint32_t act = 0; act < acts->count; act++) {
        uint32_t only;
        if (count_kept(edges, act, dropped, &only) != 1)
            continue;
        uint32_t lost = surest_lost(scene, edges, acts, act, dropped);
        if (lost == CP_NONE)
            continue;
        float confidence = edges->list.items[lost].confidence;
        dropped[lost] = confidence < least || confidence + edges->list.items[only].confidence < least_of_both;
    }
}

// Goods alone say neither who restricts nor whom: "ban slugs from the vegetable patch".
static bool is_of_goods_only(const struct edges *edges, uint32_t act, const bool *dropped)
{
    for (uint32_t k = edges->of.first[act]; k != CP_NONE; k = edges->of.next[k])
        if (!dropped[k] && edges->list.items[k].relation != CP_RELATION_COVERS)
            return false;
    return true;
}

// Repeated, because an answer may lose the act that it answers.
static void drop_thin_acts(struct scene *scene, const struct edges *edges, const act_vec *acts, bool *dropped)
{
    enum { LEAST_PARTS = 2 };
    uint32_t base = (uint32_t)scene->mentions->entity_count, last;
    bool *thin = CP_NEW_ARRAY(scene->doc, acts->count + 1, bool);
    for (bool again = true; again;) {
        again = false;
        for (uint32_t act = 0; act < acts->count; act++)
            thin[act] = count_kept(edges, act, dropped, &last) < LEAST_PARTS || is_of_goods_only(edges, act, dropped);
        for (size_t i = 0; i < edges->list.count; i++) {
            const struct edge *e = &edges->list.items[i];
            bool falls = (e->from >= base && thin[e->from - base]) || (e->to >= base && thin[e->to - base]);
            again |= falls && !dropped[i];
            dropped[i] |= falls;
        }
    }
}

static void compact(edge_vec *edges, const bool *dropped)
{
    size_t kept = 0;
    for (size_t i = 0; i < edges->count; i++)
        if (!dropped[i])
            edges->items[kept++] = edges->items[i];
    edges->count = kept;
}

struct act_edges cp_relate_edges_of_acts(struct scene *scene, const edge_vec *edges, size_t acts)
{
    uint32_t base = (uint32_t)scene->mentions->entity_count;
    struct act_edges of = {CP_NEW_ARRAY(scene->doc, acts + 1, uint32_t), CP_NEW_ARRAY(scene->doc, edges->count + 1, uint32_t)};
    for (size_t i = 0; i < acts; i++)
        of.first[i] = CP_NONE;
    for (uint32_t i = (uint32_t)edges->count; i-- > 0;) {
        const struct edge *e = &edges->items[i];
        uint32_t act = e->relation == CP_RELATION_IMPOSES ? e->to : e->from;
        if (!is_core(e->relation) || act < base)
            continue;
        of.next[i] = of.first[act - base];
        of.first[act - base] = i;
    }
    return of;
}

static struct edges gather(struct scene *scene, const act_vec *acts, bool **objections)
{
    struct edges edges = {.index = cp_table_new(scene->doc)};
    for (size_t i = 0; i < scene->links.count; i++)
        add_link(scene, &edges, &scene->links.items[i], true);
    for (size_t i = 0; i < scene->doubtful.count; i++)
        add_link(scene, &edges, &scene->doubtful.items[i], false);
    edges.of = cp_relate_edges_of_acts(scene, &edges.list, acts->count);
    *objections = CP_NEW_ARRAY(scene->doc, edges.list.count + 1, bool);
    for (size_t i = 0; i < edges.list.count; i++)
        (*objections)[i] = is_objected_to(scene, &edges, acts, &edges.list.items[i]);
    return edges;
}

edge_vec cp_relate_gather_edges(struct scene *scene, const act_vec *acts, bool **objections)
{
    return gather(scene, acts, objections).list;
}

// The verdicts replace the objections to parts in acts, of which the judge has heard; but by their confidence, too, the
// imposing state is not its own target, and parallel acts of two states are two.
static void judge(const struct scene *scene, const struct court *court, struct edges *edges, const act_vec *acts, bool *dropped)
{
    const struct trees *trees = scene->engine->verdicts;
    considered_vec cases = cp_relate_consider(court, dropped);
    for (size_t i = 0; i < cases.count; i++) {
        struct edge *edge = &edges->list.items[cases.items[i].edge];
        edge->judged = true;
        edge->confidence = (float)cp_relate_trees_probability(trees, cases.items[i].features);
    }
    for (size_t i = 0; i < cases.count; i++) {
        const struct edge *edge = &edges->list.items[cases.items[i].edge];
        float bar = trees->threshold + (edge->relation == CP_RELATION_COVERS ? MORE_FOR_GOODS : 0);
        dropped[cases.items[i].edge] =
            edge->confidence < bar || is_contradicted(edges, edge) || is_outvoted(scene, edges, acts, edge);
    }
}

// Nobody is both for and against; of two stances as sure that against stays.
static bool is_against_own_stance(const struct edges *edges, const struct edge *edge)
{
    bool supports = edge->relation == CP_RELATION_SUPPORTS;
    if (!supports && edge->relation != CP_RELATION_OPPOSES)
        return false;
    return yields_to(edge, find_edge(edges, edge->from, edge->to, supports ? CP_RELATION_OPPOSES : CP_RELATION_SUPPORTS), supports);
}

// Do the words of a rule say so ("criticised the ban")? What somebody is quoted with says it less plainly.
static bool is_plainly_said(const struct edge *edge)
{
    for (size_t i = 0; i < edge->sure; i++)
        if (!is_by_rule(edge->links.items[i], "learned") && !is_by_rule(edge->links.items[i], "quote."))
            return true;
    return false;
}

// Relations between names, and stances towards acts: what was sure may fall, what was doubtful be drawn.
static void judge_bonds(struct scene *scene, const act_vec *acts, struct edges *edges, const struct surroundings *around, bool *dropped)
{
    const struct trees *trees = scene->engine->bonds;
    bond_case_vec cases = cp_relate_consider_bonds(scene, acts, &edges->list, around);
    for (size_t i = 0; i < cases.count; i++) {
        struct edge *edge = &edges->list.items[cases.items[i].edge];
        double p;
        bool drawn = cp_relate_trees_approve(trees, cases.items[i].features, &p);
        if (!drawn && is_stance(edge->relation) && is_plainly_said(edge)) {
            p = cp_relate_trees_probability(trees, cases.items[i].features);
            drawn = p >= LEAST_OF_PLAIN;
        }
        dropped[cases.items[i].edge] |= !drawn;
        edge->judged = true;
        edge->confidence = (float)p;
    }
    for (size_t i = 0; i < cases.count; i++)
        dropped[cases.items[i].edge] |= is_against_own_stance(edges, &edges->list.items[cases.items[i].edge]);
}

// An act hits no act, and an agreement nobody.
static void spare_the_unhit(const struct scene *scene, const struct edges *edges, const act_vec *acts, bool *dropped)
{
    uint32_t base = (uint32_t)scene->mentions->entity_count;
    for (size_t i = 0; i < edges->list.count; i++) {
        const struct edge *e = &edges->list.items[i];
        bool pact = e->from >= base && acts->items[e->from - base].type == CP_MEASURE_AGREEMENT;
        dropped[i] |= e->relation == CP_RELATION_TARGETS && (e->to >= base || pact);
    }
}

edge_vec cp_relate_draw_edges(struct scene *scene, const act_vec *acts)
{
    bool *dropped;
    struct edges edges = gather(scene, acts, &dropped);
    if (!edges.list.count)
        return edges.list;
    bool *stray = CP_NEW_ARRAY(scene->doc, acts->count + 1, bool);
    struct surroundings around = cp_relate_find_domain(scene, acts);
    const struct court *court = cp_relate_open_court(scene, acts, &edges.list, &around);
    if (scene->engine->acts->trained)
        judge_acts(scene, court, stray); // before the judges of edges change how sure they are
    if (scene->engine->bonds->trained)
        judge_bonds(scene, acts, &edges, &around, dropped);
    if (scene->engine->verdicts->trained)
        judge(scene, court, &edges, acts, dropped);
    spare_the_unhit(scene, &edges, acts, dropped);
    find_stray_acts(scene, &edges, acts, around.standing, dropped, stray);
    drop_acts(scene, &edges, stray, dropped);
    if (scene->engine->verdicts->trained)
        take_back_second_parts(scene, &edges, acts, dropped);
    drop_thin_acts(scene, &edges, acts, dropped);
    compact(&edges.list, dropped);
    return edges.list;
}
