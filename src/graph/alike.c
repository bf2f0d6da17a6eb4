// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
//
// Two tellings, one act? A linear score over what they have in common. Its weights were fitted by logistic regression to pairs of
// annotated measures of which it is known whether they are the same act, and rounded; those of what few pairs show (several goods,
// other goods, other days) are set with the tests. The threshold is 0. Some pairs cannot be the same, whatever their score: other
// states behind them, other targets, other partners, dates that contradict, one told as done before the other was done, or
// planned long after.
#include "fold.h"

#include <math.h>
#include <stdlib.h>

static const double START = 0.2,         //
    OTHER_TYPE = -2.2,                   // of a related type: a document may call a tariff an import restriction
    ONE_IS_ANYTHING = -1.8,              // one is "other" or a sanction, which is what any of them may be called
    TARGETS_SHARED = 1.8,                // times the share of all targets that both have
    TARGETS_ROLLED = -2.0,               // one is against a state, the other against somebody of that state
    ONE_HAS_NO_TARGET = -2.4,            //
    GOODS_SHARED = 1.0, SEVERAL_GOODS = 1.0, // a good that both have, and one more
    OTHER_GOODS = -2.0,                  // both have goods, none in common, and neither a target nor a figure in common
    LABELS_ALIKE = 0.7, WORDS_ALIKE = 2.9, // times the cosine of their words
    NO_DATE = -1.5, ONE_DATE = -1.1,     // of both of them, of just one
    COMMON_TARGETS = -1.7,               // many acts have the targets that both have (states; of events, all), and no date says that they are one
    OTHER_DAYS = -2.2,                   // both have a day, and these are more than a week apart
    LONG_APART = -1.5,                   // when the documents were written
    RIVAL = -0.6,                        // for each act of the same document that it could be taken for
    ONE_ANSWERS = -1.8,                  // one is told as an answer to something, the other is not
    OTHER_NUMBERS = -0.9,                // both labels have numbers ("$200 billion"), and not one in common
    SAME_NUMBERS = 1.1,                  // they have one in common
    SAME_STATES = 1.1;                   // all states behind them agree
enum { MOST_RIVALS = 3, LONG_DAYS = 1500, DAYS_APART = 62, MONTHS_APART_DAYS = 45, AFTER_DAYS = 31, YEAR_DAYS = 365, WEEK_DAYS = 7 };

// A word's weight: the rarer, the more. With few documents all words weigh about the same.
static double rarity(const struct fold *fold, uint32_t word)
{
    const double prior = 50;
    double in = (double)cp_table_value(fold->words, word);
    return log(((double)fold->acts.count + prior) / (in > 0 ? in : 1));
}

static double square_sum(const struct fold *fold, const cp_numbers *words)
{
    double sum = 0;
    for (size_t i = 0; i < words->count; i++) {
        double r = rarity(fold, words->items[i]);
        sum += r * r;
    }
    return sum;
}

static double cosine(const struct fold *fold, const cp_numbers *a, const cp_numbers *b)
{
    double both = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        if (a->items[i] == b->items[j]) {
            double r = rarity(fold, a->items[i]);
            both += r * r;
            i++, j++;
        } else if (a->items[i] < b->items[j]) {
            i++;
        } else {
            j++;
        }
    }
    return both > 0 ? both / sqrt(square_sum(fold, a) * square_sum(fold, b)) : 0;
}

// ---------------------------------------------------------------- dates

static int days_between(struct cp_date a, struct cp_date b)
{
    return abs(cp_date_days(a) - cp_date_days(b));
}

static bool dates_contradict(struct cp_date a, struct cp_date b)
{
    bool months = a.month && b.month;
    if (!a.year || !b.year)
        return false;
    if (a.year != b.year)
        return !months || days_between(a, b) > MONTHS_APART_DAYS;
    return months && a.month != b.month && days_between(a, b) > DAYS_APART;
}

// What somebody told as done cannot have been done later.
static bool is_told_before(const struct fold *fold, const struct act *told, const struct act *dated)
{
    struct cp_date day = fold->documents[told->document]->date;
    return told->fact->status > CP_STATUS_PLANNED && !told->fact->date.year && day.year && dated->fact->date.year &&
           cp_date_days(dated->fact->date) - cp_date_days(day) > AFTER_DAYS;
}

// Nobody plans what was done more than a year ago, and what is done years after a plan is not that plan.
static bool is_other_than_planned(const struct fold *fold, const struct act *planned, const struct act *dated)
{
    struct cp_date day = fold->documents[planned->document]->date;
    int days = cp_date_days(dated->fact->date) - cp_date_days(day); // until it was done
    return planned->fact->status == CP_STATUS_PLANNED && !planned->fact->date.year && day.year && dated->fact->date.year &&
           dated->fact->status != CP_STATUS_ENDED &&
           (days < -YEAR_DAYS || days > 2 * YEAR_DAYS);
}

