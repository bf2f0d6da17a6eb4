// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Dates of tellings. An expression of time hangs on a word; a telling takes it if that word is the trigger, its light
// verb, or a verb that announces or plans it. Failing that, the same clause decides, and last a verb of saying above
// it, whose day is that of the report. What says when an act ends is not its date.
#include "expand.h"
#include "structure.h"
#include "timex.h"
#include "trigger.h"

enum { CLIMB_MOST = 8 };

struct wanted {
    const struct scene *scene;
    const struct telling *telling;
    uint32_t say_verbs, plan_verbs, decide_verbs, instruments, carriers, background, ends; // sets of words
};

static uint32_t verb_above(const struct scene *scene, uint32_t token)
{
    for (unsigned steps = 0; steps < 2 * CLIMB_MOST && token != CP_NONE; steps++) {
        if (is_verb(scene, token) && dep_of(scene, token) != CP_DEP_PREP) // "including"
            return token;
        token = cp_relate_governor(scene, token);
    }
    return CP_NONE;
}

// "said in a statement on Friday": the day is that of the verb.
static uint32_t verb_of_statement(const struct scene *scene, uint32_t noun, uint32_t say_verbs)
{
    uint32_t above = cp_relate_governor(scene, noun);
    if (is_verb(scene, noun) || dep_of(scene, noun) != CP_DEP_POBJ || above == CP_NONE)
        return noun;
    uint32_t verb = cp_relate_governor(scene, above);
    return verb != CP_NONE && lemma_is_asked(scene, verb, say_verbs) ? verb : noun;
}

static bool is_any_word(const struct cp_token *token, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (word_is(token, cp_str_from(words[i])))
            return true;
    return false;
}

// "in mid-April", "in late May": the first word of the expression.
static uint32_t lead_of(const struct scene *scene, uint32_t token, uint32_t first)
{
    static const char *const leads[] = {"mid", "mid-", "-", "early", "late"};
    while (token > first && is_any_word(token_at(scene, token - 1), leads, sizeof leads / sizeof *leads))
        token--;
    return token;
}

// "in the first quarter of 2023": what the quarter hangs on; the word itself if it is no part of a year.
static uint32_t site_of_span(const struct scene *scene, uint32_t noun)
{
    static const char *const spans[] = {"quarter", "half", "beginning", "start", "middle", "spring", "summer", "fall", "autumn",
                                        "winter", "weeks", "days", "months", "week", "weekend", "month", "day", "night", "morning",
                                        "afternoon", "evening", "end", "close", "course", "hours"};
    uint32_t prep = cp_relate_governor(scene, noun);
    if (dep_of(scene, noun) != CP_DEP_POBJ || prep == CP_NONE || !is_any_word(token_at(scene, noun), spans, sizeof spans / sizeof *spans))
        return noun;
    uint32_t site = cp_relate_governor(scene, prep);
    return site == CP_NONE ? noun : site;
}

// "In a statement dated June 13, Ottawa imposed sanctions": the text is of the day of what its clause tells.
static uint32_t site_of_text(const struct scene *scene, uint32_t verb)
{
    static const char *const verbs[] = {"dated", "issued", "published", "released", "posted"};
    uint32_t noun = cp_relate_governor(scene, verb), prep = noun == CP_NONE ? CP_NONE : cp_relate_governor(scene, noun);
    if (prep == CP_NONE || dep_of(scene, verb) != CP_DEP_ACL || dep_of(scene, noun) != CP_DEP_POBJ || !word_is(token_at(scene, prep), CP_STR("in")) ||
        !is_any_word(token_at(scene, verb), verbs, sizeof verbs / sizeof *verbs))
        return verb;
    uint32_t above = cp_relate_governor(scene, prep);
    return above != CP_NONE && is_verb(scene, above) ? above : verb;
}

