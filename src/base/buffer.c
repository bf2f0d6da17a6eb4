// SPDX-License-Identifier: GPL-3.0-or-later
// Room: base.
#include "chokepoint/base.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool reserve(struct cp_buf *buf, size_t more)
{
    if (buf->failed)
        return false;
    if (more <= buf->capacity - buf->len)
        return true;
    size_t wanted = buf->capacity ? buf->capacity : 256;
    while (wanted - buf->len < more && wanted < SIZE_MAX / 4)
        wanted *= 2;
    char *grown = wanted - buf->len >= more ? realloc(buf->ptr, wanted) : NULL;
    if (!grown) {
        buf->failed = true;
        return false;
    }
    buf->ptr = grown;
    buf->capacity = wanted;
    return true;
}

void cp_buf_add(struct cp_buf *buf, struct cp_str s)
{
    if (s.len == 0 || !reserve(buf, s.len))
        return;
    memcpy(buf->ptr + buf->len, s.ptr, s.len);
    buf->len += s.len;
}

void cp_buf_add_char(struct cp_buf *buf, char c)
{
    if (reserve(buf, 1))
        buf->ptr[buf->len++] = c;
}

void cp_buf_add_format(struct cp_buf *buf, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int len = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (len > 0 && reserve(buf, (size_t)len + 1)) {
        vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

void cp_buf_add_quoted(struct cp_buf *buf, struct cp_str s)
{
    cp_buf_add_char(buf, '"');
    for (size_t at = 0; at < s.len;) {
        size_t begin = at;
        uint32_t code = cp_utf8_next(s, &at);
        if (code == '"' || code == '\\')
            cp_buf_add_format(buf, "\\%c", (int)code);
        else if (code < 0x20 || code == 0x7F || code == 0x2028 || code == 0x2029) // line ends of JavaScript too
            cp_buf_add_format(buf, "\\u%04x", (unsigned)code);
        else if (code == 0xFFFD)
            cp_buf_add(buf, CP_STR("\xEF\xBF\xBD"));
        else
            cp_buf_add(buf, cp_str_slice(s, begin, at));
    }
    cp_buf_add_char(buf, '"');
}

void cp_buf_add_number(struct cp_buf *buf, uint64_t number)
{
    char text[20];
    size_t at = sizeof text;
    do
        text[--at] = (char)('0' + number % 10);
    while (number /= 10);
    cp_buf_add(buf, (struct cp_str){text + at, sizeof text - at});
}

// The program never calls setlocale, so printf and strtod take "." as they stand.
void cp_buf_add_double(struct cp_buf *buf, double x)
{
    char text[40];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, x);
        if (strtod(text, NULL) == x)
            break;
    }
    cp_buf_add(buf, cp_str_from(text));
}

void cp_buf_clear(struct cp_buf *buf)
{
    buf->len = 0;
    buf->failed = false;
}

void cp_buf_release(struct cp_buf *buf)
{
    free(buf->ptr);
    *buf = (struct cp_buf){0};
}

struct cp_str cp_buf_str(const struct cp_buf *buf)
{
    return (struct cp_str){buf->ptr ? buf->ptr : "", buf->len};
}
