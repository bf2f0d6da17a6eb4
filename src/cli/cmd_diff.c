// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "chokepoint/compare.h"
#include "answer.h"
#include "input.h"
#include "report.h"
#include "view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct diffing {
    struct cp_arena *run;
    const struct cp_settings *settings;
    const struct cp_metric *metric;
    struct cp_graph *old, *new; // as seen
    const struct cp_graph_diff *diff;
    const struct cp_comparison *comparison;
    const struct cp_rank_range *old_ranges, *new_ranges;
    struct cp_moved *moved; // ranks that moved beyond their range
    size_t moved_count, top;
};

// ---------------------------------------------------------------- computing

static enum cp_status see(struct diffing *d, const char *path, struct cp_graph **seen,
                          const struct cp_rank_range **ranges, struct cp_error *err)
{
    const struct cp_settings *settings = d->settings;
    struct cp_stability_options options = {.metric = d->metric->offset,
                                           .rounds = settings->stability,
                                           .kinds =
                                               settings->kind == CP_KIND_COUNT ? CP_RANK_ALL : 1u << settings->kind};
    struct cp_graph *whole;
    struct cp_rank_range *found = NULL;
    struct cp_summary summary;
    enum cp_status status = cp_input_seen(d->run, settings, path, &options.view, &whole, seen, err);
    if (status == CP_OK)
        status = cp_input_analysis(d->run, settings, *seen, &options.analysis, &d->metric, err);
    options.analysis.without_communities = true;
    if (status == CP_OK)
        status = cp_analyze(d->run, *seen, &options.analysis, &summary, err);
    if (status == CP_OK)
        cp_input_tell_sampled(settings, *seen, &summary);
    if (status == CP_OK)
        status = cp_stability(d->run, whole, *seen, &options, &found, err);
    *ranges = found;
    return status;
}

// All that have none share the last ranks: these say how many others there are, and nothing of the node.
static bool has_value(const struct diffing *d, const struct cp_moved *moved)
{
    double before = cp_metric_value(&d->old->nodes[moved->before], d->metric), after = cp_metric_value(&d->new->nodes[moved->after], d->metric);
    return (isfinite(before) && before != 0) || (isfinite(after) && after != 0);
}

// Beyond both ranges: neither graph, drawn anew, would have put the node where the other has it.
static bool is_beyond(const struct diffing *d, const struct cp_moved *moved)
{
    if (!moved->rank_before || !moved->rank_after || !has_value(d, moved))
        return false;
    const struct cp_rank_range *old = &d->old_ranges[moved->before], *new = &d->new_ranges[moved->after];
    return (moved->rank_after < old->low || moved->rank_after > old->high) &&
           (moved->rank_before < new->low || moved->rank_before > new->high);
}

static int by_new_rank(const void *x, const void *y)
{
    const struct cp_moved *a = x, *b = y;
    return (a->rank_after > b->rank_after) - (a->rank_after < b->rank_after);
}

static enum cp_status write_both(struct diffing *d, const struct cp_writer *writer, struct cp_error *err)
{
    struct cp_answer_two two = {.before = d->old, .after = d->new, .diff = d->diff, .comparison = d->comparison,
                                .metric = d->metric, .before_ranges = d->old_ranges, .after_ranges = d->new_ranges};
    return cp_answer_write_two(d->run, d->settings, &two, writer, err);
}

static enum cp_status compute(struct diffing *d, struct cp_error *err)
{
    const struct cp_writer *writer = NULL;
    unsigned also, kinds = d->settings->kind == CP_KIND_COUNT ? CP_RANK_ALL : 1u << d->settings->kind;
    enum cp_status status = cp_metrics_asked(d->settings->metric, &d->metric, &also, err);
    if (status == CP_OK && d->settings->output)
        status = cp_output_writer(d->settings, d->settings->output, &writer, err);
    if (status == CP_OK)
        status = see(d, d->settings->arguments[0], &d->old, &d->old_ranges, err);
    if (status == CP_OK)
        status = see(d, d->settings->arguments[1], &d->new, &d->new_ranges, err);
    if (status != CP_OK)
        return status;
    d->diff = cp_graph_compare(d->run, d->old, d->new);
    d->comparison = cp_compare(d->run, d->old, d->new, d->metric->offset, kinds);
    d->moved = CP_NEW_ARRAY(d->run, d->comparison->moved_count + 1, struct cp_moved);
    for (size_t i = 0; i < d->comparison->moved_count; i++)
        if (is_beyond(d, &d->comparison->moved[i]))
            d->moved[d->moved_count++] = d->comparison->moved[i];
    qsort(d->moved, d->moved_count, sizeof *d->moved, by_new_rank);
    return writer ? write_both(d, writer, err) : CP_OK;
}

