// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// What a telling says besides its type: the words that name the act, the light verb that carries a noun ("imposed
// tariffs"), and its reach, which is general if nothing near it is named: then it refers to an act told elsewhere.
#include "trigger.h"

enum { LABEL_MOST = 12, CLIMB_MOST = 8 };

// Article, possessive pronoun, quotation mark: not part of a name.
static bool opens_label(const struct scene *scene, uint32_t token)
{
    const struct cp_token *t = token_at(scene, token);
    return t->tag != CP_TAG_DT && t->tag != CP_TAG_PRP_POSS && t->tag != CP_TAG_PDT && t->tag != CP_TAG_POS &&
           t->tag != CP_TAG_IN && t->tag != CP_TAG_CC && t->dep != CP_DEP_PUNCT && t->dep != CP_DEP_CASE;
}

static uint32_t leftmost(const struct scene *scene, uint32_t token, unsigned depth)
{
    uint32_t first = token;
    for (uint32_t i = scene->child_first[token]; depth && i < scene->child_first[token + 1]; i++) {
        uint32_t child = scene->children[i];
        enum cp_dep dep = dep_of(scene, child);
        if (child > token || dep == CP_DEP_PREP || dep == CP_DEP_CC || dep == CP_DEP_PRECONJ || dep == CP_DEP_MARK)
            continue;
        uint32_t left = leftmost(scene, child, depth - 1);
        first = left < first ? left : first;
    }
    return first;
}

// Last token of a phrase without the clauses in it, at most `limit`.
static uint32_t rightmost(const struct scene *scene, uint32_t token, uint32_t limit)
{
    uint32_t last = token;
    for (uint32_t i = scene->child_first[token]; i < scene->child_first[token + 1]; i++) {
        uint32_t child = scene->children[i];
        enum cp_dep dep = dep_of(scene, child);
        if (child <= token || child > limit || dep == CP_DEP_PUNCT || dep == CP_DEP_RELCL || dep == CP_DEP_ACL ||
            dep == CP_DEP_ADVCL || dep == CP_DEP_APPOS || dep == CP_DEP_CC || dep == CP_DEP_CONJ)
            continue;
        uint32_t right = rightmost(scene, child, limit);
        if (right <= limit && right > last)
            last = right;
    }
    return last;
}

static bool is_label_preposition(const struct hunt *hunt, uint32_t token)
{
    return form_is_asked(hunt->scene, token, hunt->table->label_prepositions);
}

// "imposed tariffs on steel", where the parser hung "on" on the verb: the preposition next to the noun is meant.
static bool hangs_beside(const struct hunt *hunt, uint32_t head, uint32_t preposition)
{
    uint32_t up = cp_relate_governor(hunt->scene, preposition);
    return up == head || (up != CP_NONE && up == cp_relate_governor(hunt->scene, head) &&
                          form_is_asked(hunt->scene, preposition, hunt->table->aim_prepositions));
}

// The short phrases behind a noun that say on, against, of what; else the noun.
static uint32_t label_end(const struct hunt *hunt, uint32_t head, uint32_t limit)
{
    const struct scene *scene = hunt->scene;
    uint32_t last = head;
    while (last + 1 < scene->analysis->token_count) {
        uint32_t next = last + 1;
        if (dep_of(scene, next) != CP_DEP_PREP || !is_label_preposition(hunt, next) || !hangs_beside(hunt, head, next))
            break;
        uint32_t object = cp_relate_child(scene, next, CP_DEP_POBJ);
        if (object == CP_NONE || object > limit)
            break;
        last = rightmost(scene, object, limit);
    }
    return last;
}

// The noun that ends the phrase of a trigger which modifies it: "tariff increase".
static uint32_t phrase_head(const struct scene *scene, uint32_t token)
{
    for (unsigned steps = 0; steps < 3 && is_name_part(dep_of(scene, token)); steps++) {
        uint32_t head = cp_relate_governor(scene, token);
        if (head == CP_NONE || head < token || !is_noun(scene, head))
            break;
        token = head;
    }
    return token;
}

static void label_noun(const struct hunt *hunt, struct telling *telling)
{
    const struct scene *scene = hunt->scene;
    uint32_t head = phrase_head(scene, telling->token);
    uint32_t first = leftmost(scene, head, 4);
    if (head - first > LABEL_MOST)
        first = telling->token;
    while (first < telling->token && !opens_label(scene, first))
        first++;
    telling->first = first;
    telling->last = label_end(hunt, head, first + LABEL_MOST - 1 > head ? first + LABEL_MOST - 1 : head);
    if (hunt->ends[telling->token] != CP_NONE) {
        telling->first = hunt->begins[telling->token];
        if (telling->last < hunt->ends[telling->token])
            telling->last = hunt->ends[telling->token];
    }
}

