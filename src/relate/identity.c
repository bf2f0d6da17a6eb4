// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// A document tells the same act again and again, under other names and with other details. Tellings are
// taken in the order of the text. A telling joins the act that it agrees with most: in type, in the state that imposes, in
// whom it hits, in goods. It may not join one that it contradicts in any of these or in the date. A general telling
// ("the ban") joins the act told last that fits, and founds none.
#include "identity.h"

enum {
    SAME_TYPE = 20,
    RELATED_TYPE = 8,
    SAME_IMPOSER = 12,
    SAME_TARGET = 15,
    SAME_GOODS = 8,
    SAME_WORD = 6,
    SAME_DATE = 8,
    OTHER_GOODS = -10,
    JOIN_SPECIFIC = 32, // type and imposer, or type and target
    JOIN_GENERAL = 20,  // type alone
    DAYS_APART = 45,    // dates that differ by more are of different acts
    LOOK_BACK = 300,    // acts; a longer document is a collection, and time must not grow with its square
};

struct cp_str cp_relate_state(const struct scene *scene, uint32_t entity)
{
    const struct cp_entity *e = &scene->mentions->entities[entity];
    if (e->country.len)
        return e->country;
    return e->name ? e->name->country : (struct cp_str){"", 0};
}

static bool holds(const number_vec *list, uint32_t number)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == number)
            return true;
    return false;
}

static void include(struct scene *scene, number_vec *list, uint32_t number)
{
    if (!holds(list, number))
        *CP_PUSH(scene->doc, list) = number;
}

static bool share(const number_vec *a, const number_vec *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (holds(b, a->items[i]))
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
    return share(a, b);
}

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

static bool related(enum cp_measure_type a, enum cp_measure_type b)
{
    bool duties = (a == CP_MEASURE_TARIFF || a == CP_MEASURE_TRADE_REMEDY || a == CP_MEASURE_OTHER) &&
                  (b == CP_MEASURE_TARIFF || b == CP_MEASURE_TRADE_REMEDY || b == CP_MEASURE_OTHER);
    return duties || (is_restriction(a) && is_restriction(b));
}

// What the links say of each telling, as if it were an act by itself.
static struct act *gather(struct scene *scene)
{
    struct act *own = CP_NEW_ARRAY(scene->doc, scene->tellings.count + 1, struct act);
    for (size_t i = 0; i < scene->links.count; i++) {
        const struct link *link = &scene->links.items[i];
        if (link->relation == CP_RELATION_IMPOSES && link->to_telling)
            include(scene, &own[link->to].imposers, link->from);
        else if (link->relation == CP_RELATION_TARGETS && link->from_telling)
            include(scene, &own[link->from].targets, link->to);
        else if (link->relation == CP_RELATION_COVERS && link->from_telling)
            include(scene, &own[link->from].goods, link->to);
    }
    return own;
}

static bool same_word(const struct scene *scene, const struct act *act, const struct telling *t)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    for (size_t i = act->tellings.count, n = 0; i-- > 0 && n < LOOK_BACK; n++) {
        const struct telling *other = &scene->tellings.items[act->tellings.items[i]];
        if (cp_str_equal(tokens[other->token].lemma, tokens[t->token].lemma))
            return true;
    }
    return false;
}

// "previously designated", "existing tariffs", "earlier sanctions": set apart by the text from what it reports.
static bool is_told_as_past(const struct scene *scene, const struct telling *t)
{
    for (uint32_t i = scene->child_first[t->token]; i < scene->child_first[t->token + 1]; i++)
        if (form_is_asked(scene, scene->children[i], scene->past_words))
            return true;
    return false;
}

// A list of designations, party by party, is one act of one body.
static bool is_roll(const struct act *act, const struct telling *t, bool word, bool imposers)
{
    bool lists = t->type == CP_MEASURE_SANCTION || t->type == CP_MEASURE_ENTITY_LISTING;
    return lists && act->type == t->type && word && imposers && t->verbal;
}

// How well a telling fits an act; negative if it contradicts it.
static int agreement(const struct scene *scene, const struct act *act, const struct telling *t, const struct act *own)
{
    bool word = same_word(scene, act, t);
    int score = act->type == t->type ? SAME_TYPE : related(act->type, t->type) ? RELATED_TYPE : -1;
    if (score < 0 && !(word && t->reach == TELLING_GENERAL))
        return -1;
    if (dates_differ(act->date, t->date))
        return -1;
    bool imposers = share_state(scene, &act->imposers, &own->imposers);
    if (act->imposers.count && own->imposers.count && !imposers)
        return -1;
    bool targets = share_state(scene, &act->targets, &own->targets);
    if (act->past != own->past && t->reach == TELLING_SPECIFIC)
        return -1;
    if (act->targets.count && own->targets.count && !targets) {
        if (!is_roll(act, t, word, imposers))
            return -1;
        targets = true;
    }
    bool goods = share(&act->goods, &own->goods);
    if (act->goods.count && own->goods.count && !goods)
        score += OTHER_GOODS;
    score += imposers * SAME_IMPOSER + targets * SAME_TARGET + goods * SAME_GOODS + word * SAME_WORD;
    if (act->date.year && t->date.year)
        score += SAME_DATE;
    return score;
}

static uint32_t best_act(const struct scene *scene, const act_vec *acts, const struct telling *t, const struct act *own)
{
    int least = t->reach == TELLING_GENERAL ? JOIN_GENERAL : JOIN_SPECIFIC, best = least - 1;
    uint32_t found = CP_NONE;
    for (size_t i = acts->count, n = 0; i-- > 0 && n < LOOK_BACK; n++) { // from the one told last
        int score = agreement(scene, &acts->items[i], t, own);
        if (score > best) {
            best = score;
            found = (uint32_t)i;
        }
    }
    return found;
}

static void widen(struct scene *scene, struct act *act, const struct act *own)
{
    for (size_t i = 0; i < own->imposers.count; i++)
        include(scene, &act->imposers, own->imposers.items[i]);
    for (size_t i = 0; i < own->targets.count; i++)
        include(scene, &act->targets, own->targets.items[i]);
    for (size_t i = 0; i < own->goods.count; i++)
        include(scene, &act->goods, own->goods.items[i]);
}

static int precision_of(struct cp_date date)
{
    return (date.year != 0) + (date.month != 0) + (date.day != 0);
}

static void join(struct scene *scene, act_vec *acts, uint32_t telling, struct act *own)
{
    struct telling *t = &scene->tellings.items[telling];
    t->act = CP_NONE;
    if (t->negated)
        return;
    own->past = is_told_as_past(scene, t);
    uint32_t number = best_act(scene, acts, t, own);
    size_t parties = own->imposers.count + own->targets.count + own->goods.count;
    if (number == CP_NONE) {
        if (t->reach == TELLING_GENERAL && parties < 2)
            return;
        number = (uint32_t)acts->count;
        *CP_PUSH(scene->doc, acts) = (struct act){.type = t->type, .past = own->past};
    }
    struct act *act = &acts->items[number];
    widen(scene, act, own);
    *CP_PUSH(scene->doc, &act->tellings) = telling;
    if (precision_of(t->date) > precision_of(act->date))
        act->date = t->date;
    if (t->reach == TELLING_SPECIFIC && !act->founded) {
        act->founded = true;
        act->type = t->type;
    }
    t->act = number;
}

void cp_relate_join_tellings(struct scene *scene, act_vec *acts)
{
    struct act *own = gather(scene);
    for (uint32_t i = 0; i < scene->tellings.count; i++)
        join(scene, acts, i, &own[i]);
}
