// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// How far ranks depend on which documents were read and on edges that may be wrong: the graph is drawn anew many times
// (bootstrap over documents, Efron 1979; edges by their confidence), seen and analyzed each time, and the ranks are
// counted.
//
// Rounds are shared out among threads. Each draws from a sequence of its own, which depends on the seed and on its
// number alone, and nothing is summed across rounds but whole numbers: the result is the same however many work on it.
#include "chokepoint/compare.h"
#include "igraph_p.h"
#include "net_p.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

static const double LOWEST = 0.05, HIGHEST = 0.95;
enum { USUAL_ROUNDS = 200 };

// ---------------------------------------------------------------- what there is to draw

static double next_share(uint64_t *state) // 0 … less than 1
{
    return (double)(cp_random(state) >> 11) * 0x1p-53;
}

struct telling { // the documents that tell an edge, and how surely each
    const uint32_t *documents;
    size_t count;
    double sure;
};

struct sampling {
    struct cp_arena *run;
    const struct cp_graph *graph, *seen;
    const struct cp_stability_options *options;
    struct cp_table *documents, *nodes; // id → number; nodes are those of `seen`
    struct telling *tellings;           // of each edge
};

static void gather_tellings(struct sampling *s)
{
    s->tellings = CP_NEW_ARRAY(s->run, s->graph->edge_count + 1, struct telling);
    for (size_t i = 0; i < s->graph->edge_count; i++) {
        const struct cp_graph_edge *edge = &s->graph->edges[i];
        uint32_t *documents = CP_NEW_ARRAY(s->run, edge->evidence_count + 1, uint32_t);
        size_t count = 0;
        for (size_t e = 0; e < edge->evidence_count; e++) {
            uint32_t document = cp_table_add(s->documents, edge->evidence[e].document);
            bool known = false;
            for (size_t k = 0; k < count; k++)
                known |= documents[k] == document;
            if (!known)
                documents[count++] = document;
        }
        double doubt = 1 - fmin(fmax(edge->confidence, 0), 1);
        s->tellings[i] = (struct telling){documents, count, 1 - pow(doubt, 1.0 / (double)(count ? count : 1))};
    }
}

static struct sampling *start(struct cp_arena *run, const struct cp_graph *graph, const struct cp_graph *seen,
                              const struct cp_stability_options *options)
{
    struct sampling *s = CP_NEW(run, struct sampling);
    *s = (struct sampling){.run = run, .graph = graph, .seen = seen, .options = options};
    s->documents = cp_table_new(run);
    s->nodes = cp_table_new(run);
    for (size_t i = 0; i < seen->node_count; i++)
        cp_table_add(s->nodes, seen->nodes[i].id);
    gather_tellings(s);
    return s;
}

// ---------------------------------------------------------------- one round

// How often each document is drawn.
static uint32_t *draw_documents(struct cp_arena *arena, const struct sampling *s, uint64_t *random)
{
    uint32_t n = cp_table_count(s->documents), *times = CP_NEW_ARRAY(arena, n + 1, uint32_t);
    for (uint32_t i = 0; i < n; i++)
        times[cp_random(random) % n]++;
    return times;
}

// How many tell the edge rightly. One of a graph made elsewhere, without documents, is told once.
static uint32_t draw_edge(const struct telling *telling, const uint32_t *times, uint64_t *random)
{
    uint32_t right = 0;
    if (!telling->count)
        return next_share(random) < telling->sure;
    for (size_t i = 0; i < telling->count; i++)
        for (uint32_t k = 0; k < times[telling->documents[i]]; k++)
            right += next_share(random) < telling->sure;
    return right;
}

