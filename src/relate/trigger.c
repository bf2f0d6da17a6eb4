// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Tokens → tellings. First every token is asked which row of measures.tsv it fits (names before nouns and verbs).
// Then tellings that are parts of one phrase are reduced to one: a modifier gives way to its noun ("subsidy" in
// "subsidy dispute"), and a carrier, a word that says only that something is done ("plan", "measures", "respond"),
// gives way to the trigger that says what. What is left becomes a telling with its label, its light verb and its reach.
#include "trigger.h"

#include <string.h>

enum { CARRY_DEPTH = 6 };

// ---------------------------------------------------------------- which tokens fit which rows

static bool is_byline(const struct scene *scene, const struct cp_sentence *sentence)
{
    return scene->document->blocks && scene->document->blocks[sentence->block].kind == CP_BLOCK_BYLINE;
}

// How many bytes of the text at `at` the word of a name takes; "#" is a number. 0 if it is another word.
static size_t name_word(struct cp_str text, size_t at, struct cp_str word)
{
    if (!cp_str_equal(word, CP_STR("#")))
        return cp_str_starts(cp_str_slice(text, at, text.len), word) ? word.len : 0;
    size_t n = 0;
    while (at + n < text.len && text.ptr[at + n] >= '0' && text.ptr[at + n] <= '9')
        n++;
    return n;
}

// The last token of the named act that begins here, written exactly so; CP_NONE if it does not.
static uint32_t name_end(const struct scene *scene, uint32_t token, const struct trigger_key *key)
{
    struct cp_str text = scene->document->text;
    const struct cp_sentence *sentence = &scene->analysis->sentences[token_at(scene, token)->sentence];
    size_t at = token_at(scene, token)->begin;
    for (size_t i = 0; i < key->count; i++) {
        size_t n = name_word(text, at, key->words[i]);
        if (!n || (i + 1 < key->count && (at + n >= text.len || text.ptr[at + n] != ' ')))
            return CP_NONE;
        at += n + (i + 1 < key->count);
    }
    for (uint32_t t = token; t < sentence->first + sentence->count; t++)
        if (token_at(scene, t)->end >= at)
            return token_at(scene, t)->end == at ? t : CP_NONE;
    return CP_NONE;
}

// Of several tokens in a row, the one that hangs on something outside.
static uint32_t head_of_span(const struct scene *scene, uint32_t first, uint32_t last)
{
    for (uint32_t i = last + 1; i-- > first;) {
        uint32_t head = token_at(scene, i)->head;
        if (head < first || head > last || head == i)
            if (dep_of(scene, i) != CP_DEP_PUNCT)
                return i;
    }
    return last;
}

// The longest name whose conditions hold; of two as long, the first in the file.
static void take_name(struct hunt *hunt, uint32_t token)
{
    const struct trigger_table *table = hunt->table;
    uint32_t best = CP_NONE, last = 0, head = token;
    for (uint32_t key = hunt->scene->act_names[token]; key != CP_NONE; key = table->keys[key].next) {
        const struct trigger_key *k = &table->keys[key];
        uint32_t end = name_end(hunt->scene, token, k);
        if (end == CP_NONE || (best != CP_NONE && end <= last))
            continue;
        uint32_t inside = head_of_span(hunt->scene, token, end);
        if (!cp_relate_needs_met(hunt->scene, inside, false, &table->rows[k->row]))
            continue;
        best = k->row;
        last = end;
        head = inside;
    }
    if (best == CP_NONE)
        return;
    for (uint32_t i = token; i <= last; i++)
        hunt->taken[i] = true;
    hunt->row[head] = best;
    hunt->begins[head] = token;
    hunt->ends[head] = last;
}

// "Commission" in a body's name, "Ban" in a person's: no act.
static bool inside_actor_name(const struct scene *scene, uint32_t token)
{
    if (!scene->mentions || scene->mentions->covering[token] == CP_NONE)
        return false;
    const struct cp_mention *mention = &scene->mentions->mentions[scene->mentions->covering[token]];
    enum cp_kind kind = scene->mentions->entities[mention->entity].kind;
    return mention->form == CP_MENTION_NAME && kind != CP_KIND_COUNTRY && kind != CP_KIND_TECHNOLOGY;
}

