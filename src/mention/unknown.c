// SPDX-License-Identifier: GPL-3.0-or-later
// Room: mention.
//
// Names that no lexicon has. A phrase is a run of capitalised words in a sentence that is
// not a headline; inside the name of a body also "of", "for", "and", "the" ("Ministry of Trade
// and Industry"). What it is, is shown by a legal suffix or a telling head word, by a title before it, or by
// the tagger. Names of the lexicon may be part of a longer phrase: the phrase wins if it ends in a
// head word of its own ("Korea Kwangson Banking Corporation").
#include "finder.h"

struct phrase {
    uint32_t first, last;
    bool of;       // holds a connecting word
    bool particle; // holds a small word of personal names: "bin", "van"
};

static bool in_sentence(const struct finder *f, uint32_t t, uint32_t sentence)
{
    return t < f->analysis->token_count && f->analysis->tokens[t].sentence == sentence;
}

static bool is_name_word(const struct cp_token *token)
{
    if (!token->capital)
        return false;
    return token->tag == CP_TAG_NNP || token->tag == CP_TAG_NNPS ||
           (token->ner != CP_NER_NONE && token->ner != CP_NER_DATE && token->ner != CP_NER_MONEY &&
            cp_finder_is_capitalised(token));
}

// "He Tingbo": the surname looks like a pronoun, but pronouns have no capital inside a sentence.
static bool is_surname_he(const struct finder *f, uint32_t t)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t sentence = tokens[t].sentence;
    if (!tokens[t].capital || !is_word(&tokens[t], "he") || f->analysis->sentences[sentence].first == t)
        return false;
    bool behind_word = cp_rune_is_letter((unsigned char)tokens[t - 1].form.ptr[0]) || is_word(&tokens[t - 1], ",");
    return behind_word && in_sentence(f, t + 1, sentence) && is_name_word(&tokens[t + 1]);
}

static bool begins_name(const struct finder *f, uint32_t t)
{
    return is_name_word(&f->analysis->tokens[t]) || is_surname_he(f, t);
}

// "al‑'Ajmi": an article in small letters that is one token with its noun.
static bool begins_with_article(const struct cp_token *token)
{
    return token->tag == CP_TAG_NNP && !token->capital && token->form.len > 4 && (token->form.ptr[0] == 'a' || token->form.ptr[0] == 'e') &&
           token->form.ptr[1] == 'l' && token->form.ptr[2] == '-';
}

// "bin Al-Rashid", "al-Suri", "de la Cruz": how many tokens of small words of a name stand at t, if a name goes on behind them.
static uint32_t particles(const struct finder *f, uint32_t t, uint32_t sentence)
{
    enum { MOST = 3 };
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t n = 0;
    while (n < MOST && in_sentence(f, t + n, sentence) && !tokens[t + n].capital &&
           (cp_finder_in(f, SET_NAME_PARTICLE, tokens[t + n].lower) || (n && is_word(&tokens[t + n], "-") && !tokens[t + n].space_before)))
        n++;
    return n && in_sentence(f, t + n, sentence) && is_name_word(&tokens[t + n]) ? n : 0;
}

static const struct cp_head *body_word(const struct finder *f, uint32_t t)
{
    const struct cp_head *head = cp_lexicon_head(f->lexicon, f->analysis->tokens[t].lower);
    return head && !head->suffix ? head : NULL;
}

static bool holds_body_word(const struct finder *f, uint32_t first, uint32_t last)
{
    for (uint32_t t = first; t <= last; t++)
        if (body_word(f, t))
            return true;
    return false;
}

// "Upper Lusatian Oil and Gas Enterprise", "Export and Import Bank": the "and" at t stands between two trades of one body, whose head follows.
static bool joins_trades(const struct finder *f, uint32_t t, uint32_t sentence)
{
    const struct cp_token *tokens = f->analysis->tokens;
    if (!t || !in_sentence(f, t + 1, sentence) || !tokens[t - 1].capital || !tokens[t + 1].capital || body_word(f, t - 1) ||
        !(cp_finder_is_field(f, t - 1) && cp_finder_is_field(f, t + 1)))
        return false;
    for (uint32_t u = t + 2; in_sentence(f, u, sentence) && is_name_word(&tokens[u]) && !f->named[u]; u++) {
        const struct cp_head *head = cp_lexicon_head(f->lexicon, tokens[u].lower);
        if (head)
            return true;
    }
    return false;
}

static bool is_country_word(const struct finder *f, uint32_t t)
{
    return f->named[t] && f->entities.items[f->named_as[t]].kind == CP_KIND_COUNTRY;
}

// "Export Credit Bank of Norway", "Federation of Latvian Industry": the state at `state` behind the "of" at t is part of the name that
// begins at `first`. A ministry is one of its state, whose name stands beside it.
static bool has_state_in_name(const struct finder *f, uint32_t first, uint32_t t, uint32_t state)
{
    const struct cp_head *head = body_word(f, t - 1);
    bool bank = is_word(&f->analysis->tokens[t - 1], "bank") && t - 1 > first;
    return is_word(&f->analysis->tokens[t], "of") && head && (bank || (head->kind == CP_KIND_ORGANIZATION && !f->named[t - 1])) &&
           is_country_word(f, state);
}

