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
//     China's envoy to the council, John Doe        the same, turned round
//     Under Secretary for Water and Roads Jane Roe  a field stands between title and name
//     Jane Roe, Acting Director, Office of Water    a line of a roster
//     Chairman Roe, and members of the Committee    who testifies greets those who listen
//
// The post is held in the body if its name is in the phrase, otherwise in the state.
#include "structure.h"

enum { LONGEST_TITLE = 6, LOOK_AHEAD = 12 };
static const float IMPLIED = 0.7f; // whose post it is, the phrase does not say

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
    return cp_lexicon_post_written(scene->lexicon, text);
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
        bool field = body && body->confidence < 1.0f && body->first == body->last; // "Commerce Secretary": what the minister is for
        if (rest && !field && scene->mentions->entities[body->entity].kind != CP_KIND_COUNTRY)
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

// "Reagan's security adviser": the state of the leader who ends at a token or right before a possessive there; else CP_NONE.
static uint32_t state_of_owner(const struct scene *scene, uint32_t token)
{
    if (token == UINT32_MAX || !token || !(is_word(scene, token, "'s") || is_word(scene, token, "'")))
        return CP_NONE;
    uint32_t covering = scene->mentions->covering[token - 1];
    const struct cp_mention *m = covering == CP_NONE ? NULL : &scene->mentions->mentions[covering];
    const struct cp_entity *owner = m ? &scene->mentions->entities[m->entity] : NULL;
    bool leader = owner && owner->kind == CP_KIND_PERSON && owner->name && m->last + 1 == token;
    return leader ? cp_relate_country(scene, owner->country) : CP_NONE;
}

static const struct cp_mention *body_at(const struct scene *scene, uint32_t token)
{
    uint32_t covering = token < scene->analysis->token_count ? scene->mentions->covering[token] : CP_NONE;
    const struct cp_mention *m = covering == CP_NONE ? NULL : &scene->mentions->mentions[covering];
    return m && m->first == token && can_have_posts(scene, m) ? m : NULL;
}

static bool is_label(const struct cp_token *token)
{
    return token->tag == CP_TAG_JJ || token->tag == CP_TAG_JJS || token->tag == CP_TAG_NN || token->tag == CP_TAG_NNP ||
           token->tag == CP_TAG_HYPH || token->tag == CP_TAG_VBN || token->tag == CP_TAG_VBG;
}

// Whose title begins at a token: "Ericsson chairman", "Ericsson's new chairman", "its Nordic chairman".
static const struct cp_mention *owner_of_title(const struct scene *scene, uint32_t first)
{
    enum { MOST_LABELS = 4 };
    const struct cp_mention *beside = first ? body_ending(scene, first - 1) : NULL;
    if (beside && beside->form != CP_MENTION_ADJECTIVE && beside->form != CP_MENTION_PLACE)
        return beside;
    for (uint32_t t = first; t-- > 0 && first - t <= MOST_LABELS + 1 && same_sentence(scene, t, first);) {
        const struct cp_token *token = &scene->analysis->tokens[t];
        const struct cp_mention *m = token->tag == CP_TAG_POS || token->tag == CP_TAG_PRP_POSS ? body_ending(scene, t) : NULL;
        bool firm = m && scene->mentions->entities[m->entity].kind != CP_KIND_COUNTRY;
        if (m && (firm || !beside))
            return m;
        if (!is_label(token) && !(beside && t >= beside->first))
            break;
    }
    return beside;
}

// "the Dutch equipment maker ASML", "the Chinese Foreign Ministry": the body behind a national word and labels.
static const struct cp_mention *body_behind(const struct scene *scene, uint32_t token, uint32_t sentence)
{
    const struct cp_analysis *a = scene->analysis;
    for (uint32_t t = token; t < token + LONGEST_TITLE && t < a->token_count && a->tokens[t].sentence == sentence; t++) {
        const struct cp_mention *m = body_at(scene, t);
        if (m && m->form == CP_MENTION_NAME && scene->mentions->entities[m->entity].kind != CP_KIND_COUNTRY)
            return m;
        if (!is_label(&a->tokens[t]))
            return NULL;
    }
    return NULL;
}

