// SPDX-License-Identifier: GPL-3.0-or-later
//
// Options: one table says how each is written, what it takes and what it does; parsing and both kinds of help read it.
//
// Room: cli.
#ifndef CP_CLI_OPTIONS_H
#define CP_CLI_OPTIONS_H

#include "command.h"

// Reads the words behind the command's name. Options and arguments may stand in any order; behind "--" all are
// arguments. Keeps pointers into argv.
enum cp_status cp_options_parse(struct cp_arena *run, const struct cp_command *command, int argc, char **argv,
                                struct cp_settings *settings, struct cp_error *err);

void cp_help_program(struct cp_buf *out);
void cp_help_command(const struct cp_command *command, bool in_full, struct cp_buf *out);

#endif
