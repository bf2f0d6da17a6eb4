// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Follows a pattern through the tree, step by step, trying each word that a step can reach. Which words a step reaches,
// beyond those that the tree joins directly, is what pattern.h calls the grammar that is the same for all patterns.
#include "expand.h"
#include "pattern_p.h"
#include "trigger.h"

enum { CHAIN_MOST = 8 };

static void reach(struct reached *r, uint32_t token)
{
    for (unsigned i = 0; i < r->count; i++)
        if (r->items[i] == token)
            return;
    if (r->count < REACHED_MOST)
        r->items[r->count++] = token;
}

static bool is_subject(enum cp_dep dep)
{
    return dep == CP_DEP_NSUBJ || dep == CP_DEP_NSUBJPASS;
}

static uint32_t subject_of(const struct scene *scene, uint32_t verb)
{
    uint32_t active = cp_relate_child(scene, verb, CP_DEP_NSUBJ);
    return active != CP_NONE ? active : cp_relate_child(scene, verb, CP_DEP_NSUBJPASS);
}

static bool is_relative(const struct scene *scene, uint32_t token)
{
    uint8_t tag = token_at(scene, token)->tag;
    return tag == CP_TAG_WDT || tag == CP_TAG_WP || word_is(token_at(scene, token), CP_STR("that"));
}

static bool is_passive_clause(const struct scene *scene, uint32_t verb)
{
    if (cp_relate_child(scene, verb, CP_DEP_AUXPASS) != CP_NONE || cp_relate_child(scene, verb, CP_DEP_AGENT) != CP_NONE)
        return true;
    return dep_of(scene, verb) == CP_DEP_ACL && token_at(scene, verb)->tag == CP_TAG_VBN;
}

// ---------------------------------------------------------------- from a noun to its verbs

static bool takes_infinitive(const struct scene *scene, uint32_t noun)
{
    return cp_relate_in_set(scene, noun, PHRASE_PLAN_NOUN) || cp_relate_in_set(scene, noun, PHRASE_CARRIER_NOUN);
}

// "evaded the law by selling", "is committed to supporting", "was barred from selling"; but not "kept it from selling".
static bool keeps_subject(const struct scene *scene, const struct cp_token *prep)
{
    bool of_object = word_is(prep, CP_STR("from")) || word_is(prep, CP_STR("against"));
    return !word_is(prep, CP_STR("without")) && (!of_object || is_passive_clause(scene, prep->head));
}

// "sanctioned the bank for moving money", "accused it of selling", "kept it from selling": where the object is somebody, it
// is the object that moved and sold, not who sanctioned and accused (object control).
static bool is_of_object(const struct scene *scene, const struct cp_token *prep, uint32_t verb)
{
    if (!word_is(prep, CP_STR("for")) && !word_is(prep, CP_STR("of")) && !word_is(prep, CP_STR("over")) &&
        !word_is(prep, CP_STR("with")) && !word_is(prep, CP_STR("from")))
        return false;
    uint32_t object = cp_relate_child(scene, verb, CP_DEP_DOBJ);
    uint32_t at = object == CP_NONE ? CP_NONE : scene->mentions->at[object];
    return at != CP_NONE && scene->mentions->entities[scene->mentions->mentions[at].entity].kind != CP_KIND_TECHNOLOGY;
}

// The verb that hangs on a child of a verb and shares its subject, or CP_NONE.
static uint32_t sharing_verb(const struct scene *scene, uint32_t child)
{
    enum cp_dep dep = dep_of(scene, child);
    uint32_t verb = CP_NONE;
    if (dep == CP_DEP_XCOMP || dep == CP_DEP_CONJ || (dep == CP_DEP_ADVCL && token_at(scene, child)->tag == CP_TAG_VBG))
        verb = child;
    else if (dep == CP_DEP_PREP && keeps_subject(scene, token_at(scene, child)) &&
             !is_of_object(scene, token_at(scene, child), token_at(scene, child)->head))
        verb = cp_relate_child(scene, child, CP_DEP_PCOMP);
    else if (dep == CP_DEP_DOBJ && (takes_infinitive(scene, child) || cp_relate_in_set(scene, child, PHRASE_PAINS_NOUN)))
        verb = cp_relate_child(scene, child, CP_DEP_ACL); // "made plans to join", "has a hard time selling"
    bool shares = verb != CP_NONE && is_verb(scene, verb) && subject_of(scene, verb) == CP_NONE;
    return shares ? verb : CP_NONE;
}

