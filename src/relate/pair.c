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

struct pair_sets {
    uint32_t count;
    uint64_t *between, *through; // of each set the feature, still open, of one of its words that stands there
};

const struct pair_sets *cp_relate_pair_sets(struct cp_arena *run, const struct cp_lexicon *lexicon, const struct asked *asked)
{
    struct pair_sets *sets = CP_NEW(run, struct pair_sets);
    sets->count = cp_relate_asked_sets(asked); // lists of single rules come behind them
    sets->between = CP_NEW_ARRAY(run, sets->count + 1, uint64_t);
    sets->through = CP_NEW_ARRAY(run, sets->count + 1, uint64_t);
    for (uint32_t i = 0; i < sets->count; i++) {
        sets->between[i] = cp_relate_open(CP_FEATURE("between-set"), cp_lexicon_set_name(lexicon, i));
        sets->through[i] = cp_relate_open(CP_FEATURE("through-set"), cp_lexicon_set_name(lexicon, i));
    }
    return sets;
}

// What sets of sets.tsv the word belongs to: what was learned of "makes" is then true of "assembles".
static void add_sets(const struct scene *scene, uint32_t token, uint32_t sets, const uint64_t *of_set, struct features *f)
{
    const uint64_t *lemma = scene->lemma_rows[token], *lower = scene->lower_rows[token];
    for (uint32_t first = 0; first < sets; first += 64) {
        uint64_t bits = lemma[first / 64] | lower[first / 64];
        if (sets - first < 64)
            bits &= (UINT64_C(1) << (sets - first)) - 1;
        for (; bits; bits &= bits - 1)
            cp_relate_add_open(f, of_set[first + (uint32_t)__builtin_ctzll(bits)]);
    }
}

// What stands between two names and beside them, which is the same in both orders: looked at when the first of these is asked for.
struct stretch {
    const struct cp_mention *left, *right; // NULL: not looked at yet
    struct cp_str gap;
    unsigned of_left, of_right; // other names between that are of the kind of the left one, of the right one
    struct features features;   // open ones; the one of the order, which is not the same, among them
    unsigned order;             // its place
};

static void add_words(const struct scene *scene, uint32_t gap, const struct pair_sets *sets, struct stretch *s)
{
    struct features *f = &s->features;
    const uint32_t sentence = scene->analysis->tokens[s->left->head].sentence;
    struct feature_text between = {.len = 0};
    for (uint32_t t = s->left->last + 1; t < s->right->first && gap <= WORDS_BETWEEN; t++) {
        struct cp_str word = plain_word(scene, t, sentence);
        cp_relate_open_feature(f, CP_FEATURE("between"), word);
        if (sets)
            add_sets(scene, t, sets->count, sets->between, f);
        if (gap <= 4) {
            cp_relate_feature_add(&between, word);
            cp_relate_feature_add(&between, CP_STR(" "));
        }
    }
    cp_relate_open_feature(f, CP_FEATURE("gap"), s->gap);
    s->order = f->open_count;
    cp_relate_add_open(f, 0); // filled in for each order
    cp_relate_open_feature(f, CP_FEATURE("string"), cp_relate_feature_text(&between));
    cp_relate_open_feature(f, CP_FEATURE("left"), plain_word(scene, s->left->first ? s->left->first - 1 : UINT32_MAX, sentence));
    cp_relate_open_feature(f, CP_FEATURE("right"), plain_word(scene, s->right->last + 1, sentence));
}

// "Lenders think that Intel's chips …" says nothing of lenders and chips.
static void count_crowd(const struct scene *scene, struct stretch *s)
{
    enum { MANY = 2 };
    const struct cp_mentions *m = scene->mentions;
    const enum cp_kind left = m->entities[s->left->entity].kind, right = m->entities[s->right->entity].kind;
    for (uint32_t t = s->left->last + 1; t < s->right->first && (s->of_left < MANY || s->of_right < MANY); t++) {
        if (m->at[t] == CP_NONE)
            continue;
        const uint32_t other = m->mentions[m->at[t]].entity;
        s->of_left += s->of_left < MANY && other != s->left->entity && m->entities[other].kind == left;
        s->of_right += s->of_right < MANY && other != s->right->entity && m->entities[other].kind == right;
    }
}

