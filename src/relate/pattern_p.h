// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the files of patterns share: pattern.c reads them, pattern_tree.c and pattern_surface.c match them.
//
// Room: relate.
#ifndef CP_RELATE_PATTERN_P_H
#define CP_RELATE_PATTERN_P_H

#include "pattern.h"

#define DEP_BIT(dep) (UINT64_C(1) << (dep))

bool cp_relate_word_fits(const struct scene *scene, const struct word_test *test, uint32_t token);

#endif
