// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paths, against a list of all simple paths by plain recursion: on random graphs with parallel edges, directions, dates
// that are days, months, years or unknown, and nodes to pass and to avoid, every way of asking gives exactly what the
// definition does.
#include "chokepoint/path.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 7, MOST_PATHS = 4000 };

static unsigned state;

static unsigned draw(unsigned n)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % n;
}

static struct cp_date draw_date(void)
{
    struct cp_date date = {(int16_t)(2020 + draw(2)), (uint8_t)(1 + draw(12)), (uint8_t)(1 + draw(28))};
    switch (draw(5)) {
    case 0:
        return (struct cp_date){0};
    case 1:
        return (struct cp_date){date.year, 0, 0};
    case 2:
        return (struct cp_date){date.year, date.month, 0};
    default:
        return date;
    }
}

static struct cp_graph *random_graph(struct cp_arena *run, unsigned nodes, unsigned edges)
{
    struct cp_graph *g = CP_NEW(run, struct cp_graph);
    g->node_count = nodes;
    g->edge_count = edges;
    g->nodes = CP_NEW_ARRAY(run, nodes + 1, struct cp_graph_node);
    g->edges = CP_NEW_ARRAY(run, edges + 1, struct cp_graph_edge);
    for (unsigned i = 0; i < nodes; i++) {
        g->nodes[i].id = g->nodes[i].label = cp_str_format(run, "n%02u", i);
        g->nodes[i].kind = draw(3) ? CP_KIND_COMPANY : CP_KIND_MEASURE;
        g->nodes[i].date = draw_date();
    }
    for (unsigned i = 0; i < edges; i++)
        g->edges[i] = (struct cp_graph_edge){.from = draw(nodes),
                                             .to = draw(nodes),
                                             .relation = CP_RELATION_COUNT,
                                             .weight = 1 + draw(5),
                                             .confidence = (1 + draw(8)) / 8.0,
                                             .symmetric = draw(4) == 0,
                                             .date = draw_date()};
    return g;
}

// ---------------------------------------------------------------- by the definition

struct plain {
    uint32_t nodes[MOST];
    size_t length;
    double width; // the widest that fits in time
};

struct listing {
    const struct cp_graph *graph;
    const struct cp_path_query *query;
    struct plain paths[MOST_PATHS];
    size_t count;
    uint32_t trail[MOST];
};

// The greatest width of a way along these nodes: each step by any edge, none before the one before.
static double widest_along(const struct listing *l, size_t steps, size_t at, int32_t now)
{
    double best = -1;
    if (at == steps)
        return 1e9;
    for (uint32_t i = 0; i < l->graph->edge_count; i++) {
        const struct cp_graph_edge *e = &l->graph->edges[i];
        bool forth = e->from == l->trail[at] && e->to == l->trail[at + 1];
        bool back = e->to == l->trail[at] && e->from == l->trail[at + 1] && (e->symmetric || !l->query->directed);
        struct cp_span span = cp_edge_span(l->graph, i);
        if (!l->query->in_order)
            span = (struct cp_span){INT32_MIN, INT32_MAX};
        int32_t then = span.begin > now ? span.begin : now;
        if ((!forth && !back) || then > span.end)
            continue;
        double rest = widest_along(l, steps, at + 1, then), own = l->query->by_weight ? e->weight : e->confidence;
        double width = rest < own ? rest : own;
        best = width > best ? width : best;
    }
    return best;
}

static bool contains(const uint32_t *list, size_t count, uint32_t node)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == node)
            return true;
    return false;
}

static void list_all(struct listing *l, size_t length)
{
    uint32_t here = l->trail[length];
    if (here == l->query->to) {
        double width = widest_along(l, length, 0, INT32_MIN);
        for (size_t i = 0; i < l->query->through_count; i++)
            if (!contains(l->trail, length + 1, l->query->through[i]))
                return;
        if (width < 0)
            return;
        struct plain *path = &l->paths[l->count++];
        memcpy(path->nodes, l->trail, sizeof l->trail);
        path->length = length;
        path->width = width;
        return;
    }
    for (uint32_t to = 0; to < l->graph->node_count; to++) {
        if (contains(l->trail, length + 1, to) || contains(l->query->avoid, l->query->avoid_count, to))
            continue;
        l->trail[length + 1] = to;
        if (widest_along(l, length + 1, 0, INT32_MIN) >= 0)
            list_all(l, length + 1);
    }
}

