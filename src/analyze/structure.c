// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// Sources: Louvain, "multilevel" (Blondel et al. 2008), greedy (Clauset, Newman and Moore 2004), normalised mutual
// information (Danon et al. 2005), adjusted Rand index (Hubert and Arabie 1985), triad census (Holland and Leinhardt
// 1976; Batagelj and Mrvar 2001), assortativity (Newman 2002, 2003), transitivity and clustering (Newman 2003; Watts
// and Strogatz 1998).
#include "chokepoint/structure.h"
#include "metrics_p.h"

#include <math.h>

enum { MOST_RUNS = 20, FEWEST_RUNS = 5, RUN_SIZE = 200000 };

const char *const cp_triad_names[CP_TRIADS] = {"003",  "012",  "102",  "021D", "021U", "021C", "111D", "111U",
                                               "030T", "030C", "201",  "120D", "120U", "120C", "210",  "300"};

// What the parts share.
struct whole {
    struct cp_arena *run;
    const struct cp_graph *graph;
    const struct cp_analyze_options *options;
    struct cp_structure *structure;
    const struct cp_net *ties, *arcs; // undirected, directed
    struct cp_igraph igraph;
};

// ---------------------------------------------------------------- communities

static igraph_error_t modularity_of(const struct whole *w, const igraph_vector_int_t *members,
                                    const igraph_vector_t *weights, double *modularity, size_t *count)
{
    *count = igraph_vector_int_size(members) ? (size_t)igraph_vector_int_max(members) + 1 : 0;
    return igraph_modularity(&w->igraph.plain, members, weights, w->structure->resolution, IGRAPH_UNDIRECTED,
                             modularity);
}

// Louvain draws lots, too: the best of as many runs as Leiden has.
static igraph_error_t try_multilevel(const struct whole *w, const igraph_vector_t *weights,
                                     igraph_vector_int_t *members)
{
    struct cp_structure *s = w->structure;
    igraph_error_t code = IGRAPH_SUCCESS;
    igraph_rng_seed(igraph_rng_default(), w->options->seed ? w->options->seed : 1);
    s->modularity_multilevel = -1; // no partition has less
    for (size_t i = 0; i < cp_partition_runs(w->ties) && code == IGRAPH_SUCCESS; i++) {
        double modularity = 0;
        size_t count = 0;
        code = igraph_community_multilevel(&w->igraph.plain, weights, s->resolution, members, NULL, NULL);
        if (code == IGRAPH_SUCCESS)
            code = modularity_of(w, members, weights, &modularity, &count);
        if (code == IGRAPH_SUCCESS && modularity > s->modularity_multilevel + 1e-12) {
            s->modularity_multilevel = modularity;
            s->communities_multilevel = count;
        }
    }
    return code;
}

// The other methods know no more of the graph than Leiden does.
static igraph_error_t try_other_methods(const struct whole *w)
{
    struct cp_structure *s = w->structure;
    igraph_vector_t weights;
    igraph_vector_int_t members;
    igraph_error_t code = igraph_vector_init(&weights, (igraph_integer_t)w->ties->pairs);
    if (code != IGRAPH_SUCCESS)
        return code;
    for (size_t a = 0; a < w->ties->arcs; a++)
        VECTOR(weights)[w->ties->pair[a]] = w->options->weighted ? w->ties->weight[a] : 1;
    code = igraph_vector_int_init(&members, 0);
    if (code == IGRAPH_SUCCESS) {
        code = try_multilevel(w, &weights, &members);
        if (code == IGRAPH_SUCCESS)
            code = igraph_community_fastgreedy(&w->igraph.plain, &weights, NULL, NULL, &members);
        if (code == IGRAPH_SUCCESS)
            code = modularity_of(w, &members, &weights, &s->modularity_greedy, &s->communities_greedy);
        igraph_vector_int_destroy(&members);
    }
    igraph_vector_destroy(&weights);
    return code;
}

// The overlap of v's community in one partition with that in the other, over what both have together.
static void add_overlaps(struct cp_arena *run, const struct cp_partition *run_found, const struct cp_graph *graph,
                         double *settled)
{
    size_t n = graph->node_count;
    struct cp_table *cells = cp_table_new(run);
    uint32_t *cell = CP_NEW_ARRAY(run, n, uint32_t);
    size_t *here = CP_NEW_ARRAY(run, n + 1, size_t), *there = CP_NEW_ARRAY(run, n + 1, size_t);
    size_t *both = CP_NEW_ARRAY(run, n + 1, size_t);
    for (size_t i = 0; i < n; i++) {
        uint32_t key[2] = {(uint32_t)graph->nodes[i].metrics.community, run_found->member[i]};
        cell[i] = cp_table_add(cells, (struct cp_str){(const char *)key, sizeof key});
        here[key[0]]++, there[key[1]]++, both[cell[i]]++;
    }
    for (size_t i = 0; i < n; i++) {
        size_t shared = both[cell[i]],
               all = here[(size_t)graph->nodes[i].metrics.community] + there[run_found->member[i]] - shared;
        settled[i] += (double)shared / (double)all;
    }
}

