// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shortest paths from all sources and from some: bit by bit the same however many jobs work on them, and estimates
// that keep within the bound that is stated.
#include "chokepoint/analyze.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <string.h>

enum { NODES = 1000, EDGES = 5000 };

// Each new node is tied to the ends of old edges, so that there are hubs.
static struct cp_graph *grow(struct cp_arena *run)
{
    struct cp_graph *graph = CP_NEW(run, struct cp_graph);
    uint32_t random = 5;
    graph->nodes = CP_NEW_ARRAY(run, NODES, struct cp_graph_node);
    graph->node_count = NODES;
    graph->edges = CP_NEW_ARRAY(run, EDGES, struct cp_graph_edge);
    for (size_t i = 0; i < EDGES; i++) {
        uint32_t from = (uint32_t)(1 + i * (NODES - 1) / EDGES);
        random = random * 1664525 + 1013904223;
        uint32_t to = i ? graph->edges[(random >> 8) % i].to : 0;
        random = random * 1664525 + 1013904223;
        if (random >> 31)
            to = (random >> 8) % from;
        graph->edges[i] = (struct cp_graph_edge){.from = from, .to = to, .relation = CP_RELATION_SUPPLIES,
                                                 .weight = 1 + (double)(random >> 16 & 3), .confidence = 1};
    }
    graph->edge_count = EDGES;
    return graph;
}

static struct cp_graph *analyzed(struct cp_arena *run, struct cp_analyze_options options, struct cp_summary *summary)
{
    struct cp_graph *graph = grow(run);
    options.also |= 1u << CP_ALSO_CLOSENESS | 1u << CP_ALSO_EDGES;
    CU_ASSERT_EQUAL_FATAL(cp_analyze(run, graph, &options, summary, NULL), CP_OK);
    return graph;
}

static void check_jobs(void)
{
    static const struct cp_analyze_options ways[] = {
        {.seed = 1}, {.seed = 1, .weighted = true, .directed = true}, {.seed = 1, .samples = 100}};
    for (size_t w = 0; w < sizeof ways / sizeof ways[0]; w++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_summary summary;
        struct cp_analyze_options one = ways[w], many = ways[w];
        one.jobs = 1;
        many.jobs = 7;
        struct cp_graph *a = analyzed(run, one, &summary), *b = analyzed(run, many, &summary);
        for (size_t i = 0; i < NODES; i++) {
            const struct cp_metrics *x = &a->nodes[i].metrics, *y = &b->nodes[i].metrics;
            CU_ASSERT(memcmp(&x->betweenness, &y->betweenness, sizeof x->betweenness) == 0);
            CU_ASSERT(memcmp(&x->harmonic, &y->harmonic, sizeof x->harmonic) == 0);
            CU_ASSERT(memcmp(&x->closeness, &y->closeness, sizeof x->closeness) == 0);
        }
        for (size_t i = 0; i < EDGES; i++)
            CU_ASSERT(memcmp(&a->edges[i].betweenness, &b->edges[i].betweenness, sizeof a->edges[i].betweenness) == 0);
        cp_arena_free(run);
    }
}

static void check_sample(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_summary all, some, more;
    struct cp_graph *exact = analyzed(run, (struct cp_analyze_options){.seed = 1}, &all);
    struct cp_graph *sampled = analyzed(run, (struct cp_analyze_options){.seed = 1, .samples = 200}, &some);
    double pairs = (NODES - 1.0) * (NODES - 2.0) / 2, worst = 0;
    analyzed(run, (struct cp_analyze_options){.seed = 1, .samples = 600}, &more);
    CU_ASSERT_EQUAL(all.sources, NODES);
    CU_ASSERT_EQUAL(all.bound, 0);
    CU_ASSERT_EQUAL(some.sources, 200);
    CU_ASSERT(more.bound < some.bound);
    for (size_t i = 0; i < NODES; i++) {
        const struct cp_metrics *x = &exact->nodes[i].metrics, *y = &sampled->nodes[i].metrics;
        worst = fmax(worst, fabs(x->betweenness - y->betweenness) / pairs);
        CU_ASSERT_DOUBLE_EQUAL(y->harmonic, x->harmonic, 0.1 * x->harmonic);
        CU_ASSERT_DOUBLE_EQUAL(y->closeness, x->closeness, 0.1 * x->closeness);
    }
    CU_ASSERT(worst > 0 && worst < some.bound);
    cp_arena_free(run);
}

// The betweenness of all edges is the sum of all distances: a path of length d goes through d edges.
static void check_edges(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_summary summary;
    struct cp_graph *graph = CP_NEW(run, struct cp_graph);
    graph->nodes = CP_NEW_ARRAY(run, 6, struct cp_graph_node);
    graph->node_count = 6;
    graph->edges = CP_NEW_ARRAY(run, 6, struct cp_graph_edge);
    for (uint32_t i = 0; i < 6; i++) // a path, and one of its edges twice
        graph->edges[i] = (struct cp_graph_edge){
            .from = i < 5 ? i : 0, .to = i < 5 ? i + 1 : 1, .weight = 1, .relation = CP_RELATION_SUPPLIES};
    graph->edge_count = 6;
    struct cp_analyze_options options = {.seed = 1, .also = 1u << CP_ALSO_EDGES};
    CU_ASSERT_EQUAL(cp_analyze(run, graph, &options, &summary, NULL), CP_OK);
    static const double want[] = {5, 8, 9, 8, 5, 5}; // of a path: nodes before it times nodes behind it
    for (size_t i = 0; i < 6; i++)
        CU_ASSERT_DOUBLE_EQUAL(graph->edges[i].betweenness, want[i], 1e-12);
    cp_arena_free(run);
}

struct told {
    size_t calls, last, all;
};

static void tell(void *context, const char *what, size_t done, size_t all)
{
    struct told *told = context;
    CU_ASSERT(what != NULL && done >= told->last && done <= all);
    *told = (struct told){told->calls + 1, done, all};
}

static void check_progress(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_summary summary;
    struct told told = {0};
    struct cp_progress progress = {tell, &told};
    analyzed(run, (struct cp_analyze_options){.seed = 1, .jobs = 3, .progress = &progress}, &summary);
    CU_ASSERT(told.calls > 10 && told.last == NODES && told.all == NODES);
    cp_arena_free(run);
}

void cp_test_analyze_sources(void)
{
    CU_pSuite suite = CU_add_suite("analyze: shortest paths", NULL, NULL);
    CU_add_test(suite, "the same bits from one job and from seven", check_jobs);
    CU_add_test(suite, "a sample keeps within the bound that it states", check_sample);
    CU_add_test(suite, "edges of a path, one of them twice", check_edges);
    CU_add_test(suite, "progress is told in order, up to the end", check_progress);
}
