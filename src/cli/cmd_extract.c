// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "documents.h"
#include "talk.h"

struct sink {
    struct cp_file *file;
    struct cp_buf line;
};

static void write_facts(void *context, const struct cp_facts *facts)
{
    struct sink *sink = context;
    cp_facts_write(facts, &sink->line);
    cp_file_write_buf(sink->file, &sink->line);
}

static enum cp_exit run_extract(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct cp_document_counts counts = {0};
    struct sink sink = {0};
    enum cp_status status = cp_file_open(settings->output ? settings->output : "-", &sink.file, &err);
    if (status == CP_OK) {
        status = cp_each_document(run, settings, write_facts, &sink, &counts, &err);
        if (status == CP_OK && counts.documents)
            status = cp_file_commit(sink.file, &err);
        else
            cp_file_discard(sink.file);
    }
    cp_buf_release(&sink.line);
    if (status != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    if (!counts.documents)
        return CP_EXIT_BAD; // each was named already
    if (!settings->quiet)
        fprintf(stderr, "chokepoint: %zu document%s, %zu nodes and %zu edges in all\n", counts.documents,
                counts.documents == 1 ? "" : "s", counts.nodes,
                counts.edges);
    return counts.bad ? CP_EXIT_SOME : counts.nodes ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

const struct cp_command cp_command_extract = {
    .name = "extract",
    .arguments = "INPUT... [-o FACTS.jsonl]",
    .summary = "Read documents and write what each says, a line of JSON each.",
    .details = "An INPUT is a file (text, Markdown, HTML, JSON Lines with id, date, title and text), a folder, or - for\n"
               "standard input. Each document is read alone, so lines of any number of runs and machines can be put together\n"
               "and handed to build. Lines come in the order of the inputs, whatever the number of jobs.\n",
    .least = 1,
    .options = {CP_OPTION_OUTPUT, CP_OPTION_DATE, CP_OPTION_JOBS, CP_OPTION_MIN_CONFIDENCE, CP_OPTION_LEXICON,
                CP_OPTION_MODEL},
    .run = run_extract,
};
