// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate (a program of its own, not part of chokepoint).
//
// A tree grows level by level. For each feature the cases are gone through in the order of its values, sorted once; of
// each node of the level the sums left of the place are kept, so one pass finds the best limit of all its nodes.
// Each tree sees a part of the cases and of the features only (Friedman, "Stochastic Gradient Boosting", 2002): trees
// that differ err less together, and what is learned hangs less on single documents.
#include "boost.h"

#include <math.h>
#include <stdlib.h>

enum { TREES = 220, LEAST_CASES = 20, MOST_NODES = TREE_LEAVES, CASES_SEEN = 60, FEATURES_SEEN = 50 }; // seen: of a hundred
static const double RATE = 0.06, PENALTY = 5, LEAST_GAIN = 1e-9;

struct sums {
    double gradient, curvature;
    uint32_t cases;
};

struct split {
    double gain;
    uint16_t feature;
    int32_t most;
};

struct grower {
    const boost_case_vec *cases;
    unsigned features;
    uint32_t *order[BOOST_FEATURES]; // cases by the feature's value
    double *gradient, *curvature, *logit;
    uint8_t *node; // of each case: its node among those of the level
    bool *seen;    // of each case: by the tree at hand
    bool features_seen[BOOST_FEATURES];
};

static _Thread_local const boost_case_vec *sorted; // qsort passes no context
static _Thread_local unsigned sorted_by;

static int by_value(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    int32_t v = sorted->items[a].features[sorted_by], w = sorted->items[b].features[sorted_by];
    return v != w ? (v < w ? -1 : 1) : (a < b ? -1 : a > b);
}

static void sort_cases(struct grower *g, struct cp_arena *run)
{
    sorted = g->cases;
    for (unsigned f = 0; f < g->features; f++) {
        g->order[f] = CP_NEW_ARRAY(run, g->cases->count + 1, uint32_t);
        for (uint32_t i = 0; i < g->cases->count; i++)
            g->order[f][i] = i;
        sorted_by = f;
        qsort(g->order[f], g->cases->count, sizeof *g->order[f], by_value);
    }
}

static void add(struct sums *sums, const struct grower *g, uint32_t i)
{
    sums->gradient += g->gradient[i];
    sums->curvature += g->curvature[i];
    sums->cases++;
}

static double worth(const struct sums *s)
{
    return s->gradient * s->gradient / (s->curvature + PENALTY);
}

static double gain_of(const struct sums *all, const struct sums *left)
{
    struct sums right = {all->gradient - left->gradient, all->curvature - left->curvature, all->cases - left->cases};
    if (left->cases < LEAST_CASES || right.cases < LEAST_CASES)
        return 0;
    return worth(left) + worth(&right) - worth(all);
}

static void try_feature(const struct grower *g, unsigned feature, const struct sums *all, struct split *best)
{
    struct sums left[MOST_NODES] = {0};
    int32_t last[MOST_NODES] = {0};
    for (size_t k = 0; k < g->cases->count; k++) {
        uint32_t i = g->order[feature][k];
        if (!g->seen[i])
            continue;
        unsigned n = g->node[i];
        int32_t value = g->cases->items[i].features[feature];
        if (left[n].cases && value != last[n]) {
            double gain = gain_of(&all[n], &left[n]);
            if (gain > best[n].gain + LEAST_GAIN)
                best[n] = (struct split){gain, (uint16_t)feature, last[n]};
        }
        add(&left[n], g, i);
        last[n] = value;
    }
}

// A node that nothing splits sends all its cases to the left.
static void split_level(struct grower *g, unsigned nodes, struct tree *tree)
{
    struct sums all[MOST_NODES] = {0};
    struct split best[MOST_NODES] = {0};
    for (uint32_t i = 0; i < g->cases->count; i++)
        if (g->seen[i])
            add(&all[g->node[i]], g, i);
    for (unsigned n = 0; n < nodes; n++)
        best[n].most = INT32_C(1) << 20;
    for (unsigned f = 0; f < g->features; f++)
        if (g->features_seen[f])
            try_feature(g, f, all, best);
    for (unsigned n = 0; n < nodes; n++) {
        tree->forks[nodes - 1 + n].feature = best[n].feature;
        tree->forks[nodes - 1 + n].most = best[n].most;
    }
    for (uint32_t i = 0; i < g->cases->count; i++) {
        const struct split *s = &best[g->node[i]];
        g->node[i] = (uint8_t)(2 * g->node[i] + (g->cases->items[i].features[s->feature] > s->most));
    }
}

static void set_leaves(struct grower *g, struct tree *tree)
{
    struct sums all[TREE_LEAVES] = {0};
    for (uint32_t i = 0; i < g->cases->count; i++)
        if (g->seen[i])
            add(&all[g->node[i]], g, i);
    for (unsigned n = 0; n < TREE_LEAVES; n++)
        tree->leaves[n] = (int32_t)lround(-RATE * all[n].gradient / (all[n].curvature + PENALTY) * 1000);
    for (uint32_t i = 0; i < g->cases->count; i++)
        g->logit[i] += tree->leaves[g->node[i]] / 1000.0;
}

// The same for each run: a number from 0 to 99 that is as good as thrown.
static unsigned throw_for(uint32_t tree, uint32_t item)
{
    uint64_t x = ((uint64_t)tree << 32 | item) + UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return (unsigned)((x ^ x >> 31) % 100);
}

static void grow(struct grower *g, uint32_t number, struct tree *tree)
{
    for (unsigned f = 0; f < g->features; f++)
        g->features_seen[f] = throw_for(number, UINT32_MAX - f) < FEATURES_SEEN;
    for (uint32_t i = 0; i < g->cases->count; i++) {
        double p = 1 / (1 + exp(-g->logit[i]));
        g->gradient[i] = p - g->cases->items[i].wanted;
        g->curvature[i] = p * (1 - p);
        g->node[i] = 0;
        g->seen[i] = throw_for(number, i) < CASES_SEEN;
    }
    for (unsigned level = 0; level < TREE_DEPTH; level++)
        split_level(g, 1u << level, tree);
    set_leaves(g, tree);
}

struct trees cp_boost(struct cp_arena *run, const boost_case_vec *cases, unsigned features, float threshold)
{
    struct grower g = {.cases = cases, .features = features};
    struct tree *trees = CP_NEW_ARRAY(run, TREES, struct tree);
    size_t wanted = 0;
    for (size_t i = 0; i < cases->count; i++)
        wanted += cases->items[i].wanted;
    if (!wanted || wanted == cases->count)
        return (struct trees){0};
    struct trees judge = {.trained = true, .threshold = threshold, .count = TREES};
    judge.base = (int32_t)lround(log((double)wanted / (double)(cases->count - wanted)) * 1000);
    g.gradient = CP_NEW_ARRAY(run, cases->count, double);
    g.curvature = CP_NEW_ARRAY(run, cases->count, double);
    g.logit = CP_NEW_ARRAY(run, cases->count, double);
    g.node = CP_NEW_ARRAY(run, cases->count, uint8_t);
    g.seen = CP_NEW_ARRAY(run, cases->count, bool);
    for (size_t i = 0; i < cases->count; i++)
        g.logit[i] = judge.base / 1000.0;
    sort_cases(&g, run);
    for (unsigned t = 0; t < TREES; t++)
        grow(&g, t, &trees[t]);
    cp_relate_order_trees(run, &judge, trees);
    return judge;
}
