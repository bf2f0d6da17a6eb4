// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names that no lexicon has, and the posts of persons, by shape and place: minimal pairs, a name and something like it.
#include "relate/structure.h"
#include "scene_fixture.h"

#include <CUnit/CUnit.h>
#include <stdio.h>

#define NOTHING CP_KIND_COUNT

static const struct {
    const char *text, *name;
    enum cp_kind kind; // NOTHING: no name
} names[] = {
    // prose with many capitals is no headline
    {"Birgit Solheim, Chairman of the Baltic Fisheries Council (Balfic), met Mario Draghi in Riga.", "Birgit Solheim", CP_KIND_PERSON},
    // a post in apposition, behind and before
    {"Birgit Solheim, a spokeswoman for the Norwegian council, met reporters.", "Birgit Solheim", CP_KIND_PERSON},
    {"Poland's ambassador to Lithuania, Jan Kowalczyk, met reporters.", "Jan Kowalczyk", CP_KIND_PERSON},
    {"Ships left Torvald Bay, a port in Norway.", "Torvald Bay", NOTHING},
    {"The Latvian national Juris Berzins was arrested in Canada.", "Juris Berzins", CP_KIND_PERSON},
    // titles that name a field; "He" as a surname
    {"Deputy Minister for Water and Roads Anna Lindberg met reporters in Sweden.", "Anna Lindberg", CP_KIND_PERSON},
    {"The plan was praised by Huawei chairman He Gangwei in China.", "He Gangwei", CP_KIND_PERSON},
    {"The plan was praised in China by Huawei's chairman He Gangwei.", "He Gangwei", CP_KIND_PERSON},
    {"In China, she said that He would come.", "He", NOTHING},
    // firms beside firms, and beside their trade
    {"Shares of Maersk and Torvald fell in Denmark.", "Torvald", CP_KIND_COMPANY},
    {"Crowds in Denmark and Torvald fell.", "Torvald", NOTHING},
    {"Novalux, a maker of lamps, has left Russia.", "Novalux", CP_KIND_COMPANY},
    {"Novalux, a love of lamps, has left Russia.", "Novalux", NOTHING},
    {"Novalux, the third of four, has left Russia.", "Novalux", NOTHING},
    // the noun beside the name says what it is
    {"The regulator NTA has banned Huawei.", "NTA", CP_KIND_AGENCY},
    {"The trade group Novalda urged Canada to act.", "Novalda", CP_KIND_ORGANIZATION},
    {"Steel maker Novalda urged Canada to act.", "Novalda", CP_KIND_COMPANY},
    {"Canada sanctioned Mario Draghi and Ri Sol Hyon.", "Ri Sol Hyon", CP_KIND_PERSON},
    {"Canada sanctioned Mario Draghi and Pak Chun Il.", "Pak Chun Il", CP_KIND_PERSON},
    {"Canada sanctioned Cecilia Ngo, who lives in Peru.", "Cecilia Ngo", CP_KIND_PERSON},
    // a title is no name, and no part of one
    {"Canada's plan was praised by Recovery Officer and Chief Negotiator in Oslo.", "Recovery Officer", NOTHING},
    {"The guests were Birgit Solheim Director, Juan Molina and Travis King.", "Birgit Solheim", CP_KIND_PERSON},
    {"The guests were Birgit Solheim Director, Juan Molina and Travis King.", "Travis King", CP_KIND_PERSON},
    // the whole name, with its legal form or head
    {"Canada sued Rosneft Oil Co. of Russia.", "Rosneft Oil Co.", CP_KIND_COMPANY},
    {"The U.S. Treasury Department sued a bank.", "U.S. Treasury Department", CP_KIND_AGENCY},
    {"Chile asked the Organisation for the Prohibition of Chemical Weapons (OPCW) for help.",
     "Organisation for the Prohibition of Chemical Weapons", CP_KIND_ORGANIZATION},
    {"The Departments of Commerce, State and Energy met in Washington.", "Energy", CP_KIND_AGENCY},
    {"The Heads of Commerce, Chess and Cheese met in Washington.", "Chess", NOTHING},
    // a committee in its chamber
    {"She spoke to the U.S. House Committee on Foreign Affairs.", "U.S. House Committee on Foreign Affairs", CP_KIND_AGENCY},
    {"She spoke to the U.S. House Picnic on Foreign Affairs.", "U.S. House Picnic on Foreign Affairs", NOTHING},
};

