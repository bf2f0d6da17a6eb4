// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// For whose sake somebody was put on a list. Sanctions give their reason in the words of the order that they rest on: "for having materially
// assisted, sponsored, or provided financial, material, or technological support for, or goods or services to or in support of, X", "for
// acting for or on behalf of, directly or indirectly, X". Such a row of alternatives has no tree that a rule could follow, so it is read along
// its words. Who is listed are the parties of the verb before it, or those that follow behind a colon.
#include "expand.h"
#include "relation.h"
#include "trigger.h"

enum { LONGEST_REASON = 48, LONGEST_GAP = 10, LONGEST_LIST = 400 }; // tokens
static const float HELPED = 0.6f;

struct listing {
    struct scene *scene;
    uint32_t verbs, nouns, help; // word sets: "designate"; "sanctions" on somebody; "behalf", "support"
};

static uint32_t end_of_sentence(const struct scene *scene, uint32_t token)
{
    const struct cp_sentence *s = &scene->analysis->sentences[token_at(scene, token)->sentence];
    return s->first + s->count;
}

static bool can_be_party(const struct scene *scene, const struct cp_mention *m)
{
    enum cp_kind kind = scene->mentions->entities[m->entity].kind;
    return kind != CP_KIND_TECHNOLOGY && kind != CP_KIND_MEASURE && m->form != CP_MENTION_PLACE &&
           m->form != CP_MENTION_ADJECTIVE && m->form != CP_MENTION_PRONOUN;
}

static const struct cp_mention *mention_over(const struct scene *scene, uint32_t token)
{
    uint32_t at = scene->mentions->covering[token];
    return at == CP_NONE ? NULL : &scene->mentions->mentions[at];
}

// May stand between "in support of" and the name: "or to, directly or indirectly, the previously designated".
static bool is_filling(const struct cp_token *t)
{
    return t->tag == CP_TAG_COMMA || t->tag == CP_TAG_DT || t->tag == CP_TAG_JJ || t->tag == CP_TAG_RB || t->tag == CP_TAG_VBN ||
           t->tag == CP_TAG_CC || t->tag == CP_TAG_IN || t->tag == CP_TAG_TO;
}

// The name behind a preposition that a word of help takes. "The bank of X's army" and "X's army" name another.
static const struct cp_mention *named_behind(const struct scene *scene, uint32_t preposition, uint32_t end)
{
    for (uint32_t t = preposition + 1; t < end && t <= preposition + LONGEST_GAP; t++) {
        const struct cp_mention *m = mention_over(scene, t);
        bool owner = m && m->last + 1 < end && token_at(scene, m->last + 1)->tag == CP_TAG_POS;
        if (m && !owner && m->form != CP_MENTION_ADJECTIVE)
            return can_be_party(scene, m) ? m : NULL;
        if (m)
            t = m->last + owner;
        else if (!is_filling(token_at(scene, t)))
            return NULL;
    }
    return NULL;
}

// "for", or "the provision of", between the verb and the word of help: what follows is the reason.
static bool gives_reason(const struct scene *scene, uint32_t verb, uint32_t help)
{
    for (uint32_t t = verb + 1; t < help; t++)
        if (word_is(token_at(scene, t), CP_STR("for")) || word_is(token_at(scene, t), CP_STR("provision")))
            return true;
    return false;
}

static uint32_t listing_before(const struct listing *l, uint32_t help)
{
    const struct scene *scene = l->scene;
    uint32_t first = scene->analysis->sentences[token_at(scene, help)->sentence].first;
    for (uint32_t t = help; t-- > first && t + LONGEST_REASON > help;) {
        bool lists = is_verb(scene, t) ? lemma_is_asked(scene, t, l->verbs) : is_noun(scene, t) && lemma_is_asked(scene, t, l->nouns);
        if (lists && gives_reason(scene, t, help))
            return t;
    }
    return CP_NONE;
}

// "A, B and C", whose tree is often wrong: whatever hangs below the head as a part of a name or of a list.
static bool is_listed_under(const struct scene *scene, uint32_t token, uint32_t top)
{
    enum { DEEPEST = 24 };
    for (unsigned i = 0; i < DEEPEST && token != top; i++) {
        enum cp_dep dep = dep_of(scene, token);
        if (!is_name_part(dep) && dep != CP_DEP_CONJ && dep != CP_DEP_APPOS)
            return false;
        token = token_at(scene, token)->head;
    }
    return token == top;
}

