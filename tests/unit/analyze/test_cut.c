// SPDX-License-Identifier: GPL-3.0-or-later
//
// What would be cut off, against the definition: on random graphs each node is taken out and all distances are measured
// anew, and the cuts between two nodes are compared with all sets that are as small or smaller.
#include "chokepoint/cut.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <string.h>

enum { MOST = 12 };

static unsigned state;

static unsigned draw(unsigned n)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % n;
}

// Nodes n0 … with random edges, some parallel, some loops, some symmetric.
static struct cp_graph *random_graph(struct cp_arena *run, unsigned nodes, unsigned edges)
{
    struct cp_graph *g = CP_NEW(run, struct cp_graph);
    g->node_count = nodes;
    g->edge_count = edges;
    g->nodes = CP_NEW_ARRAY(run, nodes + 1, struct cp_graph_node);
    g->edges = CP_NEW_ARRAY(run, edges + 1, struct cp_graph_edge);
    for (unsigned i = 0; i < nodes; i++)
        g->nodes[i].id = g->nodes[i].label = cp_str_format(run, "n%02u", i);
    for (unsigned i = 0; i < edges; i++)
        g->edges[i] = (struct cp_graph_edge){.from = draw(nodes),
                                             .to = draw(nodes),
                                             .relation = CP_RELATION_COUNT,
                                             .weight = 1,
                                             .confidence = 0.5,
                                             .symmetric = draw(4) == 0};
    return g;
}

// ---------------------------------------------------------------- by the definition

struct matrix {
    unsigned n;
    unsigned d[MOST][MOST]; // 0: not reached
};

static struct matrix distances(const struct cp_graph *g, bool directed, unsigned without)
{
    struct matrix m = {.n = (unsigned)g->node_count};
    for (size_t i = 0; i < g->edge_count; i++) {
        const struct cp_graph_edge *e = &g->edges[i];
        if (e->from == e->to || e->from == without || e->to == without)
            continue;
        m.d[e->from][e->to] = 1;
        if (!directed || e->symmetric)
            m.d[e->to][e->from] = 1;
    }
    for (unsigned k = 0; k < m.n; k++) // Floyd and Warshall
        for (unsigned i = 0; i < m.n; i++)
            for (unsigned j = 0; j < m.n; j++)
                if (i != j && m.d[i][k] && m.d[k][j] && (!m.d[i][j] || m.d[i][k] + m.d[k][j] < m.d[i][j]))
                    m.d[i][j] = m.d[i][k] + m.d[k][j];
    return m;
}

struct sums {
    double efficiency, pairs;
};

static struct sums sum_without(const struct matrix *m, unsigned v)
{
    struct sums s = {0};
    for (unsigned i = 0; i < m->n; i++)
        for (unsigned j = 0; j < m->n; j++)
            if (i != v && j != v && i != j && m->d[i][j]) {
                s.efficiency += 1.0 / m->d[i][j];
                s.pairs++;
            }
    return s;
}

static bool same(double a, double b)
{
    return isnan(a) ? isnan(b) : fabs(a - b) < 1e-7;
}

static void check_losses(const struct cp_graph *g, const struct cp_cuts *cuts, bool directed)
{
    struct matrix whole = distances(g, directed, MOST);
    for (unsigned v = 0; v < g->node_count; v++) {
        struct matrix rest = distances(g, directed, v);
        struct sums before = sum_without(&whole, v), after = sum_without(&rest, v);
        CU_ASSERT(same(cuts->nodes[v].efficiency, before.pairs > 0 ? 1 - after.efficiency / before.efficiency : NAN));
        CU_ASSERT(same(cuts->nodes[v].reach, before.pairs > 0 ? 1 - after.pairs / before.pairs : NAN));
    }
}

static void check_pieces(const struct cp_graph *g, const struct cp_cuts *cuts)
{
    struct matrix whole = distances(g, false, MOST);
    for (unsigned v = 0; v < g->node_count; v++) {
        struct matrix rest = distances(g, false, v);
        bool seen[MOST] = {false};
        size_t pieces = 0, component = 0, largest = 0;
        for (unsigned i = 0; i < g->node_count; i++) {
            if (!whole.d[v][i] || seen[i] || i == v)
                continue;
            size_t size = 0;
            for (unsigned j = 0; j < g->node_count; j++)
                if (j == i || rest.d[i][j]) {
                    seen[j] = true;
                    size++;
                }
            pieces++;
            component += size;
            largest = size > largest ? size : largest;
        }
        CU_ASSERT_EQUAL(cuts->nodes[v].pieces, pieces);
        CU_ASSERT_EQUAL(cuts->nodes[v].severed, component - largest);
    }
}

