// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// JSON Lines. jansson says whether an object is valid and what is wrong with it, but not
// where its strings stand; once it is known to be valid, a small scan over the top level
// finds the fields, and their escapes are decoded with origins.
#include "read_p.h"

#include <jansson.h>
#include <string.h>

enum field { ID, URL, TITLE, DATE, TEXT, FIELDS };

// The names that a field goes by, the best one first.
static const char *const names[FIELDS][16] = {
    [ID] = {"id", "_id", "uid", "guid", "doc_id", "docid", "document_id", "uuid"},
    [URL] = {"url", "link", "source_url", "canonical_url", "uri"},
    [TITLE] = {"title", "headline", "name", "subject", "heading"},
    [DATE] = {"date", "published", "published_at", "publishedAt", "date_published", "datePublished", "publish_date",
              "published_date", "publication_date", "pubDate", "pub_date", "created_at", "created", "timestamp",
              "date_publish"},
    [TEXT] = {"text", "body", "content", "article", "article_text", "full_text", "fulltext", "maintext", "articleBody",
              "article_body", "body_text", "html", "content_html", "description", "summary"},
};

struct fields {
    size_t begin[FIELDS], end[FIELDS];
    int rank[FIELDS]; // place in names + 1; 0: not there
};

static size_t skip_blank(struct cp_str s, size_t at)
{
    while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '\t' || s.ptr[at] == '\n' || s.ptr[at] == '\r'))
        at++;
    return at;
}

static size_t string_end(struct cp_str s, size_t at)
{
    for (at++; at < s.len;) {
        const uint64_t eight = cp_str_eight(s, at), marks = cp_eight_equal(eight, '"') | cp_eight_equal(eight, '\\');
        at += marks ? cp_eight_first(marks) : 8;
        if (marks && s.ptr[at] == '"')
            return at + 1;
        at += marks ? 2 : 0; // what is escaped
    }
    return s.len;
}

size_t cp_json_value_end(struct cp_str s, size_t at)
{
    size_t depth = 0;
    while (at < s.len) {
        char c = s.ptr[at];
        if (c == '"') {
            at = string_end(s, at);
            if (depth == 0)
                return at;
            continue;
        }
        if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            if (depth == 0)
                return at;
            if (--depth == 0)
                return at + 1;
        } else if (c == ',' && depth == 0) {
            return at;
        }
        at++;
    }
    return s.len;
}

static void note_field(struct fields *f, struct cp_str key, size_t begin, size_t end)
{
    for (int field = 0; field < FIELDS; field++) {
        for (int i = 0; i < 16 && names[field][i]; i++) {
            bool better = !f->rank[field] || f->rank[field] >= i + 1;
            if (!better || !cp_str_equal_fold(key, cp_str_from(names[field][i])))
                continue;
            f->begin[field] = begin;
            f->end[field] = end;
            f->rank[field] = i + 1;
        }
    }
}

// The top level of a valid object.
static struct fields find_fields(struct cp_str s)
{
    struct fields f = {0};
    size_t at = skip_blank(s, 0) + 1;
    while ((at = skip_blank(s, at)) < s.len && s.ptr[at] == '"') {
        size_t key_end = string_end(s, at);
        struct cp_str key = cp_str_slice(s, at + 1, key_end - 1);
        size_t begin = skip_blank(s, skip_blank(s, key_end) + 1); // behind the colon
        size_t end = cp_json_value_end(s, begin);
        bool useful = begin < end && s.ptr[begin] != '{' && s.ptr[begin] != 'n' && // no object, no null
                      !(end - begin == 2 && s.ptr[begin] == '"');                 // nor ""
        if (useful)
            note_field(&f, key, begin, end);
        at = skip_blank(s, end);
        at += at < s.len && s.ptr[at] == ',';
    }
    return f;
}

// ---------------------------------------------------------------- strings

static uint32_t four_digits(struct cp_str s, size_t at)
{
    uint32_t value = 0;
    for (size_t i = at; i < at + 4 && i < s.len; i++) {
        char c = s.ptr[i], low = (char)(c | 0x20);
        value = value * 16 + (uint32_t)(c <= '9' ? c - '0' : low - 'a' + 10);
    }
    return value;
}

static size_t put_escape(struct cp_mapped *to, const struct cp_source *from, size_t at)
{
    struct cp_str s = from->text;
    static const char letters[] = "bfnrt", meanings[] = "  \n\r\t";
    char c = s.ptr[at + 1];
    size_t n = 2;
    uint32_t code = (unsigned char)c;
    const char *letter = strchr(letters, c);
    if (c == 'u') {
        code = four_digits(s, at + 2);
        n = 6;
        if (code >= 0xD800 && code < 0xDC00 && at + 12 <= s.len && s.ptr[at + 6] == '\\' && s.ptr[at + 7] == 'u') {
            uint32_t low = four_digits(s, at + 8);
            if (low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                n = 12;
            }
        }
    } else if (letter) {
        code = (unsigned char)meanings[letter - letters];
    }
    cp_mapped_put(to, code, cp_source_origin(from, at), n);
    return at + n;
}

