// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// A table of edges (source, target, and what columns there are), a table of nodes (id), or both: of NAME.edges.csv and
// NAME.nodes.csv each brings the other along if it is there, and NAME.graph.csv, which tells of the graph as a whole. Without a table of nodes, those that the edges name are made; with one, an
// edge to a node that is not in it is an error. The apostrophe that kept text from being a formula is taken off.
#include "draft.h"
#include "writers.h"

#include "chokepoint/csv.h"

#include <string.h>
#include <unistd.h>

enum { LARGEST_FILE = 2000000000 };

static struct cp_str without_apostrophe(struct cp_str text)
{
    return text.len && text.ptr[0] == '\'' && cp_csv_is_formula(text) ? cp_str_slice(text, 1, text.len) : text;
}

static struct cp_str cell(const struct cp_csv_row *row, size_t column)
{
    return without_apostrophe(row->fields[column]);
}

// Fields may be borrowed from the content, and numbers are read up to a 0.
static struct cp_str copy_cell(struct draft *draft, const struct cp_csv_row *row, size_t column)
{
    return cp_str_copy(draft->run, cell(row, column));
}

// A cell with an apostrophe in front is text, whatever it looks like.
static struct draft_column column_of(const struct draft_column *columns, const struct cp_csv_row *row, size_t column)
{
    struct draft_column one = columns[column];
    one.typed = cell(row, column).len != row->fields[column].len;
    one.type = CP_ATTRIBUTE_TEXT;
    return one;
}

static struct draft_column *columns_of(struct draft *draft, const struct cp_csv *table)
{
    struct draft_column *columns = CP_NEW_ARRAY(draft->run, table->column_count + 1, struct draft_column);
    for (size_t i = 0; i < table->column_count; i++)
        columns[i].name = cp_str_copy(draft->run, without_apostrophe(table->header[i]));
    return columns;
}

static void read_nodes(struct draft *draft, const struct cp_csv *table, size_t id)
{
    struct draft_column *columns = columns_of(draft, table);
    cp_draft_node_columns(columns, table->column_count);
    for (size_t i = 0; i < table->row_count && draft->status == CP_OK; i++) {
        const struct cp_csv_row *row = &table->rows[i];
        size_t number = draft->nodes.count;
        struct cp_graph_node *node = cp_draft_node(draft, copy_cell(draft, row, id), row->line);
        for (size_t k = 0; k < table->column_count && node; k++) {
            struct draft_column column = column_of(columns, row, k);
            if (k != id)
                cp_draft_set_node(draft, number, &column, copy_cell(draft, row, k), false);
        }
    }
}

static bool is_direction(struct cp_str text)
{
    return !text.len || cp_str_equal_fold(text, CP_STR("directed")) || cp_str_equal_fold(text, CP_STR("undirected"));
}

// A column Type is Gephi's direction if that is all it ever says.
static size_t direction_of(const struct cp_csv *table)
{
    size_t type = cp_csv_find(table, "type");
    for (size_t i = 0; i < table->row_count && type != SIZE_MAX; i++)
        if (!is_direction(cell(&table->rows[i], type)))
            return SIZE_MAX;
    return type;
}

struct edge_table {
    const struct cp_csv *table;
    const struct draft_column *columns;
    size_t source, target, type, id;
};

static void read_edge(struct draft *draft, const struct edge_table *edges, const struct cp_csv_row *row)
{
    size_t number = draft->edges.count;
    struct cp_graph_edge *edge =
        cp_draft_edge(draft, copy_cell(draft, row, edges->source), copy_cell(draft, row, edges->target), row->line);
    if (!edge)
        return;
    edge->symmetric = edges->type != SIZE_MAX && cp_str_equal_fold(cell(row, edges->type), CP_STR("undirected"));
    if (edges->id != SIZE_MAX)
        cp_draft_add_edge_id(draft, number, copy_cell(draft, row, edges->id));
    for (size_t k = 0; k < edges->table->column_count; k++) {
        struct draft_column column = column_of(edges->columns, row, k);
        if (k != edges->source && k != edges->target && k != edges->type && k != edges->id)
            cp_draft_set_edge(draft, number, &column, copy_cell(draft, row, k), false);
    }
}

static void read_edges(struct draft *draft, const struct cp_csv *table, size_t source, size_t target)
{
    struct draft_column *columns = columns_of(draft, table);
    struct edge_table edges = {table, columns, source, target, direction_of(table), cp_csv_find(table, "id")};
    if (edges.type != SIZE_MAX)
        columns[edges.type].name = (struct cp_str){"", 0}; // it means no relation
    cp_draft_edge_columns(columns, table->column_count);
    for (size_t i = 0; i < table->row_count && draft->status == CP_OK; i++)
        read_edge(draft, &edges, &table->rows[i]);
}

