// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the literature says of four graphs that everybody knows, by name and by the formula that it was computed with, and
// where these graphs break. Every metric of every node stands in tests/known and is checked through the program.
#include "chokepoint/analyze.h"
#include "chokepoint/export.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct loaded {
    struct cp_arena *run;
    struct cp_graph *graph;
    struct cp_summary summary;
};

static struct loaded load(const char *path)
{
    struct loaded l = {.run = cp_arena_new()};
    struct cp_analyze_options options = {.seed = 1};
    struct cp_error err = {0};
    CU_ASSERT_EQUAL_FATAL(cp_graph_read(l.run, path, &l.graph, &err), CP_OK);
    CU_ASSERT_EQUAL_FATAL(cp_analyze(l.run, l.graph, &options, &l.summary, &err), CP_OK);
    return l;
}

static const struct cp_graph_node *find(const struct cp_graph *graph, const char *label)
{
    for (size_t i = 0; i < graph->node_count; i++)
        if (cp_str_equal(graph->nodes[i].label, cp_str_from(label)))
            return &graph->nodes[i];
    return NULL;
}

// ---------------------------------------------------------------- values

enum formula {
    DEGREE,          // number of edges
    BETWEENNESS,     // sum over unordered pairs s, t of the share of shortest paths through v
    BETWEENNESS_OF_PAIRS, // the same over (n - 1)(n - 2) / 2
    HARMONIC,        // sum of 1 / d(v, u) over n - 1
    EIGENVECTOR_2,   // of the adjacency matrix, of length 1
    PAGERANK,        // damping 0.85, jumps to all nodes alike
    CONSTRAINT,      // Burt's sum over u of (p(v, u) + sum over w of p(v, w) p(w, u)) squared
    CORENESS,        // the largest k of a k-core that holds v
};

static double length_of(const struct cp_graph *graph)
{
    double sum = 0;
    for (size_t i = 0; i < graph->node_count; i++)
        sum += graph->nodes[i].metrics.eigenvector * graph->nodes[i].metrics.eigenvector;
    return sqrt(sum);
}

static double value_of(const struct cp_graph *graph, const struct cp_metrics *m, enum formula formula)
{
    double n = (double)graph->node_count;
    switch (formula) {
    case DEGREE: return m->degree;
    case BETWEENNESS: return m->betweenness;
    case BETWEENNESS_OF_PAIRS: return m->betweenness / ((n - 1) * (n - 2) / 2);
    case HARMONIC: return m->harmonic;
    case EIGENVECTOR_2: return m->eigenvector / length_of(graph);
    case PAGERANK: return m->pagerank;
    case CONSTRAINT: return m->constraint;
    case CORENESS: return m->coreness;
    }
    return NAN;
}

static const struct {
    const char *graph, *node;
    enum formula formula;
    double value;
} known[] = {
    {"krackhardt-kite", "Diane", DEGREE, 6},
    {"krackhardt-kite", "Heather", BETWEENNESS, 14},
    {"krackhardt-kite", "Heather", BETWEENNESS_OF_PAIRS, 14.0 / 36},
    {"krackhardt-kite", "Fernando", BETWEENNESS, 25.0 / 3},
    {"krackhardt-kite", "Garth", BETWEENNESS, 25.0 / 3},
    {"krackhardt-kite", "Diane", HARMONIC, 0.78703703703703709},
    {"krackhardt-kite", "Heather", CONSTRAINT, 0.43111111111111106},
    {"krackhardt-kite", "Heather", CORENESS, 2},
    {"florentine-families", "Medici", DEGREE, 6},
    {"florentine-families", "Medici", BETWEENNESS, 47.5},
    {"florentine-families", "Medici", BETWEENNESS_OF_PAIRS, 47.5 / 91},
    {"florentine-families", "Guadagni", BETWEENNESS, 23 + 1.0 / 6},
    {"florentine-families", "Guadagni", BETWEENNESS_OF_PAIRS, (23 + 1.0 / 6) / 91},
    {"florentine-families", "Albizzi", BETWEENNESS, 19 + 1.0 / 3},
    {"florentine-families", "Medici", EIGENVECTOR_2, 0.43030809404091724},
    {"florentine-families", "Medici", HARMONIC, 0.67857142857142860},
    {"florentine-families", "Medici", PAGERANK, 0.14581720499756196},
    {"florentine-families", "Medici", CONSTRAINT, 0.20987654320987660},
    {"florentine-families-with-pucci", "Medici", BETWEENNESS, 47.5},
    {"florentine-families-with-pucci", "Medici", BETWEENNESS_OF_PAIRS, 47.5 / 105},
    {"florentine-families-with-pucci", "Medici", HARMONIC, 0.63333333333333333},
    {"florentine-families-with-pucci", "Medici", EIGENVECTOR_2, 0.43030809404091724},
    {"florentine-families-with-pucci", "Pucci", BETWEENNESS, 0},
    {"florentine-families-with-pucci", "Pucci", HARMONIC, 0},
    {"florentine-families-with-pucci", "Pucci", CORENESS, 0},
    {"florentine-families-with-pucci", "Pucci", PAGERANK, 1.0 / 101},
    {"zachary-club", "0", DEGREE, 16},
    {"zachary-club", "33", DEGREE, 17},
    {"zachary-club", "0", BETWEENNESS, 231.07142857142858},
    {"zachary-club", "0", BETWEENNESS_OF_PAIRS, 231.07142857142858 / 528},
    {"zachary-club", "33", BETWEENNESS, 160.55158730158729},
    {"zachary-club", "33", EIGENVECTOR_2, 0.37336347029148353},
    {"zachary-club", "33", PAGERANK, 0.10091918233262502},
    {"zachary-club", "33", CORENESS, 4},
    {"les-miserables", "Valjean", DEGREE, 36},
    {"les-miserables", "Valjean", BETWEENNESS, 1624.4688004333127},
    {"les-miserables", "Valjean", BETWEENNESS_OF_PAIRS, 1624.4688004333127 / 2850},
    {"les-miserables", "Valjean", HARMONIC, 0.73245614035087714},
    {"les-miserables", "Myriel", BETWEENNESS, 504},
    {"les-miserables", "Gavroche", BETWEENNESS, 470.57063191366586},
    {"les-miserables", "Gavroche", CORENESS, 9},
};

