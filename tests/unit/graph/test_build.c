// SPDX-License-Identifier: GPL-3.0-or-later
#include "chokepoint/analyze.h"
#include "graph_fixture.h"

#include <CUnit/CUnit.h>
#include <stdio.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static const struct telling stories[] = {
    {.document = "a", .state = "CN", .type = "market_ban", .date = "2023-05-21", .label = "ban on chips", .target = "micron"},
    {.document = "b", .state = "CN", .type = "market_ban", .date = "2023-05", .label = "ban on chips", .target = "micron"},
    {.document = "c", .state = "CN", .type = "security_review", .date = "2023-03-31", .label = "review", .target = "micron"},
    {.document = "d", .state = "US", .type = "entity_listing", .date = "2020-12-18", .label = "listing", .target = "smic"},
    {.document = "e", .state = "US", .type = "entity_listing", .date = "2020", .label = "listing", .target = "smic"},
    {.document = "f", .state = "US", .type = "market_ban", .label = "ban of an app", .target = "bytedance", .hypothetical = true},
    {.document = "g", .state = "NL", .type = "export_control", .date = "2023-09-01", .label = "licences", .target = "asml"},
};

static void draw(struct cp_arena *run, struct cp_graph *graph)
{
    struct cp_analyze_options options = {.seed = 1};
    struct cp_summary summary;
    CU_ASSERT_EQUAL(cp_analyze(run, graph, &options, &summary, NULL), CP_OK);
    CU_ASSERT_EQUAL(cp_layout(run, graph, &options, NULL), CP_OK);
}

