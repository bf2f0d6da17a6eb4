// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench-betweenness [NODES] [EDGES_OF_A_NODE] [SAMPLES]: how fast betweenness is, beside igraph's on one core, in the
// same run; or, with SAMPLES, how many of the first 50 by exact betweenness a sample of so many sources finds (0: of as
// many as `analyze` takes), with three seeds. The graph grows by preferential attachment (Barabási and Albert 1999):
// 10000 nodes with 5 edges each if nothing is said. Exit status 1 if the values differ, or fewer than 45 are found.
#include "net_p.h"
#include "sources_p.h"

#include <igraph.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { TOP = 50, LEAST = 45, SEEDS = 3 };

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static struct cp_graph *grow(struct cp_arena *run, size_t nodes, size_t each)
{
    struct cp_graph *graph = CP_NEW(run, struct cp_graph);
    uint64_t random = 1;
    graph->nodes = CP_NEW_ARRAY(run, nodes, struct cp_graph_node);
    graph->node_count = nodes;
    graph->edges = CP_NEW_ARRAY(run, nodes * each, struct cp_graph_edge);
    for (uint32_t v = 1; v < nodes; v++)
        for (size_t i = 0; i < each; i++) { // an end of an old edge is a node by its degree
            size_t old = graph->edge_count ? cp_random(&random) % (2 * graph->edge_count) : 0;
            const struct cp_graph_edge *e = &graph->edges[old / 2];
            uint32_t to = v <= each ? (uint32_t)(i % v) : old % 2 ? e->to : e->from;
            if (to != v)
                graph->edges[graph->edge_count++] = (struct cp_graph_edge){.from = v, .to = to, .weight = 1};
        }
    return graph;
}

static double *by_igraph(struct cp_arena *run, const struct cp_net *net, double *wall, double *core)
{
    igraph_t graph;
    igraph_vector_int_t ends;
    igraph_vector_t values;
    igraph_vector_int_init(&ends, 0);
    igraph_vector_init(&values, 0);
    for (uint32_t v = 0; v < net->nodes; v++)
        for (size_t a = net->row[v]; a < net->row[v + 1]; a++)
            if (net->head[a] < v) {
                igraph_vector_int_push_back(&ends, v);
                igraph_vector_int_push_back(&ends, net->head[a]);
            }
    igraph_create(&graph, &ends, (igraph_integer_t)net->nodes, IGRAPH_UNDIRECTED);
    double begin = now(CLOCK_MONOTONIC), begin_core = now(CLOCK_THREAD_CPUTIME_ID);
    igraph_betweenness(&graph, &values, igraph_vss_all(), IGRAPH_UNDIRECTED, NULL);
    *wall = now(CLOCK_MONOTONIC) - begin;
    *core = now(CLOCK_THREAD_CPUTIME_ID) - begin_core;
    double *copy = CP_NEW_ARRAY(run, net->nodes, double);
    for (size_t i = 0; i < net->nodes; i++)
        copy[i] = VECTOR(values)[i];
    igraph_destroy(&graph);
    igraph_vector_int_destroy(&ends);
    igraph_vector_destroy(&values);
    return copy;
}

// One pass over all sources also gives closeness and harmonic closeness.
static double *by_us(struct cp_arena *run, const struct cp_net *net, struct cp_analyze_options options,
                     struct cp_shortest *result, double *wall, double *cores)
{
    struct cp_error err = {0};
    *result = (struct cp_shortest){.betweenness = CP_NEW_ARRAY(run, net->nodes, double),
                                   .harmonic = CP_NEW_ARRAY(run, net->nodes, double)};
    double begin = now(CLOCK_MONOTONIC), begin_cores = now(CLOCK_PROCESS_CPUTIME_ID);
    if (cp_shortest(net, &options, result, &err) != CP_OK) {
        fprintf(stderr, "bench-betweenness: %s\n", err.message);
        exit(2);
    }
    *wall = now(CLOCK_MONOTONIC) - begin;
    *cores = now(CLOCK_PROCESS_CPUTIME_ID) - begin_cores;
    return result->betweenness;
}

