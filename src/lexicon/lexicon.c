// SPDX-License-Identifier: GPL-3.0-or-later
// Room: lexicon.
//
// Files, rows and word sets. Names are in names.c, their automaton in trie.c.
#include "lexicon_p.h"

#include <string.h>
#include <sys/stat.h>

enum { LARGEST_FILE = 64 * 1024 * 1024 };

static bool exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

enum cp_status cp_lexicon_content(const struct cp_lexicon *lexicon, struct cp_arena *run, const char *file,
                                  struct cp_str *content, const char **shown, struct cp_error *err)
{
    *shown = cp_str_format(run, "lexicon/%s", file).ptr;
    if (lexicon->folder) {
        const char *path = cp_str_format(run, "%s/%s", lexicon->folder, file).ptr;
        if (exists(path)) {
            *shown = path;
            return cp_file_read(run, path, LARGEST_FILE, content, err);
        }
    }
    *content = cp_lexicon_file(file);
    if (!content->ptr)
        return cp_fail_at(err, CP_EFORMAT, *shown, 0, "is not part of the lexicon");
    return CP_OK;
}

// Cuts the first field off a line. Most are a digit or two long, less than a call of memchr is worth, and have no blanks at
// their ends.
static struct cp_str cut_field(struct cp_str *line)
{
    const char *at = line->ptr, *end = at + line->len;
    while (at < end && *at != '\t')
        at++;
    const struct cp_str field = {line->ptr, (size_t)(at - line->ptr)};
    at += at < end;
    *line = (struct cp_str){at, (size_t)(end - at)};
    return field.len == 1 && field.ptr[0] > ' ' ? field : cp_str_trim(field);
}

enum cp_status cp_lexicon_each_row(const struct cp_lexicon *lexicon, struct cp_arena *run, const char *file,
                                   unsigned columns, cp_row_visit *visit, void *context, struct cp_error *err)
{
    struct cp_str content = {0};
    const char *shown;
    enum cp_status status = cp_lexicon_content(lexicon, run, file, &content, &shown, err);
    struct cp_str rest = content;
    const bool valid = status != CP_OK || cp_utf8_valid(content); // else some line is not
    for (unsigned line = 1; status == CP_OK && rest.len; line++) {
        struct cp_str text = cp_str_split(&rest, '\n');
        if (!valid && !cp_utf8_valid(text))
            return cp_fail_at(err, CP_EFORMAT, shown, line, "is not valid UTF-8: save the file as UTF-8");
        if (text.len == 0 || text.ptr[0] == '#' || cp_str_trim(text).len == 0)
            continue;
        struct cp_str fields[CP_MOST_COLUMNS];
        for (unsigned n = 0; n < columns; n++)
            fields[n] = cut_field(&text);
        if (text.len && cp_str_trim(text).len)
            return cp_fail_at(err, CP_EFORMAT, shown, line, "has more than %u columns: is there a tab too many?", columns);
        if (!fields[0].len)
            return cp_fail_at(err, CP_EFORMAT, shown, line, "has an empty first column");
        status = visit(context, shown, &(struct cp_row){line, fields}, err);
    }
    if (content.ptr == cp_lexicon_file(file).ptr)
        cp_file_give_back(content);
    return status;
}

struct row_list {
    struct cp_arena *run;
    unsigned columns;
    const char *file;
    CP_VEC(struct cp_row) rows;
};

static enum cp_status keep_row(void *context, const char *file, const struct cp_row *row, struct cp_error *err)
{
    struct row_list *list = context;
    (void)err;
    struct cp_str *fields = CP_NEW_ARRAY(list->run, list->columns, struct cp_str);
    memcpy(fields, row->fields, list->columns * sizeof *fields);
    list->file = file;
    *CP_PUSH(list->run, &list->rows) = (struct cp_row){row->line, fields};
    return CP_OK;
}

enum cp_status cp_lexicon_rows(const struct cp_lexicon *lexicon, struct cp_arena *run, const char *file,
                               unsigned columns, struct cp_rows *rows, struct cp_error *err)
{
    struct row_list list = {.run = run, .columns = columns, .file = file};
    enum cp_status status = cp_lexicon_each_row(lexicon, run, file, columns, keep_row, &list, err);
    *rows = (struct cp_rows){list.file, list.rows.items, list.rows.count};
    return status;
}

