// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// The words around a trigger. Policy prose spreads the arguments of one act over the noun phrase ("export curbs on
// chips"), the light verb that carries it ("imposed curbs on chips", where the parser may hang "on" on either), and the
// other half of a coordination ("bans and quotas on steel"): all of these are looked at here, and nowhere else.
#include "trigger.h"

#include <string.h>

uint32_t cp_relate_governor(const struct scene *scene, uint32_t token)
{
    uint32_t head = token_at(scene, token)->head;
    return head == token ? CP_NONE : head;
}

uint32_t cp_relate_child(const struct scene *scene, uint32_t token, enum cp_dep dep)
{
    for (uint32_t i = scene->child_first[token]; i < scene->child_first[token + 1]; i++)
        if (dep_of(scene, scene->children[i]) == dep)
            return scene->children[i];
    return CP_NONE;
}

const struct cp_mention *cp_relate_mention_at(const struct scene *scene, uint32_t token)
{
    if (!scene->mentions)
        return NULL;
    uint32_t at = scene->mentions->at[token];
    if (at == CP_NONE)
        at = scene->mentions->covering[token];
    return at == CP_NONE ? NULL : &scene->mentions->mentions[at];
}

bool cp_relate_is_passive(const struct scene *scene, uint32_t verb)
{
    return cp_relate_child(scene, verb, CP_DEP_AUXPASS) != CP_NONE ||
           cp_relate_child(scene, verb, CP_DEP_NSUBJPASS) != CP_NONE ||
           cp_relate_child(scene, verb, CP_DEP_AGENT) != CP_NONE ||
           (token_at(scene, verb)->tag == CP_TAG_VBN &&
            (dep_of(scene, verb) == CP_DEP_ACL || dep_of(scene, verb) == CP_DEP_AMOD));
}

static void add_token(struct near_tokens *near, uint32_t token)
{
    if (near->count < NEAR_MOST)
        near->items[near->count++] = token;
}

// A clause inside a phrase tells of something else.
static bool leaves_phrase(enum cp_dep dep)
{
    return dep == CP_DEP_RELCL || dep == CP_DEP_ADVCL || dep == CP_DEP_PARATAXIS || dep == CP_DEP_CCOMP ||
           dep == CP_DEP_PUNCT;
}

static void add_subtree(const struct scene *scene, uint32_t token, struct near_tokens *near)
{
    if (near->count == NEAR_MOST)
        return;
    add_token(near, token);
    for (uint32_t i = scene->child_first[token]; i < scene->child_first[token + 1]; i++)
        if (!leaves_phrase(dep_of(scene, scene->children[i])))
            add_subtree(scene, scene->children[i], near);
}

// Children of `token` with one of the labels (bits), with all below them; `side` < 0 those before it, > 0 those after it.
static size_t add_children(const struct scene *scene, uint32_t token, uint64_t deps, int side, struct near_tokens *near)
{
    size_t before = near->count;
    for (uint32_t i = scene->child_first[token]; i < scene->child_first[token + 1]; i++) {
        uint32_t child = scene->children[i];
        if (side < 0 && child > token)
            break;
        if ((side <= 0 || child > token) && (deps >> dep_of(scene, child) & 1))
            add_subtree(scene, child, near);
    }
    return near->count - before;
}

#define DEP(name) (UINT64_C(1) << CP_DEP_##name)
static const uint64_t modifier_deps = DEP(AMOD) | DEP(COMPOUND) | DEP(NMOD) | DEP(POSS) | DEP(NUMMOD) | DEP(ADVMOD) | DEP(QUANTMOD) |
                                      DEP(NPADVMOD) | DEP(DEP),
                      complement_deps = DEP(PREP) | DEP(ACL) | DEP(APPOS) | DEP(AGENT),
                      prep_deps = DEP(PREP) | DEP(AGENT) | DEP(DATIVE),
                      object_deps = DEP(DOBJ) | DEP(NSUBJPASS) | DEP(DATIVE) | DEP(OPRD),
                      subject_deps = DEP(NSUBJ) | DEP(AGENT),
                      argument_deps = DEP(PREP) | DEP(PRT) | DEP(XCOMP) | DEP(PCOMP) | DEP(ATTR) | DEP(ACOMP) | DEP(ADVMOD) | DEP(AGENT);
