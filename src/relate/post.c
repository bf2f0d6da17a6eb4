// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Who holds which post, from titles beside names:
//
//     Russian President Vladimir Putin              title before the name, the state before the title
//     Deputy Secretary of the Treasury Jane Roe     title, "of", body, name
//     Commerce Secretary John Doe                   the title itself names the body (posts.tsv)
//     Jane Roe, a spokeswoman for the ministry      name, comma, title, preposition, body
//     John Doe, China's commerce minister           name, comma, state, title
//
// The post is held in the body if its name is in the phrase, otherwise in the state.
#include "structure.h"

enum { LONGEST_TITLE = 6, LOOK_AHEAD = 12 };

struct title {
    uint32_t first, last;
    const struct cp_post *post;
};

static bool is_word(const struct scene *scene, uint32_t token, const char *word)
{
    return cp_str_equal(scene->analysis->tokens[token].lower, cp_str_from(word));
}

static bool same_sentence(const struct scene *scene, uint32_t a, uint32_t b)
{
    const struct cp_analysis *an = scene->analysis;
    return a < an->token_count && b < an->token_count && an->tokens[a].sentence == an->tokens[b].sentence;
}

static const struct cp_post *post_at(const struct scene *scene, uint32_t first, uint32_t last)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    struct cp_str text = cp_str_slice(scene->document->text, tokens[first].begin, tokens[last].end);
    return cp_lexicon_post(scene->lexicon, cp_str_collapse(scene->doc, cp_str_lower(scene->doc, text)));
}

static const struct cp_mention *body_ending(const struct scene *scene, uint32_t token);

// The longest title that ends at a token.
static bool title_ending(const struct scene *scene, uint32_t last, struct title *title)
{
    bool found = false;
    for (uint32_t n = 0; n < LONGEST_TITLE && last >= n && same_sentence(scene, last - n, last); n++) {
        const struct cp_post *post = post_at(scene, last - n, last);
        if (post) {
            *title = (struct title){last - n, last, post};
            found = true;
        }
    }
    return found;
}

// "communist party general secretary" is a title as a whole, too; the body's name in it is worth more.
static void leave_body(const struct scene *scene, struct title *title)
{
    for (uint32_t t = title->first; t < title->last; t++) {
        const struct cp_mention *body = body_ending(scene, t);
        const struct cp_post *rest = body && body->form == CP_MENTION_NAME ? post_at(scene, t + 1, title->last) : NULL;
        if (rest && scene->mentions->entities[body->entity].kind != CP_KIND_COUNTRY)
            *title = (struct title){t + 1, title->last, rest};
    }
}

// "chief executive and founder": a second title before the first.
static void widen_title(const struct scene *scene, struct title *title)
{
    struct title other;
    bool joined = title->first >= 2 && same_sentence(scene, title->first - 2, title->first) &&
                  (is_word(scene, title->first - 1, "and") || is_word(scene, title->first - 1, "&"));
    if (joined && title_ending(scene, title->first - 2, &other))
        title->first = other.first;
}

static bool title_beginning(const struct scene *scene, uint32_t first, struct title *title)
{
    bool found = false;
    for (uint32_t n = 0; n < LONGEST_TITLE && same_sentence(scene, first, first + n); n++) {
        const struct cp_post *post = post_at(scene, first, first + n);
        if (post) {
            *title = (struct title){first, first + n, post};
            found = true;
        }
    }
    return found;
}

static bool can_have_posts(const struct scene *scene, const struct cp_mention *m)
{
    enum cp_kind kind = scene->mentions->entities[m->entity].kind;
    return kind == CP_KIND_COUNTRY || kind == CP_KIND_AGENCY || kind == CP_KIND_COMPANY || kind == CP_KIND_ORGANIZATION;
}

