// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "rank.h"

#include "chokepoint/compare.h"
#include "nearest.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define METRIC(name, digits) {#name, offsetof(struct cp_metrics, name), digits, 0}
#define ALSO(name, digits, what) {#name, offsetof(struct cp_metrics, name), digits, 1u << CP_ALSO_##what}

static const struct cp_metric metrics[] = {
    METRIC(degree, 0),      METRIC(in_degree, 0), METRIC(out_degree, 0), METRIC(strength, 2),
    METRIC(pagerank, 4),    METRIC(betweenness, 1), METRIC(harmonic, 4), METRIC(eigenvector, 4),
    METRIC(hub, 4),         METRIC(authority, 4), METRIC(constraint, 4), METRIC(coreness, 0),
    ALSO(closeness, 4, CLOSENESS), ALSO(katz, 4, KATZ), ALSO(exposure, 4, EXPOSURE),
    ALSO(effective_size, 2, EFFECTIVE_SIZE), ALSO(current_flow, 1, CURRENT_FLOW),
};
enum { METRICS = sizeof metrics / sizeof metrics[0] };

const struct cp_metric *cp_metrics(size_t *count)
{
    *count = METRICS;
    return metrics;
}

// The one metric of edges: the nodes beside it are sorted by betweenness.
static const char edge_metric[] = "edge_betweenness";

static bool same_name(const char *asked, const char *name)
{
    for (; *asked && *name; asked++, name++)
        if (*asked != *name && !(*asked == '-' && *name == '_'))
            return false;
    return !*asked && !*name;
}

enum cp_status cp_metric_find(const char *name, const struct cp_metric **metric, struct cp_error *err)
{
    struct cp_nearest nearest = cp_nearest_to(cp_str_from(name));
    struct cp_buf names = {0};
    for (size_t i = 0; i < METRICS; i++) {
        if (same_name(name, metrics[i].name)) {
            *metric = &metrics[i];
            cp_buf_release(&names);
            return CP_OK;
        }
        cp_buf_add_format(&names, "%s%s", i ? ", " : "", metrics[i].name);
        cp_nearest_offer(&nearest, metrics[i].name);
    }
    if (nearest.word)
        cp_fail(err, CP_EUSAGE, "there is no metric \"%s\"; did you mean %s?", name, nearest.word);
    else
        cp_fail(err, CP_EUSAGE, "there is no metric \"%s\"; one of " CP_FMT ", %s", name, CP_ARG(cp_buf_str(&names)),
                edge_metric);
    cp_buf_release(&names);
    return CP_EUSAGE;
}

enum cp_status cp_metrics_asked(const char *names, const struct cp_metric **first, unsigned *also, struct cp_error *err)
{
    struct cp_str rest = cp_str_from(names ? names : "betweenness");
    *also = 0;
    *first = NULL;
    while (rest.len) {
        char name[64];
        const struct cp_metric *metric;
        struct cp_str item = cp_str_trim(cp_str_split(&rest, ','));
        snprintf(name, sizeof name, CP_FMT, CP_ARG(item));
        if (same_name(name, edge_metric)) {
            *also |= 1u << CP_ALSO_EDGES;
            continue;
        }
        enum cp_status status = cp_metric_find(name, &metric, err);
        if (status != CP_OK)
            return status;
        *also |= metric->also;
        *first = *first ? *first : metric;
    }
    return *first ? CP_OK : cp_metric_find("betweenness", first, err);
}

double cp_metric_value(const struct cp_graph_node *node, const struct cp_metric *metric)
{
    double value;
    memcpy(&value, (const char *)&node->metrics + metric->offset, sizeof value);
    return value;
}

size_t cp_rank(struct cp_arena *run, const struct cp_graph *graph, const struct cp_metric *metric, unsigned kinds,
               uint32_t **order)
{
    return cp_order(run, graph, metric->offset, kinds, order);
}
