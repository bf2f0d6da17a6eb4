// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
#include "chains_p.h"

#include <math.h>
#include <stdlib.h>

struct deed { // one act of one party against another
    uint32_t from, to, measure;
    int year;
};

// ---------------------------------------------------------------- who acts against whom

struct link { // an end of a measure: who imposes it, or whom it targets
    uint32_t measure, party;
    bool imposes;
};

static int by_measure(const void *x, const void *y)
{
    const struct link *a = x, *b = y;
    if (a->measure != b->measure)
        return a->measure < b->measure ? -1 : 1;
    if (a->imposes != b->imposes)
        return a->imposes ? -1 : 1;
    return a->party < b->party ? -1 : a->party > b->party;
}

static int by_pair(const void *x, const void *y)
{
    const struct deed *a = x, *b = y;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return a->measure < b->measure ? -1 : a->measure > b->measure;
}

static size_t list_links(const struct cp_graph *graph, const struct cp_table *ids, struct link *links)
{
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *e = &graph->edges[i];
        bool imposes = e->relation == CP_RELATION_IMPOSES, targets = e->relation == CP_RELATION_TARGETS;
        uint32_t measure = imposes ? e->to : e->from;
        enum cp_measure_type type = graph->nodes[measure].type;
        if ((imposes || targets) && type != CP_MEASURE_COUNT && cp_measure_sign(type) < 0)
            links[n++] = (struct link){measure, cp_party(graph, ids, imposes ? e->from : e->to), imposes};
    }
    qsort(links, n, sizeof *links, by_measure);
    for (size_t i = 0; i < n; i++)
        if (!i || by_measure(&links[i], &links[i - 1]) != 0)
            links[kept++] = links[i];
    return kept;
}

static struct deed *list_deeds(struct cp_arena *run, const struct cp_graph *graph, const struct cp_table *ids,
                               size_t *count)
{
    struct link *links = CP_NEW_ARRAY(run, graph->edge_count + 1, struct link);
    size_t n = list_links(graph, ids, links);
    CP_VEC(struct deed) deeds = {0};
    for (size_t begin = 0, end; begin < n; begin = end) {
        for (end = begin; end < n && links[end].measure == links[begin].measure; end++)
            ;
        for (size_t a = begin; a < end; a++)
            for (size_t b = begin; b < end; b++)
                if (links[a].imposes && !links[b].imposes && links[a].party != links[b].party)
                    *CP_PUSH(run, &deeds) = (struct deed){links[a].party, links[b].party, links[a].measure,
                                                          graph->nodes[links[a].measure].date.year};
    }
    if (deeds.count)
        qsort(deeds.items, deeds.count, sizeof *deeds.items, by_pair);
    *count = deeds.count;
    return deeds.items;
}

// ---------------------------------------------------------------- dyads

struct dyads {
    struct cp_arena *run;
    struct cp_table *numbers; // "a b" → dyad
    CP_VEC(struct cp_dyad) items;
};

static struct cp_dyad *dyad_of(struct dyads *d, uint32_t x, uint32_t y)
{
    uint32_t a = x < y ? x : y, b = x < y ? y : x;
    uint32_t number = cp_table_add(d->numbers, cp_str_format(d->run, "%u %u", a, b));
    if (number == d->items.count)
        *CP_PUSH(d->run, &d->items) = (struct cp_dyad){.a = a, .b = b, .days = {NAN, NAN}};
    return &d->items.items[number];
}

