// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// Yen's k best paths without loops. Each path found is left at each of its nodes in turn: what is before stays, the
// ways on that were taken already are barred, and the best of the others is a candidate. Lawler: not before the node
// where the path itself left another, because what leaves there has been a candidate. That works for every order in
// which the best way on from a beginning can be found: by steps, by steps in order of time, and by the width of the
// narrowest step.
#include "paths_p.h"

#include <stdlib.h>
#include <string.h>

struct candidate {
    struct cp_path path;
    size_t left_at; // the node where it left the path that it came from
};

struct yen {
    struct cp_arena *run, *scratch;
    struct cp_roads *roads;
    const double *levels; // distinct widths, ascending
    size_t level_count;
    bool *barred;
    struct cp_trail trail;
    CP_VEC(struct candidate) candidates;
    CP_VEC(struct cp_path) found;
};

static int compare_paths(const struct cp_path *a, const struct cp_path *b, bool by_width)
{
    if (by_width && a->width != b->width)
        return a->width > b->width ? -1 : 1;
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    for (size_t i = 0; i <= a->length; i++)
        if (a->nodes[i] != b->nodes[i])
            return a->nodes[i] < b->nodes[i] ? -1 : 1;
    return 0;
}

// Takes the first `count` steps of a path again, by the earliest edges that are wide enough.
static bool walk_beginning(struct yen *y, const struct cp_path *path, size_t count)
{
    const struct cp_roads *roads = y->roads;
    y->trail.length = 0;
    y->trail.now = CP_BEGINNING;
    y->trail.nodes[0] = roads->query->from;
    for (size_t i = 0; i < count; i++) {
        uint32_t here = path->nodes[i], edge = CP_NONE;
        int32_t arrival = 0;
        size_t at = roads->out.first[here], end = roads->out.first[here + 1];
        while (at < end && roads->out.arcs[at].to != path->nodes[i + 1])
            at++;
        if (at < end)
            cp_roads_step(roads, &roads->out, at, end, y->trail.now, &edge, &arrival);
        if (edge == CP_NONE)
            return false;
        y->trail.edges[i] = edge;
        y->trail.nodes[i + 1] = path->nodes[i + 1];
        y->trail.now = arrival;
        y->trail.length++;
    }
    return true;
}

static bool try_width(struct yen *y, const struct cp_path *path, size_t count, double least)
{
    y->roads->least = least;
    cp_arena_reset(y->scratch);
    return walk_beginning(y, path, count) && cp_trail_continue(y->scratch, y->roads, &y->trail, y->barred);
}

// The widest way on, by halving: what can be walked at one width can be at each below it.
static bool find_widest(struct yen *y, const struct cp_path *path, size_t count)
{
    size_t low = 0, high = y->level_count; // a way at levels[low - 1], none at levels[high]
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (try_width(y, path, count, y->levels[middle]))
            low = middle + 1;
        else
            high = middle;
    }
    return low && try_width(y, path, count, y->levels[low - 1]);
}

static void close_beginning(struct yen *y, const struct cp_path *path, size_t count, bool closed)
{
    y->roads->closed[y->roads->query->from] = closed;
    for (size_t i = 1; i <= count; i++)
        y->roads->closed[path->nodes[i]] = closed;
}

// Bars the next nodes of all that was found with the same beginning; or lifts that.
static void bar_next(struct yen *y, const struct cp_path *path, size_t count, bool barred)
{
    for (size_t i = 0; i < y->found.count; i++) {
        const struct cp_path *other = &y->found.items[i];
        if (other->length > count && memcmp(other->nodes, path->nodes, (count + 1) * sizeof *path->nodes) == 0)
            y->barred[other->nodes[count + 1]] = barred;
    }
}

// The best path that shares the first `count` steps and then leaves all that are known.
static void add_candidate(struct yen *y, const struct cp_path *path, size_t count)
{
    bool by_width = y->roads->query->way == CP_PATH_WIDEST;
    close_beginning(y, path, count, true);
    if (path)
        bar_next(y, path, count, true);
    bool found = by_width ? find_widest(y, path, count) : try_width(y, path, count, -1);
    if (path)
        bar_next(y, path, count, false);
    close_beginning(y, path, count, false);
    if (found)
        *CP_PUSH(y->run, &y->candidates) = (struct candidate){cp_trail_keep(y->run, y->roads, &y->trail), count};
}

static bool take_best(struct yen *y, struct candidate *best)
{
    size_t at = 0;
    if (!y->candidates.count)
        return false;
    for (size_t i = 1; i < y->candidates.count; i++)
        if (compare_paths(&y->candidates.items[i].path, &y->candidates.items[at].path,
                          y->roads->query->way == CP_PATH_WIDEST) < 0)
            at = i;
    *best = y->candidates.items[at];
    y->candidates.items[at] = y->candidates.items[--y->candidates.count];
    return true;
}

static int by_value(const void *x, const void *y)
{
    const double *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

const double *cp_roads_levels(struct cp_arena *run, const struct cp_roads *roads, size_t *count)
{
    size_t n = roads->graph->edge_count;
    double *levels = CP_NEW_ARRAY(run, n + 1, double);
    *count = 0;
    if (n)
        memcpy(levels, roads->widths, n * sizeof *levels);
    qsort(levels, n, sizeof *levels, by_value);
    for (size_t i = 0; i < n; i++)
        if (!i || levels[i] != levels[*count - 1])
            levels[(*count)++] = levels[i];
    return levels;
}

void cp_paths_yen(struct cp_arena *run, struct cp_roads *roads, struct cp_path_answer *answer)
{
    size_t n = roads->graph->node_count;
    struct yen y = {
        .run = run,
        .scratch = cp_arena_new(),
        .roads = roads,
        .barred = CP_NEW_ARRAY(run, n + 1, bool),
        .trail = {.nodes = CP_NEW_ARRAY(run, n + 1, uint32_t), .edges = CP_NEW_ARRAY(run, n + 1, uint32_t)}};
    struct candidate best;
    if (!y.scratch) {
        answer->gave_up = true;
        return;
    }
    y.levels = cp_roads_levels(run, roads, &y.level_count);
    add_candidate(&y, NULL, 0);
    while (y.found.count < roads->query->count && take_best(&y, &best)) {
        *CP_PUSH(run, &y.found) = best.path;
        for (size_t i = best.left_at; i < best.path.length; i++)
            add_candidate(&y, &best.path, i);
        cp_progress_tell(roads->query->progress, "paths", y.found.count, roads->query->count);
    }
    cp_progress_tell(roads->query->progress, "paths", roads->query->count, roads->query->count);
    cp_arena_free(y.scratch);
    answer->paths = y.found.items;
    answer->count = y.found.count;
    answer->more = y.candidates.count != 0;
}
