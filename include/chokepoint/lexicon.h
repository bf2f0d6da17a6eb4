// SPDX-License-Identifier: GPL-3.0-or-later
//
// lexicon: what the program knows before it reads: names, word sets, triggers and
// rules, from the tab-separated files of this room (built in, or replaced file by file
// by a folder of the user's).
//
// Names are matched all at once: the text is cut into plain words (runs of letters and
// digits, or one other character), and a trie over words finds the longest name that
// begins at each word, in one pass, without regard to case; each sense says whether its
// case must agree.
//
// Room: lexicon.
#ifndef CHOKEPOINT_LEXICON_H
#define CHOKEPOINT_LEXICON_H

#include "chokepoint/base.h"
#include "chokepoint/vocabulary.h"

// One row of a name file.
struct cp_name {
    struct cp_str id, label;
    enum cp_kind kind;
    struct cp_str country;   // ISO 3166 alpha-2, "EU", or a code of a former state; "XX": the state beside the name; may be empty
    struct cp_str described; // lower-case nouns that may refer back to it, " | " between
    struct cp_str parent;    // id, or empty
    struct cp_str note;      // goods: their class; organizations: flags
};

enum cp_sense_form {
    CP_SENSE_STRONG,    // names it wherever it stands
    CP_SENSE_WEAK,      // also something else: needs support
    CP_SENSE_ADJECTIVE, // of a state: Chinese
    CP_SENSE_PEOPLE,    // of a state: Americans
    CP_SENSE_SEAT,      // of a state: Beijing
    CP_SENSE_PLACE,     // in a state: Idaho; no node of its own
};

struct cp_sense {
    const struct cp_name *name;
    enum cp_sense_form form;
    struct cp_str exact; // the name as the file writes it
};

// A stretch of text that is a name, with all its senses in order of the files.
struct cp_name_hit {
    size_t begin, end;
    const struct cp_sense *senses;
    size_t count;
    bool exact_case; // written as in the first sense; else in other case (a headline in capitals, or goods)
};

struct cp_lexicon;

// folder: files in it replace those built in, each as a whole; NULL: what is built in.
enum cp_status cp_lexicon_load(struct cp_arena *run, const char *folder, const struct cp_lexicon **result,
                               struct cp_error *err);

// Does the user's folder replace more than what was learned: names, triggers, frames, words?
bool cp_lexicon_has_other_rules(const struct cp_lexicon *lexicon);

// All names in the text, leftmost first, longest first, without overlap.
size_t cp_lexicon_match(const struct cp_lexicon *lexicon, struct cp_arena *doc, struct cp_str text,
                        struct cp_name_hit **hits);

// The name that the text is as a whole, or NULL; its first sense of one kind, or NULL; and both in one.
const struct cp_name_hit *cp_lexicon_whole(const struct cp_lexicon *lexicon, struct cp_arena *arena, struct cp_str text);
const struct cp_name *cp_lexicon_sense_of(const struct cp_name_hit *hit, enum cp_kind kind); // of no hit: NULL
const struct cp_name *cp_lexicon_whole_of(const struct cp_lexicon *lexicon, struct cp_arena *arena, struct cp_str text, enum cp_kind kind);

const struct cp_name *cp_lexicon_name(const struct cp_lexicon *lexicon, struct cp_str id); // by id, or NULL
const struct cp_name *cp_lexicon_country(const struct cp_lexicon *lexicon, struct cp_str iso); // or NULL
size_t cp_lexicon_names(const struct cp_lexicon *lexicon, const struct cp_name **names);

// CP_EFORMAT, with both lines, if two rows of one file of names claim the same strong name, or the same word.
enum cp_status cp_lexicon_check_names(const struct cp_lexicon *lexicon, struct cp_arena *run, struct cp_error *err);

// A word set of sets.tsv, by its name ("speech-verb"): number for cp_lexicon_in, CP_NONE if there is none.
uint32_t cp_lexicon_set(const struct cp_lexicon *lexicon, const char *name);
const struct cp_table *cp_lexicon_set_words(const struct cp_lexicon *lexicon, uint32_t set); // NULL behind the last set
struct cp_str cp_lexicon_set_name(const struct cp_lexicon *lexicon, uint32_t set);
bool cp_lexicon_in(const struct cp_lexicon *lexicon, uint32_t set, struct cp_str lower);

// What a capitalised phrase is that ends in (or is headed by) this word: heads.tsv. NULL if the word says nothing.
struct cp_head {
    enum cp_kind kind;
    bool suffix; // a legal form: Inc, GmbH
    bool weak;   // the word may head other kinds as well
};
const struct cp_head *cp_lexicon_head(const struct cp_lexicon *lexicon, struct cp_str lower);

// A post, by its title in lower case: posts.tsv. NULL if there is none of that title.
struct cp_post {
    struct cp_str title;
    struct cp_str heads; // state, agency, company, organization, any
    struct cp_str body;  // the body that the title itself names: "commerce secretary" → Commerce Department; may be empty
    struct cp_str flags;
};
const struct cp_post *cp_lexicon_post(const struct cp_lexicon *lexicon, struct cp_str lower);
const struct cp_post *cp_lexicon_post_written(const struct cp_lexicon *lexicon, struct cp_str text); // in any case, with any white space between its words
bool cp_lexicon_ends_post(const struct cp_lexicon *lexicon, struct cp_str lower); // the last word of some title

// A table of the lexicon, cut into rows and fields: for the rooms that own the meaning of its columns.
struct cp_row {
    unsigned line;
    const struct cp_str *fields; // as many as the table's `columns`; missing ones are empty
};
struct cp_rows {
    const char *file; // for messages
    const struct cp_row *rows;
    size_t count;
};
enum cp_status cp_lexicon_rows(const struct cp_lexicon *lexicon, struct cp_arena *run, const char *file,
                               unsigned columns, struct cp_rows *rows, struct cp_error *err);

// The same, a row at a time, for large tables: a row and its fields live until `visit` returns; `file` is for messages.
enum { CP_MOST_COLUMNS = 48 };
typedef enum cp_status cp_row_visit(void *context, const char *file, const struct cp_row *row, struct cp_error *err);
enum cp_status cp_lexicon_each_row(const struct cp_lexicon *lexicon, struct cp_arena *run, const char *file,
                                   unsigned columns, cp_row_visit *visit, void *context, struct cp_error *err);

#endif
