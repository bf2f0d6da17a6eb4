// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each work that may be long says how far it is: forward only, never beyond the end, and to the end.
#include "chokepoint/compare.h"
#include "chokepoint/cut.h"
#include "chokepoint/path.h"
#include "chokepoint/structure.h"
#include "analyze/net_p.h"

#include <CUnit/CUnit.h>
#include <string.h>

enum { NODES = 600, EDGES = 2400 };

// What was told of one work, by the words that it was told in.
struct told {
    const char *begins; // the words
    size_t calls, done, all;
};

static void hear(void *context, const char *what, size_t done, size_t all)
{
    struct told *told = context;
    if (strncmp(what, told->begins, strlen(told->begins)) != 0)
        return;
    CU_ASSERT(done <= all && all > 0);
    CU_ASSERT(done >= told->done || told->done == told->all); // or begins anew
    *told = (struct told){told->begins, told->calls + 1, done, all};
}

static struct cp_graph *random_graph(struct cp_arena *run, size_t nodes, size_t edges)
{
    uint64_t random = 7;
    struct cp_graph *graph = CP_NEW(run, struct cp_graph);
    graph->nodes = CP_NEW_ARRAY(run, nodes, struct cp_graph_node);
    graph->edges = CP_NEW_ARRAY(run, edges, struct cp_graph_edge);
    graph->node_count = nodes;
    graph->edge_count = edges;
    for (size_t i = 0; i < nodes; i++)
        graph->nodes[i] = (struct cp_graph_node){.id = cp_str_format(run, "n%03zu", i), .kind = CP_KIND_COUNTRY};
    for (size_t i = 0; i < edges; i++)
        graph->edges[i] = (struct cp_graph_edge){.from = (uint32_t)(cp_random(&random) % nodes), .to = (uint32_t)(cp_random(&random) % nodes),
                                                 .weight = 1, .confidence = 0.5 + (double)(cp_random(&random) % 50) / 100,
                                                 .sign = cp_random(&random) % 2 ? 1 : -1};
    return graph;
}

// ---------------------------------------------------------------- the works

static void walk(struct cp_arena *run, struct cp_graph *graph, struct cp_path_query query, const struct cp_progress *progress)
{
    struct cp_path_answer answer;
    query.from = 0;
    query.to = 1;
    query.progress = progress;
    cp_paths(run, graph, &query, &answer);
}

static void do_nearest(struct cp_arena *run, struct cp_graph *graph, const struct cp_progress *progress)
{
    walk(run, graph, (struct cp_path_query){.way = CP_PATH_SHORTEST, .count = 20}, progress);
}

static void do_simple(struct cp_arena *run, struct cp_graph *graph, const struct cp_progress *progress)
{
    walk(run, graph, (struct cp_path_query){.way = CP_PATH_SIMPLE, .longest = 12, .count = SIZE_MAX, .effort = 500000}, progress);
}

static void do_balance(struct cp_arena *run, struct cp_graph *graph, const struct cp_progress *progress)
{
    struct cp_balance balance;
    cp_balance(run, graph, 1, progress, &balance);
}

static void do_branches(struct cp_arena *run, struct cp_graph *graph, const struct cp_progress *progress)
{
    graph->node_count = 60; // few enough to search
    size_t kept = 0;
    for (size_t i = 0; i < graph->edge_count; i++) {
        struct cp_graph_edge edge = graph->edges[i];
        edge.from %= 60;
        edge.to %= 60;
        if (kept < 600)
            graph->edges[kept++] = edge;
    }
    graph->edge_count = kept;
    do_balance(run, graph, progress);
}

static void do_map(struct cp_arena *run, struct cp_graph *graph, const struct cp_progress *progress)
{
    struct cp_analyze_options options = {.seed = 1, .progress = progress};
    CU_ASSERT_EQUAL(cp_layout(run, graph, &options, NULL), CP_OK);
}

static void do_cuts(struct cp_arena *run, struct cp_graph *graph, const struct cp_progress *progress)
{
    struct cp_cut_options options = {.jobs = 2, .progress = progress};
    struct cp_cuts cuts;
    cp_cuts(run, graph, &options, &cuts);
}

static void do_structure(struct cp_arena *run, struct cp_graph *graph, const struct cp_progress *progress)
{
    struct cp_analyze_options options = {.seed = 1, .progress = progress};
    struct cp_summary summary;
    struct cp_structure structure;
    CU_ASSERT_EQUAL(cp_analyze(run, graph, &options, &summary, NULL), CP_OK);
    CU_ASSERT_EQUAL(cp_structure(run, graph, &options, &structure, NULL), CP_OK);
}

static void do_flow(struct cp_arena *run, struct cp_graph *graph, const struct cp_progress *progress)
{
    struct cp_analyze_options options = {.seed = 1, .also = 1u << CP_ALSO_CURRENT_FLOW, .jobs = 1, .progress = progress};
    struct cp_summary summary;
    CU_ASSERT_EQUAL(cp_analyze(run, graph, &options, &summary, NULL), CP_OK);
}

static const struct {
    const char *words;
    void (*work)(struct cp_arena *run, struct cp_graph *graph, const struct cp_progress *progress);
    size_t least_calls;
} works[] = {
    {"paths", do_nearest, 20},
    {"paths: steps tried", do_simple, 5},
    {"frustration index: local", do_balance, 4},
    {"frustration index: branches", do_branches, 3},
    {"map: rounds", do_map, 100},
    {"what is lost without each", do_cuts, 10},
    {"communities by other seeds", do_structure, 10},
    {"current flow", do_flow, 3},
};

static void check_works(void)
{
    for (size_t i = 0; i < sizeof works / sizeof works[0]; i++) {
        struct cp_arena *run = cp_arena_new();
        struct told told = {.begins = works[i].words};
        struct cp_progress progress = {hear, &told};
        works[i].work(run, random_graph(run, NODES, EDGES), &progress);
        CU_ASSERT(told.calls >= works[i].least_calls);
        CU_ASSERT_EQUAL(told.done, told.all);
        cp_arena_free(run);
    }
}

void cp_test_analyze_progress(void)
{
    CU_pSuite suite = CU_add_suite("analyze: progress", NULL, NULL);
    CU_add_test(suite, "what may take long is told of, forward and to the end", check_works);
}