static bool order_by_width;

static int by_order(const void *x, const void *y)
{
    const struct plain *a = x, *b = y;
    if (order_by_width && a->width != b->width)
        return a->width > b->width ? -1 : 1;
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    for (size_t i = 0; i <= a->length; i++)
        if (a->nodes[i] != b->nodes[i])
            return a->nodes[i] < b->nodes[i] ? -1 : 1;
    return 0;
}

static size_t wanted(const struct listing *l)
{
    const struct cp_path_query *q = l->query;
    size_t n = 0;
    while (n < l->count && n < q->count &&
           (q->way != CP_PATH_ALL_SHORTEST || l->paths[n].length == l->paths[0].length) &&
           (q->way != CP_PATH_SIMPLE || l->paths[n].length <= q->longest))
        n++;
    return n;
}

// Its edges join its nodes in order, as the query allows.
static void check_edges(const struct listing *l, const struct cp_path *path)
{
    int32_t now = INT32_MIN;
    for (size_t i = 0; i < path->length; i++) {
        const struct cp_graph_edge *e = &l->graph->edges[path->edges[i]];
        bool forth = e->from == path->nodes[i] && e->to == path->nodes[i + 1];
        bool back = e->to == path->nodes[i] && e->from == path->nodes[i + 1] && (e->symmetric || !l->query->directed);
        CU_ASSERT(forth || back);
        struct cp_span span = cp_edge_span(l->graph, path->edges[i]);
        now = span.begin > now ? span.begin : now;
        CU_ASSERT(!l->query->in_order || now <= span.end);
    }
}

static void check_query(struct cp_arena *run, const struct cp_graph *g, const struct cp_path_query *query)
{
    struct listing *l = calloc(1, sizeof *l);
    CU_ASSERT_PTR_NOT_NULL_FATAL(l);
    l->graph = g;
    l->query = query;
    l->trail[0] = query->from;
    list_all(l, 0);
    order_by_width = query->way == CP_PATH_WIDEST;
    qsort(l->paths, l->count, sizeof *l->paths, by_order);
    struct cp_path_answer answer;
    cp_paths(run, g, query, &answer);
    size_t n = wanted(l);
    CU_ASSERT_EQUAL(answer.count, n);
    CU_ASSERT(!answer.gave_up);
    for (size_t i = 0; i < n && i < answer.count; i++) {
        const struct cp_path *path = &answer.paths[i];
        CU_ASSERT_EQUAL(path->length, l->paths[i].length);
        if (path->length != l->paths[i].length)
            continue;
        CU_ASSERT(memcmp(path->nodes, l->paths[i].nodes, (path->length + 1) * sizeof *path->nodes) == 0);
        CU_ASSERT(query->way != CP_PATH_WIDEST || path->width == l->paths[i].width);
        check_edges(l, path);
    }
    free(l);
}

static void check_random(void)
{
    state = 5;
    for (int round = 0; round < 400; round++) {
        struct cp_arena *run = cp_arena_new();
        unsigned n = 2 + draw(MOST - 1), from = draw(n), to = (from + 1 + draw(n - 1)) % n;
        struct cp_graph *g = random_graph(run, n, draw(3 * n + 2));
        uint32_t through[2], avoid[1];
        struct cp_path_query query = {.from = from, .to = to, .through = through, .avoid = avoid};
        query.directed = draw(2);
        query.in_order = draw(2);
        query.by_weight = draw(2);
        query.longest = 1 + draw(n);
        for (unsigned v = 0, some = draw(3); v < n; v++)
            if (v != from && v != to && !query.avoid_count && some == 1)
                avoid[query.avoid_count++] = v;
        for (int way = CP_PATH_SHORTEST; way <= CP_PATH_SIMPLE; way++) {
            query.way = (enum cp_path_way)way;
            query.count = draw(2) ? 1 + draw(6) : MOST_PATHS;
            query.through_count = 0;
            check_query(run, g, &query);
            for (unsigned v = n; v-- > 0 && query.through_count < 2;)
                if (draw(2) && !(query.avoid_count && avoid[0] == v))
                    through[query.through_count++] = v;
            if (query.through_count)
                check_query(run, g, &query);
        }
        cp_arena_free(run);
    }
}

