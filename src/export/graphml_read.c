// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// GraphML by libxml2's pull reader: ours with all that it holds, and graphs made elsewhere, of which
// label, kind, weight and direction are taken and other columns passed over. Nothing is fetched and no entity is
// expanded. An undirected edge is kept as a symmetric one.
#include "chokepoint/export.h"
#include "graphml_keys.h"

#include <libxml/xmlreader.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_FILE = 2000000000 };

enum target { FOR_NODE, FOR_EDGE, FOR_OTHER };

struct key {
    enum target target;
    int number; // in the list of keys, or -1
    struct cp_str fallback;
};

struct ends { // of an edge; nodes may come after it
    struct cp_str source, target;
    unsigned line;
};

struct loading {
    struct cp_arena *run;
    const char *path;
    struct cp_error *err;
    xmlTextReaderPtr reader;
    struct cp_table *key_ids;
    CP_VEC(struct key) keys;
    struct cp_table *node_ids;
    CP_VEC(struct cp_graph_node) nodes;
    CP_VEC(struct cp_graph_edge) edges;
    CP_VEC(struct ends) ends;
    CP_VEC(bool) directed; // default of the graph, and of those that it stands in
    enum target inside;         // of which element the next data is
    enum cp_status status;
};

static unsigned line_of(const struct loading *l)
{
    return (unsigned)xmlTextReaderGetParserLineNumber(l->reader);
}

static enum cp_status complain(struct loading *l, const char *what, struct cp_str about)
{
    l->status = cp_fail_at(l->err, CP_EFORMAT, l->path, line_of(l), "%s" CP_FMT, what, CP_ARG(about));
    return l->status;
}

static struct cp_str attribute(struct loading *l, const char *name)
{
    xmlChar *value = xmlTextReaderGetAttribute(l->reader, (const xmlChar *)name);
    struct cp_str copy = value ? cp_str_copy(l->run, cp_str_from((const char *)value)) : (struct cp_str){"", 0};
    xmlFree(value);
    return copy;
}

// ---------------------------------------------------------------- keys

static int find_key(const struct graphml_key *keys, int count, struct cp_str name)
{
    for (int i = 0; i < count; i++)
        if (cp_str_equal(cp_str_from(keys[i].name), name))
            return i;
    return -1;
}

static void read_key(struct loading *l)
{
    struct cp_str id = attribute(l, "id"), name = attribute(l, "attr.name"), whose = attribute(l, "for");
    struct key key = {FOR_OTHER, -1, {"", 0}};
    if (!name.len)
        name = id;
    if (cp_str_equal(whose, CP_STR("node"))) {
        key.target = FOR_NODE;
        if (cp_str_equal(name, CP_STR("name")) || cp_str_equal(name, CP_STR("Label")) || cp_str_equal(name, CP_STR("nodelabel")))
            name = CP_STR("label");
        key.number = find_key(cp_graphml_node_keys, NODE_KEY_COUNT, name);
    } else if (cp_str_equal(whose, CP_STR("edge"))) {
        key.target = FOR_EDGE;
        if (cp_str_equal(name, CP_STR("Edge Weight")) || cp_str_equal(name, CP_STR("Weight")))
            name = CP_STR("weight");
        key.number = find_key(cp_graphml_edge_keys, EDGE_KEY_COUNT, name);
    }
    if (cp_table_add(l->key_ids, id) == l->keys.count)
        *CP_PUSH(l->run, &l->keys) = key;
}

// ---------------------------------------------------------------- elements

static void read_node(struct loading *l)
{
    struct cp_str id = attribute(l, "id");
    if (!id.len) {
        complain(l, "a node has no id", (struct cp_str){"", 0});
        return;
    }
    if (cp_table_add(l->node_ids, id) != l->nodes.count) {
        complain(l, "two nodes have the id ", id);
        return;
    }
    struct cp_graph_node *node = CP_PUSH(l->run, &l->nodes);
    node->id = node->label = id;
    node->kind = CP_KIND_COUNT;
    node->kind_name = (struct cp_str){"", 0};
    node->type = CP_MEASURE_COUNT;
    node->country = (struct cp_str){"", 0};
    node->x = node->y = node->size = NAN;
    node->metrics = (struct cp_metrics){NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, false, false, 0, 0, 0};
    l->inside = FOR_NODE;
}

