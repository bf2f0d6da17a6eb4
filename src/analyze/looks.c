// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// Sizes by a metric (the area grows with it), colours by kind, community or country. Measures stand between their parties and are
// drawn smaller. Palettes: Okabe and Ito (2008), whose colours colour-blind people can tell apart, then colours of Tol's muted scheme
// (2021); what comes after the greatest groups is grey.
#include "layout_p.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double SMALLEST = 8.0, LARGEST = 48.0, LARGEST_MEASURE = 16.0;

struct colour {
    uint8_t red, green, blue;
};

static const struct colour grey = {153, 153, 153};
static const struct colour palette[] = {
    {0, 114, 178},  {230, 159, 0}, {0, 158, 115},  {213, 94, 0},   {204, 121, 167}, {86, 180, 233},
    {240, 228, 66}, {51, 34, 136}, {136, 34, 85},  {153, 153, 51}, {68, 170, 153},
};
enum { COLOURS = sizeof palette / sizeof palette[0] };

static struct colour colour_of(enum cp_kind kind)
{
    switch (kind) {
    case CP_KIND_COUNTRY: return (struct colour){0, 114, 178};
    case CP_KIND_AGENCY: return (struct colour){86, 180, 233};
    case CP_KIND_COMPANY: return (struct colour){230, 159, 0};
    case CP_KIND_ORGANIZATION: return (struct colour){0, 158, 115};
    case CP_KIND_PERSON: return (struct colour){204, 121, 167};
    case CP_KIND_TECHNOLOGY: return (struct colour){240, 228, 66};
    case CP_KIND_MEASURE: return (struct colour){213, 94, 0};
    default: return grey;
    }
}

static void set_colour(struct cp_graph_node *node, struct colour c)
{
    node->red = c.red, node->green = c.green, node->blue = c.blue;
    node->coloured = true;
}

// ---------------------------------------------------------------- by group

struct group {
    uint32_t number;
    size_t count;
};

static int largest_first(const void *x, const void *y)
{
    const struct group *a = x, *b = y;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

// A colour for each of the largest groups; group: of each node, CP_NONE if it is in none.
static void colour_groups(struct cp_arena *run, struct cp_graph *graph, const uint32_t *group, size_t count)
{
    struct group *groups = CP_NEW_ARRAY(run, count + 1, struct group);
    struct colour *colours = CP_NEW_ARRAY(run, count + 1, struct colour);
    for (uint32_t i = 0; i < count; i++)
        groups[i].number = i;
    for (size_t i = 0; i < graph->node_count; i++)
        if (group[i] != CP_NONE)
            groups[group[i]].count++;
    qsort(groups, count, sizeof *groups, largest_first);
    for (size_t i = 0; i < count; i++)
        colours[groups[i].number] = i < COLOURS && groups[i].count > 1 ? palette[i] : grey;
    for (size_t i = 0; i < graph->node_count; i++)
        set_colour(&graph->nodes[i], group[i] == CP_NONE ? grey : colours[group[i]]);
}

static void colour_by_community(struct cp_arena *run, struct cp_graph *graph, uint32_t *group)
{
    size_t count = 0;
    for (size_t i = 0; i < graph->node_count; i++) {
        double community = graph->nodes[i].metrics.community;
        bool known = graph->nodes[i].metrics.computed && community >= 0 && community < (double)graph->node_count;
        group[i] = known ? (uint32_t)community : CP_NONE;
        if (known && group[i] >= count)
            count = (size_t)group[i] + 1;
    }
    colour_groups(run, graph, group, count);
}

// Of a country its own code, of others where they belong; a measure belongs to the country of who imposes it.
static void colour_by_country(struct cp_arena *run, struct cp_graph *graph, uint32_t *group)
{
    struct cp_table *countries = cp_table_new(run);
    const size_t prefix = strlen("cty:");
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct cp_graph_node *node = &graph->nodes[i];
        struct cp_str code = node->country;
        if (!code.len && node->kind == CP_KIND_COUNTRY && node->id.len > prefix)
            code = cp_str_slice(node->id, prefix, node->id.len);
        group[i] = code.len ? cp_table_add(countries, code) : CP_NONE;
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *edge = &graph->edges[i];
        if (edge->relation == CP_RELATION_IMPOSES && graph->nodes[edge->to].kind == CP_KIND_MEASURE && group[edge->to] == CP_NONE)
            group[edge->to] = group[edge->from];
    }
    colour_groups(run, graph, group, cp_table_count(countries));
}

void cp_colour(struct cp_arena *run, struct cp_graph *graph, enum cp_colour_by by)
{
    uint32_t *group = CP_NEW_ARRAY(run, graph->node_count + 1, uint32_t);
    switch (by) {
    case CP_COLOUR_BY_COMMUNITY: colour_by_community(run, graph, group); break;
    case CP_COLOUR_BY_COUNTRY: colour_by_country(run, graph, group); break;
    case CP_COLOUR_BY_KIND:
        for (size_t i = 0; i < graph->node_count; i++)
            set_colour(&graph->nodes[i], colour_of(graph->nodes[i].kind));
        break;
    }
}

// ---------------------------------------------------------------- sizes

// Six digits: what lies below differs from machine to machine. Undefined counts as nothing.
static double value_of(const struct cp_metrics *metrics, size_t offset)
{
    double value;
    memcpy(&value, (const char *)metrics + offset, sizeof value);
    return isfinite(value) && value > 0 ? round(value * 1e6) / 1e6 : 0;
}

static void set_sizes(struct cp_graph *graph, size_t offset)
{
    double most = 0;
    for (size_t i = 0; i < graph->node_count; i++)
        most = fmax(most, value_of(&graph->nodes[i].metrics, offset));
    for (size_t i = 0; i < graph->node_count; i++) {
        struct cp_graph_node *node = &graph->nodes[i];
        double largest = node->kind == CP_KIND_MEASURE ? LARGEST_MEASURE : LARGEST;
        double share = most > 0 ? value_of(&node->metrics, offset) / most : 0;
        node->size = round((SMALLEST + (largest - SMALLEST) * sqrt(share)) * 10) / 10;
    }
}

void cp_set_looks(struct cp_arena *run, struct cp_graph *graph, const struct cp_analyze_options *options)
{
    set_sizes(graph, options->size_by);
    cp_colour(run, graph, options->colour_by);
}
