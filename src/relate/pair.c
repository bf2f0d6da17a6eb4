// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// For each ordered pair of names: the way through the tree, the words between and beside
// them, their kinds. Which relation holds, if any, is what a linear scorer makes of it.
#include "pair.h"

#include "engine.h"
#include "link.h"

#include <limits.h>

#define PAIR_RELATION(name) CP_RELATION_##name,
const enum cp_relation cp_pair_relations[PAIR_COUNT] = {PAIR_LIST(PAIR_RELATION)};
#undef PAIR_RELATION

enum { FARTHEST = 28, WORDS_BETWEEN = 7 };

static bool is_actor(enum cp_kind kind)
{
    return kind != CP_KIND_TECHNOLOGY && kind != CP_KIND_MEASURE;
}

static bool is_state_or_firm(enum cp_kind kind)
{
    return kind == CP_KIND_COUNTRY || kind == CP_KIND_COMPANY;
}

bool cp_relate_pair_possible(enum cp_relation relation, enum cp_kind from, enum cp_kind to)
{
    switch (relation) {
    case CP_RELATION_PART_OF:
        return (from == CP_KIND_AGENCY && (to == CP_KIND_COUNTRY || to == CP_KIND_AGENCY)) ||
               (from == CP_KIND_COMPANY && (is_state_or_firm(to) || to == CP_KIND_AGENCY)) ||
               (from != CP_KIND_PERSON && is_actor(from) && to == CP_KIND_ORGANIZATION);
    case CP_RELATION_BASED_IN:
        return (from == CP_KIND_COMPANY || from == CP_KIND_ORGANIZATION) && to == CP_KIND_COUNTRY;
    case CP_RELATION_OPERATES_IN:
        return from == CP_KIND_COMPANY && to == CP_KIND_COUNTRY;
    case CP_RELATION_HOLDS_POST:
        return from == CP_KIND_PERSON && is_actor(to) && to != CP_KIND_PERSON;
    case CP_RELATION_SUPPLIES:
    case CP_RELATION_COMPETES_WITH:
        return is_state_or_firm(from) && is_state_or_firm(to);
    case CP_RELATION_PRODUCES:
        return is_state_or_firm(from) && to == CP_KIND_TECHNOLOGY;
    case CP_RELATION_DEPENDS_ON:
        return is_state_or_firm(from) && (is_state_or_firm(to) || to == CP_KIND_TECHNOLOGY);
    case CP_RELATION_INVESTS_IN:
        return (is_state_or_firm(from) || from == CP_KIND_AGENCY) && is_state_or_firm(to);
    default:
        return is_actor(from) && is_actor(to);
    }
}

// ---------------------------------------------------------------- features

static const char *const form_names[] = {"name", "adjective", "seat", "description", "pronoun", "place", "goods"};

static struct cp_str lemma_at(const struct scene *scene, uint32_t token, uint32_t sentence)
{
    bool inside = token < scene->analysis->token_count && scene->analysis->tokens[token].sentence == sentence;
    return inside ? scene->analysis->tokens[token].lemma : CP_STR("-");
}

// A word between or beside that is a name itself is told by its kind: names are not to be learned.
static struct cp_str plain_word(const struct scene *scene, uint32_t token, uint32_t sentence)
{
    uint32_t covering = token < scene->analysis->token_count ? scene->mentions->covering[token] : CP_NONE;
    struct cp_str lemma = lemma_at(scene, token, sentence);
    if (covering == CP_NONE || lemma.ptr[0] == '-')
        return lemma;
    const struct cp_mention *m = &scene->mentions->mentions[covering];
    bool name = m->form == CP_MENTION_NAME || m->form == CP_MENTION_ADJECTIVE || m->form == CP_MENTION_SEAT ||
                m->form == CP_MENTION_PLACE;
    return name ? cp_str_from(cp_kind_name(scene->mentions->entities[m->entity].kind)) : lemma;
}