static void check_order(void)
{
    struct cp_arena *run = cp_arena_new();
    struct telling order[COUNT(stories)];
    struct cp_str first = {0};
    uint32_t random = 1;
    for (size_t i = 0; i < COUNT(stories); i++)
        order[i] = stories[i];
    for (unsigned round = 0; round < 40; round++) {
        struct cp_graph *graph = fixture_graph(run, order, COUNT(order));
        draw(run, graph);
        struct cp_str bytes = fixture_graphml(run, graph, false);
        if (!round)
            first = bytes;
        CU_ASSERT(cp_str_equal(first, bytes));
        for (size_t i = COUNT(order) - 1; i > 0; i--) {
            random = random * 1664525 + 1013904223;
            size_t j = (random >> 16) % (i + 1);
            struct telling kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
    cp_arena_free(run);
}

// What extract writes and build reads gives what run folds at once; the confidence has more digits than the file keeps.
static void check_halves(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph_builder *whole = cp_graph_builder_new(run), *halves = cp_graph_builder_new(run);
    for (size_t i = 0; i < COUNT(stories); i++) {
        struct cp_facts facts = *fixture_facts(run, stories[i]), *again;
        struct cp_fact_edge *edges = CP_NEW_ARRAY(run, facts.edge_count, struct cp_fact_edge);
        struct cp_buf line = {0};
        for (size_t e = 0; e < facts.edge_count; e++) {
            edges[e] = facts.edges[e];
            edges[e].confidence = 1.0 / (double)(3 + i + e);
        }
        facts.edges = edges;
        cp_facts_write(&facts, &line);
        CU_ASSERT_EQUAL_FATAL(cp_facts_read(run, cp_buf_str(&line), "halves", 1, &again, NULL), CP_OK);
        cp_buf_release(&line);
        cp_graph_builder_add(whole, &facts);
        cp_graph_builder_add(halves, again);
    }
    CU_ASSERT(cp_str_equal(fixture_graphml(run, cp_graph_builder_finish(whole), false),
                           fixture_graphml(run, cp_graph_builder_finish(halves), false)));
    cp_arena_free(run);
}

static void check_same_act(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = fixture_graph(run, stories, 2);
    CU_ASSERT_EQUAL(fixture_count(graph, CP_KIND_MEASURE), 1);
    const struct cp_graph_node *act = fixture_node(graph, "ban on chips");
    CU_ASSERT_PTR_NOT_NULL_FATAL(act);
    CU_ASSERT_EQUAL(act->source_count, 2);
    CU_ASSERT_EQUAL(act->date.day, 21); // the one that knows more
    CU_ASSERT_EQUAL(graph->edge_count, 2);
    for (size_t i = 0; i < graph->edge_count; i++) {
        CU_ASSERT_EQUAL(graph->edges[i].evidence_count, 2);
        CU_ASSERT(!cp_str_equal(graph->edges[i].evidence[0].document, graph->edges[i].evidence[1].document));
        CU_ASSERT(graph->edges[i].confidence > 0.8); // two documents are surer than one
    }
    cp_arena_free(run);
}

static void check_unlike_acts(void)
{
    static const struct telling first = {.document = "a", .state = "CN", .type = "market_ban", .date = "2023-05-21",
                                         .label = "ban on chips", .target = "micron"};
    static const struct {
        const char *state, *type, *date, *target;
        size_t acts;
    } rows[] = {
        {"CN", "market_ban", "2023-05-22", "micron", 1},      // told a day later
        {"CN", "market_ban", "2023", "micron", 1},            // told without the day
        {"CN", "market_ban", "2024-05-21", "micron", 2},      // another year
        {"CN", "market_ban", "2023-09-01", "micron", 2},      // months later
        {"CN", "market_ban", "2023-05-21", "intel", 2},       // another target
        {"US", "market_ban", "2023-05-21", "micron", 2},      // another imposer
        {"CN", "security_review", "2023-05-21", "micron", 2}, // another type
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cp_arena *run = cp_arena_new();
        struct telling both[2] = {first, first};
        both[1].document = "b";
        both[1].state = rows[i].state, both[1].type = rows[i].type;
        both[1].date = rows[i].date, both[1].target = rows[i].target;
        struct cp_graph *graph = fixture_graph(run, both, 2);
        if (fixture_count(graph, CP_KIND_MEASURE) != rows[i].acts)
            fprintf(stderr, "row %zu: %zu acts\n", i, (size_t)fixture_count(graph, CP_KIND_MEASURE));
        CU_ASSERT_EQUAL(fixture_count(graph, CP_KIND_MEASURE), rows[i].acts);
        cp_arena_free(run);
    }
}

// Two acts of one document stay two, however alike a third document makes them look.
static void check_kept_apart(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_facts *facts;
    struct cp_str json = fixture_json(run,
        "{'doc':'z','source':'z','title':'','nodes':["
        "{'id':'cty:CN','kind':'country','label':'CN','aliases':[],'country':'CN'},"
        "{'id':'com:micron','kind':'company','label':'micron','aliases':[]},"
        "{'id':'m1','kind':'measure','label':'ban on chips','aliases':[],'subtype':'market_ban','status':'active','date':'2023-05-21'},"
        "{'id':'m2','kind':'measure','label':'ban on chips','aliases':[],'subtype':'market_ban','status':'active','date':'2023-05-25'}],"
        "'edges':["
        "{'from':0,'relation':'imposes','to':2,'confidence':0.5,'evidence':[{'words':'x','begin':0,'end':1,'rule':'r'}]},"
        "{'from':0,'relation':'imposes','to':3,'confidence':0.5,'evidence':[{'words':'x','begin':0,'end':1,'rule':'r'}]},"
        "{'from':2,'relation':'targets','to':1,'confidence':0.5,'evidence':[{'words':'x','begin':0,'end':1,'rule':'r'}]},"
        "{'from':3,'relation':'targets','to':1,'confidence':0.5,'evidence':[{'words':'x','begin':0,'end':1,'rule':'r'}]}]}");
    CU_ASSERT_EQUAL_FATAL(cp_facts_read(run, json, "z", 1, &facts, NULL), CP_OK);
    struct cp_graph_builder *builder = cp_graph_builder_new(run);
    cp_graph_builder_add(builder, facts);
    cp_graph_builder_add(builder, fixture_facts(run, stories[0]));
    struct cp_graph *graph = cp_graph_builder_finish(builder);
    CU_ASSERT_EQUAL(fixture_count(graph, CP_KIND_MEASURE), 2);
    cp_arena_free(run);
}

static double weight_of(struct cp_arena *run, const struct telling *tellings, size_t count)
{
    struct cp_graph *graph = fixture_graph(run, tellings, count);
    CU_ASSERT_EQUAL_FATAL(graph->edge_count, 2);
    CU_ASSERT_EQUAL(graph->edges[0].weight, graph->edges[1].weight);
    return graph->edges[0].weight;
}

static void check_weights(void)
{
    struct cp_arena *run = cp_arena_new();
    struct telling four[4], wordy = stories[0];
    static const char *const names[] = {"a", "b", "c", "d"};
    for (size_t i = 0; i < 4; i++) {
        four[i] = stories[0];
        four[i].document = names[i];
    }
    wordy.sentences = 9;
    CU_ASSERT_DOUBLE_EQUAL(weight_of(run, four, 1), 1.0, 1e-12); // 1 + log2 of the documents
    CU_ASSERT_DOUBLE_EQUAL(weight_of(run, four, 2), 2.0, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(weight_of(run, four, 4), 3.0, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(weight_of(run, &wordy, 1), 1.0, 1e-12);
    struct telling twice[2] = {stories[0], stories[0]}; // the same document given twice is one
    CU_ASSERT_DOUBLE_EQUAL(weight_of(run, twice, 2), 1.0, 1e-12);
    cp_arena_free(run);
}

static void check_hypothetical(void)
{
    static const bool rows[][3] = {{false, false, false}, {true, true, true}, {true, false, false}, {false, true, false}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cp_arena *run = cp_arena_new();
        struct telling both[2] = {stories[0], stories[0]};
        both[1].document = "b";
        both[0].hypothetical = rows[i][0];
        both[1].hypothetical = rows[i][1];
        struct cp_graph *graph = fixture_graph(run, both, 2);
        for (size_t e = 0; e < graph->edge_count; e++)
            CU_ASSERT_EQUAL(graph->edges[e].hypothetical, rows[i][2]);
        cp_arena_free(run);
    }
}

// Ids say what the act is, and stay when other documents come.
static void check_ids(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *few = fixture_graph(run, stories, 2), *all = fixture_graph(run, stories, COUNT(stories));
    static const char *const ids[] = {"msr:cn-market-ban-micron-2023", "cty:CN", "com:micron"};
    for (size_t i = 0; i < COUNT(ids); i++) {
        CU_ASSERT_PTR_NOT_NULL(fixture_node(few, ids[i]));
        CU_ASSERT_PTR_NOT_NULL(fixture_node(all, ids[i]));
    }
    CU_ASSERT_PTR_NOT_NULL(fixture_node(all, "msr:us-market-ban-bytedance")); // no date, no year
    cp_arena_free(run);
}

static void check_signs_and_empty(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = fixture_graph(run, stories, 1), *empty = fixture_graph(run, NULL, 0);
    for (size_t i = 0; i < graph->edge_count; i++)
        CU_ASSERT_DOUBLE_EQUAL(graph->edges[i].sign, -1.0, 1e-12);
    CU_ASSERT_EQUAL(empty->node_count + empty->edge_count + empty->document_count, 0);
    draw(run, empty);
    CU_ASSERT(fixture_graphml(run, empty, true).len > 0);
    cp_arena_free(run);
}

void cp_test_graph_build(void)
{
    CU_pSuite suite = CU_add_suite("graph: folding", NULL, NULL);
    CU_add_test(suite, "the order of the documents changes no byte", check_order);
    CU_add_test(suite, "facts through a file give the same graph", check_halves);
    CU_add_test(suite, "one act in two documents is one node with two pieces of evidence", check_same_act);
    CU_add_test(suite, "acts of another date, target, imposer or type stay apart", check_unlike_acts);
    CU_add_test(suite, "what one document sets apart stays apart", check_kept_apart);
    CU_add_test(suite, "weights grow with documents, not with sentences", check_weights);
    CU_add_test(suite, "hypothetical only if all tellings are", check_hypothetical);
    CU_add_test(suite, "ids are stable", check_ids);
    CU_add_test(suite, "signs follow the act; no documents give an empty graph", check_signs_and_empty);
}
