// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// Things that the scheme rules out, as tags are given before there is a tree, and the first of two verbs is taken for the
// only one:
//
//   - a participle that has a subject and no auxiliary, as the sentence's verb or that of a relative clause: "Ames approved of
//     it" - it is the past tense;
//   - a sentence without a verb whose noun has a relative clause, and the clause a second predicate of its own that lacks a
//     subject: "the firm that Oslo supports was banned" - that one is the sentence's, and the noun its subject;
//   - a sentence whose verb is that of a clause at its subject, and has a second verb that nothing joins: "traders accused of fraud
//     moved it", "the machines that it promised to ship are stuck" - the second one is the sentence's;
//   - the same where the second verb took the clause's object for its subject: "the minister who signed the decree restricting
//     exports told reporters".
//
// Subtrees are contiguous, as the parser draws projective trees only.
#include "mend.h"

static bool is_noun(unsigned tag)
{
    return tag == CP_TAG_NN || tag == CP_TAG_NNS || tag == CP_TAG_NNP || tag == CP_TAG_NNPS;
}

// What a predicate has before it: is it finite, has it a subject?
struct predicate {
    bool finite, passive, subject, mark;
};

static struct predicate look_at_predicate(const struct cp_row *row, int verb)
{
    struct predicate p = {.finite = cp_tag_is_finite(row->tag[verb + CP_PAD])};
    for (int i = row->head[verb] + 1; i < verb; i++) {
        if (row->head[i] != verb)
            continue;
        const uint8_t label = row->label[i];
        p.finite |= (label == CP_DEP_AUX || label == CP_DEP_AUXPASS) && cp_tag_is_finite(row->tag[i + CP_PAD]);
        p.passive |= label == CP_DEP_AUXPASS;
        p.subject |= label == CP_DEP_NSUBJ || label == CP_DEP_NSUBJPASS || label == CP_DEP_CSUBJ ||
                     label == CP_DEP_CSUBJPASS || label == CP_DEP_EXPL;
        p.mark |= label == CP_DEP_MARK || label == CP_DEP_CC;
    }
    return p;
}

static bool can_be_predicate(uint8_t label)
{
    return label == CP_DEP_CCOMP || label == CP_DEP_XCOMP || label == CP_DEP_ACOMP || label == CP_DEP_CONJ ||
           label == CP_DEP_ADVCL || label == CP_DEP_DEP;
}

// The predicate that a relative clause has taken from the sentence; -1 if there is none.
static int stolen_predicate(const struct cp_row *row, int clause, bool *passive)
{
    bool joined = false;
    for (int i = clause + 1; i < row->count; i++) {
        joined |= row->head[i] == clause && row->label[i] == CP_DEP_CC;
        if (row->head[i] != clause || joined || !can_be_predicate(row->label[i]))
            continue;
        const struct predicate p = look_at_predicate(row, i);
        if (p.finite && !p.subject && !p.mark) {
            *passive = p.passive;
            return i;
        }
    }
    return -1;
}

static void mend_predicate(struct cp_row *row)
{
    int root = 0, clause = -1, verb;
    bool passive = false;
    while (root < row->count && row->head[root] >= 0)
        root++;
    if (root == row->count || !is_noun(row->tag[root + CP_PAD]))
        return;
    for (int i = root + 1; i < row->count && clause < 0; i++)
        if (row->head[i] == root && row->label[i] == CP_DEP_RELCL)
            clause = i;
    if (clause < 0 || (verb = stolen_predicate(row, clause, &passive)) < 0)
        return;
    for (int i = verb + 1; i < row->count; i++)
        if (row->head[i] == root || row->head[i] == clause)
            row->head[i] = (int16_t)verb;
    row->head[verb] = -1;
    row->label[verb] = CP_DEP_ROOT;
    row->head[root] = (int16_t)verb;
    row->label[root] = passive ? CP_DEP_NSUBJPASS : CP_DEP_NSUBJ;
}

static bool is_subject(uint8_t label)
{
    return label == CP_DEP_NSUBJ || label == CP_DEP_NSUBJPASS;
}

// What the root of a sentence has around it, if it is a verb: its subject, and whether it can be a relative clause.
struct root {
    int verb, subject;   // -1: none
    bool relative, auxiliary; // a relative pronoun behind the subject; an auxiliary
};

static struct root look_at_root(const struct cp_row *row)
{
    struct root r = {.verb = 0, .subject = -1};
    while (r.verb < row->count && row->head[r.verb] >= 0)
        r.verb++;
    for (int i = 0; i < r.verb && r.verb < row->count; i++) {
        if (row->head[i] != r.verb)
            continue;
        const unsigned tag = row->tag[i + CP_PAD];
        if (is_subject(row->label[i]) && is_noun(tag) && r.subject < 0)
            r.subject = i;
        r.relative |= r.subject >= 0 && (tag == CP_TAG_WDT || tag == CP_TAG_WP);
        r.auxiliary |= row->label[i] == CP_DEP_AUX || row->label[i] == CP_DEP_AUXPASS;
    }
    return r;
}

