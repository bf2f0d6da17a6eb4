// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// Text → tokens. White space cuts the text into chunks; then, as in the tokenizer of
// the model's teacher, signs are peeled off a chunk's two ends until a plain word, an
// abbreviation or an address is left, clitics ("'s", "n't") are cut off, and what is
// left is cut inside at hyphens and slashes. Most chunks are letters only and skip all
// that. Each byte is looked at a bounded number of times: a chunk is cut into pieces of
// at most CP_TOKEN_MOST bytes before anything else is done with it.
#include "parse_p.h"

#include <string.h>

// What a code point is for the tokenizer.
enum kind {
    OTHER,  // letters of all scripts, and everything unknown
    LOWER,  // a-z
    UPPER,  // A-Z
    DIGIT,  // 0-9
    SPACE,
    QUOTE,  // ' " and their curly forms
    SIGN,   // stands alone at either end of a chunk
    PREFIX, // stands alone at the beginning only
    MONEY,  // $ and other currencies
    DASH,   // en and em dash: alone at either end, cuts inside
    HYPHEN, // cuts between letters
    DOT,
};

struct chunk {
    const char *s;
    uint32_t begin, end; // what is not yet cut off
};

static const uint8_t ascii_kinds[128] = {
    ['\t'] = SPACE, ['\n'] = SPACE, ['\v'] = SPACE, ['\f'] = SPACE, ['\r'] = SPACE, [' '] = SPACE,
    ['\''] = QUOTE, ['"'] = QUOTE,  ['`'] = QUOTE,  [','] = SIGN,   [':'] = SIGN,   [';'] = SIGN,
    ['!'] = SIGN,   ['?'] = SIGN,   ['('] = SIGN,   [')'] = SIGN,   ['['] = SIGN,   [']'] = SIGN,
    ['{'] = SIGN,   ['}'] = SIGN,   ['<'] = SIGN,   ['>'] = SIGN,   ['_'] = SIGN,   ['#'] = SIGN,
    ['*'] = SIGN,   ['&'] = SIGN,   ['|'] = SIGN,   ['%'] = PREFIX, ['='] = PREFIX, ['$'] = MONEY,
    ['-'] = HYPHEN, ['.'] = DOT,    ['0'] = DIGIT,  ['1'] = DIGIT,  ['2'] = DIGIT,  ['3'] = DIGIT,
    ['4'] = DIGIT,  ['5'] = DIGIT,  ['6'] = DIGIT,  ['7'] = DIGIT,  ['8'] = DIGIT,  ['9'] = DIGIT,
    ['A'] = UPPER,  ['B'] = UPPER,  ['C'] = UPPER,  ['D'] = UPPER,  ['E'] = UPPER,  ['F'] = UPPER,
    ['G'] = UPPER,  ['H'] = UPPER,  ['I'] = UPPER,  ['J'] = UPPER,  ['K'] = UPPER,  ['L'] = UPPER,
    ['M'] = UPPER,  ['N'] = UPPER,  ['O'] = UPPER,  ['P'] = UPPER,  ['Q'] = UPPER,  ['R'] = UPPER,
    ['S'] = UPPER,  ['T'] = UPPER,  ['U'] = UPPER,  ['V'] = UPPER,  ['W'] = UPPER,  ['X'] = UPPER,
    ['Y'] = UPPER,  ['Z'] = UPPER,  ['a'] = LOWER,  ['b'] = LOWER,  ['c'] = LOWER,  ['d'] = LOWER,
    ['e'] = LOWER,  ['f'] = LOWER,  ['g'] = LOWER,  ['h'] = LOWER,  ['i'] = LOWER,  ['j'] = LOWER,
    ['k'] = LOWER,  ['l'] = LOWER,  ['m'] = LOWER,  ['n'] = LOWER,  ['o'] = LOWER,  ['p'] = LOWER,
    ['q'] = LOWER,  ['r'] = LOWER,  ['s'] = LOWER,  ['t'] = LOWER,  ['u'] = LOWER,  ['v'] = LOWER,
    ['w'] = LOWER,  ['x'] = LOWER,  ['y'] = LOWER,  ['z'] = LOWER,
};

