// SPDX-License-Identifier: GPL-3.0-or-later
//
// Parts tellings that tell of several states' acts at once.
//
// Room: relate.
#ifndef CP_RELATE_PART_H
#define CP_RELATE_PART_H

#include "act.h"

// After the roles are found, while links are of roles only.
void cp_relate_part_tellings(struct scene *scene);

#endif
