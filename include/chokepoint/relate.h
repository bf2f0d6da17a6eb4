// SPDX-License-Identifier: GPL-3.0-or-later
//
// relate: documents → facts. Holds the engine, which is the lexicon, the model and the
// rules, loaded once and only read afterwards, so that any number of threads may use it.
//
//     const struct cp_engine *engine;
//     cp_engine_new(run, &options, &engine, &err);
//     cp_extract(engine, doc_arena, document, &facts, &err);      // for each document
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
};

enum cp_status cp_engine_new(struct cp_arena *run, const struct cp_engine_options *options,
                             const struct cp_engine **engine, struct cp_error *err);

// All that the document says, in the arena.
enum cp_status cp_extract(const struct cp_engine *engine, struct cp_arena *doc, const struct cp_document *document,
                          struct cp_facts **facts, struct cp_error *err);

const struct cp_lexicon *cp_engine_lexicon(const struct cp_engine *engine);
const struct cp_model *cp_engine_model(const struct cp_engine *engine);

// Runs the examples that stand beside the rules: each rule must match its example and must not match its
// counterexample. The first that fails is the error, with file and line. For `lexicon check` and the tests.
enum cp_status cp_engine_check(const struct cp_engine *engine, struct cp_error *err);

#endif
