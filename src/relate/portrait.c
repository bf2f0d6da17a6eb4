// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// The words of a noun phrase that tell one act from others of its kind: a proper name or a number ("the October 7 controls"), the
// rate of a duty, and the modifiers by which a text sets acts apart ("previous", "another").
#include "portrait.h"

#include "trigger.h"

static bool is_party(const struct scene *scene, uint32_t token)
{
    uint32_t covering = scene->mentions->covering[token];
    if (covering == CP_NONE)
        return false;
    enum cp_kind kind = scene->mentions->entities[scene->mentions->mentions[covering].entity].kind;
    return kind != CP_KIND_TECHNOLOGY;
}

static bool has_digit(struct cp_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] >= '0' && word.ptr[i] <= '9')
            return true;
    return false;
}

static bool is_percent(const struct scene *scene, uint32_t token)
{
    if (token >= scene->analysis->token_count)
        return false;
    const struct cp_token *t = token_at(scene, token);
    bool per_cent = word_is(t, CP_STR("per")) && token + 1 < scene->analysis->token_count &&
                    word_is(token_at(scene, token + 1), CP_STR("cent"));
    return per_cent || word_is(t, CP_STR("%")) || word_is(t, CP_STR("percent")) || word_is(t, CP_STR("pct"));
}

// "25 %", "25-percent".
static bool is_rate(const struct scene *scene, uint32_t token)
{
    if (!has_digit(token_at(scene, token)->lower))
        return false;
    const struct cp_token *next = token + 1 < scene->analysis->token_count ? token_at(scene, token + 1) : NULL;
    return is_percent(scene, token + 1) || (next && word_is(next, CP_STR("-")) && is_percent(scene, token + 2));
}

// Capitals say nothing in a headline. The word of the act itself is no name, unless it is a number ("Executive Order 13382").
static bool is_name(const struct scene *scene, const struct telling *t, uint32_t token, bool shouted)
{
    const struct cp_token *word = token_at(scene, token);
    if (has_digit(word->lower))
        return !is_party(scene, token);
    bool proper = word->capital && (word->tag == CP_TAG_NNP || word->tag == CP_TAG_NNPS);
    return proper && !shouted && token != t->token && word->lower.len > 1 && !is_party(scene, token);
}

static void read_name(struct scene *scene, const struct telling *t, struct portrait *p)
{
    bool shouted = cp_sentence_is_shouted(scene->analysis, &scene->analysis->sentences[t->sentence]);
    for (uint32_t i = t->first; i <= t->last; i++) {
        if (is_rate(scene, i))
            *CP_PUSH(scene->doc, &p->rates) = token_at(scene, i)->lower;
        else if (is_name(scene, t, i, shouted))
            *CP_PUSH(scene->doc, &p->names) = token_at(scene, i)->lower;
    }
}

static enum introduction introduction_of(const struct scene *scene, const struct telling *t)
{
    if (t->verbal)
        return INTRODUCED_TOLD;
    uint32_t first = scene->analysis->sentences[t->sentence].first;
    if (t->first == first)
        return INTRODUCED_BARE;
    const struct cp_token *before = token_at(scene, t->first - 1);
    if (before->tag == CP_TAG_PRP_POSS || before->tag == CP_TAG_POS)
        return INTRODUCED_OWNED;
    if (before->tag != CP_TAG_DT)
        return INTRODUCED_BARE;
    static const char *const definite[] = {"the", "this", "these", "that", "those"};
    for (size_t i = 0; i < sizeof definite / sizeof *definite; i++)
        if (cp_str_equal(before->lower, cp_str_from(definite[i])))
            return INTRODUCED_DEFINITE;
    return INTRODUCED_NEW;
}

// "previously designated", "existing tariffs", "a sanctioned bank": set apart by the text from what it reports.
static bool is_past(const struct scene *scene, const struct telling *t)
{
    if (t->verbal && dep_of(scene, t->token) == CP_DEP_AMOD)
        return true;
    for (uint32_t i = scene->child_first[t->token]; i < scene->child_first[t->token + 1]; i++)
        if (form_is_asked(scene, scene->children[i], scene->past_words))
            return true;
    return false;
}

static bool does_relax(const struct scene *scene, const struct telling *t)
{
    for (uint32_t i = t->first; !t->verbal && i <= t->token; i++)
        if (is_asked(scene, i, scene->relief_nouns))
            return true;
    return false;
}

void cp_relate_portray(struct scene *scene, const struct telling *telling, struct portrait *portrait)
{
    portrait->introduction = introduction_of(scene, telling);
    portrait->past = is_past(scene, telling);
    portrait->relaxes = does_relax(scene, telling);
    if (!telling->verbal)
        read_name(scene, telling, portrait);
}

static void add_words(struct scene *scene, word_vec *words, const word_vec *more)
{
    for (size_t i = 0; i < more->count; i++)
        *CP_PUSH(scene->doc, words) = more->items[i];
}

void cp_relate_add_portrait(struct scene *scene, struct portrait *portrait, const struct portrait *more)
{
    add_words(scene, &portrait->names, &more->names);
    add_words(scene, &portrait->rates, &more->rates);
    portrait->past &= more->past;
}

static enum likeness alike(const word_vec *a, const word_vec *b)
{
    if (!a->count || !b->count)
        return LIKE_UNKNOWN;
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            if (cp_str_equal(a->items[i], b->items[j]))
                return LIKE_SHARED;
    return LIKE_APART;
}

// Both have numbers, and none is the same: "Executive Order 13599" and "Executive Order 13902".
static bool numbers_differ(const word_vec *a, const word_vec *b)
{
    bool numbered = false;
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; has_digit(a->items[i]) && j < b->count; j++) {
            if (cp_str_equal(a->items[i], b->items[j]))
                return false;
            numbered |= has_digit(b->items[j]);
        }
    return numbered;
}

bool cp_relate_are_numbered_apart(const struct portrait *a, const struct portrait *b)
{
    return numbers_differ(&a->names, &b->names);
}

enum likeness cp_relate_names_alike(const struct portrait *a, const struct portrait *b)
{
    if (cp_relate_are_numbered_apart(a, b))
        return LIKE_APART;
    return alike(&a->names, &b->names);
}

enum likeness cp_relate_rates_alike(const struct portrait *a, const struct portrait *b)
{
    return alike(&a->rates, &b->rates);
}

bool cp_relate_is_numbered(const struct portrait *portrait)
{
    for (size_t i = 0; i < portrait->names.count; i++)
        if (has_digit(portrait->names.items[i]))
            return true;
    return false;
}
