// SPDX-License-Identifier: GPL-3.0-or-later
//
// Learning the parser's moves and labels. The oracle is dynamic: in any state, right or
// wrong, it knows which moves lose no further arc of the teacher's tree. After the
// first passes the parser mostly follows its own moves, and so learns to go on from its
// own errors.
#include "stages.h"

#include <stdlib.h>

enum { EXPLORE_FROM = 1, EXPLORE_PERCENT = 90 };

struct training {
    const struct trained *t;
    struct learner arcs, labels;
    struct cp_state state;
    struct cp_row row;
    _Alignas(64) unsigned char room[CP_ROOM * 64];
    const struct word *gold;
    uint64_t seed;
    unsigned pass;
    size_t moves, wrong_moves, arcs_right, wrong_labels;
};

// Words from `from` on whose head is h.
static int children_from(const struct training *tr, int h, int from)
{
    int n = 0;
    for (int i = from; i < tr->state.count; i++)
        n += tr->gold[i].head == h;
    return n;
}

// How many arcs of the tree can no longer be drawn after the move.
static int cost_of(const struct training *tr, int move)
{
    const struct cp_state *s = &tr->state;
    const int s0 = s->depth > 0 ? s->stack[s->depth - 1] : -1, s1 = s->depth > 1 ? s->stack[s->depth - 2] : -1;
    int cost = 0;
    if (move == CP_MOVE_SHIFT) {
        int head = tr->gold[s->next].head;
        cost += head < s->next && head != s0 && s->head[head] < 0; // a word on the stack, not at its top
        for (int i = 0; i < s->depth; i++)
            cost += tr->gold[s->stack[i]].head == s->next;
        return cost;
    }
    int head = tr->gold[s0].head;
    if (move == CP_MOVE_LEFT)
        cost += head != s->next && (head == s1 || head > s->next);
    else
        cost += head >= s->next;
    return cost + children_from(tr, s0, s->next);
}

static int learn_label(struct training *tr, int move, int head, int child)
{
    uint32_t atoms[CP_ATOMS] = {0}, places[CP_FEATURES_MOST];
    const bool right_side = move == CP_MOVE_RIGHT;
    const struct cp_model_header *header = &tr->t->header;
    const struct cp_model_templates *templates = &cp_templates_of_models()[CP_TABLE_LABEL];
    cp_label_atoms(&tr->state, head, child, atoms);
    cp_train_row_places(templates, atoms, cp_label_side(head, child), tr->labels.lines, CP_LABEL_WIDTH, places);
    unsigned n = cp_train_learner_drop(&tr->labels, places, templates->first.count, cp_train_templates(templates));
    const uint8_t right = tr->t->label_column[right_side][tr->gold[child].dep];
    unsigned class, rival = cp_train_learner_rival(&tr->labels, places, n, CP_LABEL_WIDTH,
                                          right_side ? header->right_count : header->left_count, right, &class);
    tr->labels.step++;
    if (tr->gold[child].head == head && right != 255) {
        tr->arcs_right++;
        tr->wrong_labels += right != class;
        if (right != rival) {
            cp_train_learner_add(&tr->labels, places, n, right, 1);
            cp_train_learner_add(&tr->labels, places, n, rival, -1);
        }
        if (tr->pass < EXPLORE_FROM)
            class = right;
    }
    return right_side ? header->right[class] : header->left[class];
}

static void make_move(struct training *tr, int move)
{
    if (move == CP_MOVE_SHIFT) {
        cp_state_shift(&tr->state);
        return;
    }
    int head, child;
    cp_state_arc(&tr->state, move, &head, &child);
    cp_state_attach(&tr->state, move, head, child, learn_label(tr, move, head, child));
}

// Shift has no weights, so only the other two are moved.
static void move_weights(struct training *tr, const uint32_t *places, unsigned n, int move, int amount)
{
    if (move != CP_MOVE_SHIFT)
        cp_train_learner_add(&tr->arcs, places, n, move == CP_MOVE_RIGHT, amount);
}

