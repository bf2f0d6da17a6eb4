// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// The node-link form that networkx (node_link_graph) and d3 read: a directed multigraph whose links name their ends.
#include "columns.h"
#include "writers.h"

static void add_name(struct cp_buf *out, const char *name)
{
    cp_buf_add_format(out, ",\"%s\":", name);
}

static void add_text(struct cp_buf *out, const char *name, struct cp_str text)
{
    if (!text.len)
        return;
    add_name(out, name);
    cp_text_add_json(out, text);
}

static void add_list(struct cp_buf *out, const char *name, const struct cp_str *items, size_t count)
{
    add_name(out, name);
    cp_buf_add_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i)
            cp_buf_add_char(out, ',');
        cp_text_add_json(out, items[i]);
    }
    cp_buf_add_char(out, ']');
}

// A column as it stands in the other formats: text in quotes, numbers and truth as they are.
static void add_column(struct cp_buf *out, const struct graphml_key *key, const struct cp_buf *text)
{
    out->failed |= text->failed;
    if (!text->len)
        return;
    add_name(out, key->name);
    if (key->type[0] == 's')
        cp_text_add_json(out, cp_buf_str(text));
    else
        cp_buf_add(out, cp_buf_str(text));
}

void cp_json_add_attributes(struct cp_buf *out, struct cp_attributes attributes, bool begun)
{
    for (size_t i = 0; i < attributes.count; i++) {
        const struct cp_attribute *attribute = &attributes.items[i];
        if (begun || i)
            cp_buf_add_char(out, ',');
        cp_text_add_json(out, attribute->name);
        cp_buf_add_char(out, ':');
        if (attribute->type == CP_ATTRIBUTE_TEXT)
            cp_text_add_json(out, attribute->value);
        else
            cp_buf_add(out, attribute->value);
        if (attribute->type == CP_ATTRIBUTE_REAL && cp_attribute_fits(attribute->value, CP_ATTRIBUTE_WHOLE))
            cp_buf_add(out, CP_STR(".0")); // so that it stays a real number
    }
}

static void add_node(struct cp_buf *out, struct cp_buf *text, const struct cp_graph_node *node)
{
    cp_buf_add(out, CP_STR("{\"id\":"));
    cp_text_add_json(out, node->id);
    for (int key = 0; key < NODE_KEY_COUNT; key++) {
        cp_buf_clear(text);
        if (key == NODE_ALIASES)
            add_list(out, "aliases", node->aliases, node->alias_count);
        else if (key == NODE_SOURCES)
            add_list(out, "sources", node->sources, node->source_count);
        else
            cp_column_of_node(text, node, (enum node_key)key);
        add_column(out, &cp_graphml_node_keys[key], text);
    }
    cp_json_add_attributes(out, node->attributes, true);
    cp_buf_add_char(out, '}');
}

static void add_evidence(struct cp_buf *out, const struct cp_graph_edge *edge)
{
    cp_buf_add(out, CP_STR(",\"evidence\":["));
    for (size_t i = 0; i < edge->evidence_count; i++) {
        const struct cp_evidence *e = &edge->evidence[i];
        cp_buf_add(out, i ? CP_STR(",{\"words\":") : CP_STR("{\"words\":"));
        cp_text_add_json(out, e->words);
        add_text(out, "before", e->before);
        add_text(out, "after", e->after);
        add_text(out, "document", e->document);
        cp_buf_add_format(out, ",\"begin\":%zu,\"end\":%zu", e->begin, e->end);
        add_text(out, "rule", e->rule);
        cp_buf_add_char(out, '}');
    }
    cp_buf_add_char(out, ']');
}

// What the list of evidence says already.
static bool is_of_evidence(int key)
{
    return key == EDGE_EVIDENCE || key == EDGE_SOURCES || (key >= EDGE_DOCUMENT && key <= EDGE_EVIDENCE_ALL) || key == EDGE_BEFORE ||
           key == EDGE_AFTER;
}

// networkx takes edges that have the same ends and the same key for one.
static void add_edge(struct cp_buf *out, struct cp_buf *text, const struct cp_graph *graph, size_t number)
{
    const struct cp_graph_edge *edge = &graph->edges[number];
    cp_buf_add(out, CP_STR("{\"source\":"));
    cp_text_add_json(out, graph->nodes[edge->from].id);
    add_name(out, "target");
    cp_text_add_json(out, graph->nodes[edge->to].id);
    cp_buf_clear(text);
    cp_column_edge_name(text, graph, number);
    add_text(out, "key", cp_buf_str(text));
    for (int key = 0; key < EDGE_KEY_COUNT; key++) {
        cp_buf_clear(text);
        if (key == EDGE_MEASURES && edge->measure_count)
            add_list(out, "measures", edge->measures, edge->measure_count);
        else if (key != EDGE_MEASURES && !is_of_evidence(key))
            cp_column_of_edge(text, edge, (enum edge_key)key);
        add_column(out, &cp_graphml_edge_keys[key], text);
    }
    add_evidence(out, edge);
    cp_json_add_attributes(out, edge->attributes, true);
    cp_buf_add_char(out, '}');
}

void cp_write_json(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file)
{
    struct cp_buf out = {0}, text = {0};
    (void)options;
    cp_buf_add(&out, CP_STR("{\"directed\":true,\"multigraph\":true,\"graph\":{"));
    cp_json_add_attributes(&out, graph->attributes, false);
    cp_buf_add(&out, CP_STR("},\"nodes\":[\n"));
    for (size_t i = 0; i < graph->node_count; i++) {
        add_node(&out, &text, &graph->nodes[i]);
        cp_buf_add(&out, i + 1 < graph->node_count ? CP_STR(",\n") : CP_STR("\n"));
        cp_text_flush(&out, file, CP_FLUSH_AT);
    }
    cp_buf_add(&out, CP_STR("],\"links\":[\n"));
    for (size_t i = 0; i < graph->edge_count; i++) {
        add_edge(&out, &text, graph, i);
        cp_buf_add(&out, i + 1 < graph->edge_count ? CP_STR(",\n") : CP_STR("\n"));
        cp_text_flush(&out, file, CP_FLUSH_AT);
    }
    cp_buf_add(&out, CP_STR("]}\n"));
    cp_text_flush(&out, file, 0);
    cp_buf_release(&text);
    cp_buf_release(&out);
}
