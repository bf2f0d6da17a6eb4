// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
//
// Two tellings, one act? A linear score over what they have in common. Its weights were fitted by logistic regression to pairs of
// annotated measures of which it is known whether they are the same act, and rounded; the threshold is 0. Some pairs cannot be
// the same, whatever their score: other states behind them, other targets, dates that contradict.
#include "fold.h"

#include <math.h>
#include <stdlib.h>

static const double START = -0.1,       //
    OTHER_TYPE = -2.5,                  // of a related type: a document may call a tariff an import restriction
    TARGETS_SHARED = 1.5,               // times the share of all targets that both have
    ONLY_A_STATE = -1.1,                // the targets that both have are states: many acts have them
    ONE_HAS_NO_TARGET = -2.2,           //
    GOODS_SHARED = 1.8,                 //
    LABELS_ALIKE = 2.3, WORDS_ALIKE = 3.2, // times the cosine of their words
    PRECISE_DATES = 0.5,                // both have a month and agree in it
    NO_DATE = -2.2,                     // of one of them at least
    SAME_SEASON = 0.6, LONG_APART = -2.0, // when the documents were written
    RIVAL = -1.1,                       // for each act of the same document that it could be taken for
    ONE_ANSWERS = -1.2,                 // one is told as an answer to something, the other is not
    OTHER_NUMBERS = -1.5,               // both labels have numbers ("$200 billion"), and not one in common
    SAME_STATES = 1.4;                  // all states behind them agree
enum { MOST_RIVALS = 3, SEASON_DAYS = 60, LONG_DAYS = 1500, DAYS_APART = 62, MONTHS_APART_DAYS = 45, SAME_DAYS = 20 };

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

enum agreement { CONTRADICT, UNKNOWN, AGREE, AGREE_PRECISELY };

static int days_between(struct cp_date a, struct cp_date b)
{
    return abs(cp_date_days(a) - cp_date_days(b));
}

static enum agreement compare_dates(struct cp_date a, struct cp_date b)
{
    bool months = a.month && b.month, days = months && a.day && b.day;
    if (!a.year || !b.year)
        return UNKNOWN;
    if (a.year != b.year)
        return months && days_between(a, b) <= MONTHS_APART_DAYS ? AGREE : CONTRADICT;
    if (!months)
        return AGREE;
    if (a.month == b.month)
        return !days || days_between(a, b) <= SAME_DAYS ? AGREE_PRECISELY : AGREE;
    return days_between(a, b) <= DAYS_APART ? AGREE : CONTRADICT;
}

// ---------------------------------------------------------------- types

// Types that documents give to the same act. A review and the ban that follows it are two.
static bool is_related(enum cp_measure_type a, enum cp_measure_type b)
{
    static const unsigned groups[] = {
        1u << CP_MEASURE_TARIFF | 1u << CP_MEASURE_IMPORT_RESTRICTION | 1u << CP_MEASURE_TRADE_REMEDY,
        1u << CP_MEASURE_SANCTION | 1u << CP_MEASURE_ENTITY_LISTING | 1u << CP_MEASURE_EXPORT_CONTROL,
        1u << CP_MEASURE_MARKET_BAN | 1u << CP_MEASURE_EXPORT_CONTROL | 1u << CP_MEASURE_IMPORT_RESTRICTION,
    };
    if (a == b || a == CP_MEASURE_OTHER || b == CP_MEASURE_OTHER)
        return true;
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (groups[i] >> a & 1 && groups[i] >> b & 1)
            return true;
    return false;
}

// ---------------------------------------------------------------- words that set apart

// A licence, a waiver or an exemption is an act of its own beside the one that it relaxes.
static bool relaxes(const struct fold *fold, const struct act *act)
{
    for (size_t i = 0; i < act->label_words.count; i++)
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

static bool have_other_numbers(const struct fold *fold, const cp_numbers *a, const cp_numbers *b)
{
    size_t in_a = 0, in_b = 0;
    for (size_t i = 0; i < a->count; i++) {
        cp_numbers one = {&a->items[i], 1, 1};
        if (!is_number(fold, a->items[i]))
            continue;
        if (cp_numbers_shared(&one, b))
            return false;
        in_a++;
    }
    for (size_t i = 0; i < b->count; i++)
        in_b += is_number(fold, b->items[i]);
    return in_a && in_b;
}

// ---------------------------------------------------------------- the score

static bool can_be_one(const struct fold *fold, const struct act *a, const struct act *b)
{
    if (a->document == b->document || !is_related(a->fact->type, b->fact->type) || relaxes(fold, a) != relaxes(fold, b))
        return false;
    if (!cp_numbers_shared(&a->states, &b->states) && !cp_numbers_shared(&a->imposers, &b->imposers))
        return false;
    if (a->targets.count && b->targets.count && !cp_numbers_shared(&a->targets, &b->targets))
        return false;
    return compare_dates(a->fact->date, b->fact->date) != CONTRADICT;
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

static double score_targets(const struct fold *fold, const struct act *a, const struct act *b)
{
    size_t shared = cp_numbers_shared(&a->targets, &b->targets);
    if (!a->targets.count != !b->targets.count)
        return ONE_HAS_NO_TARGET;
    if (!shared)
        return 0;
    double all = (double)(a->targets.count + b->targets.count - shared);
    return TARGETS_SHARED * (double)shared / all + (shares_only_states(fold, &a->targets, &b->targets) ? ONLY_A_STATE : 0);
}

static double score_dates(const struct fold *fold, const struct act *a, const struct act *b)
{
    enum agreement agreement = compare_dates(a->fact->date, b->fact->date);
    struct cp_date x = fold->documents[a->document]->date, y = fold->documents[b->document]->date;
    double score = agreement == UNKNOWN ? NO_DATE : agreement == AGREE_PRECISELY ? PRECISE_DATES : 0;
    if (x.year && y.year) {
        int days = days_between(x, y);
        score += days <= SEASON_DAYS ? SAME_SEASON : days > LONG_DAYS ? LONG_APART : 0;
    }
    return score;
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
    double score = START + score_targets(fold, a, b) + score_dates(fold, a, b);
    score += RIVAL * (rivals < MOST_RIVALS ? rivals : MOST_RIVALS);
    score += a->fact->type != b->fact->type ? OTHER_TYPE : 0;
    score += cp_numbers_shared(&a->goods, &b->goods) ? GOODS_SHARED : 0;
    score += a->answers != b->answers ? ONE_ANSWERS : 0;
    score += same_numbers(&a->states, &b->states) ? SAME_STATES : 0;
    score += have_other_numbers(fold, &a->label_words, &b->label_words) ? OTHER_NUMBERS : 0;
    score += LABELS_ALIKE * cosine(fold, &a->label_words, &b->label_words);
    score += WORDS_ALIKE * cosine(fold, &a->words, &b->words);
    return round(score * 1e6) / 1e6; // the last digits of a logarithm differ from machine to machine
}
