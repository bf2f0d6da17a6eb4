// SPDX-License-Identifier: GPL-3.0-or-later
#include "../graph/graph_fixture.h"

#include <CUnit/CUnit.h>
#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static struct cp_str written(struct cp_arena *run, const struct cp_facts *facts)
{
    struct cp_buf line = {0};
    cp_facts_write(facts, &line);
    struct cp_str copy = cp_str_copy(run, cp_buf_str(&line));
    cp_buf_release(&line);
    return copy;
}

static void check_same_bytes(struct cp_arena *run, const struct cp_facts *facts)
{
    struct cp_str once = written(run, facts);
    struct cp_facts *again = NULL;
    CU_ASSERT_EQUAL_FATAL(cp_facts_read(run, once, "facts", 1, &again, NULL), CP_OK);
    CU_ASSERT(cp_str_equal(once, written(run, again)));
    CU_ASSERT_EQUAL(cp_str_find(once, CP_STR("\n"), 0), once.len - 1); // one line
}

static void check_round_trip(void)
{
    static const struct telling rows[] = {
        {.document = "a", .state = "CN", .type = "market_ban", .date = "2023-05-21", .label = "ban", .target = "micron", .sentences = 3},
        {.document = "b", .type = "other", .label = "Österreichs Maßnahme \\u2028 \\\\ \\n\\t\\u0001", .date = "2023-05"},
        {.document = "c", .state = "US", .type = "tariff", .status = "planned", .label = "関税 🛃", .date = "2023", .hypothetical = true},
        {.document = "d", .type = "agreement", .label = "no date", .status = "ended"},
    };
    struct cp_arena *run = cp_arena_new();
    for (size_t i = 0; i < COUNT(rows); i++)
        check_same_bytes(run, fixture_facts(run, rows[i]));
    struct cp_facts empty = {.document = CP_STR("nothing")};
    check_same_bytes(run, &empty);
    cp_arena_free(run);
}

static void check_copy(void)
{
    static const struct telling row = {.document = "a",
                                       .state = "CN",
                                       .type = "market_ban",
                                       .date = "2023-05-21",
                                       .label = "ban",
                                       .target = "micron",
                                       .sentences = 3};
    struct cp_arena *run = cp_arena_new(), *first = cp_arena_new(), *second = cp_arena_new();
    struct cp_facts *facts = NULL;
    struct cp_str line = written(run, fixture_facts(run, row));
    CU_ASSERT_EQUAL_FATAL(cp_facts_read(first, line, "facts", 1, &facts, NULL), CP_OK);
    struct cp_facts *copy = cp_facts_copy(second, facts);
    cp_arena_free(first); // nothing of the copy stands there
    CU_ASSERT(copy->edge_count > 0);
    CU_ASSERT(cp_str_equal(line, written(run, copy)));
    cp_arena_free(second);
    cp_arena_free(run);
}

static void check_unknown_keys(void)
{
    struct cp_arena *run = cp_arena_new();
    struct cp_facts *facts = NULL;
    struct cp_str json =
        fixture_json(run, "{'later':[1,{}],'doc':'a','nodes':[{'id':'cty:CN','kind':'country','x':1}],'edges':[]}");
    CU_ASSERT_EQUAL_FATAL(cp_facts_read(run, json, "facts", 1, &facts, NULL), CP_OK);
    CU_ASSERT_EQUAL(facts->node_count, 1);
    CU_ASSERT_EQUAL(facts->nodes[0].label.len + facts->title.len + facts->edge_count, 0);
    cp_arena_free(run);
}

#define NODES "'nodes':[{'id':'cty:CN','kind':'country'},{'id':'cty:US','kind':'country'}],"
#define WORDS "'evidence':[{'words':'w','begin':0,'end':1,'rule':'r'}]"

