// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// Front matter: what static site generators put above a page. Only scalars at the top
// level matter here (title, date), so this reads those and passes over the rest: lists,
// maps and comments never look like a key that is asked for.
#include "read_p.h"

#include <string.h>

enum { LONGEST_MATTER = 64 * 1024 };

struct field {
    struct cp_str key;
    struct cp_source value;
};

static const char *const title_keys[] = {"title", "headline", "header_title", "page_title", "name"};
static const char *const date_keys[] = {"date",         "published",    "published_time", "publish_date", "pubdate",
                                        "date_published", "publishdate", "page_date",     "release_date", "created",
                                        "posted",       "updated",      "lastmod",        "modified_time"};

// The line at `at` without its end; *next is where the next one begins.
static struct cp_str line_at(struct cp_str s, size_t at, size_t *next)
{
    size_t end = cp_str_find(s, CP_STR("\n"), at);
    *next = end == SIZE_MAX ? s.len : end + 1;
    return cp_str_slice(s, at, end == SIZE_MAX ? s.len : end);
}

static bool is_fence(struct cp_str line, struct cp_str fence)
{
    return cp_str_equal(cp_str_trim(line), fence);
}

static bool is_key_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// "key : value" or "key = value": where the value begins, 0 if the line is something else.
static size_t split_key(struct cp_str line, char separator, struct cp_str *key)
{
    size_t at = 0, end;
    while (at < line.len && (line.ptr[at] == ' ' || line.ptr[at] == '"'))
        at++;
    for (end = at; end < line.len && is_key_byte(line.ptr[end]); end++)
        ;
    *key = cp_str_slice(line, at, end);
    while (end < line.len && (line.ptr[end] == ' ' || line.ptr[end] == '\t' || line.ptr[end] == '"'))
        end++;
    if (key->len == 0 || end >= line.len || line.ptr[end] != separator)
        return 0;
    return end + 1;
}

// The value of n hexadecimal digits; false if they are not all there.
static bool hex(struct cp_str s, size_t at, size_t n, uint32_t *value)
{
    *value = 0;
    for (size_t i = at; i < at + n; i++) {
        char c = i < s.len ? s.ptr[i] : '\0', low = (char)(c | 0x20);
        if (!(c >= '0' && c <= '9') && !(low >= 'a' && low <= 'f'))
            return false;
        *value = *value * 16 + (uint32_t)(c <= '9' ? c - '0' : low - 'a' + 10);
    }
    return n > 0;
}

// An escape in a double-quoted scalar, at the backslash. Behind it.
static size_t put_escape(struct cp_mapped *to, const struct cp_source *from, size_t at)
{
    struct cp_str s = from->text;
    char c = at + 1 < s.len ? s.ptr[at + 1] : ' ';
    size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0, next = at + 2;
    uint32_t code = c == '_' ? 0xA0 : c == 'n' || c == 't' || c == 'r' ? ' ' : (unsigned char)c;
    if (c == '\n') { // the line goes on without a blank; the blanks that indent the next one are not text
        while (next < s.len && (s.ptr[next] == ' ' || s.ptr[next] == '\t'))
            next++;
        return next;
    }
    if ((unsigned char)c >= 0x80) // no escape: the backslash alone goes
        return at + 1;
    uint32_t number;
    if (hex(s, at + 2, digits, &number)) {
        code = number ? number : ' ';
        next += digits;
    }
    cp_mapped_put(to, code, cp_source_origin(from, at), next - at);
    return next;
}

// A quoted scalar that begins behind the quote at `at`; it may go on over several lines.
static struct cp_source quoted(struct cp_arena *doc, const struct cp_source *from, size_t at, size_t end)
{
    struct cp_mapped to = {.doc = doc};
    char quote = from->text.ptr[at++];
    while (at < end) {
        char c = from->text.ptr[at];
        if (c == quote && quote == '\'' && at + 1 < end && from->text.ptr[at + 1] == '\'') {
            cp_mapped_copy(&to, from, at, at + 1);
            at += 2;
        } else if (c == quote) {
            break;
        } else if (c == '\\' && quote == '"') {
            at = put_escape(&to, from, at);
        } else {
            cp_mapped_copy(&to, from, at, at + 1);
            at++;
        }
    }
    return cp_mapped_source(&to);
}

