// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "coverage.h"

#include "chokepoint/relate.h"
#include "documents.h"
#include "json.h"
#include "talk.h"

static const struct {
    const char *title, *key;
    const char *advice; // what to do about it
} sections[CP_GAP_KINDS] = {
    [CP_GAP_NAME] = {"Names that no file of names has", "names", "add them to names/companies.tsv and its like"},
    [CP_GAP_MEASURE] = {"Nouns used like measures that no row has", "measures", "add them to measures.tsv"},
    [CP_GAP_VERB] = {"Verbs between two actors that no rule asks for", "verbs",
                     "add them to relations.tsv or measures.tsv"},
};

// ---------------------------------------------------------------- reading

static enum cp_status read_gaps(void *context, const struct cp_engine *engine, const struct cp_desk *desk,
                                struct cp_arena *doc, const struct cp_document *document, void **found,
                                struct cp_error *err)
{
    struct cp_gaps *gaps;
    (void)context;
    enum cp_status status = cp_find_gaps(engine, desk->arena, desk->glossary, document, &gaps, err);
    if (status == CP_OK)
        *found = cp_gaps_copy(doc, gaps);
    return status;
}

static void take_gaps(void *context, const void *found)
{
    cp_coverage_add(context, found);
}

// Of names only those of the kind that was asked for.
static void keep_kind(struct cp_gaps *gaps, enum cp_kind kind)
{
    size_t kept = 0;
    for (size_t i = 0; i < gaps->counts[CP_GAP_NAME]; i++)
        if (cp_gap_guess(&gaps->items[CP_GAP_NAME][i]) == kind)
            gaps->items[CP_GAP_NAME][kept++] = gaps->items[CP_GAP_NAME][i];
    gaps->counts[CP_GAP_NAME] = kept;
}

// ---------------------------------------------------------------- as a table

// The line of the table at *at, which moves behind it.
static struct cp_str next_line(struct cp_str text, size_t *at)
{
    size_t begin = *at, end = cp_str_find(text, CP_STR("\n"), begin);
    *at = end == SIZE_MAX ? text.len : end + 1;
    return cp_str_slice(text, begin, *at);
}

static void add_samples(struct cp_arena *run, const struct cp_gap *gap, struct cp_buf *out)
{
    for (unsigned i = 0; i < gap->sample_count; i++) {
        const struct cp_gap_sample *sample = &gap->samples[i];
        struct cp_str words = cp_tame(run, sample->sentence);
        struct cp_str document = cp_tame(run, sample->document);
        cp_buf_add_format(out, "     \"" CP_FMT "\" [" CP_FMT "]\n", CP_ARG(words), CP_ARG(document));
    }
}

static void print_section(struct cp_arena *run, const struct cp_gaps *gaps, enum cp_gap_kind kind, size_t top,
                          struct cp_buf *out)
{
    size_t count = gaps->counts[kind], shown = top && top < count ? top : count;
    cp_buf_add_format(out, "%s%s: %zu", out->len ? "\n" : "", sections[kind].title, count);
    cp_buf_add_format(out, count ? "; %s\n" : "\n", sections[kind].advice);
    if (!shown)
        return;
    struct cp_grid grid = {.alignment = kind == CP_GAP_NAME ? "rllrr" : "rlrr"};
    cp_grid_add(run, &grid, CP_STR("#"));
    cp_grid_add(run, &grid, kind == CP_GAP_NAME ? CP_STR("name") : CP_STR("word"));
    if (kind == CP_GAP_NAME)
        cp_grid_add(run, &grid, CP_STR("taken for"));
    cp_grid_add(run, &grid, CP_STR("times"));
    cp_grid_add(run, &grid, CP_STR("documents"));
    for (size_t i = 0; i < shown; i++) {
        const struct cp_gap *gap = &gaps->items[kind][i];
        enum cp_kind guess = cp_gap_guess(gap);
        cp_grid_add_number(run, &grid, (double)(i + 1), 0);
        cp_grid_add(run, &grid, gap->words);
        if (kind == CP_GAP_NAME)
            cp_grid_add(run, &grid, guess == CP_KIND_COUNT ? CP_STR("-") : cp_str_from(cp_kind_name(guess)));
        cp_grid_add_number(run, &grid, (double)gap->count, 0);
        cp_grid_add_number(run, &grid, (double)gap->documents, 0);
    }
    struct cp_buf table = {0};
    cp_grid_print(&grid, &table);
    size_t at = 0;
    cp_buf_add(out, next_line(cp_buf_str(&table), &at));
    for (size_t i = 0; i < shown; i++) {
        cp_buf_add(out, next_line(cp_buf_str(&table), &at));
        add_samples(run, &gaps->items[kind][i], out);
    }
    out->failed |= table.failed;
    cp_buf_release(&table);
    if (shown < count)
        cp_buf_add_format(out, "... and %zu more\n", count - shown);
}

