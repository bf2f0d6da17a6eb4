// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each row of the rule files carries a sentence that it must fit and one that it must not. A check tries one row on both;
// check.c walks the tables.
//
// Room: relate.
#ifndef CP_RELATE_CHECK_H
#define CP_RELATE_CHECK_H

#include "engine.h"

// What a check reads with. The arena is emptied after each row.
struct examiner {
    const struct cp_engine *engine;
    struct cp_arena *doc;
};

// The scene of a sentence, with its tellings; NULL if it cannot be read.
struct scene *cp_relate_set_example(const struct examiner *examiner, struct cp_str text);

// The row of that number: CP_EFORMAT, with file and line, if it does not fit its example or fits its counterexample.
enum cp_status cp_relate_check_trigger(const struct examiner *examiner, size_t number, struct cp_error *err);
enum cp_status cp_relate_check_frame(const struct examiner *examiner, size_t number, struct cp_error *err);
enum cp_status cp_relate_check_relation(const struct examiner *examiner, size_t number, struct cp_error *err);

#endif