static bool used_as_noun(const struct scene *scene, uint32_t token)
{
    const struct cp_token *t = token_at(scene, token);
    if (is_noun(scene, token))
        return true;
    if ((t->tag == CP_TAG_VB || t->tag == CP_TAG_VBP) && (t->dep == CP_DEP_DOBJ || t->dep == CP_DEP_POBJ))
        return true; // "its arms embargo", taken for a verb by the tagger but not by the parser
    return t->tag == CP_TAG_VBG && cp_relate_child(scene, token, CP_DEP_DOBJ) == CP_NONE &&
           (t->dep == CP_DEP_DOBJ || t->dep == CP_DEP_POBJ || t->dep == CP_DEP_NSUBJ || t->dep == CP_DEP_NSUBJPASS ||
            t->dep == CP_DEP_COMPOUND);
}

static bool used_as_verb(const struct scene *scene, uint32_t token)
{
    const struct cp_token *t = token_at(scene, token);
    if (!is_verb(scene, token) || t->dep == CP_DEP_AUX || t->dep == CP_DEP_AUXPASS || t->dep == CP_DEP_COMPOUND)
        return false;
    return t->dep != CP_DEP_AMOD || t->tag == CP_TAG_VBN || t->tag == CP_TAG_VBD;
}

static bool noun_key_fits(const struct scene *scene, uint32_t token, const struct trigger_key *key)
{
    if (token + 1 < key->count)
        return false;
    for (size_t i = 0; i + 1 < key->count; i++) {
        const struct cp_token *t = token_at(scene, token + 1 + (uint32_t)i - (uint32_t)key->count);
        if (t->sentence != token_at(scene, token)->sentence || !word_is(t, key->words[i]))
            return false;
    }
    return true;
}

static bool some_noun_key_fits(const struct scene *scene, const struct trigger_table *table, uint32_t token,
                               struct cp_str word)
{
    for (uint32_t key = cp_relate_trigger_keys(table, TRIGGER_NOUN, word); key != CP_NONE; key = table->keys[key].next)
        if (noun_key_fits(scene, token, &table->keys[key]))
            return true;
    return false;
}

bool cp_relate_is_trigger_noun(const struct scene *scene, const struct trigger_table *table, uint32_t token)
{
    const struct cp_token *t = token_at(scene, token);
    return is_asked(scene, token, table->found[TRIGGER_NOUN]) &&
           (some_noun_key_fits(scene, table, token, t->lemma) || some_noun_key_fits(scene, table, token, t->lower));
}

// "has embargoed oil": an unknown participle that the tagger took for an adjective, though it has an object or
// auxiliary.
static bool is_hidden_verb(const struct scene *scene, uint32_t token)
{
    const struct cp_token *t = token_at(scene, token);
    return t->tag == CP_TAG_JJ && cp_str_ends(t->lower, CP_STR("ed")) &&
           (cp_relate_child(scene, token, CP_DEP_DOBJ) != CP_NONE ||
            cp_relate_child(scene, token, CP_DEP_AUX) != CP_NONE ||
            cp_relate_child(scene, token, CP_DEP_AUXPASS) != CP_NONE ||
            cp_relate_child(scene, token, CP_DEP_AGENT) != CP_NONE);
}

static bool has_child_word(const struct scene *scene, uint32_t token, struct cp_str word)
{
    for (uint32_t i = scene->child_first[token]; i < scene->child_first[token + 1]; i++)
        if (cp_str_equal(token_at(scene, scene->children[i])->lower, word))
            return true;
    return false;
}

static bool verb_key_fits(const struct scene *scene, uint32_t token, const struct trigger_key *key)
{
    for (size_t i = 1; i < key->count; i++) {
        uint32_t next = token + (uint32_t)i;
        bool follows = next < scene->analysis->token_count && word_is(token_at(scene, next), key->words[i]);
        if (!follows && !has_child_word(scene, token, key->words[i]))
            return false;
    }
    return true;
}

// A word of a proper name: a capital on it and before it, in running text.
static bool in_capitals(const struct scene *scene, uint32_t token)
{
    const struct cp_token *t = token_at(scene, token);
    const struct cp_sentence *sentence = &scene->analysis->sentences[t->sentence];
    enum cp_block_kind kind =
        scene->document->blocks ? scene->document->blocks[sentence->block].kind : CP_BLOCK_PARAGRAPH;
    return t->capital && token > sentence->first && token_at(scene, token - 1)->capital && kind != CP_BLOCK_TITLE &&
           kind != CP_BLOCK_HEADING;
}

static bool row_fits(const struct scene *scene, uint32_t token, bool verbal, const struct trigger_row *row)
{
    struct near_tokens near;
    if ((row->flags & TRIGGER_CAPITAL) && !in_capitals(scene, token))
        return false;
    if ((row->flags & TRIGGER_PASSIVE) && !cp_relate_is_passive(scene, token))
        return false;
    if (row->flags & TRIGGER_OBJECT) {
        cp_relate_near(scene, token, verbal, SCOPE_OBJECT, &near);
        if (!near.count)
            return false;
    }
    return cp_relate_needs_met(scene, token, verbal, row);
}

