// SPDX-License-Identifier: GPL-3.0-or-later
//
// Identity across documents: which tellings are one act, and which names are one person or firm.
#include "graph_fixture.h"

#include <CUnit/CUnit.h>
#include <stdio.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

// ---------------------------------------------------------------- acts

static const struct {
    struct telling first, second;
    size_t acts;
    const char *why;
} pairs[] = {
    {{.document = "a", .state = "US", .type = "entity_listing", .date = "2019-05-15", .label = "blacklisting of the maker", .target = "huawei"},
     {.document = "b", .state = "US", .type = "entity_listing", .date = "2019-05", .label = "decision to blacklist it", .target = "huawei"},
     1, "other words for the same listing"},
    {{.document = "a", .state = "US", .type = "tariff", .date = "2018-12-28", .label = "tariffs on valves", .target = "acme"},
     {.document = "b", .state = "US", .type = "tariff", .date = "2019-01-05", .label = "tariffs on valves", .target = "acme"},
     1, "days apart, though the years differ"},
    {{.document = "a", .state = "US", .type = "tariff", .date = "2019-05", .label = "tariffs on $200 billion of goods", .target = "acme"},
     {.document = "b", .state = "US", .type = "tariff", .date = "2019-05", .label = "tariffs on $200 billion of goods", .target = "acme"},
     1, "the same amount"},
    {{.document = "a", .state = "US", .type = "export_control", .date = "2019-05", .label = "curbs on chips for the maker", .target = "huawei"},
     {.document = "b", .state = "US", .type = "export_control", .date = "2019-05", .label = "temporary license for the maker", .target = "huawei"},
     2, "a licence is not the rule that it relaxes"},
    {{.document = "a", .state = "US", .type = "sanction", .date = "2019-01-28", .label = "waiver for refiners", .target = "pdvsa"},
     {.document = "b", .state = "US", .type = "sanction", .date = "2019-01-28", .label = "waiver for refiners", .target = "pdvsa"},
     1, "one waiver told twice"},
    {{.document = "a", .state = "US", .type = "antitrust", .date = "2019-05", .label = "probe into fees", .target = "acme"},
     {.document = "b", .state = "US", .type = "subsidy", .date = "2019-05", .label = "probe into fees", .target = "acme"},
     2, "types that nobody takes for each other"},
    {{.document = "a", .state = "CN", .type = "security_review", .date = "2023-05", .label = "step against the maker", .target = "acme"},
     {.document = "b", .state = "CN", .type = "market_ban", .date = "2023-05", .label = "step against the maker", .target = "acme"},
     2, "a review and the ban after it"},
    {{.document = "a", .type = "tariff", .date = "2023-05", .label = "duty on lamps", .target = "acme"},
     {.document = "b", .type = "tariff", .date = "2023-05", .label = "duty on lamps", .target = "acme"},
     2, "nobody knows who imposes them"},
    {{.document = "a", .state = "US", .type = "sanction", .date = "2022-02-23", .label = "sanctions on an operator of pipelines", .target = "nord-stream-2"},
     {.document = "b", .state = "US", .type = "sanction", .told = "2022-03-09", .label = "sanctioned", .target = "nord-stream-2"},
     1, "told without a date, of a firm that few acts are about"},
    {{.document = "a", .state = "US", .type = "sanction", .date = "2025-10-22", .told = "2025-11-14", .label = "sanctions on two oil firms", .target_state = "RU"},
     {.document = "b", .state = "US", .type = "sanction", .told = "2022-06-03", .label = "sanctions", .target_state = "RU"},
     2, "told as done before it was done"},
    {{.document = "a", .state = "US", .type = "tariff", .date = "2018-07-06", .told = "2018-07-06", .label = "tariffs on $34 billion of goods", .target_state = "CN"},
     {.document = "b", .state = "US", .type = "tariff", .date = "2018-09-24", .told = "2018-09-24", .label = "tariffs on $200 billion of goods", .target_state = "CN"},
     2, "a first and a second round"},
    {{.document = "a", .state = "US", .type = "tariff", .date = "2018-09-24", .told = "2018-09-24", .label = "tariffs on $200 billion of goods", .target_state = "CN"},
     {.document = "b", .state = "US", .type = "tariff", .date = "2018-09", .told = "2018-11-30", .label = "levies on $200 billion of imports", .target_state = "CN"},
     1, "the second round told twice"},
    {{.document = "a", .state = "US", .type = "entity_listing", .date = "2019-05-16", .label = "listing of firms", .target = "huawei"},
     {.document = "b", .state = "US", .type = "entity_listing", .date = "2020-08-17", .label = "listing of firms", .target = "huawei"},
     2, "listings of two years"},
    {{.document = "a", .state = "US", .type = "tariff", .date = "2018-03-08", .label = "tariffs of 25 percent", .goods = "steel"},
     {.document = "b", .state = "US", .type = "tariff", .date = "2018-03", .label = "Section 232 tariffs", .goods = "steel"},
     1, "tariffs on goods from everywhere, told by their rate and by their law"},
    {{.document = "a", .state = "CN", .type = "export_control", .date = "2023-07-03", .label = "curbs on two metals", .goods = "gallium"},
     {.document = "b", .state = "CN", .type = "export_control", .date = "2023-08-01", .label = "restrictions on two metals", .goods = "gallium"},
     1, "announced and in force"},
    {{.document = "a", .state = "US", .type = "agreement", .date = "2025-07-22", .label = "trade deal", .partner = "JP", .told = "2025-07-23"},
     {.document = "b", .state = "US", .type = "agreement", .date = "2025-07-27", .label = "trade deal", .partner = "EU", .told = "2025-07-28"},
     2, "deals with two partners"},
    {{.document = "a", .state = "US", .type = "agreement", .date = "2025-07-22", .label = "trade deal", .partner = "JP", .told = "2025-07-23"},
     {.document = "b", .state = "US", .type = "agreement", .date = "2025-07", .label = "accord on trade", .partner = "JP", .told = "2025-08-28"},
     1, "one deal told twice"},
    {{.document = "a", .state = "US", .type = "agreement", .date = "1986-07", .label = "pact on trade", .partner = "JP", .goods = "chips"},
     {.document = "b", .state = "US", .type = "agreement", .date = "1986", .label = "accord on trade", .partner = "JP", .goods = "computers"},
     1, "a deal is known by its partners, not by its goods"},
    {{.document = "a", .state = "CN", .type = "market_ban", .date = "2023-05-21", .label = "ban on its chips", .target = "micron", .goods = "chips"},
     {.document = "b", .state = "CN", .type = "market_ban", .date = "2023-05", .label = "exclusion from the market", .target = "micron", .goods = "chips"},
     1, "who is excluded is banned"},
    {{.document = "a", .state = "CN", .type = "enforcement", .date = "2018-12-10", .label = "detention of a researcher", .target = "doe", .owner = "CA"},
     {.document = "b", .state = "CN", .type = "enforcement", .date = "2018-12", .label = "detention of a Canadian researcher", .target_state = "CA"},
     1, "a person, and the state that he is of"},
    {{.document = "a", .state = "CN", .type = "enforcement", .date = "2018-12-10", .label = "detention of a researcher", .target = "doe", .owner = "CA"},
     {.document = "b", .state = "CN", .type = "enforcement", .date = "2018-12", .label = "detention of a researcher", .target_state = "SE"},
     2, "a person, and a state that he is not of"},
    {{.document = "a", .state = "EU", .type = "tariff", .date = "2021-10-30", .told = "2021-10-30", .label = "tariffs on steel", .goods = "steel"},
     {.document = "b", .state = "EU", .type = "tariff", .status = "planned", .told = "2025-04-07", .label = "tariffs on steel", .goods = "steel"},
     2, "planned years after it was done"},
    {{.document = "a", .state = "US", .type = "tariff", .status = "planned", .told = "1992-07-01", .label = "tariffs on steel", .target_state = "CA", .goods = "steel"},
     {.document = "b", .state = "US", .type = "tariff", .date = "2018-05", .told = "2018-06-02", .label = "tariffs on steel", .target_state = "CA", .goods = "steel"},
     2, "done a generation after it was planned"},
    {{.document = "a", .state = "US", .type = "tariff", .date = "2025-03-04", .told = "2025-03-05", .label = "fentanyl duties", .target_state = "CN"},
     {.document = "b", .state = "US", .type = "tariff", .date = "2025-04-02", .told = "2025-04-03", .label = "reciprocal tariffs", .target_state = "CN"},
     2, "two tariffs of one spring"},
    {{.document = "a", .state = "US", .type = "tariff", .told = "2026-01-13", .label = "tariffs on cars", .goods = "cars"},
     {.document = "b", .state = "US", .type = "tariff", .told = "2026-02-06", .label = "tariffs on polysilicon", .goods = "polysilicon"},
     2, "known by their goods alone, which differ"},
    {{.document = "a", .state = "US", .type = "tariff", .told = "2026-01-13", .label = "tariffs on cars", .goods = "cars"},
     {.document = "b", .state = "US", .type = "tariff", .told = "2026-02-06", .label = "tariffs on cars", .goods = "cars"},
     1, "known by their goods alone, which are the same"},
    {{.document = "a", .state = "CN", .type = "other", .told = "2019-05-23", .label = "retaliation against it", .target_state = "US"},
     {.document = "b", .state = "CN", .type = "other", .told = "2025-04-15", .label = "retaliation against it", .target_state = "US"},
     2, "events of other years"},
    {{.document = "a", .state = "US", .type = "enforcement", .told = "2019-05-23", .label = "charges of fraud", .target = "huawei"},
     {.document = "b", .state = "US", .type = "enforcement", .told = "2019-05-28", .label = "raid on its offices", .target = "huawei"},
     2, "a firm is charged, and raided"},
    {{.document = "a", .state = "US", .type = "tariff", .date = "1987-03-27", .label = "duties on electronics", .target_state = "JP", .goods = "electronics"},
     {.document = "b", .state = "US", .type = "sanction", .date = "1987-03", .label = "trade sanctions on electronics", .target_state = "JP", .goods = "electronics"},
     1, "tariffs that another calls sanctions"},
    {{.document = "a", .state = "CN", .type = "security_review", .date = "2023-03-31", .label = "cybersecurity review of the maker", .target = "acme"},
     {.document = "b", .type = "security_review", .date = "2023-03", .label = "review of its products", .target = "acme"},
     1, "one does not say who imposes it"},
    {{.document = "a", .state = "US", .type = "tariff", .date = "2018-03", .label = "tariffs on steel", .goods = "steel"},
     {.document = "b", .type = "tariff", .date = "2018", .label = "tariffs on steel", .goods = "steel"},
     1, "one does not say who imposes it, but on what"},
    {{.document = "a", .state = "US", .type = "tariff", .date = "2018-03", .label = "tariffs", .target_state = "CN"},
     {.document = "b", .type = "tariff", .date = "2018-03", .label = "tariffs", .target_state = "CN"},
     2, "anybody may have tariffs on a state"},
    {{.document = "a", .state = "US", .type = "agreement", .label = "trade deal", .partner = "JP", .told = "2025-07-23"},
     {.document = "b", .state = "US", .type = "agreement", .label = "accord", .partner = "JP", .told = "2025-07-28"},
     1, "a deal without a name or a date, of one season"},
    {{.document = "a", .state = "US", .type = "tariff", .status = "ended", .label = "tariffs on its goods", .target_state = "EU", .told = "2021-10-31"},
     {.document = "b", .state = "US", .type = "tariff", .status = "active", .label = "tariffs on its goods", .target_state = "EU", .told = "2025-04-07"},
     2, "in force, years after it was over"},
    {{.document = "a", .state = "CN", .type = "other", .date = "2023-05", .label = "retaliation", .target_state = "US", .told = "2023-05-30"},
     {.document = "b", .state = "CN", .type = "other", .label = "retaliation", .target_state = "US", .told = "2025-04-15"},
     2, "what has no name is told when it happens"},
    {{.document = "a", .state = "US", .type = "subsidy", .date = "2022", .label = "CHIPS and Science Act", .goods = "chips"},
     {.document = "b", .state = "US", .type = "subsidy", .label = "CHIPS Act", .goods = "chips", .told = "2024-04-15"},
     1, "a law, and the short form of its name"},
    {{.document = "a", .state = "US", .type = "subsidy", .date = "2022", .label = "CHIPS and Science Act", .goods = "chips"},
     {.document = "b", .state = "US", .type = "subsidy", .date = "2022", .label = "Inflation Reduction Act", .goods = "chips"},
     2, "two laws"},
    {{.document = "a", .state = "US", .type = "tariff", .date = "2025-04", .label = "duties of Executive Order 14257", .target_state = "CN"},
     {.document = "b", .state = "US", .type = "tariff", .date = "2025-04", .label = "duties of Executive Order 14259", .target_state = "CN"},
     2, "two orders of one month"},
    {{.document = "a", .state = "US", .type = "export_control", .date = "2022-10-07", .label = "rules on chips", .target_state = "CN", .goods = "chips"},
     {.document = "b", .state = "US", .type = "export_control", .date = "2022-10", .label = "curbs on advanced chips", .target_state = "CN", .goods = "advanced-chips"},
     1, "goods more and less precisely told"},
};