#undef DEP

static bool is_nominal_modifier(enum cp_dep dep)
{
    return dep == CP_DEP_COMPOUND || dep == CP_DEP_NMOD || dep == CP_DEP_AMOD || dep == CP_DEP_POSS;
}

// The noun that the trigger modifies ("tariff" in "tariff plan"), or the trigger.
static uint32_t phrase_head(const struct scene *scene, uint32_t token)
{
    for (unsigned steps = 0; steps < 4; steps++) {
        uint32_t head = cp_relate_governor(scene, token);
        enum cp_dep dep = dep_of(scene, token);
        if (head == CP_NONE || (dep != CP_DEP_COMPOUND && dep != CP_DEP_NMOD))
            break;
        token = head;
    }
    return token;
}

// The words right before a noun, whatever the tree says: in a run of nouns and adjectives the parser errs most.
static void add_run_before(const struct scene *scene, uint32_t token, struct near_tokens *near)
{
    uint32_t first = scene->analysis->sentences[token_at(scene, token)->sentence].first;
    for (unsigned n = 0; n < 5 && token > first; n++) {
        const struct cp_token *t = token_at(scene, --token);
        bool modifier = (t->tag >= CP_TAG_JJ && t->tag <= CP_TAG_NNPS && t->tag != CP_TAG_LS && t->tag != CP_TAG_MD) ||
                        t->tag == CP_TAG_HYPH || t->tag == CP_TAG_AFX || t->tag == CP_TAG_CD ||
                        cp_str_equal(t->form, CP_STR("-"));
        if (!modifier)
            return;
        add_token(near, token);
    }
}

static void near_left_of_noun(const struct scene *scene, uint32_t token, struct near_tokens *near)
{
    uint32_t head = phrase_head(scene, token);
    add_run_before(scene, token, near);
    size_t own = add_children(scene, token, modifier_deps, -1, near);
    if (head != token)
        for (uint32_t i = scene->child_first[head]; i < scene->child_first[head + 1]; i++)
            if (scene->children[i] < token && is_nominal_modifier(dep_of(scene, scene->children[i])))
                add_subtree(scene, scene->children[i], near);
    uint32_t first = cp_relate_governor(scene, token);
    if (!own && dep_of(scene, token) == CP_DEP_CONJ && first != CP_NONE)
        add_children(scene, first, modifier_deps, -1, near); // "export bans and restrictions"
}

static bool carries(enum cp_dep dep)
{
    return dep == CP_DEP_DOBJ || dep == CP_DEP_NSUBJPASS || dep == CP_DEP_NSUBJ || dep == CP_DEP_ATTR;
}

static void near_right_of_noun(const struct scene *scene, uint32_t token, struct near_tokens *near)
{
    uint32_t head = phrase_head(scene, token);
    size_t own = add_children(scene, token, complement_deps, 1, near);
    if (head != token)
        own += add_children(scene, head, complement_deps, 1, near);
    uint32_t relative = cp_relate_child(scene, head, CP_DEP_RELCL);
    if (relative != CP_NONE)
        own += add_children(scene, relative, prep_deps, 1, near); // "tariffs that it put on steel"
    uint32_t up = cp_relate_governor(scene, head);
    if (up == CP_NONE)
        return;
    if (dep_of(scene, head) == CP_DEP_CONJ) {
        for (uint32_t i = scene->child_first[up]; i < scene->child_first[up + 1]; i++) {
            uint32_t child = scene->children[i];
            if (child > head && dep_of(scene, child) == CP_DEP_PREP)
                add_subtree(scene, child, near); // "bans and quotas on steel", hung on "bans"
        }
    }
    uint32_t next = cp_relate_child(scene, head, CP_DEP_CONJ);
    if (!own && next != CP_NONE)
        add_children(scene, next, complement_deps, 1, near); // the same, hung on "quotas"
    if (carries(dep_of(scene, head)))
        add_children(scene, up, prep_deps, 1, near);
}

