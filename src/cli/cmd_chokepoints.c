// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
//
// Three questions to one command: without which node is most cut off; what is the least that parts two nodes; who, of
// those in a table of a supply chain, can be done without least, and which measures of the graph hit them.
#include "chokepoint/cut.h"
#include "chokepoint/supply.h"
#include "input.h"
#include "report.h"
#include "view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_TABLE = 1 << 28 };

struct asked {
    struct cp_arena *run;
    const struct cp_settings *settings;
    const struct cp_graph *graph; // empty if none was given
    struct cp_cuts cuts;
    const uint32_t *order; // of the graph's nodes, the greatest loss first
    size_t order_count;
    struct cp_supply supply;
    struct cp_lookup *lookup;
    size_t top;
};

static size_t shown(const struct asked *view, size_t count)
{
    return count < view->top ? count : view->top;
}

static void add_rest(struct cp_buf *out, size_t count, size_t printed)
{
    if (printed < count)
        cp_buf_add_format(out, "... and %zu more (--top 0 shows all)\n", count - printed);
}

static void add_head(struct cp_arena *run, struct cp_grid *grid, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cp_grid_add(run, grid, cp_str_from(names[i]));
}

static void add_count(struct cp_arena *run, struct cp_grid *grid, size_t number)
{
    cp_grid_add(run, grid, cp_str_format(run, "%zu", number));
}

// ---------------------------------------------------------------- without one node

struct ranked {
    double efficiency, reach;
    struct cp_str id;
    uint32_t node;
};

static int compare_values(double a, double b) // what differs by rounding alone is the same; undefined last
{
    if (isnan(a) || isnan(b))
        return isnan(a) - isnan(b);
    double scale = fabs(a) > fabs(b) ? fabs(a) : fabs(b);
    return fabs(a - b) <= 1e-12 * scale ? 0 : a > b ? -1 : 1;
}

static int by_loss(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    int order = compare_values(a->efficiency, b->efficiency);
    if (!order)
        order = compare_values(a->reach, b->reach);
    return order ? order : cp_str_compare(a->id, b->id);
}

static void rank_nodes(struct asked *view)
{
    const struct cp_graph *graph = view->graph;
    struct ranked *rows = CP_NEW_ARRAY(view->run, graph->node_count + 1, struct ranked);
    uint32_t *order = CP_NEW_ARRAY(view->run, graph->node_count + 1, uint32_t);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (view->settings->kind != CP_KIND_COUNT && graph->nodes[i].kind != view->settings->kind)
            continue;
        const struct cp_cut_node *n = &view->cuts.nodes[i];
        rows[view->order_count++] = (struct ranked){n->efficiency, n->reach, graph->nodes[i].id, i};
    }
    qsort(rows, view->order_count, sizeof *rows, by_loss);
    for (size_t i = 0; i < view->order_count; i++)
        order[i] = rows[i].node;
    view->order = order;
}

static void measure_cuts(struct asked *view)
{
    struct cp_cut_options options = {.directed = view->settings->directed,
                                     .seed = view->settings->seed,
                                     .jobs = view->settings->jobs,
                                     .most_work = view->settings->exact ? SIZE_MAX : 0,
                                     .progress = cp_progress_line(view->settings->quiet)};
    cp_cuts(view->run, view->graph, &options, &view->cuts);
    rank_nodes(view);
    if (view->cuts.sources < view->graph->node_count && !view->settings->quiet)
        fprintf(stderr,
                "chokepoint: the graph is large: losses are estimated from the ways that begin at %zu of its %zu nodes "
                "(--exact: all)\n",
                view->cuts.sources, view->graph->node_count);
}

static void add_node_table(const struct asked *view, struct cp_buf *out)
{
    static const char *const head[] = {"#", "node", "kind", "efficiency lost %", "reach lost %", "severed", "pieces"};
    struct cp_grid grid = {.alignment = "rllrrrr"};
    size_t rows = shown(view, view->order_count);
    add_head(view->run, &grid, head, sizeof head / sizeof head[0]);
    for (size_t i = 0; i < rows; i++) {
        const struct cp_graph_node *node = &view->graph->nodes[view->order[i]];
        const struct cp_cut_node *cut = &view->cuts.nodes[view->order[i]];
        add_count(view->run, &grid, i + 1);
        cp_grid_add(view->run, &grid, cp_shorten(view->run, node->label, 48));
        cp_grid_add(view->run, &grid, cp_report_kind(node));
        cp_grid_add_number(view->run, &grid, 100 * cut->efficiency, 2);
        cp_grid_add_number(view->run, &grid, 100 * cut->reach, 2);
        add_count(view->run, &grid, cut->severed);
        add_count(view->run, &grid, cut->pieces);
    }
    cp_buf_add(out, CP_STR("Without one node, what the others lose\n"));
    cp_grid_print(&grid, out);
    add_rest(out, view->order_count, rows);
}