static enum cp_kind kind_of(const struct scene *scene, struct cp_str name)
{
    const struct cp_mentions *mentions = scene->mentions;
    for (size_t i = 0; i < mentions->mention_count; i++) {
        const struct cp_mention *m = &mentions->mentions[i];
        const struct cp_token *tokens = scene->analysis->tokens;
        if (cp_str_equal(cp_str_slice(scene->document->text, tokens[m->first].begin, tokens[m->last].end), name))
            return mentions->entities[m->entity].kind;
    }
    return NOTHING;
}

static void check_names(void)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct scene *scene = cp_scene_of(names[i].text, "2023-06-15");
        enum cp_kind kind = kind_of(scene, cp_str_from(names[i].name));
        if (kind != names[i].kind)
            fprintf(stderr, "names: %s: %s is of kind %d\n", names[i].text, names[i].name, (int)kind);
        CU_ASSERT_EQUAL(kind, names[i].kind);
        cp_scene_forget();
    }
}

static const struct {
    const char *text, *person, *body; // body NULL: no post
} posts[] = {
    {"Poland's ambassador to Lithuania, Jan Kowalczyk, met reporters.", "Jan Kowalczyk", "Poland"},
    {"Rusal and its director, Latvian national Juris Berzins, were sanctioned by Canada.", "Juris Berzins", "Rusal"},
    {"Canada opened talks with Peru. Trade Minister Juan Molina met reporters on Monday.", "Juan Molina", "Peru"},
    {"Canada opened talks with Peru. Airline president Juan Molina met reporters on Monday.", "Juan Molina", NULL},
    {"Anna Lindberg, a former lawmaker and one-time head of the European Commission, met reporters.", "Anna Lindberg", "European Commission"},
    {"Russian tycoon Ivan Petrov sold his house in Turkey.", "Ivan Petrov", NULL},
    {"Anna Lindberg, chief executive of Lyon-based Veolia, met reporters in France.", "Anna Lindberg", "Veolia"},
    {"Sen. Paul Brown spoke in Japan about the United States.", "Paul Brown", "United States"},
    {"In Peru, the wife of the director, Juan Molina, was ill.", "Juan Molina", NULL},
    // whose post it is, the phrase does not say
    {"Ericsson sued Nokia. Chief Executive Officer Anna Lindberg met reporters in China.", "Anna Lindberg", "Ericsson"},
    {"Ericsson sued Nokia. Billionaire Anna Lindberg met reporters in China.", "Anna Lindberg", NULL},
    {"Peru and Chile met. Anna Lindberg, the energy minister, spoke.", "Anna Lindberg", "Chile"},
    {"Peru and Chile met. Anna Lindberg, the energy drinker, spoke.", "Anna Lindberg", NULL},
    // one title for several, a body behind the name, an owner over labels
    {"Senators Paul Brown and Anna Lindberg wrote to the United States.", "Anna Lindberg", "United States"},
    {"Singers Paul Brown and Anna Lindberg wrote to the United States.", "Anna Lindberg", NULL},
    {"Vice-President Anna Lindberg of the European Commission met reporters.", "Anna Lindberg", "European Commission"},
    {"Huawei objected. Its Nordic head, Anna Lindberg, met reporters.", "Anna Lindberg", "Huawei"},
    {"The Swedish ambassador to Peru, Anna Lindberg, met reporters.", "Anna Lindberg", "Sweden"},
    {"Anna Lindberg, the Swedish ambassador in Peru, met reporters.", "Anna Lindberg", "Sweden"},
    // a department's several secretaries, a roster, a greeting
    {"The Energy Department met miners. Assistant Secretary for Water Anna Lindberg spoke.", "Anna Lindberg", "Energy Department"},
    {"The Energy Department met miners. Assistant cook Anna Lindberg spoke.", "Anna Lindberg", NULL},
    {"Anna Lindberg, Acting Director, Office of Foreign Assets Control", "Anna Lindberg", "Office of Foreign Assets Control"},
    {"Anna Lindberg, President & CEO, Ericsson", "Anna Lindberg", "Ericsson"},
    {"The Senate Banking Committee sat. Chairman Lindberg, Ranking Member Brown, and members of the Committee, thank you.", "Lindberg",
     "Senate Banking Committee"},
    {"The Senate Banking Committee sat. Chairman Lindberg, Ranking Member Brown, and members of the public, thank you.", "Lindberg", NULL},
};

