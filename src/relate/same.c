// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// The comparison of two acts: kind, parties, goods, date, name or rate, words, and the place in the text (the lead
// tells what the headline told); what sets them apart: "previous", "another", that one relaxes the other, that they are
// coordinated.
#include "same.h"

#include "expand.h"
#include "trigger.h"

#include <string.h>

enum {
    DAYS_APART = 45, // dates that differ by more are of different acts
    LEAD_BLOCKS = 4,
    MOST_COMPARED = 12, // tellings of an act, the last ones; time must not grow with its square
    MOST_WORDS = 12,    // of a telling
};

const char *const cp_sameness_names[SAMENESS_COUNT + 1] = {
#define X(name) #name,
    SAMENESS_LIST(X)
#undef X
};

// ---------------------------------------------------------------- parties

bool cp_relate_holds(const number_vec *list, uint32_t number)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == number)
            return true;
    return false;
}

void cp_relate_include(struct scene *scene, number_vec *list, uint32_t number)
{
    if (!cp_relate_holds(list, number))
        *CP_PUSH(scene->doc, list) = number;
}

bool cp_relate_share(const number_vec *a, const number_vec *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (cp_relate_holds(b, a->items[i]))
            return true;
    return false;
}

bool cp_relate_is_of_one_side(const struct scene *scene, uint32_t a, uint32_t b)
{
    struct cp_str state = cp_relate_state(scene, a);
    return a == b || (state.len && cp_str_equal(state, cp_relate_state(scene, b)));
}

bool cp_relate_share_state(const struct scene *scene, const number_vec *a, const number_vec *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            if (cp_relate_is_of_one_side(scene, a->items[i], b->items[j]))
                return true;
    return false;
}

// A suit is its plaintiff's: that two come from one state does not make them one.
static bool is_suit(const struct act *act)
{
    return act->type == CP_MEASURE_LEGAL_CHALLENGE;
}

static enum likeness parties_alike(const struct scene *scene, const number_vec *a, const number_vec *b)
{
    if (!a->count || !b->count)
        return LIKE_UNKNOWN;
    return cp_relate_share_state(scene, a, b) ? LIKE_SHARED : LIKE_APART;
}

static enum likeness goods_alike(const number_vec *a, const number_vec *b)
{
    if (!a->count || !b->count)
        return LIKE_UNKNOWN;
    return cp_relate_share(a, b) ? LIKE_SHARED : LIKE_APART;
}

// ---------------------------------------------------------------- dates and types

static bool dates_differ(struct cp_date a, struct cp_date b)
{
    if (!a.year || !b.year)
        return false;
    if (a.year != b.year)
        return true;
    if (!a.month || !b.month || a.month == b.month)
        return a.day && b.day && a.month == b.month && a.day != b.day;
    int apart = cp_date_days(a) - cp_date_days(b);
    return apart > DAYS_APART || apart < -DAYS_APART;
}

static bool is_restriction(enum cp_measure_type type)
{
    return type == CP_MEASURE_EXPORT_CONTROL || type == CP_MEASURE_ENTITY_LISTING || type == CP_MEASURE_MARKET_BAN ||
           type == CP_MEASURE_SANCTION || type == CP_MEASURE_OTHER || type == CP_MEASURE_IMPORT_RESTRICTION;
}

static bool is_duty(enum cp_measure_type type)
{
    return type == CP_MEASURE_TARIFF || type == CP_MEASURE_TRADE_REMEDY || type == CP_MEASURE_OTHER;
}

static bool related(enum cp_measure_type a, enum cp_measure_type b)
{
    return (is_duty(a) && is_duty(b)) || (is_restriction(a) && is_restriction(b));
}

// ---------------------------------------------------------------- words and places

static bool is_same_word(const struct scene *scene, const struct telling *x, const struct telling *y)
{
    return cp_str_equal(token_at(scene, x->token)->lemma, token_at(scene, y->token)->lemma);
}

static bool is_of_same_row(const struct scene *scene, const struct telling *x, const struct telling *y)
{
    (void)scene;
    return x->trigger == y->trigger;
}

static bool hangs_on(const struct scene *scene, uint32_t token, uint32_t other)
{
    enum { CONJUNCTS_MOST = 4 };
    for (unsigned steps = 0; steps < CONJUNCTS_MOST && dep_of(scene, token) == CP_DEP_CONJ; steps++) {
        token = token_at(scene, token)->head;
        if (token == other)
            return true;
    }
    return false;
}

static uint32_t verb_of(const struct telling *t)
{
    return t->governor != CP_NONE ? t->governor : t->token;
}

