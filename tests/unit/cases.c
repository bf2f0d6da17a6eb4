// SPDX-License-Identifier: GPL-3.0-or-later
//
// A case is a folder: what the program is called with, and what it must give. It runs in its own folder with an
// empty folder {out} beside it for what it writes. Everything is compared: both streams, the exit status, and every
// file in {out}; a file that is left there and not expected is a failure, so a half-written one cannot hide. In the two
// streams the paths of {out} and {bin} are put back into these words before they are compared.
#include "cases.h"
#include "chokepoint/base.h"

#include <CUnit/CUnit.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_ARGS = 64, MOST_FILES = 256, LONGEST = 64 << 20, SECONDS = 120 };

static char program_path[PATH_MAX], cases_path[PATH_MAX];

struct outcome {
    struct cp_str out, err; // paths put back
    int exit;
};

// ---------------------------------------------------------------- small things

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

// Names in a folder, sorted, without those that begin with a point unless hidden ones are asked for.
static size_t list_folder(struct cp_arena *arena, const char *path, bool hidden, const char **names)
{
    size_t n = 0;
    DIR *dir = opendir(path);
    for (struct dirent *entry; dir && n < MOST_FILES && (entry = readdir(dir));) {
        bool self = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        if (!self && (hidden || entry->d_name[0] != '.'))
            names[n++] = cp_str_copy(arena, cp_str_from(entry->d_name)).ptr;
    }
    if (dir)
        closedir(dir);
    qsort(names, n, sizeof *names, by_name);
    return n;
}

static struct cp_str read_if_there(struct cp_arena *arena, const char *path, bool *there)
{
    struct cp_str content = {"", 0};
    *there = access(path, F_OK) == 0;
    if (*there && cp_file_read(arena, path, LONGEST, &content, NULL) != CP_OK)
        *there = false;
    return content;
}

static struct cp_str replace(struct cp_arena *arena, struct cp_str text, struct cp_str from, struct cp_str to)
{
    struct cp_buf buf = {0};
    for (size_t at = 0;;) {
        size_t found = cp_str_find(text, from, at);
        cp_buf_add(&buf, cp_str_slice(text, at, found == SIZE_MAX ? text.len : found));
        if (found == SIZE_MAX)
            break;
        cp_buf_add(&buf, to);
        at = found + from.len;
    }
    struct cp_str result = cp_str_copy(arena, cp_buf_str(&buf));
    cp_buf_release(&buf);
    return result;
}

// ---------------------------------------------------------------- running

// Fills in {out}, {dir}, {top} and {bin}; a line is one argument.
static const char *fill_in(struct cp_arena *arena, struct cp_str line, const char *dir, const char *out)
{
    struct cp_str top = cp_str_slice(cp_str_from(cases_path), 0, strlen(cases_path) - strlen("/tests/cases"));
    line = replace(arena, line, CP_STR("{out}"), cp_str_from(out));
    line = replace(arena, line, CP_STR("{dir}"), cp_str_from(dir));
    line = replace(arena, line, CP_STR("{top}"), cp_str_copy(arena, top));
    return replace(arena, line, CP_STR("{bin}"), cp_str_from(program_path)).ptr;
}

static void become_program(const char *dir, const char **argv, const char *in, const char *out, const char *err)
{
    int fds[3] = {open(access(in, F_OK) == 0 ? in : "/dev/null", O_RDONLY),
                  open(out, O_WRONLY | O_CREAT | O_APPEND, 0600), open(err, O_WRONLY | O_CREAT | O_APPEND, 0600)};
    for (int i = 0; i < 3; i++)
        if (fds[i] < 0 || dup2(fds[i], i) < 0)
            _exit(126);
    if (chdir(dir) != 0)
        _exit(126);
    alarm(SECONDS); // a case that hangs is one that fails
    execv(argv[0], (char *const *)argv);
    _exit(127);
}

