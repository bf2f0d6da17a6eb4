// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// Each model's templates, as a table of which atoms a feature is made of, and the atoms themselves. In the tables a number
// behind a name says how far from the word at hand (T_1: the tag before it), s0 s1 s2 are the top of the stack, b0 b1 b2 the next
// words, h and m head and dependent of an arc.
#include "feature_set.h"

// An atom's place is its number here; 0 stands for none.
enum word_atom {
    W_2 = 1, W_1, W0, W1, W2, W3,
    SHAPE_1, SHAPE0, SHAPE1, SHAPE2,
    ENDING_1, ENDING0, ENDING1, SHORT_ENDING0, BEGINNING0,
    GUESS0, GUESS1, GUESS2,
    CLUSTER_1, CLUSTER0, CLUSTER1,
    T_3, T_2, T_1, T0, T1, T2, T3,
    OUTLINE_1, OUTLINE_2, NAME_1, NAME_2,
    WORD_ATOMS
};

// W a word, T its tag, O its outline, C its cluster; g is the landing of b0; RT LL RL RW tag, label and word of the
// outermost child on the left and on the right; LEFTS and RIGHTS the labels of all children on a side; D a distance;
// AHEAD the clauses that are still to come; ALIKE in what the landing is like s0 and s1, as members of a coordination are.
enum arc_atom {
    S0W = 1, S0T, S0O, S0C, S1W, S1T, S1O, S1C, S2W, S2T,
    B0W, B0T, B0O, B0C, B1W, B1T, B1O, B2W, B2T, B2O,
    GW, GT, GC, AHEAD, ALIKE,
    S0RT, S0RW, S0LL, S0RL, B0LL, S1RL, S1RT,
    S0_LEFTS, S0_RIGHTS, B0_LEFTS, S1_LEFTS, S1_RIGHTS,
    S0_B0_D, S1_S0_D,
    ARC_ATOMS
};

// HN MN are the tags behind head and dependent, MPW MNW the words around the dependent.
enum label_atom {
    HW = 1, HT, HO, HC, MW, MT, MO, MC, MN, HN, MPW, MNW,
    MLW, MRW, MLL, MRL, M_LEFTS, H_LEFTS, H_RIGHTS,
    H_M_D,
    LABEL_ATOMS
};

_Static_assert((int)WORD_ATOMS <= CP_ATOMS && (int)ARC_ATOMS <= CP_ATOMS && (int)LABEL_ATOMS <= CP_ATOMS,
               "all atoms fit into three vectors");

// ---------------------------------------------------------------- templates

// Of each model those that are asked first, and the rest. The first ones were chosen by what they tell alone: with weights
// that were learned for all together, their sums agreed most often, and by most, with the sums of all.
static const cp_template tag_first[] = {
    {W0}, {ENDING0, SHAPE0}, {SHORT_ENDING0, SHAPE0}, {W_1}, {W_2}, {T_1, SHAPE0}, {ENDING1},
    {GUESS0, GUESS1, GUESS2}, {GUESS0, GUESS1}, {T_1, ENDING0}, {T_1, GUESS0, GUESS1}, {CLUSTER_1, CLUSTER0},
};
static const cp_template tag_rest[] = {
    {W0, SHAPE0}, {ENDING0}, {BEGINNING0, SHAPE0}, {W1}, {W2}, {W_1, W0}, {W0, W1}, {T_1, T_2}, {T_1, W0},
    {T_1, GUESS1}, {ENDING_1}, {SHAPE_1, SHAPE0, SHAPE1}, {W0, GUESS1}, {T_1, T_2, GUESS0}, {T_1, ENDING0, GUESS1},
    {ENDING0, W1}, {ENDING0, W_1}, {T_1, SHAPE0, SHAPE1}, {T_1, CLUSTER0}, {CLUSTER0, CLUSTER1}, {GUESS0, CLUSTER1},
};

