// SPDX-License-Identifier: GPL-3.0-or-later
// Room: lexicon.
//
// Words are folded (lower case, straight apostrophes) and numbered; a name is a path of
// word numbers from node 0. The edges of all nodes stand in one hash table under the key
// (node, word). A text is cut into the same words; most of them are in no name at all, and
// one look-up says so. From each word that begins a name the path is followed as far as it
// goes, so the work for each word is bounded by the longest name.
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

struct ending {
    CP_VEC(struct cp_sense) senses;
};

struct cp_trie {
    struct cp_arena *run;
    struct cp_table *words;
    struct edge *edges;
    size_t edge_count, mask;
    CP_VEC(struct ending) nodes;
    size_t longest; // of folded words, in bytes
};

enum { LONGEST_WORD = 64 };

bool cp_plain_word(struct cp_str text, size_t *at, struct plain_word *word)
{
    size_t i = *at;
    while (i < text.len) {
        size_t begin = i;
        uint32_t code = cp_utf8_next(text, &i);
        if (cp_rune_is_space(code))
            continue;
        word->begin = begin;
        while (cp_rune_is_letter(code) || (code >= '0' && code <= '9')) {
            word->end = i;
            if (i >= text.len)
                break;
            size_t next = i;
            code = cp_utf8_next(text, &next);
            if (!cp_rune_is_letter(code) && !(code >= '0' && code <= '9'))
                break;
            i = next;
        }
        word->end = i;
        *at = i;
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
    trie->mask = old_size * 4 - 1;
    trie->edges = CP_NEW_ARRAY(trie->run, trie->mask + 1, struct edge);
    for (size_t i = 0; i < old_size; i++)
        if (old[i].key)
            *find_edge(trie, (uint32_t)((old[i].key - 1) >> 32), (uint32_t)(old[i].key - 1)) = old[i];
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
    return edge->child;
}

void cp_trie_add(struct cp_trie *trie, struct cp_str name, struct cp_sense sense)
{
    uint32_t node = 0;
    struct plain_word word;
    for (size_t at = 0; cp_plain_word(name, &at, &word);) {
        char folded[LONGEST_WORD + 4];
        size_t len = fold_word(cp_str_slice(name, word.begin, word.end), folded);
        if (!len)
            return;
        node = child_of(trie, node, cp_table_add(trie->words, (struct cp_str){folded, len}));
    }
    if (!node)
        return;
    struct ending *ending = &trie->nodes.items[node];
    for (size_t i = 0; i < ending->senses.count; i++)
        if (ending->senses.items[i].name == sense.name && ending->senses.items[i].form == sense.form &&
            cp_str_equal(ending->senses.items[i].exact, sense.exact))
            return;
    *CP_PUSH(trie->run, &ending->senses) = sense;
}

// Equal but for white space and the shape of apostrophes.
static bool same_writing(struct cp_str a, struct cp_str b)
{
    size_t i = 0, j = 0;
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
    size_t exact = 0, free_case = 0, n = ending->senses.count;
    for (size_t i = 0; i < n; i++) {
        exact += same_writing(ending->senses.items[i].exact, text);
        free_case += ending->senses.items[i].name->kind == CP_KIND_TECHNOLOGY;
    }
    hit->exact_case = exact > 0;
    if (!exact && !free_case && !all_capitals(text))
        return false;
    struct cp_sense *kept = CP_NEW_ARRAY(doc, n, struct cp_sense);
    for (size_t i = 0; i < n; i++) {
        const struct cp_sense *sense = &ending->senses.items[i];
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

struct word_at {
    struct plain_word place;
    uint32_t word;
};

static struct word_at *number_words(const struct cp_trie *trie, struct cp_arena *doc, struct cp_str text, size_t *count)
{
    CP_VEC(struct word_at) words = {0};
    struct word_at here;
    for (size_t at = 0; cp_plain_word(text, &at, &here.place);) {
        char folded[LONGEST_WORD + 4];
        size_t len = fold_word(cp_str_slice(text, here.place.begin, here.place.end), folded);
        here.word = len && len <= trie->longest ? cp_table_find(trie->words, (struct cp_str){folded, len}) : CP_NONE;
        *CP_PUSH(doc, &words) = here;
    }
    *count = words.count;
    return words.items;
}

size_t cp_trie_match(const struct cp_trie *trie, struct cp_arena *doc, struct cp_str text, struct cp_name_hit **hits)
{
    CP_VEC(struct cp_name_hit) found = {0};
    size_t count;
    struct word_at *words = number_words(trie, doc, text, &count);
    for (size_t i = 0; i < count;) {
        struct cp_name_hit best = {0};
        size_t next = i + 1;
        uint32_t node = 0;
        for (size_t j = i; j < count && words[j].word != CP_NONE; j++) {
            const struct edge *edge = find_edge(trie, node, words[j].word);
            if (!edge->key)
                break;
            node = edge->child;
            if (!trie->nodes.items[node].senses.count)
                continue;
            struct cp_name_hit hit = {.begin = words[i].place.begin, .end = words[j].place.end};
            if (fit(doc, &trie->nodes.items[node], cp_str_slice(text, hit.begin, hit.end), &hit)) {
                best = hit;
                next = j + 1;
            }
        }
        if (best.count)
            *CP_PUSH(doc, &found) = best;
        i = next;
    }
    *hits = found.items;
    return found.count;
}