// "sanctions and a ban", "banned phones and fined the firm".
static bool is_coordinated(const struct scene *scene, const struct telling *x, const struct telling *y)
{
    return x->sentence == y->sentence && (hangs_on(scene, y->token, x->token) || hangs_on(scene, x->token, y->token) ||
                                          hangs_on(scene, verb_of(y), verb_of(x)));
}

static size_t first_compared(const struct act *act)
{
    return act->tellings.count > MOST_COMPARED ? act->tellings.count - MOST_COMPARED : 0;
}

static bool any_pair(const struct scene *scene, const struct act *a, const struct act *b,
                     bool (*holds)(const struct scene *, const struct telling *, const struct telling *))
{
    for (size_t i = first_compared(a); i < a->tellings.count; i++)
        for (size_t j = first_compared(b); j < b->tellings.count; j++)
            if (holds(scene, telling_of_act(scene, a, i), telling_of_act(scene, b, j)))
                return true;
    return false;
}

// "retaliation for the controls", "retaliate against the tariffs", "duties in response to the tariffs": what is answered is not the answer.
static bool is_answer_to(const struct scene *scene, const struct telling *x, const struct telling *y)
{
    const struct cp_str joints[] = {CP_STR("for"), CP_STR("against"), CP_STR("to")};
    const uint32_t joint = token_at(scene, y->token)->head, word = token_at(scene, joint)->head;
    if (y->answers || dep_of(scene, y->token) != CP_DEP_POBJ || dep_of(scene, joint) != CP_DEP_PREP)
        return false;
    const bool joined = (x->answers && word == x->token) ||
                        (lemma_is_asked(scene, word, scene->answer_words) && !cp_relate_is_under(scene, x->token, word));
    for (size_t i = 0; joined && i < sizeof joints / sizeof *joints; i++)
        if (cp_str_equal(token_at(scene, joint)->lower, joints[i]))
            return true;
    return false;
}

static bool answers_the_other(const struct scene *scene, const struct telling *x, const struct telling *y)
{
    return x->sentence == y->sentence && (is_answer_to(scene, x, y) || is_answer_to(scene, y, x));
}

static uint32_t block_of(const struct scene *scene, const struct act *act)
{
    return scene->analysis->sentences[telling_of_act(scene, act, 0)->sentence].block;
}

// ---------------------------------------------------------------- the words of their phrases

static bool says_something(uint8_t tag)
{
    return (tag >= CP_TAG_JJ && tag <= CP_TAG_NNPS && tag != CP_TAG_LS && tag != CP_TAG_MD) || (tag >= CP_TAG_VB && tag <= CP_TAG_VBZ) ||
           tag == CP_TAG_CD;
}

// The lemmas of a telling's phrase that say something, and a part of the hash of each: other words are told apart by it.
struct phrase {
    unsigned count;
    uint32_t parts[MOST_WORDS];
    struct cp_str words[MOST_WORDS];
};

static void read_phrase(const struct scene *scene, const struct telling *t, struct phrase *phrase)
{
    phrase->count = 0;
    for (uint32_t i = t->first; i <= t->last && phrase->count < MOST_WORDS; i++) {
        const struct cp_token *token = token_at(scene, i);
        if (!says_something(token->tag))
            continue;
        phrase->words[phrase->count] = token->lemma;
        phrase->parts[phrase->count++] = (uint32_t)cp_str_hash(token->lemma);
    }
}

const struct phrase *cp_relate_read_phrases(const struct scene *scene)
{
    struct phrase *phrases = cp_alloc_unset(scene->doc, (scene->tellings.count + 1) * sizeof *phrases);
    for (size_t i = 0; i < scene->tellings.count; i++)
        read_phrase(scene, &scene->tellings.items[i], &phrases[i]);
    return phrases;
}

// How many words of x are among those of y; *inside: all words of y are among those of x.
static size_t count_shared(const struct phrase *x, const struct phrase *y, bool *inside)
{
    size_t shared = 0;
    uint32_t met = 0; // words of y
    for (unsigned i = 0; i < x->count; i++) {
        bool found = false;
        for (unsigned j = 0; j < y->count; j++)
            if (x->parts[i] == y->parts[j] && cp_str_equal(x->words[i], y->words[j])) {
                found = true;
                met |= 1u << j;
            }
        shared += found;
    }
    *inside = met == (1u << y->count) - 1;
    return shared;
}

