// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// The frustration index: over all ways to put nodes into two camps, the fewest pairs against it (a friend in the
// other camp, a foe in one's own). It is as hard as the maximum cut. Nodes that hang on one pair only are never
// against anything and are taken away first, then those that are left with one, and so on; what remains falls into
// components, which add up.
//
// Each is first cut by local search from many random beginnings. Then Russian doll search (Verfaillie, Lemaître and
// Schiex 1996) proves how few it must be: the index of the last k nodes of an order is found for k = 1, 2, …, by
// branch and bound; that of the last k is a bound for the search over the last k + 1. A branch is left when the pairs
// against it, plus for each node without a camp the lesser of what either camp would cost it, plus the index of these
// nodes among themselves, are no fewer than the best known. The search gives up after a number of branches that is
// fixed, so that the answer does not depend on the machine; the index of the last nodes that were done is then what
// the whole must have at least.
#include "signs_p.h"

#include <string.h>

enum { LARGEST = 500, STARTS = 64, BRANCHES = 20000000, STRIDE = 65536 };

struct search {
    const struct cp_signs *signs;
    const bool *alive;       // nodes that are left after taking away
    uint8_t *camp;           // of the best cut known
    // of the component at hand
    uint32_t *order;
    size_t size;
    uint32_t *cost[2];       // pairs with placed nodes that camp 0 or 1 would put a node against
    uint8_t *side, *best_side;
    bool *placed;            // by node: has a camp in this branch
    bool *inside;            // by node: belongs to the nodes that are searched
    size_t *doll;            // index of order[i …] among themselves
    size_t waiting;          // sum over nodes without a camp of the lesser cost
    size_t best;
    size_t branches;         // left
    const struct cp_progress *progress;
};

static size_t lesser(const struct search *s, uint32_t v)
{
    return s->cost[0][v] < s->cost[1][v] ? s->cost[0][v] : s->cost[1][v];
}

// ---------------------------------------------------------------- branch and bound

// What a camp for v means for its neighbours; `step` is 1 to place it and -1 to take it back.
static void place(struct search *s, uint32_t v, unsigned side, int step)
{
    const struct cp_signs *signs = s->signs;
    s->placed[v] = step > 0;
    for (size_t a = signs->row[v]; a < signs->row[v + 1]; a++) {
        uint32_t w = signs->head[a];
        if (!s->inside[w] || s->placed[w])
            continue;
        s->waiting -= lesser(s, w);
        s->cost[signs->sign[a] > 0 ? 1 - side : side][w] += (uint32_t)step;
        s->waiting += lesser(s, w);
    }
}

static void keep(struct search *s, size_t from, size_t against)
{
    s->best = against;
    for (size_t i = from; i < s->size; i++)
        s->best_side[s->order[i]] = s->side[s->order[i]];
}

static void tell_of_branches(const struct search *s)
{
    if (s->branches % STRIDE == 0)
        cp_progress_tell(s->progress, "frustration index: branches, at most", BRANCHES - s->branches, BRANCHES);
}

// order[at …] have no camp yet; `against` pairs among the others are against theirs.
static void branch(struct search *s, size_t from, size_t at, size_t against)
{
    if (at == s->size) {
        keep(s, from, against);
        return;
    }
    uint32_t v = s->order[at];
    unsigned first = s->cost[1][v] < s->cost[0][v];
    for (unsigned turn = 0; turn < 2 && s->branches && s->best > s->doll[from + 1]; turn++) {
        unsigned side = turn ? 1 - first : first;
        size_t sum = against + s->cost[side][v], was = s->waiting;
        s->branches--;
        tell_of_branches(s);
        s->side[v] = (uint8_t)side;
        s->waiting -= lesser(s, v);
        place(s, v, side, 1);
        if (sum + s->waiting + s->doll[at + 1] < s->best)
            branch(s, from, at + 1, sum);
        place(s, v, side, -1);
        s->waiting = was;
    }
}

