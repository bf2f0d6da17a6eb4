// SPDX-License-Identifier: GPL-3.0-or-later
//
// Decisions that are looked up: entries are found again, and a table with nonsense in it does no harm.
#include "fixture.h"
#include "parse/sure.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 4, SLOTS = LINES * CP_SURE_IN_LINE };

static void put(uint32_t *table, uint64_t hash, unsigned class)
{
    for (unsigned tries = 0; tries < CP_SURE_TRIES; tries++)
        if (!table[cp_sure_slot(hash, LINES, tries)]) {
            table[cp_sure_slot(hash, LINES, tries)] = cp_sure_entry(hash, class);
            return;
        }
    CU_FAIL("no place");
}

static void check_entries(void)
{
    uint32_t table[SLOTS] = {0};
    struct cp_model_header header = {.table_lines = {[CP_TABLE_SURE] = LINES}};
    struct cp_model model = {.header = &header, .tables = {[CP_TABLE_SURE] = (const int8_t *)table}};
    CU_ASSERT_EQUAL(cp_sure_class(&model, cp_sure_hash(CP_SURE_NAME, 256)), -1);
    for (unsigned k = 0; k < SLOTS / 2; k++)
        put(table, cp_sure_hash(CP_SURE_OUTLINE, (uint64_t)k << 8), k);
    for (unsigned k = 0; k < SLOTS / 2; k++) {
        CU_ASSERT_EQUAL(cp_sure_class(&model, cp_sure_hash(CP_SURE_OUTLINE, (uint64_t)k << 8)), (int)k);
        CU_ASSERT_EQUAL(cp_sure_class(&model, cp_sure_hash(CP_SURE_MOVE, (uint64_t)k << 8)), -1);
    }
    memset(table, 0xFF, sizeof table); // full: the search ends all the same
    int found = 0;
    for (unsigned k = 0; k < 1000; k++)
        found += cp_sure_class(&model, cp_sure_hash(CP_SURE_LEFT, (uint64_t)k << 8)) >= 0;
    CU_ASSERT_EQUAL(found, 0);
}

// A word in a row of three, each with tag, outline and name of its own.
static void lay(struct cp_row *row, void *room)
{
    cp_row_lay(row, 3, room);
    memset(row->looks, 0, (3 + 2 * CP_PAD) * sizeof *row->looks);
    for (int i = 0; i < 3; i++) {
        row->tag[i + CP_PAD] = (uint8_t)(10 + i);
        row->outline[i + CP_PAD] = (uint8_t)(20 + i);
        row->name[i + CP_PAD] = (uint8_t)i;
        row->looks[i + CP_PAD].norm = row->looks[i + CP_PAD].cluster = (uint32_t)(100 + i);
    }
}

// What is seen of a decision, and what is not.
static void check_what_is_seen(void)
{
    static _Alignas(16) unsigned char room[1024];
    struct cp_row row;
    CU_ASSERT_FATAL(cp_row_size(3) <= sizeof room);
    lay(&row, room);
    const uint64_t outline = cp_sure_outline(&row, 1), name = cp_sure_name(&row, 1), label = cp_sure_label(&row, 0, 2);
    CU_ASSERT_NOT_EQUAL(label, cp_sure_label(&row, 2, 0));
    row.tag[0 + CP_PAD]++;
    CU_ASSERT_NOT_EQUAL(outline, cp_sure_outline(&row, 1));
    CU_ASSERT_EQUAL(name, cp_sure_name(&row, 1));
    CU_ASSERT_NOT_EQUAL(label, cp_sure_label(&row, 0, 2));
    lay(&row, room);
    row.name[0 + CP_PAD] = 9;
    CU_ASSERT_NOT_EQUAL(name, cp_sure_name(&row, 1));
    CU_ASSERT_EQUAL(outline, cp_sure_outline(&row, 1));
    row.looks[1 + CP_PAD].norm++;
    CU_ASSERT_NOT_EQUAL(outline, cp_sure_outline(&row, 1));
}

// A model in which each entry says something, mostly what cannot be.
static void check_nonsense(void)
{
    const size_t size = (size_t)(cp_parse_model_end - cp_parse_model);
    unsigned char *bytes = aligned_alloc(64, (size + 63) / 64 * 64);
    struct cp_model model;
    struct cp_error err = {0};
    CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
    memcpy(bytes, cp_parse_model, size);
    CU_ASSERT_EQUAL_FATAL(cp_model_open(bytes, size, false, "a.bin", &model, &err), CP_OK);
    const size_t table = size - (size_t)64 * model.header->table_lines[CP_TABLE_SURE];
    for (size_t i = table; i < size; i += 4)
        bytes[i] = (unsigned char)(bytes[i] ? bytes[i] | (i / 4 % 64) : 0);
    struct cp_arena *doc = cp_arena_new();
    struct cp_analysis *a = cp_tokenize(
        doc, NULL, fixture_document(doc, CP_STR("The ministry of trade in Oslo said on Monday that it had banned exports of tin to Peru.")));
    cp_parse_sentences(&model, doc, a, NULL);
    CU_ASSERT(a->sentences[0].parsed && fixture_is_sane(a));
    cp_arena_free(doc);
    free(bytes);
}

void cp_test_parse_sure(void)
{
    CU_pSuite suite = CU_add_suite("parse: decisions that are known", NULL, NULL);
    CU_add_test(suite, "entries are found again", check_entries);
    CU_add_test(suite, "what is seen of a decision", check_what_is_seen);
    CU_add_test(suite, "a table full of nonsense does no harm", check_nonsense);
}
