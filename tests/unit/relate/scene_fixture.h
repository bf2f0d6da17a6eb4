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

// Asserts that as many were found in the text as it tells, says so if not, and forgets.
void cp_scene_counted(const char *what, const char *text, unsigned found, unsigned told);

// The telling whose trigger is written so, or NULL.
const struct telling *cp_scene_telling(const struct scene *scene, const char *word);

#endif
