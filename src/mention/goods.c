// SPDX-License-Identifier: GPL-3.0-or-later
// Room: mention.
//
// Goods and technology: noun phrases whose head the lexicon knows as goods, or that stand where goods stand
// ("exports of X", "a tariff on X", "X imports"). The phrase is taken without article, number, nationality and
// words of degree: those do not make it another class of goods.
#include "finder.h"

static bool is_goods_modifier(const struct finder *f, uint32_t t, uint32_t head)
{
    const struct cp_token *token = &f->analysis->tokens[t];
    if (token->sentence != f->analysis->tokens[head].sentence || f->named[t])
        return false;
    if (token->tag == CP_TAG_HYPH || cp_str_equal(token->lower, CP_STR("-")))
        return true;
    bool label = token->dep == CP_DEP_AMOD || token->dep == CP_DEP_COMPOUND || token->dep == CP_DEP_NMOD ||
                 token->dep == CP_DEP_NPADVMOD || token->dep == CP_DEP_PUNCT || token->dep == CP_DEP_NONE;
    bool tag = cp_finder_is_noun(token) || token->tag == CP_TAG_JJ || token->tag == CP_TAG_VBG || token->tag == CP_TAG_VBN ||
               token->tag == CP_TAG_AFX;
    return label && tag && token->head <= head;
}

// "made" in "German-made cars", "cost" in "lowest-cost steel": the rest of a word whose begin says nothing about the goods.
static bool is_torn(const struct finder *f, uint32_t t)
{
    const struct cp_token *tokens = f->analysis->tokens;
    if (!t || tokens[t].space_before || tokens[t - 1].space_before)
        return false;
    return tokens[t - 1].tag == CP_TAG_HYPH || cp_str_equal(tokens[t - 1].lower, CP_STR("-"));
}

// "5G" is two tokens: the number before the letter belongs to it.
static bool is_glued_number(const struct finder *f, uint32_t t, uint32_t head)
{
    const struct cp_token *tokens = f->analysis->tokens;
    return tokens[t].tag == CP_TAG_CD && !tokens[t + 1].space_before && tokens[t].sentence == tokens[head].sentence &&
           cp_rune_is_letter((unsigned char)tokens[t + 1].form.ptr[0]);
}

// First token of the phrase that ends in `head`: as far left as modifiers go, without those of degree at its edge.
static uint32_t left_edge(const struct finder *f, uint32_t begin, uint32_t head)
{
    enum { MOST_MODIFIERS = 5 };
    uint32_t first = begin;
    while (first > 0 && begin - first < MOST_MODIFIERS &&
           (is_goods_modifier(f, first - 1, head) || (first < begin && is_glued_number(f, first - 1, head))))
        first--;
    while (first < begin) {
        const struct cp_token *token = &f->analysis->tokens[first];
        bool hyphen = cp_str_equal(token->lower, CP_STR("-"));
        if (!hyphen && !is_torn(f, first) && !cp_finder_in(f, SET_GRADABLE, token->lower))
            break;
        first++;
    }
    return first;
}

// The id of goods that no lexicon has: their words, the last one in the singular.
static struct cp_str own_id(struct finder *f, uint32_t first, uint32_t last)
{
    const struct cp_analysis *a = f->analysis;
    struct cp_str *words = CP_NEW_ARRAY(f->doc, 2 * (last - first) + 1, struct cp_str);
    size_t count = 0;
    for (uint32_t t = first; t < last; t++) {
        words[count++] = a->tokens[t].lower;
        words[count++] = CP_STR(" ");
    }
    words[count++] = a->tokens[last].lemma;
    const struct cp_str parts[] = {CP_STR("itm:"), cp_str_slug(f->doc, cp_str_chain(f->doc, words, count))};
    return cp_str_chain(f->doc, parts, 2);
}

static void add_goods(struct finder *f, uint32_t first, uint32_t last, const struct cp_name *name, float confidence)
{
    struct cp_str id = name ? name->id : own_id(f, first, last);
    uint32_t entity = cp_finder_entity(f, CP_KIND_TECHNOLOGY, id, name ? name->label : cp_finder_text(f, first, last));
    f->entities.items[entity].name = name;
    cp_finder_mention(f, first, last, entity, CP_MENTION_GOODS, confidence);
}

