// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// One component at a time: there the vector is unique. Of the whole graph a solver gives, where components share the
// greatest eigenvalue, any mixture of theirs. Those that share it all count; in the others it is 0.
#include "metrics_p.h"

// What a component has: nodes, and edges between their numbers within it.
struct part {
    size_t nodes;
    CP_VEC(igraph_integer_t) ends;
    CP_VEC(igraph_real_t) weights;
    double eigenvalue;
    double *vector;
};

static igraph_error_t solve_part(struct part *part, bool weighted, igraph_vector_t *values)
{
    igraph_t graph;
    igraph_vector_int_t ends = {0};
    igraph_vector_t weights = {0};
    igraph_arpack_options_t options;
    igraph_real_t eigenvalue = 0;
    igraph_vector_int_view(&ends, part->ends.items, (igraph_integer_t)part->ends.count);
    igraph_vector_view(&weights, part->weights.items, (igraph_integer_t)part->weights.count);
    igraph_error_t code = igraph_create(&graph, &ends, (igraph_integer_t)part->nodes, IGRAPH_UNDIRECTED);
    if (code != IGRAPH_SUCCESS)
        return code;
    igraph_arpack_options_init(&options);
    code = igraph_eigenvector_centrality(&graph, values, &eigenvalue, IGRAPH_UNDIRECTED, true,
                                         weighted ? &weights : NULL, &options);
    part->eigenvalue = eigenvalue;
    igraph_destroy(&graph);
    return code;
}

// `net` is undirected: an edge stands in the rows of both its ends.
static struct part *split(struct cp_arena *run, const struct cp_graph *graph, const struct cp_net *net,
                          size_t components, uint32_t *local)
{
    struct part *parts = CP_NEW_ARRAY(run, components, struct part);
    for (size_t i = 0; i < graph->node_count; i++)
        local[i] = (uint32_t)parts[(size_t)graph->nodes[i].metrics.component].nodes++;
    for (uint32_t v = 0; v < net->nodes; v++)
        for (size_t a = net->row[v]; a < net->row[v + 1]; a++) {
            struct part *part = &parts[(size_t)graph->nodes[v].metrics.component];
            if (net->head[a] > v)
                continue;
            *CP_PUSH(run, &part->ends) = local[net->head[a]];
            *CP_PUSH(run, &part->ends) = local[v];
            *CP_PUSH(run, &part->weights) = net->weight[a];
        }
    return parts;
}

static igraph_error_t solve(struct cp_arena *run, struct part *parts, size_t components, bool weighted,
                            double *greatest)
{
    igraph_vector_t values;
    igraph_error_t code = igraph_vector_init(&values, 0);
    if (code != IGRAPH_SUCCESS)
        return code;
    for (size_t c = 0; c < components && code == IGRAPH_SUCCESS; c++) {
        parts[c].vector = CP_NEW_ARRAY(run, parts[c].nodes, double);
        code = parts[c].ends.count ? solve_part(&parts[c], weighted, &values) : IGRAPH_SUCCESS;
        for (size_t i = 0; code == IGRAPH_SUCCESS && parts[c].ends.count && i < parts[c].nodes; i++)
            parts[c].vector[i] = VECTOR(values)[i];
        *greatest = parts[c].eigenvalue > *greatest ? parts[c].eigenvalue : *greatest;
    }
    igraph_vector_destroy(&values);
    return code;
}

enum cp_status cp_count_eigenvectors(struct cp_arena *run, struct cp_graph *graph, const struct cp_net *net,
                                     size_t components, bool weighted, struct cp_error *err)
{
    const double alike = 1e-9;
    uint32_t *local = CP_NEW_ARRAY(run, graph->node_count, uint32_t);
    struct part *parts = split(run, graph, net, components, local);
    double greatest = 0;
    enum cp_status status = cp_igraph_check(solve(run, parts, components, weighted, &greatest), "eigenvectors", err);
    for (size_t i = 0; status == CP_OK && i < graph->node_count; i++) {
        const struct part *part = &parts[(size_t)graph->nodes[i].metrics.component];
        graph->nodes[i].metrics.eigenvector = part->eigenvalue >= greatest * (1 - alike) ? part->vector[local[i]] : 0;
    }
    return status;
}
