// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate (a program of its own, not part of chokepoint).
//
// Learns what a sentence promises before it is parsed (../promise.h), from any text of the kind that is to be read:
//
//     train-promise FILE TEXT...      writes FILE (learned/promise.tsv)
//
// The program reads the texts with everything that it has but these weights, so that all sentences are parsed that the rules ask for. A sentence
// is an example that is worth it if some edge of the document's graph has evidence there. Logistic regression by
// AdaGrad in a fixed order, weights in whole hundredths: the same texts, lexicon and model give the same file. Of ten documents one
// is not learned from; the threshold is set where LEAST_KEPT of a thousand sentences with evidence in those are kept, and
// what is spared there is printed.
#include "../assemble.h"
#include "../engine.h"
#include "../promise.h"
#include "logistic.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { EPOCHS = 6, LEAST_KEPT = 980, HELD_OUT_OF = 10, LEAST_MET = 12, LEAST_SMALL = 5, SMALL_FOR_CAPITAL = 3 };
static const double RATE = 0.03, PENALTY = 0.0002;

struct example {
    size_t first; // in parts
    uint32_t count, words;
    bool wanted, held_out;
};

struct lesson {
    struct cp_arena *run;
    struct cp_table *parts;        // "plain tariffs" → number
    CP_VEC(uint32_t) met;          // of each part: how often
    CP_VEC(uint32_t) items;        // the parts of all examples
    CP_VEC(struct example) examples;
    const struct cp_analysis *analysis; // of the document at hand
    unsigned document;
};

static void take_part(void *context, enum promise_part part, uint32_t which)
{
    struct lesson *l = context;
    char text[256];
    const struct cp_str word = part >= PROMISE_FIXED ? l->analysis->tokens[which].lower : cp_str_from(cp_promise_case(part, which));
    const int length = snprintf(text, sizeof text, "%s\t" CP_FMT, cp_promise_parts[part], CP_ARG(word));
    if (length >= (int)sizeof text)
        return;
    const uint32_t number = cp_table_add(l->parts, (struct cp_str){text, (size_t)length});
    if (number == l->met.count)
        *CP_PUSH(l->run, &l->met) = 0;
    l->met.items[number]++;
    *CP_PUSH(l->run, &l->items) = number;
}

// ---------------------------------------------------------------- examples

static bool has_evidence(const struct cp_facts *facts, size_t begin, size_t end)
{
    for (size_t e = 0; e < facts->edge_count; e++)
        for (size_t i = 0; i < facts->edges[e].evidence_count; i++)
            if (facts->edges[e].evidence[i].begin < end && begin < facts->edges[e].evidence[i].end)
                return true;
    return false;
}

static void take_document(struct scene *scene, void *result)
{
    struct lesson *l = result;
    const struct cp_analysis *a = l->analysis = scene->analysis;
    act_vec acts = cp_relate_read_acts(scene->engine, scene);
    const struct cp_facts *facts = cp_relate_assemble(scene, &acts);
    struct cp_name_hit *hits;
    struct promise_hits names = {.count = cp_lexicon_match(scene->lexicon, scene->doc, scene->document->text, &hits)};
    names.items = hits;
    for (size_t i = 0; i < a->sentence_count; i++) {
        const struct cp_sentence *s = &a->sentences[i];
        if (!s->parsed)
            continue;
        const struct cp_token *first = &a->tokens[s->first], *last = first + s->count - 1;
        const struct promise_view view = cp_relate_promise_view(scene, s, &names);
        struct example example = {.first = l->items.count, .words = s->count, .held_out = l->document % HELD_OUT_OF == 0};
        example.wanted = has_evidence(facts, cp_document_origin(scene->document, first->begin),
                                      cp_document_origin(scene->document, last->end - 1) + 1);
        cp_relate_each_promise(a, &view, take_part, l);
        example.count = (uint32_t)(l->items.count - example.first);
        *CP_PUSH(l->run, &l->examples) = example;
    }
    l->document++;
}

// ---------------------------------------------------------------- what is learned from

static uint32_t met(const struct lesson *l, enum promise_part part, struct cp_str word)
{
    const uint32_t number = cp_table_find(l->parts, cp_str_format(l->run, "%s\t" CP_FMT, cp_promise_parts[part], CP_ARG(word)));
    return number == CP_NONE ? 0 : l->met.items[number];
}

// Words that are met a few times say more of these texts than of the language, and so does one that hardly ever stands in small letters: it is
// a name, and names change.
static bool is_of_use(const struct lesson *l, uint32_t number)
{
    struct cp_str word = cp_table_key(l->parts, number);
    const struct cp_str part = cp_str_split(&word, '\t');
    const bool plain = cp_str_equal(part, CP_STR("plain")), capital = cp_str_equal(part, CP_STR("capital"));
    if (!plain && !capital)
        return true;
    const uint32_t small = met(l, PROMISE_PLAIN, word), large = met(l, PROMISE_CAPITAL, word);
    return l->met.items[number] >= LEAST_MET && small >= LEAST_SMALL && small * SMALL_FOR_CAPITAL > large;
}

// Leaves the rest out of the examples.
static void forget(struct lesson *l)
{
    bool *kept = CP_NEW_ARRAY(l->run, l->met.count + 1, bool);
    for (uint32_t i = 0; i < l->met.count; i++)
        kept[i] = is_of_use(l, i);
    for (size_t e = 0; e < l->examples.count; e++) {
        struct example *example = &l->examples.items[e];
        uint32_t *items = &l->items.items[example->first], n = 0;
        for (uint32_t i = 0; i < example->count; i++)
            if (kept[items[i]])
                items[n++] = items[i];
        example->count = n;
    }
}

// ---------------------------------------------------------------- fitting

