// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph_fixture.h"

#include <CUnit/CUnit.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static const char document[] =
    "{'doc':'a','source':'a.txt','title':'','nodes':["
    "{'id':'com:micron','kind':'company','label':'Micron Technology','aliases':['Micron','the chip maker','Đà Nẵng plant']},"
    "{'id':'cty:CN','kind':'country','label':'China','aliases':['Beijing','China'],'country':'CN'},"
    "{'id':'cty:US','kind':'country','label':'United States','aliases':['America','U.S.'],'country':'US'},"
    "{'id':'m1','kind':'measure','label':'China','aliases':['Micron'],'subtype':'market_ban','status':'active','date':'2023-05-21'},"
    "{'id':'m2','kind':'measure','label':'curbs on gallium','aliases':[],'subtype':'export_control','status':'active','date':'2023-07-03'},"
    "{'id':'m3','kind':'measure','label':'undated threat','aliases':[],'subtype':'tariff','status':'planned'}],"
    "'edges':["
    "{'from':1,'relation':'imposes','to':3,'confidence':0.5,'evidence':[{'words':'x','begin':0,'end':1,'rule':'r'}]},"
    "{'from':4,'relation':'responds_to','to':3,'confidence':0.5,'evidence':[{'words':'x','begin':0,'end':1,'rule':'r'}]},"
    "{'from':3,'relation':'responds_to','to':5,'confidence':0.5,'evidence':[{'words':'x','begin':0,'end':1,'rule':'r'}]}]}";

static struct cp_graph *graph_of(struct cp_arena *run)
{
    struct cp_facts *facts;
    CU_ASSERT_EQUAL_FATAL(cp_facts_read(run, fixture_json(run, document), "a", 1, &facts, NULL), CP_OK);
    struct cp_graph_builder *builder = cp_graph_builder_new(run);
    cp_graph_builder_add(builder, facts);
    return cp_graph_builder_finish(builder);
}

static void check_names(void)
{
    static const struct {
        const char *name, *id;
    } rows[] = {
        {"com:micron", "com:micron"},       {"Micron Technology", "com:micron"}, {"micron technology", "com:micron"},
        {"MICRON", "com:micron"},           {"the Chip Maker", "com:micron"},    {"đà nẵng PLANT", "com:micron"},
        {"China", "cty:CN"},                {"beijing", "cty:CN"},               {"u.s.", "cty:US"},
        {"curbs on gallium", "msr:export-control-2023"},
    };
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = graph_of(run);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cp_str nearest;
        uint32_t found = cp_graph_find(graph, cp_str_from(rows[i].name), &nearest);
        CU_ASSERT_FATAL(found < graph->node_count);
        CU_ASSERT(cp_str_equal(graph->nodes[found].id, cp_str_from(rows[i].id)));
        CU_ASSERT_EQUAL(nearest.len, 0);
    }
    cp_arena_free(run);
}

static void check_nearest(void)
{
    static const struct {
        const char *name, *nearest;
    } rows[] = {
        {"Micorn", "Micron"}, {"Chian", "China"}, {"Bejing", "Beijing"}, {"untied states", "United States"},
        {"Ruritania", ""},    {"", ""},           {"x", ""},
    };
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = graph_of(run);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cp_str nearest;
        CU_ASSERT_EQUAL(cp_graph_find(graph, cp_str_from(rows[i].name), &nearest), CP_NONE);
        CU_ASSERT(cp_str_equal(nearest, cp_str_from(rows[i].nearest)));
    }
    cp_arena_free(run);
}

// The first answer is the oldest; an answer without a date stands where the act that it answers stands.
static void check_responses(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = graph_of(run);
    struct cp_response *responses;
    CU_ASSERT_EQUAL_FATAL(cp_graph_responses(run, graph, &responses), 2);
    CU_ASSERT(cp_str_equal(graph->nodes[responses[0].act].label, CP_STR("undated threat")));
    CU_ASSERT(cp_str_equal(graph->nodes[responses[1].answer].label, CP_STR("curbs on gallium")));
    CU_ASSERT(cp_str_equal(cp_graph_sentence(run, graph, responses[1].edge), CP_STR("curbs on gallium responds to China")));
    cp_arena_free(run);
}

void cp_test_graph_find(void)
{
    CU_pSuite suite = CU_add_suite("graph: finding", NULL, NULL);
    CU_add_test(suite, "by id, label and alias, without case; an actor before an act", check_names);
    CU_add_test(suite, "the nearest name of one that is not there", check_nearest);
    CU_add_test(suite, "answers come in order of their dates", check_responses);
}
