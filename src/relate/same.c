// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// What speaks for and against a telling and an act being one: whether types, parties, goods and dates agree or contradict each other
// or are not told; how the telling is worded ("the ban", "a new ban", "bans"); how long ago the act was told; which words and
// numbers the two share. Features are classes of such facts and pairs of these classes; no name is among them.
#include "same.h"

#include "engine.h"
#include "trigger.h"

enum { LABELS_BACK = 12 };

// ---------------------------------------------------------------- how two lists of parties stand to each other

static bool share_any(const number_vec *a, const number_vec *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            if (a->items[i] == b->items[j])
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
    return false;
}

static struct cp_str compare(const struct scene *scene, const number_vec *act, const number_vec *own)
{
    if (!act->count || !own->count)
        return !act->count && !own->count ? CP_STR("neither") : act->count ? CP_STR("act-only") : CP_STR("own-only");
    if (share_any(act, own))
        return CP_STR("same");
    return share_state(scene, act, own) ? CP_STR("state") : CP_STR("other");
}

static struct cp_str compare_dates(struct cp_date a, struct cp_date b)
{
    if (!a.year || !b.year)
        return !a.year && !b.year ? CP_STR("neither") : CP_STR("one");
    if (a.year != b.year)
        return CP_STR("other-year");
    if (!a.month || !b.month)
        return CP_STR("same-year");
    if (a.month != b.month)
        return CP_STR("other-month");
    return !a.day || !b.day || a.day == b.day ? CP_STR("same") : CP_STR("other-day");
}

// ---------------------------------------------------------------- how the telling is worded

static struct cp_str determiner(const struct scene *scene, const struct telling *t)
{
    if (t->verbal)
        return CP_STR("verb");
    for (uint32_t i = t->first; i <= t->token; i++) {
        const struct cp_token *token = token_at(scene, i);
        if (token->tag == CP_TAG_DT)
            return token->lower;
        if (token->tag == CP_TAG_PRP_POSS)
            return CP_STR("its");
    }
    uint32_t det = cp_relate_child(scene, t->token, CP_DEP_DET);
    if (det != CP_NONE)
        return token_at(scene, det)->lower;
    return cp_relate_child(scene, t->token, CP_DEP_POSS) != CP_NONE ? CP_STR("poss") : CP_STR("none");
}

// The adjective right before the trigger, which often sets acts apart: "new", "additional", "previous", "similar".
static struct cp_str modifier(const struct scene *scene, const struct telling *t)
{
    for (uint32_t i = scene->child_first[t->token]; i < scene->child_first[t->token + 1]; i++) {
        const struct cp_token *child = token_at(scene, scene->children[i]);
        if (child->dep == CP_DEP_AMOD && child->tag != CP_TAG_NNP && scene->mentions->at[scene->children[i]] == CP_NONE)
            return child->lemma;
    }
    return CP_STR("none");
}

static struct cp_str number_word(const struct scene *scene, const struct telling *t)
{
    if (t->verbal)
        return CP_STR("verb");
    uint8_t tag = token_at(scene, t->token)->tag;
    return tag == CP_TAG_NNS || tag == CP_TAG_NNPS ? CP_STR("plural") : CP_STR("single");
}

// ---------------------------------------------------------------- words and numbers in common

static bool is_number(const struct cp_token *t)
{
    return t->form.ptr[0] >= '0' && t->form.ptr[0] <= '9';
}

static bool counts(const struct cp_token *t)
{
    return is_number(t) || (t->tag >= CP_TAG_JJ && t->tag <= CP_TAG_NNPS) || (t->tag >= CP_TAG_VB && t->tag <= CP_TAG_VBZ);
}

static bool stands_in(const struct scene *scene, const struct telling *t, struct cp_str lemma)
{
    for (uint32_t i = t->first; i <= t->last; i++)
        if (cp_str_equal(token_at(scene, i)->lemma, lemma))
            return true;
    return false;
}

struct overlap {
    unsigned words, shared, numbers, shared_numbers;
};

static struct overlap overlap_of(const struct scene *scene, const struct telling *a, const struct telling *b)
{
    struct overlap o = {0};
    for (uint32_t i = a->first; i <= a->last; i++) {
        const struct cp_token *t = token_at(scene, i);
        if (!counts(t))
            continue;
        bool shared = stands_in(scene, b, t->lemma);
        o.words++;
        o.shared += shared;
        o.numbers += is_number(t);
        o.shared_numbers += is_number(t) && shared;
    }
    return o;
}

// "0" … "4": how much of the shorter label stands in the other, at best.
static struct cp_str likeness(const struct scene *scene, const struct act *act, const struct telling *t, struct cp_str *numbers)
{
    double best = 0;
    *numbers = CP_STR("none");
    for (size_t i = act->tellings.count, n = 0; i-- > 0 && n < LABELS_BACK; n++) {
        const struct telling *other = &scene->tellings.items[act->tellings.items[i]];
        struct overlap o = overlap_of(scene, t, other), turned = overlap_of(scene, other, t);
        unsigned all = o.words + turned.words - o.shared;
        double share = all ? (double)o.shared / all : 0;
        if (share > best)
            best = share;
        if (o.shared_numbers)
            *numbers = CP_STR("same");
        else if (o.numbers && turned.numbers && numbers->ptr[0] == 'n')
            *numbers = CP_STR("other");
    }
    return best <= 0 ? CP_STR("0") : best < 0.25 ? CP_STR("1") : best < 0.5 ? CP_STR("2") : best < 0.99 ? CP_STR("3") : CP_STR("4");
}

