// SPDX-License-Identifier: GPL-3.0-or-later
//
// A document goes through in portions of whole blocks, so that memory depends on the size of the text alone, not on that of
// its analysis, which is fifty times as large. A block that is larger than a portion (a line of 50 MB) is cut.
//
// Room: cli.
#include "chokepoint/parse.h"
#include "chokepoint/read.h"
#include "command.h"
#include "talk.h"

struct skips {
    size_t count;
};

static void tell_skipped(void *context, const char *source, const struct cp_error *why)
{
    struct skips *skips = context;
    struct cp_error told = *why;
    if (!told.where[0])
        snprintf(told.where, sizeof told.where, "%s", source);
    cp_complain(&told);
    skips->count++;
}

enum { PORTION = 1 << 16 }; // bytes

// Where a portion of text[begin …) ends: at a blank, or at least between two characters.
static uint32_t cut_at(struct cp_str text, uint32_t begin)
{
    uint32_t end = begin + PORTION;
    for (uint32_t at = end; at > begin + PORTION / 2; at--)
        if (text.ptr[at] == ' ' || text.ptr[at] == '\n')
            return at;
    while (((unsigned char)text.ptr[end] & 0xC0) == 0x80)
        end--;
    return end;
}

// The part of the document from *at on, which is moved to its end; false if there is none.
static bool next_portion(struct cp_arena *arena, const struct cp_document *document, uint32_t *at, size_t *block,
                         struct cp_document *portion)
{
    CP_VEC(struct cp_block) blocks = {0};
    for (uint32_t taken = 0; *block < document->block_count && taken < PORTION;) {
        struct cp_block part = document->blocks[*block];
        if (part.begin < *at)
            part.begin = *at;
        if (part.end - part.begin > PORTION)
            part.end = cut_at(document->text, part.begin);
        taken += part.end - part.begin;
        *at = part.end;
        *block += part.end == document->blocks[*block].end;
        *CP_PUSH(arena, &blocks) = part;
    }
    *portion = *document;
    portion->blocks = blocks.items;
    portion->block_count = blocks.count;
    return blocks.count > 0;
}

// Memory: what a portion is made of, and the words that were met before it.
struct desk {
    struct cp_arena *arena, *words;
    struct cp_glossary *glossary;
};

static void clear_desk(struct desk *desk)
{
    cp_arena_reset(desk->arena);
    if (desk->glossary && !cp_glossary_full(desk->glossary))
        return;
    cp_arena_reset(desk->words);
    desk->glossary = cp_glossary_new(desk->words);
}

static void print_document(const struct cp_model *model, struct desk *desk, const struct cp_document *document,
                           struct cp_file *file)
{
    struct cp_document portion;
    uint32_t at = 0;
    size_t block = 0;
    while (clear_desk(desk), next_portion(desk->arena, document, &at, &block, &portion)) {
        struct cp_buf out = {0};
        struct cp_analysis *analysis = cp_tokenize(desk->arena, desk->glossary, &portion);
        cp_parse_sentences(model, desk->arena, analysis, NULL);
        cp_analysis_print(analysis, &out);
        cp_file_write_buf(file, &out);
        cp_buf_release(&out);
    }
}

static enum cp_status print_documents(const struct cp_model *model, struct cp_reader *reader, struct cp_file *file,
                                      size_t *documents, struct cp_error *err)
{
    struct cp_arena *doc = cp_arena_new();
    struct desk desk = {.arena = cp_arena_new(), .words = cp_arena_new()};
    enum cp_status status = doc && desk.arena && desk.words ? CP_OK : cp_fail(err, CP_ENOMEM, "out of memory");
    while (status == CP_OK) {
        struct cp_document *document;
        cp_arena_reset(doc);
        status = cp_reader_next(reader, doc, &document, err);
        if (status != CP_OK || !document)
            break;
        print_document(model, &desk, document, file);
        ++*documents;
    }
    cp_arena_free(desk.words);
    cp_arena_free(desk.arena);
    cp_arena_free(doc);
    return status;
}

static enum cp_exit run_parse(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct skips skips = {0};
    struct cp_read_options reading = {.date = settings->date, .skipped = tell_skipped, .context = &skips};
    const struct cp_model *model;
    struct cp_reader *reader = NULL;
    struct cp_file *file = NULL;
    size_t documents = 0;
    enum cp_status status = settings->model ? cp_model_load(run, settings->model, &model, &err)
                                            : cp_model_builtin(run, &model, &err);
    if (status == CP_OK)
        status = cp_file_open(settings->output ? settings->output : "-", &file, &err);
    if (status == CP_OK)
        status = cp_reader_open(&reading, settings->arguments, settings->argument_count, &reader, &err);
    if (status == CP_OK)
        status = print_documents(model, reader, file, &documents, &err);
    if (reader)
        cp_reader_close(reader);
    if (status == CP_OK && documents)
        status = cp_file_commit(file, &err);
    else if (file)
        cp_file_discard(file);
    if (status != CP_OK)
        cp_complain(&err);
    return status != CP_OK || !documents ? CP_EXIT_BAD : skips.count ? CP_EXIT_SOME : CP_EXIT_DONE;
}

const struct cp_command cp_command_parse = {
    .name = "parse",
    .arguments = "INPUT...",
    .summary = "The parse of documents in CoNLL-U, for looking and for testing.",
    .details = "One block for each sentence: words, lemmas, tags of the Penn Treebank, dependencies, and where they stand.\n",
    .least = 1,
    .options = {CP_OPTION_OUTPUT, CP_OPTION_MODEL},
    .run = run_parse,
};