static const struct cp_graph_node *node_of(const struct diffing *d, const struct cp_graph_difference *one)
{
    return one->new == CP_NONE ? &d->old->nodes[one->old] : &d->new->nodes[one->new];
}

static struct cp_str edge_of(const struct diffing *d, const struct cp_graph_difference *one)
{
    return one->new == CP_NONE ? cp_graph_sentence(d->run, d->old, one->old)
                               : cp_graph_sentence(d->run, d->new, one->new);
}

// ---------------------------------------------------------------- what changed, in words

static struct cp_str node_value(struct diffing *d, const struct cp_graph_node *node, enum cp_graph_field field)
{
    switch (field) {
    case CP_FIELD_LABEL:
        return node->label;
    case CP_FIELD_KIND:
        return node->kind_name;
    case CP_FIELD_TYPE:
        return cp_str_from(cp_measure_name(node->type));
    case CP_FIELD_STATUS:
        return cp_str_from(cp_status_name(node->status));
    case CP_FIELD_DATE:
        return cp_date_format(d->run, node->date);
    case CP_FIELD_COUNTRY:
        return node->country;
    default:
        return cp_str_format(d->run, "%zu", node->source_count);
    }
}

static size_t count_documents(struct cp_arena *run, const struct cp_graph_edge *edge)
{
    struct cp_table *documents = cp_table_new(run);
    for (size_t i = 0; i < edge->evidence_count; i++)
        cp_table_add(documents, edge->evidence[i].document);
    return cp_table_count(documents);
}

static struct cp_str edge_value(struct diffing *d, const struct cp_graph_edge *edge, enum cp_graph_field field)
{
    switch (field) {
    case CP_FIELD_WEIGHT:
        return cp_str_format(d->run, "%.3g", edge->weight);
    case CP_FIELD_SIGN:
        return cp_str_format(d->run, "%.3g", edge->sign);
    case CP_FIELD_CONFIDENCE:
        return cp_str_format(d->run, "%.3g", edge->confidence);
    case CP_FIELD_HYPOTHETICAL:
        return edge->hypothetical ? CP_STR("yes") : CP_STR("no");
    case CP_FIELD_DATE:
        return cp_date_format(d->run, edge->date);
    default:
        return cp_str_format(d->run, "%zu", count_documents(d->run, edge));
    }
}

static struct cp_str value_of(struct diffing *d, const struct cp_graph_difference *one, bool edge, bool new,
                              enum cp_graph_field field)
{
    const struct cp_graph *graph = new ? d->new : d->old;
    uint32_t number = new ? one->new : one->old;
    struct cp_str value =
        edge ? edge_value(d, &graph->edges[number], field) : node_value(d, &graph->nodes[number], field);
    return value.len ? value : CP_STR("none");
}

// ---------------------------------------------------------------- text

static size_t shown(const struct diffing *d, size_t count)
{
    return count < d->top ? count : d->top;
}

static struct cp_str value_shown(struct diffing *d, const struct cp_graph_difference *one, bool edge, bool new, enum cp_graph_field field)
{
    struct cp_str value = cp_tame(d->run, value_of(d, one, edge, new, field));
    return value.len ? value : CP_STR("none");
}

static void add_changes(struct diffing *d, const struct cp_graph_difference *one, bool edge, struct cp_buf *out)
{
    bool first = true;
    for (unsigned f = 0; f < CP_FIELD_COUNT; f++) {
        if (!(one->fields >> f & 1))
            continue;
        cp_buf_add_format(out, "%s%s " CP_FMT " -> " CP_FMT, first ? ": " : ", ", cp_answer_fields[f],
                          CP_ARG(value_shown(d, one, edge, false, (enum cp_graph_field)f)),
                          CP_ARG(value_shown(d, one, edge, true, (enum cp_graph_field)f)));
        first = false;
    }
}

static bool is_measure(const struct diffing *d, const struct cp_graph_difference *one)
{
    return node_of(d, one)->kind == CP_KIND_MEASURE;
}

enum part { MEASURES, NODES, EDGES };

static bool is_in(const struct diffing *d, enum part part, const struct cp_graph_difference *one, int how)
{
    return (int)one->how == how && (part == EDGES || is_measure(d, one) == (part == MEASURES));
}

