// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

#include <CUnit/CUnit.h>
#include <stdio.h>

struct row {
    const char *text, *tokens;
};

static void check_rows(const struct row *rows, size_t n)
{
    struct cp_arena *doc = cp_arena_new();
    for (size_t i = 0; i < n; i++) {
        cp_arena_reset(doc);
        struct cp_analysis *a = cp_tokenize(doc, NULL, fixture_document(doc, cp_str_from(rows[i].text)));
        struct cp_str got = fixture_tokens(doc, a);
        CU_ASSERT(fixture_is_sane(a));
        CU_ASSERT(cp_str_equal(got, cp_str_from(rows[i].tokens)));
        if (!cp_str_equal(got, cp_str_from(rows[i].tokens)))
            fprintf(stderr, "\n  %s\n  wanted %s\n  got    " CP_FMT "\n", rows[i].text, rows[i].tokens, CP_ARG(got));
    }
    cp_arena_free(doc);
}
#define CHECK(rows) check_rows(rows, sizeof(rows) / sizeof *(rows))

static void check_words(void)
{
    static const struct row rows[] = {
        {"Oslo limits lithium exports", "Oslo|limits|lithium|exports"},
        {"state-owned re-export", "state|-|owned|re|-|export"},
        {"the F-35 and COVID-19", "the|F-35|and|COVID-19"},
        {"in 2020-21", "in|2020|-|21"},
        {"export/import licences", "export|/|import|licences"},
        {"and/or", "and/or"},
        {"Lima\xE2\x80\x94" "a port", "Lima|\xE2\x80\x94|a|port"},
        {"a curb--the third", "a|curb|--|the|third"},
        {"wait... what", "wait|...|what"},
        {"AT&T", "AT&T"},
        {"D\xC3\xBCsseldorf caf\xC3\xA9", "D\xC3\xBCsseldorf|caf\xC3\xA9"},
    };
    CHECK(rows);
}

static void check_clitics(void)
{
    static const struct row rows[] = {
        {"Peru's ban", "Peru|'s|ban"},
        {"Peru\xE2\x80\x99s ban", "Peru|\xE2\x80\x99s|ban"},
        {"the miners' union", "the|miners|'|union"},
        {"it doesn't", "it|does|n't"},
        {"they won\xE2\x80\x99t", "they|wo|n\xE2\x80\x99t"},
        {"we'll and they've", "we|'ll|and|they|'ve"},
        {"cannot", "can|not"},
        {"I'm", "I|'m"},
    };
    CHECK(rows);
}

static void check_abbreviations(void)
{
    static const struct row rows[] = {
        {"the U.S. and the U.K. agreed", "the|U.S.|and|the|U.K.|agreed"},
        {"Orion Corp. and Vega Ltd. merged", "Orion|Corp.|and|Vega|Ltd.|merged"},
        {"on Jan. 4 it", "on|Jan.|4|it"},
        {"at 9 a.m. sharp", "at|9|a.m.|sharp"},
        {"at 10am", "at|10|am"},
        {"e.g. tin, i.e. Sn", "e.g.|tin|,|i.e.|Sn"},
        {"J. K. Berg", "J.|K.|Berg"},
        {"a tin ban.", "a|tin|ban|."},
        {"it joined NATO.", "it|joined|NATO|."},
        {"No. 3 and Sec. 5", "No|.|3|and|Sec|.|5"},
    };
    CHECK(rows);
}

static void check_signs(void)
{
    static const struct row rows[] = {
        {"$3.5 billion", "$|3.5|billion"},
        {"US$40 million", "US$|40|million"},
        {"\xE2\x82\xAC" "20m", "\xE2\x82\xAC|20|m"},
        {"25% of 1,200", "25|%|of|1,200"},
        {"(see Annex II)", "(|see|Annex|II|)"},
        {"\"a ban,\" she said", "\"|a|ban|,|\"|she|said"},
        {"\xE2\x80\x9Cno deal\xE2\x80\x9D", "\xE2\x80\x9C|no|deal|\xE2\x80\x9D"},
        {"[1] *note*", "[|1|]|*|note|*"},
        {"5kg of ore", "5|kg|of|ore"},
        {"see https://example.org/a-b.html.", "see|https://example.org/a-b.html|."},
        {"mail desk@example.org", "mail|desk@example.org"},
        {"at www.example.com", "at|www.example.com"},
        {"x\xC2\xA0y", "x|y"},
    };
    CHECK(rows);
}

static void check_fields(void)
{
    struct cp_arena *doc = cp_arena_new();
    struct cp_analysis *a = cp_tokenize(doc, NULL, fixture_document(doc, CP_STR("Peru\xE2\x80\x99s  BANS")));
    CU_ASSERT_EQUAL_FATAL(a->token_count, 3);
    CU_ASSERT_EQUAL(a->tokens[1].begin, 4);
    CU_ASSERT_EQUAL(a->tokens[1].end, 8);
    CU_ASSERT_FALSE(a->tokens[1].space_before);
    CU_ASSERT(cp_str_equal(a->tokens[1].lower, CP_STR("'s")));
    CU_ASSERT_EQUAL(a->tokens[2].begin, 10);
    CU_ASSERT(a->tokens[2].space_before);
    CU_ASSERT(a->tokens[2].capital);
    CU_ASSERT(cp_str_equal(a->tokens[2].lower, CP_STR("bans")));
    CU_ASSERT(cp_str_equal(a->tokens[2].lemma, CP_STR("ban")));
    CU_ASSERT_EQUAL(a->tokens[2].head, 2);
    cp_arena_free(doc);
}

void cp_test_parse_token(void)
{
    CU_pSuite suite = CU_add_suite("parse: tokens", NULL, NULL);
    CU_add_test(suite, "words and hyphens", check_words);
    CU_add_test(suite, "clitics", check_clitics);
    CU_add_test(suite, "abbreviations and full stops", check_abbreviations);
    CU_add_test(suite, "money, quotes, brackets, addresses", check_signs);
    CU_add_test(suite, "offsets, lower case, blanks", check_fields);
}
