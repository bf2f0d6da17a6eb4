// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures, reports and memos of graphs whose every text is hostile: well-formed, nothing of a text becomes markup, the same bytes twice,
// and names in a picture that neither hide each other nor leave it.
#include "chokepoint/analyze.h"
#include "chokepoint/export.h"

#include "../graph/graph_fixture.h"
#include "export/html/sha256.h"
#include "export/picture.h"

#include <CUnit/CUnit.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static void check_true(bool good, const char *what)
{
    CU_assertImplementation(good, 0, what, "tests/unit/export/test_pictures.c", "", CU_FALSE);
}

static struct cp_str write_as(struct cp_arena *run, const struct cp_graph *graph, const char *format, struct cp_export_options options)
{
    char path[] = "/tmp/chokepoint-picture-XXXXXX";
    struct cp_str bytes = {"", 0};
    int file = mkstemp(path);
    CU_ASSERT_FATAL(file >= 0);
    close(file);
    const struct cp_writer *writer = cp_writer_for(cp_str_from(format));
    CU_ASSERT_PTR_NOT_NULL_FATAL(writer);
    CU_ASSERT_EQUAL(cp_graph_write(graph, writer, &options, path, NULL), CP_OK);
    CU_ASSERT_EQUAL(cp_file_read(run, path, SIZE_MAX, &bytes, NULL), CP_OK);
    unlink(path);
    return bytes;
}

// ---------------------------------------------------------------- digests

static void check_digests(void)
{
    static const struct {
        const char *message, *digest; // of FIPS 180-4's examples, in base64
    } rows[] = {
        {"", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
        {"abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE="},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
         "z1sWp3ivg4ADbOWeewSSNwskmxHo8HpRr6xFA3r+6dE="},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cp_buf out = {0};
        cp_add_sha256(&out, cp_str_from(rows[i].message));
        check_true(cp_str_equal(cp_buf_str(&out), cp_str_from(rows[i].digest)), rows[i].message);
        cp_buf_release(&out);
    }
}

static void check_million(void)
{
    struct cp_buf million = {0}, out = {0};
    for (int i = 0; i < 1000000; i++)
        cp_buf_add_char(&million, 'a');
    cp_add_sha256(&out, cp_buf_str(&million));
    CU_ASSERT(cp_str_equal(cp_buf_str(&out), CP_STR("zcduXJkU+5KBocfihNc+Z/GAmkiklyAOBG05zMcRLNA=")));
    cp_buf_release(&million);
    cp_buf_release(&out);
}

// ---------------------------------------------------------------- graphs

static struct cp_graph *draw(struct cp_arena *run, struct cp_graph *graph)
{
    struct cp_analyze_options options = {.seed = 1};
    struct cp_summary summary;
    CU_ASSERT_EQUAL(cp_analyze(run, graph, &options, &summary, NULL), CP_OK);
    CU_ASSERT_EQUAL(cp_layout(run, graph, &options, NULL), CP_OK);
    return graph;
}

static const char *const hostile[] = {
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "]]><svg onload=alert(1)>", "javascript:alert(1)",
    "<!--<script>", "&lt;b&gt; &bogus; &#0;", "a\x01\x1F" "b", "\xFF\xC3", "\xE2\x80\xAE" "abc\xE2\x80\xAC", "{{DATA}} {{SCRIPT}}", "",
    "![x](javascript:alert(1)) [y](http://a.example) **b** `c` # d | e\n\n# f", "https://a.example www.b.example c@d.example <https://e.example>",
};

