// SPDX-License-Identifier: GPL-3.0-or-later
// Room: base.
//
// Open addressing with linear probing over slots that hold entry numbers; entries
// stand in the order of their coming, so walking them is deterministic. Most words that are looked up are in no table:
// a Bloom filter of one hash function, small enough for the nearest caches, says so without a visit to the slots.
#include "chokepoint/base.h"

#include <string.h>

struct entry {
    struct cp_str key;
    uint64_t value;
};

// Part of the hash, and where the key stands: a word that is not in the table is told apart here, and one that is is found
// without a visit to the entry. Tables seldom stand in the nearest caches.
struct slot {
    const char *key;
    uint32_t number; // entry number + 1; 0 is free
    uint16_t part, len; // len: of the key, LONG at most
};

struct cp_table {
    struct cp_arena *arena;
    CP_VEC(struct entry) entries;
    struct slot *slots;
    uint64_t *filter; // FILTER_BITS for each slot
    size_t mask;
};

enum { FIRST_SLOTS = 64, FILTER_BITS = 4, LONG = UINT16_MAX };

static void lay_slots(struct cp_table *table, size_t count)
{
    table->mask = count - 1;
    table->slots = CP_NEW_ARRAY(table->arena, count, struct slot);
    table->filter = CP_NEW_ARRAY(table->arena, count * FILTER_BITS / 64, uint64_t);
}

struct cp_table *cp_table_new(struct cp_arena *arena)
{
    struct cp_table *table = CP_NEW(arena, struct cp_table);
    table->arena = arena;
    lay_slots(table, FIRST_SLOTS);
    return table;
}

// The bit of a hash in the filter: other bits of it than those that choose the slot.
static uint64_t *filter_word(const struct cp_table *table, uint64_t hash, uint64_t *bit)
{
    size_t at = (hash >> 20) & (table->mask * FILTER_BITS + FILTER_BITS - 1);
    *bit = UINT64_C(1) << (at % 64);
    return &table->filter[at / 64];
}

static bool may_hold(const struct cp_table *table, uint64_t hash)
{
    uint64_t bit, *word = filter_word(table, hash, &bit);
    return *word & bit;
}

static uint16_t part_of(uint64_t hash)
{
    return (uint16_t)(hash >> 48);
}

static uint16_t length_of(struct cp_str key)
{
    return key.len < LONG ? (uint16_t)key.len : LONG;
}

static void occupy(struct cp_table *table, size_t slot, uint64_t hash, size_t entry)
{
    uint64_t bit, *word = filter_word(table, hash, &bit); // a step of its own: compilers differ in which side of |= comes first
    *word |= bit;
    const struct cp_str key = table->entries.items[entry].key;
    table->slots[slot] = (struct slot){key.ptr, (uint32_t)entry + 1, part_of(hash), length_of(key)};
}

static bool has_key(const struct cp_table *table, const struct slot *slot, struct cp_str key)
{
    if (slot->len != length_of(key))
        return false;
    const size_t len = slot->len < LONG ? slot->len : table->entries.items[slot->number - 1].key.len;
    return cp_str_equal((struct cp_str){slot->key, len}, key);
}

static size_t find_slot(const struct cp_table *table, struct cp_str key, uint64_t hash)
{
    size_t slot = hash & table->mask;
    const uint16_t part = part_of(hash);
    while (table->slots[slot].number && !(table->slots[slot].part == part && has_key(table, &table->slots[slot], key)))
        slot = (slot + 1) & table->mask;
    return slot;
}

static void enlarge(struct cp_table *table)
{
    lay_slots(table, (table->mask + 1) * 2);
    for (size_t i = 0; i < table->entries.count; i++) {
        uint64_t hash = cp_str_hash(table->entries.items[i].key);
        size_t slot = hash & table->mask;
        while (table->slots[slot].number)
            slot = (slot + 1) & table->mask;
        occupy(table, slot, hash, i);
    }
}

uint32_t cp_table_add(struct cp_table *table, struct cp_str key)
{
    uint64_t hash = cp_str_hash(key);
    size_t slot = find_slot(table, key, hash);
    if (table->slots[slot].number)
        return table->slots[slot].number - 1;
    if (table->entries.count * 2 > table->mask) {
        enlarge(table);
        slot = find_slot(table, key, hash);
    }
    struct entry *e = CP_PUSH(table->arena, &table->entries);
    *e = (struct entry){.key = cp_str_copy(table->arena, key)};
    occupy(table, slot, hash, table->entries.count - 1);
    return (uint32_t)table->entries.count - 1;
}

uint32_t cp_table_find(const struct cp_table *table, struct cp_str key)
{
    const uint64_t hash = cp_str_hash(key);
    if (!may_hold(table, hash))
        return CP_NONE;
    size_t slot = find_slot(table, key, hash);
    return table->slots[slot].number ? table->slots[slot].number - 1 : CP_NONE;
}

void cp_table_ask(const struct cp_table *table, struct cp_str key)
{
    __builtin_prefetch(&table->slots[cp_str_hash(key) & table->mask]);
}

struct cp_str cp_table_key(const struct cp_table *table, uint32_t number)
{
    return table->entries.items[number].key;
}

uint32_t cp_table_count(const struct cp_table *table)
{
    return (uint32_t)table->entries.count;
}

void cp_table_set(struct cp_table *table, uint32_t number, uint64_t value)
{
    table->entries.items[number].value = value;
}

uint64_t cp_table_value(const struct cp_table *table, uint32_t number)
{
    return table->entries.items[number].value;
}
