// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
#include "columns.h"

#include <math.h>
#include <stdlib.h>

// Digits beyond these differ from machine to machine: sums in another order, iterations that stop at a tolerance.
enum digits { SUMMED = 12, ITERATED = 6 };

static void add_rounded(struct cp_buf *out, double x, enum digits digits)
{
    if (isfinite(x))
        cp_buf_add_format(out, "%.*g", (int)digits, fabs(x) < 1e-9 ? 0.0 : x);
}

static void add_number(struct cp_buf *out, double x)
{
    if (isfinite(x))
        cp_buf_add_double(out, x);
}

static void add_whole(struct cp_buf *out, double x)
{
    if (isfinite(x))
        cp_buf_add_format(out, "%.0f", x);
}

static void add_rank(struct cp_buf *out, double rank) // 0: nobody asked for it
{
    if (rank > 0)
        add_whole(out, rank);
}

static void add_truth(struct cp_buf *out, bool truth)
{
    cp_buf_add(out, truth ? CP_STR("true") : CP_STR("false"));
}

// Items stand between bars, so an item may have none.
static void add_item(struct cp_buf *out, struct cp_str item)
{
    for (size_t i = 0; i < item.len; i++)
        cp_buf_add_char(out, item.ptr[i] == '|' ? '/' : item.ptr[i]);
}

static void add_list(struct cp_buf *out, const struct cp_str *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            cp_buf_add(out, CP_STR(" | "));
        add_item(out, items[i]);
    }
}

// ---------------------------------------------------------------- nodes

static void add_metric(struct cp_buf *out, const struct cp_metrics *m, enum node_key key)
{
    if (!m->computed)
        return;
    switch (key) {
    case NODE_DEGREE: add_whole(out, m->degree); break;
    case NODE_IN_DEGREE: add_whole(out, m->in_degree); break;
    case NODE_OUT_DEGREE: add_whole(out, m->out_degree); break;
    case NODE_STRENGTH: add_rounded(out, m->strength, SUMMED); break;
    case NODE_PAGERANK: add_rounded(out, m->pagerank, ITERATED); break;
    case NODE_BETWEENNESS: add_rounded(out, m->betweenness, SUMMED); break;
    case NODE_HARMONIC: add_rounded(out, m->harmonic, SUMMED); break;
    case NODE_EIGENVECTOR: add_rounded(out, m->eigenvector, ITERATED); break;
    case NODE_HUB: add_rounded(out, m->hub, ITERATED); break;
    case NODE_AUTHORITY: add_rounded(out, m->authority, ITERATED); break;
    case NODE_CONSTRAINT: add_rounded(out, m->constraint, SUMMED); break;
    case NODE_CORENESS: add_whole(out, m->coreness); break;
    case NODE_COMMUNITY: add_whole(out, m->community); break;
    case NODE_COMPONENT: add_whole(out, m->component); break;
    case NODE_CLOSENESS: add_rounded(out, m->closeness, SUMMED); break;
    case NODE_KATZ: add_rounded(out, m->katz, SUMMED); break;
    case NODE_EXPOSURE: add_rounded(out, m->exposure, SUMMED); break;
    case NODE_EFFECTIVE_SIZE: add_rounded(out, m->effective_size, SUMMED); break;
    case NODE_CURRENT_FLOW: add_rounded(out, m->current_flow, SUMMED); break;
    case NODE_RANK: add_rank(out, m->rank); break;
    case NODE_RANK_LOW: add_rank(out, m->rank_low); break;
    case NODE_RANK_HIGH: add_rank(out, m->rank_high); break;
    case NODE_ARTICULATION: add_truth(out, m->articulation); break;
    default: break;
    }
}

struct cp_str cp_column_kind(const struct cp_graph_node *node)
{
    const char *kind = cp_kind_name(node->kind);
    return kind ? cp_str_from(kind) : node->kind_name;
}

