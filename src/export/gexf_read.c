// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// GEXF 1.1 to 1.3 by libxml2's pull reader. The beginning in time is the date, where no column `date` says more; what else is said of
// time is kept as `start` and `end` (of ours it is not: it is drawn from the dates). Nodes within nodes become ordinary ones, with the outer one's id as `parent`. Of a column that changes with time
// all values are kept, each with its time; of one that means a column of ours the last one counts.
#include "xml.h"

#include <stdlib.h>

struct columns {
    struct cp_table *ids;
    CP_VEC(struct draft_column) columns;
    CP_VEC(struct cp_str) usual; // what is said where nothing is
    bool have_dates, known;
};

struct loading {
    struct draft draft;
    struct cp_arena *run;
    xmlTextReaderPtr reader;
    struct columns of_nodes, of_edges, *declared; // those being declared
    bool ours;
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

static size_t node_at_hand(const struct loading *l)
{
    return l->inside == IN_NODE && l->stack.count ? l->stack.items[l->stack.count - 1] : SIZE_MAX;
}

static size_t edge_at_hand(const struct loading *l)
{
    return l->inside == IN_EDGE && l->draft.edges.count ? l->draft.edges.count - 1 : SIZE_MAX;
}

// ---------------------------------------------------------------- columns

static enum cp_attribute_type type_of(struct cp_str type, bool *typed)
{
    *typed = true;
    if (is(type, "integer") || is(type, "long") || is(type, "short") || is(type, "byte") || is(type, "biginteger"))
        return CP_ATTRIBUTE_WHOLE;
    if (is(type, "double") || is(type, "float") || is(type, "bigdecimal"))
        return CP_ATTRIBUTE_REAL;
    if (is(type, "boolean"))
        return CP_ATTRIBUTE_TRUTH;
    *typed = type.len != 0;
    return CP_ATTRIBUTE_TEXT;
}

static void read_column(struct loading *l)
{
    struct cp_str title = attribute(l, "title"), id = attribute(l, "id");
    struct draft_column column = {.name = title.len ? title : id};
    column.type = type_of(attribute(l, "type"), &column.typed);
    if (cp_table_add(l->declared->ids, id) != l->declared->columns.count)
        return;
    *CP_PUSH(l->run, &l->declared->columns) = column;
    *CP_PUSH(l->run, &l->declared->usual) = (struct cp_str){"", 0};
}

static void read_default(struct loading *l)
{
    xmlChar *content = xmlTextReaderReadString(l->reader);
    if (content && l->declared->usual.count)
        l->declared->usual.items[l->declared->usual.count - 1] = cp_str_copy(l->run, cp_str_from((const char *)content));
    xmlFree(content);
}

static void know_columns(struct columns *columns, bool of_edges)
{
    if (columns->known)
        return;
    if (of_edges)
        cp_draft_edge_columns(columns->columns.items, columns->columns.count);
    else
        cp_draft_node_columns(columns->columns.items, columns->columns.count);
    for (size_t i = 0; i < columns->columns.count; i++)
        columns->have_dates |= columns->columns.items[i].key == (of_edges ? (int)EDGE_DATE : (int)NODE_DATE);
    columns->known = true;
}

// ---------------------------------------------------------------- time

static void read_creator(struct loading *l)
{
    xmlChar *content = xmlTextReaderReadString(l->reader);
    l->ours = content && is(cp_str_trim(cp_str_from((const char *)content)), "chokepoint");
    xmlFree(content);
}

// Of ours, what is said of the graph; of others', one attribute more.
static void read_about(struct loading *l, const char *name)
{
    struct draft_column column = {.name = cp_str_from(name), .key = -1, .typed = true, .type = CP_ATTRIBUTE_TEXT};
    xmlChar *content = xmlTextReaderReadString(l->reader);
    struct cp_str text = cp_str_copy(l->run, cp_str_trim(cp_str_from(content ? (const char *)content : "")));
    xmlFree(content);
    if (!l->ours || !cp_read_graph_members(&l->draft, text))
        cp_draft_add_to_graph(&l->draft, &column, text);
}

static void read_times(struct loading *l)
{
    size_t node = node_at_hand(l), edge = edge_at_hand(l);
    if (l->ours || (node == SIZE_MAX && edge == SIZE_MAX))
        return;
    bool open = !(node != SIZE_MAX ? l->of_nodes.have_dates : l->of_edges.have_dates);
    struct cp_date *date = node != SIZE_MAX ? &l->draft.nodes.items[node].date : &l->draft.edges.items[edge].date;
    struct cp_str start = attribute(l, "start"), end = attribute(l, "end");
    bool dated = open && !date->year && start.len >= 8 && cp_date_parse(start, date); // a number, or a year alone, is no date
    if (dated && start.len <= sizeof "YYYY-MM-DD" - 1)
        start.len = 0;
    if (node != SIZE_MAX) {
        cp_draft_add_to_node(&l->draft, node, "start", start);
        cp_draft_add_to_node(&l->draft, node, "end", end);
    } else {
        cp_draft_add_to_edge(&l->draft, edge, "start", start);
        cp_draft_add_to_edge(&l->draft, edge, "end", end);
    }
}

// ---------------------------------------------------------------- nodes and edges

static void read_node(struct loading *l)
{
    struct cp_str label = attribute(l, "label"), parent = attribute(l, "pid");
    size_t number = l->draft.nodes.count;
    struct columns *columns = &l->of_nodes;
    know_columns(columns, false);
    struct cp_graph_node *node = cp_draft_node(&l->draft, attribute(l, "id"), l->line);
    if (!node)
        return;
    if (label.len)
        node->label = label;
    if (l->stack.count && !parent.len)
        parent = l->draft.nodes.items[l->stack.items[l->stack.count - 1]].id;
    cp_draft_add_to_node(&l->draft, number, "parent", parent);
    for (size_t i = 0; i < columns->columns.count; i++)
        cp_draft_set_node(&l->draft, number, &columns->columns.items[i], columns->usual.items[i], true);
    l->inside = IN_NODE;
    *CP_PUSH(l->run, &l->stack) = number;
    read_times(l);
    if (xmlTextReaderIsEmptyElement(l->reader))
        l->stack.count--;
}

static void read_edge(struct loading *l)
{
    struct cp_str type = attribute(l, "type"), weight = attribute(l, "weight");
    struct draft_column weights = {.name = CP_STR("weight"), .key = EDGE_WEIGHT, .typed = true, .type = CP_ATTRIBUTE_REAL};
    struct columns *columns = &l->of_edges;
    size_t number = l->draft.edges.count;
    know_columns(columns, true);
    struct cp_graph_edge *edge = cp_draft_edge(&l->draft, attribute(l, "source"), attribute(l, "target"), l->line);
    if (!edge)
        return;
    l->inside = IN_EDGE;
    edge->symmetric = type.len ? !is(type, "directed") : l->undirected;
    l->draft.ends.items[number].kind = attribute(l, "kind");
    l->draft.ends.items[number].label = attribute(l, "label");
    cp_draft_add_edge_id(&l->draft, number, attribute(l, "id"));
    cp_draft_set_edge(&l->draft, number, &weights, weight, false);
    for (size_t i = 0; i < columns->columns.count; i++)
        cp_draft_set_edge(&l->draft, number, &columns->columns.items[i], columns->usual.items[i], true);
    read_times(l);
}

static void read_value(struct loading *l)
{
    struct cp_str column = attribute(l, "for"), value = attribute(l, "value"), start = attribute(l, "start"), end = attribute(l, "end");
    size_t node = node_at_hand(l), edge = edge_at_hand(l);
    struct columns *columns = node != SIZE_MAX ? &l->of_nodes : &l->of_edges;
    uint32_t number = cp_table_find(columns->ids, column.len ? column : attribute(l, "id"));
    if (number == CP_NONE)
        return;
    const struct draft_column *known = &columns->columns.items[number];
    if (known->key < 0 && value.len && (start.len || end.len))
        value = cp_str_format(l->run, CP_FMT " (" CP_FMT " to " CP_FMT ")", CP_ARG(value), CP_ARG(start), CP_ARG(end));
    if (node != SIZE_MAX)
        cp_draft_set_node(&l->draft, node, known, value, false);
    else if (edge != SIZE_MAX)
        cp_draft_set_edge(&l->draft, edge, known, value, false);
}

static void read_viz(struct loading *l, struct cp_str name)
{
    static const struct {
        const char *element, *attribute, *name;
        enum node_key key;
    } parts[] = {{"color", "r", "r", NODE_R},         {"color", "g", "g", NODE_G},         {"color", "b", "b", NODE_B},
                 {"position", "x", "x", NODE_XPOS},   {"position", "y", "y", NODE_YPOS},   {"size", "value", "size", NODE_SIZE}};
    size_t node = node_at_hand(l), edge = edge_at_hand(l);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && node != SIZE_MAX; i++) {
        struct draft_column column = {.name = cp_str_from(parts[i].name), .key = (int)parts[i].key};
        if (is(name, parts[i].element))
            cp_draft_set_node(&l->draft, node, &column, attribute(l, parts[i].attribute), false);
    }
    if (is(name, "shape") && node != SIZE_MAX)
        cp_draft_add_to_node(&l->draft, node, "shape", attribute(l, "value"));
    else if ((is(name, "shape") || is(name, "thickness")) && edge != SIZE_MAX)
        cp_draft_add_to_edge(&l->draft, edge, is(name, "shape") ? "shape" : "thickness", attribute(l, "value"));
    else if (is(name, "color") && edge != SIZE_MAX)
        cp_draft_add_to_edge(&l->draft, edge, "color",
                             cp_str_format(l->run, CP_FMT "," CP_FMT "," CP_FMT, CP_ARG(attribute(l, "r")), CP_ARG(attribute(l, "g")),
                                           CP_ARG(attribute(l, "b"))));
}

