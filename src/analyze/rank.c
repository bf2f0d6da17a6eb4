// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
#include "chokepoint/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct ranked {
    double value, second;
    struct cp_str id;
    uint32_t node;
};

// Values that differ by rounding alone are the same, so that ties do not depend on the order of additions.
static int compare_values(double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(a) - isnan(b);
    double scale = fabs(a) > fabs(b) ? fabs(a) : fabs(b);
    if (fabs(a - b) <= 1e-12 * scale)
        return 0;
    return a > b ? -1 : 1;
}

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    int order = compare_values(x->value, y->value);
    if (!order)
        order = compare_values(x->second, y->second);
    return order ? order : cp_str_compare(x->id, y->id);
}

static double value_at(const struct cp_graph_node *node, size_t metric)
{
    double value;
    memcpy(&value, (const char *)&node->metrics + metric, sizeof value);
    return value;
}

size_t cp_order(struct cp_arena *run, const struct cp_graph *graph, size_t metric, unsigned kinds, uint32_t **order)
{
    struct ranked *rows = CP_NEW_ARRAY(run, graph->node_count + 1, struct ranked);
    size_t count = 0;
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct cp_graph_node *node = &graph->nodes[i];
        if (kinds >> node->kind & 1)
            rows[count++] = (struct ranked){value_at(node, metric), node->metrics.pagerank, node->id, (uint32_t)i};
    }
    qsort(rows, count, sizeof *rows, compare_ranked);
    *order = CP_NEW_ARRAY(run, count + 1, uint32_t);
    for (size_t i = 0; i < count; i++)
        (*order)[i] = rows[i].node;
    return count;
}
