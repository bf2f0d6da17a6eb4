// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// What answers what. Said outright: "in response to the tariffs", "retaliated for the ban", "the step was seen as payback for the quota". Said by
// what an act brings about: "the ban provoked tariffs on barley" (cause as a relation between events: Mirza and Tonelli, "CATENA", 2016); words that
// have other uses ("offset", "prompt") count if one of the two acts hits the other's side. Said by the word of the act itself ("countermeasures",
// "retaliatory tariffs"): then it answers the act of the other side that was told last.
#include "meant.h"
#include "same.h"
#include "trigger.h"

enum { LOOK_AROUND = 300, NEAR_SENTENCES = 4, FARTHEST_UP = 16 }; // tellings (time must not grow with the square of a document); steps

// The acts, and who surely imposes each: who does so only perhaps must not stand in the way of an answer that is said.
struct contest {
    const act_vec *acts;
    const uint32_t *surest; // of each act: entity, or CP_NONE
};

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

// Nobody answers himself, nobody strikes back at a deal or a gift, and no answer comes before its question.
static bool could_answer(const struct scene *scene, const struct contest *contest, uint32_t from, uint32_t to)
{
    uint32_t a = scene->tellings.items[from].act, b = scene->tellings.items[to].act;
    if (a == CP_NONE || b == CP_NONE || a == b)
        return false;
    const struct act *act = &contest->acts->items[b], *own = &contest->acts->items[a];
    bool too_late = act->date.year && own->date.year && cp_date_compare(own->date, act->date) < 0 &&
                    (own->date.year < act->date.year || (own->date.month && act->date.month));
    bool harmless = act->type == CP_MEASURE_AGREEMENT || act->type == CP_MEASURE_SUBSIDY;
    uint32_t his = contest->surest[a], theirs = contest->surest[b];
    bool himself = his != CP_NONE && theirs != CP_NONE && cp_relate_is_of_one_side(scene, his, theirs);
    return !too_late && !harmless && own->type != CP_MEASURE_AGREEMENT && !himself;
}

// Does one of them hit who imposes the other? Words that may speak of other things than an answer are believed only then.
static bool have_met(const struct scene *scene, const struct contest *contest, uint32_t from, uint32_t to)
{
    const struct act *own = &contest->acts->items[scene->tellings.items[from].act], *act = &contest->acts->items[scene->tellings.items[to].act];
    return cp_relate_share_state(scene, &act->targets, &own->imposers) || cp_relate_share_state(scene, &own->targets, &act->imposers);
}

// "fired back at the tariffs, imposing duties": a participle says how.
static bool says_how(const struct scene *scene, uint32_t clause)
{
    bool adverbial = dep_of(scene, clause) == CP_DEP_ADVCL || dep_of(scene, clause) == CP_DEP_XCOMP || dep_of(scene, clause) == CP_DEP_CONJ;
    return adverbial && token_at(scene, clause)->tag == CP_TAG_VBG && cp_relate_child(scene, clause, CP_DEP_MARK) == CP_NONE;
}

// Does the token hang below `word` on a "with" or a "by": "answered the ban with duties", "responded by raising duties"?
static bool is_means(const struct scene *scene, uint32_t token, uint32_t word)
{
    for (unsigned i = 0; i < FARTHEST_UP && token != word; i++) {
        uint32_t head = token_at(scene, token)->head;
        const struct cp_token *t = token_at(scene, token);
        bool leads = word_is(t, CP_STR("with")) || word_is(t, CP_STR("by")) || word_is(t, CP_STR("through"));
        bool at_object = dep_of(scene, head) == CP_DEP_DOBJ && token_at(scene, head)->head == word; // where the tree hangs it
        if (dep_of(scene, token) == CP_DEP_PREP && (head == word || (at_object && leads)))
            return leads;
        if (head == word && says_how(scene, token))
            return true;
        if (head == token)
            return false;
        token = head;
    }
    return false;
}

// The tellings of one sentence, and the word in it that speaks of an answer.
struct saying {
    uint32_t word, first, end;
};

