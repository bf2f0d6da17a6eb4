// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "report.h"

struct cp_str cp_report_kind(const struct cp_graph_node *node)
{
    return node->kind == CP_KIND_COUNT ? node->kind_name : cp_str_from(cp_kind_name(node->kind));
}

static void add_details(struct cp_arena *run, const struct cp_graph_edge *edge, struct cp_buf *out)
{
    struct cp_str date = cp_date_format(run, edge->date);
    if (edge->relation == CP_RELATION_COUNT && !edge->measure_count) { // made elsewhere: nothing is known of its certainty
        cp_buf_add(out, CP_STR("  [weight "));
        cp_buf_add_double(out, edge->weight);
        cp_buf_add(out, CP_STR("]\n"));
        return;
    }
    cp_buf_add_format(out, "  [" CP_FMT "%s%sconfidence %.2f]\n", CP_ARG(date), date.len ? ", " : "",
                      edge->hypothetical ? "not certain to have happened, " : "", edge->confidence);
}

// Of an edge that a view folded: by which measures, with its weight and sign.
static void add_measures(struct cp_arena *run, const struct cp_graph_edge *edge, size_t most, struct cp_buf *out)
{
    size_t shown = most && edge->measure_count > most ? most : edge->measure_count;
    if (!edge->measure_count)
        return;
    cp_buf_add_format(out, "    weight %.2f, sign %.2f, by %zu measure%s: ", edge->weight, edge->sign, edge->measure_count,
                      edge->measure_count == 1 ? "" : "s");
    for (size_t i = 0; i < shown; i++)
        cp_buf_add_format(out, "%s" CP_FMT, i ? ", " : "", CP_ARG(cp_tame(run, edge->measures[i])));
    cp_buf_add(out, shown < edge->measure_count ? CP_STR(", ...\n") : CP_STR("\n"));
}

void cp_report_edge(struct cp_arena *run, const struct cp_graph *graph, uint32_t index, size_t most, struct cp_buf *out)
{
    const struct cp_graph_edge *edge = &graph->edges[index];
    cp_buf_add(out, cp_tame(run, cp_graph_sentence(run, graph, index)));
    add_details(run, edge, out);
    add_measures(run, edge, most, out);
    size_t shown = most && edge->evidence_count > most ? most : edge->evidence_count;
    for (size_t i = 0; i < shown; i++) {
        const struct cp_evidence *evidence = &edge->evidence[i];
        struct cp_str words = cp_tame(run, evidence->words), document = cp_tame(run, evidence->document);
        cp_buf_add_format(out, "    \"" CP_FMT "\"\n    " CP_FMT ", bytes %zu-%zu", CP_ARG(words), CP_ARG(document),
                          evidence->begin, evidence->end);
        if (evidence->rule.len)
            cp_buf_add_format(out, ", rule " CP_FMT, CP_ARG(cp_tame(run, evidence->rule)));
        cp_buf_add_char(out, '\n');
    }
    if (shown < edge->evidence_count)
        cp_buf_add_format(out, "    ... and %zu more\n", edge->evidence_count - shown);
}

void cp_report_edge_json(struct cp_arena *run, const struct cp_graph *graph, uint32_t index, struct cp_json *json,
                         const char *key)
{
    const struct cp_graph_edge *edge = &graph->edges[index];
    cp_json_open(json, key, '{');
    cp_json_text(json, "sentence", cp_graph_sentence(run, graph, index));
    cp_json_text(json, "from", graph->nodes[edge->from].id);
    cp_json_text(json, "relation",
                 edge->relation == CP_RELATION_COUNT ? edge->relation_name : cp_str_from(cp_relation_name(edge->relation)));
    cp_json_text(json, "to", graph->nodes[edge->to].id);
    cp_json_text(json, "date", cp_date_format(run, edge->date));
    cp_json_bool(json, "hypothetical", edge->hypothetical);
    cp_json_number(json, "confidence", edge->confidence);
    cp_json_number(json, "weight", edge->weight);
    if (edge->measure_count) {
        cp_json_open(json, "measures", '[');
        for (size_t i = 0; i < edge->measure_count; i++)
            cp_json_text(json, NULL, edge->measures[i]);
        cp_json_close(json, ']');
    }
    cp_json_open(json, "evidence", '[');
    for (size_t i = 0; i < edge->evidence_count; i++) {
        const struct cp_evidence *evidence = &edge->evidence[i];
        cp_json_open(json, NULL, '{');
        cp_json_text(json, "words", evidence->words);
        cp_json_text(json, "document", evidence->document);
        cp_json_number(json, "begin", (double)evidence->begin);
        cp_json_number(json, "end", (double)evidence->end);
        cp_json_text(json, "rule", evidence->rule);
        cp_json_close(json, '}');
    }
    cp_json_close(json, ']');
    cp_json_close(json, '}');
}

struct cp_str cp_report_actors(struct cp_arena *run, const struct cp_graph *graph, uint32_t measure)
{
    struct cp_buf names = {0};
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *edge = &graph->edges[i];
        if (edge->to != measure || edge->relation != CP_RELATION_IMPOSES)
            continue;
        if (names.len)
            cp_buf_add(&names, CP_STR(", "));
        cp_buf_add(&names, graph->nodes[edge->from].label);
    }
    struct cp_str result = cp_str_copy(run, cp_buf_str(&names));
    cp_buf_release(&names);
    return result;
}

// "2023-05-21  China: ban on Micron"
static void add_act(struct cp_arena *run, const struct cp_graph *graph, uint32_t node, struct cp_buf *out)
{
    const struct cp_graph_node *act = &graph->nodes[node];
    struct cp_str date = cp_date_format(run, act->date), actors = cp_tame(run, cp_report_actors(run, graph, node));
    cp_buf_add_format(out, CP_FMT "%*s  " CP_FMT "%s" CP_FMT "\n", CP_ARG(date), (int)(10 - date.len), "", CP_ARG(actors),
                      actors.len ? ": " : "", CP_ARG(cp_tame(run, act->label)));
}

void cp_report_responses(struct cp_arena *run, const struct cp_graph *graph, const struct cp_response *responses,
                         size_t count, size_t most, struct cp_buf *out)
{
    size_t shown = most && count > most ? most : count;
    uint32_t last = CP_NONE;
    for (size_t i = 0; i < shown; i++) {
        if (responses[i].answer != last) {
            cp_buf_add(out, CP_STR("  "));
            add_act(run, graph, responses[i].answer, out);
        }
        last = responses[i].answer;
        cp_buf_add_format(out, "      %s ", graph->edges[responses[i].edge].hypothetical ? "may answer" : "answers");
        add_act(run, graph, responses[i].act, out);
    }
    if (shown < count)
        cp_buf_add_format(out, "  ... and %zu more\n", count - shown);
}
