// SPDX-License-Identifier: GPL-3.0-or-later
//
// The way through the tree from one token to another.
//
// Room: relate.
#ifndef CP_RELATE_PATH_H
#define CP_RELATE_PATH_H

#include "act.h"

enum { PATH_MOST = 10 };

struct path_step {
    uint32_t token; // reached by the step
    uint8_t dep;    // label of the edge that was walked
    bool up;        // towards the root
};

struct path {
    struct path_step steps[PATH_MOST];
    unsigned count;
    bool found;     // false: other sentence, not parsed, or too far
    bool shared;    // the way began at a conjunct of the first token ("tariffs and curbs on X", asked for tariffs)
    bool listed;    // it ended at a conjunct or apposition of the last token
};

// Steps that do not change who plays which part are left out: conjuncts and appositions at both ends, chains of
// governing verbs ("decided to begin imposing"), nouns of quantity ("dozens of firms").
struct path cp_relate_path(const struct scene *scene, uint32_t from, uint32_t to);

// Whether "from" in "covers lumber from Chile" hangs on the lumber or on the verb is a matter on which even readers differ. The
// same way with the first preposition that it goes down to, other than "of", on the other of the two. false if there is no
// such way, and then *other means nothing.
bool cp_relate_path_otherwise(const struct scene *scene, uint32_t from, const struct path *path, struct path *other);

// The name of a label, with its length: features are full of them.
struct cp_str cp_relate_label(uint8_t dep);

static inline struct cp_str cp_relate_arrow(const struct path_step *step)
{
    return step->up ? CP_STR("<") : CP_STR(">");
}

// "<dobj:impose >nsubj": for frames, features and people.
struct cp_str cp_relate_path_text(const struct scene *scene, struct cp_arena *arena, const struct path *path);

#endif