static void add_bridges(const struct asked *view, struct cp_buf *out)
{
    size_t rows = 0, large = 0;
    for (size_t i = 0; i < view->cuts.bridge_count; i++)
        large += view->cuts.bridges[i].severed > 1;
    if (large)
        cp_buf_add(out, CP_STR("\nLinks that alone hold more than one node\n"));
    for (; rows < shown(view, large); rows++) {
        const struct cp_cut_bridge *bridge = &view->cuts.bridges[rows];
        struct cp_str sentence = cp_graph_sentence(view->run, view->graph, bridge->edge);
        cp_buf_add_format(out, "  " CP_FMT "  (%zu)\n", CP_ARG(cp_tame(view->run, sentence)), bridge->severed);
    }
    add_rest(out, large, rows);
}

static void add_structure(const struct asked *view, struct cp_buf *out)
{
    size_t points = 0;
    for (size_t i = 0; i < view->graph->node_count; i++)
        points += view->cuts.nodes[i].pieces > 1;
    add_node_table(view, out);
    add_bridges(view, out);
    cp_buf_add_format(
        out,
        "\n%zu of %zu nodes cut others off; %zu link%s; %zu part%s that no single node can break, the largest of "
        "%zu nodes\n",
        points, view->graph->node_count, view->cuts.bridge_count, view->cuts.bridge_count == 1 ? " does" : "s do",
        view->cuts.block_count, view->cuts.block_count == 1 ? "" : "s",
        view->cuts.block_count ? view->cuts.blocks[0].count : 0);
}

static void add_structure_json(const struct asked *view, struct cp_json *json)
{
    cp_json_open(json, "nodes", '[');
    for (size_t i = 0; i < shown(view, view->order_count); i++) {
        const struct cp_graph_node *node = &view->graph->nodes[view->order[i]];
        const struct cp_cut_node *cut = &view->cuts.nodes[view->order[i]];
        cp_json_open(json, NULL, '{');
        cp_json_text(json, "id", node->id);
        cp_json_text(json, "label", node->label);
        cp_json_text(json, "kind", cp_report_kind(node));
        cp_json_number(json, "efficiency_lost", cut->efficiency);
        cp_json_number(json, "reach_lost", cut->reach);
        cp_json_number(json, "severed", (double)cut->severed);
        cp_json_number(json, "pieces", (double)cut->pieces);
        cp_json_close(json, '}');
    }
    cp_json_close(json, ']');
    cp_json_open(json, "bridges", '[');
    for (size_t i = 0; i < view->cuts.bridge_count; i++) {
        const struct cp_graph_edge *edge = &view->graph->edges[view->cuts.bridges[i].edge];
        cp_json_open(json, NULL, '{');
        cp_json_text(json, "from", view->graph->nodes[edge->from].id);
        cp_json_text(json, "to", view->graph->nodes[edge->to].id);
        cp_json_number(json, "severed", (double)view->cuts.bridges[i].severed);
        cp_json_close(json, '}');
    }
    cp_json_close(json, ']');
    cp_json_open(json, "blocks", '[');
    for (size_t i = 0; i < view->cuts.block_count; i++) {
        cp_json_open(json, NULL, '[');
        for (size_t k = 0; k < view->cuts.blocks[i].count; k++)
            cp_json_text(json, NULL, view->graph->nodes[view->cuts.blocks[i].nodes[k]].id);
        cp_json_close(json, ']');
    }
    cp_json_close(json, ']');
    cp_json_number(json, "sources", (double)view->cuts.sources);
}

// ---------------------------------------------------------------- between two nodes

static void add_labels(const struct asked *view, const char *head, const uint32_t *nodes, size_t count,
                       struct cp_buf *out)
{
    cp_buf_add_format(out, "  %s: ", head);
    for (size_t i = 0; i < count; i++)
        cp_buf_add_format(out, "%s" CP_FMT, i ? "; " : "",
                          CP_ARG(cp_tame(view->run, view->graph->nodes[nodes[i]].label)));
    cp_buf_add_char(out, '\n');
}

// One link: in the line of its head; more: a line for each.
static void add_links(const struct asked *view, const char *head, const uint32_t *edges, size_t count,
                      struct cp_buf *out)
{
    size_t most = view->settings->top ? view->settings->top : count, shown = count < most ? count : most;
    cp_buf_add_format(out, "  %s:%s", head, count > 1 ? "\n" : "");
    for (size_t i = 0; i < shown; i++)
        cp_buf_add_format(out, "%s" CP_FMT "\n", count > 1 ? "    " : " ",
                          CP_ARG(cp_tame(view->run, cp_graph_sentence(view->run, view->graph, edges[i]))));
    if (shown < count)
        cp_buf_add_format(out, "    ... and %zu more (--top 0 shows all)\n", count - shown);
}

static bool same_set(const uint32_t *a, const uint32_t *b, size_t count)
{
    return !count || memcmp(a, b, count * sizeof *a) == 0;
}

