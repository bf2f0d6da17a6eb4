// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "input.h"
#include "talk.h"

#include "chokepoint/lexicon.h"

#include <string.h>

struct inputs {
    struct cp_graph_builder *facts;
    size_t lines;
    CP_VEC(struct cp_graph_source) graphs;
    CP_VEC(const char *) paths; // of the graphs
};

// The end of a path: the file's name and so many folders before it.
static struct cp_str tail_of(const char *path, size_t folders)
{
    const char *begin = path + strlen(path);
    for (size_t slashes = 0; begin > path; begin--)
        if (begin[-1] == '/' && ++slashes > folders)
            break;
    return cp_str_from(begin);
}

static bool is_told_apart(const struct inputs *inputs, size_t number, size_t folders)
{
    const char *path = inputs->paths.items[number];
    for (size_t i = 0; i < inputs->paths.count; i++)
        if (strcmp(inputs->paths.items[i], path) != 0 &&
            cp_str_equal(tail_of(inputs->paths.items[i], folders), tail_of(path, folders)))
            return false;
    return true;
}

// The names by which a node says where it comes from: those of the files, with as many folders as tell them apart.
static void name_graphs(struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->graphs.count; i++) {
        size_t folders = 0;
        while (folders < strlen(inputs->paths.items[i]) && !is_told_apart(inputs, i, folders))
            folders++;
        inputs->graphs.items[i].name = tail_of(inputs->paths.items[i], folders);
    }
}

static enum cp_status read_input(struct cp_arena *run, const char *path, struct inputs *inputs, struct cp_error *err)
{
    enum cp_graph_form form;
    enum cp_status status = cp_input_form(path, &form, err);
    if (status != CP_OK)
        return status;
    if (form == CP_FORM_FACTS || form == CP_FORM_NONE) // what is neither is refused by the reader of facts
        return cp_input_facts(run, path, inputs->facts, &inputs->lines, err);
    struct cp_graph *graph;
    status = cp_graph_read(run, path, &graph, err);
    if (status != CP_OK)
        return status;
    *CP_PUSH(run, &inputs->graphs) = (struct cp_graph_source){.graph = graph};
    *CP_PUSH(run, &inputs->paths) = path;
    return CP_OK;
}

// Facts alone are a graph; with graphs that were made before they are one graph among others.
static enum cp_status unite(struct cp_arena *run, const struct cp_settings *settings, struct inputs *inputs, struct cp_graph **graph,
                            struct cp_error *err)
{
    const struct cp_lexicon *lexicon;
    *graph = cp_graph_builder_finish(inputs->facts);
    if (!inputs->graphs.count)
        return CP_OK;
    enum cp_status status = cp_lexicon_load(run, settings->lexicon, &lexicon, err);
    if (status != CP_OK)
        return status;
    name_graphs(inputs);
    if (inputs->lines)
        *CP_PUSH(run, &inputs->graphs) = (struct cp_graph_source){CP_STR("facts"), *graph};
    *graph = cp_graph_merged(run, inputs->graphs.items, inputs->graphs.count, lexicon);
    return CP_OK;
}

static enum cp_status build(struct cp_arena *run, const struct cp_settings *settings, struct cp_graph **graph,
                            struct inputs *inputs, struct cp_error *err)
{
    const struct cp_writer *writer;
    const char *path = settings->output;
    if (!path)
        return cp_fail(err, CP_EUSAGE, "build needs a file for the graph: -o OUT.graphml (or -o - for standard output)");
    enum cp_status status = cp_output_writer(settings, path, &writer, err);
    if (status == CP_OK)
        status = cp_output_check(path, err);
    inputs->facts = cp_graph_builder_new(run);
    cp_graph_builder_same_act(inputs->facts, settings->same_act);
    for (size_t i = 0; i < settings->argument_count && status == CP_OK; i++)
        status = read_input(run, settings->arguments[i], inputs, err);
    if (status == CP_OK)
        status = unite(run, settings, inputs, graph, err);
    if (status != CP_OK)
        return status;
    struct cp_summary summary;
    status = cp_input_analyze(run, settings, *graph, &summary, err);
    struct cp_export_options options = {.strict = settings->strict};
    return status == CP_OK ? cp_graph_write(*graph, writer, &options, path, err) : status;
}

static void tell(const struct inputs *inputs, const struct cp_graph *graph)
{
    size_t graphs = inputs->graphs.count - (inputs->graphs.count && inputs->lines);
    fputs("chokepoint: ", stderr);
    if (inputs->lines || !graphs)
        fprintf(stderr, "%zu document%s, ", inputs->lines, inputs->lines == 1 ? "" : "s");
    if (graphs)
        fprintf(stderr, "%zu graph%s, ", graphs, graphs == 1 ? "" : "s");
    fprintf(stderr, "%zu nodes, %zu edges\n", graph->node_count, graph->edge_count);
}

static enum cp_exit run_build(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct cp_graph *graph = NULL;
    struct inputs inputs = {0};
    if (build(run, settings, &graph, &inputs, &err) != CP_OK || !graph) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    if (!settings->quiet)
        tell(&inputs, graph);
    return graph->node_count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

const struct cp_command cp_command_build = {
    .name = "build",
    .arguments = "FACTS... GRAPH... -o OUT",
    .summary = "Fold facts of documents, as extract writes them, and graphs into one graph.",
    .details = "The order of the lines and how they are spread over files do not matter: the graph has the same bytes.\n\n"
               "What several documents tell of one act becomes one node. Two tellings are compared in who imposes the act, on whom, over\n"
               "what, its type, date, name and figures; what contradicts keeps them apart, and so does a document that tells two acts.\n"
               "--same-act says how likely they must be one: 0.5 joins fewer and surer, 1 none. chokepoint why OUT ACT shows all sentences.\n\n"
               "  chokepoint extract 2022/ -o 2022.jsonl\n"
               "  chokepoint extract 2023/ -o 2023.jsonl\n"
               "  chokepoint build 2022.jsonl 2023.jsonl -o both.graphml\n"
               "  chokepoint build both.graphml ours.gexf owners.ftm -o all.graphml\n\n"
               "Graphs, ours or made elsewhere (GraphML, GEXF, tables, node-link JSON, FollowTheMoney), are merged with the facts and with each\n"
               "other. Two nodes are one if they have the same id of Wikidata, the same id of ours (or a label that the lexicon knows by it),\n"
               "the same id and label, or the same name where kind and country do not contradict; an act only by its id. Nodes that one graph\n"
               "tells apart stay apart. The attribute graphs says from which files a node or an edge comes (with folders where files share a name), and what a graph says that another\n"
               "says differently is kept under its name with _as_read. The order of the files does not matter if their names differ.\n",
    .least = 1,
    .options = {CP_OPTION_OUTPUT, CP_OPTION_FORMAT, CP_OPTION_SEED, CP_OPTION_RESOLUTION, CP_OPTION_SAME_ACT, CP_OPTION_STRICT,
                CP_OPTION_LEXICON},
    .run = run_build,
};
