// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"
#include "parse/infer.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct cp_analysis *parsed(struct cp_arena *doc, struct cp_str text)
{
    struct cp_analysis *a = cp_tokenize(doc, NULL, fixture_document(doc, text));
    cp_parse_sentences(fixture_model(), doc, a, NULL);
    return a;
}

static const struct cp_token *token_of(const struct cp_analysis *a, const char *form)
{
    for (size_t i = 0; i < a->token_count; i++)
        if (cp_str_equal(a->tokens[i].form, cp_str_from(form)))
            return &a->tokens[i];
    return NULL;
}

static void check_arcs(void)
{
    static const struct {
        const char *text, *child, *head;
        enum cp_dep dep;
    } rows[] = {
        {"Norway banned exports of tin to Peru.", "Norway", "banned", CP_DEP_NSUBJ},
        {"Norway banned exports of tin to Peru.", "exports", "banned", CP_DEP_DOBJ},
        {"Norway banned exports of tin to Peru.", "tin", "of", CP_DEP_POBJ},
        {"The tariffs were imposed by the ministry on Monday.", "tariffs", "imposed", CP_DEP_NSUBJPASS},
        {"The tariffs were imposed by the ministry on Monday.", "by", "imposed", CP_DEP_AGENT},
        {"The tariffs were imposed by the ministry on Monday.", "ministry", "by", CP_DEP_POBJ},
        {"Norway's ban angered farmers.", "Norway", "ban", CP_DEP_POSS},
        {"Norway criticized the tariffs that Chile imposed in May.", "imposed", "tariffs", CP_DEP_RELCL},
        {"The agency that issued the rule withdrew it.", "agency", "withdrew", CP_DEP_NSUBJ},
        {"Officials said that Peru will respond.", "respond", "said", CP_DEP_CCOMP},
        {"Peru may retaliate against the new tariffs.", "may", "retaliate", CP_DEP_AUX},
        {"Peru Bars Imports of Fish From Chile", "Imports", "Bars", CP_DEP_DOBJ}, // headlines
        {"PERU BARS IMPORTS OF FISH FROM CHILE", "PERU", "BARS", CP_DEP_NSUBJ},
        {"US adds forty firms to its list.", "US", "adds", CP_DEP_NSUBJ},
        {"US ADDS FORTY FIRMS TO ITS LIST", "US", "ADDS", CP_DEP_NSUBJ},
        {"Senators passed the Foreign Seas Act in May.", "Act", "passed", CP_DEP_DOBJ},
    };
    struct cp_arena *doc = cp_arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cp_analysis *a = parsed(doc, cp_str_from(rows[i].text));
        const struct cp_token *child = token_of(a, rows[i].child), *head = token_of(a, rows[i].head);
        bool right = child && head && &a->tokens[child->head] == head && child->dep == rows[i].dep;
        CU_ASSERT(right);
        if (!right && child)
            fprintf(stderr, "\n  %s: %s hangs from " CP_FMT " as %s\n", rows[i].text, rows[i].child,
                    CP_ARG(a->tokens[child->head].form), cp_dep_name((enum cp_dep)child->dep));
    }
    cp_arena_free(doc);
}

// "US" is the country, and another word than the pronoun, but where all is in capitals.
static void check_united_states(void)
{
    const char *const forms[] = {"US", "U.S.", "us", "US"};
    struct cp_look looks[4];
    for (int i = 0; i < 4; i++)
        cp_look_at(cp_str_from(forms[i]), false, i < 3 ? CP_CASE_NORMAL : CP_CASE_CAPITALS, NULL, 0, &looks[i]);
    CU_ASSERT_EQUAL(looks[0].norm, looks[1].norm);
    CU_ASSERT_EQUAL(looks[0].suffix2, looks[1].suffix2);
    CU_ASSERT_NOT_EQUAL(looks[0].form, looks[1].form);
    CU_ASSERT_NOT_EQUAL(looks[0].norm, looks[2].norm);
    CU_ASSERT_EQUAL(looks[3].norm, looks[2].norm);
}

