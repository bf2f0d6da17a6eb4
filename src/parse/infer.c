// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// The weights do not fit the nearest caches, so that a lone sentence would wait for
// memory most of the time. Therefore several sentences go through each step together:
// a lane computes where its next decision's weights stand and asks for them
// (prefetch); by the time all other lanes have done the same, they are there. Lanes do
// not touch each other's sentences, so their number changes nothing in the result.
#include "infer.h"

struct lane {
    int at;       // the word, or -1 when the sentence is done
    unsigned n;   // features
    uint32_t places[CP_FEATURES_MOST];
    bool label;   // the decision that waits is a label, not a move
    int move, head, child;
};

static void ask(const int8_t *table, const uint32_t *places, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        __builtin_prefetch(table + places[i], 0, 3);
}

// ---------------------------------------------------------------- classes of words, from left to right

struct pass {
    enum cp_table_kind table;
    unsigned width, classes;
    unsigned (*features)(const struct cp_row *row, int i, uint32_t *f);
    bool (*known)(const struct cp_inference *in, struct cp_row *row, int i); // sets the class without asking
    void (*set)(const struct cp_inference *in, struct cp_row *row, int i, unsigned class);
};

// Goes on from word i to the next that must be asked for.
static inline void advance(const struct cp_inference *in, const struct pass *pass, struct cp_row *row,
                           struct lane *lane, int i)
{
    const uint32_t lines = in->model->header->table_lines[pass->table];
    while (i < row->count && pass->known(in, row, i))
        i++;
    lane->at = i < row->count ? i : -1;
    if (lane->at < 0)
        return;
    lane->n = pass->features(row, i, lane->places);
    for (unsigned k = 0; k < lane->n; k++)
        lane->places[k] = cp_row_place(lane->places[k], lines, pass->width);
    ask(in->model->tables[pass->table], lane->places, lane->n);
}

static inline void run_pass(struct cp_inference *in, unsigned n, const struct pass *pass)
{
    struct lane lanes[CP_LANES];
    unsigned active = n;
    for (unsigned k = 0; k < n; k++) {
        advance(in, pass, &in->rows[k], &lanes[k], 0);
        active -= lanes[k].at < 0;
    }
    while (active)
        for (unsigned k = 0; k < n; k++) {
            struct lane *lane = &lanes[k];
            if (lane->at < 0)
                continue;
            unsigned class = in->best_row(in->model->tables[pass->table], lane->places, lane->n, pass->width,
                                          pass->classes);
            pass->set(in, &in->rows[k], lane->at, class);
            advance(in, pass, &in->rows[k], lane, lane->at + 1);
            active -= lane->at < 0;
        }
}

static bool tag_is_known(const struct cp_inference *in, struct cp_row *row, int i)
{
    (void)in;
    const struct cp_look *look = &row->looks[i + CP_PAD];
    if (!(look->flags & CP_WORD_FIXED))
        return false;
    row->tag[i + CP_PAD] = look->tag;
    row->tags[i + CP_PAD] = cp_tag_atom(look->tag);
    return true;
}

static void set_tag(const struct cp_inference *in, struct cp_row *row, int i, unsigned class)
{
    row->tag[i + CP_PAD] = in->model->header->tags[class];
    row->tags[i + CP_PAD] = cp_tag_atom(in->model->header->tags[class]);
}

static bool nothing_is_known(const struct cp_inference *in, struct cp_row *row, int i)
{
    (void)in, (void)row, (void)i;
    return false;
}

static void set_outline(const struct cp_inference *in, struct cp_row *row, int i, unsigned class)
{
    (void)in;
    row->outline[i + CP_PAD] = (uint8_t)class;
    row->outlines[i + CP_PAD] = cp_outline_atom(class);
}

static bool is_no_name(const struct cp_inference *in, struct cp_row *row, int i)
{
    (void)in;
    if (!(row->looks[i + CP_PAD].flags & CP_WORD_NO_NAME))
        return false;
    row->name[i + CP_PAD] = 0;
    row->names[i + CP_PAD] = cp_name_atom(0);
    return true;
}

static void set_name(const struct cp_inference *in, struct cp_row *row, int i, unsigned class)
{
    (void)in;
    row->name[i + CP_PAD] = (uint8_t)class;
    row->names[i + CP_PAD] = cp_name_atom(class);
}

