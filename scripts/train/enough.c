// SPDX-License-Identifier: GPL-3.0-or-later
//
// Learning by which margin the first templates of a model decide alone: all of the text is read once more, by models that
// learned from the other part of it, with all templates, and it is counted what the first ones would have said. The least
// margin is taken by which they differ from all together in one of 1,000 decisions.
#include "stages.h"

#include <string.h>

enum { DECISIONS_FOR_ONE = 1000 };

static struct cp_early early;

static void read_once(struct cp_inference *in)
{
    in->early = &early;
    cp_infer_tags(in);
    cp_infer_outlines(in);
    cp_infer_arcs(in);
    cp_infer_names(in);
}

static void take_nothing(void *context, const struct cp_row *row, size_t sentence)
{
    (void)context, (void)row, (void)sentence;
}

// The margin from which on they decide; *kept: how many of *all decisions are left to them.
static unsigned enough(uint64_t decisions[CP_EARLY_STEPS][2], uint64_t *all, uint64_t *kept)
{
    uint64_t otherwise = 0;
    unsigned step = CP_EARLY_STEPS;
    *all = *kept = 0;
    for (unsigned k = 0; k < CP_EARLY_STEPS; k++)
        *all += decisions[k][0] + decisions[k][1];
    while (step > 0 && (otherwise + decisions[step - 1][1]) * DECISIONS_FOR_ONE <= *all) {
        step--;
        otherwise += decisions[step][1];
        *kept += decisions[step][0] + decisions[step][1];
    }
    return step == CP_EARLY_STEPS ? CP_NEVER_ENOUGH : step * CP_EARLY_STEP;
}

void cp_train_learn_enough(struct trained *t, const struct plan *plan, const struct corpus *c)
{
    static const char *const names[CP_TEMPLATE_MODELS] = {"tags", "outlines", "names", "labels", "moves"};
    memset(&early, 0, sizeof early);
    for (unsigned fold = 0; fold < plan->folds; fold++) {
        struct trained reader;
        cp_train_reader(t, fold, &reader);
        cp_train_each_lot(&reader, c, fold, plan->folds, read_once, take_nothing, NULL);
    }
    cp_train_tell(plan, "first templates\n");
    for (int k = 0; k < CP_TEMPLATE_MODELS; k++) {
        uint64_t all, kept;
        const unsigned margin = enough(early.decisions[k], &all, &kept);
        t->header.enough[k] = (uint16_t)(margin < 1 ? 1 : margin);
        cp_train_tell(plan, "  %s: a margin of %u is enough, which %.1f %% have\n", names[k], margin,
                      100.0 * (double)kept / (double)(all + 1));
    }
}