// The value that begins at `at`; `end` is where the next key begins. A plain scalar may go on over indented lines.
static struct cp_source scalar(struct cp_arena *doc, const struct cp_source *from, size_t at, size_t end)
{
    struct cp_str s = from->text;
    while (at < end && (s.ptr[at] == ' ' || s.ptr[at] == '\t' || s.ptr[at] == '\n' || s.ptr[at] == '\r'))
        at++;
    if (at < end && (s.ptr[at] == '"' || s.ptr[at] == '\''))
        return quoted(doc, from, at, end);
    if (at < end && (s.ptr[at] == '>' || s.ptr[at] == '|')) // a block scalar: its indicators end with the line
        line_at(s, at, &at);
    struct cp_mapped to = {.doc = doc};
    size_t comment = cp_str_find(cp_str_slice(s, 0, end), CP_STR(" #"), at);
    cp_mapped_copy(&to, from, at < end ? at : end, comment < end ? comment : end);
    return cp_mapped_source(&to);
}

static void take_title(struct cp_builder *b, const struct cp_source *value)
{
    struct cp_str text = cp_str_trim(value->text);
    if (text.len == 0 || cp_builder_has_title(b) || b->blocks.count)
        return;
    cp_builder_begin(b, CP_BLOCK_TITLE, 0);
    cp_inline(b, value, 0, value->text.len, true);
    cp_builder_end(b);
}

static void take_date(struct cp_builder *b, const struct cp_source *value)
{
    struct cp_date date;
    struct cp_str text = cp_str_trim(value->text);
    if (cp_date_parse(cp_str_slice(text, 0, 10), &date) || cp_find_date(text, &date))
        cp_builder_date(b, CP_DATE_FRONT, date);
}

// Walks the fields between begin and end and takes that whose key is asked for.
static void take_key(struct cp_builder *b, const struct cp_source *source, size_t begin, size_t end, char separator,
                     const char *wanted, void (*take)(struct cp_builder *, const struct cp_source *))
{
    for (size_t at = begin, next; at < end; at = next) {
        struct cp_str key;
        struct cp_str line = line_at(source->text, at, &next);
        size_t value = split_key(line, separator, &key);
        if (!value || !cp_str_equal_fold(key, cp_str_from(wanted)))
            continue;
        size_t stop = next, after = next;
        while (stop < end) { // lines that are indented, or close a quote, go on with this value
            line = line_at(source->text, stop, &after);
            if (line.len && line.ptr[0] != ' ' && line.ptr[0] != '\t')
                break;
            if (split_key(line, separator, &key) && line.ptr[0] == ' ' && source->text.ptr[at] == ' ')
                break; // all keys are indented
            stop = after;
        }
        struct cp_source text = scalar(b->text.doc, source, at + value, stop);
        take(b, &text);
        return;
    }
}

size_t cp_read_front_matter(struct cp_builder *b, const struct cp_source *source)
{
    struct cp_str s = source->text, key;
    size_t begin = 0, at, next;
    while (begin < s.len && (s.ptr[begin] == '\n' || s.ptr[begin] == '\r' || s.ptr[begin] == ' '))
        begin++;
    struct cp_str first = line_at(s, begin, &at);
    bool yaml = is_fence(first, CP_STR("---")), toml = is_fence(first, CP_STR("+++"));
    if (!yaml && !toml)
        return 0;
    struct cp_str fence = yaml ? CP_STR("---") : CP_STR("+++");
    char separator = yaml ? ':' : '=';
    size_t fields = at;
    bool any = false;
    for (;; at = next) {
        struct cp_str line = line_at(s, at, &next);
        if (at >= s.len || at - begin > LONGEST_MATTER)
            return 0;
        if (is_fence(line, fence) || (yaml && is_fence(line, CP_STR("..."))))
            break;
        any = any || split_key(line, separator, &key);
        if (!any && cp_str_trim(line).len && cp_str_trim(line).ptr[0] != '#')
            return 0; // a rule with prose under it
    }
    for (size_t i = 0; i < sizeof title_keys / sizeof *title_keys; i++)
        take_key(b, source, fields, at, separator, title_keys[i], take_title);
    for (size_t i = 0; i < sizeof date_keys / sizeof *date_keys; i++)
        take_key(b, source, fields, at, separator, date_keys[i], take_date);
    return next;
}