// All verbs that take their subject from this one.
static void reach_chain(const struct scene *scene, uint32_t verb, struct reached *r, unsigned depth)
{
    reach(r, verb);
    for (uint32_t i = scene->child_first[verb]; depth < CHAIN_MOST && i < scene->child_first[verb + 1]; i++) {
        uint32_t next = sharing_verb(scene, scene->children[i]);
        if (next != CP_NONE)
            reach_chain(scene, next, r, depth + 1);
    }
}

static bool fits_voice(const struct scene *scene, uint32_t verb, bool passive)
{
    return is_passive_clause(scene, verb) == passive;
}

// Clauses that hang on the noun itself.
static void reach_clauses(const struct scene *scene, uint32_t noun, bool passive, struct reached *r)
{
    for (uint32_t i = scene->child_first[noun]; i < scene->child_first[noun + 1]; i++) {
        uint32_t child = scene->children[i];
        enum cp_dep dep = dep_of(scene, child);
        uint32_t subject = dep == CP_DEP_RELCL ? subject_of(scene, child) : CP_NONE;
        bool relative = subject != CP_NONE && is_relative(scene, subject);
        bool participle = dep == CP_DEP_ACL && is_verb(scene, child) && token_at(scene, child)->tag != CP_TAG_VB;
        if ((relative || participle) && fits_voice(scene, child, passive))
            reach_chain(scene, child, r, 0);
    }
}

// What the object of a verb is blamed for, or kept from. The preposition may hang on the verb or on the object.
static void reach_blame(const struct scene *scene, uint32_t noun, struct reached *chain)
{
    const uint32_t holders[] = {token_at(scene, noun)->head, noun};
    for (unsigned h = 0; h < 2; h++) {
        for (uint32_t i = scene->child_first[holders[h]]; i < scene->child_first[holders[h] + 1]; i++) {
            uint32_t prep = scene->children[i];
            if (dep_of(scene, prep) != CP_DEP_PREP || !is_of_object(scene, token_at(scene, prep), holders[0]))
                continue;
            uint32_t verb = cp_relate_child(scene, prep, CP_DEP_PCOMP);
            if (verb != CP_NONE && is_verb(scene, verb) && subject_of(scene, verb) == CP_NONE)
                reach_chain(scene, verb, chain, 0);
        }
    }
}

static void reach_verbs_of_subject(const struct scene *scene, uint32_t noun, bool passive, struct reached *r)
{
    uint32_t head = token_at(scene, noun)->head;
    struct reached chain = {0};
    if (is_subject(dep_of(scene, noun)))
        reach_chain(scene, head, &chain, 0);
    if (dep_of(scene, noun) == CP_DEP_DOBJ)
        reach_blame(scene, noun, &chain);
    if (dep_of(scene, noun) == CP_DEP_POSS && takes_infinitive(scene, head)) { // "its plan to sell"
        uint32_t verb = cp_relate_child(scene, head, CP_DEP_ACL);
        if (verb != CP_NONE && is_verb(scene, verb) && subject_of(scene, verb) == CP_NONE)
            reach_chain(scene, verb, &chain, 0);
    }
    for (unsigned i = 0; i < chain.count; i++)
        if (fits_voice(scene, chain.items[i], passive))
            reach(r, chain.items[i]);
    reach_clauses(scene, noun, passive, r);
}

static void reach_verbs_of_object(const struct scene *scene, uint32_t noun, struct reached *r)
{
    if (dep_of(scene, noun) == CP_DEP_DOBJ)
        reach(r, token_at(scene, noun)->head);
    reach_verbs_of_subject(scene, noun, true, r);
    for (uint32_t i = scene->child_first[noun]; i < scene->child_first[noun + 1]; i++) {
        uint32_t child = scene->children[i];
        uint32_t subject = dep_of(scene, child) == CP_DEP_RELCL ? subject_of(scene, child) : CP_NONE;
        if (subject != CP_NONE && !is_relative(scene, subject) && cp_relate_child(scene, child, CP_DEP_PREP) == CP_NONE)
            reach(r, child);
    }
}