static void check_wanted(void)
{
    struct cp_arena *doc = cp_arena_new();
    struct cp_analysis *a = cp_tokenize(doc, NULL, fixture_document(doc, CP_STR("Norway banned tin. Peru did not. Chile may.")));
    const bool wanted[3] = {true, false, true};
    cp_parse_sentences(fixture_model(), doc, a, wanted);
    CU_ASSERT_EQUAL_FATAL(a->sentence_count, 3);
    CU_ASSERT(a->sentences[0].parsed && !a->sentences[1].parsed && a->sentences[2].parsed);
    CU_ASSERT_EQUAL(a->tokens[a->sentences[1].first].tag, CP_TAG_NONE);
    CU_ASSERT(fixture_is_sane(a));
    cp_arena_free(doc);
}

// Tags and trees alone are the same, and nothing is a name.
static void check_trees_alone(void)
{
    static const char text[] = "President Maria Santos met officials of Norway in Lima. The sanctions hit two banks.";
    struct cp_arena *doc = cp_arena_new();
    const struct cp_analysis *all = parsed(doc, CP_STR(text));
    struct cp_analysis *trees = cp_tokenize(doc, NULL, fixture_document(doc, CP_STR(text)));
    cp_parse_trees(fixture_model(), doc, trees, NULL);
    CU_ASSERT_FATAL(trees->token_count == all->token_count);
    unsigned named = 0;
    for (size_t i = 0; i < all->token_count; i++) {
        const struct cp_token *a = &all->tokens[i], *t = &trees->tokens[i];
        CU_ASSERT(a->tag == t->tag && a->head == t->head && a->dep == t->dep);
        CU_ASSERT(t->ner == CP_NER_NONE && !t->ner_begin && t->lemma.len);
        named += a->ner != CP_NER_NONE;
    }
    CU_ASSERT(named > 2 && fixture_is_sane(trees));
    cp_arena_free(doc);
}

static void check_names(void)
{
    struct cp_arena *doc = cp_arena_new();
    struct cp_analysis *a = parsed(doc, CP_STR("President Maria Santos met officials of Norway in Lima on March 3, 2021."));
    const struct cp_token *maria = token_of(a, "Maria"), *santos = token_of(a, "Santos"), *march = token_of(a, "March");
    CU_ASSERT(maria && maria->ner == CP_NER_PERSON && maria->ner_begin);
    CU_ASSERT(santos && santos->ner == CP_NER_PERSON && !santos->ner_begin);
    CU_ASSERT(token_of(a, "Norway")->ner == CP_NER_PLACE);
    CU_ASSERT(march && march->ner == CP_NER_DATE && march->ner_begin);
    CU_ASSERT(token_of(a, "met")->ner == CP_NER_NONE);
    cp_arena_free(doc);
}

static struct cp_buf printed(struct cp_arena *doc, struct cp_str text)
{
    struct cp_buf out = {0};
    cp_analysis_print(parsed(doc, text), &out);
    return out;
}

// The company in which a sentence is parsed must not matter: alone it is as it is among others.
static void check_company(void)
{
    static const char *const texts[] = {
        "Norway banned exports of tin to Peru after talks with Chile had failed.", "Yes.",
        "The ministry said on Monday that it would review licences for lasers, which several firms had asked for.",
        "PERU RAISES TARIFFS ON STEEL", "They may respond, officials said, if the list of goods grows any longer.",
        "Steel, tin and zinc", "In March, the agency that issued the rule withdrew it.",
    };
    struct cp_arena *doc = cp_arena_new(), *other = cp_arena_new();
    struct cp_buf all = {0};
    for (size_t i = 0; i < 40; i++) {
        cp_buf_add(&all, cp_str_from(texts[i * i % 7]));
        cp_buf_add_char(&all, '\n');
    }
    struct cp_analysis *a = parsed(doc, cp_buf_str(&all));
    bool same = true;
    for (size_t s = 0; s < a->sentence_count; s++) {
        const struct cp_sentence *sentence = &a->sentences[s];
        const struct cp_token *first = &a->tokens[sentence->first];
        struct cp_str text = cp_str_slice(a->document->text, first->begin, first[sentence->count - 1].end);
        struct cp_analysis *alone = parsed(other, text);
        same &= alone->token_count == sentence->count;
        for (size_t i = 0; same && i < alone->token_count; i++)
            same = alone->tokens[i].tag == first[i].tag && alone->tokens[i].dep == first[i].dep &&
                   alone->tokens[i].head == first[i].head - sentence->first && alone->tokens[i].ner == first[i].ner;
    }
    CU_ASSERT(same);
    cp_buf_release(&all);
    cp_arena_free(doc);
    cp_arena_free(other);
}

