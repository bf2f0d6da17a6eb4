// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
//
// Merging. All nodes stand in one row, graph after graph in order of their names; sets of them that are one are lists with the first node as
// root. Keys (an id of Wikidata, an id, a name) are gathered in a table, and whoever has the same key is put together, the surest
// keys first. A set never has two nodes of one graph: a graph that tells two nodes apart knows why.
#include "chokepoint/graph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct row {
    const struct cp_graph_node *node;
    struct cp_str known; // its id if that is ours, or what the lexicon knows its label by; empty if none
    uint32_t graph;
    uint32_t root, next, last; // of its set; next is CP_NONE at the end, last counts at the root
    uint32_t merged;           // at the root: the node that it becomes
};

struct merging {
    struct cp_arena *run;
    const struct cp_graph_source *sources; // sorted by name
    size_t source_count;
    const struct cp_lexicon *lexicon;
    struct row *rows;
    size_t row_count;
    size_t *first; // of each graph: its first row
};

// ---------------------------------------------------------------- sets

static bool share_graph(const struct merging *m, uint32_t a, uint32_t b)
{
    for (uint32_t i = a; i != CP_NONE; i = m->rows[i].next)
        for (uint32_t k = b; k != CP_NONE; k = m->rows[k].next)
            if (m->rows[i].graph == m->rows[k].graph)
                return true;
    return false;
}

static void join(struct merging *m, uint32_t a, uint32_t b) // roots
{
    uint32_t root = a < b ? a : b, other = a < b ? b : a;
    m->rows[m->rows[root].last].next = other;
    m->rows[root].last = m->rows[other].last;
    for (uint32_t i = other; i != CP_NONE; i = m->rows[i].next)
        m->rows[i].root = root;
}

// ---------------------------------------------------------------- what fits

static bool kinds_fit(const struct cp_graph_node *a, const struct cp_graph_node *b)
{
    if (a->kind == CP_KIND_MEASURE || b->kind == CP_KIND_MEASURE)
        return a->kind == b->kind;
    return a->kind == b->kind || a->kind == CP_KIND_COUNT || b->kind == CP_KIND_COUNT;
}

static bool dates_fit(struct cp_date a, struct cp_date b)
{
    if (!a.year || !b.year)
        return true;
    return a.year == b.year && (!a.month || !b.month || a.month == b.month) && (!a.day || !b.day || a.day == b.day);
}

static bool fits(const struct row *a, const struct row *b)
{
    bool countries = !a->node->country.len || !b->node->country.len || cp_str_equal_fold(a->node->country, b->node->country);
    return kinds_fit(a->node, b->node) && countries && (a->node->kind != CP_KIND_MEASURE || dates_fit(a->node->date, b->node->date));
}

static bool sets_fit(const struct merging *m, uint32_t a, uint32_t b)
{
    for (uint32_t i = a; i != CP_NONE; i = m->rows[i].next)
        for (uint32_t k = b; k != CP_NONE; k = m->rows[k].next)
            if (!fits(&m->rows[i], &m->rows[k]))
                return false;
    return true;
}

// ---------------------------------------------------------------- keys

// "Q42" of "Q42", "wd:Q42" or "http://www.wikidata.org/entity/Q42"; empty if it is none.
static struct cp_str wikidata_in(struct cp_str text)
{
    size_t begin = text.len;
    while (begin && text.ptr[begin - 1] >= '0' && text.ptr[begin - 1] <= '9')
        begin--;
    bool found = begin && begin < text.len && text.ptr[begin - 1] == 'Q' &&
                 (begin == 1 || text.ptr[begin - 2] == '/' || text.ptr[begin - 2] == ':');
    return found ? cp_str_slice(text, begin - 1, text.len) : (struct cp_str){"", 0};
}

static struct cp_str wikidata_of(const struct cp_graph_node *node)
{
    static const char *const names[] = {"wikidata", "wikidata_id", "wikidataid", "wikidata id", "qid"};
    for (size_t i = 0; i < node->attributes.count; i++)
        for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
            if (cp_str_equal_fold(node->attributes.items[i].name, cp_str_from(names[k])))
                return wikidata_in(node->attributes.items[i].value);
    return wikidata_in(node->id);
}

