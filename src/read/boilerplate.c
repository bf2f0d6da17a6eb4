// SPDX-License-Identifier: GPL-3.0-or-later
// Room: read.
//
// What sites and agencies print around an article. The rules are lines of
// boilerplate.tsv: what to do, the most words that the block may have, and a pattern in
// which "*" stands for any text and "#" for a number. A pattern must match the whole
// block, in lower case, without marks at its ends; "(" before a pattern asks for one.
#include "read_p.h"

#include "../lexicon/data.h"

#include <pthread.h>
#include <string.h>

enum { LONGEST_BLOCK = 600 };

// A Bloom filter of the pairs of neighbouring letters. Hardly any rule matches: what it must have, a block lacks, and one
// look says so.
struct signature {
    uint64_t bits[4];
};

struct rule {
    enum cp_note note;
    unsigned words;
    bool parenthesis; // the block must begin with one
    struct cp_str pattern;
    struct signature pairs; // of letters in the pattern
};

enum { MOST_RULES = 1024 };

// Loaded once for the whole program: a document is read in less time than this table.
static struct rule rules[MOST_RULES];
static size_t rule_count;
static unsigned most_words; // of any rule
// For the first byte of a block the rules that may match it, in the order of the file.
static uint16_t by_first[256][MOST_RULES];
static size_t first_count[256];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static bool is_literal(char c)
{
    return c != '*' && c != '#';
}

static inline void add_pair(struct signature *to, char before, char c)
{
    unsigned pair = (unsigned char)before * 7u + (unsigned char)c * 31u;
    to->bits[pair / 64 % 4] |= UINT64_C(1) << (pair % 64);
}

static struct signature signature_of(struct cp_str pattern)
{
    struct signature result = {{0}};
    for (size_t i = 1; i < pattern.len; i++)
        if (is_literal(pattern.ptr[i - 1]) && is_literal(pattern.ptr[i]))
            add_pair(&result, pattern.ptr[i - 1], pattern.ptr[i]);
    return result;
}

static bool holds(const struct signature *whole, const struct signature *part)
{
    uint64_t missing = 0;
    for (int i = 0; i < 4; i++)
        missing |= part->bits[i] & ~whole->bits[i];
    return missing == 0;
}

static void add_rule(struct rule rule)
{
    rule.pairs = signature_of(rule.pattern);
    char first = rule.pattern.ptr[0];
    for (unsigned byte = 0; byte < 256; byte++)
        if (first == '*' || (first == '#' ? byte >= '0' && byte <= '9' : byte == (unsigned char)first))
            by_first[byte][first_count[byte]++] = (uint16_t)rule_count;
    if (rule.words > most_words)
        most_words = rule.words;
    rules[rule_count++] = rule;
}

static bool note_of(struct cp_str word, enum cp_note *note)
{
    static const struct {
        const char *word;
        enum cp_note note;
    } known[] = {{"drop", CP_NOTE_DROP}, {"label", CP_NOTE_LABEL}, {"tail", CP_NOTE_TAIL}, {"byline", CP_NOTE_BYLINE}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (cp_str_equal(word, cp_str_from(known[i].word))) {
            *note = known[i].note;
            return true;
        }
    }
    return false;
}

// What becomes of a byte of ASCII: lower case, a blank for white space, 0 for what is left out. Filled by load().
static char plain[0x80];

