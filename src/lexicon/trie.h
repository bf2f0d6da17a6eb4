// SPDX-License-Identifier: GPL-3.0-or-later
//
// A trie over words: many names, one pass.
//
// Room: lexicon.
#ifndef CP_LEXICON_TRIE_H
#define CP_LEXICON_TRIE_H

#include "chokepoint/lexicon.h"

struct cp_trie;
struct cp_trie *cp_trie_new(struct cp_arena *run);
void cp_trie_add(struct cp_trie *trie, struct cp_sense sense); // its exact name must live as long
size_t cp_trie_match(const struct cp_trie *trie, struct cp_arena *doc, struct cp_str text, struct cp_name_hit **hits);

#endif
