// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inner loop of all models: sums of rows of small integers, and the best class.
// There is a portable path and one for AVX2, chosen at run time; their results are the
// same, for all is integer and no sum can overflow (CP_FEATURES_MOST * 128 < 32768).
//
// Room: parse.
#ifndef CP_PARSE_SUM_H
#define CP_PARSE_SUM_H

#include <stdbool.h>
#include <stdint.h>

// The class with the largest sum, the first of equal ones; width is 16, 32 or 48, and classes from `classes` on do
// not count.
typedef unsigned cp_best_row_fn(const int8_t *table, const uint32_t *places, unsigned n, unsigned width,
                                unsigned classes);

unsigned cp_best_row_portable(const int8_t *table, const uint32_t *places, unsigned n, unsigned width,
                              unsigned classes);
cp_best_row_fn *cp_best_row_for_this_machine(void);

// Sums of pairs of weights.
void cp_sum_pairs(const int8_t *table, const uint32_t *places, unsigned n, int *first, int *second);

#endif
