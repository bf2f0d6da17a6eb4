// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// All metrics of all nodes. Sources: degree, closeness, betweenness (Freeman 1979), edge betweenness (Girvan and
// Newman 2002), harmonic closeness (Marchiori and Latora 2000), PageRank (Brin and Page 1998), constraint (Burt
// 1992), coreness (Seidman 1983); of the others, in the files that compute them.
#include "metrics_p.h"
#include "sources_p.h"

#include <math.h>

static const double DAMPING = 0.85;

// What the parts of the analysis share.
struct analysis {
    struct cp_arena *run;
    struct cp_graph *graph;
    const struct cp_analyze_options *options;
    struct cp_summary *summary;
    const struct cp_net *ties, *ways; // undirected; and as the options want it
    struct cp_igraph igraph;
};

static bool is_wanted(const struct analysis *a, size_t metric)
{
    return !a->options->ranks_only || a->options->ranked_by == metric;
}
#define WANTED(a, name) is_wanted(a, offsetof(struct cp_metrics, name))

static bool is_asked(const struct analysis *a, enum cp_also what, bool wanted)
{
    return wanted && a->options->also >> what & 1;
}

// ---------------------------------------------------------------- counted by us

static void count_degrees(struct cp_graph *graph)
{
    for (size_t i = 0; i < graph->node_count; i++)
        graph->nodes[i].metrics = (struct cp_metrics){.computed = true,
                                                      .constraint = NAN,
                                                      .closeness = NAN,
                                                      .katz = NAN,
                                                      .exposure = NAN,
                                                      .effective_size = NAN,
                                                      .current_flow = NAN};
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *e = &graph->edges[i];
        struct cp_metrics *from = &graph->nodes[e->from].metrics, *to = &graph->nodes[e->to].metrics;
        from->degree++, to->degree++;
        from->out_degree++, to->in_degree++;
        from->strength += e->weight, to->strength += e->weight;
        if (e->symmetric)
            from->in_degree++, to->out_degree++;
    }
}

// A pair's betweenness is that of each edge between the two; of a pair with directions, of the edges in that direction.
static void spread_over_edges(const struct analysis *a, const double *pairs)
{
    for (size_t i = 0; i < a->graph->edge_count; i++) {
        struct cp_graph_edge *e = &a->graph->edges[i];
        size_t arc = e->from == e->to ? SIZE_MAX : cp_net_arc(a->ways, e->from, e->to);
        size_t back =
            e->symmetric && a->ways->directed && arc != SIZE_MAX ? cp_net_arc(a->ways, e->to, e->from) : SIZE_MAX;
        e->betweenness = arc == SIZE_MAX ? 0 : pairs[a->ways->pair[arc]];
        if (back != SIZE_MAX)
            e->betweenness += pairs[a->ways->pair[back]];
    }
}

static enum cp_status count_shortest(const struct analysis *a, struct cp_error *err)
{
    size_t n = a->graph->node_count;
    bool edges = is_asked(a, CP_ALSO_EDGES, !a->options->ranks_only);
    bool closeness = is_asked(a, CP_ALSO_CLOSENESS, WANTED(a, closeness));
    struct cp_shortest result = {.betweenness = CP_NEW_ARRAY(a->run, n, double),
                                 .harmonic = CP_NEW_ARRAY(a->run, n, double),
                                 .closeness = closeness ? CP_NEW_ARRAY(a->run, n, double) : NULL,
                                 .edge_betweenness = edges ? CP_NEW_ARRAY(a->run, a->ways->pairs + 1, double) : NULL};
    enum cp_status status = cp_shortest(a->ways, a->options, &result, err);
    if (status != CP_OK)
        return status;
    for (size_t i = 0; i < n; i++) {
        struct cp_metrics *m = &a->graph->nodes[i].metrics;
        m->betweenness = result.betweenness[i];
        m->harmonic = result.harmonic[i];
        m->closeness = closeness ? result.closeness[i] : NAN;
    }
    if (edges)
        spread_over_edges(a, result.edge_betweenness);
    a->summary->sources = result.sources;
    a->summary->bound = result.bound;
    return CP_OK;
}

// ---------------------------------------------------------------- by igraph

