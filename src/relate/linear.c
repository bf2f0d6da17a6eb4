// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
#include "linear.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void cp_relate_closing_feature(struct features *f, uint64_t name, const struct closing *closing)
{
    cp_relate_add_closed(f, cp_relate_hash_on(cp_relate_hash_closing(name, closing), CP_STR("|")));
}

void cp_relate_close_features(struct features *f, const struct closing *closing)
{
    for (unsigned i = 0; i < f->open_count; i++)
        f->items[f->count++] = cp_relate_feature_number(cp_relate_hash_closing(f->open[i], closing));
    f->open_count = 0;
}

void cp_relate_feature_add(struct feature_text *text, struct cp_str s)
{
    size_t room = sizeof text->text - text->len, n = s.len < room ? s.len : room;
    memcpy(text->text + text->len, s.ptr, n);
    text->len += n;
}

double cp_relate_probability(const struct linear_model *model, int sum)
{
    return 1.0 / (1.0 + exp(-sum * model->scale));
}

int cp_relate_least_sum(const struct linear_model *model, double threshold)
{
    int low = -MOST_FEATURES * MOST_WEIGHT, high = MOST_FEATURES * MOST_WEIGHT + 1; // the more, the likelier
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (cp_relate_probability(model, middle) < threshold)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// (The compiler's own would be a call on machines that it cannot be sure of.)
static inline uint32_t count_bits(uint64_t x)
{
    x -= x >> 1 & 0x5555555555555555u;
    x = (x & 0x3333333333333333u) + (x >> 2 & 0x3333333333333333u);
    x = (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (uint32_t)(x * 0x0101010101010101u >> 56);
}

// A model in the making.
struct table {
    struct linear_model *model;
    int8_t (*weights)[MOST_OUTPUTS];
    struct feature_bits *known;
    uint32_t count, next; // rows; the least number that the next may have
    const char *file; // as messages call it; NULL until there is a row
};

// The row of a feature's weights, all 0 so far.
static int8_t *add_row(struct table *table, uint32_t feature)
{
    table->known[feature / 64].bits |= UINT64_C(1) << (feature % 64);
    table->next = feature + 1;
    return memset(table->weights[table->count++], 0, sizeof table->weights[0]);
}

static enum cp_status read_row(void *context, const char *file, const struct cp_row *row, struct cp_error *err)
{
    struct table *table = context;
    struct linear_model *model = table->model;
    struct cp_str first = row->fields[0];
    table->file = file;
    const bool word = first.ptr[0] > '9'; // hardly any row begins with one
    if (word && cp_str_equal(first, CP_STR("scale"))) {
        model->scale = strtod(row->fields[1].ptr, NULL);
        return CP_OK;
    }
    if (word && cp_str_equal(first, CP_STR("bits"))) {
        model->bits = (unsigned)strtoul(row->fields[1].ptr, NULL, 10);
        return model->bits <= FEATURE_BITS ? CP_OK : cp_fail_at(err, CP_EFORMAT, file, row->line, "has features of too many bits");
    }
    const bool threshold = word && cp_str_equal(first, CP_STR("threshold"));
    int number = 0;
    if (!threshold && (!cp_str_whole(first, (1 << FEATURE_BITS) - 1, &number) || number < 0))
        return cp_fail_at(err, CP_EFORMAT, file, row->line, "begins with no feature number");
    if (!threshold && (unsigned)number < table->next)
        return cp_fail_at(err, CP_EFORMAT, file, row->line, "has a feature number that is not above the one before it");
    int8_t *weights = threshold ? NULL : add_row(table, (unsigned)number);
    for (unsigned i = 0; i < model->outputs; i++) {
        int weight = 0;
        if (threshold)
            model->threshold[i] = strtod(row->fields[i + 1].ptr, NULL); // the row ends in white space, so strtod stops
        else if (!cp_str_whole(row->fields[i + 1], MOST_WEIGHT, &weight))
            return cp_fail_at(err, CP_EFORMAT, file, row->line, "has a weight that is no whole number up to 127");
        else
            weights[i] = (int8_t)weight;
    }
    return CP_OK;
}

enum cp_status cp_relate_load_linear(const struct cp_lexicon *lexicon, struct cp_arena *run, const char *file,
                                     unsigned outputs, const struct linear_model **result, struct cp_error *err)
{
    struct linear_model *model = CP_NEW(run, struct linear_model);
    // There is room for all features; what no row is put into is never touched, and takes no memory.
    const size_t most = 1u << FEATURE_BITS;
    struct table table = {.model = model,
                          .weights = cp_alloc_unset(run, most * sizeof *table.weights),
                          .known = CP_NEW_ARRAY(run, most / 64, struct feature_bits)};
    model->outputs = outputs;
    model->known = table.known;
    model->bits = FEATURE_BITS_ONCE;
    model->weights = (const int8_t (*)[MOST_OUTPUTS])table.weights;
    enum cp_status status = cp_lexicon_each_row(lexicon, run, file, outputs + 1, read_row, &table, err);
    if (status != CP_OK)
        return status;
    for (size_t i = 1; i < most / 64; i++)
        table.known[i].before = table.known[i - 1].before + count_bits(table.known[i - 1].bits);
    model->trained = table.file != NULL;
    if (model->trained && !(model->scale > 0))
        return cp_fail_at(err, CP_EFORMAT, table.file, 0, "gives no scale: train it again");
    for (unsigned i = 0; model->trained && i < outputs; i++)
        model->least[i] = cp_relate_least_sum(model, model->threshold[i]);
    *result = model;
    return CP_OK;
}

// ---------------------------------------------------------------- scoring

// The row of the feature's weights; CP_NONE: it has none.
static uint32_t row_of(const struct linear_model *model, uint32_t feature)
{
    feature &= (UINT32_C(1) << model->bits) - 1;
    if (!model->known)
        return feature;
    const struct feature_bits *known = &model->known[feature / 64];
    if (!(known->bits >> (feature % 64) & 1))
        return CP_NONE;
    return known->before + count_bits(known->bits & ((UINT64_C(1) << (feature % 64)) - 1));
}

// Rows of weights to be summed up.
struct rows {
    uint32_t items[MOST_FEATURES];
    unsigned count;
};

static inline void take_row(struct rows *rows, uint32_t row)
{
    rows->items[rows->count] = row;
    rows->count += row != CP_NONE; // no branch: it cannot be foreseen
}

static void take_closed(const struct linear_model *model, const struct features *features, struct rows *rows)
{
    for (unsigned i = 0; i < features->count; i++)
        take_row(rows, row_of(model, features->items[i]));
}

static void sum_up(const struct linear_model *model, const struct rows *rows, int sums[MOST_OUTPUTS])
{
    int16_t small[MOST_OUTPUTS] = {0}; // MOST_FEATURES weights do not go beyond it
    for (unsigned i = 0; i < rows->count; i++)
        __builtin_prefetch(model->weights[rows->items[i]]);
    for (unsigned i = 0; i < rows->count; i++)
        for (unsigned r = 0; r < MOST_OUTPUTS; r++)
            small[r] = (int16_t)(small[r] + model->weights[rows->items[i]][r]);
    for (unsigned r = 0; r < MOST_OUTPUTS; r++)
        sums[r] = small[r];
}

void cp_relate_score(const struct linear_model *model, const struct features *features, int sums[MOST_OUTPUTS])
{
    struct rows rows;
    rows.count = 0;
    take_closed(model, features, &rows);
    sum_up(model, &rows, sums);
}

// ---------------------------------------------------------------- memo

enum { MEMO_BITS = 14 };

struct remembered {
    uint64_t open; // 0 at first, which no text's hash is
    uint32_t closing, row;
};

// What comes to a slot where another feature is remembered takes its place.
struct feature_memo {
    struct feature_memo *next; // of another model
    const struct linear_model *model;
    struct remembered slots[1 << MEMO_BITS];
};

struct feature_memo *cp_relate_feature_memo(struct cp_glossary *glossary, const struct linear_model *model)
{
    void **first = cp_glossary_note(glossary);
    for (struct feature_memo *memo = *first; memo; memo = memo->next)
        if (memo->model == model)
            return memo;
    struct feature_memo *memo = CP_NEW(cp_glossary_arena(glossary), struct feature_memo);
    memo->model = model;
    memo->next = *first;
    return *first = memo;
}

static inline uint32_t closed_row(struct feature_memo *memo, uint64_t open, const struct closing *closing)
{
    const uint64_t spread = 0x9e3779b97f4a7c15u; // of the golden ratio
    struct remembered *slot = &memo->slots[(open + closing->number) * spread >> (64 - MEMO_BITS)];
    if (slot->open != open || slot->closing != closing->number)
        *slot = (struct remembered){open, closing->number, row_of(memo->model, cp_relate_feature_number(cp_relate_hash_closing(open, closing)))};
    return slot->row;
}

void cp_relate_score_open(struct feature_memo *memo, const struct features *features, const struct closing *closing, int sums[MOST_OUTPUTS])
{
    struct rows rows;
    rows.count = 0;
    take_closed(memo->model, features, &rows);
    for (unsigned i = 0; i < features->open_count; i++)
        take_row(&rows, closed_row(memo, features->open[i], closing));
    sum_up(memo->model, &rows, sums);
}
