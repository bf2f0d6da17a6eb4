// SPDX-License-Identifier: GPL-3.0-or-later
// Room: facts.
#include "chokepoint/facts.h"

static struct cp_fact_node copy_node(struct cp_arena *arena, const struct cp_fact_node *node)
{
    struct cp_fact_node copy = *node;
    struct cp_str *aliases = CP_NEW_ARRAY(arena, node->alias_count + 1, struct cp_str);
    for (size_t i = 0; i < node->alias_count; i++)
        aliases[i] = cp_str_copy(arena, node->aliases[i]);
    copy.id = cp_str_copy(arena, node->id);
    copy.label = cp_str_copy(arena, node->label);
    copy.country = cp_str_copy(arena, node->country);
    copy.aliases = aliases;
    return copy;
}

static struct cp_evidence copy_evidence(struct cp_arena *arena, const struct cp_evidence *evidence)
{
    struct cp_evidence copy = *evidence;
    copy.words = cp_str_copy(arena, evidence->words);
    copy.before = cp_str_copy(arena, evidence->before);
    copy.after = cp_str_copy(arena, evidence->after);
    copy.rule = cp_str_copy(arena, evidence->rule);
    copy.document = cp_str_copy(arena, evidence->document);
    return copy;
}

static struct cp_fact_edge copy_edge(struct cp_arena *arena, const struct cp_fact_edge *edge)
{
    struct cp_fact_edge copy = *edge;
    struct cp_evidence *evidence = CP_NEW_ARRAY(arena, edge->evidence_count + 1, struct cp_evidence);
    for (size_t i = 0; i < edge->evidence_count; i++)
        evidence[i] = copy_evidence(arena, &edge->evidence[i]);
    copy.evidence = evidence;
    return copy;
}

struct cp_facts *cp_facts_copy(struct cp_arena *arena, const struct cp_facts *facts)
{
    struct cp_facts *copy = CP_NEW(arena, struct cp_facts);
    struct cp_fact_node *nodes = CP_NEW_ARRAY(arena, facts->node_count + 1, struct cp_fact_node);
    struct cp_fact_edge *edges = CP_NEW_ARRAY(arena, facts->edge_count + 1, struct cp_fact_edge);
    for (size_t i = 0; i < facts->node_count; i++)
        nodes[i] = copy_node(arena, &facts->nodes[i]);
    for (size_t i = 0; i < facts->edge_count; i++)
        edges[i] = copy_edge(arena, &facts->edges[i]);
    *copy = *facts;
    copy->document = cp_str_copy(arena, facts->document);
    copy->source = cp_str_copy(arena, facts->source);
    copy->title = cp_str_copy(arena, facts->title);
    copy->nodes = nodes;
    copy->edges = edges;
    return copy;
}
