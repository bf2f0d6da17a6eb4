// SPDX-License-Identifier: GPL-3.0-or-later
// Room: relate.
//
// From tellings and links to nodes and edges. Links of one relation between the same two
// ends are one edge with several pieces of evidence, the surest first. A measure that fewer than two of
// imposes, targets, covers and responds_to hold is dropped, and so is an entity without an edge.
#include "assemble.h"

#include "domain.h"
#include "engine.h"

#include <stdlib.h>
#include <string.h>

struct edge {
    uint32_t from, to; // nodes: entities, then entity_count + act
    enum cp_relation relation;
    bool hypothetical;
    float confidence;
    struct cp_date date;
    CP_VEC(uint32_t) links;
};

typedef CP_VEC(struct edge) edge_vec;

static const float BEYOND_DOUBT = 0.7f; // confidence

enum { MOST_EVIDENCE = 8, LONGEST_EVIDENCE = 400, LONGEST_CONTEXT = 300, LARGEST_GAP = 6 };

// ---------------------------------------------------------------- edges

static uint32_t node_of(const struct scene *scene, uint32_t end, bool telling)
{
    if (!telling)
        return end;
    uint32_t act = scene->tellings.items[end].act;
    return act == CP_NONE ? CP_NONE : (uint32_t)scene->mentions->entity_count + act;
}

// Edges with an index over their ends and relation.
struct edges {
    edge_vec list;
    struct cp_table *index;
};

struct ends {
    uint32_t from, to, relation;
};

static struct edge *find_edge(const struct edges *edges, uint32_t from, uint32_t to, enum cp_relation relation)
{
    struct ends ends = {from, to, relation};
    uint32_t number = cp_table_find(edges->index, (struct cp_str){(const char *)&ends, sizeof ends});
    return number == CP_NONE ? NULL : &edges->list.items[number];
}

static struct edge *edge_for(struct scene *scene, struct edges *edges, const struct link *link)
{
    struct ends ends = {node_of(scene, link->from, link->from_telling), node_of(scene, link->to, link->to_telling),
                        link->relation};
    if (ends.from == CP_NONE || ends.to == CP_NONE || ends.from == ends.to)
        return NULL;
    if (cp_relation_symmetric(link->relation) && ends.to < ends.from)
        ends = (struct ends){ends.to, ends.from, link->relation};
    uint32_t number = cp_table_add(edges->index, (struct cp_str){(const char *)&ends, sizeof ends});
    if (number == edges->list.count)
        *CP_PUSH(scene->doc, &edges->list) =
            (struct edge){.from = ends.from, .to = ends.to, .relation = link->relation, .hypothetical = true};
    return &edges->list.items[number];
}

static void add_link(struct scene *scene, struct edges *edges, uint32_t number)
{
    const struct link *link = &scene->links.items[number];
    struct edge *edge = edge_for(scene, edges, link);
    if (!edge)
        return;
    edge->hypothetical &= link->hypothetical;
    if (link->confidence > edge->confidence)
        edge->confidence = link->confidence;
    if (link->date.year)
        edge->date = link->date;
    *CP_PUSH(scene->doc, &edge->links) = number;
}

static bool is_core(enum cp_relation relation)
{
    return relation <= CP_RELATION_RESPONDS_TO;
}

// The imposing state is not its own target: of the two edges the surer stays.
static bool is_contradicted(const struct edges *edges, const struct edge *edge)
{
    bool targets = edge->relation == CP_RELATION_TARGETS;
    if (!targets && edge->relation != CP_RELATION_IMPOSES)
        return false;
    const struct edge *other = find_edge(edges, edge->to, edge->from, targets ? CP_RELATION_IMPOSES : CP_RELATION_TARGETS);
    return other && (targets ? other->confidence >= edge->confidence : other->confidence > edge->confidence);
}