static struct cp_graph *draw_graph(struct cp_arena *arena, const struct sampling *s, size_t number)
{
    const double digits = 1000;
    uint64_t mixed = (uint64_t)s->options->analysis.seed << 32 | number, random = cp_random(&mixed);
    struct cp_graph *drawn = CP_NEW(arena, struct cp_graph);
    *drawn = *s->graph;
    drawn->edges = CP_NEW_ARRAY(arena, s->graph->edge_count + 1, struct cp_graph_edge);
    drawn->edge_count = 0;
    const uint32_t *times = draw_documents(arena, s, &random);
    for (size_t i = 0; i < s->graph->edge_count; i++) {
        uint32_t right = draw_edge(&s->tellings[i], times, &random);
        if (!right)
            continue;
        struct cp_graph_edge *edge = &drawn->edges[drawn->edge_count++];
        *edge = s->graph->edges[i];
        if (s->tellings[i].count) // as heavy as so many documents make it
            edge->weight = round((1 + log2((double)right)) * digits) / digits;
    }
    return drawn;
}

// Ranks of the nodes of `seen` in the view of another graph, 0 for those that are not there; *last: how many are
// ranked.
static enum cp_status rank_all(struct cp_arena *arena, const struct sampling *s, const struct cp_graph *graph,
                               const struct cp_graph_view *view, unsigned jobs, uint32_t *ranks, bool *there,
                               struct cp_error *err)
{
    struct cp_graph *round = cp_graph_look(arena, graph, view);
    struct cp_analyze_options analysis = s->options->analysis;
    struct cp_summary summary;
    uint32_t *order, *exposed = CP_NEW_ARRAY(arena, analysis.exposed_count + 1, uint32_t);
    size_t exposed_count = 0;
    for (size_t i = 0; i < round->node_count && analysis.exposed_count; i++)
        for (size_t k = 0; k < analysis.exposed_count; k++)
            if (cp_str_equal(round->nodes[i].id, s->seen->nodes[analysis.exposed_to[k]].id))
                exposed[exposed_count++] = (uint32_t)i;
    analysis.exposed_to = exposed;
    analysis.exposed_count = exposed_count;
    analysis.without_communities = analysis.ranks_only = true;
    analysis.ranked_by = s->options->metric;
    analysis.jobs = jobs;
    analysis.progress = NULL;
    if (!exposed_count)
        analysis.also &= ~(1u << CP_ALSO_EXPOSURE);
    enum cp_status status = cp_analyze(arena, round, &analysis, &summary, err);
    if (status != CP_OK)
        return status;
    size_t count = cp_order(arena, round, s->options->metric, s->options->kinds, &order);
    for (size_t i = 0; i < s->seen->node_count; i++)
        ranks[i] = 0;
    for (size_t i = 0; i < count; i++) {
        const struct cp_graph_node *node = &round->nodes[order[i]];
        uint32_t number = cp_table_find(s->nodes, node->id);
        if (number == CP_NONE)
            continue;
        ranks[number] = (uint32_t)i + 1;
        if (there)
            there[number] = node->metrics.degree > 0;
    }
    return CP_OK;
}

// ---------------------------------------------------------------- what a node hangs on

static void find_alone(const struct sampling *s, struct cp_rank_range *ranges)
{
    size_t nodes = s->seen->node_count;
    struct cp_table *pairs = cp_table_new(s->run);
    uint32_t *edges = CP_NEW_ARRAY(s->run, nodes + 1, uint32_t), *most = CP_NEW_ARRAY(s->run, nodes + 1, uint32_t);
    for (size_t i = 0; i < s->seen->edge_count; i++) {
        const struct cp_graph_edge *edge = &s->seen->edges[i];
        bool alone = edge->evidence_count > 0;
        for (size_t e = 1; e < edge->evidence_count; e++)
            alone &= cp_str_equal(edge->evidence[e].document, edge->evidence[0].document);
        for (int side = 0; side < (edge->from == edge->to ? 1 : 2); side++) {
            uint32_t node = side ? edge->to : edge->from;
            edges[node]++;
            if (!alone)
                continue;
            uint32_t key[2] = {node, cp_table_find(s->documents, edge->evidence[0].document)};
            uint32_t pair = cp_table_add(pairs, (struct cp_str){(const char *)key, sizeof key});
            uint64_t told = cp_table_value(pairs, pair) + 1;
            cp_table_set(pairs, pair, told);
            bool first = told == most[node] && cp_str_compare(edge->evidence[0].document, ranges[node].document) < 0;
            if (told > most[node] || first)
                ranges[node].document = edge->evidence[0].document;
            if (told > most[node])
                most[node] = (uint32_t)told;
        }
    }
    for (size_t i = 0; i < nodes; i++)
        ranges[i].alone = edges[i] ? (double)most[i] / (double)edges[i] : 0;
}

