// SPDX-License-Identifier: GPL-3.0-or-later
#include "chokepoint/compare.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>

#define BETWEENNESS offsetof(struct cp_metrics, betweenness)

struct tie {
    uint32_t from, to;
    double confidence;
    const char *documents; // a letter for each that tells it
};

static struct cp_graph *draw(struct cp_arena *run, size_t nodes, const struct tie *ties, size_t count)
{
    struct cp_graph *graph = CP_NEW(run, struct cp_graph);
    *graph = (struct cp_graph){CP_NEW_ARRAY(run, nodes + 1, struct cp_graph_node), nodes,
                               CP_NEW_ARRAY(run, count + 1, struct cp_graph_edge), count, 4, {NULL, 0}};
    for (size_t i = 0; i < nodes; i++) {
        struct cp_str id = cp_str_format(run, "com:%02zu", i);
        graph->nodes[i] = (struct cp_graph_node){.id = id,
                                                 .label = id,
                                                 .kind = CP_KIND_COMPANY,
                                                 .kind_name = CP_STR("company"),
                                                 .type = CP_MEASURE_COUNT,
                                                 .country = {"", 0},
                                                 .x = NAN,
                                                 .y = NAN,
                                                 .size = NAN};
    }
    for (size_t i = 0; i < count; i++) {
        struct cp_str documents = cp_str_from(ties[i].documents);
        struct cp_evidence *evidence = CP_NEW_ARRAY(run, documents.len + 1, struct cp_evidence);
        for (size_t e = 0; e < documents.len; e++)
            evidence[e] = (struct cp_evidence){.words = CP_STR("w"),
                                               .before = {"", 0},
                                               .after = {"", 0},
                                               .rule = CP_STR("r"),
                                               .document = cp_str_slice(documents, e, e + 1)};
        graph->edges[i] = (struct cp_graph_edge){.from = ties[i].from,
                                                 .to = ties[i].to,
                                                 .relation = CP_RELATION_SUPPLIES,
                                                 .relation_name = CP_STR("supplies"),
                                                 .weight = 1,
                                                 .sign = 0.4,
                                                 .confidence = ties[i].confidence,
                                                 .evidence = evidence,
                                                 .evidence_count = documents.len};
    }
    return graph;
}

static void analyze(struct cp_arena *run, struct cp_graph *graph)
{
    struct cp_analyze_options options = {.seed = 1};
    struct cp_summary summary;
    CU_ASSERT_EQUAL_FATAL(cp_analyze(run, graph, &options, &summary, NULL), CP_OK);
}

static struct cp_rank_range *measure(struct cp_arena *run, struct cp_graph *graph, unsigned seed, size_t rounds)
{
    struct cp_stability_options options = {
        .analysis = {.seed = seed}, .metric = BETWEENNESS, .kinds = ~0u, .rounds = rounds};
    struct cp_rank_range *ranges;
    analyze(run, graph);
    CU_ASSERT_EQUAL_FATAL(cp_stability(run, graph, graph, &options, &ranges, NULL), CP_OK);
    return ranges;
}

// A path of five; its middle is first.
static const struct tie certain[] = {{0, 1, 1, "a"}, {1, 2, 1, "a"}, {2, 3, 1, "a"}, {3, 4, 1, "a"}};

static void check_certain(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = draw(run, 5, certain, 4);
    const struct cp_rank_range *ranges = measure(run, graph, 1, 50);
    for (size_t i = 0; i < 5; i++) {
        CU_ASSERT_EQUAL(ranges[i].low, ranges[i].rank);
        CU_ASSERT_EQUAL(ranges[i].high, ranges[i].rank);
        CU_ASSERT_EQUAL(ranges[i].facts_only, ranges[i].rank);
        CU_ASSERT_DOUBLE_EQUAL(ranges[i].there, 1, 0);
        CU_ASSERT_DOUBLE_EQUAL(ranges[i].alone, 1, 0);
        CU_ASSERT(cp_str_equal(ranges[i].document, CP_STR("a")));
    }
    CU_ASSERT_EQUAL(ranges[2].rank, 1);
    cp_arena_free(run);
}

