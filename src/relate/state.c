// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// When an act was taken, and how far it has come. Of the dates of its tellings the surest wins: that of the verb which
// takes or announces the act over one in the same clause; of two as sure the more precise; and a sure but rough one
// ("in 2018") is made precise by any that agrees with it ("in March 2018"). The day on which an act takes effect
// counts only of one that is still planned. An act without a date that the document tells as news is as old as the
// document.
#include "expand.h"
#include "identity.h"
#include "trigger.h"


enum { RELEASE_BLOCKS = 8, EARLY_BLOCKS = 3 };

// "is imposing"; and in a release what is promised is the news: "will impose".
static bool is_under_way(const struct scene *scene, uint32_t verb)
{
    uint8_t tag = scene->analysis->tokens[verb].tag;
    for (uint32_t i = scene->child_first[verb]; i < scene->child_first[verb + 1]; i++) {
        const struct cp_token *aux = &scene->analysis->tokens[scene->children[i]];
        bool present = aux->dep == CP_DEP_AUX && (aux->tag == CP_TAG_VBZ || aux->tag == CP_TAG_VBP);
        if (tag == CP_TAG_VBG && present)
            return true;
        if (tag == CP_TAG_VB && scene->of_today && aux->tag == CP_TAG_MD && cp_str_equal(aux->lower, CP_STR("will")))
            return true;
    }
    return false;
}

// "The order directs the agency to open a probe", "I am pleased to announce a deal": the finite verb by which an infinitive is told
// or ordered; the verb itself if it is no infinitive.
static uint32_t finite_above(const struct scene *scene, uint32_t verb)
{
    enum { STEPS_MOST = 4 };
    for (unsigned steps = 0; steps < STEPS_MOST && token_at(scene, verb)->tag == CP_TAG_VB; steps++) {
        enum cp_dep dep = dep_of(scene, verb);
        uint32_t up = cp_relate_governor(scene, verb);
        if (up == CP_NONE || (dep != CP_DEP_XCOMP && dep != CP_DEP_CCOMP))
            return verb;
        verb = dep_of(scene, up) == CP_DEP_ACOMP ? cp_relate_governor(scene, up) : up;
    }
    return verb;
}

// "Statement on the agreement with Samsung": what a release is about.
static bool is_subject_of_release(const struct scene *scene, const struct telling *t)
{
    static const char *const texts[] = {"statement", "remarks", "announcement", "sheet", "readout", "communique"};
    uint32_t on = cp_relate_governor(scene, t->token), text = on == CP_NONE ? CP_NONE : cp_relate_governor(scene, on);
    while (text != CP_NONE && dep_of(scene, text) == CP_DEP_POBJ) // "Statement of the Secretary on"
        text = cp_relate_governor(scene, cp_relate_governor(scene, text));
    if (text == CP_NONE || !cp_str_equal(token_at(scene, on)->lower, CP_STR("on")))
        return false;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (cp_str_equal(token_at(scene, text)->lower, cp_str_from(texts[i])))
            return t->reach == TELLING_SPECIFIC;
    return false;
}

// "Argentina to sue Brussels", "Bank fined by regulator": in headlines what is to come stands in the infinitive, and the passive without its verb.
static bool is_headline_verb(const struct scene *scene, uint32_t verb)
{
    uint8_t tag = token_at(scene, verb)->tag;
    bool root = cp_relate_governor(scene, verb) == CP_NONE;
    if (tag == CP_TAG_VB)
        return cp_relate_child(scene, verb, CP_DEP_AUX) != CP_NONE && (root || dep_of(scene, verb) == CP_DEP_CCOMP);
    return tag == CP_TAG_VBN && root && cp_relate_child(scene, verb, CP_DEP_AUXPASS) == CP_NONE &&
           cp_relate_child(scene, verb, CP_DEP_AUX) == CP_NONE;
}

// "new sanctions", "a ban": not "the tariffs" or "Iran sanctions", which the reader knows.
static bool is_told_as_new(const struct scene *scene, const struct telling *t, uint32_t news_words)
{
    for (uint32_t i = t->first; i <= t->token; i++)
        if (form_is_asked(scene, i, news_words))
            return true;
    return false;
}

// No stop at its end, as in a list of headlines.
static bool is_headline(const struct scene *scene, const struct cp_sentence *sentence)
{
    const struct cp_token *last = &scene->analysis->tokens[sentence->first + sentence->count - 1];
    return sentence->block == 0 || last->dep != CP_DEP_PUNCT;
}

// Told as news of the document's own time: in the headline or the lead by a verb that takes it ("imposed tariffs") or as new, or
// in the present; in the present tense ("restricts") only in a headline or a release, since elsewhere that tells a habit. A bare mention
// ("U.S. sanctions", "under the tariffs") takes the act for known.
static bool is_news(const struct scene *scene, const struct telling *t, uint32_t news_words)
{
    uint32_t verb = t->verbal ? t->token : t->governor;
    const struct cp_sentence *sentence = &scene->analysis->sentences[t->sentence];
    if (verb == CP_NONE)
        return sentence->block == 0 && (is_told_as_new(scene, t, news_words) || (scene->of_today && is_subject_of_release(scene, t)));
    uint8_t tag = scene->analysis->tokens[scene->of_today ? finite_above(scene, verb) : verb].tag;
    bool present = tag == CP_TAG_VBZ || tag == CP_TAG_VBP;
    if (sentence->block == 0 || (sentence->block < EARLY_BLOCKS && !present))
        return true;
    bool now = (present && (scene->of_today || is_headline(scene, sentence))) || (is_headline(scene, sentence) && is_headline_verb(scene, verb));
    return t->status != CP_STATUS_ENDED && (now || is_under_way(scene, verb));
}

