// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Features are short texts ("path=<dobj:impose >nsubj|country"), hashed to numbers: a table of weights
// stands for all of them. Their set is written down here only; training (train/roles.c) uses the same
// functions, so what was learned is what is asked.
#include "role.h"

static void add_step(struct feature_text *text, const struct path_step *step, struct cp_str s)
{
    cp_relate_feature_add(text, step->up ? CP_STR("<") : CP_STR(">"));
    cp_relate_feature_add(text, s);
}

static struct feature_text deps_of(const struct path *path)
{
    struct feature_text text = {.len = 0};
    for (unsigned i = 0; i < path->count; i++)
        add_step(&text, &path->steps[i], cp_str_from(cp_dep_name(path->steps[i].dep)));
    return text;
}

static struct feature_text words_of(const struct scene *scene, const struct path *path)
{
    struct feature_text text = {.len = 0};
    for (unsigned i = 0; i + 1 < path->count; i++) {
        add_step(&text, &path->steps[i], cp_str_slice(scene->analysis->tokens[path->steps[i].token].lemma, 0, 20));
        cp_relate_feature_add(&text, CP_STR(" "));
    }
    return text;
}

// "country.name.n": what is named, by what form, beside a verb or a noun.
struct closing cp_relate_kind_of_role_pair(const struct scene *scene, const struct role_pair *pair)
{
    static const char *const forms[] = {"name", "adjective", "seat", "description", "pronoun", "place", "goods"};
    const enum cp_kind kind = scene->mentions->entities[pair->mention->entity].kind;
    const uint32_t form = (uint32_t)pair->mention->form;
    return (struct closing){{cp_str_from(cp_kind_name(kind)), CP_STR("."), cp_str_from(forms[form]), pair->telling->verbal ? CP_STR(".v") : CP_STR(".n")},
                            (kind * (uint32_t)(sizeof forms / sizeof *forms) + form) * 2 + pair->telling->verbal};
}

static const char *distance_word(uint32_t from, uint32_t to)
{
    static const char *const before[] = {"-1", "-3", "-6", "-12", "-far"}, *const after[] = {"+1", "+3", "+6", "+12", "+far"};
    uint32_t apart = from > to ? from - to : to - from;
    unsigned bucket = apart <= 1 ? 0 : apart <= 3 ? 1 : apart <= 6 ? 2 : apart <= 12 ? 3 : 4;
    return to < from ? before[bucket] : after[bucket];
}

// The token by whose place a name is judged: the first of its list, so that the last of ten goods counts as much.
static uint32_t anchor_of(const struct role_pair *pair)
{
    return pair->path->listed && pair->path->count ? pair->path->steps[pair->path->count - 1].token : pair->mention->head;
}

// Other names of the same kind between the trigger and this one.
static const char *crowd_between(const struct scene *scene, const struct role_pair *pair, uint32_t anchor, enum cp_kind kind)
{
    uint32_t a = pair->telling->token, b = anchor;
    uint32_t low = a < b ? a : b, high = a < b ? b : a;
    unsigned n = 0;
    for (uint32_t t = low + 1; t < high && n < 2; t++) {
        uint32_t at = scene->mentions->at[t];
        n += at != CP_NONE && scene->mentions->entities[scene->mentions->mentions[at].entity].kind == kind &&
             scene->mentions->mentions[at].entity != pair->mention->entity;
    }
    return n == 0 ? "0" : n == 1 ? "1" : "2+";
}

static struct cp_str word_before(const struct scene *scene, uint32_t anchor)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    uint32_t at = scene->mentions->at[anchor], t = at == CP_NONE ? anchor : scene->mentions->mentions[at].first;
    for (unsigned i = 0; i < 4 && t > 0 && tokens[t - 1].sentence == tokens[anchor].sentence; i++) {
        t--;
        if (tokens[t].tag == CP_TAG_IN || tokens[t].tag == CP_TAG_TO)
            return tokens[t].lower;
    }
    return CP_STR("none");
}

static void add_place(const struct scene *scene, const struct role_pair *pair, struct features *f)
{
    const struct telling *t = pair->telling;
    const struct cp_mention *m = pair->mention;
    const struct cp_token *tokens = scene->analysis->tokens;
    uint32_t anchor = anchor_of(pair);
    struct cp_str distance = cp_str_from(distance_word(t->token, anchor)), label = cp_str_from(cp_dep_name(tokens[anchor].dep));
    struct cp_str head = tokens[anchor].head == anchor ? CP_STR("root") : tokens[tokens[anchor].head].lemma;
    enum cp_kind k = scene->mentions->entities[m->entity].kind;
    cp_relate_open_feature(f, CP_FEATURE("distance"), distance);
    cp_relate_open_feature(f, CP_FEATURE("crowd"), cp_str_from(crowd_between(scene, pair, anchor, k)));
    cp_relate_open_feature(f, CP_FEATURE("before"), word_before(scene, anchor));
    cp_relate_open_feature(f, CP_FEATURE("label"), label);
    cp_relate_open_feature(f, CP_FEATURE("head"), head);
    cp_relate_feature(f, CP_FEATURE("side-label"), anchor < t->token ? CP_STR("-") : CP_STR("+"), label);
}