static igraph_error_t count_ranks(const struct analysis *a, igraph_vector_t *values)
{
    igraph_error_t code = igraph_pagerank(&a->igraph.directed, IGRAPH_PAGERANK_ALGO_PRPACK, values, NULL,
                                          igraph_vss_all(), IGRAPH_DIRECTED, DAMPING, &a->igraph.weights, NULL);
    for (size_t i = 0; code == IGRAPH_SUCCESS && i < a->graph->node_count; i++)
        a->graph->nodes[i].metrics.pagerank = VECTOR(*values)[i];
    return code;
}

// The edges of `plain` are the pairs of the undirected net, in the same order.
static igraph_error_t count_constraints(const struct analysis *a, igraph_vector_t *values)
{
    igraph_vector_t weights;
    igraph_error_t code = igraph_vector_init(&weights, (igraph_integer_t)a->ties->pairs);
    if (code != IGRAPH_SUCCESS)
        return code;
    for (size_t arc = 0; arc < a->ties->arcs; arc++)
        VECTOR(weights)[a->ties->pair[arc]] = a->ties->weight[arc];
    code = igraph_constraint(&a->igraph.plain, values, igraph_vss_all(), a->options->weighted ? &weights : NULL);
    for (size_t i = 0; code == IGRAPH_SUCCESS && i < a->graph->node_count; i++)
        a->graph->nodes[i].metrics.constraint = VECTOR(*values)[i];
    igraph_vector_destroy(&weights);
    return code;
}

static igraph_error_t count_cores(const struct analysis *a, igraph_vector_int_t *numbers)
{
    igraph_error_t code = igraph_coreness(&a->igraph.plain, numbers, IGRAPH_ALL);
    for (size_t i = 0; code == IGRAPH_SUCCESS && i < a->graph->node_count; i++)
        a->graph->nodes[i].metrics.coreness = (double)VECTOR(*numbers)[i];
    igraph_integer_t components = 0;
    if (code == IGRAPH_SUCCESS)
        code = igraph_connected_components(&a->igraph.plain, numbers, NULL, &components, IGRAPH_WEAK);
    for (size_t i = 0; code == IGRAPH_SUCCESS && i < a->graph->node_count; i++)
        a->graph->nodes[i].metrics.component = (double)VECTOR(*numbers)[i];
    a->summary->components = (size_t)components;
    return code;
}

// Every edge between the two ends of a bridge is one, whatever its relation.
static void mark_bridges(const struct analysis *a, const igraph_vector_int_t *bridges)
{
    bool *is_bridge = CP_NEW_ARRAY(a->run, a->ties->pairs + 1, bool);
    for (igraph_integer_t i = 0; i < igraph_vector_int_size(bridges); i++)
        is_bridge[VECTOR(*bridges)[i]] = true;
    for (size_t i = 0; i < a->graph->edge_count; i++) {
        struct cp_graph_edge *e = &a->graph->edges[i];
        size_t arc = e->from == e->to ? SIZE_MAX : cp_net_arc(a->ties, e->from, e->to);
        e->bridge = arc != SIZE_MAX && is_bridge[a->ties->pair[arc]];
    }
}

static igraph_error_t count_cuts(const struct analysis *a, igraph_vector_int_t *numbers)
{
    igraph_error_t code = igraph_articulation_points(&a->igraph.plain, numbers);
    if (code != IGRAPH_SUCCESS)
        return code;
    a->summary->articulation_points = (size_t)igraph_vector_int_size(numbers);
    for (igraph_integer_t i = 0; i < igraph_vector_int_size(numbers); i++)
        a->graph->nodes[VECTOR(*numbers)[i]].metrics.articulation = true;
    code = igraph_bridges(&a->igraph.plain, numbers);
    if (code != IGRAPH_SUCCESS)
        return code;
    a->summary->bridges = (size_t)igraph_vector_int_size(numbers);
    mark_bridges(a, numbers);
    return code;
}

