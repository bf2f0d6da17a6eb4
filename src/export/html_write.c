// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// The report: the page of src/export/html with the graph in it as JSON, in a block that no browser runs. Nothing of a
// document becomes markup: `<` is written as \u003c, so that no text can end the block, and the page's script makes
// text nodes only. The policy names the digests of the page's own script and style and allows nothing else, so that
// even a mistake would fetch and run nothing.
#include "html/sha256.h"
#include "picture.h"
#include "writers.h"

#include <math.h>
#include <string.h>

extern const char cp_report_page[], cp_report_page_end[];
extern const char cp_report_style[], cp_report_style_end[];
extern const char cp_report_script[], cp_report_script_end[];

struct page {
    struct cp_arena *run;
    const struct cp_graph *graph;
    const struct cp_export_options *options;
    struct cp_str *documents;
    size_t document_count;
    struct cp_file *file;
    struct cp_buf out;
    uint32_t known; // metrics that any node has, 1u << their number in the table
};

enum { FLUSH_AT = 64 * 1024 };

static void flush(struct page *page, size_t at)
{
    if (page->out.failed || page->out.len >= at)
        cp_file_write_buf(page->file, &page->out);
}

// ---------------------------------------------------------------- values of JSON

static void add_text(struct page *page, struct cp_str text)
{
    struct cp_buf quoted = {0};
    cp_buf_add_quoted(&quoted, text);
    struct cp_str rest = cp_buf_str(&quoted);
    for (size_t at; (at = cp_str_find(rest, CP_STR("<"), 0)) != SIZE_MAX; rest = cp_str_slice(rest, at + 1, rest.len)) {
        cp_buf_add(&page->out, cp_str_slice(rest, 0, at));
        cp_buf_add(&page->out, CP_STR("\\u003c"));
    }
    cp_buf_add(&page->out, rest);
    page->out.failed |= quoted.failed;
    cp_buf_release(&quoted);
}

static void add_key(struct page *page, const char *key)
{
    const struct cp_buf *out = &page->out;
    bool first = out->len && (out->ptr[out->len - 1] == '{' || out->ptr[out->len - 1] == '[');
    cp_buf_add_format(&page->out, "%s\"%s\":", first ? "" : ",", key);
}

static void add_text_at(struct page *page, const char *key, struct cp_str text)
{
    add_key(page, key);
    add_text(page, text);
}

static void add_truth_at(struct page *page, const char *key, bool truth)
{
    add_key(page, key);
    cp_buf_add(&page->out, truth ? CP_STR("true") : CP_STR("false"));
}

static void add_number(struct page *page, double x)
{
    if (!isfinite(x))
        cp_buf_add(&page->out, CP_STR("null"));
    else
        cp_buf_add_format(&page->out, "%.6g",
                          fabs(x) < 1e-9 ? 0.0 : x); // what lies beyond differs from machine to machine
}

static void add_number_at(struct page *page, const char *key, double x)
{
    add_key(page, key);
    add_number(page, x);
}

static void add_comma(struct page *page, size_t index)
{
    if (index)
        cp_buf_add_char(&page->out, ',');
}

// ---------------------------------------------------------------- tables

static const struct metric {
    const char *name, *words;
    size_t offset;
    int digits;
} metrics[] = {
#define METRIC(name, words, digits) {#name, words, offsetof(struct cp_metrics, name), digits}
    METRIC(betweenness, "betweenness", 1), METRIC(pagerank, "PageRank", 4),       METRIC(degree, "edges", 0),
    METRIC(in_degree, "edges in", 0),      METRIC(out_degree, "edges out", 0),    METRIC(strength, "strength", 1),
    METRIC(harmonic, "harmonic", 3),       METRIC(eigenvector, "eigenvector", 3), METRIC(constraint, "constraint", 3),
    METRIC(closeness, "closeness", 3),     METRIC(katz, "Katz", 3),               METRIC(exposure, "exposure", 3),
    METRIC(effective_size, "effective size", 2), METRIC(current_flow, "current flow", 3),
#undef METRIC
};
enum { METRICS = sizeof metrics / sizeof metrics[0] };

