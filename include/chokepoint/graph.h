// SPDX-License-Identifier: GPL-3.0-or-later
//
// graph: the facts of many documents folded into one graph, and questions to it. The
// result depends on the set of facts only, never on their order.
//
//     struct cp_graph_builder *b = cp_graph_builder_new(run);
//     cp_graph_builder_add(b, facts);               // for each document, in any order
//     struct cp_graph *g = cp_graph_builder_finish(b);
//
// Room: graph.
#ifndef CHOKEPOINT_GRAPH_H
#define CHOKEPOINT_GRAPH_H

#include "chokepoint/base.h"
#include "chokepoint/facts.h"
#include "chokepoint/lexicon.h"
#include "chokepoint/vocabulary.h"

// What is said of a graph, a node or an edge beside the fields below: columns of graphs that were made elsewhere, and answers of
// commands (how much is severed, what share a supplier has). Files of all formats that have columns carry them along.
struct cp_attribute {
    struct cp_str name, value; // of a whole or real number as JSON writes it, of a truth "true" or "false"
    enum cp_attribute_type { CP_ATTRIBUTE_TRUTH, CP_ATTRIBUTE_WHOLE, CP_ATTRIBUTE_REAL, CP_ATTRIBUTE_TEXT } type;
};
struct cp_attributes {
    const struct cp_attribute *items; // sorted by name, of which none comes twice; may be shared, so it is never changed in place
    size_t count;
};

// Sorts; values that differ under one name are joined with " | ", as text.
struct cp_attributes cp_attributes_sorted(struct cp_arena *run, struct cp_attribute *items, size_t count);
struct cp_attributes cp_attributes_united(struct cp_arena *run, struct cp_attributes a, struct cp_attributes b);
const struct cp_attribute *cp_attributes_find(struct cp_attributes attributes, struct cp_str name); // NULL if there is none
// Sets one, in place of that of the same name; an empty text and a number that is not finite take it away.
void cp_attributes_set(struct cp_arena *run, struct cp_attributes *attributes, const char *name, struct cp_str text);
void cp_attributes_set_number(struct cp_arena *run, struct cp_attributes *attributes, const char *name, double number);
void cp_attributes_set_truth(struct cp_arena *run, struct cp_attributes *attributes, const char *name, bool truth);
// What the text of a table may be; false if it is none of the type. An empty text, and a number that is none (NaN), say nothing.
bool cp_attribute_fits(struct cp_str text, enum cp_attribute_type type);

// Undefined numbers are NaN and are left out of every file.
struct cp_metrics {
    double degree, in_degree, out_degree, strength, pagerank, betweenness, harmonic, eigenvector, hub, authority,
        constraint, coreness, community, component;
    double closeness, katz, exposure, effective_size, current_flow; // defined when asked for
    bool articulation;
    bool computed;
    double rank, rank_low, rank_high; // by the metric asked for, with the range that chance leaves it; 0 unless asked for
};

struct cp_graph_node {
    struct cp_str id;    // "cty:CN", "msr:cn-security-review-micron-2023"
    struct cp_str label;
    enum cp_kind kind;   // CP_KIND_COUNT for a node of a graph that was made elsewhere: kind_name then
    struct cp_str kind_name;
    const struct cp_str *aliases;
    size_t alias_count;
    enum cp_measure_type type; // CP_MEASURE_COUNT if it is no measure
    enum cp_measure_status status;
    struct cp_date date;
    struct cp_str country;
    const struct cp_str *sources; // ids of the documents that name it, sorted
    size_t source_count;
    struct cp_metrics metrics;
    double x, y, size; // NaN until laid out
    uint8_t red, green, blue;
    bool coloured;
    struct cp_attributes attributes;
};

