// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// Communities by the Leiden method (Traag, Waltman and van Eck 2019). With degrees, or strengths, as node weights and
// 1 / (2 m) as resolution, the quality that it raises is modularity; a resolution other than 1 is that of Reichardt
// and Bornholdt (2006). The method draws lots: of a graph that is not large, several runs are made, and the one with
// the greatest modularity is taken.
#include "metrics_p.h"

static const double RANDOMNESS = 0.01;
enum {
    LEIDEN_ROUNDS = 10,
    MOST_RUNS = 10,
    RUN_SIZE = 100000
}; // a fixed number: 0.10.2 stops too early if asked to go on until nothing changes

struct weighing {
    igraph_vector_t pairs, nodes;
    double sum; // of both ends of all pairs
};

static igraph_error_t weigh(const struct cp_net *net, bool weighted, struct weighing *w)
{
    igraph_error_t code = igraph_vector_init(&w->pairs, (igraph_integer_t)net->pairs);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_vector_init(&w->nodes, (igraph_integer_t)net->nodes);
    if (code != IGRAPH_SUCCESS) {
        igraph_vector_destroy(&w->pairs);
        return code;
    }
    for (size_t v = 0; v < net->nodes; v++)
        for (size_t a = net->row[v]; a < net->row[v + 1]; a++) {
            double weight = weighted ? net->weight[a] : 1;
            VECTOR(w->pairs)[net->pair[a]] = weight;
            VECTOR(w->nodes)[v] += weight;
            w->sum += weight;
        }
    return code;
}

static igraph_error_t partition(const struct cp_igraph *g, const struct weighing *w, double resolution,
                                igraph_vector_int_t *members, struct cp_partition *result)
{
    igraph_integer_t count = 0;
    igraph_error_t code =
        igraph_community_leiden(&g->plain, &w->pairs, &w->nodes, w->sum > 0 ? resolution / w->sum : 1.0, RANDOMNESS,
                                false, LEIDEN_ROUNDS, members, &count, &result->modularity);
    if (code == IGRAPH_SUCCESS && w->sum > 0)
        code = igraph_modularity(&g->plain, members, &w->pairs, resolution, IGRAPH_UNDIRECTED, &result->modularity);
    result->count = (size_t)count;
    return code;
}

// Leiden names communities in no order that means anything: they are numbered by their first node.
static void number_communities(struct cp_arena *run, const igraph_vector_int_t *members, struct cp_partition *result)
{
    size_t n = (size_t)igraph_vector_int_size(members), next = 1;
    size_t *number = CP_NEW_ARRAY(run, result->count + 1, size_t);
    result->member = CP_NEW_ARRAY(run, n + 1, uint32_t);
    for (size_t i = 0; i < n; i++) {
        size_t *known = &number[VECTOR(*members)[i]];
        if (!*known)
            *known = next++;
        result->member[i] = (uint32_t)(*known - 1);
    }
}

size_t cp_partition_runs(const struct cp_net *net)
{
    size_t runs = RUN_SIZE / (net->nodes + net->pairs + 1);
    return runs < 1 ? 1 : runs > MOST_RUNS ? MOST_RUNS : runs;
}

static igraph_error_t best_partition(struct cp_arena *run, const struct cp_igraph *g, const struct weighing *w,
                                     double resolution, size_t runs, struct cp_partition *best)
{
    igraph_vector_int_t members;
    igraph_error_t code = igraph_vector_int_init(&members, 0);
    if (code != IGRAPH_SUCCESS)
        return code;
    for (size_t i = 0; i < runs && code == IGRAPH_SUCCESS; i++) {
        struct cp_partition found = {0};
        code = partition(g, w, resolution, &members, &found);
        if (code == IGRAPH_SUCCESS && (i == 0 || found.modularity > best->modularity + 1e-12)) {
            number_communities(run, &members, &found);
            *best = found;
        }
    }
    igraph_vector_int_destroy(&members);
    return code;
}

enum cp_status cp_partition(struct cp_arena *run, const struct cp_igraph *g, const struct cp_net *net,
                            const struct cp_analyze_options *options, size_t runs, struct cp_partition *result,
                            struct cp_error *err)
{
    struct weighing w = {0};
    *result = (struct cp_partition){0};
    igraph_rng_seed(igraph_rng_default(), options->seed ? options->seed : 1);
    igraph_error_t code = weigh(net, options->weighted, &w);
    if (code != IGRAPH_SUCCESS)
        return cp_igraph_check(code, "communities", err);
    code = best_partition(run, g, &w, options->resolution > 0 ? options->resolution : 1.0,
                          runs ? runs : cp_partition_runs(net), result);
    igraph_vector_destroy(&w.pairs);
    igraph_vector_destroy(&w.nodes);
    return cp_igraph_check(code, "communities", err);
}
