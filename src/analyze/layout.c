// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// A map of the graph: springs along edges, repulsion between neighbours in the plane (Fruchterman and Reingold
// 1991, with their grid), a pull towards the middle of the own community, then discs that
// overlap are pushed apart and components are packed in rows. It uses + - * / and sqrt only, which every machine
// rounds alike, so the same graph gives the same picture everywhere; igraph's layouts call sine and exponential.
#include "chokepoint/analyze.h"

#include <math.h>
#include <stdlib.h>

enum { ROUNDS = 300, APART_ROUNDS = 60 };
static const double SPRING = 110.0, MARGIN = 10.0, SMALLEST = 8.0, LARGEST = 34.0, COMMUNITY_PULL = 0.06;

struct disc {
    double x, y, dx, dy, radius;
    uint32_t component, community;
};

struct plane {
    struct cp_arena *run;
    struct cp_graph *graph;
    struct disc *discs;
    size_t count;
    uint32_t *head, *next; // grid of cells: chains of discs
    size_t columns, rows;
    double left, top, cell;
};

// ---------------------------------------------------------------- looks

struct colour {
    uint8_t red, green, blue;
};

// Okabe and Ito's palette, which colour-blind people can tell apart.
static struct colour colour_of(enum cp_kind kind)
{
    switch (kind) {
    case CP_KIND_COUNTRY: return (struct colour){0, 114, 178};
    case CP_KIND_AGENCY: return (struct colour){86, 180, 233};
    case CP_KIND_COMPANY: return (struct colour){230, 159, 0};
    case CP_KIND_ORGANIZATION: return (struct colour){0, 158, 115};
    case CP_KIND_PERSON: return (struct colour){204, 121, 167};
    case CP_KIND_TECHNOLOGY: return (struct colour){240, 228, 66};
    case CP_KIND_MEASURE: return (struct colour){213, 94, 0};
    default: return (struct colour){153, 153, 153};
    }
}

static void set_looks(struct cp_graph *graph)
{
    double most = 1;
    for (size_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].metrics.degree > most)
            most = graph->nodes[i].metrics.degree;
    for (size_t i = 0; i < graph->node_count; i++) {
        struct cp_graph_node *node = &graph->nodes[i];
        struct colour c = colour_of(node->kind);
        double share = sqrt(node->metrics.degree / most);
        double scale = node->kind == CP_KIND_MEASURE ? 0.45 : 1.0; // measures stand between their parties, smaller
        node->size = round((SMALLEST + (LARGEST - SMALLEST) * share * scale) * 10) / 10;
        node->red = c.red, node->green = c.green, node->blue = c.blue;
        node->coloured = true;
    }
}

// ---------------------------------------------------------------- forces

// Points on a spiral, one golden angle after the other, turned by multiplication.
static void place_at_first(struct plane *p)
{
    const double cosine = -0.7373688780783197, sine = 0.6754902942615238;
    double x = 1, y = 0;
    for (size_t i = 0; i < p->count; i++) {
        double turned = x * cosine - y * sine;
        y = x * sine + y * cosine;
        x = turned;
        double far = SPRING * 0.6 * sqrt((double)i + 1);
        p->discs[i].x = x * far;
        p->discs[i].y = y * far;
    }
}

static size_t cell_at(const struct plane *p, double x, double y)
{
    size_t column = (size_t)((x - p->left) / p->cell), row = (size_t)((y - p->top) / p->cell);
    column = column < p->columns ? column : p->columns - 1;
    row = row < p->rows ? row : p->rows - 1;
    return row * p->columns + column;
}

static void sort_into_cells(struct plane *p, double cell)
{
    double right = -1e300, bottom = -1e300;
    p->left = p->top = 1e300;
    for (size_t i = 0; i < p->count; i++) {
        const struct disc *d = &p->discs[i];
        p->left = d->x < p->left ? d->x : p->left, right = d->x > right ? d->x : right;
        p->top = d->y < p->top ? d->y : p->top, bottom = d->y > bottom ? d->y : bottom;
    }
    const double most_cells = 512;
    double wide = right - p->left, high = bottom - p->top, longer = wide > high ? wide : high;
    p->cell = longer / cell > most_cells ? longer / most_cells : cell;
    p->columns = (size_t)(wide / p->cell) + 1;
    p->rows = (size_t)(high / p->cell) + 1;
    for (size_t i = 0; i < p->columns * p->rows; i++)
        p->head[i] = CP_NONE;
    for (size_t i = p->count; i-- > 0;) {
        size_t at = cell_at(p, p->discs[i].x, p->discs[i].y);
        p->next[i] = p->head[at];
        p->head[at] = (uint32_t)i;
    }
}