static enum kind wide_kind(uint32_t code)
{
    if (code == 0xA0 || (code >= 0x2000 && code <= 0x200B) || code == 0x202F || code == 0x3000 || code == 0x2028)
        return SPACE;
    if ((code >= 0x2018 && code <= 0x201F) || code == 0xAB || code == 0xBB || code == 0xB4 ||
        (code >= 0x300A && code <= 0x300F))
        return QUOTE;
    if (code == 0x2013 || code == 0x2014)
        return DASH;
    if ((code >= 0x20A0 && code <= 0x20BF) || code == 0xA3 || code == 0xA5)
        return MONEY;
    if (code == 0x2026 || code == 0x2022 || code == 0xB7 || code == 0xA9 || code == 0xAE || code == 0xB0 ||
        code == 0xBF || code == 0xA1 || code == 0x2122 || (code >= 0x2190 && code <= 0x2BFF) ||
        (code >= 0x3001 && code <= 0x3011) || (code >= 0xFF01 && code <= 0xFF0F) || code == 0xFF1A || code == 0xFF1B ||
        code == 0xFF1F || code == 0xFFFD || (code >= 0x1F000 && code <= 0x1FAFF))
        return SIGN;
    return code == 0xA7 ? PREFIX : OTHER;
}

// The kind of the code point at s[at], and its number of bytes.
static enum kind kind_at(struct cp_str s, uint32_t at, uint32_t *width)
{
    unsigned char c = (unsigned char)s.ptr[at];
    if (c < 128) {
        *width = 1;
        return (enum kind)ascii_kinds[c];
    }
    size_t next = at;
    uint32_t code = cp_utf8_next(s, &next);
    *width = (uint32_t)(next - at);
    return wide_kind(code);
}

// The same for the code point that ends before `end`.
static enum kind kind_before(struct cp_str s, uint32_t begin, uint32_t end, uint32_t *width)
{
    if (end <= begin) {
        *width = 0;
        return SPACE;
    }
    uint32_t at = end - 1;
    while (at > begin && end - at < 4 && ((unsigned char)s.ptr[at] & 0xC0) == 0x80)
        at--;
    enum kind kind = kind_at(s, at, width);
    if (at + *width != end)
        *width = 1;
    return kind;
}

static bool is_letter(enum kind kind)
{
    return kind == LOWER || kind == UPPER || kind == OTHER;
}

static void put(struct cp_arena *doc, cp_spans *out, uint32_t begin, uint32_t end)
{
    if (begin < end)
        *CP_PUSH(doc, out) = (struct cp_span){begin, end};
}

static bool equal_fold(const char *s, const char *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((s[i] >= 'A' && s[i] <= 'Z' ? s[i] + 32 : s[i]) != word[i])
            return false;
    return true;
}

// ---------------------------------------------------------------- the ends of a chunk

static uint32_t dots_at(struct cp_str s, uint32_t begin, uint32_t end)
{
    uint32_t n = 0;
    while (begin + n < end && s.ptr[begin + n] == '.')
        n++;
    return n;
}

// Bytes that are cut off the beginning; 0 if none.
static uint32_t prefix_of(struct cp_str s, uint32_t begin, uint32_t end)
{
    uint32_t width;
    enum kind kind = kind_at(s, begin, &width);
    switch (kind) {
    case QUOTE:
        // "’s" and the like after a quotation or a bracket are one token
        if (end - begin == width + 1 && equal_fold(s.ptr + begin + width, "s", 1))
            return 0;
        return width;
    case SIGN:
    case PREFIX:
    case MONEY:
    case DASH:
        return width;
    case DOT: {
        uint32_t dots = dots_at(s, begin, end);
        return dots > 1 ? dots : 0;
    }
    case UPPER:
        if (end - begin > 3 && memcmp(s.ptr + begin, "US$", 3) == 0)
            return 3;
        if (end - begin > 2 && s.ptr[begin + 1] == '$' && (s.ptr[begin] == 'C' || s.ptr[begin] == 'A'))
            return 2;
        return 0;
    default:
        return s.ptr[begin] == '+' && !(end - begin > 1 && ascii_kinds[s.ptr[begin + 1] & 127] == DIGIT);
    }
}

