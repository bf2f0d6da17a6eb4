// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// The weights do not fit the nearest caches, so that a lone sentence would wait for
// memory most of the time. Therefore several sentences of a lot are under way at the
// same time, one in each lane: a lane computes where its next decision's weights stand
// and asks for them (prefetch); by the time all other lanes have done the same, they
// are there. A lane that is done takes the lot's next sentence. Lanes do not touch each
// other's sentences, so their number changes nothing in the result.
//
// Most decisions are easy. Of each model a third of the templates is asked first; where
// these alone put one class ahead by the margin that was learned to be enough, it is
// taken, and else the rest is asked too. (Templates in an order, as many as a decision
// needs: Strubell, Vilnis, Silverstein and McCallum, Learning dynamic feature selection
// for fast sequential prediction, ACL 2015.)
#include "infer.h"

#include "alternative.h"
#include "choice.h"
#include "mend.h"
#include "sure.h"

#include <pthread.h>

struct lane {
    struct cp_row *row; // NULL when nothing is left to do
    int at;             // the word
    unsigned n;         // features asked for
    bool all;           // and these are all of them
    uint16_t early_class; // what the first ones alone say, when they leave it open
    int16_t early_margin;
    uint32_t atoms[CP_ATOMS], places[CP_FEATURES_MOST];
    bool label; // the decision that waits is a label, not a move
    bool met;   // an alternative that is the first reading again
    int move, head, child;
    struct cp_shadow *shadow; // of an alternative
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

// The templates that are asked next: the first ones, or the rest. Their places go behind those that are there.
static inline const struct cp_templates *next_templates(const struct cp_inference *in, enum cp_table_kind table, bool rest,
                                                        struct lane *lane)
{
    lane->n = rest ? lane->n : 0;
    lane->all = rest;
    return rest ? &in->templates[table].rest : &in->templates[table].first;
}

static inline void ask_for(const struct cp_inference *in, enum cp_table_kind table, struct lane *lane, unsigned count)
{
    ask(in->model->tables[table], lane->places + lane->n, count);
    lane->n += count;
}

// Makes places of the atoms of a decision about a row, and asks for them.
static inline void ask_rows(const struct cp_inference *in, enum cp_table_kind table, bool rest, struct lane *lane,
                            uint32_t extra, unsigned width)
{
    const struct cp_templates *templates = next_templates(in, table, rest, lane);
    in->arithmetic->place_rows(templates, lane->atoms, extra, in->model->header->table_lines[table], width,
                               lane->places + lane->n);
    ask_for(in, table, lane, templates->count);
}

// The same for a move.
static inline void ask_pairs(const struct cp_inference *in, bool rest, struct lane *lane)
{
    const struct cp_templates *templates = next_templates(in, CP_TABLE_ARC, rest, lane);
    in->arithmetic->place_pairs(templates, lane->atoms, in->model->header->table_lines[CP_TABLE_ARC],
                                lane->places + lane->n);
    ask_for(in, CP_TABLE_ARC, lane, templates->count);
}

// Keeps what the first templates say of a decision that they leave open, for `note`.
static inline void keep_early(struct lane *lane, unsigned class, int margin)
{
    lane->early_class = (uint16_t)class;
    lane->early_margin = (int16_t)margin;
}

// All weights have been asked, and this is what they say: counted, if that is wanted.
static inline void note(struct cp_inference *in, enum cp_table_kind table, const struct lane *lane, unsigned class)
{
    if (!in->early)
        return;
    const unsigned step = (unsigned)lane->early_margin / CP_EARLY_STEP;
    in->early->decisions[table][step < CP_EARLY_STEPS ? step : CP_EARLY_STEPS - 1][class != lane->early_class]++;
}

// The class that the first weights say; -1 if they leave it open, and then the rest is asked for.
static inline int early_class(const struct cp_inference *in, enum cp_table_kind table, struct lane *lane, uint32_t extra,
                              unsigned width, unsigned classes)
{
    unsigned second;
    const int enough = in->model->header->enough[table];
    int margin = enough;
    if (classes < 2)
        return 0;
    const unsigned class = in->arithmetic->best_two(in->model->tables[table], lane->places, lane->n, width, classes,
                                                    &second, &margin);
    if (margin == enough) // no other comes nearer
        return (int)class;
    keep_early(lane, class, margin);
    ask_rows(in, table, true, lane, extra, width);
    return -1;
}

// The class of a decision about a row, whose first or whose all weights were asked for; -1 if it is open as yet.
static inline int row_class(struct cp_inference *in, enum cp_table_kind table, struct lane *lane, uint32_t extra,
                            unsigned width, unsigned classes)
{
    if (!lane->all)
        return early_class(in, table, lane, extra, width, classes);
    const unsigned class = in->arithmetic->best_row(in->model->tables[table], lane->places, lane->n, width, classes);
    note(in, table, lane, class);
    return (int)class;
}

// ---------------------------------------------------------------- the models' constants

static struct cp_model_templates templates[CP_TEMPLATE_MODELS];
static pthread_once_t templates_once = PTHREAD_ONCE_INIT;

static void lay_templates(void)
{
    cp_templates_lay(templates);
}

const struct cp_model_templates *cp_templates_of_models(void)
{
    pthread_once(&templates_once, lay_templates);
    return templates;
}

void cp_infer_start(struct cp_inference *in, const struct cp_model *model)
{
    in->model = model;
    in->arithmetic = cp_arithmetic_for_this_machine();
    in->templates = cp_templates_of_models();
    in->wide = false;
    in->early = NULL;
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
    bool doubts; // small margins are noted
};
// The rows that a pass goes through.
struct rows {
    struct cp_row *rows;
    unsigned count;
};

// Goes on from word i to the next that must be asked for, or to the next sentence that has such a word.
static inline void advance(struct cp_inference *in, const struct rows *rows, const struct pass *pass,
                           struct lane *lane, int i,
                           unsigned *next)
{
    for (;;) {
        while (i < lane->row->count && pass->known(in, lane->row, i))
            i++;
        if (i < lane->row->count)
            break;
        if (*next >= rows->count) {
            lane->row = NULL;
            return;
        }
        lane->row = &rows->rows[(*next)++];
        i = 0;
    }
    lane->at = i;
    pass->atoms(lane->row, i, lane->atoms);
    ask_rows(in, pass->table, false, lane, 0, pass->width);
}

// The tag by all weights, and whether it is to be doubted.
static inline unsigned doubted_tag(struct cp_inference *in, const struct pass *pass, struct lane *lane)
{
    const int8_t *table = in->model->tables[pass->table];
    int margin = cp_tag_margin(in->wide);
    unsigned second = 0, class = in->arithmetic->best_two(table, lane->places, lane->n, pass->width, pass->classes,
                                                          &second, &margin);
    if (margin < cp_tag_margin(in->wide)) {
        const uint8_t taken = in->model->header->tags[class], other = in->model->header->tags[second];
        const struct cp_look *look = &lane->row->looks[lane->at + CP_PAD];
        const bool name = other == CP_TAG_NNP || other == CP_TAG_NNPS;
        if (!in->wide && name && look->form == look->norm) // in small letters
            return class;
        if (margin < cp_tag_limit(taken, other, in->wide))
            cp_doubt_tag(lane->row,
                         &(struct cp_doubt){true, (int16_t)margin, (int16_t)lane->at, (int16_t)lane->at, taken, other});
    }
    return class;
}

// -1 if it is open as yet.
static inline int class_of(struct cp_inference *in, const struct pass *pass, struct lane *lane)
{
    if (!pass->doubts || !lane->all)
        return row_class(in, pass->table, lane, 0, pass->width, pass->classes);
    const unsigned class = doubted_tag(in, pass, lane);
    note(in, pass->table, lane, class);
    return (int)class;
}

static inline void run_pass(struct cp_inference *in, const struct rows *rows, const struct pass *pass)
{
    struct lane lanes[CP_LANES];
    unsigned started = 0, next = 0;
    while (started < CP_LANES && next < rows->count) {
        lanes[started].row = &rows->rows[next++];
        lanes[started].atoms[0] = 0;
        advance(in, rows, pass, &lanes[started++], 0, &next);
    }
    for (bool busy = true; busy;) {
        busy = false;
        for (unsigned k = 0; k < started; k++) {
            struct lane *lane = &lanes[k];
            if (!lane->row)
                continue;
            busy = true;
            const int class = class_of(in, pass, lane);
            if (class < 0)
                continue;
            pass->set(in, lane->row, lane->at, (unsigned)class);
            advance(in, rows, pass, lane, lane->at + 1, &next);
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

static void set_outline(const struct cp_inference *in, struct cp_row *row, int i, unsigned class)
{
    (void)in;
    row->outline[i + CP_PAD] = (uint8_t)class;
    row->outlines[i + CP_PAD] = cp_outline_atom(class);
}

static void set_name(const struct cp_inference *in, struct cp_row *row, int i, unsigned class)
{
    (void)in;
    row->name[i + CP_PAD] = (uint8_t)class;
    row->names[i + CP_PAD] = cp_name_atom(class);
}

static bool name_is_known(const struct cp_inference *in, struct cp_row *row, int i)
{
    const bool none = row->looks[i + CP_PAD].flags & CP_WORD_NO_NAME;
    const int class = none ? 0 : cp_sure_class(in->model, cp_sure_name(row, i));
    if (class < 0 || class >= in->model->header->name_count)
        return false;
    set_name(in, row, i, (unsigned)class);
    return true;
}

static bool outline_is_known(const struct cp_inference *in, struct cp_row *row, int i)
{
    const int class = cp_sure_class(in->model, cp_sure_outline(row, i));
    if (class < 0 || class >= in->model->header->outline_count)
        return false;
    set_outline(in, row, i, (unsigned)class);
    return true;
}

static bool alternative_has_tag(const struct cp_inference *in, struct cp_row *row, int i)
{
    (void)in;
    return cp_alternative_has_tag(row, i);
}

static bool alternative_has_outline(const struct cp_inference *in, struct cp_row *row, int i)
{
    return cp_alternative_has_outline(row, i) || outline_is_known(in, row, i);
}

void cp_infer_tags(struct cp_inference *in)
{
    const bool doubts = in->model->header->tag_count > 1;
    run_pass(in, &(struct rows){in->rows, in->count},
             &(struct pass){CP_TABLE_TAG, CP_TAG_WIDTH, in->model->header->tag_count, cp_tag_atoms, tag_is_known,
                            set_tag, doubts});
}

static void infer_outlines(struct cp_inference *in, const struct rows *rows,
                           bool (*known)(const struct cp_inference *in, struct cp_row *row, int i))
{
    run_pass(in, rows, &(struct pass){CP_TABLE_OUTLINE, CP_OUTLINE_WIDTH, in->model->header->outline_count,
                                      cp_outline_atoms,
                                      known, set_outline, false});
}

void cp_infer_outlines(struct cp_inference *in)
{
    infer_outlines(in, &(struct rows){in->rows, in->count}, outline_is_known);
}

void cp_infer_names(struct cp_inference *in)
{
    run_pass(in, &(struct rows){in->rows, in->count},
             &(struct pass){CP_TABLE_NAME, CP_NAME_WIDTH, in->model->header->name_count, cp_name_atoms, name_is_known,
                            set_name,
                            false});
}

// ---------------------------------------------------------------- the parser

// All of this is compiled twice: for first readings, and with `second` for alternatives to them.
#define BOTH static inline __attribute__((always_inline))

// A move is made, but for the label of its arc if that is to be asked for.
BOTH void move(bool second, struct cp_state *state, struct lane *lane, int made, unsigned unsure)
{
    struct cp_row *row = lane->row;
    if (second)
        row->unsure += (int)unsure;
    else
        row->trace[row->steps++] = cp_trace_step(made, unsure);
    if (made == CP_MOVE_SHIFT) {
        cp_state_shift(state);
        lane->met = second && cp_alternative_meets(state, row, lane->shadow);
    } else {
        lane->move = made;
        lane->label = true;
        cp_state_arc(state, made, &lane->head, &lane->child);
        if (second && cp_alternative_has_label(row, lane->head, lane->child)) {
            cp_state_attach(state, made, lane->head, lane->child, row->base->label[lane->child]);
            lane->label = false;
        }
    }
}

// The next move, if it need not be asked for.
BOTH bool move_is_known(bool second, const struct cp_inference *in, struct cp_state *state, struct lane *lane, int *made)
{
    if (cp_state_forced(state, made) || (second && cp_alternative_follows(state, lane->row, lane->shadow, made)))
        return true;
    *made = cp_sure_class(in->model, cp_sure_move(state));
    return *made >= 0 && *made <= CP_MOVE_RIGHT && cp_state_can(state, *made);
}

// Gives the arc that was drawn its label, if that need not be asked for.
BOTH bool label_is_known(const struct cp_inference *in, struct cp_state *state, struct lane *lane)
{
    const int label = cp_sure_class(in->model, cp_sure_label(lane->row, lane->head, lane->child));
    if (label < 0 || label >= CP_DEP_COUNT)
        return false;
    cp_state_attach(state, lane->move, lane->head, lane->child, label);
    lane->label = false;
    return true;
}

// Prepares the next decision of the state; false when the sentence is parsed.
BOTH bool prepare(bool second, const struct cp_inference *in, struct cp_state *state, struct lane *lane)
{
    while (!lane->label || label_is_known(in, state, lane)) {
        int made;
        if (second && lane->met)
            return false;
        if (cp_state_done(state)) {
            if (second)
                cp_alternative_end(lane->row, lane->shadow);
            return false;
        }
        if (!move_is_known(second, in, state, lane, &made)) {
            cp_arc_atoms(state, lane->atoms);
            ask_pairs(in, false, lane);
            return true;
        }
        move(second, state, lane, made, 0);
    }
    cp_label_atoms(state, lane->head, lane->child, lane->atoms);
    ask_rows(in, CP_TABLE_LABEL, false, lane, cp_label_side(lane->head, lane->child), CP_LABEL_WIDTH);
    return true;
}

// false if it is open as yet.
BOTH bool decide_label(struct cp_inference *in, struct cp_state *state, struct lane *lane)
{
    const struct cp_model_header *header = in->model->header;
    const bool left = lane->move == CP_MOVE_LEFT;
    const int class = row_class(in, CP_TABLE_LABEL, lane, cp_label_side(lane->head, lane->child), CP_LABEL_WIDTH,
                                left ? header->left_count : header->right_count);
    if (class < 0)
        return false;
    cp_state_attach(state, lane->move, lane->head, lane->child, left ? header->left[class] : header->right[class]);
    lane->label = false;
    return true;
}

static void doubt_move(bool wide, const struct cp_state *state, struct cp_row *row, int taken, int other, int margin)
{
    if (other == taken) // two of the scores are the same
        other = taken == CP_MOVE_SHIFT ? CP_MOVE_LEFT : CP_MOVE_SHIFT;
    if (margin >= cp_move_limit(taken, other, wide))
        return;
    cp_doubt_move(row,
                  &(struct cp_doubt){false, (int16_t)margin, (int16_t)row->steps, state->stack[state->depth - 1],
                                     (uint8_t)taken, (uint8_t)other},
                  cp_move_doubts(wide));
}

// Which move has the highest score, and by how much; *other: which is the next.
BOTH int best_move(const struct cp_inference *in, const struct cp_state *state, const struct lane *lane, int *other,
                   int *margin)
{
    int left, right, best = CP_MOVE_SHIFT, score = 0;
    in->arithmetic->sum_pairs(in->model->tables[CP_TABLE_ARC], lane->places, lane->n, &left, &right);
    right = cp_state_can(state, CP_MOVE_RIGHT) ? right : -CP_NO_MARGIN;
    if (left > score)
        best = CP_MOVE_LEFT, score = left;
    if (right > score)
        best = CP_MOVE_RIGHT, score = right;
    const int low = left < right ? left : right, high = left < right ? right : left;
    const int next = low > 0 ? low : high < 0 ? high : 0; // the score in the middle; that of shift is 0
    *other = next == 0 ? CP_MOVE_SHIFT : next == left ? CP_MOVE_LEFT : CP_MOVE_RIGHT;
    *margin = score - next;
    return best;
}

// Takes the decision whose weights were asked for; false if it is open as yet.
BOTH bool decide(bool second, struct cp_inference *in, struct cp_state *state, struct lane *lane)
{
    if (lane->label)
        return decide_label(in, state, lane);
    int other, margin;
    const int best = best_move(in, state, lane, &other, &margin);
    if (!lane->all && margin < in->model->header->enough[CP_TABLE_ARC]) {
        keep_early(lane, (unsigned)best, margin);
        ask_pairs(in, true, lane);
        return false;
    }
    if (lane->all)
        note(in, CP_TABLE_ARC, lane, (unsigned)best);
    if (!second && lane->all && margin < cp_move_margin(in->wide))
        doubt_move(in->wide, state, lane->row, best, other, margin);
    move(second, state, lane, best, lane->all ? cp_unsure(margin) : 0);
    return true;
}

BOTH void start(bool second, const struct cp_inference *in, struct cp_state *state, struct lane *lane,
                struct cp_row *row)
{
    int first = -1;
    lane->row = row;
    lane->label = lane->met = false;
    cp_state_start(state, row, &in->model->header->marks);
    if (second)
        cp_alternative_start(state, row, lane->shadow, &first);
    if (second && first >= 0)
        move(second, state, lane, first, 0);
}

// Goes on to the next decision, of this sentence or of the next one.
BOTH void prepare_any(bool second, struct cp_inference *in, const struct rows *rows, struct cp_state *state,
                      struct lane *lane,
                        unsigned *next)
{
    while (!prepare(second, in, state, lane)) {
        if (*next >= rows->count) {
            lane->row = NULL;
            return;
        }
        start(second, in, state, lane, &rows->rows[(*next)++]);
    }
}

BOTH void infer_arcs(bool second, struct cp_inference *in, const struct rows *rows)
{
    struct lane lanes[CP_LANES];
    struct cp_shadow shadows[CP_LANES];
    unsigned started = 0, next = 0;
    while (started < CP_LANES && next < rows->count) {
        struct lane *lane = &lanes[started];
        lane->atoms[0] = 0;
        lane->shadow = &shadows[started];
        start(second, in, &in->states[started], lane, &rows->rows[next++]);
        prepare_any(second, in, rows, &in->states[started++], lane, &next);
    }
    for (bool busy = true; busy;) {
        busy = false;
        for (unsigned k = 0; k < started; k++)
            if (lanes[k].row) {
                busy = true;
                if (decide(second, in, &in->states[k], &lanes[k]))
                    prepare_any(second, in, rows, &in->states[k], &lanes[k], &next);
            }
    }
}

void cp_infer_arcs(struct cp_inference *in)
{
    infer_arcs(false, in, &(struct rows){in->rows, in->count});
}

// ---------------------------------------------------------------- second readings

// Alternatives about tags first. Those that find no room, in a lot full of doubts, are left out; room is made for all.
static unsigned make_alternatives(struct cp_inference *in)
{
    unsigned tags = 0;
    in->alternative_count = 0;
    unsigned char *at = in->alternative_room;
    for (int kind = 0; kind < 2; kind++) {
        for (unsigned k = 0; k < in->count; k++) {
            struct cp_row *row = &in->rows[k];
            const int n = kind == 0 ? row->tag_doubts : row->move_doubts;
            for (int i = 0; i < n; i++) {
                const struct cp_doubt *doubt = &row->doubts[kind == 0 ? i : CP_TAG_DOUBTS + i];
                cp_alternative_make(&in->alternatives[in->alternative_count++], row, doubt, at);
                at += cp_alternative_size(row, doubt);
            }
        }
        tags = kind == 0 ? in->alternative_count : tags;
    }
    return tags;
}

void cp_infer_alternatives(struct cp_inference *in)
{
    const unsigned tags = make_alternatives(in);
    const struct rows of_tags = {in->alternatives, tags};
    run_pass(in, &of_tags,
             &(struct pass){CP_TABLE_TAG, CP_TAG_WIDTH, in->model->header->tag_count, cp_tag_atoms,
                            alternative_has_tag, set_tag,
                            false});
    infer_outlines(in, &of_tags, alternative_has_outline);
    for (unsigned k = 0; k < tags; k++)
        cp_alternative_compare(&in->alternatives[k]);
    infer_arcs(true, in, &(struct rows){in->alternatives, in->alternative_count});
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
    cp_infer_arcs(in);
    cp_infer_alternatives(in);
    cp_choose(in->model, in->rows, in->count);
    if (names)
        cp_infer_names(in);
    for (unsigned k = 0; k < in->count; k++)
        cp_mend_tree(&in->rows[k]);
}
