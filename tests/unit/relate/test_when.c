// SPDX-License-Identifier: GPL-3.0-or-later
//
// Dates of tellings. The documents' day is Thursday, 15 June 2023.
#include "scene_fixture.h"

#include <CUnit/CUnit.h>
#include <stdio.h>

static const struct {
    const char *text, *trigger, *date;
} cases[] = {
    // absolute
    {"Tokyo imposed tariffs on lumber on March 31, 2021.", "tariffs", "2021-03-31"},
    {"On 7 October 2022 Washington announced sanctions on the bank.", "sanctions", "2022-10-07"},
    {"Seoul adopted sanctions in September 1986.", "sanctions", "1986-09"},
    {"Brussels imposed tariffs on shoes in 2018.", "tariffs", "2018"},
    {"Ottawa protested against the 2018 tariffs on steel.", "tariffs", "2018"},
    {"Tokyo opened a probe of the firm in retaliation for the tariffs of October 2021.", "tariffs", "2021-10"},
    {"Tokyo imposed tariffs on lumber on 17.44444444444444444.2022.", "tariffs", ""},
    // without a year: the latest before the document
    {"Tokyo imposed tariffs on lumber on April 3.", "tariffs", "2023-04-03"},
    {"Tokyo imposed tariffs on lumber in October.", "tariffs", "2022-10"},
    {"The sanctions announced in May hit two banks.", "sanctions", "2023-05"},
    {"Last July Tokyo imposed sanctions on the bank.", "sanctions", "2022-07"},
    // relative
    {"Ottawa imposed sanctions on two generals on Tuesday.", "sanctions", "2023-06-13"},
    {"Ottawa imposed sanctions on two generals yesterday.", "sanctions", "2023-06-14"},
    {"Ottawa imposed sanctions on two generals today.", "sanctions", "2023-06-15"},
    {"Ottawa imposed sanctions on two generals last month.", "sanctions", "2023-05"},
    {"Ottawa imposed sanctions on two generals last week.", "sanctions", "2023-06"},
    {"Ottawa imposed sanctions on two generals earlier this month.", "sanctions", "2023-06"},
    {"Ottawa imposed sanctions on two generals last year.", "sanctions", "2022"},
    {"Ottawa imposed sanctions on two generals three years ago.", "sanctions", "2020"},
    {"Ottawa imposed sanctions on two generals in recent weeks.", "sanctions", "2023"},
    {"Two months ago Beijing fined the auditor.", "fined", "2023-04"},
    // to come
    {"Delhi will impose tariffs on September 1.", "tariffs", "2023-09-01"},
    {"Delhi will impose tariffs on phones next month.", "tariffs", "2023-07"},
    // the day of the announcement, through the verb that plans or tells
    {"On Monday Delhi decided to impose tariffs on phones.", "tariffs", "2023-06-12"},
    {"Washington said on Wednesday that it had imposed sanctions on the bank.", "sanctions", "2023-06-14"},
    // the clause behind a date, and a date in the act's name
    {"They won in May 2022, when Tokyo imposed tariffs on lumber.", "tariffs", "2022-05"},
    {"Goods covered by the October 7 controls are scarce.", "controls", "2022-10-07"},
    // hung on the subject by the parser, on a statement, on a noun that carries the act
    {"The Dutch cabinet on Monday banned exports of lasers.", "banned", "2023-06-12"},
    {"Last Tuesday Tokyo imposed tariffs on lumber.", "tariffs", "2023-06-13"},
    {"Merchants praised the May 2 imposition of tariffs on lumber.", "tariffs", "2023-05-02"},
    {"Merchants fear the sanctions on grain dealers which Tokyo announced on May 2.", "sanctions", "2023-05-02"},
    // through what decides, and what a sentence opens with
    {"Washington persuaded the Dutch in July 2019 to cancel the export licence.", "licence", "2019-07"},
    {"The president signed an order last Friday lifting the tariffs.", "tariffs", "2023-06-09"},
    {"In April 2018 Washington showed its teeth: it imposed sanctions on the bank.", "sanctions", "2018-04"},
    {"The end came in May 2022, when Moscow vetoed the sanctions.", "sanctions", "2022-05"},
    // from another date
    {"A week after Tokyo imposed tariffs on lumber, the yen fell.", "tariffs", "2023-06"},
    {"Shares rose on Tuesday, a day after Tokyo imposed tariffs on lumber.", "tariffs", "2023-06-12"},
    {"They talked in March 2021. That month Tokyo imposed sanctions on the bank.", "sanctions", "2021-03"},
    {"They talked in March 2021. Two years later Tokyo imposed sanctions on the bank.", "sanctions", "2023"},
    {"They talked in March 2016. In June Tokyo imposed sanctions on the bank.", "sanctions", "2016-06"},
    {"They talked in March 2016. In February Tokyo imposed sanctions on the bank.", "sanctions", "2017-02"},
    {"They talked in March 2016. Last February Tokyo imposed sanctions on the bank.", "sanctions", "2023-02"},
    {"They talked in 2016. In February Tokyo imposed sanctions on the bank.", "sanctions", "2023-02"},
    {"Tokyo imposed sanctions on the bank in November last year.", "sanctions", "2022-11"},
    {"They talked on March 2, 2021. Within a week Tokyo imposed sanctions on the bank.", "sanctions", "2021-03"},
    {"Tokyo recently imposed sanctions on the bank.", "sanctions", "2023"},
    {"Firms pay the tariffs imposed in Executive Order 7 of April 2, 2021.", "tariffs", "2021-04-02"},
    // parts of months and years, days of the week with their date, and the clauses and texts that a day stands before
    {"In mid-April Tokyo imposed tariffs on lumber.", "tariffs", "2023-04"},
    {"In the first quarter of 2021 Tokyo imposed tariffs on lumber.", "tariffs", "2021"},
    {"Tokyo imposed tariffs on lumber on Friday, May 12.", "tariffs", "2023-05-12"},
    {"Tokyo imposed tariffs on lumber this morning.", "tariffs", "2023-06-15"},
    {"It was in May 2019 that Tokyo imposed tariffs on lumber.", "tariffs", "2019-05"},
    {"In a statement dated June 13, Tokyo imposed tariffs on lumber.", "tariffs", "2023-06-13"},
    {"The break came in May 2022, when Moscow vetoed a text that would have tightened sanctions.", "sanctions", "2022-05"},
    {"The CHIPS Act of 2022 subsidizes factories.", "Act", "2022"},
    // weekends, feasts, vague times ago, and times counted from now
    {"Tokyo imposed sanctions on the bank over the weekend.", "sanctions", "2023-06"},
    {"Tokyo will impose sanctions on the bank this weekend.", "sanctions", "2023-06"},
    {"Tokyo suspended the tariffs on lumber on Christmas Eve.", "tariffs", "2022-12-24"},
    {"On New Year's Day Tokyo imposed tariffs on lumber.", "tariffs", "2023-01-01"},
    {"Tokyo imposed tariffs on lumber earlier in the week.", "tariffs", "2023-06"},
    {"Tokyo imposed tariffs on lumber a few days ago.", "tariffs", "2023-06"},
    {"Tokyo imposed tariffs on lumber several weeks ago.", "tariffs", "2023"},
    {"Tokyo imposed tariffs on lumber a decade ago.", "tariffs", "2013"},
    {"Tokyo imposed tariffs on lumber more than two years ago.", "tariffs", "2021"},
    {"The day before yesterday Tokyo imposed tariffs on lumber.", "tariffs", "2023-06-13"},
    // as figures, as parts of a year, and at the head of an entry
    {"Tokyo imposed tariffs on lumber on 2022-10-07.", "tariffs", "2022-10-07"},
    {"Tokyo imposed tariffs on lumber on 10/17/2022.", "tariffs", "2022-10-17"},
    {"Tokyo imposed tariffs on lumber on 17/10/2022.", "tariffs", "2022-10-17"},
    {"Tokyo imposed tariffs on lumber on 10/07/2022.", "tariffs", "2022"},
    {"Tokyo imposed tariffs on lumber in mid-2022.", "tariffs", "2022"},
    {"Tokyo imposed tariffs on lumber in fiscal 2022.", "tariffs", "2022"},
    {"Tokyo imposed tariffs on lumber as early as 2019.", "tariffs", "2019"},
    {"In the first week of May Tokyo imposed tariffs on lumber.", "tariffs", "2023-05"},
    {"2017: Tokyo bans exports of lasers.", "bans", "2017"},
    {"The May ban on the app still hurts.", "ban", "2023-05"},
    {"Tokyo's probe into Huawei dates back to May 2021.", "probe", "2021-05"},
    {"The export ban on lasers came into force on May 1.", "ban", "2023-05-01"},
    // the day of a report, of a clause about the act, of one object among two, of a deadline
    {"Ottawa announced on March 27 that it planned to raise tariffs on lumber.", "tariffs", "2023-03-27"},
    {"On Monday, the ministry said in a statement it had fined the bank.", "fined", "2023-06-12"},
    {"Ottawa imposed tariffs on lumber, a notice published on Monday showed.", "tariffs", "2023-06-12"},
    {"Passed in August 2022, the Chips Act pays for plants.", "Act", "2022-08"},
    {"In October 2022 Ottawa tightened its rules, including some export controls that applied to Delhi as a whole.", "controls", "2022-10"},
    {"Tokyo imposed tariffs on lumber in May and sanctions on the bank in April.", "sanctions", "2023-04"},
    {"Tokyo announced tariffs on lumber in May and sanctions on the bank in April.", "sanctions", "2023-04"},
    {"If Delhi does not yield by July 1, Ottawa has threatened to raise tariffs on lumber.", "tariffs", "2023-07-01"},
    {"The letter answers the addition of 69 firms, including the bank and the mill, to the Entity List of the bureau in May 2021.",
     "addition", "2021-05"},
    {"Ottawa warned on Monday that it may ban exports of lasers.", "ban", "2023-06-12"},
    {"Ottawa vowed on Monday that it would impose tariffs on lumber.", "tariffs", "2023-06-12"},
    {"Ottawa and Tokyo agreed on Monday that they would drop the tariffs on lumber.", "tariffs", "2023-06-12"},
    {"The official said on Monday that Ottawa had announced in May that it would ban exports of lasers.", "ban", "2023-05"},
    {"Ottawa warned it may ban exports of lasers, an official said on Monday.", "ban", "2023-06-12"},
    {"The minister argued on Monday that the tariffs on lumber were needed.", "tariffs", ""},
    // what happened meanwhile, and on the same day
    {"Shares fell on Tuesday as Tokyo imposed tariffs on lumber.", "tariffs", "2023-06-13"},
    {"They met on Tuesday, the same day as Tokyo imposed tariffs on lumber.", "tariffs", "2023-06-13"},
    // none of its own
    {"Shares fell on Tuesday as Tokyo has tariffs on lumber.", "tariffs", ""},
    {"They met in May 2022, when Moscow sued a bank that had broken sanctions.", "sanctions", ""},
    {"A blog on the impact of sanctions appeared on Monday.", "sanctions", ""},
    {"Today's listings were made under the sanctions on Belarus.", "sanctions", ""},
    {"Envoys leave tomorrow to discuss the tariffs.", "tariffs", ""},
    {"From May 6 to May 9 envoys will travel to Delhi to discuss sanctions on the bank.", "sanctions", ""},
    {"Prices fell by 10/17 of their value under the tariffs.", "tariffs", ""},
    {"Ottawa has kept the tariffs, as it had promised by July 1.", "tariffs", ""},
    {"Exports fell for the first time since 2006 under the tariffs.", "tariffs", ""},
    {"Traders await the July 9 deadline for the tariffs.", "tariffs", ""},
    {"Ottawa opened a security review under the Trade Act of 1974.", "review", ""},
    {"American tariffs on steel annoy Brussels.", "tariffs", ""},
    {"The ban on the app lasts until 2025.", "ban", ""},
    {"The minister, who took office in 2019, dislikes tariffs.", "tariffs", ""},
};

