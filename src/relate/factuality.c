// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// How a telling is meant: planned, done or over; possible or alleged; denied.
//
// One walk from the trigger up the tree to its clause and the clauses that embed it. Each word on the way may change
// the verdict: "plan to lift the ban" meets `lift` (over), then `plan` (not yet), and the ban is still in force. So a
// later, higher word works on what the lower ones left: planning undoes an end, a negation undoes an end or denies the
// act. The walk stops where the embedding no longer speaks about the act: at a clause of time or purpose, or at a verb
// of which the trigger is only the subject.
#include "trigger.h"

enum { STEPS_MOST = 14 };

enum word_class {
    PLAN_VERB,
    PLAN_NOUN,
    PLAN_ADJECTIVE,
    PLAN_MODIFIER,
    TALK_VERB,
    END_VERB,
    END_NOUN,
    END_INTRANSITIVE,
    END_MODIFIER,
    ALLEGE_VERB,
    ALLEGE_ADVERB,
    ALLEGE_MODIFIER,
    REFUSE_VERB,
    DONE_VERB,
    DONE_NOUN,
    COME_VERB,
    IF_WORD,
    WITHOUT_WORD,
    REPORT_VERB,
    GOVERNING_PREPOSITION,
    ATTITUDE_VERB,
    SET_VERB,
    REFUSE_PHRASE,
    CLAIM_NOUN,
    DENY_VERB,
    REJECT_VERB,
    WORD_CLASS_COUNT
};
static const char *const set_names[WORD_CLASS_COUNT] = {
    "plan-verb",     "plan-noun",       "plan-adjective",   "plan-modifier", "talk-verb",
    "end-verb",      "end-noun",        "end-intransitive", "end-modifier",  "allege-verb",
    "allege-adverb", "allege-modifier", "refuse-verb",      "done-verb",     "done-noun",
    "come-verb",     "if-word",         "without-word",     "report-verb",   "governing-preposition",
    "attitude-verb", "set-verb",        "refuse-phrase",    "claim-noun",    "deny-verb",
    "reject-verb",
};

struct reading {
    const struct scene *scene;
    uint32_t sets[WORD_CLASS_COUNT];
    enum cp_measure_type type;
    bool planned, ended, alleged, negated, done;
    bool settled; // a clause about it says that it was done: "the pact signed last year"
    bool ending; // a verb that ends it, in a form that does not yet say that it has: "to lift", "lifting"
};

static bool is_in(const struct reading *r, uint32_t token, enum word_class class)
{
    return is_asked(r->scene, token, r->sets[class]);
}

// A verb with the words that belong to it, CP_NONE where there is none: "strike down", "hold off on".
static bool is_phrase(const struct reading *r, uint32_t verb, uint32_t second, uint32_t third, enum word_class class)
{
    struct cp_str phrase = token_at(r->scene, verb)->lemma;
    const uint32_t words[] = {second, third};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i] != CP_NONE)
            phrase = cp_str_format(r->scene->doc, CP_FMT " " CP_FMT, CP_ARG(phrase), CP_ARG(token_at(r->scene, words[i])->lower));
    return cp_lexicon_in(r->scene->lexicon, r->sets[class], phrase);
}

static bool is_phrasal(const struct reading *r, uint32_t verb, enum word_class class)
{
    uint32_t particle = cp_relate_child(r->scene, verb, CP_DEP_PRT);
    return particle != CP_NONE && is_phrase(r, verb, particle, CP_NONE, class);
}

static bool is_word(const struct reading *r, uint32_t token, const char *word)
{
    return cp_str_equal(token_at(r->scene, token)->lower, cp_str_from(word));
}

static void plan(struct reading *r)
{
    if (r->ended || r->ending)
        r->ended = r->ending = false; // an end that is only planned leaves the act in force
    else
        r->planned = true;
}

static void deny(struct reading *r)
{
    if (r->ended || r->ending)
        r->ended = r->ending = false;
    else
        r->negated = !r->negated;
}

// ---------------------------------------------------------------- what stands beside a word

