// SPDX-License-Identifier: GPL-3.0-or-later
//
// `lexicon coverage`: what texts name and the lexicon does not cover.
//
// Room: cli.
#ifndef CP_CLI_COVERAGE_H
#define CP_CLI_COVERAGE_H

#include "command.h"

// The inputs are the arguments behind the first.
enum cp_exit cp_show_coverage(struct cp_arena *run, const struct cp_settings *settings);

#endif
