// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes, in each format, become a document that keeps its promises, or an error.
#include "chokepoint/read.h"
#include "fuzz.h"

#define MUST(condition)                                                                                                \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            abort();                                                                                                   \
    } while (0)

static void check_document(const struct cp_document *document, size_t size)
{
    uint32_t last = 0;
    MUST(cp_utf8_valid(document->text));
    MUST(document->text.len == 0 || document->run_count > 0);
    for (size_t i = 0; i < document->block_count; i++) {
        const struct cp_block *block = &document->blocks[i];
        MUST(block->begin >= last && block->end >= block->begin && block->end <= document->text.len);
        last = block->end;
        for (size_t at = block->begin; at < block->end; at++)
            MUST(cp_document_origin(document, at) < size);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cp_arena *doc = fuzz_arena();
    struct cp_str content = fuzz_input(doc, data, size);
    for (int format = CP_FORMAT_AUTO; format <= CP_FORMAT_HTML; format++) {
        struct cp_read_options options = {.format = (enum cp_format)format};
        struct cp_document *document = NULL;
        if (cp_read_bytes(doc, &options, "2023-05-21-fuzz", content, &document, NULL) == CP_OK && document)
            check_document(document, size);
    }
    return 0;
}
