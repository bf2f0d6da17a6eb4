// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "drawing.h"

#include "chokepoint/compare.h"
#include "input.h"
#include "rank.h"
#include "talk.h"
#include "view.h"

#include <math.h>
#include <string.h>

// The number of the word in a list that ends with NULL, and an error that lists them all if it is not there.
static enum cp_status choose(const char *option, const char *asked, const char *const *words, size_t *number, struct cp_error *err)
{
    struct cp_buf all = {0};
    for (*number = 0; words[*number]; ++*number) {
        if (strcmp(words[*number], asked) == 0) {
            cp_buf_release(&all);
            return CP_OK;
        }
        cp_buf_add_format(&all, "%s%s", *number ? ", " : "", words[*number]);
    }
    cp_fail(err, CP_EUSAGE, "%s takes one of " CP_FMT ", not \"%s\"", option, CP_ARG(cp_buf_str(&all)), asked);
    cp_buf_release(&all);
    return CP_EUSAGE;
}

enum cp_status cp_drawing_options(const struct cp_settings *settings, struct cp_analyze_options *options, struct cp_error *err)
{
    static const char *const colours[] = {"kind", "community", "country", NULL}, *const themes[] = {"auto", "light", "dark", NULL};
    enum cp_status status = CP_OK;
    size_t number;
    if (settings->color_by) {
        status = choose("--color-by", settings->color_by, colours, &number, err);
        options->colour_by = (enum cp_colour_by)number;
    }
    if (status == CP_OK && settings->size_by) {
        const struct cp_metric *metric;
        status = cp_metric_find(settings->size_by, &metric, err);
        if (status == CP_OK)
            options->size_by = metric->offset;
    }
    if (status == CP_OK && settings->theme)
        status = choose("--theme", settings->theme, themes, &number, err);
    options->timeline = settings->timeline;
    return status;
}

struct cp_export_options cp_drawing_export(const struct cp_settings *settings)
{
    return (struct cp_export_options){.strict = settings->strict,
                                      .title = settings->title,
                                      .theme = settings->theme,
                                      .straight = settings->straight,
                                      .timeline = settings->timeline};
}

static bool wants_ranges(const struct cp_settings *settings, const struct cp_graph *graph, const struct cp_writer *writer)
{
    const double small = 2e6; // nodes times edges: a second or two for all rounds together
    bool is_report = strcmp(writer->name, "html") == 0 || strcmp(writer->name, "md") == 0;
    return is_report && (settings->stability || (double)graph->node_count * (double)graph->edge_count <= small);
}

static enum cp_status find_ranges(struct cp_arena *run, const struct cp_settings *settings, const struct cp_graph *graph,
                                  struct cp_export_options *how, struct cp_error *err)
{
    struct cp_stability_options options = {.analysis = {.seed = settings->seed, .jobs = settings->jobs, .without_communities = true,
                                                        .progress = cp_progress_line(settings->quiet)},
                                           .metric = offsetof(struct cp_metrics, betweenness),
                                           .kinds = ~(1u << CP_KIND_MEASURE | 1u << CP_KIND_TECHNOLOGY),
                                           .rounds = settings->stability};
    struct cp_rank_range *found;
    enum cp_status status = cp_stability(run, graph, graph, &options, &found, err);
    if (status != CP_OK)
        return status;
    struct cp_export_range *ranges = CP_NEW_ARRAY(run, graph->node_count + 1, struct cp_export_range);
    for (size_t i = 0; i < graph->node_count; i++)
        ranges[i] = (struct cp_export_range){found[i].rank, found[i].low, found[i].high};
    how->ranges = ranges;
    return CP_OK;
}

enum cp_status cp_drawing_write(struct cp_arena *run, const struct cp_settings *settings, const struct cp_graph *graph,
                                const struct cp_writer *writer, struct cp_error *err)
{
    struct cp_export_options how = cp_drawing_export(settings);
    enum cp_status status = wants_ranges(settings, graph, writer) ? find_ranges(run, settings, graph, &how, err) : CP_OK;
    return status == CP_OK ? cp_graph_write(graph, writer, &how, settings->output, err) : status;
}

static bool is_drawn(const struct cp_graph *graph)
{
    for (size_t i = 0; i < graph->node_count; i++)
        if (!graph->nodes[i].metrics.computed || graph->nodes[i].x != graph->nodes[i].x)
            return false;
    return true;
}

// Another program drew it: where everything stands, how large and in which colour, is kept.
static bool is_placed(const struct cp_settings *settings, const struct cp_graph *graph)
{
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct cp_graph_node *node = &graph->nodes[i];
        if (!isfinite(node->x) || !isfinite(node->y) || !isfinite(node->size) || !node->coloured)
            return false;
    }
    return !settings->size_by && !settings->timeline && !settings->seed && !settings->color_by;
}

static enum cp_status analyze_drawn(struct cp_arena *run, const struct cp_settings *settings, struct cp_graph *graph, struct cp_error *err)
{
    struct cp_summary summary;
    bool placed = is_placed(settings, graph);
    struct cp_graph_node *drawn = CP_NEW_ARRAY(run, graph->node_count + 1, struct cp_graph_node);
    for (size_t i = 0; i < graph->node_count; i++)
        drawn[i] = graph->nodes[i];
    enum cp_status status = cp_input_analyze(run, settings, graph, &summary, err);
    for (size_t i = 0; i < graph->node_count && placed; i++) {
        drawn[i].metrics = graph->nodes[i].metrics;
        graph->nodes[i] = drawn[i];
    }
    return status;
}

enum cp_status cp_drawing_graph(struct cp_arena *run, const struct cp_settings *settings, const char *path, struct cp_graph **graph,
                                struct cp_error *err)
{
    struct cp_analyze_options options = {.seed = settings->seed, .progress = cp_progress_line(settings->quiet)};
    enum cp_status status = cp_drawing_options(settings, &options, err);
    if (status == CP_OK)
        status = cp_input_view(run, settings, path, graph, err);
    if (status != CP_OK)
        return status;
    if (!is_drawn(*graph))
        return analyze_drawn(run, settings, *graph, err);
    if (settings->size_by || settings->timeline || settings->seed)
        return cp_layout(run, *graph, &options, err);
    if (settings->color_by)
        cp_colour(run, *graph, options.colour_by);
    return CP_OK;
}
