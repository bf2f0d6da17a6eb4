// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// GEXF 1.1 to 1.3 by libxml2's pull reader. Taken are label, kind, weight, direction, the columns that have our names, colour, place, size
// and the beginning in time, where no column `date` says more. Nodes within nodes become ordinary ones. Of a column that
// changes with time the last value counts.
#include "xml.h"

#include <stdlib.h>

struct loading {
    struct draft draft;
    struct cp_arena *run;
    xmlTextReaderPtr reader;
    struct cp_table *node_columns, *edge_columns; // id → key + 1
    bool of_edges;                                // the columns being declared
    bool nodes_have_dates, edges_have_dates;      // in a column
    bool undirected;                              // what an edge is that does not say
    enum { OUTSIDE, IN_NODE, IN_EDGE } inside;
    CP_VEC(size_t) stack; // nodes that are open
    unsigned line;
};

static struct cp_str attribute(struct loading *l, const char *name)
{
    return cp_xml_attribute(l->run, l->reader, name);
}

static bool is(struct cp_str name, const char *wanted)
{
    return cp_str_equal(name, cp_str_from(wanted));
}

static struct cp_graph_node *node_at_hand(struct loading *l)
{
    return l->inside == IN_NODE && l->stack.count ? &l->draft.nodes.items[l->stack.items[l->stack.count - 1]] : NULL;
}

static struct cp_graph_edge *edge_at_hand(struct loading *l)
{
    return l->inside == IN_EDGE && l->draft.edges.count ? &l->draft.edges.items[l->draft.edges.count - 1] : NULL;
}

static void read_column(struct loading *l)
{
    struct cp_str id = attribute(l, "id"), title = attribute(l, "title");
    struct cp_table *columns = l->of_edges ? l->edge_columns : l->node_columns;
    int key = l->of_edges ? cp_draft_edge_key(title) : cp_draft_node_key(title);
    l->nodes_have_dates |= !l->of_edges && key == NODE_DATE;
    l->edges_have_dates |= l->of_edges && key == EDGE_DATE;
    cp_table_set(columns, cp_table_add(columns, id), (uint64_t)(key + 1));
}

// The beginning is the date if no column has it: ours is also drawn from other things then. Of the end nothing is kept.
static void read_beginning(struct loading *l)
{
    struct cp_str start = attribute(l, "start");
    struct cp_date *date = NULL;
    if (node_at_hand(l) && !l->nodes_have_dates)
        date = &node_at_hand(l)->date;
    else if (edge_at_hand(l) && !l->edges_have_dates)
        date = &edge_at_hand(l)->date;
    if (date && !date->year && start.len >= 8) // a number, or a year alone, is no date
        cp_date_parse(start, date);
}

static void read_node(struct loading *l)
{
    struct cp_str label = attribute(l, "label");
    struct cp_graph_node *node = cp_draft_node(&l->draft, attribute(l, "id"), l->line);
    if (!node)
        return;
    if (label.len)
        node->label = label;
    l->inside = IN_NODE;
    *CP_PUSH(l->run, &l->stack) = l->draft.nodes.count - 1;
    read_beginning(l);
    if (xmlTextReaderIsEmptyElement(l->reader))
        l->stack.count--;
}

static void read_edge(struct loading *l)
{
    struct cp_str type = attribute(l, "type"), kind = attribute(l, "kind"), label = attribute(l, "label"), weight = attribute(l, "weight");
    struct cp_graph_edge *edge = cp_draft_edge(&l->draft, attribute(l, "source"), attribute(l, "target"), l->line);
    if (!edge)
        return;
    l->inside = IN_EDGE;
    edge->symmetric = type.len ? !is(type, "directed") : l->undirected;
    if (kind.len)
        cp_graphml_set_edge(l->run, edge, EDGE_RELATION, kind);
    if (label.len)
        cp_graphml_set_edge(l->run, edge, EDGE_LABEL, label);
    if (weight.len)
        cp_graphml_set_edge(l->run, edge, EDGE_WEIGHT, weight);
    read_beginning(l);
}

static void read_value(struct loading *l)
{
    struct cp_str column = attribute(l, "for"), value = attribute(l, "value");
    struct cp_graph_node *node = node_at_hand(l);
    struct cp_graph_edge *edge = edge_at_hand(l);
    struct cp_table *columns = node ? l->node_columns : l->edge_columns;
    uint32_t number = cp_table_find(columns, column.len ? column : attribute(l, "id"));
    int key = number == CP_NONE ? -1 : (int)cp_table_value(columns, number) - 1;
    if (key >= 0 && node)
        cp_graphml_set_node(l->run, node, (enum node_key)key, value);
    else if (key >= 0 && edge)
        cp_graphml_set_edge(l->run, edge, (enum edge_key)key, value);
}

static void read_viz(struct loading *l, struct cp_str name)
{
    static const struct {
        const char *element, *attribute;
        enum node_key key;
    } parts[] = {{"color", "r", NODE_R},    {"color", "g", NODE_G},    {"color", "b", NODE_B},
                 {"position", "x", NODE_XPOS}, {"position", "y", NODE_YPOS}, {"size", "value", NODE_SIZE}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && node_at_hand(l); i++)
        if (is(name, parts[i].element) && attribute(l, parts[i].attribute).len)
            cp_graphml_set_node(l->run, node_at_hand(l), parts[i].key, attribute(l, parts[i].attribute));
}

static void begin_element(void *context)
{
    struct loading *l = context;
    struct cp_str name = cp_xml_name(l->reader);
    l->line = cp_xml_line(l->reader);
    if (is(name, "graph"))
        l->undirected = !is(attribute(l, "defaultedgetype"), "directed");
    else if (is(name, "attributes"))
        l->of_edges = is(attribute(l, "class"), "edge");
    else if (is(name, "attribute"))
        read_column(l);
    else if (is(name, "node"))
        read_node(l);
    else if (is(name, "edge"))
        read_edge(l);
    else if (is(name, "attvalue"))
        read_value(l);
    else if (is(name, "spell"))
        read_beginning(l);
    else
        read_viz(l, name);
}

static void end_element(void *context)
{
    struct loading *l = context;
    struct cp_str name = cp_xml_name(l->reader);
    if (is(name, "node") && l->stack.count)
        l->stack.count--;
    else if (is(name, "nodes") || is(name, "edges"))
        l->inside = is(name, "nodes") && l->stack.count ? IN_NODE : OUTSIDE;
}

enum cp_status cp_read_gexf(struct cp_arena *run, const char *path, struct cp_str content, struct cp_graph **graph,
                            struct cp_error *err)
{
    struct loading l = {.run = run, .draft = cp_draft_begin(run, path, err), .undirected = true, .inside = OUTSIDE};
    l.reader = cp_xml_open(path, content);
    if (!l.reader)
        return cp_fail_at(err, CP_ENOMEM, path, 0, "cannot be read: not enough memory");
    l.node_columns = cp_table_new(run);
    l.edge_columns = cp_table_new(run);
    cp_xml_walk(l.reader, &l.draft, begin_element, end_element, &l);
    xmlFreeTextReader(l.reader);
    return cp_draft_finish(&l.draft, graph);
}
