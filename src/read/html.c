// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// HTML → blocks: see html_p.h for the way there.
#include "html_p.h"

#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

enum { SAMPLE = 4096, DATA_CELL = 300, BYLINE_BYTES = 160, TITLE_KEY = 400 };

struct writer {
    struct cp_html *html;
    struct cp_builder *b;
    enum cp_block_kind kind; // of the next block
    unsigned flags;
    bool row;                // cells become one block
    bool cell;               // a cell of the row has been written
    unsigned breaks;         // <br> since the last text
    uint32_t title_begin, title_end; // of <h1>, skipped
    const xmlNode *headline; // already written as the title
    struct cp_date date;     // of the first <time> in the article
};

// ---------------------------------------------------------------- texts

static void put_span(struct cp_builder *b, const struct cp_source *source, size_t begin, size_t end)
{
    struct cp_str s = cp_str_slice(source->text, 0, end);
    while (begin < end) {
        const char *reference = memchr(s.ptr + begin, '&', end - begin);
        size_t at = reference ? (size_t)(reference - s.ptr) : end;
        cp_builder_add(b, source, begin, at);
        if (at == end)
            return;
        size_t behind = at;
        uint32_t code = cp_entity(s, &behind);
        if (code)
            cp_builder_put(b, code, cp_source_origin(source, at), behind - at);
        else
            cp_builder_add(b, source, at, ++behind);
        begin = behind;
    }
}

static void ensure_block(struct writer *w)
{
    if (w->b->open)
        return;
    cp_builder_begin(w->b, w->kind, w->flags);
    w->breaks = 0;
}

static bool continues(struct cp_str s, size_t begin, size_t end)
{
    while (begin < end && (s.ptr[begin] == ' ' || s.ptr[begin] == '\n' || s.ptr[begin] == '\t' || s.ptr[begin] == '\r'))
        begin++;
    size_t at = begin;
    uint32_t c = begin < end ? cp_utf8_next(s, &at) : 0;
    return cp_rune_is_letter(c) && cp_rune_lower(c) == c;
}

// One <br> ends a block unless the sentence goes on in small letters; two always do.
static void apply_breaks(struct writer *w, const struct cp_text *text)
{
    if (w->breaks == 0)
        return;
    bool same = w->row || (w->breaks == 1 && continues(w->html->source->text, text->begin, text->end));
    if (same && w->b->open)
        cp_builder_space(w->b, cp_source_origin(w->html->source, text->begin));
    else
        cp_builder_end(w->b);
    w->breaks = 0;
}

static void write_text(struct writer *w, const xmlNode *node)
{
    struct cp_text text;
    size_t at = 0;
    for (bool blank; cp_html_next_text(w->html, node, &at, &text, &blank);) {
        apply_breaks(w, &text);
        ensure_block(w);
        if (blank)
            cp_builder_space(w->b, cp_source_origin(w->html->source, text.blank));
        put_span(w->b, w->html->source, text.begin, text.end);
    }
    // white space behind the last number parts it from what follows
    const char *s = (const char *)node->content;
    size_t n = s ? strlen(s) : 0;
    if (n && s[n - 1] == ' ' && w->b->open && w->b->text.runs.count) {
        const struct cp_run *last = &w->b->text.runs.items[w->b->text.runs.count - 1];
        cp_builder_space(w->b, last->origin + (w->b->text.len - last->text));
    }
}

// ---------------------------------------------------------------- blocks

static const struct cp_node *known(const xmlNode *node)
{
    return node->_private;
}

static void write_children(struct writer *w, const xmlNode *node);

static void block(struct writer *w, const xmlNode *node, enum cp_block_kind kind, unsigned flags)
{
    enum cp_block_kind outer = w->kind;
    unsigned outer_flags = w->flags;
    cp_builder_end(w->b);
    w->breaks = 0;
    w->kind = kind;
    w->flags = flags;
    write_children(w, node);
    cp_builder_end(w->b);
    w->breaks = 0;
    w->kind = outer;
    w->flags = outer_flags;
}

