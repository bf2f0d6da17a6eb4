// SPDX-License-Identifier: GPL-3.0-or-later
//
// Inputs → facts, several documents at once, handed on in the order of the inputs. What run and extract share.
//
// Room: cli.
#ifndef CP_CLI_DOCUMENTS_H
#define CP_CLI_DOCUMENTS_H

#include "chokepoint/facts.h"
#include "command.h"

struct cp_document_counts {
    size_t documents; // read, and their facts handed on
    size_t bad;       // inputs and documents that were named on standard error and passed over
    size_t nodes, edges;
    size_t replaced; // broken bytes
};

// Calls `take` for each document. The facts live until it returns. What is bad is told on standard error. An error
// is what ends the work: no input that could be read at all, or no memory.
enum cp_status cp_each_document(struct cp_arena *run, const struct cp_settings *settings,
                                void (*take)(void *context, const struct cp_facts *facts), void *context,
                                struct cp_document_counts *counts, struct cp_error *err);

#endif
