// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// Current-flow betweenness: edges are resistors, weights conductances, and what counts is not how many shortest paths
// lead through a node but how much of a unit current does, over all pairs of other nodes (Newman 2005). On a tree it
// is betweenness.
//
// For each component the Laplacian without its first row and column is factorised (Cholesky) and inverted. A row of
// the current matrix, an edge's current for a source at each node, is the difference of two columns; the current
// between s and t is the difference of two of its entries, and the sum of these differences over all pairs is one
// sort away (Brandes and Fleischer 2005). Time grows with the cube of the component's size, so there is a largest
// one.
#include "metrics_p.h"

#include <math.h>
#include <stdlib.h>

enum { LARGEST = 2500, STRIDE = 256 };

struct flow {
    const struct cp_net *net;
    bool weighted;
    size_t size;           // of the component
    const uint32_t *nodes; // in it
    uint32_t *local;       // of every node of the net: its number in its component
    double *factor;        // lower triangle of the Cholesky factor, (size - 1) squared
    double *inverse;       // of the Laplacian without the first row and column; row and column 0 are 0; size squared
    size_t *arcs;          // one of each pair in the component
    size_t arc_count;
    double *passing;       // of each of these: the current through it, summed over pairs of nodes
    double *scratch;       // of each worker: size
    const struct cp_progress *progress; // NULL: nobody wants to know
};

static double conductance(const struct flow *f, size_t arc)
{
    return f->weighted ? f->net->weight[arc] : 1;
}

static void fill_laplacian(struct flow *f)
{
    size_t n = f->size - 1;
    for (size_t i = 0; i < n * n; i++)
        f->factor[i] = 0;
    for (size_t i = 1; i < f->size; i++) {
        uint32_t v = f->nodes[i];
        for (size_t a = f->net->row[v]; a < f->net->row[v + 1]; a++) {
            size_t j = f->local[f->net->head[a]];
            f->factor[(i - 1) * n + i - 1] += conductance(f, a);
            if (j)
                f->factor[(i - 1) * n + j - 1] = -conductance(f, a);
        }
    }
}

static bool factorise(struct flow *f)
{
    size_t n = f->size - 1;
    for (size_t i = 0; i < n; i++) {
        double *row = &f->factor[i * n];
        for (size_t j = 0; j <= i; j++) {
            const double *other = &f->factor[j * n];
            double sum = row[j];
            for (size_t k = 0; k < j; k++)
                sum -= row[k] * other[k];
            if (j == i && !(sum > 0))
                return false;
            row[j] = j == i ? sqrt(sum) : sum / other[j];
        }
    }
    return true;
}