// A row of data has two cells or more, all of them short; the others are there for the layout.
static bool is_data_row(const xmlNode *row)
{
    static const char *const cells[] = {"td", "th", NULL};
    size_t n = 0;
    for (const xmlNode *child = row->children; child; child = child->next) {
        if (!cp_html_is(child, cells))
            continue;
        if (known(child)->text > DATA_CELL)
            return false;
        n += known(child)->text > 0;
    }
    return n >= 2;
}

static void write_row(struct writer *w, const xmlNode *row)
{
    static const char *const cells[] = {"td", "th", NULL};
    bool any = false;
    cp_builder_begin(w->b, CP_BLOCK_ROW, 0);
    w->row = true;
    for (const xmlNode *child = row->children; child; child = child->next) {
        if (!cp_html_is(child, cells) || known(child)->text == 0)
            continue;
        struct cp_str tag = cp_html_tag(w->html, child);
        size_t origin = tag.len ? cp_source_origin(w->html->source, (size_t)(tag.ptr - w->html->source->text.ptr)) : 0;
        if (any) {
            cp_builder_space(w->b, origin);
            cp_builder_put(w->b, '|', origin, 1);
            cp_builder_space(w->b, origin);
        }
        write_children(w, child);
        any = true;
    }
    w->row = false;
    w->breaks = 0;
    cp_builder_end(w->b);
}

static bool is_byline(const struct writer *w, const xmlNode *node)
{
    static const char *const words[] = {"byline", "author", "dateline", "credit", "caption", NULL};
    static const char *const names[] = {"address", "figcaption", "caption", NULL};
    if (known(node)->text > BYLINE_BYTES * 2)
        return false;
    if (cp_html_is(node, names))
        return true;
    struct cp_str tag = cp_html_tag(w->html, node), classes = cp_html_attribute(tag, "class");
    if (!classes.ptr || known(node)->text > BYLINE_BYTES)
        return false;
    for (const char *const *word = words; *word; word++)
        if (cp_str_find(classes, cp_str_from(*word), 0) != SIZE_MAX)
            return true;
    return false;
}

static void take_time(struct writer *w, const xmlNode *node)
{
    struct cp_date date;
    struct cp_str stamp = cp_html_attribute(cp_html_tag(w->html, node), "datetime");
    if (!w->date.year && stamp.ptr &&
        (cp_date_parse(cp_str_slice(cp_str_trim(stamp), 0, 10), &date) || cp_find_date(stamp, &date)))
        w->date = date;
}

static void write_element(struct writer *w, const xmlNode *node)
{
    static const char *const inline_names[] = {"a", "time", NULL}, *const headings[] = {"h1", "h2", "h3", "h4",
                                                                                        "h5", "h6", NULL};
    static const char *const breaks[] = {"br", NULL}, *const items[] = {"li", "dt", "dd", NULL};
    static const char *const quotes[] = {"blockquote", NULL}, *const rows[] = {"tr", NULL},
                             *const times[] = {"time", NULL};
    static const char *const neutral[] = {"p", "div", "section", "pre", "center", NULL};
    if (known(node)->dropped || node == w->headline)
        return;
    if (cp_html_is(node, times))
        take_time(w, node);
    if (cp_html_is(node, breaks)) {
        w->breaks++;
    } else if (cp_html_is(node, inline_names) || w->row) {
        write_children(w, node);
        if (w->row && !cp_html_is(node, inline_names))
            w->breaks = 1;
    } else if (is_byline(w, node)) {
        block(w, node, CP_BLOCK_BYLINE, 0);
    } else if (cp_html_is(node, headings)) {
        block(w, node, CP_BLOCK_HEADING, (unsigned)(node->name[1] - '0') * CP_BLOCK_LEVEL);
    } else if (cp_html_is(node, items)) {
        block(w, node, CP_BLOCK_ITEM, 0);
    } else if (cp_html_is(node, quotes)) {
        block(w, node, CP_BLOCK_QUOTE, 0);
    } else if (cp_html_is(node, rows) && is_data_row(node)) {
        cp_builder_end(w->b);
        write_row(w, node);
    } else {
        bool keeps = cp_html_is(node, neutral) &&
                     (w->kind == CP_BLOCK_ITEM || w->kind == CP_BLOCK_QUOTE || w->kind == CP_BLOCK_BYLINE);
        block(w, node, keeps ? w->kind : CP_BLOCK_PARAGRAPH, 0);
    }
}

