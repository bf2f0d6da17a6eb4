// SPDX-License-Identifier: GPL-3.0-or-later
//
// The language of patterns: what is refused, and what the ways through a tree and along the words are.
#include "scene_fixture.h"

#include "relate/pattern.h"

#include <CUnit/CUnit.h>
#include <stdio.h>

static const struct {
    const char *text, *problem; // NULL: it is right
} written[] = {
    {"<nsubj:sell|ship >dobj >prep:to >pobj", NULL},
    {"<poss:@supply-noun >prep|dative:to >pobj", NULL},
    {"<nsubj:take+prt:over >dobj", NULL},
    {"<nsubj:@against-verb-neg >dobj", NULL},
    {"A 's? #mod* @company-noun B", NULL},
    {"B - based #mod* A", NULL},
    {"=:@maker-noun >compound", NULL},
    {"=dobj:maker", "has a label behind ="},
    {"", "has no pattern"},
    {"<nsubject:sell", "has a label that is no dependency"},
    {"<nsubj:@no-such-set", "names a set of words that the lexicon does not have"},
    {"<nsubj:#nun", "names a class of words that is none"},
    {"<nsubj dobj", "has a step that begins with none of < > ="},
    {"A of the firm", "needs one A and one B"},
    {"the A of B", "begins with neither A nor B"},
    {"A* B", "has A or B with a mark behind it"},
    {">a >b >c", "has a label that is no dependency"},
    {"<nsubj >dobj >dobj >dobj >dobj >dobj >dobj >dobj >dobj", "is too long"},
};

static void check_reading(void)
{
    struct cp_arena *run = cp_arena_new();
    CU_ASSERT_PTR_NOT_NULL_FATAL(run);
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        struct pattern pattern;
        struct asked *asked = cp_relate_asked_new(run, cp_scene_engine()->lexicon);
        const char *problem =
            cp_relate_read_pattern(cp_scene_engine()->lexicon, asked, run, cp_str_from(written[i].text), &pattern);
        bool right = (!problem && !written[i].problem) ||
                     (problem && written[i].problem && cp_str_equal(cp_str_from(problem), cp_str_from(written[i].problem)));
        if (!right)
            fprintf(stderr, "pattern: \"%s\": %s\n", written[i].text, problem ? problem : "is read");
        CU_ASSERT_TRUE(right);
    }
    cp_arena_free(run);
}

static const struct {
    const char *text, *start, *pattern, *end; // NULL: no way
} ways[] = {
    {"Chile sold copper to Japan.", "Chile", "<nsubj:sell >prep|dative:to >pobj", "Japan"},
    {"Chile sold copper to Japan.", "Chile", "<nsubj:buy >prep|dative:to >pobj", NULL},
    {"Chile wants to sell copper.", "Chile", "<nsubj:sell >dobj", "copper"},
    {"Chile has mined and sold copper.", "Chile", "<nsubj:sell >dobj", "copper"},
    {"Chile, which sells copper, is rich.", "Chile", "<nsubj:sell >dobj", "copper"},
    {"Copper was sold by Chile.", "Copper", "<dobj:sell >nsubj", "Chile"},
    {"Copper was sold by Chile.", "Copper", "<nsubj:sell >dobj", NULL},
    {"Copper mined by Chile is cheap.", "Copper", "<dobj:mine >nsubj", "Chile"},
    {"Chile took over the mine.", "Chile", "<nsubj:take+prt:over >dobj", "mine"},
    {"Chile took the mine.", "Chile", "<nsubj:take+prt:over >dobj", NULL},
    {"Chile took the mine.", "Chile", "<nsubj:take-prt >dobj", "mine"},
    {"Sales of copper to Japan fell.", "Sales", ">prep:to >pobj", "Japan"},
};

static void check_ways(void)
{
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct scene *scene = cp_scene_of(ways[i].text, NULL);
        struct pattern pattern;
        struct ways found;
        CU_ASSERT_PTR_NOT_NULL_FATAL(scene);
        struct asked *asked = cp_relate_asked_new(scene->doc, scene->lexicon);
        CU_ASSERT_PTR_NULL(
            cp_relate_read_pattern(scene->lexicon, asked, scene->doc, cp_str_from(ways[i].pattern), &pattern));
        cp_relate_asked_lay(asked);
        cp_relate_look_up_words(scene, asked);
        cp_relate_follow(scene, &pattern, cp_scene_token(scene, ways[i].start), &found);
        bool right = ways[i].end ? found.count > 0 && found.items[0].end == cp_scene_token(scene, ways[i].end) : !found.count;
        if (!right)
            fprintf(stderr, "pattern: %s: \"%s\" from %s finds %u ways\n", ways[i].text, ways[i].pattern, ways[i].start,
                    found.count);
        CU_ASSERT_TRUE(right);
        cp_scene_forget();
    }
}

void cp_test_relate_pattern(void)
{
    CU_pSuite suite = CU_add_suite("relate: pattern", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "reading", check_reading);
    CU_add_test(suite, "ways through the tree", check_ways);
}
