// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
//
// Which tellings of different documents become one measure. Pairs to compare are found by blocks: acts of one state
// that share a target, a good, a word of the label or a second state behind them; and, whoever imposes them, those
// that share a good or a target that is no state, for tellings that leave out who does. In a large block each is
// compared with those next to it in time. Pairs that score enough are joined, the most alike first, unless two acts
// of one document would come into a cluster (that document has set them apart) or the two clusters as wholes do not
// go together. All of it follows the fixed order of documents, so it depends on the set of facts only.
#include "fold.h"

#include <math.h>
#include <stdlib.h>

enum { NEIGHBOURS = 32, MOST_COMPARED = 12 };
static const double LEAST_MEAN = -0.5, CANNOT_BE = -4.0, MOST_THAT_CANNOT = 0.25;

struct member { // an act in a block
    uint64_t block;
    int32_t day;
    uint32_t act;
    bool anybodys; // only those of which one has no imposer are compared
};

struct pair {
    double score;
    uint32_t a, b;
};

struct resolving {
    struct fold *fold;
    CP_VEC(struct member) members;
    CP_VEC(uint64_t) candidates; // the lower act, the higher act
    CP_VEC(struct pair) pairs;
    uint32_t *next; // members of a cluster, in a chain from its root
};

// ---------------------------------------------------------------- candidates

enum sharing { TARGET, GOOD, WORD, PARTNER };
enum { MOST_PARTNERS = 4 }; // more sign a declaration, and no deal
static const uint32_t ALONE = 1u << 31, ANYBODY = UINT32_MAX;

static void enter_all(struct resolving *r, uint32_t number, uint32_t state, enum sharing sharing, const cp_numbers *others)
{
    const struct act *act = &r->fold->acts.items[number];
    struct cp_date date = act->fact->date.year ? act->fact->date : r->fold->documents[act->document]->date;
    for (size_t i = 0; i < others->count; i++) {
        uint32_t key[3] = {state, (uint32_t)sharing, others->items[i]};
        uint64_t block = cp_str_hash((struct cp_str){(const char *)key, sizeof key});
        *CP_PUSH(r->fold->run, &r->members) = (struct member){block, cp_date_days(date), number, state == ANYBODY};
    }
}

static void enter(struct resolving *r, uint32_t number, uint32_t state)
{
    const struct act *act = &r->fold->acts.items[number];
    enter_all(r, number, state, TARGET, &act->targets);
    enter_all(r, number, state, GOOD, &act->goods);
    enter_all(r, number, state, WORD, &act->label_words);
    for (size_t i = 0; i < act->states.count && act->states.count <= MOST_PARTNERS; i++) {
        cp_numbers one = {&act->states.items[i], 1, 1};
        if (act->states.items[i] > state)
            enter_all(r, number, state, PARTNER, &one);
    }
}

// Under anybody's name, by its goods and by its targets but for states.
static void enter_for_anybody(struct resolving *r, uint32_t number)
{
    const struct act *act = &r->fold->acts.items[number];
    enter_all(r, number, ANYBODY, GOOD, &act->goods);
    for (size_t i = 0; i < act->targets.count; i++) {
        cp_numbers one = {&act->targets.items[i], 1, 1};
        if (r->fold->entities.items[act->targets.items[i]].kind != CP_KIND_COUNTRY)
            enter_all(r, number, ANYBODY, TARGET, &one);
    }
}

static int by_block(const void *x, const void *y)
{
    const struct member *a = x, *b = y;
    if (a->block != b->block)
        return a->block < b->block ? -1 : 1;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return a->act < b->act ? -1 : a->act > b->act;
}

