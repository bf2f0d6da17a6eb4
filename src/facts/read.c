// SPDX-License-Identifier: GPL-3.0-or-later
// Room: facts.
//
// Reads what write.c writes, and whatever else keeps to the form. Everything is checked before it
// is handed on: what follows may trust indices, names and numbers.
#include "chokepoint/facts.h"

#include <jansson.h>

struct reading {
    struct cp_arena *doc;
    const char *file;
    unsigned line;
    struct cp_error *err;
};

static enum cp_status complain(const struct reading *r, const char *what)
{
    return cp_fail_at(r->err, CP_EFORMAT, r->file, r->line, "is no line of facts: %s", what);
}

static struct cp_str text_of(const struct reading *r, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value))
        return (struct cp_str){"", 0};
    return cp_str_copy(r->doc, (struct cp_str){json_string_value(value), json_string_length(value)});
}

// No date is no error; one that is none is.
static enum cp_status read_date(const struct reading *r, const json_t *object, struct cp_date *date)
{
    const json_t *value = json_object_get(object, "date");
    *date = (struct cp_date){0};
    if (value && !cp_date_parse(text_of(r, object, "date"), date))
        return complain(r, "a date is not written as 2023, 2023-05 or 2023-05-21");
    return CP_OK;
}

// Ids become ids of XML, which has no control characters.
static bool is_id(struct cp_str id)
{
    for (size_t i = 0; i < id.len; i++)
        if ((unsigned char)id.ptr[i] < 0x20 || id.ptr[i] == 0x7F)
            return false;
    return id.len > 0;
}

static enum cp_status read_node(const struct reading *r, const json_t *object, struct cp_fact_node *node)
{
    node->id = text_of(r, object, "id");
    node->label = text_of(r, object, "label");
    node->country = text_of(r, object, "country");
    node->kind = cp_kind_from(text_of(r, object, "kind"));
    if (!is_id(node->id) || node->kind == CP_KIND_COUNT)
        return complain(r, "a node has no id, one with control characters, or no kind that is known");
    const json_t *aliases = json_object_get(object, "aliases");
    size_t n = json_array_size(aliases);
    struct cp_str *list = CP_NEW_ARRAY(r->doc, n + 1, struct cp_str);
    for (size_t i = 0; i < n; i++) {
        const json_t *alias = json_array_get(aliases, i);
        if (!json_is_string(alias))
            return complain(r, "an alias is no text");
        list[i] = cp_str_copy(r->doc, (struct cp_str){json_string_value(alias), json_string_length(alias)});
    }
    node->aliases = list;
    node->alias_count = n;
    node->type = CP_MEASURE_COUNT;
    if (node->kind != CP_KIND_MEASURE)
        return CP_OK;
    node->type = cp_measure_from(text_of(r, object, "subtype"));
    node->status = cp_status_from(text_of(r, object, "status"));
    if (node->type == CP_MEASURE_COUNT || node->status == CP_STATUS_COUNT)
        return complain(r, "a measure has a subtype or status that is not known");
    return read_date(r, object, &node->date);
}

static enum cp_status read_evidence(const struct reading *r, const json_t *object, struct cp_evidence *evidence)
{
    json_int_t begin = json_integer_value(json_object_get(object, "begin"));
    json_int_t end = json_integer_value(json_object_get(object, "end"));
    evidence->words = text_of(r, object, "words");
    evidence->before = text_of(r, object, "before");
    evidence->after = text_of(r, object, "after");
    evidence->rule = text_of(r, object, "rule");
    if (!evidence->words.len)
        return complain(r, "a piece of evidence has no words");
    if (begin < 0 || end < begin)
        return complain(r, "a piece of evidence ends before it begins");
    evidence->begin = (size_t)begin;
    evidence->end = (size_t)end;
    return CP_OK;
}

static enum cp_status read_edge(const struct reading *r, const json_t *object, size_t nodes, struct cp_fact_edge *edge)
{
    const json_t *from = json_object_get(object, "from"), *to = json_object_get(object, "to");
    edge->relation = cp_relation_from(text_of(r, object, "relation"));
    if (edge->relation == CP_RELATION_COUNT)
        return complain(r, "an edge has no relation that is known");
    if (!json_is_integer(from) || !json_is_integer(to) || json_integer_value(from) < 0 || json_integer_value(to) < 0 ||
        (size_t)json_integer_value(from) >= nodes || (size_t)json_integer_value(to) >= nodes)
        return complain(r, "an edge goes from or to a node that is not there");
    edge->from = (uint32_t)json_integer_value(from);
    edge->to = (uint32_t)json_integer_value(to);
    edge->hypothetical = json_is_true(json_object_get(object, "hypothetical"));
    edge->confidence = json_number_value(json_object_get(object, "confidence"));
    if (!json_is_number(json_object_get(object, "confidence")) || !(edge->confidence >= 0 && edge->confidence <= 1))
        return complain(r, "an edge has no confidence between 0 and 1");
    if (read_date(r, object, &edge->date) != CP_OK)
        return CP_EFORMAT;
    const json_t *pieces = json_object_get(object, "evidence");
    size_t n = json_array_size(pieces);
    if (!n)
        return complain(r, "an edge has no evidence");
    struct cp_evidence *evidence = CP_NEW_ARRAY(r->doc, n, struct cp_evidence);
    enum cp_status status = CP_OK;
    for (size_t i = 0; i < n && status == CP_OK; i++)
        status = read_evidence(r, json_array_get(pieces, i), &evidence[i]);
    edge->evidence = evidence;
    edge->evidence_count = n;
    return status;
}

static enum cp_status read_facts(const struct reading *r, const json_t *root, struct cp_facts *facts)
{
    const json_t *nodes = json_object_get(root, "nodes"), *edges = json_object_get(root, "edges");
    facts->document = text_of(r, root, "doc");
    facts->source = text_of(r, root, "source");
    facts->title = text_of(r, root, "title");
    if (!facts->document.len || !json_is_array(nodes) || !json_is_array(edges))
        return complain(r, "it needs \"doc\", \"nodes\" and \"edges\"");
    enum cp_status status = read_date(r, root, &facts->date);
    facts->node_count = json_array_size(nodes);
    facts->edge_count = json_array_size(edges);
    struct cp_fact_node *node_list = CP_NEW_ARRAY(r->doc, facts->node_count + 1, struct cp_fact_node);
    struct cp_fact_edge *edge_list = CP_NEW_ARRAY(r->doc, facts->edge_count + 1, struct cp_fact_edge);
    for (size_t i = 0; i < facts->node_count && status == CP_OK; i++)
        status = read_node(r, json_array_get(nodes, i), &node_list[i]);
    for (size_t i = 0; i < facts->edge_count && status == CP_OK; i++)
        status = read_edge(r, json_array_get(edges, i), facts->node_count, &edge_list[i]);
    facts->nodes = node_list;
    facts->edges = edge_list;
    return status;
}

enum cp_status cp_facts_read(struct cp_arena *doc, struct cp_str json, const char *file, unsigned line,
                             struct cp_facts **result, struct cp_error *err)
{
    json_error_t problem;
    json_t *root = json_loadb(json.ptr, json.len, 0, &problem);
    if (!root)
        return cp_fail_at(err, CP_EFORMAT, file, line, "is no JSON: %s", problem.text);
    struct cp_facts *facts = CP_NEW(doc, struct cp_facts);
    struct reading reading = {doc, file, line, err};
    enum cp_status status = read_facts(&reading, root, facts);
    json_decref(root);
    if (status == CP_OK)
        *result = facts;
    return status;
}