static bool has_lemma(const struct scene *scene, const struct act *act, struct cp_str lemma)
{
    for (size_t i = act->tellings.count, n = 0; i-- > 0 && n < LABELS_BACK; n++)
        if (cp_str_equal(token_at(scene, scene->tellings.items[act->tellings.items[i]].token)->lemma, lemma))
            return true;
    return false;
}

// ---------------------------------------------------------------- distance

static struct cp_str bucket(uint32_t n)
{
    return n == 0 ? CP_STR("0") : n == 1 ? CP_STR("1") : n == 2 ? CP_STR("2") : n <= 5 ? CP_STR("5") : n <= 12 ? CP_STR("12") : CP_STR("far");
}

static bool is_above(const struct scene *scene, uint32_t token, uint32_t above)
{
    for (unsigned i = 0; i < 24; i++) {
        uint32_t head = token_at(scene, token)->head;
        if (head == above)
            return true;
        if (head == token)
            return false;
        token = head;
    }
    return false;
}

// How two tellings of one sentence hang together in the tree.
static struct cp_str junction(const struct scene *scene, const struct telling *a, const struct telling *b)
{
    if (a->sentence != b->sentence)
        return CP_STR("apart");
    const struct cp_token *second = token_at(scene, b->token);
    if (second->head == a->token && second->dep == CP_DEP_CONJ)
        return CP_STR("conj");
    if (is_above(scene, b->token, a->token))
        return CP_STR("under");
    return is_above(scene, a->token, b->token) ? CP_STR("above") : CP_STR("beside");
}

static struct cp_str type_relation(enum cp_measure_type a, enum cp_measure_type b)
{
    return a == b ? CP_STR("same") : a == CP_MEASURE_OTHER || b == CP_MEASURE_OTHER ? CP_STR("open") : CP_STR("differ");
}

static struct cp_str status_relation(const struct scene *scene, const struct act *act, const struct telling *t)
{
    const struct telling *last = &scene->tellings.items[act->tellings.items[act->tellings.count - 1]];
    return last->status == t->status ? CP_STR("same")
           : last->status == CP_STATUS_NONE || t->status == CP_STATUS_NONE ? CP_STR("open") : CP_STR("differ");
}

static struct cp_str yes_no(bool yes)
{
    return yes ? CP_STR("yes") : CP_STR("no");
}

static struct cp_str type_pair(enum cp_measure_type a, enum cp_measure_type b, struct feature_text *text)
{
    text->len = 0;
    cp_relate_feature_add(text, cp_str_from(cp_measure_name(a)));
    cp_relate_feature_add(text, CP_STR("+"));
    cp_relate_feature_add(text, cp_str_from(cp_measure_name(b)));
    return cp_relate_feature_text(text);
}

