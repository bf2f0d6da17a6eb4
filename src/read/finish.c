// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// A draft becomes a document: which block is the title, which repeat it, which are date
// lines, bylines or boilerplate; then the blocks that stay are copied, with their origins.
#include "read_p.h"

#include <string.h>

enum { REPEATS_WITHIN = 6, DATE_WITHIN = 8, SHORT_BLOCK = 200, BYLINE_WORDS = 12, KEY_BYTES = 300 };

struct draft {
    struct cp_builder *b;
    struct cp_source text;
    bool *dropped;
};

static struct cp_str text_of(const struct draft *d, size_t i)
{
    return cp_str_slice(d->text.text, d->b->blocks.items[i].begin, d->b->blocks.items[i].end);
}

static bool has_word(struct cp_str s)
{
    for (size_t at = 0; at < s.len;) {
        uint32_t c = cp_utf8_next(s, &at);
        if ((c >= '0' && c <= '9') || cp_rune_is_letter(c))
            return true;
    }
    return false;
}

static bool has_digit(struct cp_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
            return true;
    return false;
}

// The next letter or digit of s, in lower case; its length in bytes, 0 at the end. Only they must be the same in a repeated title.
static size_t next_letter(struct cp_str s, size_t *at, char letter[4])
{
    while (*at < s.len) {
        const uint32_t c = cp_utf8_next(s, at);
        if ((c >= '0' && c <= '9') || cp_rune_is_letter(c))
            return cp_utf8_put(cp_rune_lower(c), letter);
    }
    return 0;
}

static struct cp_str key_of(struct cp_str s, char *key)
{
    size_t n = 0;
    for (size_t at = 0, len; n + 4 < KEY_BYTES && (len = next_letter(s, &at, key + n));)
        n += len;
    return (struct cp_str){key, n};
}

// Is it the key of s? Most texts differ from it in their first letters.
static bool is_key_of(struct cp_str key, struct cp_str s)
{
    size_t n = 0;
    char letter[4];
    for (size_t at = 0, len; n + 4 < KEY_BYTES && (len = next_letter(s, &at, letter)); n += len)
        if (!cp_str_starts(cp_str_slice(key, n, key.len), (struct cp_str){letter, len}))
            return false;
    return n == key.len;
}

// ---------------------------------------------------------------- title

// A title that was guessed must have something under it, and if it reads like a sentence, a date.
static void choose_title(struct draft *d)
{
    struct cp_draft_block *first = d->b->blocks.count ? &d->b->blocks.items[0] : NULL;
    if (!first)
        return;
    if (first->kind == CP_BLOCK_TITLE && (first->flags & CP_BLOCK_SOFT) && d->b->blocks.count == 1)
        first->kind = CP_BLOCK_PARAGRAPH;
    bool lead = (first->flags & CP_BLOCK_SOFT) && cp_str_ends(text_of(d, 0), CP_STR(":")); // to what follows
    if (first->kind == CP_BLOCK_HEADING && d->b->blocks.count > 1)
        first->kind = lead ? CP_BLOCK_PARAGRAPH : CP_BLOCK_TITLE;
    struct cp_date date;
    if (first->kind == CP_BLOCK_PARAGRAPH && d->b->blocks.count > 2 && first->end - first->begin < SHORT_BLOCK &&
        cp_is_date_line(text_of(d, 1), &date) && date.year)
        first->kind = CP_BLOCK_TITLE;
}

static void drop_repeats(struct draft *d)
{
    if (d->b->blocks.count == 0 || d->b->blocks.items[0].kind != CP_BLOCK_TITLE)
        return;
    char space[KEY_BYTES];
    const struct cp_str title = key_of(text_of(d, 0), space);
    for (size_t i = 1; title.len && i < d->b->blocks.count && i < REPEATS_WITHIN; i++)
        if (is_key_of(title, text_of(d, i)))
            d->dropped[i] = true;
}

// ---------------------------------------------------------------- date lines and bylines

