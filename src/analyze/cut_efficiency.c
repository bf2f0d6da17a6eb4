// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// What the others lose of their efficiency without a node, for all nodes at once. From each source s the shortest paths
// are a graph without cycles; v dominates t in it if all of them lead through v. When v goes, the distance from s
// changes for what v dominates and for nothing else, and the new one comes in from outside over nodes whose distance
// stayed: a search of v's subtree of dominators, no more.
//
// 1/distance is summed in whole numbers (of 2^-30), so that the sum does not depend on which thread counted what.
#include "cut_p.h"

#include <math.h>
#include <string.h>

#define ONE ((uint64_t)1 << 30)
enum { MOST_WORK = 500000000, STRIDE = 16 };

struct totals {
    uint64_t efficiency, *out, *in, *lost; // out and in: of pairs that a node is an end of
    uint64_t pairs, *gone;                 // pairs that are joined, and that are joined no longer
    uint64_t *pairs_out, *pairs_in;
};

// All of it for one thread.
struct sweep {
    const struct cp_arcs *out, *in;
    struct totals t;
    uint32_t *distance, *after; // CP_NONE: not reached
    uint32_t *order;            // as the search met them
    uint32_t *dominator, *depth;
    uint32_t *preorder, *place, *size; // of the tree of dominators
    uint32_t *child, *sibling, *stack, *found;
    uint32_t *bucket, *next; // lists of nodes by the distance with which they are entered; empty between searches
};

static uint64_t inverse(uint32_t distance)
{
    return (ONE + distance / 2) / distance;
}

static size_t search(struct sweep *s, uint32_t source)
{
    size_t count = 0;
    memset(s->distance, 0xFF, s->out->nodes * sizeof *s->distance);
    s->distance[source] = 0;
    s->order[count++] = source;
    for (size_t at = 0; at < count; at++) {
        uint32_t v = s->order[at];
        for (size_t i = s->out->first[v]; i < s->out->first[v + 1]; i++) {
            uint32_t to = s->out->arcs[i].to;
            if (s->distance[to] == CP_NONE) {
                s->distance[to] = s->distance[v] + 1;
                s->order[count++] = to;
            }
        }
    }
    return count;
}

// ---------------------------------------------------------------- the tree of dominators

static uint32_t common_dominator(const struct sweep *s, uint32_t a, uint32_t b)
{
    while (a != b) {
        if (s->depth[a] < s->depth[b])
            b = s->dominator[b];
        else
            a = s->dominator[a];
    }
    return a;
}

static void find_dominators(struct sweep *s, size_t count)
{
    uint32_t source = s->order[0];
    s->dominator[source] = source;
    s->depth[source] = 0;
    s->child[source] = s->sibling[source] = CP_NONE;
    for (size_t at = 1; at < count; at++) {
        uint32_t v = s->order[at], dominator = CP_NONE;
        for (size_t i = s->in->first[v]; i < s->in->first[v + 1]; i++) {
            uint32_t from = s->in->arcs[i].to;
            if (s->distance[from] != CP_NONE && s->distance[from] + 1 == s->distance[v])
                dominator = dominator == CP_NONE ? from : common_dominator(s, dominator, from);
        }
        s->dominator[v] = dominator;
        s->depth[v] = s->depth[dominator] + 1;
        s->child[v] = CP_NONE;
        s->sibling[v] = s->child[dominator];
        s->child[dominator] = v;
    }
}

// What a node dominates stands right behind it.
static void number_tree(struct sweep *s, size_t count)
{
    size_t depth = 0, at = 0;
    s->stack[depth++] = s->order[0];
    while (depth) {
        uint32_t v = s->stack[--depth];
        s->place[v] = (uint32_t)at;
        s->preorder[at++] = v;
        for (uint32_t c = s->child[v]; c != CP_NONE; c = s->sibling[c])
            s->stack[depth++] = c;
    }
    for (size_t i = 0; i < count; i++)
        s->size[s->preorder[i]] = 1;
    for (size_t i = count; i-- > 1;)
        s->size[s->dominator[s->preorder[i]]] += s->size[s->preorder[i]];
}

// ---------------------------------------------------------------- without v

struct subtree {
    uint32_t root, begin, end; // places of what it dominates
};

