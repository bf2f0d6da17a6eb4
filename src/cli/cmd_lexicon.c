// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "chokepoint/lexicon.h"
#include "chokepoint/relate.h"
#include "command.h"
#include "coverage.h"
#include "json.h"
#include "talk.h"

#include <string.h>

// Loads everything, so that what is malformed is told with its file and line, and runs the rules' own examples.
static enum cp_exit check(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct cp_engine_options options = {.lexicon = settings->lexicon, .model = settings->model};
    const struct cp_engine *engine;
    enum cp_status status = cp_engine_new(run, &options, &engine, &err);
    if (status == CP_OK)
        status = cp_lexicon_check_names(cp_engine_lexicon(engine), run, &err);
    if (status == CP_OK)
        status = cp_engine_check(engine, &err);
    if (status != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    const struct cp_name *names;
    if (!settings->quiet)
        fprintf(stderr, "chokepoint: %zu names; every rule matches its example and not its counterexample\n",
                cp_lexicon_names(cp_engine_lexicon(engine), &names));
    return CP_EXIT_DONE;
}

static void print_names(struct cp_arena *run, const struct cp_name *names, size_t count)
{
    struct cp_grid grid = {.alignment = "llll"};
    struct cp_buf out = {0};
    for (size_t i = 0; i < count; i++) {
        cp_grid_add(run, &grid, names[i].id);
        cp_grid_add(run, &grid, cp_str_from(cp_kind_name(names[i].kind)));
        cp_grid_add(run, &grid, names[i].country.len ? names[i].country : CP_STR("-"));
        cp_grid_add(run, &grid, names[i].label);
    }
    cp_grid_print(&grid, &out);
    cp_print(stdout, &out);
}

static void write_names(const struct cp_name *names, size_t count)
{
    struct cp_json json = {0};
    cp_json_open(&json, NULL, '[');
    for (size_t i = 0; i < count; i++) {
        cp_json_open(&json, NULL, '{');
        cp_json_text(&json, "id", names[i].id);
        cp_json_text(&json, "kind", cp_str_from(cp_kind_name(names[i].kind)));
        cp_json_text(&json, "country", names[i].country);
        cp_json_text(&json, "label", names[i].label);
        cp_json_close(&json, '}');
    }
    cp_json_close(&json, ']');
    cp_print(stdout, &json.out);
}

static enum cp_exit list(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    const struct cp_lexicon *lexicon;
    if (cp_lexicon_load(run, settings->lexicon, &lexicon, &err) != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    CP_VEC(struct cp_name) shown = {0};
    const struct cp_name *names;
    size_t count = cp_lexicon_names(lexicon, &names);
    for (size_t i = 0; i < count; i++)
        if (settings->kind == CP_KIND_COUNT || names[i].kind == settings->kind)
            *CP_PUSH(run, &shown) = names[i];
    if (settings->json)
        write_names(shown.items, shown.count);
    else
        print_names(run, shown.items, shown.count);
    return shown.count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

static enum cp_exit run_lexicon(struct cp_arena *run, const struct cp_settings *settings)
{
    static const struct {
        const char *name;
        bool inputs;
        enum cp_exit (*run)(struct cp_arena *run, const struct cp_settings *settings);
    } tasks[] = {{"check", false, check}, {"list", false, list}, {"coverage", true, cp_show_coverage}};
    struct cp_error err = {0};
    const char *what = settings->arguments[0];
    for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++) {
        if (strcmp(what, tasks[i].name) != 0)
            continue;
        if (tasks[i].inputs == (settings->argument_count > 1))
            return tasks[i].run(run, settings);
        if (tasks[i].inputs)
            cp_fail(&err, CP_EUSAGE,
                    "lexicon %s needs the texts to be looked at: files, folders, or - for standard input", what);
        else
            cp_fail(&err, CP_EUSAGE, "lexicon %s takes no input, so what is \"%s\"?", what, settings->arguments[1]);
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    cp_fail(&err, CP_EUSAGE, "lexicon takes check, list or coverage, not \"%s\"", what);
    cp_complain(&err);
    return CP_EXIT_BAD;
}

const struct cp_command cp_command_lexicon = {
    .name = "lexicon",
    .arguments = "TASK [INPUT...]",
    .summary = "Validate the knowledge files, show the names that they know, or what texts name that they lack.",
    .details = "TASK is check, list, or coverage with the texts to be looked at.\n"
               "\n"
               "check reads every file, looks for names that two rows of a file claim, and runs the example of every\n"
               "rule; the first thing that is wrong is told with its file and line. list prints id, kind, country and\n"
               "label of each name.\n"
               "\n"
               "coverage reads texts and shows what they name and the lexicon does not cover, the most frequent\n"
               "first, each with one or two sentences: names that no file of names has, and what kind the program\n"
               "took them for (--kind keeps only those of one kind); nouns that are used like measures, because\n"
               "somebody imposes or lifts them or because they are retaliatory or new, and that no row of\n"
               "measures.tsv has; and verbs between two countries, companies, agencies or organizations that no\n"
               "rule asks for. Each is a row that might be worth adding to a folder for --lexicon; whether it is,\n"
               "only a person can say. The order of the inputs does not matter.\n",
    .least = 1,
    .options = {CP_OPTION_LEXICON, CP_OPTION_MODEL, CP_OPTION_KIND, CP_OPTION_TOP, CP_OPTION_JSON, CP_OPTION_JOBS},
    .default_top = 20,
    .run = run_lexicon,
};
