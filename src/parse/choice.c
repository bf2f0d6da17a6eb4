// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
#include "choice.h"

#include "infer.h"

#include <string.h>

// Words of a tree that features are made of; the arrays are as long as the longest sentence.
struct shape {
    const struct cp_row *row;
    int16_t object[CP_SENTENCE_MOST];                        // the first child on the right but for punctuation; -1
    uint64_t lefts[CP_SENTENCE_MOST], rights[CP_SENTENCE_MOST]; // the children's labels, a bit for each
};

static void shape_of(struct shape *s, const struct cp_row *row)
{
    s->row = row;
    for (int i = 0; i < row->count; i++) {
        s->object[i] = -1;
        s->lefts[i] = s->rights[i] = 0;
    }
    for (int i = 0; i < row->count; i++) {
        const int head = row->head[i];
        if (head < 0)
            continue;
        *(head > i ? &s->lefts[head] : &s->rights[head]) |= UINT64_C(1) << row->label[i];
        if (head < i && s->object[head] < 0 && row->label[i] != CP_DEP_PUNCT)
            s->object[head] = (int16_t)i;
    }
}

// ---------------------------------------------------------------- atoms

static inline uint32_t small(unsigned n)
{
    return (n + 1) * 0x9E3779B1u;
}

static inline uint32_t word_at(const struct cp_row *row, int i)
{
    return i < 0 ? 0x1234567u : row->looks[i + CP_PAD].norm;
}

static inline uint32_t cluster_at(const struct cp_row *row, int i)
{
    return i < 0 ? 0x1234567u : row->looks[i + CP_PAD].cluster;
}

static inline uint32_t tag_at(const struct cp_row *row, int i)
{
    return i < 0 ? 0x7654321u : row->tags[i + CP_PAD];
}

static inline unsigned label_at(const struct cp_row *row, int i)
{
    return i < 0 ? 99 : row->head[i] < 0 ? CP_DEP_ROOT : row->label[i];
}

static uint32_t set_atom(uint64_t set)
{
    uint32_t atom = 77;
    for (; set; set &= set - 1)
        atom += cp_atom(0x80000u + (uint32_t)__builtin_ctzll(set));
    return atom;
}

static uint32_t distance(int head, int child)
{
    const unsigned d = (unsigned)(head < child ? child - head : head - child);
    return small((d < 6 ? d : d < 9 ? 6 : d < 15 ? 7 : d < 25 ? 8 : 9) + (head < child ? 10 : 0));
}

// Commas, finite verbs and conjunctions between two words.
static uint32_t between(const struct cp_row *row, int a, int b)
{
    enum { FAR = 40 };
    unsigned commas = 0, verbs = 0, joined = 0;
    const int from = (a < b ? a : b) + 1, to = a < b ? b : a;
    for (int i = from; i < to && i < from + FAR; i++) {
        const unsigned tag = row->tag[i + CP_PAD];
        commas += tag == CP_TAG_COMMA && commas < 2;
        verbs += cp_tag_is_finite(tag) && verbs < 2;
        joined |= tag == CP_TAG_CC;
    }
    return small(commas * 16 + verbs * 4 + joined);
}

// The head's next child between it and the word; -1.
static int sibling_of(const struct cp_row *row, int i)
{
    const int head = row->head[i], step = head > i ? 1 : -1;
    for (int k = i + step; k != head; k += step)
        if (row->head[k] == head)
            return k;
    return -1;
}

// ---------------------------------------------------------------- features

// A list of places that is being filled.
struct list {
    uint32_t *places, lines;
    unsigned count;
};

static inline void put(struct list *list, unsigned template, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    const uint32_t sum = a + CP_TURN(b, 9) + CP_TURN(c, 18) + CP_TURN(d, 27);
    const uint32_t hash = sum * (cp_atom(0x61ED2700u + template) | 1u) + cp_atom(0x71000000u + template);
    if (list->count < CP_CHOICE_MOST)
        list->places[list->count++] = (uint32_t)((uint64_t)hash * list->lines >> 26);
}

// The word's arc, with what is above it.
static void put_arc(struct list *list, const struct cp_row *row, int i)
{
    const int head = row->head[i], above = head < 0 ? -1 : row->head[head];
    const uint32_t label = small(label_at(row, i)), over = small(label_at(row, head)), tag = tag_at(row, i),
                   head_tag = tag_at(row, head);
    put(list, 1, head_tag, tag, label, head < 0 ? 0 : distance(head, i));
    put(list, 2, word_at(row, head), tag, label, 0);
    put(list, 3, head_tag, word_at(row, i), label, 0);
    put(list, 4, cluster_at(row, head), cluster_at(row, i), label, 0);
    put(list, 5, word_at(row, head), cluster_at(row, i), label, 0);
    put(list, 6, cluster_at(row, head), word_at(row, i), label, 0);
    put(list, 7, tag_at(row, above), head_tag, tag, label + over * 3);
    put(list, 9, cluster_at(row, above), cluster_at(row, i), label, over);
}

