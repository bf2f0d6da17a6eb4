// SPDX-License-Identifier: GPL-3.0-or-later
// Room: base.
#include "chokepoint/base.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { MOST_JOBS = 256 };

struct pool {
    atomic_size_t next;
    size_t n;
    void (*work)(void *context, unsigned worker, size_t index);
    void *context;
};

struct worker {
    struct pool *pool;
    unsigned number;
    pthread_t thread;
};

static void *run_worker(void *argument)
{
    struct worker *worker = argument;
    struct pool *pool = worker->pool;
    for (;;) {
        size_t index = atomic_fetch_add(&pool->next, 1);
        if (index >= pool->n)
            return NULL;
        pool->work(pool->context, worker->number, index);
    }
}

unsigned cp_parallel_cores(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > MOST_JOBS ? MOST_JOBS : (unsigned)cores;
}

void cp_parallel(unsigned jobs, size_t n, void (*work)(void *context, unsigned worker, size_t index), void *context)
{
    struct pool pool = {.n = n, .work = work, .context = context};
    struct worker workers[MOST_JOBS];
    if (jobs == 0)
        jobs = cp_parallel_cores();
    if (jobs > MOST_JOBS)
        jobs = MOST_JOBS;
    if (jobs > n)
        jobs = n ? (unsigned)n : 1;
    unsigned started = 1; // this thread is worker 0, so the work is done even if no thread can be had
    for (; started < jobs; started++) {
        workers[started] = (struct worker){.pool = &pool, .number = started};
        if (pthread_create(&workers[started].thread, NULL, run_worker, &workers[started]) != 0)
            break;
    }
    workers[0] = (struct worker){.pool = &pool};
    run_worker(&workers[0]);
    for (unsigned i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
}