static void each_near(struct plane *p, uint32_t i, void (*act)(struct plane *p, uint32_t i, uint32_t j))
{
    size_t at = cell_at(p, p->discs[i].x, p->discs[i].y), column = at % p->columns, row = at / p->columns;
    for (size_t r = row ? row - 1 : 0; r <= row + 1 && r < p->rows; r++)
        for (size_t c = column ? column - 1 : 0; c <= column + 1 && c < p->columns; c++)
            for (uint32_t j = p->head[r * p->columns + c]; j != CP_NONE; j = p->next[j])
                if (j != i)
                    act(p, i, j);
}

static void repel(struct plane *p, uint32_t i, uint32_t j)
{
    struct disc *a = &p->discs[i];
    const struct disc *b = &p->discs[j];
    double dx = a->x - b->x, dy = a->y - b->y, square = dx * dx + dy * dy;
    if (square < 0.01) { // on one spot: apart by their numbers
        dx = i < j ? -0.1 : 0.1;
        dy = (double)(i % 7) * 0.01;
        square = dx * dx + dy * dy;
    }
    double force = SPRING * SPRING / square * (a->component == b->component ? 1.0 : 1.4);
    a->dx += dx * force;
    a->dy += dy * force;
}

static void attract(struct plane *p)
{
    for (size_t i = 0; i < p->graph->edge_count; i++) {
        const struct cp_graph_edge *e = &p->graph->edges[i];
        struct disc *a = &p->discs[e->from], *b = &p->discs[e->to];
        double dx = a->x - b->x, dy = a->y - b->y, far = sqrt(dx * dx + dy * dy);
        double force = far / SPRING * (a->community == b->community ? 1.0 : 0.35);
        a->dx -= dx * force, a->dy -= dy * force;
        b->dx += dx * force, b->dy += dy * force;
    }
}

struct middle {
    double x, y, count;
};

static void pull_together(struct plane *p, struct middle *middles, size_t communities)
{
    for (size_t i = 0; i < communities; i++)
        middles[i] = (struct middle){0, 0, 0};
    for (size_t i = 0; i < p->count; i++) {
        struct middle *m = &middles[p->discs[i].community];
        m->x += p->discs[i].x, m->y += p->discs[i].y, m->count++;
    }
    for (size_t i = 0; i < p->count; i++) {
        struct disc *d = &p->discs[i];
        const struct middle *m = &middles[d->community];
        d->dx += (m->x / m->count - d->x) * COMMUNITY_PULL * SPRING * 0.5;
        d->dy += (m->y / m->count - d->y) * COMMUNITY_PULL * SPRING * 0.5;
        d->dx -= d->x * 0.02 * SPRING * 0.1;
        d->dy -= d->y * 0.02 * SPRING * 0.1;
    }
}

static void move(struct plane *p, double hottest)
{
    for (size_t i = 0; i < p->count; i++) {
        struct disc *d = &p->discs[i];
        double length = sqrt(d->dx * d->dx + d->dy * d->dy);
        double step = length > hottest ? hottest / length : 1.0;
        if (length > 0)
            d->x += d->dx * step, d->y += d->dy * step;
        d->dx = d->dy = 0;
    }
}

static void spread(struct plane *p, size_t communities)
{
    struct middle *middles = CP_NEW_ARRAY(p->run, communities + 1, struct middle);
    double heat = SPRING * sqrt((double)p->count) * 0.5;
    unsigned rounds = p->count > 20000 ? ROUNDS / 6 : p->count > 4000 ? ROUNDS / 2 : ROUNDS;
    for (unsigned round_number = 0; round_number < rounds; round_number++) {
        sort_into_cells(p, SPRING * 4);
        for (uint32_t i = 0; i < p->count; i++)
            each_near(p, i, repel);
        attract(p);
        pull_together(p, middles, communities);
        move(p, heat * (1.0 - (double)round_number / rounds) + 1.0);
    }
}

// ---------------------------------------------------------------- no overlap

static void push_apart(struct plane *p, uint32_t i, uint32_t j)
{
    struct disc *a = &p->discs[i], *b = &p->discs[j];
    double dx = a->x - b->x, dy = a->y - b->y, far = sqrt(dx * dx + dy * dy);
    double wanted = a->radius + b->radius + MARGIN;
    if (j < i || far >= wanted)
        return;
    if (far < 0.01)
        dx = 1, dy = 0.1 * (double)(i % 5), far = 1;
    double push = (wanted - far) / 2 / far;
    a->x += dx * push, a->y += dy * push;
    b->x -= dx * push, b->y -= dy * push;
}

static void part_discs(struct plane *p)
{
    for (unsigned i = 0; i < APART_ROUNDS; i++) {
        sort_into_cells(p, (LARGEST + MARGIN) * 2);
        for (uint32_t k = 0; k < p->count; k++)
            each_near(p, k, push_apart);
    }
}

// ---------------------------------------------------------------- packing

struct box {
    double left, top, right, bottom, shift_x, shift_y;
    uint32_t component;
};

