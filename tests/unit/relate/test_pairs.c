// SPDX-License-Identifier: GPL-3.0-or-later
//
// Minimal pairs: sentences that differ in little, and what must and must not be drawn from each, from end to end.
#include "scene_fixture.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

static struct cp_facts *read_text(const char *text)
{
    cp_scene_forget();
    return cp_scene_facts(text, "2023-06-15");
}

// A node is meant by its label, a measure by its type.
static bool is_node(const struct cp_fact_node *node, const char *name)
{
    const char *type = cp_measure_name(node->type);
    return type ? strcmp(type, name) == 0 : cp_str_equal(node->label, cp_str_from(name));
}

static bool has_edge(const struct cp_facts *facts, const char *from, enum cp_relation relation, const char *to)
{
    for (size_t i = 0; facts && i < facts->edge_count; i++) {
        const struct cp_fact_edge *e = &facts->edges[i];
        if (e->relation == relation && is_node(&facts->nodes[e->from], from) && is_node(&facts->nodes[e->to], to))
            return true;
    }
    return false;
}

struct row {
    const char *text, *from;
    enum cp_relation relation;
    const char *to;
    bool drawn;
};

static const struct row rows[] = {
    // who acts, and who is hit, in either voice
    {"Japan imposed sanctions on Russia.", "Japan", CP_RELATION_IMPOSES, "sanction", true},
    {"Japan imposed sanctions on Russia.", "sanction", CP_RELATION_TARGETS, "Russia", true},
    {"Japan imposed sanctions on Russia.", "sanction", CP_RELATION_TARGETS, "Japan", false},
    {"Sanctions were imposed on Russia by Japan.", "Japan", CP_RELATION_IMPOSES, "sanction", true},
    {"Sanctions were imposed on Russia by Japan.", "Russia", CP_RELATION_IMPOSES, "sanction", false},
    // a noun with its parts
    {"China's ban on imports of Japanese seafood angered Tokyo.", "China", CP_RELATION_IMPOSES, "import_restriction", true},
    {"China's ban on imports of Japanese seafood angered Tokyo.", "import_restriction", CP_RELATION_TARGETS, "Japan", true},
    {"Japan's ban on imports of Chinese seafood angered Beijing.", "import_restriction", CP_RELATION_TARGETS, "Japan", false},
    {"Japan imposed sanctions on banks in Iran, Syria and Lebanon.", "sanction", CP_RELATION_TARGETS, "Syria", true},
    {"Japan imposed sanctions on banks in Iran, Syria and Lebanon.", "sanction", CP_RELATION_TARGETS, "Lebanon", true},
    // who defends his own act has taken it; who defends that of another has not
    {"Prime Minister Justin Trudeau defended his tariffs on steel from China.", "Justin Trudeau", CP_RELATION_IMPOSES, "tariff", true},
    {"Prime Minister Justin Trudeau defended American tariffs on steel from China.", "Justin Trudeau", CP_RELATION_IMPOSES, "tariff", false},
    // whom a sum is for
    {"The European Commission fined Apple 500 million euros and Meta 200 million.", "enforcement", CP_RELATION_TARGETS, "Meta Platforms", true},
    // owners, and clauses, side by side
    {"Brazil criticised Japan's and South Korea's curbs on steel imports.", "Japan", CP_RELATION_IMPOSES, "import_restriction", true},
    {"Brazil criticised Japan's and South Korea's curbs on steel imports.", "Brazil", CP_RELATION_IMPOSES, "import_restriction", false},
    {"Zimbabwe banned exports of lithium, and Namibia raised a tax on beer.", "Namibia", CP_RELATION_IMPOSES, "export_control", false},
    // who buys what is not to be bought
    {"Canada prohibited the acquisition of Neo Lithium by Zijin Mining.", "investment_screening", CP_RELATION_TARGETS, "Zijin Mining", true},
    {"Canada prohibited the acquisition of Neo Lithium by Zijin Mining.", "Zijin Mining", CP_RELATION_IMPOSES, "investment_screening", false},
    // whom one asks to act, owns what he is asked about; nobody taxes what is his own
    {"China urged Japan to correct its decision to restrict exports of lenses.", "Japan", CP_RELATION_IMPOSES, "export_control", true},
    {"China urged Japan to correct its decision to restrict exports of lenses.", "China", CP_RELATION_IMPOSES, "export_control", false},
    {"China told Japan of its decision to restrict exports of lenses.", "China", CP_RELATION_IMPOSES, "export_control", true},
    // where those sit who act for a state
    {"Regulators in Seoul barred imports of Russian diamonds.", "South Korea", CP_RELATION_IMPOSES, "import_restriction", true},
    {"Jewellers in Seoul barred imports of Russian diamonds.", "South Korea", CP_RELATION_IMPOSES, "import_restriction", false},
    // a town with a hyphen behind it is no dateline
    {"Taipei-based Foxconn makes phones for Apple in China.", "Foxconn", CP_RELATION_BASED_IN, "Taiwan", true},
    // trade that is frozen; probes of subsidies; envoys; what one stops to buy
    {"Algeria froze imports of Spanish tiles.", "import_restriction", CP_RELATION_TARGETS, "Spain", true},
    {"Algeria froze the assets of a Spanish bank.", "Algeria", CP_RELATION_IMPOSES, "import_restriction", false},
    {"The European Commission opened an anti-subsidy investigation into Chinese wind turbines.", "trade_remedy", CP_RELATION_TARGETS, "China", true},
    {"The European Commission opened a fraud investigation into Chinese wind turbines.", "European Commission", CP_RELATION_IMPOSES, "trade_remedy", false},
    // goods without a name of their own
    {"Norway banned equipment from two Chinese vendors.", "Norway", CP_RELATION_IMPOSES, "market_ban", true},
    // denied, nothing is drawn
    {"Japan did not impose sanctions on Russia.", "Japan", CP_RELATION_IMPOSES, "sanction", false},
    {"Japan decided to impose sanctions on Russia.", "Japan", CP_RELATION_IMPOSES, "sanction", true},
    {"Japan decided against imposing sanctions on Russia.", "Japan", CP_RELATION_IMPOSES, "sanction", false},
    {"Japan refrained from imposing sanctions on Russia.", "Japan", CP_RELATION_IMPOSES, "sanction", false},
    {"Japan benefited from imposing sanctions on Russia.", "Japan", CP_RELATION_IMPOSES, "sanction", true},
    {"Japan held off on imposing sanctions on Russia.", "Japan", CP_RELATION_IMPOSES, "sanction", false},
    {"Japan backed away from sanctions on Russia.", "Japan", CP_RELATION_IMPOSES, "sanction", false},
    {"Japan rejected reports that it had imposed sanctions on Russia.", "Japan", CP_RELATION_IMPOSES, "sanction", false},
    // a state broadcaster is hit like any firm, and known by the noun before its name
    {"Poland, Latvia and Germany banned the Russian broadcaster RT.", "market_ban", CP_RELATION_TARGETS, "RT", true},
    // "controls" are what a state does, "control" what it has
    {"Chile tightened its control over lithium.", "Chile", CP_RELATION_PRODUCES, "lithium", true},
    {"Chile tightened its export controls on lithium.", "Chile", CP_RELATION_PRODUCES, "lithium", false},
    // posts
    {"French President Emmanuel Macron met German Chancellor Olaf Scholz.", "Emmanuel Macron", CP_RELATION_HOLDS_POST, "France", true},
    {"French President Emmanuel Macron met German Chancellor Olaf Scholz.", "Emmanuel Macron", CP_RELATION_HOLDS_POST, "Germany", false},
    // bodies and their states
    {"The U.S. Commerce Department fined the Chinese firm Huawei.", "Commerce Department", CP_RELATION_PART_OF, "United States", true},
    {"The U.S. Commerce Department fined the Chinese firm Huawei.", "Commerce Department", CP_RELATION_PART_OF, "China", false},
    // stance
    {"Canada urged the United States to drop the tariffs on lumber.", "Canada", CP_RELATION_PRESSURES, "United States", true},
    {"Canada urged the United States to drop the tariffs on lumber.", "United States", CP_RELATION_PRESSURES, "Canada", false},
};

