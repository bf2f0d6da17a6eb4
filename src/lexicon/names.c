// SPDX-License-Identifier: GPL-3.0-or-later
// Room: lexicon.
//
// The files of names/: which column means what, and how their cells become senses.
#include "lexicon_p.h"

#include <string.h>

// What a column of a name file holds.
enum column { SKIP, ID, LABEL, COUNTRY, STRONG, WEAK, ADJECTIVE, PEOPLE, SEAT, PLACE, DESCRIBED, PARENT, NOTE };

enum { MOST_COLUMNS = 8 };

struct name_file {
    const char *file;
    enum cp_kind kind;
    unsigned count;
    enum column columns[MOST_COLUMNS];
};

static const struct name_file files[] = {
    {"names/countries.tsv", CP_KIND_COUNTRY, 8, {ID, LABEL, STRONG, WEAK, ADJECTIVE, PEOPLE, SEAT, PLACE}},
    {"names/agencies.tsv", CP_KIND_AGENCY, 7, {ID, LABEL, COUNTRY, STRONG, WEAK, DESCRIBED, PARENT}},
    {"names/companies.tsv", CP_KIND_COMPANY, 7, {ID, LABEL, COUNTRY, STRONG, WEAK, DESCRIBED, PARENT}},
    {"names/organizations.tsv", CP_KIND_ORGANIZATION, 7, {ID, LABEL, COUNTRY, STRONG, WEAK, DESCRIBED, NOTE}},
    {"names/leaders.tsv", CP_KIND_PERSON, 7, {ID, LABEL, COUNTRY, STRONG, WEAK, DESCRIBED, NOTE}},
    {"names/goods.tsv", CP_KIND_TECHNOLOGY, 5, {ID, LABEL, STRONG, WEAK, NOTE}},
};

static const enum cp_sense_form forms[] = {
    [STRONG] = CP_SENSE_STRONG, [WEAK] = CP_SENSE_WEAK, [ADJECTIVE] = CP_SENSE_ADJECTIVE,
    [PEOPLE] = CP_SENSE_PEOPLE, [SEAT] = CP_SENSE_SEAT, [PLACE] = CP_SENSE_PLACE,
};

static bool ends_in(struct cp_str s, const char *end)
{
    return cp_str_ends(s, cp_str_from(end));
}

static struct cp_str joined(struct cp_arena *run, struct cp_str begin, struct cp_str end)
{
    return cp_str_chain(run, (const struct cp_str[]){begin, end}, 2);
}

// The regular plural of a noun phrase's last word; for goods only, whose forms the files give in the singular.
static struct cp_str plural(struct cp_arena *run, struct cp_str word)
{
    if (ends_in(word, "s") || word.len < 2)
        return ends_in(word, "ss") ? joined(run, word, CP_STR("es")) : word;
    bool vowel_before_y = ends_in(word, "ay") || ends_in(word, "ey") || ends_in(word, "oy");
    if (ends_in(word, "y") && !vowel_before_y)
        return joined(run, cp_str_slice(word, 0, word.len - 1), CP_STR("ies"));
    if (ends_in(word, "x") || ends_in(word, "ch") || ends_in(word, "sh") || ends_in(word, "z"))
        return joined(run, word, CP_STR("es"));
    return joined(run, word, CP_STR("s"));
}

// "Cable & Wireless" is written "Cable and Wireless", too.
static struct cp_str with_and(struct cp_arena *run, struct cp_str item)
{
    size_t at = cp_str_find(item, CP_STR(" & "), 0);
    struct cp_str none = {"", 0};
    return at == SIZE_MAX ? none
                          : cp_str_format(run, CP_FMT " and " CP_FMT, (int)at, item.ptr, CP_ARG(cp_str_slice(item, at + 3, item.len)));
}

