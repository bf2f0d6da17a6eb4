// SPDX-License-Identifier: GPL-3.0-or-later
//
// base: what every room stands on: errors, arenas, borrowed strings, growing
// buffers and arrays, a string table, dates, UTF-8, and files that are written
// whole or not at all.
//
// Room: base.
#ifndef CHOKEPOINT_BASE_H
#define CHOKEPOINT_BASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// ---------------------------------------------------------------- errors

enum cp_status {
    CP_OK = 0,
    CP_ENOMEM,  // memory ran out
    CP_EIO,     // a file could not be read or written
    CP_EFORMAT, // the input is not what it should be
    CP_ELIMIT,  // the input is larger than an option allows
    CP_EUSAGE,  // the caller, or the person who called the program, asked for something that cannot be
};

// One sentence about the first thing that went wrong. `where` is a file and, if
// known, ":line"; it may be empty. Zero-initialise before use.
struct cp_error {
    enum cp_status status;
    char where[256];
    char message[512];
};

// Records a failure and returns its status, so that `return cp_fail(…)` is one
// step. The first failure wins: a set error is not overwritten. err may be NULL.
enum cp_status cp_fail(struct cp_error *err, enum cp_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// The same with a place; line 0 means that the file as a whole is meant.
enum cp_status cp_fail_at(struct cp_error *err, enum cp_status status, const char *file, unsigned line,
                          const char *format, ...) __attribute__((format(printf, 5, 6)));

// ---------------------------------------------------------------- arenas

// Memory that is released all at once. Two lifetimes exist in the program, and
// show in the names of parameters: `run` (lexicon, model, graph) and `doc` (all
// that belongs to one document; reset after it).
//
// Allocation never returns NULL. If memory runs out, the arena jumps to the
// handler that its owner set with cp_arena_guard, or aborts if there is none.
struct cp_arena;

struct cp_arena *cp_arena_new(void); // NULL if there is no memory even for this
void cp_arena_free(struct cp_arena *arena);
void cp_arena_reset(struct cp_arena *arena); // all is forgotten; the memory is kept for reuse
size_t cp_arena_used(const struct cp_arena *arena);

// `if (setjmp(jump)) return cp_fail(err, CP_ENOMEM, …); cp_arena_guard(arena, &jump);`
// NULL takes the handler away. The jump must be taken away before its function returns.
void cp_arena_guard(struct cp_arena *arena, jmp_buf *jump);

// Lets the arena release something that is not its own memory, when it is freed or reset.
typedef void cp_release_fn(void *object, size_t size);
void cp_arena_keep(struct cp_arena *arena, cp_release_fn *release, void *object, size_t size);

void *cp_alloc(struct cp_arena *arena, size_t size);                // zeroed, aligned for any type
void *cp_alloc_unset(struct cp_arena *arena, size_t size);          // not zeroed: for room that is written before it is read
void *cp_alloc_array(struct cp_arena *arena, size_t n, size_t size); // zeroed; checks n * size
void *cp_grow(struct cp_arena *arena, void *old, size_t old_size, size_t new_size);

#define CP_NEW(arena, type) ((type *)cp_alloc((arena), sizeof(type)))
#define CP_NEW_ARRAY(arena, n, type) ((type *)cp_alloc_array((arena), (n), sizeof(type)))

// A growing array in an arena: `CP_VEC(struct cp_token) tokens = {0};
// *CP_PUSH(doc, &tokens) = token;` Read .items and .count. Fresh memory is zeroed; what is used again after count was set
// back is not.
#define CP_VEC(type)                                                                                                   \
    struct {                                                                                                           \
        type *items;                                                                                                   \
        size_t count, capacity;                                                                                        \
    }
#define CP_PUSH(arena, vec)                                                                                            \
    ((vec)->count < (vec)->capacity ? (void)0                                                                          \
                                    : (void)((vec)->items = cp_vec_enlarge((arena), (vec)->items, &(vec)->capacity,    \
                                                                           sizeof *(vec)->items)),                     \
     &(vec)->items[(vec)->count++])
void *cp_vec_enlarge(struct cp_arena *arena, void *items, size_t *capacity, size_t size);

// ---------------------------------------------------------------- sorted arrays

// Index of the first item that does not sort before `wanted`; count if all do. The array is sorted by `compare`, as
// qsort leaves it.
size_t cp_lower_bound(const void *wanted, const void *items, size_t count, size_t size,
                      int (*compare)(const void *, const void *));

// ---------------------------------------------------------------- strings

// A borrowed piece of UTF-8. Not terminated by 0 unless said so.
struct cp_str {
    const char *ptr;
    size_t len;
};

#define CP_STR(literal) ((struct cp_str){(literal), sizeof(literal) - 1})
#define CP_FMT "%.*s"
#define CP_ARG(s) (int)(s).len, (s).ptr

// Asked millions of times, mostly about words that stand in the program: seen by the compiler, they cost a comparison.
// NULL gives the empty string.
static inline struct cp_str cp_str_from(const char *terminated)
{
    return terminated ? (struct cp_str){terminated, strlen(terminated)} : (struct cp_str){"", 0};
}

static inline struct cp_str cp_str_slice(struct cp_str s, size_t begin, size_t end)
{
    if (end > s.len)
        end = s.len;
    if (begin > end)
        begin = end;
    return (struct cp_str){begin ? s.ptr + begin : s.ptr, end - begin}; // nothing is added to NULL
}

static inline bool cp_str_equal(struct cp_str a, struct cp_str b)
{
    return a.len == b.len && (a.len == 0 || (a.ptr[0] == b.ptr[0] && memcmp(a.ptr, b.ptr, a.len) == 0));
}

static inline bool cp_str_starts(struct cp_str s, struct cp_str prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

static inline bool cp_str_ends(struct cp_str s, struct cp_str suffix)
{
    return s.len >= suffix.len &&
           (suffix.len == 0 || memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

// Eight bytes at once, the first in the lowest bits on every machine; behind the end of s they are 0. Compilers make one load
// or store of it.
static inline uint64_t cp_str_load_eight(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 |
           (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
}

static inline uint64_t cp_str_eight(struct cp_str s, size_t at)
{
    if (at + 8 <= s.len)
        return cp_str_load_eight(s.ptr + at);
    if (s.len >= 8) // the last eight, without those before `at`
        return at < s.len ? cp_str_load_eight(s.ptr + s.len - 8) >> (8 * (at + 8 - s.len)) : 0;
    uint64_t eight = 0;
    for (size_t i = s.len; i > at; i--)
        eight = eight << 8 | (unsigned char)s.ptr[i - 1];
    return eight;
}

static inline void cp_str_put_eight(char *to, uint64_t eight)
{
    for (unsigned i = 0; i < 8; i++)
        to[i] = (char)(eight >> (8 * i));
}

// What is asked of all eight: 0 if none of them is so; else the lowest bit that is set is the highest one of the first byte that is.
#define CP_EACH_BYTE UINT64_C(0x0101010101010101)
static inline uint64_t cp_eight_below(uint64_t eight, unsigned char limit) // of ASCII
{
    return (eight - CP_EACH_BYTE * limit) & ~eight & CP_EACH_BYTE * 0x80;
}

static inline uint64_t cp_eight_equal(uint64_t eight, char c)
{
    return cp_eight_below(eight ^ CP_EACH_BYTE * (unsigned char)c, 1);
}

// The same, exact for each of the eight: their highest bits tell.
static inline uint64_t cp_eight_each_equal(uint64_t eight, char c)
{
    const uint64_t x = eight ^ CP_EACH_BYTE * (unsigned char)c, low = CP_EACH_BYTE * 0x7F;
    return ~(((x & low) + low) | x) & CP_EACH_BYTE * 0x80;
}

static inline uint64_t cp_eight_each_letter(uint64_t eight) // a-z, A-Z
{
    const uint64_t small = (eight & CP_EACH_BYTE * 0x7F) | CP_EACH_BYTE * 0x20;
    return (small + CP_EACH_BYTE * (0x80 - 'a')) & ~(small + CP_EACH_BYTE * (0x7F - 'z')) & ~eight & CP_EACH_BYTE * 0x80;
}

static inline size_t cp_eight_first(uint64_t found) // the number of that byte; found is not 0
{
    return (size_t)__builtin_ctzll(found) / 8;
}

static inline uint64_t cp_eight_wide(uint64_t eight) // beyond ASCII
{
    return eight & CP_EACH_BYTE * 0x80;
}

struct cp_str cp_str_trim(struct cp_str s); // ASCII white space and U+00A0 at both ends
bool cp_str_equal_fold(struct cp_str a, struct cp_str b); // ASCII case ignored
int cp_str_compare(struct cp_str a, struct cp_str b);     // by bytes, then by length
size_t cp_str_find(struct cp_str s, struct cp_str needle, size_t from); // SIZE_MAX if it is not there
struct cp_str cp_str_split(struct cp_str *rest, char separator); // cuts the first field off *rest
bool cp_str_item(struct cp_str *list, struct cp_str *item); // takes the next item off "a | b | c"; false at its end
bool cp_str_whole(struct cp_str s, int most, int *number); // digits, perhaps behind "-", of at most `most`. (Not strtol, which is slow: learned tables are long.)
uint64_t cp_str_hash(struct cp_str s); // the same on every machine

struct cp_str cp_str_copy(struct cp_arena *arena, struct cp_str s); // terminated by 0
struct cp_str cp_str_lower(struct cp_arena *arena, struct cp_str s); // Unicode simple lower case for Latin, Greek, Cyrillic
struct cp_str cp_str_slug(struct cp_arena *arena, struct cp_str s); // for ids: letters and digits in lower case, "-" between
struct cp_str cp_str_format(struct cp_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct cp_str cp_str_chain(struct cp_arena *arena, const struct cp_str *parts, size_t count); // one behind the other; far cheaper than a format
struct cp_str cp_str_collapse(struct cp_arena *arena, struct cp_str s); // runs of white space become one blank, ends trimmed
struct cp_str cp_str_tidy(struct cp_arena *arena, struct cp_str s); // the same, but s itself where there is nothing to collapse
bool cp_str_is_collapsed(struct cp_str s); // no control characters, no two blanks side by side: there is nothing to collapse

// Edit distance (insert, delete, replace, swap of neighbours), at most limit + 1; for "did you mean".
unsigned cp_str_distance(struct cp_str a, struct cp_str b, unsigned limit);

// ---------------------------------------------------------------- buffers

// Bytes that grow on the heap. After a failed allocation `failed` is set and later
// writes do nothing: check once at the end. Zero-initialise; release when done.
struct cp_buf {
    char *ptr;
    size_t len, capacity;
    bool failed;
};

void cp_buf_add(struct cp_buf *buf, struct cp_str s);
void cp_buf_add_char(struct cp_buf *buf, char c);
void cp_buf_add_format(struct cp_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cp_buf_add_quoted(struct cp_buf *buf, struct cp_str s); // as a string of JSON; broken bytes become U+FFFD
void cp_buf_add_number(struct cp_buf *buf, uint64_t number);
void cp_buf_add_double(struct cp_buf *buf, double x); // shortest digits that read back as the same number; "." always
void cp_buf_add_rounded(struct cp_buf *buf, double x, int places); // as "%.*f"
void cp_buf_clear(struct cp_buf *buf);
void cp_buf_release(struct cp_buf *buf);
struct cp_str cp_buf_str(const struct cp_buf *buf); // borrowed until the next write

// ---------------------------------------------------------------- string table

// Strings to numbers 0, 1, 2 … in the order of their first coming; and a value of
// the caller's for each. Keys are copied into the arena.
struct cp_table;
#define CP_NONE UINT32_MAX

struct cp_table *cp_table_new(struct cp_arena *arena);
uint32_t cp_table_add(struct cp_table *table, struct cp_str key);        // the number, new or old
uint32_t cp_table_find(const struct cp_table *table, struct cp_str key); // CP_NONE if it is not there
void cp_table_ask(const struct cp_table *table, struct cp_str key); // has what a later find will look at first brought into the cache
struct cp_str cp_table_key(const struct cp_table *table, uint32_t number);
uint32_t cp_table_count(const struct cp_table *table);
void cp_table_set(struct cp_table *table, uint32_t number, uint64_t value);
uint64_t cp_table_value(const struct cp_table *table, uint32_t number); // 0 until set

// ---------------------------------------------------------------- dates

// A day, a month or a year: parts that are not known are 0. Year 0 means no date.
struct cp_date {
    int16_t year;
    uint8_t month, day;
};

bool cp_date_parse(struct cp_str iso, struct cp_date *date); // 2023, 2023-05, 2023-05-21, also with a time behind
void cp_buf_add_date(struct cp_buf *buf, struct cp_date date); // ISO; nothing if there is no date
struct cp_str cp_date_format(struct cp_arena *arena, struct cp_date date); // ISO; empty if there is no date
int cp_date_compare(struct cp_date a, struct cp_date b); // unknown parts sort first
int cp_date_precision(struct cp_date date);              // how many parts are known: 0 none … 3 the day
int32_t cp_date_days(struct cp_date date);               // days since 1970-01-01; unknown parts as 1
struct cp_date cp_date_from_days(int32_t days);
int cp_date_weekday(struct cp_date date); // 0 Monday … 6 Sunday

// ---------------------------------------------------------------- UTF-8

// One code point at s[*at]; moves *at on. A broken byte gives U+FFFD and moves by one.
uint32_t cp_utf8_next(struct cp_str s, size_t *at);
size_t cp_utf8_put(uint32_t code, char out[4]); // number of bytes
bool cp_utf8_valid(struct cp_str s);
uint32_t cp_rune_lower(uint32_t code);
bool cp_rune_is_upper(uint32_t code);
bool cp_rune_is_letter(uint32_t code);
bool cp_rune_is_space(uint32_t code);

// ---------------------------------------------------------------- files

// The whole of a file ("-" is standard input) into the arena, terminated by 0. More than
// limit bytes is CP_ELIMIT.
enum cp_status cp_file_read(struct cp_arena *arena, const char *path, size_t limit, struct cp_str *content,
                            struct cp_error *err);

// The same without a copy: the bytes are those of the file, read-only, at a multiple of a page's size, and not
// terminated. What cannot be mapped (a pipe) is read. The file must not be cut shorter meanwhile.
enum cp_status cp_file_map(struct cp_arena *arena, const char *path, size_t limit, struct cp_str *content,
                           struct cp_error *err);
// Bytes of the program's own file that will hardly be read again: the system may take their memory, and reads the file again
// if they are. Not for memory that was written to.
void cp_file_give_back(struct cp_str embedded);

// Writes to a temporary file beside `path`; commit renames it, discard removes it. "-" is
// standard output. Whoever opened it must commit or discard; after a signal the program
// calls cp_file_discard_all.
struct cp_file;
enum cp_status cp_file_open(const char *path, struct cp_file **result, struct cp_error *err);
void cp_file_write(struct cp_file *file, struct cp_str s); // an error is kept and told by commit
void cp_file_fail(struct cp_file *file);               // what was to be written could not be made, for want of memory: so says commit
// What stands in `buf`, which is empty afterwards. Memory that ran out in filling it is an error like one of writing:
// a text that lacks a part is never committed.
void cp_file_write_buf(struct cp_file *file, struct cp_buf *buf);
// Writes what is left, so that only the name is lacking. Of files that belong together all are finished before one is
// committed.
enum cp_status cp_file_finish(struct cp_file *file, struct cp_error *err);
enum cp_status cp_file_commit(struct cp_file *file, struct cp_error *err);
void cp_file_discard(struct cp_file *file);
void cp_file_discard_all(void); // async-signal-safe

// ---------------------------------------------------------------- parallel work

// Calls work(context, worker, index) for each index below n, on `jobs` threads (0: as many as there
// are cores); worker is 0 … jobs-1. Then returns. The order of calls is not fixed: results go by index.
void cp_parallel(unsigned jobs, size_t n, void (*work)(void *context, unsigned worker, size_t index), void *context);
unsigned cp_parallel_cores(void);

// Who wants to know how far a long work is: `done` of `all`; called by one thread at a time. A work that is told of ends with
// `all` of `all`.
struct cp_progress {
    void (*tell)(void *context, const char *what, size_t done, size_t all);
    void *context;
};
static inline void cp_progress_tell(const struct cp_progress *progress, const char *what, size_t done, size_t all)
{
    if (progress) // NULL: nobody wants to know
        progress->tell(progress->context, what, done, all);
}

#endif
