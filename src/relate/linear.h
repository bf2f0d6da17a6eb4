// SPDX-License-Identifier: GPL-3.0-or-later
//
// Linear scorers over hashed features, with small whole numbers as weights: the sum is the same on every
// machine. One model has several outputs, each with a threshold of its own.
//
// Room: relate.
#ifndef CP_RELATE_LINEAR_H
#define CP_RELATE_LINEAR_H

#include "act.h"

enum { FEATURE_BITS = 18, FEATURE_BITS_ONCE = 16, MOST_FEATURES = 192, MOST_OUTPUTS = 16, MOST_WEIGHT = 127 };

// The hash FNV-1a, one piece after the other.
static inline uint64_t cp_relate_hash_on(uint64_t h, struct cp_str s)
{
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.ptr[i]) * 0x100000001b3u;
    return h;
}

static inline uint64_t cp_relate_hash_pair(uint64_t h, struct cp_str a, struct cp_str b)
{
    return cp_relate_hash_on(cp_relate_hash_on(h, a), b);
}

// A feature is a short text, "name=a|b"; its number, below 2^FEATURE_BITS, is what is left of the text's hash. The name is a literal,
// which the compiler hashes.
#define CP_FEATURE(literal) cp_relate_hash_on(0xcbf29ce484222325u, CP_STR(literal "="))

// The hash of "name=a|", to which the rest is still to come.
static inline uint64_t cp_relate_open(uint64_t name, struct cp_str a)
{
    return cp_relate_hash_pair(name, a, CP_STR("|"));
}

// What is true of a case. Most features end in the same words, in its closing: these are left open, and closed all at once.
struct features {
    uint32_t items[MOST_FEATURES];
    unsigned count;
    uint64_t open[MOST_FEATURES];
    unsigned open_count;
};

static inline void cp_relate_add_open(struct features *features, uint64_t open)
{
    if (features->count + features->open_count < MOST_FEATURES)
        features->open[features->open_count++] = open;
}

// What is left of the hash of a feature's whole text.
static inline uint32_t cp_relate_feature_number(uint64_t h)
{
    h ^= h >> 33;
    h *= 0xff51afd7ed558ccdu;
    h ^= h >> 33;
    return (uint32_t)h & ((1u << FEATURE_BITS) - 1);
}

static inline void cp_relate_add_closed(struct features *features, uint64_t whole)
{
    if (features->count + features->open_count < MOST_FEATURES)
        features->items[features->count++] = cp_relate_feature_number(whole);
}

// The hash of the whole text, piece by piece: putting the text together cost a fifth of the program's time.
static inline void cp_relate_feature(struct features *features, uint64_t name, struct cp_str a, struct cp_str b)
{
    cp_relate_add_closed(features, cp_relate_hash_on(cp_relate_open(name, a), b));
}

static inline void cp_relate_open_feature(struct features *features, uint64_t name, struct cp_str a)
{
    cp_relate_add_open(features, cp_relate_open(name, a));
}

enum { CLOSING_PIECES = 4 };

// The words that open features end in, piece by piece, and their number among those that a scorer has: there are few of them.
struct closing {
    struct cp_str pieces[CLOSING_PIECES];
    uint32_t number;
};

static inline uint64_t cp_relate_hash_closing(uint64_t h, const struct closing *closing)
{
    for (unsigned i = 0; i < CLOSING_PIECES; i++)
        h = cp_relate_hash_on(h, closing->pieces[i]);
    return h;
}

// "name=closing|"
void cp_relate_closing_feature(struct features *features, uint64_t name, const struct closing *closing);

void cp_relate_close_features(struct features *features, const struct closing *closing);

// A piece of such a text that is put together from others; what has no room is left out. (printf took a tenth of the
// program's time here.)
struct feature_text {
    char text[256];
    size_t len;
};
void cp_relate_feature_add(struct feature_text *text, struct cp_str s);

static inline struct cp_str cp_relate_feature_text(const struct feature_text *text)
{
    return (struct cp_str){text->text, text->len};
}

// 64 features, and how many have weights among those before them.
struct feature_bits {
    uint64_t bits;
    uint32_t before;
};

struct linear_model {
    unsigned outputs;
    bool trained;          // false: the file is empty
    unsigned bits;         // of a feature's number that count: FEATURE_BITS, or FEATURE_BITS_ONCE in files that do not say
    const int8_t (*weights)[MOST_OUTPUTS]; // of each feature, or of each row
    // Most features have no weights. Of those that have, and have a bit here, the rows stand in the order of their numbers:
    // a feature's row is the count of bits before its own. It all fits the nearest caches. NULL: features are rows.
    const struct feature_bits *known;
    double scale;                          // what one step of a weight is worth
    double threshold[MOST_OUTPUTS];
    int least[MOST_OUTPUTS]; // the least sum whose probability reaches the threshold
};

// Rows of the file: "scale" and its value; "bits" and their number; "threshold" and a value for each output; then feature number and weights,
// in the order of the numbers.
enum cp_status cp_relate_load_linear(const struct cp_lexicon *lexicon, struct cp_arena *run, const char *file,
                                     unsigned outputs, const struct linear_model **result, struct cp_error *err);

// The features' weights for each output, summed up, and what a sum says. Most sums say nothing (model->least), so their
// probability is not asked for.
void cp_relate_score(const struct linear_model *model, const struct features *features, int sums[MOST_OUTPUTS]);
double cp_relate_probability(const struct linear_model *model, int sum);

// The same for features that are still open. Most are those of other cases, of the document or of those before it, and were closed
// and looked up then: a memo, which lives as long as the glossary, keeps what was found.
struct feature_memo;
struct feature_memo *cp_relate_feature_memo(struct cp_glossary *glossary, const struct linear_model *model);
void cp_relate_score_open(struct feature_memo *memo, const struct features *features, const struct closing *closing, int sums[MOST_OUTPUTS]);

// The least sum whose probability reaches the threshold.
int cp_relate_least_sum(const struct linear_model *model, double threshold);

#endif
