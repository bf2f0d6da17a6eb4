// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
//
// What a measure is called and what is said of it, when several documents tell it: by vote, so that one document more seldom
// changes a name that somebody has noted down.
#include "fold.h"

#include <string.h>

enum { LONGEST_SLUG = 40 };

// Cut at a word's end, so that ids stay short.
static struct cp_str slug(struct cp_arena *run, struct cp_str name)
{
    struct cp_str whole = cp_str_slug(run, name);
    size_t len = whole.len;
    for (size_t i = LONGEST_SLUG; i < whole.len && len == whole.len; i++)
        if (whole.ptr[i] == '-')
            len = i;
    return cp_str_slice(whole, 0, len);
}

// ---------------------------------------------------------------- votes

static const cp_numbers *states_of(const struct act *act)
{
    return &act->states;
}

static const cp_numbers *imposers_of(const struct act *act)
{
    return &act->imposers;
}

static const cp_numbers *targets_of(const struct act *act)
{
    return &act->targets;
}

static const cp_numbers *goods_of(const struct act *act)
{
    return &act->goods;
}

// The number that most of the acts have; among equals the one whose key sorts first. CP_NONE if none has any.
static uint32_t most_common(struct fold *fold, const cp_numbers *acts, const struct cp_table *keys,
                            const cp_numbers *(*of)(const struct act *act))
{
    uint32_t best = CP_NONE;
    size_t most = 0;
    for (size_t i = 0; i < acts->count; i++) {
        const cp_numbers *numbers = of(&fold->acts.items[acts->items[i]]);
        for (size_t k = 0; k < numbers->count; k++) {
            cp_numbers one = {&numbers->items[k], 1, 1};
            size_t votes = 0;
            for (size_t j = 0; j < acts->count; j++)
                votes += cp_numbers_shared(&one, of(&fold->acts.items[acts->items[j]]));
            bool sooner = best != CP_NONE && votes == most &&
                          cp_str_compare(cp_table_key(keys, one.items[0]), cp_table_key(keys, best)) < 0;
            if (votes > most || sooner) {
                most = votes;
                best = one.items[0];
            }
        }
    }
    return best;
}

static enum cp_measure_type choose_type(const struct fold *fold, const cp_numbers *acts)
{
    unsigned votes[CP_MEASURE_COUNT] = {0};
    enum cp_measure_type best = CP_MEASURE_OTHER;
    for (size_t i = 0; i < acts->count; i++)
        votes[fold->acts.items[acts->items[i]].fact->type]++;
    votes[CP_MEASURE_OTHER] = 0; // any other says more
    for (int t = 0; t < CP_MEASURE_COUNT; t++)
        if (votes[t] > votes[best])
            best = (enum cp_measure_type)t;
    return best;
}

// The label that shares most words with those of the other tellings; the shorter one of equals.
static struct cp_str choose_label(const struct fold *fold, const cp_numbers *acts)
{
    struct cp_str best = {"", 0};
    size_t most = 0;
    for (size_t i = 0; i < acts->count; i++) {
        const struct act *act = &fold->acts.items[acts->items[i]];
        size_t votes = 0;
        for (size_t j = 0; j < acts->count; j++)
            votes += cp_numbers_shared(&act->label_words, &fold->acts.items[acts->items[j]].label_words) +
                     2 * cp_str_equal(act->fact->label, fold->acts.items[acts->items[j]].fact->label);
        struct cp_str label = act->fact->label;
        bool better = votes > most || !best.len;
        if (!better && votes == most)
            better = label.len != best.len ? label.len < best.len : cp_str_compare(label, best) < 0;
        if (better) {
            most = votes;
            best = label;
        }
    }
    return best;
}

static bool begins_with(struct cp_date date, struct cp_date part)
{
    return part.year && date.year == part.year && (!part.month || date.month == part.month) &&
           (!part.day || date.day == part.day);
}

