// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
//
// Folding. Each document's facts are copied when they come. At the end the documents are put in
// order of their ids (and of their bytes, if ids are equal), equal ones are dropped, and everything that follows
// walks that order: so the graph depends on the set of facts and on nothing else.
#include "fold.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct kept {
    struct cp_facts facts;
    struct cp_str bytes; // as facts_write gives them: to tell equal documents
};

struct cp_graph_builder {
    struct cp_arena *run;
    CP_VEC(struct kept *) documents;
};

struct cp_graph_builder *cp_graph_builder_new(struct cp_arena *run)
{
    struct cp_graph_builder *builder = CP_NEW(run, struct cp_graph_builder);
    builder->run = run;
    return builder;
}

// ---------------------------------------------------------------- copying

static struct cp_fact_node copy_node(struct cp_arena *run, const struct cp_fact_node *node)
{
    struct cp_fact_node copy = *node;
    struct cp_str *aliases = CP_NEW_ARRAY(run, node->alias_count + 1, struct cp_str);
    for (size_t i = 0; i < node->alias_count; i++)
        aliases[i] = cp_str_copy(run, node->aliases[i]);
    copy.id = cp_str_copy(run, node->id);
    copy.label = cp_str_copy(run, node->label);
    copy.country = cp_str_copy(run, node->country);
    copy.aliases = aliases;
    return copy;
}

static struct cp_fact_edge copy_edge(struct cp_arena *run, const struct cp_fact_edge *edge, struct cp_str document)
{
    struct cp_fact_edge copy = *edge;
    struct cp_evidence *evidence = CP_NEW_ARRAY(run, edge->evidence_count + 1, struct cp_evidence);
    for (size_t i = 0; i < edge->evidence_count; i++) {
        evidence[i] = edge->evidence[i];
        evidence[i].words = cp_str_copy(run, evidence[i].words);
        evidence[i].rule = cp_str_copy(run, evidence[i].rule);
        evidence[i].document = document;
    }
    copy.confidence = round(edge->confidence * 1000) / 1000; // as the facts' file has it: run and extract + build agree
    copy.evidence = evidence;
    return copy;
}

void cp_graph_builder_add(struct cp_graph_builder *builder, const struct cp_facts *facts)
{
    struct cp_arena *run = builder->run;
    struct kept *kept = CP_NEW(run, struct kept);
    struct cp_buf bytes = {0};
    cp_facts_write(facts, &bytes);
    kept->bytes = cp_str_copy(run, cp_buf_str(&bytes));
    cp_buf_release(&bytes);
    kept->facts = *facts;
    kept->facts.document = cp_str_copy(run, facts->document);
    kept->facts.source = cp_str_copy(run, facts->source);
    kept->facts.title = cp_str_copy(run, facts->title);
    struct cp_fact_node *nodes = CP_NEW_ARRAY(run, facts->node_count + 1, struct cp_fact_node);
    struct cp_fact_edge *edges = CP_NEW_ARRAY(run, facts->edge_count + 1, struct cp_fact_edge);
    for (size_t i = 0; i < facts->node_count; i++)
        nodes[i] = copy_node(run, &facts->nodes[i]);
    for (size_t i = 0; i < facts->edge_count; i++)
        edges[i] = copy_edge(run, &facts->edges[i], kept->facts.document);
    kept->facts.nodes = nodes;
    kept->facts.edges = edges;
    *CP_PUSH(run, &builder->documents) = kept;
}

static int by_document(const void *x, const void *y)
{
    const struct kept *a = *(struct kept *const *)x, *b = *(struct kept *const *)y;
    int order = cp_str_compare(a->facts.document, b->facts.document);
    return order ? order : cp_str_compare(a->bytes, b->bytes);
}

static void put_in_order(struct cp_graph_builder *builder, struct fold *fold)
{
    size_t n = builder->documents.count, kept = 0;
    if (n)
        qsort(builder->documents.items, n, sizeof *builder->documents.items, by_document);
    const struct cp_facts **documents = CP_NEW_ARRAY(builder->run, n + 1, const struct cp_facts *);
    for (size_t i = 0; i < n; i++)
        if (!i || !cp_str_equal(builder->documents.items[i]->bytes, builder->documents.items[i - 1]->bytes))
            documents[kept++] = &builder->documents.items[i]->facts;
    fold->documents = documents;
    fold->document_count = kept;
}

// ---------------------------------------------------------------- entities and acts

struct gathered { // what becomes one node
    struct cp_graph_node node;
    struct cp_table *aliases, *sources;
    bool fixed_date;
};

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

