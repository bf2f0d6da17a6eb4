// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// What an act covers is often told behind it, in sentences of their own. What a party to a deal is to do under it are the deal's terms:
// "India will buy more gas", "India commits to lower barriers to rice", or a list of "Purchases of …"; the goods in them are what the deal
// is about. And a sentence may go on with the goods of the act told last: "These goods include steel and timber."
#include "identity.h"
#include "meant.h"
#include "same.h"
#include "trigger.h"

static const float TOLD = 0.6f; // confidence
enum { TERMS_BACK = 60, LIST_BACK = 2 }; // sentences between the act and what is told of it

struct reader {
    struct scene *scene;
    const act_vec *acts;
    uint32_t promises, opening, lists, listed, bought; // word sets
    bool *covered;                            // of each mention: some telling covers it already
    uint32_t deal;                            // telling of the deal whose terms were told last, or CP_NONE
};

static void add_goods(const struct reader *r, uint32_t telling, const struct cp_mention *m, const char *rule)
{
    *CP_PUSH(r->scene->doc, &r->scene->links) = (struct link){.relation = CP_RELATION_COVERS,
                                                              .from_telling = true,
                                                              .from = telling,
                                                              .to = m->entity,
                                                              .hypothetical = r->scene->tellings.items[telling].hypothetical,
                                                              .confidence = TOLD,
                                                              .framed = TOLD,
                                                              .first = m->first,
                                                              .last = m->last,
                                                              .rule = rule,
                                                              .form = (uint8_t)m->form,
                                                              .name = m->head + 1};
}

// The deal told last to which the state is a party.
static uint32_t deal_of(const struct reader *r, uint32_t state, uint32_t sentence)
{
    enum { MOST_BACK = 400 }; // tellings
    const struct scene *scene = r->scene;
    const size_t end = cp_relate_first_telling_from(scene, scene->analysis->sentences[sentence].first);
    for (size_t i = end; i-- > 0 && i + MOST_BACK > end && scene->tellings.items[i].sentence + TERMS_BACK >= sentence;) {
        const struct telling *t = &scene->tellings.items[i];
        if (t->act != CP_NONE && r->acts->items[t->act].type == CP_MEASURE_AGREEMENT && cp_relate_holds(&r->acts->items[t->act].imposers, state))
            return (uint32_t)i;
    }
    return CP_NONE;
}

static bool is_to_come(const struct scene *scene, uint32_t verb)
{
    for (uint32_t i = scene->child_first[verb]; i < scene->child_first[verb + 1]; i++) {
        struct cp_str word = token_at(scene, scene->children[i])->lower;
        if (dep_of(scene, scene->children[i]) == CP_DEP_AUX && (cp_str_equal(word, CP_STR("will")) || cp_str_equal(word, CP_STR("shall"))))
            return true;
    }
    return false;
}

// "India will …", "India has agreed to …": the mention is a state that is to do something.
static bool undertakes(const struct reader *r, const struct cp_mention *m)
{
    const struct scene *scene = r->scene;
    uint32_t verb = token_at(scene, m->head)->head;
    return scene->mentions->entities[m->entity].kind == CP_KIND_COUNTRY && dep_of(scene, m->head) == CP_DEP_NSUBJ &&
           (lemma_is_asked(scene, verb, r->promises) || (lemma_is_asked(scene, verb, r->opening) && is_to_come(scene, verb)));
}

// Trade deals are about goods that the world knows; data and money are the business of other acts.
static bool is_traded(const struct scene *scene, const struct cp_mention *m)
{
    const struct cp_name *name = scene->mentions->entities[m->entity].name;
    return scene->mentions->entities[m->entity].kind == CP_KIND_TECHNOLOGY && name && !cp_str_equal(name->note, CP_STR("data")) &&
           !cp_str_equal(name->note, CP_STR("software")) && !cp_str_equal(name->note, CP_STR("finance"));
}

// "Purchases of rice", in a list of terms: bullets and numbers may stand before it.
static bool lists_purchase(const struct reader *r, const struct cp_sentence *s)
{
    enum { MARKS = 3 };
    for (uint32_t t = s->first; t < s->first + s->count && t < s->first + MARKS; t++)
        if (form_is_asked(r->scene, t, r->bought))
            return true;
    return false;
}

