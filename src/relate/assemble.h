// SPDX-License-Identifier: GPL-3.0-or-later
//
// Room: relate.
#ifndef CP_RELATE_ASSEMBLE_H
#define CP_RELATE_ASSEMBLE_H

#include "identity.h"

// Acts, links and the entities that take part in them → facts, in the document's arena.
struct cp_facts *cp_relate_assemble(struct scene *scene, const act_vec *acts);

#endif
