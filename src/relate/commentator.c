// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// Who only comments: "Jane Roe, a steel analyst at Norvik Securities", "John Doe, co-founder of Norvik Research". News asks them what
// they think of what others do; they hold no post in the graph unless they do something themselves.
#include "structure.h"

// A firm that lives from advice, by a word of its name; one that the lexicon has is in the news for itself.
static bool gives_advice(const struct scene *scene, const struct cp_entity *firm, uint32_t words_of_advice)
{
    struct cp_str label = cp_str_lower(scene->doc, firm->label);
    bool found = false;
    while (label.len && !found)
        found = cp_lexicon_in(scene->lexicon, words_of_advice, cp_str_split(&label, ' '));
    return found && !firm->name && firm->kind == CP_KIND_COMPANY;
}

// "analyst" stands between the person and the body, or right before the two.
static bool is_called_analyst(const struct scene *scene, const struct link *link, uint32_t commentators)
{
    enum { WORDS_BEFORE = 2 };
    const struct cp_token *tokens = scene->analysis->tokens;
    uint32_t sentence = tokens[link->first].sentence, first = link->first;
    while (first && link->first - first < WORDS_BEFORE && tokens[first - 1].sentence == sentence)
        first--;
    for (uint32_t t = first; t <= link->last; t++)
        if (cp_lexicon_in(scene->lexicon, commentators, tokens[t].lemma))
            return true;
    return false;
}

void cp_relate_drop_commentators(struct scene *scene)
{
    const struct cp_mentions *mentions = scene->mentions;
    const uint32_t words_of_advice = cp_lexicon_set(scene->lexicon, "adviser-firm-word");
    const uint32_t commentators = cp_lexicon_set(scene->lexicon, "commentator-noun");
    bool *acts = CP_NEW_ARRAY(scene->doc, mentions->entity_count + 1, bool);
    for (size_t i = 0; i < scene->links.count; i++)
        if (scene->links.items[i].relation != CP_RELATION_HOLDS_POST)
            acts[scene->links.items[i].from] = acts[scene->links.items[i].to] = true;
    size_t kept = 0;
    for (size_t i = 0; i < scene->links.count; i++) {
        const struct link link = scene->links.items[i];
        const struct cp_entity *body = &mentions->entities[link.to];
        bool unknown = link.relation == CP_RELATION_HOLDS_POST && !mentions->entities[link.from].name && !acts[link.from];
        bool comments = unknown && (is_called_analyst(scene, &link, commentators) || (!acts[link.to] && gives_advice(scene, body, words_of_advice)));
        if (!comments)
            scene->links.items[kept++] = link;
    }
    scene->links.count = kept;
}
