// SPDX-License-Identifier: GPL-3.0-or-later
//
// The order of the stages.
#include "stages.h"

#include <stdarg.h>

void cp_train_tell(const struct plan *plan, const char *format, ...)
{
    if (plan->quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
}

void cp_train_learner_start(struct learner *learner, const struct plan *plan, enum cp_table_kind table, unsigned time)
{
    cp_train_learner_init(learner, plan->table_lines[table], plan->seed + CP_TRAIN_SEED_STEP * time, plan->drop);
    learner->early = table == CP_TABLE_NAME ? 0 : plan->early; // names lose more by it than they gain in time
}

void cp_train_learn_all(struct trained *t, const struct plan *plan, struct corpus *c, unsigned percent)
{
    size_t original = c->word_count;
    cp_train_corpus_vary(c, plan->seed, percent);
    cp_train_corpus_add_headlines(c, plan->seed, plan->headlines);
    size_t lifted = cp_train_corpus_make_projective(c);
    cp_train_tell(plan, "%zu words and %zu in variants, %zu sentences, %zu arcs lifted\n", original, c->word_count - original,
         c->sentence_count, lifted);
    cp_train_choose_columns(t, c);
    cp_train_make_dictionary(t, plan, c);
    cp_train_learn_tags(t, plan, c);
    cp_train_learn_outlines(t, plan, c);
    cp_train_learn_parser(t, plan, c);
    cp_train_learn_names(t, plan, c);
    cp_train_learn_enough(t, plan, c); // of all models; the choice and what is sure are learned from what is read with it
    cp_train_learn_choice(t, plan, c);
    cp_train_learn_sure(t, plan, c);
}
