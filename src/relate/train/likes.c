// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate (a program of its own, not part of chokepoint).
#include "likes.h"

#include <string.h>

struct collector {
    struct cp_arena *run;
    const json_t *measures;
    boost_case_vec *cases;
};

// The one measure that a telling tells, or NULL. An act keeps the number of its first telling.
static const char *told_by(const struct collector *c, uint32_t telling)
{
    const json_t *found = json_array_get(c->measures, telling);
    return json_array_size(found) == 1 ? json_string_value(json_array_get(found, 0)) : NULL;
}

static uint32_t choose(void *context, const struct scene *scene, const struct act *acts, const uint32_t *told, uint32_t count,
                       uint32_t telling)
{
    struct collector *c = context;
    const char *measure = told_by(c, telling);
    uint32_t found = CP_NONE;
    for (uint32_t n = 0; measure && n < count; n++) {
        uint32_t act = told[count - 1 - n];
        const char *other = told_by(c, act);
        if (!other)
            continue;
        bool same = strcmp(measure, other) == 0;
        if (same)
            found = count - 1 - n;
        if (!cp_relate_may_be_same(scene, &acts[act], &acts[telling]))
            continue;
        struct boost_case *like = CP_PUSH(c->run, c->cases);
        cp_relate_compare(scene, &acts[act], &acts[telling], n, like->features);
        like->wanted = same;
    }
    return found;
}

void cp_take_likes(struct cp_arena *run, const struct cp_engine *engine, const struct gold *gold, boost_case_vec *cases)
{
    act_vec acts = {0};
    cp_relate_read_parts(engine, gold->scene);
    json_t *told = cp_gold_all_measures(gold); // only now: tellings have been parted
    struct collector collector = {run, told, cases};
    const struct act_chooser chooser = {choose, &collector};
    cp_relate_join_as(gold->scene, &chooser, &acts);
    json_decref(told);
}