// "a notice published on Monday showed": the day of the text is that of what it says.
static uint32_t verb_of_text(const struct scene *scene, uint32_t verb, uint32_t say_verbs)
{
    uint32_t noun = cp_relate_governor(scene, verb), above = noun == CP_NONE ? CP_NONE : cp_relate_governor(scene, noun);
    bool said = above != CP_NONE && dep_of(scene, verb) == CP_DEP_ACL && token_at(scene, verb)->tag == CP_TAG_VBN &&
                (dep_of(scene, noun) == CP_DEP_NSUBJ || dep_of(scene, noun) == CP_DEP_POBJ);
    if (said && dep_of(scene, noun) == CP_DEP_POBJ && word_is(token_at(scene, above), CP_STR("to")))
        above = cp_relate_governor(scene, above); // "according to a notice published on Monday"
    return said && above != CP_NONE && lemma_is_asked(scene, above, say_verbs) ? above : verb;
}

// "dates back to May", "as early as May": what the adverb belongs to.
static uint32_t past_adverbs(const struct scene *scene, uint32_t token)
{
    while (token_at(scene, token)->tag == CP_TAG_RB && cp_relate_governor(scene, token) != CP_NONE)
        token = cp_relate_governor(scene, token);
    return token;
}

// The word that a time expression hangs on in the tree.
static uint32_t word_above(const struct scene *scene, const struct timex *x, uint32_t say_verbs)
{
    uint32_t token = x->first;
    uint32_t first = scene->analysis->sentences[token_at(scene, token)->sentence].first;
    if (x->behind) { // a clause, or a noun
        uint32_t above = cp_relate_governor(scene, x->behind);
        uint32_t below = cp_relate_child(scene, x->behind, CP_DEP_POBJ);
        return dep_of(scene, x->behind) == CP_DEP_PREP && below != CP_NONE ? below : above == CP_NONE ? x->behind : above;
    }
    uint32_t lead = lead_of(scene, token, first); // "On Monday Delhi decided", whatever became of "Monday Delhi"
    if (lead > first && dep_of(scene, lead - 1) == CP_DEP_PREP && cp_relate_governor(scene, lead - 1) != CP_NONE)
        return verb_of_statement(scene, site_of_span(scene, past_adverbs(scene, cp_relate_governor(scene, lead - 1))), say_verbs);
    for (unsigned steps = 0; steps < CLIMB_MOST; steps++) {
        uint32_t head = cp_relate_governor(scene, token);
        if (head == CP_NONE)
            return token;
        uint8_t dep = token_at(scene, token)->dep;
        token = head;
        bool inside = head >= x->first && head <= x->last;
        if (!inside && dep != CP_DEP_POBJ && dep != CP_DEP_PCOMP && token_at(scene, head)->tag != CP_TAG_IN &&
            token_at(scene, head)->tag != CP_TAG_RB && token_at(scene, head)->tag != CP_TAG_TO)
            break;
    }
    if (x->first <= first + 1 && token > x->last && token_at(scene, token)->tag == CP_TAG_NNP && verb_above(scene, token) != CP_NONE)
        return verb_above(scene, token); // "Last Tuesday Delhi decided"
    return token;
}

// The word whose time the expression tells.
static uint32_t site_of(const struct scene *scene, const struct timex *x, uint32_t say_verbs)
{
    uint32_t word = word_above(scene, x, say_verbs);
    return x->behind ? word : verb_of_text(scene, site_of_text(scene, word), say_verbs);
}

static bool is_modifier(uint8_t dep)
{
    return dep == CP_DEP_COMPOUND || dep == CP_DEP_AMOD || dep == CP_DEP_NMOD;
}

// Of the noun itself: what it modifies, or a clause about it ("sanctions announced in May", "the tariff hike of May").
static bool is_about_noun(const struct scene *scene, const struct telling *t, uint32_t site)
{
    uint32_t head = cp_relate_governor(scene, t->token), above = cp_relate_governor(scene, site);
    if (head == site && is_modifier(token_at(scene, t->token)->dep))
        return true;
    uint8_t dep = token_at(scene, site)->dep;
    return above >= t->first && above <= t->last && (dep == CP_DEP_ACL || dep == CP_DEP_RELCL);
}