static bool tells_what_to_do(const struct scene *scene, uint32_t verb, uint32_t child)
{
    bool clause = dep_of(scene, child) == CP_DEP_XCOMP ||
                  (dep_of(scene, child) == CP_DEP_PREP && cp_relate_child(scene, child, CP_DEP_PCOMP) != CP_NONE);
    return clause && lemma_is_asked(scene, verb, scene->object_control_verbs);
}

static void label_verb(const struct hunt *hunt, struct telling *telling)
{
    const struct scene *scene = hunt->scene;
    uint32_t verb = telling->token, limit = verb + LABEL_MOST - 1, last = verb;
    for (uint32_t i = scene->child_first[verb]; i < scene->child_first[verb + 1]; i++) {
        uint32_t child = scene->children[i];
        enum cp_dep dep = dep_of(scene, child);
        bool object = dep == CP_DEP_DOBJ || dep == CP_DEP_PRT || dep == CP_DEP_OPRD || dep == CP_DEP_DATIVE;
        bool near = dep == CP_DEP_PREP && child <= last + 1 && last == verb;
        near |= tells_what_to_do(scene, verb, child); // "told banks not to buy", "warned ministries against using"
        if (child > verb && child <= limit && (object || near)) {
            uint32_t right = rightmost(scene, child, limit);
            last = right > last ? right : last;
        }
    }
    telling->first = verb;
    telling->last = last;
    uint32_t noun = cp_relate_governor(scene, verb);
    if (dep_of(scene, verb) == CP_DEP_AMOD && noun != CP_NONE && noun > verb && noun < limit)
        telling->last = noun;
}

static bool is_light(const struct hunt *hunt, uint32_t token)
{
    return is_verb(hunt->scene, token) && (lemma_is_asked(hunt->scene, token, hunt->table->light_verbs) ||
                                           lemma_is_asked(hunt->scene, token, hunt->table->suffer_verbs));
}

// The light verb above a noun: through objects, coordination, prepositions and carriers ("a round of sanctions").
static uint32_t light_verb_above(const struct hunt *hunt, uint32_t token)
{
    const struct scene *scene = hunt->scene;
    for (unsigned steps = 0; steps < CLIMB_MOST; steps++) {
        uint32_t head = cp_relate_governor(scene, token);
        if (head == CP_NONE)
            return CP_NONE;
        enum cp_dep dep = dep_of(scene, token);
        bool object = dep == CP_DEP_DOBJ || dep == CP_DEP_NSUBJPASS || dep == CP_DEP_ATTR || dep == CP_DEP_OPRD ||
                      dep == CP_DEP_DATIVE || dep == CP_DEP_PREP;
        if (object && is_light(hunt, head))
            return head;
        bool passes = is_name_part(dep) || dep == CP_DEP_CONJ || dep == CP_DEP_POBJ || dep == CP_DEP_APPOS;
        if (dep == CP_DEP_PREP)
            passes = lemma_is_asked(scene, head, hunt->table->carrier_nouns);
        if (!passes)
            return CP_NONE;
        token = head;
    }
    return CP_NONE;
}

static uint32_t find_light_verb(const struct hunt *hunt, uint32_t token)
{
    uint32_t above = light_verb_above(hunt, token);
    if (above != CP_NONE)
        return above;
    uint32_t head = phrase_head(hunt->scene, token);
    static const enum cp_dep clauses[] = {CP_DEP_ACL, CP_DEP_RELCL};
    for (size_t i = 0; i < 2; i++) {
        uint32_t verb = cp_relate_child(hunt->scene, head, clauses[i]);
        if (verb != CP_NONE && is_light(hunt, verb))
            return verb; // "tariffs imposed by", "tariffs that it imposed"
    }
    return CP_NONE;
}

// A date names nothing ("the ban ends in June"), unless it is part of the act's own name ("the June ban").
static bool names_something(const struct scene *scene, const struct near_tokens *near, const struct telling *telling)
{
    for (size_t i = 0; i < near->count; i++) {
        uint32_t token = near->items[i];
        const struct cp_token *t = token_at(scene, token);
        bool own = token >= telling->first && token <= telling->last;
        if (token == telling->token || (t->ner == CP_NER_DATE && !own))
            continue;
        if (cp_relate_mention_at(scene, token) || t->tag == CP_TAG_NNP || t->tag == CP_TAG_NNPS || t->tag == CP_TAG_CD)
            return true;
    }
    return false;
}

static bool is_definite(const struct scene *scene, uint32_t token)
{
    uint32_t det = cp_relate_child(scene, phrase_head(scene, token), CP_DEP_DET);
    if (det == CP_NONE)
        return false;
    struct cp_str word = token_at(scene, det)->lower;
    return cp_str_equal(word, CP_STR("the")) || cp_str_equal(word, CP_STR("this")) ||
           cp_str_equal(word, CP_STR("these")) || cp_str_equal(word, CP_STR("that")) ||
           cp_str_equal(word, CP_STR("those")) || cp_str_equal(word, CP_STR("such"));
}

static bool is_nominal_trigger(const struct hunt *hunt, uint32_t token)
{
    return token != CP_NONE && hunt->fits[token] != CP_NONE && hunt->table->rows[hunt->fits[token]].pos != TRIGGER_VERB;
}

