// SPDX-License-Identifier: GPL-3.0-or-later
#include "chokepoint/base.h"

#include <CUnit/CUnit.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/chokepoint-test-XXXXXX";

static int make_folder(void)
{
    return mkdtemp(folder) ? 0 : 1;
}

static int remove_folder(void)
{
    return rmdir(folder);
}

static const char *in_folder(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static unsigned count_files(void)
{
    unsigned n = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        n += entry->d_name[0] != '.';
    if (dir)
        closedir(dir);
    return n;
}

static void check_whole_or_not_at_all(void)
{
    struct cp_file *file = NULL;
    struct cp_error err = {0};
    struct cp_arena *arena = cp_arena_new();
    struct cp_str content = {0};
    CU_ASSERT_EQUAL_FATAL(cp_file_open(in_folder("a"), &file, &err), CP_OK);
    cp_file_write(file, CP_STR("one "));
    cp_file_write(file, CP_STR("two"));
    CU_ASSERT_NOT_EQUAL(access(in_folder("a"), F_OK), 0); // nothing under the name until it is whole
    CU_ASSERT_EQUAL(cp_file_commit(file, &err), CP_OK);
    CU_ASSERT_EQUAL(cp_file_read(arena, in_folder("a"), 100, &content, &err), CP_OK);
    CU_ASSERT(cp_str_equal(content, CP_STR("one two")));
    CU_ASSERT_EQUAL_FATAL(cp_file_open(in_folder("a"), &file, &err), CP_OK);
    cp_file_write(file, CP_STR("half"));
    cp_file_discard(file);
    CU_ASSERT_EQUAL(count_files(), 1);
    CU_ASSERT_EQUAL(cp_file_read(arena, in_folder("a"), 100, &content, &err), CP_OK);
    CU_ASSERT(cp_str_equal(content, CP_STR("one two")));
    cp_arena_free(arena);
    unlink(in_folder("a"));
}

static void check_errors(void)
{
    struct cp_file *file = NULL;
    struct cp_arena *arena = cp_arena_new();
    struct cp_str content;
    struct cp_error err = {0};
    CU_ASSERT_EQUAL(cp_file_read(arena, in_folder("none"), 100, &content, &err), CP_EIO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.where, "none"));
    err = (struct cp_error){0};
    CU_ASSERT_EQUAL(cp_file_read(arena, folder, 100, &content, &err), CP_EIO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "folder"));
    err = (struct cp_error){0};
    CU_ASSERT_EQUAL(cp_file_open(in_folder("no/such/place"), &file, &err), CP_EIO);
    CU_ASSERT_EQUAL(cp_file_open(folder, &file, NULL), CP_EUSAGE);
    cp_arena_free(arena);
}

// A buffer stands for one that grew until memory ran out: its flag is all that tells.
static void check_lacking_memory(void)
{
    struct cp_file *file = NULL;
    struct cp_error err = {0};
    struct cp_buf whole = {0}, lacking = {0};
    cp_buf_add(&whole, CP_STR("begin"));
    cp_buf_add(&lacking, CP_STR("half of what was"));
    lacking.failed = true;
    CU_ASSERT_EQUAL_FATAL(cp_file_open(in_folder("m"), &file, &err), CP_OK);
    cp_file_write_buf(file, &whole);
    CU_ASSERT_EQUAL(whole.len, 0);
    cp_file_write_buf(file, &lacking);
    CU_ASSERT_FALSE(lacking.failed);
    cp_file_write_buf(file, &lacking); // what is written afterwards does not make up for it
    CU_ASSERT_EQUAL(cp_file_finish(file, &err), CP_ENOMEM);
    CU_ASSERT_EQUAL(cp_file_commit(file, &err), CP_ENOMEM);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "memory"));
    CU_ASSERT_EQUAL(count_files(), 0);
    cp_buf_release(&whole);
    cp_buf_release(&lacking);
}

