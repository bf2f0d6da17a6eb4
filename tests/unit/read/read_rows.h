// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows for the readers: a file's bytes, and the blocks, title and date that a reader must see.
#ifndef READ_ROWS_H
#define READ_ROWS_H

#include "chokepoint/read.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

struct read_row {
    const char *why;
    const char *source; // its name
    const char *input;
    const char *blocks; // each on a line of its own: T title, H heading, P paragraph, I item, R row, Q quote, B byline
    const char *date;   // ISO; "" for none
};

static inline const char *block_letter(enum cp_block_kind kind)
{
    static const char *const letters[] = {"T", "H", "P", "I", "R", "Q", "B"};
    return letters[kind];
}

static inline struct cp_str show_blocks(struct cp_arena *doc, const struct cp_document *document)
{
    struct cp_str all = CP_STR("");
    for (size_t i = 0; i < document->block_count; i++) {
        struct cp_str text = cp_str_slice(document->text, document->blocks[i].begin, document->blocks[i].end);
        all = cp_str_format(doc, CP_FMT "%s%s " CP_FMT, CP_ARG(all), i ? "\n" : "",
                            block_letter(document->blocks[i].kind), CP_ARG(text));
    }
    return all;
}

// What must hold of any document, whatever it was made from.
static inline bool keeps_promises(const struct cp_document *document, size_t size)
{
    uint32_t last = 0;
    if (!cp_utf8_valid(document->text) || (document->text.len && !document->run_count))
        return false;
    for (size_t i = 0; i < document->text.len; i++) {
        unsigned char c = (unsigned char)document->text.ptr[i];
        if ((c < 0x20 && c != '\n') || c == 0x7F)
            return false;
    }
    for (size_t i = 0; i < document->run_count; i++)
        if (document->runs[i].text > document->text.len + 1 ||
            (i && document->runs[i].text <= document->runs[i - 1].text))
            return false;
    for (size_t i = 0; i < document->block_count; i++) {
        const struct cp_block *block = &document->blocks[i];
        if (block->begin < last || block->end <= block->begin || block->end > document->text.len)
            return false;
        if (i && document->text.ptr[block->begin - 1] != '\n')
            return false;
        if (block->kind == CP_BLOCK_TITLE && i)
            return false;
        last = block->end;
    }
    for (size_t at = 0; at < document->text.len; at++)
        if (document->text.ptr[at] != '\n' && cp_document_origin(document, at) >= size)
            return false;
    return true;
}

// Letters and digits of ASCII stand for themselves in every format, so each must stand at its origin.
static inline bool stands_at_origin(const struct cp_document *document, struct cp_str original)
{
    for (size_t i = 0; i < document->text.len; i++) {
        char c = document->text.ptr[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        size_t origin = cp_document_origin(document, i);
        if (plain && (origin >= original.len || original.ptr[origin] != c))
            return false;
    }
    return true;
}

static inline void check_rows(const struct read_row *rows, size_t n, enum cp_format format)
{
    struct cp_arena *doc = cp_arena_new();
    for (size_t i = 0; i < n; i++) {
        struct cp_read_options options = {.format = format};
        struct cp_document *document = NULL;
        struct cp_error err = {0};
        struct cp_str input = cp_str_from(rows[i].input);
        cp_arena_reset(doc);
        enum cp_status status = cp_read_bytes(doc, &options, rows[i].source, input, &document, &err);
        CU_ASSERT_EQUAL(status, CP_OK);
        if (status != CP_OK) {
            printf("\n  %s: %s\n", rows[i].why, err.message);
            continue;
        }
        struct cp_str seen = show_blocks(doc, document);
        bool same = cp_str_equal(seen, cp_str_from(rows[i].blocks));
        bool dated = cp_str_equal(cp_date_format(doc, document->date), cp_str_from(rows[i].date));
        CU_ASSERT_TRUE(same && dated);
        if (!same || !dated)
            printf("\n  %s (%04d-%02d-%02d)\n--- expected\n%s\n--- seen\n" CP_FMT "\n", rows[i].why,
                   document->date.year, document->date.month, document->date.day, rows[i].blocks, CP_ARG(seen));
        CU_ASSERT_TRUE(keeps_promises(document, input.len));
        CU_ASSERT_TRUE(stands_at_origin(document, input));
        bool titled = document->block_count && document->blocks[0].kind == CP_BLOCK_TITLE;
        CU_ASSERT_EQUAL(titled, document->title.len > 0);
    }
    cp_arena_free(doc);
}

#define CHECK_ROWS(rows, format) check_rows((rows), sizeof(rows) / sizeof *(rows), (format))

#endif
