// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
#include "writers.h"

#include <string.h>
#include <unistd.h>

static const struct cp_writer writers[] = {
    {"graphml", ".graphml .xml", "GraphML, for Gephi, yEd, igraph, networkx", cp_write_graphml, NULL, NULL},
    {"gexf", ".gexf", "GEXF 1.3, for Gephi with its timeline", cp_write_gexf, NULL, NULL},
    {"csv", ".csv", "two tables, OUT.nodes.csv and OUT.edges.csv, for Gephi and spreadsheets", cp_write_csv_nodes, cp_write_csv_edges,
     cp_write_csv_graph},
    {"json", ".json", "node-link JSON, for networkx and d3", cp_write_json, NULL, NULL},
    {"dot", ".dot .gv", "DOT, for Graphviz", cp_write_dot, NULL, NULL},
    {"ftm", ".ftm .ftm.json .ftm.jsonl", "FollowTheMoney entities, JSON Lines", cp_write_ftm, NULL, NULL},
    {"cypher", ".cypher .cql", "Cypher statements, for graph databases", cp_write_cypher, NULL, NULL},
    {"svg", ".svg", "a picture, for reports and slides", cp_write_svg, NULL, NULL},
    {"md", ".md", "a summary in Markdown, for a memo", cp_write_markdown, NULL, NULL},
    {"html", ".html .htm", "a report to look into, one file for any browser", cp_write_html, NULL, NULL},
};

const struct cp_writer *cp_writers(size_t *count)
{
    *count = sizeof writers / sizeof writers[0];
    return writers;
}

static bool has_ending(const struct cp_writer *writer, struct cp_str path)
{
    struct cp_str endings = cp_str_from(writer->endings);
    while (endings.len)
        if (cp_str_ends(path, cp_str_split(&endings, ' ')))
            return true;
    return false;
}

const struct cp_writer *cp_writer_for(struct cp_str path_or_name)
{
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++)
        if (cp_str_equal(cp_str_from(writers[i].name), path_or_name) || has_ending(&writers[i], path_or_name))
            return &writers[i];
    return NULL;
}

// OUT.csv, OUT.nodes.csv, OUT.edges.csv and OUT.graph.csv all name the same tables.
static void add_stem(struct cp_buf *out, struct cp_str path)
{
    static const char *const tails[] = {".csv", ".nodes", ".edges", ".graph"};
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++)
        if (cp_str_ends(path, cp_str_from(tails[i])))
            path.len -= strlen(tails[i]);
    cp_buf_add(out, path);
}

enum { MOST_TABLES = 3 };

struct table {
    const char *tail;
    void (*write)(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
    struct cp_file *file; // NULL: not to be written, or no longer ours
};

static enum cp_status name_table(struct cp_buf *name, const char *path, const char *tail, struct cp_error *err)
{
    add_stem(name, cp_str_from(path));
    cp_buf_add(name, cp_str_from(tail));
    cp_buf_add_char(name, '\0');
    return name->failed ? cp_fail(err, CP_ENOMEM, "not enough memory to write %s", path) : CP_OK;
}

// The table of the whole is written if it has a row, or if one stands there that would be read with the others.
static enum cp_status open_table(const struct cp_graph *graph, const char *path, struct table *table, struct cp_error *err)
{
    struct cp_buf name = {0};
    enum cp_status status = name_table(&name, path, table->tail, err);
    bool is_whole = strcmp(table->tail, ".graph.csv") == 0;
    if (status == CP_OK && (!is_whole || graph->attributes.count || access(name.ptr, F_OK) == 0))
        status = cp_file_open(name.ptr, &table->file, err);
    cp_buf_release(&name);
    return status;
}

static void discard_tables(struct table *tables)
{
    for (size_t i = 0; i < MOST_TABLES; i++)
        if (tables[i].file)
            cp_file_discard(tables[i].file);
}

// All tables are made before any takes its name.
static enum cp_status write_tables(const struct cp_graph *graph, const struct cp_writer *writer, const struct cp_export_options *options,
                                   const char *path, struct cp_error *err)
{
    struct table tables[MOST_TABLES] = {
        {".nodes.csv", writer->write, NULL}, {".edges.csv", writer->write_edges, NULL}, {".graph.csv", writer->write_whole, NULL}};
    enum cp_status status = CP_OK;
    if (strcmp(path, "-") == 0)
        return cp_fail(err, CP_EUSAGE, "%s is two tables, which standard output cannot keep apart: name a file with -o", writer->name);
    for (size_t i = 0; i < MOST_TABLES && status == CP_OK; i++)
        status = open_table(graph, path, &tables[i], err);
    for (size_t i = 0; i < MOST_TABLES && status == CP_OK; i++)
        if (tables[i].file) {
            tables[i].write(graph, options, tables[i].file);
            status = cp_file_finish(tables[i].file, err);
        }
    for (size_t i = 0; i < MOST_TABLES && status == CP_OK; i++)
        if (tables[i].file) {
            status = cp_file_commit(tables[i].file, err);
            tables[i].file = NULL;
        }
    discard_tables(tables);
    return status;
}

enum cp_status cp_graph_write(const struct cp_graph *graph, const struct cp_writer *writer,
                              const struct cp_export_options *options, const char *path, struct cp_error *err)
{
    if (writer->write_edges)
        return write_tables(graph, writer, options, path, err);
    struct cp_file *file;
    enum cp_status status = cp_file_open(path, &file, err);
    if (status != CP_OK)
        return status;
    writer->write(graph, options, file);
    return cp_file_commit(file, err);
}
