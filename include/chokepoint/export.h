// SPDX-License-Identifier: GPL-3.0-or-later
//
// export: graph → files for other programs, and files → graph.
//
// Room: export.
#ifndef CHOKEPOINT_EXPORT_H
#define CHOKEPOINT_EXPORT_H

#include "chokepoint/base.h"
#include "chokepoint/graph.h"

// Where a node stands among the actors by betweenness, and where it would stand in nine of ten graphs drawn anew.
struct cp_export_range {
    uint32_t rank, low, high; // 0: it is not ranked
};

struct cp_export_options {
    const char *title; // of pictures and reports; NULL: one that fits all
    const char *theme; // of pictures and reports: "light", "dark"; NULL or "auto": as the reader's system has it
    const struct cp_export_range *ranges; // of each node, for reports; NULL: not known
    bool straight;     // edges of pictures are straight where they can be
    bool timeline;     // the map was laid out by date: pictures say which
    bool strict; // GraphML that validates against the schema: without the label attribute by which Gephi tells kinds of edges apart
};

// One format. Writers are a table: to add a format is to add a file and a row.
struct cp_writer {
    const char *name;    // "graphml"
    const char *endings; // ".graphml .xml"
    const char *summary; // for the help
    void (*write)(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
    // Of a format that is tables: `write` makes that of the nodes, OUT.nodes.csv, these OUT.edges.csv and, where anything is said of the
    // graph as a whole, OUT.graph.csv. NULL of all others.
    void (*write_edges)(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
    void (*write_whole)(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
};
const struct cp_writer *cp_writers(size_t *count);
const struct cp_writer *cp_writer_for(struct cp_str path_or_name); // NULL if none fits

// Writes the graph, whole or not at all.
enum cp_status cp_graph_write(const struct cp_graph *graph, const struct cp_writer *writer,
                              const struct cp_export_options *options, const char *path, struct cp_error *err);

// What the bytes of a file are. FACTS are for the builder of graphs, all others for cp_graph_read.
enum cp_graph_form { CP_FORM_NONE, CP_FORM_GRAPHML, CP_FORM_GEXF, CP_FORM_CSV, CP_FORM_FTM, CP_FORM_JSON, CP_FORM_FACTS };
enum cp_graph_form cp_graph_form_of(struct cp_str content);

// Reads GraphML, GEXF, tables of nodes and edges, FollowTheMoney or node-link JSON: ours with everything that the format holds, or a graph
// made elsewhere (label, kind, weight, direction, date, colour and place; parallel edges kept).
enum cp_status cp_graph_read(struct cp_arena *run, const char *path, struct cp_graph **graph, struct cp_error *err);

#endif
