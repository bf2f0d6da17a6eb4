// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate (a program of its own, not part of chokepoint).
#include "gold.h"

#include <string.h>

// Lower-case words without punctuation, a blank around each: for "does this stand in that?".
struct cp_str cp_gold_bare(struct cp_arena *arena, struct cp_str text)
{
    struct cp_str slug = cp_str_slug(arena, text);
    char *out = cp_alloc(arena, slug.len + 2);
    out[0] = ' ';
    for (size_t i = 0; i < slug.len; i++)
        out[i + 1] = slug.ptr[i] == '-' ? ' ' : slug.ptr[i];
    out[slug.len + 1] = ' ';
    return (struct cp_str){out, slug.len ? slug.len + 2 : 1};
}

struct cp_str cp_gold_str(const json_t *value)
{
    return (struct cp_str){json_string_value(value), json_string_length(value)};
}

bool cp_gold_stands_in(struct cp_str inner, struct cp_str outer)
{
    return inner.len > 2 && cp_str_find(outer, inner, 0) != SIZE_MAX;
}

// The words around the trigger: do they and the gold mention overlap by the trigger's own word?
static bool tells(const struct gold *g, const struct telling *t, struct cp_str mention)
{
    const struct cp_analysis *a = g->scene->analysis;
    struct cp_arena *doc = g->scene->doc;
    struct cp_str wanted = cp_gold_bare(doc, mention), trigger = cp_gold_bare(doc, a->tokens[t->token].form);
    if (!cp_gold_stands_in(trigger, wanted))
        return false;
    const struct cp_sentence *s = &a->sentences[t->sentence];
    uint32_t end = s->first + s->count - 1;
    struct cp_str sentence = cp_gold_bare(doc, cp_str_slice(a->document->text, a->tokens[s->first].begin, a->tokens[end].end));
    if (!cp_gold_stands_in(wanted, sentence))
        return false;
    size_t before = cp_gold_bare(doc, cp_str_slice(a->document->text, a->tokens[s->first].begin, a->tokens[t->token].begin)).len;
    for (size_t at = 0; (at = cp_str_find(sentence, wanted, at)) != SIZE_MAX; at++)
        if (at <= before && before <= at + wanted.len) // the mention covers the trigger's place
            return true;
    return false;
}

// Does evidence of one of the measure's own edges (who imposes it, whom it hits, what it covers) cover the trigger?
static bool is_evident(const struct gold *g, const struct telling *t, const json_t *node)
{
    const char *id = json_string_value(json_object_get(node, "id")), *type = json_string_value(json_object_get(node, "type"));
    json_t *edge;
    size_t i;
    if (!type || strcmp(type, cp_measure_name(t->type)) != 0)
        return false;
    json_array_foreach(json_object_get(g->graph, "edges"), i, edge) {
        enum cp_relation relation = cp_relation_from(cp_gold_str(json_object_get(edge, "relation")));
        const char *measure = json_string_value(json_object_get(edge, relation == CP_RELATION_IMPOSES ? "to" : "from"));
        if (relation <= CP_RELATION_COVERS && strcmp(measure, id) == 0 && tells(g, t, cp_gold_str(json_object_get(edge, "evidence"))))
            return true;
    }
    return false;
}

// The measures that the telling may tell: by the words with which the gold names them; else, since the gold need not
// list each way of saying it, those of its type that are evident from the same words.
json_t *cp_gold_measures(const struct gold *g, const struct telling *t)
{
    json_t *found = json_array(), *evident = json_array(), *node, *mention;
    size_t i, j;
    json_array_foreach(json_object_get(g->graph, "nodes"), i, node) {
        if (strcmp(json_string_value(json_object_get(node, "kind")), "measure") != 0)
            continue;
        bool hit = false;
        json_array_foreach(json_object_get(node, "mentions"), j, mention)
            hit = hit || tells(g, t, cp_gold_str(mention));
        if (hit)
            json_array_append(found, json_object_get(node, "id"));
        else if (is_evident(g, t, node))
            json_array_append(evident, json_object_get(node, "id"));
    }
    bool named = json_array_size(found) > 0;
    json_decref(named ? evident : found);
    return named ? found : evident;
}

json_t *cp_gold_all_measures(const struct gold *g)
{
    json_t *measures = json_array();
    for (size_t i = 0; i < g->scene->tellings.count; i++)
        json_array_append_new(measures, cp_gold_measures(g, &g->scene->tellings.items[i]));
    return measures;
}

bool cp_gold_is_node(const struct gold *g, const char *id, const struct cp_entity *entity)
{
    json_t *node, *mention;
    size_t i, j;
    json_array_foreach(json_object_get(g->graph, "nodes"), i, node) {
        if (strcmp(json_string_value(json_object_get(node, "id")), id) != 0)
            continue;
        bool goods = entity->kind == CP_KIND_TECHNOLOGY;
        if (goods != (strcmp(json_string_value(json_object_get(node, "kind")), "technology") == 0))
            return false;
        json_array_foreach(json_object_get(node, "mentions"), j, mention) {
            struct cp_str wanted = cp_gold_bare(g->scene->doc, cp_gold_str(mention));
            for (size_t k = 0; k < entity->alias_count; k++) {
                struct cp_str alias = cp_gold_bare(g->scene->doc, entity->aliases[k]);
                if (cp_str_equal(alias, wanted) || (goods && (cp_gold_stands_in(alias, wanted) || cp_gold_stands_in(wanted, alias))))
                    return true;
            }
        }
        return false;
    }
    return false;
}
