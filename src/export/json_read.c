// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// Node-link JSON, ours or as networkx and d3 write it ("links" or "edges"; ends by id, or by place in the list), and the
// entities of FollowTheMoney, a line each: things are nodes, and what has two ends is an edge, its relation the role
// where that is one of ours, else the schema. All other properties, such as identifiers, are attributes of their names, and so is the schema where our
// kinds do not say it.
#include "draft.h"
#include "ftm.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static struct cp_str number_text(struct cp_arena *run, double number)
{
    struct cp_buf digits = {0};
    cp_buf_add_double(&digits, number);
    struct cp_str text = cp_str_copy(run, cp_buf_str(&digits));
    cp_buf_release(&digits);
    return text;
}

static struct cp_str text_of(struct cp_arena *run, const json_t *value)
{
    if (json_is_string(value))
        return cp_str_copy(run, (struct cp_str){json_string_value(value), json_string_length(value)});
    if (json_is_integer(value))
        return cp_str_format(run, "%lld", (long long)json_integer_value(value));
    if (json_is_real(value))
        return number_text(run, json_real_value(value));
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

// A list of texts and numbers as the other formats have lists; what is deeper as JSON.
static struct cp_str flat_text_of(struct cp_arena *run, const json_t *value)
{
    bool deep = json_is_object(value) && json_object_size(value);
    struct cp_buf list = {0};
    size_t i;
    json_t *item;
    json_array_foreach(value, i, item) {
        struct cp_str text = text_of(run, item);
        deep |= json_is_array(item) || json_is_object(item);
        cp_buf_add(&list, i ? CP_STR(" | ") : CP_STR(""));
        cp_buf_add(&list, text);
    }
    struct cp_str text = json_is_array(value) ? cp_str_copy(run, cp_buf_str(&list)) : text_of(run, value);
    cp_buf_release(&list);
    char *dump = deep ? json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    if (dump)
        text = cp_str_copy(run, cp_str_from(dump));
    free(dump);
    return text;
}

// What identifies a node; networkx writes an id of several parts as a list.
static struct cp_str id_of(struct cp_arena *run, const json_t *value)
{
    return json_is_array(value) ? flat_text_of(run, value) : text_of(run, value);
}

static struct draft_column column_of(struct cp_str name, const json_t *value)
{
    enum cp_attribute_type type = json_is_integer(value)   ? CP_ATTRIBUTE_WHOLE
                                  : json_is_real(value)    ? CP_ATTRIBUTE_REAL
                                  : json_is_boolean(value) ? CP_ATTRIBUTE_TRUTH
                                                           : CP_ATTRIBUTE_TEXT;
    return (struct draft_column){.name = name, .key = -1, .typed = true, .type = type};
}

// The members of an object as columns.
static struct draft_column *columns_of(struct cp_arena *run, json_t *object, size_t *count)
{
    struct draft_column *columns = CP_NEW_ARRAY(run, json_object_size(object) + 1, struct draft_column);
    const char *name;
    json_t *value;
    *count = 0;
    json_object_foreach(object, name, value)
        columns[(*count)++] = column_of(cp_str_copy(run, cp_str_from(name)), value);
    return columns;
}

// ---------------------------------------------------------------- node-link

static void read_node(struct draft *draft, json_t *object, size_t place)
{
    size_t number = draft->nodes.count, count, at = 0;
    struct cp_str id = id_of(draft->run, json_object_get(object, "id"));
    if (!id.len) {
        cp_draft_fail(draft, 0, cp_str_format(draft->run, "has a node without an id, number %zu in its list", place + 1).ptr, id);
        return;
    }
    struct cp_graph_node *node = cp_draft_node(draft, id, 0);
    const char *name;
    json_t *value;
    if (!node)
        return;
    struct draft_column *columns = columns_of(draft->run, object, &count);
    cp_draft_node_columns(columns, count);
    json_object_foreach(object, name, value) {
        const struct draft_column *column = &columns[at++];
        if (json_is_array(value) && column->key == NODE_ALIASES)
            node->aliases = list_of(draft->run, value, &node->alias_count);
        else if (json_is_array(value) && column->key == NODE_SOURCES)
            node->sources = list_of(draft->run, value, &node->source_count);
        else if (strcmp(name, "id") != 0)
            cp_draft_set_node(draft, number, column, flat_text_of(draft->run, value), false);
    }
}

// A list of objects is what the column evidence_all of the other formats holds as text.
static bool read_evidence(struct draft *draft, struct cp_graph_edge *edge, json_t *list)
{
    char *text = json_array_size(list) && json_is_object(json_array_get(list, 0)) ? json_dumps(list, JSON_COMPACT) : NULL;
    bool read = text && cp_graphml_set_edge(draft->run, edge, EDGE_EVIDENCE_ALL, cp_str_from(text));
    free(text);
    return read || !json_array_size(list);
}

// networkx tells parallel edges apart by a key: ours is the relation, others' a number or a word.
static void read_key(struct draft *draft, size_t number, json_t *value)
{
    struct cp_str key = text_of(draft->run, value), relation = draft->edges.items[number].relation_name;
    bool is_ours = cp_str_starts(key, relation) && (key.len == relation.len || key.ptr[relation.len] == ' ');
    if (!is_ours || !relation.len)
        cp_draft_add_edge_id(draft, number, key);
}

static void read_columns(struct draft *draft, size_t number, json_t *object)
{
    struct cp_graph_edge *edge = &draft->edges.items[number];
    const char *name;
    json_t *value;
    size_t count, at = 0;
    struct draft_column *columns = columns_of(draft->run, object, &count);
    cp_draft_edge_columns(columns, count);
    json_object_foreach(object, name, value) {
        const struct draft_column *column = &columns[at++];
        bool is_end = strcmp(name, "source") == 0 || strcmp(name, "target") == 0 || strcmp(name, "key") == 0;
        if (is_end || (column->key == EDGE_EVIDENCE && json_is_array(value) && read_evidence(draft, edge, value)))
            continue;
        if (column->key == EDGE_MEASURES && json_is_array(value))
            edge->measures = list_of(draft->run, value, &edge->measure_count);
        else if (strcmp(name, "id") == 0)
            cp_draft_add_edge_id(draft, number, text_of(draft->run, value));
        else
            cp_draft_set_edge(draft, number, column, flat_text_of(draft->run, value), false);
    }
    if (json_object_get(object, "key"))
        read_key(draft, number, json_object_get(object, "key"));
}

// d3 knows ends by their place in the list where nodes have no such id.
static struct cp_str end_of(struct draft *draft, const json_t *end)
{
    struct cp_str id = id_of(draft->run, json_is_object(end) ? json_object_get(end, "id") : end);
    bool place = json_is_integer(end) && cp_table_find(draft->node_ids, id) == CP_NONE;
    json_int_t at = json_integer_value(end);
    return place && at >= 0 && (size_t)at < draft->nodes.count ? draft->nodes.items[at].id : id;
}

static void read_link(struct draft *draft, json_t *object, size_t place, bool directed)
{
    struct cp_str source = end_of(draft, json_object_get(object, "source")), target = end_of(draft, json_object_get(object, "target"));
    if (!source.len || !target.len) {
        cp_draft_fail(draft, 0, cp_str_format(draft->run, "has an edge without source or target, number %zu in its list", place + 1).ptr,
                      (struct cp_str){"", 0});
        return;
    }
    size_t number = draft->edges.count;
    struct cp_graph_edge *edge = cp_draft_edge(draft, source, target, 0);
    if (!edge)
        return;
    edge->symmetric = !directed;
    read_columns(draft, number, object);
}

static void read_graph_members(struct draft *draft, json_t *object)
{
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value) {
        struct draft_column column = column_of(cp_str_copy(draft->run, cp_str_from(name)), value);
        cp_draft_add_to_graph(draft, &column, flat_text_of(draft->run, value));
    }
}