static void gather_names(struct gathered *g, struct cp_arena *run, const struct cp_facts *facts,
                         const struct cp_fact_node *fact)
{
    if (!g->aliases) {
        g->aliases = cp_table_new(run);
        g->sources = cp_table_new(run);
        g->node.label = fact->label;
        g->node.kind = fact->kind;
        g->node.type = fact->type;
        g->node.status = fact->status;
        g->node.x = g->node.y = g->node.size = NAN;
    }
    if (!g->node.country.len)
        g->node.country = fact->country;
    for (size_t i = 0; i < fact->alias_count; i++)
        cp_table_add(g->aliases, fact->aliases[i]);
    cp_table_add(g->sources, facts->document);
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

static void gather_parties(struct fold *fold, const struct cp_facts *facts, struct act *act, const uint32_t *entity)
{
    for (size_t i = 0; i < facts->edge_count; i++) {
        const struct cp_fact_edge *e = &facts->edges[i];
        if (e->relation == CP_RELATION_IMPOSES && e->to == act->node) {
            struct cp_str code = facts->nodes[e->from].country;
            *CP_PUSH(fold->run, &act->imposers) = entity[e->from];
            if (code.len)
                *CP_PUSH(fold->run, &act->states) = cp_table_add(fold->codes, code);
        } else if (e->relation == CP_RELATION_TARGETS && e->from == act->node) {
            *CP_PUSH(fold->run, &act->targets) = entity[e->to];
        } else if (e->relation == CP_RELATION_COVERS && e->from == act->node) {
            *CP_PUSH(fold->run, &act->goods) = entity[e->to];
        }
    }
    if (act->imposers.count)
        qsort(act->imposers.items, act->imposers.count, sizeof(uint32_t), by_number);
    if (act->targets.count)
        qsort(act->targets.items, act->targets.count, sizeof(uint32_t), by_number);
    if (act->goods.count)
        qsort(act->goods.items, act->goods.count, sizeof(uint32_t), by_number);
    if (act->states.count) {
        qsort(act->states.items, act->states.count, sizeof(uint32_t), by_number);
        size_t kept = 0;
        for (size_t i = 0; i < act->states.count; i++)
            if (!i || act->states.items[i] != act->states.items[i - 1])
                act->states.items[kept++] = act->states.items[i];
        act->states.count = kept;
    }
}

// Numbers of the nodes of each document: entities by id; acts by place, as acts.count so far.
static uint32_t **number_nodes(struct fold *fold)
{
    uint32_t **numbers = CP_NEW_ARRAY(fold->run, fold->document_count + 1, uint32_t *);
    for (size_t d = 0; d < fold->document_count; d++) {
        const struct cp_facts *facts = fold->documents[d];
        numbers[d] = CP_NEW_ARRAY(fold->run, facts->node_count + 1, uint32_t);
        for (size_t i = 0; i < facts->node_count; i++)
            if (facts->nodes[i].kind != CP_KIND_MEASURE)
                numbers[d][i] = cp_table_add(fold->entities, facts->nodes[i].id);
        for (uint32_t i = 0; i < facts->node_count; i++) {
            if (facts->nodes[i].kind != CP_KIND_MEASURE)
                continue;
            numbers[d][i] = (uint32_t)fold->acts.count;
            struct act *act = CP_PUSH(fold->run, &fold->acts);
            act->document = (uint32_t)d;
            act->node = i;
            act->fact = &facts->nodes[i];
            gather_parties(fold, facts, act, numbers[d]);
        }
    }
    return numbers;
}

static int precision_of(struct cp_date date)
{
    return (date.year != 0) + (date.month != 0) + (date.day != 0);
}

static struct cp_date better_date(struct cp_date a, struct cp_date b)
{
    if (precision_of(a) != precision_of(b))
        return precision_of(a) > precision_of(b) ? a : b;
    return cp_date_compare(a, b) <= 0 ? a : b;
}

// What has come about outweighs what was planned, and what has ended outweighs both.
static enum cp_measure_status later_status(enum cp_measure_status a, enum cp_measure_status b)
{
    return a > b ? a : b;
}

static size_t gather_all(struct fold *fold, uint32_t *const *numbers, struct gathered *all, uint32_t *cluster_place)
{
    size_t entities = cp_table_count(fold->entities), count = entities;
    for (size_t i = 0; i < fold->acts.count; i++)
        cluster_place[i] = fold->acts.items[i].cluster == i ? (uint32_t)count++ : CP_NONE;
    for (size_t d = 0; d < fold->document_count; d++)
        for (size_t i = 0; i < fold->documents[d]->node_count; i++) {
            const struct cp_fact_node *fact = &fold->documents[d]->nodes[i];
            if (fact->kind != CP_KIND_MEASURE) {
                struct gathered *g = &all[numbers[d][i]];
                gather_names(g, fold->run, fold->documents[d], fact);
                g->node.id = fact->id;
                continue;
            }
            struct gathered *g = &all[cluster_place[fold->acts.items[numbers[d][i]].cluster]];
            gather_names(g, fold->run, fold->documents[d], fact);
            g->node.date = better_date(g->node.date, fact->date);
            g->node.status = later_status(g->node.status, fact->status);
        }
    return count;
}

// ---------------------------------------------------------------- edges

struct bundle { // facts' edges that become one
    uint32_t from, to; // gathered
    enum cp_relation relation;
    bool hypothetical;
    double doubt;                   // product of 1 - confidence, over documents
    double best_here;               // of the document at hand
    uint32_t document, documents;   // the one at hand + 1; how many
    struct cp_date date;
    CP_VEC(struct cp_evidence) evidence;
    CP_VEC(double) confidence; // of each piece
};

static void close_document(struct bundle *b)
{
    b->doubt *= 1.0 - b->best_here;
    b->best_here = 0;
}

static void add_to_bundle(struct cp_arena *run, struct bundle *b, const struct cp_fact_edge *edge, uint32_t document)
{
    if (b->document != document + 1) {
        close_document(b);
        b->document = document + 1;
        b->documents++;
    }
    if (edge->confidence > b->best_here)
        b->best_here = edge->confidence;
    b->hypothetical &= edge->hypothetical;
    b->date = better_date(b->date, edge->date);
    for (size_t i = 0; i < edge->evidence_count; i++) {
        *CP_PUSH(run, &b->evidence) = edge->evidence[i];
        *CP_PUSH(run, &b->confidence) = edge->confidence;
    }
}

struct ranked {
    struct cp_evidence evidence;
    double confidence;
    size_t order;
};

static int surest_first(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    if (a->confidence != b->confidence)
        return a->confidence > b->confidence ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static const struct cp_evidence *rank_evidence(struct cp_arena *run, const struct bundle *b)
{
    size_t n = b->evidence.count;
    struct ranked *ranked = CP_NEW_ARRAY(run, n + 1, struct ranked);
    struct cp_evidence *evidence = CP_NEW_ARRAY(run, n + 1, struct cp_evidence);
    for (size_t i = 0; i < n; i++)
        ranked[i] = (struct ranked){b->evidence.items[i], b->confidence.items[i], i};
    qsort(ranked, n, sizeof *ranked, surest_first);
    for (size_t i = 0; i < n; i++)
        evidence[i] = ranked[i].evidence;
    return evidence;
}

static double sign_of(const struct cp_graph *graph, const struct cp_graph_edge *edge)
{
    const struct cp_graph_node *from = &graph->nodes[edge->from], *to = &graph->nodes[edge->to];
    if (edge->relation > CP_RELATION_COVERS)
        return cp_relation_sign(edge->relation);
    return cp_measure_sign(from->kind == CP_KIND_MEASURE ? from->type : to->type);
}

static struct cp_graph_edge finish_bundle(struct cp_arena *run, struct bundle *b, const uint32_t *place)
{
    const double surest = 0.99;
    close_document(b);
    double confidence = round((1.0 - b->doubt) * 1000) / 1000;
    return (struct cp_graph_edge){.from = place[b->from],
                                  .to = place[b->to],
                                  .relation = b->relation,
                                  .relation_name = cp_str_from(cp_relation_name(b->relation)),
                                  .weight = 1.0 + log2((double)b->documents),
                                  .confidence = confidence < surest ? confidence : surest,
                                  .hypothetical = b->hypothetical,
                                  .symmetric = cp_relation_symmetric(b->relation),
                                  .date = b->date,
                                  .evidence = rank_evidence(run, b),
                                  .evidence_count = b->evidence.count};
}

typedef CP_VEC(struct bundle) bundle_vec;

static void bundle_edges(struct fold *fold, uint32_t *const *numbers, const uint32_t *cluster_place,
                         const struct gathered *all, bundle_vec *bundles)
{
    struct cp_table *index = cp_table_new(fold->run);
    for (uint32_t d = 0; d < fold->document_count; d++)
        for (size_t i = 0; i < fold->documents[d]->edge_count; i++) {
            const struct cp_facts *facts = fold->documents[d];
            const struct cp_fact_edge *edge = &facts->edges[i];
            uint32_t ends[2] = {numbers[d][edge->from], numbers[d][edge->to]};
            if (facts->nodes[edge->from].kind == CP_KIND_MEASURE)
                ends[0] = cluster_place[fold->acts.items[ends[0]].cluster];
            if (facts->nodes[edge->to].kind == CP_KIND_MEASURE)
                ends[1] = cluster_place[fold->acts.items[ends[1]].cluster];
            bool turned = cp_relation_symmetric(edge->relation) &&
                          cp_str_compare(all[ends[1]].node.id, all[ends[0]].node.id) < 0;
            struct {
                uint32_t from, to, relation;
            } key = {ends[turned], ends[!turned], edge->relation};
            if (key.from == key.to)
                continue;
            uint32_t number = cp_table_add(index, (struct cp_str){(const char *)&key, sizeof key});
            if (number == bundles->count)
                *CP_PUSH(fold->run, bundles) = (struct bundle){
                    .from = key.from, .to = key.to, .relation = edge->relation, .hypothetical = true, .doubt = 1.0};
            add_to_bundle(fold->run, &bundles->items[number], edge, d);
        }
}

// ---------------------------------------------------------------- the graph

struct placed {
    struct cp_graph_node node;
    uint32_t number;
};

static int by_kind_and_id(const void *x, const void *y)
{
    const struct placed *a = x, *b = y;
    if (a->node.kind != b->node.kind)
        return a->node.kind < b->node.kind ? -1 : 1;
    return cp_str_compare(a->node.id, b->node.id);
}

static int by_ends(const void *x, const void *y)
{
    const struct cp_graph_edge *a = x, *b = y;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return cp_str_compare(a->relation_name, b->relation_name);
}

static void name_measures(struct fold *fold, struct gathered *all, const uint32_t *cluster_place)
{
    struct cp_table *taken = cp_table_new(fold->run);
    for (size_t i = 0; i < fold->acts.count; i++)
        if (cluster_place[i] != CP_NONE) {
            struct cp_graph_node *node = &all[cluster_place[i]].node;
            node->id = cp_graph_measure_id(fold, &fold->acts.items[i], node->date, taken);
        }
}

static void place_nodes(struct fold *fold, struct gathered *all, size_t count, struct cp_graph *graph, uint32_t *place)
{
    struct placed *placed = CP_NEW_ARRAY(fold->run, count + 1, struct placed);
    for (uint32_t i = 0; i < count; i++) {
        all[i].node.aliases = sorted_keys(fold->run, all[i].aliases, &all[i].node.alias_count);
        all[i].node.sources = sorted_keys(fold->run, all[i].sources, &all[i].node.source_count);
        all[i].node.kind_name = cp_str_from(cp_kind_name(all[i].node.kind));
        placed[i] = (struct placed){all[i].node, i};
    }
    qsort(placed, count, sizeof *placed, by_kind_and_id);
    graph->nodes = CP_NEW_ARRAY(fold->run, count + 1, struct cp_graph_node);
    graph->node_count = count;
    for (uint32_t i = 0; i < count; i++) {
        graph->nodes[i] = placed[i].node;
        place[placed[i].number] = i;
    }
}

struct cp_graph *cp_graph_builder_finish(struct cp_graph_builder *builder)
{
    struct cp_arena *run = builder->run;
    struct fold fold = {.run = run, .entities = cp_table_new(run), .codes = cp_table_new(run)};
    bundle_vec bundles = {0};
    put_in_order(builder, &fold);
    uint32_t **numbers = number_nodes(&fold);
    cp_graph_resolve(&fold);
    size_t most = cp_table_count(fold.entities) + fold.acts.count;
    struct gathered *all = CP_NEW_ARRAY(run, most + 1, struct gathered);
    uint32_t *cluster_place = CP_NEW_ARRAY(run, fold.acts.count + 1, uint32_t);
    uint32_t *place = CP_NEW_ARRAY(run, most + 1, uint32_t);
    size_t count = gather_all(&fold, numbers, all, cluster_place);
    name_measures(&fold, all, cluster_place);
    bundle_edges(&fold, numbers, cluster_place, all, &bundles);
    struct cp_graph *graph = CP_NEW(run, struct cp_graph);
    graph->document_count = fold.document_count;
    place_nodes(&fold, all, count, graph, place);
    graph->edges = CP_NEW_ARRAY(run, bundles.count + 1, struct cp_graph_edge);
    graph->edge_count = bundles.count;
    for (size_t i = 0; i < bundles.count; i++) {
        graph->edges[i] = finish_bundle(run, &bundles.items[i], place);
        graph->edges[i].sign = sign_of(graph, &graph->edges[i]);
    }
    qsort(graph->edges, graph->edge_count, sizeof *graph->edges, by_ends);
    return graph;
}
