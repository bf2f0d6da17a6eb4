// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// Running text of Markdown with its marks taken out, in one pass from left to right.
// Emphasis is not paired: what matters is the text, so a run of asterisks goes unless it
// is arithmetic, and a run of underscores goes unless it is inside a word. Brackets are
// paired beforehand with a stack, and every search that could fail is bounded, so the
// time is linear whatever the input.
#include "read_p.h"

#include <string.h>

enum { LONGEST_TAG = 2000, LONGEST_URL = 1000, DEEPEST_BRACKETS = 64 };

struct inliner {
    struct cp_builder *b;
    const struct cp_source *source;
    struct cp_str s;
    size_t end;
    bool all;           // everything, or only what is safe in plain text
    bool stars, strokes; // in plain text: emphasis that opens and closes was seen
    uint32_t *closing;  // for each '[': where its ']' stands, by offset from begin; 0: none
    size_t begin;
    bool no_code[8];    // no closing run of so many backticks follows
};

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char before(const struct inliner *in, size_t at)
{
    return at > in->begin ? in->s.ptr[at - 1] : '\n';
}

static char at_or_end(const struct inliner *in, size_t at)
{
    return at < in->end ? in->s.ptr[at] : '\n';
}

static size_t run_length(const struct inliner *in, size_t at)
{
    size_t n = 1;
    while (at + n < in->end && in->s.ptr[at + n] == in->s.ptr[at])
        n++;
    return n;
}

// ---------------------------------------------------------------- brackets

static void pair_brackets(struct inliner *in)
{
    size_t stack[DEEPEST_BRACKETS], depth = 0;
    for (size_t i = in->begin; i < in->end; i++) {
        char c = in->s.ptr[i];
        if (c == '\\') {
            i++;
        } else if (c == '[') {
            if (depth == DEEPEST_BRACKETS) { // forget the outermost
                memmove(stack, stack + 1, (DEEPEST_BRACKETS - 1) * sizeof *stack);
                depth--;
            }
            stack[depth++] = i;
        } else if (c == ']' && depth) {
            in->closing[stack[--depth] - in->begin] = (uint32_t)(i - in->begin);
        }
    }
}

// Behind the ")" that closes the "(" at `at`; 0 if there is none near.
static size_t destination_end(const struct inliner *in, size_t at)
{
    size_t limit = in->end - at > LONGEST_URL ? at + LONGEST_URL : in->end;
    unsigned depth = 0;
    for (size_t i = at; i < limit; i++) {
        if (in->s.ptr[i] == '\\')
            i++;
        else if (in->s.ptr[i] == '(')
            depth++;
        else if (in->s.ptr[i] == ')' && --depth == 0)
            return i + 1;
    }
    return 0;
}

static bool looks_like_destination(const struct inliner *in, size_t open, size_t end)
{
    struct cp_str inside = cp_str_trim(cp_str_slice(in->s, open + 1, end - 1));
    if (in->all)
        return true;
    return cp_str_starts(inside, CP_STR("http")) || cp_str_starts(inside, CP_STR("/")) ||
           cp_str_starts(inside, CP_STR("#")) || cp_str_starts(inside, CP_STR("mailto:"));
}

static bool all_digits(struct cp_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_digit(s.ptr[i]))
            return false;
    return s.len > 0 && s.len <= 3;
}

static void run(struct inliner *in, size_t at, size_t end);

// A link, an image (at the '!'), a footnote mark or a bracket. Behind it; 0: take the character as it is.
static size_t bracket(struct inliner *in, size_t at)
{
    bool image = in->s.ptr[at] == '!';
    size_t open = at + image;
    size_t close = in->closing[open - in->begin];
    if (close == 0)
        return 0;
    close += in->begin;
    struct cp_str inside = cp_str_slice(in->s, open + 1, close);
    size_t next = close + 1, after = 0;
    if (at_or_end(in, next) == '(') {
        after = destination_end(in, next);
        if (after && !looks_like_destination(in, next, after))
            after = 0;
    } else if (in->all && at_or_end(in, next) == '[' && in->closing[next - in->begin]) {
        after = in->begin + in->closing[next - in->begin] + 1;
    }
    if (image)
        return after ? after : in->all ? next : 0;
    if (inside.len && inside.ptr[0] == '^') // a footnote mark, an inline footnote
        return next;
    if (!after && all_digits(inside) && !is_space(before(in, at)) && at > in->begin) // "controls.[12]"
        return next;
    if (!after)
        return 0;
    if (all_digits(inside)) // a numbered reference with its link
        return after;
    run(in, open + 1, close);
    return after;
}