// "It seized the ship, charged the crew and fined the owner in May."
static bool is_beside(const struct scene *scene, uint32_t verb, uint32_t site)
{
    uint32_t first = dep_of(scene, verb) == CP_DEP_CONJ ? cp_relate_governor(scene, verb) : verb;
    return site != verb && dep_of(scene, site) == CP_DEP_CONJ && cp_relate_governor(scene, site) == first;
}

// "Shares fell on Tuesday as Washington imposed tariffs", "prices may rise on Tuesday as Washington imposes tariffs": both happen
// on that day. A present beside a past tells of a state: "fell on Tuesday as Washington keeps its tariffs".
static bool is_meanwhile(const struct scene *scene, uint32_t verb, uint32_t site)
{
    uint8_t tense = token_at(scene, verb)->tag, above = token_at(scene, site)->tag;
    bool both = tense == CP_TAG_VBD || (above == CP_TAG_VB && (tense == CP_TAG_VBZ || tense == CP_TAG_VBP));
    if (dep_of(scene, verb) != CP_DEP_ADVCL || cp_relate_governor(scene, verb) != site || !both)
        return false;
    for (uint32_t i = scene->child_first[verb]; i < scene->child_first[verb + 1]; i++) {
        const struct cp_token *child = token_at(scene, scene->children[i]);
        if ((child->dep == CP_DEP_MARK || child->dep == CP_DEP_ADVMOD) && word_is(child, CP_STR("as")))
            return true;
    }
    return false;
}

static bool is_infinitive(const struct scene *scene, uint32_t verb)
{
    uint32_t aux = cp_relate_child(scene, verb, CP_DEP_AUX);
    return aux != CP_NONE && token_at(scene, aux)->tag == CP_TAG_TO;
}

// "signed an order that bans the app"
static bool is_of_instrument(const struct wanted *w, uint32_t verb, uint32_t noun)
{
    return dep_of(w->scene, verb) == CP_DEP_RELCL && lemma_is_asked(w->scene, noun, w->instruments) &&
           dep_of(w->scene, noun) == CP_DEP_DOBJ;
}

// "It was in May that Ottawa fined the firm."
static bool is_cleft(const struct scene *scene, uint32_t verb, uint32_t be)
{
    uint32_t subject = cp_relate_child(scene, be, CP_DEP_NSUBJ);
    return dep_of(scene, verb) == CP_DEP_CCOMP && cp_str_equal(token_at(scene, be)->lemma, CP_STR("be")) && subject != CP_NONE &&
           word_is(token_at(scene, subject), CP_STR("it"));
}

// "vowed on Monday that it would": taken by the parser for an adverbial clause.
static bool is_that_clause(const struct scene *scene, uint32_t verb)
{
    uint32_t mark = cp_relate_child(scene, verb, CP_DEP_MARK);
    return dep_of(scene, verb) == CP_DEP_ADVCL && mark != CP_NONE && word_is(token_at(scene, mark), CP_STR("that"));
}

// Does the clause of the verb tell what the one above it decides, does or says?
static bool goes_up(const struct wanted *w, uint32_t verb, uint32_t up, bool says)
{
    enum cp_dep dep = dep_of(w->scene, verb);
    bool open = dep == CP_DEP_ADVCL || dep == CP_DEP_CCOMP;
    bool beside = dep == CP_DEP_PREP && token_at(w->scene, verb)->tag == CP_TAG_VBG; // "signed last year limiting exports"
    bool decides = (dep == CP_DEP_CCOMP || is_that_clause(w->scene, verb)) && (lemma_is_asked(w->scene, up, w->plan_verbs) || lemma_is_asked(w->scene, up, w->decide_verbs));
    return says || decides || beside || dep == CP_DEP_XCOMP || dep == CP_DEP_ACL || dep == CP_DEP_CONJ ||
           (open && (is_infinitive(w->scene, verb) || token_at(w->scene, verb)->tag == CP_TAG_VBG)) ||
           is_of_instrument(w, verb, up) || is_cleft(w->scene, verb, up);
}

