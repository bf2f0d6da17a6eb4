// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// What somebody says about an act is a stance if the words weigh it: "unfair", "a violation of" against it, "will
// protect", "an important step" for it. The speaker is the subject of a verb of speech; what is said stands in the same sentence. Only
// those count who speak for somebody: bodies, and persons with a post. Words that weigh nothing draw nothing, since a report
// is no stance; words on both sides cancel each other. Praise is believed of an act of the speaker's own side, blame of another's: that keeps
// out what is weighed in the same sentence but is not the act.
#include "speech.h"
#include "trigger.h"

enum { DEEPEST = 4, SENTENCES_BACK = 2 };

// ---------------------------------------------------------------- which act is meant

static uint32_t telling_at(const struct scene *scene, uint32_t token)
{
    size_t low = 0, high = scene->tellings.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (scene->tellings.items[middle].token < token)
            low = middle + 1;
        else
            high = middle;
    }
    bool here = low < scene->tellings.count && scene->tellings.items[low].token == token;
    return here ? (uint32_t)low : CP_NONE;
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
    for (size_t i = scene->tellings.count; i-- > 0;) {
        const struct telling *t = &scene->tellings.items[i];
        if (t->token >= token || t->reach != TELLING_SPECIFIC)
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
    uint32_t telling = telling_at(scene, token);
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

// ---------------------------------------------------------------- speakers

struct speech {
    uint32_t verb;    // "said", "according"
    uint32_t speaker; // head of the noun phrase
};

static bool find_speech(const struct scene *scene, uint32_t token, struct speech *speech)
{
    if (is_verb(scene, token) && cp_relate_in_set(scene, token, PHRASE_SPEECH_VERB)) {
        *speech = (struct speech){token, cp_relate_child(scene, token, CP_DEP_NSUBJ)};
        return speech->speaker != CP_NONE;
    }
    if (!word_is(token_at(scene, token), CP_STR("according")))
        return false;
    uint32_t to = cp_relate_child(scene, token, CP_DEP_PREP);
    *speech = (struct speech){token, to == CP_NONE ? CP_NONE : cp_relate_child(scene, to, CP_DEP_POBJ)};
    return speech->speaker != CP_NONE;
}

static bool is_under(const struct scene *scene, uint32_t token, uint32_t top)
{
    for (unsigned i = 0; i < 64 && token != top; i++) {
        uint32_t head = token_at(scene, token)->head;
        if (head == token)
            return false;
        token = head;
    }
    return token == top;
}

// For: above 0; against: below 0. A negation turns the word's weight round.
static int weigh(const struct scene *scene, const struct cp_sentence *s, const struct speech *speech)
{
    int sum = 0;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        int weight = cp_relate_in_set(scene, t, PHRASE_APPROVING) - cp_relate_in_set(scene, t, PHRASE_DISAPPROVING);
        if (!weight || is_under(scene, t, speech->speaker))
            continue;
        uint32_t head = token_at(scene, t)->head;
        bool denied = cp_relate_child(scene, t, CP_DEP_NEG) != CP_NONE || cp_relate_child(scene, head, CP_DEP_NEG) != CP_NONE;
        sum += denied ? -weight : weight;
    }
    return (sum > 0) - (sum < 0);
}

// ---------------------------------------------------------------- sides

static bool holds(const number_vec *entities, uint32_t entity)
{
    for (size_t i = 0; i < entities->count; i++)
        if (entities->items[i] == entity)
            return true;
    return false;
}

// The state that a person speaks for, by the post; empty if none is known.
static struct cp_str side_of(const struct scene *scene, uint32_t entity, bool *post)
{
    const struct cp_entity *e = &scene->mentions->entities[entity];
    *post = e->kind != CP_KIND_PERSON;
    struct cp_str side = cp_relate_state(scene, entity);
    for (size_t i = 0; i < scene->links.count; i++) {
        const struct link *l = &scene->links.items[i];
        if (l->relation != CP_RELATION_HOLDS_POST || l->from != entity)
            continue;
        *post = true;
        if (!side.len)
            side = cp_relate_state(scene, l->to);
    }
    return side;
}