// What does not fit is known when the file is finished, before it has its name.
static void check_full_disk(void)
{
    struct cp_file *file = NULL;
    struct cp_error err = {0};
    CU_ASSERT_EQUAL_FATAL(cp_file_open("/dev/full", &file, &err), CP_OK);
    cp_file_write(file, CP_STR("one"));
    CU_ASSERT_EQUAL(cp_file_finish(file, &err), CP_EIO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.where, "/dev/full"));
    CU_ASSERT_EQUAL(cp_file_commit(file, NULL), CP_EIO);
    CU_ASSERT_EQUAL_FATAL(cp_file_open(in_folder("f"), &file, &err), CP_OK);
    cp_file_write(file, CP_STR("one"));
    CU_ASSERT_EQUAL(cp_file_finish(file, &err), CP_OK);
    CU_ASSERT_NOT_EQUAL(access(in_folder("f"), F_OK), 0);
    CU_ASSERT_EQUAL(cp_file_commit(file, &err), CP_OK);
    CU_ASSERT_EQUAL(access(in_folder("f"), F_OK), 0);
    unlink(in_folder("f"));
}

static void check_limit(void)
{
    struct cp_file *file = NULL;
    struct cp_arena *arena = cp_arena_new();
    struct cp_str content;
    CU_ASSERT_EQUAL_FATAL(cp_file_open(in_folder("b"), &file, NULL), CP_OK);
    for (unsigned i = 0; i < 100000; i++)
        cp_file_write(file, CP_STR("0123456789"));
    CU_ASSERT_EQUAL(cp_file_commit(file, NULL), CP_OK);
    CU_ASSERT_EQUAL(cp_file_read(arena, in_folder("b"), 999999, &content, NULL), CP_ELIMIT);
    CU_ASSERT_EQUAL(cp_file_read(arena, in_folder("b"), 1000000, &content, NULL), CP_OK);
    CU_ASSERT_EQUAL(content.len, 1000000);
    cp_arena_free(arena);
    unlink(in_folder("b"));
}

// A mapped file has the bytes of one that is read, and the same errors; an empty one cannot be mapped, and is read.
static void check_map(void)
{
    static const char *const contents[] = {"one two", ""};
    struct cp_arena *arena = cp_arena_new();
    struct cp_error err = {0};
    struct cp_str content;
    for (unsigned i = 0; i < 2; i++) {
        struct cp_file *file = NULL;
        CU_ASSERT_EQUAL_FATAL(cp_file_open(in_folder("c"), &file, NULL), CP_OK);
        cp_file_write(file, cp_str_from(contents[i]));
        CU_ASSERT_EQUAL(cp_file_commit(file, NULL), CP_OK);
        CU_ASSERT_EQUAL(cp_file_map(arena, in_folder("c"), 7, &content, &err), CP_OK);
        CU_ASSERT(cp_str_equal(content, cp_str_from(contents[i])));
        unlink(in_folder("c")); // the bytes outlive the name
        CU_ASSERT(cp_str_equal(content, cp_str_from(contents[i])));
    }
    CU_ASSERT_EQUAL(cp_file_map(arena, in_folder("none"), 100, &content, &err), CP_EIO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.where, "none"));
    CU_ASSERT_EQUAL(cp_file_map(arena, folder, 100, &content, NULL), CP_EIO);
    CU_ASSERT_EQUAL(cp_file_map(arena, "Makefile", 10, &content, NULL), CP_ELIMIT);
    cp_arena_free(arena);
}

static void count_call(void *context, unsigned worker, size_t index)
{
    (void)worker;
    ((unsigned char *)context)[index]++;
}

static void check_parallel(void)
{
    static unsigned char seen[5000];
    cp_parallel(7, sizeof seen, count_call, seen);
    for (size_t i = 0; i < sizeof seen; i++)
        CU_ASSERT_EQUAL_FATAL(seen[i], 1);
    cp_parallel(3, 0, count_call, seen);
}

void cp_test_base_file(void)
{
    CU_pSuite suite = CU_add_suite("base: files, threads", make_folder, remove_folder);
    CU_add_test(suite, "a file is written whole or not at all", check_whole_or_not_at_all);
    CU_add_test(suite, "what cannot be read or written is said", check_errors);
    CU_add_test(suite, "a text that memory was lacking for is not written", check_lacking_memory);
    CU_add_test(suite, "a full disk is known before the name is given", check_full_disk);
    CU_add_test(suite, "a file over the limit is refused", check_limit);
    CU_add_test(suite, "a mapped file is the same as one that is read", check_map);
    CU_add_test(suite, "each index is worked on once", check_parallel);
}
