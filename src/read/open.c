// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// Inputs → documents. What is still to be read is a stack of names, the next one on top;
// a folder is replaced by its entries when its turn comes, in the order of their names,
// so the order of documents depends on nothing but the names.
#include "read_p.h"

#include "stream.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEFAULT_LIMIT = 64 * 1024 * 1024, DEEPEST = 64 };
static const size_t highest_limit = (size_t)1 << 30; // offsets are 32 bits, and text may grow when it is decoded

struct entry {
    char *path;
    unsigned depth; // 0: given by the caller
};

struct cp_reader {
    struct cp_read_options options;
    struct entry *stack;
    size_t count, capacity;
    size_t skipped, passed_over;
    struct cp_arena *desk;   // for what a document is made of; empty between documents
    struct cp_stream stream; // JSON Lines that is being read
    char *path;              // its name
};

static size_t limit_of(const struct cp_read_options *options)
{
    size_t limit = options && options->max_document ? options->max_document : DEFAULT_LIMIT;
    return limit < highest_limit ? limit : highest_limit;
}

// ---------------------------------------------------------------- one document

// The document stands in `doc`; what it is made of goes to `desk`, which may be the same.
static enum cp_status read_json(struct cp_arena *desk, struct cp_arena *doc, const struct cp_read_options *options,
                                const char *path, struct cp_piece piece, struct cp_document **document,
                                struct cp_error *err)
{
    struct cp_builder b;
    uint32_t replaced;
    if (piece.origin + piece.bytes.len > UINT32_MAX)
        return cp_fail_at(err, CP_ELIMIT, path, piece.line, "lies behind the first 4 GiB: split the file");
    struct cp_source decoded = cp_decode(desk, piece.bytes, CP_STR(""), &replaced);
    struct cp_run *runs = CP_NEW_ARRAY(desk, decoded.run_count + 1, struct cp_run);
    for (size_t i = 0; i < decoded.run_count; i++)
        runs[i] = (struct cp_run){decoded.runs[i].text, decoded.runs[i].origin + (uint32_t)piece.origin};
    decoded.runs = runs;
    cp_builder_init(&b, desk);
    cp_mapped_expect(&b.text, decoded.text.len);
    enum cp_status status = cp_read_json(&b, &decoded, path, piece.line, err);
    if (status != CP_OK)
        return status;
    struct cp_str source = cp_str_format(desk, "%s#%u", path, piece.line);
    if (b.id.len == 0) {
        struct cp_str name = cp_name_of(cp_str_from(path));
        b.id = cp_str_format(desk, CP_FMT "-%u", CP_ARG(name), piece.line);
    }
    status = cp_finish(&b, doc, options, source.ptr, document, err);
    if (status == CP_OK)
        (*document)->replaced = replaced;
    return status;
}

static enum cp_status read_format(struct cp_arena *desk, struct cp_arena *doc, const struct cp_read_options *options,
                                  const char *source, struct cp_str content, enum cp_format format,
                                  struct cp_document **document, struct cp_error *err)
{
    if (format == CP_FORMAT_JSONL)
        return read_json(desk, doc, options, source, (struct cp_piece){content, 0, 1}, document, err);
    struct cp_builder b;
    uint32_t replaced;
    struct cp_str charset = format == CP_FORMAT_HTML ? cp_html_charset(content) : CP_STR("");
    struct cp_source decoded = cp_decode(desk, content, charset, &replaced);
    cp_builder_init(&b, desk);
    cp_mapped_expect(&b.text, decoded.text.len);
    if (format == CP_FORMAT_HTML)
        cp_read_html(&b, &decoded);
    else if (format == CP_FORMAT_MARKDOWN)
        cp_read_markdown(&b, &decoded);
    else
        cp_read_text(&b, &decoded);
    enum cp_status status = cp_finish(&b, doc, options, source, document, err);
    if (status == CP_OK)
        (*document)->replaced = replaced;
    return status;
}