static void add_cell(struct cp_lexicon *lexicon, const struct cp_name *name, enum cp_sense_form form, struct cp_str list)
{
    struct cp_str item;
    while (cp_str_item(&list, &item)) {
        cp_trie_add(lexicon->trie, (struct cp_sense){name, form, item});
        struct cp_str spelled = with_and(lexicon->run, item);
        if (spelled.len)
            cp_trie_add(lexicon->trie, (struct cp_sense){name, form, spelled});
        if (name->kind != CP_KIND_TECHNOLOGY)
            continue;
        struct cp_str many = plural(lexicon->run, item);
        cp_trie_add(lexicon->trie, (struct cp_sense){name, form, many});
    }
}

static struct cp_name read_name(struct cp_arena *run, const struct name_file *file, const struct cp_str *fields)
{
    struct cp_name name = {.kind = file->kind};
    for (unsigned i = 0; i < file->count; i++) {
        switch (file->columns[i]) {
        case ID:
            name.id = fields[i];
            break;
        case LABEL:
            name.label = fields[i];
            break;
        case COUNTRY:
            name.country = fields[i];
            break;
        case DESCRIBED:
            name.described = fields[i];
            break;
        case PARENT:
            name.parent = fields[i];
            break;
        case NOTE:
            name.note = fields[i];
            break;
        default:
            break;
        }
    }
    if (file->kind == CP_KIND_COUNTRY) { // the file gives the bare code
        name.country = name.id;
        name.id = cp_str_format(run, "cty:" CP_FMT, CP_ARG(name.id));
    }
    return name;
}

static enum cp_status read_file(struct cp_lexicon *lexicon, const struct name_file *file, struct cp_rows *rows,
                                struct cp_error *err)
{
    enum cp_status status = cp_lexicon_rows(lexicon, lexicon->run, file->file, file->count, rows, err);
    for (size_t i = 0; status == CP_OK && i < rows->count; i++) {
        struct cp_name name = read_name(lexicon->run, file, rows->rows[i].fields);
        uint32_t number = cp_table_add(lexicon->ids, name.id);
        if (number != lexicon->names.count)
            return cp_fail_at(err, CP_EFORMAT, rows->file, rows->rows[i].line, "the id \"" CP_FMT "\" stands here twice",
                              CP_ARG(name.id));
        if (!name.label.len)
            return cp_fail_at(err, CP_EFORMAT, rows->file, rows->rows[i].line, "has no label");
        if (file->kind == CP_KIND_COUNTRY)
            cp_table_set(lexicon->countries, cp_table_add(lexicon->countries, name.country), number);
        *CP_PUSH(lexicon->run, &lexicon->names) = name;
    }
    return status;
}

static bool in_list(struct cp_str list, struct cp_str wanted)
{
    struct cp_str item;
    while (cp_str_item(&list, &item))
        if (cp_str_equal(item, wanted))
            return true;
    return false;
}

// Senses point to names, so the names must have come to rest first.
static void add_senses(struct cp_lexicon *lexicon, const struct name_file *file, const struct cp_rows *rows, size_t first)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct cp_name *name = &lexicon->names.items[first + i];
        struct cp_str weak = {"", 0};
        for (unsigned c = 0; c < file->count; c++) {
            if (file->columns[c] >= STRONG && file->columns[c] <= PLACE)
                add_cell(lexicon, name, forms[file->columns[c]], rows->rows[i].fields[c]);
            if (file->columns[c] == WEAK)
                weak = rows->rows[i].fields[c];
        }
        if (!in_list(weak, name->label))
            add_cell(lexicon, name, CP_SENSE_STRONG, name->label);
    }
}

enum cp_status cp_lexicon_load_names(struct cp_lexicon *lexicon, struct cp_error *err)
{
    enum { FILES = sizeof files / sizeof files[0] };
    struct cp_rows rows[FILES];
    size_t first[FILES];
    lexicon->ids = cp_table_new(lexicon->run);
    lexicon->countries = cp_table_new(lexicon->run);
    lexicon->trie = cp_trie_new(lexicon->run);
    for (size_t i = 0; i < FILES; i++) {
        first[i] = lexicon->names.count;
        enum cp_status status = read_file(lexicon, &files[i], &rows[i], err);
        if (status != CP_OK)
            return status;
    }
    for (size_t i = 0; i < FILES; i++)
        add_senses(lexicon, &files[i], &rows[i], first[i]);
    return CP_OK;
}