static void add_between(const struct asked *view, const uint32_t *ends, const struct cp_cut_between *cut,
                        struct cp_buf *out)
{
    struct cp_str a = cp_tame(view->run, view->graph->nodes[ends[0]].label),
                  b = cp_tame(view->run, view->graph->nodes[ends[1]].label);
    const char *next_to_a = cp_str_format(view->run, "next to " CP_FMT, CP_ARG(a)).ptr;
    const char *next_to_b = cp_str_format(view->run, "next to " CP_FMT, CP_ARG(b)).ptr;
    if (cut->adjacent)
        cp_buf_add_format(out, CP_FMT " and " CP_FMT " are joined directly; ", CP_ARG(a), CP_ARG(b));
    cp_buf_add_format(out, "%s%zu node%s %s all %sways from " CP_FMT " to " CP_FMT "\n",
                      cut->adjacent ? "besides, " : "", cut->node_count, cut->node_count == 1 ? "" : "s",
                      cut->node_count == 1 ? "holds" : "hold", cut->adjacent ? "other " : "", CP_ARG(a), CP_ARG(b));
    bool one = same_set(cut->nodes_near_a, cut->nodes_near_b, cut->node_count);
    if (cut->node_count)
        add_labels(view, one ? "the only ones" : next_to_a, cut->nodes_near_a, cut->node_count, out);
    if (!one)
        add_labels(view, next_to_b, cut->nodes_near_b, cut->node_count, out);
    cp_buf_add_format(out, "%zu link%s %s all ways\n", cut->link_count, cut->link_count == 1 ? "" : "s",
                      cut->link_count == 1 ? "carries" : "carry");
    one = same_set(cut->links_near_a, cut->links_near_b, cut->link_count);
    add_links(view, one ? "the only ones" : next_to_a, cut->links_near_a, cut->link_count, out);
    if (!one)
        add_links(view, next_to_b, cut->links_near_b, cut->link_count, out);
}

static void add_set_json(const struct asked *view, const char *key, const uint32_t *set, size_t count, bool edges,
                         struct cp_json *json)
{
    cp_json_open(json, key, '[');
    for (size_t i = 0; i < count; i++) {
        if (edges)
            cp_report_edge_json(view->run, view->graph, set[i], json, NULL);
        else
            cp_json_text(json, NULL, view->graph->nodes[set[i]].id);
    }
    cp_json_close(json, ']');
}

static void add_between_json(const struct asked *view, const uint32_t *ends, const struct cp_cut_between *cut,
                             struct cp_json *json)
{
    cp_json_text(json, "from", view->graph->nodes[ends[0]].id);
    cp_json_text(json, "to", view->graph->nodes[ends[1]].id);
    cp_json_bool(json, "adjacent", cut->adjacent);
    add_set_json(view, "nodes_near_from", cut->nodes_near_a, cut->node_count, false, json);
    add_set_json(view, "nodes_near_to", cut->nodes_near_b, cut->node_count, false, json);
    add_set_json(view, "links_near_from", cut->links_near_a, cut->link_count, true, json);
    add_set_json(view, "links_near_to", cut->links_near_b, cut->link_count, true, json);
}

// ---------------------------------------------------------------- supply

static uint32_t look_up(struct asked *view, struct cp_str name)
{
    return cp_input_lookup(view->run, view->settings, view->graph, &view->lookup, name);
}

struct hits {
    CP_VEC(uint32_t) edges; // from a measure to the supplier or the item
};

// A measure hits a supplier if it targets or affects it, and an item if it covers it; one that does both hits once.
static struct hits find_hits(struct asked *view, const struct cp_supplier *supplier)
{
    struct hits hits = {0};
    uint32_t provider = look_up(view, supplier->provider),
             item = look_up(view, view->supply.items[supplier->item].name);
    for (uint32_t i = 0; i < view->graph->edge_count; i++) {
        const struct cp_graph_edge *edge = &view->graph->edges[i];
        bool at_provider =
            edge->to == provider && (edge->relation == CP_RELATION_TARGETS || edge->relation == CP_RELATION_AFFECTS);
        size_t last = hits.edges.count; // edges of one measure stand together
        if (last && view->graph->edges[hits.edges.items[last - 1]].from == edge->from)
            continue;
        if (at_provider || (edge->to == item && edge->relation == CP_RELATION_COVERS))
            *CP_PUSH(view->run, &hits.edges) = i;
    }
    return hits;
}

static struct cp_str share_text(struct cp_arena *run, const struct cp_supplier *supplier)
{
    return cp_str_format(run, "%s%.1f", supplier->assumed ? "~" : "", 100 * supplier->share);
}

static void add_supplier_table(struct asked *view, struct hits *hits, size_t rows, struct cp_buf *out)
{
    static const char *const head[] = {"#",     "supplier", "country", "of", "share %", "concentration",
                                       "reach", "index",    "measures"};
    struct cp_grid grid = {.alignment = "rlllrrrrr"};
    add_head(view->run, &grid, head, sizeof head / sizeof head[0]);
    for (size_t i = 0; i < rows; i++) {
        const struct cp_supplier *s = &view->supply.suppliers[i];
        const struct cp_supply_item *item = &view->supply.items[s->item];
        add_count(view->run, &grid, i + 1);
        cp_grid_add(view->run, &grid, cp_shorten(view->run, s->provider, 36));
        cp_grid_add(view->run, &grid, s->country);
        cp_grid_add(view->run, &grid, cp_shorten(view->run, item->name, 36));
        cp_grid_add(view->run, &grid, share_text(view->run, s));
        cp_grid_add_number(view->run, &grid, item->concentration, 3);
        cp_grid_add_number(view->run, &grid, item->reach, 3);
        cp_grid_add_number(view->run, &grid, s->index, 4);
        cp_grid_add_number(view->run, &grid, view->settings->argument_count ? (double)hits[i].edges.count : NAN, 0);
    }
    cp_buf_add(out, CP_STR("Chokepoints: share x concentration x reach\n"));
    cp_grid_print(&grid, out);
    add_rest(out, view->supply.supplier_count, rows);
}