static int by_value(const void *x, const void *y)
{
    const double *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

static double median_days(struct cp_arena *run, const struct cp_chains *chains, uint32_t from, uint32_t to)
{
    double *days = CP_NEW_ARRAY(run, chains->act_count + 1, double);
    size_t n = 0;
    for (size_t i = 0; i < chains->act_count; i++) {
        const struct cp_chain_act *act = &chains->acts[i];
        if (act->answers != CP_NONE && act->dated && act->most >= 0 && act->party == from &&
            chains->acts[act->answers].party == to)
            days[n++] = ((double)act->least + act->most) / 2;
    }
    qsort(days, n, sizeof *days, by_value);
    return n ? (days[(n - 1) / 2] + days[n / 2]) / 2 : NAN;
}

static void add_answers(struct dyads *d, const struct cp_chains *chains)
{
    for (size_t i = 0; i < chains->act_count; i++) {
        const struct cp_chain_act *act = &chains->acts[i];
        if (!act->exchange)
            continue;
        uint32_t other = chains->acts[act->answers].party;
        struct cp_dyad *dyad = dyad_of(d, act->party, other);
        bool side = act->party == dyad->b;
        dyad->answers[side]++;
        dyad->tones[side][act->tone]++;
    }
    for (size_t i = 0; i < d->items.count; i++) {
        struct cp_dyad *dyad = &d->items.items[i];
        dyad->days[0] = median_days(d->run, chains, dyad->a, dyad->b);
        dyad->days[1] = median_days(d->run, chains, dyad->b, dyad->a);
    }
}

static int by_answers(const void *x, const void *y)
{
    const struct cp_dyad *a = x, *b = y;
    size_t mine = a->answers[0] + a->answers[1], theirs = b->answers[0] + b->answers[1];
    if (mine != theirs)
        return mine > theirs ? -1 : 1;
    mine = a->acts[0] + a->acts[1], theirs = b->acts[0] + b->acts[1];
    if (mine != theirs)
        return mine > theirs ? -1 : 1;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return a->b < b->b ? -1 : a->b > b->b;
}

// ---------------------------------------------------------------- years

static size_t count_pair(const struct deed *deeds, size_t count, uint32_t from, uint32_t to, int year)
{
    const struct deed wanted = {from, to, 0, 0};
    size_t n = 0;
    for (size_t i = cp_lower_bound(&wanted, deeds, count, sizeof *deeds, by_pair);
         i < count && deeds[i].from == from && deeds[i].to == to; i++)
        n += !year || deeds[i].year == year;
    return n;
}

static struct cp_chain_year count_year(const struct deed *deeds, size_t count, int year)
{
    struct cp_chain_year y = {.year = year, .reciprocity = NAN, .weighted = NAN};
    size_t matched = 0;
    for (size_t begin = 0, end; begin < count; begin = end) {
        size_t there = 0;
        for (end = begin; end < count && deeds[end].from == deeds[begin].from && deeds[end].to == deeds[begin].to;
             end++)
            there += !year || deeds[end].year == year;
        if (!there)
            continue;
        size_t back = count_pair(deeds, count, deeds[begin].to, deeds[begin].from, year);
        y.acts += there;
        y.pairs++;
        y.mutual += back > 0;
        matched += back < there ? back : there;
    }
    if (y.pairs) {
        y.reciprocity = (double)y.mutual / (double)y.pairs;
        y.weighted = (double)matched / (double)y.acts;
    }
    return y;
}

static void list_years(struct cp_arena *run, const struct deed *deeds, size_t count, struct cp_chains *chains)
{
    CP_VEC(struct cp_chain_year) years = {0};
    int last = 0;
    *CP_PUSH(run, &years) = count_year(deeds, count, 0);
    for (;;) {
        int next = 0;
        for (size_t i = 0; i < count; i++)
            if (deeds[i].year > last && (!next || deeds[i].year < next))
                next = deeds[i].year;
        if (!next)
            break;
        *CP_PUSH(run, &years) = count_year(deeds, count, next);
        last = next;
    }
    chains->years = years.items;
    chains->year_count = years.count;
}

void cp_chain_dyads(struct cp_arena *run, const struct cp_graph *graph, const struct cp_table *ids,
                    struct cp_chains *chains)
{
    size_t count;
    struct deed *deeds = list_deeds(run, graph, ids, &count);
    struct dyads d = {.run = run, .numbers = cp_table_new(run)};
    for (size_t i = 0; i < count; i++) {
        struct cp_dyad *dyad = dyad_of(&d, deeds[i].from, deeds[i].to);
        dyad->acts[deeds[i].from == dyad->b]++;
    }
    add_answers(&d, chains);
    if (d.items.count)
        qsort(d.items.items, d.items.count, sizeof *d.items.items, by_answers);
    chains->dyads = d.items.items;
    chains->dyad_count = d.items.count;
    list_years(run, deeds, count, chains);
}
