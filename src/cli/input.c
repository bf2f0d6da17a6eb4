// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "input.h"

#include "drawing.h"

#include "chokepoint/lexicon.h"
#include "nearest.h"
#include "talk.h"

#include <string.h>

enum { LARGEST_GRAPH = 1 << 30 };

// ---------------------------------------------------------------- graphs

static enum cp_status add_lines(struct cp_arena *run, const char *path, struct cp_str content,
                                struct cp_graph_builder *builder, size_t *lines, struct cp_error *err)
{
    struct cp_arena *doc = cp_arena_new();
    enum cp_status status = doc ? CP_OK : cp_fail(err, CP_ENOMEM, "out of memory");
    (void)run;
    for (unsigned line = 1; content.len && status == CP_OK; line++) {
        struct cp_str text = cp_str_trim(cp_str_split(&content, '\n'));
        if (!text.len)
            continue;
        struct cp_facts *facts;
        cp_arena_reset(doc);
        status = cp_facts_read(doc, text, path, line, &facts, err);
        if (status != CP_OK)
            break;
        cp_graph_builder_add(builder, facts);
        ++*lines;
    }
    cp_arena_free(doc);
    return status;
}

static char first_letter(struct cp_str content)
{
    if (cp_str_starts(content, CP_STR("\xEF\xBB\xBF")))
        content = cp_str_slice(content, 3, content.len);
    struct cp_str text = cp_str_trim(content);
    return text.len ? text.ptr[0] : 0;
}

enum cp_status cp_input_facts(struct cp_arena *run, const char *path, struct cp_graph_builder *builder, size_t *lines,
                              struct cp_error *err)
{
    struct cp_str content;
    enum cp_status status = cp_file_read(run, path, LARGEST_GRAPH, &content, err);
    if (status != CP_OK)
        return status;
    if (first_letter(content) == '<')
        return cp_fail_at(err, CP_EFORMAT, path, 0, "no facts here, and no graph of a form that is known (GraphML, GEXF); from standard input only facts are read");
    if (first_letter(content) != '{')
        return cp_fail_at(err, CP_EFORMAT, path, 0, content.len ? "no facts here; make them from documents with chokepoint extract"
                                                                : "the file is empty; make facts with chokepoint extract");
    return add_lines(run, path, content, builder, lines, err);
}

enum cp_status cp_input_form(const char *path, enum cp_graph_form *form, struct cp_error *err)
{
    struct cp_str content = {0};
    *form = CP_FORM_FACTS;
    if (strcmp(path, "-") == 0)
        return CP_OK;
    struct cp_arena *look = cp_arena_new();
    enum cp_status status = look ? cp_file_read(look, path, LARGEST_GRAPH, &content, err) : cp_fail(err, CP_ENOMEM, "out of memory");
    if (status == CP_OK)
        *form = cp_graph_form_of(content);
    cp_arena_free(look);
    return status;
}

enum cp_status cp_input_graph(struct cp_arena *run, const char *path, struct cp_graph **graph, struct cp_error *err)
{
    struct cp_str content;
    if (strcmp(path, "-") != 0) { // of standard input only the reader can have the bytes
        struct cp_arena *look = cp_arena_new();
        enum cp_status status = look ? cp_file_read(look, path, LARGEST_GRAPH, &content, err) : CP_ENOMEM;
        char first = status == CP_OK ? first_letter(content) : 0;
        enum cp_graph_form form = status == CP_OK ? cp_graph_form_of(content) : CP_FORM_NONE;
        cp_arena_free(look);
        if (status != CP_OK)
            return cp_fail(err, status, "out of memory");
        if (!first)
            return cp_fail_at(err, CP_EFORMAT, path, 0, "the file is empty; a graph was expected");
        if (form == CP_FORM_FACTS) {
            struct cp_graph_builder *builder = cp_graph_builder_new(run);
            size_t lines = 0;
            status = cp_input_facts(run, path, builder, &lines, err);
            if (status == CP_OK)
                *graph = cp_graph_builder_finish(builder);
            return status;
        }
        if (form == CP_FORM_NONE && first != '<')
            return cp_fail_at(err, CP_EFORMAT, path, 0,
                              "this is no graph; chokepoint run makes one from documents; GraphML, GEXF, tables and JSON of other programs are read too");
    }
    return cp_graph_read(run, path, graph, err);
}

