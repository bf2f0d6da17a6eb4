// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// A public body is part of the state whose national word stands in or beside its name ("the Dutch
// intelligence agency"), or which is known to be its own, if the document names that state at all. So is a firm that
// is called state-owned. A firm or an association with the state's word in its name has its seat there. A body whose name begins with that of another ("the White House Press Office") is part of that.
#include "structure.h"

static void put(struct cp_table *table, struct cp_str key, uint32_t entity)
{
    uint32_t number = key.len ? cp_table_add(table, key) : CP_NONE;
    if (number != CP_NONE && !cp_table_value(table, number))
        cp_table_set(table, number, entity + 1u);
}

static uint32_t take(const struct cp_table *table, struct cp_str key)
{
    uint32_t number = key.len ? cp_table_find(table, key) : CP_NONE;
    return number == CP_NONE ? CP_NONE : (uint32_t)cp_table_value(table, number) - 1;
}

void cp_relate_index_entities(struct scene *scene)
{
    scene->countries = cp_table_new(scene->doc);
    scene->bodies = cp_table_new(scene->doc);
    for (uint32_t i = 0; i < scene->mentions->entity_count; i++) {
        const struct cp_entity *e = &scene->mentions->entities[i];
        if (e->kind == CP_KIND_COUNTRY)
            put(scene->countries, e->country, i);
        if (e->kind != CP_KIND_AGENCY)
            continue;
        put(scene->bodies, e->id, i);
        put(scene->bodies, cp_str_lower(scene->doc, e->label), i);
    }
}

uint32_t cp_relate_country(const struct scene *scene, struct cp_str code)
{
    return take(scene->countries, code);
}

uint32_t cp_relate_body(const struct scene *scene, struct cp_str label)
{
    uint32_t body = take(scene->bodies, label);
    return body == CP_NONE ? take(scene->bodies, cp_str_lower(scene->doc, label)) : body;
}

// The national word right before the name belongs to the evidence.
static uint32_t with_nation(const struct scene *scene, const struct cp_mention *m, uint32_t state)
{
    for (uint32_t t = m->first; t-- > 0 && m->first - t <= 2;) {
        uint32_t covering = scene->mentions->covering[t];
        if (covering != CP_NONE && scene->mentions->mentions[covering].entity == state &&
            scene->analysis->tokens[t].sentence == scene->analysis->tokens[m->first].sentence)
            return scene->mentions->mentions[covering].first;
    }
    return m->first;
}

static bool is_body(const struct cp_entity *e)
{
    return e->kind == CP_KIND_AGENCY || e->kind == CP_KIND_ORGANIZATION;
}

// Two words or more, or letters: "State" begins too many names.
static bool says_enough(struct cp_str name)
{
    if (cp_str_find(name, CP_STR(" "), 0) != SIZE_MAX)
        return true;
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] < 'A' || name.ptr[i] > 'Z')
            return false;
    return name.len > 1;
}

static bool begins_with_name(struct cp_str text, const struct cp_entity *other)
{
    for (size_t i = 0; i < other->alias_count; i++) {
        struct cp_str name = other->aliases[i];
        bool begins = text.len > name.len + 1 && text.ptr[name.len] == ' ' && cp_str_equal(cp_str_slice(text, 0, name.len), name);
        if (begins && says_enough(name) && text.ptr[name.len + 1] >= 'A' && text.ptr[name.len + 1] <= 'Z')
            return true;
    }
    return false;
}

// What the name's own words show, from `first` to the end of the name.
static void tell(struct scene *scene, const struct cp_mention *m, enum cp_relation relation, uint32_t to, float confidence,
                 uint32_t first, const char *rule)
{
    *CP_PUSH(scene->doc, &scene->links) = (struct link){.relation = relation,
                                                        .from = m->entity,
                                                        .to = to,
                                                        .confidence = confidence,
                                                        .first = first,
                                                        .last = m->last,
                                                        .rule = rule};
}

static void find_outer_body(struct scene *scene, const struct cp_mention *m)
{
    const struct cp_mentions *mentions = scene->mentions;
    const struct cp_token *tokens = scene->analysis->tokens;
    struct cp_str text = cp_str_slice(scene->document->text, tokens[m->first].begin, tokens[m->last].end);
    for (uint32_t e = 0; e < mentions->entity_count; e++) {
        const struct cp_entity *other = &mentions->entities[e];
        if (e == m->entity || !is_body(other) || !begins_with_name(text, other))
            continue;
        tell(scene, m, CP_RELATION_PART_OF, e, 0.8f, m->first, "body-in-name");
        return;
    }
}

static bool is_word(const struct scene *scene, uint32_t t, const char *word)
{
    return cp_str_equal(scene->analysis->tokens[t].lower, cp_str_from(word));
}