// ---------------------------------------------------------------- as JSON

static void write_gap(const struct cp_gap *gap, enum cp_gap_kind kind, struct cp_json *json)
{
    enum cp_kind guess = cp_gap_guess(gap);
    cp_json_open(json, NULL, '{');
    cp_json_text(json, kind == CP_GAP_NAME ? "name" : "word", gap->words);
    if (kind == CP_GAP_NAME)
        cp_json_text(json, "kind", guess == CP_KIND_COUNT ? CP_STR("") : cp_str_from(cp_kind_name(guess)));
    cp_json_number(json, "count", (double)gap->count);
    cp_json_number(json, "documents", (double)gap->documents);
    cp_json_open(json, "samples", '[');
    for (unsigned i = 0; i < gap->sample_count; i++) {
        cp_json_open(json, NULL, '{');
        cp_json_text(json, "sentence", gap->samples[i].sentence);
        cp_json_text(json, "document", gap->samples[i].document);
        cp_json_number(json, "begin", (double)gap->samples[i].begin);
        cp_json_number(json, "end", (double)gap->samples[i].end);
        cp_json_close(json, '}');
    }
    cp_json_close(json, ']');
    cp_json_close(json, '}');
}

static void write_json(const struct cp_gaps *gaps, size_t documents, size_t top, struct cp_buf *out)
{
    struct cp_json json = {0};
    cp_json_open(&json, NULL, '{');
    cp_json_number(&json, "documents", (double)documents);
    for (int kind = 0; kind < CP_GAP_KINDS; kind++) {
        size_t count = gaps->counts[kind];
        cp_json_open(&json, sections[kind].key, '{');
        cp_json_number(&json, "count", (double)count);
        cp_json_open(&json, "shown", '[');
        for (size_t i = 0; i < count && (!top || i < top); i++)
            write_gap(&gaps->items[kind][i], (enum cp_gap_kind)kind, &json);
        cp_json_close(&json, ']');
        cp_json_close(&json, '}');
    }
    cp_json_close(&json, '}');
    *out = json.out;
}

// ---------------------------------------------------------------- the command

enum cp_exit cp_show_coverage(struct cp_arena *run, const struct cp_settings *settings)
{
    struct cp_error err = {0};
    struct cp_document_counts counts = {0};
    struct cp_coverage *coverage = cp_coverage_new(run);
    struct cp_settings inputs = *settings;
    inputs.arguments++;
    inputs.argument_count--;
    struct cp_reading reading = {read_gaps, take_gaps, coverage};
    if (cp_read_documents(run, &inputs, &reading, &counts, &err) != CP_OK) {
        cp_complain(&err);
        return CP_EXIT_BAD;
    }
    if (!counts.documents)
        return CP_EXIT_BAD;
    struct cp_gaps gaps = cp_coverage_list(coverage, run);
    if (settings->kind != CP_KIND_COUNT)
        keep_kind(&gaps, settings->kind);
    struct cp_buf out = {0};
    size_t all = 0;
    if (settings->json)
        write_json(&gaps, counts.documents, settings->top, &out);
    for (int kind = 0; kind < CP_GAP_KINDS; kind++) {
        if (!settings->json)
            print_section(run, &gaps, (enum cp_gap_kind)kind, settings->top, &out);
        all += gaps.counts[kind];
    }
    cp_print(stdout, &out);
    return counts.bad ? CP_EXIT_SOME : all ? CP_EXIT_DONE : CP_EXIT_NOTHING;
}
