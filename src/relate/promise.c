// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
#include "promise.h"

#include "engine.h"
#include "hear.h"
#include "relation.h"

const char *const cp_promise_parts[PROMISE_PARTS] = {"base", "names", "tells", "judges", "block", "length", "name", "plain", "capital"};

enum { MOST_NAMES = 9, LENGTHS = 5 };
static const unsigned length_below[LENGTHS - 1] = {8, 14, 22, 35}; // words of a sentence

static const char *const base_cases[] = {"any", NULL}, *const yes_cases[] = {"no", "yes", NULL},
                         *const number_cases[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL},
                         *const length_cases[] = {"0", "1", "2", "3", "4", NULL},
                         *const block_cases[] = {"title", "heading", "paragraph", "item", "row", "quote", "byline", NULL};
static const char *const *const fixed_cases[PROMISE_FIXED] = {base_cases, number_cases, yes_cases, yes_cases, block_cases, length_cases, NULL};

struct promise {
    bool trained;
    int threshold;
    int fixed[PROMISE_FIXED][PROMISE_CASES];
    struct cp_table *words; // lower case → number in `weights`
    CP_VEC(struct promise_word) weights;
};

const struct promise cp_no_promise = {0};

const char *cp_promise_case(enum promise_part part, unsigned which)
{
    if (part == PROMISE_NAME)
        return which < CP_KIND_COUNT ? cp_kind_name((enum cp_kind)which) : NULL;
    return fixed_cases[part][which];
}

// ---------------------------------------------------------------- file

struct loading {
    struct cp_arena *run;
    struct promise *promise;
};

static bool read_fixed(struct promise *promise, enum promise_part part, struct cp_str which, int weight)
{
    for (unsigned i = 0; cp_promise_case(part, i); i++)
        if (cp_str_equal(which, cp_str_from(cp_promise_case(part, i)))) {
            promise->fixed[part][i] = weight;
            return true;
        }
    return false;
}

static void read_word(struct loading *l, bool capital, struct cp_str word, int weight)
{
    const uint32_t number = cp_table_add(l->promise->words, word);
    if (number == l->promise->weights.count)
        *CP_PUSH(l->run, &l->promise->weights) = (struct promise_word){0, 0};
    struct promise_word *weights = &l->promise->weights.items[number];
    *(capital ? &weights->capital : &weights->plain) = (int16_t)weight;
}

static enum cp_status read_row(void *context, const char *file, const struct cp_row *row, struct cp_error *err)
{
    struct loading *l = context;
    const struct cp_str *fields = row->fields;
    int weight;
    if (cp_str_equal(fields[0], CP_STR("threshold")) && cp_str_whole(fields[1], INT16_MAX, &weight)) {
        l->promise->threshold = weight;
        l->promise->trained = true;
        return CP_OK;
    }
    enum promise_part part = PROMISE_BASE;
    while (part < PROMISE_PARTS && !cp_str_equal(fields[0], cp_str_from(cp_promise_parts[part])))
        part++;
    bool right = part < PROMISE_PARTS && cp_str_whole(fields[2], INT16_MAX, &weight);
    if (right && part < PROMISE_FIXED)
        right = read_fixed(l->promise, part, fields[1], weight);
    else if (right)
        read_word(l, part == PROMISE_CAPITAL, fields[1], weight);
    return right ? CP_OK
                 : cp_fail_at(err, CP_EFORMAT, file, row->line, "is no weight of anything that a sentence promises by: train it again");
}

enum cp_status cp_relate_load_promise(const struct cp_lexicon *lexicon, struct cp_arena *run, const struct promise **result,
                                      struct cp_error *err)
{
    struct loading l = {run, CP_NEW(run, struct promise)};
    l.promise->words = cp_table_new(run);
    *result = l.promise;
    return cp_lexicon_each_row(lexicon, run, "learned/promise.tsv", 3, read_row, &l, err);
}

struct promise_word cp_relate_promise_of(const struct promise *promise, struct cp_str lower)
{
    const uint32_t number = promise->trained ? cp_table_find(promise->words, lower) : CP_NONE;
    return number == CP_NONE ? (struct promise_word){0, 0} : promise->weights.items[number];
}

