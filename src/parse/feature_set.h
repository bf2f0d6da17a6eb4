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
// A hash is a sum of atoms, each turned by its place, times an odd constant of the template; its high bits are used.
// Multiplications are what the program would otherwise spend most of its time with.
//
// Room: parse.
#ifndef CP_PARSE_FEATURE_SET_H
#define CP_PARSE_FEATURE_SET_H

#include "look.h"
#include "parse_p.h"

enum { CP_FEATURES_MOST = 96 };

#define CP_TURN(x, by) ((x) << (by) | (x) >> (32 - (by)))
#define CP_F1(k, a) ((a) * (cp_atom(0x51ED2700u + (k)) | 1u) + cp_atom(0x7000000u + (k)))
#define CP_F2(k, a, b) CP_F1(k, (a) + CP_TURN(b, 9))
#define CP_F3(k, a, b, c) CP_F1(k, (a) + CP_TURN(b, 9) + CP_TURN(c, 18))
#define CP_F4(k, a, b, c, d) CP_F1(k, (a) + CP_TURN(b, 9) + CP_TURN(c, 18) + CP_TURN(d, 27))

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
    f[n++] = CP_F1(1, w->norm);
    f[n++] = CP_F2(2, w->norm, w->shape);
    f[n++] = CP_F1(3, w->suffix3);
    f[n++] = CP_F2(4, w->suffix3, w->shape);
    f[n++] = CP_F2(5, w->suffix2, w->shape);
    f[n++] = CP_F2(6, w->prefix3, w->shape);
    f[n++] = CP_F1(7, w[-1].norm);
    f[n++] = CP_F1(8, w[1].norm);
    f[n++] = CP_F1(9, w[-2].norm);
    f[n++] = CP_F1(10, w[2].norm);
    f[n++] = CP_F2(11, w[-1].norm, w->norm);
    f[n++] = CP_F2(12, w->norm, w[1].norm);
    f[n++] = CP_F2(13, t1, w->shape);
    f[n++] = CP_F2(14, t1, t2);
    f[n++] = CP_F2(15, t1, w->norm);
    f[n++] = CP_F2(16, t1, w[1].guess);
    f[n++] = CP_F1(17, w[-1].suffix3);
    f[n++] = CP_F1(18, w[1].suffix3);
    f[n++] = CP_F3(19, w->guess, w[1].guess, w[2].guess);
    f[n++] = CP_F2(20, w->guess, w[1].guess);
    f[n++] = CP_F3(21, w[-1].shape, w->shape, w[1].shape);
    f[n++] = CP_F2(22, t1, w->suffix3);
    f[n++] = CP_F2(23, w->norm, w[1].guess);
    f[n++] = CP_F3(24, t1, t2, w->guess);
    f[n++] = CP_F3(25, t1, w->guess, w[1].guess);
    f[n++] = CP_F2(26, w[-1].norm, w[1].norm);
    f[n++] = CP_F3(27, t1, t2, w->norm);
    f[n++] = CP_F3(28, t1, w->norm, w[1].guess);
    f[n++] = CP_F3(29, t1, w->suffix3, w[1].guess);
    f[n++] = CP_F2(30, w->suffix3, w[1].norm);
    f[n++] = CP_F2(31, w->suffix3, w[-1].norm);
    f[n++] = CP_F2(32, w->norm, w[2].norm);
    f[n++] = CP_F2(33, w[-2].norm, w->norm);
    f[n++] = CP_F4(34, t1, w->guess, w[1].guess, w[2].guess);
    f[n++] = CP_F3(35, t1, w->guess, w[1].norm);
    f[n++] = CP_F3(36, t1, w->shape, w[1].shape);
    return n;
}