// The mention that ends at a token, or right before a possessive there.
static const struct cp_mention *body_ending(const struct scene *scene, uint32_t token)
{
    if (token == UINT32_MAX)
        return NULL;
    if (is_word(scene, token, "'s") || is_word(scene, token, "'"))
        token--;
    else if (is_word(scene, token, ")") && token)
        token--; // "the Transportation Security Administration (TSA) spokesman"
    uint32_t covering = token < scene->analysis->token_count ? scene->mentions->covering[token] : CP_NONE;
    const struct cp_mention *m = covering == CP_NONE ? NULL : &scene->mentions->mentions[covering];
    return m && m->last == token && can_have_posts(scene, m) ? m : NULL;
}

static const struct cp_mention *body_at(const struct scene *scene, uint32_t token)
{
    uint32_t covering = token < scene->analysis->token_count ? scene->mentions->covering[token] : CP_NONE;
    const struct cp_mention *m = covering == CP_NONE ? NULL : &scene->mentions->mentions[covering];
    return m && m->first == token && can_have_posts(scene, m) ? m : NULL;
}

// "the Dutch equipment maker ASML", "the Chinese Foreign Ministry": the body behind a national word and labels.
static const struct cp_mention *body_behind(const struct scene *scene, uint32_t token, uint32_t sentence)
{
    const struct cp_analysis *a = scene->analysis;
    for (uint32_t t = token; t < token + LONGEST_TITLE && t < a->token_count && a->tokens[t].sentence == sentence; t++) {
        const struct cp_mention *m = body_at(scene, t);
        if (m && m->form == CP_MENTION_NAME && scene->mentions->entities[m->entity].kind != CP_KIND_COUNTRY)
            return m;
        uint8_t tag = a->tokens[t].tag;
        bool label = tag == CP_TAG_JJ || tag == CP_TAG_NN || tag == CP_TAG_NNP || tag == CP_TAG_HYPH || tag == CP_TAG_VBN;
        if (!label)
            return NULL;
    }
    return NULL;
}

static const struct cp_mention *body_beginning(const struct scene *scene, uint32_t token)
{
    while (token < scene->analysis->token_count && (is_word(scene, token, "the") || is_word(scene, token, "a")))
        token++;
    const struct cp_mention *m = body_at(scene, token);
    if (token >= scene->analysis->token_count || (m && m->form != CP_MENTION_ADJECTIVE))
        return m;
    const struct cp_mention *behind = body_behind(scene, m ? m->last + 1 : token, scene->analysis->tokens[token].sentence);
    return behind ? behind : m;
}

static void draw(struct scene *scene, const struct cp_mention *person, uint32_t body, uint32_t first, uint32_t last,
                 float confidence, const char *rule)
{
    *CP_PUSH(scene->doc, &scene->links) = (struct link){.relation = CP_RELATION_HOLDS_POST,
                                                        .from = person->entity,
                                                        .to = body,
                                                        .confidence = confidence * person->confidence,
                                                        .first = first < person->first ? first : person->first,
                                                        .last = last > person->last ? last : person->last,
                                                        .rule = rule};
}

// "Commerce Secretary": the body that the title names, if the document names it too; else its state.
static uint32_t body_of_title(const struct scene *scene, const struct title *title, const struct cp_entity *person)
{
    uint32_t body = cp_relate_body(scene, title->post->body);
    if (body != CP_NONE)
        return body;
    if (!cp_str_equal(title->post->heads, CP_STR("state")) && !title->post->body.len && !person->name)
        return CP_NONE;
    return cp_relate_country(scene, person->country);
}

