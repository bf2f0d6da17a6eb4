// SPDX-License-Identifier: GPL-3.0-or-later
//
// The stages of the map, each on discs in a plane.
//
//     looks.c   sizes and colours
//     force.c   where the discs of one component come to rest
//     dates.c   from left to right by date, if that is wanted
//     pack.c    discs pushed apart, components side by side
//     layout.c  all together
//
// They use + - * / and sqrt only, which every machine rounds alike (the compiler must not fuse them), so the
// same graph gives the same map everywhere; sines, exponentials and logarithms do not.
//
// Room: analyze.
#ifndef CP_ANALYZE_LAYOUT_P_H
#define CP_ANALYZE_LAYOUT_P_H

#include "chokepoint/analyze.h"

struct disc {
    double x, y;
    double radius;
    double mass;        // degree + 1: how strongly it pushes others away, and how hard it is to move
    uint32_t community; // 0 … communities - 1
    uint32_t node;
};

struct spring {
    uint32_t a, b; // discs
    double pull;
};

struct component {
    struct disc *discs;
    size_t disc_count;
    struct spring *springs;
    size_t spring_count;
    bool keep_x;                     // discs are pushed up and down only
    double left, top, right, bottom; // after cp_part_discs: with margins
};

void cp_set_looks(struct cp_arena *run, struct cp_graph *graph, const struct cp_analyze_options *options);
void cp_spread(struct cp_arena *run, struct component *component, const struct cp_progress *progress);
void cp_set_dates(struct cp_arena *run, const struct cp_graph *graph, struct component *component);
void cp_part_discs(struct cp_arena *run, struct component *component);
void cp_pack(struct cp_arena *run, struct component *components, size_t count);

#endif
