// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph_fixture.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

// Two companies of the US, one of China, agencies of both; two acts of China, an answer of the US, trade.
static const char story[] = "{'doc':'d1','source':'d1.txt','title':'','date':'2023-06-01','nodes':["
                            "{'id':'cty:CN','kind':'country','label':'China','aliases':[],'country':'CN'},"         // 0
                            "{'id':'cty:US','kind':'country','label':'United States','aliases':[],'country':'US'}," // 1
                            "{'id':'agy:cac','kind':'agency','label':'CAC','aliases':[],'country':'CN'},"           // 2
                            "{'id':'com:intel','kind':'company','label':'Intel','aliases':[],'country':'US'},"      // 3
                            "{'id':'com:micron','kind':'company','label':'Micron','aliases':[],'country':'US'},"    // 4
                            "{'id':'com:asml','kind':'company','label':'ASML','aliases':[],'country':'NL'},"        // 5
                            "{'id':'org:who','kind':'organization','label':'Alliance','aliases':[]},"               // 6
                            "{'id':'itm:chips','kind':'technology','label':'chips','aliases':[]},"                  // 7
                            "{'id':'m1','kind':'measure','label':'ban','aliases':[],'subtype':'market_ban','status':'"
                            "active','date':'2023-05-21'}," // 8
                            "{'id':'m2','kind':'measure','label':'review','aliases':[],'subtype':'security_review','"
                            "status':'ended','date':'2022-03'}," // 9
                            "{'id':'m3','kind':'measure','label':'tariff','aliases':[],'subtype':'tariff','status':'"
                            "planned','date':'2024'}]," // 10
                            "'edges':["
                            "{'from':0,'relation':'imposes','to':8,'confidence':0.8,'evidence':[{'words':'a','begin':0,"
                            "'end':1,'rule':'r'}]},"
                            "{'from':2,'relation':'imposes','to':8,'confidence':0.5,'evidence':[{'words':'b','begin':2,"
                            "'end':3,'rule':'r'}]},"
                            "{'from':8,'relation':'targets','to':4,'confidence':0.6,'evidence':[{'words':'c','begin':4,"
                            "'end':5,'rule':'r'}]},"
                            "{'from':8,'relation':'targets','to':3,'confidence':0.9,'evidence':[{'words':'d','begin':6,"
                            "'end':7,'rule':'r'}]},"
                            "{'from':8,'relation':'covers','to':7,'confidence':0.9,'evidence':[{'words':'e','begin':8,'"
                            "end':9,'rule':'r'}]},"
                            "{'from':0,'relation':'imposes','to':9,'confidence':0.7,'evidence':[{'words':'f','begin':"
                            "10,'end':11,'rule':'r'}]},"
                            "{'from':9,'relation':'targets','to':4,'confidence':0.7,'evidence':[{'words':'g','begin':"
                            "12,'end':13,'rule':'r'}]},"
                            "{'from':1,'relation':'imposes','to':10,'hypothetical':true,'confidence':0.6,'evidence':[{'"
                            "words':'h','begin':14,'end':15,'rule':'r'}]},"
                            "{'from':10,'relation':'responds_to','to':8,'hypothetical':true,'confidence':0.6,'evidence'"
                            ":[{'words':'i','begin':16,'end':17,'rule':'r'}]},"
                            "{'from':6,'relation':'opposes','to':8,'confidence':0.4,'evidence':[{'words':'j','begin':"
                            "18,'end':19,'rule':'r'}]},"
                            "{'from':5,'relation':'supplies','to':3,'confidence':0.9,'evidence':[{'words':'k','begin':"
                            "20,'end':21,'rule':'r'}]},"
                            "{'from':5,'relation':'supplies','to':4,'confidence':0.9,'evidence':[{'words':'l','begin':"
                            "22,'end':23,'rule':'r'}]}]}";

static struct cp_graph *tell(struct cp_arena *run)
{
    struct cp_facts *facts;
    struct cp_graph_builder *builder = cp_graph_builder_new(run);
    CU_ASSERT_EQUAL_FATAL(cp_facts_read(run, fixture_json(run, story), "story", 1, &facts, NULL), CP_OK);
    cp_graph_builder_add(builder, facts);
    return cp_graph_builder_finish(builder);
}

