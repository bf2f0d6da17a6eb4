// SPDX-License-Identifier: GPL-3.0-or-later
//
// The written feature set of all models. A feature is a hash of one to four atoms (a
// word, a tag, a label, a distance …); it says where in the table its weights stand.
// Trainer and program share this file, so they cannot differ.
//
//   tagger    words around, endings, shapes, the two tags before
//   outline   the same words with their tags: guesses label and direction of a word's
//             arc before anything is parsed, which lets the greedy parser look ahead
//   names     the same with tags: named-entity classes
//   arcs      the parser's moves: top of the stack s0 s1 s2, next words b0 b1 b2, their
//             children so far
//   labels    the label of an arc when it is drawn: head, dependent, their neighbours
//             and children
//
// A hash is a sum of atoms, each turned by its place, times an odd constant of the template, plus another one; its high
// bits are used. The functions here make the sums; the rest is the same for all features and is done for several at a
// time (sum.h), so the order of a model's templates is part of the model.
//
// Room: parse.
#ifndef CP_PARSE_FEATURE_SET_H
#define CP_PARSE_FEATURE_SET_H

#include "look.h"
#include "parse_p.h"
#include "sum.h"

#define CP_TURN(x, by) ((x) << (by) | (x) >> (32 - (by)))
#define CP_SUM2(a, b) ((a) + CP_TURN(b, 9))
#define CP_SUM3(a, b, c) ((a) + CP_TURN(b, 9) + CP_TURN(c, 18))
#define CP_SUM4(a, b, c, d) ((a) + CP_TURN(b, 9) + CP_TURN(c, 18) + CP_TURN(d, 27))

// ---------------------------------------------------------------- words in a row

// A sentence with room for what lies beyond its ends; word i is looks[i + CP_PAD].
enum { CP_PAD = 4, CP_ROOM = CP_SENTENCE_MOST + 2 * CP_PAD };

struct cp_row {
    int count;
    struct cp_look *looks;
    uint32_t *tags, *outlines, *names; // atoms
    uint8_t *tag, *outline, *name;     // classes; the tag is an enum cp_tag
    int16_t *head;                     // of word i at [i]: the parser's result; -1 is the root
    uint8_t *label;
};

// Bytes that a row of so many words needs, a multiple of 64.
static inline size_t cp_row_size(int count)
{
    size_t room = (size_t)count + 2 * CP_PAD;
    return (room * (sizeof(struct cp_look) + 3 * sizeof(uint32_t) + sizeof(int16_t) + 4) + 63) / 64 * 64;
}

// Lays a row out in memory that is aligned for numbers of 32 bits.
static inline void cp_row_lay(struct cp_row *row, int count, void *memory)
{
    size_t room = (size_t)count + 2 * CP_PAD;
    row->count = count;
    row->looks = memory;
    row->tags = (uint32_t *)(void *)(row->looks + room);
    row->outlines = row->tags + room;
    row->names = row->outlines + room;
    row->head = (int16_t *)(void *)(row->names + room);
    row->label = (uint8_t *)(row->head + room);
    row->tag = row->label + room;
    row->outline = row->tag + room;
    row->name = row->outline + room;
}

// Sets what lies beyond the ends; looks of the words and count are set already.
static inline void cp_row_pad(struct cp_row *row)
{
    for (int i = 0; i < CP_PAD; i++) {
        int at[2] = {i, row->count + CP_PAD + i};
        for (int side = 0; side < 2; side++) {
            uint32_t edge = cp_atom(0x30000u + (uint32_t)side);
            row->looks[at[side]] = (struct cp_look){edge, edge, edge, edge, edge, edge, edge, 0, 0};
            row->tags[at[side]] = row->outlines[at[side]] = row->names[at[side]] = edge;
        }
    }
}

