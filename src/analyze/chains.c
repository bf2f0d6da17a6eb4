// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
#include "chains_p.h"

#include <stdlib.h>

const char *cp_tone_words(enum cp_tone tone)
{
    static const char *const words[CP_TONE_COUNT] = {"", "harsher", "alike", "milder", "gives way"};
    return words[tone];
}

// ---------------------------------------------------------------- who and when

uint32_t cp_party(const struct cp_graph *graph, const struct cp_table *ids, uint32_t node)
{
    struct cp_str country = graph->nodes[node].country;
    char id[16] = "cty:";
    if (graph->nodes[node].kind == CP_KIND_COUNTRY || !country.len || country.len > 8)
        return node;
    for (size_t i = 0; i < country.len; i++)
        id[4 + i] = country.ptr[i];
    uint32_t number = cp_table_find(ids, (struct cp_str){id, 4 + country.len});
    return number == CP_NONE ? node : (uint32_t)cp_table_value(ids, number);
}

struct cp_table *cp_party_ids(struct cp_arena *run, const struct cp_graph *graph)
{
    struct cp_table *ids = cp_table_new(run);
    for (size_t i = 0; i < graph->node_count; i++)
        cp_table_set(ids, cp_table_add(ids, graph->nodes[i].id), i);
    return ids;
}

static struct cp_span span_of(struct cp_date date)
{
    struct cp_date last = date;
    if (!date.month) {
        last = (struct cp_date){(int16_t)(date.year + 1), 1, 1};
    } else if (!date.day) {
        bool is_december = date.month == 12;
        last = (struct cp_date){(int16_t)(date.year + is_december), (uint8_t)(is_december ? 1 : date.month + 1), 1};
    }
    int32_t end = cp_date_days(last) - (date.month && date.day ? 0 : 1);
    return (struct cp_span){cp_date_days(date), end};
}

// ---------------------------------------------------------------- one answer

enum { HARDLY = 5 }; // hundredths of harshness that are no difference

static enum cp_tone tone_of(const struct cp_graph_node *answer, const struct cp_graph_node *act)
{
    if (answer->type == CP_MEASURE_COUNT || act->type == CP_MEASURE_COUNT)
        return CP_TONE_UNKNOWN;
    double own = cp_measure_sign(answer->type), others = cp_measure_sign(act->type);
    int more = (int)((others - own) * 100 + (others > own ? 0.5 : -0.5));
    if (own > 0)
        return CP_TONE_GIVES_WAY;
    return more > HARDLY ? CP_TONE_HARSHER : more < -HARDLY ? CP_TONE_MILDER : CP_TONE_ALIKE;
}

static void compare_act(const struct cp_graph *graph, struct cp_chain_act *answer, uint32_t act)
{
    const struct cp_graph_node *own = &graph->nodes[answer->node], *other = &graph->nodes[act];
    answer->tone = tone_of(own, other);
    answer->dated = own->date.year && other->date.year;
    if (!answer->dated)
        return;
    struct cp_span late = span_of(own->date), early = span_of(other->date);
    answer->least = late.begin - early.end;
    answer->most = late.end - early.begin;
    if (answer->least < 0 && answer->most >= 0)
        answer->least = 0;
}

// ---------------------------------------------------------------- trees

struct forest {
    const struct cp_graph *graph;
    uint32_t *above; // of a node: the edge to the act that it answers; CP_NONE
    bool *told;      // it answers or is answered
};

static uint32_t act_above(const struct forest *f, uint32_t node)
{
    return f->above[node] == CP_NONE ? CP_NONE : f->graph->edges[f->above[node]].to;
}

// Whether edge a leads to the better act to stand beneath: one that is not later than the answer, of these the latest.
static bool is_nearer(const struct cp_graph *graph, uint32_t a, uint32_t b)
{
    struct cp_date own = graph->nodes[graph->edges[a].from].date;
    struct cp_date x = graph->nodes[graph->edges[a].to].date, y = graph->nodes[graph->edges[b].to].date;
    bool x_fits = !own.year || !x.year || span_of(x).begin <= span_of(own).end;
    bool y_fits = !own.year || !y.year || span_of(y).begin <= span_of(own).end;
    if (x_fits != y_fits)
        return x_fits;
    return cp_date_compare(x, y) > 0; // of the same date the first edge stays
}

// What has no date comes last: a list in order of date that begins with what is in no order helps nobody.
static int by_date(const struct cp_graph *graph, uint32_t a, uint32_t b)
{
    struct cp_date x = graph->nodes[a].date, y = graph->nodes[b].date;
    int order = !x.year != !y.year ? !x.year - !y.year : cp_date_compare(x, y);
    return order ? order : cp_str_compare(graph->nodes[a].id, graph->nodes[b].id);
}

// Walks up from a node; if that comes back to it, the earliest of the circle becomes a root.
static void open_circle(struct forest *f, uint32_t node)
{
    uint32_t earliest = node, at = act_above(f, node);
    size_t steps = 0;
    for (; at != CP_NONE && at != node && steps < f->graph->node_count; steps++) {
        if (by_date(f->graph, at, earliest) < 0)
            earliest = at;
        at = act_above(f, at);
    }
    if (at == node)
        f->above[earliest] = CP_NONE;
}