// Units that are cut off a number.
static uint32_t unit_before(struct cp_str s, uint32_t begin, uint32_t end)
{
    static const char *const units[] = {"km/h", "mph", "km", "kg", "cm", "mm", "ha", "nm", "yd", "in", "ft", "mg",
                                        "lb",   "oz",  "mb", "MB", "kb", "KB", "gb", "GB", "tb", "TB", "am", "pm",
                                        "m",    "g",   "t",  "T",  "G",  "M",  "K",  "%"};
    enum { LONGEST_UNIT = 4 };
    bool digit = false; // most words have none, and need no search
    for (uint32_t at = end; at > begin && end - at <= LONGEST_UNIT; at--)
        digit |= s.ptr[at - 1] >= '0' && s.ptr[at - 1] <= '9';
    for (size_t i = 0; digit && i < sizeof units / sizeof *units; i++) {
        uint32_t n = (uint32_t)strlen(units[i]);
        if (end - begin > n && memcmp(s.ptr + end - n, units[i], n) == 0 &&
            ascii_kinds[s.ptr[end - n - 1] & 127] == DIGIT && (unsigned char)s.ptr[end - n - 1] < 128)
            return n;
    }
    return 0;
}

// A full stop at the end: part of the token after a single capital ("J.", "U.S.") and in abbreviations.
static uint32_t stop_before(struct cp_str s, uint32_t begin, uint32_t end)
{
    uint32_t dots = 1, width, width2;
    while (end - dots > begin && s.ptr[end - dots - 1] == '.')
        dots++;
    if (dots > 1)
        return dots;
    enum kind kind = kind_before(s, begin, end - 1, &width);
    if (kind == UPPER) {
        enum kind before = kind_before(s, begin, end - 1 - width, &width2);
        return before == UPPER;
    }
    if (kind == LOWER || kind == OTHER) { // "a.m.", "e.g.", "v."
        bool single = end - 1 - width == begin || s.ptr[end - 2 - width] == '.';
        return !(single && width == 1 && kind == LOWER);
    }
    return width > 0;
}

// Bytes that are cut off the end; 0 if none.
static uint32_t suffix_of(struct cp_str s, uint32_t begin, uint32_t end)
{
    uint32_t width, quote;
    enum kind kind = kind_before(s, begin, end, &width);
    switch (kind) {
    case QUOTE:
    case SIGN:
    case DASH:
        return width;
    case DOT:
        return stop_before(s, begin, end);
    case PREFIX:
        return s.ptr[end - 1] == '%' ? unit_before(s, begin, end) : 0;
    case MONEY:
        return kind_before(s, begin, end - width, &quote) == DIGIT ? width : 0;
    case LOWER:
    case UPPER:
        if ((s.ptr[end - 1] == 's' || s.ptr[end - 1] == 'S') && kind_before(s, begin, end - 1, &quote) == QUOTE &&
            s.ptr[end - 2] != '"' && s.ptr[end - 2] != '`')
            return 1 + quote;
        return unit_before(s, begin, end);
    default:
        return s.ptr[end - 1] == '+' && kind_before(s, begin, end - 1, &quote) == DIGIT;
    }
}

// ---------------------------------------------------------------- words that are taken as they are, or cut by a rule

