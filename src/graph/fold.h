// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the stages of folding share, in the order in which they work.
//
//     build.c    keeps the facts of each document, puts the documents in a fixed order, runs the stages
//     entity.c   which entities of different documents are the same, and which state stands behind each
//     act.c      the measures of each document with all that tells them apart
//     alike.c    how likely it is that two of them are the same act
//     resolve.c  the clusters of tellings that become one node
//     name.c     ids, labels, dates and status of measures
//     bundle.c   edges of documents that become one edge
//     find.c     nodes by name; answers
//
// Room: graph.
#ifndef CP_GRAPH_FOLD_H
#define CP_GRAPH_FOLD_H

#include "chokepoint/graph.h"

typedef CP_VEC(uint32_t) cp_numbers;

// A measure as one document tells it.
struct act {
    uint32_t document, node; // which fact node of which document
    const struct cp_fact_node *fact;
    cp_numbers imposers, targets, goods; // entities; sorted, each once
    cp_numbers goods_words;              // of the labels of the goods; sorted, each once
    cp_numbers states;                   // codes of the states behind the imposers; sorted, each once
    cp_numbers target_states;            // codes of the states that the targets belong to; sorted, each once
    cp_numbers alone;                    // imposers behind which no state is known (the United Nations); sorted
    cp_numbers label_words, words;       // of the label; of label and aliases: without the names of the parties; sorted
    cp_numbers marks;                    // words of the label that are neither said of any act, nor goods, nor numbers; sorted
    cp_numbers names;                    // that acts go by ("CHIPS and Science Act"): the words of each, sorted, and CP_NONE behind them
    bool answers;                        // it responds to another
    uint32_t rivals;                     // acts of the same document that could be taken for it
    uint32_t cluster;                    // after resolving: number of the first act of its cluster
};

// What becomes of the nodes of all documents that are one entity.
struct entity {
    uint32_t root; // the entity that it is the same as; itself if it is the first of them
    enum cp_kind kind;
    struct cp_str label, country; // country: of itself, else of the state that it belongs to; may be empty
};

// Entities count as seen so often beside what was counted, so that among few documents none is rare.
enum { UNSEEN = 5 };

struct fold {
    struct cp_arena *run;
    const struct cp_facts *const *documents; // in fixed order
    size_t document_count;
    uint32_t **numbers;        // of each node of each document: of an entity its root, of a measure its act
    struct cp_table *ids;      // id → number
    CP_VEC(struct entity) entities; // by number
    struct cp_table *codes;    // country code → number
    struct cp_table *words;    // stem → number; value: in how many acts
    CP_VEC(struct act) acts;
    double least_score;        // of two tellings that become one act
    cp_numbers *there;         // of each document: its entities; sorted, each once
    double *tells;             // of each entity: how much it says of what a document is about, the square of its rarity
    double *told;              // of each document: the sum of that over its entities
    uint32_t *aimed;           // of each entity: acts that target it
};

// What two tellings are compared in. Of each point the value is 1 or 0, or a share between.
enum point {
    POINT_ANY,           // always 1
    POINT_OTHER_TYPE,    // of a related type: a document may call a tariff an import restriction
    POINT_ONE_IS_OTHER,  // one is "other", which is what any of them may be called
    POINT_ONE_SANCTIONS, // one is a sanction, which is said of whatever restrains somebody
    POINT_SAME_STATES,   // all states behind them agree
    POINT_SAME_BODY,     // a ministry, a person or the like that imposes both
    POINT_NO_IMPOSER,    // of one it is not told who imposes it
    POINT_TARGETS,       // the share of all targets that both have
    POINT_TARGET_RARE,   // the rarity of the rarest target that both have
    POINT_TARGETS_ROLLED, // one is against a state, the other against somebody of that state
    POINT_NO_TARGETS,    // neither has one
    POINT_ONE_TARGET,    // just one of them has any
    POINT_COMMON,        // the targets that both have are states, which many acts have, and no date says that they are one
    POINT_COMMON_EVENTS, // both are events of one target, and no date says that they are one
    POINT_GOODS,         // a good that both have
    POINT_SEVERAL_GOODS, // and one more
    POINT_AKIN_GOODS,    // none in common, but a word of their names: chips, advanced chips
    POINT_OTHER_GOODS,   // both have goods, none in common, and neither a target nor a figure in common
    POINT_LABELS,        // the cosine of the words of their labels
    POINT_WORDS,         // of all their words
    POINT_OTHER_WORDS,   // both labels have words that are not said of any act, and none in common: fentanyl duties, reciprocal tariffs
    POINT_OTHER_NAMES,   // both go by names of one sort, and by none in common: CHIPS Act, Inflation Reduction Act
    POINT_NAME,          // the rarity of a name that both go by
    POINT_SAME_NUMBERS,  // both labels have numbers ("$200 billion"), and one in common
    POINT_OTHER_NUMBERS, // and not one in common
    POINT_NO_DATE,       // neither has a date
    POINT_ONE_DATE,      // just one of them has
    POINT_SAME_MONTH,    // both have a month, the same or the next
    POINT_OTHER_DAYS,    // both have a day, and these are more than a week apart
    POINT_OTHER_STATUS,  // one is planned, the other is not
    POINT_LONG_APART,    // when the documents were written: years apart
    POINT_ONE_SEASON,    // within two months
    POINT_DOCUMENTS,     // the cosine of the entities that their documents name
    POINT_RIVALS,        // acts of the same document that it could be taken for, up to three
    POINT_ONE_ANSWERS,   // one is told as an answer to something, the other is not
    POINT_COUNT
};

// Fills numbers (of entities), ids and entities.
void cp_graph_know_entities(struct fold *fold);

// Fills acts, and numbers of measures.
void cp_graph_gather_acts(struct fold *fold);

// Compares two tellings point by point; false if they cannot be one act.
bool cp_graph_compare_acts(const struct fold *fold, const struct act *a, const struct act *b, double points[POINT_COUNT]);

// The higher, the likelier the same act; see least_score in build.c. -INFINITY: cannot be.
double cp_graph_alike(const struct fold *fold, const struct act *a, const struct act *b);

// Sets `cluster` of each act.
void cp_graph_resolve(struct fold *fold);

// Id ("msr:cn-security-review-micron-2023", unique among those taken), label, type, date and status of the acts
// that are one.
void cp_graph_name_measure(struct fold *fold, const cp_numbers *acts, struct cp_table *taken, struct cp_graph_node *node);

struct cp_graph_edge *cp_graph_bundle(struct fold *fold, uint32_t *const *place, const struct cp_graph *graph, size_t *count);

// Sorts and drops what is there twice.
void cp_numbers_sort(cp_numbers *numbers);

// How many stand in both; both sorted.
size_t cp_numbers_shared(const cp_numbers *a, const cp_numbers *b);

#endif
