// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
#include "check.h"
#include "trigger.h"

struct scene *cp_relate_set_example(const struct examiner *examiner, struct cp_str text)
{
    const struct cp_read_options options = {.format = CP_FORMAT_TEXT};
    struct cp_document *document;
    if (cp_read_bytes(examiner->doc, &options, "example", text, &document, NULL) != CP_OK)
        return NULL;
    return cp_relate_set_scene(examiner->engine, examiner->doc, NULL, document, true);
}

static enum cp_status check_rows(const struct examiner *examiner, size_t count,
                                 enum cp_status (*check)(const struct examiner *, size_t row, struct cp_error *),
                                 struct cp_error *err)
{
    enum cp_status status = CP_OK;
    for (size_t i = 0; i < count && status == CP_OK; i++) {
        status = check(examiner, i, err);
        cp_arena_reset(examiner->doc);
    }
    return status;
}

enum cp_status cp_engine_check(const struct cp_engine *engine, struct cp_error *err)
{
    const struct examiner examiner = {engine, cp_arena_new()};
    if (!examiner.doc)
        return cp_fail(err, CP_ENOMEM, "not enough memory to check the lexicon");
    enum cp_status status = check_rows(&examiner, engine->triggers->count, cp_relate_check_trigger, err);
    if (status == CP_OK)
        status = check_rows(&examiner, engine->frames->count, cp_relate_check_frame, err);
    if (status == CP_OK)
        status = check_rows(&examiner, engine->relations->count, cp_relate_check_relation, err);
    cp_arena_free(examiner.doc);
    return status;
}
