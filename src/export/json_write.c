// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// The node-link form that networkx (node_link_graph) and d3 read: a directed multigraph whose links name their ends.
#include "writers.h"

#include <math.h>

static void add_text(struct cp_buf *out, const char *key, struct cp_str text)
{
    if (!text.len)
        return;
    cp_buf_add_format(out, ",\"%s\":", key);
    cp_buf_add_quoted(out, text);
}

static void add_number(struct cp_buf *out, const char *key, double x)
{
    if (!isfinite(x))
        return;
    cp_buf_add_format(out, ",\"%s\":", key);
    cp_buf_add_double(out, x);
}

static void add_date(struct cp_buf *out, struct cp_date date)
{
    if (!date.year)
        return;
    cp_buf_add_format(out, ",\"date\":\"%04d", date.year);
    if (date.month)
        cp_buf_add_format(out, "-%02d", date.month);
    if (date.month && date.day)
        cp_buf_add_format(out, "-%02d", date.day);
    cp_buf_add_char(out, '"');
}

static void add_list(struct cp_buf *out, const char *key, const struct cp_str *items, size_t count)
{
    cp_buf_add_format(out, ",\"%s\":[", key);
    for (size_t i = 0; i < count; i++) {
        if (i)
            cp_buf_add_char(out, ',');
        cp_buf_add_quoted(out, items[i]);
    }
    cp_buf_add_char(out, ']');
}

static void add_node(struct cp_buf *out, const struct cp_graph_node *node)
{
    const char *kind = cp_kind_name(node->kind), *type = cp_measure_name(node->type);
    cp_buf_add(out, CP_STR("{\"id\":"));
    cp_buf_add_quoted(out, node->id);
    add_text(out, "label", node->label);
    add_text(out, "kind", kind ? cp_str_from(kind) : node->kind_name);
    add_list(out, "aliases", node->aliases, node->alias_count);
    add_text(out, "subtype", cp_str_from(type));
    add_text(out, "status", cp_str_from(cp_status_name(node->status)));
    add_date(out, node->date);
    add_text(out, "country", node->country);
    add_list(out, "sources", node->sources, node->source_count);
    if (node->metrics.computed) {
        add_number(out, "degree", node->metrics.degree);
        add_number(out, "strength", node->metrics.strength);
        add_number(out, "pagerank", round(node->metrics.pagerank * 1e9) / 1e9);
        add_number(out, "betweenness", round(node->metrics.betweenness * 1e6) / 1e6);
        add_number(out, "community", node->metrics.community);
    }
    cp_buf_add_char(out, '}');
}

static void add_edge(struct cp_buf *out, const struct cp_graph *graph, const struct cp_graph_edge *edge)
{
    const char *name = cp_relation_name(edge->relation);
    cp_buf_add(out, CP_STR("{\"source\":"));
    cp_buf_add_quoted(out, graph->nodes[edge->from].id);
    add_text(out, "target", graph->nodes[edge->to].id);
    add_text(out, "key", name ? cp_str_from(name) : edge->relation_name);
    add_text(out, "relation", name ? cp_str_from(name) : edge->relation_name);
    add_number(out, "weight", edge->weight);
    add_number(out, "sign", edge->sign);
    cp_buf_add_format(out, ",\"hypothetical\":%s,\"symmetric\":%s", edge->hypothetical ? "true" : "false",
                      edge->symmetric ? "true" : "false");
    add_number(out, "confidence", edge->confidence);
    add_date(out, edge->date);
    if (edge->measure_count)
        add_list(out, "measures", edge->measures, edge->measure_count);
    cp_buf_add(out, CP_STR(",\"evidence\":["));
    for (size_t i = 0; i < edge->evidence_count; i++) {
        const struct cp_evidence *e = &edge->evidence[i];
        cp_buf_add(out, i ? CP_STR(",{\"words\":") : CP_STR("{\"words\":"));
        cp_buf_add_quoted(out, e->words);
        add_text(out, "before", e->before);
        add_text(out, "after", e->after);
        add_text(out, "document", e->document);
        cp_buf_add_format(out, ",\"begin\":%zu,\"end\":%zu", e->begin, e->end);
        add_text(out, "rule", e->rule);
        cp_buf_add_char(out, '}');
    }
    cp_buf_add(out, CP_STR("]}"));
}

void cp_write_json(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file)
{
    struct cp_buf out = {0};
    (void)options;
    cp_file_write(file, CP_STR("{\"directed\":true,\"multigraph\":true,\"graph\":{},\"nodes\":[\n"));
    for (size_t i = 0; i < graph->node_count; i++) {
        cp_buf_clear(&out);
        add_node(&out, &graph->nodes[i]);
        cp_buf_add(&out, i + 1 < graph->node_count ? CP_STR(",\n") : CP_STR("\n"));
        cp_file_write(file, cp_buf_str(&out));
    }
    cp_file_write(file, CP_STR("],\"links\":[\n"));
    for (size_t i = 0; i < graph->edge_count; i++) {
        cp_buf_clear(&out);
        add_edge(&out, graph, &graph->edges[i]);
        cp_buf_add(&out, i + 1 < graph->edge_count ? CP_STR(",\n") : CP_STR("\n"));
        cp_file_write(file, cp_buf_str(&out));
    }
    cp_file_write(file, CP_STR("]}\n"));
    cp_buf_release(&out);
}
