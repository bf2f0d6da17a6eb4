// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines of facts from anywhere: an error, or facts that a graph can be built of, and that are the same when they are
// written and read again.
#include "chokepoint/facts.h"
#include "chokepoint/graph.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cp_arena *doc = fuzz_arena();
    struct cp_str lines = fuzz_input(doc, data, size);
    struct cp_graph_builder *builder = cp_graph_builder_new(doc);
    for (unsigned line = 1; lines.len; line++) {
        struct cp_facts *facts, *again;
        if (cp_facts_read(doc, cp_str_split(&lines, '\n'), "fuzz", line, &facts, NULL) != CP_OK)
            continue;
        struct cp_buf first = {0}, second = {0};
        cp_facts_write(facts, &first);
        if (cp_facts_read(doc, cp_str_trim(cp_buf_str(&first)), "again", line, &again, NULL) != CP_OK)
            abort();
        cp_facts_write(again, &second);
        if (!cp_str_equal(cp_buf_str(&first), cp_buf_str(&second)))
            abort();
        cp_buf_release(&first);
        cp_buf_release(&second);
        cp_graph_builder_add(builder, facts);
    }
    struct cp_graph *graph = cp_graph_builder_finish(builder);
    for (size_t i = 0; i < graph->edge_count; i++)
        if (graph->edges[i].from >= graph->node_count || graph->edges[i].to >= graph->node_count)
            abort();
    return 0;
}
