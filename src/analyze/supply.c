// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// The index of chokepoints over the tables of a supply chain; its formula stands in chokepoint/supply.h. Everything is
// sorted by name before anything is summed, so that the order of the rows shows nowhere.
#include "supply_p.h"

#include <math.h>
#include <stdlib.h>

#define MOST_WITHOUT_SCALING (1 + 5e-3) // shares are rounded where they are published

// ---------------------------------------------------------------- items by name

struct named {
    struct cp_str name;
    uint32_t number;
};

static int by_name(const void *x, const void *y)
{
    const struct named *a = x, *b = y;
    return cp_str_compare(a->name, b->name);
}

static struct cp_supply_item *sort_items(struct cp_arena *run, struct cp_supply_rows *rows)
{
    size_t n = rows->names.count;
    struct named *sorted = CP_NEW_ARRAY(run, n + 1, struct named);
    uint32_t *moved = CP_NEW_ARRAY(run, n + 1, uint32_t);
    struct cp_supply_item *items = CP_NEW_ARRAY(run, n + 1, struct cp_supply_item);
    for (uint32_t i = 0; i < n; i++)
        sorted[i] = (struct named){rows->names.items[i], i};
    qsort(sorted, n, sizeof *sorted, by_name);
    for (uint32_t i = 0; i < n; i++) {
        items[i].name = sorted[i].name;
        moved[sorted[i].number] = i;
    }
    for (size_t i = 0; i < rows->suppliers.count; i++)
        rows->suppliers.items[i].item = moved[rows->suppliers.items[i].item];
    for (size_t i = 0; i < rows->needs.count; i++) {
        struct cp_need *need = &rows->needs.items[i];
        *need = (struct cp_need){moved[need->input], moved[need->needed_for]};
    }
    return items;
}

static int by_item_and_provider(const void *x, const void *y)
{
    const struct cp_supplier *a = x, *b = y;
    if (a->item != b->item)
        return a->item < b->item ? -1 : 1;
    return cp_str_compare(a->provider, b->provider);
}

// ---------------------------------------------------------------- which rows count

static bool tells_of_country(const struct cp_supplier *s)
{
    return s->country.len && cp_str_equal_fold(s->provider, s->country);
}

// Suppliers of one country become the country; its share is known if one of theirs is.
static size_t roll_up(struct cp_supplier *rows, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct cp_supplier row = rows[i];
        size_t at = 0;
        if (row.country.len)
            row.provider = row.country;
        while (at < kept && !cp_str_equal_fold(rows[at].provider, row.provider))
            at++;
        if (at == kept)
            rows[kept++] = row;
        else if (isnan(rows[at].share))
            rows[at].share = row.share;
        else if (!isnan(row.share))
            rows[at].share += row.share;
    }
    return kept;
}

// Of the rows of one item, those of suppliers or those of countries; returns how many are left.
static size_t choose_rows(struct cp_supplier *rows, size_t count, bool by_country)
{
    bool known[2] = {false, false}, there[2] = {false, false};
    for (size_t i = 0; i < count; i++) {
        known[tells_of_country(&rows[i])] |= !isnan(rows[i].share);
        there[tells_of_country(&rows[i])] = true;
    }
    bool countries = by_country ? known[1] || !there[0] : !there[0] || (!known[0] && known[1]);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (tells_of_country(&rows[i]) == countries)
            rows[kept++] = rows[i];
    return by_country && !countries ? roll_up(rows, kept) : kept;
}

// ---------------------------------------------------------------- shares and concentration

// Whoever has no share gets an even part of what is left.
static bool complete_shares(struct cp_supplier *rows, size_t count)
{
    double sum = 0;
    size_t unknown = 0;
    for (size_t i = 0; i < count; i++) {
        unknown += isnan(rows[i].share);
        sum += isnan(rows[i].share) ? 0 : rows[i].share;
    }
    bool scale = sum > 1;
    for (size_t i = 0; i < count; i++) {
        rows[i].assumed = isnan(rows[i].share);
        if (rows[i].assumed)
            rows[i].share = scale ? 0 : (1 - sum) / (double)unknown;
        else if (scale)
            rows[i].share /= sum;
    }
    return sum > MOST_WITHOUT_SCALING;
}

