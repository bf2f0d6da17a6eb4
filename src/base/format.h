// SPDX-License-Identifier: GPL-3.0-or-later
//
// What most formats ask for, without printf, which takes ten times as long.
//
// Room: base.
#ifndef CP_BASE_FORMAT_H
#define CP_BASE_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

// As vsnprintf, but without a 0 at the end, and only for %s, %.*s, %c, %d, %u, %zu and %%. The number of bytes; SIZE_MAX if
// something else is asked for, or if there is not enough room.
size_t cp_format_plainly(char *room, size_t size, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

#endif
