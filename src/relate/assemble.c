// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// From tellings and links to nodes and edges. Links of one relation between the same two
// ends are one edge with several pieces of evidence, the surest first. A measure that fewer than two of
// imposes, targets, covers and responds_to hold is dropped, and so is an entity without an edge.
#include "assemble.h"

#include "edges.h"
#include "engine.h"
#include "trigger.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_EVIDENCE = 8, LONGEST_EVIDENCE = 400, LONGEST_CONTEXT = 300, LARGEST_GAP = 6 };

// ---------------------------------------------------------------- evidence

struct stretch {
    uint32_t begin, end; // bytes of the text
};

// Where markup was left out between two runs, the words would not stand in the file as one stretch: the longest
// piece between such gaps is kept.
static struct stretch without_gaps(const struct cp_document *document, struct stretch whole)
{
    struct stretch best = {whole.begin, whole.begin}, piece = whole;
    for (; piece.begin < whole.end; piece.begin = piece.end) {
        piece.end = (uint32_t)cp_document_gap(document, piece.begin, whole.end, LARGEST_GAP);
        if (piece.end - piece.begin > best.end - best.begin)
            best = piece;
    }
    return best;
}

static struct cp_str tidy(struct scene *scene, size_t begin, size_t end)
{
    return cp_str_tidy(scene->doc, cp_str_slice(scene->document->text, begin, end));
}

// What stands around the words in their sentence; of a very long one the part that is near, cut between words.
static struct cp_str text_before(struct scene *scene, size_t begin, size_t end)
{
    const char *text = scene->document->text.ptr;
    size_t cut = begin;
    if (end > begin + LONGEST_CONTEXT)
        for (cut = end - LONGEST_CONTEXT; cut < end && text[cut - 1] != ' ';)
            cut++;
    const struct cp_str piece = tidy(scene, cut, end);
    if (!piece.len)
        return piece;
    const struct cp_str parts[] = {cut > begin ? CP_STR("… ") : CP_STR(""), piece, text[end - 1] == ' ' ? CP_STR(" ") : CP_STR("")};
    return cp_str_chain(scene->doc, parts, 3);
}

static struct cp_str text_after(struct scene *scene, size_t begin, size_t end)
{
    const char *text = scene->document->text.ptr;
    size_t cut = end;
    if (end > begin + LONGEST_CONTEXT)
        for (cut = begin + LONGEST_CONTEXT; cut > begin && text[cut] != ' ';)
            cut--;
    const struct cp_str piece = tidy(scene, begin, cut);
    if (!piece.len)
        return piece;
    const struct cp_str parts[] = {text[begin] == ' ' ? CP_STR(" ") : CP_STR(""), piece, cut < end ? CP_STR(" …") : CP_STR("")};
    return cp_str_chain(scene->doc, parts, 3);
}

static struct stretch words_of(const struct scene *scene, const struct link *link)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    struct stretch s = without_gaps(scene->document, (struct stretch){tokens[link->first].begin, tokens[link->last].end});
    if (s.end - s.begin > LONGEST_EVIDENCE) {
        s.end = s.begin + LONGEST_EVIDENCE;
        while (s.end > s.begin && scene->document->text.ptr[s.end] != ' ')
            s.end--;
    }
    return s;
}

// What the link stands on, without the text around it.
static struct cp_evidence evidence_of(struct scene *scene, const struct link *link, struct stretch s)
{
    const size_t begin = cp_document_origin(scene->document, s.begin);
    return (struct cp_evidence){.words = tidy(scene, s.begin, s.end),
                                .rule = cp_str_from(link->rule),
                                .begin = begin,
                                .end = s.end > s.begin ? cp_document_origin(scene->document, s.end - 1) + 1 : begin};
}

static void add_context(struct scene *scene, const struct link *link, struct stretch s, struct cp_evidence *evidence)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    const struct cp_sentence *from = &scene->analysis->sentences[tokens[link->first].sentence];
    const struct cp_sentence *to = &scene->analysis->sentences[tokens[link->last].sentence];
    evidence->before = text_before(scene, tokens[from->first].begin, s.begin);
    evidence->after = text_after(scene, s.end, tokens[to->first + to->count - 1].end);
}

// A longer stretch around words that are there already shows nothing more.
static bool is_shown(const struct cp_evidence *shown, size_t count, const struct cp_evidence *evidence)
{
    for (size_t i = 0; i < count; i++)
        if (evidence->begin < shown[i].end && shown[i].begin < evidence->end)
            return true;
    return false;
}

