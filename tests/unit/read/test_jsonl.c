// SPDX-License-Identifier: GPL-3.0-or-later
#include "read_rows.h"

#include "read/read_p.h"

#include <jansson.h>

static const struct read_row lines[] = {
    {"the usual names; escapes", "a.jsonl",
     "{\"id\": \"x/1\", \"date\": \"2020-01-02\", \"title\": \"A \\\"b\\\"\", \"text\": \"One caf\\u00e9.\\n\\nTwo \\ud83d\\ude00 words.\"}",
     "T A \"b\"\nP One caf\xC3\xA9.\nP Two \xF0\x9F\x98\x80 words.", "2020-01-02"},
    {"other names; a nested object has no fields for us", "a.jsonl",
     "{\"meta\": {\"text\": \"no\", \"a\": [1, \"]\"]}, \"headline\": \"Head\", \"body\": \"Body of it.\", \"published\": \"3 May 2021\"}",
     "T Head\nP Body of it.", "2021-05-03"},
    {"the best name wins whatever the order", "a.jsonl", "{\"summary\": \"No.\", \"content\": \"Yes it is.\", \"description\": \"No.\"}",
     "P Yes it is.", ""},
    {"seconds since 1970; paragraphs in a list", "a.jsonl", "{\"timestamp\": 1583280000, \"text\": [\"First.\", \"Second.\"]}",
     "P First.\nP Second.", "2020-03-04"},
    {"HTML in the text", "a.jsonl", "{\"text\": \"<p>One &amp; two.<\\/p><p>Three.<\\/p>\"}", "P One & two.\nP Three.", ""},
    {"Markdown in the text", "a.jsonl", "{\"text\": \"## Head\\n\\nA [link](http://x.test) here.\"}", "T Head\nP A link here.", ""},
    {"a date in the id", "a.jsonl", "{\"id\": \"office/2015-03-17-x1\", \"text\": \"It is so.\"}", "P It is so.", "2015-03-17"},
};

static void check_lines(void)
{
    CHECK_ROWS(lines, CP_FORMAT_AUTO);
}

static void check_errors(void)
{
    static const struct {
        const char *line, *says;
    } rows[] = {
        {"{\"text\": broken}", "is not valid JSON"},
        {"{\"text\": \"x\"", "is not valid JSON"},
        {"[1, 2]", "is not a JSON object"},
        {"{\"title\": \"only\"}", "has no text"},
        {"{\"text\": \"\"}", "has no text"},
        {"{\"text\": \"  \"}", "has no text"},
    };
    struct cp_arena *doc = cp_arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cp_error err = {0};
        struct cp_document *document;
        CU_ASSERT_EQUAL(cp_read_bytes(doc, NULL, "a.jsonl", cp_str_from(rows[i].line), &document, &err), CP_EFORMAT);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, rows[i].says));
        CU_ASSERT_STRING_EQUAL(err.where, "a.jsonl:1");
    }
    cp_arena_free(doc);
}

// What the quick look calls valid, the library does too, whatever byte of it is changed; and it knows what is usual.
static void check_quick_look(void)
{
    static const char *const seeds[] = {
        "{\"id\": \"a\", \"text\": \"It \\u00e9 is \\\"so\\\".\", \"n\": [1, -2.5, true, false, null, {}, []]}",
        " {\"a\":{\"b\":[[\"\\\\\",0]]},\"text\":\"\\u2019 \xC3\xA9\\/\"} ",
        "{}",
    };
    static const char bytes[] = "\"\\{}[]:, 019.eE+-utdDfn/x\x01\n\t\x7F\xC3\x80\xFF";
    bool known = true, right = true;
    for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
        char text[128];
        size_t n = strlen(seeds[i]);
        known &= cp_is_plain_json_object(cp_str_from(seeds[i]));
        for (size_t at = 0; at < n; at++)
            for (size_t b = 0; b < sizeof bytes; b++) { // the last is NUL
                memcpy(text, seeds[i], n);
                text[at] = bytes[b];
                json_t *root = json_loadb(text, n, JSON_ALLOW_NUL, NULL);
                right &= json_is_object(root) || !cp_is_plain_json_object((struct cp_str){text, n});
                json_decref(root);
            }
    }
    CU_ASSERT(known);
    CU_ASSERT(right);
    CU_ASSERT(!cp_is_plain_json_object(CP_STR("{\"\\u0000\": 1}")) && !cp_is_plain_json_object(CP_STR("{\"a\": \"\\ud800\"}")));
    CU_ASSERT(!cp_is_plain_json_object(CP_STR("{\"a\": 01}")) && !cp_is_plain_json_object(CP_STR("{\"a\": 1} {}")));
    CU_ASSERT(!cp_is_plain_json_object(CP_STR("[]")) && !cp_is_plain_json_object(CP_STR("")));
}

void cp_test_read_jsonl(void)
{
    CU_pSuite suite = CU_add_suite("read: JSON Lines", NULL, NULL);
    CU_add_test(suite, "fields by their usual names, escapes with their origins", check_lines);
    CU_add_test(suite, "what is valid at a quick look is valid", check_quick_look);
    CU_add_test(suite, "what is wrong with a line is said with its place", check_errors);
}