// How many tokens of connecting words stand at t, if the name goes on behind them; else 0.
static uint32_t connection(const struct finder *f, uint32_t t, uint32_t first, uint32_t sentence)
{
    const struct cp_token *tokens = f->analysis->tokens;
    bool of = is_word(&tokens[t], "of") || is_word(&tokens[t], "for") || is_word(&tokens[t], "on");
    bool and = is_word(&tokens[t], "and") || is_word(&tokens[t], "&");
    if (is_word(&tokens[t], "&"))
        return in_sentence(f, t + 1, sentence) && is_name_word(&tokens[t + 1]) ? 1 : 0;
    if (and && joins_trades(f, t, sentence))
        return 1;
    if (!(of || and) || !holds_body_word(f, first, t - 1))
        return 0;
    if (and) { // only inside "Ministry of A and B", and not before another body
        bool inside = false;
        for (uint32_t u = first; u < t; u++)
            inside |= is_word(&tokens[u], "of") || is_word(&tokens[u], "for");
        if (!inside || !in_sentence(f, t + 1, sentence) || body_word(f, t + 1))
            return 0;
    }
    uint32_t n = 1;
    if (in_sentence(f, t + 1, sentence) && is_word(&tokens[t + 1], "the"))
        n = 2;
    if (!in_sentence(f, t + n, sentence) || !is_name_word(&tokens[t + n]) || (f->named[t + n] && !(of && has_state_in_name(f, first, t, t + n))))
        return 0;
    return n;
}

static struct phrase read_phrase(const struct finder *f, uint32_t first, uint32_t sentence)
{
    const struct cp_token *tokens = f->analysis->tokens;
    struct phrase p = {.first = first, .last = first};
    for (uint32_t t = first + 1; in_sentence(f, t, sentence);) {
        uint32_t small = particles(f, t, sentence);
        if (begins_name(f, t) || small || begins_with_article(&tokens[t])) {
            p.last = t + small;
            p.particle |= small || !tokens[t].capital;
            t += small + 1;
            continue;
        }
        bool initial_dot = is_word(&tokens[t], ".") && tokens[t - 1].form.len == 1;
        bool suffix_comma = is_word(&tokens[t], ",") && in_sentence(f, t + 1, sentence);
        if (suffix_comma) {
            const struct cp_head *head = cp_lexicon_head(f->lexicon, tokens[t + 1].lower);
            suffix_comma = head && head->suffix && tokens[t + 1].capital;
        }
        bool hyphen = is_word(&tokens[t], "-") && !tokens[t].space_before && in_sentence(f, t + 1, sentence) &&
                      (is_name_word(&tokens[t + 1]) || tokens[t].ner == CP_NER_PERSON) && !tokens[t + 1].space_before;
        uint32_t skip = initial_dot || suffix_comma || hyphen ? 1 : connection(f, t, first, sentence);
        if (!skip)
            break;
        p.of |= !(initial_dot || suffix_comma || hyphen);
        t += skip;
        if (in_sentence(f, t, sentence) && (hyphen || is_name_word(&tokens[t])))
            p.last = t++; // behind a hyphen in small letters, too: "Jong-won"
    }
    return p;
}

// ---------------------------------------------------------------- what a phrase is

// "vice-president" → "president".
static struct cp_str last_part(struct cp_str lower)
{
    size_t at = lower.len;
    while (at && lower.ptr[at - 1] != '-')
        at--;
    return cp_str_slice(lower, at, lower.len);
}

uint32_t cp_finder_title_before(struct finder *f, uint32_t t, uint32_t lowest)
{
    enum { LONGEST_TITLE = 6 };
    uint32_t best = t;
    if (t <= lowest || !cp_lexicon_ends_post(f->lexicon, last_part(f->analysis->tokens[t - 1].lower)))
        return t;
    for (uint32_t n = 1; n <= LONGEST_TITLE && t >= lowest + n; n++)
        if (cp_finder_post(f, t - n, t - 1))
            best = t - n;
    return best;
}

// The longest title that begins at token t: the token behind it, or t if there is none.
static uint32_t title_behind(struct finder *f, uint32_t t, uint32_t sentence)
{
    enum { LONGEST_TITLE = 6 };
    uint32_t best = t;
    for (uint32_t n = 1; n <= LONGEST_TITLE && in_sentence(f, t + n - 1, sentence); n++)
        if (cp_finder_post(f, t, t + n - 1))
            best = t + n;
    return best;
}

