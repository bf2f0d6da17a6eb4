// SPDX-License-Identifier: GPL-3.0-or-later
// Room: analyze.
//
// Discs that overlap are pushed apart, each pair by half of what is missing, until none does; discs are sorted into cells
// of a grid, so that only near ones are looked at. Then components are put side by side: the largest on top, small ones into the corners that
// it leaves empty, the others in rows under it.
#include "layout_p.h"

#include <math.h>
#include <stdlib.h>

enum { PUSH_ROUNDS = 400 };
static const double GAP = 4.0, MARGIN = 40.0;

// ---------------------------------------------------------------- no overlap

struct grid {
    struct component *component;
    uint32_t *head, *next; // chains of discs by cell
    size_t columns, rows;
    double left, top, cell;
};

static void measure(struct component *c, double margin)
{
    c->left = c->top = 1e300;
    c->right = c->bottom = -1e300;
    for (size_t i = 0; i < c->disc_count; i++) {
        const struct disc *d = &c->discs[i];
        double reach = d->radius + margin;
        c->left = d->x - reach < c->left ? d->x - reach : c->left;
        c->right = d->x + reach > c->right ? d->x + reach : c->right;
        c->top = d->y - reach < c->top ? d->y - reach : c->top;
        c->bottom = d->y + reach > c->bottom ? d->y + reach : c->bottom;
    }
}

// As many as the discs need: most components are small, and there may be very many of them.
static size_t most_cells(const struct component *c)
{
    enum { FEWEST = 64, FOR_EACH = 4 };
    return FEWEST + FOR_EACH * c->disc_count;
}

static size_t cell_of(const struct grid *g, const struct disc *d)
{
    size_t column = (size_t)((d->x - g->left) / g->cell), row = (size_t)((d->y - g->top) / g->cell);
    return (row < g->rows ? row : g->rows - 1) * g->columns + (column < g->columns ? column : g->columns - 1);
}

static void sort_into_cells(struct grid *g, double widest)
{
    struct component *c = g->component;
    measure(c, 0);
    g->left = c->left, g->top = c->top;
    g->cell = widest;
    while (((c->right - c->left) / g->cell + 1) * ((c->bottom - c->top) / g->cell + 1) > (double)most_cells(c))
        g->cell *= 2;
    g->columns = (size_t)((c->right - c->left) / g->cell) + 1;
    g->rows = (size_t)((c->bottom - c->top) / g->cell) + 1;
    for (size_t i = 0; i < g->columns * g->rows; i++)
        g->head[i] = CP_NONE;
    for (size_t i = c->disc_count; i-- > 0;) {
        size_t at = cell_of(g, &c->discs[i]);
        g->next[i] = g->head[at];
        g->head[at] = (uint32_t)i;
    }
}

// Only up and down: as far as it takes at the distance that they have from left to right.
static bool push_up_and_down(struct disc *a, struct disc *b, uint32_t number)
{
    double dx = a->x - b->x, dy = a->y - b->y, wanted = a->radius + b->radius + GAP;
    if (dx * dx + dy * dy >= wanted * wanted)
        return false;
    double push = (sqrt(wanted * wanted - dx * dx) - fabs(dy)) * 0.51;
    bool above = dy != 0 ? dy < 0 : number % 2;
    a->y += above ? -push : push;
    b->y += above ? push : -push;
    return true;
}

static bool push_apart(struct disc *a, struct disc *b, uint32_t number)
{
    double dx = a->x - b->x, dy = a->y - b->y, far = sqrt(dx * dx + dy * dy), wanted = a->radius + b->radius + GAP;
    if (far >= wanted)
        return false;
    if (far < 0.01) {
        dx = number % 2 ? 1 : -1;
        dy = ((double)(number % 5) - 2) / 3;
        far = sqrt(dx * dx + dy * dy);
        wanted += far; // as if they were not there yet
    }
    double push = (wanted - far) * 0.51 / far; // a little more than half, so that it ends
    double all = a->radius * a->radius + b->radius * b->radius, a_share = 2 * b->radius * b->radius / all;
    a->x += dx * push * a_share, a->y += dy * push * a_share; // the larger moves less
    b->x -= dx * push * (2 - a_share), b->y -= dy * push * (2 - a_share);
    return true;
}

