// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the tests of the room `parse` share.
#ifndef PARSE_FIXTURE_H
#define PARSE_FIXTURE_H

#include "parse/infer.h"

// A document whose blocks are the lines of the text.
struct cp_document *fixture_document(struct cp_arena *doc, struct cp_str text);

const struct cp_model *fixture_model(void); // the built-in one, opened once

// A lot with the sentences of an analysis, which must find room in one; nothing is decided yet.
struct cp_inference *fixture_lot(struct cp_arena *doc, const struct cp_model *model, const struct cp_analysis *analysis);

// What must hold of any analysis, whatever the text was: offsets in order and inside, sentences that share out the
// tokens, heads that lead to one root without a circle.
bool fixture_is_sane(const struct cp_analysis *analysis);

// Tokens with "|" between, sentences with " / ".
struct cp_str fixture_tokens(struct cp_arena *doc, const struct cp_analysis *analysis);

#endif
