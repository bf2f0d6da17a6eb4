// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
#include "linear.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint32_t number_of(uint64_t h)
{
    h ^= h >> 33;
    h *= 0xff51afd7ed558ccdu;
    h ^= h >> 33;
    return (uint32_t)h & ((1u << FEATURE_BITS) - 1);
}

static bool has_room(const struct features *f)
{
    return f->count + f->open_count < MOST_FEATURES;
}

static uint64_t hash_first(uint64_t name, struct cp_str a)
{
    return cp_relate_hash_on(cp_relate_hash_on(name, a), CP_STR("|"));
}

// The hash of the whole text, piece by piece: putting the text together cost a fifth of the program's time.
void cp_relate_feature(struct features *f, uint64_t name, struct cp_str a, struct cp_str b)
{
    if (has_room(f))
        f->items[f->count++] = number_of(cp_relate_hash_on(hash_first(name, a), b));
}

void cp_relate_open_feature(struct features *f, uint64_t name, struct cp_str a)
{
    if (has_room(f))
        f->open[f->open_count++] = hash_first(name, a);
}

void cp_relate_close_features(struct features *f, struct cp_str b)
{
    enum { SIDE_BY_SIDE = 8 };
    for (unsigned first = 0; first < f->open_count; first += SIDE_BY_SIDE) {
        uint64_t h[SIDE_BY_SIDE] = {0};
        unsigned n = f->open_count - first < SIDE_BY_SIDE ? f->open_count - first : SIDE_BY_SIDE;
        memcpy(h, &f->open[first], n * sizeof *h);
        for (size_t i = 0; i < b.len; i++)
            for (unsigned k = 0; k < SIDE_BY_SIDE; k++)
                h[k] = (h[k] ^ (unsigned char)b.ptr[i]) * 0x100000001b3u;
        for (unsigned k = 0; k < n; k++)
            f->items[f->count + first + k] = number_of(h[k]);
    }
    f->count += f->open_count;
    f->open_count = 0;
}

void cp_relate_feature_add(struct feature_text *text, struct cp_str s)
{
    size_t room = sizeof text->text - text->len, n = s.len < room ? s.len : room;
    memcpy(text->text + text->len, s.ptr, n);
    text->len += n;
}

// A whole number of at most `most`. (strtod and strtoul would take a third of the time in which the program starts.)
static bool read_number(struct cp_str digits, unsigned most, unsigned *number)
{
    *number = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9' || *number > most)
            return false;
        *number = *number * 10 + (unsigned)(digits.ptr[i] - '0');
    }
    return *number <= most;
}

static bool read_weight(struct cp_str field, int *weight)
{
    const bool minus = field.len && field.ptr[0] == '-';
    unsigned size;
    const bool good = read_number(cp_str_slice(field, minus, field.len), MOST_WEIGHT, &size);
    *weight = minus ? -(int)size : (int)size;
    return good;
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
    unsigned number = 0;
    if (!threshold && !read_number(first, (1u << FEATURE_BITS) - 1, &number))
        return cp_fail_at(err, CP_EFORMAT, file, row->line, "begins with no feature number");
    if (!threshold && number < table->next)
        return cp_fail_at(err, CP_EFORMAT, file, row->line, "has a feature number that is not above the one before it");
    int8_t *weights = threshold ? NULL : add_row(table, number);
    for (unsigned i = 0; i < model->outputs; i++) {
        int weight = 0;
        if (threshold)
            model->threshold[i] = strtod(row->fields[i + 1].ptr, NULL); // the row ends in white space, so strtod stops
        else if (!read_weight(row->fields[i + 1], &weight))
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

// The rows of the features that have weights; asked for, so that they are near when they are added up.
static unsigned rows_of(const struct linear_model *model, const struct features *features, uint32_t rows[MOST_FEATURES])
{
    const uint32_t mask = (UINT32_C(1) << model->bits) - 1;
    unsigned count = 0;
    for (unsigned i = 0; i < features->count; i++) {
        const uint32_t feature = features->items[i] & mask;
        rows[count] = feature;
        count += model->known[feature / 64].bits >> (feature % 64) & 1; // no branch: it cannot be foreseen
    }
    for (unsigned i = 0; i < count; i++) {
        const struct feature_bits *known = &model->known[rows[i] / 64];
        rows[i] = known->before + count_bits(known->bits & ((UINT64_C(1) << (rows[i] % 64)) - 1));
        __builtin_prefetch(model->weights[rows[i]]);
    }
    return count;
}

void cp_relate_score(const struct linear_model *model, const struct features *features, int sums[MOST_OUTPUTS])
{
    int16_t small[MOST_OUTPUTS] = {0}; // MOST_FEATURES weights do not go beyond it
    uint32_t found[MOST_FEATURES];
    const uint32_t *rows = model->known ? found : features->items;
    const unsigned count = model->known ? rows_of(model, features, found) : features->count;
    for (unsigned i = 0; i < count; i++)
        for (unsigned r = 0; r < MOST_OUTPUTS; r++)
            small[r] = (int16_t)(small[r] + model->weights[rows[i]][r]);
    for (unsigned r = 0; r < MOST_OUTPUTS; r++)
        sums[r] = small[r];
}