// The most precise; of several, the one that most tellings agree with; of these the first in time.
static struct cp_date choose_date(const struct fold *fold, const cp_numbers *acts)
{
    struct cp_date best = {0};
    size_t most = 0;
    for (size_t i = 0; i < acts->count; i++) {
        struct cp_date date = fold->acts.items[acts->items[i]].fact->date;
        size_t votes = 0;
        for (size_t j = 0; j < acts->count; j++)
            votes += begins_with(date, fold->acts.items[acts->items[j]].fact->date);
        int finer = cp_date_precision(date) - cp_date_precision(best);
        if (finer > 0 || (finer == 0 && (votes > most || (votes == most && cp_date_compare(date, best) < 0)))) {
            most = votes;
            best = date;
        }
    }
    return best;
}

// What the latest document says; but an act that has come about is planned no more.
static enum cp_measure_status choose_status(const struct fold *fold, const cp_numbers *acts)
{
    enum cp_measure_status best = CP_STATUS_NONE;
    struct cp_date latest = {0};
    for (size_t i = 0; i < acts->count; i++) {
        const struct act *act = &fold->acts.items[acts->items[i]];
        enum cp_measure_status status = act->fact->status;
        struct cp_date date = fold->documents[act->document]->date;
        bool best_done = best > CP_STATUS_PLANNED, done = status > CP_STATUS_PLANNED;
        int order = cp_date_compare(date, latest);
        if (done != best_done ? done : order > 0 || (order == 0 && status > best)) {
            best = status;
            latest = date;
        }
    }
    return best;
}

// ---------------------------------------------------------------- the id

// "cty:CN" → "cn", "com:micron-technology" → "micron-technology".
static struct cp_str short_id(const struct fold *fold, uint32_t entity)
{
    struct cp_str id = cp_table_key(fold->ids, entity);
    size_t colon = cp_str_find(id, CP_STR(":"), 0);
    return slug(fold->run, colon == SIZE_MAX ? id : cp_str_slice(id, colon + 1, id.len));
}

static struct cp_str add_part(struct fold *fold, struct cp_str id, struct cp_str part)
{
    bool first = id.len && id.ptr[id.len - 1] == ':';
    return cp_str_format(fold->run, CP_FMT "%s" CP_FMT, CP_ARG(id), first ? "" : "-", CP_ARG(part));
}

static struct cp_str choose_id(struct fold *fold, const cp_numbers *acts, const struct cp_graph_node *node,
                               struct cp_table *taken)
{
    struct cp_str id = CP_STR("msr:");
    uint32_t state = most_common(fold, acts, fold->codes, states_of);
    uint32_t by = state == CP_NONE ? most_common(fold, acts, fold->ids, imposers_of) : CP_NONE;
    if (state != CP_NONE)
        id = add_part(fold, id, slug(fold->run, cp_table_key(fold->codes, state)));
    else if (by != CP_NONE)
        id = add_part(fold, id, short_id(fold, by));
    id = add_part(fold, id, slug(fold->run, cp_str_from(cp_measure_words(node->type))));
    uint32_t about = most_common(fold, acts, fold->ids, targets_of);
    if (about == CP_NONE)
        about = most_common(fold, acts, fold->ids, goods_of);
    if (about != CP_NONE)
        id = add_part(fold, id, short_id(fold, about));
    if (node->date.year)
        id = cp_str_format(fold->run, CP_FMT "-%d", CP_ARG(id), node->date.year);
    struct cp_str unique = id;
    for (unsigned n = 2; cp_table_find(taken, unique) != CP_NONE || cp_table_find(fold->ids, unique) != CP_NONE; n++)
        unique = cp_str_format(fold->run, CP_FMT "-%u", CP_ARG(id), n);
    cp_table_add(taken, unique);
    return unique;
}

void cp_graph_name_measure(struct fold *fold, const cp_numbers *acts, struct cp_table *taken, struct cp_graph_node *node)
{
    node->kind = CP_KIND_MEASURE;
    node->type = choose_type(fold, acts);
    node->status = choose_status(fold, acts);
    node->date = choose_date(fold, acts);
    node->label = choose_label(fold, acts);
    node->id = choose_id(fold, acts, node, taken);
}