void cp_column_of_node(struct cp_buf *out, const struct cp_graph_node *node, enum node_key key)
{
    switch (key) {
    case NODE_LABEL: cp_buf_add(out, node->label); break;
    case NODE_KIND: cp_buf_add(out, cp_column_kind(node)); break;
    case NODE_ALIASES: add_list(out, node->aliases, node->alias_count); break;
    case NODE_SUBTYPE: cp_buf_add(out, cp_str_from(cp_measure_name(node->type))); break;
    case NODE_STATUS: cp_buf_add(out, cp_str_from(cp_status_name(node->status))); break;
    case NODE_DATE: cp_buf_add_date(out, node->date); break;
    case NODE_COUNTRY: cp_buf_add(out, node->country); break;
    case NODE_DOCUMENTS:
        if (node->source_count)
            cp_buf_add_number(out, node->source_count);
        break;
    case NODE_SOURCES: add_list(out, node->sources, node->source_count); break;
    case NODE_XPOS: add_number(out, node->x); break;
    case NODE_YPOS: add_number(out, node->y); break;
    case NODE_SIZE: add_number(out, node->size); break;
    case NODE_R:
    case NODE_G:
    case NODE_B:
        if (node->coloured)
            cp_buf_add_number(out, key == NODE_R ? node->red : key == NODE_G ? node->green : node->blue);
        break;
    default: add_metric(out, &node->metrics, key); break;
    }
}

// ---------------------------------------------------------------- edges

static void add_sources(struct cp_buf *out, const struct cp_graph_edge *edge)
{
    if (!edge->evidence_count || !edge->evidence[0].document.len)
        return;
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
}

// Not cp_text_add_json: its escapes would bring back the control characters that cp_text_add_xml takes out of the first piece.
static void add_quoted(struct cp_buf *out, struct cp_str text)
{
    cp_buf_add_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '"' || c == '\\')
            cp_buf_add_char(out, '\\');
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
            cp_buf_add(out, CP_STR("\xEF\xBF\xBD"));
        else
            cp_buf_add_char(out, c < 0x20 ? ' ' : (char)c);
    }
    cp_buf_add_char(out, '"');
}

static void add_member(struct cp_buf *out, const char *name, struct cp_str text)
{
    cp_buf_add_format(out, ",\"%s\":", name);
    add_quoted(out, text);
}

// All pieces of evidence as a list in JSON, if there is more than the one that has columns of its own.
static void add_evidence_list(struct cp_buf *out, const struct cp_graph_edge *edge)
{
    if (edge->evidence_count < 2)
        return;
    for (size_t i = 0; i < edge->evidence_count; i++) {
        const struct cp_evidence *e = &edge->evidence[i];
        cp_buf_add(out, i ? CP_STR(",{\"document\":") : CP_STR("[{\"document\":"));
        add_quoted(out, e->document);
        cp_buf_add_format(out, ",\"begin\":%zu,\"end\":%zu", e->begin, e->end);
        add_member(out, "rule", e->rule);
        add_member(out, "words", e->words);
        if (e->before.len)
            add_member(out, "before", e->before);
        if (e->after.len)
            add_member(out, "after", e->after);
        cp_buf_add_char(out, '}');
    }
    cp_buf_add_char(out, ']');
}

static void add_first_evidence(struct cp_buf *out, const struct cp_graph_edge *edge, enum edge_key key)
{
    if (!edge->evidence_count)
        return;
    const struct cp_evidence *e = &edge->evidence[0];
    switch (key) {
    case EDGE_EVIDENCE: cp_buf_add(out, e->words); break;
    case EDGE_BEFORE: cp_buf_add(out, e->before); break;
    case EDGE_AFTER: cp_buf_add(out, e->after); break;
    case EDGE_DOCUMENT: cp_buf_add(out, e->document); break;
    case EDGE_RULE: cp_buf_add(out, e->rule); break;
    case EDGE_BEGIN: cp_buf_add_number(out, e->begin); break;
    case EDGE_END: cp_buf_add_number(out, e->end); break;
    case EDGE_EVIDENCE_COUNT: cp_buf_add_number(out, edge->evidence_count); break;
    default: break;
    }
}

struct cp_str cp_column_relation(const struct cp_graph_edge *edge)
{
    const char *name = cp_relation_name(edge->relation);
    return name ? cp_str_from(name) : edge->relation_name;
}

struct cp_str cp_column_words(const struct cp_graph_edge *edge)
{
    const char *words = cp_relation_words(edge->relation);
    return words ? cp_str_from(words) : edge->relation_name;
}

