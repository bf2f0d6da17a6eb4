// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// A phrase is looked at from its head downwards: what the head is itself, then its list and its appositions if it
// is nothing by itself, then its conjuncts. Depth is limited, so that a strange tree costs no more than a plain one.
#include "expand.h"

#include "engine.h"
#include "trigger.h"

enum { DEEPEST = 12 };

bool cp_relate_in_set(const struct scene *scene, uint32_t token, enum phrase_set set)
{
    return lemma_is_asked(scene, token, scene->engine->relations->sets[set]);
}

struct cp_str cp_relate_made_by(struct cp_str lower)
{
    static const char *const endings[] = {"-makers", "-maker", "makers", "maker"};
    if (lower.len < sizeof "amaker" || (lower.ptr[lower.len - 1] != 'r' && lower.ptr[lower.len - 1] != 's'))
        return (struct cp_str){"", 0}; // nearly all words
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct cp_str ending = cp_str_from(endings[i]);
        if (lower.len > ending.len + 1 && cp_str_equal(cp_str_slice(lower, lower.len - ending.len, lower.len), ending))
            return cp_str_slice(lower, 0, lower.len - ending.len);
    }
    return (struct cp_str){"", 0};
}

struct expansion {
    const struct scene *scene;
    uint32_t kinds;
    struct parties *out;
};

static void add(struct expansion *e, struct party party)
{
    struct parties *out = e->out;
    if (!(e->kinds >> e->scene->mentions->entities[party.entity].kind & 1))
        return;
    for (unsigned i = 0; i < out->count; i++)
        if (out->items[i].entity == party.entity)
            return;
    if (out->count < PARTIES_MOST)
        out->items[out->count++] = party;
}

// The mention whose head the token is; else a name that covers it, because a tree may hang a name's words wrongly.
static const struct cp_mention *mention_of(const struct scene *scene, uint32_t token)
{
    const struct cp_mentions *m = scene->mentions;
    if (m->at[token] != CP_NONE)
        return &m->mentions[m->at[token]];
    uint32_t covering = m->covering[token];
    const struct cp_mention *name = covering == CP_NONE ? NULL : &m->mentions[covering];
    bool whole = name && (name->form == CP_MENTION_NAME || name->form == CP_MENTION_GOODS);
    return whole && name->last - name->first < 8 ? name : NULL;
}

static void expand(struct expansion *e, uint32_t token, bool conjuncts, unsigned depth);

// "A and B said they would …": the subject of the clause above, if there are several.
static void expand_they(struct expansion *e, uint32_t token, unsigned depth)
{
    const struct scene *scene = e->scene;
    uint32_t verb = token_at(scene, token)->head, above = token_at(scene, verb)->head;
    if (!word_is(token_at(scene, token), CP_STR("they")) || above == verb ||
        (dep_of(scene, verb) != CP_DEP_CCOMP && dep_of(scene, verb) != CP_DEP_ADVCL))
        return;
    uint32_t subject = cp_relate_child(scene, above, CP_DEP_NSUBJ);
    if (subject == CP_NONE || subject == token)
        return;
    bool several = token_at(scene, subject)->tag == CP_TAG_NNS || cp_relate_child(scene, subject, CP_DEP_CONJ) != CP_NONE;
    if (several)
        expand(e, subject, true, depth + 1);
}

// "We" of a joint statement and "both countries" are several, one mention beside the other.
static void add_fellows(struct expansion *e, const struct cp_mention *m)
{
    const struct cp_mention *begin = e->scene->mentions->mentions, *o = m;
    while (o > begin && o[-1].first == m->first && o[-1].last == m->last)
        o--;
    for (; o < begin + e->scene->mentions->mention_count && o->first == m->first && o->last == m->last; o++)
        if (o->form == m->form)
            add(e, (struct party){o->entity, o->first, o->last, PARTY_FORM(o->form), o->confidence});
}

static bool add_mention(struct expansion *e, uint32_t token)
{
    const struct cp_mention *m = mention_of(e->scene, token);
    uint32_t said_by = e->scene->said_by ? e->scene->said_by[token] : CP_NONE;
    if (!m && said_by != CP_NONE)
        add(e, (struct party){said_by, token, token, PARTY_FORM(CP_MENTION_PRONOUN), 0.7f});
    if (!m)
        return said_by != CP_NONE;
    add(e, (struct party){m->entity, m->first, m->last, PARTY_FORM(m->form), m->confidence});
    if (m->form == CP_MENTION_PRONOUN || m->form == CP_MENTION_DESCRIPTION)
        add_fellows(e, m);
    return true;
}

