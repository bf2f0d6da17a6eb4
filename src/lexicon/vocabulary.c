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

static bool is_among(struct cp_str stem, const char *const *stems, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (cp_str_equal(stem, cp_str_from(stems[i])))
            return true;
    return false;
}

bool cp_stem_relaxes(struct cp_str stem)
{
    static const char *const stems[] = {"waiver", "waiv", "exempt", "exemption", "license", "licence", "licens", "licenc",
                                        "reprieve", "exclus"};
    return is_among(stem, stems, sizeof stems / sizeof *stems);
}

bool cp_stem_is_plain(struct cp_str stem)
{
    static const char *const stems[] = {
        // what acts are called
        "accord", "act", "action", "agree", "agreement", "aid", "award", "ban", "bann", "bill", "blacklist",
        "block", "boycott", "case", "complaint", "control", "cooperat", "crackdown", "curb", "cut", "deal", "decis",
        "decree", "designat", "direct", "dispute", "dut", "duty", "embargo", "enforcement", "fine", "framework",
        "freeze", "fund", "grant", "halt", "incentive", "inquir", "investigat", "law", "lawsuit", "legislat", "lev",
        "levy", "limit", "list", "measur", "measure", "move", "negotiat", "order", "pact", "penalt", "plan",
        "polic", "pressure", "prob", "probe", "program", "programme", "prohibit", "punishment", "quota", "regime",
        "regulat", "requirement", "restrict", "retaliat", "review", "rule", "ruling", "sanct", "sanction", "scheme",
        "step", "subsid", "subsidy", "suit", "surtax", "suspens", "talk", "tariff", "tax", "trade", "treat",
        "treaty", "truce",
        // what is said of them
        "additional", "against", "announc", "bilateral", "billion", "broad", "commercial", "current", "decid",
        "economic", "exist", "financial", "from", "further", "government", "hefty", "higher", "impos", "impose",
        "international", "into", "joint", "largest", "latest", "likely", "major", "million", "multilateral",
        "national", "new", "over", "percent", "plann", "planned", "possible", "potential", "president", "propos",
        "propose", "punitive", "rate", "recent", "several", "similar", "some", "sweep", "target", "that", "their",
        "these", "this", "threat", "threaten", "tough", "tougher", "under", "unilateral", "until", "various",
        "which", "will", "with", "worth", "would",
        // what they are about
        "business", "compan", "company", "export", "firm", "good", "goods", "import", "industr", "industry", "item",
        "maker", "merchandise", "official", "product", "products", "sale", "sector", "shipment", "suppl", "supply",
        "ties",
    };
    return is_among(stem, stems, sizeof stems / sizeof *stems);
}
