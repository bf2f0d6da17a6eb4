// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the pictures (SVG, HTML) and the summary (Markdown) share: text made safe for markup, what colours mean, words
// for things.
//
// Room: export.
#ifndef CP_EXPORT_PICTURE_H
#define CP_EXPORT_PICTURE_H

#include "chokepoint/export.h"

// Memory for one picture. None at all ends the program, as it does for every arena that nobody guards.
struct cp_arena *cp_picture_arena(void);

// Text for an element or an attribute of XML and HTML. Characters that XML does not have, and those that turn the
// direction of writing (by which a name can be made to look like another), become U+FFFD.
void cp_add_markup(struct cp_buf *out, struct cp_str text);

// Whether a reader cannot see the character but is misled by it.
bool cp_is_unseen(uint32_t code);

// At most `most` characters, cut between words where that is near, with "…".
struct cp_str cp_cut(struct cp_arena *run, struct cp_str text, size_t most);

struct cp_colour {
    uint8_t red, green, blue;
};
struct cp_colour cp_node_colour(const struct cp_graph_node *node); // grey for a node that has none

// What a colour of nodes stands for: their kind, if all nodes of that colour have one; else their country; else the
// greatest of them.
struct cp_legend_row {
    struct cp_colour colour;
    struct cp_str words;
    size_t count;
};
size_t cp_legend(struct cp_arena *run, const struct cp_graph *graph, struct cp_legend_row **rows); // many nodes first

enum cp_sign { CP_SIGN_CONFLICT, CP_SIGN_NEUTRAL, CP_SIGN_COOPERATION };
enum cp_sign cp_edge_sign(const struct cp_graph_edge *edge);

struct cp_str cp_kind_words(const struct cp_graph_node *node);     // also of a graph made elsewhere; may be empty
struct cp_str cp_edge_words(const struct cp_graph_edge *edge);     // "responds to"
struct cp_str cp_edge_relation(const struct cp_graph_edge *edge);  // "responds_to"
struct cp_str cp_country_label(const struct cp_graph *graph, struct cp_str code); // of its node, if there is one

// Title of a report or picture: the option, or what the graph is about.
struct cp_str cp_title(const struct cp_export_options *options);

// "153 nodes, 249 edges, 14 documents"
struct cp_str cp_counts(struct cp_arena *run, const struct cp_graph *graph, size_t documents);

// The ids of all documents that nodes and edges name, sorted.
size_t cp_documents(struct cp_arena *run, const struct cp_graph *graph, struct cp_str **documents);
// CP_NONE if it is not there
uint32_t cp_document_number(const struct cp_str *documents, size_t count, struct cp_str id);

#endif
