// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// A picture for a report or a slide: discs, bent or straight edges with arrow heads, names, a legend, a title. Colours
// stand in attributes, which every program that shows SVG understands; those of the dark form in a style that only
// browsers heed.
//
// Names are placed greedily, the greatest first, each at one of sixteen places around its disc where it hides no disc
// and no name that stands already, and of those where the fewest lines run beneath it (after Christensen, Marks and
// Shieber 1995, who found greedy placement a good start; there is no second pass). A name that finds no place is left
// to the tip of the disc.
#include "picture.h"
#include "writers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct point {
    double x, y;
};

struct box {
    double left, top, right, bottom;
};

struct label {
    struct cp_str lines[2];
    unsigned line_count;
    double font, wide, high;
    struct box box;
    bool placed;
};

struct boxes {
    CP_VEC(struct box) items;
};

// Boxes that names must not hide, and points of edges that they had better not, by cells of a grid.
struct grid {
    struct boxes *taken;
    uint32_t *points; // how many in a cell of half the width
    size_t columns, rows, fine_columns, fine_rows;
};

struct theme {
    const char *ground, *ink, *soft, *signs[3];
};
static const struct theme light = {"#ffffff", "#1b2330", "#566072", {"#c8481a", "#8a93a2", "#1f78b4"}};
static const struct theme dark = {"#12161d", "#e8ecf2", "#a3aebf", {"#f0804f", "#79849a", "#6bb5ea"}};
static const char *const sign_names[3] = {"conflict", "neither", "cooperation"};

struct picture {
    struct cp_arena *run;
    const struct cp_graph *graph;
    const struct cp_export_options *options;
    const struct theme *theme;
    struct cp_file *file;
    struct cp_buf out;
    struct point *places; // of nodes
    double *radii;
    double *bends; // of edges
    struct label *labels;
    struct grid grid;
    double width, height, top, zoom; // the map stands below `top`
    double scale;                    // of title and legend, 1 or more
};

enum {
    SHEET = 2000, // a picture no wider than this can be read as a whole
    MARGIN = 28,
    HEAD = 62,
    LEGEND_LINE = 20,
    DATES = 20,
    CELL = 48,
    FINE = 12,
    FLUSH_AT = 64 * 1024,
    MANY_EDGES = 3000
};

static void flush(struct picture *p, size_t at)
{
    if (p->out.failed || p->out.len >= at)
        cp_file_write_buf(p->file, &p->out);
}

static void add(struct picture *p, const char *text)
{
    cp_buf_add(&p->out, cp_str_from(text));
}

// A tenth of a pixel is finer than anybody sees.
static double tenth(double x)
{
    double rounded = round(x * 10) / 10;
    return rounded == 0 ? 0 : rounded; // no -0
}

static void add_number(struct picture *p, double x)
{
    cp_buf_add_double(&p->out, tenth(x));
}

static void add_point(struct picture *p, const char *before, struct point at)
{
    add(p, before);
    add_number(p, at.x);
    cp_buf_add_char(&p->out, ' ');
    add_number(p, at.y);
}

// ---------------------------------------------------------------- places

static bool is_placed(const struct cp_graph_node *node)
{
    return isfinite(node->x) && isfinite(node->y) && isfinite(node->size) && node->size > 0;
}

static void place_nodes(struct picture *p)
{
    const struct cp_graph *graph = p->graph;
    const double least = 640, most = 4200, for_each = 120;
    struct box all = {1e300, 1e300, -1e300, -1e300};
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct cp_graph_node *n = &graph->nodes[i];
        if (!is_placed(n))
            continue;
        double r = n->size / 2;
        all.left = fmin(all.left, n->x - r), all.right = fmax(all.right, n->x + r);
        all.top = fmin(all.top, -n->y - r), all.bottom = fmax(all.bottom, -n->y + r);
    }
    if (all.left > all.right)
        all = (struct box){0, 0, 1, 1};
    double wide = fmax(all.right - all.left, 1), high = fmax(all.bottom - all.top, 1);
    double side = fmin(fmax(for_each * sqrt((double)graph->node_count), least), most);
    p->zoom = fmin(side / sqrt(wide * high), 1.6); // a few nodes are not blown up
    p->zoom = fmin(p->zoom, most / fmax(wide, high));
    double room = 110; // at both sides, for names
    p->width = fmax(wide * p->zoom + 2 * MARGIN + 2 * room, least);
    p->scale = fmax(1, p->width / SHEET);
    p->top = HEAD * p->scale + MARGIN + (p->options->timeline ? DATES : 0);
    p->height = p->top + high * p->zoom + 2 * MARGIN;
    double shift = (p->width - wide * p->zoom) / 2;
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct cp_graph_node *n = &graph->nodes[i];
        bool placed = is_placed(n);
        p->radii[i] = placed ? fmax(n->size / 2 * p->zoom, 1.5) : 0;
        p->places[i] = placed
                           ? (struct point){shift + (n->x - all.left) * p->zoom, p->top + (-n->y - all.top) * p->zoom}
                           : (struct point){p->width / 2, p->top};
    }
}

