// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
#include "frame.h"

#include "bits.h"

#include <stdlib.h>
#include <string.h>

static int dep_from(struct cp_str name)
{
    for (int dep = 0; dep < CP_DEP_COUNT; dep++)
        if (cp_str_equal(cp_str_from(cp_dep_name((enum cp_dep)dep)), name))
            return dep;
    return -1;
}

static const char *read_words(const struct cp_lexicon *lexicon, struct asked *asked, struct cp_arena *run, struct cp_str text,
                              struct frame_step *step)
{
    step->set = step->words = CP_NONE;
    step->any = text.len == 0 || cp_str_equal(text, CP_STR("*"));
    if (step->any)
        return NULL;
    CP_VEC(struct cp_str) words = {0};
    for (struct cp_str word; cp_str_item(&text, &word);) {
        if (word.ptr[0] != '@') {
            *CP_PUSH(run, &words) = word;
            continue;
        }
        step->set = cp_lexicon_set(lexicon, cp_str_copy(run, cp_str_slice(word, 1, word.len)).ptr);
        if (step->set == CP_NONE)
            return "names a set of words that sets.tsv does not have";
    }
    if (words.count)
        step->words = cp_relate_asked_list(asked, words.items, words.count, NULL, 0);
    return NULL;
}

static const char *read_step(const struct cp_lexicon *lexicon, struct asked *asked, struct cp_arena *run, struct cp_str text,
                             struct frame_step *step)
{
    if (text.ptr[0] != '<' && text.ptr[0] != '>')
        return "has a step that begins with neither < nor >";
    step->up = text.ptr[0] == '<';
    text = cp_str_slice(text, 1, text.len);
    struct cp_str labels = cp_str_split(&text, ':');
    for (struct cp_str label; cp_str_item(&labels, &label);) {
        int dep = dep_from(label);
        if (dep < 0)
            return "has a label that is no dependency";
        step->deps |= UINT64_C(1) << dep;
    }
    return read_words(lexicon, asked, run, text, step);
}

static const char *read_path(const struct cp_lexicon *lexicon, struct asked *asked, struct cp_arena *run, struct cp_str text,
                             struct frame *frame)
{
    frame->trigger = (struct frame_step){.any = true, .set = CP_NONE, .words = CP_NONE};
    while (text.len) {
        struct cp_str step = cp_str_trim(cp_str_split(&text, ' '));
        if (!step.len)
            continue;
        if (!frame->count && cp_str_starts(step, CP_STR("=:"))) {
            const char *problem = read_words(lexicon, asked, run, cp_str_slice(step, 2, step.len), &frame->trigger);
            if (problem)
                return problem;
            continue;
        }
        if (frame->count == PATH_MOST)
            return "has too many steps";
        const char *problem = read_step(lexicon, asked, run, step, &frame->steps[frame->count++]);
        if (problem)
            return problem;
    }
    return frame->count ? NULL : "has no path";
}

static const char *read_kinds(struct cp_str list, struct frame *frame)
{
    for (struct cp_str item; cp_str_item(&list, &item);) {
        struct cp_str name = cp_str_split(&item, ':');
        enum cp_kind kind = cp_kind_from(name);
        if (kind == CP_KIND_COUNT)
            return "has a kind that is none";
        frame->kinds |= 1u << kind;
        if (cp_str_equal(item, CP_STR("adjective")))
            frame->forms |= 1u << CP_MENTION_ADJECTIVE;
        else if (cp_str_equal(item, CP_STR("name")))
            frame->forms |= 1u << CP_MENTION_NAME;
        else if (item.len)
            return "has a form that is neither name nor adjective";
    }
    return NULL;
}

static const char *read_types(struct cp_str list, struct frame *frame)
{
    if (cp_str_equal(list, CP_STR("*"))) {
        frame->types = UINT32_MAX;
        return NULL;
    }
    for (struct cp_str item; cp_str_item(&list, &item);) {
        enum cp_measure_type type = cp_measure_from(item);
        if (type == CP_MEASURE_COUNT)
            return "has a type of measure that is none";
        frame->types |= 1u << type;
    }
    return NULL;
}

static const char *read_frame(const struct cp_lexicon *lexicon, struct asked *asked, struct cp_arena *run, const struct cp_row *row,
                              struct frame *frame)
{
    enum { ID, POS, PATH, KINDS, TYPES, ROLE, CONFIDENCE, EXAMPLE, COUNTEREXAMPLE };
    const struct cp_str *fields = row->fields;
    frame->id = cp_str_copy(run, fields[ID]).ptr;
    frame->line = row->line;
    frame->verbal = cp_str_equal(fields[POS], CP_STR("verb"));
    if (!frame->verbal && !cp_str_equal(fields[POS], CP_STR("noun")))
        return "is for neither noun nor verb";
    frame->role = cp_relation_from(fields[ROLE]);
    frame->confidence = (float)strtod(cp_str_copy(run, fields[CONFIDENCE]).ptr, NULL);
    frame->example = fields[EXAMPLE];
    frame->counterexample = fields[COUNTEREXAMPLE];
    if (frame->role > CP_RELATION_COVERS && frame->role != CP_RELATION_AFFECTS)
        return "has a role that is not imposes, targets, covers or affects";
    if (!(frame->confidence > 0 && frame->confidence <= 1))
        return "has a confidence that is not between 0 and 1";
    const char *problem = read_path(lexicon, asked, run, fields[PATH], frame);
    if (!problem)
        problem = read_kinds(fields[KINDS], frame);
    return problem ? problem : read_types(fields[TYPES], frame);
}

