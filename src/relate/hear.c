// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Quotations are the stretches between quotation marks; the speaker is the subject of the verb of speech beside them, as in
// Pareti et al., "Automatically Detecting and Attributing Indirect Quotations" (2013); a quotation without such a verb
// continues the one before it in its paragraph. Indirect ones are the clauses that a verb of speech takes.
#include "hear.h"

#include "expand.h"
#include "trigger.h"

#include <string.h>

enum { SHORTEST = 5, REACH_BEFORE = 6, REACH_AFTER = 14 }; // tokens

struct hearing {
    struct scene *scene;
    uint32_t speech_verbs, first_persons; // word sets
    bool *quoted;          // for each token
};

bool cp_relate_is_mark(const struct scene *scene, uint32_t token)
{
    const struct cp_token *t = token_at(scene, token);
    if (t->lower.len > 2)
        return false;
    return cp_str_equal(t->lower, CP_STR("\"")) || cp_str_equal(t->lower, CP_STR("``")) ||
           cp_str_equal(t->lower, CP_STR("''"));
}

static uint32_t block_of(const struct scene *scene, uint32_t token)
{
    return scene->analysis->sentences[token_at(scene, token)->sentence].block;
}

static void keep(struct scene *scene, quotation_vec *found, uint32_t first, uint32_t end)
{
    if (end >= first + SHORTEST)
        *CP_PUSH(scene->doc, found) = (struct quotation){.first = first, .last = end - 1, .block = block_of(scene, first), .speaker = CP_NONE};
}

// A mark that is still open where its block ends is closed by it: the next paragraph opens with a mark of its own.
static quotation_vec find_quotations(struct scene *scene)
{
    quotation_vec found = {0};
    uint32_t open = CP_NONE, count = (uint32_t)scene->analysis->token_count;
    for (uint32_t t = 0; t < count; t++) {
        if (open != CP_NONE && block_of(scene, t) != block_of(scene, open - 1)) {
            keep(scene, &found, open, t);
            open = CP_NONE;
        }
        if (!cp_relate_is_mark(scene, t))
            continue;
        if (open != CP_NONE)
            keep(scene, &found, open, t);
        open = open == CP_NONE && t + 1 < count ? t + 1 : CP_NONE;
    }
    return found;
}

static bool can_speak(const struct scene *scene, uint32_t entity)
{
    enum cp_kind kind = scene->mentions->entities[entity].kind;
    return kind != CP_KIND_TECHNOLOGY && kind != CP_KIND_MEASURE;
}

// "said Trade Minister Ana Silva", "Ana Silva said", where the tree does not show it.
static uint32_t named_beside(const struct hearing *h, uint32_t verb)
{
    const struct scene *scene = h->scene;
    const struct cp_sentence *s = &scene->analysis->sentences[token_at(scene, verb)->sentence];
    uint32_t end = s->first + s->count;
    for (uint32_t t = verb + 1; t < end && t <= verb + REACH_AFTER && !h->quoted[t]; t++) {
        uint32_t at = scene->mentions->at[t];
        if (at != CP_NONE && scene->mentions->entities[scene->mentions->mentions[at].entity].kind == CP_KIND_PERSON)
            return scene->mentions->mentions[at].entity;
    }
    for (uint32_t t = verb; t-- > s->first && t + REACH_BEFORE >= verb && !h->quoted[t];) {
        uint32_t at = scene->mentions->at[t];
        if (at != CP_NONE && can_speak(scene, scene->mentions->mentions[at].entity))
            return scene->mentions->mentions[at].entity;
    }
    return CP_NONE;
}

static uint32_t subject_of(const struct hearing *h, uint32_t verb)
{
    const struct scene *scene = h->scene;
    uint32_t subject = cp_relate_child(scene, verb, CP_DEP_NSUBJ);
    if (subject == CP_NONE || h->quoted[subject])
        return CP_NONE;
    struct parties parties;
    cp_relate_own_entities(scene, subject, PARTY_ANY_KIND, &parties);
    for (unsigned i = 0; i < parties.count; i++)
        if ((parties.items[i].form & PARTY_ACTORS) && can_speak(scene, parties.items[i].entity))
            return parties.items[i].entity;
    return CP_NONE;
}