enum cp_status cp_input_analyze(struct cp_arena *run, const struct cp_settings *settings, struct cp_graph *graph,
                                struct cp_summary *summary, struct cp_error *err)
{
    struct cp_analyze_options options = {.seed = settings->seed, .resolution = settings->resolution, .jobs = settings->jobs,
                                         .progress = cp_progress_line(settings->quiet)};
    enum cp_status status = cp_drawing_options(settings, &options, err);
    if (status == CP_OK)
        status = cp_analyze(run, graph, &options, summary, err);
    if (status == CP_OK)
        cp_input_tell_sampled(settings, graph, summary);
    return status == CP_OK ? cp_layout(run, graph, &options, err) : status;
}

enum cp_status cp_input_analysis(struct cp_arena *run, const struct cp_settings *settings, const struct cp_graph *graph,
                                 struct cp_analyze_options *options, const struct cp_metric **first, struct cp_error *err)
{
    *options = (struct cp_analyze_options){.seed = settings->seed, .resolution = settings->resolution, .weighted = settings->weighted,
                                           .directed = settings->directed, .exact = settings->exact, .samples = settings->samples,
                                           .jobs = settings->jobs, .progress = cp_progress_line(settings->quiet)};
    const char *names = settings->metric ? settings->metric : settings->exposure ? "exposure" : NULL;
    enum cp_status status = cp_metrics_asked(names, first, &options->also, err);
    if (status != CP_OK)
        return status;
    if (!settings->exposure && options->also >> CP_ALSO_EXPOSURE & 1)
        return cp_fail(err, CP_EUSAGE, "exposure is exposure to something: say to what with --exposure-to NAME");
    if (!settings->exposure)
        return CP_OK;
    uint32_t *node = CP_NEW(run, uint32_t);
    options->also |= 1u << CP_ALSO_EXPOSURE;
    options->exposed_to = node;
    options->exposed_count = 1;
    return cp_input_node(run, settings, graph, settings->exposure, node, err);
}

void cp_input_tell_sampled(const struct cp_settings *settings, const struct cp_graph *graph, const struct cp_summary *summary)
{
    if (settings->quiet || summary->sources >= graph->node_count)
        return;
    fprintf(stderr, "chokepoint: betweenness, closeness and harmonic are estimates, from the shortest paths of %zu of %zu nodes: ",
            summary->sources, graph->node_count);
    if (summary->bound < 1)
        fprintf(stderr, "with probability 0.9 no node's\nbetweenness is off by more than %.2g %% of all pairs", 100 * summary->bound);
    else
        fputs("too few to say how far\nthey may be off", stderr);
    fputs(" (--samples N takes more, analyze --exact all)\n", stderr);
}

// ---------------------------------------------------------------- names

struct cp_lookup {
    const struct cp_graph_names *names;
    const struct cp_lexicon *lexicon; // NULL if it cannot be read
};

static struct cp_lookup *make_lookup(struct cp_arena *run, const struct cp_settings *settings, const struct cp_graph *graph)
{
    struct cp_lookup *lookup = CP_NEW(run, struct cp_lookup);
    lookup->names = cp_graph_names_make(run, graph);
    if (cp_lexicon_load(run, settings->lexicon, &lookup->lexicon, NULL) != CP_OK)
        lookup->lexicon = NULL;
    return lookup;
}

// The things that the lexicon calls by the whole of a name.
static const struct cp_name_hit *known_by(struct cp_arena *run, const struct cp_lookup *lookup, struct cp_str name)
{
    return lookup->lexicon ? cp_lexicon_whole(lookup->lexicon, run, name) : NULL;
}

static uint32_t find_through_lexicon(struct cp_arena *run, const struct cp_lookup *lookup, struct cp_str name)
{
    const struct cp_name_hit *hit = known_by(run, lookup, name);
    for (size_t i = 0; hit && i < hit->count; i++) {
        uint32_t node = cp_graph_names_find(lookup->names, run, hit->senses[i].name->id);
        if (node != CP_NONE)
            return node;
    }
    return CP_NONE;
}

