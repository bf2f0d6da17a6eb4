// SPDX-License-Identifier: GPL-3.0-or-later
// Room: base.
//
// Open addressing with linear probing over slots that hold entry numbers; entries
// stand in the order of their coming, so walking them is deterministic.
#include "chokepoint/base.h"

#include <string.h>

struct entry {
    struct cp_str key;
    uint64_t hash, value;
};

// A part of the hash beside the number: most words that are looked up are not in the table, and are told apart without
// a visit to the entry.
struct slot {
    uint32_t number; // entry number + 1; 0 is free
    uint32_t part;
};

struct cp_table {
    struct cp_arena *arena;
    CP_VEC(struct entry) entries;
    struct slot *slots;
    size_t mask;
};

struct cp_table *cp_table_new(struct cp_arena *arena)
{
    struct cp_table *table = CP_NEW(arena, struct cp_table);
    table->arena = arena;
    table->mask = 63;
    table->slots = CP_NEW_ARRAY(arena, table->mask + 1, struct slot);
    return table;
}

static size_t find_slot(const struct cp_table *table, struct cp_str key, uint64_t hash)
{
    size_t slot = hash & table->mask;
    uint32_t part = (uint32_t)(hash >> 32);
    while (table->slots[slot].number) {
        if (table->slots[slot].part == part && cp_str_equal(table->entries.items[table->slots[slot].number - 1].key, key))
            break;
        slot = (slot + 1) & table->mask;
    }
    return slot;
}

static void enlarge(struct cp_table *table)
{
    table->mask = table->mask * 4 + 3;
    table->slots = CP_NEW_ARRAY(table->arena, table->mask + 1, struct slot);
    for (size_t i = 0; i < table->entries.count; i++) {
        uint64_t hash = table->entries.items[i].hash;
        size_t slot = hash & table->mask;
        while (table->slots[slot].number)
            slot = (slot + 1) & table->mask;
        table->slots[slot] = (struct slot){(uint32_t)i + 1, (uint32_t)(hash >> 32)};
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
    *e = (struct entry){.key = cp_str_copy(table->arena, key), .hash = hash};
    table->slots[slot] = (struct slot){(uint32_t)table->entries.count, (uint32_t)(hash >> 32)};
    return (uint32_t)table->entries.count - 1;
}

uint32_t cp_table_find(const struct cp_table *table, struct cp_str key)
{
    size_t slot = find_slot(table, key, cp_str_hash(key));
    return table->slots[slot].number ? table->slots[slot].number - 1 : CP_NONE;
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