// "proposed tariffs", "no sanctions", "tariffs threatened by": the modifiers of a noun.
static void judge_modifiers(struct reading *r, uint32_t noun)
{
    for (uint32_t i = r->scene->child_first[noun]; i < r->scene->child_first[noun + 1]; i++) {
        uint32_t child = r->scene->children[i];
        enum cp_dep dep = (enum cp_dep)token_at(r->scene, child)->dep;
        bool clause = dep == CP_DEP_ACL || dep == CP_DEP_RELCL;
        uint8_t tag = token_at(r->scene, child)->tag;
        if (clause && (tag == CP_TAG_VBN || tag == CP_TAG_VBD)) {
            if (is_in(r, child, END_INTRANSITIVE))
                r->ended = true;
            else if (is_in(r, child, PLAN_VERB))
                plan(r);
            else if (is_in(r, child, END_VERB))
                r->ended = true;
            else if (is_in(r, child, DONE_VERB))
                r->done = r->settled = true;
        } else if (dep == CP_DEP_AMOD || dep == CP_DEP_COMPOUND || dep == CP_DEP_ADVMOD) {
            if (is_in(r, child, PLAN_MODIFIER))
                plan(r);
            else if (is_in(r, child, END_MODIFIER))
                r->ended = true;
            else if (is_in(r, child, ALLEGE_MODIFIER) || is_in(r, child, ALLEGE_ADVERB))
                r->alleged = true;
        } else if (dep == CP_DEP_DET || dep == CP_DEP_NEG) {
            if (is_word(r, child, "no"))
                deny(r);
            else if (is_word(r, child, "any"))
                plan(r);
        }
    }
}

// "will raise duties if talks fail", "to impose duties unless Tokyo opens up": a threat. What already holds may have
// conditions too ("exports are banned unless a licence is granted").
static bool is_conditional(const struct reading *r, uint32_t verb)
{
    bool ahead = false, condition = false;
    for (uint32_t i = r->scene->child_first[verb]; i < r->scene->child_first[verb + 1]; i++) {
        uint32_t child = r->scene->children[i];
        const struct cp_token *t = token_at(r->scene, child);
        ahead |= t->tag == CP_TAG_TO || is_word(r, child, "will") || is_word(r, child, "'ll");
        if (t->dep != CP_DEP_ADVCL)
            continue;
        uint32_t mark = cp_relate_child(r->scene, child, CP_DEP_MARK);
        condition |= mark != CP_NONE && (is_word(r, mark, "if") || is_word(r, mark, "unless"));
    }
    return ahead && condition;
}

// Modals, negation, adverbs and "if" at a verb.
static void judge_auxiliaries(struct reading *r, uint32_t verb)
{
    static const char *const open[] = {"may", "might", "could", "can", "should", "must", "would", "'d"};
    size_t count = sizeof open / sizeof *open;
    uint32_t above = cp_relate_governor(r->scene, verb);
    if (above != CP_NONE && token_at(r->scene, verb)->dep == CP_DEP_CCOMP && is_in(r, above, REPORT_VERB))
        count -= 2; // "said that it would": "will" in reported speech
    for (uint32_t i = r->scene->child_first[verb]; i < r->scene->child_first[verb + 1]; i++) {
        uint32_t child = r->scene->children[i];
        const struct cp_token *t = token_at(r->scene, child);
        if (t->dep == CP_DEP_NEG) {
            deny(r);
        } else if (t->dep == CP_DEP_AUX && t->tag == CP_TAG_MD) {
            for (size_t m = 0; m < count; m++)
                if (is_word(r, child, open[m]))
                    plan(r);
        } else if (t->dep == CP_DEP_ADVMOD && is_in(r, child, ALLEGE_ADVERB)) {
            r->alleged = true;
        } else if (t->dep == CP_DEP_MARK && (is_in(r, child, IF_WORD) || (is_word(r, child, "until") && (r->ended || r->ending)))) {
            plan(r); // "until Washington lifts the duties"
        }
    }
    if (is_conditional(r, verb))
        plan(r);
}

static bool has_will(const struct reading *r, uint32_t verb)
{
    for (uint32_t i = r->scene->child_first[verb]; i < r->scene->child_first[verb + 1]; i++) {
        uint32_t child = r->scene->children[i];
        if (token_at(r->scene, child)->tag == CP_TAG_MD && (is_word(r, child, "will") || is_word(r, child, "'ll") ||
                                                            is_word(r, child, "shall") || is_word(r, child, "wo")))
            return true;
    }
    return false;
}

