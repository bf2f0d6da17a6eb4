// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the literature says of the structure of known graphs, and camps that can be counted by hand or by trying all
// of them.
#include "chokepoint/export.h"
#include "chokepoint/structure.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>

struct described {
    struct cp_arena *run;
    struct cp_graph *graph;
    struct cp_structure structure;
};

static struct described describe(const char *name, struct cp_analyze_options options)
{
    struct described d = {.run = cp_arena_new()};
    struct cp_summary summary;
    struct cp_error err = {0};
    char path[128];
    snprintf(path, sizeof path, "tests/known/%s.graphml", name);
    CU_ASSERT_EQUAL_FATAL(cp_graph_read(d.run, path, &d.graph, &err), CP_OK);
    CU_ASSERT_EQUAL_FATAL(cp_analyze(d.run, d.graph, &options, &summary, &err), CP_OK);
    CU_ASSERT_EQUAL_FATAL(cp_structure(d.run, d.graph, &options, &d.structure, &err), CP_OK);
    return d;
}

// Clauset, Newman and Moore 2004; Blondel et al. 2008; Brandes et al. 2008 proved that there is no better one.
static void check_methods(void)
{
    struct described club = describe("zachary-club", (struct cp_analyze_options){.seed = 1});
    CU_ASSERT_DOUBLE_EQUAL(club.structure.modularity_greedy, 0.3807, 5e-5);
    CU_ASSERT_EQUAL(club.structure.communities_greedy, 3);
    CU_ASSERT_DOUBLE_EQUAL(club.structure.modularity_multilevel, 0.4198, 5e-5);
    CU_ASSERT_DOUBLE_EQUAL(club.structure.modularity, 0.4198, 5e-5);
    CU_ASSERT_EQUAL(club.structure.communities, 4);
    CU_ASSERT(club.structure.modularity_best <= club.structure.modularity + 1e-12);
    CU_ASSERT(club.structure.likeness > 0.8 && club.structure.likeness <= 1 + 1e-12);
    cp_arena_free(club.run);
}

static void check_resolution(void)
{
    struct described few = describe("les-miserables", (struct cp_analyze_options){.seed = 1, .resolution = 0.3});
    struct described many = describe("les-miserables", (struct cp_analyze_options){.seed = 1, .resolution = 3});
    CU_ASSERT(few.structure.communities < 6 && many.structure.communities > 8);
    cp_arena_free(few.run);
    cp_arena_free(many.run);
}

// Newman 2002 has -0.476 for the club; its transitivity and clustering stand in every textbook.
static void check_ties(void)
{
    struct described club = describe("zachary-club", (struct cp_analyze_options){.seed = 1});
    const struct cp_structure *s = &club.structure;
    CU_ASSERT_DOUBLE_EQUAL(s->by_degree, -0.475613, 1e-6);
    CU_ASSERT_DOUBLE_EQUAL(s->transitivity, 0.255682, 1e-6);
    CU_ASSERT_EQUAL(s->reciprocity, 1); // without direction each edge goes both ways
    CU_ASSERT_EQUAL(s->triads[15], 45); // triangles
    CU_ASSERT_EQUAL(s->triads[0] + s->triads[2] + s->triads[10] + s->triads[15], 34 * 33 * 32 / 6);
    CU_ASSERT_PTR_NULL(s->balance.camp); // nobody is a friend or a foe
    cp_arena_free(club.run);
}

// Read 1954; Hage and Harary 1983. The index after Aref and Wilson 2018.
static void check_tribes(void)
{
    struct described tribes = describe("gahuku-gama-tribes", (struct cp_analyze_options){.seed = 1});
    const struct cp_balance *b = &tribes.structure.balance;
    CU_ASSERT_EQUAL(b->positive, 29);
    CU_ASSERT_EQUAL(b->negative, 29);
    CU_ASSERT_EQUAL(b->triangles, 68);
    CU_ASSERT_EQUAL(b->balanced, 59);
    CU_ASSERT_EQUAL(b->frustration_least, 7);
    CU_ASSERT_EQUAL(b->frustration_most, 7);
    cp_arena_free(tribes.run);
}

// ---------------------------------------------------------------- camps

