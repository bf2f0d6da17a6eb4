// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
#include "draft.h"

#include <math.h>
#include <stdlib.h>

struct draft cp_draft_begin(struct cp_arena *run, const char *path, struct cp_error *err)
{
    return (struct draft){.run = run, .path = path, .err = err, .node_ids = cp_table_new(run)};
}

enum cp_status cp_draft_fail(struct draft *draft, unsigned line, const char *what, struct cp_str about)
{
    draft->status = cp_fail_at(draft->err, CP_EFORMAT, draft->path, line, "%s" CP_FMT, what, CP_ARG(about));
    return draft->status;
}

// ---------------------------------------------------------------- parts

static struct cp_graph_node *push_node(struct draft *draft, struct cp_str id)
{
    *CP_PUSH(draft->run, &draft->of_nodes) = (draft_attributes){0};
    struct cp_graph_node *node = CP_PUSH(draft->run, &draft->nodes);
    node->id = node->label = id;
    node->kind = CP_KIND_COUNT;
    node->kind_name = (struct cp_str){"", 0};
    node->type = CP_MEASURE_COUNT;
    node->country = (struct cp_str){"", 0};
    node->x = node->y = node->size = NAN;
    node->metrics = (struct cp_metrics){NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, false, false, 0, 0, 0};
    return node;
}

struct cp_graph_node *cp_draft_node(struct draft *draft, struct cp_str id, unsigned line)
{
    if (!id.len) {
        cp_draft_fail(draft, line, "a node has no id", id);
        return NULL;
    }
    if (cp_table_add(draft->node_ids, id) != draft->nodes.count) {
        cp_draft_fail(draft, line, "two nodes have the id ", id);
        return NULL;
    }
    return push_node(draft, id);
}

struct cp_graph_edge *cp_draft_edge(struct draft *draft, struct cp_str source, struct cp_str target, unsigned line)
{
    if (!source.len || !target.len) {
        cp_draft_fail(draft, line, "an edge has no source or no target", (struct cp_str){"", 0});
        return NULL;
    }
    struct cp_graph_edge *edge = CP_PUSH(draft->run, &draft->edges);
    edge->relation = CP_RELATION_COUNT;
    edge->relation_name = (struct cp_str){"", 0};
    edge->weight = 1.0;
    edge->confidence = 1.0;
    edge->sign = NAN;
    *CP_PUSH(draft->run, &draft->of_edges) = (draft_attributes){0};
    *CP_PUSH(draft->run, &draft->ends) = (struct draft_ends){source, target, {"", 0}, {"", 0}, line};
    return edge;
}

// ---------------------------------------------------------------- columns

static int find_key(const struct graphml_key *keys, int count, struct cp_str name)
{
    for (int i = 0; i < count; i++)
        if (cp_str_equal_fold(cp_str_from(keys[i].name), name))
            return i;
    return -1;
}

struct meaning {
    int key;
    const char *names; // what other programs call it
};

static int find_meaning(const struct meaning *meanings, struct cp_str name)
{
    for (; meanings->names; meanings++) {
        struct cp_str names = cp_str_from(meanings->names), item;
        while (cp_str_item(&names, &item))
            if (cp_str_equal_fold(item, name))
                return meanings->key;
    }
    return -1;
}

static bool has_key(const struct draft_column *columns, size_t count, int key)
{
    for (size_t i = 0; i < count; i++)
        if (columns[i].key == key)
            return true;
    return false;
}

// Names of ours first; then other names for what no column has yet.
static void find_keys(struct draft_column *columns, size_t count, const struct graphml_key *keys, int key_count,
                      const struct meaning *meanings)
{
    for (size_t i = 0; i < count; i++)
        columns[i].key = -1;
    for (size_t i = 0; i < count; i++) {
        int key = find_key(keys, key_count, columns[i].name);
        columns[i].key = key >= 0 && has_key(columns, i, key) ? -1 : key;
    }
    for (size_t i = 0; i < count; i++) {
        int key = columns[i].key < 0 ? find_meaning(meanings, columns[i].name) : -1;
        if (key >= 0 && !has_key(columns, count, key))
            columns[i].key = key;
    }
}

static void drop_keys(struct draft_column *columns, size_t count, const int *keys, size_t key_count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < key_count; k++)
            if (columns[i].key == keys[k])
                columns[i].key = -1;
}