// Does the form of the verb say that it is so? "imposes", "has imposed", "is imposing", but not "to impose",
// "imposing".
static bool is_finite(const struct reading *r, uint32_t verb)
{
    const struct cp_token *t = token_at(r->scene, verb);
    bool helped = false;
    for (uint32_t i = r->scene->child_first[verb]; i < r->scene->child_first[verb + 1]; i++) {
        const struct cp_token *child = token_at(r->scene, r->scene->children[i]);
        if (child->tag == CP_TAG_TO || cp_str_equal(child->lower, CP_STR("being")) ||
            cp_str_equal(child->lower, CP_STR("be")))
            return has_will(r, verb);
        helped |= child->dep == CP_DEP_AUX;
    }
    if (t->tag == CP_TAG_VB)
        return has_will(r, verb);
    return t->tag != CP_TAG_VBG || helped;
}

// ---------------------------------------------------------------- the walk

static bool is_object(enum cp_dep dep)
{
    return dep == CP_DEP_DOBJ || dep == CP_DEP_NSUBJPASS || dep == CP_DEP_ATTR || dep == CP_DEP_OPRD ||
           dep == CP_DEP_DATIVE || dep == CP_DEP_ACOMP;
}

// The state that the token names, or whose body or citizen it names; empty if none.
static struct cp_str state_at(const struct scene *scene, uint32_t token)
{
    uint32_t at = token == CP_NONE ? CP_NONE : scene->mentions->covering[token];
    return at == CP_NONE ? (struct cp_str){"", 0} : scene->mentions->entities[scene->mentions->mentions[at].entity].country;
}

static bool is_state(const struct scene *scene, uint32_t token)
{
    uint32_t at = scene->mentions->covering[token];
    return scene->mentions->entities[scene->mentions->mentions[at].entity].kind == CP_KIND_COUNTRY;
}

// The state whose name or adjective stands before the noun.
static struct cp_str owner_of(const struct scene *scene, uint32_t noun)
{
    struct cp_str owner = {"", 0};
    for (uint32_t i = scene->child_first[noun]; i < scene->child_first[noun + 1] && !owner.len; i++) {
        uint32_t child = scene->children[i];
        if (child < noun && (is_name_part(dep_of(scene, child)) || dep_of(scene, child) == CP_DEP_POSS))
            owner = state_at(scene, child);
    }
    return owner;
}

// "Brussels rejected Washington's tariffs", "Beijing rejected the tariffs": what is not one's own can only be refused in words. But
// "Ottawa rejected a ban", "parliament rejected the tax".
static bool is_refused_by_other(const struct reading *r, uint32_t verb, uint32_t object)
{
    if (!is_in(r, verb, REJECT_VERB) || is_verb(r->scene, object))
        return false;
    uint32_t subject = cp_relate_child(r->scene, verb, CP_DEP_NSUBJ), det = cp_relate_child(r->scene, object, CP_DEP_DET);
    struct cp_str by = state_at(r->scene, subject), owner = owner_of(r->scene, object);
    if (!by.len)
        return false;
    bool given = det != CP_NONE && (is_word(r, det, "the") || is_word(r, det, "these") || is_word(r, det, "those"));
    return owner.len ? !cp_str_equal(owner, by) : given && !is_in(r, object, PLAN_NOUN) && is_state(r->scene, subject);
}

// A verb above the act, reached by `dep` from `below`: what it does to the act. False if it says nothing about it.
static bool judge_verb(struct reading *r, uint32_t verb, uint32_t below)
{
    const enum cp_dep dep = dep_of(r->scene, below);
    if (dep == CP_DEP_NSUBJ || dep == CP_DEP_CSUBJ) {
        if (is_in(r, verb, END_INTRANSITIVE)) {
            if (cp_relate_child(r->scene, verb, CP_DEP_XCOMP) != CP_NONE || cp_relate_child(r->scene, verb, CP_DEP_DOBJ) != CP_NONE)
                return false; // "the rules fail to protect", "the deal ended a dispute"
            r->ended = !has_will(r, verb);
        } else if (!is_in(r, verb, COME_VERB)) {
            return false;
        }
        judge_auxiliaries(r, verb);
        return true;
    }
    if (is_object(dep) && (is_in(r, verb, ATTITUDE_VERB) || is_refused_by_other(r, verb, below)))
        return false; // "will not tolerate the ban": there is a ban, whatever is thought of it
    bool clause = dep == CP_DEP_XCOMP || dep == CP_DEP_CCOMP || dep == CP_DEP_PCOMP;
    bool suit = r->type == CP_MEASURE_ENFORCEMENT || r->type == CP_MEASURE_LEGAL_CHALLENGE;
    if (clause && token_at(r->scene, verb)->tag == CP_TAG_VBN && is_in(r, verb, SET_VERB)) {
        plan(r); // "is set to impose"
    } else if ((is_in(r, verb, PLAN_VERB) && !(suit && is_in(r, verb, DONE_VERB))) ||
        (r->type == CP_MEASURE_AGREEMENT && is_in(r, verb, TALK_VERB))) {
        plan(r);
    } else if (is_object(dep) && (is_in(r, verb, END_VERB) || is_phrasal(r, verb, END_VERB))) {
        r->ended = is_finite(r, verb) && !has_will(r, verb);
        r->ending = !r->ended;
    } else if (is_in(r, verb, REFUSE_VERB) && (clause || is_object(dep))) {
        deny(r);
    } else if (is_in(r, verb, ALLEGE_VERB)) {
        r->alleged = true;
    } else if (is_in(r, verb, DONE_VERB) && is_finite(r, verb)) {
        r->done = true;
        r->ended |= r->ending && clause; // "agreed to lift"
    }
    judge_auxiliaries(r, verb);
    return true;
}