// Does the grammar give a role to another name?
static void add_rivals(const struct role_pair *pair, struct features *f)
{
    static const enum cp_relation roles[] = {CP_RELATION_IMPOSES, CP_RELATION_TARGETS, CP_RELATION_COVERS};
    struct cp_str own = cp_str_from(pair->frame ? cp_relation_name(pair->frame->role) : "none");
    struct feature_text all = {.len = 0};
    for (unsigned i = 0; i < 3; i++) {
        if (!(pair->rivals >> roles[i] & 1))
            continue;
        struct cp_str name = cp_str_from(cp_relation_name(roles[i]));
        cp_relate_feature(f, CP_FEATURE("rival"), name, own);
        cp_relate_open_feature(f, CP_FEATURE("rival-kind"), name);
        cp_relate_feature_add(&all, cp_str_slice(name, 0, 1));
    }
    cp_relate_feature(f, CP_FEATURE("rivals"), cp_relate_feature_text(&all), own);
    cp_relate_open_feature(f, CP_FEATURE("rivals-kind"), cp_relate_feature_text(&all));
}

void cp_relate_role_features(const struct scene *scene, const struct role_pair *pair, const struct closing *kind, struct features *f)
{
    const struct telling *t = pair->telling;
    const struct cp_mention *m = pair->mention;
    const struct cp_token *tokens = scene->analysis->tokens;
    const struct feature_text deps_text = deps_of(pair->path), words_text = words_of(scene, pair->path);
    struct cp_str type = cp_str_from(cp_measure_name(t->type));
    struct cp_str deps = cp_relate_feature_text(&deps_text), words = cp_relate_feature_text(&words_text);
    struct cp_str governor = t->governor == CP_NONE ? CP_STR("none") : tokens[t->governor].lemma;
    f->count = f->open_count = 0;
    cp_relate_feature(f, CP_FEATURE("bias"), CP_STR(""), CP_STR(""));
    cp_relate_closing_feature(f, CP_FEATURE("kind"), kind);
    cp_relate_open_feature(f, CP_FEATURE("type"), type);
    cp_relate_open_feature(f, CP_FEATURE("trigger"), tokens[t->token].lemma);
    cp_relate_feature(f, CP_FEATURE("frame"), cp_str_from(pair->frame ? pair->frame->id : "none"), CP_STR(""));
    cp_relate_open_feature(f, CP_FEATURE("frame-kind"), cp_str_from(pair->frame ? pair->frame->id : "none"));
    cp_relate_open_feature(f, CP_FEATURE("role"), cp_str_from(pair->frame ? cp_relation_name(pair->frame->role) : "none"));
    add_rivals(pair, f);
    cp_relate_open_feature(f, CP_FEATURE("governor"), governor);
    cp_relate_feature(f, CP_FEATURE("governor-side"), governor, m->head < t->token ? CP_STR("-") : CP_STR("+"));
    cp_relate_open_feature(f, CP_FEATURE("reach"), t->reach == TELLING_GENERAL ? CP_STR("general") : CP_STR("specific"));
    add_place(scene, pair, f);
    if (!pair->path->found) {
        cp_relate_closing_feature(f, CP_FEATURE("no-path"), kind);
        return;
    }
    cp_relate_open_feature(f, CP_FEATURE("path"), deps);
    cp_relate_feature(f, CP_FEATURE("path-type"), deps, type);
    cp_relate_feature(f, CP_FEATURE("path-words"), deps, words);
    cp_relate_open_feature(f, CP_FEATURE("words"), words);
    const struct cp_str shape = pair->path->shared ? CP_STR("shared") : CP_STR("own");
    if (pair->path->listed)
        cp_relate_feature(f, CP_FEATURE("shape"), shape, CP_STR("listed"));
    else
        cp_relate_open_feature(f, CP_FEATURE("shape"), shape);
    for (unsigned i = 0; i < pair->path->count; i++) {
        const struct path_step *step = &pair->path->steps[i];
        struct feature_text step_text = {.len = 0};
        add_step(&step_text, step, cp_str_from(cp_dep_name(step->dep)));
        cp_relate_open_feature(f, CP_FEATURE("step"), cp_relate_feature_text(&step_text));
        if (i + 1 < pair->path->count)
            cp_relate_open_feature(f, CP_FEATURE("through"), cp_str_slice(tokens[step->token].lemma, 0, 20));
    }
    const struct path_step *first = pair->path->count ? &pair->path->steps[0] : NULL;
    if (first)
        cp_relate_open_feature(f, CP_FEATURE("first"), cp_str_from(cp_dep_name(first->dep)));
    static const char *const lengths[] = {"0", "1", "2", "3", "4", "5+"};
    cp_relate_open_feature(f, CP_FEATURE("length"), cp_str_from(lengths[pair->path->count < 5 ? pair->path->count : 5]));
}
