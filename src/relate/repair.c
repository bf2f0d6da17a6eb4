// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Small repairs of trees, for the readings that matter here and that a greedy parser gets wrong most: "the bank was
// designated today" with the participle as a mere complement of "was" becomes a passive.
#include "structure.h"

static bool is_complement(uint8_t dep)
{
    return dep == CP_DEP_ACOMP || dep == CP_DEP_ATTR || dep == CP_DEP_OPRD;
}

static void make_passive(struct cp_analysis *a, uint32_t participle)
{
    struct cp_token *p = &a->tokens[participle];
    uint32_t be = p->head;
    const struct cp_sentence *s = &a->sentences[p->sentence];
    bool root = a->tokens[be].head == be;
    p->dep = a->tokens[be].dep;
    p->head = root ? participle : a->tokens[be].head;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        if (a->tokens[t].head != be || t == participle || t == be)
            continue;
        a->tokens[t].head = participle;
        if (a->tokens[t].dep == CP_DEP_NSUBJ)
            a->tokens[t].dep = CP_DEP_NSUBJPASS;
    }
    a->tokens[be].head = participle;
    a->tokens[be].dep = CP_DEP_AUXPASS;
}

void cp_relate_repair_trees(struct cp_analysis *analysis)
{
    for (uint32_t t = 0; t < analysis->token_count; t++) {
        const struct cp_token *token = &analysis->tokens[t];
        bool be = token->head < t && cp_str_equal(analysis->tokens[token->head].lemma, CP_STR("be"));
        if (!be || !is_complement(token->dep))
            continue;
        if (token->tag == CP_TAG_JJ && cp_str_ends(token->lower, CP_STR("ed"))) { // "was blacklisted", tagged as an adjective
            analysis->tokens[t].tag = CP_TAG_VBN;
            analysis->tokens[t].lemma = cp_glossary_lemma(analysis->glossary, token->entry, CP_TAG_VBN);
        }
        if (token->tag == CP_TAG_VBN)
            make_passive(analysis, t);
    }
}