// In each of these sets the frames for which the condition holds, which may ask `frame` and the set's number `n`.
#define FILL(sets, condition)                                                                                          \
    for (size_t n = 0; n < sizeof(sets) / sizeof(sets)[0]; n++) {                                                      \
        (sets)[n] = bits_new(run, table->count);                                                                       \
        for (size_t i = 0; i < table->count; i++) {                                                                    \
            const struct frame *frame = &table->frames[i];                                                             \
            if (condition)                                                                                             \
                bits_add((sets)[n], i);                                                                                \
        }                                                                                                              \
    }

static void index_frames(struct frame_table *table, struct cp_arena *run)
{
    FILL(table->verbal, frame->verbal == (n == 1))
    FILL(table->of_kind, frame->kinds >> n & 1)
    FILL(table->of_type, frame->types >> n & 1)
    FILL(table->of_length, frame->count == n)
    FILL(table->of_first[0], !frame->steps[0].up && (frame->steps[0].deps >> n & 1))
    FILL(table->of_first[1], frame->steps[0].up && (frame->steps[0].deps >> n & 1))
}
#undef FILL

enum cp_status cp_relate_load_frames(const struct cp_lexicon *lexicon, struct asked *asked, struct cp_arena *run,
                                     const struct frame_table **result, struct cp_error *err)
{
    enum { COLUMNS = 9 };
    struct cp_rows rows;
    enum cp_status status = cp_lexicon_rows(lexicon, run, "frames.tsv", COLUMNS, &rows, err);
    if (status != CP_OK)
        return status;
    struct frame *frames = CP_NEW_ARRAY(run, rows.count, struct frame);
    for (size_t i = 0; i < rows.count; i++) {
        const char *problem = read_frame(lexicon, asked, run, &rows.rows[i], &frames[i]);
        if (problem)
            return cp_fail_at(err, CP_EFORMAT, rows.file, rows.rows[i].line, "the frame \"" CP_FMT "\" %s",
                              CP_ARG(rows.rows[i].fields[0]), problem);
    }
    struct frame_table *table = CP_NEW(run, struct frame_table);
    *table = (struct frame_table){.file = rows.file, .frames = frames, .count = rows.count};
    index_frames(table, run);
    *result = table;
    return CP_OK;
}

// ---------------------------------------------------------------- matching

static bool word_fits(const struct scene *scene, const struct frame_step *step, uint32_t token)
{
    return step->any || lemma_is_asked(scene, token, step->set) || is_asked(scene, token, step->words);
}

// Does the path fit, whose length and first step do?
static bool fits(const struct scene *scene, const struct frame *frame, const struct path *path)
{
    for (unsigned i = 1; i < path->count; i++) {
        const struct frame_step *want = &frame->steps[i];
        const struct path_step *have = &path->steps[i];
        if (want->up != have->up || !(want->deps >> have->dep & 1))
            return false;
    }
    for (unsigned i = 0; i < path->count; i++)
        if (!word_fits(scene, &frame->steps[i], path->steps[i].token))
            return false;
    return true;
}

// A description or a seat stands for its state as a name does.
static enum cp_mention_form plain_form(enum cp_mention_form form)
{
    return form == CP_MENTION_ADJECTIVE ? CP_MENTION_ADJECTIVE : CP_MENTION_NAME;
}

const struct frame *cp_relate_match_frame(const struct scene *scene, const struct frame_table *table,
                                          const struct telling *telling, const struct path *path,
                                          const struct cp_mention *mention)
{
    const enum cp_kind kind = scene->mentions->entities[mention->entity].kind;
    const uint64_t *verbal = table->verbal[telling->verbal], *of_kind = table->of_kind[kind], *of_type = table->of_type[telling->type],
                   *of_length = table->of_length[path->count],
                   *of_first = path->count ? table->of_first[path->steps[0].up][path->steps[0].dep] : of_length;
    for (size_t w = 0; w < bits_width(table->count); w++)
        for (uint64_t bits = verbal[w] & of_kind[w] & of_type[w] & of_length[w] & of_first[w]; bits; bits &= bits - 1) {
            const struct frame *frame = &table->frames[w * 64 + (size_t)__builtin_ctzll(bits)];
            bool form = !frame->forms || (frame->forms >> plain_form(mention->form) & 1) || kind != CP_KIND_COUNTRY;
            if (form && word_fits(scene, &frame->trigger, telling->token) && fits(scene, frame, path))
                return frame;
        }
    return NULL;
}
