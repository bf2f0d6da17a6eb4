// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// Plain text. The one question is what a line end means: in newswire and mail lines are
// cut at some width and a paragraph ends at an empty or an indented line; elsewhere each
// line is a paragraph. Lines were cut by width if, in most places where two of them
// follow each other, the next word would not have fitted on the first.
#include "line.h"
#include "read_p.h"

enum { WIDEST = 110, NARROWEST = 40 };

struct widths {
    size_t pairs;  // lines that follow each other
    size_t filled; // pairs in which the next word would not have fitted
    size_t broken; // pairs in which a sentence goes on over the line end
};

static size_t first_word(struct cp_str line)
{
    size_t n = 0;
    while (n < line.len && line.ptr[n] != ' ')
        n++;
    return n;
}

static bool ends_sentence(struct cp_str line)
{
    if (line.len == 0)
        return true;
    char c = line.ptr[line.len - 1];
    return c == '.' || c == '!' || c == '?' || c == ':' || c == '"' || c == ')' || c == ';' ||
           cp_str_ends(line, CP_STR("\xE2\x80\x9D")) || cp_str_ends(line, CP_STR("\xE2\x80\x99"));
}

// The widest line that is not far wider than the others: the greatest length that a tenth of the lines reach nearly.
static size_t usual_width(struct cp_str text)
{
    size_t longest[WIDEST + 1] = {0}, lines = 0, seen = 0;
    while (text.len) {
        struct cp_str line = cp_str_trim(cp_str_split(&text, '\n'));
        if (line.len == 0)
            continue;
        lines++;
        if (line.len <= WIDEST)
            longest[line.len]++;
        else
            seen++; // wider than any cut
    }
    if (seen * 10 > lines)
        return 0;
    for (size_t width = WIDEST; width > NARROWEST; width--) {
        seen += longest[width];
        if (seen * 20 >= lines)
            return width;
    }
    return 0;
}

static struct widths measure(struct cp_str text, size_t width)
{
    struct widths w = {0};
    struct cp_str before = CP_STR("");
    while (text.len) {
        struct cp_str line = cp_str_trim(cp_str_split(&text, '\n'));
        if (before.len && line.len && !cp_bullet_length(line) && !cp_clock_length(line)) { // an item is no second half
            w.pairs++;
            w.filled += before.len + 1 + first_word(line) >= width;
            w.broken += !ends_sentence(before);
        }
        before = line;
    }
    return w;
}

static bool is_wrapped(struct cp_str text)
{
    size_t width = usual_width(text);
    if (width == 0)
        return false;
    struct widths w = measure(text, width);
    return w.pairs > 0 && w.broken * 2 >= w.pairs && (w.filled * 2 >= w.pairs || w.broken * 4 >= w.pairs * 3);
}

// Columns before most lines, so that one that stands deeper opens a paragraph.
static size_t usual_indent(struct cp_str text)
{
    enum { DEEPEST = 32 };
    size_t lines[DEEPEST] = {0}, best = 0;
    while (text.len) {
        struct cp_str line = cp_str_split(&text, '\n');
        size_t indent = 0;
        while (indent < line.len && line.ptr[indent] == ' ')
            indent++;
        if (indent < DEEPEST && cp_str_trim(line).len)
            lines[indent]++;
    }
    for (size_t i = 1; i < DEEPEST; i++)
        if (lines[i] > lines[best])
            best = i;
    return best;
}

void cp_read_text(struct cp_builder *b, const struct cp_source *source)
{
    cp_read_prose(b, source, 0,
                  (struct cp_prose){.wrapped = is_wrapped(source->text), .indent = usual_indent(source->text)});
}
