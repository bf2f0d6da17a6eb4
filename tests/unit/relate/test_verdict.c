// SPDX-License-Identifier: GPL-3.0-or-later
//
// The judge of edges: what he hears, how his trees are read and asked, and how they are grown.
#include "scene_fixture.h"

#include "relate/train/boost.h"
#include "relate/verdict.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---------------------------------------------------------------- cases

static const struct considered *case_of(const struct scene *scene, const edge_vec *edges, const considered_vec *cases,
                                        enum cp_relation relation, const char *name)
{
    for (size_t i = 0; i < cases->count; i++) {
        const struct edge *e = &edges->items[cases->items[i].edge];
        uint32_t party = relation == CP_RELATION_IMPOSES ? e->from : e->to;
        if (e->relation == relation && cp_str_equal(scene->mentions->entities[party].label, cp_str_from(name)))
            return &cases->items[i];
    }
    return NULL;
}

static void check_cases(void)
{
    struct scene *scene = cp_scene_of("Canada imposed tariffs on steel from Brazil in May. The Canadian tariffs took effect in June. "
                                      "Canada banned imports of beef from Brazil.",
                                      "2024-07-01");
    act_vec acts = cp_relate_read_acts(cp_scene_engine(), scene);
    bool *objections;
    edge_vec edges = cp_relate_gather_edges(scene, &acts, &objections);
    struct surroundings around = cp_relate_find_domain(scene, &acts);
    considered_vec cases = cp_relate_consider(cp_relate_open_court(scene, &acts, &edges, &around), objections);
    const struct considered *imposer = case_of(scene, &edges, &cases, CP_RELATION_IMPOSES, "Canada");
    const struct considered *target = case_of(scene, &edges, &cases, CP_RELATION_TARGETS, "Brazil");
    CU_ASSERT_PTR_NOT_NULL_FATAL(imposer);
    CU_ASSERT_PTR_NOT_NULL_FATAL(target);
    CU_ASSERT_EQUAL(imposer->features[VERDICT_role], CP_RELATION_IMPOSES);
    CU_ASSERT_EQUAL(imposer->features[VERDICT_kind], CP_KIND_COUNTRY);
    CU_ASSERT_TRUE(imposer->features[VERDICT_sure_links] >= 1);
    CU_ASSERT_TRUE(imposer->features[VERDICT_share_of_tellings] > 0);
    CU_ASSERT_TRUE(imposer->features[VERDICT_together] >= imposer->features[VERDICT_surest]);
    CU_ASSERT_TRUE(imposer->features[VERDICT_elsewhere] > 0); // it imposes the ban, too
    CU_ASSERT_EQUAL(imposer->features[VERDICT_objection], 0);
    CU_ASSERT_EQUAL(imposer->features[VERDICT_best_target], target->features[VERDICT_surest]);
    CU_ASSERT_EQUAL(target->features[VERDICT_best_imposer], imposer->features[VERDICT_surest]);
    CU_ASSERT_EQUAL(target->features[VERDICT_lead_over_rival],
                    target->features[VERDICT_surest] - target->features[VERDICT_rival]);
    CU_ASSERT_TRUE(target->features[VERDICT_has_state]);
    CU_ASSERT_FALSE(target->features[VERDICT_state_of_imposer]);
    cp_scene_forget();
}

static void check_act_cases(void)
{
    struct scene *scene = cp_scene_of("Canada imposed tariffs on steel from Brazil in May. Brazil called it unfair.\n\n"
                                      "In June, Canada granted subsidies of $3 million to its dairy farmers.",
                                      "2024-07-01");
    act_vec acts = cp_relate_read_acts(cp_scene_engine(), scene);
    bool *objections;
    edge_vec edges = cp_relate_gather_edges(scene, &acts, &objections);
    struct surroundings around = cp_relate_find_domain(scene, &acts);
    considered_vec cases = cp_relate_consider_acts(cp_relate_open_court(scene, &acts, &edges, &around));
    CU_ASSERT_EQUAL(cases.count, acts.count);
    const int32_t *tariff = NULL, *grant = NULL;
    for (size_t i = 0; i < cases.count; i++) {
        tariff = acts.items[cases.items[i].edge].type == CP_MEASURE_TARIFF ? cases.items[i].features : tariff;
        grant = acts.items[cases.items[i].edge].type == CP_MEASURE_SUBSIDY ? cases.items[i].features : grant;
    }
    CU_ASSERT_PTR_NOT_NULL_FATAL(tariff);
    CU_ASSERT_PTR_NOT_NULL_FATAL(grant);
    CU_ASSERT_EQUAL(tariff[VERDICT_crosses_border], 1);
    CU_ASSERT_TRUE(grant[VERDICT_crosses_border] < 1);
    CU_ASSERT_EQUAL(tariff[VERDICT_listed_goods], 1);
    CU_ASSERT_TRUE(tariff[VERDICT_states_beside] >= 1);
    CU_ASSERT_EQUAL(grant[VERDICT_states_beside], 0);
    CU_ASSERT_EQUAL(tariff[VERDICT_states], 2);
    CU_ASSERT_TRUE(tariff[VERDICT_foreign] > 0);
    CU_ASSERT_EQUAL(tariff[VERDICT_surest], 0); // of single edges nothing is said
    cp_scene_forget();
}

// ---------------------------------------------------------------- trees

// A tree that asks only at its root.
#define TWO_FORKS "\trole\t9\trole\t9"
#define FORKS TWO_FORKS TWO_FORKS TWO_FORKS TWO_FORKS TWO_FORKS TWO_FORKS TWO_FORKS
#define NO_LEAVES "\t0\t0\t0\t0\t0\t0\t0"

