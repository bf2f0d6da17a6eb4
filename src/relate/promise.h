// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a sentence promises before it is parsed.
//
// Parsing is dear, and of the sentences that name two things, or one and perhaps an act, only a quarter add to the graph. Which ones
// hangs on their words: "tariffs", "senator", "on behalf of" promise much, "we", "think", "transaction" little. So each word has a weight,
// learned from what the program itself draws when it parses all of them (train/promises.c), and a sentence is
// parsed if the sum is above a threshold. Names weigh by their kind, never as words: what is named changes with the news.
//
// learned/promise.tsv has the weights in hundredths of the logit (logistic regression):
//
//     threshold	-310             the least sum that is worth a parse
//     base	any	-120
//     names	3	15               so many names (9: or more)
//     tells	yes	20               a word that may tell of an act; judges: one that may say what somebody thinks of it
//     block	paragraph	0    length	2	-5  (see promise.c)    name	country	31
//     plain	tariffs	88           the word in lower case, or as the first of the sentence; capital: with a capital elsewhere
//
// Room: relate.
#ifndef CP_RELATE_PROMISE_H
#define CP_RELATE_PROMISE_H

#include "act.h"

enum promise_part {
    PROMISE_BASE,
    PROMISE_NAMES,
    PROMISE_TELLS,
    PROMISE_JUDGES,
    PROMISE_BLOCK,
    PROMISE_LENGTH,
    PROMISE_NAME,
    PROMISE_FIXED, // the parts before this have few cases, with a weight for each
    PROMISE_PLAIN = PROMISE_FIXED,
    PROMISE_CAPITAL,
    PROMISE_PARTS
};
extern const char *const cp_promise_parts[PROMISE_PARTS]; // as the file names them
enum { PROMISE_CASES = 16 };
const char *cp_promise_case(enum promise_part part, unsigned which); // of a fixed part, as the file names it; NULL behind the last

struct promise_word {
    int16_t plain, capital;
};
struct promise;
extern const struct promise cp_no_promise; // without weights: every sentence is worth a parse

enum cp_status cp_relate_load_promise(const struct cp_lexicon *lexicon, struct cp_arena *run, const struct promise **result,
                                      struct cp_error *err);

struct promise_word cp_relate_promise_of(const struct promise *promise, struct cp_str lower);

// A sentence, and what is known of it before it is parsed.
struct promise_view {
    const struct cp_sentence *sentence;
    const struct cp_name_hit *hits; // from the first that may stand in it on
    size_t hit_count;
    unsigned names; // how many things it may name: known names, runs of capitalised words, words that may refer to something named before
    bool tells, judges; // perhaps of an act; perhaps what somebody thinks of one that is told elsewhere
};

// The names that the lexicon knows in a document, and how far the sentences before have come.
struct promise_hits {
    const struct cp_name_hit *items;
    size_t count, next;
};

// Sentences come in the order of the text. Of one without names the rest is not asked.
struct promise_view cp_relate_promise_view(const struct scene *scene, const struct cp_sentence *sentence, struct promise_hits *hits);

// Hands on all that counts in a sentence; `which`: the case of a fixed part, else the token.
typedef void promise_taker(void *context, enum promise_part part, uint32_t which);
void cp_relate_each_promise(const struct cp_analysis *analysis, const struct promise_view *view, promise_taker *take, void *context);

// Is the sentence worth a parse? words: of each token of the document.
bool cp_relate_is_promising(const struct promise *promise, const struct cp_analysis *analysis, const struct promise_word *words,
                            const struct promise_view *view);

#endif