// "Lyon-based": what follows has its seat there.
static bool is_seat_of_other(const struct scene *scene, uint32_t token)
{
    return same_sentence(scene, token, token + 1) && is_word(scene, token, "-") && is_word(scene, token + 1, "based");
}

static const struct cp_mention *body_beginning(const struct scene *scene, uint32_t token)
{
    while (token < scene->analysis->token_count && (is_word(scene, token, "the") || is_word(scene, token, "a")))
        token++;
    const struct cp_mention *m = body_at(scene, token);
    bool seat = m && (m->form == CP_MENTION_PLACE || m->form == CP_MENTION_SEAT) && is_seat_of_other(scene, m->last + 1);
    if (token >= scene->analysis->token_count || (m && m->form != CP_MENTION_ADJECTIVE && !seat))
        return m;
    if (seat)
        return body_behind(scene, m->last + 3, scene->analysis->tokens[token].sentence);
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

static bool has_flag(struct cp_str flags, struct cp_str flag)
{
    while (flags.len)
        if (cp_str_equal(cp_str_split(&flags, ' '), flag))
            return true;
    return false;
}

// "director of the fbi": the title ends in the letters of "Federal Bureau of Investigation".
static bool ends_in_letters(struct cp_str title, struct cp_str label)
{
    size_t left = title.len;
    for (size_t i = label.len; i-- > 0;) {
        char c = label.ptr[i];
        if (c < 'A' || c > 'Z')
            continue;
        if (!left || title.ptr[left - 1] != c - 'A' + 'a')
            return false;
        left--;
    }
    return left && left + 1 < title.len && title.ptr[left - 1] == ' ';
}

// The body that the title names by its own name: "treasury secretary" the Treasury, if the document names it. "Commerce secretary" says
// what the minister is for: a post in the state.
static uint32_t named_body(const struct scene *scene, const struct title *title)
{
    if (cp_str_equal(title->post->heads, CP_STR("state")) && !has_flag(title->post->flags, CP_STR("own")))
        return CP_NONE;
    struct cp_str label = cp_str_lower(scene->doc, title->post->body), words = label;
    while (words.len) {
        struct cp_str word = cp_str_split(&words, ' ');
        if (word.len > 3 && cp_str_find(title->post->title, word, 0) != SIZE_MAX)
            return cp_relate_body(scene, title->post->body);
    }
    if (ends_in_letters(title->post->title, title->post->body))
        return cp_relate_body(scene, title->post->body);
    return CP_NONE;
}

// The state that a sentence not far before the person names last: whose minister an unknown "Foreign Minister" is.
static uint32_t state_in_question(const struct scene *scene, const struct cp_mention *person)
{
    enum { SENTENCES_BACK = 2 };
    const struct cp_mentions *mentions = scene->mentions;
    uint32_t sentence = scene->analysis->tokens[person->first].sentence;
    for (const struct cp_mention *m = person; m-- > mentions->mentions;) {
        if (scene->analysis->tokens[m->first].sentence + SENTENCES_BACK < sentence)
            break;
        if (mentions->entities[m->entity].kind == CP_KIND_COUNTRY && m->form != CP_MENTION_PLACE)
            return m->entity;
    }
    return CP_NONE;
}

// "Republican Senator": whose he is, not whose post it is.
static bool is_party_word(const struct scene *scene, uint32_t token)
{
    static const char *const words[] = {"republican", "democratic", "democrat", "independent", "conservative", "labour", "liberal", "gop"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(scene, token, words[i]))
            return true;
    return false;
}

// "airline president": whose post it is stands before the title, though nothing here knows it.
static bool has_unknown_owner(const struct scene *scene, const struct title *title)
{
    if (!title->first || !same_sentence(scene, title->first - 1, title->first))
        return false;
    if (is_party_word(scene, title->first - 1))
        return false;
    uint8_t tag = scene->analysis->tokens[title->first - 1].tag;
    return tag == CP_TAG_NN || tag == CP_TAG_NNS || tag == CP_TAG_NNP || tag == CP_TAG_NNPS || tag == CP_TAG_POS;
}

// "Agriculture Secretary": one state alone has a body of that name.
static uint32_t state_of_named_body(const struct scene *scene, const struct title *title)
{
    const struct cp_name *body = cp_lexicon_whole_of(scene->lexicon, scene->doc, title->post->body, CP_KIND_AGENCY);
    return body ? cp_relate_country(scene, body->country) : CP_NONE;
}

// The state whose post an unknown person holds: by the title, if it is one state's alone, else by the text around.
static uint32_t state_of_post(const struct scene *scene, const struct title *title, const struct cp_mention *person)
{
    if (has_flag(title->post->flags, CP_STR("american")))
        return cp_relate_country(scene, CP_STR("US"));
    uint32_t state = state_of_named_body(scene, title);
    if (state != CP_NONE)
        return state;
    return has_unknown_owner(scene, title) ? CP_NONE : state_in_question(scene, person);
}

// The state in the title itself: "U.S. Trade Representative".
static uint32_t state_in_title(const struct scene *scene, const struct title *title)
{
    uint32_t at = title->first;
    while (at < title->last && scene->mentions->covering[at] == CP_NONE)
        at++; // "deputy U.S. trade representative"
    uint32_t covering = scene->mentions->covering[at];
    const struct cp_mention *m = covering == CP_NONE ? NULL : &scene->mentions->mentions[covering];
    if (!m || m->first > at || m->last > title->last)
        return CP_NONE;
    const struct cp_entity *e = &scene->mentions->entities[m->entity];
    if (e->kind != CP_KIND_AGENCY)
        return e->kind == CP_KIND_COUNTRY ? m->entity : CP_NONE;
    uint32_t state = cp_relate_country(scene, e->country);
    return state == CP_NONE ? m->entity : state;
}

// "Chief Executive Officer Jane Roe": the body of one of these kinds (bits) that is spoken of, which is the last one named before
// her in the sentence, else the subject of a sentence before, else the last one named there. With a country only one of it.
static uint32_t body_in_question(const struct scene *scene, const struct cp_mention *person, unsigned kinds, struct cp_str country)
{
    enum { SENTENCES_BACK = 2 };
    const struct cp_mentions *mentions = scene->mentions;
    const struct cp_token *tokens = scene->analysis->tokens;
    uint32_t sentence = tokens[person->first].sentence, found = CP_NONE;
    for (const struct cp_mention *m = person; m-- > mentions->mentions && tokens[m->first].sentence + SENTENCES_BACK >= sentence;) {
        const struct cp_entity *e = &mentions->entities[m->entity];
        bool fits = (kinds >> e->kind & 1u) && m->form != CP_MENTION_ADJECTIVE && m->form != CP_MENTION_PLACE &&
                    (!country.len || cp_str_equal(e->country, country));
        if (!fits)
            continue;
        bool subject = tokens[m->head].dep == CP_DEP_NSUBJ || tokens[m->head].dep == CP_DEP_NSUBJPASS;
        if (subject || tokens[m->first].sentence == sentence)
            return m->entity;
        if (found == CP_NONE)
            found = m->entity;
    }
    return found;
}

static uint32_t firm_of_post(const struct scene *scene, const struct title *title, const struct cp_mention *person)
{
    bool loose = has_flag(title->post->flags, CP_STR("loose"));
    return loose || has_unknown_owner(scene, title) ? CP_NONE
                                                    : body_in_question(scene, person, 1u << CP_KIND_COMPANY, (struct cp_str){"", 0});
}

enum { MENTIONS_LOOKED_AT = 600, GREETING = 60 }; // of a document, for the body that it names first; tokens

// The first public body named in the document that fits, if it is named near its beginning.
static uint32_t body_named_first(const struct scene *scene, bool (*fits)(const struct scene *, const struct cp_mention *))
{
    const struct cp_mentions *mentions = scene->mentions;
    for (size_t i = 0; i < mentions->mention_count && i < MENTIONS_LOOKED_AT; i++) {
        const struct cp_mention *m = &mentions->mentions[i];
        if (mentions->entities[m->entity].kind == CP_KIND_AGENCY && m->form == CP_MENTION_NAME && fits(scene, m))
            return m->entity;
    }
    return CP_NONE;
}

static bool is_american_department(const struct scene *scene, const struct cp_mention *m)
{
    const struct cp_entity *e = &scene->mentions->entities[m->entity];
    return cp_str_equal(e->country, CP_STR("US")) && cp_str_find(e->label, CP_STR("Department"), 0) != SIZE_MAX;
}

static bool is_named_committee(const struct scene *scene, const struct cp_mention *m)
{
    bool committee = false;
    for (uint32_t t = m->first; t <= m->last; t++)
        committee |= is_word(scene, t, "committee") || is_word(scene, t, "subcommittee");
    return committee && m->last > m->first; // not "the Committee" alone
}

// "Assistant Secretary for Water": one of a department's several, which a text about its work need not name again: the first that it names.
static uint32_t department_in_question(const struct scene *scene, const struct title *title)
{
    const struct cp_str ranks[] = {CP_STR("under secretary"), CP_STR("undersecretary"), CP_STR("assistant secretary")};
    bool ranked = false;
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
        ranked |= cp_str_find(title->post->title, ranks[i], 0) != SIZE_MAX;
    return ranked ? body_named_first(scene, is_american_department) : CP_NONE;
}

// "Chairman Roe, Ranking Member Doe, and members of the Committee": who testifies greets the committee that the text names first.
static uint32_t committee_addressed(const struct scene *scene, const struct cp_mention *person)
{
    const struct cp_sentence *s = &scene->analysis->sentences[scene->analysis->tokens[person->first].sentence];
    bool greeted = false;
    for (uint32_t t = person->last + 1; t + 3 < s->first + s->count && t < person->last + GREETING; t++)
        greeted |= is_word(scene, t, "members") && is_word(scene, t + 1, "of") && is_word(scene, t + 2, "the") &&
                   (is_word(scene, t + 3, "committee") || is_word(scene, t + 3, "subcommittee"));
    return greeted ? body_named_first(scene, is_named_committee) : CP_NONE;
}

// "Commerce Secretary": the body that the title names, if the document names it too; else its state.
static uint32_t body_of_title(const struct scene *scene, const struct title *title, const struct cp_mention *person)
{
    const struct cp_entity *holder = &scene->mentions->entities[person->entity];
    if (cp_str_equal(title->post->heads, CP_STR("company")))
        return firm_of_post(scene, title, person);
    uint32_t body = named_body(scene, title);
    if (body == CP_NONE && cp_str_equal(title->post->heads, CP_STR("any")) && holder->name) // "Chairman Jerome Powell"
        body = body_in_question(scene, person, 1u << CP_KIND_AGENCY, holder->country);
    bool of_state = cp_str_equal(title->post->heads, CP_STR("state"));
    if (body == CP_NONE && !of_state)
        body = committee_addressed(scene, person);
    if (body == CP_NONE && !of_state)
        body = department_in_question(scene, title);
    if (body != CP_NONE)
        return body;
    if (!of_state && !title->post->body.len && !holder->name)
        return CP_NONE;
    body = state_in_title(scene, title);
    if (body == CP_NONE)
        body = cp_relate_country(scene, holder->country);
    return body == CP_NONE && of_state && !holder->name ? state_of_post(scene, title, person) : body;
}

// "Under Secretary for Water and Roads Jane Roe": the title in front of the field that ends before token `end`.
static bool title_with_field(const struct scene *scene, uint32_t end, struct title *title)
{
    enum { LONGEST_FIELD = 8 };
    for (uint32_t t = end; t-- > 1 && end - t <= LONGEST_FIELD && same_sentence(scene, t - 1, end);) {
        if ((is_word(scene, t, "for") || is_word(scene, t, "of")) && title_ending(scene, t - 1, title))
            return true;
        if (is_word(scene, t, "to") && title_ending(scene, t - 1, title))
            return has_flag(title->post->flags, CP_STR("envoy")); // "Ambassador to Norway"
        bool field = scene->analysis->tokens[t].capital || is_word(scene, t, "and") || is_word(scene, t, "the") ||
                     is_word(scene, t, ",") || is_word(scene, t, "for") || is_word(scene, t, "of");
        if (!field)
            return false;
    }
    return false;
}

// "Germany's owner": a firm's post is none in a state, so the state beside it only says where the person is from.
static bool is_foreign_word(const struct scene *scene, const struct title *title, const struct cp_mention *body)
{
    return cp_str_equal(title->post->heads, CP_STR("company")) && scene->mentions->entities[body->entity].kind == CP_KIND_COUNTRY;
}

// "Vice-President Jane Roe of the European Commission"
static bool from_body_behind(struct scene *scene, const struct cp_mention *person, const struct title *title)
{
    uint32_t of = person->last + 1;
    bool preposition = same_sentence(scene, person->last, of) &&
                       (is_word(scene, of, "of") || is_word(scene, of, "from") || is_word(scene, of, "at") || is_word(scene, of, "with"));
    const struct cp_mention *body = preposition ? body_beginning(scene, of + 1) : NULL;
    if (!body || body->form == CP_MENTION_PLACE || !same_sentence(scene, of, body->last) || is_foreign_word(scene, title, body) ||
        (scene->mentions->entities[body->entity].kind == CP_KIND_COUNTRY && !is_word(scene, of, "of")))
        return false;
    draw(scene, person, body->entity, title->first, body->last, 0.85f, "post.title-behind");
    return true;
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
    if (!title_ending(scene, before, &title) && !title_with_field(scene, person->first, &title))
        return false;
    leave_body(scene, &title);
    widen_title(scene, &title);
    body = title.first ? owner_of_title(scene, title.first) : NULL;
    if (body && is_foreign_word(scene, &title, body))
        return false;
    if (!body && from_body_behind(scene, person, &title))
        return true;
    if (body && same_sentence(scene, body->first, person->first)) {
        enum cp_kind kind = scene->mentions->entities[body->entity].kind;
        uint32_t named = kind == CP_KIND_COUNTRY ? named_body(scene, &title) : CP_NONE;
        draw(scene, person, named == CP_NONE ? body->entity : named, body->first, person->last, 0.9f, "post.body-title");
        return true;
    }
    uint32_t implied = state_of_owner(scene, title.first - 1);
    if (implied == CP_NONE)
        implied = body_of_title(scene, &title, person);
    if (implied == CP_NONE)
        return false;
    draw(scene, person, implied, title.first, person->last, IMPLIED, "post.title");
    return true;
}

// "Senators Jane Roe and John Doe", "the co-founders Jane Roe and John Doe": a title of several persons.
static bool from_shared_title(struct scene *scene, const struct cp_mention *person)
{
    const struct cp_mentions *mentions = scene->mentions;
    uint32_t first = person->first;
    for (uint32_t t = first; t-- > 0 && same_sentence(scene, t, person->first);) {
        if (is_word(scene, t, "and") || is_word(scene, t, ","))
            continue;
        const struct cp_mention *m = mentions->covering[t] == CP_NONE ? NULL : &mentions->mentions[mentions->covering[t]];
        if (!m || m->last != t || mentions->entities[m->entity].kind != CP_KIND_PERSON || m->form != CP_MENTION_NAME)
            break;
        first = t = m->first;
    }
    struct title title;
    if (!first || !same_sentence(scene, first - 1, first) || !title_ending(scene, first - 1, &title) ||
        !has_flag(title.post->flags, CP_STR("plural")))
        return false;
    const struct cp_mention *body = title.first ? owner_of_title(scene, title.first) : NULL;
    if (body && is_foreign_word(scene, &title, body))
        return false;
    uint32_t whose = body ? body->entity : body_of_title(scene, &title, person);
    if (whose != CP_NONE)
        draw(scene, person, whose, body ? body->first : title.first, person->last, body ? 0.85f : IMPLIED, "post.shared-title");
    return whose != CP_NONE;
}

static bool is_pause(const struct scene *scene, uint32_t token)
{
    return is_word(scene, token, ",") || is_word(scene, token, ".") || is_word(scene, token, ")") || is_word(scene, token, ";");
}

// "its director, Latvian national": the comma before the person, with words between that only say where she is from; 0 without.
static uint32_t comma_before(const struct scene *scene, const struct cp_mention *person)
{
    uint32_t t = person->first - 1;
    bool national = is_word(scene, t, "national") || is_word(scene, t, "citizen") || is_word(scene, t, "businessman");
    if (national && t >= 2 && scene->analysis->tokens[t - 1].capital)
        t -= 2;
    bool inside = t > 0 && same_sentence(scene, t, person->first) && is_word(scene, t, ",");
    uint32_t after = person->last + 1;
    bool closed = !same_sentence(scene, person->first, after) || is_pause(scene, after) || national ||
                  scene->analysis->tokens[after].tag == CP_TAG_VBD || scene->analysis->tokens[after].tag == CP_TAG_VBZ;
    return inside && closed ? t : 0;
}

// "The trade representative, John Doe,", "Reagan's security adviser, John Doe,": the body that the title implies.
static bool from_bare_title(struct scene *scene, const struct cp_mention *person, const struct title *title)
{
    uint32_t before = title->first - 1;
    uint32_t implied = title->first ? state_of_owner(scene, before) : CP_NONE;
    bool bare = !title->first || !same_sentence(scene, before, title->first) || is_word(scene, before, "the");
    if (implied == CP_NONE && bare)
        implied = body_of_title(scene, title, person);
    if (implied != CP_NONE)
        draw(scene, person, implied, title->first, person->last, IMPLIED, "post.title-comma-bare");
    return implied != CP_NONE;
}

// "China's commerce minister, John Doe," and "China's envoy to the council, John Doe,".
static bool from_title_and_comma(struct scene *scene, const struct cp_mention *person)
{
    uint32_t comma = person->first ? comma_before(scene, person) : 0;
    for (uint32_t t = comma; t-- > 0 && comma - t <= LOOK_AHEAD && same_sentence(scene, t, comma);) {
        struct title title;
        if (is_word(scene, t, ","))
            return false;
        if (!title_ending(scene, t, &title) || !title.first)
            continue;
        bool leads = t + 1 == comma || is_word(scene, t + 1, "of") || is_word(scene, t + 1, "for") ||
                     is_word(scene, t + 1, "to") || is_word(scene, t + 1, "at") || is_word(scene, t + 1, "and");
        widen_title(scene, &title);
        const struct cp_mention *body = leads && title.first ? owner_of_title(scene, title.first) : NULL;
        bool own = body && (body->form == CP_MENTION_ADJECTIVE || body->form == CP_MENTION_NAME || body->last + 1 < title.first ||
                            body->form == CP_MENTION_PRONOUN);
        if (own && same_sentence(scene, body->first, comma) && !is_foreign_word(scene, &title, body)) {
            draw(scene, person, body->entity, body->first, person->last, 0.8f, "post.title-comma");
            return true;
        }
        if (t + 1 < comma && leads && !is_word(scene, t + 1, "to") && !is_word(scene, t + 1, "and")) {
            const struct cp_mention *after = body_beginning(scene, t + 2);
            if (after && after->last + 1 == comma) {
                draw(scene, person, after->entity, title.first, person->last, 0.8f, "post.title-of-comma");
                return true;
            }
        }
        return t + 1 == comma && from_bare_title(scene, person, &title);
    }
    struct title title;
    return comma && title_with_field(scene, comma, &title) && from_bare_title(scene, person, &title);
}

static bool leads_on(const struct scene *scene, uint32_t token)
{
    static const char *const words[] = {"of", "at", "with", "for"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (same_sentence(scene, token - 1, token) && is_word(scene, token, words[i]))
            return true;
    return false;
}

// ", the Digital Secretary,": nothing but an article stands before the title, and no body behind it: the one that the title implies.
static uint32_t implied_behind(const struct scene *scene, const struct cp_mention *person, uint32_t comma, uint32_t first,
                               const struct title *title)
{
    if (leads_on(scene, title->last + 1))
        return CP_NONE; // "president of" a body that nobody here knows
    bool plain = first == comma + 1 || (first == comma + 2 && (is_word(scene, comma + 1, "the") || is_word(scene, comma + 1, "then")));
    return plain ? body_of_title(scene, title, person) : CP_NONE;
}

// "Jane Roe, Acting Director, Office of Water": a line of a roster, the body behind a second comma.
static bool from_roster(struct scene *scene, const struct cp_mention *person, const struct title *title)
{
    uint32_t comma = title->last + 1;
    if (!same_sentence(scene, title->last, comma + 1) || !is_word(scene, comma, ",") || !scene->analysis->tokens[title->first].capital)
        return false;
    uint32_t t = comma + 1 + is_word(scene, comma + 1, "the");
    const struct cp_mention *m = same_sentence(scene, comma, t) ? body_at(scene, t) : NULL;
    if (!m || m->form != CP_MENTION_NAME || scene->mentions->entities[m->entity].kind == CP_KIND_COUNTRY)
        return false;
    draw(scene, person, m->entity, person->first, m->last, 0.85f, "post.roster");
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
        const struct cp_mention *body = owner_of_title(scene, t);
        if (body && body->first <= person->last)
            body = NULL;
        if (t == comma + 1 && from_roster(scene, person, &title))
            return true;
        uint32_t next = title.last + 1, state = state_of_owner(scene, t - 1);
        bool envoy = has_flag(title.post->flags, CP_STR("envoy"));
        if (body && envoy && scene->mentions->entities[body->entity].kind == CP_KIND_COUNTRY) {
            draw(scene, person, body->entity, person->first, title.last, 0.85f, "post.apposition");
            return true; // "the Swedish ambassador in Beijing"
        }
        bool preposition = same_sentence(scene, person->last, next) &&
                           (is_word(scene, next, "of") || is_word(scene, next, "for") || is_word(scene, next, "at") ||
                            is_word(scene, next, "in") || is_word(scene, next, "with"));
        const struct cp_mention *after = preposition ? body_beginning(scene, next + 1) : NULL;
        bool owned = after && same_sentence(scene, after->last, after->last + 1) && is_word(scene, after->last + 1, "'s");
        if (after && !owned && same_sentence(scene, person->last, after->last) && !is_foreign_word(scene, &title, after)) {
            draw(scene, person, after->entity, person->first, after->last, 0.85f, "post.apposition-of");
            return true;
        }
        if (body && !is_foreign_word(scene, &title, body)) {
            draw(scene, person, body->entity, person->first, title.last, 0.85f, "post.apposition");
            return true;
        }
        if (state == CP_NONE)
            state = implied_behind(scene, person, comma, t, &title);
        if (state != CP_NONE) {
            draw(scene, person, state, person->first, title.last, IMPLIED, "post.apposition-title");
            return true;
        }
        if (!same_sentence(scene, person->last, next) || !(is_word(scene, next, "and") || is_word(scene, next, "&")))
            return false;
        if (t == comma + 1 && title_beginning(scene, next + 1, &title) && from_roster(scene, person, &title))
            return true; // "President & CEO, Ericsson"
        t = next; // "a former lawmaker and one-time head of …": the second post may say more
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

// A post that the text says in full makes those that titles only imply void: the same one, told in short.
static void drop_implied(struct scene *scene, size_t from)
{
    bool *told = CP_NEW_ARRAY(scene->doc, scene->mentions->entity_count + 1, bool);
    for (size_t i = from; i < scene->links.count; i++)
        told[scene->links.items[i].from] |= scene->links.items[i].confidence > IMPLIED;
    size_t kept = from;
    for (size_t i = from; i < scene->links.count; i++) {
        const struct link link = scene->links.items[i];
        if (link.confidence > IMPLIED || !told[link.from])
            scene->links.items[kept++] = link;
    }
    scene->links.count = kept;
}

void cp_relate_find_posts(struct scene *scene)
{
    const struct cp_mentions *mentions = scene->mentions;
    size_t from = scene->links.count;
    for (size_t i = 0; i < mentions->mention_count; i++) {
        const struct cp_mention *m = &mentions->mentions[i];
        from_government(scene, m);
        if (mentions->entities[m->entity].kind != CP_KIND_PERSON || m->form != CP_MENTION_NAME)
            continue;
        if (m->first && same_sentence(scene, m->first - 1, m->first) &&
            (from_title_before(scene, m) || from_title_and_comma(scene, m) || from_shared_title(scene, m)))
            continue;
        from_apposition(scene, m);
    }
    drop_implied(scene, from);
}