// "the state-run oil company Petronel": the token "state", or the name's first one.
static uint32_t state_word(const struct scene *scene, const struct cp_mention *firm)
{
    enum { MOST_LABELS = 7 };
    const struct cp_token *tokens = scene->analysis->tokens;
    for (uint32_t t = firm->first; t-- > 0 && firm->first - t <= MOST_LABELS && tokens[t].sentence == tokens[firm->first].sentence;) {
        if (is_word(scene, t, "state") && t + 2 < firm->first && is_word(scene, t + 1, "-"))
            return is_word(scene, t + 2, "owned") || is_word(scene, t + 2, "run") || is_word(scene, t + 2, "controlled") ? t : firm->first;
        bool label = tokens[t].tag == CP_TAG_JJ || tokens[t].tag == CP_TAG_NN || tokens[t].tag == CP_TAG_HYPH ||
                     tokens[t].tag == CP_TAG_VBN || tokens[t].tag == CP_TAG_VBD || tokens[t].tag == CP_TAG_NNP;
        if (!label)
            break;
    }
    return firm->first;
}

static void find_owning_state(struct scene *scene, const struct cp_mention *m)
{
    uint32_t first = state_word(scene, m), state = cp_relate_country(scene, scene->mentions->entities[m->entity].country);
    if (first == m->first || state == CP_NONE)
        return;
    tell(scene, m, CP_RELATION_PART_OF, state, 0.75f, first, "state-owned");
}

// The state whose own word is a piece of text; CP_NONE if it is none, or if the document does not name that state besides.
static uint32_t state_of_words(const struct scene *scene, uint32_t first, uint32_t last)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    struct cp_str text = cp_str_slice(scene->document->text, tokens[first].begin, tokens[last].end);
    struct cp_name_hit *hits;
    if (!cp_lexicon_match(scene->lexicon, scene->doc, text, &hits) || hits[0].begin || hits[0].end + 1 < text.len || !hits[0].exact_case)
        return CP_NONE;
    const struct cp_sense *sense = &hits[0].senses[0];
    bool state = sense->name->kind == CP_KIND_COUNTRY && (sense->form == CP_SENSE_STRONG || sense->form == CP_SENSE_ADJECTIVE);
    return state ? cp_relate_country(scene, sense->name->country) : CP_NONE;
}

static bool holds_head(const struct scene *scene, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if (cp_lexicon_head(scene->lexicon, scene->analysis->tokens[t].lower))
            return true;
    return false;
}

// "the American Port Council", "Royal Dutch Airlines", "Northern Oil Company of Iraq": the state that the name begins with, or ends in behind "of".
static uint32_t state_in_name(const struct scene *scene, const struct cp_mention *m)
{
    bool joined = is_word(scene, m->first + 1, "-") || is_word(scene, m->first + 1, "and") || is_word(scene, m->first + 1, "/");
    bool either = is_word(scene, m->first, "korea"); // of the two one says so, the other does not
    bool ranked = is_word(scene, m->first, "national") || is_word(scene, m->first, "royal") || is_word(scene, m->first, "state");
    uint32_t state = joined || either ? CP_NONE : state_of_words(scene, m->first, m->first);
    if (state == CP_NONE && ranked && m->last > m->first + 2)
        state = state_of_words(scene, m->first + 1, m->first + 1); // "National Iranian Oil Company"
    for (uint32_t t = m->last; state == CP_NONE && t-- > m->first;)
        if (is_word(scene, t, "of")) {
            if (!scene->mentions->entities[m->entity].name && !holds_head(scene, m->first, t))
                break; // "Integrity of Ukraine"
            uint32_t first = is_word(scene, t + 1, "the") && t + 1 < m->last ? t + 2 : t + 1;
            state = state_of_words(scene, first, m->last);
            break;
        }
    return state;
}

static void find_nation_in_name(struct scene *scene, const struct cp_mention *m)
{
    const struct cp_entity *body = &scene->mentions->entities[m->entity];
    uint32_t state = m->last > m->first + 1 || is_word(scene, m->first + 1, "of") ? state_in_name(scene, m) : CP_NONE;
    bool elsewhere = state != CP_NONE && body->country.len && !cp_str_equal(body->country, scene->mentions->entities[state].country);
    if (state == CP_NONE || elsewhere)
        return;
    tell(scene, m, CP_RELATION_BASED_IN, state, 0.65f, m->first, "nation-in-name");
}

void cp_relate_find_own_states(struct scene *scene)
{
    const struct cp_mentions *mentions = scene->mentions;
    for (size_t i = 0; i < mentions->mention_count; i++) {
        const struct cp_mention *m = &mentions->mentions[i];
        const struct cp_entity *body = &mentions->entities[m->entity];
        if (m->form != CP_MENTION_NAME)
            continue;
        if (body->kind == CP_KIND_COMPANY)
            find_owning_state(scene, m);
        if ((body->kind == CP_KIND_COMPANY || body->kind == CP_KIND_ORGANIZATION) && m->last > m->first)
            find_nation_in_name(scene, m);
        if (is_body(body))
            find_outer_body(scene, m);
        if (body->kind != CP_KIND_AGENCY)
            continue;
        uint32_t state = cp_relate_country(scene, body->country);
        if (state == CP_NONE)
            continue;
        uint32_t first = with_nation(scene, m, state);
        tell(scene, m, CP_RELATION_PART_OF, state, first < m->first ? 0.95f : 0.8f, first, "own-state");
    }
}
