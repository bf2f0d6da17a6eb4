// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "drawing.h"
#include "input.h"
#include "talk.h"

#include <string.h>

// A report is for people: of all formats these.
static enum cp_status writer_of(const struct cp_settings *settings, const struct cp_writer **writer, struct cp_error *err)
{
    static const char *const names[] = {"html", "md", "svg"};
    if (!settings->output)
        return cp_fail(err, CP_EUSAGE, "report needs a file: -o report.html, or -o memo.md (or -o - --format md)");
    bool is_plain = strcmp(settings->output, "-") == 0 && !settings->format;
    *writer = is_plain ? cp_writer_for(CP_STR("html")) : NULL;
    enum cp_status status = *writer ? CP_OK : cp_output_writer(settings, settings->output, writer, err);
    for (size_t i = 0; status == CP_OK && i < sizeof names / sizeof names[0]; i++)
        if (strcmp((*writer)->name, names[i]) == 0)
            return CP_OK;
    return status == CP_OK ? cp_fail(err, CP_EUSAGE, "a report is html, md or svg; chokepoint export writes %s", (*writer)->name) : status;
}

static enum cp_status report(struct cp_arena *run, const struct cp_settings *settings, struct cp_graph **graph, struct cp_error *err)
{
    const struct cp_writer *writer = NULL;
    enum cp_status status = writer_of(settings, &writer, err);
    if (status == CP_OK)
        status = cp_output_check(settings->output, err);
    if (status == CP_OK)
        status = cp_drawing_graph(run, settings, settings->arguments[0], graph, err);
    return status == CP_OK ? cp_drawing_write(run, settings, *graph, writer, err) : status;
}

static enum cp_exit run_report(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct cp_graph *graph = NULL;
    if (report(run, settings, &graph, &err) != CP_OK || !graph) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    return graph->node_count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

const struct cp_command cp_command_report = {
    .name = "report",
    .arguments = "GRAPH -o OUT.html",
    .summary = "The graph as a page to look into; or as a memo (.md) or a picture (.svg).",
    .details = "OUT.html is one file for any browser that works without a network: the map to move, zoom and search; filters by kind,\n"
               "relation, type, status, country, confidence and time; behind each node its edges and ranks, behind each edge its\n"
               "sentences; a timeline, the chains of action and response, rankings. OUT.md is a memo in Markdown: what happened, who is\n"
               "central, what answers what, each with its words and document. OUT.svg is the map alone. Ranks stand with the range in which\n"
               "they lie when documents and edges are drawn by chance; of a large graph only if --stability asks for it.\n\n"
               "  chokepoint report news.graphml -o news.html --title \"Chip controls, 2022 to 2024\"\n"
               "  chokepoint report news.graphml -o memo.md\n"
               "  chokepoint report news.graphml -o map.svg --color-by country --theme light\n",
    .least = 1,
    .most = 1,
    .options = {CP_OPTION_OUTPUT, CP_OPTION_FORMAT, CP_OPTIONS_VIEW, CP_OPTION_TITLE, CP_OPTION_THEME, CP_OPTION_COLOR_BY, CP_OPTION_SIZE_BY,
                CP_OPTION_TIMELINE, CP_OPTION_STRAIGHT, CP_OPTION_STABILITY, CP_OPTION_SEED},
    .run = run_report,
};