// The whole inference on the portable path gives what the vector path gives.
static void check_portable(void)
{
    struct cp_arena *doc = cp_arena_new();
    struct cp_analysis *a = parsed(doc, CP_STR("Norway banned exports of tin to Peru after talks had failed."));
    struct cp_inference *in = fixture_lot(doc, fixture_model(), a);
    const struct cp_row *row = &in->rows[0];
    in->arithmetic = &cp_portable_arithmetic;
    cp_infer(in, true);
    CU_ASSERT_EQUAL(row->count, (int)a->token_count);
    bool same = true;
    for (uint32_t i = 0; i < a->token_count; i++) {
        same &= row->tag[i + CP_PAD] == a->tokens[i].tag;
        same &= row->head[i] < 0 ? a->tokens[i].head == i : (uint32_t)row->head[i] == a->tokens[i].head;
    }
    CU_ASSERT(same);
    cp_arena_free(doc);
}

static void check_hostile(void)
{
    static const char *const texts[] = {
        "", " ", "\n\n\n", ".", "...", "?!?!?!", "\"\"\"\"", "((((((", "))))))))", "''", "'s", "n't", "-", "--", "a", "$",
        "\xEF\xBF\xBD\xEF\xBF\xBD", "\xE4\xB8\xAD\xE5\x9B\xBD\xE5\xAE\xA3\xE5\xB8\x83\xE3\x80\x82",
        "\xD0\xA0\xD0\xBE\xD1\x81\xD1\x81\xD0\xB8\xD1\x8F \xD0\xB2\xD0\xB2\xD0\xB5\xD0\xBB\xD0\xB0 .",
        "\xD8\xA7\xD9\x84\xD8\xB5\xD9\x8A\xD9\x86 \xD8\x8C", "\xF0\x9F\x98\x80\xF0\x9F\x98\x80",
        "\xE2\x80\x99", "\xE2\x80\x99s", "\xE2\x80\x9C\xE2\x80\x9D", ". . . . . . . .", "U.S.", "e.g.", "A.B.C.D.E.",
        // broken UTF-8 must not get here, and must not hurt if it does
        "\xFF\xFE\xC3", "a\xC3", "\xE2\x80", "\xE2\x80 \xC2", "x\x80\x80\x80\x80y", "\xF4\xBF\xBF\xBF.",
    };
    struct cp_arena *doc = cp_arena_new();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cp_arena_reset(doc);
        struct cp_str text = cp_str_from(texts[i]);
        struct cp_analysis *a = parsed(doc, text);
        CU_ASSERT(fixture_is_sane(a));
        struct cp_buf out = printed(doc, text);
        CU_ASSERT_FALSE(out.failed);
        cp_buf_release(&out);
    }
    cp_arena_free(doc);
}

// `n` bytes, of the pattern again and again.
static struct cp_str repeated(const char *pattern, size_t n)
{
    char *bytes = malloc(n);
    size_t length = strlen(pattern);
    for (size_t i = 0; bytes && i < n; i++)
        bytes[i] = pattern[i % length];
    return (struct cp_str){bytes, bytes ? n : 0};
}

