// SPDX-License-Identifier: GPL-3.0-or-later
//
// The graphs of tests/known through the whole program: each metric of each node must be what others computed, to nine
// digits.
#include "cases.h"
#include "chokepoint/base.h"

#include <CUnit/CUnit.h>
#include <dirent.h>
#include <jansson.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 24, LONGEST = 16 << 20 };

static const char folder[] = "tests/known";
static const char *program_path;

static json_t *analyze(struct cp_arena *arena, const char *graph, bool weighted)
{
    struct cp_str command =
        cp_str_format(arena, "'%s' analyze '%s' --json --top 0 --metric closeness,effective_size,current_flow%s",
                      program_path, graph, weighted ? " --weighted" : "");
    FILE *pipe = popen(command.ptr, "r");
    json_t *result = pipe ? json_loadf(pipe, 0, NULL) : NULL;
    CU_ASSERT(pipe && pclose(pipe) == 0);
    return result;
}

static const json_t *find_node(const json_t *nodes, struct cp_str label)
{
    for (size_t i = 0; i < json_array_size(nodes); i++) {
        const json_t *node = json_array_get(nodes, i);
        if (cp_str_equal(cp_str_from(json_string_value(json_object_get(node, "label"))), label))
            return node;
    }
    return NULL;
}

static void check_row(struct cp_arena *arena, const char *graph, const json_t *nodes, const char **columns,
                      struct cp_str row)
{
    struct cp_str label = cp_str_split(&row, '\t');
    const json_t *node = find_node(nodes, label);
    CU_ASSERT(node != NULL);
    for (size_t c = 0; node && columns[c]; c++) {
        double want = strtod(cp_str_copy(arena, cp_str_split(&row, '\t')).ptr, NULL);
        double got = json_number_value(json_object_get(node, columns[c]));
        struct cp_str what = cp_str_format(arena, "%s: %s of " CP_FMT " is %.12g, must be %.12g", graph, columns[c],
                                           CP_ARG(label), got, want);
        CU_assertImplementation(fabs(got - want) <= 1e-9 * fmax(1, fabs(want)), 0, what.ptr, folder, "", CU_FALSE);
    }
}

static void check_graph(struct cp_arena *arena, const char *values)
{
    struct cp_str stem = cp_str_slice(cp_str_from(values), 0, strlen(values) - strlen(".tsv")),
                  suffix = CP_STR(".weighted");
    bool weighted = cp_str_ends(stem, suffix);
    if (weighted)
        stem.len -= suffix.len;
    const char *graph = cp_str_format(arena, "%s/" CP_FMT ".graphml", folder, CP_ARG(stem)).ptr;
    struct cp_str rows = {"", 0};
    CU_ASSERT_EQUAL(cp_file_read(arena, cp_str_format(arena, "%s/%s", folder, values).ptr, LONGEST, &rows, NULL),
                    CP_OK);
    struct cp_str head = cp_str_split(&rows, '\n');
    const char *columns[MOST_COLUMNS + 1] = {0};
    cp_str_split(&head, '\t'); // "label"
    for (size_t n = 0; head.len && n < MOST_COLUMNS; n++)
        columns[n] = cp_str_copy(arena, cp_str_split(&head, '\t')).ptr;
    json_t *result = analyze(arena, graph, weighted);
    const json_t *nodes = json_object_get(result, "nodes");
    size_t count = 0;
    for (; rows.len; count++)
        check_row(arena, graph, nodes, columns, cp_str_split(&rows, '\n'));
    CU_ASSERT_EQUAL(json_array_size(nodes), count);
    json_decref(result);
}

static void check_known(void)
{
    struct cp_arena *arena = cp_arena_new();
    DIR *dir = opendir(folder);
    size_t graphs = 0;
    CU_ASSERT_FATAL(arena != NULL && dir != NULL);
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (!cp_str_ends(cp_str_from(entry->d_name), CP_STR(".tsv")))
            continue;
        check_graph(arena, entry->d_name);
        graphs++;
    }
    closedir(dir);
    cp_arena_free(arena);
    CU_ASSERT(graphs > 0);
}

void add_known(const char *program)
{
    program_path = program;
    CU_pSuite suite = CU_add_suite("program: known values", NULL, NULL);
    CU_add_test(suite, "metrics of the graphs of tests/known", check_known);
}
