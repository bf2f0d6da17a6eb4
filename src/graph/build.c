// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
//
// Folding. Each document's facts are copied when they come. At the end the documents are put in
// order of their ids (and of their bytes, if ids are equal), equal ones are dropped, and everything that follows
// walks that order: so the graph depends on the set of facts and on nothing else.
#include "fold.h"

#include <math.h>
#include <stdlib.h>

struct kept {
    struct cp_facts facts;
    struct cp_str bytes; // as facts_write gives them: to tell equal documents
};

struct cp_graph_builder {
    struct cp_arena *run;
    CP_VEC(struct kept *) documents;
    double least_likely; // that two tellings are one act
};

struct cp_graph_builder *cp_graph_builder_new(struct cp_arena *run)
{
    struct cp_graph_builder *builder = CP_NEW(run, struct cp_graph_builder);
    builder->run = run;
    builder->least_likely = CP_SAME_ACT_USUAL;
    return builder;
}

void cp_graph_builder_same_act(struct cp_graph_builder *builder, double least)
{
    builder->least_likely = least;
}

static double log_odds(double likely)
{
    return log(likely / (1 - likely));
}

// The score that pairs have of which so many are one act. Measured on annotated pairs: of those with score 0 one in four is, and with
// each point more the logarithm of the odds grows by 0.8.
static double least_score(double likely)
{
    const double growth = 0.8, digits = 1e6;
    if (likely <= 0 || likely >= 1)
        return likely <= 0 ? -INFINITY : INFINITY;
    return round((log_odds(likely) - log_odds(CP_SAME_ACT_USUAL)) / growth * digits) / digits;
}

// ---------------------------------------------------------------- documents as they come

// The document's name, here and in its evidence. The facts are ours: copied when they came.
static void name_document(struct cp_facts *facts, struct cp_str id)
{
    facts->document = id;
    for (size_t i = 0; i < facts->edge_count; i++) {
        struct cp_evidence *evidence = (struct cp_evidence *)facts->edges[i].evidence;
        for (size_t k = 0; k < facts->edges[i].evidence_count; k++)
            evidence[k].document = id;
    }
}

// As the facts' file has it: run and extract + build agree.
static void round_confidences(struct cp_facts *facts)
{
    struct cp_fact_edge *edges = (struct cp_fact_edge *)facts->edges;
    for (size_t i = 0; i < facts->edge_count; i++)
        edges[i].confidence = round(edges[i].confidence * 1000) / 1000;
}

void cp_graph_builder_add(struct cp_graph_builder *builder, const struct cp_facts *facts)
{
    struct cp_arena *run = builder->run;
    struct kept *kept = CP_NEW(run, struct kept);
    struct cp_buf bytes = {0};
    cp_facts_write(facts, &bytes);
    kept->bytes = cp_str_copy(run, cp_buf_str(&bytes));
    cp_buf_release(&bytes);
    kept->facts = *cp_facts_copy(run, facts);
    round_confidences(&kept->facts);
    name_document(&kept->facts, kept->facts.document);
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
    struct cp_str last = {"", 0};
    unsigned namesakes = 0;
    if (n)
        qsort(builder->documents.items, n, sizeof *builder->documents.items, by_document);
    const struct cp_facts **documents = CP_NEW_ARRAY(builder->run, n + 1, const struct cp_facts *);
    for (size_t i = 0; i < n; i++) {
        struct kept *document = builder->documents.items[i];
        if (i && cp_str_equal(document->bytes, builder->documents.items[i - 1]->bytes))
            continue;
        namesakes = cp_str_equal(document->facts.document, last) ? namesakes + 1 : 1;
        last = document->facts.document;
        if (namesakes > 1)
            name_document(&document->facts, // another one of this name (a/news.txt, b/news.txt)
                          cp_str_format(builder->run, CP_FMT "~%u", CP_ARG(document->facts.document), namesakes));
        documents[kept++] = &document->facts;
    }
    fold->documents = documents;
    fold->document_count = kept;
}

// ---------------------------------------------------------------- nodes

struct gathered { // what becomes one node
    struct cp_graph_node node;
    struct cp_table *aliases, *sources, *labels;
    cp_numbers acts; // of a measure
    uint32_t number; // before the nodes are sorted
};