static void check_pairs(void)
{
    for (size_t i = 0; i < COUNT(pairs); i++) {
        struct cp_arena *run = cp_arena_new();
        struct telling there[2] = {pairs[i].first, pairs[i].second}, back[2] = {pairs[i].second, pairs[i].first};
        struct cp_graph *graph = fixture_graph(run, there, 2);
        size_t acts = fixture_count(graph, CP_KIND_MEASURE);
        if (acts != pairs[i].acts)
            fprintf(stderr, "%s: %zu acts, must be %zu\n", pairs[i].why, acts, pairs[i].acts);
        CU_ASSERT_EQUAL(acts, pairs[i].acts);
        CU_ASSERT(cp_str_equal(fixture_graphml(run, graph, false), fixture_graphml(run, fixture_graph(run, back, 2), false)));
        cp_arena_free(run);
    }
}

// How sure it must be that two tellings are of one act: of a pair that is likely one, and of one that just may be.
static void check_least(void)
{
    static const struct {
        struct telling first, second;
        double least;
        size_t acts;
    } cases[] = {
        {{.document = "a", .state = "US", .type = "entity_listing", .date = "2019-05-15", .label = "listing", .target = "acme"},
         {.document = "b", .state = "US", .type = "entity_listing", .date = "2019-05-15", .label = "listing", .target = "acme"},
         0.9, 1},
        {{.document = "a", .state = "US", .type = "entity_listing", .date = "2019-05-15", .label = "listing", .target = "acme"},
         {.document = "b", .state = "US", .type = "entity_listing", .date = "2019-05-15", .label = "listing", .target = "acme"},
         1, 2},
        {{.document = "a", .state = "US", .type = "tariff", .date = "2025-03-04", .told = "2025-03-05", .label = "fentanyl duties", .target_state = "CN"},
         {.document = "b", .state = "US", .type = "tariff", .date = "2025-04-02", .told = "2025-04-03", .label = "reciprocal tariffs", .target_state = "CN"},
         0.25, 2},
        {{.document = "a", .state = "US", .type = "tariff", .date = "2025-03-04", .told = "2025-03-05", .label = "fentanyl duties", .target_state = "CN"},
         {.document = "b", .state = "US", .type = "tariff", .date = "2025-04-02", .told = "2025-04-03", .label = "reciprocal tariffs", .target_state = "CN"},
         0.1, 1},
        {{.document = "a", .state = "US", .type = "tariff", .date = "2018-07", .label = "tariffs", .target_state = "CN"},
         {.document = "b", .state = "US", .type = "tariff", .date = "2025-04", .label = "tariffs", .target_state = "CN"},
         0, 2}, // which cannot be one
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_graph_builder *builder = cp_graph_builder_new(run);
        cp_graph_builder_same_act(builder, cases[i].least);
        cp_graph_builder_add(builder, fixture_facts(run, cases[i].first));
        cp_graph_builder_add(builder, fixture_facts(run, cases[i].second));
        CU_ASSERT_EQUAL(fixture_count(cp_graph_builder_finish(builder), CP_KIND_MEASURE), cases[i].acts);
        cp_arena_free(run);
    }
}