// How much the phrase of the telling is like the one of the act that is most like it (Jaccard), in hundredths; *label_inside: it says
// nothing that one of them does not say.
static int share_words(const struct scene *scene, const struct act *a, const struct act *b, int32_t *label_inside)
{
    const struct phrase *y = &scene->phrases[b->tellings.items[0]];
    size_t best = 0;
    *label_inside = 0;
    for (size_t i = first_compared(a); i < a->tellings.count; i++) {
        const struct phrase *x = &scene->phrases[a->tellings.items[i]];
        bool inside;
        const size_t shared = count_shared(x, y, &inside), all = x->count + y->count - shared;
        if (all && 100 * shared / all > best)
            best = 100 * shared / all;
        *label_inside |= y->count && inside;
    }
    return (int)best;
}

// ---------------------------------------------------------------- times

static bool is_planned(const struct act *act)
{
    return act->planned && !act->date.year;
}

static bool is_of_earlier_year(const struct scene *scene, const struct act *act)
{
    return act->date.year && act->date.year < scene->document->date.year;
}

static bool are_done_and_planned(const struct scene *scene, const struct act *a, const struct act *b)
{
    return (is_planned(a) && is_of_earlier_year(scene, b)) || (is_planned(b) && is_of_earlier_year(scene, a));
}

// ---------------------------------------------------------------- all together

// A list of designations, party by party, is one act of one body.
static bool is_roll(const struct scene *scene, const struct act *a, const struct act *b)
{
    bool lists = b->type == CP_MEASURE_SANCTION || b->type == CP_MEASURE_ENTITY_LISTING;
    return lists && a->type == b->type && telling_of_act(scene, b, 0)->verbal && any_pair(scene, a, b, is_same_word);
}

// Others impose it, or it hits others.
static bool have_other_parties(const struct scene *scene, const struct act *a, const struct act *b)
{
    const float sure = 0.5f;
    bool imposers = parties_alike(scene, &a->imposers, &b->imposers) == LIKE_APART && a->imposed >= sure && b->imposed >= sure &&
                    cp_relate_names_alike(&a->portrait, &b->portrait) != LIKE_SHARED;
    bool plaintiffs = is_suit(a) && is_suit(b) && a->imposers.count && b->imposers.count && !cp_relate_share(&a->imposers, &b->imposers) &&
                      a->imposed >= sure && b->imposed >= sure;
    return imposers || plaintiffs || (parties_alike(scene, &a->targets, &b->targets) == LIKE_APART && !is_roll(scene, a, b));
}

// "Curbs on gallium" and "sanctions on Lockheed": of other kinds, and neither whom they hit nor what they cover is in both.
static bool share_nothing(const struct scene *scene, const struct act *a, const struct act *b)
{
    bool kinds = a->founded && b->founded && a->type != b->type && a->type != CP_MEASURE_OTHER && b->type != CP_MEASURE_OTHER;
    return kinds && (a->targets.count || a->goods.count) && b->targets.count && parties_alike(scene, &a->targets, &b->targets) != LIKE_SHARED &&
           goods_alike(&a->goods, &b->goods) != LIKE_SHARED;
}

// Sanctions are one act and controls of exports another, unless one clause tells of both.
static bool are_told_apart(const struct scene *scene, const struct act *a, const struct act *b)
{
    bool kinds = (a->type == CP_MEASURE_SANCTION && b->type == CP_MEASURE_EXPORT_CONTROL) ||
                 (a->type == CP_MEASURE_EXPORT_CONTROL && b->type == CP_MEASURE_SANCTION);
    return kinds && a->founded && b->founded && !any_pair(scene, a, b, is_coordinated);
}

// Another kind, another rate, another number of a decree, other goods; or one relaxes the other.
static bool say_other_things(const struct act *a, const struct act *b)
{
    const struct portrait *x = &a->portrait, *y = &b->portrait;
    if (b->founded && a->type != b->type && !related(a->type, b->type))
        return true;
    bool goods = a->founded && b->founded && goods_alike(&a->goods, &b->goods) == LIKE_APART;
    return goods || x->relaxes != y->relaxes || cp_relate_rates_alike(x, y) == LIKE_APART || cp_relate_are_numbered_apart(x, y);
}

// Parts of what one telling tells of several states (part.h).
static bool are_parted(const struct scene *scene, const struct telling *x, const struct telling *y)
{
    (void)scene;
    return x->token == y->token;
}

// Both have parties, and each has one that the other lacks: a deal with one partner is not the deal with another.
static bool have_other_partners(const struct scene *scene, const struct act *a, const struct act *b)
{
    bool own = false, its = false;
    for (size_t i = 0; i < a->imposers.count; i++)
        own |= cp_relate_state(scene, a->imposers.items[i]).len && !cp_relate_holds(&b->imposers, a->imposers.items[i]);
    for (size_t i = 0; i < b->imposers.count; i++)
        its |= cp_relate_state(scene, b->imposers.items[i]).len && !cp_relate_holds(&a->imposers, b->imposers.items[i]);
    return a->type == CP_MEASURE_AGREEMENT && b->type == CP_MEASURE_AGREEMENT && own && its;
}

