// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// Two graphs side by side, their nodes matched by id.
#include "chokepoint/compare.h"

#include <math.h>
#include <stdlib.h>

struct side {
    const struct cp_graph *graph;
    uint32_t *rank; // of each node, 0 if its kind is not ranked
    size_t *sizes;  // of each component
    size_t components;
};

static size_t component_of(const struct side *side, uint32_t node)
{
    return (size_t)side->graph->nodes[node].metrics.component;
}

static struct side take_side(struct cp_arena *run, const struct cp_graph *graph, size_t metric, unsigned kinds)
{
    struct side side = {.graph = graph};
    uint32_t *order;
    size_t count = cp_order(run, graph, metric, kinds, &order);
    side.rank = CP_NEW_ARRAY(run, graph->node_count + 1, uint32_t);
    side.sizes = CP_NEW_ARRAY(run, graph->node_count + 1, size_t);
    for (size_t i = 0; i < count; i++)
        side.rank[order[i]] = (uint32_t)i + 1;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        size_t component = component_of(&side, i);
        side.components = component + 1 > side.components ? component + 1 : side.components;
        side.sizes[component]++;
    }
    return side;
}

static double pairs_of(size_t n)
{
    return n ? (double)n * (double)(n - 1) / 2 : 0;
}

static struct cp_whole describe(const struct side *side)
{
    size_t n = side->graph->node_count;
    struct cp_whole whole = {.nodes = n, .edges = side->graph->edge_count, .components = side->components};
    double harmonic = 0, reached = 0;
    for (size_t i = 0; i < n; i++)
        harmonic += side->graph->nodes[i].metrics.harmonic;
    for (size_t i = 0; i < side->components; i++) {
        reached += pairs_of(side->sizes[i]);
        whole.largest = side->sizes[i] > whole.largest ? side->sizes[i] : whole.largest;
    }
    whole.efficiency = n ? harmonic / (double)n : 0;
    whole.reach = n > 1 ? reached / pairs_of(n) : 0;
    return whole;
}

// ---------------------------------------------------------------- nodes

struct matched {
    struct cp_str id;
    struct cp_moved moved;
};

static int by_id(const void *x, const void *y)
{
    const struct matched *a = x, *b = y;
    return cp_str_compare(a->id, b->id);
}

static void match(struct cp_arena *run, struct cp_comparison *c, const struct side *before, const struct side *after)
{
    size_t most = before->graph->node_count + after->graph->node_count;
    struct matched *all = CP_NEW_ARRAY(run, most + 1, struct matched);
    struct cp_table *ids = cp_table_new(run);
    for (uint32_t i = 0; i < before->graph->node_count; i++) {
        cp_table_add(ids, before->graph->nodes[i].id);
        all[i] = (struct matched){before->graph->nodes[i].id, {i, CP_NONE, before->rank[i], 0, 0, 0}};
    }
    c->moved_count = before->graph->node_count;
    for (uint32_t i = 0; i < after->graph->node_count; i++) {
        uint32_t at = cp_table_find(ids, after->graph->nodes[i].id);
        struct matched *row = at == CP_NONE ? &all[c->moved_count++] : &all[at];
        if (at == CP_NONE)
            *row = (struct matched){after->graph->nodes[i].id, {CP_NONE, i, 0, 0, 0, 0}};
        row->moved.after = i;
        row->moved.rank_after = after->rank[i];
    }
    qsort(all, c->moved_count, sizeof *all, by_id);
    c->moved = CP_NEW_ARRAY(run, c->moved_count + 1, struct cp_moved);
    for (size_t i = 0; i < c->moved_count; i++)
        c->moved[i] = all[i].moved;
}

static bool is_shared(const struct cp_moved *moved)
{
    return moved->before != CP_NONE && moved->after != CP_NONE;
}

// Among the nodes of both: who is gone is no loss of reach to the others.
static void count_reach(struct cp_arena *run, struct cp_comparison *c, const struct side *before,
                        const struct side *after)
{
    size_t *old = CP_NEW_ARRAY(run, before->components + 1, size_t),
           *new = CP_NEW_ARRAY(run, after->components + 1, size_t);
    for (size_t i = 0; i < c->moved_count; i++)
        if (is_shared(&c->moved[i])) {
            old[component_of(before, c->moved[i].before)]++;
            new[component_of(after, c->moved[i].after)]++;
        }
    for (size_t i = 0; i < c->moved_count; i++)
        if (is_shared(&c->moved[i])) {
            c->moved[i].reach_before = old[component_of(before, c->moved[i].before)] - 1;
            c->moved[i].reach_after = new[component_of(after, c->moved[i].after)] - 1;
        }
}

struct placed {
    size_t before, after; // components
};

static int by_places(const void *x, const void *y)
{
    const struct placed *a = x, *b = y;
    if (a->before != b->before)
        return a->before < b->before ? -1 : 1;
    return (a->after > b->after) - (a->after < b->after);
}

// Of the nodes that are in both: pairs of one component before, less those that are still of one.
static size_t count_severed(struct cp_arena *run, const struct cp_comparison *c, const struct side *before,
                            const struct side *after)
{
    struct placed *places = CP_NEW_ARRAY(run, c->moved_count + 1, struct placed);
    size_t n = 0;
    double severed = 0;
    for (size_t i = 0; i < c->moved_count; i++)
        if (is_shared(&c->moved[i]))
            places[n++] =
                (struct placed){component_of(before, c->moved[i].before), component_of(after, c->moved[i].after)};
    qsort(places, n, sizeof *places, by_places);
    for (size_t i = 0, next; i < n; i = next) {
        for (next = i; next < n && places[next].before == places[i].before;) {
            size_t same = next;
            while (next < n && places[next].before == places[i].before && places[next].after == places[same].after)
                next++;
            severed -= pairs_of(next - same);
        }
        severed += pairs_of(next - i);
    }
    return (size_t)severed;
}

struct cp_comparison *cp_compare(struct cp_arena *run, const struct cp_graph *before, const struct cp_graph *after,
                                 size_t metric, unsigned kinds)
{
    struct cp_comparison *c = CP_NEW(run, struct cp_comparison);
    struct side old = take_side(run, before, metric, kinds), new = take_side(run, after, metric, kinds);
    c->before = describe(&old);
    c->after = describe(&new);
    match(run, c, &old, &new);
    count_reach(run, c, &old, &new);
    c->severed = count_severed(run, c, &old, &new);
    return c;
}
