// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
//
// Which measures of different documents are the same act. Two are compared only if they have the type, the
// imposing state and a target or good in common. They may be one if their dates allow it: one is
// part of the other ("2023", "2023-05-21") or both are days not far apart; without dates their
// words must agree as well. Pairs are joined from the most alike to the least, as long as no cluster gets two acts of one
// document: that document has set them apart. The order depends on the facts only.
#include "fold.h"

#include <stdlib.h>
#include <string.h>

enum { DAYS_APART = 31, LARGEST_BLOCK = 400 };

struct pair {
    uint32_t a, b;
    double score;
};

typedef CP_VEC(struct pair) pair_vec;
typedef CP_VEC(uint32_t) number_vec;

static unsigned shared(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
    unsigned count = 0;
    for (size_t i = 0, j = 0; i < n && j < m;) {
        if (a[i] == b[j])
            count++, i++, j++;
        else if (a[i] < b[j])
            i++;
        else
            j++;
    }
    return count;
}

#define SHARED(x, y) shared((x).items, (x).count, (y).items, (y).count)

// Months between dates of which the day or month is not known are compared as far as both are known.
static bool dates_agree(struct cp_date a, struct cp_date b)
{
    if (!a.year || !b.year)
        return true;
    if (a.month && b.month && a.day && b.day) {
        int apart = cp_date_days(a) - cp_date_days(b);
        return apart <= DAYS_APART && apart >= -DAYS_APART;
    }
    return a.year == b.year && (!a.month || !b.month || a.month == b.month);
}

static struct cp_table *words_of(struct fold *fold, const struct cp_fact_node *node)
{
    struct cp_table *words = cp_table_new(fold->run);
    struct cp_str lower = cp_str_lower(fold->run, node->label);
    while (lower.len) {
        struct cp_str word = cp_str_trim(cp_str_split(&lower, ' '));
        if (word.len > 3)
            cp_table_add(words, word);
    }
    return words;
}

static double likeness(const struct cp_table *a, const struct cp_table *b)
{
    uint32_t n = cp_table_count(a), m = cp_table_count(b), both = 0;
    for (uint32_t i = 0; i < n; i++)
        both += cp_table_find(b, cp_table_key(a, i)) != CP_NONE;
    return n + m > both ? (double)both / (n + m - both) : 0.0;
}

// 0: not the same act; else the more they have in common, the higher.
static double compare(const struct act *a, const struct act *b)
{
    if (a->document == b->document || !dates_agree(a->fact->date, b->fact->date))
        return 0.0;
    unsigned targets = SHARED(a->targets, b->targets), goods = SHARED(a->goods, b->goods);
    if (a->targets.count && b->targets.count && !targets)
        return 0.0;
    bool dated = a->fact->date.year && b->fact->date.year;
    bool precise = dated && a->fact->date.month && b->fact->date.month;
    return 1.0 + (targets > 0) * 2.0 + (goods > 0) + precise * 2.0 + dated;
}

// Acts under one key: type, state, and a target or a good.
static void block(struct fold *fold, struct cp_table *blocks, number_vec *members, uint32_t act, char role, uint32_t other)
{
    const struct act *a = &fold->acts.items[act];
    for (size_t s = 0; s < a->states.count; s++) {
        struct cp_str key = cp_str_format(fold->run, "%d/%u/%c%u", (int)a->fact->type, a->states.items[s], role, other);
        uint32_t number = cp_table_add(blocks, key);
        *CP_PUSH(fold->run, &members[number]) = act;
    }
}

static size_t most_blocks(const struct fold *fold)
{
    size_t n = 0;
    for (size_t i = 0; i < fold->acts.count; i++) {
        const struct act *a = &fold->acts.items[i];
        n += a->states.count * (a->targets.count + a->goods.count);
    }
    return n;
}

static bool worth_joining(const struct act *a, const struct act *b, double alike, double score)
{
    bool dated = a->fact->date.year && b->fact->date.year;
    bool precise = dated && a->fact->date.month && b->fact->date.month;
    if (!dated)
        return alike >= 0.5 && score >= 3.0;
    return precise ? score >= 4.0 : alike >= 0.25 && score >= 3.0;
}

static int best_first(const void *x, const void *y)
{
    const struct pair *p = x, *q = y;
    if (p->score != q->score)
        return p->score > q->score ? -1 : 1;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return p->b < q->b ? -1 : p->b > q->b;
}

static void find_pairs(struct fold *fold, pair_vec *pairs)
{
    struct cp_table *blocks = cp_table_new(fold->run);
    number_vec *members = CP_NEW_ARRAY(fold->run, most_blocks(fold) + 1, number_vec);
    struct cp_table **words = CP_NEW_ARRAY(fold->run, fold->acts.count + 1, struct cp_table *);
    for (uint32_t i = 0; i < fold->acts.count; i++) {
        const struct act *a = &fold->acts.items[i];
        words[i] = words_of(fold, a->fact);
        for (size_t k = 0; k < a->targets.count; k++)
            block(fold, blocks, members, i, 't', a->targets.items[k]);
        for (size_t k = 0; k < a->goods.count; k++)
            block(fold, blocks, members, i, 'g', a->goods.items[k]);
    }
    for (uint32_t n = 0; n < cp_table_count(blocks); n++) {
        size_t count = members[n].count < LARGEST_BLOCK ? members[n].count : LARGEST_BLOCK;
        for (size_t i = 0; i < count; i++)
            for (size_t j = i + 1; j < count; j++) {
                uint32_t x = members[n].items[i], y = members[n].items[j];
                const struct act *a = &fold->acts.items[x], *b = &fold->acts.items[y];
                double alike = likeness(words[x], words[y]), score = x == y ? 0.0 : compare(a, b) + alike * 2;
                if (score > alike * 2 && worth_joining(a, b, alike, score))
                    *CP_PUSH(fold->run, pairs) = (struct pair){x, y, score};
            }
    }
}

static uint32_t root_of(const struct fold *fold, uint32_t act)
{
    while (fold->acts.items[act].cluster != act)
        act = fold->acts.items[act].cluster;
    return act;
}

static bool share_document(const struct fold *fold, uint32_t a, uint32_t b, const uint32_t *next)
{
    for (uint32_t i = a; i != CP_NONE; i = next[i])
        for (uint32_t j = b; j != CP_NONE; j = next[j])
            if (fold->acts.items[i].document == fold->acts.items[j].document ||
                !dates_agree(fold->acts.items[i].fact->date, fold->acts.items[j].fact->date))
                return true;
    return false;
}

void cp_graph_resolve(struct fold *fold)
{
    size_t n = fold->acts.count;
    uint32_t *next = CP_NEW_ARRAY(fold->run, n + 1, uint32_t); // members of a cluster, in a chain from its root
    pair_vec pairs = {0};
    for (uint32_t i = 0; i < n; i++) {
        fold->acts.items[i].cluster = i;
        next[i] = CP_NONE;
    }
    find_pairs(fold, &pairs);
    if (pairs.count)
        qsort(pairs.items, pairs.count, sizeof *pairs.items, best_first);
    for (size_t i = 0; i < pairs.count; i++) {
        uint32_t a = root_of(fold, pairs.items[i].a), b = root_of(fold, pairs.items[i].b);
        if (a == b || share_document(fold, a, b, next))
            continue;
        uint32_t low = a < b ? a : b, high = a < b ? b : a, last = low;
        while (next[last] != CP_NONE)
            last = next[last];
        next[last] = high;
        fold->acts.items[high].cluster = low;
    }
    for (uint32_t i = 0; i < n; i++)
        fold->acts.items[i].cluster = root_of(fold, i);
}