// What is answered stands below the word. A general word ("the tariffs") may have got no act of its own: it means one told before.
static uint32_t answered_in(const struct scene *scene, const struct saying *s)
{
    for (uint32_t i = s->first; i < s->end; i++) {
        const struct telling *t = &scene->tellings.items[i];
        if ((t->act != CP_NONE || t->reach == TELLING_GENERAL) && t->token > s->word && cp_relate_is_under(scene, t->token, s->word) && !is_means(scene, t->token, s->word))
            return i;
    }
    return CP_NONE;
}

// "in response to the move", "to those steps": told before.
static uint32_t answered_before(const struct scene *scene, const struct saying *s)
{
    for (uint32_t i = scene->child_first[s->word]; i < scene->child_first[s->word + 1]; i++) {
        uint32_t prep = scene->children[i];
        bool leads = dep_of(scene, prep) == CP_DEP_PREP && !is_means(scene, prep, s->word);
        uint32_t noun = leads ? cp_relate_child(scene, prep, CP_DEP_POBJ) : dep_of(scene, prep) == CP_DEP_DOBJ ? prep : CP_NONE;
        struct act_list acts = {0};
        if (noun != CP_NONE)
            cp_relate_acts(scene, noun, &acts);
        if (acts.count && scene->tellings.items[acts.items[0]].act != CP_NONE)
            return acts.items[0];
    }
    return CP_NONE;
}

// "in response to the tariffs": a general word for an act that is answered means the one of that word that was told last, with its parties.
static uint32_t told_with_parties(const struct scene *scene, const struct saying *s, uint32_t answered)
{
    const struct telling *general = &scene->tellings.items[answered];
    if (general->reach != TELLING_GENERAL)
        return answered;
    const uint32_t last = s->first > LOOK_AROUND ? s->first - LOOK_AROUND : 0;
    for (uint32_t i = s->first; i-- > last;) {
        const struct telling *t = &scene->tellings.items[i];
        if (t->act != CP_NONE && t->reach != TELLING_GENERAL && t->type == general->type &&
            cp_str_equal(scene->analysis->tokens[t->token].lemma, scene->analysis->tokens[general->token].lemma))
            return i;
    }
    return answered;
}

// What answers: the act told nearest before the word outside its phrase, else behind it, else that of the word itself.
static uint32_t answering_in(const struct scene *scene, const struct contest *contest, const struct saying *s, uint32_t answered)
{
    uint32_t found = CP_NONE;
    for (uint32_t i = s->first; i < s->end; i++) {
        const struct telling *t = &scene->tellings.items[i];
        bool means = is_means(scene, t->token, s->word);
        if (!could_answer(scene, contest, i, answered) || (!means && cp_relate_is_under(scene, t->token, s->word)))
            continue;
        if (means)
            return i;
        if (t->token < s->word || found == CP_NONE)
            found = i;
    }
    for (uint32_t i = s->first; i < s->end && found == CP_NONE; i++)
        if (scene->tellings.items[i].token == s->word && could_answer(scene, contest, i, answered))
            found = i;
    return found;
}

// "raised duties in response to the tariffs": where "the tariffs" were taken for these duties, an act told before is meant.
static void mark_mistaken(struct scene *scene, const struct saying *s, uint32_t answered)
{
    for (uint32_t i = s->first; i < s->end; i++) {
        struct telling *t = &scene->tellings.items[i];
        t->answers |= i != answered && t->act == scene->tellings.items[answered].act &&
                      (is_means(scene, t->token, s->word) || !cp_relate_is_under(scene, t->token, s->word));
    }
}

static struct saying saying_at(const struct scene *scene, uint32_t word, uint32_t first)
{
    struct saying s = {word, first, first};
    while (s.end < scene->tellings.count && scene->tellings.items[s.end].sentence <= token_at(scene, word)->sentence)
        s.end++;
    return s;
}

static uint32_t first_act(const struct scene *scene, uint32_t token)
{
    struct act_list acts = {0};
    if (token != CP_NONE)
        cp_relate_acts(scene, token, &acts);
    return acts.count && scene->tellings.items[acts.items[0]].act != CP_NONE ? acts.items[0] : CP_NONE;
}

