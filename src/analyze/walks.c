// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// Katz and exposure: both add up over walks, and both are found by taking one step after the other.
#include "metrics_p.h"

#include <math.h>

static const double STILL = 1e-14; // what a step may change at the end
enum { MOST_STEPS = 2000 };

// One step along every arc.
static void step(const struct cp_net *net, bool weighted, const double *from, double *to)
{
    for (size_t v = 0; v < net->nodes; v++)
        to[v] = 0;
    for (size_t v = 0; v < net->nodes; v++)
        for (size_t a = net->row[v]; a < net->row[v + 1]; a++)
            to[net->head[a]] += (weighted ? net->weight[a] : 1) * from[v];
}

// ---------------------------------------------------------------- Katz

// No less than the greatest eigenvalue, and near it: the greatest growth of any entry when I + A is applied to a
// positive vector (Collatz and Wielandt), which comes down to 1 + the eigenvalue as the vector is applied to again
// and again.
static double eigenvalue_bound(struct cp_arena *run, const struct cp_net *net, bool weighted)
{
    enum { ROUNDS = 200 };
    double *x = CP_NEW_ARRAY(run, net->nodes, double), *next = CP_NEW_ARRAY(run, net->nodes, double), least = INFINITY;
    for (size_t v = 0; v < net->nodes; v++)
        x[v] = 1;
    for (unsigned i = 0; i < ROUNDS; i++) {
        double growth = 0, greatest = 0;
        step(net, weighted, x, next);
        for (size_t v = 0; v < net->nodes; v++) {
            growth = fmax(growth, next[v] / x[v]);
            x[v] += next[v];
            greatest = fmax(greatest, x[v]);
        }
        for (size_t v = 0; v < net->nodes; v++)
            x[v] = fmax(x[v] / greatest, 1e-100); // away from 0, so that the next growth is a number
        least = fmin(least, growth);
    }
    return least;
}

void cp_count_katz(struct cp_arena *run, struct cp_graph *graph, const struct cp_net *net, bool weighted,
                   double *factor)
{
    const double below = 0.85; // of the factor at which the sum has no end
    size_t n = net->nodes;
    double *x = CP_NEW_ARRAY(run, n, double), *next = CP_NEW_ARRAY(run, n, double);
    double bound = eigenvalue_bound(run, net, weighted), change = 1, length = 0;
    *factor = bound > 0 ? below / bound : below;
    for (unsigned i = 0; i < MOST_STEPS && change > STILL; i++) {
        double greatest = 1;
        change = 0;
        step(net, weighted, x, next);
        for (size_t v = 0; v < n; v++) {
            double value = 1 + *factor * next[v];
            change = fmax(change, fabs(value - x[v]));
            greatest = fmax(greatest, value);
            x[v] = value;
        }
        change /= greatest;
    }
    for (size_t v = 0; v < n; v++)
        length += x[v] * x[v];
    for (size_t v = 0; v < n; v++)
        graph->nodes[v].metrics.katz = x[v] / sqrt(length);
}

// ---------------------------------------------------------------- exposure

// Who depends stands at the tail, and is what a trouble at the head comes to: these edges are walked against their
// direction.
static void walk_edge(const struct cp_graph_edge *e, const double *from, const double *out, double *to)
{
    uint32_t tail = e->relation == CP_RELATION_DEPENDS_ON ? e->to : e->from, head = tail == e->from ? e->to : e->from;
    to[head] += from[tail] * (e->weight / out[tail]);
    if (e->symmetric)
        to[tail] += from[head] * (e->weight / out[head]);
}

static double *out_strengths(struct cp_arena *run, const struct cp_graph *graph)
{
    double *out = CP_NEW_ARRAY(run, graph->node_count, double);
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *e = &graph->edges[i];
        out[e->relation == CP_RELATION_DEPENDS_ON ? e->to : e->from] += e->weight;
        if (e->symmetric)
            out[e->relation == CP_RELATION_DEPENDS_ON ? e->from : e->to] += e->weight;
    }
    return out;
}

void cp_count_exposure(struct cp_arena *run, struct cp_graph *graph, const uint32_t *starts, size_t start_count)
{
    const double damping = 0.85;
    size_t n = graph->node_count;
    double *x = CP_NEW_ARRAY(run, n, double), *next = CP_NEW_ARRAY(run, n, double),
           *start = CP_NEW_ARRAY(run, n, double);
    double *out = out_strengths(run, graph), change = 1;
    for (size_t i = 0; i < start_count; i++)
        start[starts[i]] += 1 / (double)start_count;
    for (size_t v = 0; v < n; v++)
        x[v] = start[v];
    for (unsigned i = 0; i < MOST_STEPS && change > STILL; i++) {
        double stuck = 0;
        change = 0;
        for (size_t v = 0; v < n; v++) {
            next[v] = 0;
            stuck += out[v] > 0 ? 0 : x[v];
        }
        for (size_t e = 0; e < graph->edge_count; e++)
            walk_edge(&graph->edges[e], x, out, next);
        for (size_t v = 0; v < n; v++) {
            double value = damping * (next[v] + stuck * start[v]) + (1 - damping) * start[v];
            change += fabs(value - x[v]);
            x[v] = value;
        }
    }
    for (size_t v = 0; v < n; v++)
        graph->nodes[v].metrics.exposure = x[v];
}