// ---------------------------------------------------------------- names that two rows claim

// Which line claims which name of a file.
struct claims {
    struct cp_rows rows;
    struct cp_table *names; // name → line
};

static enum cp_status claim(const struct claims *claims, struct cp_str name, unsigned line, struct cp_error *err)
{
    uint32_t number = cp_table_find(claims->names, name);
    if (number == CP_NONE) {
        cp_table_set(claims->names, cp_table_add(claims->names, name), line);
        return CP_OK;
    }
    unsigned first = (unsigned)cp_table_value(claims->names, number);
    if (first == line)
        return CP_OK; // twice in one row does no harm
    return cp_fail_at(err, CP_EFORMAT, claims->rows.file, line,
                      "\"" CP_FMT "\" is also a name of the row in line %u: leave it in one of them, or make it a weak name of both",
                      CP_ARG(name), first);
}

static enum cp_status claim_list(const struct claims *claims, struct cp_str list, unsigned line, struct cp_error *err)
{
    struct cp_str item;
    enum cp_status status = CP_OK;
    while (status == CP_OK && cp_str_item(&list, &item))
        status = claim(claims, item, line, err);
    return status;
}

static enum cp_status claim_names(const struct claims *claims, const struct name_file *file, struct cp_error *err)
{
    enum cp_status status = CP_OK;
    for (size_t i = 0; status == CP_OK && i < claims->rows.count; i++)
        for (unsigned c = 0; status == CP_OK && c < file->count; c++)
            if (file->columns[c] == STRONG || file->columns[c] == LABEL)
                status = claim_list(claims, claims->rows.rows[i].fields[c], claims->rows.rows[i].line, err);
    return status;
}

// Files of words, each of which stands alone in the first column.
static enum cp_status claim_words(const struct claims *claims, struct cp_arena *run, struct cp_error *err)
{
    enum cp_status status = CP_OK;
    for (size_t i = 0; status == CP_OK && i < claims->rows.count; i++)
        status = claim(claims, cp_str_lower(run, claims->rows.rows[i].fields[0]), claims->rows.rows[i].line, err);
    return status;
}

enum cp_status cp_lexicon_check_names(const struct cp_lexicon *lexicon, struct cp_arena *run, struct cp_error *err)
{
    static const struct {
        const char *file;
        unsigned columns;
    } words[] = {{"names/heads.tsv", 3}, {"names/posts.tsv", 4}};
    enum cp_status status = CP_OK;
    for (size_t i = 0; status == CP_OK && i < sizeof files / sizeof *files; i++) {
        struct claims claims = {.names = cp_table_new(run)};
        status = cp_lexicon_rows(lexicon, run, files[i].file, files[i].count, &claims.rows, err);
        if (status == CP_OK)
            status = claim_names(&claims, &files[i], err);
    }
    for (size_t i = 0; status == CP_OK && i < sizeof words / sizeof *words; i++) {
        struct claims claims = {.names = cp_table_new(run)};
        status = cp_lexicon_rows(lexicon, run, words[i].file, words[i].columns, &claims.rows, err);
        if (status == CP_OK)
            status = claim_words(&claims, run, err);
    }
    return status;
}

const struct cp_name *cp_lexicon_name(const struct cp_lexicon *lexicon, struct cp_str id)
{
    uint32_t number = cp_table_find(lexicon->ids, id);
    return number == CP_NONE ? NULL : &lexicon->names.items[number];
}

const struct cp_name *cp_lexicon_country(const struct cp_lexicon *lexicon, struct cp_str iso)
{
    uint32_t code = cp_table_find(lexicon->countries, iso);
    return code == CP_NONE ? NULL : &lexicon->names.items[cp_table_value(lexicon->countries, code)];
}

size_t cp_lexicon_names(const struct cp_lexicon *lexicon, const struct cp_name **names)
{
    *names = lexicon->names.items;
    return lexicon->names.count;
}
