// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// Text with origins. A run holds as long as text and file go on byte for byte, so a
// clean UTF-8 file is one run, and each entity, escape or dropped mark starts another.
#include "read_p.h"

#include <string.h>

size_t cp_source_run(const struct cp_source *source, size_t offset)
{
    size_t low = 0, high = source->run_count; // the last run that begins at or before offset
    while (high > low + 1) {
        size_t middle = low + (high - low) / 2;
        if (source->runs[middle].text <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

size_t cp_source_origin(const struct cp_source *source, size_t offset)
{
    if (source->run_count == 0)
        return offset;
    const struct cp_run *run = &source->runs[cp_source_run(source, offset)];
    return run->origin + (offset - run->text);
}

static void reserve(struct cp_mapped *to, size_t more)
{
    if (to->capacity - to->len >= more)
        return;
    size_t wanted = to->capacity ? to->capacity * 2 : 1024;
    if (wanted - to->len < more)
        wanted = to->len + more + 1;
    to->text = cp_grow(to->doc, to->text, to->capacity, wanted);
    to->capacity = wanted;
}

void cp_mapped_expect(struct cp_mapped *to, size_t n)
{
    if (to->capacity - to->len > n)
        return;
    char *room = cp_alloc_unset(to->doc, to->len + n + 1); // 1: cp_mapped_source ends the text
    if (to->len)
        memcpy(room, to->text, to->len);
    to->text = room;
    to->capacity = to->len + n + 1;
}

// The bytes that come next stand at origin.
static void note_origin(struct cp_mapped *to, size_t origin)
{
    if (to->runs.count) {
        const struct cp_run *last = &to->runs.items[to->runs.count - 1];
        if (last->origin + (to->len - last->text) == origin)
            return;
    }
    *CP_PUSH(to->doc, &to->runs) = (struct cp_run){(uint32_t)to->len, (uint32_t)origin};
}

void cp_mapped_add(struct cp_mapped *to, const char *bytes, size_t n, size_t origin)
{
    if (n == 0)
        return;
    reserve(to, n);
    note_origin(to, origin);
    memcpy(to->text + to->len, bytes, n);
    to->len += n;
}

void cp_mapped_put(struct cp_mapped *to, uint32_t code, size_t origin, size_t origin_len)
{
    char utf8[4];
    size_t n = cp_utf8_put(code, utf8);
    size_t last = origin + (origin_len ? origin_len - 1 : 0);
    for (size_t i = 0; i < n; i++)
        cp_mapped_add(to, utf8 + i, 1, n > 1 && i == n - 1 ? last : origin);
}

void cp_mapped_copy(struct cp_mapped *to, const struct cp_source *from, size_t begin, size_t end)
{
    for (size_t run = cp_source_run(from, begin); begin < end; run++) {
        size_t stop = run + 1 < from->run_count ? from->runs[run + 1].text : end;
        if (stop > end)
            stop = end;
        size_t origin = from->run_count ? from->runs[run].origin + (begin - from->runs[run].text) : begin;
        cp_mapped_add(to, from->text.ptr + begin, stop - begin, origin);
        begin = stop;
    }
}

struct cp_source cp_mapped_source(struct cp_mapped *mapped)
{
    reserve(mapped, 1);
    mapped->text[mapped->len] = '\0';
    return (struct cp_source){{mapped->text, mapped->len}, mapped->runs.items, mapped->runs.count};
}