static bool are_of_other_times(const struct scene *scene, const struct act *a, const struct act *b)
{
    return dates_differ(a->date, b->date) || are_done_and_planned(scene, a, b) || (a->portrait.past != b->portrait.past && b->founded);
}

bool cp_relate_may_be_same(const struct scene *scene, const struct act *a, const struct act *b)
{
    return !have_other_parties(scene, a, b) && !are_of_other_times(scene, a, b) && !say_other_things(a, b) && !share_nothing(scene, a, b) &&
           !are_told_apart(scene, a, b) &&
           !have_other_partners(scene, a, b) && !any_pair(scene, a, b, answers_the_other) && !any_pair(scene, a, b, are_parted);
}

static void compare_parties(const struct scene *scene, const struct act *a, const struct act *b, int32_t *f)
{
    const float sure = 0.5f;
    f[SAMENESS_imposers] = parties_alike(scene, &a->imposers, &b->imposers);
    f[SAMENESS_same_imposer] = cp_relate_share(&a->imposers, &b->imposers);
    f[SAMENESS_doubtful_first] = a->imposed < sure;
    f[SAMENESS_doubtful_second] = b->imposed < sure;
    f[SAMENESS_targets] = parties_alike(scene, &a->targets, &b->targets);
    f[SAMENESS_same_target] = cp_relate_share(&a->targets, &b->targets);
    f[SAMENESS_goods] = goods_alike(&a->goods, &b->goods);
    f[SAMENESS_second_imposers] = (int32_t)b->imposers.count;
    f[SAMENESS_second_targets] = (int32_t)b->targets.count;
    f[SAMENESS_second_goods] = (int32_t)b->goods.count;
}

static void compare_words(const struct scene *scene, const struct act *a, const struct act *b, const struct telling *t, int32_t *f)
{
    const struct portrait *x = &a->portrait, *y = &b->portrait;
    f[SAMENESS_first_type] = a->type;
    f[SAMENESS_second_type] = b->type;
    f[SAMENESS_types] = a->type == b->type ? 2 : related(a->type, b->type);
    f[SAMENESS_word] = any_pair(scene, a, b, is_same_word);
    f[SAMENESS_row] = any_pair(scene, a, b, is_of_same_row);
    f[SAMENESS_words_shared] = share_words(scene, a, b, &f[SAMENESS_label_inside]);
    f[SAMENESS_names] = cp_relate_names_alike(x, y);
    f[SAMENESS_rates] = cp_relate_rates_alike(x, y);
    f[SAMENESS_named_first] = x->names.count > 0;
    f[SAMENESS_named_second] = y->names.count > 0;
    f[SAMENESS_numbered] = cp_relate_is_numbered(y);
    f[SAMENESS_past] = x->past != y->past;
    f[SAMENESS_introduction] = y->introduction;
    f[SAMENESS_answers] = t->answers;
    f[SAMENESS_verbal] = t->verbal;
}

static void compare_places(const struct scene *scene, const struct act *a, const struct act *b, const struct telling *t, int32_t *f)
{
    const struct telling *last = telling_of_act(scene, a, a->tellings.count - 1);
    f[SAMENESS_in_lead] = block_of(scene, b) < LEAD_BLOCKS;
    f[SAMENESS_from_headline] = block_of(scene, a) == 0;
    f[SAMENESS_coordinated] = any_pair(scene, a, b, is_coordinated);
    f[SAMENESS_sentences_between] = (int32_t)(t->sentence - last->sentence);
    f[SAMENESS_tellings] = (int32_t)a->tellings.count;
}

static void compare_times(const struct act *a, const struct act *b, int32_t *f)
{
    f[SAMENESS_dates] = a->date.year && b->date.year;
    f[SAMENESS_planned_first] = is_planned(a);
    f[SAMENESS_planned_second] = is_planned(b);
}

void cp_relate_compare(const struct scene *scene, const struct act *a, const struct act *b, uint32_t between,
                       int32_t features[SAMENESS_COUNT])
{
    const struct telling *t = telling_of_act(scene, b, 0);
    compare_parties(scene, a, b, features);
    compare_words(scene, a, b, t, features);
    compare_places(scene, a, b, t, features);
    compare_times(a, b, features);
    features[SAMENESS_founded_first] = a->founded;
    features[SAMENESS_founded_second] = b->founded;
    features[SAMENESS_acts_between] = (int32_t)between;
}
