// SPDX-License-Identifier: GPL-3.0-or-later
// Room: base.
//
// Decoding after table 3-7 of the Unicode Standard: overlong forms, surrogates and
// code points beyond U+10FFFF are broken. Case and letters are known for Latin,
// Greek and Cyrillic, which is what names in English text need.
#include "chokepoint/base.h"

#include <string.h>

static bool continues(struct cp_str s, size_t at, unsigned lowest, unsigned highest)
{
    return at < s.len && (unsigned char)s.ptr[at] >= lowest && (unsigned char)s.ptr[at] <= highest;
}

uint32_t cp_utf8_next(struct cp_str s, size_t *at)
{
    size_t i = *at;
    uint32_t a = (unsigned char)s.ptr[i];
    *at = i + 1;
    if (a < 0x80)
        return a;
    if (a >= 0xC2 && a <= 0xDF && continues(s, i + 1, 0x80, 0xBF)) {
        *at = i + 2;
        return (a & 0x1F) << 6 | ((unsigned char)s.ptr[i + 1] & 0x3Fu);
    }
    unsigned lowest = a == 0xE0 ? 0xA0 : a == 0xF0 ? 0x90 : 0x80;
    unsigned highest = a == 0xED ? 0x9F : a == 0xF4 ? 0x8F : 0xBF;
    if (a >= 0xE0 && a <= 0xEF && continues(s, i + 1, lowest, highest) && continues(s, i + 2, 0x80, 0xBF)) {
        *at = i + 3;
        return (a & 0x0F) << 12 | ((unsigned char)s.ptr[i + 1] & 0x3Fu) << 6 | ((unsigned char)s.ptr[i + 2] & 0x3Fu);
    }
    if (a >= 0xF0 && a <= 0xF4 && continues(s, i + 1, lowest, highest) && continues(s, i + 2, 0x80, 0xBF) &&
        continues(s, i + 3, 0x80, 0xBF)) {
        *at = i + 4;
        return (a & 0x07) << 18 | ((unsigned char)s.ptr[i + 1] & 0x3Fu) << 12 |
               ((unsigned char)s.ptr[i + 2] & 0x3Fu) << 6 | ((unsigned char)s.ptr[i + 3] & 0x3Fu);
    }
    return 0xFFFD;
}

size_t cp_utf8_put(uint32_t code, char out[4])
{
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        code = 0xFFFD;
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

// How many of eight bytes, of which so many count, stand before the first one that is not ASCII.
static size_t ascii_prefix(uint64_t eight, size_t most)
{
    const uint64_t wide = cp_eight_wide(eight);
    const size_t n = wide ? cp_eight_first(wide) : 8;
    return n < most ? n : most;
}

bool cp_utf8_valid(struct cp_str s)
{
    for (size_t at = 0; at < s.len;) {
        uint64_t eight;
        while (at + sizeof eight <= s.len) { // most text is ASCII
            memcpy(&eight, s.ptr + at, sizeof eight);
            if (eight & UINT64_C(0x8080808080808080))
                break;
            at += sizeof eight;
        }
        at += at < s.len ? ascii_prefix(cp_str_eight(s, at), s.len - at) : 0;
        size_t before = at;
        if (at < s.len && cp_utf8_next(s, &at) == 0xFFFD && at - before == 1)
            return false;
    }
    return true;
}

bool cp_rune_is_upper(uint32_t c)
{
    return cp_rune_lower(c) != c;
}

uint32_t cp_rune_lower(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
        return c + 32;
    if (c >= 0x400 && c <= 0x40F)
        return c + 80;
    bool even = (c >= 0x100 && c <= 0x137 && c != 0x130) || (c >= 0x14A && c <= 0x177) || (c >= 0x460 && c <= 0x481) ||
                (c >= 0x48A && c <= 0x4BF) || (c >= 0x4D0 && c <= 0x52F) || (c >= 0x1E00 && c <= 0x1EFF);
    if (even)
        return c | 1;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
        return c & 1 ? c + 1 : c;
    return c == 0x130 ? 'i' : c == 0x178 ? 0xFF : c;
}

bool cp_rune_is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return c == 0xAA || c == 0xB5 || c == 0xBA || (c >= 0xC0 && c <= 0x2AF && c != 0xD7 && c != 0xF7) ||
           (c >= 0x370 && c <= 0x1FFF) || (c >= 0x3040 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDFF);
}

bool cp_rune_is_space(uint32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    return c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}
