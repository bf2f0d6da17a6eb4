// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the files of this room share: the data that is embedded, spans of tokens,
// and what the models see of a word.
//
// Room: parse.
#ifndef CP_PARSE_P_H
#define CP_PARSE_P_H

#include "chokepoint/parse.h"

// A sentence that is longer is cut, so that a parser's state has a fixed size and
// no input makes it slow. A token that is longer is cut too.
enum { CP_SENTENCE_MOST = 400, CP_TOKEN_MOST = 1024 };

// The embedded data files (src/lexicon/*.tsv, src/parse/model/english.bin).
extern const char cp_parse_abbreviations[], cp_parse_abbreviations_end[];
extern const char cp_parse_lemmas[], cp_parse_lemmas_end[];
extern const unsigned char cp_parse_model[], cp_parse_model_end[];

static inline bool cp_tag_is_finite(unsigned tag)
{
    return tag == CP_TAG_VBD || tag == CP_TAG_VBZ || tag == CP_TAG_VBP || tag == CP_TAG_MD;
}

// ---------------------------------------------------------------- abbreviations

// What an abbreviation's full stop means for the sentence.
enum cp_stop {
    CP_STOP_PLAIN,  // not an abbreviation
    CP_STOP_TITLE,  // never ends a sentence: "Mr.", "Gen."
    CP_STOP_NUMBER, // does not end it before a number: "No. 3", "Sec. 5"
    CP_STOP_MONTH,  // the same: "Jan. 4"
    CP_STOP_END,    // ends it if a word follows that begins sentences: "Inc.", "U.S."
};

// form: with its full stop. *keep: the full stop belongs to the token.
enum cp_stop cp_abbreviation(struct cp_str form, bool *keep);

// A capitalised word that mostly begins a sentence: "The", "But", "They".
bool cp_starts_sentences(struct cp_str form);

// ---------------------------------------------------------------- tokens

struct cp_span {
    uint32_t begin, end;
};
typedef CP_VEC(struct cp_span) cp_spans;

// Appends the tokens of text[begin, end).
void cp_tokens_find(struct cp_arena *doc, struct cp_str text, uint32_t begin, uint32_t end, cp_spans *spans);

// Cuts the tokens [first, end) of one block into sentences.
typedef CP_VEC(struct cp_sentence) cp_sentences;
void cp_sentences_find(struct cp_arena *doc, struct cp_str text, const struct cp_token *tokens, uint32_t first,
                       uint32_t end, uint32_t block, cp_sentences *sentences);

#endif
