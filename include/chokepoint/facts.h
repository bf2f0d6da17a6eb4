// SPDX-License-Identifier: GPL-3.0-or-later
//
// facts: what one document says. `extract` writes one line of JSON for each document,
// `build` reads it: the seam between map and reduce. A line holds all that the graph
// needs and nothing of other documents, so lines can be made on any machine and folded
// in any order.
//
// {"doc":"slug","source":"path","title":"…","date":"2023-04-03",
//  "nodes":[{"id":"cty:CN","kind":"country","label":"China","aliases":["China","Beijing"],"country":"CN"},
//           {"id":"m1","kind":"measure","label":"…","aliases":[…],"subtype":"security_review","status":"active","date":"2023-03-31"}],
//  "edges":[{"from":0,"relation":"imposes","to":1,"hypothetical":false,"confidence":0.82,"date":"2023-03-31",
//            "evidence":[{"words":"…","before":"…","after":"…","begin":120,"end":171,"rule":"noun.poss"}]}]}
//
// Room: facts.
#ifndef CHOKEPOINT_FACTS_H
#define CHOKEPOINT_FACTS_H

#include "chokepoint/base.h"
#include "chokepoint/vocabulary.h"

// Words that show an edge. begin and end are byte offsets in the original file.
struct cp_evidence {
    struct cp_str words;    // verbatim, white space collapsed
    struct cp_str before, after; // the rest of their sentence, to read them in; may be empty
    struct cp_str rule;     // id of the rule that drew it
    struct cp_str document; // id; set by the graph, empty in the facts of one document
    size_t begin, end;
};

struct cp_fact_node {
    struct cp_str id; // stable across documents; of a measure only within the document ("m1"): build names it
    enum cp_kind kind;
    struct cp_str label;
    const struct cp_str *aliases; // the names met, sorted
    size_t alias_count;
    struct cp_str country; // ISO 3166; of an agency its state's, of a company its seat's; may be empty
    // of measures only:
    enum cp_measure_type type;
    enum cp_measure_status status;
    struct cp_date date;
};

struct cp_fact_edge {
    uint32_t from, to; // indices into nodes
    enum cp_relation relation;
    bool hypothetical;
    double confidence; // 0 … 1
    struct cp_date date;
    const struct cp_evidence *evidence; // at least one
    size_t evidence_count;
};

struct cp_facts {
    struct cp_str document; // id
    struct cp_str source, title;
    struct cp_date date;
    const struct cp_fact_node *nodes; // sorted by kind and id
    size_t node_count;
    const struct cp_fact_edge *edges; // sorted by from, relation, to
    size_t edge_count;
};

// One line of JSON with its '\n', the same bytes for the same facts.
void cp_facts_write(const struct cp_facts *facts, struct cp_buf *out);

// The same in another arena, with all that it points to.
struct cp_facts *cp_facts_copy(struct cp_arena *arena, const struct cp_facts *facts);

// Reads one line. Unknown keys are passed over; `file` and `line` are for messages.
enum cp_status cp_facts_read(struct cp_arena *doc, struct cp_str json, const char *file, unsigned line,
                             struct cp_facts **result, struct cp_error *err);

#endif
