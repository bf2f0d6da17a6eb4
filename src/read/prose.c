// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// Lines → blocks, for plain text and Markdown. Lines are taken one at a time; those of a
// paragraph are gathered and given to cp_inline together, so that a link or an emphasis
// may go on over a line end. What ends a paragraph differs:
//
//   Markdown      an empty line, or a line that is a heading, an item, a quote, a row …
//   wrapped text  an empty line, or one that is indented deeper than the line before
//   other text    every line end, unless the sentence plainly goes on
#include "read_p.h"

#include "line.h"

#include <string.h>

enum { TITLE_BYTES = 250, HEADING_BYTES = 90, HEADING_WORDS = 14, HEAD_LINES = 12 };

struct scanner {
    struct cp_builder *b;
    const struct cp_source *source;
    struct cp_str s;
    struct cp_prose how;
    struct cp_mapped gathered; // lines of the paragraph that is open
    enum cp_block_kind kind;
    size_t lines;              // how many they are
    struct cp_line last;          // the last of them
    size_t item_indent;
    bool in_item;
    bool after_blank;
    bool single;               // the paragraph before was one line between empty lines
    size_t line_number;        // of lines that are not empty
    bool no_fence[2];          // no closing fence of backticks, tildes follows
};

// ---------------------------------------------------------------- paragraphs

static struct cp_str text_of(const struct scanner *sc, struct cp_line l)
{
    return cp_str_slice(sc->s, l.begin, l.end);
}

static bool looks_like_heading(struct cp_str s)
{
    uint32_t c = cp_first_rune(s);
    bool letter = cp_rune_is_letter(c) && cp_rune_lower(c) != c;
    if (s.len > HEADING_BYTES || cp_count_byte(s, ' ') >= HEADING_WORDS ||
        !(letter || (s.ptr[0] >= '0' && s.ptr[0] <= '9')) || !cp_has_word(s))
        return false;
    if (cp_str_ends(s, CP_STR(":")))
        return cp_count_byte(s, ' ') < 4;
    return !cp_ends_sentence(s) && !cp_str_ends(s, CP_STR(","));
}

// "**Background**" on a line of its own is a heading.
static bool is_bold_line(struct cp_str s)
{
    bool stars = cp_str_starts(s, CP_STR("**")) && cp_str_ends(s, CP_STR("**"));
    bool strokes = cp_str_starts(s, CP_STR("__")) && cp_str_ends(s, CP_STR("__"));
    if (s.len < 5 || s.len > HEADING_BYTES + 4 || !(stars || strokes))
        return false;
    struct cp_str inside = cp_str_trim(cp_str_slice(s, 2, s.len - 2));
    return cp_str_find(inside, stars ? CP_STR("**") : CP_STR("__"), 0) == SIZE_MAX && !cp_str_ends(inside, CP_STR("."));
}

static bool could_be_title(struct cp_str s)
{
    bool initials = s.len > 2 && cp_str_ends(s, CP_STR(".")) && s.ptr[s.len - 2] >= 'A' && s.ptr[s.len - 2] <= 'Z';
    struct cp_date date;
    return s.len <= TITLE_BYTES && cp_has_word(s) && (initials || !cp_str_ends(s, CP_STR("."))) &&
           !cp_str_ends(s, CP_STR(",")) && !cp_str_ends(s, CP_STR(":")) && !cp_starts_small(s) &&
           !cp_find_dateline(s, &date);
}

static void close_paragraph(struct scanner *sc, bool blank_follows)
{
    if (sc->lines == 0)
        return;
    struct cp_source all = cp_mapped_source(&sc->gathered);
    enum cp_block_kind kind = sc->kind;
    unsigned flags = 0;
    bool first = sc->b->blocks.count == 0 && sc->line_number <= HEAD_LINES;
    bool apart = sc->single && blank_follows && sc->lines == 1;
    if (kind == CP_BLOCK_PARAGRAPH && sc->lines == 1 && is_bold_line(all.text))
        kind = CP_BLOCK_HEADING;
    else if (kind == CP_BLOCK_PARAGRAPH && !sc->how.markdown && first && (blank_follows || sc->lines == 1) &&
             could_be_title(all.text))
        kind = CP_BLOCK_TITLE, flags = CP_BLOCK_SOFT;
    else if (kind == CP_BLOCK_PARAGRAPH && (apart || (!sc->how.wrapped && sc->lines == 1)) &&
             looks_like_heading(all.text))
        kind = CP_BLOCK_HEADING, flags = CP_BLOCK_SOFT;
    cp_builder_begin(sc->b, kind, flags);
    cp_inline(sc->b, &all, 0, all.text.len, sc->how.markdown);
    if (sc->kind == CP_BLOCK_PARAGRAPH && sc->lines == 1 && cp_str_equal(cp_builder_open(sc->b), all.text))
        sc->b->blocks.items[sc->b->blocks.count - 1].flags |= CP_BLOCK_NO_NOTE; // take_special asked
    cp_builder_end(sc->b);
    sc->gathered.len = 0;
    sc->gathered.runs.count = 0;
    sc->lines = 0;
}

