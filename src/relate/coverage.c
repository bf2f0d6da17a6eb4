// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Gaps of many documents, counted. So that the order of documents leaves no trace: counts are sums; of several
// spellings of a name the shortest is shown; and of all samples those stay that are smallest in an order of their own
// (first those that are the first of their document). A sample is copied into room that is kept for it, so replacing
// it takes none.
#include "engine.h"

#include <stdlib.h>
#include <string.h>

struct room {
    char bytes[CP_GAP_SAMPLE_BYTES];
};

struct tally {
    struct cp_gap gap;
    struct room *rooms[CP_GAP_SAMPLES]; // where the sentences of the samples stand
};

struct cp_coverage {
    struct cp_arena *run;
    struct cp_table *documents; // ids that stand on samples
    struct cp_table *numbers[CP_GAP_KINDS];
    CP_VEC(struct tally) tallies[CP_GAP_KINDS];
};

static void read_gaps(struct scene *scene, void *result)
{
    *(struct cp_gaps **)result = cp_relate_find_gaps(scene);
}

enum cp_status cp_find_gaps(const struct cp_engine *engine, struct cp_arena *doc, struct cp_glossary *glossary,
                            const struct cp_document *document, struct cp_gaps **gaps, struct cp_error *err)
{
    return cp_relate_read(engine, doc, glossary, document, true, read_gaps, gaps, err);
}

struct cp_gaps *cp_gaps_copy(struct cp_arena *arena, const struct cp_gaps *gaps)
{
    struct cp_gaps *copy = CP_NEW(arena, struct cp_gaps);
    *copy = *gaps;
    for (int kind = 0; kind < CP_GAP_KINDS; kind++) {
        copy->items[kind] = CP_NEW_ARRAY(arena, gaps->counts[kind] + 1, struct cp_gap);
        for (size_t i = 0; i < gaps->counts[kind]; i++) {
            struct cp_gap *gap = &copy->items[kind][i];
            *gap = gaps->items[kind][i];
            gap->key = cp_str_copy(arena, gap->key);
            gap->words = cp_str_copy(arena, gap->words);
            for (unsigned s = 0; s < gap->sample_count; s++) {
                gap->samples[s].document = cp_str_copy(arena, gap->samples[s].document);
                gap->samples[s].sentence = cp_str_copy(arena, gap->samples[s].sentence);
            }
        }
    }
    return copy;
}

struct cp_coverage *cp_coverage_new(struct cp_arena *run)
{
    struct cp_coverage *coverage = CP_NEW(run, struct cp_coverage);
    coverage->run = run;
    coverage->documents = cp_table_new(run);
    for (int kind = 0; kind < CP_GAP_KINDS; kind++)
        coverage->numbers[kind] = cp_table_new(run);
    return coverage;
}

// ---------------------------------------------------------------- samples

static int compare_samples(const struct cp_gap_sample *a, const struct cp_gap_sample *b)
{
    if (a->nth != b->nth)
        return a->nth < b->nth ? -1 : 1;
    int order = cp_str_compare(a->document, b->document);
    if (order == 0)
        order = cp_str_compare(a->sentence, b->sentence); // another document of the same id
    if (order == 0 && a->begin != b->begin)
        order = a->begin < b->begin ? -1 : 1;
    return order;
}

// Puts the sample in its place among those that are kept, if it has one.
static void offer_sample(struct cp_coverage *coverage, struct tally *tally, const struct cp_gap_sample *sample)
{
    struct cp_gap *gap = &tally->gap;
    unsigned at = 0;
    while (at < gap->sample_count) {
        int order = compare_samples(sample, &gap->samples[at]);
        if (order == 0)
            return;
        if (order < 0)
            break;
        at++;
    }
    if (at == CP_GAP_SAMPLES)
        return;
    if (gap->sample_count < CP_GAP_SAMPLES)
        tally->rooms[gap->sample_count++] = CP_NEW(coverage->run, struct room);
    struct room *room = tally->rooms[gap->sample_count - 1]; // of what falls out, if something does
    for (unsigned i = gap->sample_count - 1; i > at; i--) {
        gap->samples[i] = gap->samples[i - 1];
        tally->rooms[i] = tally->rooms[i - 1];
    }
    size_t len = sample->sentence.len < sizeof room->bytes ? sample->sentence.len : sizeof room->bytes;
    memcpy(room->bytes, sample->sentence.ptr, len);
    tally->rooms[at] = room;
    gap->samples[at] = *sample;
    gap->samples[at].sentence = (struct cp_str){room->bytes, len};
    gap->samples[at].document = cp_table_key(coverage->documents, cp_table_add(coverage->documents, sample->document));
}

// ---------------------------------------------------------------- counting

// "Acme" before "Acme Ltd.", "Acme" before "ACME".
static bool is_plainer(struct cp_str a, struct cp_str b)
{
    return a.len != b.len ? a.len < b.len : cp_str_compare(a, b) > 0;
}

static void add_gap(struct cp_coverage *coverage, enum cp_gap_kind kind, const struct cp_gap *gap)
{
    uint32_t number = cp_table_add(coverage->numbers[kind], gap->key);
    if (number == coverage->tallies[kind].count) {
        struct tally *fresh = CP_PUSH(coverage->run, &coverage->tallies[kind]);
        fresh->gap.key = cp_table_key(coverage->numbers[kind], number);
        fresh->gap.words = cp_str_copy(coverage->run, gap->words);
    }
    struct tally *tally = &coverage->tallies[kind].items[number];
    if (is_plainer(gap->words, tally->gap.words))
        tally->gap.words = cp_str_copy(coverage->run, gap->words);
    tally->gap.count += gap->count;
    tally->gap.documents += gap->documents;
    for (int i = 0; i < CP_KIND_COUNT; i++)
        tally->gap.guesses[i] += gap->guesses[i];
    for (unsigned i = 0; i < gap->sample_count; i++)
        offer_sample(coverage, tally, &gap->samples[i]);
}

void cp_coverage_add(struct cp_coverage *coverage, const struct cp_gaps *gaps)
{
    for (int kind = 0; kind < CP_GAP_KINDS; kind++)
        for (size_t i = 0; i < gaps->counts[kind]; i++)
            add_gap(coverage, (enum cp_gap_kind)kind, &gaps->items[kind][i]);
}

// ---------------------------------------------------------------- listing

static int by_frequency(const void *x, const void *y)
{
    const struct cp_gap *a = x, *b = y;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    if (a->documents != b->documents)
        return a->documents > b->documents ? -1 : 1;
    return cp_str_compare(a->key, b->key);
}

struct cp_gaps cp_coverage_list(const struct cp_coverage *coverage, struct cp_arena *run)
{
    struct cp_gaps gaps = {0};
    for (int kind = 0; kind < CP_GAP_KINDS; kind++) {
        size_t count = coverage->tallies[kind].count;
        gaps.items[kind] = CP_NEW_ARRAY(run, count + 1, struct cp_gap);
        gaps.counts[kind] = count;
        for (size_t i = 0; i < count; i++)
            gaps.items[kind][i] = coverage->tallies[kind].items[i].gap;
        qsort(gaps.items[kind], count, sizeof *gaps.items[kind], by_frequency);
    }
    return gaps;
}

enum cp_kind cp_gap_guess(const struct cp_gap *gap)
{
    enum cp_kind best = CP_KIND_COUNT;
    for (int kind = 0; kind < CP_KIND_COUNT; kind++)
        if (gap->guesses[kind] && (best == CP_KIND_COUNT || gap->guesses[kind] > gap->guesses[best]))
            best = (enum cp_kind)kind;
    return best;
}
