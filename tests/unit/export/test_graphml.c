// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ours: what is written, read and written again is the same bytes, whatever is in the strings. Others': a graph, or an error that says
// where, and never a crash.
#include "chokepoint/analyze.h"
#include "chokepoint/export.h"

#include "../graph/graph_fixture.h"

#include <CUnit/CUnit.h>
#include <libxml/parser.h>
#include <math.h>
#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static void check_true(bool good, const char *what)
{
    CU_assertImplementation(good, 0, what, "tests/unit/export/test_graphml.c", "", CU_FALSE);
}

// ---------------------------------------------------------------- ours

static void check_same_again(struct cp_arena *run, const struct cp_graph *graph, const char *what)
{
    for (int strict = 0; strict <= 1; strict++) {
        struct cp_error err = {0};
        struct cp_str once = fixture_graphml(run, graph, strict);
        struct cp_graph *read = fixture_read(run, once, &err);
        check_true(read != NULL, cp_str_format(run, "%s: %s %s", what, err.where, err.message).ptr);
        if (read)
            check_true(cp_str_equal(once, fixture_graphml(run, read, strict)), what);
    }
}

static struct cp_graph *draw(struct cp_arena *run, struct cp_graph *graph)
{
    struct cp_analyze_options options = {.seed = 1};
    struct cp_summary summary;
    CU_ASSERT_EQUAL(cp_analyze(run, graph, &options, &summary, NULL), CP_OK);
    CU_ASSERT_EQUAL(cp_layout(run, graph, &options, NULL), CP_OK);
    return graph;
}

static void check_round_trip(void)
{
    static const struct telling rows[] = {
        {.document = "a", .state = "CN", .type = "market_ban", .date = "2023-05-21", .label = "ban", .target = "micron", .sentences = 3},
        {.document = "b", .state = "CN", .type = "market_ban", .date = "2023-05-21", .label = "ban", .target = "micron"},
        {.document = "c", .state = "US", .type = "tariff", .status = "planned", .date = "2024", .label = "tariff", .hypothetical = true},
        {.document = "d", .type = "other", .label = "alone"},
    };
    struct cp_arena *run = cp_arena_new();
    check_same_again(run, fixture_graph(run, NULL, 0), "no nodes");
    check_same_again(run, fixture_graph(run, rows, COUNT(rows)), "not analyzed");
    check_same_again(run, draw(run, fixture_graph(run, rows, COUNT(rows))), "analyzed"); // alone: its constraint is undefined
    cp_arena_free(run);
}

