// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// A table of forms with open addressing. A slot holds a part of the hash beside the entry's number, so that other forms
// are told apart without a visit to their entries. Words follow Zipf's law: a few thousand entries, which stay in the
// caches, answer for nearly all of a text.
#include "glossary.h"

#include <string.h>

enum { FIRST_SLOTS = 1024, MOST_ENTRIES = 1 << 16, MOST_BYTES = 8 << 20 };

struct slot {
    uint32_t number; // entry number + 1; 0 is free
    uint32_t part;   // of the hash
};

struct cp_glossary {
    struct cp_arena *arena;
    void *note;
    CP_VEC(struct cp_entry) entries;
    struct slot *slots;
    size_t mask;
};

static void lay_slots(struct cp_glossary *glossary, size_t count)
{
    glossary->slots = CP_NEW_ARRAY(glossary->arena, count, struct slot);
    glossary->mask = count - 1;
}

struct cp_glossary *cp_glossary_new(struct cp_arena *arena)
{
    struct cp_glossary *glossary = CP_NEW(arena, struct cp_glossary);
    glossary->arena = arena;
    lay_slots(glossary, FIRST_SLOTS);
    return glossary;
}

bool cp_glossary_full(const struct cp_glossary *glossary)
{
    return glossary->entries.count >= MOST_ENTRIES || cp_arena_used(glossary->arena) >= MOST_BYTES;
}

struct cp_entry *cp_glossary_entry(struct cp_glossary *glossary, uint32_t number)
{
    return &glossary->entries.items[number];
}

struct cp_arena *cp_glossary_arena(struct cp_glossary *glossary)
{
    return glossary->arena;
}

void **cp_glossary_note(struct cp_glossary *glossary)
{
    return &glossary->note;
}

static size_t free_slot(const struct cp_glossary *glossary, uint64_t hash)
{
    size_t slot = hash & glossary->mask;
    while (glossary->slots[slot].number)
        slot = (slot + 1) & glossary->mask;
    return slot;
}

static void enlarge(struct cp_glossary *glossary)
{
    lay_slots(glossary, (glossary->mask + 1) * 2);
    for (size_t i = 0; i < glossary->entries.count; i++) {
        uint64_t hash = cp_str_hash(glossary->entries.items[i].form);
        glossary->slots[free_slot(glossary, hash)] = (struct slot){(uint32_t)i + 1, (uint32_t)(hash >> 32)};
    }
}

