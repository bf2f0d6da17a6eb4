// SPDX-License-Identifier: GPL-3.0-or-later
//
// The writers, one a file; their table is in writers.c. A writer hands bytes to the file and
// need not look for errors: the file keeps the first one.
//
// Room: export.
#ifndef CP_EXPORT_WRITERS_H
#define CP_EXPORT_WRITERS_H

#include "chokepoint/export.h"

void cp_write_graphml(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
void cp_write_gexf(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
void cp_write_csv_nodes(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
void cp_write_csv_edges(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
void cp_write_csv_graph(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
void cp_write_dot(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
void cp_write_cypher(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
void cp_write_ftm(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
void cp_write_svg(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
void cp_write_html(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
void cp_write_markdown(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
void cp_write_json(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);

// Members of a JSON object; `begun` if others stand before them.
void cp_json_add_attributes(struct cp_buf *out, struct cp_attributes attributes, bool begun);

// Whether a program of calculation would take the text for a formula, apostrophes before it left aside.
bool cp_csv_is_formula(struct cp_str text);

#endif
