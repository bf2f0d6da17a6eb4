// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "whatif.h"
#include "input.h"

struct changing {
    struct cp_arena *run;
    const struct cp_settings *settings;
    const struct cp_graph *graph;
    bool *nodes, *edges;
    CP_VEC(struct cp_graph_link) added;
};

// ---------------------------------------------------------------- nodes and relations

static enum cp_status remove_node(struct changing *c, const char *name, struct cp_error *err)
{
    uint32_t node;
    enum cp_status status = cp_input_node(c->run, c->settings, c->graph, name, &node, err);
    if (status == CP_OK)
        c->nodes[node] = true;
    return status;
}

static enum cp_status remove_measure(struct changing *c, const char *name, struct cp_error *err)
{
    enum cp_measure_type type = cp_measure_from(cp_str_from(name));
    size_t found = 0;
    for (size_t i = 0; i < c->graph->node_count && type != CP_MEASURE_COUNT; i++)
        if (c->graph->nodes[i].kind == CP_KIND_MEASURE && c->graph->nodes[i].type == type)
            c->nodes[i] = ++found > 0;
    if (type != CP_MEASURE_COUNT)
        return found ? CP_OK : cp_fail(err, CP_EUSAGE, "no measure of the graph is of the type %s", name);
    uint32_t node;
    enum cp_status status = cp_input_node(c->run, c->settings, c->graph, name, &node, err);
    if (status == CP_OK && c->graph->nodes[node].kind != CP_KIND_MEASURE)
        return cp_fail(err, CP_EUSAGE, "\"%s\" is no measure but a %s: --remove takes it away", name,
                       cp_kind_name(c->graph->nodes[node].kind) ? cp_kind_name(c->graph->nodes[node].kind) : "node");
    if (status == CP_OK)
        c->nodes[node] = true;
    return status;
}

static enum cp_status remove_relation(struct changing *c, const char *name, struct cp_error *err)
{
    size_t found = 0;
    for (size_t i = 0; i < c->graph->edge_count; i++)
        if (cp_str_equal(c->graph->edges[i].relation_name, cp_str_from(name)))
            c->edges[i] = ++found > 0;
    return found
               ? CP_OK
               : cp_fail(err, CP_EUSAGE,
                         "no edge of the graph is of the relation \"%s\"; chokepoint why GRAPH NAME shows some", name);
}

// ---------------------------------------------------------------- edges in words

// "ASML supplies China" may be cut wherever the words of a relation stand; it is meant where both sides are nodes.
static bool cut_here(struct changing *c, struct cp_str text, const char *relation, struct cp_graph_link *link,
                     struct cp_error *why)
{
    struct cp_str words = cp_str_format(c->run, " %s ", relation);
    for (size_t at = cp_str_find(text, words, 0); at != SIZE_MAX; at = cp_str_find(text, words, at + 1)) {
        const char *from = cp_str_copy(c->run, cp_str_slice(text, 0, at)).ptr;
        const char *to = cp_str_copy(c->run, cp_str_slice(text, at + words.len, text.len)).ptr;
        struct cp_error here = {0};
        if (cp_input_node(c->run, c->settings, c->graph, from, &link->from, &here) == CP_OK &&
            cp_input_node(c->run, c->settings, c->graph, to, &link->to, &here) == CP_OK)
            return true;
        if (why->status == CP_OK)
            *why = here;
    }
    return false;
}

static enum cp_status read_edge(struct changing *c, const char *text, struct cp_graph_link *link, struct cp_error *err)
{
    struct cp_str words = cp_str_collapse(c->run, cp_str_from(text));
    struct cp_error why = {0};
    struct cp_buf names = {0};
    for (unsigned r = 0; r < CP_RELATION_COUNT; r++) {
        link->relation = (enum cp_relation)r;
        if (cut_here(c, words, cp_relation_name(link->relation), link, &why) ||
            cut_here(c, words, cp_relation_words(link->relation), link, &why)) {
            cp_buf_release(&names);
            return CP_OK;
        }
        cp_buf_add_format(&names, "%s%s", r ? ", " : "", cp_relation_words(link->relation));
    }
    if (why.status != CP_OK)
        cp_fail(err, why.status, "%s", why.message);
    else
        cp_fail(err, CP_EUSAGE, "\"%s\" is no edge: write NODE RELATION NODE, with one of: " CP_FMT, text,
                CP_ARG(cp_buf_str(&names)));
    cp_buf_release(&names);
    return CP_EUSAGE;
}

static uint32_t find_edge(const struct cp_graph *graph, const struct cp_graph_link *link)
{
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *edge = &graph->edges[i];
        bool there = edge->from == link->from && edge->to == link->to,
             turned = edge->from == link->to && edge->to == link->from;
        if (edge->relation == link->relation && (there || (turned && edge->symmetric)))
            return i;
    }
    return CP_NONE;
}

static enum cp_status remove_edge(struct changing *c, const char *text, struct cp_error *err)
{
    struct cp_graph_link link;
    enum cp_status status = read_edge(c, text, &link, err);
    if (status != CP_OK)
        return status;
    uint32_t edge = find_edge(c->graph, &link);
    if (edge == CP_NONE)
        return cp_fail(err, CP_EUSAGE, "the graph has no edge \"%s\"; chokepoint why GRAPH A B shows what joins two",
                       text);
    c->edges[edge] = true;
    return CP_OK;
}

static enum cp_status add_edge(struct changing *c, const char *text, struct cp_error *err)
{
    struct cp_graph_link link;
    enum cp_status status = read_edge(c, text, &link, err);
    if (status != CP_OK)
        return status;
    if (link.from == link.to)
        return cp_fail(err, CP_EUSAGE, "\"%s\": both names mean the same node", text);
    uint32_t edge = find_edge(c->graph, &link);
    if (edge != CP_NONE && !c->edges[edge])
        return cp_fail(err, CP_EUSAGE, "the graph has the edge \"%s\" already", text);
    *CP_PUSH(c->run, &c->added) = link;
    return CP_OK;
}

// ---------------------------------------------------------------- all of it

static enum cp_status each(struct changing *c, const struct cp_words *words,
                           enum cp_status (*apply)(struct changing *, const char *, struct cp_error *),
                           struct cp_error *err)
{
    enum cp_status status = CP_OK;
    for (size_t i = 0; i < words->count && status == CP_OK; i++)
        status = apply(c, words->items[i], err);
    return status;
}

enum cp_status cp_whatif_change(struct cp_arena *run, const struct cp_settings *settings, const struct cp_graph *graph,
                                struct cp_graph_change *change, struct cp_error *err)
{
    struct changing c = {.run = run, .settings = settings, .graph = graph};
    c.nodes = CP_NEW_ARRAY(run, graph->node_count + 1, bool);
    c.edges = CP_NEW_ARRAY(run, graph->edge_count + 1, bool);
    enum cp_status status = each(&c, &settings->remove, remove_node, err);
    if (status == CP_OK)
        status = each(&c, &settings->remove_measure, remove_measure, err);
    if (status == CP_OK)
        status = each(&c, &settings->remove_relation, remove_relation, err);
    if (status == CP_OK)
        status = each(&c, &settings->remove_edge, remove_edge, err);
    if (status == CP_OK)
        status = each(&c, &settings->add, add_edge, err);
    *change = (struct cp_graph_change){
        .nodes = c.nodes, .edges = c.edges, .added = c.added.items, .added_count = c.added.count};
    return status;
}
