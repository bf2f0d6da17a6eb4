// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Small repairs of trees, for the readings that matter here and that a greedy parser gets wrong most: "the bank was
// designated today" with the participle as a mere complement of "was" becomes a passive; so does a headline's "Bank barred
// from bond market"; of two objects one is whom something is given to, or what it is called; a relative clause goes to the
// act that it tells of. And where the treebanks have two analyses of one construction, one is chosen, so that rules need to
// know but one.
#include "repair.h"

#include "meant.h"
#include "trigger.h"

static bool is_complement(uint8_t dep)
{
    return dep == CP_DEP_ACOMP || dep == CP_DEP_ATTR || dep == CP_DEP_OPRD;
}

static void make_passive(struct cp_analysis *a, uint32_t participle)
{
    struct cp_token *p = &a->tokens[participle];
    uint32_t be = p->head;
    const struct cp_sentence *s = &a->sentences[p->sentence];
    take_place(a, participle, be);
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        if (a->tokens[t].head != be || t == participle || t == be)
            continue;
        a->tokens[t].head = participle;
        if (a->tokens[t].dep == CP_DEP_NSUBJ)
            a->tokens[t].dep = CP_DEP_NSUBJPASS;
    }
    a->tokens[be].head = participle;
    a->tokens[be].dep = CP_DEP_AUXPASS;
}

// ---------------------------------------------------------------- examples

bool cp_relate_brings_examples(const struct cp_analysis *a, uint32_t t)
{
    const struct cp_token *token = &a->tokens[t];
    if (cp_str_equal(token->lower, CP_STR("as")))
        return t > 0 && cp_str_equal(a->tokens[t - 1].lower, CP_STR("such"));
    return cp_str_equal(token->lower, CP_STR("including")) || cp_str_equal(token->lower, CP_STR("like"));
}

// The noun of which examples follow: "goods such as", "goods, including", and past a name that says where they are from
// ("goods from Japan, including").
static uint32_t noun_before(const struct cp_analysis *a, uint32_t t)
{
    enum { REACH = 6 };
    uint32_t first = a->sentences[a->tokens[t].sentence].first, last = t;
    bool such = cp_str_equal(a->tokens[t].lower, CP_STR("as"));
    last -= such;
    while (last > first && is_comma(&a->tokens[last - 1]))
        last--;
    if (last == first || !is_thing(&a->tokens[last - 1]))
        return CP_NONE;
    last--;
    for (uint32_t k = last, steps = 0; !such && steps < REACH && k >= first; k--, steps++) {
        if (a->tokens[k].tag == CP_TAG_NNS)
            return k;
        bool passes = is_thing(&a->tokens[k]) || a->tokens[k].tag == CP_TAG_DT || a->tokens[k].tag == CP_TAG_IN;
        if (!passes || k == first)
            break;
    }
    return last;
}

static void hang_examples(struct cp_analysis *a, uint32_t t)
{
    struct cp_token *token = &a->tokens[t];
    if (token->dep != CP_DEP_PREP || cp_str_equal(token->lower, CP_STR("like")) || !cp_relate_brings_examples(a, t))
        return;
    uint32_t noun = noun_before(a, t);
    if (noun != CP_NONE && !hangs_on(a, noun, t))
        token->head = noun;
}

// ---------------------------------------------------------------- readings

// "was blacklisted", "the blacklisted Sberbank": what the tagger took for an adjective may be a participle.
static void make_participle(struct cp_analysis *a, uint32_t t)
{
    struct cp_token *token = &a->tokens[t];
    if (token->tag != CP_TAG_JJ || token->capital || !cp_str_ends(token->lower, CP_STR("ed")))
        return;
    token->tag = CP_TAG_VBN;
    token->lemma = cp_glossary_lemma(a->glossary, token->entry, CP_TAG_VBN);
}

// Nothing but dependents of the two between them, and no list.
static bool are_neighbours(const struct cp_analysis *a, uint32_t first, uint32_t second)
{
    for (uint32_t t = first + 1; t < second; t++)
        if (a->tokens[t].head < first || a->tokens[t].head > second || a->tokens[t].dep == CP_DEP_CC ||
            a->tokens[t].tag == CP_TAG_COMMA)
            return false;
    return true;
}

