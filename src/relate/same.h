// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two questions of a telling that learned scorers answer: is it this act, and is it an act at all?
//
// Room: relate.
#ifndef CP_RELATE_SAME_H
#define CP_RELATE_SAME_H

#include "identity.h"
#include "linear.h"

// Of joining the telling to the act, as it stands before it. `own` is what the links say of the telling; `rule` is what the
// hand-set weights of identity.c make of the two (negative: a contradiction); `recency` counts the acts told since.
void cp_relate_same_features(const struct scene *scene, const struct act *act, uint32_t telling, const struct act *own,
                             int rule, unsigned recency, struct features *features);

// Of the telling alone.
void cp_relate_real_features(const struct scene *scene, uint32_t telling, const struct act *own, struct features *features);

#endif
