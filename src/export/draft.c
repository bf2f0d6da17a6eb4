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
    *CP_PUSH(draft->run, &draft->ends) = (struct draft_ends){source, target, line};
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

static bool is_one_of(struct cp_str name, struct cp_str names)
{
    struct cp_str item;
    while (cp_str_item(&names, &item))
        if (cp_str_equal_fold(item, name))
            return true;
    return false;
}

int cp_draft_node_key(struct cp_str name)
{
    if (is_one_of(name, CP_STR("name | nodelabel | caption")))
        return NODE_LABEL;
    if (is_one_of(name, CP_STR("type | category")))
        return NODE_KIND;
    return find_key(cp_graphml_node_keys, NODE_KEY_COUNT, name);
}

int cp_draft_edge_key(struct cp_str name)
{
    if (is_one_of(name, CP_STR("edge weight")))
        return EDGE_WEIGHT;
    if (is_one_of(name, CP_STR("kind | edge_type")))
        return EDGE_RELATION;
    if (is_one_of(name, CP_STR("edgelabel")))
        return EDGE_LABEL;
    return find_key(cp_graphml_edge_keys, EDGE_KEY_COUNT, name);
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
        edge->sign = isnan(edge->sign) ? 0 : edge->sign;
        edge->confidence = isnan(edge->confidence) ? 1.0 : edge->confidence;
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
    *graph = (struct cp_graph){draft->nodes.items, draft->nodes.count, draft->edges.items, draft->edges.count, 0};
    count_documents(draft->run, graph);
    *result = graph;
    return CP_OK;
}
