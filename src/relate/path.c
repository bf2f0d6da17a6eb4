// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
#include "path.h"

#include "structure.h"
#include "trigger.h"

#include <string.h>

enum { CLIMB = 24 };

// The tokens from one on up to the root, or as many as may be climbed.
struct chain {
    uint32_t tokens[CLIMB];
    unsigned count;
    bool ends; // at a root
};

static void climb(const struct scene *scene, uint32_t token, struct chain *chain)
{
    chain->count = 0;
    chain->ends = false;
    while (chain->count < CLIMB && !chain->ends) {
        chain->tokens[chain->count++] = token;
        const uint32_t head = scene->analysis->tokens[token].head;
        chain->ends = head == token;
        token = head;
    }
}

// Where the two meet first: *i steps up the one and *j up the other. From there on they are the same, so that two that end at the root
// are followed down from it.
static bool meet(const struct chain *up, const struct chain *down, unsigned *i, unsigned *j)
{
    if (up->ends && down->ends) {
        *i = up->count, *j = down->count;
        while (*i && *j && up->tokens[*i - 1] == down->tokens[*j - 1])
            --*i, --*j;
        return *i < up->count;
    }
    for (*i = 0; *i < up->count; ++*i)
        for (*j = 0; *j < down->count; ++*j)
            if (up->tokens[*i] == down->tokens[*j])
                return true;
    return false;
}

static bool is_verbal(const struct cp_token *token)
{
    return (token->tag >= CP_TAG_VB && token->tag <= CP_TAG_VBZ) || token->tag == CP_TAG_MD;
}

// The conjuncts of a list hang on each other: the way along them is one step, however long the list.
static void append(struct path *path, uint32_t token, uint8_t dep, bool up, bool *full)
{
    struct path_step *last = path->count ? &path->steps[path->count - 1] : NULL;
    if (last && last->dep == CP_DEP_CONJ && dep == CP_DEP_CONJ && last->up == up) {
        last->token = token;
        return;
    }
    if (path->count == PATH_MOST) {
        *full = true;
        return;
    }
    path->steps[path->count++] = (struct path_step){token, dep, up};
}

static void drop_step(struct path *path, unsigned i, unsigned n)
{
    memmove(&path->steps[i], &path->steps[i + n], (path->count - i - n) * sizeof path->steps[0]);
    path->count -= n;
}

// From a governed verb to the verb that lends it its subject.
static bool lends_subject(uint8_t dep)
{
    return dep == CP_DEP_XCOMP || dep == CP_DEP_CONJ || dep == CP_DEP_ADVCL || dep == CP_DEP_PCOMP || dep == CP_DEP_CCOMP;
}

static bool has_subject(const struct scene *scene, uint32_t verb)
{
    for (uint32_t i = scene->child_first[verb]; i < scene->child_first[verb + 1]; i++) {
        uint8_t dep = scene->analysis->tokens[scene->children[i]].dep;
        if (dep == CP_DEP_NSUBJ || dep == CP_DEP_NSUBJPASS)
            return true;
    }
    return false;
}

// "urged Japan to lift the ban": who is to lift it is whom the verb above is about; CP_NONE if that lends its own subject.
static uint32_t controller(const struct scene *scene, uint32_t verb, const struct path_step *up)
{
    if (!up->up || up->dep != CP_DEP_XCOMP || !lemma_is_asked(scene, up->token, scene->object_control_verbs))
        return CP_NONE;
    uint32_t object = cp_relate_child(scene, up->token, CP_DEP_DOBJ);
    if (object == CP_NONE)
        object = cp_relate_child(scene, up->token, CP_DEP_DATIVE);
    return object != CP_NONE && object < verb ? object : CP_NONE;
}

static bool is_quantity(const struct scene *scene, uint32_t token)
{
    return lemma_is_asked(scene, token, scene->quantity_nouns);
}

// "goods such as steel", "firms, including Huawei": what is named as an example stands where the noun stands.
static bool gives_examples(const struct scene *scene, const struct path *path)
{
    if (path->count < 3)
        return false;
    const struct path_step *noun = &path->steps[path->count - 3], *prep = noun + 1, *example = noun + 2;
    return !noun->up && prep->dep == CP_DEP_PREP && !prep->up && example->dep == CP_DEP_POBJ &&
           cp_relate_brings_examples(scene->analysis, prep->token);
}

// Conjuncts, appositions and examples: what is said of one is said of all.
static void drop_list(const struct scene *scene, struct path *path)
{
    while (path->count > 1) {
        const struct path_step *last = &path->steps[path->count - 1];
        if (last->up)
            break;
        if (last->dep == CP_DEP_CONJ || last->dep == CP_DEP_APPOS)
            path->count--;
        else if (gives_examples(scene, path))
            path->count -= 2;
        else
            break;
        path->listed = true;
    }
}

static void simplify(const struct scene *scene, struct path *path, uint32_t from)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    while (path->count && path->steps[0].up && path->steps[0].dep == CP_DEP_CONJ && !is_verbal(&tokens[from])) {
        drop_step(path, 0, 1);
        path->shared = true;
    }
    drop_list(scene, path);
    for (unsigned i = 0; i + 1 < path->count; i++) {
        uint32_t before = i ? path->steps[i - 1].token : from;
        struct path_step *step = &path->steps[i], *next = &path->steps[i + 1];
        bool verbs = step->up && lends_subject(step->dep) && is_verbal(&tokens[before]) && !has_subject(scene, before);
        uint32_t object = verbs ? controller(scene, before, step) : CP_NONE;
        if (object != CP_NONE && next->token == object && !next->up)
            next->dep = CP_DEP_NSUBJ;
        verbs = object == CP_NONE || next->token == object ? verbs : false;
        bool own_subject = !next->up && (next->dep == CP_DEP_NSUBJ || next->dep == CP_DEP_NSUBJPASS); // "Oslo banned cod, and Lima closed a port"
        bool inner_conj = !step->up && step->dep == CP_DEP_CONJ && !(own_subject && is_verbal(&tokens[step->token]));
        if (verbs || inner_conj)
            drop_step(path, i--, 1);
        else if (i && !step->up && step->dep == CP_DEP_PREP && !next->up && is_quantity(scene, before))
            drop_step(path, i--, 2);
    }
}

