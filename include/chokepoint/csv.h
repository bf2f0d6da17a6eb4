// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables of comma-separated values (RFC 4180), as programs of calculation write them: fields in quotes with separators,
// line ends and "" inside; a byte order mark; lines that end with LF, CR or CR LF. The first row is the header. A row
// has as many fields as the header; lines without anything are passed over. The separator is the comma, semicolon or
// tab that stands in the header most often, because a program set to some languages writes the second.
//
//     struct cp_csv table;
//     cp_csv_parse(run, content, path, &table, err);
//     cp_csv_column(&table, "provider|supplier", path, &provider, err);
//
// Room: base.
#ifndef CHOKEPOINT_CSV_H
#define CHOKEPOINT_CSV_H

#include "chokepoint/base.h"

struct cp_csv_row {
    const struct cp_str *fields; // as many as the header has; white space at the ends of what was not quoted is gone
    unsigned line;               // where it begins, from 1
    struct cp_str text;          // all of it as it stands in content, without its line end
};

struct cp_csv {
    const struct cp_str *header;
    size_t column_count;
    const struct cp_csv_row *rows; // the header is none of them
    size_t row_count;
};

// Fields are borrowed from content where they stand there as they are. Errors name file and line.
enum cp_status cp_csv_parse(struct cp_arena *run, struct cp_str content, const char *file, struct cp_csv *table,
                            struct cp_error *err);

// The column that has one of the names, without case, "-" and blank as "_"; SIZE_MAX if there is none.
size_t cp_csv_find(const struct cp_csv *table, const char *names);

// The same; that there is none is an error that lists the columns.
enum cp_status cp_csv_column(const struct cp_csv *table, const char *names, const char *file, size_t *column,
                             struct cp_error *err);

#endif
