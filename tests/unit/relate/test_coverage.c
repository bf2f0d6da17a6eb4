// SPDX-License-Identifier: GPL-3.0-or-later
//
// What texts name and the lexicon does not cover; with words that no lexicon will ever have.
#include "scene_fixture.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

static struct cp_gaps *gaps_of(const char *text, const char *id)
{
    struct cp_read_options options = {.format = CP_FORMAT_TEXT};
    struct cp_document *document;
    struct cp_gaps *gaps = NULL;
    struct cp_str content =
        cp_str_format(cp_scene_arena(), "Here is the news of the day, as it was told to us.\n\n%s\n", text);
    if (cp_read_bytes(cp_scene_arena(), &options, id, content, &document, NULL) != CP_OK ||
        cp_find_gaps(cp_scene_engine(), cp_scene_arena(), NULL, document, &gaps, NULL) != CP_OK)
        return NULL;
    return gaps;
}

static const struct cp_gap *gap_of(const struct cp_gaps *gaps, enum cp_gap_kind kind, const char *words)
{
    for (size_t i = 0; gaps && i < gaps->counts[kind]; i++)
        if (cp_str_equal(gaps->items[kind][i].words, cp_str_from(words)))
            return &gaps->items[kind][i];
    return NULL;
}

struct row {
    const char *text;
    enum cp_gap_kind kind;
    const char *words;
    unsigned count; // 0: it is no gap
};

static const struct row rows[] = {
    // names: what a file has is none, a word that begins a sentence is none, nor is a title
    {"The firm Borealis Optiks Ltd. sold lenses to Japan.", CP_GAP_NAME, "Borealis Optiks Ltd.", 1},
    {"The firm Huawei sold phones to Japan.", CP_GAP_NAME, "Huawei", 0},
    {"The mine belongs to Qorvathi, and Japan buys from Qorvathi.", CP_GAP_NAME, "Qorvathi", 2},
    {"Quarrels between Japan and China go on.", CP_GAP_NAME, "Quarrels", 0},
    {"The case was brought under Section 301 of the law.", CP_GAP_NAME, "Section", 0},
    {"This was reported by Reuters.", CP_GAP_NAME, "Reuters", 0},
    // nouns: imposed, in either voice and in a round of them; retaliatory; new, where a state is named
    {"India imposed zingers on Chinese toys. The zingers were lifted in May.", CP_GAP_MEASURE, "zinger", 2},
    {"India announced a round of zingers on toys.", CP_GAP_MEASURE, "zinger", 1},
    {"The zingers that India imposed on toys stay.", CP_GAP_MEASURE, "zinger", 1},
    {"The zingers that were lifted in May are back.", CP_GAP_MEASURE, "zinger", 1},
    {"The walkers who imposed tariffs on toys are back.", CP_GAP_MEASURE, "walker", 0},
    {"Traders fear the retaliatory clampback.", CP_GAP_MEASURE, "clampback", 1},
    {"Japan is working on a new clampback.", CP_GAP_MEASURE, "clampback", 1},
    {"The farmer bought a new clampback.", CP_GAP_MEASURE, "clampback", 0},
    {"India admired zingers on toys.", CP_GAP_MEASURE, "zinger", 0},
    {"India imposed tariffs on Chinese toys.", CP_GAP_MEASURE, "tariff", 0},
    {"India announced the result.", CP_GAP_MEASURE, "result", 0},
    // verbs: between two actors, in either voice; not those of a rule, not those that only tell
    {"Beijing jilted Tokyo last week.", CP_GAP_VERB, "jilt", 1},
    {"Tokyo was jilted by Beijing last week.", CP_GAP_VERB, "jilt", 1},
    {"Beijing jilted the proposal last week.", CP_GAP_VERB, "jilt", 0},
    {"Beijing sanctioned Japan last week.", CP_GAP_VERB, "sanction", 0},
    {"Qualcomm supplied Huawei last week.", CP_GAP_VERB, "supply", 0},
    {"Beijing told Tokyo last week.", CP_GAP_VERB, "tell", 0},
};