static void look_between(const struct scene *scene, const struct name_pair *pair, const struct pair_sets *sets)
{
    static const struct cp_str gaps[] = {{"0", 1}, {"1", 1}, {"2", 1}, {"3-5", 3}, {"6-10", 4}, {"far", 3}};
    struct stretch *s = pair->stretch;
    const bool in_order = pair->from->first < pair->to->first;
    s->left = in_order ? pair->from : pair->to;
    s->right = in_order ? pair->to : pair->from;
    const uint32_t gap = s->right->first > s->left->last ? s->right->first - s->left->last - 1 : 0;
    s->gap = gaps[gap <= 2 ? gap : gap <= 5 ? 3 : gap <= 10 ? 4 : 5];
    s->of_left = s->of_right = 0;
    s->features.count = s->features.open_count = 0;
    add_words(scene, gap, sets, s);
    if (sets)
        count_crowd(scene, s);
}

static void add_stretch(const struct name_pair *pair, struct features *f)
{
    struct stretch *s = pair->stretch;
    const struct cp_str order = s->left == pair->from ? CP_STR("ab") : CP_STR("ba");
    if (s->order < s->features.open_count)
        s->features.open[s->order] = cp_relate_open(CP_FEATURE("order"), order);
    for (unsigned i = 0; i < s->features.open_count; i++)
        cp_relate_add_open(f, s->features.open[i]);
    cp_relate_feature(f, CP_FEATURE("order-gap"), order, s->gap);
}

static void add_path(const struct scene *scene, const struct name_pair *pair, const struct closing *kinds, const struct pair_sets *sets,
                     struct features *f)
{
    const struct path *path = &pair->path;
    uint64_t labels = CP_FEATURE("path"), words = CP_FEATURE("words"), both = CP_FEATURE("path-words");
    if (!path->found) {
        cp_relate_closing_feature(f, CP_FEATURE("no-path"), kinds);
        return;
    }
    for (unsigned i = 0; i + 1 < path->count; i++) {
        const struct path_step *step = &path->steps[i];
        const struct cp_str arrow = cp_relate_arrow(step), word = cp_str_slice(scene->analysis->tokens[step->token].lemma, 0, 18);
        words = cp_relate_hash_on(cp_relate_hash_pair(words, arrow, word), CP_STR(" "));
        both = cp_relate_hash_on(cp_relate_hash_pair(both, arrow, word), CP_STR(" "));
        cp_relate_open_feature(f, CP_FEATURE("through"), word);
        if (sets)
            add_sets(scene, step->token, sets->count, sets->through, f);
    }
    both = cp_relate_hash_on(both, CP_STR("|"));
    for (unsigned i = 0; i < path->count; i++) {
        const struct cp_str arrow = cp_relate_arrow(&path->steps[i]), label = cp_relate_label(path->steps[i].dep);
        labels = cp_relate_hash_pair(labels, arrow, label);
        both = cp_relate_hash_pair(both, arrow, label);
    }
    cp_relate_add_open(f, cp_relate_hash_on(labels, CP_STR("|")));
    cp_relate_add_open(f, cp_relate_hash_on(words, CP_STR("|")));
    cp_relate_add_closed(f, both);
    cp_relate_feature(f, CP_FEATURE("shape"), path->shared ? CP_STR("shared") : CP_STR("own"), path->listed ? CP_STR("listed") : CP_STR("own"));
}

// The name of the first relation among bits.
static struct cp_str lowest_relation(uint32_t bits)
{
    return cp_str_from(cp_relation_name((enum cp_relation)__builtin_ctz(bits)));
}

