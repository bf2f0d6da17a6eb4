// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Each rule carries a sentence in which it must draw its edge between the words marked [A …] and [B …], and one in which it
// must draw none at all.
#include "relation.h"

struct stretch {
    size_t begin, end; // bytes; end 0 if it is not marked
};

struct marked {
    struct cp_str text; // without the marks
    struct stretch a, b;
};

static struct marked strip_marks(struct cp_arena *arena, struct cp_str marked)
{
    struct marked m = {0};
    struct stretch *open = NULL;
    char *text = cp_alloc(arena, marked.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < marked.len; i++) {
        char c = marked.ptr[i];
        bool opens = c == '[' && i + 2 < marked.len && (marked.ptr[i + 1] == 'A' || marked.ptr[i + 1] == 'B');
        if (opens) {
            open = marked.ptr[i + 1] == 'A' ? &m.a : &m.b;
            open->begin = len;
            i += 2; // the letter and the blank
        } else if (c == ']' && open) {
            open->end = len;
            open = NULL;
        } else {
            text[len++] = c;
        }
    }
    m.text = (struct cp_str){text, len};
    return m;
}

static bool overlaps(const struct scene *scene, uint32_t first, uint32_t last, struct stretch s)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    return tokens[first].begin < s.end && tokens[last].end > s.begin;
}

static bool entity_stands_in(const struct scene *scene, uint32_t entity, struct stretch s)
{
    for (size_t i = 0; i < scene->mentions->mention_count; i++) {
        const struct cp_mention *m = &scene->mentions->mentions[i];
        if (m->entity == entity && overlaps(scene, m->first, m->last, s))
            return true;
    }
    return false;
}

static bool end_stands_in(const struct scene *scene, uint32_t end, bool telling, struct stretch s)
{
    if (!telling)
        return entity_stands_in(scene, end, s);
    const struct telling *t = &scene->tellings.items[end];
    return overlaps(scene, t->first, t->last, s) || overlaps(scene, t->token, t->token, s);
}

static bool draws(const struct scene *scene, const struct relation_rule *rule, const struct marked *marked)
{
    for (size_t i = 0; i < scene->links.count; i++) {
        const struct link *l = &scene->links.items[i];
        if (l->rule != rule->id)
            continue;
        if (!marked)
            return true;
        uint32_t a = rule->swap ? l->to : l->from, b = rule->swap ? l->from : l->to;
        bool forward = end_stands_in(scene, a, false, marked->a) && end_stands_in(scene, b, l->to_telling, marked->b);
        bool either = cp_relation_symmetric(rule->relation) && end_stands_in(scene, b, false, marked->a) &&
                      end_stands_in(scene, a, false, marked->b);
        if (forward || either)
            return true;
    }
    return false;
}

static enum cp_status check(const struct relation_table *table, const struct relation_rule *rule, struct cp_arena *arena,
                            cp_relate_analyse analyse, void *context, struct cp_error *err)
{
    struct marked example = strip_marks(arena, rule->example), counter = strip_marks(arena, rule->counterexample);
    if (!example.a.end || !example.b.end || !counter.text.len)
        return cp_fail_at(err, CP_EFORMAT, table->file, rule->line,
                          "the rule \"%s\" needs an example with [A …] and [B …], and a counterexample", rule->id);
    struct scene *scene = analyse(context, example.text);
    if (scene)
        cp_relate_find_relations(scene, table);
    if (!scene || !draws(scene, rule, &example))
        return cp_fail_at(err, CP_EFORMAT, table->file, rule->line, "the rule \"%s\" does not fit its example: " CP_FMT,
                          rule->id, CP_ARG(rule->example));
    scene = analyse(context, counter.text);
    if (scene)
        cp_relate_find_relations(scene, table);
    if (scene && draws(scene, rule, NULL))
        return cp_fail_at(err, CP_EFORMAT, table->file, rule->line, "the rule \"%s\" fits its counterexample: " CP_FMT,
                          rule->id, CP_ARG(rule->counterexample));
    return CP_OK;
}

enum cp_status cp_relate_check_relations(const struct relation_table *table, cp_relate_analyse analyse, void *context,
                                         struct cp_error *err)
{
    struct cp_arena *arena = cp_arena_new();
    if (!arena)
        return cp_fail(err, CP_ENOMEM, "not enough memory to check %s", table->file);
    enum cp_status status = CP_OK;
    for (size_t i = 0; i < table->count && status == CP_OK; i++) {
        status = check(table, &table->rules[i], arena, analyse, context, err);
        cp_arena_reset(arena);
    }
    cp_arena_free(arena);
    return status;
}
