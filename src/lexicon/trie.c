// SPDX-License-Identifier: GPL-3.0-or-later
// Room: lexicon.
//
// Words are folded (lower case, straight apostrophes) and numbered; a name is a path of
// word numbers from node 0. The edges of all nodes stand in one hash table under the key
// (node, word). A text is cut into the same words; most of them, as they are written, begin no name, which a Bloom filter
// over lengths and first bytes says without folding or looking them up. From each word that may begin one the path is
// followed as far as it goes, so the work for each word is bounded by the longest name; a second filter, of nodes and the
// words behind them, says of most words that the path ends before them.
//
// Several names may end at one node (Turkey the state, turkey the bird), told apart by
// how they are written: senses that agree in case win, then goods, which have no case,
// then, for text in capitals, all senses.
#include "trie.h"

#include <string.h>

struct edge {
    uint64_t key; // (node << 32 | word) + 1; 0 is free
    uint32_t child;
};

// The senses that end at a node, in the order of their coming; most have one.
struct link {
    struct cp_sense sense;
    struct link *next;
};

struct ending {
    struct link *first;
};

enum { START_BITS = 1 << 18, FOLLOW_BITS = 1 << 20, FIRST_BYTES = 8 };

struct cp_trie {
    struct cp_arena *run;
    struct cp_table *words; // with the node behind node 0, if there is one, as a value
    struct edge *edges;
    size_t edge_count, mask;
    CP_VEC(struct ending) nodes;
    size_t longest; // of folded words, in bytes
    uint64_t starts[START_BITS / 64], follows[FOLLOW_BITS / 64]; // the filters
    bool signs[128];                  // ASCII signs that begin a name
};

// A run of letters and digits, or one other character that is not white space.
struct plain_word {
    size_t begin, end;
    uint64_t first; // its first bytes; 0 if it is not of ASCII letters and digits only
};

enum { LONGEST_WORD = 64 };