static void check_cases(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct scene *scene = cp_scene_of(cases[i].text, "2023-06-15");
        const struct telling *t = cp_scene_telling(scene, cases[i].trigger);
        CU_ASSERT_PTR_NOT_NULL(t);
        struct cp_str date = t ? cp_date_format(scene->doc, t->date) : CP_STR("not found");
        bool right = cp_str_equal(date, cp_str_from(cases[i].date));
        if (!right)
            fprintf(stderr, "when: %s: \"" CP_FMT "\", not \"%s\"\n", cases[i].text, CP_ARG(date), cases[i].date);
        CU_ASSERT_TRUE(right);
        cp_scene_forget();
    }
}

// The date of the first act that the document holds; "" if it has none.
static struct cp_str date_of_act(const char *text)
{
    const struct cp_facts *facts = cp_scene_facts(text, "2023-06-15");
    for (size_t i = 0; facts && i < facts->node_count; i++)
        if (facts->nodes[i].kind == CP_KIND_MEASURE)
            return cp_date_format(cp_scene_arena(), facts->nodes[i].date);
    return CP_STR("no act");
}

// An act without a time is as old as the news that tells of it: in a release, what its texts order and what its title is about; in a
// list of headlines, what is to come and what was done to somebody. What a report tells of as known has no date.
static void check_news(void)
{
    static const struct {
        const char *text, *date;
    } news[] = {
        {"Fact Sheet: Canada Protects Its Mills\n\nCanada has many mills and forests.\n\nThe Order directs the Canada Border Services Agency "
         "to open an anti-dumping investigation into steel from Japan.\n",
         "2023-06-15"},
        {"Mills in the north\n\nCanada has many mills and forests.\n\nIts neighbours have fewer of both.\n\nThe law directs the Canada Border "
         "Services Agency to open an anti-dumping investigation into steel from Japan.\n",
         ""},
        {"Wires of the day\n\nRain expected in the north\n\nMarkets closed for the feast\n\nHarvest begins in the south\n\nArgentina to sue Canada at "
         "WTO over anti-dumping duties on honey\n",
         "2023"},
    };
    for (size_t i = 0; i < sizeof news / sizeof *news; i++) {
        struct cp_str date = date_of_act(news[i].text);
        if (!cp_str_equal(date, cp_str_from(news[i].date)))
            fprintf(stderr, "news: %.30s…: \"" CP_FMT "\", not \"%s\"\n", news[i].text, CP_ARG(date), news[i].date);
        CU_ASSERT_TRUE(cp_str_equal(date, cp_str_from(news[i].date)));
        cp_scene_forget();
    }
}

static void check_without_document_date(void)
{
    const struct scene *scene = cp_scene_of("Tokyo imposed tariffs on lumber last month.", NULL);
    const struct telling *t = cp_scene_telling(scene, "tariffs");
    CU_ASSERT_PTR_NOT_NULL_FATAL(t);
    CU_ASSERT_EQUAL(t->date.year, 0);
    scene = cp_scene_of("Tokyo imposed tariffs on lumber in 2018.", NULL);
    t = cp_scene_telling(scene, "tariffs");
    CU_ASSERT_PTR_NOT_NULL_FATAL(t);
    CU_ASSERT_EQUAL(t->date.year, 2018);
    cp_scene_forget();
}

void cp_test_relate_when(void)
{
    CU_pSuite suite = CU_add_suite("relate: when", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "dates of tellings", check_cases);
    CU_add_test(suite, "acts told as news", check_news);
    CU_add_test(suite, "no date of the document", check_without_document_date);
}