// From the verb of the act up to the one that the date hangs on.
static enum date_hold climb_to(const struct wanted *w, uint32_t verb, uint32_t site)
{
    const struct scene *scene = w->scene;
    bool reported = false; // "said on Monday that Ottawa warned it would ban"
    for (unsigned steps = 0; steps < 4; steps++) {
        enum cp_dep dep = dep_of(scene, verb);
        uint32_t up = cp_relate_governor(scene, verb);
        if (up == CP_NONE)
            return DATE_NONE;
        bool says = (dep == CP_DEP_CCOMP || dep == CP_DEP_ADVCL) && lemma_is_asked(scene, up, w->say_verbs);
        if (!goes_up(w, verb, up, says))
            return DATE_NONE;
        if (up == site)
            return says || reported ? DATE_OF_REPORT : dep == CP_DEP_CONJ ? DATE_OF_CLAUSE : DATE_OF_DECISION;
        if (reported && !says)
            return DATE_NONE;
        reported = says;
        verb = up;
        if (is_verb(scene, up))
            continue;
        if (cp_relate_governor(scene, site) == up && (dep_of(scene, site) == CP_DEP_ACL || dep_of(scene, site) == CP_DEP_RELCL))
            return DATE_OF_DECISION; // "an agreement signed last year limiting exports"
        verb = verb_above(scene, up);
        if (verb == CP_NONE)
            return DATE_NONE;
        if (verb == site)
            return DATE_OF_REPORT;
    }
    return DATE_NONE;
}

// "imposed 100 pct tariffs": right behind the verb, whatever became of the tree.
static bool is_right_behind(const struct scene *scene, uint32_t token, uint32_t verb)
{
    enum { NEAR = 4 };
    if (token < verb || token - verb > NEAR)
        return false;
    for (uint32_t between = verb + 1; between < token; between++)
        if (dep_of(scene, between) == CP_DEP_PUNCT || token_at(scene, between)->tag == CP_TAG_IN || is_verb(scene, between))
            return false;
    return true;
}

// Is the noun what its clause is about: an argument of the verb, or in a phrase of one?
static bool is_argument(const struct wanted *w, uint32_t token, uint32_t verb)
{
    const struct scene *scene = w->scene;
    if (is_right_behind(scene, token, verb))
        return true;
    for (unsigned steps = 0; steps < CLIMB_MOST; steps++) {
        enum cp_dep dep = dep_of(scene, token);
        uint32_t up = cp_relate_governor(scene, token);
        if (up == CP_NONE)
            return false;
        if (up == verb)
            return dep != CP_DEP_POSS;
        if (dep == CP_DEP_PREP && !cp_relate_brings_examples(scene->analysis, token) && !lemma_is_asked(scene, up, w->carriers) && !word_is(token_at(scene, up), CP_STR("part")))
            return false;
        if (dep == CP_DEP_POBJ && lemma_is_asked(scene, up, w->background))
            return false;
        if (is_verb(scene, up) && dep_of(scene, up) != CP_DEP_PREP)
            return false;
        token = up;
    }
    return false;
}

// Is the verb that of a clause about the act's noun ("controls that apply to all")? Where its noun stands tells more, then.
static bool is_clause_about(const struct scene *scene, const struct telling *t, uint32_t verb)
{
    return !t->verbal && cp_relate_governor(scene, verb) == t->token && (dep_of(scene, verb) == CP_DEP_RELCL || dep_of(scene, verb) == CP_DEP_ACL) &&
           cp_relate_governor(scene, t->token) != CP_NONE;
}

