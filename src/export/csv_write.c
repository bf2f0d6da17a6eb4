// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// Two tables, nodes and edges (and a small third where something is said of the graph as a whole), with the column names that Gephi's import of spreadsheets knows (Id, Label; Source, Target, Type,
// Kind, Weight). RFC 4180, with LF; a byte order mark, without which Excel takes the text for another encoding's.
//
// A program of calculation takes a cell that begins with =, +, -, @ or a wide form of these for a formula, and a formula can send
// cells away. Such text gets an apostrophe in front, which these programs take for "this is text" and our reader takes
// off again; so that it can, text that begins with apostrophes and then one of these gets one more. Numbers stay numbers.
#include "columns.h"
#include "writers.h"

bool cp_csv_is_formula(struct cp_str text)
{
    size_t at = 0;
    while (at < text.len && (text.ptr[at] == '\'' || text.ptr[at] == ' '))
        at++;
    if (at >= text.len)
        return false;
    uint32_t code = cp_utf8_next(text, &at);
    return code == '=' || code == '+' || code == '-' || code == '@' || code == 0xFF1D || code == 0xFF0B || code == 0xFF0D || code == 0xFF20;
}

static bool needs_quotes(struct cp_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '"' || text.ptr[i] == ',' || text.ptr[i] == ';')
            return true;
    return text.len && (text.ptr[0] == ' ' || text.ptr[text.len - 1] == ' ');
}

static void add_cell(struct cp_buf *out, struct cp_str plain)
{
    bool quotes = needs_quotes(plain);
    if (quotes)
        cp_buf_add_char(out, '"');
    if (cp_csv_is_formula(plain))
        cp_buf_add_char(out, '\'');
    for (size_t i = 0; i < plain.len; i++) {
        if (plain.ptr[i] == '"')
            cp_buf_add_char(out, '"');
        cp_buf_add_char(out, plain.ptr[i]);
    }
    if (quotes)
        cp_buf_add_char(out, '"');
}

// The text is made safe first, so that what the marks that are left out hid from view is seen.
static void add_text(struct cp_buf *out, struct cp_buf *scratch, struct cp_str text)
{
    cp_buf_clear(scratch);
    cp_text_add_plain(scratch, text);
    out->failed |= scratch->failed;
    add_cell(out, cp_buf_str(scratch));
}

struct table {
    struct cp_buf out, text, scratch;
    bool columns[(int)NODE_KEY_COUNT > (int)EDGE_KEY_COUNT ? (int)NODE_KEY_COUNT : (int)EDGE_KEY_COUNT];
};

static void add_column(struct table *table, const struct graphml_key *key)
{
    table->out.failed |= table->text.failed;
    cp_buf_add_char(&table->out, ',');
    if (key->type[0] == 's')
        add_text(&table->out, &table->scratch, cp_buf_str(&table->text));
    else
        cp_buf_add(&table->out, cp_buf_str(&table->text));
    cp_buf_clear(&table->text);
}

static void add_more_names(struct table *table, struct cp_more_columns more)
{
    for (size_t i = 0; i < more.count; i++) {
        cp_buf_add_char(&table->out, ',');
        add_text(&table->out, &table->scratch, more.items[i].name);
    }
}

static void add_attribute(struct table *table, const struct cp_attribute *attribute)
{
    if (attribute->type == CP_ATTRIBUTE_TEXT)
        add_text(&table->out, &table->scratch, attribute->value);
    else
        cp_buf_add(&table->out, attribute->value);
}

static void add_more_cells(struct table *table, struct cp_attributes attributes, struct cp_more_columns more)
{
    for (size_t i = 0, at = 0; i < more.count; i++) {
        cp_buf_add_char(&table->out, ',');
        if (at >= attributes.count || !cp_str_equal(attributes.items[at].name, more.items[i].name))
            continue;
        add_attribute(table, &attributes.items[at++]);
    }
}

static void release(struct table *table, struct cp_file *file)
{
    cp_text_flush(&table->out, file, 0);
    cp_buf_release(&table->out);
    cp_buf_release(&table->text);
    cp_buf_release(&table->scratch);
}

// ---------------------------------------------------------------- the tables

