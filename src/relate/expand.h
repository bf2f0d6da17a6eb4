// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the head of a noun phrase to the entities that it stands for.
//
// Room: relate.
#ifndef CP_RELATE_EXPAND_H
#define CP_RELATE_EXPAND_H

#include "act.h"

// Forms in which a party may stand, as bits: those of mentions, and one more for a group of people or firms whose
// state alone is named ("Chinese firms", "importers in Chile").
#define PARTY_FORM(form) (1u << (form))
enum { PARTY_GROUP_BIT = 7 };
#define PARTY_GROUP (1u << PARTY_GROUP_BIT)
#define PARTY_ACTORS                                                                                                   \
    (PARTY_FORM(CP_MENTION_NAME) | PARTY_FORM(CP_MENTION_SEAT) | PARTY_FORM(CP_MENTION_DESCRIPTION) |                  \
     PARTY_FORM(CP_MENTION_PRONOUN) | PARTY_FORM(CP_MENTION_GOODS) | PARTY_GROUP)
#define PARTY_ANY_KIND UINT32_MAX

struct party {
    uint32_t entity;
    uint32_t first, last; // tokens that name it here
    unsigned form;        // one of the bits above
    float confidence;
};

// Word sets that the rules of this room look up, found once.
#define PHRASE_SET_LIST(X)                                                                                             \
    X(QUANTITY_NOUN, "quantity-noun") X(GROUP_NOUN, "group-noun") X(OFFICIAL_NOUN, "official-noun")                    \
    X(PLAN_NOUN, "plan-noun") X(CARRIER_NOUN, "carrier-noun") X(LIGHT_VERB, "light-verb")                              \
    X(ACT_CARRIER, "act-carrier") X(ACT_ANAPHOR, "act-anaphor") X(PAINS_NOUN, "pains-noun")              \
    X(WARE_NOUN, "ware-noun") X(TRADE_FLOW, "trade-flow") X(PEOPLE_NOUN, "people-noun")
#define PHRASE_ENUM(name, text) PHRASE_##name,
enum phrase_set { PHRASE_SET_LIST(PHRASE_ENUM) PHRASE_SET_COUNT };
#undef PHRASE_ENUM

bool cp_relate_in_set(const struct scene *scene, uint32_t token, enum phrase_set set); // by lemma

// "steel", of "steelmakers"; empty for other words.
struct cp_str cp_relate_made_by(struct cp_str lower);

enum { PARTIES_MOST = 32 };
struct parties {
    struct party items[PARTIES_MOST];
    unsigned count;
    unsigned own; // how many of them, the first ones, the phrase stands for without its conjuncts
};

// Entities of the wanted kinds (bits of enum cp_kind) for which the phrase headed by `token` stands: its name; all
// conjuncts; what a noun of quantity measures ("dozens of"); the members of a list ("such as", "including"); an
// apposition; the state of a group, or of a people ("the people of Chile"). A group whose members are named stands for these, not for its state; a possessive that
// is no state ("Huawei's suppliers") gives nothing. A "steelmaker" names steel, if the document does.
void cp_relate_entities(const struct scene *scene, uint32_t token, uint32_t kinds, struct parties *out);

// The same without conjuncts.
void cp_relate_own_entities(const struct scene *scene, uint32_t token, uint32_t kinds, struct parties *out);

// Is the token the head of goods' name, or within one?
bool cp_relate_names_goods(const struct scene *scene, uint32_t token);

// Does the token stand in the tree below `top`, or is it that?
bool cp_relate_is_under(const struct scene *scene, uint32_t token, uint32_t top);

#endif
