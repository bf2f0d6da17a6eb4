// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "talk.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// ---------------------------------------------------------------- single characters

static bool is_dangerous(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x61C || code == 0x200E || code == 0x200F ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF ||
           (code >= 0xE0000 && code <= 0xE007F);
}

static bool is_blank(uint32_t code)
{
    return code == '\n' || code == '\t' || code == '\r' || code == 0x2028 || code == 0x2029;
}

struct range {
    uint32_t from, to;
};

static bool is_in(uint32_t code, const struct range *ranges, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (code >= ranges[i].from && code <= ranges[i].to)
            return true;
    return false;
}

// As terminals do, whatever the locale: combining marks take no column, East Asian wide characters two.
static size_t rune_width(uint32_t code)
{
    static const struct range none[] = {{0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},   {0x610, 0x61A},
                                        {0x64B, 0x65F},   {0x200B, 0x200D}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F},
                                        {0xFE20, 0xFE2F}};
    static const struct range wide[] = {{0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF},   {0xAC00, 0xD7A3},
                                        {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
                                        {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
    if (code < 0x300)
        return 1;
    if (is_in(code, none, sizeof none / sizeof none[0]))
        return 0;
    return is_in(code, wide, sizeof wide / sizeof wide[0]) ? 2 : 1;
}

// ---------------------------------------------------------------- text

struct cp_str cp_tame(struct cp_arena *arena, struct cp_str s)
{
    char *out = cp_alloc(arena, s.len * 3 + 1); // a byte may become U+FFFD
    size_t len = 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t code = cp_utf8_next(s, &at);
        if (is_blank(code))
            code = ' ';
        else if (is_dangerous(code))
            code = 0xFFFD;
        char bytes[4];
        size_t n = cp_utf8_put(code, bytes);
        memcpy(out + len, bytes, n);
        len += n;
    }
    return (struct cp_str){out, len};
}

size_t cp_width(struct cp_str s)
{
    size_t width = 0;
    for (size_t at = 0; at < s.len;)
        width += rune_width(cp_utf8_next(s, &at));
    return width;
}

struct cp_str cp_shorten(struct cp_arena *arena, struct cp_str s, size_t columns)
{
    if (cp_width(s) <= columns)
        return s;
    size_t end = 0, width = 0;
    for (size_t at = 0; at < s.len;) {
        width += rune_width(cp_utf8_next(s, &at));
        if (width + 1 > columns)
            break;
        end = at;
    }
    struct cp_str kept = cp_str_trim(cp_str_slice(s, 0, end));
    return cp_str_format(arena, CP_FMT "…", CP_ARG(kept));
}

void cp_complain(const struct cp_error *err)
{
    struct cp_arena *arena = cp_arena_new();
    if (!arena) {
        fputs("chokepoint: out of memory\n", stderr);
        return;
    }
    cp_progress_wipe();
    struct cp_str where = cp_tame(arena, cp_str_from(err->where)), what = cp_tame(arena, cp_str_from(err->message));
    fprintf(stderr, "chokepoint: " CP_FMT "%s" CP_FMT "\n", CP_ARG(where), where.len ? ": " : "", CP_ARG(what));
    cp_arena_free(arena);
}

static bool left_out;   // something that was to be shown
static int print_errno; // of the first write that failed: fflush no longer knows why

void cp_print(FILE *stream, struct cp_buf *text)
{
    if (text->failed) {
        fputs("chokepoint: out of memory; what was to be shown here is left out\n", stderr);
        left_out = true;
    } else if (text->len && fwrite(text->ptr, 1, text->len, stream) < text->len && !print_errno)
        print_errno = errno;
    cp_buf_release(text);
}

bool cp_flush(void)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return !left_out;
    errno = print_errno ? print_errno : errno;
    fprintf(stderr, "chokepoint: standard output: %s\n", errno ? strerror(errno) : "could not be written");
    return false;
}

// ---------------------------------------------------------------- progress

static volatile sig_atomic_t line_stands; // on the terminal

void cp_progress_wipe(void)
{
    static const char wipe[] = "\r\033[K";
    if (line_stands && write(2, wipe, sizeof wipe - 1) < 0)
        return; // the terminal is gone: nobody sees the line
    line_stands = 0;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

// What is done in no time is not worth a line, and nobody reads more than ten in a second.
static void tell_progress(void *context, const char *what, size_t done, size_t all)
{
    static const char *about;
    static double next;
    double now = seconds();
    (void)context;
    if (done >= all) {
        cp_progress_wipe();
        about = NULL;
    } else if (what != about) {
        about = what;
        next = now + 0.2;
    } else if (now >= next) {
        next = now + 0.1;
        line_stands = 1;
        fprintf(stderr, "\r%s: %zu of %zu\033[K", what, done, all);
    }
}

const struct cp_progress *cp_progress_line(bool quiet)
{
    static const struct cp_progress line = {.tell = tell_progress};
    return !quiet && isatty(2) ? &line : NULL;
}

// ---------------------------------------------------------------- tables

void cp_grid_add(struct cp_arena *arena, struct cp_grid *grid, struct cp_str cell)
{
    *CP_PUSH(arena, &grid->cells) = cp_tame(arena, cell);
}

void cp_grid_add_number(struct cp_arena *arena, struct cp_grid *grid, double x, int digits)
{
    *CP_PUSH(arena, &grid->cells) = isnan(x) ? CP_STR("-") : cp_str_format(arena, "%.*f", digits, x);
}

static void add_padding(struct cp_buf *out, size_t columns)
{
    for (size_t i = 0; i < columns; i++)
        cp_buf_add_char(out, ' ');
}

void cp_grid_print(const struct cp_grid *grid, struct cp_buf *out)
{
    enum { MOST_COLUMNS = 32 };
    size_t columns = strlen(grid->alignment), widths[MOST_COLUMNS] = {0};
    for (size_t i = 0; i < grid->cells.count; i++) {
        size_t width = cp_width(grid->cells.items[i]);
        if (width > widths[i % columns])
            widths[i % columns] = width;
    }
    for (size_t i = 0; i < grid->cells.count; i++) {
        struct cp_str cell = grid->cells.items[i];
        size_t column = i % columns, padding = widths[column] - cp_width(cell);
        bool last = column + 1 == columns;
        if (grid->alignment[column] == 'r')
            add_padding(out, padding);
        cp_buf_add(out, cell);
        if (grid->alignment[column] == 'l' && !last) // no blanks at line ends
            add_padding(out, padding);
        cp_buf_add(out, last ? CP_STR("\n") : CP_STR("  "));
    }
}
