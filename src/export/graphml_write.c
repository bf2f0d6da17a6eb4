// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// GraphML as Gephi wants it: each edge directed, neutral key ids, no weight of 0, undefined numbers
// left out. The XML attribute `label` of an edge is what Gephi takes as its kind: without it two relations
// between the same nodes would be merged into one. The schema does not know it, so --strict leaves it out.
#include "graphml_keys.h"
#include "writers.h"

#include <math.h>

#define KEY_ROW(name, attribute, type) {attribute, type},
const struct graphml_key cp_graphml_node_keys[NODE_KEY_COUNT] = {GRAPHML_NODE_KEYS(KEY_ROW)};
const struct graphml_key cp_graphml_edge_keys[EDGE_KEY_COUNT] = {GRAPHML_EDGE_KEYS(KEY_ROW)};
#undef KEY_ROW

enum { FLUSH_AT = 64 * 1024 };

// XML has no way to write most control characters; U+FFFE and U+FFFF are no characters. They are replaced, not left out: two ids
// that differ stay apart, and no text becomes empty.
static void add_escaped(struct cp_buf *out, struct cp_str s)
{
    for (size_t at = 0; at < s.len;) {
        size_t begin = at;
        uint32_t code = cp_utf8_next(s, &at);
        bool is_none = code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xFFFE || code == 0xFFFF;
        if (code == '&')
            cp_buf_add(out, CP_STR("&amp;"));
        else if (code == '<')
            cp_buf_add(out, CP_STR("&lt;"));
        else if (code == '>')
            cp_buf_add(out, CP_STR("&gt;"));
        else if (code == '"')
            cp_buf_add(out, CP_STR("&quot;"));
        else if (code == '\t' || code == '\n' || code == '\r')
            cp_buf_add_char(out, ' ');
        else if (is_none || code == 0xFFFD) // that is what a broken byte gives
            cp_buf_add(out, CP_STR("\xEF\xBF\xBD"));
        else
            cp_buf_add(out, cp_str_slice(s, begin, at));
    }
}

static void add_data(struct cp_buf *out, char family, int key, struct cp_str text)
{
    if (!text.len)
        return;
    cp_buf_add_format(out, "      <data key=\"%c%d\">", family, key);
    add_escaped(out, text);
    cp_buf_add(out, CP_STR("</data>\n"));
}

static void add_number(struct cp_buf *out, char family, int key, double x)
{
    if (!isfinite(x))
        return;
    cp_buf_add_format(out, "      <data key=\"%c%d\">", family, key);
    cp_buf_add_double(out, x);
    cp_buf_add(out, CP_STR("</data>\n"));
}

// Digits beyond these differ from machine to machine: sums in another order, iterations that stop at a tolerance.
enum digits { SUMMED = 12, ITERATED = 6 };

static void add_rounded(struct cp_buf *out, char family, int key, double x, enum digits digits)
{
    if (isfinite(x))
        cp_buf_add_format(out, "      <data key=\"%c%d\">%.*g</data>\n", family, key, (int)digits, fabs(x) < 1e-9 ? 0.0 : x);
}

static void add_truth(struct cp_buf *out, char family, int key, bool truth)
{
    add_data(out, family, key, truth ? CP_STR("true") : CP_STR("false"));
}

static void add_date(struct cp_buf *out, char family, int key, struct cp_date date)
{
    if (!date.year)
        return;
    cp_buf_add_format(out, "      <data key=\"%c%d\">%04d", family, key, date.year);
    if (date.month)
        cp_buf_add_format(out, "-%02d", date.month);
    if (date.month && date.day)
        cp_buf_add_format(out, "-%02d", date.day);
    cp_buf_add(out, CP_STR("</data>\n"));
}

// Items stand between bars, so an item may have none.
static void add_item(struct cp_buf *out, struct cp_str item)
{
    while (item.len) {
        size_t bar = cp_str_find(item, CP_STR("|"), 0);
        add_escaped(out, cp_str_slice(item, 0, bar == SIZE_MAX ? item.len : bar));
        if (bar == SIZE_MAX)
            return;
        cp_buf_add_char(out, '/');
        item = cp_str_slice(item, bar + 1, item.len);
    }
}

