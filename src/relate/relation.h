// SPDX-License-Identifier: GPL-3.0-or-later
//
// Relations by the rules of relations.tsv.
//
// Room: relate.
#ifndef CP_RELATE_RELATION_H
#define CP_RELATE_RELATION_H

#include "relation_table.h"

// Links between names, and stances towards tellings.
void cp_relate_find_relations(struct scene *scene, const struct relation_table *table);

// supports, from the reasons for which somebody is put on a list (helper.c).
void cp_relate_find_helpers(struct scene *scene);

#endif