// An act of several states is an agreement; parallel acts are one for each state. So what points to a second state, and is
// less sure, comes from another act that was taken for this one.
static bool is_outvoted(const struct scene *scene, const struct edges *edges, const act_vec *acts, const struct edge *edge)
{
    uint32_t base = (uint32_t)scene->mentions->entity_count;
    bool imposes = edge->relation == CP_RELATION_IMPOSES;
    uint32_t act = imposes ? edge->to : edge->from, party = imposes ? edge->from : edge->to;
    if ((!imposes && edge->relation != CP_RELATION_TARGETS) || act < base || party >= base ||
        acts->items[act - base].type == CP_MEASURE_AGREEMENT)
        return false;
    struct cp_str state = cp_relate_state(scene, party);
    for (size_t i = 0; state.len && i < edges->list.count; i++) {
        const struct edge *other = &edges->list.items[i];
        if (other->relation != edge->relation || (imposes ? other->to : other->from) != act || other->confidence <= edge->confidence)
            continue;
        uint32_t rival = imposes ? other->from : other->to;
        struct cp_str its = rival < base ? cp_relate_state(scene, rival) : state;
        if (its.len && !cp_str_equal(its, state))
            return true;
    }
    return false;
}

// No answer comes before what it answers.
static bool comes_too_early(const struct scene *scene, const act_vec *acts, const struct edge *edge)
{
    if (edge->relation != CP_RELATION_RESPONDS_TO)
        return false;
    size_t base = scene->mentions->entity_count;
    struct cp_date answer = cp_relate_date_of(scene, &acts->items[edge->from - base]);
    struct cp_date act = cp_relate_date_of(scene, &acts->items[edge->to - base]);
    bool known = answer.year && act.year && (answer.year != act.year || (answer.month && act.month));
    return known && cp_date_compare(answer, act) < 0;
}

static void drop_contradictions(struct scene *scene, const struct edges *edges, const act_vec *acts, bool *dropped)
{
    for (size_t i = 0; i < edges->list.count; i++) {
        const struct edge *e = &edges->list.items[i];
        bool at_measure = e->relation == CP_RELATION_TARGETS && e->to >= scene->mentions->entity_count;
        dropped[i] = at_measure || is_contradicted(edges, e) || is_outvoted(scene, edges, acts, e) || comes_too_early(scene, acts, e);
    }
}

static float calibrated(const struct scene *scene, const struct edge *edge)
{
    return cp_relate_calibrated(scene->engine->calibration, edge->relation, edge->confidence);
}

// Acts in passages about other things are drawn only where they are beyond doubt (domain.h).
static void drop_stray_acts(struct scene *scene, const edge_vec *edges, const act_vec *acts, bool *dropped)
{
    uint32_t base = (uint32_t)scene->mentions->entity_count;
    const bool *inside = cp_relate_find_domain(scene, acts);
    for (size_t i = 0; i < edges->count; i++) {
        const struct edge *e = &edges->items[i];
        uint32_t act = e->from >= base ? e->from : e->to;
        dropped[i] |= act >= base && !inside[act - base] && calibrated(scene, e) < BEYOND_DOUBT;
    }
}

// Repeated, because an answer may lose the act that it answers.
static void drop_thin_acts(struct scene *scene, const edge_vec *edges, const act_vec *acts, bool *dropped)
{
    uint32_t base = (uint32_t)scene->mentions->entity_count;
    unsigned *core = CP_NEW_ARRAY(scene->doc, acts->count + 1, unsigned);
    for (bool again = true; again;) {
        again = false;
        memset(core, 0, acts->count * sizeof *core);
        for (size_t i = 0; i < edges->count; i++) {
            const struct edge *e = &edges->items[i];
            if (dropped[i] || !is_core(e->relation))
                continue;
            if (e->relation == CP_RELATION_IMPOSES && e->to >= base)
                core[e->to - base]++;
            else if (e->from >= base)
                core[e->from - base]++;
        }
        for (size_t i = 0; i < edges->count; i++) {
            const struct edge *e = &edges->items[i];
            bool thin = (e->from >= base && core[e->from - base] < 2) || (e->to >= base && core[e->to - base] < 2);
            again |= thin && !dropped[i];
            dropped[i] |= thin;
        }
    }
}