// "by A"; "met with A".
static uint32_t agent_of(const struct scene *scene, uint32_t verb)
{
    for (uint32_t i = scene->child_first[verb]; i < scene->child_first[verb + 1]; i++) {
        uint32_t prep = scene->children[i];
        bool with = dep_of(scene, prep) == CP_DEP_PREP && word_is(token_at(scene, prep), CP_STR("with"));
        if (with || dep_of(scene, prep) == CP_DEP_AGENT)
            return cp_relate_child(scene, prep, CP_DEP_POBJ);
    }
    return CP_NONE;
}

// "The step": the other side's act that was told last before the sentence.
static uint32_t told_last(const struct scene *scene, const struct contest *contest, const struct saying *s, uint32_t answered)
{
    uint32_t sentence = token_at(scene, s->word)->sentence;
    for (uint32_t i = s->first; i-- > 0 && scene->tellings.items[i].sentence + NEAR_SENTENCES >= sentence;)
        if (could_answer(scene, contest, i, answered) && have_met(scene, contest, i, answered))
            return i;
    return CP_NONE;
}

static bool means_another(const struct scene *scene, uint32_t noun)
{
    uint32_t telling = cp_relate_telling_at(scene, noun);
    return telling != CP_NONE ? scene->tellings.items[telling].reach == TELLING_GENERAL : cp_relate_in_set(scene, noun, PHRASE_ACT_ANAPHOR);
}

// "The step was seen as a response to B", "The move is payback for B": what the subject means.
static uint32_t answering_as_subject(const struct scene *scene, const struct contest *contest, const struct saying *s, uint32_t answered)
{
    uint32_t verb = s->word;
    for (unsigned i = 0; i < FARTHEST_UP && !is_verb(scene, verb); i++)
        verb = token_at(scene, verb)->head;
    uint32_t subject = cp_relate_child(scene, verb, CP_DEP_NSUBJ);
    if (subject == CP_NONE)
        subject = cp_relate_child(scene, verb, CP_DEP_NSUBJPASS);
    if (!is_verb(scene, verb) || subject == CP_NONE || subject == s->word)
        return CP_NONE;
    uint32_t telling = first_act(scene, subject);
    if (telling != CP_NONE && could_answer(scene, contest, telling, answered))
        return telling;
    return means_another(scene, subject) ? told_last(scene, contest, s, answered) : CP_NONE;
}

// "B was answered by A", "B was met with A".
static bool said_in_passive(struct scene *scene, const struct contest *contest, uint32_t word)
{
    if (!is_verb(scene, word) || !cp_relate_is_passive(scene, word))
        return false;
    uint32_t answering = first_act(scene, agent_of(scene, word)), answered = first_act(scene, cp_relate_child(scene, word, CP_DEP_NSUBJPASS));
    if (answering == CP_NONE || answered == CP_NONE || !could_answer(scene, contest, answering, answered))
        return false;
    answer(scene, answering, answered, 0.8f, "answer.said");
    return true;
}

// "in response to B", "answered B with A", "retaliated for B by doing A". Of a word that has other uses `doubtful`.
static void said_outright(struct scene *scene, const struct contest *contest, uint32_t word, uint32_t first, bool doubtful)
{
    struct saying s = saying_at(scene, word, first);
    if (said_in_passive(scene, contest, word))
        return;
    uint32_t answered = answered_in(scene, &s);
    if (answered == CP_NONE)
        answered = answered_before(scene, &s);
    if (answered == CP_NONE)
        return;
    answered = told_with_parties(scene, &s, answered);
    if (scene->tellings.items[answered].act == CP_NONE)
        return;
    uint32_t answering = answering_in(scene, contest, &s, answered);
    if (answering == CP_NONE)
        answering = answering_as_subject(scene, contest, &s, answered);
    if (answering != CP_NONE && (!doubtful || have_met(scene, contest, answering, answered)))
        answer(scene, answering, answered, 0.8f, "answer.said");
    else if (!doubtful && scene->tellings.items[answered].reach == TELLING_GENERAL)
        mark_mistaken(scene, &s, answered);
}

// ---------------------------------------------------------------- brought about

