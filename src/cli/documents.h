// SPDX-License-Identifier: GPL-3.0-or-later
//
// Inputs → what is found in them, several documents at once, handed on in the order of the inputs. What run, extract
// and lexicon coverage share.
//
// Room: cli.
#ifndef CP_CLI_DOCUMENTS_H
#define CP_CLI_DOCUMENTS_H

#include "chokepoint/facts.h"
#include "chokepoint/relate.h"
#include "command.h"

struct cp_document_counts {
    size_t documents; // read, and their facts handed on
    size_t bad;       // inputs and documents that were named on standard error and passed over
    size_t passed_over; // files of folders that are no documents
    size_t nodes, edges;
    size_t replaced; // broken bytes
};

// Where a thread works: an arena that is cleared after each document, and a glossary that is kept.
struct cp_desk {
    struct cp_arena *arena, *words;
    struct cp_glossary *glossary; // in `words`
};

// What is done with each document. `read` runs on any thread, works at a desk of its own, and leaves what it found in the document's arena; `take` is called for one document at a time, in their
// order, and what was found lives until it returns.
struct cp_reading {
    enum cp_status (*read)(void *context, const struct cp_engine *engine, const struct cp_desk *desk, struct cp_arena *doc,
                           const struct cp_document *document, void **found, struct cp_error *err);
    void (*take)(void *context, const void *found);
    void *context;
};

// What is bad is told on standard error, and how many files were passed over. An error is what ends the work: no input
// that could be read at all, or no memory.
enum cp_status cp_read_documents(struct cp_arena *run, const struct cp_settings *settings,
                                 const struct cp_reading *what, struct cp_document_counts *counts,
                                 struct cp_error *err);

// The same for facts: calls `take` for each document. The facts live until it returns. What is bad is told on
// standard error. An error is what ends the work: no input that could be read at all, or no memory.
enum cp_status cp_each_document(struct cp_arena *run, const struct cp_settings *settings,
                                void (*take)(void *context, const struct cp_facts *facts), void *context,
                                struct cp_document_counts *counts, struct cp_error *err);

#endif
