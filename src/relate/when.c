// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Dates of tellings. An expression of time hangs on a word; a telling takes it if that word is the trigger, its light
// verb, or a verb that announces or plans it. Failing that, the same clause decides, and last a verb of saying above
// it, whose day is that of the report. What says when an act ends is not its date.
#include "timex.h"
#include "trigger.h"

enum { CLIMB_MOST = 8, BEST_FIT = 5 };

struct wanted {
    const struct scene *scene;
    const struct telling *telling;
    uint32_t say_verbs;
};

// The word that a time expression hangs on.
static uint32_t site_of(const struct scene *scene, const struct timex *x)
{
    uint32_t token = x->first;
    uint32_t first = scene->analysis->sentences[token_at(scene, token)->sentence].first;
    if (token > first && dep_of(scene, token - 1) == CP_DEP_PREP && cp_relate_governor(scene, token - 1) != CP_NONE)
        return cp_relate_governor(scene, token - 1); // "On Monday Delhi decided", whatever became of "Monday Delhi"
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
    return token;
}

static uint32_t verb_above(const struct scene *scene, uint32_t token)
{
    for (unsigned steps = 0; steps < 2 * CLIMB_MOST && token != CP_NONE; steps++) {
        if (is_verb(scene, token))
            return token;
        token = cp_relate_governor(scene, token);
    }
    return CP_NONE;
}

static bool is_modifier(uint8_t dep)
{
    return dep == CP_DEP_COMPOUND || dep == CP_DEP_AMOD || dep == CP_DEP_NMOD;
}

// How well the word that a date hangs on fits the telling: 0 not at all.
static int fit_of(const struct wanted *w, uint32_t site)
{
    const struct scene *scene = w->scene;
    const struct telling *t = w->telling;
    if (site == t->token || (site >= t->first && site <= t->last))
        return BEST_FIT;
    uint32_t verb = t->verbal ? t->token : t->governor;
    if (verb == CP_NONE) { // no light verb: only the noun that it modifies, or the participle behind it
        uint32_t head = cp_relate_governor(scene, t->token);
        if (head == site && is_modifier(token_at(scene, t->token)->dep))
            return 4;
        uint8_t dep = token_at(scene, site)->dep;
        if (cp_relate_governor(scene, site) == t->token && (dep == CP_DEP_ACL || dep == CP_DEP_RELCL))
            return 4;
        return 0;
    }
    if (site == verb)
        return 4;
    for (unsigned steps = 0; steps < 4; steps++) {
        uint8_t dep = token_at(scene, verb)->dep;
        uint32_t up = cp_relate_governor(scene, verb);
        if (up == CP_NONE)
            return 0;
        bool says = (dep == CP_DEP_CCOMP || dep == CP_DEP_ADVCL) &&
                    lemma_is_asked(scene, up, w->say_verbs);
        if (dep != CP_DEP_XCOMP && dep != CP_DEP_ACL && dep != CP_DEP_CONJ && !says)
            return 0;
        if (up == site)
            return says ? 2 : dep == CP_DEP_CONJ ? 1 : 3;
        verb = up;
        if (says)
            return 0;
        if (!is_verb(scene, up))
            verb = verb_above(scene, up);
        if (verb == CP_NONE)
            return 0;
        if (verb == site)
            return 2;
    }
    return 0;
}

// The verb of the clause in which the date and the trigger stand, unless it only reports.
static bool same_clause(const struct wanted *w, uint32_t site)
{
    uint32_t verb = verb_above(w->scene, site);
    return verb != CP_NONE && verb == verb_above(w->scene, w->telling->token) &&
           !lemma_is_asked(w->scene, verb, w->say_verbs);
}

// "in May 2002, when it imposed tariffs"
static bool is_when_clause(const struct scene *scene, const struct telling *t, const struct timex *x)
{
    uint32_t verb = t->verbal ? t->token : t->governor, next = x->last + 1;
    if (next < t->token && token_at(scene, next)->tag == CP_TAG_COMMA)
        next++;
    return verb != CP_NONE && next < t->token && word_is(token_at(scene, next), CP_STR("when")) &&
           cp_relate_governor(scene, next) == verb;
}

// Of a coming act a day without a year is the next one: "will take effect in March", "the planned talks in March".
static bool lies_ahead(const struct scene *scene, const struct telling *t, const struct timex *x, uint32_t site)
{
    if (x->role == TIMEX_FROM)
        return true;
    if (!is_verb(scene, site))
        return t->status == CP_STATUS_PLANNED;
    for (uint32_t i = scene->child_first[site]; i < scene->child_first[site + 1]; i++)
        if (token_at(scene, scene->children[i])->tag == CP_TAG_MD)
            return true;
    return token_at(scene, site)->tag == CP_TAG_VB && t->status == CP_STATUS_PLANNED;
}

static void date_telling(struct scene *scene, struct telling *t, const timex_vec *times, uint32_t say_verbs)
{
    const struct wanted w = {scene, t, say_verbs};
    const struct timex *best = NULL;
    int best_fit = 0;
    uint32_t best_distance = 0;
    for (size_t i = 0; i < times->count; i++) {
        const struct timex *x = &times->items[i];
        if (x->role == TIMEX_UNTIL)
            continue;
        uint32_t site = site_of(scene, x);
        int fit = 4 * (is_when_clause(scene, t, x) ? BEST_FIT : fit_of(&w, site));
        if (!fit)
            fit = same_clause(&w, site) ? 2 : 0;
        if (fit && x->role == TIMEX_FROM)
            fit--; // the day of the announcement is better
        uint32_t distance = x->first > t->token ? x->first - t->token : t->token - x->first;
        if (fit > best_fit || (fit && fit == best_fit && distance < best_distance)) {
            best = x;
            best_fit = fit;
            best_distance = distance;
        }
    }
    if (best)
        t->date = lies_ahead(scene, t, best, site_of(scene, best)) ? best->coming : best->date;
}

void cp_relate_date_tellings(struct scene *scene)
{
    uint32_t say_verbs = cp_lexicon_set(scene->lexicon, "report-verb");
    timex_vec times = {0};
    uint32_t sentence = CP_NONE;
    for (size_t i = 0; i < scene->tellings.count; i++) {
        struct telling *t = &scene->tellings.items[i];
        if (t->sentence != sentence) {
            sentence = t->sentence;
            times.count = 0;
            cp_relate_timexes(scene->analysis, &scene->analysis->sentences[sentence], scene->document->date, scene->doc,
                              &times);
        }
        date_telling(scene, t, &times, say_verbs);
    }
}
