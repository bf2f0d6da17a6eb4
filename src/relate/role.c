// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Who imposes, who is hit, what is covered: for each telling, each name in its sentence. The frames give their
// verdict, which is one feature among others of the linear scorer; the scorer decides.
#include "engine.h"

enum { CANDIDATES_MOST = 128 };

#define ROLE_RELATION(name) CP_RELATION_##name,
const enum cp_relation cp_role_relations[ROLE_COUNT] = {ROLE_LIST(ROLE_RELATION)};
#undef ROLE_RELATION

// A name that stands inside the words of an agency or a firm ("Bank of China") plays no part of its own.
static bool is_inside_other(const struct scene *scene, size_t number)
{
    const struct cp_mention *m = &scene->mentions->mentions[number];
    uint32_t covering = scene->mentions->covering[m->head];
    if (covering == CP_NONE || covering == number || m->form == CP_MENTION_GOODS)
        return false;
    const struct cp_mention *other = &scene->mentions->mentions[covering];
    return other->first != m->first || other->last != m->last; // "we" names several
}

static bool can_play(const struct scene *scene, const struct telling *t, size_t number)
{
    const struct cp_mention *m = &scene->mentions->mentions[number];
    bool trigger_itself = m->first <= t->token && t->token <= m->last;
    return m->form != CP_MENTION_PLACE && !trigger_itself && !is_inside_other(scene, number);
}

// The pairs of one telling: what frames say of the others is needed for each, so that they are gathered first.
struct candidates {
    struct candidate {
        const struct cp_mention *mention;
        struct path path;
        const struct frame *frame;
    } items[CANDIDATES_MOST];
    unsigned count;
};

// What the frames say of the way to the name, or else of that way with a preposition that hangs elsewhere.
static void ask_frames(const struct scene *scene, const struct frame_table *frames, const struct telling *t,
                       struct candidate *c)
{
    struct path other;
    c->path = cp_relate_path(scene, t->token, c->mention->head);
    c->frame = c->path.found ? cp_relate_match_frame(scene, frames, t, &c->path, c->mention) : NULL;
    if (c->frame || !c->path.found || !cp_relate_path_otherwise(scene, t->token, &c->path, &other))
        return;
    c->frame = cp_relate_match_frame(scene, frames, t, &other, c->mention);
    if (c->frame)
        c->path = other;
}

static void gather_candidates(const struct scene *scene, const struct frame_table *frames, const struct telling *t,
                              size_t from, struct candidates *found)
{
    const struct cp_mentions *mentions = scene->mentions;
    const struct cp_sentence *sentence = &scene->analysis->sentences[t->sentence];
    found->count = 0;
    for (size_t m = from; m < mentions->mention_count && found->count < CANDIDATES_MOST; m++) {
        const struct cp_mention *mention = &mentions->mentions[m];
        if (mention->first >= sentence->first + sentence->count)
            break;
        if (!can_play(scene, t, m))
            continue;
        struct candidate *c = &found->items[found->count++];
        c->mention = mention;
        ask_frames(scene, frames, t, c);
    }
}

static unsigned rivals_of(const struct candidates *found, unsigned own)
{
    unsigned roles = 0;
    for (unsigned i = 0; i < found->count; i++)
        if (found->items[i].frame && found->items[i].mention->entity != found->items[own].mention->entity &&
            found->items[i].mention->head != found->items[own].mention->head)
            roles |= 1u << found->items[i].frame->role;
    return roles;
}

void cp_relate_each_pair(struct scene *scene, const struct frame_table *frames,
                         void (*visit)(void *context, uint32_t telling, const struct role_pair *pair), void *context)
{
    struct candidates *found = CP_NEW(scene->doc, struct candidates);
    size_t from = 0;
    for (uint32_t i = 0; i < scene->tellings.count; i++) {
        const struct telling *t = &scene->tellings.items[i];
        const struct cp_sentence *sentence = &scene->analysis->sentences[t->sentence];
        while (from < scene->mentions->mention_count && scene->mentions->mentions[from].first < sentence->first)
            from++;
        if (t->negated)
            continue;
        gather_candidates(scene, frames, t, from, found);
        for (unsigned k = 0; k < found->count; k++) {
            const struct candidate *c = &found->items[k];
            visit(context, i, &(struct role_pair){t, c->mention, &c->path, c->frame, rivals_of(found, k)});
        }
    }
}

