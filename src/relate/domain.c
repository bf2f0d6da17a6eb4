// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Tariffs, sanctions and their like belong to the domain wherever they are told, and an act with a name ("CHIPS Act")
// is known. Of other acts (bans, reviews, subsidies, treaties, arrests) a town has its own: they belong to the domain
// where the passage does. Tellings of acts are counted in a window around each of them. The window is as wide as a short
// news item, so that one item in a long briefing is judged by itself.
#include "domain.h"

#include "engine.h"
#include "trigger.h"

enum {
    WINDOW = 800,       // tokens, half of them on each side
    SHORTEST = 250,     // a shorter document counts as one of this length
    LEAST_PER_1000 = 3, // tellings of acts of the domain in a thousand tokens
    LEAST_STATES = 2,   // in the document
};

// Police, courts, councils and neighbours take acts of the other kinds every day: these say nothing of the passage.
static bool is_of_domain(enum cp_measure_type type)
{
    return type != CP_MEASURE_OTHER && type != CP_MEASURE_ENFORCEMENT && type != CP_MEASURE_LEGAL_CHALLENGE &&
           type != CP_MEASURE_AGREEMENT;
}

// Acts of trade, money and firms, wherever they are told.
static bool is_ours_alone(enum cp_measure_type type)
{
    switch (type) {
    case CP_MEASURE_IMPORT_RESTRICTION:
    case CP_MEASURE_TARIFF:
    case CP_MEASURE_TRADE_REMEDY:
    case CP_MEASURE_SANCTION:
    case CP_MEASURE_ENTITY_LISTING:
    case CP_MEASURE_ANTITRUST:
    case CP_MEASURE_INVESTMENT_SCREENING:
        return true;
    default:
        return false;
    }
}

// Those that are named and those where who is named is at home: "Canada put Hikvision on its blacklist" is about two states.
static uint32_t states_concerned(struct scene *scene)
{
    struct cp_table *seen = cp_table_new(scene->doc);
    for (uint32_t i = 0; i < scene->mentions->entity_count; i++) {
        struct cp_str state = cp_relate_state(scene, i);
        if (state.len)
            cp_table_add(seen, state);
    }
    return cp_table_count(seen);
}

static void count_states(struct scene *scene, struct surroundings *s)
{
    uint32_t *mentions = CP_NEW_ARRAY(scene->doc, scene->mentions->entity_count + 1, uint32_t), all = 0, most = 0;
    s->states = states_concerned(scene);
    for (size_t i = 0; i < scene->mentions->mention_count; i++) {
        uint32_t entity = scene->mentions->mentions[i].entity;
        if (scene->mentions->entities[entity].kind != CP_KIND_COUNTRY)
            continue;
        all++;
        most = ++mentions[entity] > most ? mentions[entity] : most;
    }
    s->foreign = all ? (all - most) * 1000 / all : 0;
}

static bool is_named(const struct scene *scene, const struct telling *t)
{
    return scene->engine->triggers->rows[t->trigger].pos == TRIGGER_NAME;
}

// Of each telling. Tellings are sorted by token: the window of each begins and ends no earlier than that of the one before it.
static uint32_t *find_densities(struct scene *scene)
{
    const struct telling *t = scene->tellings.items;
    size_t count = scene->tellings.count, first = 0, end = 0, inside = 0;
    uint32_t *densities = CP_NEW_ARRAY(scene->doc, count + 1, uint32_t);
    size_t width = scene->analysis->token_count < WINDOW ? scene->analysis->token_count : WINDOW;
    width = width < SHORTEST ? SHORTEST : width;
    for (size_t i = 0; i < count; i++) {
        while (end < count && t[end].token <= t[i].token + WINDOW / 2)
            inside += is_of_domain(t[end++].type);
        while (t[first].token + WINDOW / 2 < t[i].token)
            inside -= is_of_domain(t[first++].type);
        densities[i] = (uint32_t)(inside * 1000 / width);
    }
    return densities;
}

struct surroundings cp_relate_find_domain(struct scene *scene, const act_vec *acts)
{
    struct surroundings s = {CP_NEW_ARRAY(scene->doc, acts->count + 1, enum standing), CP_NEW_ARRAY(scene->doc, acts->count + 1, uint32_t), 0, 0};
    const uint32_t *densities = find_densities(scene);
    count_states(scene, &s);
    for (size_t i = 0; i < acts->count; i++) {
        const struct act *act = &acts->items[i];
        s.standing[i] = is_ours_alone(act->type) ? STANDING_OURS : STANDING_ALONE;
        for (size_t k = 0; k < act->tellings.count; k++) {
            uint32_t density = densities[act->tellings.items[k]];
            s.density[i] = density > s.density[i] ? density : s.density[i];
            if (s.states >= LEAST_STATES && density >= LEAST_PER_1000)
                s.standing[i] = STANDING_AMONG;
            else if (s.standing[i] == STANDING_ALONE && is_named(scene, telling_of_act(scene, act, k)))
                s.standing[i] = STANDING_OURS;
        }
    }
    return s;
}
