// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
#include "picture.h"

#include <stdlib.h>
#include <string.h>

struct cp_arena *cp_picture_arena(void)
{
    struct cp_arena *arena = cp_arena_new();
    if (!arena)
        abort();
    return arena;
}

// ---------------------------------------------------------------- text

bool cp_is_unseen(uint32_t code)
{
    bool is_control =
        code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xFFFE || code == 0xFFFF || code == 0xFEFF;
    bool turns = code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
                 (code >= 0x2066 && code <= 0x2069);
    return is_control || turns;
}

void cp_add_markup(struct cp_buf *out, struct cp_str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t begin = at;
        uint32_t code = cp_utf8_next(text, &at);
        switch (code) {
        case '&': cp_buf_add(out, CP_STR("&amp;")); break;
        case '<': cp_buf_add(out, CP_STR("&lt;")); break;
        case '>': cp_buf_add(out, CP_STR("&gt;")); break;
        case '"': cp_buf_add(out, CP_STR("&quot;")); break;
        case '\'': cp_buf_add(out, CP_STR("&#39;")); break;
        case '\t':
        case '\n':
        case '\r': cp_buf_add_char(out, ' '); break;
        default:
            // U+FFFD itself is what a broken byte gives
            cp_buf_add(out,
                       cp_is_unseen(code) || code == 0xFFFD ? CP_STR("\xEF\xBF\xBD") : cp_str_slice(text, begin, at));
        }
    }
}

struct cp_str cp_cut(struct cp_arena *run, struct cp_str text, size_t most)
{
    enum { NEAR = 12 };
    size_t at = 0, count = 0, end = 0, blank = 0, blank_count = 0;
    while (at < text.len && count < most) {
        size_t begin = at;
        uint32_t code = cp_utf8_next(text, &at);
        count++;
        if (code == ' ')
            blank = begin, blank_count = count;
        if (count < most) // leaves room for the mark
            end = at;
    }
    if (at >= text.len)
        return text;
    if (blank && blank_count + NEAR > most)
        end = blank;
    return cp_str_format(run, CP_FMT "…", CP_ARG(cp_str_trim(cp_str_slice(text, 0, end))));
}

// ---------------------------------------------------------------- colours and their meaning

static const struct cp_colour grey = {153, 153, 153};

struct cp_colour cp_node_colour(const struct cp_graph_node *node)
{
    return node->coloured ? (struct cp_colour){node->red, node->green, node->blue} : grey;
}

struct group {
    struct cp_legend_row row;
    uint32_t greatest; // of its nodes
    struct cp_str country; // of the first that has one
    bool one_kind, one_country;
};

static uint32_t key_of(struct cp_colour c)
{
    return (uint32_t)c.red << 16 | (uint32_t)c.green << 8 | c.blue;
}

static bool is_grey(const struct group *group)
{
    return key_of(group->row.colour) == key_of(grey);
}

static void join(struct group *group, const struct cp_graph *graph, uint32_t node)
{
    const struct cp_graph_node *greatest = &graph->nodes[group->greatest], *other = &graph->nodes[node];
    group->row.count++;
    group->one_kind &= cp_str_equal(cp_kind_words(greatest), cp_kind_words(other));
    if (other->country.len && !group->country.len)
        group->country = other->country;
    group->one_country &= !other->country.len || cp_str_equal(group->country, other->country); // measures have none
    if (other->size > greatest->size)
        group->greatest = node;
}

static int most_first(const void *x, const void *y)
{
    const struct group *a = x, *b = y;
    if (a->row.count != b->row.count)
        return a->row.count > b->row.count ? -1 : 1;
    return key_of(a->row.colour) < key_of(b->row.colour) ? -1 : key_of(a->row.colour) > key_of(b->row.colour);
}

static struct cp_str meaning_of(struct cp_arena *run, const struct cp_graph *graph, const struct group *group,
                                bool by_kind, bool by_country)
{
    const struct cp_graph_node *node = &graph->nodes[group->greatest];
    if (by_kind && cp_kind_words(node).len)
        return cp_kind_words(node);
    if (is_grey(group))
        return CP_STR("other");
    if (by_country && group->country.len)
        return cp_country_label(graph, group->country);
    if (group->row.count == 1)
        return cp_cut(run, node->label, 32);
    return cp_str_format(run, "around " CP_FMT, CP_ARG(cp_cut(run, node->label, 28)));
}

