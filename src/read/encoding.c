// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// Which encoding a file has is decided by its bytes: a byte order mark, then the
// pattern of zero bytes that UTF-16 leaves in Latin text, then whether the bytes above
// 0x7F form UTF-8. A file of Windows-1252 nearly never does; a UTF-8 file with a few
// broken bytes has more whole sequences than broken ones. A declared character set is
// believed only where the bytes are not UTF-8, because pages often declare wrongly.
#include "read_p.h"

#include <iconv.h>
#include <string.h>

uint32_t cp_windows_1252(unsigned char byte)
{
    static const uint16_t from_80[32] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
    };
    return byte >= 0x80 && byte < 0xA0 ? from_80[byte - 0x80] : byte;
}

static const struct cp_run from_start = {0, 0}, behind_mark = {0, 3};

static bool starts_with(struct cp_str s, const char *bytes, size_t n)
{
    return s.len >= n && memcmp(s.ptr, bytes, n) == 0;
}

// ---------------------------------------------------------------- UTF-16

enum wide { NOT_WIDE, LITTLE, BIG };

static enum wide detect_wide(struct cp_str bytes, size_t *mark)
{
    *mark = 2;
    if (starts_with(bytes, "\xFF\xFE", 2))
        return LITTLE;
    if (starts_with(bytes, "\xFE\xFF", 2))
        return BIG;
    *mark = 0;
    size_t n = bytes.len < 4096 ? bytes.len / 2 * 2 : 4096, even = 0, odd = 0;
    for (size_t i = 0; i < n; i += 2) {
        even += bytes.ptr[i] == 0;
        odd += bytes.ptr[i + 1] == 0;
    }
    if (n < 4)
        return NOT_WIDE;
    if (odd * 2 > n / 2 && even * 20 < n)
        return LITTLE;
    if (even * 2 > n / 2 && odd * 20 < n)
        return BIG;
    return NOT_WIDE;
}

bool cp_is_wide(struct cp_str bytes)
{
    size_t mark;
    return detect_wide(bytes, &mark) != NOT_WIDE;
}

static uint32_t unit(struct cp_str bytes, size_t at, enum wide order)
{
    unsigned a = (unsigned char)bytes.ptr[at], b = (unsigned char)bytes.ptr[at + 1];
    return order == LITTLE ? b << 8 | a : a << 8 | b;
}

static struct cp_source decode_wide(struct cp_arena *doc, struct cp_str bytes, enum wide order, size_t at,
                                    uint32_t *replaced)
{
    struct cp_mapped to = {.doc = doc};
    for (; at + 1 < bytes.len; at += 2) {
        uint32_t code = unit(bytes, at, order);
        size_t len = 2;
        if (code >= 0xD800 && code < 0xE000) {
            uint32_t low = at + 3 < bytes.len ? unit(bytes, at + 2, order) : 0;
            if (code < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                len = 4;
            } else {
                code = 0xFFFD;
                *replaced += 2;
            }
        }
        cp_mapped_put(&to, code, at, len);
        at += len - 2;
    }
    if (at < bytes.len) { // half a unit
        cp_mapped_put(&to, 0xFFFD, at, 1);
        ++*replaced;
    }
    return cp_mapped_source(&to);
}

// ---------------------------------------------------------------- one byte, and what iconv knows

static struct cp_source decode_windows(struct cp_arena *doc, struct cp_str bytes, uint32_t *replaced)
{
    struct cp_mapped to = {.doc = doc};
    for (size_t at = 0; at < bytes.len;) {
        size_t plain = at;
        while (at < bytes.len && (unsigned char)bytes.ptr[at] < 0x80)
            at++;
        cp_mapped_add(&to, bytes.ptr + plain, at - plain, plain);
        if (at == bytes.len)
            break;
        uint32_t code = cp_windows_1252((unsigned char)bytes.ptr[at]);
        *replaced += code == 0;
        cp_mapped_put(&to, code ? code : 0xFFFD, at++, 1);
    }
    return cp_mapped_source(&to);
}

// Bytes of one character at `at`, fed to iconv until it gives a character. 0: they are none.
static size_t convert_one(iconv_t with, struct cp_str bytes, size_t at, uint32_t *code)
{
    for (size_t n = 1; n <= 4 && at + n <= bytes.len; n++) {
        char in[4], out[8];
        memcpy(in, bytes.ptr + at, n);
        char *from = in, *to = out;
        size_t from_left = n, to_left = sizeof out;
        iconv(with, NULL, NULL, NULL, NULL);
        if (iconv(with, &from, &from_left, &to, &to_left) != (size_t)-1 && from_left == 0 && to > out) {
            size_t start = 0;
            *code = cp_utf8_next((struct cp_str){out, (size_t)(to - out)}, &start);
            return n;
        }
    }
    return 0;
}