// The string whose opening quote stands at begin; escapes decoded.
static void add_string(struct cp_mapped *to, const struct cp_source *from, size_t begin, size_t end)
{
    const char *text = from->text.ptr, *escape;
    size_t plain = begin + 1;
    while (plain < end - 1 && (escape = memchr(text + plain, '\\', end - 1 - plain))) {
        cp_mapped_copy(to, from, plain, (size_t)(escape - text));
        plain = put_escape(to, from, (size_t)(escape - text));
    }
    cp_mapped_copy(to, from, plain, end - 1);
}

// A string, a list of strings (paragraphs) or a number.
static struct cp_source value_of(struct cp_arena *doc, const struct cp_source *from, const struct fields *f,
                                 enum field which)
{
    struct cp_mapped to = {.doc = doc};
    struct cp_str s = from->text;
    size_t begin = f->begin[which], end = f->end[which];
    cp_mapped_expect(&to, end - begin);
    if (f->rank[which] && s.ptr[begin] == '"') {
        add_string(&to, from, begin, end);
    } else if (f->rank[which] && s.ptr[begin] == '[') {
        for (size_t at = begin + 1; at < end; at++) {
            at = skip_blank(s, at);
            size_t stop = cp_json_value_end(s, at);
            if (at < stop && s.ptr[at] == '"') {
                if (to.len)
                    cp_mapped_add(&to, "\n\n", 2, cp_source_origin(from, at));
                add_string(&to, from, at, stop);
            }
            at = skip_blank(s, stop);
        }
    } else if (f->rank[which]) {
        cp_mapped_copy(&to, from, begin, end);
    }
    return cp_mapped_source(&to);
}

// ---------------------------------------------------------------- the object

// Seconds or milliseconds since 1970, or any form in words.
static void take_date(struct cp_builder *b, struct cp_str text)
{
    struct cp_date date;
    bool number = text.len >= 9 && text.len <= 13;
    int64_t seconds = 0;
    text = cp_str_trim(text);
    for (size_t i = 0; i < text.len && number; i++) {
        number = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        seconds = seconds * 10 + (text.ptr[i] - '0');
    }
    if (number)
        cp_builder_date(b, CP_DATE_META,
                        cp_date_from_days((int32_t)((text.len > 11 ? seconds / 1000 : seconds) / 86400)));
    else if (cp_date_parse(cp_str_slice(text, 0, 10), &date) || cp_find_date(text, &date) ||
             cp_find_date_in_name(cp_str_slice(text, 0, 8), &date))
        cp_builder_date(b, CP_DATE_META, date);
}

static void take_title(struct cp_builder *b, const struct cp_source *title)
{
    cp_builder_begin(b, CP_BLOCK_TITLE, 0);
    cp_inline(b, title, 0, title->text.len, false);
    cp_builder_end(b);
}

static void take_text(struct cp_builder *b, const struct cp_source *text)
{
    if (cp_looks_like_html(text->text))
        cp_read_html(b, text);
    else if (cp_looks_like_markdown(text->text))
        cp_read_markdown(b, text);
    else
        cp_read_text(b, text);
}

static enum cp_status check_json(struct cp_str text, const char *file, unsigned line, struct cp_error *err)
{
    json_error_t why;
    json_t *root = json_loadb(text.ptr, text.len, JSON_ALLOW_NUL, &why);
    bool is_object = json_is_object(root);
    json_decref(root);
    if (!root)
        return cp_fail_at(err, CP_EFORMAT, file, line, "is not valid JSON: %s (column %d)", why.text, why.column);
    if (!is_object)
        return cp_fail_at(err, CP_EFORMAT, file, line, "is not a JSON object: each line must be {\"text\": …}");
    return CP_OK;
}

enum cp_status cp_read_json(struct cp_builder *b, const struct cp_source *object, const char *file, unsigned line,
                            struct cp_error *err)
{
    struct cp_arena *doc = b->text.doc;
    enum cp_status status = cp_is_plain_json_object(object->text) ? CP_OK : check_json(object->text, file, line, err);
    if (status != CP_OK)
        return status;
    struct fields f = find_fields(object->text);
    struct cp_source title = value_of(doc, object, &f, TITLE), text = value_of(doc, object, &f, TEXT);
    if (cp_str_trim(text.text).len == 0)
        return cp_fail_at(err, CP_EFORMAT, file, line, "has no text: name the field \"text\", \"body\" or \"content\"");
    struct cp_source id = value_of(doc, object, &f, f.rank[ID] ? ID : URL);
    b->id = cp_str_collapse(doc, id.text);
    take_date(b, value_of(doc, object, &f, DATE).text);
    if (cp_str_trim(title.text).len)
        take_title(b, &title);
    take_text(b, &text);
    return CP_OK;
}