static bool is_ours(const struct cp_graph_node *node)
{
    const char *prefix = cp_kind_prefix(node->kind);
    size_t len = prefix ? strlen(prefix) : 0;
    return len && node->id.len > len && memcmp(node->id.ptr, prefix, len) == 0 && node->id.ptr[len] == ':';
}

// What the lexicon knows by the whole label, if that is one thing of a kind that fits.
static struct cp_str known_label(struct merging *m, const struct cp_graph_node *node)
{
    const struct cp_name_hit *hit = NULL;
    const struct cp_name *found = NULL;
    if (m->lexicon && node->kind != CP_KIND_MEASURE)
        hit = cp_lexicon_whole(m->lexicon, m->run, node->label);
    for (size_t i = 0; hit && i < hit->count; i++) {
        const struct cp_name *name = hit->senses[i].name;
        if (node->kind != CP_KIND_COUNT && node->kind != name->kind)
            continue;
        if (found)
            return (struct cp_str){"", 0};
        found = name;
    }
    return found ? found->id : (struct cp_str){"", 0};
}

struct entry {
    uint32_t key, row;
    bool is_label; // else an alias
};
typedef CP_VEC(struct entry) entries;

static int by_key(const void *x, const void *y)
{
    const struct entry *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

static void add_key(struct merging *m, struct cp_table *keys, entries *all, struct cp_str key, uint32_t row, bool is_label)
{
    if (key.len)
        *CP_PUSH(m->run, all) = (struct entry){cp_table_add(keys, key), row, is_label};
}

// Puts together what has the same key, one after the other, where it fits.
static void join_same(struct merging *m, entries *all)
{
    if (all->count)
        qsort(all->items, all->count, sizeof *all->items, by_key);
    for (size_t i = 0; i < all->count; i++)
        for (size_t k = i + 1; k < all->count && all->items[k].key == all->items[i].key; k++) {
            uint32_t a = m->rows[all->items[i].row].root, b = m->rows[all->items[k].row].root;
            if (a != b && kinds_fit(m->rows[a].node, m->rows[b].node) && !share_graph(m, a, b) &&
                (m->rows[a].node->kind != CP_KIND_MEASURE || sets_fit(m, a, b)))
                join(m, a, b);
        }
}

static void join_by_ids(struct merging *m)
{
    entries wikidata = {0}, known = {0}, named = {0};
    struct cp_table *keys = cp_table_new(m->run);
    for (uint32_t i = 0; i < m->row_count; i++) {
        const struct cp_graph_node *node = m->rows[i].node;
        struct cp_str both = cp_str_format(m->run, CP_FMT "\n" CP_FMT, CP_ARG(node->id), CP_ARG(cp_str_lower(m->run, node->label)));
        add_key(m, keys, &wikidata, wikidata_of(node), i, false);
        add_key(m, keys, &known, m->rows[i].known, i, false);
        add_key(m, keys, &named, both, i, false);
    }
    join_same(m, &wikidata);
    join_same(m, &known);
    join_same(m, &named);
}

// Of those with one name: the sets, if no two stand in one graph or contradict each other, and one has it as its label.
static void join_named(struct merging *m, const struct entry *same, size_t count)
{
    enum { MOST = 64 }; // a name of more is nobody's
    uint32_t roots[MOST];
    size_t root_count = 0;
    bool labelled = false;
    for (size_t i = 0; i < count; i++) {
        uint32_t root = m->rows[same[i].row].root;
        bool there = false;
        for (size_t k = 0; k < root_count; k++)
            there |= roots[k] == root;
        labelled |= same[i].is_label;
        if (!there && root_count == MOST)
            return;
        if (!there)
            roots[root_count++] = root;
    }
    for (size_t i = 0; i < root_count; i++)
        for (size_t k = i + 1; k < root_count; k++)
            if (share_graph(m, roots[i], roots[k]) || !sets_fit(m, roots[i], roots[k]))
                return;
    for (size_t i = 1; i < root_count && labelled; i++)
        join(m, m->rows[roots[0]].root, roots[i]);
}

static void join_by_names(struct merging *m)
{
    entries all = {0};
    struct cp_table *keys = cp_table_new(m->run);
    for (uint32_t i = 0; i < m->row_count; i++) {
        const struct cp_graph_node *node = m->rows[i].node;
        if (node->kind == CP_KIND_MEASURE)
            continue;
        add_key(m, keys, &all, cp_str_lower(m->run, node->label), i, true);
        for (size_t k = 0; k < node->alias_count; k++)
            add_key(m, keys, &all, cp_str_lower(m->run, node->aliases[k]), i, false);
    }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, by_key);
    for (size_t i = 0, next; i < all.count; i = next) {
        for (next = i + 1; next < all.count && all.items[next].key == all.items[i].key;)
            next++;
        join_named(m, &all.items[i], next - i);
    }
}