static const cp_template outline_first[] = {
    {W0, T0}, {T_2, T_1, T0}, {T0, T1, T2}, {W0, T1}, {W_1, T0}, {W1, T0}, {W2, T0}, {OUTLINE_1, T0, T1},
    {OUTLINE_1, OUTLINE_2, T0}, {CLUSTER0, T0}, {CLUSTER_1, T_1, T0}, {CLUSTER1, T1, T0},
};
static const cp_template outline_rest[] = {
    {T_1, T0, T1}, {T_3, T_2, T_1, T0}, {T0, T1, T2, T3}, {W0, T_1, T1}, {W_2, T0}, {W0, W1}, {OUTLINE_1, W0},
    {W0, T1, T2}, {W_1, T0, T1}, {W1, T0, T_1}, {W3, T0, T1}, {OUTLINE_1, W_1, T0}, {ENDING0, T0},
    {CLUSTER_1, CLUSTER0}, {CLUSTER0, CLUSTER1},
};

static const cp_template name_first[] = {
    {W0}, {NAME_1, NAME_2}, {NAME_1, T0, T1}, {ENDING0, SHAPE0}, {SHAPE_1, SHAPE0, SHAPE1}, {NAME_1, SHAPE0, W1},
    {NAME_1, CLUSTER0, CLUSTER1}, {NAME_1, CLUSTER_1, CLUSTER0},
};
static const cp_template name_rest[] = {
    {W0, SHAPE0}, {NAME_1, W0}, {NAME_1, T0}, {BEGINNING0, SHAPE0}, {W_1, SHAPE0}, {W1, SHAPE0}, {W0, W1},
    {W2, SHAPE0}, {W_2, SHAPE0}, {NAME_1, SHAPE0, SHAPE1, SHAPE2}, {T_1, T0, T1}, {NAME_1, W_1, SHAPE0},
    {NAME_1, CLUSTER0, SHAPE0},
};

static const cp_template arc_first[] = {
    {S0W, S0T, B0T}, {S1T, B0T}, {S0T, B0T, B1T}, {S0T, B0W, B1T}, {S0T, B0T, B1W}, {S2T, S1T, S0T},
    {S1T, S1RT, S0T}, {S0T, S0RW, B0T}, {S1W, S1RL, S0T}, {B0W, B0LL, S0T}, {S0W, S0_RIGHTS}, {B0T, B0_LEFTS, S0T},
    {B0W, S0_B0_D}, {S0T, S0LL, S0RL}, {S0O, B0O}, {S0O, B0O, B1O}, {S0O, B0O, B1O, B2O}, {S0W, S0O, B0O},
    {S1O, S0O, S0_RIGHTS}, {S1T, S0O, B0O, S0_B0_D}, {S1O, S1_RIGHTS, S0O}, {S1C, B0C}, {S0C, B0W},
    {S0O, B0O, AHEAD},
};
static const cp_template arc_rest[] = {
    {S0W, S0T}, {S1W, S1T}, {B0W, B0T}, {B1W, B1T}, {B2W, B2T}, {S0W, B0W}, {S0W, B0T}, {S0T, B0W, B0T}, {S1W, S0W},
    {S1T, S0W}, {S1T, S0T, B0T}, {S1W, S0T, B0T}, {S1T, S0W, B0T}, {S1W, B0W}, {S0W, B0T, B1T}, {B0T, B1T, B2T},
    {B0W, B1W}, {B0W, B1T}, {S1T, S0T, B0T, B1T}, {S0T, B0T, B1T, B2T}, {S0T, S0RT, B0T}, {S0W, S0RL, B0T},
    {S2W, S0W, S0RW}, {B0T, B0LL, S0T}, {S0T, S0_RIGHTS, B0T}, {S0W, S0_LEFTS}, {S1T, S1_RIGHTS, S0T},
    {S1T, S1_LEFTS, S0T, S0_LEFTS}, {S0T, S0_LEFTS, B0T, B0_LEFTS}, {S0T, B0T, S0_B0_D}, {S0W, S0_B0_D},
    {S1T, S0T, S1_S0_D}, {S1W, S0T, S1_S0_D}, {S1O, S0O, B0O}, {B0W, B0O, S0O}, {S1W, S0O, B0O}, {S0C, B0C},
    {S1C, S0C}, {S1C, S0C, B0C}, {S2W, B0W}, {S0C, B0W, GC}, {S1C, B0W, GC}, {S0W, B0W, GW}, {S0C, B0T, GC},
    {S1C, B0T, GC}, {S1T, S0T, B0T, GT}, {S1T, S0T, B0T, AHEAD}, {B0W, S0T, ALIKE}, {B0W, S1T, S0T, ALIKE},
};

