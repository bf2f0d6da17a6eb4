// SPDX-License-Identifier: GPL-3.0-or-later
// Room: base.
#include "chokepoint/base.h"

#include <stdio.h>

static enum cp_status record(struct cp_error *err, enum cp_status status, const char *file, unsigned line,
                             const char *format, va_list arguments)
{
    if (!err || err->status != CP_OK)
        return status; // the first failure is the one that explains the others
    err->status = status;
    if (!file)
        err->where[0] = '\0';
    else if (line)
        snprintf(err->where, sizeof err->where, "%s:%u", file, line);
    else
        snprintf(err->where, sizeof err->where, "%s", file);
    vsnprintf(err->message, sizeof err->message, format, arguments);
    return status;
}

enum cp_status cp_fail(struct cp_error *err, enum cp_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    record(err, status, NULL, 0, format, arguments);
    va_end(arguments);
    return status;
}

enum cp_status cp_fail_at(struct cp_error *err, enum cp_status status, const char *file, unsigned line,
                          const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    record(err, status, file, line, format, arguments);
    va_end(arguments);
    return status;
}
