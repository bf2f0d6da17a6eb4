// SPDX-License-Identifier: GPL-3.0-or-later
//
// The models one after the other; each learns from what the earlier ones say.
#ifndef CP_TRAIN_STAGES_H
#define CP_TRAIN_STAGES_H

#include "corpus.h"
#include "infer.h"
#include "learner.h"

enum { CP_TRAIN_FOLDS = 4, CP_TRAIN_MEANS = 4 };

struct plan {
    uint64_t seed;
    uint32_t table_lines[CP_TABLE_COUNT];
    uint32_t words; // of the dictionary, at most
    unsigned iterations[CP_TABLE_COUNT];
    unsigned folds; // models that tag and parse what they did not learn from, CP_TRAIN_FOLDS at most
    int drop;       // of 256 features, while it learns
    int early;      // of 256 decisions, learned from the first templates alone
    unsigned means; // trainings from all of the text, of which the mean is taken: 1 to CP_TRAIN_MEANS, 0 is one
    unsigned headlines; // percent of the sentences that can become one
    FILE *clusters; // what scripts/model/cluster.py wrote; NULL: none
    bool quiet;
};

struct trained {
    struct cp_model model;
    struct cp_model_header header;
    struct cp_word *words;
    int8_t *tables[CP_TABLE_COUNT];
    int8_t *fold_tables[CP_TRAIN_FOLDS][CP_TABLE_COUNT]; // of the models that did not learn from a fold
    int16_t outline_of[2][CP_DEP_COUNT]; // label and side → outline class
    uint8_t tag_column[CP_TAG_COUNT], label_column[2][CP_DEP_COUNT]; // 255: none
    struct cp_early *early; // counts what the first templates say while text is read; NULL
};

void cp_train_init(struct trained *t, const struct plan *plan);
void cp_train_release(struct trained *t);

void cp_train_choose_columns(struct trained *t, struct corpus *corpus); // also sets the words' outlines
void cp_train_set_outlines(const struct trained *t, struct corpus *corpus);
void cp_train_make_dictionary(struct trained *t, const struct plan *plan, struct corpus *corpus);

void cp_train_learn_tags(struct trained *t, const struct plan *plan, struct corpus *corpus);
void cp_train_learn_outlines(struct trained *t, const struct plan *plan, struct corpus *corpus);
void cp_train_learn_names(struct trained *t, const struct plan *plan, struct corpus *corpus);
void cp_train_learn_parser(struct trained *t, const struct plan *plan, const struct corpus *corpus);
void cp_train_learn_enough(struct trained *t, const struct plan *plan, const struct corpus *corpus);
void cp_train_learn_choice(struct trained *t, const struct plan *plan, const struct corpus *corpus);
void cp_train_learn_sure(struct trained *t, const struct plan *plan, const struct corpus *corpus);

// Corpus → all models. percent: how many sentences also come in variants.
void cp_train_learn_all(struct trained *t, const struct plan *plan, struct corpus *corpus, unsigned percent);

// How often the models say what the text says; heads and labels are counted without punctuation.
struct agreement {
    size_t words, tags, outlines, counted, heads, labels, names_right, names_said, names_there;
};
void cp_train_evaluate(const struct trained *t, const struct corpus *corpus, struct agreement *agreement);

// Shared by the stages.

// Several trainings from the same text have seeds that are so far apart, so that no other stage has them.
enum { CP_TRAIN_SEED_STEP = 1000003 };

// A learner for one of them.
void cp_train_learner_start(struct learner *learner, const struct plan *plan, enum cp_table_kind table, unsigned time);

static inline unsigned cp_train_means(const struct plan *plan)
{
    return plan->means < 1 ? 1 : plan->means > CP_TRAIN_MEANS ? CP_TRAIN_MEANS : plan->means;
}

static inline unsigned cp_train_templates(const struct cp_model_templates *templates)
{
    return templates->first.count + templates->rest.count;
}

// Places of all of a model's templates.
static inline void cp_train_row_places(const struct cp_model_templates *templates, const uint32_t *atoms, uint32_t extra,
                                       uint32_t lines, unsigned width, uint32_t *places)
{
    cp_portable_arithmetic.place_rows(&templates->first, atoms, extra, lines, width, places);
    cp_portable_arithmetic.place_rows(&templates->rest, atoms, extra, lines, width, places + templates->first.count);
}

// Keeps the table that was learned without a fold.
void cp_train_keep_fold(struct trained *t, enum cp_table_kind table, unsigned fold);

// The models that did not learn from a fold, to read it with; those that were learned from all where there are no others.
void cp_train_reader(const struct trained *t, unsigned fold, struct trained *reader);

// Lets the models classify the sentences of a fold, and hands on each row.
void cp_train_each_lot(const struct trained *t, const struct corpus *corpus, unsigned fold, unsigned folds,
                       void (*infer)(struct cp_inference *in),
                       void (*take)(void *context, const struct cp_row *row, size_t sentence), void *context);

// Lets models classify the sentences of each fold that have not learned from it.
void cp_train_each_fold(const struct trained *t, const struct plan *plan, const struct corpus *corpus,
                        void (*infer)(struct cp_inference *in),
                        void (*take)(void *context, const struct cp_row *row, size_t sentence), void *context);
void cp_train_read_once(struct cp_inference *in); // for `infer`: all but second readings

// Sentences that are not of the fold `without` (-1: all), of those with a tree if `trees`; to be freed.
uint32_t *cp_train_sentences(const struct plan *plan, const struct corpus *corpus, int without, bool trees, size_t *count);

// From how often the first templates alone say what all say: the margin from which on they decide. *kept: how many of *all
// decisions have it.
unsigned cp_train_enough(uint64_t decisions[CP_EARLY_STEPS][2], uint64_t *all, uint64_t *kept);
void cp_train_tell(const struct plan *plan, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cp_train_fill_row(struct cp_row *row, const struct corpus *corpus, const struct sentence *sentence);
void cp_train_shuffle(uint32_t *order, size_t n, uint64_t *seed);

#endif