static enum cp_status load_sets(struct cp_lexicon *lexicon, const char *file, struct cp_error *err)
{
    struct cp_rows rows;
    enum cp_status status = cp_lexicon_rows(lexicon, lexicon->run, file, 2, &rows, err);
    for (size_t i = 0; status == CP_OK && i < rows.count; i++) {
        uint32_t set = cp_table_add(lexicon->set_names, rows.rows[i].fields[0]);
        if (set != lexicon->sets.count)
            return cp_fail_at(err, CP_EFORMAT, rows.file, rows.rows[i].line, "the set \"" CP_FMT "\" stands here twice",
                              CP_ARG(rows.rows[i].fields[0]));
        struct cp_table *words = cp_table_new(lexicon->run);
        *CP_PUSH(lexicon->run, &lexicon->sets) = words; // NOLINT(bugprone-sizeof-expression): pointers are kept
        struct cp_str list = rows.rows[i].fields[1], word;
        while (cp_str_item(&list, &word))
            cp_table_add(words, word);
    }
    return status;
}

// heads.tsv: word, class, note.
static enum cp_status load_heads(struct cp_lexicon *lexicon, struct cp_error *err)
{
    struct cp_rows rows;
    enum cp_status status = cp_lexicon_rows(lexicon, lexicon->run, "names/heads.tsv", 3, &rows, err);
    lexicon->head_words = cp_table_new(lexicon->run);
    for (size_t i = 0; status == CP_OK && i < rows.count; i++) {
        const struct cp_str *fields = rows.rows[i].fields;
        bool suffix = cp_str_equal(fields[1], CP_STR("company-suffix"));
        enum cp_kind kind = suffix ? CP_KIND_COMPANY : cp_kind_from(fields[1]);
        if (kind == CP_KIND_COUNT)
            return cp_fail_at(err, CP_EFORMAT, rows.file, rows.rows[i].line,
                              "\"" CP_FMT "\" is no class: use agency, company, organization, person or company-suffix",
                              CP_ARG(fields[1]));
        struct cp_str word = cp_str_lower(lexicon->run, fields[0]);
        if (cp_table_add(lexicon->head_words, word) == lexicon->heads.count)
            *CP_PUSH(lexicon->run, &lexicon->heads) = (struct cp_head){
                kind, suffix, cp_str_find(fields[2], CP_STR("weak"), 0) != SIZE_MAX};
    }
    return status;
}

enum { LONGEST_BEGINNING = 32 };

// The letters (ASCII) with which a title or a text begins, in lower case.
static struct cp_str letters_of(struct cp_str text, char lower[LONGEST_BEGINNING])
{
    size_t n = 0;
    while (n < text.len && n < LONGEST_BEGINNING && (text.ptr[n] | 32) >= 'a' && (text.ptr[n] | 32) <= 'z') {
        lower[n] = (char)(text.ptr[n] | 32);
        n++;
    }
    return (struct cp_str){lower, n};
}

// posts.tsv: title, what it heads, body, flags.
static enum cp_status load_posts(struct cp_lexicon *lexicon, struct cp_error *err)
{
    struct cp_rows rows;
    enum cp_status status = cp_lexicon_rows(lexicon, lexicon->run, "names/posts.tsv", 4, &rows, err);
    lexicon->post_titles = cp_table_new(lexicon->run);
    lexicon->post_ends = cp_table_new(lexicon->run);
    lexicon->post_beginnings = cp_table_new(lexicon->run);
    for (size_t i = 0; status == CP_OK && i < rows.count; i++) {
        const struct cp_str *fields = rows.rows[i].fields;
        char letters[LONGEST_BEGINNING];
        size_t end = fields[0].len;
        cp_table_add(lexicon->post_beginnings, letters_of(fields[0], letters));
        while (end && fields[0].ptr[end - 1] != ' ' && fields[0].ptr[end - 1] != '-')
            end--;
        cp_table_add(lexicon->post_ends, cp_str_slice(fields[0], end, fields[0].len));
        if (cp_table_add(lexicon->post_titles, fields[0]) == lexicon->posts.count)
            *CP_PUSH(lexicon->run, &lexicon->posts) = (struct cp_post){fields[0], fields[1], fields[2], fields[3]};
    }
    return status;
}

enum cp_status cp_lexicon_load(struct cp_arena *run, const char *folder, const struct cp_lexicon **result,
                               struct cp_error *err)
{
    struct cp_lexicon *lexicon = CP_NEW(run, struct cp_lexicon);
    lexicon->run = run;
    lexicon->folder = folder;
    lexicon->set_names = cp_table_new(run);
    enum cp_status status = folder ? cp_lexicon_check_folder(run, folder, &lexicon->other_rules, err) : CP_OK;
    if (status == CP_OK)
        status = load_sets(lexicon, "sets.tsv", err);
    if (status == CP_OK)
        status = load_heads(lexicon, err);
    if (status == CP_OK)
        status = load_posts(lexicon, err);
    if (status == CP_OK)
        status = cp_lexicon_load_names(lexicon, err);
    if (status == CP_OK)
        *result = lexicon;
    return status;
}