// Names such as "community" or "end" are anybody's: they mean ours only beside their company.
void cp_draft_node_columns(struct draft_column *columns, size_t count)
{
    static const struct meaning meanings[] = {{NODE_LABEL, "name | nodelabel | caption | title"}, {NODE_KIND, "type | category"}, {0, NULL}};
    static const int documents[] = {NODE_DOCUMENTS};
    static const int metrics[] = {NODE_DEGREE,    NODE_IN_DEGREE,  NODE_OUT_DEGREE,  NODE_STRENGTH,     NODE_PAGERANK, NODE_BETWEENNESS,
                                  NODE_HARMONIC,  NODE_EIGENVECTOR, NODE_HUB,        NODE_AUTHORITY,    NODE_CONSTRAINT, NODE_CORENESS,
                                  NODE_COMMUNITY, NODE_COMPONENT,  NODE_ARTICULATION, NODE_CLOSENESS,   NODE_KATZ,     NODE_EXPOSURE,
                                  NODE_EFFECTIVE_SIZE, NODE_CURRENT_FLOW, NODE_RANK, NODE_RANK_LOW, NODE_RANK_HIGH};
    find_keys(columns, count, cp_graphml_node_keys, NODE_KEY_COUNT, meanings);
    bool ours = has_key(columns, count, NODE_BETWEENNESS) && has_key(columns, count, NODE_HARMONIC) && has_key(columns, count, NODE_CORENESS);
    if (!ours)
        drop_keys(columns, count, metrics, sizeof metrics / sizeof metrics[0]);
    if (!has_key(columns, count, NODE_SOURCES))
        drop_keys(columns, count, documents, 1);
}

void cp_draft_edge_columns(struct draft_column *columns, size_t count)
{
    static const struct meaning meanings[] = {{EDGE_WEIGHT, "edge weight"}, {EDGE_RELATION, "kind | edge_type | type | relationship | predicate"},
                                              {EDGE_LABEL, "edgelabel | edge label | name"}, {0, NULL}};
    static const int evidence[] = {EDGE_BEFORE, EDGE_AFTER, EDGE_DOCUMENT, EDGE_BEGIN, EDGE_END, EDGE_RULE, EDGE_SOURCES, EDGE_EVIDENCE_COUNT};
    find_keys(columns, count, cp_graphml_edge_keys, EDGE_KEY_COUNT, meanings);
    if (!has_key(columns, count, EDGE_EVIDENCE))
        drop_keys(columns, count, evidence, sizeof evidence / sizeof evidence[0]);
}

// ---------------------------------------------------------------- attributes

// Names that mean something else when the graph is written and read again.
static bool is_taken(struct cp_str name, const struct graphml_key *keys, int count)
{
    static const struct meaning taken[] = {{0, "id | key | source | target | from | to | type | kind | label"}, {0, NULL}};
    return find_key(keys, count, name) >= 0 || find_meaning(taken, name) >= 0;
}

static void push(struct draft *draft, draft_attributes *attributes, struct cp_attribute attribute, bool usual)
{
    for (size_t i = 0; i < attributes->count; i++)
        if (attributes->items[i].usual && cp_str_equal(attributes->items[i].attribute.name, attribute.name)) {
            attributes->items[i] = (struct draft_attribute){attribute, usual};
            return;
        }
    *CP_PUSH(draft->run, attributes) = (struct draft_attribute){attribute, usual};
}

static struct cp_str shortest_digits(struct cp_arena *run, struct cp_str number)
{
    struct cp_buf digits = {0};
    cp_buf_add_double(&digits, strtod(number.ptr, NULL));
    struct cp_str copy = cp_str_copy(run, cp_buf_str(&digits));
    cp_buf_release(&digits);
    return copy;
}

static bool is_number(struct cp_str text) // also ".5", "1." and "+3"
{
    char *end = NULL;
    double x = text.len ? strtod(text.ptr, &end) : NAN;
    return end && end == text.ptr + text.len && isfinite(x);
}

// The text as a value of its type: truth as "true" or "false", numbers as JSON writes them. Empty if it says nothing; text if it is not of
// the type.
static struct cp_attribute value_of(struct draft *draft, const struct draft_column *column, struct cp_str text)
{
    struct cp_str trimmed = cp_str_trim(text), lower = cp_str_lower(draft->run, trimmed);
    bool any = !column->typed, real = column->typed && column->type == CP_ATTRIBUTE_REAL;
    bool whole = column->typed && column->type == CP_ATTRIBUTE_WHOLE, truth = column->typed && column->type == CP_ATTRIBUTE_TRUTH;
    if ((any || truth) && cp_attribute_fits(lower, CP_ATTRIBUTE_TRUTH))
        return (struct cp_attribute){column->name, lower, CP_ATTRIBUTE_TRUTH};
    if (truth && (cp_str_equal(trimmed, CP_STR("0")) || cp_str_equal(trimmed, CP_STR("1"))))
        return (struct cp_attribute){column->name, cp_graphml_truth(trimmed) ? CP_STR("true") : CP_STR("false"), CP_ATTRIBUTE_TRUTH};
    if ((any || whole) && cp_attribute_fits(trimmed, CP_ATTRIBUTE_WHOLE))
        return (struct cp_attribute){column->name, trimmed, CP_ATTRIBUTE_WHOLE};
    if ((any && cp_attribute_fits(trimmed, CP_ATTRIBUTE_REAL)) || ((real || whole) && is_number(trimmed)))
        return (struct cp_attribute){column->name, shortest_digits(draft->run, trimmed), CP_ATTRIBUTE_REAL};
    if ((real || whole) && cp_str_equal(lower, CP_STR("nan")))
        return (struct cp_attribute){column->name, {"", 0}, CP_ATTRIBUTE_TEXT};
    return (struct cp_attribute){column->name, text, CP_ATTRIBUTE_TEXT};
}

