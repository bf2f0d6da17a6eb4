// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
#include "weigh.h"

#include "trigger.h"

bool cp_relate_stands_as_headline(const struct scene *scene, uint32_t sentence)
{
    const struct cp_sentence *s = &scene->analysis->sentences[sentence];
    return scene->document->blocks[s->block].kind <= CP_BLOCK_HEADING || cp_sentence_is_shouted(scene->analysis, s);
}

void cp_relate_count_mentions(const struct scene *scene, uint32_t *mentions, uint32_t *begins)
{
    const struct cp_mentions *m = scene->mentions;
    for (size_t i = m->mention_count; i-- > 0;) {
        mentions[m->mentions[i].entity]++;
        begins[m->mentions[i].entity] = token_at(scene, m->mentions[i].head)->sentence;
    }
}
