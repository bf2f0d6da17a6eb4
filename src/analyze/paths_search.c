// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// All paths of one length after another, in depth first, never into what cannot end in time: the guide knows from where
// the goal is near enough, and for each node that must be on the path its distances are known. Only nodes on some
// simple path between the ends can be on one: they are the block that holds both when a link between them is added
// (Whitney 1932), so what hangs on the rest of the graph is never entered.
#include "paths_p.h"

#include "cut_p.h"

#include <string.h>

enum { USUAL_EFFORT = 50000000, STRIDE = 65536 };

struct must {
    uint32_t node;
    uint32_t *distance; // from each node to it; CP_NONE: no way
};

struct search {
    struct cp_arena *run;
    const struct cp_roads *roads;
    struct cp_guide *guide;
    struct must *musts;
    bool *on_trail;
    struct cp_trail trail;
    int32_t *times; // at each node of the trail
    size_t *next;   // the next arc to try
    size_t effort, all_effort; // left, and what there was
    struct cp_path_answer *answer;
    CP_VEC(struct cp_path) found;
};

// ---------------------------------------------------------------- where a path can be

static void close_outside(struct cp_arena *run, struct cp_roads *roads)
{
    const struct cp_graph *graph = roads->graph;
    struct cp_graph with_link = *graph;
    with_link.edges = CP_NEW_ARRAY(run, graph->edge_count + 1, struct cp_graph_edge);
    with_link.edge_count = 0;
    for (size_t i = 0; i < graph->edge_count; i++)
        if (!roads->closed[graph->edges[i].from] && !roads->closed[graph->edges[i].to] && roads->widths[i] >= roads->least)
            with_link.edges[with_link.edge_count++] = graph->edges[i];
    with_link.edges[with_link.edge_count++] =
        (struct cp_graph_edge){.from = roads->query->from, .to = roads->query->to};
    struct cp_arcs arcs = cp_arcs_simple(run, &with_link, CP_ARCS_BOTH);
    struct cp_cuts cuts = {0};
    cp_cut_blocks(run, &arcs, CP_NEW_ARRAY(run, graph->node_count + 1, struct cp_cut_node), &cuts);
    for (size_t i = 0; i < cuts.block_count; i++) {
        int ends = 0;
        for (size_t k = 0; k < cuts.blocks[i].count; k++)
            ends += cuts.blocks[i].nodes[k] == roads->query->from || cuts.blocks[i].nodes[k] == roads->query->to;
        if (ends < 2)
            continue;
        for (size_t v = 0; v < graph->node_count; v++)
            roads->closed[v] = true;
        for (size_t k = 0; k < cuts.blocks[i].count; k++)
            roads->closed[cuts.blocks[i].nodes[k]] = false;
        return;
    }
}

// Steps to a node that must be on the path, whatever their time.
static uint32_t *distances_to(struct cp_arena *run, const struct cp_roads *roads, uint32_t goal)
{
    size_t n = roads->graph->node_count, count = 0;
    uint32_t *distance = CP_NEW_ARRAY(run, n + 1, uint32_t), *queue = CP_NEW_ARRAY(run, n + 1, uint32_t);
    memset(distance, 0xFF, n * sizeof *distance);
    distance[goal] = 0;
    queue[count++] = goal;
    for (size_t at = 0; at < count; at++)
        for (size_t a = roads->in.first[queue[at]]; a < roads->in.first[queue[at] + 1]; a++) {
            uint32_t from = roads->in.arcs[a].to;
            if (distance[from] != CP_NONE || roads->closed[from] || roads->widths[roads->in.arcs[a].edge] < roads->least)
                continue;
            distance[from] = distance[queue[at]] + 1;
            queue[count++] = from;
        }
    return distance;
}

// ---------------------------------------------------------------- one length

static bool musts_fit(const struct search *s, uint32_t node, size_t steps)
{
    for (size_t i = 0; i < s->roads->query->through_count; i++) {
        const struct must *must = &s->musts[i];
        uint32_t there = must->distance[node];
        if (must->node == node || must->node == s->roads->query->to || s->on_trail[must->node])
            continue;
        if (there == CP_NONE || there >= steps || !cp_guide_reaches(s->guide, must->node, steps - there, CP_BEGINNING))
            return false;
    }
    return true;
}