// ---------------------------------------------------------------- tags

static const char *const tag_names[] = {
    "a",     "abbr",   "article", "aside",  "b",     "big",    "blockquote", "br",     "button", "caption", "center",
    "cite",  "code",   "col",     "dd",     "del",   "details", "div",       "dl",     "dt",     "em",      "embed",
    "figcaption", "figure", "font", "footer", "form", "h1",    "h2",         "h3",     "h4",     "h5",      "h6",
    "header", "hr",    "i",       "iframe", "img",   "input",  "ins",        "kbd",    "label",  "li",      "main",
    "mark",  "nav",    "object",  "ol",     "p",     "picture", "pre",       "q",      "s",      "script",  "section",
    "small", "source", "span",    "strike", "strong", "style", "sub",        "summary", "sup",   "svg",     "table",
    "tbody", "td",     "tfoot",   "th",     "thead", "time",   "tr",         "tt",     "u",      "ul",      "video",
};

static bool is_tag_name(struct cp_str name)
{
    for (size_t i = 0; i < sizeof tag_names / sizeof *tag_names; i++)
        if (cp_str_equal_fold(name, cp_str_from(tag_names[i])))
            return true;
    return false;
}

static size_t find_near(const struct inliner *in, const char *what, size_t at)
{
    size_t limit = in->end - at > LONGEST_TAG ? at + LONGEST_TAG : in->end;
    struct cp_str near = cp_str_slice(in->s, 0, limit);
    size_t hit = cp_str_find(near, cp_str_from(what), at);
    return hit == SIZE_MAX ? 0 : hit + strlen(what);
}

// A tag, a comment or <https://…> at '<'. Behind it; 0: none.
static size_t tag(struct inliner *in, size_t at)
{
    if (cp_str_starts(cp_str_slice(in->s, at, in->end), CP_STR("<!--")))
        return find_near(in, "-->", at);
    size_t end = find_near(in, ">", at);
    if (!end)
        return 0;
    struct cp_str inside = cp_str_slice(in->s, at + 1, end - 1);
    if (cp_str_starts(inside, CP_STR("http://")) || cp_str_starts(inside, CP_STR("https://")))
        return end;
    bool closed = inside.len && inside.ptr[inside.len - 1] == '/';
    if (inside.len && inside.ptr[0] == '/')
        inside = cp_str_slice(inside, 1, inside.len);
    size_t n = 0;
    while (n < inside.len && (is_letter(inside.ptr[n]) || (n && is_digit(inside.ptr[n]))))
        n++;
    bool delimited = n == inside.len || is_space(inside.ptr[n]) || inside.ptr[n] == '/';
    struct cp_str name = cp_str_slice(inside, 0, n);
    if (n == 0 || !delimited || !(closed || is_tag_name(name)))
        return 0;
    // In plain text "<AB>" is a company's sign on an exchange
    if (!in->all && (name.ptr[0] < 'a' || !is_tag_name(name)))
        return 0;
    if (cp_str_equal_fold(name, CP_STR("br")))
        cp_builder_space(in->b, cp_source_origin(in->source, at));
    if (cp_str_equal_fold(name, CP_STR("sup")) && in->s.ptr[at + 1] != '/') { // a note's number
        size_t close = find_near(in, "</sup>", end);
        if (close && all_digits(cp_str_trim(cp_str_slice(in->s, end, close - 6))))
            return close;
    }
    return end;
}

// ---------------------------------------------------------------- other marks

// Text between runs of backticks of the same length.
static size_t code_span(struct inliner *in, size_t at)
{
    size_t n = run_length(in, at);
    bool hopeless = n >= sizeof in->no_code || in->no_code[n];
    for (size_t i = at + n; i < in->end && !hopeless;) {
        if (in->s.ptr[i] != '`') {
            i++;
            continue;
        }
        size_t m = run_length(in, i);
        if (m == n) {
            cp_builder_add(in->b, in->source, at + n, i);
            return i + n;
        }
        i += m;
    }
    if (n < sizeof in->no_code)
        in->no_code[n] = true;
    cp_builder_add(in->b, in->source, at, at + n);
    return at + n;
}

