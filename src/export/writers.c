// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
#include "writers.h"

#include <string.h>

static const struct cp_writer writers[] = {
    {"graphml", ".graphml .xml", "GraphML, for Gephi, yEd, igraph, networkx", cp_write_graphml, NULL},
    {"gexf", ".gexf", "GEXF 1.3, for Gephi with its timeline", cp_write_gexf, NULL},
    {"csv", ".csv", "two tables, OUT.nodes.csv and OUT.edges.csv, for Gephi and spreadsheets", cp_write_csv_nodes, cp_write_csv_edges},
    {"json", ".json", "node-link JSON, for networkx and d3", cp_write_json, NULL},
    {"dot", ".dot .gv", "DOT, for Graphviz", cp_write_dot, NULL},
    {"ftm", ".ftm .ftm.json .ftm.jsonl", "FollowTheMoney entities, JSON Lines", cp_write_ftm, NULL},
    {"cypher", ".cypher .cql", "Cypher statements, for graph databases", cp_write_cypher, NULL},
    {"svg", ".svg", "a picture, for reports and slides", cp_write_svg, NULL},
    {"md", ".md", "a summary in Markdown, for a memo", cp_write_markdown, NULL},
    {"html", ".html .htm", "a report to look into, one file for any browser", cp_write_html, NULL},
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

// OUT.csv, OUT.nodes.csv and OUT.edges.csv all name the same two tables.
static void add_stem(struct cp_buf *out, struct cp_str path)
{
    static const char *const tails[] = {".csv", ".nodes", ".edges"};
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++)
        if (cp_str_ends(path, cp_str_from(tails[i])))
            path.len -= strlen(tails[i]);
    cp_buf_add(out, path);
}

static enum cp_status open_table(const char *path, const char *tail, struct cp_file **file, struct cp_error *err)
{
    struct cp_buf name = {0};
    add_stem(&name, cp_str_from(path));
    cp_buf_add(&name, cp_str_from(tail));
    cp_buf_add_char(&name, '\0');
    enum cp_status status = name.failed ? cp_fail(err, CP_ENOMEM, "not enough memory to write %s", path) : cp_file_open(name.ptr, file, err);
    cp_buf_release(&name);
    return status;
}

// Both tables are made before either takes its name.
static enum cp_status write_tables(const struct cp_graph *graph, const struct cp_writer *writer, const struct cp_export_options *options,
                                   const char *path, struct cp_error *err)
{
    struct cp_file *nodes, *edges;
    if (strcmp(path, "-") == 0)
        return cp_fail(err, CP_EUSAGE, "%s is two tables, which standard output cannot keep apart: name a file with -o", writer->name);
    enum cp_status status = open_table(path, ".nodes.csv", &nodes, err);
    if (status != CP_OK)
        return status;
    status = open_table(path, ".edges.csv", &edges, err);
    if (status != CP_OK) {
        cp_file_discard(nodes);
        return status;
    }
    writer->write(graph, options, nodes);
    writer->write_edges(graph, options, edges);
    status = cp_file_finish(edges, err);
    status = status == CP_OK ? cp_file_commit(nodes, err) : (cp_file_discard(nodes), status);
    if (status == CP_OK)
        return cp_file_commit(edges, err);
    cp_file_discard(edges);
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