static int call_program(const char *dir, const char **argv, const char *in, const char *out, const char *err)
{
    pid_t child = fork();
    if (child == 0)
        become_program(dir, argv, in, out, err);
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// Runs the commands of `args`: arguments one a line, commands parted by a line "&&", each only if those before it
// ended with 0. What they print stands in `scratch`, what they write in scratch/out.
static struct outcome run_case(struct cp_arena *arena, const char *name, const char *scratch)
{
    const char *dir = cp_str_format(arena, "%s/%s", cases_path, name).ptr;
    const char *in = cp_str_format(arena, "%s/stdin", dir).ptr, *files = cp_str_format(arena, "%s/out", scratch).ptr;
    const char *out = cp_str_format(arena, "%s/1", scratch).ptr, *err = cp_str_format(arena, "%s/2", scratch).ptr;
    struct outcome result = {.exit = -1};
    bool there;
    struct cp_str args = read_if_there(arena, cp_str_format(arena, "%s/args", dir).ptr, &there);
    if (!there || mkdir(files, 0700) != 0)
        return result;
    result.exit = 0;
    do { // even without arguments once
        const char *argv[MOST_ARGS + 2] = {program_path};
        for (int n = 1; args.len && n <= MOST_ARGS;) {
            struct cp_str line = cp_str_split(&args, '\n');
            if (cp_str_equal(line, CP_STR("&&")))
                break;
            if (line.len && line.ptr[0] != '#')
                argv[n++] = fill_in(arena, line, dir, files);
        }
        result.exit = call_program(dir, argv, in, out, err);
    } while (args.len && result.exit == 0);
    struct cp_str *streams[] = {&result.out, &result.err};
    for (int i = 0; i < 2; i++) {
        *streams[i] = read_if_there(arena, i ? err : out, &there);
        *streams[i] = replace(arena, *streams[i], cp_str_from(files), CP_STR("{out}"));
        *streams[i] = replace(arena, *streams[i], cp_str_from(dir), CP_STR("{dir}"));
        *streams[i] = replace(arena, *streams[i], cp_str_from(program_path), CP_STR("{bin}"));
    }
    return result;
}

static void remove_folder(struct cp_arena *arena, const char *path)
{
    const char *names[MOST_FILES];
    size_t n = list_folder(arena, path, true, names);
    for (size_t i = 0; i < n; i++) {
        const char *inside = cp_str_format(arena, "%s/%s", path, names[i]).ptr;
        struct stat about;
        if (lstat(inside, &about) == 0 && S_ISDIR(about.st_mode))
            remove_folder(arena, inside);
        else
            unlink(inside);
    }
    rmdir(path);
}

// ---------------------------------------------------------------- comparing

static void fail_case(struct cp_arena *arena, const char *name, const char *what)
{
    struct cp_str message = cp_str_format(arena, "%s: %s", name, what);
    CU_assertImplementation(CU_FALSE, 0, message.ptr, "tests/cases", "", CU_FALSE);
}

// Names the first line in which two texts part.
static void compare_text(struct cp_arena *arena, const char *name, const char *what, struct cp_str want,
                         struct cp_str got)
{
    if (cp_str_equal(want, got)) {
        CU_PASS("the same");
        return;
    }
    for (unsigned line = 1;; line++) {
        bool ends = !want.len || !got.len;
        struct cp_str a = cp_str_split(&want, '\n'), b = cp_str_split(&got, '\n');
        if (!ends && cp_str_equal(a, b))
            continue;
        a.len = a.len > 300 ? 300 : a.len;
        b.len = b.len > 300 ? 300 : b.len;
        struct cp_str text = cp_str_format(arena, "%s, line %u\n       expected: " CP_FMT "\n            got: " CP_FMT,
                                           what, line, CP_ARG(a), CP_ARG(b));
        fail_case(arena, name, text.ptr);
        return;
    }
}

static int expected_exit(struct cp_arena *arena, const char *dir)
{
    bool there;
    struct cp_str text = read_if_there(arena, cp_str_format(arena, "%s/exit", dir).ptr, &there);
    return there ? atoi(text.ptr) : 0;
}

static void compare_files(struct cp_arena *arena, const char *name, const char *dir, const char *files)
{
    const char *names[MOST_FILES];
    size_t n = list_folder(arena, files, true, names);
    bool there;
    for (size_t i = 0; i < n; i++) {
        const char *expected = cp_str_format(arena, "%s/out.%s", dir, names[i]).ptr;
        struct cp_str want = read_if_there(arena, expected, &there);
        if (!there) {
            fail_case(arena, name, cp_str_format(arena, "left {out}/%s, which is not expected", names[i]).ptr);
            continue;
        }
        struct cp_str got = read_if_there(arena, cp_str_format(arena, "%s/%s", files, names[i]).ptr, &there);
        compare_text(arena, name, cp_str_format(arena, "{out}/%s", names[i]).ptr, want, got);
    }
    n = list_folder(arena, dir, false, names);
    for (size_t i = 0; i < n; i++) {
        if (strncmp(names[i], "out.", 4) != 0)
            continue;
        const char *path = cp_str_format(arena, "%s/%s", files, names[i] + 4).ptr;
        if (access(path, F_OK) != 0)
            fail_case(arena, name, cp_str_format(arena, "{out}/%s was not written", names[i] + 4).ptr);
    }
}

static bool make_scratch(char *scratch, size_t size)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(scratch, size, "%s/chokepoint-case-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    return mkdtemp(scratch) != NULL;
}

static void check_case(void)
{
    const char *name = CU_get_current_test()->pName;
    struct cp_arena *arena = cp_arena_new();
    char scratch[PATH_MAX];
    if (!arena || !make_scratch(scratch, sizeof scratch)) {
        CU_FAIL("no room for a temporary folder");
        cp_arena_free(arena);
        return;
    }
    const char *dir = cp_str_format(arena, "%s/%s", cases_path, name).ptr;
    struct outcome got = run_case(arena, name, scratch);
    bool there;
    compare_text(arena, name, "stdout", read_if_there(arena, cp_str_format(arena, "%s/stdout", dir).ptr, &there),
                 got.out);
    compare_text(arena, name, "stderr", read_if_there(arena, cp_str_format(arena, "%s/stderr", dir).ptr, &there),
                 got.err);
    int want = expected_exit(arena, dir);
    if (got.exit != want)
        fail_case(arena, name, cp_str_format(arena, "exit status %d, expected %d", got.exit, want).ptr);
    compare_files(arena, name, dir, cp_str_format(arena, "%s/out", scratch).ptr);
    remove_folder(arena, scratch);
    cp_arena_free(arena);
}

// ---------------------------------------------------------------- from outside

static bool find_paths(const char *program)
{
    if (realpath(program, program_path) && realpath("tests/cases", cases_path))
        return true;
    fprintf(stderr, "chokepoint-tests: no %s, or no tests/cases here: %s\n", program, strerror(errno));
    return false;
}

void add_cases(const char *program, const char *only)
{
    static struct cp_arena *names_live_here;
    if (!find_paths(program) || !(names_live_here = cp_arena_new()))
        exit(2);
    CU_pSuite suite = CU_add_suite("program: cases", NULL, NULL);
    const char *names[MOST_FILES];
    size_t n = list_folder(names_live_here, cases_path, false, names), added = 0;
    for (size_t i = 0; i < n; i++) {
        if (only && strcmp(only, names[i]) != 0)
            continue;
        CU_add_test(suite, names[i], check_case); // CUnit copies the name
        added++;
    }
    cp_arena_free(names_live_here);
    if (only && !added) {
        fprintf(stderr, "chokepoint-tests: no case %s in tests/cases\n", only);
        exit(2);
    }
}

static bool write_or_remove(const char *path, struct cp_str content)
{
    struct cp_file *file;
    if (!content.len)
        return unlink(path) == 0 || errno == ENOENT;
    if (cp_file_open(path, &file, NULL) != CP_OK)
        return false;
    cp_file_write(file, content);
    return cp_file_commit(file, NULL) == CP_OK;
}

static bool bless_files(struct cp_arena *arena, const char *dir, const char *files)
{
    const char *names[MOST_FILES];
    size_t n = list_folder(arena, dir, false, names);
    for (size_t i = 0; i < n; i++)
        if (strncmp(names[i], "out.", 4) == 0)
            unlink(cp_str_format(arena, "%s/%s", dir, names[i]).ptr);
    n = list_folder(arena, files, true, names);
    bool good = true, there;
    for (size_t i = 0; i < n; i++) {
        struct cp_str content = read_if_there(arena, cp_str_format(arena, "%s/%s", files, names[i]).ptr, &there);
        struct cp_file *file;
        good =
            good && there && cp_file_open(cp_str_format(arena, "%s/out.%s", dir, names[i]).ptr, &file, NULL) == CP_OK;
        if (!good)
            break;
        cp_file_write(file, content);
        good = cp_file_commit(file, NULL) == CP_OK;
    }
    return good;
}

int bless_case(const char *program, const char *name)
{
    struct cp_arena *arena = cp_arena_new();
    char scratch[PATH_MAX];
    if (!arena || !find_paths(program) || !make_scratch(scratch, sizeof scratch))
        return 2;
    const char *dir = cp_str_format(arena, "%s/%s", cases_path, name).ptr;
    struct outcome got = run_case(arena, name, scratch);
    struct cp_str status = got.exit ? cp_str_format(arena, "%d\n", got.exit) : (struct cp_str){"", 0};
    bool good = write_or_remove(cp_str_format(arena, "%s/stdout", dir).ptr, got.out) &&
                write_or_remove(cp_str_format(arena, "%s/stderr", dir).ptr, got.err) &&
                write_or_remove(cp_str_format(arena, "%s/exit", dir).ptr, status) &&
                bless_files(arena, dir, cp_str_format(arena, "%s/out", scratch).ptr);
    remove_folder(arena, scratch);
    cp_arena_free(arena);
    if (!good)
        fprintf(stderr, "chokepoint-tests: %s could not be rewritten\n", name);
    return good ? 0 : 1;
}