// Body before the title, or between title and name.
static bool from_title_before(struct scene *scene, const struct cp_mention *person)
{
    struct title title;
    uint32_t before = person->first - 1;
    const struct cp_mention *body = body_ending(scene, before);
    if (body && body->first >= 2 && same_sentence(scene, body->first - 2, person->first)) {
        uint32_t of = is_word(scene, body->first - 1, "the") ? body->first - 2 : body->first - 1;
        if ((is_word(scene, of, "of") || is_word(scene, of, "for")) && of && title_ending(scene, of - 1, &title)) {
            draw(scene, person, body->entity, title.first, person->last, 0.9f, "post.title-of-body");
            return true;
        }
    }
    if (!title_ending(scene, before, &title))
        return false;
    leave_body(scene, &title);
    widen_title(scene, &title);
    body = title.first ? body_ending(scene, title.first - 1) : NULL;
    if (body && same_sentence(scene, body->first, person->first)) {
        enum cp_kind kind = scene->mentions->entities[body->entity].kind;
        uint32_t named = kind == CP_KIND_COUNTRY ? cp_relate_body(scene, title.post->body) : CP_NONE;
        draw(scene, person, named == CP_NONE ? body->entity : named, body->first, person->last, 0.9f, "post.body-title");
        return true;
    }
    uint32_t implied = body_of_title(scene, &title, &scene->mentions->entities[person->entity]);
    if (implied == CP_NONE)
        return false;
    draw(scene, person, implied, title.first, person->last, 0.7f, "post.title");
    return true;
}

// Behind a comma: "a spokeswoman for the ministry", "China's commerce minister", "the Huawei founder".
static bool from_apposition(struct scene *scene, const struct cp_mention *person)
{
    uint32_t comma = person->last + 1;
    if (!same_sentence(scene, person->last, comma) || !is_word(scene, comma, ","))
        return false;
    for (uint32_t t = comma + 1; t < comma + LOOK_AHEAD && same_sentence(scene, person->last, t); t++) {
        struct title title;
        if (is_word(scene, t, ",") && t > comma + 1)
            return false;
        if (!title_beginning(scene, t, &title))
            continue;
        const struct cp_mention *body = body_ending(scene, t - 1);
        uint32_t next = title.last + 1;
        bool preposition = same_sentence(scene, person->last, next) &&
                           (is_word(scene, next, "of") || is_word(scene, next, "for") || is_word(scene, next, "at") ||
                            is_word(scene, next, "in") || is_word(scene, next, "with"));
        const struct cp_mention *after = preposition ? body_beginning(scene, next + 1) : NULL;
        if (after && same_sentence(scene, person->last, after->last)) {
            draw(scene, person, after->entity, person->first, after->last, 0.85f, "post.apposition-of");
            return true;
        }
        if (body) {
            draw(scene, person, body->entity, person->first, title.last, 0.85f, "post.apposition");
            return true;
        }
        return false;
    }
    return false;
}

// "the Maduro regime": the person named heads the state, if the document names him otherwise, too.
static void from_government(struct scene *scene, const struct cp_mention *seat)
{
    const struct cp_mentions *mentions = scene->mentions;
    if (seat->form != CP_MENTION_SEAT || mentions->entities[seat->entity].kind != CP_KIND_COUNTRY)
        return;
    for (size_t i = 0; i < mentions->mention_count; i++) {
        const struct cp_mention *m = &mentions->mentions[i];
        if (mentions->entities[m->entity].kind != CP_KIND_PERSON || m->first != seat->first || m->last >= seat->last)
            continue;
        bool named = false;
        for (size_t j = 0; j < mentions->mention_count && !named; j++)
            named = mentions->mentions[j].entity == m->entity && mentions->mentions[j].form == CP_MENTION_NAME;
        if (named)
            draw(scene, m, seat->entity, seat->first, seat->last, 0.7f, "post.government");
        return;
    }
}

void cp_relate_find_posts(struct scene *scene)
{
    const struct cp_mentions *mentions = scene->mentions;
    for (size_t i = 0; i < mentions->mention_count; i++) {
        const struct cp_mention *m = &mentions->mentions[i];
        from_government(scene, m);
        if (mentions->entities[m->entity].kind != CP_KIND_PERSON || m->form != CP_MENTION_NAME)
            continue;
        if (!(m->first && same_sentence(scene, m->first - 1, m->first) && from_title_before(scene, m)))
            from_apposition(scene, m);
    }
}
