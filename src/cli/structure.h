// SPDX-License-Identifier: GPL-3.0-or-later
//
// The structure of a graph as text and as JSON.
//
// Room: cli.
#ifndef CP_CLI_STRUCTURE_H
#define CP_CLI_STRUCTURE_H

#include "chokepoint/structure.h"
#include "json.h"
#include "talk.h"

void cp_structure_print(struct cp_arena *run, const struct cp_graph *graph, const struct cp_structure *structure,
                        size_t top, struct cp_buf *out);
void cp_structure_json(const struct cp_graph *graph, const struct cp_structure *structure, struct cp_json *json);

#endif