// A pair is a bridge if it alone joins its ends.
static void check_bridges(struct cp_arena *run, const struct cp_graph *g, const struct cp_cuts *cuts)
{
    size_t count = 0;
    for (unsigned a = 0; a < g->node_count; a++)
        for (unsigned b = a + 1; b < g->node_count; b++) {
            struct cp_graph rest = *g;
            bool there = false;
            rest.edges = CP_NEW_ARRAY(run, g->edge_count + 1, struct cp_graph_edge);
            rest.edge_count = 0;
            for (size_t i = 0; i < g->edge_count; i++) {
                const struct cp_graph_edge *e = &g->edges[i];
                bool between = (e->from == a && e->to == b) || (e->from == b && e->to == a);
                there |= between;
                if (!between)
                    rest.edges[rest.edge_count++] = *e;
            }
            struct matrix m = distances(&rest, false, MOST);
            count += there && !m.d[a][b];
        }
    CU_ASSERT_EQUAL(cuts->bridge_count, count);
}

// Two nodes share a block exactly if no third parts them (and a link or a way around joins them).
static void check_blocks(const struct cp_graph *g, const struct cp_cuts *cuts)
{
    bool together[MOST][MOST] = {{false}};
    for (size_t i = 0; i < cuts->block_count; i++)
        for (size_t a = 0; a < cuts->blocks[i].count; a++)
            for (size_t b = 0; b < cuts->blocks[i].count; b++)
                together[cuts->blocks[i].nodes[a]][cuts->blocks[i].nodes[b]] = true;
    struct matrix whole = distances(g, false, MOST);
    for (unsigned a = 0; a < g->node_count; a++)
        for (unsigned b = 0; b < g->node_count; b++) {
            bool held = a != b && whole.d[a][b];
            for (unsigned v = 0; v < g->node_count && held; v++) {
                struct matrix rest = distances(g, false, v);
                held = v == a || v == b || rest.d[a][b];
            }
            if (a != b)
                CU_ASSERT_EQUAL(together[a][b], held);
        }
}

static void check_random(void)
{
    state = 7;
    for (int round = 0; round < 300; round++) {
        struct cp_arena *run = cp_arena_new();
        unsigned n = 1 + draw(MOST - 1);
        struct cp_graph *g = random_graph(run, n, draw(2 * n + 2));
        for (int directed = 0; directed < 2; directed++) {
            struct cp_cuts cuts;
            struct cp_cut_options options = {.directed = directed, .jobs = 1 + draw(3)};
            cp_cuts(run, g, &options, &cuts);
            CU_ASSERT_EQUAL(cuts.sources, n);
            check_losses(g, &cuts, directed);
            check_pieces(g, &cuts);
            if (!directed && round < 60) {
                check_bridges(run, g, &cuts);
                check_blocks(g, &cuts);
            }
        }
        cp_arena_free(run);
    }
}

// ---------------------------------------------------------------- sampling

// From half of the sources the loss is near that from all, the same for the same seed and any number of threads.
static void check_sampled(void)
{
    struct cp_arena *run = cp_arena_new();
    state = 3;
    struct cp_graph *g = random_graph(run, 400, 900);
    for (uint32_t i = 0; i < 40; i++) // a hub, so that one node is the first beyond doubt
        g->edges[i] = (struct cp_graph_edge){.from = 0, .to = 10 * i + 1, .confidence = 0.5};
    struct cp_cuts whole, half, again;
    struct cp_cut_options options = {.seed = 5, .jobs = 1};
    cp_cuts(run, g, &options, &whole);
    options.most_work = 500000;
    cp_cuts(run, g, &options, &half);
    options.jobs = 3;
    cp_cuts(run, g, &options, &again);
    CU_ASSERT(half.sources > 100 && half.sources < 400);
    uint32_t most[2] = {0, 0};
    for (uint32_t v = 0; v < g->node_count; v++) {
        CU_ASSERT(fabs(whole.nodes[v].efficiency - half.nodes[v].efficiency) < 0.02);
        CU_ASSERT(half.nodes[v].efficiency == again.nodes[v].efficiency);
        most[0] = whole.nodes[v].efficiency > whole.nodes[most[0]].efficiency ? v : most[0];
        most[1] = half.nodes[v].efficiency > half.nodes[most[1]].efficiency ? v : most[1];
    }
    CU_ASSERT_EQUAL(most[0], most[1]);
    cp_arena_free(run);
}

// ---------------------------------------------------------------- between two

static bool joined_without(const struct cp_graph *g, unsigned a, unsigned b, bool directed, unsigned gone)
{
    bool reached[MOST] = {false};
    reached[a] = true;
    for (unsigned turn = 0; turn < g->node_count; turn++)
        for (size_t i = 0; i < g->edge_count; i++) {
            const struct cp_graph_edge *e = &g->edges[i];
            bool direct = (e->from == a && e->to == b) || (e->from == b && e->to == a);
            if (direct || gone >> e->from & 1 || gone >> e->to & 1)
                continue;
            reached[e->to] |= reached[e->from];
            if (!directed || e->symmetric)
                reached[e->from] |= reached[e->to];
        }
    return reached[b];
}