static bool is_own_act(const struct scene *scene, const struct act *act, struct cp_str side)
{
    for (size_t i = 0; i < act->imposers.count; i++)
        if (side.len && cp_str_equal(cp_relate_state(scene, act->imposers.items[i]), side))
            return true;
    return false;
}

static void take_stance(struct scene *scene, const act_vec *acts, const struct cp_sentence *s, const struct party *speaker,
                        uint32_t telling, int weight)
{
    uint32_t number = scene->tellings.items[telling].act;
    bool post = false;
    struct cp_str side = side_of(scene, speaker->entity, &post);
    if (number == CP_NONE || !post || scene->mentions->entities[speaker->entity].kind == CP_KIND_COUNTRY)
        return;
    const struct act *act = &acts->items[number];
    if (!act->imposers.count || is_own_act(scene, act, side) != (weight > 0) || holds(&act->imposers, speaker->entity))
        return;
    *CP_PUSH(scene->doc, &scene->links) =
        (struct link){.relation = weight > 0 ? CP_RELATION_SUPPORTS : CP_RELATION_OPPOSES,
                      .to_telling = true,
                      .from = speaker->entity,
                      .to = telling,
                      .confidence = 0.45f * speaker->confidence,
                      .first = s->first,
                      .last = s->first + s->count - 1,
                      .rule = weight > 0 ? "stance.said-for" : "stance.said-against"};
}

static void judge_speech(struct scene *scene, const act_vec *acts, const struct cp_sentence *s, const struct speech *speech)
{
    const uint32_t speakers_kinds = 1u << CP_KIND_AGENCY | 1u << CP_KIND_COMPANY | 1u << CP_KIND_PERSON | 1u << CP_KIND_ORGANIZATION;
    struct parties speakers;
    cp_relate_own_entities(scene, speech->speaker, speakers_kinds, &speakers);
    int weight = speakers.count ? weigh(scene, s, speech) : 0;
    for (size_t i = 0; weight && i < scene->tellings.count; i++) {
        const struct telling *told = &scene->tellings.items[i];
        bool said = told->token >= s->first && told->token < s->first + s->count &&
                    !is_under(scene, told->token, speech->speaker);
        for (unsigned p = 0; said && p < speakers.count; p++)
            take_stance(scene, acts, s, &speakers.items[p], (uint32_t)i, weight);
    }
}

static void judge_sentence(struct scene *scene, const act_vec *acts, const struct cp_sentence *s)
{
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        struct speech speech;
        if (find_speech(scene, t, &speech)) {
            judge_speech(scene, acts, s, &speech);
            return;
        }
    }
}

static bool is_void(const struct scene *scene, const act_vec *acts, const struct link *link)
{
    bool stance = link->relation == CP_RELATION_SUPPORTS || link->relation == CP_RELATION_OPPOSES;
    uint32_t act = stance && link->to_telling ? scene->tellings.items[link->to].act : CP_NONE;
    return act != CP_NONE && holds(&acts->items[act].imposers, link->from);
}

static void drop_void(struct scene *scene, const act_vec *acts)
{
    size_t kept = 0;
    for (size_t i = 0; i < scene->links.count; i++)
        if (!is_void(scene, acts, &scene->links.items[i]))
            scene->links.items[kept++] = scene->links.items[i];
    scene->links.count = kept;
}

void cp_relate_weigh_speech(struct scene *scene, const act_vec *acts)
{
    const struct cp_analysis *a = scene->analysis;
    for (size_t s = 0; s < a->sentence_count; s++)
        if (a->sentences[s].parsed)
            judge_sentence(scene, acts, &a->sentences[s]);
    drop_void(scene, acts);
}
