// SPDX-License-Identifier: GPL-3.0-or-later
//
// Evidence stands in its sentence: what is before the words, the words, and what is after them are one stretch of the document.
#include "chokepoint/export.h"

#include "../graph/graph_fixture.h"

#include <CUnit/CUnit.h>
#include <string.h>

static void check_kept(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_facts *facts = NULL;
    struct cp_str json = fixture_json(run, "{'doc':'a','source':'a.txt','title':'','nodes':[{'id':'cty:CN','kind':'country','label':'China','aliases':[]},"
                                           "{'id':'cty:US','kind':'country','label':'US','aliases':[]}],'edges':[{'from':0,'relation':'opposes','to':1,"
                                           "'hypothetical':false,'confidence':0.500,'evidence':[{'words':'w','before':'Said <b> & ','after':' | so.','begin':11,"
                                           "'end':12,'rule':'r'},{'words':'v','begin':13,'end':14,'rule':'r'}]}]}\n");
    CU_ASSERT_EQUAL_FATAL(cp_facts_read(run, json, "facts", 1, &facts, NULL), CP_OK);
    struct cp_buf line = {0};
    cp_facts_write(facts, &line);
    CU_ASSERT(cp_str_equal(cp_buf_str(&line), json));
    cp_buf_release(&line);

    struct cp_graph_builder *builder = cp_graph_builder_new(run);
    cp_graph_builder_add(builder, facts);
    struct cp_graph *graph = fixture_read(run, fixture_graphml(run, cp_graph_builder_finish(builder), false), NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(graph);
    CU_ASSERT_EQUAL_FATAL(graph->edges[0].evidence_count, 2);
    CU_ASSERT(cp_str_equal(graph->edges[0].evidence[0].before, CP_STR("Said <b> & ")));
    CU_ASSERT(cp_str_equal(graph->edges[0].evidence[0].after, CP_STR(" | so.")));
    CU_ASSERT_EQUAL(graph->edges[0].evidence[1].before.len + graph->edges[0].evidence[1].after.len, 0);
    cp_arena_free(run);
}

// Without the marks of what was cut off.
static struct cp_str uncut(struct cp_str text)
{
    const struct cp_str mark = CP_STR("…");
    if (cp_str_starts(text, mark))
        text = cp_str_slice(text, mark.len, text.len);
    return cp_str_ends(text, mark) ? cp_str_slice(text, 0, text.len - mark.len) : text;
}

static void check_demo(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph;
    size_t looked_at = 0, around = 0;
    CU_ASSERT_EQUAL_FATAL(cp_graph_read(run, "graphs/demo.graphml", &graph, NULL), CP_OK);
    for (size_t i = 0; i < graph->edge_count; i++)
        for (size_t k = 0; k < graph->edges[i].evidence_count; k++) {
            const struct cp_evidence *e = &graph->edges[i].evidence[k];
            struct cp_str path = cp_str_format(run, "graphs/demo/" CP_FMT ".txt", CP_ARG(e->document)), file;
            if (cp_file_read(run, path.ptr, SIZE_MAX, &file, NULL) != CP_OK)
                continue; // not plain text: there markup may stand between
            struct cp_str whole = cp_str_format(run, CP_FMT CP_FMT CP_FMT, CP_ARG(uncut(e->before)), CP_ARG(e->words), CP_ARG(uncut(e->after)));
            CU_ASSERT(cp_str_find(cp_str_collapse(run, file), cp_str_collapse(run, whole), 0) != SIZE_MAX);
            looked_at++;
            around += e->before.len + e->after.len > 0;
        }
    CU_ASSERT(looked_at > 50);
    CU_ASSERT(around > looked_at / 2);
    cp_arena_free(run);
}

void cp_test_export_sentence(void)
{
    CU_pSuite suite = CU_add_suite("export: the sentence of evidence", NULL, NULL);
    CU_add_test(suite, "what stands around the words is kept from facts to graph and file", check_kept);
    CU_add_test(suite, "words and what stands around them are one stretch of the demo's documents", check_demo);
}
