// SPDX-License-Identifier: GPL-3.0-or-later
//
// Learning which of two readings of a sentence is the better one (src/parse/choice.c): an averaged perceptron that is
// asked about each alternative and told which has more of the teacher's heads, labels and tags. Tagger and parser are
// far too sure of what they learned from; so those that make the readings learned from the other part of the text.
#include "stages.h"

#include "choice.h"

struct lesson {
    struct learner *learner;
    const struct corpus *corpus;
    size_t asked, better, wrong;
    struct cp_choice choice;
};

// What a reading has right: two points for a head, one for its label, one for a tag.
static int points_of(const struct cp_row *row, const struct word *gold)
{
    int points = 0;
    for (int i = 0; i < row->count; i++) {
        points += row->tag[i + CP_PAD] == gold[i].tag;
        const int head = row->head[i] < 0 ? row->count : row->head[i];
        const int label = row->head[i] < 0 ? CP_DEP_ROOT : row->label[i];
        if (gold[i].dep != CP_DEP_PUNCT && head == gold[i].head)
            points += 2 + (label == gold[i].dep);
    }
    return points;
}

static int sum_of(const struct learner *l, const uint32_t *places, unsigned n)
{
    int sum = 0;
    for (unsigned k = 0; k < n; k++)
        sum += l->weight[places[k]];
    return sum;
}

static void learn_alternative(struct lesson *lesson, const struct cp_row *alternative, bool better)
{
    struct learner *l = lesson->learner;
    struct cp_choice *choice = &lesson->choice;
    choice->lines = l->lines;
    cp_choice_places(alternative, choice);
    const unsigned fors = cp_train_learner_drop(l, choice->places_for, 0, choice->fors);
    const unsigned againsts = cp_train_learner_drop(l, choice->places_against, 0, choice->againsts);
    const int score = sum_of(l, choice->places_for, fors) - sum_of(l, choice->places_against, againsts),
        sign = better ? 1 : -1;
    l->step++;
    lesson->asked++;
    lesson->better += better;
    lesson->wrong += (score > 0) != better;
    if (score * sign >= (int)(fors + againsts) / 4)
        return;
    cp_train_learner_add(l, choice->places_for, fors, 0, sign);
    cp_train_learner_add(l, choice->places_against, againsts, 0, -sign);
}

static void take_readings(void *context, const struct cp_row *row, size_t sentence)
{
    struct lesson *lesson = context;
    const struct sentence *s = &lesson->corpus->sentences[sentence];
    const struct word *gold = &lesson->corpus->words[s->first];
    if (s->no_tree)
        return;
    const int points = points_of(row, gold);
    for (const struct cp_row *other = row->next; other; other = other->next) {
        const int others = points_of(other, gold);
        if (others != points)
            learn_alternative(lesson, other, others > points);
    }
}

static void read_twice(struct cp_inference *in)
{
    in->wide = true;
    cp_infer_tags(in);
    cp_infer_outlines(in);
    cp_infer_arcs(in);
    cp_infer_alternatives(in);
}

void cp_train_learn_choice(struct trained *t, const struct plan *plan, const struct corpus *c)
{
    enum { DROP = 128 };
    static struct lesson lesson;
    struct learner learner;
    lesson.learner = &learner;
    lesson.corpus = c;
    cp_train_learner_init(&learner, plan->table_lines[CP_TABLE_CHOICE], plan->seed, DROP);
    cp_train_tell(plan, "choice\n");
    for (unsigned pass = 0; pass < plan->iterations[CP_TABLE_CHOICE]; pass++) {
        lesson.asked = lesson.better = lesson.wrong = 0;
        cp_train_each_fold(t, plan, c, read_twice, take_readings, &lesson);
        cp_train_tell(plan, "  pass %u: %zu alternatives, %.2f %% better, %.2f %% errors\n", pass + 1, lesson.asked,
                      100.0 * (double)lesson.better / (double)(lesson.asked + 1),
                      100.0 * (double)lesson.wrong / (double)(lesson.asked + 1));
    }
    cp_train_tell(plan, "  an average of %.2f becomes 127\n", cp_train_learner_round(&learner, 1,
            t->tables[CP_TABLE_CHOICE]));
    cp_train_learner_release(&learner);
}
