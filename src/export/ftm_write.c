// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// FollowTheMoney's entities as JSON Lines, for Aleph and its kin. Their model has schemata for what investigations are about:
// companies, persons, public bodies; a measure is an Event, an item of trade an Asset. A link is an Ownership, Membership
// or Employment where ends and meaning fit; every other one is an UnknownLink, whose role says what it is. Attributes that have the name of a
// property of theirs are written as such; weights, metrics, other attributes and the places of words have no property there. All values are lists of strings; ids are the graph's.
#include "columns.h"
#include "ftm.h"
#include "writers.h"

const char *cp_ftm_schema_of(enum cp_kind kind)
{
    switch (kind) {
    case CP_KIND_COUNTRY:
    case CP_KIND_AGENCY: return "PublicBody";
    case CP_KIND_COMPANY: return "Company";
    case CP_KIND_ORGANIZATION: return "Organization";
    case CP_KIND_PERSON: return "Person";
    case CP_KIND_TECHNOLOGY: return "Asset";
    case CP_KIND_MEASURE: return "Event";
    default: return "LegalEntity";
    }
}

static bool is_organization(enum cp_kind kind)
{
    return kind == CP_KIND_COUNTRY || kind == CP_KIND_AGENCY || kind == CP_KIND_COMPANY || kind == CP_KIND_ORGANIZATION;
}

const struct ftm_link cp_ftm_links[] = {
    {"UnknownLink", "subject", "object"},       {"Ownership", "owner", "asset"},
    {"Membership", "member", "organization"},   {"Employment", "employee", "employer"},
    {"Directorship", "director", "organization"}, {"Representation", "agent", "client"},
    {"Associate", "person", "associate"},       {"Family", "person", "relative"},
    {"Succession", "predecessor", "successor"}, {"Payment", "payer", "beneficiary"},
    {"Debt", "debtor", "creditor"},             {"Occupancy", "holder", "post"},
    {"ContractAward", "supplier", "contract"},  {"ProjectParticipant", "participant", "project"},
    {NULL, NULL, NULL},
};

static const struct ftm_link *link_of(const struct cp_graph *graph, const struct cp_graph_edge *edge)
{
    enum cp_kind from = graph->nodes[edge->from].kind, to = graph->nodes[edge->to].kind;
    if (edge->relation == CP_RELATION_ACQUIRES && to == CP_KIND_COMPANY && (is_organization(from) || from == CP_KIND_PERSON))
        return &cp_ftm_links[1];
    if (edge->relation == CP_RELATION_PART_OF && is_organization(from) && is_organization(to))
        return &cp_ftm_links[2];
    if (edge->relation == CP_RELATION_HOLDS_POST && from == CP_KIND_PERSON && is_organization(to))
        return &cp_ftm_links[3];
    return &cp_ftm_links[0];
}

// ---------------------------------------------------------------- properties

static void add_list(struct cp_buf *out, bool *first, const char *name, const struct cp_str *items, size_t count)
{
    if (!count || (count == 1 && !items[0].len))
        return;
    cp_buf_add_format(out, "%s\"%s\":[", *first ? "" : ",", name);
    for (size_t i = 0; i < count; i++) {
        if (i)
            cp_buf_add_char(out, ',');
        cp_text_add_json(out, items[i]);
    }
    cp_buf_add_char(out, ']');
    *first = false;
}

static void add_one(struct cp_buf *out, bool *first, const char *name, struct cp_str text)
{
    add_list(out, first, name, &text, 1);
}

static void add_country(struct cp_buf *out, bool *first, struct cp_str country)
{
    char code[2];
    if (country.len != 2)
        return;
    for (size_t i = 0; i < 2; i++)
        code[i] = (char)(country.ptr[i] >= 'A' && country.ptr[i] <= 'Z' ? country.ptr[i] - 'A' + 'a' : country.ptr[i]);
    add_one(out, first, "country", (struct cp_str){code, 2});
}

// Properties of things and of links that our own columns do not fill; of what an entity has not, their readers say nothing.
static bool is_property(struct cp_str name, bool of_link)
{
    static const char of_things[] =
        "address | addressEntity | amount | birthDate | bvdId | classification | currency | deathDate | description | dissolutionDate | dunsCode | email | firstName | "
        "gender | idNumber | imoNumber | incorporationDate | innCode | isin | jurisdiction | kppCode | lastName | legalForm | leiCode | mainCountry | "
        "nationality | notes | ogrnCode | okpoCode | opencorporatesUrl | phone | position | previousName | program | programId | registrationNumber | "
        "sector | sourceUrl | summary | swiftBic | taxNumber | ticker | title | topics | uniqueEntityId | vatCode | weakAlias | website | "
        "wikidataId | wikipediaUrl";
    static const char of_links[] = "description | endDate | legalBasis | ownershipType | percentage | recordId | sharesCount | sharesCurrency | sharesType | "
                                   "sharesValue | sourceUrl | startDate";
    struct cp_str names = cp_str_from(of_link ? of_links : of_things), item;
    while (cp_str_item(&names, &item))
        if (cp_str_equal(item, name))
            return true;
    return false;
}