// "the April 17 imposition of tariffs", "Saturday's removal of curbs": the noun that carries the act.
static bool is_carrier(const struct wanted *w, uint32_t site)
{
    const struct scene *scene = w->scene;
    uint32_t of = cp_relate_governor(scene, w->telling->token);
    return of != CP_NONE && dep_of(scene, w->telling->token) == CP_DEP_POBJ && cp_relate_governor(scene, of) == site &&
           word_is(token_at(scene, of), CP_STR("of")) && lemma_is_asked(scene, site, w->carriers);
}

// "duties imposed in the order of April 2", "the tariff applicable under Proclamation 7 of March 8": the day of the text
// that makes the act.
static bool is_of_basis(const struct wanted *w, uint32_t site)
{
    const struct scene *scene = w->scene;
    uint32_t prep = cp_relate_governor(scene, site);
    if (prep == CP_NONE || dep_of(scene, site) != CP_DEP_POBJ || !lemma_is_asked(scene, site, w->instruments) ||
        !(word_is(token_at(scene, prep), CP_STR("under")) || word_is(token_at(scene, prep), CP_STR("in")) || word_is(token_at(scene, prep), CP_STR("by"))))
        return false;
    uint32_t word = cp_relate_governor(scene, prep);
    uint32_t above = word == CP_NONE ? CP_NONE : cp_relate_governor(scene, word);
    enum cp_dep dep = word == CP_NONE ? CP_DEP_ROOT : dep_of(scene, word);
    return above == w->telling->token && (dep == CP_DEP_ACL || dep == CP_DEP_AMOD || dep == CP_DEP_RELCL);
}

// "Passed in May, the act pays for plants": what the clause in front says was done to the subject.
static bool is_clause_of_subject(const struct wanted *w, uint32_t site)
{
    const struct scene *scene = w->scene;
    uint32_t verb = cp_relate_governor(scene, w->telling->token);
    return verb != CP_NONE && token_at(scene, site)->tag == CP_TAG_VBN && dep_of(scene, site) == CP_DEP_ADVCL &&
           cp_relate_governor(scene, site) == verb && cp_relate_child(scene, verb, CP_DEP_NSUBJ) == w->telling->token &&
           cp_relate_child(scene, site, CP_DEP_NSUBJ) == CP_NONE && cp_relate_child(scene, site, CP_DEP_MARK) == CP_NONE &&
           site < w->telling->token;
}

// "lifted the tariffs imposed in May"
static bool hangs_on_noun(const struct wanted *w, uint32_t site)
{
    return is_about_noun(w->scene, w->telling, site) || is_carrier(w, site) || is_of_basis(w, site) || is_clause_of_subject(w, site);
}

// What the word that a date hangs on has to do with the telling.
static enum date_hold hold_of(const struct wanted *w, uint32_t site)
{
    const struct scene *scene = w->scene;
    const struct telling *t = w->telling;
    if (site == t->token || (site >= t->first && site <= t->last))
        return DATE_IN_NAME;
    if (!t->verbal && hangs_on_noun(w, site))
        return DATE_OF_TAKING;
    uint32_t verb = t->verbal ? t->token : t->governor;
    bool carried = verb != CP_NONE;
    if (carried && site != verb && is_clause_about(scene, t, verb)) // "tightened its rules, with controls that apply to all"
        carried = false;
    if (!carried)
        verb = verb_above(scene, t->token);
    if (verb == CP_NONE)
        return DATE_NONE;
    if (carried && site == verb)
        return DATE_OF_TAKING;
    if (!carried && !is_argument(w, t->token, verb))
        return DATE_NONE;
    if (site == verb)
        return lemma_is_asked(scene, verb, w->say_verbs) ? DATE_NONE : DATE_OF_CLAUSE;
    enum date_hold hold = climb_to(w, verb, site);
    if (!carried)
        hold = hold == DATE_OF_DECISION ? DATE_OF_CLAUSE : DATE_NONE;
    return hold ? hold : is_beside(scene, verb, site) || is_meanwhile(scene, verb, site) ? DATE_OF_FRAME : DATE_NONE;
}

