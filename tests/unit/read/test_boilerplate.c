// SPDX-License-Identifier: GPL-3.0-or-later
#include "read_rows.h"

#define TEXT                                                                                                           \
    "The council agreed on Tuesday to lift the duties on fish and timber that it had imposed in spring, its "          \
    "chairman said after a long night of talks in the capital."

static const struct read_row rows[] = {
    {"reading aids and links to other articles", "a.txt",
     "Duties lifted\n\nNo time to read?\nGet a summary\n\n" TEXT "\n\nPrevious Article\n\nA coach speaks about his team\n\nNext Article\n\nWhat to eat in May",
     "T Duties lifted\nP " TEXT, ""},
    {"an agency's foot", "a.txt",
     "Duties lifted\n\n" TEXT "\nTo contact the reporter on this story: Ann Example in Oslo at ann@x.test\n"
     "For more articles like this, please visit us at x.test\n\xC2\xA9" "2019 Example L.P.\n",
     "T Duties lifted\nP " TEXT "\nB To contact the reporter on this story: Ann Example in Oslo at ann@x.test", ""},
    {"notes of the desk, in brackets only", "a.txt",
     "Duties lifted\n\nBy Ann Example and Bo van Test\n\n" TEXT "\n\nUpdates to the list will follow in June.\n\n(Updates with comment)\n\n"
     "(Reporting by Ann Example; Editing by Bo Test)\n",
     "T Duties lifted\nB By Ann Example and Bo van Test\nP " TEXT
     "\nP Updates to the list will follow in June.\nB (Updates with comment)\nB (Reporting by Ann Example; Editing by Bo Test)",
     ""},
    {"a list of links at the end goes, prose behind it stays", "a.txt",
     "Duties lifted\n\n" TEXT TEXT TEXT "\n\nRelated articles\n\nFish is dear\n\nTimber is cheap\n\n" TEXT TEXT "\n",
     "T Duties lifted\nP " TEXT TEXT TEXT "\nP " TEXT TEXT, ""},
    {"cookies, shares, newsletters, end marks", "a.md",
     "# Duties lifted\n\nShare this article\n\n" TEXT "\n\nWe use cookies to make this better.\n\n"
     "Sign up for our weekly newsletter.\n\nFollow us on X\n\n\\###\n\n-30-\n\nhttps://x.test/a\n",
     "T Duties lifted\nP " TEXT "\nB https://x.test/a", ""},
    {"what begins like boilerplate but is prose", "a.txt",
     "Duties lifted\n\n" TEXT "\n\nShare prices fell in Oslo after the council said that it would lift the duties.\n\n"
     "Follow-up talks are planned.\n\nBy Friday, all ports will be open.\n",
     "T Duties lifted\nP " TEXT "\nP Share prices fell in Oslo after the council said that it would lift the duties.\n"
     "P Follow-up talks are planned.\nP By Friday, all ports will be open.",
     ""},
    {"release numbers, times, addresses", "a.txt",
     "Duties lifted\n\nLS-1035\n\n10:30 A.M. EDT\n\n" TEXT "\n\npress@x.test\n",
     "T Duties lifted\nB LS-1035\nB 10:30 A.M. EDT\nP " TEXT "\nB press@x.test", ""},
};

static void check_boilerplate(void)
{
    CHECK_ROWS(rows, CP_FORMAT_AUTO);
}

void cp_test_read_boilerplate(void)
{
    CU_pSuite suite = CU_add_suite("read: boilerplate", NULL, NULL);
    CU_add_test(suite, "what sites print around an article goes, the article stays", check_boilerplate);
}
