// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
//
// Documents are read one after the other into a batch, each into an arena of its own; the batch is worked on by all
// jobs at once; then what was found is handed on in order, and the arenas begin anew. The analysis of a document takes
// fifty times the room of its text, so each job does it at a desk of its own, in memory that stays in the nearest
// caches, with a glossary of the words that it met before, and only what was found goes to the document's arena. So memory is bounded by the batch and the number of
// jobs, and the order of the output does not depend on that number.
#include "documents.h"

#include "chokepoint/read.h"
#include "chokepoint/relate.h"
#include "talk.h"

#include <setjmp.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    PLACES = 256,           // documents in a batch, at most
    BATCH_OF_JOB = 512 << 10, // bytes of text for each job, at most, if it is more than one document
};

struct place {
    struct cp_arena *arena;
    struct cp_document *document;
    void *found; // NULL if it could not be done
    struct cp_error error;
};

struct work {
    const struct cp_engine *engine;
    struct cp_reader *reader;
    const struct cp_reading *reading;
    unsigned jobs;
    bool progress; // standard error is a terminal
    struct cp_desk *desks; // of the jobs
    struct place places[PLACES];
    size_t filled;
};

// ---------------------------------------------------------------- one document

static void guard(struct cp_desk *desk, struct place *place, jmp_buf *jump)
{
    cp_arena_guard(desk->arena, jump);
    cp_arena_guard(desk->words, jump);
    cp_arena_guard(place->arena, jump);
}

static void clear_desk(struct cp_desk *desk)
{
    cp_arena_reset(desk->arena);
    if (desk->glossary && cp_glossary_full(desk->glossary)) {
        cp_arena_reset(desk->words);
        desk->glossary = NULL;
    }
}

static void read_place(void *context, unsigned worker, size_t index)
{
    struct work *work = context;
    struct place *place = &work->places[index];
    struct cp_desk *desk = &work->desks[worker];
    jmp_buf jump;
    if (setjmp(jump)) {
        place->found = NULL;
        cp_fail(&place->error, CP_ENOMEM, "out of memory; try fewer --jobs");
        cp_arena_reset(desk->words);
        desk->glossary = NULL;
    } else {
        const struct cp_reading *r = work->reading;
        guard(desk, place, &jump);
        if (!desk->glossary)
            desk->glossary = cp_glossary_new(desk->words);
        if (r->read(r->context, work->engine, desk, place->arena, place->document, &place->found, &place->error) != CP_OK)
            place->found = NULL;
    }
    guard(desk, place, NULL);
    clear_desk(desk);
}

// ---------------------------------------------------------------- a batch

static void tell_skipped(void *context, const char *source, const struct cp_error *why)
{
    (void)context;
    struct cp_error told = *why;
    if (!told.where[0])
        snprintf(told.where, sizeof told.where, "%s", source);
    cp_complain(&told);
}

static enum cp_status read_next(struct work *work, struct place *place, struct cp_error *err)
{
    jmp_buf jump;
    if (setjmp(jump)) {
        cp_arena_guard(place->arena, NULL);
        return cp_fail(err, CP_ENOMEM, "out of memory while reading");
    }
    cp_arena_guard(place->arena, &jump);
    enum cp_status status = cp_reader_next(work->reader, place->arena, &place->document, err);
    cp_arena_guard(place->arena, NULL);
    return status;
}

static enum cp_status fill_batch(struct work *work, bool *more, struct cp_error *err)
{
    size_t bytes = 0, most = (size_t)work->jobs * 16;
    work->filled = 0;
    while (work->filled < most && work->filled < PLACES && bytes < (size_t)work->jobs * BATCH_OF_JOB) {
        struct place *place = &work->places[work->filled];
        if (!place->arena && !(place->arena = cp_arena_new()))
            return cp_fail(err, CP_ENOMEM, "out of memory");
        cp_arena_reset(place->arena);
        place->found = NULL;
        place->error = (struct cp_error){0};
        enum cp_status status = read_next(work, place, err);
        if (status != CP_OK)
            return status;
        if (!place->document) {
            *more = false;
            return CP_OK;
        }
        bytes += place->document->text.len;
        work->filled++;
    }
    return CP_OK;
}

static void hand_on(struct work *work, struct cp_document_counts *counts)
{
    for (size_t i = 0; i < work->filled; i++) {
        struct place *place = &work->places[i];
        if (!place->found) {
            tell_skipped(NULL, cp_str_copy(place->arena, place->document->source).ptr, &place->error);
            counts->bad++;
            continue;
        }
        counts->documents++;
        counts->replaced += place->document->replaced;
        work->reading->take(work->reading->context, place->found);
    }
    if (work->progress && counts->edges)
        fprintf(stderr, "\r%zu documents, %zu edges\033[K", counts->documents, counts->edges);
    else if (work->progress && counts->documents)
        fprintf(stderr, "\r%zu documents\033[K", counts->documents);
}

// A folder of PDFs with one text in it gives a graph; that it is the text's alone should not stay unsaid.
static void tell_passed_over(size_t count)
{
    fprintf(stderr, "chokepoint: %zu other file%s passed over; of a folder .txt, .md, .html and .jsonl files are read\n",
            count, count == 1 ? " was" : "s were");
}