// How often an edge is there: of a document out of n, 1 - (1 - 1/n)^n; with a confidence, that; told by all, always.
static void check_chances(void)
{
    static const struct tie ties[] = {{0, 1, 1, "a"}, {2, 3, 0.3, ""}, {4, 5, 1, "abcd"}, {6, 7, 0.75, "bc"}};
    struct cp_arena *run = cp_arena_new();
    const struct cp_rank_range *ranges = measure(run, draw(run, 8, ties, 4), 7, 4000);
    double both = 0; // the documents b and c are drawn k times of four, each with even chance of telling nothing right
    static const double times[] = {1, 4, 6, 4, 1};
    for (int k = 0; k <= 4; k++)
        both += times[k] / 16 * (1 - pow(0.5, k));
    CU_ASSERT_DOUBLE_EQUAL(ranges[0].there, 1 - pow(0.75, 4), 0.03);
    CU_ASSERT_DOUBLE_EQUAL(ranges[2].there, 0.3, 0.03);
    CU_ASSERT_DOUBLE_EQUAL(ranges[4].there, 1, 0);
    CU_ASSERT_DOUBLE_EQUAL(ranges[6].there, both, 0.03);
    for (size_t i = 0; i < 8; i++)
        CU_ASSERT(ranges[i].low <= ranges[i].rank && ranges[i].rank <= ranges[i].high);
    cp_arena_free(run);
}

static void check_seed(void)
{
    static const struct tie ties[] = {{0, 1, 0.5, "a"}, {1, 2, 0.6, "b"}, {2, 3, 0.7, "ac"},
                                      {3, 4, 0.8, "d"}, {0, 4, 0.4, "b"}, {1, 3, 0.5, "c"}};
    struct cp_arena *run = cp_arena_new();
    const struct cp_rank_range *one = measure(run, draw(run, 5, ties, 6), 3, 100),
                               *again = measure(run, draw(run, 5, ties, 6), 3, 100);
    const struct cp_rank_range *other = measure(run, draw(run, 5, ties, 6), 4, 100);
    bool differs = false;
    for (size_t i = 0; i < 5; i++) {
        CU_ASSERT_EQUAL(one[i].low, again[i].low);
        CU_ASSERT_EQUAL(one[i].high, again[i].high);
        CU_ASSERT_EQUAL(one[i].there, again[i].there);
        differs |= one[i].there != other[i].there;
    }
    CU_ASSERT(differs);
    cp_arena_free(run);
}

// ---------------------------------------------------------------- every metric, any number of threads

enum { MANY = 60, MANY_TIES = 180 };
static const size_t ranked_by[] = {
    BETWEENNESS,
    offsetof(struct cp_metrics, degree),         offsetof(struct cp_metrics, strength),
    offsetof(struct cp_metrics, harmonic),       offsetof(struct cp_metrics, pagerank),
    offsetof(struct cp_metrics, constraint),     offsetof(struct cp_metrics, eigenvector),
    offsetof(struct cp_metrics, coreness),       offsetof(struct cp_metrics, hub),
    offsetof(struct cp_metrics, authority),      offsetof(struct cp_metrics, closeness),
    offsetof(struct cp_metrics, katz),           offsetof(struct cp_metrics, exposure),
    offsetof(struct cp_metrics, effective_size), offsetof(struct cp_metrics, current_flow),
};