// What sets of sets.tsv the word belongs to: what was learned of "makes" is then true of "assembles".
static void add_sets(const struct scene *scene, uint32_t token, uint64_t name, struct features *f)
{
    const uint64_t *lemma = scene->lemma_rows[token], *lower = scene->lower_rows[token];
    const uint32_t sets = cp_relate_asked_sets(scene->engine->asked); // lists of single rules come behind them
    for (uint32_t first = 0; first < sets; first += 64) {
        uint64_t bits = lemma[first / 64] | lower[first / 64];
        if (sets - first < 64)
            bits &= (UINT64_C(1) << (sets - first)) - 1;
        for (; bits; bits &= bits - 1)
            cp_relate_open_feature(f, name, cp_lexicon_set_name(scene->lexicon, first + (uint32_t)__builtin_ctzll(bits)));
    }
}

static void add_words(const struct scene *scene, const struct name_pair *pair, bool sets, struct features *f)
{
    const struct cp_mention *left = pair->from->first < pair->to->first ? pair->from : pair->to;
    const struct cp_mention *right = left == pair->from ? pair->to : pair->from;
    uint32_t sentence = scene->analysis->tokens[left->head].sentence;
    struct cp_str order = left == pair->from ? CP_STR("ab") : CP_STR("ba");
    struct feature_text between = {.len = 0};
    uint32_t gap = right->first > left->last ? right->first - left->last - 1 : 0;
    for (uint32_t t = left->last + 1; t < right->first && gap <= WORDS_BETWEEN; t++) {
        struct cp_str word = plain_word(scene, t, sentence);
        cp_relate_open_feature(f, CP_FEATURE("between"), word);
        if (sets)
            add_sets(scene, t, CP_FEATURE("between-set"), f);
        if (gap <= 4) {
            cp_relate_feature_add(&between, word);
            cp_relate_feature_add(&between, CP_STR(" "));
        }
    }
    static const char *const gaps[] = {"0", "1", "2", "3-5", "6-10", "far"};
    const char *distance = gaps[gap <= 2 ? gap : gap <= 5 ? 3 : gap <= 10 ? 4 : 5];
    cp_relate_open_feature(f, CP_FEATURE("gap"), cp_str_from(distance));
    cp_relate_open_feature(f, CP_FEATURE("order"), order);
    cp_relate_open_feature(f, CP_FEATURE("string"), cp_relate_feature_text(&between));
    cp_relate_feature(f, CP_FEATURE("order-gap"), order, cp_str_from(distance));
    cp_relate_open_feature(f, CP_FEATURE("left"), plain_word(scene, left->first ? left->first - 1 : UINT32_MAX, sentence));
    cp_relate_open_feature(f, CP_FEATURE("right"), plain_word(scene, right->last + 1, sentence));
}

static void add_path(const struct scene *scene, const struct name_pair *pair, struct cp_str kinds, bool sets,
                     struct features *f)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    struct feature_text deps_text = {.len = 0}, words_text = {.len = 0};
    if (!pair->path.found) {
        cp_relate_feature(f, CP_FEATURE("no-path"), kinds, CP_STR(""));
        return;
    }
    for (unsigned i = 0; i < pair->path.count; i++) {
        const struct path_step *step = &pair->path.steps[i];
        struct cp_str arrow = step->up ? CP_STR("<") : CP_STR(">");
        cp_relate_feature_add(&deps_text, arrow);
        cp_relate_feature_add(&deps_text, cp_str_from(cp_dep_name(step->dep)));
        if (i + 1 == pair->path.count)
            break;
        struct cp_str word = cp_str_slice(tokens[step->token].lemma, 0, 18);
        cp_relate_feature_add(&words_text, arrow);
        cp_relate_feature_add(&words_text, word);
        cp_relate_feature_add(&words_text, CP_STR(" "));
        cp_relate_open_feature(f, CP_FEATURE("through"), word);
        if (sets)
            add_sets(scene, step->token, CP_FEATURE("through-set"), f);
    }
    struct cp_str deps = cp_relate_feature_text(&deps_text), words = cp_relate_feature_text(&words_text);
    cp_relate_open_feature(f, CP_FEATURE("path"), deps);
    cp_relate_open_feature(f, CP_FEATURE("words"), words);
    cp_relate_feature(f, CP_FEATURE("path-words"), words, deps);
    cp_relate_feature(f, CP_FEATURE("shape"), pair->path.shared ? CP_STR("shared") : CP_STR("own"),
                      pair->path.listed ? CP_STR("listed") : CP_STR("own"));
}