static bool is_inside(const struct sweep *s, const struct subtree *d, uint32_t v)
{
    return s->distance[v] != CP_NONE && s->place[v] >= d->begin && s->place[v] < d->end;
}

// The first distance of each node inside: one step from what stands outside. Returns the least and the greatest.
static void enter_from_outside(struct sweep *s, const struct subtree *d, uint32_t *least, uint32_t *most)
{
    *least = CP_NONE;
    *most = 0;
    for (uint32_t i = d->begin; i < d->end; i++) {
        uint32_t v = s->preorder[i], best = CP_NONE;
        for (size_t a = s->in->first[v]; a < s->in->first[v + 1]; a++) {
            uint32_t from = s->in->arcs[a].to;
            if (s->distance[from] != CP_NONE && from != d->root && !is_inside(s, d, from) &&
                s->distance[from] + 1 < best)
                best = s->distance[from] + 1;
        }
        s->after[v] = best;
        if (best == CP_NONE)
            continue;
        *least = best < *least ? best : *least;
        *most = best > *most ? best : *most;
        s->next[v] = s->bucket[best];
        s->bucket[best] = v;
    }
}

// One step from all of the frontier; returns how many nodes come nearer by it.
static size_t step_inside(struct sweep *s, const struct subtree *d, size_t count, uint32_t now)
{
    size_t found = 0;
    for (size_t k = 0; k < count; k++)
        for (size_t i = s->out->first[s->stack[k]]; i < s->out->first[s->stack[k] + 1]; i++) {
            uint32_t to = s->out->arcs[i].to;
            if (is_inside(s, d, to) && s->after[to] > now + 1) {
                s->after[to] = now + 1;
                s->found[found++] = to;
            }
        }
    uint32_t *swap = s->stack;
    s->stack = s->found;
    s->found = swap;
    return found;
}

static void spread_inside(struct sweep *s, const struct subtree *d, uint32_t least, uint32_t most)
{
    size_t count = 0;
    for (uint32_t now = least; now <= most || count; now++) {
        if (now <= most) {
            for (uint32_t v = s->bucket[now]; v != CP_NONE; v = s->next[v])
                if (s->after[v] == now) // else another way inside was shorter
                    s->stack[count++] = v;
            s->bucket[now] = CP_NONE;
        }
        count = step_inside(s, d, count, now);
    }
}

static void remove_node(struct sweep *s, uint32_t v)
{
    struct subtree d = {v, s->place[v] + 1, s->place[v] + s->size[v]};
    uint32_t least, most;
    enter_from_outside(s, &d, &least, &most);
    if (least != CP_NONE)
        spread_inside(s, &d, least, most);
    for (uint32_t i = d.begin; i < d.end; i++) {
        uint32_t t = s->preorder[i];
        s->t.lost[v] += inverse(s->distance[t]);
        if (s->after[t] == CP_NONE)
            s->t.gone[v]++;
        else
            s->t.lost[v] -= inverse(s->after[t]);
    }
}

static void count_pairs(struct sweep *s, size_t count)
{
    uint32_t source = s->order[0];
    for (size_t at = 1; at < count; at++) {
        uint32_t t = s->order[at];
        uint64_t share = inverse(s->distance[t]);
        s->t.efficiency += share;
        s->t.out[source] += share;
        s->t.in[t] += share;
        s->t.pairs_out[source]++;
        s->t.pairs_in[t]++;
    }
    s->t.pairs += count - 1;
}

static void sweep_from(struct sweep *s, uint32_t source)
{
    size_t count = search(s, source);
    if (count < 2)
        return;
    count_pairs(s, count);
    find_dominators(s, count);
    number_tree(s, count);
    for (size_t i = 1; i < count; i++)
        if (s->size[s->preorder[i]] > 1)
            remove_node(s, s->preorder[i]);
}

// ---------------------------------------------------------------- all sources

struct work {
    struct sweep *sweeps; // one for each thread
    const uint32_t *sources;
    size_t source_count;
    const struct cp_progress *progress;
};

static void work_on(void *context, unsigned worker, size_t index)
{
    struct work *work = context;
    if (worker == 0 && index % STRIDE == 0) // the others are about as far
        cp_progress_tell(work->progress, "what is lost without each: sources", index, work->source_count);
    sweep_from(&work->sweeps[worker], work->sources[index]);
}

