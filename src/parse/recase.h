// SPDX-License-Identifier: GPL-3.0-or-later
//
// Headlines, written as running text would write them.
//
// Room: parse.
#ifndef CP_PARSE_RECASE_H
#define CP_PARSE_RECASE_H

#include "model.h"

struct cp_recasing;

enum cp_case cp_sentence_case(const struct cp_analysis *analysis, const struct cp_sentence *sentence);

// Learns how the document writes the words of its headlines; NULL if none of the wanted sentences (NULL: all) is one.
struct cp_recasing *cp_recasing_new(struct cp_arena *doc, const struct cp_model *model, const struct cp_analysis *analysis,
                                    const bool *wanted);

// The word of a headline as running text would write it.
struct cp_str cp_recased(const struct cp_recasing *recasing, const struct cp_token *token, enum cp_case written);

#endif
