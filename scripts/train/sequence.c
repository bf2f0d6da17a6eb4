// SPDX-License-Identifier: GPL-3.0-or-later
//
// Learning the three models that go through a sentence from left to right: tagger,
// outline, names. While it learns, each decision stands on the model's own earlier
// ones, as it does later. The training text of a later model is tagged by models that
// learned from other parts of the text (folds), so that it has the same errors as new
// text.
#include "stages.h"

#include <stdlib.h>
#include <string.h>

void cp_train_shuffle(uint32_t *order, size_t n, uint64_t *seed)
{
    for (size_t i = n; i > 1; i--) {
        size_t k = cp_train_noise(seed) % i;
        uint32_t swapped = order[i - 1];
        order[i - 1] = order[k];
        order[k] = swapped;
    }
}

void cp_train_fill_row(struct cp_row *row, const struct corpus *c, const struct sentence *s)
{
    memcpy(&row->looks[CP_PAD], &c->looks[s->first], s->count * sizeof *row->looks);
    cp_row_pad(row);
    for (uint32_t i = 0; i < s->count; i++) {
        const struct word *w = &c->words[s->first + i];
        row->tags[i + CP_PAD] = cp_tag_atom(w->seen_tag);
        row->outlines[i + CP_PAD] = cp_outline_atom(w->seen_outline);
        row->tag[i + CP_PAD] = w->seen_tag;
        row->outline[i + CP_PAD] = w->seen_outline;
    }
}

void cp_train_each_lot(const struct trained *t, const struct corpus *c, unsigned fold, unsigned folds,
                       void (*infer)(struct cp_inference *in), void (*take)(void *context, const struct cp_row *row, size_t sentence),
                       void *context)
{
    static struct cp_inference in;
    size_t lot[CP_LOT];
    cp_infer_start(&in, &t->model);
    in.early = t->early;
    for (size_t s = 0; s <= c->sentence_count; s++) {
        if (s < c->sentence_count && s % folds != fold)
            continue;
        struct cp_row *row = s < c->sentence_count ? cp_infer_add(&in, (int)c->sentences[s].count) : NULL;
        if (!row) {
            infer(&in);
            for (unsigned k = 0; k < in.count; k++)
                take(context, &in.rows[k], lot[k]);
            in.count = 0;
            in.used = 0;
            if (s == c->sentence_count)
                break;
            row = cp_infer_add(&in, (int)c->sentences[s].count);
        }
        lot[in.count - 1] = s;
        cp_train_fill_row(row, c, &c->sentences[s]);
    }
}

void cp_train_read_once(struct cp_inference *in)
{
    cp_infer_tags(in);
    cp_infer_outlines(in);
    cp_infer_arcs(in);
    cp_infer_names(in);
}

void cp_train_each_fold(const struct trained *t, const struct plan *plan, const struct corpus *c,
                        void (*infer)(struct cp_inference *in),
                        void (*take)(void *context, const struct cp_row *row, size_t sentence), void *context)
{
    for (unsigned fold = 0; fold < plan->folds; fold++) {
        struct trained reader;
        cp_train_reader(t, fold, &reader);
        cp_train_each_lot(&reader, c, fold, plan->folds, infer, take, context);
    }
}

uint32_t *cp_train_sentences(const struct plan *plan, const struct corpus *c, int without, bool trees, size_t *count)
{
    uint32_t *order = malloc((c->sentence_count + 1) * sizeof *order);
    if (!order)
        exit(2);
    *count = 0;
    for (size_t s = 0; s < c->sentence_count; s++)
        if (!(trees && c->sentences[s].no_tree) && (without < 0 || s % plan->folds != (unsigned)without))
            order[(*count)++] = (uint32_t)s;
    return order;
}

struct task {
    enum cp_table_kind table;
    unsigned width, classes;
    void (*atoms)(const struct cp_row *row, int i, uint32_t *atoms);
    // The right class, or 255 if none is to be learned; sets what is known without learning.
    uint8_t (*right)(const struct trained *t, const struct corpus *c, size_t word, bool *known);
    void (*set)(const struct trained *t, struct cp_row *row, int i, unsigned class);
};

static uint8_t right_tag(const struct trained *t, const struct corpus *c, size_t word, bool *known)
{
    *known = c->looks[word].flags & CP_WORD_FIXED;
    return t->tag_column[*known ? c->looks[word].tag : c->words[word].tag];
}

static void set_tag(const struct trained *t, struct cp_row *row, int i, unsigned class)
{
    row->tags[i + CP_PAD] = cp_tag_atom(t->header.tags[class]);
}

static uint8_t right_outline(const struct trained *t, const struct corpus *c, size_t word, bool *known)
{
    (void)t;
    *known = false;
    return c->words[word].outline;
}

static void set_outline(const struct trained *t, struct cp_row *row, int i, unsigned class)
{
    (void)t;
    row->outlines[i + CP_PAD] = cp_outline_atom(class);
}

static uint8_t right_name(const struct trained *t, const struct corpus *c, size_t word, bool *known)
{
    (void)t;
    *known = c->looks[word].flags & CP_WORD_NO_NAME;
    return *known ? 0 : c->words[word].name;
}

static void set_name(const struct trained *t, struct cp_row *row, int i, unsigned class)
{
    (void)t;
    row->names[i + CP_PAD] = cp_name_atom(class);
}