static bool push_round(struct grid *g)
{
    struct component *c = g->component;
    bool pushed = false;
    for (uint32_t i = 0; i < c->disc_count; i++) {
        size_t at = cell_of(g, &c->discs[i]), column = at % g->columns, row = at / g->columns;
        for (size_t r = row ? row - 1 : 0; r <= row + 1 && r < g->rows; r++)
            for (size_t k = column ? column - 1 : 0; k <= column + 1 && k < g->columns; k++)
                for (uint32_t j = g->head[r * g->columns + k]; j != CP_NONE; j = g->next[j])
                    if (j > i)
                        pushed |= c->keep_x ? push_up_and_down(&c->discs[i], &c->discs[j], i)
                                            : push_apart(&c->discs[i], &c->discs[j], i);
    }
    return pushed;
}

// What rounds of pushing cannot part (a dense middle of very many), a larger map does.
static void widen(struct component *c)
{
    for (size_t i = 0; i < c->disc_count; i++) {
        c->discs[i].x *= 1.05;
        c->discs[i].y *= 1.05;
    }
}

void cp_part_discs(struct cp_arena *run, struct component *c)
{
    struct grid g = {.component = c};
    double widest = 0;
    g.head = CP_NEW_ARRAY(run, most_cells(c), uint32_t);
    g.next = CP_NEW_ARRAY(run, c->disc_count + 1, uint32_t);
    for (size_t i = 0; i < c->disc_count; i++)
        widest = c->discs[i].radius > widest ? c->discs[i].radius : widest;
    for (unsigned i = 0; i < PUSH_ROUNDS; i++) {
        sort_into_cells(&g, widest * 2 + GAP);
        if (!push_round(&g))
            break;
        if (i % 20 == 19)
            widen(c);
    }
    measure(c, MARGIN);
}

// ---------------------------------------------------------------- side by side

static int largest_first(const void *x, const void *y)
{
    const struct component *a = *(struct component *const *)x, *b = *(struct component *const *)y;
    double a_high = a->bottom - a->top, b_high = b->bottom - b->top;
    if (a_high != b_high)
        return a_high > b_high ? -1 : 1;
    return a < b ? -1 : a > b; // they stand in one array
}

static void shift(struct component *c, double dx, double dy)
{
    for (size_t i = 0; i < c->disc_count; i++) {
        c->discs[i].x += dx;
        c->discs[i].y += dy;
    }
}

// Cells of the largest component's rectangle; where a disc stands, or too near for a name beside it, or where a line runs, is taken.
struct room {
    bool *taken;
    size_t columns, rows;
    double left, top, cell;
};

enum { MOST_CELLS = 96, MOST_TRIED = 200 };

static size_t cell_at(double x, size_t limit)
{
    return x < 0 ? 0 : x >= (double)limit ? limit - 1 : (size_t)x;
}

static void take_room(struct room *room, const struct component *c)
{
    for (size_t i = 0; i < c->disc_count; i++) {
        const struct disc *d = &c->discs[i];
        double reach = d->radius + MARGIN;
        size_t bottom = cell_at((d->y + reach - room->top) / room->cell, room->rows);
        size_t right = cell_at((d->x + reach - room->left) / room->cell, room->columns);
        for (size_t row = cell_at((d->y - reach - room->top) / room->cell, room->rows); row <= bottom; row++)
            for (size_t column = cell_at((d->x - reach - room->left) / room->cell, room->columns); column <= right; column++)
                room->taken[row * room->columns + column] = true;
    }
}

