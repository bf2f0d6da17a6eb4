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
    uint64_t head, mask;    // the first bytes of the pattern, up to any text or number
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
// Of rules that begin with any text the four letters at each place of a long word, in a table with open addressing; and the most
// words of those rules that have no long word.
enum { GRAM = 4, LONG_WORD = 2 * GRAM - 1, GRAM_BITS = 12, MOST_GRAMS = 1 << (GRAM_BITS - 1) };
struct gram {
    struct cp_str word;
    size_t at; // in the word
};
static uint32_t gram_letters[1 << GRAM_BITS]; // 0: free
static struct gram grams[1 << GRAM_BITS];
static unsigned gram_count, most_of_wordless;

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

static uint32_t gram_slot(uint32_t letters)
{
    return letters * 0x9E3779B1u >> (32 - GRAM_BITS);
}

static uint32_t next_slot(uint32_t slot)
{
    return (slot + 1) % (1 << GRAM_BITS);
}

// Four letters in any case, the lowest of eight bytes.
static uint32_t gram_of(uint64_t eight)
{
    return (uint32_t)eight | 0x20202020u;
}

// The longest run of letters in a pattern.
static struct cp_str longest_word(struct cp_str pattern)
{
    struct cp_str best = {"", 0};
    for (size_t begin = 0, end = 0; begin < pattern.len; begin = end + 1) {
        for (end = begin; end < pattern.len && pattern.ptr[end] >= 'a' && pattern.ptr[end] <= 'z';)
            end++;
        if (end - begin > best.len)
            best = cp_str_slice(pattern, begin, end);
    }
    return best;
}

static void mark_grams(const struct rule *rule)
{
    const struct cp_str word = longest_word(rule->pattern);
    const bool known = word.len >= LONG_WORD && gram_count + word.len <= MOST_GRAMS;
    if (!known && rule->words > most_of_wordless)
        most_of_wordless = rule->words;
    for (size_t i = 0; known && i + GRAM <= word.len; i++, gram_count++) {
        const uint32_t letters = gram_of(cp_str_eight(word, i));
        uint32_t slot = gram_slot(letters);
        while (gram_letters[slot])
            slot = next_slot(slot);
        gram_letters[slot] = letters;
        grams[slot] = (struct gram){word, i};
    }
}

static void note_head(struct rule *rule)
{
    size_t n = 0;
    while (n < sizeof rule->head && n < rule->pattern.len && is_literal(rule->pattern.ptr[n]))
        n++;
    rule->head = cp_str_eight(cp_str_slice(rule->pattern, 0, n), 0);
    rule->mask = n == 0 ? 0 : UINT64_MAX >> (64 - 8 * n);
}

static void add_rule(struct rule rule)
{
    rule.pairs = signature_of(rule.pattern);
    note_head(&rule);
    char first = rule.pattern.ptr[0];
    if (first == '*')
        mark_grams(&rule);
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

// What becomes of a byte of ASCII: lower case, a blank for white space, 0 for what is left out, and for other bytes. Filled by
// load().
static unsigned char plain[256];

static void fill_plain(void)
{
    for (unsigned c = 0; c < 0x80; c++)
        plain[c] = cp_rune_is_space(c) ? ' ' : strchr("*_\\", (int)c) ? '\0' : (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
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
        for (unsigned char c; at < s.len && (c = plain[(unsigned char)s.ptr[at]]) > ' '; at++) { // most of it
            out[n++] = (char)c;
            add_pair(&block->pairs, before, (char)c);
            before = (char)c;
        }
        if (at == s.len)
            break;
        const size_t begin = at;
        const unsigned char byte = (unsigned char)s.ptr[at];
        char c = byte < 0x80 ? (char)plain[byte] : straightened(cp_utf8_next(s, &at));
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

// Blanks with something behind them.
static unsigned count_gaps(struct cp_str s)
{
    unsigned gaps = 0;
    for (size_t at = 0; at < s.len; at += 7) { // the eighth byte is seen again
        const uint64_t blanks = cp_eight_each_equal(cp_str_eight(s, at), ' ');
        const uint64_t ends = blanks & ~blanks >> 8 & CP_EACH_BYTE * 0x80 & ~(UINT64_C(0x80) << 56);
        gaps += (unsigned)((ends >> 7) * CP_EACH_BYTE >> 56);
    }
    return gaps;
}

// Is it a part of a long word that stands there?
static bool is_in_long_word(struct cp_str s, size_t at, uint32_t letters)
{
    for (uint32_t slot = gram_slot(letters); gram_letters[slot]; slot = next_slot(slot)) {
        const struct gram *gram = &grams[slot];
        if (gram_letters[slot] == letters && at >= gram->at &&
            cp_str_equal_fold(cp_str_slice(s, at - gram->at, at - gram->at + gram->word.len), gram->word))
            return true;
    }
    return false;
}

// Is one of the long words there? It has four letters of its own at one of every four places.
static bool has_long_word(struct cp_str s)
{
    for (size_t at = 0; at < s.len; at += 2 * GRAM) {
        const uint64_t eight = cp_str_eight(s, at);
        if (is_in_long_word(s, at, gram_of(eight)) || is_in_long_word(s, at + GRAM, gram_of(eight >> 32)))
            return true;
    }
    return false;
}

// Of a long block most rules are known not to match before it is normalized as a whole: those that begin with a letter by its
// head, the others by a long word that they must have.
static bool may_match(struct cp_str text)
{
    enum { HEAD = 40, LONG_BLOCK = 2 * HEAD };
    char space[HEAD];
    struct block head;
    if (text.len < LONG_BLOCK || count_gaps(text) <= most_of_wordless + 8 || // words of marks only may go
        memchr(text.ptr, '*', text.len) || memchr(text.ptr, '_', text.len) || memchr(text.ptr, '\\', text.len))
        return true;
    if (!normalize(cp_str_slice(text, 0, HEAD), space, &head) || head.text.len < sizeof(uint64_t) + 4) // a code point may be cut
        return true;
    const uint64_t eight = cp_str_eight(head.text, 0);
    const unsigned char first = (unsigned char)head.text.ptr[0];
    for (size_t i = 0; i < first_count[first]; i++) {
        const struct rule *rule = &rules[by_first[first][i]];
        if (rule->pattern.ptr[0] != '*' && ((eight ^ rule->head) & rule->mask) == 0)
            return true;
    }
    return has_long_word(text);
}

enum cp_note cp_note_of(struct cp_str text)
{
    char space[LONGEST_BLOCK];
    struct block block;
    pthread_once(&once, load);
    if (text.len == 0 || text.len > LONGEST_BLOCK || !may_match(text) || !normalize(text, space, &block))
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
