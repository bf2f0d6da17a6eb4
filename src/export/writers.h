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
void cp_write_svg(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
void cp_write_html(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
void cp_write_markdown(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);
void cp_write_json(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file);

#endif
