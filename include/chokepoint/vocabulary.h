// SPDX-License-Identifier: GPL-3.0-or-later
//
// The closed vocabulary of the graph: kinds of nodes, types and statuses of
// measures, relations. Code switches on these, so they are lists here; what code
// only passes through (names, triggers, rules) is data in src/lexicon.
//
// Room: lexicon.
#ifndef CHOKEPOINT_VOCABULARY_H
#define CHOKEPOINT_VOCABULARY_H

#include "chokepoint/base.h"

// X(name in C, name in files, id prefix)
#define CP_KIND_LIST(X)                                                                                                \
    X(COUNTRY, "country", "cty")                                                                                       \
    X(AGENCY, "agency", "agy")                                                                                         \
    X(COMPANY, "company", "com")                                                                                       \
    X(ORGANIZATION, "organization", "org")                                                                             \
    X(PERSON, "person", "per")                                                                                         \
    X(TECHNOLOGY, "technology", "itm")                                                                                 \
    X(MEASURE, "measure", "msr")

// X(name in C, name in files, words for people, sign: -1 coercive … +1 cooperative)
#define CP_MEASURE_LIST(X)                                                                                             \
    X(EXPORT_CONTROL, "export_control", "export control", -1.0)                                                        \
    X(IMPORT_RESTRICTION, "import_restriction", "import restriction", -1.0)                                            \
    X(TARIFF, "tariff", "tariff", -0.8)                                                                                \
    X(TRADE_REMEDY, "trade_remedy", "trade remedy", -0.7)                                                              \
    X(SANCTION, "sanction", "sanction", -1.0)                                                                          \
    X(ENTITY_LISTING, "entity_listing", "entity listing", -0.9)                                                        \
    X(MARKET_BAN, "market_ban", "market ban", -1.0)                                                                    \
    X(SECURITY_REVIEW, "security_review", "security review", -0.5)                                                     \
    X(ANTITRUST, "antitrust", "antitrust action", -0.5)                                                                \
    X(INVESTMENT_SCREENING, "investment_screening", "investment screening", -0.6)                                      \
    X(DATA_RULE, "data_rule", "data rule", -0.4)                                                                       \
    X(ENFORCEMENT, "enforcement", "enforcement", -0.8)                                                                 \
    X(LEGAL_CHALLENGE, "legal_challenge", "legal challenge", -0.5)                                                     \
    X(SUBSIDY, "subsidy", "subsidy", 0.8)                                                                              \
    X(AGREEMENT, "agreement", "agreement", 1.0)                                                                        \
    X(TRAVEL_RESTRICTION, "travel_restriction", "travel restriction", -0.7)                                            \
    X(ESPIONAGE, "espionage", "espionage", -0.9)                                                                       \
    X(OTHER, "other", "measure", -0.3)

#define CP_STATUS_LIST(X) X(NONE, "") X(PLANNED, "planned") X(ACTIVE, "active") X(ENDED, "ended")

// Layers of relations: who is central in one need not be so in another.
// X(name in C, name in files)
#define CP_LAYER_LIST(X)                                                                                               \
    X(SUPPLY, "supply") X(CONTROL, "control") X(OWNERSHIP, "ownership") X(STANCE, "stance") X(PLACE, "place")