static int learn_move(struct training *tr)
{
    const struct cp_model_templates *templates = &cp_templates_of_models()[CP_TABLE_ARC];
    uint32_t atoms[CP_ATOMS] = {0}, places[CP_FEATURES_MOST];
    int sums[2], best = -1, oracle = -1, score[3], cost[3], least = 1 << 20;
    cp_arc_atoms(&tr->state, atoms);
    cp_portable_arithmetic.place_pairs(&templates->first, atoms, tr->arcs.lines, places);
    cp_portable_arithmetic.place_pairs(&templates->rest, atoms, tr->arcs.lines, places + templates->first.count);
    unsigned n = cp_train_learner_drop(&tr->arcs, places, templates->first.count, cp_train_templates(templates));
    cp_train_learner_pairs(&tr->arcs, places, n, sums);
    score[CP_MOVE_SHIFT] = 0, score[CP_MOVE_LEFT] = sums[0], score[CP_MOVE_RIGHT] = sums[1];
    for (int move = 0; move < 3; move++) {
        if (!cp_state_can(&tr->state, move))
            continue;
        cost[move] = cost_of(tr, move);
        least = cost[move] < least ? cost[move] : least;
        if (best < 0 || score[move] > score[best])
            best = move;
    }
    for (int move = 0; move < 3; move++)
        if (cp_state_can(&tr->state, move) && cost[move] == least && (oracle < 0 || score[move] > score[oracle]))
            oracle = move;
    tr->arcs.step++;
    tr->moves++;
    // The best wrong move; if it comes too near the best right one, both are moved.
    int rival = -1;
    for (int move = 0; move < 3; move++)
        if (cp_state_can(&tr->state, move) && cost[move] > least && (rival < 0 || score[move] > score[rival]))
            rival = move;
    if (rival >= 0 && score[rival] + (int)n > score[oracle]) {
        move_weights(tr, places, n, oracle, 1);
        move_weights(tr, places, n, rival, -1);
    }
    if (cost[best] == least)
        return best;
    tr->wrong_moves++;
    return tr->pass >= EXPLORE_FROM && cp_train_noise(&tr->seed) % 100 < EXPLORE_PERCENT ? best : oracle;
}

static void learn_sentence(struct training *tr, const struct corpus *c, const struct sentence *s)
{
    cp_row_lay(&tr->row, (int)s->count, tr->room);
    cp_train_fill_row(&tr->row, c, s);
    tr->gold = &c->words[s->first];
    cp_state_start(&tr->state, &tr->row, &tr->t->header.marks);
    while (!cp_state_done(&tr->state)) {
        int move;
        if (!cp_state_forced(&tr->state, &move))
            move = learn_move(tr);
        make_move(tr, move);
    }
}

// Learns from some sentences; `time` tells several trainings from each other.
static void learn_once(struct training *tr, const struct plan *plan, const struct corpus *c, uint32_t *order, size_t n,
                       unsigned time)
{
    tr->seed = plan->seed + 77 + CP_TRAIN_SEED_STEP * time;
    for (tr->pass = 0; tr->pass < plan->iterations[CP_TABLE_ARC]; tr->pass++) {
        tr->moves = tr->wrong_moves = tr->arcs_right = tr->wrong_labels = 0;
        cp_train_shuffle(order, n, &tr->seed);
        for (size_t k = 0; k < n; k++)
            learn_sentence(tr, c, &c->sentences[order[k]]);
        cp_train_tell(plan, "  pass %u: %.2f %% of moves wrong, %.2f %% of labels\n", tr->pass + 1,
                100.0 * (double)tr->wrong_moves / (double)(tr->moves + 1),
                100.0 * (double)tr->wrong_labels / (double)(tr->arcs_right + 1));
    }
}

// Learns from the sentences that are not of the fold `without` (-1: from all), so many times, and writes the mean to the
// tables.
static void learn(struct trained *t, const struct plan *plan, const struct corpus *c, int without, unsigned times)
{
    struct training *tr = aligned_alloc(64, (sizeof *tr + 63) / 64 * 64);
    struct learner arcs[CP_TRAIN_MEANS], labels[CP_TRAIN_MEANS];
    size_t n;
    uint32_t *order = cp_train_sentences(plan, c, without, true, &n);
    if (!tr)
        exit(2);
    for (unsigned time = 0; time < times; time++) {
        *tr = (struct training){.t = t};
        cp_train_learner_start(&tr->arcs, plan, CP_TABLE_ARC, time);
        cp_train_learner_start(&tr->labels, plan, CP_TABLE_LABEL, time);
        learn_once(tr, plan, c, order, n, time);
        arcs[time] = tr->arcs;
        labels[time] = tr->labels;
    }
    cp_train_tell(plan, "  averages of %.2f (moves) and %.2f (labels) become 127\n",
                  cp_train_learner_round(arcs, times, t->tables[CP_TABLE_ARC]),
                  cp_train_learner_round(labels, times, t->tables[CP_TABLE_LABEL]));
    for (unsigned time = 0; time < times; time++) {
        cp_train_learner_release(&arcs[time]);
        cp_train_learner_release(&labels[time]);
    }
    free(order);
    free(tr);
}

void cp_train_learn_parser(struct trained *t, const struct plan *plan, const struct corpus *c)
{
    cp_train_tell(plan, "parser\n");
    for (unsigned fold = 0; plan->iterations[CP_TABLE_CHOICE] && plan->folds > 1 && fold < plan->folds; fold++) {
        cp_train_tell(plan, " without fold %u\n", fold);
        learn(t, plan, c, (int)fold, 1);
        cp_train_keep_fold(t, CP_TABLE_ARC, fold);
        cp_train_keep_fold(t, CP_TABLE_LABEL, fold);
    }
    cp_train_tell(plan, " from all\n");
    learn(t, plan, c, -1, cp_train_means(plan));
}
