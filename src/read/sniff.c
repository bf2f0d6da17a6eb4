// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// What a file is: first the ending of its name, then its bytes. What is no text is named,
// with what to do about it.
#include "read_p.h"

#include <string.h>

enum { SAMPLE = 8192 };

static const struct {
    const char *ending;
    enum cp_format format;
} endings[] = {
    {".txt", CP_FORMAT_TEXT},      {".text", CP_FORMAT_TEXT},  {".asc", CP_FORMAT_TEXT},   {".md", CP_FORMAT_MARKDOWN},
    {".markdown", CP_FORMAT_MARKDOWN}, {".mkd", CP_FORMAT_MARKDOWN}, {".mdown", CP_FORMAT_MARKDOWN},
    {".html", CP_FORMAT_HTML},     {".htm", CP_FORMAT_HTML},   {".xhtml", CP_FORMAT_HTML}, {".shtml", CP_FORMAT_HTML},
    {".jsonl", CP_FORMAT_JSONL},   {".ndjson", CP_FORMAT_JSONL}, {".json", CP_FORMAT_JSONL}, {".jl", CP_FORMAT_JSONL},
};

static const struct {
    const char *bytes;
    size_t len;
    const char *what;
} magic[] = {
    {"%PDF-", 5, "is a PDF: convert it to text first (pdftotext FILE)"},
    {"PK\x03\x04", 4, "is a ZIP archive or an office document: unpack it, or save it as text or HTML, first"},
    {"\xD0\xCF\x11\xE0", 4, "is an old office document: save it as text or HTML first"},
    {"{\\rtf", 5, "is an RTF document: save it as text or HTML first"},
    {"\x1F\x8B", 2, "is compressed with gzip: unpack it first (gunzip FILE)"},
    {"BZh", 3, "is compressed with bzip2: unpack it first (bunzip2 FILE)"},
    {"\xFD" "7zXZ", 5, "is compressed with xz: unpack it first (unxz FILE)"},
    {"\x28\xB5\x2F\xFD", 4, "is compressed with zstd: unpack it first (unzstd FILE)"},
    {"\x89PNG", 4, "is a picture, not text"},
    {"\xFF\xD8\xFF", 3, "is a picture, not text"},
    {"GIF8", 4, "is a picture, not text"},
    {"\x7F" "ELF", 4, "is a program, not text"},
    {"%!PS", 4, "is PostScript: convert it to text first (ps2ascii FILE)"},
};

static bool format_by_ending(struct cp_str name, enum cp_format *format)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct cp_str ending = cp_str_from(endings[i].ending);
        if (name.len > ending.len && cp_str_equal_fold(cp_str_slice(name, name.len - ending.len, name.len), ending)) {
            *format = endings[i].format;
            return true;
        }
    }
    return false;
}

bool cp_has_known_ending(struct cp_str name)
{
    enum cp_format format;
    return format_by_ending(name, &format);
}

// Zero bytes, or control characters that no text has, in more than one place of twenty.
static bool is_binary(struct cp_str content)
{
    size_t n = content.len < SAMPLE ? content.len : SAMPLE, odd = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)content.ptr[i];
        if (c == 0)
            return true;
        odd += (c < 0x20 && !strchr("\t\n\v\f\r\x1A\x1B", c)) || c == 0x7F;
    }
    return odd > 4 && odd * 20 > n;
}

static bool looks_like_json(struct cp_str text)
{
    text = cp_str_trim(cp_str_slice(text, 0, SAMPLE));
    if (text.len < 2 || (text.ptr[0] != '{' && text.ptr[0] != '['))
        return false;
    bool object = text.ptr[0] == '{';
    text = cp_str_trim(cp_str_slice(text, 1, text.len));
    return object ? text.len && text.ptr[0] == '"' : text.len && text.ptr[0] == '{';
}

static enum cp_format format_by_content(struct cp_str content)
{
    if (cp_str_starts(content, CP_STR("\xEF\xBB\xBF")))
        content = cp_str_slice(content, 3, content.len);
    if (cp_looks_like_html(content))
        return CP_FORMAT_HTML;
    if (looks_like_json(content))
        return CP_FORMAT_JSONL;
    return cp_looks_like_markdown(content) ? CP_FORMAT_MARKDOWN : CP_FORMAT_TEXT;
}

enum cp_status cp_sniff(const char *source, struct cp_str content, enum cp_format *format, struct cp_error *err)
{
    if (cp_str_trim(content).len == 0)
        return cp_fail_at(err, CP_EFORMAT, source, 0, "is empty: there is nothing to read in it");
    for (size_t i = 0; i < sizeof magic / sizeof *magic; i++)
        if (content.len >= magic[i].len && memcmp(content.ptr, magic[i].bytes, magic[i].len) == 0)
            return cp_fail_at(err, CP_EFORMAT, source, 0, "%s", magic[i].what);
    bool wide = cp_is_wide(content);
    if (!wide && is_binary(content))
        return cp_fail_at(err, CP_EFORMAT, source, 0,
                          "is a binary file: give plain text, Markdown, HTML or JSON Lines instead");
    if (*format != CP_FORMAT_AUTO)
        return CP_OK;
    bool known = format_by_ending(cp_str_from(source), format);
    if (wide) { // its bytes cannot be looked at before they are decoded
        if (!known)
            *format = CP_FORMAT_TEXT;
        return CP_OK;
    }
    enum cp_format seen = format_by_content(content);
    if (!known || (*format == CP_FORMAT_TEXT && (seen == CP_FORMAT_HTML || seen == CP_FORMAT_MARKDOWN)))
        *format = seen;
    return CP_OK;
}
