// SPDX-License-Identifier: GPL-3.0-or-later
//
// Graphs made apart as one: who is the same, what is kept of both, and that neither the order nor the same graph again changes anything.
#include "graph_fixture.h"

#include "chokepoint/lexicon.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static void check_true(bool good, const char *what)
{
    CU_assertImplementation(good, 0, what, "tests/unit/graph/test_merge.c", "", CU_FALSE);
}

// ---------------------------------------------------------------- attributes

static void check_types(void)
{
    static const struct {
        const char *text;
        bool truth, whole, real;
    } rows[] = {
        {"true", true, false, false}, {"True", false, false, false}, {"12", false, true, true},     {"-3", false, true, true},
        {"007", false, false, false}, {"1.5", false, false, true},   {"1.", false, false, false},   {".5", false, false, false},
        {"2e9", false, false, true},  {"2e", false, false, false},   {"0", false, true, true},      {"-", false, false, false},
        {"", false, false, false},    {"NaN", false, false, false},  {"+1", false, false, false},   {"1234567890123456789", false, false, true},
        {"0.0", false, false, true},  {"12a", false, false, false},  {"1 2", false, false, false},  {"-0", false, true, true},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cp_str text = cp_str_from(rows[i].text);
        check_true(cp_attribute_fits(text, CP_ATTRIBUTE_TRUTH) == rows[i].truth && cp_attribute_fits(text, CP_ATTRIBUTE_WHOLE) == rows[i].whole &&
                       cp_attribute_fits(text, CP_ATTRIBUTE_REAL) == rows[i].real && cp_attribute_fits(text, CP_ATTRIBUTE_TEXT),
                   rows[i].text);
    }
}

static void check_attributes(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_attributes a = {NULL, 0}, before, b = {NULL, 0};
    cp_attributes_set(run, &a, "m", CP_STR("x"));
    cp_attributes_set_number(run, &a, "z", 0.1 + 0.2);
    cp_attributes_set_number(run, &a, "b", 4);
    before = a;
    cp_attributes_set_truth(run, &a, "m", false);
    cp_attributes_set_number(run, &a, "b", NAN);
    cp_attributes_set(run, &a, "nothing", CP_STR(""));
    CU_ASSERT(cp_str_equal(fixture_attributes(run, a), CP_STR("m=false z=0.3")));
    CU_ASSERT(cp_str_equal(fixture_attributes(run, before), CP_STR("b=4 m=x z=0.3"))); // nobody else's changes
    cp_attributes_set(run, &b, "m", CP_STR("y"));
    cp_attributes_set_number(run, &b, "z", 0.3);
    struct cp_attributes both = cp_attributes_united(run, before, b);
    CU_ASSERT(cp_str_equal(fixture_attributes(run, both), CP_STR("b=4 m=x | y z=0.3")));
    CU_ASSERT(cp_str_equal(fixture_attributes(run, cp_attributes_united(run, both, b)), fixture_attributes(run, both)));
    CU_ASSERT_PTR_NULL(cp_attributes_find(both, CP_STR("c")));
    CU_ASSERT_EQUAL(cp_attributes_find(both, CP_STR("z"))->type, CP_ATTRIBUTE_REAL);
    cp_arena_free(run);
}

// ---------------------------------------------------------------- merging

struct telling_node {
    const char *id, *label, *kind, *country, *alias, *wikidata, *date;
};

static struct cp_graph *graph_of(struct cp_arena *run, const struct telling_node *rows, size_t count)
{
    struct cp_graph *graph = CP_NEW(run, struct cp_graph);
    graph->nodes = CP_NEW_ARRAY(run, count + 1, struct cp_graph_node);
    graph->edges = CP_NEW_ARRAY(run, count + 1, struct cp_graph_edge);
    graph->node_count = count;
    for (size_t i = 0; i < count; i++) {
        struct cp_graph_node *node = &graph->nodes[i];
        struct cp_str *alias = CP_NEW(run, struct cp_str);
        *alias = cp_str_from(rows[i].alias);
        *node = (struct cp_graph_node){.id = cp_str_from(rows[i].id), .label = cp_str_from(rows[i].label), .kind = cp_kind_from(cp_str_from(rows[i].kind)),
                                       .kind_name = cp_str_from(rows[i].kind), .country = cp_str_from(rows[i].country), .type = CP_MEASURE_COUNT,
                                       .aliases = alias, .alias_count = alias->len != 0, .x = NAN, .y = NAN, .size = NAN};
        cp_attributes_set(run, &node->attributes, "wikidata", cp_str_from(rows[i].wikidata));
        if (rows[i].date)
            cp_date_parse(cp_str_from(rows[i].date), &node->date);
    }
    return graph;
}