// Is the hit whole tokens?
static bool is_whole(const struct finder *f, size_t hit)
{
    const struct cp_token *tokens = f->analysis->tokens;
    const struct finder_place *place = &f->places[hit];
    return place->first <= place->last && tokens[place->first].begin == f->hits[hit].begin && tokens[place->last].end == f->hits[hit].end;
}

static const struct cp_sense *goods_sense(const struct cp_name_hit *hit)
{
    for (size_t i = 0; i < hit->count; i++)
        if (hit->senses[i].name->kind == CP_KIND_TECHNOLOGY)
            return &hit->senses[i];
    return NULL;
}

static bool has_own_word(const struct finder *f, uint32_t first, uint32_t begin)
{
    for (uint32_t t = first; t < begin; t++)
        if (!cp_finder_in(f, SET_GRADABLE, f->analysis->tokens[t].lower))
            return true;
    return false;
}

// ---------------------------------------------------------------- by their place

static bool is_common_goods_word(const struct finder *f, uint32_t t)
{
    const struct cp_token *token = &f->analysis->tokens[t];
    return (token->tag == CP_TAG_NN || token->tag == CP_TAG_NNS) && !cp_finder_in(f, SET_NOT_GOODS, token->lemma) &&
           cp_rune_is_letter((unsigned char)token->form.ptr[0]);
}

// Cases about imports are opened "into" goods, where other investigations are into anything.
static bool is_trade_case(const struct finder *f, uint32_t t)
{
    const struct cp_token *tokens = f->analysis->tokens;
    static const char *const cases[] = {"investigation", "probe", "inquiry", "case", "petition"};
    static const char *const fields[] = {"anti-dumping", "antidumping", "dumping", "countervailing", "safeguard", "anti-subsidy"};
    bool is_case = false;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        is_case |= cp_str_equal(tokens[t].lemma, cp_str_from(cases[i]));
    enum { MODIFIERS = 4 };
    for (uint32_t k = t; is_case && k > 0 && t - k < MODIFIERS && tokens[k - 1].sentence == tokens[t].sentence; k--)
        for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
            if (cp_str_equal(tokens[k - 1].lower, cp_str_from(fields[i])))
                return true;
    return false;
}

// A common noun where goods stand: object of a preposition that hangs on a word of trade, compound before one, or object of a verb
// that takes nothing but goods.
static bool stands_like_goods(const struct finder *f, uint32_t t)
{
    const struct cp_token *tokens = f->analysis->tokens, *token = &tokens[t];
    bool place = token->dep == CP_DEP_DOBJ || token->dep == CP_DEP_POBJ || token->dep == CP_DEP_COMPOUND;
    if (!place || !is_common_goods_word(f, t))
        return false;
    if (token->dep == CP_DEP_DOBJ) { // "mines cobalt", "sell components"
        struct cp_str verb = tokens[token->head].lemma;
        return cp_finder_in(f, SET_GOODS_VERB, verb) ||
               (cp_finder_in(f, SET_WARE_VERB, verb) && cp_finder_in(f, SET_WARE_NOUN, token->lemma));
    }
    uint32_t noun = token->head;
    if (token->dep == CP_DEP_POBJ) {
        const struct cp_token *prep = &tokens[token->head];
        noun = prep->head;
        if (cp_str_equal(prep->lower, CP_STR("into")))
            return is_trade_case(f, noun);
        if (!cp_str_equal(prep->lower, CP_STR("of")) && !cp_str_equal(prep->lower, CP_STR("on")))
            return false;
    }
    return cp_finder_in(f, SET_TRADE_NOUN, tokens[noun].lemma) && noun != t;
}

// "The mining sector", "aviation industries": a sector is named by the goods that it makes.
static bool stands_like_sector(const struct finder *f, uint32_t t)
{
    const struct cp_token *tokens = f->analysis->tokens, *token = &tokens[t];
    bool compound = token->dep == CP_DEP_COMPOUND || token->dep == CP_DEP_NMOD;
    return compound && token->head > t && is_common_goods_word(f, t) && cp_finder_in(f, SET_SECTOR_NOUN, tokens[token->head].lemma);
}

// The first of a list; the token itself if it is in none.
static uint32_t list_head(const struct finder *f, uint32_t t)
{
    enum { MOST_LISTED = 64 };
    const struct cp_token *tokens = f->analysis->tokens;
    for (unsigned i = 0; i < MOST_LISTED && tokens[t].dep == CP_DEP_CONJ && tokens[t].head != t; i++)
        t = tokens[t].head;
    return t;
}