// "B prompted A", "the move triggered A", "did B, prompting A", "B, which drew A".
static uint32_t provoking(const struct scene *scene, const struct saying *s)
{
    uint32_t subject = cp_relate_child(scene, s->word, CP_DEP_NSUBJ), head = token_at(scene, s->word)->head;
    uint32_t found = first_act(scene, subject);
    if (found != CP_NONE || (subject != CP_NONE && dep_of(scene, s->word) != CP_DEP_RELCL))
        return found;
    for (uint32_t i = s->first; i < s->end && scene->tellings.items[i].token < s->word; i++) {
        const struct telling *t = &scene->tellings.items[i];
        bool carries = dep_of(scene, s->word) == CP_DEP_RELCL && cp_relate_is_under(scene, head, t->token); // "a ban on rice, which drew …"
        if (t->act != CP_NONE && (t->token == head || t->governor == head || carries))
            found = i;
    }
    return found;
}

// What is brought about: the first act behind the verb in its clause.
static uint32_t provoked(const struct scene *scene, const struct contest *contest, const struct saying *s, uint32_t cause)
{
    for (uint32_t i = s->first; i < s->end; i++) {
        const struct telling *t = &scene->tellings.items[i];
        if (t->token > s->word && cp_relate_is_under(scene, t->token, s->word) && could_answer(scene, contest, i, cause))
            return i;
    }
    return CP_NONE;
}

// An act that brings about one of the other side is answered by it.
static void brought_about(struct scene *scene, const struct contest *contest, uint32_t word, uint32_t first)
{
    struct saying s = saying_at(scene, word, first);
    bool passive = cp_relate_is_passive(scene, word);
    uint32_t cause = passive ? first_act(scene, agent_of(scene, word)) : provoking(scene, &s);
    if (cause == CP_NONE)
        return;
    uint32_t effect = passive ? first_act(scene, cp_relate_child(scene, word, CP_DEP_NSUBJPASS)) : provoked(scene, contest, &s, cause);
    if (effect != CP_NONE && could_answer(scene, contest, effect, cause) && have_met(scene, contest, effect, cause))
        answer(scene, effect, cause, 0.8f, "answer.provoked");
}

// "In response, Beijing raised duties", "hit back with duties": the word names nothing that is answered.
static bool is_bare(const struct scene *scene, uint32_t word)
{
    uint32_t prep = token_at(scene, word)->head;
    const struct cp_token *t = token_at(scene, prep);
    bool phrase = dep_of(scene, word) == CP_DEP_POBJ && (word_is(t, CP_STR("in")) || word_is(t, CP_STR("as")));
    return phrase && cp_relate_child(scene, word, CP_DEP_PREP) == CP_NONE;
}

static bool strikes_back(const struct scene *scene, uint32_t word)
{
    if (!lemma_is_asked(scene, word, scene->striking_verbs))
        return false;
    for (uint32_t i = scene->child_first[word]; i < scene->child_first[word + 1]; i++)
        if (word_is(token_at(scene, scene->children[i]), CP_STR("back")))
            return true;
    return false;
}

// "Beijing answered with curbs", "responded by raising duties": with what, but not to what.
static bool answers_bare(const struct scene *scene, uint32_t word)
{
    if (!is_verb(scene, word) || cp_relate_child(scene, word, CP_DEP_DOBJ) != CP_NONE || !lemma_is_asked(scene, word, scene->answer_words))
        return false;
    for (uint32_t i = scene->child_first[word]; i < scene->child_first[word + 1]; i++)
        if (word_is(token_at(scene, scene->children[i]), CP_STR("to")) && dep_of(scene, scene->children[i]) == CP_DEP_PREP)
            return false;
    return true;
}

static void mark_bare_answers(struct scene *scene, uint32_t word, uint32_t first)
{
    uint32_t sentence = token_at(scene, word)->sentence, verb = word;
    bool strikes = strikes_back(scene, word) || answers_bare(scene, word);
    if (!strikes && !is_bare(scene, word))
        return;
    for (unsigned i = 0; i < FARTHEST_UP && !is_verb(scene, verb); i++)
        verb = token_at(scene, verb)->head;
    for (uint32_t i = first; i < scene->tellings.count && scene->tellings.items[i].sentence <= sentence; i++) {
        struct telling *t = &scene->tellings.items[i];
        if (t->act == CP_NONE || t->sentence != sentence)
            continue;
        t->answers |= strikes ? is_means(scene, t->token, word) : t->token == verb || t->governor == verb;
    }
}

