// SPDX-License-Identifier: GPL-3.0-or-later
//
// What this room asks of a glossary; what others ask of it is in parse.h.
//
// Room: parse.
#ifndef CP_PARSE_GLOSSARY_H
#define CP_PARSE_GLOSSARY_H

#include "model.h"

// The form's entry, a new one if it was not met yet. The form has at least one byte; the hash is cp_str_hash of it.
uint32_t cp_glossary_find(struct cp_glossary *glossary, struct cp_str form, uint64_t hash);

// Have what a later cp_glossary_find will look at brought into the cache, one after the other: each reads what the one
// before it asked for.
void cp_glossary_ask(const struct cp_glossary *glossary, uint64_t hash);
void cp_glossary_ask_entry(const struct cp_glossary *glossary, uint64_t hash);
void cp_glossary_ask_form(const struct cp_glossary *glossary, uint64_t hash);

// What the models see of the word inside a sentence.
const struct cp_look *cp_glossary_look(struct cp_glossary *glossary, uint32_t number, const struct cp_model *model);

#endif