// Edges between the same two nodes are bent by different amounts.
static void bend_edges(struct picture *p)
{
    const struct cp_graph *graph = p->graph;
    struct cp_table *pairs = cp_table_new(p->run);
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct cp_graph_edge *e = &graph->edges[i];
        uint32_t pair[2] = {e->from < e->to ? e->from : e->to, e->from < e->to ? e->to : e->from};
        uint32_t number = cp_table_add(pairs, (struct cp_str){(const char *)pair, sizeof pair});
        uint64_t before = cp_table_value(pairs, number);
        cp_table_set(pairs, number, before + 1);
        uint64_t pairs_before = (before + 1) / 2; // one to each side
        double bend = 0.1 + 0.13 * (double)pairs_before;
        if (p->options->straight && !before)
            bend = 0; // the second between the same two must be bent, or it would hide the first
        p->bends[i] = (e->from < e->to) == (before % 2 == 0) ? bend : -bend;
    }
}

struct curve {
    struct point from, through, to;
};

static struct point towards(struct point from, struct point to, double far)
{
    double dx = to.x - from.x, dy = to.y - from.y, length = sqrt(dx * dx + dy * dy);
    if (length < 1e-9)
        return from;
    return (struct point){from.x + dx / length * far, from.y + dy / length * far};
}

static struct curve curve_of(const struct picture *p, size_t edge)
{
    const struct cp_graph_edge *e = &p->graph->edges[edge];
    struct point a = p->places[e->from], b = p->places[e->to];
    double ar = p->radii[e->from], br = p->radii[e->to], bend = p->bends[edge];
    if (e->from == e->to)
        return (struct curve){{a.x - ar, a.y}, {a.x - 3 * ar - 6, a.y - 3 * ar - 6}, {a.x, a.y - ar}};
    struct point middle = {(a.x + b.x) / 2 - (b.y - a.y) * bend, (a.y + b.y) / 2 + (b.x - a.x) * bend};
    return (struct curve){towards(a, middle, ar + 0.5), middle, towards(b, middle, br + 1)};
}

static struct point on_curve(const struct curve *c, double t)
{
    double u = 1 - t;
    return (struct point){u * u * c->from.x + 2 * u * t * c->through.x + t * t * c->to.x,
                          u * u * c->from.y + 2 * u * t * c->through.y + t * t * c->to.y};
}

// ---------------------------------------------------------------- names

// How wide a letter is, in parts of the font's size: the widest of the common sans-serif fonts, so that no name is
// wider than thought.
static double letter_width(uint32_t code)
{
    if (code >= 0x1100 && (code >= 0x2E80 || code <= 0x11FF))
        return 1.0;
    if (code < 0x80 && strchr("iljt.,:;'|!fIr()[]- ", (int)code))
        return 0.38;
    if (code < 0x80 && strchr("mwMW%@&", (int)code))
        return 0.95;
    if (code >= 'A' && code <= 'Z')
        return 0.70;
    return 0.62;
}

static double text_width(struct cp_str text, double font)
{
    double width = 0;
    for (size_t at = 0; at < text.len;)
        width += letter_width(cp_utf8_next(text, &at));
    return width * font;
}