// "steelmaker": the document's steel.
static void add_made(struct expansion *e, uint32_t token)
{
    const struct scene *scene = e->scene;
    struct cp_str made = cp_relate_made_by(token_at(scene, token)->lower);
    const struct cp_name_hit *hit = NULL;
    if (made.len && e->kinds >> CP_KIND_TECHNOLOGY & 1)
        hit = cp_lexicon_whole(scene->lexicon, scene->doc, made);
    for (size_t s = 0; hit && s < hit->count; s++)
        for (uint32_t i = 0; i < scene->mentions->entity_count; i++)
            if (scene->mentions->entities[i].kind == CP_KIND_TECHNOLOGY &&
                scene->mentions->entities[i].name == hit->senses[s].name) {
                add(e, (struct party){i, token, token, PARTY_FORM(CP_MENTION_GOODS), 1.0f});
                return;
            }
}

static bool is_place_preposition(const struct cp_token *t)
{
    return word_is(t, CP_STR("from")) || word_is(t, CP_STR("in")) || word_is(t, CP_STR("of"));
}

// The state named by a modifier, and by the modifier's conjuncts ("Chinese and Russian firms").
static void add_state(struct expansion *e, uint32_t token, uint32_t group, unsigned form)
{
    const struct cp_mention *m = mention_of(e->scene, token);
    uint32_t conjunct = cp_relate_child(e->scene, token, CP_DEP_CONJ);
    if (conjunct != CP_NONE && conjunct < group && conjunct > token)
        add_state(e, conjunct, group, form);
    if (!m || e->scene->mentions->entities[m->entity].kind != CP_KIND_COUNTRY)
        return;
    uint32_t first = m->first < group ? m->first : group, last = m->last > group ? m->last : group;
    add(e, (struct party){m->entity, first, last, form, m->confidence * 0.9f});
}

// "Chinese firms", "firms from China": the state of a group. Who stands by "the people of Chile" stands by Chile.
static void add_group(struct expansion *e, uint32_t token, unsigned form)
{
    const struct scene *scene = e->scene;
    for (uint32_t i = scene->child_first[token]; i < scene->child_first[token + 1]; i++) {
        uint32_t child = scene->children[i];
        if (is_name_part(dep_of(scene, child)) || dep_of(scene, child) == CP_DEP_POSS) {
            add_state(e, child, token, form);
        } else if (dep_of(scene, child) == CP_DEP_PREP && is_place_preposition(token_at(scene, child))) {
            uint32_t place = cp_relate_child(scene, child, CP_DEP_POBJ);
            if (place != CP_NONE)
                add_state(e, place, token, form);
        }
    }
}

// "such as X", "including X", "like X".
static bool is_list_word(const struct scene *scene, uint32_t prep)
{
    const struct cp_token *t = token_at(scene, prep);
    return word_is(t, CP_STR("including")) || word_is(t, CP_STR("include")) || word_is(t, CP_STR("like")) ||
           (word_is(t, CP_STR("as")) && prep && word_is(token_at(scene, prep - 1), CP_STR("such")));
}

static void expand_list(struct expansion *e, uint32_t token, unsigned depth)
{
    const struct scene *scene = e->scene;
    for (uint32_t i = scene->child_first[token]; i < scene->child_first[token + 1]; i++) {
        uint32_t child = scene->children[i];
        if (dep_of(scene, child) != CP_DEP_PREP || !is_list_word(scene, child))
            continue;
        uint32_t member = cp_relate_child(scene, child, CP_DEP_POBJ);
        if (member != CP_NONE)
            expand(e, member, true, depth + 1);
    }
}

bool cp_relate_names_goods(const struct scene *scene, uint32_t token)
{
    const struct cp_mentions *m = scene->mentions;
    uint32_t at = m->at[token] != CP_NONE ? m->at[token] : m->covering[token];
    return at != CP_NONE && m->entities[m->mentions[at].entity].kind == CP_KIND_TECHNOLOGY;
}

bool cp_relate_is_under(const struct scene *scene, uint32_t token, uint32_t top)
{
    for (unsigned i = 0; i < 64 && token != top; i++) {
        uint32_t head = token_at(scene, token)->head;
        if (head == token)
            return false;
        token = head;
    }
    return token == top;
}

