// SPDX-License-Identifier: GPL-3.0-or-later
//
// Inputs that were damaged at random, with a fixed seed, and inputs that are made to be slow.
#include "read_rows.h"

#include <time.h>

static uint64_t state;

static uint32_t draw(uint32_t below) // xorshift64*
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)(state * 0x2545F4914F6CDD1Du >> 33) % below;
}

static const char *const seeds[] = {
    "---\ntitle: \"A \\u00e9 title\\\n  goes on\"\ndate: 2020-01-02\n---\n\n# Head\n\nText with [a *link*](http://x.test/(a)) and `code`, **bold**.\n\n"
    "> A quote\n> goes on.\n\n- Item\n  1. Inner\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\n\nEnd.[^1] &amp; &#8217;\n\n[^1]: Note <b>here</b>.\n",
    "<html><head><title>T | S</title><meta name=date content=\"2020-01-02\"></head><body><nav><a href=x>n</a></nav><article><h1>T</h1>"
    "<p class='a'>Text &amp; more<br>lines<sup>1</sup>, 3 < 4.</p><table><tr><td>a<td>b</tr></table><ul><li>x<li>y</ul>"
    "<script>if (a < b) { \"</p>\" }</script><!-- c --><blockquote>q</blockquote></article></body></html>",
    "{\"id\": \"a\", \"date\": \"2020-01-02\", \"title\": \"T \\\"x\\\"\", \"text\": \"One.\\n\\n\\u00e9\\ud83d\\ude00 two.\", \"x\": [1, {\"y\": null}]}",
    "A TITLE OF NEWS\n\n1987-03-02\n\nTAIPEI, March 2 - Some text that is cut by its width, as wires\nwere in these years, goes on here\xE2\x80\x99s.\n"
    "    A new paragraph.\n  \xE2\x80\xA2 Item one\n\tcol   umn   three\n REUTER\n",
    "\xFF\xFE" "T\0i\0t\0l\0e\0\n\0\n\0T\0e\0x\0t\0 \0o\0f\0 \0i\0t\0.\0",
};
static const size_t seed_sizes[] = {0, 0, 0, 0, 38}; // of those that hold zero bytes

static const char *const pieces[] = {"[",        "](",    "**",   "_",        "<",    "</",    ">",    "\"",   "'",
                                     "\\",       "&#",    "&amp", "\xE2\x80", "\xFF", "\0",    "\n",   "\n\n", "    ",
                                     "- ",       "> ",    "# ",   "|",        "```",  "---\n", "<!--", "-->",  "<p",
                                     "<script>", "<div>", "{",    "}",        "\\u",  "]",     "!["};

static size_t damage(char *bytes, size_t len, size_t room)
{
    for (uint32_t n = 1 + draw(6); n > 0 && len > 2; n--) {
        uint32_t at = draw((uint32_t)len);
        switch (draw(4)) {
        case 0:
            bytes[at] = (char)draw(256);
            break;
        case 1: { // cut a part out
            uint32_t cut = 1 + draw(12);
            if (at + cut < len) {
                memmove(bytes + at, bytes + at + cut, len - at - cut);
                len -= cut;
            }
            break;
        }
        case 2: { // put a mark in
            const char *piece = pieces[draw(sizeof pieces / sizeof *pieces)];
            size_t more = strlen(piece) ? strlen(piece) : 1;
            if (len + more < room) {
                memmove(bytes + at + more, bytes + at, len - at);
                memcpy(bytes + at, piece, more);
                len += more;
            }
            break;
        }
        default: // the end is gone
            len = draw(8) ? len : at + 1;
        }
    }
    return len;
}

static void check_damaged(void)
{
    struct cp_arena *doc = cp_arena_new();
    size_t kept = 0;
    state = 0x9E3779B97F4A7C15u;
    for (int round = 0; round < 4000; round++) {
        char bytes[2048];
        size_t seed = draw(sizeof seeds / sizeof *seeds);
        size_t len = seed_sizes[seed] ? seed_sizes[seed] : strlen(seeds[seed]);
        memcpy(bytes, seeds[seed], len);
        len = damage(bytes, len, sizeof bytes);
        struct cp_read_options options = {.format = (enum cp_format)draw(5)};
        struct cp_document *document = NULL;
        struct cp_error err = {0};
        cp_arena_reset(doc);
        char *exact = cp_alloc(doc, len); // no room behind it
        memcpy(exact, bytes, len);
        enum cp_status status = cp_read_bytes(doc, &options, "a", (struct cp_str){exact, len}, &document, &err);
        bool good = status == CP_OK ? keeps_promises(document, len) : err.message[0] != '\0';
        kept += status == CP_OK;
        CU_ASSERT_TRUE(good);
        if (!good)
            printf("\n  round %d, format %d, status %d\n", round, (int)options.format, (int)status);
    }
    CU_ASSERT_TRUE(kept > 2000);
    cp_arena_free(doc);
}

static double seconds_for(const char *piece, size_t bytes, enum cp_format format)
{
    struct cp_arena *doc = cp_arena_new();
    struct cp_buf input = {0};
    struct cp_read_options options = {.format = format};
    struct cp_document *document;
    struct cp_error err = {0};
    cp_buf_add(&input, CP_STR("x "));
    while (input.len < bytes)
        cp_buf_add(&input, cp_str_from(piece));
    clock_t start = clock();
    cp_read_bytes(doc, &options, "a", cp_buf_str(&input), &document, &err);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    cp_buf_release(&input);
    cp_arena_free(doc);
    return seconds;
}

// Four times the input may take four times as long, with room for noise; sixteen times would be quadratic.
static void check_time(void)
{
    static const char *const slow[] = {"[",    "[](",      "![",    "](",    "*a",   "_",   "`",     "`a``",
                                       "<",    "<a ",      "<a \"", "<a '>", "<!--", "</",  "<p>",   "<div>",
                                       "<b>",  "<script>", "&",     "&#1",   "> ",   ">",   "- ",    "# ",
                                       "|",    "| ",       "\\",    "```\n", "a\n",  " \n", "a|b\n", "<table><tr><td>",
                                       "<li>", "<a>",      "{",     "{%",    "[^",   "]",   "1. ",   "~",
                                       "=\n",  "<sup>",    "May ",  "2019-", "   "};
    for (size_t i = 0; i < sizeof slow / sizeof *slow; i++) {
        for (int format = CP_FORMAT_TEXT; format <= CP_FORMAT_HTML; format++) {
            double small = seconds_for(slow[i], 60000, (enum cp_format)format);
            double large = seconds_for(slow[i], 240000, (enum cp_format)format);
            bool linear = large < 9 * small + 0.1;
            CU_ASSERT_TRUE(linear);
            if (!linear)
                printf("\n  \"%s\" in format %d: %.3f s, then %.3f s\n", slow[i], format, small, large);
        }
    }
}

void cp_test_read_hostile(void)
{
    CU_pSuite suite = CU_add_suite("read: hostile input", NULL, NULL);
    CU_add_test(suite, "damaged files end in a document or an error", check_damaged);
    CU_add_test(suite, "time grows with the input and no faster", check_time);
}