// Two lines if it is long, cut at the blank that is nearest to the middle.
static void break_lines(struct label *label, struct cp_str text)
{
    enum { LONG = 20 };
    size_t best = 0, middle = text.len / 2;
    label->lines[0] = text;
    label->line_count = 1;
    if (text.len <= LONG)
        return;
    for (size_t i = 1; i + 1 < text.len; i++)
        if (text.ptr[i] == ' ' &&
            (!best || (i > middle ? i - middle : middle - i) < (best > middle ? best - middle : middle - best)))
            best = i;
    if (!best)
        return;
    label->lines[0] = cp_str_slice(text, 0, best);
    label->lines[1] = cp_str_slice(text, best + 1, text.len);
    label->line_count = 2;
}

static void make_label(struct picture *p, size_t node, double largest)
{
    const struct cp_graph_node *n = &p->graph->nodes[node];
    struct label *label = &p->labels[node];
    bool is_measure = n->kind == CP_KIND_MEASURE;
    struct cp_str text = cp_cut(p->run, cp_str_collapse(p->run, n->label.len ? n->label : n->id), is_measure ? 44 : 40);
    label->font = is_measure ? 10.5 : tenth(11 + 12 * p->radii[node] / largest);
    break_lines(label, text);
    for (unsigned i = 0; i < label->line_count; i++)
        label->wide = fmax(label->wide, text_width(label->lines[i], label->font));
    label->high = label->font * (label->line_count == 2 ? 2.25 : 1.15);
}

static size_t clamp(double x, size_t limit)
{
    return x < 0 ? 0 : x >= (double)limit ? limit - 1 : (size_t)x;
}

static void take(struct picture *p, struct box box)
{
    struct grid *g = &p->grid;
    for (size_t row = clamp(box.top / CELL, g->rows); row <= clamp(box.bottom / CELL, g->rows); row++)
        for (size_t column = clamp(box.left / CELL, g->columns); column <= clamp(box.right / CELL, g->columns);
             column++)
            *CP_PUSH(p->run, &g->taken[row * g->columns + column].items) = box;
}

static bool is_free(const struct picture *p, struct box box)
{
    const struct grid *g = &p->grid;
    if (box.left < 4 || box.right > p->width - 4 || box.top < p->top - MARGIN || box.bottom > p->height - 4)
        return false;
    for (size_t row = clamp(box.top / CELL, g->rows); row <= clamp(box.bottom / CELL, g->rows); row++)
        for (size_t column = clamp(box.left / CELL, g->columns); column <= clamp(box.right / CELL, g->columns);
             column++) {
            const struct boxes *cell = &g->taken[row * g->columns + column];
            for (size_t i = 0; i < cell->items.count; i++) {
                const struct box *o = &cell->items.items[i];
                if (o->left < box.right && o->right > box.left && o->top < box.bottom && o->bottom > box.top)
                    return false;
            }
        }
    return true;
}

static unsigned lines_beneath(const struct picture *p, struct box box)
{
    const struct grid *g = &p->grid;
    unsigned sum = 0;
    for (size_t row = clamp(box.top / FINE, g->fine_rows); row <= clamp(box.bottom / FINE, g->fine_rows); row++)
        for (size_t column = clamp(box.left / FINE, g->fine_columns);
             column <= clamp(box.right / FINE, g->fine_columns); column++)
            sum += g->points[row * g->fine_columns + column];
    return sum;
}

static void fill_grid(struct picture *p)
{
    struct grid *g = &p->grid;
    g->columns = (size_t)(p->width / CELL) + 1, g->rows = (size_t)(p->height / CELL) + 1;
    g->fine_columns = (size_t)(p->width / FINE) + 1, g->fine_rows = (size_t)(p->height / FINE) + 1;
    g->taken = CP_NEW_ARRAY(p->run, g->columns * g->rows, struct boxes);
    g->points = CP_NEW_ARRAY(p->run, g->fine_columns * g->fine_rows, uint32_t);
    for (size_t i = 0; i < p->graph->edge_count; i++) {
        struct curve c = curve_of(p, i);
        double dx = c.to.x - c.from.x, dy = c.to.y - c.from.y;
        unsigned steps = (unsigned)(sqrt(dx * dx + dy * dy) / FINE) + 1;
        for (unsigned k = 0; k <= steps; k++) {
            struct point at = on_curve(&c, (double)k / steps);
            g->points[clamp(at.y / FINE, g->fine_rows) * g->fine_columns + clamp(at.x / FINE, g->fine_columns)]++;
        }
    }
    for (size_t i = 0; i < p->graph->node_count; i++) {
        struct point at = p->places[i];
        double reach = p->radii[i] * 0.8; // a disc does not fill its square
        if (reach > 0)
            take(p, (struct box){at.x - reach, at.y - reach, at.x + reach, at.y + reach});
    }
}