static void check_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *r = &rows[i];
        cp_scene_forget();
        const struct cp_gap *gap = gap_of(gaps_of(r->text, "row"), r->kind, r->words);
        uint64_t count = gap ? gap->count : 0;
        if (count != r->count)
            fprintf(stderr, "coverage: %s: %s %u times, not %u\n", r->text, r->words, (unsigned)count, r->count);
        CU_ASSERT_EQUAL(count, r->count);
    }
}

static void check_guess(void)
{
    cp_scene_forget();
    const struct cp_gaps *gaps = gaps_of("The firm Borealis Optiks Ltd. sold lenses that Qorvathi made.", "guess");
    const struct cp_gap *firm = gap_of(gaps, CP_GAP_NAME, "Borealis Optiks Ltd.");
    CU_ASSERT_PTR_NOT_NULL_FATAL(firm);
    CU_ASSERT_EQUAL(cp_gap_guess(firm), CP_KIND_COMPANY);
    struct cp_gap mixed = {.guesses = {[CP_KIND_PERSON] = 3, [CP_KIND_COMPANY] = 2}}, none = {0};
    CU_ASSERT_EQUAL(cp_gap_guess(&mixed), CP_KIND_PERSON);
    CU_ASSERT_EQUAL(cp_gap_guess(&none), CP_KIND_COUNT);
}

// ---------------------------------------------------------------- over documents

static const struct {
    const char *id, *text;
} texts[] = {
    {"c", "The firm BOREALIS OPTIKS LTD. closed. India imposed zingers on toys."},
    {"a", "The firm Borealis Optiks Ltd. sold lenses to Japan. The firm Borealis Optiks Ltd. sold more to China."},
    {"d", "A lens of Borealis Optiks fell. Beijing jilted Tokyo. The zingers were lifted. India imposed zingers on "
          "toys."},
    {"b", "The firm Borealis Optiks Ltd. left Japan. Tokyo was jilted by Beijing."},
};
enum { TEXTS = sizeof texts / sizeof *texts };

// Everything that a list says.
static struct cp_str told(const struct cp_gaps *gaps)
{
    struct cp_buf out = {0};
    for (int kind = 0; kind < CP_GAP_KINDS; kind++)
        for (size_t i = 0; i < gaps->counts[kind]; i++) {
            const struct cp_gap *gap = &gaps->items[kind][i];
            cp_buf_add_format(&out, "%d " CP_FMT " %u %u %d\n", kind, CP_ARG(gap->words), (unsigned)gap->count,
                              (unsigned)gap->documents, (int)cp_gap_guess(gap));
            for (unsigned k = 0; k < gap->sample_count; k++)
                cp_buf_add_format(&out, " " CP_FMT " " CP_FMT " %zu %zu\n", CP_ARG(gap->samples[k].document),
                                  CP_ARG(gap->samples[k].sentence), gap->samples[k].begin, gap->samples[k].end);
        }
    struct cp_str text = cp_str_copy(cp_scene_arena(), cp_buf_str(&out));
    cp_buf_release(&out);
    return text;
}

static struct cp_gaps fold(struct cp_arena *arena, struct cp_gaps *const *all, const unsigned *order)
{
    struct cp_coverage *coverage = cp_coverage_new(arena);
    for (unsigned i = 0; i < TEXTS; i++)
        cp_coverage_add(coverage, all[order[i]]);
    return cp_coverage_list(coverage, arena);
}