static struct totals new_totals(struct cp_arena *run, size_t n)
{
    return (struct totals){.out = CP_NEW_ARRAY(run, n, uint64_t),
                           .in = CP_NEW_ARRAY(run, n, uint64_t),
                           .lost = CP_NEW_ARRAY(run, n, uint64_t),
                           .gone = CP_NEW_ARRAY(run, n, uint64_t),
                           .pairs_out = CP_NEW_ARRAY(run, n, uint64_t),
                           .pairs_in = CP_NEW_ARRAY(run, n, uint64_t)};
}

static struct sweep new_sweep(struct cp_arena *run, const struct cp_arcs *out, const struct cp_arcs *in)
{
    size_t n = out->nodes + 2;
    struct sweep s = {.out = out, .in = in, .t = new_totals(run, n)};
    uint32_t **arrays[] = {&s.distance, &s.after, &s.order,   &s.dominator, &s.depth, &s.preorder, &s.place,
                           &s.size,     &s.child, &s.sibling, &s.stack,     &s.found, &s.bucket,   &s.next};
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++)
        *arrays[i] = CP_NEW_ARRAY(run, n, uint32_t);
    memset(s.bucket, 0xFF, n * sizeof *s.bucket);
    return s;
}

static void add_totals(struct totals *sum, const struct totals *one, size_t n)
{
    sum->efficiency += one->efficiency;
    sum->pairs += one->pairs;
    for (size_t v = 0; v < n; v++) {
        sum->out[v] += one->out[v];
        sum->in[v] += one->in[v];
        sum->lost[v] += one->lost[v];
        sum->gone[v] += one->gone[v];
        sum->pairs_out[v] += one->pairs_out[v];
        sum->pairs_in[v] += one->pairs_in[v];
    }
}

// All nodes, or as many as the work allows, drawn without repetition by a generator of our own (xorshift), so that the
// same seed draws the same ones everywhere.
static uint32_t *choose_sources(struct cp_arena *run, const struct cp_arcs *arcs, const struct cp_cut_options *options,
                                size_t *count)
{
    size_t n = arcs->nodes, most = options->most_work ? options->most_work : MOST_WORK;
    size_t cost = arcs->count + n + 1, affordable = most / cost ? most / cost : 1;
    uint32_t *sources = CP_NEW_ARRAY(run, n + 1, uint32_t);
    uint64_t state = options->seed * 0x9E3779B97F4A7C15u + 0x2545F4914F6CDD1Du;
    for (uint32_t i = 0; i < n; i++)
        sources[i] = i;
    *count = affordable < n ? affordable : n;
    for (size_t i = 0; i < *count && *count < n; i++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        size_t other = i + (size_t)(state % (n - i));
        uint32_t swap = sources[i];
        sources[i] = sources[other];
        sources[other] = swap;
    }
    return sources;
}

static void set_results(const struct totals *t, size_t n, bool reach, struct cp_cut_node *nodes)
{
    for (size_t v = 0; v < n; v++) {
        uint64_t others = t->efficiency - t->out[v] - t->in[v], pairs = t->pairs - t->pairs_out[v] - t->pairs_in[v];
        nodes[v].efficiency = others ? (double)t->lost[v] / (double)others : NAN;
        if (reach)
            nodes[v].reach = pairs ? (double)t->gone[v] / (double)pairs : NAN;
    }
}

void cp_cut_efficiency(struct cp_arena *run, const struct cp_arcs *out, const struct cp_arcs *in,
                       const struct cp_cut_options *options, bool reach, struct cp_cut_node *nodes, size_t *sources)
{
    unsigned jobs = options->jobs ? options->jobs : cp_parallel_cores();
    struct work work = {.sweeps = CP_NEW_ARRAY(run, jobs, struct sweep),
                        .sources = choose_sources(run, out, options, sources),
                        .progress = options->progress};
    work.source_count = *sources;
    for (unsigned i = 0; i < jobs; i++)
        work.sweeps[i] = new_sweep(run, out, in);
    cp_parallel(jobs, *sources, work_on, &work);
    cp_progress_tell(work.progress, "what is lost without each: sources", *sources, *sources);
    for (unsigned i = 1; i < jobs; i++)
        add_totals(&work.sweeps[0].t, &work.sweeps[i].t, out->nodes);
    set_results(&work.sweeps[0].t, out->nodes, reach, nodes);
}