static size_t weigh_item(struct cp_supplier *rows, size_t count, bool by_country, struct cp_supply_item *item,
                         size_t *scaled)
{
    count = choose_rows(rows, count, by_country);
    *scaled += complete_shares(rows, count);
    item->suppliers = count;
    for (size_t i = 0; i < count; i++)
        item->concentration += rows[i].share * rows[i].share;
    return count;
}

// ---------------------------------------------------------------- what needs what

struct needs {
    const uint32_t *first, *goal; // of item i: goal[first[i]] … goal[first[i + 1] - 1]
    size_t items;
};

static int by_input(const void *x, const void *y)
{
    const struct cp_need *a = x, *b = y;
    if (a->input != b->input)
        return a->input < b->input ? -1 : 1;
    return a->needed_for < b->needed_for ? -1 : a->needed_for > b->needed_for;
}

static struct needs index_needs(struct cp_arena *run, struct cp_need *needs, size_t *count, size_t items)
{
    if (*count)
        qsort(needs, *count, sizeof *needs, by_input);
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++)
        if (!i || by_input(&needs[i], &needs[i - 1]) != 0)
            needs[kept++] = needs[i];
    uint32_t *first = CP_NEW_ARRAY(run, items + 2, uint32_t), *goal = CP_NEW_ARRAY(run, kept + 1, uint32_t);
    for (size_t i = 0; i < kept; i++) {
        first[needs[i].input + 1]++;
        goal[i] = needs[i].needed_for;
    }
    for (size_t i = 0; i < items; i++)
        first[i + 1] += first[i];
    *count = kept;
    return (struct needs){first, goal, items};
}

// Marks what needs `item` and is not marked yet, the item itself first; returns how many were marked. `queue` has room
// for all.
static size_t spread(const struct needs *needs, uint32_t item, bool *marked, uint32_t *queue)
{
    size_t count = 0;
    if (!marked[item]) {
        marked[item] = true;
        queue[count++] = item;
    }
    for (size_t at = 0; at < count; at++)
        for (uint32_t i = needs->first[queue[at]]; i < needs->first[queue[at] + 1]; i++)
            if (!marked[needs->goal[i]]) {
                marked[needs->goal[i]] = true;
                queue[count++] = needs->goal[i];
            }
    return count;
}

static void measure_reach(struct cp_arena *run, const struct needs *needs, struct cp_supply_item *items)
{
    bool *marked = CP_NEW_ARRAY(run, needs->items + 1, bool);
    uint32_t *queue = CP_NEW_ARRAY(run, needs->items + 1, uint32_t);
    for (uint32_t i = 0; i < needs->items; i++) {
        size_t count = spread(needs, i, marked, queue);
        items[i].downstream = count - 1;
        items[i].reach = (double)count / (double)needs->items;
        for (size_t q = 0; q < count; q++)
            marked[queue[q]] = false;
    }
}

// ---------------------------------------------------------------- providers

static int compare_values(double a, double b) // what differs by rounding alone is the same
{
    double scale = fabs(a) > fabs(b) ? fabs(a) : fabs(b);
    return fabs(a - b) <= 1e-12 * scale ? 0 : a > b ? -1 : 1;
}

static int by_provider_and_share(const void *x, const void *y)
{
    const struct cp_supplier *a = x, *b = y;
    int order = cp_str_compare(a->provider, b->provider);
    if (!order)
        order = compare_values(a->share, b->share);
    return order ? order : a->item < b->item ? -1 : a->item > b->item;
}

static int by_index(const void *x, const void *y)
{
    const struct cp_supplier *a = x, *b = y;
    int order = compare_values(a->index, b->index);
    if (!order)
        order = compare_values(a->share, b->share);
    if (!order)
        order = cp_str_compare(a->provider, b->provider);
    return order ? order : a->item < b->item ? -1 : a->item > b->item;
}

static int by_provider_index(const void *x, const void *y)
{
    const struct cp_supply_provider *a = x, *b = y;
    int order = compare_values(a->index, b->index);
    if (!order)
        order = compare_values(a->lost, b->lost);
    return order ? order : cp_str_compare(a->name, b->name);
}

