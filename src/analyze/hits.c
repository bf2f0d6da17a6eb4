// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
#include "metrics_p.h"

#include <math.h>

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

// Kleinberg's iteration, from ones. Where several eigenvectors share the greatest eigenvalue, as they often do in a
// small directed graph, it has one limit, and a solver for eigenvectors gives any mixture of them.
void cp_count_hubs(struct cp_arena *run, struct cp_graph *graph)
{
    enum { ROUNDS = 1000 };
    const double still = 1e-13;
    double *hub = CP_NEW_ARRAY(run, graph->node_count, double),
           *authority = CP_NEW_ARRAY(run, graph->node_count, double);
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