static inline unsigned cp_outline_features(const struct cp_row *row, int i, uint32_t *f)
{
    const struct cp_look *w = &row->looks[i + CP_PAD];
    const uint32_t *t = &row->tags[i + CP_PAD];
    const uint32_t o1 = row->outlines[i + CP_PAD - 1], o2 = row->outlines[i + CP_PAD - 2];
    unsigned n = 0;
    f[n++] = CP_F2(101, w->norm, t[0]);
    f[n++] = CP_F3(102, t[-1], t[0], t[1]);
    f[n++] = CP_F3(103, t[-2], t[-1], t[0]);
    f[n++] = CP_F3(104, t[0], t[1], t[2]);
    f[n++] = CP_F4(105, t[-3], t[-2], t[-1], t[0]);
    f[n++] = CP_F4(106, t[0], t[1], t[2], t[3]);
    f[n++] = CP_F4(107, t[-2], t[-1], t[0], t[1]);
    f[n++] = CP_F4(108, t[-1], t[0], t[1], t[2]);
    f[n++] = CP_F2(109, w->norm, t[1]);
    f[n++] = CP_F2(110, w->norm, t[-1]);
    f[n++] = CP_F3(111, w->norm, t[-1], t[1]);
    f[n++] = CP_F2(112, w[-1].norm, t[0]);
    f[n++] = CP_F2(113, w[1].norm, t[0]);
    f[n++] = CP_F2(114, w[-2].norm, t[0]);
    f[n++] = CP_F2(115, w[2].norm, t[0]);
    f[n++] = CP_F2(116, w[-1].norm, w->norm);
    f[n++] = CP_F2(117, w->norm, w[1].norm);
    f[n++] = CP_F3(118, o1, t[0], t[1]);
    f[n++] = CP_F2(119, o1, w->norm);
    f[n++] = CP_F3(120, o1, o2, t[0]);
    f[n++] = CP_F3(121, w->norm, t[1], t[2]);
    f[n++] = CP_F3(122, w->norm, t[-1], t[-2]);
    f[n++] = CP_F3(123, w[-1].norm, t[0], t[1]);
    f[n++] = CP_F3(124, w[1].norm, t[0], t[-1]);
    f[n++] = CP_F3(125, w[-1].norm, t[0], w[1].norm);
    f[n++] = CP_F3(126, w[3].norm, t[0], t[1]);
    f[n++] = CP_F3(127, o1, w[-1].norm, t[0]);
    f[n++] = CP_F2(128, w->suffix3, t[0]);
    return n;
}

