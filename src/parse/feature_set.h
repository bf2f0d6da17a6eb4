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
//             children so far; and the landing g, the next word that heads a phrase by the
//             outline: of a preposition its object, of "and" what it adds. Whether a
//             phrase goes to s0 or to s1 is decided before g is read, and hangs on it most
//   labels    the label of an arc when it is drawn: head, dependent, their neighbours
//             and children
//
// Words stand in them as themselves and as clusters of words that are used alike (scripts/model/cluster.py): what was
// learned of "tariffs" holds for "levies" too.
//
// A hash is a sum of atoms, each turned by its place, times an odd constant of the template, plus another one; its high
// bits are used. Which atoms a template has stands in templates.c; sums and hashes are made for several templates at a
// time (sum.h), so the order of a model's templates, and which are the first, is part of the model.
//
// Room: parse.
#ifndef CP_PARSE_FEATURE_SET_H
#define CP_PARSE_FEATURE_SET_H

#include "model.h"
#include "sum.h"

#define CP_TURN(x, by) ((x) << (by) | (x) >> (32 - (by)))

// ---------------------------------------------------------------- words in a row

// A sentence with room for what lies beyond its ends; word i is looks[i + CP_PAD].
enum { CP_PAD = 4, CP_ROOM = CP_SENTENCE_MOST + 2 * CP_PAD };

// A decision that was made by a small margin: about a word's tag, or about a move. What the first templates decide alone is
// never one.
struct cp_doubt {
    bool tag;
    int16_t margin, at, word; // at: the move's number, or the word; word: the one that was on top of the stack, or the same
    uint8_t taken, other;     // tags or moves
};
enum { CP_DOUBTS = 5 }; // looked at again in a sentence, at most

struct cp_row {
    int count;
    struct cp_look *looks;
    uint32_t *tags, *outlines, *names; // atoms
    uint8_t *tag, *outline, *name;     // classes; the tag is an enum cp_tag
    int16_t *head;                     // of word i at [i]: the parser's result; -1 is the root
    uint8_t *label;
    uint16_t *trace; // the moves made, and how unsure each was (alternative.h)
    int steps;
    struct cp_doubt doubts[CP_DOUBTS];
    int tag_doubts, move_doubts;      // one behind the other in `doubts`, which has room for CP_TAG_DOUBTS of the first
    struct cp_row *next;              // alternatives, see alternative.h
    const struct cp_row *base;        // of an alternative: what it is one to
    struct cp_doubt doubt;            // and the decision that was made otherwise
    int first, last;                  // the words with other tags or outlines
    int unsure;                       // how much less sure its moves are
    const uint32_t *places;           // where the weights for it stand, and behind them those against it (choice.h)
    unsigned fors, againsts;
    int score;
};

// Bytes that a row of so many words needs, a multiple of 64.
static inline size_t cp_row_size(int count)
{
    size_t room = (size_t)count + 2 * CP_PAD;
    return (room * (sizeof(struct cp_look) + 3 * sizeof(uint32_t) + 3 * sizeof(int16_t) + 4) + 63) / 64 * 64;
}

// Lays a row out in memory that is aligned for numbers of 32 bits.
static inline void cp_row_lay(struct cp_row *row, int count, void *memory)
{
    size_t room = (size_t)count + 2 * CP_PAD;
    *row = (struct cp_row){.count = count, .looks = memory};
    row->tags = (uint32_t *)(void *)(row->looks + room);
    row->outlines = row->tags + room;
    row->names = row->outlines + room;
    row->head = (int16_t *)(void *)(row->names + room);
    row->trace = (uint16_t *)(row->head + room);
    row->label = (uint8_t *)(row->trace + 2 * room);
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
            row->looks[at[side]] = (struct cp_look){edge, edge, edge, edge, edge, edge, edge, edge, 0, 0};
            row->tags[at[side]] = row->outlines[at[side]] = row->names[at[side]] = edge;
        }
    }
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
    int16_t landing[CP_ROOM];  // the next word that is a phrase's head, by the outline: of a preposition, its object
    uint32_t clauses[CP_ROOM]; // how many finite verbs and roots there are from here on; an atom
};

enum { CP_MOVE_SHIFT, CP_MOVE_LEFT, CP_MOVE_RIGHT };

// What is added to the hashes of a label's features.
static inline uint32_t cp_label_side(int h, int m)
{
    return h < m ? 0x9E3779B1u : 0x3C6EF372u;
}

// ---------------------------------------------------------------- the atoms of a decision

// Written to atoms[1] and on, which has room for CP_ATOMS. About word i, when the words before it are decided.
void cp_tag_atoms(const struct cp_row *row, int i, uint32_t *atoms);
void cp_outline_atoms(const struct cp_row *row, int i, uint32_t *atoms);
void cp_name_atoms(const struct cp_row *row, int i, uint32_t *atoms);

// About the next move, and about the label of the arc from h to m when h's children do not yet have m.
void cp_arc_atoms(const struct cp_state *s, uint32_t *atoms);
void cp_label_atoms(const struct cp_state *s, int h, int m, uint32_t *atoms);

// The templates of all models.
void cp_templates_lay(struct cp_model_templates laid[CP_TEMPLATE_MODELS]);

#endif
