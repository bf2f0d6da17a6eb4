// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
#include "chokepoint/graph.h"

#include <stdlib.h>

// ---------------------------------------------------------------- nodes by name

static bool has_alias(const struct cp_graph_node *node, struct cp_str lower, struct cp_arena *scratch)
{
    for (size_t i = 0; i < node->alias_count; i++)
        if (cp_str_equal(cp_str_lower(scratch, node->aliases[i]), lower))
            return true;
    return false;
}

// How much a node is a node that people ask for: the more documents and the fewer kinds of doubt, the sooner.
static bool is_better(const struct cp_graph *graph, uint32_t candidate, uint32_t best)
{
    const struct cp_graph_node *a = &graph->nodes[candidate], *b = &graph->nodes[best];
    bool a_measure = a->kind == CP_KIND_MEASURE, b_measure = b->kind == CP_KIND_MEASURE;
    if (a_measure != b_measure)
        return b_measure; // "China" is the state before it is part of an act's name
    return a->source_count > b->source_count;
}

static uint32_t exact(const struct cp_graph *graph, struct cp_str name, struct cp_arena *scratch)
{
    struct cp_str lower = cp_str_lower(scratch, name);
    uint32_t best = CP_NONE;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct cp_graph_node *node = &graph->nodes[i];
        if (cp_str_equal(node->id, name))
            return i;
        bool hit = cp_str_equal(cp_str_lower(scratch, node->label), lower) || has_alias(node, lower, scratch);
        if (hit && (best == CP_NONE || is_better(graph, i, best)))
            best = i;
    }
    return best;
}

static struct cp_str most_similar(const struct cp_graph *graph, struct cp_str name, struct cp_arena *scratch)
{
    struct cp_str lower = cp_str_lower(scratch, name), best = {"", 0};
    unsigned limit = name.len < 6 ? 1 : name.len < 9 ? 2 : 3, least = limit + 1; // one slip in three letters
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct cp_graph_node *node = &graph->nodes[i];
        for (size_t a = 0; a <= node->alias_count; a++) {
            struct cp_str form = a < node->alias_count ? node->aliases[a] : node->label;
            unsigned distance = cp_str_distance(cp_str_lower(scratch, form), lower, limit);
            if (distance < least) {
                least = distance;
                best = form;
            }
        }
    }
    return best;
}

uint32_t cp_graph_find(const struct cp_graph *graph, struct cp_str name, struct cp_str *nearest)
{
    struct cp_arena *scratch = cp_arena_new();
    *nearest = (struct cp_str){"", 0};
    if (!scratch)
        return CP_NONE;
    uint32_t found = exact(graph, name, scratch);
    if (found == CP_NONE)
        *nearest = most_similar(graph, name, scratch);
    cp_arena_free(scratch);
    return found;
}

// ---------------------------------------------------------------- many names

struct cp_graph_names {
    struct cp_table *ids, *forms; // forms in lower case; values are nodes
};

static void add_form(struct cp_graph_names *names, struct cp_arena *run, const struct cp_graph *graph, struct cp_str form,
                     uint32_t node)
{
    uint32_t count = cp_table_count(names->forms), number = cp_table_add(names->forms, cp_str_lower(run, form));
    if (number == count || is_better(graph, node, (uint32_t)cp_table_value(names->forms, number)))
        cp_table_set(names->forms, number, node);
}

struct cp_graph_names *cp_graph_names_make(struct cp_arena *run, const struct cp_graph *graph)
{
    struct cp_graph_names *names = CP_NEW(run, struct cp_graph_names);
    names->ids = cp_table_new(run);
    names->forms = cp_table_new(run);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct cp_graph_node *node = &graph->nodes[i];
        cp_table_set(names->ids, cp_table_add(names->ids, node->id), i);
        add_form(names, run, graph, node->label, i);
        for (size_t a = 0; a < node->alias_count; a++)
            add_form(names, run, graph, node->aliases[a], i);
    }
    return names;
}

uint32_t cp_graph_names_find(const struct cp_graph_names *names, struct cp_arena *scratch, struct cp_str name)
{
    uint32_t number = cp_table_find(names->ids, name);
    if (number != CP_NONE)
        return (uint32_t)cp_table_value(names->ids, number);
    number = cp_table_find(names->forms, cp_str_lower(scratch, name));
    return number == CP_NONE ? CP_NONE : (uint32_t)cp_table_value(names->forms, number);
}

// ---------------------------------------------------------------- answers

struct dated {
    struct cp_response response;
    struct cp_date date;
    struct cp_str id;
};

static int by_date(const void *x, const void *y)
{
    const struct dated *a = x, *b = y;
    int order = !a->date.year != !b->date.year ? !a->date.year - !b->date.year : cp_date_compare(a->date, b->date); // undated last
    return order ? order : cp_str_compare(a->id, b->id);
}

size_t cp_graph_responses(struct cp_arena *run, const struct cp_graph *graph, struct cp_response **responses)
{
    struct dated *dated = CP_NEW_ARRAY(run, graph->edge_count + 1, struct dated);
    size_t n = 0;
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *e = &graph->edges[i];
        if (e->relation != CP_RELATION_RESPONDS_TO)
            continue;
        const struct cp_graph_node *answer = &graph->nodes[e->from], *act = &graph->nodes[e->to];
        struct cp_date date = answer->date.year ? answer->date : act->date;
        dated[n++] = (struct dated){{e->from, e->to, i}, date, answer->id};
    }
    qsort(dated, n, sizeof *dated, by_date);
    *responses = CP_NEW_ARRAY(run, n + 1, struct cp_response);
    for (size_t i = 0; i < n; i++)
        (*responses)[i] = dated[i].response;
    return n;
}

struct cp_str cp_graph_sentence(struct cp_arena *run, const struct cp_graph *graph, uint32_t edge)
{
    const struct cp_graph_edge *e = &graph->edges[edge];
    const char *words = cp_relation_words(e->relation);
    struct cp_str relation = words ? cp_str_from(words) : e->relation_name;
    if (!relation.len)
        relation = CP_STR("is linked to");
    return cp_str_format(run, CP_FMT " " CP_FMT " " CP_FMT, CP_ARG(graph->nodes[e->from].label), CP_ARG(relation),
                         CP_ARG(graph->nodes[e->to].label));
}