static void gather(struct scanner *sc, struct cp_line l)
{
    if (sc->lines)
        cp_mapped_add(&sc->gathered, "\n", 1, cp_source_origin(sc->source, sc->last.end));
    cp_mapped_copy(&sc->gathered, sc->source, l.begin, l.end);
    sc->lines++;
    sc->last = l;
}

static void open_paragraph(struct scanner *sc, struct cp_line l, enum cp_block_kind kind)
{
    close_paragraph(sc, sc->after_blank);
    sc->kind = kind;
    sc->single = sc->after_blank;
    sc->in_item = kind == CP_BLOCK_ITEM;
    gather(sc, l);
}

// A block that is this one line and nothing else.
static void whole_line(struct scanner *sc, struct cp_line l, enum cp_block_kind kind, unsigned flags)
{
    close_paragraph(sc, false);
    cp_builder_begin(sc->b, kind, flags);
    cp_inline(sc->b, sc->source, l.begin, l.end, sc->how.markdown);
    cp_builder_end(sc->b);
    sc->in_item = false;
}

// ---------------------------------------------------------------- lines that are something else

static void put_row(struct scanner *sc, struct cp_line l, size_t (*cell_end)(struct cp_str, size_t, size_t *))
{
    struct cp_str s = text_of(sc, l);
    bool any = false;
    close_paragraph(sc, false);
    cp_builder_begin(sc->b, CP_BLOCK_ROW, 0);
    for (size_t at = 0, next; at < s.len; at = next) {
        size_t end = cell_end(s, at, &next);
        if (!cp_has_word(cp_str_slice(s, at, end)))
            continue;
        size_t origin = cp_source_origin(sc->source, l.begin + at);
        if (any) {
            cp_builder_space(sc->b, origin);
            cp_builder_put(sc->b, '|', origin, 1);
            cp_builder_space(sc->b, origin);
        }
        cp_inline(sc->b, sc->source, l.begin + at, l.begin + end, sc->how.markdown);
        any = true;
    }
    cp_builder_end(sc->b);
}

static bool is_row(struct scanner *sc, struct cp_line l)
{
    struct cp_str s = text_of(sc, l);
    size_t pipes = cp_count_byte(s, '|');
    if (pipes >= 2 && s.ptr[0] == '|' && cp_str_ends(s, CP_STR("|")))
        return true;
    if (sc->how.markdown && pipes >= 1) { // a table without outer pipes: the line below or above is dashes
        struct cp_str below = l.next < sc->s.len ? text_of(sc, cp_line_at(sc->s, l.next)) : CP_STR("");
        bool in_table = !sc->after_blank && sc->b->blocks.count && !sc->lines &&
                        sc->b->blocks.items[sc->b->blocks.count - 1].kind == CP_BLOCK_ROW;
        return in_table ||
               (cp_count_byte(below, '|') >= 1 && cp_count_byte(below, '-') >= 2 && cp_made_of(below, "|-: \t"));
    }
    return false;
}

// A fence opens code if it is closed somewhere; the code is passed over. Where to go on, 0: no fence.
static size_t skip_fence(struct scanner *sc, struct cp_line l)
{
    struct cp_str s = text_of(sc, l);
    bool tilde = cp_str_starts(s, CP_STR("~~~"));
    if ((!tilde && !cp_str_starts(s, CP_STR("```"))) || sc->no_fence[tilde])
        return 0;
    struct cp_str fence = cp_str_slice(s, 0, 3);
    for (size_t at = l.next; at < sc->s.len;) {
        struct cp_line inside = cp_line_at(sc->s, at);
        if (cp_str_starts(text_of(sc, inside), fence))
            return inside.next;
        at = inside.next;
    }
    sc->no_fence[tilde] = true;
    return l.next;
}