// A noun or adjective above the act: "threat of", "plan to", "lifting of", "likely to".
static bool judge_noun(struct reading *r, uint32_t noun)
{
    if (is_in(r, noun, PLAN_NOUN) || is_in(r, noun, PLAN_ADJECTIVE)) {
        plan(r);
    } else if (is_in(r, noun, END_NOUN)) {
        r->ended = true;
    } else if (is_in(r, noun, DONE_NOUN)) {
        r->done = true;
        r->ended |= r->ending; // "the order lifting sanctions"
    } else if (is_in(r, noun, ALLEGE_MODIFIER)) {
        r->alleged = true;
    } else {
        return false;
    }
    judge_modifiers(r, noun);
    return true;
}

// "It signed the text, lifting the ban": a participle beside a clause is as true as the clause.
static void take_participle(struct reading *r, uint32_t token)
{
    uint32_t head = cp_relate_governor(r->scene, token);
    for (uint32_t i = r->scene->child_first[head]; i < r->scene->child_first[head + 1]; i++)
        if (token_at(r->scene, r->scene->children[i])->tag == CP_TAG_MD)
            return; // "lifting the ban may help"
    if (token_at(r->scene, token)->tag == CP_TAG_VBG && cp_relate_child(r->scene, token, CP_DEP_MARK) == CP_NONE)
        r->ended |= r->ending;
}

// "Refrained from", "held off on", "shied away from": the verb of a phrase that says, together with the preposition, that the act was not
// taken; else CP_NONE.
static uint32_t refusing_verb(const struct reading *r, uint32_t preposition)
{
    uint32_t verb = cp_relate_governor(r->scene, preposition), adverb = CP_NONE;
    if (verb != CP_NONE && (dep_of(r->scene, verb) == CP_DEP_ADVMOD || dep_of(r->scene, verb) == CP_DEP_PRT)) {
        adverb = verb;
        verb = cp_relate_governor(r->scene, adverb);
    }
    if (verb == CP_NONE || verb >= preposition || !is_verb(r->scene, verb))
        return CP_NONE;
    if (adverb == CP_NONE && verb + 2 == preposition && cp_relate_governor(r->scene, verb + 1) == verb)
        adverb = verb + 1;
    return is_phrase(r, verb, adverb, preposition, REFUSE_PHRASE) ? verb : CP_NONE;
}

static bool denies_claim(const struct reading *r, uint32_t verb, uint32_t noun)
{
    return noun != CP_NONE && verb != CP_NONE && is_in(r, noun, CLAIM_NOUN) && is_in(r, verb, DENY_VERB);
}

// "Rejected reports that it had banned": what is told in the clause behind the noun, on which or on whose verb it may hang, is not so.
static bool is_denied_claim(const struct reading *r, uint32_t head, enum cp_dep dep)
{
    if (dep == CP_DEP_CCOMP)
        return denies_claim(r, head, cp_relate_child(r->scene, head, CP_DEP_DOBJ));
    return is_object(dep_of(r->scene, head)) && denies_claim(r, cp_relate_governor(r->scene, head), head);
}

