// SPDX-License-Identifier: GPL-3.0-or-later
//
// Patterns: how a rule says which way leads from one phrase (A) to another (B). Compiled once, then only read.
//
// A pattern in the TREE is a row of steps from the head of A to the head of B, parted by blanks:
//
//     <nsubj:sell|ship >dobj >prep:to >pobj          A sells … to B
//
//     step  = ( "<" | ">" ) labels [ ":" words ] { ( "+" | "-" ) labels [ ":" words ] }
//     labels, words: alternatives with "|" between; "=:words" asks something of the word where one stands
//
// "<" goes to the governor, where the label is that of the word one comes from; ">" goes to a dependent. What stands
// behind ":" is asked of the word that the step reaches: a lemma or form, a set of words (@maker-noun), a class (#noun, #verb,
// #adjective, #number; #goods: what goods are named by; #maker: "steelmaker"); nothing, or "*", is any word. "+prt:over" asks that the word has such a dependent, "-neg" that it has none.
//
// Grammar that is the same for all patterns is not written into them:
//   <nsubj      also reaches the verbs that share the subject ("A plans to sell", "A grew by selling", "A's plan to sell"),
//               the verb of a relative clause ("A, which sells") and of a participle ("A, selling …")
//   <nsubjpass  likewise ("chips made by", "A, which was bought by")
//   <dobj       also from the word before a relative clause ("the chips that B makes"), and to the passive: "A was bought" is
//               <dobj:buy, and "A was bought by B" is <dobj:buy >nsubj
//   >nsubj      likewise, from a verb to the subject that it shares, or to the agent behind "by"
//   >dobj       likewise, to the subject of a passive
//   >prep       from a verb also to what hangs on its object or agent, from a noun to what hangs on the noun behind its "of", or
//               behind it on the verb that it is an object of
//   <prep       likewise the other way: where a preposition hangs is the least certain thing in a tree
//   nouns of quantity are passed over ("is one of the makers" is >attr:maker)
// Conjuncts and lists at both ends are the business of cp_relate_entities.
//
// A pattern on the SURFACE is a row of words that begins with A or B and holds both:
//
//     A 's? #mod* @firm-noun B                       China's telecoms giant Huawei
//
// An item is a word, a set, a class (#mod: any word that can stand before a noun within its phrase; #title: a post of
// posts.tsv, of any length), alternatives of these with "|", and may be followed by "?", "*" or "+".
//
// Room: relate.
#ifndef CP_RELATE_PATTERN_H
#define CP_RELATE_PATTERN_H

#include "act.h"

enum { PATTERN_STEPS_MOST = 8, PATTERN_ITEMS_MOST = 12, PATTERN_SETS_MOST = 3, PATTERN_CHECKS_MOST = 2 };

enum word_class { CLASS_NONE, CLASS_NOUN, CLASS_VERB, CLASS_ADJECTIVE, CLASS_NUMBER, CLASS_MODIFIER, CLASS_TITLE, CLASS_GOODS, CLASS_MAKER };

// What is asked of one word: any of these.
struct word_test {
    bool any;
    enum word_class class;
    uint32_t list; // of asked.h: words and sets; CP_NONE if there are none
};

struct pattern_check {
    uint64_t deps; // set of enum cp_dep
    bool wanted;
    struct word_test word;
};

struct pattern_step {
    uint64_t deps;
    bool up, stay;
    struct word_test word;
    struct pattern_check checks[PATTERN_CHECKS_MOST];
    unsigned check_count;
};

enum item_kind { ITEM_WORD, ITEM_A, ITEM_B };

struct pattern_item {
    enum item_kind kind;
    struct word_test word;
    bool optional, repeated;
};

struct pattern {
    bool surface;
    struct pattern_step steps[PATTERN_STEPS_MOST];
    struct pattern_item items[PATTERN_ITEMS_MOST];
    unsigned count; // of steps or items
};

// NULL, or what is wrong with the text, as the end of a sentence: "has a label that is no dependency".
const char *cp_relate_read_pattern(const struct cp_lexicon *lexicon, struct asked *asked, struct cp_arena *run,
                                   struct cp_str text, struct pattern *pattern);

// One way that fits.
struct way {
    uint32_t end;         // the token that is B's, or belongs to it
    uint32_t verb;        // the first verb on the way, or CP_NONE
    uint32_t first, last; // tokens of the way, inclusive
};

enum { WAYS_MOST = 16 };
struct ways {
    struct way items[WAYS_MOST];
    unsigned count;
};

// All ways from `start` through the tree. The pattern is one in the tree.
void cp_relate_follow(const struct scene *scene, const struct pattern *pattern, uint32_t start, struct ways *ways);

// The same in two halves, for who tries many patterns at one token: what the first step reaches hangs only on its direction and labels,
// which few patterns have for themselves.
enum { REACHED_MOST = 16 };
struct reached {
    uint32_t items[REACHED_MOST];
    unsigned count;
};
void cp_relate_take_step(const struct scene *scene, const struct pattern_step *step, uint32_t start, struct reached *reached);
void cp_relate_follow_from(const struct scene *scene, const struct pattern *pattern, uint32_t start, const struct reached *first, struct ways *ways);
bool cp_relate_reach_alike(const struct pattern_step *a, const struct pattern_step *b);

// Mentions by the token that they begin at: first[t] … first[t + 1] are indexes into mentions.
struct mention_starts {
    const uint32_t *first;
};
struct mention_starts cp_relate_mention_starts(const struct scene *scene);

// All ways over the surface from the mention at which the pattern begins; `end` is the index of the mention at its other slot.
// `fits` says whether a mention may fill that slot.
typedef bool (*cp_relate_slot_fits)(void *context, const struct cp_mention *mention);
void cp_relate_read_along(const struct scene *scene, const struct pattern *pattern, struct mention_starts starts,
                          const struct cp_mention *mention, cp_relate_slot_fits fits, void *context, struct ways *ways);

#endif