static void check_huge(void)
{
    static const struct {
        const char *pattern;
        size_t bytes;
        bool parse;
    } rows[] = {
        {"tin ", 4000000, true},         // a sentence of a million words
        {"x", 50 << 20, true},           // a line of 50 MB without a blank
        {"(", 1000000, true},
        {")", 1000000, true},
        {".", 2000000, true},
        {". ( ", 1000000, false},
        {"a.", 1000000, false},
        {"a-", 1000000, true},
        {"'", 1000000, false},
        {"\xE2\x80\x99", 999999, true},
        {"\xC3\xA9", 1000000, true},
        {"\x80", 100000, true},
        {"@a.b/", 1000000, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cp_arena *doc = cp_arena_new();
        struct cp_str text = repeated(rows[i].pattern, rows[i].bytes);
        struct cp_analysis *a = cp_tokenize(doc, NULL, fixture_document(doc, text));
        if (rows[i].parse)
            cp_parse_sentences(fixture_model(), doc, a, NULL);
        bool bounded = true;
        for (size_t s = 0; s < a->sentence_count; s++)
            bounded &= a->sentences[s].count <= CP_SENTENCE_MOST;
        for (size_t t = 0; t < a->token_count; t++)
            bounded &= a->tokens[t].form.len <= CP_TOKEN_MOST;
        CU_ASSERT(bounded);
        CU_ASSERT(fixture_is_sane(a));
        cp_arena_free(doc);
        free((char *)text.ptr);
    }
}

static void check_print(void)
{
    static const struct {
        enum cp_tag tag;
        enum cp_dep dep;
        uint32_t head;
    } arcs[] = {{CP_TAG_NNP, CP_DEP_NSUBJ, 1}, {CP_TAG_VBD, CP_DEP_ROOT, 1}, {CP_TAG_PERIOD, CP_DEP_PUNCT, 1}};
    struct cp_arena *doc = cp_arena_new();
    struct cp_analysis *a = cp_tokenize(doc, NULL, fixture_document(doc, CP_STR("Peru agreed.")));
    struct cp_buf out = {0};
    CU_ASSERT_EQUAL_FATAL(a->token_count, 3);
    for (uint32_t i = 0; i < 3; i++) {
        a->tokens[i].tag = (uint8_t)arcs[i].tag;
        a->tokens[i].dep = (uint8_t)arcs[i].dep;
        a->tokens[i].head = arcs[i].head;
    }
    a->tokens[0].ner = CP_NER_PLACE;
    a->tokens[0].ner_begin = true;
    a->sentences[0].parsed = true;
    cp_analysis_print(a, &out);
    CU_ASSERT(cp_str_equal(cp_buf_str(&out),
                           CP_STR("1\tPeru\tperu\tPROPN\tNNP\t_\t2\tnsubj\t_\tStart=0|End=4|Entity=B-PLACE\n"
                                  "2\tagreed\tagree\tVERB\tVBD\t_\t0\tROOT\t_\tStart=5|End=11|SpaceAfter=No\n"
                                  "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\tStart=11|End=12\n\n")));
    cp_buf_release(&out);
    cp_arena_free(doc);
}

void cp_test_parse_parse(void)
{
    CU_pSuite suite = CU_add_suite("parse: sentences through the models", NULL, NULL);
    CU_add_test(suite, "arcs that matter", check_arcs);
    CU_add_test(suite, "tags and trees alone", check_trees_alone);
    CU_add_test(suite, "names", check_names);
    CU_add_test(suite, "US is not us", check_united_states);
    CU_add_test(suite, "only what is wanted is parsed", check_wanted);
    CU_add_test(suite, "the same alone and in company", check_company);
    CU_add_test(suite, "the same on the portable path", check_portable);
    CU_add_test(suite, "broken bytes, other scripts, only signs", check_hostile);
    CU_add_test(suite, "huge sentences and lines", check_huge);
    CU_add_test(suite, "CoNLL-U", check_print);
}
