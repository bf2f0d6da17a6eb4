// SPDX-License-Identifier: GPL-3.0-or-later
//
// The index of chokepoints: on an invented supply chain in the form of the published one it finds the sole supplier of
// a needed input, which betweenness does not; its parts are those of the formula; the order of rows shows nowhere.
#include "chokepoint/analyze.h"
#include "chokepoint/supply.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <string.h>

// Invented: Lumen alone makes the scanners; Broad sells a little of everything.
static const char chain[] = "provider,item,share,country\n"
                            "Lumen,scanners,100,NL\n"
                            "Broad,etchers,30,US\nKite,etchers,40,JP\nOak,etchers,30,US\n"
                            "Broad,cleaners,25,US\nKite,cleaners,50,JP\nPine,cleaners,25,KR\n"
                            "Broad,testers,35,US\nOak,testers,40,US\nPine,testers,25,KR\n"
                            "Broad,resists,20,US\nReed,resists,60,JP\nSalt,resists,20,JP\n"
                            "Broad,gases,30,US\nSalt,gases,30,JP\nMoor,gases,40,DE\n"
                            "Fell,wafers,55,JP\nReed,wafers,25,JP\nMoor,wafers,20,DE\n"
                            "Peak,chips,60,TW\nVale,chips,40,KR\n";
static const char steps[] =
    "input,needed_for\n"
    "scanners,lithography\nresists,lithography\nlithography,fabrication\netchers,fabrication\n"
    "cleaners,fabrication\ngases,fabrication\nwafers,fabrication\nfabrication,chips\ntesters,packaging\n"
    "packaging,chips\n";

static enum cp_status read_with(struct cp_arena *run, const char *supply_text, const char *needs_text, bool by_country,
                                struct cp_supply *supply, struct cp_error *err)
{
    struct cp_supply_source source = {"s.csv", "n.csv", cp_str_from(supply_text), cp_str_from(needs_text), by_country};
    return cp_supply_read(run, &source, supply, err);
}

static struct cp_supply read_sound(struct cp_arena *run, const char *supply_text, const char *needs_text,
                                   bool by_country)
{
    struct cp_supply supply;
    struct cp_error err = {0};
    CU_ASSERT_EQUAL_FATAL(read_with(run, supply_text, needs_text, by_country, &supply, &err), CP_OK);
    return supply;
}

// Providers and items as nodes, who supplies what as links.
static struct cp_graph *graph_of(struct cp_arena *run, const struct cp_supply *supply)
{
    struct cp_graph *g = CP_NEW(run, struct cp_graph);
    struct cp_table *names = cp_table_new(run);
    g->edge_count = supply->supplier_count + supply->need_count;
    g->edges = CP_NEW_ARRAY(run, g->edge_count, struct cp_graph_edge);
    for (size_t i = 0; i < g->edge_count; i++) {
        bool is_need = i >= supply->supplier_count;
        const struct cp_need *need = is_need ? &supply->needs[i - supply->supplier_count] : NULL;
        struct cp_str from = need ? supply->items[need->input].name : supply->suppliers[i].provider;
        struct cp_str to = supply->items[need ? need->needed_for : supply->suppliers[i].item].name;
        g->edges[i] = (struct cp_graph_edge){.relation = CP_RELATION_SUPPLIES, .weight = 1, .confidence = 1};
        g->edges[i].from = cp_table_add(names, from);
        g->edges[i].to = cp_table_add(names, to);
    }
    g->node_count = cp_table_count(names);
    g->nodes = CP_NEW_ARRAY(run, g->node_count, struct cp_graph_node);
    for (uint32_t i = 0; i < g->node_count; i++)
        g->nodes[i] = (struct cp_graph_node){
            .id = cp_table_key(names, i), .label = cp_table_key(names, i), .kind = CP_KIND_COMPANY};
    return g;
}

static double betweenness_of(const struct cp_graph *g, const char *name)
{
    for (size_t i = 0; i < g->node_count; i++)
        if (cp_str_equal(g->nodes[i].label, cp_str_from(name)))
            return g->nodes[i].metrics.betweenness;
    return NAN;
}

static void check_sole_supplier(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_supply supply = read_sound(run, chain, steps, false);
    CU_ASSERT(cp_str_equal(supply.suppliers[0].provider, CP_STR("Lumen")));
    CU_ASSERT(cp_str_equal(supply.items[supply.suppliers[0].item].name, CP_STR("scanners")));
    CU_ASSERT(cp_str_equal(supply.providers[0].name, CP_STR("Lumen")));
    struct cp_graph *g = graph_of(run, &supply);
    struct cp_analyze_options options = {.seed = 1};
    struct cp_summary summary;
    struct cp_error err = {0};
    CU_ASSERT_EQUAL_FATAL(cp_analyze(run, g, &options, &summary, &err), CP_OK);
    for (size_t i = 1; i < supply.provider_count; i++) // everybody else's is greater or the same
        CU_ASSERT(betweenness_of(g, cp_str_copy(run, supply.providers[i].name).ptr) >= betweenness_of(g, "Lumen"));
    CU_ASSERT(betweenness_of(g, "Broad") > betweenness_of(g, "Lumen"));
    cp_arena_free(run);
}