// The outline's guess, what stands between word and head, and where the phrase ends.
static void put_place(struct list *list, const struct shape *s, int i)
{
    const struct cp_row *row = s->row;
    const int head = row->head[i];
    const uint32_t label = small(label_at(row, i)), tag = tag_at(row, i), side = small(head < i),
                   guess = row->outlines[i + CP_PAD];
    put(list, 20, guess, label, side, tag);
    if (head < 0)
        return;
    const uint32_t middle = between(row, head, i), head_tag = tag_at(row, head);
    put(list, 22, guess, label, row->outlines[head + CP_PAD], head_tag);
    put(list, 23, head_tag, tag, label, middle);
    put(list, 26, label, head_tag, row->tags[i - 1 + CP_PAD], row->tags[i + 1 + CP_PAD]);
    const int sibling = sibling_of(row, i);
    const uint32_t beside = small(label_at(row, sibling));
    put(list, 28, head_tag, tag, tag_at(row, sibling), label + beside * 3);
    put(list, 30, cluster_at(row, i), cluster_at(row, sibling), label, beside);
}

// The word's children; of a preposition, what it leads to.
static void put_children(struct list *list, const struct shape *s, int i)
{
    const struct cp_row *row = s->row;
    const int head = row->head[i], object = s->object[i];
    const uint32_t label = small(label_at(row, i)), over = small(label_at(row, head)), tag = tag_at(row, i),
                   head_tag = tag_at(row, head), lefts = set_atom(s->lefts[i]), rights = set_atom(s->rights[i]);
    put(list, 40, word_at(row, i), cluster_at(row, object), cluster_at(row, head), label);
    put(list, 41, word_at(row, i), cluster_at(row, object), word_at(row, head), label);
    put(list, 42, tag, tag_at(row, object), head_tag, label);
    put(list, 44, tag, lefts, rights, label);
    put(list, 45, word_at(row, i), rights, label, 0);
    put(list, 47, tag, lefts, label, over);
}

static void put_tag(struct list *list, const struct cp_row *row, int i)
{
    const struct cp_look *look = &row->looks[i + CP_PAD];
    const uint32_t *t = &row->tags[i + CP_PAD];
    put(list, 60, look->norm, t[0], 0, 0);
    put(list, 61, look->cluster, t[0], 0, 0);
    put(list, 62, t[-1], t[0], t[1], 0);
    put(list, 63, t[0], t[1], t[2], 0);
    put(list, 64, t[-2], t[-1], t[0], 0);
    put(list, 65, look->norm, t[-1], t[0], t[1]);
    put(list, 66, look->cluster, t[-1], t[0], t[1]);
    put(list, 67, look->suffix3, t[-1], t[0], t[1]);
    put(list, 68, look->shape, t[-1], t[0], t[1]);
    put(list, 69, look->norm, t[0], t[1], 0);
    put(list, 70, look->norm, t[0], t[-1], 0);
    put(list, 72, t[-1], t[0], t[1], t[2]);
}

static uint32_t step_of(int n)
{
    static const int limits[] = {0, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512};
    const int size = n < 0 ? -n : n;
    unsigned k = 0;
    while (k < sizeof limits / sizeof *limits && size > limits[k])
        k++;
    return small(n < 0 ? 20 + k : k);
}

// The decision in doubt, how narrow it was, and how much there is to be said for the moves that followed.
static void put_doubt(struct list *list, const struct cp_row *row, unsigned changed)
{
    const struct cp_doubt *doubt = &row->doubt;
    const uint32_t what = small(doubt->tag * 10000u + doubt->taken * 100u + doubt->other), kind = small(doubt->tag),
                   margin = step_of(doubt->margin), unsure = step_of(row->unsure / 4),
                   extent = small(changed > 12 ? 12 : changed), word = word_at(row, doubt->word);
    const uint32_t was = small(label_at(row->base, doubt->word)), is = small(label_at(row, doubt->word));
    put(list, 80, what, margin, 0, 0);
    put(list, 81, what, unsure, 0, 0);
    put(list, 82, what, margin, unsure, 0);
    put(list, 83, kind, margin, unsure, extent);
    put(list, 84, what, extent, 0, 0);
    put(list, 85, kind, margin, extent, 0);
    put(list, 86, kind, unsure, extent, 0);
    put(list, 87, kind, 0, 0, 0);
    put(list, 88, kind, margin, 0, 0);
    put(list, 89, kind, unsure, 0, 0);
    put(list, 90, what, word, 0, 0);
    put(list, 91, what, cluster_at(row, doubt->word), margin, 0);
    put(list, 92, what, was, is, 0);
    put(list, 93, kind, was, is, unsure);
}

