// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// Node-link JSON, ours or as networkx and d3 write it ("links" or "edges"; ends by id, or by place in the list), and the
// entities of FollowTheMoney, a line each: things are nodes, and what has two ends is an edge, its relation the role
// where that is one of ours, else the schema. What FollowTheMoney knows beside that, such as identifiers, is passed over.
#include "draft.h"
#include "ftm.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static struct cp_str text_of(struct cp_arena *run, const json_t *value)
{
    if (json_is_string(value))
        return cp_str_copy(run, (struct cp_str){json_string_value(value), json_string_length(value)});
    if (json_is_integer(value))
        return cp_str_format(run, "%lld", (long long)json_integer_value(value));
    if (json_is_real(value))
        return cp_str_format(run, "%.17g", json_real_value(value));
    if (json_is_boolean(value))
        return json_is_true(value) ? CP_STR("true") : CP_STR("false");
    return (struct cp_str){"", 0};
}

static const struct cp_str *list_of(struct cp_arena *run, const json_t *list, size_t *count)
{
    *count = json_array_size(list);
    struct cp_str *items = CP_NEW_ARRAY(run, *count + 1, struct cp_str);
    for (size_t i = 0; i < *count; i++)
        items[i] = text_of(run, json_array_get(list, i));
    return items;
}

// ---------------------------------------------------------------- node-link

static void read_node(struct draft *draft, json_t *object)
{
    struct cp_graph_node *node = cp_draft_node(draft, text_of(draft->run, json_object_get(object, "id")), 0);
    const char *name;
    json_t *value;
    if (!node)
        return;
    json_object_foreach(object, name, value) {
        int key = cp_draft_node_key(cp_str_from(name));
        if (json_is_array(value) && key == NODE_ALIASES)
            node->aliases = list_of(draft->run, value, &node->alias_count);
        else if (json_is_array(value) && key == NODE_SOURCES)
            node->sources = list_of(draft->run, value, &node->source_count);
        else if (key >= 0 && text_of(draft->run, value).len)
            cp_graphml_set_node(draft->run, node, (enum node_key)key, text_of(draft->run, value));
    }
}

// A list of objects is what the column evidence_all of the other formats holds as text.
static void read_evidence(struct draft *draft, struct cp_graph_edge *edge, json_t *list)
{
    char *text = json_array_size(list) ? json_dumps(list, JSON_COMPACT) : NULL;
    if (text)
        cp_graphml_set_edge(draft->run, edge, EDGE_EVIDENCE_ALL, cp_str_from(text));
    free(text);
}

static void read_columns(struct draft *draft, struct cp_graph_edge *edge, json_t *object)
{
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value) {
        int key = cp_draft_edge_key(cp_str_from(name));
        if (key == EDGE_RELATION)
            continue;
        if (key == EDGE_EVIDENCE && json_is_array(value))
            read_evidence(draft, edge, value);
        else if (key == EDGE_MEASURES && json_is_array(value))
            edge->measures = list_of(draft->run, value, &edge->measure_count);
        else if (key >= 0 && text_of(draft->run, value).len)
            cp_graphml_set_edge(draft->run, edge, (enum edge_key)key, text_of(draft->run, value));
    }
}

// d3 knows ends by their place in the list where nodes have no such id.
static struct cp_str end_of(struct draft *draft, const json_t *end)
{
    struct cp_str id = text_of(draft->run, json_is_object(end) ? json_object_get(end, "id") : end);
    bool place = json_is_integer(end) && cp_table_find(draft->node_ids, id) == CP_NONE;
    json_int_t at = json_integer_value(end);
    return place && at >= 0 && (size_t)at < draft->nodes.count ? draft->nodes.items[at].id : id;
}

static void read_link(struct draft *draft, json_t *object, bool directed)
{
    struct cp_str relation = text_of(draft->run, json_object_get(object, "relation"));
    struct cp_graph_edge *edge =
        cp_draft_edge(draft, end_of(draft, json_object_get(object, "source")), end_of(draft, json_object_get(object, "target")), 0);
    if (!edge)
        return;
    edge->symmetric = !directed;
    if (relation.len)
        cp_graphml_set_edge(draft->run, edge, EDGE_RELATION, relation);
    read_columns(draft, edge, object);
}

enum cp_status cp_read_node_link(struct cp_arena *run, const char *path, struct cp_str content, struct cp_graph **graph, struct cp_error *err)
{
    struct draft draft = cp_draft_begin(run, path, err);
    json_error_t error;
    json_t *root = json_loadb(content.ptr, content.len, JSON_REJECT_DUPLICATES, &error), *object, *links;
    size_t i;
    if (!root)
        return cp_fail_at(err, CP_EFORMAT, path, (unsigned)error.line, "is broken JSON: %s", error.text);
    json_array_foreach(json_object_get(root, "nodes"), i, object)
        read_node(&draft, object);
    links = json_object_get(root, "links") ? json_object_get(root, "links") : json_object_get(root, "edges");
    bool directed = !json_is_false(json_object_get(root, "directed"));
    json_array_foreach(links, i, object)
        read_link(&draft, object, directed);
    json_decref(root);
    return cp_draft_finish(&draft, graph);
}

// ---------------------------------------------------------------- FollowTheMoney

static struct cp_str first_of(struct cp_arena *run, json_t *properties, const char *name)
{
    json_t *value = json_object_get(properties, name);
    return text_of(run, json_is_array(value) ? json_array_get(value, 0) : value);
}

