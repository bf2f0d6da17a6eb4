// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// Effective size: each neighbour counts 1, less what ties of its own to the others make redundant. Without weights
// that is the number of neighbours less the mean number of ties that one of them has to the others (Borgatti 1997).
// With weights, neighbour u of v counts 1 - sum over w of p(v, w) m(u, w), where p is the share of w in v's ties and
// m the weight over the greatest of u's.
#include "metrics_p.h"

#include <math.h>

// What the neighbours of v at both ends of an arc v → u share: sum of p(v, w) m(u, w), or the number of ties without
// weights.
static double redundancy(const struct cp_net *net, uint32_t v, uint32_t u, bool weighted, double strength)
{
    double sum = 0, greatest = 0;
    size_t of_v = net->row[v], of_u = net->row[u];
    for (size_t a = net->row[u]; a < net->row[u + 1]; a++)
        greatest = fmax(greatest, net->weight[a]);
    while (of_v < net->row[v + 1] && of_u < net->row[u + 1]) { // both rows are sorted
        if (net->head[of_v] == net->head[of_u])
            sum += weighted ? net->weight[of_v] / strength * (net->weight[of_u] / greatest) : 1;
        uint32_t w = net->head[of_v], x = net->head[of_u];
        of_v += w <= x;
        of_u += x <= w;
    }
    return sum;
}

static double effective_size(const struct cp_net *net, uint32_t v, bool weighted)
{
    size_t degree = net->row[v + 1] - net->row[v];
    double strength = 0, redundant = 0;
    for (size_t a = net->row[v]; a < net->row[v + 1]; a++)
        strength += net->weight[a];
    for (size_t a = net->row[v]; a < net->row[v + 1]; a++)
        redundant += redundancy(net, v, net->head[a], weighted, strength);
    if (!degree)
        return NAN;
    return (double)degree - (weighted ? redundant : redundant / (double)degree);
}

void cp_count_effective_sizes(struct cp_graph *graph, const struct cp_net *net, bool weighted)
{
    for (uint32_t v = 0; v < net->nodes; v++)
        graph->nodes[v].metrics.effective_size = effective_size(net, v, weighted);
}
