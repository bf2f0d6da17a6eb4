// SPDX-License-Identifier: GPL-3.0-or-later
//
// read: files → documents. A document is what a reader would see: the text of the
// article in UTF-8, cut into blocks, with its title and date, and a map from each
// byte of the text back to the file that it came from.
//
//     struct cp_reader *reader;
//     cp_reader_open(&options, inputs, n, &reader, &err);
//     while (cp_reader_next(reader, doc_arena, &document, &err) == CP_OK && document)
//         …
//     cp_reader_close(reader);
//
// Room: read.
#ifndef CHOKEPOINT_READ_H
#define CHOKEPOINT_READ_H

#include "chokepoint/base.h"

enum cp_block_kind {
    CP_BLOCK_TITLE,     // the headline; at most one, and the first if there is one
    CP_BLOCK_HEADING,   // a heading inside the text
    CP_BLOCK_PARAGRAPH, // running prose
    CP_BLOCK_ITEM,      // an entry of a list
    CP_BLOCK_ROW,       // a row of a table, its cells parted by " | "
    CP_BLOCK_QUOTE,     // a block quote
    CP_BLOCK_BYLINE,    // author, date line, source, contact: kept, but nobody should read an act out of it
};

// text[begin, end) without its line end; hard-wrapped lines are joined by a blank.
struct cp_block {
    uint32_t begin, end;
    enum cp_block_kind kind;
};

// Text from `text` on stands in the original from `origin` on, byte for byte, until the next run begins.
struct cp_run {
    uint32_t text, origin;
};

struct cp_document {
    struct cp_str id;     // stable name: the file's name without folder and ending, or `id` of a JSON line
    struct cp_str source; // the input as it was given, with "#LINE" for a line of JSON Lines
    struct cp_str title;  // may be empty
    struct cp_date date;  // year 0 if it is not known
    struct cp_str text;   // valid UTF-8 without control characters; blocks are parted by '\n'
    const struct cp_block *blocks;
    size_t block_count;
    const struct cp_run *runs; // sorted; never empty if the text is not
    size_t run_count;
    uint32_t replaced; // broken bytes that became U+FFFD
};

// Byte offset in the original file of a byte offset in document->text. For an end offset ask for end - 1 and add 1.
size_t cp_document_origin(const struct cp_document *document, size_t offset);
// The first byte of the text behind `begin` and before `end` that stands in the original more than `largest` bytes behind the byte
// before it; `end` if there is none.
size_t cp_document_gap(const struct cp_document *document, size_t begin, size_t end, size_t largest);

enum cp_format { CP_FORMAT_AUTO, CP_FORMAT_TEXT, CP_FORMAT_MARKDOWN, CP_FORMAT_HTML, CP_FORMAT_JSONL };

struct cp_read_options {
    enum cp_format format;    // AUTO: by ending, then by content
    struct cp_date date;      // for documents that give none
    size_t max_document;      // bytes; 0: 64 MiB
    // Told of each input that was bad and skipped; may be NULL. The reading goes on.
    void (*skipped)(void *context, const char *source, const struct cp_error *why);
    void *context;
};

// Reads one document's bytes. `source` names it in messages; `content` must outlive the arena's use.
enum cp_status cp_read_bytes(struct cp_arena *doc, const struct cp_read_options *options, const char *source,
                             struct cp_str content, struct cp_document **document, struct cp_error *err);

// Goes through inputs (files, folders, "-") in order; a folder's files in order of their names (bytes), at any depth,
// files with an ending that no reader knows passed over.
struct cp_reader;
enum cp_status cp_reader_open(const struct cp_read_options *options, const char *const *inputs, size_t count,
                              struct cp_reader **result, struct cp_error *err);

// The next document, in the arena, or *document = NULL at the end. A bad input is told to options->skipped and passed
// over; only what must stop the run (memory) is an error. How many were skipped: cp_reader_skipped.
enum cp_status cp_reader_next(struct cp_reader *reader, struct cp_arena *doc, struct cp_document **document,
                              struct cp_error *err);
size_t cp_reader_skipped(const struct cp_reader *reader);

// How many files of the folders so far were passed over because no reader knows their ending (a PDF, a picture).
size_t cp_reader_passed_over(const struct cp_reader *reader);
void cp_reader_close(struct cp_reader *reader);

#endif
