// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
#include "link.h"

struct link_chains cp_relate_chain_links(const struct scene *scene, const link_vec *links, size_t keys,
                                         uint32_t (*key_of)(const struct scene *scene, const struct link *link))
{
    struct link_chains chains = {CP_NEW_ARRAY(scene->doc, keys + 1, uint32_t), CP_NEW_ARRAY(scene->doc, links->count + 1, uint32_t)};
    for (size_t key = 0; key <= keys; key++)
        chains.first[key] = CP_NONE;
    for (uint32_t i = (uint32_t)links->count; i-- > 0;) {
        uint32_t key = key_of(scene, &links->items[i]);
        if (key == CP_NONE)
            continue;
        chains.next[i] = chains.first[key];
        chains.first[key] = i;
    }
    return chains;
}