// "forbade firms to ship chips", "told banks not to buy them": where the parser hangs the infinitive as a clause.
static void add_infinitives(const struct scene *scene, uint32_t verb, struct near_tokens *near)
{
    for (uint32_t i = scene->child_first[verb]; i < scene->child_first[verb + 1]; i++) {
        uint32_t child = scene->children[i];
        enum cp_dep dep = dep_of(scene, child);
        uint32_t aux = cp_relate_child(scene, child, CP_DEP_AUX);
        if (child > verb && (dep == CP_DEP_ADVCL || dep == CP_DEP_CCOMP) && token_at(scene, child)->tag == CP_TAG_VB && aux != CP_NONE &&
            token_at(scene, aux)->tag == CP_TAG_TO)
            add_subtree(scene, child, near);
    }
}

// Subject of a verb, or of the verb that shares its subject with it.
static void near_subject(const struct scene *scene, uint32_t token, struct near_tokens *near)
{
    for (unsigned steps = 0; steps < 5 && token != CP_NONE; steps++) {
        if (add_children(scene, token, subject_deps, 0, near))
            return;
        token = cp_relate_governor(scene, token);
    }
}

static void near_object(const struct scene *scene, uint32_t token, struct near_tokens *near)
{
    size_t own = add_children(scene, token, object_deps, 0, near);
    uint32_t head = cp_relate_governor(scene, token);
    enum cp_dep dep = dep_of(scene, token);
    if (head != CP_NONE && (dep == CP_DEP_ACL || dep == CP_DEP_RELCL || dep == CP_DEP_AMOD)) {
        add_token(near, head); // "goods banned from export"
        add_children(scene, head, modifier_deps, -1, near);
        if (dep == CP_DEP_AMOD)
            add_children(scene, head, prep_deps, 1, near);
    }
    uint32_t next = cp_relate_child(scene, token, CP_DEP_CONJ);
    if (!own && next != CP_NONE)
        add_children(scene, next, object_deps, 1, near); // "ban or restrict exports"
}

void cp_relate_near(const struct scene *scene, uint32_t token, bool verbal, enum trigger_scope scope,
                    struct near_tokens *near)
{
    near->count = 0;
    const struct cp_token *t = token_at(scene, token);
    switch (scope) {
    case SCOPE_AROUND:
        if (verbal) {
            near_object(scene, token, near);
            add_children(scene, token, argument_deps, 0, near);
            add_infinitives(scene, token, near);
        } else {
            near_left_of_noun(scene, token, near);
            near_right_of_noun(scene, token, near);
        }
        break;
    case SCOPE_LEFT:
        if (verbal)
            add_children(scene, token, modifier_deps, -1, near);
        else
            near_left_of_noun(scene, token, near);
        break;
    case SCOPE_RIGHT:
        if (verbal) {
            add_children(scene, token, argument_deps, 1, near);
            add_infinitives(scene, token, near);
        } else {
            near_right_of_noun(scene, token, near);
        }
        break;
    case SCOPE_OBJECT:
        near_object(scene, token, near);
        break;
    case SCOPE_SUBJECT:
        near_subject(scene, token, near);
        break;
    case SCOPE_HEAD:
        for (uint32_t up = cp_relate_governor(scene, token), n = 0; up != CP_NONE && n < 2; n++) {
            add_token(near, up);
            up = cp_relate_governor(scene, up);
        }
        break;
    case SCOPE_SENTENCE:
    default: {
        const struct cp_sentence *sentence = &scene->analysis->sentences[t->sentence];
        for (uint32_t i = sentence->first; i < sentence->first + sentence->count; i++)
            add_token(near, i);
    }
    }
}

