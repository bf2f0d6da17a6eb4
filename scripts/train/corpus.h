// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parsed text that the trainer learns from: what scripts/model/teach.py writes.
#ifndef CP_TRAIN_CORPUS_H
#define CP_TRAIN_CORPUS_H

#include "feature_set.h"

#include <stdio.h>

struct word {
    const char *form;
    uint16_t length;
    int16_t head;          // in the sentence; its count for the root
    uint8_t tag, dep, name; // enum cp_tag, enum cp_dep, class of the name model
    uint8_t outline;       // class; set by choose_columns
    uint8_t seen_tag, seen_outline; // what a model that did not learn from this sentence says
};

struct sentence {
    uint32_t first, count;
    bool no_tree; // its tree crosses itself in too many places to learn from
};

struct corpus {
    struct word *words;
    struct cp_look *looks; // of each word; made by look_at_words
    size_t word_count, word_room;
    struct sentence *sentences;
    size_t sentence_count, sentence_room;
    struct cp_arena *forms; // the words' forms
};

// Deterministic noise; the same everywhere.
uint32_t cp_train_noise(uint64_t *seed);

// Reads until the end or until `most` words. false and a message if the file is not as it should be.
bool cp_train_corpus_read(struct corpus *corpus, FILE *file, size_t most);

// Adds copies of some sentences in capitals, in title case, and without their last full stop.
void cp_train_corpus_vary(struct corpus *corpus, uint64_t seed, unsigned percent);

// Adds headlines made of so many of the sentences that lend themselves to it, and copies of as many with nouns that look
// like a headline's verbs; see headline.c.
void cp_train_corpus_add_headlines(struct corpus *corpus, uint64_t seed, unsigned percent);

// For those that add sentences: a new word, a new sentence; capitals for the words from `first` on, or for that alone.
struct word *cp_train_corpus_add_word(struct corpus *corpus);
struct sentence *cp_train_corpus_add_sentence(struct corpus *corpus);
void cp_train_corpus_title(struct corpus *corpus, size_t first, bool all);

// Makes trees projective by giving a crossing arc's word to its head's head; returns how often.
size_t cp_train_corpus_make_projective(struct corpus *corpus);

enum cp_case cp_train_case(const struct corpus *corpus, const struct sentence *sentence); // how it is written
void cp_train_corpus_look(struct corpus *corpus, const struct cp_word *words, uint32_t word_count);
void cp_train_corpus_free(struct corpus *corpus);

#endif