static enum cp_status work_through(struct work *work, struct cp_document_counts *counts, struct cp_error *err)
{
    enum cp_status status = CP_OK;
    for (bool more = true; more && status == CP_OK;) {
        status = fill_batch(work, &more, err);
        if (status == CP_OK) {
            cp_parallel(work->jobs, work->filled, read_place, work);
            hand_on(work, counts);
        }
    }
    if (work->progress && counts->documents)
        fputs("\r\033[K", stderr);
    counts->bad += cp_reader_skipped(work->reader);
    counts->passed_over = cp_reader_passed_over(work->reader);
    return status;
}

enum cp_status cp_read_documents(struct cp_arena *run, const struct cp_settings *settings,
                                 const struct cp_reading *what, struct cp_document_counts *counts,
                                 struct cp_error *err)
{
    struct work *work = CP_NEW(run, struct work);
    work->jobs = settings->jobs ? settings->jobs : cp_parallel_cores();
    work->desks = CP_NEW_ARRAY(run, work->jobs, struct cp_desk);
    work->reading = what;
    work->progress = !settings->quiet && isatty(2);
    struct cp_engine_options engine = {.lexicon = settings->lexicon, .model = settings->model};
    struct cp_read_options reading = {.date = settings->date, .skipped = tell_skipped};
    enum cp_status status = cp_engine_new(run, &engine, &work->engine, err);
    for (unsigned i = 0; status == CP_OK && i < work->jobs; i++)
        if (!(work->desks[i].arena = cp_arena_new()) || !(work->desks[i].words = cp_arena_new()))
            status = cp_fail(err, CP_ENOMEM, "out of memory; try fewer --jobs");
    if (status == CP_OK)
        status = cp_reader_open(&reading, settings->arguments, settings->argument_count, &work->reader, err);
    if (status == CP_OK) {
        status = work_through(work, counts, err);
        if (counts->passed_over && counts->documents && !settings->quiet)
            tell_passed_over(counts->passed_over);
        cp_reader_close(work->reader);
    }
    for (size_t i = 0; i < PLACES; i++)
        cp_arena_free(work->places[i].arena);
    for (unsigned i = 0; i < work->jobs; i++) {
        cp_arena_free(work->desks[i].words);
        cp_arena_free(work->desks[i].arena);
    }
    if (status == CP_OK && !counts->documents && !counts->bad)
        status = cp_fail(err, CP_EFORMAT, "no documents in the input; text, Markdown, HTML and JSON Lines can be read");
    return status;
}

// ---------------------------------------------------------------- facts

// Leaves out the edges that are too uncertain, and the nodes that only they held.
static void drop_uncertain(struct cp_arena *doc, struct cp_facts *facts, double least)
{
    struct cp_fact_edge *edges = CP_NEW_ARRAY(doc, facts->edge_count + 1, struct cp_fact_edge);
    struct cp_fact_node *nodes = CP_NEW_ARRAY(doc, facts->node_count + 1, struct cp_fact_node);
    uint32_t *number = CP_NEW_ARRAY(doc, facts->node_count + 1, uint32_t);
    bool *held = CP_NEW_ARRAY(doc, facts->node_count + 1, bool);
    bool *loose = CP_NEW_ARRAY(doc, facts->node_count + 1, bool);
    size_t edge_count = 0, node_count = 0;
    for (size_t i = 0; i < facts->edge_count; i++) {
        const struct cp_fact_edge *edge = &facts->edges[i];
        bool *mark = edge->confidence >= least ? held : loose;
        mark[edge->from] = mark[edge->to] = true;
        if (edge->confidence >= least)
            edges[edge_count++] = *edge;
    }
    for (size_t i = 0; i < facts->node_count; i++) {
        if (loose[i] && !held[i])
            continue;
        number[i] = (uint32_t)node_count;
        nodes[node_count++] = facts->nodes[i];
    }
    for (size_t i = 0; i < edge_count; i++) {
        edges[i].from = number[edges[i].from];
        edges[i].to = number[edges[i].to];
    }
    facts->edges = edges;
    facts->edge_count = edge_count;
    facts->nodes = nodes;
    facts->node_count = node_count;
}

struct fact_reading {
    double min_confidence;
    void (*take)(void *context, const struct cp_facts *facts);
    void *context;
    struct cp_document_counts *counts;
};

static enum cp_status read_facts(void *context, const struct cp_engine *engine, const struct cp_desk *desk,
                                 struct cp_arena *doc, const struct cp_document *document, void **found,
                                 struct cp_error *err)
{
    const struct fact_reading *reading = context;
    struct cp_facts *facts;
    enum cp_status status = cp_extract(engine, desk->arena, desk->glossary, document, &facts, err);
    if (status == CP_OK && reading->min_confidence > 0)
        drop_uncertain(desk->arena, facts, reading->min_confidence);
    if (status == CP_OK)
        *found = cp_facts_copy(doc, facts);
    return status;
}

static void take_facts(void *context, const void *found)
{
    const struct fact_reading *reading = context;
    const struct cp_facts *facts = found;
    reading->counts->nodes += facts->node_count;
    reading->counts->edges += facts->edge_count;
    reading->take(reading->context, facts);
}

enum cp_status cp_each_document(struct cp_arena *run, const struct cp_settings *settings,
                                void (*take)(void *context, const struct cp_facts *facts), void *context,
                                struct cp_document_counts *counts, struct cp_error *err)
{
    struct fact_reading reading = {settings->min_confidence, take, context, counts};
    struct cp_reading what = {read_facts, take_facts, &reading};
    return cp_read_documents(run, settings, &what, counts, err);
}