// "The controls prohibit exports", "sanctions that block payments": the verb tells what the noun names.
static bool explains_noun(const struct hunt *hunt, uint32_t verb)
{
    const struct scene *scene = hunt->scene;
    uint32_t subject = cp_relate_child(scene, verb, CP_DEP_NSUBJ);
    if (is_nominal_trigger(hunt, subject))
        return true;
    enum cp_dep dep = dep_of(scene, verb);
    uint32_t noun = cp_relate_governor(scene, verb);
    bool relative = dep == CP_DEP_RELCL && subject != CP_NONE && token_at(scene, subject)->tag == CP_TAG_WDT;
    bool participle = dep == CP_DEP_ACL && token_at(scene, verb)->tag == CP_TAG_VBG;
    return (relative || participle) && noun != CP_NONE && hunt->row[noun] != CP_NONE;
}

// "sanctioned banks" refer; "sanctioned Sberbank" tells.
static bool only_describes(const struct hunt *hunt, const struct telling *telling)
{
    uint32_t noun = cp_relate_governor(hunt->scene, telling->token);
    return telling->verbal && dep_of(hunt->scene, telling->token) == CP_DEP_AMOD && noun != CP_NONE &&
           token_at(hunt->scene, noun)->tag != CP_TAG_NNP;
}

// "sanctions violations": only what stands before the trigger belongs to it.
static bool modifies_other_noun(const struct hunt *hunt, const struct telling *telling)
{
    uint32_t head = phrase_head(hunt->scene, telling->token);
    return !telling->verbal && head != telling->token &&
           !lemma_is_asked(hunt->scene, head, hunt->table->carrier_nouns);
}

// "The sanctions hit Rosneft", "the ban covers Huawei": the verb says whom the noun is about.
static bool hits_something_named(const struct hunt *hunt, const struct telling *telling)
{
    const struct scene *scene = hunt->scene;
    struct near_tokens near;
    uint32_t head = phrase_head(scene, telling->token), verb = cp_relate_governor(scene, head);
    if (telling->verbal || verb == CP_NONE || dep_of(scene, head) != CP_DEP_NSUBJ || !lemma_is_asked(scene, verb, scene->aiming_verbs))
        return false;
    cp_relate_near(scene, verb, true, SCOPE_OBJECT, &near);
    return names_something(scene, &near, telling);
}

static enum telling_reach find_reach(const struct hunt *hunt, const struct telling *telling, unsigned flags)
{
    const struct scene *scene = hunt->scene;
    struct near_tokens near;
    if (flags & TRIGGER_WEAK)
        return TELLING_GENERAL;
    if (flags & TRIGGER_SPECIFIC)
        return TELLING_SPECIFIC;
    if (only_describes(hunt, telling) || (telling->verbal && explains_noun(hunt, telling->token)))
        return TELLING_GENERAL;
    enum trigger_scope scope = modifies_other_noun(hunt, telling) ? SCOPE_LEFT : SCOPE_AROUND;
    cp_relate_near(scene, telling->token, telling->verbal, scope, &near);
    if (names_something(scene, &near, telling) || hits_something_named(hunt, telling))
        return TELLING_SPECIFIC;
    if (!telling->verbal && (is_definite(scene, telling->token) || telling->governor == CP_NONE))
        return TELLING_GENERAL;
    uint32_t verb = telling->verbal ? telling->token : telling->governor;
    cp_relate_near(scene, verb, true, SCOPE_SUBJECT, &near);
    return names_something(scene, &near, telling) ? TELLING_SPECIFIC : TELLING_GENERAL;
}

// "retaliatory tariffs": a modifier may say that an act answers another.
static bool says_answer(const struct hunt *hunt, uint32_t token)
{
    const struct scene *scene = hunt->scene;
    for (uint32_t i = scene->child_first[token]; i < scene->child_first[token + 1]; i++)
        if (form_is_asked(scene, scene->children[i], hunt->table->answer_modifiers))
            return true;
    return false;
}

void cp_relate_add_telling(struct hunt *hunt, uint32_t token)
{
    const struct trigger_row *row = &hunt->table->rows[hunt->row[token]];
    struct telling *telling = CP_PUSH(hunt->scene->doc, &hunt->scene->tellings);
    telling->token = token;
    telling->sentence = token_at(hunt->scene, token)->sentence;
    telling->type = row->type;
    telling->verbal = row->pos == TRIGGER_VERB;
    telling->answers = (row->flags & TRIGGER_ANSWERS) || hunt->answers[token] || says_answer(hunt, token);
    telling->trigger = hunt->row[token];
    telling->governor = telling->verbal ? CP_NONE : find_light_verb(hunt, token);
    telling->act = CP_NONE;
    if (telling->verbal)
        label_verb(hunt, telling);
    else
        label_noun(hunt, telling);
    telling->reach = find_reach(hunt, telling, row->flags);
}