// "The cabinet on Wednesday stopped the sale": where the parser hangs the day on a noun, its clause counts too.
static enum date_hold hold_of_clause(const struct wanted *w, const struct timex *x, uint32_t site)
{
    const struct scene *scene = w->scene;
    uint32_t verb = verb_above(scene, site);
    bool adverbial = x->first > 0 && (word_is(token_at(scene, x->first - 1), CP_STR("on")) || word_is(token_at(scene, x->first - 1), CP_STR("in")));
    if (is_verb(scene, site) || verb == CP_NONE || !adverbial || lemma_is_asked(scene, verb, w->say_verbs))
        return DATE_NONE;
    enum date_hold hold = hold_of(w, verb);
    return hold > DATE_OF_CLAUSE ? DATE_OF_CLAUSE : hold;
}

static bool has_modal(const struct scene *scene, uint32_t verb)
{
    for (uint32_t i = scene->child_first[verb]; i < scene->child_first[verb + 1]; i++)
        if (token_at(scene, scene->children[i])->tag == CP_TAG_MD)
            return true;
    return false;
}

// "vetoed a resolution that would have tightened the sanctions": the verb above, whose day is that of what might have been.
static uint32_t verb_that_decides(const struct scene *scene, uint32_t verb)
{
    if (verb == CP_NONE || dep_of(scene, verb) != CP_DEP_RELCL || !has_modal(scene, verb))
        return verb;
    uint32_t above = verb_above(scene, cp_relate_governor(scene, verb));
    return above == CP_NONE ? verb : above;
}

// "in May 2002, when it imposed tariffs"
static bool is_when_clause(const struct scene *scene, const struct telling *t, const struct timex *x)
{
    uint32_t verb = t->verbal ? t->token : t->governor, next = x->last + 1;
    if (next < t->token && token_at(scene, next)->tag == CP_TAG_COMMA)
        next++;
    if (verb == CP_NONE)
        verb = verb_above(scene, t->token);
    verb = verb_that_decides(scene, verb);
    return verb != CP_NONE && next < t->token && word_is(token_at(scene, next), CP_STR("when")) &&
           cp_relate_governor(scene, next) == verb;
}

// "In April 2018 Washington dropped the hammer: it imposed controls": the day that opens a sentence is that of all its
// main clauses.
static bool is_frame(const struct wanted *w, const struct timex *x, uint32_t site)
{
    enum { OPENING = 3 };
    const struct scene *scene = w->scene;
    uint32_t first = scene->analysis->sentences[w->telling->sentence].first;
    if (x->first >= first + OPENING || x->last + 1 >= w->telling->token || !is_verb(scene, site))
        return false;
    uint32_t verb = w->telling->verbal ? w->telling->token : w->telling->governor;
    for (unsigned steps = 0; verb != CP_NONE && steps < CLIMB_MOST; steps++) {
        enum cp_dep dep = dep_of(scene, verb);
        uint32_t up = cp_relate_governor(scene, verb);
        if (up == CP_NONE)
            return true;
        if (dep != CP_DEP_CONJ && dep != CP_DEP_XCOMP && dep != CP_DEP_PARATAXIS && dep != CP_DEP_CCOMP)
            return false;
        verb = up;
    }
    return false;
}

// "the listing of two firms, among them Hikvision, on the Entity List in May": no verb between.
static bool is_behind(const struct wanted *w, const struct timex *x)
{
    enum { FARTHEST = 20, FARTHEST_INSIDE = 40 };
    const struct scene *scene = w->scene;
    uint32_t farthest = cp_relate_is_under(scene, x->first, w->telling->token) ? FARTHEST_INSIDE : FARTHEST;
    if (w->telling->verbal || x->first <= w->telling->token || x->first - w->telling->token > farthest)
        return false;
    for (uint32_t token = w->telling->token + 1; token < x->first; token++)
        if (is_verb(scene, token) && dep_of(scene, token) != CP_DEP_PREP)
            return false;
    return true;
}

