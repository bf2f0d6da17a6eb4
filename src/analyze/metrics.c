// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// Centralities. Sources: degree, closeness, betweenness (Freeman 1979; computed after Brandes 2001), harmonic closeness
// (Marchiori and Latora 2000), eigenvector (Bonacich 1972), PageRank (Brin and Page 1998), hubs and authorities (Kleinberg 1999),
// constraint (Burt 1992), coreness (Seidman 1983), communities (Traag, Waltman and van Eck 2019).
#include "igraph_p.h"

#include <math.h>

static const double DAMPING = 0.85, RANDOMNESS = 0.01;
enum { LEIDEN_ROUNDS = 10 }; // a fixed number: 0.10.2 stops too early if asked to go on until nothing changes

typedef void (*setter)(struct cp_metrics *metrics, double value);

static void set_pagerank(struct cp_metrics *m, double x) { m->pagerank = x; }
static void set_betweenness(struct cp_metrics *m, double x) { m->betweenness = x; }
static void set_harmonic(struct cp_metrics *m, double x) { m->harmonic = x; }
static void set_constraint(struct cp_metrics *m, double x) { m->constraint = x; }

static void store(struct cp_graph *graph, const igraph_vector_t *values, setter set)
{
    for (size_t i = 0; i < graph->node_count; i++)
        set(&graph->nodes[i].metrics, VECTOR(*values)[i]);
}

// ---------------------------------------------------------------- counted by us

static void count_degrees(struct cp_graph *graph)
{
    for (size_t i = 0; i < graph->node_count; i++)
        graph->nodes[i].metrics = (struct cp_metrics){.computed = true, .constraint = NAN};
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

// An edge's hub or authority flows to the other end; `back` from the head to the tail.
static void flow(const struct cp_graph *graph, const double *from, double *to, bool back)
{
    double most = 0;
    for (size_t i = 0; i < graph->node_count; i++)
        to[i] = 0;
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *e = &graph->edges[i];
        uint32_t tail = back ? e->to : e->from, head = back ? e->from : e->to;
        to[head] += e->weight * from[tail];
        if (e->symmetric)
            to[tail] += e->weight * from[head];
    }
    for (size_t i = 0; i < graph->node_count; i++)
        most = to[i] > most ? to[i] : most;
    for (size_t i = 0; most > 0 && i < graph->node_count; i++)
        to[i] /= most;
}

// Kleinberg's iteration, from ones. Where several eigenvectors share the greatest eigenvalue, as they often do in a small directed
// graph, it has one limit, and a solver for eigenvectors gives any mixture of them.
static void count_hubs(struct cp_arena *run, struct cp_graph *graph)
{
    enum { ROUNDS = 1000 };
    const double still = 1e-13;
    double *hub = CP_NEW_ARRAY(run, graph->node_count, double), *authority = CP_NEW_ARRAY(run, graph->node_count, double);
    double change = 1;
    for (size_t i = 0; i < graph->node_count; i++)
        hub[i] = 1;
    for (unsigned round_number = 0; round_number < ROUNDS && change > still; round_number++) {
        flow(graph, hub, authority, false);
        flow(graph, authority, hub, true);
        change = 0;
        for (size_t i = 0; i < graph->node_count; i++) {
            struct cp_metrics *m = &graph->nodes[i].metrics;
            change = fmax(change, fmax(fabs(m->hub - hub[i]), fabs(m->authority - authority[i])));
            m->hub = hub[i];
            m->authority = authority[i];
        }
    }
}

// ---------------------------------------------------------------- by igraph

static igraph_error_t shortest_paths(struct cp_igraph *g, struct cp_graph *graph, igraph_vector_t *values)
{
    igraph_error_t code = igraph_betweenness(&g->plain, values, igraph_vss_all(), IGRAPH_UNDIRECTED, NULL);
    if (code != IGRAPH_SUCCESS)
        return code;
    store(graph, values, set_betweenness);
    code = igraph_harmonic_centrality(&g->plain, values, igraph_vss_all(), IGRAPH_ALL, NULL, true);
    if (code == IGRAPH_SUCCESS)
        store(graph, values, set_harmonic);
    return code;
}

