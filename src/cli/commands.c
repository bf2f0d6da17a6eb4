// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "command.h"
#include "nearest.h"

#include <string.h>

// In the order of the help: the main job, its two halves, questions to a graph, the workshop.
static const struct cp_command *const *all_commands(size_t *count)
{
    static const struct cp_command *const commands[] = {
        &cp_command_run,
        &cp_command_extract,
        &cp_command_build,
        &cp_command_analyze,
        &cp_command_chokepoints,
        &cp_command_paths,
        &cp_command_chains,
        &cp_command_why, &cp_command_whatif, &cp_command_diff,
        &cp_command_export,
        &cp_command_report,
        &cp_command_lexicon,
        &cp_command_parse,
    };
    *count = sizeof commands / sizeof commands[0];
    return commands;
}

const struct cp_command *cp_command_at(size_t index)
{
    size_t count;
    const struct cp_command *const *commands = all_commands(&count);
    return index < count ? commands[index] : NULL;
}

const struct cp_command *cp_command_find(const char *name)
{
    const struct cp_command *command;
    for (size_t i = 0; (command = cp_command_at(i)); i++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

const char *cp_command_nearest(const char *name)
{
    const struct cp_command *command;
    struct cp_nearest nearest = cp_nearest_to(cp_str_from(name));
    for (size_t i = 0; (command = cp_command_at(i)); i++)
        cp_nearest_offer(&nearest, command->name);
    return nearest.word;
}
