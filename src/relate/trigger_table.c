// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Reads measures.tsv. Rows are tried in the order of the file, and the first that fits wins; for speed each word leads
// to a chain of the rows that have it.
#include "engine.h"
#include "trigger.h"

#include <string.h>

enum { COLUMNS = 9 };
enum {
    COLUMN_ID,
    COLUMN_POS,
    COLUMN_WORDS,
    COLUMN_TYPE,
    COLUMN_NEEDS,
    COLUMN_UNLESS,
    COLUMN_FLAGS,
    COLUMN_EXAMPLE,
    COLUMN_COUNTER
};

static const char *const pos_names[] = {"noun", "verb", "name"};
static const char *const scope_names[] = {"around", "left", "right", "object", "subject", "head", "sentence"};
#define FLAG_NAME(name, text) text,
static const char *const flag_names[] = {TRIGGER_FLAG_LIST(FLAG_NAME)};
#undef FLAG_NAME

typedef CP_VEC(struct trigger_key) key_vec;

struct loading {
    const struct cp_lexicon *lexicon;
    struct asked *asked;
    struct cp_arena *run;
    struct cp_error *err;
    struct trigger_table *table;
    const struct cp_row *row;
    key_vec keys;
};

static unsigned find_name(struct cp_str name, const char *const *names, unsigned count)
{
    unsigned i = 0;
    while (i < count && !cp_str_equal(name, cp_str_from(names[i])))
        i++;
    return i;
}

static enum cp_status bad(struct loading *l, const char *what, struct cp_str which)
{
    return cp_fail_at(l->err, CP_EFORMAT, l->table->file, l->row->line, "%s \"" CP_FMT "\"", what, CP_ARG(which));
}

// Cuts the next piece before `separator` off *rest, trimmed.
static struct cp_str cut(struct cp_str *rest, struct cp_str separator)
{
    size_t at = cp_str_find(*rest, separator, 0);
    struct cp_str piece = *rest;
    if (at == SIZE_MAX) {
        *rest = cp_str_slice(*rest, rest->len, rest->len);
    } else {
        piece = cp_str_slice(*rest, 0, at);
        *rest = cp_str_slice(*rest, at + separator.len, rest->len);
    }
    return cp_str_trim(piece);
}

static enum cp_status read_set(struct loading *l, struct cp_str text, uint32_t *set)
{
    const char *name = cp_str_copy(l->run, cp_str_slice(text, 1, text.len)).ptr;
    *set = cp_lexicon_set(l->lexicon, name);
    return *set == CP_NONE ? bad(l, "sets.tsv has no set", cp_str_from(name)) : CP_OK;
}

static bool is_set(struct cp_str text)
{
    return text.ptr[0] == '@' && text.len > 1;
}

// One token, whatever the tokenizer does.
static bool is_single(struct cp_str text)
{
    bool marked = text.ptr[text.len - 1] == '*' || (text.ptr[0] == '%' && text.len > 1) || cp_str_equal(text, CP_STR("#"));
    return !marked && cp_str_find(text, CP_STR(" "), 0) == SIZE_MAX && cp_str_find(text, CP_STR("-"), 0) == SIZE_MAX;
}

static enum cp_status read_test(struct loading *l, struct cp_str text, struct trigger_test *test)
{
    test->text = text;
    if (text.ptr[0] == '%' && text.len > 1) {
        struct cp_str name = cp_str_slice(text, 1, text.len);
        test->kind = cp_str_equal(name, CP_STR("name")) ? TEST_NAME : TEST_ENTITY;
        test->number = cp_kind_from(name);
        bool known = test->kind == TEST_NAME || test->number != CP_KIND_COUNT;
        return known ? CP_OK : bad(l, "no kind of entity is called", name);
    }
    if (cp_str_equal(text, CP_STR("#"))) {
        test->kind = TEST_NUMBER;
    } else if (text.ptr[text.len - 1] == '*') {
        test->kind = TEST_PREFIX;
        test->text = cp_str_slice(text, 0, text.len - 1);
    } else {
        test->kind = TEST_PHRASE;
    }
    return CP_OK;
}

