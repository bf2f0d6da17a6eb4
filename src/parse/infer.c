// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// The weights do not fit the nearest caches, so that a lone sentence would wait for
// memory most of the time. Therefore several sentences of a lot are under way at the
// same time, one in each lane: a lane computes where its next decision's weights stand
// and asks for them (prefetch); by the time all other lanes have done the same, they
// are there. A lane that is done takes the lot's next sentence. Lanes do not touch each
// other's sentences, so their number changes nothing in the result.
#include "infer.h"

#include "mend.h"

#include <pthread.h>

struct lane {
    struct cp_row *row; // NULL when nothing is left to do
    int at;             // the word
    unsigned n;         // features
    uint32_t atoms[CP_ATOMS], places[CP_FEATURES_MOST];
    bool label; // the decision that waits is a label, not a move
    int move, head, child;
};

static inline void ask(const int8_t *table, const uint32_t *places, unsigned n)
{
    unsigned i = 0;
    for (; i + 4 <= n; i += 4) { // the loop would cost as much as what it does
        __builtin_prefetch(table + places[i], 0, 3);
        __builtin_prefetch(table + places[i + 1], 0, 3);
        __builtin_prefetch(table + places[i + 2], 0, 3);
        __builtin_prefetch(table + places[i + 3], 0, 3);
    }
    for (; i < n; i++)
        __builtin_prefetch(table + places[i], 0, 3);
}

// Makes places of the atoms of a decision about a row, and asks for them.
static inline void ask_rows(const struct cp_inference *in, enum cp_table_kind table, struct lane *lane, uint32_t extra,
                            unsigned width)
{
    const struct cp_templates *templates = &in->templates[table];
    in->arithmetic->place_rows(templates, lane->atoms, extra, in->model->header->table_lines[table], width, lane->places);
    lane->n = templates->count;
    ask(in->model->tables[table], lane->places, lane->n);
}

// ---------------------------------------------------------------- the models' constants

static struct cp_templates templates[CP_TABLE_COUNT];
static pthread_once_t templates_once = PTHREAD_ONCE_INIT;

static void lay_templates(void)
{
    cp_templates_lay(templates);
}

const struct cp_templates *cp_templates_of_models(void)
{
    pthread_once(&templates_once, lay_templates);
    return templates;
}

void cp_infer_start(struct cp_inference *in, const struct cp_model *model)
{
    in->model = model;
    in->arithmetic = cp_arithmetic_for_this_machine();
    in->templates = cp_templates_of_models();
    in->count = 0;
    in->used = 0;
}

// ---------------------------------------------------------------- classes of words, from left to right

struct pass {
    enum cp_table_kind table;
    unsigned width, classes;
    void (*atoms)(const struct cp_row *row, int i, uint32_t *atoms);
    bool (*known)(const struct cp_inference *in, struct cp_row *row, int i); // sets the class without asking
    void (*set)(const struct cp_inference *in, struct cp_row *row, int i, unsigned class);
};

// Goes on from word i to the next that must be asked for, or to the next sentence that has such a word.
static inline void advance(struct cp_inference *in, const struct pass *pass, struct lane *lane, int i, unsigned *next)
{
    for (;;) {
        while (i < lane->row->count && pass->known(in, lane->row, i))
            i++;
        if (i < lane->row->count)
            break;
        if (*next >= in->count) {
            lane->row = NULL;
            return;
        }
        lane->row = &in->rows[(*next)++];
        i = 0;
    }
    lane->at = i;
    pass->atoms(lane->row, i, lane->atoms);
    ask_rows(in, pass->table, lane, 0, pass->width);
}