static void add_hits(const struct asked *view, const struct hits *hits, size_t rows, struct cp_buf *out)
{
    bool begun = false;
    for (size_t i = 0; i < rows; i++) {
        const struct cp_supplier *s = &view->supply.suppliers[i];
        if (!hits[i].edges.count)
            continue;
        cp_buf_add_format(out, "%s  " CP_FMT ", " CP_FMT "\n", begun ? "" : "\nMeasures that hit them\n",
                          CP_ARG(cp_tame(view->run, s->provider)),
                          CP_ARG(cp_tame(view->run, view->supply.items[s->item].name)));
        begun = true;
        for (size_t k = 0; k < hits[i].edges.count; k++) {
            const struct cp_graph_edge *edge = &view->graph->edges[hits[i].edges.items[k]];
            const struct cp_graph_node *measure = &view->graph->nodes[edge->from];
            struct cp_str actors = cp_report_actors(view->run, view->graph, edge->from);
            struct cp_str date = cp_date_format(view->run, measure->date);
            cp_buf_add_format(
                out, "    " CP_FMT "%s" CP_FMT "%s" CP_FMT "%s\n",
                CP_ARG(cp_tame(view->run, cp_graph_sentence(view->run, view->graph, hits[i].edges.items[k]))),
                actors.len || date.len ? "  (" : "", CP_ARG(cp_tame(view->run, actors)),
                actors.len && date.len ? ", " : "", CP_ARG(date), actors.len || date.len ? ")" : "");
        }
    }
}

static void add_provider_table(const struct asked *view, struct cp_buf *out)
{
    static const char *const head[] = {"#", "supplier", "country", "items", "greatest index", "lost %"};
    struct cp_grid grid = {.alignment = "rllrrr"};
    size_t rows = shown(view, view->supply.provider_count);
    add_head(view->run, &grid, head, sizeof head / sizeof head[0]);
    for (size_t i = 0; i < rows; i++) {
        const struct cp_supply_provider *p = &view->supply.providers[i];
        add_count(view->run, &grid, i + 1);
        cp_grid_add(view->run, &grid, cp_shorten(view->run, p->name, 36));
        cp_grid_add(view->run, &grid, p->country);
        add_count(view->run, &grid, p->items);
        cp_grid_add_number(view->run, &grid, p->index, 4);
        cp_grid_add_number(view->run, &grid, 100 * p->lost, 1);
    }
    cp_buf_add(out,
               CP_STR("\nIf one of them stopped and nobody took its place: how much of all items would be lost\n"));
    cp_grid_print(&grid, out);
    add_rest(out, view->supply.provider_count, rows);
}

static void add_supply(struct asked *view, struct cp_buf *out)
{
    size_t rows = shown(view, view->supply.supplier_count);
    struct hits *hits = CP_NEW_ARRAY(view->run, rows + 1, struct hits);
    for (size_t i = 0; i < rows; i++)
        hits[i] = find_hits(view, &view->supply.suppliers[i]);
    add_supplier_table(view, hits, rows, out);
    add_hits(view, hits, rows, out);
    add_provider_table(view, out);
}

static void add_supplier_json(struct asked *view, const struct cp_supplier *s, struct cp_json *json)
{
    const struct cp_supply_item *item = &view->supply.items[s->item];
    struct hits hits = find_hits(view, s);
    uint32_t node = look_up(view, s->provider), item_node = look_up(view, item->name);
    cp_json_open(json, NULL, '{');
    cp_json_text(json, "provider", s->provider);
    cp_json_text(json, "country", s->country);
    cp_json_text(json, "item", item->name);
    cp_json_text(json, "node", node == CP_NONE ? CP_STR("") : view->graph->nodes[node].id);
    cp_json_text(json, "item_node", item_node == CP_NONE ? CP_STR("") : view->graph->nodes[item_node].id);
    cp_json_number(json, "share", s->share);
    cp_json_bool(json, "assumed", s->assumed);
    cp_json_number(json, "concentration", item->concentration);
    cp_json_number(json, "downstream", (double)item->downstream);
    cp_json_number(json, "reach", item->reach);
    cp_json_number(json, "index", s->index);
    cp_json_number(json, "line", s->line);
    add_set_json(view, "measures", hits.edges.items, hits.edges.count, true, json);
    cp_json_close(json, '}');
}

