// SPDX-License-Identifier: GPL-3.0-or-later
//
// An averaged perceptron over a table of overlapping rows (or pairs), and its
// rounding to the small integers that the program reads.
#ifndef CP_TRAIN_LEARNER_H
#define CP_TRAIN_LEARNER_H

#include "model.h"

// The average of a weight over all steps is weight - moved / steps.
struct learner {
    uint32_t lines;
    int64_t step;
    uint64_t seed;
    int drop;  // of 256 features
    int early; // of 256 decisions, learned from the first templates alone
    int16_t *weight;
    int64_t *moved;
};

void cp_train_learner_init(struct learner *l, uint32_t lines, uint64_t seed, int drop);
void cp_train_learner_release(struct learner *l);

// Sums of rows; the best of the first `classes`.
unsigned cp_train_learner_best(const struct learner *l, const uint32_t *places, unsigned n, unsigned width, unsigned classes);

// The same, but the class `right` must win by as much as there are features (what half a step moves it): another that
// comes nearer is returned in its place.
unsigned cp_train_learner_rival(const struct learner *l, const uint32_t *places, unsigned n, unsigned width, unsigned classes,
                       unsigned right, unsigned *best);

// Leaves out some of the features at random, so that no weight can rely on the others; returns how many are left. At times
// all but the `first` ones are left out, so that these learn to decide alone.
unsigned cp_train_learner_drop(struct learner *l, uint32_t *places, unsigned first, unsigned n);

void cp_train_learner_add(struct learner *l, const uint32_t *places, unsigned n, unsigned column, int amount);
void cp_train_learner_pairs(const struct learner *l, const uint32_t *places, unsigned n, int sums[2]);

// Writes the averages as small integers, on a scale on which one in 1,000 of them is cut at 127; of several learners, which
// have tables of the same size, their mean. Returns the average that becomes 127.
double cp_train_learner_round(const struct learner *learners, unsigned count, int8_t *table);

#endif