bool cp_lexicon_has_other_rules(const struct cp_lexicon *lexicon)
{
    return lexicon->other_rules;
}

uint32_t cp_lexicon_set(const struct cp_lexicon *lexicon, const char *name)
{
    return cp_table_find(lexicon->set_names, cp_str_from(name));
}

const struct cp_table *cp_lexicon_set_words(const struct cp_lexicon *lexicon, uint32_t set)
{
    return set < lexicon->sets.count ? lexicon->sets.items[set] : NULL;
}

struct cp_str cp_lexicon_set_name(const struct cp_lexicon *lexicon, uint32_t set)
{
    return cp_table_key(lexicon->set_names, set);
}

bool cp_lexicon_in(const struct cp_lexicon *lexicon, uint32_t set, struct cp_str lower)
{
    return set != CP_NONE && cp_table_find(lexicon->sets.items[set], lower) != CP_NONE;
}

bool cp_lexicon_ends_post(const struct cp_lexicon *lexicon, struct cp_str lower)
{
    return cp_table_find(lexicon->post_ends, lower) != CP_NONE;
}

size_t cp_lexicon_match(const struct cp_lexicon *lexicon, struct cp_arena *doc, struct cp_str text,
                        struct cp_name_hit **hits)
{
    return cp_trie_match(lexicon->trie, doc, text, hits);
}

const struct cp_name_hit *cp_lexicon_whole(const struct cp_lexicon *lexicon, struct cp_arena *arena, struct cp_str text)
{
    struct cp_name_hit *hits;
    size_t count = text.len ? cp_lexicon_match(lexicon, arena, text, &hits) : 0;
    return count && hits[0].begin == 0 && hits[0].end == text.len ? &hits[0] : NULL;
}

const struct cp_name *cp_lexicon_sense_of(const struct cp_name_hit *hit, enum cp_kind kind)
{
    for (size_t i = 0; hit && i < hit->count; i++)
        if (hit->senses[i].name->kind == kind)
            return hit->senses[i].name;
    return NULL;
}

const struct cp_name *cp_lexicon_whole_of(const struct cp_lexicon *lexicon, struct cp_arena *arena, struct cp_str text, enum cp_kind kind)
{
    return cp_lexicon_sense_of(cp_lexicon_whole(lexicon, arena, text), kind);
}

const struct cp_head *cp_lexicon_head(const struct cp_lexicon *lexicon, struct cp_str lower)
{
    uint32_t number = cp_table_find(lexicon->head_words, lower);
    return number == CP_NONE ? NULL : &lexicon->heads.items[number];
}

const struct cp_post *cp_lexicon_post(const struct cp_lexicon *lexicon, struct cp_str lower)
{
    uint32_t number = cp_table_find(lexicon->post_titles, lower);
    return number == CP_NONE ? NULL : &lexicon->posts.items[number];
}

enum { LONGEST_RUNE = 4 };

// Lower case, with one blank for white space, as much of it as fits: all, if there is room for a rune more.
static struct cp_str plain_words(struct cp_str text, char *room, size_t size)
{
    size_t len = 0;
    for (size_t at = 0; at < text.len && len + LONGEST_RUNE <= size;) {
        const unsigned char c = (unsigned char)text.ptr[at];
        if (c >= 0x80) {
            len += cp_utf8_put(cp_rune_lower(cp_utf8_next(text, &at)), room + len);
            continue;
        }
        at++;
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            if (len && room[len - 1] != ' ')
                room[len++] = ' ';
        } else {
            room[len++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        }
    }
    return (struct cp_str){room, len};
}

const struct cp_post *cp_lexicon_post_written(const struct cp_lexicon *lexicon, struct cp_str text)
{
    enum { MOST_BYTES = 512 };
    char room[MOST_BYTES];
    if (cp_table_find(lexicon->post_beginnings, letters_of(text, room)) == CP_NONE)
        return NULL;
    const struct cp_str words = plain_words(text, room, sizeof room);
    return words.len + LONGEST_RUNE <= sizeof room ? cp_lexicon_post(lexicon, words) : NULL; // no title is as long
}
