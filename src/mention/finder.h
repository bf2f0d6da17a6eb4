// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the stages of this room share: a finder collects mentions and drafts of entities.
//
//     lexical.c   names of the lexicon
//     bodies.c    names of bodies in several pieces, or spelled out before their letters
//     unknown.c   names that no lexicon has: capitalised phrases with a telling head, title or tag
//     short.c     acronyms that the text defines, short forms of longer names
//     goods.c     noun phrases of goods and technology
//     corefer.c   pronouns and descriptions
//     find.c      the order of all this, and the result
//
// Room: mention.
#ifndef CP_MENTION_FINDER_H
#define CP_MENTION_FINDER_H

#include "chokepoint/mention.h"

// Word sets that the stages ask; their names are looked up once for a document. X(name in C, name in the lexicon)
#define FINDER_SETS(X) \
    X(AGENCY_NOUN, "agency-noun") \
    X(BODY_FIELD, "body-field") \
    X(CHAMBER, "chamber") \
    X(CITY_TEXT, "city-text") \
    X(COMPANY_NOUN, "company-noun") \
    X(COUNTRY_NOUN, "country-noun") \
    X(DOCUMENT_NOUN, "document-noun") \
    X(GOODS_VERB, "goods-verb") \
    X(GRADABLE, "gradable") \
    X(GROUP_LABEL, "group-label") \
    X(HITTING_VERB, "hitting-verb") \
    X(HONORIFIC, "honorific") \
    X(MAKER_NOUN, "maker-noun") \
    X(NAME_PARTICLE, "name-particle") \
    X(NOT_GOODS, "not-goods") \
    X(OBJECT_CONTROL_VERB, "object-control-verb") \
    X(OFFICE_FIELD, "office-field") \
    X(OFFICIAL_NOUN, "official-noun") \
    X(ORGANIZATION_NOUN, "organization-noun") \
    X(OWN_NOUN, "own-noun") \
    X(PANEL_NOUN, "panel-noun") \
    X(PERSON_NOUN, "person-noun") \
    X(PLACE_PREPOSITION, "place-preposition") \
    X(PRESS, "press") \
    X(SECTOR_NOUN, "sector-noun") \
    X(SEATED_NOUN, "seated-noun") \
    X(STATED_BODY, "stated-body") \
    X(SURNAME_POST, "surname-post") \
    X(TRADE_BODY, "trade-body") \
    X(TRADE_NOUN, "trade-noun") \
    X(WARE_NOUN, "ware-noun") \
    X(WARE_VERB, "ware-verb")

#define SET_ENUM(name, text) SET_##name,
enum finder_set { FINDER_SETS(SET_ENUM) SET_COUNT };
#undef SET_ENUM

struct draft {
    enum cp_kind kind;
    struct cp_str id, label, country;
    struct cp_str label_lower; // empty until it is asked for
    const struct cp_name *name;
    CP_VEC(struct cp_str) aliases; // may repeat
    bool strong;                   // met under a name that needs no support
};

// The tokens in which a hit stands, its ends perhaps inside them; first > last: in none.
struct finder_place {
    uint32_t first, last;
};

struct finder {
    const struct cp_lexicon *lexicon;
    struct cp_arena *doc;
    const struct cp_analysis *analysis;
    const struct cp_name_hit *hits;
    size_t hit_count;
    const struct finder_place *places; // of each hit
    CP_VEC(struct cp_mention) mentions;
    CP_VEC(uint32_t) states; // the mentions of states among them
    CP_VEC(struct draft) entities;
    struct cp_table *ids;     // id → entity
    struct cp_table *aliases; // name in lower case → entity + 1
    bool *named;              // for each token: it belongs to a name
    bool *wares;              // for each token: it stands in the name of a product that the lexicon has: "Google Play Store"
    uint32_t *named_as;       // and of which entity, the last one put down
    uint32_t sets[SET_COUNT];
    bool *shouted;            // for each sentence: written in capitals, or in Capitals of a Headline
};

// ---- helpers of find.c
bool cp_finder_in(const struct finder *f, enum finder_set set, struct cp_str word);
bool cp_finder_describes(const struct cp_name *name, struct cp_str noun); // is it one of the nouns by which the name is known, or the last word of one?
struct cp_str cp_finder_text(struct finder *f, uint32_t first, uint32_t last); // as written, white space collapsed; may be borrowed from the document
const struct cp_post *cp_finder_post(const struct finder *f, uint32_t first, uint32_t last); // the post whose title the tokens are, or NULL
uint32_t cp_finder_entity(struct finder *f, enum cp_kind kind, struct cp_str id, struct cp_str label);
void cp_finder_alias(struct finder *f, uint32_t entity, struct cp_str alias);
uint32_t cp_finder_known(const struct finder *f, struct cp_str name); // entity met under this name, or CP_NONE
void cp_finder_mention(struct finder *f, uint32_t first, uint32_t last, uint32_t entity, enum cp_mention_form form,
                       float confidence);
uint32_t cp_finder_named(struct finder *f, const struct cp_name *name, uint32_t t); // entity of a row of the lexicon, met at t
uint32_t cp_finder_head(const struct finder *f, uint32_t first, uint32_t last); // the token whose head is outside
bool cp_finder_is_field(const struct finder *f, uint32_t t); // "Energy", "Trade": a capitalised word that says what a body is for
bool cp_finder_is_noun(const struct cp_token *token);
bool cp_finder_is_capitalised(const struct cp_token *token); // a proper noun, or capitalised inside a sentence

static inline bool is_word(const struct cp_token *token, const char *word) // in lower case
{
    return cp_str_equal(token->lower, cp_str_from(word));
}

static inline bool cp_finder_is_finite(const struct cp_token *token)
{
    return token->tag == CP_TAG_VBD || token->tag == CP_TAG_VBZ || token->tag == CP_TAG_VBP || token->tag == CP_TAG_MD;
}

bool cp_finder_is_press(struct finder *f, uint32_t first, uint32_t last); // an outlet that only reports

uint32_t cp_finder_title_before(struct finder *f, uint32_t t, uint32_t lowest); // first token of the longest title that ends right before t; t: none

// ---- stages
void cp_find_lexical(struct finder *f);
void cp_find_bodies(struct finder *f);
void cp_find_unknown(struct finder *f);
void cp_find_short(struct finder *f);
void cp_find_goods(struct finder *f);
void cp_find_coreference(struct finder *f);

#endif
