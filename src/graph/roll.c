// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
//
// Measures folded into edges between actors, and actors into their countries. Every way from one actor to another
// through a measure, and every relation between two actors, is a strand; strands between the same two that mean the
// same are wound into one edge. A measure counts once between the same two, however many of their companies and
// agencies it joins.
#include "view.h"

#include <math.h>
#include <stdlib.h>

struct strand {
    uint32_t from, to, measure; // groups; the measure's node, CP_NONE for a relation between actors
    enum cp_relation relation;
    struct cp_str name;
    bool symmetric, hypothetical;
    double weight, sign, confidence;
    struct cp_date date;
    uint32_t edges[3]; // that it runs over, in the order in which their words are read
    unsigned edge_count;
    uint32_t order; // of their coming
};

struct rolling {
    struct cp_arena *run;
    const struct cp_graph *graph;
    uint32_t *group; // node → place in `groups`, or CP_NONE
    struct cp_graph_node *groups;
    size_t group_count;
    uint32_t *first, *next; // of each measure the edges by which it is imposed: first[node], next[edge]
    CP_VEC(struct strand) strands;
};

// ---------------------------------------------------------------- groups

static bool is_actor(const struct cp_graph_node *node)
{
    return node->kind != CP_KIND_MEASURE && node->kind != CP_KIND_TECHNOLOGY;
}

static void group_actors(struct rolling *r)
{
    for (size_t i = 0; i < r->graph->node_count; i++)
        if (is_actor(&r->graph->nodes[i])) {
            r->group[i] = (uint32_t)r->group_count;
            r->groups[r->group_count++] = r->graph->nodes[i];
        }
}

struct state {
    struct cp_graph_node node;
    struct cp_table *sources;
    uint32_t number;
};

static int by_id(const void *x, const void *y)
{
    const struct state *a = x, *b = y;
    return cp_str_compare(a->node.id, b->node.id);
}

static int by_bytes(const void *x, const void *y)
{
    return cp_str_compare(*(const struct cp_str *)x, *(const struct cp_str *)y);
}

static const struct cp_str *sorted_keys(struct cp_arena *run, const struct cp_table *table, size_t *count)
{
    *count = cp_table_count(table);
    struct cp_str *keys = CP_NEW_ARRAY(run, *count + 1, struct cp_str);
    for (uint32_t i = 0; i < *count; i++)
        keys[i] = cp_table_key(table, i);
    qsort(keys, *count, sizeof *keys, by_bytes);
    return keys;
}

// A country that no document names, but whose companies or agencies they do.
static struct cp_graph_node make_country(struct cp_arena *run, const struct cp_graph_view *view, struct cp_str code)
{
    const struct cp_name *name = view->lexicon ? cp_lexicon_country(view->lexicon, code) : NULL;
    return (struct cp_graph_node){.id = name ? name->id : cp_str_format(run, "cty:" CP_FMT, CP_ARG(code)),
                                  .label = name ? name->label : code,
                                  .kind = CP_KIND_COUNTRY,
                                  .kind_name = cp_str_from(cp_kind_name(CP_KIND_COUNTRY)),
                                  .type = CP_MEASURE_COUNT,
                                  .country = code};
}

static struct cp_str code_of(const struct cp_graph_node *node)
{
    struct cp_str prefix = CP_STR("cty:");
    if (node->country.len || node->kind != CP_KIND_COUNTRY)
        return node->country;
    return cp_str_starts(node->id, prefix) ? cp_str_slice(node->id, prefix.len, node->id.len) : node->id;
}

struct states {
    struct cp_table *codes; // code → number
    struct state *all;      // by number, until they are sorted
    size_t count;
};

// Puts the node into its state, which is made if it is the first of it.
static void join_state(struct rolling *r, const struct cp_graph_view *view, struct states *states, uint32_t i)
{
    const struct cp_graph_node *node = &r->graph->nodes[i];
    uint32_t number = r->group[i] = cp_table_add(states->codes, code_of(node));
    struct state *state = &states->all[number];
    if (number == states->count) {
        states->count++;
        *state = (struct state){.sources = cp_table_new(r->run), .number = number};
        state->node = node->kind == CP_KIND_COUNTRY ? *node : make_country(r->run, view, code_of(node));
    }
    for (size_t k = 0; k < node->source_count; k++)
        cp_table_add(state->sources, node->sources[k]);
}