static igraph_error_t ranks(struct cp_igraph *g, struct cp_graph *graph, igraph_vector_t *values)
{
    igraph_error_t code = igraph_pagerank(&g->directed, IGRAPH_PAGERANK_ALGO_PRPACK, values, NULL, igraph_vss_all(),
                                          IGRAPH_DIRECTED, DAMPING, &g->weights, NULL);
    if (code == IGRAPH_SUCCESS)
        store(graph, values, set_pagerank);
    return code;
}

static igraph_error_t structure(struct cp_igraph *g, struct cp_graph *graph, igraph_vector_t *values)
{
    igraph_error_t code = igraph_constraint(&g->plain, values, igraph_vss_all(), NULL);
    if (code == IGRAPH_SUCCESS)
        store(graph, values, set_constraint);
    return code;
}

static igraph_error_t cores(struct cp_igraph *g, struct cp_graph *graph, struct cp_summary *summary,
                            igraph_vector_int_t *numbers)
{
    igraph_error_t code = igraph_coreness(&g->plain, numbers, IGRAPH_ALL);
    for (size_t i = 0; code == IGRAPH_SUCCESS && i < graph->node_count; i++)
        graph->nodes[i].metrics.coreness = (double)VECTOR(*numbers)[i];
    igraph_integer_t components = 0;
    if (code == IGRAPH_SUCCESS)
        code = igraph_connected_components(&g->plain, numbers, NULL, &components, IGRAPH_WEAK);
    for (size_t i = 0; code == IGRAPH_SUCCESS && i < graph->node_count; i++)
        graph->nodes[i].metrics.component = (double)VECTOR(*numbers)[i];
    summary->components = (size_t)components;
    return code;
}

// Every edge between the two ends of a bridge is one, whatever its relation.
static void mark_bridges(struct cp_arena *run, const struct cp_igraph *g, struct cp_graph *graph,
                         const igraph_vector_int_t *bridges)
{
    struct cp_table *pairs = cp_table_new(run);
    for (igraph_integer_t i = 0; i < igraph_vector_int_size(bridges); i++) {
        const struct cp_graph_edge *e = &graph->edges[g->edge_of[VECTOR(*bridges)[i]]];
        uint32_t ends[2] = {e->from < e->to ? e->from : e->to, e->from < e->to ? e->to : e->from};
        cp_table_add(pairs, (struct cp_str){(const char *)ends, sizeof ends});
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        struct cp_graph_edge *e = &graph->edges[i];
        uint32_t ends[2] = {e->from < e->to ? e->from : e->to, e->from < e->to ? e->to : e->from};
        e->bridge = cp_table_find(pairs, (struct cp_str){(const char *)ends, sizeof ends}) != CP_NONE;
    }
}

// What a component has: nodes, and edges between their numbers within it.
struct part {
    size_t nodes;
    CP_VEC(igraph_integer_t) ends;
    double eigenvalue;
};

static igraph_error_t solve_part(struct part *part, igraph_vector_t *values)
{
    igraph_t graph;
    igraph_vector_int_t ends;
    igraph_arpack_options_t options;
    igraph_real_t eigenvalue = 0;
    igraph_vector_int_view(&ends, part->ends.items, (igraph_integer_t)part->ends.count);
    igraph_error_t code = igraph_create(&graph, &ends, (igraph_integer_t)part->nodes, IGRAPH_UNDIRECTED);
    if (code != IGRAPH_SUCCESS)
        return code;
    igraph_arpack_options_init(&options);
    code = igraph_eigenvector_centrality(&graph, values, &eigenvalue, IGRAPH_UNDIRECTED, true, NULL, &options);
    part->eigenvalue = eigenvalue;
    igraph_destroy(&graph);
    return code;
}

