// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "chokepoint/lexicon.h"
#include "chokepoint/relate.h"
#include "command.h"
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

static enum cp_exit list(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    const struct cp_lexicon *lexicon;
    if (cp_lexicon_load(run, settings->lexicon, &lexicon, &err) != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    const struct cp_name *names;
    size_t count = cp_lexicon_names(lexicon, &names);
    struct cp_grid grid = {.alignment = "llll"};
    struct cp_buf out = {0};
    for (size_t i = 0; i < count; i++) {
        if (settings->kind != CP_KIND_COUNT && names[i].kind != settings->kind)
            continue;
        cp_grid_add(run, &grid, names[i].id);
        cp_grid_add(run, &grid, cp_str_from(cp_kind_name(names[i].kind)));
        cp_grid_add(run, &grid, names[i].country.len ? names[i].country : CP_STR("-"));
        cp_grid_add(run, &grid, names[i].label);
    }
    cp_grid_print(&grid, &out);
    cp_print(stdout, &out);
    return count ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}

static enum cp_exit run_lexicon(struct cp_arena *run, const struct cp_settings *settings)
{
    const char *what = settings->arguments[0];
    if (strcmp(what, "check") == 0)
        return check(run, settings);
    if (strcmp(what, "list") == 0)
        return list(run, settings);
    struct cp_error err = {0};
    cp_fail(&err, CP_EUSAGE, "lexicon takes check or list, not \"%s\"", what);
    cp_complain(&err);
    return CP_EXIT_BAD;
}

const struct cp_command cp_command_lexicon = {
    .name = "lexicon",
    .arguments = "check|list",
    .summary = "Validate the knowledge files, or show the names that they know.",
    .details = "check reads every file and runs the example of every rule; the first thing that is wrong is told with its file\n"
               "and line. list prints id, kind, country and label of each name.\n",
    .least = 1,
    .most = 1,
    .options = {CP_OPTION_LEXICON, CP_OPTION_MODEL, CP_OPTION_KIND},
    .run = run_lexicon,
};
