// SPDX-License-Identifier: GPL-3.0-or-later
// Room: parse.
//
// CoNLL-U: ten columns with tabs between, an empty line after a sentence. Head and label
// are those of CLEAR; the last column has the byte offsets, the named entity, and whether
// a blank follows.
#include "parse_p.h"

static const char *universal_tag(enum cp_tag tag)
{
    static const char *const table[CP_TAG_COUNT] = {
        [CP_TAG_CC] = "CCONJ",       [CP_TAG_CD] = "NUM",         [CP_TAG_DT] = "DET",       [CP_TAG_EX] = "PRON",
        [CP_TAG_IN] = "ADP",         [CP_TAG_JJ] = "ADJ",         [CP_TAG_JJR] = "ADJ",      [CP_TAG_JJS] = "ADJ",
        [CP_TAG_LS] = "X",           [CP_TAG_MD] = "AUX",         [CP_TAG_NN] = "NOUN",      [CP_TAG_NNS] = "NOUN",
        [CP_TAG_NNP] = "PROPN",      [CP_TAG_NNPS] = "PROPN",     [CP_TAG_PDT] = "DET",      [CP_TAG_POS] = "PART",
        [CP_TAG_PRP] = "PRON",       [CP_TAG_PRP_POSS] = "PRON",  [CP_TAG_RB] = "ADV",       [CP_TAG_RBR] = "ADV",
        [CP_TAG_RBS] = "ADV",        [CP_TAG_RP] = "ADP",         [CP_TAG_SYM] = "SYM",      [CP_TAG_TO] = "PART",
        [CP_TAG_UH] = "INTJ",        [CP_TAG_VB] = "VERB",        [CP_TAG_VBD] = "VERB",     [CP_TAG_VBG] = "VERB",
        [CP_TAG_VBN] = "VERB",       [CP_TAG_VBP] = "VERB",       [CP_TAG_VBZ] = "VERB",     [CP_TAG_WDT] = "PRON",
        [CP_TAG_WP] = "PRON",        [CP_TAG_WP_POSS] = "PRON",   [CP_TAG_WRB] = "ADV",      [CP_TAG_COMMA] = "PUNCT",
        [CP_TAG_PERIOD] = "PUNCT",   [CP_TAG_COLON] = "PUNCT",    [CP_TAG_OPEN_QUOTE] = "PUNCT",
        [CP_TAG_CLOSE_QUOTE] = "PUNCT", [CP_TAG_LRB] = "PUNCT",   [CP_TAG_RRB] = "PUNCT",    [CP_TAG_HYPH] = "PUNCT",
        [CP_TAG_NFP] = "PUNCT",      [CP_TAG_AFX] = "ADJ",        [CP_TAG_DOLLAR] = "SYM",   [CP_TAG_HASH] = "SYM",
    };
    return tag < CP_TAG_COUNT && table[tag] ? table[tag] : "X";
}

static const char *universal_tag_of(const struct cp_token *token)
{
    if (token->tag == CP_TAG_NONE)
        return "_";
    if (token->dep == CP_DEP_AUX || token->dep == CP_DEP_AUXPASS)
        return token->tag == CP_TAG_TO ? "PART" : "AUX";
    return universal_tag((enum cp_tag)token->tag);
}

static void add_column(struct cp_buf *out, struct cp_str text)
{
    cp_buf_add(out, text);
    cp_buf_add_char(out, '\t');
}

static void add_number_column(struct cp_buf *out, uint32_t number)
{
    cp_buf_add_number(out, number);
    cp_buf_add_char(out, '\t');
}

static void add_last_column(const struct cp_analysis *a, const struct cp_token *t, struct cp_buf *out)
{
    cp_buf_add(out, CP_STR("Start="));
    cp_buf_add_number(out, t->begin);
    cp_buf_add(out, CP_STR("|End="));
    cp_buf_add_number(out, t->end);
    if (t->ner != CP_NER_NONE) {
        cp_buf_add(out, t->ner_begin ? CP_STR("|Entity=B-") : CP_STR("|Entity=I-"));
        cp_buf_add(out, cp_str_from(cp_ner_name((enum cp_ner)t->ner)));
    }
    if (t + 1 < a->tokens + a->token_count && t[1].begin == t->end)
        cp_buf_add(out, CP_STR("|SpaceAfter=No"));
    cp_buf_add_char(out, '\n');
}

// Without formats, which took as long as parsing.
static void print_token(const struct cp_analysis *a, const struct cp_sentence *s, uint32_t i, struct cp_buf *out)
{
    const struct cp_token *t = &a->tokens[s->first + i];
    add_number_column(out, i + 1);
    add_column(out, t->form);
    add_column(out, t->lemma);
    add_column(out, cp_str_from(universal_tag_of(t)));
    add_column(out, cp_str_from(cp_tag_name((enum cp_tag)t->tag)));
    add_column(out, CP_STR("_"));
    if (s->parsed) {
        add_number_column(out, t->head == s->first + i ? 0 : t->head - s->first + 1);
        add_column(out, cp_str_from(cp_dep_name((enum cp_dep)t->dep)));
    } else {
        cp_buf_add(out, CP_STR("_\t_\t"));
    }
    add_column(out, CP_STR("_"));
    add_last_column(a, t, out);
}

void cp_analysis_print(const struct cp_analysis *analysis, struct cp_buf *out)
{
    for (size_t k = 0; k < analysis->sentence_count; k++) {
        const struct cp_sentence *s = &analysis->sentences[k];
        for (uint32_t i = 0; i < s->count; i++)
            print_token(analysis, s, i, out);
        cp_buf_add_char(out, '\n');
    }
}