// Of three tellings the two that agree decide the name, the most precise the date, the latest the status.
static void check_votes(void)
{
    static const struct telling told[] = {
        {.document = "a", .state = "CN", .type = "market_ban", .status = "planned", .date = "2023", .label = "ban on chips of the maker", .target = "acme"},
        {.document = "b", .state = "CN", .type = "market_ban", .status = "active", .date = "2023-05-21", .label = "ban on chips", .target = "acme"},
        {.document = "c", .state = "CN", .type = "market_ban", .status = "active", .date = "2023-05", .label = "ban on chips", .target = "acme"},
    };
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = fixture_graph(run, told, COUNT(told));
    CU_ASSERT_EQUAL(fixture_count(graph, CP_KIND_MEASURE), 1);
    const struct cp_graph_node *act = fixture_node(graph, "msr:cn-market-ban-acme-2023");
    CU_ASSERT_PTR_NOT_NULL_FATAL(act);
    CU_ASSERT(cp_str_equal(act->label, CP_STR("ban on chips")));
    CU_ASSERT_EQUAL(act->status, CP_STATUS_ACTIVE);
    CU_ASSERT_EQUAL(act->date.day, 21);
    CU_ASSERT_EQUAL(act->source_count, 3);
    cp_arena_free(run);
}

// ---------------------------------------------------------------- entities

