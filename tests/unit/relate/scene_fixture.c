// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene_fixture.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct cp_arena *run, *doc;
static const struct cp_engine *engine;

int cp_scene_open(void)
{
    struct cp_error err = {0};
    const struct cp_engine_options options = {0};
    run = cp_arena_new();
    doc = cp_arena_new();
    return run && doc && cp_engine_new(run, &options, &engine, &err) == CP_OK ? 0 : 1;
}

int cp_scene_close(void)
{
    cp_arena_free(doc);
    cp_arena_free(run);
    return 0;
}

const struct cp_engine *cp_scene_engine(void)
{
    return engine;
}

struct cp_arena *cp_scene_arena(void)
{
    return doc;
}

void cp_scene_forget(void)
{
    cp_arena_reset(doc);
}

struct scene *cp_scene_of(const char *text, const char *date)
{
    struct cp_read_options options = {.format = CP_FORMAT_TEXT};
    struct cp_document *document;
    if (date)
        cp_date_parse(cp_str_from(date), &options.date);
    // A paragraph in front, so that the sentence is not taken for the title
    struct cp_str content = cp_str_format(doc, "Here is the news of the day, as it was told to us.\n\n%s\n", text);
    if (cp_read_bytes(doc, &options, "test", content, &document, NULL) != CP_OK)
        return NULL;
    return cp_relate_set_scene(engine, doc, NULL, document, true);
}

struct cp_facts *cp_scene_facts(const char *text, const char *date)
{
    struct cp_read_options options = {.format = CP_FORMAT_TEXT};
    struct cp_document *document;
    struct cp_facts *facts = NULL;
    if (date)
        cp_date_parse(cp_str_from(date), &options.date);
    if (cp_read_bytes(doc, &options, "test", cp_str_from(text), &document, NULL) == CP_OK)
        cp_extract(engine, doc, NULL, document, &facts, NULL);
    return facts;
}

struct scene_lexicon cp_scene_lexicon(struct cp_arena *arena, const char *name, const char *rows)
{
    static const char pattern[] = "lexicon.XXXXXX";
    char *folder = memcpy(cp_alloc(arena, sizeof pattern), pattern, sizeof pattern); // the lexicon keeps its name
    struct scene_lexicon l = {.folder = mkdtemp(folder)};
    CU_ASSERT_PTR_NOT_NULL_FATAL(l.folder);
    l.inner = cp_str_format(arena, "%s/learned", l.folder).ptr;
    l.file = cp_str_format(arena, "%s/%s", l.inner, name).ptr;
    CU_ASSERT_EQUAL_FATAL(mkdir(l.inner, 0700), 0);
    FILE *out = fopen(l.file, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    fputs(rows, out);
    fclose(out);
    CU_ASSERT_EQUAL_FATAL(cp_lexicon_load(arena, l.folder, &l.lexicon, NULL), CP_OK);
    return l;
}

void cp_scene_lexicon_remove(const struct scene_lexicon *l)
{
    unlink(l->file);
    rmdir(l->inner);
    rmdir(l->folder);
}

const struct telling *cp_scene_telling(const struct scene *scene, const char *word)
{
    for (size_t i = 0; scene && i < scene->tellings.count; i++) {
        const struct telling *t = &scene->tellings.items[i];
        if (cp_str_equal(scene->analysis->tokens[t->token].form, cp_str_from(word)))
            return t;
    }
    return NULL;
}

uint32_t cp_scene_token(const struct scene *scene, const char *form)
{
    for (uint32_t t = 0; t < scene->analysis->token_count; t++)
        if (cp_str_equal(scene->analysis->tokens[t].form, cp_str_from(form)))
            return t;
    return CP_NONE;
}

void cp_scene_counted(const char *what, const char *text, unsigned found, unsigned told)
{
    if (found != told)
        fprintf(stderr, "%s: %s%u, not %u\n", what, text, found, told);
    CU_ASSERT_EQUAL(found, told);
    cp_scene_forget();
}
