// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who plays which part in an act: features of a telling and a name, and the decision.
//
// Room: relate.
#ifndef CP_RELATE_ROLE_H
#define CP_RELATE_ROLE_H

#include "frame.h"
#include "linear.h"

// The outputs of the scorer, in order.
#define ROLE_LIST(X) X(IMPOSES) X(TARGETS) X(COVERS) X(AFFECTS) X(SUPPORTS) X(OPPOSES)
enum { ROLE_COUNT = 6 };
extern const enum cp_relation cp_role_relations[ROLE_COUNT];

// What the open features of a telling and a name end in.
struct closing cp_relate_kind_of_role_pair(const struct scene *scene, const struct role_pair *pair);

// Most of them are left open.
void cp_relate_role_features(const struct scene *scene, const struct role_pair *pair, const struct closing *kind, struct features *features);

// May the relation hold between a measure and an entity of this kind?
bool cp_relate_role_possible(enum cp_relation relation, enum cp_kind kind);

// Links between tellings and the names of their sentences.
void cp_relate_find_roles(struct scene *scene, const struct frame_table *frames, const struct linear_model *model);

#endif