// The countries first: what they are called is better known from their own nodes than from those of their companies.
static void group_countries(struct rolling *r, const struct cp_graph_view *view)
{
    struct states states = {cp_table_new(r->run), CP_NEW_ARRAY(r->run, r->graph->node_count + 1, struct state), 0};
    for (int others = 0; others < 2; others++)
        for (uint32_t i = 0; i < r->graph->node_count; i++) {
            const struct cp_graph_node *node = &r->graph->nodes[i];
            if (is_actor(node) && code_of(node).len && (node->kind != CP_KIND_COUNTRY) == others)
                join_state(r, view, &states, i);
        }
    qsort(states.all, states.count, sizeof *states.all, by_id);
    uint32_t *place = CP_NEW_ARRAY(r->run, states.count + 1, uint32_t);
    for (uint32_t i = 0; i < states.count; i++) {
        struct state *state = &states.all[i];
        place[state->number] = i;
        state->node.sources = sorted_keys(r->run, state->sources, &state->node.source_count);
        r->groups[i] = state->node;
    }
    r->group_count = states.count;
    for (size_t i = 0; i < r->graph->node_count; i++)
        if (r->group[i] != CP_NONE)
            r->group[i] = place[r->group[i]];
}

// ---------------------------------------------------------------- strands

static const struct cp_graph_edge *edge_at(const struct rolling *r, uint32_t number)
{
    return &r->graph->edges[number];
}

static void add_strand(struct rolling *r, uint32_t from, uint32_t to, struct strand strand)
{
    strand.from = r->group[from];
    strand.to = r->group[to];
    if (strand.from == CP_NONE || strand.to == CP_NONE || (strand.from == strand.to && from != to))
        return;
    strand.weight = INFINITY;
    strand.confidence = 1;
    for (unsigned i = 0; i < strand.edge_count; i++) {
        const struct cp_graph_edge *edge = edge_at(r, strand.edges[i]);
        strand.weight = fmin(strand.weight, edge->weight);
        strand.confidence = fmin(strand.confidence, edge->confidence);
        strand.hypothetical |= edge->hypothetical;
        if (!strand.date.year)
            strand.date = edge->date;
    }
    strand.order = (uint32_t)r->strands.count;
    *CP_PUSH(r->run, &r->strands) = strand;
}

static void add_relation(struct rolling *r, uint32_t number)
{
    const struct cp_graph_edge *edge = edge_at(r, number);
    uint32_t from = r->group[edge->from], to = r->group[edge->to];
    bool turned =
        edge->symmetric && from != CP_NONE && to != CP_NONE && cp_str_compare(r->groups[to].id, r->groups[from].id) < 0;
    struct strand strand = {.measure = CP_NONE,
                            .relation = edge->relation,
                            .name = edge->relation_name,
                            .symmetric = edge->symmetric,
                            .sign = edge->sign,
                            .edges = {number},
                            .edge_count = 1};
    add_strand(r, turned ? edge->to : edge->from, turned ? edge->from : edge->to, strand);
}

// From who imposes the measure to `object`, over `edge`; and over `answered`, by which the object imposed what the
// measure answers (else CP_NONE).
static void add_act(struct rolling *r, uint32_t measure, uint32_t object, uint32_t edge, uint32_t answered)
{
    const struct cp_graph_node *node = &r->graph->nodes[measure];
    for (uint32_t e = r->first[measure]; e != CP_NONE; e = r->next[e]) {
        struct strand strand = {.measure = measure,
                                .relation = CP_RELATION_COUNT,
                                .name = CP_STR("acts on"),
                                .sign = cp_measure_sign(node->type),
                                .date = node->date,
                                .edges = {edge, e, answered},
                                .edge_count = answered == CP_NONE ? 2 : 3};
        if (edge_at(r, e)->from != object)
            add_strand(r, edge_at(r, e)->from, object, strand);
    }
}

