// SPDX-License-Identifier: GPL-3.0-or-later
#include "read_rows.h"

static const struct read_row paragraphs[] = {
    {"a line is a paragraph where lines are long", "a.txt",
     "Ministry widens its export list\n\nThe ministry added four metals to its export list on Monday, a step that traders had expected since spring.\n"
     "Buyers abroad said that they would look for other sources, and that prices were already rising in the region.\n",
     "T Ministry widens its export list\n"
     "P The ministry added four metals to its export list on Monday, a step that traders had expected since spring.\n"
     "P Buyers abroad said that they would look for other sources, and that prices were already rising in the region.",
     ""},
    {"newswire: lines cut by width, paragraphs by an indent, a date line, an end mark", "wire.txt",
     "TRADE MINISTERS MEET ON STEEL\n\n1986-11-04\n\nGENEVA, Nov 4 - Trade ministers of six countries met today to\n"
     "talk about limits on exports of steel, which producers in the\nregion have asked for since the summer.\n"
     "    No decision was taken.\n    A second meeting will be held before the end of the year, a\nspokesman told reporters here.\n REUTER\n",
     "T TRADE MINISTERS MEET ON STEEL\nB 1986-11-04\n"
     "P GENEVA, Nov 4 - Trade ministers of six countries met today to talk about limits on exports of steel, which producers in "
     "the region have asked for since the summer.\n"
     "P No decision was taken.\nP A second meeting will be held before the end of the year, a spokesman told reporters here.",
     "1986-11-04"},
    {"a dash at the start of a cut line is no item", "wire.txt",
     "TARIFFS RISE\n\nThe government said that it would raise the tariff to ten pct\n- up from four pct - on most goods of the "
     "sector from July on,\nas it had said it would do in the spring of that year.\n",
     "T TARIFFS RISE\nP The government said that it would raise the tariff to ten pct - up from four pct - on most goods of the "
     "sector from July on, as it had said it would do in the spring of that year.",
     ""},
    {"a repeated title goes", "a.txt",
     "Port closes to foreign ships\n\nPort Closes to Foreign Ships\n\nThe port closed on Friday, and nobody said for how long it would stay so.\n",
     "T Port closes to foreign ships\nP The port closed on Friday, and nobody said for how long it would stay so.", ""},
    {"a ticker, and items under a word in capitals", "a.txt",
     "The day in trade\n\n17:52 Norway bars foreign trawlers from its northern waters\n"
     "17:31 Chile, Peru agree on a common duty for copper ore\n16:40 Kenya denies a report on a ban of maize\n\n"
     "MONDAY\n- Norway to require licences for exports of salmon\n- Peru restricts imports of cars? Not yet, says ministry\n",
     "T The day in trade\nI Norway bars foreign trawlers from its northern waters\nI Chile, Peru agree on a common duty for copper ore\n"
     "I Kenya denies a report on a ban of maize\nH MONDAY\nI Norway to require licences for exports of salmon\n"
     "I Peru restricts imports of cars? Not yet, says ministry",
     ""},
    {"bullets of several kinds", "a.txt",
     "What to know\n\nThe list has three parts:\n\n  \xE2\x80\xA2 Chips of all kinds.\n  - Machines.\n  3. Software.\n",
     "T What to know\nP The list has three parts:\nI Chips of all kinds.\nI Machines.\nI Software.", ""},
    {"sub-headings, short lines without an end", "a.txt",
     "The metals dispute\n\nBackground\n\nThe dispute began two years ago over a shipment that never came to port.\n\nWhat comes next\n\n"
     "Talks go on in June.\n",
     "T The metals dispute\nH Background\nP The dispute began two years ago over a shipment that never came to port.\n"
     "H What comes next\nP Talks go on in June.",
     ""},
    {"a table with pipes and one with blanks", "a.txt",
     "Duties\n\n| Country | Rate |\n|---------|------|\n| Norway | 4 % |\n\nWheat    1,000    2,000\n\nThat was all of it for the year.\n",
     "T Duties\nR Country | Rate\nR Norway | 4 %\nR Wheat | 1,000 | 2,000\nP That was all of it for the year.", ""},
    {"emphasis around a whole line, references, ticker signs", "a.txt",
     "A title\n\n*Prepared for the press*\n\nR&amp;D at Acme <ACM> costs 3 * 4 dollars, it said_so.\n",
     "T A title\nP Prepared for the press\nP R&D at Acme <ACM> costs 3 * 4 dollars, it said_so.", ""},
    {"Markdown in a file that is called text", "a.txt",
     "---\ntitle: Chips and ships\ndate: 2022-10-07\n---\n\n## Why\n\nThe [rule](http://x.test/a_b) is _new_.\n",
     "T Chips and ships\nH Why\nP The rule is new.", "2022-10-07"},
};

