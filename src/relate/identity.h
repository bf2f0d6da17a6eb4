// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which tellings are the same act.
//
// Room: relate.
#ifndef CP_RELATE_IDENTITY_H
#define CP_RELATE_IDENTITY_H

#include "act.h"
#include "portrait.h"

typedef CP_VEC(uint32_t) number_vec;

struct act {
    enum cp_measure_type type;
    number_vec tellings;                 // in order of the text
    number_vec imposers, targets, goods; // entities
    float imposed; // how sure the surest of the imposers is
    struct cp_date date;
    struct portrait portrait;
    bool founded; // some telling of it is specific
    bool planned; // all of its tellings speak of what is to come
};

typedef CP_VEC(struct act) act_vec;

static inline const struct telling *telling_of_act(const struct scene *scene, const struct act *act, size_t i)
{
    return &scene->tellings.items[act->tellings.items[i]];
}

// Joins tellings to acts and sets their `act`. Roles must have been found.
void cp_relate_join_tellings(struct scene *scene, act_vec *acts);

// Who says which act told before a telling tells again: its place among `told` (acts, the one told last at the end), or
// CP_NONE. The trainer lets the gold graph say it.
struct act_chooser {
    uint32_t (*choose)(void *context, const struct scene *scene, const struct act *acts, const uint32_t *told, uint32_t count, uint32_t telling);
    void *context;
};
void cp_relate_join_as(struct scene *scene, const struct act_chooser *chooser, act_vec *acts);

// An act of which no telling says who imposes it: the state that imposes most of the document's other acts.
void cp_relate_default_imposers(struct scene *scene, act_vec *acts);

// An act that hits somebody by its nature, and no telling says whom: whom the same state's acts around it hit most.
void cp_relate_default_targets(struct scene *scene, act_vec *acts);

// The act that the document is about, if it is told more than once and more often than others; else CP_NONE.
uint32_t cp_relate_main_act(const act_vec *acts);

// affects, of which only the judge of relations hears: from what sentences say becomes of firms and states, and from who trades with whom
// (harm.c). After answers and parts.
void cp_relate_find_harm(struct scene *scene, const act_vec *acts);

// covers, from sentences behind the act: what the parties to a deal are to do, "These goods include …" (terms.c).
void cp_relate_find_terms(struct scene *scene, const act_vec *acts);

// supplies, from the states whose imports an act restricts (trade.c). After all who impose it were found.
void cp_relate_find_presupposed_trade(struct scene *scene, const act_vec *acts);

// When an act was taken or announced, and how far it has come, of all that the text tells of it (state.c).
struct cp_date cp_relate_date_of(const struct scene *scene, const struct act *act);
enum cp_measure_status cp_relate_status_of(const struct scene *scene, const struct act *act);

// "Today, the ministry …": a release, whose news is of its own day.
bool cp_relate_is_of_today(const struct scene *scene);

// responds_to between acts: links from telling to telling.
void cp_relate_find_answers(struct scene *scene, const act_vec *acts);

// The state that an entity belongs to or is; empty if it is not known.
struct cp_str cp_relate_state(const struct scene *scene, uint32_t entity);

#endif
