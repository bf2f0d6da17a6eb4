// SPDX-License-Identifier: GPL-3.0-or-later
//
// measures.tsv in memory, and the question whether the words around a token fulfil a row's condition.
//
//     condition  = clause { " & " clause }
//     clause     = [ scope ":" ] test { " | " test }
//     test       = word | prefix* | "several words" | @set | %kind | #
//
// `needs` wants each of its clauses, `unless` forbids any of its clauses.
//
// Room: relate.
#ifndef CP_RELATE_TRIGGER_H
#define CP_RELATE_TRIGGER_H

#include "act.h"

enum trigger_pos { TRIGGER_NOUN, TRIGGER_VERB, TRIGGER_NAME, TRIGGER_POS_COUNT };

// Where a clause looks. Of a noun: its modifiers, its complements. Of a verb: its adverbs, its arguments.
enum trigger_scope {
    SCOPE_AROUND,   // left and right
    SCOPE_LEFT,     // modifiers before the noun
    SCOPE_RIGHT,    // prepositional and participial complements, also those of the light verb
    SCOPE_OBJECT,   // of the verb, or what is passive
    SCOPE_SUBJECT,  // of the verb, or of the light verb
    SCOPE_HEAD,     // the word that it hangs on, and what that hangs on
    SCOPE_SENTENCE, // anywhere in the sentence
    SCOPE_COUNT
};

enum test_kind { TEST_PHRASE, TEST_PREFIX, TEST_ENTITY, TEST_NAME, TEST_NUMBER };

struct trigger_test {
    enum test_kind kind;
    struct cp_str text; // prefix; words of a phrase parted by one blank
    uint32_t number;    // kind of entity
};

struct trigger_clause {
    enum trigger_scope scope;
    uint32_t list; // of asked.h: single words and sets among the alternatives
    const struct trigger_test *tests; // the other alternatives
    size_t count;
    uint32_t phrase_starts; // of asked.h: the first words of those that are phrases
    bool only_phrases;      // all of them are
};

struct trigger_condition {
    const struct trigger_clause *clauses;
    size_t count;
};

// X(name in C, name in the file)
#define TRIGGER_FLAG_LIST(X)                                                                                           \
    X(WEAK, "weak")         /* always general: it refers, and never founds an act */                                   \
    X(SPECIFIC, "specific") /* founds an act even if it stands bare */                                                 \
    X(CARRIER, "carrier")   /* gives way to a trigger in its arguments: plan, measure, respond */                      \
    X(ANSWERS, "answers")   /* says itself that it answers another act */                                              \
    X(PLANNED, "planned")   /* not yet done */                                                                         \
    X(ENDED, "ended")       /* done with */                                                                            \
    X(ALLEGED, "alleged")   /* hypothetical by itself */                                                               \
    X(CAPITAL, "capital")   /* only as part of a proper name, written with a capital */                                \
    X(PASSIVE, "passive")   /* verb: only in the passive */                                                            \
    X(OBJECT, "object")     /* verb: only with an object, or in the passive */

#define TRIGGER_ENUM(name, text) TRIGGER_BIT_##name,
enum trigger_bit { TRIGGER_FLAG_LIST(TRIGGER_ENUM) TRIGGER_BIT_COUNT };
#undef TRIGGER_ENUM
#define TRIGGER_ENUM(name, text) TRIGGER_##name = 1U << TRIGGER_BIT_##name,
enum trigger_flag { TRIGGER_FLAG_LIST(TRIGGER_ENUM) };
#undef TRIGGER_ENUM

struct trigger_row {
    struct cp_str id;
    unsigned line;
    enum trigger_pos pos;
    enum cp_measure_type type;
    struct trigger_condition needs, unless;
    unsigned flags;
    struct cp_str example, counterexample;
};

