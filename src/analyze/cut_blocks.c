// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// Hopcroft and Tarjan's depth-first search, with a stack of its own: `low` of a node is the earliest node that it or
// those below it reach. Where a child reaches no higher than its parent, all below the child hang on the parent.
#include "cut_p.h"

#include <math.h>
#include <stdlib.h>

struct visit {
    uint32_t node, parent;
    size_t arc; // the next to look at
};

struct search {
    struct cp_arena *run;
    const struct cp_arcs *arcs;
    uint32_t *order, *low; // order 0: not visited
    uint32_t *by_clock;    // nodes in the order of their visit
    size_t *below;         // nodes in the subtree, itself included
    size_t *hanging;       // of a node: how many below it hang on it
    size_t *largest;       // its largest hanging piece
    double *pairs;         // pairs inside its hanging pieces
    size_t *component;     // size of the node's component
    struct cp_cut_node *nodes;
    uint32_t *stack; // nodes whose blocks are not closed
    size_t stack_count;
    uint32_t clock;
    CP_VEC(struct cp_cut_bridge) bridges;
    CP_VEC(struct cp_cut_block) blocks;
};

static double pairs_of(size_t n)
{
    return (double)n * ((double)n - 1) / 2;
}

static int by_number(const void *x, const void *y)
{
    const uint32_t *a = x, *b = y;
    return *a < *b ? -1 : *a > *b;
}

// All above `child` on the stack, itself, and `parent` are a block.
static void close_block(struct search *s, uint32_t parent, uint32_t child)
{
    size_t begin = s->stack_count;
    while (s->stack[--begin] != child)
        ;
    size_t count = s->stack_count - begin + 1;
    uint32_t *members = CP_NEW_ARRAY(s->run, count, uint32_t);
    for (size_t i = 0; i + 1 < count; i++)
        members[i] = s->stack[begin + i];
    members[count - 1] = parent;
    qsort(members, count, sizeof *members, by_number);
    *CP_PUSH(s->run, &s->blocks) = (struct cp_cut_block){members, count};
    s->stack_count = begin;
}

static void leave(struct search *s, const struct visit *child)
{
    uint32_t v = child->node, p = child->parent;
    s->below[p] += s->below[v];
    if (s->low[v] < s->low[p])
        s->low[p] = s->low[v];
    if (s->low[v] < s->order[p])
        return;
    s->nodes[p].pieces++;
    s->hanging[p] += s->below[v];
    s->pairs[p] += pairs_of(s->below[v]);
    if (s->below[v] > s->largest[p])
        s->largest[p] = s->below[v];
    close_block(s, p, v);
}

// A block of two nodes is a bridge.
static void note_bridge(struct search *s, const struct visit *child, uint32_t edge)
{
    if (s->low[child->node] > s->order[child->parent])
        *CP_PUSH(s->run, &s->bridges) = (struct cp_cut_bridge){edge, s->below[child->node]};
}

static void enter(struct search *s, struct visit *visits, size_t *depth, uint32_t node, uint32_t parent)
{
    s->by_clock[s->clock] = node;
    s->order[node] = s->low[node] = ++s->clock;
    s->below[node] = 1;
    s->stack[s->stack_count++] = node;
    visits[(*depth)++] = (struct visit){node, parent, s->arcs->first[node]};
}

static void search_from(struct search *s, uint32_t root, struct visit *visits)
{
    size_t depth = 0;
    s->stack_count = 0;
    enter(s, visits, &depth, root, CP_NONE);
    while (depth) {
        struct visit *top = &visits[depth - 1];
        if (top->arc == s->arcs->first[top->node + 1]) {
            struct visit done = *top;
            if (--depth) {
                note_bridge(s, &done, s->arcs->arcs[visits[depth - 1].arc - 1].edge);
                leave(s, &done);
            }
            continue;
        }
        uint32_t to = s->arcs->arcs[top->arc++].to;
        if (!s->order[to])
            enter(s, visits, &depth, to, top->node);
        else if (to != top->parent && s->order[to] < s->low[top->node])
            s->low[top->node] = s->order[to];
    }
}

