// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the stages of this room hand to each other. A *telling* is one place where the
// text names an act (a noun such as "ban", or a verb such as "blacklisted"); tellings of
// the same act are later joined into one measure.
//
//     trigger.c   tokens → tellings with type, status, hypothetical
//     role.c      tellings → who imposes, whom it targets, what it covers
//     timex*.c, when.c
//                 tellings → dates
//     answer.c    tellings → what answers what
//     post.c, own_state.c, pair.c
//                 mentions → relations between entities
//     relation.c, quote.c
//                 the same, and who supports or opposes which act, by rules and by what somebody is quoted with
//     commentator.c
//                 who only comments holds no post
//     portrait.c, same.c, identity.c
//                 tellings → acts
//     trade.c, harm.c, terms.c
//                 acts → who sells to whom, who is hurt, what they cover as later sentences tell
//     edges.c, verdict.c, bond.c
//                 links → the edges that are drawn
//     assemble.c  acts and edges → facts
//     gap.c       all of these → what the lexicon and the rules do not cover
//
// Room: relate.
#ifndef CP_RELATE_ACT_H
#define CP_RELATE_ACT_H

#include "chokepoint/mention.h"
#include "chokepoint/relate.h"

#include "asked.h"

// How much a telling says by itself.
enum telling_reach {
    TELLING_SPECIFIC, // may found an act
    TELLING_GENERAL,  // "the ban", "these restrictions", "sanctions": refers to an act told elsewhere if there is one
};

// What a date has to do with the telling that takes it, from doubtful to sure.
enum date_hold {
    DATE_NONE,
    DATE_OF_EFFECT,   // "effective July 1": when it bites, not when it was taken
    DATE_OF_END,      // "lifted in May"
    DATE_OF_FRAME,    // opens the sentence, or stands behind the act's phrase
    DATE_OF_CLAUSE,   // in the same clause, or one beside it
    DATE_OF_REPORT,   // when it was told
    DATE_OF_DECISION, // of the verb above the one that takes the act
    DATE_OF_TAKING,   // of the verb that takes it, or of a clause about the act
    DATE_IN_NAME,     // "the October 7 rules"
};

struct telling {
    uint32_t token;        // the trigger: head of the noun phrase, or the verb
    uint32_t first, last;  // tokens that name the act, for its label: the noun phrase, or the verb with its object
    uint32_t sentence;
    enum cp_measure_type type;
    enum cp_measure_status status; // as this telling has it; NONE if it does not say
    bool verbal;           // the trigger is a verb
    bool hypothetical;     // may, would, plans to, reportedly, alleged, …
    bool negated;          // denied: draws nothing by itself
    bool answers;          // the trigger itself says that it is an answer (retaliation, countermeasure)
    enum telling_reach reach;
    uint32_t governor;     // verb that carries a nominal trigger (light verb: "imposed" tariffs; "faces" sanctions), else CP_NONE
    uint32_t trigger;      // row of measures.tsv
    struct cp_date date;
    uint8_t dated;         // how surely the date is its own (enum date_hold); 0 if it has none
    uint32_t act;          // after identity.c: which act; CP_NONE if none
};

// One argument of a telling, or one relation between entities. `from` and `to` are entities, or tellings where
// the relation takes a measure at that end.
struct link {
    enum cp_relation relation;
    bool from_telling, to_telling;
    uint32_t from, to;
    bool hypothetical;
    float confidence;
    float framed;         // confidence of the frame that gives it this part; below 0: of one that gives it another
    uint32_t first, last; // tokens of the evidence, inclusive: the shortest stretch that shows it
    const char *rule;     // id, lives as long as the engine or the document
    struct cp_date date;
    uint8_t form;  // of the name that plays the part, or that the relation begins with: enum cp_mention_form
    uint32_t name; // token after the head of that name; 0 if no sentence gives it the part
    int8_t tone;   // of the speech that shows it: words for the act less words against it
    uint8_t to_form; // of the name that the relation goes to, if the scorer of pairs sees it
    uint8_t steps; // of the way through the tree between two names, + 1; 0 if there is none
};

typedef CP_VEC(struct telling) telling_vec;
typedef CP_VEC(struct link) link_vec;

struct promise_word;
struct phrase;