static void add_list(struct cp_buf *out, char family, int key, const struct cp_str *items, size_t count)
{
    if (!count)
        return;
    cp_buf_add_format(out, "      <data key=\"%c%d\">", family, key);
    for (size_t i = 0; i < count; i++) {
        if (i)
            cp_buf_add(out, CP_STR(" | "));
        add_item(out, items[i]);
    }
    cp_buf_add(out, CP_STR("</data>\n"));
}

// ---------------------------------------------------------------- nodes

// Metrics that are there only when somebody asked for them: their keys are declared only then.
static double asked_metric(const struct cp_metrics *m, int key)
{
    switch (key) {
    case NODE_CLOSENESS: return m->closeness;
    case NODE_KATZ: return m->katz;
    case NODE_EXPOSURE: return m->exposure;
    case NODE_EFFECTIVE_SIZE: return m->effective_size;
    case NODE_CURRENT_FLOW: return m->current_flow;
    default: return NAN;
    }
}

static void add_metrics(struct cp_buf *out, const struct cp_metrics *m)
{
    if (!m->computed)
        return;
    add_number(out, 'd', NODE_DEGREE, m->degree);
    add_number(out, 'd', NODE_IN_DEGREE, m->in_degree);
    add_number(out, 'd', NODE_OUT_DEGREE, m->out_degree);
    add_number(out, 'd', NODE_STRENGTH, m->strength);
    add_rounded(out, 'd', NODE_PAGERANK, m->pagerank, ITERATED);
    add_rounded(out, 'd', NODE_BETWEENNESS, m->betweenness, SUMMED);
    add_rounded(out, 'd', NODE_HARMONIC, m->harmonic, SUMMED);
    add_rounded(out, 'd', NODE_EIGENVECTOR, m->eigenvector, ITERATED);
    add_rounded(out, 'd', NODE_HUB, m->hub, ITERATED);
    add_rounded(out, 'd', NODE_AUTHORITY, m->authority, ITERATED);
    add_rounded(out, 'd', NODE_CONSTRAINT, m->constraint, SUMMED);
    add_number(out, 'd', NODE_CORENESS, m->coreness);
    add_number(out, 'd', NODE_COMMUNITY, m->community);
    add_number(out, 'd', NODE_COMPONENT, m->component);
    add_truth(out, 'd', NODE_ARTICULATION, m->articulation);
    for (int key = NODE_CLOSENESS; key <= NODE_CURRENT_FLOW; key++)
        add_rounded(out, 'd', key, asked_metric(m, key), SUMMED);
}

static void add_node(struct cp_buf *out, const struct cp_graph_node *node)
{
    const char *kind = cp_kind_name(node->kind), *type = cp_measure_name(node->type);
    cp_buf_add(out, CP_STR("    <node id=\""));
    add_escaped(out, node->id);
    cp_buf_add(out, CP_STR("\">\n"));
    add_data(out, 'd', NODE_LABEL, node->label);
    add_data(out, 'd', NODE_KIND, kind ? cp_str_from(kind) : node->kind_name);
    add_list(out, 'd', NODE_ALIASES, node->aliases, node->alias_count);
    if (type)
        add_data(out, 'd', NODE_SUBTYPE, cp_str_from(type));
    add_data(out, 'd', NODE_STATUS, cp_str_from(cp_status_name(node->status)));
    add_date(out, 'd', NODE_DATE, node->date);
    add_data(out, 'd', NODE_COUNTRY, node->country);
    if (node->source_count)
        cp_buf_add_format(out, "      <data key=\"d%d\">%zu</data>\n", NODE_DOCUMENTS, node->source_count);
    add_list(out, 'd', NODE_SOURCES, node->sources, node->source_count);
    add_metrics(out, &node->metrics);
    add_number(out, 'd', NODE_XPOS, node->x);
    add_number(out, 'd', NODE_YPOS, node->y);
    add_number(out, 'd', NODE_SIZE, node->size);
    if (node->coloured)
        cp_buf_add_format(out,
                          "      <data key=\"d%d\">%d</data>\n      <data key=\"d%d\">%d</data>\n"
                          "      <data key=\"d%d\">%d</data>\n",
                          NODE_R, node->red, NODE_G, node->green, NODE_B, node->blue);
    cp_buf_add(out, CP_STR("    </node>\n"));
}

