// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes through the whole of extraction: no crash, no hang, and evidence that lies inside the input.
#include "chokepoint/relate.h"
#include "fuzz.h"

#include <stdio.h>

static const struct cp_engine *the_engine(void)
{
    static const struct cp_engine *engine;
    static struct cp_arena *run;
    struct cp_engine_options options = {0};
    struct cp_error err = {0};
    if (!engine && (!(run = cp_arena_new()) || cp_engine_new(run, &options, &engine, &err) != CP_OK)) {
        fprintf(stderr, "%s: %s\n", err.where, err.message);
        abort();
    }
    return engine;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct cp_engine *engine = the_engine();
    struct cp_arena *doc = fuzz_arena();
    struct cp_read_options options = {0};
    struct cp_document *document = NULL;
    struct cp_facts *facts = NULL;
    if (cp_read_bytes(doc, &options, "2023-05-21-fuzz.txt", fuzz_input(doc, data, size), &document, NULL) != CP_OK || !document)
        return 0;
    if (cp_extract(engine, doc, NULL, document, &facts, NULL) != CP_OK)
        return 0;
    for (size_t i = 0; i < facts->edge_count; i++) {
        const struct cp_fact_edge *edge = &facts->edges[i];
        if (edge->from >= facts->node_count || edge->to >= facts->node_count || !edge->evidence_count)
            abort();
        for (size_t e = 0; e < edge->evidence_count; e++)
            if (edge->evidence[e].begin >= edge->evidence[e].end || edge->evidence[e].end > size)
                abort();
    }
    return 0;
}