// The token behind the word that stands at `token`, which may be cut at its hyphens; CP_NONE if another stands there.
static uint32_t behind_word(const struct scene *scene, uint32_t token, struct cp_str word)
{
    uint32_t count = (uint32_t)scene->analysis->token_count;
    if (token < count && word_is(token_at(scene, token), word))
        return token + 1;
    if (cp_str_find(word, CP_STR("-"), 0) == SIZE_MAX)
        return CP_NONE;
    while (word.len) {
        struct cp_str part = cp_str_split(&word, '-');
        if (token >= count || !word_is(token_at(scene, token), part))
            return CP_NONE;
        token++;
        if (word.len && (token >= count || !word_is(token_at(scene, token++), CP_STR("-"))))
            return CP_NONE;
    }
    return token;
}

// Does the phrase, words parted by one blank, begin at the token? The first letter is nearly always another.
static bool phrase_at(const struct scene *scene, uint32_t token, struct cp_str phrase)
{
    const struct cp_token *first = token_at(scene, token);
    if (phrase.len && !cp_str_starts(first->lower, cp_str_slice(phrase, 0, 1)) &&
        !cp_str_starts(first->lemma, cp_str_slice(phrase, 0, 1)))
        return false;
    while (phrase.len && token != CP_NONE)
        token = behind_word(scene, token, cp_str_split(&phrase, ' '));
    return token != CP_NONE;
}

static bool entity_is(const struct scene *scene, uint32_t token, uint32_t kind)
{
    const struct cp_mention *mention = cp_relate_mention_at(scene, token);
    return mention && scene->mentions->entities[mention->entity].kind == kind;
}

static bool test_holds(const struct scene *scene, uint32_t token, const struct trigger_test *test)
{
    const struct cp_token *t = token_at(scene, token);
    switch (test->kind) {
    case TEST_PHRASE:
        return phrase_at(scene, token, test->text);
    case TEST_PREFIX:
        return cp_str_starts(t->lower, test->text);
    case TEST_ENTITY:
        return entity_is(scene, token, test->number);
    case TEST_NAME:
        return t->tag == CP_TAG_NNP || t->tag == CP_TAG_NNPS || cp_relate_mention_at(scene, token);
    case TEST_NUMBER:
    default:
        return t->tag == CP_TAG_CD;
    }
}

// Is one of the alternatives that are no single words there?
static bool some_test_holds(const struct scene *scene, uint32_t token, const struct trigger_clause *clause)
{
    const bool begins = is_asked(scene, token, clause->phrase_starts);
    for (size_t n = 0; n < clause->count; n++)
        if ((begins || clause->tests[n].kind != TEST_PHRASE) && test_holds(scene, token, &clause->tests[n]))
            return true;
    return false;
}

static bool clause_holds(const struct scene *scene, uint32_t token, bool verbal, const struct trigger_clause *clause)
{
    struct near_tokens near;
    const uint32_t sentence = token_at(scene, token)->sentence;
    const bool tests = !clause->only_phrases || sentence_is_asked(scene, sentence, clause->phrase_starts);
    if (!tests && !sentence_is_asked(scene, sentence, clause->list))
        return false;
    cp_relate_near(scene, token, verbal, clause->scope, &near);
    for (size_t i = 0; i < near.count; i++) {
        if (near.items[i] == token)
            continue;
        if (is_asked(scene, near.items[i], clause->list) || (tests && some_test_holds(scene, near.items[i], clause)))
            return true;
    }
    return false;
}

bool cp_relate_needs_met(const struct scene *scene, uint32_t token, bool verbal, const struct trigger_row *row)
{
    for (size_t i = 0; i < row->needs.count; i++)
        if (!clause_holds(scene, token, verbal, &row->needs.clauses[i]))
            return false;
    for (size_t i = 0; i < row->unless.count; i++)
        if (clause_holds(scene, token, verbal, &row->unless.clauses[i]))
            return false;
    return true;
}