bool cp_read_graph_members(struct draft *draft, struct cp_str json)
{
    json_t *object = json_loadb(json.ptr, json.len, JSON_REJECT_DUPLICATES, NULL);
    bool is_object = json_is_object(object);
    if (is_object)
        read_graph_members(draft, object);
    json_decref(object);
    return is_object;
}

enum cp_status cp_read_node_link(struct cp_arena *run, const char *path, struct cp_str content, struct cp_graph **graph, struct cp_error *err)
{
    struct draft draft = cp_draft_begin(run, path, err);
    json_error_t error;
    json_t *root = json_loadb(content.ptr, content.len, JSON_REJECT_DUPLICATES, &error), *object, *links;
    size_t i;
    if (!root)
        return cp_fail_at(err, CP_EFORMAT, path, (unsigned)error.line, "is broken JSON: %s", error.text);
    read_graph_members(&draft, json_object_get(root, "graph"));
    json_array_foreach(json_object_get(root, "nodes"), i, object)
        read_node(&draft, object, i);
    links = json_object_get(root, "links") ? json_object_get(root, "links") : json_object_get(root, "edges");
    bool directed = !json_is_false(json_object_get(root, "directed"));
    json_array_foreach(links, i, object)
        read_link(&draft, object, i, directed);
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
static void read_keywords(struct draft *draft, struct cp_graph_node *node, json_t *keywords)
{
    for (size_t i = 0; i < json_array_size(keywords); i++) {
        struct cp_str word = text_of(draft->run, json_array_get(keywords, i));
        if (cp_kind_from(word) != CP_KIND_COUNT)
            node->kind = cp_kind_from(word);
        else if (cp_measure_from(word) != CP_MEASURE_COUNT)
            node->type = cp_measure_from(word);
        else if (cp_status_from(word) != CP_STATUS_COUNT)
            node->status = cp_status_from(word);
        else
            cp_draft_add_to_node(draft, draft->nodes.count - 1, "keywords", word);
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

// Whether one property says more than the fields that are made of it: all its values are kept then.
static bool says_more(const char *name, json_t *values, const char *const *fields)
{
    for (; *fields; fields++)
        if (strcmp(name, *fields) == 0)
            return json_array_size(values) > 1 && strcmp(name, "name") != 0 && strcmp(name, "alias") != 0 && strcmp(name, "keywords") != 0;
    return true;
}

// The properties that have no field of ours; a list of values as the other formats have lists.
static void keep_properties(struct draft *draft, json_t *properties, const char *const *fields, bool of_edge)
{
    const char *name;
    json_t *values;
    json_object_foreach(properties, name, values) {
        if (!says_more(name, values, fields))
            continue;
        struct cp_str text = flat_text_of(draft->run, values);
        struct draft_column column = {.name = cp_str_copy(draft->run, cp_str_from(name)), .key = -1};
        if (of_edge)
            cp_draft_set_edge(draft, draft->edges.count - 1, &column, text, false);
        else
            cp_draft_set_node(draft, draft->nodes.count - 1, &column, text, false);
    }
}

// The first name is the label; the others are aliases as well.
static void read_names(struct cp_arena *run, struct cp_graph_node *node, json_t *properties)
{
    json_t *names = json_object_get(properties, "name"), *aliases = json_object_get(properties, "alias");
    size_t more = json_array_size(names) > 1 ? json_array_size(names) - 1 : 0;
    struct cp_str *all = CP_NEW_ARRAY(run, more + json_array_size(aliases) + 1, struct cp_str);
    for (size_t i = 0; i < json_array_size(aliases); i++)
        all[node->alias_count++] = text_of(run, json_array_get(aliases, i));
    for (size_t i = 0; i < more; i++)
        all[node->alias_count++] = text_of(run, json_array_get(names, i + 1));
    node->aliases = all;
    if (first_of(run, properties, "name").len)
        node->label = first_of(run, properties, "name");
}

static void read_thing(struct draft *draft, struct cp_str id, struct cp_str schema, json_t *properties, unsigned line)
{
    struct cp_graph_node *node = cp_draft_node(draft, id, line);
    if (!node)
        return;
    static const char *const fields[] = {"name", "alias", "country", "date", "keywords", NULL};
    read_names(draft->run, node, properties);
    node->kind = kind_of(schema);
    node->kind_name = schema;
    node->country = upper_code(draft->run, first_of(draft->run, properties, "country"));
    cp_date_parse(first_of(draft->run, properties, "date"), &node->date);
    read_keywords(draft, node, json_object_get(properties, "keywords"));
    if (node->kind != CP_KIND_COUNT && !cp_str_equal(schema, cp_str_from(cp_ftm_schema_of(node->kind))))
        cp_draft_add_to_node(draft, draft->nodes.count - 1, "schema", schema);
    keep_properties(draft, properties, fields, false);
}

// What a link says is a relation: a role of ours, what an unknown link calls itself, or the schema.
static bool read_relation(struct draft *draft, struct cp_graph_edge *edge, const struct ftm_link *link, json_t *properties)
{
    struct cp_str role = first_of(draft->run, properties, "role");
    bool unknown = strcmp(link->schema, "UnknownLink") == 0, ours = cp_relation_from(role) != CP_RELATION_COUNT;
    bool called = ours || (unknown && role.len);
    cp_graphml_set_edge(draft->run, edge, EDGE_RELATION, called ? role : cp_str_from(link->schema));
    edge->symmetric = ours ? cp_relation_symmetric(edge->relation) : unknown;
    edge->sign = ours ? cp_relation_sign(edge->relation) : 0;
    return called;
}

// False if a time of day, or anything else, stands there.
static bool read_date(struct draft *draft, json_t *properties, const char *name, struct cp_date *date)
{
    struct cp_str text = first_of(draft->run, properties, name);
    return !date->year && cp_date_parse(text, date) && text.len <= sizeof "YYYY-MM-DD" - 1;
}

static void read_tie(struct draft *draft, const struct ftm_link *link, struct cp_str id, const struct cp_str *ends, json_t *properties,
                     unsigned line)
{
    struct cp_arena *run = draft->run;
    const char *fields[8] = {link->source, link->target};
    size_t field_count = 2, number = draft->edges.count;
    struct cp_graph_edge *edge = cp_draft_edge(draft, ends[0], ends[1], line);
    if (!edge)
        return;
    struct cp_str words = first_of(run, properties, "summary");
    if (read_relation(draft, edge, link, properties))
        fields[field_count++] = "role";
    edge->hypothetical = cp_str_equal(first_of(run, properties, "status"), CP_STR("hypothetical"));
    if (edge->hypothetical)
        fields[field_count++] = "status";
    if (read_date(draft, properties, "date", &edge->date))
        fields[field_count++] = "date";
    else if (read_date(draft, properties, "startDate", &edge->date))
        fields[field_count++] = "startDate";
    if (words.len) {
        cp_graphml_set_edge(run, edge, EDGE_EVIDENCE, words);
        cp_graphml_set_edge(run, edge, EDGE_DOCUMENT, first_of(run, properties, "publisher"));
        fields[field_count++] = "summary";
        fields[field_count++] = "publisher";
    }
    if (!cp_str_starts(id, cp_str_format(run, CP_FMT " ", CP_ARG(ends[0])))) // of ours it is made of the ends
        cp_draft_add_edge_id(draft, number, id);
    keep_properties(draft, properties, fields, true);
}

static void read_entity_object(struct draft *draft, json_t *entity, unsigned line);

// Entities that a property names, by their ids; one that stands there as a whole is read as well.
static const struct cp_str *named_entities(struct draft *draft, json_t *values, size_t *count, unsigned line)
{
    size_t most = json_is_array(values) ? json_array_size(values) : values != NULL;
    struct cp_str *ids = CP_NEW_ARRAY(draft->run, most + 1, struct cp_str);
    for (size_t i = 0; i < most; i++) {
        json_t *value = json_is_array(values) ? json_array_get(values, i) : values;
        ids[i] = text_of(draft->run, json_is_object(value) ? json_object_get(value, "id") : value);
        if (json_is_object(value) && cp_table_find(draft->node_ids, ids[i]) == CP_NONE)
            read_entity_object(draft, value, line);
    }
    *count = most;
    return ids;
}

// A link with several sources or targets is one between each of them.
static void read_ties(struct draft *draft, const struct ftm_link *link, struct cp_str id, json_t *properties, unsigned line)
{
    size_t source_count, target_count;
    const struct cp_str *sources = named_entities(draft, json_object_get(properties, link->source), &source_count, line);
    const struct cp_str *targets = named_entities(draft, json_object_get(properties, link->target), &target_count, line);
    if (!source_count || !target_count)
        cp_draft_fail(draft, line,
                      cp_str_format(draft->run, "is of the schema %s and lacks %s: ", link->schema, source_count ? link->target : link->source).ptr,
                      id);
    for (size_t i = 0; i < source_count; i++)
        for (size_t k = 0; k < target_count; k++) {
            struct cp_str ends[2] = {sources[i], targets[k]};
            read_tie(draft, link, id, ends, properties, line);
        }
}

static void read_entity_object(struct draft *draft, json_t *entity, unsigned line)
{
    struct cp_str id = text_of(draft->run, json_object_get(entity, "id")), schema = text_of(draft->run, json_object_get(entity, "schema"));
    json_t *properties = json_object_get(entity, "properties");
    const struct ftm_link *link = link_of(schema);
    if (!schema.len || !json_is_object(properties))
        cp_draft_fail(draft, line, "is no entity of FollowTheMoney: it has no schema or no properties", (struct cp_str){"", 0});
    else if (link)
        read_ties(draft, link, id, properties, line);
    else
        read_thing(draft, id, schema, properties, line);
}

static void read_entity(struct draft *draft, struct cp_str text, unsigned line)
{
    json_error_t error;
    json_t *entity = json_loadb(text.ptr, text.len, 0, &error);
    if (!entity) {
        cp_draft_fail(draft, line, "is broken JSON: ", cp_str_from(error.text));
        return;
    }
    read_entity_object(draft, entity, line);
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