// "granted Chevron a waiver", "called the tariffs a success": a verb has but one direct object; the parser labels the first
// noun before it sees the second.
static void tell_objects_apart(struct cp_analysis *a, const struct cp_sentence *s, const struct cp_lexicon *lexicon,
                               uint32_t call_verbs)
{
    uint32_t last = CP_NONE;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        if (a->tokens[t].dep != CP_DEP_DOBJ || a->tokens[t].head >= t)
            continue;
        const uint32_t verb = a->tokens[t].head;
        if (last != CP_NONE && a->tokens[last].head == verb && are_neighbours(a, last, t)) {
            if (cp_lexicon_in(lexicon, call_verbs, a->tokens[verb].lemma))
                a->tokens[t].dep = CP_DEP_OPRD;
            else
                a->tokens[last].dep = CP_DEP_DATIVE;
        }
        last = t;
    }
}

// "called the move coercion": the noun right behind the article is what is called something, not a part of the name that it is called.
static void tell_called_from_name(struct cp_analysis *a, uint32_t name, const struct cp_lexicon *lexicon, uint32_t call_verbs, uint32_t acts)
{
    const uint32_t verb = a->tokens[name].head;
    if (a->tokens[name].dep != CP_DEP_DOBJ || verb + 3 != name || a->tokens[name - 1].head != name || a->tokens[name - 1].tag != CP_TAG_NN ||
        a->tokens[name - 2].tag != CP_TAG_DT || a->tokens[name].tag != CP_TAG_NN || !cp_lexicon_in(lexicon, call_verbs, a->tokens[verb].lemma) ||
        !cp_lexicon_in(lexicon, acts, a->tokens[name - 1].lemma))
        return;
    a->tokens[name].dep = CP_DEP_OPRD;
    a->tokens[name - 1].head = verb;
    a->tokens[name - 1].dep = CP_DEP_DOBJ;
    a->tokens[name - 2].head = name - 1;
}

// "wants Tokyo to lift the ban": what is wanted is the whole clause, and the noun is its subject.
static void give_subject(struct cp_analysis *a, uint32_t clause)
{
    struct cp_token *verb = &a->tokens[clause];
    for (uint32_t t = clause - 1; t > verb->head; t--)
        if (a->tokens[t].head == verb->head && a->tokens[t].dep == CP_DEP_DOBJ) {
            a->tokens[t].dep = CP_DEP_NSUBJ;
            a->tokens[t].head = clause;
            verb->dep = CP_DEP_CCOMP;
            return;
        }
}

// "imposed by Washington on steel", "investment by Samsung in Vietnam": names have no phrases of their own behind a "by".
static void lift_from_agent(struct cp_analysis *a, uint32_t preposition)
{
    const struct cp_token *name = &a->tokens[a->tokens[preposition].head], *by = &a->tokens[name->head];
    if (name->tag == CP_TAG_NNP && name->dep == CP_DEP_POBJ && cp_str_equal(by->lower, CP_STR("by")) &&
        !cp_str_equal(a->tokens[preposition].lower, CP_STR("of")))
        a->tokens[preposition].head = by->head;
}

// "prohibited the takeover of a mine by Zijin": what a verb in the active does, it does not do by somebody else; the noun has the doer.
static void lower_to_object(struct cp_analysis *a, uint32_t preposition)
{
    static const enum cp_dep passive[] = {CP_DEP_AUXPASS, CP_DEP_NSUBJPASS};
    const uint32_t verb = a->tokens[preposition].head, name = child_in(a, preposition, CP_DEP_POBJ), object = child_in(a, verb, CP_DEP_DOBJ);
    if (!cp_str_equal(a->tokens[preposition].lower, CP_STR("by")) || a->tokens[verb].tag < CP_TAG_VB || a->tokens[verb].tag > CP_TAG_VBZ ||
        a->tokens[verb].dep == CP_DEP_ACL || object == CP_NONE || object < verb || object > preposition || name == CP_NONE ||
        a->tokens[object].tag == CP_TAG_NNP || (a->tokens[name].tag != CP_TAG_NNP && a->tokens[name].tag != CP_TAG_NNPS) ||
        a->tokens[name].ner == CP_NER_DATE || has_any(a, verb, passive, sizeof passive / sizeof *passive) || child_in(a, verb, CP_DEP_NSUBJ) == CP_NONE)
        return;
    a->tokens[preposition].head = object;
    a->tokens[preposition].dep = CP_DEP_PREP;
}

