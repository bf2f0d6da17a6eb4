// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program from outside: each folder of tests/cases is a test. See tests/README.md.
#ifndef CASES_H
#define CASES_H

// Adds a suite with one test for each case, or for the one that is named. Both paths outlive the run.
void add_cases(const char *program, const char *only);

// Adds what must hold of the program whatever it is called with: see program.c.
void add_program(const char *program);

// Adds the graphs of tests/known: see known.c.
void add_known(const char *program);

// Lets the case expect what the program gives now. 0 if that could be done.
int bless_case(const char *program, const char *name);

#endif