static void read_table(struct draft *draft, const char *path, struct cp_str content, bool *nodes, bool *edges)
{
    struct cp_csv table;
    draft->path = path;
    draft->status = cp_csv_parse(draft->run, content, path, &table, draft->err);
    if (draft->status != CP_OK)
        return;
    size_t source = cp_csv_find(&table, "source|from"), target = cp_csv_find(&table, "target|to"), id = cp_csv_find(&table, "id");
    if (source != SIZE_MAX && target != SIZE_MAX) {
        read_edges(draft, &table, source, target);
        *edges = true;
    } else if (id != SIZE_MAX) {
        read_nodes(draft, &table, id);
        *nodes = true;
    } else {
        cp_draft_fail(draft, 1, "has neither the columns source and target nor a column id", (struct cp_str){"", 0});
    }
}

struct tails {
    const char *mine, *its, *whole; // of a table, of the other one, of that of the whole graph
};

static const struct tails *tails_of(struct cp_str path)
{
    static const struct tails tails[] = {{".nodes.csv", ".edges.csv", ".graph.csv"}, {".edges.csv", ".nodes.csv", ".graph.csv"},
                                         {".nodes.tsv", ".edges.tsv", ".graph.tsv"}, {".edges.tsv", ".nodes.tsv", ".graph.tsv"}};
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++)
        if (cp_str_ends(path, cp_str_from(tails[i].mine)))
            return &tails[i];
    return NULL;
}

// NAME.edges.csv for NAME.nodes.csv; NULL if there is no such file.
static const char *beside(struct cp_arena *run, struct cp_str path, const char *mine, const char *its)
{
    struct cp_str stem = cp_str_slice(path, 0, path.len - strlen(mine));
    const char *name = cp_str_format(run, CP_FMT "%s", CP_ARG(stem), its).ptr;
    return access(name, R_OK) == 0 ? name : NULL;
}

static enum cp_attribute_type type_of(struct cp_str text, bool *typed)
{
    static const struct {
        const char *name;
        enum cp_attribute_type type;
    } rows[] = {{"long", CP_ATTRIBUTE_WHOLE}, {"double", CP_ATTRIBUTE_REAL}, {"boolean", CP_ATTRIBUTE_TRUTH}, {"string", CP_ATTRIBUTE_TEXT}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if ((*typed = cp_str_equal(text, cp_str_from(rows[i].name))))
            return rows[i].type;
    return CP_ATTRIBUTE_TEXT;
}

// What is said of the graph as a whole: name, type, value. Another table of such a name says nothing of it.
static void read_whole(struct draft *draft, const char *path, struct cp_str content)
{
    struct cp_csv table;
    draft->path = path;
    draft->status = cp_csv_parse(draft->run, content, path, &table, draft->err);
    if (draft->status != CP_OK)
        return;
    size_t name = cp_csv_find(&table, "name"), type = cp_csv_find(&table, "type"), value = cp_csv_find(&table, "value");
    for (size_t i = 0; i < table.row_count && name != SIZE_MAX && type != SIZE_MAX && value != SIZE_MAX; i++) {
        struct draft_column column = {.name = copy_cell(draft, &table.rows[i], name), .key = -1};
        column.type = type_of(cell(&table.rows[i], type), &column.typed);
        cp_draft_add_to_graph(draft, &column, copy_cell(draft, &table.rows[i], value));
    }
}

enum cp_status cp_read_csv(struct cp_arena *run, const char *path, struct cp_str content, struct cp_graph **graph, struct cp_error *err)
{
    struct draft draft = cp_draft_begin(run, path, err);
    const struct tails *tails = tails_of(cp_str_from(path));
    const char *other = tails ? beside(run, cp_str_from(path), tails->mine, tails->its) : NULL;
    const char *whole = tails ? beside(run, cp_str_from(path), tails->mine, tails->whole) : NULL;
    bool nodes = false, edges = false;
    read_table(&draft, path, content, &nodes, &edges);
    if (draft.status == CP_OK && other) {
        draft.status = cp_file_read(run, other, LARGEST_FILE, &content, err);
        if (draft.status == CP_OK)
            read_table(&draft, other, content, &nodes, &edges);
    }
    if (draft.status == CP_OK && whole) {
        draft.status = cp_file_read(run, whole, LARGEST_FILE, &content, err);
        if (draft.status == CP_OK)
            read_whole(&draft, whole, content);
        draft.path = other ? other : path;
    }
    if (edges && other && cp_str_ends(cp_str_from(other), CP_STR(".nodes.csv")))
        draft.path = path;
    draft.open = !nodes;
    return cp_draft_finish(&draft, graph);
}
