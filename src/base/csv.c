// SPDX-License-Identifier: GPL-3.0-or-later
// Room: base.
//
// One pass over the bytes. RFC 4180 leaves open what a quote in the midst of a field means; here it is an error with
// its line, because a guess would move all that follows into other columns unseen.
#include "chokepoint/csv.h"

#include <string.h>

struct reader {
    struct cp_arena *run;
    struct cp_str rest;
    const char *file;
    unsigned line;
    char separator;
};

static bool at_end(const struct reader *r)
{
    return !r->rest.len;
}

static char look(const struct reader *r)
{
    return r->rest.len ? r->rest.ptr[0] : 0;
}

static void skip(struct reader *r, size_t n)
{
    r->rest = cp_str_slice(r->rest, n, r->rest.len);
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static void skip_line_end(struct reader *r)
{
    skip(r, look(r) == '\r' && r->rest.len > 1 && r->rest.ptr[1] == '\n' ? 2 : 1);
    r->line++;
}

static struct cp_str trim_blanks(struct cp_str s)
{
    while (s.len && (s.ptr[0] == ' ' || s.ptr[0] == '\t'))
        s.ptr++, s.len--;
    while (s.len && (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '\t'))
        s.len--;
    return s;
}

// How long the quoted field at hand is at most: up to the first quote that is not doubled.
static size_t quoted_length(const struct reader *r)
{
    size_t at = 1;
    while (at < r->rest.len && (r->rest.ptr[at] != '"' || (at + 1 < r->rest.len && r->rest.ptr[at + 1] == '"')))
        at += r->rest.ptr[at] == '"' ? 2 : 1;
    return at;
}

static struct cp_str trim_end(struct cp_str s)
{
    while (s.len && is_line_end(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

// What stands between quotes; "" in it is one quote.
static enum cp_status read_quoted(struct reader *r, struct cp_str *field, struct cp_error *err)
{
    unsigned begun = r->line;
    char *out = cp_alloc(r->run, quoted_length(r));
    skip(r, 1);
    size_t len = 0;
    for (;;) {
        if (at_end(r))
            return cp_fail_at(err, CP_EFORMAT, r->file, begun, "a quoted field begins here and has no closing quote");
        if (look(r) == '"') {
            skip(r, 1);
            if (look(r) != '"')
                break;
        } else if (is_line_end(look(r))) {
            skip_line_end(r);
            out[len++] = '\n';
            continue;
        }
        out[len++] = look(r);
        skip(r, 1);
    }
    *field = (struct cp_str){out, len};
    while (look(r) == ' ' || (look(r) == '\t' && r->separator != '\t'))
        skip(r, 1);
    if (!at_end(r) && look(r) != r->separator && !is_line_end(look(r)))
        return cp_fail_at(err, CP_EFORMAT, r->file, r->line,
                          "text behind a closing quote; a quote inside a quoted field is written twice (\"\")");
    return CP_OK;
}

static enum cp_status read_plain(struct reader *r, struct cp_str *field, struct cp_error *err)
{
    size_t len = 0;
    while (len < r->rest.len && r->rest.ptr[len] != r->separator && !is_line_end(r->rest.ptr[len])) {
        if (r->rest.ptr[len] == '"')
            return cp_fail_at(
                err, CP_EFORMAT, r->file, r->line,
                "a quote in the midst of a field; put the whole field into quotes and write the quote twice");
        len++;
    }
    *field = trim_blanks(cp_str_slice(r->rest, 0, len));
    skip(r, len);
    return CP_OK;
}

static enum cp_status read_field(struct reader *r, struct cp_str *field, struct cp_error *err)
{
    while (look(r) == ' ')
        skip(r, 1);
    return look(r) == '"' ? read_quoted(r, field, err) : read_plain(r, field, err);
}

// The fields up to the end of the row.
static enum cp_status read_row(struct reader *r, const struct cp_str **fields, size_t *count, struct cp_error *err)
{
    CP_VEC(struct cp_str) row = {0};
    for (;;) {
        struct cp_str field;
        enum cp_status status = read_field(r, &field, err);
        if (status != CP_OK)
            return status;
        *CP_PUSH(r->run, &row) = field;
        if (at_end(r) || is_line_end(look(r)))
            break;
        skip(r, 1);
    }
    if (!at_end(r))
        skip_line_end(r);
    *fields = row.items;
    *count = row.count;
    return CP_OK;
}

static bool skip_empty_lines(struct reader *r)
{
    for (;;) {
        size_t blanks = 0;
        while (blanks < r->rest.len && r->rest.ptr[blanks] == ' ')
            blanks++;
        if (blanks == r->rest.len)
            return false;
        if (!is_line_end(r->rest.ptr[blanks]))
            return true;
        skip(r, blanks);
        skip_line_end(r);
    }
}

// Of the header only, outside quotes; a comma if two stand as often.
static char choose_separator(struct cp_str content)
{
    static const char candidates[] = {',', ';', '\t'};
    size_t counts[sizeof candidates] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < content.len && (quoted || !is_line_end(content.ptr[i])); i++) {
        quoted ^= content.ptr[i] == '"';
        for (size_t c = 0; c < sizeof candidates && !quoted; c++)
            counts[c] += content.ptr[i] == candidates[c];
    }
    for (size_t c = 1; c < sizeof candidates; c++)
        if (counts[c] > counts[best])
            best = c;
    return candidates[best];
}

static enum cp_status check_encoding(struct cp_str content, const char *file, struct cp_error *err)
{
    if (content.len > 1 && (memcmp(content.ptr, "\xFF\xFE", 2) == 0 || memcmp(content.ptr, "\xFE\xFF", 2) == 0))
        return cp_fail_at(err, CP_EFORMAT, file, 0, "this table is UTF-16; save it as \"CSV UTF-8\"");
    for (unsigned line = 1; content.len; line++) {
        struct cp_str text = cp_str_split(&content, '\n');
        if (memchr(text.ptr, 0, text.len))
            return cp_fail_at(err, CP_EFORMAT, file, line,
                              "a byte of value 0: this is no table of comma-separated values");
        if (!cp_utf8_valid(text))
            return cp_fail_at(err, CP_EFORMAT, file, line, "this is not UTF-8; save the table as \"CSV UTF-8\"");
    }
    return CP_OK;
}

enum cp_status cp_csv_parse(struct cp_arena *run, struct cp_str content, const char *file, struct cp_csv *table,
                            struct cp_error *err)
{
    memset(table, 0, sizeof *table);
    enum cp_status status = check_encoding(content, file, err);
    if (status != CP_OK)
        return status;
    if (cp_str_starts(content, CP_STR("\xEF\xBB\xBF")))
        content = cp_str_slice(content, 3, content.len);
    struct reader r = {run, content, file, 1, ','};
    if (!skip_empty_lines(&r))
        return cp_fail_at(err, CP_EFORMAT, file, 0, "the table is empty; its first line should name the columns");
    r.separator = choose_separator(r.rest);
    status = read_row(&r, &table->header, &table->column_count, err);
    CP_VEC(struct cp_csv_row) rows = {0};
    while (status == CP_OK && skip_empty_lines(&r)) {
        struct cp_csv_row row = {.line = r.line};
        size_t count;
        const char *begin = r.rest.ptr;
        status = read_row(&r, &row.fields, &count, err);
        row.text = trim_end((struct cp_str){begin, (size_t)(r.rest.ptr - begin)});
        if (status == CP_OK && count != table->column_count)
            return cp_fail_at(err, CP_EFORMAT, file, row.line,
                              "%zu field%s where the header has %zu; a field with a \"%c\" in it needs quotes", count,
                              count == 1 ? "" : "s", table->column_count, r.separator);
        *CP_PUSH(run, &rows) = row;
    }
    table->rows = rows.items;
    table->row_count = rows.count;
    return status;
}

// ---------------------------------------------------------------- columns by name

static bool same_letter(char a, char b)
{
    a = a >= 'A' && a <= 'Z' ? (char)(a - 'A' + 'a') : a == '-' || a == ' ' ? '_' : a;
    return a == b;
}

static bool same_name(struct cp_str written, struct cp_str name)
{
    if (written.len != name.len)
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!same_letter(written.ptr[i], name.ptr[i]))
            return false;
    return true;
}

size_t cp_csv_find(const struct cp_csv *table, const char *names)
{
    struct cp_str list = cp_str_from(names);
    while (list.len) {
        struct cp_str name = cp_str_split(&list, '|');
        for (size_t i = 0; i < table->column_count; i++)
            if (same_name(table->header[i], name))
                return i;
    }
    return SIZE_MAX;
}

enum cp_status cp_csv_column(const struct cp_csv *table, const char *names, const char *file, size_t *column,
                             struct cp_error *err)
{
    *column = cp_csv_find(table, names);
    if (*column != SIZE_MAX)
        return CP_OK;
    struct cp_str list = cp_str_from(names), first = cp_str_split(&list, '|');
    struct cp_buf header = {0};
    for (size_t i = 0; i < table->column_count; i++)
        cp_buf_add_format(&header, "%s" CP_FMT, i ? ", " : "", CP_ARG(table->header[i]));
    cp_fail_at(err, CP_EFORMAT, file, 1, "there is no column \"" CP_FMT "\"; the columns are " CP_FMT, CP_ARG(first),
               CP_ARG(cp_buf_str(&header)));
    cp_buf_release(&header);
    return CP_EFORMAT;
}