// One component at a time: there the vector is unique. Of the whole graph a solver gives, where components share the greatest
// eigenvalue, any mixture of theirs. Those that share it all count; in the others it is 0.
static igraph_error_t eigenvectors(struct cp_arena *run, struct cp_igraph *g, struct cp_graph *graph, size_t components,
                                   igraph_vector_t *values)
{
    const double alike = 1e-9;
    struct part *parts = CP_NEW_ARRAY(run, components, struct part);
    uint32_t *local = CP_NEW_ARRAY(run, graph->node_count, uint32_t);
    double **vectors = CP_NEW_ARRAY(run, components, double *), greatest = 0;
    for (size_t i = 0; i < graph->node_count; i++)
        local[i] = (uint32_t)parts[(size_t)graph->nodes[i].metrics.component].nodes++;
    for (igraph_integer_t e = 0; e < igraph_ecount(&g->plain); e++) {
        igraph_integer_t from = IGRAPH_FROM(&g->plain, e), to = IGRAPH_TO(&g->plain, e);
        struct part *part = &parts[(size_t)graph->nodes[from].metrics.component];
        *CP_PUSH(run, &part->ends) = local[from];
        *CP_PUSH(run, &part->ends) = local[to];
    }
    for (size_t c = 0; c < components; c++) {
        vectors[c] = CP_NEW_ARRAY(run, parts[c].nodes, double);
        igraph_error_t code = parts[c].ends.count ? solve_part(&parts[c], values) : IGRAPH_SUCCESS;
        if (code != IGRAPH_SUCCESS)
            return code;
        for (size_t i = 0; parts[c].ends.count && i < parts[c].nodes; i++)
            vectors[c][i] = VECTOR(*values)[i];
        greatest = parts[c].eigenvalue > greatest ? parts[c].eigenvalue : greatest;
    }
    for (size_t i = 0; i < graph->node_count; i++) {
        size_t c = (size_t)graph->nodes[i].metrics.component;
        graph->nodes[i].metrics.eigenvector = parts[c].eigenvalue >= greatest * (1 - alike) ? vectors[c][local[i]] : 0;
    }
    return IGRAPH_SUCCESS;
}

static igraph_error_t cuts(struct cp_arena *run, struct cp_igraph *g, struct cp_graph *graph, struct cp_summary *summary,
                           igraph_vector_int_t *numbers)
{
    igraph_error_t code = igraph_articulation_points(&g->plain, numbers);
    if (code != IGRAPH_SUCCESS)
        return code;
    summary->articulation_points = (size_t)igraph_vector_int_size(numbers);
    for (igraph_integer_t i = 0; i < igraph_vector_int_size(numbers); i++)
        graph->nodes[VECTOR(*numbers)[i]].metrics.articulation = true;
    code = igraph_bridges(&g->plain, numbers);
    if (code != IGRAPH_SUCCESS)
        return code;
    summary->bridges = (size_t)igraph_vector_int_size(numbers);
    mark_bridges(run, g, graph, numbers);
    return code;
}

// Leiden names communities in no order that means anything: they are numbered by their first node.
static void number_communities(struct cp_arena *run, struct cp_graph *graph, const igraph_vector_int_t *membership,
                               size_t count)
{
    size_t *number = CP_NEW_ARRAY(run, count + 1, size_t), next = 1;
    for (size_t i = 0; i < graph->node_count; i++) {
        size_t *n = &number[VECTOR(*membership)[i]];
        if (!*n)
            *n = next++;
        graph->nodes[i].metrics.community = (double)(*n - 1);
    }
}

