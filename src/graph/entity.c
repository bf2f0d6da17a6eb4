// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
//
// Entities across documents. Those that the lexicon knows come with the same id from each document. Of names that it does not
// know, the id is the name's slug, so spellings differ: they are joined here if they are of one kind, their countries
// do not contradict, and
//   - the words of their ids agree but for initials, a plural's "s" and, of persons, the order; or
//   - the label of one is a name by which just one other goes, and no document has both.
// An entity that no lexicon gave a country takes that of the state which documents say it belongs to.
#include "fold.h"

#include <stdlib.h>
#include <string.h>

struct meeting { // an entity in a document
    uint32_t entity, document;
};

struct knowing {
    struct fold *fold;
    CP_VEC(struct meeting) meetings; // sorted by entity, then document
};

static bool is_joined_by_name(enum cp_kind kind)
{
    return kind == CP_KIND_COMPANY || kind == CP_KIND_PERSON || kind == CP_KIND_ORGANIZATION;
}

static void meet_all(struct knowing *k)
{
    struct fold *fold = k->fold;
    for (uint32_t d = 0; d < fold->document_count; d++) {
        const struct cp_facts *facts = fold->documents[d];
        fold->numbers[d] = CP_NEW_ARRAY(fold->run, facts->node_count + 1, uint32_t);
        for (size_t i = 0; i < facts->node_count; i++) {
            const struct cp_fact_node *node = &facts->nodes[i];
            if (node->kind == CP_KIND_MEASURE)
                continue;
            uint32_t number = cp_table_add(fold->ids, node->id);
            if (number == fold->entities.count)
                *CP_PUSH(fold->run, &fold->entities) = (struct entity){number, node->kind, node->label, {"", 0}};
            struct entity *entity = &fold->entities.items[number];
            if (!entity->country.len)
                entity->country = node->country;
            fold->numbers[d][i] = number;
            *CP_PUSH(fold->run, &k->meetings) = (struct meeting){number, d};
        }
    }
}

static int by_entity(const void *x, const void *y)
{
    const struct meeting *a = x, *b = y;
    if (a->entity != b->entity)
        return a->entity < b->entity ? -1 : 1;
    return a->document < b->document ? -1 : a->document > b->document;
}

static size_t first_meeting(const struct knowing *k, uint32_t entity)
{
    const struct meeting wanted = {entity, 0};
    return cp_lower_bound(&wanted, k->meetings.items, k->meetings.count, sizeof wanted, by_entity);
}

static bool share_document(const struct knowing *k, uint32_t a, uint32_t b)
{
    size_t i = first_meeting(k, a), j = first_meeting(k, b);
    while (i < k->meetings.count && j < k->meetings.count && k->meetings.items[i].entity == a && k->meetings.items[j].entity == b) {
        if (k->meetings.items[i].document == k->meetings.items[j].document)
            return true;
        if (k->meetings.items[i].document < k->meetings.items[j].document)
            i++;
        else
            j++;
    }
    return false;
}

// ---------------------------------------------------------------- joining

static uint32_t root_of(const struct fold *fold, uint32_t entity)
{
    while (fold->entities.items[entity].root != entity)
        entity = fold->entities.items[entity].root;
    return entity;
}

static bool countries_agree(const struct entity *a, const struct entity *b)
{
    return !a->country.len || !b->country.len || cp_str_equal(a->country, b->country);
}

// The one with a country is the one that the lexicon knows; otherwise the fuller name is the better one.
static bool is_better(const struct fold *fold, uint32_t a, uint32_t b)
{
    const struct entity *x = &fold->entities.items[a], *y = &fold->entities.items[b];
    if (!x->country.len != !y->country.len)
        return x->country.len != 0;
    if (x->label.len != y->label.len)
        return x->label.len > y->label.len;
    return cp_str_compare(cp_table_key(fold->ids, a), cp_table_key(fold->ids, b)) < 0;
}

static void join(struct fold *fold, uint32_t a, uint32_t b)
{
    a = root_of(fold, a);
    b = root_of(fold, b);
    if (a == b || !countries_agree(&fold->entities.items[a], &fold->entities.items[b]))
        return;
    uint32_t kept = is_better(fold, a, b) ? a : b;
    fold->entities.items[kept == a ? b : a].root = kept;
}

static int by_bytes(const void *x, const void *y)
{
    return cp_str_compare(*(const struct cp_str *)x, *(const struct cp_str *)y);
}

// "per:steven-t-mnuchin" and "per:mnuchin-steven" → "per mnuchin steven".
static struct cp_str key_of(struct fold *fold, uint32_t number)
{
    enum { MOST_WORDS = 16 };
    struct cp_str id = cp_table_key(fold->ids, number), words[MOST_WORDS], key = cp_str_split(&id, ':');
    size_t n = 0;
    while (id.len && n < MOST_WORDS) {
        struct cp_str word = cp_str_split(&id, '-');
        if (word.len > 4 && fold->entities.items[number].kind != CP_KIND_PERSON && word.ptr[word.len - 1] == 's')
            word.len--;
        if (word.len > 1)
            words[n++] = word;
    }
    if (n < 2)
        return (struct cp_str){"", 0};
    if (fold->entities.items[number].kind == CP_KIND_PERSON)
        qsort(words, n, sizeof *words, by_bytes);
    for (size_t i = 0; i < n; i++)
        key = cp_str_format(fold->run, CP_FMT " " CP_FMT, CP_ARG(key), CP_ARG(words[i]));
    return key;
}

