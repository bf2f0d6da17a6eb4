// SPDX-License-Identifier: GPL-3.0-or-later
//
// Agreement with parsed text that nothing was learned from; its tokens and sentences
// are taken as given.
#include "stages.h"

struct measuring {
    const struct corpus *corpus;
    struct agreement *agreement;
};

static void add_sentence(void *context, const struct cp_row *row, size_t sentence)
{
    const struct measuring *m = context;
    struct agreement *a = m->agreement;
    for (int i = 0; i < row->count; i++) {
        const struct word *w = &m->corpus->words[m->corpus->sentences[sentence].first + (uint32_t)i];
        a->words++;
        a->tags += row->tag[i + CP_PAD] == w->tag;
        a->outlines += row->outline[i + CP_PAD] == w->outline;
        a->names_said += row->name[i + CP_PAD] > 0;
        a->names_there += w->name > 0;
        a->names_right += w->name > 0 && row->name[i + CP_PAD] == w->name;
        if (w->dep == CP_DEP_PUNCT)
            continue;
        int head = row->head[i] < 0 ? row->count : row->head[i];
        int label = row->head[i] < 0 ? CP_DEP_ROOT : row->label[i];
        a->counted++;
        a->heads += head == w->head;
        a->labels += head == w->head && label == w->dep;
    }
}

static void infer_all(struct cp_inference *in)
{
    cp_infer(in, true);
}

void cp_train_evaluate(const struct trained *t, const struct corpus *c, struct agreement *agreement)
{
    *agreement = (struct agreement){0};
    cp_train_each_lot(t, c, 0, 1, infer_all, add_sentence, &(struct measuring){c, agreement});
}
