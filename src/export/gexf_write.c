// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// GEXF 1.3 for Gephi: kinds of edges, place, size and colour as viz, and time. Gephi's timeline plays what has a beginning
// and an end, so everything has both as soon as anything has a date. A node begins on its own date, or with the first dated
// thing that it has to do with; an edge on its own date, or when both its nodes are there; what nothing dates begins with the graph. All
// last until the day after the last date: that a measure ended is known, but not when. A date of which only the year or
// month is known begins on its first day; the column `date` keeps it as it is.
//
// Attributes are columns numbered behind ours. What is said of the whole graph has no place in a GEXF.
//
// Every edge is directed and a column says which are symmetric: networkx reads no file that has both.
#include "columns.h"
#include "writers.h"

#include <math.h>

enum { NEVER = INT32_MAX };

struct times {
    int32_t *nodes, *edges; // days since 1970; NEVER: not known
    int32_t first, last;
    bool known;
};

// What GEXF has a place of its own for.
static bool is_own_node_column(int key)
{
    return key != NODE_LABEL && (key < NODE_XPOS || key > NODE_B);
}

static bool is_own_edge_column(int key)
{
    return key != EDGE_LABEL && key != EDGE_WEIGHT;
}

// ---------------------------------------------------------------- time

static int32_t earlier(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t day_of(struct cp_date date)
{
    return date.year ? cp_date_days(date) : NEVER;
}

static void note_day(struct times *times, int32_t day)
{
    if (day == NEVER)
        return;
    times->first = times->known ? earlier(times->first, day) : day;
    times->last = times->known && times->last > day ? times->last : day;
    times->known = true;
}

// A node that has no date of its own begins with its first dated edge, or with the first dated node next to it.
static void date_nodes(const struct cp_graph *graph, struct times *times)
{
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *edge = &graph->edges[i];
        int32_t day = day_of(edge->date), from = day_of(graph->nodes[edge->from].date), to = day_of(graph->nodes[edge->to].date);
        if (from == NEVER)
            times->nodes[edge->from] = earlier(times->nodes[edge->from], earlier(day, to));
        if (to == NEVER)
            times->nodes[edge->to] = earlier(times->nodes[edge->to], earlier(day, from));
    }
    for (size_t i = 0; i < graph->node_count; i++)
        if (times->nodes[i] == NEVER)
            times->nodes[i] = times->first;
}

static void date_edges(const struct cp_graph *graph, struct times *times)
{
    for (size_t i = 0; i < graph->edge_count; i++) {
        int32_t from = times->nodes[graph->edges[i].from], to = times->nodes[graph->edges[i].to];
        times->edges[i] = day_of(graph->edges[i].date);
        if (times->edges[i] == NEVER)
            times->edges[i] = from > to ? from : to;
    }
}

static struct times find_times(struct cp_arena *run, const struct cp_graph *graph)
{
    struct times times = {CP_NEW_ARRAY(run, graph->node_count + 1, int32_t), CP_NEW_ARRAY(run, graph->edge_count + 1, int32_t), 0, 0, false};
    for (size_t i = 0; i < graph->node_count; i++)
        note_day(&times, times.nodes[i] = day_of(graph->nodes[i].date));
    for (size_t i = 0; i < graph->edge_count; i++)
        note_day(&times, day_of(graph->edges[i].date));
    if (times.known) {
        date_nodes(graph, &times);
        date_edges(graph, &times);
    }
    return times;
}

static void add_day(struct cp_buf *out, const char *name, int32_t day)
{
    struct cp_date date = cp_date_from_days(day);
    cp_buf_add_format(out, " %s=\"%04d-%02d-%02d\"", name, date.year, date.month, date.day);
}

static void add_time(struct cp_buf *out, const struct times *times, int32_t begin)
{
    if (!times->known)
        return;
    add_day(out, "start", begin);
    add_day(out, "end", times->last + 1);
}

// ---------------------------------------------------------------- columns

struct columns { // which there are
    bool nodes[NODE_KEY_COUNT], edges[EDGE_KEY_COUNT];
    struct cp_more_columns of_nodes, of_edges;
};

static const char *type_of(const struct graphml_key *key)
{
    return key->type[0] == 'i' ? "integer" : key->type;
}

static void add_column(struct cp_buf *out, int number, const struct graphml_key *key)
{
    cp_buf_add_format(out, "      <attribute id=\"%d\" title=\"%s\" type=\"%s\"/>\n", number, key->name, type_of(key));
}