// ---------------------------------------------------------------- all rounds

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

// `drawn` has the ranks of each node, 0 for the rounds in which it had no edge: then it is last.
static void set_ranges(const struct sampling *s, uint32_t *drawn, size_t rounds, uint32_t last,
                       struct cp_rank_range *ranges)
{
    for (size_t i = 0; i < s->seen->node_count; i++) {
        uint32_t *ranks = &drawn[i * rounds];
        size_t there = 0;
        for (size_t r = 0; r < rounds; r++) {
            there += ranks[r] > 0;
            ranks[r] = ranks[r] ? ranks[r] : last;
        }
        qsort(ranks, rounds, sizeof *ranks, by_number);
        uint32_t low = ranks[(size_t)floor(LOWEST * (double)(rounds - 1))],
                 high = ranks[(size_t)ceil(HIGHEST * (double)(rounds - 1))];
        uint32_t rank = ranges[i].rank; // drawing anew leaves edges out, so it may lie outside
        ranges[i].low = low < rank ? low : rank;
        ranges[i].high = high > rank && rank ? high : rank;
        ranges[i].there = (double)there / (double)rounds;
    }
}

struct drawing {
    const struct sampling *s;
    size_t rounds, done;
    unsigned inner; // jobs within a round
    uint32_t *drawn;
    struct cp_arena **arenas; // of each worker; NULL until its first round
    pthread_mutex_t turn;
    enum cp_status status;
    struct cp_error err;
};

static enum cp_status draw_round(struct cp_arena *arena, const struct drawing *d, size_t round, struct cp_error *err)
{
    const struct sampling *s = d->s;
    size_t nodes = s->seen->node_count;
    uint32_t *ranks = CP_NEW_ARRAY(arena, nodes + 1, uint32_t);
    bool *there = CP_NEW_ARRAY(arena, nodes + 1, bool);
    const struct cp_graph *drawn = draw_graph(arena, s, round);
    enum cp_status status = rank_all(arena, s, drawn, &s->options->view, d->inner, ranks, there, err);
    for (size_t i = 0; i < nodes; i++)
        d->drawn[i * d->rounds + round] = there[i] ? ranks[i] : 0;
    return status;
}

// In the worker's arena; memory that runs out in it comes back here.
static enum cp_status try_round(struct drawing *d, unsigned worker, size_t round, struct cp_error *err)
{
    jmp_buf jump;
    if (!d->arenas[worker])
        d->arenas[worker] = cp_arena_new();
    if (!d->arenas[worker] || setjmp(jump)) {
        cp_igraph_done();
        return cp_fail(err, CP_ENOMEM, "out of memory; fewer --jobs take less");
    }
    cp_arena_reset(d->arenas[worker]);
    cp_arena_guard(d->arenas[worker], &jump);
    return draw_round(d->arenas[worker], d, round, err);
}

static void work_on_round(void *context, unsigned worker, size_t round)
{
    struct drawing *d = context;
    struct cp_error err = {0};
    pthread_mutex_lock(&d->turn);
    bool failed = d->status != CP_OK;
    pthread_mutex_unlock(&d->turn);
    enum cp_status status = failed ? CP_OK : try_round(d, worker, round, &err);
    pthread_mutex_lock(&d->turn);
    if (status != CP_OK && d->status == CP_OK) {
        d->status = status;
        d->err = err;
    }
    cp_progress_tell(d->s->options->analysis.progress, "ranks of graphs drawn anew", ++d->done, d->rounds);
    pthread_mutex_unlock(&d->turn);
}

// Rounds side by side are the better use of cores, but each has a graph of its own in memory: of large graphs only so
// many are worked on at once that their edges stay below a bound, and the other cores share the paths of each.
static unsigned rounds_at_once(size_t edges, unsigned jobs)
{
    const size_t most = 8000000;
    size_t fits = most / (edges + 1);
    return fits < 1 ? 1 : fits < jobs ? (unsigned)fits : jobs;
}