static bool leads_to_body(const struct finder *f, uint32_t t, uint32_t sentence)
{
    static const char *const words[] = {"of", "for", "at", "with"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (in_sentence(f, t, sentence) && is_word(&f->analysis->tokens[t], words[i]))
            return true;
    return false;
}

// "Anna Lindberg, a spokeswoman for the council", "Anna Lindberg, Sweden's trade minister": a post stands in apposition.
static bool has_post_behind(struct finder *f, struct phrase p)
{
    enum { MOST_WORDS_BEFORE = 5 };
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t sentence = tokens[p.first].sentence, comma = p.last + 1;
    if (!in_sentence(f, comma, sentence) || !is_word(&tokens[comma], ","))
        return false;
    for (uint32_t t = comma + 1; t <= comma + MOST_WORDS_BEFORE && in_sentence(f, t, sentence); t++) {
        uint32_t end = title_behind(f, t, sentence);
        bool joins = is_word(&tokens[t], "&") && t > comma + 1; // "President & CEO"
        bool roster = end > t && (t == comma + 1 || is_word(&tokens[t - 1], "&")) && tokens[t].capital && in_sentence(f, end + 1, sentence) && is_word(&tokens[end], ",") &&
                      (f->named[end + 1] || f->named[end + 1 + is_word(&tokens[end + 1], "the")]);
        if (roster)
            return true; // "Anna Lindberg, Acting Director, Office of Water"
        if (end > t && (leads_to_body(f, end, sentence) || f->named[t - 1] ||
                        (is_word(&tokens[t - 1], "'s") && f->named[t - 2])))
            return true;
        bool label = tokens[t].tag == CP_TAG_JJ || tokens[t].tag == CP_TAG_DT || tokens[t].tag == CP_TAG_POS || f->named[t] ||
                     cp_finder_is_noun(&tokens[t]) || tokens[t].tag == CP_TAG_RB;
        if (!label && !joins)
            return false;
    }
    return false;
}

// "Sweden's envoy to the council, Anna Lindberg,": a post stands before the comma.
static bool has_post_before(struct finder *f, struct phrase p)
{
    enum { FARTHEST = 9 };
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t first = f->analysis->sentences[tokens[p.first].sentence].first, comma = p.first - 1;
    if (p.first <= first + 1 || !is_word(&tokens[comma], ","))
        return false;
    for (uint32_t t = comma; t > first + 1 && comma - t < FARTHEST && !is_word(&tokens[t - 1], ","); t--)
        if (cp_finder_title_before(f, t, first) < t)
            return t == comma || leads_to_body(f, t, tokens[comma].sentence) || is_word(&tokens[t], "to");
    return false;
}

// "Juris Berzins, who …", "… and his brother Juris Berzins"
static bool is_spoken_of_as_person(const struct finder *f, struct phrase p)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t sentence = tokens[p.first].sentence, who = p.last + 1;
    if (in_sentence(f, who, sentence) && is_word(&tokens[who], ","))
        who++;
    bool relative = in_sentence(f, who, sentence) && is_word(&tokens[who], "who");
    return relative || (p.first && in_sentence(f, p.first - 1, sentence) && cp_finder_in(f, SET_PERSON_NOUN, tokens[p.first - 1].lower));
}

static bool is_person_at(const struct finder *f, uint32_t t)
{
    return f->named[t] && f->entities.items[f->named_as[t]].kind == CP_KIND_PERSON;
}

// "Anna Lindberg and Ri Sol Ju": what is joined with a person right before it is one.
static bool is_among_persons(const struct finder *f, struct phrase p)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t t = p.first;
    while (t && (is_word(&tokens[t - 1], "and") || is_word(&tokens[t - 1], ",")))
        t--;
    if (cp_lexicon_ends_post(f->lexicon, tokens[p.last].lower))
        return false; // "Anna Lindberg, Brigadier General"
    return t < p.first && t && tokens[t - 1].sentence == tokens[p.first].sentence && is_person_at(f, t - 1);
}

// "the Latvian national Juris Berzins"
static bool is_national(const struct finder *f, struct phrase p)
{
    const struct cp_token *before = &f->analysis->tokens[p.first ? p.first - 1 : 0];
    return is_word(before, "national") || is_word(before, "citizen");
}

// What the noun says that a name beside it is; CP_KIND_COUNT: nothing.
static enum cp_kind kind_of_noun(const struct finder *f, uint32_t t)
{
    const struct cp_token *token = &f->analysis->tokens[t];
    if (token->capital)
        return CP_KIND_COUNT;
    if (cp_finder_in(f, SET_COMPANY_NOUN, token->lower) || cp_finder_in(f, SET_MAKER_NOUN, token->lower))
        return CP_KIND_COMPANY;
    if (cp_finder_in(f, SET_AGENCY_NOUN, token->lower))
        return CP_KIND_AGENCY;
    return cp_finder_in(f, SET_ORGANIZATION_NOUN, token->lower) ? CP_KIND_ORGANIZATION : CP_KIND_COUNT;
}

// "the trade group Novalux", "the lobby group", "the militant group": a group of people, not a firm.
static bool is_group_of_people(const struct finder *f, uint32_t t)
{
    const struct cp_token *tokens = f->analysis->tokens;
    return is_word(&tokens[t], "group") && t && cp_finder_in(f, SET_GROUP_LABEL, tokens[t - 1].lower);
}

// "lamp maker Novalux", "the telecoms regulator NTA", "the trade group NBA": the noun right before the name.
static enum cp_kind kind_from_noun_before(const struct finder *f, struct phrase p)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t sentence = tokens[p.first].sentence, noun = p.first - 1;
    if (!p.first || !in_sentence(f, noun, sentence))
        return CP_KIND_COUNT;
    enum cp_kind kind = kind_of_noun(f, noun);
    if (is_word(&tokens[noun], "group"))
        return is_group_of_people(f, noun) ? CP_KIND_ORGANIZATION : CP_KIND_COUNT; // "the militant group …"
    return kind;
}

// "Novalux, a maker of lamps", "NBA, the industry's lobby", "Novalux, Latvia's largest lamp maker".
static enum cp_kind kind_from_noun_behind(const struct finder *f, struct phrase p)
{
    enum { MOST_WORDS_BEFORE = 6 };
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t sentence = tokens[p.first].sentence, comma = p.last + 1;
    if (!in_sentence(f, comma + 1, sentence) || !is_word(&tokens[comma], ","))
        return CP_KIND_COUNT;
    bool label = is_word(&tokens[comma + 1], "a") || is_word(&tokens[comma + 1], "an") || is_word(&tokens[comma + 1], "the") ||
                 f->named[comma + 1];
    for (uint32_t t = comma + 2; label && t <= comma + MOST_WORDS_BEFORE && in_sentence(f, t, sentence); t++) {
        enum cp_kind kind = is_group_of_people(f, t) ? CP_KIND_ORGANIZATION : kind_of_noun(f, t);
        if (kind != CP_KIND_COUNT && kind != CP_KIND_COMPANY && tokens[t].dep != CP_DEP_APPOS)
            return CP_KIND_COUNT; // "After the row over Novalux, a court …"
        if (kind != CP_KIND_COUNT)
            return !in_sentence(f, t + 1, sentence) || !cp_finder_is_noun(&tokens[t + 1]) ? kind : CP_KIND_COUNT; // "a company lawyer" is none
        if (!cp_finder_is_noun(&tokens[t]) && tokens[t].tag != CP_TAG_JJ && tokens[t].tag != CP_TAG_HYPH && tokens[t].tag != CP_TAG_JJS &&
            tokens[t].tag != CP_TAG_POS && tokens[t].tag != CP_TAG_VBN && !f->named[t])
            return CP_KIND_COUNT;
    }
    return CP_KIND_COUNT;
}

