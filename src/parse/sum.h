// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inner loops of all models: from the sums of feature_set.h to the places in a table where the features' weights
// stand; sums of these weights; and the best class. There is a portable path and one for AVX2, chosen at run time;
// their results are the same, for all is integer and no sum can overflow (CP_FEATURES_MOST * 128 < 32768).
//
// Room: parse.
#ifndef CP_PARSE_SUM_H
#define CP_PARSE_SUM_H

#include <stdbool.h>
#include <stdint.h>

enum { CP_FEATURES_MOST = 96 };

// The constants of a model's templates: a feature's hash is its sum times the factor, plus the addend.
struct cp_templates {
    uint32_t factors[CP_FEATURES_MOST], addends[CP_FEATURES_MOST];
};
void cp_templates_lay(struct cp_templates *templates, unsigned first); // first: the number of the first of them

struct cp_arithmetic {
    // Sums to places; `extra` is added to each hash.
    void (*place_rows)(uint32_t *features, unsigned n, const struct cp_templates *templates, uint32_t extra,
                       uint32_t lines, unsigned width);
    void (*place_pairs)(uint32_t *features, unsigned n, const struct cp_templates *templates, uint32_t lines);
    // The class with the largest sum, the first of equal ones; width is 16, 32 or 48, and classes from `classes` on do
    // not count.
    unsigned (*best_row)(const int8_t *table, const uint32_t *places, unsigned n, unsigned width, unsigned classes);
    // Sums of pairs of weights.
    void (*sum_pairs)(const int8_t *table, const uint32_t *places, unsigned n, int *first, int *second);
};

extern const struct cp_arithmetic cp_portable_arithmetic;
const struct cp_arithmetic *cp_arithmetic_for_this_machine(void);

#endif
