// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an engine holds; for the trainer too, which asks for scenes.
//
// Room: relate.
#ifndef CP_RELATE_ENGINE_H
#define CP_RELATE_ENGINE_H

#include "act.h"
#include "calibration.h"
#include "frame.h"
#include "gap.h"
#include "hear.h"
#include "identity.h"
#include "pair.h"
#include "relation_table.h"
#include "role.h"
#include "trees.h"

struct cp_engine {
    const struct cp_lexicon *lexicon;
    const struct cp_model *model;
    const struct trigger_table *triggers;
    const struct frame_table *frames;
    const struct relation_table *relations;
    const struct asked *asked;
    const struct gap_rules *gaps;
    const struct pair_sets *pair_sets;
    const struct linear_model *roles, *pairs; // learned
    const struct trees *sameness, *verdicts, *acts, *bonds; // learned
    const struct promise *promise;
    const struct calibration *calibration;
};

// Finds the row of each token's words.
void cp_relate_look_up_words(struct scene *scene, const struct asked *asked);

// The document tokenised, parsed (the sentences from which something may be drawn, or all), its names and tellings found: all that the search for roles starts from.
struct scene *cp_relate_set_scene(const struct cp_engine *engine, struct cp_arena *doc, struct cp_glossary *glossary, const struct cp_document *document,
                                  bool all_sentences);

// Finds who plays which part in the tellings and what else the text says of the names; returns who is quoted.
quotation_vec cp_relate_read_parts(const struct cp_engine *engine, struct scene *scene);

// The same, and which tellings are one act.
act_vec cp_relate_read_acts(const struct cp_engine *engine, struct scene *scene);

// Sets the scene and lets `reading` put into *result what it finds there; a document that is too large is an error.
typedef void cp_relate_reading(struct scene *scene, void *result);
enum cp_status cp_relate_read(const struct cp_engine *engine, struct cp_arena *doc, struct cp_glossary *glossary, const struct cp_document *document,
                              bool all_sentences, cp_relate_reading *reading, void *result, struct cp_error *err);

#endif