static void take_date_lines(struct draft *d)
{
    struct cp_date date;
    size_t seen = 0;
    for (size_t i = 0; i < d->b->blocks.count && seen < DATE_WITHIN; i++) {
        struct cp_draft_block *block = &d->b->blocks.items[i];
        if (d->dropped[i] || block->kind == CP_BLOCK_TITLE)
            continue;
        seen++;
        struct cp_str s = text_of(d, i);
        if (!cp_is_date_line(s, &date))
            continue;
        if (date.year)
            cp_builder_date(d->b, CP_DATE_LINE, date);
        if (has_digit(s) && block->kind != CP_BLOCK_ROW && block->kind != CP_BLOCK_ITEM)
            block->kind = CP_BLOCK_BYLINE; // a time or a day without its year as well
    }
    for (size_t i = 0; i < d->b->blocks.count && i < DATE_WITHIN; i++)
        if (d->b->blocks.items[i].kind == CP_BLOCK_PARAGRAPH && cp_find_dateline(text_of(d, i), &date))
            cp_builder_date(d->b, CP_DATE_LINE, date);
}

static size_t count_words(struct cp_str s)
{
    size_t n = s.len > 0;
    for (size_t i = 0; i < s.len; i++)
        n += s.ptr[i] == ' ';
    return n;
}

// "By Jane Doe and John Roe, Reuters": every word but joining ones begins with a capital.
static bool is_by_line(struct cp_str s)
{
    if (!cp_str_starts(s, CP_STR("By ")) && !cp_str_starts(s, CP_STR("BY ")))
        return false;
    if (s.len > SHORT_BLOCK || count_words(s) > BYLINE_WORDS || cp_str_ends(s, CP_STR(".")))
        return false;
    struct cp_str rest = cp_str_slice(s, 3, s.len);
    size_t names = 0;
    while (rest.len) {
        struct cp_str word = cp_str_split(&rest, ' ');
        size_t at = 0;
        uint32_t c = word.len ? cp_utf8_next(word, &at) : 0;
        bool joins = cp_str_equal(word, CP_STR("and")) || cp_str_equal(word, CP_STR("de")) ||
                     cp_str_equal(word, CP_STR("in")) || cp_str_equal(word, CP_STR("von")) ||
                     cp_str_equal(word, CP_STR("van")) || cp_str_equal(word, CP_STR("for")) ||
                     cp_str_equal(word, CP_STR("at"));
        if (cp_rune_is_letter(c) && cp_rune_lower(c) == c && !joins)
            return false;
        names += cp_rune_is_letter(c) && !joins;
    }
    return names > 0;
}

static bool is_address(struct cp_str s) // one web or mail address, and nothing else
{
    if (s.len == 0 || memchr(s.ptr, ' ', s.len))
        return false;
    bool web =
        cp_str_starts(s, CP_STR("http://")) || cp_str_starts(s, CP_STR("https://")) || cp_str_starts(s, CP_STR("www."));
    return web || (cp_str_find(s, CP_STR("@"), 0) != SIZE_MAX && s.len < 80);
}

// A picture's or a table's caption in the form that static sites use: "▲ Figure 1: …".
static bool is_caption(struct cp_str s)
{
    return cp_str_starts(s, CP_STR("\xE2\x96\xB2")) || cp_str_starts(s, CP_STR("\xE2\x96\xBC")) ||
           cp_str_starts(s, CP_STR("\xE2\x96\xB6"));
}

// The number of a release or a document: "LS-1035".
static bool is_code(struct cp_str s)
{
    size_t digits = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == ' ' || (s.ptr[i] >= 'a' && s.ptr[i] <= 'z') || (unsigned char)s.ptr[i] >= 0x80)
            return false;
        digits += s.ptr[i] >= '0' && s.ptr[i] <= '9';
    }
    return digits && s.len <= 24;
}

// ---------------------------------------------------------------- boilerplate

static void drop_tail(struct draft *d, size_t i)
{
    d->dropped[i] = true;
    for (size_t j = i + 1; j < d->b->blocks.count; j++) {
        struct cp_str s = text_of(d, j);
        bool prose = d->b->blocks.items[j].kind == CP_BLOCK_PARAGRAPH && s.len >= SHORT_BLOCK;
        if (prose)
            return;
        d->dropped[j] = true;
    }
}

static void apply_note(struct draft *d, size_t i, enum cp_note note)
{
    struct cp_draft_block *block = &d->b->blocks.items[i];
    bool second_half = block->begin * 2 > d->text.text.len;
    switch (note) {
    case CP_NOTE_NONE:
        break;
    case CP_NOTE_LABEL:
        if (i + 1 < d->b->blocks.count && text_of(d, i + 1).len < SHORT_BLOCK)
            d->dropped[i + 1] = true;
        d->dropped[i] = true;
        break;
    case CP_NOTE_TAIL:
        if (second_half)
            drop_tail(d, i);
        else
            d->dropped[i] = true;
        break;
    case CP_NOTE_DROP:
        d->dropped[i] = true;
        break;
    case CP_NOTE_BYLINE:
        block->kind = CP_BLOCK_BYLINE;
        break;
    }
}