// ---------------------------------------------------------------- from a verb to its nouns

static void reach_agent(const struct scene *scene, uint32_t verb, struct reached *r)
{
    uint32_t by = cp_relate_child(scene, verb, CP_DEP_AGENT);
    uint32_t agent = by == CP_NONE ? CP_NONE : cp_relate_child(scene, by, CP_DEP_POBJ);
    if (agent != CP_NONE)
        reach(r, agent);
}

// The subject, its own or shared; of a relative clause or participle the noun that it hangs on.
static uint32_t shared_subject(const struct scene *scene, uint32_t verb)
{
    for (unsigned i = 0; i < CHAIN_MOST; i++) {
        uint32_t subject = subject_of(scene, verb), head = token_at(scene, verb)->head;
        enum cp_dep dep = dep_of(scene, verb);
        if (subject != CP_NONE && !(dep == CP_DEP_RELCL && is_relative(scene, subject)))
            return subject;
        if (dep == CP_DEP_RELCL || (dep == CP_DEP_ACL && token_at(scene, verb)->tag != CP_TAG_VB))
            return head;
        bool shares = dep == CP_DEP_XCOMP || dep == CP_DEP_CONJ || dep == CP_DEP_ADVCL;
        if (!shares || !is_verb(scene, head))
            return CP_NONE;
        verb = head;
    }
    return CP_NONE;
}

static void reach_subject(const struct scene *scene, uint32_t verb, bool passive, struct reached *r)
{
    if (fits_voice(scene, verb, passive)) {
        uint32_t subject = shared_subject(scene, verb);
        if (subject != CP_NONE)
            reach(r, subject);
    } else if (!passive) {
        reach_agent(scene, verb, r);
    }
}

static void reach_object(const struct scene *scene, uint32_t verb, struct reached *r)
{
    uint32_t object = cp_relate_child(scene, verb, CP_DEP_DOBJ);
    if (object != CP_NONE)
        reach(r, object);
    else if (is_passive_clause(scene, verb))
        reach_subject(scene, verb, true, r);
}

// ---------------------------------------------------------------- prepositions
//
// Whether "to" in "ships oil to Japan" or "exports of oil to Japan" hangs on the first word or on the oil is a matter on which
// even readers differ, so both are tried.

static bool is_of(const struct scene *scene, uint32_t prep)
{
    return word_is(token_at(scene, prep), CP_STR("of"));
}

static void reach_prepositions(const struct scene *scene, uint32_t token, uint64_t deps, bool with_of, struct reached *r,
                               unsigned depth)
{
    for (uint32_t i = scene->child_first[token]; i < scene->child_first[token + 1]; i++) {
        uint32_t child = scene->children[i];
        enum cp_dep dep = dep_of(scene, child);
        if ((deps & DEP_BIT(dep)) && (with_of || !is_of(scene, child)))
            reach(r, child);
        uint32_t inner = CP_NONE;
        if (dep == CP_DEP_DOBJ)
            inner = child;
        else if (dep == CP_DEP_AGENT || (dep == CP_DEP_PREP && is_of(scene, child)))
            inner = cp_relate_child(scene, child, CP_DEP_POBJ); // "made by A in Mexico", "exports of oil to Japan"
        else if (dep == CP_DEP_CONJ && depth && is_noun(scene, child))
            inner = child; // "exports of wheat and corn to Japan": it may hang on the last of them
        else if (dep == CP_DEP_PREP && (deps & DEP_BIT(CP_DEP_PREP)))
            inner = child; // "from Chile to Japan": the second may hang on the first
        if (inner != CP_NONE && depth < 3)
            reach_prepositions(scene, inner, deps, false, r, depth + 1);
    }
}

