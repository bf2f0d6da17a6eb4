// SPDX-License-Identifier: GPL-3.0-or-later
//
// Links by what they have in common: the telling or the sentence that they are about, the rule that drew them.
//
// Room: relate.
#ifndef CP_RELATE_LINK_H
#define CP_RELATE_LINK_H

#include "act.h"

// For each key its first link, for each link the next one of the same key; CP_NONE at the end. In the order of the links.
struct link_chains {
    uint32_t *first, *next;
};

// `key_of` says by what number below `keys` a link is found; CP_NONE: in no chain.
struct link_chains cp_relate_chain_links(const struct scene *scene, const link_vec *links, size_t keys,
                                         uint32_t (*key_of)(const struct scene *scene, const struct link *link));

// Rules are called FILE.NAME; what a scorer drew by itself begins with "learned".
static inline bool is_by_rule(const struct link *link, const char *prefix)
{
    return cp_str_starts(cp_str_from(link->rule), cp_str_from(prefix));
}

#endif