static void begin_element(void *context)
{
    struct loading *l = context;
    struct cp_str name = cp_xml_name(l->reader);
    l->line = cp_xml_line(l->reader);
    if (is(name, "creator"))
        read_creator(l);
    else if (is(name, "description"))
        read_about(l, "description");
    else if (is(name, "keywords"))
        read_about(l, "keywords");
    else if (is(name, "graph"))
        l->undirected = !is(attribute(l, "defaultedgetype"), "directed");
    else if (is(name, "attributes"))
        l->declared = is(attribute(l, "class"), "edge") ? &l->of_edges : &l->of_nodes;
    else if (is(name, "attribute"))
        read_column(l);
    else if (is(name, "default"))
        read_default(l);
    else if (is(name, "node"))
        read_node(l);
    else if (is(name, "edge"))
        read_edge(l);
    else if (is(name, "attvalue"))
        read_value(l);
    else if (is(name, "spell"))
        read_times(l);
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
    l.of_nodes.ids = cp_table_new(run);
    l.of_edges.ids = cp_table_new(run);
    l.declared = &l.of_nodes;
    cp_xml_walk(l.reader, &l.draft, begin_element, end_element, &l);
    xmlFreeTextReader(l.reader);
    return cp_draft_finish(&l.draft, graph);
}
