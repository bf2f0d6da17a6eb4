// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the files of this room share.
//
// Room: lexicon.
#ifndef CP_LEXICON_P_H
#define CP_LEXICON_P_H

#include "chokepoint/lexicon.h"
#include "data.h"
#include "trie.h"

struct cp_lexicon {
    struct cp_arena *run;
    const char *folder; // of the user's files, or NULL
    bool other_rules;   // one of them is no learned one
    struct cp_table *set_names;
    CP_VEC(struct cp_table *) sets; // words, by the number of the set's name
    struct cp_table *head_words, *post_titles, *post_ends;
    struct cp_table *post_beginnings; // the first letters of the titles
    CP_VEC(struct cp_head) heads; // by the number of the word
    CP_VEC(struct cp_post) posts; // by the number of the title
    CP_VEC(struct cp_name) names;
    struct cp_table *ids;       // id → number in names
    struct cp_table *countries; // ISO code → number in names
    struct cp_trie *trie;
};

// The bytes of a lexicon file, the user's first, and the name by which messages call it.
enum cp_status cp_lexicon_content(const struct cp_lexicon *lexicon, struct cp_arena *run, const char *file,
                                  struct cp_str *content, const char **shown, struct cp_error *err);

// CP_EIO if there is no such folder; CP_EFORMAT if it holds no file of the lexicon, or a table of another name.
// *other_rules: one of its files is not of those that are learned.
enum cp_status cp_lexicon_check_folder(struct cp_arena *run, const char *folder, bool *other_rules, struct cp_error *err);

enum cp_status cp_lexicon_load_names(struct cp_lexicon *lexicon, struct cp_error *err);

#endif
