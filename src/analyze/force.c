// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// Where the discs of a component come to rest, by forces between the two models of Fruchterman and Reingold (1991) and of
// Noack (2007): springs pull with the root of their length, discs push each other away by 1/distance times their masses
// (degrees), so that what is densely linked gathers and what is not drifts apart: communities become regions of the
// map. Springs between communities pull less. Pushes of far groups are taken together (Barnes and Hut 1986).
#include "layout_p.h"

#include <math.h>

enum { DEEPEST = 48, FEW_ROUNDS = 60, SOME_ROUNDS = 150, MANY_ROUNDS = 500 };
static const double BETWEEN_COMMUNITIES = 0.2, // strength of a spring from one to another
    PUSH = 0.3,                               // of all discs together on one at the rim
    GRAVITY = 0.3,                            // at the rim; keeps what hangs on a single thread
    OPEN = 1.2,                               // a cell is opened if it looks wider than this from here
    ROOM = 9.0, MORE_ROOM = 2.0,              // times the area that the discs themselves take; labels need more if few
    FIRST_STEP = 0.12, LAST_STEP = 0.0008;    // of the radius of the map

struct cell { // of the quadtree: a leaf has a disc or is empty, a branch has children
    double mass, x, y; // of all below; the centre of mass
    uint32_t child[4]; // 0: none (the root is nobody's child)
    uint32_t disc;     // CP_NONE in a branch
};

struct field {
    struct cp_arena *run;
    struct component *component;
    double radius; // that the map should come to have
    double push;
    double *fx, *fy;
    CP_VEC(struct cell) cells;
    double left, top, width;
};

// ---------------------------------------------------------------- start

// Steps around a spiral by the golden angle, turned by multiplication.
struct spiral {
    double x, y;
    size_t count;
};

static void next_point(struct spiral *s, double scale, double *x, double *y)
{
    const double cosine = -0.7373688780783197, sine = 0.6754902942615238;
    double turned = s->x * cosine - s->y * sine, far = scale * sqrt((double)s->count + 0.5);
    s->y = s->x * sine + s->y * cosine;
    s->x = turned;
    s->count++;
    *x = s->x * far;
    *y = s->y * far;
}

// Communities around the middle, the members of each around its own.
static void start(struct field *f)
{
    struct component *c = f->component;
    uint32_t communities = 0;
    for (size_t i = 0; i < c->disc_count; i++)
        communities = c->discs[i].community >= communities ? c->discs[i].community + 1 : communities;
    struct spiral *around = CP_NEW_ARRAY(f->run, communities + 1, struct spiral), middle = {1, 0, 0};
    double *middles = CP_NEW_ARRAY(f->run, 2 * (size_t)communities + 2, double);
    double apart = f->radius / sqrt((double)communities + 1), close = f->radius / sqrt((double)c->disc_count + 1) * 0.5;
    for (uint32_t i = 0; i < communities; i++) {
        around[i] = (struct spiral){1, 0, 0};
        next_point(&middle, apart, &middles[2 * i], &middles[2 * i + 1]);
    }
    for (size_t i = 0; i < c->disc_count; i++) {
        struct disc *d = &c->discs[i];
        next_point(&around[d->community], close, &d->x, &d->y);
        d->x += middles[2 * d->community];
        d->y += middles[2 * d->community + 1];
    }
}

// ---------------------------------------------------------------- the tree

static uint32_t new_cell(struct field *f)
{
    *CP_PUSH(f->run, &f->cells) = (struct cell){.disc = CP_NONE}; // the list is used again in each round
    return (uint32_t)(f->cells.count - 1);
}

static unsigned quarter_of(double x, double y, double *left, double *top, double *width)
{
    unsigned quarter = 0;
    *width /= 2;
    if (x >= *left + *width) {
        quarter |= 1;
        *left += *width;
    }
    if (y >= *top + *width) {
        quarter |= 2;
        *top += *width;
    }
    return quarter;
}

static void add_mass(struct cell *cell, const struct disc *d)
{
    double mass = cell->mass + d->mass;
    cell->x = (cell->x * cell->mass + d->x * d->mass) / mass;
    cell->y = (cell->y * cell->mass + d->y * d->mass) / mass;
    cell->mass = mass;
}

// Goes down to an empty leaf; a leaf that is taken becomes a branch, and its disc goes a step down.
static void insert(struct field *f, uint32_t number)
{
    const struct disc *d = &f->component->discs[number];
    double left = f->left, top = f->top, width = f->width;
    uint32_t at = 0;
    for (unsigned depth = 0;; depth++) {
        struct cell *cell = &f->cells.items[at];
        bool empty = cell->mass == 0;
        if (empty || depth == DEEPEST) { // discs on one spot share the deepest leaf
            if (empty)
                cell->disc = number;
            add_mass(cell, d);
            return;
        }
        if (cell->disc != CP_NONE) {
            const struct disc *old = &f->component->discs[cell->disc];
            double l = left, t = top, w = width;
            unsigned quarter = quarter_of(old->x, old->y, &l, &t, &w);
            uint32_t child = new_cell(f);
            cell = &f->cells.items[at]; // may have moved
            f->cells.items[child] = (struct cell){.mass = cell->mass, .x = cell->x, .y = cell->y, .disc = cell->disc};
            cell->disc = CP_NONE;
            cell->child[quarter] = child;
        }
        add_mass(cell, d);
        unsigned quarter = quarter_of(d->x, d->y, &left, &top, &width);
        uint32_t child = cell->child[quarter];
        if (!child) {
            child = new_cell(f);
            f->cells.items[at].child[quarter] = child;
        }
        at = child;
    }
}

