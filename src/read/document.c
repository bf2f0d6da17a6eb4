// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// The builder of a draft: text in blocks, each byte with its origin. White space of any
// kind and length becomes one blank that stands where the first of it stood; it is held
// back until a visible character follows, so no block begins or ends with one.
#include "read_p.h"

#include <string.h>

size_t cp_document_origin(const struct cp_document *document, size_t offset)
{
    struct cp_source source = {document->text, document->runs, document->run_count};
    return cp_source_origin(&source, offset);
}

size_t cp_document_gap(const struct cp_document *document, size_t begin, size_t end, size_t largest)
{
    const struct cp_source source = {document->text, document->runs, document->run_count};
    for (size_t i = cp_source_run(&source, begin) + 1; i < source.run_count && source.runs[i].text < end; i++) {
        const struct cp_run *last = &source.runs[i - 1], *run = &source.runs[i];
        if (run->origin > last->origin + (size_t)(run->text - last->text) - 1 + largest)
            return run->text;
    }
    return end;
}

void cp_builder_init(struct cp_builder *b, struct cp_arena *doc)
{
    *b = (struct cp_builder){.text = {.doc = doc}, .id = CP_STR(""), .fallback = CP_STR("")};
}

void cp_builder_begin(struct cp_builder *b, enum cp_block_kind kind, unsigned flags)
{
    cp_builder_end(b);
    *CP_PUSH(b->text.doc, &b->blocks) =
        (struct cp_draft_block){(uint32_t)b->text.len, (uint32_t)b->text.len, kind, flags};
    b->open = true;
    b->blank = false;
}

void cp_builder_end(struct cp_builder *b)
{
    if (!b->open)
        return;
    b->open = false;
    struct cp_draft_block *block = &b->blocks.items[b->blocks.count - 1];
    if (b->text.len == block->begin) {
        b->blocks.count--;
        return;
    }
    block->end = (uint32_t)b->text.len;
    const struct cp_run *last = &b->text.runs.items[b->text.runs.count - 1];
    cp_mapped_add(&b->text, "\n", 1, last->origin + (b->text.len - last->text));
}

struct cp_str cp_builder_open(const struct cp_builder *b)
{
    return cp_str_slice((struct cp_str){b->text.text, b->text.len}, b->blocks.items[b->blocks.count - 1].begin, b->text.len);
}

bool cp_builder_has_title(const struct cp_builder *b)
{
    return b->blocks.count && b->blocks.items[0].kind == CP_BLOCK_TITLE;
}

void cp_builder_date(struct cp_builder *b, enum cp_date_rank rank, struct cp_date date)
{
    if (!b->dates[rank].year)
        b->dates[rank] = date;
}

void cp_builder_space(struct cp_builder *b, size_t origin)
{
    if (b->blank || !b->open || b->text.len == b->blocks.items[b->blocks.count - 1].begin)
        return;
    b->blank = true;
    b->blank_origin = origin;
}

static void write_blank(struct cp_builder *b)
{
    if (b->blank)
        cp_mapped_add(&b->text, " ", 1, b->blank_origin);
    b->blank = false;
}

// Marks without width, of direction, and byte order marks inside the text; noncharacters, which XML forbids.
static bool is_invisible(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF ||
           (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xFE00 && c <= 0xFE0F);
}

void cp_builder_put(struct cp_builder *b, uint32_t code, size_t origin, size_t origin_len)
{
    if (cp_rune_is_space(code)) {
        cp_builder_space(b, origin);
    } else if (!is_invisible(code) && b->open) {
        write_blank(b);
        cp_mapped_put(&b->text, code, origin, origin_len);
    }
}

// How many of eight bytes can be copied as they stand, if so much can be said of them together: all, or all but a blank at the
// end.
static size_t plain_of_eight(uint64_t eight)
{
    const uint64_t blanks = cp_eight_each_equal(eight, ' ');
    if (cp_eight_wide(eight) || cp_eight_below(eight, ' ') || cp_eight_equal(eight, 0x7F) || (blanks & blanks << 8))
        return 0;
    return blanks >> 63 ? 7 : 8;
}

// End of the longest stretch from `at` on that can be copied as it stands: visible ASCII with single blanks inside,
// and code points that are neither white space nor invisible.
static size_t plain_end(struct cp_str s, size_t at, size_t end)
{
    s = cp_str_slice(s, 0, end);
    while (at < end) {
        const size_t plain = plain_of_eight(cp_str_eight(s, at));
        if (plain) {
            at += plain;
            continue;
        }
        unsigned char c = (unsigned char)s.ptr[at];
        if (c > ' ' && c < 0x7F) {
            at++;
        } else if (c == ' ' && at + 1 < end && s.ptr[at + 1] > ' ' && s.ptr[at + 1] < 0x7F) {
            at += 2;
        } else if (c >= 0x80) {
            size_t next = at;
            uint32_t code = cp_utf8_next(s, &next);
            if (cp_rune_is_space(code) || is_invisible(code))
                break;
            at = next;
        } else {
            break;
        }
    }
    return at < end ? at : end;
}

void cp_builder_add(struct cp_builder *b, const struct cp_source *from, size_t begin, size_t end)
{
    while (begin < end && b->open) {
        size_t next = begin;
        uint32_t code = cp_utf8_next(from->text, &next);
        if (cp_rune_is_space(code)) {
            if (!b->blank)
                cp_builder_space(b, cp_source_origin(from, begin));
        } else if (!is_invisible(code)) {
            next = plain_end(from->text, begin, end);
            write_blank(b);
            cp_mapped_copy(&b->text, from, begin, next);
        }
        begin = next;
    }
}