static int race(struct cp_arena *run, const struct cp_net *net)
{
    double igraph_wall, igraph_core, wall[2], cores[2], worst = 0;
    double *theirs = by_igraph(run, net, &igraph_wall, &igraph_core);
    struct cp_shortest result;
    double *one = by_us(run, net, (struct cp_analyze_options){.exact = true, .jobs = 1}, &result, &wall[0], &cores[0]);
    double *two = by_us(run, net, (struct cp_analyze_options){.exact = true, .jobs = 2}, &result, &wall[1], &cores[1]);
    size_t differ = 0;
    for (size_t i = 0; i < net->nodes; i++) {
        worst = fmax(worst, fabs(one[i] - theirs[i]) / fmax(1, theirs[i]));
        differ += one[i] != two[i];
    }
    printf("seconds, and the part of igraph's    by the clock       of all cores\n");
    printf("igraph                            %10.2f  %5.2f  %10.2f  %5.2f\n", igraph_wall, 1.0, igraph_core, 1.0);
    printf("ours, one job                     %10.2f  %5.2f  %10.2f  %5.2f\n", wall[0], wall[0] / igraph_wall, cores[0],
           cores[0] / igraph_core);
    printf("ours, two jobs                    %10.2f  %5.2f  %10.2f  %5.2f\n", wall[1], wall[1] / igraph_wall, cores[1],
           cores[1] / igraph_core);
    printf("furthest from igraph's: %.1e of the value; values that differ between one job and two: %zu\n", worst,
           differ);
    return worst > 1e-9 || differ;
}

struct ranked {
    double value;
    uint32_t node;
};

static int by_value(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    return x->value != y->value ? (x->value > y->value ? -1 : 1) : (x->node > y->node) - (x->node < y->node);
}

static bool *first_of(struct cp_arena *run, const double *values, size_t n)
{
    struct ranked *rows = CP_NEW_ARRAY(run, n, struct ranked);
    bool *is_first = CP_NEW_ARRAY(run, n, bool);
    for (uint32_t i = 0; i < n; i++)
        rows[i] = (struct ranked){values[i], i};
    qsort(rows, n, sizeof *rows, by_value);
    for (size_t i = 0; i < TOP && i < n; i++)
        is_first[rows[i].node] = true;
    return is_first;
}

// How far the estimate is from the value, as a share of all pairs: what the stated bound is a bound of.
static double furthest(const double *some, const double *all, size_t n)
{
    double pairs = (double)n * ((double)n - 1) / 2, worst = 0;
    for (size_t i = 0; i < n; i++)
        worst = fmax(worst, fabs(some[i] - all[i]) / pairs);
    return worst;
}

static int sample(struct cp_arena *run, const struct cp_net *net, unsigned samples)
{
    double wall, cores, bounds[SEEDS], *found[SEEDS];
    for (unsigned s = 0; s < SEEDS; s++) {
        struct cp_shortest result = {0};
        found[s] = by_us(run, net, (struct cp_analyze_options){.seed = s + 1, .samples = samples}, &result, &wall, &cores);
        bounds[s] = result.bound;
        printf("seed %u, %zu sources: %.1f s by the clock, %.1f s of all cores\n", s + 1, result.sources, wall, cores);
        fflush(stdout);
    }
    struct cp_shortest exact = {0};
    double *all = by_us(run, net, (struct cp_analyze_options){.exact = true}, &exact, &wall, &cores);
    bool *first = first_of(run, all, net->nodes);
    size_t least = TOP;
    printf("all %zu sources: %.1f s by the clock, %.1f s of all cores\n", exact.sources, wall, cores);
    for (unsigned s = 0; s < SEEDS; s++) {
        bool *some = first_of(run, found[s], net->nodes);
        size_t agree = 0;
        for (size_t i = 0; i < net->nodes; i++)
            agree += first[i] && some[i];
        least = agree < least ? agree : least;
        printf("seed %u: %zu of the first %d; furthest off by %.2e of all pairs, and the bound is %.2e\n", s + 1, agree, TOP,
               furthest(found[s], all, net->nodes), bounds[s]);
        if (furthest(found[s], all, net->nodes) > bounds[s] && bounds[s] > 0)
            least = 0;
    }
    return least < LEAST;
}

int main(int argc, char **argv)
{
    size_t nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000, each = argc > 2 ? strtoul(argv[2], NULL, 10) : 5;
    struct cp_arena *run = cp_arena_new();
    if (!run || nodes < 2 || each < 1) {
        fputs("usage: bench-betweenness [NODES] [EDGES_OF_A_NODE] [SAMPLES]\n", stderr);
        return 2;
    }
    const struct cp_net *net = cp_net_make(run, grow(run, nodes, each), false);
    printf("%zu nodes, %zu edges\n", net->nodes, net->pairs);
    int status = argc > 3 ? sample(run, net, (unsigned)strtoul(argv[3], NULL, 10)) : race(run, net);
    cp_arena_free(run);
    return status;
}