// What stands above a node that is no root is one more piece.
static void finish_component(struct search *s, uint32_t root, uint32_t begin)
{
    size_t size = s->below[root];
    for (uint32_t at = begin; at < s->clock; at++) {
        uint32_t v = s->by_clock[at];
        size_t above = size - 1 - s->hanging[v];
        s->component[v] = size;
        if (above) {
            s->nodes[v].pieces++;
            s->pairs[v] += pairs_of(above);
        }
        if (above > s->largest[v])
            s->largest[v] = above;
        s->nodes[v].severed = size - 1 - s->largest[v];
    }
}

static void measure_reach(struct search *s, double joined)
{
    for (size_t v = 0; v < s->arcs->nodes; v++) {
        double mine = (double)s->component[v] - 1, could = joined - mine;
        s->nodes[v].reach = could > 0 ? (pairs_of(s->component[v] - 1) - s->pairs[v]) / could : NAN;
    }
}

static int by_severed(const void *x, const void *y)
{
    const struct cp_cut_bridge *a = x, *b = y;
    if (a->severed != b->severed)
        return a->severed > b->severed ? -1 : 1;
    return a->edge < b->edge ? -1 : a->edge > b->edge;
}

static int by_size(const void *x, const void *y)
{
    const struct cp_cut_block *a = x, *b = y;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    for (size_t i = 0; i < a->count; i++)
        if (a->nodes[i] != b->nodes[i])
            return a->nodes[i] < b->nodes[i] ? -1 : 1;
    return 0;
}

static void sort_results(struct search *s, struct cp_cuts *cuts)
{
    if (s->bridges.count)
        qsort(s->bridges.items, s->bridges.count, sizeof *s->bridges.items, by_severed);
    if (s->blocks.count)
        qsort(s->blocks.items, s->blocks.count, sizeof *s->blocks.items, by_size);
    cuts->bridges = s->bridges.items;
    cuts->bridge_count = s->bridges.count;
    cuts->blocks = s->blocks.items;
    cuts->block_count = s->blocks.count;
}

void cp_cut_blocks(struct cp_arena *run, const struct cp_arcs *arcs, struct cp_cut_node *nodes, struct cp_cuts *cuts)
{
    size_t n = arcs->nodes;
    struct search s = {
        .run = run,
        .arcs = arcs,
        .nodes = nodes,
        .order = CP_NEW_ARRAY(run, n + 1, uint32_t),
        .low = CP_NEW_ARRAY(run, n + 1, uint32_t),
        .below = CP_NEW_ARRAY(run, n + 1, size_t),
        .hanging = CP_NEW_ARRAY(run, n + 1, size_t),
        .largest = CP_NEW_ARRAY(run, n + 1, size_t),
        .component = CP_NEW_ARRAY(run, n + 1, size_t),
        .by_clock = CP_NEW_ARRAY(run, n + 1, uint32_t),
        .pairs = CP_NEW_ARRAY(run, n + 1, double),
        .stack = CP_NEW_ARRAY(run, n + 1, uint32_t),
    };
    struct visit *visits = CP_NEW_ARRAY(run, n + 1, struct visit);
    double joined = 0;
    for (uint32_t root = 0; root < n; root++) {
        if (s.order[root])
            continue;
        uint32_t begin = s.clock;
        size_t first_bridge = s.bridges.count;
        search_from(&s, root, visits);
        joined += pairs_of(s.below[root]);
        for (size_t i = first_bridge; i < s.bridges.count; i++)
            if (s.bridges.items[i].severed * 2 > s.below[root])
                s.bridges.items[i].severed = s.below[root] - s.bridges.items[i].severed;
        finish_component(&s, root, begin);
    }
    measure_reach(&s, joined);
    sort_results(&s, cuts);
}