static int best_first(const void *x, const void *y)
{
    const struct link *a = *(const struct link *const *)x, *b = *(const struct link *const *)y;
    int a_step = (int)(a->confidence * 5), b_step = (int)(b->confidence * 5); // about as sure: the shorter one shows it better
    if (a_step != b_step)
        return a_step > b_step ? -1 : 1;
    uint32_t a_length = a->last - a->first, b_length = b->last - b->first;
    if (a_length != b_length)
        return a_length < b_length ? -1 : 1;
    return a->first != b->first ? (a->first < b->first ? -1 : 1) : 0;
}

static void set_evidence(struct scene *scene, struct edge *edge, struct cp_fact_edge *fact)
{
    size_t n = edge->sure ? edge->sure : edge->links.count; // what is doubtful shows nothing beside what is not
    qsort(edge->links.items, n, sizeof *edge->links.items, best_first);
    n = n < MOST_EVIDENCE ? n : MOST_EVIDENCE;
    struct cp_evidence *evidence = CP_NEW_ARRAY(scene->doc, n, struct cp_evidence);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const struct stretch words = words_of(scene, edge->links.items[i]);
        const struct cp_evidence found = evidence_of(scene, edge->links.items[i], words);
        if (!found.words.len || is_shown(evidence, kept, &found))
            continue;
        evidence[kept] = found;
        add_context(scene, edge->links.items[i], words, &evidence[kept++]);
    }
    fact->evidence = evidence;
    fact->evidence_count = kept;
}

// ---------------------------------------------------------------- measures

// Words of grammar say nothing at the end of a name: "ban on the use of".
static bool ends_label(const struct scene *scene, uint32_t token)
{
    uint8_t tag = token_at(scene, token)->tag;
    return tag != CP_TAG_IN && tag != CP_TAG_TO && tag != CP_TAG_DT && tag != CP_TAG_CC && tag != CP_TAG_PRP_POSS && tag != CP_TAG_COMMA;
}

static struct cp_str telling_text(struct scene *scene, const struct telling *t)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    uint32_t last = t->last;
    while (last > t->token && !ends_label(scene, last))
        last--;
    return tidy(scene, tokens[t->first].begin, tokens[last].end);
}

struct parts {
    const edge_vec *edges;
    struct act_edges of;
};

// Does the act hit or cover the entity?
static bool plays(const struct parts *p, uint32_t act, uint32_t entity)
{
    enum { MOST = 64 };
    unsigned seen = 0;
    for (uint32_t i = p->of.first[act]; i != CP_NONE && seen < MOST; i = p->of.next[i]) {
        const struct edge *e = &p->edges->items[i];
        if (e->relation != CP_RELATION_IMPOSES && e->to == entity)
            return true;
        seen += e->relation <= CP_RELATION_COVERS;
    }
    return false;
}

// Does the telling say whom the act hits, or what it is about?
static bool says_of_what(const struct scene *scene, const struct telling *t, const struct parts *p, uint32_t act)
{
    for (uint32_t k = t->first; k <= t->last; k++) {
        uint32_t m = scene->mentions->at[k];
        if (m != CP_NONE && plays(p, act, scene->mentions->mentions[m].entity))
            return true;
    }
    return false;
}

static bool is_named_act(const struct scene *scene, const struct telling *t)
{
    return scene->engine->triggers->rows[t->trigger].pos == TRIGGER_NAME;
}

// A noun with its goods or party stands best on a map: "export curbs on gallium".
static int label_quality(const struct scene *scene, const struct telling *t, const struct parts *p, uint32_t act)
{
    int words = (int)(t->last - t->first) + 1;
    int length = words > 10 ? 20 - words : words;
    bool telling = is_named_act(scene, t) || says_of_what(scene, t, p, act);
    return (t->reach == TELLING_SPECIFIC) * 20 + !t->verbal * 12 + telling * 8 + length;
}

static int by_bytes(const void *x, const void *y)
{
    return cp_str_compare(*(const struct cp_str *)x, *(const struct cp_str *)y);
}

// The first two that play the part, "A" or "A and B"; empty if none does, or more than can be listed.
static struct cp_str list_players(struct scene *scene, const struct parts *p, uint32_t act, enum cp_relation role)
{
    enum { MOST = 2 };
    struct cp_str names[MOST] = {{0}};
    size_t count = 0;
    for (uint32_t i = p->of.first[act]; i != CP_NONE && count <= MOST; i = p->of.next[i]) {
        const struct edge *e = &p->edges->items[i];
        uint32_t entity = role == CP_RELATION_IMPOSES ? e->from : e->to;
        if (e->relation != role)
            continue;
        if (count < MOST && entity < scene->mentions->entity_count)
            names[count] = scene->mentions->entities[entity].label;
        count++;
    }
    if (count == MOST)
        return cp_str_format(scene->doc, CP_FMT " and " CP_FMT, CP_ARG(names[0]), CP_ARG(names[1]));
    return count && names[0].len ? names[0] : (struct cp_str){"", 0};
}