static void check_pairs(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *r = &rows[i];
        bool drawn = has_edge(read_text(r->text), r->from, r->relation, r->to);
        if (drawn != r->drawn)
            fprintf(stderr, "pairs: %s: %s %s %s is %s\n", r->text, r->from, cp_relation_name(r->relation), r->to,
                    drawn ? "drawn" : "missing");
        CU_ASSERT_EQUAL(drawn, r->drawn);
    }
}

static bool has_label(const struct cp_facts *facts, const char *label)
{
    for (size_t i = 0; facts && i < facts->node_count; i++)
        if (facts->nodes[i].kind == CP_KIND_MEASURE && cp_str_equal(facts->nodes[i].label, cp_str_from(label)))
            return true;
    return false;
}

// What stands on the map: a noun with its goods before a verb, and no bare word.
static void check_labels(void)
{
    CU_ASSERT_TRUE(has_label(read_text("Japan imposed new sanctions. They hit Russia. The sanctions on Russia angered Moscow."), "sanctions on Russia"));
    CU_ASSERT_TRUE(has_label(read_text("Huawei was blacklisted by the United States."), "blacklisted Huawei"));
    CU_ASSERT_FALSE(has_label(read_text("Huawei was blacklisted by the United States."), "blacklisted"));
}

// What holds of any facts: ends exist, evidence is in the text, confidence is a probability, no node without an edge.
static void check_sound(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct cp_facts *facts = read_text(rows[i].text);
        struct cp_str text = cp_str_from(rows[i].text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(facts);
        for (size_t e = 0; e < facts->edge_count; e++) {
            const struct cp_fact_edge *edge = &facts->edges[e];
            CU_ASSERT(edge->from < facts->node_count && edge->to < facts->node_count);
            CU_ASSERT(edge->confidence > 0 && edge->confidence <= 1);
            CU_ASSERT(edge->evidence_count > 0);
            for (size_t k = 0; k < edge->evidence_count; k++) {
                const struct cp_evidence *v = &edge->evidence[k];
                CU_ASSERT(v->end <= text.len && cp_str_equal(v->words, cp_str_slice(text, v->begin, v->end)));
            }
        }
        for (uint32_t n = 0; n < facts->node_count; n++) {
            bool used = false;
            for (size_t e = 0; e < facts->edge_count; e++)
                used |= facts->edges[e].from == n || facts->edges[e].to == n;
            CU_ASSERT(used);
        }
    }
}

static void check_examples(void)
{
    struct cp_error err = {0};
    if (cp_engine_check(cp_scene_engine(), &err) != CP_OK) {
        fprintf(stderr, "%s: %s\n", err.where, err.message);
        CU_FAIL("a rule of the lexicon fails its own example");
    }
}

void cp_test_relate_pairs(void)
{
    CU_pSuite suite = CU_add_suite("relate: minimal pairs", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "what is drawn and what is not", check_pairs);
    CU_add_test(suite, "names of acts", check_labels);
    CU_add_test(suite, "facts are sound", check_sound);
    CU_add_test(suite, "every rule matches its example only", check_examples);
}