static bool second_is_capital(struct cp_str form)
{
    return form.len > 1 && form.ptr[1] >= 'A' && form.ptr[1] <= 'Z';
}

// Two to four plain names, as persons have.
static bool shaped_like_person(const struct finder *f, struct phrase p)
{
    uint32_t words = p.last - p.first + 1;
    if (words < 2 || words > 4 || p.of)
        return false;
    for (uint32_t t = p.first; t <= p.last; t++) {
        struct cp_str form = f->analysis->tokens[t].form;
        bool initial = form.len == 1 || (form.len == 2 && form.ptr[1] == '.');
        if (body_word(f, t) || f->named[t] || (!initial && (form.len < 2 || second_is_capital(form))))
            return false;
    }
    return true;
}

// "Ri Sol Hyon": the tagger may leave out a family name of two or three letters that comes first.
static bool is_short_family_name(struct finder *f, uint32_t first, uint32_t given)
{
    enum { LONGEST = 3 };
    const struct cp_str form = f->analysis->tokens[first].form;
    return given - first == 1 && form.len <= LONGEST && !second_is_capital(form) && form.ptr[form.len - 1] != '.' &&
           cp_finder_title_before(f, given, first) == given && !holds_body_word(f, first, first);
}

// "… Finance Anna Lindberg": the tagger sees a person begin inside the phrase: her first token, else 0.
static uint32_t person_inside(struct finder *f, struct phrase p)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t t = p.last + 1;
    while (t > p.first && tokens[t - 1].ner == CP_NER_PERSON && (t > p.last || !tokens[t].ner_begin))
        t--;
    if (t <= p.first || t >= p.last || !tokens[t].ner_begin || is_short_family_name(f, p.first, t))
        return 0;
    return p.particle && t - p.first <= 3 && !holds_body_word(f, p.first, t - 1) ? 0 : t; // "Fahd Hajj Muhammad al-Ali": all of it is his name
}

static bool all_heads(const struct finder *f, uint32_t first, uint32_t last)
{
    for (uint32_t t = first; t <= last; t++)
        if (!cp_lexicon_head(f->lexicon, f->analysis->tokens[t].lower))
            return false;
    return true;
}

static uint32_t strip_titles(struct finder *f, struct phrase *p)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t sentence_first = f->analysis->sentences[tokens[p->first].sentence].first;
    uint32_t titles = 0;
    for (uint32_t t = p->first; t <= p->last; t++) {
        bool honorific = cp_finder_in(f, SET_HONORIFIC, tokens[t].lower);
        bool title = t + 1 <= p->last && cp_finder_title_before(f, t + 1, sentence_first) <= t;
        if (title && t > p->first && all_heads(f, t + 1, p->last))
            continue; // "Novalux General Trading": no general
        if (honorific || title) {
            p->first = t + 1;
            titles++;
        }
    }
    uint32_t before = p->first;
    if (before > sentence_first + 1 && is_word(&tokens[before - 1], ",") &&
        p->last + 1 < f->analysis->token_count && is_word(&tokens[p->last + 1], ","))
        before--; // "the board's chairman, Anna Lindberg, …"
    if (!titles && cp_finder_title_before(f, before, sentence_first) < before && (before == p->first || shaped_like_person(f, *p)))
        titles++;
    return titles;
}

static unsigned count_ner(const struct finder *f, struct phrase p, enum cp_ner ner)
{
    unsigned n = 0;
    for (uint32_t t = p.first; t <= p.last; t++)
        n += f->analysis->tokens[t].ner == ner;
    return n;
}

static bool company_cue(const struct finder *f, struct phrase p)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t sentence = tokens[p.first].sentence;
    for (uint32_t t = p.first > 3 ? p.first - 3 : 0; t < p.last + 6; t++)
        if (in_sentence(f, t, sentence) && (t < p.first || t > p.last) &&
            cp_finder_in(f, SET_COMPANY_NOUN, tokens[t].lemma))
            return true;
    return false;
}

// "Act of Congress", "Section 301 of the Trade Act": a text, not a body.
static bool names_document(const struct finder *f, struct phrase p)
{
    const struct cp_token *tokens = f->analysis->tokens;
    for (uint32_t t = p.first; t < p.last && tokens[t].capital; t++)
        if (cp_finder_in(f, SET_DOCUMENT_NOUN, tokens[t].lower) && !tokens[t + 1].capital)
            return true;
    return false;
}

static bool looks_like_acronym(struct cp_str form)
{
    unsigned capitals = 0;
    for (size_t i = 0; i < form.len; i++)
        capitals += form.ptr[i] >= 'A' && form.ptr[i] <= 'Z';
    return capitals >= 3;
}

// An actor acts, or has something: programmes are known by their letters, too.
static bool acts(const struct finder *f, uint32_t t)
{
    uint8_t dep = f->analysis->tokens[t].dep;
    return dep == CP_DEP_NSUBJ || dep == CP_DEP_NSUBJPASS || dep == CP_DEP_POSS;
}

