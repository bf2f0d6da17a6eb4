// SPDX-License-Identifier: GPL-3.0-or-later
// Room: cli.
#include "view.h"
#include "input.h"
#include "nearest.h"

#include <stdio.h>
#include <string.h>

// ---------------------------------------------------------------- names

typedef const char *(*namer)(unsigned number);

static const char *view_name(unsigned n)
{
    return cp_view_name((enum cp_view)n);
}
static const char *kind_name(unsigned n)
{
    return cp_kind_name((enum cp_kind)n);
}
static const char *type_name(unsigned n)
{
    return cp_measure_name((enum cp_measure_type)n);
}
static const char *layer_name(unsigned n)
{
    return cp_layer_name((enum cp_layer)n);
}
static const char *relation_name(unsigned n)
{
    return cp_relation_name((enum cp_relation)n);
}
static const char *status_name(unsigned n)
{
    return n + 1 < CP_STATUS_COUNT ? cp_status_name((enum cp_measure_status)(n + 1)) : NULL;
}

static bool same_word(struct cp_str asked, const char *name)
{
    if (asked.len != strlen(name))
        return false;
    for (size_t i = 0; i < asked.len; i++)
        if (asked.ptr[i] != name[i] && !(name[i] == '_' && (asked.ptr[i] == '-' || asked.ptr[i] == ' ')))
            return false;
    return true;
}

static enum cp_status unknown(const char *option, struct cp_str asked, namer name_of, struct cp_error *err)
{
    struct cp_nearest nearest = cp_nearest_to(asked);
    const char *name;
    struct cp_buf names = {0};
    for (unsigned i = 0; (name = name_of(i)); i++) {
        cp_nearest_offer(&nearest, name);
        cp_buf_add_format(&names, "%s%s", i ? ", " : "", name);
    }
    if (nearest.word)
        cp_fail(err, CP_EUSAGE, "--%s knows no \"" CP_FMT "\"; did you mean %s?", option, CP_ARG(asked), nearest.word);
    else
        cp_fail(err, CP_EUSAGE, "--%s knows no \"" CP_FMT "\"; there are: " CP_FMT, option, CP_ARG(asked),
                CP_ARG(cp_buf_str(&names)));
    cp_buf_release(&names);
    return CP_EUSAGE;
}

// "tariff,export_control" as a bit for each.
static enum cp_status choose(const char *option, const char *text, namer name_of, unsigned *set, struct cp_error *err)
{
    struct cp_str rest = cp_str_from(text);
    *set = 0;
    while (rest.len) {
        struct cp_str asked = cp_str_trim(cp_str_split(&rest, ','));
        const char *name;
        unsigned i = 0;
        while ((name = name_of(i)) && !same_word(asked, name))
            i++;
        if (!name)
            return unknown(option, asked, name_of, err);
        *set |= 1u << i;
    }
    return text && !*set ? unknown(option, CP_STR(""), name_of, err) : CP_OK;
}

// ---------------------------------------------------------------- relations

typedef CP_VEC(struct cp_str) names;

// A graph made elsewhere may have relations of any name: whether there is one is seen when the graph is there.
static void add_relations(struct cp_arena *run, const char *text, names *relations)
{
    struct cp_str rest = cp_str_from(text);
    while (rest.len) {
        struct cp_str asked = cp_str_trim(cp_str_split(&rest, ','));
        const char *name;
        unsigned i = 0;
        while ((name = relation_name(i)) && !same_word(asked, name))
            i++;
        *CP_PUSH(run, relations) = name ? cp_str_from(name) : asked;
    }
}

static void add_layers(struct cp_arena *run, unsigned layers, names *relations)
{
    for (unsigned i = 0; i < CP_RELATION_COUNT; i++)
        if (layers >> cp_relation_layer((enum cp_relation)i) & 1)
            *CP_PUSH(run, relations) = cp_str_from(relation_name(i));
}

// Both options narrow: with both, what both name.
static void keep_shared(names *relations, const names *others)
{
    size_t kept = 0;
    for (size_t i = 0; i < relations->count; i++) {
        bool shared = false;
        for (size_t k = 0; k < others->count; k++)
            shared |= cp_str_equal(relations->items[i], others->items[k]);
        if (shared)
            relations->items[kept++] = relations->items[i];
    }
    relations->count = kept;
}

static enum cp_status choose_relations(struct cp_arena *run, const struct cp_settings *settings,
                                       struct cp_graph_view *view, struct cp_error *err)
{
    names relations = {0}, layered = {0};
    unsigned layers = 0;
    enum cp_status status = choose("layer", settings->layer, layer_name, &layers, err);
    if (status != CP_OK)
        return status;
    add_relations(run, settings->relation, &relations);
    add_layers(run, layers, &layered);
    if (settings->relation && !relations.count)
        return unknown("relation", CP_STR(""), relation_name, err);
    if (relations.count && layered.count) {
        keep_shared(&relations, &layered);
        if (!relations.count)
            return cp_fail(err, CP_EUSAGE, "no relation of --relation is in --layer: leave one of the two out");
    }
    names *chosen = relations.count ? &relations : &layered;
    view->relations = chosen->items;
    view->relation_count = chosen->count;
    return CP_OK;
}

static bool has_relation(const struct cp_graph *graph, struct cp_str name)
{
    for (size_t i = 0; i < graph->edge_count; i++)
        if (cp_str_equal(graph->edges[i].relation_name, name))
            return true;
    return cp_relation_from(name) != CP_RELATION_COUNT;
}

