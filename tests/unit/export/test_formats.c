// SPDX-License-Identifier: GPL-3.0-or-later
//
// The other formats: a graph that is written in one, read, and written as GraphML gives the same bytes as the GraphML of the graph, where the
// format can hold all of it; files of other programs; and what is broken is named with its line.
#include "chokepoint/analyze.h"
#include "chokepoint/export.h"

#include "../graph/graph_fixture.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static void check_true(bool good, const char *what)
{
    CU_assertImplementation(good, 0, what, "tests/unit/export/test_formats.c", "", CU_FALSE);
}

static const char *path_of(struct cp_arena *run, const char *tail)
{
    return cp_str_format(run, "/tmp/chokepoint-formats-%ld%s", (long)getpid(), tail).ptr;
}

static void put(const char *path, const char *bytes)
{
    FILE *file = fopen(path, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs(bytes, file);
    fclose(file);
}

// The graph through one format; NULL if it cannot be read back. `tail` of the file to read.
static struct cp_graph *through(struct cp_arena *run, const struct cp_graph *graph, const char *format, const char *tail, struct cp_error *err)
{
    struct cp_export_options options = {0};
    struct cp_graph *read = NULL;
    bool tables = strcmp(format, "csv") == 0;
    CU_ASSERT_EQUAL(cp_graph_write(graph, cp_writer_for(cp_str_from(format)), &options, path_of(run, tables ? ".csv" : tail), err), CP_OK);
    enum cp_status status = cp_graph_read(run, path_of(run, tail), &read, err);
    unlink(path_of(run, tail));
    if (tables) {
        unlink(path_of(run, ".nodes.csv"));
        unlink(path_of(run, ".edges.csv"));
        unlink(path_of(run, ".graph.csv"));
    }
    return status == CP_OK ? read : NULL;
}

static void check_same_through(struct cp_arena *run, const struct cp_graph *graph, const char *what)
{
    static const char *const rows[][2] = {{"gexf", ".gexf"}, {"csv", ".nodes.csv"}, {"csv", ".edges.csv"}, {"json", ".json"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cp_error err = {0};
        struct cp_graph *read = through(run, graph, rows[i][0], rows[i][1], &err);
        check_true(read != NULL, cp_str_format(run, "%s %s: %s %s", what, rows[i][1], err.where, err.message).ptr);
        if (read)
            check_true(cp_str_equal(fixture_graphml(run, graph, false), fixture_graphml(run, read, false)),
                       cp_str_format(run, "%s through %s", what, rows[i][1]).ptr);
    }
}

static struct cp_graph *small_graph(struct cp_arena *run)
{
    static const struct telling rows[] = {
        {.document = "a", .state = "CN", .type = "market_ban", .date = "2023-05-21", .label = "ban", .target = "micron", .sentences = 3},
        {.document = "b", .state = "CN", .type = "market_ban", .date = "2023-05-21", .label = "ban", .target = "micron"},
        {.document = "c", .state = "US", .type = "tariff", .status = "planned", .date = "2024", .label = "tariff", .hypothetical = true},
        {.document = "d", .type = "other", .label = "alone"},
    };
    struct cp_graph *graph = fixture_graph(run, rows, COUNT(rows));
    struct cp_analyze_options options = {.seed = 1};
    struct cp_summary summary;
    CU_ASSERT_EQUAL(cp_analyze(run, graph, &options, &summary, NULL), CP_OK);
    CU_ASSERT_EQUAL(cp_layout(run, graph, &options, NULL), CP_OK);
    cp_attributes_set(run, &graph->nodes[0].attributes, "wikidata", CP_STR("Q148"));
    cp_attributes_set(run, &graph->nodes[0].attributes, "two words", CP_STR("a | b"));
    cp_attributes_set_number(run, &graph->nodes[1].attributes, "founded", 1978);
    cp_attributes_set_number(run, &graph->nodes[0].attributes, "share", 0.125);
    cp_attributes_set_truth(run, &graph->edges[0].attributes, "checked", true);
    cp_attributes_set_number(run, &graph->edges[1].attributes, "tonnes", -2.5e-7);
    cp_attributes_set(run, &graph->attributes, "description", CP_STR("of one week,\nby hand"));
    cp_attributes_set(run, &graph->attributes, "edition", CP_STR("2"));
    cp_attributes_set_number(run, &graph->attributes, "reciprocity", 0.25);
    cp_attributes_set_number(run, &graph->attributes, "weeks", 1);
    cp_attributes_set_truth(run, &graph->attributes, "final", false);
    return graph;
}

static void check_round_trips(void)
{
    struct cp_arena *run = cp_arena_new();
    check_same_through(run, small_graph(run), "a graph");
    cp_arena_free(run);
}

// Strings that mean something in one of the formats, wherever a string can stand.
static void check_hostile(void)
{
    static const char *const rows[] = {
        "=HYPERLINK(\"http://example.org\")", "+1", "-1", "@SUM(A1)", "'=1", "''+1", "'tis", "\xEF\xBC\x9D" "1", " =1", "a,b;c", "\"q\"", "\"", "a\\u0027b",
        "\\", "a\\", "<script>&amp;", "]]>", "{}[]", "# //", "\xE5\x8D\x8A\xE5\xAF\xBC\xE4\xBD\x93",
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_graph *graph = small_graph(run);
        struct cp_str s = cp_str_from(rows[i]);
        graph->nodes[0].id = graph->nodes[0].label = s;
        graph->nodes[1].country = s;
        graph->nodes[1].aliases = &s;
        graph->nodes[1].alias_count = 1;
        graph->edges[0].relation = CP_RELATION_COUNT;
        graph->edges[0].relation_name = s;
        struct cp_evidence evidence = {.words = s, .before = s, .after = s, .rule = s, .document = s};
        graph->edges[0].evidence = &evidence;
        graph->edges[0].evidence_count = 1;
        cp_attributes_set(run, &graph->nodes[0].attributes, rows[i], CP_STR("a value of such a name"));
        cp_attributes_set(run, &graph->nodes[1].attributes, "value", s);
        cp_attributes_set(run, &graph->edges[0].attributes, "value", s);
        cp_attributes_set(run, &graph->attributes, rows[i], CP_STR("a value of such a name"));
        cp_attributes_set(run, &graph->attributes, "value", s);
        check_same_through(run, graph, rows[i]);
        cp_arena_free(run);
    }
}

static void check_no_cell_is_a_formula(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = small_graph(run);
    struct cp_export_options options = {0};
    struct cp_str table;
    graph->nodes[0].label = CP_STR("=1+1");
    CU_ASSERT_EQUAL(cp_graph_write(graph, cp_writer_for(CP_STR("csv")), &options, path_of(run, ".csv"), NULL), CP_OK);
    CU_ASSERT_EQUAL(cp_file_read(run, path_of(run, ".nodes.csv"), 1 << 20, &table, NULL), CP_OK);
    CU_ASSERT(cp_str_find(table, CP_STR(",=1+1"), 0) == SIZE_MAX);
    CU_ASSERT(cp_str_find(table, CP_STR(",'=1+1"), 0) != SIZE_MAX);
    unlink(path_of(run, ".nodes.csv"));
    unlink(path_of(run, ".edges.csv"));
    cp_arena_free(run);
}

// FollowTheMoney has no place for weights and metrics: names, kinds, dates and relations come back.
static void check_follow_the_money(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = small_graph(run), *read = through(run, graph, "ftm", ".ftm", NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(read);
    CU_ASSERT_EQUAL_FATAL(read->node_count, graph->node_count);
    CU_ASSERT_EQUAL_FATAL(read->edge_count, graph->edge_count);
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct cp_graph_node *a = &graph->nodes[i], *b = &read->nodes[i];
        check_true(cp_str_equal(a->id, b->id) && cp_str_equal(a->label, b->label) && a->kind == b->kind && a->type == b->type, a->id.ptr);
        check_true(a->status == b->status && cp_date_compare(a->date, b->date) == 0 && cp_str_equal(a->country, b->country), a->id.ptr);
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *a = &graph->edges[i], *b = &read->edges[i];
        check_true(a->from == b->from && a->to == b->to && a->relation == b->relation && a->hypothetical == b->hypothetical, "an edge");
        check_true(cp_date_compare(a->date, b->date) == 0 && cp_str_equal(a->evidence[0].words, b->evidence[0].words), "its date and words");
    }
    cp_arena_free(run);
}

// ---------------------------------------------------------------- others'

static const struct {
    const char *what, *bytes;
    size_t nodes, edges; // 0, 0: refused
    const char *message;
    unsigned line;
} foreign[] = {
    {"GEXF 1.2, undirected", "<gexf xmlns='http://www.gexf.net/1.2draft' version='1.2'><graph><nodes><node id='0' label='Hello'/><node id='1'/></nodes>"
     "<edges><edge id='0' source='0' target='1'/></edges></graph></gexf>", 2, 1, NULL, 0},
    {"GEXF, nodes in nodes", "<gexf><graph><nodes><node id='a'><attvalues/><nodes><node id='b'/></nodes></node></nodes><edges/></graph></gexf>", 2, 0, NULL, 0},
    {"GEXF, an unknown end", "<gexf><graph><nodes><node id='a'/></nodes>\n<edges>\n<edge source='a' target='x'/></edges></graph></gexf>", 0, 0, "names the node \"x\"", 3},
    {"GEXF, cut off", "<gexf><graph><nodes>\n<node id='a'/>", 0, 0, "broken XML", 2},
    {"GEXF, ends crossed", "<gexf><graph><nodes>\n<node id='a'></nodes></graph></gexf>", 0, 0, "that is not the one that was begun last", 2},
    {"GEXF, a bare &", "<gexf><graph><nodes>\n<node id='a' label='Q&A;'/></nodes></graph></gexf>", 0, 0, "\"&amp;\"", 2},
    {"GEXF, no UTF-8", "<gexf><graph><nodes>\n<node id='\xFF'/></nodes></graph></gexf>", 0, 0, "no UTF-8", 2},
    {"GEXF, twice", "<gexf><graph><nodes><node id='a'/>\n<node id='a'/></nodes></graph></gexf>", 0, 0, "two nodes have the id a", 2},
    {"edge table", "source,target,weight\na,b,2\nb,c,1\n", 3, 2, NULL, 0},
    {"edge table with ;", "\xEF\xBB\xBFSource;Target;Type\r\na;b;Undirected\r\n", 2, 1, NULL, 0},
    {"edge table with tabs", "from\tto\na\tb\n", 2, 1, NULL, 0},
    {"edge table, no target", "source,target\na,b\nc,\n", 0, 0, "no target", 3},
    {"edge table, short row", "source,target\na,b\nc\n", 0, 0, "1 field", 3},
    {"node table", "Id,Label\n1,one\n2,two\n", 2, 0, NULL, 0},
    {"node table, twice", "Id,Label\n1,one\n1,two\n", 0, 0, "two nodes have the id 1", 3},
    {"d3", "{\"nodes\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"links\":[{\"source\":\"a\",\"target\":\"b\",\"value\":1}]}", 2, 1, NULL, 0},
    {"d3 by place", "{\"nodes\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"links\":[{\"source\":0,\"target\":1}]}", 2, 1, NULL, 0},
    {"networkx 3.6", "{\"directed\":false,\"multigraph\":false,\"graph\":{},\"nodes\":[{\"id\":1},{\"id\":2}],\"edges\":[{\"source\":1,\"target\":2}]}", 2, 1, NULL, 0},
    {"FollowTheMoney", "{\"id\":\"c\",\"schema\":\"Company\",\"properties\":{\"name\":[\"C\"],\"jurisdiction\":[\"ch\"]}}\n"
     "{\"id\":\"o\",\"schema\":\"Ownership\",\"properties\":{\"owner\":[\"p\"],\"asset\":[\"c\"],\"percentage\":[\"51\"]}}\n", 2, 1, NULL, 0},
    {"FollowTheMoney, broken", "{\"id\":\"c\",\"schema\":\"Company\",\"properties\":{}}\n{\"id\":", 0, 0, "broken JSON", 2},
    {"text", "A source and a target were named.\n", 0, 0, "is no graph", 0},
};

static void check_foreign(void)
{
    for (size_t i = 0; i < COUNT(foreign); i++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_error err = {0};
        struct cp_graph *graph = NULL;
        const char *path = path_of(run, ".any");
        put(path, foreign[i].bytes);
        enum cp_status status = cp_graph_read(run, path, &graph, &err);
        unlink(path);
        const char *what = cp_str_format(run, "%s: %s %s", foreign[i].what, err.where, err.message).ptr;
        check_true((status == CP_OK) == (foreign[i].nodes > 0), what);
        if (status == CP_OK && foreign[i].nodes)
            check_true(graph->node_count == foreign[i].nodes && graph->edge_count == foreign[i].edges, what);
        if (foreign[i].message)
            check_true(strstr(err.message, foreign[i].message) != NULL, what);
        if (foreign[i].line)
            check_true(cp_str_ends(cp_str_from(err.where), cp_str_format(run, ":%u", foreign[i].line)), what);
        cp_arena_free(run);
    }
}

// libxml2 reads no attribute of more than 10 MB.
static void check_long_name(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_error err = {0};
    struct cp_graph *graph = NULL;
    char *name = cp_alloc(run, 11000001);
    memset(name, 'x', 11000000);
    put(path_of(run, ".any"), cp_str_format(run, "<gexf><graph><nodes><node id='%s'/></nodes></graph></gexf>", name).ptr);
    CU_ASSERT_EQUAL(cp_graph_read(run, path_of(run, ".any"), &graph, &err), CP_EFORMAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "too long"));
    unlink(path_of(run, ".any"));
    cp_arena_free(run);
}

// ---------------------------------------------------------------- nothing is lost

static struct cp_graph *read_bytes(struct cp_arena *run, const char *bytes)
{
    struct cp_graph *graph = NULL;
    struct cp_error err = {0};
    put(path_of(run, ".any"), bytes);
    check_true(cp_graph_read(run, path_of(run, ".any"), &graph, &err) == CP_OK, cp_str_format(run, "%s: %s", err.where, err.message).ptr);
    unlink(path_of(run, ".any"));
    return graph;
}

#define GRAPHML_HEAD "<graphml xmlns='http://graphml.graphdrawing.org/xmlns'>"
#define YED_NODE(id, x, name, colour) "<node id='" id "'><data key='d0'><![CDATA[https://example.org]]></data><data key='d6'><y:ShapeNode>" \
    "<y:Geometry height='30.0' width='40.0' x='" x "' y='10.0'/><y:Fill color='" colour "'/><y:NodeLabel>" name "</y:NodeLabel>"            \
    "<y:Shape type='ellipse'/></y:ShapeNode></data></node>"

// A graph of two nodes and an edge as other programs write it; what the first node, the second and the edge must say.
static const struct {
    const char *what, *bytes, *first, *second, *edge;
} told[] = {
    {"networkx, GraphML",
     GRAPHML_HEAD "<key id='d3' for='edge' attr.name='weight' attr.type='long'/><key id='d2' for='edge' attr.name='since' attr.type='string'/>"
     "<key id='d1' for='node' attr.name='staff' attr.type='long'/><key id='d0' for='node' attr.name='listed' attr.type='boolean'/>"
     "<graph edgedefault='directed'><node id='a'><data key='d0'>True</data><data key='d1'>12</data></node><node id='b'/>"
     "<edge source='a' target='b' id='0'><data key='d2'>spring</data><data key='d3'>3</data></edge></graph></graphml>",
     "listed=true staff=12", "", "since=spring"},
    {"Gephi, one key id for nodes and edges, and defaults",
     GRAPHML_HEAD "<key id='sector' for='node' attr.name='Sector' attr.type='string'><default>none</default></key>"
     "<key id='sector' for='edge' attr.name='Sector' attr.type='string'/><key id='size' for='node' attr.name='size' attr.type='float'/>"
     "<key id='all' for='all' attr.name='note' attr.type='string'/>"
     "<graph edgedefault='directed'><node id='a'><data key='sector'>chips</data><data key='size'>4.0</data></node><node id='b'/>"
     "<edge id='7' source='a' target='b'><data key='sector'>trade</data><data key='all'>here</data></edge></graph></graphml>",
     "Sector=chips", "Sector=none", "Sector=trade note=here"},
    {"yEd",
     "<graphml xmlns='http://graphml.graphdrawing.org/xmlns' xmlns:y='http://www.yworks.com/xml/graphml'>"
     "<key attr.name='url' attr.type='string' for='node' id='d0'/><key for='node' id='d6' yfiles.type='nodegraphics'/>"
     "<key attr.name='url' attr.type='string' for='edge' id='d8'/><key for='edge' id='d10' yfiles.type='edgegraphics'/>"
     "<graph edgedefault='directed' id='G'>" YED_NODE("n0", "0.0", "Ada", "#FF9900") YED_NODE("n1", "100.0", "Bob", "#FF9900")
     "<edge id='e0' source='n0' target='n1'><data key='d8'/><data key='d10'><y:PolyLineEdge><y:Arrows source='none' target='standard'/>"
     "<y:EdgeLabel>sells to<y:LabelModel/></y:EdgeLabel></y:PolyLineEdge></data></edge></graph></graphml>",
     "shape=ellipse url=https://example.org", "shape=ellipse url=https://example.org", ""},
    {"GEXF with time, and what is drawn",
     "<gexf xmlns='http://gexf.net/1.3' xmlns:viz='http://gexf.net/1.3/viz'><graph defaultedgetype='directed' mode='dynamic'>"
     "<attributes class='node' mode='dynamic'><attribute id='0' title='price' type='double'/><attribute id='1' title='tier' type='integer'><default>2</default>"
     "</attribute></attributes><attributes class='edge'><attribute id='0' title='price' type='string'/></attributes>"
     "<nodes><node id='a' label='A' start='2020-01-01' end='2021-06-30'><attvalues><attvalue for='0' value='1.5' start='2020' end='2021'/>"
     "<attvalue for='0' value='2' start='2021' end='2022'/></attvalues><viz:shape value='disc'/></node><node id='b' label='B' pid='a'/></nodes>"
     "<edges><edge id='e1' source='a' target='b'><attvalues><attvalue for='0' value='high'/></attvalues><viz:thickness value='3'/></edge></edges>"
     "</graph></gexf>",
     "end=2021-06-30 price=1.5 (2020 to 2021) | 2 (2021 to 2022) shape=disc tier=2", "parent=a tier=2", "price=high thickness=3"},
    {"networkx, node-link",
     "{\"directed\":true,\"multigraph\":true,\"graph\":{\"made\":\"by hand\"},\"nodes\":[{\"id\":1,\"tags\":[\"x\",\"y\"],\"status\":\"open\","
     "\"type\":\"company\",\"more\":{\"b\":1,\"a\":null}},{\"id\":2,\"community\":\"north\",\"code\":\"007\"}],"
     "\"edges\":[{\"source\":1,\"target\":2,\"key\":\"k\",\"weight\":0,\"confidence\":85,\"end\":\"2019\"}]}",
     "more={\"a\":null,\"b\":1} status_as_read=open tags=x | y", "code=007 community_as_read=north",
     "confidence_as_read=85 edge_id=k end_as_read=2019 weight_as_read=0"},
    {"an edge table with a type that is no direction",
     "source,target,type,label,volume\na,b,supplies,sells lenses to,1e3\n", "", "", "label_as_read=sells lenses to volume=1000"},
    {"FollowTheMoney",
     "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Ada\",\"A. L.\"],\"country\":[\"gb\",\"fr\"],\"wikidataId\":[\"Q7259\"]}}\n"
     "{\"id\":\"b\",\"schema\":\"LegalEntity\",\"properties\":{\"name\":[\"B\"],\"keywords\":[\"mill\"],\"registrationNumber\":[\"12\",\"13\"]}}\n"
     "{\"id\":\"o\",\"schema\":\"Ownership\",\"properties\":{\"owner\":[\"a\"],\"asset\":[\"b\"],\"percentage\":[\"51\"],\"startDate\":[\"1843\"],"
     "\"endDate\":[\"1852\"],\"role\":[\"founder\"]}}\n",
     "country_as_read=gb | fr wikidataId=Q7259", "keywords=mill registrationNumber=12 | 13 schema=LegalEntity",
     "edge_id=o endDate=1852 percentage=51 role=founder"},
};

// A table does not say of what type its columns are, so here the words are compared and not the bytes.
static void check_same_attributes(struct cp_arena *run, const struct cp_graph *graph, const char *what)
{
    static const char *const formats[][2] = {{"graphml", ".graphml"}, {"gexf", ".gexf"}, {"csv", ".edges.csv"}, {"json", ".json"}};
    for (size_t i = 0; i < COUNT(formats); i++) {
        struct cp_graph *read = through(run, graph, formats[i][0], formats[i][1], NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(read);
        for (size_t k = 0; k < graph->node_count; k++)
            check_true(cp_str_equal(fixture_attributes(run, graph->nodes[k].attributes), fixture_attributes(run, read->nodes[k].attributes)), what);
        for (size_t k = 0; k < graph->edge_count; k++)
            check_true(cp_str_equal(fixture_attributes(run, graph->edges[k].attributes), fixture_attributes(run, read->edges[k].attributes)), what);
        check_true(cp_str_equal(fixture_attributes(run, graph->attributes), fixture_attributes(run, read->attributes)), what);
    }
}

static void check_nothing_is_lost(void)
{
    for (size_t i = 0; i < COUNT(told); i++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_graph *graph = read_bytes(run, told[i].bytes);
        CU_ASSERT_PTR_NOT_NULL_FATAL(graph);
        check_true(graph->node_count == 2 && graph->edge_count == 1, told[i].what);
        struct cp_str said[3] = {fixture_attributes(run, graph->nodes[0].attributes), fixture_attributes(run, graph->nodes[1].attributes),
                                 fixture_attributes(run, graph->edges[0].attributes)};
        const char *expected[3] = {told[i].first, told[i].second, told[i].edge};
        for (int k = 0; k < 3; k++)
            check_true(cp_str_equal(said[k], cp_str_from(expected[k])),
                       cp_str_format(run, "%s: \"%s\", not \"%s\"", told[i].what, said[k].ptr, expected[k]).ptr);
        check_same_attributes(run, graph, told[i].what);
        cp_arena_free(run);
    }
}

static void check_graph_attributes(void)
{
    static const char *const formats[][2] = {{"graphml", ".graphml"}, {"json", ".json"}, {"gexf", ".gexf"}, {"csv", ".edges.csv"}};
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = read_bytes(run, told[4].bytes);
    CU_ASSERT_PTR_NOT_NULL_FATAL(graph);
    struct cp_attributes attributes = graph->attributes;
    for (size_t i = 0; i < COUNT(formats); i++) {
        struct cp_graph *read = through(run, graph, formats[i][0], formats[i][1], NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(read);
        CU_ASSERT(cp_str_equal(fixture_attributes(run, read->attributes), CP_STR("made=by hand")));
        graph->attributes = (struct cp_attributes){NULL, 0}; // what the last one said does not stay behind
        read = through(run, graph, formats[i][0], formats[i][1], NULL);
        CU_ASSERT(read && read->attributes.count == 0);
        graph->attributes = attributes;
    }
    cp_arena_free(run);
}

static void check_yed_drawing(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = read_bytes(run, told[2].bytes);
    const struct cp_graph_node *node = &graph->nodes[1];
    CU_ASSERT(cp_str_equal(node->label, CP_STR("Bob")));
    CU_ASSERT(node->x == 120 && node->y == -25 && node->size == 40);
    CU_ASSERT(node->coloured && node->red == 0xFF && node->green == 0x99 && node->blue == 0);
    CU_ASSERT(cp_str_equal(graph->edges[0].relation_name, CP_STR("sells to")) && !graph->edges[0].symmetric);
    cp_arena_free(run);
}

static void check_directions(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = NULL;
    put(path_of(run, ".any"), foreign[0].bytes);
    CU_ASSERT_EQUAL_FATAL(cp_graph_read(run, path_of(run, ".any"), &graph, NULL), CP_OK);
    CU_ASSERT(graph->edges[0].symmetric);
    CU_ASSERT(cp_str_equal(graph->nodes[0].label, CP_STR("Hello")));
    put(path_of(run, ".any"), "source,target\na,b\n");
    CU_ASSERT_EQUAL_FATAL(cp_graph_read(run, path_of(run, ".any"), &graph, NULL), CP_OK);
    CU_ASSERT(!graph->edges[0].symmetric);
    unlink(path_of(run, ".any"));
    cp_arena_free(run);
}

void cp_test_export_formats(void)
{
    CU_pSuite suite = CU_add_suite("export: other formats", NULL, NULL);
    CU_add_test(suite, "GEXF, tables and JSON hold all that GraphML holds", check_round_trips);
    CU_add_test(suite, "strings that mean something in a format come through it", check_hostile);
    CU_add_test(suite, "no cell of a table is a formula", check_no_cell_is_a_formula);
    CU_add_test(suite, "FollowTheMoney holds names, kinds, dates and relations", check_follow_the_money);
    CU_add_test(suite, "others' files are read, or refused with their line", check_foreign);
    CU_add_test(suite, "a name that is too long is called so", check_long_name);
    CU_add_test(suite, "what other programs say of nodes and edges is kept, and comes through each format", check_nothing_is_lost);
    CU_add_test(suite, "what is said of the whole graph is kept", check_graph_attributes);
    CU_add_test(suite, "yEd's drawing gives names, places, sizes and colours", check_yed_drawing);
    CU_add_test(suite, "edges have the direction that the file gives them", check_directions);
}
