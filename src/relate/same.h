// SPDX-License-Identifier: GPL-3.0-or-later
//
// Could two acts be one, and how much speaks for it?
//
// Room: relate.
#ifndef CP_RELATE_SAME_H
#define CP_RELATE_SAME_H

#include "identity.h"

// Evidence that is enough: for one whose words say by themselves which act is meant, for one that only refers ("the ban").
enum { SAME_SPECIFIC = 32, SAME_GENERAL = 14 };
enum { SAME_NOT = -1000 };

// The evidence that both are one; `a` is told first. SAME_NOT, or less than enough, if they are not.
int cp_relate_same(const struct scene *scene, const struct act *a, const struct act *b);

// Sets of entities.
bool cp_relate_holds(const number_vec *list, uint32_t number);
void cp_relate_include(struct scene *scene, number_vec *list, uint32_t number); // if it is not there
bool cp_relate_share(const number_vec *a, const number_vec *b);

#endif