static void write_children(struct writer *w, const xmlNode *node)
{
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE)
            write_text(w, child);
        else if (child->type == XML_ELEMENT_NODE)
            write_element(w, child);
    }
}

// ---------------------------------------------------------------- title

static struct cp_str key_of(struct cp_arena *doc, struct cp_str s)
{
    char *key = cp_alloc(doc, s.len + 4);
    size_t n = 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t c = cp_utf8_next(s, &at);
        if ((c >= '0' && c <= '9') || cp_rune_is_letter(c))
            n += cp_utf8_put(cp_rune_lower(c), key + n);
    }
    return (struct cp_str){key, n};
}

static void append_key(struct writer *w, const xmlNode *node, struct cp_buf *buf)
{
    for (const xmlNode *child = node->children; child; child = child->next) {
        struct cp_text text;
        size_t at = 0;
        if (child->type == XML_ELEMENT_NODE)
            append_key(w, child, buf);
        for (bool blank; child->type == XML_TEXT_NODE && cp_html_next_text(w->html, child, &at, &text, &blank);)
            cp_buf_add(buf, cp_str_slice(w->html->source->text, text.begin, text.end));
    }
}

// The first <h1> below a node that says what the page's title says; without a title to compare with, the first <h1>.
static const xmlNode *find_headline(struct writer *w, const xmlNode *node, struct cp_str title_key)
{
    static const char *const h1[] = {"h1", NULL};
    if (cp_html_is(node, h1)) {
        struct cp_buf text = {0};
        append_key(w, node, &text);
        struct cp_str key = key_of(w->html->doc, cp_buf_str(&text));
        cp_buf_release(&text);
        bool good = key.len > 8 && (title_key.len == 0 || cp_str_find(title_key, key, 0) != SIZE_MAX ||
                                    cp_str_find(key, title_key, 0) != SIZE_MAX);
        return good && key.len < TITLE_KEY ? node : NULL;
    }
    for (const xmlNode *child = node->children; child; child = child->next) {
        const xmlNode *found = child->type == XML_ELEMENT_NODE ? find_headline(w, child, title_key) : NULL;
        if (found)
            return found;
    }
    return NULL;
}

// "Headline | Site" and "Headline - Site" without the site: the last part, if it is the shorter one.
static struct cp_span without_site(struct cp_str s, struct cp_span span)
{
    static const char *const marks[] = {" | ",  " - ",        " \xE2\x80\x93 ", " \xE2\x80\x94 ",
                                        " :: ", " \xC2\xBB ", " \xC2\xB7 "};
    struct cp_str title = cp_str_slice(s, span.begin, span.end);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct cp_str mark = cp_str_from(marks[i]);
        size_t cut = SIZE_MAX;
        for (size_t at = 0; (at = cp_str_find(title, mark, at)) != SIZE_MAX; at++)
            cut = at;
        if (cut != SIZE_MAX && 2 * cut > 3 * (title.len - cut - mark.len)) {
            span.end = span.begin + cut;
            return span;
        }
    }
    return span;
}

static void write_title(struct writer *w, const xmlNode *root)
{
    struct cp_html *html = w->html;
    struct cp_str s = html->source->text;
    bool meta = html->meta_title.begin < html->meta_title.end;
    struct cp_span span = without_site(s, meta ? html->meta_title : html->title);
    w->headline = find_headline(w, root, key_of(html->doc, cp_str_slice(s, span.begin, span.end)));
    if (w->headline) {
        const xmlNode *headline = w->headline;
        w->headline = NULL;
        cp_builder_begin(w->b, CP_BLOCK_TITLE, 0);
        w->row = true; // keeps what stands in it in one block
        write_children(w, headline);
        w->row = false;
        w->headline = headline;
    } else if (span.begin < span.end) {
        cp_builder_begin(w->b, CP_BLOCK_TITLE, 0);
        put_span(w->b, html->source, span.begin, span.end);
    }
    cp_builder_end(w->b);
    w->breaks = 0;
}