static void apply_notes(struct draft *d)
{
    for (size_t i = 0; i < d->b->blocks.count; i++) {
        struct cp_draft_block *block = &d->b->blocks.items[i];
        struct cp_str s = text_of(d, i);
        if (d->dropped[i] || block->kind == CP_BLOCK_TITLE)
            continue;
        if (!has_word(s)) {
            d->dropped[i] = true;
        } else if (block->kind != CP_BLOCK_ROW && (is_by_line(s) || is_address(s) || is_caption(s) || is_code(s))) {
            block->kind = CP_BLOCK_BYLINE;
        } else if (block->kind != CP_BLOCK_ROW && !(block->flags & CP_BLOCK_NO_NOTE)) {
            apply_note(d, i, cp_note_of(s));
        }
    }
}

// ---------------------------------------------------------------- the document

struct cp_str cp_name_of(struct cp_str path)
{
    size_t begin = path.len, dot = path.len;
    while (begin && path.ptr[begin - 1] != '/')
        begin--;
    while (dot > begin && path.ptr[dot - 1] != '.')
        dot--;
    if (cp_str_equal(path, CP_STR("-")))
        return CP_STR("stdin");
    return cp_str_slice(path, begin, dot > begin + 1 ? dot - 1 : path.len);
}

static struct cp_date choose_date(struct cp_builder *b, struct cp_str name, const struct cp_read_options *options)
{
    struct cp_date date;
    if (cp_find_date_in_name(name, &date))
        cp_builder_date(b, CP_DATE_NAME, date);
    for (int rank = 0; rank < CP_DATE_RANKS; rank++)
        if (b->dates[rank].year)
            return b->dates[rank];
    return options ? options->date : (struct cp_date){0};
}

static void copy_blocks(const struct draft *d, struct cp_arena *doc, struct cp_document *document)
{
    struct cp_mapped text = {.doc = doc};
    cp_mapped_expect(&text, d->text.text.len);
    struct cp_block *blocks = CP_NEW_ARRAY(doc, d->b->blocks.count + 1, struct cp_block);
    for (size_t i = 0; i < d->b->blocks.count; i++) {
        const struct cp_draft_block *from = &d->b->blocks.items[i];
        if (d->dropped[i])
            continue;
        uint32_t begin = (uint32_t)text.len;
        cp_mapped_copy(&text, &d->text, from->begin, from->end);
        blocks[document->block_count++] = (struct cp_block){begin, (uint32_t)text.len, from->kind};
        cp_mapped_copy(&text, &d->text, from->end, from->end + 1); // the line end
    }
    struct cp_source source = cp_mapped_source(&text);
    document->text = cp_str_slice(source.text, 0, text.len ? text.len - 1 : 0);
    document->blocks = blocks;
    document->runs = source.runs;
    document->run_count = source.run_count;
    if (document->block_count && blocks[0].kind == CP_BLOCK_TITLE)
        document->title = cp_str_slice(document->text, blocks[0].begin, blocks[0].end);
}

enum cp_status cp_finish(struct cp_builder *b, struct cp_arena *doc, const struct cp_read_options *options,
                         const char *source, struct cp_document **result, struct cp_error *err)
{
    cp_builder_end(b);
    struct draft d = {.b = b, .text = cp_mapped_source(&b->text)};
    d.dropped = CP_NEW_ARRAY(b->text.doc, b->blocks.count + 1, bool);
    choose_title(&d);
    drop_repeats(&d);
    take_date_lines(&d);
    apply_notes(&d);

    struct cp_document *document = CP_NEW(doc, struct cp_document);
    struct cp_str name = cp_name_of(cp_str_from(source));
    document->source = cp_str_copy(doc, cp_str_from(source));
    document->title = cp_str_copy(doc, b->fallback);
    document->date = choose_date(b, b->id.len ? b->id : name, options);
    document->id = cp_str_copy(doc, b->id.len ? b->id : name);
    copy_blocks(&d, doc, document);
    if (document->block_count == 0)
        return cp_fail_at(err, CP_EFORMAT, source, 0,
                          "has no text to read: it is empty, or all of it is navigation or markup");
    *result = document;
    return CP_OK;
}