enum cp_status cp_read_bytes(struct cp_arena *doc, const struct cp_read_options *options, const char *source,
                             struct cp_str content, struct cp_document **document, struct cp_error *err)
{
    enum cp_format format = options ? options->format : CP_FORMAT_AUTO;
    if (content.len > limit_of(options))
        return cp_fail_at(err, CP_ELIMIT, source, 0, "is larger than the limit of %zu bytes for a document",
                          limit_of(options));
    enum cp_status status = cp_sniff(source, content, &format, err);
    return status == CP_OK ? read_format(doc, doc, options, source, content, format, document, err) : status;
}

// ---------------------------------------------------------------- the stack of inputs

static bool push(struct cp_reader *reader, const char *folder, const char *name, unsigned depth)
{
    if (reader->count == reader->capacity) {
        size_t wanted = reader->capacity ? reader->capacity * 2 : 64;
        struct entry *grown = realloc(reader->stack, wanted * sizeof *grown);
        if (!grown)
            return false;
        reader->stack = grown;
        reader->capacity = wanted;
    }
    size_t folder_len = folder ? strlen(folder) : 0;
    bool slash = folder_len && folder[folder_len - 1] != '/';
    char *path = malloc(folder_len + slash + strlen(name) + 1);
    if (!path)
        return false;
    if (folder_len)
        memcpy(path, folder, folder_len);
    if (slash)
        path[folder_len] = '/';
    memcpy(path + folder_len + slash, name, strlen(name) + 1);
    reader->stack[reader->count++] = (struct entry){path, depth};
    return true;
}

static int by_name_down(const void *a, const void *b)
{
    return -strcmp(((const struct entry *)a)->path, ((const struct entry *)b)->path);
}

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

// Whether a folder's entry is to be read: a file that a reader knows or a folder; hidden ones and links to folders,
// which may lead in a circle, are passed over.
static bool wanted(const char *path, const char *name)
{
    struct stat info;
    if (name[0] == '.' || lstat(path, &info) != 0)
        return false;
    if (S_ISDIR(info.st_mode))
        return true;
    return cp_has_known_ending(cp_str_from(name)) && !is_folder(path);
}

static bool is_other_file(const char *path, const char *name)
{
    struct stat info;
    return name[0] != '.' && stat(path, &info) == 0 && S_ISREG(info.st_mode) && !cp_has_known_ending(cp_str_from(name));
}

// Pushes a folder's entries. How many files and folders they are: *found.
static enum cp_status push_folder(struct cp_reader *reader, const char *folder, unsigned depth, size_t *found,
                                  struct cp_error *err)
{
    DIR *entries = opendir(folder);
    *found = 0;
    if (!entries)
        return cp_fail_at(err, CP_EIO, folder, 0, "cannot be opened: %s", strerror(errno));
    size_t first = reader->count;
    bool pushed = true;
    for (struct dirent *entry; pushed && (entry = readdir(entries));) {
        pushed = push(reader, folder, entry->d_name, depth + 1);
        const char *path = pushed ? reader->stack[reader->count - 1].path : NULL;
        if (path && !wanted(path, entry->d_name)) {
            reader->passed_over += is_other_file(path, entry->d_name);
            free(reader->stack[--reader->count].path);
        }
    }
    closedir(entries);
    if (!pushed)
        return cp_fail_at(err, CP_ENOMEM, folder, 0, "holds more than there is memory for");
    *found = reader->count - first;
    if (*found)
        qsort(reader->stack + first, *found, sizeof *reader->stack, by_name_down);
    return CP_OK;
}

// Whether any file that can be read stands in the folder, at any depth.
static bool holds_documents(const char *folder, unsigned depth)
{
    DIR *entries = depth < DEEPEST ? opendir(folder) : NULL;
    bool found = false;
    for (struct dirent *entry; entries && !found && (entry = readdir(entries));) {
        size_t len = strlen(folder) + strlen(entry->d_name) + 2;
        char *path = malloc(len);
        if (!path)
            break;
        snprintf(path, len, "%s/%s", folder, entry->d_name);
        if (wanted(path, entry->d_name))
            found = !is_folder(path) || holds_documents(path, depth + 1);
        free(path);
    }
    if (entries)
        closedir(entries);
    return found;
}