static void add_supply_json(struct asked *view, struct cp_json *json)
{
    cp_json_open(json, "suppliers", '[');
    for (size_t i = 0; i < shown(view, view->supply.supplier_count); i++)
        add_supplier_json(view, &view->supply.suppliers[i], json);
    cp_json_close(json, ']');
    cp_json_open(json, "providers", '[');
    for (size_t i = 0; i < shown(view, view->supply.provider_count); i++) {
        const struct cp_supply_provider *p = &view->supply.providers[i];
        cp_json_open(json, NULL, '{');
        cp_json_text(json, "name", p->name);
        cp_json_text(json, "country", p->country);
        cp_json_number(json, "items", (double)p->items);
        cp_json_number(json, "index", p->index);
        cp_json_number(json, "lost", p->lost);
        cp_json_close(json, '}');
    }
    cp_json_close(json, ']');
}

static enum cp_status read_supply(struct asked *view, struct cp_error *err)
{
    const struct cp_settings *settings = view->settings;
    struct cp_supply_source source = {
        .supply_file = settings->supply, .needs_file = settings->needs, .by_country = settings->by_country};
    enum cp_status status = cp_file_read(view->run, settings->supply, LARGEST_TABLE, &source.supply, err);
    if (status == CP_OK && settings->needs)
        status = cp_file_read(view->run, settings->needs, LARGEST_TABLE, &source.needs, err);
    if (status == CP_OK)
        status = cp_supply_read(view->run, &source, &view->supply, err);
    if (status == CP_OK && view->supply.scaled && !settings->quiet)
        fprintf(stderr, "chokepoint: the shares of %zu item%s sum to more than 100 and were scaled down to it\n",
                view->supply.scaled, view->supply.scaled == 1 ? "" : "s");
    return status;
}

// ---------------------------------------------------------------- as a graph

// The table as a graph: who supplies is a node, what is supplied another, and rows are edges with the row as their words. Nodes that
// GRAPH has keep their ids, so that merging the two joins them.
struct joining {
    struct asked *view;
    CP_VEC(struct cp_graph_node) nodes;
    CP_VEC(struct cp_graph_edge) edges;
    struct cp_table *ids;
};

static const unsigned items = 1u << CP_KIND_TECHNOLOGY, providers = ~(1u << CP_KIND_TECHNOLOGY | 1u << CP_KIND_MEASURE);

// One of the graph, or one that the lexicon knows, or a new one.
static uint32_t node_of(struct joining *j, struct cp_str name, bool is_item)
{
    struct asked *view = j->view;
    uint32_t there = look_up(view, name);
    struct cp_graph_node node = {.type = CP_MEASURE_COUNT, .x = NAN, .y = NAN, .size = NAN, .country = {"", 0}};
    const struct cp_name *known = NULL;
    if (there == CP_NONE)
        known = cp_input_known(view->run, view->settings, view->graph, &view->lookup, name, is_item ? items : providers);
    node.kind = known ? known->kind : is_item ? CP_KIND_TECHNOLOGY : CP_KIND_COMPANY;
    node.id = known ? known->id : cp_str_format(view->run, "%s:" CP_FMT, cp_kind_prefix(node.kind), CP_ARG(cp_str_slug(view->run, name)));
    node.label = known ? known->label : name;
    node.country = known ? known->country : node.country;
    node.kind_name = cp_str_from(cp_kind_name(node.kind));
    if (there != CP_NONE) {
        node.id = view->graph->nodes[there].id;
        node.label = view->graph->nodes[there].label;
        node.kind = view->graph->nodes[there].kind;
        node.kind_name = view->graph->nodes[there].kind_name;
        node.country = view->graph->nodes[there].country;
    }
    uint32_t number = cp_table_add(j->ids, node.id);
    if (number == j->nodes.count)
        *CP_PUSH(view->run, &j->nodes) = node;
    return number;
}