static void check_values(void)
{
    const char *at = "";
    struct loaded l = {0};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(at, known[i].graph) != 0) {
            char path[128];
            snprintf(path, sizeof path, "tests/known/%s.graphml", known[i].graph);
            cp_arena_free(l.run);
            l = load(path);
            at = known[i].graph;
        }
        const struct cp_graph_node *node = find(l.graph, known[i].node);
        CU_ASSERT_PTR_NOT_NULL_FATAL(node);
        double got = value_of(l.graph, &node->metrics, known[i].formula);
        CU_ASSERT_DOUBLE_EQUAL(got, known[i].value, 1e-9 * fmax(1, known[i].value));
    }
    cp_arena_free(l.run);
}

static void check_isolate(void)
{
    struct loaded l = load("tests/known/florentine-families-with-pucci.graphml");
    CU_ASSERT(isnan(find(l.graph, "Pucci")->metrics.constraint));
    cp_arena_free(l.run);
}

// Krackhardt drew the kite so that three centralities have three winners.
static void check_three_winners(void)
{
    struct loaded l = load("tests/known/krackhardt-kite.graphml");
    for (size_t i = 0; i < l.graph->node_count; i++) {
        const struct cp_metrics *m = &l.graph->nodes[i].metrics;
        CU_ASSERT(m->degree <= find(l.graph, "Diane")->metrics.degree);
        CU_ASSERT(m->betweenness <= find(l.graph, "Heather")->metrics.betweenness);
    }
    cp_arena_free(l.run);
}

// ---------------------------------------------------------------- where they break

static int by_text(const void *x, const void *y)
{
    return strcmp(*(char *const *)x, *(char *const *)y);
}

// "Heather-Ike Ike-Jane", sorted.
static struct cp_str joined(struct cp_arena *run, const char **words, size_t count)
{
    struct cp_str all = CP_STR("");
    qsort(words, count, sizeof *words, by_text);
    for (size_t i = 0; i < count; i++)
        all = cp_str_format(run, CP_FMT "%s%s", CP_ARG(all), i ? " " : "", words[i]);
    return all;
}

static struct cp_str articulation_points(const struct loaded *l)
{
    const char **words = CP_NEW_ARRAY(l->run, l->graph->node_count + 1, const char *);
    size_t n = 0;
    for (size_t i = 0; i < l->graph->node_count; i++)
        if (l->graph->nodes[i].metrics.articulation)
            words[n++] = cp_str_copy(l->run, l->graph->nodes[i].label).ptr;
    return joined(l->run, words, n);
}

static struct cp_str bridges(const struct loaded *l)
{
    const char **words = CP_NEW_ARRAY(l->run, l->graph->edge_count + 1, const char *);
    size_t n = 0;
    for (size_t i = 0; i < l->graph->edge_count; i++) {
        const struct cp_graph_edge *e = &l->graph->edges[i];
        struct cp_str a = l->graph->nodes[e->from].label, b = l->graph->nodes[e->to].label;
        bool turned = cp_str_compare(b, a) < 0;
        if (e->bridge)
            words[n++] = cp_str_format(l->run, CP_FMT "-" CP_FMT, CP_ARG(turned ? b : a), CP_ARG(turned ? a : b)).ptr;
    }
    return joined(l->run, words, n);
}

