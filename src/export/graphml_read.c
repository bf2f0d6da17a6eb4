// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// GraphML by libxml2's pull reader: ours with all that it holds, and graphs made elsewhere. Nothing is fetched and no entity is
// expanded. An undirected edge is kept as a symmetric one. Nodes that stand in a graph within a node keep its id as `parent`.
//
// yEd writes its drawing into a column that other programs have no name for: taken of it are names, places, sizes, fills and shapes,
// and that a line without arrowheads has no direction.
#include "xml.h"

#include <math.h>
#include <stdlib.h>

enum target { FOR_NODE, FOR_EDGE, FOR_GRAPH, TARGETS };

struct loading {
    struct draft draft;
    struct cp_arena *run;
    xmlTextReaderPtr reader;
    struct keys {
        struct cp_table *ids; // the same id may stand for a column of nodes and one of edges: Gephi writes such files
        CP_VEC(struct draft_column) columns;
        CP_VEC(struct cp_str) usual; // what is said where nothing is
    } keys[TARGETS];
    bool for_all[TARGETS]; // of which the key at hand is
    bool known;            // what the columns mean: all are there when the graph begins
    CP_VEC(bool) directed; // default of the graph, and of those that it stands in
    CP_VEC(size_t) open;   // nodes that are open
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

static bool is(struct cp_str name, const char *wanted)
{
    return cp_str_equal(name, cp_str_from(wanted));
}

static size_t node_at_hand(const struct loading *l)
{
    return l->inside == FOR_NODE && l->open.count ? l->open.items[l->open.count - 1] : SIZE_MAX;
}

static size_t edge_at_hand(const struct loading *l)
{
    return l->inside == FOR_EDGE ? l->draft.edges.count - 1 : SIZE_MAX;
}

// ---------------------------------------------------------------- keys

static enum cp_attribute_type type_of(struct cp_str type, bool *typed)
{
    *typed = true;
    if (is(type, "int") || is(type, "long"))
        return CP_ATTRIBUTE_WHOLE;
    if (is(type, "double") || is(type, "float"))
        return CP_ATTRIBUTE_REAL;
    if (is(type, "boolean"))
        return CP_ATTRIBUTE_TRUTH;
    *typed = type.len != 0;
    return CP_ATTRIBUTE_TEXT;
}

static void read_key(struct loading *l)
{
    static const char *const targets[TARGETS] = {"node", "edge", "graph"};
    struct cp_str id = attribute(l, "id"), name = attribute(l, "attr.name"), whose = attribute(l, "for");
    bool drawing = attribute(l, "yfiles.type").len != 0; // read_drawing reads it
    struct draft_column column = {.name = name.len ? name : id};
    column.type = type_of(attribute(l, "attr.type"), &column.typed);
    for (int t = 0; t < TARGETS; t++) {
        struct keys *keys = &l->keys[t];
        bool meant = is(whose, targets[t]) || is(whose, "all") || !whose.len;
        l->for_all[t] = meant && !drawing && cp_table_find(keys->ids, id) == CP_NONE;
        if (!l->for_all[t])
            continue;
        cp_table_add(keys->ids, id);
        *CP_PUSH(l->run, &keys->columns) = column;
        *CP_PUSH(l->run, &keys->usual) = (struct cp_str){"", 0};
    }
}

static struct cp_str content_of(struct loading *l)
{
    xmlChar *content = xmlTextReaderReadString(l->reader);
    struct cp_str text = content ? cp_str_copy(l->run, cp_str_from((const char *)content)) : (struct cp_str){"", 0};
    xmlFree(content);
    return text;
}

static void read_default(struct loading *l)
{
    for (int t = 0; t < TARGETS; t++)
        if (l->for_all[t])
            l->keys[t].usual.items[l->keys[t].usual.count - 1] = content_of(l);
}

static void know_columns(struct loading *l)
{
    if (l->known)
        return;
    cp_draft_node_columns(l->keys[FOR_NODE].columns.items, l->keys[FOR_NODE].columns.count);
    cp_draft_edge_columns(l->keys[FOR_EDGE].columns.items, l->keys[FOR_EDGE].columns.count);
    l->known = true;
}

// ---------------------------------------------------------------- elements

static void read_graph(struct loading *l)
{
    know_columns(l);
    if (xmlTextReaderIsEmptyElement(l->reader))
        return;
    *CP_PUSH(l->run, &l->directed) = is(attribute(l, "edgedefault"), "directed");
    l->inside = FOR_GRAPH;
}

static void read_node(struct loading *l)
{
    size_t number = l->draft.nodes.count;
    struct keys *keys = &l->keys[FOR_NODE];
    know_columns(l);
    if (!cp_draft_node(&l->draft, attribute(l, "id"), line_of(l)))
        return;
    if (l->open.count)
        cp_draft_add_to_node(&l->draft, number, "parent", l->draft.nodes.items[l->open.items[l->open.count - 1]].id);
    for (size_t i = 0; i < keys->columns.count; i++)
        cp_draft_set_node(&l->draft, number, &keys->columns.items[i], keys->usual.items[i], true);
    if (xmlTextReaderIsEmptyElement(l->reader))
        return;
    l->inside = FOR_NODE;
    *CP_PUSH(l->run, &l->open) = number;
}

static void read_edge(struct loading *l)
{
    static const char *const ports[] = {"sourceport", "targetport"};
    struct cp_str directed = attribute(l, "directed");
    struct keys *keys = &l->keys[FOR_EDGE];
    size_t number = l->draft.edges.count;
    know_columns(l);
    struct cp_graph_edge *edge = cp_draft_edge(&l->draft, attribute(l, "source"), attribute(l, "target"), line_of(l));
    if (!edge)
        return;
    edge->symmetric = directed.len ? !cp_graphml_truth(directed) : l->directed.count && !l->directed.items[l->directed.count - 1];
    l->draft.ends.items[number].kind = attribute(l, "label");
    cp_draft_add_edge_id(&l->draft, number, attribute(l, "id"));
    for (size_t i = 0; i < sizeof ports / sizeof ports[0]; i++)
        cp_draft_add_to_edge(&l->draft, number, ports[i], attribute(l, ports[i]));
    for (size_t i = 0; i < keys->columns.count; i++)
        cp_draft_set_edge(&l->draft, number, &keys->columns.items[i], keys->usual.items[i], true);
    l->inside = xmlTextReaderIsEmptyElement(l->reader) ? FOR_GRAPH : FOR_EDGE;
}

static void read_data(struct loading *l)
{
    uint32_t id = l->directed.count ? cp_table_find(l->keys[l->inside].ids, attribute(l, "key")) : CP_NONE;
    if (id == CP_NONE)
        return;
    const struct draft_column *column = &l->keys[l->inside].columns.items[id];
    if (node_at_hand(l) != SIZE_MAX)
        cp_draft_set_node(&l->draft, node_at_hand(l), column, content_of(l), false);
    else if (edge_at_hand(l) != SIZE_MAX)
        cp_draft_set_edge(&l->draft, edge_at_hand(l), column, content_of(l), false);
    else if (l->inside == FOR_GRAPH && l->directed.count == 1)
        cp_draft_add_to_graph(&l->draft, column, content_of(l));
}

// ---------------------------------------------------------------- yEd's drawing

static void read_drawn_label(struct loading *l, bool of_edge)
{
    struct cp_str text = cp_str_collapse(l->run, content_of(l));
    if (!text.len)
        return;
    if (of_edge && edge_at_hand(l) != SIZE_MAX) {
        struct cp_str *label = &l->draft.ends.items[edge_at_hand(l)].label;
        if (label->len)
            cp_draft_add_to_edge(&l->draft, edge_at_hand(l), "label", text);
        else
            *label = text;
    } else if (!of_edge && node_at_hand(l) != SIZE_MAX) {
        struct cp_graph_node *node = &l->draft.nodes.items[node_at_hand(l)];
        if (cp_str_equal(node->label, node->id))
            node->label = text;
        else if (!cp_str_equal(node->label, text)) // the drawing of a group says its name when open and when closed
            cp_draft_add_to_node(&l->draft, node_at_hand(l), "label", text);
    }
}

static void read_fill(struct loading *l, struct cp_graph_node *node)
{
    struct cp_str colour = attribute(l, "color");
    char *end = NULL;
    unsigned long rgb = colour.len == 7 && colour.ptr[0] == '#' ? strtoul(colour.ptr + 1, &end, 16) : 0;
    if (!end || *end)
        return;
    node->red = (uint8_t)(rgb >> 16 & 0xFF);
    node->green = (uint8_t)(rgb >> 8 & 0xFF);
    node->blue = (uint8_t)(rgb & 0xFF);
    node->coloured = true;
}

// The corner, counted downwards, to the middle, counted upwards.
static void read_geometry(struct loading *l, struct cp_graph_node *node)
{
    struct cp_str parts[] = {attribute(l, "x"), attribute(l, "y"), attribute(l, "width"), attribute(l, "height")};
    double numbers[4];
    for (int i = 0; i < 4; i++) {
        char *end = NULL;
        numbers[i] = parts[i].len ? strtod(parts[i].ptr, &end) : 0;
        if (!end || *end)
            return;
    }
    node->x = numbers[0] + numbers[2] / 2;
    node->y = -(numbers[1] + numbers[3] / 2);
    node->size = numbers[2] > numbers[3] ? numbers[2] : numbers[3];
}

static void read_drawing(struct loading *l, struct cp_str name)
{
    struct cp_graph_node *node = node_at_hand(l) != SIZE_MAX ? &l->draft.nodes.items[node_at_hand(l)] : NULL;
    if (is(name, "NodeLabel") || is(name, "EdgeLabel"))
        read_drawn_label(l, is(name, "EdgeLabel"));
    else if (is(name, "Fill") && node && !node->coloured) // of a group's drawings the first, when it is open
        read_fill(l, node);
    else if (is(name, "Geometry") && node && isnan(node->x))
        read_geometry(l, node);
    else if (is(name, "Shape") && node)
        cp_draft_add_to_node(&l->draft, node_at_hand(l), "shape", attribute(l, "type"));
    else if (is(name, "Arrows") && edge_at_hand(l) != SIZE_MAX && is(attribute(l, "source"), "none") && is(attribute(l, "target"), "none"))
        l->draft.edges.items[edge_at_hand(l)].symmetric = true;
}

// ---------------------------------------------------------------- the whole

static void begin_element(void *context)
{
    struct loading *l = context;
    struct cp_str name = cp_xml_name(l->reader);
    if (is(name, "key"))
        read_key(l);
    else if (is(name, "default"))
        read_default(l);
    else if (is(name, "graph"))
        read_graph(l);
    else if (is(name, "node"))
        read_node(l);
    else if (is(name, "edge"))
        read_edge(l);
    else if (is(name, "data"))
        read_data(l);
    else if (is(name, "hyperedge"))
        cp_draft_fail(&l->draft, line_of(l), "has an edge between more than two nodes (hyperedge); write it as a node with an edge to each",
                      (struct cp_str){"", 0});
    else
        read_drawing(l, name);
}

static void end_element(void *context)
{
    struct loading *l = context;
    struct cp_str name = cp_xml_name(l->reader);
    if (is(name, "graph") && l->directed.count) {
        l->directed.count--;
        l->inside = l->open.count ? FOR_NODE : FOR_GRAPH; // yEd may say something of a group behind what stands in it
    } else if (is(name, "node") && l->open.count) {
        l->open.count--;
        l->inside = FOR_GRAPH;
    } else if (is(name, "edge")) {
        l->inside = FOR_GRAPH;
    }
}

enum cp_status cp_read_graphml(struct cp_arena *run, const char *path, struct cp_str content, struct cp_graph **graph,
                               struct cp_error *err)
{
    struct loading l = {.run = run, .draft = cp_draft_begin(run, path, err), .inside = FOR_GRAPH};
    l.reader = cp_xml_open(path, content);
    if (!l.reader)
        return cp_fail_at(err, CP_ENOMEM, path, 0, "cannot be read: not enough memory");
    for (int t = 0; t < TARGETS; t++)
        l.keys[t].ids = cp_table_new(run);
    cp_xml_walk(l.reader, &l.draft, begin_element, end_element, &l);
    xmlFreeTextReader(l.reader);
    return cp_draft_finish(&l.draft, graph);
}