// The places around a disc: right, left, below, above, and between; then the same farther off.
static bool place_label(struct picture *p, size_t node)
{
    static const struct point around[8] = {{1, 0},       {-1, 0},       {0, 1},        {0, -1},
                                           {0.75, 0.75}, {-0.75, 0.75}, {0.75, -0.75}, {-0.75, -0.75}};
    struct label *l = &p->labels[node];
    struct point at = p->places[node];
    unsigned best = UINT32_MAX;
    for (unsigned ring = 0; ring < 2 && best == UINT32_MAX; ring++)
        for (unsigned i = 0; i < 8; i++) {
            double far = p->radii[node] * (i < 4 ? 1 : 0.8) + 3 + 9 * ring;
            double x = at.x + around[i].x * (far + l->wide / 2), y = at.y + around[i].y * (far + l->high / 2);
            if (i >= 4) { // a corner of the name is at the disc
                x = at.x + around[i].x * far + (around[i].x > 0 ? l->wide / 2 : -l->wide / 2);
                y = at.y + around[i].y * far + (around[i].y > 0 ? l->high / 2 : -l->high / 2);
            }
            struct box box = {x - l->wide / 2, y - l->high / 2, x + l->wide / 2, y + l->high / 2};
            if (!is_free(p, box))
                continue;
            unsigned cost = lines_beneath(p, box) * 4 + i;
            if (cost < best) {
                best = cost;
                l->box = box;
            }
        }
    l->placed = best != UINT32_MAX;
    if (l->placed)
        take(p, l->box);
    return l->placed;
}

struct ranked {
    double size;
    bool is_measure;
    uint32_t node;
};

static int greatest_first(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    if (a->is_measure != b->is_measure)
        return a->is_measure ? 1 : -1;
    if (a->size != b->size)
        return a->size > b->size ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node; // nodes are sorted by id
}

static void place_labels(struct picture *p)
{
    size_t n = p->graph->node_count;
    struct ranked *order = CP_NEW_ARRAY(p->run, n + 1, struct ranked);
    double largest = 1;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, p->radii[i]);
    for (uint32_t i = 0; i < n; i++) {
        make_label(p, i, largest);
        order[i] = (struct ranked){p->radii[i], p->graph->nodes[i].kind == CP_KIND_MEASURE, i};
    }
    qsort(order, n, sizeof *order, greatest_first);
    for (size_t i = 0; i < n; i++)
        if (p->radii[order[i].node] > 0)
            place_label(p, order[i].node);
}

// ---------------------------------------------------------------- drawing

static void add_tip(struct picture *p, struct cp_str text)
{
    add(p, "<title>");
    cp_add_markup(&p->out, text);
    add(p, "</title>");
}

static void draw_edge(struct picture *p, size_t edge)
{
    const struct cp_graph_edge *e = &p->graph->edges[edge];
    struct curve c = curve_of(p, edge);
    add_point(p, "<path d=\"M", c.from);
    if (p->bends[edge] == 0 && e->from != e->to) {
        add_point(p, "L", c.to);
    } else {
        add_point(p, "Q", c.through);
        add_point(p, " ", c.to);
    }
    add(p, "\"");
    if (e->weight > 1)
        cp_buf_add_format(&p->out, " stroke-width=\"%.1f\"", fmin(1 + 0.5 * (e->weight - 1), 4));
    if (e->hypothetical)
        add(p, " stroke-dasharray=\"5 4\"");
    if (e->symmetric)
        add(p, " marker-end=\"none\"");
    if (p->graph->edge_count > MANY_EDGES) {
        add(p, "/>\n");
        return;
    }
    add(p, ">");
    add_tip(p, cp_graph_sentence(p->run, p->graph, (uint32_t)edge));
    add(p, "</path>\n");
}