static struct cp_graph *signed_graph(struct cp_arena *run, size_t nodes, size_t edges, uint32_t *random)
{
    struct cp_graph *graph = CP_NEW(run, struct cp_graph);
    graph->nodes = CP_NEW_ARRAY(run, nodes, struct cp_graph_node);
    graph->node_count = nodes;
    graph->edges = CP_NEW_ARRAY(run, edges, struct cp_graph_edge);
    graph->edge_count = edges;
    for (size_t i = 0; i < edges; i++) {
        uint32_t numbers[3];
        for (size_t k = 0; k < 3; k++)
            numbers[k] = (*random = *random * 1664525 + 1013904223) >> 8;
        graph->edges[i] = (struct cp_graph_edge){.from = (uint32_t)(numbers[0] % nodes),
                                                 .to = (uint32_t)(numbers[1] % nodes),
                                                 .relation = CP_RELATION_SUPPLIES,
                                                 .weight = 1,
                                                 .sign = numbers[2] % 5 < 2 ? 1 : -1};
    }
    return graph;
}

// The pairs against the camps, from a table of the signs of all pairs.
static size_t count_against(struct cp_arena *run, const struct cp_graph *graph, const uint8_t *camp)
{
    size_t n = graph->node_count, against = 0;
    double *sums = CP_NEW_ARRAY(run, n * n, double);
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *e = &graph->edges[i];
        sums[e->from * n + e->to] += e->sign;
        sums[e->to * n + e->from] += e->sign;
    }
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++)
            against += sums[a * n + b] != 0 && (sums[a * n + b] > 0) != (camp[a] == camp[b]);
    return against;
}

static size_t least_against(struct cp_arena *run, const struct cp_graph *graph)
{
    size_t best = SIZE_MAX;
    for (uint32_t camps = 0; camps < 1u << (graph->node_count - 1); camps++) {
        uint8_t camp[32];
        for (size_t i = 0; i < graph->node_count; i++)
            camp[i] = camps >> i & 1;
        size_t against = count_against(run, graph, camp);
        best = against < best ? against : best;
    }
    return best;
}

static void check_all_camps(void)
{
    uint32_t random = 3;
    for (size_t i = 0; i < 40; i++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_graph *graph = signed_graph(run, 2 + i % 8, 4 + i, &random);
        struct cp_balance balance;
        cp_balance(run, graph, 1, NULL, &balance);
        size_t want = least_against(run, graph);
        CU_ASSERT(balance.positive + balance.negative == 0 || balance.frustration_most == want);
        CU_ASSERT(balance.positive + balance.negative == 0 || balance.frustration_least == want);
        cp_arena_free(run);
    }
}

// Too much for a proof: what is found is a cut that exists, and what is proved is no more than it.
static void check_bounds(void)
{
    uint32_t random = 11;
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = signed_graph(run, 700, 6000, &random);
    struct cp_balance balance;
    cp_balance(run, graph, 1, NULL, &balance);
    CU_ASSERT_EQUAL(balance.frustration_most, count_against(run, graph, balance.camp));
    CU_ASSERT(balance.frustration_least > 0 && balance.frustration_least < balance.frustration_most);
    CU_ASSERT(balance.frustration_most < (balance.positive + balance.negative) / 2);
    cp_arena_free(run);
}

static void check_nothing(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph none = {0}, one = {.nodes = CP_NEW(run, struct cp_graph_node), .node_count = 1};
    struct cp_structure structure;
    struct cp_analyze_options options = {.seed = 1};
    struct cp_summary summary;
    CU_ASSERT_EQUAL(cp_structure(run, &none, &options, &structure, NULL), CP_OK);
    CU_ASSERT(isnan(structure.modularity) && isnan(structure.by_kind) && isnan(structure.clustering));
    CU_ASSERT_EQUAL(cp_analyze(run, &one, &options, &summary, NULL), CP_OK);
    CU_ASSERT_EQUAL(cp_structure(run, &one, &options, &structure, NULL), CP_OK);
    CU_ASSERT(isnan(structure.modularity) && isnan(structure.by_degree) && isnan(structure.reciprocity));
    cp_arena_free(run);
}

void cp_test_analyze_structure(void)
{
    CU_pSuite suite = CU_add_suite("analyze: structure", NULL, NULL);
    CU_add_test(suite, "three methods find the communities that they are known to find", check_methods);
    CU_add_test(suite, "a greater resolution gives more communities", check_resolution);
    CU_add_test(suite, "triads, assortativity, transitivity of the club", check_ties);
    CU_add_test(suite, "the tribes: 59 of 68 triangles, frustration index 7", check_tribes);
    CU_add_test(suite, "the frustration index is the least over all camps", check_all_camps);
    CU_add_test(suite, "of a large graph the index lies between two bounds", check_bounds);
    CU_add_test(suite, "a graph without edges has no structure", check_nothing);
}