// The word by which a noun takes what it is about: "a probe into", "an arrest of", "a ban on".
static const char *joint_of(const struct scene *scene, const struct telling *t)
{
    static const struct {
        const char *set, *joint;
    } joints[] = {{"into-noun", "into"}, {"of-noun", "of"}, {"against-what-noun", "against"}, {"for-noun", "for"}};
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (lemma_is_asked(scene, t->token, cp_lexicon_set(scene->lexicon, joints[i].set)))
            return joints[i].joint;
    return "on";
}

static bool is_bare(const struct scene *scene, const struct telling *t)
{
    enum { FEW = 4 };
    if (t->verbal)
        return t->first == t->last;
    for (uint32_t k = t->first; k <= t->last; k++)
        if (token_at(scene, k)->tag == CP_TAG_IN || token_at(scene, k)->tag == CP_TAG_TO)
            return false;
    return t->last - t->first < FEW;
}

// "Ban", "designated": a bare word is no name on a map. Whom or what the act is about is put behind it.
static struct cp_str full_label(struct scene *scene, const struct telling *t, struct cp_str text, const struct parts *p, uint32_t act, bool pact)
{
    if (!is_bare(scene, t) || (pact && t->verbal) || is_named_act(scene, t) || says_of_what(scene, t, p, act))
        return text;
    struct cp_str about = list_players(scene, p, act, pact ? CP_RELATION_IMPOSES : CP_RELATION_TARGETS);
    if (!about.len && !pact)
        about = list_players(scene, p, act, CP_RELATION_COVERS);
    if (!about.len || cp_str_find(text, about, 0) != SIZE_MAX || (pact && cp_str_find(about, CP_STR(" and "), 0) == SIZE_MAX))
        return text;
    if (t->verbal)
        return cp_str_format(scene->doc, CP_FMT " " CP_FMT, CP_ARG(text), CP_ARG(about));
    return cp_str_format(scene->doc, CP_FMT " %s " CP_FMT, CP_ARG(text), pact ? "between" : joint_of(scene, t), CP_ARG(about));
}

static struct cp_fact_node measure_node(struct scene *scene, const struct act *act, uint32_t number, const struct parts *parts)
{
    struct cp_fact_node node = {.kind = CP_KIND_MEASURE, .type = act->type};
    struct cp_str *aliases = CP_NEW_ARRAY(scene->doc, act->tellings.count + 1, struct cp_str);
    const struct telling *named = NULL;
    int best = -1000;
    for (size_t i = 0; i < act->tellings.count; i++) {
        const struct telling *t = &scene->tellings.items[act->tellings.items[i]];
        struct cp_str text = telling_text(scene, t);
        bool known = false;
        for (size_t j = 0; j < node.alias_count; j++)
            known |= cp_str_equal(aliases[j], text);
        if (!known)
            aliases[node.alias_count++] = text;
        int quality = label_quality(scene, t, parts, number);
        if (quality > best) {
            best = quality;
            node.label = text;
            named = t;
        }
    }
    if (named)
        node.label = full_label(scene, named, node.label, parts, number, act->type == CP_MEASURE_AGREEMENT);
    qsort(aliases, node.alias_count, sizeof *aliases, by_bytes);
    node.aliases = aliases;
    node.id = cp_str_format(scene->doc, "m%u", number + 1);
    node.status = cp_relate_status_of(scene, act);
    node.date = cp_relate_date_of(scene, act);
    return node;
}

static struct cp_fact_node entity_node(const struct cp_entity *entity)
{
    return (struct cp_fact_node){.id = entity->id,
                                 .kind = entity->kind,
                                 .label = entity->label,
                                 .aliases = entity->aliases,
                                 .alias_count = entity->alias_count,
                                 .country = entity->country,
                                 .type = CP_MEASURE_COUNT};
}

// ---------------------------------------------------------------- all together

struct numbered {
    struct cp_fact_node node;
    uint32_t number; // as edges call it
};