// The first row of a chain that fits, if it comes before `best`.
static uint32_t best_row(const struct hunt *hunt, uint32_t token, enum trigger_pos pos, struct cp_str word,
                         uint32_t best)
{
    const struct trigger_table *table = hunt->table;
    uint32_t key = cp_relate_trigger_keys(table, pos, word);
    for (; key != CP_NONE && table->keys[key].row < best; key = table->keys[key].next) {
        const struct trigger_key *k = &table->keys[key];
        bool words = pos == TRIGGER_NOUN ? noun_key_fits(hunt->scene, token, k) : verb_key_fits(hunt->scene, token, k);
        if (words && row_fits(hunt->scene, token, pos == TRIGGER_VERB, &table->rows[k->row]))
            return k->row;
    }
    return best;
}

static void try_token(struct hunt *hunt, uint32_t token)
{
    const struct scene *scene = hunt->scene;
    const struct cp_token *t = token_at(scene, token);
    bool noun = used_as_noun(scene, token), hidden = is_hidden_verb(scene, token);
    if ((!noun && !hidden && !used_as_verb(scene, token)) || inside_actor_name(scene, token))
        return;
    enum trigger_pos pos = noun ? TRIGGER_NOUN : TRIGGER_VERB;
    uint32_t best = CP_NONE;
    if (lemma_is_asked(scene, token, hunt->table->found[pos]))
        best = best_row(hunt, token, pos, t->lemma, best);
    if (form_is_asked(scene, token, hunt->table->found[pos]))
        best = best_row(hunt, token, pos, t->lower, best);
    if (hidden)
        best = best_row(hunt, token, pos, cp_lemma(scene->doc, t->lower, CP_TAG_VBD), best);
    else if (noun && cp_str_equal(t->lemma, t->lower)) { // "Curbs" in a headline, taken for a name
        const struct cp_str single = cp_lemma(scene->doc, t->lower, CP_TAG_NNS);
        if (!cp_str_equal(single, t->lower))
            best = best_row(hunt, token, pos, single, best);
    }
    hunt->row[token] = best;
}

// ---------------------------------------------------------------- one telling for a phrase

static const struct trigger_row *row_of(const struct hunt *hunt, uint32_t token)
{
    return hunt->row[token] == CP_NONE ? NULL : &hunt->table->rows[hunt->row[token]];
}

// "tariff war", "sanctions lawyer": the noun that it modifies is no act.
static bool modifies_no_act(const struct hunt *hunt, uint32_t token)
{
    uint32_t head = cp_relate_governor(hunt->scene, token);
    return head != CP_NONE && head > token && is_name_part(dep_of(hunt->scene, token)) && !row_of(hunt, head) &&
           lemma_is_asked(hunt->scene, head, hunt->table->block_heads);
}

static void yield_to_head(struct hunt *hunt, uint32_t token)
{
    uint32_t up = token;
    for (unsigned steps = 0; steps < 3 && is_name_part(dep_of(hunt->scene, up)); steps++) {
        up = cp_relate_governor(hunt->scene, up);
        if (up == CP_NONE || up < token)
            return;
        const struct trigger_row *head = row_of(hunt, up);
        if (!head || head->pos == TRIGGER_VERB)
            continue;
        if ((head->flags & TRIGGER_ANSWERS))
            hunt->answers[up] = true;
        if (head->flags & TRIGGER_CARRIER)
            hunt->row[up] = hunt->row[token];
        hunt->row[token] = CP_NONE;
        return;
    }
    if (modifies_no_act(hunt, token))
        hunt->row[token] = CP_NONE;
}

// May what hangs on the carrier by this preposition say what is done? "response to X" names what is answered, not the
// answer.
static bool carries_by(const struct scene *scene, uint32_t preposition, bool answers)
{
    static const char *const any[] = {"of", "for", "on", "as", "with", "by", "including", "through", "from"};
    struct cp_str word = token_at(scene, preposition)->lower;
    for (size_t i = answers ? 3 : 0; i < sizeof any / sizeof *any; i++)
        if (cp_str_equal(word, cp_str_from(any[i])))
            return true;
    return false;
}

static bool leads_on(enum cp_dep dep)
{
    return dep == CP_DEP_ACL || dep == CP_DEP_POBJ || dep == CP_DEP_PCOMP || dep == CP_DEP_XCOMP ||
           dep == CP_DEP_DOBJ || dep == CP_DEP_CONJ;
}