static inline unsigned cp_name_features(const struct cp_row *row, int i, uint32_t *f)
{
    const struct cp_look *w = &row->looks[i + CP_PAD];
    const uint32_t *t = &row->tags[i + CP_PAD];
    const uint32_t e1 = row->names[i + CP_PAD - 1], e2 = row->names[i + CP_PAD - 2];
    unsigned n = 0;
    f[n++] = CP_F1(201, w->norm);
    f[n++] = CP_F2(202, w->norm, w->shape);
    f[n++] = CP_F2(203, e1, w->norm);
    f[n++] = CP_F2(204, e1, e2);
    f[n++] = CP_F2(205, e1, t[0]);
    f[n++] = CP_F3(206, e1, t[0], t[1]);
    f[n++] = CP_F2(207, w->suffix3, w->shape);
    f[n++] = CP_F2(208, w->prefix3, w->shape);
    f[n++] = CP_F2(209, w[-1].norm, w->shape);
    f[n++] = CP_F2(210, w[1].norm, w->shape);
    f[n++] = CP_F2(211, w[-1].norm, w->norm);
    f[n++] = CP_F2(212, w->norm, w[1].norm);
    f[n++] = CP_F3(213, e1, w[-1].norm, w->norm);
    f[n++] = CP_F2(214, w[2].norm, w->shape);
    f[n++] = CP_F2(215, w[-2].norm, w->shape);
    f[n++] = CP_F3(216, w[-1].shape, w->shape, w[1].shape);
    f[n++] = CP_F4(217, e1, w->shape, w[1].shape, w[2].shape);
    f[n++] = CP_F3(218, t[-1], t[0], t[1]);
    f[n++] = CP_F3(219, e1, w->norm, w[1].norm);
    f[n++] = CP_F3(220, e1, w->shape, w[1].norm);
    f[n++] = CP_F3(221, e1, w[-1].norm, w->shape);
    f[n++] = CP_F4(222, e1, w->suffix3, w[1].suffix3, w->shape);
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
    f[n++] = CP_F2(301, s0w, s0t);
    f[n++] = CP_F2(302, s1w, s1t);
    f[n++] = CP_F2(303, b0w, b0t);
    f[n++] = CP_F2(304, b1w, b1t);
    f[n++] = CP_F2(305, b2w, b2t);
    f[n++] = CP_F2(306, s0w, b0w);
    f[n++] = CP_F2(307, s0w, b0t);
    f[n++] = CP_F2(308, s0t, b0w);
    f[n++] = CP_F2(309, s0t, b0t);
    f[n++] = CP_F3(310, s0w, s0t, b0t);
    f[n++] = CP_F3(311, s0t, b0w, b0t);
    f[n++] = CP_F2(312, s1w, s0w);
    f[n++] = CP_F2(313, s1w, s0t);
    f[n++] = CP_F2(314, s1t, s0w);
    f[n++] = CP_F3(315, s1t, s0t, b0t);
    f[n++] = CP_F3(316, s1w, s0t, b0t);
    f[n++] = CP_F3(317, s1t, s0w, b0t);
    f[n++] = CP_F3(318, s1t, s0t, b0w);
    f[n++] = CP_F2(319, s1w, b0w);
    f[n++] = CP_F2(320, s1t, b0t);
    f[n++] = CP_F3(321, s1w, s0w, b0t);
    f[n++] = CP_F3(322, s0t, b0t, b1t);
    f[n++] = CP_F3(323, s0w, b0t, b1t);
    f[n++] = CP_F3(324, s0t, b0w, b1t);
    f[n++] = CP_F3(325, b0t, b1t, b2t);
    f[n++] = CP_F2(326, b0w, b1w);
    f[n++] = CP_F2(327, b0w, b1t);
    f[n++] = CP_F3(328, s0t, b0t, b1w);
    f[n++] = CP_F3(329, s2t, s1t, s0t);
    f[n++] = CP_F4(330, s2t, s1t, s0t, b0t);
    f[n++] = CP_F4(331, s1t, s0t, b0t, b1t);
    f[n++] = CP_F4(332, s0t, b0t, b1t, b2t);
    f[n++] = CP_F3(333, s0t, s0lt, b0t);
    f[n++] = CP_F3(334, s0t, s0rt, b0t);
    f[n++] = CP_F3(335, s1t, s1rt, s0t);
    f[n++] = CP_F3(336, s0w, s0rl, b0t);
    f[n++] = CP_F3(337, s0t, s0rw, b0t);
    f[n++] = CP_F3(338, s1w, s0w, s0rw);
    f[n++] = CP_F3(339, s2w, s0w, s0rw);
    f[n++] = CP_F3(340, s1t, s0w, s0rw);
    f[n++] = CP_F3(341, s2w, s1t, s0w);
    f[n++] = CP_F3(342, s1w, s1rl, s0t);
    f[n++] = CP_F3(343, b0t, b0ll, s0t);
    f[n++] = CP_F3(344, b0w, b0ll, s0t);
    f[n++] = CP_F3(345, s0t, s0L, b0t);
    f[n++] = CP_F3(346, s0t, s0R, b0t);
    f[n++] = CP_F2(347, s0w, s0R);
    f[n++] = CP_F2(348, s0w, s0L);
    f[n++] = CP_F3(349, s1t, s1R, s0t);
    f[n++] = CP_F3(350, s1w, s1R, s0t);
    f[n++] = CP_F3(351, b0t, b0L, s0t);
    f[n++] = CP_F4(352, s1t, s1L, s0t, s0L);
    f[n++] = CP_F4(353, s0t, s0L, b0t, b0L);
    f[n++] = CP_F3(354, s0t, b0t, d);
    f[n++] = CP_F2(355, s0w, d);
    f[n++] = CP_F2(356, b0w, d);
    f[n++] = CP_F3(357, s1t, s0t, d1);
    f[n++] = CP_F3(358, s1w, s0t, d1);
    f[n++] = CP_F3(359, s0t, s0ll, s0rl);
    f[n++] = CP_F2(360, s0o, b0o);
    f[n++] = CP_F3(361, s1o, s0o, b0o);
    f[n++] = CP_F3(362, s0o, b0o, b1o);
    f[n++] = CP_F4(363, s0o, b0o, b1o, b2o);
    f[n++] = CP_F3(364, s0w, s0o, b0o);
    f[n++] = CP_F3(365, s0t, s0o, b0t);
    f[n++] = CP_F3(366, b0w, b0o, s0o);
    f[n++] = CP_F3(367, s1w, s0o, b0o);
    f[n++] = CP_F3(368, s1o, s0o, s0R);
    f[n++] = CP_F4(369, s1t, s0o, b0o, d);
    f[n++] = CP_F3(370, s1o, s1R, s0o);
    return n;
}

