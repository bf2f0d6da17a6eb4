// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Features are short texts ("path=<dobj:impose >nsubj|country"), hashed to numbers: a table of weights
// stands for all of them. Their set is written down here only; training (train/roles.c) uses the same
// functions, so what was learned is what is asked.
#include "role.h"

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
    struct cp_str distance = cp_str_from(distance_word(t->token, anchor)), label = cp_relate_label(tokens[anchor].dep);
    struct cp_str head = tokens[anchor].head == anchor ? CP_STR("root") : tokens[tokens[anchor].head].lemma;
    enum cp_kind k = scene->mentions->entities[m->entity].kind;
    cp_relate_open_feature(f, CP_FEATURE("distance"), distance);
    cp_relate_open_feature(f, CP_FEATURE("crowd"), cp_str_from(crowd_between(scene, pair, anchor, k)));
    cp_relate_open_feature(f, CP_FEATURE("before"), word_before(scene, anchor));
    cp_relate_open_feature(f, CP_FEATURE("label"), label);
    cp_relate_open_feature(f, CP_FEATURE("head"), head);
    cp_relate_feature(f, CP_FEATURE("side-label"), anchor < t->token ? CP_STR("-") : CP_STR("+"), label);
}

static struct cp_str word_at(const struct scene *scene, const struct path_step *step)
{
    return cp_str_slice(scene->analysis->tokens[step->token].lemma, 0, 20);
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

// The way through the tree: its labels, its words, and both.
static void add_path(const struct scene *scene, const struct path *path, struct cp_str type, struct features *f)
{
    uint64_t labels = CP_FEATURE("path"), with_type = CP_FEATURE("path-type"), both = CP_FEATURE("path-words"), words = CP_FEATURE("words");
    for (unsigned i = 0; i < path->count; i++) {
        const struct cp_str arrow = cp_relate_arrow(&path->steps[i]), label = cp_relate_label(path->steps[i].dep);
        labels = cp_relate_hash_pair(labels, arrow, label);
        with_type = cp_relate_hash_pair(with_type, arrow, label);
        both = cp_relate_hash_pair(both, arrow, label);
    }
    both = cp_relate_hash_on(both, CP_STR("|"));
    for (unsigned i = 0; i + 1 < path->count; i++) {
        const struct cp_str arrow = cp_relate_arrow(&path->steps[i]), word = word_at(scene, &path->steps[i]);
        words = cp_relate_hash_on(cp_relate_hash_pair(words, arrow, word), CP_STR(" "));
        both = cp_relate_hash_on(cp_relate_hash_pair(both, arrow, word), CP_STR(" "));
    }
    cp_relate_add_open(f, cp_relate_hash_on(labels, CP_STR("|")));
    cp_relate_add_closed(f, cp_relate_hash_pair(with_type, CP_STR("|"), type));
    cp_relate_add_closed(f, both);
    cp_relate_add_open(f, cp_relate_hash_on(words, CP_STR("|")));
    for (unsigned i = 0; i < path->count; i++) {
        const struct path_step *step = &path->steps[i];
        const uint64_t arrow = cp_relate_hash_on(CP_FEATURE("step"), cp_relate_arrow(step));
        cp_relate_open_feature(f, arrow, cp_relate_label(step->dep));
        if (i + 1 < path->count)
            cp_relate_open_feature(f, CP_FEATURE("through"), word_at(scene, step));
    }
    if (path->count)
        cp_relate_open_feature(f, CP_FEATURE("first"), cp_relate_label(path->steps[0].dep));
}

void cp_relate_role_features(const struct scene *scene, const struct role_pair *pair, const struct closing *kind, struct features *f)
{
    const struct telling *t = pair->telling;
    const struct cp_mention *m = pair->mention;
    const struct cp_token *tokens = scene->analysis->tokens;
    struct cp_str type = cp_str_from(cp_measure_name(t->type));
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
    add_path(scene, pair->path, type, f);
    const uint64_t shape = cp_relate_open(CP_FEATURE("shape"), pair->path->shared ? CP_STR("shared") : CP_STR("own"));
    cp_relate_add_closed(f, pair->path->listed ? cp_relate_hash_on(shape, CP_STR("listed")) : cp_relate_hash_closing(shape, kind));
    static const char *const lengths[] = {"0", "1", "2", "3", "4", "5+"};
    cp_relate_open_feature(f, CP_FEATURE("length"), cp_str_from(lengths[pair->path->count < 5 ? pair->path->count : 5]));
}