// Lists the words with which the clause's phrases begin, whether or not they are cut at their hyphens.
static void list_phrase_starts(struct loading *l, struct trigger_clause *clause)
{
    CP_VEC(struct cp_str) starts = {0};
    size_t phrases = 0;
    for (size_t i = 0; i < clause->count; i++) {
        if (clause->tests[i].kind != TEST_PHRASE)
            continue;
        struct cp_str text = clause->tests[i].text, word = cp_str_split(&text, ' ');
        *CP_PUSH(l->run, &starts) = word;
        *CP_PUSH(l->run, &starts) = cp_str_split(&word, '-');
        phrases++;
    }
    clause->only_phrases = phrases == clause->count;
    clause->phrase_starts = phrases ? cp_relate_asked_list(l->asked, starts.items, starts.count, NULL, 0) : CP_NONE;
}

static enum cp_status read_clause(struct loading *l, struct cp_str text, struct trigger_clause *clause)
{
    struct cp_str rest = text;
    struct cp_str scope = cut(&rest, CP_STR(":"));
    if (rest.len) {
        unsigned number = find_name(scope, scope_names, SCOPE_COUNT);
        if (number == SCOPE_COUNT)
            return bad(l, "no scope is called", scope);
        clause->scope = (enum trigger_scope)number;
    } else {
        rest = text;
    }
    CP_VEC(struct trigger_test) tests = {0};
    CP_VEC(struct cp_str) words = {0};
    CP_VEC(uint32_t) sets = {0};
    while (rest.len) {
        struct cp_str piece = cut(&rest, CP_STR("|"));
        if (!piece.len)
            return bad(l, "an alternative is empty in", text);
        enum cp_status status = CP_OK;
        if (is_set(piece))
            status = read_set(l, piece, CP_PUSH(l->run, &sets));
        else if (is_single(piece))
            *CP_PUSH(l->run, &words) = piece;
        else
            status = read_test(l, piece, CP_PUSH(l->run, &tests));
        if (status != CP_OK)
            return status;
    }
    clause->list = cp_relate_asked_list(l->asked, words.items, words.count, sets.items, sets.count);
    clause->tests = tests.items;
    clause->count = tests.count;
    list_phrase_starts(l, clause);
    return CP_OK;
}

static enum cp_status read_condition(struct loading *l, struct cp_str text, struct trigger_condition *condition)
{
    CP_VEC(struct trigger_clause) clauses = {0};
    while (text.len) {
        enum cp_status status = read_clause(l, cut(&text, CP_STR(" & ")), CP_PUSH(l->run, &clauses));
        if (status != CP_OK)
            return status;
    }
    condition->clauses = clauses.items;
    condition->count = clauses.count;
    return CP_OK;
}

static enum cp_status read_flags(struct loading *l, struct cp_str text, unsigned *flags)
{
    while (text.len) {
        struct cp_str name = cut(&text, CP_STR(" "));
        unsigned bit = find_name(name, flag_names, TRIGGER_BIT_COUNT);
        if (bit == TRIGGER_BIT_COUNT)
            return bad(l, "no flag is called", name);
        *flags |= 1U << bit;
    }
    return CP_OK;
}

// The letters and digits with which a word begins; names are found by those of their first word, since what a tokenizer
// makes of "U.S.-Mexico" need not be known here.
static struct cp_str first_run(struct cp_str word)
{
    size_t n = 0;
    while (n < word.len && ((unsigned char)word.ptr[n] >= 0x80 || (word.ptr[n] >= '0' && word.ptr[n] <= '9') ||
                            ((word.ptr[n] | 32) >= 'a' && (word.ptr[n] | 32) <= 'z')))
        n++;
    return n ? cp_str_slice(word, 0, n) : word;
}

// Puts a key at the end of the chain of the word by which it is found.
static void add_words(struct loading *l, uint32_t row, enum trigger_pos pos, const struct cp_str *words, size_t count)
{
    uint32_t number = (uint32_t)l->keys.count;
    *CP_PUSH(l->run, &l->keys) = (struct trigger_key){row, CP_NONE, words, count};
    struct cp_str found = words[pos == TRIGGER_NOUN ? count - 1 : 0];
    if (pos == TRIGGER_NAME)
        found = first_run(cp_str_lower(l->run, found));
    struct cp_table *index = l->table->index[pos];
    uint32_t entry = cp_table_add(index, found);
    uint64_t first = cp_table_value(index, entry);
    if (!first) {
        cp_table_set(index, entry, number + 1);
        return;
    }
    uint32_t last = (uint32_t)first - 1;
    while (l->keys.items[last].next != CP_NONE)
        last = l->keys.items[last].next;
    l->keys.items[last].next = number;
}