void cp_column_of_edge(struct cp_buf *out, const struct cp_graph_edge *edge, enum edge_key key)
{
    switch (key) {
    case EDGE_RELATION: cp_buf_add(out, cp_column_relation(edge)); break;
    case EDGE_LABEL: cp_buf_add(out, cp_column_words(edge)); break;
    case EDGE_WEIGHT: add_number(out, edge->weight > 0 ? edge->weight : 1.0); break;
    case EDGE_SIGN: add_number(out, edge->sign); break;
    case EDGE_HYPOTHETICAL: add_truth(out, edge->hypothetical); break;
    case EDGE_SYMMETRIC: add_truth(out, edge->symmetric); break;
    case EDGE_CONFIDENCE: add_number(out, edge->confidence); break;
    case EDGE_DATE: cp_buf_add_date(out, edge->date); break;
    case EDGE_SOURCES: add_sources(out, edge); break;
    case EDGE_EVIDENCE_ALL: add_evidence_list(out, edge); break;
    case EDGE_MEASURES: add_list(out, edge->measures, edge->measure_count); break;
    case EDGE_BRIDGE:
        if (edge->bridge)
            add_truth(out, true);
        break;
    case EDGE_BETWEENNESS:
        if (edge->betweenness > 0)
            add_rounded(out, edge->betweenness, SUMMED);
        break;
    default: add_first_evidence(out, edge, key); break;
    }
}

static bool is_same_tie(const struct cp_graph_edge *a, const struct cp_graph_edge *b)
{
    return a->from == b->from && a->to == b->to && cp_str_equal(cp_column_relation(a), cp_column_relation(b));
}

void cp_column_edge_name(struct cp_buf *out, const struct cp_graph *graph, size_t edge)
{
    size_t before = 0;
    while (before < edge && is_same_tie(&graph->edges[edge - before - 1], &graph->edges[edge]))
        before++;
    cp_buf_add(out, cp_column_relation(&graph->edges[edge]));
    if (before)
        cp_buf_add_format(out, " %zu", before + 1);
}

// ---------------------------------------------------------------- which there are

bool cp_column_in_nodes(const struct cp_graph *graph, enum node_key key)
{
    struct cp_buf text = {0};
    bool found = false;
    for (size_t i = 0; i < graph->node_count && !found; i++) {
        cp_column_of_node(&text, &graph->nodes[i], key);
        found = text.len > 0;
    }
    cp_buf_release(&text);
    return found;
}

bool cp_column_in_edges(const struct cp_graph *graph, enum edge_key key)
{
    struct cp_buf text = {0};
    bool found = false;
    for (size_t i = 0; i < graph->edge_count && !found; i++) {
        cp_column_of_edge(&text, &graph->edges[i], key);
        found = text.len > 0;
    }
    cp_buf_release(&text);
    return found;
}

// ---------------------------------------------------------------- attributes

static int by_name(const void *x, const void *y)
{
    const struct cp_more_column *a = x, *b = y;
    return cp_str_compare(a->name, b->name);
}

static enum cp_attribute_type common_type(enum cp_attribute_type a, enum cp_attribute_type b)
{
    bool numbers = (a == CP_ATTRIBUTE_WHOLE || a == CP_ATTRIBUTE_REAL) && (b == CP_ATTRIBUTE_WHOLE || b == CP_ATTRIBUTE_REAL);
    return a == b ? a : numbers ? CP_ATTRIBUTE_REAL : CP_ATTRIBUTE_TEXT;
}

// The value of a name in the table is its type + 1.
static void add_columns(struct cp_table *names, struct cp_attributes attributes)
{
    for (size_t i = 0; i < attributes.count; i++) {
        uint32_t number = cp_table_add(names, attributes.items[i].name);
        uint64_t known = cp_table_value(names, number);
        enum cp_attribute_type type = attributes.items[i].type;
        cp_table_set(names, number, 1u + (known ? common_type((enum cp_attribute_type)(known - 1), type) : type));
    }
}

static struct cp_more_columns sorted_columns(struct cp_arena *run, const struct cp_table *names)
{
    size_t count = cp_table_count(names);
    struct cp_more_column *columns = CP_NEW_ARRAY(run, count + 1, struct cp_more_column);
    for (uint32_t i = 0; i < count; i++)
        columns[i] = (struct cp_more_column){cp_table_key(names, i), (enum cp_attribute_type)(cp_table_value(names, i) - 1)};
    qsort(columns, count, sizeof *columns, by_name);
    return (struct cp_more_columns){columns, count};
}

struct cp_more_columns cp_more_of_nodes(struct cp_arena *run, const struct cp_graph *graph)
{
    struct cp_table *names = cp_table_new(run);
    for (size_t i = 0; i < graph->node_count; i++)
        add_columns(names, graph->nodes[i].attributes);
    return sorted_columns(run, names);
}

struct cp_more_columns cp_more_of_edges(struct cp_arena *run, const struct cp_graph *graph)
{
    struct cp_table *names = cp_table_new(run);
    for (size_t i = 0; i < graph->edge_count; i++)
        add_columns(names, graph->edges[i].attributes);
    return sorted_columns(run, names);
}