static void check_posts(void)
{
    for (size_t i = 0; i < sizeof posts / sizeof *posts; i++) {
        struct scene *scene = cp_scene_of(posts[i].text, "2023-06-15");
        cp_relate_find_posts(scene);
        struct cp_str body = {"", 0};
        for (size_t l = 0; l < scene->links.count; l++) {
            const struct link *link = &scene->links.items[l];
            if (cp_str_equal(scene->mentions->entities[link->from].label, cp_str_from(posts[i].person)))
                body = scene->mentions->entities[link->to].label;
        }
        bool right = cp_str_equal(body, cp_str_from(posts[i].body ? posts[i].body : ""));
        if (!right)
            fprintf(stderr, "posts: %s: " CP_FMT "\n", posts[i].text, CP_ARG(body));
        CU_ASSERT_TRUE(right);
        cp_scene_forget();
    }
}

static const struct {
    const char *text, *part, *whole; // whole NULL: part of nothing
} parts[] = {
    {"The WTO Appellate Body met at the WTO.", "Appellate Body", "World Trade Organization"},
    {"The Appellate Body met at the WTO.", "Appellate Body", NULL},
    {"Ships of the state-run airline EgyptAir left Egypt.", "EgyptAir", "Egypt"},
    {"Ships of the well-run airline EgyptAir left Egypt.", "EgyptAir", NULL},
    // an embassy is its state's only where the state stands beside it; a nation in a name is a seat
    {"China's embassy in Oslo wrote to China.", "Chinese Embassy", "China"},
    {"A crowd at the embassy in Norway sang.", "Embassy", NULL},
    {"The Finnish Forest Association met in Finland.", "Finnish Forest Association", "Finland"},
    {"The Northern Forest Association met in Finland.", "Northern Forest Association", NULL},
    {"The Association of Forest Owners of Finland met in Finland.", "Association of Forest Owners", NULL},
};

static void check_parts(void)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct scene *scene = cp_scene_of(parts[i].text, "2023-06-15");
        cp_relate_find_own_states(scene);
        struct cp_str whole = {"", 0};
        for (size_t l = 0; l < scene->links.count; l++) {
            const struct link *link = &scene->links.items[l];
            if (cp_str_equal(scene->mentions->entities[link->from].label, cp_str_from(parts[i].part)))
                whole = scene->mentions->entities[link->to].label;
        }
        bool right = cp_str_equal(whole, cp_str_from(parts[i].whole ? parts[i].whole : ""));
        if (!right)
            fprintf(stderr, "parts: %s: " CP_FMT "\n", parts[i].text, CP_ARG(whole));
        CU_ASSERT_TRUE(right);
        cp_scene_forget();
    }
}

static bool names_goods(const struct scene *scene, const char *name)
{
    for (uint32_t i = 0; i < scene->mentions->entity_count; i++)
        if (cp_str_equal(scene->mentions->entities[i].label, cp_str_from(name)))
            return true;
    return false;
}

static bool has_alias(const struct scene *scene, const char *alias)
{
    for (uint32_t i = 0; i < scene->mentions->entity_count; i++)
        for (size_t k = 0; k < scene->mentions->entities[i].alias_count; k++)
            if (cp_str_equal(scene->mentions->entities[i].aliases[k], cp_str_from(alias)))
                return true;
    return false;
}

static void check_titled_names(void)
{
    struct scene *scene = cp_scene_of("Peru hailed President Anna Lindberg, and former president Mario Draghi left.", "2023-06-15");
    CU_ASSERT_TRUE(has_alias(scene, "President Anna Lindberg"));
    CU_ASSERT_TRUE(has_alias(scene, "Mario Draghi"));
    CU_ASSERT_FALSE(has_alias(scene, "president Mario Draghi"));
    cp_scene_forget();
}

static void check_torn_words(void)
{
    struct scene *scene = cp_scene_of("India bought German-made razors and lowest-cost steel.", "2023-06-15");
    CU_ASSERT_TRUE(names_goods(scene, "steel"));
    CU_ASSERT_FALSE(names_goods(scene, "cost steel"));
    cp_scene_forget();
    scene = cp_scene_of("India bought dual-use items from Germany.", "2023-06-15");
    CU_ASSERT_FALSE(names_goods(scene, "use items"));
    cp_scene_forget();
}

void cp_test_relate_names(void)
{
    CU_pSuite suite = CU_add_suite("relate: names and posts", cp_scene_open, cp_scene_close);
    CU_add_test(suite, "unknown names by shape and place", check_names);
    CU_add_test(suite, "posts beside names", check_posts);
    CU_add_test(suite, "parts of states and bodies", check_parts);
    CU_add_test(suite, "names with titles", check_titled_names);
    CU_add_test(suite, "goods without the rest of a word", check_torn_words);
}