// Lower case with straight quotes. Most forms are lower case already and lend their own bytes.
static struct cp_str lower_of(struct cp_arena *arena, struct cp_str form)
{
    bool plain = true, ascii = true;
    for (size_t i = 0; i < form.len; i++) {
        unsigned char c = (unsigned char)form.ptr[i];
        ascii &= c < 128;
        plain &= c < 128 && !(c >= 'A' && c <= 'Z');
    }
    if (plain)
        return form;
    if (!ascii)
        form = cp_str_lower(arena, form);
    char *copy = cp_alloc(arena, form.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < form.len; i++) {
        char c = form.ptr[i];
        if (c == '\xE2' && i + 2 < form.len && form.ptr[i + 1] == '\x80' && (form.ptr[i + 2] & '\xFC') == '\x98') {
            copy[n++] = '\'', i += 2; // U+2018 … U+201B
        } else if (c == '\xE2' && i + 2 < form.len && form.ptr[i + 1] == '\x80' &&
                   (form.ptr[i + 2] & '\xFC') == '\x9C') {
            copy[n++] = '"', i += 2; // U+201C … U+201F
        } else {
            copy[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        }
    }
    return (struct cp_str){copy, n};
}

static bool begins_with_capital(struct cp_str form)
{
    unsigned char c = (unsigned char)form.ptr[0];
    if (c < 128)
        return c >= 'A' && c <= 'Z';
    size_t at = 0;
    return cp_rune_is_upper(cp_utf8_next(form, &at));
}

// Lemmas that are the lower-case form, or the guess, lend their bytes: so that who compares them need not look at these.
static struct cp_str same_bytes(const struct cp_entry *entry, struct cp_str lemma)
{
    return cp_str_equal(lemma, entry->lower)   ? entry->lower
           : cp_str_equal(lemma, entry->lemma) ? entry->lemma
                                               : lemma;
}

static uint32_t add(struct cp_glossary *glossary, struct cp_str form)
{
    struct cp_entry entry = {.form = cp_str_copy(glossary->arena, form), .capital = begins_with_capital(form)};
    entry.lower = lower_of(glossary->arena, entry.form);
    entry.lemma = same_bytes(&entry, cp_lemma(glossary->arena, entry.lower, CP_TAG_NONE));
    *CP_PUSH(glossary->arena, &glossary->entries) = entry;
    return (uint32_t)glossary->entries.count - 1;
}

void cp_glossary_ask(const struct cp_glossary *glossary, uint64_t hash)
{
    __builtin_prefetch(&glossary->slots[hash & glossary->mask]);
}

// The entry that the hash leads to first, nearly always the one that is wanted; NULL if there is none.
static const struct cp_entry *likely_entry(const struct cp_glossary *glossary, uint64_t hash)
{
    const uint32_t number = glossary->slots[hash & glossary->mask].number;
    return number ? &glossary->entries.items[number - 1] : NULL;
}

void cp_glossary_ask_entry(const struct cp_glossary *glossary, uint64_t hash)
{
    const struct cp_entry *entry = likely_entry(glossary, hash);
    if (!entry)
        return;
    __builtin_prefetch(entry); // it may lie over two lines
    __builtin_prefetch(&entry->capital);
}

void cp_glossary_ask_form(const struct cp_glossary *glossary, uint64_t hash)
{
    const struct cp_entry *entry = likely_entry(glossary, hash);
    if (entry)
        __builtin_prefetch(entry->form.ptr);
}

void cp_glossary_ask_notes(const struct cp_glossary *glossary, uint32_t number)
{
    __builtin_prefetch(glossary->entries.items[number].note);
    __builtin_prefetch(glossary->entries.items[number].look);
}

uint32_t cp_glossary_find(struct cp_glossary *glossary, struct cp_str form, uint64_t hash)
{
    const uint32_t part = (uint32_t)(hash >> 32);
    size_t slot = hash & glossary->mask;
    for (; glossary->slots[slot].number; slot = (slot + 1) & glossary->mask) {
        uint32_t number = glossary->slots[slot].number - 1;
        if (glossary->slots[slot].part == part && cp_str_equal(glossary->entries.items[number].form, form))
            return number;
    }
    if (glossary->entries.count * 2 > glossary->mask) {
        enlarge(glossary);
        slot = free_slot(glossary, hash);
    }
    uint32_t number = add(glossary, form);
    glossary->slots[slot] = (struct slot){number + 1, part};
    return number;
}

struct cp_str cp_glossary_lemma(struct cp_glossary *glossary, uint32_t number, enum cp_tag tag)
{
    struct cp_entry *entry = &glossary->entries.items[number];
    if (entry->tag != tag || !entry->tagged.ptr) {
        entry->tagged = same_bytes(entry, cp_lemma(glossary->arena, entry->lower, tag));
        entry->tag = (uint8_t)tag;
    }
    return entry->tagged;
}

const struct cp_look *cp_glossary_look(struct cp_glossary *glossary, uint32_t number, const struct cp_model *model)
{
    struct cp_entry *entry = &glossary->entries.items[number];
    if (!entry->look) {
        struct cp_look *look = cp_alloc_unset(glossary->arena, sizeof *look);
        cp_look_at(entry->form, false, CP_CASE_NORMAL, model->words, model->word_count, look);
        entry->look = look;
    }
    return entry->look;
}
