// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who says what: quotations, and the clauses that a verb of speech reports.
//
// Room: relate.
#ifndef CP_RELATE_HEAR_H
#define CP_RELATE_HEAR_H

#include "act.h"

struct quotation {
    uint32_t first, last; // tokens between the marks, or of the clause
    uint32_t block;
    uint32_t speaker; // entity, or CP_NONE
    bool reported;    // without marks
};

typedef CP_VEC(struct quotation) quotation_vec;

// Quotations in the order of the text, then what is reported; also fills scene->said_by.
void cp_relate_hear(struct scene *scene, quotation_vec *quotations);

bool cp_relate_is_mark(const struct scene *scene, uint32_t token); // of quotation

#endif