static inline unsigned cp_tag_features(const struct cp_row *row, int i, uint32_t *f)
{
    const struct cp_look *w = &row->looks[i + CP_PAD];
    const uint32_t t1 = row->tags[i + CP_PAD - 1], t2 = row->tags[i + CP_PAD - 2];
    unsigned n = 0;
    f[n++] = w->norm;
    f[n++] = CP_SUM2(w->norm, w->shape);
    f[n++] = w->suffix3;
    f[n++] = CP_SUM2(w->suffix3, w->shape);
    f[n++] = CP_SUM2(w->suffix2, w->shape);
    f[n++] = CP_SUM2(w->prefix3, w->shape);
    f[n++] = w[-1].norm;
    f[n++] = w[1].norm;
    f[n++] = w[-2].norm;
    f[n++] = w[2].norm;
    f[n++] = CP_SUM2(w[-1].norm, w->norm);
    f[n++] = CP_SUM2(w->norm, w[1].norm);
    f[n++] = CP_SUM2(t1, w->shape);
    f[n++] = CP_SUM2(t1, t2);
    f[n++] = CP_SUM2(t1, w->norm);
    f[n++] = CP_SUM2(t1, w[1].guess);
    f[n++] = w[-1].suffix3;
    f[n++] = w[1].suffix3;
    f[n++] = CP_SUM3(w->guess, w[1].guess, w[2].guess);
    f[n++] = CP_SUM2(w->guess, w[1].guess);
    f[n++] = CP_SUM3(w[-1].shape, w->shape, w[1].shape);
    f[n++] = CP_SUM2(t1, w->suffix3);
    f[n++] = CP_SUM2(w->norm, w[1].guess);
    f[n++] = CP_SUM3(t1, t2, w->guess);
    f[n++] = CP_SUM3(t1, w->guess, w[1].guess);
    f[n++] = CP_SUM2(w[-1].norm, w[1].norm);
    f[n++] = CP_SUM3(t1, t2, w->norm);
    f[n++] = CP_SUM3(t1, w->norm, w[1].guess);
    f[n++] = CP_SUM3(t1, w->suffix3, w[1].guess);
    f[n++] = CP_SUM2(w->suffix3, w[1].norm);
    f[n++] = CP_SUM2(w->suffix3, w[-1].norm);
    f[n++] = CP_SUM2(w->norm, w[2].norm);
    f[n++] = CP_SUM2(w[-2].norm, w->norm);
    f[n++] = CP_SUM4(t1, w->guess, w[1].guess, w[2].guess);
    f[n++] = CP_SUM3(t1, w->guess, w[1].norm);
    f[n++] = CP_SUM3(t1, w->shape, w[1].shape);
    return n;
}

static inline unsigned cp_outline_features(const struct cp_row *row, int i, uint32_t *f)
{
    const struct cp_look *w = &row->looks[i + CP_PAD];
    const uint32_t *t = &row->tags[i + CP_PAD];
    const uint32_t o1 = row->outlines[i + CP_PAD - 1], o2 = row->outlines[i + CP_PAD - 2];
    unsigned n = 0;
    f[n++] = CP_SUM2(w->norm, t[0]);
    f[n++] = CP_SUM3(t[-1], t[0], t[1]);
    f[n++] = CP_SUM3(t[-2], t[-1], t[0]);
    f[n++] = CP_SUM3(t[0], t[1], t[2]);
    f[n++] = CP_SUM4(t[-3], t[-2], t[-1], t[0]);
    f[n++] = CP_SUM4(t[0], t[1], t[2], t[3]);
    f[n++] = CP_SUM4(t[-2], t[-1], t[0], t[1]);
    f[n++] = CP_SUM4(t[-1], t[0], t[1], t[2]);
    f[n++] = CP_SUM2(w->norm, t[1]);
    f[n++] = CP_SUM2(w->norm, t[-1]);
    f[n++] = CP_SUM3(w->norm, t[-1], t[1]);
    f[n++] = CP_SUM2(w[-1].norm, t[0]);
    f[n++] = CP_SUM2(w[1].norm, t[0]);
    f[n++] = CP_SUM2(w[-2].norm, t[0]);
    f[n++] = CP_SUM2(w[2].norm, t[0]);
    f[n++] = CP_SUM2(w[-1].norm, w->norm);
    f[n++] = CP_SUM2(w->norm, w[1].norm);
    f[n++] = CP_SUM3(o1, t[0], t[1]);
    f[n++] = CP_SUM2(o1, w->norm);
    f[n++] = CP_SUM3(o1, o2, t[0]);
    f[n++] = CP_SUM3(w->norm, t[1], t[2]);
    f[n++] = CP_SUM3(w->norm, t[-1], t[-2]);
    f[n++] = CP_SUM3(w[-1].norm, t[0], t[1]);
    f[n++] = CP_SUM3(w[1].norm, t[0], t[-1]);
    f[n++] = CP_SUM3(w[-1].norm, t[0], w[1].norm);
    f[n++] = CP_SUM3(w[3].norm, t[0], t[1]);
    f[n++] = CP_SUM3(o1, w[-1].norm, t[0]);
    f[n++] = CP_SUM2(w->suffix3, t[0]);
    return n;
}

