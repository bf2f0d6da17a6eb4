// SPDX-License-Identifier: GPL-3.0-or-later
//
// From what rules and scorers think of an edge to how often such edges are right.
//
// A rule's confidence is its author's guess, a scorer's is too sure of itself. learned/calibration.tsv has for each
// relation a line, offset + slope × logit of what was thought, fitted to edges of documents that the scorers had not learned from (Platt 1999).
// The order of edges of one relation stays as it was.
//
// Room: relate.
#ifndef CP_RELATE_CALIBRATION_H
#define CP_RELATE_CALIBRATION_H

#include "chokepoint/lexicon.h"

struct calibration {
    struct {
        double offset, slope;
    } lines[CP_RELATION_COUNT]; // slope 0: nothing was learned, confidence stays as it is
};

enum cp_status cp_relate_load_calibration(const struct cp_lexicon *lexicon, struct cp_arena *run,
                                          const struct calibration **result, struct cp_error *err);

float cp_relate_calibrated(const struct calibration *calibration, enum cp_relation relation, float confidence);

#endif