const struct cp_name *cp_input_known(struct cp_arena *run, const struct cp_settings *settings, const struct cp_graph *graph,
                                     struct cp_lookup **lookup, struct cp_str name, unsigned kinds)
{
    if (!*lookup)
        *lookup = make_lookup(run, settings, graph);
    const struct cp_name_hit *hit = known_by(run, *lookup, cp_str_trim(name));
    for (size_t i = 0; hit && i < hit->count; i++)
        if (kinds >> hit->senses[i].name->kind & 1)
            return hit->senses[i].name;
    return NULL;
}

uint32_t cp_input_lookup(struct cp_arena *run, const struct cp_settings *settings, const struct cp_graph *graph,
                         struct cp_lookup **lookup, struct cp_str name)
{
    if (!*lookup)
        *lookup = make_lookup(run, settings, graph);
    name = cp_str_trim(name);
    if (!name.len)
        return CP_NONE;
    uint32_t node = cp_graph_names_find((*lookup)->names, run, name);
    return node == CP_NONE ? find_through_lexicon(run, *lookup, name) : node;
}

enum cp_status cp_input_node(struct cp_arena *run, const struct cp_settings *settings, const struct cp_graph *graph,
                             const char *name, uint32_t *node, struct cp_error *err)
{
    struct cp_str wanted = cp_str_trim(cp_str_from(name)), nearest = {"", 0};
    *node = cp_graph_find(graph, wanted, &nearest);
    struct cp_lookup *lookup = NULL;
    if (*node == CP_NONE)
        *node = cp_input_lookup(run, settings, graph, &lookup, wanted);
    if (*node != CP_NONE)
        return CP_OK;
    if (nearest.len)
        return cp_fail(err, CP_EUSAGE, "no node \"" CP_FMT "\" in the graph; did you mean \"" CP_FMT "\"?", CP_ARG(wanted),
                       CP_ARG(nearest));
    return cp_fail(err, CP_EUSAGE, "no node \"" CP_FMT "\" in the graph; chokepoint analyze GRAPH --top 0 lists them",
                   CP_ARG(wanted));
}

// ---------------------------------------------------------------- output

static enum cp_status unknown_writer(const char *asked, const char *how, struct cp_error *err)
{
    size_t count;
    const struct cp_writer *writers = cp_writers(&count);
    struct cp_buf names = {0};
    struct cp_nearest nearest = cp_nearest_to(cp_str_from(asked));
    for (size_t i = 0; i < count; i++) {
        cp_buf_add_format(&names, "%s%s", i ? ", " : "", writers[i].name);
        cp_nearest_offer(&nearest, writers[i].name);
    }
    cp_fail(err, CP_EUSAGE, "%s \"%s\" is no format; %s%s%s" CP_FMT, how, asked, nearest.word ? "did you mean " : "",
            nearest.word ? nearest.word : "", nearest.word ? "? There are: " : "there are: ",
            CP_ARG(cp_buf_str(&names)));
    cp_buf_release(&names);
    return CP_EUSAGE;
}

enum cp_status cp_output_writer(const struct cp_settings *settings, const char *path, const struct cp_writer **writer,
                                struct cp_error *err)
{
    if (settings->format) {
        *writer = cp_writer_for(cp_str_from(settings->format));
        return *writer ? CP_OK : unknown_writer(settings->format, "--format", err);
    }
    const char *slash = strrchr(path, '/');
    const char *ending = strrchr(slash ? slash : path, '.');
    if (!ending) {
        *writer = cp_writer_for(CP_STR("graphml"));
        return *writer ? CP_OK : unknown_writer("graphml", "-o", err);
    }
    *writer = cp_writer_for(cp_str_from(path));
    return *writer ? CP_OK : unknown_writer(ending + 1, "the ending", err);
}

enum cp_status cp_output_check(const char *path, struct cp_error *err)
{
    struct cp_file *file;
    enum cp_status status = cp_file_open(path, &file, err);
    if (status == CP_OK)
        cp_file_discard(file);
    return status;
}