// "the takeover of a rival by Huawei": whoever does it stands by the noun of doing, not by what it is done to.
static void lift_from_thing(struct cp_analysis *a, uint32_t preposition)
{
    const uint32_t thing = a->tokens[preposition].head, of = a->tokens[thing].head;
    if (cp_str_equal(a->tokens[preposition].lower, CP_STR("by")) && is_thing(&a->tokens[thing]) && a->tokens[thing].dep == CP_DEP_POBJ &&
        cp_str_equal(a->tokens[of].lower, CP_STR("of")) && is_thing(&a->tokens[a->tokens[of].head]))
        a->tokens[preposition].head = a->tokens[of].head;
}

// "ships equipment to Iran": where to is a matter of the shipping, not of the equipment.
static void lift_from_goods(struct cp_analysis *a, uint32_t preposition, const struct cp_lexicon *lexicon, uint32_t verbs)
{
    const struct cp_token *goods = &a->tokens[a->tokens[preposition].head];
    if (goods->dep == CP_DEP_DOBJ && cp_str_equal(a->tokens[preposition].lower, CP_STR("to")) &&
        cp_lexicon_in(lexicon, verbs, a->tokens[goods->head].lemma))
        a->tokens[preposition].head = goods->head;
}

static void choose_analysis(struct cp_analysis *a, const struct cp_sentence *s, const struct cp_lexicon *lexicon,
                            uint32_t wish_verbs, uint32_t supply_verbs)
{
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        struct cp_token *token = &a->tokens[t];
        if (token->dep == CP_DEP_DATIVE && token->tag == CP_TAG_IN)
            token->dep = CP_DEP_PREP; // "sells chips to Iran"
        if ((token->dep == CP_DEP_PREP || token->dep == CP_DEP_AGENT) && token->head < t) {
            lift_from_agent(a, t);
            lower_to_object(a, t);
            lift_from_thing(a, t);
            lift_from_goods(a, t, lexicon, supply_verbs);
        }
        if (token->dep == CP_DEP_XCOMP && token->head < t &&
            cp_lexicon_in(lexicon, wish_verbs, a->tokens[token->head].lemma))
            give_subject(a, t);
    }
}

// ---------------------------------------------------------------- headlines

// "$40 mln": the sum ends before the word for millions.
static bool is_sum_of_money(const struct cp_analysis *a, uint32_t token)
{
    return token != CP_NONE && token && (a->tokens[token].ner == CP_NER_MONEY || a->tokens[token - 1].ner == CP_NER_MONEY);
}

static uint32_t by_phrase(const struct cp_analysis *a, uint32_t head)
{
    const struct cp_sentence *s = &a->sentences[a->tokens[head].sentence];
    for (uint32_t t = head + 1; t < s->first + s->count; t++)
        if (a->tokens[t].head == head && a->tokens[t].dep == CP_DEP_PREP && word_is(&a->tokens[t], CP_STR("by")))
            return t;
    return CP_NONE;
}

// "Bank barred from bond market", "Bank fined $40 mln by regulator": headlines leave out the "was", and the parser takes the
// participle for a past tense. A verb that cannot be without an object, and has none, is in the passive.
static void make_headline_passive(struct cp_analysis *a, uint32_t verb)
{
    static const enum cp_dep whole[] = {CP_DEP_AUX, CP_DEP_AUXPASS, CP_DEP_DATIVE, CP_DEP_NSUBJPASS};
    uint32_t subject = child_in(a, verb, CP_DEP_NSUBJ), object = child_in(a, verb, CP_DEP_DOBJ);
    bool fined = is_sum_of_money(a, object);
    uint32_t next = child_in(a, verb, CP_DEP_CONJ); // "banned and fined the firm": one object for both
    if (a->tokens[verb].dep == CP_DEP_RELCL || (next != CP_NONE && child_in(a, next, CP_DEP_DOBJ) != CP_NONE))
        return;
    if (subject == CP_NONE || subject > verb || (object != CP_NONE && !fined) || has_any(a, verb, whole, sizeof whole / sizeof *whole) ||
        a->tokens[subject].tag == CP_TAG_PRP || a->tokens[subject].tag == CP_TAG_WDT || a->tokens[subject].tag == CP_TAG_WP)
        return;
    uint32_t by = by_phrase(a, verb);
    if (by == CP_NONE && fined)
        by = by_phrase(a, object);
    if (by != CP_NONE) {
        a->tokens[by].head = verb;
        a->tokens[by].dep = CP_DEP_AGENT;
    }
    a->tokens[verb].tag = CP_TAG_VBN;
    a->tokens[subject].dep = CP_DEP_NSUBJPASS;
}

