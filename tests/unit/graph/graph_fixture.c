// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph_fixture.h"

#include "chokepoint/export.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <unistd.h>

enum { LARGEST = 64 << 20 };

struct cp_str fixture_json(struct cp_arena *run, const char *text)
{
    struct cp_str json = cp_str_copy(run, cp_str_from(text));
    char *bytes = (char *)json.ptr; // our own copy
    for (size_t i = 0; i < json.len; i++)
        if (bytes[i] == '\'')
            bytes[i] = '"';
    return json;
}

// ---------------------------------------------------------------- facts

static void add_node(struct cp_buf *out, const char *prefix, const char *name, const char *kind, const char *country)
{
    cp_buf_add_format(out, "{'id':'%s:%s','kind':'%s','label':'%s','aliases':['%s'],'country':'%s'},", prefix, name, kind,
                      name, name, country ? country : "");
}

static void add_edge(struct cp_buf *out, int from, const char *relation, int to, const struct telling *t)
{
    cp_buf_add_format(out, "%s{'from':%d,'relation':'%s','to':%d,'hypothetical':%s,'confidence':0.8,'evidence':[",
                      out->ptr[out->len - 1] == '[' ? "" : ",", from, relation, to, t->hypothetical ? "true" : "false");
    for (unsigned i = 0; i < (t->sentences ? t->sentences : 1); i++)
        cp_buf_add_format(out, "%s{'words':'%s, said %u','begin':%u,'end':%u,'rule':'r'}", i ? "," : "", t->label, i, i * 10,
                          i * 10 + 9);
    cp_buf_add(out, CP_STR("]}"));
}

const struct cp_facts *fixture_facts(struct cp_arena *run, struct telling t)
{
    struct cp_buf text = {0};
    struct cp_facts *facts = NULL;
    int nodes = 0, state = -1, partner = -1, target = -1, target_state = -1, goods = -1;
    cp_buf_add_format(&text, "{'doc':'%s','source':'%s.txt','title':'On %s','date':'%s','nodes':[", t.document, t.document, t.label,
                      t.told ? t.told : "2023-06-01");
    if (t.state)
        add_node(&text, "cty", t.state, "country", t.state), state = nodes++;
    if (t.partner)
        add_node(&text, "cty", t.partner, "country", t.partner), partner = nodes++;
    if (t.target_state)
        add_node(&text, "cty", t.target_state, "country", t.target_state), target_state = nodes++;
    if (t.target)
        add_node(&text, "com", t.target, "company", t.owner), target = nodes++;
    if (t.goods)
        add_node(&text, "tec", t.goods, "technology", NULL), goods = nodes++;
    cp_buf_add_format(&text, "{'id':'m1','kind':'measure','label':'%s','aliases':['%s'],'subtype':'%s','status':'%s'",
                      t.label, t.label, t.type, t.status ? t.status : "active");
    if (t.date)
        cp_buf_add_format(&text, ",'date':'%s'", t.date);
    cp_buf_add(&text, CP_STR("}],'edges':["));
    if (state >= 0)
        add_edge(&text, state, "imposes", nodes, &t);
    if (partner >= 0)
        add_edge(&text, partner, "imposes", nodes, &t);
    if (target_state >= 0)
        add_edge(&text, nodes, "targets", target_state, &t);
    if (target >= 0)
        add_edge(&text, nodes, "targets", target, &t);
    if (goods >= 0)
        add_edge(&text, nodes, "covers", goods, &t);
    cp_buf_add(&text, CP_STR("]}"));
    struct cp_str json = fixture_json(run, cp_str_copy(run, cp_buf_str(&text)).ptr);
    cp_buf_release(&text);
    CU_ASSERT_EQUAL_FATAL(cp_facts_read(run, json, "fixture", 1, &facts, NULL), CP_OK);
    return facts;
}

struct cp_graph *fixture_graph(struct cp_arena *run, const struct telling *tellings, size_t count)
{
    struct cp_graph_builder *builder = cp_graph_builder_new(run);
    for (size_t i = 0; i < count; i++)
        cp_graph_builder_add(builder, fixture_facts(run, tellings[i]));
    return cp_graph_builder_finish(builder);
}

// ---------------------------------------------------------------- GraphML

static struct cp_str path_of(struct cp_arena *run)
{
    return cp_str_format(run, "/tmp/chokepoint-test-%ld.graphml", (long)getpid());
}

struct cp_str fixture_graphml(struct cp_arena *run, const struct cp_graph *graph, bool strict)
{
    struct cp_str path = path_of(run), bytes = CP_STR("");
    struct cp_export_options options = {.strict = strict};
    CU_ASSERT_EQUAL_FATAL(cp_graph_write(graph, cp_writer_for(CP_STR("graphml")), &options, path.ptr, NULL), CP_OK);
    CU_ASSERT_EQUAL(cp_file_read(run, path.ptr, LARGEST, &bytes, NULL), CP_OK);
    unlink(path.ptr);
    return bytes;
}

struct cp_graph *fixture_read(struct cp_arena *run, struct cp_str graphml, struct cp_error *err)
{
    struct cp_str path = path_of(run);
    struct cp_graph *graph = NULL;
    FILE *file = fopen(path.ptr, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(fwrite(graphml.ptr, 1, graphml.len, file), graphml.len);
    fclose(file);
    enum cp_status status = cp_graph_read(run, path.ptr, &graph, err);
    unlink(path.ptr);
    return status == CP_OK ? graph : NULL;
}

// ---------------------------------------------------------------- looking

const struct cp_graph_node *fixture_node(const struct cp_graph *graph, const char *name)
{
    for (size_t i = 0; i < graph->node_count; i++)
        if (cp_str_equal(graph->nodes[i].id, cp_str_from(name)) || cp_str_equal(graph->nodes[i].label, cp_str_from(name)))
            return &graph->nodes[i];
    return NULL;
}

size_t fixture_count(const struct cp_graph *graph, enum cp_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < graph->node_count; i++)
        n += graph->nodes[i].kind == kind;
    return n;
}

struct cp_str fixture_attributes(struct cp_arena *run, struct cp_attributes attributes)
{
    struct cp_str text = {"", 0};
    for (size_t i = 0; i < attributes.count; i++)
        text = cp_str_format(run, CP_FMT "%s" CP_FMT "=" CP_FMT, CP_ARG(text), i ? " " : "", CP_ARG(attributes.items[i].name),
                             CP_ARG(attributes.items[i].value));
    return text;
}