static bool is_company_at(const struct finder *f, uint32_t t)
{
    return f->named[t] && f->entities.items[f->named_as[t]].kind == CP_KIND_COMPANY;
}

// "Maersk, Hapag-Lloyd and Evertrans": what is enumerated with firms is one.
static bool is_among_companies(const struct finder *f, struct phrase p)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t head = cp_finder_head(f, p.first, p.last), sentence = tokens[head].sentence;
    if (tokens[head].dep == CP_DEP_CONJ)
        return is_company_at(f, tokens[head].head);
    const struct cp_sentence *s = &f->analysis->sentences[sentence];
    for (uint32_t t = p.last + 1; t < s->first + s->count; t++)
        if (tokens[t].dep == CP_DEP_CONJ && tokens[t].head == head && is_company_at(f, t))
            return true;
    return false;
}

// "Under-Secretary for Economic Affairs", "Minister of Rural Roads": what the post is about, not a body.
static bool is_field_of_post(struct finder *f, struct phrase p)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t first = f->analysis->sentences[tokens[p.first].sentence].first, of = p.first - 1;
    if (p.first <= first + 1 || !(is_word(&tokens[of], "for") || is_word(&tokens[of], "of")))
        return false;
    bool of_government = is_word(&tokens[of - 1], "secretary") || is_word(&tokens[of - 1], "minister") ||
                         is_word(&tokens[of - 1], "undersecretary") || is_word(&tokens[of - 1], "under-secretary") ||
                         is_word(&tokens[of - 1], "ministers");
    bool behind_title = cp_finder_title_before(f, of, first) < of && (of_government || is_word(&tokens[p.last], "affairs"));
    // "Assistant Secretary of the Treasury for …"
    uint32_t body = of - 1;
    while (body > first + 2 && f->named[body - 1])
        body--;
    if (body > first + 2 && is_word(&tokens[body - 1], "the"))
        body--;
    bool behind_body = is_word(&tokens[of], "for") && f->named[of - 1] && body > first + 1 && is_word(&tokens[body - 1], "of") &&
                       cp_finder_title_before(f, body - 1, first) < body - 1;
    return behind_title || behind_body;
}

// The body word right before a connecting word, or else the first one of the phrase.
static const struct cp_head *head_before_of(const struct finder *f, struct phrase p)
{
    const struct cp_token *tokens = f->analysis->tokens;
    const struct cp_head *first = NULL;
    for (uint32_t t = p.first; t < p.last; t++) {
        const struct cp_head *head = body_word(f, t);
        bool connected = is_word(&tokens[t + 1], "of") || is_word(&tokens[t + 1], "for") || is_word(&tokens[t + 1], "on");
        if (head && connected)
            return head;
        if (head && !first)
            first = head;
    }
    return first ? first : body_word(f, p.last);
}

// A surname that also heads firms' names ("Mills", "Banks"): the tagger and a post beside it say that it is one.
static bool is_shown_as_person(struct finder *f, struct phrase p)
{
    uint32_t words = p.last - p.first + 1;
    if (words > 3 || p.of || holds_body_word(f, p.first, p.last - 1))
        return false;
    return count_ner(f, p, CP_NER_PERSON) == words || (shaped_like_person(f, (struct phrase){.first = p.first, .last = p.last}) && has_post_behind(f, p));
}

// "<Novalux International>": old newswire sets firms without a listing in angles, and the letters of those listed.
static bool stands_in_angles(const struct finder *f, struct phrase p)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t sentence = tokens[p.first].sentence;
    return p.first && is_word(&tokens[p.first - 1], "<") && in_sentence(f, p.last + 1, sentence) && is_word(&tokens[p.last + 1], ">") &&
           (p.last > p.first || !looks_like_acronym(tokens[p.first].form));
}

static enum cp_kind kind_of(struct finder *f, struct phrase p, bool titled)
{
    enum { LONGEST_PERSON = 5, LONGEST_PERSON_WITH_PARTICLE = 9 };
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t words = p.last - p.first + 1;
    const struct cp_head *last = cp_lexicon_head(f->lexicon, tokens[p.last].lower);
    if (cp_finder_in(f, SET_DOCUMENT_NOUN, tokens[p.last].lower) || (p.of && names_document(f, p)))
        return CP_KIND_COUNT;
    bool common = cp_finder_in(f, SET_DOCUMENT_NOUN, tokens[p.last].lemma) || cp_finder_in(f, SET_COUNTRY_NOUN, tokens[p.last].lemma);
    if (is_field_of_post(f, p) || (words == 1 && common))
        return CP_KIND_COUNT; // "Executive Orders", "Member States": what looks like a post before a name is none
    const struct cp_head *main = p.of ? head_before_of(f, p) : NULL;
    if (main && !(last && last->suffix))
        return main->kind; // "Board for Telecommunications", "Council of Advisers": the head stands before "of"
    const struct cp_head *first = p.particle ? cp_lexicon_head(f->lexicon, tokens[p.first].lower) : NULL;
    bool heads = first && (first->kind == CP_KIND_ORGANIZATION || (!first->weak && !tokens[p.first + 1].capital));
    if (heads && !(last && last->suffix))
        return first->kind; // "Banco de Riga", "Jund al-Nur": elsewhere the head comes first
    if (last && words > 1 && last->weak && !last->suffix && is_shown_as_person(f, p))
        return CP_KIND_PERSON; // "Anna Mills, director of …"
    if (last && words > 1 && !(titled && last->weak))
        return last->kind;
    if (stands_in_angles(f, p))
        return CP_KIND_COMPANY;
    bool letters = words == 1 && looks_like_acronym(tokens[p.first].form);
    enum cp_kind shown = words <= 4 ? kind_from_noun_before(f, p) : CP_KIND_COUNT;
    if (shown == CP_KIND_COUNT && words <= 4)
        shown = kind_from_noun_behind(f, p);
    if (letters && shown != CP_KIND_COUNT)
        return shown; // "the regulator NTA"
    uint32_t most = p.particle ? LONGEST_PERSON_WITH_PARTICLE : LONGEST_PERSON;
    if (titled || (words > 1 && words <= most && count_ner(f, p, CP_NER_PERSON) * 2 > words))
        return CP_KIND_PERSON;
    if (shaped_like_person(f, p) && (has_post_behind(f, p) || has_post_before(f, p) || is_national(f, p) ||
                                     is_spoken_of_as_person(f, p) || is_among_persons(f, p)))
        return CP_KIND_PERSON;
    bool personal = words > 1 && count_ner(f, p, CP_NER_PERSON);
    if (is_among_companies(f, p))
        return CP_KIND_COMPANY;
    if (!personal && shown != CP_KIND_COUNT)
        return shown;
    if (count_ner(f, p, CP_NER_ORG) * 2 <= words)
        return CP_KIND_COUNT;
    if (words == 1 && !company_cue(f, p) && !(looks_like_acronym(tokens[p.first].form) && acts(f, p.first)))
        return CP_KIND_COUNT; // one capitalised word, and only the tagger thinks that it is a name
    return company_cue(f, p) || words <= 3 ? CP_KIND_COMPANY : CP_KIND_ORGANIZATION;
}

