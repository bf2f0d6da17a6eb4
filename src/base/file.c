// SPDX-License-Identifier: GPL-3.0-or-later
// Room: base.
//
// A file is written beside its final name and renamed when it is whole, so a reader
// sees the old file or the new one. The names of temporary files that are open stand in
// a table of fixed size, because a signal handler may have to remove them.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE // mkostemp
#endif
#include "chokepoint/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OPEN_FILES = 16, LONGEST_PATH = 4096, BUFFER = 256 * 1024 };

struct cp_file {
    int fd;
    int error; // errno of the first write that failed
    int slot;  // in `temporary`; -1 for standard output
    char path[LONGEST_PATH];
    size_t filled;
    char buffer[BUFFER];
};

static char temporary[OPEN_FILES][LONGEST_PATH]; // "" is free

// ---------------------------------------------------------------- reading

static enum cp_status read_all(int fd, struct cp_arena *arena, const char *path, size_t limit, size_t expected,
                               struct cp_str *content, struct cp_error *err)
{
    size_t capacity = expected + 1 < 64 * 1024 ? 64 * 1024 : expected + 1;
    char *bytes = cp_alloc(arena, capacity + 1);
    size_t len = 0;
    for (;;) {
        if (len == capacity) {
            bytes = cp_grow(arena, bytes, capacity + 1, capacity * 2 + 1);
            capacity *= 2;
        }
        ssize_t got = read(fd, bytes + len, capacity - len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return cp_fail_at(err, CP_EIO, path, 0, "cannot be read: %s", strerror(errno));
        if (got == 0)
            break;
        len += (size_t)got;
        if (len > limit)
            return cp_fail_at(err, CP_ELIMIT, path, 0, "is larger than the limit of %zu bytes", limit);
    }
    bytes[len] = '\0';
    *content = (struct cp_str){bytes, len};
    return CP_OK;
}

enum cp_status cp_file_read(struct cp_arena *arena, const char *path, size_t limit, struct cp_str *content,
                            struct cp_error *err)
{
    if (strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, arena, "standard input", limit, 0, content, err);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return cp_fail_at(err, CP_EIO, path, 0, "cannot be opened: %s", strerror(errno));
    struct stat info;
    enum cp_status status;
    if (fstat(fd, &info) != 0)
        status = cp_fail_at(err, CP_EIO, path, 0, "cannot be examined: %s", strerror(errno));
    else if (S_ISDIR(info.st_mode))
        status = cp_fail_at(err, CP_EIO, path, 0, "is a folder, not a file");
    else if (info.st_size > 0 && (uintmax_t)info.st_size > limit)
        status = cp_fail_at(err, CP_ELIMIT, path, 0, "is larger than the limit of %zu bytes", limit);
    else
        status = read_all(fd, arena, path, limit, info.st_size > 0 ? (size_t)info.st_size : 0, content, err);
    close(fd);
    return status;
}

static void unmap(void *bytes, size_t size)
{
    munmap(bytes, size);
}

void cp_file_give_back(struct cp_str embedded)
{
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    const uintptr_t first = ((uintptr_t)embedded.ptr + page - 1) / page * page;
    const uintptr_t end = ((uintptr_t)embedded.ptr + embedded.len) / page * page;
    if (first < end)
        madvise((char *)(uintptr_t)embedded.ptr + (first - (uintptr_t)embedded.ptr), end - first, MADV_DONTNEED);
}

enum cp_status cp_file_map(struct cp_arena *arena, const char *path, size_t limit, struct cp_str *content,
                           struct cp_error *err)
{
    struct stat info;
    void *bytes = MAP_FAILED;
    const int fd = strcmp(path, "-") == 0 ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0 &&
        (uintmax_t)info.st_size <= limit)
        bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    if (fd >= 0)
        close(fd);
    if (bytes == MAP_FAILED) // a pipe, or an error that reading names
        return cp_file_read(arena, path, limit, content, err);
    *content = (struct cp_str){bytes, (size_t)info.st_size};
    cp_arena_keep(arena, unmap, bytes, content->len);
    return CP_OK;
}

// ---------------------------------------------------------------- writing

static int free_slot(void)
{
    for (int i = 0; i < OPEN_FILES; i++)
        if (!temporary[i][0])
            return i;
    return -1;
}