static void fill_plain(void)
{
    for (unsigned c = 0; c < 0x80; c++)
        plain[c] = cp_rune_is_space(c) ? ' ' : strchr("*_\\", (int)c) ? '\0' : (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static void load(void)
{
    fill_plain();
    struct cp_str rest = cp_lexicon_file("boilerplate.tsv");
    while (rest.len && rule_count < MOST_RULES) {
        struct cp_str line = cp_str_split(&rest, '\n');
        struct rule rule = {0};
        if (line.len == 0 || line.ptr[0] == '#' || !note_of(cp_str_split(&line, '\t'), &rule.note))
            continue;
        struct cp_str words = cp_str_split(&line, '\t');
        for (size_t i = 0; i < words.len && words.ptr[i] >= '0' && words.ptr[i] <= '9'; i++)
            rule.words = rule.words * 10 + (unsigned)(words.ptr[i] - '0');
        rule.pattern = cp_str_trim(line);
        rule.parenthesis = cp_str_starts(rule.pattern, CP_STR("("));
        rule.pattern = cp_str_slice(rule.pattern, rule.parenthesis, rule.pattern.len);
        if (rule.pattern.len)
            add_rule(rule);
    }
}

// Whether c says nothing at either end of a block.
static bool is_trim(char c)
{
    return strchr(" \t\r\n*_#\\>\"'()[]<>|.:!?,;~`", c) != NULL;
}

static char straightened(uint32_t c)
{
    if (cp_rune_is_space(c))
        return ' ';
    return c == 0x2018 || c == 0x2019 ? '\'' : c == 0x201C || c == 0x201D ? '"' : c == 0x2013 || c == 0x2014 ? '-' : '\0';
}

// A block as the patterns are written.
struct block {
    struct cp_str text;
    unsigned words;
    bool parenthesis;       // it begins with one
    struct signature pairs; // of its letters; ends that were trimmed may be among them
};

// Without the marks at its ends.
static void trim(struct block *block)
{
    struct cp_str *s = &block->text;
    for (; s->len && is_trim(s->ptr[0]); s->ptr++, s->len--) {
        block->words -= s->ptr[0] == ' ';
        block->parenthesis = block->parenthesis || s->ptr[0] == '(';
    }
    for (; s->len && is_trim(s->ptr[s->len - 1]); s->len--)
        block->words -= s->ptr[s->len - 1] == ' ';
}

// Lower case, one blank for white space, straight quotes, no marks of emphasis. False if there are more words than any rule
// allows.
static bool normalize(struct cp_str s, char *out, struct block *block)
{
    const unsigned most = most_words + 8; // blanks at the ends go
    size_t n = 0;
    unsigned blanks = 0;
    char before = ' ';
    *block = (struct block){.text = {out, 0}};
    for (size_t at = 0; at < s.len && blanks <= most;) {
        const size_t begin = at;
        const unsigned char byte = (unsigned char)s.ptr[at];
        char c = byte < 0x80 ? plain[byte] : straightened(cp_utf8_next(s, &at));
        at += byte < 0x80;
        if (!c && byte >= 0x80) {
            for (size_t i = begin; i < at; i++, before = c) {
                out[n++] = c = s.ptr[i];
                add_pair(&block->pairs, before, c);
            }
        } else if (c && (c != ' ' || before != ' ')) {
            blanks += c == ' ';
            out[n++] = c;
            add_pair(&block->pairs, before, c);
            before = c;
        }
    }
    block->text.len = n;
    block->words = blanks + 1;
    trim(block);
    return block->text.len && blanks <= most && block->words <= most_words;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Greedy from the left with one point of return, which is enough for '*': the last star alone needs to be tried again.
static bool glob(struct cp_str pattern, struct cp_str s)
{
    size_t p = 0, i = 0, star = SIZE_MAX, retry = 0;
    while (i < s.len || p < pattern.len) {
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = p++;
            retry = i;
            continue;
        }
        if (p < pattern.len && pattern.ptr[p] == '#' && i < s.len && is_digit(s.ptr[i])) {
            while (i < s.len && is_digit(s.ptr[i]))
                i++;
            p++;
            continue;
        }
        if (p < pattern.len && i < s.len && pattern.ptr[p] == s.ptr[i]) {
            p++;
            i++;
            continue;
        }
        if (star == SIZE_MAX || retry >= s.len)
            return false;
        p = star + 1;
        const char *next = p < pattern.len && pattern.ptr[p] != '#'
                               ? memchr(s.ptr + retry + 1, pattern.ptr[p], s.len - retry - 1)
                               : s.ptr + retry + 1;
        if (!next)
            return false;
        i = retry = (size_t)(next - s.ptr);
    }
    return true;
}

enum cp_note cp_note_of(struct cp_str text)
{
    char space[LONGEST_BLOCK];
    struct block block;
    pthread_once(&once, load);
    if (text.len == 0 || text.len > LONGEST_BLOCK || !normalize(text, space, &block))
        return CP_NOTE_NONE;
    unsigned char first = (unsigned char)block.text.ptr[0];
    for (size_t i = 0; i < first_count[first]; i++) {
        const struct rule *rule = &rules[by_first[first][i]];
        if (block.words <= rule->words && holds(&block.pairs, &rule->pairs) && (block.parenthesis || !rule->parenthesis) &&
            glob(rule->pattern, block.text))
            return rule->note;
    }
    return CP_NOTE_NONE;
}