static void draw_edges(struct picture *p)
{
    double opacity = p->graph->edge_count > MANY_EDGES ? 0.35 : p->graph->edge_count > 600 ? 0.55 : 0.8;
    for (unsigned sign = 0; sign < 3; sign++) {
        cp_buf_add_format(
            &p->out, "<g class=\"%s\" fill=\"none\" stroke=\"%s\" stroke-opacity=\"%g\" marker-end=\"url(#to-%s)\">\n",
            sign_names[sign], p->theme->signs[sign], opacity, sign_names[sign]);
        for (size_t i = 0; i < p->graph->edge_count; i++) {
            const struct cp_graph_edge *e = &p->graph->edges[i];
            if ((unsigned)cp_edge_sign(e) == sign && p->radii[e->from] > 0 && p->radii[e->to] > 0)
                draw_edge(p, i);
            flush(p, FLUSH_AT);
        }
        add(p, "</g>\n");
    }
}

static void draw_nodes(struct picture *p)
{
    cp_buf_add_format(&p->out, "<g class=\"rim\" stroke=\"%s\" stroke-width=\"1\">\n", p->theme->ground);
    for (size_t i = 0; i < p->graph->node_count; i++) {
        const struct cp_graph_node *n = &p->graph->nodes[i];
        struct cp_colour c = cp_node_colour(n);
        if (p->radii[i] <= 0)
            continue;
        add(p, "<circle cx=\"");
        add_number(p, p->places[i].x);
        add(p, "\" cy=\"");
        add_number(p, p->places[i].y);
        add(p, "\" r=\"");
        add_number(p, p->radii[i]);
        cp_buf_add_format(&p->out, "\" fill=\"#%02x%02x%02x\">", c.red, c.green, c.blue);
        add_tip(p, n->label.len ? n->label : n->id);
        add(p, "</circle>\n");
        flush(p, FLUSH_AT);
    }
    add(p, "</g>\n");
}

static void draw_label(struct picture *p, size_t node)
{
    const struct label *l = &p->labels[node];
    for (unsigned i = 0; i < l->line_count; i++) {
        add(p, "<text x=\"");
        add_number(p, (l->box.left + l->box.right) / 2);
        add(p, "\" y=\"");
        add_number(p, l->box.top + l->font * (0.9 + 1.1 * i));
        add(p, "\" font-size=\"");
        cp_buf_add_double(&p->out, l->font);
        cp_buf_add_format(&p->out, "\"%s>",
                          p->graph->nodes[node].kind == CP_KIND_MEASURE ? " font-style=\"italic\"" : "");
        cp_add_markup(&p->out, l->lines[i]);
        add(p, "</text>\n");
    }
}

// Twice: as a halo, and over it as they are. One text with paint-order would do for browsers, but not for office
// programs.
static void draw_labels(struct picture *p)
{
    for (int over = 0; over < 2; over++) {
        if (over)
            cp_buf_add_format(&p->out, "<g class=\"ink\" text-anchor=\"middle\" fill=\"%s\">\n", p->theme->ink);
        else
            cp_buf_add_format(&p->out,
                              "<g class=\"halo\" text-anchor=\"middle\" fill=\"none\" stroke=\"%s\" stroke-width=\"3\" "
                              "stroke-linejoin=\"round\" aria-hidden=\"true\">\n",
                              p->theme->ground);
        for (size_t i = 0; i < p->graph->node_count; i++)
            if (p->labels[i].placed) {
                draw_label(p, i);
                flush(p, FLUSH_AT);
            }
        add(p, "</g>\n");
    }
}

// ---------------------------------------------------------------- time

struct tick {
    double x;
    struct cp_date date;
};

static int from_left(const void *x, const void *y)
{
    const struct tick *a = x, *b = y;
    return a->x != b->x ? (a->x < b->x ? -1 : 1) : cp_date_compare(a->date, b->date);
}