// ---------------------------------------------------------------- one node of many

static int by_bytes(const void *x, const void *y)
{
    return cp_str_compare(*(const struct cp_str *)x, *(const struct cp_str *)y);
}

static const struct cp_str *united(struct cp_arena *run, const struct cp_str *a, size_t a_count, const struct cp_str *b, size_t b_count,
                                   size_t *count)
{
    struct cp_str *all = CP_NEW_ARRAY(run, a_count + b_count + 1, struct cp_str);
    *count = 0;
    for (size_t i = 0; i < a_count; i++)
        all[i] = a[i];
    for (size_t i = 0; i < b_count; i++)
        all[a_count + i] = b[i];
    qsort(all, a_count + b_count, sizeof *all, by_bytes);
    for (size_t i = 0; i < a_count + b_count; i++)
        if (!*count || !cp_str_equal(all[*count - 1], all[i]))
            all[(*count)++] = all[i];
    return all;
}

// What one of several says and is not taken.
static void keep_other(struct cp_arena *run, struct cp_attributes *attributes, const char *name, struct cp_str taken, struct cp_str other)
{
    if (!other.len || cp_str_equal(taken, other))
        return;
    struct cp_attribute *item = CP_NEW(run, struct cp_attribute);
    *item = (struct cp_attribute){cp_str_from(name), other, CP_ATTRIBUTE_TEXT};
    *attributes = cp_attributes_united(run, *attributes, (struct cp_attributes){item, 1});
}

static struct cp_str kind_of(const struct cp_graph_node *node)
{
    const char *kind = cp_kind_name(node->kind);
    return kind ? cp_str_from(kind) : node->kind_name;
}

static void take_act(struct merging *m, struct cp_graph_node *to, const struct cp_graph_node *from)
{
    struct cp_attributes *others = &to->attributes;
    if (to->type == CP_MEASURE_COUNT)
        to->type = from->type;
    keep_other(m->run, others, "subtype_as_read", cp_str_from(cp_measure_name(to->type)), cp_str_from(cp_measure_name(from->type)));
    if (to->status == CP_STATUS_NONE)
        to->status = from->status;
    keep_other(m->run, others, "status_as_read", cp_str_from(cp_status_name(to->status)), cp_str_from(cp_status_name(from->status)));
    if (!to->date.year || (dates_fit(to->date, from->date) && cp_date_compare(from->date, to->date) > 0)) // unknown parts sort first
        to->date = from->date;
    if (!dates_fit(to->date, from->date))
        keep_other(m->run, others, "date_as_read", cp_date_format(m->run, to->date), cp_date_format(m->run, from->date));
}

