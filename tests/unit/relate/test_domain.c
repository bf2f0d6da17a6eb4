// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which passages are about who restricts whom.
#include "relate/domain.h"
#include "relate/edges.h"

#include "scene_fixture.h"

#include <CUnit/CUnit.h>
#include <stdio.h>

#define FILLER "The town sat by the lake and people talked about the weather, the harvest and the new bridge over the river. "
#define BAN "Japan banned exports of steel to Iran. "
#define MORE "Tokyo imposed sanctions on two banks in Iran. Tehran answered with tariffs on cars. "

// Does the first act told stand in a passage of the domain?
static bool first_is_inside(const char *text)
{
    struct scene *scene = cp_scene_of(text, "2023-06-15");
    act_vec acts = {0};
    cp_relate_find_roles(scene, cp_scene_engine()->frames, cp_scene_engine()->roles);
    cp_relate_join_tellings(scene, &acts);
    CU_ASSERT_FATAL(acts.count > 0);
    return cp_relate_find_domain(scene, &acts).standing[0] != STANDING_ALONE;
}

// The same with that many lines of something else before and after it.
static bool item_is_inside(const char *item, unsigned lines)
{
    struct cp_str text = {"", 0};
    for (unsigned i = 0; i < lines; i++)
        text = cp_str_format(cp_scene_arena(), CP_FMT FILLER, CP_ARG(text));
    text = cp_str_format(cp_scene_arena(), CP_FMT "%s" CP_FMT, CP_ARG(text), item, CP_ARG(text));
    return first_is_inside(text.ptr);
}

static void check_short_news(void)
{
    CU_ASSERT(first_is_inside(BAN));
    CU_ASSERT(first_is_inside(BAN MORE FILLER));
}

static void check_lone_mention(void)
{
    CU_ASSERT(!item_is_inside(BAN, 20));
}

static void check_item_in_briefing(void)
{
    CU_ASSERT(item_is_inside(BAN MORE, 60));
}

static void check_ours_alone(void)
{
    CU_ASSERT(item_is_inside("Tokyo imposed sanctions on two banks in Iran. ", 20));
    CU_ASSERT(item_is_inside("Iran imposed tariffs on cars. ", 20));
}

static void check_named(void)
{
    CU_ASSERT(item_is_inside("The CHIPS Act pays for three plants. ", 20));
    CU_ASSERT(!item_is_inside("The state subsidy pays for three plants. ", 20));
}

static void check_one_state(void)
{
    CU_ASSERT(!first_is_inside("The port of Tokyo in Japan banned cranes of one maker and the club cut its subsidies."));
}

static void check_other_acts(void)
{
    CU_ASSERT(!first_is_inside("Police in Japan arrested a driver and a court fined two shops. Parliament passed a law on parking."));
}

static bool is_drawn(const char *text)
{
    struct scene *scene = cp_scene_of(text, "2023-06-15");
    act_vec acts = cp_relate_read_acts(cp_scene_engine(), scene);
    edge_vec edges = cp_relate_draw_edges(scene, &acts);
    bool drawn = false;
    for (size_t i = 0; i < edges.count; i++)
        drawn |= edges.items[i].relation == CP_RELATION_IMPOSES;
    if (!drawn)
        fprintf(stderr, "domain: %s: nothing drawn\n", text);
    cp_scene_forget();
    return drawn;
}

static void check_lone_sentences(void)
{
    CU_ASSERT(is_drawn("Washington imposed tariffs of 25 percent on steel imports and 10 percent on aluminum."));
    CU_ASSERT(is_drawn("The European Commission on Tuesday fined Google 2.4 billion euros over its shopping service."));
    CU_ASSERT(is_drawn("China imposed export controls on gallium and germanium."));
    CU_ASSERT(is_drawn("Washington added SMIC to its Entity List."));
}

void cp_test_relate_domain(void)
{
    CU_pSuite suite = CU_add_suite("relate: passages of the domain", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "a short news item on sanctions is inside", check_short_news);
    CU_add_test(suite, "a lone mention in a text about something else is outside", check_lone_mention);
    CU_add_test(suite, "an item in a long briefing is judged by itself", check_item_in_briefing);
    CU_add_test(suite, "sanctions and tariffs are inside wherever they are told", check_ours_alone);
    CU_add_test(suite, "what is plainly an act of the domain needs no more than its sentence", check_lone_sentences);
    CU_add_test(suite, "bans in a text that names one state are outside", check_one_state);
    CU_add_test(suite, "acts with a name are inside", check_named);
    CU_add_test(suite, "arrests, fines and laws alone make no such passage", check_other_acts);
}