static unsigned set_of(const uint32_t *nodes, size_t count)
{
    unsigned set = 0;
    for (size_t i = 0; i < count; i++)
        set |= 1u << nodes[i];
    return set;
}

static void check_node_cut(const struct cp_graph *g, unsigned a, unsigned b, bool directed,
                           const struct cp_cut_between *cut)
{
    unsigned least = MOST, ends = 1u << a | 1u << b;
    for (unsigned set = 0; set < 1u << g->node_count; set++)
        if (!(set & ends) && !joined_without(g, a, b, directed, set) && (unsigned)__builtin_popcount(set) < least)
            least = (unsigned)__builtin_popcount(set);
    CU_ASSERT_EQUAL(cut->node_count, least);
    unsigned near_a = set_of(cut->nodes_near_a, cut->node_count), near_b = set_of(cut->nodes_near_b, cut->node_count);
    CU_ASSERT_EQUAL((unsigned)__builtin_popcount(near_a), least);
    CU_ASSERT(!(near_a & ends) && !joined_without(g, a, b, directed, near_a));
    CU_ASSERT_EQUAL((unsigned)__builtin_popcount(near_b), least);
    CU_ASSERT(!(near_b & ends) && !joined_without(g, a, b, directed, near_b));
}

// The least cut of links over all sets of nodes on the side of a.
static size_t least_links(const struct cp_graph *g, unsigned a, unsigned b, bool directed)
{
    size_t least = SIZE_MAX;
    for (unsigned side = 0; side < 1u << g->node_count; side++) {
        bool crosses[MOST][MOST] = {{false}};
        size_t count = 0;
        if (!(side >> a & 1) || side >> b & 1)
            continue;
        for (size_t i = 0; i < g->edge_count; i++) {
            const struct cp_graph_edge *e = &g->edges[i];
            bool out = (side >> e->from & 1) && !(side >> e->to & 1),
                 in = (side >> e->to & 1) && !(side >> e->from & 1);
            crosses[e->from][e->to] |= out;
            if (!directed || e->symmetric)
                crosses[e->to][e->from] |= in;
        }
        for (int x = 0; x < MOST; x++)
            for (int y = 0; y < MOST; y++)
                count += crosses[x][y];
        least = count < least ? count : least;
    }
    return least;
}

static void check_between(void)
{
    state = 11;
    for (int round = 0; round < 60; round++) {
        struct cp_arena *run = cp_arena_new();
        unsigned n = 2 + draw(6), a = draw(n), b = (a + 1 + draw(n - 1)) % n;
        struct cp_graph *g = random_graph(run, n, draw(3 * n + 2));
        for (int directed = 0; directed < 2; directed++) {
            struct cp_cut_between cut;
            cp_cut_between(run, g, a, b, directed, &cut);
            check_node_cut(g, a, b, directed, &cut);
            CU_ASSERT_EQUAL(cut.link_count, least_links(g, a, b, directed));
        }
        cp_arena_free(run);
    }
}

// a - 1 - 2 - b: each of the two in the middle parts the ends; which is next to which is told.
static void check_near(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *g = random_graph(run, 4, 3);
    for (uint32_t i = 0; i < 3; i++)
        g->edges[i] = (struct cp_graph_edge){.from = i, .to = i + 1, .confidence = 0.5};
    struct cp_cut_between cut;
    cp_cut_between(run, g, 0, 3, false, &cut);
    CU_ASSERT_EQUAL_FATAL(cut.node_count, 1);
    CU_ASSERT_EQUAL(cut.nodes_near_a[0], 1);
    CU_ASSERT_EQUAL(cut.nodes_near_b[0], 2);
    CU_ASSERT_EQUAL_FATAL(cut.link_count, 1);
    CU_ASSERT_EQUAL(cut.links_near_a[0], 0);
    CU_ASSERT_EQUAL(cut.links_near_b[0], 2);
    CU_ASSERT(!cut.adjacent);
    cp_arena_free(run);
}

void cp_test_analyze_cut(void)
{
    CU_pSuite suite = CU_add_suite("analyze: what would be cut off", NULL, NULL);
    CU_add_test(suite, "losses, pieces, bridges and blocks are those of the definition", check_random);
    CU_add_test(suite, "a sample comes near, and does not depend on threads", check_sampled);
    CU_add_test(suite, "the fewest nodes and links between two, against all sets", check_between);
    CU_add_test(suite, "of cuts as small, those next to either end", check_near);
}