static void take_node(struct merging *m, struct cp_graph_node *to, const struct cp_graph_node *from)
{
    to->attributes = cp_attributes_united(m->run, to->attributes, from->attributes);
    keep_other(m->run, &to->attributes, "id_as_read", to->id, from->id);
    if (to->kind == CP_KIND_COUNT && (from->kind != CP_KIND_COUNT || !to->kind_name.len)) {
        keep_other(m->run, &to->attributes, "kind_as_read", kind_of(from), to->kind_name);
        to->kind = from->kind;
        to->kind_name = from->kind_name;
    }
    keep_other(m->run, &to->attributes, "kind_as_read", kind_of(to), kind_of(from));
    if (!to->country.len)
        to->country = from->country;
    keep_other(m->run, &to->attributes, "country_as_read", to->country, from->country);
    struct cp_str labels[2] = {to->label, from->label};
    bool renamed = !cp_str_equal(labels[0], labels[1]);
    to->aliases = united(m->run, to->aliases, to->alias_count, from->aliases, from->alias_count, &to->alias_count);
    if (renamed)
        to->aliases = united(m->run, to->aliases, to->alias_count, labels, 2, &to->alias_count);
    to->sources = united(m->run, to->sources, to->source_count, from->sources, from->source_count, &to->source_count);
    take_act(m, to, from);
}

static void add_graph(struct merging *m, struct cp_attributes *attributes, uint32_t graph)
{
    struct cp_attribute *item = CP_NEW(m->run, struct cp_attribute);
    *item = (struct cp_attribute){CP_STR("graphs"), m->sources[graph].name, CP_ATTRIBUTE_TEXT};
    if (m->source_count > 1)
        *attributes = cp_attributes_united(m->run, *attributes, (struct cp_attributes){item, 1});
}

// One whose id is ours says what it is; else the first.
static uint32_t leader_of(const struct merging *m, uint32_t root)
{
    for (uint32_t i = root; i != CP_NONE; i = m->rows[i].next)
        if (is_ours(m->rows[i].node))
            return i;
    return root;
}

static struct cp_graph_node make_node(struct merging *m, uint32_t root, struct cp_table *taken)
{
    uint32_t leader = leader_of(m, root);
    struct cp_graph_node node = *m->rows[leader].node;
    node.metrics = (struct cp_metrics){.computed = false};
    node.x = node.y = node.size = NAN;
    node.coloured = false;
    if (!is_ours(&node) && m->rows[root].next != CP_NONE && m->rows[root].known.len)
        node.id = m->rows[root].known;
    struct cp_str wanted = node.id;
    for (unsigned n = 2; cp_table_find(taken, node.id) != CP_NONE; n++) // another graph's node of the same id
        node.id = cp_str_format(m->run, CP_FMT "~%u", CP_ARG(wanted), n);
    cp_table_add(taken, node.id);
    for (uint32_t i = root; i != CP_NONE; i = m->rows[i].next) {
        if (i != leader)
            take_node(m, &node, m->rows[i].node);
        else
            keep_other(m->run, &node.attributes, "id_as_read", node.id, m->rows[i].node->id);
        add_graph(m, &node.attributes, m->rows[i].graph);
    }
    const struct cp_name *name = m->lexicon ? cp_lexicon_name(m->lexicon, m->rows[root].known) : NULL;
    if (name && !node.kind_name.len) {
        node.kind = name->kind;
        node.country = node.country.len ? node.country : name->country;
    }
    node.kind_name = kind_of(&node);
    return node;
}

struct placed {
    struct cp_graph_node node;
    uint32_t root;
};

static int by_kind_and_id(const void *x, const void *y)
{
    const struct placed *a = x, *b = y;
    if (a->node.kind != b->node.kind)
        return a->node.kind < b->node.kind ? -1 : 1;
    return cp_str_compare(a->node.id, b->node.id);
}

static void make_nodes(struct merging *m, struct cp_graph *graph)
{
    struct placed *placed = CP_NEW_ARRAY(m->run, m->row_count + 1, struct placed);
    struct cp_table *taken = cp_table_new(m->run), *documents = cp_table_new(m->run);
    for (uint32_t i = 0; i < m->row_count; i++)
        if (m->rows[i].root == i)
            placed[graph->node_count++] = (struct placed){make_node(m, i, taken), i};
    qsort(placed, graph->node_count, sizeof *placed, by_kind_and_id);
    graph->nodes = CP_NEW_ARRAY(m->run, graph->node_count + 1, struct cp_graph_node);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        graph->nodes[i] = placed[i].node;
        m->rows[placed[i].root].merged = i;
        for (size_t k = 0; k < placed[i].node.source_count; k++)
            cp_table_add(documents, placed[i].node.sources[k]);
    }
    graph->document_count = cp_table_count(documents);
}

