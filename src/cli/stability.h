// SPDX-License-Identifier: GPL-3.0-or-later
//
// How sure ranks are, as text and as JSON.
//
// Room: cli.
#ifndef CP_CLI_STABILITY_H
#define CP_CLI_STABILITY_H

#include "chokepoint/compare.h"
#include "json.h"
#include "rank.h"
#include "talk.h"

// A node that would not stand where it does without one document.
struct cp_hanging {
    uint32_t node, without; // its rank without the document; 0: it is not there
};

struct cp_sure {
    const struct cp_graph *graph; // as seen
    const struct cp_metric *metric;
    const uint32_t *order; // of the nodes that are ranked
    size_t count, rounds;
    const struct cp_rank_range *ranges;
    const struct cp_hanging *hanging;
    size_t hanging_count;
};

// `graph` is what `seen`, analyzed, is a view of; of the first `top` nodes it is found out what they hang on.
enum cp_status cp_sure_find(struct cp_arena *run, const struct cp_graph *graph, const struct cp_graph *seen,
                            const struct cp_stability_options *options, const struct cp_metric *metric, size_t top,
                            struct cp_sure *sure, struct cp_error *err);
void cp_sure_print(struct cp_arena *run, const struct cp_sure *sure, size_t top, struct cp_buf *out);
void cp_sure_json(const struct cp_sure *sure, size_t top, struct cp_json *json);

#endif
