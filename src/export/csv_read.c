// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// A table of edges (source, target, and what columns there are), a table of nodes (id), or both: of NAME.edges.csv and
// NAME.nodes.csv each brings the other along if it is there. Without a table of nodes, those that the edges name are made; with one, an
// edge to a node that is not in it is an error. The apostrophe that kept text from being a formula is taken off.
#include "draft.h"
#include "writers.h"

#include "chokepoint/csv.h"

#include <unistd.h>

enum { LARGEST_FILE = 2000000000 };

static struct cp_str cell(const struct cp_csv_row *row, size_t column)
{
    struct cp_str text = row->fields[column];
    return text.len && text.ptr[0] == '\'' && cp_csv_is_formula(text) ? cp_str_slice(text, 1, text.len) : text;
}

// Fields may be borrowed from the content, and numbers are read up to a 0.
static struct cp_str copy_cell(struct draft *draft, const struct cp_csv_row *row, size_t column)
{
    return cp_str_copy(draft->run, cell(row, column));
}

static void read_nodes(struct draft *draft, const struct cp_csv *table, size_t id)
{
    for (size_t i = 0; i < table->row_count && draft->status == CP_OK; i++) {
        const struct cp_csv_row *row = &table->rows[i];
        struct cp_graph_node *node = cp_draft_node(draft, copy_cell(draft, row, id), row->line);
        for (size_t k = 0; k < table->column_count && node; k++) {
            int key = k == id ? -1 : cp_draft_node_key(table->header[k]);
            struct cp_str text = copy_cell(draft, row, k);
            if (key >= 0 && text.len)
                cp_graphml_set_node(draft->run, node, (enum node_key)key, text);
        }
    }
}

static void read_edge(struct draft *draft, const struct cp_csv *table, const struct cp_csv_row *row, struct cp_graph_edge *edge)
{
    size_t type = cp_csv_find(table, "type");
    edge->symmetric = type != SIZE_MAX && cp_str_equal_fold(cell(row, type), CP_STR("undirected"));
    for (int pass = 0; pass < 2; pass++) // the relation first: a label is one only where there is none
        for (size_t k = 0; k < table->column_count; k++) {
            int key = cp_draft_edge_key(table->header[k]);
            struct cp_str text = copy_cell(draft, row, k);
            if (key >= 0 && text.len && (key == EDGE_RELATION) == (pass == 0))
                cp_graphml_set_edge(draft->run, edge, (enum edge_key)key, text);
        }
}

static void read_edges(struct draft *draft, const struct cp_csv *table, size_t source, size_t target)
{
    for (size_t i = 0; i < table->row_count && draft->status == CP_OK; i++) {
        const struct cp_csv_row *row = &table->rows[i];
        struct cp_graph_edge *edge = cp_draft_edge(draft, copy_cell(draft, row, source), copy_cell(draft, row, target), row->line);
        if (edge)
            read_edge(draft, table, row, edge);
    }
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

// NAME.edges.csv for NAME.nodes.csv, and the other way round; NULL if the name is no such one or there is no such file.
static const char *other_table(struct cp_arena *run, struct cp_str path)
{
    static const struct {
        const char *mine, *its;
    } tails[] = {{".nodes.csv", ".edges.csv"}, {".edges.csv", ".nodes.csv"}, {".nodes.tsv", ".edges.tsv"}, {".edges.tsv", ".nodes.tsv"}};
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        struct cp_str mine = cp_str_from(tails[i].mine);
        if (!cp_str_ends(path, mine))
            continue;
        struct cp_str stem = cp_str_slice(path, 0, path.len - mine.len);
        const char *name = cp_str_format(run, CP_FMT "%s", CP_ARG(stem), tails[i].its).ptr;
        return access(name, R_OK) == 0 ? name : NULL;
    }
    return NULL;
}

enum cp_status cp_read_csv(struct cp_arena *run, const char *path, struct cp_str content, struct cp_graph **graph, struct cp_error *err)
{
    struct draft draft = cp_draft_begin(run, path, err);
    const char *other = other_table(run, cp_str_from(path));
    bool nodes = false, edges = false;
    read_table(&draft, path, content, &nodes, &edges);
    if (draft.status == CP_OK && other) {
        draft.status = cp_file_read(run, other, LARGEST_FILE, &content, err);
        if (draft.status == CP_OK)
            read_table(&draft, other, content, &nodes, &edges);
    }
    if (edges && other && cp_str_ends(cp_str_from(other), CP_STR(".nodes.csv")))
        draft.path = path;
    draft.open = !nodes;
    return cp_draft_finish(&draft, graph);
}
