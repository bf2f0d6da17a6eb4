// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
#include "writers.h"

static const struct cp_writer writers[] = {
    {"graphml", ".graphml .xml", "GraphML, for Gephi, yEd, igraph, networkx", cp_write_graphml},
    {"json", ".json", "node-link JSON, for networkx and d3", cp_write_json},
    {"svg", ".svg", "a picture, for reports and slides", cp_write_svg},
    {"md", ".md", "a summary in Markdown, for a memo", cp_write_markdown},
    {"html", ".html .htm", "a report to look into, one file for any browser", cp_write_html},
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

enum cp_status cp_graph_write(const struct cp_graph *graph, const struct cp_writer *writer,
                              const struct cp_export_options *options, const char *path, struct cp_error *err)
{
    struct cp_file *file;
    enum cp_status status = cp_file_open(path, &file, err);
    if (status != CP_OK)
        return status;
    writer->write(graph, options, file);
    return cp_file_commit(file, err);
}
