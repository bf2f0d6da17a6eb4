// SPDX-License-Identifier: GPL-3.0-or-later
// Room: export.
//
// DOT for Graphviz: `dot -Tsvg` lays the graph out anew, `neato -n2` keeps our places. Measures are boxes, actors
// ellipses; colours are those of the map, edges red where coercive and blue where cooperative, dashed where
// hypothetical, without a head where the relation has no direction.
#include "columns.h"
#include "writers.h"

#include <math.h>

// A quoted string. Graphviz reads "\N" and the like in it, and entities of HTML.
static void add_quoted(struct cp_buf *out, struct cp_str text)
{
    struct cp_buf plain = {0};
    cp_text_add_plain(&plain, text);
    cp_buf_add_char(out, '"');
    for (size_t i = 0; i < plain.len; i++) {
        if (plain.ptr[i] == '"' || plain.ptr[i] == '\\')
            cp_buf_add_char(out, '\\');
        if (plain.ptr[i] == '&')
            cp_buf_add(out, CP_STR("&amp;"));
        else
            cp_buf_add_char(out, plain.ptr[i]);
    }
    cp_buf_add_char(out, '"');
    out->failed |= plain.failed;
    cp_buf_release(&plain);
}

// Points of the map to those of Graphviz, whose y goes up.
static void add_place(struct cp_buf *out, const struct cp_graph_node *node)
{
    if (isfinite(node->x) && isfinite(node->y))
        cp_buf_add_format(out, ", pos=\"%.2f,%.2f\"", node->x, -node->y);
}

static void add_node(struct cp_buf *out, const struct cp_graph *graph, size_t number)
{
    const struct cp_graph_node *node = &graph->nodes[number];
    cp_buf_add_format(out, "  n%zu [label=", number);
    add_quoted(out, node->label.len ? node->label : node->id);
    cp_buf_add(out, CP_STR(", id="));
    add_quoted(out, node->id);
    cp_buf_add(out, CP_STR(", tooltip="));
    add_quoted(out, cp_column_kind(node));
    if (node->kind == CP_KIND_MEASURE)
        cp_buf_add(out, CP_STR(", shape=box"));
    if (node->coloured)
        cp_buf_add_format(out, ", fillcolor=\"#%02x%02x%02x\"", node->red, node->green, node->blue);
    add_place(out, node);
    cp_buf_add(out, CP_STR("];\n"));
}

static void add_edge(struct cp_buf *out, const struct cp_graph_edge *edge)
{
    cp_buf_add_format(out, "  n%u -> n%u [label=", edge->from, edge->to);
    add_quoted(out, cp_column_words(edge));
    cp_buf_add(out, CP_STR(", weight="));
    cp_buf_add_format(out, "%.0f", fmin(fmax(1, ceil(edge->weight)), 1000)); // Graphviz wants whole numbers
    if (edge->sign < 0)
        cp_buf_add(out, CP_STR(", color=\"#b2182b\""));
    else if (edge->sign > 0)
        cp_buf_add(out, CP_STR(", color=\"#2166ac\""));
    if (edge->hypothetical)
        cp_buf_add(out, CP_STR(", style=dashed"));
    if (edge->symmetric)
        cp_buf_add(out, CP_STR(", dir=none"));
    if (edge->evidence_count && edge->evidence[0].words.len) {
        cp_buf_add(out, CP_STR(", tooltip="));
        add_quoted(out, edge->evidence[0].words);
    }
    cp_buf_add(out, CP_STR("];\n"));
}

void cp_write_dot(const struct cp_graph *graph, const struct cp_export_options *options, struct cp_file *file)
{
    struct cp_buf out = {0};
    (void)options;
    cp_buf_add(&out, CP_STR("digraph chokepoint {\n  graph [charset=\"UTF-8\", overlap=false, splines=true];\n"
                            "  node [style=filled, fillcolor=\"#dddddd\", fontname=\"sans-serif\"];\n"
                            "  edge [color=\"#777777\", fontname=\"sans-serif\", fontsize=9];\n"));
    for (size_t i = 0; i < graph->node_count; i++) {
        add_node(&out, graph, i);
        cp_text_flush(&out, file, CP_FLUSH_AT);
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        add_edge(&out, &graph->edges[i]);
        cp_text_flush(&out, file, CP_FLUSH_AT);
    }
    cp_buf_add(&out, CP_STR("}\n"));
    cp_text_flush(&out, file, 0);
    cp_buf_release(&out);
}