static void check_formula(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_supply supply = read_sound(run, chain, steps, false);
    CU_ASSERT_EQUAL_FATAL(supply.item_count, 11);
    for (size_t i = 0; i < supply.supplier_count; i++) {
        const struct cp_supplier *s = &supply.suppliers[i];
        const struct cp_supply_item *item = &supply.items[s->item];
        CU_ASSERT_DOUBLE_EQUAL(s->index, s->share * item->concentration * item->reach, 1e-15);
        CU_ASSERT(i == 0 || supply.suppliers[i - 1].index >= s->index - 1e-12);
        if (cp_str_equal(s->provider, CP_STR("Reed")) && cp_str_equal(item->name, CP_STR("resists"))) {
            CU_ASSERT_DOUBLE_EQUAL(s->share, 0.6, 1e-15);
            CU_ASSERT_DOUBLE_EQUAL(item->concentration, 0.36 + 0.04 + 0.04, 1e-15);
            CU_ASSERT_EQUAL(item->downstream, 3); // lithography, fabrication, chips
            CU_ASSERT_DOUBLE_EQUAL(item->reach, 4.0 / 11, 1e-15);
        }
    }
    for (size_t i = 0; i < supply.provider_count; i++) // resists and wafers: the greater share counts downstream
        if (cp_str_equal(supply.providers[i].name, CP_STR("Reed")))
            CU_ASSERT_DOUBLE_EQUAL(supply.providers[i].lost, (0.6 * 4 + 0.25) / 11, 1e-15);
    cp_arena_free(run);
}

static void check_needs_in_a_circle(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_supply supply =
        read_sound(run, "provider,item,share\nA,x,100\n", "item,requires\ny,x\nz,y\nx,z\ny,x\n", false);
    CU_ASSERT_EQUAL(supply.need_count, 3);
    CU_ASSERT_EQUAL(supply.items[0].downstream, 2);
    CU_ASSERT_DOUBLE_EQUAL(supply.suppliers[0].index, 1, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(supply.providers[0].lost, 1, 1e-15);
    cp_arena_free(run);
}

// {rows, concentration of the only item, first supplier, its share, assumed, number of suppliers}
static const struct {
    const char *rows;
    bool by_country;
    double concentration;
    const char *first;
    double share;
    bool assumed;
    size_t suppliers, scaled;
} conventions[] = {
    {"A,x,60,US\nB,x,,JP\nC,x,?,KR\n", false, 0.36 + 0.04 + 0.04, "A", 0.6, false, 3, 0},
    {"A,x,,US\n", false, 1, "A", 1, true, 1, 0},
    {"A,x,50 %,US\n", false, 0.25, "A", 0.5, false, 1, 0},
    {"A,x,90,US\nB,x,30,JP\n", false, 0.75 * 0.75 + 0.25 * 0.25, "A", 0.75, false, 2, 1},
    {"A,x,99,US\nB,x,negligible,JP\n", false, 0.9801, "A", 0.99, false, 2, 0},
    {"A,x,,JP\nB,x,,JP\nJP,x,60,JP\nUS,x,40,US\n", false, 0.52, "JP", 0.6, false, 2, 0},
    {"A,x,70,JP\nB,x,30,US\nJP,x,60,JP\nUS,x,40,US\n", false, 0.58, "A", 0.7, false, 2, 0},
    {"A,x,70,JP\nB,x,30,US\nJP,x,60,JP\nUS,x,40,US\n", true, 0.52, "JP", 0.6, false, 2, 0},
    {"A,x,40,JP\nB,x,25,jp\nC,x,35,US\n", true, 0.65 * 0.65 + 0.35 * 0.35, "JP", 0.65, false, 2, 0},
    {"\"A, Inc.\",x,\"12,5\",US\n", false, 0.125 * 0.125, "A, Inc.", 0.125, false, 1, 0},
};

static void check_conventions(void)
{
    for (size_t i = 0; i < sizeof conventions / sizeof conventions[0]; i++) {
        struct cp_arena *run = cp_arena_new();
        const char *text = cp_str_format(run, "provider,item,share,country\n%s", conventions[i].rows).ptr;
        struct cp_supply supply = read_sound(run, text, "", conventions[i].by_country);
        CU_ASSERT_DOUBLE_EQUAL(supply.items[0].concentration, conventions[i].concentration, 1e-12);
        CU_ASSERT(cp_str_equal(supply.suppliers[0].provider, cp_str_from(conventions[i].first)));
        CU_ASSERT_DOUBLE_EQUAL(supply.suppliers[0].share, conventions[i].share, 1e-12);
        CU_ASSERT_EQUAL(supply.suppliers[0].assumed, conventions[i].assumed);
        CU_ASSERT_EQUAL(supply.supplier_count, conventions[i].suppliers);
        CU_ASSERT_EQUAL(supply.scaled, conventions[i].scaled);
        cp_arena_free(run);
    }
}

static const struct {
    const char *supply, *needs, *where, *says;
} broken[] = {
    {"provider,item\nA,x\n", "", "s.csv:1", "no column \"share\""},
    {"provider,item,share\n", "", "s.csv", "no rows"},
    {"provider,item,share\nA,x,101\n", "", "s.csv:2", "per cent from 0 to 100"},
    {"provider,item,share\nA,x,-1\n", "", "s.csv:2", "is no share"},
    {"provider,item,share\nA,x,half\n", "", "s.csv:2", "\"half\" is no share"},
    {"provider,item,share\nA,x,nan\n", "", "s.csv:2", "is no share"},
    {"provider,item,share\nA,x,1\n,x,2\n", "", "s.csv:3", "provider is missing"},
    {"provider,item,share\nA,,1\n", "", "s.csv:2", "item is missing"},
    {"provider,item,share\nA,x,1\nB,x,2\na,X,3\n", "", "s.csv:4", "on line 2 already"},
    {"provider,item,share\nA,x,1\n", "input,output\nx,y\n", "n.csv:1", "\"needed_for\""},
    {"provider,item,share\nA,x,1\n", "input,needed_for\nx,\n", "n.csv:2", "missing"},
    {"provider,item,share\nA,x,1\n", "input,needed_for\nx,y\nx,X\n", "n.csv:3", "need itself"},
};

static void check_broken(void)
{
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_supply supply;
        struct cp_error err = {0};
        CU_ASSERT_EQUAL(read_with(run, broken[i].supply, broken[i].needs, false, &supply, &err), CP_EFORMAT);
        CU_ASSERT_STRING_EQUAL(err.where, broken[i].where);
        CU_ASSERT(strstr(err.message, broken[i].says) != NULL);
        cp_arena_free(run);
    }
}