// "Tokyo to ban exports, minister says": the name is the subject of what is to be done.
static void make_headline_future(struct cp_analysis *a, uint32_t verb)
{
    struct cp_token *v = &a->tokens[verb], *name = verb < 2 ? NULL : &a->tokens[v->head];
    bool clause = v->dep == CP_DEP_XCOMP || v->dep == CP_DEP_ACL || v->dep == CP_DEP_CCOMP;
    if (!name || !clause || v->head + 2 != verb || a->tokens[verb - 1].tag != CP_TAG_TO || a->tokens[verb - 1].head != verb)
        return;
    bool root = name->head == v->head;
    if ((name->tag != CP_TAG_NNP && name->tag != CP_TAG_NNPS) || (!root && name->dep != CP_DEP_NSUBJ))
        return;
    v->head = root ? verb : name->head;
    v->dep = root ? name->dep : CP_DEP_CCOMP;
    name->head = verb;
    name->dep = CP_DEP_NSUBJ;
}

// ---------------------------------------------------------------- "On Friday Tokyo banned"

static bool is_finite(const struct cp_analysis *a, uint32_t verb)
{
    static const enum cp_dep auxiliaries[] = {CP_DEP_AUX, CP_DEP_AUXPASS};
    uint8_t tag = a->tokens[verb].tag;
    return tag == CP_TAG_VBD || tag == CP_TAG_VBZ || tag == CP_TAG_VBP ||
           (tag >= CP_TAG_VB && tag <= CP_TAG_VBN && has_any(a, verb, auxiliaries, sizeof auxiliaries / sizeof *auxiliaries));
}

// Nothing between the noun and its verb but what belongs to the verb, and no comma.
static bool leads_to_verb(const struct cp_analysis *a, uint32_t noun, uint32_t verb)
{
    for (uint32_t t = noun + 1; t < verb; t++) {
        uint32_t head = t;
        while (a->tokens[head].head != head && head != verb && head != noun)
            head = a->tokens[head].head;
        if (a->tokens[t].tag == CP_TAG_COMMA || (head != verb && head != noun))
            return false;
    }
    return true;
}

// Is the first word of the phrase when it was, or where those who act are?
static bool is_setting(const struct cp_analysis *a, uint32_t word, uint32_t noun)
{
    const struct cp_token *w = &a->tokens[word];
    return w->ner == CP_NER_DATE || (w->ner == CP_NER_PLACE && a->tokens[noun].tag == CP_TAG_NNS);
}

// "On Friday Tokyo banned exports", without a comma, is read as if there were a "Friday Tokyo" on which somebody banned them:
// a finite verb must have a subject, and the name is it.
static void take_subject_from_setting(struct cp_analysis *a, uint32_t preposition)
{
    static const enum cp_dep subjects[] = {CP_DEP_NSUBJ, CP_DEP_NSUBJPASS, CP_DEP_CSUBJ, CP_DEP_EXPL};
    const uint32_t word = preposition + 1;
    if (a->tokens[preposition].dep != CP_DEP_PREP || word >= a->token_count || a->tokens[word].dep != CP_DEP_COMPOUND)
        return;
    const uint32_t noun = a->tokens[word].head, verb = a->tokens[preposition].head;
    if (noun < word || noun > verb || a->tokens[noun].head != preposition || a->tokens[noun].dep != CP_DEP_POBJ)
        return;
    if (!is_setting(a, word, noun) || a->tokens[noun].ner == CP_NER_DATE || !is_finite(a, verb) || !leads_to_verb(a, noun, verb) ||
        has_any(a, verb, subjects, sizeof subjects / sizeof *subjects))
        return;
    a->tokens[word].head = preposition;
    a->tokens[word].dep = CP_DEP_POBJ;
    a->tokens[noun].head = verb;
    a->tokens[noun].dep = child_in(a, verb, CP_DEP_AUXPASS) == CP_NONE ? CP_DEP_NSUBJ : CP_DEP_NSUBJPASS;
}

// Participles behind "was" or before a name.
static void read_participles(struct cp_analysis *a, uint32_t t)
{
    const struct cp_token *token = &a->tokens[t], *head = &a->tokens[token->head];
    if (token->dep == CP_DEP_AMOD && head->tag == CP_TAG_NNP)
        make_participle(a, t);
    if (token->head >= t || !is_complement(token->dep) || !cp_str_equal(head->lemma, CP_STR("be")))
        return;
    make_participle(a, t);
    if (token->tag == CP_TAG_VBN)
        make_passive(a, t);
}

