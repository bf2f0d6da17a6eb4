// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
//
// Two tellings, one act? They are compared point by point, each point has a weight, and the sum stands for the log
// odds that they tell of one act: linkage of records after Fellegi and Sunter (A Theory for Record Linkage, JASA 64,
// 1969). As the points are not independent, the weights began as those of a logistic regression over pairs of
// annotated measures of which it is known whether they are the same act; those of what few pairs show are set with
// the tests. What agrees by chance less often speaks more for one act: shared targets, words and names weigh by
// their rarity in the whole collection. What a telling leaves out speaks against it a little; what contradicts rules
// it out: other states behind them, other targets, other partners, dates that contradict, one told as done before
// the other was done, or planned long after.
#include "fold.h"

#include <math.h>
#include <stdlib.h>

enum {
    MOST_RIVALS = 3,
    WEEK_DAYS = 7,
    AFTER_DAYS = 31,
    MONTHS_APART_DAYS = 45,
    DAYS_APART = 62,
    SEASON_DAYS = 62,
    YEAR_DAYS = 365,
    LONG_DAYS = 1500
};

static const double weights[POINT_COUNT] = {
    [POINT_ANY] = 0.9,
    [POINT_OTHER_TYPE] = -2.2,
    [POINT_ONE_IS_OTHER] = -1.8,
    [POINT_ONE_SANCTIONS] = -1.0,
    [POINT_SAME_STATES] = 1.1,
    [POINT_SAME_BODY] = 0.3,
    [POINT_NO_IMPOSER] = -1.5,
    [POINT_TARGETS] = 1.8,
    [POINT_TARGET_RARE] = 0.8,
    [POINT_TARGETS_ROLLED] = -2.0,
    [POINT_ONE_TARGET] = -2.4,
    [POINT_COMMON] = -1.7,
    [POINT_COMMON_EVENTS] = -2.3,
    [POINT_GOODS] = 1.0,
    [POINT_SEVERAL_GOODS] = 1.0,
    [POINT_AKIN_GOODS] = 0.3,
    [POINT_OTHER_GOODS] = -2.8,
    [POINT_LABELS] = 0.7,
    [POINT_WORDS] = 2.7,
    [POINT_OTHER_WORDS] = -0.7,
    [POINT_OTHER_NAMES] = -6.0,
    [POINT_NAME] = 0.5,
    [POINT_SAME_NUMBERS] = 1.1,
    [POINT_OTHER_NUMBERS] = -0.9,
    [POINT_NO_DATE] = -1.5,
    [POINT_ONE_DATE] = -1.1,
    [POINT_SAME_MONTH] = 0.3,
    [POINT_OTHER_DAYS] = -2.2,
    [POINT_OTHER_STATUS] = -0.3,
    [POINT_LONG_APART] = -1.5,
    [POINT_ONE_SEASON] = 0.5,
    [POINT_DOCUMENTS] = 0.5,
    [POINT_RIVALS] = -0.6,
    [POINT_ONE_ANSWERS] = -1.8,
};

static const double PRIOR = 50; // acts or documents more than there are: the first few tell nothing of what is rare