// Its rows come with the largest share first: what an item has lost already cannot become less.
static struct cp_supply_provider weigh_provider(const struct cp_supplier *rows, size_t count, const struct needs *needs,
                                                bool *marked, uint32_t *queue)
{
    struct cp_supply_provider p = {.name = rows[0].provider, .country = rows[0].country, .items = count};
    for (size_t i = 0; i < needs->items; i++)
        marked[i] = false;
    for (size_t i = 0; i < count; i++) {
        p.index = rows[i].index > p.index ? rows[i].index : p.index;
        p.lost += rows[i].share * (double)spread(needs, rows[i].item, marked, queue);
    }
    p.lost /= (double)needs->items;
    return p;
}

static void weigh_providers(struct cp_arena *run, struct cp_supplier *rows, size_t count, const struct needs *needs,
                            struct cp_supply *supply)
{
    struct cp_supply_provider *providers = CP_NEW_ARRAY(run, count + 1, struct cp_supply_provider);
    bool *marked = CP_NEW_ARRAY(run, needs->items + 1, bool);
    uint32_t *queue = CP_NEW_ARRAY(run, needs->items + 1, uint32_t);
    qsort(rows, count, sizeof *rows, by_provider_and_share);
    for (size_t begin = 0, end; begin < count; begin = end) {
        for (end = begin; end < count && cp_str_equal(rows[end].provider, rows[begin].provider); end++)
            ;
        providers[supply->provider_count++] = weigh_provider(rows + begin, end - begin, needs, marked, queue);
    }
    qsort(providers, supply->provider_count, sizeof *providers, by_provider_index);
    supply->providers = providers;
}

// One name may be written in several cases; the first spelling in the order of bytes stands for all.
static void unify(struct cp_arena *run, struct cp_supply_rows *rows, struct cp_str *(*field)(struct cp_supplier *))
{
    struct cp_table *names = cp_table_new(run);
    struct cp_str *shown = CP_NEW_ARRAY(run, 2 * rows->suppliers.count + 1, struct cp_str);
    size_t count = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < rows->suppliers.count; i++) {
            struct cp_str *name = field(&rows->suppliers.items[i]);
            uint32_t number = cp_table_add(names, cp_str_lower(run, *name));
            if (number == count)
                shown[count++] = *name;
            else if (cp_str_compare(*name, shown[number]) < 0)
                shown[number] = *name;
            if (pass)
                *name = shown[number];
        }
}

static struct cp_str *provider_of(struct cp_supplier *s)
{
    return &s->provider;
}

static struct cp_str *country_of(struct cp_supplier *s)
{
    return &s->country;
}

// ---------------------------------------------------------------- all of it

enum cp_status cp_supply_read(struct cp_arena *run, const struct cp_supply_source *source, struct cp_supply *supply,
                              struct cp_error *err)
{
    struct cp_supply_rows rows;
    *supply = (struct cp_supply){0};
    enum cp_status status = cp_supply_rows(run, source, &rows, err);
    if (status != CP_OK)
        return status;
    unify(run, &rows, provider_of);
    unify(run, &rows, country_of);
    struct cp_supply_item *items = sort_items(run, &rows);
    struct cp_supplier *suppliers = rows.suppliers.items;
    size_t count = rows.suppliers.count, kept = 0;
    struct needs needs = index_needs(run, rows.needs.items, &rows.needs.count, rows.names.count);
    measure_reach(run, &needs, items);
    qsort(suppliers, count, sizeof *suppliers, by_item_and_provider);
    for (size_t begin = 0, end; begin < count; begin = end) {
        for (end = begin; end < count && suppliers[end].item == suppliers[begin].item; end++)
            ;
        struct cp_supply_item *item = &items[suppliers[begin].item];
        size_t left = weigh_item(suppliers + begin, end - begin, source->by_country, item, &supply->scaled);
        for (size_t i = 0; i < left; i++) {
            suppliers[kept] = suppliers[begin + i];
            suppliers[kept].index = suppliers[kept].share * item->concentration * item->reach;
            kept++;
        }
    }
    weigh_providers(run, suppliers, kept, &needs, supply);
    qsort(suppliers, kept, sizeof *suppliers, by_index);
    supply->items = items;
    supply->item_count = rows.names.count;
    supply->suppliers = suppliers;
    supply->supplier_count = kept;
    supply->needs = rows.needs.items;
    supply->need_count = rows.needs.count;
    return CP_OK;
}