size_t cp_legend(struct cp_arena *run, const struct cp_graph *graph, struct cp_legend_row **rows)
{
    struct group *groups = CP_NEW_ARRAY(run, graph->node_count + 1, struct group);
    size_t count = 0;
    struct cp_table *numbers = cp_table_new(run);
    bool by_kind = true, by_country = true; // what the colours of all nodes agree with
    for (uint32_t i = 0; i < graph->node_count; i++) {
        struct cp_colour colour = cp_node_colour(&graph->nodes[i]);
        uint32_t number = cp_table_add(numbers, cp_str_format(run, "%06x", (unsigned)key_of(colour)));
        if (number == count)
            groups[count++] =
                (struct group){.row = {.colour = colour}, .greatest = i, .one_kind = true, .one_country = true};
        join(&groups[number], graph, i);
    }
    for (size_t i = 0; i < count; i++)
        by_kind &= groups[i].one_kind, by_country &= groups[i].one_country || is_grey(&groups[i]);
    qsort(groups, count, sizeof *groups, most_first);
    *rows = CP_NEW_ARRAY(run, count + 1, struct cp_legend_row);
    for (size_t i = 0; i < count; i++) {
        (*rows)[i] = groups[i].row;
        (*rows)[i].words = meaning_of(run, graph, &groups[i], by_kind, by_country);
    }
    return count;
}

enum cp_sign cp_edge_sign(const struct cp_graph_edge *edge)
{
    return edge->sign < 0 ? CP_SIGN_CONFLICT : edge->sign > 0 ? CP_SIGN_COOPERATION : CP_SIGN_NEUTRAL;
}

// ---------------------------------------------------------------- words

struct cp_str cp_kind_words(const struct cp_graph_node *node)
{
    const char *name = cp_kind_name(node->kind);
    return name ? cp_str_from(name) : node->kind_name;
}

struct cp_str cp_edge_words(const struct cp_graph_edge *edge)
{
    const char *words = cp_relation_words(edge->relation);
    struct cp_str text = words ? cp_str_from(words) : edge->relation_name;
    return text.len ? text : CP_STR("is linked to");
}

struct cp_str cp_edge_relation(const struct cp_graph_edge *edge)
{
    const char *name = cp_relation_name(edge->relation);
    return name ? cp_str_from(name) : edge->relation_name;
}

struct cp_str cp_country_label(const struct cp_graph *graph, struct cp_str code)
{
    for (size_t i = 0; i < graph->node_count && graph->nodes[i].kind == CP_KIND_COUNTRY; i++) // countries come first
        if (cp_str_equal(graph->nodes[i].country, code) ||
            (graph->nodes[i].id.len == 4 + code.len && cp_str_ends(graph->nodes[i].id, code)))
            return graph->nodes[i].label;
    return code;
}

struct cp_str cp_title(const struct cp_export_options *options)
{
    return options->title && *options->title ? cp_str_from(options->title)
                                             : CP_STR("Who restricts whom, with what, in answer to what");
}

static struct cp_str counted(struct cp_arena *run, size_t count, const char *noun)
{
    return cp_str_format(run, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

struct cp_str cp_counts(struct cp_arena *run, const struct cp_graph *graph, size_t documents)
{
    struct cp_str nodes = counted(run, graph->node_count, "node"), edges = counted(run, graph->edge_count, "edge");
    if (!documents)
        return cp_str_format(run, CP_FMT ", " CP_FMT, CP_ARG(nodes), CP_ARG(edges));
    return cp_str_format(run, CP_FMT ", " CP_FMT ", " CP_FMT, CP_ARG(nodes), CP_ARG(edges),
                         CP_ARG(counted(run, documents, "document")));
}

// ---------------------------------------------------------------- documents

static int by_name(const void *x, const void *y)
{
    return cp_str_compare(*(const struct cp_str *)x, *(const struct cp_str *)y);
}

size_t cp_documents(struct cp_arena *run, const struct cp_graph *graph, struct cp_str **documents)
{
    struct cp_table *seen = cp_table_new(run);
    for (size_t i = 0; i < graph->node_count; i++)
        for (size_t k = 0; k < graph->nodes[i].source_count; k++)
            cp_table_add(seen, graph->nodes[i].sources[k]);
    for (size_t i = 0; i < graph->edge_count; i++)
        for (size_t k = 0; k < graph->edges[i].evidence_count; k++)
            if (graph->edges[i].evidence[k].document.len)
                cp_table_add(seen, graph->edges[i].evidence[k].document);
    uint32_t count = cp_table_count(seen);
    *documents = CP_NEW_ARRAY(run, (size_t)count + 1, struct cp_str);
    for (uint32_t i = 0; i < count; i++)
        (*documents)[i] = cp_table_key(seen, i);
    qsort(*documents, count, sizeof **documents, by_name);
    return count;
}

uint32_t cp_document_number(const struct cp_str *documents, size_t count, struct cp_str id)
{
    const struct cp_str *found = count ? bsearch(&id, documents, count, sizeof *documents, by_name) : NULL;
    return found ? (uint32_t)(found - documents) : CP_NONE;
}