static igraph_error_t compare(const struct cp_partition *a, const struct cp_partition *b, size_t n, double *information,
                              double *rand)
{
    igraph_vector_int_t x, y;
    igraph_real_t value = 0;
    igraph_error_t code = igraph_vector_int_init(&x, (igraph_integer_t)n);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_vector_int_init(&y, (igraph_integer_t)n);
    if (code == IGRAPH_SUCCESS) {
        for (size_t i = 0; i < n; i++) {
            VECTOR(x)[i] = a->member[i];
            VECTOR(y)[i] = b->member[i];
        }
        code = igraph_compare_communities(&x, &y, &value, IGRAPH_COMMCMP_NMI);
        *information += value;
        if (code == IGRAPH_SUCCESS)
            code = igraph_compare_communities(&x, &y, &value, IGRAPH_COMMCMP_ADJUSTED_RAND);
        *rand += value;
        igraph_vector_int_destroy(&y);
    }
    igraph_vector_int_destroy(&x);
    return code;
}

static enum cp_status compare_runs(const struct whole *w, const struct cp_partition *found, size_t runs,
                                   struct cp_error *err)
{
    struct cp_structure *s = w->structure;
    double pairs = (double)(runs * (runs - 1)) / 2;
    for (size_t i = 0; i < runs; i++)
        for (size_t j = 0; j < i; j++) {
            igraph_error_t code = compare(&found[i], &found[j], w->graph->node_count, &s->likeness, &s->rand);
            if (code != IGRAPH_SUCCESS)
                return cp_igraph_check(code, "likeness of communities", err);
        }
    s->likeness /= pairs;
    s->rand /= pairs;
    return CP_OK;
}

static enum cp_status repeat(const struct whole *w, struct cp_error *err)
{
    struct cp_structure *s = w->structure;
    size_t n = w->graph->node_count, runs = RUN_SIZE / (n + w->ties->pairs + 1);
    runs = runs < FEWEST_RUNS ? FEWEST_RUNS : runs > MOST_RUNS ? MOST_RUNS : runs;
    struct cp_partition found[MOST_RUNS];
    s->settled = CP_NEW_ARRAY(w->run, n, double);
    for (size_t i = 0; i < runs; i++) {
        struct cp_analyze_options options = *w->options;
        options.seed += 1 + (unsigned)i;
        enum cp_status status = cp_partition(w->run, &w->igraph, w->ties, &options, 1, &found[i], err);
        if (status != CP_OK)
            return status;
        s->modularity_worst = i ? fmin(s->modularity_worst, found[i].modularity) : found[i].modularity;
        s->modularity_best = i ? fmax(s->modularity_best, found[i].modularity) : found[i].modularity;
        add_overlaps(w->run, &found[i], w->graph, s->settled);
        cp_progress_tell(w->options->progress, "communities by other seeds", i + 1, runs);
    }
    for (size_t i = 0; i < n; i++)
        s->settled[i] /= (double)runs;
    s->runs = runs;
    return compare_runs(w, found, runs, err);
}

static enum cp_status judge_communities(const struct whole *w, struct cp_error *err)
{
    struct cp_structure *s = w->structure;
    for (size_t i = 0; i < w->graph->node_count; i++)
        if (w->graph->nodes[i].metrics.community >= (double)s->communities)
            s->communities = (size_t)w->graph->nodes[i].metrics.community + 1;
    if (!w->ties->pairs)
        return CP_OK;
    struct cp_partition best;
    enum cp_status status = cp_partition(w->run, &w->igraph, w->ties, w->options, 0, &best, err);
    if (status != CP_OK)
        return status;
    s->modularity = best.modularity;
    status = cp_igraph_check(try_other_methods(w), "communities", err);
    return status == CP_OK ? repeat(w, err) : status;
}

// ---------------------------------------------------------------- direction

