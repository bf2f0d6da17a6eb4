// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// From a source, nodes are settled in order of their distance: breadth first, or after Dijkstra. `paths` counts the
// shortest paths to a node. The steps of such paths (from a node to one that is farther by just that step) are
// written down in that order as they are found; a walk back over them gives each node's dependency, the sum over the
// nodes behind it of
//
//     dependency(v) = paths(v) * sum over steps v → w of (1 + dependency(w)) / paths(w)
//
// (Brandes 2001, equation 7). The factor behind the sum is kept as `share`, so that there is one division for each
// node and none for a step. Lengths that differ by rounding alone are the same.
#include "brandes_p.h"

#include <math.h>

static const double ALIKE = 1e-10;

struct cp_brandes {
    const struct cp_net *net;
    double *length;    // of an arc; NULL: 1
    double *distance;  // only with lengths
    uint32_t *level;   // number of steps, or the place in `order`; CP_NONE: not reached
    double *paths, *share;
    uint32_t *order;   // nodes as they are settled
    size_t *first;     // of the steps from order[i]; one more at the end
    uint32_t *step;    // their heads
    uint32_t *step_pair; // their pairs; NULL: nobody asks
    uint32_t *heap, *place; // binary heap of nodes by distance, and where in it a node is
    size_t heap_count;
};

struct cp_brandes *cp_brandes_new(struct cp_arena *arena, const struct cp_net *net, bool weighted, bool edges)
{
    struct cp_brandes *b = CP_NEW(arena, struct cp_brandes);
    size_t n = net->nodes + 1;
    b->net = net;
    b->level = CP_NEW_ARRAY(arena, n, uint32_t);
    b->paths = CP_NEW_ARRAY(arena, n, double);
    b->share = CP_NEW_ARRAY(arena, n, double);
    b->order = CP_NEW_ARRAY(arena, n, uint32_t);
    b->first = CP_NEW_ARRAY(arena, n + 1, size_t);
    b->step = CP_NEW_ARRAY(arena, net->arcs + 1, uint32_t);
    b->step_pair = edges ? CP_NEW_ARRAY(arena, net->arcs + 1, uint32_t) : NULL;
    for (size_t i = 0; i < n; i++)
        b->level[i] = CP_NONE;
    if (!weighted)
        return b;
    b->distance = CP_NEW_ARRAY(arena, n, double);
    b->heap = CP_NEW_ARRAY(arena, n, uint32_t);
    b->place = CP_NEW_ARRAY(arena, n, uint32_t);
    b->length = CP_NEW_ARRAY(arena, net->arcs + 1, double);
    for (size_t a = 0; a < net->arcs; a++)
        b->length[a] = 1 / net->weight[a];
    return b;
}

static inline void add_step(struct cp_brandes *b, size_t at, size_t arc)
{
    b->step[at] = b->net->head[arc];
    if (b->step_pair)
        b->step_pair[at] = b->net->pair[arc];
}

// ---------------------------------------------------------------- steps of one length

static size_t search_breadth_first(struct cp_brandes *b, uint32_t source)
{
    const struct cp_net *net = b->net;
    size_t found = 1, steps = 0;
    b->order[0] = source;
    b->level[source] = 0;
    b->paths[source] = 1;
    for (size_t i = 0; i < found; i++) {
        uint32_t v = b->order[i], next = b->level[v] + 1;
        double paths = b->paths[v];
        b->first[i] = steps;
        for (size_t a = net->row[v], end = net->row[v + 1]; a < end; a++) {
            uint32_t w = net->head[a];
            if (b->level[w] < next)
                continue;
            b->order[found] = w; // stays only if nobody was there before: a second branch here would be as costly as it
                                 // is hard to foresee
            found += b->level[w] == CP_NONE;
            b->level[w] = next;
            b->paths[w] += paths;
            add_step(b, steps++, a);
        }
    }
    b->first[found] = steps;
    return found;
}

// ---------------------------------------------------------------- steps with a length

static bool is_before(const struct cp_brandes *b, uint32_t v, uint32_t w)
{
    return b->distance[v] != b->distance[w] ? b->distance[v] < b->distance[w] : v < w;
}

static void put(struct cp_brandes *b, size_t at, uint32_t v)
{
    b->heap[at] = v;
    b->place[v] = (uint32_t)at;
}