void cp_write_csv_graph(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file)
{
    struct table table = {0};
    (void)options;
    cp_buf_add(&table.out, CP_STR("\xEF\xBB\xBFName,Type,Value\n"));
    for (size_t i = 0; i < graph->attributes.count; i++) {
        const struct cp_attribute *attribute = &graph->attributes.items[i];
        add_text(&table.out, &table.scratch, attribute->name);
        cp_buf_add_format(&table.out, ",%s,", cp_more_type(attribute->type));
        add_attribute(&table, attribute);
        cp_buf_add_char(&table.out, '\n');
    }
    release(&table, file);
}

void cp_write_csv_nodes(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file)
{
    struct table table = {0};
    struct cp_arena *run = cp_arena_new();
    (void)options;
    if (!run) {
        cp_file_fail(file);
        return;
    }
    struct cp_more_columns more = cp_more_of_nodes(run, graph);
    cp_buf_add(&table.out, CP_STR("\xEF\xBB\xBFId,Label"));
    for (int key = NODE_KIND; key < NODE_KEY_COUNT; key++)
        if ((table.columns[key] = cp_column_in_nodes(graph, (enum node_key)key)))
            cp_buf_add_format(&table.out, ",%s", cp_graphml_node_keys[key].name);
    add_more_names(&table, more);
    cp_buf_add_char(&table.out, '\n');
    for (size_t i = 0; i < graph->node_count; i++) {
        add_text(&table.out, &table.scratch, graph->nodes[i].id);
        for (int key = NODE_LABEL; key < NODE_KEY_COUNT; key++) {
            if (key != NODE_LABEL && !table.columns[key])
                continue;
            cp_column_of_node(&table.text, &graph->nodes[i], (enum node_key)key);
            add_column(&table, &cp_graphml_node_keys[key]);
        }
        add_more_cells(&table, graph->nodes[i].attributes, more);
        cp_buf_add_char(&table.out, '\n');
        cp_text_flush(&table.out, file, CP_FLUSH_AT);
    }
    release(&table, file);
    cp_arena_free(run);
}

static bool is_own_column(int key)
{
    return key == EDGE_LABEL || key == EDGE_WEIGHT || key == EDGE_RELATION;
}

static void add_edge(struct table *table, const struct cp_graph *graph, size_t number, struct cp_more_columns more)
{
    const struct cp_graph_edge *edge = &graph->edges[number];
    add_text(&table->out, &table->scratch, graph->nodes[edge->from].id);
    cp_buf_add_char(&table->out, ',');
    add_text(&table->out, &table->scratch, graph->nodes[edge->to].id);
    cp_buf_add_format(&table->out, ",Directed,e%zu,", number);
    add_text(&table->out, &table->scratch, cp_column_relation(edge));
    cp_buf_add_char(&table->out, ',');
    add_text(&table->out, &table->scratch, cp_column_words(edge));
    cp_buf_add_char(&table->out, ',');
    cp_column_of_edge(&table->out, edge, EDGE_WEIGHT);
    for (int key = 0; key < EDGE_KEY_COUNT; key++) {
        if (!table->columns[key])
            continue;
        cp_column_of_edge(&table->text, edge, (enum edge_key)key);
        add_column(table, &cp_graphml_edge_keys[key]);
    }
    add_more_cells(table, edge->attributes, more);
    cp_buf_add_char(&table->out, '\n');
}

void cp_write_csv_edges(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file)
{
    struct table table = {0};
    struct cp_arena *run = cp_arena_new();
    (void)options;
    if (!run) {
        cp_file_fail(file);
        return;
    }
    struct cp_more_columns more = cp_more_of_edges(run, graph);
    cp_buf_add(&table.out, CP_STR("\xEF\xBB\xBFSource,Target,Type,Id,Kind,Label,Weight"));
    for (int key = 0; key < EDGE_KEY_COUNT; key++)
        if ((table.columns[key] = !is_own_column(key) && cp_column_in_edges(graph, (enum edge_key)key)))
            cp_buf_add_format(&table.out, ",%s", cp_graphml_edge_keys[key].name);
    add_more_names(&table, more);
    cp_buf_add_char(&table.out, '\n');
    for (size_t i = 0; i < graph->edge_count; i++) {
        add_edge(&table, graph, i, more);
        cp_text_flush(&table.out, file, CP_FLUSH_AT);
    }
    release(&table, file);
    cp_arena_free(run);
}