static bool is_emphasis(const struct inliner *in, size_t at, size_t n)
{
    char left = before(in, at), right = at_or_end(in, at + n);
    if (in->s.ptr[at] == '*') {
        if ((is_space(left) && is_space(right)) || (is_digit(left) && is_digit(right)))
            return false;
        return in->all || in->stars;
    }
    if (is_alnum(left) && is_alnum(right))
        return false;
    return n <= 3 && (in->all || in->strokes) && !(is_space(left) && is_space(right));
}

// In plain text a mark counts as emphasis only if one that opens has one that closes behind it.
static bool has_pair(const struct inliner *in, char mark)
{
    bool opened = false;
    if (in->end - in->begin > 2 && in->s.ptr[in->begin] == mark && in->s.ptr[in->end - 1] == mark)
        return true;
    const char *hit;
    for (size_t i = in->begin; (hit = memchr(in->s.ptr + i, mark, in->end - i)); i++) {
        i = (size_t)(hit - in->s.ptr);
        size_t n = run_length(in, i);
        char left = before(in, i), right = at_or_end(in, i + n);
        if (opened && !is_space(left) && !is_alnum(right))
            return true;
        opened = opened || (!is_alnum(left) && !is_space(right));
        i += n - 1;
    }
    return false;
}

// "{: .class}", "{#id}", "{% include x %}", "{{ page.x }}".
static size_t attribute(const struct inliner *in, size_t at)
{
    char next = at_or_end(in, at + 1);
    if (next == '%')
        return find_near(in, "%}", at);
    if (next == '{')
        return find_near(in, "}}", at);
    return next == ':' || next == '#' ? find_near(in, "}", at) : 0;
}

// Handles the mark at `at`; behind it, or 0 if it is an ordinary character.
static size_t mark(struct inliner *in, size_t at)
{
    size_t n;
    switch (in->s.ptr[at]) {
    case '\\': {
        char next = at_or_end(in, at + 1);
        bool escape =
            in->all ? next > ' ' && next < 0x7F && !is_alnum(next) : next != '\n' && strchr("#*[]_", next) != NULL;
        if (!escape)
            return in->all && next == '\n' ? at + 1 : 0;
        cp_builder_add(in->b, in->source, at + 1, at + 2);
        return at + 2;
    }
    case '&': {
        size_t behind = at;
        struct cp_str s = cp_str_slice(in->s, 0, in->end);
        uint32_t code = cp_entity(s, &behind);
        if (!code)
            return 0;
        cp_builder_put(in->b, code, cp_source_origin(in->source, at), behind - at);
        return behind;
    }
    case '*':
    case '_':
        n = run_length(in, at);
        if (is_emphasis(in, at, n))
            return at + n;
        cp_builder_add(in->b, in->source, at, at + n);
        return at + n;
    case '~':
        n = run_length(in, at);
        if (!in->all || n != 2)
            cp_builder_add(in->b, in->source, at, at + n);
        return at + n;
    case '`':
        return in->all ? code_span(in, at) : 0;
    case '!':
        return at_or_end(in, at + 1) == '[' ? bracket(in, at) : 0;
    case '[':
        return bracket(in, at);
    case '<':
        return tag(in, at);
    case '{':
        return in->all ? attribute(in, at) : 0;
    default:
        return 0;
    }
}

static const bool is_mark[256] = {
    ['\\'] = true, ['&'] = true, ['*'] = true, ['_'] = true, ['~'] = true,
    ['`'] = true,  ['!'] = true, ['['] = true, ['<'] = true, ['{'] = true,
};

static void run(struct inliner *in, size_t at, size_t end)
{
    size_t plain = at;
    while (at < end) {
        if (!is_mark[(unsigned char)in->s.ptr[at]]) {
            at++;
            continue;
        }
        cp_builder_add(in->b, in->source, plain, at);
        size_t behind = mark(in, at);
        plain = behind ? behind : at;
        at = behind ? behind : at + 1;
    }
    if (plain < end)
        cp_builder_add(in->b, in->source, plain, end);
}

void cp_inline(struct cp_builder *b, const struct cp_source *source, size_t begin, size_t end, bool all)
{
    struct inliner in = {.b = b, .source = source, .s = source->text, .begin = begin, .end = end, .all = all};
    if (begin >= end)
        return;
    if (memchr(in.s.ptr + begin, '[', end - begin)) { // most paragraphs have none, and nobody asks for what closes it
        in.closing = CP_NEW_ARRAY(b->text.doc, end - begin, uint32_t);
        pair_brackets(&in);
    }
    if (!all) {
        in.stars = has_pair(&in, '*');
        in.strokes = has_pair(&in, '_');
    }
    run(&in, begin, end);
}