static bool orders_contradict(const struct fold *fold, const struct act *a, const struct act *b)
{
    return is_told_before(fold, a, b) || is_told_before(fold, b, a) || is_other_than_planned(fold, a, b) || is_other_than_planned(fold, b, a);
}

// ---------------------------------------------------------------- types

// What happens and is over, many times: an arrest, a suit, a retaliation; not what stands for years, as a regime of sanctions does.
static bool is_event(enum cp_measure_type type)
{
    return type == CP_MEASURE_ENFORCEMENT || type == CP_MEASURE_LEGAL_CHALLENGE || type == CP_MEASURE_OTHER || type == CP_MEASURE_AGREEMENT;
}

// Types that documents give to the same act. A review and the ban that follows it are two. "Sanctions" are said of
// whatever restrains somebody.
static bool is_related(enum cp_measure_type a, enum cp_measure_type b)
{
    static const unsigned groups[] = {
        1u << CP_MEASURE_TARIFF | 1u << CP_MEASURE_IMPORT_RESTRICTION | 1u << CP_MEASURE_TRADE_REMEDY | 1u << CP_MEASURE_SANCTION,
        1u << CP_MEASURE_SANCTION | 1u << CP_MEASURE_ENTITY_LISTING | 1u << CP_MEASURE_EXPORT_CONTROL | 1u << CP_MEASURE_MARKET_BAN,
        1u << CP_MEASURE_MARKET_BAN | 1u << CP_MEASURE_EXPORT_CONTROL | 1u << CP_MEASURE_IMPORT_RESTRICTION,
        1u << CP_MEASURE_SANCTION | 1u << CP_MEASURE_ENFORCEMENT,
    };
    if (a == b || a == CP_MEASURE_OTHER || b == CP_MEASURE_OTHER)
        return true;
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (groups[i] >> a & 1 && groups[i] >> b & 1)
            return true;
    return false;
}

static double score_types(enum cp_measure_type a, enum cp_measure_type b)
{
    bool anything = a == CP_MEASURE_OTHER || b == CP_MEASURE_OTHER || a == CP_MEASURE_SANCTION || b == CP_MEASURE_SANCTION;
    return a == b ? 0 : anything ? ONE_IS_ANYTHING : OTHER_TYPE;
}

// ---------------------------------------------------------------- words that set apart

// A licence, a waiver or an exemption is an act of its own beside the one that it relaxes. Who bans somebody excludes him too.
static bool relaxes(const struct fold *fold, const struct act *act)
{
    for (size_t i = 0; i < act->label_words.count && act->fact->type != CP_MEASURE_MARKET_BAN; i++)
        if (cp_stem_relaxes(cp_table_key(fold->words, act->label_words.items[i])))
            return true;
    return false;
}

static bool is_number(const struct fold *fold, uint32_t word)
{
    struct cp_str key = cp_table_key(fold->words, word);
    bool year = key.len == 4 && (key.ptr[0] == '1' || key.ptr[0] == '2');
    return key.ptr[0] >= '0' && key.ptr[0] <= '9' && !year;
}

// "Made in China 2025": a figure in both names.
static bool share_figure(const struct fold *fold, const cp_numbers *a, const cp_numbers *b)
{
    for (size_t i = 0; i < a->count; i++) {
        cp_numbers one = {&a->items[i], 1, 1};
        char first = cp_table_key(fold->words, a->items[i]).ptr[0];
        if (first >= '0' && first <= '9' && cp_numbers_shared(&one, b))
            return true;
    }
    return false;
}

static double score_goods(const struct fold *fold, const struct act *a, const struct act *b)
{
    size_t shared = cp_numbers_shared(&a->goods, &b->goods);
    if (shared)
        return GOODS_SHARED + (shared > 1 ? SEVERAL_GOODS : 0);
    bool parties = cp_numbers_shared(&a->targets, &b->targets) || a->fact->type == CP_MEASURE_AGREEMENT; // by which it is known
    if (!a->goods.count || !b->goods.count || parties)
        return 0;
    return share_figure(fold, &a->label_words, &b->label_words) ? 0 : OTHER_GOODS;
}

static double score_numbers(const struct fold *fold, const cp_numbers *a, const cp_numbers *b)
{
    size_t in_a = 0, in_b = 0;
    for (size_t i = 0; i < a->count; i++) {
        cp_numbers one = {&a->items[i], 1, 1};
        if (!is_number(fold, a->items[i]))
            continue;
        if (cp_numbers_shared(&one, b))
            return SAME_NUMBERS;
        in_a++;
    }
    for (size_t i = 0; i < b->count; i++)
        in_b += is_number(fold, b->items[i]);
    return in_a && in_b ? OTHER_NUMBERS : 0;
}

// ---------------------------------------------------------------- the score

// What one state agreed with a second is not what it agreed with a third.
static bool have_other_partners(const struct act *a, const struct act *b)
{
    size_t shared = cp_numbers_shared(&a->states, &b->states);
    return a->fact->type == CP_MEASURE_AGREEMENT && b->fact->type == CP_MEASURE_AGREEMENT && shared < a->states.count &&
           shared < b->states.count;
}