static void check_order(void)
{
    cp_scene_forget();
    struct cp_gaps *all[TEXTS];
    for (unsigned i = 0; i < TEXTS; i++) {
        all[i] = gaps_of(texts[i].text, texts[i].id);
        CU_ASSERT_PTR_NOT_NULL_FATAL(all[i]);
    }
    struct cp_str first = {0};
    for (unsigned n = 0; n < 256; n++) { // all orders of four
        unsigned order[TEXTS] = {n & 3, n >> 2 & 3, n >> 4 & 3, n >> 6 & 3}, seen = 0;
        for (unsigned i = 0; i < TEXTS; i++)
            seen |= 1u << order[i];
        if (seen != 15)
            continue;
        struct cp_gaps gaps = fold(cp_scene_arena(), all, order);
        struct cp_str text = told(&gaps);
        if (!first.len)
            first = text;
        CU_ASSERT(cp_str_equal(text, first));
    }
    const unsigned any[TEXTS] = {3, 2, 1, 0};
    struct cp_gaps gaps = fold(cp_scene_arena(), all, any);
    const struct cp_gap *zinger = gap_of(&gaps, CP_GAP_MEASURE, "zinger"), *jilt = gap_of(&gaps, CP_GAP_VERB, "jilt");
    CU_ASSERT_PTR_NOT_NULL_FATAL(zinger);
    CU_ASSERT_PTR_NOT_NULL_FATAL(jilt);
    CU_ASSERT(zinger->count == 3 && zinger->documents == 2);
    CU_ASSERT(jilt->count == 2 && jilt->documents == 2);
    // one sentence of each document, though the second has two
    CU_ASSERT_EQUAL_FATAL(zinger->sample_count, 2);
    CU_ASSERT(cp_str_equal(zinger->samples[0].document, CP_STR("c")));
    CU_ASSERT(cp_str_equal(zinger->samples[1].document, CP_STR("d")));
}

// However many documents name it, two sentences are kept, and the memory stays as it is.
static void check_memory(void)
{
    cp_scene_forget();
    struct cp_arena *arena = cp_arena_new();
    struct cp_coverage *coverage = cp_coverage_new(arena);
    struct cp_gaps *gaps = gaps_of("Beijing jilted Tokyo last week.", "document");
    CU_ASSERT_PTR_NOT_NULL_FATAL(gaps);
    size_t used = 0;
    for (unsigned i = 0; i < 1000; i++) {
        gaps->items[CP_GAP_VERB][0].samples[0].document = cp_str_format(cp_scene_arena(), "%04u", i);
        cp_coverage_add(coverage, gaps);
        if (i == 10)
            used = cp_arena_used(arena);
    }
    CU_ASSERT_EQUAL(cp_arena_used(arena), used);
    struct cp_gaps list = cp_coverage_list(coverage, arena);
    const struct cp_gap *jilt = gap_of(&list, CP_GAP_VERB, "jilt");
    CU_ASSERT_PTR_NOT_NULL_FATAL(jilt);
    CU_ASSERT(jilt->count == 1000 && jilt->documents == 1000 && jilt->sample_count == 2);
    CU_ASSERT(cp_str_equal(jilt->samples[1].document, CP_STR("0001")));
    cp_arena_free(arena);
}

// A long sentence is cut around the words, between characters; a word longer than the room, too.
static void check_cut(void)
{
    for (unsigned before = 0; before < 80; before += 3) {
        cp_scene_forget();
        struct cp_buf text = {0};
        cp_buf_add(&text, CP_STR("It is said that"));
        for (unsigned i = 0; i < before; i++)
            cp_buf_add(&text, CP_STR(" çédille,"));
        cp_buf_add(&text, CP_STR(" the mine of Qorvathi"));
        for (unsigned i = 0; i < 60; i++)
            cp_buf_add(&text, CP_STR(" and ñandú"));
        cp_buf_add_char(&text, '\0');
        const struct cp_gap *gap = gap_of(gaps_of(text.ptr, "cut"), CP_GAP_NAME, "Qorvathi");
        cp_buf_release(&text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(gap);
        struct cp_str sentence = gap->samples[0].sentence;
        CU_ASSERT(sentence.len <= CP_GAP_SAMPLE_BYTES && sentence.len > CP_GAP_SAMPLE_BYTES / 2);
        CU_ASSERT(cp_utf8_valid(sentence));
        CU_ASSERT(cp_str_find(sentence, CP_STR("Qorvathi"), 0) != SIZE_MAX);
        CU_ASSERT(cp_str_ends(sentence, CP_STR("…")));
    }
}

void cp_test_relate_coverage(void)
{
    CU_pSuite suite = CU_add_suite("relate: coverage", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "what is a gap and what is none", check_rows);
    CU_add_test(suite, "the kind that a name was taken for", check_guess);
    CU_add_test(suite, "the order of documents leaves no trace", check_order);
    CU_add_test(suite, "memory does not grow with documents", check_memory);
    CU_add_test(suite, "long sentences are cut around the words", check_cut);
}