// "struck a deal with A", "dependence on gas from A": the second preposition may hang on what governs the noun.
static void reach_prepositions_beside(const struct scene *scene, uint32_t noun, uint64_t deps, struct reached *r)
{
    uint32_t head = token_at(scene, noun)->head;
    if (dep_of(scene, noun) == CP_DEP_POBJ && dep_of(scene, head) == CP_DEP_PREP)
        head = token_at(scene, head)->head;
    else if (dep_of(scene, noun) != CP_DEP_DOBJ)
        return;
    for (uint32_t i = scene->child_first[head]; i < scene->child_first[head + 1]; i++) {
        uint32_t prep = scene->children[i];
        if (prep > noun && (deps & DEP_BIT(dep_of(scene, prep))) && !is_of(scene, prep))
            reach(r, prep);
    }
}

static bool is_object(const struct scene *scene, uint32_t token)
{
    enum cp_dep dep = dep_of(scene, token);
    bool noun = (dep == CP_DEP_DOBJ || dep == CP_DEP_ATTR) && is_noun(scene, token);
    return (noun || dep == CP_DEP_ACOMP) && is_verb(scene, token_at(scene, token)->head); // ACOMP: "would be painful for A"
}

// "met with criticism from A": the other way, from what stands behind an object to the object.
static void reach_object_before(const struct scene *scene, uint32_t prep, struct reached *r)
{
    uint32_t verb = token_at(scene, prep)->head;
    for (uint32_t i = scene->child_first[verb]; i < scene->child_first[verb + 1] && scene->children[i] < prep; i++)
        if (scene->children[i] > verb && is_object(scene, scene->children[i]))
            reach(r, scene->children[i]);
}

static void reach_governors(const struct scene *scene, uint32_t prep, struct reached *r)
{
    uint32_t head = token_at(scene, prep)->head;
    reach(r, head);
    if (dep_of(scene, prep) != CP_DEP_PREP)
        return;
    if (is_verb(scene, head) && !is_of(scene, prep))
        reach_object_before(scene, prep, r);
    for (unsigned i = 0; i < 3 && !is_of(scene, prep) && is_noun(scene, head); i++) {
        uint32_t above = token_at(scene, head)->head;
        if (dep_of(scene, head) == CP_DEP_DOBJ)
            reach(r, above);
        if (dep_of(scene, head) != CP_DEP_POBJ || !is_of(scene, above))
            return;
        head = token_at(scene, above)->head;
        reach(r, head);
    }
}

// ---------------------------------------------------------------- following

// "one of the makers", "dozens of firms": the noun behind "of", or CP_NONE.
static uint32_t measured_noun(const struct scene *scene, uint32_t quantity)
{
    uint8_t tag = token_at(scene, quantity)->tag;
    if (tag != CP_TAG_CD && tag != CP_TAG_DT && !cp_relate_in_set(scene, quantity, PHRASE_QUANTITY_NOUN))
        return CP_NONE;
    uint32_t of = cp_relate_child(scene, quantity, CP_DEP_PREP);
    return of != CP_NONE && is_of(scene, of) ? cp_relate_child(scene, of, CP_DEP_POBJ) : CP_NONE;
}

// The other way: "one", from "makers".
static uint32_t quantity_of(const struct scene *scene, uint32_t noun)
{
    uint32_t of = token_at(scene, noun)->head, above = token_at(scene, of)->head;
    bool measured = dep_of(scene, noun) == CP_DEP_POBJ && is_of(scene, of) && above != of;
    return measured && measured_noun(scene, above) == noun ? above : CP_NONE;
}