// ---------------------------------------------------------------- the view

enum cp_status cp_view_from(struct cp_arena *run, const struct cp_settings *settings, struct cp_graph_view *view,
                            struct cp_error *err)
{
    unsigned views = 0;
    *view = (struct cp_graph_view){.from = settings->from,
                                   .to = settings->to,
                                   .min_confidence = settings->min_confidence,
                                   .facts_only = settings->facts_only};
    enum cp_status status = choose("view", settings->view, view_name, &views, err);
    if (status == CP_OK && (views & (views - 1)))
        status = cp_fail(err, CP_EUSAGE, "--view takes one name, not \"%s\"", settings->view);
    if (status == CP_OK)
        status = choose("nodes", settings->nodes, kind_name, &view->kinds, err);
    if (status == CP_OK)
        status = choose("type", settings->type, type_name, &view->types, err);
    if (status == CP_OK)
        status = choose("status", settings->status, status_name, &view->statuses, err);
    if (status == CP_OK)
        status = choose_relations(run, settings, view, err);
    if (status == CP_OK && settings->to.year && settings->as_of.year)
        status = cp_fail(err, CP_EUSAGE, "--to and --as-of both say where time ends: give one of them");
    if (status != CP_OK)
        return status;
    view->statuses <<= 1; // the names begin with the second
    while (views >> view->view > 1)
        view->view++;
    if (settings->as_of.year) {
        view->to = settings->as_of;
        view->without_planned = true;
    }
    const struct cp_lexicon *lexicon;
    if (view->view == CP_VIEW_COUNTRIES && cp_lexicon_load(run, settings->lexicon, &lexicon, err) == CP_OK)
        view->lexicon = lexicon;
    return view->view == CP_VIEW_COUNTRIES && !view->lexicon ? CP_EFORMAT : CP_OK;
}

bool cp_view_is_whole(const struct cp_graph_view *view)
{
    return view->view == CP_VIEW_FULL && !view->kinds && !view->types && !view->statuses && !view->relation_count &&
           !view->from.year && !view->to.year && !(view->min_confidence > 0) && !view->facts_only &&
           !view->without_planned;
}

// Who asks for something that is nowhere gets an empty graph, and a word about it.
static void tell_empty(const struct cp_settings *settings, const struct cp_graph *whole, const struct cp_graph *seen)
{
    if (whole->node_count && !seen->node_count && !settings->quiet)
        fputs("chokepoint: nothing in this graph is what the options ask for\n", stderr);
}

// Actors without a country are nowhere in the view of countries.
static void tell_stateless(const struct cp_settings *settings, const struct cp_graph_view *view,
                           const struct cp_graph *whole)
{
    size_t count = 0;
    for (size_t i = 0; i < whole->node_count && view->view == CP_VIEW_COUNTRIES; i++) {
        enum cp_kind kind = whole->nodes[i].kind;
        count += kind != CP_KIND_COUNTRY && kind != CP_KIND_MEASURE && kind != CP_KIND_TECHNOLOGY &&
                 !whole->nodes[i].country.len;
    }
    if (count && !settings->quiet)
        fprintf(stderr, "chokepoint: of no known country, and left out: %zu of the actors\n", count);
}

// What has no date is in every window: who narrows one down should know how much of what is left that is.
static void tell_undated(const struct cp_settings *settings, const struct cp_graph_view *view, const struct cp_graph *whole)
{
    size_t acts = 0, undated = 0;
    for (size_t i = 0; i < whole->node_count; i++) {
        acts += whole->nodes[i].kind == CP_KIND_MEASURE;
        undated += whole->nodes[i].kind == CP_KIND_MEASURE && !whole->nodes[i].date.year;
    }
    if (undated && (view->from.year || view->to.year) && !settings->quiet)
        fprintf(stderr, "chokepoint: %zu of the %zu measures in the graph have no date; no window leaves them out\n", undated, acts);
}

static enum cp_status check_relations(const struct cp_graph *graph, const struct cp_graph_view *view,
                                      struct cp_error *err)
{
    for (size_t i = 0; i < view->relation_count; i++)
        if (!has_relation(graph, view->relations[i]))
            return unknown("relation", view->relations[i], relation_name, err);
    return CP_OK;
}

enum cp_status cp_input_seen(struct cp_arena *run, const struct cp_settings *settings, const char *path,
                             struct cp_graph_view *view, struct cp_graph **whole, struct cp_graph **seen,
                             struct cp_error *err)
{
    enum cp_status status = cp_view_from(run, settings, view, err);
    if (status == CP_OK)
        status = cp_input_graph(run, path, whole, err);
    if (status == CP_OK)
        status = check_relations(*whole, view, err);
    if (status != CP_OK)
        return status;
    *seen = cp_view_is_whole(view) ? *whole : cp_graph_look(run, *whole, view);
    tell_empty(settings, *whole, *seen);
    tell_stateless(settings, view, *whole);
    tell_undated(settings, view, *whole);
    return CP_OK;
}

enum cp_status cp_input_view(struct cp_arena *run, const struct cp_settings *settings, const char *path,
                             struct cp_graph **graph, struct cp_error *err)
{
    struct cp_graph_view view;
    struct cp_graph *whole;
    return cp_input_seen(run, settings, path, &view, &whole, graph, err);
}