// "cyber-attack" may be one token or three: a key for either.
static void add_key(struct loading *l, uint32_t row, enum trigger_pos pos, struct cp_str text)
{
    CP_VEC(struct cp_str) words = {0}, parts = {0};
    while (text.len) {
        struct cp_str word = cp_str_split(&text, ' ');
        if (word.len)
            *CP_PUSH(l->run, &words) = word;
        while (word.len) {
            *CP_PUSH(l->run, &parts) = cp_str_split(&word, '-');
            if (word.len)
                *CP_PUSH(l->run, &parts) = CP_STR("-");
        }
    }
    if (!words.count)
        return;
    add_words(l, row, pos, words.items, words.count);
    if (parts.count > words.count && pos != TRIGGER_NAME)
        add_words(l, row, pos, parts.items, parts.count);
}

static enum cp_status add_set_keys(struct loading *l, uint32_t row, enum trigger_pos pos, struct cp_str name)
{
    uint32_t set;
    enum cp_status status = read_set(l, name, &set);
    if (status != CP_OK)
        return status;
    const struct cp_table *words = cp_lexicon_set_words(l->lexicon, set);
    for (uint32_t i = 0; i < cp_table_count(words); i++)
        add_key(l, row, pos, cp_table_key(words, i));
    return CP_OK;
}

static enum cp_status read_row(struct loading *l, uint32_t number, struct trigger_row *row)
{
    const struct cp_str *f = l->row->fields;
    row->id = f[COLUMN_ID];
    row->line = l->row->line;
    row->example = f[COLUMN_EXAMPLE];
    row->counterexample = f[COLUMN_COUNTER];
    row->pos = (enum trigger_pos)find_name(f[COLUMN_POS], pos_names, TRIGGER_POS_COUNT);
    if (row->pos == TRIGGER_POS_COUNT)
        return bad(l, "the part of speech is noun, verb or name, not", f[COLUMN_POS]);
    row->type = cp_measure_from(f[COLUMN_TYPE]);
    if (row->type == CP_MEASURE_COUNT)
        return bad(l, "no type of measure is called", f[COLUMN_TYPE]);
    struct cp_str words = f[COLUMN_WORDS];
    if (!words.len)
        return bad(l, "there are no words in", row->id);
    enum cp_status status = CP_OK;
    while (words.len && status == CP_OK) {
        struct cp_str word = cut(&words, CP_STR("|"));
        if (!word.len)
            return bad(l, "a word is empty in", row->id);
        if (is_set(word))
            status = add_set_keys(l, number, row->pos, word);
        else
            add_key(l, number, row->pos, word);
    }
    if (status == CP_OK)
        status = read_condition(l, f[COLUMN_NEEDS], &row->needs);
    if (status == CP_OK)
        status = read_condition(l, f[COLUMN_UNLESS], &row->unless);
    return status == CP_OK ? read_flags(l, f[COLUMN_FLAGS], &row->flags) : status;
}

static uint32_t list_found_words(struct cp_arena *run, struct asked *asked, const struct cp_table *index)
{
    uint32_t count = cp_table_count(index);
    struct cp_str *words = CP_NEW_ARRAY(run, count + 1, struct cp_str);
    for (uint32_t i = 0; i < count; i++)
        words[i] = cp_table_key(index, i);
    return cp_relate_asked_list(asked, words, count, NULL, 0);
}

static void find_sets(struct trigger_table *table, const struct cp_lexicon *lexicon)
{
    table->carrier_nouns = cp_lexicon_set(lexicon, "carrier-noun");
    table->block_heads = cp_lexicon_set(lexicon, "no-act-head");
    table->label_prepositions = cp_lexicon_set(lexicon, "label-preposition");
    table->light_verbs = cp_lexicon_set(lexicon, "light-verb");
    table->suffer_verbs = cp_lexicon_set(lexicon, "suffer-verb");
    table->aim_prepositions = cp_lexicon_set(lexicon, "aim-preposition");
    table->answer_modifiers = cp_lexicon_set(lexicon, "answer-modifier");
}

