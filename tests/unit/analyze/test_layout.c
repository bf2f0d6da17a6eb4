// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures of graphs of many shapes: discs that do not overlap, places that are numbers, the same ones twice.
#include "chokepoint/analyze.h"

#include <CUnit/CUnit.h>
#include <math.h>

enum shape { ISOLATES, STAR, COMPLETE, PATH, PAIRS, RANDOM, LOOPS, TWO_STARS };

static void add_edge(struct cp_graph *graph, size_t from, size_t to)
{
    graph->edges[graph->edge_count++] = (struct cp_graph_edge){
        .from = (uint32_t)from, .to = (uint32_t)to, .relation = CP_RELATION_SUPPLIES, .weight = 1, .confidence = 0.5};
}

static void add_edges(struct cp_graph *graph, enum shape shape)
{
    size_t n = graph->node_count;
    uint32_t random = 7;
    for (size_t i = 0; i < n; i++)
        switch (shape) {
        case ISOLATES: break;
        case STAR: if (i) add_edge(graph, 0, i); break;
        case PATH: if (i) add_edge(graph, i - 1, i); break;
        case PAIRS: if (i % 2) add_edge(graph, i - 1, i); break;
        case LOOPS: add_edge(graph, i, i); break;
        case TWO_STARS: if (i > 1) add_edge(graph, i % 2, i); break;
        case COMPLETE:
            for (size_t j = 0; j < i; j++)
                add_edge(graph, j, i);
            break;
        case RANDOM:
            for (unsigned k = 0; k < 3; k++) {
                random = random * 1664525 + 1013904223;
                add_edge(graph, i, (random >> 8) % n);
            }
            break;
        }
}

static struct cp_graph *graph_of(struct cp_arena *run, enum shape shape, size_t n)
{
    struct cp_graph *graph = CP_NEW(run, struct cp_graph);
    graph->nodes = CP_NEW_ARRAY(run, n + 1, struct cp_graph_node);
    graph->node_count = n;
    graph->edges = CP_NEW_ARRAY(run, n * (shape == COMPLETE ? n : 3) + 1, struct cp_graph_edge);
    for (size_t i = 0; i < n; i++)
        graph->nodes[i] = (struct cp_graph_node){.id = cp_str_format(run, "n%05zu", i), .kind = i % CP_KIND_COUNT,
                                                 .type = CP_MEASURE_COUNT, .x = NAN, .y = NAN, .size = NAN};
    add_edges(graph, shape);
    return graph;
}

static const struct {
    enum shape shape;
    size_t nodes;
} shapes[] = {
    {ISOLATES, 0}, {ISOLATES, 1}, {ISOLATES, 2}, {ISOLATES, 300}, {STAR, 2},      {STAR, 400},    {COMPLETE, 40}, {COMPLETE, 120},
    {PATH, 300},   {PAIRS, 200},  {LOOPS, 5},    {RANDOM, 50},    {RANDOM, 1500}, {TWO_STARS, 80},
};
enum { SHAPES = sizeof shapes / sizeof shapes[0] };

static struct cp_graph *draw(struct cp_arena *run, size_t number)
{
    struct cp_graph *graph = graph_of(run, shapes[number].shape, shapes[number].nodes);
    struct cp_analyze_options options = {.seed = 1};
    CU_ASSERT_EQUAL(cp_layout(run, graph, &options, NULL), CP_OK);
    return graph;
}

static size_t overlaps(const struct cp_graph *graph)
{
    size_t count = 0;
    for (size_t i = 0; i < graph->node_count; i++)
        for (size_t j = 0; j < i; j++) {
            const struct cp_graph_node *a = &graph->nodes[i], *b = &graph->nodes[j];
            count += hypot(a->x - b->x, a->y - b->y) < (a->size + b->size) / 2;
        }
    return count;
}

static void check_apart(void)
{
    for (size_t s = 0; s < SHAPES; s++) {
        struct cp_arena *run = cp_arena_new();
        const struct cp_graph *graph = draw(run, s);
        CU_ASSERT_EQUAL(overlaps(graph), 0);
        for (size_t i = 0; i < graph->node_count; i++) {
            const struct cp_graph_node *node = &graph->nodes[i];
            CU_ASSERT(isfinite(node->x) && isfinite(node->y) && node->size > 0 && node->coloured);
        }
        cp_arena_free(run);
    }
}

static void check_twice(void)
{
    for (size_t s = 0; s < SHAPES; s++) {
        struct cp_arena *run = cp_arena_new();
        const struct cp_graph *once = draw(run, s), *twice = draw(run, s);
        for (size_t i = 0; i < once->node_count; i++) {
            const struct cp_graph_node *a = &once->nodes[i], *b = &twice->nodes[i];
            CU_ASSERT(a->x == b->x && a->y == b->y && a->size == b->size);
            CU_ASSERT(a->metrics.hub == b->metrics.hub && a->metrics.community == b->metrics.community);
            CU_ASSERT(a->metrics.eigenvector == b->metrics.eigenvector);
        }
        cp_arena_free(run);
    }
}

// Who has as many neighbours, and as far from everyone, has the same rank: no order of the names shows through.
static void check_equals(void)
{
    static const size_t equal[] = {3, 9, 13}; // pairs are complete; the leaves of two equal stars
    for (size_t k = 0; k < sizeof equal / sizeof equal[0]; k++) {
        struct cp_arena *run = cp_arena_new();
        const struct cp_graph *graph = draw(run, equal[k]);
        const struct cp_metrics *last = &graph->nodes[graph->node_count - 1].metrics;
        for (size_t i = shapes[equal[k]].shape == TWO_STARS ? 2 : 0; i < graph->node_count; i++) {
            CU_ASSERT_DOUBLE_EQUAL(graph->nodes[i].metrics.eigenvector, last->eigenvector, 1e-9);
            CU_ASSERT_DOUBLE_EQUAL(graph->nodes[i].metrics.harmonic, last->harmonic, 1e-9);
        }
        cp_arena_free(run);
    }
}

void cp_test_analyze_layout(void)
{
    CU_pSuite suite = CU_add_suite("analyze: layout", NULL, NULL);
    CU_add_test(suite, "no two discs overlap, and every place is a number", check_apart);
    CU_add_test(suite, "the same graph gives the same picture", check_twice);
    CU_add_test(suite, "equal nodes of equal components get equal values", check_equals);
}