// One sentence; returns the number of errors.
static unsigned learn_sentence(struct learner *l, const struct task *task, const struct trained *t,
                               const struct corpus *c, const struct sentence *s)
{
    static _Alignas(64) unsigned char room[CP_ROOM * 64];
    struct cp_row laid, *row = &laid;
    const struct cp_model_templates *templates = &cp_templates_of_models()[task->table];
    uint32_t atoms[CP_ATOMS] = {0}, places[CP_FEATURES_MOST];
    unsigned errors = 0;
    cp_row_lay(row, (int)s->count, room);
    cp_train_fill_row(row, c, s);
    for (uint32_t i = 0; i < s->count; i++) {
        bool known;
        uint8_t right = task->right(t, c, s->first + i, &known);
        if (known) {
            task->set(t, row, (int)i, right);
            continue;
        }
        task->atoms(row, (int)i, atoms);
        cp_train_row_places(templates, atoms, 0, l->lines, task->width, places);
        unsigned n = cp_train_learner_drop(l, places, templates->first.count, cp_train_templates(templates));
        unsigned class, rival = cp_train_learner_rival(l, places, n, task->width, task->classes, right, &class);
        l->step++;
        errors += class != right;
        if (rival != right && right != 255) {
            cp_train_learner_add(l, places, n, right, 1);
            cp_train_learner_add(l, places, n, rival, -1);
        }
        task->set(t, row, (int)i, class);
    }
    return errors;
}

// Learns from some sentences, whose order changes.
static void learn_once(struct learner *l, const struct trained *t, const struct plan *plan, const struct corpus *c,
                       const struct task *task, uint32_t *order, size_t n, uint64_t seed)
{
    for (unsigned pass = 0; pass < plan->iterations[task->table]; pass++) {
        size_t errors = 0;
        int64_t before = l->step;
        cp_train_shuffle(order, n, &seed);
        for (size_t k = 0; k < n; k++)
            errors += learn_sentence(l, task, t, c, &c->sentences[order[k]]);
        cp_train_tell(plan, "  pass %u: %.2f %% errors\n", pass + 1, 100.0 * (double)errors / (double)(l->step - before + 1));
    }
}

// Learns from the sentences that are not of the fold `without` (-1: from all), so many times, and writes the mean to the
// table.
static void learn(struct trained *t, const struct plan *plan, const struct corpus *c, const struct task *task,
                  int without, unsigned times)
{
    struct learner learners[CP_TRAIN_MEANS];
    const uint64_t seed = plan->seed + task->table * 1000u + (unsigned)(without + 1);
    size_t n;
    uint32_t *order = cp_train_sentences(plan, c, without, false, &n);
    for (unsigned time = 0; time < times; time++) {
        cp_train_learner_start(&learners[time], plan, task->table, time);
        learn_once(&learners[time], t, plan, c, task, order, n, seed + CP_TRAIN_SEED_STEP * time);
    }
    cp_train_tell(plan, "  an average of %.2f becomes 127\n",
                  cp_train_learner_round(learners, times, t->tables[task->table]));
    for (unsigned time = 0; time < times; time++)
        cp_train_learner_release(&learners[time]);
    free(order);
}

static void take_tags(void *context, const struct cp_row *row, size_t sentence)
{
    struct corpus *c = context;
    for (int i = 0; i < row->count; i++)
        c->words[c->sentences[sentence].first + (uint32_t)i].seen_tag = row->tag[i + CP_PAD];
}

static void take_outlines(void *context, const struct cp_row *row, size_t sentence)
{
    struct corpus *c = context;
    for (int i = 0; i < row->count; i++)
        c->words[c->sentences[sentence].first + (uint32_t)i].seen_outline = row->outline[i + CP_PAD];
}

// Lets the model in `t` classify the sentences of a fold, as it will in the program.
static void classify(struct trained *t, struct corpus *c, enum cp_table_kind table, unsigned fold, unsigned folds)
{
    const bool tags = table == CP_TABLE_TAG;
    cp_train_each_lot(t, c, fold, folds, tags ? cp_infer_tags : cp_infer_outlines, tags ? take_tags : take_outlines, c);
}

static void learn_in_folds(struct trained *t, const struct plan *plan, struct corpus *c, const struct task *task)
{
    for (unsigned fold = 0; plan->folds > 1 && fold < plan->folds; fold++) {
        cp_train_tell(plan, " without fold %u\n", fold);
        learn(t, plan, c, task, (int)fold, 1);
        classify(t, c, task->table, fold, plan->folds);
        cp_train_keep_fold(t, task->table, fold);
    }
    cp_train_tell(plan, " from all\n");
    learn(t, plan, c, task, -1, cp_train_means(plan));
    if (plan->folds < 2)
        classify(t, c, task->table, 0, 1);
}

void cp_train_learn_tags(struct trained *t, const struct plan *plan, struct corpus *c)
{
    cp_train_tell(plan, "tagger\n");
    learn_in_folds(t, plan, c, &(struct task){CP_TABLE_TAG, CP_TAG_WIDTH, t->header.tag_count, cp_tag_atoms, right_tag, set_tag});
}

void cp_train_learn_outlines(struct trained *t, const struct plan *plan, struct corpus *c)
{
    cp_train_tell(plan, "outline\n");
    learn_in_folds(t, plan, c,
                   &(struct task){CP_TABLE_OUTLINE, CP_OUTLINE_WIDTH, t->header.outline_count, cp_outline_atoms, right_outline,
                                  set_outline});
}

void cp_train_learn_names(struct trained *t, const struct plan *plan, struct corpus *c)
{
    cp_train_tell(plan, "names\n");
    learn(t, plan, c,
          &(struct task){CP_TABLE_NAME, CP_NAME_WIDTH, t->header.name_count, cp_name_atoms, right_name, set_name}, -1,
          cp_train_means(plan));
}
