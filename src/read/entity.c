// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// Character references of HTML, which stand in Markdown and in plain text as well.
// Names are those of HTML 4, from libxml2's table, and &apos;.
#include "read_p.h"

#include <libxml/HTMLparser.h>
#include <string.h>

enum { LONGEST_NAME = 10 };

static uint32_t named(struct cp_str s, size_t *at)
{
    char name[LONGEST_NAME + 1];
    size_t n = 0, i = *at + 1;
    while (i < s.len && n < LONGEST_NAME &&
           ((s.ptr[i] >= 'a' && s.ptr[i] <= 'z') || (s.ptr[i] >= 'A' && s.ptr[i] <= 'Z') ||
            (s.ptr[i] >= '0' && s.ptr[i] <= '9')))
        name[n++] = s.ptr[i++];
    name[n] = '\0';
    if (n < 2 || i >= s.len || s.ptr[i] != ';')
        return 0;
    uint32_t code = 0;
    if (strcmp(name, "apos") == 0) {
        code = '\'';
    } else {
        const htmlEntityDesc *known = htmlEntityLookup((const xmlChar *)name);
        code = known ? known->value : 0;
    }
    if (code)
        *at = i + 1;
    return code;
}

static uint32_t numbered(struct cp_str s, size_t *at)
{
    size_t i = *at + 2, digits = 0;
    bool hex = i < s.len && (s.ptr[i] == 'x' || s.ptr[i] == 'X');
    uint32_t code = 0;
    for (i += hex; i < s.len && digits < 8; i++, digits++) {
        char c = s.ptr[i], low = (char)(c | 0x20);
        if (c >= '0' && c <= '9')
            code = code * (hex ? 16 : 10) + (uint32_t)(c - '0');
        else if (hex && low >= 'a' && low <= 'f')
            code = code * 16 + (uint32_t)(low - 'a' + 10);
        else
            break;
    }
    if (digits == 0 || i >= s.len || s.ptr[i] != ';')
        return 0;
    *at = i + 1;
    if (code >= 0x80 && code < 0xA0) // what browsers do: pages number characters by Windows-1252
        return cp_windows_1252((unsigned char)code);
    return code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) ? 0xFFFD : code;
}

uint32_t cp_entity(struct cp_str s, size_t *at)
{
    if (*at + 2 >= s.len)
        return 0;
    return s.ptr[*at + 1] == '#' ? numbered(s, at) : named(s, at);
}