// ---------------------------------------------------------------- edges

// Not cp_buf_add_quoted: its escapes would bring back the control characters that add_escaped takes out of the first piece.
static void add_plain_quoted(struct cp_buf *json, struct cp_str s)
{
    cp_buf_add_char(json, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '"' || c == '\\')
            cp_buf_add_char(json, '\\');
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
            cp_buf_add(json, CP_STR("\xEF\xBF\xBD"));
        else
            cp_buf_add_char(json, c < 0x20 ? ' ' : (char)c);
    }
    cp_buf_add_char(json, '"');
}

// All pieces of evidence as a list in JSON, if there is more than the one that has keys of its own.
static void add_evidence_list(struct cp_buf *out, const struct cp_graph_edge *edge)
{
    struct cp_buf json = {0};
    if (edge->evidence_count < 2)
        return;
    for (size_t i = 0; i < edge->evidence_count; i++) {
        const struct cp_evidence *e = &edge->evidence[i];
        cp_buf_add(&json, i ? CP_STR(",{\"document\":") : CP_STR("[{\"document\":"));
        add_plain_quoted(&json, e->document);
        cp_buf_add_format(&json, ",\"begin\":%zu,\"end\":%zu,\"rule\":", e->begin, e->end);
        add_plain_quoted(&json, e->rule);
        cp_buf_add(&json, CP_STR(",\"words\":"));
        add_plain_quoted(&json, e->words);
        if (e->before.len) {
            cp_buf_add(&json, CP_STR(",\"before\":"));
            add_plain_quoted(&json, e->before);
        }
        if (e->after.len) {
            cp_buf_add(&json, CP_STR(",\"after\":"));
            add_plain_quoted(&json, e->after);
        }
        cp_buf_add_char(&json, '}');
    }
    cp_buf_add_char(&json, ']');
    out->failed |= json.failed;
    add_data(out, 'e', EDGE_EVIDENCE_ALL, cp_buf_str(&json));
    cp_buf_release(&json);
}

static void add_sources(struct cp_buf *out, const struct cp_graph_edge *edge)
{
    if (!edge->evidence_count || !edge->evidence[0].document.len)
        return;
    cp_buf_add_format(out, "      <data key=\"e%d\">", EDGE_SOURCES);
    for (size_t i = 0; i < edge->evidence_count; i++) {
        bool told = false;
        for (size_t j = 0; j < i; j++)
            told |= cp_str_equal(edge->evidence[i].document, edge->evidence[j].document);
        if (told)
            continue;
        if (i)
            cp_buf_add(out, CP_STR(" | "));
        add_item(out, edge->evidence[i].document);
    }
    cp_buf_add(out, CP_STR("</data>\n"));
}

static void add_first_evidence(struct cp_buf *out, const struct cp_graph_edge *edge)
{
    if (!edge->evidence_count)
        return;
    const struct cp_evidence *e = &edge->evidence[0];
    add_data(out, 'e', EDGE_BEFORE, e->before);
    add_data(out, 'e', EDGE_EVIDENCE, e->words);
    add_data(out, 'e', EDGE_AFTER, e->after);
    add_sources(out, edge);
    add_data(out, 'e', EDGE_DOCUMENT, e->document);
    cp_buf_add_format(out, "      <data key=\"e%d\">%zu</data>\n      <data key=\"e%d\">%zu</data>\n", EDGE_BEGIN, e->begin,
                      EDGE_END, e->end);
    add_data(out, 'e', EDGE_RULE, e->rule);
    cp_buf_add_format(out, "      <data key=\"e%d\">%zu</data>\n", EDGE_EVIDENCE_COUNT, edge->evidence_count);
    add_evidence_list(out, edge);
}