static const struct {
    const char *line, *what; // what the message must speak of
} malformed[] = {
    {"", "JSON"},
    {"{", "JSON"},
    {"[]", "doc"},
    {"null", "JSON"},
    {"{'doc':'a','nodes':[],'edges':[]", "JSON"},
    {"{'doc':'a','nodes':[],'edges':[]} x", "JSON"},
    {"{'nodes':[],'edges':[]}", "doc"},
    {"{'doc':'','nodes':[],'edges':[]}", "doc"},
    {"{'doc':'a','edges':[]}", "nodes"},
    {"{'doc':'a','nodes':{},'edges':[]}", "nodes"},
    {"{'doc':'a','nodes':[],'edges':7}", "edges"},
    {"{'doc':'a','date':'yesterday','nodes':[],'edges':[]}", "date"},
    {"{'doc':'a','date':20230521,'nodes':[],'edges':[]}", "date"},
    {"{'doc':'a','nodes':[7],'edges':[]}", "node"},
    {"{'doc':'a','nodes':[{'kind':'country'}],'edges':[]}", "id"},
    {"{'doc':'a','nodes':[{'id':'x','kind':'planet'}],'edges':[]}", "kind"},
    {"{'doc':'a','nodes':[{'id':'x\\u0007','kind':'country'}],'edges':[]}", "id"},
    {"{'doc':'a','nodes':[{'id':'x','kind':'country','aliases':[7]}],'edges':[]}", "alias"},
    {"{'doc':'a','nodes':[{'id':'x','kind':'measure','subtype':'war','status':'active'}],'edges':[]}", "subtype"},
    {"{'doc':'a','nodes':[{'id':'x','kind':'measure','subtype':'tariff','status':'over'}],'edges':[]}", "status"},
    {"{'doc':'a','nodes':[{'id':'x','kind':'measure','subtype':'tariff','status':'active','date':'2023-13-45'}],'edges':[]}", "date"},
    {"{'doc':'a'," NODES "'edges':[7]}", "edge"},
    {"{'doc':'a'," NODES "'edges':[{'from':0,'relation':'likes','to':1,'confidence':1," WORDS "}]}", "relation"},
    {"{'doc':'a'," NODES "'edges':[{'from':0,'relation':'supports','to':2,'confidence':1," WORDS "}]}", "node"},
    {"{'doc':'a'," NODES "'edges':[{'from':-1,'relation':'supports','to':1,'confidence':1," WORDS "}]}", "node"},
    {"{'doc':'a'," NODES "'edges':[{'from':0.5,'relation':'supports','to':1,'confidence':1," WORDS "}]}", "node"},
    {"{'doc':'a'," NODES "'edges':[{'relation':'supports','to':1,'confidence':1," WORDS "}]}", "node"},
    {"{'doc':'a'," NODES "'edges':[{'from':0,'relation':'supports','to':1,'confidence':1.5," WORDS "}]}", "confidence"},
    {"{'doc':'a'," NODES "'edges':[{'from':0,'relation':'supports','to':1,'confidence':'high'," WORDS "}]}", "confidence"},
    {"{'doc':'a'," NODES "'edges':[{'from':0,'relation':'supports','to':1,'confidence':1}]}", "evidence"},
    {"{'doc':'a'," NODES "'edges':[{'from':0,'relation':'supports','to':1,'confidence':1,'evidence':[]}]}", "evidence"},
    {"{'doc':'a'," NODES "'edges':[{'from':0,'relation':'supports','to':1,'confidence':1,'evidence':[{'begin':0,'end':1}]}]}", "words"},
    {"{'doc':'a'," NODES "'edges':[{'from':0,'relation':'supports','to':1,'confidence':1,"
     "'evidence':[{'words':'w','begin':5,'end':1}]}]}", "ends before"},
    {"{'doc':'a'," NODES "'edges':[{'from':0,'relation':'supports','to':1,'confidence':1,"
     "'evidence':[{'words':'w','begin':-5,'end':1}]}]}", "ends before"},
};

static void check_malformed(void)
{
    for (size_t i = 0; i < COUNT(malformed); i++) {
        struct cp_arena *run = cp_arena_new();
        struct cp_facts *facts = NULL;
        struct cp_error err = {0};
        enum cp_status status =
            cp_facts_read(run, fixture_json(run, malformed[i].line), "in.jsonl", 40 + (unsigned)i, &facts, &err);
        struct cp_str where = cp_str_format(run, "in.jsonl:%u", 40 + (unsigned)i);
        struct cp_str said = cp_str_format(run, "%s gives \"%s: %s\", must speak of %s", malformed[i].line, err.where,
                                           err.message, malformed[i].what);
        bool good = status == CP_EFORMAT && !facts && strcmp(err.where, where.ptr) == 0 &&
                    strstr(err.message, malformed[i].what);
        CU_assertImplementation(good, __LINE__, said.ptr, "tests/unit/facts/test_facts.c", "", CU_FALSE);
        cp_arena_free(run);
    }
}

// Every prefix of a good line is refused, and so is a line with any one byte broken, or it reads as something sound.
static void check_broken(void)
{
    struct cp_arena *run = cp_arena_new(), *doc = cp_arena_new();
    struct telling telling = {.document = "a",
                              .state = "CN",
                              .type = "market_ban",
                              .date = "2023-05-21",
                              .label = "ban é",
                              .target = "micron"};
    struct cp_str line = written(run, fixture_facts(run, telling));
    struct cp_facts *facts;
    for (size_t len = 0; len + 2 <= line.len; len++, cp_arena_reset(doc))
        CU_ASSERT_EQUAL(cp_facts_read(doc, cp_str_slice(line, 0, len), "f", 1, &facts, NULL), CP_EFORMAT);
    static const char bytes[] = {'\0', '"', '}', '0', '\xFF', ' ', 'e'};
    for (size_t i = 0; i < line.len; i++)
        for (size_t k = 0; k < sizeof bytes; k++, cp_arena_reset(doc)) {
            struct cp_str copy = cp_str_copy(doc, line);
            ((char *)copy.ptr)[i] = bytes[k];
            if (cp_facts_read(doc, copy, "f", 1, &facts, NULL) == CP_OK)
                check_same_bytes(doc, facts);
        }
    cp_arena_free(doc);
    cp_arena_free(run);
}

void cp_test_facts_facts(void)
{
    CU_pSuite suite = CU_add_suite("facts: lines", NULL, NULL);
    CU_add_test(suite, "written, read and written again they are the same bytes", check_round_trip);
    CU_add_test(suite, "a copy has the same bytes and stands on its own", check_copy);
    CU_add_test(suite, "keys that are not known are passed over", check_unknown_keys);
    CU_add_test(suite, "each malformed line is an error with file, line and what", check_malformed);
    CU_add_test(suite, "a line that is cut off or has a broken byte does no harm", check_broken);
}