static int by_kind_and_id(const void *x, const void *y)
{
    const struct numbered *a = x, *b = y;
    if (a->node.kind != b->node.kind)
        return a->node.kind < b->node.kind ? -1 : 1;
    if (a->node.kind == CP_KIND_MEASURE) // m2 before m10
        return a->number < b->number ? -1 : a->number > b->number;
    return cp_str_compare(a->node.id, b->node.id);
}

static int by_ends(const void *x, const void *y)
{
    const struct cp_fact_edge *a = x, *b = y;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->relation != b->relation)
        return a->relation < b->relation ? -1 : 1;
    return a->to < b->to ? -1 : a->to > b->to;
}

static size_t number_nodes(struct scene *scene, const act_vec *acts, const edge_vec *edges, struct numbered *nodes,
                           uint32_t *place)
{
    uint32_t entities = (uint32_t)scene->mentions->entity_count, all = entities + (uint32_t)acts->count;
    bool *used = CP_NEW_ARRAY(scene->doc, all + 1, bool);
    const struct parts parts = {edges, cp_relate_edges_of_acts(scene, edges, acts->count)};
    size_t count = 0;
    for (size_t i = 0; i < edges->count; i++)
        used[edges->items[i].from] = used[edges->items[i].to] = true;
    for (uint32_t i = 0; i < all; i++) {
        if (!used[i])
            continue;
        nodes[count].number = i;
        nodes[count++].node = i < entities ? entity_node(&scene->mentions->entities[i])
                                           : measure_node(scene, &acts->items[i - entities], i - entities, &parts);
    }
    qsort(nodes, count, sizeof *nodes, by_kind_and_id);
    for (uint32_t i = 0; i < count; i++)
        place[nodes[i].number] = i;
    return count;
}

// All edges that make an act hang on its having happened: those of one that is only planned are hypothetical.
static bool is_only_planned(const struct cp_fact_node *node)
{
    return node->kind == CP_KIND_MEASURE && node->status == CP_STATUS_PLANNED;
}

static struct cp_fact_edge fact_edge(struct scene *scene, struct edge *edge, const struct cp_fact_node *nodes,
                                     const uint32_t *place)
{
    struct cp_fact_edge fact = {.from = place[edge->from],
                                .to = place[edge->to],
                                .relation = edge->relation,
                                .hypothetical = edge->hypothetical,
                                .confidence = cp_relate_edge_confidence(scene, edge),
                                .date = edge->date};
    const struct cp_fact_node *from = &nodes[fact.from], *to = &nodes[fact.to];
    bool of_act = edge->relation <= CP_RELATION_RESPONDS_TO || edge->relation == CP_RELATION_AFFECTS;
    const struct cp_fact_node *act = from->kind == CP_KIND_MEASURE ? from : to;
    if (of_act && act->kind == CP_KIND_MEASURE) {
        bool unfinished = act->status == CP_STATUS_ENDED || (edge->relation != CP_RELATION_IMPOSES && act->status == CP_STATUS_NONE);
        fact.hypothetical = is_only_planned(act) || (edge->hypothetical && unfinished); // "dropped plans to ban it": it never was
        if (!fact.date.year)
            fact.date = act->date;
    }
    set_evidence(scene, edge, &fact);
    return fact;
}

struct cp_facts *cp_relate_assemble(struct scene *scene, const act_vec *acts)
{
    scene->of_today = cp_relate_is_of_today(scene);
    edge_vec edges = cp_relate_draw_edges(scene, acts);
    size_t all = scene->mentions->entity_count + acts->count;
    struct numbered *numbered = CP_NEW_ARRAY(scene->doc, all + 1, struct numbered);
    uint32_t *place = CP_NEW_ARRAY(scene->doc, all + 1, uint32_t);
    struct cp_facts *facts = CP_NEW(scene->doc, struct cp_facts);
    facts->node_count = number_nodes(scene, acts, &edges, numbered, place);
    struct cp_fact_node *nodes = CP_NEW_ARRAY(scene->doc, facts->node_count + 1, struct cp_fact_node);
    for (size_t i = 0; i < facts->node_count; i++)
        nodes[i] = numbered[i].node;
    struct cp_fact_edge *out = CP_NEW_ARRAY(scene->doc, edges.count + 1, struct cp_fact_edge);
    for (size_t i = 0; i < edges.count; i++)
        out[facts->edge_count++] = fact_edge(scene, &edges.items[i], nodes, place);
    qsort(out, facts->edge_count, sizeof *out, by_ends);
    facts->nodes = nodes;
    facts->edges = out;
    facts->document = scene->document->id;
    facts->source = scene->document->source;
    facts->title = scene->document->title;
    facts->date = scene->document->date;
    return facts;
}
