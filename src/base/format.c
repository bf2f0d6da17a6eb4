// SPDX-License-Identifier: GPL-3.0-or-later
// Room: base.
#include "format.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct sheet {
    char *at, *end;
    bool failed;
};

static void add(struct sheet *sheet, const char *bytes, size_t n)
{
    sheet->failed = sheet->failed || n > (size_t)(sheet->end - sheet->at);
    if (sheet->failed)
        return;
    memcpy(sheet->at, bytes, n);
    sheet->at += n;
}

static void add_text(struct sheet *sheet, const char *text, size_t most)
{
    sheet->failed = sheet->failed || !text;
    if (!sheet->failed)
        add(sheet, text, strnlen(text, most));
}

static void add_number(struct sheet *sheet, uintmax_t number, bool negative)
{
    char text[24];
    size_t at = sizeof text;
    do
        text[--at] = (char)('0' + number % 10);
    while (number /= 10);
    if (negative)
        text[--at] = '-';
    add(sheet, text + at, sizeof text - at);
}

size_t cp_format_plainly(char *room, size_t size, const char *format, va_list arguments)
{
    struct sheet sheet = {room, room + size, false};
    while (*format && !sheet.failed) {
        if (*format != '%') {
            const size_t n = strcspn(format, "%");
            add(&sheet, format, n);
            format += n;
            continue;
        }
        const char *what = format + 1;
        format += 2;
        switch (*what) {
        case 's':
            add_text(&sheet, va_arg(arguments, const char *), SIZE_MAX);
            break;
        case 'c':
            add(&sheet, &(char){(char)va_arg(arguments, int)}, 1);
            break;
        case 'u':
            add_number(&sheet, va_arg(arguments, unsigned), false);
            break;
        case 'd': {
            const intmax_t number = va_arg(arguments, int);
            add_number(&sheet, (uintmax_t)(number < 0 ? -number : number), number < 0);
            break;
        }
        case 'z':
            format++;
            if (what[1] == 'u')
                add_number(&sheet, va_arg(arguments, size_t), false);
            else
                return SIZE_MAX;
            break;
        case '.': {
            if (what[1] != '*' || what[2] != 's')
                return SIZE_MAX;
            format += 2;
            const int most = va_arg(arguments, int);
            const char *text = va_arg(arguments, const char *);
            add_text(&sheet, text, most < 0 ? SIZE_MAX : (size_t)most);
            break;
        }
        case '%':
            add(&sheet, "%", 1);
            break;
        default:
            return SIZE_MAX;
        }
    }
    return sheet.failed ? SIZE_MAX : (size_t)(sheet.at - room);
}
