// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// What the columns of a GraphML say, into a node or an edge. Any column may hold anything: a number that is none is undefined, and
// everything else that makes no sense is passed over.
#include "graphml_keys.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

enum { LARGEST_OFFSET = 2000000000 };

static double number_of(struct cp_str text)
{
    char *end;
    text = cp_str_trim(text);
    double x = text.len ? strtod(text.ptr, &end) : NAN;
    return text.len && end == text.ptr + text.len && isfinite(x) ? x : NAN;
}

static size_t offset_of(struct cp_str text)
{
    double x = number_of(text);
    return x > 0 && x < (double)LARGEST_OFFSET ? (size_t)x : 0;
}

bool cp_graphml_truth(struct cp_str text)
{
    return cp_str_equal_fold(text, CP_STR("true")) || cp_str_equal(text, CP_STR("1"));
}

static const struct cp_str *list_of(struct cp_arena *run, struct cp_str text, size_t *count)
{
    CP_VEC(struct cp_str) items = {0};
    while (text.len) {
        size_t cut = cp_str_find(text, CP_STR(" | "), 0);
        *CP_PUSH(run, &items) = cp_str_slice(text, 0, cut == SIZE_MAX ? text.len : cut);
        text = cut == SIZE_MAX ? (struct cp_str){"", 0} : cp_str_slice(text, cut + 3, text.len);
    }
    *count = items.count;
    return items.items;
}

static void set_metric(struct cp_metrics *m, enum node_key key, double x)
{
    m->computed = true;
    switch (key) {
    case NODE_DEGREE: m->degree = x; break;
    case NODE_IN_DEGREE: m->in_degree = x; break;
    case NODE_OUT_DEGREE: m->out_degree = x; break;
    case NODE_STRENGTH: m->strength = x; break;
    case NODE_PAGERANK: m->pagerank = x; break;
    case NODE_BETWEENNESS: m->betweenness = x; break;
    case NODE_HARMONIC: m->harmonic = x; break;
    case NODE_EIGENVECTOR: m->eigenvector = x; break;
    case NODE_HUB: m->hub = x; break;
    case NODE_AUTHORITY: m->authority = x; break;
    case NODE_CONSTRAINT: m->constraint = x; break;
    case NODE_CORENESS: m->coreness = x; break;
    case NODE_COMMUNITY: m->community = x; break;
    case NODE_COMPONENT: m->component = x; break;
    case NODE_CLOSENESS: m->closeness = x; break;
    case NODE_KATZ: m->katz = x; break;
    case NODE_EXPOSURE: m->exposure = x; break;
    case NODE_EFFECTIVE_SIZE: m->effective_size = x; break;
    case NODE_CURRENT_FLOW: m->current_flow = x; break;
    case NODE_RANK: m->rank = x; break;
    case NODE_RANK_LOW: m->rank_low = x; break;
    case NODE_RANK_HIGH: m->rank_high = x; break;
    default: break;
    }
}

static uint8_t channel(struct cp_str text)
{
    double x = number_of(text);
    return (uint8_t)(x >= 0 && x <= 255 ? x : 0);
}

static bool set_number(double *field, double x)
{
    *field = x;
    return !isnan(x);
}

static bool set_channel(uint8_t *field, struct cp_str text)
{
    *field = channel(text);
    return number_of(text) >= 0 && number_of(text) <= 255;
}

static bool set_list(struct cp_arena *run, struct cp_str text, const struct cp_str **items, size_t *count)
{
    *items = list_of(run, text, count);
    return true;
}

// A time of day cannot be kept.
static bool set_date(struct cp_date *date, struct cp_str text)
{
    return cp_date_parse(text, date) && text.len <= sizeof "YYYY-MM-DD" - 1;
}

static bool set_status(struct cp_graph_node *node, struct cp_str text)
{
    enum cp_measure_status status = cp_status_from(text);
    node->status = status == CP_STATUS_COUNT ? CP_STATUS_NONE : status;
    return status != CP_STATUS_COUNT;
}

bool cp_graphml_set_node(struct cp_arena *run, struct cp_graph_node *node, enum node_key key, struct cp_str text)
{
    switch (key) {
    case NODE_LABEL: node->label = text.len ? text : node->id; return true;
    case NODE_KIND:
        node->kind = cp_kind_from(text);
        node->kind_name = text;
        return true;
    case NODE_ALIASES: return set_list(run, text, &node->aliases, &node->alias_count);
    case NODE_SUBTYPE: node->type = cp_measure_from(text); return node->type != CP_MEASURE_COUNT;
    case NODE_STATUS: return set_status(node, text);
    case NODE_DATE: return set_date(&node->date, text);
    case NODE_COUNTRY: node->country = text; return true;
    case NODE_DOCUMENTS: return true; // the number of sources
    case NODE_SOURCES: return set_list(run, text, &node->sources, &node->source_count);
    case NODE_ARTICULATION: node->metrics.articulation = cp_graphml_truth(text); return true;
    case NODE_XPOS: return set_number(&node->x, number_of(text));
    case NODE_YPOS: return set_number(&node->y, number_of(text));
    case NODE_SIZE: return set_number(&node->size, number_of(text));
    case NODE_R: node->coloured = true; return set_channel(&node->red, text);
    case NODE_G: return set_channel(&node->green, text);
    case NODE_B: return set_channel(&node->blue, text);
    default: set_metric(&node->metrics, key, number_of(text)); return true;
    }
}

