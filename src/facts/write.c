// SPDX-License-Identifier: GPL-3.0-or-later
// Room: facts.
//
// One line of JSON for each document, written by hand and not through a library, so that the order of keys
// and the digits of numbers are ours: the same facts give the same bytes.
#include "chokepoint/facts.h"

static void add_key(struct cp_buf *out, const char *key)
{
    if (out->len && out->ptr[out->len - 1] != '{')
        cp_buf_add_char(out, ',');
    cp_buf_add_char(out, '"');
    cp_buf_add(out, cp_str_from(key));
    cp_buf_add(out, CP_STR("\":"));
}

static void add_text(struct cp_buf *out, const char *key, struct cp_str value)
{
    add_key(out, key);
    cp_buf_add_quoted(out, value);
}

static void add_date(struct cp_buf *out, const char *key, struct cp_date date)
{
    if (!date.year)
        return;
    add_key(out, key);
    cp_buf_add_format(out, "\"%04d", date.year);
    if (date.month)
        cp_buf_add_format(out, "-%02d", date.month);
    if (date.month && date.day)
        cp_buf_add_format(out, "-%02d", date.day);
    cp_buf_add_char(out, '"');
}

static void add_node(struct cp_buf *out, const struct cp_fact_node *node)
{
    cp_buf_add_char(out, '{');
    add_text(out, "id", node->id);
    add_text(out, "kind", cp_str_from(cp_kind_name(node->kind)));
    add_text(out, "label", node->label);
    add_key(out, "aliases");
    cp_buf_add_char(out, '[');
    for (size_t i = 0; i < node->alias_count; i++) {
        if (i)
            cp_buf_add_char(out, ',');
        cp_buf_add_quoted(out, node->aliases[i]);
    }
    cp_buf_add_char(out, ']');
    if (node->country.len)
        add_text(out, "country", node->country);
    if (node->kind == CP_KIND_MEASURE) {
        add_text(out, "subtype", cp_str_from(cp_measure_name(node->type)));
        add_text(out, "status", cp_str_from(cp_status_name(node->status)));
        add_date(out, "date", node->date);
    }
    cp_buf_add_char(out, '}');
}

static void add_evidence(struct cp_buf *out, const struct cp_evidence *evidence)
{
    cp_buf_add_char(out, '{');
    add_text(out, "words", evidence->words);
    if (evidence->before.len)
        add_text(out, "before", evidence->before);
    if (evidence->after.len)
        add_text(out, "after", evidence->after);
    add_key(out, "begin");
    cp_buf_add_number(out, evidence->begin);
    add_key(out, "end");
    cp_buf_add_number(out, evidence->end);
    add_text(out, "rule", evidence->rule);
    cp_buf_add_char(out, '}');
}

static void add_edge(struct cp_buf *out, const struct cp_fact_edge *edge)
{
    cp_buf_add_char(out, '{');
    add_key(out, "from");
    cp_buf_add_number(out, edge->from);
    add_text(out, "relation", cp_str_from(cp_relation_name(edge->relation)));
    add_key(out, "to");
    cp_buf_add_number(out, edge->to);
    add_key(out, "hypothetical");
    cp_buf_add(out, edge->hypothetical ? CP_STR("true") : CP_STR("false"));
    add_key(out, "confidence");
    cp_buf_add_format(out, "%.3f", edge->confidence); // three digits: what lies below is noise of the arithmetic
    add_date(out, "date", edge->date);
    add_key(out, "evidence");
    cp_buf_add_char(out, '[');
    for (size_t i = 0; i < edge->evidence_count; i++) {
        if (i)
            cp_buf_add_char(out, ',');
        add_evidence(out, &edge->evidence[i]);
    }
    cp_buf_add(out, CP_STR("]}"));
}

void cp_facts_write(const struct cp_facts *facts, struct cp_buf *out)
{
    cp_buf_add_char(out, '{');
    add_text(out, "doc", facts->document);
    add_text(out, "source", facts->source);
    add_text(out, "title", facts->title);
    add_date(out, "date", facts->date);
    add_key(out, "nodes");
    cp_buf_add_char(out, '[');
    for (size_t i = 0; i < facts->node_count; i++) {
        if (i)
            cp_buf_add_char(out, ',');
        add_node(out, &facts->nodes[i]);
    }
    cp_buf_add(out, CP_STR("],\"edges\":["));
    for (size_t i = 0; i < facts->edge_count; i++) {
        if (i)
            cp_buf_add_char(out, ',');
        add_edge(out, &facts->edges[i]);
    }
    cp_buf_add(out, CP_STR("]}\n"));
}