static void add_more_columns(struct cp_buf *out, int first, struct cp_more_columns more)
{
    for (size_t i = 0; i < more.count; i++) {
        cp_buf_add_format(out, "      <attribute id=\"%zu\" title=\"", (size_t)first + i);
        cp_text_add_xml(out, more.items[i].name);
        cp_buf_add_format(out, "\" type=\"%s\"/>\n", cp_more_type(more.items[i].type));
    }
}

// The dates are declared even if there are none, so that nobody takes a beginning in time for one.
static void add_columns(struct cp_buf *out, const struct cp_graph *graph, struct columns *columns)
{
    bool *node_columns = columns->nodes, *edge_columns = columns->edges;
    cp_buf_add(out, CP_STR("    <attributes class=\"node\" mode=\"static\">\n"));
    for (int i = 0; i < NODE_KEY_COUNT; i++)
        if ((node_columns[i] = is_own_node_column(i) && (i == NODE_DATE || cp_column_in_nodes(graph, (enum node_key)i))))
            add_column(out, i, &cp_graphml_node_keys[i]);
    add_more_columns(out, NODE_KEY_COUNT, columns->of_nodes);
    cp_buf_add(out, CP_STR("    </attributes>\n    <attributes class=\"edge\" mode=\"static\">\n"));
    for (int i = 0; i < EDGE_KEY_COUNT; i++)
        if ((edge_columns[i] = is_own_edge_column(i) && (i == EDGE_DATE || cp_column_in_edges(graph, (enum edge_key)i))))
            add_column(out, i, &cp_graphml_edge_keys[i]);
    add_more_columns(out, EDGE_KEY_COUNT, columns->of_edges);
    cp_buf_add(out, CP_STR("    </attributes>\n"));
}

static void add_value(struct cp_buf *out, int number, const struct cp_buf *text)
{
    out->failed |= text->failed;
    if (!text->len)
        return;
    cp_buf_add(out, CP_STR("          <attvalue for=\""));
    cp_buf_add_number(out, (uint64_t)number);
    cp_buf_add(out, CP_STR("\" value=\""));
    cp_text_add_xml(out, cp_buf_str(text));
    cp_buf_add(out, CP_STR("\"/>\n"));
}

static void add_attributes(struct cp_buf *out, int first, struct cp_attributes attributes, struct cp_more_columns more)
{
    for (size_t i = 0, column = 0; i < attributes.count; i++) {
        while (!cp_str_equal(more.items[column].name, attributes.items[i].name))
            column++;
        cp_buf_add_format(out, "          <attvalue for=\"%zu\" value=\"", (size_t)first + column);
        cp_text_add_xml(out, attributes.items[i].value);
        cp_buf_add(out, CP_STR("\"/>\n"));
    }
}

// ---------------------------------------------------------------- nodes and edges

static void add_viz(struct cp_buf *out, const struct cp_graph_node *node)
{
    if (node->coloured)
        cp_buf_add_format(out, "        <viz:color r=\"%d\" g=\"%d\" b=\"%d\"/>\n", node->red, node->green, node->blue);
    if (isfinite(node->x) && isfinite(node->y)) {
        cp_buf_add(out, CP_STR("        <viz:position x=\""));
        cp_buf_add_double(out, node->x);
        cp_buf_add(out, CP_STR("\" y=\""));
        cp_buf_add_double(out, node->y);
        cp_buf_add(out, CP_STR("\" z=\"0.0\"/>\n"));
    }
    if (isfinite(node->size)) {
        cp_buf_add(out, CP_STR("        <viz:size value=\""));
        cp_buf_add_double(out, node->size);
        cp_buf_add(out, CP_STR("\"/>\n"));
    }
}

static void add_node(struct cp_buf *out, struct cp_buf *text, const struct cp_graph_node *node, const struct columns *columns)
{
    cp_buf_add(out, CP_STR("        <attvalues>\n"));
    for (int i = 0; i < NODE_KEY_COUNT; i++) {
        cp_buf_clear(text);
        if (columns->nodes[i])
            cp_column_of_node(text, node, (enum node_key)i);
        add_value(out, i, text);
    }
    add_attributes(out, NODE_KEY_COUNT, node->attributes, columns->of_nodes);
    cp_buf_add(out, CP_STR("        </attvalues>\n"));
    add_viz(out, node);
    cp_buf_add(out, CP_STR("      </node>\n"));
}

static void add_node_head(struct cp_buf *out, const struct cp_graph_node *node)
{
    cp_buf_add(out, CP_STR("      <node id=\""));
    cp_text_add_xml(out, node->id);
    cp_buf_add(out, CP_STR("\" label=\""));
    cp_text_add_xml(out, node->label);
    cp_buf_add_char(out, '"');
}