static void read_edge(struct loading *l)
{
    struct cp_str directed = attribute(l, "directed"), kind = attribute(l, "label");
    struct cp_graph_edge *edge = CP_PUSH(l->run, &l->edges);
    edge->relation = kind.len ? cp_relation_from(kind) : CP_RELATION_COUNT;
    edge->relation_name = kind;
    edge->weight = 1.0;
    edge->confidence = 1.0;
    edge->symmetric = directed.len ? !cp_graphml_truth(directed) : l->directed.count && !l->directed.items[l->directed.count - 1];
    struct ends ends = {attribute(l, "source"), attribute(l, "target"), line_of(l)};
    *CP_PUSH(l->run, &l->ends) = ends;
    if (!ends.source.len || !ends.target.len)
        complain(l, "an edge has no source or no target", (struct cp_str){"", 0});
    l->inside = FOR_EDGE;
}

static struct cp_str content_of(struct loading *l)
{
    xmlChar *content = xmlTextReaderReadString(l->reader);
    struct cp_str text = content ? cp_str_copy(l->run, cp_str_from((const char *)content)) : (struct cp_str){"", 0};
    xmlFree(content);
    return text;
}

static void read_data(struct loading *l)
{
    uint32_t id = cp_table_find(l->key_ids, attribute(l, "key"));
    if (id == CP_NONE || l->keys.items[id].number < 0 || l->keys.items[id].target != l->inside)
        return;
    struct cp_str text = content_of(l);
    if (l->inside == FOR_NODE && l->nodes.count)
        cp_graphml_set_node(l->run, &l->nodes.items[l->nodes.count - 1], (enum node_key)l->keys.items[id].number, text);
    else if (l->inside == FOR_EDGE && l->edges.count)
        cp_graphml_set_edge(l->run, &l->edges.items[l->edges.count - 1], (enum edge_key)l->keys.items[id].number, text);
}

// yEd draws what it calls a node, and writes the name into the drawing.
static void read_drawn_label(struct loading *l)
{
    struct cp_graph_node *node = l->inside == FOR_NODE && l->nodes.count ? &l->nodes.items[l->nodes.count - 1] : NULL;
    struct cp_str text = cp_str_collapse(l->run, content_of(l));
    if (node && text.len && cp_str_equal(node->label, node->id))
        node->label = text;
}

static void read_element(struct loading *l)
{
    struct cp_str name = cp_str_from((const char *)xmlTextReaderConstLocalName(l->reader));
    if (cp_str_equal(name, CP_STR("key")))
        read_key(l);
    else if (cp_str_equal(name, CP_STR("graph")) && !xmlTextReaderIsEmptyElement(l->reader))
        *CP_PUSH(l->run, &l->directed) = cp_str_equal(attribute(l, "edgedefault"), CP_STR("directed"));
    else if (cp_str_equal(name, CP_STR("node")))
        read_node(l);
    else if (cp_str_equal(name, CP_STR("edge")))
        read_edge(l);
    else if (cp_str_equal(name, CP_STR("data")))
        read_data(l);
    else if (cp_str_equal(name, CP_STR("NodeLabel")))
        read_drawn_label(l);
}

