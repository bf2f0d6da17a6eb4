// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// GraphML by libxml2's pull reader: ours with all that it holds, and graphs made elsewhere, of which
// label, kind, weight and direction are taken and other columns passed over. Nothing is fetched and no entity is
// expanded. An undirected edge is kept as a symmetric one.
#include "xml.h"

enum target { FOR_NODE, FOR_EDGE, FOR_OTHER };

struct key {
    enum target target;
    int number; // in the list of keys, or -1
    struct cp_str fallback;
};

struct loading {
    struct draft draft;
    struct cp_arena *run;
    xmlTextReaderPtr reader;
    struct cp_table *key_ids;
    CP_VEC(struct key) keys;
    CP_VEC(bool) directed; // default of the graph, and of those that it stands in
    enum target inside;    // of which element the next data is
};

static unsigned line_of(const struct loading *l)
{
    return cp_xml_line(l->reader);
}

static struct cp_str attribute(struct loading *l, const char *name)
{
    return cp_xml_attribute(l->run, l->reader, name);
}

// ---------------------------------------------------------------- keys

static void read_key(struct loading *l)
{
    struct cp_str id = attribute(l, "id"), name = attribute(l, "attr.name"), whose = attribute(l, "for");
    struct key key = {FOR_OTHER, -1, {"", 0}};
    if (!name.len)
        name = id;
    if (cp_str_equal(whose, CP_STR("node"))) {
        key.target = FOR_NODE;
        key.number = cp_draft_node_key(name);
    } else if (cp_str_equal(whose, CP_STR("edge"))) {
        key.target = FOR_EDGE;
        key.number = cp_draft_edge_key(name);
    }
    if (cp_table_add(l->key_ids, id) == l->keys.count)
        *CP_PUSH(l->run, &l->keys) = key;
}

// ---------------------------------------------------------------- elements

static void read_node(struct loading *l)
{
    if (cp_draft_node(&l->draft, attribute(l, "id"), line_of(l)))
        l->inside = FOR_NODE;
}

static void read_edge(struct loading *l)
{
    struct cp_str directed = attribute(l, "directed"), kind = attribute(l, "label");
    struct cp_graph_edge *edge = cp_draft_edge(&l->draft, attribute(l, "source"), attribute(l, "target"), line_of(l));
    if (!edge)
        return;
    edge->relation = kind.len ? cp_relation_from(kind) : CP_RELATION_COUNT;
    edge->relation_name = kind;
    edge->symmetric = directed.len ? !cp_graphml_truth(directed) : l->directed.count && !l->directed.items[l->directed.count - 1];
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
    if (l->inside == FOR_NODE && l->draft.nodes.count)
        cp_graphml_set_node(l->run, &l->draft.nodes.items[l->draft.nodes.count - 1], (enum node_key)l->keys.items[id].number, text);
    else if (l->inside == FOR_EDGE && l->draft.edges.count)
        cp_graphml_set_edge(l->run, &l->draft.edges.items[l->draft.edges.count - 1], (enum edge_key)l->keys.items[id].number, text);
}

// yEd draws what it calls a node, and writes the name into the drawing.
static void read_drawn_label(struct loading *l)
{
    struct cp_graph_node *node = l->inside == FOR_NODE && l->draft.nodes.count ? &l->draft.nodes.items[l->draft.nodes.count - 1] : NULL;
    struct cp_str text = cp_str_collapse(l->run, content_of(l));
    if (node && text.len && cp_str_equal(node->label, node->id))
        node->label = text;
}

static void begin_element(void *context)
{
    struct loading *l = context;
    struct cp_str name = cp_xml_name(l->reader);
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

static void end_element(void *context)
{
    struct loading *l = context;
    struct cp_str name = cp_xml_name(l->reader);
    if (cp_str_equal(name, CP_STR("graph")) && l->directed.count)
        l->directed.count--;
}

// ---------------------------------------------------------------- the whole

enum cp_status cp_read_graphml(struct cp_arena *run, const char *path, struct cp_str content, struct cp_graph **graph,
                               struct cp_error *err)
{
    struct loading l = {.run = run, .draft = cp_draft_begin(run, path, err), .inside = FOR_OTHER};
    l.reader = cp_xml_open(path, content);
    if (!l.reader)
        return cp_fail_at(err, CP_ENOMEM, path, 0, "cannot be read: not enough memory");
    l.key_ids = cp_table_new(run);
    cp_xml_walk(l.reader, &l.draft, begin_element, end_element, &l);
    xmlFreeTextReader(l.reader);
    return cp_draft_finish(&l.draft, graph);
}
