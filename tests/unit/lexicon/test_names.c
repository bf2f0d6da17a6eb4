// SPDX-License-Identifier: GPL-3.0-or-later
#include "chokepoint/lexicon.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct cp_arena *run;
static const struct cp_lexicon *lexicon;

static int load(void)
{
    struct cp_error err = {0};
    run = cp_arena_new();
    return cp_lexicon_load(run, NULL, &lexicon, &err) == CP_OK ? 0 : 1;
}

static int release(void)
{
    cp_arena_free(run);
    return 0;
}

// The id of the first sense of the first hit in the text; "" if there is none.
static struct cp_str first_hit(struct cp_arena *doc, const char *text)
{
    struct cp_name_hit *hits;
    size_t n = cp_lexicon_match(lexicon, doc, cp_str_from(text), &hits);
    return n ? hits[0].senses[0].name->id : (struct cp_str){"", 0};
}

static void check_matching(void)
{
    static const struct {
        const char *text, *id, *why;
    } rows[] = {
        {"he told us so", "", "a pronoun is no state"},
        {"the US said so", "cty:US", "capitals make it one"},
        {"the U.S. said so", "cty:US", "dots do not part a name"},
        {"China’s ministry", "cty:CN", "a possessive is no part of the name"},
        {"a line 2 microns wide", "", "a unit of length is no firm"},
        {"in South\nKorea today", "cty:KR", "a name goes on in the next line"},
        {"SOUTH KOREA WARNS", "cty:KR", "a headline in capitals names it too"},
        {"southern korean", "", "an adjective inside another word"},
        {"Chinas", "", "a name ends where the word ends"},
    };
    struct cp_arena *doc = cp_arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct cp_str id = first_hit(doc, rows[i].text);
        if (!cp_str_equal(id, cp_str_from(rows[i].id)))
            CU_FAIL(rows[i].why);
    }
    cp_arena_free(doc);
}

static void check_longest_wins(void)
{
    struct cp_arena *doc = cp_arena_new();
    struct cp_name_hit *hits;
    size_t n = cp_lexicon_match(lexicon, doc, CP_STR("North Korea and South Korea met in Guinea-Bissau."), &hits);
    CU_ASSERT_EQUAL_FATAL(n, 3);
    CU_ASSERT(cp_str_equal(hits[0].senses[0].name->id, CP_STR("cty:KP")));
    CU_ASSERT(cp_str_equal(hits[1].senses[0].name->id, CP_STR("cty:KR")));
    CU_ASSERT(cp_str_equal(hits[2].senses[0].name->id, CP_STR("cty:GW")));
    CU_ASSERT_EQUAL(hits[0].begin, 0);
    CU_ASSERT_EQUAL(hits[0].end, 11);
    cp_arena_free(doc);
}

// Every name of the lexicon, put into a text, is found in it, whole or inside a longer name.
static void check_all_names_are_found(void)
{
    const struct cp_name *names;
    size_t count = cp_lexicon_names(lexicon, &names);
    struct cp_arena *doc = cp_arena_new();
    for (size_t i = 0; i < count; i++) {
        struct cp_name_hit *hits;
        cp_arena_reset(doc);
        struct cp_str text = cp_str_format(doc, "- " CP_FMT " -", CP_ARG(names[i].label));
        size_t n = cp_lexicon_match(lexicon, doc, text, &hits);
        bool found = false;
        for (size_t h = 0; h < n; h++)
            for (size_t s = 0; s < hits[h].count; s++)
                found |= hits[h].senses[s].name == &names[i];
        if (!found)
            CU_FAIL("a label of the lexicon is not found in a text");
    }
    cp_arena_free(doc);
}

static void check_size(void)
{
    static const struct {
        enum cp_kind kind;
        unsigned least;
    } rows[] = {{CP_KIND_COUNTRY, 249}, {CP_KIND_COMPANY, 400}, {CP_KIND_AGENCY, 200}, {CP_KIND_ORGANIZATION, 80}, {CP_KIND_TECHNOLOGY, 200}};
    const struct cp_name *names;
    size_t count = cp_lexicon_names(lexicon, &names);
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        unsigned n = 0;
        for (size_t i = 0; i < count; i++)
            n += names[i].kind == rows[r].kind;
        CU_ASSERT(n >= rows[r].least);
    }
}