// ---------------------------------------------------------------- going through them

static void skip(struct cp_reader *reader, const char *source, const struct cp_error *why)
{
    reader->skipped++;
    if (reader->options.skipped)
        reader->options.skipped(reader->options.context, source, why);
}

// The nearest name in the folder of a path that is not there; "" if none is near.
static struct cp_str nearest_name(struct cp_arena *doc, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct cp_str name = cp_str_from(slash ? slash + 1 : path), best = CP_STR("");
    struct cp_str folder = slash ? cp_str_copy(doc, (struct cp_str){path, (size_t)(slash - path) + 1}) : CP_STR("");
    DIR *entries = opendir(folder.len ? folder.ptr : ".");
    unsigned least = 3;
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        struct cp_str other = cp_str_from(entry->d_name);
        unsigned distance = cp_str_distance(name, other, least);
        bool nearer = distance < least || (distance == least && best.len && cp_str_compare(other, best) < 0);
        if (entry->d_name[0] != '.' && nearer && distance < name.len) {
            least = distance;
            best = cp_str_copy(doc, other);
        }
    }
    if (entries)
        closedir(entries);
    return best.len ? cp_str_format(doc, CP_FMT CP_FMT, CP_ARG(folder), CP_ARG(best)) : best;
}

static enum cp_status missing(struct cp_arena *doc, const char *path, struct cp_error *err)
{
    struct cp_str near = nearest_name(doc, path);
    if (near.len)
        return cp_fail_at(err, CP_EIO, path, 0, "does not exist: did you mean " CP_FMT "?", CP_ARG(near));
    return cp_fail_at(err, CP_EIO, path, 0, "does not exist: check the name, or give a folder");
}

// Opens a file. If it is JSON Lines the stream stays open for its lines; else *document is what it holds.
static enum cp_status open_file(struct cp_reader *reader, struct cp_arena *doc, char *path,
                                struct cp_document **document, struct cp_error *err)
{
    struct stat info;
    if (strcmp(path, "-") != 0 && stat(path, &info) != 0 && errno == ENOENT)
        return missing(doc, path, err);
    struct cp_stream *stream = &reader->stream;
    enum cp_status status = cp_stream_open(stream, path, limit_of(&reader->options), err);
    enum cp_format format = reader->options.format;
    struct cp_str content;
    if (status == CP_OK)
        status = cp_sniff(path, cp_stream_head(stream), &format, err);
    if (status == CP_OK && format == CP_FORMAT_JSONL) {
        if (cp_is_wide(cp_stream_head(stream)))
            status = cp_fail_at(err, CP_EFORMAT, path, 0,
                                "is JSON in UTF-16: convert it to UTF-8 first (iconv -f UTF-16 FILE)");
        else
            status = cp_stream_decide(stream, path, err);
        reader->path = status == CP_OK ? strdup(path) : NULL;
        if (status != CP_OK || !reader->path)
            cp_stream_close(stream);
        return status != CP_OK || reader->path ? status : cp_fail(err, CP_ENOMEM, "not enough memory to read %s", path);
    }
    if (status == CP_OK)
        status = cp_stream_all(stream, path, &content, err);
    if (status == CP_OK)
        status = read_format(reader->desk, doc, &reader->options, path, content, format, document, err);
    cp_stream_close(stream);
    return status;
}

static void end_stream(struct cp_reader *reader)
{
    cp_stream_close(&reader->stream);
    free(reader->path);
    reader->path = NULL;
}

