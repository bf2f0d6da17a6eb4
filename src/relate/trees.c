// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
#include "trees.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 1 + 2 * TREE_FORKS + TREE_LEAVES, MOST_THOUSANDTHS = 1 << 24 };
_Static_assert((int)FIELDS <= (int)CP_MOST_COLUMNS, "a row of the lexicon has no room for a tree");

struct forest {
    struct cp_arena *run;
    struct trees *trees;
    const char *const *names;
    CP_VEC(struct tree) items;
    const char *file;
};

static bool read_feature(const struct forest *forest, struct cp_str field, uint16_t *feature)
{
    for (uint16_t i = 0; forest->names[i]; i++) {
        *feature = i;
        if (cp_str_equal(field, cp_str_from(forest->names[i])))
            return true;
    }
    return false;
}

static bool read_tree(const struct forest *forest, const struct cp_str *fields, struct tree *tree)
{
    for (unsigned i = 0; i < TREE_FORKS; i++)
        if (!read_feature(forest, fields[1 + 2 * i], &tree->forks[i].feature) ||
            !cp_str_whole(fields[2 + 2 * i], MOST_THOUSANDTHS, &tree->forks[i].most))
            return false;
    for (unsigned i = 0; i < TREE_LEAVES; i++)
        if (!cp_str_whole(fields[1 + 2 * TREE_FORKS + i], MOST_THOUSANDTHS, &tree->leaves[i]))
            return false;
    return true;
}

static enum cp_status read_row(void *context, const char *file, const struct cp_row *row, struct cp_error *err)
{
    struct forest *forest = context;
    const struct cp_str *fields = row->fields;
    int32_t number;
    forest->file = file;
    if (cp_str_equal(fields[0], CP_STR("base")) && cp_str_whole(fields[1], MOST_THOUSANDTHS, &forest->trees->base))
        return CP_OK;
    if (cp_str_equal(fields[0], CP_STR("threshold")) && cp_str_whole(fields[1], MOST_THOUSANDTHS, &number)) {
        forest->trees->threshold = (float)number / 1000;
        return CP_OK;
    }
    if (!cp_str_equal(fields[0], CP_STR("tree")) || !read_tree(forest, fields, CP_PUSH(forest->run, &forest->items)))
        return cp_fail_at(err, CP_EFORMAT, file, row->line,
                          "is neither base, threshold nor a tree of features that there are: train it again");
    return CP_OK;
}

static double probability(int32_t sum)
{
    return 1.0 / (1.0 + exp(-sum / 1000.0));
}

static int32_t find_bar(float threshold)
{
    int32_t low = -MOST_THOUSANDTHS, high = MOST_THOUSANDTHS; // the more, the likelier
    while (low < high) {
        const int32_t middle = low + (high - low + 1) / 2;
        if (probability(middle) <= (double)threshold)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

static int32_t most_of(const struct tree *tree)
{
    int32_t most = tree->leaves[0];
    for (unsigned i = 1; i < TREE_LEAVES; i++)
        most = tree->leaves[i] > most ? tree->leaves[i] : most;
    return most;
}

static int32_t spread_of(const struct tree *tree)
{
    int32_t least = tree->leaves[0];
    for (unsigned i = 1; i < TREE_LEAVES; i++)
        least = tree->leaves[i] < least ? tree->leaves[i] : least;
    return most_of(tree) - least;
}

static int by_spread(const void *x, const void *y)
{
    const struct tree *a = x, *b = y;
    int32_t p = spread_of(a), q = spread_of(b);
    return (p < q) - (p > q);
}

// The sum is the same in any order.
void cp_relate_order_trees(struct cp_arena *run, struct trees *trees, struct tree *items)
{
    if (trees->count)
        qsort(items, trees->count, sizeof *items, by_spread);
    int32_t *behind = CP_NEW_ARRAY(run, trees->count + 1, int32_t);
    for (size_t i = trees->count; i-- > 1;)
        behind[i - 1] = behind[i] + most_of(&items[i]);
    trees->items = items;
    trees->most_behind = behind;
    trees->bar = find_bar(trees->threshold);
}

enum cp_status cp_relate_load_trees(const struct cp_lexicon *lexicon, struct cp_arena *run, const char *file,
                                    const char *const *names, const struct trees **result, struct cp_error *err)
{
    struct forest forest = {.run = run, .trees = CP_NEW(run, struct trees), .names = names};
    enum cp_status status = cp_lexicon_each_row(lexicon, run, file, FIELDS, read_row, &forest, err);
    if (status != CP_OK)
        return status;
    forest.trees->trained = forest.file != NULL;
    forest.trees->count = forest.items.count;
    cp_relate_order_trees(run, forest.trees, forest.items.items);
    *result = forest.trees;
    return CP_OK;
}

static inline int32_t leaf_of(const struct tree *tree, const int32_t *features)
{
    unsigned at = 0;
    for (unsigned depth = 0; depth < TREE_DEPTH; depth++) // no branch: which way it goes cannot be foreseen
        at = 2 * at + 1 + (features[tree->forks[at].feature] > tree->forks[at].most);
    return tree->leaves[at - TREE_FORKS];
}

int32_t cp_relate_tree_leaf(const struct tree *tree, const int32_t *features)
{
    return leaf_of(tree, features);
}

static int32_t sum_of(const struct trees *trees, const int32_t *features)
{
    int32_t sum = trees->base;
    for (const struct tree *tree = trees->items, *end = tree + trees->count; tree < end; tree++)
        sum += leaf_of(tree, features);
    return sum;
}

bool cp_relate_trees_exceed(const struct trees *trees, const int32_t *features, int32_t least, int32_t *sum)
{
    enum { AT_ONCE = 4 }; // trees before the next look at what is left
    const struct tree *tree = trees->items, *const end = tree + trees->count;
    int32_t so_far = trees->base;
    for (; end - tree >= AT_ONCE; tree += AT_ONCE) {
        for (unsigned i = 0; i < AT_ONCE; i++)
            so_far += leaf_of(&tree[i], features);
        if (so_far + trees->most_behind[tree + AT_ONCE - 1 - trees->items] <= least)
            return false;
    }
    for (; tree < end; tree++)
        so_far += leaf_of(tree, features);
    *sum = so_far;
    return so_far > least;
}

bool cp_relate_trees_approve(const struct trees *trees, const int32_t *features, double *p)
{
    int32_t sum;
    bool yes = cp_relate_trees_exceed(trees, features, trees->bar, &sum);
    *p = yes ? probability(sum) : 0;
    return yes;
}

double cp_relate_trees_probability(const struct trees *trees, const int32_t *features)
{
    return probability(sum_of(trees, features));
}
