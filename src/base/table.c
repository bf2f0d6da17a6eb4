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

struct cp_table {
    struct cp_arena *arena;
    CP_VEC(struct entry) entries;
    uint32_t *slots; // entry number + 1; 0 is free
    size_t mask;
};

struct cp_table *cp_table_new(struct cp_arena *arena)
{
    struct cp_table *table = CP_NEW(arena, struct cp_table);
    table->arena = arena;
    table->mask = 63;
    table->slots = CP_NEW_ARRAY(arena, table->mask + 1, uint32_t);
    return table;
}

static size_t find_slot(const struct cp_table *table, struct cp_str key, uint64_t hash)
{
    size_t slot = hash & table->mask;
    while (table->slots[slot]) {
        const struct entry *e = &table->entries.items[table->slots[slot] - 1];
        if (e->hash == hash && cp_str_equal(e->key, key))
            break;
        slot = (slot + 1) & table->mask;
    }
    return slot;
}

static void enlarge(struct cp_table *table)
{
    table->mask = table->mask * 4 + 3;
    table->slots = CP_NEW_ARRAY(table->arena, table->mask + 1, uint32_t);
    for (size_t i = 0; i < table->entries.count; i++) {
        size_t slot = table->entries.items[i].hash & table->mask;
        while (table->slots[slot])
            slot = (slot + 1) & table->mask;
        table->slots[slot] = (uint32_t)i + 1;
    }
}

uint32_t cp_table_add(struct cp_table *table, struct cp_str key)
{
    uint64_t hash = cp_str_hash(key);
    size_t slot = find_slot(table, key, hash);
    if (table->slots[slot])
        return table->slots[slot] - 1;
    if (table->entries.count * 2 > table->mask) {
        enlarge(table);
        slot = find_slot(table, key, hash);
    }
    struct entry *e = CP_PUSH(table->arena, &table->entries);
    *e = (struct entry){.key = cp_str_copy(table->arena, key), .hash = hash};
    table->slots[slot] = (uint32_t)table->entries.count;
    return (uint32_t)table->entries.count - 1;
}

uint32_t cp_table_find(const struct cp_table *table, struct cp_str key)
{
    size_t slot = find_slot(table, key, cp_str_hash(key));
    return table->slots[slot] ? table->slots[slot] - 1 : CP_NONE;
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