static bool has_targets_of(const struct fold *fold, const struct act *a, const struct act *b) // b's targets are of a state that is a's
{
    for (size_t i = 0; i < a->targets.count; i++) {
        const struct entity *entity = &fold->entities.items[a->targets.items[i]];
        uint32_t code = entity->kind == CP_KIND_COUNTRY && entity->country.len ? cp_table_find(fold->codes, entity->country) : CP_NONE;
        cp_numbers one = {&code, 1, 1};
        if (code != CP_NONE && cp_numbers_shared(&one, &b->target_states))
            return true;
    }
    return false;
}

static bool are_targets_rolled(const struct fold *fold, const struct act *a, const struct act *b)
{
    return has_targets_of(fold, a, b) || has_targets_of(fold, b, a);
}

static bool are_events_of_other_years(const struct fold *fold, const struct act *a, const struct act *b)
{
    struct cp_date x = fold->documents[a->document]->date, y = fold->documents[b->document]->date;
    bool undated = !a->fact->date.year && !b->fact->date.year;
    return undated && is_event(a->fact->type) && is_event(b->fact->type) && x.year && y.year && days_between(x, y) > YEAR_DAYS;
}

static bool can_be_one(const struct fold *fold, const struct act *a, const struct act *b)
{
    if (a->document == b->document || !is_related(a->fact->type, b->fact->type) || relaxes(fold, a) != relaxes(fold, b))
        return false;
    if (!cp_numbers_shared(&a->states, &b->states) && !cp_numbers_shared(&a->imposers, &b->imposers))
        return false;
    if (a->targets.count && b->targets.count && !cp_numbers_shared(&a->targets, &b->targets) && !are_targets_rolled(fold, a, b))
        return false;
    return !have_other_partners(a, b) && !dates_contradict(a->fact->date, b->fact->date) && !orders_contradict(fold, a, b) &&
           !are_events_of_other_years(fold, a, b);
}

static bool shares_only_states(const struct fold *fold, const cp_numbers *a, const cp_numbers *b)
{
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        if (a->items[i] == b->items[j] && fold->entities.items[a->items[i]].kind != CP_KIND_COUNTRY)
            return false;
        if (a->items[i] <= b->items[j])
            i++;
        else
            j++;
    }
    return true;
}

static bool have_other_days(struct cp_date a, struct cp_date b)
{
    return a.day && b.day && days_between(a, b) > WEEK_DAYS;
}

static double score_targets(const struct fold *fold, const struct act *a, const struct act *b)
{
    size_t shared = cp_numbers_shared(&a->targets, &b->targets);
    bool doubtful = !a->fact->date.year || !b->fact->date.year || have_other_days(a->fact->date, b->fact->date);
    if (!a->targets.count != !b->targets.count)
        return ONE_HAS_NO_TARGET;
    if (!a->targets.count)
        return 0;
    if (!shared)
        return TARGETS_ROLLED;
    double all = (double)(a->targets.count + b->targets.count - shared);
    double score = TARGETS_SHARED * (double)shared / all;
    bool common = shares_only_states(fold, &a->targets, &b->targets) || (is_event(a->fact->type) && is_event(b->fact->type));
    return score + (doubtful && common ? COMMON_TARGETS : 0);
}

static double score_dates(const struct fold *fold, const struct act *a, const struct act *b)
{
    struct cp_date x = fold->documents[a->document]->date, y = fold->documents[b->document]->date;
    double score = !a->fact->date.year && !b->fact->date.year ? NO_DATE : !a->fact->date.year || !b->fact->date.year ? ONE_DATE : 0;
    return score + (have_other_days(a->fact->date, b->fact->date) ? OTHER_DAYS : 0) + (x.year && y.year && days_between(x, y) > LONG_DAYS ? LONG_APART : 0);
}

static bool same_numbers(const cp_numbers *a, const cp_numbers *b)
{
    return a->count == b->count && cp_numbers_shared(a, b) == a->count;
}

double cp_graph_alike(const struct fold *fold, const struct act *a, const struct act *b)
{
    if (!can_be_one(fold, a, b))
        return -INFINITY;
    uint32_t rivals = a->rivals > b->rivals ? a->rivals : b->rivals;
    double score = START + score_targets(fold, a, b) + score_dates(fold, a, b) + score_types(a->fact->type, b->fact->type);
    score += RIVAL * (rivals < MOST_RIVALS ? rivals : MOST_RIVALS);
    score += score_goods(fold, a, b);
    score += a->answers != b->answers ? ONE_ANSWERS : 0;
    score += same_numbers(&a->states, &b->states) ? SAME_STATES : 0;
    score += score_numbers(fold, &a->label_words, &b->label_words);
    score += LABELS_ALIKE * cosine(fold, &a->label_words, &b->label_words);
    score += WORDS_ALIKE * cosine(fold, &a->words, &b->words);
    return round(score * 1e6) / 1e6; // the last digits of a logarithm differ from machine to machine
}
