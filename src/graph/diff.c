// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
//
// Two graphs of the same kind, one later than the other. The id of a measure says who, what, against whom and in which
// year, so a measure that is told anew keeps it.
#include "chokepoint/graph.h"

#include <math.h>
#include <stdlib.h>

typedef CP_VEC(struct cp_graph_difference) differences;

static bool differ(double a, double b)
{
    const double least = 0.0005; // weights, signs and confidences have three digits
    return fabs(a - b) > least;
}

static unsigned if_differ(bool differs, enum cp_graph_field field)
{
    return differs ? 1u << field : 0;
}

static bool same_list(const struct cp_str *a, size_t a_count, const struct cp_str *b, size_t b_count)
{
    for (size_t i = 0; i < a_count && a_count == b_count; i++)
        if (!cp_str_equal(a[i], b[i]))
            return false;
    return a_count == b_count;
}

// ---------------------------------------------------------------- nodes

static unsigned compare_nodes(const struct cp_graph_node *a, const struct cp_graph_node *b)
{
    return if_differ(!cp_str_equal(a->label, b->label), CP_FIELD_LABEL) |
           if_differ(!cp_str_equal(a->kind_name, b->kind_name), CP_FIELD_KIND) |
           if_differ(a->type != b->type, CP_FIELD_TYPE) | if_differ(a->status != b->status, CP_FIELD_STATUS) |
           if_differ(cp_date_compare(a->date, b->date) != 0, CP_FIELD_DATE) |
           if_differ(!cp_str_equal(a->country, b->country), CP_FIELD_COUNTRY) |
           if_differ(!same_list(a->sources, a->source_count, b->sources, b->source_count), CP_FIELD_DOCUMENTS);
}

static void add(struct cp_arena *run, differences *all, uint32_t old, uint32_t new, unsigned fields)
{
    if (old != CP_NONE && new != CP_NONE && !fields)
        return;
    struct cp_graph_difference *one = CP_PUSH(run, all);
    one->how = old == CP_NONE ? CP_CAME : new == CP_NONE ? CP_WENT : CP_CHANGED;
    one->old = old;
    one->new = new;
    one->fields = fields;
}

// Comings, goings, changes; each in the order in which they were found, which is that of the nodes and edges.
static const struct cp_graph_difference *put_in_order(struct cp_arena *run, const differences *all)
{
    struct cp_graph_difference *sorted = CP_NEW_ARRAY(run, all->count + 1, struct cp_graph_difference);
    size_t count = 0;
    for (int how = CP_CAME; how <= CP_CHANGED; how++)
        for (size_t i = 0; i < all->count; i++)
            if ((int)all->items[i].how == how)
                sorted[count++] = all->items[i];
    return sorted;
}

static struct cp_table *index_nodes(struct cp_arena *run, const struct cp_graph *graph)
{
    struct cp_table *index = cp_table_new(run);
    for (size_t i = 0; i < graph->node_count; i++)
        cp_table_add(index, graph->nodes[i].id);
    return index;
}

static void diff_nodes(struct cp_arena *run, const struct cp_graph *old, const struct cp_graph *new, differences *all)
{
    struct cp_table *in_old = index_nodes(run, old), *in_new = index_nodes(run, new);
    for (uint32_t i = 0; i < old->node_count; i++) {
        uint32_t other = cp_table_find(in_new, old->nodes[i].id);
        add(run, all, i, other, other == CP_NONE ? 0 : compare_nodes(&old->nodes[i], &new->nodes[other]));
    }
    for (uint32_t i = 0; i < new->node_count; i++)
        if (cp_table_find(in_old, new->nodes[i].id) == CP_NONE)
            add(run, all, CP_NONE, i, 0);
}

// ---------------------------------------------------------------- edges

static bool tells(const struct cp_graph_edge *edge, struct cp_str document)
{
    for (size_t i = 0; i < edge->evidence_count; i++)
        if (cp_str_equal(edge->evidence[i].document, document))
            return true;
    return false;
}

static bool same_documents(const struct cp_graph_edge *a, const struct cp_graph_edge *b)
{
    for (size_t i = 0; i < a->evidence_count; i++)
        if (!tells(b, a->evidence[i].document))
            return false;
    for (size_t i = 0; i < b->evidence_count; i++)
        if (!tells(a, b->evidence[i].document))
            return false;
    return true;
}

static unsigned compare_edges(const struct cp_graph_edge *a, const struct cp_graph_edge *b)
{
    return if_differ(differ(a->weight, b->weight), CP_FIELD_WEIGHT) |
           if_differ(differ(a->sign, b->sign), CP_FIELD_SIGN) |
           if_differ(differ(a->confidence, b->confidence), CP_FIELD_CONFIDENCE) |
           if_differ(a->hypothetical != b->hypothetical, CP_FIELD_HYPOTHETICAL) |
           if_differ(cp_date_compare(a->date, b->date) != 0, CP_FIELD_DATE) |
           if_differ(!same_documents(a, b), CP_FIELD_DOCUMENTS);
}

// An edge's name in both graphs. Of parallel ones of one relation, in a graph made elsewhere, the second has a ~2.
static struct cp_table *index_edges(struct cp_arena *run, const struct cp_graph *graph)
{
    struct cp_table *index = cp_table_new(run);
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *edge = &graph->edges[i];
        struct cp_str key = cp_str_format(run, CP_FMT "\n" CP_FMT "\n" CP_FMT, CP_ARG(graph->nodes[edge->from].id),
                                          CP_ARG(graph->nodes[edge->to].id), CP_ARG(edge->relation_name));
        struct cp_str name = key;
        for (unsigned twin = 2; cp_table_find(index, name) != CP_NONE; twin++)
            name = cp_str_format(run, CP_FMT "~%u", CP_ARG(key), twin);
        cp_table_add(index, name);
    }
    return index;
}

static void diff_edges(struct cp_arena *run, const struct cp_graph *old, const struct cp_graph *new, differences *all)
{
    struct cp_table *in_old = index_edges(run, old), *in_new = index_edges(run, new);
    for (uint32_t i = 0; i < old->edge_count; i++) {
        uint32_t other = cp_table_find(in_new, cp_table_key(in_old, i));
        add(run, all, i, other, other == CP_NONE ? 0 : compare_edges(&old->edges[i], &new->edges[other]));
    }
    for (uint32_t i = 0; i < new->edge_count; i++)
        if (cp_table_find(in_old, cp_table_key(in_new, i)) == CP_NONE)
            add(run, all, CP_NONE, i, 0);
}

struct cp_graph_diff *cp_graph_compare(struct cp_arena *run, const struct cp_graph *old, const struct cp_graph *new)
{
    struct cp_graph_diff *diff = CP_NEW(run, struct cp_graph_diff);
    differences nodes = {0}, edges = {0};
    diff_nodes(run, old, new, &nodes);
    diff_edges(run, old, new, &edges);
    diff->nodes = put_in_order(run, &nodes);
    diff->edges = put_in_order(run, &edges);
    diff->node_count = nodes.count;
    diff->edge_count = edges.count;
    return diff;
}
