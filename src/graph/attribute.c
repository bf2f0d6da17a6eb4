// SPDX-License-Identifier: GPL-3.0-or-later
// Room: graph.
#include "chokepoint/graph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// ---------------------------------------------------------------- values

static size_t skip_digits(struct cp_str text, size_t at)
{
    while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9')
        at++;
    return at;
}

// The end of the whole part of a number as JSON has it ("-12", not "012"); 0 if there is none.
static size_t skip_whole(struct cp_str text)
{
    size_t begin = text.len && text.ptr[0] == '-', end = skip_digits(text, begin);
    return end == begin || (text.ptr[begin] == '0' && end > begin + 1) ? 0 : end;
}

static bool is_real(struct cp_str text)
{
    size_t at = skip_whole(text);
    if (!at)
        return false;
    if (at < text.len && text.ptr[at] == '.') {
        size_t end = skip_digits(text, at + 1);
        if (end == at + 1)
            return false;
        at = end;
    }
    if (at < text.len && (text.ptr[at] == 'e' || text.ptr[at] == 'E')) {
        at++;
        at += at < text.len && (text.ptr[at] == '-' || text.ptr[at] == '+');
        size_t end = skip_digits(text, at);
        if (end == at)
            return false;
        at = end;
    }
    return at == text.len;
}

bool cp_attribute_fits(struct cp_str text, enum cp_attribute_type type)
{
    enum { SAFE_DIGITS = 18 }; // longer ones are numbers of accounts and the like, which no program may round
    switch (type) {
    case CP_ATTRIBUTE_TRUTH: return cp_str_equal(text, CP_STR("true")) || cp_str_equal(text, CP_STR("false"));
    case CP_ATTRIBUTE_WHOLE: return text.len && text.len <= SAFE_DIGITS && skip_whole(text) == text.len;
    case CP_ATTRIBUTE_REAL: return text.len <= (size_t)2 * SAFE_DIGITS && is_real(text);
    default: return true;
    }
}

// ---------------------------------------------------------------- lists

struct ranked {
    struct cp_attribute attribute;
    size_t order;
};

static int by_name(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    int order = cp_str_compare(a->attribute.name, b->attribute.name);
    return order ? order : a->order < b->order ? -1 : a->order > b->order;
}

static bool has_item(struct cp_str list, struct cp_str wanted)
{
    struct cp_str cut = CP_STR(" | ");
    while (list.len) {
        size_t end = cp_str_find(list, cut, 0);
        if (cp_str_equal(cp_str_slice(list, 0, end == SIZE_MAX ? list.len : end), wanted))
            return true;
        list = end == SIZE_MAX ? (struct cp_str){"", 0} : cp_str_slice(list, end + cut.len, list.len);
    }
    return false;
}

static struct cp_attribute joined(struct cp_arena *run, struct cp_attribute a, struct cp_attribute b)
{
    if (cp_str_equal(a.value, b.value) || has_item(a.value, b.value)) {
        a.type = a.type > b.type ? a.type : b.type;
        return a;
    }
    struct cp_str value = cp_str_format(run, CP_FMT " | " CP_FMT, CP_ARG(a.value), CP_ARG(b.value));
    return (struct cp_attribute){a.name, value, CP_ATTRIBUTE_TEXT};
}

struct cp_attributes cp_attributes_sorted(struct cp_arena *run, struct cp_attribute *items, size_t count)
{
    struct ranked *ranked = CP_NEW_ARRAY(run, count + 1, struct ranked);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        ranked[i] = (struct ranked){items[i], i};
    qsort(ranked, count, sizeof *ranked, by_name);
    for (size_t i = 0; i < count; i++)
        if (kept && cp_str_equal(items[kept - 1].name, ranked[i].attribute.name))
            items[kept - 1] = joined(run, items[kept - 1], ranked[i].attribute);
        else
            items[kept++] = ranked[i].attribute;
    return (struct cp_attributes){items, kept};
}

struct cp_attributes cp_attributes_united(struct cp_arena *run, struct cp_attributes a, struct cp_attributes b)
{
    if (!a.count || !b.count)
        return a.count ? a : b;
    struct cp_attribute *items = CP_NEW_ARRAY(run, a.count + b.count, struct cp_attribute);
    memcpy(items, a.items, a.count * sizeof *items);
    memcpy(items + a.count, b.items, b.count * sizeof *items);
    return cp_attributes_sorted(run, items, a.count + b.count);
}

// The place of a name, or where it would stand.
static size_t place_of(struct cp_attributes attributes, struct cp_str name)
{
    size_t low = 0, high = attributes.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cp_str_compare(attributes.items[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct cp_attribute *cp_attributes_find(struct cp_attributes attributes, struct cp_str name)
{
    size_t at = place_of(attributes, name);
    return at < attributes.count && cp_str_equal(attributes.items[at].name, name) ? &attributes.items[at] : NULL;
}

static void set(struct cp_arena *run, struct cp_attributes *attributes, struct cp_attribute one)
{
    size_t at = place_of(*attributes, one.name);
    bool there = at < attributes->count && cp_str_equal(attributes->items[at].name, one.name);
    size_t rest = attributes->count - at - there, added = one.value.len != 0;
    if (!there && !added)
        return;
    struct cp_attribute *items = CP_NEW_ARRAY(run, attributes->count + 1, struct cp_attribute);
    if (at)
        memcpy(items, attributes->items, at * sizeof *items);
    if (rest)
        memcpy(items + at + added, attributes->items + at + there, rest * sizeof *items);
    if (added)
        items[at] = one;
    *attributes = (struct cp_attributes){items, at + added + rest};
}

void cp_attributes_set(struct cp_arena *run, struct cp_attributes *attributes, const char *name, struct cp_str text)
{
    set(run, attributes, (struct cp_attribute){cp_str_from(name), text, CP_ATTRIBUTE_TEXT});
}

void cp_attributes_set_number(struct cp_arena *run, struct cp_attributes *attributes, const char *name, double number)
{
    bool whole = isfinite(number) && number == floor(number) && fabs(number) < 1e15;
    struct cp_buf digits = {0};
    if (isfinite(number)) // rounded, because the last digits of a sum differ from machine to machine
        cp_buf_add_double(&digits, whole ? number : strtod(cp_str_format(run, "%.12g", number).ptr, NULL));
    struct cp_str text = cp_str_copy(run, cp_buf_str(&digits));
    cp_buf_release(&digits);
    set(run, attributes, (struct cp_attribute){cp_str_from(name), text, whole ? CP_ATTRIBUTE_WHOLE : CP_ATTRIBUTE_REAL});
}

void cp_attributes_set_truth(struct cp_arena *run, struct cp_attributes *attributes, const char *name, bool truth)
{
    set(run, attributes,
        (struct cp_attribute){cp_str_from(name), truth ? CP_STR("true") : CP_STR("false"), CP_ATTRIBUTE_TRUTH});
}
