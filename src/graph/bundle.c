// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
//
// Edges of documents between the same nodes, of the same relation, become one: with all their words, the surest first;
// heavier with each document more, not with each sentence; as sure as if the documents erred independently of each other;
// hypothetical only if all tell it so.
#include "fold.h"

#include <math.h>
#include <stdlib.h>

struct bundle {
    uint32_t from, to; // nodes of the graph
    enum cp_relation relation;
    bool hypothetical;
    double doubt;                 // product of 1 - confidence over documents
    double best_here;             // of the document at hand
    uint32_t document, documents; // the one at hand + 1; how many
    struct cp_date date;
    CP_VEC(struct cp_evidence) evidence;
    CP_VEC(double) confidence; // of each piece
};

typedef CP_VEC(struct bundle) bundle_vec;

static void close_document(struct bundle *b)
{
    b->doubt *= 1.0 - b->best_here;
    b->best_here = 0;
}

static struct cp_date better_date(struct cp_date a, struct cp_date b)
{
    if (cp_date_precision(a) != cp_date_precision(b))
        return cp_date_precision(a) > cp_date_precision(b) ? a : b;
    return cp_date_compare(a, b) <= 0 ? a : b;
}

static void add(struct cp_arena *run, struct bundle *b, const struct cp_fact_edge *edge, uint32_t document)
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

// ---------------------------------------------------------------- evidence

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

static bool is_same(const struct cp_evidence *a, const struct cp_evidence *b)
{
    return a->begin == b->begin && a->end == b->end && cp_str_equal(a->document, b->document) &&
           cp_str_equal(a->words, b->words);
}

// Two acts of a document that became one may have brought the same words.
static const struct cp_evidence *rank_evidence(struct cp_arena *run, const struct bundle *b, size_t *count)
{
    size_t n = b->evidence.count;
    struct ranked *ranked = CP_NEW_ARRAY(run, n + 1, struct ranked);
    struct cp_evidence *evidence = CP_NEW_ARRAY(run, n + 1, struct cp_evidence);
    for (size_t i = 0; i < n; i++)
        ranked[i] = (struct ranked){b->evidence.items[i], b->confidence.items[i], i};
    qsort(ranked, n, sizeof *ranked, surest_first);
    *count = 0;
    for (size_t i = 0; i < n; i++)
        if (!i || !is_same(&ranked[i].evidence, &ranked[i - 1].evidence))
            evidence[(*count)++] = ranked[i].evidence;
    return evidence;
}

// ---------------------------------------------------------------- the edge

// An act's own sign stands on its edges to who imposes it, whom it hits and what it covers.
static double sign_of(const struct cp_graph *graph, const struct bundle *b)
{
    const struct cp_graph_node *from = &graph->nodes[b->from], *to = &graph->nodes[b->to];
    if (b->relation > CP_RELATION_COVERS)
        return cp_relation_sign(b->relation);
    return cp_measure_sign(from->kind == CP_KIND_MEASURE ? from->type : to->type);
}

static struct cp_graph_edge finish(struct cp_arena *run, const struct cp_graph *graph, struct bundle *b)
{
    const double surest = 0.99, digits = 1000;
    close_document(b);
    double confidence = round((1.0 - b->doubt) * digits) / digits;
    struct cp_graph_edge edge = {.from = b->from,
                                 .to = b->to,
                                 .relation = b->relation,
                                 .relation_name = cp_str_from(cp_relation_name(b->relation)),
                                 // rounded, for the last digits of a logarithm differ from machine to machine
                                 .weight = round((1.0 + log2((double)b->documents)) * digits) / digits,
                                 .sign = sign_of(graph, b),
                                 .confidence = confidence < surest ? confidence : surest,
                                 .hypothetical = b->hypothetical,
                                 .symmetric = cp_relation_symmetric(b->relation),
                                 .date = b->date};
    edge.evidence = rank_evidence(run, b, &edge.evidence_count);
    return edge;
}

static void bundle_all(struct fold *fold, uint32_t *const *place, const struct cp_graph *graph, bundle_vec *bundles)
{
    struct cp_table *index = cp_table_new(fold->run);
    for (uint32_t d = 0; d < fold->document_count; d++)
        for (size_t i = 0; i < fold->documents[d]->edge_count; i++) {
            const struct cp_fact_edge *edge = &fold->documents[d]->edges[i];
            uint32_t from = place[d][edge->from], to = place[d][edge->to];
            if (from == to)
                continue;
            bool turned = cp_relation_symmetric(edge->relation) &&
                          cp_str_compare(graph->nodes[to].id, graph->nodes[from].id) < 0;
            uint32_t key[3] = {turned ? to : from, turned ? from : to, edge->relation};
            uint32_t number = cp_table_add(index, (struct cp_str){(const char *)key, sizeof key});
            if (number == bundles->count)
                *CP_PUSH(fold->run, bundles) = (struct bundle){
                    .from = key[0], .to = key[1], .relation = edge->relation, .hypothetical = true, .doubt = 1.0};
            add(fold->run, &bundles->items[number], edge, d);
        }
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

struct cp_graph_edge *cp_graph_bundle(struct fold *fold, uint32_t *const *place, const struct cp_graph *graph, size_t *count)
{
    bundle_vec bundles = {0};
    bundle_all(fold, place, graph, &bundles);
    struct cp_graph_edge *edges = CP_NEW_ARRAY(fold->run, bundles.count + 1, struct cp_graph_edge);
    for (size_t i = 0; i < bundles.count; i++)
        edges[i] = finish(fold->run, graph, &bundles.items[i]);
    qsort(edges, bundles.count, sizeof *edges, by_ends);
    *count = bundles.count;
    return edges;
}