static const struct cp_graph_edge *find_edge(const struct cp_graph *graph, const char *from, const char *relation,
                                             const char *to)
{
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *e = &graph->edges[i];
        if (cp_str_equal(graph->nodes[e->from].id, cp_str_from(from)) &&
            cp_str_equal(graph->nodes[e->to].id, cp_str_from(to)) &&
            cp_str_equal(e->relation_name, cp_str_from(relation)))
            return e;
    }
    return NULL;
}

static bool same(struct cp_arena *run, const struct cp_graph *a, const struct cp_graph *b)
{
    return cp_str_equal(fixture_graphml(run, a, false), fixture_graphml(run, b, false));
}

static void check_whole(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = tell(run), *empty = cp_graph_builder_finish(cp_graph_builder_new(run));
    struct cp_graph_view view = {.view = CP_VIEW_FULL};
    CU_ASSERT(same(run, graph, cp_graph_look(run, graph, &view)));
    for (view.view = CP_VIEW_FULL; view.view < CP_VIEW_COUNT; view.view++) {
        const struct cp_graph *seen = cp_graph_look(run, empty, &view);
        CU_ASSERT_EQUAL(seen->node_count + seen->edge_count, 0);
    }
    cp_arena_free(run);
}

// Looking twice shows what looking once does.
static void check_twice(void)
{
    static const struct cp_str supply[] = {{"supplies", 8}};
    static const struct cp_graph_view views[] = {
        {.view = CP_VIEW_FULL},
        {.view = CP_VIEW_ACTORS},
        {.view = CP_VIEW_COUNTRIES},
        {.view = CP_VIEW_MEASURES},
        {.facts_only = true},
        {.min_confidence = 0.65},
        {.relations = supply, .relation_count = 1},
        {.types = 1u << CP_MEASURE_TARIFF},
        {.statuses = 1u << CP_STATUS_ACTIVE},
        {.kinds = 1u << CP_KIND_COMPANY},
        {.from = {2023, 0, 0}},
        {.to = {2022, 3, 0}},
        {.from = {2022, 3, 31}, .to = {2023, 5, 20}, .without_planned = true},
    };
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = tell(run);
    for (size_t i = 0; i < COUNT(views); i++) {
        struct cp_graph *once = cp_graph_look(run, graph, &views[i]);
        CU_ASSERT(once->node_count > 0);
        CU_ASSERT(same(run, once, cp_graph_look(run, once, &views[i])));
    }
    cp_arena_free(run);
}

struct filter_row {
    const char *name;
    struct cp_graph_view view;
    size_t measures, edges;
};

static void check_filters(void)
{
    static const struct cp_str relations[] = {{"supplies", 8}, {"opposes", 7}};
    static const struct filter_row rows[] = {
        {"nothing left out", {0}, 3, 12},
        {"certainty", {.min_confidence = 0.65}, 2, 7},
        {"facts", {.facts_only = true}, 2, 10},
        {"relations", {.relations = relations, .relation_count = 2}, 1, 3},
        {"type", {.types = 1u << CP_MEASURE_TARIFF | 1u << CP_MEASURE_SECURITY_REVIEW}, 2, 5},
        {"status", {.statuses = 1u << CP_STATUS_ACTIVE}, 1, 8},
        {"from a day", {.from = {2023, 5, 21}}, 2, 10},
        {"from the day after", {.from = {2023, 5, 22}}, 1, 3},
        {"to a day of a month known", {.to = {2022, 3, 1}}, 1, 4},
        {"to the day before", {.to = {2022, 2, 28}}, 0, 2},
        {"a year is no later than its last day", {.from = {2024, 12, 31}}, 1, 3},
        {"as of", {.to = {2025, 1, 1}, .without_planned = true}, 2, 10},
        {"kinds", {.kinds = 1u << CP_KIND_COMPANY}, 0, 2},
    };
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = tell(run);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cp_graph *seen = cp_graph_look(run, graph, &rows[i].view);
        if (fixture_count(seen, CP_KIND_MEASURE) != rows[i].measures || seen->edge_count != rows[i].edges)
            fprintf(stderr, "%s: %zu measures, %zu edges\n", rows[i].name, fixture_count(seen, CP_KIND_MEASURE),
                    seen->edge_count);
        CU_ASSERT_EQUAL(fixture_count(seen, CP_KIND_MEASURE), rows[i].measures);
        CU_ASSERT_EQUAL(seen->edge_count, rows[i].edges);
    }
    cp_arena_free(run);
}

