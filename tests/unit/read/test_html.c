// SPDX-License-Identifier: GPL-3.0-or-later
#include "read_rows.h"

#define PROSE                                                                                                          \
    "The commission opened an investigation into subsidies for makers of batteries on Friday, officials said in a "    \
    "statement that did not name any company."
#define MORE                                                                                                           \
    "The ministry of commerce said that it would take all measures that are needed to protect the interests of its "   \
    "companies, and that talks would go on."

static const struct read_row pages[] = {
    {"the article without all that is around it", "a.html",
     "<!DOCTYPE html><html><head><title>Probe into batteries | The Example</title>"
     "<meta property=\"article:published_time\" content=\"2024-02-03T10:00:00Z\"><script>var a = \"<p>no</p>\";</script></head>"
     "<body class=\"with-sidebar\"><header><nav><ul><li><a href=1>World</a><li><a href=2>Trade</a></ul></nav></header>"
     "<div class=\"cookie-note\"><p>This long note asks you to accept the cookies of this site and of its many friends.</p></div>"
     "<main><article><h1>Probe into batteries</h1><p class=\"byline\">By Ann Example</p>"
     "<p>" PROSE "</p><div class=\"ad-slot\">Buy it now, buy it here</div>\n<p>" MORE "</p>"
     "<ul><li>One item<li>Two <b>items</b></ul><blockquote><p>A quote.</p></blockquote>"
     "<table><tr><th>Country</th><th>Rate</th></tr><tr><td>Norway</td><td>4&nbsp;%</td></tr></table>"
     "<figure><img src=a><figcaption>A battery plant</figcaption></figure>"
     "<div class=\"related\"><ul><li><a href=1>Another story</a></ul></div></article></main>"
     "<aside>" MORE "</aside><footer>All rights reserved</footer></body></html>",
     "T Probe into batteries\nB By Ann Example\nP " PROSE "\nP " MORE
     "\nI One item\nI Two items\nQ A quote.\nR Country | Rate\nR Norway | 4 %\nB A battery plant",
     "2024-02-03"},
    {"an old page of tables and font tags", "a.htm",
     "<html><head><title>\nA page of old\n</title></head><body bgcolor=\"#FFF\"><table><tr><td width=100>"
     "<a href=\"/\"><img src=x></a><a href=1>Home</a> | <a href=2>Archive</a></td>"
     "<td width=480><P><font size=4>A page of old</font></P><p><font size=2>November 21, 2003 | Page 13</font></p>"
     "<font size=3><P><B>" PROSE "</B></P>\n<P>" MORE "</P></td></tr></table></body></html>",
     "T A page of old\nB November 21, 2003 | Page 13\nP " PROSE "\nP " MORE, "2003-11-21"},
    {"JSON-LD gives the date, a headline that the title does not know is none", "a.html",
     "<html><head><title>Probe into batteries - The Example</title><script type=\"application/ld+json\">"
     "{\"@type\":\"NewsArticle\",\"datePublished\":\"2022-03-04T01:02\"}</script></head><body><h1>The Example</h1>"
     "<div id=story><p>" PROSE "</p><p>" MORE "</p></div></body></html>",
     "T Probe into batteries\nP " PROSE "\nP " MORE, "2022-03-04"},
    {"references, notes, breaks, signs", "a.html",
     "<p>A &lt; B &amp; C &ldquo;q&rdquo; &#8364;5<sup>[1]</sup>, 3 < 4 &unknown; x<br>and on.<br>New line.</p>",
     "P A < B & C \xE2\x80\x9Cq\xE2\x80\x9D \xE2\x82\xAC" "5, 3 < 4 &unknown; x and on.\nP New line.", ""},
    {"text without any element around it", "a.html", "<html><body>Plain words here.<p>And more.</body>",
     "P Plain words here.\nP And more.", ""},
    {"inline elements do not part words", "a.html", "<p>Un<b>bro</b>ken <i>words</i> <u>here</u>,<a href=x> there</a>.</p>",
     "P Unbroken words here, there.", ""},
    {"hidden parts and comments", "a.html",
     "<p>Seen.</p><!-- <p>not</p> --><div style=\"display:none\"><p>Not seen.</p></div><p hidden>Nor this.</p><template><p>x</p></template>",
     "P Seen.", ""},
};

static void check_pages(void)
{
    CHECK_ROWS(pages, CP_FORMAT_AUTO);
}

// Deeper than libxml2 goes: the text must not be lost.
static void check_depth(void)
{
    struct cp_arena *doc = cp_arena_new();
    struct cp_buf page = {0};
    struct cp_document *document = NULL;
    for (int i = 0; i < 5000; i++)
        cp_buf_add(&page, CP_STR("<div>"));
    cp_buf_add(&page, CP_STR("<p>" PROSE "</p>"));
    CU_ASSERT_EQUAL(cp_read_bytes(doc, NULL, "a.html", cp_buf_str(&page), &document, NULL), CP_OK);
    CU_ASSERT_TRUE(document && cp_str_equal(document->text, CP_STR(PROSE)));
    cp_buf_release(&page);
    cp_arena_free(doc);
}

void cp_test_read_html(void)
{
    CU_pSuite suite = CU_add_suite("read: HTML", NULL, NULL);
    CU_add_test(suite, "pages give their article", check_pages);
    CU_add_test(suite, "a page may nest without end", check_depth);
}