// Column `index` of the inverse, which is symmetric: its row.
static void invert_row(void *context, unsigned worker, size_t index)
{
    struct flow *f = context;
    size_t n = f->size - 1;
    double *x = &f->inverse[(index + 1) * f->size + 1];
    (void)worker;
    for (size_t i = 0; i < n; i++)
        x[i] = 0;
    for (size_t i = index; i < n; i++) {
        const double *row = &f->factor[i * n];
        double sum = i == index ? 1 : 0;
        for (size_t k = index; k < i; k++)
            sum -= row[k] * x[k];
        x[i] = sum / row[i];
    }
    for (size_t i = n; i-- > 0;) {
        const double *row = &f->factor[i * n];
        double value = x[i] / row[i];
        for (size_t k = 0; k < i; k++)
            x[k] -= row[k] * value;
        x[i] = value;
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void sum_currents(void *context, unsigned worker, size_t index)
{
    struct flow *f = context;
    if (worker == 0 && index % STRIDE == 0) // the others are about as far
        cp_progress_tell(f->progress, "current flow: edges", index, f->arc_count);
    size_t n = f->size, arc = f->arcs[2 * index];
    double *current = &f->scratch[worker * n], sum = 0;
    const double *one = &f->inverse[f->arcs[2 * index + 1] * n], *other = &f->inverse[f->local[f->net->head[arc]] * n];
    for (size_t i = 0; i < n; i++)
        current[i] = conductance(f, arc) * (one[i] - other[i]);
    qsort(current, n, sizeof *current, by_value);
    for (size_t i = 0; i < n; i++) // of its n - 1 differences, i are to smaller ones
        sum += (2 * (double)i - (double)(n - 1)) * current[i];
    f->passing[index] = sum;
}

static void list_arcs(struct cp_arena *arena, struct flow *f)
{
    size_t most = 0;
    for (size_t i = 0; i < f->size; i++)
        most += f->net->row[f->nodes[i] + 1] - f->net->row[f->nodes[i]];
    f->arcs = CP_NEW_ARRAY(arena, most + 2, size_t); // the arc, and the number of its tail
    f->arc_count = 0;
    for (size_t i = 0; i < f->size; i++) {
        uint32_t v = f->nodes[i];
        for (size_t a = f->net->row[v]; a < f->net->row[v + 1]; a++)
            if (f->net->head[a] > v) {
                f->arcs[2 * f->arc_count] = a;
                f->arcs[2 * f->arc_count++ + 1] = i;
            }
    }
}

// A node takes in half of what its edges carry, that for pairs of which it is an end itself left out.
static void add_up(const struct flow *f, struct cp_graph *graph)
{
    for (size_t i = 0; i < f->size; i++)
        graph->nodes[f->nodes[i]].metrics.current_flow = -((double)f->size - 1) / 2;
    for (size_t i = 0; i < f->arc_count; i++) {
        graph->nodes[f->nodes[f->arcs[2 * i + 1]]].metrics.current_flow += f->passing[i] / 2;
        graph->nodes[f->net->head[f->arcs[2 * i]]].metrics.current_flow += f->passing[i] / 2;
    }
    for (size_t i = 0; i < f->size; i++) {
        double *value = &graph->nodes[f->nodes[i]].metrics.current_flow;
        *value = *value > 1e-9 * (double)f->size ? *value : 0; // an end node: what is left of the subtraction
    }
}

static bool solve(struct cp_arena *arena, struct flow *f, unsigned jobs, struct cp_graph *graph)
{
    size_t n = f->size;
    f->factor = CP_NEW_ARRAY(arena, n * n, double);
    f->inverse = CP_NEW_ARRAY(arena, n * n, double);
    f->scratch = CP_NEW_ARRAY(arena, n * jobs, double);
    list_arcs(arena, f);
    f->passing = CP_NEW_ARRAY(arena, f->arc_count, double);
    fill_laplacian(f);
    if (!factorise(f))
        return false;
    cp_parallel(jobs, n - 1, invert_row, f);
    cp_parallel(jobs, f->arc_count, sum_currents, f);
    cp_progress_tell(f->progress, "current flow: edges", f->arc_count, f->arc_count);
    add_up(f, graph);
    return true;
}

// Nodes by component; first[c] … first[c + 1] - 1 are those of c.
static uint32_t *sort_nodes(struct cp_arena *arena, const struct cp_graph *graph, size_t components, size_t *first)
{
    uint32_t *nodes = CP_NEW_ARRAY(arena, graph->node_count, uint32_t);
    size_t *next = CP_NEW_ARRAY(arena, components + 1, size_t);
    for (size_t v = 0; v < graph->node_count; v++)
        first[(size_t)graph->nodes[v].metrics.component + 1]++;
    for (size_t c = 0; c < components; c++) {
        first[c + 1] += first[c];
        next[c] = first[c];
    }
    for (uint32_t v = 0; v < graph->node_count; v++)
        nodes[next[(size_t)graph->nodes[v].metrics.component]++] = v;
    return nodes;
}

static enum cp_status each_component(struct cp_arena *arena, struct cp_arena *part, struct cp_graph *graph,
                                     const struct cp_net *net, size_t components,
                                     const struct cp_analyze_options *options, struct cp_error *err)
{
    size_t *first = CP_NEW_ARRAY(arena, components + 2, size_t);
    uint32_t *nodes = sort_nodes(arena, graph, components, first);
    enum cp_status status = CP_OK;
    struct flow f = {.net = net, .weighted = options->weighted, .progress = options->progress, .local = CP_NEW_ARRAY(arena, net->nodes, uint32_t)};
    unsigned jobs = options->jobs ? options->jobs : cp_parallel_cores();
    for (size_t c = 0; c < components && status == CP_OK; c++) {
        f.size = first[c + 1] - first[c];
        f.nodes = &nodes[first[c]];
        for (size_t i = 0; i < f.size; i++)
            f.local[f.nodes[i]] = (uint32_t)i;
        if (f.size > LARGEST)
            status =
                cp_fail(err, CP_ELIMIT, "current flow takes components of at most %d nodes, and here is one of %zu",
                        LARGEST, f.size);
        else if (f.size == 1)
            graph->nodes[f.nodes[0]].metrics.current_flow = 0;
        else if (!solve(part, &f, f.size < 100 ? 1 : jobs, graph))
            status = cp_fail(err, CP_EFORMAT, "the weights differ too much for current flow; try without --weighted");
        cp_arena_reset(part);
    }
    return status;
}

enum cp_status cp_count_current_flow(struct cp_graph *graph, const struct cp_net *net, size_t components,
                                     const struct cp_analyze_options *options, struct cp_error *err)
{
    struct cp_arena *arena = cp_arena_new(), *part = cp_arena_new(); // part: what one component needs
    jmp_buf jump;
    if (!arena || !part || setjmp(jump)) {
        cp_arena_free(arena);
        cp_arena_free(part);
        return cp_fail(err, CP_ENOMEM, "no memory for current flow");
    }
    cp_arena_guard(arena, &jump);
    cp_arena_guard(part, &jump);
    enum cp_status status = each_component(arena, part, graph, net, components, options, err);
    cp_arena_free(arena);
    cp_arena_free(part);
    return status;
}