static void enter(struct search *s, uint32_t node, int32_t time)
{
    s->trail.nodes[s->trail.length] = node;
    s->times[s->trail.length] = time;
    s->next[s->trail.length] = s->roads->out.first[node];
    s->on_trail[node] = true;
}

static void leave(struct search *s)
{
    s->on_trail[s->trail.nodes[s->trail.length]] = false;
    if (s->trail.length)
        s->trail.length--;
}

// Tries the next neighbours of the trail's end until one can be entered; false if none is left.
static bool advance(struct search *s, size_t length)
{
    const struct cp_roads *roads = s->roads;
    size_t depth = s->trail.length, steps = length - depth - 1;
    size_t end = roads->out.first[s->trail.nodes[depth] + 1];
    while (s->next[depth] < end) {
        uint32_t to = roads->out.arcs[s->next[depth]].to, edge;
        int32_t arrival;
        s->next[depth] = cp_roads_step(roads, &roads->out, s->next[depth], end, s->times[depth], &edge, &arrival);
        if (--s->effort % STRIDE == 0)
            cp_progress_tell(roads->query->progress, "paths: steps tried, at most", s->all_effort - s->effort, s->all_effort);
        if (edge == CP_NONE || roads->closed[to] || s->on_trail[to] || (to == roads->query->to) != (steps == 0) ||
            !cp_guide_reaches(s->guide, to, steps, arrival) || !musts_fit(s, to, steps))
            continue;
        s->trail.edges[s->trail.length++] = edge;
        enter(s, to, arrival);
        return true;
    }
    return false;
}

static void keep(struct search *s)
{
    if (s->found.count == s->roads->query->count)
        s->answer->more = true;
    else
        *CP_PUSH(s->run, &s->found) = cp_trail_keep(s->run, s->roads, &s->trail);
}

static void search_length(struct search *s, size_t length)
{
    s->trail.length = 0;
    enter(s, s->roads->query->from, CP_BEGINNING);
    while (!s->answer->more && s->effort > s->roads->out.nodes) {
        if (s->trail.length == length) {
            keep(s);
            leave(s);
        } else if (!advance(s, length)) {
            if (!s->trail.length)
                break;
            leave(s);
        }
    }
    while (s->trail.length)
        leave(s);
    leave(s);
    s->answer->gave_up = !s->answer->more && s->effort <= s->roads->out.nodes;
}

// ---------------------------------------------------------------- all of them

static size_t longest_length(const struct cp_roads *roads)
{
    size_t open = 0;
    for (size_t v = 0; v < roads->graph->node_count; v++)
        open += !roads->closed[v];
    size_t most = open ? open - 1 : 0;
    return roads->query->way == CP_PATH_SIMPLE && roads->query->longest < most ? roads->query->longest : most;
}

static void set_musts(struct search *s)
{
    const struct cp_path_query *query = s->roads->query;
    s->musts = CP_NEW_ARRAY(s->run, query->through_count + 1, struct must);
    for (size_t i = 0; i < query->through_count; i++)
        s->musts[i] = (struct must){query->through[i], distances_to(s->run, s->roads, query->through[i])};
}

static bool musts_are_open(const struct cp_roads *roads)
{
    for (size_t i = 0; i < roads->query->through_count; i++)
        if (roads->closed[roads->query->through[i]])
            return false;
    return true;
}