// "a law that bans imports": what the clause says is what the law does.
static bool is_told_by_clause(const struct hunt *hunt, uint32_t verb)
{
    uint32_t subject = cp_relate_child(hunt->scene, verb, CP_DEP_NSUBJ);
    return dep_of(hunt->scene, verb) == CP_DEP_RELCL && subject != CP_NONE &&
           token_at(hunt->scene, subject)->tag == CP_TAG_WDT;
}

// The trigger in a carrier's arguments, or CP_NONE.
static uint32_t carried(const struct hunt *hunt, uint32_t token, bool answers, bool verbal, unsigned depth)
{
    const struct scene *scene = hunt->scene;
    for (uint32_t i = scene->child_first[token]; depth && i < scene->child_first[token + 1]; i++) {
        uint32_t child = scene->children[i];
        enum cp_dep dep = dep_of(scene, child);
        bool first = depth == CARRY_DEPTH;
        bool clause = first && !verbal && !answers && is_told_by_clause(hunt, child);
        if (!clause && (dep == CP_DEP_PREP ? !carries_by(scene, child, answers && first) : !leads_on(dep)))
            continue;
        if (first && (dep == CP_DEP_CONJ || (answers && !verbal && dep == CP_DEP_ACL)))
            continue;
        const struct trigger_row *row = row_of(hunt, child);
        if (row && !(row->flags & TRIGGER_CARRIER))
            return child;
        uint32_t below = carried(hunt, child, answers, verbal, depth - 1);
        if (below != CP_NONE)
            return below;
    }
    return CP_NONE;
}

static void yield_to_carried(struct hunt *hunt, uint32_t token)
{
    const struct trigger_row *row = row_of(hunt, token);
    if (!row || !(row->flags & TRIGGER_CARRIER))
        return;
    bool answers = row->flags & TRIGGER_ANSWERS;
    uint32_t what = carried(hunt, token, answers, row->pos == TRIGGER_VERB, CARRY_DEPTH);
    if (what == CP_NONE)
        return;
    hunt->answers[what] |= answers;
    hunt->row[token] = CP_NONE;
}

// Names stand in any sentence, nouns and verbs only where the parser has seen what they are.
static void try_sentence(struct hunt *hunt, const struct cp_sentence *s)
{
    const uint32_t end = s->first + s->count;
    for (uint32_t i = s->first; i < end; i++)
        if (hunt->scene->act_names[i] != CP_NONE && !hunt->taken[i])
            take_name(hunt, i);
    for (uint32_t i = s->first; i < end; i++) {
        if (s->parsed && !hunt->taken[i])
            try_token(hunt, i);
        if (hunt->row[i] != CP_NONE)
            *CP_PUSH(hunt->scene->doc, &hunt->found) = i;
    }
}

void cp_relate_find_tellings(struct scene *scene, const struct trigger_table *table)
{
    const struct cp_analysis *a = scene->analysis;
    const size_t n = a->token_count;
    struct hunt hunt = {.scene = scene, .table = table};
    hunt.row = CP_NEW_ARRAY(scene->doc, n + 1, uint32_t);
    hunt.fits = CP_NEW_ARRAY(scene->doc, n + 1, uint32_t);
    hunt.taken = CP_NEW_ARRAY(scene->doc, n + 1, bool);
    hunt.answers = CP_NEW_ARRAY(scene->doc, n + 1, bool);
    hunt.begins = CP_NEW_ARRAY(scene->doc, n + 1, uint32_t);
    hunt.ends = CP_NEW_ARRAY(scene->doc, n + 1, uint32_t);
    for (uint32_t i = 0; i < n; i++)
        hunt.row[i] = hunt.begins[i] = hunt.ends[i] = CP_NONE;
    for (size_t s = 0; s < a->sentence_count; s++)
        if (!is_byline(scene, &a->sentences[s]))
            try_sentence(&hunt, &a->sentences[s]);
    memcpy(hunt.fits, hunt.row, n * sizeof *hunt.fits);
    for (size_t k = 0; k < hunt.found.count; k++)
        if (row_of(&hunt, hunt.found.items[k]) && row_of(&hunt, hunt.found.items[k])->pos != TRIGGER_VERB)
            yield_to_head(&hunt, hunt.found.items[k]);
    for (size_t k = 0; k < hunt.found.count; k++)
        yield_to_carried(&hunt, hunt.found.items[k]);
    for (size_t k = 0; k < hunt.found.count; k++)
        if (hunt.row[hunt.found.items[k]] != CP_NONE)
            cp_relate_add_telling(&hunt, hunt.found.items[k]);
}