static enum cp_status count_by_igraph(const struct analysis *a, struct cp_error *err)
{
    igraph_vector_t values;
    igraph_vector_int_t numbers;
    enum cp_status status = cp_igraph_check(igraph_vector_init(&values, 0), "metrics", err);
    if (status != CP_OK)
        return status;
    status = cp_igraph_check(igraph_vector_int_init(&numbers, 0), "metrics", err);
    if (status == CP_OK) {
        status = cp_igraph_check(count_ranks(a, &values), "PageRank", err); // breaks ties, so it is always wanted
        if (status == CP_OK && WANTED(a, constraint))
            status = cp_igraph_check(count_constraints(a, &values), "constraint", err);
        if (status == CP_OK)
            status = cp_igraph_check(count_cores(a, &numbers), "cores", err);
        if (status == CP_OK && !a->options->ranks_only)
            status = cp_igraph_check(count_cuts(a, &numbers), "bridges", err);
        igraph_vector_int_destroy(&numbers);
    }
    igraph_vector_destroy(&values);
    return status;
}

// ---------------------------------------------------------------- all together

static enum cp_status count_communities(const struct analysis *a, struct cp_error *err)
{
    struct cp_partition partition;
    enum cp_status status = cp_partition(a->run, &a->igraph, a->ties, a->options, 0, &partition, err);
    if (status != CP_OK)
        return status;
    for (size_t i = 0; i < a->graph->node_count; i++)
        a->graph->nodes[i].metrics.community = (double)partition.member[i];
    a->summary->communities = partition.count;
    a->summary->modularity = partition.modularity;
    return CP_OK;
}

// What was asked for beyond the usual; components are known by then.
static enum cp_status count_others(const struct analysis *a, struct cp_error *err)
{
    const struct cp_analyze_options *options = a->options;
    if (is_asked(a, CP_ALSO_KATZ, WANTED(a, katz)))
        cp_count_katz(a->run, a->graph, a->ways, options->weighted, &a->summary->katz);
    if (is_asked(a, CP_ALSO_EXPOSURE, WANTED(a, exposure)))
        cp_count_exposure(a->run, a->graph, options->exposed_to, options->exposed_count);
    if (is_asked(a, CP_ALSO_EFFECTIVE_SIZE, WANTED(a, effective_size)))
        cp_count_effective_sizes(a->graph, a->ties, options->weighted);
    if (is_asked(a, CP_ALSO_CURRENT_FLOW, WANTED(a, current_flow)))
        return cp_count_current_flow(a->graph, a->ties, a->summary->components, options, err);
    return CP_OK;
}

// All that is igraph's, in one go: only one thread at a time may be within it.
static enum cp_status count_within_igraph(struct analysis *a, struct cp_error *err)
{
    cp_igraph_setup(a->options->seed);
    enum cp_status status = cp_igraph_make(a->run, a->graph, &a->igraph, err);
    if (status == CP_OK) {
        status = count_by_igraph(a, err);
        if (status == CP_OK && WANTED(a, eigenvector))
            status = cp_count_eigenvectors(a->run, a->graph, a->ties, a->summary->components, a->options->weighted, err);
        if (status == CP_OK && !a->options->without_communities)
            status = count_communities(a, err);
        cp_igraph_release(&a->igraph);
    }
    cp_igraph_done();
    return status;
}

enum cp_status cp_analyze(struct cp_arena *run, struct cp_graph *graph, const struct cp_analyze_options *options,
                          struct cp_summary *summary, struct cp_error *err)
{
    struct analysis a = {.run = run, .graph = graph, .options = options, .summary = summary};
    *summary = (struct cp_summary){0};
    count_degrees(graph);
    if (!graph->node_count)
        return CP_OK;
    a.ties = cp_net_make(run, graph, false);
    a.ways = options->directed ? cp_net_make(run, graph, true) : a.ties;
    double n = (double)graph->node_count;
    summary->density = n > 1 ? (double)a.ties->pairs / (n * (n - 1) / 2) : 0.0;
    if (WANTED(&a, hub) || WANTED(&a, authority))
        cp_count_hubs(run, graph);
    enum cp_status status = count_within_igraph(&a, err);
    if (status == CP_OK)
        status = count_others(&a, err);
    bool paths = WANTED(&a, betweenness) || WANTED(&a, harmonic) || WANTED(&a, closeness);
    return status == CP_OK && paths ? count_shortest(&a, err) : status;
}
