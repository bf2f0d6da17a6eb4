// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ways from one node to another: lists of nodes of which none comes twice, with an edge between each and the next.
// Edges are taken both ways, because a path of dependence runs through a measure against its arrows, unless `directed`.
//
//     SHORTEST      the k with the fewest steps (Yen 1971, with Lawler's saving of 1972);
//     ALL_SHORTEST  all that have as few steps as the shortest;
//     WIDEST        the k whose weakest step is strongest (Pollack 1960), of those as wide the ones with the fewest
//                   steps;
//     SIMPLE        all with at most `longest` steps.
//
// Within each the order is by width, steps, and the numbers of the nodes, so the result is the same everywhere.
//
// `in_order` keeps the paths that respect time (Kempe, Kleinberg and Kumar 2002): no step earlier than the one before.
// A month or a year is all of its days: a step may be on any of them. An edge without a date has that of the measure at
// its end, of the answering one if there are two; a step of which no date is known fits anywhere.
//
// `through` names nodes that must be on the path, in whatever order, `avoid` nodes that must not. Where two nodes must
// be on one path, no way is known that never takes long, so the search ends after `effort` steps and says so. The widest
// are then looked for width by width.
//
// Room: analyze.
#ifndef CHOKEPOINT_PATH_H
#define CHOKEPOINT_PATH_H

#include "chokepoint/base.h"
#include "chokepoint/graph.h"

enum cp_path_way { CP_PATH_SHORTEST, CP_PATH_ALL_SHORTEST, CP_PATH_WIDEST, CP_PATH_SIMPLE };

struct cp_path_query {
    uint32_t from, to;
    enum cp_path_way way;
    size_t count;   // how many at most; at least 1
    size_t longest; // of SIMPLE
    bool by_weight; // of WIDEST: the width of a step is its weight, not its confidence
    bool directed, in_order;
    const uint32_t *through, *avoid;
    size_t through_count, avoid_count;
    size_t effort; // 0: 50,000,000
    const struct cp_progress *progress; // NULL: nobody wants to know
};

struct cp_path {
    const uint32_t *nodes; // length + 1
    const uint32_t *edges; // length: of parallel ones that fit, in_order the first in time, and then the surest
    size_t length;
    double width; // of the weakest step: of WIDEST by the query's measure, otherwise confidence
};

struct cp_path_answer {
    const struct cp_path *paths;
    size_t count;
    bool more;    // there are more than `count`
    bool gave_up; // after `effort` steps: there may be more
};

void cp_paths(struct cp_arena *run, const struct cp_graph *graph, const struct cp_path_query *query,
              struct cp_path_answer *answer);

// The time in which a step over this edge can lie, as days since 1970; INT32_MIN and INT32_MAX if nothing is known.
struct cp_span {
    int32_t begin, end;
};
struct cp_span cp_edge_span(const struct cp_graph *graph, uint32_t edge);

#endif
