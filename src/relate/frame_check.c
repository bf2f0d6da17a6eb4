// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// A frame must fit the [trigger] and the {name} of its example, and not those of its counterexample.
#include "check.h"

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
    const struct cp_token *tokens;
    const struct frame *frame;
    struct marked marked;
    bool pair_seen, fits;
};

static void look(void *context, uint32_t telling, const struct role_pair *pair)
{
    struct search *s = context;
    const struct cp_token *trigger = &s->tokens[pair->telling->token], *name = &s->tokens[pair->mention->head];
    (void)telling;
    if (trigger->begin != s->marked.trigger || name->begin < s->marked.name || name->end > s->marked.name_end)
        return;
    s->pair_seen = true;
    s->fits |= pair->frame == s->frame;
}

static struct search try_sentence(const struct examiner *examiner, const struct frame *frame, struct cp_str text)
{
    struct search search = {.frame = frame, .marked = strip_marks(examiner->doc, text)};
    struct scene *scene = cp_relate_set_example(examiner, search.marked.text);
    if (!scene)
        return search;
    search.tokens = scene->analysis->tokens;
    cp_relate_each_pair(scene, examiner->engine->frames, look, &search);
    return search;
}

enum cp_status cp_relate_check_frame(const struct examiner *examiner, size_t number, struct cp_error *err)
{
    const struct frame_table *table = examiner->engine->frames;
    const struct frame *frame = &table->frames[number];
    struct search example = try_sentence(examiner, frame, frame->example);
    if (!example.pair_seen)
        return cp_fail_at(err, CP_EFORMAT, table->file, frame->line,
                          "the frame \"%s\" has an example in which the [trigger] or the {name} is not found: " CP_FMT,
                          frame->id, CP_ARG(frame->example));
    if (!example.fits)
        return cp_fail_at(err, CP_EFORMAT, table->file, frame->line,
                          "the frame \"%s\" does not fit its example: " CP_FMT, frame->id,
                          CP_ARG(frame->example));
    if (try_sentence(examiner, frame, frame->counterexample).fits)
        return cp_fail_at(err, CP_EFORMAT, table->file, frame->line,
                          "the frame \"%s\" fits its counterexample: " CP_FMT, frame->id,
                          CP_ARG(frame->counterexample));
    return CP_OK;
}