// ---------------------------------------------------------------- the page

static once_flag parser_once = ONCE_FLAG_INIT;

static xmlDoc *parse(struct cp_html *html, bool flat)
{
    call_once(&parser_once, xmlInitParser);
    cp_html_scan(html, flat);
    struct cp_source page = cp_mapped_source(&html->page);
    if (page.text.len > INT32_MAX)
        return NULL;
    return htmlReadMemory(page.text.ptr, (int)page.text.len, NULL, "UTF-8",
                          HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                              HTML_PARSE_COMPACT | HTML_PARSE_NODEFDTD);
}

static size_t count_texts(const struct cp_html *html, const xmlNode *node)
{
    size_t n = 0, at = 0;
    struct cp_text text;
    for (bool blank; node->type == XML_TEXT_NODE && cp_html_next_text(html, node, &at, &text, &blank);)
        n++;
    for (const xmlNode *child = node->children; child && node->type == XML_ELEMENT_NODE; child = child->next)
        n += count_texts(html, child);
    return n;
}

// libxml2 stops at a depth that no page needs, and the rest would be lost: then the page is read without its
// containers.
static xmlDoc *parse_whole(struct cp_html *html)
{
    xmlDoc *tree = parse(html, false);
    xmlNode *root = tree ? xmlDocGetRootElement(tree) : NULL;
    if (root && count_texts(html, root) == html->texts.count)
        return tree;
    xmlFreeDoc(tree);
    return parse(html, true);
}

void cp_read_html(struct cp_builder *b, const struct cp_source *source)
{
    struct cp_html html = {.doc = b->text.doc, .source = source};
    xmlDoc *tree = parse_whole(&html);
    xmlNode *root = tree ? xmlDocGetRootElement(tree) : NULL;
    if (root) {
        struct writer w = {.html = &html, .b = b, .kind = CP_BLOCK_PARAGRAPH};
        xmlNode *article = cp_html_pick(&html, root);
        if (!cp_builder_has_title(b))
            write_title(&w, root);
        write_children(&w, article);
        cp_builder_end(b);
        cp_builder_date(b, CP_DATE_META, html.date.year ? html.date : w.date);
    }
    xmlFreeDoc(tree);
}

bool cp_looks_like_html(struct cp_str text)
{
    static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body", "<div", "<p>", "<p ", "<article",
                                         "<section", "<h1", "<h2", "<main", "<table", "<span", "<ul", "<header", "<meta"};
    text = cp_str_trim(cp_str_slice(text, 0, SAMPLE));
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        struct cp_str start = cp_str_from(starts[i]);
        if (cp_str_equal_fold(cp_str_slice(text, 0, start.len), start))
            return true;
    }
    bool declared = cp_str_starts(text, CP_STR("<?xml")) || cp_str_starts(text, CP_STR("<!--"));
    return declared &&
           (cp_str_find(text, CP_STR("<html"), 0) != SIZE_MAX || cp_str_find(text, CP_STR("<HTML"), 0) != SIZE_MAX);
}

struct cp_str cp_html_charset(struct cp_str bytes)
{
    bytes = cp_str_slice(bytes, 0, SAMPLE);
    size_t at = cp_str_find(bytes, CP_STR("charset="), 0);
    if (at == SIZE_MAX)
        return CP_STR("");
    at += 8;
    while (at < bytes.len && (bytes.ptr[at] == '"' || bytes.ptr[at] == '\'' || bytes.ptr[at] == ' '))
        at++;
    size_t end = at;
    while (end < bytes.len && !strchr("\"'>; /", bytes.ptr[end]))
        end++;
    return cp_str_slice(bytes, at, end);
}