void cp_relate_same_features(const struct scene *scene, const struct act *act, uint32_t telling, const struct act *own,
                             int rule, unsigned recency, struct features *f)
{
    const struct cp_str nothing = {"", 0};
    const struct telling *t = &scene->tellings.items[telling];
    const struct telling *last = &scene->tellings.items[act->tellings.items[act->tellings.count - 1]];
    struct cp_str reach = t->reach == TELLING_GENERAL ? CP_STR("general") : CP_STR("specific");
    struct cp_str type = type_relation(act->type, t->type), imposers = compare(scene, &act->imposers, &own->imposers);
    struct cp_str targets = compare(scene, &act->targets, &own->targets), goods = compare(scene, &act->goods, &own->goods);
    struct cp_str dates = compare_dates(act->date, t->date), det = determiner(scene, t), numbers;
    struct cp_str like = likeness(scene, act, t, &numbers), apart = bucket(t->sentence - last->sentence);
    struct cp_str since = bucket(recency), lemma = yes_no(has_lemma(scene, act, token_at(scene, t->token)->lemma));
    struct cp_str rules = rule < 0 ? CP_STR("against") : rule < 20 ? CP_STR("0") : rule < 32 ? CP_STR("20") : rule < 45 ? CP_STR("32") : CP_STR("45");
    struct cp_str how = junction(scene, last, t);
    struct feature_text pair;
    f->count = 0;
    cp_relate_feature(f, "bias", reach, type);
    cp_relate_feature(f, "types", type_pair(act->type, t->type, &pair), reach);
    cp_relate_feature(f, "lemma", lemma, reach);
    cp_relate_feature(f, "lemma-type", lemma, type);
    cp_relate_feature(f, "imposers", imposers, type);
    cp_relate_feature(f, "targets", targets, type);
    cp_relate_feature(f, "goods", goods, type);
    cp_relate_feature(f, "imposers-targets", imposers, targets);
    cp_relate_feature(f, "targets-goods", targets, goods);
    cp_relate_feature(f, "imposers-reach", imposers, reach);
    cp_relate_feature(f, "targets-reach", targets, reach);
    cp_relate_feature(f, "targets-lemma", targets, lemma);
    cp_relate_feature(f, "dates", dates, reach);
    cp_relate_feature(f, "dates-type", dates, type);
    cp_relate_feature(f, "determiner", det, type);
    cp_relate_feature(f, "determiner-since", det, since);
    cp_relate_feature(f, "modifier", modifier(scene, t), nothing);
    cp_relate_feature(f, "number", number_word(scene, t), reach);
    cp_relate_feature(f, "like", like, type);
    cp_relate_feature(f, "like-reach", like, reach);
    cp_relate_feature(f, "like-targets", like, targets);
    cp_relate_feature(f, "numbers", numbers, type);
    cp_relate_feature(f, "apart", apart, reach);
    cp_relate_feature(f, "apart-type", apart, type);
    cp_relate_feature(f, "since", since, reach);
    cp_relate_feature(f, "since-type", since, type);
    cp_relate_feature(f, "rule", rules, reach);
    cp_relate_feature(f, "rule-since", rules, since);
    cp_relate_feature(f, "junction", how, type);
    cp_relate_feature(f, "junction-lemma", how, lemma);
    cp_relate_feature(f, "status", status_relation(scene, act, t), type);
    cp_relate_feature(f, "past", yes_no(act->past), yes_no(own->past));
    cp_relate_feature(f, "answers", yes_no(last->answers), yes_no(t->answers));
    cp_relate_feature(f, "founded", yes_no(act->founded), reach);
    cp_relate_feature(f, "size", bucket((uint32_t)act->tellings.count), reach);
    cp_relate_feature(f, "verbal", yes_no(last->verbal), yes_no(t->verbal));
    cp_relate_feature(f, "word", token_at(scene, t->token)->lemma, type);
}

// ---------------------------------------------------------------- is it an act?

static struct cp_str block_of(const struct scene *scene, const struct telling *t)
{
    static const char *const names[] = {"title", "heading", "text", "item", "row", "byline", "caption", "other"};
    uint32_t block = scene->analysis->sentences[t->sentence].block;
    unsigned kind = scene->document->blocks ? (unsigned)scene->document->blocks[block].kind : 2;
    return cp_str_from(names[kind < 7 ? kind : 7]);
}

void cp_relate_real_features(const struct scene *scene, uint32_t telling, const struct act *own, struct features *f)
{
    const struct cp_str nothing = {"", 0};
    const struct telling *t = &scene->tellings.items[telling];
    const struct cp_token *token = token_at(scene, t->token);
    struct cp_str reach = t->reach == TELLING_GENERAL ? CP_STR("general") : CP_STR("specific");
    struct cp_str row = cp_relate_trigger_id(scene->engine->triggers, t->trigger);
    struct cp_str governor = t->governor == CP_NONE ? CP_STR("none") : token_at(scene, t->governor)->lemma;
    struct cp_str head = token->head == t->token ? CP_STR("root") : token_at(scene, token->head)->lemma;
    struct cp_str label = cp_str_from(cp_dep_name((enum cp_dep)token->dep)), det = determiner(scene, t);
    f->count = 0;
    cp_relate_feature(f, "bias", reach, yes_no(t->verbal));
    cp_relate_feature(f, "row", row, reach);
    cp_relate_feature(f, "row", row, nothing);
    cp_relate_feature(f, "lemma", token->lemma, reach);
    cp_relate_feature(f, "type", cp_str_from(cp_measure_name(t->type)), reach);
    cp_relate_feature(f, "determiner", det, number_word(scene, t));
    cp_relate_feature(f, "modifier", modifier(scene, t), nothing);
    cp_relate_feature(f, "label", label, reach);
    cp_relate_feature(f, "label-head", label, head);
    cp_relate_feature(f, "governor", governor, nothing);
    cp_relate_feature(f, "imposers", bucket((uint32_t)own->imposers.count), reach);
    cp_relate_feature(f, "targets", bucket((uint32_t)own->targets.count), reach);
    cp_relate_feature(f, "goods", bucket((uint32_t)own->goods.count), reach);
    cp_relate_feature(f, "parties", yes_no(own->imposers.count > 0), yes_no(own->targets.count + own->goods.count > 0));
    cp_relate_feature(f, "status", cp_str_from(cp_status_name(t->status)), yes_no(t->hypothetical));
    cp_relate_feature(f, "block", block_of(scene, t), reach);
    cp_relate_feature(f, "place", bucket(scene->analysis->sentences[t->sentence].block), reach);
    cp_relate_feature(f, "date", yes_no(t->date.year > 0), reach);
    cp_relate_feature(f, "tag", cp_str_from(cp_tag_name((enum cp_tag)token->tag)), reach);
    cp_relate_feature(f, "words", bucket(t->last - t->first), reach);
}