// One step up from `token`; CP_NONE ends the walk.
static uint32_t step_up(struct reading *r, uint32_t token)
{
    uint32_t head = cp_relate_governor(r->scene, token);
    if (head == CP_NONE)
        return CP_NONE;
    enum cp_dep dep = (enum cp_dep)token_at(r->scene, token)->dep;
    bool verb = is_verb(r->scene, head) || token_at(r->scene, head)->tag == CP_TAG_MD;
    uint32_t refusing = dep == CP_DEP_PREP ? refusing_verb(r, token) : CP_NONE;
    if (is_denied_claim(r, head, dep)) {
        deny(r);
        return CP_NONE;
    }
    switch (dep) {
    case CP_DEP_COMPOUND:
    case CP_DEP_NMOD:
    case CP_DEP_AMOD:
        return judge_noun(r, head) ? head : CP_NONE; // "tariff plan", but "possible sanctions violations"
    case CP_DEP_APPOS:
        return head;
    case CP_DEP_CONJ:
        if (verb && token_at(r->scene, token)->tag == CP_TAG_VB)
            judge_auxiliaries(r, head); // "could restrict or ban"
        return head;
    case CP_DEP_POBJ:
    case CP_DEP_PCOMP:
        if (is_in(r, head, WITHOUT_WORD))
            deny(r);
        return head;
    case CP_DEP_PREP:
        if (refusing != CP_NONE) {
            deny(r);
            judge_auxiliaries(r, refusing);
            return refusing;
        }
        if (verb)
            return is_in(r, token, GOVERNING_PREPOSITION) && judge_verb(r, head, token) ? head : CP_NONE;
        return judge_noun(r, head) ? head : CP_NONE;
    case CP_DEP_ACL:
    case CP_DEP_RELCL:
        if (!verb && judge_noun(r, head))
            return head;
        take_participle(r, token);
        return CP_NONE;
    case CP_DEP_ADVCL:
        take_participle(r, token);
        return CP_NONE;
    case CP_DEP_PARATAXIS:
    case CP_DEP_ADVMOD:
        return CP_NONE;
    default:
        if (verb)
            return judge_verb(r, head, token) ? head : CP_NONE;
        return judge_noun(r, head) ? head : CP_NONE;
    }
}

static bool in_question(const struct reading *r, uint32_t token)
{
    const struct cp_sentence *sentence = &r->scene->analysis->sentences[token_at(r->scene, token)->sentence];
    return sentence->count && is_word(r, sentence->first + sentence->count - 1, "?");
}

static void judge_itself(struct reading *r, uint32_t token)
{
    if (!is_verb(r->scene, token)) {
        judge_modifiers(r, token);
        return;
    }
    judge_auxiliaries(r, token);
    r->done = is_finite(r, token);
}

static struct reading begin_reading(const struct scene *scene, enum cp_measure_type type)
{
    struct reading r = {.scene = scene, .type = type};
    for (unsigned i = 0; i < WORD_CLASS_COUNT; i++)
        r.sets[i] = cp_lexicon_set(scene->lexicon, set_names[i]);
    return r;
}

static struct factuality verdict(const struct reading *r, uint32_t token)
{
    struct factuality f = {.status = CP_STATUS_NONE, .negated = r->negated || in_question(r, token)};
    bool planned = r->planned && !r->settled; // "hopes for an end of the tariffs imposed last year"
    if (r->ended)
        f.status = CP_STATUS_ENDED;
    else if (planned)
        f.status = CP_STATUS_PLANNED;
    else if (r->done || r->settled)
        f.status = CP_STATUS_ACTIVE;
    f.hypothetical = planned || r->alleged;
    return f;
}

static struct factuality read_token(struct reading *r, uint32_t token)
{
    judge_itself(r, token);
    for (unsigned steps = 0; token != CP_NONE && steps < STEPS_MOST; steps++) {
        uint32_t up = step_up(r, token);
        if (up == CP_NONE)
            break;
        token = up;
    }
    return verdict(r, token);
}

struct factuality cp_relate_factuality(const struct scene *scene, uint32_t token, enum cp_measure_type type)
{
    struct reading r = begin_reading(scene, type);
    return read_token(&r, token);
}

void cp_relate_judge_tellings(struct scene *scene, const struct trigger_table *table)
{
    const struct reading start = begin_reading(scene, CP_MEASURE_OTHER);
    for (size_t i = 0; i < scene->tellings.count; i++) {
        struct telling *telling = &scene->tellings.items[i];
        unsigned flags = table->rows[telling->trigger].flags;
        struct reading r = start;
        r.type = telling->type;
        r.planned = flags & TRIGGER_PLANNED;
        r.ended = flags & TRIGGER_ENDED;
        r.alleged = flags & TRIGGER_ALLEGED;
        struct factuality f = read_token(&r, telling->token);
        telling->status = f.status;
        telling->hypothetical = f.hypothetical;
        telling->negated = f.negated;
    }
}
