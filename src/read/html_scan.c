// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// The scan of a page: texts and start tags are numbered. It follows the tokenizer of the
// HTML standard as far as the borders of tags, comments and raw text are concerned, looks
// at each byte once, and remembers a search that failed.
#include "html_p.h"

#include <stdio.h>
#include <string.h>

struct scan {
    struct cp_html *html;
    struct cp_str s;
    bool flat;
    bool no_end, no_double, no_single, no_comment_end; // of '>', '"', '\'', "-->" behind here
    bool unquoted; // a tag with quotes ran to the end of the page: they are not to be trusted
    size_t blank;  // where the last text of white space begins
};

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static bool is_letter(char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

static bool is_one_of(struct cp_str name, const char *const *names)
{
    for (; *names; names++)
        if (cp_str_equal_fold(name, cp_str_from(*names)))
            return true;
    return false;
}

// ---------------------------------------------------------------- attributes

static size_t value_end(struct cp_str tag, size_t *begin)
{
    char quote = tag.ptr[*begin];
    if (quote == '"' || quote == '\'') {
        const char *close = memchr(tag.ptr + *begin + 1, quote, tag.len - *begin - 1);
        ++*begin;
        return close ? (size_t)(close - tag.ptr) : tag.len;
    }
    size_t end = *begin;
    while (end < tag.len && !is_space(tag.ptr[end]) && tag.ptr[end] != '>')
        end++;
    return end;
}

struct cp_str cp_html_attribute(struct cp_str tag, const char *name)
{
    size_t at = 1;
    while (at < tag.len && !is_space(tag.ptr[at]) && tag.ptr[at] != '>')
        at++;
    while (at < tag.len) {
        while (at < tag.len && (is_space(tag.ptr[at]) || tag.ptr[at] == '/'))
            at++;
        size_t begin = at;
        while (at < tag.len && !is_space(tag.ptr[at]) && tag.ptr[at] != '=' && tag.ptr[at] != '>' && tag.ptr[at] != '/')
            at++;
        struct cp_str key = cp_str_slice(tag, begin, at), value = {tag.ptr + at, 0};
        while (at < tag.len && is_space(tag.ptr[at]))
            at++;
        if (at < tag.len && tag.ptr[at] == '=') {
            at++;
            while (at < tag.len && is_space(tag.ptr[at]))
                at++;
            if (at < tag.len) {
                size_t from = at;
                at = value_end(tag, &from);
                value = cp_str_slice(tag, from, at);
                at += at < tag.len && (tag.ptr[at] == '"' || tag.ptr[at] == '\'');
            }
        }
        if (key.len && cp_str_equal_fold(key, cp_str_from(name)))
            return value;
        if (at == begin)
            at++;
    }
    return (struct cp_str){NULL, 0};
}

static void take_date(struct scan *sc, struct cp_str text)
{
    struct cp_date date;
    if (sc->html->date.year || !text.ptr)
        return;
    text = cp_str_trim(text);
    if (cp_date_parse(cp_str_slice(text, 0, 10), &date) || cp_find_date(text, &date))
        sc->html->date = date;
}

static void take_meta(struct scan *sc, struct cp_str tag)
{
    static const char *const dates[] = {
        "article:published_time", "og:published_time", "published_time", "date", "pubdate", "publishdate", "publish-date",
        "publish_date", "publication_date", "dc.date", "dc.date.issued", "dc.date.created", "dcterms.created",
        "dcterms.date", "dcterms.issued", "sailthru.date", "parsely-pub-date", "article.published", "datepublished",
        "citation_date", "citation_publication_date", "release_date", "originalpublicationdate", "article_date_original",
        "cxenseparse:recs:publishtime", NULL};
    static const char *const titles[] = {"og:title", "twitter:title", "dc.title", "dcterms.title", "headline",
                                         "sailthru.title", "parsely-title", NULL};
    struct cp_str name = cp_html_attribute(tag, "property"), content = cp_html_attribute(tag, "content");
    if (!name.ptr)
        name = cp_html_attribute(tag, "name");
    if (!name.ptr)
        name = cp_html_attribute(tag, "itemprop");
    if (!name.ptr || !content.ptr)
        return;
    if (is_one_of(name, dates))
        take_date(sc, content);
    struct cp_span *title = &sc->html->meta_title;
    if (title->begin == title->end && is_one_of(name, titles))
        *title = (struct cp_span){(size_t)(content.ptr - sc->s.ptr), (size_t)(content.ptr - sc->s.ptr) + content.len};
}

// "datePublished": "…" of schema.org, in a script of JSON.
static void take_linked_data(struct scan *sc, struct cp_str script)
{
    struct cp_str key = CP_STR("\"datePublished\"");
    size_t at = cp_str_find(script, key, 0);
    if (at == SIZE_MAX)
        return;
    struct cp_str rest = cp_str_slice(script, at + key.len, at + key.len + 60);
    cp_str_split(&rest, '"');
    take_date(sc, cp_str_split(&rest, '"'));
}

// ---------------------------------------------------------------- what goes to the parser

static void write_number(struct scan *sc, const char *format, size_t number)
{
    char text[40];
    int n = snprintf(text, sizeof text, format, number);
    cp_mapped_add(&sc->html->page, text, (size_t)n, 0);
}

static void write_string(struct scan *sc, struct cp_str s)
{
    cp_mapped_add(&sc->html->page, s.ptr, s.len, 0);
}

static void put_text(struct scan *sc, size_t begin, size_t end)
{
    size_t visible = begin;
    while (visible < end && is_space(sc->s.ptr[visible]))
        visible++;
    if (begin == end)
        return;
    if (visible == end) { // it still parts words; a number would make a paragraph of it
        write_string(sc, CP_STR(" "));
        sc->blank = begin;
        return;
    }
    *CP_PUSH(sc->html->doc, &sc->html->texts) = (struct cp_text){begin, end, sc->blank};
    write_number(sc, "%zu;", sc->html->texts.count - 1);
}

// Marks of type and phrase say nothing about where a block ends.
static const char *const left_out[] = {
    "abbr", "acronym", "b",    "basefont", "bdi",  "bdo",  "big",  "blink", "body",  "cite", "code", "data", "del",
    "dfn",  "em",      "font", "head",     "html", "i",    "img",  "ins",   "kbd",   "link", "mark", "meta", "nobr",
    "q",    "rp",      "rt",   "ruby",     "s",    "samp", "small", "span", "strike", "strong", "sub", "sup", "tt",
    "u",    "var",     "wbr",  "source",   "track", "param", "area", "map", "picture", "base", "o:p", "st1:place", NULL};
static const char *const flat_tags[] = {"p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", NULL};
// Elements whose content is no text of the page.
static const char *const raw[] = {"script", "style", "textarea", "xmp", "iframe", "noembed", "noframes", "svg", "math",
                                  "template", "select", "canvas", "audio", "video", "object", NULL};

static void put_tag(struct scan *sc, struct cp_str name, bool closing, size_t begin, size_t end)
{
    if (is_one_of(name, left_out))
        return;
    if (sc->flat && !is_one_of(name, flat_tags)) {
        write_string(sc, CP_STR("<br><br>"));
        return;
    }
    write_string(sc, closing ? CP_STR("</") : CP_STR("<"));
    for (size_t i = 0; i < name.len && i < 32; i++) {
        char c = lower(name.ptr[i]);
        bool plain = is_letter(c) || (c >= '0' && c <= '9');
        cp_mapped_add(&sc->html->page, plain ? &c : "x", 1, 0);
    }
    if (!closing) {
        *CP_PUSH(sc->html->doc, &sc->html->tags) = (struct cp_span){begin, end};
        write_number(sc, " n=\"%zu\"", sc->html->tags.count - 1);
    }
    write_string(sc, CP_STR(">"));
}

// ---------------------------------------------------------------- the scan

static size_t find(struct scan *sc, const char *what, size_t at, bool *failed)
{
    if (*failed)
        return SIZE_MAX;
    size_t hit = cp_str_find(sc->s, cp_str_from(what), at);
    *failed = hit == SIZE_MAX;
    return hit;
}

// Behind the '>' of the tag at `at`, quotes respected.
static size_t tag_end(struct scan *sc, size_t at)
{
    size_t first = find(sc, ">", at, &sc->no_end);
    if (first == SIZE_MAX)
        return sc->s.len;
    for (size_t i = at; i < sc->s.len; i++) {
        char c = sc->s.ptr[i];
        if (c == '>' || sc->unquoted)
            return c == '>' ? i + 1 : first + 1;
        if ((c == '"' || c == '\'') && i > at && (sc->s.ptr[i - 1] == '=' || is_space(sc->s.ptr[i - 1]))) {
            size_t close = find(sc, c == '"' ? "\"" : "'", i + 1, c == '"' ? &sc->no_double : &sc->no_single);
            if (close == SIZE_MAX)
                return first + 1;
            i = close;
        }
    }
    sc->unquoted = true;
    return first + 1;
}

// Behind the element whose start tag ends at `at` and whose content is not HTML; the end of the page if it is not
// closed.
static size_t raw_end(struct scan *sc, struct cp_str name, size_t at, size_t *content_end)
{
    for (;;) {
        size_t close = cp_str_find(sc->s, CP_STR("</"), at);
        if (close == SIZE_MAX) {
            *content_end = sc->s.len;
            return sc->s.len;
        }
        if (cp_str_equal_fold(cp_str_slice(sc->s, close + 2, close + 2 + name.len), name)) {
            size_t end = cp_str_find(sc->s, CP_STR(">"), close);
            *content_end = close;
            return end == SIZE_MAX ? sc->s.len : end + 1;
        }
        at = close + 2;
    }
}

// A number that refers to a note: "<sup>12</sup>", "<sup>[3]</sup>". Behind it, 0 if it is none.
static size_t note_mark(const struct scan *sc, size_t at)
{
    size_t i = at, digits = 0;
    while (i < sc->s.len && i < at + 8 && sc->s.ptr[i] != '<') {
        char c = sc->s.ptr[i++];
        digits += c >= '0' && c <= '9';
        if (!(c >= '0' && c <= '9') && c != '[' && c != ']' && !is_space(c))
            return 0;
    }
    return digits && digits <= 3 && cp_str_starts(cp_str_slice(sc->s, i, sc->s.len), CP_STR("</")) ? i : 0;
}

static size_t take_start(struct scan *sc, struct cp_str name, size_t begin, size_t end)
{
    struct cp_str tag = cp_str_slice(sc->s, begin, end);
    size_t content_end;
    if (cp_str_equal_fold(name, CP_STR("meta")))
        take_meta(sc, tag);
    if (cp_str_equal_fold(name, CP_STR("title"))) {
        size_t behind = raw_end(sc, name, end, &content_end);
        if (sc->html->title.begin == sc->html->title.end)
            sc->html->title = (struct cp_span){end, content_end};
        return behind;
    }
    if (is_one_of(name, raw) && !cp_str_ends(tag, CP_STR("/>"))) {
        size_t behind = raw_end(sc, name, end, &content_end);
        struct cp_str type = cp_html_attribute(tag, "type");
        if (type.ptr && cp_str_equal_fold(type, CP_STR("application/ld+json")))
            take_linked_data(sc, cp_str_slice(sc->s, end, content_end));
        return behind;
    }
    if (cp_str_equal_fold(name, CP_STR("sup"))) {
        size_t behind = note_mark(sc, end);
        if (behind)
            return behind;
    }
    put_tag(sc, name, false, begin, end);
    return end;
}

static bool begins_markup(struct scan *sc, size_t at)
{
    struct cp_str rest = cp_str_slice(sc->s, at + 1, at + 3);
    if (rest.len && (rest.ptr[0] == '!' || rest.ptr[0] == '?'))
        return true;
    size_t name = rest.len > 1 && rest.ptr[0] == '/';
    return name < rest.len && is_letter(rest.ptr[name]) && find(sc, ">", at, &sc->no_end) != SIZE_MAX;
}

// Behind the markup that begins at `at`.
static size_t take_markup(struct scan *sc, size_t at)
{
    struct cp_str rest = cp_str_slice(sc->s, at, at + 9);
    if (cp_str_starts(rest, CP_STR("<!--"))) {
        size_t end = find(sc, "-->", at + 2, &sc->no_comment_end);
        return end == SIZE_MAX ? sc->s.len : end + 3;
    }
    if (rest.len > 1 && (rest.ptr[1] == '!' || rest.ptr[1] == '?')) {
        size_t end = find(sc, ">", at, &sc->no_end);
        return end == SIZE_MAX ? sc->s.len : end + 1;
    }
    bool closing = rest.len > 2 && rest.ptr[1] == '/';
    size_t name_at = at + 1 + closing, name_end = name_at;
    while (name_end < sc->s.len && !is_space(sc->s.ptr[name_end]) && sc->s.ptr[name_end] != '>' &&
           sc->s.ptr[name_end] != '/' && sc->s.ptr[name_end] != '<')
        name_end++;
    struct cp_str name = cp_str_slice(sc->s, name_at, name_end);
    size_t end = tag_end(sc, name_end);
    if (!closing)
        return take_start(sc, name, at, end);
    put_tag(sc, name, true, at, end);
    return end;
}

void cp_html_scan(struct cp_html *html, bool flat)
{
    struct scan sc = {.html = html, .s = html->source->text, .flat = flat};
    size_t plain = 0, at = 0;
    html->texts.count = html->tags.count = 0;
    html->page.len = 0;
    html->page.doc = html->doc;
    write_string(&sc, CP_STR("<html><body>"));
    while (at < sc.s.len) {
        const char *open = memchr(sc.s.ptr + at, '<', sc.s.len - at);
        if (!open)
            break;
        at = (size_t)(open - sc.s.ptr);
        if (!begins_markup(&sc, at)) { // the sign belongs to the text
            at++;
            continue;
        }
        put_text(&sc, plain, at);
        plain = at = take_markup(&sc, at);
    }
    put_text(&sc, plain, sc.s.len);
    write_string(&sc, CP_STR("</body></html>"));
}