// X(name in C, name in files, words for people, sign, symmetric, layer)
#define CP_RELATION_LIST(X)                                                                                            \
    X(IMPOSES, "imposes", "imposes", 0.0, false, CONTROL)                                                              \
    X(TARGETS, "targets", "targets", -1.0, false, CONTROL)                                                             \
    X(COVERS, "covers", "covers", 0.0, false, CONTROL)                                                                 \
    X(RESPONDS_TO, "responds_to", "responds to", -1.0, false, CONTROL)                                                 \
    X(AFFECTS, "affects", "affects", -0.3, false, CONTROL)                                                             \
    X(SUPPORTS, "supports", "supports", 0.6, false, STANCE)                                                            \
    X(OPPOSES, "opposes", "opposes", -0.6, false, STANCE)                                                              \
    X(PRESSURES, "pressures", "pressures", -0.4, false, STANCE)                                                        \
    X(PART_OF, "part_of", "is part of", 0.0, false, OWNERSHIP)                                                         \
    X(BASED_IN, "based_in", "is based in", 0.0, false, PLACE)                                                          \
    X(OPERATES_IN, "operates_in", "operates in", 0.2, false, PLACE)                                                    \
    X(HOLDS_POST, "holds_post", "holds a post in", 0.0, false, PLACE)                                                  \
    X(SUPPLIES, "supplies", "supplies", 0.4, false, SUPPLY)                                                            \
    X(PRODUCES, "produces", "produces", 0.0, false, SUPPLY)                                                            \
    X(DEPENDS_ON, "depends_on", "depends on", 0.0, false, SUPPLY)                                                      \
    X(INVESTS_IN, "invests_in", "invests in", 0.5, false, OWNERSHIP)                                                   \
    X(ACQUIRES, "acquires", "acquires", 0.2, false, OWNERSHIP)                                                         \
    X(COMPETES_WITH, "competes_with", "competes with", -0.2, true, STANCE)                                             \
    X(COOPERATES_WITH, "cooperates_with", "cooperates with", 0.8, true, STANCE)

#define CP_ENUM(name, ...) CP_KIND_##name,
enum cp_kind { CP_KIND_LIST(CP_ENUM) CP_KIND_COUNT };
#undef CP_ENUM
#define CP_ENUM(name, ...) CP_MEASURE_##name,
enum cp_measure_type { CP_MEASURE_LIST(CP_ENUM) CP_MEASURE_COUNT };
#undef CP_ENUM
#define CP_ENUM(name, ...) CP_STATUS_##name,
enum cp_measure_status { CP_STATUS_LIST(CP_ENUM) CP_STATUS_COUNT };
#undef CP_ENUM
#define CP_ENUM(name, ...) CP_LAYER_##name,
enum cp_layer { CP_LAYER_LIST(CP_ENUM) CP_LAYER_COUNT };
#undef CP_ENUM
#define CP_ENUM(name, ...) CP_RELATION_##name,
enum cp_relation { CP_RELATION_LIST(CP_ENUM) CP_RELATION_COUNT };
#undef CP_ENUM

const char *cp_kind_name(enum cp_kind kind); // "country"; NULL for CP_KIND_COUNT and beyond
const char *cp_kind_prefix(enum cp_kind kind); // "cty"
const char *cp_measure_name(enum cp_measure_type type); // "export_control"
const char *cp_measure_words(enum cp_measure_type type); // "export control"
double cp_measure_sign(enum cp_measure_type type);
const char *cp_status_name(enum cp_measure_status status); // "active"; "" for NONE
const char *cp_relation_name(enum cp_relation relation);  // "responds_to"
const char *cp_relation_words(enum cp_relation relation); // "responds to"
double cp_relation_sign(enum cp_relation relation);
bool cp_relation_symmetric(enum cp_relation relation);
enum cp_layer cp_relation_layer(enum cp_relation relation); // CP_LAYER_COUNT for CP_RELATION_COUNT
const char *cp_layer_name(enum cp_layer layer); // "supply"

// Is it the stem of a word for an act that relaxes another, a licence, a waiver, an exemption?
bool cp_stem_relaxes(struct cp_str stem);
// Is it the stem of a word that may be said of any act ("tariff", "new", "goods"), so that it tells none from another?
bool cp_stem_is_plain(struct cp_str stem);

// The COUNT value of the list if the name is in none of them.
enum cp_kind cp_kind_from(struct cp_str name);
enum cp_measure_type cp_measure_from(struct cp_str name);
enum cp_measure_status cp_status_from(struct cp_str name);
enum cp_relation cp_relation_from(struct cp_str name);
enum cp_layer cp_layer_from(struct cp_str name);

#endif
