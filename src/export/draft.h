// SPDX-License-Identifier: GPL-3.0-or-later
//
// A graph in the making, for the readers: nodes by id, edges by the ids of their ends, which may come before the nodes do.
//
// Columns. A column that has one of our names, or a name that other programs use for the same thing, says what ours says; every
// other one is kept as an attribute of its name. So is what stands in a column of ours and makes no sense there (a status "open"), under
// the column's name with "_as_read" behind it: nothing that a file says of a node or an edge is lost.
//
// Room: export.
#ifndef CP_EXPORT_DRAFT_H
#define CP_EXPORT_DRAFT_H

#include "chokepoint/export.h"
#include "graphml_keys.h"

struct draft_ends {
    struct cp_str source, target;
    struct cp_str kind, label; // what it is called, of which the relation is made if there is none
    unsigned line;
};

struct draft_attribute {
    struct cp_attribute attribute;
    bool usual; // only what the column says where nothing is said
};
typedef CP_VEC(struct draft_attribute) draft_attributes;

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
    CP_VEC(draft_attributes) of_nodes, of_edges; // as many as nodes and edges
    draft_attributes of_graph;
};

struct draft cp_draft_begin(struct cp_arena *run, const char *path, struct cp_error *err);

// Empty but for what a graph made elsewhere has. NULL if the id is empty or taken, or an end is missing: then status says
// so.
struct cp_graph_node *cp_draft_node(struct draft *draft, struct cp_str id, unsigned line);
struct cp_graph_edge *cp_draft_edge(struct draft *draft, struct cp_str source, struct cp_str target, unsigned line);

struct draft_column {
    struct cp_str name;
    int key;    // the column of ours that it means, -1 if none
    bool typed; // the file says of what type it is; else each value is looked at
    enum cp_attribute_type type;
};

// Finds the keys of all columns of a table: a name of ours before another that means the same.
void cp_draft_node_columns(struct draft_column *columns, size_t count);
void cp_draft_edge_columns(struct draft_column *columns, size_t count);

// What a column says of a node or an edge; `usual` if it says the same of all of which it says nothing else. The text must live as long
// as the graph and end with 0.
void cp_draft_set_node(struct draft *draft, size_t node, const struct draft_column *column, struct cp_str text, bool usual);
void cp_draft_set_edge(struct draft *draft, size_t edge, const struct draft_column *column, struct cp_str text, bool usual);

// What has no column: where a node is drawn in, the id of an edge (if it is more than a number). An empty text says nothing.
void cp_draft_add_to_node(struct draft *draft, size_t node, const char *name, struct cp_str text);
void cp_draft_add_to_edge(struct draft *draft, size_t edge, const char *name, struct cp_str text);
void cp_draft_add_edge_id(struct draft *draft, size_t edge, struct cp_str id);
void cp_draft_add_to_graph(struct draft *draft, const struct draft_column *column, struct cp_str text);

enum cp_status cp_draft_fail(struct draft *draft, unsigned line, const char *what, struct cp_str about);
enum cp_status cp_draft_finish(struct draft *draft, struct cp_graph **result);

// What the members of a JSON object say of the graph; false if the text is no such object.
bool cp_read_graph_members(struct draft *draft, struct cp_str json);

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
