// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the program says: messages on standard error, tables and text on standard output. All text that comes from
// documents, files or the command line passes cp_tame before it reaches a terminal.
//
// Room: cli.
#ifndef CP_CLI_TALK_H
#define CP_CLI_TALK_H

#include "chokepoint/base.h"

#include <stdio.h>

// Control characters and those that turn the direction of writing become U+FFFD, line ends a blank; broken bytes too.
struct cp_str cp_tame(struct cp_arena *arena, struct cp_str s);

// Columns that a terminal gives the text.
size_t cp_width(struct cp_str s);

// At most `columns` wide, with "…" where it was cut.
struct cp_str cp_shorten(struct cp_arena *arena, struct cp_str s, size_t columns);

// "chokepoint: WHERE: MESSAGE" on standard error.
void cp_complain(const struct cp_error *err);

// Writes the buffer to the stream and releases it. Errors of standard output are told at the end, by cp_flush.
void cp_print(FILE *stream, struct cp_buf *text);
bool cp_flush(void);

// A line on standard error that says how far a long work is, if it is a terminal and nobody asked for quiet; else nothing.
const struct cp_progress *cp_progress_line(bool quiet);
void cp_progress_wipe(void); // takes it away; async-signal-safe

// A table: cells in rows, printed with columns as wide as their widest cell. Alignment is a letter for each column, l or
// r; the first row is the head.
struct cp_grid {
    const char *alignment;
    CP_VEC(struct cp_str) cells;
};
void cp_grid_add(struct cp_arena *arena, struct cp_grid *grid, struct cp_str cell); // tamed
void cp_grid_add_number(struct cp_arena *arena, struct cp_grid *grid, double x, int digits); // NaN: "-"
void cp_grid_print(const struct cp_grid *grid, struct cp_buf *out);

#endif
