// SPDX-License-Identifier: GPL-3.0-or-later
//
// Relations between entities that structure shows, without a learned scorer.
//
// Room: relate.
#ifndef CP_RELATE_STRUCTURE_H
#define CP_RELATE_STRUCTURE_H

#include "act.h"

// part_of, from public bodies and state-owned firms to their states, and from bodies to those whose name begins theirs (own_state.c).
void cp_relate_find_own_states(struct scene *scene);

// holds_post, from titles beside names (post.c).
void cp_relate_find_posts(struct scene *scene);

// Drops the posts of those who are only asked what they think (commentator.c). After all relations were found.
void cp_relate_drop_commentators(struct scene *scene);

// Mends the trees where they are known to go wrong (repair.c). Before anything else reads them.
void cp_relate_repair_trees(struct cp_analysis *analysis, const struct cp_lexicon *lexicon);

// "such as", "including", "like": does the preposition bring examples of the noun that it hangs on?
bool cp_relate_brings_examples(const struct cp_analysis *analysis, uint32_t preposition);

// "controls on chips that Tokyo imposed": a relative clause whose verb only acts can be the object of hangs on the act, wherever the
// parser hung it. After the tellings were found; true if a tree was changed (repair.c).
bool cp_relate_hang_clauses(struct scene *scene, struct cp_analysis *analysis);

// Entities of the document by what they are: the state with this code, the body with this label or id; CP_NONE if it is not named.
void cp_relate_index_entities(struct scene *scene);
uint32_t cp_relate_country(const struct scene *scene, struct cp_str code);
uint32_t cp_relate_body(const struct scene *scene, struct cp_str label);

#endif