// Length of a quotation mark that can be an apostrophe at s[at], or 0.
static uint32_t apostrophe_at(struct cp_str s, uint32_t at, uint32_t end)
{
    if (at < end && s.ptr[at] == '\'')
        return 1;
    return at + 3 <= end && memcmp(s.ptr + at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

// "can|not": the cut in [begin, end), or 0.
static uint32_t plain_cut(struct cp_str s, uint32_t begin, uint32_t end)
{
    uint32_t length = end - begin;
    const char *p = s.ptr + begin;
    bool cut = length == 6 ? equal_fold(p, "cannot", 6) : length == 5 && (equal_fold(p, "gonna", 5) || equal_fold(p, "gotta", 5));
    return cut ? begin + 3 : 0;
}

// The same, and "do|n't", "they|'ll". n't is tried before the rest.
static uint32_t clitic_cut(struct cp_str s, uint32_t begin, uint32_t end)
{
    uint32_t length = end - begin, plain = plain_cut(s, begin, end);
    if (plain || length < 3)
        return plain;
    for (uint32_t tail = 1; tail <= 2; tail++) {
        for (uint32_t mark = 1; mark <= 3; mark += 2) {
            if (length < tail + mark + 1 || apostrophe_at(s, end - tail - mark, end) != mark)
                continue;
            const char *after = s.ptr + end - tail;
            if (tail == 1 && equal_fold(after, "t", 1) && length > mark + 2 &&
                equal_fold(s.ptr + end - tail - mark - 1, "n", 1))
                return end - tail - mark - 1;
            if (tail == 1 ? equal_fold(after, "m", 1) || equal_fold(after, "d", 1)
                          : equal_fold(after, "ll", 2) || equal_fold(after, "re", 2) || equal_fold(after, "ve", 2))
                return end - tail - mark;
        }
    }
    return 0;
}

static bool is_whole(struct cp_str s, uint32_t begin, uint32_t end)
{
    uint32_t length = end - begin;
    if (s.ptr[end - 1] == '.' && length <= 12) {
        bool keep;
        cp_abbreviation(cp_str_slice(s, begin, end), &keep);
        return keep;
    }
    if (length == 6 && equal_fold(s.ptr + begin, "and/or", 6))
        return true;
    return length == 3 && equal_fold(s.ptr + begin, "w/o", 3);
}

// An address of the net or of mail: "https://…", "www.…", "a@b.gov", "example.org/page".
static bool is_address(struct cp_str s, uint32_t begin, uint32_t end)
{
    const char *p = s.ptr + begin;
    uint32_t length = end - begin;
    if (length < 6 || !memchr(p, '.', length))
        return false;
    if (equal_fold(p, "http", 4) || equal_fold(p, "www.", 4))
        return true;
    const char *at = memchr(p, '@', length);
    if (at && at > p && memchr(at, '.', length - (size_t)(at - p)))
        return true;
    const char *slash = memchr(p, '/', length);
    size_t host = slash ? (size_t)(slash - p) : length;
    static const char *const ends[] = {".com", ".gov", ".org", ".net", ".edu", ".mil", ".info"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (host > strlen(ends[i]) && equal_fold(p + host - strlen(ends[i]), ends[i], strlen(ends[i])))
            return true;
    return false;
}

// ---------------------------------------------------------------- the inside of a chunk

// Bytes of a sign at s[at] that is a token of its own inside a word, or 0.
static uint32_t infix_at(struct cp_str s, uint32_t begin, uint32_t at, uint32_t end)
{
    uint32_t width, before_width, after_width;
    unsigned char c = (unsigned char)s.ptr[at];
    if (at == begin || (c < 128 && ascii_kinds[c] >= LOWER && ascii_kinds[c] <= DIGIT))
        return 0;
    enum kind kind = kind_at(s, at, &width);
    if (kind == DOT) {
        uint32_t dots = dots_at(s, at, end);
        if (dots > 1)
            return dots;
    }
    if (c == '-') // "word--word"
        while (at + width < end && s.ptr[at + width] == '-' && width < 3)
            width++;
    if (at + width >= end)
        return 0;
    enum kind before = kind_before(s, begin, at, &before_width), after = kind_at(s, at + width, &after_width);
    if (kind == DOT)
        return (before == LOWER || before == QUOTE) && (after == UPPER || after == QUOTE) ? 1 : 0;
    if (c == ',')
        return is_letter(before) && is_letter(after) ? 1 : 0;
    // The teacher keeps "U.S.-based" whole; names are to be found in it, so it is cut as "UK-based" is.
    bool initials = kind == HYPHEN && before == DOT && at >= begin + 2 && kind_at(s, at - 2, &(uint32_t){0}) == UPPER;
    if (kind == HYPHEN || kind == DASH || c == '~')
        return (is_letter(before) || initials || before == DIGIT) && is_letter(after) ? width
               : c == '-' && width == 1 && before == DIGIT && (after == DIGIT || after == HYPHEN) ? 1
                                                                                                     : 0;
    if (c == '/' || c == ':' || c == '<' || c == '>' || c == '=')
        return (is_letter(before) || before == DIGIT) && is_letter(after) ? 1 : 0;
    if (c == '+' || c == '*' || c == '^')
        return before == DIGIT && (after == DIGIT || after == HYPHEN) ? 1 : 0;
    return c >= 128 && kind == SIGN ? width : 0;
}

static void cut_inside(struct cp_arena *doc, struct cp_str s, uint32_t begin, uint32_t end, cp_spans *out)
{
    uint32_t from = begin, at = begin;
    while (at < end) {
        uint32_t width = infix_at(s, begin, at, end);
        if (width) {
            put(doc, out, from, at);
            put(doc, out, at, at + width);
            from = at += width;
        } else {
            uint32_t next;
            kind_at(s, at, &next);
            at += next;
        }
    }
    put(doc, out, from, end);
}

// A chunk whose ends are clean.
static void cut_word(struct cp_arena *doc, struct cp_str s, uint32_t begin, uint32_t end, cp_spans *out)
{
    if (begin >= end)
        return;
    if (is_whole(s, begin, end) || is_address(s, begin, end)) {
        put(doc, out, begin, end);
        return;
    }
    uint32_t cut = clitic_cut(s, begin, end);
    if (cut > begin) {
        uint32_t second = clitic_cut(s, begin, cut); // "would|n't|'ve"
        if (second > begin)
            put(doc, out, begin, second);
        cut_inside(doc, s, second > begin ? second : begin, cut, out);
        put(doc, out, cut, end);
        return;
    }
    cut_inside(doc, s, begin, end, out);
}

// Peels the ends; suffixes are found from the outside in and put from the inside out.
static void cut_chunk(struct cp_arena *doc, struct cp_str s, uint32_t begin, uint32_t end, cp_spans *out)
{
    enum { DEEP = 64 };
    struct cp_span behind[DEEP];
    unsigned depth = 0;
    while (begin < end && depth < DEEP) {
        if (is_whole(s, begin, end))
            break;
        uint32_t prefix = prefix_of(s, begin, end);
        if (prefix && begin + prefix <= end) {
            put(doc, out, begin, begin + prefix);
            begin += prefix;
            continue;
        }
        if (is_address(s, begin, end) && (s.ptr[end - 1] == '/' || ascii_kinds[s.ptr[end - 1] & 127] >= LOWER) &&
            ascii_kinds[s.ptr[end - 1] & 127] <= DIGIT)
            break;
        uint32_t suffix = suffix_of(s, begin, end);
        if (!suffix || end - suffix < begin)
            break;
        behind[depth++] = (struct cp_span){end - suffix, end};
        end -= suffix;
    }
    cut_word(doc, s, begin, end, out);
    while (depth--)
        put(doc, out, behind[depth].begin, behind[depth].end);
}

static bool is_ascii(struct cp_str s, uint32_t at, uint32_t end, enum kind kind)
{
    return at < end && (unsigned char)s.ptr[at] < 128 && ascii_kinds[(unsigned char)s.ptr[at]] == kind;
}

// The end of the letters a-z and A-Z that stand there.
static uint32_t letters_end(struct cp_str s, uint32_t at)
{
    for (;;) {
        const uint64_t other = ~cp_eight_each_letter(cp_str_eight(s, at)) & CP_EACH_BYTE * 0x80; // behind the end are bytes of 0
        if (other)
            return at + (uint32_t)cp_eight_first(other);
        at += 8;
    }
}

// Nearly all chunks are letters, some with a comma or the like behind them. Of these only the sign is cut off. The end of the
// chunk; `at` if it is another one.
static uint32_t take_plain(struct cp_arena *doc, struct cp_str s, uint32_t at, uint32_t end, cp_spans *out)
{
    const uint32_t letters = letters_end(s, at), stop = letters + is_ascii(s, letters, end, SIGN);
    if (letters == at || (stop < end && !is_ascii(s, stop, end, SPACE)) || stop - at > CP_TOKEN_MOST || plain_cut(s, at, letters))
        return at;
    put(doc, out, at, letters);
    put(doc, out, letters, stop);
    return stop;
}

static void cut_long(struct cp_arena *doc, struct cp_str s, uint32_t begin, uint32_t end, cp_spans *out)
{
    while (end - begin > CP_TOKEN_MOST) {
        uint32_t cut = begin + CP_TOKEN_MOST;
        while (cut > begin + CP_TOKEN_MOST - 4 && ((unsigned char)s.ptr[cut] & 0xC0) == 0x80)
            cut--; // not inside a code point
        cut_chunk(doc, s, begin, cut, out);
        begin = cut;
    }
    cut_chunk(doc, s, begin, end, out);
}

// The end of the run of white space (space) or of anything else that begins at `at`.
static uint32_t run_end(struct cp_str s, uint32_t at, uint32_t end, bool space)
{
    while (at < end) {
        const unsigned char c = (unsigned char)s.ptr[at];
        uint32_t width = 1;
        if (((c < 128 ? (enum kind)ascii_kinds[c] : kind_at(s, at, &width)) == SPACE) != space)
            break;
        at += width;
    }
    return at < end ? at : end;
}

void cp_tokens_find(struct cp_arena *doc, struct cp_str text, uint32_t begin, uint32_t end, cp_spans *spans)
{
    struct cp_str s = cp_str_slice(text, 0, end); // nothing may look beyond the block
    for (uint32_t at = run_end(s, begin, end, true); at < end; at = run_end(s, at, end, true)) {
        uint32_t stop = take_plain(doc, s, at, end, spans);
        if (stop == at) {
            stop = run_end(s, at, end, false);
            cut_long(doc, s, at, stop, spans);
        }
        at = stop;
    }
}
