// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Tellings of restrictions on trade, money and technology are counted in a window around each telling of an act. The window is
// as wide as a short news item, so that one item in a long briefing is judged by itself.
#include "domain.h"

enum {
    WINDOW = 800,       // tokens, half of them on each side
    SHORTEST = 250,     // a shorter document counts as one of this length
    LEAST_PER_1000 = 3, // tellings of restrictions in a thousand tokens
    LEAST_STATES = 2,   // a restriction crosses a border
};

static bool is_restriction(enum cp_measure_type type)
{
    switch (type) {
    case CP_MEASURE_EXPORT_CONTROL:
    case CP_MEASURE_IMPORT_RESTRICTION:
    case CP_MEASURE_TARIFF:
    case CP_MEASURE_TRADE_REMEDY:
    case CP_MEASURE_SANCTION:
    case CP_MEASURE_ENTITY_LISTING:
    case CP_MEASURE_MARKET_BAN:
    case CP_MEASURE_SECURITY_REVIEW:
    case CP_MEASURE_INVESTMENT_SCREENING:
        return true;
    default:
        return false;
    }
}

static unsigned count_states(const struct scene *scene)
{
    unsigned states = 0;
    for (size_t i = 0; i < scene->mentions->entity_count; i++)
        states += scene->mentions->entities[i].kind == CP_KIND_COUNTRY;
    return states;
}

// Tellings are sorted by token: the window of each begins and ends no earlier than that of the one before it.
static bool *find_dense_tellings(struct scene *scene)
{
    const struct telling *t = scene->tellings.items;
    size_t count = scene->tellings.count, first = 0, end = 0, inside = 0;
    bool *dense = CP_NEW_ARRAY(scene->doc, count + 1, bool);
    size_t width = scene->analysis->token_count < WINDOW ? scene->analysis->token_count : WINDOW;
    width = width < SHORTEST ? SHORTEST : width;
    for (size_t i = 0; i < count; i++) {
        while (end < count && t[end].token <= t[i].token + WINDOW / 2)
            inside += is_restriction(t[end++].type);
        while (t[first].token + WINDOW / 2 < t[i].token)
            inside -= is_restriction(t[first++].type);
        dense[i] = inside * 1000 >= LEAST_PER_1000 * width;
    }
    return dense;
}

bool *cp_relate_find_domain(struct scene *scene, const act_vec *acts)
{
    bool *inside = CP_NEW_ARRAY(scene->doc, acts->count + 1, bool);
    if (count_states(scene) < LEAST_STATES)
        return inside;
    const bool *dense = find_dense_tellings(scene);
    for (size_t i = 0; i < acts->count; i++)
        for (size_t k = 0; k < acts->items[i].tellings.count && !inside[i]; k++)
            inside[i] = dense[acts->items[i].tellings.items[k]];
    return inside;
}