struct cp_more_columns cp_more_of_graph(struct cp_arena *run, const struct cp_graph *graph)
{
    struct cp_table *names = cp_table_new(run);
    add_columns(names, graph->attributes);
    return sorted_columns(run, names);
}

const char *cp_more_type(enum cp_attribute_type type)
{
    static const char *const names[] = {
        [CP_ATTRIBUTE_TRUTH] = "boolean", [CP_ATTRIBUTE_WHOLE] = "long", [CP_ATTRIBUTE_REAL] = "double", [CP_ATTRIBUTE_TEXT] = "string"};
    return names[type];
}

// ---------------------------------------------------------------- text

bool cp_text_is_turning(uint32_t code)
{
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

static bool is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xFFFE || code == 0xFFFF;
}

static const char *entity_of(unsigned char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\t':
    case '\n':
    case '\r': return " ";
    default: return NULL;
    }
}

// How many bytes from here on can be copied as they are: ASCII that means nothing in XML.
static size_t plain_run(struct cp_str text, size_t at)
{
    static const bool special[0x80] = {['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true, [0x7F] = true};
    size_t end = at;
    while (end < text.len && (signed char)text.ptr[end] >= 0x20 && !special[(unsigned char)text.ptr[end]]) // bytes above 0x7F are negative
        end++;
    return end - at;
}

// XML has no way to write most control characters; U+FFFE and U+FFFF are no characters. They are replaced, not left out: two ids
// that differ stay apart, and no text becomes empty.
void cp_text_add_xml(struct cp_buf *out, struct cp_str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t run = plain_run(text, at), begin = at;
        if (run) {
            cp_buf_add(out, cp_str_slice(text, at, at + run));
            at += run;
            continue;
        }
        const char *entity = entity_of((unsigned char)text.ptr[at]);
        uint32_t code = cp_utf8_next(text, &at);
        if (entity)
            cp_buf_add(out, cp_str_from(entity));
        else if (is_control(code) || code == 0xFFFD) // that is what a broken byte gives
            cp_buf_add(out, CP_STR("\xEF\xBF\xBD"));
        else if (cp_text_is_turning(code))
            cp_buf_add_format(out, "&#x%X;", (unsigned)code);
        else
            cp_buf_add(out, cp_str_slice(text, begin, at));
    }
}

void cp_text_flush(struct cp_buf *out, struct cp_file *file, size_t at)
{
    if (out->failed || out->len >= at)
        cp_file_write_buf(file, out);
}

void cp_text_add_plain(struct cp_buf *out, struct cp_str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t begin = at;
        uint32_t code = cp_utf8_next(text, &at);
        if (code == '\t' || code == '\n' || code == '\r' || code == 0x2028 || code == 0x2029)
            cp_buf_add_char(out, ' ');
        else if (is_control(code) || code == 0xFFFD)
            cp_buf_add(out, CP_STR("\xEF\xBF\xBD"));
        else if (!cp_text_is_turning(code))
            cp_buf_add(out, cp_str_slice(text, begin, at));
    }
}

void cp_text_add_json(struct cp_buf *out, struct cp_str text)
{
    cp_buf_add_char(out, '"');
    for (size_t at = 0; at < text.len;) {
        size_t begin = at;
        uint32_t code = cp_utf8_next(text, &at);
        if (code == '"' || code == '\\') {
            cp_buf_add_char(out, '\\');
            cp_buf_add_char(out, (char)code);
        } else if (is_control(code) || cp_text_is_turning(code) || code == 0x2028 || code == 0x2029) {
            cp_buf_add_format(out, "\\u%04x", (unsigned)code);
        } else if (code == 0xFFFD) {
            cp_buf_add(out, CP_STR("\xEF\xBF\xBD"));
        } else {
            cp_buf_add(out, cp_str_slice(text, begin, at));
        }
    }
    cp_buf_add_char(out, '"');
}

void cp_write_each(const struct cp_graph *graph, struct cp_file *file, struct cp_buf *out, cp_add_node *add_node,
                   cp_add_edge *add_edge)
{
    struct cp_buf text = {0};
    for (size_t i = 0; i < graph->node_count; i++) {
        add_node(out, &text, &graph->nodes[i]);
        cp_text_flush(out, file, CP_FLUSH_AT);
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        add_edge(out, &text, graph, i);
        cp_text_flush(out, file, CP_FLUSH_AT);
    }
    cp_text_flush(out, file, 0);
    cp_buf_release(&text);
    cp_buf_release(out);
}
