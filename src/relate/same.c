// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// What makes one act of two: the same kind of act, the same parties, goods, date, name or rate, the same word, and the
// place in the text (the lead tells what the headline told). What sets them apart: other parties, another date,
// name or rate, goods of other kinds; "previous", "another"; that one relaxes the other; that they are coordinated.
#include "same.h"

#include "trigger.h"

enum {
    SAME_TYPE = 20,
    RELATED_TYPE = 8,
    OTHER_TYPE = -1, // "the move": its own type says little
    SAME_IMPOSER = 6,
    DOUBTFUL_IMPOSER = -8, // other imposers, but of one of them the reading is not sure
    SAME_TARGET = 15,
    SAME_STATE_HIT = 8, // "China", "a Chinese firm"
    SAME_GOODS = 8,
    OTHER_GOODS = -16,
    SAME_WORD = 6,
    SAME_DATE = 8,
    SAME_NAME = 18,
    OTHER_NAME = -12,
    SAME_RATE = 12,
    OTHER_RATE = -20,
    RELAXES = -20,     // a waiver is an act beside the one that it relaxes
    COORDINATED = -12, // "banned the app and fined its owner"
    NEWLY_TOLD = -8,   // "a ban", after the lead
    DONE_AND_PLANNED = -30, // what was done in earlier years, and what is only planned
    IN_LEAD = 10,      // what the headline told
};

enum {
    DAYS_APART = 45, // dates that differ by more are of different acts
    LEAD_BLOCKS = 4,
    MOST_COMPARED = 40, // tellings of an act; time must not grow with its square
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

static bool share_state(const struct scene *scene, const number_vec *a, const number_vec *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++) {
            struct cp_str x = cp_relate_state(scene, a->items[i]), y = cp_relate_state(scene, b->items[j]);
            if (x.len && cp_str_equal(x, y))
                return true;
        }
    return cp_relate_share(a, b);
}

static enum likeness parties_alike(const struct scene *scene, const number_vec *a, const number_vec *b)
{
    if (!a->count || !b->count)
        return LIKE_UNKNOWN;
    return share_state(scene, a, b) ? LIKE_SHARED : LIKE_APART;
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

static bool any_pair(const struct scene *scene, const struct act *a, const struct act *b,
                     bool (*holds)(const struct scene *, const struct telling *, const struct telling *))
{
    for (size_t i = 0; i < a->tellings.count && i < MOST_COMPARED; i++)
        for (size_t j = 0; j < b->tellings.count && j < MOST_COMPARED; j++)
            if (holds(scene, telling_of_act(scene, a, i), telling_of_act(scene, b, j)))
                return true;
    return false;
}

// "retaliation for the controls", "retaliate against the tariffs": what is answered is not the answer.
static bool is_answer_to(const struct scene *scene, const struct telling *x, const struct telling *y)
{
    const struct cp_str joints[] = {CP_STR("for"), CP_STR("against"), CP_STR("to")};
    uint32_t joint = token_at(scene, y->token)->head;
    bool joined = x->answers && !y->answers && dep_of(scene, y->token) == CP_DEP_POBJ && dep_of(scene, joint) == CP_DEP_PREP &&
                  token_at(scene, joint)->head == x->token;
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

// A list of designations, party by party, is one act of one body.
static bool is_roll(const struct scene *scene, const struct act *a, const struct act *b, bool word, enum likeness imposers)
{
    bool lists = b->type == CP_MEASURE_SANCTION || b->type == CP_MEASURE_ENTITY_LISTING;
    return lists && a->type == b->type && word && imposers == LIKE_SHARED && telling_of_act(scene, b, 0)->verbal;
}

// ---------------------------------------------------------------- the evidence

static int weigh(enum likeness likeness, int same, int other)
{
    return likeness == LIKE_SHARED ? same : likeness == LIKE_APART ? other : 0;
}

static int weigh_types(const struct act *a, const struct act *b, bool word)
{
    if (a->type == b->type)
        return SAME_TYPE;
    if (related(a->type, b->type))
        return RELATED_TYPE;
    return word && !b->founded ? OTHER_TYPE : SAME_NOT;
}

static int weigh_words(const struct scene *scene, const struct act *a, const struct act *b)
{
    const struct portrait *x = &a->portrait, *y = &b->portrait;
    bool lead = block_of(scene, b) < LEAD_BLOCKS;
    int sum = weigh(cp_relate_names_alike(x, y), SAME_NAME, OTHER_NAME) + weigh(cp_relate_rates_alike(x, y), SAME_RATE, OTHER_RATE);
    sum += x->relaxes != y->relaxes ? RELAXES : 0;
    sum += y->introduction == INTRODUCED_NEW && !lead ? NEWLY_TOLD : 0;
    sum += lead && block_of(scene, a) == 0 ? IN_LEAD : 0;
    return sum + (any_pair(scene, a, b, is_coordinated) ? COORDINATED : 0);
}

static bool is_planned(const struct act *act)
{
    return act->planned && !act->date.year;
}

static bool is_of_earlier_year(const struct scene *scene, const struct act *act)
{
    return act->date.year && act->date.year < scene->document->date.year;
}

static int weigh_times(const struct scene *scene, const struct act *a, const struct act *b)
{
    bool done_and_planned = (is_planned(a) && is_of_earlier_year(scene, b)) || (is_planned(b) && is_of_earlier_year(scene, a));
    return (a->date.year && b->date.year ? SAME_DATE : 0) + (done_and_planned ? DONE_AND_PLANNED : 0);
}

// Who imposes them: a name that both share outweighs what is read of that, and so does a doubt about the reading.
static int weigh_imposers(const struct act *a, const struct act *b, enum likeness imposers)
{
    const float sure = 0.5f;
    if (imposers != LIKE_APART)
        return weigh(imposers, SAME_IMPOSER, 0);
    if (a->imposed < sure || b->imposed < sure)
        return DOUBTFUL_IMPOSER;
    return cp_relate_names_alike(&a->portrait, &b->portrait) == LIKE_SHARED ? 0 : SAME_NOT;
}

static int weigh_targets(const struct scene *scene, const struct act *a, const struct act *b, bool roll)
{
    enum likeness targets = parties_alike(scene, &a->targets, &b->targets);
    if (roll && targets != LIKE_UNKNOWN)
        return SAME_TARGET;
    return weigh(targets, cp_relate_share(&a->targets, &b->targets) ? SAME_TARGET : SAME_STATE_HIT, SAME_NOT);
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

int cp_relate_same(const struct scene *scene, const struct act *a, const struct act *b)
{
    if (any_pair(scene, a, b, are_parted) || have_other_partners(scene, a, b))
        return SAME_NOT;
    if (dates_differ(a->date, b->date) || any_pair(scene, a, b, answers_the_other) || (a->portrait.past != b->portrait.past && b->founded))
        return SAME_NOT;
    bool word = any_pair(scene, a, b, is_same_word);
    enum likeness imposers = parties_alike(scene, &a->imposers, &b->imposers);
    const int vetoes[] = {weigh_types(a, b, word), weigh_imposers(a, b, imposers),
                          weigh_targets(scene, a, b, is_roll(scene, a, b, word, imposers))};
    int sum = weigh_words(scene, a, b) + weigh_times(scene, a, b) + (word ? SAME_WORD : 0) +
              weigh(goods_alike(&a->goods, &b->goods), SAME_GOODS, OTHER_GOODS);
    for (size_t i = 0; i < sizeof vetoes / sizeof *vetoes; i++) {
        if (vetoes[i] == SAME_NOT)
            return SAME_NOT;
        sum += vetoes[i];
    }
    return sum;
}
