// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "answer.h"

#include "chokepoint/compare.h"
#include "report.h"

#include <math.h>
#include <string.h>

// ---------------------------------------------------------------- how the whole is built

static void set_whole(struct cp_arena *run, struct cp_attributes *whole, const struct cp_structure *s)
{
    const struct cp_balance *b = &s->balance;
    const struct {
        const char *name;
        double value;
    } numbers[] = {
        {"resolution", s->resolution},
        {"modularity", s->modularity},
        {"modularity_multilevel", s->modularity_multilevel},
        {"modularity_fast_greedy", s->modularity_greedy},
        {"modularity_worst", s->runs ? s->modularity_worst : NAN},
        {"modularity_best", s->runs ? s->modularity_best : NAN},
        {"nmi", s->runs ? s->likeness : NAN},
        {"adjusted_rand", s->runs ? s->rand : NAN},
        {"reciprocity", s->reciprocity},
        {"degree_assortativity", s->by_degree},
        {"kind_assortativity", s->by_kind},
        {"transitivity", s->transitivity},
        {"clustering", s->clustering},
        {"triangles_signed", (double)b->triangles},
        {"triangles_balanced", (double)b->balanced},
        {"frustration_least", (double)b->frustration_least},
        {"frustration_most", (double)b->frustration_most},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        cp_attributes_set_number(run, whole, numbers[i].name, numbers[i].value);
    for (size_t i = 0; i < CP_TRIADS; i++)
        cp_attributes_set_number(run, whole, cp_str_format(run, "triads_%s", cp_triad_names[i]).ptr, s->triads[i]);
}

void cp_answer_structure(struct cp_arena *run, struct cp_graph *graph, const struct cp_structure *s)
{
    bool *is_signed = CP_NEW_ARRAY(run, graph->node_count + 1, bool);
    set_whole(run, &graph->attributes, s);
    for (size_t i = 0; i < graph->edge_count; i++)
        if (graph->edges[i].from != graph->edges[i].to && (graph->edges[i].sign > 0 || graph->edges[i].sign < 0))
            is_signed[graph->edges[i].from] = is_signed[graph->edges[i].to] = true;
    for (size_t i = 0; i < graph->node_count; i++) {
        struct cp_attributes *node = &graph->nodes[i].attributes;
        cp_attributes_set_number(run, node, "community_settled", s->settled ? s->settled[i] : NAN);
        cp_attributes_set_number(run, node, "camp", s->balance.camp && is_signed[i] ? s->balance.camp[i] : NAN);
    }
    for (size_t i = 0; i < graph->edge_count && s->balance.camp; i++) {
        struct cp_graph_edge *edge = &graph->edges[i];
        bool within = s->balance.camp[edge->from] == s->balance.camp[edge->to], friendly = edge->sign > 0;
        if (edge->from != edge->to && (edge->sign > 0 || edge->sign < 0))
            cp_attributes_set_truth(run, &edge->attributes, "against_camps", friendly != within);
    }
}

// ---------------------------------------------------------------- how sure

static void set_rank(struct cp_arena *run, struct cp_attributes *attributes, const char *name, uint32_t rank)
{
    cp_attributes_set_number(run, attributes, name, rank ? rank : NAN);
}

void cp_answer_stability(struct cp_arena *run, struct cp_graph *graph, const struct cp_sure *sure)
{
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct cp_rank_range *range = &sure->ranges[i];
        struct cp_graph_node *node = &graph->nodes[i];
        node->metrics.rank = range->rank;
        node->metrics.rank_low = range->rank ? range->low : 0;
        node->metrics.rank_high = range->rank ? range->high : 0;
        if (!range->rank)
            continue;
        cp_attributes_set(run, &node->attributes, "rank_by", cp_str_from(sure->metric->name));
        set_rank(run, &node->attributes, "rank_facts_only", range->facts_only);
        cp_attributes_set_number(run, &node->attributes, "drawn_share", range->there);
        cp_attributes_set_number(run, &node->attributes, "one_source_share", range->alone);
        cp_attributes_set(run, &node->attributes, "one_source", range->document);
    }
    for (size_t i = 0; i < sure->hanging_count; i++) {
        struct cp_attributes *attributes = &graph->nodes[sure->hanging[i].node].attributes;
        cp_attributes_set_truth(run, attributes, "hangs_on_one_source", true);
        set_rank(run, attributes, "rank_without_source", sure->hanging[i].without);
    }
}

