// SPDX-License-Identifier: GPL-3.0-or-later
//
// The order of the stages.
#include "stages.h"

#include <stdarg.h>

void tell(const struct plan *plan, const char *format, ...)
{
    if (plan->quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
}

void learn_all(struct trained *t, const struct plan *plan, struct corpus *c, unsigned percent)
{
    size_t original = c->word_count;
    corpus_vary(c, plan->seed, percent);
    size_t lifted = corpus_make_projective(c);
    tell(plan, "%zu words and %zu in variants, %zu sentences, %zu arcs lifted\n", original, c->word_count - original,
         c->sentence_count, lifted);
    choose_columns(t, c);
    make_dictionary(t, plan, c);
    learn_tags(t, plan, c);
    learn_outlines(t, plan, c);
    learn_parser(t, plan, c);
    learn_names(t, plan, c);
}