struct name {
    const char *kind, *id, *label, *alias, *country;
};

static const struct cp_facts *facts_with(struct cp_arena *run, const char *document, struct name name)
{
    struct cp_fact_node *node = CP_NEW(run, struct cp_fact_node);
    struct cp_facts *facts = CP_NEW(run, struct cp_facts);
    struct cp_str *alias = CP_NEW(run, struct cp_str);
    *alias = cp_str_from(name.alias);
    *node = (struct cp_fact_node){.id = cp_str_from(name.id), .kind = cp_kind_from(cp_str_from(name.kind)),
                                  .label = cp_str_from(name.label), .aliases = alias, .alias_count = name.alias != NULL,
                                  .country = cp_str_from(name.country), .type = CP_MEASURE_COUNT};
    *facts = (struct cp_facts){.document = cp_str_from(document), .source = CP_STR(""), .title = CP_STR(""),
                               .nodes = node, .node_count = 1};
    return facts;
}

static const struct {
    struct name first, second;
    const char *kept; // id; NULL if they are two
} names[] = {
    {{"person", "per:doe-jane", "Jane Doe", NULL, "US"}, {"person", "per:jane-q-doe", "Jane Q. Doe", NULL, NULL}, "per:doe-jane"},
    {{"person", "per:doe-jane", "Jane Doe", "Doe", "US"}, {"person", "per:doe", "Doe", "Doe", NULL}, "per:doe-jane"},
    {{"person", "per:doe-jane", "Jane Doe", NULL, "US"}, {"person", "per:doe-jim", "Jim Doe", NULL, NULL}, NULL},
    {{"person", "per:doe-jane", "Jane Doe", NULL, "US"}, {"person", "per:jane-doe", "Jane Doe", NULL, "GB"}, NULL},
    {{"company", "com:east-metal", "East Metal Ltd", NULL, NULL}, {"company", "com:east-metals", "East Metals Co.", NULL, NULL}, "com:east-metals"},
    {{"company", "com:east-metal", "East Metal", "East", NULL}, {"company", "com:west-metal", "West Metal", NULL, NULL}, NULL},
    {{"company", "com:east-metal", "East Metal", NULL, NULL}, {"organization", "org:east-metal", "East Metal", NULL, NULL}, NULL},
    {{"agency", "agy:ministry-trade", "Ministry", "Ministry", NULL}, {"agency", "agy:ministry", "Ministry", NULL, NULL}, NULL},
};

