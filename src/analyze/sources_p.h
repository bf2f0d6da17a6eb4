// SPDX-License-Identifier: GPL-3.0-or-later
//
// Betweenness, closeness and harmonic closeness of all nodes: from every source, or from a sample of them.
//
// Room: analyze.
#ifndef CP_ANALYZE_SOURCES_P_H
#define CP_ANALYZE_SOURCES_P_H

#include "net_p.h"

struct cp_shortest {
    double *betweenness, *closeness, *harmonic; // by node
    double *edge_betweenness;                   // by pair; NULL: not asked
    size_t sources;                             // from how many it was computed; the number of nodes if it is exact
    double bound;                               // see struct cp_summary; 0 if it is exact
};

// The arrays that are not NULL are filled.
enum cp_status cp_shortest(const struct cp_net *net, const struct cp_analyze_options *options,
                           struct cp_shortest *result, struct cp_error *err);

#endif
