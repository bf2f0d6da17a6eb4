// SPDX-License-Identifier: GPL-3.0-or-later
#include "read_rows.h"

struct bytes_row {
    const char *why;
    const char *bytes;
    size_t len;
    const char *text;
    uint32_t replaced;
    const char *word; // stands in the text
    size_t origin, end; // of the word in the file
};

#define BYTES(literal) literal, sizeof(literal) - 1

static const struct bytes_row rows[] = {
    {"UTF-8", BYTES("A caf\xC3\xA9 and tea.\n"), "A caf\xC3\xA9 and tea.", 0, "tea", 12, 15},
    {"UTF-8 with a mark", BYTES("\xEF\xBB\xBF" "A caf\xC3\xA9 and tea.\n"), "A caf\xC3\xA9 and tea.", 0, "tea", 15, 18},
    {"Windows-1252", BYTES("A caf\xE9 \x96 \x93tea\x94.\n"), "A caf\xC3\xA9 \xE2\x80\x93 \xE2\x80\x9Ctea\xE2\x80\x9D.", 0, "tea", 10, 13},
    {"Windows-1252, the end of a word", BYTES("A caf\xE9 of tea.\n"), "A caf\xC3\xA9 of tea.", 0, "caf\xC3\xA9", 2, 6},
    {"broken bytes in UTF-8", BYTES("A caf\xC3\xA9 \xFF\xFE and tea.\n"), "A caf\xC3\xA9 \xEF\xBF\xBD\xEF\xBF\xBD and tea.", 2, "tea", 15, 18},
    {"overlong and surrogate", BYTES("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \xC0\x80\xED\xA0\x80 tea.\n"),
     "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD tea.", 5, "tea", 17, 20},
    {"UTF-16, little end first", BYTES("\xFF\xFE" "A\0 \0t\0e\0a\0.\0"), "A tea.", 0, "t", 6, 7},
    {"UTF-16, big end first", BYTES("\xFE\xFF\0A\0 \0t\0e\0a\0.\x20\x19"), "A tea.\xE2\x80\x99", 0, "t", 6, 7},
    {"UTF-16 without a mark", BYTES("A\0 \0t\0e\0a\0 \0o\0f\0 \0i\0t\0.\0"), "A tea of it.", 0, "t", 4, 5},
    {"UTF-16, a pair and half a pair", BYTES("\xFF\xFE" "t\0e\0a\0 \0\x3D\xD8\x00\xDE \0\x3D\xD8"), "tea \xF0\x9F\x98\x80 \xEF\xBF\xBD", 2, "tea", 2, 7},
    {"control characters and marks of no width go", BYTES("A\x07 te\xE2\x80\x8B" "a\xC2\xAD s\xEF\xBB\xBFir\xC2\xA0\xC2\xA0of.\n"),
     "A tea sir of.", 0, "of", 22, 24},
};

static void check_bytes(void)
{
    struct cp_arena *doc = cp_arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cp_read_options options = {.format = CP_FORMAT_TEXT};
        struct cp_document *document = NULL;
        struct cp_error err = {0};
        cp_arena_reset(doc);
        enum cp_status status =
            cp_read_bytes(doc, &options, "a.txt", (struct cp_str){rows[i].bytes, rows[i].len}, &document, &err);
        CU_ASSERT_EQUAL(status, CP_OK);
        if (status != CP_OK)
            continue;
        struct cp_str word = cp_str_from(rows[i].word);
        size_t at = cp_str_find(document->text, word, 0);
        bool good = cp_str_equal(document->text, cp_str_from(rows[i].text)) && document->replaced == rows[i].replaced &&
                    at != SIZE_MAX && cp_document_origin(document, at) == rows[i].origin &&
                    cp_document_origin(document, at + word.len - 1) + 1 == rows[i].end;
        CU_ASSERT_TRUE(good);
        if (!good)
            printf("\n  %s: \"" CP_FMT "\", %u replaced, word at %zu to %zu\n", rows[i].why, CP_ARG(document->text),
                   document->replaced, cp_document_origin(document, at),
                   cp_document_origin(document, at + word.len - 1) + 1);
        CU_ASSERT_TRUE(keeps_promises(document, rows[i].len));
    }
    cp_arena_free(doc);
}

static void check_declared(void)
{
    struct cp_arena *doc = cp_arena_new();
    struct cp_document *document = NULL;
    struct cp_str page =
        CP_STR("<html><head><meta charset=\"windows-1251\"></head><body><p>\xCC\xEE\xF1\xEA\xE2\xE0 said so.</p>");
    CU_ASSERT_EQUAL(cp_read_bytes(doc, NULL, "a.html", page, &document, NULL), CP_OK);
    CU_ASSERT_TRUE(document &&
                   cp_str_starts(document->text, CP_STR("\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0 said")));
    CU_ASSERT_TRUE(document && cp_document_origin(document, 13) == cp_str_find(page, CP_STR("said"), 0));
    cp_arena_free(doc);
}

// A gap is what of the file was left out between two bytes of the text.
static void check_gaps(void)
{
    struct cp_arena *doc = cp_arena_new();
    struct cp_document *document = NULL;
    const struct cp_str page = CP_STR("<html><body><p>Oslo <i>banned</i> <span class=\"x\">cod</span> today.</p>");
    CU_ASSERT_EQUAL_FATAL(cp_read_bytes(doc, NULL, "a.html", page, &document, NULL), CP_OK);
    const size_t cod = cp_str_find(document->text, CP_STR("cod"), 0), end = cod + 3;
    CU_ASSERT_EQUAL(cp_document_gap(document, 0, end, 6), cod);
    CU_ASSERT_EQUAL(cp_document_gap(document, cod, end, 6), end);
    CU_ASSERT_EQUAL(cp_document_gap(document, 0, cod, 6), cod);
    CU_ASSERT_EQUAL(cp_document_gap(document, 0, end, 60), end);
    cp_arena_free(doc);
}

void cp_test_read_encoding(void)
{
    CU_pSuite suite = CU_add_suite("read: encodings", NULL, NULL);
    CU_add_test(suite, "every encoding that turns up, with origins in the file's bytes", check_bytes);
    CU_add_test(suite, "a page's own word for its character set", check_declared);
    CU_add_test(suite, "gaps in the file", check_gaps);
}
