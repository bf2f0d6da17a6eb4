// SPDX-License-Identifier: GPL-3.0-or-later
#include "chokepoint/parse.h"

#include <CUnit/CUnit.h>
#include <stdio.h>

static void check_lemmas(void)
{
    static const struct {
        enum cp_tag tag;
        const char *form, *lemma;
    } rows[] = {
        {CP_TAG_VBD, "imposed", "impose"},   {CP_TAG_VBN, "banned", "ban"},       {CP_TAG_VBN, "targeted", "target"},
        {CP_TAG_VBG, "imposing", "impose"},  {CP_TAG_VBG, "restricting", "restrict"}, {CP_TAG_VBG, "banning", "ban"},
        {CP_TAG_VBD, "retaliated", "retaliate"}, {CP_TAG_VBN, "created", "create"}, {CP_TAG_VBN, "treated", "treat"},
        {CP_TAG_VBD, "controlled", "control"}, {CP_TAG_VBD, "called", "call"},    {CP_TAG_VBN, "denied", "deny"},
        {CP_TAG_VBD, "used", "use"},         {CP_TAG_VBN, "frozen", "freeze"},    {CP_TAG_VBD, "sought", "seek"},
        {CP_TAG_VBD, "raised", "raise"},     {CP_TAG_VBD, "focused", "focus"},    {CP_TAG_VBN, "welcomed", "welcome"},
        {CP_TAG_VBG, "requiring", "require"},{CP_TAG_VBN, "declared", "declare"}, {CP_TAG_VBD, "appeared", "appear"},
        {CP_TAG_VBG, "including", "include"},{CP_TAG_VBD, "urged", "urge"},       {CP_TAG_VBN, "mentioned", "mention"},
        {CP_TAG_VBG, "providing", "provide"},{CP_TAG_VBG, "avoiding", "avoid"},   {CP_TAG_VBD, "agreed", "agree"},
        {CP_TAG_VBN, "licensed", "license"}, {CP_TAG_VBD, "handled", "handle"},   {CP_TAG_VBG, "dying", "die"},
        {CP_TAG_VBZ, "imposes", "impose"},   {CP_TAG_VBZ, "denies", "deny"},      {CP_TAG_VBZ, "reaches", "reach"},
        {CP_TAG_VBZ, "is", "be"},            {CP_TAG_VBZ, "has", "have"},         {CP_TAG_VBZ, "'s", "be"},
        {CP_TAG_POS, "'s", "'s"},            {CP_TAG_RB, "n't", "not"},           {CP_TAG_MD, "wo", "will"},
        {CP_TAG_NNS, "countries", "country"},{CP_TAG_NNS, "sanctions", "sanction"}, {CP_TAG_NNS, "taxes", "tax"},
        {CP_TAG_NNS, "businesses", "business"}, {CP_TAG_NNS, "analyses", "analysis"}, {CP_TAG_NNS, "people", "person"},
        {CP_TAG_NNS, "responses", "response"}, {CP_TAG_NNS, "industries", "industry"}, {CP_TAG_NNS, "lenses", "lens"},
        {CP_TAG_NNS, "embargoes", "embargo"},{CP_TAG_NNS, "policies", "policy"},  {CP_TAG_NNS, "goods", "goods"},
        {CP_TAG_JJR, "larger", "large"},     {CP_TAG_JJS, "biggest", "big"},      {CP_TAG_JJR, "heavier", "heavy"},
        {CP_TAG_JJR, "stricter", "strict"},  {CP_TAG_JJS, "worst", "bad"},
        {CP_TAG_NNP, "states", "states"},    {CP_TAG_NN, "building", "building"},
        {CP_TAG_NONE, "curbs", "curb"},      {CP_TAG_NONE, "imposed", "impose"},  {CP_TAG_NONE, "during", "during"},
        {CP_TAG_NONE, "has", "have"},
        {CP_TAG_VBN, "boycotted", "boycott"}, {CP_TAG_VBG, "boycotting", "boycott"}, {CP_TAG_VBN, "annulled", "annul"},
        {CP_TAG_VBD, "rebelled", "rebel"},   {CP_TAG_VBN, "impelled", "impel"},   {CP_TAG_VBN, "obliged", "oblige"},
        {CP_TAG_VBD, "cajoled", "cajole"},   {CP_TAG_VBD, "balloted", "ballot"},  {CP_TAG_VBD, "blacklisted", "blacklist"},
        {CP_TAG_VBN, "embargoed", "embargo"}, {CP_TAG_VBD, "vetoed", "veto"},     {CP_TAG_VBN, "smuggled", "smuggle"},
        {CP_TAG_VBD, "sued", "sue"},         {CP_TAG_VBZ, "vetoes", "veto"},      {CP_TAG_VBD, "rebuffed", "rebuff"},
        {CP_TAG_VBN, "repealed", "repeal"},  {CP_TAG_VBN, "reimposed", "reimpose"}, {CP_TAG_VBN, "delisted", "delist"},
        {CP_TAG_VBG, "levying", "levy"},     {CP_TAG_VBN, "levied", "levy"},      {CP_TAG_VBN, "waived", "waive"},
        {CP_TAG_VBN, "quashed", "quash"},    {CP_TAG_VBD, "rescinded", "rescind"}, {CP_TAG_VBN, "tightened", "tighten"},
    };
    struct cp_arena *doc = cp_arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cp_str got = cp_lemma(doc, cp_str_from(rows[i].form), rows[i].tag);
        CU_ASSERT(cp_str_equal(got, cp_str_from(rows[i].lemma)));
        if (!cp_str_equal(got, cp_str_from(rows[i].lemma)))
            fprintf(stderr, "\n  %s: wanted %s, got " CP_FMT "\n", rows[i].form, rows[i].lemma, CP_ARG(got));
    }
    cp_arena_free(doc);
}

void cp_test_parse_lemma(void)
{
    CU_pSuite suite = CU_add_suite("parse: lemmas", NULL, NULL);
    CU_add_test(suite, "regular and irregular forms", check_lemmas);
}
