// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Rules reach a word; which act is meant by it is found here, as expand.c finds which names are meant.
#include "meant.h"

#include "same.h"
#include "trigger.h"

enum { DEEPEST = 4, SENTENCES_BACK = 2 };

// ---------------------------------------------------------------- which act is meant

static int by_token(const void *x, const void *y)
{
    const struct telling *a = x, *b = y;
    return (a->token > b->token) - (a->token < b->token);
}

size_t cp_relate_first_telling_from(const struct scene *scene, uint32_t token)
{
    const struct telling wanted = {.token = token};
    return cp_lower_bound(&wanted, scene->tellings.items, scene->tellings.count, sizeof wanted, by_token);
}

uint32_t cp_relate_told_last(const struct scene *scene, size_t end, uint32_t sentence, uint32_t sentences_back)
{
    const struct telling *tellings = scene->tellings.items;
    for (size_t i = end; i-- > 0 && tellings[i].sentence + sentences_back >= sentence;)
        if (tellings[i].act != CP_NONE)
            return (uint32_t)i;
    return CP_NONE;
}

uint32_t cp_relate_telling_at(const struct scene *scene, uint32_t token)
{
    size_t i = cp_relate_first_telling_from(scene, token);
    return i < scene->tellings.count && scene->tellings.items[i].token == token ? (uint32_t)i : CP_NONE;
}

static void add(struct act_list *acts, uint32_t telling)
{
    for (unsigned i = 0; i < acts->count; i++)
        if (acts->items[i] == telling)
            return;
    if (acts->count < ACTS_MOST)
        acts->items[acts->count++] = telling;
}

// "these efforts", "U.S. actions": one that was told; whose, if a name stands before it.
struct anaphor {
    bool definite, plural;
    uint32_t owner; // entity, or CP_NONE
};

static struct anaphor read_anaphor(const struct scene *scene, uint32_t noun)
{
    struct anaphor a = {.plural = token_at(scene, noun)->tag == CP_TAG_NNS, .owner = CP_NONE};
    for (uint32_t i = scene->child_first[noun]; i < scene->child_first[noun + 1]; i++) {
        uint32_t child = scene->children[i], mention = scene->mentions->at[child];
        const struct cp_token *t = token_at(scene, child);
        enum cp_dep dep = dep_of(scene, child);
        if (dep == CP_DEP_DET)
            a.definite |= word_is(t, CP_STR("the")) || word_is(t, CP_STR("this")) || word_is(t, CP_STR("these")) ||
                          word_is(t, CP_STR("that")) || word_is(t, CP_STR("those"));
        else if ((is_name_part(dep) || dep == CP_DEP_POSS) && mention != CP_NONE)
            a.owner = scene->mentions->mentions[mention].entity;
    }
    return a;
}

static bool imposes(const struct scene *scene, uint32_t entity, uint32_t telling)
{
    for (size_t i = 0; i < scene->links.count; i++) {
        const struct link *l = &scene->links.items[i];
        if (l->relation == CP_RELATION_IMPOSES && l->to_telling && l->to == telling && l->from == entity)
            return true;
    }
    return false;
}

// "the move": the act told last before it; "these moves": all that its sentence told, too.
static void add_last_told(const struct scene *scene, uint32_t token, const struct anaphor *anaphor, struct act_list *acts)
{
    uint32_t sentence = token_at(scene, token)->sentence, told_in = CP_NONE;
    for (size_t i = cp_relate_first_telling_from(scene, token); i-- > 0;) {
        const struct telling *t = &scene->tellings.items[i];
        if (t->reach != TELLING_SPECIFIC)
            continue;
        if (t->sentence + SENTENCES_BACK < sentence || (told_in != CP_NONE && t->sentence != told_in))
            return;
        if (anaphor->owner != CP_NONE && !imposes(scene, anaphor->owner, (uint32_t)i))
            continue;
        add(acts, (uint32_t)i);
        told_in = t->sentence;
        if (!anaphor->plural)
            return;
    }
}

static bool leads_to_act(enum cp_dep dep)
{
    switch (dep) {
    case CP_DEP_DOBJ:
    case CP_DEP_ACL:
    case CP_DEP_XCOMP:
    case CP_DEP_PREP:
    case CP_DEP_POBJ:
    case CP_DEP_PCOMP:
    case CP_DEP_CONJ:
    case CP_DEP_NSUBJPASS:
    case CP_DEP_COMPOUND:
    case CP_DEP_NMOD:
        return true;
    default:
        return false;
    }
}

static bool is_act_preposition(const struct cp_token *t)
{
    return word_is(t, CP_STR("of")) || word_is(t, CP_STR("to")) || word_is(t, CP_STR("on")) || word_is(t, CP_STR("for")) ||
           word_is(t, CP_STR("in"));
}