// ---------------------------------------------------------------- what differs

// What to look at in a word: whether its own arc or tag changed, the arc above it, or its children.
enum { CHANGED = 1, ABOVE = 2, CHILDREN = 4 };

static bool differs(const struct cp_row *a, const struct cp_row *b, int i)
{
    return a->head[i] != b->head[i] || a->label[i] != b->label[i] || a->tag[i + CP_PAD] != b->tag[i + CP_PAD];
}

static unsigned mark_words(const struct cp_row *row, const struct cp_row *base, uint8_t *marks)
{
    unsigned changed = 0;
    memset(marks, 0, (size_t)row->count);
    for (int i = 0; i < row->count; i++)
        if (differs(row, base, i)) {
            marks[i] |= CHANGED;
            changed++;
            if (row->head[i] >= 0)
                marks[row->head[i]] |= CHILDREN;
            if (base->head[i] >= 0)
                marks[base->head[i]] |= CHILDREN;
        }
    for (int i = 0; changed && i < row->count; i++)
        if ((row->head[i] >= 0 && marks[row->head[i]] & CHANGED) || (base->head[i] >= 0 &&
                                                                     marks[base->head[i]] & CHANGED))
            marks[i] |= ABOVE;
    return changed;
}

static void put_word(struct list *list, const struct shape *s, int i, unsigned marks)
{
    if (marks & (CHANGED | ABOVE))
        put_arc(list, s->row, i);
    if (marks & CHANGED)
        put_place(list, s, i);
    if (marks & (CHANGED | CHILDREN))
        put_children(list, s, i);
}

static void places_of(const struct shape *base, const struct shape *other, struct list *fors, struct list *againsts)
{
    uint8_t marks[CP_SENTENCE_MOST];
    const unsigned changed = mark_words(other->row, base->row, marks);
    put_doubt(fors, other->row, changed);
    for (int i = 0; changed && i < other->row->count; i++) {
        if (!marks[i])
            continue;
        put_word(againsts, base, i, marks[i]);
        put_word(fors, other, i, marks[i]);
        if (base->row->tag[i + CP_PAD] != other->row->tag[i + CP_PAD]) {
            put_tag(againsts, base->row, i);
            put_tag(fors, other->row, i);
        }
    }
}

void cp_choice_places(const struct cp_row *alternative, struct cp_choice *choice)
{
    struct shape base, other;
    struct list fors = {choice->places_for, choice->lines, 0}, againsts = {choice->places_against, choice->lines, 0};
    shape_of(&base, alternative->base);
    shape_of(&other, alternative);
    places_of(&base, &other, &fors, &againsts);
    choice->fors = fors.count;
    choice->againsts = againsts.count;
}

// ---------------------------------------------------------------- the choice

// Is it a tree without crossing arcs, that is, has each phrase as many words as there are from its first to its last?
static bool is_tree(const struct cp_row *row)
{
    int16_t first[CP_SENTENCE_MOST], last[CP_SENTENCE_MOST], size[CP_SENTENCE_MOST] = {0};
    int roots = 0;
    for (int i = 0; i < row->count; i++)
        first[i] = last[i] = (int16_t)i;
    for (int i = 0; i < row->count; i++) {
        int steps = 0;
        for (int k = i; k >= 0; k = row->head[k]) {
            size[k]++;
            first[k] = (int16_t)(i < first[k] ? i : first[k]);
            last[k] = (int16_t)(i > last[k] ? i : last[k]);
            if (++steps > row->count)
                return false;
        }
        roots += row->head[i] < 0;
    }
    for (int i = 0; i < row->count && roots == 1; i++)
        if (size[i] != last[i] - first[i] + 1)
            return false;
    return roots == 1;
}

// A tree that changes.
struct draft {
    int16_t head[CP_SENTENCE_MOST];
    uint8_t label[CP_SENTENCE_MOST], tag[CP_SENTENCE_MOST];
    bool taken[CP_SENTENCE_MOST]; // changed by an alternative
};