// The first word of a verb that has nothing of its own but auxiliaries and adverbs before it, and no subject behind it; -1 if it has more.
static int first_of_bare_verb(const struct cp_row *row, int verb)
{
    int first = verb;
    for (int i = 0; i < row->count; i++) {
        if (row->head[i] != verb)
            continue;
        const uint8_t label = row->label[i];
        const bool plain = label == CP_DEP_AUX || label == CP_DEP_AUXPASS || label == CP_DEP_NEG ||
                           (label == CP_DEP_ADVMOD && row->tag[i + CP_PAD] == CP_TAG_RB);
        if (is_subject(label) || (i < verb && !plain))
            return -1;
        first = i < first ? i : first;
    }
    return first;
}

static bool has_object(const struct cp_row *row, int verb)
{
    for (int i = verb + 1; i < row->count; i++)
        if (row->head[i] == verb && row->label[i] == CP_DEP_DOBJ)
            return true;
    return false;
}

// A finite verb behind the root's that has no subject and is joined by no word; -1 if there is none. It is the sentence's if the
// root is a clause between commas, or if it has an object, as no participle behind a noun has.
static int second_verb(const struct cp_row *row, const struct root *r, bool *passive)
{
    const bool enclosed = r->subject + 2 == r->verb && row->tag[r->subject + 1 + CP_PAD] == CP_TAG_COMMA;
    for (int i = r->verb + 1; i < row->count; i++) {
        if (row->head[i] != r->verb)
            continue;
        if (row->label[i] == CP_DEP_CC || (!r->relative && row->label[i] == CP_DEP_DOBJ))
            return -1;
        if (!can_be_predicate(row->label[i]))
            continue;
        const struct predicate p = look_at_predicate(row, i);
        const int first = first_of_bare_verb(row, i);
        if (!p.finite || first <= r->verb)
            continue;
        if (!r->relative && !enclosed && (row->tag[first - 1 + CP_PAD] == CP_TAG_COMMA || !has_object(row, i)))
            continue;
        *passive = p.passive;
        return i;
    }
    return -1;
}

static void mend_root(struct cp_row *row)
{
    const struct root r = look_at_root(row);
    bool passive = false;
    if (r.verb == row->count || r.subject < 0 ||
        (!r.relative && (r.auxiliary || (row->tag[r.verb + CP_PAD] != CP_TAG_VBD && row->tag[r.verb + CP_PAD] != CP_TAG_VBN))))
        return;
    const int verb = second_verb(row, &r, &passive);
    if (verb < 0)
        return;
    for (int i = 0; i < row->count; i++)
        if (row->head[i] == r.verb && (i > verb || i < r.subject))
            row->head[i] = (int16_t)verb;
    row->head[verb] = -1;
    row->label[verb] = CP_DEP_ROOT;
    row->head[r.subject] = (int16_t)verb;
    row->label[r.subject] = passive ? CP_DEP_NSUBJPASS : CP_DEP_NSUBJ;
    row->head[r.verb] = (int16_t)r.subject;
    row->label[r.verb] = r.relative ? CP_DEP_RELCL : CP_DEP_ACL;
    if (!r.relative)
        row->tag[r.verb + CP_PAD] = CP_TAG_VBN;
}

// The verb that took the object of a clause before it for its subject: "who signed the decree restricting exports told reporters".
static void mend_object(struct cp_row *row)
{
    int root = 0;
    while (root < row->count && row->head[root] >= 0)
        root++;
    if (root == row->count || !is_noun(row->tag[root + CP_PAD]))
        return;
    for (int i = root + 1; i < row->count; i++) {
        const int above = row->head[i];
        if (row->label[i] != CP_DEP_CCOMP || above <= root || row->tag[above + CP_PAD] != CP_TAG_VBG ||
            row->label[above] != CP_DEP_ACL || !cp_tag_is_finite(row->tag[i + CP_PAD]))
            continue;
        int subject = -1;
        bool mark = false;
        for (int k = above + 1; k < i; k++) {
            subject = row->head[k] == i && is_subject(row->label[k]) ? k : subject;
            mark |= row->head[k] == i && row->label[k] == CP_DEP_MARK;
        }
        if (subject < 0 || mark)
            continue;
        row->head[subject] = (int16_t)above;
        row->label[subject] = CP_DEP_DOBJ;
        row->head[i] = -1;
        row->label[i] = CP_DEP_ROOT;
        row->head[root] = (int16_t)i;
        row->label[root] = CP_DEP_NSUBJ;
        for (int k = i + 1; k < row->count; k++)
            if (row->head[k] == root)
                row->head[k] = (int16_t)i;
        return;
    }
}

static void mend_tense(struct cp_row *row)
{
    for (int i = 1; i < row->count; i++)
        if (row->tag[i + CP_PAD] == CP_TAG_VBN && (row->head[i] < 0 || row->label[i] == CP_DEP_RELCL)) {
            bool subject = false, auxiliary = false;
            for (int k = row->head[i] < i ? row->head[i] + 1 : 0; k < i; k++)
                if (row->head[k] == i) {
                    subject |= row->label[k] == CP_DEP_NSUBJ;
                    auxiliary |= row->label[k] == CP_DEP_AUX || row->label[k] == CP_DEP_AUXPASS;
                }
            if (subject && !auxiliary)
                row->tag[i + CP_PAD] = CP_TAG_VBD;
        }
}

void cp_mend_tree(struct cp_row *row)
{
    mend_tense(row);
    mend_predicate(row);
    mend_root(row);
    mend_object(row);
}