static inline unsigned cp_name_features(const struct cp_row *row, int i, uint32_t *f)
{
    const struct cp_look *w = &row->looks[i + CP_PAD];
    const uint32_t *t = &row->tags[i + CP_PAD];
    const uint32_t e1 = row->names[i + CP_PAD - 1], e2 = row->names[i + CP_PAD - 2];
    unsigned n = 0;
    f[n++] = w->norm;
    f[n++] = CP_SUM2(w->norm, w->shape);
    f[n++] = CP_SUM2(e1, w->norm);
    f[n++] = CP_SUM2(e1, e2);
    f[n++] = CP_SUM2(e1, t[0]);
    f[n++] = CP_SUM3(e1, t[0], t[1]);
    f[n++] = CP_SUM2(w->suffix3, w->shape);
    f[n++] = CP_SUM2(w->prefix3, w->shape);
    f[n++] = CP_SUM2(w[-1].norm, w->shape);
    f[n++] = CP_SUM2(w[1].norm, w->shape);
    f[n++] = CP_SUM2(w[-1].norm, w->norm);
    f[n++] = CP_SUM2(w->norm, w[1].norm);
    f[n++] = CP_SUM3(e1, w[-1].norm, w->norm);
    f[n++] = CP_SUM2(w[2].norm, w->shape);
    f[n++] = CP_SUM2(w[-2].norm, w->shape);
    f[n++] = CP_SUM3(w[-1].shape, w->shape, w[1].shape);
    f[n++] = CP_SUM4(e1, w->shape, w[1].shape, w[2].shape);
    f[n++] = CP_SUM3(t[-1], t[0], t[1]);
    f[n++] = CP_SUM3(e1, w->norm, w[1].norm);
    f[n++] = CP_SUM3(e1, w->shape, w[1].norm);
    f[n++] = CP_SUM3(e1, w[-1].norm, w->shape);
    f[n++] = CP_SUM4(e1, w->suffix3, w[1].suffix3, w->shape);
    return n;
}

// ---------------------------------------------------------------- a sentence that is being parsed

// Arcs drawn so far. Words are 0 … count-1; `count` is beyond the end; NOTHING is no word.
struct cp_state {
    const struct cp_row *row;
    int count, next, depth; // next: b0
    int16_t *head;  // the row's
    uint8_t *label; // the row's
    int16_t stack[CP_ROOM];
    uint32_t label_atom[CP_ROOM];
    int16_t first_child[CP_ROOM], last_child[CP_ROOM]; // outermost on the left and on the right; -1
    uint64_t left_set[CP_ROOM], right_set[CP_ROOM];       // which labels the children have: a bit for each
    uint32_t left_labels[CP_ROOM], right_labels[CP_ROOM]; // the same as an atom
};