static double value_of(const struct cp_metrics *m, size_t metric)
{
    double value;
    memcpy(&value, (const char *)m + metrics[metric].offset, sizeof value);
    return m->computed ? value : NAN;
}

static void find_known(struct page *page)
{
    for (size_t k = 0; k < METRICS; k++)
        for (size_t i = 0; i < page->graph->node_count; i++)
            if (isfinite(value_of(&page->graph->nodes[i].metrics, k)))
                page->known |= 1u << k;
}

static void add_tables(struct page *page)
{
    add_key(page, "metrics");
    cp_buf_add_char(&page->out, '[');
    for (size_t i = 0, told = 0; i < METRICS; i++) {
        if (!(page->known >> i & 1))
            continue;
        add_comma(page, told++);
        cp_buf_add_format(&page->out, "{\"name\":\"%s\",\"words\":\"%s\",\"digits\":%d}", metrics[i].name,
                          metrics[i].words, metrics[i].digits);
    }
    cp_buf_add(&page->out, CP_STR("],\n\"relations\":{"));
    for (int i = 0; i < CP_RELATION_COUNT; i++)
        add_text_at(page, cp_relation_name((enum cp_relation)i), cp_str_from(cp_relation_words((enum cp_relation)i)));
    cp_buf_add(&page->out, CP_STR("},\n\"types\":{"));
    for (int i = 0; i < CP_MEASURE_COUNT; i++)
        add_text_at(page, cp_measure_name((enum cp_measure_type)i),
                    cp_str_from(cp_measure_words((enum cp_measure_type)i)));
    cp_buf_add(&page->out, CP_STR("},\n\"signs\":{"));
    for (int i = 0; i < CP_MEASURE_COUNT; i++)
        add_number_at(page, cp_measure_name((enum cp_measure_type)i), cp_measure_sign((enum cp_measure_type)i));
    cp_buf_add(&page->out, CP_STR("},\n\"documents\":["));
    for (size_t i = 0; i < page->document_count; i++) {
        add_comma(page, i);
        add_text(page, page->documents[i]);
    }
    cp_buf_add_char(&page->out, ']');
}

static void add_colour_at(struct page *page, const char *key, struct cp_colour c)
{
    add_key(page, key);
    cp_buf_add_format(&page->out, "\"#%02x%02x%02x\"", c.red, c.green, c.blue);
}

static void add_legend(struct page *page)
{
    enum { MOST = 12 };
    struct cp_legend_row *rows;
    size_t count = cp_legend(page->run, page->graph, &rows);
    add_key(page, "legend");
    cp_buf_add_char(&page->out, '[');
    for (size_t i = 0; i < count && i < MOST; i++) {
        add_comma(page, i);
        cp_buf_add_char(&page->out, '{');
        add_colour_at(page, "colour", rows[i].colour);
        add_text_at(page, "words", rows[i].words);
        cp_buf_add_char(&page->out, '}');
    }
    cp_buf_add_char(&page->out, ']');
}

// ---------------------------------------------------------------- the graph

static void add_document(struct page *page, struct cp_str id)
{
    uint32_t number = cp_document_number(page->documents, page->document_count, id);
    if (number == CP_NONE)
        cp_buf_add(&page->out, CP_STR("null"));
    else
        cp_buf_add_format(&page->out, "%u", (unsigned)number);
}

static void add_values(struct page *page, const struct cp_metrics *m)
{
    add_key(page, "values");
    cp_buf_add_char(&page->out, '[');
    for (size_t i = 0, told = 0; i < METRICS; i++)
        if (page->known >> i & 1) {
            add_comma(page, told++);
            add_number(page, value_of(m, i));
        }
    cp_buf_add_char(&page->out, ']');
}

static void add_range(struct page *page, size_t node)
{
    const struct cp_export_range *range = page->options->ranges ? &page->options->ranges[node] : NULL;
    if (range && range->rank)
        cp_buf_add_format(&page->out, ",\"range\":[%u,%u,%u]", (unsigned)range->rank, (unsigned)range->low,
                          (unsigned)range->high);
}