// Somebody's stance to a measure is one to who imposes it.
static void add_stance(struct rolling *r, uint32_t number)
{
    const struct cp_graph_edge *edge = edge_at(r, number);
    for (uint32_t e = r->first[edge->to]; e != CP_NONE; e = r->next[e]) {
        struct strand strand = {.measure = edge->to,
                                .relation = edge->relation,
                                .name = edge->relation_name,
                                .sign = edge->sign,
                                .date = edge->date,
                                .edges = {number, e},
                                .edge_count = 2};
        if (edge_at(r, e)->from != edge->from)
            add_strand(r, edge->from, edge_at(r, e)->from, strand);
    }
}

static void add_edge(struct rolling *r, uint32_t number)
{
    const struct cp_graph_edge *edge = edge_at(r, number);
    bool from_measure = r->graph->nodes[edge->from].kind == CP_KIND_MEASURE;
    bool to_measure = r->graph->nodes[edge->to].kind == CP_KIND_MEASURE;
    if (!from_measure && !to_measure)
        add_relation(r, number);
    else if (!from_measure && cp_relation_layer(edge->relation) == CP_LAYER_STANCE)
        add_stance(r, number);
    else if (from_measure && (edge->relation == CP_RELATION_TARGETS || edge->relation == CP_RELATION_AFFECTS))
        add_act(r, edge->from, edge->to, number, CP_NONE);
    else if (from_measure && edge->relation == CP_RELATION_RESPONDS_TO)
        for (uint32_t e = r->first[edge->to]; e != CP_NONE; e = r->next[e])
            add_act(r, edge->from, edge_at(r, e)->from, number, e);
}

static void link_imposers(struct rolling *r)
{
    for (size_t i = 0; i < r->graph->node_count; i++)
        r->first[i] = CP_NONE;
    for (uint32_t e = (uint32_t)r->graph->edge_count; e-- > 0;)
        if (edge_at(r, e)->relation == CP_RELATION_IMPOSES) {
            r->next[e] = r->first[edge_at(r, e)->to];
            r->first[edge_at(r, e)->to] = e;
        }
}

// ---------------------------------------------------------------- edges

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_edge(const struct strand *a, const struct strand *b)
{
    int order = compare_numbers(a->from, b->from);
    if (!order)
        order = compare_numbers(a->to, b->to);
    if (!order)
        order = cp_str_compare(a->name, b->name);
    if (!order)
        order = compare_numbers(a->relation, b->relation);
    return order ? order : a->symmetric - b->symmetric;
}

// Within an edge by measure; of a measure the weightiest way first.
static int by_edge_and_measure(const void *x, const void *y)
{
    const struct strand *a = x, *b = y;
    int order = by_edge(a, b);
    if (!order)
        order = compare_numbers(a->measure, b->measure);
    if (!order && a->weight != b->weight)
        order = a->weight > b->weight ? -1 : 1;
    return order ? order : compare_numbers(a->order, b->order);
}

static void add_evidence(struct rolling *r, const struct strand *strands, size_t count, struct cp_graph_edge *edge)
{
    struct cp_table *seen = cp_table_new(r->run);
    CP_VEC(struct cp_evidence) all = {0};
    for (size_t i = 0; i < count; i++)
        for (unsigned k = 0; k < strands[i].edge_count; k++) {
            const struct cp_graph_edge *from = edge_at(r, strands[i].edges[k]);
            for (size_t e = 0; e < from->evidence_count; e++) {
                const struct cp_evidence *piece = &from->evidence[e];
                struct cp_str key =
                    cp_str_format(r->run, "%zu %zu " CP_FMT, piece->begin, piece->end, CP_ARG(piece->document));
                if (cp_table_add(seen, key) == all.count)
                    *CP_PUSH(r->run, &all) = *piece;
            }
        }
    edge->evidence = all.items;
    edge->evidence_count = all.count;
}

