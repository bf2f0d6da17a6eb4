// SPDX-License-Identifier: GPL-3.0-or-later
//
// Chains of action and answer: trees with their times and tones, tit for tat, pairs of parties and their reciprocity;
// and on random graphs, circles of answers among them, every act stands in the trees once and beneath what it answers.
#include "chokepoint/chain.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <string.h>

static unsigned state;

static unsigned draw(unsigned n)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % n;
}

// ---------------------------------------------------------------- a story

enum { US, CN, AGENCY, CONTROL, BAN, TARIFF, REVIEW, DEAL, NODES };

static struct cp_graph *story(struct cp_arena *run)
{
    static const struct {
        const char *id, *country, *date;
        enum cp_kind kind;
        enum cp_measure_type type;
    } nodes[NODES] = {
        [US] = {"cty:US", "US", "", CP_KIND_COUNTRY, CP_MEASURE_COUNT},
        [CN] = {"cty:CN", "CN", "", CP_KIND_COUNTRY, CP_MEASURE_COUNT},
        [AGENCY] = {"agy:x", "CN", "", CP_KIND_AGENCY, CP_MEASURE_COUNT},
        [CONTROL] = {"msr:control", "", "2022-10-07", CP_KIND_MEASURE, CP_MEASURE_EXPORT_CONTROL},
        [BAN] = {"msr:ban", "", "2023-05", CP_KIND_MEASURE, CP_MEASURE_MARKET_BAN},
        [TARIFF] = {"msr:tariff", "", "2023-06-10", CP_KIND_MEASURE, CP_MEASURE_TARIFF},
        [REVIEW] = {"msr:review", "", "2023-06-10", CP_KIND_MEASURE, CP_MEASURE_SECURITY_REVIEW},
        [DEAL] = {"msr:deal", "", "", CP_KIND_MEASURE, CP_MEASURE_AGREEMENT},
    };
    static const struct {
        uint32_t from;
        enum cp_relation relation;
        uint32_t to;
    } edges[] = {
        {US, CP_RELATION_IMPOSES, CONTROL},      {CONTROL, CP_RELATION_TARGETS, CN},
        {AGENCY, CP_RELATION_IMPOSES, BAN},      {BAN, CP_RELATION_TARGETS, US},
        {BAN, CP_RELATION_RESPONDS_TO, CONTROL}, {US, CP_RELATION_IMPOSES, TARIFF},
        {TARIFF, CP_RELATION_TARGETS, AGENCY},   {TARIFF, CP_RELATION_RESPONDS_TO, BAN},
        {CN, CP_RELATION_IMPOSES, REVIEW},       {REVIEW, CP_RELATION_RESPONDS_TO, CONTROL},
        {REVIEW, CP_RELATION_RESPONDS_TO, BAN},  {US, CP_RELATION_IMPOSES, DEAL},
        {DEAL, CP_RELATION_RESPONDS_TO, REVIEW},
    };
    struct cp_graph *g = CP_NEW(run, struct cp_graph);
    g->node_count = NODES;
    g->edge_count = sizeof edges / sizeof edges[0];
    g->nodes = CP_NEW_ARRAY(run, NODES, struct cp_graph_node);
    g->edges = CP_NEW_ARRAY(run, g->edge_count, struct cp_graph_edge);
    for (int i = 0; i < NODES; i++) {
        g->nodes[i] = (struct cp_graph_node){.id = cp_str_from(nodes[i].id),
                                             .label = cp_str_from(nodes[i].id),
                                             .country = cp_str_from(nodes[i].country),
                                             .kind = nodes[i].kind,
                                             .type = nodes[i].type};
        cp_date_parse(cp_str_from(nodes[i].date), &g->nodes[i].date);
    }
    for (size_t i = 0; i < g->edge_count; i++)
        g->edges[i] = (struct cp_graph_edge){
            .from = edges[i].from, .to = edges[i].to, .relation = edges[i].relation, .weight = 1};
    return g;
}

static const struct {
    uint32_t node, party, above;
    size_t depth;
    bool dated;
    int32_t least, most;
    enum cp_tone tone;
    size_t exchange;
} told[] = {
    {CONTROL, US, CP_NONE, 0, false, 0, 0, CP_TONE_UNKNOWN, 0},
    {BAN, CN, CONTROL, 1, true, 206, 236, CP_TONE_ALIKE, 1},
    {REVIEW, CN, BAN, 2, true, 10, 40, CP_TONE_MILDER, 0},
    {DEAL, US, REVIEW, 3, false, 0, 0, CP_TONE_GIVES_WAY, 1},
    {TARIFF, US, BAN, 2, true, 10, 40, CP_TONE_MILDER, 2},
};