// A star around a measure whose every text is one of the hostile ones.
static struct cp_graph *hostile_graph(struct cp_arena *run)
{
    enum { N = COUNT(hostile) };
    struct cp_graph *graph = CP_NEW(run, struct cp_graph);
    graph->nodes = CP_NEW_ARRAY(run, N + 1, struct cp_graph_node);
    graph->edges = CP_NEW_ARRAY(run, N, struct cp_graph_edge);
    for (size_t i = 0; i <= N; i++) {
        struct cp_str text = cp_str_from(hostile[i % N]), *list = CP_NEW(run, struct cp_str);
        *list = text;
        graph->nodes[i] = (struct cp_graph_node){.id = cp_str_format(run, "%zu" CP_FMT, i, CP_ARG(text)), .label = text, .kind = i < N ? CP_KIND_COMPANY : CP_KIND_MEASURE,
            .aliases = list, .alias_count = 1, .type = i < N ? CP_MEASURE_COUNT : CP_MEASURE_TARIFF, .country = text, .sources = list, .source_count = 1,
            .date = {.year = i < N ? 0 : 2020}, .x = NAN, .y = NAN, .size = NAN};
    }
    for (size_t i = 0; i < N; i++) {
        struct cp_evidence *e = CP_NEW(run, struct cp_evidence);
        struct cp_str text = cp_str_from(hostile[i]);
        *e = (struct cp_evidence){.words = text, .before = text, .after = text, .rule = text, .document = text, .begin = 1, .end = 2};
        graph->edges[i] = (struct cp_graph_edge){.from = N, .to = (uint32_t)i, .relation = i % 2 ? CP_RELATION_TARGETS : CP_RELATION_SUPPLIES, .weight = 1,
            .sign = -1, .confidence = 0.5, .hypothetical = i % 3 == 0, .evidence = e, .evidence_count = 1};
    }
    graph->node_count = N + 1;
    graph->edge_count = N;
    return draw(run, graph);
}

// A net that is dense enough for names to get in each other's way.
static struct cp_graph *dense_graph(struct cp_arena *run, size_t n)
{
    struct cp_graph *graph = CP_NEW(run, struct cp_graph);
    uint32_t random = 11;
    graph->nodes = CP_NEW_ARRAY(run, n, struct cp_graph_node);
    graph->edges = CP_NEW_ARRAY(run, 3 * n, struct cp_graph_edge);
    for (size_t i = 0; i < n; i++)
        graph->nodes[i] = (struct cp_graph_node){.id = cp_str_format(run, "n%05zu", i), .label = cp_str_format(run, "A rather long name, number %zu", i),
            .kind = i % CP_KIND_COUNT, .type = CP_MEASURE_COUNT, .x = NAN, .y = NAN, .size = NAN};
    for (size_t i = 0; i < 3 * n; i++) {
        random = random * 1664525 + 1013904223;
        graph->edges[i] = (struct cp_graph_edge){.from = (uint32_t)(i / 3), .to = (random >> 8) % (uint32_t)n, .relation = i % CP_RELATION_COUNT, .weight = 1,
                                                 .sign = (double)(i % 3) - 1, .confidence = 0.5};
    }
    graph->node_count = n;
    graph->edge_count = 3 * n;
    return draw(run, graph);
}

// ---------------------------------------------------------------- the picture

static size_t count_of(const xmlNode *node, const char *name)
{
    size_t count = 0;
    for (; node; node = node->next) {
        if (node->type == XML_ELEMENT_NODE)
            count += strcmp((const char *)node->name, name) == 0;
        count += count_of(node->children, name);
    }
    return count;
}

