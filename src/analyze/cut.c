// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
#include "cut_p.h"

#include <stdlib.h>

void cp_cuts(struct cp_arena *run, const struct cp_graph *graph, const struct cp_cut_options *options,
             struct cp_cuts *cuts)
{
    struct cp_cut_node *nodes = CP_NEW_ARRAY(run, graph->node_count + 1, struct cp_cut_node);
    struct cp_arcs both = cp_arcs_simple(run, graph, CP_ARCS_BOTH), out = both, in = both;
    *cuts = (struct cp_cuts){.nodes = nodes};
    cp_cut_blocks(run, &both, nodes, cuts);
    if (options->directed) {
        out = cp_arcs_simple(run, graph, CP_ARCS_FORWARD);
        in = cp_arcs_simple(run, graph, CP_ARCS_BACKWARD);
    }
    cp_cut_efficiency(run, &out, &in, options, options->directed, nodes, &cuts->sources);
}

// ---------------------------------------------------------------- between two nodes

// A network of unit capacities. Arc i and arc i ^ 1 are each other's reverse.
struct flow_arc {
    uint32_t from, to, edge; // edge: of ours, or the node that the arc stands for
    int room, flow;          // what can still flow, and what does
};

struct flow {
    struct cp_arena *run;
    size_t places;
    struct flow_arc *arcs;
    size_t arc_count;
    size_t *first;
    uint32_t *list;         // arcs by `from`
    uint32_t *came, *queue; // the arc by which a place was reached
    bool *reached;
};

static void add_arc(struct flow *f, uint32_t from, uint32_t to, uint32_t edge, int there, int back)
{
    f->arcs[f->arc_count++] = (struct flow_arc){from, to, edge, there, 0};
    f->arcs[f->arc_count++] = (struct flow_arc){to, from, edge, back, 0};
}

static void index_arcs(struct flow *f)
{
    f->first = CP_NEW_ARRAY(f->run, f->places + 2, size_t);
    f->list = CP_NEW_ARRAY(f->run, f->arc_count + 1, uint32_t);
    f->came = CP_NEW_ARRAY(f->run, f->places + 1, uint32_t);
    f->queue = CP_NEW_ARRAY(f->run, f->places + 1, uint32_t);
    f->reached = CP_NEW_ARRAY(f->run, f->places + 1, bool);
    size_t *at = CP_NEW_ARRAY(f->run, f->places + 1, size_t);
    for (size_t i = 0; i < f->arc_count; i++)
        f->first[f->arcs[i].from + 1]++;
    for (size_t v = 0; v < f->places; v++) {
        f->first[v + 1] += f->first[v];
        at[v] = f->first[v];
    }
    for (uint32_t i = 0; i < f->arc_count; i++)
        f->list[at[f->arcs[i].from]++] = i;
}

// What can be reached from `start` over arcs with room; or, `backward`, what can reach it.
static void reach_from(struct flow *f, uint32_t start, bool backward)
{
    size_t count = 0;
    for (size_t v = 0; v < f->places; v++)
        f->reached[v] = false;
    f->reached[start] = true;
    f->queue[count++] = start;
    for (size_t at = 0; at < count; at++)
        for (size_t i = f->first[f->queue[at]]; i < f->first[f->queue[at] + 1]; i++) {
            uint32_t arc = f->list[i], to = f->arcs[arc].to;
            if (f->reached[to] || !f->arcs[backward ? arc ^ 1 : arc].room)
                continue;
            f->reached[to] = true;
            f->came[to] = arc;
            f->queue[count++] = to;
        }
}

static size_t fill(struct flow *f, uint32_t source, uint32_t sink)
{
    for (size_t value = 0;; value++) {
        reach_from(f, source, false);
        if (!f->reached[sink])
            return value;
        for (uint32_t v = sink; v != source; v = f->arcs[f->came[v]].from) {
            struct flow_arc *arc = &f->arcs[f->came[v]], *back = &f->arcs[f->came[v] ^ 1];
            arc->room--, arc->flow++;
            back->room++, back->flow--;
        }
    }
}

static int by_number(const void *x, const void *y)
{
    const uint32_t *a = x, *b = y;
    return *a < *b ? -1 : *a > *b;
}

// The arcs that lead out of what is reached (near the source), or into what reaches the sink.
static const uint32_t *cut_arcs(struct flow *f, uint32_t from, bool backward, size_t value)
{
    uint32_t *cut = CP_NEW_ARRAY(f->run, value + 1, uint32_t);
    size_t count = 0;
    reach_from(f, from, backward);
    for (size_t i = 0; i < f->arc_count; i++) {
        const struct flow_arc *arc = &f->arcs[i];
        if (arc->flow > 0 && f->reached[backward ? arc->to : arc->from] && !f->reached[backward ? arc->from : arc->to])
            cut[count++] = arc->edge;
    }
    qsort(cut, count, sizeof *cut, by_number);
    return cut;
}

static void cut_links(struct cp_arena *run, const struct cp_arcs *arcs, uint32_t a, uint32_t b, bool directed,
                      struct cp_cut_between *cut)
{
    struct flow f = {
        .run = run, .places = arcs->nodes, .arcs = CP_NEW_ARRAY(run, 2 * arcs->count + 1, struct flow_arc)};
    for (uint32_t v = 0; v < arcs->nodes; v++)
        for (size_t i = arcs->first[v]; i < arcs->first[v + 1]; i++)
            if (directed || v < arcs->arcs[i].to)
                add_arc(&f, v, arcs->arcs[i].to, arcs->arcs[i].edge, 1, directed ? 0 : 1);
    index_arcs(&f);
    cut->link_count = fill(&f, a, b);
    cut->links_near_a = cut_arcs(&f, a, false, cut->link_count);
    cut->links_near_b = cut_arcs(&f, b, true, cut->link_count);
}

// Each node becomes two places with one arc of room 1 between them; the links have room for all that a node lets
// through.
static void cut_nodes(struct cp_arena *run, const struct cp_arcs *arcs, uint32_t a, uint32_t b,
                      struct cp_cut_between *cut)
{
    uint32_t n = (uint32_t)arcs->nodes;
    struct flow f = {.run = run,
                     .places = 2 * arcs->nodes,
                     .arcs = CP_NEW_ARRAY(run, 2 * (arcs->count + arcs->nodes) + 1, struct flow_arc)};
    for (uint32_t v = 0; v < n; v++)
        add_arc(&f, v, n + v, v, 1, 0);
    for (uint32_t v = 0; v < n; v++)
        for (size_t i = arcs->first[v]; i < arcs->first[v + 1]; i++) {
            uint32_t to = arcs->arcs[i].to;
            bool direct = (v == a && to == b) || (v == b && to == a);
            cut->adjacent |= v == a && to == b;
            if (!direct)
                add_arc(&f, n + v, to, CP_NONE, 2, 0);
        }
    index_arcs(&f);
    cut->node_count = fill(&f, n + a, b);
    cut->nodes_near_a = cut_arcs(&f, n + a, false, cut->node_count);
    cut->nodes_near_b = cut_arcs(&f, b, true, cut->node_count);
}

void cp_cut_between(struct cp_arena *run, const struct cp_graph *graph, uint32_t a, uint32_t b, bool directed,
                    struct cp_cut_between *cut)
{
    *cut = (struct cp_cut_between){0};
    if (a == b)
        return;
    struct cp_arcs arcs = cp_arcs_simple(run, graph, directed ? CP_ARCS_FORWARD : CP_ARCS_BOTH);
    cut_links(run, &arcs, a, b, directed, cut);
    cut_nodes(run, &arcs, a, b, cut);
}