// Of a coming act a day without a year is the next one: "will take effect in March", "the planned talks in March".
static bool lies_ahead(const struct scene *scene, const struct telling *t, const struct timex *x, uint32_t site)
{
    if (x->role == TIMEX_UNTIL)
        return true;
    if (x->role == TIMEX_FROM)
        return !is_verb(scene, site) || token_at(scene, site)->tag != CP_TAG_VBD; // "came into force on May 1"
    if (!is_verb(scene, site))
        return t->status == CP_STATUS_PLANNED;
    if (has_modal(scene, site))
        return true;
    return token_at(scene, site)->tag == CP_TAG_VB && t->status == CP_STATUS_PLANNED;
}

static bool leads_to_answered(const struct cp_token *prep)
{
    return word_is(prep, CP_STR("to")) || word_is(prep, CP_STR("for")) || word_is(prep, CP_STR("against")) || word_is(prep, CP_STR("of"));
}

// "retaliation for the controls of October 2022", "duties in response to tariffs imposed in May": the day of what is
// answered is not that of the answer; but "on Wednesday" at the end of it may be.
static bool is_of_answered(const struct wanted *w, const struct timex *x, uint32_t site)
{
    const struct scene *scene = w->scene;
    bool adverbial = !is_verb(scene, site) && x->first > 0 && word_is(token_at(scene, x->first - 1), CP_STR("on"));
    uint32_t token = adverbial ? CP_NONE : site;
    for (unsigned steps = 0; token != CP_NONE && steps < CLIMB_MOST; steps++) {
        uint32_t up = cp_relate_governor(scene, token);
        if (up != CP_NONE && dep_of(scene, token) == CP_DEP_PREP && leads_to_answered(token_at(scene, token)) &&
            lemma_is_asked(scene, up, scene->answer_words))
            return !cp_relate_is_under(scene, w->telling->token, token);
        token = up;
    }
    return false;
}

// "If Delhi does not yield by July 1, tariffs will rise": the day of the threat is that of the deadline.
static bool is_deadline(const struct wanted *w, const struct timex *x, uint32_t site)
{
    const struct scene *scene = w->scene;
    bool by = x->first > 0 && (word_is(token_at(scene, x->first - 1), CP_STR("by")) || word_is(token_at(scene, x->first - 1), CP_STR("before")));
    uint32_t mark = is_verb(scene, site) && dep_of(scene, site) == CP_DEP_ADVCL ? cp_relate_child(scene, site, CP_DEP_MARK) : CP_NONE;
    if (!by || mark == CP_NONE || w->telling->status != CP_STATUS_PLANNED ||
        !(word_is(token_at(scene, mark), CP_STR("if")) || word_is(token_at(scene, mark), CP_STR("unless"))))
        return false;
    return cp_relate_is_under(scene, w->telling->token, cp_relate_governor(scene, site)) && !cp_relate_is_under(scene, w->telling->token, site);
}