// What every stage may look at.
struct scene {
    const struct cp_engine *engine;
    const struct cp_lexicon *lexicon;
    struct cp_arena *doc;
    const struct cp_document *document;
    const struct cp_analysis *analysis;
    const struct cp_mentions *mentions;
    telling_vec tellings; // sorted by token
    link_vec links;
    link_vec doubtful; // parts in acts that are too little sure to be taken for true; verdict.c hears them
    // Children of each token in the tree, in order: children[child_first[t] … child_first[t + 1])
    const uint32_t *child_first, *children;
    const uint64_t **lemma_rows, **lower_rows;         // of each token: which lists of words have it (asked.h)
    const uint64_t **sentence_rows; // of each sentence, the rows of all its words put together; NULL until it is asked for
    uint32_t *act_names; // of each token: the first key of the named acts that begin with its word (trigger.h), or CP_NONE
    uint16_t *time_beginnings; // of each token: the expressions of time that may begin with its word (timex.h)
    struct promise_word *promises; // of each token: what its word promises (promise.h)
    uint32_t quantity_nouns, object_control_verbs, aiming_verbs, past_words, relief_nouns, answer_words, striking_verbs; // word sets, looked up once
    const uint32_t *said_by; // of each token: the entity that "I" or "we" is in a quotation, or CP_NONE; NULL until quotations are heard
    const struct phrase *phrases; // of each telling (same.h); NULL until tellings are joined
    bool of_today; // a release, whose news is of its own day
    struct cp_table *countries, *bodies; // code or lower-case label → entity + 1
};

static inline bool is_stance(enum cp_relation relation)
{
    return relation == CP_RELATION_SUPPORTS || relation == CP_RELATION_OPPOSES;
}

// Who takes the part is where the edge begins (imposes, supports, opposes), not where it ends (targets, covers, affects).
static inline bool comes_to_act(enum cp_relation part)
{
    return part == CP_RELATION_IMPOSES || is_stance(part);
}

// Is the token's lemma one of the list's words? And the lemma or the form?
static inline bool lemma_is_asked(const struct scene *scene, uint32_t token, uint32_t list)
{
    return cp_relate_row_has(scene->lemma_rows[token], list);
}

static inline bool form_is_asked(const struct scene *scene, uint32_t token, uint32_t list)
{
    return cp_relate_row_has(scene->lower_rows[token], list);
}

static inline bool is_asked(const struct scene *scene, uint32_t token, uint32_t list)
{
    return lemma_is_asked(scene, token, list) || form_is_asked(scene, token, list);
}

const uint64_t *cp_relate_add_up_row(const struct scene *scene, size_t sentence); // and keeps it (engine.c)

static inline const uint64_t *sentence_row(const struct scene *scene, size_t sentence)
{
    const uint64_t *row = scene->sentence_rows[sentence];
    return row ? row : cp_relate_add_up_row(scene, sentence);
}

// Is some word of the sentence one of the list's words?
static inline bool sentence_is_asked(const struct scene *scene, size_t sentence, uint32_t list)
{
    return cp_relate_row_has(sentence_row(scene, sentence), list);
}

// The rows of measures.tsv, read once (trigger_table.c).
struct trigger_table;
enum cp_status cp_relate_load_triggers(const struct cp_lexicon *lexicon, struct asked *asked, struct cp_arena *run,
                                       const struct trigger_table **result, struct cp_error *err);
struct cp_str cp_relate_trigger_id(const struct trigger_table *table, uint32_t trigger);

// Could the sentence, not parsed yet, tell of an act? Cheap: to choose the sentences to parse.
bool cp_relate_may_tell(const struct scene *scene, const struct cp_sentence *sentence);

// Fills scene->tellings; status, hypothetical and negated by factuality.c, dates by when.c.
void cp_relate_find_tellings(struct scene *scene, const struct trigger_table *table);
void cp_relate_judge_tellings(struct scene *scene, const struct trigger_table *table);
void cp_relate_date_tellings(struct scene *scene);

// How a clause is meant: what its modals, governing verbs, conditions and negations make of the word at `token`.
// `type` tells agreements (whose talks are planning) from the rest. Also used for relations without a measure.
struct factuality {
    enum cp_measure_status status;
    bool hypothetical, negated;
};
struct factuality cp_relate_factuality(const struct scene *scene, uint32_t token, enum cp_measure_type type);

#endif
