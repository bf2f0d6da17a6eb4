// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "stability.h"
#include "report.h"

#include <math.h>

// ---------------------------------------------------------------- what hangs on one source

// A hub is worth naming if one document alone tells at least half of its edges, and it has enough of them for that to
// mean something.
static bool hangs(const struct cp_sure *sure, uint32_t node)
{
    const double half = 0.5, few = 3;
    return sure->ranges[node].alone >= half && sure->graph->nodes[node].metrics.degree >= few;
}

static enum cp_status find_hanging(struct cp_arena *run, const struct cp_graph *graph,
                                   const struct cp_stability_options *options, size_t top, struct cp_sure *sure,
                                   struct cp_error *err)
{
    CP_VEC(struct cp_hanging) hanging = {0};
    struct cp_table *documents = cp_table_new(run); // most hubs hang on a few: each is left out once
    CP_VEC(uint32_t *) without = {0};
    if (graph->document_count < 2)
        return CP_OK;
    for (size_t i = 0; i < sure->count && i < top; i++) {
        uint32_t node = sure->order[i];
        if (!hangs(sure, node))
            continue;
        uint32_t number = cp_table_add(documents, sure->ranges[node].document);
        if (number == without.count) {
            uint32_t *ranks;
            enum cp_status status =
                cp_ranks_without(run, graph, sure->graph, options, sure->ranges[node].document, &ranks, err);
            if (status != CP_OK)
                return status;
            *CP_PUSH(run, &without) = ranks;
        }
        *CP_PUSH(run, &hanging) = (struct cp_hanging){node, without.items[number][node]};
    }
    sure->hanging = hanging.items;
    sure->hanging_count = hanging.count;
    return CP_OK;
}

enum cp_status cp_sure_find(struct cp_arena *run, const struct cp_graph *graph, const struct cp_graph *seen,
                            const struct cp_stability_options *options, const struct cp_metric *metric, size_t top,
                            struct cp_sure *sure, struct cp_error *err)
{
    struct cp_rank_range *ranges;
    uint32_t *order;
    *sure = (struct cp_sure){.graph = seen, .metric = metric, .rounds = options->rounds};
    enum cp_status status = cp_stability(run, graph, seen, options, &ranges, err);
    if (status != CP_OK)
        return status;
    sure->ranges = ranges;
    sure->count = cp_order(run, seen, options->metric, options->kinds, &order);
    sure->order = order;
    return find_hanging(run, graph, options, top, sure, err);
}

// ---------------------------------------------------------------- text

static struct cp_str rank_or_dash(struct cp_arena *run, uint32_t rank)
{
    return rank ? cp_str_format(run, "%u", rank) : CP_STR("-");
}

static void add_table(struct cp_arena *run, const struct cp_sure *sure, size_t rows, struct cp_buf *out)
{
    static const char *const heads[] = {"#", "node", "kind", NULL, "90 % of ranks", "there %", "facts only", "alone %"};
    struct cp_grid grid = {.alignment = "rllrrrrr"};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        cp_grid_add(run, &grid, cp_str_from(heads[i] ? heads[i] : sure->metric->name));
    for (size_t i = 0; i < rows; i++) {
        const struct cp_graph_node *node = &sure->graph->nodes[sure->order[i]];
        const struct cp_rank_range *range = &sure->ranges[sure->order[i]];
        cp_grid_add(run, &grid, cp_str_format(run, "%zu", i + 1));
        cp_grid_add(run, &grid, cp_shorten(run, node->label, 48));
        cp_grid_add(run, &grid, cp_report_kind(node));
        cp_grid_add_number(run, &grid, cp_metric_value(node, sure->metric), sure->metric->digits);
        cp_grid_add(run, &grid, cp_str_format(run, "%u-%u", range->low, range->high));
        cp_grid_add_number(run, &grid, 100 * range->there, 0);
        cp_grid_add(run, &grid, rank_or_dash(run, range->facts_only));
        cp_grid_add_number(run, &grid, 100 * range->alone, 0);
    }
    cp_grid_print(&grid, out);
}