// ---------------------------------------------------------------- deciding

struct judge {
    struct scene *scene;
    const struct linear_model *model;
    struct feature_memo *memo; // NULL if the model is not trained
};

static void add_role(struct scene *scene, link_vec *links, uint32_t telling, const struct role_pair *pair,
                     enum cp_relation role, double confidence)
{
    const struct telling *t = pair->telling;
    const struct cp_mention *mention = pair->mention;
    struct link link = {.relation = role, .hypothetical = t->hypothetical, .confidence = (float)confidence};
    link.framed = !pair->frame ? 0 : pair->frame->role == role ? pair->frame->confidence : -pair->frame->confidence;
    link.rule = link.framed > 0 ? pair->frame->id : "learned";
    link.to_telling = comes_to_act(role);
    link.from_telling = !link.to_telling;
    link.from = link.from_telling ? telling : mention->entity;
    link.to = link.to_telling ? telling : mention->entity;
    link.first = t->token < mention->first ? t->token : mention->first;
    link.last = t->token > mention->last ? t->token : mention->last;
    link.form = (uint8_t)mention->form;
    link.name = mention->head + 1;
    *CP_PUSH(scene->doc, links) = link;
}

static bool is_firm_at(const struct scene *scene, uint32_t token)
{
    uint32_t at = scene->mentions->covering[token];
    return at != CP_NONE && scene->mentions->entities[scene->mentions->mentions[at].entity].kind == CP_KIND_COMPANY;
}

// "US chipmaker Micron", "Venezuela's oil company PDVSA": the firm is named, so its country is not the target besides.
static bool only_says_where_from(const struct scene *scene, const struct cp_mention *mention)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    uint32_t noun = tokens[mention->head].head;
    bool modifier = tokens[mention->head].dep == CP_DEP_AMOD || tokens[mention->head].dep == CP_DEP_COMPOUND ||
                    tokens[mention->head].dep == CP_DEP_POSS || tokens[mention->head].dep == CP_DEP_NMOD;
    if (!modifier || scene->mentions->entities[mention->entity].kind != CP_KIND_COUNTRY)
        return false;
    if (is_firm_at(scene, noun))
        return true;
    for (uint32_t i = scene->child_first[noun]; i < scene->child_first[noun + 1]; i++) {
        uint32_t child = scene->children[i];
        bool name = tokens[child].dep == CP_DEP_APPOS || tokens[child].dep == CP_DEP_COMPOUND;
        if (name && is_firm_at(scene, child))
            return true;
    }
    return false;
}

bool cp_relate_role_possible(enum cp_relation relation, enum cp_kind kind)
{
    switch (relation) {
    case CP_RELATION_COVERS:
        return kind == CP_KIND_TECHNOLOGY;
    case CP_RELATION_AFFECTS:
        return kind == CP_KIND_COUNTRY || kind == CP_KIND_COMPANY;
    default:
        return kind != CP_KIND_TECHNOLOGY;
    }
}

// A frame that is sure of itself has seen more of the language than the scorer has: it needs less of its consent.
// Of who is affected the scorer has seen too little to be asked, or believed where no frame says so: then only the judge of relations hears.
static double trust_in_frame(const struct role_pair *pair, enum cp_relation role)
{
    const float sure = 0.74f;
    const double trust = 0.2, whole_trust = 0.4;
    if (!pair->frame || pair->frame->role != role)
        return 0;
    return role == CP_RELATION_AFFECTS ? whole_trust : pair->frame->confidence >= sure ? trust : 0;
}

static bool is_possible(const struct judge *judge, const struct role_pair *pair, enum cp_relation role)
{
    enum cp_kind kind = judge->scene->mentions->entities[pair->mention->entity].kind;
    return cp_relate_role_possible(role, kind) && !(role == CP_RELATION_TARGETS && only_says_where_from(judge->scene, pair->mention));
}