static void add_list(struct diffing *d, enum part part, int how, struct cp_buf *out)
{
    static const char *const parts[] = {"Measures", "Nodes", "Edges"}, *const hows[] = {"came", "went", "changed"};
    const struct cp_graph_difference *all = part == EDGES ? d->diff->edges : d->diff->nodes;
    size_t n = part == EDGES ? d->diff->edge_count : d->diff->node_count, count = 0, printed = 0;
    for (size_t i = 0; i < n; i++)
        count += is_in(d, part, &all[i], how);
    if (!count)
        return;
    cp_buf_add_format(out, "%s that %s (%zu)\n", parts[part], hows[how], count);
    for (size_t i = 0; i < n && printed < shown(d, count); i++) {
        if (!is_in(d, part, &all[i], how))
            continue;
        struct cp_str text = part == EDGES ? edge_of(d, &all[i]) : node_of(d, &all[i])->label;
        cp_buf_add_format(out, "  " CP_FMT, CP_ARG(cp_tame(d->run, text)));
        if (part == NODES && how != CP_CHANGED && cp_report_kind(node_of(d, &all[i])).len)
            cp_buf_add_format(out, "  (" CP_FMT ")", CP_ARG(cp_tame(d->run, cp_report_kind(node_of(d, &all[i])))));
        if (part == MEASURES && how != CP_CHANGED && node_of(d, &all[i])->date.year)
            cp_buf_add_format(out, "  (" CP_FMT ")", CP_ARG(cp_date_format(d->run, node_of(d, &all[i])->date)));
        add_changes(d, &all[i], part == EDGES, out);
        cp_buf_add_char(out, '\n');
        printed++;
    }
    if (printed < count)
        cp_buf_add_format(out, "... and %zu more (--top 0 shows all)\n", count - printed);
    cp_buf_add_char(out, '\n');
}

static void add_moved(struct diffing *d, struct cp_buf *out)
{
    static const char *const heads[] = {"node", "kind", "rank", "90 %", "now", "90 %"};
    struct cp_grid grid = {.alignment = "llrrrr"};
    size_t rows = shown(d, d->moved_count);
    if (!d->moved_count) {
        cp_buf_add_format(out, "No rank by %s moved beyond the range that chance gives it.\n", d->metric->name);
        return;
    }
    cp_buf_add_format(out, "Ranks by %s that moved beyond the range that chance gives them (%zu)\n", d->metric->name,
                      d->moved_count);
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        cp_grid_add(d->run, &grid, cp_str_from(heads[i]));
    for (size_t i = 0; i < rows; i++) {
        const struct cp_moved *moved = &d->moved[i];
        const struct cp_graph_node *node = &d->new->nodes[moved->after];
        const struct cp_rank_range *old = &d->old_ranges[moved->before], *new = &d->new_ranges[moved->after];
        cp_grid_add(d->run, &grid, cp_shorten(d->run, node->label, 48));
        cp_grid_add(d->run, &grid, cp_report_kind(node));
        cp_grid_add_number(d->run, &grid, moved->rank_before, 0);
        cp_grid_add(d->run, &grid, cp_str_format(d->run, "%u-%u", old->low, old->high));
        cp_grid_add_number(d->run, &grid, moved->rank_after, 0);
        cp_grid_add(d->run, &grid, cp_str_format(d->run, "%u-%u", new->low, new->high));
    }
    cp_grid_print(&grid, out);
    if (rows < d->moved_count)
        cp_buf_add_format(out, "... and %zu more (--top 0 shows all)\n", d->moved_count - rows);
}

static void print_text(struct diffing *d)
{
    struct cp_buf out = {0};
    const struct cp_whole *old = &d->comparison->before, *new = &d->comparison->after;
    cp_buf_add_format(&out, "%zu -> %zu nodes, %zu -> %zu edges, %zu -> %zu components\n\n", old->nodes, new->nodes,
                      old->edges, new->edges, old->components, new->components);
    for (int part = MEASURES; part <= EDGES; part++)
        for (int how = CP_CAME; how <= CP_CHANGED; how++)
            add_list(d, (enum part)part, how, &out);
    add_moved(d, &out);
    cp_print(stdout, &out);
}

// ---------------------------------------------------------------- JSON