struct cp_graph_edge {
    uint32_t from, to; // indices into nodes
    enum cp_relation relation; // CP_RELATION_COUNT for an edge made elsewhere: relation_name then
    struct cp_str relation_name;
    double weight; // > 0
    double sign;   // -1 … +1
    double confidence;
    bool hypothetical;
    bool symmetric; // the relation has no direction; from < to by id
    bool bridge;
    double betweenness; // 0 unless asked for
    struct cp_date date;
    const struct cp_evidence *evidence; // best first; empty only for a graph made elsewhere
    size_t evidence_count;
    const struct cp_str *measures; // ids of the measures that a view folded into this edge, sorted
    size_t measure_count;
    struct cp_attributes attributes;
};

struct cp_graph {
    struct cp_graph_node *nodes; // sorted by kind, then id
    size_t node_count;
    struct cp_graph_edge *edges; // sorted by from, to, relation (as names)
    size_t edge_count;
    size_t document_count;
    struct cp_attributes attributes; // of the whole
};

// What may be looked at instead of the whole. First the filters choose edges and nodes, then the view folds what is left.
//
// Filters. A measure stays if its type, status and date fit; an edge if its relation, certainty and date fit and both its
// ends stay. What has no date stays: nothing says that it lies outside. Once edges or measures are filtered, nodes without an edge
// are left out.
//
// Views. `actors`: countries, agencies, companies, organizations and persons. For each ordered pair all measures of the one
// that target or affect the other, or answer an act of the other's, become one edge "acts on": its weight the sum over measures of the
// least weight on the way (of several ways the greatest), its sign their mean by weight, its confidence that of at
// least one of them; the measures' ids and the evidence of all ways are kept. Who supports or opposes a measure supports or opposes who
// imposes it. Relations between actors stay as they are. `countries`: each actor of `actors` becomes its country; within one country
// nothing is told, and an actor without a country is left out. `measures`: measures, what they answer and what they are part of.
enum cp_view { CP_VIEW_FULL, CP_VIEW_ACTORS, CP_VIEW_COUNTRIES, CP_VIEW_MEASURES, CP_VIEW_COUNT };
const char *cp_view_name(enum cp_view view); // "actors"

struct cp_graph_view {
    enum cp_view view;
    unsigned kinds;                 // of nodes, a bit for each; 0: all
    unsigned types, statuses;       // of measures; 0: all
    const struct cp_str *relations; // by name, so that those of graphs made elsewhere count too; none: all
    size_t relation_count;
    struct cp_date from, to; // of measures and of dated edges, both days included; year 0: open
    double min_confidence;
    bool facts_only;          // nothing hypothetical, no measure that is only planned
    bool without_planned;     // no measure that is only planned
    const struct cp_lexicon *lexicon; // names of countries that are no nodes; NULL: their codes
};

// The graph as the view shows it. The words are shared with `graph`, which must live as long. Metrics and places are kept where nothing
// was changed; else they are to be computed anew.
struct cp_graph *cp_graph_look(struct cp_arena *run, const struct cp_graph *graph, const struct cp_graph_view *view);

// The graph with something taken away, and with edges that nobody tells of: hypothetical, of weight 1, without words.
struct cp_graph_change {
    const bool *nodes, *edges; // true for each that goes; NULL: none
    struct cp_graph_link {
        uint32_t from, to;
        enum cp_relation relation;
    } *added;
    size_t added_count;
};
struct cp_graph *cp_graph_changed(struct cp_arena *run, const struct cp_graph *graph, const struct cp_graph_change *change);

// What came, what went, and what is told differently. Nodes are matched by id, edges by the ids of their ends and their relation.
struct cp_graph_difference {
    enum { CP_CAME, CP_WENT, CP_CHANGED, CP_SAME } how; // what is the same is in no list of differences
    uint32_t old, new; // nodes, or edges; CP_NONE where it is not
    unsigned fields;   // 1u << enum cp_graph_field of those that changed
};
enum cp_graph_field {
    CP_FIELD_LABEL,
    CP_FIELD_KIND,
    CP_FIELD_TYPE,
    CP_FIELD_STATUS,
    CP_FIELD_DATE,
    CP_FIELD_COUNTRY,
    CP_FIELD_DOCUMENTS, // those that name the node, or tell the edge
    CP_FIELD_WEIGHT,
    CP_FIELD_SIGN,
    CP_FIELD_CONFIDENCE,
    CP_FIELD_HYPOTHETICAL,
    CP_FIELD_COUNT
};
struct cp_graph_diff {
    const struct cp_graph_difference *nodes, *edges; // sorted by how, then by kind (of edges by the node from which they go), then by id
    size_t node_count, edge_count;
};
struct cp_graph_diff *cp_graph_compare(struct cp_arena *run, const struct cp_graph *old, const struct cp_graph *new);

