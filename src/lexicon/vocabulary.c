// SPDX-License-Identifier: GPL-3.0-or-later
// Room: lexicon.
#include "chokepoint/vocabulary.h"

struct term {
    const char *name, *words;
    double sign;
    bool symmetric;
    enum cp_layer layer;
};

#define ROW(id, name, prefix) {name, prefix, 0, false, CP_LAYER_COUNT},
static const struct term kinds[] = {CP_KIND_LIST(ROW)};
#undef ROW
#define ROW(id, name, words, sign) {name, words, sign, false, CP_LAYER_COUNT},
static const struct term measures[] = {CP_MEASURE_LIST(ROW)};
#undef ROW
#define ROW(id, name) {name, name, 0, false, CP_LAYER_COUNT},
static const struct term statuses[] = {CP_STATUS_LIST(ROW)};
static const struct term layers[] = {CP_LAYER_LIST(ROW)};
#undef ROW
#define ROW(id, name, words, sign, symmetric, layer) {name, words, sign, symmetric, CP_LAYER_##layer},
static const struct term relations[] = {CP_RELATION_LIST(ROW)};
#undef ROW

static unsigned find(const struct term *terms, unsigned count, struct cp_str name)
{
    unsigned i = 0;
    while (i < count && !cp_str_equal(cp_str_from(terms[i].name), name))
        i++;
    return i;
}

const char *cp_kind_name(enum cp_kind kind)
{
    return kind < CP_KIND_COUNT ? kinds[kind].name : NULL;
}

const char *cp_kind_prefix(enum cp_kind kind)
{
    return kind < CP_KIND_COUNT ? kinds[kind].words : NULL;
}

const char *cp_measure_name(enum cp_measure_type type)
{
    return type < CP_MEASURE_COUNT ? measures[type].name : NULL;
}

const char *cp_measure_words(enum cp_measure_type type)
{
    return type < CP_MEASURE_COUNT ? measures[type].words : NULL;
}

double cp_measure_sign(enum cp_measure_type type)
{
    return type < CP_MEASURE_COUNT ? measures[type].sign : 0.0;
}

const char *cp_status_name(enum cp_measure_status status)
{
    return status < CP_STATUS_COUNT ? statuses[status].name : "";
}

const char *cp_relation_name(enum cp_relation relation)
{
    return relation < CP_RELATION_COUNT ? relations[relation].name : NULL;
}

const char *cp_relation_words(enum cp_relation relation)
{
    return relation < CP_RELATION_COUNT ? relations[relation].words : NULL;
}

double cp_relation_sign(enum cp_relation relation)
{
    return relation < CP_RELATION_COUNT ? relations[relation].sign : 0.0;
}

bool cp_relation_symmetric(enum cp_relation relation)
{
    return relation < CP_RELATION_COUNT && relations[relation].symmetric;
}

enum cp_layer cp_relation_layer(enum cp_relation relation)
{
    return relation < CP_RELATION_COUNT ? relations[relation].layer : CP_LAYER_COUNT;
}

const char *cp_layer_name(enum cp_layer layer)
{
    return layer < CP_LAYER_COUNT ? layers[layer].name : NULL;
}

enum cp_kind cp_kind_from(struct cp_str name)
{
    return (enum cp_kind)find(kinds, CP_KIND_COUNT, name);
}

enum cp_measure_type cp_measure_from(struct cp_str name)
{
    return (enum cp_measure_type)find(measures, CP_MEASURE_COUNT, name);
}

enum cp_measure_status cp_status_from(struct cp_str name)
{
    return (enum cp_measure_status)find(statuses, CP_STATUS_COUNT, name);
}

enum cp_relation cp_relation_from(struct cp_str name)
{
    return (enum cp_relation)find(relations, CP_RELATION_COUNT, name);
}

enum cp_layer cp_layer_from(struct cp_str name)
{
    return (enum cp_layer)find(layers, CP_LAYER_COUNT, name);
}

bool cp_stem_relaxes(struct cp_str stem)
{
    static const char *const stems[] = {"waiver", "waiv", "exempt", "exemption", "license", "licence", "licens", "licenc",
                                        "reprieve", "exclus"};
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (cp_str_equal(stem, cp_str_from(stems[i])))
            return true;
    return false;
}