static void keep(struct draft *draft, draft_attributes *attributes, const struct draft_column *column, struct cp_str text, bool taken,
                 bool usual)
{
    struct cp_attribute attribute = value_of(draft, column, text);
    if (taken)
        attribute.name = cp_str_format(draft->run, CP_FMT "_as_read", CP_ARG(column->name));
    if (attribute.value.len && attribute.name.len)
        push(draft, attributes, attribute, usual);
}

void cp_draft_set_node(struct draft *draft, size_t node, const struct draft_column *column, struct cp_str text, bool usual)
{
    struct cp_graph_node *to = &draft->nodes.items[node];
    if (text.len && (column->key < 0 || !cp_graphml_set_node(draft->run, to, (enum node_key)column->key, text)))
        keep(draft, &draft->of_nodes.items[node], column, text, is_taken(column->name, cp_graphml_node_keys, NODE_KEY_COUNT), usual);
}

void cp_draft_set_edge(struct draft *draft, size_t edge, const struct draft_column *column, struct cp_str text, bool usual)
{
    struct cp_graph_edge *to = &draft->edges.items[edge];
    if (text.len && column->key == EDGE_LABEL)
        draft->ends.items[edge].label = text;
    else if (text.len && (column->key < 0 || !cp_graphml_set_edge(draft->run, to, (enum edge_key)column->key, text)))
        keep(draft, &draft->of_edges.items[edge], column, text, is_taken(column->name, cp_graphml_edge_keys, EDGE_KEY_COUNT), usual);
}

void cp_draft_add_to_node(struct draft *draft, size_t node, const char *name, struct cp_str text)
{
    struct draft_column column = {.name = cp_str_from(name), .key = -1};
    keep(draft, &draft->of_nodes.items[node], &column, text, is_taken(column.name, cp_graphml_node_keys, NODE_KEY_COUNT), false);
}

void cp_draft_add_to_edge(struct draft *draft, size_t edge, const char *name, struct cp_str text)
{
    struct draft_column column = {.name = cp_str_from(name), .key = -1};
    keep(draft, &draft->of_edges.items[edge], &column, text, is_taken(column.name, cp_graphml_edge_keys, EDGE_KEY_COUNT), false);
}

void cp_draft_add_edge_id(struct draft *draft, size_t edge, struct cp_str id)
{
    struct cp_str number = cp_str_starts(id, CP_STR("e")) ? cp_str_slice(id, 1, id.len) : id;
    for (size_t i = 0; i < number.len; i++)
        if (number.ptr[i] < '0' || number.ptr[i] > '9') {
            cp_draft_add_to_edge(draft, edge, "edge_id", id);
            return;
        }
}

void cp_draft_add_to_graph(struct draft *draft, const struct draft_column *column, struct cp_str text)
{
    keep(draft, &draft->of_graph, column, text, false, false);
}

static struct cp_attributes finish_attributes(struct cp_arena *run, const draft_attributes *attributes)
{
    struct cp_attribute *items = CP_NEW_ARRAY(run, attributes->count + 1, struct cp_attribute);
    for (size_t i = 0; i < attributes->count; i++)
        items[i] = attributes->items[i].attribute;
    return cp_attributes_sorted(run, items, attributes->count);
}

static double relation_sign(enum cp_relation relation)
{
    return relation < CP_RELATION_COUNT ? cp_relation_sign(relation) : 0;
}

// A node that has no label where others have one may have a name.
static void finish_node(struct draft *draft, size_t number)
{
    static const char *const names[] = {"name", "title", "caption"};
    struct cp_graph_node *node = &draft->nodes.items[number];
    node->attributes = finish_attributes(draft->run, &draft->of_nodes.items[number]);
    for (size_t i = 0; i < sizeof names / sizeof names[0] && cp_str_equal(node->label, node->id); i++) {
        const struct cp_attribute *name = cp_attributes_find(node->attributes, cp_str_from(names[i]));
        if (name)
            node->label = name->value;
    }
}