static void add_node(struct page *page, const struct cp_graph_node *node)
{
    const char *type = cp_measure_name(node->type);
    cp_buf_add_char(&page->out, '{');
    add_text_at(page, "id", node->id);
    add_text_at(page, "label", node->label.len ? node->label : node->id);
    add_text_at(page, "kind", cp_kind_words(node));
    add_key(page, "aliases");
    cp_buf_add_char(&page->out, '[');
    for (size_t i = 0; i < node->alias_count; i++) {
        add_comma(page, i);
        add_text(page, node->aliases[i]);
    }
    cp_buf_add_char(&page->out, ']');
    add_text_at(page, "type", cp_str_from(type));
    add_text_at(page, "status", cp_str_from(cp_status_name(node->status)));
    add_text_at(page, "date", cp_date_format(page->run, node->date));
    bool is_country = node->kind == CP_KIND_COUNTRY && !node->country.len && node->id.len > 4;
    add_text_at(page, "country", is_country ? cp_str_slice(node->id, 4, node->id.len) : node->country);
    add_key(page, "documents");
    cp_buf_add_char(&page->out, '[');
    for (size_t i = 0; i < node->source_count; i++) {
        add_comma(page, i);
        add_document(page, node->sources[i]);
    }
    cp_buf_add_char(&page->out, ']');
    add_number_at(page, "x", isfinite(node->x) ? node->x : 0);
    add_number_at(page, "y", isfinite(node->y) ? -node->y : 0); // a screen's y grows downwards
    add_number_at(page, "size", node->size > 0 ? node->size : 8);
    add_colour_at(page, "colour", cp_node_colour(node));
    add_values(page, &node->metrics);
    add_range(page, (size_t)(node - page->graph->nodes));
    cp_buf_add_char(&page->out, '}');
}

static void add_evidence(struct page *page, const struct cp_evidence *e)
{
    cp_buf_add_char(&page->out, '{');
    add_text_at(page, "before", e->before);
    add_text_at(page, "words", e->words);
    add_text_at(page, "after", e->after);
    add_key(page, "document");
    add_document(page, e->document);
    cp_buf_add_format(&page->out, ",\"begin\":%zu,\"end\":%zu", e->begin, e->end);
    add_text_at(page, "rule", e->rule);
    cp_buf_add_char(&page->out, '}');
}

static void add_edge(struct page *page, const struct cp_graph_edge *edge)
{
    bool ours = edge->relation != CP_RELATION_COUNT; // nothing is known of how certain another's edge is
    cp_buf_add_format(&page->out, "{\"from\":%u,\"to\":%u", (unsigned)edge->from, (unsigned)edge->to);
    add_text_at(page, "relation", cp_edge_relation(edge));
    add_number_at(page, "weight", edge->weight);
    add_number_at(page, "sign", edge->sign);
    add_number_at(page, "confidence", ours ? edge->confidence : NAN);
    add_truth_at(page, "hypothetical", edge->hypothetical);
    add_truth_at(page, "symmetric", edge->symmetric);
    add_text_at(page, "date", cp_date_format(page->run, edge->date));
    add_key(page, "evidence");
    cp_buf_add_char(&page->out, '[');
    for (size_t i = 0; i < edge->evidence_count; i++) {
        add_comma(page, i);
        add_evidence(page, &edge->evidence[i]);
    }
    cp_buf_add(&page->out, CP_STR("]}"));
}

static void add_responses(struct page *page)
{
    struct cp_response *responses;
    size_t count = cp_graph_responses(page->run, page->graph, &responses);
    cp_buf_add(&page->out, CP_STR(",\n\"responses\":["));
    for (size_t i = 0; i < count; i++) {
        add_comma(page, i);
        cp_buf_add_format(&page->out, "{\"answer\":%u,\"act\":%u,\"edge\":%u}", (unsigned)responses[i].answer,
                          (unsigned)responses[i].act, (unsigned)responses[i].edge);
    }
    cp_buf_add_char(&page->out, ']');
}