static void add_attributes(struct cp_buf *out, bool *first, struct cp_attributes attributes, bool of_link)
{
    for (size_t i = 0; i < attributes.count; i++) {
        struct cp_str rest = attributes.items[i].value, item;
        if (!is_property(attributes.items[i].name, of_link))
            continue;
        cp_buf_add_format(out, "%s\"" CP_FMT "\":[", *first ? "" : ",", CP_ARG(attributes.items[i].name));
        for (bool begun = false; cp_str_item(&rest, &item); begun = true) {
            cp_buf_add(out, begun ? CP_STR(",") : CP_STR(""));
            cp_text_add_json(out, item);
        }
        cp_buf_add_char(out, ']');
        *first = false;
    }
}

// What it was called when it was read, if that is a name, or the schema of its kind.
static void add_schema(struct cp_buf *out, const struct cp_graph_node *node)
{
    const struct cp_attribute *read = cp_attributes_find(node->attributes, CP_STR("schema"));
    bool plain = read && read->value.len;
    for (size_t i = 0; plain && i < read->value.len; i++)
        plain = (read->value.ptr[i] | 0x20) >= 'a' && (read->value.ptr[i] | 0x20) <= 'z';
    cp_buf_add(out, plain ? read->value : cp_str_from(cp_ftm_schema_of(node->kind)));
}

static void add_node(struct cp_buf *out, struct cp_buf *text, const struct cp_graph_node *node)
{
    bool first = true;
    struct cp_str kind = cp_column_kind(node);
    cp_buf_add(out, CP_STR("{\"id\":"));
    cp_text_add_json(out, node->id);
    cp_buf_add(out, CP_STR(",\"schema\":\""));
    add_schema(out, node);
    cp_buf_add(out, CP_STR("\",\"properties\":{"));
    add_one(out, &first, "name", node->label.len ? node->label : node->id);
    add_list(out, &first, "alias", node->aliases, node->alias_count);
    add_country(out, &first, node->country);
    cp_buf_clear(text);
    cp_column_of_node(text, node, NODE_DATE);
    if (node->kind == CP_KIND_MEASURE)
        add_one(out, &first, "date", cp_buf_str(text));
    struct cp_str keywords[] = {kind, cp_str_from(cp_measure_name(node->type)), cp_str_from(cp_status_name(node->status))};
    size_t count = 0;
    for (size_t i = 0; i < 3; i++)
        if (keywords[i].len)
            keywords[count++] = keywords[i];
    add_list(out, &first, "keywords", keywords, count);
    add_attributes(out, &first, node->attributes, false);
    cp_buf_add(out, CP_STR("}}\n"));
}

static void add_edge(struct cp_buf *out, struct cp_buf *text, const struct cp_graph *graph, size_t number)
{
    const struct cp_graph_edge *edge = &graph->edges[number];
    const struct ftm_link *link = link_of(graph, edge);
    bool first = true;
    cp_buf_clear(text);
    cp_buf_add(text, graph->nodes[edge->from].id);
    cp_buf_add(text, CP_STR(" "));
    cp_column_edge_name(text, graph, number);
    cp_buf_add(text, CP_STR(" "));
    cp_buf_add(text, graph->nodes[edge->to].id);
    cp_buf_add(out, CP_STR("{\"id\":"));
    cp_text_add_json(out, cp_buf_str(text));
    cp_buf_add_format(out, ",\"schema\":\"%s\",\"properties\":{", link->schema);
    add_one(out, &first, link->source, graph->nodes[edge->from].id);
    add_one(out, &first, link->target, graph->nodes[edge->to].id);
    add_one(out, &first, "role", cp_column_relation(edge));
    cp_buf_clear(text);
    cp_column_of_edge(text, edge, EDGE_DATE);
    add_one(out, &first, "date", cp_buf_str(text));
    if (edge->hypothetical)
        add_one(out, &first, "status", CP_STR("hypothetical"));
    if (edge->evidence_count) {
        add_one(out, &first, "summary", edge->evidence[0].words);
        add_one(out, &first, "publisher", edge->evidence[0].document);
    }
    add_attributes(out, &first, edge->attributes, true);
    cp_buf_add(out, CP_STR("}}\n"));
    out->failed |= text->failed;
}

void cp_write_ftm(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file)
{
    struct cp_buf out = {0};
    (void)options;
    cp_write_each(graph, file, &out, add_node, add_edge);
}
