// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
#include "stream.h"

#include "read_p.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { STEP = 64 * 1024 };

enum cp_status cp_stream_open(struct cp_stream *stream, const char *path, size_t limit, struct cp_error *err)
{
    *stream = (struct cp_stream){.line = 1, .limit = limit};
    struct stat info;
    if (strcmp(path, "-") == 0) {
        stream->file = stdin;
    } else {
        stream->file = fopen(path, "rbe");
        if (!stream->file)
            return cp_fail_at(err, CP_EIO, path, 0, "cannot be opened: %s", strerror(errno));
        if (fstat(fileno(stream->file), &info) == 0 && S_ISDIR(info.st_mode)) {
            cp_stream_close(stream);
            return cp_fail_at(err, CP_EIO, path, 0, "is a folder, not a file");
        }
    }
    return CP_OK;
}

void cp_stream_close(struct cp_stream *stream)
{
    if (stream->file && stream->file != stdin)
        fclose(stream->file);
    free(stream->bytes);
    *stream = (struct cp_stream){0};
}

// Reads one more step into the buffer; *got = 0 at the end of the file.
static enum cp_status fill(struct cp_stream *stream, const char *path, size_t *got, struct cp_error *err)
{
    if (stream->start && stream->start == stream->end)
        stream->start = stream->end = 0;
    if (stream->capacity - stream->end < STEP + 1 && stream->start > stream->capacity / 2) {
        memmove(stream->bytes, stream->bytes + stream->start, stream->end - stream->start);
        stream->end -= stream->start;
        stream->start = 0;
    }
    if (stream->capacity - stream->end < STEP + 1) {
        size_t wanted = stream->capacity ? stream->capacity * 2 : 2 * STEP;
        char *grown = realloc(stream->bytes, wanted);
        if (!grown)
            return cp_fail_at(err, CP_ENOMEM, path, 0, "is too large for the memory there is");
        stream->bytes = grown;
        stream->capacity = wanted;
    }
    *got = fread(stream->bytes + stream->end, 1, STEP, stream->file);
    if (*got == 0 && ferror(stream->file))
        return cp_fail_at(err, CP_EIO, path, 0, "cannot be read: %s", strerror(errno));
    stream->end += *got;
    return CP_OK;
}

struct cp_str cp_stream_head(struct cp_stream *stream)
{
    size_t got = 1;
    struct cp_error ignored = {0}; // it comes again with the next read
    while (got && stream->end - stream->start < STEP && fill(stream, "", &got, &ignored) == CP_OK)
        ;
    return (struct cp_str){stream->bytes ? stream->bytes + stream->start : "", stream->end - stream->start};
}

enum cp_status cp_stream_all(struct cp_stream *stream, const char *path, struct cp_str *content, struct cp_error *err)
{
    for (size_t got = 1; got && !stream->whole;) {
        enum cp_status status = fill(stream, path, &got, err);
        if (status != CP_OK)
            return status;
        if (stream->end - stream->start > stream->limit)
            return cp_fail_at(err, CP_ELIMIT, path, 0, "is larger than the limit of %zu bytes for a document",
                              stream->limit);
    }
    stream->whole = true;
    *content = (struct cp_str){stream->bytes ? stream->bytes + stream->start : "", stream->end - stream->start};
    return CP_OK;
}

// Hands out n bytes from the start.
static struct cp_piece take(struct cp_stream *stream, size_t n)
{
    struct cp_piece piece = {{stream->bytes + stream->start, n}, stream->origin, stream->line};
    const char *end = piece.bytes.ptr + n;
    for (const char *at = piece.bytes.ptr; n && (at = memchr(at, '\n', (size_t)(end - at))); at++)
        stream->line++;
    stream->start += n;
    stream->origin += n;
    return piece;
}

static enum cp_status next_line(struct cp_stream *stream, const char *path, struct cp_piece *piece,
                                struct cp_error *err)
{
    size_t searched = 0, got = 1;
    for (;;) {
        size_t have = stream->end - stream->start;
        const char *cut =
            have > searched ? memchr(stream->bytes + stream->start + searched, '\n', have - searched) : NULL;
        if (cut || (!got && have)) {
            *piece = take(stream, cut ? (size_t)(cut - (stream->bytes + stream->start)) + 1 : have);
            if (cp_str_trim(piece->bytes).len)
                return CP_OK;
            searched = 0;
            continue;
        }
        if (!got) {
            *piece = (struct cp_piece){.bytes = {NULL, 0}};
            return CP_OK;
        }
        if (have > stream->limit)
            return cp_fail_at(err, CP_ELIMIT, path, stream->line,
                              "is longer than the limit of %zu bytes for a document", stream->limit);
        searched = have;
        enum cp_status status = fill(stream, path, &got, err);
        if (status != CP_OK)
            return status;
    }
}

static void next_value(struct cp_stream *stream, struct cp_piece *piece)
{
    struct cp_str rest = {stream->bytes + stream->start, stream->end - stream->start};
    size_t at = 0;
    while (at < rest.len && rest.ptr[at] != '{')
        at++;
    take(stream, at);
    *piece = (struct cp_piece){.bytes = {NULL, 0}};
    rest = cp_str_slice(rest, at, rest.len);
    if (rest.len)
        *piece = take(stream, cp_json_value_end(rest, 0));
}

enum cp_status cp_stream_next(struct cp_stream *stream, const char *path, struct cp_piece *piece, struct cp_error *err)
{
    if (!stream->values)
        return next_line(stream, path, piece, err);
    next_value(stream, piece);
    return CP_OK;
}

enum cp_status cp_stream_decide(struct cp_stream *stream, const char *path, struct cp_error *err)
{
    struct cp_str head = cp_stream_head(stream), name = cp_str_from(path);
    if (cp_str_starts(head, CP_STR("\xEF\xBB\xBF"))) {
        take(stream, 3);
        head = cp_str_slice(head, 3, head.len);
    }
    size_t at = 0;
    while (at < head.len && strchr(" \t\r\n", head.ptr[at]) && head.ptr[at])
        at++;
    struct cp_str rest = cp_str_slice(head, at, head.len), line = cp_str_split(&rest, '\n');
    if (line.len == 0)
        return CP_OK;
    bool json = cp_str_ends(name, CP_STR(".json")) || cp_str_ends(name, CP_STR(".JSON"));
    bool goes_on = line.ptr[0] == '{' && cp_str_trim(rest).len && line.ptr[cp_str_trim(line).len - 1] != '}';
    if (line.ptr[0] != '[' && !(json && goes_on))
        return CP_OK;
    stream->values = true;
    return cp_stream_all(stream, path, &head, err);
}
