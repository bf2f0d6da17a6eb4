// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
#include "chokepoint/structure.h"
#include "signs_p.h"

// The sum over its edges of weight times sign, for each pair.
static double *sum_signs(struct cp_arena *run, const struct cp_graph *graph, const struct cp_net *net)
{
    double *sums = CP_NEW_ARRAY(run, net->pairs + 1, double);
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *e = &graph->edges[i];
        size_t arc = e->from == e->to ? SIZE_MAX : cp_net_arc(net, e->from, e->to);
        if (arc != SIZE_MAX && e->sign == e->sign) // NaN: a file may say anything
            sums[net->pair[arc]] += e->weight * e->sign;
    }
    return sums;
}

static struct cp_signs make_signs(struct cp_arena *run, const struct cp_graph *graph)
{
    const struct cp_net *net = cp_net_make(run, graph, false);
    const double *sums = sum_signs(run, graph, net);
    struct cp_signs signs = {.nodes = net->nodes,
                             .pairs = net->pairs,
                             .row = CP_NEW_ARRAY(run, net->nodes + 2, size_t),
                             .head = CP_NEW_ARRAY(run, net->arcs + 1, uint32_t),
                             .sign = CP_NEW_ARRAY(run, net->arcs + 1, int8_t),
                             .pair = CP_NEW_ARRAY(run, net->arcs + 1, uint32_t)};
    size_t at = 0;
    for (size_t v = 0; v < net->nodes; v++) {
        signs.row[v] = at;
        for (size_t a = net->row[v]; a < net->row[v + 1]; a++) {
            double sum = sums[net->pair[a]];
            if (!(sum > 0 || sum < 0))
                continue;
            signs.head[at] = net->head[a];
            signs.pair[at] = net->pair[a];
            signs.sign[at++] = sum > 0 ? 1 : -1;
        }
    }
    signs.row[net->nodes] = at;
    return signs;
}

struct triangles {
    const struct cp_signs *signs;
    bool *used;      // pairs of an unbalanced triangle that was counted as apart from the others
    size_t apart;    // each of these needs a change of its own
    struct cp_balance *balance;
};

static void count_triangle(struct triangles *t, size_t a, size_t b, size_t c)
{
    const struct cp_signs *s = t->signs;
    t->balance->triangles++;
    if (s->sign[a] * s->sign[b] * s->sign[c] > 0) {
        t->balance->balanced++;
    } else if (!t->used[s->pair[a]] && !t->used[s->pair[b]] && !t->used[s->pair[c]]) {
        t->used[s->pair[a]] = t->used[s->pair[b]] = t->used[s->pair[c]] = true;
        t->apart++;
    }
}

// Rows are sorted: the common neighbours of u and v behind both of them.
static void count_triangles_of(struct triangles *t, uint32_t u, size_t arc)
{
    const struct cp_signs *s = t->signs;
    uint32_t v = s->head[arc];
    size_t of_u = arc + 1, of_v = s->row[v];
    while (of_u < s->row[u + 1] && of_v < s->row[v + 1]) {
        if (s->head[of_u] == s->head[of_v])
            count_triangle(t, arc, of_u, of_v);
        uint32_t w = s->head[of_u], x = s->head[of_v];
        of_u += w <= x;
        of_v += x <= w;
    }
}

void cp_balance(struct cp_arena *run, const struct cp_graph *graph, unsigned seed, const struct cp_progress *progress,
                struct cp_balance *balance)
{
    struct cp_signs signs = make_signs(run, graph);
    *balance = (struct cp_balance){0};
    struct triangles t = {.signs = &signs, .used = CP_NEW_ARRAY(run, signs.pairs + 1, bool), .balance = balance};
    for (uint32_t u = 0; u < signs.nodes; u++)
        for (size_t a = signs.row[u]; a < signs.row[u + 1]; a++) {
            if (signs.head[a] < u)
                continue;
            balance->positive += signs.sign[a] > 0;
            balance->negative += signs.sign[a] < 0;
            count_triangles_of(&t, u, a);
        }
    if (!(balance->positive + balance->negative))
        return;
    balance->camp = CP_NEW_ARRAY(run, signs.nodes + 1, uint8_t);
    balance->frustration_least = t.apart;
    cp_frustrate(run, &signs, seed, progress, balance->camp, &balance->frustration_least, &balance->frustration_most);
}