static const struct cp_rank_range *measure_many(struct cp_arena *run, size_t metric, bool sure, unsigned jobs)
{
    static const char *const documents[] = {"a", "b", "c", "d", "ab", "bcd"};
    static const uint32_t exposed[] = {3};
    struct tie *ties = CP_NEW_ARRAY(run, MANY_TIES, struct tie);
    for (uint32_t i = 0; i < MANY_TIES; i++)
        ties[i] = (struct tie){i % MANY, (i * 37 + i / MANY * 11 + i * i % 7 + 1) % MANY, sure ? 1 : 0.3 + 0.01 * (i % 60),
                               sure ? "a" : documents[i % 6]};
    struct cp_graph *graph = draw(run, MANY, ties, MANY_TIES);
    struct cp_stability_options options = {
        .analysis = {.seed = 5, .jobs = jobs, .also = ~(1u << CP_ALSO_EDGES), .exposed_to = exposed, .exposed_count = 1},
        .metric = metric,
        .kinds = ~0u,
        .rounds = 40};
    struct cp_rank_range *ranges;
    struct cp_summary summary;
    CU_ASSERT_EQUAL_FATAL(cp_analyze(run, graph, &options.analysis, &summary, NULL), CP_OK);
    CU_ASSERT_EQUAL_FATAL(cp_stability(run, graph, graph, &options, &ranges, NULL), CP_OK);
    return ranges;
}

// Rounds compute only what ranks; where nothing is left to chance, that must give the ranks of the whole analysis.
static void check_every_metric(void)
{
    struct cp_arena *run = cp_arena_new();
    for (size_t m = 0; m < sizeof ranked_by / sizeof ranked_by[0]; m++) {
        const struct cp_rank_range *ranges = measure_many(run, ranked_by[m], true, 2);
        for (size_t i = 0; i < MANY; i++) {
            CU_ASSERT_EQUAL(ranges[i].low, ranges[i].rank);
            CU_ASSERT_EQUAL(ranges[i].high, ranges[i].rank);
        }
    }
    cp_arena_free(run);
}

static void check_jobs(void)
{
    struct cp_arena *run = cp_arena_new();
    for (size_t m = 0; m < sizeof ranked_by / sizeof ranked_by[0]; m++) {
        const struct cp_rank_range *one = measure_many(run, ranked_by[m], false, 1);
        for (unsigned jobs = 2; jobs <= 7; jobs += 5) {
            const struct cp_rank_range *more = measure_many(run, ranked_by[m], false, jobs);
            for (size_t i = 0; i < MANY; i++) {
                CU_ASSERT_EQUAL(one[i].low, more[i].low);
                CU_ASSERT_EQUAL(one[i].high, more[i].high);
                CU_ASSERT_EQUAL(one[i].there, more[i].there);
                CU_ASSERT_EQUAL(one[i].facts_only, more[i].facts_only);
            }
        }
    }
    cp_arena_free(run);
}

// A star that one document tells, beside a path that two do: the star's middle is first with it and gone without it.
static void check_without(void)
{
    static const struct tie ties[] = {{0, 1, 1, "a"}, {0, 2, 1, "a"},  {0, 3, 1, "a"},
                                      {0, 4, 1, "a"}, {5, 6, 1, "bc"}, {6, 7, 1, "bc"}};
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = draw(run, 8, ties, 6);
    struct cp_stability_options options = {.metric = BETWEENNESS, .kinds = ~0u};
    const struct cp_rank_range *ranges = measure(run, graph, 1, 100);
    uint32_t *ranks;
    CU_ASSERT_EQUAL(ranges[0].rank, 1);
    CU_ASSERT_DOUBLE_EQUAL(ranges[0].alone, 1, 0);
    CU_ASSERT_DOUBLE_EQUAL(ranges[6].alone, 0, 0);
    CU_ASSERT(ranges[0].high > 2); // in some rounds the document is not drawn
    CU_ASSERT_EQUAL_FATAL(cp_ranks_without(run, graph, graph, &options, CP_STR("a"), &ranks, NULL), CP_OK);
    CU_ASSERT_EQUAL(ranks[0], 0);
    CU_ASSERT_EQUAL(ranks[6], 1);
    cp_arena_free(run);
}