static const struct read_row dates[] = {
    {"under the title, in words", "a.txt", "A title\n\nMay 21, 2019\n\nSome text stands here.\n",
     "T A title\nB May 21, 2019\nP Some text stands here.", "2019-05-21"},
    {"day first, with a word", "2001-02-03-a.txt", "A title\n\nPublished 21st May 2019\n\nSome text stands here.\n",
     "T A title\nB Published 21st May 2019\nP Some text stands here.", "2019-05-21"},
    {"no blank line between", "a.txt", "A title\n2019-05-21\nSome text stands here, and a little more of it.\n",
     "T A title\nB 2019-05-21\nP Some text stands here, and a little more of it.", "2019-05-21"},
    {"the file's name", "news/2023-04-03-foo.txt", "A title\n\nSome text stands here.\n", "T A title\nP Some text stands here.",
     "2023-04-03"},
    {"eight digits in the name", "foo_20230403.txt", "A title\n\nSome text stands here.\n", "T A title\nP Some text stands here.",
     "2023-04-03"},
    {"a dateline stays text; with its year it dates", "a.txt",
     "A title\n\nWASHINGTON, March 3, 2020 (Agency) - The office said so.\n",
     "T A title\nP WASHINGTON, March 3, 2020 (Agency) - The office said so.", "2020-03-03"},
    {"a dateline without its year does not", "a.txt", "A title\n\nWASHINGTON, March 3 (Agency) - The office said so.\n",
     "T A title\nP WASHINGTON, March 3 (Agency) - The office said so.", ""},
    {"a date in running text is not the document's", "a.txt", "A title\n\nThe rule of May 21, 2019 is still in force.\n",
     "T A title\nP The rule of May 21, 2019 is still in force.", ""},
    {"no date of which the month is none", "2023-13-40.txt", "A title\n\nSome text stands here.\n",
     "T A title\nP Some text stands here.", ""},
};

static void check_paragraphs(void)
{
    CHECK_ROWS(paragraphs, CP_FORMAT_AUTO);
}

static void check_dates(void)
{
    CHECK_ROWS(dates, CP_FORMAT_AUTO);
}

static void check_given_date(void)
{
    struct cp_arena *doc = cp_arena_new();
    struct cp_read_options options = {.date = {2020, 1, 2}};
    struct cp_document *document;
    CU_ASSERT_EQUAL(cp_read_bytes(doc, &options, "a.txt", CP_STR("A title\n\nText stands here.\n"), &document, NULL),
                    CP_OK);
    CU_ASSERT_EQUAL(document->date.year, 2020);
    CU_ASSERT_EQUAL(cp_read_bytes(doc, &options, "2019-03-04.txt", CP_STR("A title\n\nText here.\n"), &document, NULL),
                    CP_OK);
    CU_ASSERT_EQUAL(document->date.year, 2019);
    cp_arena_free(doc);
}

void cp_test_read_text(void)
{
    CU_pSuite suite = CU_add_suite("read: text", NULL, NULL);
    CU_add_test(suite, "paragraphs, titles, lists and tables come out as a reader sees them", check_paragraphs);
    CU_add_test(suite, "the date is taken from the best place", check_dates);
    CU_add_test(suite, "a given date is the last resort", check_given_date);
}