static void add_rivals(const struct name_pair *pair, struct features *f)
{
    static const struct cp_str counts[] = {{"0", 1}, {"1", 1}, {"2", 1}};
    const struct stretch *s = pair->stretch;
    const bool in_order = s->left == pair->from;
    const struct cp_str of_from = counts[in_order ? s->of_left : s->of_right], of_to = counts[in_order ? s->of_right : s->of_left];
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

struct closing cp_relate_kinds_of_pair(const struct scene *scene, const struct name_pair *pair)
{
    const struct cp_entity *entities = scene->mentions->entities;
    const enum cp_kind from = entities[pair->from->entity].kind, to = entities[pair->to->entity].kind;
    return (struct closing){{cp_str_from(cp_kind_name(from)), CP_STR("."), cp_str_from(cp_kind_name(to))}, (uint32_t)(from * CP_KIND_COUNT + to)};
}

void cp_relate_pair_features(const struct scene *scene, const struct name_pair *pair, const struct closing *kinds, bool with_sets, struct features *f)
{
    const struct pair_sets *sets = with_sets ? scene->engine->pair_sets : NULL;
    const struct cp_token *tokens = scene->analysis->tokens;
    const struct cp_mention *a = pair->from, *b = pair->to;
    struct cp_str a_form = cp_str_from(form_names[a->form]), b_form = cp_str_from(form_names[b->form]);
    if (!pair->stretch->left)
        look_between(scene, pair, sets);
    f->count = f->open_count = 0;
    cp_relate_feature(f, CP_FEATURE("bias"), CP_STR(""), CP_STR(""));
    cp_relate_closing_feature(f, CP_FEATURE("kinds"), kinds);
    cp_relate_open_feature(f, CP_FEATURE("from-form"), a_form);
    cp_relate_open_feature(f, CP_FEATURE("to-form"), b_form);
    cp_relate_open_feature(f, CP_FEATURE("from-label"), cp_relate_label(tokens[a->head].dep));
    cp_relate_open_feature(f, CP_FEATURE("to-label"), cp_relate_label(tokens[b->head].dep));
    cp_relate_open_feature(f, CP_FEATURE("from-head"), tokens[tokens[a->head].head].lemma);
    cp_relate_open_feature(f, CP_FEATURE("to-head"), tokens[tokens[b->head].head].lemma);
    add_stretch(pair, f);
    add_path(scene, pair, kinds, sets, f);
    add_rules(pair, f);
    if (sets)
        add_rivals(pair, f);
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
                       const struct cp_mention *b, struct stretch *stretch, void (*visit)(void *context, struct name_pair *pair), void *context)
{
    struct name_pair pair = {.from = a, .to = b, .stretch = stretch};
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
    struct stretch stretch;
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
            stretch.left = NULL;
            visit_pair(scene, &drawn, a, b, &stretch, visit, context);
            visit_pair(scene, &drawn, b, a, &stretch, visit, context);
        }
    }
}

struct judge {
    struct scene *scene;
    const struct linear_model *model;
    struct feature_memo *memo;
    int least_doubtful; // the sum from which on the judge of relations (bond.h) is asked
    uint32_t possible[CP_KIND_COUNT][CP_KIND_COUNT]; // outputs, as bits
    uint32_t verb; // the last one that was looked at, and how it is meant
    struct factuality meant;
};

// What the verb between the two makes of the relation: "may buy", "does not supply". Without one it is plainly said.
static struct factuality meant_as(struct judge *judge, const struct name_pair *pair)
{
    for (unsigned i = 0; i + 1 < pair->path.count; i++) {
        const uint32_t token = pair->path.steps[i].token;
        const uint8_t tag = judge->scene->analysis->tokens[token].tag;
        if (tag < CP_TAG_VB || tag > CP_TAG_VBZ)
            continue;
        if (token != judge->verb) {
            judge->verb = token;
            judge->meant = cp_relate_factuality(judge->scene, token, CP_MEASURE_OTHER);
        }
        return judge->meant;
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
    const struct closing kinds = cp_relate_kinds_of_pair(judge->scene, pair);
    cp_relate_pair_features(judge->scene, pair, &kinds, judge->model->bits > FEATURE_BITS_ONCE, &features);
    cp_relate_score_open(judge->memo, &features, &kinds, sums);
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
    const struct factuality fact = meant_as(judge, pair);
    for (int r = 0; r < PAIR_COUNT && !fact.negated; r++)
        if (p[r] > 0)
            draw(judge->scene, r == best ? &judge->scene->links : &judge->scene->doubtful, pair, fact.hypothetical, cp_pair_relations[r], p[r]);
}

void cp_relate_find_pairs(struct scene *scene, const struct linear_model *model)
{
    const double least = 0.1;
    struct judge judge = {.scene = scene, .model = model, .least_doubtful = INT_MAX, .verb = CP_NONE};
    if (model->trained && scene->engine->bonds->trained)
        judge.least_doubtful = cp_relate_least_sum(model, least);
    for (int from = 0; from < CP_KIND_COUNT; from++)
        for (int to = 0; to < CP_KIND_COUNT; to++)
            judge.possible[from][to] = possible_relations((enum cp_kind)from, (enum cp_kind)to);
    if (!model->trained)
        return;
    judge.memo = cp_relate_feature_memo(scene->analysis->glossary, model);
    cp_relate_each_name_pair(scene, decide, &judge);
}