static struct cp_graph *merge_two(struct cp_arena *run, const struct cp_graph *a, const struct cp_graph *b, const struct cp_lexicon *lexicon)
{
    struct cp_graph_source sources[] = {{CP_STR("a"), a}, {CP_STR("b"), b}}, turned[] = {sources[1], sources[0]};
    struct cp_graph *merged = cp_graph_merged(run, sources, 2, lexicon);
    CU_ASSERT(cp_str_equal(fixture_graphml(run, merged, false), fixture_graphml(run, cp_graph_merged(run, turned, 2, lexicon), false)));
    return merged;
}

static void check_who_is_one(void)
{
    static const struct {
        const char *what;
        struct telling_node a, b;
        size_t nodes;
    } rows[] = {
        {"the same id of ours", {.id = "com:acme", .label = "Acme", .kind = "company"}, {.id = "com:acme", .label = "Acme Inc.", .kind = "company"}, 1},
        {"the same id and label", {.id = "n0", .label = "Acme"}, {.id = "n0", .label = "ACME"}, 1},
        {"ids that number nodes", {.id = "n0", .label = "Acme"}, {.id = "n0", .label = "Bolt"}, 2},
        {"a name", {.id = "com:acme", .label = "Acme", .kind = "company"}, {.id = "7", .label = "acme"}, 1},
        {"an alias of one", {.id = "com:acme", .label = "Acme Holdings", .kind = "company", .alias = "Acme"}, {.id = "7", .label = "Acme"}, 1},
        {"an alias of both", {.id = "1", .label = "Acme", .alias = "the firm"}, {.id = "2", .label = "Bolt", .alias = "the firm"}, 2},
        {"another kind", {.id = "1", .label = "Mercury", .kind = "company"}, {.id = "2", .label = "Mercury", .kind = "technology"}, 2},
        {"another country", {.id = "1", .label = "Acme", .country = "US"}, {.id = "2", .label = "Acme", .country = "AT"}, 2},
        {"Wikidata", {.id = "1", .label = "Acme", .wikidata = "Q5"}, {.id = "2", .label = "Bolt", .wikidata = "https://www.wikidata.org/entity/Q5"}, 1},
        {"Wikidata as the id", {.id = "Q5", .label = "Acme"}, {.id = "2", .label = "Bolt", .wikidata = "Q5"}, 1},
        {"an act", {.id = "msr:x", .label = "ban", .kind = "measure", .date = "2020"}, {.id = "msr:x", .label = "a ban", .kind = "measure", .date = "2020-03"}, 1},
        {"an act of another date", {.id = "msr:x", .label = "ban", .kind = "measure", .date = "2020"},
         {.id = "msr:x", .label = "ban", .kind = "measure", .date = "2021"}, 2},
        {"an act of the same words", {.id = "msr:x", .label = "ban", .kind = "measure"}, {.id = "msr:y", .label = "ban", .kind = "measure"}, 2},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_graph *merged = merge_two(run, graph_of(run, &rows[i].a, 1), graph_of(run, &rows[i].b, 1), NULL);
        check_true(merged->node_count == rows[i].nodes, rows[i].what);
        check_true(merged->node_count != 2 || !cp_str_equal(merged->nodes[0].id, merged->nodes[1].id), rows[i].what);
        cp_arena_free(run);
    }
}

static void check_one_graph_knows_why(void)
{
    static const struct telling_node two[] = {{.id = "1", .label = "Acme"}, {.id = "2", .label = "Acme"}};
    static const struct telling_node one[] = {{.id = "3", .label = "Acme"}};
    struct cp_arena *run = cp_arena_new();
    CU_ASSERT_EQUAL(merge_two(run, graph_of(run, two, 2), graph_of(run, one, 1), NULL)->node_count, 3);
    cp_arena_free(run);
}

static void check_nothing_is_lost(void)
{
    static const struct telling_node ours[] = {{.id = "com:acme", .label = "Acme", .kind = "company", .country = "US"}};
    static const struct telling_node theirs[] = {{.id = "n7", .label = "ACME", .kind = "", .wikidata = "Q9"}};
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *a = graph_of(run, ours, 1), *b = graph_of(run, theirs, 1);
    cp_attributes_set_number(run, &a->nodes[0].attributes, "staff", 10);
    cp_attributes_set_number(run, &b->nodes[0].attributes, "staff", 12);
    const struct cp_graph_node node = merge_two(run, a, b, NULL)->nodes[0];
    CU_ASSERT(cp_str_equal(node.id, CP_STR("com:acme")) && node.kind == CP_KIND_COMPANY && cp_str_equal(node.country, CP_STR("US")));
    CU_ASSERT(node.alias_count == 2 && cp_str_equal(node.aliases[0], CP_STR("ACME")));
    CU_ASSERT(cp_str_equal(fixture_attributes(run, node.attributes), CP_STR("graphs=a | b id_as_read=n7 staff=10 | 12 wikidata=Q9")));
    cp_arena_free(run);
}

