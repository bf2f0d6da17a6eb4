// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// A summary for a memo: what happened, who is central, what answers what, who depends on whom. Each claim stands with
// the words that it rests on and their document. Text of documents is escaped, so that it can be no markup, no link and
// no HTML.
#include "picture.h"
#include "writers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_MEASURES = 60,
    MOST_ACTORS = 15,
    MOST_RESPONSES = 40,
    MOST_TIES = 25,
    MOST_QUOTES = 2,
    LONGEST_QUOTE = 280,
    LONGEST_CONTEXT = 110,
    FLUSH_AT = 64 * 1024
};

struct memo {
    struct cp_arena *run;
    const struct cp_graph *graph;
    const struct cp_export_options *options;
    struct cp_file *file;
    struct cp_buf out;
    uint32_t **edges; // of each node: their numbers
    uint32_t *edge_counts;
};

static void add(struct memo *memo, const char *text)
{
    cp_buf_add(&memo->out, cp_str_from(text));
    if (memo->out.failed || memo->out.len >= FLUSH_AT)
        cp_file_write_buf(memo->file, &memo->out);
}

// ---------------------------------------------------------------- text

// What begins a link where none is written: https://, www., a mail address.
static bool begins_link(struct cp_str text, size_t at)
{
    struct cp_str rest = cp_str_slice(text, at, text.len);
    bool behind_www = at >= 3 && cp_str_equal_fold(cp_str_slice(text, at - 3, at), CP_STR("www"));
    return rest.ptr[0] == '@' || cp_str_starts(rest, CP_STR(":/")) || (rest.ptr[0] == '.' && behind_www);
}

static void add_text(struct memo *memo, struct cp_str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t begin = at;
        uint32_t code = cp_utf8_next(text, &at);
        if (code == '<')
            add(memo, "&lt;");
        else if (code == '>')
            add(memo, "&gt;");
        else if (code == '&')
            add(memo, "&amp;");
        else if (code == '\t' || code == '\n' || code == '\r')
            add(memo, " ");
        else if (cp_is_unseen(code) || code == 0xFFFD)
            add(memo, "\xEF\xBF\xBD");
        else if (code < 0x80 && begins_link(text, begin))
            cp_buf_add_format(&memo->out, "&#%u;", (unsigned)code);
        else {
            if (code < 0x80 && code != 0 && strchr("\\`*_{}[]#+|~!$^=", (int)code))
                add(memo, "\\");
            cp_buf_add(&memo->out, cp_str_slice(text, begin, at));
        }
    }
}

static void add_label(struct memo *memo, uint32_t node)
{
    const struct cp_graph_node *n = &memo->graph->nodes[node];
    add_text(memo, n->label.len ? n->label : n->id);
}

static void add_date(struct memo *memo, struct cp_date date)
{
    cp_buf_add(&memo->out, date.year ? cp_date_format(memo->run, date) : CP_STR("no date"));
}

// The last or the first characters of what stands around the words, cut between words.
static struct cp_str near(struct cp_str text, bool last)
{
    size_t begin = last && text.len > LONGEST_CONTEXT ? text.len - LONGEST_CONTEXT : 0;
    size_t end = !last && text.len > LONGEST_CONTEXT ? LONGEST_CONTEXT : text.len;
    while (begin && begin < text.len && text.ptr[begin - 1] != ' ')
        begin++;
    while (end < text.len && end && text.ptr[end] != ' ')
        end--;
    return cp_str_slice(text, begin, end);
}

// “the sentence with **the words**” (document, bytes 120-171)
static void add_source(struct memo *memo, const struct cp_graph_edge *edge, const char *before)
{
    if (!edge->evidence_count)
        return;
    const struct cp_evidence *e = &edge->evidence[0];
    cp_buf_add_format(&memo->out, "%s“", before);
    struct cp_str left = near(e->before, true), right = near(e->after, false);
    add(memo, left.len < e->before.len ? "… " : "");
    add_text(memo, left);
    add(memo, "**");
    add_text(memo, cp_cut(memo->run, cp_str_trim(e->words), LONGEST_QUOTE));
    add(memo, "**");
    add_text(memo, right);
    add(memo, right.len < e->after.len ? " …” (" : "” (");
    add_text(memo, e->document.len ? e->document : CP_STR("document not named"));
    cp_buf_add_format(&memo->out, ", bytes %zu-%zu%s)", e->begin, e->end,
                      edge->hypothetical ? "; the text is not certain" : "");
}

