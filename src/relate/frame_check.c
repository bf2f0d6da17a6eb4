// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Each frame carries a sentence with a [trigger] and a {name} that it must fit, and one that it must not.
#include "frame.h"

#include <string.h>

struct marked {
    struct cp_str text;             // without the marks
    size_t trigger, name, name_end; // bytes in it; SIZE_MAX if not marked
};

static struct marked strip_marks(struct cp_arena *arena, struct cp_str marked)
{
    struct marked m = {.trigger = SIZE_MAX, .name = SIZE_MAX, .name_end = SIZE_MAX};
    char *text = cp_alloc(arena, marked.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < marked.len; i++) {
        char c = marked.ptr[i];
        if (c == '[')
            m.trigger = len;
        else if (c == '{')
            m.name = len;
        else if (c == '}')
            m.name_end = len;
        else if (c != ']')
            text[len++] = c;
    }
    m.text = (struct cp_str){text, len};
    return m;
}

struct search {
    const struct scene *scene;
    const struct frame *frame;
    const struct marked *marked;
    bool pair_seen, fits;
};

static void look(void *context, uint32_t telling, const struct role_pair *pair)
{
    struct search *s = context;
    const struct cp_token *tokens = s->scene->analysis->tokens;
    (void)telling;
    size_t begin = tokens[pair->telling->token].begin;
    bool trigger = s->marked->trigger == begin;
    bool name = tokens[pair->mention->head].begin >= s->marked->name && tokens[pair->mention->head].end <= s->marked->name_end;
    if (!trigger || !name)
        return;
    s->pair_seen = true;
    s->fits |= pair->frame == s->frame;
}

static struct search try_sentence(const struct frame_table *table, const struct frame *frame, struct cp_str text,
                                  struct cp_arena *arena, cp_relate_analyse analyse, void *context)
{
    struct marked marked = strip_marks(arena, text);
    struct search search = {.frame = frame, .marked = &marked};
    struct scene *scene = analyse(context, marked.text);
    if (!scene)
        return search;
    search.scene = scene;
    cp_relate_each_pair(scene, table, look, &search);
    search.marked = NULL;
    return search;
}

static enum cp_status check(const struct frame_table *table, const struct frame *frame, struct cp_arena *arena,
                            cp_relate_analyse analyse, void *context, struct cp_error *err)
{
    struct search example = try_sentence(table, frame, frame->example, arena, analyse, context);
    if (!example.pair_seen)
        return cp_fail_at(err, CP_EFORMAT, table->file, frame->line,
                          "the frame \"%s\" has an example in which the [trigger] or the {name} is not found: " CP_FMT,
                          frame->id, CP_ARG(frame->example));
    if (!example.fits)
        return cp_fail_at(err, CP_EFORMAT, table->file, frame->line, "the frame \"%s\" does not fit its example: " CP_FMT,
                          frame->id, CP_ARG(frame->example));
    if (try_sentence(table, frame, frame->counterexample, arena, analyse, context).fits)
        return cp_fail_at(err, CP_EFORMAT, table->file, frame->line, "the frame \"%s\" fits its counterexample: " CP_FMT,
                          frame->id, CP_ARG(frame->counterexample));
    return CP_OK;
}

enum cp_status cp_relate_check_frames(const struct frame_table *table, cp_relate_analyse analyse, void *context,
                                      struct cp_error *err)
{
    struct cp_arena *arena = cp_arena_new();
    if (!arena)
        return cp_fail(err, CP_ENOMEM, "not enough memory to check %s", table->file);
    enum cp_status status = CP_OK;
    for (size_t i = 0; i < table->count && status == CP_OK; i++) {
        status = check(table, &table->frames[i], arena, analyse, context, err);
        cp_arena_reset(arena);
    }
    cp_arena_free(arena);
    return status;
}
