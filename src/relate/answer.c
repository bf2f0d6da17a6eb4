// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// What answers what. Said outright: "in response to the tariffs", "retaliated for the ban". Said by the word of the
// act itself ("countermeasures", "retaliatory tariffs"): then it answers the act of the other side that was told last.
#include "expand.h"
#include "identity.h"

enum { LOOK_AROUND = 300 }; // tellings; time must not grow with the square of a document

static void answer(struct scene *scene, uint32_t from, uint32_t to, float confidence, const char *rule)
{
    const struct telling *a = &scene->tellings.items[from], *b = &scene->tellings.items[to];
    if (a->act == CP_NONE || b->act == CP_NONE || a->act == b->act)
        return;
    bool together = a->sentence == b->sentence;
    uint32_t low = together && b->token < a->token ? b->token : a->token;
    uint32_t high = together && b->token > a->token ? b->token : a->token;
    *CP_PUSH(scene->doc, &scene->links) = (struct link){.relation = CP_RELATION_RESPONDS_TO,
                                                        .from_telling = true,
                                                        .to_telling = true,
                                                        .from = from,
                                                        .to = to,
                                                        .hypothetical = a->hypothetical,
                                                        .confidence = confidence,
                                                        .first = together ? low : a->first,
                                                        .last = together ? high : a->last,
                                                        .rule = rule};
}

static bool shares_state(const struct scene *scene, const number_vec *a, const number_vec *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++) {
            struct cp_str x = cp_relate_state(scene, a->items[i]), y = cp_relate_state(scene, b->items[j]);
            if (a->items[i] == b->items[j] || (x.len && cp_str_equal(x, y)))
                return true;
        }
    return false;
}

// Nobody answers himself, nobody strikes back at a deal or a gift, and no answer comes before its question.
static bool could_answer(const struct scene *scene, const act_vec *acts, uint32_t from, uint32_t to)
{
    uint32_t a = scene->tellings.items[from].act, b = scene->tellings.items[to].act;
    if (a == CP_NONE || b == CP_NONE || a == b)
        return false;
    const struct act *act = &acts->items[b], *own = &acts->items[a];
    bool too_late = act->date.year && own->date.year && cp_date_compare(own->date, act->date) < 0 &&
                    (own->date.year < act->date.year || (own->date.month && act->date.month));
    bool harmless = act->type == CP_MEASURE_AGREEMENT || act->type == CP_MEASURE_SUBSIDY;
    return !too_late && !harmless && own->type != CP_MEASURE_AGREEMENT && !shares_state(scene, &act->imposers, &own->imposers);
}

// "in response to B": the act told in the same sentence outside that phrase, nearest before it, answers B.
static void said_outright(struct scene *scene, const act_vec *acts, uint32_t word, uint32_t first)
{
    uint32_t sentence = scene->analysis->tokens[word].sentence, answered = CP_NONE, answering = CP_NONE;
    uint32_t end = first;
    while (end < scene->tellings.count && scene->tellings.items[end].sentence <= sentence)
        end++;
    for (uint32_t i = first; i < end; i++) {
        const struct telling *t = &scene->tellings.items[i];
        if (t->sentence != sentence || t->act == CP_NONE || t->token == word)
            continue;
        if (t->token > word && cp_relate_is_under(scene, t->token, word))
            answered = answered == CP_NONE ? i : answered;
    }
    for (uint32_t i = first; i < end && answered != CP_NONE; i++) {
        const struct telling *t = &scene->tellings.items[i];
        if (t->sentence == sentence && could_answer(scene, acts, i, answered) && !cp_relate_is_under(scene, t->token, word) &&
            (t->token < word || answering == CP_NONE))
            answering = i;
    }
    for (uint32_t i = first; i < end && answering == CP_NONE; i++)
        if (scene->tellings.items[i].token == word && answered != CP_NONE && could_answer(scene, acts, i, answered))
            answering = i;
    if (answered != CP_NONE && answering != CP_NONE)
        answer(scene, answering, answered, 0.8f, "answer.said");
}

// The other side's act that was told last before this telling, else first after it.
static void implied(struct scene *scene, const act_vec *acts, uint32_t telling)
{
    const struct telling *t = &scene->tellings.items[telling];
    if (t->act == CP_NONE)
        return;
    const struct act *own = &acts->items[t->act];
    uint32_t best = CP_NONE, from = telling > LOOK_AROUND ? telling - LOOK_AROUND : 0;
    for (uint32_t i = from; i < scene->tellings.count && i < telling + LOOK_AROUND; i++) {
        const struct telling *other = &scene->tellings.items[i];
        if (other->act == CP_NONE || other->act == t->act)
            continue;
        const struct act *act = &acts->items[other->act];
        if (!could_answer(scene, acts, telling, i) || !act->imposers.count || !own->imposers.count)
            continue;
        bool at_us = shares_state(scene, &act->targets, &own->imposers);
        bool at_them = shares_state(scene, &own->targets, &act->imposers);
        if ((act->targets.count && !at_us) || (own->targets.count && !at_them) || !(at_us || at_them))
            continue;
        if (other->token < t->token || best == CP_NONE)
            best = i;
    }
    if (best != CP_NONE)
        answer(scene, telling, best, 0.6f, "answer.implied");
}

static void mark_answering(const struct scene *scene, bool *answering)
{
    for (size_t i = 0; i < scene->links.count; i++)
        if (scene->links.items[i].relation == CP_RELATION_RESPONDS_TO)
            answering[scene->tellings.items[scene->links.items[i].from].act] = true;
}

void cp_relate_find_answers(struct scene *scene, const act_vec *acts)
{
    const struct cp_analysis *a = scene->analysis;
    bool *answering = CP_NEW_ARRAY(scene->doc, acts->count + 1, bool);
    uint32_t first = 0; // telling of the sentence at hand
    for (uint32_t t = 0; t < a->token_count; t++) {
        while (first < scene->tellings.count && scene->tellings.items[first].sentence < a->tokens[t].sentence)
            first++;
        if (lemma_is_asked(scene, t, scene->answer_words))
            said_outright(scene, acts, t, first);
    }
    mark_answering(scene, answering);
    for (uint32_t i = 0; i < scene->tellings.count; i++) {
        const struct telling *t = &scene->tellings.items[i];
        if (t->answers && t->act != CP_NONE && !answering[t->act])
            implied(scene, acts, i);
    }
}
