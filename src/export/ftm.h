// SPDX-License-Identifier: GPL-3.0-or-later
//
// The links of FollowTheMoney, once for the writer and the reader: which property is the source and which the target.
//
// Room: export.
#ifndef CP_EXPORT_FTM_H
#define CP_EXPORT_FTM_H

struct ftm_link {
    const char *schema, *source, *target;
};
extern const struct ftm_link cp_ftm_links[]; // ended by a row of NULL

#endif