static void compact(edge_vec *edges, const bool *dropped)
{
    size_t kept = 0;
    for (size_t i = 0; i < edges->count; i++)
        if (!dropped[i])
            edges->items[kept++] = edges->items[i];
    edges->count = kept;
}

// ---------------------------------------------------------------- evidence

struct stretch {
    uint32_t begin, end; // bytes of the text
};

// Where markup was left out between two runs, the words would not stand in the file as one stretch: the longest
// piece between such gaps is kept.
static struct stretch without_gaps(const struct cp_document *document, struct stretch whole)
{
    struct stretch best = {whole.begin, whole.begin}, piece = whole;
    size_t before = cp_document_origin(document, whole.begin);
    for (uint32_t at = whole.begin; at <= whole.end; at++) {
        size_t here = at < whole.end ? cp_document_origin(document, at) : before;
        if (at == whole.end || here > before + LARGEST_GAP) {
            piece.end = at;
            if (piece.end - piece.begin > best.end - best.begin)
                best = piece;
            piece.begin = at;
        }
        before = here;
    }
    return best;
}

// What stands around the words in their sentence; of a very long one the part that is near, cut between words.
static struct cp_str text_before(struct scene *scene, size_t begin, size_t end)
{
    const char *text = scene->document->text.ptr;
    size_t cut = begin;
    if (end > begin + LONGEST_CONTEXT)
        for (cut = end - LONGEST_CONTEXT; cut < end && text[cut - 1] != ' ';)
            cut++;
    struct cp_str piece = cp_str_collapse(scene->doc, cp_str_slice(scene->document->text, cut, end));
    if (!piece.len)
        return piece;
    return cp_str_format(scene->doc, "%s" CP_FMT "%s", cut > begin ? "… " : "", CP_ARG(piece), text[end - 1] == ' ' ? " " : "");
}

static struct cp_str text_after(struct scene *scene, size_t begin, size_t end)
{
    const char *text = scene->document->text.ptr;
    size_t cut = end;
    if (end > begin + LONGEST_CONTEXT)
        for (cut = begin + LONGEST_CONTEXT; cut > begin && text[cut] != ' ';)
            cut--;
    struct cp_str piece = cp_str_collapse(scene->doc, cp_str_slice(scene->document->text, begin, cut));
    if (!piece.len)
        return piece;
    return cp_str_format(scene->doc, "%s" CP_FMT "%s", text[begin] == ' ' ? " " : "", CP_ARG(piece), cut < end ? " …" : "");
}

static struct cp_evidence evidence_of(struct scene *scene, const struct link *link)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    struct stretch s = {tokens[link->first].begin, tokens[link->last].end};
    s = without_gaps(scene->document, s);
    if (s.end - s.begin > LONGEST_EVIDENCE) {
        s.end = s.begin + LONGEST_EVIDENCE;
        while (s.end > s.begin && scene->document->text.ptr[s.end] != ' ')
            s.end--;
    }
    struct cp_str words = cp_str_collapse(scene->doc, cp_str_slice(scene->document->text, s.begin, s.end));
    const struct cp_sentence *from = &scene->analysis->sentences[tokens[link->first].sentence];
    const struct cp_sentence *to = &scene->analysis->sentences[tokens[link->last].sentence];
    return (struct cp_evidence){.words = words,
                                .before = text_before(scene, tokens[from->first].begin, s.begin),
                                .after = text_after(scene, s.end, tokens[to->first + to->count - 1].end),
                                .rule = cp_str_from(link->rule),
                                .begin = cp_document_origin(scene->document, s.begin),
                                .end = s.end > s.begin ? cp_document_origin(scene->document, s.end - 1) + 1
                                                       : cp_document_origin(scene->document, s.begin)};
}

static _Thread_local const struct scene *sorted_scene; // qsort passes no context