static struct cp_source decode_declared(struct cp_arena *doc, struct cp_str bytes, iconv_t with, uint32_t *replaced)
{
    struct cp_mapped to = {.doc = doc};
    for (size_t at = 0; at < bytes.len;) {
        uint32_t code = (unsigned char)bytes.ptr[at];
        size_t n = 1;
        if (code >= 0x80) {
            n = convert_one(with, bytes, at, &code);
            if (n == 0) {
                code = 0xFFFD;
                n = 1;
                ++*replaced;
            }
        }
        cp_mapped_put(&to, code, at, n);
        at += n;
    }
    return cp_mapped_source(&to);
}

// Character sets in which the bytes below 0x80 are ASCII wherever a character begins. The others
// (ISO-2022 and UTF-7 with their escapes) are so rare that their bytes are read as they stand.
static bool open_declared(struct cp_str declared, iconv_t *with)
{
    static const char *const known[] = {"iso-8859-", "windows-125", "cp125", "koi8-",  "gb2312", "gbk",
                                        "gb18030",   "big5",        "euc-",  "shift_jis", "macintosh"};
    char name[32];
    if (declared.len == 0 || declared.len >= sizeof name || cp_str_equal_fold(declared, CP_STR("iso-8859-1")) ||
        cp_str_equal_fold(declared, CP_STR("windows-1252")))
        return false;
    memcpy(name, declared.ptr, declared.len);
    name[declared.len] = '\0';
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct cp_str prefix = cp_str_from(known[i]);
        if (!cp_str_equal_fold(cp_str_slice(declared, 0, prefix.len), prefix))
            continue;
        *with = iconv_open("UTF-8", name);
        return *with != (iconv_t)-1;
    }
    return false;
}

// ---------------------------------------------------------------- UTF-8

static struct cp_source decode_utf8(struct cp_arena *doc, struct cp_str bytes, size_t at, uint32_t *replaced)
{
    struct cp_mapped to = {.doc = doc};
    for (size_t begin = at; at < bytes.len; begin = at) {
        size_t before = at;
        for (; at < bytes.len; before = at)
            if (cp_utf8_next(bytes, &at) == 0xFFFD && at - before == 1)
                break;
        cp_mapped_add(&to, bytes.ptr + begin, before - begin, begin);
        if (before < at) {
            cp_mapped_put(&to, 0xFFFD, before, 1);
            ++*replaced;
        }
    }
    return cp_mapped_source(&to);
}

// Whole and broken sequences of bytes above 0x7F. A sequence that the end of the file cuts is no witness.
static void count_sequences(struct cp_str bytes, size_t at, size_t *whole, size_t *broken)
{
    *whole = *broken = 0;
    while (at < bytes.len) {
        size_t before = at;
        bool bad = cp_utf8_next(bytes, &at) == 0xFFFD && at - before == 1;
        if (bad && bytes.len - before > 3)
            ++*broken;
        else if (at - before > 1)
            ++*whole;
    }
}

struct cp_source cp_decode(struct cp_arena *doc, struct cp_str content, struct cp_str declared, uint32_t *replaced)
{
    size_t mark;
    *replaced = 0;
    enum wide order = detect_wide(content, &mark);
    if (order != NOT_WIDE)
        return decode_wide(doc, content, order, mark, replaced);
    bool marked = starts_with(content, "\xEF\xBB\xBF", 3);
    if (cp_utf8_valid(content)) {
        size_t skip = marked ? 3 : 0;
        return (struct cp_source){cp_str_slice(content, skip, content.len), marked ? &behind_mark : &from_start, 1};
    }
    size_t whole, broken;
    count_sequences(content, marked ? 3 : 0, &whole, &broken);
    if (marked || whole * 4 >= broken) // by chance a letter and a quotation mark of Windows-1252 look whole
        return decode_utf8(doc, content, marked ? 3 : 0, replaced);
    iconv_t with;
    if (!open_declared(declared, &with))
        return decode_windows(doc, content, replaced);
    struct cp_source source = decode_declared(doc, content, with, replaced);
    iconv_close(with);
    return source;
}
