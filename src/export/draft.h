// SPDX-License-Identifier: GPL-3.0-or-later
//
// A graph in the making, for the readers: nodes by id, edges by the ids of their ends, which may come before the nodes do.
//
// Room: export.
#ifndef CP_EXPORT_DRAFT_H
#define CP_EXPORT_DRAFT_H

#include "chokepoint/export.h"
#include "graphml_keys.h"

struct draft_ends {
    struct cp_str source, target;
    unsigned line;
};

struct draft {
    struct cp_arena *run;
    const char *path;
    struct cp_error *err;
    enum cp_status status; // the first error; later calls may go on, and finish says it
    bool open;             // a node that only edges name is made; else it is an error
    struct cp_table *node_ids;
    CP_VEC(struct cp_graph_node) nodes;
    CP_VEC(struct cp_graph_edge) edges;
    CP_VEC(struct draft_ends) ends;
};

struct draft cp_draft_begin(struct cp_arena *run, const char *path, struct cp_error *err);

// Empty but for what a graph made elsewhere has. NULL if the id is empty or taken, or an end is missing: then status says
// so.
struct cp_graph_node *cp_draft_node(struct draft *draft, struct cp_str id, unsigned line);
struct cp_graph_edge *cp_draft_edge(struct draft *draft, struct cp_str source, struct cp_str target, unsigned line);

// The column that a name means, ours or as other programs call it; -1 if none.
int cp_draft_node_key(struct cp_str name);
int cp_draft_edge_key(struct cp_str name);

enum cp_status cp_draft_fail(struct draft *draft, unsigned line, const char *what, struct cp_str about);
enum cp_status cp_draft_finish(struct draft *draft, struct cp_graph **graph);

// The readers: the content of one file each.
enum cp_status cp_read_graphml(struct cp_arena *run, const char *path, struct cp_str content, struct cp_graph **graph,
                               struct cp_error *err);
enum cp_status cp_read_gexf(struct cp_arena *run, const char *path, struct cp_str content, struct cp_graph **graph,
                            struct cp_error *err);
enum cp_status cp_read_csv(struct cp_arena *run, const char *path, struct cp_str content, struct cp_graph **graph,
                           struct cp_error *err);
enum cp_status cp_read_ftm(struct cp_arena *run, const char *path, struct cp_str content, struct cp_graph **graph,
                           struct cp_error *err);
enum cp_status cp_read_node_link(struct cp_arena *run, const char *path, struct cp_str content, struct cp_graph **graph,
                                 struct cp_error *err);

#endif
