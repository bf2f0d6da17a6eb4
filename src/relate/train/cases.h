// SPDX-License-Identifier: GPL-3.0-or-later
//
// The cases from which the judge of edges (../verdict.h) learns: what the program reads in a document, beside what its
// gold graph holds.
//
// Room: relate (a program of its own, not part of chokepoint).
#ifndef CP_TRAIN_CASES_H
#define CP_TRAIN_CASES_H

#include "../engine.h"
#include "boost.h"
#include "gold.h"

// Adds a document's cases. The engine's scorers must not have learned from it, else the judge learns to trust them too
// much; its `verdicts` must be trained, if only in name, so that doubtful edges are there to be judged. An act is the measure that is most
// like it in type, parties, goods and words, and no two acts are the same one: as in tests/eval/score.py.
void cp_take_cases(struct cp_arena *run, const struct cp_engine *engine, const struct gold *gold, boost_case_vec *cases);

// The same for the judge of relations (../bond.h). A body's own state is right, if the gold asks for it or not: no case then.
void cp_take_bond_cases(struct cp_arena *run, const struct cp_engine *engine, const struct gold *gold, boost_case_vec *cases);

// The same for the judge of acts: is an act in the gold graph at all? Acts that could not be drawn, for want of parts, are no cases.
void cp_take_act_cases(struct cp_arena *run, const struct cp_engine *engine, const struct gold *gold, boost_case_vec *cases);

#endif