static const struct {
    const char *bytes;
    size_t len;
    const char *read; // NULL: as it was
} hostile[] = {
#define ROW(in, out) {in, sizeof(in) - 1, out}
    ROW("]]>", NULL),
    ROW("<a href='x'>&amp;&lt;</a>", NULL),
    ROW("\"quoted\" 'single' `back`", NULL),
    ROW("<!-- -- --><![CDATA[x]]><?pi?>", NULL),
    ROW("&#0;&bogus;%x;", NULL),
    ROW("INF", NULL),
    ROW("-INF NaN", NULL),
    ROW("INFINEON", NULL),
    ROW("半导体 🇨🇳 e\xCC\x81 \xE2\x80\xAE", NULL),
    ROW("a | b", NULL),
    ROW("a\tb\nc\rd", "a b c d"),
    ROW("a\x01" "b", "a\xEF\xBF\xBD" "b"),
    ROW("\x02\x1F\x7F", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"),
    ROW("a\0b", "a\xEF\xBF\xBD" "b"),
    ROW("\xC2\x85", "\xEF\xBF\xBD"),
    ROW("\xEF\xBF\xBE\xEF\xBF\xBF", "\xEF\xBF\xBD\xEF\xBF\xBD"),
    ROW("\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"), // a lone surrogate
    ROW("\xFF\xC3", "\xEF\xBF\xBD\xEF\xBF\xBD"),
    ROW("\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD"), // "/" in two bytes
#undef ROW
};

// Two nodes and an edge that carry the string wherever a string can stand.
static struct cp_graph *graph_with(struct cp_arena *run, struct cp_str s)
{
    struct cp_graph *graph = CP_NEW(run, struct cp_graph);
    struct cp_str *names = CP_NEW_ARRAY(run, 2, struct cp_str);
    struct cp_evidence *evidence = CP_NEW_ARRAY(run, 2, struct cp_evidence);
    names[0] = CP_STR("a name"), names[1] = s;
    evidence[0] = (struct cp_evidence){.words = s, .before = s, .after = s, .rule = s, .document = s, .begin = 1, .end = 2};
    evidence[1] = (struct cp_evidence){.words = s, .rule = s, .document = CP_STR("another"), .begin = 3, .end = 4};
    graph->nodes = CP_NEW_ARRAY(run, 2, struct cp_graph_node);
    graph->node_count = 2;
    graph->edges = CP_NEW_ARRAY(run, 1, struct cp_graph_edge);
    graph->edge_count = 1;
    for (size_t i = 0; i < 2; i++)
        graph->nodes[i] = (struct cp_graph_node){.id = i ? s : CP_STR("plain id"), .label = s, .kind = CP_KIND_COUNT, .kind_name = s,
            .aliases = names, .alias_count = 2, .type = CP_MEASURE_COUNT, .country = s, .sources = names, .source_count = 2,
            .x = NAN, .y = INFINITY, .size = -INFINITY, .metrics = {.computed = true, .pagerank = INFINITY, .hub = NAN}};
    graph->edges[0] = (struct cp_graph_edge){.from = 0, .to = 1, .relation = CP_RELATION_COUNT, .relation_name = s, .weight = 1,
                                             .confidence = 0.5, .evidence = evidence, .evidence_count = 2};
    return graph;
}

static void check_hostile(void)
{
    for (size_t i = 0; i < COUNT(hostile); i++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_str in = {hostile[i].bytes, hostile[i].len}, out = hostile[i].read ? cp_str_from(hostile[i].read) : in;
        const char *what = cp_str_format(run, "hostile string %zu", i).ptr;
        struct cp_graph *graph = graph_with(run, in);
        struct cp_str bytes = fixture_graphml(run, graph, false);
        xmlDocPtr xml = xmlReadMemory(bytes.ptr, (int)bytes.len, NULL, NULL, XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
        check_true(xml != NULL, what);
        xmlFreeDoc(xml);
        check_true(cp_utf8_valid(bytes), what);
        struct cp_graph *read = fixture_read(run, bytes, NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(read);
        check_true(cp_str_equal(read->nodes[1].id, out) && cp_str_equal(read->nodes[0].label, out), what);
        check_true(cp_str_equal(read->edges[0].evidence[0].words, out), what);
        check_true(read->edges[0].evidence_count == 2 && cp_str_equal(read->edges[0].evidence[1].words, out), what);
        check_same_again(run, graph, what);
        cp_arena_free(run);
    }
}

// ---------------------------------------------------------------- others'

#define HEAD "<graphml xmlns='http://graphml.graphdrawing.org/xmlns'>"
#define PAIR "<node id='a'/><node id='b'/>"
#define TAIL "</graph></graphml>"

static const struct {
    const char *what, *xml;
    size_t nodes, edges; // 0, 0: refused
    const char *message;
    unsigned line;
} foreign[] = {
    {"undirected", HEAD "<graph edgedefault='undirected'>" PAIR "<edge source='a' target='b'/>" TAIL, 2, 1, NULL, 0},
    {"edges before nodes", HEAD "<graph edgedefault='directed'><edge source='a' target='b'/>" PAIR TAIL, 2, 1, NULL, 0},
    {"no namespace", "<?xml version='1.0'?><graphml><graph>" PAIR TAIL, 2, 0, NULL, 0},
    {"another namespace's elements", HEAD "<graph><y:x xmlns:y='urn:y'><y:z/></y:x>" PAIR TAIL, 2, 0, NULL, 0},
    {"a document type", "<!DOCTYPE graphml SYSTEM 'graphml.dtd'>" HEAD "<graph>" PAIR TAIL, 2, 0, NULL, 0},
    {"parallel edges and a loop", HEAD "<graph>" PAIR "<edge source='a' target='b'/><edge source='a' target='b'/>"
     "<edge source='a' target='a'/>" TAIL, 2, 3, NULL, 0},
    {"a graph in a node", HEAD "<graph><node id='a'><graph id='g'><node id='b'/><node id='c'/><edge source='b' target='c'/></graph>"
     "</node><edge source='a' target='c'/>" TAIL, 3, 2, NULL, 0},
    {"ports", HEAD "<graph><node id='a'><port name='p'/></node><node id='b'/><edge source='a' target='b' sourceport='p'/>" TAIL, 2, 1, NULL, 0},
    {"a hyperedge", HEAD "<graph>" PAIR "\n<hyperedge><endpoint node='a'/><endpoint node='b'/></hyperedge>" TAIL, 0, 0, "hyperedge", 2},
    {"data without a key", HEAD "<graph><node id='a'><data key='nowhere'>x</data></node>" TAIL, 1, 0, NULL, 0},
    {"data outside", HEAD "<key id='k' for='node' attr.name='label'/><data key='k'>x</data><graph><data key='k'>y</data>"
     "<node id='a'/>" TAIL, 1, 0, NULL, 0},
    {"no graph", HEAD "</graphml>", 0, 0, NULL, 0},
    {"empty graph", HEAD "<graph/></graphml>", 0, 0, NULL, 0},
    {"two nodes of one id", HEAD "<graph>\n<node id='a'/>\n<node id='a'/>" TAIL, 0, 0, "two nodes", 3},
    {"a node without id", HEAD "\n<graph><node/>" TAIL, 0, 0, "no id", 2},
    {"an edge to nowhere", HEAD "<graph>" PAIR "\n\n<edge source='a' target='c'/>" TAIL, 0, 0, "\"c\"", 3},
    {"an edge from nothing", HEAD "<graph>" PAIR "\n<edge target='a'/>" TAIL, 0, 0, "no source", 2},
    {"an element not closed", HEAD "<graph>\n<node id='a'>" TAIL, 0, 0, "XML", 2},
    {"an entity that is not defined", HEAD "<graph>\n<node id='&x;'/>" TAIL, 0, 0, "XML", 2},
    {"bytes that are no UTF-8", HEAD "<graph>\n<node id='\xFF'/>" TAIL, 0, 0, "XML", 2},
    {"something else", "<html><body>graphml</body></html>", 0, 0, "no graph", 0},
    {"nothing", "", 0, 0, "no graph", 0},
};

static void check_foreign(void)
{
    struct cp_analyze_options options = {.seed = 1};
    for (size_t i = 0; i < COUNT(foreign); i++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_error err = {0};
        struct cp_summary summary;
        struct cp_graph *graph = fixture_read(run, cp_str_from(foreign[i].xml), &err);
        const char *said = cp_str_format(run, "%s: %s: %s", foreign[i].what, err.where, err.message).ptr;
        if (foreign[i].message) {
            struct cp_str line = cp_str_format(run, ".graphml:%u", foreign[i].line);
            check_true(!graph && strstr(err.message, foreign[i].message), said);
            check_true(!foreign[i].line || cp_str_ends(cp_str_from(err.where), line), said);
        } else {
            check_true(graph && graph->node_count == foreign[i].nodes && graph->edge_count == foreign[i].edges, said);
            check_true(graph && cp_layout(run, graph, &options, NULL) == CP_OK, said);
            check_true(graph && cp_analyze(run, graph, &options, &summary, NULL) == CP_OK, said);
            check_same_again(run, graph, said);
        }
        cp_arena_free(run);
    }
}

static void check_labels(void)
{
    static const struct {
        const char *key, *data, *label;
    } rows[] = {
        {"<key id='d0' for='node' attr.name='label'/>", "<data key='d0'>Ada</data>", "Ada"},
        {"<key id='d0' for='node' attr.name='name'/>", "<data key='d0'>Ada</data>", "Ada"},
        {"<key id='d0' for='node' attr.name='Label'/>", "<data key='d0'>Ada</data>", "Ada"},
        {"<key id='label' for='node'/>", "<data key='label'><![CDATA[A & B]]></data>", "A & B"},
        {"<key id='d0' for='edge' attr.name='label'/>", "<data key='d0'>Ada</data>", "a"},
        {"<key id='d0' for='node' attr.name='label'/>", "", "a"},
        {"<key id='d0' for='node' attr.name='label'/>", "<data key='d0'/>", "a"},
        {"<key id='d0' for='node' yfiles.type='nodegraphics'/>",
         "<data key='d0'><y:ShapeNode xmlns:y='http://www.yworks.com/xml/graphml'><y:Geometry height='30'/>"
         "<y:NodeLabel x='1'>  Ada\n</y:NodeLabel></y:ShapeNode></data>", "Ada"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_str xml = cp_str_format(run, HEAD "%s<graph><node id='a'>%s</node>" TAIL, rows[i].key, rows[i].data);
        struct cp_graph *graph = fixture_read(run, xml, NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(graph);
        check_true(cp_str_equal(graph->nodes[0].label, cp_str_from(rows[i].label)),
                   cp_str_format(run, "%s%s is called " CP_FMT, rows[i].key, rows[i].data, CP_ARG(graph->nodes[0].label)).ptr);
        cp_arena_free(run);
    }
}

static void check_weights(void)
{
    static const struct {
        const char *text;
        double weight, sign;
    } rows[] = {
        {"2.5", 2.5, 0}, {" 3\n", 3, 0}, {"-4", 4, -1}, {"0", 1, 0},   {"NaN", 1, 0},    {"INF", 1, 0},
        {"1e400", 1, 0}, {"two", 1, 0},  {"", 1, 0},    {"1,5", 1, 0}, {"1e-320", 1e-320, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_str xml = cp_str_format(run, HEAD "<key id='w' for='edge' attr.name='weight'/><graph>" PAIR
                                          "<edge source='a' target='b'><data key='w'>%s</data></edge>" TAIL, rows[i].text);
        struct cp_graph *graph = fixture_read(run, xml, NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(graph);
        check_true(graph->edges[0].weight == rows[i].weight && graph->edges[0].sign == rows[i].sign, rows[i].text);
        draw(run, graph);
        cp_arena_free(run);
    }
}

static void check_direction(void)
{
    static const struct {
        const char *graph, *edge;
        bool symmetric;
    } rows[] = {
        {"undirected", "", true},
        {"directed", "", false},
        {"directed", "directed='false'", true},
        {"undirected", "directed='true'", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_str xml = cp_str_format(run, HEAD "<graph edgedefault='%s'>" PAIR "<node id='c'><graph edgedefault='directed'/>"
                                          "</node><edge source='a' target='b' %s/>" TAIL, rows[i].graph, rows[i].edge);
        struct cp_graph *graph = fixture_read(run, xml, NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(graph);
        CU_ASSERT_EQUAL(graph->edges[0].symmetric, rows[i].symmetric);
        cp_arena_free(run);
    }
}

// Numbers that a file of ours would not have, in the columns that are ours.
static void check_false_numbers(void)
{
    static const char *const columns[] = {"community", "component", "size", "x", "r", "degree", "constraint"};
    static const char *const values[] = {"-1", "1e300", "NaN", "0.5", "99999999", "x"};
    static const char *const places[] = {"begin", "end"};
    for (size_t c = 0; c < COUNT(columns); c++)
        for (size_t v = 0; v < COUNT(values); v++) {
            struct cp_arena *run = cp_arena_new();
            struct cp_analyze_options options = {.seed = 1};
            struct cp_str xml = cp_str_format(run, HEAD "<key id='k' for='node' attr.name='%s'/><key id='e' for='edge' attr.name='%s'/>"
                                              "<graph><node id='a'><data key='k'>%s</data></node><node id='b'><data key='k'>0</data></node>"
                                              "<edge source='a' target='b'><data key='e'>%s</data></edge>" TAIL,
                                              columns[c], places[v % 2], values[v], values[v]);
            struct cp_graph *graph = fixture_read(run, xml, NULL);
            CU_ASSERT_PTR_NOT_NULL_FATAL(graph);
            CU_ASSERT_EQUAL(cp_layout(run, graph, &options, NULL), CP_OK);
            CU_ASSERT(isfinite(graph->nodes[0].x) && isfinite(graph->nodes[1].y));
            check_same_again(run, graph, xml.ptr);
            cp_arena_free(run);
        }
}

// ---------------------------------------------------------------- attacks

static const char laughs[] =
    "<!DOCTYPE graphml [<!ENTITY l0 'haha'>"
    "<!ENTITY l1 '&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;'><!ENTITY l2 '&l1;&l1;&l1;&l1;&l1;&l1;&l1;&l1;&l1;&l1;'>"
    "<!ENTITY l3 '&l2;&l2;&l2;&l2;&l2;&l2;&l2;&l2;&l2;&l2;'><!ENTITY l4 '&l3;&l3;&l3;&l3;&l3;&l3;&l3;&l3;&l3;&l3;'>"
    "<!ENTITY l5 '&l4;&l4;&l4;&l4;&l4;&l4;&l4;&l4;&l4;&l4;'><!ENTITY l6 '&l5;&l5;&l5;&l5;&l5;&l5;&l5;&l5;&l5;&l5;'>"
    "<!ENTITY l7 '&l6;&l6;&l6;&l6;&l6;&l6;&l6;&l6;&l6;&l6;'><!ENTITY l8 '&l7;&l7;&l7;&l7;&l7;&l7;&l7;&l7;&l7;&l7;'>"
    "<!ENTITY l9 '&l8;&l8;&l8;&l8;&l8;&l8;&l8;&l8;&l8;&l8;'>]>";

static void check_entities(void)
{
    enum { MOST = 32 << 20 };
    static const char *const bodies[] = {
        HEAD "<key id='k' for='node' attr.name='label'/><graph><node id='a'><data key='k'>&l9;</data></node>" TAIL,
        HEAD "<graph><node id='&l9;'/>" TAIL,
        HEAD "<key id='k' for='node' attr.name='&l9;'/><graph>" PAIR TAIL,
    };
    for (size_t i = 0; i < COUNT(bodies); i++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_graph *graph = fixture_read(run, cp_str_format(run, "%s%s", laughs, bodies[i]), NULL);
        CU_ASSERT(cp_arena_used(run) < MOST);
        CU_ASSERT(!graph || graph->nodes[0].label.len < MOST);
        cp_arena_free(run);
    }
}

static void check_outside(void)
{
    static const char *const kinds[] = {"SYSTEM 'file:///etc/passwd'", "PUBLIC 'x' 'file:///etc/passwd'"};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_str xml = cp_str_format(run, "<!DOCTYPE graphml [<!ENTITY x %s>]>" HEAD "<key id='k' for='node' attr.name='label'/>"
                                          "<graph><node id='a'><data key='k'>&x;</data></node>" TAIL, kinds[i]);
        struct cp_graph *graph = fixture_read(run, xml, NULL);
        CU_ASSERT(!graph || cp_str_find(graph->nodes[0].label, CP_STR("root"), 0) == SIZE_MAX);
        cp_arena_free(run);
    }
}

static void check_cut_off(void)
{
    static const struct telling row = {.document = "a", .state = "CN", .type = "tariff", .date = "2023", .label = "é & <", .target = "x"};
    struct cp_arena *run = cp_arena_new(), *doc = cp_arena_new();
    struct cp_str whole = fixture_graphml(run, fixture_graph(run, &row, 1), false);
    size_t end = cp_str_find(whole, CP_STR("</graphml>"), 0) + strlen("</graphml>");
    for (size_t len = 0; len < end; len += len + 40 < end && len > 700 ? 7 : 1, cp_arena_reset(doc))
        CU_ASSERT_PTR_NULL(fixture_read(doc, cp_str_slice(whole, 0, len), NULL));
    CU_ASSERT_PTR_NOT_NULL(fixture_read(doc, cp_str_slice(whole, 0, end), NULL));
    cp_arena_free(doc);
    cp_arena_free(run);
}

void cp_test_export_graphml(void)
{
    CU_pSuite suite = CU_add_suite("export: GraphML", NULL, NULL);
    CU_add_test(suite, "written, read and written again it is the same bytes", check_round_trip);
    CU_add_test(suite, "hostile strings survive or are replaced", check_hostile);
    CU_add_test(suite, "others' GraphML is read, or refused with its line", check_foreign);
    CU_add_test(suite, "labels under the names that others give them", check_labels);
    CU_add_test(suite, "weights that are none", check_weights);
    CU_add_test(suite, "directions, by graph and by edge", check_direction);
    CU_add_test(suite, "false numbers in columns of ours", check_false_numbers);
    CU_add_test(suite, "entities do not grow", check_entities);
    CU_add_test(suite, "nothing is fetched from outside", check_outside);
    CU_add_test(suite, "a file that is cut off is refused", check_cut_off);
}
