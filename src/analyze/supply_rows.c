// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// From CSV to numbered items, suppliers and needs. Names are the same if they differ in case or white space only.
#include "supply_p.h"

#include "chokepoint/csv.h"

#include <math.h>
#include <stdlib.h>

static uint32_t item_number(struct cp_arena *run, struct cp_supply_rows *rows, struct cp_str name)
{
    name = cp_str_collapse(run, name);
    uint32_t number = cp_table_add(rows->items, cp_str_lower(run, name));
    if (number == rows->names.count)
        *CP_PUSH(run, &rows->names) = name;
    else if (cp_str_compare(name, rows->names.items[number]) < 0)
        rows->names.items[number] = name; // whatever the order of the rows, the same one is shown
    return number;
}

// ---------------------------------------------------------------- shares

static bool is_unknown(struct cp_str text)
{
    static const char *const words[] = {"", "-", "?", "n/a", "na", "unknown"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (cp_str_equal_fold(text, cp_str_from(words[i])))
            return true;
    return false;
}

static bool is_nothing(struct cp_str text)
{
    return cp_str_equal_fold(text, CP_STR("negligible")) || cp_str_equal_fold(text, CP_STR("minor"));
}

// "94.4", "94.4 %", and "94,4" as some languages write it. NaN if it is no number.
static double per_cent(struct cp_arena *run, struct cp_str text)
{
    if (cp_str_ends(text, CP_STR("%")))
        text = cp_str_trim(cp_str_slice(text, 0, text.len - 1));
    struct cp_str copy = cp_str_copy(run, text);
    char *digits = (char *)copy.ptr, *end;
    for (size_t i = 0; i < copy.len; i++) {
        if (digits[i] == ',')
            digits[i] = '.';
        else if ((digits[i] < '0' || digits[i] > '9') && digits[i] != '.')
            return NAN;
    }
    double share = strtod(digits, &end);
    return copy.len && end == digits + copy.len ? share : NAN;
}

static enum cp_status read_share(struct cp_arena *run, struct cp_str text, const char *file, unsigned line,
                                 double *share, struct cp_error *err)
{
    text = cp_str_trim(text);
    *share = is_nothing(text) ? 0 : NAN;
    if (is_unknown(text) || is_nothing(text))
        return CP_OK;
    double number = per_cent(run, text);
    if (!(number >= 0 && number <= 100))
        return cp_fail_at(
            err, CP_EFORMAT, file, line,
            "\"" CP_FMT
            "\" is no share; a share is a number of per cent from 0 to 100, or nothing where it is not known",
            CP_ARG(text));
    *share = number / 100;
    return CP_OK;
}

// ---------------------------------------------------------------- who supplies what

struct supply_columns {
    size_t provider, item, share, country;
};

static enum cp_status find_supply_columns(const struct cp_csv *table, const char *file, struct supply_columns *columns,
                                          struct cp_error *err)
{
    enum cp_status status = cp_csv_column(table, "provider|provider_name|supplier", file, &columns->provider, err);
    if (status == CP_OK)
        status = cp_csv_column(table, "item|provided_name|input_name|input", file, &columns->item, err);
    if (status == CP_OK)
        status = cp_csv_column(table, "share|share_provided|share_pct", file, &columns->share, err);
    columns->country = cp_csv_find(table, "country|provider_country");
    return status;
}

static enum cp_status add_supplier(struct cp_arena *run, struct cp_supply_rows *rows, const struct cp_csv_row *row,
                                   const struct supply_columns *columns, const char *file, struct cp_error *err)
{
    struct cp_supplier s = {.line = row->line, .row = row->text};
    s.provider = cp_str_collapse(run, row->fields[columns->provider]);
    if (!s.provider.len || !cp_str_trim(row->fields[columns->item]).len)
        return cp_fail_at(err, CP_EFORMAT, file, row->line, "the name of the %s is missing",
                          s.provider.len ? "item" : "provider");
    s.item = item_number(run, rows, row->fields[columns->item]);
    if (columns->country != SIZE_MAX)
        s.country = cp_str_collapse(run, row->fields[columns->country]);
    enum cp_status status = read_share(run, row->fields[columns->share], file, row->line, &s.share, err);
    *CP_PUSH(run, &rows->suppliers) = s;
    return status;
}

static enum cp_status check_twice(struct cp_arena *run, const struct cp_supply_rows *rows, const char *file,
                                  struct cp_error *err)
{
    struct cp_table *seen = cp_table_new(run);
    for (size_t i = 0; i < rows->suppliers.count; i++) {
        const struct cp_supplier *s = &rows->suppliers.items[i];
        struct cp_str key = cp_str_format(run, "%u\t" CP_FMT, s->item, CP_ARG(cp_str_lower(run, s->provider)));
        uint32_t number = cp_table_add(seen, key);
        if (number != i)
            return cp_fail_at(err, CP_EFORMAT, file, s->line,
                              CP_FMT " supplies " CP_FMT " on line %u already; put its shares into one row",
                              CP_ARG(s->provider), CP_ARG(rows->names.items[s->item]),
                              rows->suppliers.items[number].line);
    }
    return CP_OK;
}

static enum cp_status read_supply(struct cp_arena *run, const struct cp_supply_source *source,
                                  struct cp_supply_rows *rows, struct cp_error *err)
{
    struct cp_csv table;
    struct supply_columns columns;
    enum cp_status status = cp_csv_parse(run, source->supply, source->supply_file, &table, err);
    if (status == CP_OK)
        status = find_supply_columns(&table, source->supply_file, &columns, err);
    for (size_t i = 0; i < table.row_count && status == CP_OK; i++)
        status = add_supplier(run, rows, &table.rows[i], &columns, source->supply_file, err);
    if (status == CP_OK && !table.row_count)
        status = cp_fail_at(err, CP_EFORMAT, source->supply_file, 0, "the table has a header and no rows");
    return status == CP_OK ? check_twice(run, rows, source->supply_file, err) : status;
}

// ---------------------------------------------------------------- what is needed for what

// Of a row: the item that is needed, and the one that it is needed for; the third column takes the second's place where
// that is empty.
struct need_columns {
    size_t input, needed_for, type_of;
};

static enum cp_status find_need_columns(const struct cp_csv *table, const char *file, struct need_columns *columns,
                                        struct cp_error *err)
{
    columns->type_of = cp_csv_find(table, "is_type_of|is_type_of_name");
    if (cp_csv_find(table, "requires") != SIZE_MAX) {
        columns->input = cp_csv_find(table, "requires");
        return cp_csv_column(table, "item|product", file, &columns->needed_for, err);
    }
    enum cp_status status = cp_csv_column(table, "input|input_name|item", file, &columns->input, err);
    if (status == CP_OK)
        status = cp_csv_column(table, "needed_for|goes_into_name|goes_into", file, &columns->needed_for, err);
    return status;
}

static enum cp_status read_needs(struct cp_arena *run, const struct cp_supply_source *source,
                                 struct cp_supply_rows *rows, struct cp_error *err)
{
    struct cp_csv table;
    struct need_columns columns;
    enum cp_status status = cp_csv_parse(run, source->needs, source->needs_file, &table, err);
    if (status == CP_OK)
        status = find_need_columns(&table, source->needs_file, &columns, err);
    for (size_t i = 0; i < table.row_count && status == CP_OK; i++) {
        const struct cp_csv_row *row = &table.rows[i];
        struct cp_str input = cp_str_trim(row->fields[columns.input]),
                      goal = cp_str_trim(row->fields[columns.needed_for]);
        if (!goal.len && columns.type_of != SIZE_MAX)
            goal = cp_str_trim(row->fields[columns.type_of]);
        if (!input.len || !goal.len)
            return cp_fail_at(err, CP_EFORMAT, source->needs_file, row->line, "the name of an item is missing");
        struct cp_need need = {item_number(run, rows, input), item_number(run, rows, goal)};
        if (need.input == need.needed_for)
            return cp_fail_at(err, CP_EFORMAT, source->needs_file, row->line, CP_FMT " is said to need itself",
                              CP_ARG(input));
        *CP_PUSH(run, &rows->needs) = need;
    }
    return status;
}

enum cp_status cp_supply_rows(struct cp_arena *run, const struct cp_supply_source *source, struct cp_supply_rows *rows,
                              struct cp_error *err)
{
    *rows = (struct cp_supply_rows){.items = cp_table_new(run)};
    enum cp_status status = read_supply(run, source, rows, err);
    return status == CP_OK && source->needs.len ? read_needs(run, source, rows, err) : status;
}
