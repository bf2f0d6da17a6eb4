// SPDX-License-Identifier: GPL-3.0-or-later
// Room: base.
//
// An arena is a list of chunks that are filled from front to back. Chunks grow
// with what the arena holds, so that a large document costs few calls of malloc.
// Reset keeps one chunk, and makes it so large that the documents so far would fit into it: memory that goes back to
// the system between documents must be cleared by it each time. Beyond a bound it does go back.
#include "chokepoint/base.h"

#include <stdlib.h>
#include <string.h>

struct chunk {
    struct chunk *next;
    size_t size, used;
    _Alignas(max_align_t) unsigned char bytes[];
};

// Something that is not memory of the arena and goes with it; newest first.
struct guest {
    struct guest *next;
    cp_release_fn *release;
    void *object;
    size_t size;
};

struct cp_arena {
    struct chunk *current; // newest first
    struct guest *guests;
    size_t used;
    size_t first_size; // of the next first chunk
    jmp_buf *jump;
};

enum { FIRST_CHUNK = 64 * 1024, LARGEST_KEPT = 16 * 1024 * 1024 };

struct cp_arena *cp_arena_new(void)
{
    return calloc(1, sizeof(struct cp_arena));
}

static void free_chunks(struct chunk *chunk)
{
    while (chunk) {
        struct chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
}

static void release_guests(struct cp_arena *arena)
{
    for (const struct guest *guest = arena->guests; guest; guest = guest->next)
        guest->release(guest->object, guest->size);
    arena->guests = NULL;
}

void cp_arena_free(struct cp_arena *arena)
{
    if (!arena)
        return;
    release_guests(arena);
    free_chunks(arena->current);
    free(arena);
}

void cp_arena_reset(struct cp_arena *arena)
{
    release_guests(arena);
    struct chunk *kept = arena->current;
    bool fits = kept && !kept->next && kept->size <= LARGEST_KEPT;
    if (arena->used > arena->first_size)
        arena->first_size = arena->used < LARGEST_KEPT ? arena->used : LARGEST_KEPT;
    if (kept && !fits) {
        free_chunks(kept);
        kept = NULL;
    }
    if (kept)
        kept->used = 0;
    arena->current = kept;
    arena->used = 0;
}

size_t cp_arena_used(const struct cp_arena *arena)
{
    return arena->used;
}

void cp_arena_guard(struct cp_arena *arena, jmp_buf *jump)
{
    arena->jump = jump;
}

static _Noreturn void out_of_memory(struct cp_arena *arena)
{
    if (arena->jump)
        longjmp(*arena->jump, 1);
    abort();
}

static struct chunk *add_chunk(struct cp_arena *arena, size_t wanted)
{
    size_t size = arena->first_size > FIRST_CHUNK ? arena->first_size : FIRST_CHUNK;
    if (arena->current)
        size = arena->current->size < LARGEST_KEPT / 2 ? arena->current->size * 2 : LARGEST_KEPT;
    if (size < wanted)
        size = wanted;
    struct chunk *chunk = malloc(sizeof *chunk + size);
    if (!chunk)
        out_of_memory(arena);
    *chunk = (struct chunk){.next = arena->current, .size = size};
    arena->current = chunk;
    return chunk;
}

static void *take(struct cp_arena *arena, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX / 2)
        out_of_memory(arena);
    size = (size + align - 1) / align * align;
    struct chunk *chunk = arena->current;
    if (!chunk || chunk->size - chunk->used < size)
        chunk = add_chunk(arena, size);
    void *result = chunk->bytes + chunk->used;
    chunk->used += size;
    arena->used += size;
    return result;
}

void *cp_alloc(struct cp_arena *arena, size_t size)
{
    return memset(take(arena, size), 0, size);
}

void *cp_alloc_unset(struct cp_arena *arena, size_t size)
{
    return take(arena, size);
}

void cp_arena_keep(struct cp_arena *arena, cp_release_fn *release, void *object, size_t size)
{
    struct guest *guest = CP_NEW(arena, struct guest);
    *guest = (struct guest){.next = arena->guests, .release = release, .object = object, .size = size};
    arena->guests = guest;
}

void *cp_alloc_array(struct cp_arena *arena, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / 2 / size)
        out_of_memory(arena);
    return cp_alloc(arena, n * size);
}

void *cp_grow(struct cp_arena *arena, void *old, size_t old_size, size_t new_size)
{
    const size_t align = _Alignof(max_align_t);
    size_t old_taken = (old_size + align - 1) / align * align;
    struct chunk *chunk = arena->current;
    bool last = old && chunk && (unsigned char *)old + old_taken == chunk->bytes + chunk->used;
    if (last && new_size >= old_size && new_size < SIZE_MAX / 2) {
        size_t more = (new_size + align - 1) / align * align - old_taken;
        if (chunk->size - chunk->used >= more) { // the newest object can grow where it stands
            chunk->used += more;
            arena->used += more;
            memset((unsigned char *)old + old_size, 0, new_size - old_size);
            return old;
        }
    }
    unsigned char *result = take(arena, new_size);
    size_t kept = old_size < new_size ? old_size : new_size;
    if (old && kept)
        memcpy(result, old, kept);
    memset(result + kept, 0, new_size - kept);
    return result;
}

void *cp_vec_enlarge(struct cp_arena *arena, void *items, size_t *capacity, size_t size)
{
    size_t wanted = *capacity ? *capacity * 2 : 8;
    if (wanted > SIZE_MAX / 2 / size)
        out_of_memory(arena);
    items = cp_grow(arena, items, *capacity * size, wanted * size);
    *capacity = wanted;
    return items;
}
