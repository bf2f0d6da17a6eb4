// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// GraphML as Gephi wants it: each edge directed, neutral key ids, no weight of 0, undefined numbers
// left out. The XML attribute `label` of an edge is what Gephi takes as its kind: without it two relations
// between the same nodes would be merged into one. The schema does not know it, so --strict leaves it out.
#include "columns.h"
#include "writers.h"

#include <string.h>

#define KEY_ROW(name, attribute, type) {attribute, type},
const struct graphml_key cp_graphml_node_keys[NODE_KEY_COUNT] = {GRAPHML_NODE_KEYS(KEY_ROW)};
const struct graphml_key cp_graphml_edge_keys[EDGE_KEY_COUNT] = {GRAPHML_EDGE_KEYS(KEY_ROW)};
#undef KEY_ROW

// Keys in the order in which an element has them: for people who read the file, what belongs together.
static const enum edge_key edge_order[] = {
    EDGE_RELATION, EDGE_LABEL, EDGE_WEIGHT, EDGE_SIGN, EDGE_HYPOTHETICAL, EDGE_SYMMETRIC, EDGE_CONFIDENCE, EDGE_DATE,
    EDGE_BEFORE, EDGE_EVIDENCE, EDGE_AFTER, EDGE_SOURCES, EDGE_DOCUMENT, EDGE_BEGIN, EDGE_END, EDGE_RULE,
    EDGE_EVIDENCE_COUNT, EDGE_EVIDENCE_ALL, EDGE_BRIDGE, EDGE_BETWEENNESS, EDGE_MEASURES,
};
_Static_assert(sizeof edge_order / sizeof edge_order[0] == EDGE_KEY_COUNT, "each key of an edge stands in edge_order once");

// Metrics that are there only when somebody asked for them stand behind the other metrics.
static enum node_key node_at(int place)
{
    enum { ASKED = NODE_RANK_HIGH - NODE_CLOSENESS + 1 };
    if (place < NODE_XPOS)
        return (enum node_key)place;
    if (place < NODE_XPOS + ASKED)
        return (enum node_key)(NODE_CLOSENESS + place - NODE_XPOS);
    return (enum node_key)(place - ASKED);
}

static void add_data(struct cp_buf *out, char family, int key, const struct graphml_key *what, struct cp_str text)
{
    if (!text.len)
        return;
    char head[] = "      <data key=\"d00\">"; // 99 keys at most; one digit less for the first ten
    size_t at = sizeof "      <data key=\"" - 1, len = sizeof head - 1;
    head[at] = family;
    head[at + 1] = (char)('0' + (key < 10 ? key : key / 10));
    if (key < 10)
        memcpy(head + at + 2, "\">", 2), len--;
    else
        head[at + 2] = (char)('0' + key % 10);
    cp_buf_add(out, (struct cp_str){head, len});
    if (what->type[0] == 's')
        cp_text_add_xml(out, text);
    else
        cp_buf_add(out, text); // numbers and truth need no escapes
    cp_buf_add(out, CP_STR("</data>\n"));
}

// The keys of attributes are numbered behind ours, in the order of the columns, which is that of the attributes.
static void add_attributes(struct cp_buf *out, char family, int first, struct cp_attributes attributes, struct cp_more_columns columns)
{
    for (size_t i = 0, column = 0; i < attributes.count; i++) {
        while (!cp_str_equal(columns.items[column].name, attributes.items[i].name))
            column++;
        cp_buf_add_format(out, "      <data key=\"%c%zu\">", family, (size_t)first + column);
        cp_text_add_xml(out, attributes.items[i].value);
        cp_buf_add(out, CP_STR("</data>\n"));
    }
}

struct more {
    struct cp_more_columns nodes, edges, graph;
};

static void add_node(struct cp_buf *out, struct cp_buf *text, const struct cp_graph_node *node, const struct more *more)
{
    cp_buf_add(out, CP_STR("    <node id=\""));
    cp_text_add_xml(out, node->id);
    cp_buf_add(out, CP_STR("\">\n"));
    for (int place = 0; place < NODE_KEY_COUNT; place++) {
        cp_buf_clear(text);
        cp_column_of_node(text, node, node_at(place));
        out->failed |= text->failed;
        add_data(out, 'd', node_at(place), &cp_graphml_node_keys[node_at(place)], cp_buf_str(text));
    }
    add_attributes(out, 'd', NODE_KEY_COUNT, node->attributes, more->nodes);
    cp_buf_add(out, CP_STR("    </node>\n"));
}