static void reach_plainly(const struct scene *scene, const struct pattern_step *step, uint32_t token, struct reached *r)
{
    bool active = step->deps & DEP_BIT(CP_DEP_NSUBJ), passive = step->deps & DEP_BIT(CP_DEP_NSUBJPASS);
    bool object = step->deps & DEP_BIT(CP_DEP_DOBJ);
    if (step->up) {
        if (token_at(scene, token)->head != token && (step->deps & DEP_BIT(dep_of(scene, token))))
            reach_governors(scene, token, r);
        if (active)
            reach_verbs_of_subject(scene, token, false, r);
        if (passive)
            reach_verbs_of_subject(scene, token, true, r);
        if (object)
            reach_verbs_of_object(scene, token, r);
        return;
    }
    if (is_verb(scene, token)) {
        if (active)
            reach_subject(scene, token, false, r);
        if (passive)
            reach_subject(scene, token, true, r);
        if (object)
            reach_object(scene, token, r);
    }
    if (step->deps & DEP_BIT(CP_DEP_PREP)) {
        uint64_t deps = step->deps & (DEP_BIT(CP_DEP_PREP) | DEP_BIT(CP_DEP_DATIVE));
        reach_prepositions(scene, token, deps, true, r, 0);
        if (is_noun(scene, token))
            reach_prepositions_beside(scene, token, deps, r);
    }
    for (uint32_t i = scene->child_first[token]; i < scene->child_first[token + 1]; i++) {
        uint32_t child = scene->children[i];
        bool subject = is_subject(dep_of(scene, child));
        if ((step->deps & DEP_BIT(dep_of(scene, child))) && !(subject && is_relative(scene, child)))
            reach(r, child);
    }
}

void cp_relate_take_step(const struct scene *scene, const struct pattern_step *step, uint32_t start, struct reached *reached)
{
    reached->count = 0;
    if (step->stay) {
        reach(reached, start);
        return;
    }
    reach_plainly(scene, step, start, reached);
    uint32_t quantity = step->up ? quantity_of(scene, start) : CP_NONE;
    if (quantity != CP_NONE)
        reach_plainly(scene, step, quantity, reached);
    for (unsigned i = 0, n = reached->count; !step->up && i < n; i++) {
        uint32_t noun = measured_noun(scene, reached->items[i]);
        if (noun != CP_NONE)
            reach(reached, noun);
    }
}

bool cp_relate_reach_alike(const struct pattern_step *a, const struct pattern_step *b)
{
    return a->deps == b->deps && a->up == b->up && a->stay == b->stay;
}

static bool check_fits(const struct scene *scene, const struct pattern_check *check, uint32_t token)
{
    for (uint32_t i = scene->child_first[token]; i < scene->child_first[token + 1]; i++) {
        uint32_t child = scene->children[i];
        if ((check->deps & DEP_BIT(dep_of(scene, child))) &&
            cp_relate_word_fits(scene, &check->word, child))
            return check->wanted;
    }
    return !check->wanted;
}

static bool step_fits(const struct scene *scene, const struct pattern_step *step, uint32_t token)
{
    if (!cp_relate_word_fits(scene, &step->word, token))
        return false;
    for (unsigned i = 0; i < step->check_count; i++)
        if (!check_fits(scene, &step->checks[i], token))
            return false;
    return true;
}

static void follow(const struct scene *scene, const struct pattern *pattern, unsigned step, struct way way, const struct reached *reached,
                   struct ways *ways)
{
    for (unsigned i = 0; i < reached->count; i++) {
        uint32_t token = reached->items[i];
        if (!step_fits(scene, &pattern->steps[step], token))
            continue;
        struct way next = {token, way.verb, token < way.first ? token : way.first, token > way.last ? token : way.last};
        if (next.verb == CP_NONE && is_verb(scene, token))
            next.verb = token;
        if (step + 1 < pattern->count) {
            struct reached further;
            cp_relate_take_step(scene, &pattern->steps[step + 1], token, &further);
            follow(scene, pattern, step + 1, next, &further, ways);
        } else if (ways->count < WAYS_MOST) {
            ways->items[ways->count++] = next;
        }
    }
}

void cp_relate_follow_from(const struct scene *scene, const struct pattern *pattern, uint32_t start, const struct reached *first, struct ways *ways)
{
    ways->count = 0;
    follow(scene, pattern, 0, (struct way){start, CP_NONE, start, start}, first, ways);
}

void cp_relate_follow(const struct scene *scene, const struct pattern *pattern, uint32_t start, struct ways *ways)
{
    struct reached first;
    cp_relate_take_step(scene, &pattern->steps[0], start, &first);
    cp_relate_follow_from(scene, pattern, start, &first, ways);
}