static bool set_all_evidence(struct cp_arena *run, struct cp_graph_edge *edge, struct cp_str text)
{
    json_t *list = json_loadb(text.ptr, text.len, 0, NULL);
    size_t n = json_array_size(list);
    struct cp_evidence *evidence = CP_NEW_ARRAY(run, n + 1, struct cp_evidence);
    for (size_t i = 0; i < n; i++) {
        const json_t *e = json_array_get(list, i);
        evidence[i].words = cp_str_copy(run, cp_str_from(json_string_value(json_object_get(e, "words"))));
        evidence[i].before = cp_str_copy(run, cp_str_from(json_string_value(json_object_get(e, "before"))));
        evidence[i].after = cp_str_copy(run, cp_str_from(json_string_value(json_object_get(e, "after"))));
        evidence[i].rule = cp_str_copy(run, cp_str_from(json_string_value(json_object_get(e, "rule"))));
        evidence[i].document = cp_str_copy(run, cp_str_from(json_string_value(json_object_get(e, "document"))));
        evidence[i].begin = (size_t)json_integer_value(json_object_get(e, "begin"));
        evidence[i].end = (size_t)json_integer_value(json_object_get(e, "end"));
    }
    if (n) {
        edge->evidence = evidence;
        edge->evidence_count = n;
    }
    json_decref(list);
    return n != 0;
}

// The one piece that has keys of its own; the list, if there is one, comes later and takes its place.
static struct cp_evidence *first_evidence(struct cp_arena *run, struct cp_graph_edge *edge)
{
    if (!edge->evidence_count) {
        edge->evidence = CP_NEW(run, struct cp_evidence);
        edge->evidence_count = 1;
    }
    return (struct cp_evidence *)edge->evidence; // ours: the reader made it
}

// Of a negative weight the amount counts and the sign says the rest. A weight of 0 is none that an edge can have.
static bool set_weight(struct cp_graph_edge *edge, double weight)
{
    edge->weight = weight > 0 ? weight : weight < 0 ? -weight : 1.0;
    if (weight < 0)
        edge->sign = -1.0;
    return weight > 0;
}

static bool set_share(double *field, double least, double x)
{
    bool fits = x >= least && x <= 1;
    if (fits)
        *field = x;
    return fits;
}

static bool set_truth(bool *field, struct cp_str text)
{
    *field = cp_graphml_truth(text);
    return *field || cp_str_equal_fold(text, CP_STR("false")) || cp_str_equal(text, CP_STR("0"));
}

bool cp_graphml_set_edge(struct cp_arena *run, struct cp_graph_edge *edge, enum edge_key key, struct cp_str text)
{
    switch (key) {
    case EDGE_RELATION:
        edge->relation = cp_relation_from(text);
        edge->relation_name = text;
        return true;
    case EDGE_LABEL:
        if (!edge->relation_name.len)
            edge->relation_name = text;
        return true;
    case EDGE_WEIGHT: return set_weight(edge, number_of(text));
    case EDGE_SIGN: return set_share(&edge->sign, -1, number_of(text));
    case EDGE_HYPOTHETICAL: return set_truth(&edge->hypothetical, text);
    case EDGE_SYMMETRIC: return set_truth(&edge->symmetric, text);
    case EDGE_CONFIDENCE: return set_share(&edge->confidence, 0, number_of(text));
    case EDGE_DATE: return set_date(&edge->date, text);
    case EDGE_EVIDENCE: first_evidence(run, edge)->words = text; return true;
    case EDGE_BEFORE: first_evidence(run, edge)->before = text; return true;
    case EDGE_AFTER: first_evidence(run, edge)->after = text; return true;
    case EDGE_DOCUMENT: first_evidence(run, edge)->document = text; return true;
    case EDGE_BEGIN: first_evidence(run, edge)->begin = offset_of(text); return true;
    case EDGE_END: first_evidence(run, edge)->end = offset_of(text); return true;
    case EDGE_RULE: first_evidence(run, edge)->rule = text; return true;
    case EDGE_EVIDENCE_ALL: return set_all_evidence(run, edge, text);
    case EDGE_BETWEENNESS: edge->betweenness = fmax(0, number_of(text)); return true; // NaN gives 0
    case EDGE_MEASURES: return set_list(run, text, &edge->measures, &edge->measure_count);
    case EDGE_BRIDGE: edge->bridge = cp_graphml_truth(text); return true;
    default: return true; // sources and evidence_count follow from the evidence
    }
}