static int by_value(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

static bool are_candidates(const struct resolving *r, const struct member *a, const struct member *b)
{
    const struct act *x = &r->fold->acts.items[a->act], *y = &r->fold->acts.items[b->act];
    return x->document != y->document && (!a->anybodys || !x->imposers.count != !y->imposers.count);
}

static void enter_acts(struct resolving *r)
{
    for (uint32_t i = 0; i < r->fold->acts.count; i++) {
        const struct act *act = &r->fold->acts.items[i];
        for (size_t s = 0; s < act->states.count; s++)
            enter(r, i, act->states.items[s]);
        for (size_t s = 0; s < act->alone.count; s++) // behind whom no state is known: they stand for themselves
            enter(r, i, ALONE + act->alone.items[s]);
        enter_for_anybody(r, i);
    }
}

static void find_candidates(struct resolving *r)
{
    enter_acts(r);
    size_t n = r->members.count;
    if (n)
        qsort(r->members.items, n, sizeof *r->members.items, by_block);
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n && j <= i + NEIGHBOURS && r->members.items[j].block == r->members.items[i].block; j++) {
            uint32_t a = r->members.items[i].act, b = r->members.items[j].act;
            if (are_candidates(r, &r->members.items[i], &r->members.items[j]))
                *CP_PUSH(r->fold->run, &r->candidates) = (uint64_t)(a < b ? a : b) << 32 | (a < b ? b : a);
        }
    if (r->candidates.count)
        qsort(r->candidates.items, r->candidates.count, sizeof *r->candidates.items, by_value);
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

static void score_candidates(struct resolving *r)
{
    for (size_t i = 0; i < r->candidates.count; i++) {
        uint64_t c = r->candidates.items[i];
        if (i && c == r->candidates.items[i - 1])
            continue;
        uint32_t a = (uint32_t)(c >> 32), b = (uint32_t)c;
        double score = cp_graph_alike(r->fold, &r->fold->acts.items[a], &r->fold->acts.items[b]);
        if (score > r->fold->least_score)
            *CP_PUSH(r->fold->run, &r->pairs) = (struct pair){score, a, b};
    }
    if (r->pairs.count)
        qsort(r->pairs.items, r->pairs.count, sizeof *r->pairs.items, best_first);
}

// ---------------------------------------------------------------- clusters

static uint32_t root_of(struct fold *fold, uint32_t act)
{
    while (fold->acts.items[act].cluster != act) {
        uint32_t up = fold->acts.items[act].cluster;
        fold->acts.items[act].cluster = fold->acts.items[up].cluster; // shorten the way for the next one
        act = up;
    }
    return act;
}

static bool share_document(const struct resolving *r, uint32_t a, uint32_t b)
{
    for (uint32_t i = a; i != CP_NONE; i = r->next[i])
        for (uint32_t j = b; j != CP_NONE; j = r->next[j])
            if (r->fold->acts.items[i].document == r->fold->acts.items[j].document)
                return true;
    return false;
}

// Of large clusters the first members speak for the others.
static bool go_together(const struct resolving *r, uint32_t a, uint32_t b)
{
    double sum = 0, least = fmax(r->fold->least_score, CANNOT_BE);
    unsigned compared = 0, impossible = 0, rows = 0;
    for (uint32_t i = a; i != CP_NONE && rows < MOST_COMPARED; i = r->next[i], rows++) {
        unsigned columns = 0;
        for (uint32_t j = b; j != CP_NONE && columns < MOST_COMPARED; j = r->next[j], columns++) {
            double score = cp_graph_alike(r->fold, &r->fold->acts.items[i], &r->fold->acts.items[j]) - least;
            impossible += isinf(score) != 0;
            sum += score > CANNOT_BE ? score : CANNOT_BE;
            compared++;
        }
    }
    return impossible <= MOST_THAT_CANNOT * compared && sum >= LEAST_MEAN * compared;
}

static void join(struct resolving *r, uint32_t a, uint32_t b)
{
    uint32_t low = a < b ? a : b, high = a < b ? b : a, last = low;
    while (r->next[last] != CP_NONE)
        last = r->next[last];
    r->next[last] = high;
    r->fold->acts.items[high].cluster = low;
}

void cp_graph_resolve(struct fold *fold)
{
    size_t n = fold->acts.count;
    struct resolving r = {.fold = fold};
    r.next = CP_NEW_ARRAY(fold->run, n + 1, uint32_t);
    for (uint32_t i = 0; i < n; i++) {
        fold->acts.items[i].cluster = i;
        r.next[i] = CP_NONE;
    }
    find_candidates(&r);
    score_candidates(&r);
    for (size_t i = 0; i < r.pairs.count; i++) {
        uint32_t a = root_of(fold, r.pairs.items[i].a), b = root_of(fold, r.pairs.items[i].b);
        if (a != b && !share_document(&r, a, b) && go_together(&r, a, b))
            join(&r, a, b);
    }
    for (uint32_t i = 0; i < n; i++)
        fold->acts.items[i].cluster = root_of(fold, i);
}