// An edge is what its relation says, or what it is called; a name that says more than the relation is kept.
static void name_edge(struct draft *draft, size_t number)
{
    struct cp_graph_edge *edge = &draft->edges.items[number];
    const struct draft_ends *ends = &draft->ends.items[number];
    if (!edge->relation_name.len && ends->kind.len)
        cp_graphml_set_edge(draft->run, edge, EDGE_RELATION, ends->kind);
    if (!edge->relation_name.len && ends->label.len)
        cp_graphml_set_edge(draft->run, edge, EDGE_RELATION, ends->label);
    struct cp_str names[] = {ends->kind, ends->label};
    for (int i = 0; i < 2; i++)
        if (names[i].len && !cp_str_equal(names[i], edge->relation_name) && !cp_str_equal(names[i], cp_str_from(cp_relation_words(edge->relation))))
            cp_draft_add_to_edge(draft, number, "label", names[i]);
}

// ---------------------------------------------------------------- the whole

struct numbered {
    struct cp_graph_edge edge;
    size_t number; // parallel edges stay in the file's order
};

static int by_ends(const void *x, const void *y)
{
    const struct numbered *n = x, *m = y;
    const struct cp_graph_edge *a = &n->edge, *b = &m->edge;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    int order = cp_str_compare(a->relation_name, b->relation_name);
    return order ? order : n->number < m->number ? -1 : n->number > m->number;
}

static void sort_edges(struct draft *draft)
{
    struct numbered *all = CP_NEW_ARRAY(draft->run, draft->edges.count + 1, struct numbered);
    for (size_t i = 0; i < draft->edges.count; i++)
        all[i] = (struct numbered){draft->edges.items[i], i};
    qsort(all, draft->edges.count, sizeof *all, by_ends);
    for (size_t i = 0; i < draft->edges.count; i++)
        draft->edges.items[i] = all[i].edge;
}

static enum cp_status find_end(struct draft *draft, struct cp_str id, unsigned line, uint32_t *node)
{
    *node = cp_table_find(draft->node_ids, id);
    if (*node == CP_NONE && draft->open) {
        *node = cp_table_add(draft->node_ids, id);
        push_node(draft, id);
    }
    if (*node != CP_NONE)
        return CP_OK;
    return cp_fail_at(draft->err, CP_EFORMAT, draft->path, line,
                      "has an edge that names the node \"" CP_FMT "\", which is not in the file", CP_ARG(id));
}

// Edges may come before the nodes that they name, so ends are looked up last.
static enum cp_status join_ends(struct draft *draft)
{
    for (size_t i = 0; i < draft->edges.count; i++) {
        struct cp_graph_edge *edge = &draft->edges.items[i];
        const struct draft_ends *ends = &draft->ends.items[i];
        enum cp_status status = find_end(draft, ends->source, ends->line, &edge->from);
        if (status == CP_OK)
            status = find_end(draft, ends->target, ends->line, &edge->to);
        if (status != CP_OK)
            return status;
        edge->confidence = isnan(edge->confidence) ? 1.0 : edge->confidence;
        name_edge(draft, i);
        edge->sign = isnan(edge->sign) ? relation_sign(edge->relation) : edge->sign;
        edge->attributes = finish_attributes(draft->run, &draft->of_edges.items[i]);
    }
    sort_edges(draft);
    return CP_OK;
}

static void count_documents(struct cp_arena *run, struct cp_graph *graph)
{
    struct cp_table *documents = cp_table_new(run);
    for (size_t i = 0; i < graph->node_count; i++)
        for (size_t k = 0; k < graph->nodes[i].source_count; k++)
            cp_table_add(documents, graph->nodes[i].sources[k]);
    graph->document_count = cp_table_count(documents);
}

enum cp_status cp_draft_finish(struct draft *draft, struct cp_graph **result)
{
    if (draft->status == CP_OK)
        draft->status = join_ends(draft);
    if (draft->status != CP_OK)
        return draft->status;
    struct cp_graph *graph = CP_NEW(draft->run, struct cp_graph);
    for (size_t i = 0; i < draft->nodes.count; i++)
        finish_node(draft, i);
    *graph = (struct cp_graph){draft->nodes.items, draft->nodes.count, draft->edges.items, draft->edges.count, 0, {NULL, 0}};
    graph->attributes = finish_attributes(draft->run, &draft->of_graph);
    count_documents(draft->run, graph);
    *result = graph;
    return CP_OK;
}