static enum cp_status load(struct cp_arena *run, const char *rows, const struct trees **trees, struct cp_error *err)
{
    struct scene_lexicon l = cp_scene_lexicon(run, "verdicts.tsv", rows);
    enum cp_status status = cp_relate_load_trees(l.lexicon, run, "learned/verdicts.tsv", cp_verdict_names, trees, err);
    cp_scene_lexicon_remove(&l);
    return status;
}

static void check_trees(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_error err = {0};
    const struct trees *trees = NULL;
    int32_t features[VERDICT_COUNT] = {0};
    CU_ASSERT_EQUAL_FATAL(load(run,
                               "base\t-1000\nthreshold\t250\n"
                               "tree\tsurest\t400" FORKS "\t-500" NO_LEAVES "\t1000" NO_LEAVES "\n"
                               "tree\tsurest\t700" FORKS "\t0" NO_LEAVES "\t2000" NO_LEAVES "\n",
                               &trees, &err),
                          CP_OK);
    CU_ASSERT_TRUE(trees->trained);
    CU_ASSERT_EQUAL(trees->count, 2);
    CU_ASSERT_DOUBLE_EQUAL(trees->threshold, 0.25, 1e-6);
    features[VERDICT_surest] = 400;
    CU_ASSERT_EQUAL(cp_relate_tree_leaf(&trees->items[1], features), -500); // the other one can add more, and is asked first
    features[VERDICT_surest] = 401;
    CU_ASSERT_EQUAL(cp_relate_tree_leaf(&trees->items[1], features), 1000);
    CU_ASSERT_DOUBLE_EQUAL(cp_relate_trees_probability(trees, features), 0.5, 1e-9);
    CU_ASSERT_EQUAL(trees->bar, -1099); // ln(1/3) is -1.0986
    static const int32_t sums[][2] = {{400, -1500}, {401, 0}, {701, 2000}};
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        int32_t sum = 0;
        features[VERDICT_surest] = sums[i][0];
        CU_ASSERT_TRUE(cp_relate_trees_exceed(trees, features, sums[i][1] - 1, &sum));
        CU_ASSERT_EQUAL(sum, sums[i][1]);
        CU_ASSERT_FALSE(cp_relate_trees_exceed(trees, features, sums[i][1], &sum));
        CU_ASSERT_EQUAL(cp_relate_trees_exceed(trees, features, trees->bar, &sum),
                        cp_relate_trees_probability(trees, features) > (double)trees->threshold);
    }
    CU_ASSERT_EQUAL(load(run, "# nothing learned\n", &trees, &err), CP_OK);
    CU_ASSERT_FALSE(trees->trained);
    cp_arena_free(run);
}

static void check_bad_trees(void)
{
    static const char *const rows[] = {
        "roots\t1\n",
        "base\tmuch\n",
        "tree\tsurest\t400\n",
        "tree\tsurest\t400" FORKS "\t0" NO_LEAVES NO_LEAVES "\n",
        "tree\tcertainty\t400" FORKS "\t0\t0" NO_LEAVES NO_LEAVES "\n",
        "tree\tsurest\t4e2" FORKS "\t0\t0" NO_LEAVES NO_LEAVES "\n",
        "tree\tsurest\t99999999999" FORKS "\t0\t0" NO_LEAVES NO_LEAVES "\n",
    };
    struct cp_arena *run = cp_arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cp_error err = {0};
        const struct trees *trees;
        CU_ASSERT_EQUAL(load(run, rows[i], &trees, &err), CP_EFORMAT);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.where, "verdicts.tsv:1"));
    }
    cp_arena_free(run);
}

// ---------------------------------------------------------------- growing

// Right is what is either sure or told by a frame, but not both: no single feature shows it.
static boost_case_vec riddle(struct cp_arena *run)
{
    boost_case_vec cases = {0};
    for (int i = 0; i < 400; i++) {
        struct boost_case *c = CP_PUSH(run, &cases);
        *c = (struct boost_case){0};
        c->features[VERDICT_surest] = (i * 37) % 1000;
        c->features[VERDICT_by_frame] = i % 2;
        c->features[VERDICT_distance] = (i * 11) % 40; // says nothing
        c->wanted = (c->features[VERDICT_surest] > 500) != (c->features[VERDICT_by_frame] == 1);
    }
    return cases;
}

static void check_growth(void)
{
    struct cp_arena *run = cp_arena_new();
    boost_case_vec cases = riddle(run);
    struct trees judge = cp_boost(run, &cases, VERDICT_COUNT, 0.5f), again = cp_boost(run, &cases, VERDICT_COUNT, 0.5f);
    CU_ASSERT_TRUE_FATAL(judge.trained);
    for (size_t i = 0; i < cases.count; i++) {
        double p = cp_relate_trees_probability(&judge, cases.items[i].features);
        int32_t sum;
        CU_ASSERT_EQUAL(p > 0.5, cases.items[i].wanted);
        CU_ASSERT_EQUAL(cp_relate_trees_exceed(&judge, cases.items[i].features, judge.bar, &sum), p > 0.5);
    }
    CU_ASSERT_EQUAL(judge.base, again.base);
    CU_ASSERT_EQUAL(memcmp(judge.items, again.items, judge.count * sizeof *judge.items), 0);
    cases.count = 0;
    CU_ASSERT_FALSE(cp_boost(run, &cases, VERDICT_COUNT, 0.5f).trained); // nothing to learn from
    cp_arena_free(run);
}

void cp_test_relate_verdict(void)
{
    CU_pSuite suite = CU_add_suite("relate: verdicts", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "what the judge hears", check_cases);
    CU_add_test(suite, "what the judge of acts hears", check_act_cases);
    CU_add_test(suite, "trees are read and asked", check_trees);
    CU_add_test(suite, "bad trees", check_bad_trees);
    CU_add_test(suite, "trees grow", check_growth);
}