static void add_measures(struct rolling *r, const struct strand *strands, size_t count, struct cp_graph_edge *edge)
{
    struct cp_table *ids = cp_table_new(r->run);
    for (size_t i = 0; i < count; i++) {
        if (strands[i].measure != CP_NONE)
            cp_table_add(ids, r->graph->nodes[strands[i].measure].id);
        for (unsigned k = 0; k < strands[i].edge_count; k++) // of a graph that was folded before
            for (size_t m = 0; m < edge_at(r, strands[i].edges[k])->measure_count; m++)
                cp_table_add(ids, edge_at(r, strands[i].edges[k])->measures[m]);
    }
    edge->measures = sorted_keys(r->run, ids, &edge->measure_count);
}

static struct cp_graph_edge wind(struct rolling *r, const struct strand *strands, size_t count)
{
    const double digits = 1000, surest = 0.99;
    struct cp_graph_edge edge = {.from = strands->from,
                                 .to = strands->to,
                                 .relation = strands->relation,
                                 .relation_name = strands->name,
                                 .symmetric = strands->symmetric,
                                 .hypothetical = true};
    double doubt = 1, signs = 0;
    size_t acts = 0;
    for (size_t i = 0, next; i < count; i = next) {
        double sure = 0;
        for (next = i; next == i ||
                       (next < count && strands[i].measure != CP_NONE && strands[next].measure == strands[i].measure);
             next++) {
            const struct strand *strand = &strands[next];
            sure = fmax(sure, strand->confidence);
            edge.hypothetical &= strand->hypothetical;
            if (strand->date.year && (!edge.date.year || cp_date_compare(strand->date, edge.date) < 0))
                edge.date = strand->date;
        }
        edge.weight += strands[i].weight;
        for (unsigned k = 0; k < strands[i].edge_count && strands[i].measure == CP_NONE; k++)
            edge.attributes = cp_attributes_united(r->run, edge.attributes, edge_at(r, strands[i].edges[k])->attributes);
        signs += strands[i].weight * strands[i].sign;
        doubt *= 1 - sure;
        edge.confidence = sure;
        acts++;
    }
    edge.sign = strands->sign;
    if (acts > 1) {
        edge.sign = round(signs / edge.weight * digits) / digits;
        edge.weight = round(edge.weight * digits) / digits;
        edge.confidence = fmin(round((1 - doubt) * digits) / digits, surest);
    }
    add_evidence(r, strands, count, &edge);
    add_measures(r, strands, count, &edge);
    return edge;
}

static void wind_all(struct rolling *r, struct cp_graph *rolled)
{
    struct strand *strands = r->strands.items;
    if (r->strands.count)
        qsort(strands, r->strands.count, sizeof *strands, by_edge_and_measure);
    rolled->edges = CP_NEW_ARRAY(r->run, r->strands.count + 1, struct cp_graph_edge);
    for (size_t i = 0, next; i < r->strands.count; i = next) {
        for (next = i + 1; next < r->strands.count && by_edge(&strands[i], &strands[next]) == 0;)
            next++;
        rolled->edges[rolled->edge_count++] = wind(r, &strands[i], next - i);
    }
}

struct cp_graph *cp_graph_roll(struct cp_arena *run, const struct cp_graph *graph, const struct cp_graph_view *view)
{
    struct rolling r = {.run = run, .graph = graph};
    struct cp_graph *rolled = CP_NEW(run, struct cp_graph);
    r.group = CP_NEW_ARRAY(run, graph->node_count + 1, uint32_t);
    r.groups = CP_NEW_ARRAY(run, graph->node_count + 1, struct cp_graph_node);
    r.first = CP_NEW_ARRAY(run, graph->node_count + 1, uint32_t);
    r.next = CP_NEW_ARRAY(run, graph->edge_count + 1, uint32_t);
    for (size_t i = 0; i < graph->node_count; i++)
        r.group[i] = CP_NONE;
    if (view->view == CP_VIEW_COUNTRIES)
        group_countries(&r, view);
    else
        group_actors(&r);
    link_imposers(&r);
    for (uint32_t e = 0; e < graph->edge_count; e++)
        add_edge(&r, e);
    rolled->nodes = r.groups;
    rolled->node_count = r.group_count;
    rolled->document_count = graph->document_count;
    rolled->attributes = graph->attributes;
    wind_all(&r, rolled);
    return rolled;
}