static void repair_sentence(const struct repair *r, const struct cp_sentence *s)
{
    struct cp_analysis *a = r->analysis;
    const uint32_t end = s->first + s->count;
    cp_relate_repair_lists(r, s);
    cp_relate_repair_reports(r, s);
    for (uint32_t t = s->first; t < end; t++)
        if (a->tokens[t].tag == CP_TAG_IN)
            take_subject_from_setting(a, t);
    for (uint32_t t = s->first; t < end; t++)
        if (a->tokens[t].tag == CP_TAG_VBD && cp_lexicon_in(r->lexicon, r->transitive, a->tokens[t].lower))
            make_headline_passive(a, t);
        else if (a->tokens[t].tag == CP_TAG_VB)
            make_headline_future(a, t);
    tell_objects_apart(a, s, r->lexicon, r->call_verbs);
    choose_analysis(a, s, r->lexicon, r->wish_verbs, r->supply_verbs);
    for (uint32_t t = s->first; t < end; t++)
        tell_called_from_name(a, t, r->lexicon, r->call_verbs, r->acts);
    for (uint32_t t = s->first; t < end; t++) {
        hang_examples(a, t);
        read_participles(a, t);
    }
}

void cp_relate_repair_trees(struct cp_analysis *analysis, const struct cp_lexicon *lexicon)
{
    const struct repair repair = {.analysis = analysis,
                                  .lexicon = lexicon,
                                  .call_verbs = cp_lexicon_set(lexicon, "call-verb"),
                                  .wish_verbs = cp_lexicon_set(lexicon, "wish-verb"),
                                  .acts = cp_lexicon_set(lexicon, "act-anaphor"),
                                  .supply_verbs = cp_lexicon_set(lexicon, "supply-verb"),
                                  .transitive = cp_lexicon_set(lexicon, "transitive-form"),
                                  .currencies = cp_lexicon_set(lexicon, "currency"),
                                  .sum_verbs = cp_lexicon_set(lexicon, "sum-verb"),
                                  .report_verbs = cp_lexicon_set(lexicon, "report-verb"),
                                  .speech_verbs = cp_lexicon_set(lexicon, "speech-verb"),
                                  .plan_verbs = cp_lexicon_set(lexicon, "plan-verb"),
                                  .decide_verbs = cp_lexicon_set(lexicon, "decide-verb")};
    for (size_t s = 0; s < analysis->sentence_count; s++)
        if (analysis->sentences[s].parsed)
            repair_sentence(&repair, &analysis->sentences[s]);
}

// ---------------------------------------------------------------- relative clauses

static bool is_noun_of_act(const struct scene *scene, uint32_t token)
{
    uint32_t telling = cp_relate_telling_at(scene, token);
    return telling != CP_NONE && !scene->tellings.items[telling].verbal;
}

// The act in whose noun phrase the token stands as a lower noun; CP_NONE if there is none, or if it is the act itself.
static uint32_t act_above(const struct scene *scene, uint32_t token)
{
    enum { STEPS_MOST = 6 };
    if (is_noun_of_act(scene, token))
        return CP_NONE;
    for (unsigned steps = 0; steps < STEPS_MOST; steps++) {
        uint8_t dep = dep_of(scene, token);
        if (dep != CP_DEP_POBJ && dep != CP_DEP_PREP && dep != CP_DEP_CONJ)
            return CP_NONE;
        token = token_at(scene, token)->head;
        if (is_noun_of_act(scene, token))
            return token;
    }
    return CP_NONE;
}

static bool points_back(const struct scene *scene, uint32_t token)
{
    return token != CP_NONE && token_at(scene, token)->tag == CP_TAG_WDT;
}

bool cp_relate_hang_clauses(struct scene *scene, struct cp_analysis *analysis)
{
    uint32_t verbs = cp_lexicon_set(scene->lexicon, "act-only-verb");
    bool changed = false;
    for (uint32_t t = 0; t < analysis->token_count; t++) {
        if (analysis->tokens[t].dep != CP_DEP_RELCL || !lemma_is_asked(scene, t, verbs) ||
            !(points_back(scene, cp_relate_child(scene, t, CP_DEP_DOBJ)) ||
              points_back(scene, cp_relate_child(scene, t, CP_DEP_NSUBJPASS))))
            continue;
        uint32_t act = act_above(scene, analysis->tokens[t].head);
        if (act == CP_NONE)
            continue;
        analysis->tokens[t].head = act;
        changed = true;
    }
    return changed;
}