struct path cp_relate_path(const struct scene *scene, uint32_t from, uint32_t to)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    struct path path = {0};
    struct chain up, down;
    unsigned i, j;
    if (from == to || tokens[from].sentence != tokens[to].sentence ||
        !scene->analysis->sentences[tokens[from].sentence].parsed)
        return path;
    climb(scene, from, &up);
    climb(scene, to, &down);
    if (!meet(&up, &down, &i, &j))
        return path;
    bool full = false;
    struct path long_path = {0};
    for (unsigned k = 0; k < i; k++)
        append(&long_path, up.tokens[k + 1], tokens[up.tokens[k]].dep, true, &full);
    for (unsigned k = j; k-- > 0;)
        append(&long_path, down.tokens[k], tokens[down.tokens[k]].dep, false, &full);
    if (full)
        return path;
    path = long_path;
    simplify(scene, &path, from);
    path.found = true;
    return path;
}

// ---------------------------------------------------------------- prepositions

static bool put_step(struct path *path, unsigned i, struct path_step step)
{
    if (path->count == PATH_MOST)
        return false;
    memmove(&path->steps[i + 1], &path->steps[i], (path->count - i) * sizeof path->steps[0]);
    path->steps[i] = step;
    path->count++;
    return true;
}

// The token that step i leads on from.
static uint32_t token_before(const struct path *path, uint32_t from, unsigned i)
{
    return i ? path->steps[i - 1].token : from;
}

// Step i leads from a verb to a preposition; it shall lead there from the verb's object, if that stands between them.
static bool hang_on_object(const struct scene *scene, uint32_t from, struct path *path, unsigned i)
{
    const uint32_t object = cp_relate_child(scene, token_before(path, from, i), CP_DEP_DOBJ);
    if (object == CP_NONE || object < token_before(path, from, i) || object > path->steps[i].token)
        return false;
    if (!i || !path->steps[i - 1].up || path->steps[i - 1].dep != CP_DEP_DOBJ)
        return put_step(path, i, (struct path_step){object, CP_DEP_DOBJ, false});
    drop_step(path, i - 1, 1); // up from the object to the verb
    return true;
}

// Of a list the first: "tariffs" of "tariffs and bans".
static uint32_t head_of_list(const struct cp_token *tokens, uint32_t token)
{
    while (tokens[token].dep == CP_DEP_CONJ && !is_verbal(&tokens[tokens[token].head]))
        token = tokens[token].head;
    return token;
}

// And from an object to a preposition: it shall lead there from the verb.
static bool hang_on_verb(const struct scene *scene, uint32_t from, struct path *path, unsigned i)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    const uint32_t object = head_of_list(tokens, token_before(path, from, i)), verb = tokens[object].head;
    if (tokens[object].dep != CP_DEP_DOBJ || !is_verbal(&tokens[verb]) || verb > object || object > path->steps[i].token)
        return false;
    if (!i || path->steps[i - 1].up)
        return put_step(path, i, (struct path_step){verb, CP_DEP_DOBJ, true});
    if (path->steps[i - 1].dep != CP_DEP_DOBJ)
        return false;
    drop_step(path, i - 1, 1); // down from the verb to the object
    return true;
}

bool cp_relate_path_otherwise(const struct scene *scene, uint32_t from, const struct path *path, struct path *other)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    unsigned i = 0;
    while (i < path->count && (path->steps[i].up || path->steps[i].dep != CP_DEP_PREP))
        i++;
    if (i == path->count || word_is(&tokens[path->steps[i].token], CP_STR("of")))
        return false;
    *other = *path;
    return is_verbal(&tokens[token_before(path, from, i)]) ? hang_on_object(scene, from, other, i)
                                                            : hang_on_verb(scene, from, other, i);
}

struct cp_str cp_relate_label(uint8_t dep)
{
    static const struct cp_str labels[CP_DEP_COUNT] = {
#define LABEL(name, text) {text, sizeof(text) - 1},
        CP_DEP_LIST(LABEL)
#undef LABEL
    };
    return labels[dep];
}

struct cp_str cp_relate_path_text(const struct scene *scene, struct cp_arena *arena, const struct path *path)
{
    char text[PATH_MOST * 48 + 1];
    size_t len = 0;
    for (unsigned i = 0; i < path->count; i++) {
        const struct path_step *step = &path->steps[i];
        const struct cp_token *token = &scene->analysis->tokens[step->token];
        const struct cp_str dep = cp_relate_label(step->dep);
        bool last = i + 1 == path->count;
        struct cp_str word = step->dep == CP_DEP_PREP || step->dep == CP_DEP_AGENT ? token->lower : token->lemma;
        if (word.len > 20)
            word.len = 20;
        text[len++] = i ? ' ' : step->up ? '<' : '>';
        if (i)
            text[len++] = step->up ? '<' : '>';
        memcpy(text + len, dep.ptr, dep.len);
        len += dep.len;
        if (last)
            continue;
        text[len++] = ':';
        memcpy(text + len, word.ptr, word.len);
        len += word.len;
    }
    return cp_str_copy(arena, (struct cp_str){text, len});
}