static void add_edge_head(struct cp_buf *out, const struct cp_graph *graph, size_t number)
{
    const struct cp_graph_edge *edge = &graph->edges[number];
    cp_buf_add_format(out, "      <edge id=\"e%zu\" source=\"", number);
    cp_text_add_xml(out, graph->nodes[edge->from].id);
    cp_buf_add(out, CP_STR("\" target=\""));
    cp_text_add_xml(out, graph->nodes[edge->to].id);
    if (cp_column_relation(edge).len) {
        cp_buf_add(out, CP_STR("\" kind=\""));
        cp_text_add_xml(out, cp_column_relation(edge));
        cp_buf_add(out, CP_STR("\" label=\""));
        cp_text_add_xml(out, cp_column_words(edge));
    }
    cp_buf_add(out, CP_STR("\" weight=\""));
    cp_column_of_edge(out, edge, EDGE_WEIGHT);
    cp_buf_add_char(out, '"');
}

static void add_edge(struct cp_buf *out, struct cp_buf *text, const struct cp_graph_edge *edge, const struct columns *columns)
{
    cp_buf_add(out, CP_STR("        <attvalues>\n"));
    for (int i = 0; i < EDGE_KEY_COUNT; i++) {
        cp_buf_clear(text);
        if (columns->edges[i])
            cp_column_of_edge(text, edge, (enum edge_key)i);
        add_value(out, i, text);
    }
    add_attributes(out, EDGE_KEY_COUNT, edge->attributes, columns->of_edges);
    cp_buf_add(out, CP_STR("        </attvalues>\n      </edge>\n"));
}

// ---------------------------------------------------------------- the file

// The format knows no columns of the graph itself, only this text, which Gephi shows.
static void add_description(struct cp_buf *out, struct cp_attributes attributes)
{
    struct cp_buf members = {0};
    if (!attributes.count)
        return;
    cp_buf_add_char(&members, '{');
    cp_json_add_attributes(&members, attributes, false);
    cp_buf_add_char(&members, '}');
    cp_buf_add(out, CP_STR("    <description>"));
    cp_text_add_xml(out, cp_buf_str(&members));
    cp_buf_add(out, CP_STR("</description>\n"));
    out->failed |= members.failed;
    cp_buf_release(&members);
}

static void add_head(struct cp_buf *out, const struct times *times, struct cp_attributes attributes)
{
    cp_buf_add(out, CP_STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\"\n"
                           "      xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
                           "      xsi:schemaLocation=\"http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd\" version=\"1.3\">\n"
                           "  <meta>\n    <creator>chokepoint</creator>\n"));
    add_description(out, attributes);
    cp_buf_add(out, CP_STR("  </meta>\n  <graph defaultedgetype=\"directed\""));
    cp_buf_add(out, times->known ? CP_STR(" mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\"")
                                 : CP_STR(" mode=\"static\""));
    add_time(out, times, times->first);
    cp_buf_add(out, CP_STR(">\n"));
}

void cp_write_gexf(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file)
{
    struct cp_buf out = {0}, text = {0};
    struct cp_arena *run = cp_arena_new();
    (void)options;
    if (!run) {
        cp_file_fail(file);
        return;
    }
    struct times times = find_times(run, graph);
    add_head(&out, &times, graph->attributes);
    struct columns columns = {.of_nodes = cp_more_of_nodes(run, graph), .of_edges = cp_more_of_edges(run, graph)};
    add_columns(&out, graph, &columns);
    cp_buf_add(&out, CP_STR("    <nodes>\n"));
    for (size_t i = 0; i < graph->node_count; i++) {
        add_node_head(&out, &graph->nodes[i]);
        add_time(&out, &times, times.nodes[i]);
        cp_buf_add(&out, CP_STR(">\n"));
        add_node(&out, &text, &graph->nodes[i], &columns);
        cp_text_flush(&out, file, CP_FLUSH_AT);
    }
    cp_buf_add(&out, CP_STR("    </nodes>\n    <edges>\n"));
    for (size_t i = 0; i < graph->edge_count; i++) {
        add_edge_head(&out, graph, i);
        add_time(&out, &times, times.edges[i]);
        cp_buf_add(&out, CP_STR(">\n"));
        add_edge(&out, &text, &graph->edges[i], &columns);
        cp_text_flush(&out, file, CP_FLUSH_AT);
    }
    cp_buf_add(&out, CP_STR("    </edges>\n  </graph>\n</gexf>\n"));
    cp_text_flush(&out, file, 0);
    cp_arena_free(run);
    cp_buf_release(&text);
    cp_buf_release(&out);
}
