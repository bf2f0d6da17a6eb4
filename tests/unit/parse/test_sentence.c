// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

#include <CUnit/CUnit.h>
#include <stdio.h>

// Each row is a text whose sentences are parted by " ^ ", which is taken away before it is cut.
static void check_rows(const char *const *rows)
{
    struct cp_arena *doc = cp_arena_new();
    for (; *rows; rows++) {
        cp_arena_reset(doc);
        struct cp_buf text = {0};
        uint32_t begins[32], n = 0;
        begins[n++] = 0;
        for (const char *c = *rows; *c; c++) {
            if (*c == '^') {
                text.len--; // one blank is enough
                begins[n++] = (uint32_t)text.len + 1;
                continue;
            }
            cp_buf_add_char(&text, *c);
        }
        struct cp_analysis *a = cp_tokenize(doc, NULL, fixture_document(doc, cp_buf_str(&text)));
        bool same = a->sentence_count == n && fixture_is_sane(a);
        for (uint32_t s = 0; same && s < n; s++)
            same = a->tokens[a->sentences[s].first].begin == begins[s];
        CU_ASSERT(same);
        if (!same)
            fprintf(stderr, "\n  wanted %s\n  got    " CP_FMT "\n", *rows, CP_ARG(fixture_tokens(doc, a)));
        cp_buf_release(&text);
    }
    cp_arena_free(doc);
}

static void check_plain(void)
{
    static const char *const rows[] = {
        "Oslo banned it. ^ Lima did not.",
        "Did Oslo ban it? ^ Yes! ^ It did.",
        "It fell to 3.5 percent. ^ 40 firms closed.",
        "The ban holds... ^ For now.",
        "Tin, lead and zinc rose. ^ \"We will act,\" she said. ^ Prices fell.",
        "She said, \"We will act.\" ^ Prices fell.",
        "He asked \"why?\" and left.",
        "(It was signed in May.) ^ The second list came later.",
        "no stop at the end",
        "LIMA, Oct 16 - ^ Peru closed its ports on Monday.",
        "(Agency) -- ^ Peru will answer, it said.",
        "OSLO (Agency) \xE2\x80\x94 ^ The council fined a bank.",
        "Peru - Chile talks failed.",
        "The 2019 list - a long one - holds.",
        NULL,
    };
    check_rows(rows);
}

static void check_abbreviations(void)
{
    static const char *const rows[] = {
        "Mr. Berg met Gen. Costa.",
        "The U.S. Congress met. ^ The U.S. agreed.",
        "They left the U.S. ^ The ban stayed.",
        "Orion Inc. sold it to Vega Ltd. ^ It paid cash.",
        "Orion Corp. Chairman J. K. Berg resigned.",
        "On Jan. 4 it closed, and by Feb. 12 it had sold out.",
        "See No. 3 and Nos. 4 to 6. ^ See Sec. 5 of the act.",
        "Is the answer no. ^ The minister thinks so.",
        "It opens at 9 a.m. Monday.",
        "Lt. Col. Berg spoke, e.g. to miners.",
        "1. The list is long. ^ 2. It grows.",
        NULL,
    };
    check_rows(rows);
}

static void check_blocks(void)
{
    struct cp_arena *doc = cp_arena_new();
    struct cp_analysis *a = cp_tokenize(doc, NULL, fixture_document(doc, CP_STR("Ban on tin\nOslo banned it,\nand Lima did")));
    CU_ASSERT_EQUAL(a->sentence_count, 3);
    CU_ASSERT_EQUAL(a->sentences[2].block, 2);
    CU_ASSERT(fixture_is_sane(a));
    cp_arena_free(doc);
}

void cp_test_parse_sentence(void)
{
    CU_pSuite suite = CU_add_suite("parse: sentences", NULL, NULL);
    CU_add_test(suite, "stops, quotes, brackets", check_plain);
    CU_add_test(suite, "abbreviations, numbers, initials", check_abbreviations);
    CU_add_test(suite, "a sentence stays in its block", check_blocks);
}
