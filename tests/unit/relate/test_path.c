// SPDX-License-Identifier: GPL-3.0-or-later
//
// The way through the tree from one word to another, and the same way with a preposition that hangs elsewhere.
#include "scene_fixture.h"

#include "relate/path.h"

#include <CUnit/CUnit.h>
#include <stdio.h>

// Whichever of the two ways the parser drew, the other one is found from it; and from that the first again.
static const struct {
    const char *text, *from, *to, *ways[2];
} both[] = {
    {"Norway imposed tariffs on Peru.", "tariffs", "Peru", {">prep:on >pobj", "<dobj:impose >prep:on >pobj"}},
    {"Norway imposed tariffs on Peru.", "imposed", "Peru", {">prep:on >pobj", ">dobj:tariff >prep:on >pobj"}},
    {"The ban covers fish from Chile.", "ban", "Chile",
     {"<nsubj:cover >prep:from >pobj", "<nsubj:cover >dobj:fish >prep:from >pobj"}},
    {"Norway imposed export curbs on Peru.", "export", "Peru",
     {"<compound:curb >prep:on >pobj", "<compound:curb <dobj:impose >prep:on >pobj"}},
    {"Norway imposed fees and tariffs on Peru.", "tariffs", "Peru", {">prep:on >pobj", "<dobj:impose >prep:on >pobj"}},
};

static bool is_either(const struct scene *scene, const struct path *path, const char *const ways[2], unsigned *which)
{
    const struct cp_str text = cp_relate_path_text(scene, cp_scene_arena(), path);
    for (*which = 0; *which < 2; ++*which)
        if (cp_str_equal(text, cp_str_from(ways[*which])))
            return true;
    fprintf(stderr, "path: " CP_FMT "\n", CP_ARG(text));
    return false;
}

static void check_both_ways(void)
{
    for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
        const struct scene *scene = cp_scene_of(both[i].text, NULL);
        const uint32_t from = cp_scene_token(scene, both[i].from), to = cp_scene_token(scene, both[i].to);
        CU_ASSERT_FATAL(from != CP_NONE && to != CP_NONE);
        const struct path path = cp_relate_path(scene, from, to);
        struct path other, again;
        unsigned first = 2, second = 2, third = 2;
        CU_ASSERT_FATAL(path.found && cp_relate_path_otherwise(scene, from, &path, &other));
        CU_ASSERT(is_either(scene, &path, both[i].ways, &first));
        CU_ASSERT(is_either(scene, &other, both[i].ways, &second));
        CU_ASSERT_NOT_EQUAL(first, second);
        CU_ASSERT_FATAL(cp_relate_path_otherwise(scene, from, &other, &again));
        CU_ASSERT(is_either(scene, &again, both[i].ways, &third) && third == first);
        cp_scene_forget();
    }
}

// There is no other way: without an object, with "of", without a preposition, and before the object.
static const struct {
    const char *text, *from, *to;
} one[] = {
    {"Norway spoke with Peru.", "spoke", "Peru"},
    {"Norway banned imports of tin.", "banned", "tin"},
    {"Norway banned tin.", "Norway", "tin"},
    {"In March Norway banned tin.", "banned", "March"},
};

static void check_one_way(void)
{
    for (size_t i = 0; i < sizeof one / sizeof *one; i++) {
        const struct scene *scene = cp_scene_of(one[i].text, NULL);
        const uint32_t from = cp_scene_token(scene, one[i].from), to = cp_scene_token(scene, one[i].to);
        CU_ASSERT_FATAL(from != CP_NONE && to != CP_NONE);
        const struct path path = cp_relate_path(scene, from, to);
        struct path other;
        CU_ASSERT(path.found);
        CU_ASSERT_FALSE(cp_relate_path_otherwise(scene, from, &path, &other));
        cp_scene_forget();
    }
}

void cp_test_relate_path(void)
{
    CU_pSuite suite = CU_add_suite("relate: ways through the tree", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "a preposition behind an object hangs on either", check_both_ways);
    CU_add_test(suite, "no other way", check_one_way);
}
