// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// k shortest paths without loops (Yen 1971), on the plain graph; each step is then told by the surest edge between its ends.
#include "igraph_p.h"

#include <stdlib.h>

static int by_length_and_nodes(const void *x, const void *y)
{
    const struct cp_path *a = x, *b = y;
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    for (size_t i = 0; i <= a->length; i++)
        if (a->nodes[i] != b->nodes[i])
            return a->nodes[i] < b->nodes[i] ? -1 : 1;
    return 0;
}

static struct cp_path copy_path(struct cp_arena *run, const struct cp_igraph *g, const igraph_vector_int_t *vertices,
                                const igraph_vector_int_t *edges)
{
    size_t length = (size_t)igraph_vector_int_size(edges);
    uint32_t *node_list = CP_NEW_ARRAY(run, length + 1, uint32_t), *edge_list = CP_NEW_ARRAY(run, length + 1, uint32_t);
    for (size_t i = 0; i <= length; i++)
        node_list[i] = (uint32_t)VECTOR(*vertices)[i];
    for (size_t i = 0; i < length; i++)
        edge_list[i] = g->edge_of[VECTOR(*edges)[i]];
    return (struct cp_path){node_list, edge_list, length};
}

static igraph_error_t find(struct cp_arena *run, struct cp_igraph *g, uint32_t from, uint32_t to, size_t k,
                           struct cp_path **paths, size_t *count)
{
    igraph_vector_int_list_t vertices, edges;
    igraph_error_t code = igraph_vector_int_list_init(&vertices, 0);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_vector_int_list_init(&edges, 0);
    if (code == IGRAPH_SUCCESS) {
        code = igraph_get_k_shortest_paths(&g->plain, NULL, &vertices, &edges, (igraph_integer_t)k, from, to, IGRAPH_ALL);
        if (code == IGRAPH_SUCCESS) {
            *count = (size_t)igraph_vector_int_list_size(&vertices);
            *paths = CP_NEW_ARRAY(run, *count + 1, struct cp_path);
            for (size_t i = 0; i < *count; i++)
                (*paths)[i] = copy_path(run, g, igraph_vector_int_list_get_ptr(&vertices, (igraph_integer_t)i),
                                        igraph_vector_int_list_get_ptr(&edges, (igraph_integer_t)i));
            qsort(*paths, *count, sizeof **paths, by_length_and_nodes);
        }
        igraph_vector_int_list_destroy(&edges);
    }
    igraph_vector_int_list_destroy(&vertices);
    return code;
}

enum cp_status cp_paths(struct cp_arena *run, const struct cp_graph *graph, uint32_t from, uint32_t to, size_t k,
                        struct cp_path **paths, size_t *count, struct cp_error *err)
{
    struct cp_igraph g;
    *count = 0;
    *paths = NULL;
    if (from == to)
        return CP_OK;
    cp_igraph_setup(1);
    enum cp_status status = cp_igraph_make(run, graph, &g, err);
    if (status != CP_OK)
        return status;
    status = cp_igraph_check(find(run, &g, from, to, k, paths, count), "paths", err);
    cp_igraph_release(&g);
    return status;
}