static void find_acts(const struct scene *scene, uint32_t token, struct act_list *acts, unsigned depth)
{
    uint32_t telling = cp_relate_telling_at(scene, token);
    if (telling != CP_NONE)
        add(acts, telling);
    bool carries = telling == CP_NONE && (cp_relate_in_set(scene, token, PHRASE_CARRIER_NOUN) || cp_relate_in_set(scene, token, PHRASE_LIGHT_VERB) ||
                                          cp_relate_in_set(scene, token, PHRASE_ACT_CARRIER) || dep_of(scene, token) == CP_DEP_PREP);
    unsigned before = acts->count;
    for (uint32_t i = scene->child_first[token]; depth < DEEPEST && i < scene->child_first[token + 1]; i++) {
        uint32_t child = scene->children[i];
        enum cp_dep dep = dep_of(scene, child);
        bool wanted = dep == CP_DEP_CONJ || (carries && leads_to_act(dep));
        if (wanted && (dep != CP_DEP_PREP || is_act_preposition(token_at(scene, child))))
            find_acts(scene, child, acts, depth + 1);
    }
    if (acts->count > before || telling != CP_NONE || !is_noun(scene, token) || !cp_relate_in_set(scene, token, PHRASE_ACT_ANAPHOR))
        return;
    struct anaphor anaphor = read_anaphor(scene, token);
    if (anaphor.definite || anaphor.owner != CP_NONE)
        add_last_told(scene, token, &anaphor, acts);
}

void cp_relate_acts(const struct scene *scene, uint32_t token, struct act_list *acts)
{
    acts->count = 0;
    find_acts(scene, token, acts, 0);
}

static bool is_stance_on_act(const struct link *link)
{
    return is_stance(link->relation) && link->to_telling;
}

static struct cp_str ends_of(const uint32_t ends[3])
{
    return (struct cp_str){(const char *)ends, 3 * sizeof *ends};
}

// Which role, that only the scorer sees, the link speaks against: who welcomes or fights what is told here is not told here
// to have done it, and whom it is said to hurt is not the target of it.
static bool speaks_against(const struct link *link, uint32_t ends[3])
{
    bool affects = link->relation == CP_RELATION_AFFECTS && link->from_telling;
    ends[0] = affects ? link->to : link->from;
    ends[1] = affects ? link->from : link->to;
    ends[2] = affects ? CP_RELATION_TARGETS : CP_RELATION_IMPOSES;
    return affects || is_stance_on_act(link);
}

static bool is_doubtful(const struct link *link)
{
    const float beyond_doubt = 0.85f;
    if (link->relation == CP_RELATION_TARGETS)
        return link->from_telling && cp_str_equal(cp_str_from(link->rule), CP_STR("learned"));
    bool own = link->framed > 0 && link->form == CP_MENTION_PRONOUN; // "he defended his tariffs"
    return link->relation == CP_RELATION_IMPOSES && link->to_telling && !own && link->confidence < beyond_doubt;
}

static void drop_unlikely(link_vec *links, const struct cp_table *against)
{
    size_t kept = 0;
    for (size_t i = 0; i < links->count; i++) {
        const struct link *l = &links->items[i];
        bool targets = l->relation == CP_RELATION_TARGETS;
        const uint32_t own[] = {targets ? l->to : l->from, targets ? l->from : l->to, l->relation};
        if (!is_doubtful(l) || cp_table_find(against, ends_of(own)) == CP_NONE)
            links->items[kept++] = *l;
    }
    links->count = kept;
}

void cp_relate_drop_unlikely_roles(struct scene *scene)
{
    struct cp_table *against = cp_table_new(scene->doc);
    uint32_t ends[3];
    for (size_t i = 0; i < scene->links.count; i++)
        if (speaks_against(&scene->links.items[i], ends))
            cp_table_add(against, ends_of(ends));
    drop_unlikely(&scene->links, against);
    drop_unlikely(&scene->doubtful, against);
}

// Whose acts answer which, as (party, act).
static struct cp_table *list_answers(struct scene *scene, const act_vec *acts)
{
    struct cp_table *answers = cp_table_new(scene->doc);
    for (size_t i = 0; i < scene->links.count; i++) {
        const struct link *l = &scene->links.items[i];
        if (l->relation != CP_RELATION_RESPONDS_TO)
            continue;
        const number_vec *imposers = &acts->items[scene->tellings.items[l->from].act].imposers;
        for (size_t k = 0; k < imposers->count; k++) {
            const uint32_t ends[] = {imposers->items[k], scene->tellings.items[l->to].act, CP_RELATION_OPPOSES};
            cp_table_add(answers, ends_of(ends));
        }
    }
    return answers;
}

// Who imposes an act takes no stance towards it; who imposes an act or is its target is not affected besides; and whose answer
// to it is an act of its own is not said again to oppose it.
static bool is_void(const struct scene *scene, const act_vec *acts, const struct cp_table *answers, const struct link *link)
{
    bool affects = link->relation == CP_RELATION_AFFECTS && link->from_telling;
    if (!affects && !is_stance_on_act(link))
        return false;
    uint32_t number = scene->tellings.items[affects ? link->from : link->to].act;
    uint32_t party = affects ? link->to : link->from;
    if (number == CP_NONE)
        return false;
    const struct act *act = &acts->items[number];
    const uint32_t ends[] = {party, number, link->relation};
    return cp_relate_holds(&act->imposers, party) || (affects && cp_relate_holds(&act->targets, party)) ||
           cp_table_find(answers, ends_of(ends)) != CP_NONE;
}

static void drop_void(const struct scene *scene, const act_vec *acts, const struct cp_table *answers, link_vec *links)
{
    size_t kept = 0;
    for (size_t i = 0; i < links->count; i++)
        if (!is_void(scene, acts, answers, &links->items[i]))
            links->items[kept++] = links->items[i];
    links->count = kept;
}

void cp_relate_drop_void_stances(struct scene *scene, const act_vec *acts)
{
    const struct cp_table *answers = list_answers(scene, acts);
    drop_void(scene, acts, answers, &scene->links);
    drop_void(scene, acts, answers, &scene->doubtful);
}
