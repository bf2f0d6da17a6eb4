// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
//
// The measures of each document with all that tells one act from another: who imposes it, on whom, over what goods, in what
// words. The names of the parties are taken out of the words, since the parties are compared by themselves.
#include "fold.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

void cp_numbers_sort(cp_numbers *numbers)
{
    size_t kept = 0;
    if (numbers->count)
        qsort(numbers->items, numbers->count, sizeof *numbers->items, by_number);
    for (size_t i = 0; i < numbers->count; i++)
        if (!i || numbers->items[i] != numbers->items[i - 1])
            numbers->items[kept++] = numbers->items[i];
    numbers->count = kept;
}

size_t cp_numbers_shared(const cp_numbers *a, const cp_numbers *b)
{
    size_t count = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        if (a->items[i] == b->items[j])
            count++, i++, j++;
        else if (a->items[i] < b->items[j])
            i++;
        else
            j++;
    }
    return count;
}

// ---------------------------------------------------------------- words

// Endings that a noun and its verb, a singular and its plural differ in: "designated", "designations".
static struct cp_str stem(struct cp_str word)
{
    static const char *const endings[] = {"ions", "ies", "ing", "ion", "es", "ed", "s"};
    enum { SHORTEST_LONG_WORD = 6 };
    if (word.len < SHORTEST_LONG_WORD) {
        while (word.len > 1 && word.ptr[word.len - 1] == 's')
            word.len--;
        return word;
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct cp_str ending = cp_str_from(endings[i]);
        if (cp_str_ends(word, ending))
            return cp_str_slice(word, 0, word.len - ending.len);
    }
    return word;
}

static bool is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

// Words of more than three letters, and numbers: what is shorter says little ("on", "its", "new").
static void add_words(struct fold *fold, struct cp_str text, cp_numbers *words)
{
    enum { SHORT_WORD = 3 };
    struct cp_str lower = cp_str_lower(fold->run, text);
    size_t at = 0;
    while (at < lower.len) {
        size_t begin = at, end = at, letters = 0;
        bool digits = false;
        while (at < lower.len) {
            uint32_t code = cp_utf8_next(lower, &at);
            if (!cp_rune_is_letter(code) && !is_digit(code))
                break;
            digits |= is_digit(code);
            letters++;
            end = at;
        }
        if (letters > SHORT_WORD || digits)
            *CP_PUSH(fold->run, words) = cp_table_add(fold->words, stem(cp_str_slice(lower, begin, end)));
    }
}

static void without(cp_numbers *words, const cp_numbers *taken)
{
    size_t kept = 0;
    for (size_t i = 0, j = 0; i < words->count; i++) {
        while (j < taken->count && taken->items[j] < words->items[i])
            j++;
        if (j == taken->count || taken->items[j] != words->items[i])
            words->items[kept++] = words->items[i];
    }
    words->count = kept;
}

static void take_words(struct fold *fold, struct act *act, cp_numbers *parties)
{
    add_words(fold, act->fact->label, &act->label_words);
    add_words(fold, act->fact->label, &act->words);
    for (size_t i = 0; i < act->fact->alias_count; i++)
        add_words(fold, act->fact->aliases[i], &act->words);
    cp_numbers_sort(&act->label_words);
    cp_numbers_sort(&act->words);
    cp_numbers_sort(parties);
    without(&act->label_words, parties);
    without(&act->words, parties);
    for (size_t i = 0; i < act->words.count; i++)
        cp_table_set(fold->words, act->words.items[i], cp_table_value(fold->words, act->words.items[i]) + 1);
}

// ---------------------------------------------------------------- parties

static void take_imposer(struct fold *fold, struct act *act, uint32_t entity)
{
    struct cp_str code = fold->entities.items[entity].country;
    *CP_PUSH(fold->run, &act->imposers) = entity;
    if (code.len)
        *CP_PUSH(fold->run, &act->states) = cp_table_add(fold->codes, code);
    else
        *CP_PUSH(fold->run, &act->alone) = entity;
}

