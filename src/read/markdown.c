// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// Markdown: front matter, then prose by the rules of Markdown.
#include "read_p.h"

enum { SAMPLE = 64 * 1024 };

// A file that is called .txt may be Markdown all the same. Front matter, a link or two headings say so.
bool cp_looks_like_markdown(struct cp_str text)
{
    text = cp_str_slice(text, 0, SAMPLE);
    size_t headings = 0, links = 0, quotes = 0, bold = 0;
    struct cp_str rest = text, first = cp_str_trim(cp_str_split(&rest, '\n'));
    if (cp_str_equal(first, CP_STR("---")) && cp_str_find(rest, CP_STR("\n---"), 0) != SIZE_MAX)
        return true;
    for (rest = text; rest.len;) {
        struct cp_str line = cp_str_trim(cp_str_split(&rest, '\n'));
        size_t marks = 0;
        while (marks < line.len && line.ptr[marks] == '#')
            marks++;
        bool heading =
            marks >= 1 && marks <= 6 && marks + 1 < line.len && line.ptr[marks] == ' ' && line.ptr[marks + 1] != '#';
        headings += heading;
        quotes += cp_str_starts(line, CP_STR("> "));
        bold += line.len > 4 && (cp_str_starts(line, CP_STR("**")) || cp_str_starts(line, CP_STR("__"))) &&
                line.ptr[2] != line.ptr[0];
        links += cp_str_find(line, CP_STR("](http"), 0) != SIZE_MAX || cp_str_find(line, CP_STR("![") , 0) != SIZE_MAX;
    }
    return headings >= 2 || links >= 1 || (headings + bold + quotes) >= 2;
}

void cp_read_markdown(struct cp_builder *b, const struct cp_source *source)
{
    size_t begin = cp_read_front_matter(b, source);
    cp_read_prose(b, source, begin, (struct cp_prose){.markdown = true, .wrapped = true});
}
