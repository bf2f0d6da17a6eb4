// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate (trainers).
#include "logistic.h"

#include <math.h>

double cp_logistic_sum(const double *weights, const uint32_t *features, unsigned count)
{
    double sum = 0;
    for (unsigned i = 0; i < count; i++)
        sum += weights[features[i]];
    return sum;
}

void cp_logistic_learn(struct logistic *fit, const uint32_t *features, unsigned count, bool wanted, double importance)
{
    const double error = (1 / (1 + exp(-cp_logistic_sum(fit->weights, features, count))) - wanted) * importance;
    for (unsigned i = 0; i < count; i++) {
        const uint32_t f = features[i];
        const double gradient = error + fit->penalty * fit->weights[f];
        fit->squares[f] += gradient * gradient;
        fit->weights[f] -= fit->rate * gradient / sqrt(fit->squares[f] + 1e-6);
    }
}

void cp_logistic_number(uint32_t *order, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
}

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    return *state ^= *state << 5;
}

void cp_logistic_shuffle(uint32_t *order, uint32_t n, uint32_t *state)
{
    for (uint32_t i = n; i-- > 1;) {
        const uint32_t j = next_random(state) % (i + 1), swap = order[i];
        order[i] = order[j];
        order[j] = swap;
    }
}