struct gathering {
    struct fold *fold;
    struct gathered *all; // entities by number (of those that are the same the root alone), then clusters of acts
    uint32_t *cluster;    // act → place in `all`
    size_t count;
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

// Which of all gathered things a node of a document is.
static uint32_t place_in_all(const struct gathering *g, uint32_t document, uint32_t node)
{
    uint32_t number = g->fold->numbers[document][node];
    bool measure = g->fold->documents[document]->nodes[node].kind == CP_KIND_MEASURE;
    return measure ? g->cluster[g->fold->acts.items[number].cluster] : number;
}

static void gather_names(struct gathering *g, const struct cp_facts *facts, const struct cp_fact_node *fact,
                         struct gathered *to)
{
    struct cp_arena *run = g->fold->run;
    if (!to->aliases) {
        to->aliases = cp_table_new(run);
        to->sources = cp_table_new(run);
        to->labels = cp_table_new(run);
        to->node.type = CP_MEASURE_COUNT;
        to->node.country = (struct cp_str){"", 0};
        to->node.x = to->node.y = to->node.size = NAN;
    }
    for (size_t i = 0; i < fact->alias_count; i++)
        cp_table_add(to->aliases, fact->aliases[i]);
    cp_table_add(to->sources, facts->document);
    uint32_t label = cp_table_add(to->labels, fact->label);
    cp_table_set(to->labels, label, cp_table_value(to->labels, label) + 1);
}

static void gather_all(struct gathering *g)
{
    struct fold *fold = g->fold;
    g->count = fold->entities.count;
    for (size_t i = 0; i < fold->acts.count; i++) // an act's cluster is the number of its first one
        if (fold->acts.items[i].cluster == i)
            g->cluster[i] = (uint32_t)g->count++;
    for (uint32_t i = 0; i < fold->acts.count; i++)
        *CP_PUSH(fold->run, &g->all[g->cluster[fold->acts.items[i].cluster]].acts) = i;
    for (uint32_t d = 0; d < fold->document_count; d++)
        for (uint32_t i = 0; i < fold->documents[d]->node_count; i++)
            gather_names(g, fold->documents[d], &fold->documents[d]->nodes[i], &g->all[place_in_all(g, d, i)]);
}

// The label that most documents use; of several the longest, then the first by bytes.
static struct cp_str common_label(const struct cp_table *labels)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < cp_table_count(labels); i++) {
        struct cp_str a = cp_table_key(labels, i), b = cp_table_key(labels, best);
        uint64_t votes = cp_table_value(labels, i), most = cp_table_value(labels, best);
        if (votes != most ? votes > most : a.len != b.len ? a.len > b.len : cp_str_compare(a, b) < 0)
            best = i;
    }
    return cp_table_key(labels, best);
}

static void finish_node(struct gathering *g, uint32_t number, struct cp_table *taken)
{
    struct gathered *one = &g->all[number];
    one->number = number;
    if (one->acts.count) {
        cp_graph_name_measure(g->fold, &one->acts, taken, &one->node);
    } else {
        one->node.id = cp_table_key(g->fold->ids, number);
        one->node.label = common_label(one->labels);
        one->node.kind = g->fold->entities.items[number].kind;
        one->node.country = g->fold->entities.items[number].country;
    }
    one->node.kind_name = cp_str_from(cp_kind_name(one->node.kind));
    one->node.aliases = sorted_keys(g->fold->run, one->aliases, &one->node.alias_count);
    one->node.sources = sorted_keys(g->fold->run, one->sources, &one->node.source_count);
}

static int by_kind_and_id(const void *x, const void *y)
{
    const struct gathered *a = x, *b = y;
    if (a->node.kind != b->node.kind)
        return a->node.kind < b->node.kind ? -1 : 1;
    return cp_str_compare(a->node.id, b->node.id);
}

// Sorts the nodes into the graph. Gives the place of each node of each document.
static uint32_t **place_nodes(struct gathering *g, struct cp_graph *graph)
{
    struct fold *fold = g->fold;
    struct cp_table *taken = cp_table_new(fold->run);
    struct gathered *there = CP_NEW_ARRAY(fold->run, g->count + 1, struct gathered);
    uint32_t *sorted = CP_NEW_ARRAY(fold->run, g->count + 1, uint32_t);
    for (uint32_t i = 0; i < g->count; i++)
        if (g->all[i].aliases) { // entities that are another one have gathered nothing
            finish_node(g, i, taken);
            there[graph->node_count++] = g->all[i];
        }
    qsort(there, graph->node_count, sizeof *there, by_kind_and_id);
    graph->nodes = CP_NEW_ARRAY(fold->run, graph->node_count + 1, struct cp_graph_node);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        graph->nodes[i] = there[i].node;
        sorted[there[i].number] = i;
    }
    uint32_t **place = CP_NEW_ARRAY(fold->run, fold->document_count + 1, uint32_t *);
    for (uint32_t d = 0; d < fold->document_count; d++) {
        place[d] = CP_NEW_ARRAY(fold->run, fold->documents[d]->node_count + 1, uint32_t);
        for (uint32_t i = 0; i < fold->documents[d]->node_count; i++)
            place[d][i] = sorted[place_in_all(g, d, i)];
    }
    return place;
}

struct cp_graph *cp_graph_builder_finish(struct cp_graph_builder *builder)
{
    struct cp_arena *run = builder->run;
    struct fold fold = {.run = run, .ids = cp_table_new(run), .codes = cp_table_new(run), .words = cp_table_new(run)};
    struct cp_graph *graph = CP_NEW(run, struct cp_graph);
    fold.least_score = least_score(builder->least_likely);
    put_in_order(builder, &fold);
    fold.numbers = CP_NEW_ARRAY(run, fold.document_count + 1, uint32_t *);
    cp_graph_know_entities(&fold);
    cp_graph_gather_acts(&fold);
    cp_graph_resolve(&fold);
    struct gathering g = {.fold = &fold};
    g.all = CP_NEW_ARRAY(run, fold.entities.count + fold.acts.count + 1, struct gathered);
    g.cluster = CP_NEW_ARRAY(run, fold.acts.count + 1, uint32_t);
    gather_all(&g);
    uint32_t **place = place_nodes(&g, graph);
    graph->edges = cp_graph_bundle(&fold, place, graph, &graph->edge_count);
    graph->document_count = fold.document_count;
    return graph;
}
