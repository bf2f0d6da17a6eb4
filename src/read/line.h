// SPDX-License-Identifier: GPL-3.0-or-later
//
// What can be said of a line of text by itself, for prose.c.
//
// Room: read.
#ifndef CP_READ_LINE_H
#define CP_READ_LINE_H

#include "chokepoint/base.h"

struct cp_line {
    size_t begin, end; // of the visible part
    size_t indent;     // columns
    size_t next;       // where the next line begins
    bool hard;         // ends with two blanks, which break the line in Markdown
};

struct cp_line cp_line_at(struct cp_str s, size_t at);

bool cp_has_word(struct cp_str s);                        // a letter or a digit
bool cp_made_of(struct cp_str s, const char *marks);      // of these and nothing else
size_t cp_count_byte(struct cp_str s, char c);            // without those behind a backslash
bool cp_ends_sentence(struct cp_str s);
uint32_t cp_first_rune(struct cp_str s); // 0 if there is none
bool cp_starts_small(struct cp_str s);   // with a small letter

// Length of what begins a line; 0 if it is not there.
size_t cp_bullet_length(struct cp_str s); // "-", "*", a round bullet …
size_t cp_number_length(struct cp_str s); // "1.", "12)"
size_t cp_clock_length(struct cp_str s); // "17:05 ": of a ticker's line
size_t cp_heading_marks(struct cp_str s); // "#" to "######"

// The end of the cell that begins at `at`, and where the next one begins.
size_t cp_piped_cell(struct cp_str s, size_t at, size_t *next);
size_t cp_spaced_cell(struct cp_str s, size_t at, size_t *next); // cells parted by tabs or three blanks
size_t cp_spaced_cells(struct cp_str s); // how many there are; 1 if the line is too long for a row

#endif