static void copy_word(struct draft *draft, const struct cp_row *row, int i)
{
    draft->head[i] = row->head[i];
    draft->label[i] = row->label[i];
    draft->tag[i] = row->tag[i + CP_PAD];
}

// Takes over what the alternative has otherwise. false: another one has changed the same words.
static bool take(struct draft *draft, const struct cp_row *alternative)
{
    for (int i = 0; i < alternative->count; i++)
        if (differs(alternative, alternative->base, i)) {
            if (draft->taken[i])
                return false;
            copy_word(draft, alternative, i);
            draft->taken[i] = true;
        }
    return true;
}

static void store(const struct draft *draft, struct cp_row *row)
{
    for (int i = 0; i < row->count; i++)
        if (draft->taken[i]) {
            row->head[i] = draft->head[i];
            row->label[i] = draft->label[i];
            row->tag[i + CP_PAD] = draft->tag[i];
            row->tags[i + CP_PAD] = cp_tag_atom(draft->tag[i]);
        }
}

// The alternatives that are better than the first reading, the best one first; the others as far as they are about
// other words and make a tree with it.
static void merge(struct cp_row *row)
{
    struct draft draft[2];
    memset(draft[0].taken, 0, sizeof draft[0].taken);
    for (int i = 0; i < row->count; i++)
        copy_word(&draft[0], row, i);
    for (bool first = true;; first = false) {
        struct cp_row *best = NULL;
        for (struct cp_row *other = row->next; other; other = other->next)
            if (other->score > 0 && (!best || other->score > best->score))
                best = other;
        if (!best)
            break;
        best->score = 0;
        draft[1] = draft[0];
        struct cp_row tree = *row;
        tree.head = draft[1].head;
        tree.label = draft[1].label;
        if (take(&draft[1], best) && (first || is_tree(&tree)))
            draft[0] = draft[1];
    }
    store(&draft[0], row);
}

// Finds out where an alternative's weights stand, and asks for them; returns how many there are.
static unsigned ask(const struct cp_model *model, const struct shape *base, struct cp_row *alternative,
                    uint32_t *places)
{
    struct shape other;
    uint32_t againsts_at[CP_CHOICE_MOST];
    const uint32_t lines = model->header->table_lines[CP_TABLE_CHOICE];
    struct list fors = {places, lines, 0}, againsts = {againsts_at, lines, 0};
    shape_of(&other, alternative);
    places_of(base, &other, &fors, &againsts);
    memcpy(places + fors.count, againsts_at, againsts.count * sizeof *places);
    alternative->places = places;
    alternative->fors = fors.count;
    alternative->againsts = againsts.count;
    for (unsigned k = 0; k < fors.count + againsts.count; k++)
        __builtin_prefetch(model->tables[CP_TABLE_CHOICE] + places[k], 0, 3);
    return fors.count + againsts.count;
}

static int score_of(const struct cp_model *model, const struct cp_row *alternative)
{
    const int8_t *table = model->tables[CP_TABLE_CHOICE];
    int score = 0;
    for (unsigned k = 0; k < alternative->fors; k++)
        score += table[alternative->places[k]];
    for (unsigned k = 0; k < alternative->againsts; k++)
        score -= table[alternative->places[alternative->fors + k]];
    return score;
}

static void choose(const struct cp_model *model, struct cp_row *rows, unsigned count)
{
    for (unsigned k = 0; k < count; k++) {
        bool better = false;
        for (struct cp_row *alternative = rows[k].next; alternative; alternative = alternative->next)
            better |= (alternative->score = score_of(model, alternative)) > 0;
        if (better)
            merge(&rows[k]);
    }
}

// The weights of many alternatives are asked for before the first is looked at, so that they are there by then.
void cp_choose(const struct cp_model *model, struct cp_row *rows, unsigned count)
{
    enum { MOST_OF_A_ROW = 2 * CP_CHOICE_MOST * CP_DOUBTS, ROOM = 2 * MOST_OF_A_ROW };
    uint32_t places[ROOM];
    struct shape base;
    unsigned used = 0, first = 0;
    for (unsigned k = 0; k < count; k++) {
        if (!rows[k].next)
            continue;
        if (used + MOST_OF_A_ROW > ROOM) {
            choose(model, rows + first, k - first);
            first = k;
            used = 0;
        }
        shape_of(&base, &rows[k]);
        for (struct cp_row *alternative = rows[k].next; alternative; alternative = alternative->next)
            used += ask(model, &base, alternative, places + used);
    }
    choose(model, rows + first, count - first);
}