// Other names of the kind between the two: "Lenders think that Intel's chips …" says nothing of lenders and chips.
static const char *crowd(const struct scene *scene, const struct name_pair *pair, const struct cp_mention *of)
{
    const struct cp_mentions *m = scene->mentions;
    const struct cp_mention *left = pair->from->first < pair->to->first ? pair->from : pair->to;
    const struct cp_mention *right = left == pair->from ? pair->to : pair->from;
    unsigned n = 0;
    for (uint32_t t = left->last + 1; t < right->first && n < 2; t++) {
        const struct cp_mention *other = m->at[t] == CP_NONE ? NULL : &m->mentions[m->at[t]];
        n += other && other->entity != of->entity && m->entities[other->entity].kind == m->entities[of->entity].kind;
    }
    return n == 0 ? "0" : n == 1 ? "1" : "2";
}

// The name of the first relation among bits.
static struct cp_str lowest_relation(uint32_t bits)
{
    return cp_str_from(cp_relation_name((enum cp_relation)__builtin_ctz(bits)));
}

static void add_rivals(const struct scene *scene, const struct name_pair *pair, struct features *f)
{
    struct cp_str of_from = cp_str_from(crowd(scene, pair, pair->from)), of_to = cp_str_from(crowd(scene, pair, pair->to));
    cp_relate_open_feature(f, CP_FEATURE("crowd-from"), of_from);
    cp_relate_open_feature(f, CP_FEATURE("crowd-to"), of_to);
    cp_relate_feature(f, CP_FEATURE("crowd"), of_from, of_to);
    for (uint32_t bits = pair->of_others; bits; bits &= bits - 1)
        cp_relate_open_feature(f, CP_FEATURE("of-others"), lowest_relation(bits));
    for (uint32_t bits = pair->to_others; bits; bits &= bits - 1)
        cp_relate_open_feature(f, CP_FEATURE("to-others"), lowest_relation(bits));
}

// What the rules say of the two: they are surer than the rest, and where they are silent the rest counts for less.
static void add_rules(const struct name_pair *pair, struct features *f)
{
    const struct cp_str nothing = {"", 0};
    for (uint32_t bits = pair->said; bits; bits &= bits - 1)
        cp_relate_feature(f, CP_FEATURE("rule"), lowest_relation(bits), nothing);
    for (uint32_t bits = pair->said_turned; bits; bits &= bits - 1)
        cp_relate_feature(f, CP_FEATURE("rule-turned"), lowest_relation(bits), nothing);
    if (!pair->said && !pair->said_turned)
        cp_relate_feature(f, CP_FEATURE("rule"), CP_STR("none"), nothing);
}

void cp_relate_pair_features(const struct scene *scene, const struct name_pair *pair, bool sets, struct features *f)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    const struct cp_mention *a = pair->from, *b = pair->to;
    struct feature_text kind_text = {.len = 0};
    cp_relate_feature_add(&kind_text, cp_str_from(cp_kind_name(scene->mentions->entities[a->entity].kind)));
    cp_relate_feature_add(&kind_text, CP_STR("."));
    cp_relate_feature_add(&kind_text, cp_str_from(cp_kind_name(scene->mentions->entities[b->entity].kind)));
    struct cp_str kinds = cp_relate_feature_text(&kind_text);
    struct cp_str a_form = cp_str_from(form_names[a->form]), b_form = cp_str_from(form_names[b->form]);
    f->count = f->open_count = 0;
    cp_relate_feature(f, CP_FEATURE("bias"), CP_STR(""), CP_STR(""));
    cp_relate_feature(f, CP_FEATURE("kinds"), kinds, CP_STR(""));
    cp_relate_open_feature(f, CP_FEATURE("from-form"), a_form);
    cp_relate_open_feature(f, CP_FEATURE("to-form"), b_form);
    cp_relate_open_feature(f, CP_FEATURE("from-label"), cp_str_from(cp_dep_name(tokens[a->head].dep)));
    cp_relate_open_feature(f, CP_FEATURE("to-label"), cp_str_from(cp_dep_name(tokens[b->head].dep)));
    cp_relate_open_feature(f, CP_FEATURE("from-head"), tokens[tokens[a->head].head].lemma);
    cp_relate_open_feature(f, CP_FEATURE("to-head"), tokens[tokens[b->head].head].lemma);
    add_words(scene, pair, sets, f);
    add_path(scene, pair, kinds, sets, f);
    add_rules(pair, f);
    if (sets)
        add_rivals(scene, pair, f);
    cp_relate_close_features(f, kinds);
}