static void check_trees(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_chains c;
    cp_chains(run, story(run), &c);
    CU_ASSERT_EQUAL_FATAL(c.act_count, sizeof told / sizeof told[0]);
    for (size_t i = 0; i < c.act_count; i++) {
        const struct cp_chain_act *act = &c.acts[i];
        CU_ASSERT_EQUAL(act->node, told[i].node);
        CU_ASSERT_EQUAL(act->party, told[i].party);
        CU_ASSERT_EQUAL(act->answers == CP_NONE ? CP_NONE : c.acts[act->answers].node, told[i].above);
        CU_ASSERT_EQUAL(act->depth, told[i].depth);
        CU_ASSERT_EQUAL(act->dated, told[i].dated);
        CU_ASSERT_EQUAL(act->least, told[i].least);
        CU_ASSERT_EQUAL(act->most, told[i].most);
        CU_ASSERT_EQUAL(act->tone, told[i].tone);
        CU_ASSERT_EQUAL(act->exchange, told[i].exchange);
    }
    CU_ASSERT_EQUAL_FATAL(c.also_count, 1); // the review answers the control too
    CU_ASSERT_EQUAL(c.also[0], 9);
    cp_arena_free(run);
}

static void check_pairs(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_chains c;
    cp_chains(run, story(run), &c);
    CU_ASSERT_EQUAL_FATAL(c.dyad_count, 1);
    const struct cp_dyad *d = &c.dyads[0];
    CU_ASSERT(d->a == US && d->b == CN);
    CU_ASSERT(d->acts[0] == 2 && d->acts[1] == 1);
    CU_ASSERT(d->answers[0] == 2 && d->answers[1] == 1);
    CU_ASSERT(d->tones[0][CP_TONE_MILDER] == 1 && d->tones[0][CP_TONE_GIVES_WAY] == 1 &&
              d->tones[1][CP_TONE_ALIKE] == 1);
    CU_ASSERT_DOUBLE_EQUAL(d->days[0], 25, 0);
    CU_ASSERT_DOUBLE_EQUAL(d->days[1], 221, 0);
    CU_ASSERT_EQUAL_FATAL(c.year_count, 3);
    CU_ASSERT(c.years[0].acts == 3 && c.years[0].pairs == 2 && c.years[0].mutual == 2);
    CU_ASSERT_DOUBLE_EQUAL(c.years[0].weighted, 2.0 / 3, 1e-15);
    CU_ASSERT(c.years[1].year == 2022 && c.years[1].acts == 1 && c.years[1].reciprocity == 0);
    CU_ASSERT(c.years[2].year == 2023 && c.years[2].acts == 2 && c.years[2].reciprocity == 1);
    cp_arena_free(run);
}

// ---------------------------------------------------------------- random answers

static void check_random(void)
{
    state = 9;
    for (int round = 0; round < 300; round++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_graph g = {.node_count = 1 + draw(9)};
        g.edge_count = draw(3 * (unsigned)g.node_count);
        g.nodes = CP_NEW_ARRAY(run, g.node_count + 1, struct cp_graph_node);
        g.edges = CP_NEW_ARRAY(run, g.edge_count + 1, struct cp_graph_edge);
        bool tells[16] = {false}, seen[16] = {false};
        for (unsigned i = 0; i < g.node_count; i++)
            g.nodes[i] = (struct cp_graph_node){.id = cp_str_format(run, "m%u", i),
                                                .kind = CP_KIND_MEASURE,
                                                .date = {(int16_t)(draw(3) ? 2020 + (int)draw(4) : 0), 0, 0}};
        size_t answers = 0, roots = 0;
        for (size_t i = 0; i < g.edge_count; i++) {
            g.edges[i] = (struct cp_graph_edge){.from = draw((unsigned)g.node_count),
                                                .to = draw((unsigned)g.node_count),
                                                .relation = CP_RELATION_RESPONDS_TO};
            bool loop = g.edges[i].from == g.edges[i].to;
            answers += !loop;
            tells[g.edges[i].from] |= !loop;
            tells[g.edges[i].to] |= !loop;
        }
        struct cp_chains c;
        cp_chains(run, &g, &c);
        for (size_t i = 0; i < c.act_count; i++) {
            const struct cp_chain_act *act = &c.acts[i];
            CU_ASSERT(tells[act->node] && !seen[act->node]);
            seen[act->node] = true;
            roots += act->answers == CP_NONE;
            if (act->answers == CP_NONE)
                continue;
            CU_ASSERT(act->answers < i && act->depth == c.acts[act->answers].depth + 1);
            CU_ASSERT(g.edges[act->edge].from == act->node && g.edges[act->edge].to == c.acts[act->answers].node);
            CU_ASSERT(!act->dated || act->least <= act->most);
        }
        CU_ASSERT(memcmp(tells, seen, sizeof seen) == 0);
        CU_ASSERT_EQUAL(c.also_count + c.act_count - roots, answers);
        cp_arena_free(run);
    }
}

void cp_test_analyze_chains(void)
{
    CU_pSuite suite = CU_add_suite("analyze: chains of answers", NULL, NULL);
    CU_add_test(suite, "a story: trees, times, tones, tit for tat", check_trees);
    CU_add_test(suite, "its pairs and years", check_pairs);
    CU_add_test(suite, "any answers: every act once, beneath what it answers", check_random);
}
