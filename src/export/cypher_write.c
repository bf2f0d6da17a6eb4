// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// Statements of Cypher for a graph database, one a line. MERGE and keys make it harmless to run them twice, and let a
// later graph be laid over an earlier one. A relation that another program named by more than letters, digits and _
// becomes RELATED_TO, and its name stays in the property `relation`: names of types cannot be escaped in every version.
#include "columns.h"
#include "writers.h"

// Some versions look for \uXXXX before they look for strings, in others a backslash is one character after another: a
// string is cut between a backslash and a u, so that none of them sees one.
static void add_string(struct cp_buf *out, struct cp_str text)
{
    struct cp_buf plain = {0};
    cp_text_add_plain(&plain, text);
    cp_buf_add_char(out, '\'');
    for (size_t i = 0; i < plain.len; i++) {
        char c = plain.ptr[i];
        if (c == '\'' || c == '\\')
            cp_buf_add_char(out, '\\');
        cp_buf_add_char(out, c);
        if (c == '\\' && i + 1 < plain.len && (plain.ptr[i + 1] == 'u' || plain.ptr[i + 1] == 'U'))
            cp_buf_add(out, CP_STR("' + '"));
    }
    cp_buf_add_char(out, '\'');
    out->failed |= plain.failed;
    cp_buf_release(&plain);
}

static void add_property(struct cp_buf *out, const char *variable, const struct graphml_key *key, struct cp_buf *text)
{
    out->failed |= text->failed;
    if (!text->len)
        return;
    cp_buf_add_format(out, ", %s.`%s` = ", variable, key->name);
    if (key->type[0] == 's')
        add_string(out, cp_buf_str(text));
    else
        cp_buf_add(out, cp_buf_str(text));
}

// A name of a property is quoted, and what could end the quotes is none of its letters here.
static void add_attributes(struct cp_buf *out, const char *variable, struct cp_attributes attributes)
{
    for (size_t i = 0; i < attributes.count; i++) {
        const struct cp_attribute *attribute = &attributes.items[i];
        cp_buf_add_format(out, ", %s.`", variable);
        for (size_t k = 0; k < attribute->name.len; k++) {
            char c = attribute->name.ptr[k];
            bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80);
            cp_buf_add_char(out, plain ? c : '_');
        }
        cp_buf_add(out, CP_STR("` = "));
        if (attribute->type == CP_ATTRIBUTE_TEXT)
            add_string(out, attribute->value);
        else
            cp_buf_add(out, attribute->value);
    }
}

// "com:samsung" is of the kind company: (:Entity:Company).
static void add_kind(struct cp_buf *out, enum cp_kind kind)
{
    const char *name = cp_kind_name(kind);
    if (name)
        cp_buf_add_format(out, ", n:%c%s", name[0] - 'a' + 'A', name + 1);
}

static void add_node(struct cp_buf *out, struct cp_buf *text, const struct cp_graph_node *node)
{
    cp_buf_add(out, CP_STR("MERGE (n:Entity {id: "));
    add_string(out, node->id);
    cp_buf_add(out, CP_STR("}) SET n.id = n.id"));
    add_kind(out, node->kind);
    for (int key = 0; key < NODE_KEY_COUNT; key++) {
        cp_buf_clear(text);
        cp_column_of_node(text, node, (enum node_key)key);
        add_property(out, "n", &cp_graphml_node_keys[key], text);
    }
    add_attributes(out, "n", node->attributes);
    cp_buf_add(out, CP_STR(";\n"));
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static void add_type(struct cp_buf *out, struct cp_str relation)
{
    bool plain = relation.len > 0 && upper(relation.ptr[0]) >= 'A' && upper(relation.ptr[0]) <= 'Z';
    for (size_t i = 0; i < relation.len && plain; i++) {
        char c = upper(relation.ptr[i]);
        plain = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
    if (!plain)
        relation = CP_STR("RELATED_TO");
    for (size_t i = 0; i < relation.len; i++)
        cp_buf_add_char(out, upper(relation.ptr[i]));
}

static void add_edge(struct cp_buf *out, struct cp_buf *text, const struct cp_graph *graph, size_t number)
{
    const struct cp_graph_edge *edge = &graph->edges[number];
    cp_buf_add(out, CP_STR("MATCH (a:Entity {id: "));
    add_string(out, graph->nodes[edge->from].id);
    cp_buf_add(out, CP_STR("}), (b:Entity {id: "));
    add_string(out, graph->nodes[edge->to].id);
    cp_buf_add(out, CP_STR("}) MERGE (a)-[r:"));
    add_type(out, cp_column_relation(edge));
    cp_buf_add(out, CP_STR(" {key: "));
    cp_buf_clear(text);
    cp_column_edge_name(text, graph, number);
    add_string(out, cp_buf_str(text));
    cp_buf_add(out, CP_STR("}]->(b) SET r.key = r.key"));
    for (int key = 0; key < EDGE_KEY_COUNT; key++) {
        cp_buf_clear(text);
        cp_column_of_edge(text, edge, (enum edge_key)key);
        add_property(out, "r", &cp_graphml_edge_keys[key], text);
    }
    add_attributes(out, "r", edge->attributes);
    cp_buf_add(out, CP_STR(";\n"));
}

void cp_write_cypher(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file)
{
    struct cp_buf out = {0};
    (void)options;
    cp_buf_add(&out, CP_STR("CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;\n"));
    cp_write_each(graph, file, &out, add_node, add_edge);
}