static void check_svg(void)
{
    static const char *const themes[] = {NULL, "light", "dark"};
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = hostile_graph(run);
    for (size_t i = 0; i < COUNT(themes); i++)
        for (int flags = 0; flags < 4; flags++) {
            struct cp_export_options options = {.title = hostile[i], .theme = themes[i], .straight = flags & 1, .timeline = flags & 2};
            struct cp_str bytes = write_as(run, graph, "svg", options);
            xmlDocPtr xml = xmlReadMemory(bytes.ptr, (int)bytes.len, NULL, NULL, XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
            CU_ASSERT_PTR_NOT_NULL_FATAL(xml);
            const xmlNode *root = xmlDocGetRootElement(xml);
            CU_ASSERT_EQUAL(count_of(root, "script") + count_of(root, "img") + count_of(root, "a") + count_of(root, "foreignObject"), 0);
            CU_ASSERT_EQUAL(count_of(root, "svg"), 1);
            CU_ASSERT(count_of(root, "circle") >= graph->node_count);
            CU_ASSERT_EQUAL(cp_str_find(bytes, CP_STR("\xE2\x80\xAE"), 0), SIZE_MAX);
            CU_ASSERT(cp_str_equal(bytes, write_as(run, graph, "svg", options)));
            xmlFreeDoc(xml);
        }
    cp_arena_free(run);
}

static double number_at(struct cp_str bytes, const char *key, size_t at)
{
    at = cp_str_find(bytes, cp_str_from(key), at);
    CU_ASSERT_FATAL(at != SIZE_MAX);
    return strtod(bytes.ptr + at + strlen(key), NULL);
}

struct line {
    double x, y, font, half;
};

// Lines of names in the layer that is read, with half of a width that no common font goes below.
static size_t lines_of(struct cp_arena *run, struct cp_str bytes, struct line **lines)
{
    const double narrowest = 0.42;
    size_t count = 0, at = cp_str_find(bytes, CP_STR("<g class=\"ink\""), 0), end = cp_str_find(bytes, CP_STR("</g>"), at);
    *lines = CP_NEW_ARRAY(run, 100000, struct line);
    while ((at = cp_str_find(bytes, CP_STR("<text "), at)) < end) {
        size_t open = cp_str_find(bytes, CP_STR(">"), at), close = cp_str_find(bytes, CP_STR("<"), open);
        double font = number_at(bytes, "font-size=\"", at);
        (*lines)[count++] = (struct line){number_at(bytes, "x=\"", at), number_at(bytes, "y=\"", at), font, (double)(close - open - 1) * font * narrowest / 2};
        at = close;
    }
    return count;
}

static void check_names_apart(void)
{
    static const size_t sizes[] = {5, 60, 500};
    for (size_t s = 0; s < COUNT(sizes); s++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_str bytes = write_as(run, dense_graph(run, sizes[s]), "svg", (struct cp_export_options){0});
        double width = number_at(bytes, " width=\"", 0), height = number_at(bytes, " height=\"", 0);
        struct line *lines;
        size_t count = lines_of(run, bytes, &lines), collisions = 0, outside = 0;
        CU_ASSERT(count >= (sizes[s] < 100 ? sizes[s] : sizes[s] / 4)); // of few all, of many a good part
        for (size_t i = 0; i < count; i++) {
            outside += lines[i].x - lines[i].half < 0 || lines[i].x + lines[i].half > width || lines[i].y < 0 || lines[i].y > height;
            for (size_t j = 0; j < i; j++)
                collisions += fabs(lines[i].x - lines[j].x) < lines[i].half + lines[j].half &&
                              fabs(lines[i].y - lines[j].y) < 0.8 * fmin(lines[i].font, lines[j].font);
        }
        CU_ASSERT_EQUAL(collisions, 0);
        CU_ASSERT_EQUAL(outside, 0);
        cp_arena_free(run);
    }
}

static void check_empty(void)
{
    static const char *const formats[] = {"svg", "html", "md"};
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = CP_NEW(run, struct cp_graph);
    for (size_t i = 0; i < COUNT(formats); i++)
        check_true(write_as(run, graph, formats[i], (struct cp_export_options){0}).len > 100, formats[i]);
    cp_arena_free(run);
}

// ---------------------------------------------------------------- the report

static size_t times(struct cp_str bytes, const char *what)
{
    size_t count = 0;
    for (size_t at = 0; (at = cp_str_find(bytes, cp_str_from(what), at)) != SIZE_MAX; at++)
        count++;
    return count;
}

static struct cp_str between(struct cp_str bytes, const char *begin, const char *end)
{
    size_t from = cp_str_find(bytes, cp_str_from(begin), 0);
    CU_ASSERT_FATAL(from != SIZE_MAX);
    from += strlen(begin);
    size_t to = cp_str_find(bytes, cp_str_from(end), from);
    CU_ASSERT_FATAL(to != SIZE_MAX);
    return cp_str_slice(bytes, from, to);
}

static void check_html(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = hostile_graph(run);
    for (size_t i = 0; i < COUNT(hostile); i++) {
        struct cp_export_options options = {.title = hostile[i]};
        struct cp_str bytes = write_as(run, graph, "html", options);
        CU_ASSERT_EQUAL(times(bytes, "<script"), 2); // the data's and the page's own
        CU_ASSERT_EQUAL(times(bytes, "</script"), 2);
        CU_ASSERT_EQUAL(times(between(bytes, "id=\"data\">", "</script>"), "<"), 0);
        CU_ASSERT_EQUAL(times(bytes, "<img") + times(bytes, "<svg") + times(bytes, "src=\"") + times(bytes, "<link"), 0);
        CU_ASSERT(cp_str_equal(bytes, write_as(run, graph, "html", options)));
    }
    cp_arena_free(run);
}

// The policy names what is in the file, and nothing else may run.
static void check_policy(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_str bytes = write_as(run, hostile_graph(run), "html", (struct cp_export_options){.theme = "dark"});
    struct cp_str policy = between(bytes, "Content-Security-Policy\" content=\"", "\"");
    struct cp_buf wanted = {0};
    cp_buf_add(&wanted, CP_STR("default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'sha256-"));
    cp_add_sha256(&wanted, between(bytes, "<script>", "</script>"));
    cp_buf_add(&wanted, CP_STR("'; style-src 'sha256-"));
    cp_add_sha256(&wanted, between(bytes, "<style>", "</style>"));
    cp_buf_add(&wanted, CP_STR("'"));
    CU_ASSERT(cp_str_equal(policy, cp_buf_str(&wanted)));
    CU_ASSERT_EQUAL(times(bytes, "data-theme=\"dark\">"), 1);
    CU_ASSERT_EQUAL(times(bytes, " onclick=") + times(bytes, " style=\""), 0);
    cp_buf_release(&wanted);
    cp_arena_free(run);
}

// ---------------------------------------------------------------- the memo

static void check_markdown(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = hostile_graph(run);
    struct cp_str bytes = write_as(run, graph, "md", (struct cp_export_options){.title = hostile[12]});
    CU_ASSERT_EQUAL(times(bytes, "<"), 0);
    CU_ASSERT_EQUAL(times(bytes, "://") + times(bytes, "www.") + times(bytes, "@"), 0); // no text becomes a link by itself
    for (size_t at = 0; (at = cp_str_find(bytes, CP_STR("["), at)) != SIZE_MAX; at++)
        CU_ASSERT(at > 0 && bytes.ptr[at - 1] == '\\');
    CU_ASSERT_EQUAL(times(bytes, "\n# "), 0); // the title begins the file, and there is no other
    CU_ASSERT_EQUAL(cp_str_find(bytes, CP_STR("\xE2\x80\xAE"), 0), SIZE_MAX);
    CU_ASSERT(cp_utf8_valid(bytes));
    CU_ASSERT(cp_str_equal(bytes, write_as(run, graph, "md", (struct cp_export_options){.title = hostile[12]})));
    cp_arena_free(run);
}

// ---------------------------------------------------------------- looks

static void check_colours(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = dense_graph(run, 60);
    static const enum cp_colour_by by[] = {CP_COLOUR_BY_COUNTRY, CP_COLOUR_BY_COMMUNITY, CP_COLOUR_BY_KIND};
    for (size_t i = 0; i < graph->node_count; i++)
        graph->nodes[i].country = i % 3 ? CP_STR("CN") : CP_STR("US");
    for (size_t k = 0; k < COUNT(by); k++) {
        struct cp_legend_row *rows;
        cp_colour(run, graph, by[k]);
        size_t count = cp_legend(run, graph, &rows), sum = 0;
        for (size_t i = 0; i < count; i++)
            sum += rows[i].count;
        CU_ASSERT_EQUAL(sum, graph->node_count);
        for (size_t i = 0; i < graph->node_count; i++)
            for (size_t j = 0; j < i && by[k] != CP_COLOUR_BY_COMMUNITY; j++) { // one colour, one group
                const struct cp_graph_node *a = &graph->nodes[i], *b = &graph->nodes[j];
                bool same = a->red == b->red && a->green == b->green && a->blue == b->blue;
                CU_ASSERT_EQUAL(same, by[k] == CP_COLOUR_BY_KIND ? a->kind == b->kind : cp_str_equal(a->country, b->country));
            }
        if (by[k] == CP_COLOUR_BY_COUNTRY)
            CU_ASSERT(count == 2 && cp_str_equal(rows[0].words, CP_STR("CN")));
    }
    cp_arena_free(run);
}

static void check_time_line(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_graph *graph = dense_graph(run, 80);
    struct cp_analyze_options options = {.seed = 1, .timeline = true, .size_by = offsetof(struct cp_metrics, betweenness)};
    for (size_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].kind == CP_KIND_MEASURE)
            graph->nodes[i].date = (struct cp_date){.year = (int16_t)(2000 + i % 17), .month = (uint8_t)(1 + i % 12)};
    CU_ASSERT_EQUAL(cp_layout(run, graph, &options, NULL), CP_OK);
    for (size_t i = 0; i < graph->node_count; i++)
        for (size_t j = 0; j < graph->node_count; j++) {
            const struct cp_graph_node *a = &graph->nodes[i], *b = &graph->nodes[j];
            if (a->date.year && b->date.year && cp_date_compare(a->date, b->date) < 0)
                CU_ASSERT(a->x < b->x);
            CU_ASSERT(i == j || hypot(a->x - b->x, a->y - b->y) >= (a->size + b->size) / 2);
            if (a->kind == CP_KIND_COUNTRY && b->kind == CP_KIND_COUNTRY && a->metrics.betweenness > b->metrics.betweenness)
                CU_ASSERT(a->size >= b->size);
        }
    cp_arena_free(run);
}