// ---------------------------------------------------------------- the graph

static void list_edges(struct memo *memo)
{
    const struct cp_graph *g = memo->graph;
    memo->edge_counts = CP_NEW_ARRAY(memo->run, g->node_count + 1, uint32_t);
    memo->edges = CP_NEW_ARRAY(memo->run, g->node_count + 1, uint32_t *);
    for (size_t i = 0; i < g->edge_count; i++) {
        memo->edge_counts[g->edges[i].from]++;
        memo->edge_counts[g->edges[i].to]++;
    }
    for (size_t i = 0; i < g->node_count; i++) {
        memo->edges[i] = CP_NEW_ARRAY(memo->run, memo->edge_counts[i] + 1, uint32_t);
        memo->edge_counts[i] = 0;
    }
    for (uint32_t i = 0; i < g->edge_count; i++) {
        const struct cp_graph_edge *e = &g->edges[i];
        memo->edges[e->from][memo->edge_counts[e->from]++] = i;
        if (e->from != e->to)
            memo->edges[e->to][memo->edge_counts[e->to]++] = i;
    }
}

// The parties of a measure in one relation, "A, B and 3 more". Returns how many there are.
static size_t add_parties(struct memo *memo, uint32_t measure, enum cp_relation relation, bool incoming,
                          const char *before)
{
    enum { MOST = 6 };
    size_t count = 0;
    for (uint32_t k = 0; k < memo->edge_counts[measure]; k++) {
        const struct cp_graph_edge *e = &memo->graph->edges[memo->edges[measure][k]];
        if (e->relation != relation || (incoming ? e->to : e->from) != measure)
            continue;
        if (count < MOST) {
            add(memo, count ? ", " : before);
            add_label(memo, incoming ? e->from : e->to);
        }
        count++;
    }
    if (count > MOST)
        cp_buf_add_format(&memo->out, " and %zu more", count - MOST);
    return count;
}

// ---------------------------------------------------------------- what happened

struct dated {
    struct cp_date date;
    double weight;
    uint32_t node;
};