// ---------------------------------------------------------------- pairs

static bool apart(const struct cp_mention *a, const struct cp_mention *b)
{
    uint32_t gap = a->last < b->first ? b->first - a->last : b->last < a->first ? a->first - b->last : 0;
    return gap > 0 && gap <= FARTHEST;
}

// Of the links between entities that rules have drawn.
static uint32_t sentence_of(const struct scene *scene, const struct link *link)
{
    return link->from_telling || link->to_telling ? CP_NONE : scene->analysis->tokens[link->first].sentence;
}

static void visit_pair(struct scene *scene, const struct link_chains *drawn, const struct cp_mention *a,
                       const struct cp_mention *b, void (*visit)(void *context, struct name_pair *pair), void *context)
{
    struct name_pair pair = {.from = a, .to = b};
    for (uint32_t i = drawn->first[scene->analysis->tokens[a->first].sentence]; i != CP_NONE; i = drawn->next[i]) {
        const struct link *l = &scene->links.items[i];
        if (l->from == a->entity && l->to == b->entity)
            pair.said |= 1u << l->relation;
        else if (l->from == b->entity && l->to == a->entity)
            pair.said_turned |= 1u << l->relation;
        else if (l->to == b->entity)
            pair.of_others |= 1u << l->relation;
        else if (l->from == a->entity)
            pair.to_others |= 1u << l->relation;
    }
    visit(context, &pair);
}

void cp_relate_each_name_pair(struct scene *scene, void (*visit)(void *context, struct name_pair *pair),
                              void *context)
{
    const struct cp_mentions *m = scene->mentions;
    const struct cp_token *tokens = scene->analysis->tokens;
    const struct link_chains drawn =
        cp_relate_chain_links(scene, &scene->links, scene->analysis->sentence_count, sentence_of);
    for (size_t i = 0; i < m->mention_count; i++) {
        const struct cp_mention *a = &m->mentions[i];
        if (!scene->analysis->sentences[tokens[a->first].sentence].parsed)
            continue;
        for (size_t j = i + 1; j < m->mention_count; j++) {
            const struct cp_mention *b = &m->mentions[j];
            if (b->first > a->last + FARTHEST || tokens[b->first].sentence != tokens[a->first].sentence)
                break;
            if (a->entity == b->entity || !apart(a, b) || (a->form == CP_MENTION_PRONOUN && b->form == CP_MENTION_PRONOUN))
                continue; // of two pronouns nothing is said, or "we" and "our" would name everybody twice
            visit_pair(scene, &drawn, a, b, visit, context);
            visit_pair(scene, &drawn, b, a, visit, context);
        }
    }
}

struct judge {
    struct scene *scene;
    const struct linear_model *model;
    int least_doubtful; // the sum from which on the judge of relations (bond.h) is asked
    uint32_t possible[CP_KIND_COUNT][CP_KIND_COUNT]; // outputs, as bits
};

// What the verb between the two makes of the relation: "may buy", "does not supply". Without one it is plainly said.
static struct factuality meant_as(const struct scene *scene, const struct name_pair *pair)
{
    for (unsigned i = 0; i + 1 < pair->path.count; i++) {
        uint8_t tag = scene->analysis->tokens[pair->path.steps[i].token].tag;
        if (tag >= CP_TAG_VB && tag <= CP_TAG_VBZ)
            return cp_relate_factuality(scene, pair->path.steps[i].token, CP_MEASURE_OTHER);
    }
    return (struct factuality){CP_STATUS_ACTIVE, false, false};
}