// A graph made elsewhere may tell of no document and doubt nothing: all its ranges are ranks.
static bool has_chances(const struct cp_graph *graph)
{
    for (size_t i = 0; i < graph->edge_count; i++)
        if (graph->edges[i].evidence_count || graph->edges[i].confidence < 1)
            return true;
    return !graph->edge_count;
}

void cp_sure_print(struct cp_arena *run, const struct cp_sure *sure, size_t top, struct cp_buf *out)
{
    size_t rows = sure->count < top ? sure->count : top;
    if (rows)
        add_table(run, sure, rows, out);
    if (rows < sure->count)
        cp_buf_add_format(out, "... and %zu more (--top 0 shows all)\n", sure->count - rows);
    cp_buf_add_format(
        out,
        "\n%zu graphs were drawn: documents by chance, edges by their confidence. In 90 of 100 the rank lies in the "
        "range; there: has an\n"
        "edge; facts only: the rank without what is only possible; alone: edges that the same one document tells.\n",
        sure->rounds);
    if (!has_chances(sure->graph))
        cp_buf_add(out, CP_STR("This graph tells neither documents nor confidences: nothing was left to chance.\n"));
    if (sure->hanging_count)
        cp_buf_add(out, CP_STR("\nHubs that hang on one source\n"));
    for (size_t i = 0; i < sure->hanging_count; i++) {
        const struct cp_hanging *hanging = &sure->hanging[i];
        const struct cp_rank_range *range = &sure->ranges[hanging->node];
        cp_buf_add_format(out, "  " CP_FMT ": %.0f %% of its edges stand in " CP_FMT " alone; ",
                          CP_ARG(cp_tame(run, sure->graph->nodes[hanging->node].label)), 100 * range->alone,
                          CP_ARG(cp_tame(run, range->document)));
        if (hanging->without)
            cp_buf_add_format(out, "without it number %u instead of %u\n", hanging->without, range->rank);
        else
            cp_buf_add(out, CP_STR("without it nothing of it is left\n"));
    }
}

// ---------------------------------------------------------------- JSON

static void add_rank(struct cp_json *json, const char *key, uint32_t rank)
{
    cp_json_number(json, key, rank ? (double)rank : (double)NAN);
}

void cp_sure_json(const struct cp_sure *sure, size_t top, struct cp_json *json)
{
    cp_json_open(json, NULL, '{');
    cp_json_text(json, "metric", cp_str_from(sure->metric->name));
    cp_json_number(json, "rounds", (double)sure->rounds);
    cp_json_open(json, "nodes", '[');
    for (size_t i = 0; i < sure->count && i < top; i++) {
        const struct cp_graph_node *node = &sure->graph->nodes[sure->order[i]];
        const struct cp_rank_range *range = &sure->ranges[sure->order[i]];
        cp_json_open(json, NULL, '{');
        cp_json_text(json, "id", node->id);
        cp_json_text(json, "label", node->label);
        cp_json_text(json, "kind", cp_report_kind(node));
        cp_json_number(json, sure->metric->name, cp_metric_value(node, sure->metric));
        add_rank(json, "rank", range->rank);
        add_rank(json, "low", range->low);
        add_rank(json, "high", range->high);
        cp_json_number(json, "there", range->there);
        add_rank(json, "facts_only", range->facts_only);
        cp_json_text(json, "document", range->document);
        cp_json_number(json, "alone", range->alone);
        cp_json_close(json, '}');
    }
    cp_json_close(json, ']');
    cp_json_open(json, "hanging", '[');
    for (size_t i = 0; i < sure->hanging_count; i++) {
        cp_json_open(json, NULL, '{');
        cp_json_text(json, "id", sure->graph->nodes[sure->hanging[i].node].id);
        cp_json_text(json, "document", sure->ranges[sure->hanging[i].node].document);
        add_rank(json, "rank_without", sure->hanging[i].without);
        cp_json_close(json, '}');
    }
    cp_json_close(json, ']');
    cp_json_close(json, '}');
}