// ---------------------------------------------------------------- taking it

// Would the phrase only repeat a name that is known, or cover one that says more?
static bool covers_known_name(const struct finder *f, struct phrase p)
{
    bool all = true;
    for (uint32_t t = p.first; t <= p.last; t++)
        all &= f->named[t];
    if (all)
        return true; // "European Union", "North Korea": nothing of it is unknown
    for (uint32_t t = p.first; t <= p.last; t++)
        if (f->named[t] && !is_country_word(f, t))
            return true;
    return false;
}

// Several words in capitals are a heading, not a name.
static bool is_shouted(const struct finder *f, struct phrase p)
{
    for (uint32_t t = p.first; t <= p.last; t++) {
        struct cp_str form = f->analysis->tokens[t].form;
        for (size_t i = 0; i < form.len; i++)
            if (form.ptr[i] >= 'a' && form.ptr[i] <= 'z')
                return false;
    }
    return p.last > p.first;
}

static struct cp_str plain_company(struct finder *f, uint32_t first, uint32_t last)
{
    const struct cp_token *tokens = f->analysis->tokens;
    while (last > first) {
        const struct cp_head *head = cp_lexicon_head(f->lexicon, tokens[last].lower);
        if (!is_word(&tokens[last], ",") && !is_word(&tokens[last], ".") && !(head && head->suffix))
            break;
        last--;
    }
    return cp_finder_text(f, first, last);
}

// The state whose word stands right before a body's name, or behind it after "of": "the Dutch …", "… of the Republic of Ghana".
static struct cp_str state_beside(const struct finder *f, struct phrase p)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t sentence = tokens[p.first].sentence, before = p.first - 1, after = p.last + 1;
    if (p.first && is_word(&tokens[before], "'s") && before)
        before--;
    if (p.first && tokens[before].sentence == sentence && is_country_word(f, before))
        return f->entities.items[f->named_as[before]].country;
    if (in_sentence(f, after, sentence) && is_word(&tokens[after], "of")) {
        after++;
        if (in_sentence(f, after, sentence) && is_word(&tokens[after], "the"))
            after++;
        if (in_sentence(f, after, sentence) && is_country_word(f, after))
            return f->entities.items[f->named_as[after]].country;
    }
    return (struct cp_str){"", 0};
}

// "Meta", "Orange": a firm of the lexicon under a name that means other things as well, and that is now seen to be a firm's.
static const struct cp_name *known_firm(struct finder *f, struct cp_str plain)
{
    const struct cp_name_hit *hit = cp_lexicon_whole(f->lexicon, f->doc, plain);
    return hit && hit->exact_case ? cp_lexicon_sense_of(hit, CP_KIND_COMPANY) : NULL;
}

// "Jacob J. Lew", "Joseph R. Biden Jr.": somebody of the lexicon, with an initial or "Jr." that his row does not have.
static const struct cp_name *known_person(struct finder *f, struct phrase p)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t last = p.last;
    while (last > p.first && (is_word(&tokens[last], "jr") || is_word(&tokens[last], "jr.") || is_word(&tokens[last], ".") || is_word(&tokens[last], ",")))
        last--;
    bool initials = last > p.first + 1;
    for (uint32_t t = p.first + 1; t < last; t++)
        initials &= tokens[t].form.len == 1 || (tokens[t].form.len == 2 && tokens[t].form.ptr[1] == '.');
    if (!initials && last == p.last)
        return NULL;
    struct cp_str name = cp_str_format(f->doc, CP_FMT " " CP_FMT, CP_ARG(tokens[p.first].form), CP_ARG(tokens[last].form));
    return cp_lexicon_whole_of(f->lexicon, f->doc, name, CP_KIND_PERSON);
}

// Puts the whole of the name down, if its surname alone was taken for the known person's, or nothing was.
static bool take_known_person(struct finder *f, struct phrase p)
{
    const struct cp_name *name = p.last > p.first && !p.of ? known_person(f, p) : NULL;
    if (!name)
        return false;
    uint32_t entity = cp_finder_named(f, name, p.first);
    f->entities.items[entity].strong = true;
    cp_finder_mention(f, p.first, p.last, entity, CP_MENTION_NAME, 1.0f);
    return true;
}

