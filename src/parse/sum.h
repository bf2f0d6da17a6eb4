// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inner loops of all models: from the atoms of feature_set.h to the places in a table where the features' weights
// stand; sums of these weights; and the best class. There is a portable path, one for AVX2 and one for AVX-512, chosen at run
// time; their results are the same, for all is integer and no sum can overflow (CP_FEATURES_MOST * 128 < 32768).
//
// Room: parse.
#ifndef CP_PARSE_SUM_H
#define CP_PARSE_SUM_H

#include <stdbool.h>
#include <stdint.h>

// Features of a model, first and rest, the latter in whole vectors; atoms of a decision, with one for none in front; atoms of a template.
enum { CP_FEATURES_MOST = 96, CP_ATOMS = 49, CP_TEMPLATE_ATOMS = 4 };

// Which atoms a feature is made of, from 1 on; 0 is none.
typedef uint8_t cp_template[CP_TEMPLATE_ATOMS];

// Some of a model's templates: a feature's hash is its sum times the factor, plus the addend.
struct cp_templates {
    unsigned count;
    uint32_t factors[CP_FEATURES_MOST], addends[CP_FEATURES_MOST];
    uint32_t atoms[CP_TEMPLATE_ATOMS][CP_FEATURES_MOST];
    void (*sum)(const uint32_t *atoms, uint32_t *sums); // of these templates, on any machine
};

// A model's templates: those that are asked first, and the rest (infer.c).
struct cp_model_templates {
    struct cp_templates first, rest;
};

// `places` has room for the templates in whole vectors of 16; those from their count on mean nothing.
struct cp_arithmetic {
    // Where the features' weights stand; `extra` is added to each hash.
    void (*place_rows)(const struct cp_templates *templates, const uint32_t *atoms, uint32_t extra,
                       uint32_t lines, unsigned width, uint32_t *places);
    void (*place_pairs)(const struct cp_templates *templates, const uint32_t *atoms, uint32_t lines,
                        uint32_t *places);
    // The class with the largest sum, the first of equal ones; width is 16, 32 or 48, and classes from `classes` on do
    // not count.
    unsigned (*best_row)(const int8_t *table, const uint32_t *places, unsigned n, unsigned width, unsigned classes);
    // The same; if the second best class is behind by less than *margin, which is 1 to CP_NEVER_ENOUGH, that class and by how much. There
    // are two classes at least.
    unsigned (*best_two)(const int8_t *table, const uint32_t *places, unsigned n, unsigned width, unsigned classes,
                         unsigned *second, int *margin);
    // Sums of pairs of weights.
    void (*sum_pairs)(const int8_t *table, const uint32_t *places, unsigned n, int *first, int *second);
};

extern const struct cp_arithmetic cp_portable_arithmetic;
const struct cp_arithmetic *cp_arithmetic_for_this_machine(void);

// Those that this machine has, the portable one first; NULL at the end.
const struct cp_arithmetic *cp_arithmetic_number(unsigned number);

#endif
