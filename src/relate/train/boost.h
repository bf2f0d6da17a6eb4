// SPDX-License-Identifier: GPL-3.0-or-later
//
// Grows the trees of a judge (../trees.h) by gradient boosting of the logistic loss: each tree corrects a little of
// what those before it left (Friedman 2001; leaves by one Newton step, as in Chen and Guestrin, "XGBoost", 2016).
//
// Room: relate (a program of its own, not part of chokepoint).
#ifndef CP_TRAIN_BOOST_H
#define CP_TRAIN_BOOST_H

#include "../bond.h"
#include "../same.h"
#include "../verdict.h"

enum { BOOST_FEATURES = 80 }; // at most
_Static_assert((int)VERDICT_COUNT <= BOOST_FEATURES && (int)SAMENESS_COUNT <= BOOST_FEATURES && (int)BOND_COUNT <= BOOST_FEATURES,
               "a judge hears more than there is room for");

struct boost_case {
    int32_t features[BOOST_FEATURES];
    bool wanted;
};

typedef CP_VEC(struct boost_case) boost_case_vec;

// The same cases in the same order give the same trees, which live in the arena. Of the features the first `features` are used.
struct trees cp_boost(struct cp_arena *run, const boost_case_vec *cases, unsigned features, float threshold);

#endif