// The index of order[from …], when that of the nodes behind the first is known, with its camps in best_side.
static bool solve_doll(struct search *s, size_t from)
{
    const struct cp_signs *signs = s->signs;
    uint32_t v = s->order[from];
    size_t against[2] = {0, 0};
    s->inside[v] = true;
    for (size_t a = signs->row[v]; a < signs->row[v + 1]; a++)
        if (s->inside[signs->head[a]])
            against[signs->sign[a] > 0 ? 1 - s->best_side[signs->head[a]] : s->best_side[signs->head[a]]]++;
    s->best_side[v] = against[1] < against[0];
    s->best = s->doll[from + 1] + against[s->best_side[v]];
    if (against[s->best_side[v]]) { // both camps are alike: v stays in the first
        s->side[v] = 0;
        place(s, v, 0, 1);
        branch(s, from, from + 1, 0);
        place(s, v, 0, -1);
    }
    s->doll[from] = s->best;
    return s->branches > 0;
}

// ---------------------------------------------------------------- local search

static size_t count_against(const struct search *s, const uint8_t *side)
{
    size_t against = 0;
    for (size_t i = 0; i < s->size; i++) {
        uint32_t v = s->order[i];
        for (size_t a = s->signs->row[v]; a < s->signs->row[v + 1]; a++)
            if (s->alive[s->signs->head[a]] && s->signs->head[a] > v)
                against += (s->signs->sign[a] > 0) != (side[v] == side[s->signs->head[a]]);
    }
    return against;
}

static bool should_turn(const struct search *s, uint32_t v)
{
    size_t against = 0, all = 0;
    for (size_t a = s->signs->row[v]; a < s->signs->row[v + 1]; a++) {
        uint32_t w = s->signs->head[a];
        if (!s->alive[w])
            continue;
        against += (s->signs->sign[a] > 0) != (s->side[v] == s->side[w]);
        all++;
    }
    return 2 * against > all;
}

static void improve(struct search *s, uint64_t *state, size_t *best)
{
    for (size_t i = 0; i < s->size; i++)
        s->side[s->order[i]] = cp_random(state) & 1;
    for (bool turned = true; turned;) { // ends: each turn takes a pair away
        turned = false;
        for (size_t i = 0; i < s->size; i++)
            if (should_turn(s, s->order[i])) {
                s->side[s->order[i]] ^= 1;
                turned = true;
            }
    }
    size_t against = count_against(s, s->side);
    if (against >= *best)
        return;
    *best = against;
    for (size_t i = 0; i < s->size; i++)
        s->camp[s->order[i]] = s->side[s->order[i]];
}

// ---------------------------------------------------------------- components

static bool *take_away(struct cp_arena *run, const struct cp_signs *signs, uint32_t *taken, size_t *count)
{
    bool *alive = CP_NEW_ARRAY(run, signs->nodes + 1, bool);
    size_t *degree = CP_NEW_ARRAY(run, signs->nodes + 1, size_t);
    *count = 0;
    for (uint32_t v = 0; v < signs->nodes; v++) {
        degree[v] = signs->row[v + 1] - signs->row[v];
        alive[v] = degree[v] > 1;
        if (!alive[v])
            taken[(*count)++] = v;
    }
    for (size_t i = 0; i < *count; i++)
        for (size_t a = signs->row[taken[i]]; a < signs->row[taken[i] + 1]; a++) {
            uint32_t w = signs->head[a];
            if (alive[w] && --degree[w] < 2) {
                alive[w] = false;
                taken[(*count)++] = w;
            }
        }
    return alive;
}

// In the reverse of their going, they take the camp that the one neighbour already there wants.
static void put_back(const struct cp_signs *signs, bool *alive, const uint32_t *taken, size_t count, uint8_t *camp)
{
    while (count--) {
        uint32_t v = taken[count];
        for (size_t a = signs->row[v]; a < signs->row[v + 1]; a++)
            if (alive[signs->head[a]])
                camp[v] = signs->sign[a] > 0 ? camp[signs->head[a]] : 1 - camp[signs->head[a]];
        alive[v] = true;
    }
}