// ---------------------------------------------------------------- edges

struct bundle {
    struct cp_graph_edge edge;
    uint32_t next;  // of the same ends and relation; CP_NONE at the end
    uint32_t graph; // that was merged into it last
};
typedef CP_VEC(struct bundle) bundles;

static bool has_evidence(const struct cp_graph_edge *edge, const struct cp_evidence *piece)
{
    for (size_t i = 0; i < edge->evidence_count; i++) {
        const struct cp_evidence *e = &edge->evidence[i];
        if (e->begin == piece->begin && e->end == piece->end && cp_str_equal(e->document, piece->document) && cp_str_equal(e->words, piece->words))
            return true;
    }
    return false;
}

static size_t count_documents(struct merging *m, const struct cp_graph_edge *edge)
{
    struct cp_table *documents = cp_table_new(m->run);
    for (size_t i = 0; i < edge->evidence_count; i++)
        cp_table_add(documents, edge->evidence[i].document);
    return cp_table_count(documents);
}

// As documents are bundled: heavier with each one more, surer if words came that were not there.
static void take_evidence(struct merging *m, struct cp_graph_edge *to, const struct cp_graph_edge *from)
{
    const double digits = 1000, surest = 0.99;
    struct cp_evidence *all = CP_NEW_ARRAY(m->run, to->evidence_count + from->evidence_count + 1, struct cp_evidence);
    size_t count = to->evidence_count, before = count;
    for (size_t i = 0; i < count; i++)
        all[i] = to->evidence[i];
    for (size_t i = 0; i < from->evidence_count; i++)
        if (!has_evidence(to, &from->evidence[i]))
            all[count++] = from->evidence[i];
    bool apart = before && count == before + from->evidence_count && from->evidence_count;
    double both = fmin(round((1 - (1 - to->confidence) * (1 - from->confidence)) * digits) / digits, surest);
    to->confidence = apart ? fmax(both, fmax(to->confidence, from->confidence)) : fmax(to->confidence, from->confidence);
    to->evidence = all;
    to->evidence_count = count;
    double weight = apart ? round((1 + log2((double)count_documents(m, to))) * digits) / digits : 0;
    to->weight = fmax(weight, fmax(to->weight, from->weight));
}

static void take_edge(struct merging *m, struct cp_graph_edge *to, const struct cp_graph_edge *from, uint32_t graph)
{
    if (!to->evidence_count && from->evidence_count) { // with words it is ours, and ours says what it is
        to->sign = from->sign;
        to->confidence = from->confidence;
        to->hypothetical = from->hypothetical;
    } else if (from->evidence_count) {
        to->hypothetical &= from->hypothetical;
    }
    take_evidence(m, to, from);
    if (cp_date_compare(from->date, to->date) > 0) // the more precise one
        to->date = from->date;
    to->measures = united(m->run, to->measures, to->measure_count, from->measures, from->measure_count, &to->measure_count);
    to->attributes = cp_attributes_united(m->run, to->attributes, from->attributes);
    add_graph(m, &to->attributes, graph);
}

static struct cp_str relation_of(const struct cp_graph_edge *edge)
{
    const char *name = cp_relation_name(edge->relation);
    return name ? cp_str_from(name) : edge->relation_name;
}

