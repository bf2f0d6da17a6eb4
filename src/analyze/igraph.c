// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
#include "igraph_p.h"

#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static _Thread_local bool within;

void cp_igraph_setup(unsigned seed)
{
    if (!within)
        pthread_mutex_lock(&turn);
    within = true;
    igraph_set_error_handler(igraph_error_handler_ignore);
    igraph_set_warning_handler(igraph_warning_handler_ignore);
    igraph_rng_seed(igraph_rng_default(), seed ? seed : 1);
}

void cp_igraph_done(void)
{
    if (within)
        pthread_mutex_unlock(&turn);
    within = false;
}

enum cp_status cp_igraph_check(igraph_error_t code, const char *what, struct cp_error *err)
{
    if (code == IGRAPH_SUCCESS)
        return CP_OK;
    enum cp_status status = code == IGRAPH_ENOMEM ? CP_ENOMEM : CP_EFORMAT;
    return cp_fail(err, status, "igraph could not compute the %s: %s", what, igraph_strerror(code));
}

struct pair {
    uint32_t low, high, edge;
    double confidence;
};

static int by_ends(const void *x, const void *y)
{
    const struct pair *a = x, *b = y;
    if (a->low != b->low)
        return a->low < b->low ? -1 : 1;
    if (a->high != b->high)
        return a->high < b->high ? -1 : 1;
    if (a->confidence != b->confidence)
        return a->confidence > b->confidence ? -1 : 1;
    return a->edge < b->edge ? -1 : a->edge > b->edge;
}

static igraph_error_t make_plain(struct cp_arena *run, const struct cp_graph *graph, struct cp_igraph *made)
{
    struct pair *pairs = CP_NEW_ARRAY(run, graph->edge_count + 1, struct pair);
    size_t n = 0, kept = 0;
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *e = &graph->edges[i];
        if (e->from != e->to)
            pairs[n++] = (struct pair){e->from < e->to ? e->from : e->to, e->from < e->to ? e->to : e->from, i, e->confidence};
    }
    qsort(pairs, n, sizeof *pairs, by_ends);
    igraph_vector_int_t ends;
    igraph_error_t code = igraph_vector_int_init(&ends, (igraph_integer_t)(2 * n));
    if (code != IGRAPH_SUCCESS)
        return code;
    made->edge_of = CP_NEW_ARRAY(run, n + 1, uint32_t);
    for (size_t i = 0; i < n; i++) {
        if (i && pairs[i].low == pairs[i - 1].low && pairs[i].high == pairs[i - 1].high)
            continue;
        VECTOR(ends)[2 * kept] = pairs[i].low;
        VECTOR(ends)[2 * kept + 1] = pairs[i].high;
        made->edge_of[kept++] = pairs[i].edge;
    }
    igraph_vector_int_resize(&ends, (igraph_integer_t)(2 * kept));
    code = igraph_create(&made->plain, &ends, (igraph_integer_t)graph->node_count, IGRAPH_UNDIRECTED);
    igraph_vector_int_destroy(&ends);
    return code;
}

static igraph_error_t make_directed(const struct cp_graph *graph, struct cp_igraph *made)
{
    size_t both = 0, at = 0;
    for (size_t i = 0; i < graph->edge_count; i++)
        both += graph->edges[i].symmetric;
    size_t n = graph->edge_count + both;
    igraph_vector_int_t ends;
    igraph_error_t code = igraph_vector_int_init(&ends, (igraph_integer_t)(2 * n));
    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_vector_init(&made->weights, (igraph_integer_t)n);
    for (size_t i = 0; code == IGRAPH_SUCCESS && i < graph->edge_count; i++) {
        const struct cp_graph_edge *e = &graph->edges[i];
        for (int turn = 0; turn <= (e->symmetric ? 1 : 0); turn++, at++) {
            VECTOR(ends)[2 * at] = turn ? e->to : e->from;
            VECTOR(ends)[2 * at + 1] = turn ? e->from : e->to;
            VECTOR(made->weights)[at] = e->weight;
        }
    }
    if (code == IGRAPH_SUCCESS) {
        code = igraph_create(&made->directed, &ends, (igraph_integer_t)graph->node_count, IGRAPH_DIRECTED);
        if (code != IGRAPH_SUCCESS)
            igraph_vector_destroy(&made->weights);
    }
    igraph_vector_int_destroy(&ends);
    return code;
}

enum cp_status cp_igraph_make(struct cp_arena *run, const struct cp_graph *graph, struct cp_igraph *made,
                              struct cp_error *err)
{
    igraph_error_t code = make_plain(run, graph, made);
    if (code != IGRAPH_SUCCESS)
        return cp_igraph_check(code, "graph", err);
    code = make_directed(graph, made);
    if (code != IGRAPH_SUCCESS)
        igraph_destroy(&made->plain);
    return cp_igraph_check(code, "graph", err);
}

void cp_igraph_release(struct cp_igraph *made)
{
    igraph_destroy(&made->plain);
    igraph_destroy(&made->directed);
    igraph_vector_destroy(&made->weights);
}