static enum cp_status draw_all(const struct sampling *s, size_t rounds, uint32_t *drawn, struct cp_error *err)
{
    unsigned jobs = s->options->analysis.jobs ? s->options->analysis.jobs : cp_parallel_cores();
    unsigned outer = rounds_at_once(s->graph->edge_count, jobs);
    struct drawing d = {.s = s, .rounds = rounds, .inner = (jobs + outer - 1) / outer, .drawn = drawn};
    d.arenas = CP_NEW_ARRAY(s->run, outer, struct cp_arena *);
    pthread_mutex_init(&d.turn, NULL);
    cp_parallel(outer, rounds, work_on_round, &d);
    pthread_mutex_destroy(&d.turn);
    for (unsigned i = 0; i < outer; i++)
        cp_arena_free(d.arenas[i]);
    return d.status == CP_OK ? CP_OK : cp_fail(err, d.status, "%s", d.err.message);
}

static enum cp_status rank_facts(const struct sampling *s, struct cp_rank_range *ranges, struct cp_error *err)
{
    uint32_t *ranks = CP_NEW_ARRAY(s->run, s->seen->node_count + 1, uint32_t);
    struct cp_graph_view view = s->options->view;
    view.facts_only = true;
    enum cp_status status = rank_all(s->run, s, s->graph, &view, s->options->analysis.jobs, ranks, NULL, err);
    for (size_t i = 0; i < s->seen->node_count; i++)
        ranges[i].facts_only = status == CP_OK ? ranks[i] : 0;
    return status;
}

enum cp_status cp_stability(struct cp_arena *run, const struct cp_graph *graph, const struct cp_graph *seen,
                            const struct cp_stability_options *options, struct cp_rank_range **result,
                            struct cp_error *err)
{
    size_t rounds = options->rounds ? options->rounds : USUAL_ROUNDS, nodes = seen->node_count;
    struct sampling *s = start(run, graph, seen, options);
    struct cp_rank_range *ranges = CP_NEW_ARRAY(run, nodes + 1, struct cp_rank_range);
    uint32_t *drawn = (uint32_t *)cp_alloc_array(run, (nodes + 1) * rounds, sizeof *drawn);
    uint32_t *order;
    size_t count = cp_order(run, seen, options->metric, options->kinds, &order);
    *result = ranges;
    for (size_t i = 0; i < nodes; i++)
        ranges[i].document = (struct cp_str){"", 0};
    for (size_t i = 0; i < count; i++)
        ranges[order[i]].rank = (uint32_t)i + 1;
    find_alone(s, ranges);
    enum cp_status status = draw_all(s, rounds, drawn, err);
    if (status == CP_OK)
        status = rank_facts(s, ranges, err);
    if (status == CP_OK)
        set_ranges(s, drawn, rounds, (uint32_t)count, ranges);
    return status;
}

enum cp_status cp_ranks_without(struct cp_arena *run, const struct cp_graph *graph, const struct cp_graph *seen,
                                const struct cp_stability_options *options, struct cp_str document, uint32_t **ranks,
                                struct cp_error *err)
{
    struct sampling *s = start(run, graph, seen, options);
    struct cp_graph rest = *graph;
    uint32_t number = cp_table_find(s->documents, document);
    rest.edges = CP_NEW_ARRAY(run, graph->edge_count + 1, struct cp_graph_edge);
    rest.edge_count = 0;
    for (size_t i = 0; i < graph->edge_count; i++)
        if (s->tellings[i].count != 1 || s->tellings[i].documents[0] != number)
            rest.edges[rest.edge_count++] = graph->edges[i];
    *ranks = CP_NEW_ARRAY(run, seen->node_count + 1, uint32_t);
    bool *there = CP_NEW_ARRAY(run, seen->node_count + 1, bool);
    enum cp_status status = rank_all(run, s, &rest, &options->view, options->analysis.jobs, *ranks, there, err);
    for (size_t i = 0; i < seen->node_count; i++)
        if (!there[i])
            (*ranks)[i] = 0;
    return status;
}
