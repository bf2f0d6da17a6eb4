// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
#include "layout_p.h"

#include <math.h>

static size_t count_components(const struct cp_graph *graph)
{
    double most = 0;
    for (size_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].metrics.component > most)
            most = graph->nodes[i].metrics.component;
    return (size_t)most + 1;
}

// With a line of time all stand on one map.
static size_t component_of(const struct cp_graph *graph, uint32_t node, size_t count)
{
    return count == 1 ? 0 : (size_t)graph->nodes[node].metrics.component;
}

// Cuts the graph into its components; place: the number of a node's disc in its own.
static struct component *cut(struct cp_arena *run, const struct cp_graph *graph, size_t count, uint32_t *place)
{
    struct component *components = CP_NEW_ARRAY(run, count, struct component);
    for (uint32_t i = 0; i < graph->node_count; i++)
        components[component_of(graph, i, count)].disc_count++;
    for (size_t i = 0; i < graph->edge_count; i++)
        components[component_of(graph, graph->edges[i].from, count)].spring_count++;
    for (size_t i = 0; i < count; i++) {
        components[i].discs = CP_NEW_ARRAY(run, components[i].disc_count + 1, struct disc);
        components[i].springs = CP_NEW_ARRAY(run, components[i].spring_count + 1, struct spring);
        components[i].disc_count = components[i].spring_count = 0;
    }
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct cp_graph_node *node = &graph->nodes[i];
        struct component *c = &components[component_of(graph, i, count)];
        place[i] = (uint32_t)c->disc_count;
        c->discs[c->disc_count++] = (struct disc){.radius = node->size / 2,
                                                  .mass = node->metrics.degree + 1,
                                                  .community = (uint32_t)node->metrics.community,
                                                  .node = i};
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *e = &graph->edges[i];
        struct component *c = &components[component_of(graph, e->from, count)];
        if (e->from != e->to)
            c->springs[c->spring_count++] = (struct spring){place[e->from], place[e->to], 1.0};
    }
    return components;
}

// Communities have numbers in the graph as a whole; a component needs its own from 0 on.
static void number_communities(struct cp_arena *run, struct component *components, size_t count, size_t nodes)
{
    uint32_t *number = CP_NEW_ARRAY(run, nodes + 1, uint32_t); // + 1; 0: not met
    for (size_t i = 0; i < count; i++) {
        uint32_t next = 0;
        for (size_t k = 0; k < components[i].disc_count; k++) {
            uint32_t *n = &number[components[i].discs[k].community];
            if (!*n)
                *n = ++next;
            components[i].discs[k].community = *n - 1;
        }
    }
}

static bool is_number(double x, size_t limit)
{
    return x >= 0 && x < (double)limit && x == floor(x);
}

// A file may say anything of its communities.
static bool is_parted(const struct cp_graph *graph)
{
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct cp_metrics *m = &graph->nodes[i].metrics;
        if (!isfinite(m->degree) || !is_number(m->community, graph->node_count) || !is_number(m->component, graph->node_count))
            return false;
    }
    for (size_t i = 0; i < graph->edge_count; i++) // nor need it be right about components
        if (graph->nodes[graph->edges[i].from].metrics.component != graph->nodes[graph->edges[i].to].metrics.component)
            return false;
    return graph->nodes[0].metrics.computed;
}

enum cp_status cp_layout(struct cp_arena *run, struct cp_graph *graph, const struct cp_analyze_options *options,
                         struct cp_error *err)
{
    struct cp_summary summary;
    if (!graph->node_count)
        return CP_OK;
    if (!is_parted(graph)) {
        enum cp_status status = cp_analyze(run, graph, options, &summary, err);
        if (status != CP_OK)
            return status;
    }
    cp_set_looks(run, graph, options);
    size_t count = options->timeline ? 1 : count_components(graph);
    uint32_t *place = CP_NEW_ARRAY(run, graph->node_count, uint32_t);
    struct component *components = cut(run, graph, count, place);
    number_communities(run, components, count, graph->node_count);
    for (size_t i = 0; i < count; i++) {
        cp_spread(run, &components[i], options->progress);
        if (options->timeline)
            cp_set_dates(run, graph, &components[i]);
        cp_part_discs(run, &components[i]);
    }
    cp_pack(run, components, count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < components[i].disc_count; k++) {
            const struct disc *d = &components[i].discs[k];
            graph->nodes[d->node].x = round(d->x * 10) / 10;
            graph->nodes[d->node].y = round(d->y * 10) / 10;
        }
    return CP_OK;
}
