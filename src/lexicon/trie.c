// SPDX-License-Identifier: GPL-3.0-or-later
// Room: lexicon.
//
// Words are folded (lower case, straight apostrophes); a name is a path of words from node 0. All nodes stand in one hash
// table under what leads to them, the node before and the word. A text is cut into the same words; most of them, as they
// are written, begin no name, and most that do are followed by another word than the names want: filters over the first
// bytes of words, and of pairs of words, say so without folding or looking up. From each word that is left the path is
// followed as far as it goes, so the work for each word is bounded by the longest name; the filter of pairs says of most
// words that the path ends before them.
//
// Several names may end at one node (Turkey the state, turkey the bird), told apart by
// how they are written: senses that agree in case win, then goods, which have no case,
// then, for text in capitals, all senses.
#include "trie.h"

#include <string.h>

// The senses that end at a node, in the order of their coming; most have one.
struct link {
    struct cp_sense sense;
    struct link *next;
};

struct node {
    const char *word; // folded, that leads here; `len` bytes
    struct link *first;
    uint32_t parent;
    uint8_t len;
};

// Where a node is found by its parent and its word.
struct slot {
    uint32_t hash, node; // node 0: free
};

enum { FIRST_SLOTS = 1024, START_BITS = 16, PAIR_BITS = 20, FIRST_BYTES = 8 };

struct cp_trie {
    struct cp_arena *run;
    CP_VEC(struct node) nodes;
    struct slot *slots;
    size_t mask;
    size_t longest; // of folded words, in bytes
    // The filters: of first words, with an enum start for each; of what stands before a word, and the word.
    uint8_t starts[1 << START_BITS];
    uint64_t pairs[(1 << PAIR_BITS) / 64];
};

// A run of letters and digits, or one other character that is not white space.
struct plain_word {
    size_t begin, end;
    uint64_t first; // its first bytes, if all of it is ASCII; else 0
};

enum { LONGEST_WORD = 64 };

// The highest bit of each byte that is no ASCII letter or digit.
static uint64_t not_plain(uint64_t eight)
{
    const uint64_t low = eight & CP_EACH_BYTE * 0x7F;
    const uint64_t digit = (low + CP_EACH_BYTE * (0x80 - '0')) & ~(low + CP_EACH_BYTE * (0x7F - '9'));
    return (~(digit | cp_eight_each_letter(eight)) | eight) & CP_EACH_BYTE * 0x80;
}

// The first n of eight bytes.
static uint64_t first_of(uint64_t eight, size_t n)
{
    return n < FIRST_BYTES ? eight & ((UINT64_C(1) << (8 * n)) - 1) : eight;
}

// Where the ASCII letters and digits from `at` on end.
static size_t end_of_plain(struct cp_str text, size_t at)
{
    uint64_t end;
    while (!(end = not_plain(cp_str_eight(text, at))))
        at += FIRST_BYTES;
    return at + cp_eight_first(end);
}

// Moves *at behind the ASCII letters and digits that stand there; their first bytes.
static uint64_t skip_plain(struct cp_str text, size_t *at)
{
    const uint64_t eight = cp_str_eight(text, *at), end = not_plain(eight);
    if (!end) {
        *at = end_of_plain(text, *at + FIRST_BYTES);
        return eight;
    }
    const size_t n = cp_eight_first(end); // most words are short
    *at += n;
    return first_of(eight, n);
}

static bool is_wide(struct cp_str text, size_t at)
{
    return at < text.len && (unsigned char)text.ptr[at] >= 0x80;
}

