// SPDX-License-Identifier: GPL-3.0-or-later
//
// One engine for all suites of this room, and scenes made of short texts.
#ifndef CP_TEST_RELATE_SCENE_FIXTURE_H
#define CP_TEST_RELATE_SCENE_FIXTURE_H

#include "relate/engine.h"

// Suite set-up and clean-up for CU_add_suite; the engine is loaded once for each suite.
int cp_scene_open(void);
int cp_scene_close(void);

const struct cp_engine *cp_scene_engine(void);

// What is in this arena lives until the suite is closed or the next call of cp_scene_forget.
struct cp_arena *cp_scene_arena(void);
void cp_scene_forget(void);

// A document of one paragraph, in the arena.
struct scene *cp_scene_of(const char *text, const char *date);

// What is drawn from a text, in the arena; NULL if it cannot be read.
struct cp_facts *cp_scene_facts(const char *text, const char *date);

// A folder beside the test with a lexicon of one file, learned/NAME, and what was loaded from it. Remove it in the end.
struct scene_lexicon {
    const struct cp_lexicon *lexicon;
    const char *folder, *inner, *file; // in the arena
};
struct scene_lexicon cp_scene_lexicon(struct cp_arena *arena, const char *name, const char *rows);
void cp_scene_lexicon_remove(const struct scene_lexicon *lexicon);

// Asserts that as many were found in the text as it tells, says so if not, and forgets.
void cp_scene_counted(const char *what, const char *text, unsigned found, unsigned told);

// The first token that is written so, or CP_NONE.
uint32_t cp_scene_token(const struct scene *scene, const char *form);

// The telling whose trigger is written so, or NULL.
const struct telling *cp_scene_telling(const struct scene *scene, const char *word);

#endif
