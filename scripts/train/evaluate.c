// SPDX-License-Identifier: GPL-3.0-or-later
//
// Agreement with parsed text that nothing was learned from; its tokens and sentences
// are taken as given.
#include "stages.h"

static void add_sentence(struct agreement *score, const struct cp_inference *in, unsigned k, const struct word *words)
{
    const struct cp_row *row = &in->rows[k];
    const struct cp_state *state = &in->states[k];
    for (int i = 0; i < row->count; i++) {
        const struct word *w = &words[i];
        score->words++;
        score->tags += row->tag[i + CP_PAD] == w->tag;
        score->outlines += row->outline[i + CP_PAD] == w->outline;
        score->names_said += row->name[i + CP_PAD] > 0;
        score->names_there += w->name > 0;
        score->names_right += w->name > 0 && row->name[i + CP_PAD] == w->name;
        if (w->dep == CP_DEP_PUNCT)
            continue;
        int head = state->head[i] < 0 ? row->count : state->head[i];
        int label = state->head[i] < 0 ? CP_DEP_ROOT : state->label[i];
        score->counted++;
        score->heads += head == w->head;
        score->labels += head == w->head && label == w->dep;
    }
}

void cp_train_evaluate(const struct trained *t, const struct corpus *c, struct agreement *agreement)
{
    static struct cp_inference in;
    *agreement = (struct agreement){0};
    const struct sentence *lane[CP_LANES];
    unsigned lanes = 0;
    in.model = &t->model;
    in.best_row = cp_best_row_for_this_machine();
    for (size_t i = 0; i <= c->sentence_count; i++) {
        if (i < c->sentence_count) {
            cp_train_fill_row(&in.rows[lanes], c, &c->sentences[i]);
            lane[lanes++] = &c->sentences[i];
        }
        if (lanes < CP_LANES && i < c->sentence_count)
            continue;
        cp_infer(&in, lanes, true);
        for (unsigned k = 0; k < lanes; k++)
            add_sentence(agreement, &in, k, &c->words[lane[k]->first]);
        lanes = 0;
    }
}