static void add_unknown(struct finder *f, struct phrase p, enum cp_kind kind)
{
    struct cp_str name = cp_finder_text(f, p.first, p.last);
    struct cp_str plain = kind == CP_KIND_COMPANY ? plain_company(f, p.first, p.last) : name;
    uint32_t entity = cp_finder_known(f, plain);
    const struct cp_name *firm = kind == CP_KIND_COMPANY && entity == CP_NONE ? known_firm(f, plain) : NULL;
    if (firm)
        entity = cp_finder_named(f, firm, p.first);
    if (entity == CP_NONE || f->entities.items[entity].kind != kind) {
        struct cp_str id = cp_str_format(f->doc, "%s:" CP_FMT, cp_kind_prefix(kind), CP_ARG(cp_str_slug(f->doc, plain)));
        entity = cp_finder_entity(f, kind, id, name);
    }
    f->entities.items[entity].strong = true;
    if (kind == CP_KIND_AGENCY && !f->entities.items[entity].country.len)
        f->entities.items[entity].country = state_beside(f, p);
    cp_finder_mention(f, p.first, p.last, entity, CP_MENTION_NAME, 0.9f);
    cp_finder_alias(f, entity, plain);
}

static bool names_goods(struct finder *f, struct phrase p)
{
    return cp_lexicon_whole_of(f->lexicon, f->doc, cp_finder_text(f, p.first, p.last), CP_KIND_TECHNOLOGY) != NULL;
}

// "Robert Pozen Director", "Recovery Officer": the tagger took a title behind a name for a part of it, or a title for a name. What is
// left without the title is somebody's name if the tagger knows each of its words for one. Some titles are surnames as well ("Travis King").
static bool is_somebody(const struct finder *f, struct phrase *p)
{
    const struct cp_token *tokens = f->analysis->tokens;
    const uint32_t last = p->last;
    const struct cp_head *head = cp_lexicon_head(f->lexicon, tokens[last].lower);
    if (head && !head->weak && last > p->first && tokens[last].ner != CP_NER_PERSON)
        return false; // "Investigations Division"
    while (cp_lexicon_ends_post(f->lexicon, tokens[p->last].lower) && !cp_finder_in(f, SET_SURNAME_POST, tokens[p->last].lower)) {
        if (p->last == p->first)
            return false; // "Trade Representative Ambassador"
        p->last--;
    }
    if (p->last == last)
        return last > p->first || !looks_like_acronym(tokens[last].form); // "deputy CIO"
    return p->last > p->first && count_ner(f, *p, CP_NER_PERSON) == p->last - p->first + 1;
}

static void take_phrase(struct finder *f, struct phrase p)
{
    const struct cp_token *tokens = f->analysis->tokens;
    bool titled = strip_titles(f, &p) > 0;
    if (p.first > p.last || (f->wares[p.first] && f->wares[p.last]) || take_known_person(f, p))
        return;
    const struct cp_head *last = cp_lexicon_head(f->lexicon, tokens[p.last].lower);
    bool body = last && p.first < p.last;
    while (p.first < p.last && f->named[p.first] && is_country_word(f, p.first) &&
           (tokens[p.first].tag == CP_TAG_JJ || !body))
        p.first++; // "Chinese Academy …": the state beside the name, not in it
    uint32_t sentence_first = f->analysis->sentences[tokens[p.first].sentence].first;
    if (cp_finder_title_before(f, p.last + 1, sentence_first) < p.first)
        return; // "Secretary of State": the words are part of a title
    if (is_country_word(f, p.first) && p.last == p.first + 1 && last && last->weak && cp_str_find(tokens[p.first].form, CP_STR("."), 0) != SIZE_MAX)
        return; // "U.S. Steel", if no row has it: the steel of the United States
    if (last && last->weak && names_goods(f, p))
        return; // "Critical Minerals"
    if (covers_known_name(f, p) || cp_finder_is_press(f, p.first, p.last) || is_shouted(f, p))
        return;
    bool bare_body = p.first == p.last && body_word(f, p.first);
    enum cp_kind kind = bare_body ? CP_KIND_COUNT : kind_of(f, p, titled);
    if (kind == CP_KIND_PERSON && !is_somebody(f, &p))
        return;
    if (kind == CP_KIND_COUNT || kind == CP_KIND_COUNTRY || kind == CP_KIND_TECHNOLOGY || kind == CP_KIND_MEASURE)
        return;
    add_unknown(f, p, kind);
}

static bool line_ends_behind(const struct finder *f, uint32_t t)
{
    const struct cp_token *tokens = f->analysis->tokens;
    struct cp_str gap = cp_str_slice(f->analysis->document->text, tokens[t].end, tokens[t + 1].begin);
    return cp_str_find(gap, CP_STR("\n"), 0) != SIZE_MAX;
}

// "Name: Novalux Lamps SA": the first token behind the label of a line of particulars; the sentence's first if it has none.
static uint32_t behind_label(const struct finder *f, const struct cp_sentence *s)
{
    static const char *const labels[] = {"name", "company", "entity", "firm"};
    const struct cp_token *tokens = f->analysis->tokens;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (s->count > 2 && is_word(&tokens[s->first], labels[i]) && is_word(&tokens[s->first + 1], ":"))
            return s->first + 2;
    return s->first;
}

