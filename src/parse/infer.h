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

enum { CP_LANES = 12 };

struct cp_inference {
    const struct cp_model *model;
    cp_best_row_fn *best_row;
    struct cp_row rows[CP_LANES];
    struct cp_state states[CP_LANES];
};

// Rows 0 … n-1 have looks and count; their tags, outlines, names and states are filled in.
void cp_infer(struct cp_inference *inference, unsigned n, bool names);

// The steps of it, which the trainer asks for one at a time.
void cp_infer_tags(struct cp_inference *inference, unsigned n);
void cp_infer_outlines(struct cp_inference *inference, unsigned n);
void cp_infer_names(struct cp_inference *inference, unsigned n);
void cp_infer_arcs(struct cp_inference *inference, unsigned n);

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