static int weightiest_first(const void *x, const void *y)
{
    const struct dated *a = x, *b = y;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

static int by_date(const void *x, const void *y)
{
    const struct dated *a = x, *b = y;
    if (!a->date.year != !b->date.year) // without a date last
        return a->date.year ? -1 : 1;
    int order = cp_date_compare(a->date, b->date);
    return order ? order : a->node < b->node ? -1 : a->node > b->node;
}

// Whether both are, or may as well be, of one sentence.
static bool is_near(const struct cp_evidence *a, const struct cp_evidence *b)
{
    size_t apart = a->begin > b->begin ? a->begin - b->begin : b->begin - a->begin;
    return apart < 2 * LONGEST_CONTEXT && cp_str_equal(a->document, b->document);
}

static void add_measure(struct memo *memo, uint32_t node)
{
    const struct cp_graph_node *n = &memo->graph->nodes[node];
    const char *type = cp_measure_words(n->type), *status = cp_status_name(n->status);
    add(memo, "- **");
    add_date(memo, n->date);
    add(memo, "** ");
    bool known = add_parties(memo, node, CP_RELATION_IMPOSES, true, "");
    add(memo, known ? ": *" : "*");
    add_label(memo, node);
    cp_buf_add_format(&memo->out, "* (%s%s%s", type ? type : "measure", status && *status ? ", " : "",
                      status ? status : "");
    cp_buf_add_format(&memo->out, "; %zu document%s)", n->source_count, n->source_count == 1 ? "" : "s");
    add_parties(memo, node, CP_RELATION_TARGETS, false, ", against ");
    add_parties(memo, node, CP_RELATION_COVERS, false, ", over ");
    add(memo, "\n");
    const struct cp_evidence *told = NULL;
    for (uint32_t k = 0, count = 0; k < memo->edge_counts[node] && count < MOST_QUOTES; k++) {
        const struct cp_graph_edge *e = &memo->graph->edges[memo->edges[node][k]];
        bool tells = e->evidence_count && (e->relation == CP_RELATION_IMPOSES || e->relation == CP_RELATION_TARGETS);
        if (!tells || (told && is_near(told, &e->evidence[0])))
            continue;
        told = &e->evidence[0];
        add_source(memo, e, "  - ");
        add(memo, "\n");
        count++;
    }
}

static void add_measures(struct memo *memo)
{
    struct dated *list = CP_NEW_ARRAY(memo->run, memo->graph->node_count + 1, struct dated);
    size_t count = 0;
    for (uint32_t i = 0; i < memo->graph->node_count; i++) {
        const struct cp_graph_node *n = &memo->graph->nodes[i];
        if (n->kind == CP_KIND_MEASURE)
            list[count++] = (struct dated){n->date, (double)n->source_count * 1000 + memo->edge_counts[i], i};
    }
    size_t shown = count < MOST_MEASURES ? count : MOST_MEASURES;
    qsort(list, count, sizeof *list, weightiest_first);
    qsort(list, shown, sizeof *list, by_date);
    add(memo, "\n## What happened\n\n");
    for (size_t i = 0; i < shown; i++)
        add_measure(memo, list[i].node);
    if (!count)
        add(memo, "The documents tell of no measure.\n");
    if (shown < count)
        cp_buf_add_format(&memo->out,
                          "\n%zu more measures, told by fewer documents or with fewer parties, are in the graph.\n",
                          count - shown);
}

// ---------------------------------------------------------------- who is central

struct actor {
    double betweenness, pagerank;
    uint32_t node;
};

static int central_first(const void *x, const void *y)
{
    const struct actor *a = x, *b = y;
    if (a->betweenness != b->betweenness)
        return a->betweenness > b->betweenness ? -1 : 1;
    if (a->pagerank != b->pagerank)
        return a->pagerank > b->pagerank ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

// Rounded, so that noise of the arithmetic decides no rank.
static double rounded(double x)
{
    return isfinite(x) ? round(x * 1e6) / 1e6 : -1;
}

static void add_actors(struct memo *memo)
{
    const struct cp_graph *g = memo->graph;
    struct actor *list = CP_NEW_ARRAY(memo->run, g->node_count + 1, struct actor);
    size_t count = 0;
    for (uint32_t i = 0; i < g->node_count; i++) {
        const struct cp_graph_node *n = &g->nodes[i];
        if (n->kind != CP_KIND_MEASURE && n->kind != CP_KIND_TECHNOLOGY && n->metrics.computed)
            list[count++] = (struct actor){rounded(n->metrics.betweenness), rounded(n->metrics.pagerank), i};
    }
    qsort(list, count, sizeof *list, central_first);
    add(memo, "\n## Who is central\n\n");
    if (!count) {
        add(memo, "The graph has no actors.\n");
        return;
    }
    const struct cp_export_range *ranges = memo->options->ranges;
    add(memo,
        ranges
            ? "| | range | actor | kind | betweenness | PageRank | edges | documents |\n|---:|---|---|---|---:|---:|---:|---:|\n"
            : "| | actor | kind | betweenness | PageRank | edges | documents |\n|---:|---|---|---:|---:|---:|---:|\n");
    for (size_t i = 0; i < count && i < MOST_ACTORS; i++) {
        const struct cp_graph_node *n = &g->nodes[list[i].node];
        cp_buf_add_format(&memo->out, "| %zu | ", i + 1);
        if (ranges)
            cp_buf_add_format(&memo->out, "%u-%u | ", (unsigned)ranges[list[i].node].low,
                              (unsigned)ranges[list[i].node].high);
        add_label(memo, list[i].node);
        add(memo, " | ");
        add_text(memo, cp_kind_words(n));
        cp_buf_add_format(&memo->out, " | %.1f | %.4f | %.0f | %zu |\n", fmax(list[i].betweenness, 0),
                          fmax(list[i].pagerank, 0), n->metrics.degree, n->source_count);
    }
    add(memo,
        "\nBetweenness says who lies on many shortest ways between others *in what these documents tell*; near values are ties.\n");
    if (ranges)
        add(memo,
            "The range is where the rank lies in nine of ten graphs drawn anew: documents by chance, edges by their confidence.\n");
}

// ---------------------------------------------------------------- what answers what, who depends on whom

static void add_act(struct memo *memo, uint32_t node)
{
    add_date(memo, memo->graph->nodes[node].date);
    add(memo, " ");
    if (add_parties(memo, node, CP_RELATION_IMPOSES, true, ""))
        add(memo, ": ");
    add(memo, "*");
    add_label(memo, node);
    add(memo, "*");
}

static void add_responses(struct memo *memo)
{
    struct cp_response *responses;
    size_t count = cp_graph_responses(memo->run, memo->graph, &responses),
           shown = count < MOST_RESPONSES ? count : MOST_RESPONSES;
    add(memo, "\n## What answers what\n\n");
    if (!count)
        add(memo, "The documents say of no measure that it answers another.\n");
    for (size_t i = 0; i < shown; i++) {
        const struct cp_graph_edge *e = &memo->graph->edges[responses[i].edge];
        add(memo, "- ");
        add_act(memo, responses[i].answer);
        add(memo, e->hypothetical ? " may answer " : " answers ");
        add_act(memo, responses[i].act);
        add(memo, "\n");
        if (e->evidence_count) {
            add_source(memo, e, "  - ");
            add(memo, "\n");
        }
    }
    if (shown < count)
        cp_buf_add_format(&memo->out, "\n%zu more answers are in the graph.\n", count - shown);
}

struct tie {
    double confidence;
    uint32_t edge;
};

static int surest_first(const void *x, const void *y)
{
    const struct tie *a = x, *b = y;
    if (a->confidence != b->confidence)
        return a->confidence > b->confidence ? -1 : 1;
    return a->edge < b->edge ? -1 : a->edge > b->edge;
}

static void add_ties(struct memo *memo)
{
    const struct cp_graph *g = memo->graph;
    struct tie *list = CP_NEW_ARRAY(memo->run, g->edge_count + 1, struct tie);
    size_t count = 0;
    for (uint32_t i = 0; i < g->edge_count; i++) {
        enum cp_relation r = g->edges[i].relation;
        if (r == CP_RELATION_SUPPLIES || r == CP_RELATION_DEPENDS_ON || r == CP_RELATION_PRODUCES)
            list[count++] = (struct tie){g->edges[i].confidence, i};
    }
    if (!count)
        return;
    qsort(list, count, sizeof *list, surest_first);
    add(memo, "\n## Who supplies, produces, depends\n\n");
    for (size_t i = 0; i < count && i < MOST_TIES; i++) {
        const struct cp_graph_edge *e = &g->edges[list[i].edge];
        cp_buf_add_format(&memo->out, "- ");
        add_text(memo, cp_graph_sentence(memo->run, g, list[i].edge));
        cp_buf_add_format(&memo->out, " (confidence %.2f)", e->confidence);
        add_source(memo, e, ": ");
        add(memo, "\n");
    }
    if (count > MOST_TIES)
        cp_buf_add_format(&memo->out, "\n%zu more, less sure, are in the graph.\n", count - MOST_TIES);
}

// ---------------------------------------------------------------- the memo

static void add_end(struct memo *memo, const struct cp_str *documents, size_t count)
{
    add(memo, "\n## How to read this\n\n"
              "A program drew this from the documents below, sentence by sentence; a claim without a quotation is not made. Some edges are wrong and "
              "many are missing: before a claim is quoted, read its words where they stand. What is not in the documents is not here, and more text "
              "about somebody makes them more central. One act answers another only where the text says so.\n\n## Documents\n\n");
    for (size_t i = 0; i < count; i++) {
        add(memo, "- ");
        add_text(memo, documents[i]);
        add(memo, "\n");
    }
}

void cp_write_markdown(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file)
{
    struct memo memo = {.run = cp_picture_arena(), .graph = graph, .options = options, .file = file};
    struct cp_str *documents;
    size_t count = cp_documents(memo.run, graph, &documents);
    list_edges(&memo);
    add(&memo, "# ");
    add_text(&memo, cp_title(options));
    add(&memo, "\n\n");
    cp_buf_add(&memo.out, cp_counts(memo.run, graph, count));
    add(&memo, ".\n");
    add_measures(&memo);
    add_actors(&memo);
    add_responses(&memo);
    add_ties(&memo);
    add_end(&memo, documents, count);
    cp_file_write_buf(file, &memo.out);
    cp_buf_release(&memo.out);
    cp_arena_free(memo.run);
}
