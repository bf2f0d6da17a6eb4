// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file that is read in pieces: whole, or line by line, or one JSON value after the
// other. JSON Lines may be larger than memory, so only the line in hand is kept.
//
// Room: read.
#ifndef CP_READ_STREAM_H
#define CP_READ_STREAM_H

#include "chokepoint/base.h"

#include <stdio.h>

struct cp_stream {
    FILE *file; // NULL: closed
    char *bytes;
    size_t start, end, capacity; // bytes[start, end) is read and not yet handed out
    uint64_t origin;             // of bytes[start] in the file
    unsigned line;               // number of the line that begins at start, from 1
    size_t limit;                // the most bytes of a document
    bool values;                 // a JSON array or objects over several lines, not lines
    bool whole;                  // all of the file is in bytes
};

enum cp_status cp_stream_open(struct cp_stream *stream, const char *path, size_t limit, struct cp_error *err);
void cp_stream_close(struct cp_stream *stream);

struct cp_str cp_stream_head(struct cp_stream *stream); // the first bytes, without taking them
enum cp_status cp_stream_all(struct cp_stream *stream, const char *path, struct cp_str *content, struct cp_error *err);

struct cp_piece {
    struct cp_str bytes; // ptr is NULL at the end; borrowed until the next call
    uint64_t origin;     // of its first byte in the file
    unsigned line;
};

// The next line that is not blank, or the next value. After an error the stream is at its end.
enum cp_status cp_stream_next(struct cp_stream *stream, const char *path, struct cp_piece *piece, struct cp_error *err);
// Takes values instead of lines if the first line says so: it opens an array or, in a file called .json, an object
// that goes on.
enum cp_status cp_stream_decide(struct cp_stream *stream, const char *path, struct cp_error *err);

#endif