// "firms that sold chips to Huawei, such as Toshiba": behind a comma the list belongs to the group, wherever the tree hangs it.
static void expand_late_list(struct expansion *e, uint32_t token, unsigned depth)
{
    enum { FARTHEST = 40 };
    const struct scene *scene = e->scene;
    uint32_t sentence = token_at(scene, token)->sentence, count = (uint32_t)scene->analysis->token_count;
    bool comma = false;
    for (uint32_t t = token + 1; t < count && t < token + FARTHEST && token_at(scene, t)->sentence == sentence; t++) {
        if (comma && dep_of(scene, t) == CP_DEP_PREP && is_list_word(scene, t) && cp_relate_is_under(scene, t, token)) {
            uint32_t member = cp_relate_child(scene, t, CP_DEP_POBJ);
            if (member != CP_NONE)
                expand(e, member, true, depth + 1);
            return;
        }
        comma = token_at(scene, t)->tag == CP_TAG_COMMA || (comma && word_is(token_at(scene, t), CP_STR("such")));
    }
}

static void expand_children(struct expansion *e, uint32_t token, enum cp_dep dep, unsigned depth)
{
    const struct scene *scene = e->scene;
    for (uint32_t i = scene->child_first[token]; i < scene->child_first[token + 1]; i++)
        if (dep_of(scene, scene->children[i]) == dep)
            expand(e, scene->children[i], true, depth + 1);
}

// "dozens of firms", "some of the banks".
static bool expand_quantity(struct expansion *e, uint32_t token, unsigned depth)
{
    const struct scene *scene = e->scene;
    bool quantity = cp_relate_in_set(e->scene, token, PHRASE_QUANTITY_NOUN) || token_at(scene, token)->tag == CP_TAG_CD ||
                    token_at(scene, token)->tag == CP_TAG_DT;
    uint32_t of = quantity ? cp_relate_child(scene, token, CP_DEP_PREP) : CP_NONE;
    if (of == CP_NONE || !word_is(token_at(scene, of), CP_STR("of")))
        return false;
    uint32_t inner = cp_relate_child(scene, of, CP_DEP_POBJ);
    if (inner != CP_NONE)
        expand(e, inner, true, depth + 1);
    return inner != CP_NONE;
}

// By its form: the lemma of "people" is that of a single person.
static bool is_people(const struct scene *scene, uint32_t token)
{
    return form_is_asked(scene, token, scene->engine->relations->sets[PHRASE_PEOPLE_NOUN]);
}

static void expand(struct expansion *e, uint32_t token, bool conjuncts, unsigned depth)
{
    if (depth > DEEPEST)
        return;
    unsigned before = e->out->count;
    bool named = add_mention(e, token);
    add_made(e, token);
    if (!named)
        expand_they(e, token, depth);
    if (!named && !expand_quantity(e, token, depth)) {
        expand_list(e, token, depth);
        if (e->out->count == before)
            expand_children(e, token, CP_DEP_APPOS, depth);
        if (e->out->count == before && cp_relate_in_set(e->scene, token, PHRASE_GROUP_NOUN))
            expand_late_list(e, token, depth);
        if (e->out->count == before && (cp_relate_in_set(e->scene, token, PHRASE_GROUP_NOUN) || cp_relate_in_set(e->scene, token, PHRASE_OFFICIAL_NOUN)))
            add_group(e, token, PARTY_GROUP);
        if (e->out->count == before && is_people(e->scene, token))
            add_group(e, token, PARTY_FORM(CP_MENTION_SEAT));
    }
    if (!depth)
        e->out->own = e->out->count;
    if (conjuncts && is_noun(e->scene, token))
        expand_children(e, token, CP_DEP_CONJ, depth);
}

static void start(const struct scene *scene, uint32_t token, uint32_t kinds, bool conjuncts, struct parties *out)
{
    struct expansion e = {scene, kinds, out};
    out->count = out->own = 0;
    expand(&e, token, conjuncts, 0);
}

void cp_relate_entities(const struct scene *scene, uint32_t token, uint32_t kinds, struct parties *out)
{
    start(scene, token, kinds, true, out);
}

void cp_relate_own_entities(const struct scene *scene, uint32_t token, uint32_t kinds, struct parties *out)
{
    start(scene, token, kinds, false, out);
}