// Atoms of word i, where i may be -1 (none) or beyond the end.
static inline uint32_t cp_word_of(const struct cp_state *s, int i)
{
    return s->row->looks[i + CP_PAD].norm;
}

static inline uint32_t cp_tag_of(const struct cp_state *s, int i)
{
    return s->row->tags[i + CP_PAD];
}

static inline uint32_t cp_outline_of(const struct cp_state *s, int i)
{
    return s->row->outlines[i + CP_PAD];
}

static inline uint32_t cp_label_of(const struct cp_state *s, int i)
{
    return i < 0 ? 0x3243F6A9u : s->label_atom[i];
}

static inline uint32_t cp_distance(int a, int b)
{
    int d = a < b ? b - a : a - b;
    return ((uint32_t)(d < 6 ? d : d < 9 ? 6 : d < 15 ? 7 : d < 25 ? 8 : 9) + 1) * 0x9E3779B1u;
}

enum { CP_MOVE_SHIFT, CP_MOVE_LEFT, CP_MOVE_RIGHT };

static inline unsigned cp_arc_features(const struct cp_state *s, uint32_t *f)
{
    const int s0 = s->stack[s->depth - 1], s1 = s->depth > 1 ? s->stack[s->depth - 2] : -1,
              s2 = s->depth > 2 ? s->stack[s->depth - 3] : -1, b0 = s->next;
    const uint32_t s0w = cp_word_of(s, s0), s0t = cp_tag_of(s, s0), s0o = cp_outline_of(s, s0);
    const uint32_t s1w = cp_word_of(s, s1), s1t = cp_tag_of(s, s1), s1o = cp_outline_of(s, s1);
    const uint32_t s2w = cp_word_of(s, s2), s2t = cp_tag_of(s, s2);
    const uint32_t b0w = cp_word_of(s, b0), b0t = cp_tag_of(s, b0), b0o = cp_outline_of(s, b0);
    const uint32_t b1w = cp_word_of(s, b0 + 1), b1t = cp_tag_of(s, b0 + 1), b1o = cp_outline_of(s, b0 + 1);
    const uint32_t b2w = cp_word_of(s, b0 + 2), b2t = cp_tag_of(s, b0 + 2), b2o = cp_outline_of(s, b0 + 2);
    const int s0l = s->first_child[s0], s0r = s->last_child[s0], b0l = s->first_child[b0];
    const int s1r = s1 < 0 ? -1 : s->last_child[s1];
    const uint32_t s0lt = cp_tag_of(s, s0l), s0rt = cp_tag_of(s, s0r), s0rw = cp_word_of(s, s0r);
    const uint32_t s0ll = cp_label_of(s, s0l), s0rl = cp_label_of(s, s0r), b0ll = cp_label_of(s, b0l);
    const uint32_t s1rl = cp_label_of(s, s1r), s1rt = cp_tag_of(s, s1r);
    const uint32_t s0L = s->left_labels[s0], s0R = s->right_labels[s0], b0L = s->left_labels[b0];
    const uint32_t s1L = s1 < 0 ? 1 : s->left_labels[s1], s1R = s1 < 0 ? 1 : s->right_labels[s1];
    const uint32_t d = cp_distance(s0, b0), d1 = s1 < 0 ? 7 : cp_distance(s1, s0);
    unsigned n = 0;
    f[n++] = CP_SUM2(s0w, s0t);
    f[n++] = CP_SUM2(s1w, s1t);
    f[n++] = CP_SUM2(b0w, b0t);
    f[n++] = CP_SUM2(b1w, b1t);
    f[n++] = CP_SUM2(b2w, b2t);
    f[n++] = CP_SUM2(s0w, b0w);
    f[n++] = CP_SUM2(s0w, b0t);
    f[n++] = CP_SUM2(s0t, b0w);
    f[n++] = CP_SUM2(s0t, b0t);
    f[n++] = CP_SUM3(s0w, s0t, b0t);
    f[n++] = CP_SUM3(s0t, b0w, b0t);
    f[n++] = CP_SUM2(s1w, s0w);
    f[n++] = CP_SUM2(s1w, s0t);
    f[n++] = CP_SUM2(s1t, s0w);
    f[n++] = CP_SUM3(s1t, s0t, b0t);
    f[n++] = CP_SUM3(s1w, s0t, b0t);
    f[n++] = CP_SUM3(s1t, s0w, b0t);
    f[n++] = CP_SUM3(s1t, s0t, b0w);
    f[n++] = CP_SUM2(s1w, b0w);
    f[n++] = CP_SUM2(s1t, b0t);
    f[n++] = CP_SUM3(s1w, s0w, b0t);
    f[n++] = CP_SUM3(s0t, b0t, b1t);
    f[n++] = CP_SUM3(s0w, b0t, b1t);
    f[n++] = CP_SUM3(s0t, b0w, b1t);
    f[n++] = CP_SUM3(b0t, b1t, b2t);
    f[n++] = CP_SUM2(b0w, b1w);
    f[n++] = CP_SUM2(b0w, b1t);
    f[n++] = CP_SUM3(s0t, b0t, b1w);
    f[n++] = CP_SUM3(s2t, s1t, s0t);
    f[n++] = CP_SUM4(s2t, s1t, s0t, b0t);
    f[n++] = CP_SUM4(s1t, s0t, b0t, b1t);
    f[n++] = CP_SUM4(s0t, b0t, b1t, b2t);
    f[n++] = CP_SUM3(s0t, s0lt, b0t);
    f[n++] = CP_SUM3(s0t, s0rt, b0t);
    f[n++] = CP_SUM3(s1t, s1rt, s0t);
    f[n++] = CP_SUM3(s0w, s0rl, b0t);
    f[n++] = CP_SUM3(s0t, s0rw, b0t);
    f[n++] = CP_SUM3(s1w, s0w, s0rw);
    f[n++] = CP_SUM3(s2w, s0w, s0rw);
    f[n++] = CP_SUM3(s1t, s0w, s0rw);
    f[n++] = CP_SUM3(s2w, s1t, s0w);
    f[n++] = CP_SUM3(s1w, s1rl, s0t);
    f[n++] = CP_SUM3(b0t, b0ll, s0t);
    f[n++] = CP_SUM3(b0w, b0ll, s0t);
    f[n++] = CP_SUM3(s0t, s0L, b0t);
    f[n++] = CP_SUM3(s0t, s0R, b0t);
    f[n++] = CP_SUM2(s0w, s0R);
    f[n++] = CP_SUM2(s0w, s0L);
    f[n++] = CP_SUM3(s1t, s1R, s0t);
    f[n++] = CP_SUM3(s1w, s1R, s0t);
    f[n++] = CP_SUM3(b0t, b0L, s0t);
    f[n++] = CP_SUM4(s1t, s1L, s0t, s0L);
    f[n++] = CP_SUM4(s0t, s0L, b0t, b0L);
    f[n++] = CP_SUM3(s0t, b0t, d);
    f[n++] = CP_SUM2(s0w, d);
    f[n++] = CP_SUM2(b0w, d);
    f[n++] = CP_SUM3(s1t, s0t, d1);
    f[n++] = CP_SUM3(s1w, s0t, d1);
    f[n++] = CP_SUM3(s0t, s0ll, s0rl);
    f[n++] = CP_SUM2(s0o, b0o);
    f[n++] = CP_SUM3(s1o, s0o, b0o);
    f[n++] = CP_SUM3(s0o, b0o, b1o);
    f[n++] = CP_SUM4(s0o, b0o, b1o, b2o);
    f[n++] = CP_SUM3(s0w, s0o, b0o);
    f[n++] = CP_SUM3(s0t, s0o, b0t);
    f[n++] = CP_SUM3(b0w, b0o, s0o);
    f[n++] = CP_SUM3(s1w, s0o, b0o);
    f[n++] = CP_SUM3(s1o, s0o, s0R);
    f[n++] = CP_SUM4(s1t, s0o, b0o, d);
    f[n++] = CP_SUM3(s1o, s1R, s0o);
    return n;
}