static void check_actors(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph_view view = {.view = CP_VIEW_ACTORS};
    struct cp_graph *graph = tell(run), *seen = cp_graph_look(run, graph, &view);
    CU_ASSERT_EQUAL(seen->node_count, 7);
    CU_ASSERT_EQUAL(fixture_count(seen, CP_KIND_MEASURE) + fixture_count(seen, CP_KIND_TECHNOLOGY), 0);
    const struct cp_graph_edge *edge = find_edge(seen, "cty:CN", "acts on", "com:micron"); // a ban and a review
    CU_ASSERT_PTR_NOT_NULL_FATAL(edge);
    CU_ASSERT_DOUBLE_EQUAL(edge->weight, 2.0, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(edge->sign, (-1.0 - 0.5) / 2, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(edge->confidence, 1 - (1 - 0.6) * (1 - 0.7), 1e-12); // the least on each way
    CU_ASSERT_EQUAL(edge->measure_count, 2);
    CU_ASSERT_EQUAL(edge->evidence_count, 4);
    CU_ASSERT_EQUAL(cp_date_compare(edge->date, (struct cp_date){2022, 3, 0}), 0);
    CU_ASSERT_FALSE(edge->hypothetical);
    edge = find_edge(seen, "cty:US", "acts on", "cty:CN"); // the answer, which is only possible
    CU_ASSERT_PTR_NOT_NULL_FATAL(edge);
    CU_ASSERT(edge->hypothetical);
    CU_ASSERT_EQUAL(edge->measure_count, 1);
    CU_ASSERT_PTR_NOT_NULL(
        find_edge(seen, "org:who", "opposes", "cty:CN")); // who opposes an act opposes who imposes it
    CU_ASSERT_PTR_NOT_NULL(find_edge(seen, "agy:cac", "acts on", "com:intel"));
    CU_ASSERT_PTR_NOT_NULL(find_edge(seen, "com:asml", "supplies", "com:intel"));
    CU_ASSERT_PTR_NULL(find_edge(seen, "cty:CN", "acts on", "cty:CN"));
    cp_arena_free(run);
}

// The weights of the folded edges are those of the ways through each measure, counted here one by one.
static void check_sum(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph_view view = {.view = CP_VIEW_ACTORS};
    struct cp_graph *graph = tell(run), *seen = cp_graph_look(run, graph, &view);
    double expected = 0, sum = 0;
    for (size_t i = 0; i < graph->edge_count; i++)
        for (size_t k = 0; k < graph->edge_count; k++)
            if (graph->edges[i].relation == CP_RELATION_IMPOSES && graph->edges[k].relation == CP_RELATION_TARGETS &&
                graph->edges[i].to == graph->edges[k].from)
                expected += fmin(graph->edges[i].weight, graph->edges[k].weight);
    for (size_t i = 0; i < seen->edge_count; i++)
        if (cp_str_equal(seen->edges[i].relation_name, CP_STR("acts on")))
            sum += seen->edges[i].weight;
    CU_ASSERT_DOUBLE_EQUAL(sum, expected + 2, 1e-9); // and the answer, to both who imposed what it answers
    cp_arena_free(run);
}

static void check_countries(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph_view view = {.view = CP_VIEW_COUNTRIES};
    struct cp_graph *graph = tell(run), *seen = cp_graph_look(run, graph, &view);
    CU_ASSERT_EQUAL(seen->node_count, 3); // the alliance has no country
    const struct cp_graph_edge *edge = find_edge(seen, "cty:CN", "acts on", "cty:US");
    CU_ASSERT_PTR_NOT_NULL_FATAL(edge);
    CU_ASSERT_DOUBLE_EQUAL(edge->weight, 2.0, 1e-12); // each measure once, whatever agencies and companies it joins
    CU_ASSERT_EQUAL(edge->measure_count, 2);
    edge = find_edge(seen, "cty:NL", "supplies", "cty:US"); // the Netherlands are no node of the graph
    CU_ASSERT_PTR_NOT_NULL_FATAL(edge);
    CU_ASSERT_DOUBLE_EQUAL(edge->weight, 2.0, 1e-12);
    CU_ASSERT_EQUAL(edge->measure_count, 0);
    cp_arena_free(run);
}

// In a file of another program a company may stand before its country: the country keeps its name.
static void check_order_of_nodes(void)
{
    static const char graphml[] = "<graphml xmlns='http://graphml.graphdrawing.org/xmlns'><key id='k' for='node' "
                                  "attr.name='kind' attr.type='string'/>"
                                  "<key id='c' for='node' attr.name='country' attr.type='string'/><key id='l' "
                                  "for='node' attr.name='label' attr.type='string'/>"
                                  "<graph edgedefault='directed'>"
                                  "<node id='a'><data key='k'>company</data><data key='c'>CN</data></node>"
                                  "<node id='b'><data key='k'>company</data><data key='c'>JP</data></node>"
                                  "<node id='cty:CN'><data key='k'>country</data><data key='l'>China</data></node>"
                                  "<edge source='a' target='b'/><edge source='cty:CN' target='b'/><edge source='a' "
                                  "target='cty:CN'/></graph></graphml>";
    struct cp_arena *run = cp_arena_new();
    struct cp_graph_view view = {.view = CP_VIEW_COUNTRIES};
    struct cp_graph *graph = fixture_read(run, cp_str_from(graphml), NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(graph);
    const struct cp_graph *seen = cp_graph_look(run, graph, &view);
    CU_ASSERT_EQUAL_FATAL(seen->node_count, 2);
    CU_ASSERT(cp_str_equal(seen->nodes[0].label, CP_STR("China")));
    CU_ASSERT_EQUAL_FATAL(seen->edge_count, 1); // what is within China is not told
    CU_ASSERT_DOUBLE_EQUAL(seen->edges[0].weight, 2, 1e-12);
    cp_arena_free(run);
}

static void check_measures(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph_view view = {.view = CP_VIEW_MEASURES};
    struct cp_graph *graph = tell(run), *seen = cp_graph_look(run, graph, &view);
    CU_ASSERT_EQUAL(seen->node_count, 3);
    CU_ASSERT_EQUAL_FATAL(seen->edge_count, 1);
    CU_ASSERT_EQUAL(seen->edges[0].relation, CP_RELATION_RESPONDS_TO);
    cp_arena_free(run);
}

// The measures that were folded stand in the file, and come back.
static void check_file(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph_view view = {.view = CP_VIEW_ACTORS};
    struct cp_graph *seen = cp_graph_look(run, tell(run), &view), *again;
    again = fixture_read(run, fixture_graphml(run, seen, false), NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(again);
    CU_ASSERT(same(run, seen, again));
    const struct cp_graph_edge *edge = find_edge(again, "cty:CN", "acts on", "com:micron");
    CU_ASSERT_PTR_NOT_NULL_FATAL(edge);
    CU_ASSERT_EQUAL(edge->measure_count, 2);
    cp_arena_free(run);
}

static void check_ranks_in_file(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = tell(run);
    struct cp_metrics metrics = {.computed = true, .rank = 2, .rank_low = 1, .rank_high = 5};
    CU_ASSERT_EQUAL(cp_str_find(fixture_graphml(run, graph, false), CP_STR("rank_low"), 0), SIZE_MAX);
    graph->nodes[3].metrics = metrics;
    const struct cp_graph *again = fixture_read(run, fixture_graphml(run, graph, true), NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(again);
    CU_ASSERT_EQUAL(again->nodes[3].metrics.rank, 2);
    CU_ASSERT_EQUAL(again->nodes[3].metrics.rank_low, 1);
    CU_ASSERT_EQUAL(again->nodes[3].metrics.rank_high, 5);
    CU_ASSERT_EQUAL(again->nodes[2].metrics.rank, 0);
    cp_arena_free(run);
}

void cp_test_graph_view(void)
{
    CU_pSuite suite = CU_add_suite("graph: views", NULL, NULL);
    CU_add_test(suite, "the full view changes nothing; of an empty graph there is nothing to see", check_whole);
    CU_add_test(suite, "looking twice shows what looking once does", check_twice);
    CU_add_test(suite, "each filter keeps what it says", check_filters);
    CU_add_test(suite, "actors: measures are edges with their words", check_actors);
    CU_add_test(suite, "actors: weights add up", check_sum);
    CU_add_test(suite, "countries: a measure counts once", check_countries);
    CU_add_test(suite, "countries: whatever the order of the nodes", check_order_of_nodes);
    CU_add_test(suite, "measures and what they answer", check_measures);
    CU_add_test(suite, "folded measures through a file", check_file);
    CU_add_test(suite, "ranks with their ranges through a file", check_ranks_in_file);
}
