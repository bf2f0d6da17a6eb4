// SPDX-License-Identifier: GPL-3.0-or-later
//
// Learning by which margin the first templates of a model decide alone: all of the text is read once more with all templates,
// by models that learned from the other part of it (names by the one that learned from all), and it is counted what the
// first ones would have said. The least margin is taken by which they differ from all together in one of 1,000 decisions;
// those that will be looked up (sure.c) count too.
#include "stages.h"

#include <string.h>

enum { DECISIONS_FOR_ONE = 1000 };

static void take_nothing(void *context, const struct cp_row *row, size_t sentence)
{
    (void)context, (void)row, (void)sentence;
}

unsigned cp_train_enough(uint64_t decisions[CP_EARLY_STEPS][2], uint64_t *all, uint64_t *kept)
{
    uint64_t otherwise = 0;
    unsigned step = CP_EARLY_STEPS;
    *all = *kept = 0;
    for (unsigned k = 0; k < CP_EARLY_STEPS; k++)
        *all += decisions[k][0] + decisions[k][1];
    while (*all && step > 0 && (otherwise + decisions[step - 1][1]) * DECISIONS_FOR_ONE <= *all) {
        step--;
        otherwise += decisions[step][1];
        *kept += decisions[step][0] + decisions[step][1];
    }
    return step == CP_EARLY_STEPS ? CP_NEVER_ENOUGH : step > 0 ? step * CP_EARLY_STEP : 1;
}

void cp_train_learn_enough(struct trained *t, const struct plan *plan, const struct corpus *c)
{
    static const char *const names[CP_TEMPLATE_MODELS] = {[CP_TABLE_TAG] = "tags", [CP_TABLE_OUTLINE] = "outlines",
                                                          [CP_TABLE_NAME] = "names", [CP_TABLE_LABEL] = "labels",
                                                          [CP_TABLE_ARC] = "moves"};
    struct cp_early early;
    memset(&early, 0, sizeof early);
    for (int k = 0; k < CP_TEMPLATE_MODELS; k++)
        t->header.enough[k] = CP_NEVER_ENOUGH; // so that all are asked
    t->early = &early;
    cp_train_each_fold(t, plan, c, cp_train_read_once, take_nothing, NULL);
    t->early = NULL;
    cp_train_tell(plan, "first templates\n");
    for (int k = 0; k < CP_TEMPLATE_MODELS; k++) {
        uint64_t all, kept;
        const unsigned margin = cp_train_enough(early.decisions[k], &all, &kept);
        t->header.enough[k] = (uint16_t)margin;
        cp_train_tell(plan, "  %s: a margin of %u is enough, which %.1f %% have\n", names[k], margin,
                      100.0 * (double)kept / (double)(all + 1));
    }
}