static struct forest plant(struct cp_arena *run, const struct cp_graph *graph)
{
    struct forest f = {graph, CP_NEW_ARRAY(run, graph->node_count + 1, uint32_t),
                       CP_NEW_ARRAY(run, graph->node_count + 1, bool)};
    for (size_t i = 0; i < graph->node_count; i++)
        f.above[i] = CP_NONE;
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *e = &graph->edges[i];
        if (e->relation != CP_RELATION_RESPONDS_TO || e->from == e->to)
            continue;
        f.told[e->from] = f.told[e->to] = true;
        if (f.above[e->from] == CP_NONE || is_nearer(graph, i, f.above[e->from]))
            f.above[e->from] = i;
    }
    for (uint32_t i = 0; i < graph->node_count; i++)
        open_circle(&f, i);
    return f;
}

// ---------------------------------------------------------------- the list

struct sorted {
    const struct cp_graph *graph;
    uint32_t node;
};

static int compare_sorted(const void *x, const void *y)
{
    const struct sorted *a = x, *b = y;
    return by_date(a->graph, a->node, b->node);
}

struct writer {
    struct cp_arena *run;
    const struct forest *forest;
    const struct cp_table *ids;
    const struct sorted *order; // all acts that are told, by date
    size_t count;
    CP_VEC(struct cp_chain_act) acts;
};

static uint32_t party_of(const struct writer *w, uint32_t measure)
{
    const struct cp_graph *graph = w->forest->graph;
    uint32_t party = CP_NONE;
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *e = &graph->edges[i];
        if (e->to != measure || e->relation != CP_RELATION_IMPOSES)
            continue;
        uint32_t one = cp_party(graph, w->ids, e->from);
        if (party == CP_NONE || one < party)
            party = one;
    }
    return party;
}

static uint32_t add_act(struct writer *w, uint32_t node, uint32_t above)
{
    uint32_t index = (uint32_t)w->acts.count;
    struct cp_chain_act act = {
        .node = node, .party = party_of(w, node), .answers = above, .edge = w->forest->above[node]};
    if (above != CP_NONE) {
        const struct cp_chain_act *up = &w->acts.items[above];
        bool between_two = up->party != CP_NONE && act.party != CP_NONE && up->party != act.party;
        bool in_turn = between_two && up->exchange && w->acts.items[up->answers].party == act.party;
        compare_act(w->forest->graph, &act, up->node);
        act.depth = up->depth + 1;
        act.exchange = in_turn ? up->exchange + 1 : between_two;
    }
    *CP_PUSH(w->run, &w->acts) = act;
    return index;
}

// Depth first without recursion: what stands beneath an act is put on the stack, the latest first.
static void write_tree(struct writer *w, uint32_t root)
{
    struct item {
        uint32_t node, above;
    };
    CP_VEC(struct item) stack = {0};
    *CP_PUSH(w->run, &stack) = (struct item){root, CP_NONE};
    while (stack.count) {
        struct item item = stack.items[--stack.count];
        uint32_t index = add_act(w, item.node, item.above);
        for (size_t i = w->count; i-- > 0;)
            if (act_above(w->forest, w->order[i].node) == item.node)
                *CP_PUSH(w->run, &stack) = (struct item){w->order[i].node, index};
    }
}

static void list_trees(struct cp_arena *run, const struct forest *f, const struct cp_table *ids,
                       struct cp_chains *chains)
{
    struct sorted *order = CP_NEW_ARRAY(run, f->graph->node_count + 1, struct sorted);
    struct writer w = {.run = run, .forest = f, .ids = ids, .order = order};
    CP_VEC(uint32_t) also = {0};
    for (uint32_t i = 0; i < f->graph->node_count; i++)
        if (f->told[i])
            order[w.count++] = (struct sorted){f->graph, i};
    qsort(order, w.count, sizeof *order, compare_sorted);
    for (size_t i = 0; i < w.count; i++)
        if (f->above[order[i].node] == CP_NONE)
            write_tree(&w, order[i].node);
    for (uint32_t i = 0; i < f->graph->edge_count; i++) {
        const struct cp_graph_edge *e = &f->graph->edges[i];
        if (e->relation == CP_RELATION_RESPONDS_TO && e->from != e->to && f->above[e->from] != i)
            *CP_PUSH(run, &also) = i;
    }
    chains->acts = w.acts.items;
    chains->act_count = w.acts.count;
    chains->also = also.items;
    chains->also_count = also.count;
}

void cp_chains(struct cp_arena *run, const struct cp_graph *graph, struct cp_chains *chains)
{
    *chains = (struct cp_chains){0};
    struct forest f = plant(run, graph);
    struct cp_table *ids = cp_party_ids(run, graph);
    list_trees(run, &f, ids, chains);
    cp_chain_dyads(run, graph, ids, chains);
}