void cp_infer_tags(struct cp_inference *in, unsigned n)
{
    run_pass(in, n, &(struct pass){CP_TABLE_TAG, CP_TAG_WIDTH, in->model->header->tag_count, cp_tag_features,
                                   tag_is_known, set_tag});
}

void cp_infer_outlines(struct cp_inference *in, unsigned n)
{
    run_pass(in, n, &(struct pass){CP_TABLE_OUTLINE, CP_OUTLINE_WIDTH, in->model->header->outline_count,
                                   cp_outline_features, nothing_is_known, set_outline});
}

void cp_infer_names(struct cp_inference *in, unsigned n)
{
    run_pass(in, n, &(struct pass){CP_TABLE_NAME, CP_NAME_WIDTH, in->model->header->name_count, cp_name_features,
                                   is_no_name, set_name});
}

// ---------------------------------------------------------------- the parser

// Prepares the next decision of the state; false when the sentence is parsed.
static bool prepare(const struct cp_inference *in, struct cp_state *state, struct lane *lane)
{
    const struct cp_model *model = in->model;
    while (!lane->label) {
        int move;
        if (cp_state_done(state))
            return false;
        if (!cp_state_forced(state, &move)) {
            lane->n = cp_arc_features(state, lane->places);
            for (unsigned k = 0; k < lane->n; k++)
                lane->places[k] = cp_pair_place(lane->places[k], model->header->table_lines[CP_TABLE_ARC]);
            ask(model->tables[CP_TABLE_ARC], lane->places, lane->n);
            return true;
        }
        if (move == CP_MOVE_SHIFT) {
            cp_state_shift(state);
        } else {
            lane->move = move;
            cp_state_arc(state, move, &lane->head, &lane->child);
            lane->label = true;
        }
    }
    lane->n = cp_label_features(state, lane->head, lane->child, lane->places);
    for (unsigned k = 0; k < lane->n; k++)
        lane->places[k] =
            cp_row_place(lane->places[k], model->header->table_lines[CP_TABLE_LABEL], CP_LABEL_WIDTH);
    ask(model->tables[CP_TABLE_LABEL], lane->places, lane->n);
    return true;
}

// Takes the decision whose weights were asked for.
static void decide(const struct cp_inference *in, struct cp_state *state, struct lane *lane)
{
    const struct cp_model *model = in->model;
    if (lane->label) {
        bool left = lane->move == CP_MOVE_LEFT;
        unsigned class = in->best_row(model->tables[CP_TABLE_LABEL], lane->places, lane->n, CP_LABEL_WIDTH,
                                      left ? model->header->left_count : model->header->right_count);
        cp_state_attach(state, lane->move, lane->head, lane->child,
                        left ? model->header->left[class] : model->header->right[class]);
        lane->label = false;
        return;
    }
    int left, right, best = CP_MOVE_SHIFT, score = 0;
    cp_sum_pairs(model->tables[CP_TABLE_ARC], lane->places, lane->n, &left, &right);
    if (left > score)
        best = CP_MOVE_LEFT, score = left;
    if (right > score && cp_state_can(state, CP_MOVE_RIGHT))
        best = CP_MOVE_RIGHT;
    if (best == CP_MOVE_SHIFT) {
        cp_state_shift(state);
    } else {
        lane->move = best;
        lane->label = true;
        cp_state_arc(state, best, &lane->head, &lane->child);
    }
}

void cp_infer_arcs(struct cp_inference *in, unsigned n)
{
    struct lane lanes[CP_LANES];
    unsigned active = 0;
    for (unsigned k = 0; k < n; k++) {
        cp_state_start(&in->states[k], &in->rows[k]);
        lanes[k].label = false;
        lanes[k].at = prepare(in, &in->states[k], &lanes[k]) ? 0 : -1;
        active += lanes[k].at == 0;
    }
    while (active)
        for (unsigned k = 0; k < n; k++) {
            if (lanes[k].at < 0)
                continue;
            decide(in, &in->states[k], &lanes[k]);
            if (!prepare(in, &in->states[k], &lanes[k])) {
                lanes[k].at = -1;
                active--;
            }
        }
}

void cp_infer(struct cp_inference *in, unsigned n, bool names)
{
    for (unsigned k = 0; k < n; k++)
        cp_row_pad(&in->rows[k]);
    cp_infer_tags(in, n);
    cp_infer_outlines(in, n);
    if (names)
        cp_infer_names(in, n);
    cp_infer_arcs(in, n);
}
