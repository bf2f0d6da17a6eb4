// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs the CUnit suites of the library, and the cases of tests/cases against the program, and ends with CUnit's
// summary. Exit status 1 if anything failed.
//
//     chokepoint-tests --program PATH [--cases [NAME]] [--bless NAME]
//     chokepoint-tests --unit [WORD]      only suites whose name contains WORD
#include "cases.h"

#include <CUnit/Basic.h>
#include <stdio.h>
#include <string.h>

void cp_add_suites(void); // made by scripts/list-tests

static void leave_only(const char *word)
{
    for (CU_pSuite suite = CU_get_registry()->pSuite; suite; suite = suite->pNext)
        if (!strstr(suite->pName, word))
            CU_set_suite_active(suite, CU_FALSE);
}

static int run_all(void)
{
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_set_error_action(CUEA_IGNORE);
    CU_set_fail_on_inactive(CU_FALSE);
    CU_ErrorCode error = CU_basic_run_tests();
    int failed = error != CUE_SUCCESS || CU_get_number_of_failures() || CU_get_number_of_suites_failed();
    CU_cleanup_registry();
    return failed;
}

int main(int argc, char **argv)
{
    const char *program = NULL, *word = NULL, *only = NULL;
    int unit = 1, cases = 1;
    for (int i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : NULL;
        if (strcmp(argv[i], "--program") == 0 && value) {
            program = value;
            i++;
        } else if (strcmp(argv[i], "--bless") == 0 && value && program) {
            return bless_case(program, value);
        } else if (strcmp(argv[i], "--unit") == 0) {
            cases = 0;
            word = value;
            i += value != NULL;
        } else if (strcmp(argv[i], "--cases") == 0) {
            unit = 0;
            only = value;
            i += value != NULL;
        } else {
            fprintf(stderr, "usage: %s --program PATH [--cases [NAME]] [--bless NAME] | --unit [WORD]\n", argv[0]);
            return 2;
        }
    }
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    if (unit)
        cp_add_suites();
    if (word)
        leave_only(word);
    if (cases && program)
        add_cases(program, only);
    if (unit && cases && program) {
        add_known(program);
        add_program(program);
    }
    return run_all();
}