static void lift(struct cp_brandes *b, uint32_t v)
{
    size_t at = b->place[v];
    for (; at && is_before(b, v, b->heap[(at - 1) / 2]); at = (at - 1) / 2)
        put(b, at, b->heap[(at - 1) / 2]);
    put(b, at, v);
}

static uint32_t take_nearest(struct cp_brandes *b)
{
    uint32_t nearest = b->heap[0], last = b->heap[--b->heap_count];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < b->heap_count; at = child) {
        if (child + 1 < b->heap_count && is_before(b, b->heap[child + 1], b->heap[child]))
            child++;
        if (!is_before(b, b->heap[child], last))
            break;
        put(b, at, b->heap[child]);
    }
    if (b->heap_count)
        put(b, at, last);
    return nearest;
}

// While a node waits in the heap its level is SEEN; settled, it is its place in the order.
#define SEEN (CP_NONE - 1)

static void relax(struct cp_brandes *b, uint32_t w, double distance)
{
    if (b->level[w] == CP_NONE) {
        b->level[w] = SEEN;
        b->distance[w] = distance;
        b->place[w] = (uint32_t)b->heap_count++;
        lift(b, w);
    } else if (b->level[w] == SEEN && distance < b->distance[w]) {
        b->distance[w] = distance;
        lift(b, w);
    }
}

// The steps are found when all distances are final: with lengths alike but for rounding, no order of relaxing finds
// them all.
static void find_steps(struct cp_brandes *b, size_t found)
{
    const struct cp_net *net = b->net;
    size_t steps = 0;
    b->paths[b->order[0]] = 1;
    for (size_t i = 0; i < found; i++) {
        uint32_t v = b->order[i];
        b->first[i] = steps;
        for (size_t a = net->row[v]; a < net->row[v + 1]; a++) {
            uint32_t w = net->head[a];
            double distance = b->distance[v] + b->length[a];
            if (b->level[w] <= i || fabs(distance - b->distance[w]) > ALIKE * distance)
                continue;
            b->paths[w] += b->paths[v];
            add_step(b, steps++, a);
        }
    }
    b->first[found] = steps;
}

static size_t search_by_length(struct cp_brandes *b, uint32_t source)
{
    const struct cp_net *net = b->net;
    size_t found = 0;
    b->heap_count = 0;
    relax(b, source, 0);
    while (b->heap_count) {
        uint32_t v = take_nearest(b);
        b->level[v] = (uint32_t)found;
        b->order[found++] = v;
        for (size_t a = net->row[v]; a < net->row[v + 1]; a++)
            relax(b, net->head[a], b->distance[v] + b->length[a]);
    }
    find_steps(b, found);
    return found;
}

// ---------------------------------------------------------------- back

static void add_dependencies(struct cp_brandes *b, size_t found, struct cp_sums *sums)
{
    for (size_t i = found; i-- > 1;) {
        uint32_t v = b->order[i];
        double sum = 0;
        for (size_t s = b->first[i]; s < b->first[i + 1]; s++)
            sum += b->share[b->step[s]];
        double dependency = sum * b->paths[v];
        b->share[v] = (1 + dependency) / b->paths[v];
        sums->through[v] += dependency;
        if (sums->squares)
            sums->squares[v] += dependency * dependency;
    }
}

static void add_edges(const struct cp_brandes *b, size_t found, double *edges)
{
    for (size_t i = 0; i < found; i++)
        for (size_t s = b->first[i]; s < b->first[i + 1]; s++)
            edges[b->step_pair[s]] += b->paths[b->order[i]] * b->share[b->step[s]];
}

static void add_distances(const struct cp_brandes *b, size_t found, struct cp_sums *sums)
{
    for (size_t i = 1; i < found; i++) {
        uint32_t v = b->order[i];
        double distance = b->length ? b->distance[v] : (double)b->level[v];
        sums->far[v] += distance;
        sums->near[v] += 1 / distance;
        sums->reached[v]++;
    }
}

void cp_brandes_add(struct cp_brandes *b, uint32_t source, struct cp_sums *sums)
{
    size_t found = b->length ? search_by_length(b, source) : search_breadth_first(b, source);
    add_distances(b, found, sums);
    add_dependencies(b, found, sums);
    if (sums->edges)
        add_edges(b, found, sums->edges);
    for (size_t i = 0; i < found; i++) {
        b->level[b->order[i]] = CP_NONE;
        b->paths[b->order[i]] = 0;
    }
}
