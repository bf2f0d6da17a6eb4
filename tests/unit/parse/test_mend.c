// SPDX-License-Identifier: GPL-3.0-or-later
//
// Trees that the scheme rules out, made by hand: are they mended, and are sound ones let alone?
#include "parse/mend.h"

#include <CUnit/CUnit.h>
#include <string.h>

enum { MOST = 12 };

struct word {
    enum cp_tag tag;
    int head; // -1: root
    enum cp_dep label;
};

static struct cp_row *row_of(const struct word *words, int count)
{
    static _Alignas(64) unsigned char room[(MOST + 2 * CP_PAD) * 64];
    static struct cp_row row;
    CU_ASSERT_TRUE_FATAL(count <= MOST && cp_row_size(count) <= sizeof room);
    memset(room, 0, sizeof room);
    cp_row_lay(&row, count, room);
    for (int i = 0; i < count; i++) {
        row.tag[i + CP_PAD] = (uint8_t)words[i].tag;
        row.head[i] = (int16_t)words[i].head;
        row.label[i] = (uint8_t)words[i].label;
    }
    cp_mend_tree(&row);
    return &row;
}

static bool is(const struct cp_row *row, int i, int head, enum cp_dep label)
{
    return row->head[i] == head && row->label[i] == label;
}

// "Ames approved of it", with a participle; "it has approved" stays.
static void check_tense(void)
{
    static const struct word past[] = {
        {CP_TAG_NNP, 1, CP_DEP_NSUBJ}, {CP_TAG_VBN, -1, CP_DEP_ROOT}, {CP_TAG_IN, 1, CP_DEP_PREP}, {CP_TAG_PRP, 2, CP_DEP_POBJ}};
    static const struct word perfect[] = {
        {CP_TAG_PRP, 2, CP_DEP_NSUBJ}, {CP_TAG_VBZ, 2, CP_DEP_AUX}, {CP_TAG_VBN, -1, CP_DEP_ROOT}};
    static const struct word reduced[] = {{CP_TAG_NNS, -1, CP_DEP_ROOT}, {CP_TAG_VBN, 0, CP_DEP_ACL}};
    CU_ASSERT_EQUAL(row_of(past, 4)->tag[1 + CP_PAD], CP_TAG_VBD);
    CU_ASSERT_EQUAL(row_of(perfect, 3)->tag[2 + CP_PAD], CP_TAG_VBN);
    CU_ASSERT_EQUAL(row_of(reduced, 2)->tag[1 + CP_PAD], CP_TAG_VBN);
}

// "The firm that Oslo supports was banned ." with all that follows under the relative clause.
static void check_predicate(void)
{
    struct word words[] = {{CP_TAG_DT, 1, CP_DEP_DET},   {CP_TAG_NN, -1, CP_DEP_ROOT},   {CP_TAG_WDT, 4, CP_DEP_DOBJ},
                           {CP_TAG_NNP, 4, CP_DEP_NSUBJ}, {CP_TAG_VBZ, 1, CP_DEP_RELCL},  {CP_TAG_VBD, 6, CP_DEP_AUXPASS},
                           {CP_TAG_VBN, 4, CP_DEP_XCOMP}, {CP_TAG_PERIOD, 1, CP_DEP_PUNCT}};
    const struct cp_row *row = row_of(words, 8);
    CU_ASSERT_TRUE(is(row, 6, -1, CP_DEP_ROOT));
    CU_ASSERT_TRUE(is(row, 1, 6, CP_DEP_NSUBJPASS));
    CU_ASSERT_TRUE(is(row, 4, 1, CP_DEP_RELCL));
    CU_ASSERT_TRUE(is(row, 7, 6, CP_DEP_PUNCT));
    words[5].label = CP_DEP_NSUBJ; // "that Oslo says it banned": a clause with a subject of its own
    words[5].tag = CP_TAG_PRP;
    words[6].tag = CP_TAG_VBD;
    words[6].label = CP_DEP_CCOMP;
    row = row_of(words, 8);
    CU_ASSERT_TRUE(is(row, 1, -1, CP_DEP_ROOT));
    CU_ASSERT_TRUE(is(row, 6, 4, CP_DEP_CCOMP));
}

// "traders accused of it moved oil": the first verb is a participle. "It rose, hit 9" has two predicates and stays.
static void check_roots(void)
{
    static const struct word reduced[] = {
        {CP_TAG_NNS, 1, CP_DEP_NSUBJ}, {CP_TAG_VBD, -1, CP_DEP_ROOT}, {CP_TAG_IN, 1, CP_DEP_PREP}, {CP_TAG_PRP, 2, CP_DEP_POBJ},
        {CP_TAG_VBD, 1, CP_DEP_ADVCL}, {CP_TAG_NN, 4, CP_DEP_DOBJ}};
    static const struct word two[] = {
        {CP_TAG_NNS, 1, CP_DEP_NSUBJ}, {CP_TAG_VBD, -1, CP_DEP_ROOT}, {CP_TAG_COMMA, 1, CP_DEP_PUNCT}, {CP_TAG_VBD, 1, CP_DEP_CONJ},
        {CP_TAG_CD, 3, CP_DEP_DOBJ}};
    const struct cp_row *row = row_of(reduced, 6);
    CU_ASSERT_TRUE(is(row, 4, -1, CP_DEP_ROOT) && is(row, 0, 4, CP_DEP_NSUBJ) && is(row, 1, 0, CP_DEP_ACL) && is(row, 2, 1, CP_DEP_PREP));
    CU_ASSERT_EQUAL(row->tag[1 + CP_PAD], CP_TAG_VBN);
    CU_ASSERT_TRUE(is(row_of(two, 5), 1, -1, CP_DEP_ROOT));
}

// "the minister who signed a decree restricting exports told him"
static void check_objects(void)
{
    static const struct word words[] = {
        {CP_TAG_NN, -1, CP_DEP_ROOT}, {CP_TAG_WP, 2, CP_DEP_NSUBJ}, {CP_TAG_VBD, 0, CP_DEP_RELCL}, {CP_TAG_NN, 2, CP_DEP_DOBJ},
        {CP_TAG_VBG, 3, CP_DEP_ACL}, {CP_TAG_NNS, 6, CP_DEP_NSUBJ}, {CP_TAG_VBD, 4, CP_DEP_CCOMP}, {CP_TAG_PRP, 6, CP_DEP_DOBJ}};
    const struct cp_row *row = row_of(words, 8);
    CU_ASSERT_TRUE(is(row, 6, -1, CP_DEP_ROOT) && is(row, 0, 6, CP_DEP_NSUBJ) && is(row, 5, 4, CP_DEP_DOBJ));
}

void cp_test_parse_mend(void)
{
    CU_pSuite suite = CU_add_suite("parse: mended trees", NULL, NULL);
    CU_add_test(suite, "tense", check_tense);
    CU_add_test(suite, "a predicate that its clause took", check_predicate);
    CU_add_test(suite, "verbs of clauses at the subject", check_roots);
    CU_add_test(suite, "objects taken for subjects", check_objects);
}
