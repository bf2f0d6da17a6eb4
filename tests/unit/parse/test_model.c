// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"
#include "parse/infer.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static unsigned char *copy_of_model(size_t *size)
{
    *size = (size_t)(cp_parse_model_end - cp_parse_model);
    unsigned char *bytes = aligned_alloc(64, (*size + 63) / 64 * 64);
    return memcpy(bytes, cp_parse_model, *size);
}

static bool refused(const unsigned char *bytes, size_t size, const char *word)
{
    struct cp_model model;
    struct cp_error err = {0};
    return cp_model_open(bytes, size, true, "a.bin", &model, &err) == CP_EFORMAT && err.status == CP_EFORMAT &&
           strstr(err.message, word) && strcmp(err.where, "a.bin") == 0;
}

static void check_builtin(void)
{
    struct cp_model model;
    struct cp_error err = {0};
    size_t size = (size_t)(cp_parse_model_end - cp_parse_model);
    CU_ASSERT_EQUAL(cp_model_open(cp_parse_model, size, true, "built in", &model, &err), CP_OK);
    CU_ASSERT(size <= 16u << 20);
}

static void check_broken(void)
{
    size_t size;
    unsigned char *bytes = copy_of_model(&size);
    CU_ASSERT(refused(bytes, 0, "not a parser model"));
    CU_ASSERT(refused(bytes, 100, "not a parser model"));
    CU_ASSERT(refused(bytes, size - 1, "bytes"));
    bytes[size / 2] ^= 1;
    CU_ASSERT(refused(bytes, size, "checksum"));
    bytes[size / 2] ^= 1;
    struct cp_model_header *header = (struct cp_model_header *)(void *)bytes;
    header->version++;
    CU_ASSERT(refused(bytes, size, "version"));
    header->version = __builtin_bswap32(CP_MODEL_VERSION);
    CU_ASSERT(refused(bytes, size, "lowest byte first"));
    header->version = CP_MODEL_VERSION;
    header->names ^= 1;
    CU_ASSERT(refused(bytes, size, "labels"));
    header->names ^= 1;
    header->tags[0] = 255;
    CU_ASSERT(refused(bytes, size, "damaged"));
    header->tags[0] = 0;
    const uint16_t enough = header->enough[CP_TABLE_ARC];
    header->enough[CP_TABLE_ARC] = CP_NEVER_ENOUGH + 1;
    CU_ASSERT(refused(bytes, size, "damaged"));
    header->enough[CP_TABLE_ARC] = 0;
    CU_ASSERT(refused(bytes, size, "damaged"));
    header->enough[CP_TABLE_ARC] = enough;
    header->table_lines[0] = 0;
    CU_ASSERT(refused(bytes, size, "damaged"));
    memset(bytes, 0xFF, CP_MODEL_HEADER);
    CU_ASSERT(refused(bytes, size, "not a parser model"));
    free(bytes);
}

static void check_load(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_error err = {0};
    const struct cp_model *model = NULL;
    CU_ASSERT_EQUAL(cp_model_load(run, "tests/no-such-model.bin", &model, &err), CP_EIO);
    memset(&err, 0, sizeof err);
    CU_ASSERT_EQUAL(cp_model_load(run, "Makefile", &model, &err), CP_EFORMAT);
    CU_ASSERT_PTR_NULL(model);
    memset(&err, 0, sizeof err);
    CU_ASSERT_EQUAL(cp_model_load(run, "src/parse/model/english.bin", &model, &err), CP_OK);
    CU_ASSERT_PTR_NOT_NULL(model);
    CU_ASSERT_EQUAL((uintptr_t)model->words % 64, 0);
    cp_arena_free(run);
}

// A file that stops early, and one in which a byte of the weights was changed.
static void check_load_of_broken(void)
{
    static const struct {
        const char *message;
        size_t lost;
        unsigned char change;
    } rows[] = {{"bytes", 1, 0}, {"not a parser model", SIZE_MAX, 0}, {"checksum", 0, 1}};
    const size_t size = (size_t)(cp_parse_model_end - cp_parse_model);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char path[] = "/tmp/chokepoint-model-XXXXXX";
        struct cp_arena *run = cp_arena_new();
        struct cp_error err = {0};
        const struct cp_model *model = NULL;
        FILE *file = fdopen(mkstemp(path), "wb");
        CU_ASSERT_PTR_NOT_NULL_FATAL(file);
        const size_t kept = rows[i].lost == SIZE_MAX ? 0 : size - rows[i].lost - 1;
        fwrite(cp_parse_model, 1, kept, file);
        if (rows[i].lost != SIZE_MAX)
            fputc(cp_parse_model[kept] ^ rows[i].change, file);
        fclose(file);
        CU_ASSERT_EQUAL(cp_model_load(run, path, &model, &err), CP_EFORMAT);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, rows[i].message));
        CU_ASSERT_STRING_EQUAL(err.where, path);
        CU_ASSERT_PTR_NULL(model);
        cp_arena_free(run);
        unlink(path);
    }
}