static int tallest_first(const void *x, const void *y)
{
    const struct box *a = x, *b = y;
    double a_high = a->bottom - a->top, b_high = b->bottom - b->top;
    if (a_high != b_high)
        return a_high > b_high ? -1 : 1;
    return a->component < b->component ? -1 : a->component > b->component;
}

static void measure_boxes(const struct plane *p, struct box *boxes, size_t components)
{
    for (size_t i = 0; i < components; i++)
        boxes[i] = (struct box){1e300, 1e300, -1e300, -1e300, 0, 0, (uint32_t)i};
    for (size_t i = 0; i < p->count; i++) {
        const struct disc *d = &p->discs[i];
        struct box *b = &boxes[d->component];
        double reach = d->radius + MARGIN;
        b->left = d->x - reach < b->left ? d->x - reach : b->left;
        b->right = d->x + reach > b->right ? d->x + reach : b->right;
        b->top = d->y - reach < b->top ? d->y - reach : b->top;
        b->bottom = d->y + reach > b->bottom ? d->y + reach : b->bottom;
    }
}

// Shelves: the tallest component first, rows as wide as a square of all would be.
static void pack(struct plane *p, size_t components)
{
    struct box *boxes = CP_NEW_ARRAY(p->run, components + 1, struct box);
    double area = 0, widest = 0, x = 0, y = 0, row = 0;
    measure_boxes(p, boxes, components);
    qsort(boxes, components, sizeof *boxes, tallest_first);
    for (size_t i = 0; i < components; i++) {
        double wide = boxes[i].right - boxes[i].left;
        area += wide * (boxes[i].bottom - boxes[i].top);
        widest = wide > widest ? wide : widest;
    }
    double limit = sqrt(area) * 1.25 > widest ? sqrt(area) * 1.25 : widest;
    for (size_t i = 0; i < components; i++) {
        double wide = boxes[i].right - boxes[i].left, high = boxes[i].bottom - boxes[i].top;
        if (x > 0 && x + wide > limit) {
            x = 0;
            y += row;
            row = 0;
        }
        boxes[i].shift_x = x - boxes[i].left;
        boxes[i].shift_y = y - boxes[i].top;
        x += wide;
        row = high > row ? high : row;
    }
    struct box *by_number = CP_NEW_ARRAY(p->run, components + 1, struct box);
    for (size_t i = 0; i < components; i++)
        by_number[boxes[i].component] = boxes[i];
    for (size_t i = 0; i < p->count; i++) {
        p->discs[i].x += by_number[p->discs[i].component].shift_x;
        p->discs[i].y += by_number[p->discs[i].component].shift_y;
    }
}

static bool is_number(double x, size_t limit)
{
    return x >= 0 && x < (double)limit && x == floor(x);
}

// A file may say anything of its communities.
static bool is_parted(const struct cp_graph *graph)
{
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct cp_metrics *m = &graph->nodes[i].metrics;
        if (!isfinite(m->degree) || !is_number(m->community, graph->node_count) || !is_number(m->component, graph->node_count))
            return false;
    }
    return graph->nodes[0].metrics.computed;
}

static size_t count_of(const struct cp_graph *graph, bool components)
{
    double most = 0;
    for (size_t i = 0; i < graph->node_count; i++) {
        double number = components ? graph->nodes[i].metrics.component : graph->nodes[i].metrics.community;
        most = number > most ? number : most;
    }
    return (size_t)most + 1;
}

enum cp_status cp_layout(struct cp_arena *run, struct cp_graph *graph, const struct cp_analyze_options *options,
                         struct cp_error *err)
{
    const size_t most_cells = 520 * 520;
    struct plane p = {.run = run, .graph = graph, .count = graph->node_count};
    struct cp_summary summary;
    if (!graph->node_count)
        return CP_OK;
    if (!is_parted(graph)) {
        enum cp_status status = cp_analyze(run, graph, options, &summary, err);
        if (status != CP_OK)
            return status;
    }
    set_looks(graph);
    p.discs = CP_NEW_ARRAY(run, p.count, struct disc);
    p.next = CP_NEW_ARRAY(run, p.count, uint32_t);
    p.head = CP_NEW_ARRAY(run, most_cells, uint32_t);
    for (size_t i = 0; i < p.count; i++) {
        p.discs[i].radius = graph->nodes[i].size / 2;
        p.discs[i].component = (uint32_t)graph->nodes[i].metrics.component;
        p.discs[i].community = (uint32_t)graph->nodes[i].metrics.community;
    }
    place_at_first(&p);
    spread(&p, count_of(graph, false));
    part_discs(&p);
    pack(&p, count_of(graph, true));
    for (size_t i = 0; i < p.count; i++) {
        graph->nodes[i].x = round(p.discs[i].x * 10) / 10;
        graph->nodes[i].y = round(p.discs[i].y * 10) / 10;
    }
    return CP_OK;
}