// Both in one: `new`, and what went since `old`. Nodes are sorted by kind, then id.
struct cp_graph_union {
    struct cp_graph *graph;
    struct cp_graph_difference *nodes, *edges; // of each of its nodes and edges; of what is the same only `new` is known
};
struct cp_graph_union *cp_graph_united(struct cp_arena *run, const struct cp_graph *old, const struct cp_graph *new,
                                       const struct cp_graph_diff *diff);

struct cp_graph_builder;
struct cp_graph_builder *cp_graph_builder_new(struct cp_arena *run);
// Tellings of different documents are one act if that is likelier than this: CP_SAME_ACT_USUAL if nothing is said, 1 for never.
#define CP_SAME_ACT_USUAL 0.25 // as likely as a pair next to the threshold is one act; all in all some nine joins of ten are right
void cp_graph_builder_same_act(struct cp_graph_builder *builder, double least);
void cp_graph_builder_add(struct cp_graph_builder *builder, const struct cp_facts *facts); // copies what it keeps
struct cp_graph *cp_graph_builder_finish(struct cp_graph_builder *builder);

// Graphs that were made apart as one; they must live as long. The result does not depend on their order if their names differ.
//
// Nodes of different graphs are one if they have the same id of Wikidata; the same id of ours, as it stands or as the lexicon knows their
// label; the same id otherwise and the same label; or if the label of one is a name by which just one other of a kind that fits goes and
// their countries do not contradict. Acts are one only by their id, and only if their dates do not contradict. Nodes of one graph stay apart.
// Of ids, labels, kinds, dates and the like that of a graph of ours, else of the first by name, counts; what another says instead
// is kept as an attribute with "_as_read" behind its name, other labels as aliases. Two edges are one if ends, relation and date agree: with all
// their words, as sure as if their documents erred independently. `graphs` names where nodes and edges come from.
struct cp_graph_source {
    struct cp_str name;
    const struct cp_graph *graph;
};
struct cp_graph *cp_graph_merged(struct cp_arena *run, const struct cp_graph_source *sources, size_t count,
                                 const struct cp_lexicon *lexicon);

// The node that a person means: by id, label, alias, without case; CP_NONE if there is none. *nearest is then
// the most similar label (may be empty).
uint32_t cp_graph_find(const struct cp_graph *graph, struct cp_str name, struct cp_str *nearest);

// The same for many names: made once, and then asked. No nearest name is looked for.
struct cp_graph_names;
struct cp_graph_names *cp_graph_names_make(struct cp_arena *run, const struct cp_graph *graph);
uint32_t cp_graph_names_find(const struct cp_graph_names *names, struct cp_arena *scratch, struct cp_str name);

// What of a graph is kept: nodes and edges by number. Edges whose ends are not both kept go too.
struct cp_graph *cp_graph_part(struct cp_arena *run, const struct cp_graph *graph, const bool *nodes, const bool *edges);

// One step of action and response: `answer` responds_to `act`.
struct cp_response {
    uint32_t answer, act; // nodes
    uint32_t edge;
};
size_t cp_graph_responses(struct cp_arena *run, const struct cp_graph *graph, struct cp_response **responses); // by date

// Words for one edge: "China imposes cybersecurity review of Micron".
struct cp_str cp_graph_sentence(struct cp_arena *run, const struct cp_graph *graph, uint32_t edge);

#endif