static const cp_template label_first[] = {
    {MW}, {HW, MT}, {HO, MO}, {MO, HT, MT}, {HT, MT, MLL}, {HT, MT, MRL}, {MLW, MT}, {HT, H_RIGHTS, MT},
    {HT, H_LEFTS, H_RIGHTS, MT}, {HW, H_LEFTS, H_RIGHTS, MO}, {HT, MC}, {HC, MO},
};
static const cp_template label_rest[] = {
    {MW, MT}, {HW, MW}, {HT, MW}, {HT, MT}, {HT, MT, H_M_D}, {MO, MW}, {MO, HW}, {HT, MT, MN}, {MPW, MT}, {MNW, MT},
    {HT, HN, MT}, {MRW, MW}, {HT, MT, M_LEFTS}, {HT, H_LEFTS, MT}, {HW, H_RIGHTS, MT}, {HW, H_LEFTS, MT}, {HC, MC},
};

static inline uint32_t turned(const uint32_t *atoms, unsigned atom, unsigned by)
{
    return atom ? CP_TURN(atoms[atom], by) : 0;
}

static inline uint32_t sum_of(const uint8_t *t, const uint32_t *atoms)
{
    return atoms[t[0]] + turned(atoms, t[1], 9) + turned(atoms, t[2], 18) +
           turned(atoms, t[3], 27);
}

#define COUNT(some) (sizeof(some) / sizeof *(some))

// The sums of some templates. The table being constant, the compiler unrolls the loop and nothing of the table is left.
#define SUM_OF(some)                                                                                                   \
    static void sum_##some(const uint32_t *atoms, uint32_t *sums)                                                      \
    {                                                                                                                  \
        _Pragma("GCC unroll 96") for (unsigned k = 0; k < COUNT(some); k++)                                            \
            sums[k] = sum_of((some)[k], atoms);                                                                        \
    }

SUM_OF(tag_first)
SUM_OF(tag_rest)
SUM_OF(outline_first)
SUM_OF(outline_rest)
SUM_OF(name_first)
SUM_OF(name_rest)
SUM_OF(arc_first)
SUM_OF(arc_rest)
SUM_OF(label_first)
SUM_OF(label_rest)

static void lay(struct cp_templates *laid, const cp_template *templates, size_t count, unsigned number,
                void (*sum)(const uint32_t *, uint32_t *))
{
    laid->count = (unsigned)count;
    laid->sum = sum;
    for (unsigned k = 0; k < CP_FEATURES_MOST; k++) {
        laid->factors[k] = cp_atom(0x51ED2700u + number + k) | 1u;
        laid->addends[k] = cp_atom(0x7000000u + number + k);
        for (unsigned part = 0; k < count && part < CP_TEMPLATE_ATOMS; part++)
            laid->atoms[part][k] = templates[k][part];
    }
}