static void end_element(struct loading *l)
{
    struct cp_str name = cp_str_from((const char *)xmlTextReaderConstLocalName(l->reader));
    if (cp_str_equal(name, CP_STR("graph")) && l->directed.count)
        l->directed.count--;
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

static void sort_edges(struct loading *l)
{
    struct numbered *all = CP_NEW_ARRAY(l->run, l->edges.count + 1, struct numbered);
    for (size_t i = 0; i < l->edges.count; i++)
        all[i] = (struct numbered){l->edges.items[i], i};
    qsort(all, l->edges.count, sizeof *all, by_ends);
    for (size_t i = 0; i < l->edges.count; i++)
        l->edges.items[i] = all[i].edge;
}

static enum cp_status find_end(struct loading *l, struct cp_str id, unsigned line, uint32_t *node)
{
    *node = cp_table_find(l->node_ids, id);
    if (*node != CP_NONE)
        return CP_OK;
    return cp_fail_at(l->err, CP_EFORMAT, l->path, line,
                      "has an edge that names the node \"" CP_FMT "\", which is not in the file", CP_ARG(id));
}

// Edges may come before the nodes that they name, so ends are looked up last.
static enum cp_status join_ends(struct loading *l)
{
    for (size_t i = 0; i < l->edges.count; i++) {
        struct cp_graph_edge *edge = &l->edges.items[i];
        const struct ends *ends = &l->ends.items[i];
        enum cp_status status = find_end(l, ends->source, ends->line, &edge->from);
        if (status == CP_OK)
            status = find_end(l, ends->target, ends->line, &edge->to);
        if (status != CP_OK)
            return status;
        edge->sign = isnan(edge->sign) ? 0 : edge->sign;
        edge->confidence = isnan(edge->confidence) ? 1.0 : edge->confidence;
    }
    sort_edges(l);
    return CP_OK;
}

static void count_documents(struct loading *l, struct cp_graph *graph)
{
    struct cp_table *documents = cp_table_new(l->run);
    for (size_t i = 0; i < graph->node_count; i++)
        for (size_t k = 0; k < graph->nodes[i].source_count; k++)
            cp_table_add(documents, graph->nodes[i].sources[k]);
    graph->document_count = cp_table_count(documents);
}

static void keep_quiet(void *context, const char *format, ...)
{
    (void)context;
    (void)format;
}

enum cp_status cp_graph_read(struct cp_arena *run, const char *path, struct cp_graph **result, struct cp_error *err)
{
    struct loading l = {.run = run, .path = path, .err = err, .inside = FOR_OTHER};
    struct cp_str content;
    enum cp_status status = cp_file_read(run, path, LARGEST_FILE, &content, err);
    if (status != CP_OK)
        return status;
    if (cp_str_find(cp_str_slice(content, 0, 4096), CP_STR("<graphml"), 0) == SIZE_MAX)
        return cp_fail_at(err, CP_EFORMAT, path, 0, "is no GraphML: make a graph with 'chokepoint run' or 'chokepoint build'");
    xmlSetGenericErrorFunc(NULL, keep_quiet);
    l.reader = xmlReaderForMemory(content.ptr, (int)content.len, path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!l.reader)
        return cp_fail_at(err, CP_ENOMEM, path, 0, "cannot be read: not enough memory");
    l.key_ids = cp_table_new(run);
    l.node_ids = cp_table_new(run);
    int more;
    while ((more = xmlTextReaderRead(l.reader)) == 1 && l.status == CP_OK)
        if (xmlTextReaderNodeType(l.reader) == XML_READER_TYPE_ELEMENT)
            read_element(&l);
        else if (xmlTextReaderNodeType(l.reader) == XML_READER_TYPE_END_ELEMENT)
            end_element(&l);
    if (more < 0)
        complain(&l, "is broken XML from here on", (struct cp_str){"", 0});
    xmlFreeTextReader(l.reader);
    if (l.status == CP_OK)
        l.status = join_ends(&l);
    if (l.status != CP_OK)
        return l.status;
    struct cp_graph *graph = CP_NEW(run, struct cp_graph);
    *graph = (struct cp_graph){l.nodes.items, l.nodes.count, l.edges.items, l.edges.count, 0};
    count_documents(&l, graph);
    *result = graph;
    return CP_OK;
}
