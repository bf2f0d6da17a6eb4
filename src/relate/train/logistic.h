// SPDX-License-Identifier: GPL-3.0-or-later
//
// Logistic regression over features that are there or not, fitted by AdaGrad (Duchi, Hazan and Singer 2011) one example after the other. Nothing in it
// hangs on the machine: the same examples in the same order give the same weights.
//
// Room: relate (trainers).
#ifndef CP_RELATE_LOGISTIC_H
#define CP_RELATE_LOGISTIC_H

#include <stdbool.h>
#include <stdint.h>

struct logistic {
    double *weights, *squares; // of each feature; 0 at first; squares: the sum of the squares of its gradients
    double rate, penalty;      // penalty: draws each weight that is met towards 0
};

double cp_logistic_sum(const double *weights, const uint32_t *features, unsigned count);
void cp_logistic_learn(struct logistic *fit, const uint32_t *features, unsigned count, bool wanted, double importance);

// Orders of n examples: the first one as they come; then one shuffle before each round. *state: LOGISTIC_SEED at first.
#define LOGISTIC_SEED 2463534242u
void cp_logistic_number(uint32_t *order, uint32_t n);
void cp_logistic_shuffle(uint32_t *order, uint32_t n, uint32_t *state);

#endif