static bool is_unframed_harm(const struct role_pair *pair, enum cp_relation role)
{
    return role == CP_RELATION_AFFECTS && !(pair->frame && pair->frame->role == role);
}

// Words that only point back ("it", "the company") show less than a name does, so they weigh less.
static double weighed(const struct role_pair *pair, double p)
{
    return p * (0.6 + 0.4 * pair->mention->confidence);
}

// What is not sure enough to stand by itself may be right in sight of the rest (verdict.h).
static void keep_doubtful(const struct judge *judge, uint32_t telling, const struct role_pair *pair, const double *p, int best)
{
    const double least = 0.05;
    const struct cp_engine *engine = judge->scene->engine;
    for (int r = 0; r < ROLE_COUNT; r++) {
        enum cp_relation role = cp_role_relations[r];
        bool framed = pair->frame && pair->frame->role == role, part = role <= CP_RELATION_COVERS;
        bool heard = part ? engine->verdicts->trained && (p[r] >= least || framed) : engine->bonds->trained && p[r] >= least;
        if (r != best && heard && is_possible(judge, pair, role))
            add_role(judge->scene, &judge->scene->doubtful, telling, pair, role, weighed(pair, p[r]));
    }
}

static void decide(void *context, uint32_t telling, const struct role_pair *pair)
{
    struct judge *judge = context;
    struct features features;
    int sums[MOST_OUTPUTS], best = -1;
    double p[ROLE_COUNT], surest = 0;
    const struct closing kind = cp_relate_kind_of_role_pair(judge->scene, pair);
    cp_relate_role_features(judge->scene, pair, &kind, &features);
    cp_relate_score_open(judge->memo, &features, &kind, sums);
    for (int r = 0; r < ROLE_COUNT; r++) {
        double trust = trust_in_frame(pair, cp_role_relations[r]);
        p[r] = cp_relate_probability(judge->model, sums[r]);
        if (p[r] + trust < judge->model->threshold[r] || (best >= 0 && p[r] + trust <= surest) || is_unframed_harm(pair, cp_role_relations[r]) ||
            !is_possible(judge, pair, cp_role_relations[r]))
            continue;
        best = r;
        surest = p[r] + trust;
    }
    if (best >= 0)
        add_role(judge->scene, &judge->scene->links, telling, pair, cp_role_relations[best], weighed(pair, p[best]));
    keep_doubtful(judge, telling, pair, p, best);
}

static void decide_by_frame(void *context, uint32_t telling, const struct role_pair *pair)
{
    struct judge *judge = context;
    if (pair->frame)
        add_role(judge->scene, &judge->scene->links, telling, pair, pair->frame->role,
                 pair->frame->confidence * pair->mention->confidence * (pair->path->shared ? 0.8 : 1.0));
}

// One telling has one imposer, or several that the text puts side by side; of rivals the surest stays.
static void drop_rivals(struct scene *scene)
{
    const float far_behind = 0.25f;
    size_t kept = 0;
    float *best = CP_NEW_ARRAY(scene->doc, scene->tellings.count + 1, float);
    for (size_t i = 0; i < scene->links.count; i++) {
        const struct link *link = &scene->links.items[i];
        if (link->relation == CP_RELATION_IMPOSES && link->confidence > best[link->to])
            best[link->to] = link->confidence;
    }
    for (size_t i = 0; i < scene->links.count; i++) {
        const struct link *link = &scene->links.items[i];
        if (link->relation != CP_RELATION_IMPOSES || link->confidence >= best[link->to] - far_behind)
            scene->links.items[kept++] = *link;
        else if (scene->engine->verdicts->trained)
            *CP_PUSH(scene->doc, &scene->doubtful) = *link;
    }
    scene->links.count = kept;
}

void cp_relate_find_roles(struct scene *scene, const struct frame_table *frames, const struct linear_model *model)
{
    struct judge judge = {scene, model, model->trained ? cp_relate_feature_memo(scene->analysis->glossary, model) : NULL};
    cp_relate_each_pair(scene, frames, model->trained ? decide : decide_by_frame, &judge);
    drop_rivals(scene);
}