static void check_names(void)
{
    for (size_t i = 0; i < COUNT(names); i++) {
        struct cp_arena *run = cp_arena_new();
        for (unsigned turn = 0; turn < 2; turn++) {
            struct cp_graph_builder *builder = cp_graph_builder_new(run);
            cp_graph_builder_add(builder, facts_with(run, turn ? "b" : "a", names[i].first));
            cp_graph_builder_add(builder, facts_with(run, turn ? "a" : "b", names[i].second));
            struct cp_graph *graph = cp_graph_builder_finish(builder);
            CU_ASSERT_EQUAL(graph->node_count, names[i].kept ? 1 : 2);
            if (graph->node_count != (names[i].kept ? 1 : 2))
                fprintf(stderr, "%s and %s: %zu nodes\n", names[i].first.id, names[i].second.id, graph->node_count);
            if (names[i].kept && graph->node_count == 1)
                CU_ASSERT(cp_str_equal(graph->nodes[0].id, cp_str_from(names[i].kept)));
        }
        cp_arena_free(run);
    }
}

// "Doe" could be either of two: it stays by itself.
static void check_doubt(void)
{
    static const struct name all[] = {{"person", "per:doe-jane", "Jane Doe", "Doe", "US"},
                                      {"person", "per:doe-jim", "Jim Doe", "Doe", "US"},
                                      {"person", "per:doe", "Doe", NULL, NULL}};
    static const char *const documents[] = {"a", "b", "c"};
    struct cp_arena *run = cp_arena_new();
    struct cp_graph_builder *builder = cp_graph_builder_new(run);
    for (size_t i = 0; i < COUNT(all); i++)
        cp_graph_builder_add(builder, facts_with(run, documents[i], all[i]));
    CU_ASSERT_EQUAL(cp_graph_builder_finish(builder)->node_count, 3);
    cp_arena_free(run);
}

void cp_test_graph_resolve(void)
{
    CU_pSuite suite = CU_add_suite("graph: identity across documents", NULL, NULL);
    CU_add_test(suite, "tellings of one act are joined, others are not", check_pairs);
    CU_add_test(suite, "how likely one act tellings must be", check_least);
    CU_add_test(suite, "label, date and status of several tellings", check_votes);
    CU_add_test(suite, "spellings and short forms of a name are joined, others are not", check_names);
    CU_add_test(suite, "a short form that two go by is nobody's", check_doubt);
}