static void take_target(struct fold *fold, struct act *act, uint32_t entity)
{
    struct cp_str code = fold->entities.items[entity].country;
    *CP_PUSH(fold->run, &act->targets) = entity;
    if (code.len)
        *CP_PUSH(fold->run, &act->target_states) = cp_table_add(fold->codes, code);
}

// One walk over the edges of a document serves all its acts.
static void take_edges(struct fold *fold, uint32_t document, cp_numbers *parties)
{
    const struct cp_facts *facts = fold->documents[document];
    const uint32_t *numbers = fold->numbers[document];
    for (size_t i = 0; i < facts->edge_count; i++) {
        const struct cp_fact_edge *e = &facts->edges[i];
        bool imposes = e->relation == CP_RELATION_IMPOSES;
        uint32_t measure = imposes ? e->to : e->from, other = imposes ? e->from : e->to;
        if (facts->nodes[measure].kind != CP_KIND_MEASURE)
            continue;
        struct act *act = &fold->acts.items[numbers[measure]];
        act->answers |= e->relation == CP_RELATION_RESPONDS_TO;
        if (facts->nodes[other].kind == CP_KIND_MEASURE)
            continue;
        if (imposes)
            take_imposer(fold, act, numbers[other]);
        else if (e->relation == CP_RELATION_TARGETS)
            take_target(fold, act, numbers[other]);
        else if (e->relation == CP_RELATION_COVERS)
            *CP_PUSH(fold->run, &act->goods) = numbers[other];
        if (imposes || e->relation == CP_RELATION_TARGETS) {
            add_words(fold, facts->nodes[other].label, &parties[measure]);
            for (size_t a = 0; a < facts->nodes[other].alias_count; a++)
                add_words(fold, facts->nodes[other].aliases[a], &parties[measure]);
        }
    }
}

// ---------------------------------------------------------------- rivals

static bool is_rival(const struct act *a, const struct act *b)
{
    if (a->fact->type != b->fact->type)
        return false;
    if (!cp_numbers_shared(&a->states, &b->states) && !cp_numbers_shared(&a->alone, &b->alone))
        return false;
    return !a->targets.count || !b->targets.count || cp_numbers_shared(&a->targets, &b->targets);
}

static void count_rivals(struct fold *fold, size_t first)
{
    for (size_t i = first; i < fold->acts.count; i++)
        for (size_t j = i + 1; j < fold->acts.count; j++)
            if (is_rival(&fold->acts.items[i], &fold->acts.items[j])) {
                fold->acts.items[i].rivals++;
                fold->acts.items[j].rivals++;
            }
}

// ---------------------------------------------------------------- all

static void gather_document(struct fold *fold, uint32_t document)
{
    const struct cp_facts *facts = fold->documents[document];
    size_t first = fold->acts.count;
    cp_numbers *parties = CP_NEW_ARRAY(fold->run, facts->node_count + 1, cp_numbers);
    for (uint32_t i = 0; i < facts->node_count; i++) {
        if (facts->nodes[i].kind != CP_KIND_MEASURE)
            continue;
        fold->numbers[document][i] = (uint32_t)fold->acts.count;
        *CP_PUSH(fold->run, &fold->acts) = (struct act){.document = document, .node = i, .fact = &facts->nodes[i]};
    }
    take_edges(fold, document, parties);
    for (size_t i = first; i < fold->acts.count; i++) {
        struct act *act = &fold->acts.items[i];
        cp_numbers_sort(&act->imposers);
        cp_numbers_sort(&act->targets);
        cp_numbers_sort(&act->goods);
        cp_numbers_sort(&act->states);
        cp_numbers_sort(&act->target_states);
        cp_numbers_sort(&act->alone);
        take_words(fold, act, &parties[act->node]);
    }
    count_rivals(fold, first);
}

void cp_graph_gather_acts(struct fold *fold)
{
    for (uint32_t d = 0; d < fold->document_count; d++)
        gather_document(fold, d);
}
