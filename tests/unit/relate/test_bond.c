// SPDX-License-Identifier: GPL-3.0-or-later
//
// The judge of relations: what it hears of two names, and of who speaks of an act.
#include "scene_fixture.h"

#include "relate/bond.h"

#include <CUnit/CUnit.h>

struct heard {
    struct scene *scene;
    edge_vec edges;
    bond_case_vec cases;
};

static struct heard hear(const char *text)
{
    struct heard h = {.scene = cp_scene_of(text, "2024-07-01")};
    act_vec acts = cp_relate_read_acts(cp_scene_engine(), h.scene);
    bool *objections;
    h.edges = cp_relate_gather_edges(h.scene, &acts, &objections);
    struct surroundings around = cp_relate_find_domain(h.scene, &acts);
    h.cases = cp_relate_consider_bonds(h.scene, &acts, &h.edges, &around);
    return h;
}

static bool is_called(const struct scene *scene, uint32_t node, const char *name)
{
    return node < scene->mentions->entity_count && cp_str_equal(scene->mentions->entities[node].label, cp_str_from(name));
}

// What is heard of the relation of `from` to `to`; NULL: to any act.
static const int32_t *about(const struct heard *h, enum cp_relation relation, const char *from, const char *to)
{
    for (size_t i = 0; i < h->cases.count; i++) {
        const struct edge *e = &h->edges.items[h->cases.items[i].edge];
        bool ends_so = to ? is_called(h->scene, e->to, to) : e->to >= h->scene->mentions->entity_count;
        if (e->relation == relation && is_called(h->scene, e->from, from) && ends_so)
            return h->cases.items[i].features;
    }
    return NULL;
}

static void check_names(void)
{
    struct heard h = hear("Ana Silva, the trade minister of Brazil, met Canadian officials. Ana Silva is Brazil's trade minister. "
                          "Canada imposed tariffs on steel from Brazil.");
    const int32_t *post = about(&h, CP_RELATION_HOLDS_POST, "Ana Silva", "Brazil");
    CU_ASSERT_PTR_NOT_NULL_FATAL(post);
    CU_ASSERT_EQUAL(post[BOND_relation], CP_RELATION_HOLDS_POST);
    CU_ASSERT_EQUAL(post[BOND_from_kind], CP_KIND_PERSON);
    CU_ASSERT_EQUAL(post[BOND_to_kind], CP_KIND_COUNTRY);
    CU_ASSERT_TRUE(post[BOND_links] >= 2); // it is said twice
    CU_ASSERT_TRUE(post[BOND_together] >= post[BOND_surest]);
    CU_ASSERT_EQUAL(post[BOND_listed_from], 0);
    CU_ASSERT_EQUAL(post[BOND_listed_to], 1);
    CU_ASSERT_TRUE(post[BOND_target_to] > 0); // the tariffs hit Brazil
    CU_ASSERT_EQUAL(post[BOND_type], -1);     // no act stands at either end
    for (size_t i = 0; i < h.cases.count; i++)
        CU_ASSERT_TRUE(cp_relate_is_bond(h.scene, &h.edges.items[h.cases.items[i].edge]));
    cp_scene_forget();
}

static void check_speakers(void)
{
    struct heard h = hear("Canada imposed tariffs on steel from Brazil. \"Canada's tariffs on our steel are unfair and wrong,\" said "
                          "Ana Silva, the trade minister of Brazil.");
    const int32_t *stance = about(&h, CP_RELATION_OPPOSES, "Ana Silva", NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(stance);
    CU_ASSERT_EQUAL(stance[BOND_to_kind], CP_KIND_MEASURE);
    CU_ASSERT_EQUAL(stance[BOND_type], CP_MEASURE_TARIFF);
    CU_ASSERT_TRUE(stance[BOND_heard] >= 1);
    CU_ASSERT_TRUE(stance[BOND_tone] < 0);
    CU_ASSERT_EQUAL(stance[BOND_post_kind], CP_KIND_COUNTRY);
    CU_ASSERT_EQUAL(stance[BOND_state_of_imposer], -1);
    CU_ASSERT_EQUAL(stance[BOND_state_of_target], 1);
    CU_ASSERT_TRUE(stance[BOND_best_imposer] > 0);
    const int32_t *other = about(&h, CP_RELATION_SUPPORTS, "Ana Silva", NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(other); // the other side is heard as well
    CU_ASSERT_TRUE(other[BOND_surest] <= stance[BOND_surest]);
    cp_scene_forget();
}

void cp_test_relate_bond(void)
{
    CU_pSuite suite = CU_add_suite("relate: bonds", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "what the judge hears of two names", check_names);
    CU_add_test(suite, "what the judge hears of who speaks of an act", check_speakers);
}