static void check_lexicon(void)
{
    static const struct telling_node japan[] = {{.id = "1", .label = "Japan"}}, tokyo[] = {{.id = "cty:JP", .label = "Nippon", .kind = "country"}};
    struct cp_arena *run = cp_arena_new();
    const struct cp_lexicon *lexicon;
    CU_ASSERT_EQUAL_FATAL(cp_lexicon_load(run, NULL, &lexicon, NULL), CP_OK);
    CU_ASSERT_EQUAL(merge_two(run, graph_of(run, japan, 1), graph_of(run, tokyo, 1), NULL)->node_count, 2);
    CU_ASSERT_EQUAL(merge_two(run, graph_of(run, japan, 1), graph_of(run, tokyo, 1), lexicon)->node_count, 1);
    cp_arena_free(run);
}

// Documents a and b in one graph, and each in one of its own: who is central may not depend on how they came together.
static void check_as_if_built_at_once(void)
{
    static const struct telling rows[] = {
        {.document = "a", .state = "CN", .type = "market_ban", .date = "2023-05-21", .label = "ban", .target = "micron", .sentences = 2},
        {.document = "b", .state = "CN", .type = "market_ban", .date = "2023-05-21", .label = "ban", .target = "micron"},
    };
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *whole = fixture_graph(run, rows, 2), *first = fixture_graph(run, rows, 1), *second = fixture_graph(run, rows + 1, 1);
    struct cp_graph *merged = merge_two(run, first, second, NULL), *again = merge_two(run, whole, whole, NULL);
    CU_ASSERT_EQUAL_FATAL(merged->node_count, whole->node_count);
    CU_ASSERT_EQUAL_FATAL(merged->edge_count, whole->edge_count);
    CU_ASSERT_EQUAL_FATAL(again->edge_count, whole->edge_count);
    CU_ASSERT_EQUAL(merged->document_count, 2);
    for (size_t i = 0; i < whole->edge_count; i++) {
        const struct cp_graph_edge *a = &whole->edges[i], *b = &merged->edges[i], *c = &again->edges[i];
        CU_ASSERT(a->relation == b->relation && a->evidence_count == b->evidence_count && a->evidence_count == c->evidence_count);
        CU_ASSERT_DOUBLE_EQUAL(a->weight, b->weight, 1e-9);
        CU_ASSERT_DOUBLE_EQUAL(a->confidence, b->confidence, 2e-3);
        CU_ASSERT(a->weight == c->weight && a->confidence == c->confidence);
    }
    cp_arena_free(run);
}

static void check_parallel_edges(void)
{
    static const struct telling_node rows[] = {{.id = "1", .label = "Acme"}, {.id = "2", .label = "Bolt"}};
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *a = graph_of(run, rows, 2), *b = graph_of(run, rows, 2);
    struct cp_graph_edge edge = {.from = 0, .to = 1, .relation = CP_RELATION_COUNT, .relation_name = CP_STR("pays"), .weight = 2, .confidence = 1};
    a->edges[a->edge_count++] = b->edges[b->edge_count++] = edge;
    b->edges[b->edge_count++] = edge;
    struct cp_graph *merged = merge_two(run, a, b, NULL);
    CU_ASSERT_EQUAL(merged->edge_count, 2);
    CU_ASSERT_EQUAL(merged->edges[0].weight, 2);
    b->edges[0].date = (struct cp_date){2020, 0, 0};
    b->edge_count = 1;
    a->edges[0].date = (struct cp_date){2021, 0, 0};
    CU_ASSERT_EQUAL(merge_two(run, a, b, NULL)->edge_count, 2);
    cp_arena_free(run);
}

void cp_test_graph_merge(void)
{
    CU_pSuite suite = CU_add_suite("graph: merging", NULL, NULL);
    CU_add_test(suite, "an attribute is what its text can be", check_types);
    CU_add_test(suite, "attributes are set, and united with both values", check_attributes);
    CU_add_test(suite, "who is one and who is two", check_who_is_one);
    CU_add_test(suite, "what one graph tells apart stays apart", check_one_graph_knows_why);
    CU_add_test(suite, "of two that are one nothing is lost", check_nothing_is_lost);
    CU_add_test(suite, "the lexicon knows other names", check_lexicon);
    CU_add_test(suite, "graphs of documents are merged as if built at once", check_as_if_built_at_once);
    CU_add_test(suite, "parallel edges stay parallel", check_parallel_edges);
}