static uint32_t speaker_in(const struct hearing *h, uint32_t sentence)
{
    const struct cp_sentence *s = &h->scene->analysis->sentences[sentence];
    for (uint32_t t = s->first; s->parsed && t < s->first + s->count; t++) {
        if (h->quoted[t] || !is_verb(h->scene, t) || !lemma_is_asked(h->scene, t, h->speech_verbs))
            continue;
        uint32_t speaker = subject_of(h, t);
        if (speaker == CP_NONE)
            speaker = named_beside(h, t);
        if (speaker != CP_NONE)
            return speaker;
    }
    return CP_NONE;
}

static void find_speakers(const struct hearing *h, quotation_vec *quotations)
{
    const struct scene *scene = h->scene;
    for (size_t i = 0; i < quotations->count; i++) {
        struct quotation *q = &quotations->items[i];
        uint32_t begin = token_at(scene, q->first)->sentence, end = token_at(scene, q->last)->sentence;
        q->speaker = speaker_in(h, end);
        if (q->speaker == CP_NONE && begin != end)
            q->speaker = speaker_in(h, begin);
        if (q->speaker == CP_NONE && i && quotations->items[i - 1].block == q->block)
            q->speaker = quotations->items[i - 1].speaker;
    }
}

// ---------------------------------------------------------------- what is reported

static bool takes_clause(const struct scene *scene, uint32_t token)
{
    enum cp_dep dep = dep_of(scene, token);
    return dep == CP_DEP_CCOMP && is_verb(scene, token_at(scene, token)->head);
}

static struct quotation clause_of(const struct scene *scene, uint32_t head)
{
    const struct cp_sentence *s = &scene->analysis->sentences[token_at(scene, head)->sentence];
    struct quotation q = {.first = head, .last = head, .block = s->block, .speaker = CP_NONE, .reported = true};
    while (q.first > s->first && cp_relate_is_under(scene, q.first - 1, head))
        q.first--;
    while (q.last + 1 < s->first + s->count && cp_relate_is_under(scene, q.last + 1, head))
        q.last++;
    return q;
}

// "The minister said that the ban would stay": the clause, unless a part of it is quoted, which then is heard already.
static void find_reports(const struct hearing *h, quotation_vec *found)
{
    const struct scene *scene = h->scene;
    for (uint32_t t = 0; t < scene->analysis->token_count; t++) {
        if (!takes_clause(scene, t))
            continue;
        uint32_t verb = token_at(scene, t)->head;
        if (h->quoted[t] || h->quoted[verb] || !lemma_is_asked(scene, verb, h->speech_verbs))
            continue;
        struct quotation q = clause_of(scene, t);
        q.speaker = subject_of(h, verb);
        if (q.speaker != CP_NONE)
            *CP_PUSH(scene->doc, found) = q;
    }
}

// Who "we" and "I" are within a quotation.
static void note_speakers(struct hearing *h, const quotation_vec *quotations)
{
    struct scene *scene = h->scene;
    uint32_t *said_by = CP_NEW_ARRAY(scene->doc, scene->analysis->token_count + 1, uint32_t);
    memset(said_by, 0xFF, (scene->analysis->token_count + 1) * sizeof *said_by); // CP_NONE
    for (size_t i = 0; i < quotations->count; i++)
        for (uint32_t t = quotations->items[i].first; t <= quotations->items[i].last; t++)
            if (is_asked(scene, t, h->first_persons))
                said_by[t] = quotations->items[i].speaker;
    scene->said_by = said_by;
}

void cp_relate_hear(struct scene *scene, quotation_vec *quotations)
{
    struct hearing h = {.scene = scene};
    h.speech_verbs = cp_lexicon_set(scene->lexicon, "speech-verb");
    h.first_persons = cp_lexicon_set(scene->lexicon, "first-person");
    h.quoted = CP_NEW_ARRAY(scene->doc, scene->analysis->token_count + 1, bool);
    *quotations = find_quotations(scene);
    for (size_t i = 0; i < quotations->count; i++)
        for (uint32_t t = quotations->items[i].first; t <= quotations->items[i].last; t++)
            h.quoted[t] = true;
    find_speakers(&h, quotations);
    note_speakers(&h, quotations);
    find_reports(&h, quotations);
}
