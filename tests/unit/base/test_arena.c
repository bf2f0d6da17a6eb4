// SPDX-License-Identifier: GPL-3.0-or-later
#include "chokepoint/base.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

static void check_zeroed_and_apart(void)
{
    struct cp_arena *arena = cp_arena_new();
    unsigned char *blocks[200];
    for (unsigned i = 0; i < 200; i++) {
        size_t size = i * 37 % 5000 + 1;
        blocks[i] = cp_alloc(arena, size);
        CU_ASSERT_EQUAL((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
        for (size_t j = 0; j < size; j++)
            CU_ASSERT_EQUAL_FATAL(blocks[i][j], 0);
        memset(blocks[i], (int)i, size);
    }
    for (unsigned i = 0; i < 200; i++)
        CU_ASSERT_EQUAL(blocks[i][i * 37 % 5000], (unsigned char)i);
    cp_arena_reset(arena);
    CU_ASSERT_EQUAL(cp_arena_used(arena), 0);
    unsigned char *again = cp_alloc(arena, 64);
    CU_ASSERT_EQUAL(again[0] | again[63], 0);
    cp_arena_free(arena);
}

static void check_vectors(void)
{
    struct cp_arena *arena = cp_arena_new();
    CP_VEC(unsigned) a = {0}, b = {0};
    for (unsigned i = 0; i < 10000; i++) { // two that grow in turn: neither may run over the other
        *CP_PUSH(arena, &a) = i;
        *CP_PUSH(arena, &b) = ~i;
    }
    for (unsigned i = 0; i < 10000; i++)
        CU_ASSERT_FATAL(a.items[i] == i && b.items[i] == ~i);
    cp_arena_free(arena);
}

static int by_size(const void *x, const void *y)
{
    const int *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

static void check_lower_bound(void)
{
    const int items[] = {2, 4, 4, 4, 7};
    const struct {
        int wanted;
        size_t count, at;
    } rows[] = {{1, 5, 0}, {2, 5, 0}, {3, 5, 1}, {4, 5, 1}, {5, 5, 4}, {7, 5, 4}, {8, 5, 5}, {4, 1, 1}, {2, 0, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CU_ASSERT_EQUAL(cp_lower_bound(&rows[i].wanted, items, rows[i].count, sizeof *items, by_size), rows[i].at);
    CU_ASSERT_EQUAL(cp_lower_bound(&rows[0].wanted, NULL, 0, sizeof *items, by_size), 0);
}

static void check_guard(void)
{
    struct cp_arena *arena = cp_arena_new();
    jmp_buf jump;
    volatile bool jumped = false;
    if (setjmp(jump)) {
        jumped = true;
    } else {
        cp_arena_guard(arena, &jump);
        cp_alloc_array(arena, SIZE_MAX / 4, 8);
        CU_FAIL("an impossible allocation returned");
    }
    cp_arena_guard(arena, NULL);
    CU_ASSERT(jumped);
    cp_arena_free(arena);
}

static size_t released;

static void count_release(void *object, size_t size)
{
    *(int *)object += 1;
    released += size;
}

static void check_guests(void)
{
    struct cp_arena *arena = cp_arena_new();
    int first = 0, second = 0;
    released = 0;
    cp_arena_keep(arena, count_release, &first, 10);
    cp_arena_reset(arena);
    CU_ASSERT(first == 1 && released == 10);
    cp_arena_keep(arena, count_release, &second, 5);
    cp_arena_free(arena);
    CU_ASSERT(first == 1 && second == 1 && released == 15); // once each
}

static void check_table(void)
{
    struct cp_arena *arena = cp_arena_new();
    struct cp_table *table = cp_table_new(arena);
    char key[32];
    for (unsigned i = 0; i < 5000; i++) {
        int len = snprintf(key, sizeof key, "key %u", i * 7919 % 5000);
        uint32_t number = cp_table_add(table, (struct cp_str){key, (size_t)len});
        CU_ASSERT_EQUAL(number, i);
        cp_table_set(table, number, i + 1);
    }
    CU_ASSERT_EQUAL(cp_table_count(table), 5000);
    uint32_t found = cp_table_find(table, CP_STR("key 0"));
    CU_ASSERT_EQUAL(found, 0);
    CU_ASSERT_EQUAL(cp_table_value(table, found), 1);
    CU_ASSERT_EQUAL(cp_table_find(table, CP_STR("no key")), CP_NONE);
    cp_arena_free(arena);
}

static void check_first_error_wins(void)
{
    struct cp_error err = {0};
    CU_ASSERT_EQUAL(cp_fail_at(&err, CP_EFORMAT, "a.tsv", 12, "is %s", "wrong"), CP_EFORMAT);
    CU_ASSERT_EQUAL(cp_fail(&err, CP_EIO, "later"), CP_EIO);
    CU_ASSERT_EQUAL(err.status, CP_EFORMAT);
    CU_ASSERT_STRING_EQUAL(err.where, "a.tsv:12");
    CU_ASSERT_STRING_EQUAL(err.message, "is wrong");
    CU_ASSERT_EQUAL(cp_fail(NULL, CP_EIO, "nobody asks"), CP_EIO);
}

void cp_test_base_arena(void)
{
    CU_pSuite suite = CU_add_suite("base: arenas, tables, errors", NULL, NULL);
    CU_add_test(suite, "memory is zeroed, aligned and apart", check_zeroed_and_apart);
    CU_add_test(suite, "arrays grow without running over each other", check_vectors);
    CU_add_test(suite, "an allocation that cannot be jumps to its guard", check_guard);
    CU_add_test(suite, "the first of equals is found in a sorted array", check_lower_bound);
    CU_add_test(suite, "what an arena was given is released once", check_guests);
    CU_add_test(suite, "string table", check_table);
    CU_add_test(suite, "the first error wins", check_first_error_wins);
}
