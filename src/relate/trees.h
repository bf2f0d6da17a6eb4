// SPDX-License-Identifier: GPL-3.0-or-later
//
// Boosted decision trees (Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", 2001): each small
// tree asks for a few whole numbers and adds a little to the logit of the probability. All numbers are whole, so the
// sum is the same on every machine.
//
// Room: relate.
#ifndef CP_RELATE_TREES_H
#define CP_RELATE_TREES_H

#include "chokepoint/base.h"
#include "chokepoint/lexicon.h"

enum { TREE_DEPTH = 4, TREE_FORKS = (1 << TREE_DEPTH) - 1, TREE_LEAVES = 1 << TREE_DEPTH };

// Forks as in a heap: from fork i one comes to 2i + 1 if the feature is at most `most`, else to 2i + 2; behind the
// last row of forks stand the leaves.
struct tree {
    struct {
        uint16_t feature;
        int32_t most;
    } forks[TREE_FORKS];
    int32_t leaves[TREE_LEAVES]; // thousandths of a logit
};

struct trees {
    bool trained; // false: the file is empty
    int32_t base; // thousandths of a logit
    float threshold; // the probability from which on the answer is yes
    int32_t bar;     // the largest logit whose probability is not above the threshold
    size_t count;
    const struct tree *items;   // those that can add most first
    const int32_t *most_behind; // of each: how much the trees behind it can add
};

// Rows of the file: "base" and "threshold" with their values; then for each tree feature and limit of each fork (a
// feature by its name in `names`, ended by NULL) and the leaves.
enum cp_status cp_relate_load_trees(const struct cp_lexicon *lexicon, struct cp_arena *run, const char *file,
                                    const char *const *names, const struct trees **result, struct cp_error *err);

// Puts the trees, of which there are `count`, in the order in which they are asked, and derives from them and from the
// threshold what is needed to stop early. They stay the caller's.
void cp_relate_order_trees(struct cp_arena *run, struct trees *trees, struct tree *items);

// Is the logit of the answer above `least`? Most answers fall short early, and the trees behind are not asked. *sum: the logit, if it is.
bool cp_relate_trees_exceed(const struct trees *trees, const int32_t *features, int32_t least, int32_t *sum);

// Is the answer yes, by the trees' own threshold? *p: how likely; of a no, which is found out sooner, 0.
bool cp_relate_trees_approve(const struct trees *trees, const int32_t *features, double *p);

// What a tree adds, and what all of them say.
int32_t cp_relate_tree_leaf(const struct tree *tree, const int32_t *features);
double cp_relate_trees_probability(const struct trees *trees, const int32_t *features);

#endif
