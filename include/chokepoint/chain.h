// SPDX-License-Identifier: GPL-3.0-or-later
//
// Action and response: which act was answered by which, after what time, and who of two parties strikes harder.
//
// Trees. An act that answers several stands beneath the latest of them that is not later than itself; its other answers
// are kept as edges (`also`). A circle of answers, which can only be a slip of the texts, is opened at its earliest
// act.
//
// Time. A date that is a month or a year is all of its days, so the time between two acts is from `least` to `most`
// days.
//
// Tone. Acts are compared by the harshness of their type (the sign in vocabulary.h: an export control is harsher than a
// review): an answer is harsher, alike or milder than what it answers, or gives way if its type is friendly.
//
// Parties. Who imposes or is targeted counts as its country, if the graph has a node for that, and else as itself. An
// act stands against each target's party but its own. Reciprocity is the share of ordered pairs (a acts against b) in
// which b acts against a too; weighted, the share of acts that are matched: sum of min(w_ab, w_ba) over sum of w_ab
// (Squartini et al. 2013).
//
// Room: analyze.
#ifndef CHOKEPOINT_CHAIN_H
#define CHOKEPOINT_CHAIN_H

#include "chokepoint/base.h"
#include "chokepoint/graph.h"

enum cp_tone { CP_TONE_UNKNOWN, CP_TONE_HARSHER, CP_TONE_ALIKE, CP_TONE_MILDER, CP_TONE_GIVES_WAY, CP_TONE_COUNT };
const char *cp_tone_words(enum cp_tone tone); // "harsher"; "" if not known

struct cp_chain_act {
    uint32_t node;    // a measure
    uint32_t party;   // who took it; CP_NONE if nobody is known
    uint32_t answers; // act of the list that stands above it; CP_NONE of a root
    uint32_t edge;    // responds_to, to that
    size_t depth;
    bool dated;          // both dates are known
    int32_t least, most; // days from act to answer; both below 0: the answer is dated before
    enum cp_tone tone;
    size_t exchange; // steps of tit for tat that end here: the two parties act in turn, each in answer to the other
};

struct cp_dyad {
    uint32_t a, b;     // nodes, a < b
    size_t acts[2];    // of a against b, of b against a
    size_t answers[2]; // that a gave to b, that b gave to a
    size_t tones[2][CP_TONE_COUNT];
    double days[2]; // median time to answer, from the middle of each; NaN if none is dated
};

struct cp_chain_year {
    int year;                     // 0: all years, undated acts too
    size_t acts, pairs, mutual;   // pairs: ordered, with an act at least
    double reciprocity, weighted; // NaN without pairs
};

struct cp_chains {
    const struct cp_chain_act *acts; // trees in order of date, each act followed by its answers
    size_t act_count;
    const uint32_t *also; // edges of answers that are not in the trees
    size_t also_count;
    const struct cp_dyad *dyads; // most answers first, then most acts
    size_t dyad_count;
    const struct cp_chain_year *years; // ascending, the whole first
    size_t year_count;
};

void cp_chains(struct cp_arena *run, const struct cp_graph *graph, struct cp_chains *chains);

#endif