// The published table's own names of columns, with kinds of items.
static void check_published_form(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_supply supply = read_sound(
        run,
        "provider_name,provider_id,provided_name,provided_id,share_provided,year\nLumen,P1,Deep scanners,N1,94.4,2030\n"
        "Kite,P2,Deep scanners,N1,5.6,2030\n",
        "input_name,input_id,goes_into_name,goes_into_id,is_type_of_name,is_type_of_id\n"
        "Deep scanners,N1,,,Scanners,N2\nScanners,N2,Lithography,N3,,\n",
        false);
    CU_ASSERT_EQUAL(supply.item_count, 3);
    CU_ASSERT(cp_str_equal(supply.suppliers[0].provider, CP_STR("Lumen")));
    CU_ASSERT_DOUBLE_EQUAL(supply.suppliers[0].index, 0.944 * (0.944 * 0.944 + 0.056 * 0.056), 1e-12);
    cp_arena_free(run);
}

// ---------------------------------------------------------------- the order of rows

// The same table with its rows turned round.
static const char *reversed(struct cp_arena *run, const char *text)
{
    struct cp_str rest = cp_str_from(text), header = cp_str_split(&rest, '\n'), all = CP_STR("");
    while (rest.len) {
        struct cp_str row = cp_str_split(&rest, '\n');
        all = cp_str_format(run, CP_FMT "\n" CP_FMT, CP_ARG(row), CP_ARG(all));
    }
    return cp_str_format(run, CP_FMT "\n" CP_FMT, CP_ARG(header), CP_ARG(all)).ptr;
}

static void check_order(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_supply a = read_sound(run, chain, steps, false);
    struct cp_supply b = read_sound(run, reversed(run, chain), reversed(run, steps), false);
    CU_ASSERT_EQUAL_FATAL(a.supplier_count, b.supplier_count);
    for (size_t i = 0; i < a.supplier_count; i++) {
        CU_ASSERT(cp_str_equal(a.suppliers[i].provider, b.suppliers[i].provider));
        CU_ASSERT_EQUAL(a.suppliers[i].item, b.suppliers[i].item);
        CU_ASSERT(a.suppliers[i].index == b.suppliers[i].index);
    }
    for (size_t i = 0; i < a.provider_count; i++) {
        CU_ASSERT(cp_str_equal(a.providers[i].name, b.providers[i].name));
        CU_ASSERT(a.providers[i].lost == b.providers[i].lost);
    }
    cp_arena_free(run);
}

void cp_test_analyze_supply(void)
{
    CU_pSuite suite = CU_add_suite("analyze: chokepoints of a supply chain", NULL, NULL);
    CU_add_test(suite, "the sole supplier of a needed input is first, where betweenness is blind", check_sole_supplier);
    CU_add_test(suite, "the index is share times concentration times reach", check_formula);
    CU_add_test(suite, "needs that go in a circle", check_needs_in_a_circle);
    CU_add_test(suite, "shares that are unknown, sum to too much, or are of countries", check_conventions);
    CU_add_test(suite, "what is broken is named with its line", check_broken);
    CU_add_test(suite, "the published table's own columns", check_published_form);
    CU_add_test(suite, "the order of rows shows nowhere", check_order);
}