// The next good line of the stream; *document stays NULL at its end.
static enum cp_status read_lines(struct cp_reader *reader, struct cp_arena *doc, struct cp_document **document,
                                 struct cp_error *err)
{
    for (;;) {
        struct cp_error why = {0};
        struct cp_piece piece;
        enum cp_status status = cp_stream_next(&reader->stream, reader->path, &piece, &why);
        bool over = status != CP_OK || !piece.bytes.ptr;
        if (status == CP_OK && over) {
            end_stream(reader);
            return CP_OK;
        }
        if (status == CP_OK)
            status = read_json(reader->desk, doc, &reader->options, reader->path, piece, document, &why);
        cp_arena_reset(reader->desk);
        if (status == CP_OK)
            return CP_OK;
        if (status == CP_ENOMEM)
            return cp_fail(err, status, "%s", why.message);
        skip(reader, why.where[0] ? why.where : reader->path, &why);
        if (over) {
            end_stream(reader);
            return CP_OK;
        }
    }
}

static enum cp_status take_entry(struct cp_reader *reader, struct cp_arena *doc, struct entry entry,
                                 struct cp_document **document, struct cp_error *err)
{
    if (strcmp(entry.path, "-") == 0 || !is_folder(entry.path))
        return open_file(reader, doc, entry.path, document, err);
    if (entry.depth >= DEEPEST)
        return cp_fail_at(err, CP_ELIMIT, entry.path, 0, "is nested too deeply: give an inner folder");
    size_t found;
    enum cp_status status = push_folder(reader, entry.path, entry.depth, &found, err);
    if (status == CP_OK && entry.depth == 0 && !holds_documents(entry.path, 0))
        return cp_fail_at(err, CP_EFORMAT, entry.path, 0,
                          "holds no documents: a folder is searched for .txt, .md, .html and .jsonl files");
    return status;
}

static enum cp_status next_document(struct cp_reader *reader, struct cp_arena *doc, struct cp_document **document,
                                    struct cp_error *err)
{
    *document = NULL;
    for (;;) {
        if (reader->stream.file) {
            enum cp_status status = read_lines(reader, doc, document, err);
            if (status != CP_OK || *document)
                return status;
        }
        if (reader->count == 0)
            return CP_OK;
        struct entry entry = reader->stack[--reader->count];
        struct cp_error why = {0};
        enum cp_status status = take_entry(reader, doc, entry, document, &why);
        if (status != CP_OK && status != CP_ENOMEM)
            skip(reader, entry.path, &why);
        free(entry.path);
        if (status == CP_ENOMEM)
            return cp_fail(err, status, "%s", why.message);
        if (*document)
            return CP_OK;
    }
}

enum cp_status cp_reader_next(struct cp_reader *reader, struct cp_arena *doc, struct cp_document **document,
                              struct cp_error *err)
{
    jmp_buf out_of_memory;
    enum cp_status status;
    if (setjmp(out_of_memory)) {
        status = cp_fail(err, CP_ENOMEM, "out of memory while reading");
    } else {
        cp_arena_guard(reader->desk, &out_of_memory);
        status = next_document(reader, doc, document, err);
    }
    cp_arena_guard(reader->desk, NULL);
    cp_arena_reset(reader->desk);
    return status;
}

enum cp_status cp_reader_open(const struct cp_read_options *options, const char *const *inputs, size_t count,
                              struct cp_reader **result, struct cp_error *err)
{
    struct cp_reader *reader = calloc(1, sizeof *reader);
    bool pushed = reader && (reader->desk = cp_arena_new()) != NULL;
    for (size_t i = count; pushed && i > 0; i--)
        pushed = push(reader, NULL, inputs[i - 1], 0);
    if (!pushed) {
        cp_reader_close(reader);
        return cp_fail(err, CP_ENOMEM, "not enough memory to list the inputs");
    }
    if (options)
        reader->options = *options;
    *result = reader;
    return CP_OK;
}

size_t cp_reader_skipped(const struct cp_reader *reader)
{
    return reader->skipped;
}

size_t cp_reader_passed_over(const struct cp_reader *reader)
{
    return reader->passed_over;
}

void cp_reader_close(struct cp_reader *reader)
{
    if (!reader)
        return;
    end_stream(reader);
    while (reader->count)
        free(reader->stack[--reader->count].path);
    free(reader->stack);
    cp_arena_free(reader->desk);
    free(reader);
}
