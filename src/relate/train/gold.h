// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the gold graph of a document says of the places in its text: which measures a telling may tell, and which node a
// name is.
//
// Room: relate (a program of its own, not part of chokepoint).
#ifndef CP_TRAIN_GOLD_H
#define CP_TRAIN_GOLD_H

#include "../act.h"

#include <jansson.h>

struct gold {
    struct scene *scene;
    json_t *graph; // nodes and edges in the form of the evaluation's guidelines
};

// Lower-case words without punctuation, a blank around each: for "does this stand in that?".
struct cp_str cp_gold_bare(struct cp_arena *arena, struct cp_str text);
bool cp_gold_stands_in(struct cp_str inner, struct cp_str outer);
struct cp_str cp_gold_str(const json_t *value);

// The ids of the measures that the telling may tell: by the words with which the gold names them; else, since the gold
// need not list each way of saying it, those of its type that are evident from the same words. The caller frees the
// array.
json_t *cp_gold_measures(const struct gold *gold, const struct telling *telling);

// An array with these of each telling that the scene has now: reading the parts may part a telling in several (part.h).
// The caller frees it.
json_t *cp_gold_all_measures(const struct gold *gold);

// Is this entity the gold's node of this id?
bool cp_gold_is_node(const struct gold *gold, const char *id, const struct cp_entity *entity);

#endif