static void check_lookups(void)
{
    CU_ASSERT_PTR_NOT_NULL(cp_lexicon_country(lexicon, CP_STR("NL")));
    CU_ASSERT_PTR_NULL(cp_lexicon_country(lexicon, CP_STR("QQ")));
    CU_ASSERT_PTR_NULL(cp_lexicon_name(lexicon, CP_STR("com:no-such-firm")));
    CU_ASSERT_EQUAL(cp_lexicon_set(lexicon, "no such set"), CP_NONE);
    CU_ASSERT(cp_lexicon_in(lexicon, cp_lexicon_set(lexicon, "country-noun"), CP_STR("country")));
    CU_ASSERT_FALSE(cp_lexicon_in(lexicon, CP_NONE, CP_STR("country")));
}

// A lexicon whose file of names is these rows; what the check says of it.
static enum cp_status check_rows(const char *file, const char *rows, struct cp_error *err)
{
    char folder[] = "lexicon.XXXXXX";
    struct cp_arena *arena = cp_arena_new();
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(folder));
    const char *inner = cp_str_format(arena, "%s/names", folder).ptr, *path = cp_str_format(arena, "%s/%s", folder, file).ptr;
    CU_ASSERT_EQUAL_FATAL(mkdir(inner, 0700), 0);
    FILE *out = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    fputs(rows, out);
    fclose(out);
    const struct cp_lexicon *own;
    enum cp_status status = cp_lexicon_load(arena, folder, &own, err);
    if (status == CP_OK)
        status = cp_lexicon_check_names(own, arena, err);
    unlink(path);
    rmdir(inner);
    rmdir(folder);
    cp_arena_free(arena);
    return status;
}

static void check_claims(void)
{
    static const struct {
        const char *file, *rows;
        bool good;
    } cases[] = {
        {"names/companies.tsv", "com:novalux\tNovalux\tLV\tNovalux Lamps\ncom:novalux-oil\tNovalux Oil\tEE\tNovalux Lamps\n", false},
        {"names/companies.tsv", "com:novalux\tNovalux\tLV\ncom:novalux-oil\tNovalux Oil\tEE\tNovalux\n", false},
        {"names/companies.tsv", "com:novalux\tNovalux\tLV\tNovalux\ncom:novalux-oil\tNovalux Oil\tEE\t\tNovalux\n", true},
        {"names/companies.tsv", "com:novalux\tNovalux\tLV\tNovalux | Novalux\ncom:evertrans\tEvertrans\tEE\n", true},
        {"names/heads.tsv", "lamps\tcompany\nLamps\tcompany\n", false},
        {"names/heads.tsv", "lamps\tcompany\nlanterns\tcompany\n", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cp_error err = {0};
        CU_ASSERT_EQUAL(check_rows(cases[i].file, cases[i].rows, &err), cases[i].good ? CP_OK : CP_EFORMAT);
        CU_ASSERT(cases[i].good || strstr(err.message, "line 1"));
        CU_ASSERT(cases[i].good || strstr(err.where, "tsv:2"));
    }
    struct cp_error err = {0};
    CU_ASSERT_EQUAL(cp_lexicon_check_names(lexicon, run, &err), CP_OK);
}

void cp_test_lexicon_names(void)
{
    CU_pSuite suite = CU_add_suite("lexicon: names", load, release);
    CU_add_test(suite, "a name is found as it is written", check_matching);
    CU_add_test(suite, "the longest name wins", check_longest_wins);
    CU_add_test(suite, "each label is found", check_all_names_are_found);
    CU_add_test(suite, "the lists are as long as promised", check_size);
    CU_add_test(suite, "look-ups", check_lookups);
    CU_add_test(suite, "two rows that claim a name", check_claims);
}
