// SPDX-License-Identifier: GPL-3.0-or-later
#include "read_rows.h"

static const struct read_row front[] = {
    {"Jekyll", "a.md", "---\nlayout: post\ntitle : Two Lists\ndate  : 2023-05-03 12:00:00 +0800\nimage : x.jpg\n---\n\nText stands here.\n",
     "T Two Lists\nP Text stands here.", "2023-05-03"},
    {"quoted, with escapes and a line that goes on", "a.md",
     "---\ndate: '2021-10-30'\ntitle: \"Talks on steel, coal\\\n  \\ and\\_\\u00e9tain\"\n---\n\nText stands here.\n",
     "T Talks on steel, coal and \xC3\xA9tain\nP Text stands here.", "2021-10-30"},
    {"a plain value over two lines, single quotes doubled", "a.md",
     "---\ntitle: 'The fact sheet: the minister''s\n  second visit'\npublished: May 4, 2022\n---\nText stands here.\n",
     "T The fact sheet: the minister's second visit\nP Text stands here.", "2022-05-04"},
    {"keys that are indented, a date by another name", "a.md",
     "---\n  title: \"Duties on tea\"\n  page_date: \"Apr 07, 2025\"\n---\nText stands here.\n", "T Duties on tea\nP Text stands here.",
     "2025-04-07"},
    {"TOML", "a.md", "+++\ntitle = \"Duties on tea\"\ndate = 2020-02-03\n+++\nText stands here.\n", "T Duties on tea\nP Text stands here.",
     "2020-02-03"},
    {"front matter wins over the file's name", "2001-01-01-a.md", "---\ndate: 2020-02-03\n---\nText stands here.\n",
     "P Text stands here.", "2020-02-03"},
    {"a rule at the start is no front matter", "a.md", "---\n\nText stands here.\n\n---\n\nAnd more of it.\n",
     "P Text stands here.\nP And more of it.", ""},
    {"a heading that repeats the title", "a.md", "---\ntitle: Ships\n---\n# Ships\n\nText stands here.\n", "T Ships\nP Text stands here.", ""},
};

static const struct read_row blocks[] = {
    {"headings of both kinds, and a bold line", "a.md",
     "# One\n\nFirst text.\n\nTwo\n---\n\nSecond text.\n\n### Three ###\n\n**Four**\n\nThird text.\n",
     "T One\nP First text.\nH Two\nP Second text.\nH Three\nH Four\nP Third text.", ""},
    {"lists, nested, with lines that go on", "a.md",
     "Text:\n\n-   One goes\n    on here.\n    -   Inner.\n\n    <!-- -->\n\n1. Two\n2) Three\n\n* Four\n",
     "P Text:\nI One goes on here.\nI Inner.\nI Two\nI Three\nI Four", ""},
    {"quotes", "a.md", "> We hold on\n> to it.\n>\n> So it is.\n\nHe said so.\n", "Q We hold on to it.\nQ So it is.\nP He said so.", ""},
    {"tables with and without outer pipes", "a.md", "| A | B |\n|:--|--:|\n| c | **d** |\n\ne | f\n--|--\ng | h\n\nText.\n",
     "R A | B\nR c | d\nR e | f\nR g | h\nP Text.", ""},
    {"code, scripts, rules and definitions go", "a.md",
     "Text.\n\n```c\nint main;\n```\n\n<script>\nvar x;\n</script>\n\n***\n\n[a]: http://x.test/\n\nMore text.\n", "P Text.\nP More text.", ""},
    {"a fence that is never closed hides nothing", "a.md", "Text.\n\n```\nMore text.\n", "P Text.\nP More text.", ""},
    {"wrapped lines are joined", "a.md", "The first\nline and the\nsecond one.\n", "P The first line and the second one.", ""},
};

static const struct read_row marks[] = {
    {"emphasis", "a.md", "_All_ **of** __this__ is *em*phasis, ***strong***, a_b_c stays, 2*3 too.\n",
     "P All of this is emphasis, strong, a_b_c stays, 2*3 too.", ""},
    {"links and images", "a.md",
     "See [the **rule**](http://x.test/a_(b) \"t\") and [this][1], ![pic](a.png)<https://x.test/> or [sic] that.\n\n[1]: http://x.test\n",
     "P See the rule and this, or [sic] that.", ""},
    {"notes", "a.md", "It ended.[^1] It began.<sup>2</sup> It was.[3] All <sup>th</sup>is.\n\n[^1]: A note on it.\n",
     "P It ended. It began. It was. All this.\nB A note on it.", ""},
    {"tags, comments, attributes", "a.md",
     "<span class=\"x\">Section</span> 1.<br/>Next<!-- no --> line <excerpt/>{: .wide} of {% include a.html %}it.\n",
     "P Section 1. Next line of it.", ""},
    {"backslashes and references", "a.md", "\\[...\\] A\\*B AT&amp;T &#8217;s &#x27;s &nbsp;x &bogus; R&D\n",
     "P [...] A*B AT&T \xE2\x80\x99s 's x &bogus; R&D", ""},
    {"code in the line", "a.md", "The `list` and ``a`b`` stay ` so.\n", "P The list and a`b stay ` so.", ""},
};

static void check_front(void)
{
    CHECK_ROWS(front, CP_FORMAT_AUTO);
}

static void check_blocks(void)
{
    CHECK_ROWS(blocks, CP_FORMAT_AUTO);
}

static void check_marks(void)
{
    CHECK_ROWS(marks, CP_FORMAT_AUTO);
}

void cp_test_read_markdown(void)
{
    CU_pSuite suite = CU_add_suite("read: Markdown", NULL, NULL);
    CU_add_test(suite, "front matter gives title and date", check_front);
    CU_add_test(suite, "blocks of all kinds", check_blocks);
    CU_add_test(suite, "marks inside a paragraph go, its words stay", check_marks);
}
