// SPDX-License-Identifier: GPL-3.0-or-later
//
// mention: who and what a document names. Mentions are stretches of tokens; those that
// mean the same thing share an entity of the document.
//
// Room: mention.
#ifndef CHOKEPOINT_MENTION_H
#define CHOKEPOINT_MENTION_H

#include "chokepoint/base.h"
#include "chokepoint/lexicon.h"
#include "chokepoint/parse.h"
#include "chokepoint/vocabulary.h"

enum cp_mention_form {
    CP_MENTION_NAME,        // Huawei Technologies Co., China, Commerce Department
    CP_MENTION_ADJECTIVE,   // Chinese, U.S. (before a noun), Dutch: says where from; may be the one who acts or is hit
    CP_MENTION_SEAT,        // Beijing, the Trump administration, Chinese authorities: stands for the state
    CP_MENTION_DESCRIPTION, // the company, the chipmaker, the ministry
    CP_MENTION_PRONOUN,     // it, its, he, they
    CP_MENTION_PLACE,       // Idaho, Shenzhen: a place in the state; only based_in, operates_in and the like may use it
    CP_MENTION_GOODS,       // advanced memory chips
};

struct cp_mention {
    uint32_t first, last; // tokens, inclusive
    uint32_t head;        // the token that the syntax hangs on
    uint32_t entity;
    enum cp_mention_form form;
    float confidence; // 1 for a name; lower for coreference
};

struct cp_entity {
    enum cp_kind kind;
    struct cp_str id;            // stable across documents
    struct cp_str label;
    struct cp_str country;       // ISO code, if the lexicon or the text says it
    const struct cp_name *name;  // its row in the lexicon, or NULL
    const struct cp_str *aliases; // the names met, sorted
    size_t alias_count;
};

struct cp_mentions {
    const struct cp_entity *entities;
    size_t entity_count;
    const struct cp_mention *mentions; // sorted by first token; a shorter one that stands inside a longer one comes after it
    size_t mention_count;
    const uint32_t *at; // for each token the innermost mention whose head it is, else CP_NONE
    const uint32_t *covering; // for each token the longest mention that it belongs to, else CP_NONE
};

// Finds mentions in the analysis (which has been parsed where it matters), joins them to entities. `hits` are the
// lexicon's, from cp_lexicon_match over document->text.
struct cp_mentions *cp_find_mentions(const struct cp_lexicon *lexicon, struct cp_arena *doc,
                                     const struct cp_analysis *analysis, const struct cp_name_hit *hits, size_t hit_count);

// Is the sentence written in capitals, or in Capitals of a Headline? Then capitals say nothing.
bool cp_sentence_is_shouted(const struct cp_analysis *analysis, const struct cp_sentence *sentence);

#endif
