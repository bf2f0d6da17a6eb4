// SPDX-License-Identifier: GPL-3.0-or-later
#include "chokepoint/base.h"

#include <CUnit/CUnit.h>

static void check_parse(void)
{
    static const struct {
        const char *text;
        bool ok;
        struct cp_date date;
    } rows[] = {
        {"2023", true, {2023, 0, 0}},
        {"2023-05", true, {2023, 5, 0}},
        {"2023-05-21", true, {2023, 5, 21}},
        {"2023-05-21T10:00:00Z", true, {2023, 5, 21}},
        {" 2023-05-21 10:00:00 +0800", true, {2023, 5, 21}},
        {"2023-13", false, {0, 0, 0}},
        {"2023-05-32", false, {0, 0, 0}},
        {"0023", false, {0, 0, 0}},
        {"May 2023", false, {0, 0, 0}},
        {"", false, {0, 0, 0}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct cp_date date = {0};
        CU_ASSERT_EQUAL(cp_date_parse(cp_str_from(rows[i].text), &date), rows[i].ok);
        CU_ASSERT(cp_date_compare(date, rows[i].date) == 0);
    }
}

static void check_days(void)
{
    CU_ASSERT_EQUAL(cp_date_days((struct cp_date){1970, 1, 1}), 0);
    CU_ASSERT_EQUAL(cp_date_days((struct cp_date){2000, 3, 1}), 11017);
    CU_ASSERT_EQUAL(cp_date_weekday((struct cp_date){2022, 10, 7}), 4); // a Friday
    for (int32_t day = -40000; day < 60000; day += 13)
        CU_ASSERT_EQUAL_FATAL(cp_date_days(cp_date_from_days(day)), day);
}

void cp_test_base_date(void)
{
    CU_pSuite suite = CU_add_suite("base: dates", NULL, NULL);
    CU_add_test(suite, "ISO dates of every precision", check_parse);
    CU_add_test(suite, "days and back", check_days);
}
