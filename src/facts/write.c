// SPDX-License-Identifier: GPL-3.0-or-later
// Room: facts.
//
// One line of JSON for each document, written by hand and not through a library, so that the order of keys
// and the digits of numbers are ours: the same facts give the same bytes.
#include "chokepoint/facts.h"

// As keys stand in the line.
#define KEY(name) CP_STR(",\"" name "\":")

static void add_key(struct cp_buf *out, struct cp_str key)
{
    const bool first = out->len && out->ptr[out->len - 1] == '{';
    cp_buf_add(out, cp_str_slice(key, first, key.len)); // without the comma
}

static void add_text(struct cp_buf *out, struct cp_str key, struct cp_str value)
{
    add_key(out, key);
    cp_buf_add_quoted(out, value);
}

static void add_date(struct cp_buf *out, struct cp_str key, struct cp_date date)
{
    if (!date.year)
        return;
    add_key(out, key);
    cp_buf_add_char(out, '"');
    cp_buf_add_date(out, date);
    cp_buf_add_char(out, '"');
}

static void add_node(struct cp_buf *out, const struct cp_fact_node *node)
{
    cp_buf_add_char(out, '{');
    add_text(out, KEY("id"), node->id);
    add_text(out, KEY("kind"), cp_str_from(cp_kind_name(node->kind)));
    add_text(out, KEY("label"), node->label);
    add_key(out, KEY("aliases"));
    cp_buf_add_char(out, '[');
    for (size_t i = 0; i < node->alias_count; i++) {
        if (i)
            cp_buf_add_char(out, ',');
        cp_buf_add_quoted(out, node->aliases[i]);
    }
    cp_buf_add_char(out, ']');
    if (node->country.len)
        add_text(out, KEY("country"), node->country);
    if (node->kind == CP_KIND_MEASURE) {
        add_text(out, KEY("subtype"), cp_str_from(cp_measure_name(node->type)));
        add_text(out, KEY("status"), cp_str_from(cp_status_name(node->status)));
        add_date(out, KEY("date"), node->date);
    }
    cp_buf_add_char(out, '}');
}

static void add_evidence(struct cp_buf *out, const struct cp_evidence *evidence)
{
    cp_buf_add_char(out, '{');
    add_text(out, KEY("words"), evidence->words);
    if (evidence->before.len)
        add_text(out, KEY("before"), evidence->before);
    if (evidence->after.len)
        add_text(out, KEY("after"), evidence->after);
    add_key(out, KEY("begin"));
    cp_buf_add_number(out, evidence->begin);
    add_key(out, KEY("end"));
    cp_buf_add_number(out, evidence->end);
    add_text(out, KEY("rule"), evidence->rule);
    cp_buf_add_char(out, '}');
}

static void add_edge(struct cp_buf *out, const struct cp_fact_edge *edge)
{
    cp_buf_add_char(out, '{');
    add_key(out, KEY("from"));
    cp_buf_add_number(out, edge->from);
    add_text(out, KEY("relation"), cp_str_from(cp_relation_name(edge->relation)));
    add_key(out, KEY("to"));
    cp_buf_add_number(out, edge->to);
    add_key(out, KEY("hypothetical"));
    cp_buf_add(out, edge->hypothetical ? CP_STR("true") : CP_STR("false"));
    add_key(out, KEY("confidence"));
    cp_buf_add_rounded(out, edge->confidence, 3); // three digits: what lies below is noise of the arithmetic
    add_date(out, KEY("date"), edge->date);
    add_key(out, KEY("evidence"));
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
    add_text(out, KEY("doc"), facts->document);
    add_text(out, KEY("source"), facts->source);
    add_text(out, KEY("title"), facts->title);
    add_date(out, KEY("date"), facts->date);
    add_key(out, KEY("nodes"));
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
