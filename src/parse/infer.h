// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the models' weights to decisions, for several sentences at a time.
//
// Room: parse.
#ifndef CP_PARSE_INFER_H
#define CP_PARSE_INFER_H

#include "arc.h"
#include "model.h"
#include "sum.h"

// Sentences that are under way at the same time; sentences and words of a lot.
enum { CP_LANES = 6, CP_LOT = 64, CP_LOT_WORDS = 2048 };

// How often the first templates alone say what all say, by their margin in steps; for learning which margin is enough.
enum { CP_EARLY_STEP = 8, CP_EARLY_STEPS = 128 };
struct cp_early {
    uint64_t decisions[CP_TEMPLATE_MODELS][CP_EARLY_STEPS][2]; // alike; otherwise
};

struct cp_inference {
    const struct cp_model *model;
    const struct cp_arithmetic *arithmetic;
    const struct cp_model_templates *templates; // by enum cp_table_kind
    bool wide;              // more is doubted: for learning
    struct cp_early *early; // counts those that are left open, for learning; NULL
    unsigned count;
    struct cp_row rows[CP_LOT];
    struct cp_state states[CP_LANES];
    size_t used;
    struct cp_row alternatives[CP_LOT * CP_DOUBTS]; // second readings
    unsigned alternative_count;
    _Alignas(16) unsigned char room[CP_LOT_WORDS * 64]; // for the rows
    _Alignas(16) unsigned char alternative_room[CP_LOT_WORDS * 28 + CP_LOT * CP_DOUBTS * 16];
};

// To be called first: an empty lot.
void cp_infer_start(struct cp_inference *inference, const struct cp_model *model);

// The constants of all models' templates, by enum cp_table_kind.
const struct cp_model_templates *cp_templates_of_models(void);

// Room for a sentence in the lot; NULL if the lot is full. An empty lot has room for any sentence.
struct cp_row *cp_infer_add(struct cp_inference *inference, int words);

// The rows of the lot have their looks and edges (cp_row_pad); all else is filled in.
void cp_infer(struct cp_inference *inference, bool names);

// The steps of it, which the trainer asks for one at a time.
void cp_infer_tags(struct cp_inference *inference);
void cp_infer_outlines(struct cp_inference *inference);
void cp_infer_names(struct cp_inference *inference);
void cp_infer_arcs(struct cp_inference *inference);
void cp_infer_alternatives(struct cp_inference *inference); // second readings, which hang from a row's `next`

static inline uint32_t cp_tag_atom(unsigned tag)
{
    return cp_atom(0x100000u + tag);
}

static inline uint32_t cp_outline_atom(unsigned outline)
{
    return cp_atom(0x110000u + outline);
}

static inline uint32_t cp_name_atom(unsigned name)
{
    return cp_atom(0x120000u + name);
}

#endif