// What is added to the hashes of a label's features.
static inline uint32_t cp_label_side(int h, int m)
{
    return h < m ? 0x9E3779B1u : 0x3C6EF372u;
}

// Of the arc from h to m, before m's label is known; h's children do not yet have m.
static inline unsigned cp_label_features(const struct cp_state *s, int h, int m, uint32_t *f)
{
    const uint32_t hw = cp_word_of(s, h), ht = cp_tag_of(s, h), ho = cp_outline_of(s, h);
    const uint32_t mw = cp_word_of(s, m), mt = cp_tag_of(s, m), mo = cp_outline_of(s, m);
    const uint32_t mp = cp_tag_of(s, m - 1), mn = cp_tag_of(s, m + 1);
    const uint32_t hp = cp_tag_of(s, h - 1), hn = cp_tag_of(s, h + 1);
    const int ml = s->first_child[m], mr = s->last_child[m];
    const uint32_t mlw = cp_word_of(s, ml), mrw = cp_word_of(s, mr), mll = cp_label_of(s, ml), mrl = cp_label_of(s, mr);
    const uint32_t mL = s->left_labels[m], mR = s->right_labels[m], hL = s->left_labels[h], hR = s->right_labels[h];
    const uint32_t d = cp_distance(h, m);
    unsigned n = 0;
    f[n++] = mw;
    f[n++] = CP_SUM2(mw, mt);
    f[n++] = CP_SUM2(hw, mt);
    f[n++] = CP_SUM2(hw, mw);
    f[n++] = CP_SUM2(ht, mw);
    f[n++] = CP_SUM2(ht, mt);
    f[n++] = CP_SUM3(ht, mt, d);
    f[n++] = CP_SUM2(ho, mo);
    f[n++] = CP_SUM3(mo, ht, mt);
    f[n++] = CP_SUM2(mo, mw);
    f[n++] = CP_SUM2(mo, hw);
    f[n++] = CP_SUM3(ht, mp, mt);
    f[n++] = CP_SUM3(ht, mt, mn);
    f[n++] = CP_SUM2(cp_word_of(s, m - 1), mt);
    f[n++] = CP_SUM2(cp_word_of(s, m + 1), mt);
    f[n++] = CP_SUM3(hp, ht, mt);
    f[n++] = CP_SUM3(ht, hn, mt);
    f[n++] = CP_SUM3(ht, mt, mll);
    f[n++] = CP_SUM3(ht, mt, mrl);
    f[n++] = CP_SUM2(mlw, mt);
    f[n++] = CP_SUM2(mrw, mw);
    f[n++] = CP_SUM3(ht, mt, mL);
    f[n++] = CP_SUM3(ht, mt, mR);
    f[n++] = CP_SUM3(mw, mL, ht);
    f[n++] = CP_SUM3(ht, hR, mt);
    f[n++] = CP_SUM3(ht, hL, mt);
    f[n++] = CP_SUM3(hw, hR, mt);
    f[n++] = CP_SUM3(hw, hL, mt);
    f[n++] = CP_SUM4(ht, hL, hR, mt);
    f[n++] = CP_SUM4(hw, hL, hR, mo);
    f[n++] = CP_SUM4(ht, mt, mL, mR);
    f[n++] = CP_SUM3(hw, mw, mrw);
    f[n++] = CP_SUM4(hp, ht, mp, mt);
    return n;
}

#endif