static enum date_hold weigh_date(const struct wanted *w, const struct timex *x, uint32_t site)
{
    enum { NAME_MOST = 4 };
    const struct telling *t = w->telling;
    if (x->of_law) // the name's own
        return t->token < x->first && x->first - t->token <= NAME_MOST && t->last + 2 >= x->first ? DATE_IN_NAME : DATE_NONE;
    if (x->role == TIMEX_UNTIL && is_deadline(w, x, site))
        return DATE_OF_EFFECT;
    if (x->role == TIMEX_UNTIL || is_of_answered(w, x, site))
        return DATE_NONE;
    enum date_hold hold = is_when_clause(w->scene, w->telling, x) ? DATE_OF_TAKING : hold_of(w, site);
    if (!hold && !x->behind)
        hold = hold_of_clause(w, x, site);
    if (!hold && !x->behind && (is_frame(w, x, site) || is_behind(w, x)))
        hold = DATE_OF_FRAME;
    struct cp_date date = lies_ahead(w->scene, t, x, site) ? x->coming : x->date;
    bool ahead = cp_date_compare(date, w->scene->document->date) > 0;
    if ((hold == DATE_OF_DECISION || hold == DATE_OF_REPORT) && ahead)
        return DATE_NONE; // "leave tomorrow to sign the pact"
    return hold && x->role == TIMEX_FROM ? DATE_OF_EFFECT : hold;
}

static struct wanted wanted_in(const struct scene *scene)
{
    return (struct wanted){.scene = scene,
                           .say_verbs = cp_lexicon_set(scene->lexicon, "report-verb"),
                           .plan_verbs = cp_lexicon_set(scene->lexicon, "plan-verb"),
                           .decide_verbs = cp_lexicon_set(scene->lexicon, "decide-verb"),
                           .instruments = cp_lexicon_set(scene->lexicon, "instrument-noun"),
                           .carriers = cp_lexicon_set(scene->lexicon, "carrier-noun"),
                           .background = cp_lexicon_set(scene->lexicon, "background-preposition"),
                           .ends = cp_lexicon_set(scene->lexicon, "end-verb")};
}

// "imposed tariffs in May and sanctions in April": a date between the verb and a second object is that of the first.
static uint32_t of_another_object(const struct wanted *w, const struct timex *x)
{
    const struct telling *t = w->telling;
    return !t->verbal && t->governor != CP_NONE && t->governor < x->first && x->last < t->token && dep_of(w->scene, t->token) == CP_DEP_CONJ;
}

static void date_telling(struct wanted w, struct telling *t, const timex_vec *times)
{
    enum { FAR = 1000 };
    const struct scene *scene = w.scene;
    const struct timex *best = NULL;
    uint32_t best_distance = 0;
    w.telling = t;
    for (size_t i = 0; i < times->count; i++) {
        const struct timex *x = &times->items[i];
        enum date_hold hold = weigh_date(&w, x, site_of(scene, x, w.say_verbs));
        uint32_t distance = x->first > t->token ? x->first - t->token : t->token - x->first + of_another_object(&w, x) * FAR;
        if (hold > t->dated || (hold && hold == t->dated && distance < best_distance)) {
            best = x;
            t->dated = hold;
            best_distance = distance;
        }
    }
    if (!best)
        return;
    t->date = lies_ahead(scene, t, best, site_of(scene, best, w.say_verbs)) ? best->coming : best->date;
    bool lifts = t->governor != CP_NONE && lemma_is_asked(scene, t->governor, w.ends);
    if (lifts && t->dated < DATE_IN_NAME && t->dated > DATE_OF_END && !hangs_on_noun(&w, site_of(scene, best, w.say_verbs)))
        t->dated = DATE_OF_END;
    if (t->dated != DATE_IN_NAME && cp_date_compare(t->date, scene->document->date) > 0 && scene->document->date.year)
        t->dated = DATE_OF_EFFECT;
}

void cp_relate_date_tellings(struct scene *scene)
{
    const struct cp_analysis *a = scene->analysis;
    const struct wanted wanted = wanted_in(scene);
    struct timeline timeline = {0};
    timex_vec times = {0};
    size_t next = 0;
    for (uint32_t s = 0; s < a->sentence_count && next < scene->tellings.count; s++) {
        times.count = 0;
        cp_relate_timexes(a, &a->sentences[s], scene->time_beginnings, scene->document->date, &timeline, scene->doc, &times);
        for (; next < scene->tellings.count && scene->tellings.items[next].sentence == s; next++)
            date_telling(wanted, &scene->tellings.items[next], &times);
    }
}
