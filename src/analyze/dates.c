// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// A map that reads from left to right: measures stand at their dates, all else at the mean of its neighbours', again and again until it
// rests. A gap between two dates is as wide as its root, so that a decade of silence does not press a busy month into a line. What the
// forces found decides what is above and what below; overlaps are then resolved up and down only.
#include "layout_p.h"

#include <math.h>
#include <stdlib.h>

enum { ROUNDS = 40 };
static const double WIDER = 2.4; // than the map that the forces made: time wants width

struct dated {
    int32_t day;
    uint32_t disc;
};

static int by_day(const void *x, const void *y)
{
    const struct dated *a = x, *b = y;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return a->disc < b->disc ? -1 : a->disc > b->disc;
}

// Puts the dated discs on a line from 0 to 1. Returns how many there are.
static size_t place_dated(struct cp_arena *run, const struct cp_graph *graph, struct component *c, bool *fixed)
{
    struct dated *dated = CP_NEW_ARRAY(run, c->disc_count + 1, struct dated);
    size_t count = 0;
    for (uint32_t i = 0; i < c->disc_count; i++) {
        const struct cp_graph_node *node = &graph->nodes[c->discs[i].node];
        fixed[i] = node->kind == CP_KIND_MEASURE && node->date.year;
        if (fixed[i])
            dated[count++] = (struct dated){cp_date_days(node->date), i};
    }
    qsort(dated, count, sizeof *dated, by_day);
    double all = 0, sum = 0;
    for (size_t i = 1; i < count; i++)
        all += sqrt((double)dated[i].day - dated[i - 1].day);
    for (size_t i = 0; i < count; i++) {
        sum += i ? sqrt((double)dated[i].day - dated[i - 1].day) : 0;
        c->discs[dated[i].disc].x = all > 0 ? sum / all : 0.5;
    }
    return count;
}

// Everybody else goes to the mean of who is placed already.
static void place_others(struct cp_arena *run, struct component *c, const bool *fixed)
{
    double *sum = CP_NEW_ARRAY(run, c->disc_count + 1, double);
    unsigned *count = CP_NEW_ARRAY(run, c->disc_count + 1, unsigned);
    bool *placed = CP_NEW_ARRAY(run, c->disc_count + 1, bool);
    for (size_t i = 0; i < c->disc_count; i++)
        placed[i] = fixed[i];
    for (unsigned round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < c->disc_count; i++)
            sum[i] = 0, count[i] = 0;
        for (size_t i = 0; i < c->spring_count; i++) {
            uint32_t a = c->springs[i].a, b = c->springs[i].b;
            if (placed[a])
                sum[b] += c->discs[a].x, count[b]++;
            if (placed[b])
                sum[a] += c->discs[b].x, count[a]++;
        }
        for (size_t i = 0; i < c->disc_count; i++)
            if (!fixed[i] && count[i]) {
                c->discs[i].x = sum[i] / count[i];
                placed[i] = true;
            }
    }
    for (size_t i = 0; i < c->disc_count; i++)
        if (!placed[i]) // nothing that it has to do with has a date
            c->discs[i].x = 0.5;
}

void cp_set_dates(struct cp_arena *run, const struct cp_graph *graph, struct component *component)
{
    bool *fixed = CP_NEW_ARRAY(run, component->disc_count + 1, bool);
    double top = 0, bottom = 0;
    for (size_t i = 0; i < component->disc_count; i++) {
        top = component->discs[i].y < top ? component->discs[i].y : top;
        bottom = component->discs[i].y > bottom ? component->discs[i].y : bottom;
    }
    if (place_dated(run, graph, component, fixed) < 2)
        return; // no line of time
    place_others(run, component, fixed);
    for (size_t i = 0; i < component->disc_count; i++)
        component->discs[i].x *= (bottom - top) * WIDER;
    component->keep_x = true;
}