// Of the arc from h to m, before m's label is known; h's children do not yet have m.
static inline unsigned cp_label_features(const struct cp_state *s, int h, int m, uint32_t *f)
{
    const uint32_t side = h < m ? 0x9E3779B1u : 0x3C6EF372u;
    const uint32_t hw = cp_word_of(s, h), ht = cp_tag_of(s, h), ho = cp_outline_of(s, h);
    const uint32_t mw = cp_word_of(s, m), mt = cp_tag_of(s, m), mo = cp_outline_of(s, m);
    const uint32_t mp = cp_tag_of(s, m - 1), mn = cp_tag_of(s, m + 1);
    const uint32_t hp = cp_tag_of(s, h - 1), hn = cp_tag_of(s, h + 1);
    const int ml = s->first_child[m], mr = s->last_child[m];
    const uint32_t mlw = cp_word_of(s, ml), mrw = cp_word_of(s, mr), mll = cp_label_of(s, ml), mrl = cp_label_of(s, mr);
    const uint32_t mL = s->left_labels[m], mR = s->right_labels[m], hL = s->left_labels[h], hR = s->right_labels[h];
    const uint32_t d = cp_distance(h, m);
    unsigned n = 0;
    f[n++] = CP_F1(401, mw) + side;
    f[n++] = CP_F2(402, mw, mt) + side;
    f[n++] = CP_F2(403, hw, mt) + side;
    f[n++] = CP_F2(404, hw, mw) + side;
    f[n++] = CP_F2(405, ht, mw) + side;
    f[n++] = CP_F2(406, ht, mt) + side;
    f[n++] = CP_F3(407, ht, mt, d) + side;
    f[n++] = CP_F2(408, ho, mo) + side;
    f[n++] = CP_F3(409, mo, ht, mt) + side;
    f[n++] = CP_F2(410, mo, mw) + side;
    f[n++] = CP_F2(411, mo, hw) + side;
    f[n++] = CP_F3(412, ht, mp, mt) + side;
    f[n++] = CP_F3(413, ht, mt, mn) + side;
    f[n++] = CP_F2(414, cp_word_of(s, m - 1), mt) + side;
    f[n++] = CP_F2(415, cp_word_of(s, m + 1), mt) + side;
    f[n++] = CP_F3(416, hp, ht, mt) + side;
    f[n++] = CP_F3(417, ht, hn, mt) + side;
    f[n++] = CP_F3(418, ht, mt, mll) + side;
    f[n++] = CP_F3(419, ht, mt, mrl) + side;
    f[n++] = CP_F2(420, mlw, mt) + side;
    f[n++] = CP_F2(421, mrw, mw) + side;
    f[n++] = CP_F3(422, ht, mt, mL) + side;
    f[n++] = CP_F3(423, ht, mt, mR) + side;
    f[n++] = CP_F3(424, mw, mL, ht) + side;
    f[n++] = CP_F3(425, ht, hR, mt) + side;
    f[n++] = CP_F3(426, ht, hL, mt) + side;
    f[n++] = CP_F3(427, hw, hR, mt) + side;
    f[n++] = CP_F3(428, hw, hL, mt) + side;
    f[n++] = CP_F4(429, ht, hL, hR, mt) + side;
    f[n++] = CP_F4(430, hw, hL, hR, mo) + side;
    f[n++] = CP_F4(431, ht, mt, mL, mR) + side;
    f[n++] = CP_F3(432, hw, mw, mrw) + side;
    f[n++] = CP_F4(433, hp, ht, mp, mt) + side;
    return n;
}

#endif