static void add_edge(struct cp_buf *out, const struct cp_graph *graph, size_t number, bool strict)
{
    const struct cp_graph_edge *edge = &graph->edges[number];
    const char *name = cp_relation_name(edge->relation), *words = cp_relation_words(edge->relation);
    struct cp_str relation = name ? cp_str_from(name) : edge->relation_name;
    cp_buf_add_format(out, "    <edge id=\"e%zu\" source=\"", number);
    add_escaped(out, graph->nodes[edge->from].id);
    cp_buf_add(out, CP_STR("\" target=\""));
    add_escaped(out, graph->nodes[edge->to].id);
    if (!strict && relation.len) {
        cp_buf_add(out, CP_STR("\" label=\""));
        add_escaped(out, relation);
    }
    cp_buf_add(out, CP_STR("\">\n"));
    add_data(out, 'e', EDGE_RELATION, relation);
    add_data(out, 'e', EDGE_LABEL, words ? cp_str_from(words) : relation);
    add_number(out, 'e', EDGE_WEIGHT, edge->weight > 0 ? edge->weight : 1.0);
    add_number(out, 'e', EDGE_SIGN, edge->sign);
    add_truth(out, 'e', EDGE_HYPOTHETICAL, edge->hypothetical);
    add_truth(out, 'e', EDGE_SYMMETRIC, edge->symmetric);
    add_number(out, 'e', EDGE_CONFIDENCE, edge->confidence);
    add_date(out, 'e', EDGE_DATE, edge->date);
    add_first_evidence(out, edge);
    if (edge->bridge)
        add_truth(out, 'e', EDGE_BRIDGE, true);
    if (edge->betweenness > 0)
        add_rounded(out, 'e', EDGE_BETWEENNESS, edge->betweenness, SUMMED);
    add_list(out, 'e', EDGE_MEASURES, edge->measures, edge->measure_count);
    cp_buf_add(out, CP_STR("    </edge>\n"));
}

// ---------------------------------------------------------------- the file

static bool is_node_key_used(const struct cp_graph *graph, int key)
{
    bool used = key < NODE_CLOSENESS || key > NODE_CURRENT_FLOW;
    for (size_t i = 0; i < graph->node_count && !used; i++)
        used = graph->nodes[i].metrics.computed && isfinite(asked_metric(&graph->nodes[i].metrics, key));
    return used;
}

static bool is_edge_key_used(const struct cp_graph *graph, int key)
{
    bool used = key != EDGE_BETWEENNESS && key != EDGE_MEASURES;
    for (size_t i = 0; i < graph->edge_count && !used; i++)
        used = key == EDGE_MEASURES ? graph->edges[i].measure_count > 0 : graph->edges[i].betweenness > 0;
    return used;
}

static void add_key(struct cp_buf *out, const char *whose, char family, int key, const struct graphml_key *what)
{
    cp_buf_add_format(out, "  <key id=\"%c%d\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", family, key, whose, what->name,
                      what->type);
}

static void add_keys(struct cp_buf *out, const struct cp_graph *graph)
{
    for (int i = 0; i < NODE_KEY_COUNT; i++)
        if (is_node_key_used(graph, i))
            add_key(out, "node", 'd', i, &cp_graphml_node_keys[i]);
    for (int i = 0; i < EDGE_KEY_COUNT; i++)
        if (is_edge_key_used(graph, i))
            add_key(out, "edge", 'e', i, &cp_graphml_edge_keys[i]);
}

static void flush(struct cp_buf *out, struct cp_file *file, size_t at)
{
    if (out->len >= at) {
        cp_file_write(file, cp_buf_str(out));
        out->len = 0;
    }
}

void cp_write_graphml(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file)
{
    struct cp_buf out = {0};
    cp_buf_add(&out, CP_STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                            "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"\n"
                            "         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
                            "         xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
                            "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n"));
    add_keys(&out, graph);
    cp_buf_add(&out, CP_STR("  <graph id=\"G\" edgedefault=\"directed\">\n"));
    for (size_t i = 0; i < graph->node_count; i++) {
        add_node(&out, &graph->nodes[i]);
        flush(&out, file, FLUSH_AT);
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        add_edge(&out, graph, i, options->strict);
        flush(&out, file, FLUSH_AT);
    }
    cp_buf_add(&out, CP_STR("  </graph>\n</graphml>\n"));
    flush(&out, file, 0);
    cp_buf_release(&out);
}