// ---------------------------------------------------------------- dates

// {step 1, step 2, can follow}
static const struct {
    const char *first, *second;
    bool follows;
} dates[] = {
    {"2023-05-01", "2023-05-02", true}, {"2023-05-02", "2023-05-01", false},
    {"2023-05-02", "2023-05-02", true}, {"2023-05", "2023-05-01", true},
    {"2023-05-20", "2023-05", true},    {"2023-06-01", "2023-05", false},
    {"2023", "2023-01-01", true},       {"2024-02-29", "2023", false},
    {"2023-12-31", "2023", true},       {"", "2023-01-01", true},
    {"2023-01-01", "", true},           {"2023-12", "2023-11", false},
};

static void check_dates(void)
{
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_graph *g = random_graph(run, 3, 2);
        for (uint32_t k = 0; k < 3; k++)
            g->nodes[k].kind = CP_KIND_COMPANY;
        for (uint32_t k = 0; k < 2; k++) {
            g->edges[k] = (struct cp_graph_edge){.from = k, .to = k + 1, .confidence = 1};
            cp_date_parse(cp_str_from(k ? dates[i].second : dates[i].first), &g->edges[k].date);
        }
        struct cp_path_query query = {.from = 0, .to = 2, .count = 1, .in_order = true};
        struct cp_path_answer answer;
        cp_paths(run, g, &query, &answer);
        CU_ASSERT_EQUAL(answer.count, dates[i].follows);
        cp_arena_free(run);
    }
}

// ---------------------------------------------------------------- size

// On a ladder of many rungs the shortest ways are too many to list, and the search for one through both ends of it
// ends.
static void check_many(void)
{
    enum { RUNGS = 60 };
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *g = random_graph(run, 2 * RUNGS, 0);
    g->edges = CP_NEW_ARRAY(run, 4 * RUNGS, struct cp_graph_edge);
    for (uint32_t i = 0; i + 1 < RUNGS; i++)
        for (uint32_t side = 0; side < 4; side++)
            g->edges[g->edge_count++] =
                (struct cp_graph_edge){.from = 2 * i + side / 2, .to = 2 * i + 2 + side % 2, .confidence = 1};
    struct cp_path_query query = {.from = 0, .to = 2 * RUNGS - 1, .way = CP_PATH_ALL_SHORTEST, .count = 50};
    struct cp_path_answer answer;
    cp_paths(run, g, &query, &answer);
    CU_ASSERT_EQUAL(answer.count, 50);
    CU_ASSERT(answer.more);
    uint32_t both[] = {40, 41};
    query = (struct cp_path_query){.from = 0,
                                   .to = 2 * RUNGS - 1,
                                   .way = CP_PATH_SHORTEST,
                                   .count = 1,
                                   .directed = true,
                                   .through = both,
                                   .through_count = 2,
                                   .effort = 100000};
    cp_paths(run, g, &query, &answer);
    CU_ASSERT_EQUAL(answer.count, 0);
    cp_arena_free(run);
}

void cp_test_analyze_paths(void)
{
    CU_pSuite suite = CU_add_suite("analyze: paths", NULL, NULL);
    CU_add_test(suite, "every way of asking gives what the definition does", check_random);
    CU_add_test(suite, "a month is all of its days", check_dates);
    CU_add_test(suite, "too many to list", check_many);
}