static inline void run_pass(struct cp_inference *in, const struct pass *pass)
{
    struct lane lanes[CP_LANES] = {0};
    unsigned started = 0, next = 0;
    while (started < CP_LANES && next < in->count) {
        lanes[started].row = &in->rows[next++];
        advance(in, pass, &lanes[started++], 0, &next);
    }
    for (bool busy = true; busy;) {
        busy = false;
        for (unsigned k = 0; k < started; k++) {
            struct lane *lane = &lanes[k];
            if (!lane->row)
                continue;
            busy = true;
            unsigned class = in->arithmetic->best_row(in->model->tables[pass->table], lane->places, lane->n,
                                                      pass->width, pass->classes);
            pass->set(in, lane->row, lane->at, class);
            advance(in, pass, lane, lane->at + 1, &next);
        }
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

void cp_infer_tags(struct cp_inference *in)
{
    run_pass(in, &(struct pass){CP_TABLE_TAG, CP_TAG_WIDTH, in->model->header->tag_count, cp_tag_atoms,
                                   tag_is_known, set_tag});
}

void cp_infer_outlines(struct cp_inference *in)
{
    run_pass(in, &(struct pass){CP_TABLE_OUTLINE, CP_OUTLINE_WIDTH, in->model->header->outline_count,
                                   cp_outline_atoms, nothing_is_known, set_outline});
}

void cp_infer_names(struct cp_inference *in)
{
    run_pass(in, &(struct pass){CP_TABLE_NAME, CP_NAME_WIDTH, in->model->header->name_count, cp_name_atoms,
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
            const struct cp_templates *arcs = &in->templates[CP_TABLE_ARC];
            cp_arc_atoms(state, lane->atoms);
            in->arithmetic->place_pairs(arcs, lane->atoms, model->header->table_lines[CP_TABLE_ARC], lane->places);
            lane->n = arcs->count;
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
    cp_label_atoms(state, lane->head, lane->child, lane->atoms);
    ask_rows(in, CP_TABLE_LABEL, lane, cp_label_side(lane->head, lane->child), CP_LABEL_WIDTH);
    return true;
}

// Takes the decision whose weights were asked for.
static void decide(const struct cp_inference *in, struct cp_state *state, struct lane *lane)
{
    const struct cp_model *model = in->model;
    if (lane->label) {
        bool left = lane->move == CP_MOVE_LEFT;
        unsigned class = in->arithmetic->best_row(model->tables[CP_TABLE_LABEL], lane->places, lane->n, CP_LABEL_WIDTH,
                                                  left ? model->header->left_count : model->header->right_count);
        cp_state_attach(state, lane->move, lane->head, lane->child,
                        left ? model->header->left[class] : model->header->right[class]);
        lane->label = false;
        return;
    }
    int left, right, best = CP_MOVE_SHIFT, score = 0;
    in->arithmetic->sum_pairs(model->tables[CP_TABLE_ARC], lane->places, lane->n, &left, &right);
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

// Goes on to the next decision, of this sentence or of the next one.
static void prepare_any(struct cp_inference *in, struct cp_state *state, struct lane *lane, unsigned *next)
{
    while (!prepare(in, state, lane)) {
        if (*next >= in->count) {
            lane->row = NULL;
            return;
        }
        lane->row = &in->rows[(*next)++];
        cp_state_start(state, lane->row, &in->model->header->marks);
    }
}

void cp_infer_arcs(struct cp_inference *in)
{
    struct lane lanes[CP_LANES] = {0};
    unsigned started = 0, next = 0;
    while (started < CP_LANES && next < in->count) {
        struct lane *lane = &lanes[started];
        lane->row = &in->rows[next++];
        lane->label = false;
        cp_state_start(&in->states[started], lane->row, &in->model->header->marks);
        prepare_any(in, &in->states[started++], lane, &next);
    }
    for (bool busy = true; busy;) {
        busy = false;
        for (unsigned k = 0; k < started; k++)
            if (lanes[k].row) {
                busy = true;
                decide(in, &in->states[k], &lanes[k]);
                prepare_any(in, &in->states[k], &lanes[k], &next);
            }
    }
}

_Static_assert(CP_SENTENCE_MOST + 2 * CP_PAD < CP_LOT_WORDS, "any sentence fits into an empty lot");

struct cp_row *cp_infer_add(struct cp_inference *in, int words)
{
    size_t size = cp_row_size(words);
    if (in->count == CP_LOT || in->used + size > sizeof in->room)
        return NULL;
    cp_row_lay(&in->rows[in->count], words, in->room + in->used);
    in->used += size;
    return &in->rows[in->count++];
}

void cp_infer(struct cp_inference *in, bool names)
{
    cp_infer_tags(in);
    cp_infer_outlines(in);
    if (names)
        cp_infer_names(in);
    cp_infer_arcs(in);
    for (unsigned k = 0; k < in->count; k++)
        cp_mend_tree(&in->rows[k]);
}
