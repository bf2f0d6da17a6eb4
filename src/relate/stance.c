// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Who supports, opposes or presses whom: the subject of a verb of stance, and what it is about, an act or an
// actor. "Beijing condemned the curbs", "the bill was backed by the White House", "Ottawa urged Washington to …".
#include "structure.h"

struct stance {
    uint32_t set; // of verbs
    enum cp_relation relation;
    const char *rule;
};

static bool is_actor(enum cp_kind kind)
{
    return kind != CP_KIND_TECHNOLOGY && kind != CP_KIND_MEASURE;
}

static const struct cp_mention *actor_at(const struct scene *scene, uint32_t token)
{
    uint32_t at = scene->mentions->at[token];
    const struct cp_mention *m = at == CP_NONE ? NULL : &scene->mentions->mentions[at];
    return m && m->form != CP_MENTION_PLACE && is_actor(scene->mentions->entities[m->entity].kind) ? m : NULL;
}

static uint32_t telling_at(const struct scene *scene, uint32_t token)
{
    size_t low = 0, high = scene->tellings.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (scene->tellings.items[middle].token < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low < scene->tellings.count && scene->tellings.items[low].token == token ? (uint32_t)low : CP_NONE;
}

static uint32_t child_of(const struct scene *scene, uint32_t token, uint64_t deps)
{
    for (uint32_t i = scene->child_first[token]; i < scene->child_first[token + 1]; i++)
        if (deps >> scene->analysis->tokens[scene->children[i]].dep & 1)
            return scene->children[i];
    return CP_NONE;
}

#define DEP(name) (UINT64_C(1) << CP_DEP_##name)

static const struct cp_mention *subject_of(const struct scene *scene, uint32_t verb)
{
    enum { CLIMB = 4 };
    for (unsigned i = 0; i < CLIMB; i++) {
        uint32_t subject = child_of(scene, verb, DEP(NSUBJ));
        if (subject != CP_NONE)
            return actor_at(scene, subject);
        uint32_t agent = child_of(scene, verb, DEP(AGENT));
        if (agent != CP_NONE && (agent = child_of(scene, agent, DEP(POBJ))) != CP_NONE)
            return actor_at(scene, agent);
        uint8_t dep = scene->analysis->tokens[verb].dep;
        if (dep != CP_DEP_XCOMP && dep != CP_DEP_CONJ && dep != CP_DEP_ADVCL)
            return NULL;
        verb = scene->analysis->tokens[verb].head;
    }
    return NULL;
}

static void draw(struct scene *scene, const struct stance *stance, const struct cp_mention *subject, uint32_t verb,
                 uint32_t object, struct factuality fact)
{
    uint32_t telling = telling_at(scene, object);
    const struct cp_mention *actor = actor_at(scene, object);
    bool pressures = stance->relation == CP_RELATION_PRESSURES;
    struct link link = {.relation = stance->relation, .from = subject->entity, .rule = stance->rule};
    if (telling != CP_NONE && !pressures) {
        link.to_telling = true;
        link.to = telling;
    } else if (actor && actor->entity != subject->entity && actor->form != CP_MENTION_ADJECTIVE) {
        link.to = actor->entity;
    } else {
        return;
    }
    uint32_t first = subject->first < verb ? subject->first : verb, last = subject->last > verb ? subject->last : verb;
    link.first = first < object ? first : object;
    link.last = last > object ? last : object;
    link.hypothetical = fact.hypothetical;
    link.confidence = 0.65f * subject->confidence;
    *CP_PUSH(scene->doc, &scene->links) = link;
}

static void judge_verb(struct scene *scene, const struct stance *stance, uint32_t verb)
{
    const struct cp_mention *subject = subject_of(scene, verb);
    struct factuality fact = cp_relate_factuality(scene, verb, CP_MEASURE_OTHER);
    if (!subject || fact.negated)
        return;
    uint32_t object = child_of(scene, verb, DEP(DOBJ) | DEP(NSUBJPASS));
    if (object != CP_NONE) {
        draw(scene, stance, subject, verb, object, fact);
        return;
    }
    uint32_t clause = child_of(scene, verb, DEP(CCOMP)); // "urged Tokyo to …" is often read as a clause with a subject
    if (clause != CP_NONE && (object = child_of(scene, clause, DEP(NSUBJ))) != CP_NONE) {
        draw(scene, stance, subject, verb, object, fact);
        return;
    }
    uint32_t preposition = child_of(scene, verb, DEP(PREP));
    if (preposition != CP_NONE && (object = child_of(scene, preposition, DEP(POBJ))) != CP_NONE)
        draw(scene, stance, subject, verb, object, fact);
}

void cp_relate_find_stances(struct scene *scene)
{
    const struct stance stances[] = {
        {cp_lexicon_set(scene->lexicon, "oppose-verb"), CP_RELATION_OPPOSES, "stance.opposes"},
        {cp_lexicon_set(scene->lexicon, "support-verb"), CP_RELATION_SUPPORTS, "stance.supports"},
        {cp_lexicon_set(scene->lexicon, "press-verb"), CP_RELATION_PRESSURES, "stance.presses"},
    };
    for (uint32_t t = 0; t < scene->analysis->token_count; t++) {
        const struct cp_token *token = &scene->analysis->tokens[t];
        if (token->tag < CP_TAG_VB || token->tag > CP_TAG_VBZ)
            continue;
        for (size_t i = 0; i < sizeof stances / sizeof *stances; i++)
            if (cp_lexicon_in(scene->lexicon, stances[i].set, token->lemma))
                judge_verb(scene, &stances[i], t);
    }
}