// "tariffs on honey, mushrooms and garlic": what is listed beside goods is goods.
static bool is_listed_with_goods(const struct finder *f, uint32_t t)
{
    uint32_t head = list_head(f, t);
    return head != t && head < t && is_common_goods_word(f, t) && (stands_like_goods(f, head) || stands_like_sector(f, head));
}

// ---------------------------------------------------------------- both

static bool ends_a_hit(const struct finder *f, size_t hit, uint32_t t)
{
    const struct cp_token *token = &f->analysis->tokens[t];
    for (; hit < f->hit_count && f->hits[hit].begin < token->end; hit++)
        if (f->hits[hit].end == token->end && goods_sense(&f->hits[hit]))
            return true;
    return false;
}

// "petroleum resin" is no petroleum: a known name before a noun that stands like goods is part of another name.
static bool only_modifies(const struct finder *f, size_t hit, uint32_t last)
{
    enum { FAR = 3 };
    const struct cp_token *tokens = f->analysis->tokens;
    uint32_t noun = tokens[last].head;
    bool modifier = tokens[last].dep == CP_DEP_COMPOUND || tokens[last].dep == CP_DEP_NMOD;
    if (!modifier || noun <= last || noun - last > FAR || cp_finder_in(f, SET_TRADE_NOUN, tokens[noun].lemma))
        return false;
    return (stands_like_goods(f, noun) || is_listed_with_goods(f, noun)) && !ends_a_hit(f, hit, noun);
}

// A maker's name that begins its product's ("Apple Watch") stands in the way of no goods, other names do.
static bool is_name_of_other(const struct finder *f, struct finder_place place)
{
    return f->named[place.first] && (place.first == place.last || !f->wares[place.first] || f->named[place.last]);
}

static void take_lexical(struct finder *f, bool *taken)
{
    for (size_t i = 0; i < f->hit_count; i++) {
        const struct cp_sense *sense = goods_sense(&f->hits[i]);
        const struct finder_place place = f->places[i];
        if (!sense || !is_whole(f, i) || is_name_of_other(f, place) || taken[place.first])
            continue;
        const struct cp_token *last = &f->analysis->tokens[place.last];
        bool verb = last->tag == CP_TAG_VB || last->tag == CP_TAG_VBD || last->tag == CP_TAG_VBZ || last->tag == CP_TAG_VBP ||
                    last->tag == CP_TAG_MD;
        if (verb || only_modifies(f, i, place.last))
            continue;
        uint32_t first = left_edge(f, place.first, place.last);
        bool own_word = has_own_word(f, first, place.first);
        if (sense->form == CP_SENSE_WEAK && !own_word)
            continue;
        // A hit that modifies goods of a more general kind ("chip" in "chip equipment") belongs to the longer phrase, whose hit comes next.
        bool longer = own_word && place.first - first <= 4;
        add_goods(f, longer ? first : place.first, place.last, longer ? NULL : sense->name, 1.0f);
        for (uint32_t t = first; t <= place.last; t++)
            taken[t] = true;
    }
}

static bool is_told_by_place(const struct finder *f, uint32_t t)
{
    switch (f->analysis->tokens[t].dep) {
    case CP_DEP_DOBJ:
    case CP_DEP_POBJ:
        return stands_like_goods(f, t);
    case CP_DEP_COMPOUND:
        return stands_like_goods(f, t) || stands_like_sector(f, t);
    case CP_DEP_NMOD:
        return stands_like_sector(f, t);
    case CP_DEP_CONJ:
        return is_listed_with_goods(f, t);
    default:
        return false;
    }
}

static void take_by_place(struct finder *f, bool *taken)
{
    const struct cp_analysis *a = f->analysis;
    for (size_t s = 0; s < a->sentence_count; s++)
        for (uint32_t t = a->sentences[s].first; a->sentences[s].parsed && t < a->sentences[s].first + a->sentences[s].count; t++) {
            if (f->named[t] || taken[t] || !is_told_by_place(f, t) || cp_finder_in(f, SET_TRADE_NOUN, a->tokens[t].lemma))
                continue;
            uint32_t first = left_edge(f, t, t);
            add_goods(f, first, t, NULL, 0.7f);
            for (uint32_t u = first; u <= t; u++)
                taken[u] = true;
        }
}

void cp_find_goods(struct finder *f)
{
    bool *taken = CP_NEW_ARRAY(f->doc, f->analysis->token_count + 1, bool);
    take_lexical(f, taken);
    take_by_place(f, taken);
}