// Where the letters and digits of all scripts from `at` on end.
static size_t end_of_word(struct cp_str text, size_t at)
{
    for (;;) {
        at = end_of_plain(text, at);
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
    if (!word->first && *at < text.len && text.ptr[*at] > ' ' && !is_wide(text, *at)) // a sign
        word->first = (unsigned char)text.ptr[(*at)++];
    else if (is_wide(text, *at))
        word->first = 0;
    if (word->first) { // nearly all
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
static size_t fold_word(struct cp_str text, const struct plain_word *plain, char out[LONGEST_WORD + FIRST_BYTES])
{
    const struct cp_str word = cp_str_slice(text, plain->begin, plain->end);
    if (plain->first && word.len > 1 && word.len <= LONGEST_WORD - 4) { // letters and digits: only capitals lack the bit
        for (size_t at = 0; at < word.len; at += FIRST_BYTES)
            cp_str_put_eight(out + at, cp_str_eight(word, at) | CP_EACH_BYTE * 0x20);
        return word.len;
    }
    size_t len = 0;
    for (size_t at = 0; at < word.len;) {
        if (len > LONGEST_WORD - 4)
            return 0;
        uint32_t code = cp_utf8_next(word, &at);
        len += cp_utf8_put(code == 0x2019 ? '\'' : cp_rune_lower(code), out + len);
    }
    return len;
}

// ---------------------------------------------------------------- filters

// How a name that begins with a word is written, and whether the word alone is one. Goods are found in any case; all names,
// where the text is in capitals; else a name must be written as the lexicon has it.
enum start {
    START_WRITTEN = 1,
    START_GOODS = 2,
    START_CAPITALS = 4,
    START_WHOLE = 8, // times one of the above: there is a name of this word only
};

static bool has_small_letter(uint64_t first)
{
    return first >> 1 & first & CP_EACH_BYTE * 0x20; // 0x40: a letter, 0x20: a small letter or a digit
}

static uint64_t spread(uint64_t first, size_t len)
{
    const uint64_t h = (first ^ (uint64_t)len << 58) * 0x9E3779B97F4A7C15u;
    return (h ^ h >> 29) * 0xFF51AFD7ED558CCDu;
}

// A word of ASCII in any case, for the filters; 0 for other words. Signs may share it with letters.
static uint64_t key_of(uint64_t first, size_t len)
{
    return first ? spread(first_of(first | CP_EACH_BYTE * 0x20, len), len) : 0;
}

static uint64_t word_key(const struct plain_word *word)
{
    return key_of(word->first, word->end - word->begin);
}

static uint64_t folded_key(struct cp_str folded)
{
    size_t len = 0;
    while (len < folded.len && (unsigned char)folded.ptr[len] < 0x80)
        len++;
    return len < folded.len ? 0 : key_of(cp_str_eight(folded, 0), len);
}

static uint8_t *starts_of(struct cp_trie *trie, uint64_t key)
{
    return &trie->starts[key >> (64 - START_BITS)];
}

static void mark_starts(struct cp_trie *trie, enum cp_kind kind, const struct plain_word *first, uint64_t key, bool whole)
{
    const unsigned each = whole ? START_WHOLE + 1 : 1;
    if (first->first)
        *starts_of(trie, spread(first->first, first->end - first->begin)) |= (uint8_t)(START_WRITTEN * each);
    if (key)
        *starts_of(trie, key) |= (uint8_t)((kind == CP_KIND_TECHNOLOGY ? START_GOODS | START_CAPITALS : START_CAPITALS) * each);
}

// The bit for a word behind another, or behind a node.
static uint32_t pair_bit(uint64_t before, uint64_t key)
{
    return (uint32_t)((before * 0xD6E8FEB86659FD93u ^ key) * 0x9E3779B97F4A7C15u >> (64 - PAIR_BITS));
}

static void mark_pair(struct cp_trie *trie, uint64_t before, uint64_t key)
{
    const uint32_t bit = pair_bit(before, key);
    trie->pairs[bit / 64] |= UINT64_C(1) << (bit % 64);
}

// Words that are not of ASCII are looked up always.
static bool may_follow(const struct cp_trie *trie, uint64_t before, uint64_t key)
{
    const uint32_t bit = pair_bit(before, key);
    return !key || trie->pairs[bit / 64] >> (bit % 64) & 1;
}

// What the first words say of a name that this one begins: enum start, 0: there is none.
static unsigned starts_with(const struct cp_trie *trie, const struct plain_word *word, uint64_t key)
{
    const unsigned in_any_case = trie->starts[key >> (64 - START_BITS)];
    if (!has_small_letter(word->first))
        return in_any_case & START_CAPITALS * (START_WHOLE + 1);
    const unsigned written = trie->starts[spread(word->first, word->end - word->begin) >> (64 - START_BITS)];
    return (written & START_WRITTEN * (START_WHOLE + 1)) | (in_any_case & START_GOODS * (START_WHOLE + 1));
}

// May a name begin with this word, whose next one has the key `next`?
static bool may_begin(const struct cp_trie *trie, const struct plain_word *word, uint64_t key, uint64_t next)
{
    if (!key)
        return true;
    const unsigned starts = starts_with(trie, word, key);
    return starts >= START_WHOLE || (starts && may_follow(trie, key, next));
}

// ---------------------------------------------------------------- making

struct cp_trie *cp_trie_new(struct cp_arena *run)
{
    struct cp_trie *trie = CP_NEW(run, struct cp_trie);
    trie->run = run;
    trie->mask = FIRST_SLOTS - 1;
    trie->slots = CP_NEW_ARRAY(run, FIRST_SLOTS, struct slot);
    CP_PUSH(run, &trie->nodes);
    return trie;
}

static uint32_t hash_of(uint32_t parent, struct cp_str folded)
{
    return (uint32_t)((cp_str_hash(folded) ^ parent) * 0x9E3779B97F4A7C15u >> 32);
}

// The slot of the node behind `parent` over a word, or the free one that it would have.
static struct slot *find_slot(const struct cp_trie *trie, uint32_t parent, struct cp_str folded, uint32_t hash)
{
    for (size_t at = hash & trie->mask;; at = (at + 1) & trie->mask) {
        struct slot *slot = &trie->slots[at];
        if (!slot->node)
            return slot;
        const struct node *node = &trie->nodes.items[slot->node];
        if (slot->hash == hash && node->parent == parent && cp_str_equal((struct cp_str){node->word, node->len}, folded))
            return slot;
    }
}

static void enlarge(struct cp_trie *trie)
{
    const struct slot *old = trie->slots;
    const size_t count = trie->mask + 1;
    trie->mask = count * 2 - 1;
    trie->slots = CP_NEW_ARRAY(trie->run, count * 2, struct slot);
    for (size_t i = 0; i < count; i++) {
        size_t at = old[i].hash & trie->mask;
        while (old[i].node && trie->slots[at].node)
            at = (at + 1) & trie->mask;
        if (old[i].node)
            trie->slots[at] = old[i];
    }
}

static uint32_t child_of(struct cp_trie *trie, uint32_t parent, struct cp_str folded)
{
    const uint32_t hash = hash_of(parent, folded);
    struct slot *slot = find_slot(trie, parent, folded, hash);
    if (slot->node)
        return slot->node;
    if (trie->nodes.count * 2 > trie->mask) {
        enlarge(trie);
        slot = find_slot(trie, parent, folded, hash);
    }
    *slot = (struct slot){hash, (uint32_t)trie->nodes.count};
    *CP_PUSH(trie->run, &trie->nodes) = (struct node){
        .word = cp_str_copy(trie->run, folded).ptr, .parent = parent, .len = (uint8_t)folded.len};
    if (folded.len > trie->longest)
        trie->longest = folded.len;
    return slot->node;
}

static void add_sense(struct cp_trie *trie, uint32_t node, struct cp_sense sense)
{
    struct link **end = &trie->nodes.items[node].first;
    for (; *end; end = &(*end)->next)
        if ((*end)->sense.name == sense.name && (*end)->sense.form == sense.form &&
            cp_str_equal((*end)->sense.exact, sense.exact))
            return;
    *end = CP_NEW(trie->run, struct link);
    (*end)->sense = sense;
}

void cp_trie_add(struct cp_trie *trie, struct cp_sense sense)
{
    uint32_t node = 0, count = 0;
    uint64_t first_key = 0;
    struct plain_word first = {0}, word;
    for (size_t at = 0; next_word(sense.exact, &at, &word); count++) {
        char bytes[LONGEST_WORD + FIRST_BYTES];
        const size_t len = fold_word(sense.exact, &word, bytes);
        if (!len)
            return;
        const struct cp_str folded = {bytes, len};
        const uint64_t key = word.first ? word_key(&word) : folded_key(folded);
        const uint32_t before = node;
        node = child_of(trie, node, folded);
        if (count == 0)
            first = word, first_key = key;
        if (count == 1)
            mark_pair(trie, first_key, key);
        mark_pair(trie, before, key);
    }
    if (!node)
        return;
    mark_starts(trie, sense.name->kind, &first, first_key, count == 1);
    add_sense(trie, node, sense);
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
static bool fit(struct cp_arena *doc, const struct node *node, struct cp_str text, struct cp_name_hit *hit)
{
    size_t exact = 0, free_case = 0, n = 0;
    for (const struct link *link = node->first; link; link = link->next, n++) {
        exact += same_writing(link->sense.exact, text);
        free_case += link->sense.name->kind == CP_KIND_TECHNOLOGY;
    }
    hit->exact_case = exact > 0;
    if (!exact && !free_case && !all_capitals(text))
        return false;
    struct cp_sense *kept = CP_NEW_ARRAY(doc, n, struct cp_sense);
    for (const struct link *link = node->first; link; link = link->next) {
        const struct cp_sense *sense = &link->sense;
        bool goods = sense->name->kind == CP_KIND_TECHNOLOGY;
        bool fits = exact ? same_writing(sense->exact, text) : free_case && !all_capitals(text) ? goods : true;
        if (fits)
            kept[hit->count++] = *sense;
    }
    hit->senses = kept;
    return hit->count > 0;
}

// ---------------------------------------------------------------- matching

// The node behind a node over a word; 0 if no name goes on so.
static uint32_t next_node(const struct cp_trie *trie, uint32_t node, struct cp_str text, const struct plain_word *word)
{
    char bytes[LONGEST_WORD + FIRST_BYTES];
    const size_t len = may_follow(trie, node, word_key(word)) ? fold_word(text, word, bytes) : 0;
    const struct cp_str folded = {bytes, len};
    return len && len <= trie->longest ? find_slot(trie, node, folded, hash_of(node, folded))->node : 0;
}

// The longest name that begins with the word; of no senses if there is none.
static struct cp_name_hit longest_name(const struct cp_trie *trie, struct cp_arena *doc, struct cp_str text,
                                       struct plain_word word)
{
    struct cp_name_hit best = {0};
    const size_t begin = word.begin;
    size_t at = word.end;
    for (uint32_t node = 0; (node = next_node(trie, node, text, &word));) {
        struct cp_name_hit hit = {.begin = begin, .end = word.end};
        if (trie->nodes.items[node].first &&
            fit(doc, &trie->nodes.items[node], cp_str_slice(text, hit.begin, hit.end), &hit))
            best = hit;
        if (!next_word(text, &at, &word))
            break;
    }
    return best;
}

size_t cp_trie_match(const struct cp_trie *trie, struct cp_arena *doc, struct cp_str text, struct cp_name_hit **hits)
{
    CP_VEC(struct cp_name_hit) found = {0};
    struct plain_word word, next = {0};
    size_t at = 0, behind = 0; // behind: the end of the name before
    bool more = next_word(text, &at, &next);
    for (uint64_t key, next_key = word_key(&next); more;) {
        word = next;
        key = next_key;
        more = next_word(text, &at, &next);
        next_key = word_key(&next);
        if (word.begin < behind || !may_begin(trie, &word, key, next_key))
            continue; // inside the name before, or in none
        struct cp_name_hit best = longest_name(trie, doc, text, word);
        if (!best.count)
            continue;
        *CP_PUSH(doc, &found) = best;
        behind = best.end;
    }
    *hits = found.items;
    return found.count;
}