static const struct ftm_link *link_of(struct cp_str schema)
{
    for (const struct ftm_link *link = cp_ftm_links; link->schema; link++)
        if (cp_str_equal(schema, cp_str_from(link->schema)))
            return link;
    return NULL;
}

static enum cp_kind kind_of(struct cp_str schema)
{
    static const struct {
        const char *schema;
        enum cp_kind kind;
    } rows[] = {{"Company", CP_KIND_COMPANY},           {"PublicBody", CP_KIND_AGENCY}, {"Organization", CP_KIND_ORGANIZATION},
                {"Person", CP_KIND_PERSON},             {"Asset", CP_KIND_TECHNOLOGY},  {"LegalEntity", CP_KIND_ORGANIZATION}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (cp_str_equal(schema, cp_str_from(rows[i].schema)))
            return rows[i].kind;
    return CP_KIND_COUNT;
}

// Keywords that are names of ours say what the schema cannot.
static void read_keywords(struct cp_arena *run, struct cp_graph_node *node, json_t *keywords)
{
    for (size_t i = 0; i < json_array_size(keywords); i++) {
        struct cp_str word = text_of(run, json_array_get(keywords, i));
        if (cp_kind_from(word) != CP_KIND_COUNT)
            node->kind = cp_kind_from(word);
        else if (cp_measure_from(word) != CP_MEASURE_COUNT)
            node->type = cp_measure_from(word);
        else if (cp_status_from(word) != CP_STATUS_COUNT)
            node->status = cp_status_from(word);
    }
}

static struct cp_str upper_code(struct cp_arena *run, struct cp_str code)
{
    struct cp_str copy = cp_str_copy(run, code);
    for (size_t i = 0; i < copy.len; i++)
        if (copy.ptr[i] >= 'a' && copy.ptr[i] <= 'z')
            ((char *)copy.ptr)[i] = (char)(copy.ptr[i] - 'a' + 'A'); // ours: just copied
    return copy;
}

static void read_thing(struct draft *draft, struct cp_str id, struct cp_str schema, json_t *properties, unsigned line)
{
    struct cp_graph_node *node = cp_draft_node(draft, id, line);
    if (!node)
        return;
    struct cp_str name = first_of(draft->run, properties, "name");
    if (name.len)
        node->label = name;
    node->kind = kind_of(schema);
    node->kind_name = schema;
    node->country = upper_code(draft->run, first_of(draft->run, properties, "country"));
    node->aliases = list_of(draft->run, json_object_get(properties, "alias"), &node->alias_count);
    cp_date_parse(first_of(draft->run, properties, "date"), &node->date);
    read_keywords(draft->run, node, json_object_get(properties, "keywords"));
}

static void read_tie(struct draft *draft, const struct ftm_link *link, json_t *properties, unsigned line)
{
    struct cp_arena *run = draft->run;
    struct cp_graph_edge *edge = cp_draft_edge(draft, first_of(run, properties, link->source), first_of(run, properties, link->target), line);
    if (!edge)
        return;
    struct cp_str role = first_of(run, properties, "role"), words = first_of(run, properties, "summary");
    struct cp_str date = first_of(run, properties, "date");
    bool unknown = strcmp(link->schema, "UnknownLink") == 0;
    bool ours = cp_relation_from(role) != CP_RELATION_COUNT;
    cp_graphml_set_edge(run, edge, EDGE_RELATION, ours || (unknown && role.len) ? role : cp_str_from(link->schema));
    edge->symmetric = ours ? cp_relation_symmetric(edge->relation) : unknown;
    edge->sign = ours ? cp_relation_sign(edge->relation) : 0;
    edge->hypothetical = cp_str_equal(first_of(run, properties, "status"), CP_STR("hypothetical"));
    cp_date_parse(date.len ? date : first_of(run, properties, "startDate"), &edge->date);
    if (words.len) {
        cp_graphml_set_edge(run, edge, EDGE_EVIDENCE, words);
        cp_graphml_set_edge(run, edge, EDGE_DOCUMENT, first_of(run, properties, "publisher"));
    }
}

static void read_entity(struct draft *draft, struct cp_str text, unsigned line)
{
    json_error_t error;
    json_t *entity = json_loadb(text.ptr, text.len, 0, &error);
    if (!entity) {
        cp_draft_fail(draft, line, "is broken JSON: ", cp_str_from(error.text));
        return;
    }
    struct cp_str id = text_of(draft->run, json_object_get(entity, "id")), schema = text_of(draft->run, json_object_get(entity, "schema"));
    json_t *properties = json_object_get(entity, "properties");
    const struct ftm_link *link = link_of(schema);
    if (!schema.len || !json_is_object(properties))
        cp_draft_fail(draft, line, "is no entity of FollowTheMoney: it has no schema or no properties", (struct cp_str){"", 0});
    else if (link)
        read_tie(draft, link, properties, line);
    else
        read_thing(draft, id, schema, properties, line);
    json_decref(entity);
}

enum cp_status cp_read_ftm(struct cp_arena *run, const char *path, struct cp_str content, struct cp_graph **graph, struct cp_error *err)
{
    struct draft draft = cp_draft_begin(run, path, err);
    for (unsigned line = 1; content.len && draft.status == CP_OK; line++) {
        struct cp_str text = cp_str_trim(cp_str_split(&content, '\n'));
        if (text.len)
            read_entity(&draft, text, line);
    }
    draft.open = true; // an excerpt of a larger collection names what is not in it
    return cp_draft_finish(&draft, graph);
}