static bool is_plain(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Moves *at behind the ASCII letters and digits that stand there; their first bytes.
static uint64_t skip_plain(struct cp_str text, size_t *at)
{
    uint64_t first = 0;
    size_t n = 0;
    while (*at + n < text.len && is_plain((unsigned char)text.ptr[*at + n])) {
        if (n < FIRST_BYTES)
            first |= (uint64_t)(unsigned char)text.ptr[*at + n] << (8 * n);
        n++;
    }
    *at += n;
    return first;
}

static bool is_wide(struct cp_str text, size_t at)
{
    return at < text.len && (unsigned char)text.ptr[at] >= 0x80;
}

// Where the letters and digits of all scripts from `at` on end.
static size_t end_of_word(struct cp_str text, size_t at)
{
    for (;;) {
        skip_plain(text, &at);
        size_t next = at;
        if (!is_wide(text, at) || !cp_rune_is_letter(cp_utf8_next(text, &next)))
            return at;
        at = next;
    }
}

// The next word at or after *at; false at the end of the text.
static bool next_word(struct cp_str text, size_t *at, struct plain_word *word)
{
    while (*at < text.len && (text.ptr[*at] == ' ' || text.ptr[*at] == '\n'))
        ++*at;
    *word = (struct plain_word){.begin = *at};
    word->first = skip_plain(text, at);
    if (word->first && !is_wide(text, *at)) { // nearly all words
        word->end = *at;
        return true;
    }
    for (size_t i = word->begin; i < text.len;) {
        size_t begin = i;
        uint32_t code = cp_utf8_next(text, &i);
        if (cp_rune_is_space(code))
            continue;
        bool letter = cp_rune_is_letter(code) || (code >= '0' && code <= '9');
        *word = (struct plain_word){.begin = begin, .end = letter ? end_of_word(text, i) : i};
        *at = word->end;
        return true;
    }
    *at = text.len;
    return false;
}

// Folded bytes of a word; 0 if it is too long to be in any name.
static size_t fold_word(struct cp_str word, char out[LONGEST_WORD + 4])
{
    size_t len = 0;
    for (size_t at = 0; at < word.len;) {
        if (len > LONGEST_WORD - 4)
            return 0;
        unsigned char c = (unsigned char)word.ptr[at];
        if (c < 0x80) {
            out[len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            at++;
            continue;
        }
        uint32_t code = cp_utf8_next(word, &at);
        len += cp_utf8_put(code == 0x2019 ? '\'' : cp_rune_lower(code), out + len);
    }
    return len;
}

// ---------------------------------------------------------------- which words may begin a name

// Goods are found in any case; all names, where the text is in capitals; else a name must be written as the lexicon has it.
enum start { START_AS_WRITTEN, START_GOODS, START_CAPITALS };

static const uint64_t EACH_BYTE = 0x0101010101010101u;

// Letters and digits with the letters in lower case: only letters lack the bit.
static uint64_t folded(uint64_t first, size_t len)
{
    return first | EACH_BYTE * 0x20 >> (len < FIRST_BYTES ? 8 * (FIRST_BYTES - len) : 0);
}

static bool has_small_letter(uint64_t first)
{
    return first >> 1 & first & EACH_BYTE * 0x20; // 0x40: a letter, 0x20: a small letter or a digit
}

static uint32_t start_bit(uint64_t first, size_t len, enum start start)
{
    uint64_t h = (first ^ (uint64_t)len << 58) * 0x9E3779B97F4A7C15u + (uint64_t)start * 0xD6E8FEB86659FD93u;
    return (uint32_t)((h ^ h >> 29) * 0xFF51AFD7ED558CCDu >> 44) % START_BITS;
}

static void mark_start(struct cp_trie *trie, uint64_t first, size_t len, enum start start)
{
    uint32_t bit = start_bit(first, len, start);
    trie->starts[bit / 64] |= UINT64_C(1) << (bit % 64);
}

static bool is_marked(const struct cp_trie *trie, uint64_t first, size_t len, enum start start)
{
    uint32_t bit = start_bit(first, len, start);
    return trie->starts[bit / 64] >> (bit % 64) & 1;
}

// What begins with a character beyond ASCII is looked up always, and needs no mark.
static void mark_starts(struct cp_trie *trie, const struct cp_sense *sense, struct cp_str first_folded)
{
    struct plain_word word;
    size_t at = 0, len = 0;
    if (next_word(sense->exact, &at, &word) && word.first)
        mark_start(trie, word.first, word.end - word.begin, START_AS_WRITTEN);
    uint64_t first = skip_plain(first_folded, &len);
    if (first_folded.len == 1 && !is_wide(first_folded, 0))
        trie->signs[(unsigned char)first_folded.ptr[0]] = true;
    if (len < first_folded.len)
        return;
    mark_start(trie, first, len, START_CAPITALS);
    if (sense->name->kind == CP_KIND_TECHNOLOGY)
        mark_start(trie, first, len, START_GOODS);
}

static uint32_t follow_bit(uint32_t node, uint64_t first_folded, size_t len)
{
    uint64_t h = (first_folded ^ (uint64_t)len << 58) * 0x9E3779B97F4A7C15u + node * 0xD6E8FEB86659FD93u;
    return (uint32_t)((h ^ h >> 29) * 0xFF51AFD7ED558CCDu >> 40) % FOLLOW_BITS;
}

static void mark_follow(struct cp_trie *trie, uint32_t node, struct cp_str word_folded)
{
    size_t len = 0;
    uint64_t first = skip_plain(word_folded, &len);
    uint32_t bit = follow_bit(node, first, len);
    if (len == word_folded.len)
        trie->follows[bit / 64] |= UINT64_C(1) << (bit % 64);
}

// What is not of ASCII letters and digits only is looked up always.
static bool may_follow(const struct cp_trie *trie, uint32_t node, const struct plain_word *word)
{
    size_t len = word->end - word->begin;
    uint32_t bit = follow_bit(node, folded(word->first, len), len);
    return !word->first || trie->follows[bit / 64] >> (bit % 64) & 1;
}

static bool may_begin(const struct cp_trie *trie, struct cp_str text, const struct plain_word *word)
{
    size_t len = word->end - word->begin;
    if (!word->first)
        return is_wide(text, word->begin) || len > 1 || trie->signs[(unsigned char)text.ptr[word->begin]];
    if (!has_small_letter(word->first))
        return is_marked(trie, folded(word->first, len), len, START_CAPITALS);
    return is_marked(trie, word->first, len, START_AS_WRITTEN) ||
           is_marked(trie, folded(word->first, len), len, START_GOODS);
}

// ---------------------------------------------------------------- making

struct cp_trie *cp_trie_new(struct cp_arena *run)
{
    struct cp_trie *trie = CP_NEW(run, struct cp_trie);
    trie->run = run;
    trie->words = cp_table_new(run);
    trie->mask = 1023;
    trie->edges = CP_NEW_ARRAY(run, trie->mask + 1, struct edge);
    CP_PUSH(run, &trie->nodes);
    return trie;
}

static uint64_t mix(uint64_t key)
{
    key *= 0x9E3779B97F4A7C15u;
    return key ^ key >> 29;
}

static struct edge *find_edge(const struct cp_trie *trie, uint32_t node, uint32_t word)
{
    uint64_t key = ((uint64_t)node << 32 | word) + 1;
    size_t slot = mix(key) & trie->mask;
    while (trie->edges[slot].key && trie->edges[slot].key != key)
        slot = (slot + 1) & trie->mask;
    return &trie->edges[slot];
}

static void enlarge(struct cp_trie *trie)
{
    struct edge *old = trie->edges;
    size_t old_size = trie->mask + 1;
    trie->mask = old_size * 2 - 1;
    trie->edges = CP_NEW_ARRAY(trie->run, trie->mask + 1, struct edge);
    for (size_t i = 0; i < old_size; i++)
        if (old[i].key)
            *find_edge(trie, (uint32_t)((old[i].key - 1) >> 32), (uint32_t)(old[i].key - 1)) = old[i];
}

static uint32_t first_child(const struct cp_trie *trie, uint32_t word)
{
    return (uint32_t)cp_table_value(trie->words, word);
}

static uint32_t child_of(struct cp_trie *trie, uint32_t node, uint32_t word)
{
    struct edge *edge = find_edge(trie, node, word);
    if (edge->key)
        return edge->child;
    if (trie->edge_count * 2 > trie->mask) {
        enlarge(trie);
        edge = find_edge(trie, node, word);
    }
    *edge = (struct edge){((uint64_t)node << 32 | word) + 1, (uint32_t)trie->nodes.count};
    trie->edge_count++;
    CP_PUSH(trie->run, &trie->nodes);
    if (node == 0)
        cp_table_set(trie->words, word, edge->child);
    else
        mark_follow(trie, node, cp_table_key(trie->words, word));
    return edge->child;
}

void cp_trie_add(struct cp_trie *trie, struct cp_str name, struct cp_sense sense)
{
    uint32_t node = 0, first = CP_NONE;
    struct plain_word word;
    for (size_t at = 0; next_word(name, &at, &word);) {
        char bytes[LONGEST_WORD + 4];
        size_t len = fold_word(cp_str_slice(name, word.begin, word.end), bytes);
        if (!len)
            return;
        uint32_t number = cp_table_add(trie->words, (struct cp_str){bytes, len});
        first = node ? first : number;
        node = child_of(trie, node, number);
    }
    if (!node)
        return;
    mark_starts(trie, &sense, cp_table_key(trie->words, first));
    struct link **end = &trie->nodes.items[node].first;
    for (; *end; end = &(*end)->next)
        if ((*end)->sense.name == sense.name && (*end)->sense.form == sense.form &&
            cp_str_equal((*end)->sense.exact, sense.exact))
            return;
    *end = CP_NEW(trie->run, struct link);
    (*end)->sense = sense;
}

// Equal but for white space and the shape of apostrophes.
static bool same_writing(struct cp_str a, struct cp_str b)
{
    size_t i = 0, j = 0;
    if (cp_str_equal(a, b))
        return true;
    while (i < a.len || j < b.len) {
        uint32_t x = 0, y = 0;
        while (i < a.len && cp_rune_is_space(x = cp_utf8_next(a, &i)))
            x = 0;
        while (j < b.len && cp_rune_is_space(y = cp_utf8_next(b, &j)))
            y = 0;
        if ((x == 0x2019 ? '\'' : x) != (y == 0x2019 ? '\'' : y))
            return false;
    }
    return true;
}

static bool all_capitals(struct cp_str text)
{
    unsigned letters = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t code = cp_utf8_next(text, &at);
        if (!cp_rune_is_letter(code))
            continue;
        letters++;
        if (!cp_rune_is_upper(code))
            return false;
    }
    return letters > 1;
}

// Are there senses that the text, as it is written, may have? Those that fit best are put into the hit.
static bool fit(struct cp_arena *doc, const struct ending *ending, struct cp_str text, struct cp_name_hit *hit)
{
    size_t exact = 0, free_case = 0, n = 0;
    for (const struct link *link = ending->first; link; link = link->next, n++) {
        exact += same_writing(link->sense.exact, text);
        free_case += link->sense.name->kind == CP_KIND_TECHNOLOGY;
    }
    hit->exact_case = exact > 0;
    if (!exact && !free_case && !all_capitals(text))
        return false;
    struct cp_sense *kept = CP_NEW_ARRAY(doc, n, struct cp_sense);
    for (const struct link *link = ending->first; link; link = link->next) {
        const struct cp_sense *sense = &link->sense;
        bool goods = sense->name->kind == CP_KIND_TECHNOLOGY;
        bool fits = exact ? same_writing(sense->exact, text) : free_case && !all_capitals(text) ? goods : true;
        if (fits)
            kept[hit->count++] = *sense;
    }
    hit->senses = kept;
    return hit->count > 0;
}

void cp_trie_finish(struct cp_trie *trie)
{
    for (uint32_t i = 0; i < cp_table_count(trie->words); i++)
        if (cp_table_key(trie->words, i).len > trie->longest)
            trie->longest = cp_table_key(trie->words, i).len;
}

// ---------------------------------------------------------------- matching

// The word's number; CP_NONE if it is in no name.
static uint32_t number_of(const struct cp_trie *trie, struct cp_str text, const struct plain_word *word)
{
    char bytes[LONGEST_WORD + 4];
    size_t len = fold_word(cp_str_slice(text, word->begin, word->end), bytes);
    return len && len <= trie->longest ? cp_table_find(trie->words, (struct cp_str){bytes, len}) : CP_NONE;
}

// The node behind a node over a word; 0 if no name goes on so.
static uint32_t next_node(const struct cp_trie *trie, uint32_t node, struct cp_str text, const struct plain_word *word)
{
    uint32_t number = may_follow(trie, node, word) ? number_of(trie, text, word) : CP_NONE;
    if (number == CP_NONE)
        return 0;
    const struct edge *edge = find_edge(trie, node, number);
    return edge->key ? edge->child : 0;
}

// The longest name that begins with the word; of no senses if there is none.
static struct cp_name_hit longest_name(const struct cp_trie *trie, struct cp_arena *doc, struct cp_str text,
                                       struct plain_word word)
{
    struct cp_name_hit best = {0};
    const size_t begin = word.begin;
    uint32_t number = number_of(trie, text, &word);
    uint32_t node = number == CP_NONE ? 0 : first_child(trie, number);
    for (size_t at = word.end; node; node = next_node(trie, node, text, &word)) {
        struct cp_name_hit hit = {.begin = begin, .end = word.end};
        if (trie->nodes.items[node].first &&
            fit(doc, &trie->nodes.items[node], cp_str_slice(text, hit.begin, hit.end), &hit))
            best = hit;
        if (!next_word(text, &at, &word))
            break;
    }
    return best;
}

// Words that may begin a name wait in a queue while the table of words, which is too large for the nearest caches, is asked for them.
enum { WAITING = 8 };

static void ask_for(const struct cp_trie *trie, struct cp_str text, const struct plain_word *word)
{
    char bytes[LONGEST_WORD + 4];
    const size_t len = fold_word(cp_str_slice(text, word->begin, word->end), bytes);
    cp_table_ask(trie->words, (struct cp_str){bytes, len});
}

// The next word that may begin a name; false at the end of the text.
static bool next_start(const struct cp_trie *trie, struct cp_str text, size_t *at, struct plain_word *word)
{
    while (next_word(text, at, word))
        if (may_begin(trie, text, word)) {
            ask_for(trie, text, word);
            return true;
        }
    return false;
}

size_t cp_trie_match(const struct cp_trie *trie, struct cp_arena *doc, struct cp_str text, struct cp_name_hit **hits)
{
    CP_VEC(struct cp_name_hit) found = {0};
    struct plain_word queue[WAITING];
    size_t first = 0, last = 0, at = 0, behind = 0; // behind: the end of the name before
    for (bool more = true; more || first < last;) {
        for (; more && last < first + WAITING; last += more)
            more = next_start(trie, text, &at, &queue[last % WAITING]);
        if (first == last)
            break;
        const struct plain_word word = queue[first++ % WAITING];
        if (word.begin < behind)
            continue; // inside the name
        struct cp_name_hit best = longest_name(trie, doc, text, word);
        if (!best.count)
            continue;
        *CP_PUSH(doc, &found) = best;
        behind = best.end;
    }
    *hits = found.items;
    return found.count;
}