static const struct {
    const char *graph;
    size_t nodes, edges, components, points, bridge_count;
    double density;
    const char *articulation, *bridges;
} breaks[] = {
    {"krackhardt-kite", 10, 18, 1, 2, 2, 0.4, "Heather Ike", "Heather-Ike Ike-Jane"},
    {"florentine-families", 15, 20, 1, 4, 5, 4.0 / 21, "Albizzi Guadagni Medici Salviati",
     "Acciaiuoli-Medici Albizzi-Ginori Guadagni-Lamberteschi Medici-Salviati Pazzi-Salviati"},
    {"florentine-families-with-pucci", 16, 20, 2, 4, 5, 1.0 / 6, "Albizzi Guadagni Medici Salviati",
     "Acciaiuoli-Medici Albizzi-Ginori Guadagni-Lamberteschi Medici-Salviati Pazzi-Salviati"},
    {"zachary-club", 34, 78, 1, 1, 1, 78.0 / 561, "0", "0-11"},
    {"les-miserables", 77, 254, 1, 8, 18, 254.0 / 2926,
     "Fauchelevent Gavroche Mabeuf MlleGillenormand MmeBurgon Myriel Thenardier Valjean",
     "Boulatruelle-Thenardier Champtercier-Myriel Count-Myriel CountessDeLo-Myriel Cravatte-Myriel Fauchelevent-Gribier "
     "Gavroche-MmeBurgon Geborand-Myriel Gervais-Valjean Isabeau-Valjean Jondrette-MmeBurgon Labarre-Valjean "
     "Mabeuf-MotherPlutarch MlleGillenormand-MlleVaubois MmeDeR-Valjean Myriel-Napoleon Myriel-OldMan "
     "Scaufflaire-Valjean"},
};

static void check_breaks(void)
{
    for (size_t i = 0; i < sizeof breaks / sizeof breaks[0]; i++) {
        char path[128];
        snprintf(path, sizeof path, "tests/known/%s.graphml", breaks[i].graph);
        struct loaded l = load(path);
        CU_ASSERT_EQUAL(l.graph->node_count, breaks[i].nodes);
        CU_ASSERT_EQUAL(l.graph->edge_count, breaks[i].edges);
        CU_ASSERT_EQUAL(l.summary.components, breaks[i].components);
        CU_ASSERT_EQUAL(l.summary.articulation_points, breaks[i].points);
        CU_ASSERT_EQUAL(l.summary.bridges, breaks[i].bridge_count);
        CU_ASSERT_DOUBLE_EQUAL(l.summary.density, breaks[i].density, 1e-12);
        CU_ASSERT(cp_str_equal(articulation_points(&l), cp_str_from(breaks[i].articulation)));
        CU_ASSERT(cp_str_equal(bridges(&l), cp_str_from(breaks[i].bridges)));
        cp_arena_free(l.run);
    }
}

// ---------------------------------------------------------------- communities

// Communities differ from one method to the next; how good they are can be compared. The best known partition of the club has
// 0.4198 (Brandes et al. 2008), what Gephi finds has 0.4072, and for the families 0.3975.
static void check_modularity(void)
{
    struct loaded club = load("tests/known/zachary-club.graphml"), again = load("tests/known/zachary-club.graphml");
    struct loaded families = load("tests/known/florentine-families.graphml");
    CU_ASSERT(club.summary.modularity > 0.407 && club.summary.modularity < 0.41979);
    CU_ASSERT(families.summary.modularity > 0.397 && families.summary.modularity < 0.3988);
    for (size_t i = 0; i < club.graph->node_count; i++)
        CU_ASSERT_EQUAL(club.graph->nodes[i].metrics.community, again.graph->nodes[i].metrics.community);
    cp_arena_free(club.run);
    cp_arena_free(again.run);
    cp_arena_free(families.run);
}

void cp_test_analyze_known(void)
{
    CU_pSuite suite = CU_add_suite("analyze: known values", NULL, NULL);
    CU_add_test(suite, "values of the literature, to nine digits", check_values);
    CU_add_test(suite, "who has no neighbours has no constraint", check_isolate);
    CU_add_test(suite, "the kite has three centralities and three winners", check_three_winners);
    CU_add_test(suite, "components, articulation points, bridges", check_breaks);
    CU_add_test(suite, "communities are as good as others find, and the same twice", check_modularity);
}
