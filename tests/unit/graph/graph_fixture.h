// SPDX-License-Identifier: GPL-3.0-or-later
//
// Facts and graphs from a few words, for the suites of facts, graph and export.
#ifndef CP_TEST_GRAPH_FIXTURE_H
#define CP_TEST_GRAPH_FIXTURE_H

#include "chokepoint/graph.h"

// JSON with ' for ", so that it can be read in C.
struct cp_str fixture_json(struct cp_arena *run, const char *text);

// How one document tells of one act. NULL or 0 leaves a thing out.
struct telling {
    const char *document;
    const char *state; // "CN": node cty:CN imposes the act
    const char *type, *status, *date, *label;
    const char *target; // "micron": node com:micron
    bool hypothetical;
    unsigned sentences; // pieces of evidence for each edge; 0 is 1
    const char *told;         // the day of the document; 2023-06-01 if none
    const char *partner;      // "JP": node cty:JP imposes it too
    const char *target_state; // "RU": node cty:RU is a target
    const char *goods;        // "steel": node tec:steel is what it covers
    const char *owner;        // "RU": the target's country
};

const struct cp_facts *fixture_facts(struct cp_arena *run, struct telling telling);
struct cp_graph *fixture_graph(struct cp_arena *run, const struct telling *tellings, size_t count);

// The bytes of the graph as GraphML.
struct cp_str fixture_graphml(struct cp_arena *run, const struct cp_graph *graph, bool strict);

// Reads GraphML that is in memory; NULL if it is refused, and err says why.
struct cp_graph *fixture_read(struct cp_arena *run, struct cp_str graphml, struct cp_error *err);

// The node with this id or label, and the number of nodes of a kind.
const struct cp_graph_node *fixture_node(const struct cp_graph *graph, const char *name);
size_t fixture_count(const struct cp_graph *graph, enum cp_kind kind);

// "name=value name=value": attributes in one string, to compare them by.
struct cp_str fixture_attributes(struct cp_arena *run, struct cp_attributes attributes);

#endif