// Dates over the map, where there is room for them.
static void draw_dates(struct picture *p)
{
    const double room = 64;
    struct tick *ticks = CP_NEW_ARRAY(p->run, p->graph->node_count + 1, struct tick);
    size_t count = 0;
    double last = -room;
    for (size_t i = 0; i < p->graph->node_count; i++)
        if (p->graph->nodes[i].kind == CP_KIND_MEASURE && p->graph->nodes[i].date.year && p->radii[i] > 0)
            ticks[count++] = (struct tick){p->places[i].x, p->graph->nodes[i].date};
    qsort(ticks, count, sizeof *ticks, from_left);
    cp_buf_add_format(&p->out, "<g class=\"soft\" fill=\"%s\" font-size=\"11\" text-anchor=\"middle\">\n",
                      p->theme->soft);
    for (size_t i = 0; i < count; i++) {
        if (ticks[i].x - last < room)
            continue;
        last = ticks[i].x;
        cp_buf_add_format(
            &p->out,
            "<path class=\"soft-line\" d=\"M%.1f %.0f V%.1f\" stroke=\"%s\" stroke-opacity=\"0.35\" stroke-dasharray=\"2 5\"/>",
            last, HEAD * p->scale + 14, p->height, p->theme->soft);
        cp_buf_add_format(&p->out, "<text x=\"%.1f\" y=\"%.0f\">", last, HEAD * p->scale + 10);
        cp_buf_add(&p->out, cp_date_format(p->run, ticks[i].date));
        add(p, "</text>\n");
    }
    add(p, "</g>\n");
}

// ---------------------------------------------------------------- legend

struct legend {
    double x, y;
};

static void start_entry(struct picture *p, struct legend *at, double wide)
{
    if (at->x > MARGIN && at->x + wide > p->width / p->scale - MARGIN) {
        at->x = MARGIN;
        at->y += LEGEND_LINE;
    }
}

static void add_words(struct picture *p, const struct legend *at, double shift, struct cp_str words)
{
    add(p, "<text x=\"");
    add_number(p, at->x + shift);
    add(p, "\" y=\"");
    add_number(p, at->y + 4);
    cp_buf_add_format(&p->out, "\" class=\"ink\" fill=\"%s\" font-size=\"12\">", p->theme->ink);
    cp_add_markup(&p->out, words);
    add(p, "</text>\n");
}

static void add_disc_entry(struct picture *p, struct legend *at, const struct cp_legend_row *row, bool draw)
{
    double wide = 14 + text_width(row->words, 12) + 18;
    start_entry(p, at, wide);
    if (draw) {
        cp_buf_add_format(&p->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"#%02x%02x%02x\"/>", at->x + 5, at->y,
                          row->colour.red, row->colour.green, row->colour.blue);
        add_words(p, at, 14, row->words);
    }
    at->x += wide;
}

static void add_line_entry(struct picture *p, struct legend *at, const char *class, const char *colour, bool dashed,
                           const char *words, bool draw)
{
    double wide = 30 + text_width(cp_str_from(words), 12) + 18;
    start_entry(p, at, wide);
    if (draw) {
        cp_buf_add_format(&p->out,
                          "<path class=\"%s\" d=\"M%.1f %.1fh24\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>",
                          class, at->x, at->y, colour, dashed ? " stroke-dasharray=\"5 4\"" : "");
        add_words(p, at, 30, cp_str_from(words));
    }
    at->x += wide;
}

// Title and legend grow with the picture; between these two they are drawn as on one sheet.
static void begin_scaled(struct picture *p)
{
    if (p->scale > 1)
        cp_buf_add_format(&p->out, "<g transform=\"scale(%.3f)\">\n", p->scale);
}

static void end_scaled(struct picture *p)
{
    if (p->scale > 1)
        add(p, "</g>\n");
}

// Once without drawing, to know how high it is. Returns where it ends.
static double legend(struct picture *p, double top, bool draw)
{
    enum { MOST = 14 };
    struct legend at = {MARGIN, top / p->scale + LEGEND_LINE / 2.0};
    struct cp_legend_row *rows;
    size_t count = cp_legend(p->run, p->graph, &rows);
    bool signs[3] = {false}, dashed = false;
    for (size_t i = 0; i < count && i < MOST; i++)
        add_disc_entry(p, &at, &rows[i], draw);
    for (size_t i = 0; i < p->graph->edge_count; i++) {
        signs[cp_edge_sign(&p->graph->edges[i])] = true;
        dashed |= p->graph->edges[i].hypothetical;
    }
    static const enum cp_sign order[3] = {CP_SIGN_CONFLICT, CP_SIGN_COOPERATION, CP_SIGN_NEUTRAL};
    for (unsigned i = 0; i < 3; i++)
        if (signs[order[i]])
            add_line_entry(p, &at, sign_names[order[i]], p->theme->signs[order[i]], false, sign_names[order[i]], draw);
    if (dashed)
        add_line_entry(p, &at, "soft-line", p->theme->soft, true, "not certain to have happened", draw);
    return (at.y + LEGEND_LINE) * p->scale;
}

