// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// A rule must draw its edge between the words marked [A …] and [B …] of its example, and none at all in its
// counterexample.
#include "check.h"
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
        bool turned = rule->swap || l->from_telling;
        uint32_t a = turned ? l->to : l->from, b = turned ? l->from : l->to;
        bool act = l->from_telling || l->to_telling;
        bool forward = end_stands_in(scene, a, false, marked->a) && end_stands_in(scene, b, act, marked->b);
        bool either = cp_relation_symmetric(rule->relation) && end_stands_in(scene, b, false, marked->a) &&
                      end_stands_in(scene, a, false, marked->b);
        if (forward || either)
            return true;
    }
    return false;
}

static struct scene *draw_relations(const struct examiner *examiner, struct cp_str text)
{
    struct scene *scene = cp_relate_set_example(examiner, text);
    if (scene)
        cp_relate_find_relations(scene, examiner->engine->relations);
    return scene;
}

enum cp_status cp_relate_check_relation(const struct examiner *examiner, size_t number, struct cp_error *err)
{
    const struct relation_table *table = examiner->engine->relations;
    const struct relation_rule *rule = &table->rules[number];
    struct marked example = strip_marks(examiner->doc, rule->example);
    struct marked counter = strip_marks(examiner->doc, rule->counterexample);
    if (!example.a.end || !example.b.end || !counter.text.len)
        return cp_fail_at(err, CP_EFORMAT, table->file, rule->line,
                          "the rule \"%s\" needs an example with [A …] and [B …], and a counterexample", rule->id);
    const struct scene *scene = draw_relations(examiner, example.text);
    if (!scene || !draws(scene, rule, &example))
        return cp_fail_at(err, CP_EFORMAT, table->file, rule->line, "the rule \"%s\" does not fit its example: " CP_FMT,
                          rule->id, CP_ARG(rule->example));
    scene = draw_relations(examiner, counter.text);
    if (scene && draws(scene, rule, NULL))
        return cp_fail_at(err, CP_EFORMAT, table->file, rule->line, "the rule \"%s\" fits its counterexample: " CP_FMT,
                          rule->id, CP_ARG(rule->counterexample));
    return CP_OK;
}