static void add_data(struct page *page)
{
    const struct cp_graph *graph = page->graph;
    cp_buf_add(&page->out, CP_STR("{"));
    add_tables(page);
    add_legend(page);
    add_responses(page);
    cp_buf_add(&page->out, CP_STR(",\n\"nodes\":[\n"));
    for (size_t i = 0; i < graph->node_count; i++) {
        add_node(page, &graph->nodes[i]);
        cp_buf_add(&page->out, i + 1 < graph->node_count ? CP_STR(",\n") : CP_STR("\n"));
        flush(page, FLUSH_AT);
    }
    cp_buf_add(&page->out, CP_STR("],\n\"edges\":[\n"));
    for (size_t i = 0; i < graph->edge_count; i++) {
        add_edge(page, &graph->edges[i]);
        cp_buf_add(&page->out, i + 1 < graph->edge_count ? CP_STR(",\n") : CP_STR("\n"));
        flush(page, FLUSH_AT);
    }
    cp_buf_add(&page->out, CP_STR("]}\n"));
}

// ---------------------------------------------------------------- the page

static struct cp_str piece(const char *begin, const char *end)
{
    return (struct cp_str){begin, (size_t)(end - begin)};
}

static void add_policy(struct page *page)
{
    cp_buf_add(&page->out, CP_STR("default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'sha256-"));
    cp_add_sha256(&page->out, piece(cp_report_script, cp_report_script_end));
    cp_buf_add(&page->out, CP_STR("'; style-src 'sha256-"));
    cp_add_sha256(&page->out, piece(cp_report_style, cp_report_style_end));
    cp_buf_add(&page->out, CP_STR("'"));
}

static void add_theme(struct page *page)
{
    const char *theme = page->options->theme;
    if (theme && (strcmp(theme, "light") == 0 || strcmp(theme, "dark") == 0))
        cp_buf_add_format(&page->out, " data-theme=\"%s\"", theme);
}

// What stands for a mark such as {{TITLE}} in the page.
static void fill(struct page *page, struct cp_str mark)
{
    if (cp_str_equal(mark, CP_STR("THEME")))
        add_theme(page);
    else if (cp_str_equal(mark, CP_STR("POLICY")))
        add_policy(page);
    else if (cp_str_equal(mark, CP_STR("TITLE")))
        cp_add_markup(&page->out, cp_title(page->options));
    else if (cp_str_equal(mark, CP_STR("COUNTS")))
        cp_add_markup(&page->out, cp_counts(page->run, page->graph, page->document_count));
    else if (cp_str_equal(mark, CP_STR("STYLE")))
        cp_buf_add(&page->out, piece(cp_report_style, cp_report_style_end));
    else if (cp_str_equal(mark, CP_STR("SCRIPT")))
        cp_buf_add(&page->out, piece(cp_report_script, cp_report_script_end));
    else if (cp_str_equal(mark, CP_STR("DATA")))
        add_data(page);
}

void cp_write_html(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file)
{
    struct page page = {.run = cp_picture_arena(), .graph = graph, .options = options, .file = file};
    struct cp_str rest = piece(cp_report_page, cp_report_page_end);
    find_known(&page);
    page.document_count = cp_documents(page.run, graph, &page.documents);
    while (rest.len) {
        size_t begin = cp_str_find(rest, CP_STR("{{"), 0),
               end = begin == SIZE_MAX ? SIZE_MAX : cp_str_find(rest, CP_STR("}}"), begin);
        if (end == SIZE_MAX)
            break;
        cp_buf_add(&page.out, cp_str_slice(rest, 0, begin));
        fill(&page, cp_str_slice(rest, begin + 2, end));
        rest = cp_str_slice(rest, end + 2, rest.len);
    }
    cp_buf_add(&page.out, rest);
    flush(&page, 0);
    cp_buf_release(&page.out);
    cp_arena_free(page.run);
}
