// SPDX-License-Identifier: GPL-3.0-or-later
//
// The keys of the GraphML, once for the writer and the reader. Key ids are neutral (d0, e0): Gephi takes a key by its id
// before its name, so an id such as "size" would be read as something else.
//
// Room: export.
#ifndef CP_EXPORT_GRAPHML_KEYS_H
#define CP_EXPORT_GRAPHML_KEYS_H

#include "chokepoint/graph.h"

// X(name in C, attr.name, attr.type)
#define GRAPHML_NODE_KEYS(X)                                                                                           \
    X(LABEL, "label", "string") X(KIND, "kind", "string") X(ALIASES, "aliases", "string")                              \
    X(SUBTYPE, "subtype", "string") X(STATUS, "status", "string") X(DATE, "date", "string")                            \
    X(COUNTRY, "country", "string") X(DOCUMENTS, "documents", "int") X(SOURCES, "sources", "string")                   \
    X(DEGREE, "degree", "int") X(IN_DEGREE, "in_degree", "int") X(OUT_DEGREE, "out_degree", "int")                     \
    X(STRENGTH, "strength", "double") X(PAGERANK, "pagerank", "double") X(BETWEENNESS, "betweenness", "double")        \
    X(HARMONIC, "harmonic", "double") X(EIGENVECTOR, "eigenvector", "double") X(HUB, "hub", "double")                  \
    X(AUTHORITY, "authority", "double") X(CONSTRAINT, "constraint", "double") X(CORENESS, "coreness", "int")           \
    X(COMMUNITY, "community", "int") X(COMPONENT, "component", "int") X(ARTICULATION, "articulation", "boolean")       \
    X(XPOS, "x", "double") X(YPOS, "y", "double") X(SIZE, "size", "double") X(R, "r", "int") X(G, "g", "int") X(B, "b", "int") \
    X(CLOSENESS, "closeness", "double") X(KATZ, "katz", "double") X(EXPOSURE, "exposure", "double")                    \
    X(EFFECTIVE_SIZE, "effective_size", "double") X(CURRENT_FLOW, "current_flow", "double")                      \
    X(RANK, "rank", "int") X(RANK_LOW, "rank_low", "int") X(RANK_HIGH, "rank_high", "int")

#define GRAPHML_EDGE_KEYS(X)                                                                                           \
    X(RELATION, "relation", "string") X(LABEL, "label", "string") X(WEIGHT, "weight", "double")                        \
    X(SIGN, "sign", "double") X(HYPOTHETICAL, "hypothetical", "boolean") X(SYMMETRIC, "symmetric", "boolean")          \
    X(CONFIDENCE, "confidence", "double") X(DATE, "date", "string") X(EVIDENCE, "evidence", "string")                  \
    X(SOURCES, "sources", "string") X(DOCUMENT, "document", "string") X(BEGIN, "begin", "int") X(END, "end", "int")    \
    X(RULE, "rule", "string") X(EVIDENCE_COUNT, "evidence_count", "int") X(EVIDENCE_ALL, "evidence_all", "string")     \
    X(BRIDGE, "bridge", "boolean") X(BEFORE, "before", "string") X(AFTER, "after", "string")          \
    X(BETWEENNESS, "betweenness", "double") X(MEASURES, "measures", "string")

#define KEY_ENUM(name, attribute, type) NODE_##name,
enum node_key { GRAPHML_NODE_KEYS(KEY_ENUM) NODE_KEY_COUNT };
#undef KEY_ENUM
#define KEY_ENUM(name, attribute, type) EDGE_##name,
enum edge_key { GRAPHML_EDGE_KEYS(KEY_ENUM) EDGE_KEY_COUNT };
#undef KEY_ENUM

struct graphml_key {
    const char *name, *type;
};
extern const struct graphml_key cp_graphml_node_keys[NODE_KEY_COUNT];
extern const struct graphml_key cp_graphml_edge_keys[EDGE_KEY_COUNT];

// For the readers: what one column says. False if that makes no sense there, or cannot be kept as it is. The text lives as long as the graph.
bool cp_graphml_set_node(struct cp_arena *run, struct cp_graph_node *node, enum node_key key, struct cp_str text);
bool cp_graphml_set_edge(struct cp_arena *run, struct cp_graph_edge *edge, enum edge_key key, struct cp_str text);
bool cp_graphml_truth(struct cp_str text);

#endif
