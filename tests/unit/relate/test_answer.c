// SPDX-License-Identifier: GPL-3.0-or-later
//
// What answers what: said outright, by a word that names nothing, by a suit; and what is no answer.
#include "scene_fixture.h"

#include <CUnit/CUnit.h>

#define STEEL "Washington imposed tariffs on Chinese steel in May. "

// How many edges say that an act answers another.
static unsigned count_answers(const char *text)
{
    struct cp_read_options options = {.format = CP_FORMAT_TEXT};
    struct cp_document *document;
    struct cp_facts *facts = NULL;
    unsigned count = 0;
    if (cp_read_bytes(cp_scene_arena(), &options, "test", cp_str_from(text), &document, NULL) == CP_OK)
        cp_extract(cp_scene_engine(), cp_scene_arena(), NULL, document, &facts, NULL);
    for (size_t i = 0; facts && i < facts->edge_count; i++)
        count += facts->edges[i].relation == CP_RELATION_RESPONDS_TO;
    return count;
}

static const struct {
    const char *text;
    unsigned answers;
} cases[] = {
    {STEEL "Beijing imposed duties on American soybeans in response to the tariffs.\n", 1},
    {STEEL "In response, Beijing imposed duties on American soybeans.\n", 1},
    {STEEL "Beijing hit back with duties on American soybeans.\n", 1},
    {STEEL "Beijing answered the U.S. tariffs on Chinese steel with duties on American soybeans.\n", 1},
    {STEEL "Beijing imposed duties on American soybeans in June.\n", 0},
    {STEEL "China filed a complaint with the WTO against the tariffs.\n", 1},
    {STEEL "China filed a report about the weather.\n", 0},
};

static void check_answers(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cp_scene_counted("answer", cases[i].text, count_answers(cases[i].text), cases[i].answers);
}

void cp_test_relate_answer(void)
{
    CU_pSuite suite = CU_add_suite("relate: answer", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "what answers what", check_answers);
}