// One of a row's words: "trade deal" is found by its last word, "crack down" by its first.
struct trigger_key {
    uint32_t row;
    uint32_t next; // the next key with the same found word, in the order of rows; CP_NONE at the end
    const struct cp_str *words;
    size_t count;
};

struct trigger_table {
    const char *file;
    const struct trigger_row *rows;
    size_t count;
    const struct trigger_key *keys;
    struct cp_table *index[TRIGGER_POS_COUNT]; // found word → first key + 1
    uint32_t found[TRIGGER_POS_COUNT];         // the same words as a list of asked.h; of names there is none
    // Word sets that trigger.c looks up
    uint32_t carrier_nouns, block_heads, label_prepositions, aim_prepositions, light_verbs, suffer_verbs,
        answer_modifiers;
};

// The first key for a word, or CP_NONE.
uint32_t cp_relate_trigger_keys(const struct trigger_table *table, enum trigger_pos pos, struct cp_str word);

// ---------------------------------------------------------------- trigger.c, telling.c

// The search for tellings in one document. Arrays have a place for each token.
struct hunt {
    struct scene *scene;
    const struct trigger_table *table;
    uint32_t *row;    // for each token the row that it fits, or CP_NONE
    CP_VEC(uint32_t) found; // the tokens that fitted one, in their order
    uint32_t *fits;   // the same before any gave way to another
    bool *taken;      // inside a named act
    bool *answers;    // a carrier said that it answers something
    uint32_t *begins; // of a named act's head: first and last token of the name
    uint32_t *ends;
};

// Do the words of some row stand here, whatever its conditions?
bool cp_relate_is_trigger_noun(const struct scene *scene, const struct trigger_table *table, uint32_t token);

// The token's row makes a telling.
void cp_relate_add_telling(struct hunt *hunt, uint32_t token);

// ---------------------------------------------------------------- context.c

// Some tokens near a trigger, in no order; more than fit are left out.
enum { NEAR_MOST = 96 };
struct near_tokens {
    uint32_t items[NEAR_MOST];
    size_t count;
};

void cp_relate_near(const struct scene *scene, uint32_t token, bool verbal, enum trigger_scope scope,
                    struct near_tokens *near);
bool cp_relate_needs_met(const struct scene *scene, uint32_t token, bool verbal, const struct trigger_row *row);
bool cp_relate_is_passive(const struct scene *scene, uint32_t verb);

// ---------------------------------------------------------------- small steps over the tree

static inline const struct cp_token *token_at(const struct scene *scene, uint32_t token)
{
    return &scene->analysis->tokens[token];
}

static inline enum cp_dep dep_of(const struct scene *scene, uint32_t token)
{
    return (enum cp_dep)token_at(scene, token)->dep;
}

static inline bool is_noun(const struct scene *scene, uint32_t token)
{
    uint8_t tag = token_at(scene, token)->tag;
    return tag == CP_TAG_NN || tag == CP_TAG_NNS || tag == CP_TAG_NNP || tag == CP_TAG_NNPS;
}

static inline bool is_verb(const struct scene *scene, uint32_t token)
{
    uint8_t tag = token_at(scene, token)->tag;
    return tag >= CP_TAG_VB && tag <= CP_TAG_VBZ;
}

// Part of the noun phrase of the word that it hangs on, before it.
static inline bool is_name_part(enum cp_dep dep)
{
    return dep == CP_DEP_COMPOUND || dep == CP_DEP_NMOD || dep == CP_DEP_AMOD;
}

static inline bool word_is(const struct cp_token *t, struct cp_str word)
{
    return cp_str_equal(t->lower, word) || cp_str_equal(t->lemma, word);
}

uint32_t cp_relate_child(const struct scene *scene, uint32_t token, enum cp_dep dep); // first one, or CP_NONE
uint32_t cp_relate_governor(const struct scene *scene, uint32_t token);               // head, or CP_NONE at a root
const struct cp_mention *cp_relate_mention_at(const struct scene *scene, uint32_t token);

#endif