static igraph_error_t communities(struct cp_arena *run, struct cp_igraph *g, struct cp_graph *graph,
                                  const struct cp_analyze_options *options, struct cp_summary *summary,
                                  igraph_vector_int_t *numbers)
{
    igraph_integer_t count = 0, edges = igraph_ecount(&g->plain);
    igraph_vector_t degree;
    igraph_vector_int_t plain_degree;
    double resolution = options->resolution > 0 ? options->resolution : 1.0;
    igraph_error_t code = igraph_vector_init(&degree, (igraph_integer_t)graph->node_count);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_vector_int_init(&plain_degree, 0);
    if (code == IGRAPH_SUCCESS) {
        code = igraph_degree(&g->plain, &plain_degree, igraph_vss_all(), IGRAPH_ALL, IGRAPH_NO_LOOPS);
        for (size_t i = 0; code == IGRAPH_SUCCESS && i < graph->node_count; i++)
            VECTOR(degree)[i] = (double)VECTOR(plain_degree)[i];
        if (code == IGRAPH_SUCCESS) // with degrees as node weights and this resolution the quality is modularity
            code = igraph_community_leiden(&g->plain, NULL, &degree, edges ? resolution / (2.0 * (double)edges) : 1.0,
                                           RANDOMNESS, false, LEIDEN_ROUNDS, numbers, &count, &summary->modularity);
        igraph_vector_int_destroy(&plain_degree);
    }
    igraph_vector_destroy(&degree);
    if (code != IGRAPH_SUCCESS)
        return code;
    if (edges)
        code = igraph_modularity(&g->plain, numbers, NULL, resolution, IGRAPH_UNDIRECTED, &summary->modularity);
    summary->communities = (size_t)count;
    number_communities(run, graph, numbers, (size_t)count);
    return code;
}

// ---------------------------------------------------------------- all together

static enum cp_status measure(struct cp_arena *run, struct cp_graph *graph, struct cp_igraph *g,
                              const struct cp_analyze_options *options, struct cp_summary *summary,
                              igraph_vector_t *values, igraph_vector_int_t *numbers, struct cp_error *err)
{
    enum cp_status status = cp_igraph_check(shortest_paths(g, graph, values), "shortest paths", err);
    if (status == CP_OK)
        status = cp_igraph_check(ranks(g, graph, values), "PageRank", err);
    if (status == CP_OK)
        status = cp_igraph_check(structure(g, graph, values), "constraint", err);
    if (status == CP_OK)
        status = cp_igraph_check(cores(g, graph, summary, numbers), "cores", err);
    if (status == CP_OK)
        status = cp_igraph_check(eigenvectors(run, g, graph, summary->components, values), "eigenvectors", err);
    if (status == CP_OK)
        status = cp_igraph_check(cuts(run, g, graph, summary, numbers), "bridges", err);
    if (status == CP_OK)
        status = cp_igraph_check(communities(run, g, graph, options, summary, numbers), "communities", err);
    return status;
}

enum cp_status cp_analyze(struct cp_arena *run, struct cp_graph *graph, const struct cp_analyze_options *options,
                          struct cp_summary *summary, struct cp_error *err)
{
    struct cp_igraph g;
    igraph_vector_t values;
    igraph_vector_int_t numbers;
    *summary = (struct cp_summary){0};
    count_degrees(graph);
    if (!graph->node_count)
        return CP_OK;
    cp_igraph_setup(options->seed);
    enum cp_status status = cp_igraph_make(run, graph, &g, err);
    if (status != CP_OK)
        return status;
    count_hubs(run, graph);
    double n = (double)graph->node_count;
    summary->density = n > 1 ? (double)igraph_ecount(&g.plain) / (n * (n - 1) / 2) : 0.0;
    status = cp_igraph_check(igraph_vector_init(&values, 0), "metrics", err);
    if (status == CP_OK) {
        status = cp_igraph_check(igraph_vector_int_init(&numbers, 0), "metrics", err);
        if (status == CP_OK) {
            status = measure(run, graph, &g, options, summary, &values, &numbers, err);
            igraph_vector_int_destroy(&numbers);
        }
        igraph_vector_destroy(&values);
    }
    cp_igraph_release(&g);
    return status;
}