// ---------------------------------------------------------------- chains

static struct cp_str label_of(const struct cp_graph *graph, uint32_t node)
{
    return node == CP_NONE ? (struct cp_str){"", 0} : graph->nodes[node].label;
}

// At the act and at the edge by which it answers.
static void set_answer(struct cp_arena *run, struct cp_attributes *to, const struct cp_chain_act *act)
{
    cp_attributes_set_number(run, to, "answer_days_least", act->dated ? act->least : NAN);
    cp_attributes_set_number(run, to, "answer_days_most", act->dated ? act->most : NAN);
    cp_attributes_set(run, to, "answer_tone", cp_str_from(cp_tone_words(act->tone)));
}

// What a party did to others and answered to them, in all its pairs.
static void set_parties(struct cp_arena *run, struct cp_graph *graph, const struct cp_chains *chains)
{
    static const char *const names[] = {"acts_against_others", "acts_suffered", "answers_given", "answers_harsher"};
    enum { SUMS = sizeof names / sizeof names[0] };
    size_t(*sums)[SUMS] = (size_t(*)[SUMS])cp_alloc_array(run, graph->node_count + 1, sizeof *sums);
    for (size_t i = 0; i < chains->dyad_count; i++)
        for (int side = 0; side < 2; side++) {
            const struct cp_dyad *dyad = &chains->dyads[i];
            uint32_t who = side ? dyad->b : dyad->a, against = side ? dyad->a : dyad->b;
            sums[who][0] += dyad->acts[side];
            sums[against][1] += dyad->acts[side];
            sums[who][2] += dyad->answers[side];
            sums[who][3] += dyad->tones[side][CP_TONE_HARSHER];
        }
    for (size_t i = 0; i < graph->node_count; i++)
        for (size_t k = 0; k < SUMS; k++)
            if (sums[i][0] + sums[i][1] + sums[i][2])
                cp_attributes_set_number(run, &graph->nodes[i].attributes, names[k], (double)sums[i][k]);
}

void cp_answer_chains(struct cp_arena *run, struct cp_graph *graph, const struct cp_chains *chains)
{
    size_t chain = 0;
    for (size_t i = 0; i < chains->act_count; i++) {
        const struct cp_chain_act *act = &chains->acts[i];
        struct cp_attributes *node = &graph->nodes[act->node].attributes;
        chain += act->answers == CP_NONE;
        cp_attributes_set_number(run, node, "chain", (double)chain);
        cp_attributes_set_number(run, node, "chain_depth", (double)act->depth);
        cp_attributes_set(run, node, "party", label_of(graph, act->party));
        if (act->answers == CP_NONE)
            continue;
        set_answer(run, node, act);
        set_answer(run, &graph->edges[act->edge].attributes, act);
        cp_attributes_set_number(run, node, "tit_for_tat", (double)act->exchange);
    }
    set_parties(run, graph, chains);
    for (size_t i = 0; i < chains->year_count; i++)
        if (!chains->years[i].year) {
            cp_attributes_set_number(run, &graph->attributes, "acts_reciprocity", chains->years[i].reciprocity);
            cp_attributes_set_number(run, &graph->attributes, "acts_reciprocity_weighted", chains->years[i].weighted);
        }
}

// ---------------------------------------------------------------- two graphs in one

const char *const cp_answer_fields[CP_FIELD_COUNT] = {"label",   "kind",      "subtype", "status", "date",        "country",
                                                      "documents", "weight", "sign",    "confidence", "hypothetical"};

static const char *const states[] = {[CP_CAME] = "came", [CP_WENT] = "went", [CP_CHANGED] = "changed", [CP_SAME] = "same"};

static void set_state(struct cp_arena *run, struct cp_attributes *attributes, const struct cp_graph_difference *how)
{
    struct cp_buf fields = {0};
    for (unsigned f = 0; f < CP_FIELD_COUNT; f++)
        if (how->fields >> f & 1)
            cp_buf_add_format(&fields, "%s%s", fields.len ? " | " : "", cp_answer_fields[f]);
    cp_attributes_set(run, attributes, "state", cp_str_from(states[how->how]));
    cp_attributes_set(run, attributes, "changed_fields", cp_str_copy(run, cp_buf_str(&fields)));
    cp_buf_release(&fields);
}