static void draw(struct scene *scene, link_vec *links, const struct name_pair *pair, bool hypothetical, enum cp_relation relation, double p)
{
    const struct cp_mention *a = pair->from, *b = pair->to;
    *CP_PUSH(scene->doc, links) = (struct link){.relation = relation,
                                                .from = a->entity,
                                                .to = b->entity,
                                                .hypothetical = hypothetical,
                                                .confidence = (float)(p * (0.6 + 0.4 * a->confidence * b->confidence)),
                                                .first = a->first < b->first ? a->first : b->first,
                                                .last = a->last > b->last ? a->last : b->last,
                                                .form = (uint8_t)a->form,
                                                .to_form = (uint8_t)b->form,
                                                .steps = pair->path.found ? (uint8_t)(pair->path.count + 1) : 0,
                                                .rule = "learned.pair"};
}

// Bits of the outputs.
static uint32_t possible_relations(enum cp_kind from, enum cp_kind to)
{
    uint32_t bits = 0;
    for (int r = 0; r < PAIR_COUNT; r++)
        bits |= (uint32_t)cp_relate_pair_possible(cp_pair_relations[r], from, to) << r;
    return bits;
}

// "German princes" make nothing for their country; "German carmakers", "German output" and "German cars" may.
static bool makes_for_state(const struct scene *scene, const struct name_pair *pair)
{
    static const char *const makers[] = {"group-noun", "company-noun", "production-noun", "site-noun"};
    if (pair->from->form != CP_MENTION_ADJECTIVE)
        return true;
    uint32_t noun = scene->analysis->tokens[pair->from->head].head;
    if (noun == pair->to->head)
        return true;
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (lemma_is_asked(scene, noun, cp_lexicon_set(scene->lexicon, makers[i])))
            return true;
    return false;
}

static void decide(void *context, struct name_pair *pair)
{
    struct judge *judge = context;
    const struct cp_entity *entities = judge->scene->mentions->entities;
    enum cp_kind from = entities[pair->from->entity].kind, to = entities[pair->to->entity].kind;
    struct features features;
    int sums[MOST_OUTPUTS], best = -1;
    double best_p = 0, p[PAIR_COUNT] = {0}; // 0: nothing that could be drawn
    const uint32_t possible = judge->possible[from][to];
    bool any = false;
    if (!possible)
        return;
    pair->path = cp_relate_path(judge->scene, pair->from->head, pair->to->head);
    cp_relate_pair_features(judge->scene, pair, judge->model->bits > FEATURE_BITS_ONCE, &features);
    cp_relate_score(judge->model, &features, sums);
    for (int r = 0; r < PAIR_COUNT; r++) {
        bool sure = sums[r] >= judge->model->least[r];
        if ((!sure && sums[r] < judge->least_doubtful) || !(possible >> r & 1))
            continue;
        if (!cp_relation_symmetric(cp_pair_relations[r]) && (pair->said_turned >> cp_pair_relations[r] & 1))
            continue; // a rule read it the other way round
        if (cp_pair_relations[r] == CP_RELATION_PRODUCES && !makes_for_state(judge->scene, pair))
            continue;
        p[r] = cp_relate_probability(judge->model, sums[r]);
        any = true;
        if (sure && p[r] > best_p)
            best = r, best_p = p[r];
    }
    if (!any)
        return;
    const struct factuality fact = meant_as(judge->scene, pair);
    for (int r = 0; r < PAIR_COUNT && !fact.negated; r++)
        if (p[r] > 0)
            draw(judge->scene, r == best ? &judge->scene->links : &judge->scene->doubtful, pair, fact.hypothetical, cp_pair_relations[r], p[r]);
}

void cp_relate_find_pairs(struct scene *scene, const struct linear_model *model)
{
    const double least = 0.1;
    struct judge judge = {.scene = scene, .model = model, .least_doubtful = INT_MAX};
    if (model->trained && scene->engine->bonds->trained)
        judge.least_doubtful = cp_relate_least_sum(model, least);
    for (int from = 0; from < CP_KIND_COUNT; from++)
        for (int to = 0; to < CP_KIND_COUNT; to++)
            judge.possible[from][to] = possible_relations((enum cp_kind)from, (enum cp_kind)to);
    if (model->trained)
        cp_relate_each_name_pair(scene, decide, &judge);
}
