// SPDX-License-Identifier: GPL-3.0-or-later
//
// Learning which decisions are known beforehand (src/parse/sure.h): all of the text is read once more, by models that
// learned from the other part of it, and it is counted how often they decide alike where the same is seen.
#include "stages.h"

#include "sure.h"

#include <stdlib.h>
#include <string.h>

// A majority vote (Boyer and Moore): `votes` is how many more decisions were for the class than against it.
struct seen {
    uint64_t hash; // 0: free
    uint32_t n, votes;
    uint8_t class;
};

enum { SEEN_BITS = 23, LEAST = 60, PER_THOUSAND = 2 };

struct counting {
    const struct trained *t;
    struct seen *seen;
    size_t used;
    struct cp_state state;
    int16_t head[CP_ROOM];
    uint8_t label[CP_ROOM];
};

static void count(struct counting *counting, uint64_t hash, unsigned class)
{
    const size_t mask = ((size_t)1 << SEEN_BITS) - 1;
    size_t at = (size_t)hash & mask;
    while (counting->seen[at].hash && counting->seen[at].hash != hash)
        at = (at + 1) & mask;
    struct seen *seen = &counting->seen[at];
    if (!seen->hash) {
        if (counting->used * 4 > mask * 3) // what comes so late is seldom
            return;
        counting->used++;
        seen->hash = hash;
    }
    if (seen->votes == 0)
        seen->class = (uint8_t)class;
    seen->votes += seen->class == class ? 1u : -1u;
    seen->n++;
}

// Goes through the moves of a row again.
static void count_moves(struct counting *counting, const struct cp_row *row)
{
    struct cp_row again = *row;
    struct cp_state *state = &counting->state;
    again.head = counting->head;
    again.label = counting->label;
    cp_state_start(state, &again, &counting->t->header.marks);
    for (int k = 0; k < row->steps; k++) {
        const int move = row->trace[k] & 3;
        int forced, head, child;
        if (!cp_state_forced(state, &forced))
            count(counting, cp_sure_move(state), (unsigned)move);
        if (move == CP_MOVE_SHIFT) {
            cp_state_shift(state);
            continue;
        }
        cp_state_arc(state, move, &head, &child);
        count(counting, cp_sure_label(row, head, child), row->label[child]);
        cp_state_attach(state, move, head, child, row->label[child]);
    }
}

static void count_row(void *context, const struct cp_row *row, size_t sentence)
{
    struct counting *counting = context;
    (void)sentence;
    for (int i = 0; i < row->count; i++) {
        count(counting, cp_sure_outline(row, i), row->outline[i + CP_PAD]);
        if (!(row->looks[i + CP_PAD].flags & CP_WORD_NO_NAME))
            count(counting, cp_sure_name(row, i), row->name[i + CP_PAD]);
    }
    count_moves(counting, row);
}

static bool is_sure(const struct seen *seen)
{
    return seen->n >= LEAST && seen->class < CP_SURE_CLASSES &&
           (uint64_t)(seen->n - seen->votes) * 1000 <= (uint64_t)seen->n * 2 * PER_THOUSAND;
}

static int by_frequency(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;
    return x->n != y->n ? (x->n < y->n ? 1 : -1) : (x->hash > y->hash) - (x->hash < y->hash);
}

static bool add_entry(uint32_t *table, uint32_t lines, const struct seen *seen)
{
    for (unsigned tries = 0; tries < CP_SURE_TRIES; tries++) {
        uint32_t *slot = &table[cp_sure_slot(seen->hash, lines, tries)];
        if (!*slot) {
            *slot = cp_sure_entry(seen->hash, seen->class);
            return true;
        }
    }
    return false;
}

void cp_train_learn_sure(struct trained *t, const struct plan *plan, const struct corpus *c)
{
    struct counting *counting = calloc(1, sizeof *counting);
    const uint32_t lines = plan->table_lines[CP_TABLE_SURE], most = lines * CP_SURE_IN_LINE / 4 * 3;
    uint32_t *table = (uint32_t *)(void *)t->tables[CP_TABLE_SURE];
    size_t sure = 0, kept = 0, decisions = 0, known = 0;
    if (!counting || !(counting->seen = calloc((size_t)1 << SEEN_BITS, sizeof *counting->seen)))
        exit(2);
    memset(table, 0, (size_t)64 * lines);
    counting->t = t;
    cp_train_each_fold(t, plan, c, cp_train_read_once, count_row, counting);
    for (size_t i = 0; i < (size_t)1 << SEEN_BITS; i++) {
        decisions += counting->seen[i].n;
        if (is_sure(&counting->seen[i]))
            counting->seen[sure++] = counting->seen[i];
    }
    qsort(counting->seen, sure, sizeof *counting->seen, by_frequency);
    for (size_t i = 0; i < sure && kept < most; i++)
        if (add_entry(table, lines, &counting->seen[i])) {
            kept++;
            known += counting->seen[i].n;
        }
    cp_train_tell(plan, "sure\n  %zu of %zu kept, for %.1f %% of the decisions\n", kept, sure,
                  100.0 * (double)known / (double)(decisions + 1));
    free(counting->seen);
    free(counting);
}