// The component of v into `order`; each next node is one with most neighbours among those before it, and the search's
// order is the reverse: its last nodes are tied to each other most.
static void collect(struct search *s, uint32_t v, uint32_t *ties, bool *seen)
{
    s->size = 0;
    s->order[s->size++] = v;
    seen[v] = true;
    for (size_t i = 0; i < s->size; i++) {
        size_t next = i;
        for (size_t j = i + 1; s->size <= LARGEST && j < s->size; j++)
            if (ties[s->order[j]] > ties[s->order[next]])
                next = j;
        uint32_t u = s->order[next];
        s->order[next] = s->order[i];
        s->order[i] = u;
        for (size_t a = s->signs->row[u]; a < s->signs->row[u + 1]; a++) {
            uint32_t w = s->signs->head[a];
            if (!s->alive[w])
                continue;
            ties[w]++;
            if (!seen[w])
                s->order[s->size++] = w;
            seen[w] = true;
        }
    }
    for (size_t i = 0; i < s->size / 2; i++) {
        uint32_t u = s->order[i];
        s->order[i] = s->order[s->size - 1 - i];
        s->order[s->size - 1 - i] = u;
    }
}

// Adds the component's index to *most, and to *least what was proved of it.
static void solve(struct search *s, uint64_t *state, size_t *least, size_t *most)
{
    size_t best = SIZE_MAX, at = s->size;
    size_t starts = s->size > LARGEST ? 4 : STARTS;
    for (size_t i = 0; i < starts; i++) {
        improve(s, state, &best);
        if (s->size > LARGEST)
            cp_progress_tell(s->progress, "frustration index: local searches", i + 1, starts);
    }
    s->waiting = 0;
    s->doll[s->size] = 0;
    bool going = s->size <= LARGEST;
    while (going && at && s->doll[at] < best)
        going = solve_doll(s, --at);
    if (!at && s->best < best) {
        best = s->best;
        for (size_t i = 0; i < s->size; i++)
            s->camp[s->order[i]] = s->best_side[s->order[i]];
    }
    if (s->size <= LARGEST) // a doll that was left unfinished proves nothing
        *least += going ? s->doll[at] : s->doll[at + 1];
    *most += best;
}

void cp_frustrate(struct cp_arena *run, const struct cp_signs *signs, unsigned seed, const struct cp_progress *progress,
                  uint8_t *camp, size_t *least, size_t *most)
{
    size_t n = signs->nodes + 1, taken_count, proved = 0;
    uint32_t *taken = CP_NEW_ARRAY(run, n, uint32_t), *ties = CP_NEW_ARRAY(run, n, uint32_t);
    bool *alive = take_away(run, signs, taken, &taken_count), *seen = CP_NEW_ARRAY(run, n, bool);
    struct search s = {.signs = signs, .alive = alive, .camp = camp, .order = CP_NEW_ARRAY(run, n, uint32_t),
                       .cost = {CP_NEW_ARRAY(run, n, uint32_t), CP_NEW_ARRAY(run, n, uint32_t)},
                       .side = CP_NEW_ARRAY(run, n, uint8_t), .best_side = CP_NEW_ARRAY(run, n, uint8_t),
                       .placed = CP_NEW_ARRAY(run, n, bool), .inside = CP_NEW_ARRAY(run, n, bool),
                       .doll = CP_NEW_ARRAY(run, n + 1, size_t), .branches = BRANCHES,
                       .progress = progress};
    uint64_t state = seed;
    *most = 0;
    for (uint32_t v = 0; v < signs->nodes; v++) {
        if (!alive[v] || seen[v])
            continue;
        collect(&s, v, ties, seen);
        solve(&s, &state, &proved, most);
    }
    cp_progress_tell(progress, "frustration index: branches, at most", BRANCHES, BRANCHES);
    *least = proved > *least ? proved : *least;
    put_back(signs, alive, taken, taken_count, camp);
}