static struct cp_graph_edge *add_link(struct joining *j, uint32_t from, enum cp_relation relation, uint32_t to)
{
    struct cp_graph_edge *edge = CP_PUSH(j->view->run, &j->edges);
    *edge = (struct cp_graph_edge){.from = from,
                                   .to = to,
                                   .relation = relation,
                                   .relation_name = cp_str_from(cp_relation_name(relation)),
                                   .weight = 1,
                                   .sign = cp_relation_sign(relation),
                                   .confidence = 1};
    return edge;
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void add_supplier_edge(struct joining *j, const struct cp_supplier *s)
{
    struct cp_arena *run = j->view->run;
    const struct cp_supply_item *item = &j->view->supply.items[s->item];
    uint32_t from = node_of(j, s->provider, false), to = node_of(j, item->name, true);
    struct cp_graph_edge *edge = add_link(j, from, CP_RELATION_SUPPLIES, to);
    struct cp_evidence *row = CP_NEW(run, struct cp_evidence);
    *row = (struct cp_evidence){.words = s->row, .document = cp_str_from(file_name(j->view->settings->supply)), .rule = CP_STR("table.supply")};
    edge->evidence = row;
    edge->evidence_count = s->row.len != 0;
    edge->weight = s->share > 0 ? s->share : 1e-6;
    cp_attributes_set_number(run, &edge->attributes, "share", s->share);
    cp_attributes_set_truth(run, &edge->attributes, "share_assumed", s->assumed);
    cp_attributes_set_number(run, &edge->attributes, "chokepoint_index", s->index);
    cp_attributes_set_number(run, &edge->attributes, "table_line", s->line);
    struct cp_attributes *of_item = &j->nodes.items[to].attributes;
    cp_attributes_set_number(run, of_item, "concentration", item->concentration);
    cp_attributes_set_number(run, of_item, "supply_reach", item->reach);
    cp_attributes_set_number(run, of_item, "downstream", (double)item->downstream);
}

static void describe_provider(struct joining *j, const struct cp_supply_provider *p)
{
    struct cp_arena *run = j->view->run;
    uint32_t number = node_of(j, p->name, false);
    struct cp_attributes *attributes = &j->nodes.items[number].attributes;
    cp_attributes_set_number(run, attributes, "chokepoint_index", p->index);
    cp_attributes_set_number(run, attributes, "supply_lost", p->lost);
    if (!cp_str_equal_fold(p->name, p->country))
        cp_attributes_set(run, attributes, "supply_country", p->country);
}

struct hitting { // a measure and what it hits
    struct cp_buf names;
    double index;
    size_t count;
};

// Which measures hit which supply: at the edge the measures' ids, at the measure the supplies and the greatest index.
static void mark_hits(struct joining *j, struct cp_graph *whole)
{
    struct asked *view = j->view;
    struct hitting *hitting = CP_NEW_ARRAY(view->run, view->graph->node_count + 1, struct hitting);
    for (size_t i = 0; i < view->supply.supplier_count; i++) {
        const struct cp_supplier *s = &view->supply.suppliers[i];
        struct hits hits = find_hits(view, s);
        struct cp_buf ids = {0};
        for (size_t k = 0; k < hits.edges.count; k++) {
            uint32_t measure = view->graph->edges[hits.edges.items[k]].from;
            struct hitting *h = &hitting[measure];
            cp_buf_add_format(&ids, "%s" CP_FMT, ids.len ? " | " : "", CP_ARG(view->graph->nodes[measure].id));
            cp_buf_add_format(&h->names, "%s" CP_FMT ", " CP_FMT, h->count ? " | " : "", CP_ARG(s->provider),
                              CP_ARG(view->supply.items[s->item].name));
            h->index = s->index > h->index ? s->index : h->index;
            h->count++;
        }
        cp_attributes_set(view->run, &j->edges.items[i].attributes, "hit_by", cp_str_copy(view->run, cp_buf_str(&ids)));
        cp_buf_release(&ids);
    }
    for (size_t i = 0; i < view->graph->node_count; i++) {
        if (hitting[i].count) {
            struct cp_attributes *attributes = &whole->nodes[i].attributes;
            cp_attributes_set(view->run, attributes, "hits_supply", cp_str_copy(view->run, cp_buf_str(&hitting[i].names)));
            cp_attributes_set_number(view->run, attributes, "hits_index", hitting[i].index);
        }
        cp_buf_release(&hitting[i].names);
    }
}

// The graph and the table as one.
static struct cp_graph *join_supply(struct asked *view, struct cp_graph *whole)
{
    struct joining j = {.view = view, .ids = cp_table_new(view->run)};
    for (size_t i = 0; i < view->supply.supplier_count; i++)
        add_supplier_edge(&j, &view->supply.suppliers[i]);
    for (size_t i = 0; i < view->supply.provider_count; i++)
        describe_provider(&j, &view->supply.providers[i]);
    mark_hits(&j, whole);
    for (size_t i = 0; i < view->supply.need_count; i++) {
        const struct cp_need *need = &view->supply.needs[i];
        uint32_t from = node_of(&j, view->supply.items[need->needed_for].name, true);
        uint32_t to = node_of(&j, view->supply.items[need->input].name, true);
        add_link(&j, from, CP_RELATION_DEPENDS_ON, to);
    }
    struct cp_graph *table = CP_NEW(view->run, struct cp_graph);
    *table = (struct cp_graph){j.nodes.items, j.nodes.count, j.edges.items, j.edges.count, 0, {NULL, 0}};
    if (!whole->node_count) {
        struct cp_graph_source alone = {CP_STR("table"), table};
        return cp_graph_merged(view->run, &alone, 1, NULL);
    }
    struct cp_graph_source both[] = {{cp_str_from(file_name(view->settings->arguments[0])), whole},
                                     {cp_str_from(file_name(view->settings->supply)), table}};
    return cp_graph_merged(view->run, both, 2, NULL);
}

static void mark_cuts(struct asked *view, struct cp_graph *whole)
{
    for (size_t i = 0; i < view->graph->node_count && view->cuts.nodes; i++) {
        struct cp_attributes *attributes = &whole->nodes[i].attributes;
        const struct cp_cut_node *cut = &view->cuts.nodes[i];
        cp_attributes_set_number(view->run, attributes, "efficiency_lost", cut->efficiency);
        cp_attributes_set_number(view->run, attributes, "reach_lost", cut->reach);
        cp_attributes_set_number(view->run, attributes, "severed", (double)cut->severed);
        cp_attributes_set_number(view->run, attributes, "pieces", (double)cut->pieces);
    }
    for (size_t i = 0; i < view->cuts.bridge_count; i++)
        cp_attributes_set_number(view->run, &whole->edges[view->cuts.bridges[i].edge].attributes, "severed",
                                 (double)view->cuts.bridges[i].severed);
}

// Where a node or link of a smallest cut stands: "from", "to", or "only" where the two are the same.
static void mark_cut(struct cp_arena *run, struct cp_attributes *attributes, bool only, const char *side)
{
    cp_attributes_set(run, attributes, "cut", only ? CP_STR("only") : cp_str_from(side));
}

static void mark_between(struct asked *view, const uint32_t *ends, const struct cp_cut_between *cut, struct cp_graph *whole)
{
    bool one_node = same_set(cut->nodes_near_a, cut->nodes_near_b, cut->node_count);
    bool one_link = same_set(cut->links_near_a, cut->links_near_b, cut->link_count);
    for (size_t i = 0; i < cut->node_count; i++) {
        mark_cut(view->run, &whole->nodes[cut->nodes_near_b[i]].attributes, one_node, "to");
        mark_cut(view->run, &whole->nodes[cut->nodes_near_a[i]].attributes, one_node, "from");
    }
    for (size_t i = 0; i < cut->link_count; i++) {
        mark_cut(view->run, &whole->edges[cut->links_near_b[i]].attributes, one_link, "to");
        mark_cut(view->run, &whole->edges[cut->links_near_a[i]].attributes, one_link, "from");
    }
    for (int i = 0; i < 2; i++)
        cp_attributes_set(view->run, &whole->nodes[ends[i]].attributes, "cut", i ? CP_STR("end") : CP_STR("begin"));
}

// A graph of which nodes and edges may be described without touching that of the question.
static struct cp_graph *copy_graph(struct cp_arena *run, const struct cp_graph *graph)
{
    struct cp_graph *copy = CP_NEW(run, struct cp_graph);
    *copy = *graph;
    copy->nodes = CP_NEW_ARRAY(run, graph->node_count + 1, struct cp_graph_node);
    copy->edges = CP_NEW_ARRAY(run, graph->edge_count + 1, struct cp_graph_edge);
    for (size_t i = 0; i < graph->node_count; i++)
        copy->nodes[i] = graph->nodes[i];
    for (size_t i = 0; i < graph->edge_count; i++)
        copy->edges[i] = graph->edges[i];
    return copy;
}

static enum cp_status write_graph(struct asked *view, struct cp_graph *graph, struct cp_error *err)
{
    const struct cp_writer *writer;
    struct cp_summary summary;
    struct cp_export_options how = {.strict = view->settings->strict};
    enum cp_status status = cp_output_writer(view->settings, view->settings->output, &writer, err);
    if (status == CP_OK)
        status = cp_input_analyze(view->run, view->settings, graph, &summary, err);
    return status == CP_OK ? cp_graph_write(graph, writer, &how, view->settings->output, err) : status;
}

static enum cp_status write_answer(struct asked *view, struct cp_error *err)
{
    struct cp_graph *whole = copy_graph(view->run, view->graph);
    mark_cuts(view, whole);
    return write_graph(view, view->settings->supply ? join_supply(view, whole) : whole, err);
}

// Standard output is either for the answer or for the graph.
static bool is_free(const struct cp_settings *settings)
{
    return !settings->output || strcmp(settings->output, "-") != 0;
}

// ---------------------------------------------------------------- the command

static enum cp_exit run_between(struct asked *view, struct cp_error *err)
{
    uint32_t ends[2];
    enum cp_status status = CP_OK;
    for (int i = 0; i < 2 && status == CP_OK; i++)
        status = cp_input_node(view->run, view->settings, view->graph, view->settings->arguments[i + 1], &ends[i], err);
    if (status == CP_OK && ends[0] == ends[1])
        status = cp_fail(err, CP_EUSAGE, "both names mean " CP_FMT, CP_ARG(view->graph->nodes[ends[0]].label));
    if (status != CP_OK) {
        cp_complain(err);
        return CP_EXIT_BAD;
    }
    struct cp_cut_between cut;
    cp_cut_between(view->run, view->graph, ends[0], ends[1], view->settings->directed, &cut);
    if (view->settings->output) {
        struct cp_graph *whole = copy_graph(view->run, view->graph);
        mark_between(view, ends, &cut, whole);
        status = write_graph(view, whole, err);
    }
    if (status != CP_OK) {
        cp_complain(err);
        return CP_EXIT_BAD;
    }
    if (!is_free(view->settings))
        return cut.link_count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
    if (view->settings->json) {
        struct cp_json json = {0};
        cp_json_open(&json, NULL, '{');
        add_between_json(view, ends, &cut, &json);
        cp_json_close(&json, '}');
        cp_print(stdout, &json.out);
    } else if (cut.link_count) {
        struct cp_buf out = {0};
        add_between(view, ends, &cut, &out);
        cp_print(stdout, &out);
    }
    if (!cut.link_count && !view->settings->quiet)
        fputs("chokepoint: nothing joins the two\n", stderr);
    return cut.link_count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

static enum cp_status check_usage(const struct cp_settings *settings, struct cp_error *err)
{
    if (!settings->argument_count && !settings->supply)
        return cp_fail(err, CP_EUSAGE, "chokepoints needs a graph, or a table with --supply");
    if (settings->argument_count == 2)
        return cp_fail(err, CP_EUSAGE, "one name only; GRAPH A B asks what parts A from B");
    if (settings->needs && !settings->supply)
        return cp_fail(err, CP_EUSAGE, "--needs belongs to --supply: what is needed for what, and who supplies it");
    if (settings->by_country && !settings->supply)
        return cp_fail(err, CP_EUSAGE, "--by-country belongs to --supply");
    if (settings->supply && settings->argument_count == 3)
        return cp_fail(err, CP_EUSAGE,
                       "--supply ranks suppliers and A B asks what parts two nodes: ask one after the other");
    return CP_OK;
}

static enum cp_status read_inputs(struct asked *view, struct cp_error *err)
{
    const struct cp_settings *settings = view->settings;
    const struct cp_writer *writer;
    enum cp_status status = check_usage(settings, err);
    if (status == CP_OK && settings->output) // before long work
        status = cp_output_writer(settings, settings->output, &writer, err);
    struct cp_graph *graph = CP_NEW(view->run, struct cp_graph);
    if (status == CP_OK && settings->supply)
        status = read_supply(view, err);
    if (status == CP_OK && settings->argument_count)
        status = cp_input_view(view->run, settings, settings->arguments[0], &graph, err);
    view->graph = graph;
    return status;
}

static void print_text(struct asked *view)
{
    struct cp_buf out = {0};
    if (view->supply.supplier_count)
        add_supply(view, &out);
    if (view->supply.supplier_count && view->graph->node_count)
        cp_buf_add_char(&out, '\n');
    if (view->graph->node_count)
        add_structure(view, &out);
    cp_print(stdout, &out);
}

static void print_json(struct asked *view)
{
    struct cp_json json = {0};
    cp_json_open(&json, NULL, '{');
    if (view->settings->supply)
        add_supply_json(view, &json);
    if (view->settings->argument_count)
        add_structure_json(view, &json);
    cp_json_close(&json, '}');
    cp_print(stdout, &json.out);
}

static enum cp_exit run_chokepoints(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct asked view = {.run = run, .settings = settings, .top = settings->top ? settings->top : SIZE_MAX};
    if (read_inputs(&view, &err) != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    if (settings->argument_count == 3)
        return run_between(&view, &err);
    if (settings->argument_count)
        measure_cuts(&view);
    if (settings->output && write_answer(&view, &err) != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    if (is_free(settings) && settings->json)
        print_json(&view);
    else if (is_free(settings))
        print_text(&view);
    return view.graph->node_count || view.supply.supplier_count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

const struct cp_command cp_command_chokepoints = {
    .name = "chokepoints",
    .arguments = "[GRAPH [A B]] [--supply TABLE.csv] [-o OUT]",
    .summary = "What would be cut off: without a node, between two nodes, or without a supplier.",
    .details =
        "GRAPH alone: for each node, what the others lose without it. Efficiency is the sum of 1/distance over all "
        "pairs of\n"
        "others, reach the number of pairs that are joined at all; severed are the nodes outside the largest piece "
        "that is\n"
        "left. Edges are taken both ways unless --directed.\n\n"
        "GRAPH A B: the fewest nodes, and the fewest links, without which no way leads from A to B.\n\n"
        "--supply: a table with the columns provider, item, share (per cent) and country ranks each supplier of each "
        "item by\n"
        "    index = share x concentration x reach\n"
        "where concentration is the sum of the squared shares of all who supply the item (Herfindahl, 1: a monopoly) "
        "and\n"
        "reach the part of all items that needs it, directly or through others, itself included; --needs is a table of "
        "what\n"
        "is needed for what. A share marked ~ is not in the table: what is left to 100 was divided evenly. Providers "
        "and\n"
        "items are looked for in GRAPH by name, and the measures that target the one or cover the other are listed. "
        "\"lost\"\n"
        "is how much of all items would be missing if a supplier stopped and nobody took its place.\n\n"
        "With -o the graph is written with the answer as attributes: nodes have efficiency_lost, reach_lost, severed and pieces, "
        "bridges severed;\n"
        "with A B the cut is marked; with --supply suppliers and items are nodes too, joined by supplies (share, "
        "chokepoint_index, hit_by)\n"
        "and depends_on, and measures say what they hit (hits_supply, hits_index).\n\n"
        "Betweenness finds whoever lies between many others; only shares find who alone supplies what others need.\n",
    .least = 0,
    .most = 3,
    .options = {CP_OPTION_SUPPLY, CP_OPTION_NEEDS, CP_OPTION_BY_COUNTRY, CP_OPTION_DIRECTED, CP_OPTIONS_VIEW,
                CP_OPTION_KIND, CP_OPTION_TOP, CP_OPTION_JSON, CP_OPTION_OUTPUT, CP_OPTION_FORMAT, CP_OPTION_STRICT, CP_OPTION_EXACT, CP_OPTION_SEED, CP_OPTION_JOBS,
                CP_OPTION_LEXICON},
    .default_top = 20,
    .run = run_chokepoints,
};