static bool draw(const struct listing *l, const struct cp_mention *who, const struct cp_mention *whom)
{
    if (!can_be_party(l->scene, who) || who->entity == whom->entity ||
        l->scene->mentions->entities[who->entity].kind == CP_KIND_COUNTRY)
        return false;
    *CP_PUSH(l->scene->doc, &l->scene->links) = (struct link){.relation = CP_RELATION_SUPPORTS,
                                                             .from = who->entity,
                                                             .to = whom->entity,
                                                             .confidence = HELPED * who->confidence * whom->confidence,
                                                             .first = who->first < whom->first ? who->first : whom->first,
                                                             .last = who->last > whom->last ? who->last : whom->last,
                                                             .rule = "helper.reason"};
    return true;
}

static bool draw_listed(const struct listing *l, uint32_t top, uint32_t begin, uint32_t end, const struct cp_mention *whom)
{
    bool drawn = false;
    for (uint32_t t = begin; t < end; t++) {
        const struct cp_mention *who = mention_over(l->scene, t);
        if (!who || who->last != t || (top != CP_NONE && !is_listed_under(l->scene, who->head, top)))
            continue;
        drawn |= draw(l, who, whom);
    }
    return drawn;
}

// Who undergoes the listing: subject of the passive, object, the noun before a participle or a relative clause, "sanctions on X".
static uint32_t listed_party(const struct scene *scene, uint32_t verb)
{
    static const char *const on[] = {"on", "against", "upon"};
    if (!is_verb(scene, verb)) {
        for (uint32_t top = verb, i = 0; i < 2; i++, top = token_at(scene, top)->head)
            for (uint32_t c = scene->child_first[top]; c < scene->child_first[top + 1]; c++)
                for (size_t w = 0; w < sizeof on / sizeof *on; w++)
                    if (word_is(token_at(scene, scene->children[c]), cp_str_from(on[w])))
                        return cp_relate_child(scene, scene->children[c], CP_DEP_POBJ);
        return CP_NONE;
    }
    for (unsigned i = 0; i < 4; i++) {
        uint32_t subject = cp_relate_child(scene, verb, CP_DEP_NSUBJPASS), object = cp_relate_child(scene, verb, CP_DEP_DOBJ);
        bool relative = dep_of(scene, verb) == CP_DEP_RELCL || dep_of(scene, verb) == CP_DEP_ACL;
        if (subject != CP_NONE && !(relative && !mention_over(scene, subject)))
            return subject;
        if (object != CP_NONE)
            return object;
        if (!relative && dep_of(scene, verb) != CP_DEP_CONJ)
            return CP_NONE;
        verb = token_at(scene, verb)->head;
        if (relative)
            return verb;
    }
    return CP_NONE;
}

static void draw_behind_colon(const struct listing *l, const struct cp_mention *whom, uint32_t end)
{
    end = end < whom->last + LONGEST_LIST ? end : whom->last + LONGEST_LIST;
    for (uint32_t t = whom->last + 1; t < end; t++)
        if (word_is(token_at(l->scene, t), CP_STR(":"))) {
            draw_listed(l, CP_NONE, t + 1, end, whom);
            return;
        }
}

static void read_reason(const struct listing *l, uint32_t help)
{
    const struct scene *scene = l->scene;
    uint32_t end = end_of_sentence(scene, help), verb = listing_before(l, help);
    const struct cp_mention *whom = verb == CP_NONE ? NULL : named_behind(scene, help + 1, end);
    if (!whom)
        return;
    uint32_t top = listed_party(scene, verb);
    uint32_t first = scene->analysis->sentences[token_at(scene, help)->sentence].first;
    first = help < first + LONGEST_LIST ? first : help - LONGEST_LIST;
    if (top == CP_NONE || !draw_listed(l, top, first, help, whom))
        draw_behind_colon(l, whom, end);
}

void cp_relate_find_helpers(struct scene *scene)
{
    struct listing l = {.scene = scene};
    l.verbs = cp_lexicon_set(scene->lexicon, "listing-verb");
    l.nouns = cp_lexicon_set(scene->lexicon, "listing-noun");
    l.help = cp_lexicon_set(scene->lexicon, "help-noun");
    for (uint32_t t = 0; t + 1 < scene->analysis->token_count; t++) {
        const struct cp_token *next = token_at(scene, t + 1);
        bool parsed = scene->analysis->sentences[token_at(scene, t)->sentence].parsed && next->sentence == token_at(scene, t)->sentence;
        if (parsed && lemma_is_asked(scene, t, l.help) && (word_is(next, CP_STR("of")) || word_is(next, CP_STR("to")) || word_is(next, CP_STR("for"))))
            read_reason(&l, t);
    }
}
