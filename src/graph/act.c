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

// ---------------------------------------------------------------- names of acts

static bool is_joint(struct cp_str word) // may stand between the words of a name
{
    static const char *const joints[] = {"of", "the", "and", "on", "for", "in", "to"};
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (cp_str_equal(word, cp_str_from(joints[i])))
            return true;
    return false;
}

static bool is_capital(struct cp_str word)
{
    return word.len && ((word.ptr[0] >= 'A' && word.ptr[0] <= 'Z') || is_digit((unsigned char)word.ptr[0]));
}

// A name has two words or more beside those of the parties: "Section 301", but neither "Tariffs" nor "Chinese Tariffs".
static void end_name(struct fold *fold, cp_numbers *names, cp_numbers *name, const cp_numbers *parties)
{
    cp_numbers_sort(name);
    without(name, parties);
    for (size_t i = 0; i < name->count && name->count > 1; i++)
        *CP_PUSH(fold->run, names) = name->items[i];
    if (name->count > 1)
        *CP_PUSH(fold->run, names) = CP_NONE;
    name->count = 0;
}

static void take_names(struct fold *fold, struct cp_str text, cp_numbers *names, const cp_numbers *parties)
{
    cp_numbers name = {0};
    size_t at = 0;
    while (at < text.len) {
        size_t begin = at, end = at;
        uint32_t code = 0;
        while (at < text.len) {
            code = cp_utf8_next(text, &at);
            if (!cp_rune_is_letter(code) && !is_digit(code))
                break;
            end = at;
        }
        struct cp_str word = cp_str_slice(text, begin, end);
        if (is_capital(word))
            *CP_PUSH(fold->run, &name) = cp_table_add(fold->words, stem(cp_str_lower(fold->run, word)));
        if ((word.len && !is_capital(word) && !is_joint(word)) || (code != ' ' && code != '-' && at < text.len))
            end_name(fold, names, &name, parties);
    }
    end_name(fold, names, &name, parties);
}

static void count_words(struct fold *fold, const cp_numbers *words)
{
    for (size_t i = 0; i < words->count; i++)
        cp_table_set(fold->words, words->items[i], cp_table_value(fold->words, words->items[i]) + 1);
}

// Those that only names have: "Act".
static void count_short_words(struct fold *fold, const struct act *act)
{
    cp_numbers rest = {0};
    for (size_t i = 0; i < act->names.count; i++)
        if (act->names.items[i] != CP_NONE)
            *CP_PUSH(fold->run, &rest) = act->names.items[i];
    cp_numbers_sort(&rest);
    without(&rest, &act->words);
    count_words(fold, &rest);
}

static void take_marks(struct fold *fold, struct act *act)
{
    for (size_t i = 0; i < act->label_words.count; i++) {
        struct cp_str stem = cp_table_key(fold->words, act->label_words.items[i]);
        if (!is_digit((unsigned char)stem.ptr[0]) && !cp_stem_is_plain(stem))
            *CP_PUSH(fold->run, &act->marks) = act->label_words.items[i];
    }
    without(&act->marks, &act->goods_words);
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
    take_marks(fold, act);
    take_names(fold, act->fact->label, &act->names, parties);
    for (size_t i = 0; i < act->fact->alias_count; i++)
        take_names(fold, act->fact->aliases[i], &act->names, parties);
    count_words(fold, &act->words);
    count_short_words(fold, act);
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
    fold->aimed[entity]++;
    if (code.len)
        *CP_PUSH(fold->run, &act->target_states) = cp_table_add(fold->codes, code);
}

static void take_goods(struct fold *fold, struct act *act, uint32_t entity, struct cp_str label)
{
    *CP_PUSH(fold->run, &act->goods) = entity;
    add_words(fold, label, &act->goods_words);
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
            take_goods(fold, act, numbers[other], facts->nodes[other].label);
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
        cp_numbers_sort(&act->goods_words);
        cp_numbers_sort(&act->states);
        cp_numbers_sort(&act->target_states);
        cp_numbers_sort(&act->alone);
        take_words(fold, act, &parties[act->node]);
    }
    count_rivals(fold, first);
}

static void meet_entities(struct fold *fold, uint32_t document, uint32_t *spread)
{
    const struct cp_facts *facts = fold->documents[document];
    cp_numbers *there = &fold->there[document];
    for (size_t i = 0; i < facts->node_count; i++)
        if (facts->nodes[i].kind != CP_KIND_MEASURE)
            *CP_PUSH(fold->run, there) = fold->numbers[document][i];
    cp_numbers_sort(there);
    for (size_t i = 0; i < there->count; i++)
        spread[there->items[i]]++;
}

// spread: of each entity, how many documents name it. Pairs of documents are compared often, so this is done once.
static void weigh_entities(struct fold *fold, const uint32_t *spread)
{
    fold->tells = CP_NEW_ARRAY(fold->run, fold->entities.count + 1, double);
    fold->told = CP_NEW_ARRAY(fold->run, fold->document_count + 1, double);
    for (size_t i = 0; i < fold->entities.count; i++) {
        double rarity = log(((double)fold->document_count + UNSEEN) / (spread[i] + UNSEEN));
        fold->tells[i] = rarity * rarity;
    }
    for (uint32_t d = 0; d < fold->document_count; d++)
        for (size_t i = 0; i < fold->there[d].count; i++)
            fold->told[d] += fold->tells[fold->there[d].items[i]];
}

void cp_graph_gather_acts(struct fold *fold)
{
    fold->there = CP_NEW_ARRAY(fold->run, fold->document_count + 1, cp_numbers);
    uint32_t *spread = CP_NEW_ARRAY(fold->run, fold->entities.count + 1, uint32_t);
    fold->aimed = CP_NEW_ARRAY(fold->run, fold->entities.count + 1, uint32_t);
    for (uint32_t d = 0; d < fold->document_count; d++) {
        meet_entities(fold, d, spread);
        gather_document(fold, d);
    }
    weigh_entities(fold, spread);
}
