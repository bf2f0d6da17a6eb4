// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
#include "fold.h"

#include <string.h>

enum { LONGEST_SLUG = 40 };

// Lower-case letters and digits with "-" between; cut at a word's end.
static struct cp_str slug(struct cp_arena *run, struct cp_str name)
{
    struct cp_str lower = cp_str_lower(run, name);
    char *out = cp_alloc(run, lower.len + 1);
    size_t len = 0;
    for (size_t at = 0; at < lower.len;) {
        size_t begin = at;
        uint32_t code = cp_utf8_next(lower, &at);
        if (cp_rune_is_letter(code) || (code >= '0' && code <= '9')) {
            memcpy(out + len, lower.ptr + begin, at - begin);
            len += at - begin;
        } else if (len && out[len - 1] != '-' && code != '.' && code != '\'' && code != 0x2019) {
            if (len > LONGEST_SLUG)
                break;
            out[len++] = '-';
        }
    }
    while (len && out[len - 1] == '-')
        len--;
    return (struct cp_str){out, len};
}

// "cty:CN" → "cn", "com:micron-technology" → "micron-technology".
static struct cp_str short_id(const struct fold *fold, uint32_t entity)
{
    struct cp_str id = cp_table_key(fold->entities, entity);
    size_t colon = cp_str_find(id, CP_STR(":"), 0);
    return slug(fold->run, colon == SIZE_MAX ? id : cp_str_slice(id, colon + 1, id.len));
}

struct cp_str cp_graph_measure_id(struct fold *fold, const struct act *act, struct cp_date date, struct cp_table *taken)
{
    struct cp_arena *run = fold->run;
    struct cp_str id = CP_STR("msr:");
    if (act->imposers.count) {
        struct cp_str by = short_id(fold, act->imposers.items[0]);
        id = cp_str_format(run, CP_FMT CP_FMT "-", CP_ARG(id), CP_ARG(by));
    }
    struct cp_str type = slug(run, cp_str_from(cp_measure_words(act->fact->type)));
    id = cp_str_format(run, CP_FMT CP_FMT, CP_ARG(id), CP_ARG(type));
    uint32_t about = act->targets.count ? act->targets.items[0] : act->goods.count ? act->goods.items[0] : CP_NONE;
    if (about != CP_NONE) {
        struct cp_str words = short_id(fold, about);
        id = cp_str_format(run, CP_FMT "-" CP_FMT, CP_ARG(id), CP_ARG(words));
    }
    if (date.year)
        id = cp_str_format(run, CP_FMT "-%d", CP_ARG(id), date.year);
    struct cp_str unique = id;
    for (unsigned n = 2; cp_table_find(taken, unique) != CP_NONE; n++)
        unique = cp_str_format(run, CP_FMT "-%u", CP_ARG(id), n);
    cp_table_add(taken, unique);
    return unique;
}
