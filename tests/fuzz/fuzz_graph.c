// SPDX-License-Identifier: GPL-3.0-or-later
//
// A graph from anywhere, in whichever form it is read (seeds has one of each): an error, or a graph whose parts fit together and that can be analyzed.
#include "chokepoint/analyze.h"
#include "chokepoint/export.h"
#include "chokepoint/structure.h"
#include "fuzz.h"

#include <stdio.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/chokepoint-fuzz-%ld.graphml", (long)getpid());
    FILE *file = fopen(path, "wb");
    if (!file || (size && fwrite(data, 1, size, file) != size) || fclose(file) != 0)
        abort();
    struct cp_arena *run = fuzz_arena();
    struct cp_graph *graph = NULL;
    enum cp_status status = cp_graph_read(run, path, &graph, NULL);
    unlink(path);
    if (status != CP_OK)
        return 0;
    for (size_t i = 0; i < graph->edge_count; i++)
        if (graph->edges[i].from >= graph->node_count || graph->edges[i].to >= graph->node_count)
            abort();
    struct cp_analyze_options options = {.seed = 1};
    struct cp_summary summary;
    (void)cp_analyze(run, graph, &options, &summary, NULL);
    struct cp_structure structure;
    uint32_t first = 0;
    options.weighted = options.directed = true;
    options.also = ~0u;
    options.exposed_to = &first;
    options.exposed_count = graph->node_count > 0;
    (void)cp_analyze(run, graph, &options, &summary, NULL);
    (void)cp_structure(run, graph, &options, &structure, NULL);
    return 0;
}