static void add_edge(struct cp_buf *out, struct cp_buf *text, const struct cp_graph *graph, size_t number, const struct more *more, bool strict)
{
    const struct cp_graph_edge *edge = &graph->edges[number];
    struct cp_str relation = cp_column_relation(edge);
    cp_buf_add(out, CP_STR("    <edge id=\"e"));
    cp_buf_add_number(out, number);
    cp_buf_add(out, CP_STR("\" source=\""));
    cp_text_add_xml(out, graph->nodes[edge->from].id);
    cp_buf_add(out, CP_STR("\" target=\""));
    cp_text_add_xml(out, graph->nodes[edge->to].id);
    if (!strict && relation.len) {
        cp_buf_add(out, CP_STR("\" label=\""));
        cp_text_add_xml(out, relation);
    }
    cp_buf_add(out, CP_STR("\">\n"));
    for (size_t place = 0; place < EDGE_KEY_COUNT; place++) {
        if (!edge->evidence_count && edge_order[place] >= EDGE_EVIDENCE && edge_order[place] <= EDGE_EVIDENCE_ALL)
            continue; // nothing there: graphs made elsewhere have none
        cp_buf_clear(text);
        cp_column_of_edge(text, edge, edge_order[place]);
        out->failed |= text->failed;
        add_data(out, 'e', edge_order[place], &cp_graphml_edge_keys[edge_order[place]], cp_buf_str(text));
    }
    add_attributes(out, 'e', EDGE_KEY_COUNT, edge->attributes, more->edges);
    cp_buf_add(out, CP_STR("    </edge>\n"));
}

// ---------------------------------------------------------------- the file

static void add_key(struct cp_buf *out, const char *whose, char family, int key, const struct graphml_key *what)
{
    cp_buf_add_format(out, "  <key id=\"%c%d\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", family, key, whose, what->name,
                      what->type);
}

static void add_more_keys(struct cp_buf *out, const char *whose, char family, int first, struct cp_more_columns columns)
{
    for (size_t i = 0; i < columns.count; i++) {
        cp_buf_add_format(out, "  <key id=\"%c%zu\" for=\"%s\" attr.name=\"", family, (size_t)first + i, whose);
        cp_text_add_xml(out, columns.items[i].name);
        cp_buf_add_format(out, "\" attr.type=\"%s\"/>\n", cp_more_type(columns.items[i].type));
    }
}

static void add_keys(struct cp_buf *out, const struct cp_graph *graph, const struct more *more)
{
    for (int i = 0; i < NODE_KEY_COUNT; i++)
        if (i < NODE_CLOSENESS || i > NODE_RANK_HIGH || cp_column_in_nodes(graph, (enum node_key)i))
            add_key(out, "node", 'd', i, &cp_graphml_node_keys[i]);
    for (int i = 0; i < EDGE_KEY_COUNT; i++)
        if ((i != EDGE_BETWEENNESS && i != EDGE_MEASURES) || cp_column_in_edges(graph, (enum edge_key)i))
            add_key(out, "edge", 'e', i, &cp_graphml_edge_keys[i]);
    add_more_keys(out, "node", 'd', NODE_KEY_COUNT, more->nodes);
    add_more_keys(out, "edge", 'e', EDGE_KEY_COUNT, more->edges);
    add_more_keys(out, "graph", 'g', 0, more->graph);
}

void cp_write_graphml(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file)
{
    struct cp_buf out = {0}, text = {0};
    struct cp_arena *run = cp_arena_new();
    if (!run) {
        cp_file_fail(file);
        return;
    }
    struct more more = {cp_more_of_nodes(run, graph), cp_more_of_edges(run, graph), cp_more_of_graph(run, graph)};
    cp_buf_add(&out, CP_STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                            "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"\n"
                            "         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
                            "         xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
                            "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n"));
    add_keys(&out, graph, &more);
    cp_buf_add(&out, CP_STR("  <graph id=\"G\" edgedefault=\"directed\">\n"));
    add_attributes(&out, 'g', 0, graph->attributes, more.graph);
    for (size_t i = 0; i < graph->node_count; i++) {
        add_node(&out, &text, &graph->nodes[i], &more);
        cp_text_flush(&out, file, CP_FLUSH_AT);
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        add_edge(&out, &text, graph, i, &more, options->strict);
        cp_text_flush(&out, file, CP_FLUSH_AT);
    }
    cp_buf_add(&out, CP_STR("  </graph>\n</graphml>\n"));
    cp_text_flush(&out, file, 0);
    cp_arena_free(run);
    cp_buf_release(&text);
    cp_buf_release(&out);
}