// ---------------------------------------------------------------- implied

static bool is_restriction(enum cp_measure_type type)
{
    return type <= CP_MEASURE_MARKET_BAN || type == CP_MEASURE_INVESTMENT_SCREENING;
}

struct parties_met {
    bool us, them; // the other's act hits who imposes this one; this one hits who imposed the other
};

// How well the other telling fits as what is answered; 0 if not at all.
static int fitness(const struct scene *scene, const struct contest *contest, uint32_t telling, uint32_t other)
{
    const struct telling *t = &scene->tellings.items[telling], *o = &scene->tellings.items[other];
    if (o->act == CP_NONE || o->act == t->act || !could_answer(scene, contest, telling, other))
        return 0;
    const struct act *own = &contest->acts->items[t->act], *act = &contest->acts->items[o->act];
    if (!act->imposers.count || !own->imposers.count)
        return 0;
    struct parties_met met = {cp_relate_share_state(scene, &act->targets, &own->imposers), cp_relate_share_state(scene, &own->targets, &act->imposers)};
    if ((act->targets.count && !met.us) || (own->targets.count && !met.them) || !(met.us || met.them))
        return 0;
    bool before = o->token < t->token, near = o->sentence + NEAR_SENTENCES >= t->sentence;
    return 1 + 4 * is_restriction(act->type) + 2 * (act->type == own->type) + 2 * before + 2 * (before && near) + 2 * (met.us && met.them);
}

// The other side's act that was told last before this telling, else first after it; restrictions before others.
static void implied(struct scene *scene, const struct contest *contest, uint32_t telling)
{
    uint32_t best = CP_NONE, from = telling > LOOK_AROUND ? telling - LOOK_AROUND : 0;
    int most = 0;
    for (uint32_t i = from; i < scene->tellings.count && i < telling + LOOK_AROUND; i++) {
        int fit = fitness(scene, contest, telling, i);
        bool before = scene->tellings.items[i].token < scene->tellings.items[telling].token;
        if (fit && (fit > most || (fit == most && before)))
            best = i, most = fit;
    }
    if (best != CP_NONE)
        answer(scene, telling, best, 0.6f, "answer.implied");
}

// ---------------------------------------------------------------- in court

static bool can_be_challenged(enum cp_measure_type type)
{
    return type != CP_MEASURE_LEGAL_CHALLENGE && type != CP_MEASURE_AGREEMENT && type != CP_MEASURE_ESPIONAGE;
}

static bool shares_party(const number_vec *a, const number_vec *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (cp_relate_holds(b, a->items[i]))
            return true;
    return false;
}

// "sued over the ban", "a complaint about the duties": an act of others in the phrase of the challenge, or behind its verb.
static bool challenged_outright(struct scene *scene, const act_vec *acts, uint32_t telling)
{
    const struct telling *t = &scene->tellings.items[telling];
    const struct act *own = &acts->items[t->act];
    for (uint32_t i = telling + 1; i < scene->tellings.count && scene->tellings.items[i].sentence == t->sentence; i++) {
        const struct telling *o = &scene->tellings.items[i];
        bool inside = cp_relate_is_under(scene, o->token, t->token) || (t->governor != CP_NONE && cp_relate_is_under(scene, o->token, t->governor));
        if (o->act == CP_NONE || o->act == t->act || !inside || !can_be_challenged(acts->items[o->act].type) ||
            shares_party(&acts->items[o->act].imposers, &own->imposers))
            continue;
        answer(scene, telling, i, 0.7f, "answer.challenge");
        return true;
    }
    return false;
}