static bool same_sums(const struct cp_arithmetic *fast, const int8_t *table, const uint32_t *places, unsigned n,
                      unsigned width, unsigned classes)
{
    const struct cp_arithmetic *plain = &cp_portable_arithmetic;
    const int near = n % 5 ? 1 + (int)(n * 37) % 900 : CP_NEVER_ENOUGH;
    int a[3] = {0, 0, near}, b[3] = {0, 0, near};
    unsigned second[2] = {classes, classes};
    fast->sum_pairs(table, places, n, &a[0], &a[1]);
    plain->sum_pairs(table, places, n, &b[0], &b[1]);
    const unsigned best = plain->best_row(table, places, n, width, classes);
    const bool two = classes < 2 || (fast->best_two(table, places, n, width, classes, &second[0], &a[2]) == best &&
                                     plain->best_two(table, places, n, width, classes, &second[1], &b[2]) == best &&
                                     second[0] == second[1] && second[0] != best);
    return a[0] == b[0] && a[1] == b[1] && a[2] == b[2] && two &&
           fast->best_row(table, places, n, width, classes) == best;
}

// All paths that this machine has, on rows as the models have them and on the extremes.
static void check_sums(void)
{
    enum { LINES = 64 };
    int8_t *table = aligned_alloc(64, LINES * 64);
    uint32_t places[CP_FEATURES_MOST], x = 1;
    const struct cp_arithmetic *fast;
    bool same = true;
    for (unsigned trial = 0; trial < 3000; trial++) {
        const unsigned width = trial % 3 == 0 ? 16 : trial % 3 == 1 ? 32 : 48, classes = 1 + trial % width;
        for (size_t i = 0; i < LINES * 64; i++) {
            x = x * 1664525u + 1013904223u;
            table[i] = trial % 7 == 0 ? (int8_t)(x >> 31 ? 127 : -128) : trial % 7 == 1 ? 0 : (int8_t)(x >> 24);
        }
        unsigned n = trial % (CP_FEATURES_MOST + 1);
        for (unsigned k = 0; k < n; k++) {
            x = x * 1664525u + 1013904223u;
            places[k] = cp_row_place(x, LINES, width);
            same &= places[k] % 64 + width <= 64 && places[k] < LINES * 64;
        }
        for (unsigned number = 1; (fast = cp_arithmetic_number(number)); number++)
            same &= same_sums(fast, table, places, n, width, classes);
    }
    CU_ASSERT(same);
    free(table);
}

// All paths put a feature at the same place, which is inside the table.
static void check_places(void)
{
    enum { LINES = 1000003 };
    uint32_t atoms[CP_ATOMS] = {0}, x = 1;
    const struct cp_model_templates *templates = cp_templates_of_models();
    const struct cp_arithmetic *fast;
    bool same = true, inside = true;
    for (unsigned trial = 0; trial < 3000; trial++) {
        const unsigned width = 16 * (1 + trial % 3);
        const struct cp_model_templates *both = &templates[trial % CP_TEMPLATE_MODELS];
        const struct cp_templates *t = trial % 2 ? &both->first : &both->rest;
        uint32_t plain[2][CP_FEATURES_MOST], other[2][CP_FEATURES_MOST];
        for (unsigned k = 1; k < CP_ATOMS; k++)
            atoms[k] = x = x * 1664525u + 1013904223u;
        cp_portable_arithmetic.place_rows(t, atoms, x, LINES, width, plain[0]);
        cp_portable_arithmetic.place_pairs(t, atoms, LINES, plain[1]);
        for (unsigned k = 0; k < t->count; k++)
            inside &= plain[0][k] + width <= LINES * 64u && plain[1][k] + 2 <= LINES * 64u;
        for (unsigned number = 1; (fast = cp_arithmetic_number(number)); number++) {
            fast->place_rows(t, atoms, x, LINES, width, other[0]);
            fast->place_pairs(t, atoms, LINES, other[1]);
            for (unsigned kind = 0; kind < 2; kind++)
                same &= memcmp(plain[kind], other[kind], t->count * sizeof **plain) == 0;
        }
    }
    CU_ASSERT(same);
    CU_ASSERT(inside);
}

void cp_test_parse_model(void)
{
    CU_pSuite suite = CU_add_suite("parse: the model's file", NULL, NULL);
    CU_add_test(suite, "the built-in model is whole and small enough", check_builtin);
    CU_add_test(suite, "broken and foreign files are refused with a reason", check_broken);
    CU_add_test(suite, "loading from a file", check_load);
    CU_add_test(suite, "files that were cut or changed are refused", check_load_of_broken);
    CU_add_test(suite, "portable and vector sums are the same", check_sums);
    CU_add_test(suite, "portable and vector paths put features at the same places", check_places);
}