static void grow_tree(struct field *f)
{
    const struct component *c = f->component;
    double right = c->discs[0].x, bottom = c->discs[0].y;
    f->left = right, f->top = bottom;
    for (size_t i = 1; i < c->disc_count; i++) {
        const struct disc *d = &c->discs[i];
        f->left = d->x < f->left ? d->x : f->left, right = d->x > right ? d->x : right;
        f->top = d->y < f->top ? d->y : f->top, bottom = d->y > bottom ? d->y : bottom;
    }
    f->width = (right - f->left > bottom - f->top ? right - f->left : bottom - f->top) * 1.0001 + 1e-9;
    f->cells.count = 0;
    new_cell(f);
    for (uint32_t i = 0; i < c->disc_count; i++)
        insert(f, i);
}

// ---------------------------------------------------------------- forces

static void push_from(struct field *f, uint32_t number, uint32_t at, double width)
{
    const struct disc *d = &f->component->discs[number];
    const struct cell *cell = &f->cells.items[at];
    if (cell->disc == number || cell->mass == 0)
        return;
    double dx = d->x - cell->x, dy = d->y - cell->y, square = dx * dx + dy * dy;
    if (cell->disc == CP_NONE && width * width > OPEN * OPEN * square) {
        for (unsigned i = 0; i < 4; i++)
            if (cell->child[i])
                push_from(f, number, cell->child[i], width / 2);
        return;
    }
    double least = f->radius * 1e-4;
    if (square < least * least) { // on one spot: apart by their numbers
        dx = number % 2 ? least : -least;
        dy = least * ((double)(number % 7) - 3) / 7;
        square = dx * dx + dy * dy;
    }
    double force = f->push * cell->mass / square; // on each unit of its own mass
    f->fx[number] += dx * force;
    f->fy[number] += dy * force;
}

static void pull(struct field *f)
{
    const struct component *c = f->component;
    double soft = f->radius * 0.02;
    for (size_t i = 0; i < c->spring_count; i++) {
        const struct spring *s = &c->springs[i];
        const struct disc *a = &c->discs[s->a], *b = &c->discs[s->b];
        double dx = a->x - b->x, dy = a->y - b->y, far = sqrt(dx * dx + dy * dy);
        double force = s->pull * sqrt(far / f->radius) / (far + soft);
        force *= a->community == b->community ? 1.0 : BETWEEN_COMMUNITIES;
        f->fx[s->a] -= dx * force / a->mass, f->fy[s->a] -= dy * force / a->mass;
        f->fx[s->b] += dx * force / b->mass, f->fy[s->b] += dy * force / b->mass;
    }
}

static void fall(struct field *f)
{
    const struct component *c = f->component;
    for (size_t i = 0; i < c->disc_count; i++) {
        f->fx[i] -= c->discs[i].x / f->radius * GRAVITY;
        f->fy[i] -= c->discs[i].y / f->radius * GRAVITY;
    }
}

static void move(struct field *f, double longest)
{
    struct component *c = f->component;
    for (size_t i = 0; i < c->disc_count; i++) {
        double length = sqrt(f->fx[i] * f->fx[i] + f->fy[i] * f->fy[i]);
        double step = length > 1 ? longest / length : longest; // a force of 1 is a whole step
        c->discs[i].x += f->fx[i] * step;
        c->discs[i].y += f->fy[i] * step;
        f->fx[i] = f->fy[i] = 0;
    }
}

static unsigned rounds_for(size_t discs)
{
    return discs > 30000 ? FEW_ROUNDS : discs > 5000 ? SOME_ROUNDS : MANY_ROUNDS;
}

void cp_spread(struct cp_arena *run, struct component *component, const struct cp_progress *progress)
{
    struct field f = {.run = run, .component = component};
    double area = 0, mass = 0;
    for (size_t i = 0; i < component->disc_count; i++) {
        area += component->discs[i].radius * component->discs[i].radius * 4;
        mass += component->discs[i].mass;
    }
    double few = 200.0 / (double)component->disc_count;
    f.radius = sqrt(area * ROOM * (1 + (few < MORE_ROOM ? few : MORE_ROOM)));
    f.push = f.radius / mass * PUSH;
    f.fx = CP_NEW_ARRAY(run, component->disc_count + 1, double);
    f.fy = CP_NEW_ARRAY(run, component->disc_count + 1, double);
    start(&f);
    unsigned rounds = rounds_for(component->disc_count);
    for (unsigned i = 0; i < rounds && component->disc_count > 1; i++) {
        double done = (double)i / rounds, left = (1 - done) * (1 - done);
        grow_tree(&f);
        for (uint32_t k = 0; k < component->disc_count; k++)
            push_from(&f, k, 0, f.width);
        pull(&f);
        fall(&f);
        move(&f, f.radius * (LAST_STEP + (FIRST_STEP - LAST_STEP) * left));
        cp_progress_tell(progress, "map: rounds", i + 1, rounds);
    }
}