// "a response to the outbreak", "to the deficit": what is answered is named, and is no act; a state stands for what it did.
static bool answers_no_act(const struct scene *scene, uint32_t word)
{
    for (uint32_t i = scene->child_first[word]; i < scene->child_first[word + 1]; i++) {
        uint32_t prep = scene->children[i];
        const struct cp_token *t = token_at(scene, prep);
        bool leads = dep_of(scene, prep) == CP_DEP_PREP && (word_is(t, CP_STR("to")) || word_is(t, CP_STR("for")));
        uint32_t noun = leads ? cp_relate_child(scene, prep, CP_DEP_POBJ) : CP_NONE;
        if (noun != CP_NONE && scene->mentions->at[noun] == CP_NONE)
            return true;
    }
    return false;
}

static void mark_answering(const struct scene *scene, bool *answering)
{
    for (size_t i = 0; i < scene->links.count; i++)
        if (scene->links.items[i].relation == CP_RELATION_RESPONDS_TO)
            answering[scene->tellings.items[scene->links.items[i].from].act] = true;
}

static const uint32_t *find_surest(const struct scene *scene, const act_vec *acts)
{
    uint32_t *surest = CP_NEW_ARRAY(scene->doc, acts->count + 1, uint32_t);
    float *sure = CP_NEW_ARRAY(scene->doc, acts->count + 1, float);
    for (size_t i = 0; i < acts->count; i++)
        surest[i] = CP_NONE;
    for (size_t i = 0; i < scene->links.count; i++) {
        const struct link *l = &scene->links.items[i];
        uint32_t act = l->relation == CP_RELATION_IMPOSES ? scene->tellings.items[l->to].act : CP_NONE;
        if (act != CP_NONE && l->confidence > sure[act])
            sure[act] = l->confidence, surest[act] = l->from;
    }
    return surest;
}

// Who speaks of an answer: words that name one, that counter or strike, or that bring it about.
static void find_told_answers(struct scene *scene, const struct contest *contest)
{
    const struct cp_analysis *a = scene->analysis;
    const uint32_t countering = cp_lexicon_set(scene->lexicon, "countering-word"), provoking_verbs = cp_lexicon_set(scene->lexicon, "provoking-verb");
    uint32_t first = 0; // telling of the sentence at hand
    for (uint32_t n = 0; n < a->sentence_count; n++) {
        const struct cp_sentence *s = &a->sentences[n];
        while (first < scene->tellings.count && scene->tellings.items[first].sentence < n)
            first++;
        if (s->parsed && !sentence_is_asked(scene, n, scene->answer_words) && !sentence_is_asked(scene, n, countering) &&
            !sentence_is_asked(scene, n, scene->striking_verbs) && !sentence_is_asked(scene, n, provoking_verbs))
            continue;
        for (uint32_t t = s->first; t < s->first + s->count; t++) {
            if (lemma_is_asked(scene, t, scene->answer_words))
                said_outright(scene, contest, t, first, false);
            else if (lemma_is_asked(scene, t, countering) || strikes_back(scene, t))
                said_outright(scene, contest, t, first, true);
            else if (lemma_is_asked(scene, t, provoking_verbs) && is_verb(scene, t))
                brought_about(scene, contest, t, first);
            if (lemma_is_asked(scene, t, scene->answer_words) || lemma_is_asked(scene, t, scene->striking_verbs))
                mark_bare_answers(scene, t, first);
        }
    }
}

void cp_relate_find_answers(struct scene *scene, const act_vec *acts)
{
    bool *answering = CP_NEW_ARRAY(scene->doc, acts->count + 1, bool);
    const struct contest contest = {acts, find_surest(scene, acts)};
    find_told_answers(scene, &contest);
    for (uint32_t i = 0; i < scene->tellings.count; i++) {
        struct telling *t = &scene->tellings.items[i];
        if (t->act != CP_NONE && t->type == CP_MEASURE_LEGAL_CHALLENGE)
            t->answers |= !challenged_outright(scene, acts, i); // else what was done to the one who sues
    }
    mark_answering(scene, answering);
    for (uint32_t i = 0; i < scene->tellings.count; i++) {
        const struct telling *t = &scene->tellings.items[i];
        if (t->answers && t->act != CP_NONE && !answering[t->act] && !answers_no_act(scene, t->token))
            implied(scene, &contest, i);
    }
}