// "These goods include …", "They cover …".
static bool goes_on(const struct reader *r, const struct cp_sentence *s)
{
    const struct scene *scene = r->scene;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        bool subject = dep_of(scene, t) == CP_DEP_NSUBJ && lemma_is_asked(scene, token_at(scene, t)->head, r->lists);
        uint32_t before = t > s->first ? t - 1 : t;
        bool pointing = cp_str_equal(token_at(scene, before)->lower, CP_STR("these")) || cp_str_equal(token_at(scene, before)->lower, CP_STR("those")) ||
                        cp_str_equal(token_at(scene, before)->lower, CP_STR("the"));
        bool pronoun = cp_str_equal(token_at(scene, t)->lower, CP_STR("they")) || cp_str_equal(token_at(scene, t)->lower, CP_STR("these"));
        if (subject && (pronoun || (pointing && lemma_is_asked(scene, t, r->listed))))
            return true;
    }
    return false;
}

// Which telling the goods of the sentence belong to, and by what rule; CP_NONE if to none told before it.
static uint32_t telling_behind(struct reader *r, uint32_t number, size_t first, size_t end, const char **rule)
{
    const struct scene *scene = r->scene;
    const struct cp_sentence *s = &scene->analysis->sentences[number];
    if (r->deal != CP_NONE && lists_purchase(r, s)) {
        *rule = "terms.purchase";
        return r->deal;
    }
    if (!s->parsed)
        return CP_NONE;
    for (size_t i = first; i < end; i++)
        if (undertakes(r, &scene->mentions->mentions[i])) {
            uint32_t deal = deal_of(r, scene->mentions->mentions[i].entity, number);
            r->deal = deal == CP_NONE ? r->deal : deal;
            *rule = "terms.promise";
            return deal;
        }
    *rule = "terms.list";
    return goes_on(r, s) ? cp_relate_told_last(scene, cp_relate_first_telling_from(scene, s->first), number, LIST_BACK) : CP_NONE;
}

static void mark_covered(struct reader *r)
{
    const struct scene *scene = r->scene;
    for (size_t i = 0; i < scene->links.count; i++) {
        const struct link *l = &scene->links.items[i];
        uint32_t m = l->relation == CP_RELATION_COVERS && l->name ? scene->mentions->at[l->name - 1] : CP_NONE;
        if (m != CP_NONE)
            r->covered[m] = true;
    }
}

static void read_sentence(struct reader *r, uint32_t number, size_t first, size_t end)
{
    const char *rule;
    uint32_t telling = telling_behind(r, number, first, end, &rule);
    for (size_t i = first; telling != CP_NONE && i < end; i++) {
        const struct cp_mention *m = &r->scene->mentions->mentions[i];
        if (is_traded(r->scene, m) && !r->covered[i])
            add_goods(r, telling, m, rule);
    }
}

void cp_relate_find_terms(struct scene *scene, const act_vec *acts)
{
    const struct cp_mentions *mentions = scene->mentions;
    struct reader r = {.scene = scene, .acts = acts, .deal = CP_NONE};
    if (!acts->count)
        return;
    r.promises = cp_lexicon_set(scene->lexicon, "promise-verb");
    r.opening = cp_lexicon_set(scene->lexicon, "opening-verb");
    r.lists = cp_lexicon_set(scene->lexicon, "list-verb");
    r.listed = cp_lexicon_set(scene->lexicon, "listed-noun");
    r.bought = cp_lexicon_set(scene->lexicon, "purchase-noun");
    r.covered = CP_NEW_ARRAY(scene->doc, mentions->mention_count + 1, bool);
    mark_covered(&r);
    for (size_t i = 0, end; i < mentions->mention_count; i = end) {
        uint32_t sentence = token_at(scene, mentions->mentions[i].head)->sentence;
        for (end = i; end < mentions->mention_count && token_at(scene, mentions->mentions[end].head)->sentence == sentence;)
            end++;
        read_sentence(&r, sentence, i, end);
    }
}