// A word's weight: the rarer, the more. With few documents all words weigh about the same.
static double rarity(const struct fold *fold, uint32_t word)
{
    double in = (double)cp_table_value(fold->words, word);
    return log(((double)fold->acts.count + PRIOR) / (in > 0 ? in : 1));
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

// What was over is not in force a year later.
static bool is_over_before(const struct fold *fold, const struct act *over, const struct act *other)
{
    struct cp_date end = fold->documents[over->document]->date, day = fold->documents[other->document]->date;
    bool before = other->fact->date.year && cp_date_days(other->fact->date) < cp_date_days(end);
    bool ended = over->fact->status == CP_STATUS_ENDED && other->fact->status != CP_STATUS_ENDED;
    return ended && !before && end.year && day.year && cp_date_days(day) - cp_date_days(end) > YEAR_DAYS;
}

static bool order_contradicts(const struct fold *fold, const struct act *a, const struct act *b)
{
    return is_over_before(fold, a, b) || is_told_before(fold, a, b) || is_other_than_planned(fold, a, b);
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

static void compare_types(enum cp_measure_type a, enum cp_measure_type b, double points[])
{
    if (a == b)
        return;
    bool sanctions = a == CP_MEASURE_SANCTION || b == CP_MEASURE_SANCTION;
    unsigned decided = 1u << CP_MEASURE_ENFORCEMENT | 1u << CP_MEASURE_TRADE_REMEDY; // in a case of its own
    unsigned both = 1u << a | 1u << b;
    if (a == CP_MEASURE_OTHER || b == CP_MEASURE_OTHER)
        points[POINT_ONE_IS_OTHER] = 1;
    else
        points[sanctions && !(both & decided) ? POINT_ONE_SANCTIONS : POINT_OTHER_TYPE] = 1;
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

// Chips and advanced chips: one has the head of the other's name.
static bool are_goods_akin(const struct act *a, const struct act *b)
{
    return cp_numbers_shared(&a->goods_words, &b->goods_words) > 0;
}

static void compare_goods(const struct fold *fold, const struct act *a, const struct act *b, double points[])
{
    size_t shared = cp_numbers_shared(&a->goods, &b->goods);
    bool parties = cp_numbers_shared(&a->targets, &b->targets) || a->fact->type == CP_MEASURE_AGREEMENT; // which it is known by
    points[POINT_GOODS] = shared > 0;
    points[POINT_SEVERAL_GOODS] = shared > 1;
    if (shared || !a->goods.count || !b->goods.count)
        return;
    points[POINT_AKIN_GOODS] = are_goods_akin(a, b);
    points[POINT_OTHER_GOODS] = !points[POINT_AKIN_GOODS] && !parties && !share_figure(fold, &a->label_words, &b->label_words);
}

static void compare_numbers(const struct fold *fold, const cp_numbers *a, const cp_numbers *b, double points[])
{
    size_t in_a = 0, in_b = 0;
    for (size_t i = 0; i < a->count; i++) {
        cp_numbers one = {&a->items[i], 1, 1};
        if (!is_number(fold, a->items[i]))
            continue;
        if (cp_numbers_shared(&one, b)) {
            points[POINT_SAME_NUMBERS] = 1;
            return;
        }
        in_a++;
    }
    for (size_t i = 0; i < b->count; i++)
        in_b += is_number(fold, b->items[i]);
    points[POINT_OTHER_NUMBERS] = in_a && in_b;
}

// The name at `at` (and where the next begins): a view of its words.
static cp_numbers next_name(const cp_numbers *names, size_t *at)
{
    size_t begin = *at;
    while (names->items[*at] != CP_NONE)
        ++*at;
    return (cp_numbers){&names->items[begin], (*at)++ - begin, 0};
}

enum { NAME_SORTS = 8 };

// Which sorts of acts the name says it is of, a bit for each.
static unsigned sorts_of(const struct fold *fold, const cp_numbers *name)
{
    static const char *const sorts[NAME_SORTS] = {"act", "bill", "law", "order", "program", "programme", "sect", "treaty"};
    unsigned found = 0;
    for (size_t i = 0; i < name->count; i++)
        for (unsigned k = 0; k < NAME_SORTS; k++)
            if (cp_str_equal(cp_table_key(fold->words, name->items[i]), cp_str_from(sorts[k])))
                found |= 1u << k;
    return found;
}

static unsigned sorts_of_all(const struct fold *fold, const cp_numbers *names)
{
    unsigned found = 0;
    for (size_t i = 0; i < names->count;) {
        cp_numbers name = next_name(names, &i);
        found |= sorts_of(fold, &name);
    }
    return found;
}

// "CHIPS Act", "CHIPS and Science Act": all words of the shorter name are in the longer one. As rare as its rarest word.
static void compare_names(const struct fold *fold, const struct act *a, const struct act *b, double points[])
{
    double most = 0, all = log((double)fold->acts.count + PRIOR);
    unsigned shared = 0;
    for (size_t i = 0; i < a->names.count;) {
        cp_numbers x = next_name(&a->names, &i);
        for (size_t j = 0; j < b->names.count;) {
            cp_numbers y = next_name(&b->names, &j);
            const cp_numbers *shorter = x.count < y.count ? &x : &y;
            bool same = cp_numbers_shared(&x, &y) == shorter->count;
            shared |= same ? sorts_of(fold, shorter) : 0;
            for (size_t k = 0; k < shorter->count && same; k++)
                most = fmax(most, rarity(fold, shorter->items[k]) / all);
        }
    }
    points[POINT_NAME] = most;
    points[POINT_OTHER_NAMES] = (sorts_of_all(fold, &a->names) & sorts_of_all(fold, &b->names) & ~shared) != 0;
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
    bool unnamed = a->fact->type == CP_MEASURE_OTHER && b->fact->type == CP_MEASURE_OTHER;
    if (unnamed) { // "retaliation": told when it happens
        x = a->fact->date.year ? a->fact->date : x;
        y = b->fact->date.year ? b->fact->date : y;
    }
    bool events = is_event(a->fact->type) && is_event(b->fact->type);
    return (undated || unnamed) && events && x.year && y.year && days_between(x, y) > YEAR_DAYS;
}

static bool can_be_one(const struct fold *fold, const struct act *a, const struct act *b)
{
    if (a->document == b->document || !is_related(a->fact->type, b->fact->type) || relaxes(fold, a) != relaxes(fold, b))
        return false;
    if (!a->imposers.count && !b->imposers.count)
        return false;
    bool known = a->imposers.count && b->imposers.count;
    if (known && !cp_numbers_shared(&a->states, &b->states) && !cp_numbers_shared(&a->imposers, &b->imposers))
        return false;
    if (a->targets.count && b->targets.count && !cp_numbers_shared(&a->targets, &b->targets) && !are_targets_rolled(fold, a, b))
        return false;
    return !have_other_partners(a, b) && !dates_contradict(a->fact->date, b->fact->date) &&
           !order_contradicts(fold, a, b) && !order_contradicts(fold, b, a) && !are_events_of_other_years(fold, a, b);
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

static double rarest_target(const struct fold *fold, const struct act *a, const struct act *b)
{
    double most = 0, all = (double)fold->acts.count + UNSEEN;
    for (size_t i = 0, j = 0; i < a->targets.count && j < b->targets.count;) {
        uint32_t x = a->targets.items[i], y = b->targets.items[j];
        if (x == y)
            most = fmax(most, log(all / (fold->aimed[x] + UNSEEN)) / log(all));
        i += x <= y;
        j += y <= x;
    }
    return most;
}

static void compare_targets(const struct fold *fold, const struct act *a, const struct act *b, double points[])
{
    size_t shared = cp_numbers_shared(&a->targets, &b->targets);
    bool doubtful = !a->fact->date.year || !b->fact->date.year || have_other_days(a->fact->date, b->fact->date);
    bool events = is_event(a->fact->type) && is_event(b->fact->type);
    if (!a->targets.count || !b->targets.count) {
        points[a->targets.count || b->targets.count ? POINT_ONE_TARGET : POINT_NO_TARGETS] = 1;
        return;
    }
    points[POINT_TARGETS_ROLLED] = !shared;
    points[POINT_TARGETS] = (double)shared / (double)(a->targets.count + b->targets.count - shared);
    points[POINT_TARGET_RARE] = rarest_target(fold, a, b);
    points[POINT_COMMON_EVENTS] = shared && doubtful && events;
    points[POINT_COMMON] = shared && doubtful && !events && shares_only_states(fold, &a->targets, &b->targets);
}

static void compare_dates(const struct fold *fold, const struct act *a, const struct act *b, double points[])
{
    struct cp_date x = fold->documents[a->document]->date, y = fold->documents[b->document]->date;
    bool first = a->fact->date.year, second = b->fact->date.year;
    points[POINT_NO_DATE] = !first && !second;
    points[POINT_ONE_DATE] = first != second;
    points[POINT_OTHER_DAYS] = have_other_days(a->fact->date, b->fact->date);
    points[POINT_SAME_MONTH] = a->fact->date.month && b->fact->date.month && !points[POINT_OTHER_DAYS];
    points[POINT_LONG_APART] = x.year && y.year && days_between(x, y) > LONG_DAYS;
    points[POINT_ONE_SEASON] = x.year && y.year && days_between(x, y) <= SEASON_DAYS;
}

static bool same_numbers(const cp_numbers *a, const cp_numbers *b)
{
    return a->count == b->count && cp_numbers_shared(a, b) == a->count;
}

static void compare_imposers(const struct fold *fold, const struct act *a, const struct act *b, double points[])
{
    points[POINT_NO_IMPOSER] = !a->imposers.count || !b->imposers.count;
    points[POINT_SAME_STATES] = !points[POINT_NO_IMPOSER] && same_numbers(&a->states, &b->states);
    points[POINT_SAME_BODY] =
        cp_numbers_shared(&a->imposers, &b->imposers) && !shares_only_states(fold, &a->imposers, &b->imposers);
}

// How much two documents tell of the same: the cosine of what they name, by rarity.
static double compare_documents(const struct fold *fold, uint32_t document, uint32_t other)
{
    const cp_numbers *a = &fold->there[document], *b = &fold->there[other];
    double both = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        uint32_t x = a->items[i], y = b->items[j];
        both += x == y ? fold->tells[x] : 0;
        i += x <= y;
        j += y <= x;
    }
    return both > 0 ? both / sqrt(fold->told[document] * fold->told[other]) : 0;
}

bool cp_graph_compare_acts(const struct fold *fold, const struct act *a, const struct act *b, double points[POINT_COUNT])
{
    uint32_t rivals = a->rivals > b->rivals ? a->rivals : b->rivals;
    if (!can_be_one(fold, a, b))
        return false;
    for (size_t i = 0; i < POINT_COUNT; i++)
        points[i] = 0;
    points[POINT_ANY] = 1;
    compare_types(a->fact->type, b->fact->type, points);
    compare_imposers(fold, a, b, points);
    compare_targets(fold, a, b, points);
    compare_goods(fold, a, b, points);
    compare_numbers(fold, &a->label_words, &b->label_words, points);
    compare_dates(fold, a, b, points);
    points[POINT_LABELS] = cosine(fold, &a->label_words, &b->label_words);
    points[POINT_WORDS] = cosine(fold, &a->words, &b->words);
    points[POINT_OTHER_WORDS] = a->marks.count && b->marks.count && !cp_numbers_shared(&a->marks, &b->marks);
    compare_names(fold, a, b, points);
    points[POINT_OTHER_STATUS] = (a->fact->status == CP_STATUS_PLANNED) != (b->fact->status == CP_STATUS_PLANNED);
    points[POINT_DOCUMENTS] = compare_documents(fold, a->document, b->document);
    points[POINT_RIVALS] = rivals < MOST_RIVALS ? rivals : MOST_RIVALS;
    points[POINT_ONE_ANSWERS] = a->answers != b->answers;
    return true;
}

double cp_graph_alike(const struct fold *fold, const struct act *a, const struct act *b)
{
    double points[POINT_COUNT], score = 0;
    if (!cp_graph_compare_acts(fold, a, b, points))
        return -INFINITY;
    for (size_t i = 0; i < POINT_COUNT; i++)
        score += weights[i] * points[i];
    return round(score * 1e6) / 1e6; // the last digits of a logarithm differ from machine to machine
}
