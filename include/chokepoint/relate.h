// SPDX-License-Identifier: GPL-3.0-or-later
//
// relate: documents → facts. Holds the engine, which is the lexicon, the model and the
// rules, loaded once and only read afterwards, so that any number of threads may use it.
//
//     const struct cp_engine *engine;
//     cp_engine_new(run, &options, &engine, &err);
//     cp_extract(engine, doc_arena, glossary, document, &facts, &err);      // for each document
//
// Room: relate.
#ifndef CHOKEPOINT_RELATE_H
#define CHOKEPOINT_RELATE_H

#include "chokepoint/base.h"
#include "chokepoint/facts.h"
#include "chokepoint/lexicon.h"
#include "chokepoint/parse.h"
#include "chokepoint/read.h"

struct cp_engine;

struct cp_engine_options {
    const char *lexicon; // folder whose files replace those built in; NULL: built in
    const char *model;   // file of weights; NULL: built in
    bool unlearned;      // the files in learned/ are not read: for what learns them anew
};

enum cp_status cp_engine_new(struct cp_arena *run, const struct cp_engine_options *options,
                             const struct cp_engine **result, struct cp_error *err);

// All that the document says. Its strings stand in the arena, the document and the glossary (parse.h; NULL: one in the arena),
// which is used with this engine only.
enum cp_status cp_extract(const struct cp_engine *engine, struct cp_arena *doc, struct cp_glossary *glossary,
                          const struct cp_document *document, struct cp_facts **facts, struct cp_error *err);

const struct cp_lexicon *cp_engine_lexicon(const struct cp_engine *engine);
const struct cp_model *cp_engine_model(const struct cp_engine *engine);

// Runs the examples that stand beside the rules: each rule must match its example and must not match its
// counterexample. The first that fails is the error, with file and line. For `lexicon check` and the tests.
enum cp_status cp_engine_check(const struct cp_engine *engine, struct cp_error *err);

// ---------------------------------------------------------------- coverage

// What documents name and the lexicon and its rules do not cover: where it is worth adding a row.
//
//     struct cp_coverage *coverage = cp_coverage_new(run);
//     cp_find_gaps(engine, doc_arena, glossary, document, &gaps, &err);     // for each document, on any thread
//     cp_coverage_add(coverage, gaps);                            // one at a time, in any order
//     gaps = cp_coverage_list(coverage, run);
enum cp_gap_kind {
    CP_GAP_NAME,    // a capitalised name that no file of names has
    CP_GAP_MEASURE, // a noun that is used like a measure, and no row of measures.tsv has its word
    CP_GAP_VERB,    // a verb between two known actors, which no rule asks for
    CP_GAP_KINDS
};

enum { CP_GAP_SAMPLES = 2, CP_GAP_SAMPLE_BYTES = 240 };

struct cp_gap_sample {
    struct cp_str document; // id
    struct cp_str sentence; // if longer than CP_GAP_SAMPLE_BYTES, what stands around the words, with "…" at the cut
    size_t begin, end;      // of the words, in the original file
    unsigned nth;           // of its document
};

struct cp_gap {
    struct cp_str key;                       // what makes it the same in all documents
    struct cp_str words;                     // the name, or the lemma
    uint64_t count, documents;               // how often it stands there, and in how many documents
    uint64_t guesses[CP_KIND_COUNT];         // of a name: how often the program took it for each kind
    struct cp_gap_sample samples[CP_GAP_SAMPLES]; // of different documents, if there are several; smallest ids first
    unsigned sample_count;
};

struct cp_gaps {
    struct cp_gap *items[CP_GAP_KINDS];
    size_t counts[CP_GAP_KINDS];
};

// Those of one document, in the arena.
enum cp_status cp_find_gaps(const struct cp_engine *engine, struct cp_arena *doc, struct cp_glossary *glossary,
                            const struct cp_document *document, struct cp_gaps **gaps, struct cp_error *err);

// The same in another arena.
struct cp_gaps *cp_gaps_copy(struct cp_arena *arena, const struct cp_gaps *gaps);

// Counts over documents. Memory grows with the number of different gaps, not with that of documents. What is listed
// is the same whatever the order of the documents: the most frequent first.
struct cp_coverage;
struct cp_coverage *cp_coverage_new(struct cp_arena *run);
void cp_coverage_add(struct cp_coverage *coverage, const struct cp_gaps *gaps);
struct cp_gaps cp_coverage_list(const struct cp_coverage *coverage, struct cp_arena *run);

// The kind that a name was most often taken for; CP_KIND_COUNT: never any.
enum cp_kind cp_gap_guess(const struct cp_gap *gap);

#endif