static void check_cut(void)
{
    static const struct {
        const char *text;
        size_t most;
        const char *cut;
    } rows[] = {
        {"short", 10, "short"}, {"exactly te", 10, "exactly te"}, {"export controls on chips", 17, "export controls…"},
        {"indivisible", 5, "indi…"}, {"半导体出口管制", 4, "半导体…"}, {"", 3, ""},
    };
    struct cp_arena *run = cp_arena_new();
    for (size_t i = 0; i < COUNT(rows); i++)
        check_true(cp_str_equal(cp_cut(run, cp_str_from(rows[i].text), rows[i].most), cp_str_from(rows[i].cut)), rows[i].text);
    cp_arena_free(run);
}

void cp_test_export_pictures(void)
{
    CU_pSuite suite = CU_add_suite("export: pictures and reports", NULL, NULL);
    CU_add_test(suite, "SHA-256 of the standard's examples", check_digests);
    CU_add_test(suite, "SHA-256 of a million letters", check_million);
    CU_add_test(suite, "SVG of hostile texts is well-formed and has no markup of theirs", check_svg);
    CU_add_test(suite, "names in a picture hide no other name and stay inside", check_names_apart);
    CU_add_test(suite, "an empty graph has a picture, a report and a memo", check_empty);
    CU_add_test(suite, "HTML of hostile texts has no markup of theirs", check_html);
    CU_add_test(suite, "the page's policy names its own script and style", check_policy);
    CU_add_test(suite, "Markdown of hostile texts has no markup, HTML or link of theirs", check_markdown);
    CU_add_test(suite, "colours by country, community and kind, and their legend", check_colours);
    CU_add_test(suite, "a line of time is in order of date and without overlap", check_time_line);
    CU_add_test(suite, "long names are cut between words", check_cut);
}