static void join_by_key(struct fold *fold)
{
    struct cp_table *keys = cp_table_new(fold->run);
    for (uint32_t i = 0; i < fold->entities.count; i++) {
        struct cp_str key = is_joined_by_name(fold->entities.items[i].kind) ? key_of(fold, i) : (struct cp_str){"", 0};
        if (!key.len)
            continue;
        uint32_t number = cp_table_add(keys, key);
        if (cp_table_value(keys, number))
            join(fold, (uint32_t)cp_table_value(keys, number) - 1, i);
        else
            cp_table_set(keys, number, (uint64_t)i + 1);
    }
}

// Value of a name: the one entity that goes by it + 1, or SEVERAL.
static const uint64_t SEVERAL = UINT64_MAX;

static struct cp_str name_key(struct fold *fold, enum cp_kind kind, struct cp_str name)
{
    struct cp_str lower = cp_str_lower(fold->run, name);
    return cp_str_format(fold->run, "%d " CP_FMT, (int)kind, CP_ARG(lower));
}

static struct cp_table *index_aliases(struct fold *fold)
{
    struct cp_table *names = cp_table_new(fold->run);
    for (size_t d = 0; d < fold->document_count; d++)
        for (size_t i = 0; i < fold->documents[d]->node_count; i++) {
            const struct cp_fact_node *node = &fold->documents[d]->nodes[i];
            if (!is_joined_by_name(node->kind))
                continue;
            uint32_t entity = root_of(fold, fold->numbers[d][i]);
            for (size_t a = 0; a < node->alias_count; a++) {
                if (cp_str_equal_fold(node->aliases[a], node->label))
                    continue; // its own full name
                uint32_t number = cp_table_add(names, name_key(fold, node->kind, node->aliases[a]));
                uint64_t known = cp_table_value(names, number);
                cp_table_set(names, number, !known || known == (uint64_t)entity + 1 ? (uint64_t)entity + 1 : SEVERAL);
            }
        }
    return names;
}

static void join_short_forms(struct knowing *k)
{
    struct fold *fold = k->fold;
    struct cp_table *names = index_aliases(fold);
    for (uint32_t i = 0; i < fold->entities.count; i++) {
        const struct entity *entity = &fold->entities.items[i];
        if (!is_joined_by_name(entity->kind) || entity->root != i)
            continue;
        uint32_t number = cp_table_find(names, name_key(fold, entity->kind, entity->label));
        uint64_t full = number == CP_NONE ? 0 : cp_table_value(names, number);
        if (full && full != SEVERAL && full != (uint64_t)i + 1 && !share_document(k, i, (uint32_t)full - 1))
            join(fold, i, (uint32_t)full - 1);
    }
}

// ---------------------------------------------------------------- states

static bool is_belonging(enum cp_relation relation)
{
    return relation == CP_RELATION_PART_OF || relation == CP_RELATION_BASED_IN || relation == CP_RELATION_HOLDS_POST;
}

static struct cp_str state_of(struct fold *fold, uint32_t number)
{
    const struct entity *entity = &fold->entities.items[number];
    if (entity->kind != CP_KIND_COUNTRY && entity->kind != CP_KIND_AGENCY)
        return (struct cp_str){"", 0};
    return entity->country;
}

// An agency first, then who holds a post in it: two rounds.
static void learn_states(struct fold *fold)
{
    for (int round = 0; round < 2; round++)
        for (size_t d = 0; d < fold->document_count; d++)
            for (size_t i = 0; i < fold->documents[d]->edge_count; i++) {
                const struct cp_fact_edge *edge = &fold->documents[d]->edges[i];
                enum cp_kind kind = fold->documents[d]->nodes[edge->from].kind;
                if (!is_belonging(edge->relation) || edge->hypothetical || kind == CP_KIND_MEASURE ||
                    kind == CP_KIND_COUNTRY || fold->documents[d]->nodes[edge->to].kind == CP_KIND_MEASURE)
                    continue;
                struct entity *from = &fold->entities.items[fold->numbers[d][edge->from]];
                if (!from->country.len)
                    from->country = state_of(fold, fold->numbers[d][edge->to]);
            }
}

void cp_graph_know_entities(struct fold *fold)
{
    struct knowing k = {.fold = fold};
    meet_all(&k);
    if (k.meetings.count)
        qsort(k.meetings.items, k.meetings.count, sizeof *k.meetings.items, by_entity);
    join_by_key(fold);
    join_short_forms(&k);
    for (size_t d = 0; d < fold->document_count; d++)
        for (size_t i = 0; i < fold->documents[d]->node_count; i++)
            if (fold->documents[d]->nodes[i].kind != CP_KIND_MEASURE)
                fold->numbers[d][i] = root_of(fold, fold->numbers[d][i]);
    for (uint32_t i = 0; i < fold->entities.count; i++) {
        struct entity *root = &fold->entities.items[root_of(fold, i)];
        if (!root->country.len)
            root->country = fold->entities.items[i].country;
    }
    learn_states(fold);
}
