// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "structure.h"

#include <math.h>
#include <stdlib.h>

static void add_value(struct cp_buf *out, const char *name, double value, const char *meaning)
{
    if (isnan(value))
        cp_buf_add_format(out, "  %-22s       -  nothing to compute it from\n", name);
    else
        cp_buf_add_format(out, "  %-22s %7.4f  %s\n", name, value, meaning);
}

// ---------------------------------------------------------------- communities

struct settled {
    double value;
    uint32_t node;
};

static int least_settled(const void *a, const void *b)
{
    const struct settled *x = a, *y = b;
    if (fabs(x->value - y->value) > 1e-12)
        return x->value < y->value ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

static void add_unsettled(struct cp_arena *run, const struct cp_graph *graph, const struct cp_structure *s, size_t top,
                          struct cp_buf *out)
{
    const double sure = 0.75;
    struct settled *nodes = CP_NEW_ARRAY(run, graph->node_count + 1, struct settled);
    size_t count = 0;
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (s->settled[i] < sure)
            nodes[count++] = (struct settled){s->settled[i], i};
    if (!count)
        return;
    qsort(nodes, count, sizeof *nodes, least_settled);
    cp_buf_add_format(out, "  unsure of their community (less than %.2f of it stays the same): %zu node%s\n", sure,
                      count, count == 1 ? "" : "s");
    for (size_t i = 0; i < count && i < top; i++)
        cp_buf_add_format(out, "    %.2f  " CP_FMT "\n", nodes[i].value,
                          CP_ARG(cp_tame(run, graph->nodes[nodes[i].node].label)));
    if (count > top)
        cp_buf_add_format(out, "    ... and %zu more\n", count - top);
}

static void add_communities(struct cp_arena *run, const struct cp_graph *graph, const struct cp_structure *s,
                            size_t top, struct cp_buf *out)
{
    cp_buf_add_format(out, "Communities: %zu (Leiden, resolution %g)\n", s->communities, s->resolution);
    add_value(out, "modularity", s->modularity, "edges within them, beyond what chance would put there");
    if (!s->runs)
        return;
    cp_buf_add_format(out, "  other methods           %.4f with %zu (multilevel), %.4f with %zu (fast greedy)\n",
                      s->modularity_multilevel, s->communities_multilevel, s->modularity_greedy, s->communities_greedy);
    cp_buf_add_format(
        out,
        "  over %2zu seeds           modularity %.4f to %.4f; two runs agree by %.2f (NMI), %.2f (adjusted Rand)\n",
        s->runs, s->modularity_worst, s->modularity_best, s->likeness, s->rand);
    add_unsettled(run, graph, s, top, out);
}

// ---------------------------------------------------------------- direction and likeness

static void add_triads(struct cp_arena *run, const struct cp_structure *s, struct cp_buf *out)
{
    static const char *const shapes[CP_TRIADS] = {"no arrow",
                                                  "one arrow",
                                                  "one pair both ways",
                                                  "one sends to two",
                                                  "two send to one",
                                                  "a chain",
                                                  "a pair both ways, an arrow comes in",
                                                  "a pair both ways, an arrow goes out",
                                                  "a chain and its short cut",
                                                  "a ring",
                                                  "two pairs both ways",
                                                  "a pair both ways that a third sends to",
                                                  "a pair both ways that sends to a third",
                                                  "a pair both ways, a chain through a third",
                                                  "all arrows but one",
                                                  "all arrows"};
    struct cp_grid grid = {.alignment = "rrl"};
    cp_buf_add(out, CP_STR("\nTriads: what three nodes have between them\n"));
    for (size_t i = 0; i < CP_TRIADS; i++) {
        cp_grid_add(run, &grid, cp_str_format(run, "  %s", cp_triad_names[i]));
        cp_grid_add_number(run, &grid, s->triads[i], 0);
        cp_grid_add(run, &grid, cp_str_from(shapes[i]));
    }
    cp_grid_print(&grid, out);
}

static void add_ties(const struct cp_structure *s, struct cp_buf *out)
{
    cp_buf_add(out, CP_STR("\nWho is tied to whom\n"));
    add_value(out, "reciprocity", s->reciprocity, "share of arrows that are answered by one in return");
    add_value(out, "degree assortativity", s->by_degree, "above 0: hubs are tied to hubs; below: to the small");
    add_value(out, "kind assortativity", s->by_kind,
              "1: every edge joins two of one kind; below 0: of different kinds");
    add_value(out, "transitivity", s->transitivity, "share of pairs with a common neighbour that are neighbours");
    add_value(out, "clustering", s->clustering, "the same, node by node, and their mean");
}

// ---------------------------------------------------------------- balance

static void add_balance(const struct cp_balance *b, struct cp_buf *out)
{
    size_t pairs = b->positive + b->negative;
    cp_buf_add(out, CP_STR("\nBalance of signs\n"));
    if (!pairs) {
        cp_buf_add(out, CP_STR("  no pair of nodes has a sign\n"));
        return;
    }
    cp_buf_add_format(out, "  %zu pairs are friendly, %zu hostile\n", b->positive, b->negative);
    if (b->triangles)
        cp_buf_add_format(
            out, "  %zu of %zu triangles are balanced (%.0f %%): a friend's friend is a friend, a foe's foe too\n",
            b->balanced, b->triangles, 100.0 * (double)b->balanced / (double)b->triangles);
    else
        cp_buf_add(out, CP_STR("  no triangle has three signs\n"));
    if (b->frustration_least == b->frustration_most)
        cp_buf_add_format(out, "  frustration index %zu, exact: ", b->frustration_most);
    else
        cp_buf_add_format(out, "  frustration index %zu to %zu (too large to be exact): ", b->frustration_least,
                          b->frustration_most);
    if (b->frustration_most)
        cp_buf_add_format(out, "however two camps are drawn, %s%zu of the %zu pairs stand%s against them\n",
                          b->frustration_least == b->frustration_most ? "" : "about ", b->frustration_most, pairs,
                          b->frustration_most == 1 ? "s" : "");
    else
        cp_buf_add(out, CP_STR("two camps, all friends within and all foes between\n"));
}

void cp_structure_print(struct cp_arena *run, const struct cp_graph *graph, const struct cp_structure *structure,
                        size_t top, struct cp_buf *out)
{
    add_communities(run, graph, structure, top, out);
    add_ties(structure, out);
    add_triads(run, structure, out);
    add_balance(&structure->balance, out);
}

// ---------------------------------------------------------------- JSON

static void add_communities_json(const struct cp_structure *s, struct cp_json *json)
{
    cp_json_open(json, "communities", '{');
    cp_json_number(json, "count", (double)s->communities);
    cp_json_number(json, "resolution", s->resolution);
    cp_json_number(json, "modularity", s->modularity);
    if (s->runs) {
        cp_json_number(json, "modularity_multilevel", s->modularity_multilevel);
        cp_json_number(json, "modularity_fast_greedy", s->modularity_greedy);
        cp_json_number(json, "runs", (double)s->runs);
        cp_json_number(json, "modularity_worst", s->modularity_worst);
        cp_json_number(json, "modularity_best", s->modularity_best);
        cp_json_number(json, "nmi", s->likeness);
        cp_json_number(json, "adjusted_rand", s->rand);
    }
    cp_json_close(json, '}');
}

static void add_balance_json(const struct cp_balance *b, struct cp_json *json)
{
    cp_json_open(json, "balance", '{');
    cp_json_number(json, "positive", (double)b->positive);
    cp_json_number(json, "negative", (double)b->negative);
    cp_json_number(json, "triangles", (double)b->triangles);
    cp_json_number(json, "balanced", (double)b->balanced);
    cp_json_number(json, "frustration_least", (double)b->frustration_least);
    cp_json_number(json, "frustration_most", (double)b->frustration_most);
    cp_json_close(json, '}');
}

static void add_nodes_json(const struct cp_graph *graph, const struct cp_structure *s, struct cp_json *json)
{
    cp_json_open(json, "nodes", '[');
    for (size_t i = 0; i < graph->node_count; i++) {
        cp_json_open(json, NULL, '{');
        cp_json_text(json, "id", graph->nodes[i].id);
        cp_json_number(json, "community", graph->nodes[i].metrics.community);
        cp_json_number(json, "settled", s->settled ? s->settled[i] : NAN);
        if (s->balance.camp)
            cp_json_number(json, "camp", s->balance.camp[i]);
        cp_json_close(json, '}');
    }
    cp_json_close(json, ']');
}

void cp_structure_json(const struct cp_graph *graph, const struct cp_structure *s, struct cp_json *json)
{
    cp_json_open(json, NULL, '{');
    add_communities_json(s, json);
    cp_json_number(json, "arcs", (double)s->arcs);
    cp_json_number(json, "answered", (double)s->answered);
    cp_json_number(json, "reciprocity", s->reciprocity);
    cp_json_number(json, "degree_assortativity", s->by_degree);
    cp_json_number(json, "kind_assortativity", s->by_kind);
    cp_json_number(json, "transitivity", s->transitivity);
    cp_json_number(json, "clustering", s->clustering);
    cp_json_open(json, "triads", '{');
    for (size_t i = 0; i < CP_TRIADS; i++)
        cp_json_number(json, cp_triad_names[i], s->triads[i]);
    cp_json_close(json, '}');
    add_balance_json(&s->balance, json);
    add_nodes_json(graph, s, json);
    cp_json_close(json, '}');
}
