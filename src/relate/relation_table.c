// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
#include "relation_table.h"

#include "bits.h"

#include <stdlib.h>

static unsigned form_from(struct cp_str name)
{
    static const struct {
        const char *name;
        unsigned forms;
    } forms[] = {
        {"name", PARTY_FORM(CP_MENTION_NAME)},
        {"adjective", PARTY_FORM(CP_MENTION_ADJECTIVE)},
        {"seat", PARTY_FORM(CP_MENTION_SEAT)},
        {"description", PARTY_FORM(CP_MENTION_DESCRIPTION)},
        {"pronoun", PARTY_FORM(CP_MENTION_PRONOUN)},
        {"place", PARTY_FORM(CP_MENTION_PLACE)},
        {"group", PARTY_GROUP},
        {"single", PARTY_ACTORS & ~PARTY_GROUP},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (cp_str_equal(name, cp_str_from(forms[i].name)))
            return forms[i].forms;
    return 0;
}

static const char *read_slot(struct cp_str list, struct slot *slot)
{
    for (struct cp_str item; cp_str_item(&list, &item);) {
        struct cp_str name = cp_str_split(&item, ':');
        unsigned forms = item.len ? 0 : PARTY_ACTORS;
        while (item.len) {
            unsigned one = form_from(cp_str_trim(cp_str_split(&item, '+')));
            if (!one)
                return "has a form of names that is none";
            forms |= one;
        }
        bool actor = cp_str_equal(name, CP_STR("actor"));
        enum cp_kind kind = cp_kind_from(name);
        if (!actor && kind == CP_KIND_COUNT)
            return "has a kind that is none";
        for (int k = 0; k < CP_KIND_COUNT; k++)
            if (actor ? k != CP_KIND_TECHNOLOGY && k != CP_KIND_MEASURE : k == (int)kind)
                slot->forms[k] |= forms;
    }
    return NULL;
}

static const char *read_flags(struct cp_str list, struct relation_rule *rule)
{
    for (struct cp_str flag; cp_str_item(&list, &flag);) {
        if (cp_str_equal(flag, CP_STR("hypothetical")))
            rule->hypothetical = true;
        else if (cp_str_equal(flag, CP_STR("swap")))
            rule->swap = true;
        else if (cp_str_equal(flag, CP_STR("plain")))
            rule->plain = true;
        else if (cp_str_equal(flag, CP_STR("cut-off")))
            rule->cut_off = true;
        else if (cp_str_equal(flag, CP_STR("alone")))
            rule->alone = true;
        else
            return "has a flag that is none of hypothetical, swap, plain, cut-off, alone";
    }
    return NULL;
}

// The words that the pattern cannot do without.
static void collect_wants(struct relation_rule *rule)
{
    const struct pattern *p = &rule->pattern;
    for (unsigned i = 0; i < p->count; i++) {
        const struct word_test *word = p->surface ? &p->items[i].word : &p->steps[i].word;
        bool needed = !p->surface || (p->items[i].kind == ITEM_WORD && !p->items[i].optional);
        if (needed && !word->any && word->class == CLASS_NONE)
            rule->wants[rule->want_count++] = word->list;
    }
}

static const char *read_rule(const struct cp_lexicon *lexicon, struct asked *asked, struct cp_arena *run, const struct cp_row *row,
                             struct relation_rule *rule)
{
    enum { ID, RELATION, A, PATTERN, B, CONFIDENCE, FLAGS, EXAMPLE, COUNTEREXAMPLE };
    const struct cp_str *fields = row->fields;
    rule->id = cp_str_copy(run, fields[ID]).ptr;
    rule->line = row->line;
    rule->relation = cp_relation_from(fields[RELATION]);
    rule->confidence = (float)strtod(cp_str_copy(run, fields[CONFIDENCE]).ptr, NULL);
    rule->example = fields[EXAMPLE];
    rule->counterexample = fields[COUNTEREXAMPLE];
    if (rule->relation == CP_RELATION_COUNT)
        return "has a relation that is none";
    if (!(rule->confidence > 0 && rule->confidence <= 1))
        return "has a confidence that is not between 0 and 1";
    const char *problem = read_slot(fields[A], &rule->a);
    if (!problem)
        problem = cp_relate_read_pattern(lexicon, asked, run, fields[PATTERN], &rule->pattern);
    if (!problem)
        problem = read_slot(fields[B], &rule->b);
    if (!problem && rule->a.forms[CP_KIND_MEASURE])
        problem = "begins with a measure";
    if (!problem && rule->pattern.surface && rule->b.forms[CP_KIND_MEASURE])
        problem = "looks for a measure on the surface";
    collect_wants(rule);
    return problem ? problem : read_flags(fields[FLAGS], rule);
}

static const struct slot *first_slot(const struct relation_rule *rule)
{
    return rule->pattern.surface && rule->pattern.items[0].kind == ITEM_B ? &rule->b : &rule->a;
}

// From whom a pattern may set out, as far as the label of the head tells.
static uint64_t first_deps(const struct pattern *pattern)
{
    const struct pattern_step *step = &pattern->steps[0];
    uint64_t clausal = UINT64_C(1) << CP_DEP_NSUBJ | UINT64_C(1) << CP_DEP_NSUBJPASS | UINT64_C(1) << CP_DEP_DOBJ;
    return pattern->surface || !step->up || (step->deps & clausal) ? UINT64_MAX : step->deps;
}

// Long words are rare ones: of "sell … to" fewer sentences have the verb than the preposition.
static uint32_t lead_of(const struct asked *asked, const struct relation_rule *rule, uint32_t none)
{
    uint32_t lead = none;
    double longest = 0;
    for (unsigned i = 0; i < rule->want_count; i++) {
        double length = cp_relate_asked_length(asked, rule->wants[i]);
        if (length > longest) {
            longest = length;
            lead = rule->wants[i];
        }
    }
    return lead;
}

static void index_rules(struct relation_table *table, struct relation_rule *rules, const struct asked *asked, struct cp_arena *run)
{
    uint32_t lists = cp_relate_asked_count(asked);
    uint32_t *first = CP_NEW_ARRAY(run, lists + 3, uint32_t), *led = CP_NEW_ARRAY(run, table->count + 1, uint32_t);
    uint64_t *leads = CP_NEW_ARRAY(run, lists / 64 + 1, uint64_t);
    for (uint32_t i = 0; i < table->count; i++) {
        for (int kind = 0; kind < CP_KIND_COUNT; kind++)
            rules[i].first_kinds |= (first_slot(&rules[i])->forms[kind] ? 1u : 0) << kind;
        rules[i].first_deps = first_deps(&rules[i].pattern);
        uint32_t lead = lead_of(asked, &rules[i], lists);
        first[lead + 2]++;
        if (lead < lists)
            leads[lead / 64] |= UINT64_C(1) << (lead % 64);
    }
    for (uint32_t list = 2; list < lists + 3; list++)
        first[list] += first[list - 1];
    for (uint32_t i = 0; i < table->count; i++)
        led[first[lead_of(asked, &rules[i], lists) + 1]++] = i;
    table->lead_first = first;
    table->led = led;
    table->leads = leads;
    table->list_count = lists;
}

static void collect_sets(struct relation_table *table, struct cp_arena *run)
{
    table->surface = bits_new(run, table->count);
    for (int kind = 0; kind < CP_KIND_COUNT; kind++)
        table->of_kind[kind] = bits_new(run, table->count);
    for (int dep = 0; dep < CP_DEP_COUNT; dep++)
        table->of_dep[dep] = bits_new(run, table->count);
    for (size_t i = 0; i < table->count; i++) {
        const struct relation_rule *rule = &table->rules[i];
        if (rule->pattern.surface) {
            bits_add(table->surface, i);
            continue;
        }
        for (int kind = 0; kind < CP_KIND_COUNT; kind++)
            if (rule->first_kinds >> kind & 1)
                bits_add(table->of_kind[kind], i);
        for (int dep = 0; dep < CP_DEP_COUNT; dep++)
            if (rule->first_deps >> dep & 1)
                bits_add(table->of_dep[dep], i);
    }
}

// Numbers the first steps by what they reach.
static void number_first_steps(struct relation_table *table, struct relation_rule *rules, struct cp_arena *run)
{
    CP_VEC(const struct pattern_step *) steps = {0};
    for (size_t i = 0; i < table->count; i++) {
        const struct pattern_step *step = &rules[i].pattern.steps[0];
        uint32_t number = 0;
        while (number < steps.count && !cp_relate_reach_alike(step, steps.items[number]))
            number++;
        if (number == steps.count)
            *CP_PUSH(run, &steps) = step;
        rules[i].first_reach = number;
    }
    table->reach_count = (uint32_t)steps.count;
}

static void find_sets(const struct cp_lexicon *lexicon, struct relation_table *table)
{
#define PHRASE_NAME(name, text) text,
    static const char *const names[PHRASE_SET_COUNT] = {PHRASE_SET_LIST(PHRASE_NAME)};
#undef PHRASE_NAME
    for (int i = 0; i < PHRASE_SET_COUNT; i++)
        table->sets[i] = cp_lexicon_set(lexicon, names[i]);
}

enum cp_status cp_relate_load_relations(const struct cp_lexicon *lexicon, struct asked *asked, struct cp_arena *run,
                                        const struct relation_table **result, struct cp_error *err)
{
    enum { COLUMNS = 9 };
    struct cp_rows rows;
    enum cp_status status = cp_lexicon_rows(lexicon, run, "relations.tsv", COLUMNS, &rows, err);
    if (status != CP_OK)
        return status;
    struct relation_rule *rules = CP_NEW_ARRAY(run, rows.count + 1, struct relation_rule);
    for (size_t i = 0; i < rows.count; i++) {
        const char *problem = read_rule(lexicon, asked, run, &rows.rows[i], &rules[i]);
        if (problem)
            return cp_fail_at(err, CP_EFORMAT, rows.file, rows.rows[i].line, "the rule \"" CP_FMT "\" %s",
                              CP_ARG(rows.rows[i].fields[0]), problem);
    }
    struct relation_table *table = CP_NEW(run, struct relation_table);
    table->file = rows.file;
    table->rules = rules;
    table->count = rows.count;
    index_rules(table, rules, asked, run);
    collect_sets(table, run);
    number_first_steps(table, rules, run);
    find_sets(lexicon, table);
    *result = table;
    return CP_OK;
}