static void add_edge(struct merging *m, const struct cp_graph *merged, struct cp_table *index, bundles *all, uint32_t graph,
                     struct cp_graph_edge edge)
{
    edge.from = m->rows[m->rows[m->first[graph] + edge.from].root].merged;
    edge.to = m->rows[m->rows[m->first[graph] + edge.to].root].merged;
    edge.relation_name = relation_of(&edge);
    edge.bridge = false;
    edge.betweenness = 0;
    if (edge.symmetric && cp_str_compare(merged->nodes[edge.to].id, merged->nodes[edge.from].id) < 0) {
        uint32_t swap = edge.from;
        edge.from = edge.to;
        edge.to = swap;
    }
    struct cp_str key = cp_str_format(m->run, "%u %u %d " CP_FMT, edge.from, edge.to, edge.symmetric, CP_ARG(edge.relation_name));
    uint32_t known = cp_table_count(index), number = cp_table_add(index, key);
    uint32_t head = number < known ? (uint32_t)cp_table_value(index, number) : CP_NONE;
    for (uint32_t i = head; i != CP_NONE; i = all->items[i].next) {
        struct bundle *other = &all->items[i];
        if (other->graph == graph || !dates_fit(other->edge.date, edge.date))
            continue;
        other->graph = graph;
        take_edge(m, &other->edge, &edge, graph);
        return;
    }
    add_graph(m, &edge.attributes, graph);
    cp_table_set(index, number, all->count);
    *CP_PUSH(m->run, all) = (struct bundle){edge, head, graph};
}

struct numbered {
    struct cp_graph_edge edge;
    size_t number;
};

static int by_ends(const void *x, const void *y)
{
    const struct numbered *n = x, *k = y;
    const struct cp_graph_edge *a = &n->edge, *b = &k->edge;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    int order = cp_str_compare(a->relation_name, b->relation_name);
    return order ? order : n->number < k->number ? -1 : n->number > k->number;
}

static void make_edges(struct merging *m, struct cp_graph *graph)
{
    bundles all = {0};
    struct cp_table *index = cp_table_new(m->run);
    for (uint32_t g = 0; g < m->source_count; g++)
        for (size_t i = 0; i < m->sources[g].graph->edge_count; i++)
            add_edge(m, graph, index, &all, g, m->sources[g].graph->edges[i]);
    struct numbered *numbered = CP_NEW_ARRAY(m->run, all.count + 1, struct numbered);
    for (size_t i = 0; i < all.count; i++)
        numbered[i] = (struct numbered){all.items[i].edge, i};
    qsort(numbered, all.count, sizeof *numbered, by_ends);
    graph->edges = CP_NEW_ARRAY(m->run, all.count + 1, struct cp_graph_edge);
    graph->edge_count = all.count;
    for (size_t i = 0; i < all.count; i++)
        graph->edges[i] = numbered[i].edge;
}

// ---------------------------------------------------------------- the whole

static int by_source(const void *x, const void *y)
{
    const struct cp_graph_source *a = x, *b = y;
    return cp_str_compare(a->name, b->name);
}

static void line_up(struct merging *m)
{
    size_t count = 0;
    for (size_t g = 0; g < m->source_count; g++)
        count += m->sources[g].graph->node_count;
    m->rows = CP_NEW_ARRAY(m->run, count + 1, struct row);
    m->first = CP_NEW_ARRAY(m->run, m->source_count + 1, size_t);
    for (uint32_t g = 0; g < m->source_count; g++) {
        m->first[g] = m->row_count;
        for (size_t i = 0; i < m->sources[g].graph->node_count; i++) {
            const struct cp_graph_node *node = &m->sources[g].graph->nodes[i];
            uint32_t number = (uint32_t)m->row_count++;
            m->rows[number] = (struct row){node, is_ours(node) ? node->id : known_label(m, node), g, number, CP_NONE, number, CP_NONE};
        }
    }
}

struct cp_graph *cp_graph_merged(struct cp_arena *run, const struct cp_graph_source *sources, size_t count,
                                 const struct cp_lexicon *lexicon)
{
    struct cp_graph_source *sorted = CP_NEW_ARRAY(run, count + 1, struct cp_graph_source);
    struct cp_graph *graph = CP_NEW(run, struct cp_graph);
    for (size_t i = 0; i < count; i++)
        sorted[i] = sources[i];
    qsort(sorted, count, sizeof *sorted, by_source);
    struct merging m = {.run = run, .sources = sorted, .source_count = count, .lexicon = lexicon};
    for (size_t i = 0; i < count; i++)
        graph->attributes = cp_attributes_united(run, graph->attributes, sorted[i].graph->attributes);
    line_up(&m);
    join_by_ids(&m);
    join_by_names(&m);
    make_nodes(&m, graph);
    make_edges(&m, graph);
    return graph;
}