// "Fact Sheet: …", "Joint Statement on …": the heading of a release.
static bool is_release_title(const struct cp_token *first, size_t count)
{
    static const char *const openings[][2] = {
        {"fact", "sheet"}, {"joint", "statement"}, {"press", "release"}, {"statement", "by"}, {"statement", "of"}};
    for (size_t i = 0; count > 1 && i < sizeof openings / sizeof *openings; i++)
        if (cp_str_equal(first[0].lower, cp_str_from(openings[i][0])) &&
            cp_str_equal(first[1].lower, cp_str_from(openings[i][1])))
            return true;
    return false;
}

bool cp_relate_is_of_today(const struct scene *scene)
{
    const struct cp_analysis *a = scene->analysis;
    if (is_release_title(a->tokens, a->token_count))
        return true;
    for (size_t t = 0; t < a->token_count && a->sentences[a->tokens[t].sentence].block < RELEASE_BLOCKS; t++)
        if (cp_str_equal(a->tokens[t].lower, CP_STR("today")))
            return true;
    return false;
}

static bool agree(struct cp_date rough, struct cp_date fine)
{
    return rough.year == fine.year && (!rough.month || rough.month == fine.month) &&
           (!rough.day || rough.day == fine.day);
}

static int sureness(const struct telling *t, enum cp_measure_status status)
{
    if (t->dated == DATE_OF_END)
        return status == CP_STATUS_ENDED; // when it was lifted
    if (t->dated == DATE_OF_EFFECT)
        return status == CP_STATUS_PLANNED ? 2 : 0;
    return t->dated >= DATE_OF_REPORT ? 3 : t->dated >= DATE_OF_FRAME ? 2 : 1;
}

// The surest date of its tellings.
static struct cp_date date_told(const struct scene *scene, const struct act *act, enum cp_measure_status status)
{
    struct cp_date date = {0};
    int best = 0;
    for (size_t i = 0; i < act->tellings.count; i++) {
        const struct telling *t = telling_of_act(scene, act, i);
        int sure = 4 * sureness(t, status) + cp_date_precision(t->date);
        if (t->date.year && sureness(t, status) && sure > best) {
            best = sure;
            date = t->date;
        }
    }
    for (size_t i = 0; i < act->tellings.count; i++) {
        struct cp_date fine = telling_of_act(scene, act, i)->date;
        if (cp_date_precision(fine) > cp_date_precision(date) && agree(date, fine))
            date = fine;
    }
    return date;
}

struct cp_date cp_relate_date_of(const struct scene *scene, const struct act *act)
{
    struct cp_date date = date_told(scene, act, cp_relate_status_of(scene, act)), effect = {0};
    if (date.year)
        return date;
    const uint32_t news_words = cp_lexicon_set(scene->lexicon, "news-word");
    bool fresh = false;
    for (size_t i = 0; i < act->tellings.count; i++) {
        const struct telling *t = telling_of_act(scene, act, i);
        fresh |= is_news(scene, t, news_words);
        if (t->dated == DATE_OF_EFFECT)
            effect = t->date;
    }
    bool ahead = effect.year && cp_date_compare(effect, scene->document->date) > 0; // told before it takes effect
    if ((fresh || ahead) && scene->of_today)
        return scene->document->date;
    if (fresh && !effect.year)
        date.year = scene->document->date.year;
    return date.year ? date : effect; // of a coming act the day from which it is, if no other is told
}

// The latest status that the text reports: what is done is not undone by a later "could", nor ended by fewer words than
// tell of it as done, or by words before those. A mention without a status ("its tariffs") takes the act for given, so
// that plans must be told more often.
enum cp_measure_status cp_relate_status_of(const struct scene *scene, const struct act *act)
{
    size_t told[CP_STATUS_COUNT] = {0};
    enum cp_measure_status last = CP_STATUS_NONE; // of those that say that it is so
    uint32_t plans = CP_NONE;                     // the sentence that told of a plan last: what else it calls the act is planned, too
    for (size_t i = 0; i < act->tellings.count; i++) {
        const struct telling *t = telling_of_act(scene, act, i);
        enum cp_measure_status status = t->status == CP_STATUS_NONE && t->sentence == plans ? CP_STATUS_PLANNED : t->status;
        plans = status == CP_STATUS_PLANNED ? t->sentence : plans;
        told[status]++;
        if (status == CP_STATUS_ACTIVE || status == CP_STATUS_ENDED)
            last = status;
    }
    if (last == CP_STATUS_ENDED && told[CP_STATUS_ENDED] >= told[CP_STATUS_ACTIVE])
        return CP_STATUS_ENDED;
    bool planned = told[CP_STATUS_PLANNED] > told[CP_STATUS_NONE];
    return told[CP_STATUS_ACTIVE] || !planned ? CP_STATUS_ACTIVE : CP_STATUS_PLANNED;
}
