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

void cp_graphml_set_node(struct cp_arena *run, struct cp_graph_node *node, enum node_key key, struct cp_str text)
{
    switch (key) {
    case NODE_LABEL: node->label = text.len ? text : node->id; break;
    case NODE_KIND:
        node->kind = cp_kind_from(text);
        node->kind_name = text;
        break;
    case NODE_ALIASES: node->aliases = list_of(run, text, &node->alias_count); break;
    case NODE_SUBTYPE: node->type = cp_measure_from(text); break;
    case NODE_STATUS:
        node->status = cp_status_from(text);
        if (node->status == CP_STATUS_COUNT)
            node->status = CP_STATUS_NONE;
        break;
    case NODE_DATE: cp_date_parse(text, &node->date); break;
    case NODE_COUNTRY: node->country = text; break;
    case NODE_DOCUMENTS: break; // the number of sources
    case NODE_SOURCES: node->sources = list_of(run, text, &node->source_count); break;
    case NODE_ARTICULATION: node->metrics.articulation = cp_graphml_truth(text); break;
    case NODE_XPOS: node->x = number_of(text); break;
    case NODE_YPOS: node->y = number_of(text); break;
    case NODE_SIZE: node->size = number_of(text); break;
    case NODE_R:
        node->red = channel(text);
        node->coloured = true;
        break;
    case NODE_G: node->green = channel(text); break;
    case NODE_B: node->blue = channel(text); break;
    default: set_metric(&node->metrics, key, number_of(text)); break;
    }
}

static void set_all_evidence(struct cp_arena *run, struct cp_graph_edge *edge, struct cp_str text)
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

void cp_graphml_set_edge(struct cp_arena *run, struct cp_graph_edge *edge, enum edge_key key, struct cp_str text)
{
    switch (key) {
    case EDGE_RELATION:
        edge->relation = cp_relation_from(text);
        edge->relation_name = text;
        break;
    case EDGE_LABEL:
        if (!edge->relation_name.len)
            edge->relation_name = text;
        break;
    case EDGE_WEIGHT: {
        double weight = number_of(text);
        edge->weight = weight > 0 ? weight : weight < 0 ? -weight : 1.0;
        if (weight < 0)
            edge->sign = -1.0;
        break;
    }
    case EDGE_SIGN: edge->sign = number_of(text); break;
    case EDGE_HYPOTHETICAL: edge->hypothetical = cp_graphml_truth(text); break;
    case EDGE_SYMMETRIC: edge->symmetric = cp_graphml_truth(text); break;
    case EDGE_CONFIDENCE: edge->confidence = number_of(text); break;
    case EDGE_DATE: cp_date_parse(text, &edge->date); break;
    case EDGE_EVIDENCE: first_evidence(run, edge)->words = text; break;
    case EDGE_BEFORE: first_evidence(run, edge)->before = text; break;
    case EDGE_AFTER: first_evidence(run, edge)->after = text; break;
    case EDGE_DOCUMENT: first_evidence(run, edge)->document = text; break;
    case EDGE_BEGIN: first_evidence(run, edge)->begin = offset_of(text); break;
    case EDGE_END: first_evidence(run, edge)->end = offset_of(text); break;
    case EDGE_RULE: first_evidence(run, edge)->rule = text; break;
    case EDGE_EVIDENCE_ALL: set_all_evidence(run, edge, text); break;
    case EDGE_BETWEENNESS: edge->betweenness = fmax(0, number_of(text)); break; // NaN gives 0
    case EDGE_MEASURES: edge->measures = list_of(run, text, &edge->measure_count); break;
    case EDGE_BRIDGE: edge->bridge = cp_graphml_truth(text); break;
    default: break; // sources and evidence_count follow from the evidence
    }
}
