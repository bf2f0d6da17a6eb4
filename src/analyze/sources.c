// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// The sources are cut into blocks, whose number depends on nothing but theirs. Workers take blocks; what a block
// gives is added to the whole in the order of the blocks. So every sum is made in one order, and the result is the
// same, bit by bit, however many work on it. Workers are threads: igraph of Debian may not be called from two of
// them, but nothing here calls it. Threads end with the process, so an interrupt leaves nothing behind.
//
// From some size on not all nodes are sources but a sample without repetition (Brandes and Pich 2007), and sums grow
// by the share that was left out. How far betweenness may be off is bounded node by node from the variance that was
// seen (the empirical Bernstein-Serfling inequality: Bardenet and Maillard 2015, theorem 4.3), for all nodes together
// by the union bound. Closeness from a sample is that of Eppstein and Wang (2004).
#include "sources_p.h"

#include "brandes_p.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

enum { BLOCKS = 256, FEWEST_SAMPLES = 4096 };
static const double EXACT_WORK = 2e10; // sources times arcs: a minute or two of one core
static const double SMALL_WORK = 1e6;  // not worth a thread
static const double RISK = 0.1;        // that the bound does not hold

struct work {
    const uint32_t *sources;
    size_t source_count, nodes, pairs;
    struct cp_brandes **brandes; // of each worker
    struct cp_sums *parts, whole;
    const struct cp_progress *progress;
    pthread_mutex_t turn;
    pthread_cond_t turned;
    size_t next; // the block whose turn it is to be added
};

// ---------------------------------------------------------------- sums

static struct cp_sums sums_new(struct cp_arena *arena, size_t nodes, size_t pairs, bool squares, bool edges)
{
    return (struct cp_sums){.through = CP_NEW_ARRAY(arena, nodes + 1, double),
                            .squares = squares ? CP_NEW_ARRAY(arena, nodes + 1, double) : NULL,
                            .edges = edges ? CP_NEW_ARRAY(arena, pairs + 1, double) : NULL,
                            .far = CP_NEW_ARRAY(arena, nodes + 1, double),
                            .near = CP_NEW_ARRAY(arena, nodes + 1, double),
                            .reached = CP_NEW_ARRAY(arena, nodes + 1, double)};
}

// Adds a part to the whole and makes it 0 for the next block.
static void move_sum(double *whole, double *part, size_t n)
{
    for (size_t i = 0; whole && i < n; i++) {
        whole[i] += part[i];
        part[i] = 0;
    }
}

static void move_sums(struct work *work, struct cp_sums *part)
{
    struct cp_sums *whole = &work->whole;
    move_sum(whole->through, part->through, work->nodes);
    move_sum(whole->squares, part->squares, work->nodes);
    move_sum(whole->edges, part->edges, work->pairs);
    move_sum(whole->far, part->far, work->nodes);
    move_sum(whole->near, part->near, work->nodes);
    move_sum(whole->reached, part->reached, work->nodes);
}

// ---------------------------------------------------------------- blocks

// Blocks are begun in their order, so the one whose turn it is is always being worked on: nobody waits for ever.
static void work_on_block(void *context, unsigned worker, size_t block)
{
    struct work *work = context;
    size_t begin = work->source_count * block / BLOCKS, end = work->source_count * (block + 1) / BLOCKS;
    for (size_t i = begin; i < end; i++)
        cp_brandes_add(work->brandes[worker], work->sources[i], &work->parts[worker]);
    pthread_mutex_lock(&work->turn);
    while (work->next != block)
        pthread_cond_wait(&work->turned, &work->turn);
    move_sums(work, &work->parts[worker]);
    work->next++;
    cp_progress_tell(work->progress, "shortest paths", end, work->source_count);
    pthread_cond_broadcast(&work->turned);
    pthread_mutex_unlock(&work->turn);
}

static unsigned choose_jobs(const struct cp_net *net, unsigned asked, size_t sources)
{
    unsigned cores = cp_parallel_cores();
    if ((double)sources * (double)(net->nodes + net->arcs) < SMALL_WORK)
        return 1;
    return asked == 0 ? cores : asked > BLOCKS ? BLOCKS : asked;
}

static void add_all(struct cp_arena *arena, const struct cp_net *net, const struct cp_analyze_options *options,
                    bool edges, struct work *work)
{
    unsigned jobs = choose_jobs(net, options->jobs, work->source_count);
    bool sampled = work->source_count < net->nodes;
    work->brandes = CP_NEW_ARRAY(arena, jobs, struct cp_brandes *);
    work->parts = CP_NEW_ARRAY(arena, jobs, struct cp_sums);
    work->whole = sums_new(arena, net->nodes, net->pairs, sampled, edges);
    for (unsigned i = 0; i < jobs; i++) {
        work->brandes[i] = cp_brandes_new(arena, net, options->weighted, edges);
        work->parts[i] = sums_new(arena, net->nodes, net->pairs, sampled, edges);
    }
    pthread_mutex_init(&work->turn, NULL);
    pthread_cond_init(&work->turned, NULL);
    cp_parallel(jobs, BLOCKS, work_on_block, work);
    pthread_cond_destroy(&work->turned);
    pthread_mutex_destroy(&work->turn);
}