// "Remarks by Under Secretary for Water and Roads Anna Lindberg": in a headline capitals say nothing, but a title and the tagger do.
static bool follows_title(struct finder *f, uint32_t t, uint32_t first)
{
    enum { LONGEST_FIELD = 10 };
    const struct cp_token *tokens = f->analysis->tokens;
    if (cp_finder_title_before(f, t, first) < t)
        return true;
    for (uint32_t u = t; u-- > first + 1 && t - u <= LONGEST_FIELD;) {
        bool link = is_word(&tokens[u], "for") || is_word(&tokens[u], "of");
        if (link && cp_finder_title_before(f, u, first) < u)
            return true;
        if (!link && !tokens[u].capital && !is_word(&tokens[u], "and") && !is_word(&tokens[u], "the") && !is_word(&tokens[u], ","))
            return false;
    }
    return false;
}

static bool is_surname_of_known(const struct finder *f, struct cp_str form)
{
    for (size_t e = 0; e < f->entities.count; e++)
        for (size_t i = 0; f->entities.items[e].kind == CP_KIND_PERSON && i < f->entities.items[e].aliases.count; i++)
            if (cp_str_ends(f->entities.items[e].aliases.items[i], form))
                return true;
    return false;
}

static void take_headline_persons(struct finder *f, uint32_t sentence)
{
    const struct cp_token *tokens = f->analysis->tokens;
    const struct cp_sentence *s = &f->analysis->sentences[sentence];
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        if (tokens[t].ner != CP_NER_PERSON || !tokens[t].capital)
            continue;
        struct phrase p = {.first = t, .last = t};
        while (in_sentence(f, p.last + 1, sentence) && tokens[p.last + 1].ner == CP_NER_PERSON && !tokens[p.last + 1].ner_begin)
            p.last++;
        t = p.last;
        bool given = p.first > s->first && p.first == p.last && tokens[p.first - 1].capital && cp_finder_is_noun(&tokens[p.first - 1]) &&
                     !f->named[p.first - 1] && cp_finder_title_before(f, p.first - 1, s->first) < p.first - 1 &&
                     !cp_lexicon_ends_post(f->lexicon, tokens[p.first - 1].lower);
        p.first -= given;
        bool again = p.first == p.last && is_surname_of_known(f, tokens[t].form); // short.c looks for it
        bool listed = p.first == s->first && p.last > p.first && has_post_behind(f, p); // a line of a roster
        if (!is_shouted(f, p) && !again && (listed || follows_title(f, p.first, s->first)))
            take_phrase(f, p);
    }
}

// "Novalux Lamps, Inc. - Annual Report", "NOVALUX LAMPS, INC.": a heading that begins with a name in a legal form.
static void take_heading(struct finder *f, uint32_t sentence)
{
    enum { LONGEST = 7 };
    const struct cp_token *tokens = f->analysis->tokens;
    const struct cp_sentence *s = &f->analysis->sentences[sentence];
    uint32_t first = behind_label(f, s);
    for (uint32_t t = first; t < s->first + s->count && t < first + LONGEST; t++) {
        const struct cp_head *head = cp_lexicon_head(f->lexicon, tokens[t].lower);
        bool comma = is_word(&tokens[t], ",") || is_word(&tokens[t], "&") || is_word(&tokens[t], "and");
        if (f->named[t] || (!comma && !tokens[t].capital))
            return;
        bool labelled = first > s->first && head && head->kind == CP_KIND_COMPANY && (!in_sentence(f, t + 1, sentence) || line_ends_behind(f, t));
        if (t == first || !head || (!labelled && (!head->suffix || head->weak)))
            continue;
        bool ends = !in_sentence(f, t + 1, sentence) || !tokens[t + 1].capital || line_ends_behind(f, t);
        if (ends)
            add_unknown(f, (struct phrase){.first = first, .last = t}, CP_KIND_COMPANY);
        return;
    }
}

// "5E Novalux Materials", "2023 Novalux Lamps, Inc.": a number with a letter, or any before a legal form, belongs to the name.
static bool begins_with_number(const struct finder *f, struct phrase p)
{
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t before = p.first - 1;
    if (!p.first || tokens[before].sentence != tokens[p.first].sentence || p.first == p.last || !tokens[p.first].space_before)
        return false;
    struct cp_str form = tokens[before].form;
    bool digit = form.len > 1 && form.ptr[0] >= '0' && form.ptr[0] <= '9';
    char end = digit ? form.ptr[form.len - 1] : 0;
    const struct cp_head *last = cp_lexicon_head(f->lexicon, tokens[p.last].lower);
    return last && last->kind == CP_KIND_COMPANY && ((end >= 'A' && end <= 'Z') || (digit && last->suffix));
}

void cp_find_unknown(struct finder *f)
{
    const struct cp_analysis *a = f->analysis;
    for (size_t s = 0; s < a->sentence_count; s++) {
        bool prose = !f->shouted[s] && a->sentences[s].parsed;
        uint32_t end = a->sentences[s].first + a->sentences[s].count;
        for (uint32_t t = a->sentences[s].first; prose && t < end;) {
            if (!begins_name(f, t)) {
                t++;
                continue;
            }
            struct phrase p = read_phrase(f, t, (uint32_t)s);
            t = p.last + 1;
            p.first -= begins_with_number(f, p);
            uint32_t person = person_inside(f, p);
            if (person) { // what stands before her is another phrase
                take_phrase(f, (struct phrase){.first = person, .last = p.last, .particle = p.particle});
                p.last = person - 1;
            }
            take_phrase(f, p);
        }
        if (f->shouted[s] && a->sentences[s].parsed)
            take_headline_persons(f, (uint32_t)s);
        take_heading(f, (uint32_t)s);
    }
}
