// SPDX-License-Identifier: GPL-3.0-or-later
//
// The halves of cp_chains: trees of answers, and pairs of parties.
//
// Room: analyze.
#ifndef CP_ANALYZE_CHAINS_P_H
#define CP_ANALYZE_CHAINS_P_H

#include "chokepoint/chain.h"
#include "chokepoint/path.h"

struct cp_table *cp_party_ids(struct cp_arena *run, const struct cp_graph *graph);
uint32_t cp_party(const struct cp_graph *graph, const struct cp_table *ids, uint32_t node);

// Dyads and years; the acts are there already.
void cp_chain_dyads(struct cp_arena *run, const struct cp_graph *graph, const struct cp_table *ids,
                    struct cp_chains *chains);

#endif