// A pipe, a terminal or /dev/null must be written as it is: renaming would replace it.
static bool is_special(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

static enum cp_status open_temporary(struct cp_file *file, const char *path, struct cp_error *err)
{
    file->slot = free_slot();
    if (file->slot < 0)
        return cp_fail_at(err, CP_ELIMIT, path, 0, "cannot be written: too many files are open");
    char *name = temporary[file->slot];
    if ((size_t)snprintf(name, LONGEST_PATH, "%s.XXXXXX", path) >= LONGEST_PATH) {
        name[0] = '\0';
        return cp_fail_at(err, CP_EUSAGE, path, 0, "cannot be written: the name is too long");
    }
    file->fd = mkostemp(name, O_CLOEXEC);
    if (file->fd < 0) {
        name[0] = '\0';
        return cp_fail_at(err, CP_EIO, path, 0, "cannot be written: %s",
                          errno == ENOENT ? "its folder does not exist; make it first" : strerror(errno));
    }
    mode_t mask = umask(0);
    umask(mask);
    fchmod(file->fd, 0666 & ~mask);
    return CP_OK;
}

enum cp_status cp_file_open(const char *path, struct cp_file **result, struct cp_error *err)
{
    struct stat info;
    if (strlen(path) >= LONGEST_PATH)
        return cp_fail(err, CP_EUSAGE, "the output's name is too long");
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return cp_fail_at(err, CP_EUSAGE, path, 0, "is a folder: name a file in it");
    struct cp_file *file = malloc(sizeof *file);
    if (!file)
        return cp_fail(err, CP_ENOMEM, "not enough memory to write %s", path);
    file->fd = STDOUT_FILENO;
    file->error = 0;
    file->slot = -1;
    file->filled = 0;
    memcpy(file->path, path, strlen(path) + 1);
    enum cp_status status = CP_OK;
    if (strcmp(path, "-") == 0) {
        file->fd = dup(STDOUT_FILENO);
        if (file->fd < 0)
            status = cp_fail(err, CP_EIO, "standard output is closed");
    } else if (is_special(path)) {
        file->fd = open(path, O_WRONLY | O_CLOEXEC);
        if (file->fd < 0)
            status = cp_fail_at(err, CP_EIO, path, 0, "cannot be written: %s", strerror(errno));
    } else {
        status = open_temporary(file, path, err);
    }
    if (status != CP_OK) {
        free(file);
        return status;
    }
    *result = file;
    return CP_OK;
}

static void flush(struct cp_file *file)
{
    size_t done = 0;
    while (done < file->filled && !file->error) {
        ssize_t put = write(file->fd, file->buffer + done, file->filled - done);
        if (put > 0)
            done += (size_t)put;
        else if (put < 0 && errno != EINTR)
            file->error = errno;
    }
    file->filled = 0;
}

void cp_file_write(struct cp_file *file, struct cp_str s)
{
    while (s.len) {
        size_t part = BUFFER - file->filled < s.len ? BUFFER - file->filled : s.len;
        memcpy(file->buffer + file->filled, s.ptr, part);
        file->filled += part;
        s = cp_str_slice(s, part, s.len);
        if (file->filled == BUFFER)
            flush(file);
    }
}

void cp_file_write_buf(struct cp_file *file, struct cp_buf *buf)
{
    if (buf->failed)
        cp_file_fail(file);
    else
        cp_file_write(file, cp_buf_str(buf));
    cp_buf_clear(buf);
}

void cp_file_fail(struct cp_file *file)
{
    if (!file->error)
        file->error = ENOMEM;
}

void cp_file_discard(struct cp_file *file)
{
    if (!file)
        return;
    if (file->fd >= 0)
        close(file->fd);
    if (file->slot >= 0) {
        unlink(temporary[file->slot]);
        temporary[file->slot][0] = '\0';
    }
    free(file);
}

static enum cp_status tell_error(const struct cp_file *file, struct cp_error *err)
{
    const char *name = strcmp(file->path, "-") == 0 ? "standard output" : file->path;
    if (!file->error)
        return CP_OK;
    if (file->error == ENOMEM)
        return cp_fail_at(err, CP_ENOMEM, name, 0, "cannot be written: not enough memory");
    return cp_fail_at(err, CP_EIO, name, 0, "cannot be written: %s", strerror(file->error));
}

enum cp_status cp_file_finish(struct cp_file *file, struct cp_error *err)
{
    flush(file);
    if (file->fd >= 0 && close(file->fd) != 0 && !file->error)
        file->error = errno;
    file->fd = -1;
    return tell_error(file, err);
}

enum cp_status cp_file_commit(struct cp_file *file, struct cp_error *err)
{
    cp_file_finish(file, NULL);
    if (!file->error && file->slot >= 0) {
        if (rename(temporary[file->slot], file->path) == 0)
            temporary[file->slot][0] = '\0';
        else
            file->error = errno;
    }
    enum cp_status status = tell_error(file, err);
    if (status == CP_OK)
        file->slot = -1; // renamed: nothing to remove
    cp_file_discard(file);
    return status;
}

void cp_file_discard_all(void)
{
    for (int i = 0; i < OPEN_FILES; i++)
        if (temporary[i][0])
            unlink(temporary[i]);
}