static igraph_error_t count_triads(const struct whole *w)
{
    igraph_t arcs;
    igraph_vector_int_t ends;
    igraph_vector_t census;
    igraph_error_t code = igraph_vector_int_init(&ends, (igraph_integer_t)(2 * w->arcs->arcs));
    if (code != IGRAPH_SUCCESS)
        return code;
    for (size_t v = 0; v < w->arcs->nodes; v++)
        for (size_t a = w->arcs->row[v]; a < w->arcs->row[v + 1]; a++) {
            VECTOR(ends)[2 * a] = (igraph_integer_t)v;
            VECTOR(ends)[2 * a + 1] = w->arcs->head[a];
        }
    code = igraph_create(&arcs, &ends, (igraph_integer_t)w->arcs->nodes, IGRAPH_DIRECTED);
    igraph_vector_int_destroy(&ends);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_vector_init(&census, CP_TRIADS);
    if (code == IGRAPH_SUCCESS) {
        code = igraph_triad_census(&arcs, &census);
        for (size_t i = 0; i < CP_TRIADS; i++)
            w->structure->triads[i] = VECTOR(census)[i];
        igraph_vector_destroy(&census);
    }
    igraph_destroy(&arcs);
    return code;
}

static void count_answers(const struct whole *w)
{
    struct cp_structure *s = w->structure;
    s->arcs = w->arcs->arcs;
    for (uint32_t v = 0; v < w->arcs->nodes; v++)
        for (size_t a = w->arcs->row[v]; a < w->arcs->row[v + 1]; a++)
            s->answered += cp_net_arc(w->arcs, w->arcs->head[a], v) != SIZE_MAX;
    s->reciprocity = s->arcs ? (double)s->answered / (double)s->arcs : NAN;
}

// ---------------------------------------------------------------- likeness of neighbours

static igraph_error_t compare_kinds(const struct whole *w)
{
    struct cp_table *kinds = cp_table_new(w->run);
    igraph_vector_int_t numbers;
    igraph_error_t code = igraph_vector_int_init(&numbers, (igraph_integer_t)w->graph->node_count);
    if (code != IGRAPH_SUCCESS)
        return code;
    for (size_t i = 0; i < w->graph->node_count; i++) {
        const struct cp_graph_node *node = &w->graph->nodes[i];
        struct cp_str kind = node->kind == CP_KIND_COUNT ? node->kind_name : cp_str_from(cp_kind_name(node->kind));
        VECTOR(numbers)[i] = cp_table_add(kinds, kind);
    }
    code = igraph_assortativity_nominal(&w->igraph.plain, &numbers, &w->structure->by_kind, IGRAPH_UNDIRECTED, true);
    if (cp_table_count(kinds) < 2)
        w->structure->by_kind = NAN;
    igraph_vector_int_destroy(&numbers);
    return code;
}

static igraph_error_t compare_neighbours(const struct whole *w)
{
    struct cp_structure *s = w->structure;
    igraph_error_t code = igraph_assortativity_degree(&w->igraph.plain, &s->by_degree, IGRAPH_UNDIRECTED);
    if (code == IGRAPH_SUCCESS)
        code = compare_kinds(w);
    if (code == IGRAPH_SUCCESS)
        code = igraph_transitivity_undirected(&w->igraph.plain, &s->transitivity, IGRAPH_TRANSITIVITY_NAN);
    if (code == IGRAPH_SUCCESS)
        code = igraph_transitivity_avglocal_undirected(&w->igraph.plain, &s->clustering, IGRAPH_TRANSITIVITY_NAN);
    return code;
}

// ---------------------------------------------------------------- all together

static enum cp_status describe(const struct whole *w, struct cp_error *err)
{
    enum cp_status status = judge_communities(w, err);
    count_answers(w);
    if (status == CP_OK)
        status = cp_igraph_check(count_triads(w), "triads", err);
    if (status == CP_OK && w->ties->pairs)
        status = cp_igraph_check(compare_neighbours(w), "assortativity", err);
    cp_balance(w->run, w->graph, w->options->seed, w->options->progress, &w->structure->balance);
    return status;
}

enum cp_status cp_structure(struct cp_arena *run, const struct cp_graph *graph,
                            const struct cp_analyze_options *options, struct cp_structure *structure,
                            struct cp_error *err)
{
    struct whole w = {.run = run, .graph = graph, .options = options, .structure = structure};
    *structure = (struct cp_structure){.resolution = options->resolution > 0 ? options->resolution : 1.0,
                                       .modularity = NAN,
                                       .modularity_multilevel = NAN,
                                       .modularity_greedy = NAN,
                                       .reciprocity = NAN,
                                       .by_degree = NAN,
                                       .by_kind = NAN,
                                       .transitivity = NAN,
                                       .clustering = NAN};
    if (!graph->node_count)
        return CP_OK;
    cp_igraph_setup(options->seed);
    enum cp_status status = cp_igraph_make(run, graph, &w.igraph, err);
    if (status != CP_OK) {
        cp_igraph_done();
        return status;
    }
    w.ties = cp_net_make(run, graph, false);
    w.arcs = cp_net_make(run, graph, true);
    status = describe(&w, err);
    cp_igraph_release(&w.igraph);
    cp_igraph_done();
    return status;
}