// ---------------------------------------------------------------- sentences

static unsigned count_names(const struct cp_analysis *a, const struct cp_sentence *s, const struct cp_name_hit *hits, size_t hit_count)
{
    unsigned names = 0;
    size_t hit = 0, behind = 0; // the end of the name at hand
    bool in_run = false, self = false;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        const struct cp_token *token = &a->tokens[t];
        self |= cp_str_equal(token->lower, CP_STR("we")) || cp_str_equal(token->lower, CP_STR("our")); // of a report
        while (hit < hit_count && hits[hit].end <= token->begin)
            hit++;
        if (hit < hit_count && hits[hit].begin <= token->begin) {
            names += behind != hits[hit].end;
            behind = hits[hit].end;
            in_run = false;
        } else {
            bool capital = token->capital && t > s->first;
            names += capital && !in_run;
            in_run = capital;
        }
    }
    return names + self;
}

// "Oslo hailed the decision", "'…', said Oslo": could it say what somebody thinks of an act told elsewhere?
static bool may_judge(const struct scene *scene, const struct cp_sentence *s)
{
    for (uint32_t t = s->first; t < s->first + s->count; t++)
        if (is_asked(scene, t, scene->engine->relations->sets[PHRASE_ACT_ANAPHOR]) || cp_relate_is_mark(scene, t))
            return true;
    return false;
}

struct promise_view cp_relate_promise_view(const struct scene *scene, const struct cp_sentence *s, struct promise_hits *hits)
{
    const struct cp_analysis *a = scene->analysis;
    while (s->count && hits->next < hits->count && hits->items[hits->next].end <= a->tokens[s->first].begin)
        hits->next++;
    struct promise_view view = {.sentence = s, .hits = hits->items, .hit_count = hits->count - hits->next};
    if (view.hit_count)
        view.hits += hits->next;
    view.names = count_names(a, s, view.hits, view.hit_count);
    view.tells = view.names && cp_relate_may_tell(scene, s);
    view.judges = view.names && may_judge(scene, s);
    return view;
}

static unsigned length_case(uint32_t words)
{
    unsigned which = 0;
    while (which < LENGTHS - 1 && words >= length_below[which])
        which++;
    return which;
}

void cp_relate_each_promise(const struct cp_analysis *a, const struct promise_view *view, promise_taker *take, void *context)
{
    const struct cp_sentence *s = view->sentence;
    take(context, PROMISE_BASE, 0);
    take(context, PROMISE_NAMES, view->names < MOST_NAMES ? view->names : MOST_NAMES);
    take(context, PROMISE_TELLS, view->tells);
    take(context, PROMISE_JUDGES, view->judges);
    take(context, PROMISE_BLOCK, a->document->blocks[s->block].kind);
    take(context, PROMISE_LENGTH, length_case(s->count));
    size_t hit = 0;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        const struct cp_token *token = &a->tokens[t];
        while (hit < view->hit_count && view->hits[hit].end <= token->begin)
            hit++;
        const bool in_name = hit < view->hit_count && view->hits[hit].begin <= token->begin;
        if (!in_name)
            take(context, token->capital && t > s->first ? PROMISE_CAPITAL : PROMISE_PLAIN, t);
        else if (view->hits[hit].begin == token->begin)
            take(context, PROMISE_NAME, view->hits[hit].senses[0].name->kind);
    }
}

struct adding {
    const struct promise *promise;
    const struct promise_word *words;
    int sum;
};

static void add(void *context, enum promise_part part, uint32_t which)
{
    struct adding *adding = context;
    adding->sum += part == PROMISE_PLAIN     ? adding->words[which].plain
                   : part == PROMISE_CAPITAL ? adding->words[which].capital
                                             : adding->promise->fixed[part][which];
}

bool cp_relate_is_promising(const struct promise *promise, const struct cp_analysis *analysis, const struct promise_word *words,
                            const struct promise_view *view)
{
    if (!promise->trained)
        return true;
    struct adding adding = {promise, words, 0};
    cp_relate_each_promise(analysis, view, add, &adding);
    return adding.sum >= promise->threshold;
}
