// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the searches for paths share: which steps may be taken, and a guide that says from where the goal can still be
// reached.
//
// Room: analyze.
#ifndef CP_ANALYZE_PATHS_P_H
#define CP_ANALYZE_PATHS_P_H

#include "arcs_p.h"
#include "chokepoint/path.h"

#define CP_BEGINNING INT32_MIN // before the first step

struct cp_roads {
    const struct cp_graph *graph;
    const struct cp_path_query *query;
    struct cp_arcs out, in;
    const struct cp_span *spans; // of edges
    const double *widths;        // of edges
    double least;                // narrower edges are closed
    bool *closed;                // nodes that may not be stepped on
};

// The step from a group of parallel arcs of which at[0] is the first: the edge by which one arrives earliest, of those
// the surest. Returns the first arc behind the group; *edge is CP_NONE if none fits, *arrival when one is there.
size_t cp_roads_step(const struct cp_roads *roads, const struct cp_arcs *arcs, size_t at, size_t end, int32_t now,
                     uint32_t *edge, int32_t *arrival);

// By how many steps from a node the goal can be reached, leaving it by which time: a search back from the goal, step by
// step.
struct cp_guide {
    const struct cp_roads *roads;
    struct cp_arena *arena;
    uint32_t *newest; // of a node: its newest mark + 1
    CP_VEC(struct cp_guide_mark) marks;
    CP_VEC(uint32_t) frontier;
    size_t steps; // so far
};
struct cp_guide_mark {
    uint32_t before; // the node's mark before this one, + 1
    uint32_t steps;
    int32_t latest;
};
struct cp_guide *cp_guide_new(struct cp_arena *arena, const struct cp_roads *roads);
bool cp_guide_advance(struct cp_guide *guide); // one step more; false if that reached nothing new
bool cp_guide_reaches(const struct cp_guide *guide, uint32_t node, size_t steps, int32_t now);

// A path in the making.
struct cp_trail {
    uint32_t *nodes, *edges; // room for all nodes
    size_t length;
    int32_t now;
};
struct cp_path cp_trail_keep(struct cp_arena *run, const struct cp_roads *roads, const struct cp_trail *trail);

// The shortest way on from the end of the trail, the first by numbers of nodes; what is barred is not the next node.
// False if there is none. The trail's nodes are closed.
bool cp_trail_continue(struct cp_arena *scratch, const struct cp_roads *roads, struct cp_trail *trail,
                       const bool *barred);

// The paths of ALL_SHORTEST and SIMPLE, and any with `through`.
void cp_paths_search(struct cp_arena *run, struct cp_roads *roads, struct cp_path_answer *answer);

// The paths of WIDEST with `through`.
void cp_paths_widest_through(struct cp_arena *run, struct cp_roads *roads, struct cp_path_answer *answer);

// Distinct widths of the edges, ascending.
const double *cp_roads_levels(struct cp_arena *run, const struct cp_roads *roads, size_t *count);

// The paths of SHORTEST and WIDEST.
void cp_paths_yen(struct cp_arena *run, struct cp_roads *roads, struct cp_path_answer *answer);

#endif
