// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the columns of a node or an edge say, as plain text, and how text is made safe in each kind of file: once for all
// writers. A column that says nothing gives nothing. The columns are those of graphml_keys.h.
//
// Room: export.
#ifndef CP_EXPORT_COLUMNS_H
#define CP_EXPORT_COLUMNS_H

#include "graphml_keys.h"

// Adds the text of one column; numbers as cp_buf_add_double writes them, metrics rounded as in the GraphML.
void cp_column_of_node(struct cp_buf *out, const struct cp_graph_node *node, enum node_key key);
void cp_column_of_edge(struct cp_buf *out, const struct cp_graph_edge *edge, enum edge_key key);

// Whether any node, any edge has something to say there.
bool cp_column_in_nodes(const struct cp_graph *graph, enum node_key key);
bool cp_column_in_edges(const struct cp_graph *graph, enum edge_key key);

struct cp_str cp_column_relation(const struct cp_graph_edge *edge); // "responds_to", or what another program called it
struct cp_str cp_column_words(const struct cp_graph_edge *edge);    // "responds to"
struct cp_str cp_column_kind(const struct cp_graph_node *node);

// A name of this edge among those between the same two nodes: its relation, with a number behind it from the second on.
// Edges are sorted by their ends, so the ones before are looked at.
void cp_column_edge_name(struct cp_buf *out, const struct cp_graph *graph, size_t edge);

// Attributes, which are columns that not every graph has: their names, sorted, and of each the type that holds all its values.
struct cp_more_columns {
    const struct cp_more_column {
        struct cp_str name;
        enum cp_attribute_type type;
    } *items;
    size_t count;
};
struct cp_more_columns cp_more_of_nodes(struct cp_arena *run, const struct cp_graph *graph);
struct cp_more_columns cp_more_of_edges(struct cp_arena *run, const struct cp_graph *graph);
struct cp_more_columns cp_more_of_graph(struct cp_arena *run, const struct cp_graph *graph);
const char *cp_more_type(enum cp_attribute_type type); // "string", "double", "boolean", "long"

// As the text of an element or attribute of XML.
void cp_text_add_xml(struct cp_buf *out, struct cp_str text);

// For formats that have no way to write them: line ends become blanks, other control characters and broken bytes U+FFFD, and marks
// that turn the direction of text around are left out, so that what follows them is read as it was written.
void cp_text_add_plain(struct cp_buf *out, struct cp_str text);

// A string of JSON with those characters and marks as \u202e: the same text when it is read.
void cp_text_add_json(struct cp_buf *out, struct cp_str text);

// Hands the bytes on to the file as soon as there are at least so many: a writer's memory does not grow with the file.
enum { CP_FLUSH_AT = 64 * 1024 };
void cp_text_flush(struct cp_buf *out, struct cp_file *file, size_t at);

// For formats that are a line or statement for each node and then for each edge: writes `out`, which may hold a beginning,
// and all of them, and releases it. `text` is room for one value.
typedef void cp_add_node(struct cp_buf *out, struct cp_buf *text, const struct cp_graph_node *node);
typedef void cp_add_edge(struct cp_buf *out, struct cp_buf *text, const struct cp_graph *graph, size_t number);
void cp_write_each(const struct cp_graph *graph, struct cp_file *file, struct cp_buf *out, cp_add_node *add_node,
                   cp_add_edge *add_edge);

bool cp_text_is_turning(uint32_t code); // a mark that turns the direction of text around

#endif