static double sum_of(const struct lesson *l, const double *weights, const struct example *example)
{
    return cp_logistic_sum(weights, &l->items.items[example->first], example->count);
}

static double *fit(const struct lesson *l)
{
    struct logistic fit = {.weights = CP_NEW_ARRAY(l->run, l->met.count + 1, double),
                           .squares = CP_NEW_ARRAY(l->run, l->met.count + 1, double),
                           .rate = RATE,
                           .penalty = PENALTY};
    const uint32_t n = (uint32_t)l->examples.count;
    uint32_t *order = CP_NEW_ARRAY(l->run, n + 1, uint32_t), state = LOGISTIC_SEED;
    cp_logistic_number(order, n);
    for (unsigned epoch = 0; epoch < EPOCHS; epoch++) {
        cp_logistic_shuffle(order, n, &state);
        for (uint32_t i = 0; i < n; i++) {
            const struct example *example = &l->examples.items[order[i]];
            if (!example->held_out)
                cp_logistic_learn(&fit, &l->items.items[example->first], example->count, example->wanted, 1);
        }
    }
    for (uint32_t i = 0; i < l->met.count; i++)
        fit.weights[i] = (double)lround(fit.weights[i] * 100);
    return fit.weights;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// The sum that LEAST_KEPT of a thousand wanted sentences reach, of those that were not learned from.
static int find_threshold(const struct lesson *l, const double *weights)
{
    double *sums = CP_NEW_ARRAY(l->run, l->examples.count + 1, double);
    size_t n = 0;
    for (size_t e = 0; e < l->examples.count; e++)
        if (l->examples.items[e].held_out && l->examples.items[e].wanted)
            sums[n++] = sum_of(l, weights, &l->examples.items[e]);
    qsort(sums, n, sizeof *sums, by_size);
    return n ? (int)sums[n * (1000 - LEAST_KEPT) / 1000] : INT16_MIN;
}

static void tell(const struct lesson *l, const double *weights, int threshold)
{
    size_t sentences = 0, words = 0, spared = 0, words_spared = 0, wanted = 0, lost = 0;
    for (size_t e = 0; e < l->examples.count; e++) {
        const struct example *example = &l->examples.items[e];
        if (!example->held_out)
            continue;
        const bool kept = sum_of(l, weights, example) >= threshold;
        sentences++, words += example->words, wanted += example->wanted;
        spared += !kept, words_spared += kept ? 0 : example->words, lost += example->wanted && !kept;
    }
    printf("%u documents, %zu sentences; of the tenth that was not learned from: %zu sentences, %.1f %% spared, with %.1f %% of the words; "
           "%zu have evidence, of which %.2f %% are lost\n",
           l->document, l->examples.count, sentences, 100.0 * (double)spared / (double)sentences,
           100.0 * (double)words_spared / (double)words, wanted, 100.0 * (double)lost / (double)wanted);
}

struct row {
    struct cp_str key;
    int weight;
};

static int by_key(const void *a, const void *b)
{
    return cp_str_compare(((const struct row *)a)->key, ((const struct row *)b)->key);
}

static bool write_file(const struct lesson *l, const double *weights, int threshold, const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out)
        return false;
    struct row *rows = CP_NEW_ARRAY(l->run, l->met.count + 1, struct row);
    size_t n = 0;
    for (uint32_t i = 0; i < l->met.count; i++)
        if (weights[i] <= -3 || weights[i] >= 3)
            rows[n++] = (struct row){cp_table_key(l->parts, i), (int)weights[i]};
    qsort(rows, n, sizeof *rows, by_key);
    fprintf(out, "# What a sentence promises before it is parsed (promise.h), in hundredths of the logit; written by the trainer (README.md says\n"
                 "# from what): what is counted, its case or word, the weight.\nthreshold\t%d\n",
            threshold);
    for (size_t i = 0; i < n; i++)
        fprintf(out, CP_FMT "\t%d\n", CP_ARG(rows[i].key), rows[i].weight);
    return fclose(out) == 0;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: train-promise FILE TEXT...\n", stderr);
        return 2;
    }
    struct cp_arena *run = cp_arena_new(), *doc = cp_arena_new();
    struct cp_error err = {0};
    const struct cp_engine *loaded;
    const struct cp_engine_options options = {.lexicon = getenv("CHOKEPOINT_LEXICON")};
    const struct cp_read_options reading = {0};
    struct cp_reader *reader;
    struct cp_document *document;
    if (cp_engine_new(run, &options, &loaded, &err) != CP_OK ||
        cp_reader_open(&reading, (const char *const *)&argv[2], (size_t)argc - 2, &reader, &err) != CP_OK) {
        fprintf(stderr, "%s: %s\n", err.where, err.message);
        return 2;
    }
    struct cp_engine engine = *loaded;
    engine.promise = &cp_no_promise;
    struct lesson lesson = {.run = run, .parts = cp_table_new(run)};
    while (cp_reader_next(reader, doc, &document, &err) == CP_OK && document) {
        if (cp_relate_read(&engine, doc, NULL, document, false, take_document, &lesson, &err) != CP_OK)
            fprintf(stderr, "%s: %s\n", err.where, err.message);
        cp_arena_reset(doc);
    }
    cp_reader_close(reader);
    if (!lesson.examples.count) {
        fputs("train-promise: the texts hold no sentence to learn from (files of text, or JSON Lines, not compressed)\n", stderr);
        return 2;
    }
    forget(&lesson);
    const double *weights = fit(&lesson);
    const int threshold = find_threshold(&lesson, weights);
    tell(&lesson, weights, threshold);
    if (!write_file(&lesson, weights, threshold, argv[1])) {
        perror(argv[1]);
        return 2;
    }
    return 0;
}
