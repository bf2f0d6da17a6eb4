// SPDX-License-Identifier: GPL-3.0-or-later
//
// What this room asks of a glossary; what others ask of it is in parse.h.
//
// Room: parse.
#ifndef CP_PARSE_GLOSSARY_H
#define CP_PARSE_GLOSSARY_H

#include "model.h"

// The form's entry, a new one if it was not met yet. The form has at least one byte.
uint32_t cp_glossary_find(struct cp_glossary *glossary, struct cp_str form);

// What the models see of the word inside a sentence.
const struct cp_look *cp_glossary_look(struct cp_glossary *glossary, uint32_t number, const struct cp_model *model);

#endif
