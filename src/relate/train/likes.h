// SPDX-License-Identifier: GPL-3.0-or-later
//
// The cases from which the judge of sameness (../same.h) learns: each telling beside each act told before it, joined as
// the gold graph has it.
//
// Room: relate (a program of its own, not part of chokepoint).
#ifndef CP_TRAIN_LIKES_H
#define CP_TRAIN_LIKES_H

#include "../engine.h"
#include "boost.h"
#include "gold.h"

// Adds a document's cases. A telling that may tell several gold measures (gold.h), or none, is joined to nothing and is no case.
void cp_take_likes(struct cp_arena *run, const struct cp_engine *engine, const struct gold *gold, boost_case_vec *cases);

#endif