// Okabe and Ito's blue, vermilion and orange, which colour-blind people tell apart, and a grey.
static void set_colour(struct cp_graph_node *node, int how)
{
    static const uint8_t colours[][3] = {
        [CP_CAME] = {0, 114, 178}, [CP_WENT] = {213, 94, 0}, [CP_CHANGED] = {230, 159, 0}, [CP_SAME] = {170, 170, 170}};
    node->red = colours[how][0];
    node->green = colours[how][1];
    node->blue = colours[how][2];
    node->coloured = true;
}

static void set_range(struct cp_arena *run, struct cp_attributes *to, const char *name, const struct cp_rank_range *range)
{
    set_rank(run, to, cp_str_format(run, "%s_low", name).ptr, range->low);
    set_rank(run, to, cp_str_format(run, "%s_high", name).ptr, range->high);
}

static void set_ranks(struct cp_arena *run, struct cp_attributes *to, const struct cp_answer_two *two,
                      const struct cp_moved *moved)
{
    set_rank(run, to, "rank_before", moved->rank_before);
    set_rank(run, to, "rank_after", moved->rank_after);
    cp_attributes_set(run, to, "rank_by", cp_str_from(two->metric->name));
    if (moved->rank_before && moved->rank_after) // up is above 0
        cp_attributes_set_number(run, to, "rank_change", (double)moved->rank_before - (double)moved->rank_after);
    if (two->before_ranges && moved->rank_before)
        set_range(run, to, "rank_before", &two->before_ranges[moved->before]);
    if (two->after_ranges && moved->rank_after)
        set_range(run, to, "rank_after", &two->after_ranges[moved->after]);
    if (moved->before != CP_NONE)
        cp_attributes_set_number(run, to, "value_before", cp_metric_value(&two->before->nodes[moved->before], two->metric));
    if (moved->after != CP_NONE)
        cp_attributes_set_number(run, to, "value_after", cp_metric_value(&two->after->nodes[moved->after], two->metric));
    if (two->reach && moved->before != CP_NONE && moved->after != CP_NONE) {
        cp_attributes_set_number(run, to, "reach_before", (double)moved->reach_before);
        cp_attributes_set_number(run, to, "reach_after", (double)moved->reach_after);
    }
}

// The metrics of the graph that it is of, but the community that it has on this map.
static void set_metrics(struct cp_graph_node *node, const struct cp_answer_two *two, const struct cp_graph_difference *how)
{
    double community = node->metrics.community;
    node->metrics = how->new == CP_NONE ? two->before->nodes[how->old].metrics : two->after->nodes[how->new].metrics;
    node->metrics.community = community;
}

enum cp_status cp_answer_write_two(struct cp_arena *run, const struct cp_settings *settings,
                                   const struct cp_answer_two *two, const struct cp_writer *writer, struct cp_error *err)
{
    struct cp_graph_union *both = cp_graph_united(run, two->before, two->after, two->diff);
    struct cp_graph *graph = both->graph;
    struct cp_summary summary;
    enum cp_status status = cp_input_analyze(run, settings, graph, &summary, err);
    if (status != CP_OK)
        return status;
    struct cp_table *places = cp_table_new(run); // id → node
    for (size_t i = 0; i < graph->node_count; i++) {
        cp_table_set(places, cp_table_add(places, graph->nodes[i].id), i);
        set_state(run, &graph->nodes[i].attributes, &both->nodes[i]);
        set_colour(&graph->nodes[i], (int)both->nodes[i].how);
        set_metrics(&graph->nodes[i], two, &both->nodes[i]);
    }
    for (size_t i = 0; i < graph->edge_count; i++)
        set_state(run, &graph->edges[i].attributes, &both->edges[i]);
    for (size_t i = 0; i < two->comparison->moved_count; i++) {
        const struct cp_moved *moved = &two->comparison->moved[i];
        struct cp_str id = moved->after == CP_NONE ? two->before->nodes[moved->before].id : two->after->nodes[moved->after].id;
        size_t place = (size_t)cp_table_value(places, cp_table_find(places, id));
        set_ranks(run, &graph->nodes[place].attributes, two, moved);
    }
    struct cp_export_options how = {.strict = settings->strict};
    return cp_graph_write(graph, writer, &how, settings->output, err);
}
