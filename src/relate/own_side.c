// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// An official whose own words are quoted on an act of his own side speaks for it: "'These duties protect our farmers,' Commerce
// Secretary Jane Roe said", "Treasury Secretary John Doe said: 'We are sanctioning the bank because …'". The speaker is the subject
// of a verb of speech; what he says stands in quotation marks in that sentence, or in the quotation that it closes. Of the acts told there, the
// first that the speaker's state or one of its bodies imposes is meant, unless the speaker imposes it himself or was found to
// take a side by what he says (relation.c).
#include "identity.h"
#include "meant.h"
#include "trigger.h"

enum { LONGEST_QUOTATION = 6 }; // sentences
static const float SURE = 0.5f;

static bool is_quote(const struct scene *scene, uint32_t token)
{
    struct cp_str text = token_at(scene, token)->lower;
    return cp_str_equal(text, CP_STR("\"")) || cp_str_equal(text, CP_STR("“")) || cp_str_equal(text, CP_STR("”")) ||
           cp_str_equal(text, CP_STR("''")) || cp_str_equal(text, CP_STR("``"));
}

static bool has_quote(const struct scene *scene, uint32_t sentence)
{
    const struct cp_sentence *s = &scene->analysis->sentences[sentence];
    for (uint32_t t = s->first; t < s->first + s->count; t++)
        if (is_quote(scene, t))
            return true;
    return false;
}

// The first sentence of the quotation that ends in this one: the nearest before it that has a quotation mark, if this one has
// as its only mark the closing one.
static uint32_t quotation_begins(const struct scene *scene, uint32_t sentence)
{
    const struct cp_sentence *s = &scene->analysis->sentences[sentence];
    unsigned marks = 0;
    for (uint32_t t = s->first; t < s->first + s->count; t++)
        marks += is_quote(scene, t);
    for (uint32_t back = 1; marks == 1 && back <= LONGEST_QUOTATION && back <= sentence; back++)
        if (has_quote(scene, sentence - back))
            return sentence - back;
    return sentence;
}

// An odd number of quotation marks stands between where the quotation may begin and the token.
static bool is_quoted(const struct scene *scene, uint32_t begin, uint32_t token)
{
    bool inside = false;
    for (uint32_t t = scene->analysis->sentences[begin].first; t < token; t++)
        inside = inside != is_quote(scene, t);
    return inside;
}

static bool is_of_side(const struct scene *scene, uint32_t person, struct cp_str state)
{
    struct cp_str own = cp_relate_state(scene, person);
    if (own.len && cp_str_equal(own, state))
        return true;
    for (size_t i = 0; i < scene->links.count; i++) {
        const struct link *link = &scene->links.items[i];
        if (link->relation != CP_RELATION_HOLDS_POST || link->from != person)
            continue;
        struct cp_str body = cp_relate_state(scene, link->to);
        if (body.len && cp_str_equal(body, state))
            return true;
    }
    return false;
}

static bool is_own_act(const struct scene *scene, const struct act *act, uint32_t person)
{
    bool own = false;
    for (size_t i = 0; i < act->imposers.count; i++) {
        struct cp_str state = cp_relate_state(scene, act->imposers.items[i]);
        if (act->imposers.items[i] == person)
            return false;
        own = own || (state.len && is_of_side(scene, person, state));
    }
    return own;
}

static bool takes_a_side(const struct scene *scene, uint32_t person, uint32_t act)
{
    for (size_t i = 0; i < scene->links.count; i++) {
        const struct link *link = &scene->links.items[i];
        bool stance = link->relation == CP_RELATION_SUPPORTS || link->relation == CP_RELATION_OPPOSES;
        if (stance && !link->from_telling && link->to_telling && link->from == person &&
            scene->tellings.items[link->to].act == act)
            return true;
    }
    return false;
}

static uint32_t first_telling_from(const struct scene *scene, uint32_t sentence)
{
    uint32_t low = 0, high = (uint32_t)scene->tellings.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (scene->tellings.items[middle].sentence < sentence)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void support(struct scene *scene, const struct cp_mention *speaker, uint32_t telling)
{
    const struct telling *t = &scene->tellings.items[telling];
    bool together = t->sentence == token_at(scene, speaker->head)->sentence;
    struct link link = {.relation = CP_RELATION_SUPPORTS, .from = speaker->entity, .to_telling = true, .to = telling};
    link.confidence = SURE * speaker->confidence;
    link.first = together && speaker->first < t->first ? speaker->first : t->first;
    link.last = together && speaker->last > t->last ? speaker->last : t->last;
    link.rule = "for.own-side";
    *CP_PUSH(scene->doc, &scene->links) = link;
}

static void hear(struct scene *scene, const act_vec *acts, const struct cp_mention *speaker)
{
    uint32_t sentence = token_at(scene, speaker->head)->sentence, begin = quotation_begins(scene, sentence);
    for (uint32_t i = first_telling_from(scene, begin); i < scene->tellings.count; i++) {
        const struct telling *t = &scene->tellings.items[i];
        if (t->sentence > sentence)
            return;
        if (t->act == CP_NONE || t->negated || !is_quoted(scene, begin, t->token) ||
            !is_own_act(scene, &acts->items[t->act], speaker->entity))
            continue;
        if (!takes_a_side(scene, speaker->entity, t->act))
            support(scene, speaker, i);
        return;
    }
}

void cp_relate_find_own_sides(struct scene *scene, const act_vec *acts)
{
    uint32_t speech = cp_lexicon_set(scene->lexicon, "speech-verb");
    for (size_t i = 0; i < scene->mentions->mention_count; i++) {
        const struct cp_mention *m = &scene->mentions->mentions[i];
        uint32_t verb = token_at(scene, m->head)->head;
        if (scene->mentions->entities[m->entity].kind == CP_KIND_PERSON && dep_of(scene, m->head) == CP_DEP_NSUBJ &&
            lemma_is_asked(scene, verb, speech))
            hear(scene, acts, m);
    }
}
