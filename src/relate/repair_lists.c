// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Repairs of trees where a greedy parser joins what stands side by side in the wrong way: owners ("Japan's and South Korea's
// curbs"), whom a sum is for ("fined Apple 500 million euros and Meta 200 million"), names with an "and" in them before their verb
// ("Ministry of Energy and Mines banned"), a second clause taken for a second object ("banned exports, and Namibia closed a port").
// What shows the error is surface: a possessive mark, a sum right behind a name, a finite verb without a subject.
#include "repair.h"

static bool is_name(const struct cp_token *token)
{
    return token->tag == CP_TAG_NNP || token->tag == CP_TAG_NNPS;
}

// Hangs the token where it belongs, unless that would close a circle.
static bool hang(struct cp_analysis *a, uint32_t token, uint32_t head, enum cp_dep dep)
{
    if (token == head || hangs_on(a, head, token))
        return false;
    a->tokens[token].head = head;
    a->tokens[token].dep = (uint8_t)dep;
    return true;
}

// ---------------------------------------------------------------- owners side by side

static uint32_t next_possessive(const struct cp_analysis *a, uint32_t t)
{
    enum { REACH = 7 };
    for (uint32_t u = t; u < end_of(a, t) && u < t + REACH; u++) {
        if (a->tokens[u].tag == CP_TAG_POS)
            return u;
        if (!is_thing(&a->tokens[u]) && a->tokens[u].tag != CP_TAG_DT && a->tokens[u].tag != CP_TAG_JJ)
            break;
    }
    return CP_NONE;
}

// "Japan's and South Korea's curbs": the first owns the curbs as well, and they stand where it was hung.
static void share_possession(struct cp_analysis *a, uint32_t mark)
{
    const uint32_t owner = mark - 1, end = end_of(a, mark);
    uint32_t t = mark + 1;
    while (t < end && (is_comma(&a->tokens[t]) || a->tokens[t].tag == CP_TAG_CC))
        t++;
    if (t == mark + 1 || t >= end || !is_name(&a->tokens[owner]) || a->tokens[owner].dep == CP_DEP_POSS)
        return;
    const uint32_t other = next_possessive(a, t);
    if (other == CP_NONE || a->tokens[other - 1].dep != CP_DEP_POSS)
        return;
    const uint32_t second = other - 1, thing = a->tokens[second].head;
    if (thing > other && thing != owner && a->tokens[thing].head == a->tokens[owner].head && a->tokens[thing].dep == a->tokens[owner].dep) {
        a->tokens[owner].head = thing; // both were hung beside each other
        a->tokens[owner].dep = CP_DEP_POSS;
        a->tokens[second].head = owner;
        a->tokens[second].dep = CP_DEP_CONJ;
        return;
    }
    const bool inside = a->tokens[owner].head == second || a->tokens[owner].head == thing; // but as a part of a name
    if (thing < other || (!inside && !hangs_on(a, thing, owner)))
        return;
    for (uint32_t up = thing; !inside && up != owner; up = a->tokens[up].head)
        if (up < mark)
            return; // something else between the two
    if (!inside)
        take_place(a, thing, owner);
    for (uint32_t c = a->sentences[a->tokens[mark].sentence].first; !inside && c < end; c++)
        if (a->tokens[c].head == owner && c > thing && c != owner)
            a->tokens[c].head = thing;
    a->tokens[owner].head = thing;
    a->tokens[owner].dep = CP_DEP_POSS;
    a->tokens[second].head = owner;
    a->tokens[second].dep = CP_DEP_CONJ;
}

// ---------------------------------------------------------------- sums, and whom they are for

struct sum {
    uint32_t first, last; // last: its head; CP_NONE if none begins there
};