enum cp_status cp_relate_load_triggers(const struct cp_lexicon *lexicon, struct asked *asked, struct cp_arena *run,
                                       const struct trigger_table **result, struct cp_error *err)
{
    struct cp_rows rows;
    enum cp_status status = cp_lexicon_rows(lexicon, run, "measures.tsv", COLUMNS, &rows, err);
    if (status != CP_OK)
        return status;
    struct trigger_table *table = CP_NEW(run, struct trigger_table);
    struct trigger_row *read = CP_NEW_ARRAY(run, rows.count + 1, struct trigger_row);
    struct loading l = {.lexicon = lexicon, .asked = asked, .run = run, .err = err, .table = table};
    table->file = rows.file;
    for (unsigned pos = 0; pos < TRIGGER_POS_COUNT; pos++)
        table->index[pos] = cp_table_new(run);
    for (size_t i = 0; i < rows.count && status == CP_OK; i++) {
        l.row = &rows.rows[i];
        status = read_row(&l, (uint32_t)i, &read[i]);
    }
    if (status != CP_OK)
        return status;
    table->rows = read;
    table->count = rows.count;
    table->keys = l.keys.items;
    for (unsigned pos = 0; pos < TRIGGER_POS_COUNT; pos++)
        table->found[pos] = pos == TRIGGER_NAME ? CP_NONE : list_found_words(run, asked, table->index[pos]);
    find_sets(table, lexicon);
    *result = table;
    return CP_OK;
}

uint32_t cp_relate_trigger_keys(const struct trigger_table *table, enum trigger_pos pos, struct cp_str word)
{
    if (pos == TRIGGER_NAME)
        word = first_run(word);
    uint32_t entry = cp_table_find(table->index[pos], word);
    return entry == CP_NONE ? CP_NONE : (uint32_t)cp_table_value(table->index[pos], entry) - 1;
}

struct cp_str cp_relate_trigger_id(const struct trigger_table *table, uint32_t trigger)
{
    return trigger < table->count ? table->rows[trigger].id : (struct cp_str){"", 0};
}

// What only tags and mentions can tell is taken to hold.
static bool test_may_hold(const struct scene *scene, uint32_t token, const struct trigger_test *test)
{
    const struct cp_token *t = token_at(scene, token);
    if (test->kind == TEST_PREFIX)
        return cp_str_starts(t->lower, test->text);
    if (test->kind == TEST_NUMBER)
        return t->lower.ptr[0] >= '0' && t->lower.ptr[0] <= '9';
    return test->kind != TEST_PHRASE || t->lower.ptr[0] == test->text.ptr[0];
}

// Could the clause hold of any word of the sentence, whatever the tree says?
static bool clause_may_hold(const struct scene *scene, const struct cp_sentence *s, const struct trigger_clause *clause)
{
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        if (is_asked(scene, t, clause->list))
            return true;
        for (size_t i = 0; i < clause->count; i++)
            if (test_may_hold(scene, t, &clause->tests[i]))
                return true;
    }
    return false;
}

static bool row_may_fit(const struct scene *scene, const struct cp_sentence *s, const struct trigger_row *row)
{
    for (size_t i = 0; i < row->needs.count; i++)
        if (!clause_may_hold(scene, s, &row->needs.clauses[i]))
            return false;
    return true;
}

// Could a row of these keys fit somewhere in the sentence?
static bool keys_may_tell(const struct scene *scene, const struct cp_sentence *s, uint32_t key)
{
    const struct trigger_table *table = scene->engine->triggers;
    for (; key != CP_NONE; key = table->keys[key].next)
        if (row_may_fit(scene, s, &table->rows[table->keys[key].row]))
            return true;
    return false;
}

static bool word_may_tell(const struct scene *scene, const struct cp_sentence *s, enum trigger_pos pos, struct cp_str word)
{
    return keys_may_tell(scene, s, cp_relate_trigger_keys(scene->engine->triggers, pos, word));
}

bool cp_relate_may_tell(const struct scene *scene, const struct cp_sentence *s)
{
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        const struct cp_token *token = token_at(scene, t);
        for (unsigned pos = TRIGGER_NOUN; pos <= TRIGGER_VERB; pos++)
            if (is_asked(scene, t, scene->engine->triggers->found[pos]) &&
                (word_may_tell(scene, s, (enum trigger_pos)pos, token->lemma) ||
                 word_may_tell(scene, s, (enum trigger_pos)pos, token->lower)))
                return true;
        if (keys_may_tell(scene, s, scene->act_names[t]))
            return true;
    }
    return false;
}
