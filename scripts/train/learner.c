// SPDX-License-Identifier: GPL-3.0-or-later
#include "learner.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void cp_train_learner_init(struct learner *l, uint32_t lines, uint64_t seed, int drop)
{
    size_t size = (size_t)lines * 64;
    *l = (struct learner){.lines = lines, .seed = seed, .drop = drop, .weight = calloc(size + 64, sizeof *l->weight), .moved = calloc(size + 64, sizeof *l->moved)};
    if (!l->weight || !l->moved) {
        fputs("train: no memory\n", stderr);
        exit(2);
    }
}

void cp_train_learner_release(struct learner *l)
{
    free(l->weight);
    free(l->moved);
}

static void sum_rows(const struct learner *l, const uint32_t *places, unsigned n, unsigned width, int32_t sums[48])
{
    memset(sums, 0, 48 * sizeof *sums);
    for (unsigned i = 0; i < n; i++)
        __builtin_prefetch(l->weight + places[i]);
    if (width == 48)
        for (unsigned i = 0; i < n; i++)
            for (unsigned c = 0; c < 48; c++)
                sums[c] += l->weight[places[i] + c];
    else if (width == 32)
        for (unsigned i = 0; i < n; i++)
            for (unsigned c = 0; c < 32; c++)
                sums[c] += l->weight[places[i] + c];
    else
        for (unsigned i = 0; i < n; i++)
            for (unsigned c = 0; c < 16; c++)
                sums[c] += l->weight[places[i] + c];
}

static unsigned largest(const int32_t *sums, unsigned classes)
{
    unsigned best = 0;
    for (unsigned c = 1; c < classes; c++)
        if (sums[c] > sums[best])
            best = c;
    return best;
}

unsigned cp_train_learner_best(const struct learner *l, const uint32_t *places, unsigned n, unsigned width, unsigned classes)
{
    int32_t sums[48];
    sum_rows(l, places, n, width, sums);
    return largest(sums, classes);
}

unsigned cp_train_learner_rival(const struct learner *l, const uint32_t *places, unsigned n, unsigned width, unsigned classes,
                       unsigned right, unsigned *best)
{
    int32_t sums[48];
    sum_rows(l, places, n, width, sums);
    *best = largest(sums, classes);
    if (right >= classes)
        return *best;
    sums[right] -= (int32_t)n;
    return largest(sums, classes);
}

static bool comes_up(struct learner *l, int of_256)
{
    l->seed = l->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)(l->seed >> 56) < of_256;
}

unsigned cp_train_learner_drop(struct learner *l, uint32_t *places, unsigned first, unsigned n)
{
    unsigned kept = 0;
    if (l->early && comes_up(l, l->early))
        n = first;
    if (!l->drop)
        return n;
    for (unsigned i = 0; i < n; i++)
        if (!comes_up(l, l->drop))
            places[kept++] = places[i];
    return kept;
}

void cp_train_learner_add(struct learner *l, const uint32_t *places, unsigned n, unsigned column, int amount)
{
    for (unsigned i = 0; i < n; i++) {
        size_t at = places[i] + column;
        l->weight[at] = (int16_t)(l->weight[at] + amount);
        l->moved[at] += l->step * amount;
    }
}

void cp_train_learner_pairs(const struct learner *l, const uint32_t *places, unsigned n, int sums[2])
{
    for (unsigned i = 0; i < n; i++)
        __builtin_prefetch(l->weight + places[i]);
    sums[0] = sums[1] = 0;
    for (unsigned i = 0; i < n; i++) {
        sums[0] += l->weight[places[i]];
        sums[1] += l->weight[places[i] + 1];
    }
}

// The average times 256, rounded; all in integers, so that every machine rounds alike.
static int64_t average_of(const struct learner *l, size_t i)
{
    const int64_t steps = l->step ? l->step : 1, total = (l->weight[i] * steps - l->moved[i]) * 256;
    return total >= 0 ? (total + steps / 2) / steps : -((-total + steps / 2) / steps);
}

static int64_t sum_of_averages(const struct learner *learners, unsigned count, size_t i)
{
    int64_t sum = 0;
    for (unsigned k = 0; k < count; k++)
        sum += average_of(&learners[k], i);
    return sum;
}

// The sum of averages (times 256) that becomes 127.
static int64_t find_top(const struct learner *learners, unsigned count)
{
    enum { MOST = 1 << 18 }; // four averages of 256
    size_t size = (size_t)learners->lines * 64, used = 0, above = 0, *counts = calloc(MOST + 1, sizeof *counts);
    if (!counts)
        exit(2);
    for (size_t i = 0; i < size; i++) {
        int64_t average = sum_of_averages(learners, count, i);
        average = average < 0 ? -average : average;
        counts[average < MOST ? average : MOST]++;
        used += average > 0;
    }
    int64_t top = MOST;
    while (top > 127 && (above += counts[top]) * 1000 < used)
        top--;
    free(counts);
    return top;
}

double cp_train_learner_round(const struct learner *learners, unsigned count, int8_t *table)
{
    size_t size = (size_t)learners->lines * 64;
    const int64_t top = find_top(learners, count);
    for (size_t i = 0; i < size; i++) {
        int64_t average = sum_of_averages(learners, count, i), value = ((average < 0 ? -average : average) * 127 + top / 2) / top;
        value = value > 127 ? 127 : value;
        table[i] = (int8_t)(average < 0 ? -value : value);
    }
    return (double)top / 256 / count;
}