static int best_first(const void *x, const void *y)
{
    const struct link *a = &sorted_scene->links.items[*(const uint32_t *)x];
    const struct link *b = &sorted_scene->links.items[*(const uint32_t *)y];
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
    sorted_scene = scene;
    qsort(edge->links.items, edge->links.count, sizeof *edge->links.items, best_first);
    size_t n = edge->links.count < MOST_EVIDENCE ? edge->links.count : MOST_EVIDENCE;
    struct cp_evidence *evidence = CP_NEW_ARRAY(scene->doc, n, struct cp_evidence);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        evidence[kept] = evidence_of(scene, &scene->links.items[edge->links.items[i]]);
        bool known = false; // a longer stretch around words that are there already shows nothing more
        for (size_t j = 0; j < kept; j++)
            known |= evidence[kept].begin < evidence[j].end && evidence[j].begin < evidence[kept].end;
        kept += !known && evidence[kept].words.len > 0;
    }
    fact->evidence = evidence;
    fact->evidence_count = kept;
}

// ---------------------------------------------------------------- measures

static struct cp_str telling_text(struct scene *scene, const struct telling *t)
{
    const struct cp_token *tokens = scene->analysis->tokens;
    return cp_str_collapse(scene->doc,
                           cp_str_slice(scene->document->text, tokens[t->first].begin, tokens[t->last].end));
}

static int label_quality(const struct telling *t)
{
    int words = (int)(t->last - t->first) + 1;
    int length = words > 10 ? 20 - words : words;
    return (t->reach == TELLING_SPECIFIC) * 20 + !t->verbal * 12 + length;
}

static int by_bytes(const void *x, const void *y)
{
    return cp_str_compare(*(const struct cp_str *)x, *(const struct cp_str *)y);
}

static struct cp_fact_node measure_node(struct scene *scene, const struct act *act, uint32_t number)
{
    struct cp_fact_node node = {.kind = CP_KIND_MEASURE, .type = act->type};
    struct cp_str *aliases = CP_NEW_ARRAY(scene->doc, act->tellings.count + 1, struct cp_str);
    int best = -1000;
    for (size_t i = 0; i < act->tellings.count; i++) {
        const struct telling *t = &scene->tellings.items[act->tellings.items[i]];
        struct cp_str text = telling_text(scene, t);
        bool known = false;
        for (size_t j = 0; j < node.alias_count; j++)
            known |= cp_str_equal(aliases[j], text);
        if (!known)
            aliases[node.alias_count++] = text;
        if (label_quality(t) > best) {
            best = label_quality(t);
            node.label = text;
        }
    }
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
    size_t count = 0;
    for (size_t i = 0; i < edges->count; i++)
        used[edges->items[i].from] = used[edges->items[i].to] = true;
    for (uint32_t i = 0; i < all; i++) {
        if (!used[i])
            continue;
        nodes[count].number = i;
        nodes[count++].node = i < entities ? entity_node(&scene->mentions->entities[i])
                                           : measure_node(scene, &acts->items[i - entities], i - entities);
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
                                .confidence = calibrated(scene, edge),
                                .date = edge->date};
    const struct cp_fact_node *from = &nodes[fact.from], *to = &nodes[fact.to];
    bool of_act = is_core(edge->relation) || edge->relation == CP_RELATION_AFFECTS;
    const struct cp_fact_node *act = from->kind == CP_KIND_MEASURE ? from : to;
    if (of_act && act->kind == CP_KIND_MEASURE) {
        fact.hypothetical = is_only_planned(act) || (edge->relation != CP_RELATION_IMPOSES && edge->hypothetical &&
                                                     act->status == CP_STATUS_NONE);
        if (!fact.date.year)
            fact.date = act->date;
    }
    set_evidence(scene, edge, &fact);
    return fact;
}

struct cp_facts *cp_relate_assemble(struct scene *scene, const act_vec *acts)
{
    struct edges drawn = {.index = cp_table_new(scene->doc)};
    scene->of_today = cp_relate_is_of_today(scene);
    for (uint32_t i = 0; i < scene->links.count; i++)
        add_link(scene, &drawn, i);
    bool *dropped = CP_NEW_ARRAY(scene->doc, drawn.list.count + 1, bool);
    drop_contradictions(scene, &drawn, acts, dropped);
    drop_stray_acts(scene, &drawn.list, acts, dropped);
    drop_thin_acts(scene, &drawn.list, acts, dropped);
    compact(&drawn.list, dropped);
    edge_vec edges = drawn.list;
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