// Scripts and styles in Markdown, whole. Where to go on, 0: none.
static size_t skip_script(struct scanner *sc, struct cp_line l)
{
    static const char *const opens[] = {"<script", "<style", "<svg"}, *const closes[] = {"</script>", "</style>",
                                                                                         "</svg>"};
    struct cp_str s = text_of(sc, l);
    for (size_t i = 0; i < sizeof opens / sizeof *opens; i++) {
        if (!cp_str_starts(s, cp_str_from(opens[i])))
            continue;
        size_t end = cp_str_find(sc->s, cp_str_from(closes[i]), l.begin);
        return end == SIZE_MAX ? 0 : end + strlen(closes[i]);
    }
    return 0;
}

// "[^1]: …" and "[name]: https://…" define notes and links.
static bool is_definition(struct cp_str s)
{
    size_t close = cp_str_find(cp_str_slice(s, 0, 80), CP_STR("]:"), 0);
    if (s.len == 0 || s.ptr[0] != '[' || close == SIZE_MAX)
        return false;
    return s.ptr[1] == '^' || cp_str_starts(cp_str_trim(cp_str_slice(s, close + 2, s.len)), CP_STR("http"));
}

static bool take_markdown(struct scanner *sc, struct cp_line *l)
{
    struct cp_str s = text_of(sc, *l);
    size_t skipped = skip_fence(sc, *l), marks = cp_heading_marks(s);
    if (!skipped)
        skipped = skip_script(sc, *l);
    if (skipped) {
        close_paragraph(sc, false);
        l->next = skipped;
        return true;
    }
    if (marks) {
        size_t end = l->end;
        while (end > l->begin && (sc->s.ptr[end - 1] == '#' || sc->s.ptr[end - 1] == ' '))
            end--;
        struct cp_line inside = {.begin = l->begin + marks, .end = end};
        if (inside.begin < inside.end)
            whole_line(sc, inside, CP_BLOCK_HEADING, (unsigned)marks * CP_BLOCK_LEVEL);
        else
            close_paragraph(sc, true);
        return true;
    }
    if (s.len >= 2 && sc->lines == 1 && sc->kind == CP_BLOCK_PARAGRAPH && (cp_made_of(s, "=") || cp_made_of(s, "-"))) {
        sc->kind = CP_BLOCK_HEADING; // the line above was underlined
        close_paragraph(sc, false);
        return true;
    }
    if (is_definition(s)) {
        if (s.ptr[1] == '^') { // the note without its mark
            struct cp_line note = *l;
            note.begin += cp_str_find(s, CP_STR("]:"), 0) + 2;
            whole_line(sc, note, CP_BLOCK_BYLINE, 0);
        } else
            close_paragraph(sc, false);
        return true;
    }
    return false;
}

static bool take_quote(struct scanner *sc, struct cp_line *l)
{
    struct cp_str s = text_of(sc, *l);
    if (s.len == 0 || s.ptr[0] != '>' || (s.len > 1 && s.ptr[1] != ' ' && s.ptr[1] != '>' && !sc->how.markdown))
        return false;
    struct cp_line inside = *l;
    while (inside.begin < inside.end && (sc->s.ptr[inside.begin] == '>' || sc->s.ptr[inside.begin] == ' '))
        inside.begin++;
    s = text_of(sc, inside);
    size_t marks = cp_heading_marks(s), bullet = cp_bullet_length(s);
    if (!cp_has_word(s)) {
        close_paragraph(sc, true);
    } else if (marks && marks < s.len) {
        inside.begin += marks;
        whole_line(sc, inside, CP_BLOCK_HEADING, (unsigned)marks * CP_BLOCK_LEVEL);
    } else if (sc->lines && sc->kind == CP_BLOCK_QUOTE && !bullet && !sc->after_blank) {
        gather(sc, inside);
    } else {
        inside.begin += bullet;
        open_paragraph(sc, inside, bullet ? CP_BLOCK_ITEM : CP_BLOCK_QUOTE);
    }
    return true;
}