static void check_facts(void)
{
    static const struct tie ties[] = {{0, 1, 1, "a"}, {0, 2, 1, "a"}, {0, 3, 1, "b"}, {4, 1, 1, "a"}, {4, 5, 1, "b"}};
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = draw(run, 6, ties, 5);
    graph->edges[0].hypothetical = graph->edges[1].hypothetical = graph->edges[2].hypothetical = true;
    const struct cp_rank_range *ranges = measure(run, graph, 1, 20);
    CU_ASSERT_EQUAL(ranges[0].rank, 1);
    CU_ASSERT_EQUAL(ranges[0].facts_only, 0);
    CU_ASSERT_EQUAL(ranges[4].facts_only, 1);
    cp_arena_free(run);
}

// ---------------------------------------------------------------- before and after

static void check_same(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = draw(run, 5, certain, 4),
                    *same = cp_graph_changed(run, graph, &(struct cp_graph_change){0});
    CU_ASSERT_EQUAL(same->node_count, 5);
    CU_ASSERT_EQUAL(same->edge_count, 4);
    analyze(run, graph);
    analyze(run, same);
    const struct cp_comparison *c = cp_compare(run, graph, same, BETWEENNESS, ~0u);
    CU_ASSERT_EQUAL(c->severed, 0);
    CU_ASSERT_EQUAL(c->moved_count, 5);
    for (size_t i = 0; i < c->moved_count; i++) {
        CU_ASSERT_EQUAL(c->moved[i].rank_before, c->moved[i].rank_after);
        CU_ASSERT_EQUAL(c->moved[i].reach_before, 4);
        CU_ASSERT_EQUAL(c->moved[i].reach_after, 4);
    }
    CU_ASSERT_DOUBLE_EQUAL(c->before.efficiency, (4 * 1.0 + 3 / 2.0 + 2 / 3.0 + 1 / 4.0) / 10, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(c->before.reach, 1, 0);
    const struct cp_graph_diff *diff = cp_graph_compare(run, graph, same);
    CU_ASSERT_EQUAL(diff->node_count + diff->edge_count, 0);
    cp_arena_free(run);
}

static void check_removed(void)
{
    struct cp_arena *run = cp_arena_new();
    bool nodes[5] = {[2] = true};
    struct cp_graph *graph = draw(run, 5, certain, 4),
                    *rest = cp_graph_changed(run, graph, &(struct cp_graph_change){.nodes = nodes});
    CU_ASSERT_EQUAL(rest->node_count, 4);
    CU_ASSERT_EQUAL(rest->edge_count, 2);
    analyze(run, graph);
    analyze(run, rest);
    const struct cp_comparison *c = cp_compare(run, graph, rest, BETWEENNESS, ~0u);
    CU_ASSERT_EQUAL(c->severed, 4); // two on one side, two on the other
    CU_ASSERT_EQUAL(c->after.components, 2);
    CU_ASSERT_EQUAL(c->after.largest, 2);
    CU_ASSERT_EQUAL(c->moved[0].reach_before, 3); // of those that are left
    CU_ASSERT_EQUAL(c->moved[0].reach_after, 1);
    CU_ASSERT_EQUAL(c->moved[2].after, CP_NONE);
    const struct cp_graph_diff *diff = cp_graph_compare(run, graph, rest);
    CU_ASSERT_EQUAL(diff->node_count, 1);
    CU_ASSERT_EQUAL(diff->nodes[0].how, CP_WENT);
    CU_ASSERT_EQUAL(diff->edge_count, 2);
    cp_arena_free(run);
}

// An edge that closes the path to a ring; without it again all is as before.
static void check_added(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph_link link = {4, 0, CP_RELATION_SUPPLIES};
    struct cp_graph *graph = draw(run, 5, certain, 4);
    struct cp_graph *ring = cp_graph_changed(run, graph, &(struct cp_graph_change){.added = &link, .added_count = 1});
    CU_ASSERT_EQUAL_FATAL(ring->edge_count, 5);
    const struct cp_graph_edge *edge = &ring->edges[4]; // in order of the ends
    CU_ASSERT(edge->from == 4 && edge->to == 0 && edge->hypothetical && edge->evidence_count == 0);
    analyze(run, graph);
    analyze(run, ring);
    const struct cp_comparison *c = cp_compare(run, graph, ring, BETWEENNESS, ~0u);
    CU_ASSERT(c->after.efficiency > c->before.efficiency);
    CU_ASSERT_DOUBLE_EQUAL(ring->nodes[0].metrics.betweenness, ring->nodes[2].metrics.betweenness, 1e-12);
    bool edges[5] = {[4] = true};
    struct cp_graph *back = cp_graph_changed(run, ring, &(struct cp_graph_change){.edges = edges});
    const struct cp_graph_diff *none = cp_graph_compare(run, graph, back), *one = cp_graph_compare(run, graph, ring);
    CU_ASSERT_EQUAL(none->node_count + none->edge_count, 0);
    CU_ASSERT_EQUAL_FATAL(one->edge_count, 1);
    CU_ASSERT_EQUAL(one->edges[0].how, CP_CAME);
    cp_arena_free(run);
}

static void check_changed(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *old = draw(run, 5, certain, 4), *new = draw(run, 5, certain, 4);
    new->nodes[3].label = CP_STR("renamed");
    new->nodes[3].status = CP_STATUS_ENDED;
    new->edges[1].confidence = 0.5;
    new->edges[1].hypothetical = true;
    new->edges[2].weight += 1e-5; // less than is written
    const struct cp_graph_diff *diff = cp_graph_compare(run, old, new);
    CU_ASSERT_EQUAL_FATAL(diff->node_count, 1);
    CU_ASSERT_EQUAL(diff->nodes[0].fields, 1u << CP_FIELD_LABEL | 1u << CP_FIELD_STATUS);
    CU_ASSERT_EQUAL_FATAL(diff->edge_count, 1);
    CU_ASSERT_EQUAL(diff->edges[0].how, CP_CHANGED);
    CU_ASSERT_EQUAL(diff->edges[0].fields, 1u << CP_FIELD_CONFIDENCE | 1u << CP_FIELD_HYPOTHETICAL);
    cp_arena_free(run);
}

// Parallel edges of one relation, as other programs write them, are counted one by one.
static void check_parallel(void)
{
    static const struct tie twins[] = {{0, 1, 1, ""}, {0, 1, 1, ""}, {1, 2, 1, ""}};
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *both = draw(run, 3, twins, 3), *one = draw(run, 3, twins + 1, 2), *empty = draw(run, 0, NULL, 0);
    CU_ASSERT_EQUAL(cp_graph_compare(run, both, one)->edge_count, 1);
    CU_ASSERT_EQUAL(cp_graph_compare(run, both, both)->edge_count, 0);
    CU_ASSERT_EQUAL(cp_graph_compare(run, empty, both)->edge_count, 3);
    CU_ASSERT_EQUAL(cp_graph_compare(run, empty, empty)->node_count, 0);
    const struct cp_comparison *c = cp_compare(run, empty, empty, BETWEENNESS, ~0u);
    CU_ASSERT_EQUAL(c->moved_count + c->severed + c->before.nodes, 0);
    cp_arena_free(run);
}

void cp_test_analyze_compare(void)
{
    CU_pSuite suite = CU_add_suite("analyze: how sure, before and after", NULL, NULL);
    CU_add_test(suite, "what is certain has no range", check_certain);
    CU_add_test(suite, "edges come as often as documents and confidence say", check_chances);
    CU_add_test(suite, "the same seed gives the same ranges, another one others", check_seed);
    CU_add_test(suite, "rounds rank by every metric as the analysis does", check_every_metric);
    CU_add_test(suite, "ranges are the same with any number of jobs", check_jobs);
    CU_add_test(suite, "who hangs on one document falls without it", check_without);
    CU_add_test(suite, "ranks without what is only possible", check_facts);
    CU_add_test(suite, "nothing changed, nothing moved", check_same);
    CU_add_test(suite, "without the middle of a path its halves are cut off", check_removed);
    CU_add_test(suite, "an edge more, and away again", check_added);
    CU_add_test(suite, "what is told differently", check_changed);
    CU_add_test(suite, "parallel edges, empty graphs", check_parallel);
}