// `number` numbers the templates over all models, since their hashes are part of the model.
void cp_templates_lay(struct cp_model_templates laid[CP_TEMPLATE_MODELS])
{
#define LAY(kind, model, number)                                                                                       \
    _Static_assert(COUNT(model##_first) + (COUNT(model##_rest) + 15) / 16 * 16 <= CP_FEATURES_MOST, "in whole vectors");\
    lay(&laid[kind].first, model##_first, COUNT(model##_first), number, sum_##model##_first);                          \
    lay(&laid[kind].rest, model##_rest, COUNT(model##_rest), (number) + COUNT(model##_first), sum_##model##_rest)
    LAY(CP_TABLE_TAG, tag, 1);
    LAY(CP_TABLE_OUTLINE, outline, 101);
    LAY(CP_TABLE_NAME, name, 201);
    LAY(CP_TABLE_ARC, arc, 301);
    LAY(CP_TABLE_LABEL, label, 401);
#undef LAY
#undef COUNT
}

// ---------------------------------------------------------------- atoms

void cp_tag_atoms(const struct cp_row *row, int i, uint32_t *a)
{
    const struct cp_look *w = &row->looks[i + CP_PAD];
    const uint32_t *t = &row->tags[i + CP_PAD];
    for (int d = -2; d <= 2; d++)
        a[W0 + d] = w[d].norm;
    for (int d = -1; d <= 1; d++) {
        a[SHAPE0 + d] = w[d].shape;
        a[ENDING0 + d] = w[d].suffix3;
    }
    for (int d = 0; d <= 2; d++)
        a[GUESS0 + d] = w[d].guess;
    for (int d = -1; d <= 1; d++)
        a[CLUSTER0 + d] = w[d].cluster;
    a[SHORT_ENDING0] = w->suffix2;
    a[BEGINNING0] = w->prefix3;
    a[T_1] = t[-1];
    a[T_2] = t[-2];
}

void cp_outline_atoms(const struct cp_row *row, int i, uint32_t *a)
{
    const struct cp_look *w = &row->looks[i + CP_PAD];
    const uint32_t *t = &row->tags[i + CP_PAD], *o = &row->outlines[i + CP_PAD];
    for (int d = -2; d <= 3; d++)
        a[W0 + d] = w[d].norm;
    for (int d = -3; d <= 3; d++)
        a[T0 + d] = t[d];
    for (int d = -1; d <= 1; d++)
        a[CLUSTER0 + d] = w[d].cluster;
    a[ENDING0] = w->suffix3;
    a[OUTLINE_1] = o[-1];
    a[OUTLINE_2] = o[-2];
}

void cp_name_atoms(const struct cp_row *row, int i, uint32_t *a)
{
    const struct cp_look *w = &row->looks[i + CP_PAD];
    const uint32_t *t = &row->tags[i + CP_PAD], *e = &row->names[i + CP_PAD];
    for (int d = -2; d <= 2; d++)
        a[W0 + d] = w[d].norm;
    for (int d = -1; d <= 2; d++)
        a[SHAPE0 + d] = w[d].shape;
    for (int d = -1; d <= 1; d++) {
        a[T0 + d] = t[d];
        a[CLUSTER0 + d] = w[d].cluster;
    }
    a[ENDING0] = w[0].suffix3;
    a[ENDING1] = w[1].suffix3;
    a[BEGINNING0] = w->prefix3;
    a[NAME_1] = e[-1];
    a[NAME_2] = e[-2];
}

// Of word i, where i may be -1 (none) or beyond the end.
static inline uint32_t word_of(const struct cp_state *s, int i)
{
    return s->row->looks[i + CP_PAD].norm;
}

static inline uint32_t tag_of(const struct cp_state *s, int i)
{
    return s->row->tags[i + CP_PAD];
}

static inline uint32_t cluster_of(const struct cp_state *s, int i)
{
    return s->row->looks[i + CP_PAD].cluster;
}

static inline uint32_t outline_of(const struct cp_state *s, int i)
{
    return s->row->outlines[i + CP_PAD];
}

static inline uint32_t label_of(const struct cp_state *s, int i)
{
    return i < 0 ? 0x3243F6A9u : s->label_atom[i];
}

static inline uint32_t distance(int a, int b)
{
    int d = a < b ? b - a : a - b;
    return ((uint32_t)(d < 6 ? d : d < 9 ? 6 : d < 15 ? 7 : d < 25 ? 8 : 9) + 1) * 0x9E3779B1u;
}

void cp_arc_atoms(const struct cp_state *s, uint32_t *a)
{
    const int s0 = s->stack[s->depth - 1], s1 = s->depth > 1 ? s->stack[s->depth - 2] : -1,
              s2 = s->depth > 2 ? s->stack[s->depth - 3] : -1, b0 = s->next;
    const int s0l = s->first_child[s0], s0r = s->last_child[s0], b0l = s->first_child[b0];
    const int s1r = s1 < 0 ? -1 : s->last_child[s1];
    const int g = s->landing[b0];
    a[S0W] = word_of(s, s0), a[S0T] = tag_of(s, s0), a[S0O] = outline_of(s, s0), a[S0C] = cluster_of(s, s0);
    a[S1W] = word_of(s, s1), a[S1T] = tag_of(s, s1), a[S1O] = outline_of(s, s1), a[S1C] = cluster_of(s, s1);
    a[S2W] = word_of(s, s2), a[S2T] = tag_of(s, s2);
    a[B0W] = word_of(s, b0), a[B0T] = tag_of(s, b0), a[B0O] = outline_of(s, b0), a[B0C] = cluster_of(s, b0);
    a[GW] = word_of(s, g), a[GT] = tag_of(s, g), a[GC] = cluster_of(s, g), a[AHEAD] = s->clauses[b0];
    const uint32_t tags_alike = (a[GT] == a[S0T]) + 2u * (a[GT] == a[S1T]);
    a[ALIKE] = (tags_alike + 4u * (a[GC] == a[S0C]) + 8u * (a[GC] == a[S1C]) + 1u) * 0x9E3779B1u;
    a[B1W] = word_of(s, b0 + 1), a[B1T] = tag_of(s, b0 + 1), a[B1O] = outline_of(s, b0 + 1);
    a[B2W] = word_of(s, b0 + 2), a[B2T] = tag_of(s, b0 + 2), a[B2O] = outline_of(s, b0 + 2);
    a[S0RT] = tag_of(s, s0r), a[S0RW] = word_of(s, s0r);
    a[S0LL] = label_of(s, s0l), a[S0RL] = label_of(s, s0r), a[B0LL] = label_of(s, b0l);
    a[S1RL] = label_of(s, s1r), a[S1RT] = tag_of(s, s1r);
    a[S0_LEFTS] = s->left_labels[s0], a[S0_RIGHTS] = s->right_labels[s0], a[B0_LEFTS] = s->left_labels[b0];
    a[S1_LEFTS] = s1 < 0 ? 1 : s->left_labels[s1], a[S1_RIGHTS] = s1 < 0 ? 1 : s->right_labels[s1];
    a[S0_B0_D] = distance(s0, b0), a[S1_S0_D] = s1 < 0 ? 7 : distance(s1, s0);
}

void cp_label_atoms(const struct cp_state *s, int h, int m, uint32_t *a)
{
    const int ml = s->first_child[m], mr = s->last_child[m];
    a[HW] = word_of(s, h), a[HT] = tag_of(s, h), a[HO] = outline_of(s, h), a[HC] = cluster_of(s, h);
    a[MW] = word_of(s, m), a[MT] = tag_of(s, m), a[MO] = outline_of(s, m), a[MC] = cluster_of(s, m);
    a[HN] = tag_of(s, h + 1), a[MN] = tag_of(s, m + 1);
    a[MPW] = word_of(s, m - 1), a[MNW] = word_of(s, m + 1);
    a[MLW] = word_of(s, ml), a[MRW] = word_of(s, mr), a[MLL] = label_of(s, ml), a[MRL] = label_of(s, mr);
    a[M_LEFTS] = s->left_labels[m];
    a[H_LEFTS] = s->left_labels[h], a[H_RIGHTS] = s->right_labels[h];
    a[H_M_D] = distance(h, m);
}
