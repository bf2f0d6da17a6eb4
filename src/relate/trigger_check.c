// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// A row of measures.tsv must be told at the [word] in brackets of its example, and nowhere in its counterexample.
#include "check.h"
#include "trigger.h"

// Is there a telling of the row, at this byte if not SIZE_MAX? Of a named act any token may be the head.
static bool row_tells(const struct scene *scene, const struct trigger_table *table, uint32_t row, size_t at)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    for (size_t i = 0; i < scene->tellings.count; i++) {
        const struct telling *t = &scene->tellings.items[i];
        bool named = table->rows[row].pos == TRIGGER_NAME && tokens[t->first].begin <= at && at < tokens[t->last].end;
        if (t->trigger == row && (at == SIZE_MAX || tokens[t->token].begin == at || named))
            return true;
    }
    return false;
}

// The sentence without its brackets, and where the bracketed word begins.
static struct cp_str without_brackets(struct cp_arena *arena, struct cp_str text, size_t *at)
{
    size_t open = cp_str_find(text, CP_STR("["), 0), close = cp_str_find(text, CP_STR("]"), 0);
    *at = open;
    if (open == SIZE_MAX || close == SIZE_MAX || close < open)
        return (struct cp_str){"", 0};
    struct cp_str before = cp_str_slice(text, 0, open), word = cp_str_slice(text, open + 1, close);
    struct cp_str after = cp_str_slice(text, close + 1, text.len);
    return cp_str_format(arena, CP_FMT CP_FMT CP_FMT, CP_ARG(before), CP_ARG(word), CP_ARG(after));
}

// The reader may trim or join: the word is looked for in the text that it made.
static size_t place_in_document(const struct scene *scene, struct cp_str text, size_t at)
{
    size_t begin = cp_str_find(scene->document->text, cp_str_slice(text, at, text.len), 0);
    return begin == SIZE_MAX ? at : begin;
}

enum cp_status cp_relate_check_trigger(const struct examiner *examiner, size_t number, struct cp_error *err)
{
    const struct trigger_table *table = examiner->engine->triggers;
    const struct trigger_row *row = &table->rows[number];
    size_t at;
    struct cp_str text = without_brackets(examiner->doc, row->example, &at);
    if (!text.len || !row->counterexample.len)
        return cp_fail_at(err, CP_EFORMAT, table->file, row->line,
                          "the row \"" CP_FMT "\" needs an example with a [word] in brackets, and a counterexample",
                          CP_ARG(row->id));
    const struct scene *scene = cp_relate_set_example(examiner, text);
    if (!scene || !row_tells(scene, table, (uint32_t)number, place_in_document(scene, text, at)))
        return cp_fail_at(err, CP_EFORMAT, table->file, row->line,
                          "the row \"" CP_FMT "\" does not match its example: " CP_FMT, CP_ARG(row->id),
                          CP_ARG(row->example));
    scene = cp_relate_set_example(examiner, row->counterexample);
    if (scene && row_tells(scene, table, (uint32_t)number, SIZE_MAX))
        return cp_fail_at(err, CP_EFORMAT, table->file, row->line,
                          "the row \"" CP_FMT "\" matches its counterexample: " CP_FMT, CP_ARG(row->id),
                          CP_ARG(row->counterexample));
    return CP_OK;
}