// ---------------------------------------------------------------- the file

static void add_dark_style(struct picture *p)
{
    add(p, "<style>@media (prefers-color-scheme: dark) {\n");
    cp_buf_add_format(
        &p->out,
        "  .ground { fill: %s } .ink { fill: %s } .soft { fill: %s } .rim, .halo { stroke: %s } .soft-line { stroke: %s }\n",
        dark.ground, dark.ink, dark.soft, dark.ground, dark.soft);
    for (unsigned i = 0; i < 3; i++)
        cp_buf_add_format(&p->out, "  .%s { stroke: %s } #to-%s path { fill: %s }\n", sign_names[i], dark.signs[i],
                          sign_names[i], dark.signs[i]);
    add(p, "}</style>\n");
}

static void add_head(struct picture *p)
{
    struct cp_str *documents, title = cp_title(p->options);
    struct cp_str counts = cp_counts(p->run, p->graph, cp_documents(p->run, p->graph, &documents));
    double bottom = legend(p, p->height, false);
    cp_buf_add_format(&p->out,
                      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" "
                      "viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-labelledby=\"title counts\"\n     "
                      "font-family=\"Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\">\n<title id=\"title\">",
                      p->width, bottom + 8, p->width, bottom + 8);
    cp_add_markup(&p->out, title);
    add(p, "</title>\n<desc id=\"counts\">");
    cp_add_markup(&p->out, counts);
    add(p, "</desc>\n");
    if (!p->options->theme || strcmp(p->options->theme, "auto") == 0)
        add_dark_style(p);
    add(p, "<defs>\n");
    for (unsigned i = 0; i < 3; i++)
        cp_buf_add_format(&p->out,
                          "<marker id=\"to-%s\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
                          "markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0.6L8 4L0 7.4z\" fill=\"%s\" stroke=\"none\"/></marker>\n",
                          sign_names[i], p->theme->signs[i]);
    cp_buf_add_format(&p->out, "</defs>\n<rect class=\"ground\" width=\"100%%\" height=\"100%%\" fill=\"%s\"/>\n",
                      p->theme->ground);
    begin_scaled(p);
    cp_buf_add_format(&p->out,
                      "<text class=\"ink\" x=\"%d\" y=\"36\" font-size=\"22\" font-weight=\"bold\" fill=\"%s\">",
                      MARGIN, p->theme->ink);
    size_t room = (size_t)((p->width / p->scale - 2 * MARGIN) / (22 * 0.62));
    cp_add_markup(&p->out, cp_cut(p->run, title, room));
    cp_buf_add_format(&p->out, "</text>\n<text class=\"soft\" x=\"%d\" y=\"56\" font-size=\"12\" fill=\"%s\">", MARGIN,
                      p->theme->soft);
    cp_add_markup(&p->out, counts);
    add(p, "</text>\n");
    end_scaled(p);
}

void cp_write_svg(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file)
{
    struct picture p = {.run = cp_picture_arena(), .graph = graph, .options = options, .file = file};
    p.theme = options->theme && strcmp(options->theme, "dark") == 0 ? &dark : &light;
    p.places = CP_NEW_ARRAY(p.run, graph->node_count + 1, struct point);
    p.radii = CP_NEW_ARRAY(p.run, graph->node_count + 1, double);
    p.bends = CP_NEW_ARRAY(p.run, graph->edge_count + 1, double);
    p.labels = CP_NEW_ARRAY(p.run, graph->node_count + 1, struct label);
    place_nodes(&p);
    bend_edges(&p);
    fill_grid(&p);
    place_labels(&p);
    add_head(&p);
    if (options->timeline)
        draw_dates(&p);
    draw_edges(&p);
    draw_nodes(&p);
    draw_labels(&p);
    begin_scaled(&p);
    legend(&p, p.height, true);
    end_scaled(&p);
    add(&p, "</svg>\n");
    flush(&p, 0);
    cp_buf_release(&p.out);
    cp_arena_free(p.run);
}