static bool is_million(const struct cp_token *token)
{
    static const char *const words[] = {"million", "billion", "trillion", "mln", "bln", "bn", "m", "mn", "crore", "lakh", "thousand"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (cp_str_equal(token->lower, cp_str_from(words[i])))
            return true;
    return false;
}

// "$500 million", "500 million euros", "€798m": the sum that begins at t.
static struct sum read_sum(const struct cp_analysis *a, uint32_t t, const struct cp_lexicon *lexicon, uint32_t currencies)
{
    struct sum none = {CP_NONE, CP_NONE}, sum = {t, t};
    const uint32_t end = end_of(a, t);
    bool sign = a->tokens[t].tag == CP_TAG_DOLLAR, number = false, money = sign;
    uint32_t u = t + sign;
    for (; u < end && (a->tokens[u].tag == CP_TAG_CD || (number && is_million(&a->tokens[u]))); u++) {
        number = true;
        money |= is_million(&a->tokens[u]);
        sum.last = u;
    }
    if (number && u < end && cp_lexicon_in(lexicon, currencies, a->tokens[u].lower)) {
        money = true;
        sum.last = u;
    }
    return number && money ? sum : none;
}

// The words of a sum hang on its head; "won" is no verb in it.
static void gather_sum(struct cp_analysis *a, const struct sum *sum, uint32_t verb)
{
    struct cp_token *head = &a->tokens[sum->last];
    if (head->tag == CP_TAG_VBD || head->tag == CP_TAG_VBN) { // won
        head->tag = CP_TAG_NNS;
        head->lemma = cp_glossary_lemma(a->glossary, head->entry, CP_TAG_NNS);
        for (uint32_t c = sum->last + 1; c < end_of(a, sum->last); c++)
            if (a->tokens[c].head == sum->last)
                a->tokens[c].head = verb;
    }
    hang(a, sum->last, verb, CP_DEP_DOBJ);
    for (uint32_t t = sum->last + 1; t < end_of(a, sum->last); t++)
        if (a->tokens[t].dep == CP_DEP_PREP && a->tokens[t].head >= sum->first && a->tokens[t].head <= sum->last)
            a->tokens[t].head = verb; // "granted 5 billion yen in subsidies"
    for (uint32_t t = sum->first; t < sum->last; t++)
        hang(a, t, sum->last, a->tokens[t].tag == CP_TAG_DOLLAR ? CP_DEP_QUANTMOD : CP_DEP_NUMMOD);
}

// The head of the noun phrase that ends right before a sum and begins behind `from`; CP_NONE if none does.
static uint32_t receiver_before(const struct cp_analysis *a, uint32_t from, uint32_t sum)
{
    enum { REACH = 14 };
    if (sum <= from || sum - from > REACH || !is_thing(&a->tokens[sum - 1]))
        return CP_NONE;
    for (uint32_t t = from; t < sum; t++) {
        uint8_t tag = a->tokens[t].tag;
        if (!is_thing(&a->tokens[t]) && tag != CP_TAG_DT && tag != CP_TAG_JJ && tag != CP_TAG_CC && tag != CP_TAG_COMMA &&
            tag != CP_TAG_PRP_POSS && tag != CP_TAG_POS && tag != CP_TAG_HYPH)
            return CP_NONE;
    }
    uint32_t head = sum - 1;
    while (a->tokens[head].head >= from && a->tokens[head].head < sum && a->tokens[head].head != head)
        head = a->tokens[head].head;
    return head;
}

// What hung on the sum before it, belongs to the one who gets it.
static void gather_receiver(struct cp_analysis *a, uint32_t from, uint32_t receiver, uint32_t sum)
{
    for (uint32_t t = from; t < sum; t++) {
        uint32_t head = a->tokens[t].head;
        if (t != receiver && (head < from || head >= sum))
            hang(a, t, receiver, a->tokens[t].dep == CP_DEP_DOBJ || a->tokens[t].dep == CP_DEP_CONJ ? CP_DEP_COMPOUND : a->tokens[t].dep);
    }
}

// "and Meta 200 million": more of the same; what a sum is for now is joined with what the first was for.
static void read_more_sums(struct cp_analysis *a, uint32_t t, uint32_t verb, uint32_t receiver, uint32_t first_sum,
                           const struct cp_lexicon *lexicon, uint32_t currencies)
{
    enum { REACH = 14 };
    const uint32_t end = end_of(a, verb);
    while (t < end && (is_comma(&a->tokens[t]) || a->tokens[t].tag == CP_TAG_CC)) {
        uint32_t from = t;
        while (from < end && (is_comma(&a->tokens[from]) || a->tokens[from].tag == CP_TAG_CC))
            from++;
        struct sum sum = {CP_NONE, CP_NONE};
        for (uint32_t u = from + 1; u < end && u < from + REACH && sum.first == CP_NONE; u++)
            sum = read_sum(a, u, lexicon, currencies);
        uint32_t other = sum.first == CP_NONE ? CP_NONE : receiver_before(a, from, sum.first);
        if (other == CP_NONE)
            return;
        gather_sum(a, &sum, verb);
        hang(a, sum.last, first_sum, CP_DEP_CONJ);
        if (!hang(a, other, receiver, CP_DEP_CONJ))
            return;
        gather_receiver(a, from, other, sum.first);
        for (uint32_t c = t; c < from; c++)
            hang(a, c, receiver, is_comma(&a->tokens[c]) ? CP_DEP_PUNCT : CP_DEP_CC);
        t = sum.last + 1;
    }
}

static uint32_t subject_of(const struct cp_analysis *a, uint32_t verb, bool passive_only)
{
    const struct cp_sentence *s = &a->sentences[a->tokens[verb].sentence];
    for (uint32_t t = s->first; t < s->first + s->count; t++)
        if (a->tokens[t].head == verb && t != verb &&
            (a->tokens[t].dep == CP_DEP_NSUBJPASS || (!passive_only && (a->tokens[t].dep == CP_DEP_NSUBJ || a->tokens[t].dep == CP_DEP_EXPL))))
            return t;
    return CP_NONE;
}

// "fined Apple 500 million euros", "was awarded 3 billion yen".
static void tell_sum_from_receiver(struct cp_analysis *a, uint32_t verb, const struct cp_lexicon *lexicon, uint32_t currencies)
{
    enum { REACH = 10 };
    const uint32_t end = end_of(a, verb);
    struct sum sum = {CP_NONE, CP_NONE};
    for (uint32_t t = verb + 1; t < end && t <= verb + REACH && sum.first == CP_NONE; t++)
        sum = read_sum(a, t, lexicon, currencies);
    if (sum.first == CP_NONE)
        return;
    bool at_once = sum.first == verb + 1;
    uint32_t receiver = at_once ? subject_of(a, verb, true) : receiver_before(a, verb + 1, sum.first);
    if (receiver == CP_NONE)
        return;
    gather_sum(a, &sum, verb);
    if (!at_once) {
        if (!hang(a, receiver, verb, CP_DEP_DATIVE))
            return;
        gather_receiver(a, verb + 1, receiver, sum.first);
    }
    read_more_sums(a, sum.last + 1, verb, receiver, sum.last, lexicon, currencies);
}

// ---------------------------------------------------------------- clauses side by side

static bool is_finite_tag(uint8_t tag)
{
    return tag == CP_TAG_VBD || tag == CP_TAG_VBZ || tag == CP_TAG_VBP;
}

// The first word of the phrase of plain names and nouns that ends at t.
static uint32_t phrase_start(const struct cp_analysis *a, uint32_t t)
{
    uint32_t first = a->sentences[a->tokens[t].sentence].first;
    while (t > first && (is_thing(&a->tokens[t - 1]) || a->tokens[t - 1].tag == CP_TAG_DT || a->tokens[t - 1].tag == CP_TAG_JJ))
        t--;
    return t;
}

static bool has_object(const struct cp_analysis *a, uint32_t verb)
{
    for (uint32_t t = verb + 1; t < end_of(a, verb); t++)
        if (a->tokens[t].head == verb && (a->tokens[t].dep == CP_DEP_DOBJ || a->tokens[t].dep == CP_DEP_CCOMP || a->tokens[t].dep == CP_DEP_XCOMP))
            return true;
    return false;
}

static uint32_t verb_above(const struct cp_analysis *a, uint32_t t)
{
    while (a->tokens[t].head != t) {
        t = a->tokens[t].head;
        if (a->tokens[t].tag >= CP_TAG_VB && a->tokens[t].tag <= CP_TAG_VBZ)
            return t;
    }
    return CP_NONE;
}

// "Zimbabwe banned exports and Namibia closed a port": a finite verb without a subject, right behind a name that is joined with an
// object of the verb before: the name is its subject.
static void take_subject_from_list(struct cp_analysis *a, uint32_t verb)
{
    const uint32_t name = verb - 1;
    if (a->tokens[name].dep != CP_DEP_CONJ || !is_name(&a->tokens[name]) || !is_finite_tag(a->tokens[verb].tag) ||
        a->tokens[verb].head == verb || !has_object(a, verb) || subject_of(a, verb, false) != CP_NONE)
        return;
    uint32_t first = phrase_start(a, name), clause = verb_above(a, name);
    if (first == a->sentences[a->tokens[name].sentence].first || a->tokens[first - 1].tag != CP_TAG_CC || clause == CP_NONE || clause >= first ||
        a->tokens[a->tokens[name].head].dep == CP_DEP_NSUBJ)
        return;
    if (clause == verb || hangs_on(a, clause, verb) || !hang(a, verb, clause, CP_DEP_CONJ))
        return;
    hang(a, name, verb, CP_DEP_NSUBJ);
    hang(a, first - 1, clause, CP_DEP_CC);
}

// "The Ministry of Energy and Mines banned exports": an "and" to which nothing is joined, because what follows it was taken for the
// subject of a clause about the noun before, which in turn has no verb.
static void join_before_verb(struct cp_analysis *a, uint32_t verb)
{
    const uint32_t above = a->tokens[verb].head, name = subject_of(a, verb, false);
    bool clause = a->tokens[verb].dep == CP_DEP_RELCL || a->tokens[verb].dep == CP_DEP_ACL || a->tokens[verb].dep == CP_DEP_CCOMP;
    if (!clause || above >= verb || a->tokens[above].head != above || !is_thing(&a->tokens[above]) || name == CP_NONE || name <= above + 1 ||
        name >= verb || !is_thing(&a->tokens[name]))
        return;
    uint32_t first = phrase_start(a, name);
    if (first <= above + 1 || a->tokens[first - 1].tag != CP_TAG_CC)
        return;
    const uint32_t cc = first - 1, before = a->tokens[cc].head;
    if (before >= cc || !hangs_on(a, before, above))
        return;
    a->tokens[name].head = before;
    a->tokens[name].dep = CP_DEP_CONJ;
    a->tokens[verb].head = verb;
    a->tokens[verb].dep = CP_DEP_ROOT;
    a->tokens[above].head = verb;
    a->tokens[above].dep = CP_DEP_NSUBJ;
    for (uint32_t c = verb + 1; c < end_of(a, verb); c++)
        if (a->tokens[c].head == above)
            a->tokens[c].head = verb;
}

void cp_relate_repair_lists(const struct repair *repair, const struct cp_sentence *s)
{
    struct cp_analysis *a = repair->analysis;
    for (uint32_t t = s->first + s->count; t-- > s->first + 1;)
        if (a->tokens[t].tag == CP_TAG_POS)
            share_possession(a, t);
        else if (is_finite_tag(a->tokens[t].tag))
            join_before_verb(a, t);
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        const struct cp_token *token = &a->tokens[t];
        if (token->tag < CP_TAG_VB || token->tag > CP_TAG_VBZ)
            continue;
        if (cp_lexicon_in(repair->lexicon, repair->sum_verbs, token->lemma))
            tell_sum_from_receiver(a, t, repair->lexicon, repair->currencies);
        if (t > s->first)
            take_subject_from_list(a, t);
    }
}
