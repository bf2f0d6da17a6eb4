// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// Two things that the scheme rules out, as tags are given before there is a tree, and the first of two verbs is taken for the
// only one:
//
//   - a participle that has a subject and no auxiliary, as the sentence's verb or that of a relative clause: "Ames approved of
//     it" - it is the past tense;
//   - a sentence without a verb whose noun has a relative clause, and the clause a second predicate of its own that lacks a
//     subject: "the firm that Oslo supports was banned" - that one is the sentence's, and the noun its subject.
//
// Subtrees are contiguous, as the parser draws projective trees only.
#include "mend.h"

static bool is_noun(unsigned tag)
{
    return tag == CP_TAG_NN || tag == CP_TAG_NNS || tag == CP_TAG_NNP || tag == CP_TAG_NNPS;
}

static bool is_finite(unsigned tag)
{
    return tag == CP_TAG_VBD || tag == CP_TAG_VBZ || tag == CP_TAG_VBP || tag == CP_TAG_MD;
}

// What a predicate has before it: is it finite, has it a subject?
struct predicate {
    bool finite, passive, subject, mark;
};

static struct predicate look_at_predicate(const struct cp_row *row, int verb)
{
    struct predicate p = {.finite = is_finite(row->tag[verb + CP_PAD])};
    for (int i = row->head[verb] + 1; i < verb; i++) {
        if (row->head[i] != verb)
            continue;
        const uint8_t label = row->label[i];
        p.finite |= (label == CP_DEP_AUX || label == CP_DEP_AUXPASS) && is_finite(row->tag[i + CP_PAD]);
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
}