static void add_difference_json(struct diffing *d, const struct cp_graph_difference *one, bool edge,
                                struct cp_json *json)
{
    cp_json_open(json, NULL, '{');
    if (edge) {
        const struct cp_graph *graph = one->new == CP_NONE ? d->old : d->new;
        const struct cp_graph_edge *which = &graph->edges[one->new == CP_NONE ? one->old : one->new];
        cp_json_text(json, "sentence", edge_of(d, one));
        cp_json_text(json, "from", graph->nodes[which->from].id);
        cp_json_text(json, "relation", which->relation_name);
        cp_json_text(json, "to", graph->nodes[which->to].id);
    } else {
        cp_json_text(json, "id", node_of(d, one)->id);
        cp_json_text(json, "label", node_of(d, one)->label);
        cp_json_text(json, "kind", cp_report_kind(node_of(d, one)));
    }
    for (unsigned f = 0; f < CP_FIELD_COUNT; f++) {
        if (!(one->fields >> f & 1))
            continue;
        cp_json_open(json, cp_answer_fields[f], '[');
        cp_json_text(json, NULL, value_of(d, one, edge, false, (enum cp_graph_field)f));
        cp_json_text(json, NULL, value_of(d, one, edge, true, (enum cp_graph_field)f));
        cp_json_close(json, ']');
    }
    cp_json_close(json, '}');
}

static void add_all_json(struct diffing *d, const char *key, bool edge, struct cp_json *json)
{
    static const char *const hows[] = {"came", "went", "changed"};
    const struct cp_graph_difference *all = edge ? d->diff->edges : d->diff->nodes;
    size_t n = edge ? d->diff->edge_count : d->diff->node_count;
    cp_json_open(json, key, '{');
    for (int how = CP_CAME; how <= CP_CHANGED; how++) {
        cp_json_open(json, hows[how], '[');
        for (size_t i = 0; i < n; i++)
            if ((int)all[i].how == how)
                add_difference_json(d, &all[i], edge, json);
        cp_json_close(json, ']');
    }
    cp_json_close(json, '}');
}

static void add_range_json(const char *key, uint32_t rank, const struct cp_rank_range *range, struct cp_json *json)
{
    cp_json_open(json, key, '{');
    cp_json_number(json, "rank", rank);
    cp_json_number(json, "low", range->low);
    cp_json_number(json, "high", range->high);
    cp_json_close(json, '}');
}

static void print_json(struct diffing *d)
{
    struct cp_json json = {0};
    cp_json_open(&json, NULL, '{');
    add_all_json(d, "nodes", false, &json);
    add_all_json(d, "edges", true, &json);
    cp_json_text(&json, "metric", cp_str_from(d->metric->name));
    cp_json_open(&json, "moved", '[');
    for (size_t i = 0; i < d->moved_count; i++) {
        const struct cp_moved *moved = &d->moved[i];
        cp_json_open(&json, NULL, '{');
        cp_json_text(&json, "id", d->new->nodes[moved->after].id);
        cp_json_text(&json, "label", d->new->nodes[moved->after].label);
        add_range_json("old", moved->rank_before, &d->old_ranges[moved->before], &json);
        add_range_json("new", moved->rank_after, &d->new_ranges[moved->after], &json);
        cp_json_close(&json, '}');
    }
    cp_json_close(&json, ']');
    cp_json_close(&json, '}');
    cp_print(stdout, &json.out);
}

// ---------------------------------------------------------------- the command

static enum cp_exit run_diff(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct diffing d = {.run = run, .settings = settings, .top = settings->top ? settings->top : SIZE_MAX};
    if (compute(&d, &err) != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    bool is_free = !settings->output || strcmp(settings->output, "-") != 0; // standard output, for text
    if (is_free && settings->json)
        print_json(&d);
    else if (is_free)
        print_text(&d);
    return d.diff->node_count || d.diff->edge_count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

const struct cp_command cp_command_diff = {
    .name = "diff",
    .arguments = "OLD NEW [-o OUT]",
    .summary = "What came, went and changed between two graphs, and whose rank really moved.",
    .details = "Nodes and measures are matched by id, edges by their ends and relation. A rank has moved if it lies "
               "beyond the range\n"
               "in which chance (which documents were read, which edges are wrong) leaves nine of ten, in the old "
               "graph and in\n"
               "the new one: see analyze --stability. Exit status 1 says that there is no difference.\n\n"
               "With -o both are written as one graph: each node and edge with its state (came, went, changed, same) and what "
               "changed,\n"
               "each node in the colour of its state, with its ranks and their ranges in both.\n",
    .least = 2,
    .most = 2,
    .options = {CP_OPTIONS_VIEW, CP_OPTION_METRIC, CP_OPTION_WEIGHTED, CP_OPTION_DIRECTED, CP_OPTION_KIND,
                CP_OPTION_STABILITY, CP_OPTION_TOP, CP_OPTION_JSON, CP_OPTION_SEED, CP_OPTION_JOBS, CP_OPTION_OUTPUT,
                CP_OPTION_FORMAT, CP_OPTION_STRICT},
    .default_top = 10,
    .run = run_diff,
};