// ---------------------------------------------------------------- which sources

static size_t count_sources(const struct cp_net *net, const struct cp_analyze_options *options)
{
    size_t n = net->nodes, fewest = options->samples ? options->samples : FEWEST_SAMPLES;
    bool exact = !options->samples && (options->exact || (double)n * (double)(n + net->arcs) <= EXACT_WORK);
    return exact || fewest >= n ? n : fewest;
}

// The first of a random order of the nodes (Fisher and Yates).
static uint32_t *choose_sources(struct cp_arena *arena, size_t nodes, size_t count, unsigned seed)
{
    uint32_t *sources = CP_NEW_ARRAY(arena, nodes + 1, uint32_t);
    uint64_t state = seed;
    for (uint32_t i = 0; i < nodes; i++)
        sources[i] = i;
    if (count >= nodes)
        return sources;
    for (size_t left = nodes; left > nodes - count; left--) {
        size_t i = nodes - left, other = i + (size_t)(cp_random(&state) % left);
        uint32_t kept = sources[i];
        sources[i] = sources[other];
        sources[other] = kept;
    }
    return sources;
}

// ---------------------------------------------------------------- results

// How far the mean of `count` values between 0 and `most` may be from that of all `nodes`, but for a risk shared
// among the nodes.
static double bound_of(double sum, double squares, double count, double nodes, double most)
{
    double mean = sum / count, variance = fmax(0, squares / count - mean * mean);
    double left = count <= nodes / 2 ? 1 - (count - 1) / nodes : (1 - count / nodes) * (1 + 1 / count);
    double risk = log(2 * 5 * nodes / RISK); // both sides, five inequalities, every node
    return sqrt(variance * 2 * left * risk / count) + (7.0 / 3 + 3 / sqrt(2)) * most * risk / count;
}

static void fill_bound(const struct work *work, struct cp_shortest *result)
{
    double n = (double)work->nodes, k = (double)work->source_count;
    if (!work->whole.squares || n < 3)
        return;
    for (size_t v = 0; v < work->nodes; v++) {
        double bound = bound_of(work->whole.through[v], work->whole.squares[v], k, n, n - 2);
        result->bound = fmax(result->bound, bound / (n - 2));
    }
}

static void fill_distances(const struct work *work, const bool *chosen, struct cp_shortest *result)
{
    for (size_t v = 0; v < work->nodes; v++) {
        double others = (double)work->source_count - chosen[v], reached = work->whole.reached[v];
        if (result->harmonic)
            result->harmonic[v] = reached > 0 ? work->whole.near[v] / others : 0;
        if (result->closeness)
            result->closeness[v] = reached > 0 ? reached / others * (reached / work->whole.far[v]) : 0;
    }
}

static void fill(struct cp_arena *arena, const struct cp_net *net, const struct work *work, struct cp_shortest *result)
{
    double scale =
        (double)work->nodes / (double)work->source_count / (net->directed ? 1 : 2); // a pair was met from both ends
    bool *chosen = CP_NEW_ARRAY(arena, work->nodes + 1, bool);
    for (size_t i = 0; i < work->source_count; i++)
        chosen[work->sources[i]] = true;
    fill_distances(work, chosen, result);
    for (size_t v = 0; result->betweenness && v < work->nodes; v++)
        result->betweenness[v] = work->whole.through[v] * scale;
    for (size_t p = 0; result->edge_betweenness && p < work->pairs; p++)
        result->edge_betweenness[p] = work->whole.edges[p] * scale;
    fill_bound(work, result);
}

enum cp_status cp_shortest(const struct cp_net *net, const struct cp_analyze_options *options,
                           struct cp_shortest *result, struct cp_error *err)
{
    struct cp_arena *arena = cp_arena_new();
    jmp_buf jump;
    if (!arena || setjmp(jump)) {
        cp_arena_free(arena);
        return cp_fail(err, CP_ENOMEM, "no memory for shortest paths among %zu nodes; fewer --jobs take less",
                       net->nodes);
    }
    cp_arena_guard(arena, &jump);
    size_t count = count_sources(net, options);
    struct work work = {.sources = choose_sources(arena, net->nodes, count, options->seed), .source_count = count,
                        .nodes = net->nodes, .pairs = net->pairs, .progress = options->progress};
    add_all(arena, net, options, result->edge_betweenness, &work);
    fill(arena, net, &work, result);
    result->sources = count;
    cp_arena_free(arena);
    return CP_OK;
}
