// SPDX-License-Identifier: GPL-3.0-or-later
//
// The links of FollowTheMoney, once for the writer and the reader: which property is the source and which the target.
//
// Room: export.
#ifndef CP_EXPORT_FTM_H
#define CP_EXPORT_FTM_H

#include "chokepoint/vocabulary.h"

const char *cp_ftm_schema_of(enum cp_kind kind); // "Company"

struct ftm_link {
    const char *schema, *source, *target;
};
extern const struct ftm_link cp_ftm_links[]; // ended by a row of NULL

#endif