enum { NARROW_LINE = 30 }; // a shorter one was not cut by its width

static bool take_item(struct scanner *sc, struct cp_line l)
{
    struct cp_str s = text_of(sc, l);
    size_t marker = cp_bullet_length(s);
    bool numbered = !marker;
    size_t clock = marker ? 0 : cp_clock_length(s);
    if (!marker)
        marker = clock ? clock : cp_number_length(s);
    if (!marker || !cp_has_word(cp_str_slice(s, marker, s.len)))
        return false;
    bool cut = sc->lines && !sc->after_blank && !sc->in_item; // may be a dash or a number that a cut line begins with
    if (cut && !clock && sc->last.end - sc->last.begin >= NARROW_LINE && sc->how.wrapped &&
        !cp_ends_sentence(text_of(sc, sc->last)) && (!sc->how.markdown || numbered))
        return false;
    if (numbered && cp_starts_small(cp_str_trim(cp_str_slice(s, marker, s.len))))
        return false;
    sc->item_indent = l.indent;
    l.begin += marker;
    open_paragraph(sc, l, CP_BLOCK_ITEM);
    return true;
}

// A line that boilerplate.tsv knows, or a date under the title, stands alone whatever is around it.
static bool take_special(struct scanner *sc, struct cp_line l)
{
    struct cp_str s = text_of(sc, l);
    if (!cp_has_word(s)) {
        close_paragraph(sc, true);
        sc->in_item = false;
        return true;
    }
    struct cp_date date;
    if (sc->line_number <= HEAD_LINES && cp_is_date_line(s, &date) && date.year) {
        whole_line(sc, l, CP_BLOCK_PARAGRAPH, 0);
        return true;
    }
    enum cp_note note = cp_note_of(s);
    if (note == CP_NOTE_NONE)
        return false;
    if (note == CP_NOTE_DROP)
        close_paragraph(sc, true);
    else
        whole_line(sc, l, CP_BLOCK_PARAGRAPH, 0);
    return true;
}

// ---------------------------------------------------------------- running text

static bool continues(const struct scanner *sc, struct cp_line l)
{
    struct cp_str s = text_of(sc, l), last = text_of(sc, sc->last);
    if (sc->after_blank || sc->lines == 0)
        return false;
    if (sc->how.markdown)
        return !(sc->last.hard && sc->last.end - sc->last.begin < 60 && !cp_starts_small(s));
    if (sc->in_item && l.indent > sc->item_indent)
        return true;
    if (sc->how.wrapped) {
        bool indented = l.indent >= sc->last.indent + 2 || l.indent >= sc->how.indent + 2;
        bool short_end = last.len < 40 && cp_ends_sentence(last) && !cp_starts_small(s);
        return !indented && !short_end;
    }
    return cp_starts_small(s) && !cp_ends_sentence(last) && last.len >= 40;
}

static void take_line(struct scanner *sc, struct cp_line *l)
{
    struct cp_str s = text_of(sc, *l);
    if (s.len == 0) {
        sc->after_blank = true;
        return;
    }
    if (sc->after_blank)
        close_paragraph(sc, true);
    sc->line_number++;
    if (sc->how.markdown && take_markdown(sc, l))
        ;
    else if (take_quote(sc, l) || take_special(sc, *l) || take_item(sc, *l))
        ;
    else if (is_row(sc, *l))
        put_row(sc, *l, cp_piped_cell);
    else if (!sc->how.markdown && cp_spaced_cells(s) >= 3)
        put_row(sc, *l, cp_spaced_cell);
    else if (continues(sc, *l))
        gather(sc, *l);
    else
        open_paragraph(sc, *l, CP_BLOCK_PARAGRAPH);
    sc->after_blank = false;
}

void cp_read_prose(struct cp_builder *b, const struct cp_source *source, size_t begin, struct cp_prose how)
{
    struct scanner sc = {.b = b, .source = source, .s = source->text, .how = how, .after_blank = true};
    sc.gathered.doc = b->text.doc;
    for (size_t at = begin; at < sc.s.len;) {
        struct cp_line l = cp_line_at(sc.s, at);
        take_line(&sc, &l);
        at = l.next;
    }
    close_paragraph(&sc, true);
}