static void take_lines(struct room *room, const struct component *c)
{
    for (size_t i = 0; i < c->spring_count; i++) {
        const struct disc *a = &c->discs[c->springs[i].a], *b = &c->discs[c->springs[i].b];
        double dx = b->x - a->x, dy = b->y - a->y;
        size_t steps = (size_t)(sqrt(dx * dx + dy * dy) / room->cell) + 1;
        for (size_t k = 0; k <= steps; k++) {
            double x = a->x + dx * (double)k / (double)steps, y = a->y + dy * (double)k / (double)steps;
            size_t column = cell_at((x - room->left) / room->cell, room->columns), row = cell_at((y - room->top) / room->cell, room->rows);
            room->taken[row * room->columns + column] = true;
        }
    }
}

static struct room room_of(struct cp_arena *run, const struct component *largest)
{
    double wide = largest->right - largest->left, high = largest->bottom - largest->top;
    struct room room = {.left = largest->left, .top = largest->top, .cell = fmax(fmax(wide, high) / MOST_CELLS, MARGIN / 2)};
    room.columns = (size_t)(wide / room.cell);
    room.rows = (size_t)(high / room.cell);
    room.taken = CP_NEW_ARRAY(run, room.columns * room.rows + 1, bool);
    if (room.columns && room.rows) {
        take_room(&room, largest);
        take_lines(&room, largest);
    }
    return room;
}

static bool is_empty(const struct room *room, size_t column, size_t row, size_t wide, size_t high)
{
    for (size_t r = row; r < row + high; r++)
        for (size_t c = column; c < column + wide; c++)
            if (room->taken[r * room->columns + c])
                return false;
    return true;
}

// To the empty place that is farthest from the middle, so that nobody takes it for a part of what it stands beside; false if there is none.
static bool fit_in(struct room *room, struct component *c)
{
    size_t wide = (size_t)((c->right - c->left) / room->cell) + 1, high = (size_t)((c->bottom - c->top) / room->cell) + 1;
    double farthest = -1;
    size_t best_column = 0, best_row = 0;
    for (size_t row = 0; row + high <= room->rows; row++)
        for (size_t column = 0; column + wide <= room->columns; column++) {
            double dx = (double)column + (double)wide / 2 - (double)room->columns / 2;
            double dy = (double)row + (double)high / 2 - (double)room->rows / 2;
            if (dx * dx + dy * dy <= farthest || !is_empty(room, column, row, wide, high))
                continue;
            farthest = dx * dx + dy * dy;
            best_column = column, best_row = row;
        }
    if (farthest < 0)
        return false;
    shift(c, room->left + (double)best_column * room->cell - c->left, room->top + (double)best_row * room->cell - c->top);
    take_room(room, c);
    return true;
}

void cp_pack(struct cp_arena *run, struct component *components, size_t count)
{
    struct component **sorted = CP_NEW_ARRAY(run, count + 1, struct component *);
    double area = 0, widest = 0, x = 0, y = 0, row = 0;
    for (size_t i = 0; i < count; i++) {
        double wide = components[i].right - components[i].left;
        sorted[i] = &components[i];
        area += wide * (components[i].bottom - components[i].top);
        widest = wide > widest ? wide : widest;
    }
    qsort(sorted, count, sizeof(struct component *), largest_first);
    double limit = sqrt(area) * 1.1 > widest ? sqrt(area) * 1.1 : widest;
    struct room room = {0};
    for (size_t i = 0; i < count; i++) {
        if (i == 1) { // the largest has its place
            measure(sorted[0], MARGIN);
            room = room_of(run, sorted[0]);
        }
        if (i && i <= MOST_TRIED && fit_in(&room, sorted[i]))
            continue;
        double wide = sorted[i]->right - sorted[i]->left, high = sorted[i]->bottom - sorted[i]->top;
        if (x > 0 && x + wide > limit) {
            x = 0;
            y -= row; // y grows upwards in Gephi
            row = 0;
        }
        shift(sorted[i], x - sorted[i]->left, y - sorted[i]->bottom);
        x += wide;
        row = high > row ? high : row;
    }
}