void cp_paths_search(struct cp_arena *run, struct cp_roads *roads, struct cp_path_answer *answer)
{
    const struct cp_path_query *query = roads->query;
    size_t n = roads->graph->node_count;
    *answer = (struct cp_path_answer){0};
    close_outside(run, roads);
    if (!musts_are_open(roads))
        return;
    struct search s = {
        .run = run,
        .roads = roads,
        .answer = answer,
        .guide = cp_guide_new(run, roads),
        .on_trail = CP_NEW_ARRAY(run, n + 1, bool),
        .times = CP_NEW_ARRAY(run, n + 1, int32_t),
        .next = CP_NEW_ARRAY(run, n + 1, size_t),
        .trail = {.nodes = CP_NEW_ARRAY(run, n + 1, uint32_t), .edges = CP_NEW_ARRAY(run, n + 1, uint32_t)},
        .effort = (query->effort ? query->effort : USUAL_EFFORT) + n};
    s.all_effort = s.effort;
    size_t longest = longest_length(roads);
    set_musts(&s);
    bool growing = true;
    for (size_t length = 1; length <= longest && !answer->more && !answer->gave_up; length++) {
        if (growing)
            growing = cp_guide_advance(s.guide);
        if (cp_guide_reaches(s.guide, query->from, length, CP_BEGINNING) && musts_fit(&s, query->from, length))
            search_length(&s, length);
        bool enough = query->way == CP_PATH_SHORTEST ? s.found.count == query->count
                                                     : query->way == CP_PATH_ALL_SHORTEST && s.found.count;
        if (enough)
            break;
    }
    cp_progress_tell(query->progress, "paths: steps tried, at most", s.all_effort, s.all_effort);
    answer->paths = s.found.items;
    answer->count = s.found.count;
}

// ---------------------------------------------------------------- widest

// What the search finds among edges that are at least so wide: up to `count` paths with the fewest steps.
static struct cp_path_answer search_level(struct cp_arena *run, const struct cp_roads *roads, double least, size_t count)
{
    struct cp_path_query query = *roads->query;
    struct cp_roads level = *roads;
    struct cp_path_answer answer;
    size_t n = roads->graph->node_count;
    query.way = CP_PATH_SHORTEST;
    query.count = count;
    level.query = &query;
    level.least = least;
    level.closed = CP_NEW_ARRAY(run, n + 1, bool); // the search closes more
    memcpy(level.closed, roads->closed, n * sizeof *level.closed);
    cp_paths_search(run, &level, &answer);
    return answer;
}

// The widest level below `below` at which there are more than `found` paths, by halving: what can be walked at one width can be at each below it.
static size_t next_level(struct cp_arena *run, const struct cp_roads *roads, const double *levels, size_t below, size_t found, bool *gave_up)
{
    size_t low = 0, high = below;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct cp_path_answer answer = search_level(run, roads, levels[middle], found + 1);
        *gave_up |= answer.gave_up;
        if (answer.count > found)
            low = middle + 1;
        else
            high = middle;
    }
    return low; // one above it; 0: there is none
}

// In order of time a narrower edge may be taken because it is earlier: the path was found among wider ones before.
static bool is_among(const struct cp_path *paths, size_t count, const struct cp_path *path)
{
    for (size_t i = 0; i < count; i++)
        if (paths[i].length == path->length && memcmp(paths[i].nodes, path->nodes, (path->length + 1) * sizeof *path->nodes) == 0)
            return true;
    return false;
}

// Level by level: those of exactly this width, shortest first. That many more than the ones found before are enough to have all of them
// that are wanted.
void cp_paths_widest_through(struct cp_arena *run, struct cp_roads *roads, struct cp_path_answer *answer)
{
    const struct cp_path_query *query = roads->query;
    size_t level_count, wanted = query->count;
    const double *levels = cp_roads_levels(run, roads, &level_count);
    struct cp_path *found = CP_NEW_ARRAY(run, wanted + 1, struct cp_path);
    *answer = (struct cp_path_answer){.paths = found};
    for (size_t level = level_count; answer->count <= wanted && !answer->gave_up;) {
        size_t known = answer->count;
        level = next_level(run, roads, levels, level, known, &answer->gave_up);
        if (!level)
            break;
        struct cp_path_answer here = search_level(run, roads, levels[--level], wanted + 1);
        answer->gave_up |= here.gave_up;
        for (size_t i = 0; i < here.count && answer->count <= wanted; i++)
            if (here.paths[i].width <= levels[level] && !is_among(found, known, &here.paths[i]))
                found[answer->count++] = here.paths[i];
    }
    answer->more = answer->count > wanted;
    answer->count = answer->more ? wanted : answer->count;
}
